"""Runs the tutorial: ``python docs/tutorial.py`` writes what netinvite asks and prints today into it.

The pages are ``tutorial.md`` and ``tutorial.da.md``; ``--check`` only says whether they are current.

A table between ``<!-- answers: STEP … -->`` and ``<!-- end -->`` holds the questions of these steps with the
example's answers; what follows a line ``$ netinvite …`` is what that command prints.
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
from typing import Any

from netinvite import cli, guide, records
from netinvite.desk import value_text
from netinvite.language import activate
from netinvite.walk import Walk

DOCS = Path(__file__).parent
PAGES = {"en": DOCS / "tutorial.md", "da": DOCS / "tutorial.da.md"}
NOW = "2026-11-25T12:00"
# The conversation is six days later.
TALKED = "2026-12-01T15:00"
ABOUT = ("network", "person")
TABLE = re.compile(r"(<!-- answers: ([\w ]+) -->\n).*?(<!-- end -->)", re.DOTALL)
COMMAND = re.compile(r"(?m)^    \$ netinvite (.*)\n((?:    .*\n|\n(?=    (?!\$)))*)")
ASKED = ("prepare", "interview")


def answers(lang: str) -> dict[str, Any]:
    """The example's answers and those of the conversation, by key."""
    found = tomllib.loads((guide.templates_dir() / lang / "example.toml").read_text(encoding="utf-8"))
    found.update(tomllib.loads((DOCS / f"tutorial.{lang}.toml").read_text(encoding="utf-8")))
    return found


def rows(lang: str, steps: list[str]) -> Iterator[str]:
    """A question and its answer a line, in the order of the wizard; those left empty are left out."""
    asked = guide.load(lang)
    about = ABOUT if "conversation" not in steps else ("conversation",)
    given = records.record_of(answers(lang), asked, *about).answers
    walk = Walk.start(asked, about, given)
    for question in walk.visible():
        if question.step in steps and given.get(question.key) not in (None, ()):
            labels = {choice.key: choice.label for choice in walk.choices(question)}
            words = f"{question.stem} …" if question.stem else question.ask
            yield f"| {words} | {value_text(given[question.key], labels, lang)} |"


def tables(text: str, lang: str) -> str:
    """The page with its tables as the guide and the example are now."""
    heading = {"en": "| netinvite asks | Maja answers |", "da": "| netinvite spørger | Maja svarer |"}[lang]

    def table(match: re.Match[str]) -> str:
        lines = [heading, "| --- | --- |", *rows(lang, match[2].split())]
        return match[1] + "\n".join(lines) + "\n" + match[3]

    return TABLE.sub(table, text)


def run(arguments: list[str]) -> str:
    """What a command prints, on both streams, as on a terminal of its own."""
    data = io.BytesIO()
    out = io.TextIOWrapper(data, encoding="utf-8", write_through=True)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        cli.run(arguments)
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
    if arguments[0] == "interview":
        os.environ["NETINVITE_NOW"] = TALKED
        file = DOCS / f"tutorial.{lang}.toml"
    else:
        file = guide.templates_dir() / lang / "example.toml"
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
