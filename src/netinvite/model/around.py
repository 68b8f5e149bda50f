"""A text with the place of one answer in it, to be read while that answer is typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from netinvite.model.sentences import closed
from netinvite.values import Frozen

# Stands where the answer goes: nobody types it, and no template knows it.
MARK = "\ue000"
# Where the answer begins and ends in the text.
Place: TypeAlias = tuple[int, int]
NOWHERE: Place = (0, 0)


class Around(Frozen):
    """The text of ``document`` before and behind the answer, and as it is ``without`` one.

    ``before`` and ``behind`` are exact because templates only put answers in order: one typed in another way
    stands in the same place. ``closes``: the template sets a full stop behind it where none closes it.
    """

    document: str
    before: str
    behind: str
    without: str
    closes: bool = False

    def read(self, answer: str) -> tuple[str, Place]:
        """The whole text, and where the answer stands in it."""
        if not answer:
            return self.without, NOWHERE
        answer = closed(answer) if self.closes else answer
        begin = len(self.before)
        return self.before + answer + self.behind, (begin, begin + len(answer))

    def paragraph(self, answer: str) -> tuple[str, Place]:
        """The paragraphs that the answer stands in; "" where there is no answer."""
        text, (begin, end) = self.read(answer)
        if not end:
            return "", NOWHERE
        first = text.rfind("\n\n", 0, begin) + 2 if "\n\n" in text[:begin] else 0
        last = text.find("\n\n", end)
        found = text[first : last if last >= 0 else None]
        start = first + len(found) - len(found.lstrip("\n"))
        return found.strip("\n"), (begin - start, end - start)


def around(document: str, render: Callable[[str], str], mark: str = MARK) -> Around | None:
    """The text that ``render`` makes of an answer; ``None`` where that does not stand in it exactly once.

    ``mark``: ``MARK``, and what closes it where a closing mark would be added.
    """
    marked = render(mark)
    if marked.count(mark) != 1:
        return None
    closes = f"{mark}." in marked and render(f"{mark}.") == marked
    before, behind = marked.split(f"{mark}." if closes else mark)
    return Around(document, before, behind, render(""), closes)
