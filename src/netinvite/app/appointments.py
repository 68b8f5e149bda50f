"""The times that a mail proposes, as its calendar entries: never another hour than the mail says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from netinvite import clock
from netinvite.app import edited
from netinvite.app.edited import Proposed, named
from netinvite.errors import NetinviteError, UsageError, WorkspaceError
from netinvite.language import DEFAULT, _, speaking
from netinvite.mail import calendar
from netinvite.mail.attachments import Attachment
from netinvite.model import keys
from netinvite.model.people import Person
from netinvite.model.questions import Value, minutes_in
from netinvite.model.walk import Walk
from netinvite.store import drafts, namesakes
from netinvite.store.drafts import Draft
from netinvite.store.inventory import INVITATION
from netinvite.store.network import Network
from netinvite.store.reading import at
from netinvite.store.records import Told
from netinvite.values import NamedTuple

if TYPE_CHECKING:
    from netinvite.app.contact import Instead

# How long a conversation is where nobody said, as the guide proposes.
MINUTES = 20


class Entries(NamedTuple):
    """The calendar files, and what their sender should know of them (``notes``)."""

    files: list[Attachment]
    notes: list[str]


def entries(workspace: Network, person: Person, lang: str, draft: Draft) -> Entries:
    """A calendar file for each time that the draft proposes: those of the answers it was made of, or, where
    it was edited by hand, those that stand there.

    ``UsageError`` where none is proposed, ``DraftTimesError`` where one may be another than the one read,
    ``InviteError`` for a time that does not exist.
    """
    answers, now = _public(workspace, person, lang), clock.now()
    answered = _answered(answers)
    found = _found(workspace, person, lang, draft, answers, now)
    if not found.times:
        raise UsageError(
            _("No times are proposed to %(name)s.")
            % {"name": namesakes.told(workspace, person.slug, person.name)},
            _("Propose some: %(command)s") % {"command": workspace.command("prepare", person.slug)},
        )
    name = at(workspace.read(workspace.network_file), "timezone")
    place = calendar.settle(name, found.times, now)
    talk = _talk(id_of(workspace), person, lang, answers, place)._replace(minutes=found.minutes)
    notes = [
        *_on_times(found, answered),
        *_on_sentences(found),
        *_on_length(answers),
        *on_zone(found.times, place),
    ]
    files = [
        file
        for time in found.times
        for file in calendar.invitations(
            [time], talk._replace(minutes=found.lengths.get(time, found.minutes)), now
        )
    ]
    return Entries(files, notes)


def proposed_to(workspace: Network, person: Person, day: date, instead: Instead) -> tuple[datetime, ...]:
    """The times from ``day`` on that a person's saved invitation proposes, read as it was on that day; where
    they cannot be read for certain, those that ``instead`` gets. A ``WorkspaceError`` where a file cannot be
    read."""
    now = clock.now()
    moment = now if day == now.date() else datetime.combine(day, time.min)
    try:
        found: Iterable[datetime] = _saved(workspace, person, moment)
    except edited.DraftTimesError as error:
        found = instead(error, moment)
    except WorkspaceError:
        raise
    except NetinviteError:
        found = ()  # what it proposes is not known
    return tuple(one for one in found if one.date() >= day)


def in_edited(workspace: Network, person: Person) -> tuple[datetime, ...]:
    """The times that a person's edited invitation proposes, those that have gone by too; none where they
    cannot be read for certain."""
    try:
        return tuple(_saved(workspace, person, clock.now(), gone=True))
    except NetinviteError:
        return ()


def _saved(workspace: Network, person: Person, now: datetime, *, gone: bool = False) -> list[datetime]:
    draft = drafts.look(workspace, person.slug, INVITATION)
    lang = drafts.language(workspace, person.slug, INVITATION) or person.lang
    if not draft.saved:
        return []
    return _found(workspace, person, lang, draft, _public(workspace, person, lang), now, gone=gone).times


def _answered(answers: Mapping[str, Value]) -> Proposed:
    return Proposed(_times(answers), _minutes(answers) or MINUTES)


def _found(
    workspace: Network,
    person: Person,
    lang: str,
    draft: Draft,
    answers: Mapping[str, Value],
    now: datetime,
    *,
    gone: bool = False,
) -> Proposed:
    """What the draft proposes to whoever reads it at ``now``; ``gone``: what has gone by then too."""
    answered = _answered(answers)
    if not draft.edited:
        return answered
    sender = _text(answers, keys.OWN_NAME)
    material = edited.material(workspace.own_templates, draft, lang, answered.times, sender, now)
    again = workspace.command("prepare", person.slug)
    rendered = partial(_rendered, workspace, person)
    return edited.in_the_draft(material, draft, answered, again, rendered, gone=gone)


class Lengths:
    """How long the conversation with each person is; the network's own file is read once."""

    def __init__(self, workspace: Network) -> None:
        self.workspace, self.told = workspace, Told(workspace, DEFAULT)

    def of(self, slug: str) -> int:
        """Minutes, as far as the person's answers say so."""
        with suppress(NetinviteError):
            data = self.workspace.read(self.workspace.answers_file(slug))
            return _minutes(_shown(self.told.walk(slug, data))) or MINUTES
        return MINUTES


def _rendered(workspace: Network, person: Person) -> str:
    """The mail as its template makes it now; "" where it cannot be made."""
    # 100 ms, and needed for times in a sentence alone: the template engine, and what writes.
    from netinvite.app.preparation import Preparation
    from netinvite.store.workspace import Workspace

    try:
        return Preparation.of(Workspace.of(workspace), person).render(INVITATION)
    except NetinviteError:
        return ""


def _public(workspace: Network, person: Person, lang: str) -> Mapping[str, Value]:
    """The answers that others may see. What an own guide asks may be of any kind."""
    data = workspace.read(workspace.answers_file(person.slug))
    return _shown(Told(workspace, lang).walk(person.slug, data))


def _shown(walk: Walk) -> Mapping[str, Value]:
    private = walk.guide.private()
    return {key: value for key, value in walk.rendered().items() if key not in private}


def id_of(workspace: Network) -> str:
    """The network's own id, which is made where it has none yet."""
    if workspace.id:
        return workspace.id
    # To write takes 35 ms to load (filelock, tomlkit), and is needed once.
    from netinvite.store.workspace import Workspace

    return Workspace.of(workspace).own_id()


def _times(answers: Mapping[str, Value]) -> list[datetime]:
    found = answers.get(keys.TIMES, ())
    return [time for time in found if isinstance(time, datetime)] if isinstance(found, tuple) else []


def _minutes(answers: Mapping[str, Value]) -> int:
    return minutes_in(answers.get(keys.MINUTES, ""))


def _text(answers: Mapping[str, Value], key: str) -> str:
    value = answers.get(key, "")
    return value if isinstance(value, str) else ""


def _talk(
    id: str, person: Person, lang: str, answers: Mapping[str, Value], place: ZoneInfo | None
) -> calendar.Talk:
    name = _text(answers, keys.OWN_NAME)
    with speaking(lang):
        summary = _("Conversation with %(name)s") % {"name": name} if name else _("Conversation")
    return calendar.Talk(
        summary,
        MINUTES,
        place,
        lambda time: calendar.uid(id, person.slug, f"talk {time.isoformat()}"),
        (name, _text(answers, keys.OWN_EMAIL)),
    )


# What their sender should know ---------------------------------------------------------------------


def _on_times(found: Proposed, answered: Proposed) -> list[str]:
    if set(found.times) == set(answered.times):
        return []
    return [
        _("The calendar entries are those of the edited email: %(times)s.") % {"times": named(found.times)}
    ]


def _on_sentences(found: Proposed) -> list[str]:
    if not found.left:
        return []
    told = _("No calendar entry is made of what the email says in a sentence: %(times)s.")
    return [told % {"times": "; ".join(found.left)}]


def _on_length(answers: Mapping[str, Value]) -> list[str]:
    """The answer itself is not named: it may hold anything."""
    if keys.MINUTES not in answers or _minutes(answers):
        return []
    return [
        _("The answer to contact.minutes is no number of minutes; the calendar entries last %(count)s.")
        % {"count": MINUTES}
    ]


def on_zone(found: Sequence[datetime], place: ZoneInfo | None) -> list[str]:
    """That entries at these times name no zone, and which of them come twice."""
    notes = []
    if place is None:
        notes.append(
            _(
                "The calendar entries name no time zone, since this computer does not say for certain which "
                'one you are in. To have it named, write timezone = "Europe/Copenhagen", or your own, at the '
                "top of network.toml."
            )
        )
    if again := calendar.twice(found, place):
        notes.append(
            _(
                "The clocks go back then, and this hour comes twice; the calendar entry means the first: "
                "%(times)s."
            )
            % {"times": named(again)}
        )
    return notes
