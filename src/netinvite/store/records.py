"""What a file of answers holds, and what network and person tell together, as a guide asks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from netinvite import ready
from netinvite.errors import (
    AnswerError,
    GuideError,
    MistypedError,
    NetinviteError,
    OwnerError,
    WorkspaceError,
)
from netinvite.language import _, guide_file, languages
from netinvite.model import keys, kinds
from netinvite.model.guide import parse
from netinvite.model.keys import LANGUAGES, SET_ASIDE, UNFINISHED
from netinvite.model.questions import Choice, Guide, Question, Value
from netinvite.model.tables import Lines, QuestionError
from netinvite.model.walk import Walk
from netinvite.model.wording import one_line, written
from netinvite.store import earlier, madeof, referrers
from netinvite.store.network import Known, Network
from netinvite.store.owners import organiser_of, refuse_unread
from netinvite.store.parsed import with_changes
from netinvite.store.reading import at, half_typed, text_at, text_of, toml


def load_guide(lang: str, own: Path | None = None) -> Guide:
    """Read and validate the guide of ``lang``; ``GuideError`` where it cannot be asked."""
    file = guide_file(lang, own)
    if lang not in languages(own):
        raise GuideError(
            _("There is no guide for the language “%(lang)s”.") % {"lang": lang},
            _("These are there: %(known)s.") % {"known": ", ".join(languages(own))},
        )
    guide = _guide(file, text_of(file, GuideError))
    if guide.lang != lang:
        raise GuideError(
            _("%(file)s says that it is in “%(said)s”, but it lies in the folder “%(lang)s”.")
            % {"file": file, "said": guide.lang, "lang": lang},
            _('Write lang = "%(lang)s" at the top of the file.') % {"lang": lang},
        )
    return guide


@lru_cache(8)
def _guide(file: Path, text: str) -> Guide:
    """Kept, for a sitting asks for the same several times; the tests look at the shipped ones as a whole."""
    if shipped := ready.table(file, text):
        return parse(shipped, str(file), known=True)
    hint = _("Fix that line, or remove the file to go back to the shipped guide.")
    data = toml(text, str(file), GuideError, hint)
    try:
        return parse(data, str(file))
    except QuestionError as error:
        raise error.at(Lines(data, text)) from None


class Record:
    """What one file holds: ``answers`` by key, ``raw`` as written, ``unfinished`` texts, ``lang``.

    ``aside`` are the keys of answers that did not apply when they were kept. ``unfit`` says, by key, why an
    answer does not fit its question; such a one counts as not answered, and lies where it is until it is
    answered anew. ``mistyped`` has those that no change of a guide alone explains; ``problems`` are of the
    file itself.
    """

    # No dataclass, for every start would pay for making it.
    def __init__(self, lang: str = "") -> None:
        self.answers: dict[str, Value | None] = {}
        self.raw: dict[str, Any] = {}
        self.unfinished: dict[str, str] = {}
        self.aside: set[str] = set()
        self.unfit: dict[str, str] = {}
        self.mistyped: dict[str, str] = {}
        self.problems: list[str] = []
        self.lang = lang


def record_of(data: Mapping[str, Any], guide: Guide, *about: str) -> Record:
    """The answers in parsed TOML; one that does not fit is ``unfit``, and a text stands in its field again.

    Choices are checked against the guide's own; those that other answers decide (the network's needs)
    are settled by the walk.
    """
    record = Record(lang=text_at(data, *keys.LANG) or text_at(data, "lang"))
    for table in dict.fromkeys((*(q.step for q in guide.questions(*about)), SET_ASIDE, UNFINISHED)):
        if not isinstance(data.get(table, {}), dict):
            record.problems.append(_("“%(key)s” must be a table.") % {"key": table})
    for question in guide.questions(*about):
        found = _raw(data, question)
        if found is None:
            continue
        record.raw[question.key] = found[0]
        if not _in_place(data, question):
            record.aside.add(question.key)
        try:
            record.answers[question.key] = _value(question, found[0], guide)
        except AnswerError as error:
            record.unfit[question.key] = _why(question, found[0], error)
            if isinstance(error, MistypedError):
                record.mistyped[question.key] = record.unfit[question.key]
    record.unfinished = half_typed(data)
    for key in record.unfit.keys() - record.unfinished.keys():
        if half := _in_a_field(guide.question(key), record.raw[key]):
            record.unfinished[key] = half
    return record


def _why(question: Question, raw: Any, error: AnswerError) -> str:
    """Why an answer does not fit; where it is asked by a menu, which shows it nowhere, with what it is."""
    if isinstance(error, MistypedError) and kinds.of(question).way in kinds.MENUS:
        return _("“%(said)s”: %(why)s") % {"said": one_line(written(raw)), "why": error.message}
    return error.message


def _in_a_field(question: Question | None, raw: Any) -> str:
    """An answer that does not fit, as it would have been typed, so that it stands where it is asked anew; ""
    where nothing is typed."""
    kind = question and kinds.of(question)
    return kind.half_typed(raw) if kind and kind.way not in kinds.MENUS else ""


def guides(own: Path | None, guide: Guide | None = None) -> earlier.Guides:
    """The guides in which answers of before were given: ``guide`` where they name no other language, and the
    shipped one of a language whose own cannot be asked."""

    @lru_cache
    def found(lang: str) -> Guide | None:
        if guide and lang in ("", guide.lang):
            return guide
        for folder in (own, None):
            with suppress(NetinviteError):
                return load_guide(lang, folder)
        return None

    return found


def person_of(
    data: Mapping[str, Any], guide: Guide, network: Mapping[str, Any], own: Path | None = None
) -> Record:
    """The answers about a person; ``network`` is what its file says, ``own`` one's own templates."""
    return record_of(with_changes(data, earlier.person(data, guides(own, guide), network)), guide, "person")


def network_of(
    data: Mapping[str, Any],
    guide: Guide,
    own: Path | None = None,
    organiser: Mapping[str, Any] | None = None,
) -> Record:
    """The answers about the network in the guide's language, with those of an ``organiser`` who is not the
    first, where one is meant, in the place of the first's.

    In another language than the network's own they stand in ``[languages.<lang>.<step>]``, but for those
    that are the same in every language: a sentence in Danish cannot be set into an English mail.
    """
    data = with_changes(data, earlier.network(data, guides(own, guide)))
    data = data if organiser is None else madeof.told_by(data, organiser)
    record = record_of(data, guide, "network")
    if not record.lang or record.lang == guide.lang:
        return record
    tables = data.get(LANGUAGES, {})
    table = tables.get(guide.lang, {}) if isinstance(tables, dict) else {}
    found = record_of(table if isinstance(table, dict) else {}, guide, "network")
    same = {question.key for question in guide.questions("network") if question.any_language}
    for key in same & record.answers.keys():
        found.answers[key], found.raw[key] = record.answers[key], record.raw[key]
    found.unfit.update({key: why for key, why in record.unfit.items() if key in same})
    found.problems += record.problems
    found.lang = record.lang
    return found


def _in_place(data: Mapping[str, Any], question: Question) -> bool:
    table = data.get(question.step, {})
    return isinstance(table, dict) and question.name in table


def _raw(data: Mapping[str, Any], question: Question) -> tuple[Any] | None:
    if _in_place(data, question):
        return (data[question.step][question.name],)
    aside = data.get(SET_ASIDE, {})
    if isinstance(aside, dict) and question.key in aside:
        return (aside[question.key],)
    return None


def _value(question: Question, raw: Any, guide: Guide) -> Value | None:
    choices = guide.choices(question)
    if question.choices_from == keys.NEEDS and isinstance(raw, list):
        choices = tuple(Choice(item, item) for item in raw if isinstance(item, str))
    return kinds.of(question).from_toml(question, raw, choices)


ABOUT = ("network", "person")
# Ways of making contact that need no mail.
PERSONAL, MAIL = ("meet", "call", "video"), "mail"


class Told:
    """The files of a workspace; guide and the network's answers are read once for each language.

    ``lang`` is the network's language, ``fallback`` where it says none. ``whoever``: people are only listed,
    and where the file of their organiser cannot be read, the first one's answers stand in.
    """

    def __init__(self, workspace: Network, fallback: str, *, whoever: bool = False) -> None:
        self.workspace, self.whoever = workspace, whoever
        self.data = workspace.read(workspace.network_file)
        self.lang = str(self.data.get("lang", "")) or fallback
        self._known: dict[tuple[str, str], tuple[Guide, Record]] = {}

    def own(self, data: Mapping[str, Any]) -> str:
        """The language of a person whose answers, parsed, are ``data``."""
        return lang_of(data) or self.lang

    def network(self, lang: str = "", organiser: Known | None = None) -> tuple[Guide, Record]:
        """The guide and the network's answers in ``lang``, or in the network's own where that is ""; as the
        file of an ``organiser`` tells them, or as the first does."""
        whose = organiser if organiser and organiser.text else None
        key = (lang or self.lang, whose.text if whose else "")
        if key not in self._known:
            own = self.workspace.own_templates
            guide = load_guide(key[0], own)
            self._known[key] = (guide, network_of(self.data, guide, own, whose.data if whose else None))
        return self._known[key]

    def walk(self, slug: str, data: Mapping[str, Any], lang: str = "") -> Walk:
        """The walk that a person's answers, parsed as ``data``, have come to, in ``lang`` or the person's own
        language; a ``WorkspaceError`` names a table that is damaged."""
        return self.walk_and_record(slug, data, lang)[0]

    def walk_and_record(self, slug: str, data: Mapping[str, Any], lang: str = "") -> tuple[Walk, Record]:
        """``walk``, and what the person's file holds; ``unfit`` has the network's answers too."""
        organiser = self._organiser(slug, data)
        guide, network = self.network(lang or lang_of(data), organiser)
        record = person_of(data, guide, self.data, self.workspace.own_templates)
        referrers.put_name(self.workspace, record)
        refuse_damaged(self.workspace.answers_file(slug), record.problems)
        record.unfit.update(network.unfit)
        return walk_of(guide, network, record), record

    def _organiser(self, slug: str, data: Mapping[str, Any]) -> Known | None:
        try:
            return organiser_of(self.workspace, slug, data, self.data)
        except OwnerError:
            raise
        except WorkspaceError:
            if self.whoever and _is_unread(self.workspace, data):
                return None
            raise


def _is_unread(workspace: Network, data: Mapping[str, Any]) -> bool:
    with suppress(WorkspaceError):
        refuse_unread(workspace, data)
        return False
    return True


def walk_of(guide: Guide, network: Record, person: Record) -> Walk:
    """The walk that the network's and a person's answers have come to."""
    waits = (network.unfinished, network.unfit, person.unfinished, person.unfit)
    half = frozenset(key for keys_of in waits for key in keys_of)
    walk = Walk(guide, ABOUT, {**network.answers, **person.answers}, half=half).at_open()
    as_well = walk.answers.get(keys.WAY) in PERSONAL and keys.TIMES in person.answers.keys() - person.aside
    return walk.want(for_mail(guide)) if as_well else walk


def for_mail(guide: Guide) -> list[str]:
    """The keys of what is asked only where a mail is the way, and for a mail that is wanted as well."""
    return [
        question.key
        for question in guide.questions()
        for one in (*question.when, *question.short_when, *question.asked_when)
        if one.key == keys.WAY and MAIL in one.one_of
    ]


def lang_of(data: Mapping[str, Any]) -> str:
    """The person's own language; "" for the network's."""
    return at(data, *keys.LANG)


def refuse_damaged(file: Path, problems: Sequence[str]) -> None:
    """A ``WorkspaceError`` for the first table of ``file`` that cannot be read."""
    if problems:
        raise WorkspaceError(
            _("%(file)s: %(problem)s") % {"file": file, "problem": problems[0]},
            _("Fix that answer in an editor, or take its line out to be asked again."),
        )
