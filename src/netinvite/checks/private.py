"""What gives a private answer away, and where in a text it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from netinvite.checks.alike import CONTENT_WORD, folded
from netinvite.checks.text import spans_of

# Words in a row by which an answer is known, and letters of a word that is one alone.
RUN, LONE_WORD = 4, 8


def telling_runs(answer: str, public: str, joints: Collection[str]) -> list[str]:
    """What gives an answer away: its words four in a row, or all of fewer, that ``public`` does not have.
    Four of which all longer ones are ``joints`` ("will not have it that") stand in anybody's sentence, and
    count only where the answer has no others."""
    tokens = folded(answer)
    long = {word for word in tokens if len(word) >= CONTENT_WORD}
    telling = long.difference(joints) or long
    length = min(RUN, len(tokens))
    runs = (tokens[start : start + length] for start in range(len(tokens) - length + 1))
    return [
        text for run in runs if _tells_apart(run, telling) and not stands_in(text := " ".join(run), public)
    ]


def stands_in(run: str, public: str) -> bool:
    """Whether the words of a run stand in a row among those of ``public``."""
    return f" {run} " in f" {public} "


def whole(sentences: Iterable[str]) -> list[list[str]]:
    """Of each sentence the one run that it is."""
    return [[" ".join(folded(one))] for one in sentences]


def _tells_apart(run: list[str], telling: set[str]) -> bool:
    if len(run) == RUN:
        return sum(len(word) >= CONTENT_WORD for word in run) > 1 and not telling.isdisjoint(run)
    return len(run) > 1 or len("".join(run)) >= LONE_WORD


def stretches(text: str, answers: Iterable[Sequence[str]]) -> list[tuple[int, int]]:
    """Where what gives answers away, the runs of each, stands in a text: one stretch where several runs of an
    answer follow one another, or two answers share words."""
    spans = spans_of(text)
    said = [text[start:end].casefold() for start, end in spans]
    found: list[list[int]] = []
    for one in sorted(stretch for runs in answers for stretch in _stretches(said, runs)):
        if found and one[0] < found[-1][1]:
            found[-1][1] = max(found[-1][1], one[1])
        else:
            found.append([*one])
    return [(spans[first][0], spans[end - 1][1]) for first, end in found]


def _stretches(said: Sequence[str], runs: Sequence[str]) -> Iterator[tuple[int, int]]:
    """By the numbers of its words, where one answer's runs stand."""
    wanted = {tuple(run.split(" ")) for run in runs}
    begins = {run[0] for run in wanted}
    count = max(map(len, wanted), default=0)
    first = end = 0
    for place in range(len(said) - count + 1 if count else 0):
        if said[place] not in begins or tuple(said[place : place + count]) not in wanted:
            continue
        if place > end and end:
            yield first, end
        first = first if end and place <= end else place
        end = place + count
    if end:
        yield first, end
