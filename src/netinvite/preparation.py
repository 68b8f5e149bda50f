"""One person's preparation: a walk whose answers are saved at once, and the texts made from them.

Knows files and templates, no terminal: the wizard, ``--answers`` and ``mail`` all use this one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from netinvite import documents, drafts, files
from netinvite.guide import load
from netinvite.moves import refuse_damaged
from netinvite.names import Person
from netinvite.presence import Presence
from netinvite.questions import Guide, Question
from netinvite.records import Record, network_of, record_of
from netinvite.sharing import Shared
from netinvite.shipped import guide_file
from netinvite.told import ABOUT, PERSONAL, WAY, for_mail, walk_of
from netinvite.tomlfile import Keys
from netinvite.values import Value
from netinvite.walk import Walk, by_step
from netinvite.workspace import Workspace

if TYPE_CHECKING:
    from hashlib import _Hash as Hash


@dataclass(slots=True)
class Preparation(Shared):
    """A walk over the network's and one person's questions, and the files its answers live in.

    ``own_lang``: the person's language, where it is kept; ``other_lang``: the language, where it is not
    the network's. ``unfit``: why an answer in the files does not fit its question, by key. ``_rendered``:
    what each text was last made of.
    """

    workspace: Workspace
    guide: Guide
    walk: Walk
    slug: str = ""
    own_lang: str = ""
    other_lang: str = ""
    unfinished: dict[str, str] = field(default_factory=dict)
    unfit: dict[str, str] = field(default_factory=dict)
    news: list[str] = field(default_factory=list)
    presence: Presence | None = None
    _saved: dict[str, dict[Keys, Any]] = field(default_factory=dict)
    _texts: dict[str, str] = field(default_factory=dict)
    _rendered: dict[str, tuple[Mapping[str, Value | None], Hash]] = field(default_factory=dict)
    _guide_stamp: str = ""

    @classmethod
    def open(cls, workspace: Workspace, lang: str, person: Person | None = None) -> Preparation:
        """Take up what is saved; ``WorkspaceError`` names an answer that cannot be read."""
        stamp = files.stamp(guide_file(lang, workspace.own_templates))
        guide = load(lang, workspace.own_templates)
        told = workspace.known(workspace.network_file)
        network = network_of(told.data, guide)
        refuse_damaged(workspace.network_file, network.problems)
        record, texts = Record(), {"network": told.text}
        if person:
            file = workspace.answers_file(person.slug)
            told = workspace.known(file)
            record, texts["person"] = record_of(told.data, guide, "person"), told.text
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
            presence=Presence(workspace, person.slug) if person else None,
            _texts=texts,
            _guide_stamp=stamp,
        )._remember()

    def _remember(self) -> Preparation:
        self._saved = {about: self._state(about) for about in self._texts}
        return self

    @property
    def name(self) -> str:
        """The person's name, or "" before it is known."""
        return str(self.walk.answers.get("person.name") or "")

    @property
    def greeting(self) -> str:
        """What the person is called in a sentence: the greeting name, else the first name."""
        given = self.walk.answers.get("person.greeting")
        return str(given) if given else self.name.split(" ")[0]

    def take_up(self) -> Preparation:
        """The same walk over the answers as they stand in the files now."""
        person = Person(self.slug, self.name) if self.slug else None
        fresh = Preparation.open(self.workspace, self.guide.lang, person)
        self.guide, self.own_lang, self.other_lang = fresh.guide, fresh.own_lang, fresh.other_lang
        self._guide_stamp = fresh._guide_stamp
        return fresh

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
        made = drafts.sources(self.workspace, self.guide.lang, document)
        self._rendered[document] = (self.walk.answers, made)
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
        """Write these texts as the person's drafts, current with what each was rendered from."""
        self._refuse_absent()
        self.save()
        made = {document: self._inputs(document) for document in texts}
        lang, name = self.guide.lang, self.name_before
        drafts.save(self.workspace, self.slug, lang, dict(texts), made=made, name=name)

    def _inputs(self, document: str) -> str:
        """The digest of what a document was last rendered from; "" where that is not what is saved."""
        answers, made = self._rendered.get(document, (None, None))
        guide = files.stamp(guide_file(self.guide.lang, self.workspace.own_templates))
        if made is None or answers != self.walk.answers or guide != self._guide_stamp:
            return ""
        return drafts.inputs(made, self._texts["network"], self._texts["person"])
