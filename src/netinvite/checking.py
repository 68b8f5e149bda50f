"""``netinvite check``: collects texts and answers of the workspace and holds them against the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from netinvite import clock, drafts, files, screen
from netinvite.checks import Finding, Known, Material, Rule, Words, by_id, judge
from netinvite.checks.rule import ERROR, HINT
from netinvite.errors import NetinviteError, TemplateError, UsageError
from netinvite.knowledge import Knowledge
from netinvite.language import DEFAULT, _, active
from netinvite.names import Person
from netinvite.parsed import texts_at, toml_file
from netinvite.shipped import templates_dir
from netinvite.told import PERSONAL, Told, lang_of
from netinvite.workspace import ANSWERS_FILE, Workspace

LEAFLET = "leaflet.md"
# What is judged of the answers themselves.
ANSWERS = ("reflection", "followup")


@dataclass(slots=True)
class Report:
    """What was found, and what could not be read and why."""

    findings: list[Finding] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def exit_code(self, *, strict: bool = False) -> int:
        """1 with an error, a warning or a problem, and with a hint where ``strict``; else 0."""
        counted = [one for one in self.findings if strict or one.severity != HINT]
        return int(bool(counted or self.problems))


def check(workspace: Workspace, person: Person | None = None) -> Report:
    """Hold one person's texts, or everyone's and the leaflet, against the rules."""
    report = Report()
    checker = Checker(workspace)
    off = _switched_off(workspace, checker.told.data)
    slugs = [person.slug] if person else workspace.slugs()
    for slug in slugs:
        try:
            report.findings.extend(checker.person(slug, off))
        except NetinviteError as error:
            report.problems.append(error.message)
    if person is None:
        report.problems += workspace.odd().values()
        try:
            report.findings.extend(checker.leaflet(off))
        except NetinviteError as error:
            report.problems.append(error.message)
    return report


def _switched_off(workspace: Workspace, data: Mapping[str, Any]) -> list[str]:
    """The ids under ``[check] off`` of ``network.toml``; a ``UsageError`` for one that no rule has."""
    table = data.get("check", {})
    off = table.get("off", []) if isinstance(table, dict) else None
    if not isinstance(off, list) or not all(isinstance(name, str) for name in off):
        raise UsageError(
            _("%(file)s: [check] off must be a list of rule ids.") % {"file": workspace.network_file},
            _("Write it as off = [%(example)s].") % {"example": '"M004", "P007"'},
        )
    return [by_id(name).id for name in off]


@lru_cache(maxsize=16)
def words_for(lang: str, own: Path | None = None) -> Words:
    """The word lists of ``lang`` (those of English where it has none), the user's own in their place."""
    folder = templates_dir() / lang
    shipped = folder if (folder / "words.toml").is_file() else templates_dir() / DEFAULT
    mine = own / lang / "words.toml" if own else None
    given = _toml(mine) if mine is not None and mine.is_file() else {}
    return Words.parse(lang, _toml(shipped / "words.toml"), given, str(mine or ""))


def _toml(file: Path) -> dict[str, Any]:
    hint = _("Mend that line, or remove the file to go back to the shipped words.")
    return toml_file(file, TemplateError, hint)


def _is_error(rule: Rule) -> bool:
    return rule.severity == ERROR


def _any(rule: Rule) -> bool:
    return True


class Checker:
    """One run over a workspace: what several people share is read once."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.now = clock.now()
        self.told = Told(workspace, active())
        self.knowledge = Knowledge(self.told)

    def person(self, slug: str, off: Iterable[str]) -> list[Finding]:
        """Everything about one person; a ``WorkspaceError`` where the answers are damaged."""
        data = self._data(slug)
        known = self.knowledge.of(slug, data)
        known = replace(known, named_on=self.knowledge.named_on(data, known.person))
        answers = self.workspace.answers_file(slug)
        texts = [(document, self.workspace.folder(slug) / name) for document, name in drafts.FILES.items()]
        texts = [*((d, file) for d, file in texts if file.is_file()), *((a, answers) for a in ANSWERS)]
        if known.way in PERSONAL:
            # A mail that was left lying when another way was chosen is wanted by nobody.
            off = (*off, "M001")
        return [
            finding
            for about, file in texts
            for finding in self._judged(self._material(about, self._text(file), known, data), file, off)
        ]

    def errors(self, slug: str, texts: Mapping[str, str]) -> tuple[list[Finding], datetime | None]:
        """The error-level findings in texts (by document) that may not be saved yet; and, of an invitation
        without any, when it may get one: once the first time that it proposes is there."""
        data = self._data(slug)
        known = self.knowledge.of(slug, data)
        off = [name.upper() for name in texts_at(self.told.data, "check", "off")]
        errors: list[Finding] = []
        until = None
        for document, text in texts.items():
            material = self._material(document, text, known, data)
            file = self.workspace.folder(slug) / drafts.FILES[document]
            found = list(self._judged(material, file, off, wanted=_is_error))
            if document == "invitation" and not found:
                until = min((proposal.moment for proposal in material.proposals), default=None)
            errors += found
        return errors, until

    def leaflet(self, off: Iterable[str]) -> list[Finding]:
        """What the rules find in the leaflet, where there is one."""
        file = self.workspace.root / LEAFLET
        if not file.is_file():
            return []
        material = self._material("leaflet", drafts.text_of(file), self.knowledge.of_network(), {})
        return list(self._judged(material, file, off))

    def _text(self, file: Path) -> str:
        return files.read(file) if file.name == ANSWERS_FILE else drafts.text_of(file)

    def _data(self, slug: str) -> dict[str, Any]:
        return self.workspace.read(self.workspace.answers_file(slug))

    def _material(self, about: str, text: str, known: Known, data: Mapping[str, Any]) -> Material:
        words = words_for(lang_of(data) or self.told.lang, self.workspace.own_templates)
        return Material(about, text, words, self.now, known)

    def _judged(
        self, material: Material, file: Path, off: Iterable[str], wanted: Callable[[Rule], bool] = _any
    ) -> Iterator[Finding]:
        for rule, spot in judge(material, off, wanted=wanted):
            yield Finding(rule.id, rule.severity, files.shown(file), spot.line, spot.message, _(rule.hint))


def harmless(finding: Finding) -> Finding:
    """The finding with control characters, which may come from a text, made visible."""
    return replace(finding, file=screen.visible(finding.file), message=screen.visible(finding.message))
