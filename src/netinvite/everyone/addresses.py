"""Whose a mail address is: two people with one address are told of wherever one of them is written to."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from typing import Any

from netinvite import files
from netinvite.errors import NetinviteError
from netinvite.language import _
from netinvite.mail.address import key, one_line
from netinvite.names import Person
from netinvite.parsed import text_at
from netinvite.workspace import ANSWERS_FILE, Workspace

# Bytes, more than a person's answers have; to make room for the longest file each time would take longer.
PIECE = 16_384
_AT_ONCE = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def whose(workspace: Workspace, address: str, *, but: str = "") -> list[Person]:
    """Everybody with this mail address (except ``but``), by folder name; capitals and the form of the domain
    do not count.

    The files are searched as bytes: to parse those of hundreds of people would take longer than all that
    ``mail`` does besides. One that cannot be read is passed over; its own commands tell of it.
    """
    wanted = key(address)
    if "@" not in wanted:
        return []
    return [person for slug in _that(workspace, wanted, but) for person in _with(workspace, slug, wanted)]


def _that(workspace: Workspace, wanted: str, but: str) -> Iterator[str]:
    """The folders whose answers seem to hold the address."""
    local = wanted.rpartition("@")[0]
    begins = f"{local}@".encode() if local.isascii() else b"@"
    with suppress(OSError):
        people = workspace.people_folder
        for slug in sorted(os.listdir(people)):  # noqa: PTH208  # names, not Paths
            try:
                found = slug != but and peek(f"{people}{os.sep}{slug}{os.sep}{ANSWERS_FILE}").lower()
            except OSError:
                continue
            if found and begins in found and _spelled(wanted).search(found):
                yield slug


def peek(file: str) -> bytes:
    """An ordinary file's content; a pipe of that name is not waited for."""
    handle = os.open(file, _AT_ONCE)
    try:
        data = os.read(handle, PIECE)
        while len(data) % PIECE == 0 and len(data) < files.LARGEST and (more := os.read(handle, PIECE)):
            data += more
    finally:
        os.close(handle)
    return data


@cache
def _spelled(wanted: str) -> re.Pattern[bytes]:
    """How the address can stand in a file in small letters: as it is, or its domain in letters beyond a-z."""
    local, _at_sign, domain = wanted.rpartition("@")
    if not local.isascii():
        return re.compile(b"@")
    after = rb"[^\s\"'<>@]*(?:[\x80-\xff]|xn--)"
    return re.compile(re.escape(local.encode()) + b"@(?:" + re.escape(domain.encode()) + b"|" + after + b")")


def _with(workspace: Workspace, slug: str, wanted: str) -> list[Person]:
    with suppress(NetinviteError):
        data = workspace.read(workspace.answers_file(slug))
        if key(email_of(data)) == wanted and slug in workspace.slugs():
            return [workspace.person(slug)]
    return []


def email_of(data: Mapping[str, Any]) -> str:
    """The address in a person's parsed answers, also one whose question does not apply at present."""
    return one_line(text_at(data, "person", "email") or text_at(data, "set_aside", "person.email"))


def shared(workspace: Workspace, slug: str, address: str) -> str:
    """A sentence that names who else has the address; "" where nobody has."""
    others = whose(workspace, address, but=slug)
    if not others:
        return ""
    words = {"email": one_line(address), "people": "; ".join(map(str, others))}
    return _("The address %(email)s is also that of %(people)s.") % words
