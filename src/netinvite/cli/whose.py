"""Who works here, and whose the people are whom a command is about, where several organise."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from netinvite.cli import asking
from netinvite.errors import WorkspaceError
from netinvite.language import _
from netinvite.store.inventory import in_several_names, organisers
from netinvite.ui import screen

if TYPE_CHECKING:
    from netinvite.model.people import Person
    from netinvite.store.drafts import Draft
    from netinvite.store.network import Network
    from netinvite.store.organisers import Organiser


def sit(place: Network, typed: str | None, *, always: bool = True) -> None:
    """Note in ``place`` who works here, where several organise: as it is said, or else asked on a terminal
    and kept. A ``UsageError`` where nobody can be asked, unless it is not needed ``always``."""
    if not _several(place, typed):
        return
    # 5 ms, where several organise.
    from netinvite.app import sitting

    me, by_git = sitting.found(place, typed)
    if me and by_git and not place.by and asking.on_terminal():
        screen.tell(sitting.by_git(me))
    if me is None and always and asking.on_terminal():
        me = _asked(place)
    if me is None and always:
        me = sitting.needed(place, typed)
    if me and organisers(place.root):
        place.by = me.slug


def look(place: Network, typed: str | None) -> None:
    """As ``sit``, for whoever only looks: nobody is asked, and files that do not tell who it is stop nobody.
    A ``UsageError`` for a name that no organiser has."""
    with suppress(WorkspaceError):
        sit(place, typed, always=False)


def _asked(place: Network) -> Organiser | None:
    from netinvite.app import sitting
    from netinvite.model.people import apart
    from netinvite.store.organisers import everyone

    for told in sitting.unreadable(place):
        screen.tell(told)
    found = {one.slug: one for one in everyone(place)[0] if one.slug}
    labels = apart({slug: one.name for slug, one in found.items()})
    ask = _("Several organise this network. Who are you?")
    me = found[asking.picked(ask, labels, _("Nobody was chosen."), claims=True)]
    if told := sitting.keep(place, me):
        screen.tell(told)
    return me


def only_mine(place: Network, typed: str | None) -> None:
    """Mean the people alone of whoever works here."""
    sit(place, typed)
    place.only = place.by


def tell_whose(place: Network, who: Person, *, recorded: bool = True) -> None:
    """Say so where somebody belongs to another organiser than whoever works here."""
    if not place.by:
        return
    # As in ``sit``.
    from netinvite.app import sitting

    if told := sitting.whose(place, who, recorded=False):
        # Nothing is recorded yet.
        screen.tell(" ".join([told, *([_("What you record bears your name.")] if recorded else [])]))


def tell_whose_thoughts(place: Network, who: Person, draft: Draft) -> Draft:
    """Say whose the private thoughts are that somebody is about to read, also at the words themselves, which
    may be read without what was said; above them, where somebody edited the text (``draft``)."""
    if not organisers(place.root):
        return draft
    # As in ``sit``.
    from netinvite.app import sitting

    if not sitting.belongs(place, who):
        return draft
    # 80 ms: guides, questions.
    from netinvite.app.refreshing import as_read

    read = as_read(place, who.slug, "conversation", draft)
    screen.tell(told := sitting.thoughts(place, who, named=bool(read)))
    return read or draft._replace(text=f"*{told}*\n\n{draft.text}")


def tell_owner(place: Network, who: Person) -> None:
    """Say whose somebody is who belongs to another organiser than whoever works here."""
    if organisers(place.root):
        # As in ``sit``.
        from netinvite.app import sitting

        look(place, None)
        if told := sitting.belongs(place, who):
            screen.tell(told)


def refuse_anothers(place: Network, who: Person, typed: str | None) -> None:
    """A ``UsageError`` where a mail would go out of somebody's account in another's name."""
    if _several(place, typed):
        # As in ``sit``.
        from netinvite.app import sitting
        from netinvite.store.owners import refuse_unread

        # Whoever sits here, in that name nothing goes out.
        refuse_unread(place, place.read(place.answers_file(who.slug)))
        me = sitting.needed(place, typed)
        sitting.refuse_another(place, who, me)
        place.by = me.slug if organisers(place.root) else ""


def _several(place: Network, typed: str | None) -> bool:
    """Whether it matters who works here."""
    return in_several_names(place.root, typed, os.environ)
