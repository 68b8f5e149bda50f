"""A text by its letters and digits alone: where a name or an address stands otherwise than it is written.

Turned round, without blanks, as a folder is called, with signs that nobody sees, “(at)”, “%40”. What is found
so is only named, never changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from netinvite.names import slug_of
from netinvite.privacy.addresses import Address
from netinvite.privacy.mentions import spelled, spelling
from netinvite.privacy.sought import Sought

# Fewer letters than these stand in other words too.
FEWEST = 8
_NO_SIGN = re.compile(r"[\W_]+")
_AS_IN_A_FOLDER = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def squeezed(text: str) -> str:
    """The letters and digits of ``text``, without case."""
    return _NO_SIGN.sub("", unquote(text).casefold().translate(_AS_IN_A_FOLDER))


def hidden(sought: Sought, text: str) -> bool:
    """Whether the person stands in ``text`` only in another way than they are looked for."""
    said, letters = spelling(text), squeezed(text)
    return any(plain not in said and other in letters for plain, other in _ways(sought))


def _ways(sought: Sought) -> Iterator[tuple[str, str]]:
    """How each is looked for, and another way of writing it."""
    words = sought.name.full.split()
    turned = " ".join([words[-1], *words[:-1]])
    for name in (sought.name.full, turned, slug_of(sought.name.full)) if len(words) > 1 else ():
        if len(letters := squeezed(name)) >= FEWEST:
            yield spelled(sought.name.full), letters
    for address in sought.addresses:
        for key in address.keys if isinstance(address, Address) else ():
            for dot in (".", " dot "):
                yield key, squeezed(key.replace("@", " at ").replace(".", dot))
            yield key, squeezed(key)
