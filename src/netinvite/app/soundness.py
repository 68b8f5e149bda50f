"""Whether the network's folder is found, may be used, and its files are whole; no name is said."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from netinvite.app import people
from netinvite.app.states import Place, Row, State
from netinvite.app.unread import Unread
from netinvite.errors import WorkspaceError
from netinvite.language import _, ngettext, refusal
from netinvite.store.closing import is_open
from netinvite.store.inventory import lacks_network_file
from netinvite.store.network import Network

# Bytes that a network does not fill soon.
LEAST_ROOM = 1_000_000


def workspace(place: Place) -> Row:
    """Where the network's folder is found, whether it can be read and written to, and its files are whole."""
    if place.root is None:
        return _workspace(State.FAILS, [_("No folder is found from here.")], how_to_name())
    told = [_("The folder that %(by)s names.") % {"by": place.by} if place.by else _usual()]
    try:
        return _in_folder(place.root, told, is_named=bool(place.by))
    except NotADirectoryError:
        return _workspace(State.FAILS, [*told, _("A file is in its place.")], _("Name a folder."))
    except OSError as error:
        told.append(_("It cannot be read: %(reason)s.") % {"reason": refusal(error)})
        return _workspace(State.FAILS, told, _("Give yourself the right to read it, or name another."))


def how_to_name() -> str:
    """The sentence on how a folder is named that is not found."""
    return _("Name it in full, as in --workspace /path/to/folder.")


def _usual() -> str:
    return _("“netinvite” in your documents.")


def _workspace(state: State, told: Sequence[str], to_do: str = "") -> Row:
    return Row("workspace", state, " ".join(told), to_do)


def _in_folder(root: Path, told: list[str], *, is_named: bool) -> Row:
    above = next((folder for folder in (root, *root.parents) if _is_folder(folder)), root)
    if not os.access(above, os.W_OK | os.X_OK):
        told.append(_("It cannot be written to."))
        return _workspace(State.FAILS, told, _("Give yourself the right to write there, or name another."))
    if shutil.disk_usage(above).free < LEAST_ROOM:
        return _workspace(State.FAILS, [*told, _("The disk is full.")], _("Make room on it."))
    if above != root and is_named:
        return _workspace(State.FAILS, [*told, _("It is not there.")], _("Name a folder."))
    if above != root or not _holds_something(Network(root)):
        to_do = _("Begin with: %(command)s") % {"command": "netinvite prepare"}
        return _workspace(State.UNUSED, [*told, _("Nothing has been begun there.")], to_do)
    return _whole(Network(root), told)


def _is_folder(path: Path) -> bool:
    """Whether it is there; an ``OSError`` where nobody may look, or something else is in its place."""
    try:
        with os.scandir(path):
            return True
    except FileNotFoundError:
        return False


def _holds_something(network: Network) -> bool:
    return os.path.lexists(network.network_file) or os.path.lexists(network.people_folder)


def _whole(network: Network, told: list[str]) -> Row:
    look_there = _("%(command)s says which, and in which line.") % {"command": "netinvite status"}
    try:
        register = people.read(network)
    except WorkspaceError:
        return _workspace(State.FAILS, [*told, _("A file that everybody needs is damaged.")], look_there)
    if lacks_network_file(network.root):
        told.append(_("People lie there, and network.toml is missing."))
        return _workspace(State.FAILS, told, _("Put it back, from a copy or with git."))
    read, everyone, wrong = len(register.everyone), len(network.slugs()), len(register.problems)
    if read == everyone:
        told.append(ngettext("%(count)s person.", "%(count)s people.", everyone) % {"count": everyone})
    else:
        told.append(_("%(count)s of %(all)s people can be read.") % {"count": read, "all": everyone})
    if wrong:
        told.append(_damaged(wrong))
        return _workspace(State.FAILS, told, look_there)
    told.append(_("It can be read and written to, and no file is damaged."))
    to_do = [_unread(network)]
    if is_open(network.root):
        told.append(_("Others on this computer can open it."))
        to_do.append(_("To keep it for you alone: chmod 700, a space, and the folder."))
    return _workspace(State.WORKS, told, " ".join(filter(None, to_do)))


def _unread(network: Network) -> str:
    """How many keys of the files nothing reads, which stops nobody; "" for none."""
    unread = Unread(network)
    count = len(unread.of_everyone()) + sum(len(unread.of_person(slug)) for slug in network.slugs())
    told = ngettext(
        "%(count)s answer has a key that nothing reads; %(command)s says which, and in which line.",
        "%(count)s answers have a key that nothing reads; %(command)s says which, and in which line.",
        count,
    )
    return told % {"count": count, "command": "netinvite check"} if count else ""


def _damaged(count: int) -> str:
    told = ngettext(
        "%(count)s thing in the files is damaged or odd.",
        "%(count)s things in the files are damaged or odd.",
        count,
    )
    return told % {"count": count}
