"""What is asked, openly or not: the order of the words tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from netinvite.checks.marks import as_written
from netinvite.checks.text import Sentence, unquoted, words_of
from netinvite.checks.words import Words, plain
from netinvite.libraries import regex
from netinvite.values import Frozen, replace

OPEN, CLOSED, NONE = "open", "closed", ""
LONGEST_CHOICE = 8
_CUT = regex(r"\s*([,;:](?=\s)|\s[–—-](?=\s)|\s\()\s*")
_AROUND = " *_\"'(«»"


class _Clause(Frozen):
    """A clause; ``joined``: a comma alone, with no word like "and", ties it to the one before."""

    text: str
    joined: bool


def kind(sentence: Sentence, words: Words, *, always: bool = False) -> str:
    """ "open", "closed", or "" for what is no question; ``always`` takes it for one without its mark."""
    text = plain(sentence.text).strip(_AROUND)
    if words.opening("name_it", text):
        return OPEN
    if not (sentence.asks or always):
        return OPEN if _told_to_tell(text, words) else NONE
    if words.first("tags", text) or _is_choice(text, words):
        return CLOSED
    if _in_effect_open(text, words) or _told_to_tell(text, words):
        return OPEN
    return _by_order(list(_clauses(text, words)), words)


def _clauses(text: str, words: Words) -> Iterator[_Clause]:
    pieces = _CUT.split(text)
    for place in range(0, len(pieces), 2):
        clause = pieces[place].strip()
        filler = words.opening("fillers", clause)
        bare = clause[len(filler) :].lstrip(" ,") if filler else clause
        mark = pieces[place - 1].strip() if place else ""
        if bare:
            yield _Clause(bare, joined=mark == "," and not filler)


def _by_order(clauses: list[_Clause], words: Words) -> str:
    """The first clause that is a main clause decides."""
    main, embedded = False, False
    for clause in clauses:
        if words.opening("suggestions", clause.text):
            return CLOSED
        if asked := _question_word(clause.text, words):
            if _subordinate(clause.text[len(asked) :], asked, words):
                embedded = True
            elif not (main and clause.joined):
                return OPEN
        elif words.opening("subordinators", clause.text):
            continue
        elif _is_main(clause.text, words):
            main = True
    return OPEN if embedded and not main else CLOSED


def _question_word(text: str, words: Words) -> str:
    """The question word that a clause begins with, after a preposition perhaps ("På hvilken måde")."""
    return words.opening("question_words", text) or words.opening("question_phrases", text)


def _subordinate(rest: str, asked: str, words: Words) -> bool:
    following = (words_of(rest) or [""])[0]
    if words.holds("needs_verb", asked):
        return not words.holds("verbs", following)
    return words.holds("subjects", following)


def _is_main(text: str, words: Words) -> bool:
    """Whether a clause begins with its verb or its subject: what is told or asked in it."""
    first, second = [*words_of(text)[:2], "", ""][:2]
    if words.holds("verbs", first) or words.holds("subjects", first):
        return True
    return words.holds("inverted_subjects", second)


def _in_effect_open(text: str, words: Words) -> bool:
    """ "Kan du fortælle, hvordan …", "May I hear what …": verb first, but answered by telling."""
    first, second = [*words_of(text)[:2], "", ""][:2]
    if not words.holds("verbs", first):
        return False
    told = "telling" if words.holds("second_person", second) else "hearing"
    return any(_about_something(text[end:], words) for _start, end in words.spans(told, text))


def _about_something(rest: str, words: Words) -> bool:
    following = [*words_of(rest)[:2], "", ""][:2]
    if words.holds("whether", following[0]) and words.holds("subjects", following[1]):
        return False
    return bool(words.first("tellable", rest))


def _told_to_tell(text: str, words: Words) -> bool:
    """ "Fortæl gerne, hvordan …", "Tell me what …"."""
    said = words.opening("tell", text)
    return bool(said) and _about_something(text[len(said) :], words)


def _is_choice(text: str, words: Words) -> bool:
    """ "Which day suits you best, Tuesday or Thursday?": two things to choose from at the end."""
    pieces = _CUT.split(text)[::2]
    last = pieces[-1]
    if len(pieces) < 2 or len(words_of(last)) > LONGEST_CHOICE:
        return False
    inside = words.first("either_or", last) and not words.opening("either_or", last)
    return bool(inside) and not any(words.holds("question_words", word) for word in words_of(last))


def to_reader(found: Iterable[Sentence], words: Words) -> Iterator[Sentence]:
    """The open questions among these sentences, "Tell me how …" is one. "How are you?" is a greeting, not a
    question, and what stands in quotation marks was asked by somebody else."""
    for sentence in found:
        # Of somebody who writes without capitals the last sentence asks.
        text = as_written(sentence.text, words)[-1]
        asks = not sentence.asks or replace(sentence, text=unquoted(text)).asks
        asks = asks and not _is_told(text, words)
        if (
            asks
            and kind(replace(sentence, text=text), words) == OPEN
            and not words.first("pleasantries", text)
        ):
            yield sentence


def _is_told(text: str, words: Words) -> bool:
    """ "They often ask: who will give me a job?": behind a colon before which nobody says "I", "me" is
    somebody else; so is the question, unless it speaks to the reader."""
    before, _colon, asked = text.rpartition(": ")
    return bool(
        before
        and words.first("first_person", asked)
        and not words.first("first_person", before)
        and not words.first("second_person", text)
    )
