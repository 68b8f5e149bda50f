"""The table of kinds: which function asks which question."""

from __future__ import annotations

from collections.abc import Callable

from prompt_toolkit.input import Input
from prompt_toolkit.output import Output

from netinvite.answers import Value, parse_text, validate
from netinvite.guide import Question
from netinvite.language import _
from netinvite.prompts.collecting import ask_needs, ask_referrals
from netinvite.prompts.menus import Item, Menu, numbered, pick, tick
from netinvite.prompts.moments import ask_date, ask_times
from netinvite.prompts.outcome import Answered, Asked, Back, WentBack
from netinvite.prompts.terminal import Terminal
from netinvite.prompts.typing_in import Field, type_in

MARK = ">"
MENUS = ("choice", "choices", "scale")


def ask(asked: Asked, *, input: Input | None = None, output: Output | None = None) -> Answered | Back:
    """Ask one question; ``Left`` is raised when somebody leaves."""
    terminal = Terminal(input, output, _keys(asked.question))
    introduce(asked.question, terminal)
    try:
        return Answered(_KINDS[asked.question.kind](asked, terminal))
    except WentBack as back:
        return Back(back.unfinished)


def introduce(question: Question, terminal: Terminal) -> None:
    """The question, what it is for, an example, and whether it is private.

    The beginning of a sentence that the answer completes stands in the field, where there is room.
    """
    terminal.say("")
    private = _("[for you alone]") + " " if question.private else ""
    if private or _label(question, terminal) == MARK:
        terminal.say(private + question.ask, "bold")
    if question.help:
        terminal.say(question.help)
    if question.example:
        example = question.example if isinstance(question.example, str) else ", ".join(question.example)
        terminal.say(_("e.g. %(example)s") % {"example": example}, "italic")


def _keys(question: Question) -> str:
    keys = [_("Enter: next"), _("Esc: back"), _("Ctrl+C: save and leave")]
    if not question.required and question.kind not in MENUS:
        keys[0] = _("Enter: next, or skip")
    if question.kind == "long":
        keys += [_("Alt+Enter: new line"), _("Ctrl+E: editor")]
    return " · ".join(keys)


def _ask_text(asked: Asked, terminal: Terminal) -> Value | None:
    question, before = asked.question, _as_text(asked.value)
    default = _as_text(question.default) if asked.value is None else ""
    field = Field(
        parse=lambda typed: parse_text(question, typed),
        start=asked.unfinished or before or default,
        label=_label(question, terminal),
        lines=question.kind == "long",
        names=asked.people if question.kind == "person" else (),
        whole=lambda typed: "" if typed == (before or default) else typed,
    )
    value: Value | None = type_in(terminal, field)
    return value


def _as_text(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in value)
    return "" if value is None else str(value)


def _label(question: Question, terminal: Terminal) -> str:
    """The sentence that the answer completes, where it leaves room to write, else a mark."""
    return question.stem if 0 < len(question.stem) <= terminal.columns // 2 else MARK


def _skip() -> Item:
    return Item(None, _("Skip"), 0)


def _ask_choice(asked: Asked, terminal: Terminal) -> Value | None:
    items = numbered([(choice.key, choice.label) for choice in asked.choices])
    if not asked.question.required or not items:
        items.append(_skip())
    wanted = asked.value if asked.value is not None else asked.question.default
    fallback = 0 if asked.question.required else len(items) - 1
    at = next((place for place, item in enumerate(items) if item.value == wanted), fallback)
    value: Value | None = pick(terminal, Menu(items, at))
    return value


def _ask_choices(asked: Asked, terminal: Terminal) -> Value | None:
    if not asked.choices:
        terminal.say(_("There is nothing to choose from yet."))
        nothing: None = pick(terminal, Menu([_skip()]))
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
    value: Value | None = tick(terminal, menu)
    return value


def _ask_scale(asked: Asked, terminal: Terminal) -> Value | None:
    items = [Item(None, "–", -1), *(Item(number, str(number), number) for number in range(11))]
    at = next((place for place, item in enumerate(items) if item.value == asked.value), 0)
    menu = Menu(items, at, parse=lambda value: validate(asked.question, value), across=True)
    value: Value | None = pick(terminal, menu)
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
