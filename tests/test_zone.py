"""The time zone that a network names: what time it is there counts, wherever the computer stands."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest
from readyexample import SLUG

from netinvite import clock
from netinvite.app.unread import Unread
from netinvite.cli import app
from netinvite.errors import AnswerError
from netinvite.model.times import read_times
from netinvite.store.workspace import Workspace

LONDON, TOKYO = "Europe/London", "Asia/Tokyo"
needs_tz = pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows takes no zone from TZ")


def in_zone(net, zone):
    file = Workspace(net).network_file
    file.write_text(f'timezone = "{zone}"\n' + file.read_text("utf-8"), encoding="utf-8")
    return net


def run_in(tz, now, *arguments):
    """Run a command on a computer whose clock says so, in that time zone."""
    env = {**os.environ, "TZ": tz, "NETINVITE_NOW": now}
    command = [sys.executable, "-m", "netinvite", *map(str, arguments)]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)


def test_what_names_the_zone_is_read(net):
    """As ``mail --invite`` advises; a word beside it that nothing reads is still told."""
    in_zone(net, LONDON)
    assert Unread(Workspace(net)).of_network() == []
    file = net / "network.toml"
    file.write_text(file.read_text("utf-8").replace("timezone", "timezoen"), encoding="utf-8")
    (told,) = Unread(Workspace(net)).of_network()
    assert "timezoen" in told


@needs_tz
@pytest.mark.parametrize(
    ("now", "goes"), [("2026-12-03T06:20", True), ("2026-12-03T06:40", False), ("2026-12-03T11:23", False)]
)
def test_a_time_has_gone_by_when_it_has_there(net, now, goes):
    """Half past two in London is half past six in Los Angeles."""
    in_zone(net, LONDON)
    invitation = net / "people" / SLUG / "invitation.txt"
    text = invitation.read_text("utf-8").replace("Tuesday 1 December at 10:00", "Friday 4 December at 10:00")
    invitation.write_text(text, encoding="utf-8")
    done = run_in("America/Los_Angeles", now, "mail", SLUG, "--format", "text", "-w", net)
    assert (done.returncode == 0, "has gone by" in done.stderr) == (goes, not goes)


@needs_tz
def test_without_a_zone_it_is_the_computers_clock(net):
    """As before."""
    done = run_in("America/Los_Angeles", "2026-12-01T09:50", "mail", SLUG, "--format", "text", "-w", net)
    assert done.returncode == 0


def test_a_zone_that_nobody_knows_changes_nothing(net, monkeypatch):
    """The computer's clock counts."""
    for zone in ("Mars/Olympus", "../etc/passwd", "", "Europe"):
        clock.count_in(lambda zone=zone: zone)
        monkeypatch.setenv("NETINVITE_NOW", "2026-11-25T12:00")
        assert clock.now() == datetime(2026, 11, 25, 12)


EACH = [
    ["check"],
    ["check", "--format", "json"],
    ["status"],
    ["status", "--json"],
    ["status", "--ics", "-"],
    ["today"],
    ["mail", SLUG, "--format", "text"],
    ["mail", "--all", "--format", "mbox"],
    ["prepare", SLUG, "--no-input"],
    ["log", SLUG, "no-answer"],
    ["later", SLUG, "in two weeks"],
    ["times", "Tuesday at 10"],
]


@pytest.mark.sampled(5)
@pytest.mark.parametrize("words", EACH, ids=" ".join)
def test_a_zone_that_nobody_knows_is_told_wherever_times_are_judged(net, capsys, words):
    """Once, with its line; what is printed stays as it is."""
    in_zone(net, "Europe/Londn")
    app.run([*words, "-w", str(net), "--lang", "en"])
    told = " ".join(capsys.readouterr().err.split())
    assert told.count("There is no time zone") == 1
    assert "line 1: There is no time zone “Europe/Londn”; times are those of this computer's clock." in told


@needs_tz
@pytest.mark.parametrize(
    ("tz", "now"), [("UTC", "2026-11-24T18:00"), ("Pacific/Auckland", "2026-11-25T07:00")]
)
def test_times_are_read_by_the_clock_of_the_network(net, tz, now):
    """Wherever the computer stands: there it is the day after already."""
    in_zone(net, "Pacific/Auckland")
    done = run_in(tz, now, "times", "today at 23:50", "--json", "-w", net)
    assert '"2026-11-25T23:50"' in done.stdout


def test_another_command_line_counts_anew(net, capsys):
    """A zone that one network named is not that of the next."""
    clock.count_in(lambda: TOKYO)
    assert app.run(["times", "Tuesday at 10"]) == 0
    assert clock.aware(datetime(2026, 11, 25, 12)).utcoffset() != datetime(2026, 11, 25).utcoffset
    capsys.readouterr()


def test_moments_go_there_and_back(monkeypatch):
    """A local moment is one of the zone, with its summer time."""
    clock.count_in(lambda: LONDON)
    assert clock.aware(datetime(2026, 7, 1, 12)).astimezone(UTC) == datetime(2026, 7, 1, 11, tzinfo=UTC)
    assert clock.local(datetime(2026, 7, 1, 11, tzinfo=UTC)) == datetime(2026, 7, 1, 12)
    monkeypatch.setenv("NETINVITE_NOW", "2026-07-01T11:00+00:00")
    assert clock.now() == datetime(2026, 7, 1, 12)


def test_the_hour_that_is_not_there_is_that_of_the_zone():
    """In London the clocks go forward at one, in Tokyo never."""
    now = datetime(2027, 3, 1, 12)
    clock.count_in(lambda: LONDON)
    with pytest.raises(AnswerError, match="does not exist: the clocks go forward then"):
        read_times("28 March at 01:30", "en", now)
    clock.count_in(lambda: TOKYO)
    assert read_times("28 March at 01:30", "en", now)[0].start == datetime(2027, 3, 28, 1, 30)
