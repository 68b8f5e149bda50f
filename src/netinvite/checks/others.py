"""The rules about all but the invitation: pitch, conversation guide, reflection, leaflet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from netinvite.checks import evidence, wordorder
from netinvite.checks.invitation import OF_READER, OWN_REASON, answered, gone
from netinvite.checks.rule import ERROR, EVIDENCE, FACT, HINT, QUESTION, WARNING, Material, Spot, rule
from netinvite.checks.text import Sentence, words_of
from netinvite.checks.words import Words
from netinvite.commands import command
from netinvite.language import _, ngettext
from netinvite.libraries import regex

SHORTEST, LONGEST = 30, 90


def seconds(material: Material, words: Words) -> int:
    """How long the text takes aloud, at the speaking pace of its language."""
    count = sum(len(words_of(sentence.text)) for sentence in material.spoken if not sentence.heading)
    return round(60 * count / words.numbers["words_a_minute"])


@rule("P001", FACT, WARNING, "pitch")
def wrong_length(material: Material, words: Words) -> Iterator[Spot]:
    taken = seconds(material, words)
    figures = {"seconds": taken, "shortest": SHORTEST, "longest": LONGEST}
    if taken > LONGEST:
        yield Spot(
            1, _("It takes %(seconds)s seconds aloud; at most %(longest)s hold the attention.") % figures
        )
    if taken < SHORTEST:
        yield Spot(1, _("It takes %(seconds)s seconds aloud; %(shortest)s is the least.") % figures)


@rule("P002", EVIDENCE, WARNING, "pitch")
def no_own_reason(material: Material, words: Words) -> Iterator[Spot]:
    told = _("It does not say why this matters to you.")
    yield from gone(material, evidence.told_of_writer(material, OWN_REASON), told, OWN_REASON, line=1)


@rule("P003", EVIDENCE, WARNING, "pitch")
def no_purpose(material: Material, words: Words) -> Iterator[Spot]:
    told = _("It does not say what the network is for.")
    said = evidence.stands(material, material.known.purpose)
    yield from gone(material, said, told, "network.purpose", line=1)


# Letters of a value, at least: calm, fun.
SHORT = 2


@rule("P004", EVIDENCE, HINT, "pitch")
def no_value(material: Material, words: Words) -> Iterator[Spot]:
    """Those of the answers; where nobody named any, none is missed."""
    values = material.known.values
    if values and evidence.stands(material, values, SHORT) is False:
        told = _("It names no value that gives the network direction.")
        yield Spot(1, told, answered(material, "network.values"))


@rule("P005", EVIDENCE, WARNING, "pitch")
def no_why_you(material: Material, words: Words) -> Iterator[Spot]:
    told = _("It does not say what this person brings.")
    yield from gone(material, evidence.told_of_reader(material), told, *OF_READER, line=1)


@rule("P006", FACT, HINT, "pitch")
def no_open_end(material: Material, words: Words) -> Iterator[Spot]:
    """An answer that says what the writer would like to hear ends it as well as a question."""
    last = evidence.last_sentence(material)
    asks = last is not None and wordorder.kind(last, words) == wordorder.OPEN
    curious = material.known.answer("reflection.curious").rstrip(" .?!…")
    if not asks and not (last and curious and last.text.rstrip(" .?!…").endswith(curious)):
        told = _("It does not end in an open question.")
        yield Spot(last.line if last else 1, told, words=last.text if last else "")


@rule("P007", FACT, HINT, "pitch")
def long_sentences(material: Material, words: Words) -> Iterator[Spot]:
    for sentence, count in evidence.sentences_too_long(material, words):
        beginning = " ".join(sentence.text.split()[:4])
        figures = {"count": count, "words": beginning}
        told = _("The sentence “%(words)s …” has %(count)s words.") % figures
        yield Spot(sentence.line, told, words=beginning)


FEWEST, MOST = 3, 6


def asked(material: Material, words: Words) -> list[Sentence]:
    """The questions to bring along: items that are questions, or are numbered and begin as one; none of those
    set in below another, which only go on from its answer."""
    lines = {line.number: line.text for line in material.lines}
    return [
        sentence
        for sentence in evidence.shared(material, words)
        if sentence.item
        and not lines[sentence.line][:1].isspace()
        and (sentence.asks or (_is_numbered(lines[sentence.line]) and _begins_open(sentence, words)))
    ]


def _is_numbered(line: str) -> bool:
    return line.lstrip()[:1].isdigit()


def _begins_open(sentence: Sentence, words: Words) -> bool:
    return wordorder.kind(sentence, words, always=True) == wordorder.OPEN


@rule("G001", FACT, HINT, "conversation")
def wrong_number(material: Material, words: Words) -> Iterator[Spot]:
    """Of too few, the one that the guide opens with counts as well; it is not listed a second time."""
    found = asked(material, words)
    first = found[0].line if found else 0
    opens = any(one.asks and not one.item and one.line < first for one in material.sentences)
    figures = {"count": len(found), "fewest": FEWEST, "most": MOST}
    if len(found) > MOST or len(found) + opens < FEWEST:
        message = ngettext(
            "The conversation guide has %(count)s question; %(fewest)s to %(most)s leave room to listen.",
            "The conversation guide has %(count)s questions; %(fewest)s to %(most)s leave room to listen.",
            len(found),
        )
        yield Spot(found[0].line if found else 1, message % figures)


@rule("G002", FACT, WARNING, "conversation")
def closed_questions(material: Material, words: Words) -> Iterator[Spot]:
    for sentence in asked(material, words):
        if wordorder.kind(sentence, words, always=True) == wordorder.CLOSED:
            message = _("“%(question)s” can be answered by yes or no.")
            yield Spot(sentence.line, message % {"question": sentence.text}, words=sentence.text)


@rule("G003", QUESTION, QUESTION, "conversation")
def leading_questions(material: Material, words: Words) -> Iterator[Spot]:
    """No list of words knows one; where something is asked, the writer does."""
    if found := asked(material, words):
        yield Spot(found[0].line, "", asks=True)


@rule("G004", FACT, WARNING, "conversation")
def no_referral_question(material: Material, words: Words) -> Iterator[Spot]:
    shared = (sentence for sentence in evidence.shared(material, words))
    if not any(sentence.asks and words.first("referral", sentence.text) for sentence in shared):
        yield Spot(1, _("Nothing asks whom the person knows."))


# What the reflection asks, by the name of the answer, and whether the full way alone asks it.
CONSIDERED = {"barrier": False, "alternative": True, "assumption": True}


@rule("R001", FACT, HINT, "reflection")
def not_considered(material: Material, words: Words) -> Iterator[Spot]:
    """One finding that names what was left out, where the full way was taken."""
    known = material.known
    names = [name for name in CONSIDERED if name not in known.considered] if known.thorough else []
    if names:
        parts = {
            "barrier": _("what could hold the person back"),
            "alternative": _("whom else you could ask"),
            "assumption": _("what you take for granted"),
        }
        told = _("You have not thought about: %(parts)s.")
        yield Spot(_line(material, names[0]), told % {"parts": ", ".join(parts[name] for name in names)})


def _line(material: Material, name: str) -> int:
    """The last line on which this answer begins, or its table, the answer deciding; else 1."""
    for pattern in (rf"{name}\s*=", r"\[reflection\]"):
        found = [line.number for line in material.lines if re.match(rf"\s*{pattern}", line.text)]
        if found:
            return found[-1]
    return 1


_REACH = regex(r"(?<![^\s<>(:])[^\s@<>]{1,64}@[^\s@<>]+\.\w+|(?<![\w.])\+?\d(?:[\s()-]?\d){7,}")


@rule("L001", FACT, WARNING, "leaflet")
def incomplete(material: Material, words: Words) -> Iterator[Spot]:
    """One finding that names all that is missing."""
    parts = {
        _("when it is"): _says(material, words, "leaflet_when", "period"),
        _("where you meet"): _says(material, words, "leaflet_where", "place"),
        _("how much time it takes"): _says(material, words, "leaflet_time", "meetings"),
        _("whom to ask"): _REACH.search(material.raw) is not None,
    }
    missing = [part for part, there in parts.items() if not there]
    if missing:
        hint = _("Answer the leaflet's questions: %(command)s") % {"command": command("leaflet")}
        yield Spot(1, _("The leaflet does not say: %(parts)s.") % {"parts": ", ".join(missing)}, hint)


def _says(material: Material, words: Words, name: str, key: str) -> bool:
    answer = dict(material.known.practical).get(key, "")
    if answer and evidence.shares(material.text, answer, words):
        return True
    return any(words.first(name, line.text) for line in material.lines)


@rule("L002", FACT, ERROR, "leaflet")
def names_participant(material: Material, words: Words) -> Iterator[Spot]:
    """Anybody in the workspace but the organiser: by first and last name, or by the first with their
    organisation in the same line. A first name alone can be anybody's, so it is asked about."""
    organiser = {word.casefold() for word in words_of(material.known.name)}
    for name, organisation in material.known.participants:
        parts = words_of(name)
        if not parts or {part.casefold() for part in parts} == organiser:
            continue
        if (found := _named(material, parts, organisation)) or (
            parts[0].casefold() not in organiser and (found := _first_name(material, parts[0]))
        ):
            yield found


def _named(material: Material, parts: list[str], organisation: str) -> Spot | None:
    ends = rf"{re.escape(parts[0])}(?:\s+[\w.'’-]+){{0,3}}?\s+{re.escape(parts[-1])}"
    full = re.compile(rf"(?<!\w){ends}s?(?!\w)", re.IGNORECASE)
    first = re.compile(rf"(?<!\w){re.escape(parts[0])}s?(?!\w)")
    for line in material.lines:
        found = full.search(line.text) if len(parts) > 1 else None
        if not found and organisation and organisation.casefold() in line.text.casefold():
            found = first.search(line.text)
        if found:
            return Spot(line.number, _("“%(name)s” is named.") % {"name": found[0]}, words=found[0])
    return None


def _first_name(material: Material, name: str) -> Spot | None:
    """A first name alone; its capital counts, for it can be a common word ("Bo", "Rose")."""
    pattern = re.compile(rf"(?<!\w){re.escape(name)}s?(?!\w)")
    for line in material.lines:
        if found := pattern.search(line.text):
            told = _("Is “%(name)s” the one who takes part?") % {"name": found[0]}
            return Spot(line.number, told, words=found[0], asks=True)
    return None
