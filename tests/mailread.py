"""What two parsers find in a mail that arrived: Python's older one, and Perl's Email::MIME."""

from __future__ import annotations

import json
import shutil
import subprocess
from difflib import unified_diff
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.utils import getaddresses
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from maildata import JONAS
from mailtransports import ME

PERL = Path(__file__).with_name("read_mail.pl")


class Read(NamedTuple):
    """Recipients, senders and others as pairs of name and address; texts decoded; fields as they stand."""

    to: list[list[str]]
    sender: list[list[str]]
    others: list[list[str]]
    subject: list[str]
    text: str
    dates: list[str]
    numbers: list[str]


def by_python(message):
    def people(*names):
        # The header is taken apart before anything is decoded.
        found = getaddresses([each for name in names for each in message.get_all(name, [])])
        return [[_words(name), address] for name, address in found]

    return Read(
        people("To"),
        people("From"),
        people("Cc", "Bcc", "Resent-To"),
        [_words(subject) for subject in message.get_all("Subject", [])],
        text_of(parts(message)[0]),
        message.get_all("Date", []),
        message.get_all("Message-ID", []),
    )


def by_perl(data):
    if not shutil.which("perl"):
        pytest.skip("not installed: perl")
    done = subprocess.run(["perl", PERL], input=data, capture_output=True, check=False)
    if b"Can't locate" in done.stderr:
        pytest.skip("not installed: Perl's Email::MIME or Email::Address::XS")
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, Any] = json.loads(done.stdout)
    text = found["text"].replace("\r\n", "\n")
    head = (found[name] for name in ("to", "from", "others", "subject"))
    return Read(*head, text, found["date"], found["number"])


def _words(encoded):
    return str(make_header(decode_header(encoded.replace("\n", ""))))


def text_of(part):
    return part.get_payload(decode=True).decode(part.get_content_charset("utf-8")).replace("\r\n", "\n")


def parts(message):
    return [part for part in message.walk() if not part.is_multipart()]


def _spoken(recipe, letter):
    if recipe.by_link:
        return ""
    return recipe.spells(letter.name_in(recipe.form))


def difference(came, wanted):
    return "\n".join(unified_diff(wanted.split("\n"), came.split("\n"), "wanted", "came", n=0, lineterm=""))


def check_letter(data, recipe, letter, *, sent=True):
    """Both parsers find what the draft says and nothing more; the message by Python's older one."""
    message = message_from_bytes(data.replace(b"\r\n", b"\n"), policy=policy.compat32)
    for read in (by_python(message), by_perl(data)):
        assert read.to == [[_spoken(recipe, letter), letter.email]], read
        assert read.sender == [["Maja Holm", ME]], read
        assert read.others == [], read
        assert read.subject == [letter.subject], (read.subject, letter.subject)
        assert not sent or (len(read.dates), len(read.numbers)) == (1, 1), read
        came = read.text.rstrip("\n") + "\n" if recipe.loose_end else read.text
        assert came == recipe.keeps(letter.text), difference(came, recipe.keeps(letter.text))
    assert message.get_content_type() in ("text/plain", "multipart/mixed")
    return message


def check_delivery(sink, recipe, letter):
    """One mail came, to the one recipient, with CRLF and nothing else at the line ends; the message."""
    deliveries = sink.wait()
    assert [(mail.sender, mail.recipients) for mail in deliveries] == [(ME, [letter.email])]
    data = deliveries[0].data
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"\r" not in data.replace(b"\r\n", b"")
    return check_letter(data, recipe, letter)


__all__ = ["JONAS", "check_delivery", "check_letter", "parts"]
