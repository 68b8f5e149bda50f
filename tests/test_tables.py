"""Tables (CSV): what a heading means, and what is told where it is not known."""

from __future__ import annotations

import pytest

from netinvite.importing import read
from netinvite.importing.contact import Contact, ContactsError


def parse(text):
    return read.parse(text.encode(), "people")


@pytest.mark.parametrize(
    "headings",
    [
        "First Name,Last Name,Company,Job Title,E-mail Address,Mobile Phone",
        "First Name,Last Name,Organization,Job Title,Primary Email,Mobile Number",
        "Given Name,Family Name,Organization Name,Organization 1 - Title,E-mail 1 - Value,Phone 1 - Value",
        "Fornavn,Efternavn,Firma,Stilling,E-mail-adresse,Mobiltelefon",
        "Fornavn,Efternavn,Organisation,Job titel,Primær mail,Mobilnummer",
        "Vorname,Nachname,Firma,Position,E-Mail-Adresse,Mobiltelefon",
        "Vorname,Nachname,Organisation,Arbeitstitel,Primäre E-Mail-Adresse,Mobil-Tel.-Nr.",
        "Fornavn,Etternavn,Firma,Stilling,E-postadresse,Mobiltelefon",
        "Fornavn,Etternavn,Organisasjon,Jobbtittel,Primær e-post,Mobil",
        "Förnamn,Efternamn,Företag,Befattning,E-postadress,Mobiltelefon",
        "Förnamn,Efternamn,Organisation,Titel,E-post,Mobiltelefon",
        "FIRST NAME,last_name,Company Name,Position,EMail,Phone Number",
    ],
)
def test_headings_of_programs_in_five_languages(headings):
    """Outlook's, Thunderbird's and Google's own, whatever the separator."""
    for mark in ",;\t":
        text = (headings + "\nÅse,Lund,Nordby,leder,aase@example.org,12345678\n").replace(",", mark)
        wanted = Contact(2, "Åse Lund", "leder", "Nordby", "aase@example.org", "12345678")
        assert parse(text).contacts == (wanted,)


ROW = "Name,Email,E-mail 2,Phone,Mobile,Notes\nBo,{}\n"


@pytest.mark.parametrize(
    ("cells", "email", "phone"),
    [
        ("bo@example.org ::: b@example.net,,12345678 ::: 87654321,,", "bo@example.org", "12345678"),
        ("none,bo@example.org,,,", "bo@example.org", ""),
        ("old ::: bo@example.org,,,,", "bo@example.org", ""),
        ("Bo Bro <bo@example.org>,,,,", "bo@example.org", ""),
        ("mailto:bo@example.org,,,,", "bo@example.org", ""),
        ("bo@example.org; b@example.net,,,,", "bo@example.org", ""),
        (",,,,write to bo@example.org", "", ""),
        (",,fax 11111111,87654321,", "", "87654321"),
        (",,4512,87654321,", "", "87654321"),
        (",,ask Eva,87 65 43 21,", "", "87 65 43 21"),
        (",,local 22 / 12 34 56 78,,", "", "12 34 56 78"),
        (",,'+45 12 34 56 78,,", "", "+45 12 34 56 78"),
        (",,4512,,", "", "4512"),
    ],
)
def test_the_first_that_can_stand_is_taken(cells, email, phone):
    """A second address or number is tried where the first is none; notes are never read."""
    found = parse(ROW.format(cells)).contacts[0]
    assert (found.email, found.phone) == (email, phone)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Name,Correo\nEva,\nBo,bo@example.org\n", 3),
        ("Name,Email,Correo\nEva,,\nBo,,bo@example.org\n", 3),
        ("Navn;Adresse\nEva;Havnegade 1\nBo;bo@example.org\n", 3),
        ("Name,Email\nEva,\nBro, Bo,bo@example.org\n", 3),
        ("Name,Email\nEva,\nBo;bo@example.org\n", 3),
        ("Name,Email\nEva,\nBo;12345678\n", 3),
        ("Name,Company,Email\nEva,,\n,Nordby,bo@example.org\n", 3),
        ("Fornavn,Slægtsnavn,Mail\nEva,Krog,\n", 1),
    ],
)
def test_a_row_that_loses_its_name_or_address_is_told(text, line):
    """With its line; the others come in."""
    found = parse(text)
    assert [problem.line for problem in found.problems] == [line]
    assert found.contacts[0].name == "Eva"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Nome,Firma,Email\nBo,Nordby,bo@example.org\n", ["Nome", "Firma", "Email"]),
        ("Nom;Société;Email\nBo;Nordby;bo@example.org\n", ["Nom", "Email"]),
    ],
)
def test_a_company_is_never_taken_for_a_name_in_an_unknown_column(text, named):
    """The file is refused, and the columns that are known and those that are not are named."""
    with pytest.raises(ContactsError) as caught:
        parse(text)
    assert all(heading in caught.value.message for heading in named)


def test_a_list_of_organisations_is_one():
    """Where every heading is known there is no name to lose."""
    found = parse("Firma;Mail\nNordby;n@example.org\n")
    assert found.contacts == (Contact(2, "Nordby", email="n@example.org"),)
    assert not found.problems


@pytest.mark.parametrize("name", ["bo@example.org", "Bo Bro <bo@example.org>", "Bo Bro (bo@example.org)"])
def test_an_address_is_no_name(name):
    """What stands before it is one."""
    found = parse(f"Display Name,Primary Email\n{name},bo@example.org\n").contacts[0]
    assert found.name == ("Bo Bro" if "Bro" in name else "")


def test_a_name_turned_round_is_turned_back():
    """Where its parts stand beside it."""
    found = parse('First Name,Last Name,Display Name\nBo,Bro,"Bro, Bo"\n')
    assert found.contacts[0].name == "Bo Bro"


def test_the_headings_of_a_second_file_count_from_there():
    """Two tables joined."""
    found = parse("Name,Email\nBo,bo@example.org\nEmail,Name\neva@example.org,Eva\n")
    assert [(one.name, one.email) for one in found.contacts] == [
        ("Bo", "bo@example.org"),
        ("Eva", "eva@example.org"),
    ]
