"""Writes ``docs/rules.md`` from the table of rules; ``--check`` says whether it is current."""

from __future__ import annotations

import sys
from pathlib import Path

from netinvite.checks import RULES, Rule, by_id
from netinvite.language import activate

FILE = Path(__file__).with_name("rules.md")
HEAD = """\
# The rules of `netinvite check`

Written by `python docs/rules.py` from `src/netinvite/checks/`; do not edit.

`netinvite check` holds the saved texts against the method, as they stand: also where they were edited by
hand. A finding is an *error* (it would spoil the first contact), a *warning*, or a *hint*. Errors and
warnings make the exit code 1; hints do so with `--strict`. `netinvite check --explain M011` says in the
terminal what stands here; [check.md](check.md) tells of files, editors and CI.

A *fact* stands in the text itself. *Evidence* is your own answer, looked for in the text: half of its words
of four letters and more, in one paragraph, whatever their endings; what is told of the reader, in sentences
that speak of them. It is found missing only where next to nothing of it stands anywhere; where something does
(M005, P005: more than one word, name or number of it), where there is no answer, or where its words may say
something else there, the rule asks instead, and shows the answer. A *question* is what nobody but you can
know: `netinvite check NAME --read` goes through them, and none is a finding. One fault is one
finding: of several rules on the same words the most telling one speaks.

A rule is switched off in `network.toml`:

    [check]
    off = ["M004", "P007"]

The small closed lists of words that some rules know stand in `templates/<lang>/words.toml`. A file of that
name in the `templates/` of your network's folder replaces single lists of it, key by key. How often the rules
are right is measured in [rules-measured.md](rules-measured.md).
"""
TEXTS = by_id("S001").about
OUTWARD = by_id("M017").about
TITLES = {
    ("invitation",): "The invitation",
    OUTWARD: "What others see or hear",
    TEXTS: "Every text, and the answers",
    ("pitch",): "The pitch",
    ("conversation",): "The conversation guide",
    ("reflection",): "The reflection",
    ("leaflet",): "The leaflet",
}


def section(rule: Rule) -> str:
    """One rule."""
    return f"""\
### {rule.id}: {rule.text.title}
*{_kind(rule)}.* {rule.text.why}

- Instead of: {rule.text.bad}
- Better: {rule.text.good}
- What to do: {rule.text.hint}
{_asked(rule)}"""


def _asked(rule: Rule) -> str:
    asks = rule.text.question.replace("%(name)s", "Jonas")
    return f"- Where it does not know, it asks: {asks}\n" if asks else ""


def _kind(rule: Rule) -> str:
    """Sort and severity; a question has none."""
    return "Question" if rule.sort == rule.severity else f"{rule.sort.capitalize()}, {rule.severity}"


def text() -> str:
    """The whole page."""
    parts = [HEAD]
    for about, title in TITLES.items():
        parts.append(f"## {title}\n")
        parts.extend(section(rule) for rule in RULES if rule.about == about)
    return "\n".join(parts)


def main() -> None:
    activate("en")
    if "--check" in sys.argv:
        current = FILE.read_text(encoding="utf-8") == text()
        sys.exit(0 if current else f"{FILE.name} is not current; run python docs/rules.py")
    FILE.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
