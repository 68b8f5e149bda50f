"""All that is kept on somebody, as a page to read: each answer beside its question's words, days as days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING, Any

from netinvite.errors import NetinviteError
from netinvite.language import _, active, languages
from netinvite.model import contacts, dates, kinds
from netinvite.model.keys import CONVERSATION, DATE, NEEDS, NOTED_BY, OWNER, SET_ASIDE, UNFINISHED
from netinvite.model.needs import kind_labels
from netinvite.model.questions import Choice, Guide, Question
from netinvite.model.typed import Text
from netinvite.privacy import ownnotes
from netinvite.privacy.texts import comments
from netinvite.privacy.where import in_words
from netinvite.store import logfiles, organisers, talks
from netinvite.store.inventory import ANSWERS_FILE, LOG, is_kept_name
from netinvite.store.reading import loads
from netinvite.store.records import load_guide

if TYPE_CHECKING:
    from pathlib import Path

    from netinvite.privacy.export import Kept, KeptFile
    from netinvite.privacy.texts import Mention
    from netinvite.store.workspace import Workspace

# By a key of the contact log, what its words mean.
Words = Mapping[str, Mapping[str, str]]
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d)?")
_PLACE = re.compile(r"\[\d+\]")
_WHO = ("by", OWNER[1])
# Tables of which more is kept than what was asked.
_UNASKED = {CONVERSATION, contacts.LOG, "referral"}


def _names() -> dict[str, str]:
    """What no question asks about, by its key."""
    return {
        OWNER[1]: _("Organiser"),
        "by": _("Noted by"),
        "lang": _("Language"),
        "when": _("When"),
        "what": _("What"),
        "how": _("In which way"),
        "note": _("Note"),
        "times": _("Proposed times"),
        "until": _("Put off until"),
        contacts.TAKEN_FROM: _("Taken over from"),
        contacts.NAME_OF: _("In the name of"),
        talks.RECORDED: _("Noted at"),
        talks.PROMISED: _("Next step changed at"),
        talks.IN_MINUTE: _("Which it was in that minute"),
        talks.TO_CONFIRM: _("Not noted to the end"),
        contacts.TAKEN_BACK: _("So many entries were taken back"),
        "schema": _("Form of the file"),
        "name": _("Name"),
        "gives": _("What they bring"),
        "kind": _("Of what kind"),
        "mention": _("It may be said who named them"),
    }


class Page:
    """Writes it in the language in use."""

    def __init__(self, workspace: Workspace, words: Words) -> None:
        self.workspace, self.words, self.names = workspace, {"kind": kind_labels(), **words}, _names()

    def lines(self, kept: Kept) -> Iterator[str]:
        """Each file that holds answers in words, then where others mention the person, the other files as
        they are, and how the former are given as they stand; what nobody need read comes last."""
        tables = {file.path: data for file in kept.files if (data := _table(file)) is not None}
        yield "# " + _("All that is kept on %(name)s") % {"name": kept.person.name}
        for file in sorted(kept.files, key=_order):
            if file.path in tables:
                yield from ("", f"## {self._title(file.path)}")
                yield from self._told(tables[file.path])
                yield from self._remarks(file.text)
        yield from ("", "## " + _("Where others mention the person"), "")
        for mention in kept.mentions:
            yield f"- {mention.file}, {self._place(mention)}: " + mention.text.replace("\n", "\n  ")
        if not kept.mentions:
            yield _("Nowhere.")
        others = [file for file in kept.files if file.path not in tables]
        notes = [file for file in others if ownnotes.is_one(file.path)]
        yield from _whole(_("Files"), [file for file in others if file not in notes])
        if notes:
            yield from ("", "## " + _("What the program notes for itself"), "")
            yield _("Beside the answers it keeps notes of its own, which stand at the end as they are:")
            yield from ("", *ownnotes.told(file.path for file in notes))
        if kept.feeds:
            yield from ("", "## " + _("Calendars that programs subscribe to"), "")
            yield from (f"- {place}" for place in kept.feeds)
        if kept.problems:
            yield from ("", "## " + _("What could not be read"), "", *(f"- {text}" for text in kept.problems))
        if tables:
            command = self.workspace.command("export", kept.person.slug, "--format", "toml")
            asis = _("What stands above in words stands in these files; as they are written: %(command)s")
            yield from ("", asis % {"command": command}, "", *(f"- {path}" for path in tables))
        yield from _whole(_("The program's notes as they are (nobody need read them)"), notes)
        yield ""

    @cached_property
    def guide(self) -> Guide | None:
        """The questions in the language in use; one's own, else the shipped ones."""
        for own in (self.workspace.own_templates, None):
            with suppress(NetinviteError):
                return load_guide(active(), own)
        return None

    def _title(self, path: str) -> str:
        place: Path = self.workspace.root / path
        if place.parent.name == LOG:
            return _("What %(name)s recorded") % {"name": self._who(logfiles.whose(place))}
        if is_kept_name(place.name):
            return _("What is kept beside the answers (%(file)s)") % {"file": place.name}
        return _("Answers") if place.name == ANSWERS_FILE else place.name

    def _who(self, slug: str) -> str:
        return organisers.name_of(self.workspace, slug)

    def _place(self, mention: Mention) -> str:
        """Where a mention stands: in the answer to which question, else in which line, or of which day."""
        question = self._question(_PLACE.sub("", mention.key))
        return f"“{question.ask}”" if question else in_words(self.workspace, mention.file, mention.key)

    @cached_property
    def _others(self) -> list[Guide]:
        """The guides of all other languages: a question of one's own may stand in one of them alone."""
        own, found = self.workspace.own_templates, []
        for lang in languages(own):
            with suppress(NetinviteError):
                found.append(load_guide(lang, own))
        return found

    def _asked(self, key: str) -> Question | None:
        """The question of a key in the language in use, else in any."""
        found = self.guide.question(key) if self.guide else None
        if found or "." not in key:
            return found
        return next(filter(None, (guide.question(key) for guide in self._others)), None)

    def _question(self, key: str) -> Question | None:
        found = self._asked(key)
        return found or (self._question(key.rpartition(".")[0]) if key.count(".") > 1 else None)

    # A file of answers ------------------------------------------------------------------------------

    def _told(self, data: Mapping[str, Any]) -> Iterator[str]:
        rest = {key: value for key, value in data.items() if not isinstance(value, dict | list)}
        tables = {key: value for key, value in data.items() if key not in rest}
        titles = {step.key: step.title for step in self.guide.steps} if self.guide else {}
        for key in (*(key for key in titles if key in tables), *(key for key in tables if key not in titles)):
            several = tables[key] if isinstance(tables[key], list) else [tables[key]]
            for one in several:
                yield from ("", f"### {self._heading(key, titles, one)}", "")
                yield from self._rows(key, one)
        if rest:
            yield from ("", "### " + _("About the file"), "", *self._rows("", rest))

    def _heading(self, key: str, titles: Mapping[str, str], table: Any) -> str:
        asides = {
            SET_ASIDE: _("Answers whose question does not apply now"),
            UNFINISHED: _("Half typed"),
            NOTED_BY: _("Who noted it"),
            contacts.LOG: _("Contact"),
        }
        title = asides.get(key) or titles.get(key, key)
        when = table.get(DATE.name, "") if key == CONVERSATION and isinstance(table, dict) else ""
        return f"{title}, {self._plain(when)}" if when else title

    def _rows(self, step: str, table: Any) -> Iterator[str]:
        """A row for each value: what it is, and what it says."""
        if not isinstance(table, dict):
            yield f"- {self._plain(table)}"
            return
        for name, raw in table.items():
            if step == contacts.LOG and name == "what" and "until" in table:
                # That it is put off is said by the day.
                continue
            key = name if step in ("", SET_ASIDE, UNFINISHED, NOTED_BY) else f"{step}.{name}"
            question = self._asked(key)
            says = self._who(raw) if step == NOTED_BY and isinstance(raw, str) else None
            yield from _row(self._asks(key, name, question), says or self._says(name, question, raw))

    def _asks(self, key: str, name: str, question: Question | None) -> str:
        was_asked = "." in key and name not in self.names and key.partition(".")[0] not in _UNASKED
        if question is None and was_asked:
            return _("%(key)s (no question; whether it is private, nobody knows):") % {"key": name}
        if question is None:
            return f"{self.names.get(name, name)}:"
        return _("%(ask)s (private)") % {"ask": question.ask} if question.private else question.ask

    def _says(self, name: str, question: Question | None, raw: Any) -> str:
        if raw in ("", []):
            return _("not answered")
        if isinstance(raw, str) and question and isinstance(kinds.of(question), Text):
            return raw
        if question and not _is_tables(raw):
            with suppress(NetinviteError, ValueError, TypeError):
                return self._in_words(question, raw)
        if name in _WHO and isinstance(raw, str):
            return self._who(raw)
        return self.words.get(name, {}).get(str(raw)) or self._plain(raw)

    def _in_words(self, question: Question, raw: Any) -> str:
        choices = self.guide.choices(question) if self.guide else ()
        if question.choices_from == NEEDS and isinstance(raw, list):
            choices = tuple(Choice(item, item) for item in raw if isinstance(item, str))
        kind = kinds.of(question)
        value = kind.from_toml(question, raw, choices)
        if value is None:
            return _("not answered")
        return kind.in_a_line(value, {choice.key: choice.label for choice in choices}, self._day)

    def _plain(self, raw: Any) -> str:
        """A value as a person reads it: a day as a day, several things a line each."""
        if isinstance(raw, dict):
            told = (
                (key, self.words.get(key, {}).get(str(one)) or self._plain(one)) for key, one in raw.items()
            )
            return "; ".join(f"{self.names.get(key, key)}: {one}" for key, one in told)
        if isinstance(raw, list):
            return "\n".join(f"- {self._plain(one)}" for one in raw)
        if isinstance(raw, bool):
            return _("yes") if raw else _("no")
        if isinstance(raw, str) and _DAY.fullmatch(raw):
            with suppress(ValueError):
                return self._day(datetime.fromisoformat(raw) if " " in raw else date.fromisoformat(raw))
        return self._day(raw) if isinstance(raw, date) else str(raw)

    @staticmethod
    def _day(day: date) -> str:
        if isinstance(day, datetime) and day.time() != time.min:
            return dates.format_time(day, active(), year=True)
        return dates.format_date(day, active(), year=True)

    def _remarks(self, text: str) -> Iterator[str]:
        """What somebody wrote into the file beside the answers."""
        found = [said for _at, comment in comments(text) if (said := comment.lstrip("#").strip())]
        if found:
            yield from ("", "### " + _("Remarks in the file"), "", *(f"- {said}" for said in found))


def _order(file: KeptFile) -> bool:
    return not file.path.endswith(f"/{ANSWERS_FILE}")


def _table(file: KeptFile) -> dict[str, Any] | None:
    """What a file of answers says; ``None`` for any other, and for one that is damaged."""
    if file.encoding == "utf-8" and file.path.endswith(".toml"):
        with suppress(ValueError, RecursionError):
            return loads(file.text)
    return None


def _is_tables(raw: Any) -> bool:
    return isinstance(raw, list) and any(isinstance(one, dict) for one in raw)


def _row(asks: str, says: str) -> Iterator[str]:
    first, *more = says.splitlines() or [""]
    if more:
        yield f"- {asks}"
        yield from (f"  {line}".rstrip() for line in (first, *more))
    else:
        yield f"- {asks} {first}"


def _whole(heading: str, files: Sequence[KeptFile]) -> Iterator[str]:
    """Files as they are, below a heading; nothing where there are none."""
    if files:
        yield from ("", f"## {heading}")
    for file in files:
        yield from ("", f"### {file.path}", "", *_fenced(file))


def _fenced(file: KeptFile) -> tuple[str, str, str]:
    """The text between fences that are longer than any in it."""
    longest = max((len(run) for run in re.findall(r"`+", file.text)), default=0)
    fence = "`" * max(3, longest + 1)
    return (f"{fence}{'' if file.encoding == 'utf-8' else file.encoding}", file.text.rstrip("\n"), fence)
