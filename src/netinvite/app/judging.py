"""What speaks against handing a mail on: it is told, asked about, or holds the mail back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from netinvite import clock
from netinvite.app import addressee
from netinvite.errors import NetinviteError
from netinvite.store import drafts
from netinvite.store.network import Network

if TYPE_CHECKING:
    from netinvite.app.deliver import Order
    from netinvite.app.verdicts import Verdict, Verdicts
    from netinvite.mail import Mail

# Makes the error of a mail that is held back; it is told whether somebody was asked about it just now.
Held: TypeAlias = Callable[[bool], NetinviteError]


class Judging:
    """Judges one mail after the other. ``held``: what would hold back the last that was read; ``insists``:
    ``None`` where nobody is there."""

    def __init__(self, workspace: Network, order: Order) -> None:
        self.workspace, self.order = workspace, order
        self.held = ""
        self.insists: Callable[[str], bool | None] = lambda told: None
        self._now: datetime = clock.now()
        self._notes = list[str]()

    def take_notes(self) -> list[str]:
        """What was noted since somebody asked."""
        notes, self._notes = self._notes, []
        return notes

    def _hold(self, told: str, held_back: Held) -> None:
        """What speaks against a mail: an error where it goes out, unless somebody ``insists``."""
        if self.order.everyone:
            raise held_back(False)
        if not self.order.leaves:
            self.held = "\n".join(filter(None, [self.held, told]))
        elif not (insists := self.insists(told)):
            raise held_back(insists is not None)

    def _refuse_unfit(self, slug: str) -> None:
        """An answer that the mail needs cannot be read; what the draft says in its place is of before."""
        # 20 ms: guides, for a draft that is not of today's answers.
        from netinvite.app import verdicts
        from netinvite.app.misfits import in_email

        if told := "\n".join(in_email(self.workspace, slug)):
            if self.order.leaves or self.order.everyone:
                raise verdicts.answers_unfit(self.workspace, slug, told)
            self.held = told

    def _refuse_anothers(self, letter: Mail, who: addressee.Addressee) -> None:
        """It is addressed to somebody else who is here: to whom it is to go nobody but the writer knows."""
        if told := addressee.of_another(letter, who):
            self._hold(told, lambda asked: addressee.held_back(letter, who, "" if asked else told))

    def _judge(self, slug: str, draft: drafts.Draft, to: str) -> None:
        """Errors against the method, and a greeting of somebody else, which is told where it holds nothing
        back. ``to`` whom it goes: without one it goes nowhere, unless its text is handed on alone."""
        if not draft.edited and self._now.isoformat() < draft.clean_until:
            return
        # 2 ms, for a draft of which nothing is known.
        from netinvite.app import verdicts

        verdict = self._verdict(slug, draft)
        unsent = [one for one in verdict.errors if not to and one.rule == verdicts.NO_RECIPIENT]
        found = [one for one in verdict.errors if one not in unsent]
        asks = self.order.leaves and not self.order.everyone
        if self.order.everyone and verdict.errors:
            raise verdicts.DraftError(verdicts.told(verdict.errors))
        if asks and unsent:
            self._notes.append(verdicts.told(unsent))
        greets, told = verdict.greets, verdicts.told([*found, *verdict.greets])
        if asks and greets and not found:
            if (insists := self.insists(told)) is False:
                raise verdicts.held_back(self.workspace, slug, greets, asked=True)
            self._notes += [told] if insists is None else []
        elif found:
            self._hold(
                told, lambda asked: verdicts.held_back(self.workspace, slug, [*found, *greets], asked=asked)
            )
        elif greets:
            self._notes.append(told)

    def _verdict(self, slug: str, draft: drafts.Draft) -> Verdict:
        if self.order.leaves:
            # What cannot be held against the answers goes nowhere: to read damaged ones says so.
            self.workspace.read(self.workspace.answers_file(slug))
        return self._verdicts.of_saved(slug, draft)

    @cached_property
    def _verdicts(self) -> Verdicts:
        # See above; of everyone's what the rules need is read once.
        from netinvite.app.verdicts import Verdicts

        return Verdicts(self.workspace)
