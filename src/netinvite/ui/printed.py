"""What fronts have in common that print one line after the other."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext

from netinvite.ui.fronts import NOTHING, Proof, Stage
from netinvite.ui.parts import Answered, Back


class Printed:
    """A front whose questions follow each other down the screen."""

    # Nobody reads along in the text that an answer will stand in.
    follows = False

    @abstractmethod
    def say(self, text: str, style: str = "", indent: int = 0) -> None:
        """Print a paragraph."""

    def explain(self, text: str) -> None:
        """There is room for whatever is said."""
        self.say(text)

    @abstractmethod
    def heading(self, *parts: str) -> None:
        """Print a heading."""

    @abstractmethod
    def show(self, name: str, text: str) -> None:
        """Print a text."""

    def look(self, proof: Proof) -> Answered | Back:
        """Print it; what is to be changed is asked afterwards."""
        self.say("")
        self.show(proof.name, proof.text)
        return Answered(None)

    def edit(self, title: str, text: str, at: int = 0) -> Answered | Back:
        """Nothing can be changed in what is printed."""
        return Back()

    def open(self, ahead: Iterator[object] = NOTHING) -> AbstractContextManager[None]:
        """Nothing has to be opened; while a line is read nothing else can be done."""
        return nullcontext()

    def begin_step(self, stage: Stage) -> None:
        """The step's heading with whom it is about, how much is left, and what it is for."""
        self.heading(*filter(None, (stage.about, *stage.place, stage.title)))
        for told in filter(None, (stage.left, stage.intro)):
            self.say(told)
