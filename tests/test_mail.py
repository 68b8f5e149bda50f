"""The draft that people edit and the MIME message made of it, read back by the standard library."""

from __future__ import annotations

import re
import unicodedata
from email import message_from_bytes, policy, quoprimime
from email.header import Header, decode_header, make_header
from email.utils import getaddresses

import pytest
from extent import examples
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from netinvite.mail import Mail, MailError, address, format_draft, from_sender, mime, parse_draft, text_begins
from netinvite.mail import message as making
from netinvite.model.characters import SURROGATE, header_line

EMAIL = "jonas@example.org"
MANY = settings(max_examples=examples(1000), deadline=None)

PIECES = st.sampled_from(
    [
        *(
            "æ",
            "ø",
            "å",
            "ÆØÅ",
            "Østergård",
            "Jonas",
            "🙂",
            "👩‍👩‍👧",
            "e\u0301",
            "\u00a0",
            "\u202e",
            "\u200b",
        ),
        *(
            ",",
            ";",
            '"',
            "'",
            "\\",
            "(",
            ")",
            "<",
            ">",
            "@",
            ":",
            ".",
            "=",
            "?",
            "_",
            "[",
            "]",
            "%",
            "=?",
            "?=",
        ),
        *(
            " ",
            "  ",
            "\t",
            "\n",
            "\r",
            "\r\n",
            "\x00",
            "\x0b",
            "\x0c",
            "\x1b",
            "\x1c",
            "\x7f",
            "\x85",
            "\x9b",
        ),
        *("\u2028", "\u2029", "\ud800", "=?utf-8?q?Hej=0ABcc:_eva@evil.example?=", "=?utf-8?b?SGVq?="),
        *(
            "\nBcc: eva@evil.example",
            "\r\n\r\nNew body",
            ", eva@evil.example",
            "<eva@evil.example>",
            "a" * 80,
        ),
    ]
)
LINES = st.one_of(st.lists(PIECES, max_size=12).map("".join), st.text(max_size=60))
BODY_PIECES = st.sampled_from(
    [
        "From ",
        ".",
        "\n",
        "\n.\n",
        "\nFrom ",
        " ",
        "\t",
        "=",
        "æ",
        "🙂",
        "Emne: x",
        "a" * 73,
        "\x85",
        "\u2028",
        "ord ",
    ]
)
BODIES = st.one_of(st.lists(BODY_PIECES, max_size=40).map("".join), st.text(max_size=300))
MIME_HEADERS = ["To", "Subject", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"]


def shown(text):
    """What the brief asks to arrive: no control characters, one blank for any run of white space."""
    spaced = re.sub(r"[\t\n\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029 ]+", " ", text)
    kept = "".join(sign for sign in spaced if unicodedata.category(sign) != "Cc")
    return re.sub(" +", " ", kept.replace("\ud800", "\ufffd")).strip()


def squeezed(text):
    """Without white space."""
    return "".join(text.split())


def decoded(raw):
    """A header as a reader of RFC 2047 shows it."""
    return str(make_header(decode_header(raw))) if raw else ""


def recipients(message):
    """Name and address of each recipient: split first, decoded afterwards."""
    return [(decoded(name), email) for name, email in getaddresses(message.get_all("To"))]


def received(message):
    """Recipients, subject and text."""
    payload = message.get_payload(decode=True).decode()
    return recipients(message), decoded(message["Subject"]), payload


def body_of(typed):
    """The text that must arrive."""
    text = typed.replace("\r\n", "\n").replace("\r", "\n").rstrip()
    return f"{text}\n" if text else ""


# --- the message


@MANY
@given(name=LINES, subject=LINES, body=BODIES)
@example(name="Østergård, Jonas", subject="=?utf-8?q?Hej=0ABcc:_eva@evil.example?=", body=".\nFrom her\n")
@example(name="=?utf-8?q?eva=40evil.example=2C?=", subject="x\r\nBcc: eva@evil.example\r\n\r\nHej", body="")
def test_arrives_as_written(name, subject, body):
    """One recipient with that name, the subject and the text; nothing typed adds a header or a part."""
    message = message_from_bytes(mime(Mail(address(name, EMAIL), subject, body)))
    assert message.keys() == MIME_HEADERS
    assert not message.defects
    assert received(message) == ([(shown(name), EMAIL)], shown(subject), body_of(body))


@MANY
@given(name=LINES, subject=LINES)
def test_modern_parser_agrees(name, subject):
    """``policy.default`` sees one recipient, too, and the same name and subject.

    White space is not compared: on some Pythons that parser puts blanks between encoded words and drops
    no-break spaces.
    """
    message = message_from_bytes(mime(Mail(address(name, EMAIL), subject, "Hej")), policy=policy.default)
    assert message.keys() == MIME_HEADERS
    (one,) = message["To"].addresses
    assert one.addr_spec == EMAIL
    assert squeezed(one.display_name) == squeezed(shown(name))
    assert squeezed(message["Subject"]) == squeezed(shown(subject))


@MANY
@given(name=LINES, subject=LINES, body=BODIES)
def test_is_ascii_in_short_lines(name, subject, body):
    """ASCII only, LF only, at most 76 a line but To, and nothing that ends or begins a message by itself."""
    raw = mime(Mail(address(name, EMAIL), subject, body))
    to, *lines = raw.decode("ascii").split("\n")
    assert b"\r" not in raw
    assert to.endswith(f" <{EMAIL}>") or to == f"To: {EMAIL}"
    assert max(map(len, lines)) <= 76
    assert not [line for line in lines if line == "." or line.startswith("From ")]
    assert not [line for line in lines if line.endswith((" ", "\t"))]


@MANY
@given(to=st.one_of(LINES, st.tuples(LINES, LINES).map(lambda pair: f"{pair[0]} <{EMAIL}>{pair[1]}")))
@example(to="<eva@evil.example> <jonas@example.org>")
@example(to='"Eva" <eva@evil.example> "x" <jonas@example.org>')
def test_any_to_line_gives_one_recipient_or_an_error(to):
    """Whatever stands in the To line, a message goes to one person, or none is made."""
    try:
        message = message_from_bytes(mime(Mail(to, "x", "Hej")))
    except MailError:
        return
    assert message.keys() == MIME_HEADERS
    assert len(recipients(message)) == 1


@MANY
@given(
    head=st.lists(st.sampled_from(["To: ", "Emne:", "Bcc: x", " ", "\n", "\r\n", EMAIL, "Hej"])), rest=LINES
)
def test_any_draft_is_read_or_refused(head, rest):
    """No text of a draft makes the reader fail in another way than by saying what is wrong."""
    try:
        draft = parse_draft("".join(head) + rest, "invitation.txt")
    except MailError:
        return
    assert parse_draft(format_draft(draft), "invitation.txt").body == draft.body


@MANY
@given(header=st.sampled_from(["To", "From", "Subject"]), text=LINES.map(header_line).filter(bool))
def test_a_word_in_one_piece_is_as_the_library_has_it(header, text):
    """What fits on a line is written without counting it letter by letter."""
    library = Header(text, "utf-8", maxlinelen=making.LINE, header_name=header).encode()
    assert making._encoded_words(header, text) == library


@MANY
@given(body=BODIES)
def test_a_body_is_as_the_library_has_it(body):
    """Paragraph by paragraph or at once, but for what would end or begin a message."""
    text = SURROGATE.sub("\ufffd", body_of(body)).encode().decode("latin-1")
    whole = re.sub(r"(?m)^\.$", "=2E", quoprimime.body_encode(text, maxlinelen=making.LINE - 2))
    assert making._quoted_printable(body) == re.sub(r"(?m)^From ", "=46rom ", whole)


def test_plain_message_is_plain():
    """What needs no encoding is left readable."""
    assert mime(Mail("Jonas Holm <jonas@example.org>", "Coffee?", "Hi Jonas\n")) == (
        b"To: Jonas Holm <jonas@example.org>\n"
        b"Subject: Coffee?\n"
        b"MIME-Version: 1.0\n"
        b"Content-Type: text/plain; charset=utf-8\n"
        b"Content-Transfer-Encoding: quoted-printable\n"
        b"\n"
        b"Hi Jonas\n"
    )


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("Jonas Holm", b"To: Jonas Holm <jonas@example.org>"),
        ("", b"To: jonas@example.org"),
        ("Holm, Jonas", b'To: "Holm, Jonas" <jonas@example.org>'),
        ("J. Holm", b'To: "J. Holm" <jonas@example.org>'),
        ("Holm (Jonas)", b'To: "Holm (Jonas)" <jonas@example.org>'),
        ('Jonas "Joe" Holm', b'To: "Jonas \\"Joe\\" Holm" <jonas@example.org>'),
        ("Jonas \\ Holm", b'To: "Jonas \\\\ Holm" <jonas@example.org>'),
        ("Søren", b"To: =?utf-8?b?U8O4cmVu?= <jonas@example.org>"),
        ("=?x?q?y?=", b"To: =?utf-8?b?PT94P3E/eT89?= <jonas@example.org>"),
        (
            "Jonas Holm of a house with a very long name by the sea",
            b"To: Jonas Holm of a house with a very long name by the sea <jonas@example.org>",
        ),
    ],
)
def test_names(name, header):
    """Atoms stay, specials are quoted, all else is an encoded word."""
    assert mime(Mail(address(name, EMAIL), "x", "")).startswith(header + b"\nSubject")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        (".", b"=2E\n"),
        ("..", b"..\n"),
        ("a\n.\nb", b"a\n=2E\nb\n"),
        ("From her", b"=46rom her\n"),
        ("a\nFrom her", b"a\n=46rom her\n"),
        ("From: her", b"From: her\n"),
        ("a \nb\t\nc", b"a=20\nb=09\nc\n"),
        ("a=b", b"a=3Db\n"),
        ("blå…", b"bl=C3=A5=E2=80=A6\n"),
        ("a\r\nb\rc", b"a\nb\nc\n"),
        ("a\ud800b", b"a=EF=BF=BDb\n"),
        ("a\n\n\n", b"a\n"),
        ("", b""),
    ],
)
def test_body_encoding(typed, written):
    """Quoted-printable, with the lines escaped that some programs still act on."""
    assert mime(Mail(EMAIL, "x", typed)).partition(b"\n\n")[2] == written


@pytest.mark.parametrize("sign", ["\r", "\n", "\r\n", "\t", "\x0b", "\x85", "\u2028", "\u2029", " \n "])
def test_whitespace_becomes_a_blank(sign):
    """A line break or tab in a name or subject is one blank."""
    message = message_from_bytes(mime(Mail(f"Jo{sign}nas <{EMAIL}>", f"Hej{sign}du", "")))
    assert received(message)[:2] == ([("Jo nas", EMAIL)], "Hej du")


@pytest.mark.parametrize("sign", ["\x00", "\x08", "\x1b", "\x7f", "\x9b"])
def test_control_characters_go(sign):
    """Other control characters vanish, in the address too."""
    message = message_from_bytes(mime(Mail(f"Jo{sign}nas <jo{sign}nas@example.org>", f"Hej{sign}du", "")))
    assert received(message)[:2] == ([("Jonas", EMAIL)], "Hejdu")


@pytest.mark.parametrize(
    ("typed", "wire"),
    [
        ("j@example.org", "j@example.org"),
        ("J@Example.ORG", "J@Example.ORG"),
        ("j@localhost", "j@localhost"),
        ("j@ærø.example.dk", "j@xn--r-3fa9c.example.dk"),
        ("j@BÜCHER.example", "j@xn--bcher-kva.example"),
        ("j@straße.example", "j@xn--strae-oqa.example"),
        ("j@bu\u0308cher.example", "j@xn--bcher-kva.example"),
        ("j@bücher。example", "j@xn--bcher-kva.example"),
    ],
)
def test_domains(typed, wire):
    """A domain is written by IDNA; an ASCII one stays as typed."""
    assert mime(Mail(f"Jonas <{typed}>", "x", "")).startswith(f"To: Jonas <{wire}>\n".encode())


def test_domains_are_those_of_idna_2008():
    """The same as the package ``idna`` makes of letters in use."""
    idna = pytest.importorskip("idna")
    for label in ("ærø", "blåbær-grød", "faß", "βόλος", "москва", "例え", "ñandú", "þór"):
        wire = idna.encode(label, uts46=True)
        assert mime(Mail(f"j@{label}.dk", "x", "")).startswith(b"To: j@" + wire + b".dk\n")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("søren@example.org", "before the @"),
        ("j@🙂.example", "No email can be addressed"),
        ("j@ex_ample.org", "No email can be addressed"),
        ("j@-example.org", "No email can be addressed"),
        ("j@example..org", "No email can be addressed"),
        ("j@evil\uff0fexample.org", "No email can be addressed"),
        ("j@evil\uff20example.org", "No email can be addressed"),
        (f"{'j' * 65}@example.org", "No email can be addressed"),
        (f"j@{'e' * 64}.org", "No email can be addressed"),
        (f"j@{'ø' * 63}.org", "No email can be addressed"),
        (f"j@{'.'.join(['e' * 60] * 5)}", "No email can be addressed"),
        ("=?utf-8?q?eva=40evil.example?=@example.org", "not an email address"),
        ("Jonas", "not an email address"),
        ("j@example.org eva@evil.example", "not an email address"),
        ("<j@example.org> <eva@evil.example>", "not an email address"),
        ("Jonas <j@example.org", "not an email address"),
        ("j..h@example.org", "not an email address"),
        ("j@example.org, eva@evil.example", "more than one address"),
        ("Jonas <j@example.org>; Eva <eva@evil.example>", "more than one address"),
    ],
)
def test_addresses_that_are_refused(typed, said):
    """What cannot be one ASCII address is refused with a reason and a hint, as sender too."""
    for mail in (Mail(typed, "x", ""), Mail(EMAIL, "x", "", sender=typed)):
        with pytest.raises(MailError, match=said) as caught:
            mime(mail)
        assert caught.value.hint


def test_letters_before_the_at_are_refused_in_plain_words():
    """And what to do."""
    with pytest.raises(MailError) as caught:
        mime(Mail("søren@example.org", "x", ""))
    assert "ask for another one" in caught.value.hint and "SMTPUTF8" not in caught.value.in_full


@pytest.mark.parametrize("to", ["", "  ", "\n", "\x00"])
def test_no_recipient(to):
    """A mail to nobody is an error that says how to give the address."""
    with pytest.raises(MailError, match="no email address") as caught:
        mime(Mail(to, "x", "y"))
    assert "--set person.email=" in caught.value.hint
    assert caught.value.exit_code == 1


def test_sender_only_where_known():
    """From is written for a known sender, first, and encoded as To is."""
    raw = mime(Mail(EMAIL, "x", "", sender="Søren <s@example.org>"))
    assert raw.startswith(b"From: =?utf-8?b?U8O4cmVu?= <s@example.org>\nTo: ")
    assert b"From" not in mime(Mail(EMAIL, "x", ""))


@pytest.mark.parametrize(
    ("network", "sender"),
    [
        ({"organiser": {"name": "Maja Holm", "email": "m@example.org"}}, "Maja Holm <m@example.org>"),
        ({"organiser": {"email": "m@example.org"}}, "m@example.org"),
        ({"organiser": {"name": "Maja Holm"}}, ""),
        ({"organiser": "Maja"}, ""),
        ({}, ""),
    ],
)
def test_sender_from_the_answers(network, sender):
    """The organiser is the sender where the answers hold an address."""
    assert from_sender(Mail(EMAIL, "x", "y"), network) == Mail(EMAIL, "x", "y", sender)


# --- the draft


@pytest.mark.parametrize(
    ("name", "email", "line"),
    [
        ("Jonas Østergård", EMAIL, "Jonas Østergård <jonas@example.org>"),
        ("Østergård, Jonas", EMAIL, '"Østergård, Jonas" <jonas@example.org>'),
        ('Jonas "Joe" Holm', EMAIL, '"Jonas \\"Joe\\" Holm" <jonas@example.org>'),
        ("", EMAIL, EMAIL),
        ("Jonas\nBcc: eva@evil.example", EMAIL, '"Jonas Bcc: eva@evil.example" <jonas@example.org>'),
        ("Jonas", "", ""),
    ],
)
def test_address(name, email, line):
    """A name is quoted in the draft only where it has to be."""
    assert address(name, email) == line


@MANY
@given(name=LINES, subject=LINES, body=BODIES)
@example(name="", subject="y", body="Emne: x\n")
@example(name="", subject="y", body="\nTo: x\n")
def test_draft_round_trips(name, subject, body):
    """What is written as a draft is read back, the text with it."""
    # A text that begins as a head does is asked about, where the head lacks that: see below.
    assume(shown(subject) and not re.search(r"(cc|bcc|kopi|reply-to|svar-til)", body, re.IGNORECASE))
    to = address(name, EMAIL)
    text = format_draft(Mail(to, subject, body))
    read = parse_draft(text, "invitation.txt")
    assert (read.subject, read.body) == (shown(subject), body_of(body))
    assert (read.to, read.sender) == (to, "")
    assert format_draft(read) == text


READ = Mail("Jonas <jonas@example.org>", "Kaffe?", "Hej\n\nDu\n")


@pytest.mark.parametrize(
    ("text", "mail"),
    [
        ("To: Jonas <jonas@example.org>\nSubject: Kaffe?\n\nHej\n\nDu\n", READ),
        ("\ufeffTo: Jonas <jonas@example.org>\r\nSubject: Kaffe?\r\n\r\nHej\r\n\r\nDu\r\n\r\n", READ),
        ("Til: Jonas <jonas@example.org>  \nEmne: Kaffe?\t\n  \nHej\n\nDu  \n\n", READ),
        ("SUBJECT:Kaffe?\nto :Jonas <jonas@example.org>\n\nHej\n\nDu", READ),
        ("\n\nTo: Jonas\n <jonas@example.org>\nSubject:\n\tKaffe?\n\nHej\n\nDu", READ),
        ("To: Jonas <jonas@example.org>\nSubject: Kaffe?\nHej\n\nDu\n", READ),
        ("To:\nSubject:\n\nHej\n", Mail("", "", "Hej\n")),
        ("Subject: x\n\n\nHej\n", Mail("", "x", "\nHej\n")),
        ("To: jonas@example.org\nSubject: x\n\nEmne: y\n", Mail(EMAIL, "x", "Emne: y\n")),
        ("To:\nSubject: x\nhttps://example.org\n", Mail("", "x", "https://example.org\n")),
        ("Kære Jonas\n\nTo: x\n", Mail("", "", "Kære Jonas\n\nTo: x\n")),
        ("Hej: du\nog dig\n", Mail("", "", "Hej: du\nog dig\n")),
        ("To: jonas@example.org", Mail(EMAIL, "", "")),
        ("To: jonas@example.org;\n", Mail(EMAIL, "", "")),
        ("", Mail("", "", "")),
        ("\n \n", Mail("", "", "")),
    ],
)
def test_drafts_as_people_leave_them(text, mail):
    """Line ends, byte order mark, case, Danish names, folded lines, missing parts."""
    assert parse_draft(text, "invitation.txt") == mail


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("To： a@x.org\nSubject: x\n\nHej\n", 1, "To is not read here"),
        *(
            (f"{head}\nSubject: x\n\nHej\n", 2, "Subject is not read here")
            for head in ("\u00a0Hi", "Too: a@x.org", "To= a@x.org", "An: b@y.org")
        ),
        ("To: a@x.org\r, b@y.org\nSubject: x\n\nHej\n", 3, "Subject is not read here"),
        ("To: a@x.org\n\nSubject: x\n\nHej\n", 3, "Subject is not read here"),
        ("> To: a@x.org\nSubject: x\n\nHej\n", 1, "To is not read here"),
        ("To: a@x.org\nSubject: x\n\nBcc: b@y.org\n\nHej\n", 4, "Bcc is not read here"),
        ("To: a@x.org\nKopi til: b@y.org\nSubject: x\n\nHej\n", 3, "Subject is not read here"),
        ("From: m@example.org\nTo: j@example.org\n\nHej", 1, "From is not used"),
        ("To: j@example.org\nCc: eva@example.org\n\nHej", 2, "Cc is not used"),
        ("To: j@example.org\nBCC:eva@example.org\n\nHej", 2, "BCC is not used"),
        ("To: j@example.org\nSubject: x\nNB: husk\n\nHej", 3, "NB is not used"),
        ("X-Mood: fine\n\nHej", 1, "X-Mood is not used"),
        ("To: j@example.org\nTil: eva@example.org\n", 2, "Til is there a second time"),
        ("Subject: a\nTo: j@example.org\nEmne: b\n", 3, "Emne is there a second time"),
        ("Subject: x\nTo: j@example.org, eva@example.org\n", 2, "more than one address"),
        ("Subject: x\nTo: j@example.org,\n eva@example.org\n", 2, "more than one address"),
        ("\n\nTo: Jonas\n", 3, "not an email address"),
    ],
)
def test_drafts_that_are_refused(text, place, said):
    """Nothing is ignored: the file, the line, the reason, and what to do."""
    with pytest.raises(MailError) as caught:
        parse_draft(text, "people/jonas/invitation.txt")
    assert caught.value.message.startswith(f"people/jonas/invitation.txt:{place}: ")
    assert said in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Østergård, Jonas <jonas@example.org>", "Østergård, Jonas"),
        ('"Østergård, Jonas" <jonas@example.org>', "Østergård, Jonas"),
        ('Jonas "Joe" Holm <jonas@example.org>', 'Jonas "Joe" Holm'),
        ("Jonas (Joe) <jonas@example.org>", "Jonas (Joe)"),
        ("Jonas<jonas@example.org>", "Jonas"),
        ("< jonas@example.org >", ""),
        ('"a@b, c@d" <jonas@example.org>', "a@b, c@d"),
    ],
)
def test_names_as_typed_by_hand(typed, name):
    """A person's own To line needs no knowledge of the rules of mail."""
    draft = parse_draft(f"To: {typed}\n\nHej", "invitation.txt")
    assert recipients(message_from_bytes(mime(draft))) == [(name, EMAIL)]


@pytest.mark.parametrize(
    ("draft", "below"),
    [
        ("To: a@example.org\nSubject: Hi\n\nDear Bo,\n", "Dear Bo,\n"),
        ("Til: a@example.org\nEmne: Hi\n\n\nKære Bo\n", "Kære Bo\n"),
        ("Dear Bo,\n", "Dear Bo,\n"),
        ("To: a\nTo: b\n\nDear\n", "To: a\nTo: b\n\nDear\n"),
        ("To: a@example.org\nSubject: Hi\n", ""),
        ("", ""),
    ],
)
def test_the_text_begins_below_the_head(draft, below):
    """At its first words; at the beginning where the head cannot be read."""
    assert draft[text_begins(draft) :] == below
