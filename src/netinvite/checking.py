"""``netinvite check``: collects texts and answers of the workspace and holds them against the rules."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from netinvite import clock, drafts, files, screen
from netinvite.checks import Finding, Known, Material, Rule, Words, by_id, judge, recorded
from netinvite.checks.rule import ERROR, HINT
from netinvite.errors import NetinviteError, TemplateError, UsageError, WorkspaceError
from netinvite.guide import Guide, load, templates_dir
from netinvite.interview import tables
from netinvite.language import DEFAULT, _, active
from netinvite.walk import Walk
from netinvite.workspace import Person, Record, Workspace, fold, network_of, record_of

LEAFLET = "leaflet.md"
CONSIDERED = ("barrier", "alternative", "assumption")
BRINGS = ("reflection.why", "person.role", "person.organisation", "reflection.seen")


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
    desk = _Desk(workspace)
    off = _switched_off(workspace, desk.network_data)
    slugs = [person.slug] if person else workspace.slugs()
    for slug in slugs:
        try:
            report.findings.extend(desk.person(slug, off))
        except NetinviteError as error:
            report.problems.append(error.message)
    if person is None:
        report.findings.extend(desk.leaflet(off))
    return report


def errors_in(workspace: Workspace, person: Person, texts: Mapping[str, str]) -> list[Finding]:
    """The error-level findings in texts (by document) that are about to be saved or printed.

    Never raises for what it cannot read: whoever saves a draft is not held up by its check.
    """
    try:
        desk = _Desk(workspace)
        off = desk.network_data.get("check", {}).get("off", [])
        found = [
            finding
            for document, text in texts.items()
            for finding in desk.text(person.slug, document, text, off, only_errors=True)
        ]
    except (NetinviteError, AttributeError, TypeError):
        return []
    return found


def clean_until(workspace: Workspace, person: Person, invitation: str) -> datetime | None:
    """When an invitation without errors may get one: once the first time that it proposes is there."""
    data = workspace.read(workspace.answers_file(person.slug))
    lang = _lang_of(data) or str(workspace.read(workspace.network_file).get("lang", "") or active())
    words = words_for(lang, workspace.own_templates)
    found = Material("invitation", invitation, words, clock.now(), Known()).proposals
    return min((proposal.moment for proposal in found), default=None)


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
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is no TOMLDecodeError
        raise TemplateError(
            _("%(file)s is not valid TOML: %(reason)s.") % {"file": file, "reason": error},
            _("Mend that line, or remove the file to go back to the shipped words."),
        ) from None
    except OSError as error:
        raise TemplateError(
            _("%(file)s cannot be read: %(reason)s.") % {"file": file, "reason": error.strerror}
        ) from None


class _Desk:
    """One run over a workspace: what several people share is read once."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.now = clock.now()
        self.network_data = workspace.read(workspace.network_file)
        self.lang = str(self.network_data.get("lang", "") or active())
        self._guides: dict[str, tuple[Guide, Record]] = {}
        self._read: dict[str, dict[str, Any]] = {}
        self._named: dict[tuple[str, str], date | None] | None = None

    def person(self, slug: str, off: Iterable[str]) -> list[Finding]:
        """Everything about one person; a ``WorkspaceError`` where the answers are damaged."""
        data, known = self._known(slug)
        found: list[Finding] = []
        for document in drafts.FILES:
            file = self.workspace.folder(slug) / drafts.FILES[document]
            if file.is_file():
                found.extend(self._judge(document, files.read(file), file, known, data, off))
        answers = self.workspace.answers_file(slug)
        for about in ("reflection", "followup"):
            found.extend(self._judge(about, files.read(answers), answers, known, data, off))
        return found

    def text(
        self, slug: str, document: str, text: str, off: Iterable[str], *, only_errors: bool
    ) -> list[Finding]:
        """What the rules find in a text that is not saved yet."""
        data, known = self._known(slug)
        file = self.workspace.folder(slug) / drafts.FILES[document]
        return list(self._judge(document, text, file, known, data, off, only_errors=only_errors))

    def leaflet(self, off: Iterable[str]) -> list[Finding]:
        """What the rules find in the leaflet, where there is one."""
        file = self.workspace.root / LEAFLET
        if not file.is_file():
            return []
        _guide, network = self._guide(self.lang)
        names = tuple(person.name for person in self.workspace.people())
        practical = tuple((k.partition(".")[2], str(v)) for k, v in network.answers.items() if v)
        known = Known(
            name=str(network.answers.get("organiser.name") or ""), participants=names, practical=practical
        )
        return list(self._judge("leaflet", files.read(file), file, known, {}, off))

    def _judge(
        self,
        about: str,
        text: str,
        file: Path,
        known: Known,
        data: Mapping[str, Any],
        off: Iterable[str],
        *,
        only_errors: bool = False,
    ) -> Iterator[Finding]:
        words = words_for(_lang_of(data) or self.lang, self.workspace.own_templates)
        material = Material(about, text, words, self.now, known)
        wanted = _is_error if only_errors else _any
        for rule, spot in judge(material, off, wanted=wanted):
            yield Finding(rule.id, rule.severity, files.shown(file), spot.line, spot.message, _(rule.hint))

    # Answers ---------------------------------------------------------------------------------------

    def _guide(self, lang: str) -> tuple[Guide, Record]:
        if lang not in self._guides:
            guide = load(lang, self.workspace.own_templates)
            self._guides[lang] = (guide, network_of(self.network_data, guide))
        return self._guides[lang]

    def _known(self, slug: str) -> tuple[dict[str, Any], Known]:
        file = self.workspace.answers_file(slug)
        data = self._data(slug)
        guide, network = self._guide(_lang_of(data) or self.lang)
        record = record_of(data, guide, "person")
        if record.problems:
            raise WorkspaceError(_("%(file)s: %(problem)s") % {"file": file, "problem": record.problems[0]})
        walk = Walk.start(guide, ("network", "person"), {**network.answers, **record.answers})
        talks = tables(data, str(file))
        return data, self._facts(walk.rendered(), guide.private(), data, talks)

    def _facts(
        self,
        answers: Mapping[str, Any],
        private: frozenset[str],
        data: Mapping[str, Any],
        talks: list[dict[str, Any]],
    ) -> Known:
        def text(key: str) -> str:
            return str(answers.get(key) or "")

        return Known(
            name=text("organiser.name"),
            person=text("person.name"),
            way=text("contact.way"),
            tried=text("contact.tried"),
            minutes=int(text("contact.minutes")) if text("contact.minutes").isdigit() else 0,
            referrer=text("person.referred_by") or recorded.at(data, "referral", "by"),
            mention_referrer=text("person.mention_referrer") == "yes",
            private=tuple(text(key) for key in sorted(private) if text(key)),
            public=tuple(_texts(value for key, value in answers.items() if key not in private)),
            brings=(*(text(key) for key in BRINGS if text(key)), *_list(answers.get("reflection.covers"))),
            reason=text("network.motivation"),
            purpose=text("network.purpose"),
            values=_list(answers.get("network.values")),
            considered=frozenset(name for name in CONSIDERED if text(f"reflection.{name}")),
            conversations=tuple(map(recorded.conversation, talks)),
            named_on=self._named_on(data, text("person.name")),
            contacted=bool(talks or recorded.at(data, "invited", "date")),
        )

    def _named_on(self, data: Mapping[str, Any], name: str) -> date | None:
        """The day of the conversation in which the one who referred this person named them."""
        by = recorded.at(data, "referral", "by")
        if not by:
            return None
        if self._named is None:
            self._named = dict(self._everybody_named())
        return self._named.get((fold(by), fold(name)))

    def _everybody_named(self) -> Iterator[tuple[tuple[str, str], date | None]]:
        """Who named whom (folded names), and on which day."""
        for slug in self.workspace.slugs():
            try:
                data = self._data(slug)
                talks = tables(data, slug)
            except WorkspaceError:
                continue
            by = fold(recorded.at(data, "person", "name"))
            for talk in talks:
                for name in recorded.names(talk.get("referrals")):
                    yield (by, fold(name)), recorded.day(talk.get("date"))

    def _data(self, slug: str) -> dict[str, Any]:
        if slug not in self._read:
            self._read[slug] = self.workspace.read(self.workspace.answers_file(slug))
        return self._read[slug]


def _is_error(rule: Rule) -> bool:
    return rule.severity == ERROR


def _any(rule: Rule) -> bool:
    return True


def _lang_of(data: Mapping[str, Any]) -> str:
    return recorded.at(data, "person", "lang")


def _list(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, tuple) else ()


def _texts(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        yield from map(str, value) if isinstance(value, tuple) else (str(value),)


def harmless(finding: Finding) -> Finding:
    """The finding with control characters, which may come from a text, made visible."""
    return replace(finding, file=screen.visible(finding.file), message=screen.visible(finding.message))
