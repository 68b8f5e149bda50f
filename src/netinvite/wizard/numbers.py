"""Numbers that stay for a sitting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from netinvite.model.questions import Choice


class Numbers:
    """What was numbered once keeps its number, whatever comes or goes before it: somebody may have it in
    mind. What comes later has the next one. Each text has its own numbers, and so has the list of answers."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, int]] = {}

    def of(self, text: str, keys: Iterable[str]) -> tuple[int, ...]:
        """Those of the questions ``keys`` in ``text``."""
        known = self._known.setdefault(text, {})
        return tuple(known.setdefault(key, len(known) + 1) for key in keys)

    def key(self, text: str, number: int) -> str:
        """The question of a number that ``of`` gave."""
        return next(key for key, known in self._known[text].items() if known == number)

    def choices(self, labels: Mapping[str, str]) -> list[Choice]:
        """The list of answers, by key."""
        numbers = self.of("", labels)
        return [Choice(key, labels[key], number=number) for key, number in zip(labels, numbers, strict=True)]
