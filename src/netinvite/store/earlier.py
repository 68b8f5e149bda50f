"""What a file of answers of schema 1 says, in the form of today.

Facts are taken over. An old sentence is a proposal and no answer: it becomes what was half typed, first words
and old text, to be looked at once and kept or changed. Used where answers are taken up, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, TypeAlias

from netinvite.language import DEFAULT
from netinvite.model import keys, kinds, proposals, sentences
from netinvite.model.keys import LANGUAGES, NOW, SET_ASIDE, UNFINISHED
from netinvite.model.questions import Guide, Question, Value
from netinvite.model.wording import listed
from netinvite.speech import speech
from netinvite.store.parsed import ABSENT, Keys
from netinvite.store.reading import SCHEMA, TABLES, text_at

# The guide of a language; ``None`` where there is none.
Guides: TypeAlias = Callable[[str], Guide | None]
Data: TypeAlias = Mapping[str, Any]
Changes: TypeAlias = dict[Keys, Any]

ROLE, ORGANISATION = "organiser.role", "organiser.organisation"
TOPIC, EASE = "network.topic", "reflection.ease"
_MOVED = ("network.name", "network.motivation", "network.moment")
# The other sentences and lines, whose key is the same, are half typed too, but for these facts.
_FACTS = (keys.ROLE, keys.ORGANISATION)
_SENTENCES = ("sentence", "line", "lines")
# The words that an answer was typed behind, where it does not go on from those of today.
_TYPED_BEHIND = {
    (keys.PURPOSE, "da"): "Når netværket lykkes,",
    (keys.CONTRIBUTION, "da"): "Som deltager",
    (keys.CONTRIBUTION, "en"): "As a participant you",
}
_TRIED = {"once": "rung", "several": "rung"}
# Stands for a name in a proposal of the guide, until the name takes its place.
_HERE = "\ue000"


def is_earlier(data: Data) -> bool:
    """Whether a file that says this is of an earlier schema."""
    return bool(data) and data.get("schema", 1) < SCHEMA


def network(data: Data, guides: Guides) -> Changes:
    """What is to be changed in the network's file to bring it into the form of today; nothing in one that
    has it."""
    if not is_earlier(data):
        return {}
    tables: dict[Keys, Any] = {(): data}
    tables |= {(LANGUAGES, lang): table for lang, table in _table(data, LANGUAGES).items()}
    changes: Changes = {("schema",): SCHEMA}
    for place, table in tables.items():
        lang = str(place[1]) if place else text_at(data, "lang")
        changes |= _Answers(table, guides, lang, data, place).of_network()
    return changes


def person(data: Data, guides: Guides, told: Data) -> Changes:
    """The same for a person's file; ``told`` is what the network's file says."""
    if not is_earlier(data):
        return {}
    lang = text_at(data, *keys.LANG) or text_at(told, "lang")
    return {("schema",): SCHEMA, **_Answers(data, guides, lang, told).of_person()}


class _Answers:
    """One set of answers, in one language, and what is to be changed in it.

    ``place``: where in the file its tables stand; ``shared``: the network's file, for answers that are the
    same in every language.
    """

    def __init__(self, data: Data, guides: Guides, lang: str, shared: Data, place: Keys = ()) -> None:
        guide = guides(lang)
        # Without a guide of its own a language has no words to put before a text.
        self.speaks, found = guide is not None, guide or guides(DEFAULT)
        assert found is not None
        self.guide = found
        self.data, self.place, self.shared = data, place, shared
        self.changes: Changes = {}
        self.done: set[str] = set()

    def of_network(self) -> Changes:
        """The changes of the network's answers."""
        if self._in_shape():
            self._job()
            self._topic()
            for old in _MOVED:
                self._look_at(old, NOW[old])
            self._look_at_the_rest("network")
        return self.changes

    def of_person(self) -> Changes:
        """The changes of a person's answers."""
        if self._in_shape():
            self._greeting()
            self._seen()
            self._barrier()
            self._tried()
            self._look_at_the_rest("person")
        return self.changes

    def _in_shape(self) -> bool:
        # What is no table where one must be is told of when the answers are read.
        return all(isinstance(self.data.get(name, {}), dict) for name in TABLES)

    # What is there ---------------------------------------------------------------------------------

    def _is_asked(self, key: str) -> bool:
        return self.guide.question(key) is not None

    @cached_property
    def _facts(self) -> dict[str, Value | None]:
        """The texts that first words and proposals can name."""
        return {
            question.key: text
            for question in self.guide.questions()
            for table in (self.shared, self.data)
            if (text := text_at(table, *keys.Key(question.key).path)) and question.kind not in _SENTENCES
        }

    def _first(self, question: Question) -> str:
        return proposals.first_words(question, self._facts, self.guide) if self.speaks else ""

    # What is to be changed -------------------------------------------------------------------------

    def _take_out(self, *gone: str, of: type | tuple[type, ...] = str) -> None:
        # What is damaged stays where it is.
        for key in gone:
            for path in (keys.Key(key).path, (SET_ASIDE, key), (UNFINISHED, key)):
                if isinstance(_table(self.data, path[0]).get(path[1]), of):
                    self.changes[(*self.place, *path)] = ABSENT

    def _half(self, question: Question, text: str) -> None:
        """Let a text stand half typed in the field of ``question``, after what stands there already."""
        texts = _texts(self.data, question.key) if question.key not in self.done else []
        self._take_out(question.key)
        self.done.add(question.key)
        lines = getattr(kinds.of(question), "lines", False)
        whole = _together([*texts, text], "\n" if lines else " ")
        one_line = whole if lines else re.sub(r"\s*\n\s*", " ", whole)
        self.changes[(*self.place, UNFINISHED, question.key)] = one_line

    def _behind(self, question: Question, text: str) -> str:
        """An old text as whoever typed it saw it: behind the first words, or whole."""
        first = self._first(question)
        if not first or sentences.begins_with(text, first):
            return text
        if sentences.is_closed(text) and not sentences.goes_on(text):
            return text
        if words := _TYPED_BEHIND.get((keys.Key(question.key), self.guide.lang)):
            # With its closing mark it is whole, where nobody sees a field as well.
            return sentences.closed(sentences.continued(words, text))
        return sentences.continued(first, text)

    def _look_at(self, old: str, new: str) -> None:
        """Move an old text into the field of the question ``new``; what was skipped stays skipped."""
        question = self.guide.question(new)
        if question is None or (old in NOW and self._is_asked(old)):
            return
        raw = _raw(self.data, old)
        joins = speech(self.guide.lang).wording.joins if isinstance(raw, list) else ""
        texts = _texts(self.data, old, joins)
        skipped = raw in ("", [])
        if texts or skipped:
            self._take_out(old, of=(str, list))
            self.done.add(old)
        if texts:
            self._half(question, self._behind(question, _together(texts, " ")))
        elif skipped and not question.required:
            self.changes[(*self.place, *keys.Key(new).path)] = ""

    def _look_at_the_rest(self, about: str) -> None:
        for question in self.guide.questions(about):
            if question.kind in _SENTENCES and question.key not in (*_FACTS, *self.done):
                self._look_at(question.key, question.key)

    # One after the other ---------------------------------------------------------------------------

    def _job(self) -> None:
        """Role and organisation go into introduction and signature."""
        question, signature = map(self.guide.question, (keys.INTRODUCTION, keys.SIGNATURE))
        if question is None:
            return
        role, organisation = (_texts(self.data, key) for key in (ROLE, ORGANISATION))
        if role and self.place and not organisation:
            organisation = _texts(self.shared, ORGANISATION)
        self._take_out(*(key for key in (ROLE, ORGANISATION) if not self._is_asked(key)))
        if not (job := ", ".join([*role, *organisation])):
            return
        self._half(question, self._behind(question, job))
        introduced = f"{self._first(question)} {job}".strip()
        if signature and (made := self._proposed(signature, {keys.INTRODUCTION: introduced})):
            self._half(signature, made)

    def _topic(self) -> None:
        """The topic goes on from the words that the theme begins with today; the theme of before went on from
        those that the leaflet asks for."""
        if _texts(self.data, TOPIC) and not self._is_asked(TOPIC) and self._is_asked(keys.THEME):
            self._look_at(keys.THEME, keys.ABOUT)
        self._look_at(TOPIC, NOW[TOPIC])

    def _greeting(self) -> None:
        """A greeting was the name alone, as a rule."""
        question = self.guide.question(keys.GREETING)
        if question is None or not question.propose:
            return
        name = " ".join(_texts(self.data, keys.GREETING))
        self._take_out(keys.GREETING)
        self.done.add(keys.GREETING)
        if name:
            made = self._proposed(question, {keys.NAME: _HERE})
            greets = {word.casefold() for proposed in question.propose for word in proposed.text.split()}
            whole = _HERE not in made or name.split()[0].casefold() in greets
            self._half(question, name if whole else made.replace(_HERE, name))

    def _proposed(self, question: Question, answers: Mapping[str, Value | None]) -> str:
        """What the guide proposes for ``question`` with these answers besides the facts; "" for nothing."""
        made = proposals.proposal(question, {**self._facts, **answers}, self.guide) if self.speaks else None
        return made if isinstance(made, str) else ""

    def _seen(self) -> None:
        """Of somebody who was met it is told how they met, and no more is asked."""
        seen, met = map(self.guide.question, (keys.SEEN, keys.MET))
        if seen is None or met is None or text_at(self.data, *keys.RELATION.path) != "met":
            return
        texts = _texts(self.data, keys.SEEN)
        if texts and not all(one.holds(self._facts.get(one.key)) for one in seen.when):
            self._take_out(keys.SEEN)
            self.done.add(keys.SEEN)
            self._half(met, sentences.closed(_together(texts, " ")))

    def _barrier(self) -> None:
        """What could hold somebody back, and what to do about it, are one note."""
        question = self.guide.question(keys.BARRIER)
        if question is None or self._is_asked(EASE):
            return
        raw = [_raw(self.data, key) for key in (keys.BARRIER, EASE)]
        notes = [note if isinstance(note, str) else "" for note in raw]
        typed = [text_at(self.data, UNFINISHED, key) for key in (keys.BARRIER, EASE)]
        self._take_out(EASE)
        if notes[1]:
            self._take_out(keys.BARRIER)
            self.changes[keys.BARRIER.path] = _together(notes, "\n")
        if any(typed):
            self.changes[(UNFINISHED, str(keys.BARRIER))] = _together([*notes, *typed], "\n")

    def _tried(self) -> None:
        question = self.guide.question(keys.TRIED)
        known = {choice.key for choice in question.choices} if question else set()
        for path in (keys.TRIED.path, (SET_ASIDE, str(keys.TRIED))):
            old = text_at(self.data, *path)
            if old not in known and _TRIED.get(old) in known:
                self.changes[path] = _TRIED[old]


def _table(data: Data, name: str) -> Mapping[str, Any]:
    found = data.get(name, {})
    return found if isinstance(found, dict) else {}


def _raw(data: Data, key: str) -> Any:
    """The answer to ``key`` as it stands, or as it was set aside; ``None`` where there is none."""
    step, name = keys.Key(key).path
    found = _table(data, step).get(name)
    return _table(data, SET_ASIDE).get(key) if found is None else found


def _texts(data: Data, key: str, joins: str = "") -> list[str]:
    """The answer to ``key`` as a text, and what was half typed."""
    found = _raw(data, key)
    if isinstance(found, list) and joins:
        found = listed([item for item in found if isinstance(item, str)], joins)
    texts = found if isinstance(found, str) else "", text_at(data, UNFINISHED, key)
    return [text.strip() for text in texts if text.strip()]


def _together(texts: list[str], between: str) -> str:
    """The texts one after the other, but for what stands in another one."""
    found = list(dict.fromkeys(text.strip() for text in texts if text.strip()))
    return between.join(text for text in found if not any(text in other for other in found if other != text))
