"""Private thoughts on a person who was taken over: whose they are, until whoever has the person now answers.

``[noted_by]`` in the answers says, by question, which organiser noted what stands there; so it does of what
waits in its field after a taking over, as it may be true of the one before alone.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from netinvite.app import team, thinkers, unseen
from netinvite.language import _, speaking
from netinvite.model.keys import NOTED_BY
from netinvite.model.questions import Value
from netinvite.model.walk import Walk
from netinvite.model.wording import listed
from netinvite.store import ours, owners
from netinvite.store.network import Network
from netinvite.store.parsed import Keys
from netinvite.store.transaction import Shared


class Thoughts(Shared):
    """``noted_by``: by the key of a private question, the organiser whose answer it is, where that is not the
    one to whom the person belongs; and where it is, of somebody whom another one had before or prepared
    elsewhere (``others``): what is not noted there may be anybody's, as git brings it from another copy."""

    noted_by: dict[str, str]
    others: frozenset[str] = frozenset()
    # Who reads what is shown, where that may be another than the one to whom the person belongs.
    reader = ""
    # Whether another one had the person before, so that what is noted of nobody may be anybody's.
    was_anothers = False

    def stay_with(self, before: str, now: str) -> None:
        """Let the private answers that are there, and are nobody else's already, be those of the organiser
        ``before``; the one who has the person ``now`` has had only those that are noted as that one's."""
        known = {key: self.noted_by.get(key, before) for key in self._private()}
        self.noted_by = {key: by for key, by in known.items() if by}
        self.was_anothers = before != now

    def _private(self) -> list[str]:
        """The private questions on the person that have an answer."""
        private = [one.key for one in self.guide.questions("person") if one.private]
        return [key for key in private if self.walk.answers.get(key)]

    def keep_whose(self, begun: tuple[str, str] = ("", "")) -> None:
        """Let the private answers stay those of another one who prepared the person in another copy of the
        folder, as what is noted of the texts alone says: nobody took the person over since. ``begun``: to
        whom and from whom somebody hands over now, which a run that failed may have noted already."""
        if not self.slug or self._handed:
            return
        if team.is_handed_over(self.workspace, self.slug, begun):
            self.was_anothers = True
            self.noted_by = {**dict.fromkeys(self._private(), team.LEFT), **self.noted_by}
            return
        others = unseen.seen_elsewhere(self.workspace, self.slug)
        # Texts that were written anew since say it no more.
        others |= ours.read(self.workspace.folder(self.slug)).who() if self.noted_by else set()
        others -= {self.mine}
        if not others:
            return
        self.others = frozenset(others)
        if {*self.noted_by.values()} & {*others, self.mine}:
            return
        by = others.pop() if len(others) == 1 else team.LEFT
        self.noted_by = {**dict.fromkeys(self._private(), by), **self.noted_by}

    def was_handed_on(self) -> bool:
        """Whether another one than the owner had the person before, as answers or log say."""
        is_noted = bool({*self.noted_by.values()} - {self.mine})
        return is_noted or team.is_handed_over(self.workspace, self.slug)

    def given(self, key: str, value: Value | None) -> None:
        """As of ``Moves``; who answers in another's name has had that thought, unless it is the very one that
        was there."""
        super().given(key, value)
        question, by = self.guide.question(key), self.in_anothers_name()
        is_thought = bool(question and question.private and self.slug and by)
        if is_thought and value == self.walk.answers.get(key):
            return
        self.noted_by.pop(key, None)
        if is_thought and value:
            self.noted_by[key] = by
        elif question and question.private and value and (self.others or self.was_anothers):
            self.noted_by[key] = self.mine

    def _note(self, text: str) -> None:
        question = self.walk.current
        before = self.unfinished.get(question.key) if question else None
        super()._note(text)
        # What waited in another's words waits in one's own from then on.
        if question and not question.private and self.unfinished.get(question.key) != before:
            self.noted_by.pop(question.key, None)

    @property
    def mine(self) -> str:
        """The organiser to whom the person belongs."""
        return self.organiser or owners.first(self.workspace)

    def anothers(self, key: str) -> str:
        """The organiser whose answer it is, where that is another than the one who reads it, as a rule the
        one to whom the person belongs; "" else."""
        by = self.noted_by.get(key, self.mine)
        return by if by != (self.reader or self.mine) else ""

    def in_anothers_name(self) -> str:
        """Who works here, where that is another one than the one to whom the person belongs; "" else."""
        by = self.workspace.by
        return by if by and by != self.mine else ""

    def said_by(self, key: str, text: str, lang: str = "") -> str:
        """An answer with the name of whoever noted it, where that is another; in ``lang``, for a text that is
        saved, or the reader's language."""
        if not (by := self.anothers(key)):
            return text
        with speaking(lang) if lang else nullcontext():
            words = {"name": self.name_of(by, saved=bool(lang)), "text": text}
            return team.begun(_("%(name)s noted: %(text)s") % words)

    def name_of(self, by: str, *, saved: bool = False) -> str:
        """What somebody is called who noted something; ``saved``: in a text, where nothing stands in for a
        name that cannot be read."""
        # 3 ms, where somebody was taken over.
        from netinvite.store import organisers

        nobody = by in team.nobodies(self.workspace.own_templates)
        name = organisers.name_in_texts if saved else organisers.name_of
        return _("someone") if nobody else name(self.workspace, by)

    def rendered(self, walk: Walk | None = None) -> dict[str, Value]:
        """What the texts say: private answers of another with that one's name."""
        found = dict((walk or self.walk).rendered())
        for key in self._private() if self.noted_by or self.reader else ():
            if isinstance(text := found.get(key), str):
                found[key] = self.said_by(key, text, self.guide.lang)
        return found

    def _state(self, about: str) -> dict[Keys, Any]:
        marks = self.noted_by if about == "person" else {}
        return {**super()._state(about), **{(NOTED_BY, key): by for key, by in marks.items()}}


def in_print(network: Network, slug: str) -> str:
    """The sentence that says whose the private thoughts are in a text that is printed as it was saved, before
    the person was taken over; "" for one's own."""
    # 35 ms: what writes, for whoever prints what waits.
    from netinvite.store import organisers

    found = owners.thoughts_of_others(network, network.read(network.answers_file(slug)))
    found = found or thinkers.prepared_by_others(network, slug)
    nobodies = team.nobodies(network.own_templates) if found else set()
    names = {_("someone") if by in nobodies else organisers.name_of(network, by) for by in found}
    told = _("%(names)s noted the private thoughts in it.") % {"names": listed(sorted(names))}
    return team.begun(told) if names else ""
