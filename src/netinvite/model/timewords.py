"""A line that says a time, as words: each with what it can mean in a language.

What a word means stands in ``[times]`` of ``templates/<lang>/speech.toml``; the names of days and months are
Babel's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from netinvite.language import folders
from netinvite.libraries import regex
from netinvite.model.dates import day_names, locale_of
from netinvite.speech import Times, speech
from netinvite.values import NamedTuple

NUMBER, SIGN = "number", "sign"
_TOKEN = regex(r"(?P<number>\d+)|(?P<word>[^\W\d_]+(?:[.'][^\W\d_]+)*)|(?P<sign>\n|[^\s\w]|_)")
# One sign for those that say the same.
_SAME = str.maketrans(
    {**dict.fromkeys("–—−‐‑‒", "-"), "’": "'", "\u00a0": " ", "\u202f": " ", "\r": "\n", "•": "\n"}
)
# Of what stands in a table, what is no word of the language.
_SETTINGS = frozenset(
    (
        "example",
        "region",
        "month_first",
        "sunday_asks",
        "fortnight_asks",
        "hours_alone",
        "two_letters",
        "last_ending",
    )
)


class Token(NamedTuple):
    """One word, or several that mean one thing together, a number or a sign; ``roles``: each thing that it
    can mean, with its value; ``start`` and ``end``: where it stands in the line."""

    text: str
    roles: Mapping[str, int]
    start: int
    end: int

    @property
    def sign(self) -> str:
        return self.text if SIGN in self.roles else ""


_NOTHING: Mapping[str, int] = MappingProxyType({})
_AS_SIGN: Mapping[str, int] = MappingProxyType({SIGN: -1})
END = Token("", MappingProxyType({}), -1, -1)


def evened(typed: str) -> str:
    """The line with one sign for dashes, apostrophes and blanks that say the same; as long as before."""
    return typed.translate(_SAME)


def how_many(line: str) -> int:
    """The words, numbers and signs of an evened line."""
    return sum(1 for _match in _TOKEN.finditer(line))


def tokens(line: str, lang: str) -> list[Token]:
    """The words of an evened line; one that no table has stands there without a role."""
    known, longest = lexicon(lang)
    found = list(_raw(line))
    read: list[Token] = []
    place = 0
    while place < len(found):
        most = longest.get(found[place].text, 0)
        if not most:
            read.append(found[place])
            place += 1
            continue
        for count in range(min(most, len(found) - place), 0, -1):
            part = found[place : place + count]
            roles = known.get(" ".join(token.text for token in part))
            if roles is not None:
                read.append(_together(part, roles, line))
                break
        else:
            count = 1
            read.append(found[place])
        place += count
        # The full stop of an abbreviation.
        while place < len(found) and found[place].start < read[-1].end:
            place += 1
    return read


def _raw(line: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(line):
        role = NUMBER if match["number"] else SIGN if match["sign"] else ""
        # No number of a time has more figures; a longer one says nothing.
        value = int(match[0]) if match["number"] and len(match[0]) <= 4 and match[0].isascii() else -1
        roles = MappingProxyType({NUMBER: value}) if value >= 0 else _AS_SIGN if role == SIGN else _NOTHING
        yield Token(match[0].casefold(), roles, *match.span())


def _together(part: Sequence[Token], roles: Mapping[str, int], line: str) -> Token:
    """Words that mean one thing, with the full stop of an abbreviation."""
    start, end = part[0].start, part[-1].end
    text = line[start:end].casefold()
    if line[end : end + 1] == "." and text[-1:].isalpha():
        end += 1
    return Token(text, MappingProxyType({**part[0].roles, **roles}) if len(part) == 1 else roles, start, end)


def lexicon(lang: str) -> tuple[Mapping[str, Mapping[str, int]], Mapping[str, int]]:
    """What each phrase of a language can mean; and by the first word how many words the longest has."""
    return _lexicon(lang, folders())


@lru_cache(maxsize=8)
def _lexicon(
    lang: str, _among: tuple[Path, ...]
) -> tuple[Mapping[str, Mapping[str, int]], Mapping[str, int]]:
    said = speech(lang).times
    known: dict[str, dict[str, int]] = {}
    for field in Times.known():
        if field not in _SETTINGS:
            words = getattr(said, field)
            pairs = words.items() if isinstance(words, Mapping) else ((word, 0) for word in words)
            for phrase, value in pairs:
                known.setdefault(_plain(phrase), {})[field] = value
    for role, name, value in _names(locale_of(lang), said):
        known.setdefault(_plain(name), {}).setdefault(role, value)
    longest: dict[str, int] = {}
    for phrase in known:
        first = phrase.partition(" ")[0]
        longest[first] = max(longest.get(first, 0), phrase.count(" ") + 1)
    return MappingProxyType({phrase: MappingProxyType(roles) for phrase, roles in known.items()}), longest


def _plain(phrase: str) -> str:
    """A phrase as the tokens of a line are joined: small letters, no full stop behind an abbreviation."""
    if phrase.isalpha():
        return phrase.casefold()
    found = [token.text for token in _raw(evened(phrase))]
    return " ".join(text for place, text in enumerate(found) if text != "." or place == 0)


def _names(locale: str, said: Times) -> Iterator[tuple[str, str, int]]:
    """The names of days and months, whole and shortened; "i mandags" where a language says so."""
    names = day_names(locale)
    for width, role in (("wide", "weekday"), ("abbreviated", "short_weekday")):
        for number, name in enumerate(names["days"][width]):
            yield role, name, number
            yield "short_weekday", name[:3], number
            if said.last_ending:
                yield "weekday_gone", f"{name}{said.last_ending}", number
    for width in ("wide", "abbreviated"):
        for number, name in enumerate(names["months"][width], 1):
            yield "month", name, number
            yield "month", name[:3], number
    if said.two_letters:
        for number, name in enumerate(names["days"]["short"]):
            yield "two_letters", name, number


# Of what a time needs, and what takes one at its word.
_TELLING = frozenset(
    [
        "at",
        "half",
        "quarter",
        "am",
        "pm",
        "oclock",
        "noon",
        "morning",
        "forenoon",
        "afternoon",
        "evening",
        "tonight",
        "last_evening",
        "this_morning",
        "days",
        "later",
        "weekday",
        "short_weekday",
        "weekdays",
        "month",
        "months",
        "last_week",
        "this_week",
        "next_week",
        "after_next_week",
        "week",
        "day_unit",
        "week_unit",
        "minute",
        "hour",
        "length",
    ]
)
_MEASURING = frozenset(("minute", "hour", "length"))
_WORD = regex(r"[^\W\d_]+")
_DOTTED = regex(r"\d+(?:[.:]\d+)+")
_FIGURES = regex(r"\d\s?[:./-]\s?\d")


def may_say_times(text: str, lang: str) -> bool:
    """Whether a text can say a time or a length at all: most sentences cannot, and that is quickly seen."""
    words = _telling(lang, _TELLING, folders())
    return bool(_FIGURES.search(text)) or not words.isdisjoint(_WORD.findall(text.casefold()))


def may_say_lengths(text: str, lang: str) -> bool:
    """Whether a text can say how long something takes."""
    return not _telling(lang, _MEASURING, folders()).isdisjoint(_WORD.findall(text.casefold()))


@lru_cache(maxsize=16)
def _telling(lang: str, wanted: frozenset[str], _among: tuple[Path, ...]) -> frozenset[str]:
    """Of each phrase with one of these roles its longest word."""
    phrases = (phrase for phrase, roles in lexicon(lang)[0].items() if not wanted.isdisjoint(roles))
    return frozenset(max(_WORD.findall(phrase), key=len, default="") for phrase in phrases)


# What only counts or measures tells nobody which word was meant.
_UNITS = frozenset(("day_unit", "week_unit", "month_unit", "minute", "hour", "later", "length", "numbers"))
# As in difflib; and by how much the likest word is liker than one that means another thing.
_LIKE, _LIKER = 0.75, 0.05
# Letters; of shorter words too many are alike.
_SHORT = 3


def nearest_word(typed: str, lang: str) -> str:
    """What a misspelt word was meant as, as it is written; "" where nothing is like it, or two things are."""
    word, known = typed.casefold(), lexicon(lang)[0]
    phrases = [
        phrase
        for phrase, roles in known.items()
        if len(phrase) > _SHORT and phrase[:1] == word[:1] and _UNITS.isdisjoint(roles)
    ]
    found = get_close_matches(word, phrases, n=4, cutoff=_LIKE)
    if not found or word in known:
        return ""
    likest, *others = found
    least = SequenceMatcher(None, likest, word).ratio() - _LIKER
    if any(
        known[one] != known[likest] and SequenceMatcher(None, one, word).ratio() > least for one in others
    ):
        return ""
    names = _names(locale_of(lang), speech(lang).times)
    return next((name for _role, name, _value in names if _plain(name) == likest), likest)


def figures_around(typed: str, word: str, start: int) -> str:
    """All figures with their stops and colons where ``word`` is one that stands among them in what was
    ``typed``; else the word."""
    if word not in (".", ":") or start < 0:
        return word
    return next((one[0] for one in _DOTTED.finditer(typed) if one.start() < start < one.end()), word)


# Characters of what people say of a day that they leave open ("a morning next week").
_LONGEST_PHRASE = 60
_NAMING = frozenset(("weekday", "short_weekday", "weekdays", "weekday_gone", "days", "tonight", "ordinals"))


def names_no_day(typed: str, lang: str) -> bool:
    """Whether of several words none says a day or a time of day: "after New Year", "in a couple of days"; the
    number of "in 2 or 3 weeks" says none."""
    if len(typed) > _LONGEST_PHRASE or "\n" in typed.strip():
        return False
    words = tokens(evened(typed), lang)
    if len(words) < 2:
        return False
    counts = "ahead" in words[0].roles
    naming = _NAMING if counts else _NAMING | {NUMBER, "at", "oclock"}
    return all(naming.isdisjoint(word.roles) for word in words)


def written_apart(typed: str, word: str, lang: str) -> tuple[str, str]:
    """What runs together with a ``word`` of a line that nothing could be made of, as it was ``typed``, and
    the same written apart: a time of day in figures and a word that is one, or two words; "" twice for
    neither."""
    known = lexicon(lang)[0]
    run = re.search(rf"[\d.:]*\d(?={re.escape(word)})", typed)
    if run and word.casefold() in known:
        return run[0] + word, f"{run[0]}, {word}"
    for cut in range(_SHORT, len(word) - _SHORT + 1):
        first, second = word[:cut], word[cut:]
        if first.casefold() in known and "weekday" in known.get(second.casefold(), ()):
            return word, f"{first}, {second}"
    return "", ""
