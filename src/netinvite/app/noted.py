"""What is noted on people for the organiser alone (answers, talks, the contact log), which a text
that somebody edited by hand may tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from netinvite.app.knowledge import Knowledge
from netinvite.app.wordlists import words_for
from netinvite.checks import private
from netinvite.checks.alike import folded
from netinvite.checks.known import Kept
from netinvite.errors import NetinviteError
from netinvite.model import confided
from netinvite.store import drafts, logs, ours, talks


class Noted:
    """Everyone's, read once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def on_everyone(self) -> list[Kept]:
        """For a text of which nobody knows for whom it is."""
        return [one for each in self._each.values() for one in each]

    def besides(self, slug: str) -> list[Kept]:
        """What an edited text to somebody is held against, beside their own private answers."""
        return [one for of, each in self._each.items() for one in (each[1:] if of == slug else each)]

    @cached_property
    def _each(self) -> Mapping[str, tuple[Kept, Kept]]:
        """By folder: what the answers say of somebody, and what was recorded."""
        found = {}
        for slug in self.knowledge.workspace.slugs():
            with suppress(NetinviteError):
                found[slug] = self._on(slug)
        return found

    def _on(self, slug: str) -> tuple[Kept, Kept]:
        workspace, told = self.knowledge.workspace, self.knowledge.told
        data = workspace.read(workspace.answers_file(slug))
        known = self.knowledge.of(slug, data)
        joints = words_for(told.own(data), workspace.own_templates).lists["common"]
        public = " ".join(folded(" ".join(known.public)))

        def kept(texts: tuple[str, ...], whole: tuple[str, ...]) -> Kept:
            runs = (tuple(private.telling_runs(one, public, joints)) for one in texts)
            return Kept(known.person or slug, tuple(runs), whole)

        notes = tuple(_recorded(logs.read(workspace, slug, data)))
        return kept(known.private, known.confided), kept(notes, tuple(confided.sentences(notes)))


def _recorded(found: logs.Recorded) -> Iterator[str]:
    """What was noted of conversations and in the contact log, as far as it is words."""
    said = [value for talk in found.talks for value in talks.said(talk).values()]
    for one in (*said, *(entry.note for entry in found.entries)):
        if isinstance(one, str) and len(folded(one)) >= confided.FEWEST:
            yield one


def is_edited(file: Path, text: str) -> bool:
    """Whether somebody edited the text of a person's draft by hand."""
    texts, entry = ours.read(file.parent).of(file.name), ours.index(file.parent).get(file.name, {})
    return not ours.is_noted(texts, entry, drafts.digest(text))
