"""Which languages there are, where their texts lie, and the program's own words in them (gettext)."""

from __future__ import annotations

import gettext
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path


# Asked for with every word of a text.
@lru_cache(maxsize=1)
def templates_dir() -> Path:
    """The shipped ``templates/``: inside the installed package, or beside ``src/`` in a checkout."""
    inside = Path(__file__).parent / "templates"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "templates"


def languages(own: Path | None = None) -> tuple[str, ...]:
    """The languages that have a guide: the shipped ones and those in a user's own templates folder."""
    places = [templates_dir(), *([own] if own else [])]
    return tuple(sorted({file.parent.name for folder in places for file in folder.glob("*/guide.toml")}))


def guide_file(lang: str, own: Path | None = None) -> Path:
    """The guide file in force for ``lang``: a user's own wins over the shipped one."""
    mine = own / lang / "guide.toml" if own else None
    return mine if mine is not None and mine.is_file() else templates_dir() / lang / "guide.toml"


DOMAIN = "netinvite"
DEFAULT = "en"
# Which language, where no option says it.
VARIABLE = "NETINVITE_LANG"
LOCALES = Path(__file__).parent / "locale"


# Where a user's own languages lie, as ``look_in`` was told.
_own: list[Path] = []


def look_in(own: Path | None) -> None:
    """From now on languages lie in this folder of a user's own too; what it says goes before the shipped."""
    if _own != (wanted := [own] if own else []):
        _own[:] = wanted
        _catalogue.cache_clear()
        _said.cache_clear()


def folders() -> tuple[Path, ...]:
    """Where languages lie: the shipped folder, then the user's own where there is one."""
    return (templates_dir(), *_own)


def _(message: str) -> str:
    """The program's own words in the language that ``activate`` chose."""
    return _said(active(), message) if message else ""


def later(message: str) -> str:
    """Marks a text for the catalogue; it is translated when it is shown."""
    return message


def quoted(text: str) -> str:
    """``text`` between the quotation marks of the language that ``activate`` chose."""
    return _("“%(text)s”") % {"text": text}


def ngettext(one: str, many: str, count: int) -> str:
    """As ``_``, for words that follow a number."""
    catalogue, place = _catalogue(active())
    text = catalogue.ngettext(one, many, count)
    fits = place == LOCALES or named(text) <= named(many)
    return text if fits else (one if count == 1 else many)


@lru_cache(maxsize=2048)
def _said(lang: str, message: str) -> str:
    """The message in ``lang``; in English where a user's own words for it name a value that is not there."""
    catalogue, place = _catalogue(lang)
    text = catalogue.gettext(message)
    return text if place == LOCALES or named(text) <= named(message) else message


def named(text: str) -> set[str]:
    """What is put into a message: the values between ``%(`` and ``)s``; of any other % the sign after it."""
    pieces = text.replace("%%", "").split("%")[1:]
    return {piece[1:].partition(")s")[0] if ")s" in piece else piece[:1] for piece in pieces}


# gettext itself looks for the file at every word.
@lru_cache(maxsize=4)
def _catalogue(lang: str) -> tuple[gettext.NullTranslations, Path]:
    """A language's words and the folder they lie in: among the user's own texts, or with the program."""
    for place in _own:
        # One that is damaged is none; ``templates check`` says so.
        with suppress(Exception):
            return gettext.translation(DOMAIN, str(place), languages=[lang]), place
    return gettext.translation(DOMAIN, str(LOCALES), languages=[lang], fallback=True), LOCALES


def activate(lang: str) -> None:
    """Put netinvite's and Click's words into ``lang`` (Click asks gettext's current domain)."""
    os.environ["LANGUAGE"] = lang
    gettext.bindtextdomain(DOMAIN, str(_catalogue(lang)[1]))
    gettext.textdomain(DOMAIN)


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Within it the program's own words are in ``lang``: what goes out speaks the language of its reader."""
    before = active()
    activate(lang)
    try:
        yield
    finally:
        activate(before)


def active() -> str:
    """The language that the program speaks now."""
    return os.environ.get("LANGUAGE") or DEFAULT


def from_locale(env: Mapping[str, str]) -> str:
    """The locale's language (LC_ALL, LC_MESSAGES, LANG in that order) where its texts are shipped, else
    English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := env.get(name):
            code = re.split("[_.@-]", value.lower())[0]
            return code if code in languages() else DEFAULT
    return DEFAULT


def from_arguments(arguments: Sequence[str], *names: str) -> str:
    """The value of an option (``names``: ``--lang``) on the command line; "" where it stands nowhere.

    Help and usage errors are written before a command line is understood, so this looks ahead;
    whether the value is any good is settled by the real parser.
    """
    for place, argument in enumerate(arguments):
        if argument in names and place + 1 < len(arguments):
            return arguments[place + 1]
        for name in names:
            if argument.startswith(f"{name}="):
                return argument.removeprefix(f"{name}=")
    return ""


def choose(*wishes: str, env: Mapping[str, str]) -> str:
    """The first wish that is not empty (command line, environment, workspace), else the locale's."""
    return next((wish for wish in wishes if wish), "") or from_locale(env)


def unknown(lang: str) -> bool:
    """Whether there is no such language: neither shipped nor among a user's own texts, as ``look_in`` was
    told."""
    begun = (place.name for own in _own for place in own.glob("*/"))
    return lang not in languages(*_own) and lang not in begun


def of_environment(env: Mapping[str, str]) -> str:
    """The language that NETINVITE_LANG names; "" where it names none that there is."""
    wish = env.get(VARIABLE, "")
    return "" if wish and unknown(wish) else wish


def region(env: Mapping[str, str]) -> str:
    """The place that the locale names for times (LC_ALL, LC_TIME, LANG in that order): "US" of
    "en_US.UTF-8"; "" where it names none."""
    value = next((env[name] for name in ("LC_ALL", "LC_TIME", "LANG") if env.get(name)), "")
    return re.split("[.@]", value)[0].partition("_")[2].upper()


def refusal(error: OSError) -> str:
    """Why the system refused, in the language in use where its words are known."""
    return _(error.strerror) if error.strerror else str(error)
