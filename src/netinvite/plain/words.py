"""The words that are no answers: back, skip, help, leave. Each begins with a slash and fills its line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

from netinvite.errors import AnswerError
from netinvite.language import _

BACK, SKIP, HELP, LEAVE, PAUSE = "back", "skip", "help", "leave", "pause"
# What can be said to a question, and while a pitch is rehearsed.
TO_A_QUESTION = (BACK, SKIP, HELP, LEAVE)
TO_A_REHEARSAL = (BACK, PAUSE, HELP, LEAVE)
# The same sign as in the drawn mode, where a slash is an answer.
SIGNS = {"?": HELP}


def spoken() -> dict[str, str]:
    """The words in the language in use, by what they mean."""
    return {BACK: _("/back"), SKIP: _("/skip"), HELP: _("/help"), LEAVE: _("/leave"), PAUSE: _("/pause")}


def listed(meanings: Iterable[str]) -> str:
    """Words to be named in a prompt."""
    words = spoken()
    return ", ".join(words[meaning] for meaning in meanings)


def meaning(line: str, known: Collection[str] = TO_A_QUESTION) -> str:
    """Which of the words ``known`` a typed line is; "" for an answer.

    English words are understood in every language. A blank before a word makes it an answer; a lone word
    with a slash that means nothing is an ``AnswerError``, for it is more often a slip than an answer.
    """
    word = unicodedata.normalize("NFC", line.rstrip()).casefold()
    here = {name: said for name, said in spoken().items() if name in known}
    table = SIGNS | {f"/{name}": name for name in here} | {said: name for name, said in here.items()}
    if word in table:
        return table[word]
    if re.fullmatch(r"/\w+", word):
        raise AnswerError(
            _("“%(word)s” is none of the words for the program. If it is your answer, put a blank before it.")
            % {"word": line.strip()}
        )
    return ""
