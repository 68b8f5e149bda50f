"""Everyone in words: what stands of each on the screen; or whole, folded at words."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from netinvite.app import overview
from netinvite.app.overview import One, Wish
from netinvite.app.people import Register
from netinvite.app.reasons import why
from netinvite.app.team import Known
from netinvite.app.today import uncovered
from netinvite.cli.sheet import NARROW, About, Sheet, Shown, lines, put, side_by_side, titles
from netinvite.language import _
from netinvite.model import coverage, due
from netinvite.model.coverage import Branch, Coverage
from netinvite.model.inwords import Days
from netinvite.model.keys import NEXT, NEXT_DATE, OUTCOME
from netinvite.model.people import shortened
from netinvite.ui import screen

if TYPE_CHECKING:
    from rich.table import Table

    from netinvite.store.network import Network


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


def _to_note() -> dict[str, str]:
    """What is to be noted of a conversation that is not noted to the end, by what is missing."""
    return {
        OUTCOME.name: _("note how it ended"),
        NEXT.name: _("note what comes next"),
        NEXT_DATE.name: _("note when it goes on"),
        "": _("read through what you noted"),
    }


# Reasons that the promised step, where there is one, says best.
_OWN_WORDS = (due.STEP, due.PUT_OFF, due.TALKED, due.CONSIDERS, due.LATER)


class Words:
    """What stands in the columns, in the language in use; ``today`` is the day on which one looks."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.states, self.to_do, self.to_note = state_names(), _to_do(), _to_note()
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
            last = one.facts.talks[-1] if one.facts.talks else None
            is_open = reason == due.TALKED and last is not None and last.to_confirm
            return self.to_note[last.missing] if last and is_open else self.to_do[reason]
        return one.standing.next_step

    def when(self, one: One) -> str:
        """The day of it, said where it has gone by."""
        day = self.day(one.next.day) if one.next else ""
        return _("overdue: %(day)s") % {"day": day} if is_overdue(one) else day


def is_overdue(one: One) -> bool:
    """Whether somebody was due before today."""
    return one.next is not None and one.next.overdue > 0


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


def sheet(people: Sequence[One], today: date) -> Sheet:
    """A line for each of ``people``."""
    words = Words(today)
    columns = [list(column) for column in zip(*(cells(one, words) for one in people), strict=True)]
    owners = [one.owner for one in people]
    overdue = [line for line, one in enumerate(people) if is_overdue(one)]
    return Sheet(columns or [[] for _title in titles()], owners if any(owners) else [], overdue)


# All of it ---------------------------------------------------------------------------------------


def print_all(console: Console, people: Sequence[One], today: date) -> None:
    """Everyone, as wide as the terminal allows. What is too wide is folded by Rich at words, which takes
    long, and told in lines where words would break."""
    found = sheet(people, today)
    told = lines(found)
    if console.width >= NARROW and max(map(cell_len, told)) <= console.width:
        put(console, found, told)
        return
    words = Words(today)
    rows = _with_owners([titles(), *(_long(one, words) for one in people)], people)
    least = [_widest(column, str.split) for column in zip(*rows, strict=True)]
    if console.width < max(NARROW, side_by_side(least)):
        console.print(narrow(people, today, console.width))
        return
    widths = [_widest(column, str.splitlines) for column in zip(*rows, strict=True)]
    while side_by_side(widths) > console.width:
        # The widest of those whose words do not fill them gives way.
        _most, place = max((width, at) for at, width in enumerate(widths) if width > least[at])
        widths[place] -= 1
    console.print(folded(people, rows, widths))


def _widest(column: Sequence[str], parts: Callable[[str], list[str]]) -> int:
    return max(cell_len(part) for text in column for part in parts(text))


def folded(people: Sequence[One], rows: Sequence[tuple[str, ...]], widths: Sequence[int]) -> Table:
    """A table of these ``widths`` in which Rich folds the ``rows``, the head first; what is overdue in
    bold."""
    # 6 ms; wanted only with --long.
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for title, width in zip(rows[0], widths, strict=True):
        table.add_column(title, overflow="fold", width=width)
    for one, row in zip(people, rows[1:], strict=True):
        table.add_row(*map(Text, row), style="bold" if is_overdue(one) else "")
    return table


def _with_owners(rows: Sequence[tuple[str, ...]], people: Sequence[One]) -> list[tuple[str, ...]]:
    """The rows with a column after the name, where several organise: to whom somebody belongs."""
    if not any(one.owner for one in people):
        return list(rows)
    column = [_("With"), *(one.owner for one in people)]
    return [(row[0], owner, *row[1:]) for row, owner in zip(rows, column, strict=True)]


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


def about(register: Register, network: Network) -> About:
    """The needs of the network and who named whom, in words; where nobody is there for one, also how it is
    taken away."""
    names, found = register.names, coverage.coverage(register.needs, register.everyone)
    needs = [_need(need, names) for need in found]
    if any(not (need.covered_by or need.possible) for need in found):
        told = _("What is no need any more is taken away with: %(command)s")
        needs.append(told % {"command": network.command("leaflet", "--edit")})
    told = _("- %(need)s, noted for %(people)s, is not among the needs any more")
    former = [
        told % {"need": name, "people": shortened([names[id] for id in ids])}
        for name, ids in coverage.former_needs(register.everyone).items()
    ]
    return About(needs, former, [_named(tree, names) for tree in coverage.referrals(register.everyone)])


def _need(found: Coverage, names: dict[str, str]) -> str:
    def named(ids: Sequence[str]) -> str:
        return shortened([names[id] for id in ids])

    if found.covered_by:
        text = _("covered by %(names)s") % {"names": named(found.covered_by)}
        more = _("perhaps %(names)s") % {"names": named(found.possible)} if found.possible else ""
        return f"- {found.need.name}: " + "; ".join(part for part in (text, more) if part)
    return f"- {uncovered(found, names)}"


def _named(branch: Branch, names: dict[str, str]) -> list[Any]:
    """A name, and the same of each whom that person named."""
    return [names[branch.id], [_named(child, names) for child in branch.named]]


def shown(register: Register, network: Network, now: datetime) -> Shown:
    """Everyone, who is due first first, and what stands below."""
    people = overview.chosen(overview.everyone(register, now), Wish())
    return Shown.of(sheet(people, now.date()), about(register, network))


# For programs --------------------------------------------------------------------------------------


def in_json(register: Register, people: Sequence[One], now: datetime) -> str:
    """People and needs; ids are the names of folders, days ISO dates or null."""
    known = register.known
    found = {
        "people": [overview.row(one, now, known) for one in people],
        "needs": [_covered(one) for one in coverage.coverage(register.needs, register.everyone)],
        "former_needs": [
            {"name": name, "people": ids} for name, ids in coverage.former_needs(register.everyone).items()
        ],
    }
    return "{" + ",\n".join(f'"{name}": {_lines(items)}' for name, items in found.items()) + "}"


def _lines(items: Sequence[dict[str, Any]]) -> str:
    """A JSON list with a line for each item: as readable as an indented one, and ten times as fast."""
    return "[\n" + ",\n".join(json.dumps(item, ensure_ascii=False) for item in items) + "\n]"


def _covered(found: Coverage) -> dict[str, Any]:
    return {
        "name": found.need.name,
        "kind": found.need.kind or None,
        "covered_by": list(found.covered_by),
        "possible": list(found.possible),
    }


def why_due(people: Sequence[One], known: Known, now: datetime) -> list[str]:
    """A line for each: the name, and why now, as ``today`` says it."""
    return [f"{one.standing.name}: {why(one.next, one.facts, now, known)}" for one in people if one.next]
