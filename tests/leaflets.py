"""Networks to make leaflets of, and small pictures for their logos."""

from __future__ import annotations

import struct
import zlib

import readyexample
import tomlkit

from netinvite.app import leaflet
from netinvite.model.questions import by_step
from netinvite.store.workspace import Workspace
from netinvite.values import parts

LANGS = ("da", "en")
ABOUT = ("organiser", "network", "practical")
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 80"><circle cx="40" cy="40" r="32" '
    'fill="#0b5563"/><circle cx="62" cy="40" r="24" fill="#d9803a"/></svg>'
)
# What would do something if it were markup: of Jinja, HTML, Rich, typst, Markdown or a string.
HOSTILE = '{{ 7*7 }} <b>x</b> #set page() *x* _y_ [bold] "q" \\n \\ $z$ `w` &amp; </style> @ref // c'
ANSWERS = (
    "practical.heading",
    "practical.about",
    "network.purpose",
    "network.values",
    "organiser.moment",
    "practical.contribution",
    "practical.gain",
    "practical.meetings",
    "practical.place",
    "practical.period",
    "practical.costs",
    "organiser.signature",
)


def answers(lang, **changes):
    """The ready example's answers about the network by step and name, with ``step__name=value`` laid over;
    None takes out."""
    found = {step: table for step, table in by_step(readyexample.example(lang)).items() if step in ABOUT}
    found["network"]["needs"] = [parts(need) for need in found["network"]["needs"]]
    for key, value in changes.items():
        step, name = key.split("__")
        found[step].pop(name, None)
        if value is not None:
            found[step][name] = value
    return found


def network(root, lang="en", **changes):
    """A workspace with those answers and nobody in it."""
    root.mkdir(parents=True, exist_ok=True)
    document = {"schema": 2, "lang": lang, **answers(lang, **changes)}
    (root / "network.toml").write_text(tomlkit.dumps(document), encoding="utf-8")
    return Workspace(root)


def made(root, form, lang="en", logo=None, **changes):
    """The leaflet of such a network."""
    return leaflet.make(network(root, lang, **changes), lang, form, logo)


def png(width=8, height=8):
    """A whole PNG of one colour."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = b"".join(b"\0" + b"\x0b\x55\x63" * width for _row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def filler(characters, lang="da"):
    """Words of the language's usual lengths, ``characters`` long at most."""
    words = {
        "da": "deltagerne deler det de ved og prøver noget af i kommunens fællesskaber mellem møderne",
        "en": "participants share what they know and try out some of it between the meetings",
    }[lang]
    return (f"{words} " * (characters // len(words) + 1))[:characters].rsplit(" ", 1)[0]
