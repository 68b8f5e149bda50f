"""What is not to be mended: in an email that has gone, or that need not be written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from netinvite.app.verdicts import TIMES
from netinvite.checks import Finding, Known
from netinvite.language import _, active
from netinvite.model.contacts import BOUNCED, MAIL, REPLIED, SENT
from netinvite.store import logs
from netinvite.store.inventory import INVITATION
from netinvite.store.network import Network
from netinvite.store.records import PERSONAL

if TYPE_CHECKING:
    from netinvite.app.check import Checker


def day(network: Network, slug: str) -> date | None:
    """The day on which a person's invitation went, or else was answered; ``None`` where it did not, or came
    back."""
    recorded = logs.read(network, slug, network.read(network.answers_file(slug)))
    mails = [one for one in recorded.entries if one.how == MAIL]
    last = next((one for one in reversed(mails) if one.what in (SENT, BOUNCED, REPLIED)), None)
    if last is None or last.what == BOUNCED:
        return None
    return next((one.day for one in reversed(mails) if one.what == SENT), last.day)


def left(checker: Checker, slug: str, about: str, file: Path, found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, without those on times in an email that has gone, of which the checker's notes tell."""
    went: date | None = None
    for finding in found:
        if about == INVITATION and finding.rule == TIMES:
            went = went or day(checker.workspace, slug)
            if went:
                continue
        yield finding
    if went:
        # 5 ms, for what has gone alone.
        from netinvite.model.dates import format_date

        told = _("%(file)s: the email went on %(day)s, so the times in it are left as they are.")
        checker.notes.append(told % {"file": file, "day": format_date(went, active())})


def silent(known: Known, off: Iterable[str]) -> tuple[str, ...]:
    """The rules to keep silent: whoever is met or called is asked for a time then, and an email besides needs
    none, be it written by hand or left lying when another way was chosen."""
    return (*off, "M001") if known.way in PERSONAL else tuple(off)
