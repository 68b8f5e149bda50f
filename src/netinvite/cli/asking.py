"""What commands ask: answers in files and on standard input, a question answered by a typed word, whom."""

from __future__ import annotations

import errno
import os
import select
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from netinvite import clock
from netinvite.errors import NetinviteError, OnlyFolderError, UsageError
from netinvite.language import _, active, refusal
from netinvite.store import files
from netinvite.ui import screen

if TYPE_CHECKING:
    from netinvite.model.people import Person
    from netinvite.model.questions import Value
    from netinvite.model.standing import Facts
    from netinvite.store.network import Network
    from netinvite.ui.parts import Asked

# The word for this day, in every language.
TODAY = "today"
# Who comes first where it is asked whom an email is for.
TO_WRITE_TO = ("ready", "tried")
# Seconds without a key after which a paste is over, and after which no more of it is waited for.
QUIET = 0.1
LONGEST_PASTE = 2.0


def type_in(question: str, otherwise: str) -> str:
    """What is typed on one line, nothing where Esc ends it; without a terminal a ``UsageError`` with the hint
    ``otherwise``."""
    if not sys.stdin.isatty():
        raise UsageError(_("There is no terminal to ask on."), otherwise)
    _drop_typed()
    screen.tell(question)
    try:
        return (_line() or "").strip()
    finally:
        # Of a paste the first line answers; the rest is not for the shell to run.
        _drop_pasted()


def chosen(question: str, words: Mapping[str, str]) -> str | None:
    """What the word typed stands for in ``words``, asked until it is one; None where Esc ends it, or input
    ends."""
    _drop_typed()
    while True:
        screen.tell(question)
        if (line := _line()) is None:
            return None
        if (typed := line.strip().casefold()) in words:
            return words[typed]


def agreed(typed: str) -> bool:
    """Whether the typed word is a yes or its first letter, in the language in use or in English."""
    return typed.casefold() in (_("yes"), _("yes")[0], "yes", "y")


def all_the_same(told: str) -> bool | None:
    """Whether somebody on a terminal hands an email on that has errors, which are ``told``; ``None`` where
    nobody can be asked."""
    if not on_terminal():
        return None
    screen.tell(told)
    return agreed(type_in(_("Hand it on all the same? yes, or Enter for no."), ""))


def _line() -> str | None:
    # 1 ms, and most commands ask nothing.
    from netinvite.cli import oneline

    return oneline.line()


def _drop_typed() -> None:
    """Keys pressed before the question was there do not answer it."""
    # Windows has none, and most commands ask nothing.
    with suppress(ImportError):
        import termios

        with suppress(OSError, ValueError, termios.error):
            termios.tcflush(sys.stdin, termios.TCIFLUSH)


def _drop_pasted() -> None:
    """All lines of a paste, which a terminal hands over piece by piece, until it is quiet."""
    until = time.monotonic() + LONGEST_PASTE
    _drop_typed()
    while time.monotonic() < until and _goes_on():
        _drop_typed()
    # A last line without its end is no line to be read yet.
    _drop_typed()


def _goes_on() -> bool:
    """Whether a line comes before it is quiet; a terminal that was closed could be read for ever."""
    try:
        return bool(select.select([sys.stdin], [], [], QUIET)[0]) and os.isatty(sys.stdin.fileno())
    except (OSError, ValueError):
        return False


def need_terminal(message: str, otherwise: str = "") -> None:
    """A ``UsageError`` where there is nobody to be asked; ``message`` says what asks, ``otherwise`` what is
    there for scripts, where it takes no answers."""
    if on_terminal():
        return
    # 5 ms, that only this needs.
    from netinvite.mail import desktop

    if desktop.in_mintty():
        raise UsageError(desktop.no_terminal_in_mintty(), desktop.use_winpty())
    raise UsageError(message, otherwise or _("for scripts there is --answers FILE --no-input."))


def sources(names: Sequence[str] | None) -> list[tuple[str, str]]:
    """The name and the text of each file of answers; "-" is standard input."""
    return [_source(name) for name in names or ()]


def _source(name: str) -> tuple[str, str]:
    try:
        if name == "-":
            name = _("standard input")
            return (name, sys.stdin.buffer.read().decode("utf-8"))
        data = files.read_given(Path(name))
        if len(data) > files.LARGEST:
            raise OSError(errno.EFBIG, _("it has more than 5 MB"))
        return (name, data.decode("utf-8"))
    except UnicodeDecodeError:
        raise UsageError(
            _("%(file)s is not UTF-8 text.") % {"file": name}, _("Save it again as UTF-8 in your editor.")
        ) from None
    except OSError as error:
        raise UsageError(
            _("%(file)s cannot be read: %(reason)s.") % {"file": name, "reason": refusal(error)},
            _("Give the path of a TOML file with answers."),
        ) from None


# Whom ----------------------------------------------------------------------------------------------


def whom(place: Network, name: str | None, first: Sequence[str] = ()) -> Person:
    """Who is meant: whoever has the name, or else is chosen on a terminal, those in the states ``first``
    before the others. A ``UsageError`` where nobody can be asked, a ``LeftError`` where nobody is chosen."""
    if name is not None or not on_terminal() or len(place.slugs()) < 2:
        return _found(place, name)
    # The index of everyone, 30 ms.
    from netinvite.app.people import read
    from netinvite.model.standing import STATES, state

    register = read(place)
    for problem in register.problems:
        screen.tell(problem)
    if not register.everyone:
        return place.find(name)
    order = {state: place for place, state in enumerate(dict.fromkeys((*first, *STATES)))}
    everyone = sorted(register.everyone, key=lambda one: (order[state(one)], one.name.casefold()))
    return place.person(_picked({one.id: line for one, line in zip(everyone, _lines(everyone), strict=True)}))


def _found(place: Network, name: str | None) -> Person:
    """As ``find``; where somebody had that name before, it is asked whether they are meant."""
    try:
        who = place.find(name)
        tell_taken(place, name, who)
        return who
    except OnlyFolderError as error:
        if not on_terminal():
            raise
        labels = {one.slug: str(one) for one in error.people}
        ask = _("Nobody here is called “%(name)s” any more. Whom do you mean?") % {"name": name}
        return place.person(picked(ask, labels, _("Nobody was chosen."), claims=True))


def tell_taken(place: Network, typed: str | None, who: Person) -> None:
    """Say on standard error who else could have been meant by a short name."""
    # 2 ms, where somebody is named.
    from netinvite.app import meant

    if told := meant.taken_for(place, typed, who):
        screen.tell(told)


def _lines(everyone: Sequence[Facts]) -> Iterator[str]:
    """Name, state and since when of each; the folder's name too, where two have the same name."""
    # Words and names of days, 40 ms.
    from netinvite.cli.roster import state_names
    from netinvite.model.dates import format_date
    from netinvite.model.people import apart
    from netinvite.model.standing import since, state
    from netinvite.model.wording import listed

    names, states, lang = apart({one.id: one.name for one in everyone}), state_names(), active()
    for one in everyone:
        day = since(one)
        when = _("since %(day)s") % {"day": format_date(day, lang)} if day else ""
        yield listed((names[one.id], states[state(one)], when))


def _picked(labels: Mapping[str, str]) -> str:
    return picked(_("Whom do you mean?"), labels, _("Nobody was chosen."), searched=True)


# Times that went -----------------------------------------------------------------------------------


def times_that_went(problem: NetinviteError, moment: datetime) -> tuple[datetime, ...]:
    """The times of an email that went at ``moment``, typed on a terminal because of a ``problem`` with
    reading them; else none, and that is said."""
    # See ``cli.log``.
    from netinvite.app.contact import typed_instead

    def ask() -> str:
        return type_in(_("Which times does the email propose? Enter: recorded without them."), "")

    if on_terminal():
        return typed_instead(problem, moment, active(), ask, screen.tell)
    screen.tell(problem.message)
    screen.tell(_("Recorded without the times; none of them is reminded of."))
    return ()


# In the wizard's own way ---------------------------------------------------------------------------


def picked(
    ask: str, labels: Mapping[str, str], nothing: str, *, searched: bool = False, claims: bool = False
) -> str:
    """The key of the line that is chosen on a terminal; a ``LeftError`` that says ``nothing`` where none is.
    ``searched``: what is typed is looked for; ``claims``: Enter alone chooses none."""
    # prompt_toolkit, 150 ms.
    from netinvite.model.questions import Choice, Question
    from netinvite.ui.parts import Asked

    choices = tuple(Choice(key, label) for key, label in labels.items())
    question = Question("menu", "menu", "choice", ask, required=True, choices=choices)
    now = clock.now()
    asked = Asked(question, choices, None, "", active(), now, searched=searched, claims=claims)
    return str(_answer(asked, nothing))


def day(ask: str, nothing: str) -> date:
    """A day to come, typed on a terminal as people write it, and asked for again where it cannot be read."""
    # See above.
    from netinvite.model.questions import Question
    from netinvite.ui.parts import Asked

    question = Question("menu", "day", "date", ask, required=True)
    value = _answer(Asked(question, (), None, "", active(), clock.now()), nothing)
    assert isinstance(value, date)
    return value


def _answer(asked: Asked, nothing: str) -> Value | None:
    # See above.
    from netinvite.leaving import Ended, LeftError, listening
    from netinvite.ui.parts import Answered, Left
    from netinvite.wizard.front import paged_front

    with listening():
        try:
            outcome = paged_front().ask(asked)
        except Left:
            raise LeftError(nothing) from None
        except Ended as ended:
            raise ended.error(nothing) from None
        if not isinstance(outcome, Answered):
            raise LeftError(nothing)
        return outcome.value


def on_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()
