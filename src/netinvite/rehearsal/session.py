"""The command ``pitch --rehearse``: the pitch is said aloud, timed, and compared with the times before."""

from __future__ import annotations

import contextlib
import sys
import time

from netinvite import clock
from netinvite.app.wordlists import words_for
from netinvite.errors import AnswerError, NetinviteError, UsageError
from netinvite.language import _, active, ngettext
from netinvite.leaving import Ended, listening
from netinvite.model.dates import format_date
from netinvite.model.people import Person
from netinvite.rehearsal import timing
from netinvite.rehearsal.teleprompter import Teleprompter, left
from netinvite.rehearsal.timing import LONGEST, SHORTEST, Past, Rehearsal, Result, spoken
from netinvite.store.drafts import Draft
from netinvite.store.inventory import language_of
from netinvite.store.workspace import Workspace
from netinvite.ui import lines as plain_words
from netinvite.ui import screen
from netinvite.ui.lines import Keyboard

# How many earlier rehearsals are told.
TOLD = 5


def need_terminal() -> None:
    """A ``UsageError`` where nobody could see or press anything."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            _("netinvite pitch --rehearse needs a terminal;"),
            _("without --rehearse the pitch is printed."),
        )


def rehearse(workspace: Workspace, person: Person, draft: Draft, pace: int | None) -> None:
    """Rehearse the pitch, say how it went, and keep the time when it was said to the end."""
    lang = person.lang or language_of(workspace.root) or active()
    measures = words_for(lang, workspace.own_templates)
    said = spoken(draft.text, frozenset(measures.lists["abbreviations"]))
    if not said:
        raise NetinviteError(
            _("%(file)s holds nothing to say aloud.") % {"file": draft.file},
            _("Write the pitch anew with: %(command)s")
            % {"command": workspace.command("prepare", person.slug)},
        )
    rehearsal = Rehearsal(said, pace or measures.numbers["words_a_minute"], time.monotonic)
    before = timing.past(workspace, person.slug)
    with listening():
        if screen.plain():
            line_by_line(rehearsal, Keyboard())
        else:
            Teleprompter(rehearsal).run()
        result = rehearsal.result()
        if result.finished:
            moment = clock.now().isoformat(timespec="minutes")
            timing.keep(workspace, person.slug, Past(moment, result.total, result.pace, len(said)))
    for line in [*outcome(result), *(progress(result, before) if result.finished else [])]:
        screen.put(screen.wrap(line))


# Plain mode ------------------------------------------------------------------------------------------


def line_by_line(rehearsal: Rehearsal, keyboard: Keyboard) -> None:
    """A sentence for each Enter; typed words go back, pause and leave."""
    _explain()
    screen.put(_("Enter begins."))
    try:
        keyboard.line()
        rehearsal.resume()
        while not rehearsal.finished and _sentence(rehearsal, keyboard):
            pass
    except EOFError:
        return
    except Ended as ended:
        with contextlib.suppress(OSError):
            screen.put("")
        raise left(ended.error) from None


def _explain() -> None:
    named = plain_words.listed(plain_words.TO_A_REHEARSAL)
    screen.put(
        screen.wrap(_("Say each sentence aloud, then press Enter; or type %(words)s.") % {"words": named})
    )


def _sentence(rehearsal: Rehearsal, keyboard: Keyboard) -> bool:
    """Put the present sentence, and do what is typed after it; False to leave."""
    place = {"place": rehearsal.place + 1, "count": len(rehearsal.sentences)}
    screen.put(_("%(place)s of %(count)s:") % place)
    screen.put(screen.wrap(rehearsal.sentences[rehearsal.place]))
    try:
        word = plain_words.meaning(keyboard.line(), plain_words.TO_A_REHEARSAL)
    except AnswerError:
        _explain()
        return True
    if word == plain_words.BACK:
        rehearsal.back()
    elif word == plain_words.HELP:
        _explain()
    elif word == plain_words.PAUSE:
        _pause(rehearsal, keyboard)
    elif word != plain_words.LEAVE:
        rehearsal.forward()
    return word != plain_words.LEAVE


def _pause(rehearsal: Rehearsal, keyboard: Keyboard) -> None:
    rehearsal.pause()
    screen.put(_("Paused. Enter goes on with the same sentence."))
    keyboard.line()
    rehearsal.resume()


# What came out ---------------------------------------------------------------------------------------


def outcome(result: Result) -> list[str]:
    """How long it took against the target, and what took longest."""
    if not result.finished:
        told = _("You left after %(said)s of %(count)s sentences; this rehearsal is not counted.")
        return [told % {"said": result.said, "count": len(result.sentences)}]
    lines = [
        _("It took %(seconds)s seconds; the target is %(shortest)s to %(longest)s.")
        % {"seconds": result.total, "shortest": SHORTEST, "longest": LONGEST},
        _judged(result.off_target),
    ]
    if result.pauses:
        told = ngettext("%(count)s pause is not counted.", "%(count)s pauses are not counted.", result.pauses)
        lines.append(told % {"count": result.pauses})
    lines.append(_("These sentences took longest:"))
    lines += [
        f"- {_('%(seconds)s s') % {'seconds': seconds}}: {sentence}" for sentence, seconds in result.longest()
    ]
    return lines


def _judged(off: int) -> str:
    if off > 0:
        return _("That is %(seconds)s seconds too long: leave something out.") % {"seconds": off}
    if off < 0:
        return _("That is %(seconds)s seconds short of it.") % {"seconds": -off}
    return _("That is within it.")


def progress(result: Result, before: list[Past]) -> list[str]:
    """The rehearsals before this one, and how it compares to the last."""
    if not before:
        return [_("This was the first rehearsal; the next one is compared with it.")]
    lang = active()
    lines = [_("Rehearsals before this one:")]
    lines += [
        _("- %(day)s: %(seconds)s seconds")
        % {"day": format_date(one.day.date(), lang), "seconds": one.seconds}
        for one in before[-TOLD:]
    ]
    return [*lines, _compared(result.total - before[-1].seconds)]


def _compared(change: int) -> str:
    if change > 0:
        longer = ngettext(
            "%(count)s second longer than the last time.",
            "%(count)s seconds longer than the last time.",
            change,
        )
        return longer % {"count": change}
    if change < 0:
        shorter = ngettext(
            "%(count)s second shorter than the last time.",
            "%(count)s seconds shorter than the last time.",
            -change,
        )
        return shorter % {"count": -change}
    return _("As long as the last time.")
