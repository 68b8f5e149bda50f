"""Of a long menu: which items have room, and how many more there are."""

from __future__ import annotations

from collections.abc import Sequence

from netinvite.language import _


def beyond(above: int, below: int, signs: tuple[str, str]) -> tuple[str, str]:
    """The words for so many items above and below that are out of sight, behind their ``signs``; "" for
    none."""
    return (
        f"{signs[0]} " + _("%(count)s more above") % {"count": above} if above else "",
        f"{signs[1]} " + _("%(count)s more below") % {"count": below} if below else "",
    )


def in_room(sizes: Sequence[int], here: int, room: int) -> tuple[int, int]:
    """From which block to which ``room`` rows are enough, the one ``here`` among them; a row is kept for the
    line that tells of more on either side."""
    if sum(sizes) <= room or not sizes:
        return 0, len(sizes)
    first, last = here, here + 1

    def fits(first: int, last: int) -> bool:
        return sum(sizes[first:last]) + (first > 0) + (last < len(sizes)) <= room

    grown = True
    while grown:
        grown = False
        if last < len(sizes) and fits(first, last + 1):
            last, grown = last + 1, True
        if first > 0 and fits(first - 1, last):
            first, grown = first - 1, True
    return first, last
