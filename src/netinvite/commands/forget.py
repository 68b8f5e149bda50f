"""``netinvite forget``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from netinvite import screen
from netinvite.commands import pairs
from netinvite.commands.asking import type_in
from netinvite.commands.options import Folder, Language, PersonName, workspace_of
from netinvite.errors import UsageError
from netinvite.language import _

if TYPE_CHECKING:
    from netinvite.privacy.forgetting import Plan


# A name in every line of a long file is not told line by line.
PLACES = 12


def forget(
    person: PersonName = None,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing; needs --confirm.")] = False,
    confirm: Annotated[
        str | None,
        typer.Option(
            "--confirm", metavar="NAME", help="The person's full name, written out.", show_default=False
        ),
    ] = None,
    workspace: Folder = None,
    lang: Language = None,
) -> None:
    pairs.refuse(pairs.FORGET)
    from netinvite.presence import whom
    from netinvite.privacy import forgetting
    from netinvite.privacy.mentions import told

    if yes and confirm is None:
        raise UsageError(
            _("--yes needs the person's full name again."), _('Give it as in --confirm "Full Name".')
        )
    place = workspace_of(workspace)
    # Where a run broke off at the very end, this is all that is left to do.
    place.tidy()
    plan = forgetting.plan_forget(place, whom(place, person))
    for line in _told(plan):
        screen.tell(line)
    forgetting.require_confirmed(plan, confirm if yes and confirm is not None else _name(plan))
    done = forgetting.forget(place, plan)
    screen.tell(_("What was kept on the person is gone."))
    for left in done.left:
        shown = [told(place) for place in left.places[:PLACES]]
        places = ", ".join([left.path, *shown, *(["…"] if len(left.places) > PLACES else [])])
        screen.tell(_("Unchanged – %(path)s: %(reason)s.") % {"path": places, "reason": left.reason})
    screen.tell(done.copies)


def _name(plan: Plan) -> str:
    return type_in(
        _("Write the full name, %(name)s, to erase all of it; anything else leaves it.")
        % {"name": plan.name.full},
        _('Without one, give --yes --confirm "Full Name".'),
    )


def _told(plan: Plan) -> Iterator[str]:
    from netinvite.privacy.mentions import told

    yield _("This is erased:")
    yield from (f"  {path}" for path in plan.removed)
    if plan.mentions:
        yield _("Here the name becomes “%(someone)s”:") % {"someone": plan.someone}
    yield from (f"  {mention.file}, {told(mention.key)}: {mention.text}" for mention in plan.mentions)
    if plan.drafts:
        yield _("These drafts are written anew:")
    yield from (f"  {path}" for path in plan.drafts)
