"""Which emails a round found fit to go as they lie there: the next one need not look at all of it again.

``people/.index.json`` is a cache: deleting it changes nothing, and a damaged one, or one of another version,
is made anew, which is said. Of each it holds the folder's name, until when the rules find no error, a digest
of what the email depends on (the text itself, size and time of change of the answers, of the logs and of what
is noted of texts), and the times on offer to them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cache
from typing import TypeAlias

from netinvite.app.addressee import peek
from netinvite.app.index import cannot_be_kept, left_out
from netinvite.errors import NetinviteError, UnwritableError
from netinvite.libraries import blake2
from netinvite.model.offers import Offer, offered
from netinvite.model.people import apart
from netinvite.model.standing import Facts
from netinvite.model.workdays import MINUTES
from netinvite.store import drafts, files
from netinvite.store.inventory import DRAFTS, DRAFTS_BEFORE, INDEX, INVITATION, LARGEST_INDEX, organisers

# Of what an entry is made; counted up where that changes.
FORM = 3
# Hexadecimal digits of a digest.
LENGTH = 32
# The minutes of a conversation, and the times on offer.
Times: TypeAlias = "tuple[int, *tuple[datetime, ...]]"


class Cleared:
    """The emails of one organiser's network that may go ``now`` (ISO), each looked at in turn."""

    def __init__(self, looks: drafts.Looks, now: str) -> None:
        self.looks, self.now = looks, now
        self.workspace = looks.workspace
        self.file = self.workspace.people_folder / INDEX
        self._hashed = blake2()
        self.told = ""
        self.known = self._load()
        self.changed = False
        # What the email of one person depends on besides its text, as it was before anything was read; ""
        # where that cannot be told.
        self._before = ""
        self._lying = "", ""

    @classmethod
    def of(cls, looks: drafts.Looks, now: str) -> Cleared | None:
        """Of a network that one organises; ``None`` for another, or where that cannot be told."""
        with suppress(NetinviteError):
            return None if organisers(looks.workspace.root) else cls(looks, now)
        return None

    def _load(self) -> dict[str, str]:
        try:
            data = files.read_json(self.file, LARGEST_INDEX)
        except NetinviteError:
            return {}
        self.told = left_out(self.file, data, data.get("form") == FORM)
        made_of, people = data.get("made_of"), data.get("people")
        if data.get("form") != FORM or not isinstance(made_of, dict) or not isinstance(people, dict):
            return {}
        holds = all(self.looks.shared(lang, INVITATION) == digest for lang, digest in made_of.items())
        return people if made_of and holds else {}

    def may_go(self, slug: str, stamp: str) -> bool:
        """Whether the email of somebody whose answers bear ``stamp`` is known to; asked before all else."""
        self._lying = slug, self._text(slug, stamp)
        return bool(self._lying[1])

    def text(self, slug: str) -> str:
        """The email of somebody of whom that was asked last; "" where all of it has to be looked at."""
        return self._lying[1] if self._lying[0] == slug else ""

    def _text(self, slug: str, stamp: str) -> str:
        folder = f"{self.workspace.people_folder}{os.sep}{slug}"
        self._before = _before(folder, stamp)
        # What does not hold any more is not gone by; what does is put back.
        noted = self.known.pop(slug, "")
        if not self._before or not isinstance(noted, str):
            return ""
        try:
            data = peek(drafts.path(self.workspace, slug, INVITATION), follow=False)
        except OSError:
            return ""
        until, digest, *_offers = *noted.split(" ", 2), ""
        if self.now >= until or digest != self._digest(data):
            return ""
        self.known[slug] = noted
        return data.decode()

    def _digest(self, text: bytes) -> str:
        return self._hashed(b"".join((self._before.encode(), b"\0", text))).hexdigest()[:LENGTH]

    def note(self, slug: str, draft: drafts.Draft) -> None:
        """That the email asked for last may go: nobody edited it, the answers give it, and there is nothing
        to be told of it."""
        if self._before and draft.clean_until:
            self.known[slug] = f"{draft.clean_until} {self._digest(draft.text.encode())}"
            self.changed = True

    def note_offers(self, everyone: Iterable[Facts]) -> None:
        """The times on offer to each whose email may go."""
        for facts in everyone:
            until, digest, *noted = [*self.known.get(facts.id, "").split(" ", 2), ""]
            if digest and noted == [""]:
                offers = ",".join([str(facts.minutes or MINUTES), *map(datetime.isoformat, offered(facts))])
                self.known[facts.id] = f"{until} {digest} {offers} {facts.name}"
                self.changed = True

    def offers(self, slugs: Sequence[str]) -> Iterator[Offer] | None:
        """The times to come on offer to these people, whose emails all went as they were known; ``None``
        where those of one are not."""
        names, each, read = dict[str, str](), dict[str, Times](), cache(_read)
        try:
            for slug in slugs:
                _until, _digest, offers, names[slug] = self.known.get(slug, "").split(" ", 3)
                each[slug] = read(offers)
        except ValueError:
            return None
        names, now = apart(names), datetime.fromisoformat(self.now)
        return (
            Offer(start, slug, names[slug], minutes)
            for slug, (minutes, *times) in each.items()
            for start in times
            if start > now
        )

    def save(self) -> list[str]:
        """Keep what was found; what is to be said of what was kept before, or cannot be."""
        try:
            if self.changed:
                self._write()
        except UnwritableError as error:
            return [cannot_be_kept(error)]
        except NetinviteError:
            # Somebody else writes; all is looked at again.
            pass
        return [self.told] if self.told else []

    def _write(self) -> None:
        # To write takes 35 ms to load, and is not needed while all of it holds.
        from netinvite.store.workspace import Workspace

        with Workspace.of(self.workspace).lock(seconds=0):
            # Whoever was forgotten meanwhile does not come back.
            people = {slug: self.known[slug] for slug in self.workspace.slugs() if slug in self.known}
            data = {"form": FORM, "made_of": self.looks.made_of(INVITATION), "people": people}
            files.write(self.file, json.dumps(data, separators=(",", ":")))


def _read(offers: str) -> Times:
    """What is noted; a ``ValueError`` where it is none."""
    minutes, *times = offers.split(",")
    return int(minutes), *map(datetime.fromisoformat, times)


def _before(folder: str, stamp: str) -> str:
    """``stamp`` with those of what is noted of a person's texts; "" where that is of before, or not there."""
    if os.access(f"{folder}{os.sep}{DRAFTS_BEFORE}", os.F_OK):
        return ""
    shared, own = (files.stamp(f"{folder}{os.sep}{name}") for name in (DRAFTS, INDEX))
    return f"{stamp}|{shared}|{own}" if shared and own else ""
