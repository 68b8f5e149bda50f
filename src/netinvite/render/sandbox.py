"""The sandbox in which templates run, and the shipped ones compiled beforehand, when the package is built.

``hatch_build.py`` does that, where of the rest nothing but Babel is installed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.loaders import FileSystemLoader
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

# How a template is read; what is compiled holds for these alone.
SETTINGS = {"trim_blocks": True, "lstrip_blocks": True, "keep_trailing_newline": True}
# What is compiled by one version of Jinja2 is for that one.
MADE_BY = f"jinja2-{jinja2.__version__}"


class Sandbox(ImmutableSandboxedEnvironment):
    """Besides what the sandbox forbids: nothing that makes something huge out of something small."""

    intercepted_binops = frozenset(("*", "**"))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "**" or not (isinstance(left, int) and isinstance(right, int)):
            raise SecurityError(f"{operator}")
        return left * right


def compile_all(templates: Path, target: Path) -> None:
    """Compile every template below ``templates``, a folder for each language, into modules of ``target``."""
    for folder in filter(Path.is_dir, templates.iterdir()):
        for_compiling(folder).compile_templates(target / MADE_BY / folder.name, extensions=["j2"], zip=None)


def for_compiling(folder: Path) -> Sandbox:
    """What compiles the templates of a folder: netinvite's own filters are applied at each rendering."""
    made = Sandbox(loader=FileSystemLoader(folder), **SETTINGS)
    made.filters = _Unapplied(made.filters)
    return made


def compiled(lang: str) -> Path | None:
    """The modules of the templates of ``lang``; ``None`` where they were not compiled by this Jinja2."""
    folder = Path(__file__).parents[1] / "compiled" / MADE_BY / lang
    return folder if folder.is_dir() else None


class _Unapplied(dict[str, Any]):
    """Filters; those of netinvite are known by name alone, and applied at each rendering."""

    def get(self, name: str, default: Any = None) -> Any:
        return super().get(name, _unapplied)


def _unapplied(*_given: object) -> str:
    raise NotImplementedError
