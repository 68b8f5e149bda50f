"""A motivation interview: what the person said, kept in order in the person's ``[[conversation]]`` tables.

The walk, saving after every answer and what is half typed work as in a preparation. A conversation finds its
place when it is written: a new one after those that are there then, one that is gone on with where it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from netinvite.answers import to_toml
from netinvite.errors import ChangedError, WorkspaceError
from netinvite.guide import load
from netinvite.language import _
from netinvite.moves import Moves, refuse_damaged
from netinvite.names import Person, fold
from netinvite.presence import Presence, holding, is_sitting, kept
from netinvite.questions import Guide, Question
from netinvite.records import UNFINISHED, record_of
from netinvite.tomlfile import ABSENT, Keys, found
from netinvite.values import Referral
from netinvite.walk import Walk
from netinvite.workspace import Workspace

ABOUT = ("conversation",)
STEP = "conversation"
# After these the conversation goes on another day, so that day has to be named.
OPEN_OUTCOMES = ("considers", "later")


@dataclass(slots=True)
class Interview(Moves):
    """One conversation with one person.

    ``place`` is its number in the person's file, from 0, and ``_table`` what stands there: ``None`` as long
    as nothing does. ``_saved`` is what was last read or written here.
    """

    workspace: Workspace
    guide: Guide
    person: Person
    walk: Walk
    place: int
    before: dict[str, Any] = field(default_factory=dict)
    unfinished: dict[str, str] = field(default_factory=dict)
    unfit: dict[str, str] = field(default_factory=dict)
    news: list[str] = field(default_factory=list)
    presence: Presence | None = None
    _saved: dict[Keys, Any] = field(default_factory=dict)
    _table: dict[str, Any] | None = None

    @classmethod
    def open(cls, workspace: Workspace, lang: str, person: Person, *, last: bool = False) -> Interview:
        """Go on with the conversation that is unfinished (``last``: the last one), else begin one."""
        guide = load(lang, workspace.own_templates)
        data = workspace.read(workspace.answers_file(person.slug))
        talks = tables(data, str(workspace.answers_file(person.slug)))
        unfinished = {
            key: text for key, text in _texts(data.get(UNFINISHED)).items() if key.startswith(f"{STEP}.")
        }
        if not last and is_sitting(workspace, person.slug):
            # What is unfinished there is theirs.
            unfinished, place = {}, len(talks)
        else:
            place = _place(guide, talks, unfinished, last=last)
        table = talks[place] if place < len(talks) else None
        record = record_of({STEP: table or {}}, guide, STEP)
        refuse_damaged(workspace.answers_file(person.slug), record.problems)
        unfinished = {**record.unfinished, **unfinished}
        walk = Walk.start(guide, ABOUT, record.answers).waiting(unfinished)
        before = talks[place - 1] if place else {}
        unfit = record.unfit
        opened = cls(workspace, guide, person, walk, place, before, unfinished, unfit, _table=table)
        opened._saved = opened._state()
        opened.presence = Presence(workspace, person.slug)
        return opened

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

    def save(self, *, strict: bool = False) -> None:
        """Write what has changed.

        A conversation that somebody else has changed or taken out meanwhile stays as it is: with ``strict``
        it is a ``ChangedError``, else ours becomes one of its own. A ``GoneError`` where the person is gone.
        If not ``strict``, any ``WorkspaceError`` says where what was typed is kept.
        """
        if self._state() == self._saved:
            return
        try:
            with holding(self.workspace, self.slug, self.name):
                self._write(strict=strict)
        except WorkspaceError as error:
            if strict:
                raise
            raise kept(self.workspace, error, self.name, self._changes()) from None

    def _write(self, *, strict: bool) -> None:
        if self.presence:
            self.presence.refuse_another(self.name)
        file = self.workspace.answers_file(self.slug)
        data = self.workspace.read(file)
        self._take_names_out(tables(data, str(file)))
        place = self._find(tables(data, str(file)))
        if place is None and self._table is not None:
            if strict:
                raise self._refused()
            self.news.append(
                _(
                    "Somebody else has changed this conversation meanwhile. Theirs stays as it is in "
                    "%(file)s; yours is recorded there as one of its own."
                )
                % {"file": file}
            )
            self._saved = {path: value for path, value in self._saved.items() if path[0] == UNFINISHED}
        self.place = len(tables(data, str(file))) if place is None else place
        state, changes = self._state(), self._changes()
        self._spare(data, changes)
        data = self.workspace.update(file, {self._path(path): value for path, value in changes.items()}).data
        self._saved, self._table = state, dict(enumerate(tables(data, str(file)))).get(self.place)

    def _take_names_out(self, talks: list[dict[str, Any]]) -> None:
        """Where somebody was forgotten who is named in the conversation, it is still the same one."""
        if self._table is None or self.place >= len(talks):
            return
        talk, before = talks[self.place], self._table
        gone = [key for key in before if talk.get(key) != before[key]]
        if talk.keys() == before.keys() and all(_is_anonymous(talk[key], before[key]) for key in gone):
            fresh = record_of({STEP: {key: talk[key] for key in gone}}, self.guide, STEP)
            typed = {key for key, value in self._state().items() if self._saved.get(key, ABSENT) != value}
            for key, value in fresh.answers.items():
                if (STEP, key.partition(".")[2]) not in typed:
                    self.walk = replace(self.walk, answers={**self.walk.answers, key: value})
            self._saved.update({(STEP, key): talk[key] for key in gone})
            self._table = talk

    def _find(self, talks: list[dict[str, Any]]) -> int | None:
        """Where the conversation stands now, known by what it holds."""
        if self._table is None:
            return None
        if self.place < len(talks) and talks[self.place] == self._table:
            return self.place
        return next((place for place, talk in enumerate(talks) if talk == self._table), None)

    def _spare(self, data: Mapping[str, Any], changes: dict[Keys, Any]) -> None:
        """What somebody else left half typed meanwhile stays; ours stands below it."""
        for path in [path for path in changes if path[0] == UNFINISHED]:
            theirs = found(data, path)
            if theirs in (ABSENT, self._saved.get(path, ABSENT), changes[path]):
                continue
            if changes[path] is ABSENT:
                del changes[path]
            else:
                changes[path] = f"{theirs}\n{changes[path]}"

    def _refused(self) -> ChangedError:
        return ChangedError(
            _("The conversation in %(file)s has been changed by somebody else meanwhile.")
            % {"file": self.workspace.answers_file(self.slug)},
            _("Nothing was written. Look at it, and give the command again if yours is to stand."),
        )

    def _changes(self) -> dict[Keys, Any]:
        state = self._state()
        changes: dict[Keys, Any] = {
            path: value for path, value in state.items() if self._saved.get(path, ABSENT) != value
        }
        changes.update({path: ABSENT for path in self._saved if path not in state})
        return changes

    def _path(self, path: Keys) -> Keys:
        return path if path[0] == UNFINISHED else (STEP, self.place, *path[1:])

    def _state(self) -> dict[Keys, Any]:
        """Every key of the conversation, wherever it stands, and what is half typed."""
        state: dict[Keys, Any] = {
            (STEP, question.name): to_toml(self.walk.answers[question.key], question)
            for question in self.walk.visible()
            if question.key in self.walk.answers
        }
        return state | {(UNFINISHED, key): text for key, text in self.unfinished.items()}

    # Referrals -------------------------------------------------------------------------------------

    def refer(self) -> list[tuple[Person, bool]]:
        """Make a candidate of everyone who was named: the person, and whether they are new here.

        A name that is known is linked, never doubled; a referral to oneself is none.
        """
        value = self.walk.rendered().get(f"{STEP}.referrals", ())
        named = [item for item in value if isinstance(item, Referral)] if isinstance(value, tuple) else []
        others = [item for item in named if fold(item.name) != fold(self.name)]
        if not others:
            return []
        with holding(self.workspace, self.slug, self.name):
            people = {fold(person.name): person for person in reversed(self.workspace.people())}
            return [self._candidate(item, people) for item in others]

    def _candidate(self, referral: Referral, people: dict[str, Person]) -> tuple[Person, bool]:
        known = people.get(fold(referral.name)) or next(iter(self.workspace.called(referral.name)), None)
        slug = known.slug if known else self.workspace.new_slug(referral.name)
        file = self.workspace.answers_file(slug)
        person = self.workspace.read(file).get("person", {}) if known else {}
        changes: dict[Keys, Any] = {
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
        candidate = people[fold(referral.name)] = self.workspace.person(slug)
        return candidate, not known


def tables(data: Mapping[str, Any], where: str) -> list[dict[str, Any]]:
    """The conversations in a person's parsed file; a ``WorkspaceError`` where they are something else."""
    talks = data.get(STEP, [])
    if not isinstance(talks, list) or not all(isinstance(talk, dict) for talk in talks):
        problem = _("“%(key)s” must be a list of tables.") % {"key": STEP}
        raise WorkspaceError(_("%(file)s: %(problem)s") % {"file": where, "problem": problem})
    return talks


def _place(guide: Guide, talks: list[dict[str, Any]], unfinished: Mapping[str, str], *, last: bool) -> int:
    """Which conversation to go on with, or a new one after them all.

    What is half typed belongs to one that has been begun, unless it is the very first question.
    """
    first = next(guide.questions(STEP)).key
    names = [key.partition(".")[2] for key in unfinished if key != first]
    begun = [place for place, talk in enumerate(talks) if _is_open(guide, talk)]
    fitting = [place for place in begun if not any(name in talks[place] for name in names)]
    if names and not last and begun:
        return (fitting or begun)[-1]
    if talks and (last or names or _is_open(guide, talks[-1])):
        return len(talks) - 1
    return len(talks)


def _is_open(guide: Guide, talk: Mapping[str, Any]) -> bool:
    required = [question.name for question in guide.questions(STEP) if question.required]
    return any(not talk.get(name) for name in required)


def _is_anonymous(now: object, before: object) -> bool:
    """Whether ``now`` is what was there before but for names in whose place stands “someone”."""
    first, *others = str(now).split(_("someone"))
    rest = str(before)
    if not others or not rest.startswith(first):
        return False
    at = len(first)
    for part in others:
        at = rest.find(part, at) + len(part)
        if at < len(part):
            return False
    return rest.endswith(others[-1])


def _texts(table: object) -> dict[str, str]:
    return {k: v for k, v in table.items() if isinstance(v, str)} if isinstance(table, dict) else {}


def past(day: object, today: date) -> bool:
    """Whether a next step lies in the past."""
    return isinstance(day, date) and day < today
