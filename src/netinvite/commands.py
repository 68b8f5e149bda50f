"""A command named in a sentence: it works as it stands there, in the network that is at work."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Iterable

PROGRAM = "netinvite"
# What a command line says of the network, as ``speak_of`` was told.
_network: list[str] = []
# Who somebody says that they are, as ``sit_as`` was told, and what else takes it.
_sits: list[str] = []
_TAKE_AS = frozenset(("edit", "import", "interview", "later", "log", "mail", "prepare", "today"))


def speak_of(network: Iterable[str]) -> None:
    """From now on commands say this to mean the network at work; nothing where it is found without."""
    _network[:] = network


def sit_as(typed: str) -> None:
    """From now on commands say that whoever sits here is this one; "" for nobody who said so."""
    _sits[:] = ["--as", typed] if typed else []


def network() -> list[str]:
    """What commands say to mean the network at work."""
    return [*_network]


def command(*words: str) -> str:
    """``netinvite`` with these words, as it means the network at work."""
    return joined(*words, *_network)


def joined(*words: str) -> str:
    """``netinvite`` with these words, each quoted where a shell would cut or change it; as whoever said who
    they are, where the words do not."""
    sits = _sits if words and words[0] in _TAKE_AS and "--as" not in words else []
    return f"{program()} {shlex.join([*words, *sits])}".strip()


def is_one(text: str) -> bool:
    """Whether a text that begins with a command is that command, and no sentence follows it."""
    try:
        *words, _last = shlex.split(text)
    except ValueError:
        return False
    # What is quoted is somebody's note.
    return not any(word.endswith((".", ",", ";")) and shlex.quote(word) == word for word in words)


def program() -> str:
    """What whoever sits here types to start netinvite: its name, or its path where the name alone finds
    nothing, or another one."""
    typed = sys.argv[0]
    if not _is_path(typed) or _is_found(typed):
        return PROGRAM
    if sys.platform == "win32":
        # A quoted path is no command in PowerShell.
        return _short(typed)
    return shlex.quote(typed)


def _short(typed: str) -> str:
    try:
        short = os.path.relpath(typed)
    except ValueError:  # on another drive
        short = typed
    return PROGRAM if " " in short else short


def _is_path(typed: str) -> bool:
    folder, name = os.path.split(typed)
    return bool(folder) and os.path.splitext(name)[0] == PROGRAM  # noqa: PTH122  # as typed


def _is_found(typed: str) -> bool:
    """Whether the name alone starts this very program."""
    found = shutil.which(PROGRAM)
    try:
        return bool(found and os.path.samefile(found, typed))  # noqa: PTH121  # as typed
    except OSError:
        return False
