"""How a question is asked: the way that its kind names, and the ways that take one prompt."""

from __future__ import annotations

from collections.abc import Callable

from netinvite.language import _
from netinvite.model import kinds
from netinvite.model.keys import NEEDS
from netinvite.model.questions import Question, Value
from netinvite.model.sentences import Open, Whole, begins_with, closed, goes_on, is_alone, unclosed
from netinvite.model.typed import Sentence, Text
from netinvite.model.wording import listed
from netinvite.ui import collecting, days, moments
from netinvite.ui.brought import ask_what_is_missing
from netinvite.ui.doubts import doubt
from netinvite.ui.parts import (
    OTHER,
    Answered,
    Asked,
    Back,
    Field,
    Item,
    Menu,
    Page,
    Terminal,
    WentBack,
    in_one_line,
    numbered,
)
from netinvite.values import replace


def ask_in(terminal: Terminal, asked: Asked) -> Answered | Back:
    """Ask one question; ``Left`` is raised when somebody leaves."""
    introduce(asked.question, terminal)
    try:
        return Answered(WAYS[kinds.of(asked.question).way](asked, terminal))
    except WentBack as back:
        return Back(back.unfinished)


def introduce(question: Question, terminal: Page) -> None:
    """The question, what it is for, an example, and whether it is private."""
    terminal.say("")
    private = _("[for you alone]") + " " if question.private else ""
    terminal.say(private + question.ask, "bold")
    if question.help:
        terminal.say(question.help)
    if question.example:
        terminal.say(_("e.g. %(example)s") % {"example": example_of(question)}, "italic")


def example_of(question: Question) -> str:
    """The example of a question, of several things in a line."""
    return question.example if isinstance(question.example, str) else listed(question.example)


def common_help(*, saves: bool = True, field: bool = True, leaving: list[str] | None = None) -> list[str]:
    """The keys that every question has that is drawn. ``saves``: one can leave and go on later; ``field``:
    something is typed into one; ``leaving``: what is told of Esc and Ctrl+C instead."""
    leaving = leaving or (
        [
            _("Esc or Shift+Tab goes back; what you typed is kept."),
            _("Ctrl+C saves and leaves, and the same command goes on here."),
        ]
        if saves
        else [_("Esc and Ctrl+C leave, and nothing is changed.")]
    )
    return [
        *leaving,
        _("Ctrl+Z puts the program aside, fg brings it back."),
        _("F1 or Esc, or ? in an empty field, takes these lines away.")
        if field
        else _("F1, ? or Esc takes these lines away."),
    ]


def _ask_text(asked: Asked, terminal: Terminal) -> Value | None:
    return _ask_way_to_call(asked, terminal) if asked.choices else _ask_in_field(asked, terminal)


def _ask_way_to_call(asked: Asked, terminal: Terminal) -> Value | None:
    """One of the choices, or a text that is none of them."""
    while True:
        chosen: Value = terminal.pick(_ways_to_call(asked))
        if chosen != OTHER:
            return chosen
        try:
            # A part of a name is chosen, or something else typed; a greeting is changed.
            proposed = None if asked.question.choices_from else asked.proposed
            return _ask_in_field(replace(asked, proposed=proposed), terminal)
        except WentBack as back:
            asked = replace(asked, unfinished=back.unfinished)


def _ways_to_call(asked: Asked) -> Menu:
    known = [choice.key for choice in asked.choices]
    items = [
        *numbered([(choice, choice) for choice in known]),
        Item(OTHER, _("Something else …"), len(known) + 1),
    ]
    there = asked.unfinished or asked.value or asked.proposed
    return Menu(
        items,
        at=known.index(str(there)) if there in known else len(known),
        kept=there in known,
        taken=asked.value is None,
        whole=lambda _ticked: asked.unfinished,
        named=lambda typed: kinds.TYPED[asked.question.kind].parse(asked.question, typed),
    )


def _ask_in_field(asked: Asked, terminal: Terminal) -> Value | None:
    question, kind = asked.question, kinds.TYPED[asked.question.kind]
    there, begun = _there(asked, kind), kind.start(question)
    as_it_was = (there, unclosed(there)) if isinstance(kind, Sentence) else (there,)
    half = asked.unfinished if kind.lines else in_one_line(asked.unfinished)
    last = ""

    def parse(typed: str) -> Value | None:
        nonlocal last
        last = typed
        return kind.parse(question, typed)

    field = Field(
        parse=parse,
        start=half or there or ("" if question.first else begun),
        lines=kind.lines,
        items=kind.several,
        names=asked.people,
        # What was begun in a menu is typed anew, and what is begun here goes on.
        proposed=bool(asked.choices) and not half,
        whole=lambda typed: "" if typed in as_it_was or _says_nothing(question, begun, typed) else typed,
        begun=begun,
        first=question.first,
        reading=(lambda typed: _meant(asked, there, typed)) if kind.repeated(question) else None,
        taken=bool(there) and asked.value is None and not asked.unfinished,
        editor=kind.edited,
        doubt=lambda typed: "" if typed in as_it_was else doubt(asked, there, typed),
        # What is half typed stands as somebody left it.
        closes=isinstance(kind, Sentence) and not half,
    )
    value: Value | None = terminal.type_in(field)
    if value and kind.tells == "address" and value != kind.clean(last):
        terminal.say(_("Only the address is kept: %(address)s") % {"address": value})
    return value


def _there(asked: Asked, kind: Text) -> str:
    """The old answer, or what is proposed."""
    value = asked.proposed if asked.value is None else asked.value
    return "" if value is None else kind.half_typed(kind.to_toml(value))


def _says_nothing(question: Question, begun: str, typed: str) -> bool:
    """Whether a field holds what it began with, and nothing of anybody's own."""
    return typed == begun or (bool(question.first) and is_alone(typed, question.first, question.lead))


def _meant(asked: Asked, there: str, typed: str) -> Whole | Open:
    """What a line means that was typed without the field in sight; what was there stands as it is. Where that
    was shown and not the first words, what could go on from these can stand alone as well."""
    if typed == there:
        return Whole(typed)
    kind = kinds.TYPED[asked.question.kind]
    meant = kind.meant(asked.question, typed)
    unseen = bool(there) and not begins_with(there, asked.question.first)
    if not (unseen and isinstance(meant, Whole) and goes_on(typed)):
        return meant
    alone = closed(typed) if isinstance(kind, Sentence) else typed.strip()
    return meant if alone == meant.text else Open(alone, meant.text)


def _skip() -> Item:
    return Item(None, _("Skip"), 0)


def _ask_choice(asked: Asked, terminal: Terminal) -> Value | None:
    items = [
        Item(choice.key, choice.label, choice.number or number, choice.letter, choice.does)
        for number, choice in enumerate(asked.choices, 1)
    ]
    if not asked.question.required or not items:
        items.append(_skip())
    proposed = asked.question.default if asked.proposed is None else asked.proposed
    # What was chosen before, and is to be looked at again.
    before = asked.unfinished if asked.unfinished in {choice.key for choice in asked.choices} else None
    wanted = before or (proposed if asked.value is None else asked.value)
    skipped = len(items) - 1 if items[-1].value is None else None
    fallback = 0 if skipped is None and not asked.claims else skipped
    at = next((place for place, item in enumerate(items) if item.value == wanted), fallback)
    # What does not fit stays until another one is chosen.
    at = at if before or not asked.unfit else None
    kept = at is not None and items[at].value in (wanted, None)
    letters = any(item.letter for item in items)
    menu = Menu(
        items,
        at,
        kept=kept,
        taken=asked.value is None and not before,
        across=letters,
        searched=asked.searched,
        whole=lambda _typed: before or "",
    )
    value: Value | None = terminal.pick(menu)
    return value


def _ask_choices(asked: Asked, terminal: Terminal) -> Value | None:
    if asked.question.choices_from == NEEDS:
        return ask_what_is_missing(asked, terminal)
    if not asked.choices:
        terminal.say(_("There is nothing to choose from yet."))
        nothing: None = terminal.pick(Menu([_skip()], kept=True))
        return nothing
    kind = kinds.of(asked.question)
    wanted = asked.question.default if asked.value is None else asked.value
    given = wanted if isinstance(wanted, tuple) else ()
    before = asked.unfinished.split("\n") if asked.unfinished else given
    items = numbered([(choice.key, choice.label) for choice in asked.choices])
    menu = Menu(
        items,
        ticked=frozenset(place for place, item in enumerate(items) if item.value in before),
        parse=lambda keys: kind.validate(asked.question, keys, asked.choices),
        whole=lambda ticked: "" if ticked == "\n".join(str(item) for item in given) else ticked,
    )
    value: Value | None = terminal.tick(menu)
    return value


def _ask_scale(asked: Asked, terminal: Terminal) -> Value | None:
    kind = kinds.of(asked.question)
    items = [Item(None, "–", -1), *(Item(number, str(number), number) for number in range(11))]
    # As in ``_ask_choice``.
    there = next((place for place, item in enumerate(items) if item.value == asked.value), 0)
    at, kept = (None, False) if asked.unfit else (there, True)
    menu = Menu(items, at, kept, parse=lambda value: kind.validate(asked.question, value), across=True)
    value: Value | None = terminal.pick(menu)
    return value


WAYS: dict[str, Callable[[Asked, Terminal], Value | None]] = {
    "field": _ask_text,
    "one": _ask_choice,
    "some": _ask_choices,
    "number": _ask_scale,
    # Loaded where one is asked so.
    "day": lambda asked, terminal: days.ask_date(asked, terminal),
    "times": lambda asked, terminal: moments.ask_times(asked, terminal),
    "things": lambda asked, terminal: collecting.ask_things(asked, terminal),
}
# They are menus with an item for skipping.
MENUS = kinds.MENUS
