"""Which texts in a person's folder netinvite wrote and nobody edited: ``people/<slug>/.drafts``, for everyone
who shares the folder.

A line for each text: its file, its language, its SHA-256; and one for the day since when there are any. All
that follows from other files (of which answers a text is made, whether the rules find an error in it) lies
beside it in ``.index.json``, which each copy makes for itself: looking writes nothing that git carries. Two
who write the same text write the same line; where they wrote different ones git keeps both lines
(``merge=union``), any of which holds, so that whichever text git leaves, or whoever joins the two chooses, is
known. What is no such line (a mark of git's, half a line) says nothing, and a text that no line knows counts
as edited, unless it is the very text that the answers give now (``refreshing.settled``).

A line that begins with ``held`` names a text, by its file and digest, that goes nowhere as it is: it was
there when the person was taken over, or somebody who has left stands in it; one with ``half``, that it was
left half typed. Whoever changes a word has another text. One that begins with ``unseen`` names a file: the
person was taken over, and a text there that somebody edited may be of before, or come from another copy of
the folder, so that it goes nowhere until whoever has the person now has looked at it (``release``). One that
begins with ``let`` says that the organiser it names lets a text go that somebody edited, by its digest; with
``left``, by the digest of the name, that one who has left may stand in an edited text. One that begins with
``seen`` says that the organiser it names has seen a text, by its digest, made of these answers, by theirs
(``madeof.all_answers``): what a copy that never wrote the text cannot know otherwise. One that begins with
``begun`` says to whom the person belonged from the first answer on, until that one has seen a text.

``.drafts.json`` of before is read too; it goes when the next text is written.
"""

from __future__ import annotations

import json
import os
from collections.abc import Container, Iterable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from netinvite import clock
from netinvite.errors import WorkspaceError
from netinvite.libraries import regex, sha256
from netinvite.store import files, inventory
from netinvite.store.identity import is_one, slug_in
from netinvite.store.joining import is_in_git

RECORD, RECORD_BEFORE, INDEX = inventory.DRAFTS, inventory.DRAFTS_BEFORE, inventory.INDEX
_TEXT = regex(r"(\S+) ([A-Za-z][\w-]{0,30}) ([0-9a-f]{64})")
_LANGUAGE = regex(r"[A-Za-z][\w-]{0,30}")
_HELD = regex(r"(held|half) (\S+) ([0-9a-f]{64})")
_UNSEEN = regex(r"unseen (\S+)")
_SEEN = regex(r"seen (\S+) ([a-z0-9-]+(?:\.[0-9a-f]+)?) ([0-9a-f]{64}) ([0-9a-f]{64})")
_LET = regex(r"let (\S+) ([a-z0-9-]+(?:\.[0-9a-f]+)?) ([0-9a-f]{64})")
# A file, an organiser (``named``), the digest of the answers, that of the text.
Seen: TypeAlias = tuple[str, str, str, str]
_LEFT = regex(r"left (\S+) ([0-9a-f]{64})")
_BEGUN = regex(r"begun ([a-z0-9-]+(?:\.[0-9a-f]+)?)")
_SINCE = regex(r"since (\d{4}-\d\d-\d\d)")


class Ours:
    """``texts``: by file, the language of each text by its digest; ``since``: the day of the first."""

    def __init__(self, texts: dict[str, dict[str, str]] | None = None, since: date | None = None) -> None:
        self.texts = texts or {}
        self.since = since
        self.held: set[tuple[str, str]] = set()
        self.half: set[tuple[str, str]] = set()
        self.unseen: set[str] = set()
        self.seen: set[Seen] = set()
        # File, organiser (``named``), digest of the text.
        self.let: set[tuple[str, str, str]] = set()
        # File, digest of the name of one who has left and whose name stands in a text there, or will in one
        # that git brings yet.
        self.left: set[tuple[str, str]] = set()
        # To whom (``named``) the person belonged when the first answer was kept.
        self.begun: set[str] = set()

    def of(self, file: str) -> dict[str, str]:
        """The texts that a file was given: their languages by their digests."""
        return self.texts.get(file, {})

    def holds(self, file: str, digest: str, *, edited: bool, current: bool) -> bool:
        """Whether a text goes nowhere as it is; one that nobody edited, and that the answers give, does."""
        if edited and file in self.unseen:
            return True
        return (edited or not current) and (file, digest) in self.held | self.half

    def let_go(self, file: str, by: str) -> set[str]:
        """The edited texts that an organiser (``named``) has let go, by digest."""
        return {one for name, whose, one in self.let if name == file and is_one(whose, by)}

    def seen_of(self, file: str, text: str) -> set[tuple[str, str]]:
        """Who has seen this text, and made of which answers: organisers (``named``), digests."""
        text = digest(text)
        return {(by, answers) for name, by, answers, one in self.seen if (name, one) == (file, text)}

    def who(self) -> set[str]:
        """The organisers who began to prepare the person, have seen a text, or let one go, by slug."""
        return {*(slug_in(one[1]) for one in (*self.seen, *self.let)), *map(slug_in, self.begun)}

    def tell_of_names_no_more(self, folder: Path, files: Container[str], but: Container[str] = ()) -> None:
        """Forget who has left and stood in texts there, ``but`` for these digests. In git a version of before
        may lie there tomorrow."""
        if self.left and not is_in_git(folder):
            self.left = {one for one in self.left if one[0] not in files or one[1] in but}

    def took(self, file: str, digest: str, lang: str) -> None:
        """Note a text."""
        self.texts.setdefault(file, {})[digest] = lang

    def began(self, day: str) -> None:
        """Note a day on which there were texts; the first one counts."""
        with suppress(ValueError):
            self.since = min(found := date.fromisoformat(day), self.since or found)

    def _kept(self) -> set[Seen]:
        """Of the texts that are known; and one of each organiser who saw others, which says who it was."""
        found = sorted(self.seen, key=lambda one: (one[3] in self.of(one[0]), one))
        of_each = {slug_in(one[1]): one for one in found}
        return {*of_each.values(), *(one for one in found if one[3] in self.of(one[0]))}

    def __str__(self) -> str:
        texts = [f"{file} {lang} {one}" for file, found in self.texts.items() for one, lang in found.items()]
        texts += [f"held {file} {one}" for file, one in self.held]
        texts += [f"half {file} {one}" for file, one in self.half]
        texts += [f"unseen {file}" for file in self.unseen]
        texts += [f"seen {' '.join(one)}" for one in self._kept()]
        texts += [f"let {' '.join(one)}" for one in self.let]
        texts += [f"left {' '.join(one)}" for one in self.left]
        saw = {slug_in(one[1]) for one in self.seen}
        texts += [f"begun {one}" for one in self.begun if slug_in(one) not in saw]
        lines = sorted([*texts, *([f"since {self.since}"] if self.since else [])])
        return "".join(f"{line}\n" for line in lines)


def read(folder: str | Path) -> Ours:
    """What is noted of a person's texts; an ``UnreadableError`` where the system does not give it, which is
    not to be taken for nothing."""
    ours = Ours()
    _take_up(ours, files.read_json(f"{folder}{os.sep}{RECORD_BEFORE}"))
    for line in _text(f"{folder}{os.sep}{RECORD}").splitlines():
        if found := _TEXT.fullmatch(line):
            ours.took(found[1], found[3], found[2])
        elif found := _HELD.fullmatch(line):
            (ours.held if found[1] == "held" else ours.half).add((found[2], found[3]))
        elif found := _UNSEEN.fullmatch(line):
            ours.unseen.add(found[1])
        elif found := _SEEN.fullmatch(line):
            ours.seen.add((found[1], found[2], found[3], found[4]))
        elif found := _LET.fullmatch(line):
            ours.let.add((found[1], found[2], found[3]))
        elif found := _LEFT.fullmatch(line):
            ours.left.add((found[1], found[2]))
        elif found := _BEGUN.fullmatch(line):
            ours.begun.add(found[1])
        elif found := _SINCE.fullmatch(line):
            ours.began(found[1])
    return ours


def _text(file: str) -> str:
    try:
        return files.read_bytes(file).decode("utf-8", "replace")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise files.unreadable(file, error) from None


def _take_up(ours: Ours, before: dict[str, Any]) -> None:
    """What ``.drafts.json`` says."""
    for file, entry in before.items():
        lang = entry.get("lang") if isinstance(entry, dict) else None
        if not isinstance(lang, str) or not _LANGUAGE.fullmatch(lang):
            continue
        ours.began(str(entry.get("since")))
        for found in (entry.get("digest"), entry.get("before")):
            if isinstance(found, str) and found:
                ours.took(file, found, lang)


def write(folder: Path, ours: Ours) -> None:
    """Keep it, where it is not what is kept already."""
    if _text(f"{folder}{os.sep}{RECORD}") != str(ours):
        files.write(folder / RECORD, str(ours))
    with suppress(FileNotFoundError):
        (folder / RECORD_BEFORE).unlink()


def hold_all(folder: Path) -> None:
    """Let none of a person's texts go anywhere as it is, nor an edited one that nobody has looked at."""
    known = read(folder)
    for name in {*inventory.FILES.values(), *known.texts}:
        known.unseen.add(name)
        if (folder / name).is_file() and not (folder / name).is_symlink():
            known.held.add((name, digest(files.read(folder / name))))
    write(folder, known)


def release(file: Path, text: str, by: str) -> None:
    """Let this text go out: the organiser ``by`` (``named``; "" where one organises) has looked at it, and
    says so. What that one let go before is another text."""
    known = read(file.parent)
    known.held.discard((file.name, digest(text)))
    known.unseen.discard(file.name)
    known.half = {one for one in known.half if one[0] != file.name}
    if by:
        known.let = {one for one in known.let if one[0] != file.name or not is_one(one[1], by)}
        known.let.add((file.name, by, digest(text)))
    write(file.parent, known)


def rewrite(file: Path, text: str) -> None:
    """Another text in the place of one that nobody edited; the record goes first, and knows both."""
    known = read(file.parent)
    before = unedited(file, known, index(file.parent))
    now = dict.fromkeys([digest(text)], next(iter(before.values()), ""))
    known.texts[file.name] = {**before, **now}
    known.tell_of_names_no_more(file.parent, (file.name,))
    write(file.parent, known)
    files.write(file, text)
    known.texts[file.name] = now
    write(file.parent, known)


# What each copy knows ------------------------------------------------------------------------------


def index(folder: str | Path) -> dict[str, dict[str, Any]]:
    """What this copy has found out about a person's texts, by file; nothing where it cannot be read.

    ``digest`` and ``lang``: the text that was rendered last, which is one of ours; ``inputs``, ``uses`` and
    ``used``: of what; ``seen``: of which of the person's answers when it was written here last, and in whose
    name (a checksum); ``clean``: until when the rules find no error.
    """
    with suppress(WorkspaceError):
        found = files.read_json(f"{folder}{os.sep}{INDEX}")
        return {name: entry for name, entry in found.items() if isinstance(entry, dict)}
    return {}


def seen(index: Mapping[str, Mapping[str, Any]], file: str) -> dict[str, Any]:
    """Of which of the person's answers a text was made when it was written here last, as the index has it;
    nothing where it does not say."""
    found = index.get(file, {}).get("seen")
    if not isinstance(found, dict) or not isinstance(found.get("uses"), list) or "answers" not in found:
        return {}
    return {"seen": found} if all(isinstance(key, str) for key in found["uses"]) else {}


def language(known: dict[str, str], entry: dict[str, Any], digest: str = "") -> str:
    """The language of the text of this digest, else of the one that was rendered last, else of any; ``known``
    and ``entry`` are what record and index say of a file."""
    last, lang = entry.get("digest"), entry.get("lang")
    if isinstance(last, str) and isinstance(lang, str):
        known = {last: lang, **known}
    return known.get(digest) or known.get(str(last)) or next(iter(known.values()), "")


def keep(folder: Path, index: Mapping[str, Any]) -> None:
    """Let this copy know it from now on, where it can be written."""
    # Without it the same is found out once more.
    with suppress(WorkspaceError):
        files.write(folder / INDEX, json.dumps(index, indent=1) + "\n")


def unsee(folder: Path, file: str) -> None:
    """Let this copy not know any more of which answers a text was made when it was written here last: nobody
    has seen it."""
    known = index(folder)
    if known.get(file, {}).pop("seen", None):
        keep(folder, known)


def unedited(file: Path, known: Ours, index: Mapping[str, dict[str, Any]]) -> dict[str, str]:
    """Digest and language of the text that is there; nothing where somebody edited it, or there is none."""
    # A link may lead anywhere, and nobody wrote it here.
    if not file.is_file() or file.is_symlink():
        return {}
    found, texts, entry = digest(files.read(file)), known.of(file.name), index.get(file.name, {})
    return {found: language(texts, entry, found)} if is_noted(texts, entry, found) else {}


def is_noted(texts: Mapping[str, str], entry: Mapping[str, Any], found: str) -> bool:
    """Whether a digest is that of a text which was written there last, by any copy or, as its ``entry`` in
    the index says, by this one: nobody edited it."""
    return found in texts or found == entry.get("digest")


def oldest(folder: Path, names: Iterable[str]) -> date | None:
    """The day of the oldest file."""
    days = []
    for name in names:
        with suppress(OSError, ValueError, OverflowError):
            days.append(date.fromtimestamp((folder / name).stat().st_mtime))
    return min(days, default=None)


def ready_since(folder: Path) -> date:
    """The day on which a person's texts were first written; of one who has none, that of the answers."""
    day = read(folder).since or oldest(folder, inventory.FILES.values())
    return day or oldest(folder, [inventory.ANSWERS_FILE]) or clock.now().date()


def digest(text: str) -> str:
    """SHA-256 of a text, hexadecimal; line ends do not count (git and editors change them)."""
    return sha256(text.replace("\r\n", "\n").encode()).hexdigest()
