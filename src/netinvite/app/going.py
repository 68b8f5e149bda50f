"""Whether an email may go: what goes nowhere is refused, and nobody has sent it then; and which other
organisers stand in one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from netinvite import errors
from netinvite.app import unseen
from netinvite.errors import NetinviteError, UsageError, WorkspaceError
from netinvite.model.keys import OWNER
from netinvite.model.people import Person, fold, slug_of
from netinvite.store import drafts, logfiles, ours
from netinvite.store.inventory import FILES, INVITATION, organisers
from netinvite.store.network import Network
from netinvite.store.owners import refuse_unread
from netinvite.store.reading import at

# Words of a name, and one more.
LONGEST_NAME = 7


def refuse_unseen(
    looks: drafts.Looks, slug: str, told: Mapping[str, Any] | None = None, *, looked: bool = False
) -> None:
    """A ``UsageError`` for an email that would say what nobody has seen here (``unseen.has_changed``), unless
    somebody has ``looked`` at it; a ``WorkspaceError`` where git left two versions of an answer, or of what
    was recorded: it may have gone already."""
    network = looks.workspace
    logfiles.refuse_two_versions(network, slug)
    if not looked and unseen.has_changed(looks, slug, told):
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
            if draft.saved and draft.edited and not errors.conflict_in(draft.text):
                _refuse_signature(network, slug, draft)
        except UsageError as error:
            return f"{draft.file}: {error.in_full}"
    return ""


def first(network: Network, slug: str, name: str) -> str:
    """What is to be done before the email to somebody, called ``name``, can go; "" where nothing is, or where
    that cannot be told."""
    return unseen.first(network, slug, name) or wrongly_signed(network, slug)


def in_the_way(network: Network, slug: str, draft: drafts.Draft) -> str:
    """Why the email to somebody would be refused all the same, were this edited draft of it let go; "" for
    nothing."""
    # 8 ms, for a text that waits to be looked at.
    from netinvite.app.deliver import Order, Post

    post = Post(network, Order(looked=True), lambda _looks, _slug: draft._replace(held=False))
    try:
        post.letter(slug)
    except NetinviteError as error:
        return error.in_full
    return ""


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
    """The names, as they stand in the email to somebody, of those who have left and may stand there: what is
    noted of them is no more than the digest of each, or of the slug that it gives."""
    name, noted = drafts.file_name(INVITATION), ours.read(network.folder(slug)).left
    left = {one for file, one in noted if file == name}
    found = [one for one, its_slug in _runs(text) if left & _digests(one, its_slug)] if left else []
    return [one for one in found if not _organises(network, one)] if found else []


def called(network: Network, by: str) -> str:
    """The full name that gives the slug ``by``, as it stands in a text on somebody; "" where none has it."""
    for file in (network.folder(slug) / name for slug in network.slugs() for name in FILES.values()):
        with suppress(WorkspaceError):
            said = _runs(drafts.text_of(file)) if file.is_file() else iter(())
            if found := next((one for one, its_slug in said if its_slug == by), ""):
                return found
    return ""


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """What may be a name in a text, once each, and the slug that it gives."""
    words = [one for word in text.split() if (one := word.strip(",.;:!?()“”"))]
    slugs = [slug_of(word) for word in words]
    runs = {
        " ".join(words[at : at + many]): "-".join(slugs[at : at + many])
        for at in range(len(words))
        for many in range(1, LONGEST_NAME)
    }
    yield from runs.items()


def _digests(name: str, its_slug: str) -> set[str]:
    # “Maja Holms” is Maja Holm in Danish.
    forms = (fold(name), fold(name.removesuffix("s")), its_slug, its_slug.removesuffix("s"))
    return {drafts.digest(one) for one in forms}


def _organises(network: Network, name: str) -> bool:
    """Whether one of this name organises here (again)."""
    # See above.
    from netinvite.store.organisers import everyone

    return fold(name) in {fold(one.name) for one in everyone(network)[0]}


def let_go_of_names(network: Network, slug: str, draft: drafts.Draft) -> None:
    """Note no more of those who have left than who may stand yet in the email to somebody, which this is the
    draft of, or another text, of which nothing is noted. Under the lock."""
    known, stand = ours.read(draft.file.parent), left_in(network, slug, draft.text)
    digests = {one for name in stand for one in _digests(name, "-".join(map(slug_of, name.split())))}
    known.tell_of_names_no_more(draft.file.parent, (draft.file.name,), digests)
    ours.write(draft.file.parent, known)
