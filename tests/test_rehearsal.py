"""``netinvite pitch --rehearse``: sentences and time, the screen meanwhile, what came out, what is kept."""

from __future__ import annotations

import json
import os
import re
import signal

import pexpect
import pytest
from keys import CTRL_C, ESC, LEFT, RIGHT, Screen, typing
from plainterminal import PlainTerminal, unfit
from terminal import PROGRAM, Terminal, without_terminal

from netinvite.app.wordlists import words_for
from netinvite.cli import app
from netinvite.errors import WorkspaceError
from netinvite.leaving import LeftError
from netinvite.rehearsal import session, timing
from netinvite.rehearsal.teleprompter import Teleprompter, clock_time, packed
from netinvite.rehearsal.timing import FASTEST, SLOWEST, Past, Rehearsal, spoken
from netinvite.store.inventory import REHEARSALS
from netinvite.store.workspace import Workspace

pytestmark = pytest.mark.whole

LANGS = ("da", "en")
SLUG = "jonas-oestergaard"
ABBREVIATIONS = {lang: frozenset(words_for(lang).lists["abbreviations"]) for lang in LANGS}
# Ten words each: ten seconds at sixty words a minute.
TEN = tuple(f"{name} two three four five six seven eight nine ten." for name in ("A", "B", "C"))


class Clock:
    """Seconds that are set by hand."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def rehearsal(clock):
    """Three sentences of ten seconds each; it stands still."""
    return Rehearsal(TEN, 60, clock)


def after(clock, rehearsal, seconds):
    clock.now += seconds
    rehearsal.tick()


# Sentences -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ("One.", "Two!", "Three?")),
        ("# The pitch\n\nOne.\n", ("One.",)),
        ("One\nwith two lines.\n\nTwo.", ("One with two lines.", "Two.")),
        ("It is **very** _plain_, see [here](https://example.org).", ("It is very plain, see here.",)),
        ("- First.\n- Second.\n", ("First.", "Second.")),
        ("> Said by somebody.\n\n---\n", ("Said by somebody.",)),
        ("She said “No.” Then she came.", ("She said “No.”", "Then she came.")),
        ("snake_case stays.", ("snake_case stays.",)),
        ("How does it look?\n\n*(Listen. If there is more:)* May I call you?\n", ("How does it look?",)),
        ("How does it look?\n\n(Listen.)\n", ("How does it look?",)),
        ("*(Listen.)* May I?\n\nHow does it look?", ("(Listen.)", "May I?", "How does it look?")),
        ("", ()),
    ],
)
def test_what_is_said_aloud(text, expected):
    """Sentence by sentence; headings, marks of Markdown and a last line in brackets are not said."""
    assert spoken(text, ABBREVIATIONS["en"]) == expected


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("da", "Vi ses kl. 10 hos bl.a. Nordby Kommune den 3. december."),
        ("en", "We meet Dr. Holm, e.g. on Tuesday."),
    ],
)
def test_an_abbreviation_ends_no_sentence(lang, text):
    """A full stop after an abbreviation or a number is none."""
    assert spoken(text, ABBREVIATIONS[lang]) == (text,)


@pytest.mark.parametrize("lang", LANGS)
def test_the_pace_is_that_of_the_language(lang):
    """130 words a minute in Danish, 140 in English."""
    assert words_for(lang).numbers["words_a_minute"] == {"da": 130, "en": 140}[lang]


# Time ------------------------------------------------------------------------------------------------


def test_it_stands_until_it_begins(clock, rehearsal):
    """Before the first Space no time goes by."""
    after(clock, rehearsal, 100)
    assert (rehearsal.place, rehearsal.gone, rehearsal.left, rehearsal.begun) == (0, 0, 30, False)


def test_sentences_follow_each_other_at_the_pace(clock, rehearsal):
    """After its time a sentence gives way to the next one; time gone and time left add up."""
    rehearsal.resume()
    after(clock, rehearsal, 9.5)
    assert (rehearsal.place, rehearsal.gone, rehearsal.left) == (0, 9.5, 20.5)
    after(clock, rehearsal, 1)
    assert (rehearsal.place, rehearsal.gone, rehearsal.left) == (1, 10.5, 19.5)


def test_the_end_comes_by_itself(clock, rehearsal):
    """A late look at the clock passes over what was due, and gives each sentence its own time."""
    rehearsal.resume()
    after(clock, rehearsal, 30)
    result = rehearsal.result()
    assert rehearsal.finished and result.finished
    assert result.seconds == pytest.approx((10, 10, 10))


def test_a_pause_costs_no_time(clock, rehearsal):
    """While it is paused the clock stands; the pause is counted, not timed."""
    rehearsal.resume()
    after(clock, rehearsal, 4)
    rehearsal.toggle()
    after(clock, rehearsal, 1000)
    assert (rehearsal.gone, rehearsal.left, rehearsal.running) == (4, 26, False)
    rehearsal.toggle()
    after(clock, rehearsal, 6.5)
    assert rehearsal.place == 1
    assert (rehearsal.result().pauses, rehearsal.result().total) == (1, 10)


def test_faster_and_slower_change_the_rest(clock, rehearsal):
    """Half of a sentence said stays said; the rest goes at the new pace."""
    rehearsal.resume()
    after(clock, rehearsal, 5)
    for _press in range(6):
        rehearsal.faster()
    assert (rehearsal.pace, rehearsal.left) == (120, 12.5)
    after(clock, rehearsal, 2.5)
    assert rehearsal.place == 1
    rehearsal.slower()
    assert rehearsal.pace == 110


def test_the_pace_has_ends(rehearsal):
    """It never gets faster or slower than anybody speaks."""
    for _press in range(100):
        rehearsal.faster()
    assert rehearsal.pace == FASTEST
    for _press in range(100):
        rehearsal.slower()
    assert rehearsal.pace == SLOWEST


def test_a_sentence_once_more_counts_twice(clock, rehearsal):
    """Going back adds to the time of the sentence that is said again."""
    rehearsal.resume()
    after(clock, rehearsal, 12)
    rehearsal.back()
    assert (rehearsal.place, rehearsal.gone, rehearsal.left) == (0, 12, 30)
    after(clock, rehearsal, 30)
    assert rehearsal.result().seconds == pytest.approx((20, 12, 10))
    assert rehearsal.result().longest(2) == [(TEN[0], 20), (TEN[1], 12)]


def test_back_at_the_first_begins_it_again(clock, rehearsal):
    """There is nothing before the first sentence."""
    rehearsal.resume()
    after(clock, rehearsal, 5)
    rehearsal.back()
    assert (rehearsal.place, rehearsal.left) == (0, 30)


def test_one_can_be_quicker_than_the_pace(clock, rehearsal):
    """Forward goes on before the time is up, and ends it at the last sentence."""
    rehearsal.resume()
    for seconds in (3, 4, 5):
        clock.now += seconds
        rehearsal.forward()
    assert rehearsal.result().finished
    assert rehearsal.result().seconds == (3, 4, 5)


def test_what_was_come_to_is_counted_whether_the_clock_ran_or_not(rehearsal):
    """Read on with Enter alone, or gone back: as far as somebody was counts."""
    assert rehearsal.result().said == 0
    rehearsal.forward()
    rehearsal.forward()
    assert rehearsal.result().said == 3 and not rehearsal.begun
    rehearsal.back()
    assert rehearsal.result().said == 3


@pytest.mark.parametrize(("seconds", "off"), [(59, -1), (60, 0), (75, 0), (90, 0), (91, 1), (130, 40)])
def test_the_target(clock, seconds, off):
    """Sixty to ninety seconds; what is beyond or short of it is told in seconds."""
    rehearsal = Rehearsal(TEN[:1], 60, clock)
    rehearsal.resume()
    clock.now += seconds
    rehearsal.forward()
    assert rehearsal.result().off_target == off


# The screen ------------------------------------------------------------------------------------------


def prompt(rehearsal, *keys, columns=80, rows=24):
    """The screen after these keys."""
    screen = Screen(columns, rows)
    with typing(*keys) as source:
        Teleprompter(rehearsal, input=source, output=screen).run()
    return screen.written


def test_keys_move_and_end_it(clock, rehearsal):
    """Space begins and pauses, arrows and Esc move, + and - change the pace, q ends."""
    prompt(rehearsal, " ", RIGHT, "n", LEFT, " ", "+", "+", "-", "q")
    assert (rehearsal.place, rehearsal.pace, rehearsal.result().pauses) == (1, 70, 1)
    assert not rehearsal.finished


def test_esc_goes_back_as_in_every_question(clock, rehearsal):
    """Esc and Shift+Tab are the way back here too."""
    prompt(rehearsal, RIGHT, RIGHT, ESC, "\x1b[Z", "q")
    assert rehearsal.place == 0


def test_it_ends_after_the_last_sentence(clock, rehearsal):
    """Nobody has to press anything at the end."""
    rehearsal.resume()
    clock.now += 31
    prompt(rehearsal)
    assert rehearsal.finished


def test_ctrl_c_leaves(rehearsal):
    """Ctrl+C is no result."""
    with pytest.raises(LeftError) as caught:
        prompt(rehearsal, " ", CTRL_C)
    assert caught.value.exit_code == 130


def test_f1_tells_the_keys_and_stops_the_clock(clock, rehearsal):
    """Whoever reads the help does not speak."""
    written = prompt(rehearsal, " ", "\x1bOP", "q")
    assert "Space begins, pauses and goes on" in written
    assert not rehearsal.running


def test_esc_closes_the_help_first(rehearsal):
    """Only then it goes back a sentence."""
    prompt(rehearsal, RIGHT, RIGHT, "\x1bOP", ESC, "\x1bOP", "\x1b[Z", ESC, "q")
    assert rehearsal.place == 1


def test_parts_are_not_broken():
    """The lines above and below break between their parts only."""
    assert packed(["one two", "three", "four"], 10) == ["one two", "three", "four"]
    assert packed(["one two", "three", "four"], 17) == ["one two · three", "four"]


def test_clock_time():
    """Minutes and seconds."""
    assert [clock_time(seconds) for seconds in (0, 9.9, 60, 754)] == ["0:00", "0:09", "1:00", "12:34"]


# In a terminal ---------------------------------------------------------------------------------------


def start(net, *arguments, **size):
    return Terminal(["pitch", "--rehearse", "-w", str(net), *arguments], net, **size)


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (40, 12)])
def test_the_present_sentence_is_bold_and_marked(net, columns, rows):
    """Weight and a mark, not colour, show where one is; the words of the sentence are whole."""
    terminal = start(net, columns=columns, rows=rows)
    terminal.wait("1 of 12", "> We met at the open day", "q: leave")
    terminal.send(" nnnnn")
    terminal.wait("6 of 12", "> They all wanted to help")
    # It goes on by itself: nothing is waited for.
    lines = terminal.screen.display
    marked = [row for row, line in enumerate(lines) if line.startswith("> ")]
    bold = [row for row in range(rows) if any(cell.bold for cell in terminal.screen.buffer[row].values())]
    assert marked == bold != []
    assert {cell.fg for row in range(rows) for cell in terminal.screen.buffer[row].values()} <= {"default"}
    shown = " ".join(lines[row][2:].strip() for row in marked)
    assert shown == "They all wanted to help, and none of them knew about the others."
    terminal.send("q")
    assert terminal.end() == 0


def test_time_goes_by_itself(net):
    """At 240 words a minute the second sentence comes within seconds, without a key."""
    terminal = start(net, "--pace", "240")
    terminal.wait("240 words a minute")
    terminal.send(" ")
    terminal.wait("2 of 12", "> I am Maja Holm")
    terminal.send("q")
    assert terminal.end() == 0


def test_a_resize_while_it_runs(net):
    """Made narrow and wide again, the present sentence stays on the screen."""
    terminal = start(net)
    terminal.wait("1 of 12")
    terminal.send(" nnnnnnnnn")
    terminal.wait("10 of 12")
    for columns, rows in ((40, 12), (100, 30)):
        terminal.screen.resize(rows, columns)
        terminal.screen.reset()
        terminal.child.setwinsize(rows, columns)
        terminal.wait("10 of 12", "> I am asking you")
    terminal.send("q")
    assert terminal.end() == 0


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    ("how", "code"),
    [("q", 0), ("\x03", 130), (signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)],
    ids=["q", "ctrl-c", "int", "term", "hup"],
)
def test_the_terminal_is_left_as_it_was(net, how, code):
    """Whatever ends it: line editing and echo are back, the cursor is shown, the other screen is gone."""
    terminal = start(net)
    terminal.wait("1 of 12")
    terminal.send(" ")
    terminal.wait("0:01 gone")
    terminal.interrupt(how)
    assert terminal.end() == code
    wrote = terminal.raw.decode()
    assert wrote.rindex("\x1b[?1049l") > wrote.rindex("\x1b[?1049h")
    assert wrote.rindex("\x1b[?25h") > wrote.rindex("\x1b[?25l")
    assert "not counted" in terminal.text


@pytest.mark.sampled(1)
@pytest.mark.parametrize("plain", ["", "1"])
def test_line_editing_is_back_afterwards(net, plain):
    """The shell that comes after finds the terminal's modes unchanged."""
    run = f"{' '.join(PROGRAM)} pitch --rehearse -w {net}"
    script = f"trap : INT; stty -a >before; {run}; stty -a >after; echo done"
    environment = {**os.environ, "NETINVITE_PLAIN": plain, "TERM": "xterm"}
    child = pexpect.spawn("/bin/sh", ["-c", script], cwd=str(net), env=environment)
    child.expect("1 of 12|begins")
    child.send("\x03")
    child.expect("done")
    child.close()
    assert (net / "before").read_text() == (net / "after").read_text()


def test_a_closed_terminal_ends_it(net):
    """When the window goes, the process goes."""
    terminal = start(net)
    terminal.wait("1 of 12")
    assert terminal.hang_up() in (129, 130)


# Plain mode ------------------------------------------------------------------------------------------


@pytest.mark.sampled(1)
@pytest.mark.parametrize("columns", [80, 40])
def test_a_sentence_for_each_enter(net, columns):
    """Line by line, without an escape sequence; words go back and pause; the time is kept."""
    terminal = PlainTerminal(["pitch", "--rehearse", "-w", str(net)], net, columns=columns)
    terminal.wait_for("Enter begins.")
    terminal.type("")
    terminal.wait_for("1 of 12: We met at")
    terminal.type("")
    terminal.wait_for("2 of 12: I am Maja")
    terminal.type("/back")
    terminal.wait_for("1 of 12: We met at")
    terminal.type("/pause")
    terminal.wait_for("Paused.")
    terminal.type("")
    terminal.wait_for("1 of 12: We met at")
    terminal.type("/nonsense")
    terminal.wait_for("/back, /pause, /help, /leave.")
    for _sentence in range(12):
        terminal.type("")
    assert terminal.end() == 0
    assert "1 pause is not counted." in terminal.new
    assert "These sentences took longest:" in terminal.new
    assert unfit(terminal) == []
    assert len(json.loads((net / "people" / SLUG / ".rehearsals.json").read_text())) == 1


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("how", "code"), [("/leave\r", 0), ("\x04", 0), ("\x03", 130), (signal.SIGTERM, 143)]
)
def test_leaving_line_by_line(net, how, code):
    """A word, the end of input, Ctrl+C or a signal: not counted, and said so."""
    terminal = PlainTerminal(["pitch", "--rehearse", "-w", str(net)], net)
    terminal.wait_for("Enter begins.")
    terminal.type("")
    terminal.wait_for("1 of 12:")
    terminal.interrupt(how)
    assert terminal.end() == code
    assert "not counted" in terminal.new
    assert not (net / "people" / SLUG / ".rehearsals.json").exists()


# What is said and kept afterwards --------------------------------------------------------------------


def finished(clock, *seconds):
    rehearsal = Rehearsal(TEN[: len(seconds)], 60, clock)
    rehearsal.resume()
    for each in seconds:
        clock.now += each
        rehearsal.forward()
    return rehearsal.result()


def test_the_result_in_words(clock):
    """How long, against the target, and which sentences took longest."""
    assert session.outcome(finished(clock, 40, 20, 35)) == [
        "It took 95 seconds; the target is 60 to 90.",
        "That is 5 seconds too long: leave something out.",
        "These sentences took longest:",
        f"- 40 s: {TEN[0]}",
        f"- 35 s: {TEN[2]}",
        f"- 20 s: {TEN[1]}",
    ]


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (80, "5 seconds shorter than the last time."),
        (74, "1 second longer than the last time."),
        (75, "As long as the last time."),
    ],
)
def test_progress_is_told(clock, last, words):
    """The next rehearsal is compared with the last one."""
    before = [Past("2026-11-24T09:00", 100, 60, 3), Past("2026-11-24T09:10", last, 60, 3)]
    told = session.progress(finished(clock, 40, 35), before)
    assert told[1] == "- Tuesday 24 November: 100 seconds"
    assert told[-1] == words


def test_rehearsals_are_kept_in_order(net):
    """Each one to the end is added, readable for its owner alone."""
    place = Workspace(net)
    assert timing.past(place, SLUG) == []
    kept = [Past("2026-11-24T09:00", 80, 130, 12), Past("2026-11-25T09:00", 75, 140, 12)]
    for one in kept:
        timing.keep(place, SLUG, one)
    assert timing.past(place, SLUG) == kept
    assert (net / "people" / SLUG / REHEARSALS).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "content",
    ["", "{", "[1]", "[" * 9999, '[{"when": "x"}]', '[{"when":"x","seconds":1,"pace":1,"sentences":1}]'],
)
def test_a_damaged_file_is_named_and_left_alone(net, content):
    """Times that cannot be read are no reason to throw them away."""
    file = net / "people" / SLUG / REHEARSALS
    file.write_text(content)
    with pytest.raises(WorkspaceError, match="is damaged"):
        timing.keep(Workspace(net), SLUG, Past("2026-11-24T09:00", 80, 130, 12))
    assert file.read_text() == content


def test_forget_and_export_cover_the_times(net, capsys):
    """They are about the person's pitch, and go with the person's folder."""
    timing.keep(Workspace(net), SLUG, Past("2026-11-24T09:00", 80, 130, 12))
    assert app.run(["export", SLUG, "-w", str(net)]) == 0
    assert REHEARSALS in capsys.readouterr().out


# The command -----------------------------------------------------------------------------------------


def test_without_a_terminal_one_line(net):
    """Nobody could see or press anything."""
    outcome = without_terminal("pitch", "--rehearse", "-w", str(net))
    assert (outcome.returncode, outcome.stdout) == (2, "")
    assert len(outcome.stderr.splitlines()) == 1


def test_pace_alone_is_refused(net, capsys):
    """A pace for printing means nothing."""
    assert app.run(["pitch", "-w", str(net), "--pace", "120"]) == 2
    assert "--rehearse" in capsys.readouterr().err


def test_an_empty_pitch_is_named(net):
    """A pitch edited down to a heading cannot be said."""
    file = net / "people" / SLUG / "pitch.md"
    file.write_text("# The pitch\n", "utf-8")
    terminal = start(net)
    assert terminal.end() == 1
    assert re.search(r"pitch\.md\s*holds\s*nothing", " ".join(terminal.display))
