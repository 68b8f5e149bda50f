"""The rules about the leaflet for participants."""

from __future__ import annotations

import re
from collections.abc import Iterator

from netinvite.checks import content
from netinvite.checks.material import Material
from netinvite.checks.rule import Spot
from netinvite.checks.words import Words
from netinvite.language import _

_REACH = re.compile(r"(?<![^\s<>(:])[^\s@<>]{1,64}@[^\s@<>]+\.\w+|(?<![\w.])\+?\d(?:[\s()-]?\d){7,}")


def incomplete(material: Material, words: Words) -> Iterator[Spot]:
    """L001: one finding that names all that is missing."""
    parts = {
        _("when it is"): _says(material, words, "leaflet_when", "period"),
        _("where you meet"): _says(material, words, "leaflet_where", "place"),
        _("how much time it takes"): _says(material, words, "leaflet_time", "meetings"),
        _("whom to ask"): _REACH.search(material.raw) is not None,
    }
    missing = [part for part, there in parts.items() if not there]
    if missing:
        yield Spot(1, _("The leaflet does not say: %(parts)s.") % {"parts": ", ".join(missing)})


def _says(material: Material, words: Words, name: str, key: str) -> bool:
    answer = dict(material.known.practical).get(key, "")
    if answer and content.shares(material.raw, (answer,)):
        return True
    return any(words.first(name, line.text) for line in material.lines)


def names_participant(material: Material, words: Words) -> Iterator[Spot]:
    """L002: anybody in the workspace but the organiser, by full name or by first and last name."""
    organiser = material.known.name.casefold().split()
    for name in material.known.participants:
        parts = name.split()
        if not parts or name.casefold().split() == organiser:
            continue
        middle = r"(?:\s+[\w.'’-]+){0,3}?\s+" if len(parts) > 1 else ""
        ends = re.escape(parts[0]) + (middle + re.escape(parts[-1]) if len(parts) > 1 else "")
        # A single name can be a common word ("Bo", "Rose"), so its capital counts.
        pattern = re.compile(rf"(?<!\w){ends}s?(?!\w)", re.IGNORECASE if middle else 0)
        for line in material.lines:
            if found := pattern.search(line.text):
                yield Spot(line.number, _("“%(name)s” is named.") % {"name": found[0]})
                break
