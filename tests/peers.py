"""Runs other tools that look at English prose over the English mails of ``tests/corpus``, and counts.

``python tests/peers.py FOLDER`` writes ``tests/data/peers.toml``, which ``rule_report.py`` puts into its
page. FOLDER holds the tools, which are no part of this project and none of its dependencies: write-good and
alex as npm installs them there, proselint in a virtual environment called ``v``.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import rule_report
import tomlkit
from rule_report import Text

from netinvite.checks import Material

WRITTEN = Path(__file__).parent / "data" / "peers.toml"
# What a tool calls each finding stands in the first group behind the place.
TOOLS = {
    "write-good 1.0.8": (["node_modules/.bin/write-good", "--parse"], r"(?:.\".*?\"|\".*?\") (.+)"),
    "alex 11.0.1": (["node_modules/.bin/alex", "--text"], r".*\s(\S+)\s+retext-\S+"),
    "proselint 0.16.0": (["v/bin/proselint", "check"], r" (\S+): .*"),
}
# Which check is about which fault of the labels; what is not named here is about none.
ABOUT = {
    "may be passive voice": "M014",
    "is wordy or unneeded": "M014",
    "is unnecessary verbiage": "M014",
    "typography.punctuation.hyperbole": "M013",
    "annotations.misc": "M015",
}
Found = Mapping[str, list[str]]


def letters() -> Iterator[tuple[Text, Material]]:
    """The English mails with their labels, but those that nobody works with."""
    for text, material in rule_report.with_materials():
        if text.lang == "en" and text.corpus not in rule_report.LEFT_ALONE and text.is_mail:
            yield text, material


def letter_of(material: Material) -> str:
    """Subject, greeting, body and signature: what the rules look at, too."""
    letter = material.letter
    said = (*letter.text, *letter.signature)
    return "\n".join([letter.subject.text, "", *(line.text for line in said), ""])


def found_by(command: list[str], shape: str, folder: Path, home: Path) -> Found:
    """What a tool calls its findings, by the name of the letter."""
    files = sorted(file.name for file in folder.glob("*.txt"))
    tool = [str(home / command[0]), *command[1:], *files]
    ran = subprocess.run(tool, cwd=folder, capture_output=True, text=True, check=False)
    found: dict[str, list[str]] = defaultdict(list)
    here = ""
    for line in (ran.stdout + ran.stderr).splitlines():
        if heading := re.fullmatch(r"(?:.*/)?([\w-]+)\.txt(?:: no issues found)?", line.strip()):
            here = heading[1]
            continue
        placed = re.match(r"(?:.*/)?(?:([\w-]+)\.txt:\d+:\d+:|\s+\d+:\d+)", line)
        if placed and (named := re.fullmatch(shape, line[placed.end() :])):
            found[placed[1] or here].append(named[1])
    return found


def counted(texts: Mapping[str, Text], found: Found) -> dict[str, object]:
    """Findings, those that are about a fault of their letter, and how the good letters fare."""
    helps = sum(ABOUT.get(one) in texts[name].expected for name, all_of in found.items() for one in all_of)
    good = [name for name, text in texts.items() if text.good]
    return {
        "findings": sum(map(len, found.values())),
        "helps": helps,
        "in_good": sum(len(found.get(name, ())) for name in good),
        "good_clean": sum(not found.get(name) for name in good),
    }


def main() -> None:
    home = Path(sys.argv[1]).absolute()
    all_of = {f"{text.corpus}-{text.name}": (text, material) for text, material in letters()}
    texts = {name: text for name, (text, _material) in all_of.items()}
    faults = sum(len(text.expected) for text in texts.values())
    data: dict[str, object] = {
        "letters": len(texts),
        "good": sum(t.good for t in texts.values()),
        "faults": faults,
    }
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        for letter, (_text, material) in all_of.items():
            (folder / f"{letter}.txt").write_text(letter_of(material), encoding="utf-8")
        for tool, (command, shape) in TOOLS.items():
            data[tool] = counted(texts, found_by(command, shape, folder, home))
    WRITTEN.write_text(tomlkit.dumps(data), encoding="utf-8")


if __name__ == "__main__":
    main()
