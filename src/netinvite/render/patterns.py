"""Compiles patterns for ``libraries``, when the package is built: ``python -m`` this with folders T and F.

The program's own, those of modules that every start loads, and the phrases of the words in the templates T,
into F. Run in a process of its own: what ``re`` has compiled already it compiles no second time.
"""

from __future__ import annotations

import marshal
import re
import sys
from array import array
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType, SimpleNamespace
from typing import Any

import netinvite
from netinvite import libraries

# What a start, or a first page, loads besides the program's own modules.
LOADED = (
    *("click", "difflib", "email.header", "gettext", "json", "locale", "pathlib", "platform", "shlex"),
    *("string", "textwrap", "tokenize", "tomllib._re", "typer", "urllib.parse", "prompt_toolkit.application"),
)
# How pip's launcher looks at its own name, and how pathlib looks for a folder of any name.
IN_PASSING = (r"(-script\.pyw|\.exe)?$", r"(?s:.*)\Z")


def main(templates: str, folder: str) -> None:
    """Write ``patterns``, and for each language ``phrases``, into ``folder``."""
    known = _kept()
    for text in IN_PASSING:
        re.compile(text)
    for module in _loaded():
        for pattern in vars(module).values():
            if isinstance(pattern, libraries.Pattern):
                pattern.compiled()
    _write(Path(folder, libraries.PATTERNS.name), known)
    for lang in Path(templates).iterdir():
        known.clear()
        words = import_module("netinvite.checks.words")
        _compile_phrases(lang / "words.toml", words)
        _write(Path(folder, words.compiled(lang.name).name), known)


def _compile_phrases(file: Path, words: ModuleType) -> None:
    """Those with a choice: whatever has none is compiled as soon as it is read."""
    # What it compiles when it is loaded would be missed above.
    lists = import_module("tomllib").loads(file.read_text(encoding="utf-8"))
    for phrases in filter(lambda value: isinstance(value, list), lists.values()):
        for phrase in phrases:
            if "(" in phrase:
                words.pattern_of(words.plain(phrase))


def _write(file: Path, known: dict[Any, Any]) -> None:
    file.write_bytes(marshal.dumps((libraries.engine(), known)))


def _kept() -> dict[Any, Any]:
    """From now on what ``re`` compiles is kept here, as ``libraries`` gives it back."""
    known: dict[Any, Any] = {}
    compiler: Any = sys.modules["re._compiler"]
    compile_, engine = compiler.compile, compiler._sre

    def keeping(text: Any, flags: int = 0) -> Any:
        def keep(text: Any, told: int, code: list[int], *more: Any) -> Any:
            known[libraries.asked(text, flags)] = (told, array("I", code).tobytes(), *more)
            return engine.compile(text, told, code, *more)

        compiler._sre = SimpleNamespace(**{**vars(engine), "compile": keep})
        return compile_(text, flags)

    compiler.compile = keeping
    return known


def _loaded() -> Iterator[ModuleType]:
    """The modules, as far as they can be loaded: libraries need not be there yet."""
    vars(libraries)["at_first_use"] = ModuleType
    own = (found.name for found in walk_packages(netinvite.__path__, f"{netinvite.__name__}."))
    for name in (*LOADED, *own):
        with suppress(Exception):
            yield import_module(name)


if __name__ == "__main__":
    main(*sys.argv[1:])
