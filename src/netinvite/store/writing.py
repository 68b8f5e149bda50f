"""TOML as it is written: keys set and taken out, comments and all other keys left as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netinvite.errors import WorkspaceError
from netinvite.language import _
from netinvite.libraries import at_first_use, regex
from netinvite.model.keys import NOTED_BY, SET_ASIDE, UNFINISHED
from netinvite.store import files
from netinvite.store.parsed import ABSENT, Absent, Keys, with_changes
from netinvite.store.reading import SCHEMA, loads
from netinvite.values import NamedTuple

if TYPE_CHECKING:
    import tomlkit
else:
    # 20 ms: whoever begins types a first answer before anything is written.
    tomlkit = at_first_use("tomlkit")


# What is no answer stands above all answers: what is recorded is added below them, and git joins, without a
# question, what two copies of a file say in two places.
_ABOVE = (SET_ASIDE, UNFINISHED, NOTED_BY)
_ABOVE_TABLES = regex(r"(?:[^\[#\n][^\n]*\n|\n)*(?=\[|\Z)")


def ended(text: str) -> str:
    """``text`` with its last line ended: what is written after it would go on in that line."""
    if not text or text.endswith("\n"):
        return text
    return text + ("\r\n" if "\r\n" in text else "\n")


def document_of(text: str) -> Any | None:
    """The document that keeps comments; ``None`` where tomlkit does not take what is TOML all the same."""
    try:
        return tomlkit.parse(text)
    except (tomlkit.exceptions.TOMLKitError, ValueError, RecursionError):
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
    meant = with_changes(data, changes)
    tables = {path[0] for path in changes}
    above = [table for table in _ABOVE if table in meant and table not in data]
    attempts: list[Callable[[], str]] = [
        lambda: _kept(tomlkit.parse(_with_tables(text, above)) if above else document, changes),
        lambda: _kept(document, changes),
        lambda: _anew(text, meant, tables),
        lambda: _plainly(meant),
    ]
    for number, attempt in enumerate(attempts):
        try:
            made = attempt()
            if _alike(read := loads(made), meant):
                return Made(made, read, is_document=number == 0 and not above)
        # Of many kinds: tomlkit's own, and Python's where it takes the wrong turn.
        except Exception:
            continue
    raise WorkspaceError(_("The change could not be written as TOML; nothing was changed."))


def _alike(one: Any, other: Any) -> bool:
    """Whether two parsed values say the same; nan is like nan."""
    if one == other:
        return True
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_alike(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_alike, one, other))
    return bool(one != one and other != other)


def _with_tables(text: str, names: Iterable[str]) -> str:
    """TOML with tables that have nothing in them yet above its first one; below a comment, which may be of
    that one, nothing is put, and tomlkit finds a place."""
    found, end = _ABOVE_TABLES.match(text), "\r\n" if "\r\n" in text else "\n"
    if not found:
        return text
    apart = "" if found[0].endswith(2 * end) else end
    return found[0] + apart + "".join(f"[{name}]{end}{end}" for name in names) + text[found.end() :]


def _kept(document: Any, changes: Mapping[Keys, Any]) -> str:
    for path, value in changes.items():
        put(document, path, value)
    return str(tomlkit.dumps(document))


def _anew(text: str, meant: Mapping[str, Any], tables: set[str | int]) -> str:
    document = tomlkit.parse(text)
    for table in map(str, tables):
        if table in document:
            del document[table]
        if table in meant:
            document[table] = meant[table]
    return str(tomlkit.dumps(document))


def _plainly(meant: Mapping[str, Any]) -> str:
    # A value that follows a table would belong to it.
    in_order = sorted(meant.items(), key=lambda pair: isinstance(pair[1], (dict, list)))
    return str(tomlkit.dumps(dict(in_order)))


def below(comments: Iterable[str], values: Mapping[tuple[str, ...], Any]) -> str:
    """A new document with those values, below lines of comment."""
    document = tomlkit.document()
    for comment in comments:
        document.add(tomlkit.comment(comment))
    for path, value in values.items():
        put(document, path, value)
    return tomlkit.dumps(document)


def put(document: Any, path: Keys, value: Any) -> None:
    """Set one key, or take it out; a number in the path is a place in an array of tables, its end makes a new
    one."""
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
    elif key < len(table) if isinstance(key, int) else key in table:
        del table[key]
        if not table and len(path) == 2:
            put(document, path[:-1], ABSENT)


def _plain(item: Any) -> Any:
    return item.unwrap() if hasattr(item, "unwrap") else item


def _item(value: Any) -> Any:
    """Long texts as multi-line strings, lists of tables one a line: what a person likes to edit."""
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


def filled(file: Path, values: Mapping[str, Any]) -> str:
    """What a file of answers is to hold: as it is, comments too, and these values."""
    try:
        document: Any = tomlkit.parse(files.read(file).removeprefix("\ufeff"))
        for key, value in values.items():
            step, name = key.split(".", 1)
            if step not in document:
                document[step] = tomlkit.table()
            document[step][name] = value
        return tomlkit.dumps(document)
    except tomlkit.exceptions.TOMLKitError:
        raise WorkspaceError(
            _("%(file)s cannot be added to.") % {"file": file},
            _("Fix it in an editor; nothing was changed."),
        ) from None


def begun(values: Mapping[str, Any]) -> str:
    """A file of these values alone; of thousands, a document of each takes longer than all the rest."""
    steps: dict[str, list[str]] = {}
    for name, value in values.items():
        step, word = name.split(".", 1)
        steps.setdefault(step, []).append(f"{_key(word)} = {_value(value)}\n")
    tables = (f"\n[{_key(step)}]\n{''.join(lines)}" for step, lines in steps.items())
    return f"schema = {SCHEMA}\n{''.join(tables)}"


@lru_cache
def _key(word: str) -> str:
    return str(tomlkit.key(word).as_string())


def _value(value: Any) -> str:
    """As tomlkit writes it, which is not asked where nothing has to be escaped."""
    if isinstance(value, str) and value.isprintable() and not ('"' in value or "\\" in value):
        return f'"{value}"'
    return str(tomlkit.item(value).as_string())
