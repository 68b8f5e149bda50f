"""How texts stand on a terminal: in columns as far as they have room, else above and below each other."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from rich.cells import cell_len, chop_cells, set_cell_size

from netinvite.libraries import regex
from netinvite.ui import screen

# Columns; below that not all of them leave room for words.
NARROW = 60
# Blanks between two columns.
GAP = 2
# Columns of a name: however narrow the terminal is, and before whatever else gives way; those of a step.
_NAME, _ENOUGH, STEP = 12, 24, 12
# How many columns stand on a narrow terminal.
FEWEST = 2
_CUT = "…"


def hung(text: str, columns: int, indent: str = "") -> list[str]:
    """``text`` in rows, all but the first set in; none for "". A word that is longer than a row is broken."""
    deeper = indent + " " * GAP
    columns = max(columns, len(deeper) + _NAME)
    rows = textwrap.wrap(
        screen.visible(text),
        columns,
        initial_indent=indent,
        subsequent_indent=deeper,
        break_on_hyphens=False,
        break_long_words=False,
    )
    found: list[str] = []
    for row in rows:
        while cells(row) > columns:
            found.append(chop_cells(row, columns)[0])
            row = deeper + row[len(found[-1]) :].lstrip()
        found.append(row)
    return found


def headed(name: str, line: str, room: int, columns: int) -> list[str]:
    """``line``, whose first column of this ``room`` is empty, below a ``name`` that is too long for it; where
    that takes fewer lines, with the end of the name in it."""
    above, within = hung(name, columns), hung(name, room)
    if len(within) > len(above) or not name:
        return [*above, line]
    *rows, last = within
    return [*rows, _sized(last, room) + line[room:]]


def set_in(texts: Sequence[str], columns: int) -> Iterator[str]:
    """What stands below a name."""
    for text in filter(None, texts):
        yield from hung(text, columns, " " * GAP)


def side_by_side(widths: Sequence[int]) -> int:
    """How wide columns of these widths are together."""
    return sum(widths) + GAP * (len(widths) - 1)


def fitted(widths: Sequence[int], step: int, columns: int) -> tuple[list[int], list[int]]:
    """Which columns stand side by side, and how wide each of them: all, as long as the last has at least
    ``step``; else all but that; else name, state and when; on a narrow terminal name and state."""
    last = len(widths) - 1
    for count in (last + 1, last) if columns >= NARROW else ():
        room = [*widths[:last], min(widths[last], step)][:count]
        name = columns - side_by_side([0, *room[1:]])
        if name >= min(widths[0], _ENOUGH):
            room[0] = min(widths[0], name)
            if count > last:
                room[last] += name - room[0]
            return list(range(count)), room
    # State and when, of state, since, contact, when, what.
    places = [0, last - 4, last - 1] if columns >= NARROW else [0, last - 4]
    room = [widths[place] for place in places]
    room[0] = min(room[0], max(_NAME, columns - side_by_side([0, *room[1:]])))
    return places, room


def taken_out(column: list[str], room: int) -> list[str]:
    """What below its head is too long for a column, "" for what is not: that is left there alone."""
    head, *rest = column
    over = [cell if cells(cell) > room else "" for cell in rest]
    column[:] = [head, *("" if long else cell for long, cell in zip(over, rest, strict=True))]
    return over


def lined(shown: Sequence[Sequence[str]], widths: Sequence[int], room: Sequence[int]) -> list[str]:
    """The columns side by side, each in its ``room``."""
    rows = zip(*shown, strict=True)
    if widths == room and not any(WIDE.search("".join(column)) for column in shown):
        # As most are: one letter, one column. Of thousands of lines that is most of the time.
        form = (" " * GAP).join(f"%-{width}s" for width in room)
        return [(form % row).rstrip() for row in rows]
    gap = " " * GAP
    return [
        gap.join(_sized(cell, width) for cell, width in zip(row, room, strict=True)).rstrip() for row in rows
    ]


# What may take another number of columns than one.
WIDE = regex(r"[^ -~\xa0-\u02ff]")


def widest(column: Sequence[str]) -> int:
    """The columns that the widest of these takes."""
    return max(map(cells if WIDE.search("".join(column)) else len, column))


def cells(text: str) -> int:
    """The columns that a cell takes, which holds nothing that does not print."""
    return len(text) if text.isascii() else cell_len(text)


def _sized(text: str, width: int) -> str:
    if cells(text) > width:
        text = set_cell_size(text, width - 1).rstrip() + _CUT
    return text + " " * (width - cells(text))
