"""What is not in order about who organises, in sentences: files that cannot be read, owners whom nobody
knows, names of whoever organises nothing here (any more), two of one name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from netinvite.app import unseen
from netinvite.errors import OwnerError
from netinvite.language import _
from netinvite.model.people import shortened
from netinvite.model.standing import Facts
from netinvite.store import inventory, joining, owners
from netinvite.store.network import Network


class Astray:
    """Collected while everyone is read. ``lost``: by an owner whom nobody knows, the people (their folders)
    and what is said of each; ``strangers``: by a name that organises nothing, the files that name it;
    ``prepared``: the people whom it prepared; ``namesakes``: by organiser, the answers about those whom
    another one of that name prepared; ``belonging``: by owner, the people."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.lost: dict[str, list[tuple[str, OwnerError]]] = {}
        self.strangers: dict[str, list[str]] = {}
        self.prepared: dict[str, list[str]] = {}
        self.namesakes: dict[str, list[str]] = {}
        self.belonging: dict[str, list[str]] = {}

    def take(self, facts: Facts, entry: Mapping[str, Any]) -> None:
        """Take up what the index has of a person."""
        self.belonging.setdefault(facts.owner, []).append(facts.name)
        for by, file in entry.get("strangers", ()):
            self.strangers.setdefault(by, []).append(file)
            if file.endswith(inventory.DRAFTS):
                self.prepared.setdefault(by, []).append(facts.name)
        if by := entry.get("namesake"):
            self.namesakes.setdefault(by, []).append(str(self.network.answers_file(facts.id)))

    def sentences(self) -> list[str]:
        """All of it, with the files and what to do."""
        # Who has people here is told of once, with all that is theirs.
        strangers = {by: files for by, files in self.strangers.items() if by not in self.lost}
        told = [*self._lost(), *self._strange(strangers), *self._namesakes()]
        return [*told, *(self._files() if inventory.organisers(self.network.root) else ())]

    def _files(self) -> Iterator[str]:
        """Which two people stand in one file of an organiser, whose cannot be read, and what two of them
        share and one alone may have."""
        # 3 ms, where several organise.
        from netinvite.store import organisers

        for slug in organisers.in_conflict(self.network):
            if told := _two_people(self.network, slug):
                yield told
        unread, shared = organisers.odd(self.network)
        for slug, told in unread.items():
            # Without the network's own file nobody could be read.
            if slug:
                yield " ".join([told, *self._theirs(slug)])
        yield from shared

    def _theirs(self, slug: str) -> Iterator[str]:
        if people := self.belonging.get(slug):
            told = _(
                "Whose organiser's file cannot be read: %(people)s. No email goes to them until it is in "
                "order."
            )
            yield told % {"people": shortened(people)}

    def _lost(self) -> Iterator[str]:
        """What is said of people whose owner nobody knows, once for each owner; once for all where no
        organiser but the first has a file."""
        network, lost = self.network, self.lost
        if lost and not inventory.organisers(network.root):
            slugs = sorted(slug for those in lost.values() for slug, _error in those)
            told = _(
                "%(folder)s holds nobody, and these people belong to organisers who lay there: %(people)s. "
                "Put the folder back, from git or from a copy; or take “owner” out of their answers, and "
                "they belong to the first."
            ) % {"folder": network.root / inventory.ORGANISERS, "people": shortened(slugs)}
            ways = [self._if_left(owner) for owner in sorted(lost) if inventory.is_slug(owner)]
            yield " ".join([told, *ways])
            return
        for owner, those in lost.items():
            named = [str(network.answers_file(slug)) for slug, _error in those]
            files = shortened([*dict.fromkeys((*named, *sorted(self.strangers.get(owner, ()))))])
            way = self._if_left(owner) if inventory.is_slug(owner) else ""
            error = OwnerError(files, owner, those[0][1].known, those[0][1].lost, way)
            yield error.in_full

    def _if_left(self, owner: str) -> str:
        """How the people of somebody who has left get another owner."""
        return _("If they have left: %(way)s.") % {"way": self._forget(owner)}

    def _forget(self, by: str) -> str:
        """The whole command that takes a name out and hands over who belongs to it: to the only one who is
        there, where that is one."""
        several = inventory.organisers(self.network.root)
        heir = "" if several else owners.first(self.network)
        return self.network.command("forget", "--organiser", by, "--to", heir or _("NAME"))

    def _strange(self, strangers: Mapping[str, list[str]]) -> Iterator[str]:
        """What is said of whoever recorded or prepared something and organises nothing here, once for
        each."""
        for by, files in strangers.items():
            words = {"files": shortened(sorted(files)), "by": by, "command": self._forget(by)}
            told = _(
                "%(files)s: “%(by)s” recorded something here, and no organiser is called so. If they have "
                "left, take the name out: %(command)s."
            )
            if people := self.prepared.get(by):
                words["people"] = shortened(people)
                told = _(
                    "%(files)s: “%(by)s” prepared %(people)s, and no organiser is called so. If they have "
                    "left, this hands on whom they had, and takes the name out: %(command)s."
                )
            yield " ".join([told % words, *self._put_back(by)])

    def _put_back(self, by: str) -> Iterator[str]:
        """That the file of an organiser may be all that is missing, where there can have been one: the first
        one has none."""
        file = self.network.organiser_file(by)
        if not joining.was_never(file, self.network.root):
            yield _("If only %(file)s is missing, put it back.") % {"file": file}

    def _namesakes(self) -> Iterator[str]:
        """What is said of people whom another one prepared who has the name of their organiser."""
        for by, files in self.namesakes.items():
            words = {"files": shortened(sorted(files)), "file": self.network.organiser_file(by)}
            told = _(
                "%(files)s: prepared by somebody of the same name as the one in %(file)s, and not by that "
                "one."
            )
            yield f"{told % words} {unseen.namesakes(self.network, by)}"


def _two_people(network: Network, slug: str) -> str:
    # 60 ms: guides, what writes; for what is not in order alone.
    from netinvite.app import versions

    return versions.two_people(network, slug)
