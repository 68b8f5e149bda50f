"""Names in all their letters, whatever some other byte of the file is."""

from __future__ import annotations

import time

import pytest

from netinvite.importing import read
from netinvite.importing.contact import ContactsError, decoded

CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:{}\nEND:VCARD\n"


def names(data):
    return [contact.name for contact in read.parse(data, "people").contacts]


@pytest.mark.parametrize("eol", ["\n", "\r\n", "\r", "\r\r\n"])
@pytest.mark.parametrize("head", ["Name\n{}\n{}\n", CARD + CARD])
def test_one_byte_in_another_encoding_spoils_no_other_name(head, eol):
    """The name it stands in is read as Windows-1252, and said to be."""
    data = head.format("Søren", "J\0rgen").replace("\n", eol).encode().replace(b"\0", b"\xf8")
    found = read.parse(data, "people")
    assert [(one.name, one.guessed) for one in found.contacts] == [("Søren", False), ("Jørgen", True)]


def test_a_line_folded_inside_a_letter():
    """Bytes are joined before they are read."""
    whole = CARD.format("Søren Østergård").encode()
    for place in range(whole.index(b"FN:") + 3, whole.index(b"\nEND")):
        assert names(whole[:place] + b"\r\n " + whole[place:]) == ["Søren Østergård"], place


@pytest.mark.parametrize("blank", [b"", b" "])
def test_a_soft_line_break_inside_a_letter(blank):
    """With the blank of a folded line after it, or without."""
    data = b"BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:S=C3=\n" + blank + b"=B8ren\nEND:VCARD\n"
    assert names(data) == ["Søren"]


ENCODINGS = ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"]


@pytest.mark.parametrize("first", ENCODINGS)
@pytest.mark.parametrize("second", ENCODINGS[:4])
def test_two_files_joined(first, second):
    """Each part in its own letters, also with a mark in the middle."""
    cards = [CARD.format(name).encode(encoding) for name, encoding in (("Søren", first), ("Åse", second))]
    assert names(b"".join(cards)) == ["Søren", "Åse"]
    table = "Navn;Rolle som man har den hos os\nSøren;leder\n".encode(first)
    assert names(table + "Navn;Virksomhed;Telefon;Email\nÅse;Værestedet\n".encode(second)) == ["Søren", "Åse"]


@pytest.mark.parametrize(
    ("charset", "written"),
    [
        ("ISO-8859-1", b"S\xf8ren"),
        ("windows-1252", b"S\xf8ren"),
        ("UTF-8", "Søren".encode()),
        ("cp850", b"S\x9bren"),
    ],
)
def test_a_line_that_names_its_encoding_is_read_in_it(charset, written):
    """Raw, as vCard 2.1 allows."""
    data = b"BEGIN:VCARD\nFN;CHARSET=" + charset.encode() + b":" + written + b"\nEND:VCARD\n"
    found = read.parse(data, "people")
    assert [(one.name, one.guessed) for one in found.contacts] == [("Søren", False)]


@pytest.mark.parametrize("charset", ["x", "punycode", "rot13", "hex", "utf-8\0", "undefined", "idna"])
def test_an_encoding_that_is_none_does_not_matter(charset):
    """The bytes are read as those of other lines are."""
    assert decoded("Søren".encode(), charset) == ("Søren", False)


def test_a_letter_that_is_none_is_told():
    """A name with it cannot be used; the others come in."""
    found = read.parse(b"Name\nBo\x81\nEva\n", "people")
    assert [one.name for one in found.contacts] == ["Bo\ufffd", "Eva"]


HOSTILE = {
    "soft line breaks": b"BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:" + b"a=\n" * 200_000 + b"b\nEND:VCARD\n",
    "folded lines": b"BEGIN:VCARD\nFN:Bo\nNOTE:" + b"a\n " * 50_000 + b"\nEND:VCARD\n",
    "cards in cards": b"BEGIN:VCARD\nFN:Bo\n" + b"AGENT:\nBEGIN:VCARD\n" * 50_000,
    "begun cards": b"BEGIN:VCARD\n" * 50_000,
    "values of a parameter": b"BEGIN:VCARD\nTEL;A" + b"=b" * 100_000 + b'"\nFN:Bo\nEND:VCARD\n',
    "parameters": b"BEGIN:VCARD\nTEL" + b";A=b" * 100_000 + b":1\nFN:Bo\nEND:VCARD\n",
    "numbers": b"BEGIN:VCARD\nFN:Bo\n" + b"TEL:1\n" * 50_000 + b"END:VCARD\n",
    "a name in parts": b"BEGIN:VCARD\nN:" + b";" * 500_000 + b"\nFN:Bo\nEND:VCARD\n",
    "addresses": b"BEGIN:VCARD\nFN:Bo\nEMAIL:" + b"a@b " * 200_000 + b"\nEND:VCARD\n",
    "blank lines": b"\n" * 500_000 + b"Name\nBo\n",
    "columns": b"Name" + b",Phone" * 50_000 + b"\nBo" + b",1" * 50_000 + b"\n",
    "headings again": b"Name,Email\n" * 50_000 + b"Bo,bo@example.org\n",
}


@pytest.mark.sampled(1)
@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_length_alone(name):
    """Half a megabyte or more of it is read, or refused, in less than five seconds."""
    begun = time.process_time()
    try:
        read.parse(HOSTILE[name], "people")
    except ContactsError as error:
        assert error.hint
    assert time.process_time() - begun < 5
