"""The command lines that README and docs/ show, and what a test makes of each."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PAGES = [*sorted(ROOT.glob("README*.md")), ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
# What a line begins with that is to be typed.
_TYPED = re.compile(
    r"(?:\$ )?(netinvite|pipx?|uv|python3?|py|man|sudo|git|mutt|neomutt|export|mkdir|cd|for|pbpaste|\.venv)\b"
    r"|[\d*/]+ \S+ \S+ \S+ \S+ +netinvite\b"
)
# A word that stands for what the reader fills in, what lies in the tests' folder for it.
STANDS_FOR = {
    **dict.fromkeys(("NAME", "NAVN", "PERSON"), "jonas"),
    **dict.fromkeys(("COMMAND", "KOMMANDO"), "mail"),
    **dict.fromkeys(("FILE", "FIL"), "calendar.ics"),
    "LANG": "sv",
}


class Line(NamedTuple):
    """A line as it stands on a page, and in which language."""

    text: str
    page: str
    lang: str

    @property
    def words(self):
        """As a program gets them."""
        found = shlex.split(self.text, comments=True)
        return [STANDS_FOR.get(word, word) for word in found]

    @property
    def is_name(self):
        """Whether it is but the name of a command."""
        return len(self.words) == 2 and self.words[1].isalpha()

    @property
    def is_ours(self):
        """Whether it is a command of netinvite's alone, with no other program and no file of the shell's."""
        return self.text.startswith("netinvite ") and not re.search(r"[|<>&]|\$\(", self.text)


def lines():
    """Every line of a block, and every piece of code in a sentence, that begins as a command; once each."""
    found = {}
    for page in PAGES:
        lang = "da" if page.name.endswith(".da.md") else "en"
        for block, code in re.findall(r"(?m)^ {4,8}(\S.*)$|`([^`\n]+)`", page.read_text(encoding="utf-8")):
            for text in _columns(block) if block else (code,):
                if _TYPED.match(text) and not code.isidentifier():
                    found.setdefault((text, lang), Line(text, page.name, lang))
    return list(found.values())


def _columns(block):
    """Two commands side by side, as two people type them; or one with what it does behind it."""
    first, *rest = re.split(r" {3,}", block)
    return [first, *(text for text in rest if _TYPED.match(text))]


# What another test runs: how the line begins, that test's file, and words in it that show so.
_MAIL = "mutt|neomutt|claws-mail|alot|aerc|imap-send|mshow|msmtp|s-nail|send -msgid|jonas \\| sendmail"
ELSEWHERE = (
    (r"\$ netinvite ", "docs/tutorial.py", "COMMAND"),
    (
        r"netinvite --show-completion|mkdir -p ~/.config/fish",
        "tests/test_completion.py",
        "the_one_line",
    ),
    (rf".*\b({_MAIL})", "tests/mailrecipes.py", "COMMANDS"),
    (r"python3 -m venv .venv$|\.venv/bin/(pip install \.$|netinvite)", ".ci/package", "README"),
    (r"python3 -m venv .venv && .venv/bin/pip install \. ", ".ci/package", "README"),
    (r"python3 -m venv .venv && .*pytest|.venv/bin/(pytest|ruff)", ".ci/run", "pytest -n auto"),
    (r"python3 -m venv .venv && .venv/bin/pip install -e '.\[test,dev\]'", ".ci/run", "dev"),
    (r"(pipx|uv tool) install( \.)?$", ".ci/package", "for tool in pipx uv"),
    (r"python docs/reliability", ".ci/run", "docs/reliability.py"),
    (r"python tests/rule_report", "tests/test_checks_report.py", "rule_report.main()"),
    (
        r"git (clone|init|add|commit|config user|pull|config merge|config pull)",
        "tests/test_team_page.py",
        "git",
    ),
    (r"netinvite check jonas --accept", "tests/test_checks_answered.py", "accept"),
    (r"netinvite forget --organiser", "tests/test_leaving.py", "--organiser"),
)


def run_elsewhere(line):
    """The file of the test that runs it, and words in that file; ``None`` where none does."""
    return next(((file, words) for begins, file, words in ELSEWHERE if re.match(begins, line.text)), None)
