"""Who organises, for sentences on what was done: one's own deeds are told with “you”, others' with a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from netinvite.language import _, folders, languages, speaking
from netinvite.model import contacts, standing
from netinvite.model.people import apart
from netinvite.model.standing import Facts
from netinvite.store import inventory, owners
from netinvite.store.network import Network
from netinvite.values import NamedTuple

_NOBODY: Mapping[str, str] = MappingProxyType({})

# Files of before have the word of the language (``nobodies``).
LEFT = contacts.LEFT


class Team(NamedTuple):
    """``names`` by slug, empty where one organises; ``first``: whose is what was noted before there were
    others; ``me``: who sits here, "" where nobody has said."""

    names: Mapping[str, str] = _NOBODY
    first: str = ""
    me: str = ""

    def other(self, by: str) -> str:
        """What whoever an entry is ``by`` is called; "" for whoever sits here. One who has left is “someone”
        (``begun`` where a sentence begins so), one whom nobody knows “a former organiser”."""
        slug = by or self.first
        if slug == self.me:
            return ""
        if name := self.names.get(slug):
            return name
        return _("someone") if slug in nobodies() else a_former()

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


def a_former() -> str:
    """What somebody is called who organised here, and whose name nobody knows any more."""
    return _("a former organiser")


def begun(sentence: str) -> str:
    """A sentence with its capital, where it begins with “someone” or “a former organiser”."""
    found = (word for word in (_("someone"), a_former()) if sentence.startswith(word))
    return next((word[:1].upper() + sentence[1:] for word in found), sentence)


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


def in_its_language(network: Network) -> AbstractContextManager[None]:
    """Speak the network's language: what is written into its files is for all who share it."""
    lang = inventory.language_of(network.root)
    return speaking(lang) if lang else nullcontext()


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


def is_handed_over(network: Network, slug: str, but: tuple[str, str] = ("", "")) -> bool:
    """Whether somebody took a person over, as the log says; ``but``: a handing over to an organiser (a slug)
    from one (a name) that counts for nothing."""
    from netinvite.store import logs

    recorded = logs.read(network, slug, network.read(network.answers_file(slug)))
    found = ((entry.by, handed_over(entry, network.own_templates)) for entry in recorded.entries)
    return any(whom is not None and (by, whom) != but for by, whom in found)


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


def without_name(note: str, own: Path | None) -> tuple[str, str]:
    """Whom a note that was written here names, in whichever language there is (``own``: the user's
    templates), and the note that leaves the name out; "" twice for another."""
    for lang in _languages(own) if note else ():
        with speaking(lang):
            for told in _NOTES:
                if (whom := _within(note, told)) is not None:
                    return whom, told(_("someone"))
    return "", ""


def named_in(entry: Mapping[str, Any], own: Path | None) -> set[str]:
    """The organisers whom the notes name that the program wrote into an entry of a log, as they were called;
    nobody who has left."""
    keys = [entry.get(key, "") for key in (contacts.TAKEN_FROM, contacts.NAME_OF)]
    # What is only noted has no other word.
    note = "" if entry.get("what") else str(entry.get("note", ""))
    found = {str(whom) for whom in (*keys, without_name(note, own)[0]) if whom}
    return found - nobodies(own) if found else found


def _whom(note: str, told: Callable[[str], str], own: Path | None = None) -> str | None:
    for lang in _languages(own):
        with speaking(lang):
            if (whom := _within(note, told)) is not None:
                return whom
    return None


def _within(note: str, told: Callable[[str], str]) -> str | None:
    words = told("\0")
    before, _mark, after = words.partition("\0")
    fits = len(note) >= len(words) and note.startswith(before) and note.endswith(after)
    return note[len(before) : len(note) - len(after)] if fits else None


def _languages(own: Path | None) -> tuple[str, ...]:
    return languages(own or folders()[-1])


def _first(network: Network) -> str:
    return owners.first(network)


def _is_signed(everyone: Iterable[Facts]) -> bool:
    return any(
        any(entry.by for entry in facts.log) or any(talk.by for talk in facts.talks) for facts in everyone
    )


def last_noted(facts: Facts, organise: Team, on: Callable[[date], str]) -> str:
    """What was last noted on somebody, of another organiser by whom, the day as ``on`` says it; "" where
    nothing was."""
    words, day, by = standing.last_words(facts)
    who = organise.other(by) if words else ""
    with_day, without = _("Last noted (%(day)s): %(words)s"), _("Last noted: %(words)s")
    if who:
        with_day = _("Last noted by %(who)s (%(day)s): %(words)s")
        without = _("Last noted by %(who)s: %(words)s")
    said = with_day if day else without
    return said % {"day": on(day) if day else "", "words": retold(words), "who": who} if words else ""
