"""Answers given beforehand: TOML files and ``--set``; everything wrong or missing is listed at once.

Whoever gives a sentence so has seen no field with its first words: what was meant is told by one rule
(``sentences.completed``), refused where it could be either, and repeated whole.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netinvite.errors import AnswerError, UsageError, did_you_mean, nearest
from netinvite.language import DEFAULT, _, active, ngettext, templates_dir
from netinvite.model import keys, kinds
from netinvite.model.questions import Guide, Question, Value
from netinvite.model.sentences import Whole, goes_on, is_closed
from netinvite.model.typed import Sentence, Text
from netinvite.model.walk import Walk
from netinvite.store import reading
from netinvite.values import Frozen

if TYPE_CHECKING:
    from netinvite.model.moments import Moment


class AnswersRefusedError(UsageError):
    """Answers that are missing or wrong, all of them."""


class Given:
    """Raw values by key, where each came from, a file's language; ``half`` is half typed in a file
    (``half_in``), ``sentences`` are repeated whole; ``lengths``: minutes that times were said to take."""

    def __init__(self) -> None:
        self.raw: dict[str, Any] = {}
        self.typed: dict[str, str] = {}
        self.where: dict[str, str] = {}
        self.half: dict[str, str] = {}
        self.half_in: dict[str, str] = {}
        self.problems: list[str] = []
        self.sentences: dict[str, str] = {}
        self.lengths: set[int] = set()
        self.lang = ""

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
        if tuple(key.strip().split(".")) == keys.LANG:
            given.lang = value.strip()
            continue
        given.typed[key.strip()], given.where[key.strip()] = value, "--set"
        given.half.pop(key.strip(), None)
    return given


def _take(given: Given, name: str, text: str) -> None:
    data = reading.toml(text, name, UsageError, _in_form())
    given.lang = _lang(data) or given.lang
    half = reading.half_typed(data)
    given.half, given.half_in = given.half | half, given.half_in | dict.fromkeys(half, name)
    for step, table in data.items():
        if step in ("lang", "schema", "set_aside", "unfinished"):
            continue
        if not isinstance(table, dict):
            given.problems.append(
                _("%(file)s: “%(key)s” must stand in a table such as [person].") % {"file": name, "key": step}
            )
            continue
        for key, value in table.items():
            if (step, key) != keys.LANG:
                given.raw[f"{step}.{key}"] = value
                given.where[f"{step}.{key}"] = name


def _in_form() -> str:
    """Where a whole file of answers can be looked at."""
    files = (templates_dir() / lang / "example.toml" for lang in (active(), DEFAULT))
    return _("A ready example of such a file: %(file)s") % {"file": next(filter(Path.is_file, files))}


def _lang(data: Mapping[str, Any]) -> str:
    return reading.text_at(data, *keys.LANG) or reading.text_at(data, "lang")


def values(given: Given, guide: Guide, walk: Walk, now: datetime) -> dict[str, Value | None]:
    """The values of what is given; what does not fit is added to ``given.problems``."""
    out: dict[str, Value | None] = {}
    known = {question.key: question for question in guide.questions(*walk.about)}
    order = {key: place for place, key in enumerate(known)}
    for key in sorted({**given.raw, **given.typed}, key=lambda key: order.get(key, -1)):
        question = known.get(key)
        if question is None:
            given.problems.append(_unknown(key, given.where[key], guide, known))
            continue
        try:
            current = walk.along(out)
            out[key] = _value(given, question, current, now)
        except AnswerError as error:
            given.problems.append(f"{key} ({given.where[key]}): {error.message}")
    for key in sorted(given.half.keys() - known.keys()):
        given.problems.append(_unknown(key, given.half_in[key], guide, known))
    return out


def _unknown(key: str, where: str, guide: Guide, known: Mapping[str, Question]) -> str:
    if key in keys.NOW and (question := guide.question(keys.NOW[key])):
        words = {"key": key, "file": where, "new": question.key, "ask": question.ask}
        return _("%(key)s (%(file)s): in its place there is %(new)s now (%(ask)s)") % words
    problem = _("%(key)s (%(file)s): no question has this key.") % {"key": key, "file": where}
    return f"{problem} {did_you_mean(nearest(key, known))}".rstrip()


def _value(given: Given, question: Question, walk: Walk, now: datetime) -> Value | None:
    kind, asked = kinds.of(question), walk.ready(question)
    clock = _Clock(walk.guide.lang, now, given.lengths, back=question.default == "today")
    typed = given.typed.get(question.key)
    raw = given.raw[question.key] if typed is None else _as_raw(question, typed, walk, clock)
    raw = kind.from_given(raw, clock)
    if isinstance(raw, str) and isinstance(kind, Text):
        value = kind.parse(asked, _meant(kind, question, asked, raw) if raw.strip() else "")
        if value is None and raw.strip() and walk.answers.get(question.key) is not None:
            raise AnswerError(_nothing_follows(asked))
    elif isinstance(raw, list) and isinstance(kind, Sentence):
        raise AnswerError(
            _("This is one sentence now, not a list; write it as %(how)s.") % {"how": example(asked)}
        )
    else:
        value = kind.from_toml(question, raw, walk.choices(question))
    if value is not None:
        kind.timely(question, value, clock)
    shortened = kind.tells == "address" and value != str(raw).strip()
    if isinstance(value, str) and (kind.begins or shortened) and not question.private:
        given.sentences[question.key] = value
    return value


def _nothing_follows(question: Question) -> str:
    """What is said of first words alone: they would take an earlier answer out."""
    return _(
        "Nothing follows “%(words)s”. Leave it out to keep what is there, or give nothing to take it out."
    ) % {"words": question.first}


def _meant(kind: Text, question: Question, asked: Question, raw: str) -> str:
    """What is meant by the text of a file or a setting; an ``AnswerError`` where it could be either."""
    text = kind.clean(raw)
    if question.first and not asked.first and (goes_on(text) or not is_closed(text)):
        raise AnswerError(
            _("It goes on from “%(first)s”, and an answer for that is missing. Write the whole sentence.")
            % {"first": question.first}
        )
    reading = kind.meant(asked, text)
    if isinstance(reading, Whole):
        return reading.text
    # Closed by a mark, it was written so; it is told with the sentences that are to be looked at.
    if is_closed(text):
        return reading.alone
    if question.private:
        raise AnswerError(
            _("It can be read in two ways: begin it with its first words, or end it with a full stop.")
        )
    ways = "\n".join(f"    {way}" for way in reading.readings)
    raise AnswerError(_("It can be read in several ways. Write the one that is meant:") + f"\n{ways}")


def read_day(typed: str, lang: str, now: datetime, *, back: bool) -> date:
    """``model.times``'s, loaded where somebody types a day: 12 ms, which no first question waits for."""
    from netinvite.model import times

    return times.read_day(typed, lang, now, back=back)


def read_times(typed: str, lang: str, now: datetime) -> tuple[Moment, ...]:
    """``model.times``'s, as ``read_day``."""
    from netinvite.model import times

    return times.read_times(typed, lang, now)


class _Clock(Frozen):
    """Days and times as they are read in ``lang`` at ``now``; ``back``: at a question about what has been.
    In ``lengths`` are noted the minutes from the beginning of a time to its end."""

    lang: str
    now: datetime
    lengths: set[int]
    back: bool = False

    def day(self, typed: str) -> date:
        return read_day(typed, self.lang, self.now, back=self.back)

    def times(self, typed: str) -> tuple[datetime, ...]:
        moments = read_times(typed, self.lang, self.now)
        self.lengths.update(int((one.end - one.start).total_seconds()) // 60 for one in moments if one.end)
        return tuple(one.start for one in moments)

    def refuse_to_come(self, day: date) -> None:
        from netinvite.model.times import refuse_day

        refuse_day(day, self.lang, self.now, back=True)


def _as_raw(question: Question, typed: str, walk: Walk, clock: _Clock) -> Any:
    """What stands behind ``--set key=``, in the form a TOML file would have it."""
    text, kind = typed.strip(), kinds.of(question)
    if not text:
        return ""
    if text.startswith(("[", "{")) and (kind.several or isinstance(kind, Sentence)):
        try:
            return reading.loads(f"value = {text}")["value"]
        except (ValueError, RecursionError):
            if kind.several:
                raise AnswerError(_("Write it as %(how)s.") % {"how": example(question)}) from None
    return kind.from_typed(question, typed, walk.choices(question), clock)


def defaults(walk: Walk, besides: Container[str] = ()) -> dict[str, Value | None]:
    """The guide's defaults for questions that nobody answered; none for the keys ``besides``."""
    return {
        question.key: question.default
        for question in walk.open_questions()
        if question.default is not None and kinds.of(question).chosen and question.key not in besides
    }


def example(question: Question) -> str:
    """How an answer to ``question`` is written in TOML."""
    kind = kinds.of(question)
    if question.first and "{" not in question.first:
        return f'"{question.first} …"'
    if not question.choices:
        return kind.example
    named = " | ".join(f'"{choice.key}"' for choice in question.choices)
    return f"[{named}]" if kind.several else named


def refuse(
    given: Given,
    missing: Sequence[Question],
    unfit: Mapping[str, str] | None = None,
    unfinished: Mapping[str, str] | None = None,
    *,
    command: str = "",
) -> None:
    """Raise ``AnswersRefusedError`` with every problem, when there is one; ``unfit`` says by key why the
    answer in the file does not fit, ``unfinished`` what stands there half typed, which ``command`` shows."""
    wrong = {problem.partition(" ")[0] for problem in given.problems}
    told = {keys.NOW.get(key, key) for key in given.where if key in wrong}
    lacking = [
        _lacking(question, (unfit or {}).get(question.key, ""), (unfinished or {}).get(question.key, ""))
        for question in missing
        if question.key not in told
    ]
    lines = [*given.problems, *lacking]
    waits = bool(command) and any(question.key in (unfinished or {}) for question in missing)
    if not (count := len(lines)):
        return
    head = ngettext("%(count)s answer is missing or wrong:", "%(count)s answers are missing or wrong:", count)
    raise AnswersRefusedError("\n  ".join([head % {"count": count}, *lines]), _hint(lacking, waits, command))


def _hint(lacking: Sequence[str], waits: bool, command: str) -> str:
    if waits:
        look = _("Nothing was written. Look at them with: %(command)s") % {"command": command}
        return "\n".join([look, _("Or give others with --set KEY=VALUE.")])
    if lacking:
        return _("Nothing was written. Put what is missing into the answers file, or add --set KEY=VALUE.")
    return _("Nothing was written. Mend it where it stands, and give the command again.")


def _lacking(question: Question, unfit: str, half: str) -> str:
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
    if half:
        words["half"] = " ".join(half.split())
        return _("%(key)s waits to be looked at (%(ask)s): “%(half)s”") % words
    return _("%(key)s is missing (%(ask)s): [%(step)s] %(name)s = %(how)s") % words
