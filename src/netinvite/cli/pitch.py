"""``netinvite pitch``."""

from __future__ import annotations

import re
from typing import Annotated, Any

import click
import typer

from netinvite.app.verdicts import in_edited
from netinvite.cli import asking, pairs
from netinvite.cli.options import Folder, Language, PersonName, Plain
from netinvite.cli.output import draft_of, print_draft, tell_below
from netinvite.cli.place import network_of, workspace_of
from netinvite.errors import UsageError
from netinvite.language import _
from netinvite.store.drafts import Looks

# Words a minute: slower is no speech, faster is no sentence.
SLOWEST, FASTEST = 60, 240
# Who comes first in the menu: who has not heard it yet.
TO_SAY_IT_TO = ("ready", "tried")


class Pace(click.ParamType):  # type: ignore[type-arg]  # generic from Click 8.3 on only
    """A pace, refused in the words of the language in use."""

    name = "pace"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        typed = str(value).strip()
        pace = int(typed) if re.fullmatch("[0-9]{1,4}", typed) else 0
        if SLOWEST <= pace <= FASTEST:
            return pace
        words = {"typed": typed, "least": SLOWEST, "most": FASTEST}
        raise UsageError(
            _("--pace “%(typed)s” is no pace to speak at.") % words,
            _("Give a whole number of words a minute, from %(least)s to %(most)s.") % words,
        )


def pitch(
    person: PersonName = None,
    rehearse: Annotated[
        bool,
        typer.Option("--rehearse", help="Say it aloud, sentence by sentence, against the clock."),
    ] = False,
    pace: Annotated[
        int | None,
        typer.Option(
            "--pace",
            metavar="WORDS",
            click_type=Pace(),
            help="Words a minute for --rehearse, from 60 to 240. Else 130 in Danish, 140 in English.",
            show_default=False,
        ),
    ] = None,
    plain: Plain = False,
    workspace: Folder = None,
    lang: Language = None,
) -> None:
    pairs.refuse(pairs.PITCH)
    if not rehearse:
        network = network_of(workspace)
        slug = asking.whom(network, person, TO_SAY_IT_TO).slug
        print_draft(draft := draft_of(Looks(network), slug, "pitch"))
        tell_below([found] if (found := in_edited(network, slug, "pitch", draft)) else [])
        return
    # 100 ms: prompt_toolkit.
    from netinvite.rehearsal import session

    place = workspace_of(workspace)
    session.need_terminal()
    who = asking.whom(place, person, TO_SAY_IT_TO)
    session.rehearse(place, who, draft_of(Looks(place), who.slug, "pitch"), pace)
