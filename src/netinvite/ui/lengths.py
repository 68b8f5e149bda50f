"""How long the conversation is to be, where a time was typed that has another length."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from netinvite.language import _
from netinvite.model.moments import Moment
from netinvite.model.readback import in_full
from netinvite.ui.parts import Asked, Menu, Talk, Terminal, numbered


def settled(
    asked: Asked, terminal: Terminal, moments: Sequence[Moment], half: Callable[[], str]
) -> tuple[Moment, ...]:
    """The moments, those that end as long as the conversation: what was said of that is asked about, where it
    can be an answer. ``half``: the half-given answer meanwhile."""
    lengths = sorted({minutes_of(one) for one in moments} - {0})
    if asked.talk is None:
        if lengths:
            terminal.say(_("Only when it begins is kept in the answer."))
        return tuple(moments)
    minutes = _which(asked.talk, terminal, lengths, half)
    return tuple(_lasting(one.start, minutes) if one.end else one for one in moments)


def _which(talk: Talk, terminal: Terminal, lengths: Sequence[int], half: Callable[[], str]) -> int:
    possible = [length for length in lengths if length != talk.minutes and length in talk.lengths]
    if not possible:
        return talk.minutes
    terminal.say(_("That is not as long as the conversation. Which holds?"))
    items = [
        *((length, _("The conversation takes %(count)s minutes") % {"count": length}) for length in possible),
        (talk.minutes, _("%(count)s minutes, as in the answers") % {"count": talk.minutes}),
    ]
    chosen: int = terminal.pick(Menu(numbered(items), whole=lambda _picked: half()))
    if chosen != talk.minutes:
        talk.settle(chosen)
    return chosen


def minutes_of(moment: Moment) -> int:
    """How long a moment was said to be; 0 where that was not said."""
    return int((moment.end - moment.start).total_seconds()) // 60 if moment.end else 0


def too_long(moment: Moment, asked: Asked) -> str:
    """What is said of a moment that lasts as no conversation can; "" of any other."""
    length, talk = minutes_of(moment), asked.talk
    if not length or talk is None or length in (talk.minutes, *talk.lengths):
        return ""
    told = _("%(time)s: the conversation takes %(count)s minutes, and the email says when it begins alone.")
    time = in_full(moment, asked.lang, asked.now)
    return told % {"time": f"{time[:1].upper()}{time[1:]}", "count": talk.minutes}


def _lasting(start: datetime, minutes: int) -> Moment:
    return Moment(start, start + timedelta(minutes=minutes))
