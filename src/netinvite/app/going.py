"""Whether an email may go: what goes nowhere is refused, and nobody has sent it then; and which other
organisers stand in one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from netinvite import errors
from netinvite.app import unseen
from netinvite.errors import UsageError, WorkspaceError
from netinvite.model.keys import OWNER
from netinvite.model.people import Person, fold
from netinvite.store import drafts, logs, ours
from netinvite.store.inventory import organisers
from netinvite.store.network import Network
from netinvite.store.owners import refuse_unread
from netinvite.store.reading import at

# Words of a name, and one more.
LONGEST_NAME = 7


def refuse_unseen(looks: drafts.Looks, slug: str, told: Mapping[str, Any] | None = None) -> None:
    """A ``UsageError`` for an email that would say what nobody has seen here (``unseen.has_changed``), a
    ``WorkspaceError`` where git left two versions of what was recorded: it may have gone already."""
    network = looks.workspace
    for file in logs.of_each(network, slug):
        errors.refuse_conflict(file, network.text(file))
    if unseen.has_changed(looks, slug, told):
        raise unseen.changed(network, slug, network.person(slug).name)


def refuse_draft(network: Network, slug: str, draft: drafts.Draft) -> None:
    """A ``UsageError`` for an email that is held, or signed by another one than goes with it."""
    if draft.held:
        unseen.refuse_held(network, slug, network.person(slug).name, draft)
    if draft.edited or not draft.current:
        _refuse_signature(network, slug, draft)


def _refuse_signature(network: Network, slug: str, draft: drafts.Draft) -> None:
    left = left_in(network, slug, draft.text)
    if left or organisers(network.root):
        # 8 ms, where several organise.
        from netinvite.app import sitting

        who, answers = network.person(slug), network.read(network.answers_file(slug))
        sitting.refuse_signature(network, Person(slug, who.name), at(answers, *OWNER), draft, left)


def wrongly_signed(network: Network, slug: str) -> str:
    """The sentence for an edited email that is signed by another one than it goes from; "" for any other."""
    with suppress(WorkspaceError):
        draft = unseen.settled(drafts.Looks(network), slug)
        try:
            if draft.saved and draft.edited:
                _refuse_signature(network, slug, draft)
        except UsageError as error:
            return f"{draft.file}: {error.message} {error.hint}"
    return ""


def first(network: Network, slug: str, name: str) -> str:
    """What is to be done before the email to somebody, called ``name``, can go; "" where nothing is, or where
    that cannot be told."""
    return unseen.first(network, slug, name) or wrongly_signed(network, slug)


def refuse_to_have_gone(network: Network, slug: str) -> None:
    """As both, and a ``WorkspaceError`` for a text with git's marks, and where the file of whoever the person
    belongs to cannot be read: what goes nowhere has not gone."""
    looks = drafts.Looks(network)
    refuse_unread(network, network.read(network.answers_file(slug)))
    refuse_unseen(looks, slug)
    draft = unseen.settled(looks, slug)
    errors.refuse_conflict(draft.file, draft.text)
    # One that nobody edited was written anew before it went.
    if draft.edited:
        refuse_draft(network, slug, draft)


# Who stands in one -----------------------------------------------------------------------------------


def names_in(network: Network, owner: str, text: str) -> list[str]:
    """The full names in a text of those who organise here, but the ``owner`` (the name of a file, "" for the
    first) in whose name it goes out; none where one organises."""
    if not organisers(network.root):
        return []
    # 3 ms, where several organise.
    from netinvite.store.organisers import everyone

    found, said = everyone(network)[0], fold(text)
    own = {fold(one.name) for one in found if one.further == owner}
    others = [one.name for one in found if one.name and fold(one.name) not in own]
    # “Cy Brands” is Cy Brand in Danish.
    return [name for name in others if re.search(rf"(?<!\w){re.escape(fold(name))}s?(?!\w)", said)]


def left_in(network: Network, slug: str, text: str) -> list[str]:
    """The names, as they stand in the email to somebody, of those who have left and whom it named then: what
    is noted of them is no more than the digest of each."""
    name, noted = drafts.file_name("invitation"), ours.read(network.folder(slug)).left
    left = {one for file, one in noted if file == name}
    words = [word.strip(",.;:!?()“”") for word in text.split()] if left else []
    runs = (" ".join(words[at : at + many]) for at in range(len(words)) for many in range(1, LONGEST_NAME))
    # “Maja Holms” is Maja Holm in Danish.
    return [one for one in dict.fromkeys(runs) if left & {_digest(one), _digest(one.removesuffix("s"))}]


def let_go_of_names(network: Network, slug: str, draft: drafts.Draft) -> None:
    """Note no more of those who have left than who stands yet in the email to somebody, which this is the
    draft of, or another text, of which nothing is noted. Under the lock."""
    known, stand = ours.read(draft.file.parent), left_in(network, slug, draft.text)
    digests = {_digest(form) for name in stand for form in (name, name.removesuffix("s"))}
    known.left = {one for one in known.left if one[0] != draft.file.name or one[1] in digests}
    ours.write(draft.file.parent, known)


def _digest(name: str) -> str:
    return drafts.digest(fold(name))
