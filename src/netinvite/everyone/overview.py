"""``netinvite status`` on the screen and as JSON: one set of facts, two writers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from netinvite import outputs, screen
from netinvite.dates import format_date
from netinvite.everyone import people
from netinvite.everyone.people import Branch, Coverage, Standing
from netinvite.everyone.register import Register
from netinvite.language import _
from netinvite.names import shortened

if TYPE_CHECKING:
    from rich.table import Table
    from rich.tree import Tree

    from netinvite.workspace import Workspace

# Columns; below that four of them leave no room for words.
NARROW = 60
# Blanks between two columns.
GAP = 2


def as_json(register: Register, today: date) -> str:
    """People and needs; ids are the names of folders, days ISO dates or null."""
    found = {
        "people": [_person(one) for one in people.overview(register.everyone, today)],
        "needs": [_covered(one) for one in people.coverage(register.needs, register.everyone)],
        "former_needs": [
            {"name": name, "people": ids} for name, ids in people.former_needs(register.everyone).items()
        ],
    }
    return "{" + ",\n".join(f'"{name}": {_lines(items)}' for name, items in found.items()) + "}"


def _lines(items: Sequence[dict[str, Any]]) -> str:
    """A JSON list with a line for each item: as readable as an indented one, and ten times as fast."""
    return "[\n" + ",\n".join(json.dumps(item, ensure_ascii=False) for item in items) + "\n]"


def _person(one: Standing) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "state": one.state,
        "next": one.next_step or None,
        "next_date": one.next_date.isoformat() if one.next_date else None,
        "overdue": one.overdue,
        "covers": list(one.covers),
        "referred_by": one.referred_by or None,
    }


def _covered(found: Coverage) -> dict[str, Any]:
    return {
        "name": found.need.name,
        "kind": found.need.kind,
        "covered_by": list(found.covered_by),
        "possible": list(found.possible),
    }


def show(register: Register, today: date, lang: str) -> None:
    """Everyone, the needs and the referrals, as wide as the terminal allows."""
    console = Console(
        highlight=False, no_color=not screen.colours(), color_system=None if screen.plain() else "auto"
    )
    everyone = people.overview(register.everyone, today)
    if not everyone:
        # Somebody whose file is damaged is told of by whoever called.
        if not register.problems:
            console.print(Text(_("Nobody is prepared yet. Begin with: netinvite prepare")))
        return
    narrow = console.width < NARROW
    if narrow:
        console.print(_narrow(everyone, lang, console.width))
    else:
        _show_people(console, everyone, lang)
    names = {one.id: one.name for one in everyone}
    if found := people.coverage(register.needs, register.everyone):
        console.print(Text("\n" + _("What the network needs"), style="bold"))
        for need in found:
            console.print(_text(screen.wrap(_need(need, names), console.width)))
    for name, ids in people.former_needs(register.everyone).items():
        known = {"need": name, "people": shortened([names[id] for id in ids])}
        line = _("- %(need)s, noted for %(people)s, is not among the needs any more") % known
        console.print(_text(screen.wrap(line, console.width)))
    if trees := people.referrals(register.everyone):
        console.print(Text("\n" + _("Who named whom"), style="bold"))
        for tree in trees:
            console.print(_text("\n".join(_list(tree, names))) if screen.plain() else _tree(tree, names))


def write_calendar(register: Register, workspace: Workspace, file: Path, now: datetime) -> None:
    """Write the next steps that have a day as one calendar file; a file that is there is replaced."""
    from netinvite import identity, invite

    standings = people.overview(register.everyone, now.date())
    dated = [(one, one.next_date) for one in standings if one.next_date]
    id = identity.of(workspace) if dated else ""
    found = [(invite.uid(id, one.id, "step"), f"{one.name}: {one.next_step}", day) for one, day in dated]
    outputs.write(file, invite.next_steps(found, now))


def steps(found: Sequence[Standing], lang: str) -> list[str]:
    """A line for each next step: name, what, when."""
    return [f"{one.name}: {one.next_step} ({_when(one, lang)})" for one in found]


def _text(text: str) -> Text:
    return Text(screen.visible(text))


def state_names() -> dict[str, str]:
    """The states in words."""
    return {
        "thinking": _("in mind"),
        "ready": _("ready"),
        "invited": _("invited"),
        "talked": _("talked"),
        "joins": _("joins"),
        "considers": _("undecided"),
        "later": _("later"),
        "declines": _("declines"),
    }


def _when(one: Standing, lang: str) -> str:
    if one.next_date is None:
        return ""
    day = format_date(one.next_date, lang)
    return _("overdue: %(day)s") % {"day": day} if one.overdue else day


def _show_people(console: Console, everyone: Sequence[Standing], lang: str) -> None:
    """Columns, what is overdue in bold. What is too wide is folded by Rich, which takes long."""
    titles = (_("Name"), _("State"), _("Next"), _("When"))
    states = state_names()
    rows = [
        tuple(map(screen.visible, (one.name, states[one.state], one.next_step, _when(one, lang))))
        for one in everyone
    ]
    widths = [max(map(cell_len, column)) for column in zip(titles, *rows, strict=True)]
    folded = sum(widths) + GAP * (len(widths) - 1) > console.width
    if folded or any("\n" in cell or "\t" in cell for row in rows for cell in row):
        console.print(_folded(titles, rows, [one.overdue for one in everyone]))
        return
    console.out(_line(titles, widths), style="bold", highlight=False)
    for overdue, found in groupby(zip(everyone, rows, strict=True), lambda pair: pair[0].overdue):
        lines = "\n".join(_line(row, widths) for _one, row in found)
        # Rich takes longer for thousands of lines than all the rest, and here nothing is drawn.
        console.out(lines, style="bold", highlight=False) if overdue else screen.put(lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell + " " * (width + GAP - cell_len(cell)) for cell, width in zip(cells, widths, strict=True))
    return "".join(padded).rstrip()


def _folded(titles: Sequence[str], rows: Sequence[Sequence[str]], overdue: Sequence[bool]) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for title in titles:
        table.add_column(title, overflow="fold")
    for cells, late in zip(rows, overdue, strict=True):
        table.add_row(*map(Text, cells), style="bold" if late else "")
    return table


def _narrow(everyone: Sequence[Standing], lang: str, columns: int) -> Text:
    """A narrow terminal drops columns, never text: what is next stands below the name then."""
    states, out = state_names(), Text()
    for one in everyone:
        lines = [screen.wrap(f"{one.name}: {states[one.state]}", columns)]
        below = (one.next_step, _when(one, lang))
        lines += [screen.wrap(text, columns, indent="  ") for text in below if text]
        out.append("\n".join(lines) + "\n", style="bold" if one.overdue else "")
    out.rstrip()
    return out


def _need(found: Coverage, names: dict[str, str]) -> str:
    def named(ids: Sequence[str]) -> str:
        return shortened([names[id] for id in ids])

    if found.covered_by:
        text = _("covered by %(names)s") % {"names": named(found.covered_by)}
        more = _("possible: %(names)s") % {"names": named(found.possible)} if found.possible else ""
        return f"- {found.need.name}: " + "; ".join(part for part in (text, more) if part)
    if found.possible:
        return f"- {found.need.name}: " + _("possible: %(names)s") % {"names": named(found.possible)}
    nobody = _("nobody yet")
    ask = _("; ask %(names)s") % {"names": shortened(found.ask)} if found.ask else ""
    return f"- {found.need.name}: {nobody}{ask}"


def _list(branch: Branch, names: dict[str, str], depth: int = 0) -> Iterator[str]:
    """The tree without its lines, for plain mode."""
    yield "  " * depth + f"- {names[branch.id]}"
    for child in branch.named:
        yield from _list(child, names, depth + 1)


def _tree(branch: Branch, names: dict[str, str]) -> Tree:
    from rich.tree import Tree

    tree = Tree(_text(names[branch.id]))
    _grow(tree, branch, names)
    return tree


def _grow(tree: Tree, branch: Branch, names: dict[str, str]) -> None:
    for child in branch.named:
        _grow(tree.add(_text(names[child.id])), child, names)
