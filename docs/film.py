"""A moving picture of a terminal: screens one after the other, in an SVG that stands still where no motion is
wanted. Nothing is fetched from elsewhere, and the same screens give the same file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from xml.sax.saxutils import escape

# Pixels.
_WIDE, _HIGH, _SIZE, _EDGE, _HEAD = 8.4, 19, 14, 16, 34
_BEHIND, _PLAIN = "#1e1e1e", "#d4d4d4"


class Piece(NamedTuple):
    """Letters of one look from a column on: ``colour`` as #rrggbb, "" for the terminal's own."""

    column: int
    text: str
    bold: bool = False
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Shot:
    """A screen for so many ``seconds``: its ``rows``, and where the cursor is (row, column)."""

    rows: tuple[tuple[Piece, ...], ...]
    cursor: tuple[int, int]
    seconds: float


def svg(shots: Sequence[Shot], title: str, *, still: int, columns: int = 80) -> str:
    """The picture; the shot of the number ``still`` is what is seen where nothing moves."""
    width, height = columns * _WIDE + 2 * _EDGE, max(len(shot.rows) for shot in shots) * _HIGH + _HEAD + _EDGE
    known: dict[tuple[int, tuple[Piece, ...]], str] = {}
    groups = [_group(number, shot, known, still=number == still) for number, shot in enumerate(shots)]
    rows = (_row(name, row, pieces) for (row, pieces), name in known.items())
    colours = sorted({piece.colour for _row, pieces in known for piece in pieces if piece.colour})
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img">',
            f"<title>{escape(title)}</title>",
            f"<style>\n{_style(shots, colours)}\n</style>",
            "<defs>",
            *rows,
            "</defs>",
            f'<rect width="100%" height="100%" rx="8" fill="{_BEHIND}"/>',
            *(f'<circle cx="{22 + 18 * dot}" cy="18" r="5" fill="#5a5a5a"/>' for dot in range(3)),
            f'<text class="t" x="{width / 2:g}" y="23">{escape(title)}</text>',
            f'<g transform="translate({_EDGE},{_HEAD})">',
            *groups,
            "</g>",
            "</svg>",
            "",
        ]
    )


def _style(shots: Sequence[Shot], colours: Sequence[str]) -> str:
    whole = sum(shot.seconds for shot in shots)
    lines = [
        f"text {{ font: {_SIZE}px ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace;"
        f" fill: {_PLAIN}; white-space: pre }}",
        ".t { text-anchor: middle; fill: #b2b2b2 } .b { font-weight: bold }",
        f".c {{ fill: {_PLAIN}; opacity: .7 }} .s {{ opacity: 0 }} .still {{ opacity: 1 }}",
        *(f".{_class_of(colour)} {{ fill: {colour} }}" for colour in colours),
        "@media (prefers-reduced-motion: no-preference) {",
        f".s {{ opacity: 0; animation: {whole:g}s step-end infinite }}",
    ]
    begun = 0.0
    for number, shot in enumerate(shots):
        start, end = (f"{100 * at / whole:.3f}%" for at in (begun, begun + shot.seconds))
        before = "" if number == 0 else "0% { opacity: 0 } "
        lines.append(f"#s{number} {{ animation-name: k{number} }}")
        lines.append(f"@keyframes k{number} {{ {before}{start} {{ opacity: 1 }} {end} {{ opacity: 0 }} }}")
        begun += shot.seconds
    return "\n".join([*lines, "}"])


def _class_of(colour: str) -> str:
    return f"f{colour.removeprefix('#')}"


def _group(number: int, shot: Shot, known: dict[tuple[int, tuple[Piece, ...]], str], *, still: bool) -> str:
    used = [
        known.setdefault((row, pieces), f"r{len(known)}") for row, pieces in enumerate(shot.rows) if pieces
    ]
    row, column = shot.cursor
    cursor = f'<rect class="c" x="{column * _WIDE:g}" y="{row * _HIGH}" width="{_WIDE}" height="{_HIGH}"/>'
    name = "s still" if still else "s"
    rows = "".join(f'<use href="#{one}"/>' for one in used)
    return f'<g class="{name}" id="s{number}">{rows}{cursor}</g>'


def _row(name: str, row: int, pieces: Sequence[Piece]) -> str:
    texts = "".join(_text(row, piece) for piece in pieces)
    return f'<g id="{name}">{texts}</g>'


def _text(row: int, piece: Piece) -> str:
    looks = " ".join((["b"] if piece.bold else []) + ([_class_of(piece.colour)] if piece.colour else []))
    of = f' class="{looks}"' if looks else ""
    place = f'x="{piece.column * _WIDE:g}" y="{row * _HIGH + _SIZE}"'
    # Whatever font there is, a letter stands in its column.
    length = f'textLength="{len(piece.text) * _WIDE:g}" lengthAdjust="spacingAndGlyphs"'
    return f"<text{of} {place} {length}>{escape(piece.text)}</text>"
