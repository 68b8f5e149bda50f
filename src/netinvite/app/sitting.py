"""Who sits here, where several organise: said, or asked, and never guessed from the system's user.

Where one organises and nobody is named, nothing of this is read.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from netinvite.app import thinkers
from netinvite.errors import NetinviteError, UsageError
from netinvite.language import _
from netinvite.model.people import Person, fold
from netinvite.model.wording import listed
from netinvite.store import joining, namesakes, organisers, ownconfig, owners
from netinvite.store.drafts import Draft
from netinvite.store.inventory import SITS, in_several_names
from netinvite.store.inventory import organisers as further
from netinvite.store.network import Network
from netinvite.store.organisers import Organiser


def named(typed: str | None) -> str:
    """Who is named: on the command line, else in the environment; "" for nobody."""
    return (typed or "").strip() or os.environ.get(SITS, "").strip()


def concerns(network: Network, typed: str | None) -> bool:
    """Whether it matters who sits here."""
    return in_several_names(network.root, typed, os.environ)


def known(network: Network, typed: str | None) -> Organiser | None:
    """Who sits here, as far as somebody has said so; ``None`` where nobody has. A ``UsageError`` for a name
    that no organiser has."""
    return found(network, typed)[0]


def found(network: Network, typed: str | None) -> tuple[Organiser | None, bool]:
    """As ``known``; and whether git alone says so."""
    if name := named(typed):
        return organisers.find(network, name), False
    if not further(network.root):
        return organisers.first(network), False
    return ownconfig.by_oneself(network)


def by_git(me: Organiser) -> str:
    """What is said to whoever git alone knows: a folder that several share has one address for all."""
    told = _("git says that you are %(name)s (user.email). If you are somebody else: --as NAME")
    return told % {"name": me.name}


def needed(network: Network, typed: str | None) -> Organiser:
    """Who sits here; a ``UsageError`` that names ``--as`` where nobody has said so, a ``WorkspaceError``
    where the file of the first one is damaged."""
    if found := known(network, typed):
        return found
    organisers.first(network)
    slugs, unread = [one.slug for one in organisers.everyone(network)[0] if one.slug], unreadable(network)
    say = _("Say it with --as NAME: %(names)s.") % {"names": either(slugs)}
    if unread:
        say = _("If you are another one: --as NAME (%(names)s).") % {"names": either(slugs)}
    told = _("Several organise this network, and nothing says which of them you are.")
    if configured := ownconfig.organiser(network.root):
        words = {"file": ownconfig.file(), "name": configured}
        told = _("%(file)s says that you are “%(name)s”, who does not organise here.") % words
    raise UsageError(" ".join([told, *unread]), say)


def unreadable(network: Network) -> list[str]:
    """What is said of each organiser's file that cannot be read: whoever sits here may be that one."""
    return [*organisers.unread(network).values()]


def either(names: Sequence[str]) -> str:
    """All of them, one of which is to be chosen."""
    *others, last = names or [""]
    return _("%(names)s or %(last)s") % {"names": ", ".join(others), "last": last} if others else last


def keep(network: Network, me: Organiser) -> str:
    """Remember in one's own config who sits here; the sentence that says where, "" where that cannot be."""
    with suppress(NetinviteError):
        if file := ownconfig.keep_organiser(network.root, me.slug):
            return _("That is kept in %(file)s; --as says otherwise.") % {"file": file}
    return ""


# Somebody else's person ----------------------------------------------------------------------------


def owner(network: Network, slug: str, data: Mapping[str, Any]) -> str:
    """The slug of the organiser to whom a person belongs, whose answers are ``data``; an ``OwnerError`` for
    one whom nobody knows."""
    told = network.read(network.network_file)
    owners.organiser_of(network, slug, data, told)
    return owners.owner_in(data, told)


def of_another(network: Network, who: Person, me: Organiser) -> tuple[str, str]:
    """To whom a person belongs, and the sentence that says so; "" twice for one's own."""
    whose = owner(network, who.slug, network.read(network.answers_file(who.slug)))
    if whose == me.slug:
        return "", ""
    words = {
        "name": namesakes.told(network, who.slug, who.name),
        "owner": organisers.told_apart(network, whose),
    }
    words["me"] = organisers.told_apart(network, me.slug) if me.name in words["owner"] else me.name
    return whose, _("%(name)s belongs to %(owner)s, and you are %(me)s.") % words


def whose(network: Network, who: Person, *, recorded: bool = True) -> str:
    """The sentence for somebody who belongs to another organiser than whoever works here; "" for one's own.
    ``recorded``: who it was is noted with what is done."""
    _owner, told = of_another(network, who, organisers.find(network, network.by))
    return told + " " + _("It is recorded that it was you.") if told and recorded else told


def thoughts(network: Network, who: Person, *, named: bool) -> str:
    """The sentence that says whose private thoughts are shown of somebody who belongs to another organiser
    than whoever works here; "" for one's own, and where nobody can tell. ``named``: those of anybody but
    whoever works here say whose they are; else they stand there as somebody left them."""
    told = _("%(name)s belongs to %(owner)s, and so do the private thoughts here.")
    with suppress(NetinviteError):
        answers = network.read(network.answers_file(who.slug))
        if owners.thoughts_of_others(network, answers) or thinkers.is_open(network, who.slug):
            told = _(
                "%(name)s belongs to %(owner)s; some of the private thoughts here do not say whose they are."
            )
            if named:
                had = {*owners.noted_by(answers).values()} | thinkers.prepared_by_others(network, who.slug)
                told = _("%(name)s belongs to %(owner)s; the private thoughts here say whose they are.")
                ours = _("%(name)s belongs to %(owner)s; the private thoughts here without a name are yours.")
                told = ours if network.by in had else told
    return _of_whom(network, who, told)


def who_reads(network: Network, me: Organiser | None) -> str:
    """The sentence that says who can read what is for oneself alone in the folder; "" where nobody shares it,
    as far as anybody can know."""
    known = organisers.names(network) if further(network.root) else {}
    if others := [name for slug, name in known.items() if not (me and slug == me.slug)]:
        told = _("What is for you alone stands in the folder too, where %(names)s can read it.")
        return told % {"names": listed(others)}
    told = _("What is for you alone stands in the folder too; whoever git brings it to can read it there.")
    return told if joining.is_sent_on(network.root) else ""


def belongs(network: Network, who: Person) -> str:
    """The sentence that says whose somebody is; "" as of ``thoughts``."""
    return _of_whom(network, who, _("%(name)s belongs to %(owner)s."))


def _of_whom(network: Network, who: Person, told: str) -> str:
    if not further(network.root):
        return ""
    with suppress(NetinviteError):
        if (whose := owner(network, who.slug, network.read(network.answers_file(who.slug)))) != network.by:
            return told % {
                "name": namesakes.told(network, who.slug, who.name),
                "owner": organisers.told_apart(network, whose),
            }
    return ""


def refuse_another(network: Network, who: Person, me: Organiser) -> None:
    """A ``UsageError`` for a person who belongs to somebody else than ``me``, with the two ways on."""
    owner, told = of_another(network, who, me)
    if told:
        command = network.command("prepare", who.slug, "--take-over")
        words = {
            "as": owner,
            "command": command,
            "name": namesakes.told(network, who.slug, who.name),
            "owner": organisers.told_apart(network, owner),
        }
        raise UsageError(
            told, _("To write as %(owner)s: --as %(as)s. To take %(name)s over: %(command)s") % words
        )


def refuse_to_have_sent(network: Network, who: Person) -> None:
    """As ``refuse_another``, for whoever works here: whoever may not write it has not sent it."""
    if network.by:
        refuse_another(network, who, organisers.find(network, network.by))


def refuse_signature(
    network: Network, who: Person, owner: str, draft: Draft, left: Sequence[str] = ()
) -> None:
    """A ``UsageError`` where a mail that was edited by hand is signed by somebody else who organises than the
    ``owner`` (the name of a file, "" for the first) in whose name it would go out; and where one that cannot
    be written anew yet names somebody else alone. ``left``: the names that stand there of those who have left
    and organised, as they stand there."""
    edited, lines = draft.edited, {fold(line.strip(" ,.")) for line in draft.text.splitlines()}
    where = lines if edited else fold(draft.text)
    signed = [one for one in organisers.everyone(network)[0] if one.name and fold(one.name) in where]
    others = [*(one.name for one in signed), *(name for name in left if edited and fold(name) in lines)]
    if others and all(one.further != owner for one in signed):
        words = {
            "name": namesakes.told(network, who.slug, who.name),
            "owner": organisers.name_of(network, owner),
            "other": others[0],
        }
        if not edited:
            raise UsageError(
                _("The email to %(name)s, who belongs to %(owner)s, still names %(other)s.") % words,
                _("It is written anew once the preparation is finished: %(command)s")
                % {"command": network.command("prepare", who.slug)},
            )
        raise UsageError(
            _("The email to %(name)s, who belongs to %(owner)s, was edited and is signed %(other)s.") % words,
            _("Sign it anew, or take the draft away: it is written anew then."),
        )


# Preparing -----------------------------------------------------------------------------------------


# Names for an example, of nobody.
_MADE_UP = ("Bo Krag", "Eva Lund", "Kim Dahl", "Ida Vest", "Pia Storm")


def nobodys(network: Network) -> str:
    """A full name that nobody has here, as an example."""
    taken = {fold(one.name) for one in organisers.everyone(network)[0]}
    taken |= {fold(one.name) for one in network.people()}
    return next((name for name in _MADE_UP if fold(name) not in taken), _("NAME"))


def for_preparing(network: Network, typed: str | None, taken: Person | None = None) -> Organiser | None:
    """As ``known``; a full name that nobody has yet begins somebody new: the first one, where nobody has
    said who that is. A ``UsageError`` where somebody is to be ``taken`` over from nobody: one organises, and
    they belong to that one."""
    me = _for_preparing(network, typed)
    if taken and not further(network.root) and not (me and me.further):
        answers = network.read(network.answers_file(taken.slug))
        if owners.owner(network, answers) == owners.first(network):
            words = {"name": taken.name, "me": me.name if me and me.name else _("one person")}
            raise UsageError(
                _("%(me)s organises alone here: there is nobody to take %(name)s over from.") % words,
                _("Nothing was changed."),
            )
    return me


def _for_preparing(network: Network, typed: str | None) -> Organiser | None:
    name = named(typed)
    if not name:
        return known(network, None)
    one = organisers.first(network)
    if not one.name and not further(network.root):
        return one._replace(name=name)
    try:
        return organisers.find(network, name)
    except UsageError as error:
        if organisers.can_be_new(network, name):
            return organisers.new(network, name)
        more = _("Whoever is new gives the full name, as in: %(command)s")
        command = network.command("prepare", "--as", nobodys(network))
        hint = f"{error.hint} {more % {'command': command}}".strip()
        raise UsageError(error.message, hint) from None
