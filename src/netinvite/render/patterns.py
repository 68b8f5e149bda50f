"""Compiles patterns for ``libraries``, when the package is built: ``python -m netinvite.render.patterns F``.

The program's own, and those of modules that every start loads. Run in a process of its own: what ``re`` has
compiled already it compiles no second time.
"""

from __future__ import annotations

import marshal
import sys
from array import array
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType, SimpleNamespace
from typing import Any

import netinvite
from netinvite import libraries

# What a start, or a first page, loads besides the program's own modules.
LOADED = (
    *("difflib", "email.header", "gettext", "json", "locale", "pathlib", "platform", "shlex", "string"),
    *("textwrap", "tokenize", "tomllib._re", "urllib.parse", "prompt_toolkit.application"),
)


def main(file: str) -> None:
    """Write them into ``file``."""
    known = _kept()
    for module in _loaded():
        for pattern in vars(module).values():
            if isinstance(pattern, libraries.Pattern):
                pattern.compiled()
    with open(file, "wb") as kept:  # noqa: PTH123  # pathlib has patterns of its own
        marshal.dump((libraries.engine(), known), kept)


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
    main(sys.argv[1])
