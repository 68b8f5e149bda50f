"""How a page is laid out: question, field, paragraph, keys; what gives way where the window is small."""

from __future__ import annotations

from collections.abc import Iterator

from prompt_toolkit.data_structures import Size
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.layout import Window
from prompt_toolkit.layout.screen import WritePosition

from netinvite.language import _
from netinvite.model.around import NOWHERE, Around, Place
from netinvite.ui import screen
from netinvite.ui.fronts import Proof
from netinvite.ui.page import head
from netinvite.ui.page.markdown import ENDINGS, MARKED, as_read
from netinvite.ui.page.proof import ProofReader
from netinvite.ui.page.reader import Reader
from netinvite.ui.page.rows import balanced, cells, indented, read_rows, row_at, wrapped
from netinvite.ui.page.sheet import Key, Sheet
from netinvite.ui.page.signs import Signs
from netinvite.ui.page.windows import Field, Laid, Page, Rows, Unchanged, completions, divided
from netinvite.values import NamedTuple

# Columns: from so many on the whole text stands beside the field; a text to be read is no wider than so many.
WIDE, MEASURE, BESIDE = 110, 76, 64
# Rows: with fewer the paragraph gives way, then help and blank lines.
TALL, MIDDLING = 16, 12
# Rows that a paragraph asks for, and that a field keeps whatever is long above it.
_PARAGRAPH, _FIELD = 7, 2
_GAP = 4


def titled(around: Around) -> str:
    """What stands above a text that is being written."""
    titles = {
        "invitation": _("In the email"),
        "pitch": _("In the pitch"),
        "conversation": _("In the conversation guide"),
        "leaflet": _("In the leaflet"),
    }
    return titles.get(around.document, around.document)


class _Part(NamedTuple):
    """What stands on a page, ``None`` for a blank line: the rows it asks for, and the least of them."""

    drawn: Rows | Window | None
    rows: int
    least: int


class View:
    """Lays out the ``sheet`` that is there at the moment."""

    def __init__(self, signs: Signs) -> None:
        self.signs = signs
        self.sheet: Sheet | None = None
        self.size = Size(24, 80)
        self.body, self.reading = Field(), Window()
        self._head, self._foot, self._title = Rows(self._where), Rows(self._keys), Rows(self._titled)
        self._told, self._ask, self._help = Rows(self._was_told), Rows(self._asked), Rows(self._helped)
        self._beside, self._complaint = Rows(self._told_beside), Rows(self._complained)
        self._follows, self._beyond, self._things = (
            Rows(make) for make in (self._paragraph, self._whole, self._listed)
        )
        self.root = Unchanged(Page(self._lay_out, lambda: [self.body, self.reading]), [completions()])

    def show(self, sheet: Sheet) -> None:
        """Let this page be drawn from now on."""
        self.sheet = sheet
        self.body = Field(sheet.control, dont_extend_height=True)
        _pointer, self.body.above, self.body.below = self.signs.menu

    def help(self, sheet: Sheet) -> Reader:
        """Let what F1 tells be read in place of the page."""
        told = [(text, "class:text") for text in sheet.helped()]
        return self._lay_over(sheet, Reader(told, signs=self.signs.menu, over=True), helping=True)

    def read(self, sheet: Sheet) -> Reader:
        """Let the whole text that the answer will stand in, or what was prepared, be read in place of the
        page."""
        text, place = sheet.text() if sheet.letter else (sheet.background, NOWHERE)
        marked = sheet.letter and sheet.letter.document in MARKED
        proof = Proof(ENDINGS[0] if marked else "", "", text, fresh=(place,) if place != NOWHERE else ())
        rule, mark = f" {self.signs.rule}", f" {self.signs.field}"
        signs, measure = self.signs.menu, MEASURE + 1
        reader = ProofReader(proof, rule=rule, mark=mark, signs=signs, measure=measure, over=True)
        return self._lay_over(sheet, reader, helping=False)

    def _lay_over(self, sheet: Sheet, reader: Reader, *, helping: bool) -> Reader:
        sheet.reader, sheet.helping = reader, helping
        self.reading = Window(reader, get_horizontal_scroll=lambda window: 0)
        return reader

    @property
    def now(self) -> Sheet:
        """The page, which there is whenever something is drawn."""
        assert self.sheet is not None
        return self.sheet

    # Layout --------------------------------------------------------------------------------------------

    def _lay_out(self, width: int, height: int) -> Iterator[Laid]:
        """Where each part stands in a window of this size."""
        self.size = Size(height, width)
        top, bottom = min(len(self._head.rows(width)), height), max(height - len(self._keys(width, 0)), 0)
        yield self._head, WritePosition(0, 0, width, top)
        top = min(top + self._is_middling(), bottom)
        if self.now.helping:
            yield self.reading, WritePosition(1, top, max(width - 1, 1), bottom - top)
        elif self.now.reader:
            title = min(top + 1, bottom)
            yield self._title, WritePosition(0, top, width, title - top)
            yield self.reading, WritePosition(0, title, width, bottom - title)
        else:
            yield from self._asking(top, bottom)
        # Last: whether F1 has more to tell is known once it is drawn.
        yield self._foot, WritePosition(0, bottom, width, height - bottom)

    def _asking(self, top: int, bottom: int) -> Iterator[Laid]:
        """Question, field, and the text that follows: below, or beside where the window is wide."""
        width = self._width()
        if self._is_wide():
            yield self._beyond, WritePosition(1 + width + _GAP, top, self._width_beside(), bottom - top)
        parts = self._parts(width, bottom - top)
        rows = divided([part.rows for part in parts], [part.least for part in parts], bottom - top)
        for part, given in zip(parts, rows, strict=True):
            if part.drawn and given:
                yield part.drawn, WritePosition(1, top, width, given)
            top += given

    def _parts(self, width: int, height: int) -> list[_Part]:
        """What stands below each other on the page."""
        middling = self._is_middling()
        blank, told, ask = _Part(None, 1, 1), self._part(self._told, width), self._part(self._ask, width)
        above = [told, blank] if told.rows and middling else []
        above += [
            ask,
            *([self._part(self._help, width)] if middling else []),
            self._part(self._beside, width),
        ]
        above += [blank] if middling and ask.rows else []
        below = [self._part(self._complaint, width)]
        follows = _Part(self._follows, self._rows_following(width), 0)
        if not self._shows_paragraph():
            follows = self._part(self._things, width)
        kept = 0
        if self._shows_paragraph() or (follows.rows and self.size.rows >= TALL):
            below += [blank, follows]
            kept = 1 + min(_PARAGRAPH, self.size.rows // 5)
        # What is long leaves room for the text that follows, and does not touch the keys.
        room = height - sum(part.rows for part in [*above, below[0]]) - kept - (self.size.rows >= TALL)
        wanted = self.body.preferred_height(width, height).preferred
        return [*above, _Part(self.body, max(min(wanted, max(room, _FIELD)), 1), 1), *below]

    def _part(self, drawn: Rows, width: int) -> _Part:
        return _Part(drawn, len(drawn.rows(width)), 0)

    def _is_middling(self) -> bool:
        return self.size.rows >= MIDDLING

    def _is_wide(self) -> bool:
        return self.size.columns >= WIDE and self.now.letter is not None

    def _shows_paragraph(self) -> bool:
        return self.size.rows >= TALL and self.now.letter is not None and not self._is_wide()

    def _width(self) -> int:
        """Columns of the question and the field."""
        columns = self.size.columns
        return (
            min((columns - _GAP - 2) // 2, BESIDE) if self._is_wide() else max(min(columns - 2, MEASURE), 1)
        )

    def _width_beside(self) -> int:
        return min(self.size.columns - self._width() - _GAP - 2, MEASURE)

    # Parts ---------------------------------------------------------------------------------------------

    def _where(self, width: int, _height: int) -> list[StyleAndTextTuples]:
        return head.rows(self.now.where, width, self.signs, is_tall=self.size.rows >= TALL)

    def _was_told(self, width: int, _height: int) -> list[StyleAndTextTuples]:
        """What was said since the last page; of a long story its end."""
        most = max(self.size.rows // 2, 1)
        lines = [line for text, style in self.now.told for line in balanced(text, width, style)]
        return [list(line) for line in lines[-most:]]

    def _asked(self, width: int, _height: int) -> list[StyleAndTextTuples]:
        sheet = self.now
        lock = f"{sheet.lock} " if sheet.lock else ""
        lines = balanced(f"{lock}{sheet.ask}", width, "class:question") if sheet.ask else []
        return [list(line) for line in lines]

    def _helped(self, width: int, _height: int) -> list[StyleAndTextTuples]:
        return [list(line) for line in balanced(self.now.help, width, "class:help")] if self.now.help else []

    def _told_beside(self, width: int, _height: int) -> list[StyleAndTextTuples]:
        return [list(line) for text, style in self.now.beside for line in balanced(text, width, style)]

    def _complained(self, width: int, _height: int) -> list[StyleAndTextTuples]:
        if not self.now.complaint:
            noted = self.now.noted()
            return [list(line) for line in balanced(noted, width, "class:note")] if noted else []
        lines = balanced(self.now.complaint, width - 2, "class:complaint")
        return indented(lines, ("class:complaint", "! "), ("", "  "))

    def _titled(self, width: int, _height: int) -> list[StyleAndTextTuples]:
        title = titled(self.now.letter) if self.now.letter else _("What was prepared")
        return [[("class:question", f" {title}")], *([[]] if self._is_middling() else [])]

    def _paragraph(self, width: int, height: int) -> list[StyleAndTextTuples]:
        text, place = self.now.paragraph()
        return self._read(text, place, width, height)

    def _whole(self, width: int, height: int) -> list[StyleAndTextTuples]:
        text, place = self.now.text()
        return self._read(text, place, width, height)

    def _rows_following(self, width: int) -> int:
        """As many as the paragraph has, with its title."""
        text, place = self.now.paragraph()
        if not text or self.now.letter is None:
            return 0
        return 1 + len(read_rows(as_read(self.now.letter.document, text, place)[0], self._inner(width)))

    def _inner(self, width: int) -> int:
        return width - cells(self.signs.rule) - 1

    def _read(self, text: str, place: Place, width: int, height: int) -> list[StyleAndTextTuples]:
        """A text below its title; in a window that is too low, the rows around the answer's end."""
        letter = self.now.letter
        if letter is None or not text:
            return []
        text, place, styled = as_read(letter.document, text, place)
        rule, inner = ("class:rule", self.signs.rule), self._inner(width)
        spans, part = read_rows(text, inner), slice(None)
        if height and len(spans) > height - 1:
            end = row_at(spans, max(place[1] - 1, 0))
            first = min(max(end - (height - 1) * 2 // 3, 0), len(spans) - height + 1)
            part = slice(first, first + height - 1)
        lines = wrapped(text, inner, "class:text", *styled, (place, "class:sentence"), part=part)
        return [[("class:help", titled(letter))], *indented(lines, rule, rule)]

    def _listed(self, width: int, _height: int) -> list[StyleAndTextTuples]:
        """The several things that what is typed is, as they will be listed."""
        title, *things = self.now.listed(self.now.typed()) or [""]
        rule, inner = ("class:rule", self.signs.rule), self._inner(width)
        lines = [row for thing in things for row in wrapped(thing, inner, "class:text")]
        return [[("class:help", title)], *indented(lines, rule, rule)] if title else []

    def _keys(self, width: int, _height: int) -> list[StyleAndTextTuples]:
        return [[("class:help", f" {line}")] for line in self._fitting(self._named(), width - 2)]

    def _named(self) -> list[Key]:
        sheet = self.now
        if sheet.reader and sheet.helping:
            return [Key(_("F1 or Esc: back") if sheet.reader.is_at_end() else _("F1: more"))]
        if sheet.reader:
            return [Key(_("Arrows move the text"), 1), Key(_("F3 or Esc: back"))]
        keys = list(sheet.keys)
        if self.now.background or (self.now.letter and not self._is_wide()):
            keys.insert(
                -1, Key(_("F3: the whole text") if self.now.letter else _("F3: what was prepared"), 6)
            )
        return keys

    def _fitting(self, keys: list[Key], width: int) -> list[str]:
        """The keys, on some lines where there is room, else those that fit on one: F1 tells all of them."""
        most = self.now.foot if self.size.rows >= TALL else 1
        while True:
            told = [key.told for key in keys]
            # Before one gives way, they stand in another order.
            for in_order in (True, False):
                lines = screen.in_rows(told, width, self.signs.dot, cells, in_order=in_order)
                if len(lines) <= most:
                    return lines
            if not any(key.seldom for key in keys):
                return lines
            keys.remove(max(keys, key=lambda key: key.seldom))
