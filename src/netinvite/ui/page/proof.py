"""A text before it is saved: numbers before what can be changed in it, one of which can be typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys

from netinvite.language import _
from netinvite.model.around import NOWHERE, Place
from netinvite.ui.digits import Digits
from netinvite.ui.fronts import EDIT, Proof
from netinvite.ui.page.markdown import ENDINGS, Readable, readable
from netinvite.ui.page.reader import Reader, Said
from netinvite.ui.page.rows import balanced, read_rows, row_at, wrapped


class ProofReader(Reader):
    """The sentence of the number typed is bold, else what is new in the text is.
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
        self.lacking = proof.lacking
        self.numbers = proof.numbers or tuple(range(1, len(places) + len(self.lacking) + 1))
        text, self.places = numbered(read.text, places, self.numbers[: len(places)])
        self.whole = proof.whole
        super().__init__(below, rule=rule, signs=signs, over=over)
        self.text, self.mark, self.measure = text, mark, measure
        self.styled = (
            *((self._moved(place, places), style) for place, style in read.styled),
            # The numbers are no part of the text.
            *(
                ((start - len(_number_of(number)), start), "class:help")
                for number, (start, _end) in zip(self.numbers, self.places, strict=False)
            ),
        )
        self.fresh = tuple(self._moved(place, places) for place in fresh)
        self._digits = Digits()
        self.give: Callable[[object], None] = lambda value: None
        self._started = self._sought = False

    @property
    def chosen(self) -> int:
        """The number typed, 0 for none."""
        return int(self._digits.typed or 0)

    @property
    def is_begun(self) -> bool:
        """Whether a number was typed, of which there may be none."""
        return bool(self._digits.typed or self._digits.missing)

    def _moved(self, place: Place, places: Sequence[Place]) -> Place:
        return _moved(place, places, self.numbers[: len(places)])

    def _strong(self) -> tuple[Place, ...]:
        if not self.chosen:
            return self.fresh
        at = self.numbers.index(self.chosen)
        return self.places[at : at + 1]

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
        of_text += self._rows_lacking(width)
        if self._sought and self.chosen:
            marked = (at for at, row in enumerate(of_text) if row and row[0][0] == "class:mark")
            self._bring_in_sight(next(marked))
        self._sought = False
        if self.said:
            of_text.append([])
        for told, style in self.said:
            of_text += [[*row] for row in balanced(told, width, style)]
        return of_text

    def _rows_lacking(self, width: int) -> list[StyleAndTextTuples]:
        """What has no answer, by number. It is no part of the text, so no rule stands before it."""
        rows: list[StyleAndTextTuples] = [[], [("class:text", _("Nothing yet:"))]] if self.lacking else []
        for number, ask in zip(self.numbers[len(self.places) :], self.lacking, strict=True):
            is_chosen = number == self.chosen
            lead, head = (self.mark if is_chosen else " " * len(self.rule)), _number_of(number)
            style = "class:sentence" if is_chosen else "class:text"
            lines = wrapped(f"{head}{ask}", width, style, ((0, len(head)), "class:help"))
            rows += [[("class:mark", lead), *line] for line in lines]
        return rows

    def _bring_in_sight(self, row: int) -> None:
        if not self.top <= row < self.top + max(self._room - 2, 1):
            self.top = max(row - 2, 0)

    def value(self) -> int | None:
        """The number typed; ``None`` for going on. An ``AnswerError`` once for one that there is not."""
        self._digits.refuse()
        return self.chosen or None

    def _bindings(self) -> KeyBindings:
        keys = super()._bindings()
        if self.over:
            return keys
        for digit in "0123456789":
            keys.add(digit, eager=True)(self._number)
        keys.add(Keys.Backspace, eager=True)(lambda event: self.forget())
        if self.whole:
            for letter in "eE":
                keys.add(letter, eager=True)(lambda event: self.give(EDIT))
        return keys

    def forget(self) -> None:
        """No number."""
        self._digits.forget()

    def _number(self, event: KeyPressEvent) -> None:
        if not self.numbers:
            self.keep(event.data)
            return
        self._digits.add(event.data, self.numbers)
        self._sought = True
        if told := self._digits.told():
            self.tell("", told)
        else:
            self.tell(_("Enter changes number %(number)s; Esc leaves it.") % {"number": self.chosen}, "")


def numbered(
    text: str, places: Sequence[Place], numbers: Sequence[int] = ()
) -> tuple[str, tuple[Place, ...]]:
    """``text`` with a number before each place, and where the places are then; one may lie within another,
    that begins before it. ``numbers``: those of the places, () for one by one."""
    numbers = numbers or range(1, len(places) + 1)
    parts, done = [], 0
    for number, (start, _end) in zip(numbers, places, strict=True):
        parts += [text[done:start], _number_of(number)]
        done = start
    return "".join([*parts, text[done:]]), tuple(_moved(place, places, numbers) for place in places)


def _number_of(number: int) -> str:
    """A number, not to be parted from what it stands before."""
    return f"[{number}]\u00a0"


def _moved(place: Place, places: Sequence[Place], numbers: Sequence[int]) -> Place:
    """``place`` of the bare text in the one with numbers."""
    if place == NOWHERE:
        return NOWHERE
    pairs = [(start, len(_number_of(number))) for number, (start, _end) in zip(numbers, places, strict=True)]
    before = [sum(size for start, size in pairs if start <= at) for at in (place[0], place[1] - 1)]
    return place[0] + before[0], place[1] + before[1]
