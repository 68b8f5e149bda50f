"""Address books as tables (CSV): the exports of programs and people's own, under the headings that
``headings.toml`` has. A heading that is not there is never guessed at: what may be lost by it is named."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from netinvite.importing.contact import (
    LARGEST_FILE,
    LARGEST_RECORD,
    Contact,
    ContactsError,
    Finding,
    Found,
    Problem,
    addresses_in,
    best_address,
    best_phone,
    in_greeting,
    is_address,
    numbers_in,
    readable,
    too_large,
)
from netinvite.importing.headings import has_marks, is_alone_of_names, is_known, meaning
from netinvite.language import _
from netinvite.model.characters import one_line
from netinvite.model.people import fold

NAME_PARTS = ("first_name", "middle_name", "last_name")
SEPARATORS = (";", ",", "\t", "|")
# Lines before the headings (LinkedIn explains itself there).
_PREAMBLE = 20
# Characters and columns; further ones are not looked at.
_LONGEST_HEAD = 20_000
_MOST_COLUMNS = 1_000
_BEST = {"email": best_address, "phone": best_phone}
_SEVERAL = {"email": addresses_in, "phone": numbers_in}
_NOT_TAKEN = ("other", "either", "titles")
_TEXTS = ("name", "role", "organisation", "owner")
# A name that brings an address along (Outlook, Thunderbird): the name is what stands before it.
_NAME_AND_ADDRESS = re.compile(r"(\S[^<(]*?)(?:\s*[<(]|\s)([^\s<>()]+@[^\s<>()]+)[>)]?")


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its cells on one line each, and whether Windows-1252 was tried for some letters."""

    line: int
    cells: tuple[str, ...]
    guessed: tuple[int, ...] = ()
    oversize: bool = False


def rows(text: str, where: str) -> Found:
    """What a table holds; ``ContactsError`` where no column has names, or a quote is never closed."""
    lines = [line + "\n" for line in text.split("\n")]
    skip = 1 if (named := re.fullmatch(r"sep=(.)\n", lines[0], re.IGNORECASE)) else 0
    separator = named[1] if named else _separator(lines)
    every = _records(lines[skip:], separator, where, skip)
    records = (row for row in every if any(row.cells) or row.oversize)
    begin = list(islice(records, _PREAMBLE))
    # A line or more of explanation may come before the headings.
    first = next((place for place, row in enumerate(begin) if _names(row.cells)), 0)
    table = _Table(begin[first] if begin else Row(0, ()), where, later=first > 0)
    for row in chain(begin[first + 1 :], records):
        table.take(row)
    return table.finding.done()


def _records(lines: Sequence[str], separator: str, where: str, skip: int) -> Iterator[Row]:
    csv.field_size_limit(LARGEST_FILE + 1)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    begin = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise ContactsError(
                _("%(file)s, line %(line)s: a quotation mark is not closed as it should be.")
                % {"file": where, "line": begin + 1 + skip},
                _("Fix that line, or export the file again; nothing was changed."),
            ) from None
        if cells:
            size = sum(map(len, lines[begin : reader.line_num]))
            line = begin + 1 + skip
            yield _row(line, cells) if size <= LARGEST_RECORD else Row(line, (), oversize=True)
        begin = reader.line_num


def _row(line: int, cells: Sequence[str]) -> Row:
    read = [readable(cell) for cell in cells[:_MOST_COLUMNS]]
    guessed = tuple(place for place, (_text, tried) in enumerate(read) if tried)
    return Row(line, tuple(one_line(text) for text, _tried in read), guessed)


def _separator(lines: Sequence[str]) -> str:
    """The separator with which most headings are known; of equals, the one that makes most columns."""
    first = [readable(line[:_LONGEST_HEAD])[0].strip("\n") for line in lines[:_PREAMBLE] if line.strip()]
    apart = {mark: [[cell.strip('" ') for cell in line.split(mark)] for line in first] for mark in SEPARATORS}
    return max(SEPARATORS, key=lambda mark: max(map(_known, apart[mark]), default=(0, 0)))


def _known(cells: Sequence[str]) -> tuple[int, int]:
    found = meaning(cells)
    fields = sum(len(places) for field, places in found.items() if field not in _NOT_TAKEN)
    return fields, len(cells) if fields else 0


def _names(cells: Sequence[str]) -> bool:
    found = meaning(cells)
    return any(found[field] for field in ("name", *NAME_PARTS, "organisation"))


class _Table:
    """Turns rows into contacts, under the headings of the first."""

    def __init__(self, heading: Row, where: str, *, later: bool = False) -> None:
        self.where, self.finding = where, Finding()
        self._head(heading, later=later)

    def _head(self, row: Row, *, later: bool = False) -> None:
        self.headings, self.fields = row.cells, meaning(row.cells)
        self.finding.headings = {name: row.cells[at[0]] for name, at in self.fields.items() if at}
        self.labels = {re.sub(r"(?i)(label|type)$", "", head): place for place, head in enumerate(row.cells)}
        self.parts = [self.fields[part][:1] for part in NAME_PARTS]
        self.part_places = [place for places in self.parts for place in places]
        self.unknown = [head for head in row.cells if head and not is_known(head)]
        named = self.fields["name"] or self.part_places
        alone = [head for head in row.cells if head]
        if len(alone) == 1 and (later or not is_alone_of_names(alone[0])):
            # Below a word such as "Person", and in the middle of a file, may stand anything: prose, settings.
            named = [] if has_marks(alone[0]) else named
            self.finding.alone = alone[0]
        if not named and (not self.fields["organisation"] or self.unknown):
            hint = _("Give the columns headings such as: Name, Organisation, Role, Email, Phone.")
            raise ContactsError(self._nameless(), hint)
        if self.unknown and not self.fields["name"] and bool(self.parts[0]) != bool(self.parts[-1]):
            told = _("only a part of each name is taken: “%(heading)s”. What is in %(unknown)s is not known.")
            known = self.headings[self.part_places[0]]
            self._tell(row, "", told % {"heading": known, "unknown": ", ".join(self.unknown[:10])})

    def _nameless(self) -> str:
        known = [self.headings[place] for field in ("organisation", *_BEST) for place in self.fields[field]]
        if not known:
            return _("%(file)s is neither vCard nor a table with a column of names.") % {"file": self.where}
        return _("%(file)s: no column is known to hold names. Known: %(known)s. Not known: %(unknown)s.") % {
            "file": self.where,
            "known": ", ".join(known[:10]),
            "unknown": ", ".join(self.unknown[:10]) or "–",
        }

    def take(self, row: Row) -> None:
        """One row becomes a contact, or is named."""
        if row.oversize:
            self._tell(row, "", too_large())
        elif row.cells == self.headings:
            # Two files joined: the second one's headings stand in the middle.
            return
        elif self._is_heading(row.cells):
            self._head(row)
        elif self._is_shifted(row.cells):
            why = _("skipped: its cells do not stand under their headings; is a separator or a mark missing?")
            self._tell(row, row.cells[0], why)
        else:
            self._take(row)

    def _tell(self, row: Row, name: str, text: str) -> None:
        self.finding.problems.append(Problem(row.line, name, text))

    def _is_heading(self, cells: Sequence[str]) -> bool:
        filled = [cell for cell in cells if cell]
        return len(filled) > 1 and all(map(is_known, filled)) and _names(cells) and _known(cells)[0] > 1

    def _is_shifted(self, cells: Sequence[str]) -> bool:
        """Whether a name holds more than a name, or an address stands in a wrong column alone."""
        names = [_cell(cells, place) for place in (*self.fields["name"], *self.part_places)]
        if any("@" in name and re.search(r"[;,\t|]", name) for name in names):
            return True
        alone = [cell for cell in cells if cell]
        if len(alone) == 1 and len(self.headings) > 1 and re.search(r"[;\t|]|,\S", alone[0]):
            return True
        written = [text for place in self.fields["email"] if (text := _cell(cells, place))]
        if not written or any(is_address(best_address([text])) for text in written):
            return False
        other = {*self.fields["other"], *self.fields["owner"]}
        return any(is_address(cell) for place, cell in enumerate(cells) if place not in other)

    def _take(self, row: Row) -> None:
        values = {field: self._values(row.cells, field) for field in (*_TEXTS, *_BEST)}
        beside = [found[2] for name in values["name"] if (found := _NAME_AND_ADDRESS.fullmatch(name))]
        values["email"] += [address for address in beside if is_address(address)]
        chosen = {field: best(texts for texts in values[field]) for field, best in _BEST.items()}
        used = set(self.part_places)
        used |= {place for field in _TEXTS for place in self._used(row.cells, field, values[field][:1])}
        used |= {place for field in _BEST for place in self._chosen(row, field, chosen[field])}
        role, organisation, owner = ("".join(values[field][:1]) for field in _TEXTS[1:])
        name = self._name(row.cells, values["name"])
        if not name and organisation:
            name, organisation = organisation, ""
            if self.fields["name"] or self.part_places:
                self._tell(row, name, _("no name of a person in it; taken as an organisation."))
        given = "".join(_cell(row.cells, place) for place in self.parts[0])
        called = in_greeting(name, given, "" if organisation else "".join(values["organisation"][:1]))
        reached = chosen["email"], chosen["phone"], bool(used & set(row.guessed))
        self.finding.contacts.append(Contact(row.line, name, role, organisation, *reached, owner, called))
        self._leave(row, used, name, bool(chosen["email"]))
        self._leave_further(row, name, chosen, beside)

    def _values(self, cells: Sequence[str], field: str) -> list[str]:
        places = (one for one in self.fields[field] if field != "phone" or not self._is_fax(cells, one))
        return [text for place in places if (text := _cell(cells, place))]

    def _used(self, cells: Sequence[str], field: str, texts: Sequence[str]) -> list[int]:
        """The columns that hold what was taken; the same value elsewhere counts as well."""
        return [place for place in self.fields[field] if _cell(cells, place) in texts]

    def _chosen(self, row: Row, field: str, chosen: str) -> list[int]:
        """The columns out of whose cells the address or number was taken, whatever else stands there."""
        return [
            place
            for place in self.fields[field]
            if chosen and _BEST[field]([_cell(row.cells, place)]) == chosen
        ]

    def _leave_further(self, row: Row, name: str, chosen: Mapping[str, str], beside: Sequence[str]) -> None:
        """Name what stands in one cell besides what was taken out of it."""
        for field, several in _SEVERAL.items():
            cells = [_cell(row.cells, place) for place in self._chosen(row, field, chosen[field])]
            found = [one for cell in cells for one in several(cell)]
            found += beside if field == "email" else []
            if more := [one for one in dict.fromkeys(found) if fold(one) != fold(chosen[field])]:
                told = _("left out besides %(taken)s: %(more)s")
                self._tell(row, name, told % {"taken": chosen[field], "more": ", ".join(more)})

    def _is_fax(self, cells: Sequence[str], place: int) -> bool:
        """Whether Google's label beside a number says that nobody answers there."""
        label = self.labels.get(re.sub(r"(?i)value$", "", self.headings[place]))
        return label is not None and re.search(r"(?i)fax|pager", _cell(cells, label)) is not None

    def _name(self, cells: Sequence[str], shown: Sequence[str]) -> str:
        spelled = one_line(" ".join(_cell(cells, place) for place in self.part_places))
        for name in shown:
            name = match[1] if (match := _NAME_AND_ADDRESS.fullmatch(name)) else name
            turned = "," in name and sorted(re.findall(r"\w+", name)) == sorted(re.findall(r"\w+", spelled))
            if not turned and not is_address(name):
                return name
        return "" if is_address(spelled) else spelled

    def _leave(self, row: Row, used: set[int], name: str, reachable: bool) -> None:
        lost: dict[str, None] = {}
        for place, cell in enumerate(row.cells):
            if not cell or place in used:
                continue
            heading = _cell(self.headings, place)
            shown = heading or _("column %(number)s") % {"number": place + 1}
            self.finding.left[shown] = None
            unsure = not heading or heading in self.unknown or place in self.fields["either"]
            if unsure and not reachable and is_address(cell):
                lost[shown] = None
        if lost:
            told = _("the address under “%(heading)s” is not taken: this heading is not known.")
            self._tell(row, name, told % {"heading": ", ".join(lost)})


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""
