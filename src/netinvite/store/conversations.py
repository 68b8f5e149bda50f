"""A motivation interview: what the person said, kept in order in ``[[conversation]]`` tables.

They stand in the person's answers, or where several organise in the file of whoever records one (``logs``).
The walk, saving after every answer and what is half typed work as in a preparation. A conversation finds its
place when it is written: a new one after those that are there then, one that is gone on with where it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from netinvite import clock
from netinvite.errors import ChangedError, UsageError, WorkspaceError
from netinvite.language import _
from netinvite.model import keys, kinds
from netinvite.model.keys import CONVERSATION as STEP
from netinvite.model.moves import Moves
from netinvite.model.people import Person
from netinvite.model.questions import Guide, Question, Referral, Value
from netinvite.model.standing import OPEN_OUTCOMES
from netinvite.model.walk import Walk
from netinvite.store import contacts, logs, referrals
from netinvite.store.asked import after, before, file_of, half_typed, not_brought, place_of, refuse_silent
from netinvite.store.kept import About, kept
from netinvite.store.parsed import ABSENT, Keys, found
from netinvite.store.presence import Presence, holding, is_sitting
from netinvite.store.records import load_guide, record_of, refuse_damaged
from netinvite.store.talks import PROMISED, TO_CONFIRM, is_anonymous, is_only_begun, tables
from netinvite.store.workspace import Workspace
from netinvite.values import replace

ABOUT = ("conversation",)


@dataclass(slots=True)
class Interview(Moves):
    """One conversation with one person.

    ``place`` is its number in the ``file`` that it stands in, from 0, and ``_table`` what stands there:
    ``None`` as long as nothing does. ``before``: the one before it. ``asks``: somebody is asked, and says on
    the last page whether this was said; until then it is ``to_confirm``. ``which``: as ``refer`` takes it.
    ``_saved`` is what was last read or written here.
    """

    workspace: Workspace
    guide: Guide
    person: Person
    walk: Walk
    file: Path
    place: int
    before: dict[str, Any] = field(default_factory=dict)
    unfinished: dict[str, str] = field(default_factory=dict)
    unfit: dict[str, str] = field(default_factory=dict)
    news: list[str] = field(default_factory=list)
    presence: Presence | None = None
    asks: bool = False
    to_confirm: bool = False
    which: dict[Referral, str] = field(default_factory=dict)
    _saved: dict[Keys, Any] = field(default_factory=dict)
    _table: dict[str, Any] | None = None

    @classmethod
    def open(
        cls, workspace: Workspace, lang: str, person: Person, *, last: bool = False, asks: bool = True
    ) -> Interview:
        """Go on with the conversation that is unfinished (``last``: the last one), else begin one. ``asks``:
        somebody is asked, to whom one whose last page was never answered is unfinished."""
        guide = load_guide(lang, workspace.own_templates)
        refuse_silent(guide, workspace)
        answers = workspace.read(workspace.answers_file(person.slug))
        recorded = logs.read(workspace, person.slug, answers)
        if last and not recorded.talks:
            command = workspace.command("interview", person.slug)
            told = _("No conversation with %(name)s is recorded yet.") % {"name": person.name}
            raise UsageError(told, _("Record one with: %(command)s") % {"command": command})
        own = contacts.own_talk(workspace, person, recorded.talks) if last else None
        file = file_of(workspace, person.slug, guide, recorded, last=own)
        data = recorded.files.get(file, {})
        talks, unfinished = tables(data, str(file)), half_typed(data)
        if not last and is_sitting(workspace, person.slug):
            # What is unfinished there is theirs.
            unfinished, place = {}, len(talks)
        else:
            places = (at for at, talk in enumerate(talks) if talk is own)
            place = next(places) if own is not None else place_of(guide, talks, unfinished, asks=asks)
        table = talks[place] if place < len(talks) else None
        record = record_of({STEP: table or {}}, guide, STEP)
        refuse_damaged(file, record.problems)
        unfinished = {**record.unfinished, **unfinished}
        now = after(guide, record.answers.get(keys.OUTCOME))
        walk = replace(Walk.start(now, ABOUT, record.answers), unasked=not_brought(guide, answers))
        walk = walk.waiting({**record.unfit, **unfinished})
        more = before(recorded.talks, table), unfinished, record.unfit
        if table and is_only_begun(table) and not walk.half:
            # Its day is that of another try.
            walk = walk.jump(next(guide.questions(STEP)).key)
        opened = cls(workspace, guide, person, walk, file, place, *more, _table=table)
        opened.to_confirm = bool(table and table.get(TO_CONFIRM))
        opened._saved = opened._state()
        opened.presence = Presence(workspace, person.slug)
        return opened

    @property
    def slug(self) -> str:
        """The person's folder."""
        return self.person.slug

    @property
    def recorded(self) -> bool:
        """Whether anything of this conversation stands in the file."""
        return self._table is not None

    @property
    def is_said(self) -> bool:
        """Whether anything that was said stands in the file."""
        return self._table is not None and not is_only_begun(self._table)

    @property
    def name(self) -> str:
        """The person's name."""
        return self.person.name

    def answer(self, value: Value | None) -> None:
        """As everywhere; how it ended decides what has to follow."""
        if self.walk.position == keys.OUTCOME:
            self._ends(value)
        Moves.answer(self, value)

    def put(self, answers: Mapping[str, Value | None]) -> None:
        """As ``answer``."""
        if keys.OUTCOME in answers:
            self._ends(answers[keys.OUTCOME])
        Moves.put(self, answers)

    def _ends(self, outcome: Value | None) -> None:
        self.walk = replace(self.walk, guide=after(self.guide, outcome))

    def missing(self, *, agreed: bool = True) -> list[Question]:
        """Needed and not answered, or unfittingly; where a day can be ``agreed`` on, that day, too."""
        found = [open_ for open_ in self.walk.open_questions() if open_.required or self.no_fit(open_)]
        day, question = self.walk.answers.get(keys.NEXT_DATE), self.guide.question(keys.NEXT_DATE)
        if agreed and day is None and question in self.walk.visible() and self.needs(question):
            found.append(question)
        return found

    def needs(self, question: Question) -> bool:
        """Whether a question asks for the day on which a conversation that is not at its end goes on."""
        return question.key == keys.NEXT_DATE and self.walk.answers.get(keys.OUTCOME) in OPEN_OUTCOMES

    def left_out(self) -> list[Question]:
        """The scales that are not asked for, as their question was not on the conversation guide."""
        return [q for q in self.walk.visible() if q.key in self.walk.unasked - self.walk.answers.keys()]

    def ask_scales(self) -> None:
        """Ask for them all the same."""
        self.walk = replace(self.walk, unasked=frozenset()).at_open()

    # Files -----------------------------------------------------------------------------------------

    def save(self, *, strict: bool = False) -> None:
        """Write what has changed.

        A conversation that somebody else has changed or taken out meanwhile stays as it is: with ``strict``
        it is a ``ChangedError``, else ours becomes one of its own. A ``GoneError`` where the person is gone.
        If not ``strict``, any ``WorkspaceError`` says where what was typed is kept.
        """
        if self._state() == self._saved:
            return
        self.to_confirm |= self.asks
        try:
            with holding(self.workspace, self.slug, self.name):
                self._write(strict=strict)
        except WorkspaceError as error:
            if strict:
                raise
            about = About(self.slug, self.name, self.presence)
            raise kept(self.workspace, error, about, self._changes()) from None

    def confirm(self) -> None:
        """This is what was said."""
        self.to_confirm = self.asks = False
        self.save()

    def forgo(self) -> bool:
        """Let go of a conversation of which nothing is said, unless somebody typed its day, or anything half;
        whether it was."""
        talk, today = self._table, str(clock.now().date())
        if talk is None or self.is_said or self.unfinished or str(talk.get(keys.DATE.name)) != today:
            return False
        with holding(self.workspace, self.slug, self.name):
            place = self._find(tables(self.workspace.read(self.file), str(self.file)))
            if place is not None:
                self.workspace.update(self.file, {(STEP, place): ABSENT})
        self._table, self._saved = None, {}
        return True

    def _write(self, *, strict: bool) -> None:
        if self.presence:
            self.presence.refuse_another(self.name)
        file = self.file
        data = self.workspace.read(file)
        self._take_names_out(tables(data, str(file)))
        place = self._find(tables(data, str(file)))
        if place is None and self._table is not None:
            if strict:
                raise self._refused()
            told = _(
                "This conversation was changed elsewhere meanwhile. That one stays as it is in %(file)s; "
                "yours is recorded there as one of its own."
            )
            self.news.append(told % {"file": file})
            self._saved = {path: value for path, value in self._saved.items() if path[0] == keys.UNFINISHED}
        self.place = len(tables(data, str(file))) if place is None else place
        state, changes = self._state(), self._changes()
        changes |= self._noted(changes, new=place is None)
        self._spare(data, changes)
        if self._table is None and changes and self.workspace.by:
            changes[STEP, "by"] = self.workspace.by
        data = self.workspace.update(file, {self._path(path): value for path, value in changes.items()}).data
        self._saved, self._table = state, dict(enumerate(tables(data, str(file)))).get(self.place)

    def _take_names_out(self, talks: list[dict[str, Any]]) -> None:
        """Where somebody was forgotten who is named in the conversation, it is still the same one."""
        if self._table is None or self.place >= len(talks):
            return
        talk, before = talks[self.place], self._table
        gone = [key for key in before if talk.get(key) != before[key]]
        if talk.keys() == before.keys() and all(is_anonymous(talk[key], before[key]) for key in gone):
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
        for path in [path for path in changes if path[0] == keys.UNFINISHED]:
            theirs = found(data, path)
            if theirs in (ABSENT, self._saved.get(path, ABSENT), changes[path]):
                continue
            if changes[path] is ABSENT:
                del changes[path]
            else:
                changes[path] = f"{theirs}\n{changes[path]}"

    def _refused(self) -> ChangedError:
        return ChangedError(
            _("The conversation in %(file)s has been changed elsewhere meanwhile.") % {"file": self.file},
            _("Nothing was written. Look at it, and give the command again if yours is to stand."),
        )

    def _changes(self) -> dict[Keys, Any]:
        state = self._state()
        changes: dict[Keys, Any] = {
            path: value for path, value in state.items() if self._saved.get(path, ABSENT) != value
        }
        return changes | {path: ABSENT for path in self._saved if path not in state}

    def _noted(self, changes: Mapping[Keys, Any], *, new: bool) -> dict[Keys, Any]:
        """When this is: what is recorded on the same day comes before it, or after."""
        said = {path[1] for path, value in changes.items() if path[0] == STEP and value is not ABSENT}
        if new and said:
            answers = self.workspace.read(self.workspace.answers_file(self.slug))
            noted = logs.noted_now(logs.read(self.workspace, self.slug, answers))
            return {(STEP, key): value for key, value in noted.items()}
        promised = not new and said & {keys.NEXT.name, keys.NEXT_DATE.name}
        return {(STEP, PROMISED): f"{clock.now():%Y-%m-%d %H:%M}"} if promised else {}

    def _path(self, path: Keys) -> Keys:
        return path if path[0] == keys.UNFINISHED else (STEP, self.place, *path[1:])

    def _state(self) -> dict[Keys, Any]:
        """Every key of the conversation, wherever it stands, and what is half typed."""
        state: dict[Keys, Any] = {
            (STEP, question.name): kinds.of(question).to_toml(self.walk.answers[question.key])
            for question in self.walk.visible()
            if question.key in self.walk.answers
        }
        if state and self.to_confirm:
            state[STEP, TO_CONFIRM] = True
        return state | {(keys.UNFINISHED, key): text for key, text in self.unfinished.items()}

    def refer(self) -> list[tuple[Person, bool]]:
        """Make a candidate of everyone who was named: the person, and whether they are new here."""
        named = self.walk.rendered().get(keys.REFERRALS, ())
        return referrals.refer(self.workspace, self.person, named, self.which)
