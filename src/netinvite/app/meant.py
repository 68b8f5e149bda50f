"""Whom a command means that prepares somebody: who is here, or somebody new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netinvite.errors import UsageError
from netinvite.language import _
from netinvite.model import keys
from netinvite.model.people import Person, alike, matches, shortened, unknown

if TYPE_CHECKING:
    from netinvite.app.given import Given
    from netinvite.app.prepare import Order
    from netinvite.store.workspace import Workspace


def person(workspace: Workspace, order: Order, answers: Given) -> Person | None:
    """Who is meant; ``None`` for somebody new, or for whoever the wizard finds. Where nobody can be asked
    whether somebody new is one who is here under nearly that name, a ``UsageError`` names them."""
    found = _known(workspace, order, answers)
    if found is None and not order.asks and (name := new_name(order, None, answers)):
        _refuse_nearly(workspace, name)
    return found


def _known(workspace: Workspace, order: Order, answers: Given) -> Person | None:
    if order.new:
        return None
    if order.person is not None:
        if order.person in workspace.slugs() or matches(order.person, workspace.people()):
            return workspace.find(order.person)
        if any(mark in order.person for mark in "/\\") or not order.person.strip():
            raise unknown(order.person, workspace.people(), workspace.command("prepare"))
        workspace.refuse_odd(order.person)
        return None
    name = _in_answers(answers)
    same = workspace.called(name) if name else []
    return workspace.find(name) if len(same) > 1 else next(iter(same), None)


def new_name(order: Order, found: Person | None, answers: Given) -> str:
    """What somebody is called of whom nobody knows whether they are here; "" for one who is ``found``, or who
    is said to be new."""
    return "" if found or order.new else _in_answers(answers) or order.person or ""


def _in_answers(answers: Given) -> str:
    name = answers.typed.get(keys.NAME) or answers.raw.get(keys.NAME)
    return name if isinstance(name, str) else ""


def _refuse_nearly(workspace: Workspace, name: str) -> None:
    if found := alike(name, workspace.people()):
        who = shortened([str(one) for one in found], "; ")
        command = workspace.command("prepare", found[0].slug, "--no-input")
        raise UsageError(
            _("“%(name)s” may be somebody who is here already: %(who)s.") % {"name": name, "who": who},
            _("If so, name the folder: %(command)s. For somebody new, add --new.") % {"command": command},
        )
