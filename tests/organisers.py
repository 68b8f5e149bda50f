"""Further organisers, made by hand as a file has them, and whom a person belongs to."""

from __future__ import annotations

import tomllib

from scriptedfront import ScriptedFront

from netinvite.app import lastseen
from netinvite.app.prepare import Order, take_up
from netinvite.cli import app
from netinvite.store import logs, ours
from netinvite.store.workspace import Workspace
from netinvite.wizard.prepare import PreparationDesk

JONAS = "jonas-oestergaard"
BO = """\
schema = 2

[organiser]
name = "Bo Krag"
introduction = "I am Bo Krag, a librarian in Northby."
motivation = "It matters to me because the library is the last door that is open at night."
email = "bo.krag@example.org"
phone = "87 65 43 21"
signature = "Bo Krag\\nNorthby Library"
"""


def write(net, slug="bo-krag", text=BO):
    """The file of an organiser; its path."""
    file = net / "organisers" / f"{slug}.toml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def give(net, owner, person=JONAS):
    """Let a person belong to somebody, who has written the texts here."""
    place = Workspace(net)
    place.update(place.answers_file(person), {("person", "owner"): owner})
    index = ours.index(folder := place.folder(person))
    for entry in index.values():
        if "seen" in entry:
            read = place.read(place.answers_file(person))
            entry["seen"] |= lastseen.made_of("", entry["seen"]["uses"], read, owner)
    if index:
        ours.keep(folder, index)


def look_at(net, sits, person=JONAS):
    """Say of the mail that it may go as it is, as whoever has looked at it."""
    place = Workspace(net)
    desk = PreparationDesk(take_up(place, Order(person, sits=sits)))
    desk.front = ScriptedFront()
    desk.begin()
    desk.front = ScriptedFront("keep")
    desk.overwrite("invitation", desk.preparation.render("invitation"))


def answers(net, person=JONAS):
    """What the person's file says, and what each organiser recorded beside it."""
    place = Workspace(net)
    return logs.whole(place, person, tomllib.loads(place.answers_file(person).read_text("utf-8")))


def told(capfd, net, *words):
    """Exit code, output and errors of a command."""
    capfd.readouterr()
    code = app.run([*words, "-w", str(net)])
    found = capfd.readouterr()
    return code, found.out, found.err
