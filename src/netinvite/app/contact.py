"""What was tried with somebody, and what was put off: recorded, and where that leaves them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias

from netinvite import clock
from netinvite.app import going, promised, sitting, team, verdicts
from netinvite.app.people import read
from netinvite.app.today import cut
from netinvite.app.until import TODAY, read_until
from netinvite.errors import AnswerError, NetinviteError, UsageError
from netinvite.language import _
from netinvite.model import due
from netinvite.model.characters import is_control, refuse_bytes
from netinvite.model.contacts import AGAIN, MAIL, MOVED, SENT, USUALLY, Entry, made
from netinvite.model.due import Due
from netinvite.model.standing import Facts
from netinvite.model.timepairs import Said, said
from netinvite.model.timeparts import Unread
from netinvite.model.times import read_day, read_times
from netinvite.model.timewords import evened
from netinvite.store import contacts, kept, logs, namesakes
from netinvite.store.referrals import GONE, UNLINKED, Named
from netinvite.store.takenback import take_back as taken_back
from netinvite.store.talks import first_words
from netinvite.values import NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from netinvite.model.people import Person
    from netinvite.store.workspace import Workspace

# Letters of what was said in a conversation.
_LONGEST = 60


# Gets the times of an edited email where they cannot be read for certain: why, and the moment it went.
Instead: TypeAlias = Callable[[NetinviteError, datetime], Iterable[datetime]]


def without(_problem: NetinviteError, _moment: datetime) -> tuple[datetime, ...]:
    """No times are known."""
    return ()


def typed_instead(
    problem: NetinviteError, moment: datetime, lang: str, ask: Callable[[], str], tell: Callable[[str], None]
) -> tuple[datetime, ...]:
    """The times that an email proposes, typed in ``lang`` where they cannot be read in it for certain: asked
    for until they can be read; none where nothing is typed."""
    tell(problem.message)
    while typed := ask().strip():
        try:
            return tuple(one.start for one in read_times(typed, lang, moment))
        except AnswerError as error:
            tell(error.in_full)
    return ()


class Recorded(NamedTuple):
    """An entry that was recorded, taken back, or ``already`` there; what is known of the person now (``None``
    where their file is not read whole), and what is due with them next, if anything. Of a conversation that
    was taken back ``words`` are the first (``None``: it is an entry), what was said is ``kept`` there, and
    those are told who were ``named`` in it. ``told``: of an email that went, why another one may have; of
    what was put off, what of its words is not kept, and what stays as it is."""

    entry: Entry
    facts: Facts | None = None
    next: Due | None = None
    already: bool = False
    words: str | None = None
    kept: Path | None = None
    named: tuple[Named, ...] = ()
    told: tuple[str, ...] = ()

    @property
    def conversation(self) -> str:
        """The conversation that was taken back, by its first words; "" for an entry."""
        words = cut(self.words or "", _LONGEST)
        if words:
            return _("the conversation “%(words)s”") % {"words": words}
        return "" if self.words is None else _("the conversation")

    def beside(self, workspace: Workspace, who: Person) -> list[str]:
        """Of what was taken back with somebody: where the words lie of a conversation, how it is recorded
        again, and what became of those whom they named in it."""
        words = [kept.told(self.kept)] if self.kept else []
        if again := self._again(who.slug):
            words.append(_("To record it again: %(command)s") % {"command": workspace.command(*again)})
        return [*words, *(_of_named(workspace, who.name, one) for one in self.named)]

    def _again(self, slug: str) -> list[str]:
        """What records it again, as typed; nothing for a conversation in which nothing was said, for what the
        program noted itself, and for a day that has gone by."""
        entry, now = self.entry, clock.now()
        if self.words is not None:
            return ["interview", slug, "--answers", str(self.kept)] if self.kept else []
        if entry.until:
            return ["later", slug, str(entry.until)] if entry.until >= now.date() else []
        if entry.moment > now or entry.name_of:
            return []
        when = f"{entry.when:%Y-%m-%d %H:%M}" if isinstance(entry.when, datetime) else str(entry.when)
        how = ["--how", entry.how] if entry.how and entry.how != USUALLY.get(entry.what) else []
        note = ["--note", entry.note] if entry.note else []
        return ["log", slug, *filter(None, [entry.what]), *how, *note, "--date", when]


def record(
    workspace: Workspace,
    person: Person,
    what: str,
    lang: str,
    *,
    how: str = "",
    note: str = "",
    typed: str | None = None,
    instead: Instead = without,
) -> Recorded:
    """Record what there was, in a word of the contact log, or a note alone (``what`` is "").

    ``typed``: when, as people write it in ``lang``; else now. An invitation that went by mail takes along
    the times that it proposes as it stands, or those that ``instead`` gets where they cannot be read. A
    ``UsageError`` for a word that is none, an ``AnswerError`` for a time that cannot be read, can be read in
    two ways, or is still to come, another ``UsageError`` for an invitation to somebody else's person: nothing
    is recorded then.
    """
    if what == SENT:
        sitting.refuse_to_have_sent(workspace, person)
    now, note = clock.now(), _seen(note)
    entry = made(what, now, how=how, note=note)
    if typed is not None:
        entry = made(what, now, how=how, note=note, when=read_when(typed, lang, now))
    if what == SENT and entry.how == MAIL:
        going.refuse_to_have_gone(workspace, person.slug)
        # 60 ms: calendars.
        from netinvite.app.appointments import proposed_to

        entry = entry._replace(times=proposed_to(workspace, person, entry.day, instead))
    done = _recorded(workspace, person, entry, told=typed is not None)
    if what == SENT and entry.how == MAIL and not done.already:
        done = done._replace(told=tuple(verdicts.not_handed_on(workspace, person.slug, entry.day)))
    return done


def record_invitation(workspace: Workspace, person: Person, lang: str, instead: Instead) -> Recorded:
    """``record`` that the invitation went which lies there, or would be written; an ``UnfinishedError`` where
    there is none, as others may have chosen another way meanwhile."""
    # 80 ms: guides, questions.
    from netinvite.app.refreshing import refuse_unwritten

    refuse_unwritten(workspace, person)
    return record(workspace, person, SENT, lang, instead=instead)


def take_back(workspace: Workspace, person: Person) -> Recorded:
    """Take back what was recorded last, be it a conversation; the note that the person was taken over stays.
    A ``UsageError`` where nothing else is, or all is another organiser's."""

    def stays(entry: Entry) -> bool:
        return team.handed_over(entry, workspace.own_templates) is not None

    def called(by: str) -> str:
        # 3 ms, where several organise.
        from netinvite.store import organisers

        return organisers.names(workspace).get(by, "")

    if (found := taken_back(workspace, person.slug, person.name, stays, called)) is None:
        told = _("Nothing is recorded for %(name)s that could be taken back.")
        told %= {"name": namesakes.told(workspace, person.slug, person.name)}
        last = {"command": workspace.command("interview", person.slug, "--last")}
        talks = logs.read(workspace, person.slug, workspace.read(workspace.answers_file(person.slug))).talks
        hint = _("What was said in a conversation is changed with: %(command)s") % last if talks else ""
        raise UsageError(told, hint)
    words = None if found.talk is None else first_words(found.talk)
    return _where_that_leaves(workspace, person, found.entry)._replace(
        words=words, kept=found.kept, named=found.named
    )


def _of_named(workspace: Workspace, by: str, one: Named) -> str:
    words = {"name": namesakes.told(workspace, one.person.slug, one.person.name), "by": by}
    if one.fate == GONE:
        return _("%(name)s was on your list for that conversation alone, and is off it again.") % words
    if one.fate == UNLINKED:
        return _("%(name)s is not linked any more.") % words
    change, forget = (workspace.command(command, one.person.slug) for command in ("prepare", "forget"))
    stays = _(
        "%(name)s stays on your list, where it says that %(by)s named them. To change that: %(command)s"
    )
    off = _("To take %(name)s off the list: %(command)s")
    return "\n".join([stays % {**words, "command": change}, off % {**words, "command": forget}])


def put_off(workspace: Workspace, person: Person, typed: str, lang: str) -> Recorded:
    """Put what is due with somebody off to the day that ``typed`` says in ``lang``; an ``AnswerError`` where
    it cannot be read, can be read in two ways, or has gone by: nothing is recorded then."""
    now = clock.now()
    day, told = read_until(typed, lang, now)
    done = _recorded(workspace, person, made(MOVED, now, until=day))
    return done._replace(told=(*told, *done.told))


def another_time(entry: Entry) -> str:
    """When another one like an ``entry`` can have been that is there already, as ``--date`` takes it: on its
    day, at this time of day; "" where that is the very time of it."""
    now = clock.now()
    moment = now if now - entry.moment <= AGAIN else datetime.combine(entry.day, now.time())
    when = f"{moment:%Y-%m-%d %H:%M}"
    return "" if isinstance(entry.when, datetime) and when == f"{entry.when:%Y-%m-%d %H:%M}" else when


def read_when(typed: str, lang: str, now: datetime) -> date | datetime:
    """The day that has been, or the moment where a time of day was said too; of a range its beginning. An
    ``AnswerError`` as ``record`` says."""
    if typed == TODAY:
        return now.date()
    if not _has_clock(typed, lang):
        return read_day(typed, lang, now, back=True)
    found = read_times(typed, lang, now, back=True)
    if len(found) > 1:
        raise AnswerError(_("These are %(count)s times; write one.") % {"count": len(found)})
    return found[0].start


def _seen(text: str) -> str:
    """Without what no file takes and no screen shows; an ``AnswerError`` where a letter cannot be read."""
    refuse_bytes(text)
    return "".join(sign for sign in text if sign in "\n\t" or not is_control(sign))


def _has_clock(typed: str, lang: str) -> bool:
    """Whether a time of day is said; figures alone that can be a day ("6.11") are one, as everywhere."""
    found = _said(typed, lang)
    if any(one.clock for one in found) and not any(one.day for one in found):
        return not any(one.day for one in _said(typed, lang, days=True))
    return any(one.clock for one in found)


def _said(typed: str, lang: str, *, days: bool = False) -> list[Said]:
    try:
        return said(evened(typed), lang, days=days)
    except Unread:
        return []


def _recorded(workspace: Workspace, person: Person, entry: Entry, *, told: bool = False) -> Recorded:
    there = contacts.append(workspace, person.slug, entry, person.name, told=told)
    return _where_that_leaves(workspace, person, there or entry)._replace(already=there is not None)


def _where_that_leaves(workspace: Workspace, person: Person, entry: Entry) -> Recorded:
    register = read(workspace)
    facts = next((one for one in register.everyone if one.id == person.slug), None)
    if facts:
        facts = facts._replace(name=register.names[facts.id])
    told = tuple(promised.stays(facts, register.known)) if facts and entry.what == MOVED else ()
    following = due.of(facts, clock.now(), register.days) if facts else None
    return Recorded(entry, facts, following, told=told)
