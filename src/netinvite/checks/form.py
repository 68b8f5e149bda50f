"""The rules about the form of an invitation: its subject, gaps, what was tried before, its signature."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from netinvite.checks import alike
from netinvite.checks.letters import is_name, may_sign, signs
from netinvite.checks.rule import ERROR, FACT, HINT, WARNING, Material, Spot, rule
from netinvite.checks.text import Line, unquoted, words_of
from netinvite.checks.words import Words
from netinvite.language import _
from netinvite.libraries import regex
from netinvite.mail.draft import head_fault

LONGEST_SUBJECT = 50
SHOUTED = 0.7
# Capitals that are no abbreviation any more, as "UNESCO" is: seven of a word, or two words of five.
_IN_A_ROW = regex(r"[^\W\d_a-zæøåäöü]{7,}|[^\W\d_a-zæøåäöü]{5,}\W+[^\W\d_a-zæøåäöü]{5,}")
_EXCLAIMED = regex(r"!(?:\s?!)+")
FEWEST_DIGITS = 8
FEWEST_LETTERS = 8
# Links, addresses and HTML are looked through by nobody, and blanked out.
_LINKS = regex(
    r"\[[^\]\n]{1,300}+\]\([^)\n]{0,500}+\)"
    # What programs leave of a picture.
    r"|\[(?:cid:|image:)[^\]\n]{1,300}+\]|\[[^\]\s]{1,200}?\.(?:png|jpe?g|gif|svg|bmp)\]"
    r"|(?:https?://|www\.|mailto:|tel:)[^\s<>]*+|(?<![^\s<>])[^\s<>@]++@[^\s<>]++"
    r"|<!--.*?-->"
    r"|</?(?:a|abbr|b|blockquote|br|center|code|div|em|font|h[1-6]|hr|i|img|li|ol|p|pre|small|span|strong|sub|sup"
    r"|table|tbody|td|th|thead|tr|u|ul)(?:\s[^<>]*+)?/?>|&(?:[a-z]+|#\d+);",
    re.IGNORECASE,
)
# Nobody leaves a gap of more than two hundred characters. "[1]", "[^2]" and "[4. udgave]" are references.
_BRACKETS = regex(
    r"(?<![-*] )\[(?!(?:\d+(?:(?:\.|st|nd|rd|th)(?:\s\w+\.?)?)?|sic|\^[^\]\s]+)\])"
    r"[^\]\n]{0,200}+\]"
    r"|\{\{?[^}\n]{0,200}+\}?\}|\{%.{0,200}?%\}|%\([a-z_]+\)s"
    r"|(?<!\w)\$\{?[A-Za-z_]\w*\}?|<[^\W\d_][^<>\n:@/]{0,200}+>",
    needs="[{%$<",
)
# In these somebody can say something; the others belong to programs.
_SAID = regex(r"\[(?P<square>.*)\]|<(?P<angle>.*)>")
# Words of what a field is called ("name of the network"), and of what is one whatever it is called: two can
# be somebody's own ("[I looked]").
LONGEST_FIELD, NO_ASIDE = 5, 1
# What stands in a quotation is its writer's, but for a gap that is all of it.
_INSERTED = regex(
    r"[\"“”„»«]\s*(?!\[\s*(?:…|\.{3})\s*\])[\[{<][^\]}>\n]{0,200}+[\]}>]\s*[\"“”„»«]", needs="[{<"
)
_GUILLEMETS = regex(r"[«»]\s*([^«»\n]{1,30})[«»]", needs="«»")
_BLANKS = regex(
    # What git leaves around two versions of a line, too.
    r"^(?:<{7}|>{7}) .*"
    r"|(?<![\w-])(?:x{2,}|X{2,}|TODO|TBD|TBA|FIXME|N\.?N\.?|lorem ipsum)(?![\w-])"
    r"|_{3,}|(?<!\S)\?{3,}|…{2,}|\.{5,}"
)
_NOTES, _GOES_ON = regex(r"TODO|TB[AD]|FIXME"), regex(r"\s+\w")
_EMPTY = regex(r"(?<!\w)None(?!\w)")
# As a name, or as all of a line; in a sentence they are words.
_VALUES = regex(r"None|null|NULL|undefined|nan|NaN")
_KISSES = regex(r"(?<!\w)[xX]{2,3}(?!\w)")
_SAID_BEFORE = regex(r"(?:[.!?…]|\w\s+[^\W\d]{2,})\s*$")
_OPENS_SENTENCE = regex(r"(?:^|[.?!:–-]\s+|[\"“])$")
_BLANK_BEFORE_COMMA = regex(r"(?<!\S)\S++[ \t]++,(?=\s|$)")
_LABEL = regex(r"[^\d\n,;|]*$")
# Characters before a number that can say what it is.
LONGEST_LABEL = 200
_PHONE = regex(r"(?<![\w.])\+?[\d(][\d\s()./·‑–-]{6,40}\d")


@rule("M013", FACT, WARNING, "invitation")
def subject_faults(material: Material, words: Words) -> Iterator[Spot]:
    subject = material.letter.subject
    text = subject.text
    if not text:
        # What has no such line is no draft: its subject stands in a mail program.
        if "subject" in material.letter.headers or not material.known.loose:
            fault = None if material.known.loose else head_fault(material.text)
            empty = Spot(subject.number, _("The subject is empty."))
            yield Spot(fault.line, fault.reason, fault.hint) if fault else empty
        return
    if len(text) > LONGEST_SUBJECT:
        counts = {"count": len(text), "most": LONGEST_SUBJECT}
        told = _("The subject has %(count)s characters; phones show %(most)s.") % counts
        yield Spot(subject.number, told, words=text, kind="long")
    if loud := _shouts(text):
        told = _("“%(words)s” in the subject shouts.") % {"words": loud}
        yield Spot(subject.number, told, words=loud, kind="loud")


def _shouts(text: str) -> str:
    """What of a subject shouts: capitals alone, mostly in a word too long for an abbreviation, or several
    exclamation marks."""
    letters = [sign for sign in text if sign.isalpha()]
    capitals = sum(sign.isupper() for sign in letters)
    most = SHOUTED * len(letters) if _IN_A_ROW.search(text) else len(letters)
    if len(letters) >= FEWEST_LETTERS and capitals >= most:
        return text
    marks = _EXCLAIMED.search(text)
    return marks[0] if marks else ""


@rule("M015", FACT, ERROR, "invitation")
def gaps(material: Material, words: Words) -> Iterator[Spot]:
    """In the subject and the whole text. Brackets that no template leaves can be their writer's, and are
    asked about; those whose words stand in an answer, with none around them, are."""
    letter, answers = material.letter, alike.folded(_BRACKETS.sub(" … ", " ".join(_answered(material))))
    greeting = letter.greeting.text.strip()
    nameless = bool(greeting) and words.holds("needs_name", greeting.strip(" ,.!"))
    if nameless:
        told = _("The greeting “%(words)s” has no name.") % {"words": greeting}
        yield Spot(letter.greeting.number, told, _greeting_of(material), words=greeting)
    for line in (letter.subject, *letter.text, *letter.signature):
        greets = line is letter.greeting
        if (greets and nameless) or not line.text.strip():
            continue
        better = _greeting_of(material) if greets else ""
        found = _each(_gaps(line.text, words, answers, greets=greets, signs=line in letter.signature))
        for start, end in found:
            gap = line.text[start:end]
            asks = _can_be_said(gap, words) or _can_be_meant(gap, line.text[:start], line.text[end:])
            place = material.column(line, start)
            told = _("“%(words)s” was left to be filled in.")
            told = _("Was “%(words)s” left to be filled in?") if asks else told
            yield Spot(line.number, told % {"words": gap}, better, words=gap, column=place, asks=asks)
        for start, end in _each(one.span() for one in _BLANK_BEFORE_COMMA.finditer(line.text)):
            if any(start < there[1] and there[0] < end for there in found):
                continue
            hint = better or _("Take the blank out, or say what was to stand before the comma.")
            said = line.text[start:end]
            told = _("There is a blank before a comma: “%(words)s”.") % {"words": said}
            yield Spot(line.number, told, hint, words=said, column=material.column(line, start))


def _can_be_said(gap: str, words: Words) -> bool:
    """Whether somebody can have said something in these brackets: two words or a name, no capitals alone, no
    field, and nothing that bids to fill it in."""
    said = _SAID.fullmatch(gap)
    inner = said[said.lastgroup or 0].strip() if said else ""
    # "[Allotments]" before a subject is what a list of addresses is called.
    short = len(words_of(inner)) <= NO_ASIDE and not inner.istitle()
    if short or inner.isupper() or words.opening("fills_in", inner):
        return False
    first, _blank, rest = inner.partition(" ")
    named = rest if words.holds("second_person", first) else inner
    # "[name of the network]", "[netværkets navn]".
    field = words.opening("fields", named) or words.holds("fields", named.split()[-1])
    return not (field and len(words_of(named)) <= LONGEST_FIELD)


def _can_be_meant(gap: str, before: str, behind: str) -> bool:
    """Whether it can be a number ("volume XXX"), kisses at the end of a line, or somebody's subject ("your
    talk on TODO in old code"): what is left for later ends its sentence, or has a colon."""
    kisses = not behind.strip() and bool(_KISSES.fullmatch(gap)) and bool(_SAID_BEFORE.search(before))
    return gap == "XXX" or kisses or (bool(_NOTES.fullmatch(gap)) and bool(_GOES_ON.match(behind)))


def _each(found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of the places that share nothing with one before, in the order of the line."""
    kept: list[tuple[int, int]] = []
    for start, end in found:
        if not any(start < there[1] and there[0] < end for there in kept):
            kept.append((start, end))
    return sorted(kept)


def _greeting_of(material: Material) -> str:
    """The greeting that the writer chose; "" where none is known."""
    greeting = material.known.greeting
    return _("Write: “%(words)s”") % {"words": greeting} if greeting else ""


def _answered(material: Material) -> tuple[str, ...]:
    known = material.known
    return (*known.public, *known.of_reader, known.curious, known.reason, known.purpose)


def _gaps(
    text: str, words: Words, answers: Sequence[str], *, greets: bool, signs: bool
) -> Iterator[tuple[int, int]]:
    """Where something was left to be filled in; the same place can be found by several signs."""
    bare = _LINKS.sub(lambda found: " " * len(found[0]), text)
    for pattern, where in ((_INSERTED, bare), (_BRACKETS, unquoted(bare)), (_BLANKS, bare)):
        for found in pattern.finditer(where):
            gap = text[found.start() : found.end()]
            kisses = signs and pattern is _BLANKS and _kisses(text)
            if not kisses and not (pattern is _BRACKETS and _stand_in(alike.folded(gap), answers)):
                said = gap.strip('"“”„»« ')
                start = found.start() + gap.index(said)
                yield start, start + len(said)
    for field in _GUILLEMETS.finditer(bare):
        if words.holds("fields", field[1].strip()):
            yield field.span()
    # A comma within is the writer's: "a bit at a time, here".
    yield from ((start, end) for start, end in words.spans("gaps", bare) if "," not in bare[start:end])
    yield from _empty(text, words, greets=greets)


def _stand_in(said: Sequence[str], answers: Sequence[str]) -> bool:
    """Whether several words, in a row, stand among others."""
    return len(said) > 1 and f" {' '.join(said)} " in f" {' '.join(answers)} "


def _kisses(text: str) -> bool:
    """Whether a line of a signature ends in kisses, and gives no number that is still to come."""
    return len(_KISSES.findall(text)) == 1 and not re.search(r"[\d:]", text)


def _empty(text: str, words: Words, *, greets: bool) -> Iterator[tuple[int, int]]:
    """Where a program wrote what it does where it knows nothing."""
    said = text.strip(" ,.!:")
    if greets:
        said = said[len(words.opening("greetings", said)) :].strip()
    if _VALUES.fullmatch(said):
        start = text.index(said)
        yield start, start + len(said)
    for empty in _EMPTY.finditer(unquoted(text)):
        if not (_OPENS_SENTENCE.search(text[: empty.start()]) and words.holds("sayable", empty[0])):
            yield empty.span()


@rule("M018", FACT, HINT, "invitation")
def contact_not_tried(material: Material, words: Words) -> Iterator[Spot]:
    """As answered, unless the contact log knows of a call or a visit; nothing where nobody answered."""
    known = material.known
    if known.way in ("", "mail") and known.tried == "no" and not known.met:
        yield Spot(material.letter.start, _("It is an email although you have not tried to meet or call."))


# Lines at the end of a letter in which a name signs it.
LAST = 6


@rule("M019", FACT, HINT, "invitation")
def no_signature_or_phone(material: Material, words: Words) -> Iterator[Spot]:
    letter, given = material.letter, material.known.phone
    lines = (*letter.text, *letter.signature)
    text = "\n".join([*(line.text for line in lines), material.known.below])
    last = (letter.signature or letter.text or (letter.subject,))[-1].number
    if not _is_signed(material, words):
        yield Spot(last, _("There is no signature."), kind="signature")
    # What somebody gave as their number is one, however short it is within the house.
    elif not (given and given in text) and not any(_is_phone(one, words) for one in _PHONE.finditer(text)):
        hint = _("You gave %(phone)s as your number.") % {"phone": given} if given else ""
        yield Spot(last, _("There is no phone number to call back."), hint, kind="phone")


def _is_phone(found: re.Match[str], words: Words) -> bool:
    """Whether a number is long enough, and none of another kind ("Company no. 01234567")."""
    before = _LABEL.search(found.string[max(0, found.start() - LONGEST_LABEL) : found.start()])
    digits = sum(sign.isdigit() for sign in found[0])
    return digits >= FEWEST_DIGITS and not (before and words.first("other_numbers", before[0]))


def _is_signed(material: Material, words: Words) -> bool:
    """Whether the organiser's name, or one of it, stands in the last lines, or another name below a closing
    phrase."""
    lines = [line for line in (*material.letter.text, *material.letter.signature) if line.text.strip()]
    below = [line for line in material.known.below.splitlines() if line.strip()]
    if any(is_name(line.strip(), after_closing=True) for line in below[:LAST]):
        return True
    own = [word.casefold() for word in words_of(material.known.name) if len(word) > 1]
    last = (*lines[-LAST:], *material.letter.signature)
    if any(word.casefold() in own for line in last for word in words_of(line.text)):
        return True
    # Where nobody knows the name, each line that can be one is.
    if not own and any(may_sign(line, words) for line in lines[-LAST:] if line != material.letter.greeting):
        return True
    return any(_names(line, material, words) for line in material.letter.signature)


def _names(line: Line, material: Material, words: Words) -> bool:
    text = line.text.strip()
    closing = words.opening("closings", text)
    rest = text[len(closing) :].strip(" ,.–-")
    name = re.split(r"[,|·–]|\s-\s|\s(?=[+\d(])", rest)[0].strip()
    return signs(text, material.known.name) or is_name(name, after_closing=bool(closing))
