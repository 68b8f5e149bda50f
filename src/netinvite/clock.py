"""What time it is; ``NETINVITE_NOW`` sets it for tests and pictures (ISO, local)."""

from __future__ import annotations

import os
from datetime import datetime

from netinvite.errors import UsageError
from netinvite.language import _

# Years; weeks, months and time zones are counted from the moment on, in both directions.
EARLIEST, LATEST = 1970, 2999


def now() -> datetime:
    """The local time, naive, to the minute."""
    fixed = os.environ.get("NETINVITE_NOW")
    try:
        moment = datetime.fromisoformat(fixed) if fixed else datetime.now()
        if not EARLIEST <= moment.year <= LATEST:
            raise ValueError
    except ValueError:
        raise UsageError(
            _("NETINVITE_NOW=%(moment)s is not a date and time.") % {"moment": fixed},
            _("Write it as 2026-11-25T12:00, or leave it out."),
        ) from None
    return moment.replace(tzinfo=None, second=0, microsecond=0)
