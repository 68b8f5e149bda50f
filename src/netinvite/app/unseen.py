"""Emails that go nowhere until somebody has looked, where several organise or did: why, and the way on; and
which other organisers stand in a text. What loads little, so that ``mail`` is quick."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from netinvite.errors import NetinviteError, UsageError
from netinvite.language import _
from netinvite.model.keys import LANGUAGES, UNFINISHED
from netinvite.model.people import fold
from netinvite.store import drafts, inventory, ours
from netinvite.store.madeof import all_answers, answered
from netinvite.store.network import Network
from netinvite.store.owners import first_in, owner
from netinvite.store.reading import SCHEMA, may_wait


def names_in(network: Network, owner: str, text: str) -> list[str]:
    """The full names in a text of those who organise here, but the ``owner`` (the name of a file, "" for the
    first) in whose name it goes out; none where one organises."""
    if not inventory.organisers(network.root):
        return []
    # 3 ms, where several organise.
    from netinvite.store import organisers

    found, said = organisers.everyone(network)[0], fold(text)
    own = {fold(one.name) for one in found if one.further == owner}
    others = [one.name for one in found if one.name and fold(one.name) not in own]
    # “Cy Brands” is Cy Brand in Danish.
    return [name for name in others if re.search(rf"(?<!\w){re.escape(fold(name))}s?(?!\w)", said)]


def first(network: Network, slug: str, name: str) -> str:
    """What is to be done before the email to somebody, called ``name``, can go; "" where nothing is, or where
    that cannot be told."""
    with suppress(NetinviteError):
        words = {"name": name, "command": network.command("edit", slug, "mail")}
        look = _("Before the email to %(name)s can go, look at it: %(command)s") % words
        if has_changed(network, slug):
            return look
        if not _may_be_held(network, slug):
            return ""
        draft = _settled(network, slug)
        if draft.edited:
            return look if draft.held else ""
        if (draft.held or not draft.saved) and _is_open(network, slug):
            words = {"name": name, "command": network.command("prepare", slug)}
            return _("Before the email to %(name)s can go, look at the answers: %(command)s") % words
    return ""


def has_changed(network: Network, slug: str) -> bool:
    """Whether the email to somebody, which nobody edited, would say what nobody has seen here: where several
    organise, answers about the person are others than when this copy wrote it last; or this copy never did,
    and nothing says that the one in whose name it goes has seen this text of these answers. What the network
    says, and its organisers say of themselves, does not count; nor what this copy wrote in another's name."""
    if not (inventory.organisers(network.root) or ours.read(network.folder(slug)).unseen):
        return False
    answers = network.read(network.answers_file(slug))
    noted = _noted(network, slug)
    if noted and noted["answers"] == answered(noted["uses"], answers, owner(network, answers)):
        return False
    draft = _settled(network, slug)
    if not draft.saved:
        return not noted and _would_go(network, slug)
    if draft.edited or draft.held:
        return False
    return bool(noted) or not _is_seen(network, slug, answers, draft)


def _noted(network: Network, slug: str) -> dict[str, Any]:
    """Of which answers this copy wrote the email last; nothing where it never did."""
    index = ours.index(network.folder(slug))
    noted: dict[str, Any] = ours.seen(index, drafts.file_name("invitation")).get("seen", {})
    return noted


def _is_seen(network: Network, slug: str, answers: Mapping[str, Any], draft: drafts.Draft) -> bool:
    seen = (draft.file.name, owner(network, answers), all_answers(answers), drafts.digest(draft.text))
    return seen in ours.read(network.folder(slug)).seen


def _would_go(network: Network, slug: str) -> bool:
    # See ``_settled``.
    from netinvite.app.refreshing import would_be_written

    return would_be_written(network, slug, "invitation")


def looked_at(
    network: Network, organiser: str, told: Mapping[str, Mapping[str, Any]], texts: Mapping[str, str]
) -> list[ours.Seen]:
    """For everyone who shares the folder: that the one in whose name the email goes (``organiser``, the name
    of a file, "" for the first) has seen it, where whoever works here is that one; ``told`` is what the files
    say that it is made of."""
    whose = organiser or first_in(told["network"])
    if "invitation" not in texts or not whose or (inventory.organisers(network.root) and network.by != whose):
        return []
    name, text = drafts.file_name("invitation"), drafts.digest(texts["invitation"])
    return [(name, whose, all_answers(told["person"]), text)]


def _settled(network: Network, slug: str) -> drafts.Draft:
    # 80 ms: guides, questions; for whom something is held or has changed alone.
    from netinvite.app.refreshing import settled

    return settled(network, slug, drafts.look(network, slug, "invitation"), "invitation")


def _is_open(network: Network, slug: str) -> bool:
    # See above.
    from netinvite.app.refreshing import is_open

    return is_open(network, slug)


def changed(network: Network, slug: str, name: str) -> UsageError:
    """What is said of the email to somebody, called ``name``, that ``has_changed``."""
    words = {"name": name, "command": network.command("edit", slug, "mail")}
    if not _noted(network, slug):
        return UsageError(
            _(
                "Whether you have seen the email to %(name)s as it would go, this copy of the folder cannot "
                "tell; it goes nowhere until you have looked at it."
            )
            % words,
            _("Look at it: %(command)s") % words,
        )
    return UsageError(
        _(
            "Answers about %(name)s have changed since you saw the email; it goes nowhere until you have "
            "looked at it."
        )
        % words,
        _("Look at it: %(command)s") % words,
    )


def _may_be_held(network: Network, slug: str) -> bool:
    """Whether the answers, or what is noted of the texts, leave it open."""
    known = ours.read(network.folder(slug))
    return bool(known.held or known.unseen) or may_wait_of(network, slug)


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
    words = {"name": name, "command": network.command("prepare", slug)}
    if not draft.edited:
        raise UsageError(
            _("The email to %(name)s is that of another organiser, to whom %(name)s belonged before.")
            % words,
            _("It is written anew once the preparation is finished: %(command)s") % words,
        )
    words["command"] = network.command("edit", slug, "mail")
    raise UsageError(
        _(
            "The email to %(name)s was edited by hand, perhaps before %(name)s was taken over, or "
            "somebody who has left stands in it; it goes nowhere until you have looked at it."
        )
        % words,
        _("Look at it: %(command)s") % words,
    )
