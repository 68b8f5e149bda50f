"""The program: choose the language, run the command, turn every outcome into an exit code."""

from __future__ import annotations

from netinvite import ctrl_c  # noqa: F401  # what is loaded next can be interrupted as well

# isort: split
import gc
import os
import sys
from io import TextIOWrapper
from pathlib import Path

from netinvite import language
from netinvite.shipped import languages
from netinvite.workspace import TEMPLATES, language_of, locate


def main() -> None:
    """The entry point of ``netinvite`` and of ``python -m netinvite``."""
    if isinstance(sys.stdout, TextIOWrapper):
        # A letter that the terminal lacks gets a stand-in, whoever prints it.
        sys.stdout.reconfigure(errors="replace")
    # What is loaded here stays: looking through it for garbage would cost a sixth of the start.
    gc.disable()
    arguments = sys.argv[1:]
    wish = language.from_arguments(arguments, "--lang")
    root = locate(language.from_arguments(arguments, "--workspace", "-w"), os.environ, Path.cwd())
    spoken = wish if wish in languages(root / TEMPLATES) else ""
    language.activate(
        language.choose(spoken, os.environ.get("NETINVITE_LANG", ""), language_of(root), env=os.environ)
    )
    from netinvite.cli import run

    gc.freeze()
    gc.set_threshold(20_000)
    gc.enable()
    code = run(arguments)
    if signal := sys.modules.get("signal"):
        # Nothing is left to be interrupted; Python's own end would answer Ctrl+C with a traceback.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
    sys.exit(code)


if __name__ == "__main__":
    main()
