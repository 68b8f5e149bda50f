"""Asks one question: how each kind is asked (``kinds``), and the terminal that draws it on questionary.

Nothing else imports questionary. ``ask`` returns ``Answered`` or ``Back`` and raises ``Left``; Esc or
Shift+Tab goes back, Ctrl+C leaves. A signal that was noted (``leaving``) ends the prompt with ``Ended`` and
what is half typed. ``netinvite.plain`` asks the same questions line by line.
"""

import os

# prompt_toolkit reads this while it is imported; with it unset, each question waits a second for the
# cursor's position in terminals that never report it.
os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")

from netinvite.prompts.drawn import Drawn, ask
from netinvite.prompts.outcome import Answered, Asked, Back, Left

__all__ = ["Answered", "Asked", "Back", "Drawn", "Left", "ask"]
