"""How a page is laid out: question, field, paragraph, keys; what gives way where the window is small."""

from __future__ import annotations

from prompt_toolkit.application import get_app
from prompt_toolkit.data_structures import Size
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.layout import (
    AnyContainer,
    ConditionalContainer,
    Dimension,
    DynamicContainer,
    FloatContainer,
    HSplit,
    VSplit,
    Window,
)

from netinvite.language import _
from netinvite.model.around import NOWHERE, Around, Place
from netinvite.ui.fronts import Proof
from netinvite.ui.page.markdown import ENDINGS, readable
from netinvite.ui.page.proof import ProofReader
from netinvite.ui.page.reader import Reader
from netinvite.ui.page.rows import Styled, cells, indented, row_at, rows, wrapped
from netinvite.ui.page.sheet import Key, Sheet
from netinvite.ui.page.signs import Signs
from netinvite.ui.page.windows import Lines, blank, completions, filler, rows_of, set_in

# Columns: from so many on the whole text stands beside the field; a text to be read is no wider than so many.
WIDE, MEASURE, BESIDE = 110, 76, 64
# Rows: with fewer the paragraph gives way, then help and blank lines.
TALL, MIDDLING = 16, 12
# Rows that a paragraph asks for, and that a field keeps whatever is long above it.
_PARAGRAPH, _FIELD = 7, 2
_GAP = 4
# The texts that are written in Markdown.
MARKED = ("pitch", "conversation")


def titled(around: Around) -> str:
    """What stands above a text that is being written."""
    titles = {
        "invitation": _("In the email"),
        "pitch": _("In the pitch"),
        "conversation": _("In the conversation guide"),
    }
    return titles.get(around.document, around.document)


class View:
    """Lays out the ``sheet`` that is there at the moment."""

    def __init__(self, signs: Signs) -> None:
        self.signs = signs
        self.sheet: Sheet | None = None
        self.body = self.reading = filler()
        self.root = FloatContainer(self._root(), [completions()])

    def show(self, sheet: Sheet) -> None:
        """Let this page be drawn from now on."""
        self.sheet = sheet
        self.body = Window(
            sheet.control,
            dont_extend_height=True,
            height=lambda: Dimension(min=1, max=self._room()),
            # Else a window that was too narrow for a moment stays scrolled to the side.
            get_horizontal_scroll=lambda window: 0,
        )

    def read(self, sheet: Sheet) -> Reader:
        """Let the whole text that the answer will stand in, or what was prepared, be read in place of the
        page."""
        text, place = sheet.text() if sheet.letter else (sheet.background, NOWHERE)
        marked = sheet.letter and sheet.letter.document in MARKED
        proof = Proof(ENDINGS[0] if marked else "", "", text, fresh=place)
        rule, mark = f" {self.signs.rule}", f" {self.signs.field}"
        sheet.reader = ProofReader(proof, rule=rule, mark=mark, signs=self.signs.menu, measure=MEASURE + 1)
        self.reading = Window(sheet.reader, get_horizontal_scroll=lambda window: 0)
        return sheet.reader

    @property
    def now(self) -> Sheet:
        """The page, which there is whenever something is drawn."""
        assert self.sheet is not None
        return self.sheet

    # Containers ----------------------------------------------------------------------------------------

    def _root(self) -> AnyContainer:
        reading = Condition(lambda: self.now.reader is not None)
        helping = Condition(lambda: self.now.helping > 0)
        return HSplit(
            [
                rows_of(self._head),
                ConditionalContainer(blank(), Condition(self._is_middling)),
                ConditionalContainer(self._page(), ~reading & ~helping),
                ConditionalContainer(set_in(self._more, MEASURE), helping),
                ConditionalContainer(
                    HSplit([rows_of(self._title), DynamicContainer(lambda: self.reading)]), reading & ~helping
                ),
                rows_of(self._foot),
            ]
        )

    def _page(self) -> AnyContainer:
        return VSplit(
            [
                filler(1),
                self._left(),
                ConditionalContainer(
                    VSplit([filler(_GAP), Window(Lines(self._whole), width=self._width_beside)]),
                    Condition(self._is_wide),
                ),
                filler(),
            ]
        )

    def _left(self) -> AnyContainer:
        middling = Condition(self._is_middling)
        said = Condition(lambda: bool(self.now.told))
        return HSplit(
            [
                ConditionalContainer(HSplit([rows_of(self._told), blank()]), said & middling),
                rows_of(self._ask),
                ConditionalContainer(rows_of(self._help), middling & Condition(lambda: bool(self.now.help))),
                ConditionalContainer(rows_of(self._beside), Condition(lambda: bool(self.now.beside))),
                ConditionalContainer(blank(), middling & Condition(lambda: bool(self.now.ask))),
                DynamicContainer(lambda: self.body),
                ConditionalContainer(
                    rows_of(self._complaint), Condition(lambda: bool(self.now.complaint or self.now.note))
                ),
                ConditionalContainer(
                    HSplit([blank(), Window(Lines(self._paragraph), dont_extend_height=True)]),
                    Condition(self._shows_paragraph),
                ),
                filler(),
            ],
            width=lambda: Dimension.exact(self._width()),
        )

    # Room ----------------------------------------------------------------------------------------------

    def _is_middling(self) -> bool:
        return _size().rows >= MIDDLING

    def _is_wide(self) -> bool:
        return _size().columns >= WIDE and self.now.letter is not None

    def _shows_paragraph(self) -> bool:
        return _size().rows >= TALL and self.now.letter is not None and not self._is_wide()

    def _width(self) -> int:
        """Columns of the question and the field."""
        columns = _size().columns
        return (
            min((columns - _GAP - 2) // 2, BESIDE) if self._is_wide() else max(min(columns - 2, MEASURE), 1)
        )

    def _width_beside(self) -> Dimension:
        return Dimension.exact(min(_size().columns - self._width() - _GAP - 2, MEASURE))

    def _room(self) -> int:
        """Rows for the field or the menu: what stands above and below it leaves so many."""
        width, size = self._width(), _size()
        above = len(self._ask(width, 0)) + (1 + len(self._help(width, 0)) if self._is_middling() else 0)
        if self.now.told and self._is_middling():
            above += 1 + len(self._told(width, 0))
        above += len(self._beside(width, 0))
        below = len(self._foot(size.columns, 0)) + len(self._complaint(width, 0))
        below += 1 + min(_PARAGRAPH, size.rows // 5) if self._shows_paragraph() else 0
        # What is long does not touch the keys.
        below += size.rows >= TALL
        return max(size.rows - 1 - self._is_middling() - above - below, _FIELD)

    # Parts ---------------------------------------------------------------------------------------------

    def _head(self, width: int, _height: int) -> list[StyleAndTextTuples]:
        """Where one is: the step on the left, how far on the right."""
        where = self.now.where
        if where.steps < 2:
            return [[("class:help", f" {where.title}")]] if where.title else []
        place = _("Step %(step)s of %(steps)s") % {"step": where.step, "steps": where.steps}
        on, off = self.signs.bar
        graph: list[Styled] = [
            ("class:bar", on * where.step),
            ("class:bar.rest", off * (where.steps - where.step)),
            ("", " "),
        ]
        told = f" {where.title} · {place}"
        room = width - cells(told) - where.steps - 1
        if room < 2:
            return [[("class:help", told if cells(told) <= width else f" {place}")]]
        return [[("class:help", told), ("", " " * room), *graph]]

    def _told(self, width: int, _height: int) -> list[StyleAndTextTuples]:
        """What was said since the last page; of a long story its end."""
        most = max(_size().rows // 2, 1)
        lines = [line for text, style in self.now.told for line in wrapped(text, width, style)]
        return [list(line) for line in lines[-most:]]

    def _ask(self, width: int, _height: int) -> list[StyleAndTextTuples]:
        sheet = self.now
        lock = f"{sheet.lock} " if sheet.lock else ""
        lines = wrapped(f"{lock}{sheet.ask}", width, "class:question") if sheet.ask else []
        return [list(line) for line in lines]

    def _help(self, width: int, _height: int) -> list[StyleAndTextTuples]:
        return [list(line) for line in wrapped(self.now.help, width, "class:help")] if self.now.help else []

    def _beside(self, width: int, _height: int) -> list[StyleAndTextTuples]:
        return [list(line) for text, style in self.now.beside for line in wrapped(text, width, style)]

    def _complaint(self, width: int, _height: int) -> list[StyleAndTextTuples]:
        if self.now.note and not self.now.complaint:
            return [list(line) for line in wrapped(self.now.note, width, "class:note")]
        if not self.now.complaint:
            return []
        lines = wrapped(self.now.complaint, width - 2, "class:complaint")
        return indented(lines, ("class:complaint", "! "), ("", "  "))

    def _title(self, width: int, _height: int) -> list[StyleAndTextTuples]:
        title = titled(self.now.letter) if self.now.letter else _("What was prepared")
        return [[("class:question", f" {title}")], *([[]] if self._is_middling() else [])]

    def _paragraph(self, width: int, height: int) -> list[StyleAndTextTuples]:
        text, place = self.now.paragraph()
        return self._read(text, place, width, height)

    def _whole(self, width: int, height: int) -> list[StyleAndTextTuples]:
        text, place = self.now.text()
        return self._read(text, place, width, height)

    def _more(self, width: int, height: int) -> list[StyleAndTextTuples]:
        """What F1 tells, as much as there is room for; once more F1 tells the rest."""
        lines: list[StyleAndTextTuples] = [
            list(line) for told in self.now.helped() for line in wrapped(told, width, "class:text")
        ]
        room = max(height, 1)
        self.now.helps = -(-len(lines) // room)
        start = min((max(self.now.helping, 1) - 1) * room, max(len(lines) - room, 0))
        return lines[start : start + room]

    def _read(self, text: str, place: Place, width: int, height: int) -> list[StyleAndTextTuples]:
        """A text below its title; in a window that is too low, the rows around the answer's end."""
        letter = self.now.letter
        if letter is None or not text:
            return []
        styled: tuple[tuple[Place, str], ...] = ()
        if letter.document in MARKED:
            read = readable(text, [place])
            text, (place,), styled = read.text, read.places, read.styled
        rule = ("class:rule", self.signs.rule)
        inner = width - cells(self.signs.rule) - 1
        spans, part = rows(text, inner), slice(None)
        if height and len(spans) > height - 1:
            end = row_at(spans, max(place[1] - 1, 0))
            first = min(max(end - (height - 1) * 2 // 3, 0), len(spans) - height + 1)
            part = slice(first, first + height - 1)
        lines = wrapped(text, inner, "class:text", *styled, (place, "class:sentence"), part=part)
        return [[("class:help", titled(letter))], *indented(lines, rule, rule)]

    def _foot(self, width: int, _height: int) -> list[StyleAndTextTuples]:
        sheet = self.now
        lines = self._keys(width - 2)
        if sheet.helping:
            lines = [_("F1: more") if sheet.helping < sheet.helps else _("F1 or Esc: back to the question")]
        elif sheet.reader:
            lines = [_("Arrows move the text · F3 or Esc: back to the question")]
        return [[("class:help", f" {line}")] for line in lines]

    def _keys(self, width: int) -> list[str]:
        """The keys, on two lines where there is room, else those that fit on one: F1 tells all of them."""
        keys = list(self.now.keys)
        if self.now.background or (self.now.letter and not self._is_wide()):
            keys.insert(
                -1, Key(_("F3: the whole text") if self.now.letter else _("F3: what was prepared"), 6)
            )
        most = 2 if _size().rows >= TALL else 1
        while len(lines := _lines(keys, width)) > most and any(key.seldom for key in keys):
            keys.remove(max(keys, key=lambda key: key.seldom))
        return lines


def _lines(keys: list[Key], width: int) -> list[str]:
    """The keys one behind the other; no line is broken inside what one key does."""
    lines: list[str] = []
    for key in keys:
        longer = f"{lines[-1]} · {key.told}" if lines else key.told
        if lines and cells(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(key.told)
    return lines


def _size() -> Size:
    return get_app().output.get_size()
