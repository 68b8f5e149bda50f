"""What time it is; ``NETINVITE_NOW`` sets it for tests and pictures (ISO, local)."""

from __future__ import annotations

import os
from datetime import datetime


def now() -> datetime:
    """The local time, naive, to the minute."""
    fixed = os.environ.get("NETINVITE_NOW")
    moment = datetime.fromisoformat(fixed) if fixed else datetime.now()
    return moment.replace(tzinfo=None, second=0, microsecond=0)
