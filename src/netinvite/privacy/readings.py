"""All that the bytes of a file can say: as text in several encodings, and with escapes resolved."""

from __future__ import annotations

import email
import email.policy
import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from html import unescape
from pathlib import Path

from netinvite.parsed import json_of
from netinvite.privacy.mentions import in_toml, parsed


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
    return "\n".join(said for _path, said in in_toml(parsed(text.removeprefix("\ufeff")), lambda said: True))


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
