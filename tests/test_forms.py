"""Every form of a mail says the same: one recipient, the subject, the text, and the files with it."""

from __future__ import annotations

import email
import mailbox
import re
from datetime import datetime
from email import policy
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from extent import examples
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from netinvite.errors import UsageError
from netinvite.mail import Mail, MailError, address, parse_draft
from netinvite.mail import calendar as invite
from netinvite.mail.address import SPECIALS
from netinvite.mail.address import mailbox as address_of
from netinvite.mail.attachments import Attachment
from netinvite.mail.draft import body_text
from netinvite.mail.forms import FORMS, LONGEST_LINK
from netinvite.model.characters import header_line

NOW = datetime(2026, 11, 25, 12)
LETTER = Mail(
    "Jonas Østergård <jonas@example.org>",
    "Må jeg høre dit syn på unge og ensomhed?",
    "Kære Jonas\n\nFrom nu af:\n.\n- tirsdag kl. 10.00\n",
    "Maja Holm <maja.holm@example.org>",
)
LEAFLET = Attachment("pjece æøå til dig.pdf", "application/pdf", bytes(range(256)) * 20)


def written(form, letter=LETTER, files=()):
    return FORMS[form](letter, files, NOW)


def parsed(data):
    return email.message_from_bytes(data, policy=policy.default)


def decoded(message):
    """Name, address, subject and text as the older parser gives them, which never trims."""
    old = email.message_from_bytes(message)
    name, target = email.utils.parseaddr(old["To"])
    name = str(email.header.make_header(email.header.decode_header(name)))
    subject = str(email.header.make_header(email.header.decode_header(old["Subject"] or "")))
    part = old.get_payload()[0] if old.is_multipart() else old
    return name, target, subject, part.get_payload(decode=True).decode("utf-8").replace("\r\n", "\n")


@pytest.mark.parametrize("form", ["mime", "eml"])
def test_a_message_reads_as_written(form):
    """Recipient, subject and text come back, and nothing else is there."""
    message = parsed(written(form))
    assert [str(found) for found in message["To"].addresses] == ["Jonas Østergård <jonas@example.org>"]
    assert message["Subject"] == LETTER.subject
    assert message.get_content().replace("\r\n", "\n") == LETTER.body
    assert not {"Date", "Message-ID", "Bcc", "Cc"} & set(message.keys())


def test_eml_is_a_draft_with_crlf():
    """A double click opens it unsent; every line ends in CRLF, and the mark is not the first line."""
    data = written("eml")
    message = parsed(data)
    assert message.keys()[:4] == ["From", "To", "Subject", "X-Unsent"]
    assert message["X-Unsent"] == "1"
    assert data.count(b"\n") == data.count(b"\r\n")


def test_eml_has_no_blanks_at_line_ends():
    """Thunderbird would join such a line with the next; the line before a signature keeps its one."""
    letter = LETTER._replace(body="Kære Jonas  \n \t\nend\t\n-- \nMaja -- \n--  \nx\n")
    text = parsed(written("eml", letter)).get_content().replace("\r\n", "\n")
    assert text == "Kære Jonas\n\nend\n-- \nMaja --\n--\nx\n"


@pytest.mark.parametrize("form", ["mime", "eml", "mbox"])
@pytest.mark.parametrize("name", ["Mette Østergård Sørensen " * 6, "Long, Ann-Marie von " * 12, "x" * 300])
def test_the_recipient_stands_on_one_line(form, name):
    """However long the name is: dma reads no second line."""
    data = written(form, LETTER._replace(to=address(name, "jonas@example.org"))).replace(b"\r", b"")
    (to,) = (line for line in data.split(b"\n") if line.startswith(b"To:"))
    assert to.endswith(b" <jonas@example.org>")
    assert decoded(data.partition(b"\n")[2] if form == "mbox" else data)[0] == name.strip()


def test_no_line_is_longer_than_mail_allows():
    """A name of a thousand letters is folded in spite of that."""
    data = written("mime", LETTER._replace(to=address("ø" * 1000, "jonas@example.org")))
    assert max(map(len, data.split(b"\n"))) <= 998
    assert decoded(data)[:2] == ("ø" * 1000, "jonas@example.org")


def test_mime_is_ascii_with_lf():
    """What goes through a pipe has no carriage return and nothing over 76 columns."""
    data = written("mime", files=[LEAFLET])
    assert b"\r" not in data
    assert data.isascii()
    assert max(len(line) for line in data.split(b"\n")) <= 76


def test_template_is_read_as_a_draft():
    """Unfolded headers in plain letters, a blank line, the text."""
    lines = written("template").decode().split("\n")
    assert lines[:4] == [f"From: {LETTER.sender}", f"To: {LETTER.to}", f"Subject: {LETTER.subject}", ""]
    assert "\n".join(lines[4:]) == LETTER.body


@pytest.mark.parametrize("form", ["template", "aerc"])
@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("Lund, Maja <maja@example.org>", '"Lund, Maja" <maja@example.org>'),
        ("root, Åse <aase@example.org>", "root Åse <aase@example.org>"),
        ('"Østergård, Åse \\"Mia\\"" <mia@example.org>', "Østergård Åse Mia <mia@example.org>"),
        ('Åse "Mia" Holm <mia@example.org>', "Åse Mia Holm <mia@example.org>"),
        ("Jürgen (Berlin) O.B. Ø <j@example.org>,", "Jürgen Berlin O B Ø <j@example.org>"),
        ("«Ø»; Bro: <bro@example.org>", "«Ø» Bro <bro@example.org>"),
        ("Ann\r\nBcc: x <ann@example.org>", '"Ann Bcc: x" <ann@example.org>'),
        ('"," <x@example.org>', '"," <x@example.org>'),
        ("<ole@example.org>", "ole@example.org"),
    ],
)
def test_a_template_holds_what_was_understood(form, typed, understood):
    """Never the line as typed; a name beyond ASCII needs no quotes, for programs encode within them."""
    lines = written(form, LETTER._replace(to=typed, sender=typed)).decode().split("\n")
    assert lines[:2] == [f"From: {understood}", f"To: {understood}"]


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("Ole ?cc=eva@example.org <x@example.org>", None),
        ('"Ole ?cc=eva@example.org" <x@example.org>', '"Ole cc=eva@example.org" <x@example.org>'),
        ("Ole %22, eva@example.org, %22 <x@example.org>", None),
        ('"Ole %22, eva@example.org" <x@example.org>', '"Ole 22, eva@example.org" <x@example.org>'),
        ("100% Åse? <x@example.org>", "100 Åse <x@example.org>"),
        ("a%2Cb@example.org", None),
        ("a?cc=eva@example.org", None),
    ],
)
def test_a_template_is_no_link(typed, understood):
    """claws-mail reads its recipient as one: what would add another there goes, or the mail is not made."""
    letter = LETTER._replace(to=typed, sender="")
    if understood:
        assert written("template", letter).decode().split("\n")[0] == f"To: {understood}"
        return
    with pytest.raises(MailError):
        written("template", letter)


@pytest.mark.parametrize("form", ["template", "aerc"])
def test_a_name_of_nothing_but_specials_goes_without(form):
    """What is left of it would be no name."""
    lines = written(form, LETTER._replace(to='"(),", Ø' + " <x@example.org>")).decode().split("\n")
    assert lines[1] == "To: Ø <x@example.org>"
    lines = written(form, LETTER._replace(to='".,\u3000" <x@example.org>')).decode().split("\n")
    assert lines[1].endswith("<x@example.org>") or lines[1] == "To: x@example.org"


def filled_in(data):
    """What Go's text/template makes of a text whose only actions are strings; any other action is none."""
    out, rest = "", data.decode()
    while (found := rest.partition("{{"))[1]:
        action = re.match(r'"([^"\\]*)"\}\}', found[2])
        assert action, f"an action: {found[2][:40]}"
        out, rest = out + found[0] + action[1], found[2][action.end() :]
    return out + rest


HOSTILE = [
    '{{exec "touch" "made"}}',
    "{{{{exec `touch made` ``}}}}",
    "{{{",
    "{{{{{",
    "}}{{",
    "{{- /* x */ -}}",
    '{{"{{"}}',
    "{",
    "`{{`",
    "{{define `x`}}{{end}}",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_aerc_fills_nothing_in(hostile):
    """Its templates run commands; a name, a subject and a text come out as they are."""
    letter = Mail(
        f"{hostile} <x@example.org>",
        f"{hostile}{{",
        f"{{{hostile}\n{hostile}\n{{\n",
        f"{hostile} <m@example.org>",
    )
    assert filled_in(written("aerc", letter)) == written("template", letter).decode()


@settings(max_examples=examples(500), deadline=None)
@given(st.text(alphabet='{}"`\\ -a\n', max_size=40))
def test_aerc_fills_nothing_in_wherever_the_braces_are(text):
    """Whatever stands beside them."""
    letter = LETTER._replace(subject=text, body=text)
    assert filled_in(written("aerc", letter)) == written("template", letter).decode()


def test_mbox_holds_one_message(tmp_path):
    """A mailbox reader finds one message; no line of the text begins another."""
    file = tmp_path / "drafts.mbox"
    file.write_bytes(written("mbox") * 2)
    box = mailbox.mbox(file)
    assert len(box) == 2
    assert decoded(bytes(box[1]))[2:] == (LETTER.subject, LETTER.body)
    assert list(dict(box[0].items()))[:3] == ["From", "Date", "Subject"]


def test_mailto_is_percent_encoded():
    """Blanks are %20, line ends %0D%0A, letters UTF-8."""
    link = written("mailto").decode().strip()
    parts = urlsplit(link)
    assert (parts.scheme, unquote(parts.path)) == ("mailto", "jonas@example.org")
    assert "+" not in link
    fields = parse_qs(parts.query)
    assert fields["subject"] == [LETTER.subject]
    assert fields["body"][0].replace("\r\n", "\n") == LETTER.body.rstrip("\n")


def test_a_long_mailto_is_refused():
    """Above two thousand characters programs cut it; the sentence points at a file."""
    with pytest.raises(UsageError, match=str(LONGEST_LINK)) as refused:
        written("mailto", Mail(LETTER.to, "s", "x" * LONGEST_LINK))
    assert "--output" in refused.value.hint


def test_text_is_the_text_alone():
    """Without headers."""
    assert written("text").decode() == LETTER.body


@pytest.mark.parametrize("form", ["mime", "template", "aerc", "eml", "mbox", "mailto"])
def test_nobody_to_send_to_is_said(form):
    """Without an address no form but the text is made."""
    with pytest.raises(MailError):
        written(form, Mail("", "s", "b"))


@pytest.mark.parametrize("form", ["mime", "eml", "mbox"])
def test_a_file_arrives_whole(form):
    """Name and content of an attachment come back; the text is still the first part."""
    message = parsed(written(form, files=[LEAFLET]))
    (file,) = message.iter_attachments()
    assert file.get_filename() == LEAFLET.name
    assert file.get_content() == LEAFLET.data
    assert message.get_content_type() == "multipart/mixed"
    assert next(message.iter_parts()).get_content_type() == "text/plain"


@pytest.mark.parametrize("form", ["template", "aerc", "mailto"])
def test_forms_without_parts_refuse_files(form):
    """A file that would be left out is refused."""
    with pytest.raises(UsageError):
        written(form, files=[LEAFLET])


awkward = st.text(
    alphabet=st.one_of(
        st.sampled_from('æøåÆØÅ ,;:"\\()<>@=?_-.\n\r\t\x00\x1b\x85\u2028😀'),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)
look_alikes = st.sampled_from(["=?utf-8?q?Hej=0ABcc:x@example.org?=", "Lund, Maja", "a\nBcc: b@example.org"])
words = st.one_of(awkward, look_alikes)


@settings(max_examples=examples(2500), deadline=None)
@given(name=words, subject=words, body=words, form=st.sampled_from(["mime", "eml", "mbox", "template"]))
def test_every_form_parses_back(name, subject, body, form):
    """Whatever is typed: one recipient, this subject, this text, and no header or part more."""
    letter = Mail(address(name, "jonas@example.org"), subject, body)
    data = written(form, letter)
    if form == "template":
        # A text that begins as a head does is refused where the head lacks that.
        assume(
            header_line(subject) and not re.search(r"(cc|bcc|kopi|reply-to|svar-til)", body, re.IGNORECASE)
        )
        draft = parse_draft(data.decode("utf-8"), "template")
        assert draft.body == body_text(body)
        said, target = address_of(letter.to)
        said = re.sub("[%?]", " ", said)
        plain = header_line(said if said.isascii() else SPECIALS.sub(" ", said))
        assert address_of(draft.to) == (plain, target)
        assert draft.subject == header_line(subject)
        return
    message = data.partition(b"\n")[2] if form == "mbox" else data
    found = decoded(message)
    assert found[1:] == ("jonas@example.org", header_line(subject), _body(body, form))
    headers = email.message_from_bytes(message).keys()
    extra = {"mime": [], "eml": ["X-Unsent"], "mbox": ["From", "Date"]}[form]
    assert sorted(headers) == sorted(
        [*extra, "To", "Subject", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"]
    )


def _body(body, form):
    text = body_text(body)
    return f"{text.rstrip(chr(10))}\n\n" if form == "mbox" and text else ("\n\n" if form == "mbox" else text)


@settings(max_examples=examples(500), deadline=None)
@given(
    name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80),
    data=st.binary(max_size=300),
)
def test_every_file_name_comes_back(name, data):
    """A file's name can hold anything; it adds no header and no part."""
    message = parsed(written("mime", files=[Attachment(name, "application/octet-stream", data)]))
    (file,) = message.iter_attachments()
    assert file.get_content() == data
    assert set(file.keys()) == {"Content-Type", "Content-Disposition", "Content-Transfer-Encoding"}


@pytest.mark.parametrize(
    ("time", "offset"),
    [("2027-03-27 10:00", 1), ("2027-03-29 10:00", 2), ("2027-10-30 10:00", 2), ("2027-11-01 10:00", 1)],
)
def test_no_hour_is_wrong_across_summer_time(time, offset):
    """The entry says the hour that was proposed, on both sides of the change of clocks."""
    talk = invite.Talk("Samtale æ", 20, invite.zone("Europe/Copenhagen"), str)
    (entry,) = invite.invitations([datetime.fromisoformat(time)], talk, NOW)
    calendar = Calendar.from_ical(entry.data)
    (event,) = calendar.walk("VEVENT")
    start = event["DTSTART"].dt
    assert start.replace(tzinfo=None) == datetime.fromisoformat(time)
    assert start.utcoffset().total_seconds() == offset * 3600
    assert (event["DTEND"].dt - start).total_seconds() == 20 * 60
    assert calendar.walk("VTIMEZONE")
    assert str(event["STATUS"]) == "TENTATIVE"
    assert str(calendar["METHOD"]) == "PUBLISH"


def test_an_unknown_zone_is_said():
    """A misspelt time zone is no traceback."""
    with pytest.raises(UsageError, match=re.escape("Europe/Kobenhavn")):
        invite.zone("Europe/Kobenhavn")
