"""khal takes what ``netinvite status --ics`` writes, again and again: no entry twice, what was put off moved,
what is over gone. Skipped where khal is not installed; ``.ci/mailclients`` installs it."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date, datetime

import pytest
from readyexample import EXAMPLE

from netinvite.cli import app
from netinvite.model.contacts import MOVED, SENT, Entry
from netinvite.store import contacts
from netinvite.store.workspace import Workspace

KHAL = shutil.which("khal")
pytestmark = [
    pytest.mark.mailclients,
    pytest.mark.skipif(not KHAL, reason="not installed: khal"),
]
SETTINGS = """[calendars]
[[steps]]
path = {0}/calendar
[sqlite]
path = {0}/khal.db
[locale]
local_timezone = Europe/Copenhagen
default_timezone = Europe/Copenhagen
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""
CALL = ("conversation.date=2026-11-20", "conversation.outcome=considers", "conversation.next=call again")
OVER = ("conversation.outcome=declines", "conversation.next=")
PROPOSED = Entry(
    date(2026, 11, 20), SENT, "mail", times=(datetime(2026, 12, 1, 10), datetime(2026, 12, 3, 9))
)


def run(*arguments):
    assert app.run([str(argument) for argument in arguments]) == 0


def prepared(folder):
    """Two people; in a zone that khal is told too."""
    for name in ("Åse Lund", "Bo Bro"):
        run("prepare", "-w", folder, "--answers", EXAMPLE, "--no-input", f"--set=person.name={name}")
    file = folder / "network.toml"
    file.write_text(f'timezone = "Europe/Copenhagen"\n{file.read_text("utf-8")}', encoding="utf-8")


def talked(folder, slug, *said):
    run("interview", slug, "-w", folder, "--no-input", *(f"--set={one}" for one in said))


class Desk:
    """A network, and a calendar of khal's into which its follow-up is imported."""

    def __init__(self, net, folder):
        self.net, self.folder = net, folder
        (folder / "calendar").mkdir()
        (folder / "khal.conf").write_text(SETTINGS.format(folder), encoding="utf-8")

    def khal(self, *words):
        line = [KHAL, "-c", self.folder / "khal.conf", *words]
        env = {**os.environ, "LC_ALL": "C.UTF-8", "TZ": "Europe/Copenhagen"}
        done = subprocess.run(line, capture_output=True, text=True, env=env, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def imported(self):
        """Day, time and title of all that is to come, after an import."""
        run("status", "-w", self.net, "--ics", self.folder / "steps.ics")
        self.khal("import", "--batch", self.folder / "steps.ics")
        return self.to_come()

    def to_come(self):
        form = ["--format", "{start-date} {start-time} {cancelled}{title}", "--day-format", ""]
        lines = self.khal("list", "--once", *form, "2026-11-25", "60d").splitlines()
        return [line.strip() for line in lines if line.strip() and "No events" not in line]

    def log(self, slug, entry):
        contacts.append(Workspace(self.net), slug, entry)


@pytest.fixture
def desk(once, tmp_path):
    return Desk(once(prepared), tmp_path)


def test_imported_twice_nothing_is_there_twice(desk):
    """Two people's steps, and a time that was proposed, in the network's zone."""
    talked(desk.net, "aase-lund", *CALL, "conversation.next_date=2026-12-10")
    desk.log("bo-bro", PROPOSED)
    found = ["2026-12-01 10:00 Bo Bro: conversation, as proposed", "2026-12-10  Åse Lund: call again"]
    assert desk.imported() == found
    assert desk.imported() == found


def test_what_was_put_off_moves(desk):
    """A step, and a conversation to which other times are proposed."""
    talked(desk.net, "aase-lund", *CALL, "conversation.next_date=2026-12-10")
    desk.log("bo-bro", PROPOSED)
    desk.imported()
    desk.log("aase-lund", Entry(date(2026, 11, 25), MOVED, until=date(2026, 12, 17)))
    desk.log("bo-bro", Entry(date(2026, 11, 24), SENT, "mail", times=(datetime(2026, 12, 8, 13),)))
    assert desk.imported() == [
        "2026-12-08 13:00 Bo Bro: conversation, as proposed",
        "2026-12-17  Åse Lund: call again",
    ]


def test_what_is_over_is_gone(desk):
    """Everything that is to come is free of it, whatever was imported before."""
    talked(desk.net, "aase-lund", *CALL, "conversation.next_date=2026-12-10")
    desk.log("bo-bro", PROPOSED)
    assert len(desk.imported()) == 2
    talked(desk.net, "aase-lund", *OVER)
    talked(desk.net, "bo-bro", *OVER)
    assert desk.imported() == []
    assert "CANCELLED" in desk.khal("list", "2026-11-20", "10d")


def test_a_feed_shows_what_goes_on(desk):
    """Its file is put where khal reads, as a program does that subscribes to it."""
    talked(desk.net, "aase-lund", *CALL, "conversation.next_date=2026-12-10")
    run("status", "-w", desk.net, "--feed", desk.folder / "calendar" / "feed.ics")
    assert desk.to_come() == ["2026-12-10  Åse Lund: call again"]
    talked(desk.net, "aase-lund", *OVER)
    run("status", "-w", desk.net, "--feed", desk.folder / "calendar" / "feed.ics")
    assert desk.to_come() == []
