"""One function for each kind of question, on questionary; the only module that imports it.

Every prompt has the same keys: Enter goes on, Esc or Shift+Tab goes back, Ctrl+C saves and leaves.
Question, help and example are printed above, wrapped at words; the field itself stays short.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

# prompt_toolkit waits a second a question for terminals that never report the cursor's place.
os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")
if os.environ.get("NO_COLOR"):
    os.environ.setdefault("PROMPT_TOOLKIT_COLOR_DEPTH", "DEPTH_1_BIT")

import questionary  # the environment must be set before
from prompt_toolkit import print_formatted_text
from prompt_toolkit.application import Application
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.filters import is_done, to_filter
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import (
    ConditionalContainer,
    Dimension,
    FormattedTextControl,
    HSplit,
    Layout,
    Window,
)

from netinvite import screen
from netinvite.answers import Need, Referral, Value, parse_text, validate
from netinvite.errors import AnswerError
from netinvite.guide import NEED_KINDS, Choice, Question
from netinvite.language import _
from netinvite.schedule import (
    TimeAmbiguous,
    format_date,
    format_time,
    off_work,
    parse_date,
    parse_time,
)

# Bold and plain only: the terminal's own colours are the ones its owner can read.
STYLE = questionary.Style(
    [
        ("qmark", ""),
        ("question", "bold"),
        ("answer", "noinherit"),
        ("pointer", "bold"),
        ("highlighted", "bold"),
        ("selected", "noreverse"),
        ("instruction", ""),
        ("text", ""),
        ("validation-toolbar", "noreverse bold"),
        ("error", "bold"),
    ]
)
SHORTCUTS = 9


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with all that its prompt may need.

    ``value`` is the old answer, ``unfinished`` what was half typed the last time; ``choices`` apply now;
    ``people`` are known names, ``suggestions`` proposed times; ``now`` is local and naive.
    """

    question: Question
    choices: tuple[Choice, ...]
    value: Value | None
    unfinished: str
    lang: str
    now: datetime
    people: tuple[str, ...] = ()
    suggestions: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer; ``None`` when the question was skipped."""

    value: Value | None


@dataclass(frozen=True, slots=True)
class Back:
    """Somebody went back; ``unfinished`` is what stood in the field."""

    unfinished: str = ""


class Left(Exception):  # noqa: N818  # an outcome, not an error
    """Somebody left with Ctrl+C; ``unfinished`` is what stood in the field."""

    def __init__(self, unfinished: str = "") -> None:
        super().__init__()
        self.unfinished = unfinished


def ask(asked: Asked) -> Answered | Back:
    """Ask one question; ``Left`` is raised when somebody leaves."""
    introduce(asked.question)
    return _PROMPTS[asked.question.kind](asked)


# What stands above the field -------------------------------------------------------------------------


def say(text: str, style: str = "") -> None:
    """Print a paragraph wrapped at words, to wherever the prompts go."""
    print_formatted_text(FormattedText([(style, screen.wrap(text))]))


def introduce(question: Question) -> None:
    """The question, what it is for, an example, and whether the answer is private."""
    say("")
    lock = _("[for you alone] ") if question.private else ""
    if not (question.stem and _stem_fits(question)):
        say(lock + question.ask, "bold")
    elif lock:
        say(lock.strip(), "bold")
    if question.help:
        say(question.help)
    if question.example:
        shown = question.example if isinstance(question.example, str) else ", ".join(question.example)
        say(_("e.g. %(example)s") % {"example": shown}, "italic")


def _stem_fits(question: Question) -> bool:
    return len(question.stem) <= screen.width() // 2


def _field(question: Question) -> str:
    """What stands before the cursor: the beginning of the sentence, or a mark."""
    return question.stem if question.stem and _stem_fits(question) else ">"


# Running one prompt ----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Field:
    """What a text prompt shares with its keys: the check, the error below the field, lines allowed."""

    parse: Callable[[str], Any]
    lines: bool = False
    error: str = ""

    def below(self) -> FormattedText:
        """What stands under the field: what is wrong with the answer, and the keys."""
        columns = screen.width() - 1
        help_line = _("Enter: next · Esc: back · Ctrl+C: save and leave")
        if self.lines:
            help_line += " · " + _("Alt+Enter: new line · Ctrl+E: editor")
        error = [("bold", screen.wrap(self.error, columns, " ") + "\n")] if self.error else []
        return FormattedText([*error, ("", screen.wrap(help_line, columns, " "))])


def _put_below(application: Application[Any], text: Callable[[], FormattedText]) -> None:
    """Lines under the field. prompt_toolkit's own toolbar needs cursor reports, which are off."""
    field = application.layout.current_control
    below = ConditionalContainer(
        Window(FormattedTextControl(text), dont_extend_height=True, wrap_lines=True), ~is_done
    )
    application.layout = Layout(HSplit([application.layout.container, below]), focused_element=field)


def _leaving(application: Application[Any], text: Callable[[], str], *, eager: bool) -> KeyBindings:
    """Esc, Shift+Tab and Ctrl+C, the same at every prompt."""
    keys = KeyBindings()

    def back(event: KeyPressEvent) -> None:
        event.app.exit(result=Back(text()))

    keys.add(Keys.Escape, eager=eager)(back)
    keys.add(Keys.BackTab, eager=True)(back)

    @keys.add(Keys.ControlC, eager=True)
    @keys.add("<sigint>")
    def _leave(event: KeyPressEvent) -> None:
        event.app.exit(result=Left(text()))

    application.ttimeoutlen = 0.05
    application.timeoutlen = 0.2
    return keys


def _typing(field: _Field) -> KeyBindings:
    """The keys of a text field: Enter checks first, a paste stays one answer."""
    keys = KeyBindings()

    @keys.add(Keys.ControlM, eager=True)
    @keys.add(Keys.ControlJ, eager=True)
    def _submit(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if event.app.key_processor.input_queue:
            # More keys came in the same breath: a paste from a terminal that does not bracket it.
            buffer.insert_text("\n" if field.lines else " ")
            return
        try:
            field.parse(buffer.text)
        except AnswerError as error:
            field.error = error.message
            return
        buffer.validate_and_handle()

    @keys.add(Keys.BracketedPaste, eager=True)
    def _paste(event: KeyPressEvent) -> None:
        data = event.data.replace("\r\n", "\n").replace("\r", "\n")
        text = data if field.lines else " ".join(part.strip() for part in data.split("\n") if part.strip())
        event.current_buffer.insert_text(text)

    if field.lines:
        _long_keys(keys, field)
    return keys


def _long_keys(keys: KeyBindings, field: _Field) -> None:
    @keys.add(Keys.Escape, Keys.ControlM)
    def _new_line(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

    @keys.add(Keys.ControlE, eager=True)
    def _editor(event: KeyPressEvent) -> None:
        event.current_buffer.open_in_editor(validate_and_handle=False)


def _text(
    message: str,
    default: str,
    parse: Callable[[str], Any],
    *,
    lines: bool = False,
    people: Sequence[str] = (),
    text: Callable[[str], str] = lambda typed: typed,
) -> Any:
    """One text field; the parsed value, or ``Back``. ``text`` turns the field into the unfinished answer."""
    field = _Field(parse, lines)
    prompt = questionary.text(
        message,
        default=default,
        qmark="",
        style=STYLE,
        # Not questionary's own multiline: its English instruction cannot be left out.
        prompt_continuation=" ",
        reserve_space_for_menu=4 if people else 0,
        completer=WordCompleter(list(people), sentence=True, ignore_case=True) if people else None,
        complete_while_typing=bool(people),
        enable_open_in_editor=False,
    )
    application = prompt.application
    buffer = application.layout.current_buffer
    assert buffer is not None
    buffer.multiline = to_filter(lines)
    _put_below(application, field.below)

    def clear_error(_changed: object) -> None:
        field.error = ""

    buffer.on_text_changed += clear_error
    buffer.cursor_position = len(buffer.text)
    leaving = _leaving(application, lambda: text(buffer.text), eager=not lines)
    outcome = _run(prompt, leaving, _typing(field))
    return outcome if isinstance(outcome, Back) else parse(outcome)


def _run(prompt: questionary.Question, *keys: KeyBindings) -> Any:
    """Run a prompt with our keys on top of its own."""
    application = prompt.application
    own = [application.key_bindings] if application.key_bindings else []
    application.key_bindings = merge_key_bindings([*own, *keys])
    outcome = prompt.unsafe_ask()
    if isinstance(outcome, Left):
        raise outcome
    return outcome


def _pick(
    choices: Sequence[Choice], default: str | None = None, unfinished: Callable[[], str] = lambda: ""
) -> Any:
    """Choose one of ``choices`` with arrows or digits; its key, or ``Back``."""
    numbered = len(choices) <= SHORTCUTS
    prompt = questionary.select(
        "",
        choices=[
            questionary.Choice(
                _wrapped(choice.label, 8 if numbered else 4),
                value=choice.key,
                shortcut_key=str(number) if numbered else None,
            )
            for number, choice in enumerate(choices, 1)
        ],
        default=default if default in {choice.key for choice in choices} else None,
        qmark="",
        pointer=">",
        style=STYLE,
        instruction=_keys_for_choice(numbered),
        use_shortcuts=numbered,
        use_jk_keys=False,
        use_emacs_keys=False,
    )
    prompt.application.erase_when_done = True
    _leave_room(prompt.application)
    picked = _run(prompt, _leaving(prompt.application, unfinished, eager=True))
    if not isinstance(picked, Back):
        say("> " + next(choice.label for choice in choices if choice.key == picked))
    return picked


def _keys_for_choice(numbered: bool) -> str:
    if screen.width() < 60:
        return _("Arrows, Enter · Esc: back")
    if numbered:
        return _("Arrows or a digit, then Enter · Esc: back · Ctrl+C: save and leave")
    return _("Arrows, then Enter · Esc: back · Ctrl+C: save and leave")


def _wrapped(label: str, taken: int) -> str:
    first, *more = screen.wrap(label, max(12, screen.width() - taken)).split("\n")
    return "\n".join([first, *(" " * taken + line for line in more)])


# The kinds -------------------------------------------------------------------------------------------


def _ask_text(asked: Asked) -> Answered | Back:
    question = asked.question
    default = asked.unfinished or _as_typed(asked.value)
    outcome = _text(
        _field(question),
        default,
        lambda typed: parse_text(question, typed),
        lines=question.kind == "long",
        people=asked.people if question.kind == "person" else (),
    )
    return outcome if isinstance(outcome, Back) else Answered(outcome)


def _as_typed(value: Value | None) -> str:
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in value)
    return "" if value is None else str(value)


def _ask_choice(asked: Asked) -> Answered | Back:
    choices = list(asked.choices)
    if not asked.question.required:
        choices.append(Choice("", _("Skip this")))
    default = asked.value if asked.value is not None else asked.question.default
    picked = _pick(choices, default if isinstance(default, str) else None)
    return picked if isinstance(picked, Back) else Answered(picked or None)


def _ask_choices(asked: Asked) -> Answered | Back:
    question = asked.question
    wanted = asked.value if asked.value is not None else question.default
    checked = tuple(str(item) for item in wanted) if isinstance(wanted, tuple) else ()
    if asked.unfinished:
        checked = tuple(asked.unfinished.split("\n"))

    def check(keys: list[str]) -> bool | str:
        try:
            validate(question, tuple(keys), asked.choices)
        except AnswerError as error:
            return error.message
        return True

    prompt = questionary.checkbox(
        "",
        choices=[
            questionary.Choice(_wrapped(choice.label, 5), value=choice.key, checked=choice.key in checked)
            for choice in asked.choices
        ],
        validate=check,
        qmark="",
        pointer=">",
        style=STYLE,
        instruction=_("Space marks, Enter goes on · Esc: back")
        if screen.width() >= 60
        else _("Space marks, Enter goes on"),
        use_jk_keys=False,
        use_emacs_keys=False,
    )
    prompt.application.erase_when_done = True
    _leave_room(prompt.application)
    marked = _marks(prompt.application)
    outcome = _run(prompt, _leaving(prompt.application, marked, eager=True))
    if isinstance(outcome, Back):
        return outcome if outcome.unfinished != "\n".join(checked) else Back()
    labels = {choice.key: choice.label for choice in asked.choices}
    say("\n".join(f"- {labels[key]}" for key in outcome) or "–")
    return Answered(validate(question, tuple(outcome), asked.choices))


def _leave_room(application: Application[Any]) -> None:
    """Keep a long list shorter than the screen, so that its question stays in sight."""
    rows = shutil.get_terminal_size((80, 24)).lines
    for window in application.layout.find_all_windows():
        if hasattr(window.content, "choices"):
            window.height = Dimension(max=max(4, rows - 9))


def _marks(application: Application[Any]) -> Callable[[], str]:
    """What is marked in a list, one key a line, whenever it is asked for."""
    controls = [c for c in application.layout.find_all_controls() if hasattr(c, "selected_options")]
    return lambda: "\n".join(key for control in controls for key in control.selected_options)


def _ask_scale(asked: Asked) -> Answered | Back:
    def parse(typed: str) -> int | None:
        if not typed.strip():
            return None
        if not typed.strip().isdecimal() or int(typed) > 10:
            raise AnswerError(_("A whole number from 0 to 10, please."))
        return int(typed)

    outcome = _text("0–10 >", asked.unfinished or _as_typed(asked.value), parse)
    return outcome if isinstance(outcome, Back) else Answered(outcome)


def _ask_date(asked: Asked) -> Answered | Back:
    def parse(typed: str) -> Any:
        if not typed.strip():
            return validate(asked.question, None)
        return parse_date(typed, asked.lang, asked.now)

    default = _("today") if asked.question.default == "today" else ""
    outcome = _text(">", asked.unfinished or _as_typed(asked.value) or default, parse)
    if isinstance(outcome, Back):
        return outcome
    if outcome is not None:
        say(_("Understood: %(time)s") % {"time": format_date(outcome, asked.lang)})
    return Answered(outcome)


# Times -----------------------------------------------------------------------------------------------


def _ask_times(asked: Asked) -> Answered | Back:
    """Offer times, or let them be typed one by one."""
    offers = _offers(asked)
    if not asked.unfinished and offers:
        write = Choice("write", _("I write them myself"))
        labels = [Choice(str(n), _times_text(offer, asked.lang)) for n, offer in enumerate(offers)]
        picked = _pick([*labels, write])
        if isinstance(picked, Back):
            return picked
        if picked != "write":
            return Answered(offers[int(picked)])
    return _write_times(asked)


def _offers(asked: Asked) -> list[tuple[datetime, ...]]:
    """The old answer while it lies ahead, then the first two and all three of the suggestions."""
    value = asked.value if isinstance(asked.value, tuple) else ()
    old = tuple(time for time in value if isinstance(time, datetime))
    offers = [old] if old and all(time > asked.now for time in old) else []
    least, most = asked.question.min or 1, asked.question.max or len(asked.suggestions)
    return [*offers, *(asked.suggestions[:n] for n in (least, most) if n <= len(asked.suggestions))]


def _times_text(times: Sequence[datetime], lang: str) -> str:
    return ", ".join(format_time(time, lang) for time in times)


def _write_times(asked: Asked) -> Answered | Back:
    question, typed_before = asked.question, [part for part in asked.unfinished.split("; ") if part]
    times: list[datetime] = []
    most = question.max or 3
    while len(times) < most:
        default = typed_before.pop(0) if typed_before else ""
        outcome = _one_time(asked, times, default)
        if isinstance(outcome, Back):
            if not times:
                return outcome
            typed_before.insert(0, f"{times.pop():%Y-%m-%d %H:%M}")
        elif outcome is None:
            break
        else:
            times.append(outcome)
            _repeat(outcome, asked.lang)
    return Answered(tuple(times) or None)


def _repeat(time: datetime, lang: str) -> None:
    say(_("Understood: %(time)s") % {"time": format_time(time, lang)})
    if reason := off_work(time.date(), lang):
        say(_("Mind that few are at work then: %(reason)s.") % {"reason": reason})


def _one_time(asked: Asked, times: list[datetime], default: str) -> Any:
    """One time, ``None`` for enough, or ``Back``."""

    def parse(typed: str) -> datetime | TimeAmbiguous | None:
        if not typed.strip():
            if len(times) < (asked.question.min or 0) and asked.question.required:
                left = (asked.question.min or 0) - len(times)
                raise AnswerError(_("%(count)s more, please.") % {"count": left})
            return None
        try:
            time = parse_time(typed, asked.lang, asked.now)
        except TimeAmbiguous as ambiguous:
            return ambiguous
        if time in times:
            raise AnswerError(_("That time is there already."))
        return time

    def unfinished(typed: str = "") -> str:
        return "; ".join([*(f"{time:%Y-%m-%d %H:%M}" for time in times), *([typed] if typed else [])])

    outcome = _text(f"{len(times) + 1}:", default, parse, text=unfinished)
    if not isinstance(outcome, TimeAmbiguous):
        return outcome
    say(outcome.message)
    meant = [Choice(time.isoformat(), format_time(time, asked.lang)) for time in outcome.candidates]
    picked = _pick(meant, unfinished=unfinished)
    return picked if isinstance(picked, Back) else datetime.fromisoformat(picked)


# Needs and referrals ---------------------------------------------------------------------------------


def _kinds() -> list[Choice]:
    labels = (_("Knowledge"), _("A skill"), _("Access to users"), _("Resources"))
    return [Choice(kind, label) for kind, label in zip(NEED_KINDS, labels, strict=True)]


def _ask_needs(asked: Asked) -> Answered | Back:
    """Name after name, each with its kind; Enter on an empty line ends."""
    needs = _needs_before(asked)
    typed = _half_need(asked.unfinished)
    while True:
        _list_needs(needs)
        outcome = _one_need(asked, needs, typed)
        typed = ""
        if isinstance(outcome, Back):
            return replace(outcome, unfinished=outcome.unfinished if _changed(asked, needs, outcome) else "")
        if outcome is None:
            return Answered(tuple(needs))
        if isinstance(outcome, int):
            del needs[outcome]
        else:
            needs.append(outcome)


def _changed(asked: Asked, needs: list[Need], outcome: Back) -> bool:
    return tuple(needs) != (asked.value or ()) or not outcome.unfinished.endswith("]")


def _needs_before(asked: Asked) -> list[Need]:
    parts = [part for part in asked.unfinished.split("; ") if part.endswith("]")]
    if parts:
        split = (part[:-1].rpartition(" [") for part in parts)
        return [Need(name, kind) for name, _mark, kind in split if kind in NEED_KINDS]
    value = asked.value if isinstance(asked.value, tuple) else ()
    return [need for need in value if isinstance(need, Need)]


def _half_need(unfinished: str) -> str:
    last = unfinished.rpartition("; ")[2]
    return "" if last.endswith("]") else last


def _list_needs(needs: list[Need]) -> None:
    if not needs:
        return
    labels = {choice.key: choice.label for choice in _kinds()}
    say("\n".join(f"{n}. {need.name} ({labels[need.kind]})" for n, need in enumerate(needs, 1)))
    say(_("One more, or Enter for enough; -1 takes number 1 out."))


def _one_need(asked: Asked, needs: list[Need], typed: str) -> Any:
    """A need, the index of one to take out, ``None`` for enough, or ``Back``."""

    def pack(half: str = "") -> str:
        return "; ".join([*(f"{need.name} [{need.kind}]" for need in needs), *([half] if half else [])])

    def parse(text: str) -> str | int | None:
        stripped = text.strip()
        if stripped[:1] == "-" and stripped[1:].isdecimal() and 1 <= int(stripped[1:]) <= len(needs):
            return int(stripped[1:]) - 1
        name = parse_text(replace(asked.question, kind="text", required=not needs), text)
        if isinstance(name, str) and name.casefold() in {need.name.casefold() for need in needs}:
            raise AnswerError(_("That one is there already."))
        return str(name) if name else None

    name = _text(f"{len(needs) + 1}:", typed, parse, text=pack)
    if not isinstance(name, str):
        return name
    kind = _pick(_kinds(), unfinished=lambda: pack(name))
    return _one_need(asked, needs, name) if isinstance(kind, Back) else Need(name, kind)


def _ask_referrals(asked: Asked) -> Answered | Back:
    """Name after name, with what they bring and whether one may pass on a greeting."""
    value = asked.value if isinstance(asked.value, tuple) else ()
    found = [item for item in value if isinstance(item, Referral)]
    question = replace(asked.question, kind="person", required=False)
    while True:
        if found:
            say("\n".join(f"{n}. {item.name}: {item.gives}" for n, item in enumerate(found, 1)))
        name = _text(f"{len(found) + 1}:", "", lambda typed: parse_text(question, typed), people=asked.people)
        if isinstance(name, Back):
            return name
        if name is None:
            return Answered(tuple(found) or None)
        outcome = _referral(asked, str(name))
        if not isinstance(outcome, Back):
            found.append(outcome)


def _referral(asked: Asked, name: str) -> Any:
    question = replace(asked.question, kind="text", required=False)
    say(_("What do they bring?"))
    gives = _text(">", "", lambda typed: parse_text(question, typed))
    if isinstance(gives, Back):
        return gives
    kind = _pick(_kinds())
    if isinstance(kind, Back):
        return kind
    say(_("May you pass on a greeting?"))
    mention = _pick([Choice("yes", _("Yes, that is agreed")), Choice("no", _("No, or I do not know"))])
    return mention if isinstance(mention, Back) else Referral(name, str(gives or ""), kind, mention == "yes")


_PROMPTS: dict[str, Callable[[Asked], Answered | Back]] = {
    "text": _ask_text,
    "long": _ask_text,
    "email": _ask_text,
    "phone": _ask_text,
    "list": _ask_text,
    "person": _ask_text,
    "choice": _ask_choice,
    "choices": _ask_choices,
    "scale": _ask_scale,
    "date": _ask_date,
    "times": _ask_times,
    "needs": _ask_needs,
    "referrals": _ask_referrals,
}
