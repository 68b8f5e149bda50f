"""Names that are known here, completed while one is typed."""

from __future__ import annotations

from prompt_toolkit.completion import WordCompleter

from netinvite.ui import screen
from netinvite.ui.parts import Field


def completer_of(field: Field) -> WordCompleter | None:
    """What completes the names that are known; ``None`` where none can be shown as it is."""
    names = [name for name in field.names if screen.visible(name) == name]
    return WordCompleter(names, ignore_case=True, sentence=True, match_middle=True) if names else None
