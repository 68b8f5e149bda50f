"""``netinvite edit``."""

from __future__ import annotations

from typing import Annotated

import typer

from netinvite.cli import asking, completion, unread, versions
from netinvite.cli.fullnames import goes_on
from netinvite.cli.options import As, Folder, Language, PersonName, Plain
from netinvite.cli.place import network_of, workspace_of
from netinvite.errors import UsageError
from netinvite.language import _, activate
from netinvite.libraries import unswept
from netinvite.store.inventory import FILES

# As they are typed, and as the texts are called within.
TEXTS = {"pitch": "pitch", "mail": "invitation", "conversation": "conversation"}
# Who comes first in the menu.
BEFORE = ("ready", "tried", "invited")


def edit(
    person: PersonName = None,
    text: Annotated[
        str | None,
        typer.Argument(
            metavar="TEXT",
            click_type=completion.words(lambda: TEXTS),
            help="pitch, mail or conversation. Left out: one after the other.",
            show_default=False,
        ),
    ] = None,
    sits: As = None,
    plain: Plain = False,
    workspace: Folder = None,
    lang: Language = None,
) -> None:
    if text is not None and text not in TEXTS and goes_on(network_of(workspace), person, text):
        person, text = f"{person} {text}", None
    if text is not None and text not in TEXTS:
        told = _("There is no text “%(text)s”.") % {"text": text}
        raise UsageError(told, _("Say one of: %(texts)s") % {"texts": ", ".join(TEXTS)})
    words = ("prepare", person or _("NAME"), "--no-input", "--set", _("KEY=VALUE"))
    setting = network_of(workspace).command(*words)
    asking.need_terminal(
        _("netinvite edit shows pages and needs a terminal;"),
        _("without one, an answer is changed with: %(command)s") % {"command": setting},
    )
    with unswept():
        # 80 ms: guides, questions, what writes files; and prompt_toolkit.
        from netinvite.app import ahead

        ahead.put_off()
        from netinvite.app.prepare import Order, take_up
        from netinvite.wizard.edit import EditDesk

    place = workspace_of(workspace)
    who = asking.whom(place, person, BEFORE)
    opened = take_up(place, Order(who.slug, sits=sits))
    if lang:
        # The texts are in the person's language; what is said of them is not.
        activate(lang)
    document = TEXTS[text] if text else ""
    unread.tell(place, who.slug)
    desk = EditDesk(opened, document)
    desk.typed = person or ""
    desk.run()
    versions.refuse_left(place, who.slug, FILES.get(document, ""))
