"""A text in another language than the rules that it is held against: said once, and not found five times."""

from __future__ import annotations

from pathlib import Path

from netinvite.checks import Material
from netinvite.checks.aside import reads_as
from netinvite.checks.seams import TEXTS
from netinvite.language import DEFAULT, _, languages
from netinvite.store import files


def is_foreign(material: Material) -> bool:
    """Whether a text is in another language than the rules that it is held against."""
    if material.about not in TEXTS:
        return False
    lines = material.letter.body if material.about == "invitation" else material.lines
    return not reads_as("\n".join(line.text for line in lines), material.words)


def told_of(material: Material, file: Path) -> str:
    """What is said of such a text, once."""
    told = _("%(file)s does not read as “%(lang)s”, so only what needs no language was looked at.")
    said = told % {"file": files.shown(file), "lang": material.lang}
    if not material.known.loose:
        return said
    return said + " " + _("Name its language, as in --lang %(lang)s.") % {"lang": _other(material.lang)}


def _other(lang: str) -> str:
    return next((one for one in languages() if one != lang), DEFAULT)
