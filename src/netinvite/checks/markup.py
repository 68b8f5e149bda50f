"""A page of HTML as it is read: a line for each that a browser shows, and where in the page it begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser

from netinvite.checks.text import Place
from netinvite.libraries import regex
from netinvite.values import NamedTuple

_PAGE = regex(
    r"\s*<(?:!doctype\s+html|(?:html|head|body|meta|style|title|div|p|table|center|span|font)\b)",
    re.IGNORECASE,
)
# What stands in a paragraph of its own, and what on a line.
_PARAGRAPHS = frozenset(
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "pre", "blockquote", "hr", "form"]
)
_LINES = frozenset(
    [
        "address",
        "article",
        "aside",
        "body",
        "br",
        "center",
        "dd",
        "div",
        "dt",
        "figure",
        "footer",
        "header",
        "html",
        "li",
        "main",
        "nav",
        "section",
        "tr",
    ]
)
_HIDDEN = frozenset(
    ["button", "head", "noscript", "script", "select", "style", "template", "textarea", "title"]
)
# A browser takes what comes behind as shown, whether the head was closed or not.
_SHOWN_AGAIN = frozenset(("body", "div", "p", "table"))
_NOT_SHOWN = regex(r"display\s*:\s*none", re.IGNORECASE)
# By this a mail program sets in what is no quotation.
_SET_IN = regex(r"border\s*:\s*(?:none|0)", re.IGNORECASE)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_BLANK = regex(r"\s+")
# What the parser is given: to look for the end of what has none takes it ever longer.
_TAG = regex(r"(</?[a-zA-Z][^<>]*+>)|<")
_DECLARED = regex(r"<![^<>]*+>")
_LESS = "\ue000"


class Shown(NamedTuple):
    """What is read on a page, and of each of its lines where in the page it begins."""

    text: str
    places: tuple[Place, ...]


def is_page(text: str) -> bool:
    """Whether a text is a page of HTML, or the part of one that a mail has."""
    return _PAGE.match(text) is not None


def shown(page: str) -> Shown:
    """A page as what is read on it; a quotation's lines begin with "> ", an item's with "- "."""
    reader = _Reader()
    reader.feed(_closed(page))
    reader.close()
    return reader.read()


def _closed(page: str) -> str:
    """A page without comments and declarations, line ends aside, and without a "<" that begins no tag; all in
    its place."""
    parts, place = [], 0
    while (start := page.find("<!--", place)) >= 0:
        end = page.find("-->", start)
        parts += [page[place:start], _emptied(page[start : end + 3 if end >= 0 else len(page)])]
        place = end + 3 if end >= 0 else len(page)
    parts.append(page[place:])
    text = _DECLARED.sub(lambda found: _emptied(found[0]), "".join(parts))
    return _TAG.sub(lambda found: found[1] or _LESS, text)


def _emptied(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


class _Reader(HTMLParser):
    """Gathers the lines that a browser shows."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.places: list[Place] = []
        self.line, self.place = "", Place(1, 1)
        self.quotations: list[bool] = []
        self.hidden, self.deep, self.kept = "", 0, 0

    def read(self) -> Shown:
        self._end_line()
        return Shown("\n".join(self.lines) + "\n", tuple(self.places))

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if self.hidden == "head" and tag in _SHOWN_AGAIN:
            self.hidden = ""
        if self.hidden:
            self.deep += tag == self.hidden
            return
        told = {name: value or "" for name, value in attrs}
        hides = tag in _HIDDEN or "hidden" in told or _NOT_SHOWN.search(told.get("style", ""))
        if hides and tag not in _VOID:
            self.hidden, self.deep = tag, 1
            return
        self._break(tag)
        self._mark(tag)
        if tag == "blockquote":
            self.quotations.append(not _SET_IN.search(told.get("style", "")))
        self.kept += tag == "pre"

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """ "<br/>": nothing is left open."""
        if tag in _VOID:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self.hidden:
            self.deep -= tag == self.hidden
            self.hidden = self.hidden if self.deep else ""
            return
        if tag == "blockquote" and self.quotations:
            if self.line.strip():
                self._end_line()
            self.quotations.pop()
        if tag not in _VOID:
            self._break(tag)
        self.kept -= tag == "pre" and self.kept > 0

    def handle_data(self, data: str) -> None:
        if self.hidden:
            return
        first, *others = data.split("\n") if self.kept else [data]
        self._add(first, 0)
        for number, part in enumerate(others, 1):
            self._end_line()
            self._add(part, number)

    def _break(self, tag: str) -> None:
        """A line or a paragraph ends."""
        if tag == "br" or ((tag in _LINES or tag in _PARAGRAPHS) and self.line.strip("- ")):
            self._end_line()
        if tag in _PARAGRAPHS and self.lines and self.lines[-1].strip("> "):
            self._end_line()

    def _mark(self, tag: str) -> None:
        """What a browser shows where something begins."""
        if tag in ("td", "th"):
            self.line += "  " if self.line else ""
        if tag == "li" and not self.line:
            self.line, self.place = "- ", self._at()
        if tag == "hr":
            self._add("____________", 0)
            self._end_line()

    def _add(self, data: str, below: int) -> None:
        data = data.replace(_LESS, "<")
        said = data.replace("\xa0", " ") if self.kept else _BLANK.sub(" ", data)
        if not self.line.strip() and data.strip():
            before = data[: len(data) - len(data.lstrip())]
            self.place = self._at(below + before.count("\n"), before)
        self.line += said if self.kept or (self.line and not self.line.endswith(" ")) else said.lstrip(" ")

    def _at(self, below: int = 0, before: str = "") -> Place:
        line, column = self.getpos()
        start = 0 if below else column
        return Place(line + below, start + len(before.rpartition("\n")[2]) + 1)

    def _end_line(self) -> None:
        said = self.line.rstrip()
        self.lines.append(("> " * any(self.quotations) + said).rstrip())
        self.places.append(self.place if said else self._at())
        self.line = ""
