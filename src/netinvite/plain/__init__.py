"""Plain mode: the same questions line by line, for screen readers, dumb terminals and whoever likes it.

Nothing is drawn and drawn again, no cursor moves, no escape sequence is written: lines are printed, and
typed lines are read, with the terminal's own line editing.
"""

from netinvite.plain.front import Plain
from netinvite.plain.keyboard import Keyboard

__all__ = ["Keyboard", "Plain"]
