"""The conversations in a person's file, and who was named in one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from netinvite.errors import WorkspaceError
from netinvite.language import _
from netinvite.model.keys import CONVERSATION as STEP

# When a conversation was noted first, and when its next step was, to the minute and where one is; no question
# of a guide can be called so.
RECORDED, PROMISED = "recorded-at", "promised-at"


def tables(data: Mapping[str, Any], where: str) -> list[dict[str, Any]]:
    """The conversations in a person's parsed file; a ``WorkspaceError`` where they are something else."""
    talks = data.get(STEP, [])
    if not isinstance(talks, list) or not all(isinstance(talk, dict) for talk in talks):
        problem = _("“%(key)s” must be a list of tables.") % {"key": STEP}
        raise WorkspaceError(_("%(file)s: %(problem)s") % {"file": where, "problem": problem})
    return talks


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
