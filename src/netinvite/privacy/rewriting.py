"""A file of answers as it is to be without the person who is forgotten."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

import tomlkit

from netinvite.model.keys import MENTION_REFERRER, REFERRAL, REFERRED_BY, SET_ASIDE, SUGGESTED
from netinvite.privacy.names import put_in
from netinvite.privacy.sought import Found, Sought
from netinvite.privacy.sources import Source
from netinvite.privacy.texts import Keys, Role, Roles, changed, without
from netinvite.store.reading import loads, text_at

_REFERRER = (REFERRED_BY.path, (SET_ASIDE, str(REFERRED_BY)), ("referral", "by"))
_MENTIONED = (MENTION_REFERRER.path, (SET_ASIDE, str(MENTION_REFERRER)))
_SUGGESTED = (SUGGESTED.path, (SET_ASIDE, str(SUGGESTED)))


@dataclass(frozen=True)
class Rewriting:
    """``source``, answers of others, with ``someone`` in the place of whoever is ``sought``, who named them
    on ``day``, an ISO date ("" for nobody knows)."""

    source: Source
    sought: Sought
    someone: str
    roles: Roles
    day: str = ""

    @cached_property
    def _referred(self) -> bool:
        """Whether it is the person who suggested it."""
        table = self.source.table or {}
        by = (hit for keys in _REFERRER for hit in self.sought.hits(text_at(table, *keys), Role.PERSON))
        return any(hit.sure for hit in by)

    @cached_property
    def untrue(self) -> tuple[str, ...]:
        """The sentences that name the person as the one who suggested it: true of nobody else."""
        table = self.source.table or {}
        if not self._referred:
            return ()
        told = dict.fromkeys(text_at(table, *keys).strip() for keys in _SUGGESTED)
        return tuple(text for text in told if self.sought.hits(text))

    @cached_property
    def _says_otherwise(self) -> bool:
        """Whether a sentence that names somebody else, or nobody, says who suggested it."""
        table = self.source.table or {}
        return any(text_at(table, *keys).strip() not in ("", *self.untrue) for keys in _SUGGESTED)

    def loses(self, found: Found) -> bool:
        """Whether nothing of what was found is left once those sentences are out."""
        left = found.text
        for sentence in self.untrue:
            left = _left_out(sentence, left)
        return left != found.text and not self.sought.hits(left)

    def text(self) -> str | None:
        """The new text; ``None`` where not every shape of this TOML would be kept."""
        try:
            new = without(self.source.text, self._comment, self._value)
            # As texts: a number that is none (nan) is not even the same as itself.
            meant = repr(changed(self.source.table, self._value))
            return self._dated(new) if repr(loads(new)) == meant else None
        # Of many kinds: tomlkit's own, and Python's where it is nested too deeply or takes the wrong turn.
        except Exception:
            return None

    def _comment(self, text: str) -> str:
        return self.sought.without(text, self.someone)

    def _dated(self, text: str) -> str:
        """``text`` with the day on which they were named, which only the person's own file told."""
        document = tomlkit.parse(text)
        if not (self._referred and self.day and isinstance(document.get(REFERRAL), dict)):
            return text
        document[REFERRAL]["day"] = self.day
        return tomlkit.dumps(document)

    def _value(self, keys: Keys, text: str) -> str:
        if keys in _MENTIONED and self._referred and not self._says_otherwise:
            # Whoever agreed to be mentioned is nobody any more: no such sentence is proposed.
            return "no"
        for sentence in self.untrue:
            text = _left_out(sentence, text)
        hits = self.sought.hits(text, self.roles.of(keys))
        return put_in(text, hits, self.someone, capitals=self.roles.stands_in_texts(keys))


def _left_out(sentence: str, text: str) -> str:
    """``text`` without a sentence; one that is nothing else becomes an answer that was skipped."""
    new, count = re.subn(rf"(?<!\S){re.escape(sentence)}(?!\S)[ \t]?", "", text)
    return new.rstrip() if count else text
