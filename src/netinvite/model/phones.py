"""Phone numbers as people write them: with an extension, a ward, an hour behind them, or two of them."""

from __future__ import annotations

from collections.abc import Iterator

from netinvite.libraries import regex

# Digits: what has fewer is no number, and what has more is two of them (ITU-T E.164).
FEWEST, MOST = 3, 15
_RUN = regex(r"[+(]{0,2}\d(?:[\s()./\-\u2010-\u2015·]{0,3}\d)*")
_ALONE = regex(r"[\d\s()+./,;x-]+|.*\bext\b.*")
_SEVERAL = regex(r"[/]|\s-\s")


def numbers_in(text: str) -> Iterator[str]:
    """The numbers in ``text``, each as it is written there."""
    for found in _RUN.finditer(text):
        parts = [found[0]] if digits(found[0]) <= MOST else _SEVERAL.split(found[0])
        yield from (part.strip() for part in parts if digits(part) >= FEWEST)


def number_in(text: str) -> str:
    """The first number in ``text``; "" where there is none."""
    return next(numbers_in(text), "")


def dialled(phone: object) -> str:
    """The number that a telephone dials for it: digits, and a plus before the country's."""
    number = number_in(str(phone or ""))
    plus = "+" if number.lstrip("( ").startswith("+") else ""
    return plus + "".join(str(int(sign)) for sign in number.replace("(0)", "") if sign.isdecimal())


def is_alone(text: str) -> bool:
    """Whether ``text`` is one number, perhaps with an extension, and nothing else."""
    return FEWEST < digits(text) <= MOST and _ALONE.fullmatch(text) is not None


def digits(text: str) -> int:
    """How many digits there are."""
    return sum(map(str.isdecimal, text))
