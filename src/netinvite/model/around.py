"""A text with the place of one answer in it, to be read while that answer is typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from netinvite.libraries import regex
from netinvite.model.sentences import closed
from netinvite.values import Frozen

# Stands where the answer goes: nobody types it, and no template knows it.
MARK = "\ue000"
# Stands where what follows from the answer goes.
ECHO = "\ue001"
# Where the answer begins and ends in the text.
Place: TypeAlias = tuple[int, int]
NOWHERE: Place = (0, 0)
# A blank line, behind which what is set in belongs to what stands before it.
_APART = regex(r"\n{2,}(?![ \n])")
_BREAKS = regex(r"\n+")


class Around(Frozen):
    """The text of ``document`` before and behind the answer, and as it is ``without`` one.

    ``before`` and ``behind`` are exact because templates only put answers in order: one typed in another way
    stands in the same place. ``closes``: the template sets a full stop behind it where none closes it.
    ``line`` and ``blank`` are what it makes of a line break in the answer, and of a blank line or several.
    ``echo`` gives what follows from the answer elsewhere in the text.
    """

    document: str
    before: str
    behind: str
    without: str
    closes: bool = False
    line: str = "\n"
    blank: str = "\n\n"
    echo: Callable[[str], str] = str

    def read(self, answer: str) -> tuple[str, Place]:
        """The whole text, and where the answer stands in it, or what stands in the place of none."""
        before, behind, without = (
            text.replace(ECHO, self.echo(answer)) if ECHO in text else text
            for text in (self.before, self.behind, self.without)
        )
        if not answer:
            return without, _between(without, before.rstrip(), behind.lstrip())
        answer = closed(answer) if self.closes else answer
        answer = _BREAKS.sub(lambda found: self.blank if "\n\n" in found[0] else self.line, answer)
        return before + answer + behind, (len(before), len(before) + len(answer))

    def paragraph(self, answer: str) -> tuple[str, Place]:
        """The paragraphs that the answer stands in, or what stands in the place of none, below the line of
        what follows from it; "" where nothing stands there."""
        text, (begin, end) = self.read(answer)
        if not end:
            return "", NOWHERE
        first = max((found.end() for found in _APART.finditer(text, 0, begin)), default=0)
        last = _APART.search(text, end)
        found = text[first : last.start() if last else None]
        start = first + len(found) - len(found.lstrip("\n"))
        head = next((f"{line}\n\n" for line in self.before.split("\n") if ECHO in line), "")
        head = head.replace(ECHO, self.echo(answer))
        start -= len(head)
        return head + found.strip("\n"), (begin - start, end - start)

    def instead(self) -> str:
        """What the text has in the place of an answer where there is none; "" for nothing."""
        text, (start, end) = self.read("")
        return text[start:end]


def around(
    document: str, render: Callable[[str], str], mark: str = MARK, *, lines: bool = False
) -> Around | None:
    """The text that ``render`` makes of an answer; ``None`` where that does not stand in it exactly once.

    ``mark``: ``MARK``, and what closes it where a closing mark would be added. ``lines``: the answer may have
    several.
    """
    typed = f"{MARK}\n{MARK}\n\n{mark}" if lines else mark
    marked = render(typed)
    if marked.count(mark) != typed.count(mark):
        return None
    closes = f"{mark}." in marked and render(f"{typed}.") == marked
    before, *breaks, behind = marked.split(mark)
    behind = behind.removeprefix(".") if closes else behind
    line, blank = breaks or ("\n", "\n\n")
    return Around(document, before, behind, render(""), closes, line, blank)


def _between(text: str, before: str, behind: str) -> Place:
    """Where ``text`` has words between these two that it begins and ends with; nowhere, if it does not."""
    start, end = len(before), len(text) - len(behind)
    if not (text.startswith(before) and text.endswith(behind) and text[start:end].strip()):
        return NOWHERE
    found = text[start:end]
    return start + len(found) - len(found.lstrip()), start + len(found.rstrip())
