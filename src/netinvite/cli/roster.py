"""Everyone on the screen: a line each, cut where the terminal ends; or whole, folded at words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from netinvite.app.overview import One
from netinvite.app.people import Register
from netinvite.app.today import uncovered
from netinvite.language import _
from netinvite.model import coverage, due
from netinvite.model.coverage import Branch, Coverage
from netinvite.model.inwords import Days
from netinvite.model.people import shortened
from netinvite.ui import screen

if TYPE_CHECKING:
    from rich.table import Table

# Columns; below that not all of them leave room for words.
NARROW = 60
# Blanks between two columns.
GAP = 2
# Of a name at least so much is shown.
_NAME = 12
_CUT = "…"


def state_names() -> dict[str, str]:
    """The states in words."""
    return {
        "thinking": _("in mind"),
        "ready": _("ready"),
        "tried": _("tried"),
        "invited": _("invited"),
        "answered": _("answered"),
        "talked": _("talked"),
        "joins": _("joins"),
        "considers": _("undecided"),
        "later": _("later"),
        "declines": _("declines"),
    }


def _to_do() -> dict[str, str]:
    """What each reason to be due asks for."""
    return {
        due.READY: _("make contact"),
        due.NAMED: _("make contact"),
        due.TIMES: _("send it, or move the times"),
        due.TRIED: _("try again"),
        due.OTHER_WAY: _("try another way"),
        due.CAME_BACK: _("try another way"),
        due.INVITED: _("call"),
        due.ANSWERED: _("answer"),
        due.TALKED: _("note how it ended"),
        due.CONSIDERS: _("ask again"),
        due.LATER: _("ask again"),
        due.DECLINES: _("ask who else comes to mind"),
        due.STEP: _("as agreed"),
        due.PUT_OFF: _("get in touch again"),
    }


# Reasons that the promised step, where there is one, says best.
_OWN_WORDS = (due.STEP, due.PUT_OFF, due.TALKED, due.CONSIDERS, due.LATER)


class Words:
    """What stands in the columns, in the language in use; ``today`` is the day on which one looks."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.states, self.to_do = state_names(), _to_do()
        self.days = Days(short=True)

    def day(self, day: date | None) -> str:
        """A day as short as it can be told, with its year where it is not this one; "" for none."""
        if day is None:
            return ""
        return self.days.tell(day, year=day.year != self.today.year)

    def state(self, one: One) -> str:
        """Where the person stands."""
        return self.states[one.standing.state]

    def next(self, one: One) -> str:
        """What makes somebody due asks for; the promised step where it is that, or nothing else is open."""
        reason = (one.next.was or one.next.reason) if one.next else ""
        if reason and (reason not in _OWN_WORDS or not one.standing.next_step):
            return self.to_do[reason]
        return one.standing.next_step

    def when(self, one: One) -> str:
        """The day of it, said where it has gone by."""
        day = self.day(one.next.day) if one.next else ""
        return _("overdue: %(day)s") % {"day": day} if is_overdue(one) else day


def is_overdue(one: One) -> bool:
    """Whether somebody was due before today."""
    return one.next is not None and one.next.overdue > 0


def titles() -> tuple[str, ...]:
    """The heads of the columns of ``cells``."""
    return (_("Name"), _("State"), _("Since"), _("Contact"), _("When"), _("Next"))


def cells(one: One, words: Words) -> tuple[str, ...]:
    """Name, state, since, last contact, when, what."""
    day, stands = words.day, one.standing
    when = day(one.next.day) if one.next else ""
    whole = (
        stands.name,
        words.state(one),
        day(stands.since),
        day(stands.last_contact),
        when,
        words.next(one),
    )
    return tuple(map(_in_a_line, whole))


def _in_a_line(text: str) -> str:
    """Line ends and tabs would spoil a column."""
    return text if text.isprintable() else screen.visible(" ".join(text.split()))


# A line each -------------------------------------------------------------------------------------


def lines(people: Sequence[One], today: date, columns: int | None = None) -> list[str]:
    """The head and a line for each; not wider than ``columns``, where names and steps are cut, and on a
    narrow terminal whose somebody is stands below the name."""
    words = Words(today)
    rows = [titles(), *(cells(one, words) for one in people)]
    if is_narrow := columns is not None and columns < NARROW:
        rows = [(name, state, when) for name, state, _since, _contact, when, _next in rows]
    else:
        rows = _with_owners(rows, people)
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    if columns is not None:
        widths = _fitted(widths, columns)
    told = [_line(row, widths) for row in rows]
    if columns is None or not is_narrow:
        return told
    below = ["", *(_whose(one, columns) for one in people)]
    return [f"{line}\n{whose}" if whose else line for line, whose in zip(told, below, strict=True)]


def height(people: Sequence[One], columns: int) -> int:
    """How many lines of a terminal each of ``lines`` takes, but for the head."""
    return 2 if columns < NARROW and any(one.owner for one in people) else 1


def _whose(one: One, columns: int) -> str:
    """To whom somebody belongs, to stand below the name; "" where one organises."""
    if not one.owner:
        return ""
    told = "  " + _("belongs to %(owner)s") % {"owner": one.owner}
    return _sized(told, columns).rstrip()


def _with_owners(rows: Sequence[tuple[str, ...]], people: Sequence[One]) -> list[tuple[str, ...]]:
    """The rows with a column after the name, where several organise: to whom somebody belongs."""
    if not any(one.owner for one in people):
        return list(rows)
    column = [_("With"), *(one.owner for one in people)]
    return [(row[0], owner, *row[1:]) for row, owner in zip(rows, column, strict=True)]


def _fitted(widths: list[int], columns: int) -> list[int]:
    """Narrower columns for the name, and for what is next where that is shown."""
    wide = [0] if len(widths) < len(titles()) else [0, len(widths) - 1]
    room = columns - GAP * (len(widths) - 1) - sum(widths) + sum(widths[place] for place in wide)
    name = min(widths[0], max(_NAME, room - sum(widths[place] for place in wide[1:]), room // len(wide)))
    rest = [min(widths[place], max(room - name, 1)) for place in wide[1:]]
    fitted = dict(zip(wide, [name, *rest], strict=True))
    return [fitted.get(place, width) for place, width in enumerate(widths)]


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    padded = (_sized(cell, width) for cell, width in zip(row, widths, strict=True))
    return (" " * GAP).join(padded).rstrip()


def _width(text: str) -> int:
    """The columns that a cell takes, which holds nothing that does not print."""
    return len(text) if text.isascii() else cell_len(text)


def _sized(text: str, width: int) -> str:
    short = width - _width(text)
    return text + " " * short if short >= 0 else set_cell_size(text, width - 1).rstrip() + _CUT


# All of it ---------------------------------------------------------------------------------------


def folded(people: Sequence[One], today: date) -> Table:
    """A table in which Rich folds what is too wide at words, which takes long; what is overdue in bold."""
    # 6 ms; wanted only with --long.
    from rich.table import Table

    table, words = Table(box=None, pad_edge=False), Words(today)
    rows = _with_owners([titles(), *(_long(one, words) for one in people)], people)
    for title in rows[0]:
        table.add_column(title, overflow="fold")
    for one, row in zip(people, rows[1:], strict=True):
        table.add_row(*map(Text, row), style="bold" if is_overdue(one) else "")
    return table


def _long(one: One, words: Words) -> tuple[str, ...]:
    """As ``cells``; what is drawn in bold is said where nothing is drawn."""
    name, state, since, contact, when, step = cells(one, words)
    return (name, state, since, contact, words.when(one) if screen.plain() else when, step)


def narrow(people: Sequence[One], today: date, columns: int) -> Text:
    """A narrow terminal drops columns, never text: what is next stands below the name then."""
    out, words = Text(), Words(today)
    for one in people:
        name, state, since, contact, _when, step = cells(one, words)
        head = _("%(name)s: %(state)s since %(day)s") if since else "%(name)s: %(state)s"
        told = [screen.wrap(head % {"name": name, "state": state, "day": since}, columns)]
        met = _("last contact: %(day)s") % {"day": contact} if contact else ""
        whose = _("belongs to %(owner)s") % {"owner": one.owner} if one.owner else ""
        below = (whose, met, step, words.when(one))
        told += [screen.wrap(text, columns, indent="  ") for text in below if text]
        out.append("\n".join(told) + "\n", style="bold" if is_overdue(one) else "")
    out.rstrip()
    return out


# The network ---------------------------------------------------------------------------------------


def about(console: Console, register: Register) -> str:
    """The needs of the network and who named whom, as the terminal shows it."""
    names = register.names
    with console.capture() as captured:
        if found := coverage.coverage(register.needs, register.everyone):
            console.print(Text("\n" + _("What the network needs"), style="bold"))
            for need in found:
                console.print(_text(screen.wrap(_need(need, names), console.width)))
        for name, ids in coverage.former_needs(register.everyone).items():
            known = {"need": name, "people": shortened([names[id] for id in ids])}
            line = _("- %(need)s, noted for %(people)s, is not among the needs any more") % known
            console.print(_text(screen.wrap(line, console.width)))
        if trees := coverage.referrals(register.everyone):
            console.print(Text("\n" + _("Who named whom"), style="bold"))
            for tree in trees:
                console.print(_text("\n".join(_list(tree, names))) if screen.plain() else _tree(tree, names))
    return captured.get()


def _text(text: str) -> Text:
    return Text(screen.visible(text))


def _need(found: Coverage, names: dict[str, str]) -> str:
    def named(ids: Sequence[str]) -> str:
        return shortened([names[id] for id in ids])

    if found.covered_by:
        text = _("covered by %(names)s") % {"names": named(found.covered_by)}
        more = _("perhaps %(names)s") % {"names": named(found.possible)} if found.possible else ""
        return f"- {found.need.name}: " + "; ".join(part for part in (text, more) if part)
    return f"- {uncovered(found, names)}"


def _list(branch: Branch, names: dict[str, str], depth: int = 0) -> Iterator[str]:
    """The tree without its lines, for plain mode."""
    yield "  " * depth + f"- {names[branch.id]}"
    for child in branch.named:
        yield from _list(child, names, depth + 1)


def _tree(branch: Branch, names: dict[str, str]) -> Tree:
    tree = Tree(_text(names[branch.id]))
    _grow(tree, branch, names)
    return tree


def _grow(tree: Tree, branch: Branch, names: dict[str, str]) -> None:
    for child in branch.named:
        _grow(tree.add(_text(names[child.id])), child, names)
