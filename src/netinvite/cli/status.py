"""``netinvite status``: one set of facts, on the screen, as JSON, as calendar entries."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.cells import cell_len
from rich.console import Console

from netinvite import clock
from netinvite.app import overview
from netinvite.app.overview import One, Wish
from netinvite.app.people import Register, read
from netinvite.app.reasons import why
from netinvite.app.team import Known
from netinvite.cli import agenda, completion, pairs, roster, whose
from netinvite.cli.options import As, AsJson, Folder, Force, Language, Mine, Plain, several
from netinvite.cli.output import tell_all
from netinvite.cli.place import network_of
from netinvite.cli.roster import NARROW, state_names
from netinvite.errors import UsageError
from netinvite.language import _
from netinvite.model import coverage
from netinvite.model.coverage import Coverage
from netinvite.store.inventory import organisers
from netinvite.store.joining import is_in_git
from netinvite.store.network import Network
from netinvite.ui import screen

# Lines of a terminal in which something has to find room, however low it is.
_LOWEST = 6


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


# On the screen -----------------------------------------------------------------------------------


def show(
    register: Register,
    people: Sequence[One],
    now: datetime,
    network: Network,
    wish: Wish,
    *,
    all_of_it: bool,
    again: Sequence[str] = (),
) -> None:
    """Whom the wish means, and, unless it leaves somebody out, the needs and the referrals: a line a person
    and no more than a terminal has room for, else all of it."""
    if not register.everyone:
        # Somebody whose file is damaged is told of by whoever called.
        if not register.problems:
            told = _("You have not prepared anyone yet. Begin with: %(command)s")
            screen.put(screen.wrap(told % {"command": network.command("prepare")}))
        return
    if not people:
        screen.tell(_("That fits nobody here."))
        return
    console = Console(
        highlight=False, no_color=not screen.colours(), color_system=None if screen.plain() else "auto"
    )
    about = "" if wish.is_narrow or register.only else roster.about(console, register)
    if all_of_it:
        _all_of_it(console, people, now.date())
        if about:
            screen.put(about.rstrip("\n"), styled=True)
    elif sys.stdout.isatty():
        _fit(console, people, now.date(), about, network.command("status", *_again(wish), *again, "--long"))
    else:
        screen.put("\n".join([*roster.lines(people, now.date()), about]).rstrip("\n"))


def _all_of_it(console: Console, people: Sequence[One], today: date) -> None:
    """Everyone, as wide as the terminal allows. What is too wide is folded by Rich, which takes long."""
    if console.width < NARROW:
        console.print(roster.narrow(people, today, console.width))
        return
    lines = roster.lines(people, today)
    if max(map(cell_len, lines)) > console.width:
        console.print(roster.folded(people, today))
        return
    _put(console, people, lines)


def _put(console: Console, people: Sequence[One], lines: Sequence[str]) -> None:
    """The head and a line for each, in bold who is overdue."""
    console.out(lines[0], style="bold", highlight=False)
    pairs = zip(people, lines[1:], strict=True)
    for overdue, found in groupby(pairs, lambda pair: roster.is_overdue(pair[0])):
        text = "\n".join(line for _one, line in found)
        # Rich takes longer for thousands of lines than all the rest, and here nothing is drawn.
        console.out(text, style="bold", highlight=False) if overdue else screen.put(text)


def _fit(console: Console, people: Sequence[One], today: date, about: str, command: str) -> None:
    """As much as one sees at once above the next prompt; ``command`` shows the rest."""
    room, each = max(console.height, _LOWEST) - 1, roster.height(people, console.width)
    shown, below = list(people[: max((room - 1) // each, 1)]), about
    if len(people) * each + 1 + about.count("\n") > room:
        below = screen.wrap(_more(0, about, command), console.width) + "\n" if about else ""
        if len(people) * each + 1 + below.count("\n") > room:
            below = screen.wrap(_more(len(people), about, command), console.width) + "\n"
            shown = shown[: max((room - 1 - below.count("\n")) // each, 1)]
            below = screen.wrap(_more(len(people) - len(shown), about, command), console.width)
    _put(console, shown, roster.lines(shown, today, console.width))
    if below:
        screen.put(below.rstrip("\n"), styled=True)


def _more(hidden: int, about: str, command: str) -> str:
    """What is not shown, and how one sees it."""
    words = {"count": hidden, "command": command}
    if not hidden:
        return _("What the network needs, and who named whom: %(command)s") % words
    if about:
        return _("and %(count)s more; all of them, and what the network needs: %(command)s") % words
    return _("and %(count)s more; all of them: %(command)s") % words


def _again(wish: Wish) -> list[str]:
    """The same wish, on a command line."""
    named = [("--state", state) for state in wish.states] + [("--need", need) for need in wish.needs]
    words = [word for pair in named for word in pair]
    sort = [] if wish.sort == Wish().sort else ["--sort", wish.sort]
    return [*([wish.text] if wish.text else []), *words, *sort]


def why_due(people: Sequence[One], known: Known, now: datetime) -> list[str]:
    """A line for each: the name, and why now, as ``today`` says it."""
    return [f"{one.standing.name}: {why(one.next, one.facts, now, known)}" for one in people if one.next]


def status(
    text: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="TEXT",
            help="Only those in whose name, role or organisation these words stand, with their accents or "
            "without.",
            show_default=False,
        ),
    ] = None,
    state: Annotated[
        list[str] | None,
        several(
            "--state",
            "STATE",
            "Only those in this state. May be repeated.",
            completion.described(state_names),
        ),
    ] = None,
    need: Annotated[
        list[str] | None,
        several("--need", "NEED", "Only those who may cover this need of the network. May be repeated."),
    ] = None,
    sort: Annotated[
        str,
        typer.Option(
            "--sort",
            metavar="ORDER",
            click_type=completion.words(lambda: overview.SORTS),
            help="name, state, since or last (contact): the longest ago first; or next, who is due first.",
            show_default=False,
        ),
    ] = "",
    whole: Annotated[bool, typer.Option("--long", help="All of it, however many lines that takes.")] = False,
    as_json: AsJson = False,
    due: Annotated[
        bool,
        typer.Option(
            "--due", help="Only those who are due, as today has them, and why; exit 1 when there are any."
        ),
    ] = False,
    ics: Annotated[
        Path | None,
        typer.Option(
            "--ics",
            metavar="FILE",
            help="Write steps and proposed times as calendar entries, to be imported again and again: what "
            "was put off moves, what is over is cancelled.",
            show_default=False,
        ),
    ] = None,
    feed: Annotated[
        Path | None,
        typer.Option(
            "--feed",
            metavar="FILE",
            help="Keep them in a file that your calendar program subscribes to.",
            show_default=False,
        ),
    ] = None,
    force: Force = False,
    mine: Mine = False,
    sits: As = None,
    plain: Plain = False,
    workspace: Folder = None,
    lang: Language = None,
) -> None:
    pairs.refuse(pairs.STATUS)
    place = network_of(workspace)
    if mine:
        whose.only_mine(place, sits)
    elif due or as_json or sits:
        whose.look(place, sits)
    found, now = read(place, marks=is_in_git(place.root)), clock.now()
    if due and not (found.everyone or found.problems or place.exists):
        # A nightly line would be quiet for ever.
        raise UsageError(
            _("There is no network in %(folder)s.") % {"folder": place.root},
            _("Name its folder with --workspace."),
        )
    code = int(bool(found.problems))
    if ics or feed:
        tell_all([*found.told, *agenda.write(place, found, ics, feed, force=force)])
        raise typer.Exit(code)
    wish = Wish(
        overview.read_states(state or (), state_names()),
        overview.read_needs(need or (), found.needs),
        " ".join(text or ()),
        overview.read_sort(sort) if sort else Wish().sort,
    )
    people = overview.chosen(overview.everyone(found, now), wish)
    if due:
        people = overview.due(people, found, ordered=bool(sort))
        code = int(bool(people or found.problems))
    if as_json:
        screen.put(in_json(found, people, now))
    elif due:
        for line in why_due(people, found.known, now):
            screen.put(screen.visible(line))
    else:
        again = [*(["--mine"] if place.only else []), *(["--as", sits] if place.only and sits else [])]
        show(found, people, now, place, wish, all_of_it=whole, again=again)
        if organisers(place.root):
            # 10 ms, where several organise.
            from netinvite.app import clone

            tell_all(filter(None, [clone.carries_lines(place.root)]))
    tell_all(found.told)
    raise typer.Exit(code)
