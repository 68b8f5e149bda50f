"""What time it is; ``NETINVITE_NOW`` sets it for tests and pictures (ISO, local)."""

from __future__ import annotations

import os
from datetime import datetime

from netinvite.errors import UsageError


def now() -> datetime:
    """The local time, naive, to the minute."""
    fixed = os.environ.get("NETINVITE_NOW")
    try:
        moment = datetime.fromisoformat(fixed) if fixed else datetime.now()
    except ValueError:
        raise UsageError(f"NETINVITE_NOW={fixed}: 2026-11-25T12:00") from None
    return moment.replace(tzinfo=None, second=0, microsecond=0)
