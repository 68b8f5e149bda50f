"""The program: choose the language, run the command, turn every outcome into an exit code."""

from __future__ import annotations

import gc
import sys

# What is loaded here stays: see ``libraries.unswept``.
gc.disable()

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType


def _told(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)


# Ctrl+C while the rest is loaded ends the program without a traceback.
sys.excepthook = _told

# ruff: noqa: E402  # what is loaded next can be interrupted as well
# isort: split
from netinvite import libraries

libraries.take_up_patterns()

# isort: split
import os
from io import TextIOWrapper
from pathlib import Path

from netinvite import language
from netinvite.cli.place import locate
from netinvite.errors import NetinviteError, no_language
from netinvite.language import languages
from netinvite.store.inventory import TEMPLATES, language_of

gc.freeze()
gc.enable()


def main() -> None:
    """The entry point of ``netinvite`` and of ``python -m netinvite``."""
    _open_streams()
    if isinstance(sys.stdout, TextIOWrapper):
        # A letter that the terminal lacks gets a stand-in, whoever prints it.
        sys.stdout.reconfigure(errors="replace")
    arguments = sys.argv[1:]
    wish = language.from_arguments(arguments, "--lang")
    own, said = _of_workspace(language.from_arguments(arguments, "--workspace", "-w"))
    spoken = wish if wish in own else ""
    by = language.of_environment(os.environ)
    language.activate(language.choose(spoken, by, said, env=os.environ))
    with libraries.unswept():
        # Now that no garbage is looked for: that saves 10 ms.
        from netinvite.cli.app import run

    _tell_of_environment(by)
    gc.set_threshold(20_000)
    code = run(arguments)
    if signal := sys.modules.get("signal"):
        # Nothing is left to be interrupted; Python's own end would answer Ctrl+C with a traceback.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
    sys.exit(code)


def _open_streams() -> None:
    """What the shell closed (``>&-``) is there and takes nothing: Python has None in its place, and the next
    file that is opened would get its number."""
    for name, mode in (("stdin", "r"), ("stdout", "r"), ("stderr", "w")):
        if getattr(sys, name) is None:
            # Standard output is opened for reading, so that what is written is refused and not lost.
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115


def _tell_of_environment(by: str) -> None:
    """That NETINVITE_LANG names no language, so that something else decided; not where a shell completes."""
    wish = os.environ.get(language.VARIABLE, "")
    if by == wish:
        return
    # Loaded by now; before, it would load subprocess, which joining puts off.
    from netinvite.cli import completion
    from netinvite.ui import screen

    if not completion.asked():
        screen.tell(f"{language.VARIABLE}: {no_language(wish).in_full}")


def _of_workspace(option: str) -> tuple[tuple[str, ...], str]:
    """The languages that there are, and the workspace's own; where it cannot be looked into, a command that
    wants something of it says so."""
    try:
        root = locate(option, os.environ)
        language.look_in(root / TEMPLATES)
        return languages(root / TEMPLATES), language_of(root)
    except (NetinviteError, OSError, ValueError):
        return languages(), ""


if __name__ == "__main__":
    main()
