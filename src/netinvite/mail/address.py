"""One recipient: read as typed, checked, quoted, and written in ASCII (IDNA)."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from functools import lru_cache

from netinvite.errors import NetinviteError
from netinvite.language import _

LONGEST_LOCAL, LONGEST_LABEL, LONGEST_ADDRESS = 64, 63, 254  # RFC 5321, section 4.5.3.1; RFC 1035
# A mail asks for the same few addresses again and again; everyone's mails share their sender.
FEW = 32
_BREAKS = re.compile("[\t-\r\x1c-\x1f\x85\u2028\u2029 ]+")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")
SURROGATES = re.compile("[\ud800-\udfff]")
SPECIALS = re.compile(r'[()<>\[\]:;@\\,."]')
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_PARTS = re.compile(rf"{_QUOTED}|[,;]")
# Beside the category Cf: joiners, fillers and variation selectors.
_UNSEEN = "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
_ANGLE = re.compile(r"(.*?)[ \t]*<[ \t]*([^<>]*?)[ \t]*>")
_LOCAL_ATOM = r'[^\s@()<>\[\]:;,."\\]+'
_ADDRESS = re.compile(rf"{_LOCAL_ATOM}(?:\.{_LOCAL_ATOM})*@[^\s@()<>\[\]:;,\"\\]+")
_DOTS = re.compile("[.\u3002\uff0e\uff61]")
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?")


class MailError(NetinviteError):
    """The invitation cannot become a mail as it stands."""


@lru_cache(FEW)
def address(name: str, email: str) -> str:
    """``Name <email>`` for the To line of a draft, the name quoted where it has to be; "" without email."""
    name, email = one_line(name), one_line(email)
    if not name or not email:
        return email
    return f"{quote(name) if SPECIALS.search(name) else name} <{email}>"


@lru_cache(FEW)
def mailbox(typed: str) -> tuple[str, str]:
    """Name and address of exactly one recipient. A comma in a name needs no quotes: one @ decides."""
    whole = one_line(typed).rstrip(",; ")
    parts = _split(whole)
    if sum("@" in _unquoted(part) for part in parts) > 1:
        raise _several(whole)
    found = _ANGLE.fullmatch(whole)
    phrase, email = (found[1], found[2]) if found else ("", whole)
    _refuse_invisible(email)
    outside = _unquoted(phrase)
    if "<" in outside or "=?" in email or not _ADDRESS.fullmatch(email) or not _begins_well(email):
        raise MailError(
            _("not a mail address: %(typed)s") % {"typed": one_line(typed)},
            _("Write it as name@example.org or Name <name@example.org>."),
        )
    if "@" in outside:
        if key(outside) != key(email):
            raise _several(whole)
        phrase = ""
    return _unquote(phrase), email


def _begins_well(email: str) -> bool:
    """Whether no program can take the address for an option, a file or a command when it hands it on."""
    return email[0].isalnum() or email[0] == "_"


def _several(typed: str) -> MailError:
    return MailError(
        _("more than one address: %(typed)s") % {"typed": typed},
        _("An invitation goes to one person; write one for each."),
    )


def _refuse_invisible(email: str) -> None:
    """Marks that nobody sees make another address of it, or show it in another order."""
    if email.isascii():
        return
    for sign in email:
        if unicodedata.category(sign) == "Cf" or re.match(_UNSEEN, sign):
            raise MailError(
                _("There is an invisible character in the address (U+%(code)s).")
                % {"code": f"{ord(sign):04X}"},
                _("Delete the address, and type it anew."),
            )


@lru_cache(FEW)
def key(email: str) -> str:
    """What two spellings of one address have in common: without case, the domain by IDNA. Never an error."""
    local, at_sign, domain = unicodedata.normalize("NFC", one_line(email)).rpartition("@")
    with suppress(MailError):
        domain = ".".join(_wire_label(label, email) for label in _DOTS.split(domain))
    return f"{local.casefold()}{at_sign}{domain.lower()}"


def _balanced(typed: str) -> bool:
    return '"' not in typed or '"' not in re.sub(_QUOTED, "", typed)


def _unquoted(typed: str) -> str:
    """What stands outside quotes; where one was never closed, nothing counts as quoted."""
    return re.sub(_QUOTED, "", typed) if '"' in typed and _balanced(typed) else typed


def _split(typed: str) -> list[str]:
    """Cut at commas and semicolons outside quotes."""
    cuts = [found for found in re.finditer(_PARTS if _balanced(typed) else "[,;]", typed) if found[0] in ",;"]
    starts = [0, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(typed)]
    return [typed[start:end] for start, end in zip(starts, ends, strict=True)]


@lru_cache(FEW)
def wire_address(email: str) -> str:
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


def one_line(text: str) -> str:
    """Without control characters; any run of line breaks, tabs and blanks is one blank."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    visible = _CONTROLS.sub("", _BREAKS.sub(" ", text))
    return re.sub(" +", " ", SURROGATES.sub("\ufffd", visible)).strip()


def quote(name: str) -> str:
    return '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'


def _unquote(name: str) -> str:
    """A name that is one quoted string, without the quotes; any other as it stands (Jonas "Joe" Holm)."""
    if not re.fullmatch(_QUOTED, name):
        return name
    return one_line(re.sub(r"\\(.)", r"\1", name[1:-1]))
