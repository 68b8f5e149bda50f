"""Two versions that git left: which is right of a person's answers, asked one after the other; and how a
command ends that leaves them in a text."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import typer

from netinvite.cli import asking
from netinvite.errors import conflict_in
from netinvite.language import _, choose, of_environment, speaking
from netinvite.model.people import Person, matches, slug_of
from netinvite.store import files
from netinvite.store.inventory import language_of
from netinvite.ui import screen

if TYPE_CHECKING:
    from pathlib import Path

    from netinvite.store.network import Network


def settle(place: Network, name: str | None, lang: str) -> None:
    """Where git left two versions of the network's answers, or of those about whom the ``name`` means, ask
    which is right, and write that; nothing where they are in order, or cannot be told apart answer by answer.
    In ``lang``, or that of the network. A ``LeftError`` where nobody chooses: nothing more was changed."""
    marked = [place.network_file] if _is_marked(place.network_file) else []
    marked += [place.answers_file(slug)] if (slug := _marked(place, name)) else []
    if marked:
        # Of marks in the network's file the language cannot be read.
        wanted = (lang, of_environment(os.environ), language_of(place.root))
        with speaking(choose(*wanted, env=os.environ)):
            for file in marked:
                _settle(place, file)


def refuse_left(place: Network, slug: str, name: str = "") -> None:
    """End with 1 where git's marks stand in a text on somebody, of which was told: it goes nowhere. ``name``:
    of the file of the only one that was looked at."""
    # 5 ms, once everything is done.
    from netinvite.app import clone

    if slug and (clone.told_of(place.folder(slug) / name) if name else clone.marks_in(place, slug)):
        raise typer.Exit(1)


def _is_marked(file: Path) -> bool:
    return file.is_file() and bool(conflict_in(files.read(file)))


def _settle(place: Network, answers: Path) -> None:
    # 80 ms: guides, questions; for what is not in order alone.
    from netinvite.app import versions
    from netinvite.model.keys import NEEDS

    both = versions.of_file(answers)
    if both is None:
        return
    file = answers.relative_to(place.root).as_posix()
    chosen, whose = versions.of_one_side(answers, both), versions.whose(answers)
    together = versions.needs_of_both(answers, both) is not None
    every = [two for two in versions.to_choose(place, both) if not (together and two.key == NEEDS)]
    if together:
        chosen.pop(NEEDS, None)
    to_ask = [two for two in every if two.key not in chosen]
    if to_ask:
        screen.tell(
            _("git left two versions of some answers in %(file)s. Which of the two is right?")
            % {"file": file}
        )
    for two in to_ask:
        labels = {str(side): f"{told} – {whose[side]}" for side, told in enumerate((two.here, two.there))}
        ask = _("git left two versions. %(ask)s") % {"ask": two.ask}
        chosen[two.key] = int(asking.picked(ask, labels, _("Nothing was changed."), claims=True))
    versions.keep(place, answers, both, chosen)
    for side in dict.fromkeys(chosen[two.key] for two in every if two not in to_ask):
        asks = "; ".join(two.ask for two in every if two not in to_ask and chosen[two.key] == side)
        told = _("Changed only %(whose)s, and taken: %(asks)s")
        screen.tell(told % {"whose": whose[side], "asks": asks})
    if together:
        screen.tell(_("The needs that either copy added stand there together."))
    if both.recorded:
        screen.tell(_("What was recorded in each of the two copies stands there together."))
    told = _("%(file)s says what you chose.") if to_ask else _("%(file)s is in order again.")
    screen.tell(told % {"file": file})


def _marked(place: Network, name: str | None) -> str:
    """The folder's name of whoever is meant, where git left its marks in their answers; "" else. Of those
    nothing but that name can be read."""
    if not name:
        return ""
    meant = [one.slug for one in matches(name, [Person(slug, slug) for slug in place.slugs()])]
    files_of = {slug: place.answers_file(slug) for slug in meant or [slug_of(name)]}
    marked = [slug for slug, file in files_of.items() if _is_marked(file)]
    return marked[0] if len(marked) == len(files_of) == 1 else ""
