"""``netinvite status --ics`` and ``--feed``: the follow-up as a file for calendar programs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from netinvite import clock
from netinvite.cli.tofile import STANDARD, refuse_to_overwrite, write_file
from netinvite.errors import UsageError
from netinvite.language import _

if TYPE_CHECKING:
    from netinvite.app.people import Register
    from netinvite.store.network import Network


def write(
    place: Network, found: Register, ics: Path | None, feed: Path | None, *, force: bool
) -> Iterator[str]:
    """Write the file, and say so: of a feed that was there already only to somebody who sits here, since a
    nightly job writes it."""
    # 60 ms: calendars.
    from netinvite.app.agenda import agenda, keep

    now = clock.now()
    if ics:
        _refuse(place, ics, force=force)
        made = agenda(place, found, now)
        write_file(ics, made.data, option="--ics")
        yield from (*made.left_out, *made.notes)
        if str(ics) != STANDARD:
            yield _("Written: %(file)s") % {"file": ics}
    if feed and str(feed) == STANDARD:
        raise UsageError(_("A feed is a file that calendar programs read again."), _("Give it a name."))
    if feed:
        refuse_to_overwrite(place, feed, force=True)
        kept = keep(place, found, now, feed, force=force)
        yield from kept.problems
        if kept.new or sys.stderr.isatty():
            yield from kept.notes
            yield _("Written: %(file)s") % {"file": feed}


def _refuse(place: Network, ics: Path, *, force: bool) -> None:
    """A ``UsageError`` where the file is there and was not written so before: it is written often."""
    # 40 ms: what writes to a network.
    from netinvite.store import feeds

    if ics.is_dir():
        raise UsageError(_("%(file)s is a folder.") % {"file": ics}, _("Name a file in it."))
    refuse_to_overwrite(place, ics, force=force or feeds.is_export(ics))
