"""Writes ``docs/rules.md`` from the table of rules; ``--check`` says whether it is current."""

from __future__ import annotations

import sys
from pathlib import Path

from netinvite.checks import RULES, Rule
from netinvite.language import activate

FILE = Path(__file__).with_name("rules.md")
HEAD = """\
# The rules of `netinvite check`

Written by `python docs/rules.py` from `src/netinvite/checks/`; do not edit.

`netinvite check` holds the saved texts against the method, as they stand: also where they were edited by
hand. A finding is an *error* (it would spoil the first contact), a *warning*, or a *hint*. Errors and
warnings make the exit code 1; hints do so with `--strict`. `netinvite check --explain M011` says in the
terminal what stands here.

A rule is switched off in `network.toml`:

    [check]
    off = ["M004", "P007"]

The words that the rules look for stand in `templates/<lang>/words.toml`. A file of that name in the
`templates/` of your network's folder replaces single lists of it, key by key. How often the rules are right
is measured in [rules-measured.md](rules-measured.md).
"""
TITLES = {
    "invitation": "The invitation",
    "pitch": "The pitch",
    "guide": "The conversation guide",
    "reflection": "The reflection",
    "followup": "After the conversation",
    "leaflet": "The leaflet",
}


def section(rule: Rule) -> str:
    """One rule."""
    return f"""\
### {rule.id}: {rule.title}
*{rule.severity.capitalize()}.* {rule.why}

- Instead of: {rule.bad}
- Better: {rule.good}
- What to do: {rule.hint}
"""


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
