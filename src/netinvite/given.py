"""Answers given beforehand: TOML files and ``--set``; everything wrong or missing is listed at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from netinvite import parsed
from netinvite.answers import LISTS, from_toml
from netinvite.errors import AnswerError, UsageError
from netinvite.language import _, ngettext
from netinvite.questions import Guide, Question
from netinvite.schedule import parse_date, parse_time, refuse_to_come
from netinvite.values import Value
from netinvite.walk import Walk

EXAMPLES = {
    "list": '["…", "…"]',
    "choices": '["…", "…"]',
    "scale": "7",
    "date": '"2027-01-31"',
    "times": '["2027-01-12 10:00", "2027-01-14 14:30"]',
    "needs": '[{ name = "…", kind = "knowledge" }]',
    "email": '"name@example.org"',
    "referrals": '[{ name = "…", gives = "…", kind = "access", mention = true }]',
}


class AnswersRefusedError(UsageError):
    """Answers that are missing or wrong, all of them."""


@dataclass(slots=True)
class Given:
    """Raw values by key, where each came from, and the language that a file asks for."""

    raw: dict[str, Any] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    where: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    lang: str = ""

    def __bool__(self) -> bool:
        return bool(self.raw or self.typed or self.problems)


def gather(sources: Sequence[tuple[str, str]], settings: Sequence[str]) -> Given:
    """Merge (name, TOML text) sources and ``key=value`` settings; later ones win."""
    given = Given()
    for name, text in sources:
        _take(given, name, text)
    for setting in settings:
        key, equals, value = setting.partition("=")
        if not equals or "." not in key:
            raise UsageError(
                _("“%(setting)s” is no setting.") % {"setting": setting},
                _('Write it as --set person.name="Anna Jensen".'),
            )
        if key.strip() == "person.lang":
            given.lang = value.strip()
            continue
        given.typed[key.strip()] = value
        given.where[key.strip()] = "--set"
    return given


def _take(given: Given, name: str, text: str) -> None:
    data = parsed.toml(text, name, UsageError, _("A ready example comes with: netinvite prepare --example"))
    given.lang = _lang(data) or given.lang
    for step, table in data.items():
        if step in ("lang", "schema", "set_aside", "unfinished"):
            continue
        if not isinstance(table, dict):
            given.problems.append(
                _("%(file)s: “%(key)s” must stand in a table such as [person].") % {"file": name, "key": step}
            )
            continue
        for key, value in table.items():
            if (step, key) != ("person", "lang"):
                given.raw[f"{step}.{key}"] = value
                given.where[f"{step}.{key}"] = name


def _lang(data: Mapping[str, Any]) -> str:
    person = data.get("person")
    own = person.get("lang") if isinstance(person, dict) else None
    lang = own or data.get("lang", "")
    return lang if isinstance(lang, str) else ""


def values(given: Given, guide: Guide, walk: Walk, now: datetime) -> dict[str, Value | None]:
    """The values of what is given; what does not fit is added to ``given.problems``."""
    out: dict[str, Value | None] = {}
    known = {question.key: question for question in guide.questions(*walk.about)}
    order = {key: place for place, key in enumerate(known)}
    for key in sorted({**given.raw, **given.typed}, key=lambda key: order.get(key, -1)):
        question = known.get(key)
        if question is None:
            given.problems.append(_unknown(key, given.where[key], known))
            continue
        try:
            current = walk.put(out)
            out[key] = _value(given, question, current, now)
        except AnswerError as error:
            given.problems.append(f"{key} ({given.where[key]}): {error.message}")
    return out


def _unknown(key: str, where: str, known: Mapping[str, Question]) -> str:
    close = get_close_matches(key, list(known), n=1)
    problem = _("%(key)s (%(file)s): no question has this key.") % {"key": key, "file": where}
    return f"{problem} {_('Did you mean “%(close)s”?') % {'close': close[0]}}" if close else problem


def _value(given: Given, question: Question, walk: Walk, now: datetime) -> Value | None:
    choices = walk.choices(question)
    if question.key in given.typed:
        value = from_toml(question, _as_raw(question, given.typed[question.key], walk, now), choices)
    else:
        value = from_toml(question, given.raw[question.key], choices)
    if question.kind == "times" and isinstance(value, tuple):
        for moment in value:
            if isinstance(moment, datetime) and moment <= now:
                raise AnswerError(_("%(time)s has gone by.") % {"time": f"{moment:%Y-%m-%d %H:%M}"})
    # A day whose default is today is one on which something has happened.
    if question.kind == "date" and question.default == "today" and isinstance(value, date):
        refuse_to_come(value, walk.guide.lang, now)
    return value


def _as_raw(question: Question, typed: str, walk: Walk, now: datetime) -> Any:
    """What stands behind ``--set key=``, in the form a TOML file would have it."""
    text = typed.strip()
    if not text:
        return ""
    if question.kind in LISTS and text.startswith(("[", "{")):
        try:
            return tomllib.loads(f"value = {text}")["value"]
        except (ValueError, RecursionError):
            raise AnswerError(_("Write it as %(how)s.") % {"how": example(question)}) from None
    lang = walk.guide.lang
    if question.kind == "times":
        return [parse_time(part, lang, now) for part in text.split(";") if part.strip()]
    if question.kind == "date":
        return parse_date(text, lang, now)
    if question.kind == "scale" and re.fullmatch(r"\d+", text):
        return int(text)
    if question.kind == "choices":
        return [part.strip() for part in text.split(",") if part.strip()]
    return typed


def defaults(walk: Walk, besides: Container[str] = ()) -> dict[str, Value | None]:
    """The guide's defaults for questions that nobody answered; none for the keys ``besides``."""
    return {
        question.key: question.default
        for question in walk.open_questions()
        if question.default is not None
        and question.kind in ("choice", "choices")
        and question.key not in besides
    }


def example(question: Question) -> str:
    """How an answer to ``question`` is written in TOML."""
    if question.choices:
        keys = " | ".join(f'"{choice.key}"' for choice in question.choices)
        return f"[{keys}]" if question.kind == "choices" else keys
    return EXAMPLES.get(question.kind, '"…"')


def refuse(given: Given, missing: Sequence[Question], unfit: Mapping[str, str] | None = None) -> None:
    """Raise ``AnswersRefusedError`` with every problem, when there is one; ``unfit`` says by key why the
    answer in the file does not fit."""
    lines = list(given.problems)
    lines += [
        _lacking(question, (unfit or {}).get(question.key, ""))
        for question in missing
        if not any(problem.startswith(f"{question.key} ") for problem in given.problems)
    ]
    if not lines:
        return
    count = len(lines)
    head = ngettext("%(count)s answer is missing or wrong:", "%(count)s answers are missing or wrong:", count)
    raise AnswersRefusedError(
        "\n  ".join([head % {"count": count}, *lines]),
        _("Nothing was written. Put them into the answers file, or add --set KEY=VALUE."),
    )


def _lacking(question: Question, unfit: str) -> str:
    words = {
        "key": question.key,
        "ask": question.ask,
        "step": question.step,
        "name": question.name,
        "how": example(question),
        "why": unfit,
    }
    if unfit:
        return _("%(key)s does not fit any more (%(ask)s): %(why)s") % words
    return _("%(key)s is missing (%(ask)s): [%(step)s] %(name)s = %(how)s") % words
