"""What the index keeps of a person: an entry made from their file, and the facts that it says."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from netinvite import clock
from netinvite.app import team, unseen
from netinvite.app.thinkers import thinker
from netinvite.language import DEFAULT
from netinvite.model import contacts, keys
from netinvite.model.people import noted_day, slug_of
from netinvite.model.standing import DECLINES, OPEN_OUTCOMES, Facts, Talk, by_day
from netinvite.store import drafts, files, inventory, logs, ours
from netinvite.store.network import Network
from netinvite.store.owners import first_in, noted_by
from netinvite.store.reading import at
from netinvite.store.referrers import id_in
from netinvite.store.talks import PROMISED, RECORDED, TO_CONFIRM, names_in

if TYPE_CHECKING:
    from netinvite.model.questions import Guide
    from netinvite.model.walk import Walk
    from netinvite.store.records import Record

# Whoever has one of these has drafts.
_DRAFTED = ("pitch", inventory.INVITATION)
# What is kept of a conversation.
_OF_A_TALK = (keys.DATE, keys.OUTCOME, keys.NEXT, keys.NEXT_DATE, keys.CHANGES)
# What is kept of a person's answers as it stands.
_TEXTS = {"phone": keys.PHONE, "email": keys.EMAIL, "role": keys.ROLE, "organisation": keys.ORGANISATION}
# Who noted it.
_BY = "by"
# Whoever dials or writes sees these also where an own guide calls them private.
_ALWAYS = (keys.PHONE, keys.EMAIL)


def facts_of(slug: str, entry: dict[str, Any]) -> Facts:
    """What an entry of the index says; it leaves out what is empty."""
    get = entry.get
    return Facts(
        slug,
        entry["name"],
        bool(get("finished")),
        tuple(contacts.unpacked(get("log", ()))),
        by_day(map(_talked, get("talks", ()))),
        tuple(get("covers", ())),
        get("referred_by", ""),
        get("alternative", ""),
        tuple(get("former", ())),
        noted_day(get("named_on")),
        noted_day(get("ready")),
        tuple(map(datetime.fromisoformat, get("times", ()))),
        get("phone", ""),
        get("email", ""),
        get("role", ""),
        get("organisation", ""),
        get("taken_back", 0),
        get("owner", ""),
        minutes=get("minutes", 0),
        alternative_by=get("alternative_by", ""),
    )


def _talked(talk: dict[str, Any]) -> Talk:
    get = talk.get
    day, next_day = noted_day(get("date")), noted_day(get("next_date"))
    said = get("outcome", ""), get("next", ""), next_day, get("changes", "")
    recorded, promised = (_moment(get(key)) for key in (RECORDED, PROMISED))
    return Talk(
        day,
        *said,
        bool(get("asked")),
        tuple(get("named", ())),
        recorded,
        promised,
        get("by", ""),
        bool(get(TO_CONFIRM)),
        get("missing", ""),
    )


def _moment(value: object) -> datetime | None:
    found = contacts.read_when(value)
    return found if isinstance(found, datetime) else None


def draft_stamp(workspace: Network, slug: str) -> str:
    """The stamp of a person's invitation."""
    return files.stamp(drafts.path(workspace, slug, inventory.INVITATION))


def waits(entry: Mapping[str, Any]) -> bool:
    """Whether the invitation waits to go, so that the times in it count."""
    return bool(entry.get("finished")) and not (entry.get("log") or entry.get("talks"))


def is_current(workspace: Network, slug: str, entry: Mapping[str, Any]) -> bool:
    """Whether an entry was made of the invitation that lies there, where that ``waits``; what somebody wrote
    there can mean another time on another day."""
    if not waits(entry):
        return True
    read, same = entry.get("read"), draft_stamp(workspace, slug) == entry.get("draft", "")
    return same and (read is None or read == str(clock.now().date()))


# The files ----------------------------------------------------------------------------------------


class Source:
    """Reads what the files say of each person, one file after the other: texts and lists only."""

    def __init__(self, workspace: Network) -> None:
        # Guides and rules of questions take 7 ms to load, and are not needed while the index holds.
        from netinvite.store.records import Told

        self.workspace = workspace
        self.told = Told(workspace, DEFAULT, whoever=True)

    def needs(self) -> list[list[str]]:
        """The network's needs: name and kind of each."""
        # See above.
        from netinvite.model.questions import Need

        found = self.told.network()[1].answers.get(keys.NEEDS)
        needs = found if isinstance(found, tuple) else ()
        return [[need.name, need.kind] for need in needs if isinstance(need, Need)]

    def entry(self, slug: str) -> dict[str, Any]:
        """What one person's file says; a ``WorkspaceError`` where it is damaged."""
        # See ``__init__``.
        from netinvite.app.misfits import damaged
        from netinvite.model.questions import minutes_in

        data = self.workspace.read(self.workspace.answers_file(slug))
        walk, record = self.told.walk_and_record(slug, data)
        finished = _is_finished(walk, record, drafted=False) or (
            self._is_drafted(slug) and _is_finished(*self._as_drafted(slug, data), drafted=True)
        )
        rendered, private = walk.rendered(), walk.guide.private()
        covers, noted = _listed(rendered.get(keys.COVERS)), _listed(walk.answers.get(keys.COVERS))
        recorded = logs.read(self.workspace, slug, data)
        shown = {name: key for name, key in _TEXTS.items() if key in _ALWAYS or key not in private}
        entry = {
            "name": str(walk.answers.get(keys.NAME) or slug),
            "finished": finished,
            "ready": str(ours.ready_since(self.workspace.folder(slug))) if finished else "",
            "log": contacts.packed(recorded.entries),
            "taken_back": recorded.taken_back,
            "covers": covers,
            "former": [name for name in noted if name not in covers],
            "referred_by": self._referrer(rendered, data),
            "named_on": at(data, keys.REFERRAL, "day"),
            "alternative": (alternative := str(rendered.get(keys.ALTERNATIVE, ""))),
            "alternative_by": thinker(self.workspace, slug, data, keys.ALTERNATIVE) if alternative else "",
            "mistyped": damaged(self.workspace, walk.guide, record, recorded),
            "talks": [_talk(talk, walk.guide, private) for talk in recorded.talks],
            **self._proposed(slug, rendered, waits=finished and not (recorded.entries or recorded.talks)),
            "minutes": minutes_in(rendered.get(keys.MINUTES, "")),
            "owner": at(data, *keys.OWNER),
            "namesake": unseen.of_a_namesake(self.workspace, slug) if self._further else "",
            "strangers": self._strangers(slug, recorded),
            **{name: str(walk.answers.get(key) or "") for name, key in shown.items()},
        }
        return {key: value for key, value in entry.items() if value}

    def _referrer(self, answers: Mapping[Any, Any], data: Mapping[str, Any]) -> str:
        """Who suggested the person, by name or by id."""
        said = str(answers.get(keys.REFERRED_BY, ""))
        return (said and id_in(data)) or said or at(data, "referral", "by")

    def _proposed(self, slug: str, answers: Mapping[Any, Any], *, waits: bool) -> dict[str, Any]:
        """The times that are to be proposed: those of the answers, or where somebody edited the invitation
        its own, as long as it ``waits`` to go; with the stamp of the invitation then, and the day."""
        answered = _listed(answers.get(keys.TIMES))
        # See ``__init__``.
        from netinvite.store.records import PERSONAL

        stamp = draft_stamp(self.workspace, slug) if waits else ""
        by_mail = bool(stamp) and answers.get(keys.WAY) not in PERSONAL
        if not by_mail or not drafts.look(self.workspace, slug, inventory.INVITATION).edited:
            return {"times": answered, "draft": stamp}
        # 60 ms, and few are edited: the rules, calendars.
        from netinvite.app.appointments import in_edited

        times = in_edited(self.workspace, self.workspace.person(slug))
        return {"times": [str(one) for one in times], "draft": stamp, "read": str(clock.now().date())}

    def _strangers(self, slug: str, recorded: logs.Recorded) -> list[list[str]]:
        """Whoever recorded something and organises nothing here, each with the file that says so."""
        found: dict[str, str] = {}
        for file, told in recorded.files.items():
            for by in logs.signed(file, told, by_entries=bool(self._further)):
                found.setdefault(by, str(file))
            for name in self._named_in(told):
                found.setdefault(name, str(file))
        folder = self.workspace.folder(slug)
        noted = {*noted_by(recorded.files[self.workspace.answers_file(slug)]).values()}
        for by in unseen.seen_elsewhere(self.workspace, slug) | (noted and noted & ours.read(folder).who()):
            found.setdefault(by, str(folder / inventory.DRAFTS))
        strange = found.keys() - {*self._further, first_in(self.told.data)}
        if strange:
            strange -= {*team.nobodies(self.workspace.own_templates), *self._names}
        return [[by, found[by]] for by in sorted(strange)]

    def _named_in(self, told: Mapping[str, Any]) -> set[str]:
        """The slugs of the organisers whom notes name that the program wrote; one whom nobody knew when that
        was written is named by the slug itself, and by nothing more."""
        log, own = told.get(contacts.LOG), self.workspace.own_templates
        tables = [one for one in log if isinstance(one, dict)] if isinstance(log, list) else []
        names = {name for one in tables for name in team.named_in(one, own)}
        return {slug_of(name) for name in names if not inventory.is_slug(name)}

    @cached_property
    def _names(self) -> set[str]:
        """What organisers are called, as slugs."""
        # 3 ms, where somebody is named who organises nothing under that name.
        from netinvite.store import organisers

        return {slug_of(one.name) for one in organisers.everyone(self.workspace)[0] if one.name}

    @cached_property
    def _further(self) -> list[str]:
        return inventory.organisers(self.workspace.root)

    def _as_drafted(self, slug: str, data: dict[str, Any]) -> tuple[Walk, Record]:
        """A person's answers in the language that their drafts are in, which may be one of before: what
        followed from others is proposed again in it."""
        langs = (drafts.language(self.workspace, slug, one) for one in _DRAFTED)
        lang = next(filter(None, langs), "")
        walk, record = self.told.walk_and_record(slug, data, lang)
        turned = lang not in ("", self.told.own(data))
        return walk.take_proposals() if turned else walk, record

    def _is_drafted(self, slug: str) -> bool:
        return any(os.path.exists(drafts.path(self.workspace, slug, one)) for one in _DRAFTED)  # noqa: PTH110


def _is_finished(walk: Walk, record: Record, *, drafted: bool) -> bool:
    """Whether all that is needed is answered. What was answered and does not fit any more, or waits to be
    looked at, is asked again, and so is what was not needed before and is proposed; whoever has drafts is not
    unprepared for that."""
    missing = (question for question in walk.open_questions() if question.required)
    needed = (question.key for question in missing if not (drafted and question.propose))
    again = {*record.unfit, *(walk.half if drafted else ())}
    return all(key in again for key in needed)


def _listed(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, tuple) else []


def _talk(talk: Mapping[str, Any], guide: Guide, private: Collection[str]) -> dict[str, Any]:
    found: dict[str, Any] = {key.name: at(talk, key.name) for key in _OF_A_TALK if key not in private}
    found["asked"] = keys.REFERRALS.name in talk
    found["named"] = [name for name in names_in(talk.get(keys.REFERRALS.name)) if name]
    found |= {key: str(talk.get(key, "")) for key in (RECORDED, PROMISED, _BY)}
    found[TO_CONFIRM] = bool(talk.get(TO_CONFIRM))
    found["missing"] = _missing(talk, guide) if found[TO_CONFIRM] else ""
    return {key: value for key, value in found.items() if value}


def _missing(talk: Mapping[str, Any], guide: Guide) -> str:
    """What is needed first of a conversation that is not noted to the end, as ``Talk`` has it."""
    outcome, step = at(talk, keys.OUTCOME.name), guide.question(keys.NEXT)
    if not outcome:
        return keys.OUTCOME.name
    if step and step.required and outcome != DECLINES and not at(talk, keys.NEXT.name):
        return keys.NEXT.name
    is_dated = (
        outcome not in OPEN_OUTCOMES or talk.get(keys.NEXT_DATE.name) or not guide.question(keys.NEXT_DATE)
    )
    return "" if is_dated else keys.NEXT_DATE.name
