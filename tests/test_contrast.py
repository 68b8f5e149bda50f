"""Everything can be read on black and on white, and no meaning hangs on a colour.

The contrast is that of WCAG 2.2 (relative luminance of sRGB, (L1 + 0.05) / (L2 + 0.05)); 4.5 is asked for
text of ordinary size.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from prompt_toolkit.styles import BaseStyle
from readyexample import SLUG, open_at, prepared
from rich.color import Color, ColorType
from rich.errors import StyleSyntaxError
from rich.style import Style
from terminal import Terminal

from netinvite.rehearsal import teleprompter
from netinvite.ui import running as drawn

pytestmark = pytest.mark.whole

ENOUGH = 4.5
BLACK, WHITE = (0, 0, 0), (255, 255, 255)
SOURCES = sorted((Path(__file__).parents[1] / "src" / "netinvite").rglob("*.py"))
# The sixteen colours as xterm shows them; a terminal's owner may have others, a new one has these.
XTERM = dict(
    zip(
        ["black", "red", "green", "brown", "blue", "magenta", "cyan", "white"],
        [
            (0, 0, 0),
            (205, 0, 0),
            (0, 205, 0),
            (205, 205, 0),
            (0, 0, 238),
            (205, 0, 205),
            (0, 205, 205),
            (229, 229, 229),
        ],
        strict=True,
    )
)


def luminance(colour):
    """Relative luminance, 0 to 1, of three numbers from 0 to 255."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (x / 255 for x in colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one, other):
    """The contrast of two colours, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def faults(style):
    """Why text of this Rich style cannot be read everywhere."""
    if style.dim or style.blink or style.conceal:
        return ["dim, blinking or hidden"]
    if style.bgcolor and not style.bgcolor.is_default and not style.color:
        return ["a background without a colour of the text"]
    return [f"{style}: {worst:.1f}" for worst in contrasts(style) if worst < ENOUGH]


def contrasts(style):
    if style.color is None or style.color.is_default:
        return []
    colour = style.color.get_truecolor()
    grounds = [style.bgcolor.get_truecolor()] if style.bgcolor else [BLACK, WHITE]
    return [ratio(colour, ground) for ground in grounds]


def styles_in_code():
    """Every style written as a text in the program: ``style=…``, and the second argument of say and Text."""
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            for text in styles_of(node):
                yield file.name, text


def styles_of(node):
    if not isinstance(node, ast.Call):
        return
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    given = [keyword.value for keyword in node.keywords if keyword.arg in ("style", "border_style")]
    if name in ("say", "Text", "append", "stylize") and len(node.args) > 1:
        given.append(node.args[1])
    for value in given:
        for inner in ast.walk(value):
            if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                yield inner.value


def as_rich(words):
    """A prompt_toolkit style as Rich understands it."""
    kept = [word for word in words.split() if word not in ("noinherit", "nobold") and ":" not in word]
    colours = [word.removeprefix("fg:") for word in words.split() if word.startswith("fg:")]
    ground = [f"on {word.removeprefix('bg:')}" for word in words.split() if word.startswith("bg:")]
    return Style.parse(" ".join([*kept, *colours, *ground]))


# The measure -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [(BLACK, WHITE, 21.0), (WHITE, WHITE, 1.0), ((118, 118, 118), WHITE, 4.54), ((255, 0, 0), WHITE, 4.0)],
)
def test_the_measure_is_that_of_wcag(one, other, expected):
    """Known pairs."""
    assert ratio(one, other) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize(
    "style", ["yellow", "blue", "dim", "bright_black", "#ffa500", "on red", "white on yellow"]
)
def test_what_cannot_be_read_is_found(style):
    """The test below would find these."""
    assert faults(Style.parse(style))


@pytest.mark.parametrize("style", ["", "bold", "reverse", "underline", "#767676", "white on black"])
def test_what_can_be_read_passes(style):
    """Weight and marks leave the terminal's own colours."""
    assert not faults(Style.parse(style))


# The styles in use -----------------------------------------------------------------------------------


def test_styles_in_the_code_can_be_read():
    """Every style that the code names holds 4.5 : 1 on black and on white."""
    found = list(styles_in_code())
    assert {"bold", "italic"} <= {text for _name, text in found}
    bad = []
    for name, text in found:
        try:
            style = Style.parse(text)
        except StyleSyntaxError:
            continue
        bad += [f"{name}: {fault}" for fault in faults(style)]
    assert bad == []


@pytest.mark.parametrize("style", [drawn.STYLE, teleprompter.STYLE], ids=["questions", "rehearsal"])
def test_styles_of_drawn_screens_can_be_read(style: BaseStyle):
    """The same for prompt_toolkit's; none is inherited from questionary, whose orange has 2.1 : 1."""
    assert style.style_rules
    for _names, words in style.style_rules:
        assert faults(as_rich(words)) == []


def test_questionarys_colours_are_all_replaced():
    """Each class that questionary colours has a style of ours."""
    from questionary.constants import DEFAULT_STYLE

    ours = {names for names, _words in drawn.STYLE.style_rules}
    coloured = {names for names, words in DEFAULT_STYLE.style_rules if "#" in words or "fg:" in words}
    # Its search in menus is not switched on.
    assert coloured - {"search_success", "search_none"} <= ours
    assert coloured


# The real screens ------------------------------------------------------------------------------------


def rgb(name):
    """A colour as pyte names it."""
    if name in XTERM:
        return XTERM[name]
    if name.startswith("bright"):
        return Color(
            "", ColorType.STANDARD, number=8 + list(XTERM).index(name.removeprefix("bright"))
        ).get_truecolor()
    return tuple(bytes.fromhex(name))


def unreadable(screen):
    """Cells of a pyte screen that could not be read on a black or on a white terminal."""
    found = set()
    for row in range(screen.lines):
        for cell in screen.buffer[row].values():
            if cell.data.strip() and cell.fg != "default":
                grounds = [BLACK, WHITE] if cell.bg == "default" else [rgb(cell.bg)]
                found |= {(cell.fg, cell.bg) for ground in grounds if ratio(rgb(cell.fg), ground) < ENOUGH}
            elif cell.data.strip() and cell.bg != "default":
                found.add((cell.fg, cell.bg))
    return found


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    ("arguments", "shown", "keys"),
    [
        (["prepare", "jonas"], "Does it read the way you would say it?", "\x1b"),
        (["interview", "jonas"], "When did you talk?", "\r"),
        (["pitch", "--rehearse"], "PAUSED", " n"),
        (["status"], "Jonas", ""),
        (["pitch"], "I am Maja Holm", ""),
        (["mail"], "Kind regards", ""),
        (["--help"], "prepare", ""),
    ],
)
def test_every_cell_of_the_screen_can_be_read(net, arguments, shown, keys):
    """Whatever a command draws stays readable on black and on white."""
    place = [] if arguments == ["--help"] else ["-w", str(net)]
    terminal = Terminal([*arguments, *place], net, COLORTERM="truecolor", TERM="xterm-256color")
    (terminal.go_on_to if arguments[0] in ("prepare", "interview") else terminal.wait)(shown)
    terminal.send(keys)
    for _look in range(8):
        terminal.read()
    assert unreadable(terminal.screen) == set()
    terminal.child.close(force=True)


def test_a_menu_says_without_colour_where_one_is(tmp_path):
    """The line pointed to and the ticks are marks; NO_COLOR takes no word and no mark away."""
    screens = []
    for env in ({}, {"NO_COLOR": "1"}):
        folder = prepared(tmp_path / f"net{len(screens)}")
        open_at(folder, "plan.questions")
        terminal = Terminal(["prepare", SLUG, "-w", str(folder), "--lang", "en"], tmp_path, **env)
        terminal.wait("› [x]  1)", "Enter goes on")
        screens.append([line for line in terminal.display if re.search(r"\[[x ]\]", line)])
        terminal.send("\x03")
        terminal.end()
    assert screens[0] == screens[1]
    assert screens[0][0].startswith(" › [x]  1)")
    assert any(line.startswith("   [ ]  2)") for line in screens[0])
