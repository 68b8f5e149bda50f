"""Address books as tables (CSV): Outlook's, Google's and people's own, with Danish or English headings."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from netinvite.addressbooks.addressbook import (
    LARGEST_FILE,
    LARGEST_RECORD,
    Contact,
    ContactsError,
    Finding,
    Found,
    Problem,
    one_line,
    too_large,
)
from netinvite.language import _
from netinvite.names import fold

SEPARATORS = (";", ",", "\t")
# How Google writes several values in one cell.
_MANY = ":::"
# Headings as ``plain`` makes them: small letters, only letters and digits. Earlier ones win.
_NUMBERED = ("", " 1", " 2", " 3")
_MAIL = ("e mail", "email", "mail", "e post", "epost", "mailadresse", "e mailadresse", "emailadresse")
_PHONE = ("phone", "telephone", "telefon", "tlf", "phone number", "telefonnummer", "telefonnr", "tlf nr")

NAME_PARTS = (
    ("first name", "given name", "fornavn", "fornavne"),
    ("middle name", "additional name", "mellemnavn"),
    ("last name", "family name", "surname", "efternavn"),
)
HEADINGS: dict[str, tuple[str, ...]] = {
    "name": (
        "name",
        "full name",
        "display name",
        "navn",
        "fulde navn",
        "vist navn",
        "kontaktperson",
        "person",
    ),
    "role": (
        *("job title", "jobtitle", "role", "rolle", "stilling", "jobtitel", "stillingsbetegnelse"),
        *(
            "organization title",
            "organization 1 title",
            "funktion",
            "position",
            "profession",
            "titel",
            "title",
        ),
    ),
    "organisation": (
        *("organisation", "organization", "company", "company name", "organization name", "firma"),
        *("organization 1 name", "firmanavn", "virksomhed", "arbejdsplads", "arbejdssted", "forening"),
        *("workplace", "employer"),
    ),
    "email": tuple(
        f"{word}{number}{more}"
        for number in _NUMBERED
        for word in _MAIL
        for more in ("", " address", " adresse", " value")
    ),
    "phone": (
        *(f"{word}{number}{more}" for number in _NUMBERED for word in _PHONE for more in ("", " value")),
        *("mobile phone", "mobile", "mobil", "mobiltelefon", "mobilnummer", "mobilnr", "cell phone"),
        *("primary phone", "business phone", "arbejdstelefon", "telefon arbejde", "telefon firma"),
        *("business phone 2", "company main phone", "hovedtelefon firma", "home phone", "telefon privat"),
        *("hjemmetelefon", "privattelefon", "other phone", "anden telefon"),
    ),
}
# In Outlook, Title is Mr. or Mrs. beside Job Title: one column at most says what somebody does.
_ONE_ONLY = ("role",)


def plain(heading: str) -> str:
    """``heading`` as it stands in the tables above."""
    return " ".join(re.findall(r"[^\W_]+", fold(heading)))


def columns_of(headings: Sequence[str], words: Sequence[str]) -> list[int]:
    """The columns that ``words`` mean, best first."""
    known = [plain(heading) for heading in headings]
    return [place for word in words for place, heading in enumerate(known) if heading == word]


def recognised(headings: Sequence[str]) -> dict[str, list[int]]:
    """For each field its columns, best first; the parts of a name stand apart in ``NAME_PARTS``."""
    found = {field: columns_of(headings, words) for field, words in HEADINGS.items()}
    for field in _ONE_ONLY:
        found[field] = found[field][:1]
    return found


def rows(text: str, where: str) -> Found:
    """What a table holds; ``ContactsError`` where no column has names, or a quote is never closed."""
    lines = [line + "\n" for line in text.split("\n")]
    skip = 1 if (named := re.fullmatch(r"sep=(.)\n", lines[0], re.IGNORECASE)) else 0
    separator = named[1] if named else _separator(lines)
    records = _records(lines[skip:], separator, where, skip)
    _line, headings = next(((line, cells) for line, cells in records if any(cells)), (0, []))
    table = _Table(headings, where)
    for line, cells in records:
        if any(cells):
            table.take(line, cells)
    return table.finding.done()


def _records(lines: Sequence[str], separator: str, where: str, skip: int) -> Iterator[tuple[int, list[str]]]:
    """The records and the line each begins on; too large a one is empty but for ``too_large``."""
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
                _("Mend that line, or export the file again; nothing was changed."),
            ) from None
        size = sum(map(len, lines[begin : reader.line_num]))
        yield begin + 1 + skip, [one_line(cell) for cell in cells] if size <= LARGEST_RECORD else [_OVERSIZE]
        begin = reader.line_num


# A line end is in no cell that ``one_line`` made.
_OVERSIZE = "\n"


def _separator(lines: Sequence[str]) -> str:
    """The separator with which most headings are known; of equals, the one that makes most columns."""
    first = next((line for line in lines if line.strip()), "")
    return max(SEPARATORS, key=lambda mark: _known(first.split(mark)))


def _known(headings: Sequence[str]) -> tuple[int, int]:
    fields = sum(map(len, recognised(headings).values()))
    return fields + sum(len(columns_of(headings, words)) for words in NAME_PARTS), len(headings)


class _Table:
    """Turns rows into contacts, under the headings of the first."""

    def __init__(self, headings: Sequence[str], where: str) -> None:
        self.headings = headings
        self.fields = recognised(headings)
        self.parts = [columns_of(headings, words)[:1] for words in NAME_PARTS]
        self.finding = Finding()
        if not (self.fields["name"] or any(self.parts) or self.fields["organisation"]):
            raise ContactsError(
                _("%(file)s is neither vCard nor a table with a column of names.") % {"file": where},
                _("Give the columns headings such as: Name, Organisation, Role, Email, Phone."),
            )

    def take(self, line: int, cells: Sequence[str]) -> None:
        """One row becomes a contact."""
        if cells[0] == _OVERSIZE:
            self.finding.problems.append(Problem(line, "", too_large()))
            return
        used: set[int] = {place for places in self.parts for place in places}
        found = {field: self._first(cells, places, used) for field, places in self.fields.items()}
        contact = Contact(line, **found)
        if not contact.name:
            spelled = " ".join(_cell(cells, place) for places in self.parts for place in places)
            contact = replace(contact, name=one_line(spelled))
        if not contact.name:
            contact = replace(contact, name=contact.organisation, organisation="")
        self.finding.contacts.append(contact)
        self._leave(cells, used)

    def _first(self, cells: Sequence[str], places: Sequence[int], used: set[int]) -> str:
        """The first value there is; the same one elsewhere counts as used."""
        values = [(place, _cell(cells, place)) for place in places]
        taken = next((value.partition(_MANY)[0].strip() for _place, value in values if value), "")
        used.update(place for place, value in values if value == taken)
        return taken

    def _leave(self, cells: Sequence[str], used: set[int]) -> None:
        for place, cell in enumerate(cells):
            if cell and place not in used:
                heading = self.headings[place] if place < len(self.headings) else ""
                self.finding.left[heading or _("column %(number)s") % {"number": place + 1}] = None


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""
