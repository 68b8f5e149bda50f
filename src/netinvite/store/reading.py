"""TOML, and texts in it once it is parsed. Nothing here trusts its shape."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netinvite import ready
from netinvite.errors import NetinviteError, cannot_be_read, conflict_told, damaged_line
from netinvite.language import _
from netinvite.libraries import at_first_use, regex
from netinvite.model import keys
from netinvite.model.keys import LANGUAGES, SET_ASIDE, UNFINISHED

if TYPE_CHECKING:
    import tomllib

    from netinvite import places
else:
    # Neither is needed while all is in order.
    places = at_first_use("netinvite.places")
    # 5 ms, and not needed while what was read before still holds.
    tomllib = at_first_use("tomllib")

# What a file of answers, questions or words holds in one another, and more; whoever walks through all of it
# walks no deeper.
DEEPEST = 40
# A key of very many parts, which tomllib needs the square of their number for; a text without one is
# looked through once.
_LONG_KEY = regex(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){100}""")
SHORT = 2_000


def toml(text: str, name: str, error: type[NetinviteError], hint: str) -> dict[str, Any]:
    """The TOML that ``text``, called ``name``, holds; an ``error`` with this hint where it is damaged."""
    if (known := ready.table(name, text)) is not None:
        return known
    try:
        data: dict[str, Any] = copied(_loaded(text))
        return data
    except (ValueError, RecursionError) as fault:  # a number of 5,000 digits is no TOMLDecodeError
        if told := conflict_told(name, text):
            raise error(told) from None
        # What was not read to where it is wrong would take the square of its length here too.
        line, unread = damaged_line(text, fault), isinstance(fault, RecursionError)
        twice = None if unread else places.twice_in(text)
        words: dict[str, object] = {"file": name, "line": line}
        if twice and twice[2] <= line:
            words |= zip(("key", "first", "second"), twice, strict=True)
            told = _(
                "%(file)s: “%(key)s” stands twice, in line %(first)s and in line %(second)s. Keep one of "
                "them."
            )
            raise error(told % words) from None
        raise error(_("%(file)s is not valid TOML in line %(line)s.") % words, hint) from None


# One command asks for the same few files a dozen times.
@lru_cache(maxsize=4)
def _loaded(text: str) -> dict[str, Any]:
    return loads(text)


def copied(data: Any) -> Any:
    """Parsed TOML once more, to be changed; ``copy.deepcopy`` takes five times as long."""
    if isinstance(data, dict):
        return {key: copied(value) for key, value in data.items()}
    return [copied(value) for value in data] if isinstance(data, list) else data


def loads(text: str) -> dict[str, Any]:
    """The TOML in ``text``, whatever editor saved it (a mark at the start, CRLF); a ``ValueError`` or a
    ``RecursionError`` where it is none."""
    if len(text) > SHORT and _LONG_KEY.search(text):
        raise RecursionError
    data = tomllib.loads(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    if _depth(data) > DEEPEST:
        raise RecursionError
    return data


def _depth(data: Any) -> int:
    """How many lists and tables stand in one another; ``DEEPEST`` and one where there are more."""
    depth, level = 0, [data]
    while level and depth <= DEEPEST:
        depth += 1
        inner = [item.values() if isinstance(item, dict) else item for item in level]
        level = [value for values in inner for value in values if isinstance(value, (dict, list))]
    return depth


def toml_file(file: Path, error: type[NetinviteError], hint: str) -> dict[str, Any]:
    """The TOML in a file of questions or words; an ``error`` where it is damaged (with this hint), is no
    UTF-8, or cannot be read."""
    return toml(text_of(file, error), str(file), error, hint)


def text_of(file: Path, error: type[NetinviteError]) -> str:
    """What stands in a file of questions or words; an ``error`` where it is no UTF-8, or cannot be read."""
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise error(
            _("%(file)s is not UTF-8 text.") % {"file": file}, _("Save it again as UTF-8 in your editor.")
        ) from None
    except OSError as fault:
        raise error(cannot_be_read(file, fault)) from None


def json_of(text: str | bytes) -> Any:
    """What is written as JSON; a ``ValueError`` where it is damaged, or nested too deeply."""
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def at(data: Mapping[str, Any], *path: str) -> str:
    """What stands at a path of keys, as text whatever it is; "" where there is nothing."""
    return str(_found(data, path))


def text_at(data: Mapping[str, Any], *path: str) -> str:
    """The text at a path of keys; "" where there is none."""
    found = _found(data, path)
    return found if isinstance(found, str) else ""


def texts_at(data: Mapping[str, Any], *path: str) -> list[str]:
    """The texts in the list at a path of keys; none where there is no list."""
    found = _found(data, path)
    return [item for item in found if isinstance(item, str)] if isinstance(found, list) else []


def _found(data: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    found: Any = data
    for part in path:
        found = found.get(part, "") if isinstance(found, dict) else ""
    return found


# What a file of answers says of how it is written. One of an earlier schema is taken up by ``earlier``.
SCHEMA = 2
# What code takes apart in a file of answers; a guide's own steps are judged with its questions.
TABLES = frozenset(
    (
        *(step for step in keys.STEPS if step != keys.CONVERSATION),
        *(LANGUAGES, "invited", "referral", SET_ASIDE, UNFINISHED),
    )
)
TALKS = keys.CONVERSATION


def may_wait(data: Mapping[str, Any]) -> bool:
    """Whether something in a parsed file of answers may stand half typed."""
    return bool(data) and (data.get("schema", 1) < SCHEMA or UNFINISHED in data or LANGUAGES in data)


def half_typed(data: Mapping[str, Any]) -> dict[str, str]:
    """What stands half typed in a parsed file, by question."""
    found = data.get(UNFINISHED, {})
    typed = found.items() if isinstance(found, dict) else ()
    return {key: text for key, text in typed if isinstance(text, str)}


def misshapen(data: Mapping[str, Any]) -> str:
    """What is wrong with the shape of a parsed file of answers; "" where it can be taken apart."""
    languages = data.get(LANGUAGES)
    inner = languages if isinstance(languages, dict) else {}
    found = [*((name, value) for name, value in data.items() if name in TABLES), *inner.items()]
    for name, value in found:
        if not isinstance(value, dict):
            return _("“%(key)s” must be a table.") % {"key": name}
    talks = data.get(TALKS, [])
    if not isinstance(talks, list) or not all(isinstance(talk, dict) for talk in talks):
        return _("“%(key)s” must be a list of tables.") % {"key": TALKS}
    return ""
