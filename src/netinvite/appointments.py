"""The times that a mail proposes, as its calendar entries: never another hour than the mail says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from netinvite import clock, files, identity, invite
from netinvite.checking import words_for
from netinvite.checks import Known, Material, certain, times
from netinvite.dates import format_time
from netinvite.drafts import Draft
from netinvite.errors import NetinviteError, UsageError
from netinvite.language import _, active, speaking
from netinvite.mail import Attachment
from netinvite.names import Person
from netinvite.parsed import at
from netinvite.preparation import Preparation
from netinvite.values import A_DAY, Value, minutes_in
from netinvite.workspace import Workspace

# How long a conversation is where nobody said, as the guide proposes.
MINUTES = 20


class DraftTimesError(NetinviteError):
    """A draft edited by hand whose times cannot be read for certain."""


class Entries(NamedTuple):
    """The calendar files, and what their sender should know of them (``notes``)."""

    files: list[Attachment]
    notes: list[str]


class Proposed(NamedTuple):
    """The times (local, naive) that a mail proposes, and how long the conversation is."""

    times: list[datetime]
    minutes: int


def entries(workspace: Workspace, person: Person, lang: str, draft: Draft) -> Entries:
    """A calendar file for each time that the draft proposes: those of the answers it was made of, or, where
    it was edited by hand, those that stand there.

    ``UsageError`` where none is proposed, ``DraftTimesError`` where one may be another than the one read,
    ``InviteError`` for a time that does not exist.
    """
    answers, now = _public(workspace, person, lang), clock.now()
    answered = Proposed(_times(answers), _minutes(answers) or MINUTES)
    found = answered
    if draft.edited:
        material = _material(workspace.own_templates, draft, lang, answered.times, answers, now)
        found = _in_the_draft(material, draft, answered, person)
    if not found.times:
        raise UsageError(
            _("No times are proposed to %(name)s.") % {"name": person.name},
            _("Propose some: netinvite prepare %(slug)s") % {"slug": person.slug},
        )
    name = at(workspace.read(workspace.network_file), "timezone")
    place = invite.settle(name, found.times, now)
    talk = _talk(identity.of(workspace), person, lang, answers, place)._replace(minutes=found.minutes)
    notes = [*_on_times(found, answered), *_on_length(answers), *_on_zone(found.times, place)]
    return Entries(invite.invitations(found.times, talk, now), notes)


def _public(workspace: Workspace, person: Person, lang: str) -> Mapping[str, Value]:
    """The answers that others may see. What an own guide asks may be of any kind."""
    preparation = Preparation.open(workspace, lang, person)
    private = preparation.guide.private()
    return {key: value for key, value in preparation.walk.rendered().items() if key not in private}


def _times(answers: Mapping[str, Value]) -> list[datetime]:
    found = answers.get("contact.times", ())
    return [time for time in found if isinstance(time, datetime)] if isinstance(found, tuple) else []


def _minutes(answers: Mapping[str, Value]) -> int:
    return minutes_in(answers.get("contact.minutes", ""))


def _text(answers: Mapping[str, Value], key: str) -> str:
    value = answers.get(key, "")
    return value if isinstance(value, str) else ""


def _talk(
    id: str, person: Person, lang: str, answers: Mapping[str, Value], place: ZoneInfo | None
) -> invite.Talk:
    name = _text(answers, "organiser.name")
    with speaking(lang):
        summary = _("Conversation with %(name)s") % {"name": name} if name else _("Conversation")
    return invite.Talk(
        summary,
        MINUTES,
        place,
        lambda time: invite.uid(id, person.slug, f"talk {time.isoformat()}"),
        (name, _text(answers, "organiser.email")),
    )


# A draft edited by hand ----------------------------------------------------------------------------


def _material(
    own: Path | None,
    draft: Draft,
    lang: str,
    answered: Sequence[datetime],
    answers: Mapping[str, Value],
    now: datetime,
) -> Material:
    """The draft as the rules read it; a time that stands there as it was written is certain, its year too."""
    text = draft.text
    for time in answered:
        words = r"[ \t]+".join(map(re.escape, format_time(time, lang).split()))
        exactly = f"{time.date().isoformat()} {time:%H:%M}"
        text = re.sub(rf"(?<!\w){words}(?!\d)", exactly, text, flags=re.IGNORECASE)
    known = Known(name=_text(answers, "organiser.name"))
    return Material("invitation", text, words_for(lang, own), now, known)


def _in_the_draft(material: Material, draft: Draft, answered: Proposed, person: Person) -> Proposed:
    minutes = _said_minutes(material, answered.minutes)
    body, words = material.letter.body, material.words
    doubts = certain.doubts(body, material.sentences, words, material.now, minutes)
    if (line := min(doubts, default=0)) or (answered.times and not material.proposals):
        raise _unread(draft, line, answered.times, person, material.lang)
    return Proposed(list(dict.fromkeys(one.moment for one in material.proposals)), minutes)


def _said_minutes(material: Material, answered: int) -> int:
    """As long as the text says, unless that is what was answered."""
    said = times.minutes(material.sentences, material.words)
    return said if 0 < said <= A_DAY and f"{answered} min" not in material.raw else answered


def _unread(draft: Draft, line: int, answered: list[datetime], person: Person, lang: str) -> DraftTimesError:
    """Both named: what stands in the draft, and what the answers say."""
    words = {"file": files.shown(draft.file), "times": _named(answered) or _("none"), "line": line}
    problem = _("%(file)s was edited, and no time can be read in it; the answers have: %(times)s.")
    if line:
        words["said"] = draft.text.splitlines()[line - 1].strip()
        problem = _(
            "%(file)s:%(line)s: the times in “%(said)s” cannot be read for certain; "
            "the answers have: %(times)s."
        )
    example = format_time((answered or [datetime(2026, 12, 1, 10)])[0], lang)
    return DraftTimesError(
        problem % words,
        _("Write each as “%(example)s”, or propose others: netinvite prepare %(slug)s")
        % {"example": example, "slug": person.slug},
    )


# What their sender should know ---------------------------------------------------------------------


def _named(found: Sequence[datetime]) -> str:
    return "; ".join(format_time(time, active()) for time in found)


def _on_times(found: Proposed, answered: Proposed) -> list[str]:
    if set(found.times) == set(answered.times):
        return []
    return [
        _("The calendar entries are those of the edited mail: %(times)s.") % {"times": _named(found.times)}
    ]


def _on_length(answers: Mapping[str, Value]) -> list[str]:
    """The answer itself is not named: it may hold anything."""
    if "contact.minutes" not in answers or _minutes(answers):
        return []
    return [
        _("The answer to contact.minutes is no number of minutes; the calendar entries last %(count)s.")
        % {"count": MINUTES}
    ]


def _on_zone(found: Sequence[datetime], place: ZoneInfo | None) -> list[str]:
    notes = []
    if place is None:
        notes.append(
            _(
                "The calendar entries name no time zone, since this computer does not say for certain which "
                'one you are in. To have it named, write timezone = "Europe/Copenhagen", or your own, at the '
                "top of network.toml."
            )
        )
    if again := invite.twice(found, place):
        notes.append(
            _(
                "The clocks go back then, and this hour comes twice; the calendar entry means the first: "
                "%(times)s."
            )
            % {"times": _named(again)}
        )
    return notes
