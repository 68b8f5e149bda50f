"""Texts and answers held against the rules: what ``netinvite check`` finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from netinvite import clock
from netinvite.app import clone, gone
from netinvite.app.foreign import is_foreign, told_of
from netinvite.app.going import wrongly_signed
from netinvite.app.knowledge import Knowledge
from netinvite.app.noted import Noted, is_edited
from netinvite.app.verdicts import Verdict
from netinvite.app.wordlists import words_for
from netinvite.checks import RULES, Finding, Known, Material, Rule, by_id, judge
from netinvite.checks.found import SEAMS, once, place
from netinvite.checks.rule import ERROR, Spot
from netinvite.checks.table import FREE, GONE, Report
from netinvite.errors import UsageError, WorkspaceError, conflict_in, refuse_conflict
from netinvite.language import _, active, languages
from netinvite.model.people import Person
from netinvite.store import checked, drafts, files, folders
from netinvite.store.inventory import FILES, INVITATION, organisers
from netinvite.store.network import Network
from netinvite.store.owners import owner_in
from netinvite.store.reading import texts_at
from netinvite.store.records import Told
from netinvite.values import replace

LEAFLET = "leaflet.md"
# The rule that finds an email greeting, or reaching, somebody else.
READER = "M021"
# What is judged of the answers themselves.
ANSWERS = ("reflection", "answers")


def check(checker: Checker, person: Person | None = None) -> Report:
    """Hold one person's texts, or everyone's and the leaflet, against the rules."""
    # 5 ms, which a mail that is judged need not wait for.
    from netinvite.app import halftyped, misfits, unread

    report, workspace = Report(), checker.workspace
    off, unknown = switched_off(workspace, checker.told.data), unread.Unread(workspace)
    for slug in [person.slug] if person else workspace.slugs():
        if not workspace.only or checker.is_of(slug, workspace.only):
            report.take(partial(checker.person, slug, off))
            wrong = *clone.marks_in(workspace, slug), wrongly_signed(workspace, slug)
            for problem in filter(None, [*wrong, *misfits.of(workspace, slug, checker.told)]):
                report.add(WorkspaceError(problem))
            report.notes += [*unknown.of_person(slug), *halftyped.of(workspace, slug)]
    report.notes += unknown.of_everyone()
    if person is None:
        odd = *workspace.odd().values(), *checker.odd_organisers()
        for problem in (*odd, *misfits.of_network(checker.told)):
            report.add(WorkspaceError(problem))
        report.take(partial(checker.network, off))
        for slug in organisers(workspace.root):
            if workspace.only in ("", slug):
                report.take(partial(checker.organiser, slug, off))
        report.take(partial(checker.leaflet, off))
    report.notes += dict.fromkeys(checker.notes)
    return report


def loose(source: str, workspace: Network, typed: bytes = b"") -> Report:
    """Hold any text against the rules that need nobody's answers; a ``UsageError`` for what is no text.
    ``typed``: what came by standard input."""
    from netinvite.app import anytext

    report, checker = Report(), Checker(workspace)
    off = switched_off(workspace, checker.told.data)
    anytext.refuse_answers(source, workspace)
    if found := checker.ours(Path(source)):
        slug, about, file = found
        report.take(partial(checker.one, slug, about, file, off))
    elif told := anytext.conflict_in(data := anytext.content(source, typed), source):
        report.add(WorkspaceError(told))
    else:
        material = anytext.material(data, source, active(), workspace.own_templates)
        judged = list(checker.judged(material, Path(source), off))
        report.findings += anytext.in_file(judged, data, source)
        report.notes += anytext.asked_of(material, data, files.shown(Path(source)), off)
    report.notes += dict.fromkeys(checker.notes)
    return report


def switched_off(workspace: Network, data: Mapping[str, Any]) -> list[str]:
    """The ids under ``[check] off`` of ``network.toml``; a ``UsageError`` for one that no rule has."""
    table = data.get("check", {})
    off = table.get("off", []) if isinstance(table, dict) else None
    if not isinstance(off, list) or not all(isinstance(name, str) for name in off):
        raise UsageError(
            _("%(file)s: [check] off must be a list of rule ids.") % {"file": workspace.network_file},
            _("Write it as off = [%(example)s].") % {"example": '"M004", "P007"'},
        )
    return [by_id(name).id for name in off if name.upper() not in GONE]


def _digest(material: Material, spot: Spot) -> str:
    """What a finding is remembered by beside its rule: its text, its place there, and what was found."""
    found = [material.about, place(material, spot), *filter(None, [spot.kind])]
    return drafts.digest("\n".join(found))


def _is_told(rule: Rule, also: str) -> bool:
    return rule.severity == ERROR or rule.id in (READER, also)


class Checker:
    """One run over a workspace: what several people share is read once."""

    def __init__(self, workspace: Network) -> None:
        self.workspace = workspace
        self.now = clock.now()
        self.notes: list[str] = []
        self._accepted: dict[str, frozenset[tuple[str, str]]] = {}
        # What was read of the person who came last.
        self._read: dict[Path, Material] = {}
        self.told = Told(workspace, active())
        self.knowledge = Knowledge(self.told)
        self.noted = Noted(self.knowledge)

    def person(self, slug: str, off: Iterable[str]) -> list[Finding]:
        """Everything about one person; a ``WorkspaceError`` where the answers are damaged."""
        data = self._data(slug)
        known = self.knowledge.whole(slug, data)
        texts = [*self.drafts(slug), *((about, self.workspace.answers_file(slug)) for about in ANSWERS)]
        return once(
            finding
            for about, file in texts
            for finding in self._open(slug, about, file, self._held(slug, about, file, known, data), off)
        )

    def drafts(self, slug: str) -> list[tuple[str, Path]]:
        """The documents of a person that lie there, and their files; none in which git left two versions, and
        no link out of the workspace."""
        root, found = self.workspace.root, [(one, self.workspace.folder(slug) / FILES[one]) for one in FILES]
        lie = [one for one in found if one[1].is_file() and not folders.leads_out(root, one[1])]
        return [one for one in lie if not conflict_in(drafts.text_of(one[1]))]

    def materials(self, slug: str) -> list[tuple[Path, Material]]:
        """The drafts of a person as the rules read them."""
        data = self._data(slug)
        known = self.knowledge.whole(slug, data)
        return [(file, self._held(slug, about, file, known, data)) for about, file in self.drafts(slug)]

    def ours(self, file: Path) -> tuple[str, str, Path] | None:
        """The person and the document where a file is one of this workspace's drafts; ``None`` for others."""
        slug, people = file.absolute().parent.name, self.workspace.people_folder
        about = next((name for name, known in FILES.items() if known == file.name), "")
        if not about or file.absolute().parent.parent != people or slug not in self.workspace.slugs():
            return None
        return slug, about, self.workspace.folder(slug) / file.name

    def one(self, slug: str, about: str, file: Path, off: Iterable[str]) -> list[Finding]:
        """Everything about one of a person's drafts."""
        data = self._data(slug)
        refuse_conflict(file, clone.whole_text(self.workspace, slug, file))
        known = self.knowledge.whole(slug, data)
        return self._open(slug, about, file, self._held(slug, about, file, known, data), off)

    def _open(self, slug: str, about: str, file: Path, held: Material, off: Iterable[str]) -> list[Finding]:
        return list(gone.left(self, slug, about, file, self.judged(held, file, off)))

    def _held(self, slug: str, about: str, file: Path, known: Known, data: Mapping[str, Any]) -> Material:
        """A file and what it is held against: a draft in the language that it was written in."""
        lang = drafts.language(self.workspace, slug, about) if about in FILES else ""
        if lang not in ("", self.told.own(data)):
            known = self.knowledge.whole(slug, data, lang)
        text = files.read(file) if about in ANSWERS else drafts.text_of(file)
        self._read = {one: held for one, held in self._read.items() if one.parent == file.parent}
        if about in FILES and is_edited(file, text):
            known = self._edited(slug, known)
        held = self._read.get(file)
        if held is None or (held.about, held.raw) != (about, text):
            held = self._read[file] = self._material(about, text, known, data, lang)
        return held

    def _edited(self, slug: str, known: Known) -> Known:
        """What is known, for a text that was edited by hand: anything may have been typed there."""
        return replace(known, kept=partial(self.noted.besides, slug))

    def verdict(
        self,
        slug: str,
        texts: Mapping[str, str],
        *,
        seams: bool = False,
        lang: str = "",
        edited: bool = False,
    ) -> Verdict:
        """The verdict on texts (by document) that may not be saved yet, in ``lang`` or the person's own
        language; ``seams``: on sentences that do not hang together as well. An invitation without errors
        may get one once the first time that it proposes is there. ``edited``: by hand."""
        folder = self.workspace.folder(slug)
        wanted = partial(_is_told, also=SEAMS if seams else "")
        off = [name.upper() for name in texts_at(self.told.data, "check", "off")]
        findings, greets, until = list[Finding](), list[Finding](), None
        for document, text in texts.items():
            material, file = self.held(slug, document, text, lang), folder / FILES[document]
            if edited:
                material = replace(material, known=self._edited(slug, material.known))
            found = list(self.judged(material, file, off, wanted=wanted))
            if document == INVITATION:
                to = material.letter.to.number
                greets = [one for one in found if one.rule == READER and one.line != to]
                if not greets and all(one.severity != ERROR for one in found):
                    until = min((proposal.moment for proposal in material.proposals), default=None)
            findings += found
        errors = [finding for finding in findings if finding.severity == ERROR]
        apart = tuple(once(one for one in findings if one.rule == SEAMS))
        return Verdict(errors, until, seams=apart, greets=tuple(greets))

    def held(self, slug: str, about: str, text: str, lang: str = "") -> Material:
        """A text that may not be saved yet and what the person's own answers say, in ``lang`` or theirs."""
        data = self._data(slug)
        return self._material(
            about, text, replace(self.knowledge.of(slug, data, lang), slug=slug), data, lang
        )

    def leaflet(self, off: Iterable[str]) -> list[Finding]:
        """What the rules find in the leaflet, where there is one."""
        file = self.workspace.root / LEAFLET
        if not file.is_file():
            return []
        refuse_conflict(file, text := drafts.text_of(file, self.workspace.root))
        known = replace(self.knowledge.of_leaflet(), kept=self.noted.on_everyone)
        material = self._material("leaflet", text, known, {})
        return list(self.judged(material, file, off))

    def network(self, off: Iterable[str]) -> list[Finding]:
        """What the rules find in the network's answers, where there are some."""
        file = self.workspace.network_file
        if not file.is_file():
            return []
        material = self._material("answers", files.read(file), self.knowledge.of_network(), {})
        return list(self.judged(material, file, off))

    def organiser(self, slug: str, off: Iterable[str]) -> list[Finding]:
        """What the rules find in what an organiser says who is not the first."""
        file = self.workspace.organiser_file(slug)
        known = self.knowledge.of_network(self.workspace.known(file))
        return list(self.judged(self._material("answers", files.read(file), known, {}), file, off))

    def odd_organisers(self) -> list[str]:
        """What two organisers share that one alone may have."""
        if not organisers(self.workspace.root):
            return []
        # Only where several organise, 2 ms.
        from netinvite.store.organisers import shared

        return shared(self.workspace)

    def is_of(self, slug: str, owner: str) -> bool:
        """Whether a person belongs to this organiser; one who cannot be read may do so."""
        try:
            data = self._data(slug)
        except WorkspaceError:
            return True
        return owner_in(data, self.told.data) == owner

    def accepted(self, slug: str) -> frozenset[tuple[str, str]]:
        """The findings of a person's texts that stand as they are: rule and place."""
        if slug and slug not in self._accepted:
            self._accepted[slug] = checked.accepted(self.workspace, slug)
        return self._accepted.get(slug, frozenset())

    def _data(self, slug: str) -> dict[str, Any]:
        return self.workspace.read(self.workspace.answers_file(slug))

    def _material(
        self, about: str, text: str, known: Known, data: Mapping[str, Any], lang: str = ""
    ) -> Material:
        words = words_for(lang or self.told.own(data), self.workspace.own_templates)
        return Material(about, text, words, self.now, known)

    def judged(
        self, material: Material, file: Path, off: Iterable[str], wanted: Callable[[Rule], bool] = bool
    ) -> Iterator[Finding]:
        off = gone.silent(material.known, off)
        if is_foreign(material):
            others = (words_for(lang) for lang in languages() if lang != material.lang)
            self.notes.append(told_of(material, file, others))
            off = (*off, *(rule.id for rule in RULES if rule.id not in FREE))
        accepted, at = self.accepted(material.known.slug), partial(_digest, material)
        any_of = {name for name, _place in accepted}.__contains__

        def stands(rule: Rule, spot: Spot) -> bool:
            return any_of(rule.id) and (rule.id, at(spot)) in accepted

        for rule, spot in judge(material, off, wanted=wanted, stands=stands):
            found = spot.line, spot.column, spot.words, spot.message, spot.hint or _(rule.text.hint)
            # Of a text that is nobody's nothing is remembered.
            where = "" if material.known.loose else at(spot)
            yield Finding(rule.id, rule.severity, files.shown(file), *found, where)
