"""Address books as Outlook, Apple and Google export them, and as nobody should."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netinvite.errors import NetinviteError, UsageError
from netinvite.importing import read
from netinvite.importing.contact import LARGEST_FILE, Contact, ContactsError

OUTLOOK = """\
BEGIN:VCARD\r
VERSION:2.1\r
N;LANGUAGE=da;CHARSET=windows-1252;ENCODING=QUOTED-PRINTABLE:=D8sterg=E5rd;Jonas\r
FN;CHARSET=windows-1252;ENCODING=quoted-printable:Jonas =D8ster=\r
g=E5rd\r
ORG:V\u00e6restedet \u00c5en;Afdeling\r
TITLE:Leder\r
TEL;WORK;FAX:11 11 11 11\r
TEL;WORK;VOICE:12 34 56 78\r
EMAIL;PREF;INTERNET:jonas@example.org\r
PHOTO;TYPE=JPEG;ENCODING=BASE64:\r
 /9j/4AAQSkZJRgABAQ\r
\r
END:VCARD\r
"""
APPLE = """\
BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//macOS 14//EN
N:Holm;Anna;;;
FN:Anna Holm
ORG:Nordby\\, by og land;
item1.EMAIL;type=INTERNET;type=HOME:old@example.org
item2.EMAIL;type=INTERNET;type=pref:anna@example.org
item2.X-ABLabel:_$!<Work>!$_
TEL;type=CELL;type=VOICE;type=pref:+45 12 34 56 78
NOTE:met at
  the fair
END:VCARD
BEGIN:VCARD
VERSION:3.0
N:;;;;
FN:Kirkens Hus
ORG:Kirkens Hus;
X-ABShowAs:COMPANY
END:VCARD
"""
FOUR = """\
BEGIN:VCARD
VERSION:4.0
FN:Bo Lind
TEL;VALUE=uri;TYPE="voice,home":tel:+45-12-34-56-78;ext=9
EMAIL;PREF=2:second@example.org
EMAIL;PREF=1:first@example.org
END:VCARD
BEGIN:VCARD
VERSION:4.0
KIND:org
FN:Foreningen
END:VCARD
BEGIN:VCARD
VERSION:4.0
KIND:group
FN:Alle
END:VCARD
"""
GOOGLE = (
    "First Name,Middle Name,Last Name,Organization Name,Organization Title,"
    "E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Value,Notes\n"
    "Anna,,Holm,Nordby,Leder,Work,anna@example.org ::: a@example.org,12 34 56 78,hello\n"
    ",,,Kirkens Hus,,,,,\n"
)
OUTLOOK_TABLE = (
    '"Titel";"Fornavn";"Efternavn";"Firma";"Stilling";"Arbejdstelefon";"Mobiltelefon";"E-mailadresse"\r\n'
    '"Hr.";"Jonas";"Østergård";"Værestedet";"";"";"12345678";"jonas@example.org"\r\n'
)


def parse(text, encoding="utf-8"):
    return read.parse(text.encode(encoding), "people")


def test_outlooks_card():
    """vCard 2.1: quoted-printable in Windows' letters, a photo, a fax that is no phone."""
    found = parse(OUTLOOK, "cp1252")
    assert found.contacts == (
        Contact(1, "Jonas Østergård", "Leder", "Værestedet Åen", "jonas@example.org", "12 34 56 78"),
    )
    assert found.left == ("PHOTO", "further TEL")
    assert found.problems == ()


def test_apples_cards():
    """vCard 3.0: groups, preferred values, escapes, and an organisation without a person."""
    found = parse(APPLE)
    assert found.contacts == (
        Contact(1, "Anna Holm", "", "Nordby, by og land", "anna@example.org", "+45 12 34 56 78"),
        Contact(14, "Kirkens Hus", called="Kirkens Hus"),
    )
    assert found.left == ("NOTE", "further EMAIL")


def test_cards_of_version_four():
    """vCard 4.0: addresses as URI, ranks, kinds; a list of people is no person."""
    found = parse(FOUR)
    assert found.contacts == (
        Contact(1, "Bo Lind", "", "", "first@example.org", "+45-12-34-56-78"),
        Contact(8, "Foreningen"),
    )
    assert [(problem.line, problem.name) for problem in found.problems] == [(13, "Alle")]


def test_googles_table():
    """Google's headings; several values in one cell; an organisation alone."""
    found = parse(GOOGLE)
    assert found.contacts == (
        Contact(2, "Anna Holm", "Leder", "Nordby", "anna@example.org", "12 34 56 78"),
        Contact(3, "Kirkens Hus", called="Kirkens Hus"),
    )
    assert found.left == ("E-mail 1 - Label", "Notes")
    lost, _organisation = found.problems
    assert lost.line == 2 and "anna@example.org: a@example.org" in lost.text


def test_outlooks_table_in_danish():
    """Titel beside Stilling is Mr. or Mrs., not what somebody does."""
    found = parse(OUTLOOK_TABLE, "cp1252")
    assert found.contacts == (
        Contact(2, "Jonas Østergård", "", "Værestedet", "jonas@example.org", "12345678"),
    )
    assert found.left == ("Titel",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_every_encoding_and_separator(encoding, separator):
    """The same table however it was saved."""
    text = "Navn,Rolle,Tlf.\nSøren Ø,leder,12345678\n".replace(",", separator)
    assert parse(text, encoding).contacts == (Contact(2, "Søren Ø", "leder", "", "", "12345678"),)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_cards_in_every_encoding(encoding):
    """Cards too."""
    text = "BEGIN:VCARD\nVERSION:3.0\nFN:Søren Ø\nEND:VCARD\n"
    assert parse(text, encoding).contacts == (Contact(1, "Søren Ø"),)


def test_a_separator_named_in_the_first_line():
    """As Excel writes it."""
    assert parse("sep=|\nNavn|Mail\nBo|bo@example.org\n").contacts == (
        Contact(3, "Bo", email="bo@example.org"),
    )


def test_quoted_line_ends_keep_the_place():
    """A cell over two lines; the next row is still named by its own line."""
    found = parse('Name,Role\n"Anna\nHolm",x\nBo,y\n')
    assert found.contacts == (Contact(2, "Anna Holm", "x"), Contact(4, "Bo", "y"))


def test_a_card_without_an_end_stops_no_other():
    """It is named with its line."""
    found = parse("BEGIN:VCARD\nFN:Cut\nBEGIN:VCARD\nFN:Whole\nEND:VCARD\n")
    assert [contact.name for contact in found.contacts] == ["Whole"]
    assert [(problem.line, problem.name) for problem in found.problems] == [(1, "Cut")]


CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Bo\n{}END:VCARD\n"


@pytest.mark.parametrize(
    ("lines", "email", "phone"),
    [
        ("EMAIL:none\nEMAIL:bo@example.org\n", "bo@example.org", ""),
        ("EMAIL:b@example.org\nEMAIL;TYPE=PREF:bo@example.org\n", "bo@example.org", ""),
        ("NOTE:bo@example.org\n", "", ""),
        ("TEL:ask Eva\nTEL;TYPE=WORK:12345678\n", "", "12345678"),
        ("TEL;TYPE=WORK:87654321\nTEL;TYPE=CELL:12345678\n", "", "12345678"),
        ("TEL;TYPE=WORK,FAX,PREF:87654321\nTEL:12345678\n", "", "12345678"),
        ("a.TEL:87654321\na.X-ABLabel:Fax\nTEL:12345678\n", "", "12345678"),
        ("TEL;TYPE=HOMEFAX:87654321\n", "", ""),
        ("TEL:4512\nTEL:12345678\n", "", "12345678"),
    ],
)
def test_the_first_that_can_stand_is_taken(lines, email, phone):
    """Preferred ones and mobile phones first; a fax or a word is no number, a note is no address."""
    found = parse(CARD.format(lines))
    assert found.contacts == (Contact(1, "Bo", email=email, phone=phone),)
    assert not found.problems


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ("FN:bo@example.org\nN:Bro;Bo\n", "Bo Bro"),
        ("FN:Bro\\, Bo\nN:Bro;Bo\n", "Bo Bro"),
        ("FN:bo@example.org\nEMAIL:bo@example.org\n", ""),
        ("N:Bro;Bo\nORG:Nordby\nFN:Nordby\n", "Bo Bro"),
    ],
)
def test_the_name_is_the_persons(lines, name):
    """Not an address, not the organisation, not turned round."""
    assert parse(f"BEGIN:VCARD\n{lines}END:VCARD\n").contacts[0].name == name


def test_a_company_under_no_name_is_told():
    """It is taken as an organisation."""
    found = parse("BEGIN:VCARD\nN:;;;;\nORG:Nordby\nEND:VCARD\n")
    assert found.contacts == (Contact(1, "Nordby"),)
    assert [(problem.line, problem.name) for problem in found.problems] == [(1, "Nordby")]


def test_a_card_within_a_card_is_not_a_person():
    """vCard 2.1 lets an agent stand inside."""
    found = parse("BEGIN:VCARD\nFN:Anna\nAGENT:\nBEGIN:VCARD\nFN:Agent\nEND:VCARD\nTEL:12345678\nEND:VCARD\n")
    assert found.contacts == (Contact(1, "Anna", phone="12345678"),)


@pytest.mark.parametrize(
    "large", ["BEGIN:VCARD\nFN:{}\nEND:VCARD\nBEGIN:VCARD\nFN:Bo\nEND:VCARD", "Name\n{}\nBo\n"]
)
def test_a_record_over_a_megabyte_is_skipped_and_named(large):
    """And the others are read."""
    found = parse(large.format("x" * 1_000_001))
    assert [contact.name for contact in found.contacts] == ["Bo"]
    assert "1 MB" in found.problems[0].text


def test_a_file_over_fifty_megabytes_is_refused(tmp_path):
    """Without reading all of it."""
    file = tmp_path / "large.csv"
    with file.open("wb") as stream:
        stream.truncate(LARGEST_FILE + 1)
    with pytest.raises(ContactsError, match="50 MB"):
        read.read(file)


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"hello\n", b"\x81\x8d", b"Colour;Size\nred;1\n", b'Name\n"Anna\n']
)
def test_what_is_no_address_book_is_refused(data):
    """With a hint."""
    with pytest.raises(ContactsError) as caught:
        read.parse(data, "x")
    assert caught.value.hint


def test_a_file_that_is_not_there(tmp_path):
    """Is a wrong use."""
    with pytest.raises(UsageError):
        read.read(tmp_path / "none.vcf")


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            ["BEGIN:VCARD", "END:VCARD", "AGENT:", "N:a;b", "ORG:;", "TEL;PREF=1;TYPE=,:1", "FN:"]
        ),
        st.builds(
            "{}{}{}".format,
            st.sampled_from(["N", "FN", "ORG", "TEL", "EMAIL", "a.TEL", "KIND", "PHOTO"]),
            st.sampled_from(
                [";", ":", ";QUOTED-PRINTABLE:", ";ENCODING=QUOTED-PRINTABLE;CHARSET=x:", ";=:", '="']
            ),
            st.text(max_size=20),
        ),
        st.text(max_size=20),
    ),
    max_size=20,
)


@given(LINES)
def test_no_cards_make_a_traceback(lines):
    """Only our own errors leave."""
    calm(("BEGIN:VCARD\n" + "\n".join(lines)).encode("utf-8", "replace"))


@given(st.text(alphabet=st.sampled_from('",;\t\nab\0\r\x0b\u2028'), max_size=80))
def test_no_table_makes_a_traceback(text):
    """Quotes, line ends and separators anywhere."""
    calm(("Name,Mail\n" + text).encode())


@given(st.binary(max_size=200))
def test_no_bytes_make_a_traceback(data):
    """Whatever they are."""
    calm(data)


def calm(data):
    try:
        found = read.parse(data, "x")
    except NetinviteError as error:
        assert error.message and error.hint
    else:
        assert all("\n" not in contact.name for contact in found.contacts)
