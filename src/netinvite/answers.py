"""Answers: parse what is typed, validate, to and from TOML. The values stand in ``values``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from netinvite.errors import AnswerError, MistypedError
from netinvite.language import _
from netinvite.questions import NEED_KINDS, Choice, Question
from netinvite.values import Need, Referral, Value

LONGEST = 5_000
LONGEST_LINE = 300
# How much longer a text may be before blanks are taken off and letters composed.
ROOM = 4
TIME_FORMAT = "%Y-%m-%d %H:%M"
# An address like most; the library that judges all others takes longer to load than a mail to print.
_WORD = "[a-z0-9]+(?:[-_][a-z0-9]+)*"
_LABEL = "[a-z0-9]+(?:-[a-z0-9]+)*"
ORDINARY = re.compile(rf"{_WORD}(?:\.{_WORD})*@(?:{_LABEL}\.)+(?:com|dk|eu|net|org)", re.ASCII)
SHORT = 60


def normal(text: str) -> str:
    """``text`` composed (NFC), without blanks at its ends."""
    return unicodedata.normalize("NFC", text).strip()


def check_characters(text: str, *, lines: bool) -> None:
    """Refuse control characters; newline and tab pass where ``lines``.

    Bidirectional overrides are refused with them: they make a text read otherwise than it is.
    """
    for character in text:
        if lines and character in "\n\t":
            continue
        if unicodedata.category(character) in ("Cc", "Cs") or character in _DECEIVING:
            raise AnswerError(
                _("There is a control character in it (U+%(code)s); take it out.")
                % {"code": f"{ord(character):04X}"}
            )


_DECEIVING = frozenset("\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def parse_text(question: Question, typed: str) -> Value | None:
    """What was typed to a question of kind text, long, email, phone, list or person, as a value.

    Empty is ``None``; an ``AnswerError`` says what does not fit.
    """
    lines = question.kind == "long"
    limit = LONGEST if lines else LONGEST_LINE
    if len(typed) > ROOM * limit:
        # Before it is composed, which of many marks on one letter takes long.
        raise _too_long(limit, len(typed))
    raw = typed.replace("\r\n", "\n").replace("\r", "\n") if lines else typed
    text = normal(raw)
    check_characters(text, lines=lines)
    if not text:
        _require(question)
        return None
    if len(text) > limit:
        raise _too_long(limit, len(text))
    return _TEXT_PARSERS.get(question.kind, _as_text)(question, text)


def _too_long(limit: int, count: int) -> AnswerError:
    return AnswerError(
        _("At most %(limit)s characters, please; these are %(count)s.") % {"limit": limit, "count": count}
    )


def _require(question: Question) -> None:
    if question.required:
        raise AnswerError(_("This one is needed; a few words are enough."))


def _as_text(question: Question, text: str) -> str:
    return text


def _as_email(question: Question, text: str) -> str:
    if len(text) <= SHORT and ORDINARY.fullmatch(text):
        return text
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise AnswerError(
            _("That does not look like a mail address; write it as name@example.org.")
        ) from None
    return text


def _as_phone(question: Question, text: str) -> str:
    digits = sum(character.isdigit() for character in text)
    if not 4 <= digits <= 15 or not re.fullmatch(r"[\d\s()+./,;x-]+|.*\bext\b.*", text):
        raise AnswerError(_("That does not look like a phone number; write it as 12 34 56 78."))
    return text


def _as_list(question: Question, text: str) -> tuple[str, ...]:
    parts = re.split(r"[,;]", text)
    # "curiosity, courage and trust": the last comma is a word.
    if len(parts) > 1:
        parts[-1:] = re.split(r"\s+(?:and|og)\s+|^\s*(?:and|og)\s+", parts[-1])
    items = tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
    _count(question, len(items))
    return items


def _as_person(question: Question, text: str) -> str:
    return re.sub(r"\s+", " ", text)


_TEXT_PARSERS: dict[str, Callable[[Question, str], Value]] = {
    "email": _as_email,
    "phone": _as_phone,
    "list": _as_list,
    "person": _as_person,
}


def _count(question: Question, count: int) -> None:
    if question.max is not None and count > question.max:
        raise AnswerError(
            _("At most %(max)s, please; these are %(count)s.") % {"max": question.max, "count": count}
        )
    if question.min is not None and count < question.min:
        raise AnswerError(
            _("At least %(min)s, please; these are %(count)s.") % {"min": question.min, "count": count}
        )


def validate(question: Question, value: Value | None, choices: Sequence[Choice] = ()) -> Value | None:
    """``value`` if it may stand as the answer; ``choices`` are those that apply now."""
    if value is None or value in ("", ()):
        _require(question)
        return None
    if question.kind in ("choice", "choices"):
        _check_choices(question, value, choices)
    if isinstance(value, tuple):
        _count(question, len(value))
    return value


def _check_choices(question: Question, value: Value, choices: Sequence[Choice]) -> None:
    allowed = [choice.key for choice in choices]
    wanted = value if isinstance(value, tuple) else (value,)
    for item in wanted:
        if item not in allowed:
            raise AnswerError(
                _("“%(value)s” is no choice here; choose among %(allowed)s.")
                % {"value": item, "allowed": ", ".join(allowed) or "–"}
            )


# TOML ----------------------------------------------------------------------------------------------


def from_toml(question: Question, raw: Any, choices: Sequence[Choice] = ()) -> Value | None:
    """The value that a TOML file holds for ``question``; ``AnswerError`` says how to write it."""
    if raw in ("", []):
        _require(question)
        return None
    value = _FROM_TOML.get(question.kind, _text_from)(question, raw)
    return validate(question, value, choices)


def to_toml(value: Value | None, question: Question) -> Any:
    """What is written to a TOML file: texts, numbers, lists and inline tables only."""
    if value is None:
        return [] if question.kind in LISTS else ""
    if isinstance(value, datetime):
        return value.strftime(TIME_FORMAT)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_item_to_toml(item) for item in value]
    return value


LISTS = ("list", "choices", "times", "needs", "referrals")


def _item_to_toml(item: object) -> Any:
    if isinstance(item, Need):
        return {"name": item.name, "kind": item.kind}
    if isinstance(item, Referral):
        return {"name": item.name, "gives": item.gives, "kind": item.kind, "mention": item.mention}
    return item.strftime(TIME_FORMAT) if isinstance(item, datetime) else item


def _wrong(how: str) -> MistypedError:
    return MistypedError(_("Write it as %(how)s.") % {"how": how})


def _text_from(question: Question, raw: Any) -> Value | None:
    if not isinstance(raw, str):
        raise _wrong('"…"')
    return parse_text(question, raw)


def _choice_from(question: Question, raw: Any) -> Value | None:
    if isinstance(raw, int) and not isinstance(raw, bool):
        raw = str(raw)
    if not isinstance(raw, str) or len(raw) > LONGEST:
        raise _wrong('"…"')
    return normal(raw)


def _texts_from(question: Question, raw: Any) -> Value | None:
    if isinstance(raw, str) and question.kind == "list":
        return parse_text(question, raw)
    if not isinstance(raw, list) or not all(isinstance(item, str) for item in raw):
        raise _wrong('["…", "…"]')
    for item in raw:
        if len(item) > LONGEST:
            raise _too_long(LONGEST, len(item))
        check_characters(item, lines=False)
    return tuple(dict.fromkeys(text for item in raw if (text := normal(item))))


def _scale_from(question: Question, raw: Any) -> Value | None:
    if not isinstance(raw, int) or isinstance(raw, bool) or not 0 <= raw <= 10:
        raise _wrong(_("a whole number from 0 to 10"))
    return raw


def _date_from(question: Question, raw: Any) -> Value | None:
    try:
        if isinstance(raw, datetime):
            return raw.date()
        return raw if isinstance(raw, date) else date.fromisoformat(raw)
    except (TypeError, ValueError):
        raise _wrong('"2027-01-31"') from None


def _times_from(question: Question, raw: Any) -> Value | None:
    if not isinstance(raw, list):
        raise _wrong('["2027-01-12 10:00", "2027-01-14 14:30"]')
    times = tuple(_time_from(item) for item in raw)
    if len(set(times)) != len(times):
        raise AnswerError(_("The same time stands there twice."))
    return times


def _time_from(raw: Any) -> datetime:
    try:
        moment = raw if isinstance(raw, datetime) else datetime.fromisoformat(raw)
    except (TypeError, ValueError):
        raise _wrong('["2027-01-12 10:00", "2027-01-14 14:30"]') from None
    return moment.replace(tzinfo=None, second=0, microsecond=0)


def _tables(raw: Any, allowed: tuple[str, ...], how: str) -> list[dict[str, Any]]:
    if not isinstance(raw, list) or not all(isinstance(item, dict) for item in raw):
        raise _wrong(how)
    for item in raw:
        if not set(item) <= set(allowed) or not isinstance(item.get("name"), str) or not item["name"].strip():
            raise _wrong(how)
        for text in item.values():
            if isinstance(text, str):
                if len(text) > LONGEST:
                    raise _too_long(LONGEST, len(text))
                check_characters(text, lines=False)
        if item.get("kind", "knowledge") not in NEED_KINDS:
            raise AnswerError(
                _("“%(kind)s” is no kind; choose among %(allowed)s.")
                % {"kind": item.get("kind"), "allowed": ", ".join(NEED_KINDS)}
            )
    return raw


def _needs_from(question: Question, raw: Any) -> Value | None:
    tables = _tables(raw, ("name", "kind"), '[{ name = "…", kind = "knowledge" }]')
    needs = tuple(Need(normal(item["name"]), item.get("kind", "knowledge")) for item in tables)
    if len({need.name.casefold() for need in needs}) != len(needs):
        raise AnswerError(_("The same need stands there twice."))
    return needs


def _referrals_from(question: Question, raw: Any) -> Value | None:
    how = '[{ name = "…", gives = "…", kind = "access", mention = true }]'
    tables = _tables(raw, ("name", "gives", "kind", "mention"), how)
    if not all(isinstance(item.get("mention", False), bool) for item in tables):
        raise _wrong(how)
    return tuple(
        Referral(
            name=normal(item["name"]),
            gives=normal(str(item.get("gives", ""))),
            kind=item.get("kind", "knowledge"),
            mention=item.get("mention", False),
        )
        for item in tables
    )


_FROM_TOML: dict[str, Callable[[Question, Any], Value | None]] = {
    "choice": _choice_from,
    "list": _texts_from,
    "choices": _texts_from,
    "scale": _scale_from,
    "date": _date_from,
    "times": _times_from,
    "needs": _needs_from,
    "referrals": _referrals_from,
}
