"""What is known of everyone, read from the workspace; an index spares reading what has not changed.

``.index.json`` is a cache by path, size and time of change: deleting it changes nothing, and a damaged one
is made anew.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from netinvite import __version__, files
from netinvite.answers import Need
from netinvite.errors import NetinviteError, WorkspaceError
from netinvite.guide import Guide, load
from netinvite.interview import tables
from netinvite.language import DEFAULT, _
from netinvite.people import Facts, Talk
from netinvite.walk import Walk
from netinvite.workspace import Record, Workspace, fold, network_of, record_of

INDEX = ".index.json"
ABOUT = ("network", "person")


@dataclass(slots=True)
class Register:
    """Everyone who could be read, the network's needs, and what could not be read and why."""

    everyone: list[Facts] = field(default_factory=list)
    needs: tuple[Need, ...] = ()
    problems: list[str] = field(default_factory=list)


def read(workspace: Workspace) -> Register:
    """Read everyone; a damaged record is a problem of that person alone and stays untouched."""
    register = Register()
    networks = _Networks(workspace)
    needs = networks.of("")[1].answers.get("network.needs")
    register.needs = (
        tuple(need for need in needs if isinstance(need, Need)) if isinstance(needs, tuple) else ()
    )
    index = _Index(workspace)
    for slug in workspace.slugs():
        file = workspace.answers_file(slug)
        try:
            entry = index.get(file) or index.put(file, _entry(workspace, slug, networks))
        except NetinviteError as error:
            register.problems.append(error.message)
            continue
        register.everyone.append(_facts(slug, entry))
    index.save()
    register.everyone = _linked(register.everyone)
    return register


class _Networks:
    """The guide and the network's answers in each language that somebody is written to in."""

    def __init__(self, workspace: Workspace) -> None:
        self.data = workspace.read(workspace.network_file)
        self.own = workspace.own_templates
        self.known: dict[str, tuple[Guide, Record]] = {}

    def of(self, lang: str) -> tuple[Guide, Record]:
        """In ``lang``, or in the network's own where that is ""."""
        lang = lang or str(self.data.get("lang", "")) or DEFAULT
        if lang not in self.known:
            guide = load(lang, self.own)
            self.known[lang] = (guide, network_of(self.data, guide))
        return self.known[lang]


def _entry(workspace: Workspace, slug: str, networks: _Networks) -> dict[str, Any]:
    """One person's facts as the index keeps them: texts and lists only."""
    file = workspace.answers_file(slug)
    data = workspace.read(file)
    guide, network = networks.of(_text(data, "person", "lang"))
    record = record_of(data, guide, "person")
    if record.problems:
        raise WorkspaceError(_("%(file)s: %(problem)s") % {"file": file, "problem": record.problems[0]})
    walk = Walk.start(guide, ABOUT, {**network.answers, **record.answers})
    rendered = walk.rendered()
    covers = rendered.get("reflection.covers", ())
    return {
        "name": str(record.answers.get("person.name") or slug),
        "finished": not any(question.required for question in walk.open_questions()),
        "invited": _text(data, "invited", "date"),
        "covers": list(covers) if isinstance(covers, tuple) else [],
        "referred_by": str(rendered.get("person.referred_by", "")) or _text(data, "referral", "by"),
        "alternative": str(rendered.get("reflection.alternative", "")),
        "talks": [_talk_entry(talk) for talk in tables(data, str(file))],
    }


def _talk_entry(talk: dict[str, Any]) -> dict[str, str]:
    return {key: str(talk.get(key, "")) for key in ("date", "outcome", "next", "next_date")}


def _text(data: dict[str, Any], *path: str) -> str:
    found: Any = data
    for part in path:
        found = found.get(part, "") if isinstance(found, dict) else ""
    return str(found)


def _facts(slug: str, entry: dict[str, Any]) -> Facts:
    return Facts(
        id=slug,
        name=entry["name"],
        finished=entry["finished"],
        invited=_day(entry["invited"]),
        covers=tuple(entry["covers"]),
        referred_by=entry["referred_by"],
        alternative=entry["alternative"],
        talks=tuple(
            Talk(_day(talk["date"]), talk["outcome"], talk["next"], _day(talk["next_date"]))
            for talk in entry["talks"]
        ),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _linked(everyone: list[Facts]) -> list[Facts]:
    """Names of those who named somebody become ids, where exactly one person here has that name."""
    ids: dict[str, list[str]] = {}
    for facts in everyone:
        ids.setdefault(fold(facts.name), []).append(facts.id)
    out = []
    for facts in everyone:
        found = ids.get(fold(facts.referred_by), [])
        out.append(replace(facts, referred_by=found[0] if len(found) == 1 else ""))
    return out


class _Index:
    """What was read the last time, valid for a file of the same size and time and the same network."""

    def __init__(self, workspace: Workspace) -> None:
        self.file = workspace.root / INDEX
        self.mark = f"{__version__} {_stamp(workspace.network_file)}"
        self.entries = self._load()
        self.kept: dict[str, Any] = {}
        self.changed = False

    def _load(self) -> dict[str, Any]:
        try:
            data = json.loads(files.read_bytes(self.file))
            entries = data["people"] if data["mark"] == self.mark else {}
        except (OSError, ValueError, KeyError, TypeError):
            return {}
        return entries if isinstance(entries, dict) else {}

    def get(self, file: Path) -> dict[str, Any] | None:
        found = self.entries.get(file.parent.name)
        if not isinstance(found, dict) or found.get("stamp") != _stamp(file):
            return None
        self.kept[file.parent.name] = found
        entry = found.get("facts")
        return entry if isinstance(entry, dict) else None

    def put(self, file: Path, entry: dict[str, Any]) -> dict[str, Any]:
        self.kept[file.parent.name] = {"stamp": _stamp(file), "facts": entry}
        self.changed = True
        return entry

    def save(self) -> None:
        """Keep what was read; a folder that cannot be written to is read all the same."""
        if not self.changed and self.kept.keys() == self.entries.keys():
            return
        try:
            files.write(self.file, json.dumps({"mark": self.mark, "people": self.kept}))
        except NetinviteError:
            return


def _stamp(file: Path) -> str:
    try:
        found = file.stat()
    except OSError:
        return ""
    return f"{found.st_mtime_ns} {found.st_size}"
