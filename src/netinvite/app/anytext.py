"""Any text held against the rules: a file, a saved email, standard input; nobody's answers beside it."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from netinvite import clock
from netinvite.app.check import words_for
from netinvite.app.foreign import is_foreign
from netinvite.checks import Known, Material
from netinvite.checks.aside import is_page, own, without_tags
from netinvite.checks.mending import Mended, mended
from netinvite.commands import command
from netinvite.errors import UsageError
from netinvite.language import _, refusal
from netinvite.model.people import matches
from netinvite.store import files
from netinvite.store.network import Network

STDIN = "-"
# Bytes and characters; nobody writes a longer letter.
LARGEST, LONGEST = 1_000_000, 200_000
# What a file is called that is named without a folder.
ENDINGS = (".txt", ".md", ".markdown", ".eml", ".html", ".htm")
# Encodings by the mark that a text in two bytes a character begins with.
_MARKED = {b"\xff\xfe": ("utf-16-le",), b"\xfe\xff": ("utf-16-be",)}
_LINE_END = re.compile(r"(\r\n|\r|\n)")
_HEADER = re.compile(rb"\A(?:From |(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n)", re.ASCII)


def is_one(typed: str, workspace: Network) -> bool:
    """Whether what was typed is a place: "-", a path, or what lies here or is called like a file; of two that
    can be meant, the person is."""
    if typed == STDIN or any(sign in typed for sign in {"/", os.sep}):
        return True
    lies = typed.lower().endswith(ENDINGS) or Path(typed).is_file()
    return lies and not matches(typed, workspace.people())


def refuse_answers(source: str, workspace: Network) -> None:
    """A ``UsageError`` for a file in which this workspace keeps answers or settings."""
    file = Path(source)
    if file.suffix.lower() == ".toml" and file.absolute().is_relative_to(workspace.root.absolute()):
        told = _("%(file)s holds answers or settings, and no text.")
        raise UsageError(
            told % {"file": source}, _("Their texts: %(command)s") % {"command": command("check")}
        )


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
    encoding = _encoding(data)
    return data.decode(encoding).removeprefix("\ufeff") if encoding else None


def _encoding(data: bytes) -> str:
    """The encoding that the bytes of a text are in, its mark not counted; "" for what is no text."""
    for encoding in _MARKED.get(data[:2], ("utf-8", "cp1252")):
        with suppress(UnicodeDecodeError):
            data.decode(encoding)
            return encoding
    return ""


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


# Put right ------------------------------------------------------------------------------------------


def put_right(source: str, lang: str, network: Network) -> Iterator[str]:
    """Put right what is certain in a file, and say each, with its place; what is not its writer's stays as it
    is, and so do encoding, line ends and mode. A ``UsageError`` for what cannot be written back."""
    if source == STDIN:
        raise UsageError(_("Standard input cannot be put right; name a file."))
    refuse_answers(source, network)
    data = content(source)
    judged = material(data, source, lang, network.own_templates)
    if _is_left_alone(source, data):
        told = _("%(file)s is a saved email or a web page; only plain text and Markdown are put right.")
        raise UsageError(told % {"file": source})
    found = Mended(judged.raw, ()) if is_foreign(judged) else mended(judged)
    if found.mends:
        _write(Path(source), data, judged.raw.split("\n"), found.text.split("\n"))
    yield from (f"{source}:{line}: {told}" for line, told in found.told)


def would_mend(source: str, lang: str, network: Network) -> list[str]:
    """What ``put_right`` would put right in a file, in words."""
    data = b"" if source == STDIN else content(source)
    if not data or _is_left_alone(source, data):
        return []
    judged = material(data, source, lang, network.own_templates)
    return [] if is_foreign(judged) else [mend.fault for mend in mended(judged).mends]


def _is_left_alone(source: str, data: bytes) -> bool:
    """Whether a file is a saved email or a web page, which are not written."""
    return is_mail(data, source) or is_page(_decoded(data) or "")


def _write(file: Path, data: bytes, old: Sequence[str], new: Sequence[str]) -> None:
    """The lines that are other ones now, in their place; nothing where the file is not what was read."""
    encoding = _encoding(data)
    parts = _LINE_END.split(data.decode(encoding))
    for place, (before, after) in enumerate(zip(old, new, strict=True)):
        if before != after:
            mark = "\ufeff" if not place and parts[0].startswith("\ufeff") else ""
            parts[2 * place] = mark + after
    # What a link leads to is written, and not the link.
    lies = file.resolve()
    if lies.read_bytes() != data:
        raise UsageError(_("%(file)s was changed meanwhile; nothing was written.") % {"file": file})
    mode = lies.stat().st_mode
    files.write(lies, "".join(parts).encode(encoding), public=True)
    lies.chmod(stat.S_IMODE(mode))
