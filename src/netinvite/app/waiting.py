"""What was left by a version before: answers that wait to be looked at, and drafts under a name of before."""

from __future__ import annotations

from pathlib import Path

from netinvite.app import lastseen, unseen
from netinvite.app.preparation import Preparation
from netinvite.errors import WaitingError
from netinvite.language import _, ngettext
from netinvite.model.moves import Moves
from netinvite.store import drafts, inventory, namesakes
from netinvite.store.network import Network
from netinvite.store.workspace import Workspace


def of(network: Network, slug: str) -> WaitingError | None:
    """What is said of a person's answers that stand half typed; ``None`` where none does."""
    workspace = Workspace.of(network)
    return in_(Preparation.of(workspace, workspace.person(slug)))


def in_(preparation: Preparation) -> WaitingError | None:
    """What is said of the answers in a preparation that stand half typed; ``None`` where none does."""
    found = {question.key for question in preparation.half_typed()}
    if not found:
        return None
    # What waits since a taking over is asked once what leads to it is answered.
    count = len(found | {key for key in preparation.unfinished if preparation.anothers(key)})
    told = ngettext(
        "%(name)s: %(count)s answer waits to be looked at.",
        "%(name)s: %(count)s answers wait to be looked at.",
        count,
    )
    name = namesakes.told(preparation.workspace, preparation.slug, preparation.name)
    return WaitingError(
        told % {"name": name, "count": count},
        _("Look at them with: %(command)s")
        % {"command": preparation.workspace.command("prepare", preparation.slug)},
    )


def before_writing(preparation: Preparation, *, is_said: bool) -> None:
    """Before texts are written without asking: an email that waits to be looked at waits on, and another's
    thoughts stay that one's. So does one that this copy never wrote, or that says something else once
    somebody has said who they are (``is_said``), unless that one takes the person over: it may be another
    one who writes in that name."""
    workspace, slug = preparation.workspace, preparation.slug
    preparation.keep_whose()
    may_be_anothers = (
        bool(slug and inventory.organisers(workspace.root))
        and not preparation.is_handed
        and (is_said or not lastseen.here(workspace, slug, by=preparation.mine))
    )
    preparation.unlooked = may_be_anothers or (bool(slug) and unseen.waits(workspace, slug))


def unlooked(preparation: Preparation) -> list[str]:
    """What is said of such an email, once it is written."""
    told = unseen.first(preparation.workspace, preparation.slug, preparation.name)
    return [told] if preparation.unlooked and told else []


def of_before(preparation: Preparation) -> list[Path]:
    """Drafts that lie under a name of before beside those of today: somebody edited them."""
    workspace, slug, lang = preparation.workspace, preparation.slug, preparation.guide.lang
    found = {one: drafts.of_before(workspace, slug, one, lang) for one in preparation.documents()}
    return [file for one, file in found.items() if file and drafts.look(workspace, slug, one).saved]


def half_typed(moves: Moves, command: str) -> list[str]:
    """A sentence that names the questions of which something is half typed, where one is; ``command`` asks
    them."""
    asked = [one.ask for one in moves.walk.asked() if one.key in moves.unfinished]
    told = _("Half typed, and waiting for you: %(questions)s Go on with: %(command)s")
    return [told % {"questions": " ".join(asked), "command": command}] if asked else []
