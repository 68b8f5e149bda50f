"""Where the first name alone of whoever is forgotten stands: shown, asked about, and told where it stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from netinvite.cli.asking import agreed, type_in
from netinvite.language import _
from netinvite.privacy.alone import names_alone, standing_alone
from netinvite.privacy.forget import Plan, plan_forget
from netinvite.privacy.texts import Mention
from netinvite.privacy.where import with_place
from netinvite.store.workspace import Workspace
from netinvite.ui import screen

Alone = Mapping[str, tuple[Mention, ...]]


def asked(place: Workspace, plan: Plan) -> Plan:
    """The plan with those names alone of which somebody said, having seen each place, that they go too."""
    seen = [name for name, places in _found(place, plan).items() if _goes(place, plan, name, places)]
    return plan_forget(place, plan.person, plan.also, seen) if seen else plan


def staying(place: Workspace, plan: Plan) -> Iterator[str]:
    """Where a name alone stays, for nobody was asked about it, and what looks for it too."""
    for name, places in _found(place, plan).items():
        also = f"--also {name}" if " " not in name else f'--also "{name}"'
        stays = _("This stays, for “%(name)s” can be somebody else (%(also)s looks for it too):")
        yield stays % {"name": name, "also": also}
        yield from _lines(place, places)


def done(place: Workspace, plan: Plan, gone: Plan) -> Iterator[str]:
    """What is said once the person of ``plan`` is ``gone``: that nothing is left, or where a name stands."""
    named = {(left.path, key) for left in gone.left for key in left.places}
    found = standing_alone(place, gone, names_alone(place, plan))
    stays = {
        name: [one for one in places if (one.file, one.key) not in named] for name, places in found.items()
    }
    if not any(stays.values()):
        yield _("What was kept on the person is gone.")
        return
    yield _("What was kept under the full name is gone.")
    for name, places in stays.items():
        if places:
            yield _("“%(name)s” alone stands here still:") % {"name": name}
            yield from _lines(place, places)


def _found(place: Workspace, plan: Plan) -> Alone:
    return standing_alone(place, plan, names_alone(place, plan))


def _goes(place: Workspace, plan: Plan, name: str, places: tuple[Mention, ...]) -> bool:
    words = {"name": name, "full": plan.name.full, "someone": plan.someone}
    screen.tell(_("“%(name)s” alone stands here, and may mean %(full)s:") % words)
    for line in _lines(place, places):
        screen.tell(line)
    question = _(
        "Do all of these mean %(full)s, and is “%(name)s” to become “%(someone)s” there too? yes, or Enter "
        "to leave them."
    )
    return agreed(type_in(question % words, _('Without one, give --yes --confirm "Full Name".')))


def _lines(place: Workspace, places: Iterable[Mention]) -> Iterator[str]:
    yield from (f"  {with_place(place, one)}" for one in places)
