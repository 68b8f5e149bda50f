"""Answers that are several things: needs and referrals, a part after the other; needs by their names."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeAlias

from netinvite.errors import AnswerError
from netinvite.language import _
from netinvite.model import kinds
from netinvite.model.needs import kind_labels
from netinvite.model.questions import NEED_KINDS, Need, Referral, Value
from netinvite.model.typed import several_in
from netinvite.store.reading import json_of
from netinvite.ui.doubts import TAKEN_OUT, of_a_name, of_a_thing
from netinvite.ui.parts import Asked, Field, Item, Menu, Terminal, WentBack, numbered
from netinvite.values import Frozen, replace

Thing: TypeAlias = Need | Referral
Whole: TypeAlias = Callable[[str], str]


# Where nobody says what kind of thing it is.
UNTOLD = "untold"


class _Removed(Frozen):
    place: int


class _Collection(Frozen):
    """How things of one kind are asked: a step for each part, the name first."""

    label: Callable[[], str]
    ask: Callable[[], str]
    steps: tuple[Callable[[_Sitting, Any, Whole], Any], ...]
    build: Callable[..., Thing]
    parts: Callable[[Any], list[Any]]


class _Sitting:
    """One question being asked: what is there already, and the parts of the next thing so far."""

    def __init__(self, asked: Asked, terminal: Terminal, collection: _Collection) -> None:
        self.asked, self.terminal, self.collection = asked, terminal, collection
        self.things: list[Thing] = []
        self.begun: list[Any] = []
        # Further names that were typed into one field, each to be gone on with.
        self.waiting: list[str] = []

    def run(self) -> Value | None:
        """Ask for one thing after the other until Enter on an empty name."""
        self.restore()
        self.settle()
        while True:
            self.show()
            entry = self.one()
            self.begun, self.waiting = self.waiting[:1], self.waiting[1:]
            if entry is None:
                return tuple(self.things) or None  # type: ignore[return-value]  # all of one kind
            if isinstance(entry, _Removed):
                del self.things[entry.place]
            else:
                self.things.append(entry)

    def settle(self) -> None:
        """Ask of what kind that is which was only named elsewhere, or is of one that there is not; nobody has
        to know."""
        for place, thing in enumerate(self.things):
            if thing.kind not in NEED_KINDS and (thing.kind or isinstance(thing, Need)):
                self.terminal.say(_("“%(name)s”: what is it?") % {"name": thing.name}, "bold")
                kind = self.terminal.pick(Menu(_kind_items(), None, whole=partial(self.whole, ())))
                self.things[place] = replace(thing, kind="" if kind == UNTOLD else kind)

    def show(self) -> None:
        """What is there, by number."""
        if not self.things:
            return
        for number, thing in enumerate(self.things, 1):
            self.terminal.say(f" {number}) {thing_text(thing)}")
        self.terminal.say(_("One more, or Enter to go on. A minus and a number take one away: -1"))

    def one(self) -> Thing | _Removed | None:
        """The parts of one thing; Esc goes back one part."""
        place = max(len(self.begun) - 1, 0)
        while place < len(self.collection.steps):
            old = self.begun[place] if place < len(self.begun) else ""
            head = self.begun[:place]
            try:
                part = self.collection.steps[place](self, old, partial(self.whole, head))
            except WentBack as back:
                if place == 0:
                    raise
                self.begun[place:] = [back.text] if back.text else []
                place -= 1
                continue
            if part is None or isinstance(part, _Removed):
                return part
            self.begun[place : place + 1] = [part]
            place += 1
        return self.collection.build(*self.begun)

    # The half-given answer, as text: a line of JSON for each thing, the last one with fewer parts ------

    def whole(self, head: Sequence[Any], typed: str) -> str:
        """All that is there and what is begun, "" where that is the old answer."""
        begun = [*head, *([typed] if typed else [])]
        waiting = [[name] for name in self.waiting]
        if not begun and not waiting and tuple(self.things) == (self.asked.value or ()):
            return ""
        rows = [
            *(self.collection.parts(thing) for thing in self.things),
            *([begun] if begun else []),
            *waiting,
        ]
        return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)

    def restore(self) -> None:
        """Put in what was half given, else the old answer."""
        old = self.asked.value if isinstance(self.asked.value, tuple) else ()
        self.things = [thing for thing in old if isinstance(thing, Need | Referral)]
        if self.asked.unfinished:
            self.things = []
        for line in self.asked.unfinished.splitlines():
            self._restore(line)

    def _restore(self, line: str) -> None:
        try:
            row = json_of(line)
        except ValueError:
            row = [line]
        if not isinstance(row, list) or not row or not all(isinstance(part, str | bool) for part in row):
            return
        if len(row) < len(self.collection.steps) and self.begun:
            self.waiting.append(str(row[0]))
        elif len(row) < len(self.collection.steps):
            self.begun = row
        elif len(row) == len(self.collection.steps):
            self.things.append(self.collection.build(*row))


# The steps -------------------------------------------------------------------------------------------


def _name(sitting: _Sitting, old: Any, whole: Whole) -> str | _Removed | None:
    """A name, one to take out, or ``None`` for enough."""
    label = sitting.collection.label() % {"number": len(sitting.things) + 1}
    names = sitting.asked.people
    asks = of_a_name if kinds.of(sitting.asked.question).names_people else of_a_thing
    while True:
        doubt = partial(asks, str(old))
        field = Field(partial(_parse_name, sitting), str(old), label, names=names, whole=whole, doubt=doubt)
        entry: str | _Removed | None = sitting.terminal.type_in(field)
        if not isinstance(entry, str) or not kinds.of(sitting.asked.question).names_people:
            return entry
        try:
            return _one_or_several(sitting, entry, whole)
        except WentBack:
            old = entry


def _one_or_several(sitting: _Sitting, typed: str, whole: Whole) -> str:
    """Whether a name is one person's, or stands for several, asked where it can be: then the first of them,
    and the others wait."""
    if not (names := several_in(typed)):
        return typed
    words = {"count": len(names), "names": " | ".join(names), "name": typed}
    sitting.terminal.say(_("One person, or %(count)s: %(names)s?") % words, "bold")
    choices = [(False, _("One person: %(name)s") % words), (True, _("%(count)s people: %(names)s") % words)]
    if sitting.terminal.pick(Menu(numbered(choices), None, whole=lambda _nothing: whole(typed))):
        there = {thing.name.casefold() for thing in sitting.things}
        first, *others = [name for name in names if name.casefold() not in there] or names
        sitting.waiting[:0] = others
        return first
    return typed


def _parse_name(sitting: _Sitting, typed: str) -> str | _Removed | None:
    question, things = sitting.asked.question, sitting.things
    if removal := TAKEN_OUT.fullmatch(typed):
        return _removal(int(removal[1]), len(things))
    name = kinds.TEXT.parse(replace(question, required=False), typed)
    # A dash alone is what people put where they have nothing to put.
    if not (isinstance(name, str) and any(map(str.isalnum, name))):
        kinds.of(question).validate(question, tuple(things))  # type: ignore[arg-type]  # all of one kind
        return None
    if question.max is not None and len(things) >= question.max:
        raise AnswerError(_("At most %(max)s, please; Enter alone goes on.") % {"max": question.max})
    if name.casefold() in (thing.name.casefold() for thing in things):
        raise AnswerError(_("“%(name)s” is there already.") % {"name": name})
    return name


def _removal(number: int, count: int) -> _Removed:
    if not 1 <= number <= count:
        raise AnswerError(_("There is no number %(number)s.") % {"number": number})
    return _Removed(number - 1)


def _kind_items() -> list[Item]:
    return numbered([*kind_labels().items(), (UNTOLD, _("I do not know"))])


def _kind(sitting: _Sitting, old: Any, whole: Whole) -> str:
    sitting.terminal.say(sitting.collection.ask() % {"name": sitting.begun[0]}, "bold")
    known = old in NEED_KINDS
    # Of somebody else's gift Enter alone says nothing; of what one needs oneself a line is chosen.
    unsaid = None if sitting.asked.question.kind == "needs" else len(NEED_KINDS)
    at = NEED_KINDS.index(old) if known else unsaid
    kind: str = sitting.terminal.pick(Menu(_kind_items(), at, kept=known, whole=whole))
    return "" if kind == UNTOLD else kind


def _gives(sitting: _Sitting, old: Any, whole: Whole) -> str:
    asked = _("%(name)s: what do they know, what can they do, or whom do they reach?")
    sitting.terminal.say(asked % {"name": sitting.begun[0]}, "bold")
    question = replace(sitting.asked.question, required=False)
    doubt = partial(of_a_thing, str(old))
    field = Field(lambda typed: kinds.TEXT.parse(question, typed) or "", str(old), whole=whole, doubt=doubt)
    gives: str = sitting.terminal.type_in(field)
    return gives


def _mention(sitting: _Sitting, old: Any, whole: Whole) -> bool:
    sitting.terminal.say(_("%(name)s: may you say who named them?") % {"name": sitting.begun[0]}, "bold")
    choices = [(False, _("No, or I do not know")), (True, _("Yes, that is agreed"))]
    menu = Menu(numbered(choices), at=int(old is True), kept=isinstance(old, bool), whole=whole)
    mention: bool = sitting.terminal.pick(menu)
    return mention


def thing_text(thing: Thing) -> str:
    """All that is known of it, in a line."""
    if isinstance(thing, Need):
        return _with_kind(thing.name, thing.kind)
    told = _("you may say who named them") if thing.mention else _("do not say who named them")
    gives = f": {thing.gives}" if thing.gives else ""
    return f"{_with_kind(f'{thing.name}{gives}', thing.kind)}; {told}"


def _with_kind(text: str, kind: str) -> str:
    """Nobody has to have said what kind of thing it is."""
    return f"{text} ({kind_labels().get(kind, kind)})" if kind else text


_COLLECTIONS = {
    "needs": _Collection(
        lambda: _("%(number)s. Need:"),
        lambda: _("“%(name)s”: what is it?"),
        (_name, _kind),
        Need,
        lambda need: [need.name, need.kind],
    ),
    "referrals": _Collection(
        lambda: _("%(number)s. Name:"),
        lambda: _("%(name)s: what would they bring?"),
        (_name, _gives, _kind, _mention),
        Referral,
        lambda item: [item.name, item.gives, item.kind, item.mention],
    ),
}


def ask_things(asked: Asked, terminal: Terminal) -> Value | None:
    """Things one by one, each a name and what else there is to it: what is needed, people who were named."""
    return _Sitting(asked, terminal, _COLLECTIONS[asked.question.kind]).run()
