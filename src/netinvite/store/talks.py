"""The conversations in a person's file, and who was named in one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from netinvite.errors import WorkspaceError
from netinvite.language import _
from netinvite.model.keys import CONVERSATION as STEP
from netinvite.model.keys import DATE, OUTCOME

# When a conversation was noted first, and when its next step was, to the minute and where one is; no question
# of a guide can be called so.
RECORDED, PROMISED = "recorded-at", "promised-at"
# Of what was recorded with somebody in one minute, which it was: 2 for the second; the first has none.
IN_MINUTE = "recorded-in-minute"
NOTED = (RECORDED, IN_MINUTE)
# Of one that is noted page by page, until the last page is answered.
TO_CONFIRM = "to-confirm"
# What is not what somebody said.
BESIDE = frozenset((*NOTED, PROMISED, TO_CONFIRM, "by", DATE.name))


def tables(data: Mapping[str, Any], where: str) -> list[dict[str, Any]]:
    """The conversations in a person's parsed file; a ``WorkspaceError`` where they are something else."""
    talks = data.get(STEP, [])
    if not isinstance(talks, list) or not all(isinstance(talk, dict) for talk in talks):
        problem = _("“%(key)s” must be a list of tables.") % {"key": STEP}
        raise WorkspaceError(_("%(file)s: %(problem)s") % {"file": where, "problem": problem})
    return talks


def said(talk: Mapping[str, Any]) -> dict[str, Any]:
    """What was said in a conversation, by key: all but its day, and what was skipped."""
    return {key: value for key, value in talk.items() if key not in BESIDE and value not in ("", [])}


def is_only_begun(talk: Mapping[str, Any]) -> bool:
    """Whether a conversation is being noted in which nothing is said yet: it counts for nothing."""
    return bool(talk.get(TO_CONFIRM)) and not said(talk)


def first_words(talk: Mapping[str, Any]) -> str:
    """The first words that were noted of a conversation, "" for none."""
    return next(
        (value for key, value in said(talk).items() if key != OUTCOME.name and isinstance(value, str)), ""
    )


def is_anonymous(now: object, before: object) -> bool:
    """Whether ``now`` is what was there before but for names in whose place stands “someone”."""
    first, *others = re.split(re.escape(_("someone")), str(now), flags=re.IGNORECASE)
    rest = str(before)
    if not others or not rest.startswith(first):
        return False
    at = len(first)
    for part in others:
        at = rest.find(part, at) + len(part)
        if at < len(part):
            return False
    return rest.endswith(others[-1])


def names_in(referrals: object) -> Iterator[str]:
    """Who was named in a conversation."""
    for referral in referrals if isinstance(referrals, list) else ():
        if isinstance(referral, dict):
            yield str(referral.get("name", ""))


def past(day: object, today: date) -> bool:
    """Whether a next step lies in the past."""
    return isinstance(day, date) and day < today
