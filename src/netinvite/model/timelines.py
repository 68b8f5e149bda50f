"""The parts of a line that says times, or of a text in which some stand: days, times of day, lengths,
breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import lru_cache
from typing import TypeAlias

from netinvite.libraries import regex
from netinvite.model.datewords import DOTTED, HYPHENED
from netinvite.model.daywords import DAYS, DayReader
from netinvite.model.timefigures import decided, in_prose
from netinvite.model.timeparts import (
    HALVES,
    Break,
    Clock,
    Figures,
    Gap,
    Half,
    Part,
    Placed,
    Span,
    Unread,
)
from netinvite.model.timewords import NUMBER, SIGN, Token

# What each kind of part begins with.
_MARKS = frozenset(("at", "roughly", "start", "between"))
_SPELLED = frozenset((NUMBER, "numbers", "half", "quarter"))
_LENGTH = frozenset((NUMBER, "numbers", "one", "lasting", "length"))
_SHORTENED = regex(r"'\d\d(?![\w.:])")
_HALVES = frozenset(HALVES)
_BARE = frozenset((NUMBER, "numbers", "noon", "midnight", "half", "quarter"))


class _Reader(DayReader):
    """Reads the parts of a line, one after the other."""

    def read(self) -> list[Part]:
        while self.place < self.length_of_line:
            start = self.place
            self.found.extend(self._part())
            if self.place == start:
                raise self._unread(start)
        return self.found

    def read_all(self) -> Iterator[Placed]:
        """The parts of a text, with a ``Gap`` for each word that is none."""
        while self.place < self.length_of_line:
            start, before = self.place, len(self.found)
            token = self.tokens[start]
            # Most words of a text begin nothing.
            if _OPENS.isdisjoint(token.roles):
                yield self._gap(token)
                continue
            with suppress(Unread):
                self.found.extend(self._part())
            if self.place == start or len(self.found) == before:
                self.place = start
                yield self._gap(token)
                continue
            end = self.tokens[self.place - 1].end
            yield from (Placed(part, token.start, end) for part in self.found[before:])

    def _gap(self, token: Token) -> Placed:
        """The present word as one that says nothing of a time, and on to the next."""
        gap = Gap(self.line[token.start : token.end], "until" in token.roles)
        self.found.append(gap)
        self.place += 1
        return Placed(gap, token.start, token.end)

    def _unread(self, start: int) -> Unread:
        """The word that nothing knows, or a month without a day; else the one at which it does not go on."""
        rest = self.tokens[start : self.length_of_line]
        strange = next((token for token in rest if not token.roles), None)
        token = strange or next((token for token in rest if "month" in token.roles), rest[0])
        return Unread(self.line[token.start : token.end], token.start)

    def _part(self) -> Iterator[Part]:
        start = self.place
        for kind in _kinds(tuple(self.token.roles)):
            found = kind(self)
            if isinstance(found, list):
                yield from found
                return
            if found is not None:
                yield found if found.words else found._replace(words=self.words(start))
                return
            self.place = start

    def _marked(self) -> Part | None:
        """A time of day behind a word that says so: "kl.", "around", "from", "between"."""
        start, between, opened = self.place, False, False
        while self.has_any(_MARKS):
            between = between or self.has("between")
            opened = opened or self.has("start") or self.has("between")
            self.place += 1
        if self.place == start:
            return None
        clear = any("at" in token.roles for token in self.tokens[start : self.place])
        found = self._half_alone() or self.clock_or_span(marked=True, between=between, opened=opened)
        return found._replace(clear=True) if clear and isinstance(found, Clock) else found

    def _half_alone(self) -> Half | None:
        if not self.has_any(_HALVES):
            return None
        name = next((name for name in HALVES if self.took(name)), "")
        return Half(name, "") if name else None

    def _unmarked(self) -> Part | None:
        """ "Halv ti", "ten past nine"."""
        start = self.place
        if self.spelled() is None:
            return None
        self.place = start
        return self.clock_or_span(marked=False)

    def _half_or_break(self) -> Part | None:
        if half := self._half_alone():
            return half
        if self.took("both", "either"):
            return Break(True, "")
        if self.took_sign(";\n"):
            # A date in figures alone says how the times beside it are meant, and no more.
            self.by_the_clock = False
            return Break(True, "")
        if self.token.sign == "'" and self.match(_SHORTENED):
            # "'26" that is behind no month says nothing of a time.
            raise Unread(self.line[self.token.start : self.ahead().end], self.token.start)
        if self._joins_figures():
            raise Unread(self.token.text, self.token.start)
        return Break(False, "") if self.took_sign(",/().?:-'\"“”") else None

    def _joins_figures(self) -> bool:
        """Whether a stop or a colon stands right between a time of day and more figures: "10.00.30"."""
        if self.token.sign not in (".", ":") or not self.found or not self.place:
            return False
        close = self.tokens[self.place - 1].end == self.token.start and self.ahead().start == self.token.end
        return close and NUMBER in self.ahead().roles and isinstance(self.found[-1], Clock | Span | Figures)

    def _bare(self) -> Part | None:
        return self.clock_or_span(marked=False)

    def _figures(self) -> Part | None:
        token = self.token
        if NUMBER not in token.roles or len(token.text) > 2:
            return None
        padded = token.text.startswith("0")
        for mark, pattern, second in ((".", DOTTED, 3), ("-", HYPHENED, 2)):
            if match := self.match(pattern):
                self.pass_by(match)
                return Figures(int(match[1]), int(match[second]), mark, "", padded)
        self.place += 1
        return Figures(token.roles[NUMBER], None, "", "", padded)


_Kind: TypeAlias = Callable[[_Reader], Part | list[Part] | None]
_KINDS: tuple[tuple[_Kind, frozenset[str] | None], ...] = (
    (_Reader._marked, _MARKS),
    (_Reader._unmarked, _SPELLED),
    (_Reader.length, _LENGTH),
    (_Reader.day, DAYS),
    (_Reader._half_or_break, None),
    (_Reader._bare, _BARE),
    (_Reader._figures, frozenset((NUMBER,))),
)


_OPENS = frozenset((*HALVES, "both", "either", SIGN)).union(*(roles or () for _kind, roles in _KINDS))


@lru_cache(maxsize=512)
def _kinds(roles: tuple[str, ...]) -> tuple[_Kind, ...]:
    """What a word of these roles can begin; asked for with every word of a text."""
    return tuple(kind for kind, opened_by in _KINDS if opened_by is None or not opened_by.isdisjoint(roles))


def parts(line: str, lang: str, *, days: bool = False) -> list[Part]:
    """The parts of an evened line, in order; ``days``: days alone are asked for. ``Unread`` with the first
    word that is none."""
    return decided(_Reader(line, lang).read(), days)


def placed(text: str, lang: str) -> list[Placed]:
    """The parts of an evened text that says other things too, in order; the words that are none are
    ``Gap``s."""
    found = list(_Reader(text, lang, in_prose=True).read_all())
    parts = in_prose([one.part for one in found])
    return [
        one if one.part is part else one._replace(part=part) for one, part in zip(found, parts, strict=True)
    ]
