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


def background() -> str:
    """Whether the terminal is "dark" or "light", as the setting or the terminal says; "" where nobody does,
    or colours are not wanted, or it has too few."""
    if os.environ.get("NO_COLOR") or not _has_colours():
        return ""
    if (said := os.environ.get(SETTING, "").casefold()) in _ACCENTS:
        return said
    number = os.environ.get(TOLD, "").rpartition(";")[2]
    return ("light" if number in _LIGHT else "dark") if number.isdecimal() else ""


def _has_colours() -> bool:
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
