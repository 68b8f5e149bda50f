"""Where in a text a finding stands, which one speaks of several on the same words, and in which order."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

from netinvite.checks.rule import Finding, Material, Rule, Spot
from netinvite.checks.text import Place
from netinvite.language import _
from netinvite.values import replace

Found: TypeAlias = tuple[Rule, Spot]

# One fault, one finding: which rules keep silent on words of which the rule on the left tells.
SILENT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        # A gap is neither a loud subject, nor another name, nor a broken sentence.
        "M015": ("M013", "M021", "S001", "M014"),
        # What cannot be an address is nobody else's.
        "M016": ("M021",),
        # What is private may not stand there, whatever else it does.
        "M017": ("M020", "M008", "M011", "M014"),
        # Whoever asks for a yes by Friday asks for a yes.
        "M008": ("M011",),
        # A sentence to be written anew is not measured.
        "S001": ("M014", "P007"),
        # What ends in no question is told of at the end.
        "G002": ("G003",),
    }
)
# The rule on sentences that do not hang together, which is told of before a text is saved.
SEAMS = "S001"
# Characters behind the beginning of a line in which the words of a finding are looked for.
LOOKED_AT = 4_000


def _none_stands(rule: Rule, spot: Spot) -> bool:
    return False


def placed(
    material: Material, found: Iterable[Found], stands: Callable[[Rule, Spot], bool] = _none_stands
) -> list[Found]:
    """The findings with line and column, those silenced left out, in the order of the text; one that
    ``stands`` as it is silences no other and is left out itself."""
    page = _Page(material.text)
    once = {(rule.id, spot.line, spot.column, spot.words, spot.message): (rule, spot) for rule, spot in found}
    put = ((rule, page.put(spot)) for rule, spot in once.values())
    kept = [one for one in put if not stands(*one)]
    by_line: dict[int, list[Found]] = {}
    for one in kept:
        by_line.setdefault(one[1].line, []).append(one)
    spoken = [one for one in kept if not _is_silenced(one, by_line[one[1].line])]
    return sorted(spoken, key=lambda one: (one[1].line, one[1].column))


def placed_at(finding: Finding, at: Place, file: str) -> Finding:
    """A finding where its words stand in the ``file`` that its text was read from, at that place or behind
    it; at that place where they are not found as they are."""
    spot = _Page(file).put(Spot(at.line, "", words=finding.words, column=at.column))
    is_there = finding.words and (spot.column > 1 or spot.line != at.line)
    return replace(finding, line=spot.line, column=spot.column if is_there else at.column)


def place(material: Material, spot: Spot) -> str:
    """What a finding is known again by, however the lines above it change: the line of its words; the whole
    text where something is missing. White space does not count."""
    if not spot.words:
        return _evened(material.text)
    lines = material.whole_lines
    line = lines[spot.line - 1] if spot.line <= len(lines) else ""
    # Of the same words, those further on in the line are others.
    before = line.count(spot.words, 0, max(spot.column - 1, 0))
    words = [_evened(line), "|", spot.words, *([str(before)] if before else [])]
    return " ".join(filter(None, words))


# A line can be all of a text, and hold as many findings as there are.
@lru_cache(maxsize=64)
def _evened(text: str) -> str:
    """``text`` with one blank for each stretch of white space."""
    return " ".join(text.split())


def _is_silenced(one: Found, found: Sequence[Found]) -> bool:
    rule, spot = one
    return any(
        rule.id in SILENT.get(other.id, ()) and _overlap(spot, there)
        for other, there in found
        if other.id != rule.id and not there.asks
    )


def _overlap(one: Spot, other: Spot) -> bool:
    """Whether two on one line are about the same words; both say which."""
    return bool(one.words and other.words) and (
        one.column < other.column + len(other.words) and other.column < one.column + len(one.words)
    )


def once(findings: Iterable[Finding]) -> list[Finding]:
    """The findings; a sentence that does not hang together stands in several texts, and is told of once, in
    the first, with the places of the others."""
    kept: list[Finding] = []
    others: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.rule == SEAMS and finding.message in others:
            others[finding.message].append(finding)
        else:
            kept.append(finding)
            others |= {finding.message: []} if finding.rule == SEAMS else {}
    return [_with_others(one, others[one.message]) if one.rule == SEAMS else one for one in kept]


def _with_others(finding: Finding, others: Sequence[Finding]) -> Finding:
    if not others:
        return finding
    places = ", ".join(f"{Path(one.file).name}:{one.line}" for one in others)
    also = _("Also in %(places)s.") % {"places": places}
    return replace(finding, message=f"{finding.message} {also}")


# Of so many further places each is named.
_PLACES = 3


def each_once(findings: Iterable[Finding], told: Mapping[str, Any]) -> list[Finding]:
    """The findings of several people's texts; what one rule finds in words of the network's own answers
    (``told``, parsed), which stand in everybody's texts, is told of once, with the places of the others."""
    tables = (table for table in told.values() if isinstance(table, dict))
    said = "\n".join(text for table in tables for text in table.values() if isinstance(text, str))
    kept: dict[object, list[Finding]] = {}
    for number, finding in enumerate(findings):
        is_own = finding.words and finding.words in said
        kept.setdefault((finding.rule, finding.words) if is_own else number, []).append(finding)
    return [_with_places(first, others) for first, *others in kept.values()]


def _with_places(finding: Finding, others: Sequence[Finding]) -> Finding:
    if not others:
        return finding
    places = [f"{one.file}:{one.line}" for one in others]
    shown = ", ".join([*places[:_PLACES], *(["…"] if len(places) > _PLACES else [])])
    return replace(finding, message=f"{finding.message} {_('Also in %(places)s.') % {'places': shown}}")


class _Page:
    """A text whose lines are found by number."""

    def __init__(self, text: str) -> None:
        self.text = text
        lines = text.split("\n")
        self.starts = [0, *accumulate(len(line) + 1 for line in lines)][: len(lines)]

    def put(self, spot: Spot) -> Spot:
        """A spot where its words begin; at the beginning of its line where they are not found there."""
        start = self.starts[min(max(spot.line, 1), len(self.starts)) - 1]
        words = spot.words.split()
        if words:
            pattern = re.compile(r"\s+".join(map(re.escape, words)))
            ahead = start + max(spot.column - 1, 0)
            found = pattern.search(self.text, ahead, ahead + LOOKED_AT)
            if found := found or pattern.search(self.text, start, start + LOOKED_AT):
                line = bisect_right(self.starts, found.start())
                column = found.start() - self.starts[line - 1] + 1
                return replace(spot, line=line, column=column, words=" ".join(words))
        return replace(spot, column=1, words=" ".join(words))
