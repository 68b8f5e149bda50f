"""Keys of a TOML file set and taken out; comments and all other keys stay as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from itertools import pairwise
from typing import Any, NamedTuple

from netinvite.errors import WorkspaceError
from netinvite.language import _
from netinvite.parsed import loads

# Keys from the file's top on; a number is a place in an array of tables.
Keys = tuple[str | int, ...]


class Absent:
    """In ``Workspace.update``: take this key out."""


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


def ended(text: str) -> str:
    """``text`` with its last line ended: what is written after it would go on in that line."""
    if not text or text.endswith("\n"):
        return text
    return text + ("\r\n" if "\r\n" in text else "\n")


def document_of(text: str) -> Any | None:
    """The document that keeps comments; ``None`` where tomlkit does not take what is TOML all the same."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        return tomlkit.parse(text)
    except (TOMLKitError, ValueError, RecursionError):
        return None


class Made(NamedTuple):
    """TOML that was made: its text, what it parses to, and whether the document given says the same."""

    text: str
    data: dict[str, Any]
    is_document: bool


def changed(text: str, document: Any, data: dict[str, Any], changes: Mapping[Keys, Any]) -> Made:
    """TOML with these keys set or taken out. ``text`` is the TOML, ``document`` (see ``document_of``) and
    ``data`` (plain) are what it parses to; a ``WorkspaceError`` where a value stands in the way of a table.

    tomlkit keeps comments, but not every shape that TOML allows: what it makes is compared with what is
    meant, and a table that it gets wrong is written anew, without its comments.
    """
    meant = _meant(data, changes)
    tables = {path[0] for path in changes}
    attempts: list[Callable[[], str]] = [
        lambda: _kept(document, changes),
        lambda: _anew(text, meant, tables),
        lambda: _plainly(meant),
    ]
    for number, attempt in enumerate(attempts):
        try:
            made = attempt()
            if _alike(read := loads(made), meant):
                return Made(made, read, is_document=number == 0)
        # Of many kinds: tomlkit's own, and Python's where it takes the wrong turn.
        except Exception:
            continue
    raise WorkspaceError(_("The change could not be written as TOML; nothing was changed."))


def _alike(one: Any, other: Any) -> bool:
    """Whether two parsed values say the same; nan is like nan."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_alike(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_alike, one, other))
    return bool(one == other or (one != one and other != other))


def _kept(document: Any, changes: Mapping[Keys, Any]) -> str:
    import tomlkit

    for path, value in changes.items():
        put(document, path, value)
    return str(tomlkit.dumps(document))


def _anew(text: str, meant: Mapping[str, Any], tables: set[str | int]) -> str:
    import tomlkit

    document = tomlkit.parse(text)
    for table in map(str, tables):
        if table in document:
            del document[table]
        if table in meant:
            document[table] = meant[table]
    return str(tomlkit.dumps(document))


def _plainly(meant: Mapping[str, Any]) -> str:
    import tomlkit

    # A value that follows a table would belong to it.
    in_order = sorted(meant.items(), key=lambda pair: isinstance(pair[1], (dict, list)))
    return str(tomlkit.dumps(dict(in_order)))


def _meant(data: Mapping[str, Any], changes: Mapping[Keys, Any]) -> dict[str, Any]:
    """The data with the changes made."""
    found = deepcopy(dict(data))
    for path, value in changes.items():
        _put_plain(found, path, value)
    return found


def _put_plain(data: dict[str, Any], path: Keys, value: Any) -> None:
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
    elif table.pop(path[-1], ABSENT) is not ABSENT and not table and len(path) == 2:
        del data[str(path[0])]


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
