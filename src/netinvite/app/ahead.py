"""What a sitting will need, made ready while somebody reads a question: nobody waits for it then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from netinvite import clock
from netinvite.errors import NetinviteError
from netinvite.libraries import at_first_use, load

if TYPE_CHECKING:
    from netinvite.store.workspace import Workspace

# What is loaded at its first use, in the order in which a walk needs it; what belongs to a larger one comes
# before it, for a key that is typed meanwhile waits until a piece is done.
_OWN = tuple(
    f"netinvite.{name}"
    for name in (
        *("app.reading", "store.identity", "store.joining", "store.madeof", "store.ours", "store.drafts"),
        *("app.team", "app.lastseen", "app.unseen", "app.thinkers", "store.contacts", "app.refreshing"),
        *("app.verdicts", "app.waiting", "model.phones", "model.dates", "ui.collecting", "ui.moments"),
        *("ui.days", "store.organisers"),
        *("app.sitting", "app.belonging", "app.clone", "app.turning", "app.editing", "app.going"),
        *("app.whatnow", "mail.desktop", "mail", "store.ownconfig", "app.people", "app.onoffer"),
    )
)
_TO_WRITE = (*_OWN, "wcwidth", "tomlkit")
_TO_PROPOSE = ("importlib.metadata", "dateutil.parser", "holidays", "babel.dates", "netinvite.model.times")
_TO_JUDGE = ("netinvite.checks.text", "netinvite.checks.rule", "netinvite.checks", "netinvite.app.checking")
# Where questions come line by line.
_NO_PAGE = "netinvite.ui.plain"


def put_off() -> None:
    """Let be loaded later what of the program no first question needs."""
    for name in sorted((*_OWN, _NO_PAGE)):
        at_first_use(name)


def pieces(workspace: Workspace, file: Path, lang: str) -> Iterator[None]:
    """The pieces, each done when the next is asked for: to write answers into ``file``, to propose times in
    ``lang``, to judge texts. Whatever is wrong is told where it is needed."""
    yield from _loaded(_TO_WRITE)
    with suppress(NetinviteError, OSError):
        workspace.know(file)
    yield
    yield from _loaded(_TO_PROPOSE)
    # 20 ms of 120: most commands know no days off.
    from netinvite.model.workdays import suggest_times

    with suppress(NetinviteError, OSError):
        suggest_times(clock.now(), lang)
    yield
    yield from _loaded(_TO_JUDGE)
    # 60 ms with all it needs.
    from netinvite.app.wordlists import words_for

    with suppress(NetinviteError, OSError):
        words_for(lang, workspace.own_templates)
    yield


def _loaded(names: tuple[str, ...]) -> Iterator[None]:
    for name in names:
        load(import_module(name))
        yield
