"""A text in another language than the rules that it is held against: said once, and not found five times."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from netinvite.checks import Material, Words
from netinvite.checks.aside import reads_as
from netinvite.checks.seams import TEXTS
from netinvite.language import _
from netinvite.store import files


def is_foreign(material: Material) -> bool:
    """Whether a text is in another language than the rules that it is held against."""
    if material.about not in TEXTS:
        return False
    return not reads_as(_said(material), material.words)


def _said(material: Material) -> str:
    lines = material.letter.body if material.about == "invitation" else material.lines
    return "\n".join(line.text for line in lines)


def told_of(material: Material, file: Path, others: Iterable[Words]) -> str:
    """What is said of such a text, once; of the languages of ``others`` the one that it reads as is named."""
    told = _("%(file)s does not read as “%(lang)s”, so only what needs no language was looked at.")
    said = told % {"file": files.shown(file), "lang": material.lang}
    other = next((words.lang for words in others if reads_as(_said(material), words)), "")
    if not material.known.loose or not other:
        return said
    return said + " " + _("Name its language, as in --lang %(lang)s.") % {"lang": other}
