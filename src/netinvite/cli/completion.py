"""What the Tab key offers: people, languages, forms, rules, files. Click's own mechanism, without a guess.

A shell asks by ``_NETINVITE_COMPLETE=bash_complete``; its script is one of ``completions/``. People's folders
are listed, their files are not read: a Tab may take no longer than a command's start.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import click
from click.shell_completion import BashComplete, CompletionItem, FishComplete, ZshComplete

from netinvite.cli.place import locate
from netinvite.errors import NetinviteError
from netinvite.language import _, languages
from netinvite.store.inventory import INDEX, TEMPLATES, organisers

VARIABLE = "_NETINVITE_COMPLETE"
SCRIPTS = {"bash": "netinvite.bash", "zsh": "_netinvite", "fish": "netinvite.fish"}
# An index that is larger takes longer to read than somebody waits after pressing Tab.
QUICKLY_READ = 1_000_000
# Signs of a name that no shell takes for anything else, whatever its script does with them.
_HARMLESS = frozenset(" .-_")

Item = CompletionItem
Offer = Callable[[click.Context, str], Iterable["str | Item[str]"]]


def script(shell: str) -> str:
    """The script that ``shell`` reads."""
    return (Path(__file__).parents[1] / "completions" / SCRIPTS[shell]).read_text(encoding="utf-8")


def asked() -> bool:
    """Whether a shell asks what could stand on the line, so that no command is to be run."""
    return _shell() in SCRIPTS


def answer(program: click.Command) -> str:
    """What the shell gets: Click's answer, since Typer's has another form in each version."""
    kinds = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}
    return kinds[_shell()](program, {}, "netinvite", VARIABLE).complete()


class Offered(click.ParamType):  # type: ignore[type-arg]  # generic from Click 8.3 on only
    """A value that is taken as it is typed, and for which Tab offers what ``offer`` finds."""

    def __init__(self, name: str, offer: Offer) -> None:
        self.name = name
        self.offer = offer

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return value

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Item[str]]:
        try:
            found = [item if isinstance(item, Item) else Item(item) for item in self.offer(ctx, incomplete)]
        except (NetinviteError, OSError):
            return []
        return found


def words(known: Callable[[], Iterable[str]]) -> Offered:
    """One of the words that ``known`` gives; it is called when somebody asks for them."""
    return Offered("text", lambda ctx, typed: [word for word in known() if word.startswith(typed)])


def described(known: Callable[[], Mapping[str, str]]) -> Offered:
    """As ``words``, each with what it means."""
    return Offered(
        "text",
        lambda ctx, typed: [
            Item(word, help=meaning) for word, meaning in known().items() if word.startswith(typed)
        ],
    )


def _place(ctx: click.Context) -> Path:
    named = ctx.params.get("workspace")
    return locate(named if isinstance(named, str) else None, os.environ)


def _people(ctx: click.Context, typed: str) -> list[Item[str]]:
    """People by the names of their folders, or by any word of their full names."""
    # 4 ms, of which help needs none.
    from netinvite.store import folders

    place = _place(ctx)
    slugs = [slug for slug in folders.stamps(place) if _harmless(slug)]
    begun = [slug for slug in slugs if slug.startswith(typed)]
    if begun and _shell() == "bash":
        return [Item(slug) for slug in begun]
    # As far as they are known without reading a person's file.
    names = {slug: name for slug, name in _names(place).items() if _harmless(name)}
    if begun:
        return [Item(slug, help=names.get(slug)) for slug in begun]
    wanted = typed.casefold()
    meant = [slug for slug in slugs if f"-{wanted}" in slug or _begins(names.get(slug, ""), wanted)]
    if _shell() == "fish":
        # fish shows only what holds the letters that were typed.
        return [Item(slug if wanted in slug else names[slug], help=names.get(slug)) for slug in meant]
    return [Item(slug, help=names.get(slug)) for slug in meant]


def _names(root: Path) -> dict[str, str]:
    """Full names by folder, as far as the index knows them: no person's file is read."""
    # As above.
    from netinvite.store import files

    file = root / INDEX
    try:
        if file.stat().st_size > QUICKLY_READ:
            return {}
        people = files.read_json(file)["people"]
        found = {slug: entry["facts"]["name"] for slug, entry in people.items()}
    except (OSError, NetinviteError, KeyError, TypeError, AttributeError):
        return {}
    return {slug: name for slug, name in found.items() if isinstance(name, str)}


def _begins(name: str, wanted: str) -> bool:
    return f" {wanted}" in f" {name.casefold()}"


def _harmless(name: str) -> bool:
    return all(sign.isalnum() or sign in _HARMLESS for sign in name) and not name.startswith("-")


def _shell() -> str:
    return os.environ.get(VARIABLE, "").removesuffix("_complete")


def _languages(ctx: click.Context, typed: str) -> list[str]:
    return [lang for lang in languages(_place(ctx) / TEMPLATES) if lang.startswith(typed)]


def _organisers(ctx: click.Context, typed: str) -> list[str]:
    # 15 ms: the first one's name stands in the network's file.
    from netinvite.store.network import Network
    from netinvite.store.owners import first

    place = Network(_place(ctx))
    known = [first(place), *organisers(place.root)]
    return [slug for slug in known if slug and slug.startswith(typed)]


def _rules(ctx: click.Context, typed: str) -> list[Item[str]]:
    # 25 ms.
    from netinvite.checks import RULES

    return [Item(rule.id, help=_(rule.text.title)) for rule in RULES if rule.id.startswith(typed.upper())]


PERSON = Offered("text", _people)
LANGUAGE = Offered("text", _languages)
ORGANISER = Offered("text", _organisers)
RULE = Offered("text", _rules)
SHELL = words(lambda: SCRIPTS)
FILE = Offered("text", lambda ctx, typed: [Item(typed, type="file")])
FOLDER = Offered("text", lambda ctx, typed: [Item(typed, type="dir")])
