"""Parsed TOML: what stands at a path of keys, and the same data with changes made. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from netinvite.errors import WorkspaceError
from netinvite.language import _
from netinvite.store.reading import copied

# Keys from the file's top on; a number is a place in an array of tables.
Keys = tuple[str | int, ...]


class Absent:
    """In changes: take this key out."""


ABSENT = Absent()


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


def with_changes(data: Mapping[str, Any], changes: Mapping[Keys, Any]) -> dict[str, Any]:
    """Parsed TOML with these keys set or taken out; a ``WorkspaceError`` where a value stands in the way of a
    table."""
    found: dict[str, Any] = copied(dict(data)) if changes else dict(data)
    for path, value in changes.items():
        _put(found, path, value)
    return found


def _put(data: dict[str, Any], path: Keys, value: Any) -> None:
    table: Any = data
    for part, following in pairwise(path):
        missing = part >= len(table) if isinstance(part, int) else part not in table
        if missing and isinstance(value, Absent):
            return
        if missing and isinstance(part, int):
            table.append({})
        elif missing:
            table[part] = [] if isinstance(following, int) else {}
        table = table[min(part, len(table) - 1) if isinstance(part, int) else part]
        if not isinstance(table, list if isinstance(following, int) else dict):
            raise WorkspaceError(_("“%(key)s” must be a table.") % {"key": part})
    if not isinstance(value, Absent):
        table[path[-1]] = value
    elif isinstance(table, list):
        del table[int(path[-1]) : int(path[-1]) + 1]
        if not table and len(path) == 2:
            del data[str(path[0])]
    elif table.pop(path[-1], ABSENT) is not ABSENT and not table and len(path) == 2:
        del data[str(path[0])]


def in_a_line(raw: Any) -> str:
    """An answer as a file has it, for a person to read."""
    items = raw if isinstance(raw, list) else [raw]
    names = [str(item.get("name", "")) if isinstance(item, dict) else str(item) for item in items]
    return "; ".join(" ".join(name.split()) for name in names if name) if raw not in ("", ABSENT) else "–"
