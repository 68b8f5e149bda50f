"""What may stand in which room: imports inside functions, and what prints."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import netinvite

SOURCE = Path(netinvite.__file__).parent
# A command waits for what it loads; nobody else loads anything late.
LATE = ("cli/", "app/", "__main__.py")
# Who talks to whoever sits at the terminal; the clipboard may be the terminal's own.
# The children are processes whose output is read by this one.
TALKING = ("cli/", "wizard/", "ui/", "rehearsal/", "__main__.py", "leaving.py", "mail/clipboard.py")
CHILDREN = ("render/limits.py", "pages/typesetting.py", "mail/occupied.py")
SPEAKING = {"print", "input", "sys.stdout", "sys.stderr", "sys.stdin"}


def rooms(*but):
    """The modules that lie in none of these rooms."""
    names = (str(file.relative_to(SOURCE)) for file in sorted(SOURCE.rglob("*.py")))
    return [name for name in names if not name.startswith(but)]


def tree(name):
    return ast.parse((SOURCE / name).read_text(encoding="utf-8"))


def late_imports(node):
    """Lines on which something is imported when a function is called."""
    functions = [part for part in ast.walk(node) if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef)]
    return sorted(
        part.lineno
        for function in functions
        for part in ast.walk(function)
        if isinstance(part, ast.Import | ast.ImportFrom)
    )


@pytest.mark.parametrize("name", rooms(*LATE))
def test_imports_stand_at_the_top(name):
    """Below the commands and what they call, a module says at its top what it needs."""
    assert late_imports(tree(name)) == []


@pytest.mark.parametrize("name", rooms(*TALKING, *CHILDREN))
def test_the_library_prints_nothing(name):
    """It returns what there is to say: neither ``print`` nor a standard stream."""
    used = {ast.unparse(part) for part in ast.walk(tree(name)) if isinstance(part, ast.Name | ast.Attribute)}
    assert used & SPEAKING == set()
