"""``netinvite status``: one set of facts, on the screen, as JSON, as calendar entries.

Where nothing has changed since everyone was shown last, that is shown again. What else is imported inside
functions here is not needed for that: everyone's facts, 30 ms.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from netinvite import clock
from netinvite.app.glance import Glance
from netinvite.cli import completion, pairs, sheet, whose
from netinvite.cli.options import As, AsJson, Folder, Force, Language, Mine, Plain, several
from netinvite.cli.output import tell_all
from netinvite.cli.place import network_of, no_network
from netinvite.cli.sheet import Shown
from netinvite.language import _
from netinvite.store.inventory import organisers
from netinvite.store.joining import is_in_git
from netinvite.ui import screen

if TYPE_CHECKING:
    from datetime import datetime

    from rich.console import Console

    from netinvite.app.overview import One, Wish
    from netinvite.app.people import Register
    from netinvite.store.network import Network

# Lines of a terminal in which something has to find room, however low it is.
_LOWEST = 6


# On the screen -----------------------------------------------------------------------------------


def _show(
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
    from netinvite.cli import roster

    if not register.everyone:
        # Somebody whose file is damaged is told of by whoever called.
        if not register.problems:
            told = _("You have not prepared anyone yet. Begin with: %(command)s")
            screen.put(screen.wrap(told % {"command": network.command("prepare")}))
        return
    if not people:
        screen.tell(_("That fits nobody here."))
        return
    about = None if wish.is_narrow or register.only else roster.about(register)
    if all_of_it:
        roster.print_all(console := _console(), people, now.date())
        if about and (below := sheet.below(about, lambda: console)):
            screen.put(below.rstrip("\n"), styled=True)
    else:
        command = network.command("status", *_again(wish), *again, "--long")
        lay_out(Shown.of(roster.sheet(people, now.date()), about), command)


def _console() -> Console:
    # 20 ms.
    from rich.console import Console

    return Console(
        highlight=False, no_color=not screen.colours(), color_system=None if screen.plain() else "auto"
    )


def lay_out(shown: Shown, command: str) -> None:
    """A line a person, and what stands below, no more than a terminal has room for; ``command`` shows the
    rest. All of it where no terminal is."""
    about = sheet.below(shown.about, _console) if shown.about else ""
    if not sys.stdout.isatty():
        screen.put(f"{shown.text}\n{about}".rstrip("\n"))
        return
    console = _console()
    room = max(console.height, _LOWEST) - 1
    top = shown.top.first(room)
    heights = [line.count("\n") + 1 for line in sheet.lines(top, console.width)[1:]]
    count, below = top.size, about
    high = sum(heights) if shown.people == top.size else room
    if high + 1 + about.count("\n") > room:
        below = screen.wrap(_more(0, about, command), console.width) + "\n" if about else ""
        if high + 1 + below.count("\n") > room:
            below = screen.wrap(_more(shown.people, about, command), console.width) + "\n"
            count = _so_many(heights, room - 1 - below.count("\n"))
            below = screen.wrap(_more(shown.people - count, about, command), console.width)
    some = shown.top.first(count)
    sheet.put(console, some, sheet.lines(some, console.width))
    if below:
        screen.put(below.rstrip("\n"), styled=True)


def _so_many(heights: Iterable[int], room: int) -> int:
    """How many, one at least, of those of these heights so many lines have room for."""
    return max(sum(high <= room for high in accumulate(heights)), 1)


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
    sort = [] if wish.sort == type(wish)().sort else ["--sort", wish.sort]
    return [*([wish.text] if wish.text else []), *words, *sort]


def _states() -> Mapping[str, str]:
    from netinvite.cli.roster import state_names

    return state_names()


def _orders() -> Iterable[str]:
    from netinvite.app.overview import SORTS

    return SORTS


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
            completion.described(_states),
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
            click_type=completion.words(_orders),
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
    place, now = network_of(workspace, tells=False), clock.now()
    if mine:
        whose.only_mine(place, sits)
    elif due or as_json or sits:
        whose.look(place, sits)
    is_usual = not (text or state or need or sort or whole or as_json or due or ics or feed or mine or sits)
    glance = Glance.of(place, now) if is_usual else None
    if glance and (shown := Shown.read(glance.known())):
        lay_out(shown, place.command("status", "--long"))
        raise typer.Exit(0)
    from netinvite.app import overview
    from netinvite.app.overview import Wish
    from netinvite.app.people import read
    from netinvite.cli import roster

    if glance:
        glance.show = partial(roster.shown, now=now)
    found = read(place, marks=is_in_git(place.root), glance=glance)
    if (due or as_json or ics or feed) and not (found.everyone or found.problems or place.exists):
        # A nightly line would be quiet for ever, a calendar empty.
        raise no_network(place.root)
    code = int(bool(found.problems))
    if ics or feed:
        from netinvite.cli import agenda

        tell_all([*found.told, *agenda.write(place, found, ics, feed, force=force)])
        raise typer.Exit(code)
    if glance and found.everyone:
        lay_out(glance.shown, place.command("status", "--long"))
        tell_all(found.told)
        raise typer.Exit(code)
    wish = Wish(
        overview.read_states(state or (), roster.state_names()),
        overview.read_needs(need or (), found.needs),
        " ".join(text or ()),
        overview.read_sort(sort) if sort else Wish().sort,
    )
    people = overview.chosen(overview.everyone(found, now), wish)
    if due:
        people = overview.due(people, found, ordered=bool(sort))
        code = int(bool(people or found.problems))
    if as_json:
        screen.put(roster.in_json(found, people, now))
    elif due:
        for line in roster.why_due(people, found.known, now):
            screen.put(screen.visible(line))
    else:
        again = [*(["--mine"] if place.only else []), *(["--as", sits] if place.only and sits else [])]
        _show(found, people, now, place, wish, all_of_it=whole, again=again)
        if organisers(place.root):
            # 10 ms, where several organise.
            from netinvite.app import clone

            tell_all(filter(None, [clone.carries_lines(place.root)]))
    tell_all(found.told)
    raise typer.Exit(code)
