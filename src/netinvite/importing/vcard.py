"""vCard 2.1, 3.0 and 4.0: many cards a file, each read by itself so that a damaged one stops no other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from netinvite.importing.contact import (
    LARGEST_RECORD,
    Contact,
    Finding,
    Found,
    Problem,
    best_address,
    best_phone,
    in_greeting,
    is_address,
    label,
    letters_of,
    too_large,
)
from netinvite.language import _
from netinvite.libraries import regex
from netinvite.model.characters import one_line

_BEGIN, _END = (regex(rf"(?i)\s*{word}\s*:\s*VCARD\s*") for word in ("BEGIN", "END"))
_AGENT = regex(r"AGENT\b[^:]*:\s*$", re.IGNORECASE)
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
_NAME = regex(r"(?:([\w-]+)\.)?([\w-]+)\s*(?=[;:])", re.ASCII)
_HEAD = regex(r'((?:[^":]++|"[^"]*+")*+):')
_PARAMETER = regex(r'(?:[^";]++|"[^"]*+"|")++')
_PART, _ESCAPED = regex(r"((?:[^;\\]++|\\.|\\$)*+)(?:;|$)", re.S), regex(r"\\(.)", re.S, needs="\\")
_PARTS = 10
_QUOTED_PRINTABLE = regex(r"[;=]\s*quoted-printable\s*(?:[;:]|$)", re.IGNORECASE)
# A letter of two to four bytes that a soft line break went through, with the blank of a folded line in it.
_CUT, _ITS_REST = regex(r"=[c-f][0-9a-f]$", re.IGNORECASE), regex(r"[ \t]=[89ab]", re.IGNORECASE)


def is_vcard(text: str) -> bool:
    """Whether a card begins somewhere in ``text``."""
    return re.search(r"(?im)^[ \t]*BEGIN[ \t]*:[ \t]*VCARD[ \t]*$", text) is not None


@dataclass(slots=True)
class _Card:
    line: int
    lines: list[str] = field(default_factory=list)
    ended: bool = False

    def fault(self) -> str:
        """Why it is left out; "" where it can be read."""
        if sum(map(len, self.lines)) > LARGEST_RECORD:
            return too_large()
        return "" if self.ended else _("skipped: it has no end.")


def _split(lines: Iterable[str]) -> Iterator[_Card]:
    card: _Card | None = None
    depth = 0
    before = ""
    for number, line in enumerate(lines, 1):
        short = len(line) < _LONGEST_MARK
        begins = short and _BEGIN.fullmatch(line)
        if begins and card and _AGENT.match(before):
            # vCard 2.1: somebody's secretary stands inside.
            depth += 1
        elif begins:
            if card:
                yield card
            card, depth = _Card(number), 0
        elif card and short and _END.fullmatch(line):
            if not depth:
                card.ended = True
                yield card
                card = None
            depth = max(depth - 1, 0)
        elif card and not depth:
            card.lines.append(line)
        before = line if short and line.strip() else "" if line.strip() else before
    if card:
        yield card


def cards(text: str) -> Found:
    """What a file of vCards holds; a damaged card is named and the others are read."""
    finding = Finding()
    for card in _split(text.split("\n")):
        fault = card.fault()
        found = _read(card, Finding() if fault else finding)
        if not fault and found.value("KIND").casefold() == "group":
            fault = _("skipped: it is a list of people, not a person.")
        if fault:
            finding.problems.append(Problem(card.line, found.value("FN"), fault))
        else:
            finding.contacts.append(_contact(card.line, found, finding))
    return finding.done()


@dataclass(slots=True)
class _Properties:
    """The lines of a card that are taken, by name; ``guessed``: see ``Contact``."""

    lines: dict[str, list[Property]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    guessed: bool = False

    def take(self, line: Property) -> None:
        if line.name == "X-ABLABEL":
            self.labels[line.group] = unescaped(line.value).upper()
        else:
            self.lines.setdefault(line.name, []).append(line)
            self.guessed |= line.guessed

    def value(self, name: str) -> str:
        """What the first line of a name says that says something."""
        return next((text for line in self.lines.get(name, ()) if (text := unescaped(line.value))), "")

    def parts(self, name: str) -> list[str]:
        """The parts of the first structured value (N, ORG) that says something."""
        found = (line.parts() for line in self.lines.get(name, ()))
        return next((parts for parts in found if any(parts)), [])

    def organisation(self) -> str:
        """The first part of ORG that says something."""
        return next((part for part in self.parts("ORG") if part), "")

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
    for line in unfolded(card.lines):
        group, name = name_of(line)
        name = name.replace(_GROUPS, "KIND")
        if len(found.lines.get(name, ())) >= _MOST:
            continue
        if name in _TAKEN:
            if content := _property(line, group, name):
                found.take(content)
            else:
                text = _("%(field)s left out: it cannot be read.") % {"field": label(name)}
                finding.problems.append(Problem(card.line, found.value("FN"), text))
        elif name and name not in _TECHNICAL and line.partition(":")[2].strip(" ;"):
            finding.left[name] = None
    return found


def _contact(line: int, found: _Properties, finding: Finding) -> Contact:
    name, organisation = _called(line, found, finding)
    role = found.value("TITLE") or found.value("ROLE")
    email, phone = (_chosen(found, kind, finding) for kind in ("EMAIL", "TEL"))
    called = in_greeting(name, _parts(found)[1], "" if organisation else found.organisation())
    return Contact(line, name, role, organisation, email, phone, found.guessed, called=called)


def _called(line: int, found: _Properties, finding: Finding) -> tuple[str, str]:
    """Name and organisation; an organisation without a person has its name as ``name``."""
    organisation = found.organisation()
    spelled, shown = _spelled(found), found.value("FN")
    if is_address(shown):
        shown = ""
    if "," in shown and sorted(re.findall(r"\w+", shown)) == sorted(re.findall(r"\w+", spelled)):
        shown = spelled
    shows_company = found.value("X-ABSHOWAS").casefold() == "company"
    if found.value("KIND").casefold() in ("org", "organization") or (shows_company and not spelled):
        return organisation or shown, ""
    if spelled and shown.casefold() in ("", organisation.casefold()):
        return spelled, organisation
    if shown and shown.casefold() != organisation.casefold():
        return shown, organisation
    if organisation and not shown:
        text = _("no name of a person in it; taken as an organisation.")
        finding.problems.append(Problem(line, organisation, text))
    return organisation, ""


def _parts(found: _Properties) -> list[str]:
    # A part of several has commas between them.
    parts = [re.sub(r"\s*,\s*", " ", part).strip() for part in found.parts("N")]
    return [*parts, "", "", "", "", ""][:5]


def _spelled(found: _Properties) -> str:
    family, given, additional, prefix, suffix = _parts(found)
    return " ".join(part for part in (prefix, given, additional, family, suffix) if part)


def _chosen(found: _Properties, name: str, finding: Finding) -> str:
    """The preferred value of several that can stand. Others are left and named."""
    ranked = found.ranked(name)
    values = [unescaped(line.value) for line in ranked if name != "TEL" or found.is_phone(line)]
    chosen = best_phone(values) if name == "TEL" else best_address(values)
    if len({unescaped(line.value) for line in ranked}) > 1 or len(ranked) > len(values):
        finding.left[_("further %(field)s") % {"field": name}] = None
    return chosen


@dataclass(frozen=True, slots=True)
class Property:
    """One line: ``value`` is in letters and still has vCard's escapes; ``guessed``: see ``Contact``."""

    name: str
    group: str
    value: str
    guessed: bool
    parameters: tuple[tuple[str, str], ...]

    def types(self) -> set[str]:
        """The words that say what kind of value it is, in capitals; PREF where it is preferred."""
        found = {word.strip('" ').upper() for key, value in self.parameters for word in _words(key, value)}
        return found | {key for key, _value in self.parameters if key == "PREF"}

    def rank(self) -> int:
        """From 1, the most wanted one, to 101."""
        wish = next((value.strip('"') for key, value in self.parameters if key == "PREF"), "")
        if wish.isascii() and wish.isdigit() and len(wish) < 4:
            return int(wish)
        return 1 if "PREF" in self.types() else 101

    def parts(self) -> list[str]:
        """The first parts of a structured value, without its escapes."""
        return [unescaped(match[1]) for match in islice(_PART.finditer(self.value), _PARTS)]


def _words(key: str, value: str) -> list[str]:
    # In vCard 2.1 a type may stand without its key.
    return value.strip('"').split(",") if key == "TYPE" else [key] if not value else []


def unescaped(text: str) -> str:
    """``text`` without vCard's escapes, on one line."""
    return one_line(_ESCAPED.sub(lambda match: " " if match[1] in "nN" else match[1], text))


def unfolded(lines: Iterable[str]) -> Iterator[str]:
    """The lines as they were before they were broken (a blank at the beginning, or a ``=`` at the end)."""
    parts: list[str] = []
    soft = quoted = False
    for line in lines:
        if soft:
            cut = _CUT.search(parts[-1][-3:]) and _ITS_REST.match(line)
            parts.append(line[1:] if cut else line)
        elif line[:1] in (" ", "\t") and line.strip() and parts:
            parts.append(line[1:])
        else:
            if parts:
                yield "".join(parts)
            parts = [line] if line.strip() else []
            quoted = _QUOTED_PRINTABLE.search(line.partition(":")[0] + ":") is not None
        soft = quoted and bool(parts) and parts[-1].rstrip(" \t").endswith("=")
        if soft:
            parts[-1] = parts[-1].rstrip(" \t")[:-1]
    if parts:
        yield "".join(parts)


def name_of(line: str) -> tuple[str, str]:
    """Group and name of a line, in capitals; "" where it is no property."""
    match = _NAME.match(line)
    return ((match[1] or "").upper(), match[2].upper().replace("_", "-")) if match else ("", "")


def _property(line: str, group: str, name: str) -> Property | None:
    """One unfolded line; None where it cannot be read."""
    match = _HEAD.match(line)
    # With a quotation mark that is not closed, the first colon divides.
    head, value = (match[1], line[match.end() :]) if match else line.partition(":")[::2]
    if not name or len(head) == len(line):
        return None
    pairs = (text.partition("=")[::2] for text in _PARAMETER.findall(head)[1:])
    parameters = tuple((key.strip().upper(), value.strip()) for key, value in pairs)
    text, guessed = letters_of(value, dict(reversed(parameters)))
    return None if text is None else Property(name, group, text, guessed, parameters)
