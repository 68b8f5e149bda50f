"""The table of kinds: which function asks which question."""

from __future__ import annotations

from collections.abc import Callable

from netinvite.answers import parse_text, validate
from netinvite.language import _
from netinvite.prompts.collecting import ask_needs, ask_referrals
from netinvite.prompts.moments import ask_date, ask_times
from netinvite.prompts.outcome import Answered, Asked, Back, WentBack
from netinvite.prompts.parts import MARK, Field, Item, Menu, Page, Terminal, label_of, numbered
from netinvite.questions import Question
from netinvite.values import Value


def ask_in(terminal: Terminal, asked: Asked) -> Answered | Back:
    """Ask one question; ``Left`` is raised when somebody leaves."""
    introduce(asked.question, terminal)
    try:
        return Answered(_KINDS[asked.question.kind](asked, terminal))
    except WentBack as back:
        return Back(back.unfinished)


def introduce(question: Question, terminal: Page) -> None:
    """The question, what it is for, an example, and whether it is private.

    The beginning of a sentence that the answer completes stands in the field, where there is room.
    """
    terminal.say("")
    private = _("[for you alone]") + " " if question.private else ""
    if private or label_of(question, terminal) == MARK:
        terminal.say(private + question.ask, "bold")
    if question.help:
        terminal.say(question.help)
    if question.example:
        example = question.example if isinstance(question.example, str) else ", ".join(question.example)
        terminal.say(_("e.g. %(example)s") % {"example": example}, "italic")


def _ask_text(asked: Asked, terminal: Terminal) -> Value | None:
    question, before = asked.question, _as_text(asked.value)
    default = _as_text(question.default) if asked.value is None else ""
    field = Field(
        parse=lambda typed: parse_text(question, typed),
        start=asked.unfinished or before or default,
        label=label_of(question, terminal),
        lines=question.kind == "long",
        items=question.kind == "list",
        names=asked.people if question.kind == "person" else (),
        whole=lambda typed: "" if typed == (before or default) else typed,
    )
    value: Value | None = terminal.type_in(field)
    return value


def _as_text(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in value)
    return "" if value is None else str(value)


def _skip() -> Item:
    return Item(None, _("Skip"), 0)


def _ask_choice(asked: Asked, terminal: Terminal) -> Value | None:
    items = numbered([(choice.key, choice.label) for choice in asked.choices])
    if not asked.question.required or not items:
        items.append(_skip())
    wanted = asked.value if asked.value is not None else asked.question.default
    fallback = 0 if asked.question.required else len(items) - 1
    at = next((place for place, item in enumerate(items) if item.value == wanted), fallback)
    kept = items[at].value in (wanted, None)
    value: Value | None = terminal.pick(Menu(items, at, kept=kept))
    return value


def _ask_choices(asked: Asked, terminal: Terminal) -> Value | None:
    if not asked.choices:
        terminal.say(_("There is nothing to choose from yet."))
        nothing: None = terminal.pick(Menu([_skip()], kept=True))
        return nothing
    wanted = asked.question.default if asked.value is None else asked.value
    given = wanted if isinstance(wanted, tuple) else ()
    before = asked.unfinished.split("\n") if asked.unfinished else given
    items = numbered([(choice.key, choice.label) for choice in asked.choices])
    menu = Menu(
        items,
        ticked=frozenset(place for place, item in enumerate(items) if item.value in before),
        parse=lambda keys: validate(asked.question, keys, asked.choices),
        whole=lambda ticked: "" if ticked == "\n".join(str(item) for item in given) else ticked,
    )
    value: Value | None = terminal.tick(menu)
    return value


def _ask_scale(asked: Asked, terminal: Terminal) -> Value | None:
    items = [Item(None, "–", -1), *(Item(number, str(number), number) for number in range(11))]
    at = next((place for place, item in enumerate(items) if item.value == asked.value), 0)
    menu = Menu(items, at, kept=True, parse=lambda value: validate(asked.question, value), across=True)
    value: Value | None = terminal.pick(menu)
    return value


_KINDS: dict[str, Callable[[Asked, Terminal], Value | None]] = {
    "text": _ask_text,
    "long": _ask_text,
    "email": _ask_text,
    "phone": _ask_text,
    "list": _ask_text,
    "person": _ask_text,
    "choice": _ask_choice,
    "choices": _ask_choices,
    "scale": _ask_scale,
    "date": ask_date,
    "times": ask_times,
    "needs": ask_needs,
    "referrals": ask_referrals,
}
