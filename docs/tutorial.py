"""Runs the tutorial: ``python docs/tutorial.py`` writes what netinvite asks and prints today into it.

The pages are ``tutorial.md`` and ``tutorial.da.md``; ``--check`` only says whether they are current.

A table between ``<!-- answers: STEP … -->`` and ``<!-- end -->`` holds the questions that the short way asks
in these steps, with the example's answers; what follows a line ``$ netinvite …`` is what that command prints.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

import tomlkit

DOCS = Path(__file__).parent
sys.path.insert(0, str(DOCS.parent / "tests"))

from readyexample import example  # noqa: E402  # the example as tests read it

from netinvite.cli import app  # noqa: E402
from netinvite.language import activate  # noqa: E402
from netinvite.model import kinds  # noqa: E402
from netinvite.model.questions import Question, Value  # noqa: E402
from netinvite.model.walk import Walk  # noqa: E402
from netinvite.store.asked import not_brought  # noqa: E402
from netinvite.store.conversations import ABOUT as ABOUT_TALKS  # noqa: E402
from netinvite.store.conversations import STEP  # noqa: E402
from netinvite.store.records import ABOUT, load_guide, record_of  # noqa: E402
from netinvite.values import replace  # noqa: E402
from netinvite.wizard.told import value_text  # noqa: E402

PAGES = {"en": DOCS / "tutorial.md", "da": DOCS / "tutorial.da.md"}
NOW = "2026-11-25T12:00"
# The conversation is six days later.
TALKED = "2026-12-01T15:00"
TABLE = re.compile(r"(<!-- answers: ([\w ]+) -->\n).*?(<!-- end -->)", re.DOTALL)
COMMAND = re.compile(r"(?m)^    \$ netinvite (.*)\n((?:    .*\n|\n(?=    (?!\$)))*)")
ASKED = ("prepare", "interview")


def asked(lang: str, *, after: bool = False) -> Iterator[tuple[Walk, Question, Value | None]]:
    """What is asked, in order, with Maja's answers, ``after`` a conversation. She takes proposals."""
    guide = load_guide(lang)
    if after:
        told = tomllib.loads((DOCS / f"tutorial.{lang}.toml").read_text(encoding="utf-8"))
        given = record_of(told, guide, STEP).answers
        plan = {"plan": {"questions": list(map(str, _brought(lang)))}}
        walk = replace(Walk.start(guide, ABOUT_TALKS), unasked=not_brought(guide, plan)).at_open()
    else:
        given, walk = example(lang), Walk.start(guide, ABOUT)
    while question := walk.current:
        value = given.get(question.key)
        value = walk.proposed(question) if value is None else value
        yield walk, question, value
        walk = walk.answer(value)


def _brought(lang: str) -> tuple[object, ...]:
    chosen = example(lang)["plan.questions"]
    return chosen if isinstance(chosen, tuple) else ()


def rows(lang: str, steps: list[str]) -> Iterator[str]:
    """A question and its answer a line, in the order of the wizard; those left empty are left out."""
    for walk, question, value in asked(lang, after="conversation" in steps):
        if question.asked_in in steps and value not in (None, ()):
            choices = walk.choices(question)
            lines = str(value).split("\n") if question.kind == "lines" else []
            told = "<br>".join(lines) or value_text(question, value, choices, lang)
            yield f"| {question.ask} | {told} |"


def tables(text: str, lang: str) -> str:
    """The page with its tables as the guide and the example are now."""
    heading = {"en": "| netinvite asks | Maja answers |", "da": "| netinvite spørger | Maja svarer |"}[lang]

    def table(match: re.Match[str]) -> str:
        lines = [heading, "| --- | --- |", *rows(lang, match[2].split())]
        return match[1] + "\n".join(lines) + "\n" + match[3]

    return TABLE.sub(table, text)


class _Shown(io.TextIOWrapper):
    """For ``mail``, which hands the email on where nobody looks."""

    def isatty(self) -> bool:
        return True


def run(arguments: list[str]) -> str:
    """What a command prints, on both streams, as on a terminal of its own."""
    data = io.BytesIO()
    out = (_Shown if arguments[0] == "mail" else io.TextIOWrapper)(data, encoding="utf-8", write_through=True)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        app.run(arguments)
    return data.getvalue().decode("utf-8").replace("\r\n", "\n").rstrip("\n")


def commands(text: str, lang: str, folder: Path) -> str:
    """The page with what its commands print now; questions are answered from the example."""

    def printed(match: re.Match[str]) -> str:
        arguments = shlex.split(match[1])
        if arguments[0] in ASKED and len(arguments) < 3:
            answer(arguments, lang, folder)
            return f"    $ netinvite {match[1]}\n"
        lines = run(arguments).replace(f"{folder}/", "").splitlines()
        return f"    $ netinvite {match[1]}\n" + "".join(f"    {line}".rstrip() + "\n" for line in lines)

    return COMMAND.sub(printed, text)


def answer(arguments: list[str], lang: str, folder: Path) -> None:
    """Do what the person does at the questions of ``prepare`` and ``interview``."""
    talked = arguments[0] == "interview"
    if talked:
        os.environ["NETINVITE_NOW"] = TALKED
    given: dict[str, dict[str, object]] = {}
    for _walk, question, value in asked(lang, after=talked):
        raw = "" if value is None else kinds.of(question).to_toml(value)
        given.setdefault(question.step, {})[question.name] = raw
    with tempfile.TemporaryDirectory() as place:
        file = Path(place, "answers.toml")
        file.write_text(tomlkit.dumps(given), encoding="utf-8")
        said = run([*arguments, "--answers", str(file), "--no-input"])
    if not any(folder.glob("people/*/answers.toml")):
        raise SystemExit(said)


def page(lang: str) -> str:
    """The page as it should be."""
    os.environ.update(NETINVITE_NOW=NOW, NETINVITE_LANG=lang, COLUMNS="80")
    activate(lang)
    text = tables(PAGES[lang].read_text(encoding="utf-8"), lang)
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place).resolve()
        os.environ["NETINVITE_WORKSPACE"] = str(folder)
        os.chdir(folder)
        try:
            return commands(text, lang, folder)
        finally:
            os.chdir(before)


def main() -> None:
    for lang, file in PAGES.items():
        text = page(lang)
        if "--check" not in sys.argv:
            file.write_text(text, encoding="utf-8")
        elif text != file.read_text(encoding="utf-8"):
            sys.exit(f"{file.name} is not what netinvite does today; run: python docs/tutorial.py")


if __name__ == "__main__":
    main()
