"""One person's preparation: a walk whose answers are saved at once, and the texts made from them.

Knows files and templates, no terminal: the wizard, ``--answers`` and ``mail`` all use this one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from netinvite import documents, drafts
from netinvite.answers import to_toml
from netinvite.guide import load
from netinvite.moves import Moves, refuse_damaged
from netinvite.names import Person
from netinvite.questions import Guide, Question
from netinvite.records import LANGUAGES, SET_ASIDE, UNFINISHED, Record, network_of, record_of
from netinvite.told import ABOUT, PERSONAL, WAY, for_mail, walk_of
from netinvite.tomlfile import ABSENT
from netinvite.walk import Walk, by_step
from netinvite.workspace import Workspace


@dataclass(slots=True)
class Preparation(Moves):
    """A walk over the network's and one person's questions, and the files its answers live in.

    ``own_lang``: the person's language, where it is kept; ``other_lang``: the language, where it is not
    the network's. ``unfit``: why an answer in the files does not fit its question, by key.
    """

    workspace: Workspace
    guide: Guide
    walk: Walk
    slug: str = ""
    own_lang: str = ""
    other_lang: str = ""
    unfinished: dict[str, str] = field(default_factory=dict)
    unfit: dict[str, str] = field(default_factory=dict)
    _saved: dict[str, dict[tuple[str | int, ...], Any]] = field(default_factory=dict)

    @classmethod
    def open(cls, workspace: Workspace, lang: str, person: Person | None = None) -> Preparation:
        """Take up what is saved; ``WorkspaceError`` names an answer that cannot be read."""
        guide = load(lang, workspace.own_templates)
        network = network_of(workspace.read(workspace.network_file), guide)
        refuse_damaged(workspace.network_file, network.problems)
        record = Record()
        if person:
            file = workspace.answers_file(person.slug)
            record = record_of(workspace.read(file), guide, "person")
            refuse_damaged(file, record.problems)
        unfinished = {**network.unfinished, **record.unfinished}
        walk = walk_of(guide, network, record).waiting(unfinished)
        return cls(
            workspace,
            guide,
            walk,
            slug=person.slug if person else "",
            own_lang=lang if lang != (network.lang or lang) or record.lang else "",
            other_lang=lang if lang != (network.lang or lang) else "",
            unfinished=unfinished,
            unfit={**network.unfit, **record.unfit},
        )._remember()

    def _remember(self) -> Preparation:
        self._saved = {"network": self._state("network")}
        if self.slug:
            self._saved["person"] = self._state("person")
        return self

    # Files -----------------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """The person's name, or "" before it is known."""
        return str(self.walk.answers.get("person.name") or "")

    @property
    def greeting(self) -> str:
        """What the person is called in a sentence: the greeting name, else the first name."""
        given = self.walk.answers.get("person.greeting")
        return str(given) if given else self.name.split(" ")[0]

    def save(self) -> None:
        """Write what has changed since it was last read or written."""
        if not self.slug and self.name:
            self.slug = self.workspace.new_slug(self.name)
        self._save("network")
        if self.slug:
            self._save("person")

    def _save(self, about: str) -> None:
        state, saved = self._state(about), self._saved.get(about, {})
        changes: dict[tuple[str | int, ...], Any] = {
            path: value for path, value in state.items() if path not in saved or saved[path] != value
        }
        changes.update({path: ABSENT for path in saved if path not in state})
        file = self.workspace.network_file if about == "network" else self.workspace.answers_file(self.slug)
        if about == "network" and not file.is_file():
            changes = {("lang",): self.guide.lang, **changes}
        self.workspace.update(file, changes)
        self._saved[about] = state

    def _state(self, about: str) -> dict[tuple[str | int, ...], Any]:
        """Every key of one file and what is to stand there."""
        visible = {question.key for question in self.walk.visible()}
        state: dict[tuple[str | int, ...], Any] = {}
        if about == "person" and self.own_lang:
            state["person", "lang"] = self.own_lang
        for question in self.guide.questions(about):
            if question.key in self.walk.answers:
                raw = to_toml(self.walk.answers[question.key], question)
                path = (question.step, question.name)
                place = path if question.key in visible else (SET_ASIDE, question.key)
                state[(*self._table(question), *place)] = raw
        for key, text in self.unfinished.items():
            if self._about(key) == about:
                state[(*self._table(self.guide.question(key)), UNFINISHED, key)] = text
        return state

    def _table(self, question: Question | None) -> tuple[str, ...]:
        """Where the network's answers stand in a language that is not the network's own."""
        translated = question and not question.any_language and self._about(question.key) == "network"
        return (LANGUAGES, self.other_lang) if self.other_lang and translated else ()

    def _about(self, key: str) -> str:
        question = self.guide.question(key)
        about = self.guide.step(question.step).about if question else "person"
        return about if about == "network" or self.slug else "network"

    # Texts -----------------------------------------------------------------------------------------

    @property
    def wants_mail(self) -> bool:
        """Whether the mail is the way chosen; for a meeting or a call it is written only when asked for."""
        return self.walk.answers.get(WAY) not in PERSONAL or bool(self.walk.wanted)

    def want_mail(self) -> bool:
        """Let the mail be written as well; whether something that it needs is still to be asked."""
        self.walk = self.walk.want(for_mail(self.guide))
        if self.walk.answers.get("person.email") is None:
            self.walk = self.walk.jump("person.email")
        self.save()
        return self.walk.current is not None

    def documents(self) -> tuple[str, ...]:
        """The documents that belong to the way chosen, and those that the user's own templates add."""
        chosen = ("pitch", "invitation", "guide") if self.wants_mail else ("pitch", "guide")
        return chosen + drafts.added(self.workspace, self.guide.lang)

    def render(self, document: str) -> str:
        """The text of ``document`` as the answers stand."""
        return documents.render(
            document,
            self.guide.lang,
            by_step(self.walk.rendered()),
            self.chosen_questions(),
            own=self.workspace.own_templates,
            private=self.guide.private(),
            keys=[question.key for question in self.guide.questions(*ABOUT)],
        )

    def chosen_questions(self) -> list[str]:
        """The texts of the open questions to bring along, in the order chosen."""
        chosen = self.walk.rendered().get("plan.questions", ())
        texts = {item.key: item.ask for item in self.guide.open_questions}
        keys = [key for key in chosen if isinstance(key, str)] if isinstance(chosen, tuple) else []
        return [texts[key] for key in keys if key in texts]

    def network_untold(self) -> bool:
        """Whether the network has not been told of in this language, though it has in its own."""
        network = {question.key for question in self.guide.questions("network")}
        return bool(self.other_lang) and any(question.key in network for question in self.missing())

    def missing(self) -> list[Question]:
        """The questions that a draft cannot do without and that have no answer, or one that does not fit."""
        return [open_ for open_ in self.walk.open_questions() if open_.required or self.no_fit(open_)]

    def save_drafts(self, texts: Mapping[str, str]) -> None:
        """Write these texts as the person's drafts."""
        drafts.save(self.workspace, self.slug, self.guide.lang, dict(texts))
