"""vCard 2.1, 3.0 and 4.0: many cards a file, each read by itself so that a damaged one stops no other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from netinvite.addressbooks import properties
from netinvite.addressbooks.addressbook import (
    LARGEST_RECORD,
    Contact,
    Finding,
    Found,
    Problem,
    best_address,
    best_phone,
    is_address,
    label,
    too_large,
)
from netinvite.addressbooks.properties import Property, unescaped
from netinvite.language import _

_BEGIN = re.compile(r"\s*BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)
_END = re.compile(r"\s*END\s*:\s*VCARD\s*", re.IGNORECASE)
_AGENT = re.compile(r"AGENT\b[^:]*:\s*$", re.IGNORECASE)
# Longer lines mark neither the beginning nor the end of a card.
_LONGEST_MARK = 80
# Nobody has more addresses; further ones are not looked at.
_MOST = 100
_TAKEN = frozenset({"FN", "N", "ORG", "TITLE", "ROLE", "EMAIL", "TEL", "KIND", "X-ABSHOWAS", "X-ABLABEL"})
_GROUPS = "X-ADDRESSBOOKSERVER-KIND"
# About the card, not about the person.
_TECHNICAL = frozenset({"VERSION", "PRODID", "UID", "REV", "PROFILE", "SORT-STRING"})
_NO_PHONE = frozenset({"PAGER", "MODEM", "BBS", "TLX", "TEXTPHONE"})
_MOBILE = frozenset({"CELL", "MOBILE", "IPHONE"})


def is_vcard(text: str) -> bool:
    """Whether a card begins somewhere in ``text``."""
    return re.search(r"^[ \t]*BEGIN[ \t]*:[ \t]*VCARD[ \t]*$", text, re.IGNORECASE | re.MULTILINE) is not None


@dataclass(slots=True)
class _Card:
    line: int
    lines: list[str] = field(default_factory=list)
    fault: str = ""

    def closed(self, fault: str = "") -> _Card:
        if sum(map(len, self.lines)) > LARGEST_RECORD:
            # What is in it is not even looked at.
            fault, self.lines = too_large(), []
        self.fault = fault
        return self


def _split(lines: Iterable[str]) -> Iterator[_Card]:
    card: _Card | None = None
    depth = 0
    before = ""
    for number, line in enumerate(lines, 1):
        short = len(line) < _LONGEST_MARK
        if short and _BEGIN.fullmatch(line):
            # vCard 2.1: somebody's secretary stands inside.
            if card and _AGENT.match(before):
                depth += 1
            else:
                if card:
                    yield card.closed(_("skipped: it has no end."))
                card, depth = _Card(number), 0
        elif card and short and _END.fullmatch(line):
            if not depth:
                yield card.closed()
                card = None
            depth = max(depth - 1, 0)
        elif card and not depth:
            card.lines.append(line)
        before = line if short and line.strip() else "" if line.strip() else before
    if card:
        yield card.closed(_("skipped: it has no end."))


def cards(text: str) -> Found:
    """What a file of vCards holds; a damaged card is named and the others are read."""
    finding = Finding()
    for card in _split(text.split("\n")):
        found = _read(card, Finding() if card.fault else finding)
        if not card.fault and found.value("KIND").casefold() == "group":
            card.fault = _("skipped: it is a list of people, not a person.")
        if card.fault:
            finding.problems.append(Problem(card.line, found.value("FN"), card.fault))
        else:
            finding.contacts.append(_contact(card.line, found, finding))
    return finding.done()


class _Properties:
    """The lines of a card that are taken, by name; ``guessed``: see ``Contact``."""

    def __init__(self) -> None:
        self.lines: dict[str, list[Property]] = {}
        self.labels: dict[str, str] = {}
        self.guessed = False

    def take(self, line: Property) -> None:
        """One more."""
        if line.name == "X-ABLABEL":
            self.labels[line.group] = unescaped(line.value).upper()
        else:
            self.lines.setdefault(line.name, []).append(line)
            self.guessed |= line.guessed

    def values(self, name: str) -> list[str]:
        """What the lines of a name say, without those that say nothing."""
        return [text for line in self.lines.get(name, ()) if (text := unescaped(line.value))]

    def value(self, name: str) -> str:
        """The first of them."""
        return next(iter(self.values(name)), "")

    def parts(self, name: str) -> list[str]:
        """The parts of the first structured value (N, ORG) that says something."""
        found = (line.parts() for line in self.lines.get(name, ()))
        return next((parts for parts in found if any(parts)), [])

    def ranked(self, name: str) -> list[Property]:
        """Preferred ones first, a mobile phone before others."""
        return sorted(
            (line for line in self.lines.get(name, ()) if unescaped(line.value)),
            key=lambda line: (line.rank(), not line.types() & _MOBILE),
        )

    def is_phone(self, line: Property) -> bool:
        """Whether somebody answers there: a fax is no phone."""
        said = {*line.types(), self.labels.get(line.group, "")}
        return not said & _NO_PHONE and not any("FAX" in word for word in said)


def _read(card: _Card, finding: Finding) -> _Properties:
    found = _Properties()
    for line in properties.unfolded(card.lines):
        _group, name = properties.name_of(line)
        name = name.replace(_GROUPS, "KIND")
        if len(found.lines.get(name, ())) >= _MOST:
            continue
        if name in _TAKEN:
            if content := properties.read(line.replace(_GROUPS, "KIND", 1)):
                found.take(content)
            else:
                text = _("%(field)s left out: it cannot be read.") % {"field": label(name)}
                finding.problems.append(Problem(card.line, found.value("FN"), text))
        elif name and name not in _TECHNICAL and line.partition(":")[2].strip(" ;"):
            finding.left[name] = None
    return found


def _contact(line: int, found: _Properties, finding: Finding) -> Contact:
    name, organisation = _called(line, found, finding)
    return Contact(
        line,
        name,
        found.value("TITLE") or found.value("ROLE"),
        organisation,
        _chosen(found, "EMAIL", finding),
        _chosen(found, "TEL", finding),
        found.guessed,
    )


def _called(line: int, found: _Properties, finding: Finding) -> tuple[str, str]:
    """Name and organisation; an organisation without a person has its name as ``name``."""
    organisation = next((part for part in found.parts("ORG") if part), "")
    spelled, shown = _spelled(found), found.value("FN")
    if is_address(shown):
        shown = ""
    if "," in shown and sorted(re.findall(r"\w+", shown)) == sorted(re.findall(r"\w+", spelled)):
        shown = spelled
    if _is_organisation(found, spelled):
        return organisation or shown, ""
    if spelled and shown.casefold() in ("", organisation.casefold()):
        return spelled, organisation
    if shown and shown.casefold() != organisation.casefold():
        return shown, organisation
    if organisation and not shown:
        text = _("no name of a person in it; taken as an organisation.")
        finding.problems.append(Problem(line, organisation, text))
    return organisation, ""


def _is_organisation(found: _Properties, spelled: str) -> bool:
    said = found.value("KIND").casefold() in ("org", "organization")
    return said or (not spelled and found.value("X-ABSHOWAS").casefold() == "company")


def _spelled(found: _Properties) -> str:
    # A part of several has commas between them.
    parts = [re.sub(r"\s*,\s*", " ", part).strip() for part in found.parts("N")]
    family, given, additional, prefix, suffix = (*parts, "", "", "", "", "")[:5]
    return " ".join(part for part in (prefix, given, additional, family, suffix) if part)


def _chosen(found: _Properties, name: str, finding: Finding) -> str:
    """The preferred value of several that can stand. Others are left and named."""
    ranked = found.ranked(name)
    values = [unescaped(line.value) for line in ranked if name != "TEL" or found.is_phone(line)]
    chosen = best_phone(values) if name == "TEL" else best_address(values)
    if len({unescaped(line.value) for line in ranked}) > 1 or len(ranked) > len(values):
        finding.left[_("further %(field)s") % {"field": name}] = None
    return chosen
