"""All of a user's own texts checked: what is in them, whether the languages agree, a trial of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from netinvite import places
from netinvite.app.wordlists import words_for
from netinvite.customise import guides, patterns
from netinvite.customise.guides import GuideFile
from netinvite.customise.lacking import compiled
from netinvite.customise.shelf import GUIDE, Problem, Text, of_language, own_languages
from netinvite.customise.trials import trial
from netinvite.customise.variables import Examination, Names
from netinvite.errors import LanguageError, TemplateError, WorkspaceError
from netinvite.language import _, guide_file, ngettext
from netinvite.model.people import shortened
from netinvite.model.questions import Guide
from netinvite.model.workdays import off_work
from netinvite.render import limits
from netinvite.render.faults import copy_one
from netinvite.speech import FILE, table
from netinvite.store import inventory
from netinvite.store.inventory import Document, language_of
from netinvite.store.records import ABOUT, Record, Told, network_of, person_of, record_of
from netinvite.store.workspace import Workspace

EXAMPLE = "example.toml"
WORDS = "words.toml"


A_MONDAY = date(2026, 11, 30)


def check(workspace: Workspace) -> list[Problem]:
    """Everything that is wrong with the user's own guides, templates and tables, by file and line.

    Catalogues that are in order are compiled.
    """
    own = workspace.own_templates
    if own is None:
        return []
    checks = [_Language.of(own, lang) for lang in own_languages(own)]
    with limits.one_child():
        found = [problem for language in checks for problem in language.problems()]
    guides_found = [language.guide for language in checks if language.guide and language.owns(GUIDE)]
    found += _drift(guides_found, _used(workspace, own))
    return sorted(set(found), key=lambda problem: (str(problem.file), problem.line, problem.message))


def concerned(workspace: Workspace) -> Iterator[Problem]:
    """For each question of an own guide whose answers do not fit it: whom that concerns."""
    own = workspace.own_templates
    for lang in own_languages(own) if own else ():
        guide = _Language.of(own, lang).guide if own else None
        if guide and guide.file.parent.parent == own:
            yield from _whom(guide, _unfit(workspace, guide.guide))


def _unfit(workspace: Workspace, guide: Guide) -> Iterator[tuple[str, str]]:
    """Key and name of whoever gave an answer that does not fit; the network's under its file's name."""
    told = Told(workspace, guide.lang)
    network = network_of(told.data, guide, workspace.own_templates)
    yield from ((key, workspace.network_file.name) for key in network.unfit)
    for person in workspace.people():
        if (person.lang or told.lang) == guide.lang:
            with suppress(WorkspaceError):
                data = workspace.read(workspace.answers_file(person.slug))
                yield from ((key, person.name) for key in person_of(data, guide, told.data).unfit)


def _whom(guide: GuideFile, unfit: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    names: dict[str, list[str]] = {}
    for key, name in unfit:
        names.setdefault(key, []).append(name)
    for key, found in names.items():
        told = ngettext(
            "one answer to “%(key)s” does not fit and is asked again: %(names)s",
            "%(count)s answers to “%(key)s” do not fit and are asked again: %(names)s",
            len(found),
        )
        words = {"key": key, "count": len(found), "names": shortened(found)}
        yield Problem(guide.file, guide.line(key), told % words)


def _used(workspace: Workspace, own: Path) -> list[GuideFile]:
    """The guides of the languages that the network and its people have."""
    langs = {language_of(workspace.root), *(person.lang for person in workspace.people())} - {""}
    read = [
        guides.read(guide_file(lang, own))[0] for lang in sorted(langs) if guide_file(lang, own).is_file()
    ]
    return [guide for guide in read if guide]


def _drift(own: list[GuideFile], used: list[GuideFile]) -> Iterator[Problem]:
    """Own guides against each other, and against those of other languages that the workspace uses."""
    changeable = frozenset(guide.guide.lang for guide in own)
    others = [guide for guide in used if guide.guide.lang not in changeable]
    pairs = [*combinations(own, 2), *((mine, other) for mine in own for other in others)]
    for one, other in pairs:
        yield from guides.drift(one, other, changeable)


@dataclass(frozen=True, slots=True)
class _Language:
    """The texts of one language in which something is the user's own."""

    own: Path
    lang: str
    texts: dict[str, Text]
    guide: GuideFile | None
    of_guide: tuple[Problem, ...]

    @classmethod
    def of(cls, own: Path, lang: str) -> _Language:
        texts = {text.name: text for text in of_language(own, lang)}
        guide, problems = guides.read(texts[GUIDE].file) if GUIDE in texts else (None, [])
        return cls(own, lang, texts, guide, tuple(problems))

    def owns(self, name: str) -> bool:
        """Whether this text is the user's own."""
        return name in self.texts and self.texts[name].own is not None

    def problems(self) -> Iterator[Problem]:
        """All that is wrong with the user's own texts of this language."""
        if GUIDE not in self.texts:
            yield self._no_guide()
        yield from self.of_guide
        yield from self._misnamed()
        yield from self._data()
        yield from compiled(self.own / self.lang)
        if self.guide and not self.of_guide:
            yield from self._templates(self.guide)

    def _no_guide(self) -> Problem:
        words = {"lang": self.lang, "name": GUIDE}
        message = _("“%(lang)s” has no %(name)s, so it is no language yet.") % words
        return Problem(next(iter(self.texts.values())).file, 1, message, copy_one(GUIDE, self.lang))

    def _misnamed(self) -> Iterator[Problem]:
        """Templates that no document is made of."""
        shipped = inventory.shipped_names()
        for name, text in self.texts.items():
            if text.own and (now := inventory.RENAMED.get(name)):
                message = _("this template is called %(name)s now.") % {"name": now}
                yield Problem(text.own, 1, message, _("Rename it."))
                continue
            free = "/" in name or inventory.is_part(name) or name in shipped
            if text.own and not (name.endswith(".toml") or free or inventory.is_document_name(name)):
                message = _("no text is made of a template of this name.")
                hint = _(
                    "Call it as the text should be called, and “.j2”: reminder.txt.j2 or reminder.md.j2. "
                    "One that others include begins with “_”."
                )
                yield Problem(text.own, 1, message, hint)

    def _data(self) -> Iterator[Problem]:
        """The TOML files besides the guide."""
        for name, text in self.texts.items():
            if text.own and name.endswith(".toml") and name != GUIDE:
                data, problems = guides.read_toml(text.own)
                yield from problems
                if data is not None and name == FILE:
                    yield from self._speech(text.own, data)
                if data is not None and name == WORDS:
                    yield from self._words(text.own)
                if data is not None and name == EXAMPLE and self.guide:
                    yield from _unfit_example(text.own, record_of(data, self.guide.guide, *ABOUT))

    def _speech(self, file: Path, data: Mapping[str, Any]) -> Iterator[Problem]:
        """A table of the language that cannot be used."""
        try:
            table((file,))
            # Not at a weekend, for which no country is asked.
            off_work(A_MONDAY, self.lang)
            yield from patterns.problems(file, data)
        except LanguageError as error:
            yield Problem(file, error.line, error.problem, error.hint)

    def _words(self, file: Path) -> Iterator[Problem]:
        """A word list that ``netinvite check`` could not use."""
        try:
            words_for(self.lang, self.own)
        except LanguageError as error:
            yield Problem(file, error.line, error.problem, error.hint)
        except TemplateError as error:
            yield Problem(file, 1, error.message.removeprefix(f"{file}: "), error.hint)

    def _templates(self, guide: GuideFile) -> Iterator[Problem]:
        for document in self._documents():
            name = f"{document.file}{inventory.ENDING}"
            if name not in self.texts:
                yield self._missing(guide, name)
            elif self._concerned(name):
                found = list(self._document(guide, document, name))
                yield from found or trial(
                    document, guide.guide, self.own, self.texts[name].file, self._about(document)
                )
        yield from self._parts(guide)

    def _documents(self) -> Iterable[Document]:
        added = inventory.added(self.own, self.lang)
        return (*inventory.DOCUMENTS.values(), *inventory.others(self.lang).values(), *added.values())

    def _about(self, document: Document) -> tuple[str, ...]:
        """What a document can tell of: the leaflet is about no person."""
        return ("network",) if document.file in inventory.others(self.lang) else ABOUT

    def _concerned(self, name: str) -> bool:
        """Whether a change of the user's can touch this template: shipped ones are tested elsewhere."""
        own_parts = any(text.own and inventory.is_part(Path(name).name) for name, text in self.texts.items())
        return self.owns(name) or self.owns(GUIDE) or own_parts

    def _missing(self, guide: GuideFile, name: str) -> Problem:
        words = {"name": name, "lang": self.lang}
        message = _("There is no template “%(name)s” for the language “%(lang)s”.") % words
        return Problem(guide.file, 1, message, copy_one(name, self.lang))

    def _document(self, guide: GuideFile, document: Document, name: str) -> Iterator[Problem]:
        examination = Examination(
            self.lang, self.own, _names(guide, self._about(document)), document.outgoing
        )
        for problem in examination.problems(name):
            yield problem if problem.file.is_relative_to(self.own) else _of_guide(guide, problem)

    def _parts(self, guide: GuideFile) -> Iterator[Problem]:
        """Own templates that are no document by themselves; whether they may be private, who includes them
        decides."""
        documents = {f"{document.file}{inventory.ENDING}" for document in self._documents()}
        for name, text in self.texts.items():
            if text.own and name.endswith(inventory.ENDING) and name not in documents:
                yield from Examination(self.lang, self.own, _names(guide), outgoing=False).problems(name)


def _unfit_example(file: Path, record: Record) -> Iterator[Problem]:
    """What a ready example says that its guide does not take."""
    lines = places.lines_of(file.read_text(encoding="utf-8-sig"))
    yield from (Problem(file, 1, problem) for problem in record.problems)
    for key, why in record.unfit.items():
        yield Problem(file, places.nearest_line(lines, tuple(key.split("."))), f"{key}: {why}")


def _names(guide: GuideFile, about: tuple[str, ...] = ABOUT) -> Names:
    keys = frozenset(question.key for question in guide.guide.questions(*about))
    return Names(keys, guide.guide.private())


def _of_guide(guide: GuideFile, problem: Problem) -> Problem:
    """A shipped template that is at odds with an own guide: the guide is what can be changed."""
    words = {"name": problem.file.name, "line": problem.line, "problem": problem.message}
    message = _("the shipped %(name)s, line %(line)s, does not fit this guide: %(problem)s") % words
    hint = _("Put the question back, or copy that template and take it out there.")
    return Problem(guide.file, 1, message, hint)
