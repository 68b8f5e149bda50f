"""What a language of a user's own still lacks, and its catalogue: the program's words in it.

A language's folder may hold ``LC_MESSAGES/netinvite.po``; what gettext reads is the ``.mo`` beside it, which
is compiled here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

from netinvite import speech
from netinvite.customise import guides
from netinvite.customise.shelf import GUIDE, Problem, shipped_files
from netinvite.errors import LanguageError
from netinvite.language import DEFAULT, DOMAIN, LOCALES, _, languages, named
from netinvite.libraries import regex
from netinvite.model.timeexample import is_read
from netinvite.store import files
from netinvite.store.reading import loads
from netinvite.store.records import ABOUT
from netinvite.values import NamedTuple

WORDS = Path("LC_MESSAGES") / f"{DOMAIN}.po"
# What a language has besides its templates.
TABLES = ("words.toml", speech.FILE)
_LINE = regex(r'#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s*)?"(?:[^"\\]|\\.)*"|', re.DOTALL)


class Lack(NamedTuple):
    """Something that is still said in English, or not at all: how many, and of what."""

    number: int
    said: str


def lacks(own: Path, lang: str) -> list[Lack]:
    """What the language ``lang`` in a user's folder does not have, where English stands in; nothing for a
    shipped one, whose own texts only replace some."""
    if lang in languages():
        return []
    folder = own / lang
    missing = [name for name in shipped_files(DEFAULT) if name != GUIDE and not (folder / name).is_file()]
    found = [
        (_("files: %(names)s"), missing),
        (_("questions: %(names)s"), list(_questions(folder / GUIDE))),
        *((f"{name}: %(names)s", _keys(folder, name)) for name in TABLES),
    ]
    told = [Lack(len(names), words % {"names": ", ".join(names)}) for words, names in found if names]
    return [*told, *_unread_example(folder, lang), *_unsaid(folder / WORDS)]


def _unread_example(folder: Path, lang: str) -> list[Lack]:
    """The example of a time, where nobody who writes as it says is read."""
    # Where the tables are damaged, that is told.
    with suppress(LanguageError):
        words = speech.speech(lang).times.example
        if words and (folder / speech.FILE).is_file() and not is_read(words, lang):
            told = _("%(file)s: the example “%(words)s” is no time as it is typed in this language")
            return [Lack(1, told % {"file": speech.FILE, "words": words})]
    return []


def _questions(guide: Path) -> Iterator[str]:
    """The keys of the English questions that this guide does not ask."""
    mine = guides.read(guide)[0] if guide.is_file() else None
    theirs = guides.read(shipped_files(DEFAULT)[GUIDE])[0]
    if mine and theirs:
        asked = {question.key for question in mine.guide.questions(*ABOUT)}
        yield from (question.key for question in theirs.guide.questions(*ABOUT) if question.key not in asked)


def _keys(folder: Path, name: str) -> list[str]:
    """The keys of the English table that are not in this one; none where there is no table at all."""
    file = folder / name
    if not file.is_file():
        return []
    try:
        mine = set(_names(loads(files.read(file))))
    except (ValueError, RecursionError):
        return []
    # Dates are Babel's where a language says nothing.
    kept = [key for key in _names(loads(files.read(shipped_files(DEFAULT)[name]))) if "dates." not in key]
    return [key for key in kept if key not in mine]


def _names(table: dict[str, Any], before: str = "") -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, dict) and key in speech.SECTIONS:
            yield from _names(value, f"{key}.")
        else:
            yield f"{before}{key}"


def _unsaid(file: Path) -> list[Lack]:
    """How many of the program's own sentences have no words in this language."""
    every = {_first(message) for message in _every() if message.id}
    said: set[str] = set()
    if file.is_file():
        try:
            said = {_first(message) for message in _catalogue(file) if message.id and _is_said(message)}
        except (OSError, ValueError, PoFileError):
            return []
    count = len(every - said)
    return [Lack(count, _("of the sentences that netinvite itself says"))] if count else []


def _is_said(message: Message) -> bool:
    return all(_several(message.string)) and not message.fuzzy


def _first(message: Message) -> str:
    return _several(message.id)[0]


def _every() -> Catalog:
    """All of the program's sentences: a shipped catalogue has each of them."""
    return _catalogue(min(LOCALES.glob(f"*/{WORDS.as_posix()}")))


def _catalogue(file: Path) -> Catalog:
    return _read(file.read_bytes())


def _read(data: bytes) -> Catalog:
    return read_po(BytesIO(data), domain=DOMAIN, abort_invalid=True)


def empty_words(lang: str) -> bytes:
    """A catalogue of all of the program's sentences, for a translator to fill in."""
    made = Catalog(locale=lang, domain=DOMAIN, project="netinvite", fuzzy=False)
    for message in _every():
        if message.id:
            made.add(message.id)
    stream = BytesIO()
    write_po(stream, made, width=100, sort_output=True, omit_header=False)
    return stream.getvalue()


def compiled(folder: Path) -> list[Problem]:
    """Compile the catalogue in a language's folder, where there is one; what is wrong with it instead."""
    file = folder / WORDS
    if not file.is_file():
        return []
    try:
        data = file.read_bytes()
        if problems := list(_no_lines(file, data.decode("utf-8"))):
            return problems
        catalogue = _read(data)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return [
            Problem(file, line, _("this is not UTF-8 text."), _("Save it again as UTF-8 in your editor."))
        ]
    except PoFileError as error:
        return [Problem(file, getattr(error, "lineno", 0) + 1, _("this is no line of a catalogue."))]
    except (OSError, ValueError) as error:
        return [Problem(file, 1, str(error))]
    problems = [problem for message in catalogue if message.id for problem in _unfit(file, message)]
    if not problems:
        files.write(file.with_suffix(".mo"), _bytes(catalogue))
    return problems


def _no_lines(file: Path, text: str) -> Iterator[Problem]:
    """Lines that a catalogue has none of. Babel takes what is not closed as it stands."""
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if not _LINE.fullmatch(line.strip()):
            hint = _('A text stands between two ", on one line; a " inside it is written as \\".')
            yield Problem(file, number, _("this is no line of a catalogue."), hint)


def _unfit(file: Path, message: Message) -> Iterator[Problem]:
    """A translation that names a value which its sentence does not have."""
    ids, strings = _several(message.id), _several(message.string)
    known = set().union(*map(_values, ids))
    for wrong in sorted(set().union(*map(_values, strings)) - known) if _is_said(message) else ():
        problem = _("“%(value)s” is no value of this sentence: %(sentence)s")
        words = {"value": wrong, "sentence": ids[0]}
        yield Problem(file, message.lineno or 1, problem % words)


def _values(text: str) -> set[str]:
    return named(text) | set(re.findall(r"\{[^{}]*\}", text))


def _several(text: Any) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, (tuple, list)) else (str(text or ""),)


def _bytes(catalogue: Catalog) -> bytes:
    stream, made = BytesIO(), Catalog(locale=catalogue.locale, domain=DOMAIN)
    for message in catalogue:
        if message.id and _is_said(message):
            made.add(message.id, message.string)
    write_mo(stream, made)
    return stream.getvalue()
