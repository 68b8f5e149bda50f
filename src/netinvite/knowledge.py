"""What the rules know besides a text: the answers, the conversations, and who named whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from netinvite.checks import Known, recorded
from netinvite.errors import WorkspaceError
from netinvite.interview import tables
from netinvite.names import fold
from netinvite.parsed import at
from netinvite.told import Told
from netinvite.values import minutes_in

CONSIDERED = ("barrier", "alternative", "assumption")
BRINGS = ("reflection.why", "person.role", "person.organisation", "reflection.seen")


class Knowledge:
    """What is known of people; who named whom is read of everyone, once, where it is asked for."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self.workspace = told.workspace
        self._named: dict[tuple[str, str], date | None] | None = None

    def of(self, slug: str, data: Mapping[str, Any]) -> Known:
        """What a person's answers, parsed as ``data``, say; a ``WorkspaceError`` where they are damaged."""
        walk = self.told.walk(slug, data)
        talks = tables(data, str(self.workspace.answers_file(slug)))
        return _facts(walk.rendered(), walk.guide.private(), data, talks)

    def of_network(self) -> Known:
        """What is known where a text is about nobody: the network's answers, and everyone's name."""
        answers = self.told.network()[1].answers
        return Known(
            name=str(answers.get("organiser.name") or ""),
            participants=tuple(person.name for person in self.workspace.people()),
            practical=tuple((k.partition(".")[2], str(v)) for k, v in answers.items() if v),
        )

    def named_on(self, data: Mapping[str, Any], name: str) -> date | None:
        """The day of the conversation in which the one who referred this person named them."""
        by = at(data, "referral", "by")
        if not by:
            return None
        if self._named is None:
            self._named = dict(self._everybody_named())
        return self._named.get((fold(by), fold(name)))

    def _everybody_named(self) -> Iterator[tuple[tuple[str, str], date | None]]:
        """Who named whom (folded names), and on which day."""
        for slug in self.workspace.slugs():
            try:
                data = self.workspace.read(self.workspace.answers_file(slug))
                talks = tables(data, slug)
            except WorkspaceError:
                continue
            by = fold(at(data, "person", "name"))
            for talk in talks:
                for name in recorded.names(talk.get("referrals")):
                    yield (by, fold(name)), recorded.day(talk.get("date"))


def _facts(
    answers: Mapping[str, Any],
    private: frozenset[str],
    data: Mapping[str, Any],
    talks: list[dict[str, Any]],
) -> Known:
    def text(key: str) -> str:
        return str(answers.get(key) or "")

    return Known(
        name=text("organiser.name"),
        phone=text("organiser.phone"),
        person=text("person.name"),
        way=text("contact.way"),
        tried=text("contact.tried"),
        minutes=minutes_in(text("contact.minutes")),
        referrer=text("person.referred_by") or at(data, "referral", "by"),
        mention_referrer=text("person.mention_referrer") == "yes",
        private=tuple(text(key) for key in sorted(private) if text(key)),
        public=tuple(_texts(value for key, value in answers.items() if key not in private)),
        brings=(*(text(key) for key in BRINGS if text(key)), *_list(answers.get("reflection.covers"))),
        reason=text("network.motivation"),
        purpose=text("network.purpose"),
        values=_list(answers.get("network.values")),
        considered=frozenset(name for name in CONSIDERED if text(f"reflection.{name}")),
        conversations=tuple(map(recorded.conversation, talks)),
        contacted=bool(talks or at(data, "invited", "date")),
    )


def _list(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, tuple) else ()


def _texts(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        yield from map(str, value) if isinstance(value, tuple) else (str(value),)
