"""The exports of address-book programs, byte for byte as they write them, with made-up people."""

from __future__ import annotations

from pathlib import Path

import pytest

from netinvite.importing import read
from netinvite.importing.contact import Contact, ContactsError

BOOKS = Path(__file__).parent / "data" / "addressbooks"
LIBRARY = "Nordby Bibliotek"
AASE = Contact(1, "Åse Lund", "", LIBRARY, "aase@example.org", "12345678")
EXPECTED = {
    "android.vcf": [
        Contact(1, "Jørgen Krøyer", "", "Værestedet", "joergen@example.org", "+4512345678"),
    ],
    "apple.vcf": [
        Contact(
            1,
            "Åse Marie Lund",
            "bibliotekar",
            "Nordby, by og land",
            "aase@example.org",
            "12 34 56 78",
            called="Åse",
        ),
        Contact(16, "Kirkens Hus", email="kontor@example.org", called="Kirkens Hus"),
    ],
    "evolution.vcf": [Contact(1, "Åse Lund", "", LIBRARY, "aase@example.org", "12 34 56 78")],
    "excel.da.csv": [
        Contact(3, "Åse Lund", "bibliotekar", LIBRARY, "aase@example.org", "12 34 56 78"),
        Contact(4, '=HYPERLINK("x")'),
    ],
    "google-old.csv": [Contact(2, "Søren Ø", "leder", "Centret", "soeren@example.org", "12345678")],
    "google.csv": [
        Contact(2, "Åse Lund", "bibliotekar", LIBRARY, "aase@example.org", "+45 12 34 56 78"),
        Contact(3, "Kirkens Hus", email="kontor@example.org", called="Kirkens Hus"),
    ],
    "google.vcf": [Contact(1, "Åse Lund", "bibliotekar", LIBRARY, "aase@example.org", "+4512345678")],
    "icloud.vcf": [Contact(1, "Jørgen Krøyer-Bro", "", "", "joergen@example.org", "+45 87 65 43 21")],
    "kaddressbook.csv": [Contact(2, "Åse Lund", "bibliotekar", LIBRARY, "aase@example.org", "12345678")],
    "kaddressbook.vcf": [Contact(1, "Åse Lund", "bibliotekar", LIBRARY, "aase@example.org", "12345678")],
    "khard.vcf": [AASE],
    "libreoffice.csv": [Contact(2, "Åse Lund", "", LIBRARY, "aase@example.org", "12 34 56 78")],
    "linkedin.csv": [
        Contact(5, "Åse Lund", "bibliotekar", LIBRARY, "aase@example.org"),
        Contact(6, "Jørgen Krøyer", "leder", "Værestedet, Åen"),
    ],
    "nextcloud.vcf": [Contact(1, "Åse Lund", "", LIBRARY, "aase@example.org", "+45-12-34-56-78")],
    "outlook.da.csv": [
        Contact(
            2,
            "Jørgen Ærø Krøyer",
            "leder",
            "Værestedet Åen",
            "joergen@example.org",
            "12 34 56 78",
            called="Jørgen",
        ),
        Contact(3, "Åse Lund", "", "Nordby", "aase@example.org"),
    ],
    "outlook.de.csv": [
        Contact(2, "Jürgen Größe", "Köchin", "Lübecker Haus", "juergen@example.org", "0171 2345678"),
        Contact(3, "Änne Müßig", "", "", "aenne@example.org", "+49 451 765432"),
    ],
    "outlook.en.csv": [
        Contact(2, "Anna Holm", "teacher", "Northby, by and land", "anna@example.org", "12345678"),
    ],
    "outlook.nb.csv": [
        Contact(2, "Bjørg Ødegård", "daglig leder", "Fjordhuset", "bjoerg@example.org", "22 33 44 55"),
    ],
    "outlook.sv.csv": [
        Contact(2, "Göran Åkesson", "ordförande", "Föreningen Ön", "goeran@example.org", "08-123 456 78"),
    ],
    "outlook.vcf": [
        Contact(1, "Jonas Østergård", "køkkenleder", "Værestedet Åen", "jonas@example.org", "12 34 56 78"),
    ],
    "proton.vcf": [Contact(1, "Åse Lund", email="aase@example.org", phone="12345678")],
    "roundcube.vcf": [Contact(1, "Åse Lund", "bibliotekar", LIBRARY, "aase@example.org", "12345678")],
    "samsung.vcf": [Contact(1, "Åse Østergård", email="aase@example.org", phone="12 34 56 78")],
    "thunderbird.da.csv": [
        Contact(2, "Åse Lund", "bibliotekar", LIBRARY, "aase@example.org", "12 34 56 78"),
        Contact(3, "Kirkens Hus", phone="87654321", called="Kirkens Hus"),
    ],
    "thunderbird.en.csv": [
        Contact(2, "Åse Lund", "librarian", "Nordby Library", "aase@example.org", "+45 12 34 56 78"),
        Contact(3, "Jørgen Krøyer-Bro", email="joergen@example.org", phone="87 65 43 21"),
    ],
    "thunderbird.vcf": [
        Contact(1, "Åse Lund", "librarian", "Nordby Library", "aase@example.org", "12 34 56 78"),
    ],
}
# An organisation under headings for a person's name.
# And second addresses and numbers in one cell.
TOLD = {"excel.da.csv": [3], "google.csv": [2, 2, 3], "thunderbird.da.csv": [3]}


@pytest.mark.parametrize("name", EXPECTED)
def test_an_export_gives_everyone_in_it(name):
    """Names, roles, organisations, addresses and numbers as they were entered, and nothing else is told."""
    found = read.read(BOOKS / name)
    assert list(found.contacts) == EXPECTED[name]
    assert [problem.line for problem in found.problems] == TOLD.get(name, [])


def test_every_export_is_expected():
    """None lies there unread; LDIF is refused."""
    assert {file.name for file in BOOKS.iterdir()} == {*EXPECTED, "thunderbird.ldif"}
    with pytest.raises(ContactsError, match="neither vCard nor a table"):
        read.read(BOOKS / "thunderbird.ldif")
