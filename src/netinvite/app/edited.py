"""What a draft edited by hand proposes: the times of its lists, each line read whole, or none at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from netinvite.app.wordlists import words_for
from netinvite.checks import Known, Material, times
from netinvite.checks.listed import Item
from netinvite.errors import AnswerError, NetinviteError
from netinvite.language import _, active
from netinvite.model.dates import format_time
from netinvite.model.moments import GoneBy, Moment
from netinvite.model.questions import A_DAY
from netinvite.store import files
from netinvite.store.drafts import Draft
from netinvite.values import NamedTuple, replace


class DraftTimesError(NetinviteError):
    """A draft edited by hand whose times cannot be read for certain."""


class Proposed(NamedTuple):
    """The times (local, naive) that a mail proposes, and how long the conversation is: ``lengths`` has the
    minutes of those that end where the mail says; ``left``: what sentences say besides."""

    times: list[datetime]
    minutes: int
    lengths: Mapping[datetime, int] = MappingProxyType({})
    left: tuple[str, ...] = ()


def named(found: Sequence[datetime]) -> str:
    """These times in the language of the program."""
    return "; ".join(format_time(time, active()) for time in found)


def material(
    own: Path | None,
    draft: Draft,
    lang: str,
    answered: Sequence[datetime],
    sender: str,
    now: datetime,
) -> Material:
    """The draft as the rules read it; a time that stands there as it was written is certain, its year too."""
    text = draft.text
    for time in answered:
        words = r"[ \t]+".join(map(re.escape, format_time(time, lang).split()))
        exactly = f"{time.date().isoformat()} {time:%H:%M}"
        text = re.sub(rf"(?<!\w){words}(?![.:]?\d)", exactly, text, flags=re.IGNORECASE)
    known = Known(name=sender)
    return Material("invitation", text, words_for(lang, own), now, known)


def in_the_draft(
    material: Material,
    draft: Draft,
    answered: Proposed,
    again: str,
    rendered: Callable[[], str],
    *,
    gone: bool = False,
) -> Proposed:
    """What the lists of the draft say, or what its template says in a sentence that nobody changed;
    ``again`` is the command that asks for the times, ``rendered`` makes the text anew. ``gone``: also what
    has gone by, which is refused else."""
    refused = _Refused(draft, answered.times, again, material.lang)
    items = [_with_gone(item, material) if gone else item for item in material.items]
    for item in items:
        if item.wrong:
            raise refused.line(item, item.wrong)
    minutes = _said_minutes(material, answered.minutes)
    told = tuple(dict.fromkeys(one.words for one in _in_sentences(material)))
    if items:
        moments = [one for item in items for one in item.moments]
        lengths = {one.start: int((one.end - one.start).seconds / 60) for one in moments if one.end}
        return Proposed(list(dict.fromkeys(one.start for one in moments)), minutes, lengths, told)
    if answered.times and _unchanged(draft, answered.times, material, rendered):
        return Proposed(answered.times, minutes)
    if told:
        raise refused.sentences()
    if answered.times:
        raise refused.all()
    return Proposed([], minutes)


def _with_gone(item: Item, material: Material) -> Item:
    """With the times that have gone by as the rules read them."""
    if not isinstance(item.wrong, GoneBy):
        return item
    said = [one.moment for one in material.proposals if one.line == item.line and not one.wrong]
    return replace(item, moments=tuple(map(Moment, said)), wrong=None) if said else item


def _in_sentences(material: Material) -> Iterator[times.Proposal]:
    sentences = [one for one in material.sentences if not one.item]
    return times.proposals(sentences, material.words, material.now)


def _unchanged(
    draft: Draft, answered: Sequence[datetime], material: Material, rendered: Callable[[], str]
) -> bool:
    """Whether each of these times stands in a sentence of the draft as the template has it."""
    written = [format_time(time, material.lang) for time in answered]
    mine, made = (
        {" ".join(one.text.split()) for one in replace(material, raw=text).sentences}
        for text in (draft.text, rendered())
    )
    return all(any(one.casefold() in sentence.casefold() for sentence in mine & made) for one in written)


def _said_minutes(material: Material, answered: int) -> int:
    """As long as the text says, unless that is what was answered."""
    said = times.minutes(material.sentences, material.words)
    return said if 0 < said <= A_DAY and f"{answered} min" not in material.raw else answered


class _Refused(NamedTuple):
    """What is said where no entries are made; both are named: what stands in the draft, and what the answers
    say."""

    draft: Draft
    answered: list[datetime]
    again: str
    lang: str

    def line(self, item: Item, reason: AnswerError) -> DraftTimesError:
        if isinstance(reason, GoneBy):
            return self._gone(item, reason)
        problem = _(
            "%(file)s:%(line)s: the times in “%(said)s” cannot be read for certain. %(reason)s "
            "The answers have: %(times)s."
        )
        said = self.draft.text.splitlines()[item.line - 1].strip()
        return self._error(problem, line=item.line, said=said, reason=reason.message)

    def _gone(self, item: Item, reason: GoneBy) -> DraftTimesError:
        words = {"file": files.shown(self.draft.file), "line": item.line, "time": reason.said}
        return DraftTimesError(
            _("%(file)s:%(line)s: %(time)s has gone by. Propose another.") % words,
            _("Change the line, or propose others: %(command)s") % {"command": self.again},
        )

    def sentences(self) -> DraftTimesError:
        problem = _(
            "%(file)s was edited, and its times stand in a sentence, where nobody can tell for certain which "
            "of them are proposed; the answers have: %(times)s."
        )
        return self._error(problem)

    def all(self) -> DraftTimesError:
        problem = _("%(file)s was edited, and no time can be read in it; the answers have: %(times)s.")
        return self._error(problem)

    def _error(self, problem: str, **words: object) -> DraftTimesError:
        words |= {"file": files.shown(self.draft.file), "times": named(self.answered) or _("none")}
        example = format_time((self.answered or [datetime(2026, 12, 1, 10)])[0], self.lang)
        hint = _(
            "Write each time on a line of its own that begins with “- ”, as in “- %(example)s”, or propose "
            "others: %(command)s"
        )
        return DraftTimesError(problem % words, hint % {"example": example, "command": self.again})
