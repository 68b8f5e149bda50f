"""What among a user's own texts is the program's, and can mention nobody."""

from __future__ import annotations

import re

from netinvite.libraries import regex
from netinvite.store.inventory import REMEMBERED, TEMPLATES

# A sentence of the program's in a catalogue, on as many lines as it takes.
_MSGID = regex(rb'^msgid(?:_plural)?[ \t]*".*"[ \t]*$(?:\r?\n[ \t]*".*"[ \t]*$)*', re.MULTILINE)


def of_the_user(path: str, data: bytes) -> bytes:
    """What a user wrote in a file of the workspace: the shipped texts as they were copied, and the program's
    own sentences in a catalogue, hold nobody but the made-up people of the examples. Translations can."""
    if path == f"{TEMPLATES}/{REMEMBERED}":
        return b""
    if path.startswith(f"{TEMPLATES}/") and path.endswith(".po"):
        return _MSGID.sub(lambda found: b"\n" * found[0].count(b"\n"), data)
    return data
