"""What an email address is: the answer of email-validator, with its domain by IDNA."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from netinvite.libraries import at_first_use, regex

LONGEST_LOCAL = 64  # RFC 5321, section 4.5.3.1.1; the library leaves it open
# No longer text can become an address of 254 octets, however it is composed.
_LONGEST = 1_000
# Everyone's mails share their sender, and a mail asks for the same few addresses again and again.
FEW = 32
# An address like most, which the library takes for sure: no other needs the library, which loads longer than
# a mail prints. No reserved name at the end of a domain has two letters.
_SHORT = 60
_WORD = "[A-Za-z0-9]+(?:[-_+][A-Za-z0-9]+)*"
_LABEL = "[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*"
_ORDINARY = regex(rf"{_WORD}(?:\.{_WORD})*@(?:{_LABEL}\.)+(?:[A-Za-z]{{2}}|com|edu|info|net|org)")
# As programs copy it: whose address it is may stand before it.
_NAMED = regex(r"([^<>]*)<\s*([^<>\s]+)\s*>")

if TYPE_CHECKING:
    import email_validator
else:
    # 40 ms, for which nobody waits who has an ordinary address.
    email_validator = at_first_use("email_validator")


def is_ordinary(text: str) -> bool:
    """Whether ``text`` is an address at first sight."""
    return len(text) <= _SHORT and _ORDINARY.fullmatch(text) is not None


def is_address(text: str) -> bool:
    """Whether ``text`` is an address, and nothing else; letters beyond ASCII may stand before the @ too."""
    return is_ordinary(text) or bool(_domain(text))


def without_name(text: str) -> str:
    """The address in ``Name <name@example.org>``; any other text as it is, and one with two addresses."""
    found = _NAMED.fullmatch(text)
    if not found or not is_address(found[2]):
        return text
    name = found[1].strip(" \t\"'")
    return text if "@" in name and name != found[2] else found[2]


@lru_cache(FEW)
def wire_domain(address: str) -> str:
    """The domain of an address in ASCII, as it was typed where it is; "" where the text is no address.

    An address that only this computer or its network knows is one (``root@localhost``).
    """
    typed = address.rpartition("@")[2]
    if is_ordinary(address):
        return typed
    # Behind it a known end takes the place of the one that is reserved, or not there.
    found = _domain(address) or _domain(f"{address}.org").removesuffix(".org")
    return typed if typed.isascii() and found else found


def _domain(address: str) -> str:
    """The domain in ASCII; "" where the library takes the text for no address."""
    if len(address) > _LONGEST or len(address.rpartition("@")[0]) > LONGEST_LOCAL:
        return ""
    try:
        found = email_validator.validate_email(address, check_deliverability=False, test_environment=True)
    except (email_validator.EmailNotValidError, UnicodeError):
        return ""
    return found.ascii_domain or ""
