"""The contact log: what was tried and what came of it, as ``[[contact_log]]`` in a person's answers has it.

A conversation is what was said, and stands in ``[[conversation]]``; an entry here says that there was
contact, or none. Moments are local and naive; of an entry made later only the day is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from netinvite import clock
from netinvite.errors import UsageError, did_you_mean, nearest
from netinvite.language import _
from netinvite.model import keys
from netinvite.values import NamedTuple

LOG = keys.LOG
# Beside it: how often an entry was taken back. A calendar that was told of one has to be told anew.
TAKEN_BACK = "taken_back"
CALL, MAIL, MET, MESSAGE, POST = HOWS = ("call", "mail", "met", "message", "post")
NO_ANSWER, TALKED, SENT, REPLIED, MOVED = "no-answer", "talked", "sent", "replied", "moved"
BOUNCED = "bounced"
# What can have been, and how, where nobody said otherwise. What ``bounced`` did not arrive. ``moved`` is no
# contact: what is due was put off (``until``), or is done for now (without it).
USUALLY = {
    NO_ANSWER: CALL,
    TALKED: CALL,
    MET: MET,
    MESSAGE: MESSAGE,
    POST: POST,
    SENT: MAIL,
    BOUNCED: MAIL,
    REPLIED: MAIL,
    MOVED: "",
}
WHATS = tuple(USUALLY)
# The ways of what cannot have been in every way; a file may say another one.
WAYS = {
    TALKED: (CALL, MET),
    **{how: (how,) for how in (MET, POST)},
    MESSAGE: (MESSAGE, MAIL),
    SENT: (MAIL, MET, MESSAGE, POST),
    BOUNCED: (MAIL, MESSAGE, POST),
    MOVED: (),
}
# Only noted: neither a contact nor an attempt.
NOTED = ""
# What went out and waits for an answer; what was spoken.
WENT_OUT, SPOKEN = (SENT, MESSAGE, POST), (TALKED, MET)
# Who says the same within this time, or tries once more, says it for the first time still.
AGAIN = timedelta(minutes=10)
# More is a mistake in the file; a calendar's SEQUENCE has room for it.
_MOST = 1_000_000
# In the place of an organiser who has left, in whatever language that was done.
LEFT = "someone"
# Of notes that the program makes itself: the organiser from whom a person was taken over, or in whose name
# somebody went on, as they were called then. The sentence in ``note`` is for whoever reads the file.
TAKEN_FROM, NAME_OF = "taken_over_from", "in_the_name_of"
# The words that a key has.
_WORDS = {"what": (*WHATS, NOTED), "how": ("", *HOWS)}
KEYS = ("when", "what", "how", "by", "note", "times", "until", TAKEN_FROM, NAME_OF)


class Entry(NamedTuple):
    """One entry. ``times``: those that a mail proposed; ``until``: the day to which ``moved`` puts off;
    ``by``: who it was, "" as long as there is one organiser. ``what`` is "" for a note alone; ``taken_from``
    and ``name_of``: of a note that the program made itself (``TAKEN_FROM``, ``NAME_OF``)."""

    when: date | datetime
    what: str = NOTED
    how: str = ""
    by: str = ""
    note: str = ""
    times: tuple[datetime, ...] = ()
    until: date | None = None
    taken_from: str = ""
    name_of: str = ""

    @property
    def day(self) -> date:
        """The day of it."""
        return self.when.date() if isinstance(self.when, datetime) else self.when

    @property
    def moment(self) -> datetime:
        """For the order of entries: one of which only the day is known comes first on it."""
        return self.when if isinstance(self.when, datetime) else datetime.combine(self.when, time.min)


def is_same_try(entry: Entry, before: Entry | None) -> bool:
    """Whether an attempt is that of ``before`` still: in the same way, within ten minutes."""
    if before is None or (entry.what, entry.how, before.what) != (NO_ANSWER, before.how, NO_ANSWER):
        return False
    clocked = isinstance(entry.when, datetime) and isinstance(before.when, datetime)
    return clocked and entry.moment - before.moment <= AGAIN


class Unfit(NamedTuple):
    """What does not fit in a file: at which path below the table (number of the entry, key), and why; of
    which day the entry is, where that can be read."""

    path: tuple[str | int, ...]
    problem: str
    day: date | None = None


def made(
    what: str,
    now: datetime,
    *,
    how: str = "",
    when: date | datetime | None = None,
    by: str = "",
    note: str = "",
    times: tuple[datetime, ...] = (),
    until: date | None = None,
) -> Entry:
    """An entry as a command makes it, ``now`` where nobody says when; a ``UsageError`` for a word that is
    none, or what lies in the future."""
    if problem := _wrong_word(what, (*WHATS, NOTED)) or (how and _wrong_word(how, HOWS)):
        raise UsageError(*problem)
    if how and how not in (ways := WAYS.get(what, HOWS)):
        raise UsageError(
            _("“%(what)s” and --how %(how)s do not go together.") % {"what": what, "how": how},
            _("Choose one of: %(names)s") % {"names": ", ".join(ways)} if ways else _("Leave --how out."),
        )
    entry = Entry(when or now, what, how or USUALLY.get(what, ""), by, note.strip(), times, until)
    if _is_ahead(entry, now):
        raise UsageError(_ahead(entry), _("What is to come is put off with “later”; nothing was recorded."))
    return entry


def read(data: Mapping[str, Any]) -> tuple[list[Entry], list[Unfit]]:
    """The entries in parsed answers, as they happened, and what does not fit, which is passed over.

    An ``[invited]`` day of before is an entry like any other.
    """
    log, found, unfit = data.get(LOG, []), invited(data), list[Unfit]()
    if not isinstance(log, list):
        unfit.append(Unfit((), _no_tables()))
    for number, table in enumerate(log if isinstance(log, list) else ()):
        read = _entry(table) if isinstance(table, dict) else [Unfit((), _no_tables())]
        if isinstance(read, Entry):
            found.append(read)
        else:
            unfit += [one._replace(path=(number, *one.path)) for one in read]
    return sorted(found, key=lambda entry: entry.moment), unfit


def ahead(entries: Iterable[Entry], now: datetime) -> list[str]:
    """A sentence for each entry that lies in the future; it counts all the same, lest an email goes twice."""
    return [_ahead(entry) for entry in entries if _is_ahead(entry, now)]


def written(entry: Entry) -> dict[str, Any]:
    """The entry as a table of a file of answers: texts and lists of texts; what is empty is left out."""
    table = {
        "when": _text(entry.when),
        "what": entry.what,
        "how": entry.how,
        "by": entry.by,
        "note": entry.note,
        "times": [_text(moment) for moment in entry.times],
        "until": _text(entry.until) if entry.until else "",
        TAKEN_FROM: entry.taken_from,
        NAME_OF: entry.name_of,
    }
    return {key: value for key, value in table.items() if value}


def _text(when: date | datetime) -> str:
    return f"{when:%Y-%m-%d %H:%M}" if isinstance(when, datetime) else when.isoformat()


def _no_tables() -> str:
    return _("“%(key)s” must be a list of tables.") % {"key": LOG}


# Reading -------------------------------------------------------------------------------------------


def _tables(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    log = data.get(LOG)
    return [one for one in log if isinstance(one, dict)] if isinstance(log, list) else []


def invited(data: Mapping[str, Any]) -> list[Entry]:
    """The entry that an ``[invited]`` day of before is; none where the log tells of that day itself."""
    table = data.get("invited")
    day = read_when(table.get("date") if isinstance(table, dict) else table)
    if day is None:
        return []
    entry = Entry(day, SENT, MAIL)
    logged = (one for one in _tables(data) if one.get("what") == SENT)
    same = any((when := read_when(one.get("when"))) and Entry(when).day == entry.day for one in logged)
    return [] if same else [entry]


def taken_back(data: Mapping[str, Any]) -> int:
    """How often an entry was taken back."""
    count = data.get(TAKEN_BACK, 0)
    return count if isinstance(count, int) and 0 < count < _MOST else 0


def _entry(table: Mapping[str, Any]) -> Entry | list[Unfit]:
    """An entry, or all that does not fit in it."""
    when, until = read_when(table.get("when")), read_when(table.get("until"))
    what, how, times = table.get("what", NOTED), table.get("how", ""), table.get("times", [])
    moments = [read_when(one) for one in times] if isinstance(times, list) else [None]
    wrong = dict(_wrong_texts(table))
    if when is None:
        wrong["when"] = _("“when” must be a day or a time, such as 2026-11-25 14:30.")
    if not all(isinstance(one, datetime) for one in moments):
        wrong["times"] = _("“times” must be a list of times, such as 2026-11-25 14:30.")
    if until is None and table.get("until", "") != "":
        wrong["until"] = _("“until” must be a day, such as 2026-11-25.")
    if wrong or when is None:
        day = when and Entry(when).day
        return [Unfit((key,), problem, day) for key, problem in wrong.items()]
    return Entry(
        when,
        what,
        how or USUALLY.get(what, ""),
        table.get("by", ""),
        table.get("note", ""),
        tuple(one for one in moments if isinstance(one, datetime)),
        until.date() if isinstance(until, datetime) else until,
        table.get(TAKEN_FROM, ""),
        table.get(NAME_OF, ""),
    )


def _wrong_texts(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in ("what", "how", "by", "note", TAKEN_FROM, NAME_OF):
        said = table.get(key, "")
        if not isinstance(said, str):
            yield key, _("“%(key)s” must be a text.") % {"key": key}
        elif (known := _WORDS.get(key)) and (problem := _wrong_word(said, known)):
            yield key, " ".join(filter(None, problem))


def read_when(value: object) -> date | datetime | None:
    """A day or a moment as files have it, TOML's own or as ISO text; ``None`` for anything else.

    A moment with an offset is told in the time of this place.
    """
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value) if len(value) <= 10 else datetime.fromisoformat(value)
        except ValueError:
            return None
    if isinstance(value, datetime) and value.tzinfo:
        try:
            return clock.local(value)
        except (OverflowError, OSError, ValueError):
            return None
    return value if isinstance(value, date) else None


def _is_ahead(entry: Entry, now: datetime) -> bool:
    return entry.when > now if isinstance(entry.when, datetime) else entry.when > now.date()


def _ahead(entry: Entry) -> str:
    return _("%(when)s lies in the future.") % {"when": _text(entry.when)}


def _wrong_word(word: str, known: tuple[str, ...]) -> tuple[str, str] | None:
    """Sentence and hint for a word that is none of those."""
    if word in known:
        return None
    close = nearest(word.casefold(), filter(None, known))
    hint = did_you_mean(close) or _("Choose one of: %(names)s") % {"names": ", ".join(filter(None, known))}
    return _("“%(word)s” is not one of the words of the contact log.") % {"word": word}, hint


def packed(entries: list[Entry]) -> list[list[Any]]:
    """Entries as JSON has them, for an index."""
    tables = map(written, entries)
    return [[table.get(key, [] if key == "times" else "") for key in KEYS] for table in tables]


def unpacked(found: Iterable[list[Any]]) -> list[Entry]:
    """What ``packed`` made; a ``ValueError`` or ``TypeError`` where it is damaged."""
    return [Entry(*_parts(*one)) for one in found]


def _parts(
    when: str, what: str, how: str, by: str, note: str, times: list[str], until: str, *names: str
) -> Iterator[Any]:
    yield from (_moment(when), what, how, by, note, tuple(datetime.fromisoformat(one) for one in times))
    yield date.fromisoformat(until) if until else None
    taken_from, name_of = names
    yield from (taken_from, name_of)


def _moment(when: str) -> date | datetime:
    return date.fromisoformat(when) if len(when) <= 10 else datetime.fromisoformat(when)
