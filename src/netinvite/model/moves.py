"""What a preparation and an interview have in common: moves through a walk, each of them saved."""

from __future__ import annotations

from collections.abc import Container, Mapping

from netinvite.model.questions import Question, Value
from netinvite.model.walk import Walk


class Moves:
    """Moves through ``walk``; ``unfinished`` holds what was half typed, by question; ``unfit`` why an answer
    in the file does not fit its question.

    ``news``: sentences on what others did meanwhile, until they are told.
    """

    walk: Walk
    unfinished: dict[str, str]
    unfit: dict[str, str]
    news: list[str]

    def save(self) -> None:
        """Write what has changed."""
        raise NotImplementedError

    def answer(self, value: Value | None) -> None:
        """Answer the present question, and save."""
        value = self.meant(self.walk.position, value)
        self.given(self.walk.position, value)
        self.walk = self.walk.answer(value)
        self.save()

    def still_given(self, later: Walk, besides: Container[str]) -> dict[str, Value | None]:
        """The answers of the ``later`` walk but those ``besides``, and those that were taken as they were
        proposed where nothing is there: what a proposal is made of is not answered yet."""
        before, gone = self.walk, set[str]()
        for question in before.guide.questions(*before.about):
            value = before.answers.get(question.key) if question.propose else None
            if value is not None and value == before.proposed(question) and later.proposed(question) is None:
                gone.add(question.key)
        return {key: value for key, value in later.answers.items() if key not in besides and key not in gone}

    def meant(self, _key: str, value: Value | None) -> Value | None:
        """What an answer says in the place of what was given."""
        return value

    def given(self, key: str, _value: Value | None) -> None:
        """What was half typed of a question has an answer now."""
        self.unfinished.pop(key, None)

    def back(self, unfinished: str = "") -> bool:
        """Go back; what was half typed is kept. False at the first question."""
        self._note(unfinished)
        before = self.walk.position
        self.walk = self.walk.back()
        self.save()
        return self.walk.position != before

    def leave(self, unfinished: str | None = None) -> None:
        """Keep what was half typed; ``None`` leaves that as it is."""
        if unfinished is not None:
            self._note(unfinished)
        self.save()

    def take_news(self) -> list[str]:
        """What is to be told of others; each once."""
        told, self.news = self.news, []
        return told

    def put(self, answers: Mapping[str, Value | None]) -> None:
        """Take several answers at once, without saving; with none, the walk stands where it stood. What was
        half typed of them has an answer now."""
        if meant := {key: self.meant(key, value) for key, value in answers.items()}:
            for key, value in meant.items():
                self.given(key, value)
            self.walk = self.walk.put(meant)

    def take_half(self, typed: Mapping[str, str]) -> None:
        """Take what was half typed elsewhere, by question, without saving: below what is half typed here. The
        walk stands at the first that waits."""
        asked = {question.key for question in self.walk.guide.questions(*self.walk.about)}
        for key, text in typed.items():
            there = self.unfinished.get(key, "")
            if key in asked and text.strip() and text not in there:
                self.unfinished[key] = f"{there}\n{text}" if there else text
        if asked & typed.keys():
            self.walk = self.walk.waiting({**self.unfit, **self.unfinished})

    def settle(self, answers: Mapping[str, Value | None]) -> None:
        """Take answers besides the one that is being given, without moving or saving."""
        self.walk = self.walk.along(answers)

    def no_fit(self, question: Question) -> str:
        """Why the answer in the file does not fit ``question``; "" where it does, or was given anew."""
        return "" if question.key in self.walk.answers else self.unfit.get(question.key, "")

    def _note(self, text: str) -> None:
        question = self.walk.current
        if question is None:
            return
        if text.strip() and text != self.walk.answers.get(question.key):
            self.unfinished[question.key] = text
        else:
            self.unfinished.pop(question.key, None)
