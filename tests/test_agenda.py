"""The follow-up in a calendar: one entry a person and kind, that moves, and ends, and says what one needs."""

from __future__ import annotations

import json
import os
import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from extent import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from readyexample import EXAMPLE

from netinvite.cli import app
from netinvite.mail import agenda as written
from netinvite.model.agenda import STEP, TALK, planned
from netinvite.model.contacts import (
    BOUNCED,
    HOWS,
    MOVED,
    NO_ANSWER,
    NOTED,
    REPLIED,
    SENT,
    TALKED,
    WHATS,
    Entry,
)
from netinvite.model.standing import Facts, Talk
from netinvite.store import contacts, feeds
from netinvite.store.workspace import Workspace

NOW = datetime(2026, 11, 25, 12)
YESTERDAY = date(2026, 11, 24)
SENT_ON, FIRST, SECOND = date(2026, 11, 20), datetime(2026, 12, 1, 10), datetime(2026, 12, 3, 14, 30)
MAILED = Entry(SENT_ON, SENT, "mail", times=(FIRST, SECOND))
TRIED = Entry(date(2026, 11, 22), NO_ANSWER)
PUT_OFF = Entry(date(2026, 11, 24), MOVED, until=date(2026, 12, 20))
PROMISED = Talk(date(2026, 11, 20), "considers", "call again", date(2026, 12, 10))
SLUG = "aase-lund"
COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def run(*arguments):
    return app.run([str(argument) for argument in arguments])


def entries(*log, talks=(), now=NOW):
    """Kind, when and whether it has ended, of one person's entries."""
    found = planned([Facts("a", "A", finished=True, log=log, talks=tuple(talks))], now)
    return {one.kind: (one.when, one.ended) for one in found}


# Which entries there are ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("log", "talks", "found"),
    [
        ([], [], None),
        ([], [PROMISED], (date(2026, 12, 10), False)),
        ([PUT_OFF], [PROMISED], (PUT_OFF.until, False)),
        ([PUT_OFF], [], (PUT_OFF.until, False)),
        ([Entry(date(2026, 11, 24), MOVED)], [PROMISED], (date(2026, 11, 20), True)),
        ([TRIED], [], None),
        ([TRIED, Entry(date(2026, 11, 24), MOVED)], [], (TRIED.when, True)),
        ([], [PROMISED._replace(next_date=None)], (date(2026, 11, 20), True)),
        ([], [PROMISED, Talk(date(2026, 11, 25), "joins")], (YESTERDAY, True)),
        ([], [Talk(outcome="declines")], (YESTERDAY, True)),
    ],
    ids=["nothing", "promised", "put off", "off", "done", "tried", "left", "dayless", "joins", "no days"],
)  # fmt: skip
def test_a_step_is_open_or_cancelled(log, talks, found):
    """Whoever cannot have had one has none; what has ended stands on a day that is over."""
    assert entries(*log, talks=talks).get(STEP) == found


@pytest.mark.parametrize(
    ("log", "talks", "found"),
    [
        ([MAILED], [], (FIRST, False)),
        ([MAILED, Entry(date(2026, 11, 24), NO_ANSWER)], [], (FIRST, False)),
        ([MAILED, Entry(date(2026, 11, 24), REPLIED)], [], (FIRST, False)),
        ([MAILED, Entry(date(2026, 11, 24), NOTED, note="x")], [], (FIRST, False)),
        ([MAILED, Entry(date(2026, 11, 24), SENT, times=(SECOND,))], [], (SECOND, False)),
        ([MAILED, Entry(date(2026, 11, 24), SENT)], [], (FIRST, False)),
        ([MAILED, Entry(date(2026, 11, 24), TALKED)], [], (datetime(2026, 11, 24), True)),
        ([MAILED, Entry(date(2026, 11, 24), BOUNCED)], [], (datetime(2026, 11, 24), True)),
        ([MAILED, PUT_OFF], [], (datetime(2026, 11, 20), True)),
        ([MAILED], [Talk(date(2026, 11, 22), "joins")], (datetime(2026, 11, 22), True)),
        ([Entry(SENT_ON, SENT)], [], None),
    ],
)  # fmt: skip
def test_a_proposed_time_waits_until_something_is_said_of_it(log, talks, found):
    """The first that is still to come."""
    assert entries(*log, talks=talks).get(TALK) == found


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (datetime(2026, 12, 1, 9), (FIRST, False)),
        (datetime(2026, 12, 1, 17), (SECOND, False)),
        (datetime(2026, 12, 3, 17), (SECOND, False)),
        (datetime(2026, 12, 4, 9), (datetime(2026, 11, 20), True)),
    ],
)
def test_the_next_time_takes_the_place_of_one_that_is_past(now, found):
    """The last stays for the rest of its day: nobody knows yet what came of it."""
    assert entries(MAILED, now=now)[TALK] == found


# The file ------------------------------------------------------------------------------------------


def begun(folder):
    more = [f"--set={one}" for one in ("person.name=Åse Lund", "person.phone=+45 12 34 56 78")]
    assert run("prepare", "-w", folder, "--lang", "en", "--answers", EXAMPLE, "--no-input", *more) == 0
    file = folder / "network.toml"
    file.write_text(f'timezone = "Europe/Copenhagen"\n{file.read_text("utf-8")}', encoding="utf-8")


@pytest.fixture(autouse=True)
def noon_there(monkeypatch):
    """It is noon in the network's time zone, wherever this computer stands."""
    monkeypatch.setenv("NETINVITE_NOW", "2026-11-25T12:00+01:00")


@pytest.fixture
def net(once, capsys):
    """A network with one person who is prepared."""
    folder = once(begun)
    capsys.readouterr()
    return folder


def log(folder, *more):
    for entry in more:
        contacts.append(Workspace(folder), SLUG, entry)


def talked(folder, outcome, *more):
    more = more or ("conversation.next=nothing",)
    said = [f"conversation.outcome={outcome}", "conversation.changes=ring in the evening", *more]
    assert run("interview", SLUG, "-w", folder, "--no-input", *(f"--set={one}" for one in said)) == 0


def promise(folder, day):
    more = "conversation.date=2026-11-20", "conversation.next=call again", f"conversation.next_date={day}"
    talked(folder, "considers", *more)


def imported(folder, capsys, *more):
    """The entries of ``--ics`` by the first letters of their identifiers' kind: step and talk."""
    file = folder.parent / "steps.ics"
    assert run("status", "-w", folder, "--ics", file, *more) == 0
    capsys.readouterr()
    found = Calendar.from_ical(file.read_bytes())
    return {_kind(folder, event): event for event in found.walk("VEVENT")}


def _kind(folder, event):
    from netinvite.mail.calendar import uid

    kinds = {uid(Workspace(folder).own_id(), SLUG, kind): kind for kind in (STEP, TALK)}
    return kinds[str(event["UID"])]


def alarm(event):
    (found,) = event.walk("VALARM")
    return found["TRIGGER"].dt


def test_a_step_says_what_one_needs(net, capsys):
    """Phone and last words in the text, an alarm at nine on its day, as many entries as are recorded."""
    promise(net, "2026-12-10")
    log(net, Entry(datetime(2026, 11, 25, 11), NO_ANSWER))
    event = imported(net, capsys)[STEP]
    assert (str(event["SUMMARY"]), event["DTSTART"].dt) == ("Åse Lund: call again", date(2026, 12, 10))
    assert (event["STATUS"], event["SEQUENCE"], event["TRANSP"]) == ("CONFIRMED", 2, "TRANSPARENT")
    assert alarm(event) == timedelta(hours=9)
    said = "Last noted (Friday 20 November): ring in the evening"
    assert str(event["DESCRIPTION"]).split("\n") == ["Phone: +45 12 34 56 78", said]


def test_a_talk_is_tentative_in_the_network_s_zone(net, capsys):
    """An alarm a quarter of an hour before; the further times stand in the text."""
    log(net, MAILED)
    event = imported(net, capsys)[TALK]
    assert event["DTSTART"].dt == FIRST.replace(tzinfo=COPENHAGEN)
    assert event["DTSTART"].params["TZID"] == "Europe/Copenhagen"
    assert event["STATUS"] == "TENTATIVE" and alarm(event) == timedelta(minutes=-15)
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=20)
    assert "Proposed too: Thursday 3 December at 14:30." in str(event["DESCRIPTION"])


def test_a_talk_is_as_long_as_was_answered(net, capsys):
    """For each person on their own."""
    assert run("prepare", SLUG, "-w", net, "--no-input", "--set=contact.minutes=45") == 0
    log(net, MAILED)
    event = imported(net, capsys)[TALK]
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=45)


def test_what_is_recorded_moves_and_ends_an_entry(net, capsys, monkeypatch):
    """The same identifier, a higher SEQUENCE; what has ended is cancelled, without phone and words."""
    promise(net, "2026-12-10")
    first = imported(net, capsys)[STEP]
    log(net, Entry(NOW, MOVED, until=date(2026, 12, 17)))
    moved = imported(net, capsys)[STEP]
    assert moved["DTSTART"].dt == date(2026, 12, 17) and moved["SEQUENCE"] > first["SEQUENCE"]
    monkeypatch.setenv("NETINVITE_NOW", "2026-11-25T12:01+01:00")
    talked(net, "declines", "conversation.next=")
    ended = imported(net, capsys)[STEP]
    assert ended["STATUS"] == "CANCELLED" and ended["SEQUENCE"] > moved["SEQUENCE"]
    assert ended["DTSTART"].dt < NOW.date() and "DESCRIPTION" not in ended and not ended.walk("VALARM")
    assert len({str(one["UID"]) for one in (first, moved, ended)}) == 1


def test_what_is_taken_back_is_news_to_a_calendar(net, capsys):
    """A higher SEQUENCE, as with whatever is recorded."""
    promise(net, "2026-12-10")
    log(net, Entry(NOW, MOVED, until=date(2026, 12, 17)))
    moved = imported(net, capsys)[STEP]
    assert run("log", SLUG, "--undo", "-w", net) == 0
    back = imported(net, capsys)[STEP]
    assert back["DTSTART"].dt == date(2026, 12, 10) and back["SEQUENCE"] > moved["SEQUENCE"]


def test_one_file_has_one_method(net, capsys, tmp_path):
    """PUBLISH, also where entries are cancelled."""
    talked(net, "declines", "conversation.next=")
    imported(net, capsys)
    assert (tmp_path / "steps.ics").read_bytes().count(b"METHOD:PUBLISH\r\n") == 1


def test_a_time_that_no_clock_shows_is_left_out(net, capsys, tmp_path):
    """It is named; everybody else's entries are there."""
    promise(net, "2026-12-10")
    with Workspace(net).answers_file(SLUG).open("a", encoding="utf-8") as stream:
        stream.write('\n[[contact_log]]\nwhen = "2026-11-26"\nwhat = "sent"\ntimes = ["2027-03-28 02:30"]\n')
    file = tmp_path / "steps.ics"
    assert run("status", "-w", net, "--ics", file) in (0, 1)
    assert "Åse Lund is left out: There is no 2027-03-28 02:30" in capsys.readouterr().err
    (event,) = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Åse Lund: call again"


def test_private_words_stay_at_home(net, capsys):
    """What an own guide calls private is no last words, here as in status."""
    own = net / "templates" / "en" / "guide.toml"
    own.parent.mkdir(parents=True)
    from netinvite import language

    text = language.guide_file("en", None).read_text("utf-8")
    own.write_text(text.replace('key = "changes"\n', 'key = "changes"\nprivate = true\n'), encoding="utf-8")
    promise(net, "2026-12-10")
    assert "evening" not in str(imported(net, capsys)[STEP].get("DESCRIPTION"))


# A feed --------------------------------------------------------------------------------------------


@pytest.fixture
def feed(net, tmp_path, capsys):
    """A feed outside of the network's folder."""
    promise(net, "2026-12-10")
    file = tmp_path / "own" / "steps.ics"
    file.parent.mkdir()
    assert run("status", "-w", net, "--feed", file) == 0
    capsys.readouterr()
    return file


def test_a_feed_has_only_what_goes_on(net, feed, capsys):
    """Whoever subscribes sees what has gone as gone; a second time nothing is said."""
    assert [str(one["SUMMARY"]) for one in Calendar.from_ical(feed.read_bytes()).walk("VEVENT")] == [
        "Åse Lund: call again"
    ]
    talked(net, "declines", "conversation.next=")
    capsys.readouterr()
    assert run("status", "-w", net, "--feed", feed) == 0
    assert Calendar.from_ical(feed.read_bytes()).walk("VEVENT") == []
    assert capsys.readouterr() == ("", "")
    assert os.name == "nt" or feed.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "text",
    [
        "notes of mine\n",
        "",
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nEND:VCALENDAR\r\n",
        "other",
    ],
)
def test_a_file_of_somebody_else_stays(net, tmp_path, capsys, text):
    """Another program's calendar too, and another network's feed; unless --force says so."""
    file = tmp_path / "there.ics"
    if text == "other":
        (tmp_path / "second").mkdir()
        (tmp_path / "second" / "network.toml").write_text("schema = 2\n", "utf-8")
        assert run("status", "-w", tmp_path / "second", "--feed", file) == 0
    else:
        file.write_bytes(text.encode())
    before = file.read_bytes()
    assert run("status", "-w", net, "--feed", file) == 2
    assert "no calendar that this network keeps" in capsys.readouterr().err and file.read_bytes() == before
    assert run("status", "-w", net, "--feed", file, "--force") == 0
    assert b"X-NETINVITE-FEED" in file.read_bytes()


def test_a_feed_of_a_long_name_is_known_again(tmp_path, capsys):
    """The name of the folder may take several lines."""
    folder = tmp_path / ("ø" * 100)
    folder.mkdir()
    (folder / "network.toml").write_text("schema = 2\n", "utf-8")
    for _time in range(2):
        assert run("status", "-w", folder, "--feed", tmp_path / "a.ics") == 0


def test_what_ics_wrote_is_no_feed(net, tmp_path, capsys):
    """It may have been given to somebody."""
    promise(net, "2026-12-10")
    assert run("status", "-w", net, "--ics", tmp_path / "a.ics") == 0
    assert run("status", "-w", net, "--feed", tmp_path / "a.ics") == 2


@pytest.mark.parametrize(
    "text", ["Name;Email\n", "", "BEGIN:VCALENDAR\nPRODID:-//other//EN\nEND:VCALENDAR\n", "feed"]
)
def test_what_ics_did_not_write_stays(net, tmp_path, capsys, text):
    """Unless --force says otherwise; what it wrote is written anew, as often as one likes."""
    file = tmp_path / "there.ics"
    if text == "feed":
        assert run("status", "-w", net, "--feed", file) == 0
    else:
        file.write_bytes(text.encode())
    before = file.read_bytes()
    assert run("status", "-w", net, "--ics", file) == 2
    assert "is there already" in capsys.readouterr().err and file.read_bytes() == before
    for more in (("--force",), (), ()):
        assert run("status", "-w", net, "--ics", file, *more) == 0
    assert b"X-NETINVITE-FEED" not in file.read_bytes()


@pytest.mark.parametrize("more", [(), ("--force",)])
def test_answers_are_no_calendar(net, capsys, more):
    """The network's and a person's stay, whatever is said."""
    for file in (net / "network.toml", *net.glob("people/*/answers.toml")):
        before = file.read_bytes()
        assert run("status", "-w", net, "--ics", file, *more) == 2
        assert "file of answers" in capsys.readouterr().err and file.read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_in_the_folder_does_not_lead_out(net, tmp_path, capsys):
    """The folder may be shared; one of one's own is followed and stays."""
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    (net / "steps.ics").symlink_to(tmp_path / "mine.txt")
    assert run("status", "-w", net, "--feed", net / "steps.ics", "--force") == 2
    assert "leads out of" in capsys.readouterr().err
    assert (tmp_path / "mine.txt").read_text("utf-8") == "mine"
    (tmp_path / "own.ics").symlink_to(tmp_path / "real.ics")
    assert run("status", "-w", net, "--feed", tmp_path / "own.ics") == 0
    assert (tmp_path / "own.ics").is_symlink() and (tmp_path / "real.ics").is_file()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
@pytest.mark.parametrize("more", [(), ("--force",)])
@pytest.mark.parametrize("place", ["/dev/null", "pipe", "folder"])
def test_a_feed_is_an_ordinary_file(net, tmp_path, capsys, place, more):
    """A pipe is not waited for."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    assert run("status", "-w", net, "--feed", tmp_path / place, *more) == 2
    assert "is no ordinary file" in capsys.readouterr().err


def test_answers_are_no_feed(net, capsys):
    """Not even by --force."""
    assert run("status", "-w", net, "--feed", net / "network.toml", "--force") == 2
    assert "file of answers" in capsys.readouterr().err


def test_forget_and_export_name_the_feed(net, feed, capsys):
    """Each with its whole path; forget with the command that writes it anew, which then works."""
    assert run("export", SLUG, "-w", net) == 0
    assert str(feed) in capsys.readouterr().out
    assert run("export", SLUG, "-w", net, "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["feeds"] == [str(feed)]
    assert run("forget", SLUG, "-w", net, "--yes", "--confirm", "Åse Lund") == 0
    said = " ".join(capsys.readouterr().err.split())
    assert f"{feed}: a calendar that programs subscribe to" in said and f"status --feed {feed}" in said
    assert run("status", "-w", net, "--feed", feed) == 0
    assert "Åse".encode() not in feed.read_bytes()


def test_a_place_named_in_the_folder_is_never_written_to(net, feed, tmp_path):
    """Whoever shares the folder could name any file of others there."""
    other = tmp_path / "other.ics"
    other.write_text("other", encoding="utf-8")
    (net / ".feeds").write_text(json.dumps([str(other), 3]), encoding="utf-8")
    assert feeds.known(Workspace(net)) == [str(other)]
    assert run("status", "-w", net, "--feed", feed) == 0
    assert run("forget", SLUG, "-w", net, "--yes", "--confirm", "Åse Lund") == 0
    assert other.read_text("utf-8") == "other"


@pytest.mark.parametrize("text", ["", "\xff", "{}", "[", "[[1]]"])
def test_damaged_places_are_no_hindrance(net, feed, text):
    """They are noted anew."""
    (net / ".feeds").write_text(text, encoding="latin-1")
    assert run("status", "-w", net, "--feed", feed) == 0
    assert feeds.known(Workspace(net)) == [str(feed)]


def test_the_places_stay_out_of_git(net, feed):
    """Also where .gitignore is from before."""
    ignore = net / ".gitignore"
    assert ".feeds" in ignore.read_text("utf-8").splitlines()
    ignore.write_text(".index.json\n.lock\n# mine", encoding="utf-8")
    assert run("status", "-w", net, "--feed", feed.with_name("b.ics")) == 0
    assert ignore.read_text("utf-8").splitlines() == [".index.json", ".lock", "# mine", ".feeds"]


# Anything at all -----------------------------------------------------------------------------------

days = st.dates(date(1900, 1, 1), date(9999, 12, 31))
moments = st.builds(datetime.combine, st.dates(date(2026, 1, 1), date(2035, 1, 1)), st.just(time(10)))
texts = st.text(max_size=200)
logs = st.lists(
    st.builds(
        Entry,
        when=st.one_of(st.dates(date(2020, 1, 1), date(2030, 1, 1)), moments),
        what=st.sampled_from((*WHATS, NOTED)),
        how=st.sampled_from(HOWS),
        note=texts,
        times=st.lists(moments, max_size=3).map(tuple),
        until=st.none() | days,
    ),
    max_size=6,
).map(lambda found: tuple(sorted(found, key=lambda entry: entry.moment)))
talks = st.lists(
    st.builds(
        Talk,
        day=st.none() | days,
        outcome=st.sampled_from(("", "joins", "considers", "later", "declines")),
        next_step=texts,
        next_date=st.none() | days,
        changes=texts,
    ),
    max_size=3,
).map(tuple)


@settings(max_examples=examples(100), deadline=None)
@given(
    name=texts,
    phone=texts,
    log=logs,
    talks=talks,
    feed=st.none() | st.builds(written.Feed, st.just("a" * 32), texts),
)
def test_whatever_is_recorded_gives_lines_that_calendars_read(name, phone, log, talks, feed):
    """At most 75 octets each, no line of somebody's making, each entry once, nothing lost of the words."""
    from netinvite.app import agenda, team

    facts = Facts("a", name, finished=True, log=log, talks=talks, phone=phone)
    found = list(planned([facts], NOW))

    def text(one):
        return list(agenda._text(one, team.Team()))

    made = [
        written.Entry(
            one.kind,
            one.sequence,
            one.when,
            agenda._summary(one),
            list(agenda._text(one, team.Team())),
            20,
            one.ended,
        )
        for one in found
    ]
    data = written.written(made, COPENHAGEN, NOW, feed)
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75 and b"\n" not in b"".join(lines) and b"\r" not in b"".join(lines)
    data.decode("utf-8")
    assert all(re.match(rb"[ A-Z]", line) for line in lines[:-1])
    events = {str(event["UID"]): event for event in Calendar.from_ical(data).walk("VEVENT")}
    assert sorted(events) == sorted(one.kind for one in found) and len(found) <= 2
    for one in made:
        assert str(events[one.uid]["SUMMARY"]) == written.header_line(one.summary)
        assert (events[one.uid]["STATUS"] == "CANCELLED") == one.ended
        assert data.count(b"\r\nATTENDEE") == data.count(b"\r\nATTACH") == 0
