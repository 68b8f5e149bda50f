"""What is said between two questions, and while one is asked: it stands on a page, or is printed."""

from __future__ import annotations

from textwrap import indent as set_in

from netinvite.ui.fronts import Stage
from netinvite.ui.ordinary import Ordinary
from netinvite.ui.page.reader import Said
from netinvite.ui.page.rows import rows
from netinvite.ui.page.sheet import Where
from netinvite.ui.page.sitting import Sitting
from netinvite.ui.page.view import TALL

# The style of what is meant for standard error, where it is printed.
TOLD = "class:tell"


class Saying(Ordinary):
    """Keeps what is said for the next page while a sitting is open; before and after it lines are printed."""

    def __init__(self) -> None:
        self._sitting: Sitting | None = None
        self._said: list[Said] = []
        self._where = Where()
        self._explained: tuple[str, ...] = ()

    def say(self, text: str, style: str = "", indent: int = 0) -> None:
        """A paragraph, on the next page or printed; never markup. A blank one parts two others."""
        if self._sitting is None:
            super().say(text, style, indent)
        elif text or (self._said and self._said[-1][0]):
            self._said.append((set_in(text, " " * indent), style))

    def _hear(self, text: str) -> None:
        self._said.append((text, TOLD))

    def begin_step(self, stage: Stage) -> None:
        """Where one is stands at the head of every page."""
        if self._sitting is None:
            super().begin_step(stage)
            return
        if self._where.steps:
            # What was told before the first step belongs to that.
            self._explained = ()
        self._where = Where(stage.title, stage.step, stage.steps, about=stage.about)
        if stage.intro:
            self.explain(stage.intro)

    def explain(self, text: str) -> None:
        """The same; in a low window F1 tells it before the keys, for the rest of the step."""
        if self._sitting is None:
            super().explain(text)
        elif self._rows < TALL:
            self._explained += (text,)
        else:
            self.say("")
            self.say(text, "class:help")

    def heading(self, *parts: str) -> None:
        """A heading."""
        if self._sitting is None:
            super().heading(*parts)
        else:
            self.say("")
            self.say(self._open.view.signs.dot.join(parts), "bold")

    def link(self, before: str, text: str, target: str) -> None:
        """A line of ``before`` and ``text``; where it leads can only be shown on the ordinary screen."""
        if self._sitting is None:
            super().link(before, text, target)
        else:
            self.say(f"{before}{text}")

    @property
    def _open(self) -> Sitting:
        assert self._sitting is not None
        return self._sitting

    @property
    def _rows(self) -> int:
        return int(self._open.app.output.get_size().rows)

    def _take_said(self) -> tuple[Said, ...]:
        said, self._said = self._said, []
        return tuple(said if not said or said[-1][0] else said[:-1])

    def _is_long(self, said: tuple[Said, ...]) -> bool:
        size = self._open.app.output.get_size()
        if size.rows < TALL:
            return bool(said)
        return sum(len(rows(text, size.columns - 2)) for text, _style in said if text) > size.rows // 3
