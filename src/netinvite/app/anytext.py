"""Any text held against the rules: a file, a saved email, standard input; nobody's answers beside it."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from netinvite import clock, errors
from netinvite.app.foreign import is_foreign
from netinvite.app.wordlists import words_for
from netinvite.checks import Finding, Known, Material
from netinvite.checks.aside import own
from netinvite.checks.found import placed_at
from netinvite.checks.markup import is_page, shown
from netinvite.checks.mending import Mended, mended
from netinvite.checks.rule import FACT
from netinvite.checks.table import MOST_ASKED, asked
from netinvite.checks.text import Place
from netinvite.commands import command
from netinvite.errors import UsageError, WorkspaceError
from netinvite.language import _, ngettext, refusal
from netinvite.libraries import regex
from netinvite.model.people import matches
from netinvite.store import files, folders
from netinvite.store.network import Network
from netinvite.values import NamedTuple

if TYPE_CHECKING:
    from email.message import EmailMessage

STDIN = "-"
# Bytes and characters; nobody writes a longer letter.
LARGEST, LONGEST = 1_000_000, 200_000
# What a file is called that is named without a folder.
ENDINGS = (".txt", ".md", ".markdown", ".eml", ".html", ".htm")
# Encodings by the mark that a text in two bytes a character begins with.
_MARKED = {b"\xff\xfe": ("utf-16-le",), b"\xfe\xff": ("utf-16-be",)}
_LINE_END = regex(r"(\r\n|\r|\n)")
# Headers that programs write, and one of those that a mail is by.
_OF_PROGRAMS = frozenset((b"mime-version", b"message-id", b"date", b"received"))
_OF_WRITERS = frozenset((b"from", b"to", b"subject"))
_HEADER = regex(rb"\A(?:From |(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n)", re.ASCII)


def meant(typed: str, workspace: Network) -> str:
    """Whom or what was meant: somebody's folder in this network is that person, all else is what it is."""
    folder = Path(typed).absolute()
    theirs = folder.parent == workspace.people_folder.absolute() and folder.name in workspace.slugs()
    return folder.name if theirs and folder.is_dir() else typed


def is_one(typed: str, workspace: Network) -> bool:
    """Whether what was typed is a place: "-", a path, or what lies here or is called like a file; of two that
    can be meant, the person is."""
    if typed == STDIN or any(sign in typed for sign in {"/", os.sep}):
        return True
    lies = typed.lower().endswith(ENDINGS) or Path(typed).is_file()
    return lies and not matches(typed, workspace.people())


def refuse_answers(source: str, workspace: Network) -> None:
    """A ``UsageError`` for a file of this workspace's answers or settings; no link is followed out of it."""
    file = Path(source)
    if file.absolute().is_relative_to(workspace.root.absolute()):
        folders.refuse_link_out(workspace.root, file)
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


def conflict_in(data: bytes, source: str) -> str:
    """The sentence for the content of a file in which git left two versions of a line; "" for any other."""
    shown = _("Standard input") if source == STDIN else source
    return errors.conflict_told(shown, _decoded(data) or "")


def _too_long(shown: str) -> UsageError:
    told = _("%(file)s has more than 200,000 characters, too many for a letter or a pitch.")
    return UsageError(told % {"file": shown})


class Read(NamedTuple):
    """The text of a file, and where in the file each of its lines begins; no places where all stand there as
    they are."""

    text: str
    places: tuple[Place, ...] = ()


def read(data: bytes, source: str) -> Read:
    """What of a file is said: of an email To, Subject and the body, of a page what a browser shows."""
    told = {"file": _("Standard input") if source == STDIN else source}
    if b"\0" in data and not data.startswith(tuple(_MARKED)):
        raise UsageError(_("%(file)s is no text.") % told)
    found = _mail(data) if is_mail(data, source) else None
    if not found and (text := _decoded(data)) is not None:
        found = Read(*shown(text)) if _is_page(text, source) else Read(text)
    if not found or "\0" in found.text or not any(map(str.isalnum, found.text)):
        raise UsageError(_("%(file)s is no text.") % told)
    if len(found.text) > LONGEST:
        raise _too_long(told["file"])
    return Read(found.text.replace("\r\n", "\n").replace("\r", "\n"), found.places)


def in_file(found: Iterable[Finding], data: bytes, source: str) -> list[Finding]:
    """The findings with line and column where they stand in the file, as far as their words do."""
    places = read(data, source).places
    if not places:
        return list(found)
    raw = "\n".join((_decoded(data) or "").splitlines())
    at = (places[min(one.line, len(places)) - 1] for one in found)
    return [placed_at(one, place, raw) for one, place in zip(found, at, strict=True)]


def _is_page(text: str, source: str) -> bool:
    return source.lower().endswith((".html", ".htm")) or is_page(text)


def is_mail(data: bytes, source: str) -> bool:
    """Whether a file is an email as programs save it."""
    return source.lower().endswith(".eml") or _is_mail(data)


def _is_mail(data: bytes) -> bool:
    head = _HEADER.match(data)
    names = set(re.findall(rb"(?m)^([a-z-]+):", head[0].lower())) if head else set()
    return bool(names & _OF_PROGRAMS and names & _OF_WRITERS)


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


def _mail(data: bytes) -> Read | None:
    """An email as a draft has it; ``None`` where it cannot be read as one."""
    # Most texts are no email, whose parser takes 30 ms to load.
    from email import message_from_bytes
    from email.policy import default

    raw = (_decoded(data) or "").splitlines()
    try:
        message = message_from_bytes(data, policy=default)
        body, said = _body(message)
    except (LookupError, ValueError, AttributeError, TypeError):
        return None
    first = next((number for number, line in enumerate(raw, 1) if not line.strip()), len(raw))
    lines = _lines_in(body.splitlines(), raw, first)
    within = said.places or tuple(Place(line, 1) for line in range(1, len(lines) + 1))
    below = (Place(lines[line - 1] if line <= len(lines) else first, column) for line, column in within)
    head = [f"To: {_one(message['To'])}", f"Subject: {_one(message['Subject'])}", ""]
    above = (_field(raw[:first], name) for name in ("to:", "subject:", ""))
    return Read("\n".join([*head, said.text]), (*above, *below))


def _body(message: EmailMessage) -> tuple[str, Read]:
    """The body as it stands in plain text, or else in HTML, and as it is read."""
    for kind in ("plain", "html"):
        part = message.get_body((kind,))
        said = part.get_content() if part is not None else ""
        if isinstance(said, str) and said.strip():
            return said, Read(*shown(said)) if kind == "html" else Read(said)
    return "", Read("")


def _one(value: object) -> str:
    return " ".join(str(value or "").split())


def _field(head: Sequence[str], name: str) -> Place:
    return Place(next((place for place, line in enumerate(head, 1) if line.lower().startswith(name)), 1), 1)


# Lines of a file in which one of its body is looked for; in between stand the marks of its parts.
AHEAD = 60


def _lines_in(said: Sequence[str], raw: Sequence[str], first: int) -> list[int]:
    """Of each line of a body the line of its file, as far as it stands there as it is; else the last that
    did."""
    found, last = [], first
    for line in said:
        ahead = range(last, min(last + AHEAD, len(raw)))
        last = next((number + 1 for number in ahead if raw[number] == line), last)
        found.append(last)
    return found


def material(data: bytes, source: str, lang: str, own_templates: Path | None = None) -> Material:
    """A text as the rules read it; only its facts are known."""
    words = words_for(lang, own_templates)
    mine = own(read(data, source).text, words)
    known = Known(way="mail", loose=True, below=mine.below)
    return Material("invitation", mine.text, words, clock.now(), known)


def asked_of(judged: Material, data: bytes, source: str, off: Sequence[str]) -> Iterator[str]:
    """What only its writer knows of the words of a text, each with its place: five, and
    how many more there are."""
    found = () if is_foreign(judged) else asked(judged, off)
    each = [
        Finding(rule.id, rule.severity, source, spot.line, spot.column, spot.words, spot.message, spot.hint)
        for rule, spot in found
        if rule.sort == FACT and spot.message
    ]
    placed = in_file(each, data, source)
    yield from (f"{source}:{one.line}: {one.rule} {one.message}" for one in placed[:MOST_ASKED])
    if more := len(placed[MOST_ASKED:]):
        yield ngettext("and %(count)s more question", "and %(count)s more questions", more) % {"count": more}


# Put right ------------------------------------------------------------------------------------------


def put_right(source: str, lang: str, network: Network) -> Iterator[str]:
    """Put right what is certain in a file, and say each, with its place; what is not its writer's stays as it
    is, and so do encoding, line ends and mode. A ``UsageError`` for what cannot be written back."""
    if source == STDIN:
        raise UsageError(_("Standard input cannot be put right; name a file."))
    refuse_answers(source, network)
    data = content(source)
    if told := conflict_in(data, source):
        raise WorkspaceError(told)
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
    if not data or _is_left_alone(source, data) or conflict_in(data, source):
        return []
    judged = material(data, source, lang, network.own_templates)
    return [] if is_foreign(judged) else [mend.fault for mend in mended(judged).mends]


def _is_left_alone(source: str, data: bytes) -> bool:
    """Whether a file is a saved email or a web page, which are not written."""
    return is_mail(data, source) or _is_page(_decoded(data) or "", source)


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
