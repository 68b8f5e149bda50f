"""Brings the Danish catalogue up to date with the program's words, and compiles it.

``python tests/catalogue.py`` after a change of words; ``--check`` only says whether it is complete.
Help texts are plain strings in ``cli.py`` and ``commands`` (they are translated when help is shown), so they
are read from the command tree; the messages of Click and Typer come with it where ``EXTRA`` names them. The
words of the rules of ``check`` stand in ``checks/rules.toml``.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from netinvite.checks import RULES
from netinvite.cli import app
from netinvite.values import parts

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "netinvite"
PO = SOURCE / "locale" / "da" / "LC_MESSAGES" / "netinvite.po"

EXTRA = (
    "Arguments",
    "Options",
    "Commands",
    "Usage:",
    "Show this message and exit.",
    "Install completion for the current shell.",
    "Show completion for the current shell, to copy it or customize the installation.",
    "Try '{command} {option}' for help.",
    "Error: {message}",
    "No such option: {name}",
    "No such option {name!r}.",
    "No such command {name!r}.",
    "Missing command.",
    "Missing argument",
    "required",
    "default: {default}",
    "Option {name!r} does not take a value.",
    "Invalid value for {param_hint}: {message}",
    "Aborted!",
    # What the system says where it refuses a file.
    "No such file or directory",
    "Permission denied",
    "Operation not permitted",
    "Is a directory",
    "Not a directory",
    "File exists",
    "File name too long",
    "No space left on device",
    "Read-only file system",
    "Input/output error",
    "Too many levels of symbolic links",
    "No such device or address",
)
PLURALS = (
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ("(Possible option: {possibilities})", "(Possible options: {possibilities})"),
)


def help_texts(command: Any) -> set[str]:
    """Every help text of a command, its options and its sub-commands."""
    shown = (command, *command.params)
    texts = {getattr(item, words, None) or "" for item in shown for words in app.SHOWN}
    for name in command.list_commands(None) if hasattr(command, "list_commands") else ():
        texts |= help_texts(command.get_command(None, name))
    return texts - {""}


def template() -> Catalog:
    """All of the program's words, untranslated."""
    catalogue = Catalog(domain="netinvite")
    keywords = {"_": None, "later": None, "ngettext": (1, 2)}
    for _file, _line, message, _comments, _context in extract_from_dir(SOURCE, keywords=keywords):
        if message:
            catalogue.add(message)
    for text in sorted(help_texts(typer.main.get_command(app.app)) | {app.WELCOME, *EXTRA}):
        catalogue.add(text)
    for pair in PLURALS:
        catalogue.add(pair)
    for rule in RULES:
        for text in parts(rule.text).values():
            catalogue.add(text)
    return catalogue


def read() -> Catalog:
    """The Danish catalogue as it stands."""
    with PO.open("rb") as stream:
        return read_po(stream, locale="da", domain="netinvite")


def missing(catalogue: Catalog) -> list[str]:
    """Words of the program that have no Danish ones."""
    out = []
    for message in template():
        if not message.id:
            continue
        found = catalogue.get(message.id[0] if isinstance(message.id, tuple) else message.id)
        strings = found.string if found else ""
        if not strings or (isinstance(strings, tuple) and not all(strings)) or (found and found.fuzzy):
            out.append(str(message.id))
    return out


def merged(old: Catalog) -> Catalog:
    """Today's words with the Danish that there is for them."""
    new = Catalog(locale="da", domain="netinvite", project="netinvite", fuzzy=False, header_comment="")
    # A date in the header would change the file at every run.
    new.creation_date = new.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    for message in template():
        if message.id:
            first = message.id[0] if isinstance(message.id, tuple) else message.id
            found = old.get(first)
            new.add(message.id, found.string if found and found.id == message.id else None)
    return new


def main() -> None:
    catalogue = read()
    if "--check" in sys.argv:
        sys.exit("\n".join(missing(catalogue)) or None)
    catalogue = merged(catalogue)
    with PO.open("wb") as stream:
        write_po(stream, catalogue, width=100, sort_output=True, no_location=True)
    compiled = PO.with_suffix(".mo")
    with compiled.with_suffix(".new").open("wb") as stream:
        write_mo(stream, catalogue)
    # In one go: a program that starts meanwhile reads the old one or the new one.
    compiled.with_suffix(".new").replace(compiled)
    for text in missing(catalogue):
        sys.stdout.write(f"missing: {text}\n")


if __name__ == "__main__":
    main()
