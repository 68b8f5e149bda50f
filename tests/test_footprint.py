"""What an installation takes: no library that is not used."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import netinvite

pytestmark = pytest.mark.whole

SOURCE = Path(netinvite.__file__).parent
PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def plain(requirement):
    """The name of what is required, as every index writes it."""
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement)[0]).lower()


@cache
def imported():
    """The first names of all that the program imports, also by their names at first use."""
    found = set()
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.partition(".")[0])
    return found


@cache
def owners():
    """Which distributions a module is of."""
    return packages_distributions()


@pytest.mark.parametrize("requirement", PROJECT["dependencies"])
def test_every_library_that_is_required_is_used(requirement):
    """One that nobody imports would be downloaded for nothing."""
    modules = {name for name, of in owners().items() if plain(requirement) in map(plain, of)}
    assert modules & imported()
