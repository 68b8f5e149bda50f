"""Files that go with a mail: their type, their character set, their name, and messages among them."""

from __future__ import annotations

import mailbox
from datetime import datetime
from email import message_from_bytes, policy

import pytest

from netinvite.mail import Mail
from netinvite.mail.attachments import Attachment, file_name, kind_of
from netinvite.mail.forms import FORMS

NOW = datetime(2026, 11, 25, 12)
LETTER = Mail("Jonas <jonas@example.org>", "Hej", "Kære Jonas\n", "Maja <maja@example.org>")
FORWARDED = "From: Ø <o@example.org>\nSubject: =?utf-8?q?=C3=B8?=\n\nKære Åse\nFrom now on\n..\n"


def carried(name, data, form="mime", kind=""):
    """The mail with the file in it as bytes, and the part that holds the file."""
    raw = FORMS[form](LETTER, [Attachment(name, kind or kind_of(name), data)], NOW)
    _text, part = message_from_bytes(raw, policy=policy.compat32).get_payload()
    return raw, part


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", "Kære Åse".encode(), "text/plain; charset=utf-8"),
        ("a.TXT", b"plain", "text/plain; charset=utf-8"),
        ("a.txt", "\ufeffKære".encode(), "text/plain; charset=utf-8"),
        ("a.csv", "Navn;Åse\r\n".encode("cp1252"), "text/csv; charset=windows-1252"),
        ("a.md", b"# x\x81\x8d", "text/markdown; charset=iso-8859-1"),
        ("a.txt", "Kære".encode("utf-16"), "text/plain; charset=utf-16"),
        ("a.txt", "Kære".encode("utf-32"), "text/plain; charset=utf-32"),
        ("a.txt", "Kære".encode("utf-16-le"), "application/octet-stream"),
        ("a.txt", b"\xff\xfe\x00", "application/octet-stream"),
        ("a.html", '<meta charset="utf-8">Kære'.encode(), "text/html; charset=utf-8"),
        (
            "a.htm",
            '<meta charset="iso-8859-2">Łódź'.encode("iso-8859-2"),
            "text/html; charset=iso-8859-2",
        ),
        ("a.html", b'<meta charset="gb-nothing">\xe6', "text/html; charset=windows-1252"),
        ("a.ics", b"BEGIN:VCALENDAR\r\n", "text/calendar; charset=utf-8"),
        ("a.vcf", "FN:Åse".encode(), "text/vcard; charset=utf-8"),
        ("a.txt", b"", "text/plain; charset=utf-8"),
        ("a.txt.gz", b"\x1f\x8b\x00", "application/gzip"),
        ("a.tar.gz", b"\x1f\x8b\x00", "application/gzip"),
        ("data:,a.pdf", b"%PDF", "application/pdf"),
        ("data:text/html,a", b"x", "application/octet-stream"),
        ("README", b"x", "application/octet-stream"),
        ("a.pdf", b"%PDF", "application/pdf"),
    ],
)
def test_a_file_says_what_it_is(name, data, said):
    """A text names its character set; what is none says so. The content arrives as it was."""
    _raw, part = carried(name, data)
    assert part["Content-Type"] == said
    assert part.get_payload(decode=True) == data


@pytest.mark.parametrize("form", ["mime", "eml", "mbox"])
@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (FORWARDED.encode(), "8bit"),
        (FORWARDED.encode("cp1252"), "8bit"),
        (FORWARDED.replace("\n", "\r\n").encode(), "8bit"),
        (b"Subject: x\n\nplain", "7bit"),
        (b"X-Long: " + b"x" * 990 + b"\n\n", "7bit"),
    ],
)
def test_an_attached_mail_is_a_message(form, data, encoding):
    """Never base64 (RFC 2046, 5.2.1): as it is, with the line ends of the form, and told outside too."""
    raw, part = carried("brev.eml", data, form)
    inside = data.replace(b"\r\n", b"\n")
    if form == "mbox":
        inside = inside.replace(b"\nFrom ", b"\n>From ")
    assert part["Content-Type"] == "message/rfc822"
    assert part["Content-Transfer-Encoding"] == encoding
    assert inside in raw.replace(b"\r\n", b"\n")
    assert (b"\r\n" in raw) == (form == "eml")
    head = message_from_bytes(raw)
    assert head["Content-Transfer-Encoding"] == (None if encoding == "7bit" else "8bit")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no header",
        b"From x Mon Nov 25\nSubject: a box\n\n",
        b"Subject: x\n\n.\nafter the dot\n",
        b"Subject: x\n\n\0\n",
        b"Subject: x\r\rbody\r",
        b"Subject: x\n\n" + b"x" * 999 + b"\n",
    ],
)
def test_what_cannot_travel_as_a_message_is_a_file(data):
    """It would be damaged on the way, and may not be encoded as a message: it comes as bytes, whole."""
    _raw, part = carried("brev.eml", data)
    assert part["Content-Type"] == "application/octet-stream"
    assert part.get_payload(decode=True) == data
    assert part.get_filename() == "brev.eml"


def test_a_mailbox_with_an_attached_mail_is_still_of_one_mail(tmp_path):
    """A line "From " within it begins no other one."""
    raw, _part = carried("brev.eml", FORWARDED.encode(), "mbox")
    (tmp_path / "box").write_bytes(raw)
    assert len(mailbox.mbox(tmp_path / "box")) == 1


@pytest.mark.parametrize(
    ("name", "came"),
    [
        ("a" * 150 + ".pdf", "a" * 96 + ".pdf"),
        ("Østergård " * 20 + ".tar.gz", ("Østergård " * 20)[:93].rstrip() + ".tar.gz"),
        ("A\u030arsmøde.pdf", "Årsmøde.pdf"),
        ('"x"; filename=y.exe', '"x"; filename=y.exe'),
        ("a\r\nBcc: x\t.pdf", "a Bcc: x .pdf"),
        ("ude\u202egpj.exe", "udegpj.exe"),
        ("\u2066a\u2069.txt", "a.txt"),
        ("../../a\\b.pdf", ".._.._a_b.pdf"),
        ("\x00\x1b", "file"),
        (".", "."),
        ("x" * 150, "x" * 100),
        ("y." + "x" * 150, ("y." + "x" * 150)[:100]),
        ("\udce6.txt", "\ufffd.txt"),
        ("%41 'x'*=.txt", "%41 'x'*=.txt"),
    ],
)
def test_a_file_keeps_its_name(name, came):
    """Whatever it holds: whole, composed, with its ending, of one line and in no folder."""
    assert file_name(name) == came
    _raw, part = carried(name, b"x", kind="application/pdf")
    assert part.get_filename() == came
    assert set(part.keys()) == {"Content-Type", "Content-Disposition", "Content-Transfer-Encoding"}


def test_the_boundary_stands_in_no_part():
    """A mail with a file, attached to another: the outer boundary is not the inner one."""
    inner, _part = carried("a.txt", b"x")
    _raw, part = carried("forwarded.eml", inner)
    (message,) = part.get_payload()
    assert [one.get_payload(decode=True) for one in message.get_payload()] == ["Kære Jonas\n".encode(), b"x"]
