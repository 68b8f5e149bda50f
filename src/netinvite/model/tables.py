"""Typed access to the tables of a guide file, and where in the file something stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from netinvite import places
from netinvite.errors import GuideError, did_you_mean, nearest
from netinvite.language import _


class QuestionError(GuideError):
    """A ``GuideError`` that knows where in the guide it is: ``key`` is a step's or a question's, "" for the
    whole; ``reason`` is the sentence without the file. ``table`` is the one that says it, at ``name``."""

    def __init__(self, where: str, problem: str, hint: str, key: str) -> None:
        super().__init__(f"{where}, {key}: {problem}" if key else f"{where}: {problem}", hint)
        self.where, self.key = where, key
        self.reason = f"{key}: {problem}" if key else problem
        self.table: Mapping[str, Any] | None = None
        self.name = ""

    def inside(self, table: Mapping[str, Any], name: str) -> QuestionError:
        """The same, about what ``table`` says, or does not say, at ``name``."""
        self.table, self.name = table, name
        return self

    def at(self, lines: Lines) -> GuideError:
        """The same with its line in the file."""
        words = {"file": self.where, "line": lines.of(self)}
        told = _("%(file)s, line %(line)s: %(reason)s") % {**words, "reason": self.reason}
        return GuideError(told, self.hint)


class Lines:
    """Where in its file (``text``) stands what a guide's ``data`` says."""

    def __init__(self, data: Mapping[str, Any], text: str) -> None:
        self._lines = places.lines_of(text)
        # A table is known by itself: what is taken out around it moves none.
        self._paths = {id(table): path for path, table in _tables(data, ())}
        self.keys = dict(self._keys(data))

    def _keys(self, data: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
        """The line of each step (``step``), question (``step.name``) and open question
        (``questions.name``); of what stands twice, that of the second."""
        for step in tables_in(data, "step"):
            yield str(step.get("key")), self._line(step, "key")
            for question in tables_in(step, "question"):
                yield whole_key(step, question), self._line(question, "key")
        for question in tables_in(data, "questions"):
            yield f"questions.{question.get('key')}", self._line(question, "key")

    def _line(self, table: Mapping[str, Any], name: str) -> int:
        path = self._paths.get(id(table), ())
        known = ((*path, name), (*path, "key"), path)
        return next((self._lines[one] for one in known if one in self._lines), 1)

    def at(self, key: str) -> int:
        """The line of a step or a question, of its step where it is missing, or 1."""
        return self.keys.get(key) or self.keys.get(key.partition(".")[0], 1)

    def of(self, error: QuestionError) -> int:
        """The line of what is wrong; where it is missing, of the question or step that lacks it."""
        return self.at(error.key) if error.table is None else self._line(error.table, error.name)


def _tables(value: Any, path: places.Path) -> Iterator[tuple[places.Path, Mapping[str, Any]]]:
    if isinstance(value, Mapping):
        yield path, value
    inner = value.items() if isinstance(value, Mapping) else enumerate(value)
    for key, item in inner:
        if isinstance(item, Mapping | list):
            yield from _tables(item, (*path, key))


def whole_key(step: Mapping[str, Any], question: Mapping[str, Any]) -> str:
    """A question's key with its step's; one with a dot in it is whole."""
    key = str(question.get("key"))
    return key if "." in key else f"{step.get('key')}.{key}"


def tables_in(data: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """The tables at ``key``; none where something else stands there."""
    value = data.get(key)
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


class Reader:
    """Typed access to a parsed file; every complaint names the file, and the step or question in it."""

    def __init__(self, where: str) -> None:
        self.where = where

    def error(
        self, question: str, problem: str, allowed: Iterable[str] = (), given: str = "", hint: str = ""
    ) -> QuestionError:
        """An error to raise: ``question`` is a step's or a question's key, "" for the whole."""
        known = sorted(allowed)
        hints = [hint, did_you_mean(nearest(given, known))]
        if known:
            hints.append(_("Allowed: %(known)s.") % {"known": ", ".join(known)})
        return QuestionError(self.where, problem, " ".join(filter(None, hints)), question)

    def only(self, table: Mapping[str, Any], allowed: tuple[str, ...], where: str) -> None:
        """Refuse a key of ``table`` that is not ``allowed``."""
        for key in table:
            if key not in allowed:
                raise self.error(
                    where, _("“%(key)s” is not known here.") % {"key": key}, allowed, key
                ).inside(table, key)

    def unique(self, keys: list[str]) -> None:
        """Refuse a step or a question that stands twice."""
        for key, count in Counter(keys).items():
            if count > 1:
                raise self.error(key, _("this key stands twice."))

    def unique_in(self, tables: Iterable[Mapping[str, Any]], where: str) -> None:
        """Refuse a table of a question whose key another one has."""
        seen: set[str] = set()
        for table in tables:
            if (key := str(table.get("key"))) in seen:
                raise self.error(f"{where}, {key}", _("this key stands twice.")).inside(table, "key")
            seen.add(key)

    def text(self, table: Mapping[str, Any], key: str, where: str, *, required: bool = False) -> str:
        """The text at ``key``; "" where there is none."""
        value = table.get(key, "")
        if not isinstance(value, str) or (required and not value.strip()):
            raise self.error(where, _("“%(key)s” must be a text.") % {"key": key}).inside(table, key)
        return value

    def flag(self, table: Mapping[str, Any], key: str, where: str) -> bool:
        """True or false at ``key``."""
        value = table.get(key, False)
        if not isinstance(value, bool):
            raise self.error(where, _("“%(key)s” must be true or false.") % {"key": key}).inside(table, key)
        return value

    def number(self, table: Mapping[str, Any], key: str, where: str) -> int | None:
        """The whole number at ``key``, from 0 on."""
        value = table.get(key)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
            raise self.error(where, _("“%(key)s” must be a whole number.") % {"key": key}).inside(table, key)
        return value

    def texts(self, table: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
        """The texts at ``key``."""
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.error(where, _("“%(key)s” must be a list of texts.") % {"key": key}).inside(table, key)
        return tuple(value)

    def text_or_texts(self, table: Mapping[str, Any], key: str, where: str) -> str | tuple[str, ...]:
        """The text or the texts at ``key``."""
        if isinstance(table.get(key), list):
            return self.texts(table, key, where)
        return self.text(table, key, where)

    def tables(self, table: Mapping[str, Any], key: str, where: str) -> list[Mapping[str, Any]]:
        """The tables at ``key``."""
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.error(where, _("“%(key)s” must be a list of tables.") % {"key": key}).inside(
                table, key
            )
        return value

    def one_of(self, table: Mapping[str, Any], key: str, where: str, allowed: tuple[str, ...]) -> str:
        """The text at ``key``, one of those ``allowed``."""
        if key not in table:
            raise self.error(where, _("“%(key)s” is missing.") % {"key": key}, allowed).inside(table, key)
        value = self.text(table, key, where, required=True)
        if value not in allowed:
            problem = _("%(key)s “%(value)s” is not known.") % {"key": key, "value": value}
            raise self.error(where, problem, allowed, value).inside(table, key)
        return value
