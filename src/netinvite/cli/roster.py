"""Everyone in words: what stands of each on the screen; or whole, folded at words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from rich.console import Console
from rich.text import Text

from netinvite.app import overview, todo
from netinvite.app.overview import One, Wish
from netinvite.app.people import Register
from netinvite.app.reasons import why
from netinvite.app.team import Known
from netinvite.app.today import uncovered
from netinvite.cli.fitting import hung
from netinvite.cli.sheet import About, Sheet, Shown, has_all, lines, put, titles
from netinvite.language import _
from netinvite.model import coverage
from netinvite.model.coverage import Branch, Coverage
from netinvite.model.inwords import Days
from netinvite.model.people import shortened
from netinvite.ui import screen


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


class Words:
    """What stands in the columns, in the language in use; ``today`` is the day on which one looks."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.states, self.to_do = state_names(), todo.to_do()
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
        return todo.asked_for(one.next, one.facts, self.to_do)

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
    """Everyone, as wide as the terminal allows: in columns, or told in lines where not all of them fit."""
    found = sheet(people, today)
    if screen.plain():
        # What is bold is said where nothing is drawn.
        words = Words(today)
        found.columns[-2][:] = [words.when(one) for one in people]
    if has_all(found, console.width):
        put(console, found, lines(found, console.width))
    else:
        console.print(narrow(people, today, console.width))


def narrow(people: Sequence[One], today: date, columns: int) -> Text:
    """A narrow terminal drops columns, never text: what is next stands below the name then."""
    out, words = Text(), Words(today)
    for one in people:
        name, state, since, contact, _when, step = cells(one, words)
        head = _("%(name)s: %(state)s since %(day)s") if since else "%(name)s: %(state)s"
        told = [*hung(head % {"name": name, "state": state, "day": since}, columns)]
        met = _("last contact: %(day)s") % {"day": contact} if contact else ""
        whose = _("belongs to %(owner)s") % {"owner": one.owner} if one.owner else ""
        below = (whose, met, step, words.when(one))
        told += [row for text in below if text for row in hung(text, columns, "  ")]
        out.append("\n".join(told) + "\n", style="bold" if is_overdue(one) else "")
    out.rstrip()
    return out


# The network ---------------------------------------------------------------------------------------


def about(register: Register) -> About:
    """The needs of the network and who named whom, in words."""
    names = register.names
    needs = [_need(need, names) for need in coverage.coverage(register.needs, register.everyone)]
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


def shown(register: Register, now: datetime) -> Shown:
    """Everyone, who is due first first, and what stands below."""
    people = overview.chosen(overview.everyone(register, now), Wish())
    return Shown.of(sheet(people, now.date()), about(register))


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
