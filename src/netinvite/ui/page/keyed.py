"""What stands on a page and has keys of its own."""

from __future__ import annotations

from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.layout import UIControl


class Keyed(UIControl):
    """Focused while it is there, and as wide as there is room."""

    def __init__(self, keys: KeyBindings) -> None:
        self._keys = keys

    def is_focusable(self) -> bool:
        """Its keys hold while it is there."""
        return True

    def get_key_bindings(self) -> KeyBindings:
        """Its keys."""
        return self._keys

    def preferred_width(self, max_available_width: int) -> int:
        """All of it."""
        return max_available_width
