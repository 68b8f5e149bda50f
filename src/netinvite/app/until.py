"""The day to which something is put off, and what of the words for it is not kept."""

from __future__ import annotations

from datetime import date, datetime

from netinvite.errors import AnswerError
from netinvite.language import _
from netinvite.model.timelines import parts
from netinvite.model.timeparts import Clock, Day, Half, Part, Span, Unread
from netinvite.model.times import read_day, read_times
from netinvite.model.timewords import evened

# As it is typed in every language.
TODAY = "today"


def read_until(typed: str, lang: str, now: datetime) -> tuple[date, tuple[str, ...]]:
    """The day that ``typed`` says in ``lang``, and a sentence on a time of day that is said with it, which is
    not kept; today's weekday with an hour still to come is today. An ``AnswerError`` as of ``read_day``."""
    if typed == TODAY:
        return now.date(), ()
    day = read_day(typed, lang, now)
    if not (told := of_the_day_alone(typed, lang)):
        return day, ()
    if _is_today(typed, lang, now, _parts(typed, lang)):
        day = now.date()
    return day, (told,)


def of_the_day_alone(typed: str, lang: str) -> str:
    """What is said where a time of day stands beside the day that is kept; "" where none does."""
    if not any(isinstance(part, (Clock, Span, Half)) for part in _parts(typed, lang)):
        return ""
    return _("Of “%(typed)s” only the day is kept, not the time of day.") % {"typed": typed}


def _parts(typed: str, lang: str) -> list[Part]:
    try:
        return list(parts(evened(typed), lang, days=True))
    except Unread:
        return []


def _is_today(typed: str, lang: str, now: datetime, found: list[Part]) -> bool:
    """Whether the weekday that is said, and nothing else of a day, is today's, and its hour still to come."""
    days = [part for part in found if isinstance(part, Day)]
    if [part._replace(words="") for part in days] != [Day(weekday=now.weekday())]:
        return False
    try:
        return all(one.start.time() > now.time() for one in read_times(typed, lang, now))
    except AnswerError:
        return False
