"""What was worked out when the package was built, for it would be the same at each start: the shipped TOML,
read; the answers that the shipped templates name; the names of days and months in the shipped languages.

Where nothing was, as in a checkout, each is worked out anew. ``render.beforehand`` writes it.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from netinvite.language import templates_dir

FOLDER = Path(__file__).with_name("compiled") / "ready"
# The shipped templates as Python, for ``render.plain``.
PLAIN = FOLDER.with_name("plain")
TABLES = ("guide.toml", "speech.toml", "words.toml")
DAYS, NAMED = "days", "named"
RULES = "rules.toml"


def table(file: str | Path, text: str) -> dict[str, Any] | None:
    """What the shipped TOML ``file`` says, which is ``text``; ``None`` for any other file, or other text."""
    folder, name = os.path.split(file)
    above, lang = os.path.split(folder)
    if name not in TABLES or above != str(templates_dir()):
        return None
    known = _read(f"{lang}.{name}")
    # Whoever changed a file of the package gets what it says now.
    return known["says"] if known.get("text") == text else None


def rules(text: str) -> dict[str, Any] | None:
    """What the rules' words say, which are ``text``; ``None`` where that was not worked out."""
    known = _read(RULES)
    return known["says"] if known.get("text") == text else None


def named(lang: str) -> dict[str, Any]:
    """What each shipped template of ``lang`` names, as ``render.naming`` tells it; {} where that was not
    worked out."""
    return _kept(f"{lang}.{NAMED}")


def days(locale: str) -> dict[str, dict[str, list[str]]] | None:
    """The names of days (Monday first) and of months in a locale, each by width; ``None`` where that was not
    worked out."""
    found: dict[str, dict[str, list[str]]] | None = _kept(DAYS).get(locale)
    return found


@lru_cache(maxsize=8)
def _kept(name: str) -> dict[str, Any]:
    return _read(name)


def _read(name: str) -> dict[str, Any]:
    """What was written under a name; {} where it is not there, or damaged."""
    with suppress(OSError, ValueError):
        found = json.loads((FOLDER / f"{name}.json").read_bytes())
        return found if isinstance(found, dict) else {}
    return {}
