"""The invitation as a mail: the draft that people edit, and the MIME message that mail programs take.

Headers are written with ``email.header.Header``; ``EmailMessage`` corrupts some subjects and names on
Python 3.11 to 3.13.0 (CVE-2025-1795). ``email`` is imported where it is used: it costs 9 ms.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from netinvite.errors import NetinviteError
from netinvite.language import _

LINE = 76  # RFC 2047, section 2: no line with an encoded word is longer
LONGEST_LOCAL, LONGEST_LABEL, LONGEST_ADDRESS = 64, 63, 254  # RFC 5321, section 4.5.3.1; RFC 1035

_USED = {"to": "to", "til": "to", "subject": "subject", "emne": "subject"}
_OTHER = re.compile(
    "x-.*|from|fra|sender|afsender|reply-to|svar-til|cc|kopi|bcc|date|dato|sent|sendt|message-id|in-reply-to"
    "|references|return-path|received|attach|attachment|mime-version|content-.*"
)
_HEADER = re.compile(r"([^\W\d_][\w-]*)[ \t]*:(.*)")

_BREAKS = re.compile("[\t-\r\x1c-\x1f\x85\u2028\u2029 ]+")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_SPECIALS = re.compile(r'[()<>\[\]:;@\\,."]')

_QUOTED = r'"(?:[^"\\]|\\.)*"'
_PARTS = re.compile(rf"{_QUOTED}|[,;]")
_ANGLE = re.compile(r"(.*?)[ \t]*<[ \t]*([^<>]*?)[ \t]*>")
_LOCAL_ATOM = r'[^\s@()<>\[\]:;,."\\]+'
_ADDRESS = re.compile(rf"{_LOCAL_ATOM}(?:\.{_LOCAL_ATOM})*@[^\s@()<>\[\]:;,\"\\]+")
_DOTS = re.compile("[.\u3002\uff0e\uff61]")
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?")


class MailError(NetinviteError):
    """The invitation cannot become a mail as it stands."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One invitation. ``to`` and ``sender`` are as typed: "Name <address>", an address, or ""."""

    to: str
    subject: str
    body: str
    sender: str = ""


@dataclass(frozen=True, slots=True)
class _Field:
    value: str
    line: int


def address(name: str, email: str) -> str:
    """``Name <email>`` for the To line of a draft, the name quoted where it has to be; "" without email."""
    name, email = _one_line(name), _one_line(email)
    if not name or not email:
        return email
    return f"{_quote(name) if _SPECIALS.search(name) else name} <{email}>"


def from_sender(mail: Mail, network: Mapping[str, Any]) -> Mail:
    """The mail with its sender, where the network's answers (parsed TOML) hold the organiser's address."""
    organiser = network.get("organiser")
    known = organiser if isinstance(organiser, Mapping) else {}
    name, email = (known.get(key) for key in ("name", "email"))
    if not isinstance(email, str):
        return mail
    return replace(mail, sender=address(name if isinstance(name, str) else "", email))


def format_draft(mail: Mail) -> str:
    """What ``invitation.txt`` holds: To, Subject, a blank line, the text."""
    headers = (f"To: {_one_line(mail.to)}", f"Subject: {_one_line(mail.subject)}", "")
    return "".join(f"{line.rstrip()}\n" for line in headers) + _text(mail.body)


def parse_draft(text: str, where: str) -> Mail:
    """Read ``invitation.txt``; a file without headers is all body. Never ignores a line.

    Raises MailError, with ``where`` and the line number, for a header that a draft cannot carry, one that
    is there twice, and a To line that is not one address.
    """
    lines = _unix(text.removeprefix("\ufeff")).split("\n")
    fields, start = _headers(lines, where)
    to, subject = (fields.get(name, _Field("", 0)) for name in ("to", "subject"))
    if to.value:
        try:
            _mailbox(to.value)
        except MailError as fault:
            raise _at(where, to.line, fault.message, fault.hint) from None
    return Mail(to.value, subject.value, _text("\n".join(lines[start:])))


def mime(mail: Mail) -> bytes:
    """The mail as ``sendmail -t``, msmtp and mutt take it: ASCII, LF line ends, lines of at most 76.

    Raises MailError where there is no recipient, or no address that could be written.
    """
    if not _one_line(mail.to):
        raise MailError(
            _("This person has no mail address, so the mail has no recipient."),
            _("Give it with: netinvite prepare NAME --set person.email=name@example.org"),
        )
    lines = [
        *([_mailbox_header("From", mail.sender)] if _one_line(mail.sender) else []),
        _mailbox_header("To", mail.to),
        _subject_header(mail.subject),
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: quoted-printable",
    ]
    return ("\n".join(lines) + "\n\n" + _quoted_printable(mail.body)).encode("ascii")


def _headers(lines: list[str], where: str) -> tuple[dict[str, _Field], int]:
    """The header fields, and the index of the first line of the body."""
    first = next((place for place, line in enumerate(lines) if line.strip()), 0)
    if not _opens(lines[first]):
        return {}, 0
    fields: dict[str, _Field] = {}
    last = ""
    for place, line in enumerate(lines[first:], first):
        if not line.strip():
            return fields, place + 1
        if line[0] in " \t":
            fields[last] = _Field(f"{fields[last].value} {line.strip()}".strip(), fields[last].line)
            continue
        last = _field_name(line, where, place + 1)
        if not last:
            return fields, place
        if last in fields:
            raise _twice(line, where, place + 1)
        fields[last] = _Field(line.partition(":")[2].strip(), place + 1)
    return fields, len(lines)


def _opens(line: str) -> bool:
    """Whether a draft's first line is a header, so that the draft has any."""
    found = _HEADER.match(line)
    name = found[1].lower() if found else ""
    return name in _USED or _OTHER.fullmatch(name) is not None


def _field_name(line: str, where: str, number: int) -> str:
    """ "to", "subject", or "" for a line of the body that follows without a blank line."""
    found = _HEADER.match(line)
    if found and (name := _USED.get(found[1].lower())):
        return name
    if found and (_opens(line) or found[2][:1] in ("", " ", "\t")):
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


def _at(where: str, number: int, reason: str, hint: str) -> MailError:
    return MailError(f"{where}:{number}: {reason}", hint)


def _mailbox(typed: str) -> tuple[str, str]:
    """Name and address of exactly one recipient. A comma in a name needs no quotes: one @ decides."""
    whole = _one_line(typed).rstrip(",; ")
    parts = _split(whole)
    if sum("@" in _unquoted(part) for part in parts) > 1:
        raise MailError(
            _("more than one address: %(typed)s") % {"typed": whole},
            _("An invitation goes to one person; write one for each."),
        )
    found = _ANGLE.fullmatch(whole)
    phrase, email = (found[1], found[2]) if found else ("", whole)
    if "<" in _unquoted(phrase) or "=?" in email or not _ADDRESS.fullmatch(email):
        raise MailError(
            _("not a mail address: %(typed)s") % {"typed": _one_line(typed)},
            _("Write it as name@example.org or Name <name@example.org>."),
        )
    return _unquote(phrase), email


def _unquoted(typed: str) -> str:
    """What stands outside quotes."""
    return re.sub(_QUOTED, "", typed)


def _split(typed: str) -> list[str]:
    """Cut at commas and semicolons outside quotes."""
    cuts = [found for found in _PARTS.finditer(typed) if found[0] in ",;"]
    starts = [0, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(typed)]
    return [typed[start:end] for start, end in zip(starts, ends, strict=True)]


def _mailbox_header(header: str, typed: str) -> str:
    name, email = _mailbox(typed)
    target = _wire_address(email)
    if not name:
        return _joined(f"{header}:", target)
    return _joined(f"{header}: {_phrase(header, name)}", f"<{target}>")


def _joined(start: str, end: str) -> str:
    """``start end``, on two lines where one would be too long."""
    room = LINE - len(start.rpartition("\n")[2])
    return f"{start} {end}" if len(end) < room else f"{start}\n {end}"


def _phrase(header: str, name: str) -> str:
    """A display name as RFC 5322 and 2047 want it: atoms, a quoted string, or encoded words."""
    safe = _quote(name) if _SPECIALS.search(name) else name
    if _plain(name) and len(f"{header}: {safe}") <= LINE:
        return safe
    return _encoded_words(header, name)


def _subject_header(subject: str) -> str:
    subject = _one_line(subject)
    if _plain(subject) and len(f"Subject: {subject}") <= LINE:
        return f"Subject: {subject}".rstrip()
    return f"Subject: {_encoded_words('Subject', subject)}"


def _plain(text: str) -> bool:
    """Whether no reader can take the text for anything but what it says."""
    return text.isascii() and "=?" not in text


def _encoded_words(header: str, text: str) -> str:
    from email.header import Header

    return Header(text, "utf-8", maxlinelen=LINE, header_name=header).encode()


def _wire_address(email: str) -> str:
    """The address in ASCII, its domain by IDNA."""
    local, _at_sign, domain = email.rpartition("@")
    if not local.isascii():
        raise MailError(
            _("The address %(email)s has letters beyond a-z before the @.") % {"email": email},
            _("Only mail servers with SMTPUTF8 take such an address; ask for another one."),
        )
    wire = f"{local}@{'.'.join(_wire_label(label, email) for label in _DOTS.split(domain))}"
    if len(local) > LONGEST_LOCAL or len(wire) > LONGEST_ADDRESS:
        raise _unwritable(email)
    return wire


def _wire_label(label: str, email: str) -> str:
    # Not the codec "idna": it is of 2003 and turns straße into strasse, which may be somebody else's.
    if not label.isascii():
        label = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", label).lower())
        if not all(sign == "-" or unicodedata.category(sign)[0] in "LMN" for sign in label):
            raise _unwritable(email)
    wire = label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")
    if len(wire) > LONGEST_LABEL or not _LABEL.fullmatch(wire):
        raise _unwritable(email)
    return wire


def _unwritable(email: str) -> MailError:
    return MailError(
        _("No mail can be addressed to %(email)s.") % {"email": email},
        _("Check the address for typing mistakes."),
    )


def _quoted_printable(body: str) -> str:
    from email import quoprimime

    octets = _SURROGATES.sub("\ufffd", _text(body)).encode().decode("latin-1")
    encoded = quoprimime.body_encode(octets, maxlinelen=LINE - 2)  # two spare, for what comes below
    # Some programs end a message at a lone dot, or begin one at "From ", even here.
    return re.sub(r"^From ", "=46rom ", re.sub(r"^\.$", "=2E", encoded, flags=re.M), flags=re.M)


def _one_line(text: str) -> str:
    """Without control characters; any run of line breaks, tabs and blanks is one blank."""
    visible = _CONTROLS.sub("", _BREAKS.sub(" ", text))
    return re.sub(" +", " ", _SURROGATES.sub("\ufffd", visible)).strip()


def _text(body: str) -> str:
    """LF line ends, and one at the very end unless there is no text."""
    body = _unix(body).rstrip()
    return f"{body}\n" if body else ""


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _quote(name: str) -> str:
    return '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'


def _unquote(name: str) -> str:
    """A name that is one quoted string, without the quotes; any other as it stands (Jonas "Joe" Holm)."""
    if not re.fullmatch(_QUOTED, name):
        return name
    return _one_line(re.sub(r"\\(.)", r"\1", name[1:-1]))
