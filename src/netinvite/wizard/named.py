"""Who was named in a conversation: somebody new, or one who is here already under more of a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netinvite.errors import UsageError
from netinvite.language import _
from netinvite.model import keys
from netinvite.model.people import Person, fold, perhaps, shortened, with_more
from netinvite.model.questions import Choice, Referral
from netinvite.store.namesakes import told
from netinvite.store.referrals import namesakes
from netinvite.values import replace
from netinvite.wizard.desk import Desk

if TYPE_CHECKING:
    from netinvite.store.conversations import Interview
    from netinvite.store.network import Network

NEW = "new person"


class NamedDesk(Desk):
    """A desk whose answers name others; ``new``: who are somebody new, as was said."""

    def __init__(self, interview: Interview) -> None:
        super().__init__(interview)
        self.interview = interview
        self.new: set[str] = set()

    def settle_named(self) -> bool:
        """Ask of everyone who was named whether they are one who is here under nearly that name, or more of
        it; False where somebody goes back."""
        named = self.interview.walk.rendered().get(keys.REFERRALS, ())
        referrals = [one for one in named if isinstance(one, Referral)] if isinstance(named, tuple) else []
        settled: list[Referral] = []
        for one in referrals:
            same = self._of_one_name(one)
            name = self._called(one.name) if len(same) < 2 else self._settle_which(one, same)
            if name is None:
                return False
            settled.append(replace(one, name=name))
        if settled and tuple(settled) != named:
            self.interview.settle({keys.REFERRALS: tuple(settled)})
        return True

    def _of_one_name(self, one: Referral) -> list[Person]:
        """Several of the very name of somebody who was named, of whom nobody has said which it is."""
        interview = self.interview
        return [] if one in interview.which else namesakes(interview.workspace, interview.person, one.name)

    def _settle_which(self, one: Referral, same: list[Person]) -> str | None:
        """Ask who of one name was named; the name, ``None`` where somebody goes back."""
        choices = [*(Choice(person.slug, str(person)) for person in same), Choice(NEW, _("Somebody new"))]
        ask = _("“%(name)s”: several have this name. Who was named?") % {"name": one.name}
        picked = self.menu(ask, choices, claims=True)
        if picked:
            self.interview.which[one] = "" if picked == NEW else picked
        return one.name if picked else None

    def _called(self, name: str) -> str | None:
        """What somebody who was named is called here; ``None`` where somebody goes back."""
        people = [one for one in self.interview.workspace.people() if one.slug != self.interview.slug]
        found = perhaps(name, people)
        is_clear = fold(name) in {fold(self.interview.name), *self.new, *(fold(one.name) for one in found)}
        if is_clear or not found:
            return name
        choices = [*(Choice(one.slug, str(one)) for one in found), Choice(NEW, _("Somebody new"))]
        ask = _("“%(name)s”: is that somebody who is here already?") % {"name": name}
        picked = self.menu(ask, choices, claims=True)
        if picked == NEW:
            self.new.add(fold(name))
        return next((one.name for one in found if one.slug == picked), name) if picked else None


def refuse_several(interview: Interview) -> None:
    """A ``UsageError`` where somebody was named whose name several have, and nobody is asked; in the place of
    the name the folder's says who it is."""
    named = interview.walk.rendered().get(keys.REFERRALS, ())
    referrals = [one for one in named if isinstance(one, Referral)] if isinstance(named, tuple) else []
    workspace, settled = interview.workspace, list[Referral]()
    for one in referrals:
        if one.name in workspace.slugs() and not workspace.called(one.name):
            settled.append(replace(one, name=workspace.name_of(one.name)))
            interview.which[settled[-1]] = one.name
            continue
        if len(same := namesakes(workspace, interview.person, one.name)) > 1:
            words = {"name": one.name, "people": shortened([str(person) for person in same], "; ")}
            ways = _("Write what stands in the brackets in the place of the name. Nothing was written.")
            more = _("If it is somebody new, begin with: %(command)s")
            command = workspace.command("prepare", one.name, "--new")
            told = _("“%(name)s” can mean %(people)s.") % words
            raise UsageError(told, f"{ways} {more % {'command': command}}")
        settled.append(one)
    if settled and tuple(settled) != named:
        interview.settle({keys.REFERRALS: tuple(settled)})


def linked(network: Network, referred: list[tuple[Person, bool]]) -> list[str]:
    """A sentence for each who was named: the person, and whether they are new here."""
    words = {True: _("%(name)s is now on your list."), False: _("%(name)s is linked.")}
    return [words[new] % {"name": told(network, person.slug, person.name)} for person, new in referred]


def called_so_too(network: Network, slug: str, referred: list[Person]) -> list[str]:
    """A sentence for each who was named and of whose name somebody else's is more: how another is meant."""
    people, lines = network.people(), []
    for person in referred:
        if others := [one for one in with_more(person.name, people) if one.slug not in (person.slug, slug)]:
            words = {
                "name": person.name,
                "people": shortened([str(one) for one in others], "; "),
                "command": network.command("log", slug, "--undo"),
            }
            also = _(
                "“%(name)s” could also be %(people)s. If so, take the conversation back and give the "
                "whole name: %(command)s"
            )
            lines.append(also % words)
    return lines
