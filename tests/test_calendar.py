"""Calendar entries: the hour that the mail says, in every time zone a system can be in; known by no name."""

from __future__ import annotations

import os
import re
import shutil
import time as clockwork
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import pytest
from extent import whole
from icalendar import Calendar
from readyexample import EXAMPLES

from netinvite import language
from netinvite.cli import app
from netinvite.mail import calendar
from netinvite.store import inventory
from netinvite.store.workspace import Workspace

NOW = datetime(2026, 11, 25, 12)
SLUG = "jonas-oestergaard"
needs_tzset = pytest.mark.skipif(not hasattr(clockwork, "tzset"), reason="no TZ on Windows")


def run(*arguments):
    return app.run([str(argument) for argument in arguments])


@pytest.fixture
def net(ready, tmp_path):
    """A workspace with one person who is to get a mail, in a named time zone."""
    folder = shutil.copytree(ready, tmp_path / "net")
    in_zone(folder, "Europe/Copenhagen")
    return folder


def made(folder, capsysbinary, *more, lang="en", zone="Europe/Copenhagen"):
    given = ["--lang", lang, "--answers", EXAMPLES[lang], "--no-input", *more]
    assert run("prepare", "-w", folder, *given) == 0
    if zone:
        in_zone(folder, zone)
    capsysbinary.readouterr()
    return folder


def in_zone(folder, zone):
    file = folder / "network.toml"
    file.write_text(f'timezone = "{zone}"\n{file.read_text("utf-8")}', encoding="utf-8")


@pytest.fixture
def clock(monkeypatch):
    """Puts this computer's clock into a zone; ``settings`` is what its own files call it."""

    def put(tz, settings=""):
        monkeypatch.setattr(calendar, "_configured", lambda: settings)
        if tz is None:
            monkeypatch.delenv("TZ", raising=False)
        else:
            monkeypatch.setenv("TZ", tz)
        clockwork.tzset()

    yield put
    monkeypatch.undo()
    clockwork.tzset()


def entry(time, place, minutes=20, **more):
    talk = calendar.Talk("Talk", minutes, place, str, **more)
    return calendar.invitations([datetime.fromisoformat(time)], talk, NOW)[0].data


def event(data):
    (found,) = Calendar.from_ical(data).walk("VEVENT")
    return found


def start(data):
    """The line DTSTART as it is written."""
    return re.search(rb"BEGIN:VEVENT.*?(DTSTART[^\r]*)", data, re.DOTALL)[1].decode()


def offset_told(data, wall):
    """What a reader that knows no zone by name makes of VTIMEZONE: the offset of a local time (RFC 5545)."""
    (zone,) = Calendar.from_ical(data).walk("VTIMEZONE")
    known = []
    for part in zone.subcomponents:
        before, after = part["TZOFFSETFROM"].td, part["TZOFFSETTO"].td
        known.append((part["DTSTART"].dt - before, after))
    known.sort()
    # The first reading in an hour that comes twice.
    for number, (_onset, offset) in enumerate(known):
        end = known[number + 1][0] if number + 1 < len(known) else datetime.max
        if known[number][0] <= wall - offset < end:
            return offset
    return None


def ics(capsysbinary, net, *more):
    """The calendar files of a mail, and what was said."""
    import email
    from email import policy

    code = run("mail", "-w", net, "--invite", "--format", "mime", *more)
    out, err = capsysbinary.readouterr()
    message = email.message_from_bytes(out, policy=policy.default)
    files = [part.get_payload(decode=True) for part in message.iter_attachments()] if out else []
    return code, files, err.decode()


# Zones ---------------------------------------------------------------------------------------------


@needs_tzset
@pytest.mark.parametrize(
    ("tz", "settings", "named"),
    [
        ("Europe/Copenhagen", "Etc/UTC", "Europe/Copenhagen"),
        (":America/New_York", "", "America/New_York"),
        ("Asia/Kathmandu", "", "Asia/Kathmandu"),
        (None, "Etc/UTC", ""),
        ("CET-1CEST,M3.5.0,M10.5.0/3", "", ""),
        ("CET-1CEST,M3.5.0,M10.5.0/3", "Etc/UTC", ""),
        ("CET-1CEST,M3.5.0,M10.5.0/3", "Europe/Copenhagen", "Europe/Copenhagen"),
        ("CET-1CEST,M3.5.0,M10.5.0/3", "America/New_York", ""),
        ("<+0330>-3:30", "", ""),
        ("<+0330>-3:30", "Europe/Copenhagen", ""),
        ("EST5EDT", "", "EST5EDT"),
        ("UTC0", "", ""),
        ("UTC0", "Europe/Copenhagen", ""),
        ("UTC", "", ""),
        ("Etc/GMT-1", "", "Etc/GMT-1"),
        ("Nope/City", "", ""),
        ("Nope/City", "Europe/Copenhagen", ""),
        ("right/Europe/Copenhagen", "", ""),
        ("localtime", "", ""),
        ("../../etc/passwd", "", ""),
        ("", "Europe/Copenhagen", ""),
        ("\x01", "x" * 5000, ""),
    ],
)
def test_only_a_zone_that_the_clock_confirms_is_named(clock, tz, settings, named):
    """Else an entry has the hour alone; it is never in UTC because nothing else was found."""
    clock(tz, settings)
    times = [datetime(2026, 12, 1, 10), datetime(2027, 6, 3, 14, 30)]
    place = calendar.own_zone(times)
    assert (place.key if place else "") == named
    for time in times:
        found = event(entry(time.isoformat(), place))["DTSTART"].dt
        assert found.replace(tzinfo=None) == time
        if named:
            assert found.utcoffset() == time.astimezone().utcoffset()
        else:
            assert found.tzinfo is None


@needs_tzset
@pytest.mark.skipif(not Path("/usr/share/zoneinfo/Asia/Tokyo").exists(), reason="no zone files")
@pytest.mark.parametrize("tz", ["/usr/share/zoneinfo/Asia/Tokyo", ":/usr/share/zoneinfo/Asia/Tokyo"])
def test_a_path_is_a_zone_too(monkeypatch, tz):
    """TZ may name a file."""
    monkeypatch.setenv("TZ", tz)
    clockwork.tzset()
    try:
        place = calendar.own_zone([datetime(2026, 12, 1, 10)])
    finally:
        monkeypatch.undo()
        clockwork.tzset()
    assert place is None or place.key == "Asia/Tokyo"


@needs_tzset
def test_an_entry_without_a_zone_says_how_to_have_one(clock, tmp_path, capsysbinary):
    """Once, however many times are proposed; with the zone in network.toml nothing is said."""
    net = made(tmp_path / "net", capsysbinary, zone="")
    clock("CET-1CEST,M3.5.0,M10.5.0/3")
    code, files, said = ics(capsysbinary, net)
    assert code == 0 and said.count('timezone = "Europe/Copenhagen"') == 1
    assert [start(file) for file in files] == ["DTSTART:20261201T100000", "DTSTART:20261203T143000"]
    in_zone(net, "Europe/Copenhagen")
    code, files, said = ics(capsysbinary, net)
    assert code == 0 and "timezone" not in said
    assert start(files[0]) == "DTSTART;TZID=Europe/Copenhagen:20261201T100000"


@pytest.mark.sampled(2)
@pytest.mark.parametrize("zone", ["Europe/Kobenhavn", "Europe", "posixrules", "../x", "x" * 300, "a\\u0000b"])
def test_a_zone_that_there_is_not_is_told(tmp_path, capsysbinary, zone):
    """With the place where it is written."""
    net = made(tmp_path / "net", capsysbinary, zone=zone)
    code, files, said = ics(capsysbinary, net)
    assert code == 2 and not files and "network.toml" in said


ODD_ZONES = (
    *("Europe/Copenhagen", "Europe/Dublin", "America/New_York", "America/Sao_Paulo", "Australia/Lord_Howe"),
    *("Africa/Casablanca", "Asia/Kathmandu", "Antarctica/Troll", "Africa/Cairo", "Asia/Gaza", "EST5EDT"),
)
ZONES = sorted({*ODD_ZONES, *sorted(available_timezones())[:: 3 if whole() else 60]})


def clocks(name):
    """What a clock there shows from 2025 to 2029: many names have the same one."""
    place = ZoneInfo(name)
    changes = calendar._changes(place, *(datetime(year, 1, 1, tzinfo=UTC) for year in (2025, 2030)))
    shown = [moment.astimezone(place) for moment in (datetime(2025, 1, 1, tzinfo=UTC), *changes)]
    return tuple((local.isoformat(), local.tzname(), local.dst()) for local in shown)


@pytest.fixture(scope="module")
def first_of():
    """Of the names of one clock, the first."""
    found = {}
    for name in ZONES:
        found.setdefault(clocks(name), name)
    return set(found.values())


@pytest.mark.sampled(2)
@pytest.mark.parametrize("name", ZONES)
def test_the_zone_is_told_in_full(name, first_of):
    """Whoever does not know it by name reads the right hour, of each clock around each change too."""
    place = ZoneInfo(name)
    around = [datetime(2027, month, 15, 10) for month in (range(1, 13) if name in first_of else (1, 7))]
    year = [datetime(year, 1, 1, tzinfo=UTC) for year in (2027, 2028)]
    for change in calendar._changes(place, *year) if name in first_of else ():
        local = change.astimezone(place).replace(tzinfo=None)
        around += [local + timedelta(minutes=30 * step) for step in range(-6, 7)]
    for wall in around:
        first, second = calendar._offsets(wall, place)
        data = entry(wall.isoformat(), place)
        if first < second or b"BEGIN:VTIMEZONE" not in data:
            continue
        assert offset_told(data, wall) == first, wall


@pytest.mark.parametrize(
    ("time", "said"),
    [
        ("2027-03-28 02:30", "There is no 2027-03-28 02:30"),
        ("9999-12-31 23:50", "too far"),
        ("0001-01-01 00:00", "too far"),
    ],
)
def test_a_time_that_no_clock_shows_is_refused(net, capsysbinary, time, said):
    """Skipped in spring, or years away; nothing is printed."""
    answers = Workspace(net).answers_file(SLUG)
    answers.write_text(answers.read_text("utf-8").replace("2026-12-01 10:00", time), encoding="utf-8")
    code, files, err = ics(capsysbinary, net)
    assert code == 1 and not files and said in err


def test_an_hour_that_comes_twice_is_told(net, capsysbinary):
    """The entry means the first one, and its end is not before its beginning."""
    answers = Workspace(net).answers_file(SLUG)
    text = answers.read_text("utf-8").replace("2026-12-01 10:00", "2027-10-31 02:50")
    answers.write_text(text, encoding="utf-8")
    code, files, err = ics(capsysbinary, net)
    assert code == 0 and "comes twice" in err
    (found,) = [event(file) for file in files if "20271031" in start(file)]
    assert "DTEND" not in found or found["DTEND"].dt > found["DTSTART"].dt


# Who, and which entry ------------------------------------------------------------------------------


def test_an_entry_says_who_invites(net, capsysbinary):
    """Name and address of the organiser; tentative, published."""
    found = event(ics(capsysbinary, net)[1][0])
    assert found["ORGANIZER"] == "mailto:maja.holm@example.org"
    assert found["ORGANIZER"].params["CN"] == "Maja Holm"
    assert (found["STATUS"], found["SUMMARY"]) == ("TENTATIVE", "Conversation with Maja Holm")


@pytest.mark.parametrize(
    ("name", "email", "cn", "address"),
    [
        ('Åse "Mia" Holm', "a@example.org", "Åse 'Mia' Holm", "mailto:a@example.org"),
        ("x\r\nATTENDEE:mailto:b@b", "a@example.org", "x ATTENDEE:mailto:b@b", "mailto:a@example.org"),
        ("Holm; Maja: net, werk\x07", "a+b@example.org", "Holm; Maja: net, werk", "mailto:a+b@example.org"),
        ("Å", "å@bøf.example", None, None),
        ("Å", "a@bøf.example", "Å", "mailto:a@xn--bf-lka.example"),
        ("", "a@example.org", None, "mailto:a@example.org"),
        ("Maja", "", None, None),
        ("Maja", "a@example.org, b@example.org", None, None),
        ("Maja", "a?subject=x%0Ay@example.org", "Maja", "mailto:a%3Fsubject=x%250Ay@example.org"),
    ],
)
def test_an_odd_organiser_adds_no_line(name, email, cn, address):
    """Name and address are read back as they are; where no mail can go, nobody is named."""
    data = entry("2026-12-01 10:00", ZoneInfo("Europe/Copenhagen"), organiser=(name, email))
    found = event(data)
    assert "ATTENDEE" not in found
    assert found.get("ORGANIZER") == address
    if address:
        assert found["ORGANIZER"].params.get("CN") == cn


def uids(files):
    return {str(event(file)["UID"]) for file in files}


def test_two_people_at_one_time_have_two_entries(net, capsysbinary):
    """And the same person's keeps its identifier, which names nobody."""
    more = ["--answers", EXAMPLES["en"], "--no-input", "--set"]
    assert run("prepare", "-w", net, "--lang", "en", *more, "person.name=Åse Lund") == 0
    capsysbinary.readouterr()
    jonas, aase = (uids(ics(capsysbinary, net, slug)[1]) for slug in (SLUG, "aase-lund"))
    assert len(jonas) == len(aase) == 2 and not jonas & aase
    assert uids(ics(capsysbinary, net, SLUG)[1]) == jonas
    assert not any("jonas" in found for found in jonas)


def test_the_id_of_the_workspace_makes_no_draft_old(net, capsysbinary):
    """It is made once, for its owner alone, and no draft is made of it."""
    draft = net / "people" / SLUG / "invitation.txt"
    run("mail", "-w", net, SLUG, "--format", "text")
    before = draft.stat().st_mtime_ns
    ics(capsysbinary, net)
    file = net / inventory.ID
    first = file.read_text("utf-8")
    run("mail", "-w", net, SLUG, "--format", "text")
    ics(capsysbinary, net)
    assert file.read_text("utf-8") == first and draft.stat().st_mtime_ns == before
    assert os.name == "nt" or file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "text", ["", "\x00\xff", "<<<<<<< HEAD\n{a}\n=======\n{b}\n>>>>>>> {b}{b}\n", "id = 1\n"]
)
def test_a_damaged_id_is_no_hindrance(net, text):
    """One that git joined is the first of the two; of anything else a new one is made, once."""
    file = net / inventory.ID
    file.write_text(text.format(a="a" * 32, b="b" * 32), encoding="latin-1")
    first = Workspace(net).own_id()
    assert first == Workspace(net).own_id() and re.fullmatch("[0-9a-f]{32}", first)
    assert "HEAD" not in text or first == "a" * 32


def test_a_folder_in_the_place_of_the_id_is_no_hindrance(net):
    """The id then follows from the folder, and stays the same."""
    (net / inventory.ID).mkdir()
    assert Workspace(net).own_id() == Workspace(net).own_id()


def test_the_next_steps_of_two_namesakes_are_two(net, tmp_path, capsysbinary):
    """With the same words on the same day; a second file updates the first."""
    talk = ["--no-input", "--set", "conversation.outcome=considers", "--set", "conversation.next=call"]
    talk += ["--set", "conversation.next_date=2026-12-10"]
    for slug in (SLUG, f"{SLUG}-2"):
        if slug != SLUG:
            assert (
                run("prepare", "-w", net, "--lang", "en", "--new", "--answers", EXAMPLES["en"], "--no-input")
                == 0
            )
        assert run("interview", slug, "-w", net, *talk) in (0, 1, 2)
    found = []
    for name in ("a.ics", "b.ics"):
        assert run("status", "-w", net, "--ics", tmp_path / name) == 0
        found.append(
            [str(e["UID"]) for e in Calendar.from_ical((tmp_path / name).read_bytes()).walk("VEVENT")]
        )
    assert found[0] == found[1] and len(set(found[0])) == 2


# Guides of one's own -------------------------------------------------------------------------------


@pytest.fixture
def asking(tmp_path, capsysbinary, rendered_here):
    """A network whose own guide asks a question of step contact otherwise, and whose own mail says little."""

    def put(name, question, answer):
        folder = tmp_path / "net"
        guide = language.guide_file("en", None).read_text("utf-8")
        begin = guide.index(f'key = "{name}"')
        end = guide.index("[[step", begin)
        own = folder / "templates" / "en"
        own.mkdir(parents=True)
        asked = f'key = "{name}"\n{question}\nask = "What?"\ndepth = "short"'
        changed = f"{guide[:begin]}{asked}\n\n{guide[end:]}"
        (own / "guide.toml").write_text(changed, encoding="utf-8")
        for file in ("invitation.txt.j2", "conversation.md.j2", "pitch.md.j2"):
            (own / file).write_text("To: jonas@example.org\nSubject: x\n\nMay I?\n", encoding="utf-8")
        net = made(folder, capsysbinary, "--set", f"contact.{name}={answer}")
        # It says no time, which is nothing here.
        with (folder / "network.toml").open("a", encoding="utf-8") as file:
            file.write('\n[check]\noff = ["M001"]\n')
        return net

    return put


def one_of(answer):
    return f'kind = "choice"\nchoices = [{{ key = "{answer}", label = "x" }}]'


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("question", "answer", "minutes"),
    [
        *(
            (one_of(answer), answer, 20)
            for answer in ("a good half hour", "-77", "9" * 200, "000", "77.5", "²")
        ),
        (one_of("45"), "45", 45),
        ('kind = "scale"', "7", 7),
    ],
)
def test_minutes_of_any_number_make_an_entry(asking, capsysbinary, question, answer, minutes):
    """Twenty where the answer is no number of minutes, which is said without repeating it."""
    code, files, said = ics(capsysbinary, asking("minutes", question, answer))
    assert code == 0, said
    for file in files:
        found = event(file)
        assert found["DTEND"].dt - found["DTSTART"].dt == timedelta(minutes=minutes)
    assert ("contact.minutes is no number" in said) == (minutes == 20)
    assert answer not in said or minutes != 20


def test_a_private_number_of_minutes_stays_private(asking, capsysbinary):
    """The entry is as long as others are."""
    code, files, said = ics(capsysbinary, asking("minutes", f"{one_of('45')}\nprivate = true", "45"))
    assert code == 0 and "contact.minutes" not in said
    assert event(files[0])["DTEND"].dt - event(files[0])["DTSTART"].dt == timedelta(minutes=20)


def test_private_times_make_no_entry(asking, capsysbinary):
    """Whatever leaves the folder holds no private answer."""
    net = asking("times", 'kind = "times"\nprivate = true', "2026-12-01 10:00")
    code, files, said = ics(capsysbinary, net)
    assert code == 2 and not files and "No times are proposed" in said


def test_an_entry_speaks_the_language_of_its_mail(net, capsysbinary):
    """Whatever the language that netinvite speaks with its user."""
    found = event(ics(capsysbinary, net, "--lang", "da")[1][0])
    assert found["SUMMARY"] == "Conversation with Maja Holm"
