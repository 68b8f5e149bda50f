"""A text before it is saved: numbers before what can be changed in it, one of which can be typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys

from netinvite.language import _
from netinvite.model.around import NOWHERE, Place
from netinvite.ui.fronts import EDIT, Proof
from netinvite.ui.page.markdown import ENDINGS, Readable, readable
from netinvite.ui.page.reader import Reader, Said
from netinvite.ui.page.rows import balanced, read_rows, row_at, wrapped
from netinvite.ui.parts import longer_number


class ProofReader(Reader):
    """``chosen``: the number typed, 0 for none; its sentence is bold, else what is new in the text is.
    ``below`` are paragraphs on the text, read behind it."""

    def __init__(
        self,
        proof: Proof,
        *,
        rule: str,
        mark: str,
        signs: tuple[str, str, str],
        measure: int = 0,
        below: Sequence[Said] = (),
        over: bool = False,
    ) -> None:
        read = Readable(proof.text.rstrip("\n"), (), (*proof.places, *proof.fresh))
        if proof.name.endswith(ENDINGS):
            read = readable(read.text, read.places)
        places, fresh = read.places[: len(proof.places)], read.places[len(proof.places) :]
        text, self.places = numbered(read.text, places)
        self.whole = proof.whole
        super().__init__(below, rule=rule, signs=signs, over=over)
        self.text, self.mark, self.measure = text, mark, measure
        self.styled = (
            *((_moved(place, places), style) for place, style in read.styled),
            # The numbers are no part of the text.
            *(
                ((start - len(_number_of(at)), start), "class:help")
                for at, (start, _end) in enumerate(self.places, 1)
            ),
        )
        self.fresh = tuple(_moved(place, places) for place in fresh)
        self.chosen = 0
        self.give: Callable[[object], None] = lambda value: None
        self._started = False

    def _strong(self) -> tuple[Place, ...]:
        return (self.places[self.chosen - 1],) if self.chosen else self.fresh

    def _rows(self, width: int) -> list[StyleAndTextTuples]:
        width = min(width, self.measure or width) - len(self.rule)
        spans, strong = read_rows(self.text, width), self._strong()
        if not self._started and self.fresh:
            # What is new is in sight at once.
            self._started, self.top = True, max(row_at(spans, self.fresh[0][0]) - 2, 0)
        lines = wrapped(
            self.text, width, "class:text", *self.styled, *((one, "class:sentence") for one in strong)
        )
        # Beside what is meant stands another mark: bold alone is also what the text has by itself.
        of_text: list[StyleAndTextTuples] = [
            [
                ("class:mark", self.mark)
                if any(start < last and end > first for first, last in strong)
                else ("class:rule", self.rule),
                *line,
            ]
            for (start, end), line in zip(spans, lines, strict=True)
        ]
        if self.said:
            of_text.append([])
        for told, style in self.said:
            of_text += [[*row] for row in balanced(told, width, style)]
        return of_text

    def value(self) -> int | None:
        """The number typed; ``None`` for going on."""
        return self.chosen or None

    def _bindings(self) -> KeyBindings:
        keys = super()._bindings()
        if self.over:
            return keys
        for digit in "0123456789":
            keys.add(digit, eager=True)(self._number)
        keys.add(Keys.Backspace, eager=True)(lambda event: self.forget())
        if self.whole:
            keys.add("e", eager=True)(lambda event: self.give(EDIT))
        return keys

    def forget(self) -> None:
        """No number."""
        self.chosen = 0

    def _number(self, event: KeyPressEvent) -> None:
        before, count = str(self.chosen or ""), len(self.places)
        if chosen := longer_number(before, event.data, range(1, count + 1)):
            self.chosen = int(chosen)
            self.tell(_("Enter changes number %(number)s; Esc leaves it.") % {"number": chosen}, "")
        elif count:
            self.forget()
            self.tell("", _("There is no number %(number)s.") % {"number": f"{before}{event.data}"})


def numbered(text: str, places: Sequence[Place]) -> tuple[str, tuple[Place, ...]]:
    """``text`` with a number before each place, and where the places are then; one may lie within another,
    that begins before it."""
    parts, done = [], 0
    for number, (start, _end) in enumerate(places, 1):
        parts += [text[done:start], _number_of(number)]
        done = start
    return "".join([*parts, text[done:]]), tuple(_moved(place, places) for place in places)


def _number_of(number: int) -> str:
    """A number, not to be parted from what it stands before."""
    return f"[{number}]\u00a0"


def _moved(place: Place, places: Sequence[Place]) -> Place:
    """``place`` of the bare text in the one with numbers."""
    if place == NOWHERE:
        return NOWHERE
    before = [
        sum(len(_number_of(number)) for number, (start, _end) in enumerate(places, 1) if start <= at)
        for at in (place[0], place[1] - 1)
    ]
    return place[0] + before[0], place[1] + before[1]
