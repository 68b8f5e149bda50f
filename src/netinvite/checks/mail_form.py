"""The rules about an invitation's form: address, subject, gaps, signature."""

from __future__ import annotations

import re
from collections.abc import Iterator

from netinvite.checks.letter import is_name, signs
from netinvite.checks.material import Material
from netinvite.checks.rule import Spot
from netinvite.checks.words import Words
from netinvite.language import _
from netinvite.mail.address import MailError, mailbox, wire_address

LONGEST_SUBJECT = 50
SHOUTED = 0.7
FEWEST_DIGITS = 8
FEWEST_LETTERS = 8
_DOMAIN = re.compile(r".+\.[^\W\d_][\w-]+")
# "[1]" and "[4. udgave]" are references, no gaps.
_BRACKETS = re.compile(
    r"\[(?!\d+(?:(?:\.|st|nd|rd|th)(?:\s\w+\.?)?)?\])[^\]\n]*\]|\{\{?[^}\n]*\}?\}|\{%.*?%\}|«[^»\n]*»|%\([a-z_]+\)s|\$\{?[A-Za-z_]\w*\}?"
    r"|<(?![^<>\s]+@[^<>\s]+>|https?://)[^<>\n]*[^\W\d_][^<>\n]*>"
)
_BLANKS = re.compile(
    r"(?<!\w)(?:x{2,}|X{2,}|TODO|TBD|TBA|FIXME|N\.?N\.?|lorem ipsum)(?!\w)|_{3,}|\?{3,}|…{2,}|\.{5,}"
)
_EMPTY = re.compile(r"(?<!\w)(?:None|null|undefined|nan)(?!\w)")
_OPENS_SENTENCE = re.compile(r"(?:^|[.?!:–-]\s+|[\"“])$")
_BLANK_BEFORE_COMMA = re.compile(r"\S[ \t]+,(?=\s|$)")
_LABEL = re.compile(r"[^\d\n,;|]*$")
# Characters before a number that can say what it is.
LONGEST_LABEL = 200
_PHONE = re.compile(r"(?<![\w.])\+?[\d(][\d\s()./-]{6,40}\d")


def subject_faults(material: Material, words: Words) -> Iterator[Spot]:
    """M013."""
    subject = material.letter.subject
    text = subject.text
    if not text:
        yield Spot(subject.number, _("The subject is empty."))
        return
    if len(text) > LONGEST_SUBJECT:
        counts = {"count": len(text), "most": LONGEST_SUBJECT}
        yield Spot(subject.number, _("The subject has %(count)s characters; phones show %(most)s.") % counts)
    if found := words.first("important", words.without(("unimportant",), text)):
        yield Spot(subject.number, _("“%(words)s” in the subject claims importance.") % {"words": found})
    elif loud := _shouts(text):
        yield Spot(subject.number, _("“%(words)s” in the subject shouts.") % {"words": loud})


def _shouts(text: str) -> str:
    letters = [sign for sign in text if sign.isalpha()]
    if len(letters) >= FEWEST_LETTERS and sum(sign.isupper() for sign in letters) >= SHOUTED * len(letters):
        return text
    return "!" if "!" in text else ""


def gaps(material: Material, words: Words) -> Iterator[Spot]:
    """M015: in the subject and the whole text."""
    letter = material.letter
    if letter.greeting.text and words.holds("needs_name", letter.greeting.text.strip(" ,.!")):
        message = _("The greeting “%(words)s” has no name.") % {"words": letter.greeting.text.strip()}
        yield Spot(letter.greeting.number, message)
    for line in (letter.subject, *letter.text, *letter.signature):
        if found := _gap(line.text, words):
            yield Spot(line.number, _("“%(words)s” was left to be filled in.") % {"words": found})


def _gap(text: str, words: Words) -> str:
    for pattern in (_BRACKETS, _BLANKS, _BLANK_BEFORE_COMMA):
        if found := pattern.search(text):
            return found[0]
    if words.first("gaps", text):
        return words.first("gaps", text)
    for empty in _EMPTY.finditer(text):
        sentence_begins = _OPENS_SENTENCE.search(text[: empty.start()]) and words.holds("sayable", empty[0])
        if not sentence_begins:
            return empty[0]
    return ""


def recipient_faults(material: Material, words: Words) -> Iterator[Spot]:
    """M016."""
    to = material.letter.to
    if not to.text:
        yield Spot(to.number, _("There is no address to send it to."))
        return
    try:
        email = mailbox(to.text)[1]
        wire_address(email)
    except MailError as error:
        yield Spot(
            to.number,
            _("Nothing can be sent to “%(to)s”: %(reason)s") % {"to": to.text, "reason": error.message},
        )
        return
    domain = email.rpartition("@")[2]
    if not _DOMAIN.fullmatch(domain) or ".." in email:
        yield Spot(to.number, _("“%(email)s” cannot be an address.") % {"email": email})


def contact_not_tried(material: Material, words: Words) -> Iterator[Spot]:
    """M018: as answered; where nobody answered, as the text says."""
    known = material.known
    if known.way not in ("", "mail") or known.tried in ("once", "several"):
        return
    if known.tried == "no" or not any(words.first("attempts", one.text) for one in material.sentences):
        yield Spot(material.letter.start, _("It is a mail although nobody has tried to meet or call."))


def no_signature_or_phone(material: Material, words: Words) -> Iterator[Spot]:
    """M019."""
    signature = material.letter.signature
    text = "\n".join(line.text for line in (*material.letter.text, *signature))
    last = (signature or material.letter.text or (material.letter.subject,))[-1].number
    # What somebody gave as their number is one, however short it is within the house.
    given = bool(material.known.phone) and material.known.phone in text
    phone = given or any(_is_phone(found, words) for found in _PHONE.finditer(text))
    if not _is_signed(material, words):
        yield Spot(last, _("There is no signature."))
    elif not phone:
        yield Spot(last, _("There is no phone number to call back."))


def _is_phone(found: re.Match[str], words: Words) -> bool:
    """Whether a number is long enough, and none of another kind ("Company no. 01234567")."""
    before = _LABEL.search(found.string[max(0, found.start() - LONGEST_LABEL) : found.start()])
    digits = sum(sign.isdigit() for sign in found[0])
    return digits >= FEWEST_DIGITS and not (before and words.first("other_numbers", before[0]))


def _is_signed(material: Material, words: Words) -> bool:
    for line in material.letter.signature:
        closing = words.opening("closings", line.text.strip())
        rest = line.text.strip()[len(closing) :].strip(" ,.–-")
        if signs(line.text, material.known.name) or is_name(rest, after_closing=bool(closing)):
            return True
    return False
