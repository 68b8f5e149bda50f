"""vCard 2.1, 3.0 and 4.0: many cards a file, each read by itself so that a damaged one stops no other."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from vobject.base import ContentLine, getLogicalLines, textLineToContentLine
from vobject.vcard import splitFields

from netinvite.addressbooks.addressbook import (
    LARGEST_RECORD,
    Contact,
    Finding,
    Found,
    Problem,
    one_line,
    too_large,
)
from netinvite.language import _

_BEGIN, _END = "BEGIN:VCARD", "END:VCARD"
_TAKEN = frozenset({"FN", "N", "ORG", "TITLE", "ROLE", "EMAIL", "TEL", "KIND", "X-ABSHOWAS"})
_GROUPS = "X-ADDRESSBOOKSERVER-KIND"
# About the card, not about the person.
_TECHNICAL = frozenset({"VERSION", "PRODID", "UID", "REV", "X-ABLABEL", "PROFILE", "SORT-STRING"})


def is_vcard(text: str) -> bool:
    """Whether a card begins somewhere in ``text``."""
    return re.search(r"^[ \t]*BEGIN[ \t]*:[ \t]*VCARD[ \t]*$", text, re.IGNORECASE | re.MULTILINE) is not None


@dataclass(slots=True)
class _Card:
    line: int
    lines: list[str] = field(default_factory=list)
    fault: str = ""

    def begins_agent(self) -> bool:
        """Whether the next card is part of this one (vCard 2.1: somebody's secretary)."""
        last = next((line for line in reversed(self.lines) if line.strip()), "")
        return re.match(r"AGENT\b[^:]*:\s*$", last, re.IGNORECASE) is not None

    def closed(self, fault: str = "") -> _Card:
        if sum(map(len, self.lines)) > LARGEST_RECORD:
            fault = too_large()
        self.fault = fault
        return self


def _split(lines: Iterable[str]) -> Iterator[_Card]:
    card: _Card | None = None
    depth = 0
    for number, line in enumerate(lines, 1):
        mark = line.strip().upper()
        if mark == _BEGIN:
            if card and (depth or card.begins_agent()):
                depth += 1
                continue
            if card:
                yield card.closed(_("skipped: it has no end."))
            card = _Card(number)
        elif card and mark == _END and not depth:
            yield card.closed()
            card = None
        elif card and mark == _END:
            depth -= 1
        elif card and not depth:
            card.lines.append(line)
    if card:
        yield card.closed(_("skipped: it has no end."))


def cards(text: str) -> Found:
    """What a file of vCards holds; a damaged card is named and the others are read."""
    finding = Finding()
    for card in _split(text.split("\n")):
        properties = {} if card.fault else _properties(card, finding)
        if not card.fault and _value(properties, "KIND").casefold() == "group":
            card.fault = _("skipped: it is a list of people, not a person.")
        if card.fault:
            finding.problems.append(Problem(card.line, _value(properties, "FN"), card.fault))
        else:
            finding.contacts.append(_contact(card.line, properties, finding))
    return finding.done()


def _properties(card: _Card, finding: Finding) -> dict[str, list[ContentLine]]:
    properties: dict[str, list[ContentLine]] = {}
    for logical, _number in getLogicalLines(io.StringIO("\n".join(card.lines))):
        match = re.match(r"(?:[\w-]+\.)?([\w-]+)\s*[;:]", logical)
        name = match[1].upper().replace(_GROUPS, "KIND") if match else ""
        if name in _TAKEN:
            if content := _content(logical):
                properties.setdefault(name, []).append(content)
            else:
                text = _("%(field)s left out: it cannot be read.") % {"field": name}
                finding.problems.append(Problem(card.line, "", text))
        elif match and name not in _TECHNICAL and logical.partition(":")[2].strip(" ;"):
            finding.left[name] = None
    return properties


def _content(logical: str) -> ContentLine | None:
    """One line as vobject reads it; without a CHARSET of its own, what is not UTF-8 is Windows-1252."""
    # vobject knows this word in capitals only.
    line = re.sub("quoted-printable", "QUOTED-PRINTABLE", logical, flags=re.IGNORECASE)
    for attempt in (line, re.sub(r"^([^;:]+)", r"\1;CHARSET=windows-1252", line)):
        try:
            return textLineToContentLine(attempt)
        except UnicodeDecodeError:
            continue
        except Exception:  # whatever a damaged line makes vobject raise, only that line is lost
            return None
    return None


def _plain(text: str) -> str:
    """``text`` without vCard's escapes, on one line."""
    return one_line(re.sub(r"\\(.)", lambda match: " " if match[1] in "nN" else match[1], text))


def _value(properties: dict[str, list[ContentLine]], name: str) -> str:
    return next((text for line in properties.get(name, ()) if (text := _plain(line.value))), "")


def _parts(properties: dict[str, list[ContentLine]], name: str) -> list[str]:
    """The parts of a structured value (N, ORG), each on one line."""
    for line in properties.get(name, ()):
        parts = [part if isinstance(part, str) else " ".join(part) for part in splitFields(line.value)]
        if any(part.strip() for part in parts):
            return [one_line(part) for part in parts]
    return []


def _contact(line: int, properties: dict[str, list[ContentLine]], finding: Finding) -> Contact:
    family, given, *more = (*_parts(properties, "N"), "", "")
    additional, prefix, suffix = (*more, "", "", "")[:3]
    spelled = one_line(" ".join((prefix, given, additional, family, suffix)))
    organisation = next((part for part in _parts(properties, "ORG") if part), "")
    shown = _value(properties, "FN")
    alone = not spelled and organisation.casefold() in ("", shown.casefold())
    is_organisation = _value(properties, "KIND").casefold() in ("org", "organization")
    is_organisation |= not spelled and _value(properties, "X-ABSHOWAS").casefold() == "company"
    if is_organisation or alone or not (shown or spelled):
        name, organisation = organisation or shown, ""
    else:
        name = spelled if spelled and shown.casefold() in ("", organisation.casefold()) else shown
    return Contact(
        line,
        name,
        _value(properties, "TITLE") or _value(properties, "ROLE"),
        organisation,
        _preferred(properties, "EMAIL", finding).removeprefix("mailto:"),
        re.split(r"(?i);ext=", _preferred(properties, "TEL", finding).removeprefix("tel:"))[0],
    )


def _preferred(properties: dict[str, list[ContentLine]], name: str, finding: Finding) -> str:
    """The preferred value of several; a fax is no phone. Others are left and named."""
    ranked = sorted((line for line in properties.get(name, ()) if _plain(line.value)), key=_rank)
    phones = [line for line in ranked if "FAX" not in _types(line)]
    first = _plain(phones[0].value) if phones else ""
    if any(_plain(line.value) != first for line in ranked):
        finding.left[_("further %(field)s") % {"field": name}] = None
    return first


def _types(line: ContentLine) -> set[str]:
    values = [
        *line.params.get("TYPE", ()),
        *line.singletonparams,
        *(["PREF"] if "PREF" in line.params else []),
    ]
    return {part.strip().upper() for value in values for part in value.split(",")}


def _rank(line: ContentLine) -> int:
    wish = "".join(line.params.get("PREF", ()))
    if wish.isascii() and wish.isdigit() and len(wish) < 4:
        return int(wish)
    return 1 if "PREF" in _types(line) else 101
