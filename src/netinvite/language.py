"""Which language, and the program's own words in it (gettext)."""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

DOMAIN = "netinvite"
DEFAULT = "en"
_LOCALES = Path(__file__).parent / "locale"


def _(message: str) -> str:
    """The program's own words in the language that ``activate`` chose."""
    return _catalogue(active()).gettext(message) if message else ""


def ngettext(one: str, many: str, count: int) -> str:
    """As ``_``, for words that follow a number."""
    return _catalogue(active()).ngettext(one, many, count)


# gettext itself looks for the file at every word.
@lru_cache(maxsize=4)
def _catalogue(lang: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, str(_LOCALES), languages=[lang], fallback=True)


def activate(lang: str) -> None:
    """Put netinvite's and Click's words into ``lang`` (Click asks gettext's current domain)."""
    os.environ["LANGUAGE"] = lang
    gettext.bindtextdomain(DOMAIN, str(_LOCALES))
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
    """Danish where the locale is Danish (LC_ALL, LC_MESSAGES, LANG in that order), else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := env.get(name):
            return "da" if value.lower().startswith("da") else DEFAULT
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


def refusal(error: OSError) -> str:
    """Why the system refused, in the language in use where its words are known."""
    return _(error.strerror) if error.strerror else str(error)
