"""A day, typed as people say it; what can be read in two ways is asked, the rest said back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from netinvite.app.given import read_day
from netinvite.app.until import of_the_day_alone
from netinvite.language import _
from netinvite.model import kinds
from netinvite.model.dates import format_date
from netinvite.model.moments import TimeAmbiguous
from netinvite.model.questions import Value
from netinvite.model.readback import read_back_day
from netinvite.ui.moments import Typed, pick_reading
from netinvite.ui.parts import Asked, Field, Terminal, WentBack
from netinvite.values import replace

_YESTERDAY, _NEXT_WEEK = timedelta(days=-1), timedelta(days=7)


def ask_date(asked: Asked, terminal: Terminal) -> Value | None:
    """A day; the old answer, or today where that is the default, stands there already."""
    back = asked.question.default == "today"
    old = asked.value if isinstance(asked.value, date) else asked.now.date() if back else None
    before = format_date(old, asked.lang) if old else ""
    if not asked.question.example:
        example = format_date(asked.now.date() + (_YESTERDAY if back else _NEXT_WEEK), asked.lang)
        terminal.say(_("e.g. %(example)s") % {"example": example}, "italic")

    last = ""

    def parse(typed: str) -> date | Typed | None:
        nonlocal last
        last = typed
        if not typed.strip():
            kinds.of(asked.question).validate(asked.question, None)
            return None
        if old and typed.strip() == before:
            return old
        try:
            return read_day(typed, asked.lang, asked.now, back=back)
        except TimeAmbiguous as two:
            return Typed(typed, two.readings)

    proposed = not asked.unfinished and not isinstance(asked.value, date)
    field = Field(
        parse,
        asked.unfinished or before,
        proposed=proposed,
        whole=lambda typed: "" if typed == before else typed,
    )
    day = _one_day(asked, terminal, field)
    if day:
        told = _("Understood: %(time)s") % {"time": read_back_day(day, asked.lang, asked.now)}
        alone = of_the_day_alone(last, asked.lang) if last.strip() != before else ""
        terminal.say("\n".join(filter(None, [told, alone])))
    return day


def _one_day(asked: Asked, terminal: Terminal, field: Field) -> date | None:
    while True:
        day: Any = terminal.type_in(field)
        if not isinstance(day, Typed):
            return day  # type: ignore[no-any-return]  # what its parse returns
        labels = [read_back_day(reading[0].start.date(), asked.lang, asked.now) for reading in day.readings]
        try:
            return pick_reading(terminal, day, labels, field)[0].start.date()
        except WentBack:
            field = replace(field, start=day.text, proposed=False)
