"""One recipient: read as typed, checked, quoted, and written in ASCII (IDNA)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from netinvite.errors import NetinviteError
from netinvite.language import _
from netinvite.libraries import regex
from netinvite.model.addresses import FEW, wire_domain
from netinvite.model.characters import header_line, is_unseen

SPECIALS = regex(r'[()<>\[\]:;@\\,."]')
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_PARTS, _CUT = regex(rf"{_QUOTED}|[,;]"), regex("[,;]")
_ANGLE = regex(r"(.*?)[ \t]*<[ \t]*([^<>]*?)[ \t]*>")
_LOCAL_ATOM = r'[^\s@()<>\[\]:;,."\\]+'
_ADDRESS = regex(rf"{_LOCAL_ATOM}(?:\.{_LOCAL_ATOM})*@[^\s@()<>\[\]:;,\"\\]+")
# As most stand in drafts: of these nothing can be taken otherwise.
_ATOM = "[A-Za-z0-9_+-]+"
_USUAL = regex(rf"(\w+(?:[ '-]\w+)*) <((?=[A-Za-z0-9_]){_ATOM}(?:\.{_ATOM})*@[A-Za-z0-9.-]+)>")


class MailError(NetinviteError):
    """The invitation cannot become a mail as it stands."""


@lru_cache(FEW)
def address(name: str, email: str) -> str:
    """``Name <email>`` for the To line of a draft, the name quoted where it has to be; "" without email."""
    name, email = header_line(name), header_line(email)
    if not name or not email:
        return email
    return f"{quote(name) if SPECIALS.search(name) else name} <{email}>"


@lru_cache(FEW)
def mailbox(typed: str) -> tuple[str, str]:
    """Name and address of exactly one recipient. A comma in a name needs no quotes: one @ decides."""
    if usual := _USUAL.fullmatch(typed):
        return usual[1], usual[2]
    whole = header_line(typed).rstrip(",; ")
    parts = _split(whole)
    if sum("@" in _unquoted(part) for part in parts) > 1:
        raise _several(whole)
    found = _ANGLE.fullmatch(whole)
    phrase, email = (found[1], found[2]) if found else ("", whole)
    _refuse_invisible(email)
    outside = _unquoted(phrase)
    if "<" in outside or "=?" in email or not _ADDRESS.fullmatch(email) or not _begins_well(email):
        raise MailError(
            _("not an email address: %(typed)s") % {"typed": header_line(typed)},
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
        if is_unseen(sign):
            raise MailError(
                _("There is an invisible character in the address (U+%(code)s).")
                % {"code": f"{ord(sign):04X}"},
                _("Delete the address, and type it anew."),
            )


@lru_cache(FEW)
def key(email: str) -> str:
    """What two spellings of one address have in common: without case, the domain by IDNA. Never an error."""
    local, at_sign, domain = unicodedata.normalize("NFC", header_line(email)).rpartition("@")
    if not domain.isascii():
        domain = wire_domain(f"a@{domain}") or domain
    return f"{local.casefold()}{at_sign}{domain.lower()}"


def _balanced(typed: str) -> bool:
    return '"' not in typed or '"' not in re.sub(_QUOTED, "", typed)


def _unquoted(typed: str) -> str:
    """What stands outside quotes; where one was never closed, nothing counts as quoted."""
    return re.sub(_QUOTED, "", typed) if '"' in typed and _balanced(typed) else typed


def _split(typed: str) -> list[str]:
    """Cut at commas and semicolons outside quotes."""
    if not _CUT.search(typed):
        return [typed]
    cuts = [found for found in (_PARTS if _balanced(typed) else _CUT).finditer(typed) if found[0] in ",;"]
    starts = [0, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(typed)]
    return [typed[start:end] for start, end in zip(starts, ends, strict=True)]


@lru_cache(FEW)
def wire_address(email: str) -> str:
    """The address in ASCII, its domain by IDNA."""
    local = email.rpartition("@")[0]
    if not local.isascii():
        raise MailError(
            _("The address %(email)s has letters beyond a-z before the @.") % {"email": email},
            _("Most email servers take no such address; ask for another one."),
        )
    if not (domain := wire_domain(email)):
        raise MailError(
            _("No email can be addressed to %(email)s.") % {"email": email},
            _("Check the address for typing mistakes."),
        )
    return f"{local}@{domain}"


def quote(name: str) -> str:
    return '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'


def _unquote(name: str) -> str:
    """A name that is one quoted string, without the quotes; any other as it stands (Jonas "Joe" Holm)."""
    if not re.fullmatch(_QUOTED, name):
        return name
    return header_line(re.sub(r"\\(.)", r"\1", name[1:-1]))
