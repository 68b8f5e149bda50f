"""Inputs made from real ones: bits turned, lines doubled, exchanged and cut, hostile words put in."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

NASTY = (
    b"\x00",
    b"\x1b[2J\x1b]0;title\x07",
    b"\x1b]8;;http://example.org\x1b\\",
    b"\xc2\x9b31m",
    "\u202eevil\u2066".encode(),
    "\u2028\u2029\x85".encode(),
    "\ud800".encode("utf-8", "surrogatepass"),
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\r",
    b"\r\n",
    b"\nBcc: other@example.org\n",
    b"\r\nBcc: other@example.org\r\n\r\n",
    b"=?utf-8?q?Hej=0ABcc:_other@example.org?=",
    b"=?utf-8?b?SGVq?=",
    b", other@example.org",
    b"<other@example.org>",
    b"\nFrom me to you\n.\n",
    b"{{ 7*7 }}",
    b"{% raw %}",
    b"{{ ''.__class__.__mro__ }}",
    b"{% include '/etc/passwd' %}",
    b"[bold]x[/]",
    b"[/]",
    b"<script>alert(1)</script>",
    b"=cmd|'/c calc'!A1",
    b'"',
    b"'",
    b'"""',
    b"\\",
    b"../../../../etc/passwd",
    b"/dev/zero",
    b"$(touch /tmp/x)",
    b"`id`",
    b"%(name)s",
    b"%s%n",
    b"[" * 300,
    b"a." * 300,
    b"{a={a={a=" * 60,
    b"nan",
    b"inf",
    b"-1",
    b"99999999999999999999",
    b"9" * 5000,
    b"0x1F",
    b"1979-05-27T00:32:00.999999-07:00",
    b"2026-02-30",
    b"9999-12-31",
    b"0001-01-01",
    b"true",
    b"[]",
    b"{}",
    b"[[conversation]]",
    b"[person]",
    b"<<<<<<< HEAD\n=======\n>>>>>>> b\n",
    "a\u0301\u0323".encode() * 20,
    "𝔸𝕓 مرحبا עברית".encode(),
    "👩‍👩‍👧‍👦".encode(),
    b"x" * 4000,
    b" " * 2000,
    b"\t",
    b";",
    b":::",
)


def _flip(data: bytes, dice: random.Random) -> bytes:
    place = dice.randrange(len(data))
    return data[:place] + bytes([data[place] ^ (1 << dice.randrange(8))]) + data[place + 1 :]


def _cut(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data))]


def _drop(data: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(data))
    return data[:start] + data[start + dice.randrange(1, 30) :]


def _insert(data: bytes, dice: random.Random) -> bytes:
    place = dice.randrange(len(data) + 1)
    return data[:place] + dice.choice(NASTY) + data[place:]


def _lines(data: bytes, dice: random.Random) -> bytes:
    """One line doubled, taken out, or exchanged with another."""
    lines = data.splitlines(keepends=True)
    one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    what = dice.randrange(3)
    if what == 0:
        lines.insert(other, lines[one])
    elif what == 1:
        del lines[one]
    else:
        lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def _word(data: bytes, dice: random.Random) -> bytes:
    """One word, key or value becomes another one of the file, or something nasty."""
    words = [match.span() for match in re.finditer(rb"[\w@.-]+", data)]
    if not words:
        return _insert(data, dice)
    start, end = dice.choice(words)
    low, high = dice.choice(words)
    return data[:start] + (data[low:high] if dice.random() < 0.5 else dice.choice(NASTY)) + data[end:]


def _value(data: bytes, dice: random.Random) -> bytes:
    """What stands after a = or : becomes something of another kind."""
    places = [match.span(1) for match in re.finditer(rb"[=:;] *([^\n]*)", data)]
    if not places:
        return _insert(data, dice)
    start, end = dice.choice(places)
    new = dice.choice((b"1", b"[1]", b'["a"]', b"{ a = 1 }", b"true", b'""', b"1.5", b'"x"', b"2026-01-01"))
    return data[:start] + (new if dice.random() < 0.7 else dice.choice(NASTY)) + data[end:]


MUTATIONS: Sequence[Callable[[bytes, random.Random], bytes]] = (
    *(_flip, _cut, _drop, _insert, _insert, _lines, _lines, _word, _word, _value, _value),
)


def mutated(seeds: Sequence[bytes], dice: random.Random) -> bytes:
    """A seed after one to four mutations; sometimes nothing but noise."""
    if dice.random() < 0.02:
        return dice.randbytes(dice.randrange(200))
    data = dice.choice(seeds)
    for _ in range(dice.choice((1, 1, 1, 2, 2, 3, 4))):
        if data:
            data = dice.choice(MUTATIONS)(data, dice)
    return data


def text(dice: random.Random, longest: int = 60) -> str:
    """A text of letters, marks and nasty words."""
    parts = []
    while sum(map(len, parts)) < dice.randrange(longest):
        if dice.random() < 0.3:
            parts.append(dice.choice(NASTY).decode("utf-8", "surrogateescape")[:400])
        else:
            parts.append("".join(dice.choices("abæøåÅ éñ漢 .,;:<>@\"'()=?_-\n\t", k=dice.randrange(1, 12))))
    return "".join(parts)
