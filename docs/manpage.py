"""Writes the manual pages ``man/netinvite.1`` and ``man/da/netinvite.1`` from the program's own help.

``python docs/manpage.py`` after a change of the help; ``--check`` only says whether they are current.
"""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from netinvite import __version__, language
from netinvite.cli import app

FOLDER = Path(__file__).parent.parent / "man"
# Bytes of a line, so that mandoc finds none too long.
WIDTH = 76
PAGES = {"en": FOLDER / "netinvite.1", "da": FOLDER / "da" / "netinvite.1"}
# What no help says: headings, and what lies around a command. A list of (term, text) is a list of terms.
WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "name": ("NAME", "make the first contact to somebody you would like in your network"),
        "synopsis": "SYNOPSIS",
        "description": (
            "DESCRIPTION",
            "netinvite asks, one question at a time, about somebody whom you would like to have in a "
            "professional network, and writes a pitch, an invitation and a guide to the first conversation. "
            "Everything stays in plain files in one folder. It uses no network and sends nothing.",
        ),
        "commands": "COMMANDS",
        "options": "OPTIONS",
        "environment": (
            "ENVIRONMENT",
            [
                ("NETINVITE_WORKSPACE", "The network's folder, where --workspace is not given."),
                ("NETINVITE_LANG", "The language, where --lang is not given."),
                ("NETINVITE_PLAIN", "1: line by line, without drawing, as --plain."),
                ("NETINVITE_AS", "Who you are, where several organise and --as is not given."),
                ("NETINVITE_CALENDAR", "Your own calendar, where --calendar is not given."),
                ("NO_COLOR", "Set: no colours."),
                ("VISUAL, EDITOR", "The editor that Ctrl+E opens for a long answer."),
            ],
        ),
        "files": (
            "FILES",
            [
                ("network.toml", "The answers about you and the network."),
                ("people/NAME/answers.toml", "Everything known of one person."),
                ("people/NAME/pitch.md, invitation.txt, conversation.md", "The texts. Edit them freely."),
                ("templates/", "Your own versions of questions and texts."),
                (
                    "~/.config/netinvite/config.toml",
                    "Outside the network's folder, for you alone: calendar, the path of your own calendar.",
                ),
            ],
        ),
        "status": (
            "EXIT STATUS",
            [
                ("0", "Done."),
                ("1", "Something was found, or could not be done."),
                ("2", "The command cannot be carried out as it was written."),
                ("70", "A fault in netinvite itself; a report says where."),
                ("130", "Interrupted; what was typed is saved."),
            ],
        ),
    },
    "da": {
        "name": ("NAVN", "tag den første kontakt til en, du gerne vil have med i dit netværk"),
        "synopsis": "BRUG",
        "description": (
            "BESKRIVELSE",
            "netinvite spørger, ét spørgsmål ad gangen, til en, du gerne vil have med i et fagligt netværk, "
            "og skriver brandtale, invitation og spørgeguide til den første samtale. Alt ligger i "
            "almindelige filer i én mappe. Programmet bruger ikke netværket og sender ikke noget.",
        ),
        "commands": "KOMMANDOER",
        "options": "TILVALG",
        "environment": (
            "MILJØVARIABLER",
            [
                ("NETINVITE_WORKSPACE", "Netværkets mappe, når --workspace ikke er givet."),
                ("NETINVITE_LANG", "Sproget, når --lang ikke er givet."),
                ("NETINVITE_PLAIN", "1: linje for linje og uden tegninger, som --plain."),
                ("NETINVITE_AS", "Hvem du er, hvor flere samler netværket og --as ikke er givet."),
                ("NETINVITE_CALENDAR", "Din egen kalender, når --calendar ikke er givet."),
                ("NO_COLOR", "Sat: ingen farver."),
                ("VISUAL, EDITOR", "Det program, som Ctrl+E åbner til et langt svar."),
            ],
        ),
        "files": (
            "FILER",
            [
                ("network.toml", "Svarene om dig og netværket."),
                ("people/NAVN/answers.toml", "Alt, hvad du ved om én person."),
                ("people/NAVN/pitch.md, invitation.txt, conversation.md", "Teksterne. Ret frit i dem."),
                ("templates/", "Dine egne udgaver af spørgsmål og tekster."),
                (
                    "~/.config/netinvite/config.toml",
                    "Uden for netværkets mappe og kun til dig: calendar, stien til din egen kalender.",
                ),
            ],
        ),
        "status": (
            "SLUTKODER",
            [
                ("0", "Færdig."),
                ("1", "Noget blev fundet, eller noget kunne ikke lade sig gøre."),
                ("2", "Kommandoen kan ikke udføres, som den er skrevet."),
                ("70", "En fejl i netinvite selv; en rapport siger hvor."),
                ("130", "Afbrudt; det, du har skrevet, er gemt."),
            ],
        ),
    },
}


def page(lang: str, day: str) -> str:
    """The page in ``lang`` as troff, with ``day`` (ISO) as its date."""
    language.activate(lang)
    return "\n".join([*_head(day), *_body(WORDS[lang])]) + "\n"


def _head(day: str) -> list[str]:
    return [f'.TH NETINVITE 1 "{day}" "netinvite {__version__}"', ".nh", ".ad l"]


def _body(words: dict[str, Any]) -> Iterator[str]:
    program = app.program()
    context = click.Context(program, info_name="netinvite", **program.context_settings)
    title, what = words["name"]
    yield from (f".SH {text(title)}", rf"netinvite \- {text(what)}")
    yield from (f".SH {words['synopsis']}", *_usage(program, context))
    title, what = words["description"]
    yield from (f".SH {text(title)}", text(what))
    yield from (f".SH {words['options']}", *_options(program, context))
    yield f".SH {words['commands']}"
    for name in program.list_commands(context):
        yield from _command(program.get_command(context, name), context, name)
    for key in ("environment", "files", "status"):
        title, terms = words[key]
        yield from (f".SH {text(title)}", *_terms(terms))


def _command(command: Any, above: click.Context, name: str) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=above, **command.context_settings)
    path = context.command_path
    yield from (f".SS {text(path)}", *_usage(command, context))
    yield from (".PP", text(command.help or ""))
    yield from _options(command, context)
    for inner in getattr(command, "commands", {}):
        yield from _command(command.commands[inner], context, inner)


def _usage(command: Any, context: click.Context) -> Iterator[str]:
    pieces = " ".join(command.collect_usage_pieces(context))
    yield from (f".B {text(context.command_path)}", text(pieces))


def _options(command: Any, context: click.Context) -> Iterator[str]:
    """Arguments and options; the one for help is the same everywhere and stands once."""
    records = [parameter.get_help_record(context) for parameter in command.get_params(context)]
    if context.parent:
        records = records[:-1]
    return _terms([record for record in records if record])


def _terms(terms: list[tuple[str, str]]) -> Iterator[str]:
    for term, meaning in terms:
        yield from (".TP", f".B {text(term)}", text(meaning))


def text(words: str) -> str:
    """One paragraph of text as troff: ASCII only, nothing in it that troff would take for a command."""
    words = words.replace("\\", r"\e").replace("-", r"\-")
    for sign, name in (('"', "dq"), ("`", "ga"), ("^", "ha"), ("~", "ti")):
        words = words.replace(sign, rf"\({name}")
    words = "".join(sign if sign.isascii() else f"\\[u{ord(sign):04X}]" for sign in words)
    lines = textwrap.wrap(words, WIDTH, break_long_words=False, break_on_hyphens=False)
    return "\n".join(re.sub(r"^([.'])", r"\\&\1", line) for line in lines)


def current(lang: str) -> bool:
    """Whether the page says what the help says; its date does not count."""
    file = PAGES[lang]
    return file.is_file() and _undated(file.read_text(encoding="ascii")) == _undated(page(lang, ""))


def _undated(written: str) -> str:
    return re.sub(r'^(\.TH \S+ 1) "[^"]*"', r"\1", written)


def main() -> None:
    old = [lang for lang in PAGES if not current(lang)]
    if "--check" in sys.argv:
        sys.exit(f"out of date: {', '.join(old)}; python docs/manpage.py" if old else 0)
    for lang in old:
        PAGES[lang].parent.mkdir(parents=True, exist_ok=True)
        PAGES[lang].write_text(page(lang, date.today().isoformat()), encoding="ascii")


if __name__ == "__main__":
    main()
