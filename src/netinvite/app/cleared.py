"""Which emails a round found fit to go as they lie there: the next one need not look at all of it again.

``people/.index.json`` is a cache: deleting it changes nothing, and a damaged one, or one of another version,
is made anew, which is said. Of each it holds the folder's name, until when the rules find no error, and a
digest of what the email depends on: the text itself, size and time of change of the answers, of the logs and
of what is noted of texts.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress

from netinvite.app.addressee import peek
from netinvite.app.index import cannot_be_kept, left_out
from netinvite.errors import NetinviteError, UnwritableError
from netinvite.libraries import blake2
from netinvite.store import drafts, files
from netinvite.store.inventory import DRAFTS, DRAFTS_BEFORE, INDEX, INVITATION, LARGEST_INDEX, organisers

# Of what an entry is made; counted up where that changes.
FORM = 2
# Hexadecimal digits of a digest.
LENGTH = 64


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
        noted = self.known.get(slug)
        if not self._before or not isinstance(noted, str):
            return ""
        try:
            data = peek(drafts.path(self.workspace, slug, INVITATION), follow=False)
        except OSError:
            return ""
        until, _blank, digest = noted.partition(" ")
        return data.decode() if self.now < until and digest == self._digest(data) else ""

    def _digest(self, text: bytes) -> str:
        return self._hashed(b"".join((self._before.encode(), b"\0", text))).hexdigest()[:LENGTH]

    def note(self, slug: str, draft: drafts.Draft) -> None:
        """That the email asked for last may go: nobody edited it, the answers give it, and there is nothing
        to be told of it."""
        if self._before and draft.clean_until:
            self.known[slug] = f"{draft.clean_until} {self._digest(draft.text.encode())}"
            self.changed = True

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


def _before(folder: str, stamp: str) -> str:
    """``stamp`` with those of what is noted of a person's texts; "" where that is of before, or not there."""
    if os.access(f"{folder}{os.sep}{DRAFTS_BEFORE}", os.F_OK):
        return ""
    shared, own = (files.stamp(f"{folder}{os.sep}{name}") for name in (DRAFTS, INDEX))
    return f"{stamp}|{shared}|{own}" if shared and own else ""
