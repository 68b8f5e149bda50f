"""How a question is put: drawn on a terminal, or line by line (plain mode); keys, menus, what is half typed.

Nothing else imports questionary, and no page does. ``drawn.ask`` returns ``Answered`` or ``Back`` and
raises ``Left``; Esc or Shift+Tab goes back, Ctrl+C leaves. A signal that was noted (``leaving``) ends the
prompt with ``Ended`` and what is half typed.

Plain mode is for screen readers, dumb terminals and whoever likes it: nothing is drawn and drawn again, no
cursor moves, no escape sequence is written; lines are printed, and typed lines are read, with the terminal's
own line editing.
"""

import os

# prompt_toolkit reads this while it is imported; with it unset, each question waits a second for the
# cursor's position in terminals that never report it.
os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")
