"""A calendar file of one's own: what of it counts, what is wrong with it, and that nothing of it is told."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time as clockwork
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from extent import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from platformdirs import user_config_path
from scriptedfront import ScriptedFront

from netinvite.app import busy
from netinvite.app import given as givens
from netinvite.app.busy import OwnCalendar
from netinvite.app.preparation import Preparation
from netinvite.app.prepare import Opened
from netinvite.cli import app
from netinvite.mail import occupied
from netinvite.mail.occupied import Order, answer
from netinvite.mail.skimming import Fault, skimmed
from netinvite.model.workdays import FREE, Range
from netinvite.store import ownconfig
from netinvite.store.workspace import Workspace
from netinvite.wizard.prepare import PreparationDesk

pytestmark = pytest.mark.whole

SLUG = "jonas-oestergaard"
SAMPLES = Path(__file__).parent / "data" / "calendars"
FIRST, LAST = datetime(2026, 11, 25), datetime(2027, 1, 15)
COPENHAGEN = "Europe/Copenhagen"
FOR_EVER = "DTSTART:20261202T090000\nDURATION:PT1H\nRRULE:FREQ=SECONDLY"
needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on Windows")


def calendar(*events, top="VERSION:2.0"):
    """A calendar of events, each the lines of one that are not the same in all."""
    inner = [
        f"BEGIN:VEVENT\nUID:{number}@example.org\n{lines}\nEND:VEVENT" for number, lines in enumerate(events)
    ]
    return "\n".join(["BEGIN:VCALENDAR", top, *inner, "END:VCALENDAR", ""])


def lasting(day, start="090000", end="100000", more=""):
    """An event on a day, from one time of day to another, in no time zone."""
    return f"DTSTART:{day}T{start}\nDTEND:{day}T{end}" + (f"\n{more}" if more else "")


ONE = lasting("20261201")
ONE_FOUND = "2026-12-01 09:00-10:00"


@pytest.fixture
def file(tmp_path):
    """Makes a calendar file of a text or of bytes."""

    def made(content, name="own.ics"):
        place = tmp_path / name
        place.write_bytes(content if isinstance(content, bytes) else content.encode())
        return place

    return made


def outcome(place, mine=(), zone=COPENHAGEN):
    return answer(Order(str(place), FIRST, LAST, zone, mine))


def busy_in(place, mine=(), zone=COPENHAGEN):
    """When it says that one is busy, each as "day from-to", or "day to day" for whole days."""
    found = [[datetime.fromisoformat(moment) for moment in one] for one in outcome(place, mine, zone)["busy"]]
    return [
        f"{start:%Y-%m-%d %H:%M}-{end:%H:%M}"
        if start.date() == end.date()
        else f"{start:%Y-%m-%d} to {end:%Y-%m-%d}"
        for start, end in found
    ]


# What programs write -------------------------------------------------------------------------------

DIALECTS = {
    "outlook": ["2026-12-01 10:00-11:00", "2026-12-10 to 2026-12-12"],
    "google": [
        *("2026-12-01 10:00-11:00", "2026-12-01 13:00-14:00", "2026-12-16 15:00-16:00"),
        *("2026-12-29 13:00-14:00", "2027-01-05 13:00-14:00", "2027-01-12 13:00-14:00"),
    ],
    "apple": ["2026-12-03 14:30-15:30", "2026-12-07 to 2026-12-09", "2026-12-09 08:00-09:30"],
    "nextcloud": ["2026-12-01 09:00-09:30", "2026-12-02 09:00-09:30", "2026-12-03 09:00-09:30"],
    "evolution": [
        *("2026-12-01 15:30-16:30", "2026-12-07 08:00-08:30"),
        *("2026-12-09 08:00-08:30", "2027-01-04 08:00-08:30"),
    ],
}


@pytest.mark.parametrize("program", DIALECTS)
def test_what_programs_write(program):
    """Zones, whole days, what recurs, is moved, cancelled, declined or free, as its program writes it."""
    assert busy_in(SAMPLES / f"{program}.ics") == DIALECTS[program]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda data: b"\xef\xbb\xbf" + data, "a mark at the start"),
        (lambda data: data.replace(b"\r\n", b"\n"), "LF"),
        (lambda data: data.replace(b"\r\n", b"\r"), "CR"),
        (lambda data: data.replace("ø".encode(), b"\xf8"), "Latin-1"),
        (
            lambda data: data.replace(b"DTSTART", b"dtstart").replace(b"BEGIN:VEVENT", b"begin:vevent"),
            "small",
        ),
        (lambda data: data + data, "two in one file"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_however_it_was_saved(file, change, what):
    """Ends of lines, a mark at the start, another encoding: it is the same calendar."""
    data = (SAMPLES / "google.ics").read_bytes()
    assert busy_in(file(change(data))) == DIALECTS["google"]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (lasting("20261201"), ["2026-12-01 09:00-10:00"]),
        ("DTSTART:20261201T090000\nDURATION:PT90M", ["2026-12-01 09:00-10:30"]),
        ("DTSTART:20261201T090000Z\nDTEND:20261201T100000Z", ["2026-12-01 10:00-11:00"]),
        (
            "DTSTART;TZID=W. Europe Standard Time:20261201T090000\n"
            "DTEND;TZID=W. Europe Standard Time:20261201T100000",
            ["2026-12-01 09:00-10:00"],
        ),
        (
            "DTSTART;TZID=Eastern Standard Time:20261201T090000\n"
            "DTEND;TZID=Eastern Standard Time:20261201T100000",
            ["2026-12-01 15:00-16:00"],
        ),
        ("DTSTART;TZID=Nowhere/Else:20261201T090000\nDURATION:PT1H", ["2026-12-01 09:00-10:00"]),
        ("DTSTART;VALUE=DATE:20261201", ["2026-12-01 to 2026-12-02"]),
        ("DTSTART:20261201T090000", []),
        (lasting("20261201", more="TRANSP:TRANSPARENT"), []),
        (lasting("20261201", more="STATUS:CANCELLED"), []),
        (lasting("20261201", more="STATUS:TENTATIVE"), ["2026-12-01 09:00-10:00"]),
        (lasting("20261201", more="X-MICROSOFT-CDO-BUSYSTATUS:FREE"), []),
        (lasting("20261201", more="X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE"), ["2026-12-01 09:00-10:00"]),
        (lasting("20261124"), []),
        (lasting("20261124", more="RRULE:FREQ=WEEKLY;COUNT=2"), ["2026-12-01 09:00-10:00"]),
        ("DTSTART:20261124T090000\nDTEND:20261126T100000", ["2026-11-25 to 2026-11-26"]),
        (lasting("20270301"), []),
    ],
)
def test_which_events_count(file, lines, found):
    """Opaque events between today and the last day, in the clock of the network's times."""
    assert busy_in(file(calendar(lines))) == found


@pytest.mark.parametrize(
    ("attendees", "mine", "busy"),
    [
        (("DECLINED:mailto:anna@example.org", "ACCEPTED:mailto:bo@example.org"), "Anna@example.org", False),
        (("DECLINED:MAILTO:Anna@Example.org", "ACCEPTED:mailto:bo@example.org"), "anna@example.org", False),
        (("ACCEPTED:mailto:anna@example.org", "DECLINED:mailto:bo@example.org"), "anna@example.org", True),
        (("DECLINED:mailto:anna@example.org", "ACCEPTED:mailto:bo@example.org"), "", True),
        (("DECLINED:mailto:anna@example.org",), "", True),
        (("DECLINED:mailto:bo@example.org",), "anna@example.org", True),
        (
            ("DECLINED;EMAIL=anna@example.org:/principals/anna", "ACCEPTED:mailto:bo@example.org"),
            "anna@example.org",
            False,
        ),
        (("NEEDS-ACTION:mailto:anna@example.org",), "anna@example.org", True),
    ],
)
def test_what_was_declined_is_free(file, attendees, mine, busy):
    """By oneself, as far as one's address is known; a talk that others declined takes place all the same."""
    more = "\n".join(f"ATTENDEE;PARTSTAT={one}" for one in attendees)
    found = busy_in(file(calendar(lasting("20261201", more=more))), [mine] if mine else [])
    assert bool(found) is busy


@pytest.mark.parametrize(
    ("zone", "day", "more", "told"),
    [
        ("Mars/Olympus", "20261201", "", ["Mars/Olympus"]),
        ("Mars/Olympus", "20261124", "RRULE:FREQ=WEEKLY;COUNT=2", ["Mars/Olympus"]),
        ("M" * 200, "20261201", "", ["M" * 60]),
        ("Mars/Olympus", "20261201", "TRANSP:TRANSPARENT", []),
        ("Mars/Olympus", "20261110", "RRULE:FREQ=DAILY;COUNT=1", []),
        (COPENHAGEN, "20261201", "", []),
    ],
)
def test_a_zone_that_nobody_knows_is_named(file, zone, day, more, told):
    """Where a time in it counts, which is taken as it stands."""
    start = f"DTSTART;TZID={zone}:{day}T090000\nDURATION:PT1H"
    place = file(calendar(f"{start}\n{more}" if more else start))
    assert outcome(place)["zones"] == told
    assert not told or busy_in(place) == [ONE_FOUND]


def test_a_calendar_of_busy_times_alone(file):
    """Published busy times count, those that are free do not."""
    text = (
        "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VFREEBUSY\n"
        "FREEBUSY;FBTYPE=BUSY:20261201T090000Z/20261201T100000Z,20261202T090000Z/PT2H\n"
        "FREEBUSY;FBTYPE=FREE:20261203T090000Z/20261203T100000Z\nEND:VFREEBUSY\nEND:VCALENDAR\n"
    )
    assert busy_in(file(text)) == ["2026-12-01 10:00-11:00", "2026-12-02 10:00-12:00"]


@pytest.mark.parametrize("zone", ["", "Nowhere/Else"])
@pytest.mark.skipif(not hasattr(clockwork, "tzset"), reason="no TZ on Windows")
def test_this_computers_clock(file, monkeypatch, zone):
    """Where the network names no zone that there is, times are this computer's."""
    place = file(calendar("DTSTART:20261201T090000Z\nDURATION:PT1H"))
    monkeypatch.setenv("TZ", "America/New_York")
    clockwork.tzset()
    try:
        assert busy_in(place, zone=zone) == ["2026-12-01 04:00-05:00"]
    finally:
        monkeypatch.undo()
        clockwork.tzset()


# What is wrong with it -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("", "none"),
        ("<!DOCTYPE html>\n<title>Sign in</title>\n", "none"),
        (bytes(range(256)) * 40, "none"),
        ("BEGIN:VCARD\nFN:Bo\nEND:VCARD\n", "none"),
        (calendar(ONE)[:-20], "cut"),
        (calendar(ONE).replace("END:VEVENT\n", ""), "cut"),
        (calendar(ONE) + "END:VCALENDAR\n", "cut"),
        (
            calendar(ONE, top="BEGIN:VTIMEZONE\nTZID:Here\nBEGIN:STANDARD\nEND:STANDARD\nEND:VTIMEZONE"),
            "damaged",
        ),
        (b"BEGIN:VCALENDAR\n" + b"X" * 5_000_000, "large"),
    ],
)
def test_what_is_no_calendar(file, content, fault):
    """Nothing of it is taken for a calendar, and it is known why."""
    assert outcome(file(content)) == {"fault": fault}


@pytest.mark.parametrize(
    "lines",
    [
        "DTSTART:20261301T090000\nDTEND:20261301T100000",
        "SUMMARY:without a start",
        "DTSTART:20261202T090000\nDURATION:PT1H\nRRULE:FREQ=SOMETIMES",
        "DTSTART:20261202T090000\nDTSTART:20261203T090000\nDURATION:PT1H",
    ],
)
def test_an_event_that_cannot_be_read_is_left_out(file, lines):
    """The other events count, and it is known that something of one does not."""
    place = file(calendar(ONE, lines))
    assert ONE_FOUND in busy_in(place) and outcome(place)["partly"]


@settings(max_examples=examples(300), deadline=None)
@given(
    pieces=st.lists(
        st.sampled_from(["BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM"])
        | st.sampled_from(["END:VALARM", "DTSTART:20261201", "SUMMARY:Secret", " Secret", ":", ";=", "\x00"])
        | st.text(max_size=8),
        max_size=12,
    )
)
def test_whatever_stands_there_no_title_gets_through(pieces):
    """Whatever the lines, they are told from a calendar, and a title is dropped at the first look."""
    try:
        lines = list(skimmed("\n".join(pieces).encode("utf-8", "replace"), FIRST.date(), LAST.date()))
    except Fault as fault:
        assert str(fault) in ("cut", "none")
    else:
        assert not any(line.startswith(("SUMMARY", "BEGIN:VALARM")) for line in lines)


def test_old_events_are_dropped_before_they_are_read():
    """Of thousands of events that are over none reaches the libraries."""
    text = calendar(
        *[lasting(f"2019{month:02}{day:02}") for month in range(1, 13) for day in range(1, 29)], ONE
    )
    assert sum(line == "BEGIN:VEVENT" for line in skimmed(text.encode(), FIRST.date(), LAST.date())) == 1


# In a process of its own ---------------------------------------------------------------------------


@pytest.fixture
def network(net):
    """A network whose times are in Copenhagen."""
    file = net / "network.toml"
    file.write_text(f'timezone = "{COPENHAGEN}"\n' + file.read_text("utf-8"), encoding="utf-8")
    return Workspace(net)


def read(named, network, answers=()):
    """What a calendar says, and what is said of it."""
    own = OwnCalendar(None if named is None else str(named))
    return own.busy(network, dict(answers)), " ".join(own.take_notes())


TEN = datetime(2026, 12, 1, 10)
NOTHING = {"busy": [], "partly": False, "zones": []}


def test_read_by_a_process_of_its_own(network):
    """It says what is in the way of a talk, and nothing is said of it."""
    found, said = read(SAMPLES / "outlook.ics", network)
    assert found.overlap(TEN, 20) == Range(TEN, TEN + timedelta(hours=1)) and not said
    assert found.overlap(datetime(2026, 12, 2, 10), 20) is None


def test_it_is_read_once(network, monkeypatch):
    """However often it is asked for, one process reads it."""
    asked = []
    monkeypatch.setattr(busy, "_asked", lambda order: asked.append(order) or {**NOTHING})
    own = OwnCalendar(str(SAMPLES / "outlook.ics"))
    for _time in range(3):
        own.busy(network, {})
    assert len(asked) == 1


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    "lines",
    [
        FOR_EVER,
        "DTSTART:20261202T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;INTERVAL=0",
    ],
)
def test_what_never_ends_is_ended(file, network, lines):
    """A rule without an end takes two seconds and a sentence."""
    begun = clockwork.monotonic()
    found, said = read(file(calendar(ONE, lines)), network)
    assert found is FREE and "own.ics cannot be used: to read it takes longer than two seconds." in said
    assert clockwork.monotonic() - begun < 15


def test_a_flood_of_days_is_ended(file, network):
    """Almost 5 MB of further days are read in time, or ended."""
    days = ",".join(f"2026{1 + n % 12:02}{1 + n % 28:02}T{n % 24:02}{n % 60:02}00" for n in range(300_000))
    begun = clockwork.monotonic()
    _found, said = read(file(calendar(f"{ONE}\nRDATE:{days}")), network)
    assert "two seconds" in said or "too much memory" in said
    assert clockwork.monotonic() - begun < 15


@pytest.mark.parametrize(
    ("named", "why"),
    [
        ("https://example.org/own.ics", "netinvite fetches nothing"),
        ("webcal://example.org/own.ics", "netinvite fetches nothing"),
        ("file:///tmp/own.ics", "netinvite fetches nothing"),
        ("/nowhere/own.ics", "No such file or directory"),
        ("/dev/zero", "it is no ordinary file"),
        ("/", "it is no ordinary file"),
        ("own\0.ics", "this is no name of a file"),
    ],
)
def test_what_is_not_even_opened(named, why, network, monkeypatch):
    """An address, a device and a folder are named at once, and no process is begun."""
    monkeypatch.setattr(busy, "_asked", None)
    found, said = read(named, network)
    assert found is FREE and f"{named} cannot be used: " in said and why in said


@needs_pipes
@pytest.mark.parametrize("through", ["", "link"])
def test_a_pipe_is_not_waited_for(through, tmp_path, network):
    """A named pipe is refused unopened, also behind a link, by the program and by the process."""
    pipe = place = tmp_path / "pipe.ics"
    os.mkfifo(pipe)
    if through:
        place = tmp_path / "link.ics"
        place.symlink_to(pipe)
    _found, said = read(place, network)
    assert "it is no ordinary file" in said
    assert outcome(place) == {"fault": "kind"}


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no sockets in folders on Windows")
def test_a_socket_is_refused(tmp_path, network, monkeypatch):
    """A socket is no ordinary file."""
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as heard:
        heard.bind("s.ics")
        _found, said = read("s.ics", network)
    assert "it is no ordinary file" in said


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("<html>", "it holds no calendar"),
        (calendar(ONE)[:-20], "it breaks off"),
        (b"BEGIN:VCALENDAR\n" + b"X" * 6_000_000, "it has more than 5 MB"),
    ],
)
def test_what_is_wrong_with_it_is_said_once(file, content, why, network):
    """The file and what is wrong with it, and that the work goes on; a second look says nothing."""
    own = OwnCalendar(str(file(content)))
    assert own.busy(network, {}) is FREE
    (said,) = own.take_notes()
    assert "own.ics cannot be used: " in said and why in said and "goes on without it" in said
    assert own.busy(network, {}) is FREE and not own.take_notes()


def test_a_process_that_cannot_be_started(network, monkeypatch):
    """Where the system starts none, that is said."""

    def run(*_arguments, **_more):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(subprocess, "run", run)
    _found, said = read(SAMPLES / "apple.ics", network)
    assert "Permission denied" in said


# Who names it --------------------------------------------------------------------------------------


@pytest.fixture
def config(home):
    """The user's own config, written."""

    def written(text):
        place = user_config_path("netinvite", appauthor=False) / "config.toml"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
        return place

    return written


OUTLOOK, APPLE, GOOGLE = (str(SAMPLES / f"{name}.ics") for name in ("outlook", "apple", "google"))


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("option", "variable", "configured", "taken"),
    [
        (OUTLOOK, APPLE, GOOGLE, OUTLOOK),
        (None, APPLE, GOOGLE, APPLE),
        (None, None, GOOGLE, GOOGLE),
        (None, None, None, ""),
        ("", APPLE, GOOGLE, ""),
        (None, "", GOOGLE, ""),
    ],
)
def test_who_names_it(option, variable, configured, taken, network, config, monkeypatch):
    """The command line, then the environment, then the config; an empty name is for none."""
    if variable is not None:
        monkeypatch.setenv("NETINVITE_CALENDAR", variable)
    if configured is not None:
        config(f"calendar = {json.dumps(configured)}\n")
    own = OwnCalendar(option)
    own.busy(network, {})
    assert own.named == taken and not own.take_notes()


def test_the_home_folder_may_be_written_short(network, config, home):
    """``~`` is the home folder, in the config too."""
    (home / "own.ics").write_text(calendar(ONE), encoding="utf-8")
    config('calendar = "~/own.ics"\n')
    found, said = read(None, network)
    assert found.overlap(datetime(2026, 12, 1, 9), 20) and not said


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("calendar = 3\n", 1, "must be the full path"),
        ('\ncalendar = "own.ics"\n', 2, "must be the full path"),
        ("calendar = [\n", 1, "is not valid TOML"),
        ('# mine\ncalender = "/own.ics"\n', 2, "Did you mean “calendar”"),
    ],
)
def test_a_config_that_says_something_else(text, line, why, network, config):
    """File and line are named, and the work goes on."""
    place = config(text)
    found, said = read(None, network)
    assert found is FREE and str(place) in said and f"line {line}" in said and why in said


def test_no_shared_file_names_it(network, monkeypatch):
    """What the network's own file says of a calendar is read by nobody."""
    file = network.network_file
    file.write_text(f"calendar = {json.dumps(OUTLOOK)}\n" + file.read_text("utf-8"), encoding="utf-8")
    monkeypatch.setattr(busy, "_asked", None)
    assert read(None, network) == (FREE, "")


# Where it is used ----------------------------------------------------------------------------------


def desk(network, named):
    who = network.person(SLUG)
    own = OwnCalendar(str(named))
    made = PreparationDesk(
        Opened(Preparation.open(network, "en", who), givens.Given(), chosen=True, calendar=own)
    )
    made.front = ScriptedFront()
    return made


def asked(made, key="contact.times"):
    """The question as its prompt gets it."""
    return made.asked(next(one for one in made.sitting.guide.questions() if one.key == key))


def test_no_time_is_proposed_that_overlaps(network):
    """Ten o'clock is taken on the first Tuesday: the proposal is another hour."""
    without, within = (asked(desk(network, named)) for named in ("", OUTLOOK))
    assert without.suggestions[0] == TEN
    assert within.suggestions[0] == datetime(2026, 12, 1, 9)


def test_a_calendar_that_leaves_nothing_free_is_told(network, file):
    """So nobody wonders why the field is empty; where times stand in it, nothing is said."""
    made = desk(network, file(calendar("DTSTART;VALUE=DATE:20261101\nDTEND;VALUE=DATE:20280101")))
    assert asked(made).suggestions == () and made.front.said == ""
    del made.sitting.walk.answers["contact.times"]
    asked(made)
    assert "leave no time free in the next 16 weeks, so none is proposed." in made.front.said


def test_an_unknown_zone_is_said_once(network, file):
    """By its name."""
    made = desk(network, file(calendar("DTSTART;TZID=Mars/Olympus:20261201T090000\nDURATION:PT1H")))
    asked(made), asked(made)
    assert made.front.said.count("own.ics: “Mars/Olympus”. Times in them are taken as they stand.") == 1


def test_a_typed_time_can_be_held_against_it(network):
    """The prompt can ask what is in the way of a time, and how long the talk is to be."""
    given = asked(desk(network, OUTLOOK))
    assert given.overlap(TEN, given.minutes) == Range(TEN, TEN + timedelta(hours=1))
    assert given.minutes == 20


def test_other_questions_do_not_read_it(network, monkeypatch):
    """It is read where times are asked for, and nowhere else."""
    monkeypatch.setattr(busy, "_asked", None)
    assert asked(desk(network, OUTLOOK), "person.email").overlap(TEN, 20) is None


def test_the_wizard_says_what_is_wrong_with_it(network, file):
    """One that cannot be used is named, and times are proposed."""
    made = desk(network, file("<html>"))
    assert asked(made).suggestions[0] == TEN
    assert "own.ics cannot be used: it holds no calendar." in made.front.said


def prepare(network, *words):
    return app.run(["prepare", SLUG, "--no-input", "-w", str(network.root), *words])


def test_times_given_for_scripts_are_held_against_it(network, capsys):
    """A given time is kept, and what overlaps it is said, without its title."""
    times = "contact.times=1 December at 10.30; 3 December at 14.30"
    assert prepare(network, "--set", times, "--calendar", OUTLOOK) == 0
    told = " ".join(capsys.readouterr())
    assert (
        "Tuesday 1 December at 10:30 overlaps something in your calendar: Tuesday 1 December at 10:00–11:00"
        in (" ".join(told.split()))
    )
    assert told.count("overlaps") == 1 and "lægen" not in told


def test_times_that_were_answered_before_are_held_against_it_too(network, capsys):
    """Nobody is asked for them again; what has gone by is in nobody's way."""
    assert prepare(network, "--set", "contact.times=1 December at 10.30; 3 December at 14.30") == 0
    assert "overlaps" not in " ".join(capsys.readouterr())
    assert prepare(network, "--calendar", OUTLOOK) == 0
    assert " ".join(capsys.readouterr()).count("overlaps something in your calendar") == 1


def test_a_calendar_that_is_damaged_stops_no_script(network, file, capsys):
    """The sentence names it; the texts are written all the same."""
    times = "contact.times=1 December at 10.30; 3 December at 14.30"
    assert prepare(network, "--set", times, "--calendar", str(file("<html>"))) == 0
    told = " ".join(" ".join(capsys.readouterr()).split())
    assert "it holds no calendar" in told and "Written:" in told


def test_the_example_has_no_calendar(capsys):
    """The example shows times of its own."""
    assert app.run(["prepare", "--example", "--calendar", OUTLOOK]) == 2
    assert "--example and --calendar do not go together" in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(signal, "SIGPROF"), reason="no such signals on Windows")
def test_the_limits_agree():
    """The process and who waits for it mean the same ends."""
    assert {occupied.LATE, signal.SIGALRM, signal.SIGPROF} == set(busy.LATE)


def test_a_config_in_the_networks_folder_is_nobodys_own(network, monkeypatch):
    """Where the config lies in the folder that others may write to, it names nothing."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(network.root))
    place = ownconfig.file()
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(f"calendar = {json.dumps(OUTLOOK)}\n", encoding="utf-8")
    monkeypatch.setattr(busy, "_asked", None)
    assert read(None, network) == (FREE, "")
