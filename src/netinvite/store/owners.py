"""Whose a person is: the organiser whom the answers name, else the first, who stands in ``network.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from netinvite.errors import OwnerError, WorkspaceError
from netinvite.language import _
from netinvite.model.keys import NOTED_BY, OWN_NAME, OWNER
from netinvite.model.people import slug_of
from netinvite.store import files, identity, joining, madeof, ours
from netinvite.store.inventory import is_slug, organisers
from netinvite.store.network import Known, Network
from netinvite.store.reading import at, text_at


def id_of(network: Network, slug: str) -> str:
    """``id_in`` the file of an organiser; "" for the first, who has none."""
    return identity.id_in(network.text(network.organiser_file(slug))) if is_slug(slug) else ""


def first_in(told: Mapping[str, Any]) -> str:
    """What the first organiser is called where others are called by their files; "" without a name. ``told``
    is what the network's file says."""
    name = text_at(told, *OWN_NAME.path)
    return slug_of(name) if name else ""


def first(network: Network) -> str:
    """``first_in`` the network's file, which is read."""
    return first_in(network.read(network.network_file))


def owner_in(answers: Mapping[str, Any], told: Mapping[str, Any]) -> str:
    """The slug of the organiser to whom the person of these ``answers`` belongs; ``told`` as of
    ``first_in``."""
    return at(answers, *OWNER) or first_in(told)


def owner(network: Network, answers: Mapping[str, Any]) -> str:
    """``owner_in``; the network's file is read only where the answers name nobody."""
    return at(answers, *OWNER) or first(network)


def owner_named(network: Network, answers: Mapping[str, Any]) -> str:
    """``owner``, by the id of the file too, as what is noted of texts names an organiser."""
    by = owner(network, answers)
    return identity.named(by, id_of(network, by))


def organiser_of(network: Network, slug: str, answers: Mapping[str, Any], told: Mapping[str, Any]) -> Known:
    """What the file of the organiser says in whose name the person is written to, whose answers are
    ``answers``; nothing for the first, who stands in ``told``. An ``OwnerError`` for one whom nobody
    knows."""
    owner = at(answers, *OWNER)
    if not owner:
        return Known({}, "")
    file, first = network.organiser_file(owner), first_in(told)
    is_there = is_slug(owner) and files.is_there(file) and network.holds(file)
    if is_there and owner == first:
        raise WorkspaceError(
            _("%(file)s and %(network)s are about organisers of one name.")
            % {"file": file, "network": network.network_file},
            _("Keep one of them if it is one person; else give that file, and “owner”, another name."),
        )
    if is_there or owner == first:
        return network.known(file)
    if network.adopts:
        return Known({}, "")
    known = ", ".join(filter(None, (first, *organisers(network.root))))
    way = _("To take over: %(way)s.") % {"way": network.command("prepare", slug, "--take-over")}
    lost = str(file) if is_slug(owner) and not joining.was_never(file, network.root) else ""
    raise OwnerError(str(network.answers_file(slug)), owner, known, lost, way)


def begin(network: Network, *slugs: str) -> None:
    """Note to whom those belong of whom the first answer is kept, where that is the first organiser, whom the
    answers do not name, and who may have left in another copy of the folder."""
    several = organisers(network.root) or joining.is_in_git(network.root)
    if not several or not (by := first(network)):
        return
    for slug in slugs:
        if not at(network.read(network.answers_file(slug)), *OWNER):
            known = ours.read(folder := network.folder(slug))
            known.begun.add(by)
            ours.write(folder, known)


def refuse_unread(network: Network, answers: Mapping[str, Any]) -> None:
    """A ``WorkspaceError`` where the file of the organiser cannot be read to whom the person of these
    ``answers`` belongs: nothing goes out in that name."""
    if is_slug(by := at(answers, *OWNER)) and files.is_there(file := network.organiser_file(by)):
        network.read(file)


def told_for(network: Network, slug: str, answers: Mapping[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    """What the network's file says (``told``) in the name of the organiser whose the person is; an
    ``OwnerError`` as of ``organiser_of``."""
    own = organiser_of(network, slug, answers, told)
    return madeof.told_by(told, own.data) if own.text else told


def noted_by(data: Mapping[str, Any]) -> dict[str, str]:
    """By question, which organiser noted an answer, as a person's parsed answers say."""
    found = data.get(NOTED_BY)
    told = found.items() if isinstance(found, dict) else ()
    return {key: by for key, by in told if isinstance(by, str) and by}


def thoughts_of_others(network: Network, answers: Mapping[str, Any]) -> set[str]:
    """The organisers who noted an answer about a person, but the one to whom the person belongs."""
    found = {*noted_by(answers).values()}
    return found - {owner(network, answers)} if found else found
