"""Who organises: the first, who stands in ``network.toml``, and the others, a file each in ``organisers/``.

Read only where several are there or one is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from netinvite.errors import NetinviteError, UsageError, conflict_in, did_you_mean, nearest
from netinvite.language import _
from netinvite.model.keys import OWN_EMAIL, OWN_NAME
from netinvite.model.people import Person, apart, fold, matches, slug_of
from netinvite.store import files, madeof
from netinvite.store.inventory import is_slug, organisers
from netinvite.store.network import Network
from netinvite.store.reading import text_at
from netinvite.values import NamedTuple


class Organiser(NamedTuple):
    """``slug`` is "" for a first one whose name nobody knows; ``further``: the name of the file, "" for the
    first."""

    slug: str
    name: str
    email: str
    file: Path
    further: str = ""

    def __str__(self) -> str:
        return f"{self.name} ({self.slug})"


def first(network: Network) -> Organiser:
    """Who stands in ``network.toml``."""
    data = network.read(network.network_file)
    name, email = (text_at(data, *key.path) for key in (OWN_NAME, OWN_EMAIL))
    return Organiser(slug_of(name) if name else "", name, email, network.network_file)


def further(network: Network, slug: str) -> Organiser:
    """Whose file has this name; a ``WorkspaceError`` where it is damaged."""
    file = network.organiser_file(slug)
    data = network.read(file) if network.holds(file) else {}
    name, email = (text_at(data, *key.path) for key in (OWN_NAME, OWN_EMAIL))
    return Organiser(slug, name or slug, email, file, slug)


def everyone(network: Network) -> tuple[list[Organiser], list[str]]:
    """Who organises, the first one first, as far as their files can be read; and what is wrong with them."""
    found, unread = _readable(network)
    return found, [*unread.values(), *_shared(network, found)]


def odd(network: Network) -> tuple[dict[str, str], list[str]]:
    """What is wrong with each file of an organiser that cannot be read, by its name, "" for the first's; and
    what two of them share and one alone may have."""
    found, unread = _readable(network)
    return unread, list(_shared(network, found))


def unread(network: Network) -> dict[str, str]:
    """The first of both."""
    return _readable(network)[1]


def _readable(network: Network) -> tuple[list[Organiser], dict[str, str]]:
    found, problems = [], {}
    for slug in ("", *organisers(network.root)):
        try:
            found.append(further(network, slug) if slug else first(network))
        except NetinviteError as error:
            problems[slug] = f"{error.message} {error.hint}".strip()
    return found, problems


def moved(network: Network) -> Organiser | None:
    """Whoever took the first one's place, where their own file is there yet: it says what ``network.toml``
    says already."""
    return _moved(network, _readable(network)[0])


def _moved(network: Network, found: list[Organiser]) -> Organiser | None:
    name = next((fold(one.name) for one in found if not one.further), "")
    for one in found:
        if one.further and name and fold(one.name) == name:
            data, own = map(network.read, (network.network_file, one.file))
            if madeof.is_told_by(data, own):
                return one
    return None


def in_conflict(network: Network) -> list[str]:
    """Those in whose file git left two versions, by its name."""
    return [slug for slug in organisers(network.root) if _is_in_conflict(network.organiser_file(slug))]


def _is_in_conflict(file: Path) -> bool:
    with suppress(NetinviteError):
        return bool(conflict_in(files.read(file)))
    return False


def _broken_off(network: Network, rest: Organiser) -> str:
    words = {
        "file": rest.file,
        "network": network.network_file,
        "command": network.command("forget", "--organiser", rest.slug),
    }
    told = _(
        "%(file)s says what %(network)s says already: the first organiser left, and that broke off. This "
        "ends it, and takes nothing else away: %(command)s"
    )
    return told % words


def shared(network: Network) -> list[str]:
    """What two of them share and one alone may have, in sentences."""
    return list(_shared(network, _readable(network)[0]))


def _shared(network: Network, found: list[Organiser]) -> Iterator[str]:
    if rest := _moved(network, found):
        yield _broken_off(network, rest)
    else:
        yield from _alike(found)


def _alike(found: Iterable[Organiser]) -> Iterator[str]:
    """What two of them share and one alone may have."""
    name = _("%(files)s: two organisers are called %(what)s; give one of them another name.")
    address = _("%(files)s: two organisers have the same address, %(what)s; give one of them another.")
    seen = set[tuple[Path, Path]]()
    for told, of in ((name, _slug), (name, _name), (address, _email)):
        by: dict[str, Organiser] = {}
        for one in found:
            if not (what := of(one)) or (other := by.setdefault(what, one)) is one:
                continue
            if told == address or (other.file, one.file) not in seen:
                seen.add((other.file, one.file))
                shown = other.email if told == address else other.name
                yield told % {"files": f"{other.file}, {one.file}", "what": shown}


def _slug(one: Organiser) -> str:
    return one.slug


def _name(one: Organiser) -> str:
    return fold(one.name)


def _email(one: Organiser) -> str:
    return fold(one.email)


def find(network: Network, name: str) -> Organiser:
    """The one who is meant, found as people are: a slug, a name, a part that one alone has; or an address.
    ``UsageError`` where nobody is meant, or several are, a ``WorkspaceError`` where the file is damaged."""
    if is_slug(name):
        there, one = name in organisers(network.root), first(network)
        if there != (one.slug == name):
            return further(network, name) if there else one
    found, unread = _readable(network)
    meant = [one for one in found if one.email and "@" in name and fold(one.email) == fold(name)]
    meant = meant or [found[int(one.slug)] for one in _matches(name, found)]
    if len(meant) == 1:
        return meant[0]
    problems = [*unread.values(), *_shared(network, found)]
    if meant:
        # Of two that share a name nobody can be meant by it.
        told = _("“%(name)s” can mean %(people)s.") % {"name": name, "people": "; ".join(map(str, meant))}
        hint = " ".join(problems) or _("Write what stands in the brackets: only one of them has it.")
        raise UsageError(told, hint)
    for slug in unread:
        if slug and (slug == slug_of(name) or matches(name, [Person(slug, slug)])):
            # Nobody else is offered.
            return further(network, slug)
    # Whoever is meant may be the one whose file is damaged.
    hint = " ".join(filter(None, (*problems, _hint(name, found))))
    raise UsageError(_("No organiser here is called “%(name)s”.") % {"name": name}, hint)


def _matches(name: str, found: list[Organiser]) -> list[Person]:
    """As ``matches`` finds people, by their numbers in the list: two may have one slug."""
    by_slug = [Person(str(place), one.name) for place, one in enumerate(found) if one.slug == name]
    return by_slug or matches(name, [Person(str(place), one.name) for place, one in enumerate(found)])


def _hint(name: str, found: list[Organiser]) -> str:
    called = {word: one for one in found for word in (one.slug, fold(one.name), *fold(one.name).split())}
    close = nearest(fold(name), called, cutoff=0.7)
    known = ", ".join(one.slug for one in found if one.slug)
    return did_you_mean(called[close]) if close else _("These are there: %(known)s.") % {"known": known}


def new(network: Network, name: str) -> Organiser:
    """Somebody new of this full name, who is not there before something is kept of them; a ``WorkspaceError``
    where a damaged file may be theirs."""
    base = slug_of(name)
    slug, number = base, 2
    while slug == first(network).slug or files.is_there(network.organiser_file(slug)):
        if slug != first(network).slug and fold((there := further(network, slug)).name) == fold(name):
            return there
        slug, number = f"{base}-{number}", number + 1
    return Organiser(slug, name, "", network.organiser_file(slug), slug)


def can_be_new(network: Network, name: str) -> bool:
    """Whether it is a full name, as it is to stand under mails, and none that is there but for a letter."""
    found, _problems = everyone(network)
    close = nearest(fold(name), [fold(one.name) for one in found], cutoff=0.85)
    return not (is_slug(name) or close or _matches(name, found)) and slug_of(name) != "person"


def names(network: Network) -> dict[str, str]:
    """The organisers' names by slug, as far as they can be read; two of one name are told apart."""
    return apart({one.slug: one.name for one in everyone(network)[0] if one.slug})


def told_apart(network: Network, slug: str) -> str:
    """``name_of``; with the address, or where that tells nothing with the name of the file, where another one
    has the same name."""
    found = everyone(network)[0]
    one = next((one for one in found if one.slug == slug), None)
    same = [other for other in found if one and _name(other) == _name(one)]
    if one is None or len(same) < 2:
        return name_of(network, slug)
    alone = one.email and [_email(other) for other in same].count(_email(one)) == 1
    return f"{one.name} <{one.email}>" if alone else f"{one.name} ({slug})"


def name_of(network: Network, slug: str) -> str:
    """What an organiser is called; the slug where the file is damaged."""
    with suppress(NetinviteError):
        return name_in_texts(network, slug)
    return slug


def name_in_texts(network: Network, slug: str) -> str:
    """The same for what is saved: a ``NetinviteError`` where a file cannot be read."""
    if slug and files.is_there(network.organiser_file(slug)):
        return further(network, slug).name
    if slug in ("", first(network).slug):
        return first(network).name
    return _("a former organiser")
