"""The terminal is asked for its background before the first page; what it answers is never read as keys.

prompt_toolkit knows no such answers: it would take one for Esc and letters. So they are taken out of what
comes in before its parser gets that, as long as the sitting lasts.
"""

from __future__ import annotations

import os
import re
import select
import sys
import time
from asyncio import AbstractEventLoop
from typing import Any, Protocol

from prompt_toolkit.application import Application
from prompt_toolkit.input import Input
from prompt_toolkit.input.typeahead import store_typeahead
from prompt_toolkit.key_binding import KeyPress
from prompt_toolkit.output import Output

from netinvite.libraries import regex
from netinvite.ui.breath import ESCAPE_DELAY
from netinvite.ui.page.looks import fitting, is_unknown, style

# OSC 11; and behind it the device attributes, which every terminal answers, also one that knows no OSC 11.
ASK = "\x1b]11;?\x1b\\\x1b[c"
# Seconds that the first page waits for an answer, at most.
LIMIT = 0.1
# Some rxvt leave the last sign of the end out.
_COLOUR = r"\x1b\]11;rgba?:([0-9a-fA-F/]{0,24})(?:\x07|\x1b\\|\x1b(?=\x1b))"
_ATTRIBUTES = r"\x1b\[\?[0-9;]*c"
_REPLY = regex(f"{_COLOUR}|{_ATTRIBUTES}")
# Such an answer as far as it came, at the end of what was read; where it is ``sure``, no key begins so.
_BEGUN = regex(
    r"(?:(?P<sure>\x1b\]11;(?:r|rg|rgb|rgba|rgba?:[0-9a-fA-F/]{0,24}\x1b?)?|\x1b\[\?[0-9;]{0,64})"
    r"|\x1b(?:\](?:11?)?|\[)?)\Z"
)


class Parser(Protocol):
    """Makes keys of what comes in."""

    def feed(self, data: str) -> None:
        """Take in what was read."""

    def flush(self) -> None:
        """No more comes that belongs to what was read."""


class Replies:
    """Stands before the ``parser`` of an input. ``colour``: the background, as the terminal wrote it;
    ``is_over``: it has answered the last that it was asked."""

    def __init__(self, parser: Parser) -> None:
        self._parser = parser
        self._begun = ""
        self._is_sure = False
        self.colour, self.is_over = "", False

    def feed(self, data: str) -> None:
        """Hand on what is no answer; what may become one is kept until more comes. The beginning of one that
        never ended is no key, and is gone when something else comes."""
        text = _REPLY.sub(self._note, self._begun + data)
        if self._is_sure and text.startswith(self._begun) and not _BEGUN.match(text):
            text = text.removeprefix(self._begun)
        found = _BEGUN.search(text)
        self._begun, self._is_sure = (found[0], bool(found["sure"])) if found else ("", False)
        self._parser.feed(text.removesuffix(self._begun))

    def _note(self, found: re.Match[str]) -> str:
        self.colour, self.is_over = found[1] or self.colour, self.is_over or found[1] is None
        return ""

    def flush(self) -> None:
        """What may have been a key was one."""
        if not self._is_sure:
            begun, self._begun = self._begun, ""
            self._parser.feed(begun)
        self._parser.flush()


def see_background(app: Application[Any], loop: AbstractEventLoop) -> bool:
    """Let a page look as the terminal's background allows, where nobody has said what that is; whether
    something was typed meanwhile, which the ``app`` takes in when it begins."""
    if not is_unknown() or not _is_own(app.input):
        return False
    colour, typed = asked(app.input, app.output)
    app.style = style(fitting(colour))
    store_typeahead(app.input, typed)
    # An Esc that was typed last is waited behind no longer than any other.
    loop.call_later(ESCAPE_DELAY, _flush, app)
    return bool(typed)


def _is_own(source: Input) -> bool:
    """Whether it is the process's own terminal, whose keys come as on Unix. GNU screen hands the question on
    to whichever terminal is attached, and never the answer."""
    if not (hasattr(source, "vt100_parser") and sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    return source.fileno() == sys.stdin.fileno() and "STY" not in os.environ


def asked(source: Input, output: Output) -> tuple[str, list[KeyPress]]:
    """The background as six hexadecimal digits, "" where the terminal does not say; and what was typed
    meanwhile. One that was asked before is not asked again: what it has said by now counts."""
    parser = source.vt100_parser  # type: ignore[attr-defined]  # as prompt_toolkit's for Unix have
    if isinstance(parser, Replies):
        return six_digits(parser.colour), []
    replies = source.vt100_parser = Replies(parser)  # type: ignore[attr-defined]  # see above
    typed: list[KeyPress] = []
    with source.raw_mode():
        output.write_raw(ASK)
        output.flush()
        until = time.monotonic() + LIMIT
        while not replies.is_over and not source.closed and (rest := until - time.monotonic()) > 0:
            if select.select([source.fileno()], [], [], rest)[0]:
                typed += source.read_keys()
    return six_digits(replies.colour), typed


def _flush(app: Application[Any]) -> None:
    def take_in() -> None:
        app.key_processor.feed_multiple(app.input.flush_keys())
        app.key_processor.process_keys()

    if app.is_running and app.context is not None:
        app.context.copy().run(take_in)


def six_digits(told: str) -> str:
    """A colour as terminals tell it, of one to four digits for each part, as two for each; "" for none."""
    parts = told.split("/")[:3]
    if len(parts) < 3 or not all(0 < len(part) <= 4 for part in parts):
        return ""
    return "".join(f"{round(int(part, 16) * 255 / (16 ** len(part) - 1)):02x}" for part in parts)
