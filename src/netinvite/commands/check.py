"""``netinvite check``."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterable
from typing import Annotated, Any

import typer

from netinvite import completion, screen
from netinvite.commands import pairs
from netinvite.commands.options import Folder, Language, Plain, workspace_of
from netinvite.language import _


def _forms() -> Iterable[str]:
    from netinvite.checks.forms import FORMS

    return FORMS


def check(
    person: Annotated[
        str | None,
        typer.Argument(
            metavar="PERSON",
            click_type=completion.PERSON,
            help="A name, a part of a name, or the name of the person's folder. Everyone when left out.",
            show_default=False,
        ),
    ] = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="text|json|github",
            click_type=completion.words(_forms),
            help="text is for reading, the others for programs.",
        ),
    ] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 with hints only, too.")] = False,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain",
            metavar="RULE",
            click_type=completion.RULE,
            help="Why a rule exists, as in --explain M011.",
            show_default=False,
        ),
    ] = None,
    list_all: Annotated[bool, typer.Option("--list", help="All rules, a line each.")] = False,
    plain: Plain = False,
    workspace: Folder = None,
    lang: Language = None,
) -> None:
    pairs.refuse(pairs.CHECK)
    if explain is not None or list_all:
        _tell_of_rules(explain)
        return
    from netinvite import checking, formats
    from netinvite.checks.forms import FORMS, as_text, in_style

    formats.refuse_unknown(form, FORMS)
    place = workspace_of(workspace)
    report = checking.check(place, place.find(person) if person or not place.slugs() else None)
    found = [checking.harmless(finding) for finding in report.findings]
    if found or form == "json":
        styled = sys.stdout.isatty() and screen.colours()
        if form == "text":
            text = _wrapped(as_text(found))
            screen.put(in_style(text) if styled else text, styled=styled)
        else:
            screen.put(FORMS[form](found))
    for problem in report.problems:
        screen.tell(problem)
    if not (found or report.problems):
        screen.tell(_("Nothing to mend: every text has what the method asks for."))
    raise typer.Exit(report.exit_code(strict=strict))


def _wrapped(text: str) -> str:
    """On a terminal wrapped at words, further lines set in; a pipe gets a finding a line and its hint."""
    if not sys.stdout.isatty():
        return text
    indent, room = " " * 4, screen.width()
    settings: dict[str, Any] = {"break_long_words": False, "break_on_hyphens": False}
    lines = (textwrap.fill(line, room, subsequent_indent=indent, **settings) for line in text.splitlines())
    return "\n".join(lines)


def _tell_of_rules(explain: str | None) -> None:
    from netinvite.checks import RULES, by_id
    from netinvite.checks.forms import explanation, row

    if explain is not None:
        screen.put(screen.wrap(explanation(by_id(explain))))
    else:
        screen.put("\n".join(map(row, RULES)))
