"""What stands on the screen of everyone, as texts alone: a line each, cut where the terminal ends; below
that what the network needs, and who named whom. The index keeps it until something changes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len, set_cell_size

from netinvite.language import _
from netinvite.libraries import regex
from netinvite.ui import screen
from netinvite.values import NamedTuple

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text
    from rich.tree import Tree

# Columns; below that not all of them leave room for words.
NARROW = 60
# Blanks between two columns.
GAP = 2
# Of a name at least so much is shown, and so much of it before whatever else gives way; columns in which a
# step is told.
_NAME, _ENOUGH, _STEP = 12, 24, 12
_CUT = "…"


def titles() -> tuple[str, ...]:
    """The heads of the columns of ``cells``."""
    return (_("Name"), _("State"), _("Since"), _("Contact"), _("When"), _("Next"))


class Sheet(NamedTuple):
    """What stands on the screen of everyone: ``columns`` of the heads ``titles``, ``owners`` (a column too,
    empty where one organises), and the numbers of those lines on which somebody is ``overdue``."""

    columns: list[list[str]]
    owners: list[str]
    overdue: list[int]

    @property
    def size(self) -> int:
        """How many people."""
        return len(self.columns[0])

    def first(self, count: int) -> Sheet:
        """The first lines alone."""
        overdue = [line for line in self.overdue if line < count]
        return Sheet([column[:count] for column in self.columns], self.owners[:count], overdue)


def lines(found: Sheet, columns: int | None = None) -> list[str]:
    """The head and a line for each. Where that is wider than ``columns``, a step that is too long stands
    below the name, on lines of its own; on a narrow terminal so does whose somebody is, and names are cut."""
    whole = [[title, *column] for title, column in zip(titles(), found.columns, strict=True)]
    whole[1:1] = [[_("With"), *found.owners]] if found.owners else []
    widths = [_widest(column) for column in whole]
    if columns is None or (columns >= NARROW and side_by_side(widths) <= columns):
        return _lined(whole, widths, widths)
    places, room = _fitted(widths, max(_width(whole[-1][0]), _STEP), columns)
    shown, below = [whole[place] for place in places], list[list[str]]()
    if found.owners and len(places) < len(whole) - 1:
        below.append([_("belongs to %(owner)s") % {"owner": one} if one else "" for one in found.owners])
    if columns >= NARROW:
        is_there = len(places) == len(whole)
        long = [step if not is_there or _width(step) > room[-1] else "" for step in whole[-1][1:]]
        below.append(long)
        if is_there:
            shown[-1] = [shown[-1][0], *("" if step in long else step for step in shown[-1][1:])]
    head, *told = _lined(shown, [_widest(column) for column in shown], room)
    rows = zip(told, *below, strict=True)
    return [head, *("\n".join([line, *_set_in(texts, columns)]) for line, *texts in rows)]


def _set_in(texts: Sequence[str], columns: int) -> Iterator[str]:
    """What stands below a name."""
    for text in filter(None, texts):
        for line in screen.wrap(text, columns, indent="  ").split("\n"):
            yield _sized(line, columns).rstrip()


def side_by_side(widths: Sequence[int]) -> int:
    """How wide columns of these widths are together."""
    return sum(widths) + GAP * (len(widths) - 1)


def _fitted(widths: Sequence[int], step: int, columns: int) -> tuple[list[int], list[int]]:
    """Which columns stand side by side, and how wide each of them: all, as long as the last has at least
    ``step``; else all but that; else name, state and when."""
    last = len(widths) - 1
    for count, least in ((last + 1, _ENOUGH), (last, _ENOUGH), (last, _NAME)) if columns >= NARROW else ():
        room = [*widths[:last], min(widths[last], step)][:count]
        name = columns - side_by_side([0, *room[1:]])
        if name >= min(widths[0], least):
            room[0] = min(widths[0], name)
            if count > last:
                room[last] += name - room[0]
            return list(range(count)), room
    # State and when, of state, since, contact, when, what.
    room = [widths[0], widths[last - 4], widths[last - 1]]
    room[0] = min(room[0], max(_NAME, columns - side_by_side([0, *room[1:]])))
    return [0, last - 4, last - 1], room


def _lined(shown: Sequence[Sequence[str]], widths: Sequence[int], room: Sequence[int]) -> list[str]:
    """The columns side by side, each in its ``room``."""
    rows = zip(*shown, strict=True)
    if widths == room and not any(_WIDE.search("".join(column)) for column in shown):
        # As most are: one letter, one column. Of thousands of lines that is most of the time.
        form = (" " * GAP).join(f"%-{width}s" for width in room)
        return [(form % row).rstrip() for row in rows]
    gap = " " * GAP
    return [
        gap.join(_sized(cell, width) for cell, width in zip(row, room, strict=True)).rstrip() for row in rows
    ]


# What may take another number of columns than one.
_WIDE = regex(r"[^ -~\xa0-\u02ff]")


def _widest(column: Sequence[str]) -> int:
    return max(map(_width if _WIDE.search("".join(column)) else len, column))


def _width(text: str) -> int:
    """The columns that a cell takes, which holds nothing that does not print."""
    return len(text) if text.isascii() else cell_len(text)


def _sized(text: str, width: int) -> str:
    if _width(text) > width:
        text = set_cell_size(text, width - 1).rstrip() + _CUT
    return text + " " * (width - _width(text))


def put(console: Console, found: Sheet, lines: Sequence[str]) -> None:
    """The head and a line for each, in bold who is overdue."""
    console.out(lines[0], style="bold", highlight=False)
    overdue = set(found.overdue)
    for is_overdue, some in groupby(enumerate(lines[1:]), lambda pair: pair[0] in overdue):
        text = "\n".join(line for _number, line in some)
        # Rich takes longer for thousands of lines than all the rest, and here nothing is drawn.
        console.out(text, style="bold", highlight=False) if is_overdue else screen.put(text)


# The network ---------------------------------------------------------------------------------------


class About(NamedTuple):
    """What stands below the people: a line for each need, for each that is none any more, and a tree of each
    who named others, as the name and such trees."""

    needs: list[str]
    former: list[str]
    named: list[Any]


def below(told: About, console: Callable[[], Console]) -> str:
    """The same as whoever reads it sees it; ``console`` makes Rich's, on which it is drawn where need be."""
    plain = _plain(told) if not told.named else None
    return _drawn(told, console()) if plain is None else plain


# What lets Rich draw where no terminal is.
_FORCED = ("FORCE_COLOR", "TTY_COMPATIBLE")


def _plain(told: About) -> str | None:
    """As Rich prints it where nothing is drawn, without Rich, which takes 30 ms to load; ``None`` where Rich
    might print it otherwise."""
    if sys.stdout.isatty() or any(os.environ.get(name) for name in _FORCED):
        return None
    columns = _columns()
    wrapped = [screen.wrap(line, columns) for line in (*told.needs, *told.former)]
    lines = [*(["", _("What the network needs")] if told.needs else []), *"\n".join(wrapped).split("\n")]
    if any(_WIDE.search(line) or len(line) > columns for line in lines):
        return None
    return "".join(f"{line}\n" for line in lines) if wrapped else ""


def _columns() -> int:
    """How wide Rich takes what is no terminal to be."""
    if (typed := os.environ.get("COLUMNS", "")).isdigit():
        return int(typed) or _USUAL
    for stream in range(3):
        with suppress(OSError):
            return os.get_terminal_size(stream).columns or _USUAL
    return _USUAL


_USUAL = 80


def _drawn(told: About, console: Console) -> str:
    # Trees are few.
    from rich.text import Text
    from rich.tree import Tree

    def text(line: str) -> Text:
        return Text(screen.visible(line))

    def grown(grow: Callable[[Text], Tree], tree: Sequence[Any]) -> Tree:
        name, named = tree
        found = grow(text(name))
        for child in named:
            grown(found.add, child)
        return found

    with console.capture() as captured:
        if told.needs:
            console.print(Text("\n" + _("What the network needs"), style="bold"))
        for line in (*told.needs, *told.former):
            console.print(text(screen.wrap(line, console.width)))
        if told.named:
            console.print(Text("\n" + _("Who named whom"), style="bold"))
            for tree in told.named:
                console.print(text("\n".join(_list(tree))) if screen.plain() else grown(Tree, tree))
    return captured.get()


def _list(tree: Sequence[Any], depth: int = 0) -> Iterator[str]:
    """The tree without its lines, for plain mode."""
    name, named = tree
    yield "  " * depth + f"- {name}"
    for child in named:
        yield from _list(child, depth + 1)


# As it was kept ------------------------------------------------------------------------------------

# Lines; no terminal shows more at a time.
_HIGHEST = 1_000


class Shown(NamedTuple):
    """What is shown of everyone: as ``lines``, in one text; the ``top`` of it, and how many ``people``
    there are in all; and what stands below."""

    text: str
    top: Sheet
    people: int
    about: About | None = None

    @classmethod
    def of(cls, found: Sheet, about: About | None = None) -> Shown:
        """Of all people."""
        return cls("\n".join(lines(found)), found.first(_HIGHEST), found.size, about)

    @classmethod
    def read(cls, found: Any) -> Shown | None:
        """As JSON gave it back; ``None`` for anything else."""
        try:
            text, (columns, owners, overdue), people, (needs, former, named) = found
            for texts in ([text], *columns, owners, needs, former):
                # Takes nothing but texts.
                "".join(texts)
            lengths = {len(column) for column in (*columns, owners or columns[0])}
            if len(columns) == len(titles()) and lengths == {min(people, _HIGHEST)}:
                top = Sheet(columns, owners, [int(line) for line in overdue])
                return cls(text, top, people, About(needs, former, [_tree(one) for one in named]))
        except (TypeError, ValueError):
            pass
        return None


def _tree(found: Any) -> list[Any]:
    name, named = found
    return ["".join([name]), [_tree(one) for one in named]]
