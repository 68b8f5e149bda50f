"""What stands in files of answers and nothing reads: mistyped keys, and those of other versions. In sentences
with file and line; nothing of it is changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

from netinvite.errors import NetinviteError, did_you_mean, nearest
from netinvite.language import _, active, languages, ngettext
from netinvite.model import contacts, keys
from netinvite.model.keys import CONVERSATION, LANGUAGES, NOTED_BY, SET_ASIDE, UNFINISHED, ZONE
from netinvite.model.questions import ABOUT, Guide
from netinvite.places import Path as Place
from netinvite.store import logfiles
from netinvite.store.earlier import is_earlier
from netinvite.store.inventory import is_slug, language_of, organisers
from netinvite.store.network import Network
from netinvite.store.reading import at
from netinvite.store.records import load_guide
from netinvite.store.talks import BESIDE, NOTED

# Keys that nothing reads, of one file, each with what may have been meant.
MOST = 20
# How near a key must be to one of its table, or of another.
NEAR, NEARER = 0.75, 0.85
FOLLOWUP = "followup"
# The keys that are known, by table.
Known: TypeAlias = Mapping[str, Collection[str]]
NONE: Known = MappingProxyType({})
# What the program puts beside answers, and what it wrote before; their keys are of whatever guide there was.
_OURS = ("schema", "lang", "id", SET_ASIDE, UNFINISHED, NOTED_BY, "invited", contacts.TAKEN_BACK)


class Unread:
    """Finds the keys that nothing reads, by all guides that there are, or by that of one language ``only``. A
    newer version may have written them, or a guide of before: they stay, and are in nobody's way."""

    def __init__(self, network: Network, only: str = "") -> None:
        self.network, self.knows = network, True
        asked: dict[str, dict[str, set[str]]] = {about: {} for about in ABOUT}
        for own in [network.own_templates] if only else dict.fromkeys((None, network.own_templates)):
            for lang in [only] if only else languages(own):
                try:
                    _learn(asked, load_guide(lang, own))
                except NetinviteError:
                    # It is told of where it is used; what it asks for nobody knows.
                    self.knows = False
        self._shared = asked["network"]
        self._personal = asked["person"] | {keys.REFERRAL: {*keys.OF_A_REFERRAL}}
        self._personal.setdefault(keys.PERSON, set()).update((keys.LANG[1], keys.OWNER[1]))
        said = asked["conversation"].get(CONVERSATION, set())
        self._lists = {contacts.LOG: {*contacts.KEYS, *NOTED}, CONVERSATION: {*said, *BESIDE}}

    def of_network(self) -> list[str]:
        """Those in the network's file."""
        file = self.network.network_file
        known = {**self._shared, "check": {"off"}, FOLLOWUP: self._reasons(file), ZONE: ()}
        return self._in(file, known, languages=self._shared)

    def _reasons(self, file: Path) -> Collection[str]:
        """Those that ``[followup]`` can change, where it is there."""
        with suppress(NetinviteError):
            if FOLLOWUP in self.network.read(file):
                # 2 ms, and most have none.
                from netinvite.model.due import DAYS

                return {*DAYS}
        return ()

    def of_everyone(self) -> list[str]:
        """Those in the network's file, and in those of all who organise."""
        each = (self.of_organiser(slug) for slug in organisers(self.network.root))
        return [*self.of_network(), *(told for file in each for told in file)]

    def of_organiser(self, slug: str) -> list[str]:
        """Those in the file of an organiser who is not the first."""
        own = {keys.ORGANISER: self._shared.get(keys.ORGANISER, ())}
        return self._in(self.network.organiser_file(slug), own, languages=own)

    def of_person(self, slug: str) -> list[str]:
        """Those in a person's answers, and in what organisers recorded."""
        with suppress(NetinviteError):
            files = [self.network.answers_file(slug), *logfiles.of_each(self.network, slug)]
            return [told for file in files for told in self._in(file, self._personal, lists=self._lists)]
        return []

    def _in(self, file: Path, known: Known, *, lists: Known = NONE, languages: Known = NONE) -> list[str]:
        """The sentences on one file; nothing of one that is damaged, or of an earlier schema."""
        with suppress(NetinviteError):
            data = self.network.read(file)
            found = [] if is_earlier(data) or not self.knows else [*_beyond(data, known, lists, languages)]
            if not found:
                return []
            # As above.
            from netinvite.store import faulty

            names = [f"{step}.{name}" for step, each in {**known, **lists}.items() for name in each]
            said = faulty.told(self.network, [(file, one, _unread(one, names)) for one in found[:MOST]])
            more = len(found) - MOST
            told = ngettext("%(file)s: and %(count)s more.", "%(file)s: and %(count)s more.", max(more, 1))
            return [*said, told % {"file": file, "count": more}] if more > 0 else said
        return []


def sentences(network: Network, slug: str = "") -> list[str]:
    """What nothing reads of the answers that give a person's texts, or of the network's alone: where
    a key is mistyped, something else stands in the texts."""

    def found(by: Unread) -> list[str]:
        owner = ""
        with suppress(NetinviteError):
            owner = at(network.read(network.answers_file(slug)), *keys.OWNER) if slug else ""
        of_owner = by.of_organiser(owner) if is_slug(owner) else []
        return [*(by.of_person(slug) if slug else []), *of_owner, *by.of_network()]

    # Most have none; the guides of other languages, 9 ms, need not be read to know it.
    lang = language_of(network.root) or active()
    return found(Unread(network)) if found(Unread(network, lang)) else []


def _learn(asked: dict[str, dict[str, set[str]]], guide: Guide) -> None:
    for question in guide.questions():
        asked[guide.about(question)].setdefault(question.step, set()).add(question.name)


def _beyond(data: Mapping[str, Any], known: Known, lists: Known, languages: Known) -> Iterator[Place]:
    """What of parsed answers is in none of the tables that are ``known``, or is none of their keys; so in
    lists of tables, and in tables of ``languages``."""
    for name, value in data.items():
        if name in lists:
            inner = enumerate(value) if isinstance(value, list) else ()
            each = ((number, table) for number, table in inner if isinstance(table, dict))
            yield from (
                (name, number, key) for number, table in each for key in table if key not in lists[name]
            )
        elif name == LANGUAGES and languages:
            for lang, table in value.items() if isinstance(value, dict) else ():
                told = table if isinstance(table, dict) else {}
                yield from ((name, lang, *place) for place in _beyond(told, languages, NONE, NONE))
        elif name in _OURS:
            continue
        elif isinstance(value, dict) and value:
            yield from ((name, key) for key in value if key not in known.get(name, ()))
        elif name not in known:
            yield (name,)


def _unread(place: Place, names: Collection[str]) -> str:
    parts = [part for part in place if isinstance(part, str)]
    told = _("nothing reads “%(key)s”; it stays where it is.") % {"key": ".".join(parts)}
    table, key = ".".join(parts[-2:-1]), parts[-1]
    known = {name.partition(".")[2]: name for name in names}
    beside = {name.partition(".")[2]: name for name in names if name.startswith(f"{table}.")}
    same = next((name for name in beside if sorted(name) == sorted(key)), "")
    near = same or nearest(key, beside, cutoff=NEAR)
    meant = beside.get(near) or known.get(nearest(key, known, cutoff=NEARER), "")
    return " ".join(filter(None, [told, did_you_mean(meant)]))
