"""How a page looks: weight and marks; an accent and a grey only where the background is known.

No colour has a contrast of 4.5 : 1 on every background that people have, so none is used unseen.
"""

from __future__ import annotations

import os

from prompt_toolkit.styles import Style

# The setting, and what rxvt, Konsole and others say of themselves: the last number is the background.
SETTING, TOLD = "NETINVITE_BACKGROUND", "COLORFGBG"
# Of the sixteen colours these are light; 8 is the dark grey.
_LIGHT = ("7", "9", "10", "11", "12", "13", "14", "15")
_BOLD = "question sentence pointed complaint bar mark strong"
_DIM = "hint rule bar.rest"
_BASE = [
    *((name, "bold") for name in _BOLD.split()),
    ("heading", "bold underline"),
    ("completion-menu", "noinherit reverse"),
    ("completion-menu.completion", "noinherit reverse"),
    ("completion-menu.completion.current", "noinherit bold underline"),
    ("scrollbar.background", "noinherit"),
    ("scrollbar.button", "noinherit reverse"),
]
# Contrasts of at least 6.2 : 1 over black, white and the backgrounds of Solarized, Nord, Gruvbox, VS Code.
_ACCENTS = {"dark": "#87d7ff", "light": "#005f87"}
_GREYS = {"dark": "#b2b2b2", "light": "#585858"}


# Enough for text of ordinary size (WCAG 2.2).
_ENOUGH = 4.5


def is_unknown() -> bool:
    """Whether colours could be used, and nobody says on which background."""
    return _may_be_coloured() and not any(os.environ.get(name) for name in (SETTING, TOLD))


def background() -> str:
    """Whether the terminal is "dark" or "light", as the setting or the environment says; "" where neither
    does, or colours are not wanted, or it has too few."""
    if not _may_be_coloured():
        return ""
    if (said := os.environ.get(SETTING, "").casefold()) in _ACCENTS:
        return said
    number = os.environ.get(TOLD, "").rpartition(";")[2]
    return ("light" if number in _LIGHT else "dark") if number.isdecimal() else ""


def fitting(behind: str) -> str:
    """Whose colours, those for "dark" or for "light", can be read on the background of these six hexadecimal
    digits; "" where neither can, or there are none."""
    for name in _ACCENTS if behind else ():
        if all(_contrast(colour[1:], behind) >= _ENOUGH for colour in (_ACCENTS[name], _GREYS[name])):
            return name
    return ""


def _contrast(one: str, other: str) -> float:
    low, high = sorted(map(_luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in bytes.fromhex(colour)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _may_be_coloured() -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    many = ("256color", "truecolor", "24bit", "direct")
    return any(word in os.environ.get(name, "") for name in ("TERM", "COLORTERM") for word in many)


def style(found: str = "") -> Style:
    """The look on that background; with weight alone where it is not known."""
    if found not in _ACCENTS:
        return Style([*_BASE, *((name, "dim") for name in _DIM.split())])
    grey, accent = _GREYS[found], _ACCENTS[found]
    greys = "hint rule bar.rest help told"
    accents = "mark bar"
    return Style(
        [
            *_BASE,
            *((name, grey) for name in greys.split()),
            *((name, f"{accent} bold") for name in accents.split()),
            ("pointed", f"{accent} bold"),
        ]
    )
