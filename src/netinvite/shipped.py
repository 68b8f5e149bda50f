"""Where the shipped guides and templates are, and which languages there are.

Apart from ``guide``, so that a command that prints what is saved does not pay for all that can be asked.
"""

from __future__ import annotations

from pathlib import Path


def templates_dir() -> Path:
    """The shipped ``templates/``: inside the installed package, or beside ``src/`` in a checkout."""
    inside = Path(__file__).parent / "templates"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "templates"


def languages(own: Path | None = None) -> tuple[str, ...]:
    """The languages that have a guide: the shipped ones and those in a user's own templates folder."""
    folders = [templates_dir(), *([own] if own else [])]
    return tuple(sorted({file.parent.name for folder in folders for file in folder.glob("*/guide.toml")}))


def guide_file(lang: str, own: Path | None = None) -> Path:
    """The guide file in force for ``lang``: a user's own wins over the shipped one."""
    mine = own / lang / "guide.toml" if own else None
    return mine if mine is not None and mine.is_file() else templates_dir() / lang / "guide.toml"
