"""Keys of a TOML file set and taken out; comments and all other keys stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any


class Absent:
    """In ``Workspace.update``: take this key out."""


ABSENT = Absent()
# Keys from the file's top on; a number is a place in an array of tables.
Keys = tuple[str | int, ...]


def found(data: Mapping[str, Any], path: Keys) -> Any:
    """What stands at ``path`` in a parsed file; ``ABSENT`` where nothing does."""
    value: Any = data
    for part in path:
        inside = part in value if isinstance(value, dict) else isinstance(value, list) and part < len(value)  # type: ignore[operator]
        if not inside:
            return ABSENT
        value = value[part]
    return value


def differing(one: Mapping[str, Any], other: Mapping[str, Any], paths: Iterable[Keys]) -> set[Keys]:
    """Those of ``paths`` at which two parsed files hold different things."""
    return {path for path in paths if found(one, path) != found(other, path)}


def put(document: Any, path: Keys, value: Any) -> None:
    """Set one key; a number in the path is a place in an array of tables, its end makes a new one."""
    import tomlkit

    table = document
    for part, following in pairwise(path):
        missing = part >= len(table) if isinstance(part, int) else part not in table
        if missing and isinstance(value, Absent):
            return
        if missing and isinstance(part, int):
            table.append(tomlkit.table())
        elif missing:
            table[part] = tomlkit.aot() if isinstance(following, int) else tomlkit.table()
        table = table[part]
    key = path[-1]
    if not isinstance(value, Absent):
        if key not in table or _plain(table[key]) != value:
            table[key] = _item(value)
    elif key in table:
        del table[key]
        if not table and len(path) == 2:
            put(document, path[:-1], ABSENT)


def _plain(item: Any) -> Any:
    return item.unwrap() if hasattr(item, "unwrap") else item


def _item(value: Any) -> Any:
    """Long texts as multi-line strings, lists of tables one a line: what a person likes to edit."""
    import tomlkit

    if isinstance(value, str) and "\n" in value and "'''" not in value and "\\" not in value:
        return tomlkit.string(value, multiline=True)
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        array = tomlkit.array()
        for item in value:
            table = tomlkit.inline_table()
            table.update(item)
            array.append(table)
        return array.multiline(True)
    return value
