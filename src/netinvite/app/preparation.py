"""One person's preparation: a walk whose answers are saved at once, and the texts made from them. Knows files
and templates, no terminal: the wizard, ``--answers`` and ``mail`` all use this one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from netinvite.app import lastseen, unseen
from netinvite.app.before import LastTime, of_those
from netinvite.app.thoughts import Thoughts
from netinvite.language import choose, guide_file
from netinvite.model import keys
from netinvite.model.guide import leads_to
from netinvite.model.people import Person
from netinvite.model.questions import SHORT, Guide, Question, Value, by_step
from netinvite.model.walk import Walk
from netinvite.store import drafts, files, identity, inventory, madeof, referrers
from netinvite.store.inventory import language_of
from netinvite.store.owners import first_in, noted_by, organiser_of
from netinvite.store.parsed import Keys
from netinvite.store.presence import Presence
from netinvite.store.reading import at
from netinvite.store.records import (
    ABOUT,
    PERSONAL,
    Record,
    for_mail,
    load_guide,
    network_of,
    person_of,
    refuse_damaged,
    walk_of,
)
from netinvite.store.workspace import Workspace
from netinvite.values import replace

if TYPE_CHECKING:
    from netinvite.libraries import Hash
    from netinvite.model.contacts import Entry


class Preparation(Thoughts):
    """A walk over the network's and one person's questions, and the files its answers live in.

    ``organiser``, ``owner``: see ``Shared``. ``own_lang``: the person's language, where it is kept;
    ``other_lang``: the language, where it is not the network's. ``unfit``: why an answer in the files does
    not fit its question, by key. ``unlooked``: the email waits to be looked at, and goes on waiting, though
    it is written. ``_rendered``: what each text was last made of.
    """

    # No data class, for every start would pay for making it.
    def __init__(
        self, workspace: Workspace, guide: Guide, walk: Walk, slug: str, texts: Mapping[str, str]
    ) -> None:
        self.workspace, self.guide, self.walk, self.slug = workspace, guide, walk, slug
        self.organiser = self.owner = self.own_lang = self.other_lang = self._guide_stamp = ""
        self.unfinished: dict[str, str] = {}
        self.unfit: dict[str, str] = {}
        self.noted_by: dict[str, str] = {}
        self.news: list[str] = []
        self.unlooked = False
        self.presence: Presence | None = None
        self._saved: dict[str, dict[Keys, Any]] = {}
        self._texts = dict(texts)
        self._handed: Entry | None = None
        self._noted: Entry | None = None
        self._rendered: dict[str, tuple[Mapping[str, Value | None], Hash]] = {}

    @classmethod
    def open(
        cls,
        workspace: Workspace,
        lang: str,
        person: Person | None = None,
        depth: str = SHORT,
        organiser: str = "",
    ) -> Preparation:
        """Take up what is saved; ``WorkspaceError`` names an answer that cannot be read. Somebody new belongs
        to the ``organiser``, the name of a file that is there or not yet, or to the first."""
        stamp = files.stamp(guide_file(lang, workspace.own_templates))
        guide = load_guide(lang, workspace.own_templates)
        told = workspace.known(workspace.network_file)
        own, known = workspace.own_templates, told.data
        record, texts, owner = Record(), {"network": told.text}, organiser
        if person:
            file = workspace.answers_file(person.slug)
            told = workspace.known(file)
            record, texts["person"] = person_of(told.data, guide, known, own), told.text
            referrers.put_name(workspace, record)
            refuse_damaged(file, record.problems)
            owner = at(told.data, *keys.OWNER)
            organiser = owner if organiser_of(workspace, person.slug, told.data, known).text else ""
        whose = workspace.known(workspace.organiser_file(organiser)) if organiser else None
        if whose:
            texts[keys.ORGANISER] = whose.text
        network = network_of(known, guide, own, whose.data if whose else None)
        refuse_damaged(workspace.network_file, network.problems)
        unfinished = {**network.unfinished, **record.unfinished}
        walk = walk_of(guide, network, record)
        last = LastTime(workspace, person.slug if person else "")
        unfit = {**network.unfit, **record.unfit}
        walk = replace(walk, depth=depth, last=last).waiting({**unfit, **unfinished})
        made = cls(workspace, guide, walk, person.slug if person else "", texts)
        made.organiser, made.owner, made._guide_stamp = organiser, owner, stamp
        made.own_lang = lang if lang != (network.lang or lang) or record.lang else ""
        made.other_lang = lang if lang != (network.lang or lang) else ""
        made.unfinished, made.unfit = unfinished, unfit
        if person:
            made.noted_by, made.presence = noted_by(told.data), Presence(workspace, person.slug)
        return made._remember()

    @classmethod
    def of(cls, workspace: Workspace, person: Person) -> Preparation:
        """A person's preparation as it is saved, in the language that they are written to in."""
        lang = person.lang or language_of(workspace.root) or choose("", env=os.environ)
        return cls.open(workspace, lang, person)

    def _remember(self) -> Preparation:
        self._saved = {about: self._state(about) for about in self._texts}
        return self

    def speak(self, lang: str) -> None:
        """Write to the person in ``lang`` from now on, which their file does not say yet."""
        self.own_lang = lang
        self._saved["person"].pop(keys.LANG, None)

    @property
    def name(self) -> str:
        """The person's name, or "" before it is known."""
        return str(self.walk.answers.get(keys.NAME) or "")

    def meant(self, key: str, value: Value | None) -> Value | None:
        return referrers.named(self.workspace, key, value)

    def take_up(self) -> Preparation:
        """The same walk over the answers as they stand in the files now."""
        person = Person(self.slug, self.name) if self.slug else None
        fresh = Preparation.open(self.workspace, self.guide.lang, person, organiser=self.organiser)
        self.guide, self.own_lang, self.other_lang = fresh.guide, fresh.own_lang, fresh.other_lang
        self.organiser, self.owner = fresh.organiser, fresh.owner
        self._guide_stamp, self.noted_by = fresh._guide_stamp, fresh.noted_by
        return fresh

    def hand_to(self, organiser: str, entry: Entry, before: str) -> None:
        """Let the person belong to this organiser from now on, whose answers about themselves take the place
        of the other's. A proposal that was taken follows them, and is open until they are given. ``entry``
        goes into the contact log when that is saved; private answers stay those of ``before``."""
        self._handed = entry
        self.stay_with(before, entry.by)
        fresh = Preparation.open(self.workspace, self.guide.lang, organiser=organiser)
        personal = {one.key for one in self.guide.questions("network") if keys.is_personal(one.key)}
        walk = self.walk.along({key: fresh.walk.answers.get(key) for key in personal})
        known = self.still_given(walk, personal)
        known |= {key: value for key, value in fresh.walk.answers.items() if key in personal}
        self.unfinished = of_those(personal, self.unfinished, fresh.unfinished)
        self.unfit = of_those(personal, self.unfit, fresh.unfit)
        self.organiser, self.owner = fresh.organiser, fresh.owner
        for now, then in ((self._texts, fresh._texts), (self._saved, fresh._saved)):
            now.pop(keys.ORGANISER, None)
            now.update(then)  # type: ignore[arg-type]  # of one kind each
        self.walk = replace(walk, answers=known).waiting({**self.unfit, **self.unfinished})

    @property
    def is_handed(self) -> bool:
        """Whether the person belongs to another one once this is saved."""
        return self._handed is not None

    def note_with_change(self, entry: Entry) -> None:
        """Note this in the contact log, once, when something of the person is changed."""
        self._noted = entry

    # Texts -----------------------------------------------------------------------------------------

    @property
    def wants_mail(self) -> bool:
        """Whether the mail is the way chosen; for a meeting or a call it is written only when asked for."""
        return self.walk.answers.get(keys.WAY) not in PERSONAL or bool(self.walk.wanted)

    def want_mail(self) -> bool:
        """Let the mail be written as well; whether something that it needs is still to be asked."""
        # An address that was skipped is needed now.
        known = {key: value for key, value in self.walk.answers.items() if (key, value) != (keys.EMAIL, None)}
        self.walk = replace(self.walk, answers=known).want(for_mail(self.guide))
        self.save()
        return self.walk.current is not None

    def documents(self) -> tuple[str, ...]:
        """The documents that belong to the way chosen, and those that the user's own templates add."""
        mail = (inventory.INVITATION,) if self.wants_mail else ()
        return ("pitch", *mail, "conversation", *drafts.added(self.workspace, self.guide.lang))

    def render(self, document: str) -> str:
        """The text of ``document`` as the answers stand."""
        made = madeof.sources(self.workspace, self.guide.lang, document)
        self._rendered[document] = self.walk.answers, made
        return self.rendered_with(document, self.walk)

    def rendered_with(self, document: str, walk: Walk) -> str:
        """The text of ``document`` as the answers of ``walk`` would have it."""
        # Templates take 40 ms to load; the first question does not wait for them.
        from netinvite.render import documents

        return documents.render(
            document,
            self.guide.lang,
            by_step(self.rendered(walk)),
            self.guide.chosen(walk.rendered()),
            own=self.workspace.own_templates,
            private=self.guide.private(),
            keys=[question.key for question in self.guide.questions(*ABOUT)],
        )

    def texts(self, documents: Iterable[str]) -> dict[str, str]:
        """The texts of several documents as the answers stand."""
        from netinvite.render import limits

        with limits.one_child():
            return {document: self.render(document) for document in documents}

    def network_untold(self) -> bool:
        """Whether the network has not been told of in this language, though it has in its own."""
        network = {question.key for question in self.guide.questions("network")}
        return bool(self.other_lang) and any(
            question.key in network and question.key not in self.unfinished for question in self.missing()
        )

    def missing(self) -> list[Question]:
        """The questions that a draft cannot do without and that have no answer, or one that does not fit or
        stands half typed."""
        return [
            question
            for question in self.walk.open_questions()
            if question.required or question.key in self.unfinished or self.no_fit(question)
        ]

    def half_typed(self) -> list[Question]:
        """The questions that are asked and have no answer, but one that stands half typed."""
        return [question for question in self.walk.open_questions() if question.key in self.unfinished]

    def save_drafts(
        self, texts: Mapping[str, str], *, looked: bool = False, clean: Mapping[str, str] | None = None
    ) -> None:
        """Write these texts, which somebody has ``looked`` at, as drafts, current with what each is of;
        ``clean``: see ``verdicts``."""
        self._refuse_absent()
        self.save()
        made = {document: self._inputs(document) for document in texts}
        uses, lang, name = self._all_uses(texts), self.guide.lang, self.name_before
        if self.unlooked and inventory.INVITATION in uses:
            uses[inventory.INVITATION] |= {"seen": lastseen.here(self.workspace, self.slug)}
            looked = False
        if clean:
            uses[inventory.INVITATION] |= {"clean": clean}
        known = {document: text for document, text in texts.items() if looked and made[document]}
        seen = unseen.looked_at(self.workspace, self.organiser, self._said(), known) if known else []
        drafts.save(self.workspace, self.slug, lang, dict(texts), made=made, uses=uses, name=name, seen=seen)

    def note_made(self, document: str, text: str) -> None:
        """Remember in this copy what a document is rendered as now; the file stays as it is."""
        uses = {key: one for key, one in self._all_uses([document])[document].items() if key != "seen"}
        entry = {"lang": self.guide.lang, "inputs": self._inputs(document), **uses}
        drafts.note_made(self.workspace, self.slug, document, text, entry)

    def _all_uses(self, documents: Iterable[str]) -> dict[str, dict[str, Any]]:
        told = self._said()
        network = madeof.told_by(told["network"], told[keys.ORGANISER]) if self.organiser else told["network"]
        return {document: self._uses(document, network, told["person"]) for document in documents}

    def _said(self) -> dict[str, dict[str, Any]]:
        return {about: self.workspace.parse(self._file(about), text) for about, text in self._texts.items()}

    def _uses(self, document: str, network: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
        """The keys of the answers that a text is made of, and their digest; {} where that is not known."""
        # See render.
        from netinvite.render.uses import uses

        own, lang = self.workspace.own_templates, self.guide.lang
        found = inventory.find(document, own, lang)
        known = [question.key for question in self.guide.questions(*ABOUT)]
        named = uses(found, lang, own, known) if found else None
        if named is None or not self._inputs(document):
            return {}
        used_keys = sorted(leads_to(self.guide, named))
        made = self._rendered[document][1]
        by = self.organiser or first_in(network)
        me = identity.id_in(self._texts.get(keys.ORGANISER, ""))
        seen = lastseen.made_of(document, used_keys, answers, by) | {"id": me}
        return {"uses": used_keys, "used": madeof.used(made, used_keys, lang, network, answers), "seen": seen}

    def _inputs(self, document: str) -> str:
        """The digest of what a document was last rendered from; "" where that is not what is saved."""
        answers, made = self._rendered.get(document, (None, None))
        guide = files.stamp(guide_file(self.guide.lang, self.workspace.own_templates))
        if made is None or answers != self.walk.answers or guide != self._guide_stamp:
            return ""
        return madeof.inputs(made, *(self._texts.get(about, "") for about in (*ABOUT, keys.ORGANISER)))
