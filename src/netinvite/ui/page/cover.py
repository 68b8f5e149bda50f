"""What is read in place of a page, which stays below as it is: the whole text, or what there is to know of
the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netinvite.ui.page.reader import Reader

if TYPE_CHECKING:
    from netinvite.ui.page.sitting import Sitting


def with_text(sitting: Sitting) -> None:
    """The whole text, or the page again."""
    if sitting.sheet.reader and not sitting.sheet.helping:
        take_away(sitting)
    else:
        _cover(sitting, sitting.view.read(sitting.sheet))


def with_help(sitting: Sitting) -> None:
    """The keys; once more the rest of them, and then the page again."""
    sheet = sitting.sheet
    if not (sheet.reader and sheet.helping):
        _cover(sitting, sitting.view.help(sheet))
    elif sheet.reader.is_at_end():
        take_away(sitting)
    else:
        sheet.reader.page_down()


def take_away(sitting: Sitting) -> None:
    """The page again."""
    sitting.sheet.reader, sitting.sheet.helping = None, False
    sitting.app.layout.focus(sitting.sheet.control)


def _cover(sitting: Sitting, reader: Reader) -> None:
    sitting.app.layout.update_parents_relations()
    sitting.app.layout.focus(reader)
