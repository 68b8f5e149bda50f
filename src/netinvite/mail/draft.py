"""The invitation as people edit it: To, Subject, a blank line, the text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from netinvite.errors import conflict_told
from netinvite.language import _
from netinvite.libraries import regex
from netinvite.mail.address import MailError, address, mailbox
from netinvite.model import keys
from netinvite.model.characters import header_line, without_unseen_start
from netinvite.model.people import normalized
from netinvite.values import NamedTuple

# The headers that a draft has, by the words for them.
FIELDS = {"to": "to", "til": "to", "subject": "subject", "emne": "subject"}
_OTHER = regex(
    "x-.*|from|fra|sender|afsender|reply-to|svar-til|cc|kopi|bcc|date|dato|sent|sendt|message-id|in-reply-to"
    "|references|return-path|received|attach|attachment|mime-version|content-.*"
)
_COPIES = ("cc", "bcc", "kopi", "reply-to", "svar-til")
_HEADER = regex(r"([^\W\d_][\w-]*)[ \t]*:(.*)")
# The head of most drafts, as they are written.
_USUAL = regex(r"(?:To|Til): (.+)\n(?:Subject|Emne): (.+)")


class Mail(NamedTuple):
    """One invitation. ``to`` and ``sender`` are "Name <address>", an address, or ""."""

    to: str
    subject: str
    body: str
    sender: str = ""


class _Field(NamedTuple):
    value: str
    line: int


def sender_of(network: Mapping[str, Any]) -> str:
    """The organiser as a mail's sender; "" where the network's answers (parsed TOML) hold no address."""
    organiser = network.get(keys.ORGANISER)
    known = organiser if isinstance(organiser, Mapping) else {}
    name, email = (known.get(key.name) for key in (keys.OWN_NAME, keys.OWN_EMAIL))
    return address(name if isinstance(name, str) else "", email) if isinstance(email, str) else ""


def from_sender(mail: Mail, network: Mapping[str, Any]) -> Mail:
    """The mail with its sender, where one is known (``sender_of``)."""
    sender = sender_of(network)
    return mail._replace(sender=sender) if sender else mail


def format_draft(mail: Mail, words: tuple[str, str] = ("To", "Subject")) -> str:
    """What ``invitation.txt`` holds: To, Subject (or other ``words`` for them), a blank line, the text."""
    to, subject = words
    headers = (f"{to}: {header_line(mail.to)}", f"{subject}: {header_line(mail.subject)}", "")
    return "".join(f"{line.rstrip()}\n" for line in headers) + body_text(mail.body)


class PlacedError(MailError):
    """What a draft's head cannot be, in a ``line`` of it; ``reason``: the sentence without the place."""

    def __init__(self, where: str, line: int, reason: str, hint: str) -> None:
        super().__init__(f"{where}:{line}: {reason}", hint)
        self.line, self.reason = line, reason


def head_fault(text: str) -> PlacedError | None:
    """Why To and Subject of a draft are not read as they stand; ``None`` where they are."""
    try:
        parse_draft(text, "")
    except PlacedError as fault:
        return fault
    except MailError:
        pass
    return None


def text_begins(text: str) -> int:
    """The place of the first character below To and Subject; 0 where they cannot be read."""
    lines = text.split("\n")
    try:
        start = _headers(lines, "")[1]
    except MailError:
        return 0
    first = next((place for place, line in enumerate(lines[start:], start) if line.strip()), start)
    return min(sum(len(line) + 1 for line in lines[:first]), len(text))


def parse_draft(text: str, where: str, sender: str = "") -> Mail:
    """Read ``invitation.txt``, to go from a ``sender``; a file without headers is all body. Never ignores a
    line.

    ``to`` is what was understood, never the raw line. Raises MailError, with ``where`` and the line number,
    for a header that a draft cannot carry, one that is there twice, a To line that is not one address, and
    one that stands where it is not read; and where git left two versions of a line.
    """
    if told := conflict_told(where, text):
        raise MailError(told)
    lines = _unix(text.removeprefix("\ufeff")).split("\n")
    fields, start = _headers(lines, where)
    to, subject = (fields.get(name, _Field("", 0)) for name in ("to", "subject"))
    recipient = _understood(to, where)
    given = {"to": recipient, "subject": header_line(subject.value)}
    lacking = {name for name, value in given.items() if not value}
    _refuse_misplaced(lines, start, where, lacking)
    return Mail(recipient, subject.value, body_text("\n".join(lines[start:])), sender)


def _understood(to: _Field, where: str) -> str:
    """The To line's one recipient as every form writes them; "" where it names nobody."""
    if not header_line(to.value):
        return ""
    try:
        return address(*mailbox(to.value))
    except MailError as fault:
        raise _at(where, to.line, fault.message, fault.hint) from None


def _refuse_misplaced(lines: list[str], start: int, where: str, lacking: set[str]) -> None:
    """A header where it is not read would go out as text, and its mail to somebody else.

    ``lacking``: what the head does not say. Where the text begins with that, or with a copy to somebody, it
    is no text; and whoever wrote an address below means that one, not whom the answers know.
    """
    first = next((place for place, line in enumerate(lines[start:], start) if line.strip()), len(lines))
    end = next((place for place, line in enumerate(lines[first:], first) if not line.strip()), len(lines))
    # Where nothing lacks, what stands further below is text.
    for number, line in enumerate(lines[start:] if lacking else lines[start:end], start + 1):
        # As most are: to look closer at all takes a tenth of what a round of mails takes.
        if ":" not in (line if line.isascii() else normalized("NFKC", line)):
            continue
        beginning = number <= end
        found = _HEADER.match(_bare(line))
        name = found[1].lower() if found else ""
        is_lacking = FIELDS.get(name) in lacking
        below = is_lacking and name in ("to", "til") and found is not None and "@" in found[2]
        if found and (below or (beginning and (is_lacking or name in _COPIES))):
            raise _at(
                where,
                number,
                _("%(name)s is not read here.") % {"name": found[1]},
                _("To and Subject stand at the very top of a draft, each on a line of its own."),
            )


def _bare(line: str) -> str:
    """A line as people see it: full-width signs as usual ones, no marks of quotation or weight before it."""
    return without_unseen_start(normalized("NFKC", line), " \t>*_#\"'").replace("*:", ":")


def _seen(line: str) -> str:
    """Without marks at the beginning that nobody sees (a byte order mark in the middle of a file)."""
    return line if line.isascii() else without_unseen_start(line)


def _headers(lines: list[str], where: str) -> tuple[dict[str, _Field], int]:
    """The header fields, and the index of the first line of the body."""
    if len(lines) > 2 and not lines[2] and (usual := _USUAL.fullmatch("\n".join(lines[:2]))):
        return {"to": _Field(usual[1].strip(), 1), "subject": _Field(usual[2].strip(), 2)}, 3
    first = next((place for place, line in enumerate(lines) if line.strip()), 0)
    if not is_header(lines[first]):
        return {}, 0
    fields: dict[str, _Field] = {}
    last = ""
    for place, line in enumerate(lines[first:], first):
        if not line.strip():
            return fields, place + 1
        if line[0].isspace():
            fields[last] = _Field(f"{fields[last].value} {line.strip()}".strip(), fields[last].line)
            continue
        last = _field_name(line, where, place + 1)
        if not last:
            return fields, place
        if last in fields:
            raise _twice(line, where, place + 1)
        fields[last] = _Field(line.partition(":")[2].strip(), place + 1)
    return fields, len(lines)


def is_header(line: str) -> bool:
    """Whether a line is a header by its name, one that a draft has or another one."""
    found = _HEADER.match(_seen(line))
    name = found[1].lower() if found else ""
    return name in FIELDS or _OTHER.fullmatch(name) is not None


def _field_name(line: str, where: str, number: int) -> str:
    """ "to", "subject", or "" for a line of the body that follows without a blank line."""
    found = _HEADER.match(_seen(line))
    if found and (name := FIELDS.get(found[1].lower())):
        return name
    if found and (is_header(line) or found[2][:1] in ("", " ", "\t")):
        raise _at(
            where,
            number,
            _("a draft has only To and Subject; %(name)s is not used.") % {"name": found[1]},
            _("Delete the line, or put a blank line before it if it belongs to the text."),
        )
    return ""


def _twice(line: str, where: str, number: int) -> MailError:
    name = line.partition(":")[0].strip()
    return _at(
        where,
        number,
        _("%(name)s is there a second time.") % {"name": name},
        _("Keep one of the two, or put a blank line before it if it belongs to the text."),
    )


def _at(where: str, number: int, reason: str, hint: str) -> PlacedError:
    return PlacedError(where, number, reason, hint)


def body_text(body: str) -> str:
    """LF line ends, and one at the very end unless there is no text."""
    body = _unix(body).rstrip()
    return f"{body}\n" if body else ""


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
