"""A person's answers of which git left two versions: what each says, to be read, and which was chosen."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from netinvite.app import team, unseen
from netinvite.errors import GuideError, NetinviteError, WorkspaceError
from netinvite.language import _, active, choose
from netinvite.model import keys
from netinvite.model.dates import language_name
from netinvite.model.keys import SET_ASIDE, UNFINISHED
from netinvite.model.needs import kind_labels
from netinvite.model.people import fold
from netinvite.model.questions import Guide
from netinvite.model.wording import listed
from netinvite.store import files, joining, organisers, owners, versions
from netinvite.store.inventory import language_of
from netinvite.store.network import LARGEST_ANSWERS, Network
from netinvite.store.parsed import ABSENT, Keys, found, in_a_line
from netinvite.store.reading import text_at
from netinvite.store.records import load_guide
from netinvite.store.versions import Versions
from netinvite.store.workspace import Workspace
from netinvite.values import NamedTuple

HERE, THERE = 0, 1


class Two(NamedTuple):
    """One answer in two versions: its ``key``, what was asked, and how each is told."""

    key: str
    ask: str
    here: str
    there: str


def of(network: Network, slug: str) -> Versions | None:
    """The two versions of a person's answers; ``None`` where there are not two, or nobody can choose among
    them answer by answer, or what each recorded cannot be joined."""
    return of_file(network.answers_file(slug))


def of_file(file: Path) -> Versions | None:
    """``of`` any file of answers."""
    with suppress(NetinviteError):
        both = versions.of(files.read(file, LARGEST_ANSWERS)) if files.is_there(file) else None
        if both and not (both.recorded and versions.recorded(both, joining.base(file)) is None):
            return both
    return None


def way(network: Network, slug: str) -> str:
    """How to choose among two versions answer by answer; "" where that cannot be done."""
    if of(network, slug) is None:
        return ""
    told = _("Or choose, answer by answer: %(command)s")
    return told % {"command": network.command("prepare", slug)}


def two_people(network: Network, slug: str) -> str:
    """The sentence for an organiser's file in which git left two of one name, told apart by their addresses,
    or by the ids of their files alone; "" for any other."""
    file = network.organiser_file(slug)
    both = versions.of(files.read(file))
    if both is None:
        return ""
    emails, ids = ([text_at(one, *path) for one in both.said] for path in (keys.OWN_EMAIL.path, ("id",)))
    if len({fold(email) for email in emails if email}) > 1:
        told = _("%(file)s: are these two people, %(emails)s?") % {"file": file, "emails": ", ".join(emails)}
    elif len({one for one in ids if one}) > 1:
        told = _("%(file)s: two began to organise under this name. Are they two people?") % {"file": file}
    else:
        return ""
    return f"{told} {unseen.namesakes(network, slug)}"


def whose(file: Path) -> tuple[str, str]:
    """In which copy of the folder each of two versions of a file was written, this one first, and by whom, as
    far as git tells."""
    here, there = joining.authors(file)
    return (
        _("in this copy, by %(name)s") % {"name": here} if here else _("in this copy"),
        _("in the other copy, by %(name)s") % {"name": there} if there else _("in the other copy"),
    )


def to_choose(network: Network, both: Versions) -> list[Two]:
    """What is to be chosen, in the order of the file."""
    asks, labels = _questions(network)
    asks |= _asks_besides()
    noted = _("Who noted this? %(ask)s")
    asks |= {f"{keys.NOTED_BY}.{key}": noted % {"ask": ask} for key, ask in asks.items()}
    told = [
        [_told(network, both.said[side], key, paths, labels.get(key, {})) for side in (HERE, THERE)]
        for key, paths in both.differ.items()
    ]
    every = [Two(key, asks.get(key, key), *those) for key, those in zip(both.differ, told, strict=True)]
    # Who noted an answer is chosen with it.
    return [two for two in every if not versions.follows(both, two.key)]


def _asks_besides() -> dict[str, str]:
    """What is asked of answers that no question of the guide has."""
    return {
        ".".join(keys.OWNER): _("To whom does the person belong?"),
        ".".join(keys.LANG): _("In which language is the person written to?"),
        f"{keys.REFERRAL}.by": _("Who named the person in a conversation?"),
        f"{keys.REFERRAL}.gives": _("What would the person bring, as was said in a conversation?"),
        f"{keys.REFERRAL}.kind": _("Of what kind is what the person would bring?"),
        f"{keys.REFERRAL}.day": _("On which day was the person named?"),
    }


def _told(
    network: Network, data: Mapping[str, object], key: str, paths: list[Keys], labels: Mapping[str, str]
) -> str:
    """What one version says of an answer: as it stands, half typed, or set aside."""
    parts = []
    waits = [] if versions.is_answered(data, key) else [versions.half_typed(key)]
    for path in dict.fromkeys((*paths, *waits)):
        value = found(data, path)
        if path == keys.OWNER or path[0] == keys.NOTED_BY:
            parts.append(_organiser(network, "" if value is ABSENT else str(value), path))
        elif path == keys.LANG and value is not ABSENT:
            parts.append(language_name(str(value), active()))
        elif value is not ABSENT:
            marks = {UNFINISHED: _("%(text)s (to be looked at)"), SET_ASIDE: _("%(text)s (set aside)")}
            parts.append(marks.get(str(path[0]), "%(text)s") % {"text": _in_words(value, labels)})
    return "; ".join(parts) or _("no answer")


def _in_words(value: object, labels: Mapping[str, str]) -> str:
    several = value if isinstance(value, list) else []
    names = [one.get("name", one) if isinstance(one, dict) else one for one in several]
    chosen = [labels.get(str(one), one) for one in names] if isinstance(value, list) else value
    return labels.get(str(value)) or in_a_line(chosen)


def _organiser(network: Network, slug: str, path: Keys) -> str:
    """What somebody is called whom an answer names by slug; nobody noted what is whoever's the person is."""
    if slug in team.nobodies(network.own_templates):
        return _("someone")
    if not slug and path != keys.OWNER:
        return _("whoever the person belongs to")
    return organisers.name_of(network, slug) or _("nobody")


def of_one_side(file: Path, both: Versions) -> dict[str, int]:
    """By key, what only one of both copies changed, as far as git tells: which that is."""
    return versions.of_one_side(both, joining.base(file))


def needs_of_both(file: Path, both: Versions) -> list[dict[str, Any]] | None:
    """What the network needs, where both versions have it differently: what either added, together; ``None``
    where somebody has to choose."""
    if keys.NEEDS not in both.differ or both.differ[keys.NEEDS] != [keys.NEEDS.path]:
        return None
    return versions.added(both, joining.base(file), keys.NEEDS, "name")


def join_needs(network: Network) -> str:
    """Put the needs of two versions together where the network's file differs in nothing else; what is said
    of the two versions, "" where there are none that can be told apart."""
    file = network.network_file
    if (both := of_file(file)) is None:
        return ""
    needs = needs_of_both(file, both)
    if needs is None or len(both.differ) > 1:
        told = _("git left two versions of some answers in %(file)s. Choose, answer by answer: %(command)s")
        return told % {"file": file.name, "command": network.command("prepare")}
    keep(network, file, both, {})
    told = _("What either copy added to the network's needs stands in %(file)s together: %(needs)s.")
    return told % {"file": file.name, "needs": listed([str(need.get("name")) for need in needs])}


def keep(network: Network, file: Path, both: Versions, chosen: Mapping[str, int]) -> None:
    """Write what was chosen; a ``WorkspaceError`` where the file is another one by now. Needs that both added
    are kept, unless one of the two was chosen."""
    workspace = Workspace.of(network)
    with workspace.lock():
        if versions.of(files.read(file, LARGEST_ANSWERS)) != both:
            raise WorkspaceError(_("%(file)s was changed meanwhile; nothing was written.") % {"file": file})
        together = versions.recorded(both, joining.base(file)) or {}
        noted = _noted(network, file, both, chosen)
        needs = None if keys.NEEDS in chosen else needs_of_both(file, both)
        lists: dict[Keys, Any] = {} if needs is None else {keys.NEEDS.path: needs}
        files.write(file, versions.joined(both, chosen, noted, together, lists))


def _noted(network: Network, file: Path, both: Versions, chosen: Mapping[str, int]) -> dict[str, str]:
    """By key of an answer that was chosen, who noted it: as the version says that it is of, of which git may
    have joined a part already; "" for whoever the person belongs to now."""
    whole = [
        versions.said_by(text) or said for text, said in zip(joining.sides(file), both.said, strict=True)
    ]
    if not any(map(owners.noted_by, (*whole, *both.said))):
        return {}
    now = owners.owner(network, both.said[chosen.get(".".join(keys.OWNER), HERE)])
    private, found = _guide(network).private(), {}
    for key, side in chosen.items():
        own = owners.owner(network, whole[side]) if key in private else ""
        noted = owners.noted_by(whole[side]).get(key)
        found[key] = noted or ("" if own == now else own)
    return {key: by for key, by in found.items() if not key.startswith(f"{keys.NOTED_BY}.")}


def _guide(network: Network) -> Guide:
    lang = language_of(network.root) or choose("", env=os.environ)
    return load_guide(lang, network.own_templates)


def _questions(network: Network) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """By key, what is asked and what the choices are called, in the language that is spoken to whoever
    chooses; one's own may be there in the network's alone."""
    guides = [_guide(network)]
    with suppress(GuideError):
        guides.append(load_guide(active(), network.own_templates))
    asks = {one.key: one.ask for guide in guides for one in guide.questions()}
    labels = {
        one.key: {choice.key: choice.label for choice in guide.choices(one)}
        for guide in guides
        for one in guide.questions()
    }
    return asks, labels | {f"{keys.REFERRAL}.kind": kind_labels()}
