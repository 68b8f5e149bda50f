"""The manual pages: made from the help, current, and clean to the programs that show them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from netinvite import language
from netinvite.cli import app

DOCS = Path(__file__).parent.parent / "docs"
LANGS = ["en", "da"]


@pytest.fixture(scope="module")
def manpage():
    """The script that writes the pages."""
    sys.path.insert(0, str(DOCS))
    try:
        import manpage
    finally:
        sys.path.remove(str(DOCS))
    return manpage


@pytest.fixture
def plain(manpage):
    """What a reader sees of a page, as one line."""

    def shown(lang):
        if not shutil.which("mandoc"):
            pytest.skip("mandoc is not here")
        command = ["mandoc", "-T", "utf8", "-O", "width=1000", str(manpage.PAGES[lang])]
        output = subprocess.run(command, capture_output=True, check=True).stdout.decode()
        return " ".join(re.sub(".\b", "", output).replace("‐", "-").split())

    return shown


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_is_current(manpage, lang):
    """After a change of the help: python docs/manpage.py."""
    assert manpage.current(lang)


@pytest.mark.whole
@pytest.mark.parametrize("lang", LANGS)
def test_the_page_is_clean(manpage, lang):
    """mandoc finds nothing, not even in style."""
    if not shutil.which("mandoc"):
        pytest.skip("mandoc is not here")
    command = ["mandoc", "-T", "lint", "-W", "style", str(manpage.PAGES[lang])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def _commands(command, path):
    yield path, command
    context = click.Context(command, info_name=path)
    for name in command.list_commands(context) if hasattr(command, "list_commands") else ():
        yield from _commands(command.get_command(context, name), f"{path} {name}")


@pytest.mark.whole
@pytest.mark.parametrize("lang", LANGS)
def test_a_reader_finds_every_command_and_option(plain, lang):
    """With the help in full, as --help has it."""
    text = plain(lang)
    language.activate(lang)
    for path, command in _commands(app.program(), "netinvite"):
        assert path in text
        for parameter in command.params:
            assert all(option in text for option in parameter.opts if option.startswith("-"))
            assert " ".join((parameter.help or "").split()) in text


@pytest.mark.parametrize(
    ("words", "troff"),
    [
        (".profile", r"\&.profile"),
        ("'quoted'", r"\&'quoted'"),
        ("back\\slash", r"back\eslash"),
        ("--dry-run", r"\-\-dry\-run"),
        ("Ågård", r"\[u00C5]g\[u00E5]rd"),
    ],
)
def test_no_word_is_taken_for_a_command(manpage, words, troff):
    """Signs that troff reads as its own are written so that it shows them."""
    assert manpage.text(words) == troff
