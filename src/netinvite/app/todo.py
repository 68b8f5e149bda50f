"""What somebody who is due asks one to do, in a few words."""

from __future__ import annotations

from collections.abc import Mapping

from netinvite.language import _
from netinvite.model import due
from netinvite.model.due import Due
from netinvite.model.keys import NEXT, NEXT_DATE, OUTCOME
from netinvite.model.promises import next_step
from netinvite.model.standing import Facts


def to_do() -> dict[str, str]:
    """What each reason to be due asks for."""
    return {
        due.READY: _("make contact"),
        due.NAMED: _("make contact"),
        due.TIMES: _("send it, or move the times"),
        due.TRIED: _("try again"),
        due.OTHER_WAY: _("try another way"),
        due.CAME_BACK: _("try another way"),
        due.INVITED: _("call"),
        due.ANSWERED: _("answer"),
        due.TALKED: _("note how it ended"),
        due.CONSIDERS: _("ask again"),
        due.LATER: _("ask again"),
        due.DECLINES: _("ask who else comes to mind"),
        due.STEP: _("as agreed"),
        due.PUT_OFF: _("get in touch again"),
    }


def to_note() -> dict[str, str]:
    """What is to be noted of a conversation that is not noted to the end, by what is missing."""
    return {
        OUTCOME.name: _("note how it ended"),
        NEXT.name: _("note what comes next"),
        NEXT_DATE.name: _("note when it goes on"),
        "": _("read through what you noted"),
    }


# Reasons that the promised step, where there is one, says best.
_OWN_WORDS = (due.STEP, due.PUT_OFF, due.TALKED, due.CONSIDERS, due.LATER)


def asked_for(one: Due | None, facts: Facts, do: Mapping[str, str], note: Mapping[str, str]) -> str:
    """What is to be done next (``do`` and ``note``: ``to_do`` and ``to_note``): what makes somebody due asks
    for, or the promised step where it is that, or nothing else is open; "" for nothing."""
    reason, step = (one.was or one.reason) if one else "", next_step(facts).words
    if reason and (reason not in _OWN_WORDS or not step):
        last = facts.talks[-1] if facts.talks else None
        is_open = reason == due.TALKED and last is not None and last.to_confirm
        return note[last.missing] if last and is_open else do[reason]
    return step
