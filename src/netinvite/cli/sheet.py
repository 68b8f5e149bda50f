"""What stands on the screen of everyone, as texts alone: a line each, several where it is narrow; below that
what the network needs, and who named whom. The index keeps it until something changes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import groupby
from typing import TYPE_CHECKING, Any

from netinvite.cli.fitting import (
    FEWEST,
    STEP,
    WIDE,
    cells,
    fitted,
    headed,
    lined,
    set_in,
    side_by_side,
    taken_out,
    widest,
)
from netinvite.language import _
from netinvite.ui import screen
from netinvite.values import NamedTuple

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text
    from rich.tree import Tree


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
    """The head and a line for each. Where that is wider than ``columns``, a name that is too long stands on
    lines above the other columns and a step below them, whole; so does what has no column of its own."""
    whole = _columned(found)
    widths = [widest(column) for column in whole]
    if columns is None or side_by_side(widths) <= columns:
        return lined(whole, widths, widths)
    places, room = fitted(widths, _step_room(whole), columns)
    shown = [[*whole[place]] for place in places]
    above, below = taken_out(shown[0], room[0]), _below(found, len(places))
    below.append(taken_out(shown[-1], room[-1]) if len(places) == len(whole) else _steps(found, len(places)))
    head, *told = lined(shown, [widest(column) for column in shown], room)
    rows = zip(above, told, *below, strict=True)
    several = (
        [*headed(name, line, room[0], columns), *set_in(texts, columns)] for name, line, *texts in rows
    )
    return [head, *map("\n".join, several)]


def _below(found: Sheet, count: int) -> list[list[str]]:
    """Whose somebody is, in words, where so many columns leave that out."""
    if not found.owners or count > len(found.columns) - 1:
        return []
    return [[_("belongs to %(owner)s") % {"owner": one} if one else "" for one in found.owners]]


def _steps(found: Sheet, count: int) -> list[str]:
    """The steps, behind their days where so many columns leave those out too."""
    *_others, days, steps = found.columns
    if count > FEWEST:
        return steps
    return [": ".join(filter(None, pair)) for pair in zip(days, steps, strict=True)]


def has_all(found: Sheet, columns: int) -> bool:
    """Whether in so many ``columns`` there is one for everything but the steps."""
    whole = _columned(found)
    widths = [widest(column) for column in whole]
    return (
        side_by_side(widths) <= columns
        or len(fitted(widths, _step_room(whole), columns)[0]) >= len(whole) - 1
    )


def _columned(found: Sheet) -> list[list[str]]:
    """The columns, each with its head; whose somebody is behind the name, where several organise."""
    whole = [[title, *column] for title, column in zip(titles(), found.columns, strict=True)]
    whole[1:1] = [[_("With"), *found.owners]] if found.owners else []
    return whole


def _step_room(whole: Sequence[Sequence[str]]) -> int:
    return max(cells(whole[-1][0]), STEP)


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
    if any(WIDE.search(line) or len(line) > columns for line in lines):
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
