"""The texts that a file holds: what its bytes can say, where each text stands, and what it is there for."""

from __future__ import annotations

import email
import email.policy
import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from html import unescape
from pathlib import Path
from typing import Any

import tomlkit

from netinvite.errors import NetinviteError
from netinvite.language import _, languages, templates_dir
from netinvite.libraries import regex
from netinvite.model import keys, kinds
from netinvite.model.keys import LANGUAGES, SET_ASIDE, UNFINISHED
from netinvite.model.questions import Question
from netinvite.store.reading import json_of, loads
from netinvite.store.records import load_guide
from netinvite.store.talks import NOTED, PROMISED, TO_CONFIRM
from netinvite.store.workspace import Workspace

_WORDS = regex(r"\w+")
Keys = tuple[str | int, ...]
AS_IT_STANDS = ("sentence", "line")
# The place of what stands in no line of the file as it is.
ENCODED = "encoded"
# A string, which may hold the sign of a comment, or a comment.
_TOKENS = regex(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|(?P<comment>#[^\n]*)',
    re.DOTALL,
)


def readings(file: Path, data: bytes) -> Iterator[str]:
    """All that the bytes of a file can say: as text in several encodings, and with escapes resolved."""
    try:
        text = data.decode("utf-8")
        yield text
    except UnicodeDecodeError:
        text = ""
        yield data.decode("utf-8", "ignore")
        yield data.decode("cp1252", "replace")
    if b"\0" in data:
        for encoding in ("utf-16-le", "utf-16-be"):
            yield data.decode(encoding, "replace")
    if reading := _RESOLVED.get(file.suffix.lower()):
        # A file that is not what its name says was read as text above.
        with suppress(ValueError, LookupError, AttributeError, RecursionError):
            yield reading(text, data)


def _mail(text: str, data: bytes) -> str:
    message = email.message_from_bytes(data, policy=email.policy.default)
    said = [str(value) for value in message.values()]
    for part in message.walk():
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            said.append(content.decode("utf-8", "replace"))
    return "\n".join(said)


def _json(text: str, data: bytes) -> str:
    return json.dumps(json_of(text), ensure_ascii=False)


def _toml(text: str, data: bytes) -> str:
    return "\n".join(said for _keys, said in strings(loads(text)))


def _folded(text: str, data: bytes) -> str:
    """Calendars and cards: a line goes on where the next begins with a blank."""
    unfolded = re.sub(rb"\r?\n[ \t]", b"", data).decode("utf-8", "replace")
    return re.sub(r"\\([,;\\])", r"\1", unfolded)


def _html(text: str, data: bytes) -> str:
    return unescape(text)


_RESOLVED: dict[str, Callable[[str, bytes], str]] = {
    ".eml": _mail,
    ".mbox": _mail,
    ".json": _json,
    ".toml": _toml,
    ".ics": _folded,
    ".vcf": _folded,
    ".html": _html,
}


@dataclass(frozen=True, slots=True)
class Mention:
    """Where somebody is mentioned: the file (from the workspace's folder on), the place in it, the text."""

    file: str
    key: str
    text: str


def strings(data: Any, path: Keys = ()) -> Iterator[tuple[Keys, str]]:
    """Every string in parsed TOML, with its keys and places."""
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from strings(value, (*path, str(key)))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from strings(value, (*path, number))


def path_of(keys: Keys) -> str:
    """Keys as they are told: ``conversation[0].referrals[1].name``."""
    parts = (f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys)
    return "".join(parts).removeprefix(".")


def comments(text: str) -> Iterator[tuple[int, str]]:
    """Every comment of a valid TOML text: its place, and what it says."""
    return ((found.start(), found[0]) for found in _TOKENS.finditer(text) if found["comment"])


def in_lines(text: str, places: Iterable[int]) -> Iterator[tuple[str, str]]:
    """The number (``line 3``) and text of the line of each of ``places``, which are in order."""
    number, counted = 1, 0
    for place in places:
        number, counted = number + text.count("\n", counted, place), place
        start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
        yield f"line {number}", text[start : end if end >= 0 else len(text)].strip()


def told(key: str) -> str:
    """Where a mention stands, in the words of the language in use."""
    if key == ENCODED:
        return _("in another encoding")
    return _("line %(number)s") % {"number": key[5:]} if key.startswith("line ") else key


def without(text: str, change: Callable[[str], str], at: Callable[[Keys, str], str] | None = None) -> str:
    """TOML with ``change`` made to every comment and value, or ``at`` to a value that stands at its keys.

    Keys, and all else, stay as they were written.
    """
    document = tomlkit.parse(text)
    _change(document, at or (lambda _keys, value: change(value)), ())
    values = tomlkit.dumps(document)
    return _TOKENS.sub(lambda found: change(found[0]) if found["comment"] else found[0], values)


def _change(container: Any, change: Callable[[Keys, str], str], path: Keys) -> None:
    places = container if isinstance(container, dict) else range(len(container))
    for place in list(places):
        item, keys = container[place], (*path, place)
        if isinstance(item, str):
            new = change(keys, str(item))
            if new != item:
                container[place] = tomlkit.string(new, multiline="\n" in new)
        elif isinstance(item, (dict, list)):
            _change(item, change, keys)


def changed(data: Any, change: Callable[[Keys, str], str], keys: Keys = ()) -> Any:
    """Parsed TOML with ``change`` made to every string."""
    if isinstance(data, str):
        return change(keys, data)
    if isinstance(data, dict):
        return {key: changed(value, change, (*keys, str(key))) for key, value in data.items()}
    if isinstance(data, list):
        return [changed(value, change, (*keys, place)) for place, value in enumerate(data)]
    return data


class Role(Enum):
    """``CLOSED``: chosen, never words. ``OWN``: whose file it is. ``PERSON``: names somebody.

    ``TITLE``: the name of something, or a key that no guide knows. ``ADDRESS``: a mail address or a phone
    number of whoever the file is about.
    """

    CLOSED = "closed"
    OWN = "own"
    ADDRESS = "address"
    PERSON = "person"
    TITLE = "title"
    TEXT = "text"


_OWN = {
    keys.NAME.path: Role.OWN,
    keys.OWN_NAME.path: Role.OWN,
    ("referral", "by"): Role.PERSON,
    keys.OWNER: Role.CLOSED,
    ("contact_log", "by"): Role.PERSON,
    ("conversation", "by"): Role.PERSON,
    ("contact_log", "note"): Role.TEXT,
    ("referral", "gives"): Role.TEXT,
    **dict.fromkeys((("referral", "kind"), ("referral", "day")), Role.CLOSED),
    **{("contact_log", key): Role.CLOSED for key in ("when", "what", "how", "times", "until", *NOTED)},
    **{(keys.CONVERSATION, key): Role.CLOSED for key in (*NOTED, PROMISED, TO_CONFIRM)},
    keys.LANG: Role.CLOSED,
    **dict.fromkeys((keys.CALLED.path, keys.GREETING.path, keys.HEADING.path), Role.TITLE),
}


class Roles:
    """The roles of the texts in files of answers, by all guides of a workspace and the shipped ones."""

    def __init__(self, workspace: Workspace) -> None:
        self._questions: dict[tuple[str, ...], list[Question]] = {}
        self._roles: dict[tuple[str, ...], Role] = {}
        for own in dict.fromkeys((None, workspace.own_templates)):
            for lang in languages(own):
                # A guide that is damaged is told where it is used.
                with suppress(NetinviteError):
                    for question in load_guide(lang, own).questions():
                        self._questions.setdefault((question.step, question.name), []).append(question)

    def of(self, keys: Keys) -> Role:
        """The role of the string that stands at ``keys``."""
        path = _named(keys)
        if path not in self._roles:
            self._roles[path] = self._of(path)
        return self._roles[path]

    def texts(self, table: dict[str, Any]) -> Iterator[tuple[Keys, str, Role]]:
        """Every text of a file of answers, with its keys and its role."""
        return ((keys, text, self.of(keys)) for keys, text in strings(table))

    def stands_in_texts(self, keys: Keys) -> bool:
        """Whether texts take what stands at ``keys`` letter by letter."""
        asked = self._questions.get(_named(keys)[:2], ())
        return any(question.kind in AS_IT_STANDS for question in asked)

    def _of(self, path: tuple[str, ...]) -> Role:
        if len(path) < 2:
            return Role.CLOSED
        if role := _OWN.get((path[0], path[1])):
            return role
        if path[1] == "organisation":
            return Role.TITLE
        asked = self._questions.get((path[0], path[1]), ())
        if not asked and (now := keys.NOW.get(f"{path[0]}.{path[1]}")):
            asked = self._questions.get(now.path, ())
        found = {self._role(question, path[2:]) for question in asked}
        return next((role for role in Role if role in found), Role.TITLE)

    def _role(self, question: Question, inner: tuple[str, ...]) -> Role:
        kind = kinds.of(question)
        if kind.parts:
            return Role(kind.parts.get(inner[0] if inner else "name", "closed"))
        # The needs of the network are its own words, chosen again by those words.
        if question.choices_from == keys.NEEDS:
            return Role.TEXT
        return Role(kind.tells)


def _named(keys: Keys) -> tuple[str, ...]:
    """Step, name and what is below, of an answer wherever it lies in its file."""
    path = tuple(key for key in keys if isinstance(key, str))
    if path[:1] == (LANGUAGES,):
        path = path[2:]
    if path[:1] in ((SET_ASIDE,), (UNFINISHED,)) and len(path) > 1:
        path = (*path[1].split(".", 1), *path[2:])
    return path


class TemplateWords:
    """The words of all templates of a workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def have(self, word: str, line: str) -> bool:
        """Whether ``word``, where it stands in ``line``, is one of them, with those beside it."""
        said = _WORDS.findall(line)
        around = [said[max(0, place - 1) : place + 2] for place, found in enumerate(said) if found == word]
        return bool(around) and all(f" {' '.join(words)} " in self._said for words in around)

    @cached_property
    def _said(self) -> str:
        """All of them in order, the user's own too, one blank between."""
        folders = [templates_dir(), *filter(None, [self.workspace.own_templates])]
        texts = [
            file.read_text(encoding="utf-8", errors="replace")
            for folder in folders
            for file in sorted(folder.rglob("*"))
            if file.suffix in (".j2", ".toml") and file.is_file()
        ]
        return f" {' '.join(_WORDS.findall(' '.join(texts)))} "
