"""A walk saved into files which others write too: what they did meanwhile is found out under the lock.

Keys that were not changed here stay as they are on disk. One that was changed here and by somebody else stays
as theirs; ours is kept as half typed, and asked about again.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netinvite.errors import ChangedError, GoneError, WorkspaceError
from netinvite.language import _
from netinvite.model import keys, kinds
from netinvite.model.keys import LANGUAGES, ORGANISER, SET_ASIDE, UNFINISHED
from netinvite.model.moves import Moves
from netinvite.model.questions import Guide, Question, Value
from netinvite.model.wording import unstopped
from netinvite.store import contacts, earlier, files, identity, ours, owners
from netinvite.store.inventory import lacks_network_file
from netinvite.store.kept import About, kept
from netinvite.store.parsed import ABSENT, Keys, differing, found, in_a_line, with_changes
from netinvite.store.presence import Presence, refuse_absent, refuse_gone
from netinvite.store.records import guides
from netinvite.store.workspace import Workspace
from netinvite.values import replace

if TYPE_CHECKING:
    from netinvite.model.contacts import Entry


class Shared(Moves):
    """Moves of a preparation, saved into ``network.toml``, one person's file, and a further organiser's.

    ``organiser`` is the name of that file, "" for the first; ``owner`` is whom the person belongs to, as
    their file says or will say it. By whom they are about ("network", "organiser", "person"), ``_saved`` is
    what was last read or written here, key by key, and ``_texts`` the whole files as they then were.
    ``_handed`` is noted in the contact log when that is saved, ``_noted`` with any change of the person.
    """

    workspace: Workspace
    guide: Guide
    slug: str
    organiser: str
    owner: str
    own_lang: str
    other_lang: str
    presence: Presence | None
    _saved: dict[str, dict[Keys, Any]]
    _texts: dict[str, str]
    _handed: Entry | None
    _noted: Entry | None

    @property
    def name(self) -> str:
        """The person's name, or "" before it is known."""
        raise NotImplementedError

    def take_up(self) -> Shared:
        """The same walk over the answers as they stand in the files now."""
        raise NotImplementedError

    def save(self, *, strict: bool = False) -> None:
        """Write what has changed since it was last read or written.

        An answer that somebody else changed meanwhile stays: with ``strict`` it is a ``ChangedError`` and
        nothing is written, else ours is kept as half typed, to be asked about again. A ``GoneError`` where
        the person is gone. If not ``strict``, any ``WorkspaceError`` says where what was typed is kept.
        """
        begun = bool(self.name) and "person" not in self._texts
        states = {about: self._state(about) for about in self._about_all() if about in self._texts}
        if not begun and states == self._saved and not self._handed:
            return
        try:
            # Before the lock, which would make the folder of a workspace anew that is gone.
            self._refuse_absent()
            with self.workspace.lock():
                self._write({} if begun else states, strict=strict)
        except BaseException as error:
            typed = self._typed()
            if begun and "person" not in self._texts:
                self.slug = ""  # somebody else may take it
            if isinstance(error, WorkspaceError) and not strict:
                name = str(self._saved.get("person", {}).get(keys.NAME.path) or self.name)
                raise kept(self.workspace, error, About(self.slug, name, self.presence), typed) from None
            raise

    def _write(self, states: dict[str, dict[Keys, Any]], *, strict: bool) -> None:
        """Under the lock: find out what others did, then write the files; no ``states`` for somebody new."""
        if not states:
            self.slug = self.workspace.new_slug(self.name)
        self._refuse_absent()
        others = {about for about in self._about_all() if self._is_changed(about)}
        if "person" in others:
            refuse_gone(self.workspace, self.slug, self.name_before)
        self._settle_language(others)
        if others or not states:
            states = {about: self._state(about) for about in self._about_all()}
        changes = {about: self._changes(about, state) for about, state in states.items()}
        clashes = {about: self._clashes(about, changes[about]) for about in others}
        if strict and any(clashes.values()):
            raise self._refused(clashes)
        again = [key for about in clashes for key in self._give_way(about, clashes[about], changes[about])]
        if mine := changes.get("person", {}):
            self._begin_network(changes)
        if entry := self._handed or (self._noted if mine else None):
            mine |= contacts.note(self.workspace, self.slug, self._now("person"), entry)
            self._noted = None
        if self._handed:
            # First: whoever breaks off in between finds them held, and not gone out in another's name.
            ours.hold_all(self.workspace.folder(self.slug))
        for about, state in states.items():
            self._put(about, changes[about])
            self._saved[about] = state
        self._handed = None
        if others:
            self._go_on(again)

    def _begin_network(self, changes: dict[str, dict[Keys, Any]]) -> None:
        """Nobody lies there without a network's file; one that is gone, beside people, is put back."""
        if not self.workspace.exists and not lacks_network_file(self.workspace.root):
            changes["network"] = {("lang",): self.guide.lang, **changes["network"]}

    def _put(self, about: str, changes: dict[Keys, Any]) -> None:
        is_new = not (file := self._file(about)).is_file()
        if changes and about != "person" and is_new:
            key, told = ("lang", self.guide.lang) if about == "network" else ("id", identity.new_id())
            changes = {(key,): told, **changes}
        if changes:
            converted = self._conversion(about, self.workspace.read(file))
            self._texts[about] = self.workspace.update(file, {**converted, **changes}).text
            if is_new and about == "person":
                owners.begin(self.workspace, self.slug)
            if converted:
                told = _("%(file)s is in this version's form now; an older netinvite cannot read it.")
                self.news.append(told % {"file": files.shown(file)})

    def _conversion(self, about: str, data: Mapping[str, Any]) -> dict[Keys, Any]:
        """What brings ``data``, which one of the files says, into the form of today."""
        if not earlier.is_earlier(data):
            return {}
        known = guides(self.workspace.own_templates, self.guide)
        if about != "person":
            return earlier.network(data, known) if about == "network" else {}
        return earlier.person(data, known, self.workspace.read(self.workspace.network_file))

    def _now(self, about: str) -> dict[str, Any]:
        """What one of the files says by now, in the form of today."""
        data = self.workspace.read(self._file(about))
        return with_changes(data, self._conversion(about, data))

    def _changes(self, about: str, state: Mapping[Keys, Any]) -> dict[Keys, Any]:
        saved = self._saved.get(about, {})
        new = {path: value for path, value in state.items() if path not in saved or saved[path] != value}
        return {**new, **{path: ABSENT for path in saved if path not in state}}

    def _typed(self) -> dict[Keys, Any]:
        """All that would have been written."""
        changes = [self._changes(about, self._state(about)) for about in self._about_all()]
        return {path: value for one in changes for path, value in one.items()}

    def _file(self, about: str) -> Path:
        if about == ORGANISER:
            return self.workspace.organiser_file(self.organiser)
        return self.workspace.network_file if about == "network" else self.workspace.answers_file(self.slug)

    def _about_all(self) -> tuple[str, ...]:
        # A person belongs to nobody whose file is not there.
        of_whom = (("network", ""), (ORGANISER, self.organiser), ("person", self.slug))
        return tuple(about for about, name in of_whom if name or about == "network")

    # Others ----------------------------------------------------------------------------------------

    @property
    def name_before(self) -> str:
        """What the person was called when the file was last read or written."""
        return str(self._saved["person"].get(keys.NAME.path, ""))

    def _refuse_absent(self) -> None:
        if self._texts["network"] and not self.workspace.exists:
            raise GoneError(_("%(file)s is gone.") % {"file": self.workspace.network_file})
        if "person" in self._texts:
            refuse_absent(self.workspace, self.slug, self.name_before)
            self.presence = self.presence or Presence(self.workspace, self.slug)
            self.presence.refuse_another(self.name_before)

    def _is_changed(self, about: str) -> bool:
        """Whether somebody else wrote the file since it was last read or written here."""
        return self.workspace.text(self._file(about)) != self._texts.get(about, "")

    def _settle_language(self, others: set[str]) -> None:
        """Somebody else may have begun the network meanwhile, in another language."""
        if "network" in others and not self._texts["network"]:
            lang = self.workspace.read(self.workspace.network_file).get("lang", self.guide.lang)
            if lang != self.guide.lang:
                self.own_lang = self.other_lang = self.guide.lang

    def _clashes(self, about: str, changes: Mapping[Keys, Any]) -> set[Keys]:
        """The keys that are to be changed here and were changed to something else by others."""
        text = self._texts.get(about, "")
        data = self.workspace.parse(self._file(about), text) if text else {}
        now, before = self._now(about), with_changes(data, self._conversion(about, data))
        return {path for path in differing(before, now, changes) if found(now, path) != changes[path]}

    def _refused(self, clashes: Mapping[str, set[Keys]]) -> ChangedError:
        places = {_key(path): self._file(about) for about, paths in clashes.items() for path in paths}
        return ChangedError(
            _("%(key)s in %(file)s has been changed elsewhere meanwhile.")
            % {"key": ", ".join(sorted(places)), "file": places[min(places)]},
            _("Nothing was written. Look at that answer, and give the command again if yours is to stand."),
        )

    def _give_way(self, about: str, clashes: set[Keys], changes: dict[Keys, Any]) -> list[str]:
        """Take what clashes out of ``changes``, and put it there as half typed; the keys to ask again."""
        now = self._now(about)
        keys = sorted({_key(path) for path in clashes})
        questions = [question for key in keys if (question := self.guide.question(key))]
        for path in [path for path in changes if _key(path) in keys]:
            del changes[path]
        for question in questions:
            place = (*self._table(question), UNFINISHED, question.key)
            value = self.walk.answers.get(question.key)
            ours, theirs = self.unfinished.get(question.key) or as_typed(value, question), found(now, place)
            if ours and ours != theirs:
                # Two half-typed texts are both kept, one below the other.
                changes[place] = f"{theirs}\n{ours}" if isinstance(theirs, str) else ours
            self.news.append(self._told(question, about, typed=bool(ours)))
        return [question.key for question in questions]

    def _told(self, question: Question, about: str, *, typed: bool) -> str:
        now = self._now(about)
        theirs = found(now, (*self._table(question), question.step, question.name))
        told = _(
            "“%(ask)s” was answered elsewhere meanwhile, and that answer stands: %(theirs)s. The question "
            "comes again."
        ) % {"ask": question.ask, "theirs": unstopped(in_a_line(theirs))}
        if not typed:
            return told
        return f"{told} " + _(
            "In the field is what you typed: Enter puts it in place of that answer, Ctrl+C leaves that one."
        )

    def _go_on(self, again: list[str]) -> None:
        """Go on with the answers as they stand now, those of others too; ``again`` is asked next."""
        fresh = self.take_up()
        walk, wanted = fresh.walk, fresh.walk.wanted | self.walk.wanted
        walk = replace(self.walk, guide=walk.guide, answers=walk.answers, wanted=wanted)
        fresh.walk = walk.waiting(fresh.unfinished)
        visible = [question.key for question in fresh.walk.visible()]
        if asked := next((key for key in again if key in visible), ""):
            fresh.walk = fresh.walk.jump(asked)
        elif self.walk.position in visible:
            fresh.walk = replace(fresh.walk, position=self.walk.position)
        self.walk, self.unfinished, self.unfit = fresh.walk, fresh.unfinished, fresh.unfit
        self._saved, self._texts = fresh._saved, fresh._texts

    # What is to stand where ------------------------------------------------------------------------

    def _state(self, about: str) -> dict[Keys, Any]:
        """Every key of one file and what is to stand there."""
        visible = {question.key for question in self.walk.visible()}
        state: dict[Keys, Any] = {}
        if about == "person":
            said = {keys.LANG: self.own_lang, keys.OWNER: self.owner}
            state |= {path: text for path, text in said.items() if text}
        for question in self.guide.questions("person" if about == "person" else "network"):
            if question.key in self.walk.answers and self._about(question.key) == about:
                raw = kinds.of(question).to_toml(self.walk.answers[question.key])
                path = (question.step, question.name)
                place = path if question.key in visible else (SET_ASIDE, question.key)
                state[(*self._table(question), *place)] = raw
        for key, text in self.unfinished.items():
            if self._about(key) == about:
                state[(*self._table(self.guide.question(key)), UNFINISHED, key)] = text
        return state

    def _table(self, question: Question | None) -> tuple[str, ...]:
        """Where the network's answers stand in a language that is not the network's own."""
        translated = question and not question.any_language and self._about(question.key) != "person"
        return (LANGUAGES, self.other_lang) if self.other_lang and translated else ()

    def _about(self, key: str) -> str:
        question = self.guide.question(key)
        about = self.guide.about(question) if question else "person"
        if about == "network" and self.organiser and keys.is_personal(key):
            return ORGANISER
        return about if about == "network" or self.slug else "network"


def _key(path: Keys) -> str:
    """The question that a key of a file is about."""
    return str(path[-1]) if path[-2:-1] in ((SET_ASIDE,), (UNFINISHED,)) else ".".join(map(str, path[-2:]))


def as_typed(value: Value | None, question: Question) -> str:
    """A value as it would stand half typed in the question's field; "" for none."""
    kind = kinds.of(question)
    return kind.half_typed(kind.to_toml(value))
