"""What comes next with somebody who said no: thanks, what was promised, whom they know; an answer that came
after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from netinvite.language import _
from netinvite.model.contacts import REPLIED
from netinvite.model.due import ANSWERED, DECLINES
from netinvite.model.promises import next_step

if TYPE_CHECKING:
    from netinvite.app.case import Case


def told(case: Case, reminder: Iterable[str]) -> Iterator[str]:
    """The sentences; ``reminder``: on which day ``today`` tells of what was promised."""
    if case.next and ANSWERED in (case.next.reason, case.next.was):
        yield _wrote(case)
        return
    promised, rest = next_step(case.facts).words, _("Thank %(name)s, and leave it at that.")
    thanks = _("Thank %(name)s, and do what you promised.") if promised else rest
    yield thanks % {"name": case.name}
    yield from reminder if promised else ()
    if case.next and case.next.reason == DECLINES:
        words = {"name": case.name, "command": case.command("interview", "--last")}
        yield _("Ask whom %(name)s would think of, and note it: %(command)s") % words


def _wrote(case: Case) -> str:
    """What somebody wrote after their no; what comes of it nobody but the organiser knows."""
    note = next((one.note for one in reversed(case.facts.log) if one.what == REPLIED), "")
    if not note:
        return _("%(name)s wrote after saying no; what comes of it is for you to say.") % {"name": case.name}
    words = {"name": case.name, "note": note}
    return _("%(name)s wrote after saying no: “%(note)s” What comes of it is for you to say.") % words
