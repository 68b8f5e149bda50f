"""The word lists that the rules look for: those of a language, the user's own in their place."""

from __future__ import annotations

from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from netinvite import libraries
from netinvite.checks import Words
from netinvite.checks.words import compiled
from netinvite.errors import TableError, line_of
from netinvite.language import DEFAULT, _, templates_dir
from netinvite.store.reading import toml_file


@lru_cache(maxsize=16)
def words_for(lang: str, own: Path | None = None) -> Words:
    """The word lists of ``lang`` (those of English where it has none), the user's own in their place."""
    folder = templates_dir() / lang
    shipped = folder if (folder / "words.toml").is_file() else templates_dir() / DEFAULT
    mine = own / lang / "words.toml" if own else None
    given = _toml(mine) if mine is not None and mine.is_file() else {}
    places = partial(line_of, mine) if mine else lambda key: 1
    libraries.take_up_patterns(compiled(shipped.name))
    return Words.parse(lang, _toml(shipped / "words.toml"), given, str(mine or ""), places)


def _toml(file: Path) -> dict[str, Any]:
    hint = _("Fix that line, or remove the file to go back to the shipped words.")
    return toml_file(file, TableError, hint)
