"""What several commands have: settings, arguments, options, the workspace meant."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Annotated, Any

import typer

from netinvite import commands
from netinvite.cli import completion
from netinvite.cli.place import locate
from netinvite.errors import UsageError, no_language
from netinvite.language import _, look_in, unknown
from netinvite.store.inventory import TEMPLATES

# Of every command and of those that have commands inside.
SETTINGS: dict[str, Any] = {
    # Typer's own writes into .bashrc and .zshrc, and changes how all of zsh completes.
    "add_completion": False,
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}

PersonName = Annotated[
    str | None,
    typer.Argument(
        metavar="PERSON",
        click_type=completion.PERSON,
        help="A name, a part of a name, or the name of the person's folder. Left out: the only one there "
        "is, or on a terminal whom you choose from a list.",
        show_default=False,
    ),
]
# Where nobody is offered.
PersonTyped = Annotated[
    str | None,
    typer.Argument(
        metavar="PERSON",
        click_type=completion.PERSON,
        help="A name, a part of a name, or the name of the person's folder. With one person only it can be "
        "left out.",
        show_default=False,
    ),
]
Folder = Annotated[
    str | None,
    typer.Option(
        "--workspace",
        "-w",
        metavar="FOLDER",
        # Before the language, which may be one of its own.
        is_eager=True,
        click_type=completion.FOLDER,
        help="The network's folder. Else NETINVITE_WORKSPACE, the current folder or one above it, or "
        "netinvite in your documents.",
        show_default=False,
    ),
]


def _sits(typed: str | None) -> str | None:
    """Whoever says who they are says it in each command that is named, too."""
    if typed is not None and not typed.strip():
        raise UsageError(_("--as says nobody's name."), _("Say who you are: --as NAME."))
    commands.sit_as((typed or "").strip())
    return typed


As = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="ORGANISER",
        callback=_sits,
        click_type=completion.ORGANISER,
        help="Who you are, where several organise. Else NETINVITE_AS, your own config.toml, or the address "
        "that git knows you by.",
        show_default=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON, for programs.")]
Mine = Annotated[
    bool, typer.Option("--mine", help="Only the people who belong to you, where several organise.")
]


def _known(context: typer.Context, typed: str | None) -> str | None:
    """A language that there is: shipped, or among the network's own texts."""
    if typed and not context.resilient_parsing:
        # Of no network that can be looked into, only the shipped ones count.
        with suppress(UsageError):
            look_in(locate(context.params.get("workspace"), os.environ) / TEMPLATES)
        if unknown(typed):
            raise no_language(typed)
    return typed


def _language(words: str, **more: Any) -> Any:
    """``--lang``, with its help; of a language that there is, unless told ``more``."""
    return typer.Option(
        "--lang",
        metavar="da|en",
        click_type=completion.LANGUAGE,
        help=words,
        show_default=False,
        **{"callback": _known, **more},
    )


_SPOKEN = "The language. Else NETINVITE_LANG, the workspace's own, or your computer's."
Language = Annotated[str | None, _language(_SPOKEN)]
# Where it can be a new one.
AnyLanguage = Annotated[str | None, _language(_SPOKEN, callback=None)]
# Where it is the language of the texts: a person keeps theirs.
WrittenIn = Annotated[
    str | None,
    _language(
        "The language that the person is written to in. Else the one they were written to in before, "
        "that of the answers given, NETINVITE_LANG, the workspace's own, or your computer's."
    ),
]

Answers = Annotated[
    list[str] | None,
    typer.Option(
        "--answers",
        "-a",
        metavar="FILE",
        click_type=completion.FILE,
        help="Take answers from a TOML file (- for standard input) and ask only for the rest. Several "
        "may be given; later ones win.",
        show_default=False,
    ),
]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="KEY=VALUE",
        help='Set one answer, as in --set person.name="Anna Jensen"; several things as a list, as in --set '
        '\'reflection.covers=["a, b", "c"]\'. May be repeated.',
        show_default=False,
    ),
]


def _plainly(wanted: bool) -> None:
    if wanted:
        # What every part of the program looks at, and what a program begun from here inherits.
        os.environ["NETINVITE_PLAIN"] = "1"


Plain = Annotated[
    bool,
    typer.Option(
        "--plain",
        callback=_plainly,
        is_eager=True,
        help="Line by line, without drawing: for screen readers. Else NETINVITE_PLAIN=1.",
    ),
]


def several(name: str, metavar: str, help: str, words: Any = None) -> Any:
    """An option that may be repeated; ``words`` is what Tab offers."""
    return typer.Option(name, metavar=metavar, click_type=words, help=help, show_default=False)


Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there.")]
NoInput = Annotated[
    bool, typer.Option("--no-input", help="Ask nothing; say all that is missing or wrong at once.")
]
