"""Any text held against the rules: a file, a saved email, standard input; nobody's answers beside it."""

from __future__ import annotations

import os
import re
from pathlib import Path

from netinvite import clock
from netinvite.app.check import words_for
from netinvite.checks import Known, Material
from netinvite.checks.aside import own, without_tags
from netinvite.errors import UsageError
from netinvite.language import _, refusal
from netinvite.model.people import matches
from netinvite.store.network import Network

STDIN = "-"
# Bytes and characters; nobody writes a longer letter.
LARGEST, LONGEST = 1_000_000, 200_000
# What a file is called that is named without a folder.
ENDINGS = (".txt", ".md", ".markdown", ".eml", ".html", ".htm")
_HEADER = re.compile(rb"\A(?:From |(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n)", re.ASCII)


def is_one(typed: str, workspace: Network) -> bool:
    """Whether what was typed is a place: "-", a path, or what lies here or is called like a file; of two that
    can be meant, the person is."""
    if typed == STDIN or any(sign in typed for sign in {"/", os.sep}):
        return True
    lies = typed.lower().endswith(ENDINGS) or Path(typed).is_file()
    return lies and not matches(typed, workspace.people())


def content(source: str, typed: bytes = b"") -> bytes:
    """What a file holds, or ``typed``, which came by standard input; a ``UsageError`` in a sentence for what
    is no text."""
    shown = {"file": _("Standard input") if source == STDIN else source}
    try:
        if source == STDIN:
            data = typed
        elif Path(source).is_dir():
            raise UsageError(_("%(file)s is a folder, and no text.") % shown)
        else:
            with Path(source).open("rb") as stream:
                data = stream.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = refusal(error) if isinstance(error, OSError) else _("it cannot be a path")
        raise UsageError(_("%(file)s cannot be read: %(reason)s.") % {**shown, "reason": reason}) from None
    if not data.strip():
        raise UsageError(_("%(file)s is empty.") % shown)
    if len(data) > LARGEST:
        raise _too_long(shown["file"])
    return data


def _too_long(shown: str) -> UsageError:
    told = _("%(file)s has more than 200,000 characters, too many for a letter or a pitch.")
    return UsageError(told % {"file": shown})


def text_in(data: bytes, source: str) -> str:
    """The text of a file: of an email To, Subject and what is said, each line where it stands in the file."""
    shown = _("Standard input") if source == STDIN else source
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UsageError(_("%(file)s is no text.") % {"file": shown})
    text = _mail(data) if is_mail(data, source) else _decoded(data)
    if text is None or not any(map(str.isalnum, text)):
        raise UsageError(_("%(file)s is no text.") % {"file": shown})
    if len(text) > LONGEST:
        raise _too_long(shown)
    return text


def is_mail(data: bytes, source: str) -> bool:
    """Whether a file is an email as programs save it."""
    return source.lower().endswith(".eml") or _is_mail(data)


def _is_mail(data: bytes) -> bool:
    head = _HEADER.match(data)
    return (
        head is not None
        and re.search(rb"(?im)^(?:mime-version|message-id|date|received):", head[0]) is not None
    )


def _decoded(data: bytes) -> str | None:
    for encoding in ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _mail(data: bytes) -> str | None:
    """An email as a draft has it, its lines moved to where they stand in the file."""
    # Most texts are no email, whose parser takes 30 ms to load.
    from email import message_from_bytes
    from email.policy import default

    try:
        message = message_from_bytes(data, policy=default)
        body = message.get_body(("plain", "html"))
        said = body.get_content() if body is not None else ""
    except (LookupError, ValueError, AttributeError, TypeError):
        return _decoded(data)
    if not isinstance(said, str):
        return None
    if body is not None and body.get_content_subtype() == "html":
        said = without_tags(said)
    raw = (_decoded(data) or "").splitlines()
    head = [f"To: {_one(message['To'])}", f"Subject: {_one(message['Subject'])}"]
    return "\n".join([*head, "", *_placed(said.splitlines(), raw)])


def _one(value: object) -> str:
    return " ".join(str(value or "").split())


def _placed(said: list[str], raw: list[str]) -> list[str]:
    """The lines of a body, as far down as they stand in the file, as far as they stand there as they are."""
    first = next((number for number, line in enumerate(raw) if not line.strip()), 0) + 1
    start = next((line for line in said if line.strip()), "")
    at = next((number for number in range(first, len(raw)) if raw[number] == start), first)
    ahead = said.index(start) if start in said else 0
    return [*[""] * max(0, at - ahead - len(("To", "Subject", ""))), *said]


def header_lines(data: bytes) -> dict[int, int]:
    """Where To and Subject, the first two lines of an email as it is read, stand in its file."""
    head = re.split(rb"\r?\n\r?\n", data, maxsplit=1)[0].lower().splitlines()
    found = {}
    for line, name in enumerate((b"to:", b"subject:"), 1):
        found[line] = next((place for place, one in enumerate(head, 1) if one.startswith(name)), line)
    return found


def material(data: bytes, source: str, lang: str, own_templates: Path | None = None) -> Material:
    """A text as the rules read it; only its facts are known."""
    words = words_for(lang, own_templates)
    text = text_in(data, source).replace("\r\n", "\n").replace("\r", "\n")
    mine = own(text, words)
    known = Known(way="mail", loose=True, below=mine.below)
    return Material("invitation", mine.text, words, clock.now(), known)
