"""Who organises, for sentences on what was done: one's own deeds are told with “you”, others' with a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from netinvite.language import _, folders, languages, speaking
from netinvite.model import contacts
from netinvite.model.people import apart
from netinvite.model.standing import Facts
from netinvite.store import inventory, owners
from netinvite.store.network import Network

_NOBODY: Mapping[str, str] = MappingProxyType({})

# What stands in a log for somebody who has left, in whatever language that was done; files of before have the
# word of the language (``nobodies``).
LEFT = "someone"


class Team(NamedTuple):
    """``names`` by slug, empty where one organises; ``first``: whose is what was noted before there were
    others; ``me``: who sits here, "" where nobody has said."""

    names: Mapping[str, str] = _NOBODY
    first: str = ""
    me: str = ""

    def other(self, by: str) -> str:
        """What whoever an entry is ``by`` is called; "" for whoever sits here. One who has left is “someone”
        (``begun`` where a sentence begins so), one whom nobody knows is called what the file says."""
        slug = by or self.first
        if slug == self.me:
            return ""
        if name := self.names.get(slug):
            return name
        return _("someone") if slug in nobodies() else slug[:1].upper() + slug[1:]

    def by(self, by: str) -> str | None:
        """Who an entry is ``by``, for programs; ``None`` where one organises."""
        slug = by or self.first
        if self.names and slug not in self.names and slug in nobodies():
            return LEFT
        return (slug or None) if self.names else None

    def name(self, slug: str) -> str:
        """What an organiser is called."""
        return self.names.get(slug, slug)


class Known(NamedTuple):
    """The ``names`` of people by id, and who organises: what sentences on somebody say of others."""

    names: Mapping[str, str] = _NOBODY
    team: Team = Team()


def of(network: Network, everyone: Iterable[Facts]) -> Team:
    """Who organises this network; where that is one, who that is is read only if a log names anybody."""
    if not inventory.organisers(network.root):
        return Team(me=(first := _first(network)), first=first) if _is_signed(everyone) else Team()
    # 3 ms, where several organise.
    from netinvite.store import organisers

    first = _first(network)
    slugs = filter(None, (first, *inventory.organisers(network.root)))
    names = apart({slug: organisers.name_of(network, slug) for slug in slugs})
    return Team(names, first, network.by)


def nobodies(own: Path | None = None) -> set[str]:
    """What stands in a log for somebody who has left: one word, and in files of before that of the language,
    in every one there is (``own``: the user's templates)."""
    found = {LEFT}
    for lang in _languages(own):
        with speaking(lang):
            found.add(_("someone"))
    return found


def begun(sentence: str) -> str:
    """A sentence with its capital, where it begins with “someone”."""
    word = _("someone")
    return word[:1].upper() + sentence[1:] if sentence.startswith(word) else sentence


def doer(network: Network, slug: str, data: Mapping[str, Any]) -> str:
    """What another organiser than whoever works here is called who was in contact last with the person whose
    answers are ``data``; "" for nobody else."""
    from netinvite.store import logs

    recorded = logs.read(network, slug, data)
    entries = [one for one in recorded.entries if one.what not in (contacts.MOVED, contacts.NOTED)]
    last = recorded.last_talk() or next(reversed(entries), None)
    several = bool(inventory.organisers(network.root))
    if not last or not (several or last.by):
        return ""
    by = last.by or _first(network)
    if not several or by in nobodies():
        return Team(me=_first(network)).other(by)
    # 3 ms, where several organise.
    from netinvite.store import organisers

    return "" if by == network.by else Team({by: organisers.name_of(network, by)}).other(by)


# Notes of a taking over ----------------------------------------------------------------------------


def taken_over_from(owner: str) -> str:
    """What the contact log says of a taking over."""
    return _("Taken over from %(owner)s.") % {"owner": owner}


def in_the_name_of(owner: str) -> str:
    """What the contact log says where somebody goes on in the owner's name."""
    return _("Prepared further in the name of %(owner)s.") % {"owner": owner}


_NOTES = (taken_over_from, in_the_name_of)


def handed_over(entry: contacts.Entry, own: Path | None = None) -> str | None:
    """From whom an entry says that somebody was taken over, one of before by its sentence in whichever
    language; ``None`` for another."""
    if entry.what != contacts.NOTED or entry.name_of:
        return None
    return entry.taken_from or _whom(entry.note, taken_over_from, own)


def note_of(entry: contacts.Entry) -> str:
    """The note of an entry as it is shown (``retold``)."""
    for told, whom in zip(_NOTES, (entry.taken_from, entry.name_of), strict=True):
        if whom:
            return told(_("someone") if whom in nobodies() else whom)
    return retold(entry.note)


def retold(note: str) -> str:
    """A note as it is shown: one that the program wrote in the language of whoever reads it."""
    for told in _NOTES:
        if (whom := _whom(note, told)) is not None:
            return told(_("someone") if whom in nobodies() else whom)
    return note


def without_name(name: str, own: Path | None) -> dict[str, str]:
    """The notes that are written here with an organiser's name, in every language there is (``own``: the
    user's templates), each with the one that leaves the name out."""
    found: dict[str, str] = {}
    for lang in _languages(own):
        with speaking(lang):
            found |= {told(name): told(_("someone")) for told in _NOTES}
    return found


def _whom(note: str, told: Callable[[str], str], own: Path | None = None) -> str | None:
    for lang in _languages(own):
        with speaking(lang):
            words = told("\0")
        before, _mark, after = words.partition("\0")
        if len(note) >= len(words) and note.startswith(before) and note.endswith(after):
            return note[len(before) : len(note) - len(after)]
    return None


def _languages(own: Path | None) -> tuple[str, ...]:
    return languages(own or folders()[-1])


def _first(network: Network) -> str:
    return owners.first(network)


def _is_signed(everyone: Iterable[Facts]) -> bool:
    return any(
        any(entry.by for entry in facts.log) or any(talk.by for talk in facts.talks) for facts in everyone
    )
