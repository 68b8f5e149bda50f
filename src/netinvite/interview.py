"""A motivation interview: what the person said, kept in order in the person's ``[[conversation]]`` tables.

The walk, saving after every answer and what is half typed work as in a preparation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from netinvite.answers import to_toml
from netinvite.errors import WorkspaceError
from netinvite.guide import load
from netinvite.language import _
from netinvite.moves import Moves, refuse_damaged
from netinvite.names import Person, fold
from netinvite.questions import Guide, Question
from netinvite.records import UNFINISHED, record_of
from netinvite.tomlfile import ABSENT
from netinvite.values import Referral
from netinvite.walk import Walk
from netinvite.workspace import Workspace

ABOUT = ("conversation",)
STEP = "conversation"
# After these the conversation goes on another day, so that day has to be named.
OPEN_OUTCOMES = ("considers", "later")


@dataclass(slots=True)
class Interview(Moves):
    """One conversation with one person; ``place`` is its number in the person's file, from 0."""

    workspace: Workspace
    guide: Guide
    person: Person
    walk: Walk
    place: int
    before: dict[str, Any] = field(default_factory=dict)
    unfinished: dict[str, str] = field(default_factory=dict)
    unfit: dict[str, str] = field(default_factory=dict)
    _saved: dict[tuple[str | int, ...], Any] = field(default_factory=dict)

    @classmethod
    def open(cls, workspace: Workspace, lang: str, person: Person, *, last: bool = False) -> Interview:
        """Go on with the conversation that is unfinished (``last``: the last one), else begin one."""
        guide = load(lang, workspace.own_templates)
        data = workspace.read(workspace.answers_file(person.slug))
        talks = tables(data, str(workspace.answers_file(person.slug)))
        unfinished = {
            key: text for key, text in _texts(data.get(UNFINISHED)).items() if key.startswith(f"{STEP}.")
        }
        place = len(talks)
        if talks and (last or unfinished or _is_open(guide, talks[-1])):
            place -= 1
        record = record_of({STEP: talks[place]} if place < len(talks) else {}, guide, STEP)
        refuse_damaged(workspace.answers_file(person.slug), record.problems)
        unfinished = {**record.unfinished, **unfinished}
        walk = Walk.start(guide, ABOUT, record.answers).waiting(unfinished)
        before = talks[place - 1] if place else {}
        found = cls(workspace, guide, person, walk, place, before, unfinished, record.unfit)
        found._saved = found._state()
        return found

    @property
    def slug(self) -> str:
        """The person's folder."""
        return self.person.slug

    @property
    def name(self) -> str:
        """The person's name."""
        return self.person.name

    def missing(self) -> list[Question]:
        """Needed and not answered, or answered unfittingly; a day for the next step where the conversation
        goes on."""
        found = [open_ for open_ in self.walk.open_questions() if open_.required or self.no_fit(open_)]
        outcome, day = (self.walk.answers.get(f"{STEP}.{key}") for key in ("outcome", "next_date"))
        question = self.guide.question(f"{STEP}.next_date")
        if outcome in OPEN_OUTCOMES and day is None and question is not None:
            found.append(question)
        return found

    # Files -----------------------------------------------------------------------------------------

    def save(self) -> None:
        """Write what has changed."""
        state = self._state()
        changes: dict[tuple[str | int, ...], Any] = {
            path: value for path, value in state.items() if self._saved.get(path, ABSENT) != value
        }
        changes.update({path: ABSENT for path in self._saved if path not in state})
        self.workspace.update(self.workspace.answers_file(self.slug), changes)
        self._saved = state

    def _state(self) -> dict[tuple[str | int, ...], Any]:
        visible = {question.key: question for question in self.walk.visible()}
        state: dict[tuple[str | int, ...], Any] = {
            (STEP, self.place, question.name): to_toml(self.walk.answers[key], question)
            for key, question in visible.items()
            if key in self.walk.answers
        }
        for key, text in self.unfinished.items():
            state[UNFINISHED, key] = text
        return state

    # Referrals -------------------------------------------------------------------------------------

    def refer(self) -> list[tuple[Person, bool]]:
        """Make a candidate of everyone who was named: the person, and whether they are new here.

        A name that is known is linked, never doubled; a referral to oneself is none.
        """
        value = self.walk.rendered().get(f"{STEP}.referrals", ())
        named = [item for item in value if isinstance(item, Referral)] if isinstance(value, tuple) else []
        return [self._candidate(item) for item in named if fold(item.name) != fold(self.name)]

    def _candidate(self, referral: Referral) -> tuple[Person, bool]:
        known = [person for person in self.workspace.people() if fold(person.name) == fold(referral.name)]
        slug = known[0].slug if known else self.workspace.new_slug(referral.name)
        file = self.workspace.answers_file(slug)
        person = self.workspace.read(file).get("person", {}) if known else {}
        changes: dict[tuple[str | int, ...], Any] = {
            ("referral", "by"): self.name,
            ("referral", "gives"): referral.gives,
            ("referral", "kind"): referral.kind,
        }
        if not person.get("referred_by"):
            changes["person", "referred_by"] = self.name
            changes["person", "mention_referrer"] = "yes" if referral.mention else "no"
        if not known:
            changes = {("person", "name"): referral.name, ("person", "relation"): "referred", **changes}
        self.workspace.update(file, changes)
        return self.workspace.person(slug), not known


def tables(data: Mapping[str, Any], where: str) -> list[dict[str, Any]]:
    """The conversations in a person's parsed file; a ``WorkspaceError`` where they are something else."""
    talks = data.get(STEP, [])
    if not isinstance(talks, list) or not all(isinstance(talk, dict) for talk in talks):
        problem = _("“%(key)s” must be a list of tables.") % {"key": STEP}
        raise WorkspaceError(_("%(file)s: %(problem)s") % {"file": where, "problem": problem})
    return talks


def _is_open(guide: Guide, talk: Mapping[str, Any]) -> bool:
    required = [question.name for question in guide.questions(STEP) if question.required]
    return any(not talk.get(name) for name in required)


def _texts(table: object) -> dict[str, str]:
    return {k: v for k, v in table.items() if isinstance(v, str)} if isinstance(table, dict) else {}


def past(day: object, today: date) -> bool:
    """Whether a next step lies in the past."""
    return isinstance(day, date) and day < today
