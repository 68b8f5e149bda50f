"""``netinvite times``: how times in words are understood, a line each, for people and for scripts."""

from __future__ import annotations

import errno
import io
import json
import os
import signal
import subprocess
import sys
import time

import pytest

from netinvite.cli import app
from netinvite.customise import copies, shelf
from netinvite.store.workspace import Workspace


@pytest.fixture
def times(monkeypatch, capsys):
    """Runs the command, with what is on standard input: the exit code, what it printed, what it said."""

    def run(*arguments, given=b"", stream=None):
        source = stream or io.TextIOWrapper(io.BytesIO(given), encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", source)
        code = app.run(["times", *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def objects(text):
    return [json.loads(line) for line in text.splitlines()]


# For people -----------------------------------------------------------------------------------------


def test_each_time_is_said_back_on_a_line(times):
    """In full, with both ends of a range, and how far away it is."""
    code, out, err = times("torsdag kl. 10-11 eller 14", "--lang", "da")
    assert (code, err) == (0, "")
    first, second = out.splitlines()
    assert first.startswith("torsdag den 26. november kl. 10–11")
    assert second.startswith("torsdag den 26. november kl. 14")


def test_words_need_no_quotes(times):
    """Several arguments are one line."""
    assert times("Tuesday", "at", "10")[1] == times("Tuesday at 10")[1] != ""


def test_a_refusal_is_told_and_ends_with_two(times):
    """The word that was not understood, and an example; nothing on standard output."""
    code, out, err = times("tirsdag efter kl. 10", "--lang", "da")
    assert (code, out) == (2, "") and "“efter”" in err and "tirsdag kl. 10" in err


def test_words_that_leave_the_day_open_are_named_as_a_whole(times):
    """No single word of them is wrong."""
    _code, _out, err = times("a morning next week")
    assert err == "“a morning next week” does not say which day; write one, as in “Tuesday at 10”.\n"
    assert "“blorp” cannot be read" in times("Tuesday blorp")[2]


def test_two_readings_are_refused_with_both(times):
    """Nobody is there to be asked."""
    code, out, err = times("next Friday at 10")
    assert (code, out) == (2, "")
    assert "Friday 27 November at 10:00" in err and "Friday 4 December at 10:00" in err


def test_readings_of_several_times_are_told_whole(times):
    """Each with all its times; for programs each start that is open, once."""
    _code, _out, err = times("next Friday at 10, next Thursday at 11")
    assert "in several ways" in err
    assert "Friday 27 November at 10:00, Thursday 3 December at 11:00; Thursday 3 December" in err
    asked = objects(times("--json", "next Friday at 10, next Thursday at 11")[1])[0]["ask"]
    assert asked == ["2026-11-26T11:00", "2026-11-27T10:00", "2026-12-03T11:00"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--day", "Friday"), "Friday 27 November"),
        (("--day", "Friday at 10"), "Friday 27 November"),
        (("--day", "--back", "Friday"), "Friday 20 November"),
        (("--back", "yesterday at 10"), "Tuesday 24 November at 10:00"),
        (("--back", "last night at 8"), "Tuesday 24 November at 20:00"),
        (("--back", "--lang", "da", "i aftes kl. 8"), "tirsdag den 24. november kl. 20"),
        (("--back", "--lang", "da", "i morges kl. 8"), "onsdag den 25. november kl. 8"),
    ],
)
def test_days_and_what_has_been(times, arguments, said):
    """``--day`` passes over the time of day, ``--back`` looks back, both do both."""
    code, out, _err = times(*arguments)
    assert code == 0 and out.startswith(said)


def test_nothing_to_read(times):
    """An example of how to give it, in the language of the words."""
    code, _out, err = times("--lang", "da")
    assert code == 2 and 'netinvite times "tirsdag kl. 10"' in err
    assert times("")[0] == 2


def test_a_language_that_there_is_not(times):
    """Its words cannot be read as those of another."""
    code, _out, err = times("Tuesday at 10", "--lang", "tlh")
    assert code == 2 and "“tlh”" in err and "da, en" in err


@pytest.fixture
def swedish(tmp_path):
    """A network with a language of its own: the options that name both, and its table."""
    place = Workspace(tmp_path / "net")
    copies.copy(place, "sv", "en", "en")
    return ("--lang", "sv", "-w", str(place.root)), shelf.own_place(place, "sv", "speech.toml")


def test_a_language_of_ones_own(times, swedish):
    """Its tables are read."""
    options, _table = swedish
    assert times("torsdag 10:00", *options)[1].startswith("torsdag 26 november 10:00")


def test_a_fault_in_a_language_of_ones_own(times, swedish):
    """Is named with its line: the command is for whoever writes one."""
    options, table = swedish
    table.write_text(table.read_text("utf-8").replace("[times]", "[times"), encoding="utf-8")
    code, _out, err = times("torsdag 10:00", *options)
    assert code == 2 and f"{table}, line " in err


# For scripts ----------------------------------------------------------------------------------------

RANGE = {"start": "2026-11-26T10:00", "end": "2026-11-26T11:00"}


@pytest.mark.parametrize(
    ("arguments", "code", "moments", "ask"),
    [
        (("torsdag kl. 10-11 eller 14",), 0, [RANGE, {"start": "2026-11-26T14:00", "end": None}], []),
        (("--day", "fredag"), 0, [{"start": "2026-11-27", "end": None}], []),
        (("--day", "--back", "fredag"), 0, [{"start": "2026-11-20", "end": None}], []),
        (("--back", "i går kl. 10"), 0, [{"start": "2026-11-24T10:00", "end": None}], []),
        (("næste fredag kl. 10",), 2, [], ["2026-11-27T10:00", "2026-12-04T10:00"]),
        (("--day", "næste fredag"), 2, [], ["2026-11-27", "2026-12-04"]),
        (("torsdag 10.12",), 2, [], ["2026-11-26T10:12", "2026-12-10"]),
    ],
)
def test_an_object_for_a_line(times, arguments, code, moments, ask):
    """What was typed, the moments or what is open; where one is open it is no refusal."""
    found, out, err = times("--json", "--lang", "da", *arguments)
    assert (found, err) == (code, "")
    assert objects(out) == [{"typed": arguments[-1], "moments": moments, "ask": ask, "refused": None}]


def test_a_refusal_stands_in_the_object(times):
    """And in the exit code, not on standard error."""
    code, out, err = times("--json", "soonish")
    (found,) = objects(out)
    assert (code, err, found["moments"], found["ask"]) == (2, "", [], [])
    assert "“soonish” cannot be read" in found["refused"]


LINES = (
    b"\xef\xbb\xbfTuesday at 10\r\n\n  \nsoonish\n\xff\xfe\nThursday at 2pm "
    + b"x" * 10_000
    + b"\nFriday at 9"
)


def test_each_line_of_standard_input(times):
    """Blank ones are passed over; a refusal names the line, and the next one is read."""
    code, out, err = times("-", given=LINES)
    assert code == 2
    assert [line.split(" at ")[0] for line in out.splitlines()] == [
        "Tuesday 1 December",
        "Friday 27 November",
    ]
    told = err.splitlines()
    assert [line.split(":")[0] for line in told] == ["Line 4", "Line 5", "Line 6"]
    assert "soonish" in told[0] and "UTF-8" in told[1] and "too long" in told[2]


def test_each_line_of_standard_input_as_an_object(times):
    """As many objects as lines that are not blank."""
    code, out, err = times("-", "--json", given=LINES)
    found = objects(out)
    assert (code, err) == (2, "")
    assert [bool(one["refused"]) for one in found] == [False, True, True, True, False]
    assert found[0]["typed"] == "Tuesday at 10" and found[-1]["typed"] == "Friday at 9"


@pytest.mark.parametrize("given", [b"", b"\n\n", b"Tuesday at 10\n"])
def test_all_lines_are_understood(times, given):
    """Exit 0; so it is where there is none."""
    assert times("-", given=given)[::2] == (0, "")


class Broken(io.BytesIO):
    """A disk that gives nothing any more."""

    def readline(self, *_given):
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_standard_input_that_cannot_be_read(times):
    """It is said, and not taken for an output that takes nothing."""
    code, _out, err = times("-", stream=io.TextIOWrapper(Broken(), encoding="utf-8"))
    assert code == 2 and "standard input cannot be read: Input/output error." in err


class Terminal(io.TextIOWrapper):
    """Somebody types."""

    def isatty(self):
        return True


def test_a_terminal_is_told_how_to_end(times):
    """Where somebody types the lines."""
    stream = Terminal(io.BytesIO(b"Tuesday at 10\n"), encoding="utf-8")
    code, out, err = times("-", stream=stream)
    assert code == 0 and "Ctrl+D" in err and out.startswith("Tuesday 1 December")


# A program ------------------------------------------------------------------------------------------


def started(*arguments, **more):
    line = [sys.executable, "-m", "netinvite", "times", *arguments]
    return subprocess.Popen(
        line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more
    )


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_ctrl_c_while_it_waits_for_a_line():
    """What was read is told, and it ends with 130."""
    process = started("-")
    process.stdin.write(b"Tuesday at 10\n")
    process.stdin.flush()
    assert process.stdout.readline().startswith(b"Tuesday 1 December at 10:00")
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _out, err = process.communicate(timeout=30)
    assert (process.returncode, err.replace(b"Interrupted.\n", b"")) == (130, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="no such pipe")
def test_a_reader_that_goes_away():
    """141, and nothing is said."""
    process = started("-", "--json")
    process.stdin.write(b"Tuesday at 10\n")
    process.stdin.flush()
    process.stdout.readline()
    process.stdout.close()
    process.stdin.write(b"Tuesday at 10\n")
    process.stdin.close()
    assert (process.stderr.read(), process.wait(30)) == (b"", 141)
    process.stderr.close()


def test_the_grammar_is_not_loaded_for_help():
    """Nor Babel, nor what only other commands need."""
    code = (
        "import sys; sys.argv = ['netinvite', 'times', '--help']\n"
        "from netinvite.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "netinvite.cli.times" in done.stdout
    assert not {"netinvite.model.times", "babel", "rich", "jinja2"} & set(done.stdout.split())
