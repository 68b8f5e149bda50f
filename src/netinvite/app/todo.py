"""What somebody who is due asks one to do, in a few words."""

from __future__ import annotations

from collections.abc import Mapping

from netinvite.app.reasons import open_of_a_talk
from netinvite.language import _
from netinvite.model import due
from netinvite.model.due import Due
from netinvite.model.promises import next_step
from netinvite.model.standing import Facts


def to_do() -> dict[str, str]:
    """What each reason to be due asks for, but a talk, of which that depends."""
    return {
        due.READY: _("make contact"),
        due.NAMED: _("make contact"),
        due.TIMES: _("write, or move the times"),
        due.TRIED: _("try again"),
        due.OTHER_WAY: _("try another way"),
        due.CAME_BACK: _("try another way"),
        due.INVITED: _("call"),
        due.ANSWERED: _("answer"),
        due.CONSIDERS: _("ask again"),
        due.LATER: _("ask again"),
        due.DECLINES: _("ask who else comes to mind"),
        due.STEP: _("as agreed"),
        due.PUT_OFF: _("get in touch again"),
    }


# Reasons that the promised step, where there is one, says best.
_OWN_WORDS = (due.STEP, due.PUT_OFF, due.TALKED, due.CONSIDERS, due.LATER)


def asked_for(one: Due | None, facts: Facts, do: Mapping[str, str]) -> str:
    """What is to be done next (``do``: ``to_do``): what makes somebody due asks for, or the promised step
    where it is that, or nothing else is open; "" for nothing."""
    reason, step = (one.was or one.reason) if one else "", next_step(facts).words
    if reason and (reason not in _OWN_WORDS or not step):
        return open_of_a_talk(facts).to_do if reason == due.TALKED else do[reason]
    return step
