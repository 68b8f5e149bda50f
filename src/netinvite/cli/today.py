"""``netinvite today``: who is due, and what is done about it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import typer

from netinvite import clock
from netinvite.app import people
from netinvite.app import today as telling
from netinvite.app.people import Register
from netinvite.cli import asking, pairs, whose
from netinvite.cli.options import As, AsJson, Folder, Language, Mine, NoInput, Plain
from netinvite.cli.output import tell_all
from netinvite.cli.output import title as titled
from netinvite.cli.place import network_of, no_network, workspace_of
from netinvite.language import _, active, ngettext
from netinvite.model.due import Due
from netinvite.model.promises import standing
from netinvite.store.joining import is_in_git
from netinvite.ui import screen

if TYPE_CHECKING:
    from netinvite.app.deliver import Post
    from netinvite.store.network import Network


def today(
    as_json: AsJson = False,
    no_input: NoInput = False,
    mine: Mine = False,
    sits: As = None,
    plain: Plain = False,
    workspace: Folder = None,
    lang: Language = None,
) -> None:
    pairs.refuse(pairs.TODAY)
    place, now = network_of(workspace, tells=False), clock.now()
    if mine:
        whose.only_mine(place, sits)
    else:
        whose.look(place, sits)
    register = people.read(place, marks=is_in_git(place.root))
    if as_json and not (register.everyone or register.problems or place.exists):
        raise no_network(place.root)
    found, ahead = people.due_and_coming(register, now)
    if as_json:
        screen.put_all(_in_json(register, found, ahead, now))
    elif found and not no_input and _can_ask():
        # The notes stand above the list.
        tell_all(register.problems)
        whose.sit(place, sits)
        _sit_down(workspace, place, active() if lang else "")
        raise typer.Exit(int(bool(register.problems)))
    else:
        screen.put_all(_listed(register, found, ahead, now, place), styled=True)
    tell_all(register.told)
    raise typer.Exit(int(bool(register.problems)))


def _can_ask() -> bool:
    return asking.on_terminal() and not screen.plain()


def _in_json(register: Register, found: list[Due], ahead: list[Due], now: datetime) -> Iterator[str]:
    """Who is due and who will be, a line for each person."""
    everyone, known = {facts.id: facts for facts in register.everyone}, register.known

    def row(one: Due) -> str:
        facts = everyone[one.id]
        found = telling.row(facts, standing(facts, now.date()), one, now, known)
        return json.dumps(found, ensure_ascii=False)

    def rows(some: list[Due]) -> Iterator[str]:
        yield from (row(one) + "," * (one is not some[-1]) for one in some)

    yield '{"due": [' + "]," * (not found)
    yield from rows(found)
    yield from ["],"] * bool(found)
    yield '"coming": [' + "]}" * (not ahead)
    yield from rows(ahead)
    yield from ["]}"] * bool(ahead)


# Line by line --------------------------------------------------------------------------------------


def _listed(
    register: Register, found: list[Due], ahead: list[Due], now: datetime, place: Network
) -> list[str]:
    """Everyone who is due, who will be, what is missing: safe to be printed, with links."""
    everyone, known = {facts.id: facts for facts in register.everyone}, register.known
    said: list[str] = []
    if found:
        count = ngettext("%(count)s person is due:", "%(count)s people are due:", len(found))
        said = [_shown(count % {"count": len(found)})]
    else:
        said = [_shown(line) for line in telling.nothing_due(register, now, place)]
    for one in found:
        first, *more = telling.page(everyone[one.id], one, now, known)
        said += ["", _line(first), *(_line(line, "  ") for line in more)]
    if found:
        words = {
            "log": place.command("log", found[0].id, "no-answer"),
            "later": place.command("later", found[0].id, _("in two weeks")),
        }
        said += [
            "",
            _shown(_("What came of it, for example: %(log)s") % words),
            _shown(_("Put off: %(later)s") % words),
        ]
    said += _part(_("Within seven days"), telling.coming(ahead, register, now))
    said += _part(_("Not covered yet"), telling.missing(register))
    return said


def _part(title: str, lines: list[str]) -> list[str]:
    return ["", titled(title), *(_shown(f"- {line}") for line in lines)] if lines else []


def _shown(text: str, indent: str = "") -> str:
    """Wrapped at words on a terminal; elsewhere as it is, in a line."""
    return screen.wrap(text, indent=indent) if sys.stdout.isatty() else indent + " ".join(text.split())


def _line(line: telling.Line, indent: str = "") -> str:
    if not line.target:
        return _shown(line.before + line.text, indent)
    start, end = screen.link_marks(line.target)
    return f"{indent}{line.before}{start}{screen.visible(line.text)}{end}"


# On a terminal -------------------------------------------------------------------------------------


class _Mails:
    """What ``netinvite mail NAME`` does, for the desk."""

    def __init__(self, place: Network) -> None:
        self.place = place
        # What would hold back the mail that was read last.
        self.held = ""

    def text(self, slug: str) -> str:
        """The mail as one reads it."""
        post = self._post(leaves=False)
        try:
            return post.text(slug)
        finally:
            self.held = post.held
            tell_all(post.take_notes())

    def open(self, slug: str) -> str:
        """Open it in the email program; a sentence that says how far that is certain."""
        from netinvite.app import dispatch

        whose.refuse_anothers(self.place, self.place.person(slug), self.place.by)
        post = self._post(leaves=True)
        try:
            return dispatch.open_mail(post, slug)
        finally:
            tell_all(post.take_notes())

    def _post(self, *, leaves: bool) -> Post:
        from netinvite.app.deliver import Order, Post
        from netinvite.cli.output import draft_of

        order = Order(leaves=leaves)
        return Post(self.place, order, lambda looks, one: draft_of(looks, one, "invitation"))


def _sit_down(workspace: str | None, place: Network, lang: str) -> None:
    # 150 ms: prompt_toolkit, what writes files, times as people write them.
    from netinvite.wizard.today import TodayDesk

    mails, desk = _Mails(place), workspace_of(workspace, tells=False)
    desk.by, desk.only = place.by, place.only
    TodayDesk(desk, mails.text, mails.open, lang, lambda: mails.held).run()
