"""An email address and a phone number as they stand in a text, however they are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from netinvite.libraries import regex
from netinvite.model.addresses import wire_domain
from netinvite.model.phones import numbers_in
from netinvite.privacy.names import Hit, spelled

# A number of fewer digits may be a year or a price.
CERTAIN_DIGITS = 6
# A number with as many may stand directly behind its country's without a plus.
WHOLE_NUMBER = 8
# Countries whose number has one digit, and those with three; all others have two (ITU-T E.164).
_ONE, _THREE = regex("[17]"), regex("2[1-689]|3[578]|42|5[09]|6[789]|8[035789]|9[679]")
_GAP = r"[\s().\-\u2010-\u2015/·]{0,3}"
_DATE = regex(r"\d{4}([-./])\d\d\1\d\d|\d\d?([-./])\d\d?\2\d{4}")


@dataclass(frozen=True)
class Address:
    """One mail address, in any case and composed or decomposed; its domain in IDNA too."""

    typed: str

    @cached_property
    def spellings(self) -> tuple[str, ...]:
        """All ways to write it."""
        typed = self.typed.strip()
        found = [unicodedata.normalize("NFC", typed), unicodedata.normalize("NFD", typed)]
        local, _at, domain = found[0].rpartition("@")
        if wire := wire_domain(f"a@{domain}"):
            found += [f"{unicodedata.normalize(form, local)}@{wire}" for form in ("NFC", "NFD")]
        return tuple(dict.fromkeys(found))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        any_of = "|".join(map(re.escape, self.spellings))
        return re.compile(rf"(?<![\w+%-])(?<!\w\.)(?:{any_of})(?![\w-])(?!\.\w)", re.IGNORECASE)

    def hits(self, text: str) -> Iterator[Hit]:
        """Where it stands."""
        return (Hit(*found.span(), sure=True) for found in self._pattern.finditer(text))

    @cached_property
    def keys(self) -> frozenset[str]:
        """All ways in one spelling, for a quick look."""
        return frozenset(spelled(text) for text in self.spellings)

    def same(self, other: Address | Phone) -> bool:
        """Whether somebody else's is this one."""
        return isinstance(other, Address) and bool(self.keys & other.keys)


@dataclass(frozen=True)
class Phone:
    """One phone number: ``core`` without the country's and without a leading 0; ``country`` or ""."""

    core: str
    country: str

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        core = _GAP.join(self.core)
        prefix = rf"(?:\+|00){_GAP}(?P<country>\d{{1,3}}){_GAP}(?:\(0\){_GAP})?|0"
        if self.country:
            prefix += rf"|{self.country}{_GAP}"
        elif len(self.core) >= WHOLE_NUMBER:
            prefix += r"|(?P<perhaps>\d{2,3})(?=\d)"
        return re.compile(rf"\(?(?<![\d+])(?:{prefix})?{core}(?!\d)")

    def hits(self, text: str) -> Iterator[Hit]:
        """Where it stands, with blanks, hyphens, brackets and the country's number or without."""
        for found in self._pattern.finditer(text):
            country = found["country"]
            if country and self.country and country != self.country:
                continue
            written = found[0]
            start = found.start() + (written.startswith("(") and ")" not in written)
            perhaps = not self.country and len(self.core) >= WHOLE_NUMBER and found["perhaps"]
            sure = len(self.core) >= CERTAIN_DIGITS and not perhaps and not _DATE.fullmatch(written)
            yield Hit(start, found.end(), sure)

    def same(self, other: Address | Phone) -> bool:
        """Whether somebody else's is this one."""
        if not isinstance(other, Phone) or self.core != other.core:
            return False
        return not (self.country and other.country) or self.country == other.country


def phones(typed: str) -> Iterator[Phone]:
    """The numbers in what was typed to a question of kind phone: one, or several with , ; or / between."""
    parts = [part for part in re.split(r"[,;/]", typed) if _digits(part)]
    if not all(len(_digits(part)) >= CERTAIN_DIGITS for part in parts):
        parts = [typed]
    for part in parts:
        first, *others = [*numbers_in(part)] or [""]
        for number in (first, *(other for other in others if len(_digits(other)) >= CERTAIN_DIGITS)):
            if phone := _phone(number):
                yield phone


def _phone(typed: str) -> Phone | None:
    digits = _digits(typed.replace("(0)", ""))
    if re.match(r"\(?\s*(?:\+|00)", typed):
        digits = digits.removeprefix("00") if not typed.lstrip("( ").startswith("+") else digits
        long = 1 if _ONE.match(digits) else 3 if _THREE.match(digits) else 2
        country, core = digits[:long], digits[long:]
    else:
        country, core = "", digits
    core = core.removeprefix("0") or core
    return Phone(core, country) if len(core) >= 3 else None


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isascii() and sign.isdigit())
