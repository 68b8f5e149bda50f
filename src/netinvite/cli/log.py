"""``netinvite log`` and ``netinvite later``: what was tried, and what is put off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from netinvite import clock
from netinvite.cli import asking, completion, pairs, whose
from netinvite.cli.fullnames import explained, goes_on
from netinvite.cli.logwords import how_names, refuse_unknown, what_names
from netinvite.cli.options import As, Folder, Language, PersonName
from netinvite.cli.output import tell_all
from netinvite.cli.place import workspace_of
from netinvite.errors import UsageError
from netinvite.language import _, active
from netinvite.ui import screen

if TYPE_CHECKING:
    from netinvite.app.contact import Recorded
    from netinvite.model.people import Person
    from netinvite.store.workspace import Workspace

# Who comes first in the menu.
TO_REACH = ("answered", "tried", "invited", "ready", "talked", "considers", "later")


def log(
    person: PersonName = None,
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="WHAT",
            click_type=completion.described(what_names),
            help="no-answer, talked, met, message (you sent one), post (a letter), sent (the invitation), "
            "bounced (it came back), replied (an answer came) or moved (done for now; “later” puts it off).",
            show_default=False,
        ),
    ] = None,
    how: Annotated[
        str,
        typer.Option(
            "--how",
            metavar="WAY",
            click_type=completion.described(how_names),
            help="call, mail, met, message or post; else what is usual with the word.",
            show_default=False,
        ),
    ] = "",
    note: Annotated[
        str,
        typer.Option(
            "--note", metavar="TEXT", help="What to remember. Without WHAT only this.", show_default=False
        ),
    ] = "",
    day: Annotated[
        str | None,
        typer.Option(
            "--date",
            metavar="WHEN",
            click_type=completion.words(lambda: [asking.TODAY]),
            help="When it was, as you would write it; else now.",
            show_default=False,
        ),
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take back what was recorded last.")] = False,
    sits: As = None,
    workspace: Folder = None,
    lang: Language = None,
) -> None:
    pairs.refuse(pairs.LOG)
    # 100 ms: what writes files, times as people write them.
    from netinvite.app import contact
    from netinvite.model.contacts import SENT

    place = workspace_of(workspace)
    whose.sit(place, sits)
    if undo:
        who = asking.whom(place, person, TO_REACH)
        done = contact.take_back(place, who)
        who = _as_told(who, done)
        back = [_taken_back(who, done), *done.beside(place, who)]
        tell_all([*back, *_what_now(place, who, done, back=True)])
        return
    who, what = _whom_and_what(place, person, what)
    word = (what or "").strip().casefold()
    refuse_unknown(place, who.slug, what or "", word)
    if word != SENT:
        whose.tell_whose(place, who)
    if not what and (how or not note.strip()):
        word = _ask_what()
    went = asking.times_that_went
    done = contact.record(place, who, word, active(), how=how, note=note, typed=day, instead=went)
    who = _as_told(who, done)
    tell_all([_logged(who, done), *done.told, *_what_now(place, who, done), *_after_all(place, who, done)])


def later(
    person: PersonName = None,
    when: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WHEN", help="A day to come, as you would write it: “in two weeks”.", show_default=False
        ),
    ] = None,
    sits: As = None,
    workspace: Folder = None,
    lang: Language = None,
) -> None:
    place = workspace_of(workspace)
    whose.sit(place, sits)
    with explained(place, "later", person, when or ()):
        who = asking.whom(place, person, TO_REACH)
        whose.tell_whose(place, who)
        typed = " ".join(when or ()).strip() or _ask_when(place, who)
        done = _put_off_to(place, who, typed)
    who = _as_told(who, done)
    tell_all([_put_off(who, done), *done.told, *_what_now(place, who, done), *_after_all(place, who, done)])


# What is missing ---------------------------------------------------------------------------------


def _whom_and_what(place: Workspace, name: str | None, what: str | None) -> tuple[Person, str | None]:
    """A single word of the log says what there was, unless somebody is called so; another word may belong to
    the name."""
    if what and what.strip().casefold() not in what_names() and goes_on(place, name, what):
        name, what = f"{name} {what}", None
    if name in what_names() and not what:
        try:
            return place.find(name), what
        except UsageError:
            return asking.whom(place, None, TO_REACH), name
    return asking.whom(place, name, TO_REACH), what


def _ask_what() -> str:
    """The word, chosen on a terminal; a ``UsageError`` with the words where nobody can be asked."""
    names = what_names()
    if not asking.on_terminal():
        raise UsageError(
            _("Say what happened; nothing was recorded."),
            _("Choose one of: %(names)s") % {"names": ", ".join(names)},
        )
    labels = {word: f"{told} ({word})" for word, told in names.items()}
    return asking.picked(_("What happened?"), labels, _("Nothing was recorded."), claims=True)


def _put_off_to(place: Workspace, who: Person, typed: str) -> Recorded:
    """Put off to what was ``typed``; where that leaves the day open, it is asked for on a terminal."""
    # See above.
    from netinvite.app import contact
    from netinvite.model.weekdays import DayUnsaid

    try:
        return contact.put_off(place, who, typed, active())
    except DayUnsaid as error:
        if not asking.on_terminal():
            raise
        screen.tell(error.in_full)
        return contact.put_off(place, who, _ask_when(place, who), active())


def _ask_when(place: Workspace, who: Person) -> str:
    if not asking.on_terminal():
        example = place.command("later", who.slug, _("in two weeks"))
        raise UsageError(
            _("The day is missing; nothing was recorded."),
            _("Give it, as in: %(command)s") % {"command": example},
        )
    return asking.day(_("Until when?"), _("Nothing was recorded.")).isoformat()


def _as_told(who: Person, done: Recorded) -> Person:
    """By the name that tells them from another one of the same."""
    return who._replace(name=done.facts.name if done.facts else who.name)


# What is said back -------------------------------------------------------------------------------


def _logged(who: Person, done: Recorded) -> str:
    words = {"name": who.name, "what": _what(done)}
    if done.already:
        return _already(words, done)
    told = _("Recorded for %(name)s: %(what)s, %(when)s") % {**words, "when": _moment(done)}
    return _sentence(told, done)


def _already(words: Mapping[str, str], done: Recorded) -> str:
    from netinvite.model.dates import format_clock

    when = done.entry.when
    if isinstance(when, datetime) and when.date() == clock.now().date():
        at = format_clock(when, active())
        return _sentence(_("Noted already %(time)s for %(name)s: %(what)s") % {**words, "time": at}, done)
    told = _("Noted already for %(name)s: %(what)s, %(when)s")
    if done.entry.until:
        told = _("Noted already for %(name)s: %(what)s (recorded %(when)s)")
    return _sentence(told % {**words, "when": _moment(done)}, done)


def _what(done: Recorded) -> str:
    """What there was, in words."""
    from netinvite.app import team
    from netinvite.model.contacts import USUALLY

    entry = done.entry
    if entry.until:
        return _("put off until %(day)s") % {"day": _day(entry.until)}
    note = " ".join(team.note_of(entry).split())
    what = what_names().get(entry.what, "") or _("note “%(note)s”") % {"note": note}
    if entry.how and (entry.how != USUALLY[entry.what] or entry.what in ("no-answer", "talked")):
        what = f"{what} ({how_names()[entry.how]})"
    return what


def _put_off(who: Person, done: Recorded) -> str:
    assert done.entry.until
    if done.already:
        return _already({"name": who.name, "what": _what(done)}, done)
    words = {"name": who.name, "day": _day(done.entry.until)}
    if done.facts and done.next and done.next.day == done.entry.until:
        from netinvite.cli.roster import state_names
        from netinvite.model.standing import state

        told = _("Recorded for %(name)s: put off until %(day)s; the state stays “%(state)s”.")
        return told % {**words, "state": state_names()[state(done.facts)]}
    return _sentence(_("Recorded for %(name)s: put off until %(day)s") % words, done)


def _taken_back(who: Person, done: Recorded) -> str:
    words = {"name": who.name, "what": done.conversation or _what(done), "when": _moment(done)}
    told = _("Taken back for %(name)s: %(what)s, %(when)s")
    if done.entry.until:
        told = _("Taken back for %(name)s: %(what)s (recorded %(when)s)")
    return _sentence(told % words, done)


def _after_all(place: Workspace, who: Person, done: Recorded) -> list[str]:
    """How to take back what was recorded; or how to record it all the same."""
    if not done.already:
        back = place.command("log", who.slug, "--undo")
        return [_("A slip? This takes it back: %(command)s") % {"command": back}]
    from netinvite.app.contact import another_time

    if done.entry.until or not done.entry.what or not (when := another_time(done.entry)):
        return []
    again = place.command("log", who.slug, done.entry.what, "--date", when)
    return [_("If it was another one, say when it was: %(command)s") % {"command": again}]


def _sentence(told: str, done: Recorded) -> str:
    """With where the person stands now, and when they are due."""
    if done.facts is None:
        return f"{told}."
    from netinvite.cli.roster import state_names
    from netinvite.model.due import PUT_OFF
    from netinvite.model.standing import state

    words = {"told": told, "state": state_names()[state(done.facts)]}
    if done.next is None:
        return _("%(told)s; now “%(state)s”, and nothing is due.") % words
    words["day"] = _day(done.next.day)
    if done.next.overdue > 0:
        return _("%(told)s; now “%(state)s”, and due since %(day)s.") % words
    if done.next.reason == PUT_OFF and not done.entry.until:
        return _("%(told)s; now “%(state)s”, and due on %(day)s, to which it was put off.") % words
    return _("%(told)s; now “%(state)s”, and due on %(day)s.") % words


def _what_now(place: Workspace, who: Person, done: Recorded, *, back: bool = False) -> list[str]:
    """What comes next, once it is recorded, or taken ``back``; nothing where the person's file is not read
    whole, which ``status`` tells of."""
    from netinvite.app import whatnow
    from netinvite.app.case import Case

    if done.facts is None:
        return []
    data = place.read(place.answers_file(who.slug))
    case = Case.of(place, done.facts, data, done.next)
    return whatnow.told(case) if back else whatnow.recorded(case, done.entry)


def _moment(done: Recorded) -> str:
    """When it was, in full."""
    from netinvite.model.moments import Moment
    from netinvite.model.readback import in_full

    when = done.entry.when
    return in_full(Moment(when), active(), clock.now()) if isinstance(when, datetime) else _day(when)


def _day(day: date) -> str:
    from netinvite.model.readback import read_back_day

    return read_back_day(day, active(), clock.now())
