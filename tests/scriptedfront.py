"""A front end without a terminal: what was said to a person, and answers given in their order."""

from __future__ import annotations

from netinvite.ui.parts import Answered
from netinvite.ui.printed import Printed


class ScriptedFront(Printed):
    """Gives ``answers`` one after the other; ``said`` is all that was said, in one line, ``asked`` the keys
    of questions and the words of menus, ``choices`` the keys in each menu."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []
        self.choices = []
        self._said = []

    @property
    def said(self):
        return " ".join(" ".join(self._said).split())

    def say(self, text, style="", indent=0):
        self._said.append(text)

    def heading(self, *parts):
        self._said.extend(parts)

    def link(self, before, text, target):
        self._said.append(f"{before}{text} <{target}>")

    def show(self, name, text):
        self._said += [name, text]

    def ask(self, asked):
        self.asked.append(asked.question.ask if asked.question.step == "menu" else asked.question.key)
        if asked.question.step == "menu":
            self.choices.append([choice.key for choice in asked.choices])
        outcome = self.answers.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome if hasattr(outcome, "unfinished") else Answered(outcome)
