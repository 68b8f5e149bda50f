"""Time grows with the length of an input and no faster: long and nested ones for everything that reads.

Each is read by a process of its own that the system ends after five seconds of work (a pattern that looks
for too long cannot be interrupted otherwise). ``--whole`` tries all of them, some at ten times the length.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from itertools import product
from pathlib import Path

import pytest

from netinvite import mail
from netinvite.app import given
from netinvite.app.wordlists import words_for
from netinvite.checks import Known, Material, judge
from netinvite.errors import NetinviteError
from netinvite.importing import read
from netinvite.mail.address import mailbox
from netinvite.mail.forms import FORMS
from netinvite.model import guide, kinds, sentences, times, wording
from netinvite.model.people import Person, matches, slug_of
from netinvite.model.questions import Question
from netinvite.privacy.names import Name
from netinvite.privacy.texts import readings
from netinvite.store import drafts, files
from netinvite.store.records import Told
from netinvite.store.workspace import Workspace

pytestmark = [pytest.mark.whole, pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot fork")]
SECONDS = 5
NOW = datetime(2026, 11, 25, 12, 0)
# Bytes; what is larger is refused by its size (5 MB), a letter by 200,000 characters.
LONG = 100_000
LETTER, CHECKED = 200_000, 25_000
# An address book of very many rows takes its time by their number.
BOOK = min(LONG, 60_000)
PRIVATE = "She was ill last year, and talks about it with nobody but her sister."
DOCUMENTS = ("invitation", "pitch", "conversation", "leaflet")
LANGS = ("da", "en")
PATTERNS = (
    "[",
    "# [",
    "(",
    "{a=",
    "[[",
    "a.",
    " ",
    "\t",
    "\n",
    "\r\n",
    '"',
    "'",
    '"""',
    "\\",
    ",",
    ";",
    "a@",
    "<",
    "=?utf-8?q?",
    "=\r\n",
    "=\r\n ",
    "=C3",
    ".",
    ". ",
    "?!",
    "kl. 10 ",
    "kl. 10.00 eller ",
    "tirsdag den 1. december kl. 10\n",
    "tirsdag eller ",
    "Tuesday 1 December at 10:00 ",
    "at 10 or ",
    "To: a@example.org\n",
    " folded\n",
    "- item\n",
    "x",
    "x ",
    "a-",
    "Å",
    "A\u0301\u0323",
    "\u0301\u0323",
    "Anna Jensen",
    "Anna ",
    "from ",
    "og ",
    "fordi ",
    "a\n[b]\n",
    "a = 1\n",
    "a = { b = ",
    "1_",
    "0",
    ":",
    "|",
    "*",
    "`",
    "<<<<<<< HEAD\n",
    "\u202e",
    "\0",
)


def _toml(text: str) -> None:
    Workspace(Path("/nowhere")).parse(Path("answers.toml"), text)


def _digest(text: str) -> None:
    drafts.made_of(text.encode())


def _value(text: str) -> None:
    """The pattern as an answer of a person."""
    place = Workspace(Path.cwd())
    place.parse(Path("x"), "[person]\nname = '''\n" + text.replace("'", "") + "'''\n")
    folder = place.folder("anna")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "answers.toml").write_text("[person]\nname = '''\n" + text.replace("'", "") + "'''\n", "utf-8")
    data = place.read(folder / "answers.toml")
    Told(place, "en").walk("anna", data)
    place.find("Anna")


def _guide(text: str) -> None:
    guide.parse({"schema": 2, "lang": text[:100], "title": text, "step": [{"key": text}]}, "guide.toml")


def _keys(text: str) -> None:
    """A guide of very many steps and questions."""
    steps = [
        {"key": f"s{n}", "about": "person", "title": "x", "question": []} for n in range(len(text) // 200)
    ]
    guide.parse({"schema": 2, "lang": "en", "step": steps}, "guide.toml")


def _given(text: str) -> None:
    given.gather([("answers.toml", text)], [f"person.name={text}"])


def _typed(text: str) -> None:
    for kind in kinds.TYPED:
        for part in (text, text[:4_900], text[:290]):
            try:
                kinds.TYPED[kind].parse(Question("person", "x", kind, "x"), part)
            except NetinviteError:
                continue


def _json(text: str) -> None:
    for nested in (text, f'{{"invitation.txt": "{text}"}}', '{"a":' * 5_000 + text):
        Path("x.json").write_text(nested, "utf-8")
        files.read_json(Path("x.json"))


def _check(about: str, lang: str, text: str) -> None:
    known = Known(name="Maja Lund", person="Anna Jensen", private=(PRIVATE,))
    material = Material(about, text[:CHECKED], words_for(lang), NOW, known)
    list(judge(material, []))


def _draft(text: str) -> None:
    text = text[:LETTER]
    for draft in (
        text,
        f"To: {text}",
        f"To: a@example.org\n{text}",
        f"To: a@example.org\nSubject: {text}\n\nx",
    ):
        try:
            mail.parse_draft(draft, "invitation.txt")
        except NetinviteError:
            continue


def _mailbox(text: str) -> None:
    for typed in (text, f"{text} <a@example.org>", f"a@example.org {text}", f'"{text}" <a@example.org>'):
        try:
            mailbox(typed[:LETTER])
        except NetinviteError:
            continue


def _forms(text: str) -> None:
    text = text[:LETTER]
    for form in FORMS.values():
        try:
            form(mail.Mail("Anna <anna@example.org>", text[:2_000], text), (), NOW)
        except NetinviteError:
            continue


def _names(text: str) -> None:
    people = [Person("anna", text[:2_000]), Person("bo", "Bo Bro")]
    matches(text[:2_000], people)
    slug_of(text[:2_000])


def _search(text: str) -> None:
    text = text[:LETTER]
    Name("Anna Jensen", ("Anna Jensen Bro",)).hits(text)
    list(readings(Path("x.toml"), text.encode("utf-8", "replace")))
    list(readings(Path("x.eml"), text.encode("utf-8", "replace")))


def _times(text: str) -> None:
    for lang in LANGS:
        for part, reading in product((text, text[:390]), (times.read_times, times.read_days)):
            try:
                reading(part, lang, NOW)
            except NetinviteError:
                continue


def _wording(text: str) -> None:
    for way in (sentences.closed, wording.tidy, wording.typst, wording.header):
        way(text)
    sentences.completed("I ask you because", text)
    sentences.continued(text[:290], text)


def _cards(text: str) -> None:
    head, end = "BEGIN:VCARD\nVERSION:2.1\n", "\nEND:VCARD\n"
    quoted = "FN;ENCODING=QUOTED-PRINTABLE:"
    for card in (text, head + text + end, f"{head}{quoted}{text}{end}", f"{head}FN:{text}{end}"):
        _book(card[:BOOK], "people.vcf")


def _tables(text: str) -> None:
    for table in (text, f"Name;Email\n{text};a@example.org\n", "Name;Email\n" + text.replace("\n", ";x\n")):
        _book(table[:BOOK], "people.csv")


def _book(text: str, name: str) -> None:
    try:
        read.parse(text.encode("utf-8", "replace"), name)
    except NetinviteError:
        return


Reader = Callable[[str], None]
READERS: dict[str, Reader] = {
    "TOML": _toml,
    "the digest of answers": _digest,
    "an answer": _value,
    "a guide": _guide,
    "a guide of many steps": _keys,
    "an answers file": _given,
    "what is typed": _typed,
    "JSON": _json,
    **{f"check, {about}, {lang}": partial(_check, about, lang) for about in DOCUMENTS for lang in LANGS},
    "a draft": _draft,
    "an address": _mailbox,
    "forms of a mail": _forms,
    "names of people": _names,
    "a name in texts": _search,
    "times": _times,
    "wording": _wording,
    "vCards": _cards,
    "tables": _tables,
}
CHECKS = [reader for reader in READERS if reader.startswith("check, ")]


def long(pattern: str) -> str:
    """The pattern again and again."""
    return pattern * (LONG // len(pattern))


def _work(reader: str, patterns: tuple[str, ...], folder: Path) -> None:
    os.chdir(folder)
    for number, pattern in enumerate(patterns):
        (folder / "at").write_text(str(number), encoding="ascii")
        # Counted anew for each: the work of those before does not count.
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            READERS[reader](long(pattern))
        except NetinviteError:
            continue


def slow(reader: str, patterns: tuple[str, ...], folder: Path) -> list[str]:
    """The patterns that take a reader longer, and those that end it otherwise."""
    found = []
    rest = patterns
    while rest:
        # SIGPROF ends a process that does not listen for it, also in the middle of a search.
        child = multiprocessing.get_context("fork").Process(target=_work, args=(reader, rest, folder))
        child.start()
        child.join()
        if child.exitcode == 0:
            return found
        place = int((folder / "at").read_text(encoding="ascii"))
        found.append(f"{reader}: {rest[place]!r} ({child.exitcode})")
        rest = rest[place + 1 :]
    return found


def patterns(reader: str) -> tuple[str, ...]:
    """All; of a check, that depends on document and language, each pattern meets each of both, and so every
    second one is for each check."""
    if reader not in CHECKS:
        return PATTERNS
    about, lang = divmod(CHECKS.index(reader), len(LANGS))
    return PATTERNS[(about + lang) % 2 :: 2]


def test_each_pattern_meets_each_document_and_each_language():
    """Where a check is tried with every second one."""
    for part in (*DOCUMENTS, *LANGS):
        met = [patterns(reader) for reader in CHECKS if part in reader.split(", ")]
        assert set().union(*met) == set(PATTERNS)


def some(reader: str) -> tuple[str, ...]:
    """Of the patterns a ninth, others for each reader."""
    return PATTERNS[list(READERS).index(reader) % 9 :: 9]


@pytest.mark.sampled(1)
@pytest.mark.timeout(600)
@pytest.mark.parametrize("reader", READERS)
def test_no_reader_takes_long(tmp_path, reader):
    """Each input within five seconds of work, taken or refused with a sentence."""
    assert slow(reader, patterns(reader), tmp_path) == []


@pytest.mark.timeout(600)
@pytest.mark.parametrize("reader", READERS)
def test_no_reader_takes_long_for_two_megabytes(tmp_path, monkeypatch, reader):
    """Nor for a file of a size that is still taken, and a letter of the greatest length."""
    monkeypatch.setattr(sys.modules[__name__], "LONG", 2_000_000)
    monkeypatch.setattr(sys.modules[__name__], "CHECKED", LETTER)
    assert slow(reader, some(reader), tmp_path) == []


def _endless(text: str) -> None:
    import re

    re.search(r"(a+)+$", "a" * 60 + "b")


def test_a_search_without_end_is_ended_and_named(tmp_path, monkeypatch):
    """Also one that Python cannot interrupt."""
    monkeypatch.setitem(READERS, "made up", _endless)
    monkeypatch.setattr(sys.modules[__name__], "SECONDS", 0.2)
    assert slow("made up", ("a", "b"), tmp_path) == ["made up: 'a' (-27)", "made up: 'b' (-27)"]
