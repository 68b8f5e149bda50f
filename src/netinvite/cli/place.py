"""Which network a command means, and whether only to be read.

What is imported inside functions here is not needed for help, and takes (medians of ``-X importtime``):
platformdirs 5 ms, reading a network 15 ms, writing to it 40 ms more (filelock and tomlkit).
"""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from stat import S_ISDIR
from typing import TYPE_CHECKING, TypeVar

from netinvite import clock, commands
from netinvite.errors import UsageError, WorkspaceError, conflict_in
from netinvite.language import _, activate, active, look_in, refusal
from netinvite.store import files
from netinvite.store.closing import close, is_open_untold
from netinvite.store.inventory import (
    NETWORK_FILE,
    TEMPLATES,
    lacks_network_file,
    nearest,
    network_file_lacks,
)
from netinvite.ui import screen

if TYPE_CHECKING:
    from netinvite.store.network import Network
    from netinvite.store.workspace import Workspace

# Which folder it is, where nobody names one.
VARIABLE = "NETINVITE_WORKSPACE"

Place = TypeVar("Place", bound="Network")


def locate(option: str | None, env: Mapping[str, str], folder: Path | None = None) -> Path:
    """The network's folder: the option, else the ``nearest``, else ``netinvite`` in the user's documents.

    A ``UsageError`` where the system knows neither home nor current folder, or does not let it be seen, and
    where the program itself lies there.
    """
    try:
        if option:
            return Path(option).expanduser().absolute()
        return nearest(env, folder) or _in_documents()
    except RuntimeError:
        raise _nowhere(_("This computer does not say where your home folder is.")) from None
    except OSError as error:
        words = {"folder": error.filename or ".", "reason": refusal(error)}
        raise _nowhere(
            _("The network's folder cannot be looked for from here: %(folder)s: %(reason)s.") % words
        ) from None


def _in_documents() -> Path:
    from platformdirs import user_documents_path

    documents = user_documents_path()
    if not documents.is_absolute():
        raise RuntimeError
    root = documents / "netinvite"
    # Where somebody unpacked the program there, its own texts would be taken for theirs, and people's answers
    # would lie among what is shared.
    if Path(sys.prefix).is_relative_to(root) and not (root / NETWORK_FILE).is_file():
        told = _("Your network would lie among netinvite's own files, in “netinvite” in your documents.")
        hint = _(
            "Give that folder another name, and install netinvite in it again; or name a folder: %(command)s"
        )
        command = commands.joined("prepare", "--workspace", "~/network")
        raise UsageError(told, hint % {"command": command})
    return root


def _nowhere(message: str) -> UsageError:
    return UsageError(message, _("Name it in full, as in --workspace /path/to/folder."))


def network_of(option: str | None, *, tells: bool = True) -> Network:
    """The network that ``--workspace`` names, or else the one that is found, to be read. A ``UsageError``
    where one is named that is not there. ``tells``: it is said here where ``network.toml`` is missing."""
    from netinvite.store.network import Network

    root = _there(option)
    return _spoken_of(Network(_spoken_in(root), found=not option), tells=tells)


def workspace_of(
    option: str | None, *, begins: bool = False, tells: bool = True, asks: bool = False
) -> Workspace:
    """The same, to be changed; ``begins``: it need not be there; ``asks``: what git left in two versions is
    asked about afterwards."""
    from netinvite.store.workspace import Workspace

    root = locate(option, os.environ) if begins else _there(option)
    return _spoken_of(Workspace(_spoken_in(root), found=not option), tells=tells, asks=asks)


def _there(option: str | None) -> Path:
    root, by = locate(option, os.environ), os.environ.get(VARIABLE)
    if (option or by) and not _is_folder(root):
        raise no_network(root, option)
    return root


def no_network(root: Path, option: str | None = None) -> UsageError:
    """The sentence for a folder in which no network lies, with the way out."""
    is_named = os.environ.get(VARIABLE) and not option
    ways = [_("NETINVITE_WORKSPACE names it.")] if is_named else []
    ways.append(_("Name its folder with --workspace."))
    if not os.path.lexists(root):
        command = commands.joined("prepare", *(["--workspace", option] if option else []))
        ways.append(_("To begin one there: %(command)s") % {"command": command})
    return UsageError(_("There is no network in %(folder)s.") % {"folder": root}, " ".join(ways))


def _is_folder(root: Path) -> bool:
    """Whether it is there; what nobody may look at is told of by whoever reads it."""
    try:
        return S_ISDIR(root.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError):
        return True


def _spoken_in(root: Path) -> Path:
    """The network's folder; the program's words come from its own languages too, from now on."""
    look_in(root / TEMPLATES)
    activate(active())
    return root


def _spoken_of(place: Place, *, tells: bool, asks: bool = False) -> Place:
    """The network; the commands that sentences name mean it, and times are those of its zone, from now on."""
    commands.speak_of(place.named())
    if close(place.root):
        told = _("Others on this computer could open %(folder)s, as git had made it; now you alone can.")
        screen.tell(told % {"folder": place.root})
    elif is_open_untold(place.root):
        words = {"folder": place.root, "command": shlex.join(["chmod", "700", str(place.root)])}
        told = _("Others on this computer can open %(folder)s. To keep it for you alone: %(command)s")
        screen.tell(told % words)
    if not asks:
        _join(place)
    keep_time_of(place)
    if tells and lacks_network_file(place.root):
        screen.tell(network_file_lacks(place.root))
    return place


def keep_time_of(place: Network) -> None:
    """Let times be those of the network's zone from now on; one that nobody knows is told of when it is asked
    for what time it is."""
    clock.count_in(place.zone, partial(_tell_of_zone, place))


def _tell_of_zone(place: Network) -> None:
    # 10 ms: guides and questions; for a zone that nobody knows alone.
    from netinvite.app import misfits

    for told in misfits.of_zone(place):
        screen.tell(told)


def _join(place: Network) -> None:
    """Put together what git left in two versions of the network's file and nobody has to choose."""
    with suppress(WorkspaceError):
        if place.exists and conflict_in(files.read(place.network_file)):
            # 80 ms: guides, questions; for what is not in order alone.
            from netinvite.app import versions

            if told := versions.join_needs(place):
                screen.tell(told)
