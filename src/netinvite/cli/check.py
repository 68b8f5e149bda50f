"""``netinvite check``. The rules, imported in its functions, take 25 ms to load, which help does not need."""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from netinvite.cli import asking, completion, pairs, whose
from netinvite.cli.options import As, Folder, Language, Mine, Plain
from netinvite.cli.output import tell_all, tell_below
from netinvite.cli.place import network_of, workspace_of
from netinvite.errors import refuse_unknown
from netinvite.language import _, active, ngettext
from netinvite.ui import screen
from netinvite.values import replace

if TYPE_CHECKING:
    from netinvite.app.checking import Question
    from netinvite.checks import Finding
    from netinvite.model.people import Person
    from netinvite.store.network import Network
    from netinvite.store.workspace import Workspace


def _forms() -> Iterable[str]:
    from netinvite.checks.told import FORMS

    return FORMS


def check(
    person: Annotated[
        str | None,
        typer.Argument(
            metavar="PERSON",
            click_type=completion.PERSON,
            help="A name, a part of a name, or the person's folder; or a file, or - for standard input. "
            "Everyone when left out.",
            show_default=False,
        ),
    ] = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="text|json|github|sarif",
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
    read: Annotated[
        bool,
        typer.Option(
            "--read", help="Go through what only you know of PERSON's texts: at most five questions."
        ),
    ] = False,
    accept: Annotated[
        str | None,
        typer.Option(
            "--accept",
            metavar="RULE[:LINE[:COLUMN]]",
            click_type=completion.RULE,
            help="Leave one finding in PERSON's texts as it is, as in --accept M011; it stays silent there.",
            show_default=False,
        ),
    ] = None,
    fix: Annotated[
        bool,
        typer.Option(
            "--fix",
            help="Put right what is certain in PERSON's texts, or in a file: doubled words, full stops, "
            "order of times.",
        ),
    ] = False,
    mine: Mine = False,
    sits: As = None,
    plain: Plain = False,
    workspace: Folder = None,
    lang: Language = None,
) -> None:
    pairs.refuse(pairs.CHECK)
    if explain is not None or list_all:
        _tell_of_rules(explain, form)
        return
    from netinvite.app import check as checking
    from netinvite.app import checking as doing
    from netinvite.app.anytext import STDIN, is_one, meant, put_right
    from netinvite.checks.found import each_once
    from netinvite.checks.told import FORMS, as_text, in_style

    refuse_unknown(form, FORMS)
    due: list[str] = []
    place = network_of(workspace)
    person = person and meant(person, place)
    if fix and person and is_one(person, place) and not checking.Checker(place).ours(Path(person)):
        tell_all(put_right(person, active(), place))
    elif read or accept is not None or fix:
        _do(person or "", workspace, accept, read=read)
        if not fix:
            return
    if mine:
        whose.only_mine(place, sits)
    checker = checking.Checker(place)
    if person and is_one(person, place):
        who = None
        report = checking.loose(person, place, _typed() if person == STDIN else b"")
    else:
        who = place.find(person) if person or not place.slugs() else None
        report = checking.check(checker, who)
        if who:
            whose.look(place, sits)
        due = doing.why_due(place, who) if who else []
    found = [_harmless(finding) for finding in report.findings]
    if form == "text" and who is None:
        found = each_once(found, checker.told.data)
    if found or form in ("json", "sarif"):
        styled = sys.stdout.isatty() and screen.colours()
        if form == "text":
            text = _wrapped(as_text(found))
            screen.put(in_style(text) if styled else text, styled=styled)
        else:
            screen.put(FORMS[form](found))
    tell_all([*report.problems, *report.notes])
    clean = not (found or report.problems or report.notes)
    asks = form == "text" and not report.problems
    if person and is_one(person, place):
        _close_loose(person, place, clean=clean, asks=clean or asks)
    else:
        people = [who] if who else doing.everyone(place)
        # Of everyone's texts that are not in order, nobody goes through all that can be asked.
        asks = clean or (asks and who is not None)
        tell_all(doing.left_to_know(place, people, clean=clean) if asks else [])
        tell_all(filter(None, [doing.would_fix(checker, people) if form == "text" else ""]))
    tell_below(due) if found else tell_all(due)
    raise typer.Exit(report.exit_code(strict=strict))


def _close_loose(source: str, place: Network, *, clean: bool, asks: bool) -> None:
    """What is said last of a text that was named by its file; ``asks``: also what its writer can be asked."""
    from netinvite.app import checking, halftyped
    from netinvite.app.anytext import would_mend
    from netinvite.app.check import Checker

    if found := Checker(place).ours(Path(source)):
        who, slug = [place.person(found[0])], found[0]
        tell_all(filter(None, [half := halftyped.of_one(place, slug, found[1])]))
        clean &= not half
        tell_all(checking.left_to_know(place, who, clean=clean) if asks else [])
        tell_all(filter(None, [checking.would_fix(Checker(place), who, found[2])]))
        return
    if clean:
        screen.tell(_("Nothing to fix in the text itself; nobody's answers stand beside it."))
    tell_all(filter(None, [checking.told_of_mends(source, would_mend(source, active(), place))]))


def _do(name: str, workspace: str | None, accept: str | None, *, read: bool) -> None:
    """Accept a finding, go through the questions, or put right what is certain; for the last the findings
    follow."""
    from netinvite.app import checking
    from netinvite.app.anytext import is_one
    from netinvite.store.inventory import FILES

    place = workspace_of(workspace)
    draft = checking.drafted(place, name) if name and is_one(name, place) else None
    who, only = draft or (place.find(name), None)
    if accept is not None:
        found = checking.accept(place, who, accept, only)
        told = _("%(rule)s in %(file)s, line %(line)s, stands as it is; it is not found again there.")
        screen.tell(told % {"rule": found.rule, "file": found.file, "line": found.line})
    elif read:
        _read(place, who, only)
    else:
        if asking.on_terminal() and (only is None or only.name == FILES[checking.FIRST]):
            # 5 ms, for who sits there.
            from netinvite.app.newtimes import pick_anew

            tell_all(pick_anew(place, who, _another_time))
        tell_all(checking.put_right(place, who, only))


def _another_time(gone: str) -> str:
    told = _("“%(time)s” has gone by. Which time instead? Enter leaves it.")
    return asking.type_in(told % {"time": screen.visible(gone)}, "")


# What is typed of a question: Enter alone has looked.
_LOOKED = {"": "looked", "n": "", "no": "", "nej": ""}


def _read(place: Workspace, who: Person, only: Path | None) -> None:
    from netinvite.app import checking
    from netinvite.app.verdicts import in_turn

    found = checking.questions(place, who, only)
    if not found:
        screen.tell(_("Nothing is asked of these texts."))
        return
    shown: set[str] = set()
    on_terminal = asking.on_terminal()
    told_of = dict(in_turn(found))

    def ask(question: checking.Question) -> bool:
        if question.file.name not in shown:
            shown.add(question.file.name)
            screen.put(_numbered(question))
        told = told_of[question]
        if question.line:
            told = _("Line %(line)s: %(asks)s") % {"line": question.line, "asks": told}
        screen.put(screen.wrap(f"{question.rule} {screen.visible(told)}\n"))
        wish = _("Enter: I have looked. n: not yet.")
        return on_terminal and bool(asking.chosen(wish, _LOOKED))

    answered = checking.go_through(place, who, found, ask)
    if on_terminal:
        told = ngettext(
            "%(count)s question answered; it is not asked again of the same text.",
            "%(count)s questions answered; they are not asked again of the same text.",
            answered,
        )
        screen.tell(told % {"count": answered})


def _numbered(question: Question) -> str:
    """The text beside the questions, each line with its number."""
    lines = screen.visible(question.text).splitlines()
    body = "\n".join(_beside(number, line) for number, line in enumerate(lines, 1))
    return f"{question.file.name}\n\n{body}\n"


def _beside(number: int, line: str) -> str:
    """A line behind its number; what does not fit beside it stands below, in the same column."""
    head, further = f"{number:4}  ", " " * 6
    room: dict[str, Any] = {"width": screen.width(), "break_long_words": False, "break_on_hyphens": False}
    # Its own blanks stay, and so does a line of blanks alone.
    rows = textwrap.wrap(line, initial_indent=head, subsequent_indent=further, drop_whitespace=True, **room)
    return "\n".join(rows) or head.rstrip()


def _harmless(finding: Finding) -> Finding:
    """The finding with control characters, which may come from a text, made visible."""
    file, message = screen.visible(finding.file), screen.visible(finding.message)
    return replace(finding, file=file, message=message)


def _wrapped(text: str) -> str:
    """On a terminal wrapped at words, further lines set in, a blank line between two findings; a pipe gets a
    finding a line and its hint."""
    if not sys.stdout.isatty():
        return text
    text = re.sub(r"\n(?! )", "\n\n", text)
    indent, room = " " * 4, screen.width()
    settings: dict[str, Any] = {"break_long_words": False, "break_on_hyphens": False}
    lines = (textwrap.fill(line, room, subsequent_indent=indent, **settings) for line in text.splitlines())
    return "\n".join(lines)


def _tell_of_rules(explain: str | None, form: str) -> None:
    from netinvite.checks import RULES, by_id
    from netinvite.checks.told import explanation, row, rules_as_json

    if explain is None:
        refuse_unknown(form, ("text", "json"))
    if explain is None and form == "json":
        screen.put(rules_as_json())
    elif explain is not None:
        screen.put(screen.wrap(explanation(by_id(explain))))
    else:
        screen.put("\n".join(map(row, RULES)))


def _typed() -> bytes:
    """What comes by standard input, as much as can be a text and a bit more."""
    from netinvite.app.anytext import LARGEST

    return sys.stdin.buffer.read(LARGEST + 1)
