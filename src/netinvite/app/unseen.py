"""Emails that go nowhere until somebody has looked, where several organise or did: why, and the way on. What
loads little, so that ``mail`` is quick."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from netinvite.app import lastseen
from netinvite.errors import NetinviteError, UsageError, WorkspaceError, conflict_told
from netinvite.language import _
from netinvite.model.keys import LANGUAGES, OWN_NAME, UNFINISHED
from netinvite.model.wording import listed
from netinvite.store import drafts, identity, inventory, ours
from netinvite.store.joining import is_in_git, was_said
from netinvite.store.madeof import all_answers, answered
from netinvite.store.namesakes import told as told_apart
from netinvite.store.network import Network
from netinvite.store.owners import first as first_organiser
from netinvite.store.owners import first_in, id_of, owner, owner_named, refuse_unread
from netinvite.store.reading import SCHEMA, may_wait, text_at


def first(network: Network, slug: str, name: str) -> str:
    """What is to be done before the email to somebody, called ``name``, can go; "" where nothing is, or where
    that cannot be told."""
    with suppress(NetinviteError):
        words, looks = (
            {"name": told_apart(network, slug, name), "command": network.command("edit", slug, "mail")},
            drafts.Looks(network),
        )
        if told := unread(network, slug):
            return told
        look = _("Before the email to %(name)s can go, look at it: %(command)s") % words
        if has_changed(looks, slug):
            return look
        if not (_may_be_held(looks, slug) or looks.look(slug, inventory.INVITATION).held):
            return ""
        draft = settled(looks, slug)
        if told := conflict_told(draft.file, draft.text):
            return told
        if draft.edited:
            return look if draft.held else ""
        if (draft.held or not draft.saved) and _is_open(network, slug):
            words["command"] = network.command("prepare", slug)
            return _("Before the email to %(name)s can go, look at the answers: %(command)s") % words
    return ""


def unread(network: Network, slug: str) -> str:
    """What is said where the file of the organiser to whom somebody belongs cannot be read; "" else."""
    if inventory.organisers(network.root):
        try:
            refuse_unread(network, network.read(network.answers_file(slug)))
        except WorkspaceError as error:
            return error.in_full
    return ""


def has_changed(looks: drafts.Looks, slug: str, told: Mapping[str, Any] | None = None) -> bool:
    """Whether the email to somebody, which nobody edited, would say what nobody has seen here: where several
    organise, answers about the person are others than when this copy wrote it last, or it never did, and
    nothing says that the one in whose name it goes has seen this text of these answers. What the network
    says, and its organisers say of themselves, does not count; nor what this copy wrote in another's name.
    Where one organises that has been so since somebody was taken over, or of what another one alone saw, here
    too where that one has left. ``told``: what the network's file says, where that is read already."""
    network, (known, index) = looks.workspace, looks.noted(slug)
    if not (inventory.organisers(network.root) or known.unseen):
        return _is_anothers(looks, slug, told)
    answers = network.read(network.answers_file(slug))
    me = owner_named(network, answers)
    by = identity.slug_in(me)
    noted = lastseen.of(index, by=by)
    if noted and noted["answers"] == answered(noted["uses"], answers, by):
        return _is_namesakes(noted, me)
    draft = settled(looks, slug)
    if not draft.saved:
        from netinvite.app.refreshing import would_be_written  # see ``settled``

        return would_be_written(network, slug, inventory.INVITATION)
    if draft.edited or draft.held:
        return False
    seen, all_of_it = known.seen_of(draft.file.name, draft.text), all_answers(answers)
    return not any(identity.is_one(one, me) and made == all_of_it for one, made in seen)


def since(network: Network, slug: str) -> dict[str, str]:
    """By key, the answers that have changed since this copy wrote the email to somebody, where it waits to be
    looked at, and who changed each, as git tells ("" where that is not known)."""
    with suppress(NetinviteError):
        if slug and has_changed(drafts.Looks(network), slug):
            return {key: lastseen.author(network, slug, key) for key in lastseen.changed(network, slug)}
    return {}


def _is_anothers(looks: drafts.Looks, slug: str, told: Mapping[str, Any] | None) -> bool:
    """Whether another one than the only one who organises here has seen the email as it lies there, and that
    one has not."""
    known, index = looks.noted(slug)
    wrote_here = bool(lastseen.of(index))
    # Nothing is parsed where nobody could have left elsewhere.
    if not known.seen or (wrote_here and not is_in_git(looks.workspace.root)):
        return False
    by = first_in(told) if told is not None else first_organiser(looks.workspace)
    saw = {identity.slug_in(one[1]) for one in known.seen}
    others = saw - {by}
    if not others or (wrote_here and not any(has_left(looks.workspace, one) for one in others)):
        return False
    draft = looks.look(slug, inventory.INVITATION)
    if drafts.digest(draft.text) in known.let_go(draft.file.name, by):
        return False
    seen = {identity.slug_in(one) for one, _answers in known.seen_of(draft.file.name, draft.text)}
    return by not in (seen or saw)


def has_left(network: Network, by: str) -> bool:
    """Whether an organiser of this name is none any more, and is not the first one who is only called
    otherwise by now: as git tells, whoever stands in that place had a file of their own before."""
    told = network.read(network.network_file)
    if by in (first_in(told), *inventory.organisers(network.root)):
        return False
    name = text_at(told, *OWN_NAME.path)
    return bool(name) and was_said(network.root, inventory.ORGANISERS, name)


def seen_elsewhere(network: Network, slug: str) -> set[str]:
    """Who saw the texts of somebody in another copy of the folder; and who has left, and saw them here or
    began to prepare the person."""
    known, index = drafts.Looks(network).noted(slug)
    there = [one for one in known.seen if _is_there(known, one)]
    others = {identity.slug_in(one[1]) for one in there if not ours.seen(index, one[0])}
    here = {identity.slug_in(one) for one in (*(one[1] for one in there), *known.begun)} - others
    return others | {by for by in here if has_left(network, by)}


def of_a_namesake(network: Network, slug: str) -> str:
    """The slug of the organiser to whom somebody belongs, where another one of that name has seen the texts:
    git took two of one name for one; "" else."""
    known, index = drafts.Looks(network).noted(slug)
    answers, noted = network.read(network.answers_file(slug)), lastseen.of(index)
    me = owner_named(network, answers)
    by = identity.slug_in(me)
    if noted and noted["answers"] == answered(noted["uses"], answers, by) and _is_namesakes(noted, me):
        return by
    seen = {one[1] for one in known.seen if _is_there(known, one)}
    is_mine = any(identity.is_one(one, me) for one in seen)
    return by if not is_mine and any(identity.are_namesakes(one, me) for one in seen) else ""


def _is_namesakes(noted: Mapping[str, Any], me: str) -> bool:
    """Whether what this copy wrote was of another one of the same name."""
    return identity.are_namesakes(identity.named(identity.slug_in(me), str(noted.get("id", ""))), me)


def _is_there(known: ours.Ours, seen: ours.Seen) -> bool:
    return seen[3] in known.of(seen[0])


def waits(network: Network, slug: str) -> bool:
    """Whether the email to somebody waits to be looked at: it is held, or ``has_changed``."""
    looks = drafts.Looks(network)
    with suppress(NetinviteError):
        return looks.look(slug, inventory.INVITATION).held or has_changed(looks, slug)
    return False


def looked_at(
    network: Network, organiser: str, told: Mapping[str, Mapping[str, Any]], texts: Mapping[str, str]
) -> list[ours.Seen]:
    """For everyone who shares the folder: that the one in whose name the email goes (``organiser``, the name
    of a file, "" for the first) has seen it, where whoever works here is that one; of somebody to whom none
    is written, the conversation guide. ``told`` is what the files say that ``texts`` are made of."""
    whose = organiser or first_in(told["network"])
    document = next((one for one in (inventory.INVITATION, "conversation") if one in texts), "")
    if not document or not whose or (inventory.organisers(network.root) and network.by != whose):
        return []
    name, text = drafts.file_name(document), drafts.digest(texts[document])
    whose = identity.named(whose, id_of(network, whose))
    return [(name, whose, all_answers(told["person"]), text)]


def settled(looks: drafts.Looks, slug: str) -> drafts.Draft:
    """The email to somebody, which is nobody's edit where the answers give this very text."""
    draft = looks.look(slug, inventory.INVITATION)
    if not draft.edited or draft.current:
        return draft
    # 80 ms: guides, questions; for whom something is held or has changed alone.
    from netinvite.app.refreshing import settled as looked_at_again

    return looked_at_again(looks.workspace, slug, draft, inventory.INVITATION)


def _is_open(network: Network, slug: str) -> bool:
    # See above.
    from netinvite.app.refreshing import is_open

    return is_open(network, slug)


def changed(network: Network, slug: str, name: str) -> UsageError:
    """What is said of the email to somebody, called ``name``, that ``has_changed``."""
    words = {"name": name, "command": network.command("edit", slug, "mail")}
    if by := of_a_namesake(network, slug):
        words |= {"file": str(network.organiser_file(by)), "answers": str(network.answers_file(slug))}
        return UsageError(
            _(
                "%(name)s was prepared by somebody of the same name as the one in %(file)s, and not by that "
                "one; the email goes nowhere until they are told apart."
            )
            % words,
            namesakes(network, by) + " " + _("If they are one: %(command)s") % words,
        )
    if not lastseen.here(network, slug, by=owner(network, network.read(network.answers_file(slug)))):
        told = _(
            "Whether you have seen the email to %(name)s as it would go, this copy of the folder cannot "
            "tell; it goes nowhere until you have looked at it."
        )
        told = " ".join(filter(None, [told % words, _by_others(network, slug)]))
        return UsageError(told, _("Look at it: %(command)s") % words)
    return UsageError(
        _(
            "Answers about %(name)s have changed since you saw the email; it goes nowhere until you have "
            "looked at it."
        )
        % words,
        _("Look at it: %(command)s") % words,
    )


def _by_others(network: Network, slug: str) -> str:
    """The sentence that says who prepared somebody, where that is another one; "" else."""
    # 5 ms: logs, for what waits to be looked at.
    from netinvite.app.thinkers import prepared_by_others

    if found := prepared_by_others(network, slug):
        from netinvite.app.team import begun
        from netinvite.store.organisers import name_of

        names = listed(sorted({name_of(network, by) for by in found}))
        return begun(_("%(names)s prepared the person.") % {"names": names})
    return ""


def namesakes(network: Network, by: str) -> str:
    """What to do where two of one name stand in the file of an organiser."""
    new = network.organiser_file(f"{by}-2")
    told = _(
        "If they are two people, give one of them a file of their own, %(new)s, and put “%(slug)s” after "
        "“owner” and “by” where they are meant."
    )
    return told % {"new": new, "slug": new.stem}


def _may_be_held(looks: drafts.Looks, slug: str) -> bool:
    """Whether the answers, or what is noted of the texts, leave it open."""
    known = looks.noted(slug)[0]
    return bool(known.held or known.half or known.unseen) or may_wait_of(looks.workspace, slug)


def may_wait_of(network: Network, slug: str) -> bool:
    """Whether something that a person's texts are made of may stand half typed."""
    return any(_may_wait(network, file) for file in (network.network_file, network.answers_file(slug)))


def _may_wait(network: Network, file: Path) -> bool:
    """Whether something in a file of answers may stand half typed; what cannot is not parsed."""
    text = network.text(file)
    told = UNFINISHED in text or LANGUAGES in text or f"schema = {SCHEMA}\n" not in text
    return told and may_wait(network.read(file))


def refuse_held(network: Network, slug: str, name: str, draft: drafts.Draft) -> None:
    """A ``UsageError`` for the email to somebody, called ``name``, that is held."""
    words = {"name": told_apart(network, slug, name), "command": network.command("prepare", slug)}
    if not draft.edited:
        raise UsageError(
            _("The email to %(name)s is that of another organiser, to whom %(name)s belonged before.")
            % words,
            _("It is written anew once the preparation is finished: %(command)s") % words,
        )
    # 1 ms, for few.
    from netinvite.app import halftyped

    halftyped.refuse(network, slug, name, draft)
    words["command"] = network.command("edit", slug, "mail")
    raise UsageError(
        _(
            "The email to %(name)s was edited by hand, perhaps by somebody else or before %(name)s was taken "
            "over, or somebody who has left stands in it; it goes nowhere until you have looked at it."
        )
        % words,
        _("Look at it: %(command)s") % words,
    )
