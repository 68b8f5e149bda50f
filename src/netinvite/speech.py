"""How a language says days, times and the word that joins a list: ``templates/<lang>/speech.toml``.

A user's own file replaces the shipped one key by key. What a language does not say of itself falls back:
times and the few words of ``SHARED`` to English, dates to Babel, the rest to nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from netinvite import ready
from netinvite.errors import LanguageError, damaged_line, did_you_mean, line_of, nearest
from netinvite.language import DEFAULT, _, folders, refusal
from netinvite.libraries import regex
from netinvite.values import Frozen

FILE, _LANG = "speech.toml", regex(r"[A-Za-z_-]+")
# Of a language that has no table these are English: without them no times could be read, no list be joined.
SHARED = frozenset(("joins",))
# Characters; a file that is longer is none.
LONGEST = 200_000
_NOTHING: Mapping[str, int] = MappingProxyType({})


class Section:
    """What a table of the file may say, each key with what holds where it is not said; nobody changes one.
    A plain class: a data class of so many keys takes milliseconds to make, at each start.
    """

    def __init__(self, **said: Any) -> None:
        self.__dict__.update(said)

    @classmethod
    def known(cls) -> dict[str, Any]:
        """Each key, and what holds where it is not said."""
        return {key: getattr(cls, key) for key in cls.__annotations__}


class Dates(Section):
    """Patterns of Unicode's for a day with and without its weekday, for a time of day and for a full hour;
    "" for Babel's, and for an hour that is written as any time."""

    day: str = ""
    plain: str = ""
    clock: str = ""
    hour: str = ""


class Times(Section):
    """How people type times; what each key means stands beside it in the English file."""

    example: str = ""
    region: str = ""
    month_first: tuple[str, ...] = ()
    sunday_asks: bool = False
    fortnight_asks: bool = False
    at: tuple[str, ...] = ()
    one: tuple[str, ...] = ()
    numbers: Mapping[str, int] = _NOTHING
    hours_alone: bool = False
    oclock: tuple[str, ...] = ()
    half: Mapping[str, int] = _NOTHING
    quarter: Mapping[str, int] = _NOTHING
    past: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    am: tuple[str, ...] = ()
    pm: tuple[str, ...] = ()
    noon: tuple[str, ...] = ()
    midnight: tuple[str, ...] = ()
    morning: tuple[str, ...] = ()
    forenoon: tuple[str, ...] = ()
    afternoon: tuple[str, ...] = ()
    evening: tuple[str, ...] = ()
    this_half: tuple[str, ...] = ()
    tonight: tuple[str, ...] = ()
    last_evening: tuple[str, ...] = ()
    this_morning: tuple[str, ...] = ()
    days: Mapping[str, int] = _NOTHING
    this: tuple[str, ...] = ()
    coming: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    previous: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    last_ending: str = ""
    last_week: tuple[str, ...] = ()
    this_week: tuple[str, ...] = ()
    next_week: tuple[str, ...] = ()
    after_next_week: tuple[str, ...] = ()
    week: tuple[str, ...] = ()
    later: Mapping[str, int] = _NOTHING
    later_before: Mapping[str, int] = _NOTHING
    ahead: tuple[str, ...] = ()
    from_now: tuple[str, ...] = ()
    ago: tuple[str, ...] = ()
    day_unit: tuple[str, ...] = ()
    week_unit: tuple[str, ...] = ()
    month_unit: tuple[str, ...] = ()
    date_mark: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    ordinal: tuple[str, ...] = ()
    ordinals: Mapping[str, int] = _NOTHING
    this_month: tuple[str, ...] = ()
    next_month: tuple[str, ...] = ()
    weekdays: Mapping[str, int] = _NOTHING
    months: Mapping[str, int] = _NOTHING
    two_letters: bool = False
    roughly: tuple[str, ...] = ()
    roughly_behind: tuple[str, ...] = ()
    start: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    until: tuple[str, ...] = ()
    both: tuple[str, ...] = ()
    either: tuple[str, ...] = ()
    lasting: tuple[str, ...] = ()
    minute: tuple[str, ...] = ()
    hour: tuple[str, ...] = ()
    length: Mapping[str, int] = _NOTHING


class Joining(Section):
    """The small words between answers."""

    joins: str = ""


class Speech(Frozen):
    """All of it. ``country`` is a code of ISO 3166 ("DK", "GB-ENG"), ``days_off`` has names by month and day
    ("06-05"), ``weeks_away`` the numbers (ISO) of weeks in which few are at work; ``file`` is where the
    language says it, for what turns out to be wrong later."""

    lang: str
    file: Path | None
    country: str
    leaflet: str
    days_off: Mapping[str, str]
    weeks_away: frozenset[int]
    dates: Dates
    times: Times
    wording: Joining

    def wrong(self, key: str, problem: str) -> LanguageError:
        """What is said of a key whose value cannot be used."""
        return _wrong(self.file or Path(FILE), key, problem)


SECTIONS: Mapping[str, Any] = MappingProxyType({"dates": Dates, "times": Times, "wording": Joining})
_Table = dict[str, Any]


def speech(lang: str) -> Speech:
    """How ``lang`` says it; a ``LanguageError`` names file and line of a table that cannot be used."""
    return _speech(lang, folders())


@lru_cache(maxsize=16)
def _speech(lang: str, among: tuple[Path, ...]) -> Speech:
    english = table(templates(DEFAULT, among))
    files = templates(lang, among)
    said = english if lang == DEFAULT else _fallen_back(table(files), english)
    parts = {name: part(**said.get(name, {})) for name, part in SECTIONS.items()}
    country, leaflet, days_off = (said[key] for key in ("country", "leaflet", "days_off"))
    away = frozenset(said.get("weeks_away", ()))
    return Speech(lang, files[-1] if files else None, country, leaflet, days_off, away, **parts)


def _fallen_back(said: _Table, english: _Table) -> _Table:
    shared = {key: value for key, value in english["wording"].items() if key in SHARED}
    return {
        **{key: english[key] for key in ("country", "leaflet")},
        "days_off": {},
        **said,
        "times": {**english["times"], **said.get("times", {})},
        "wording": {**shared, **said.get("wording", {})},
    }


def templates(lang: str, among: tuple[Path, ...]) -> tuple[Path, ...]:
    """The tables that there are of a language: the shipped one, then the user's own."""
    if not _LANG.fullmatch(lang):
        return ()
    return tuple(file for folder in among if (file := folder / lang / FILE).is_file())


def everywhere(key: str) -> tuple[str, ...]:
    """What all languages together say under a key of ``[wording]``: an answer may be of any."""
    return _everywhere(key, folders())


# Each list that somebody types asks.
@lru_cache(maxsize=16)
def _everywhere(key: str, among: tuple[Path, ...]) -> tuple[str, ...]:
    langs = sorted({file.parent.name for folder in among for file in folder.glob(f"*/{FILE}")})
    several = ((words,) if isinstance(words, str) else words for words in _said_in(langs, key))
    return tuple(dict.fromkeys(word for words in several for word in words))


def _said_in(langs: Iterable[str], key: str) -> Iterator[str | Collection[str]]:
    """What each language says there; one that is broken holds up nobody who writes in another."""
    for lang in langs:
        with suppress(LanguageError):
            yield getattr(speech(lang).wording, key)


def table(files: tuple[Path, ...]) -> _Table:
    """What these files say, the last one first, key by key."""
    said: _Table = {}
    for file in files:
        for key, value in _read(file).items():
            merged = {**said.get(key, {}), **value} if isinstance(value, dict) else value
            said[key] = merged
    return said


def _read(file: Path) -> _Table:
    text = ""
    try:
        text = file.read_text(encoding="utf-8-sig")
        data = ready.table(file, text) or (tomllib.loads(text) if len(text) <= LONGEST else {})
    except UnicodeDecodeError:
        raise _wrong(file, "", _("this is not UTF-8 text.")) from None
    except OSError as error:
        raise _wrong(file, "", refusal(error)) from None
    except (ValueError, RecursionError) as fault:
        line = damaged_line(text, fault)
        raise LanguageError(file, line, _("this is not valid TOML."), _mended()) from None
    return {key: _section(file, key, value) for key, value in data.items()}


def _section(file: Path, key: str, value: Any) -> Any:
    if key in ("country", "leaflet"):
        return _shaped(file, key, value, "")
    if key == "days_off":
        return {day: _shaped(file, day, name, "") for day, name in _as_table(file, key, value).items()}
    if key == "weeks_away":
        return _weeks(file, key, value)
    if key == "recasting":
        raise _gone(file, key)
    if key not in SECTIONS:
        raise _unknown(file, key, ("country", "leaflet", "days_off", "weeks_away", *SECTIONS))
    known = SECTIONS[key].known()
    for name in _as_table(file, key, value):
        if name not in known:
            past = key == "wording" and not nearest(name, tuple(known))
            raise _gone(file, name) if past else _unknown(file, name, tuple(known))
    return {name: _shaped(file, name, text, known[name]) for name, text in value.items()}


def _weeks(file: Path, key: str, value: Any) -> list[int]:
    """Numbers of weeks; a year has 52 or 53."""
    if isinstance(value, list) and all(type(week) is int and 1 <= week <= 53 for week in value):
        return value
    raise _wrong(file, key, _("“%(key)s” must be a list of weeks, as in [28, 29].") % {"key": key})


def _as_table(file: Path, key: str, value: Any) -> _Table:
    if not isinstance(value, dict):
        raise _wrong(file, key, _("“%(key)s” must be a table.") % {"key": key})
    return value


def _shaped(file: Path, key: str, value: Any, pattern: Any) -> Any:
    """``value`` in the shape of ``pattern``: a text, a number, yes or no, a list of texts, a table."""
    if isinstance(pattern, str | bool | int):
        if type(value) is type(pattern):
            return value
    elif isinstance(pattern, tuple | frozenset):
        words = value.split() if isinstance(value, str) and isinstance(pattern, frozenset) else value
        if isinstance(words, list) and all(isinstance(word, str) and word.strip() for word in words):
            return type(pattern)(words)
    elif isinstance(value, dict) and all(type(number) is int for number in value.values()):
        return value
    problem = _("“%(key)s” must be written as in the English file: a text, a number or a list of texts.")
    raise _wrong(file, key, problem % {"key": key})


def _unknown(file: Path, key: str, known: tuple[str, ...]) -> LanguageError:
    problem = _("“%(key)s” is not known here.") % {"key": key}
    return _wrong(file, key, problem, did_you_mean(nearest(key, known)))


def _gone(file: Path, key: str) -> LanguageError:
    """What is said of a key that set answers into sentences."""
    problem = _("“%(key)s” is gone: an answer stands in a text as it was typed.")
    return _wrong(file, key, problem % {"key": key}, _("Take it out."))


def _wrong(file: Path, key: str, problem: str, hint: str = "") -> LanguageError:
    return LanguageError(file, line_of(file, key), problem, hint or _mended())


def _mended() -> str:
    return _("Fix that line, or remove the file to go back to the shipped one.")
