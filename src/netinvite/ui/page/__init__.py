"""One question, one page: drawn in place on the terminal's other screen, which is gone on leaving.

``front.Paged`` is the front end, ``saying`` what it says between questions; ``sitting`` runs one Application
for a whole walk, ``ending`` has the ways in which a question ends without an answer; ``view`` lays the page
out in ``windows``; ``entry``, ``choosing`` and ``reader`` are what one types into, chooses from and reads;
``rows`` breaks text at words.
"""

from netinvite import libraries

libraries.take_up_terminal()
