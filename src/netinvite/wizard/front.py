"""Which front end somebody sits at: pages, or lines."""

from __future__ import annotations

import shutil

from netinvite.language import _
from netinvite.ui import plain, screen
from netinvite.ui.fronts import Front
from netinvite.ui.page.front import Paged

# A page needs so much.
LEAST_COLUMNS, LEAST_ROWS = 24, 6


def paged_front() -> Front:
    """The front end that this terminal and its owner want; a window in which no page has room is asked in
    lines."""
    if screen.plain():
        if why := screen.why_plain():
            screen.tell(why)
        return plain.Plain()
    columns, rows = shutil.get_terminal_size((80, 24))
    if columns < LEAST_COLUMNS or rows < LEAST_ROWS:
        screen.tell(_("This window is too small for a page, so the questions come line by line."))
        return plain.Plain()
    return Paged()
