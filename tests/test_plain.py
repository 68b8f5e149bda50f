"""Plain mode: every question line by line, without one escape sequence."""

from __future__ import annotations

import os
import signal
import tomllib
from pathlib import Path

import pytest
from plainterminal import PlainAnswering, PlainTerminal, unfit
from readyexample import prepared
from terminal import REVIEW, SAVED, saved

from netinvite import guide, interview, records, screen
from netinvite.plain import words

DATA = Path(__file__).parent / "data"
SNAPSHOTS = Path(__file__).parent / "snapshots"
LANGS = ("da", "en")


def start(folder, lang, *arguments, **env):
    command = arguments or ("prepare",)
    return PlainTerminal([*command, "--workspace", str(folder / "net"), "--lang", lang], folder, **env)


def at(folder, lang, key, **env):
    """A wizard that has come to the question ``key``."""
    terminal = start(folder, lang, **env)
    answering = PlainAnswering(terminal, lang)
    answering.until(key)
    answering.wait()
    return terminal, answering


def left(terminal, lang):
    """The program's end after somebody left: kept, and said so."""
    code = terminal.end()
    assert SAVED[lang] in terminal.new
    return code


def network(folder):
    return tomllib.loads((folder / "net" / "network.toml").read_text("utf-8"))


# The whole way ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("lang", LANGS)
def test_from_the_first_question_to_saved_drafts(tmp_path, lang, columns):
    """The example's answers, typed line by line, lead to the example's texts without an escape sequence."""
    terminal = start(tmp_path, lang, columns=columns)
    PlainAnswering(terminal, lang).until()
    terminal.wait(REVIEW[lang])
    terminal.type("1")
    assert terminal.end() == 0
    for name in ("pitch", "guide"):
        assert saved(tmp_path / "net", f"{name}.md") == (SNAPSHOTS / f"{name}.{lang}.txt").read_text("utf-8")
    assert unfit(terminal) == []


@pytest.mark.parametrize("lang", LANGS)
def test_an_interview_to_its_end(tmp_path, lang):
    """With a way back, help, a wrong answer and a second sitting, and without an escape sequence."""
    prepared(tmp_path / "net", lang)
    talk = tomllib.loads((DATA / "conversation.da.toml").read_text("utf-8"))
    answers = records.record_of(talk, guide.load(lang), interview.STEP).answers
    terminal = start(tmp_path, lang, "interview")
    answering = PlainAnswering(terminal, lang, interview.ABOUT, answers)
    answering.until("conversation.importance")
    answering.wait()
    terminal.type("11")
    terminal.wait("11")
    terminal.type("/help")
    answering.wait()
    terminal.type("/back")
    answering.walk = answering.walk.back()
    answering.until("conversation.outcome")
    answering.wait()
    terminal.type("/leave")
    assert left(terminal, lang) == 130
    again = start(tmp_path, lang, "interview")
    answering.terminal = again
    answering.until()
    again.wait("3.")
    again.type("1")
    assert again.end() == 0
    file = tmp_path / "net" / "people" / "jonas-oestergaard" / "answers.toml"
    (found,) = tomllib.loads(file.read_text("utf-8"))["conversation"]
    assert (found["importance"], found["outcome"]) == (8, "considers")
    assert found["referrals"][0]["name"] == "Signe Bro"
    assert unfit(terminal) == unfit(again) == []


@pytest.mark.parametrize("lang", LANGS)
def test_an_edited_draft_is_asked_about(tmp_path, lang):
    """The difference and the three ways out are words and numbers; a bare Enter decides nothing."""
    prepared(tmp_path / "net", lang)
    pitch = next((tmp_path / "net").glob("people/*/pitch.md"))
    pitch.write_text("Min egen.\n", "utf-8")
    terminal = start(tmp_path, lang, "prepare", "jonas")
    for _open_question in range(2):
        terminal.wait()
        terminal.type("/skip")
    terminal.wait(REVIEW[lang])
    terminal.type("1")
    terminal.wait("pitch.new.md")
    terminal.type("")
    terminal.wait()
    terminal.type("3")
    assert terminal.end() == 0
    assert pitch.read_text("utf-8") == "Min egen.\n"
    assert pitch.with_name("pitch.new.md").read_text("utf-8").startswith(("Jeg hedder", "My name is"))
    assert unfit(terminal) == []


# Words -----------------------------------------------------------------------------------------------


def test_the_prompt_names_the_words(tmp_path):
    """Each prompt says how to go back, skip, get help and leave; a needed question offers no skipping."""
    terminal, _answering = at(tmp_path, "en", "organiser.role")
    assert "Answer, or /back, /skip, /help, /leave:" in terminal.new
    assert "Answer, or /back, /help, /leave:" in terminal.raw[: terminal.mark].decode()
    terminal.type("/leave")
    assert left(terminal, "en") == 130


def test_back_shows_the_old_answer_and_enter_keeps_it(tmp_path):
    """What was answered is said again; Enter alone keeps it."""
    terminal, answering = at(tmp_path, "en", "organiser.organisation")
    terminal.type("/back")
    terminal.wait("So far: a development consultant")
    terminal.type("")
    answering.wait()
    terminal.type("/leave")
    assert left(terminal, "en") == 130
    assert network(tmp_path)["organiser"]["role"] == "a development consultant"


def test_help_puts_the_question_once_more(tmp_path):
    """The question, its help, and what each word does."""
    terminal, _answering = at(tmp_path, "en", "organiser.email")
    terminal.type("?")
    terminal.wait("Your email address The mail comes from here.")
    assert "/leave saves everything and ends" in terminal.new
    terminal.type("/leave")
    assert left(terminal, "en") == 130


def test_a_wrong_answer_is_told_why_and_asked_again(tmp_path):
    """The reason is a sentence; what was refused is kept for whoever leaves then."""
    terminal, _answering = at(tmp_path, "en", "organiser.email")
    terminal.type("maja@")
    terminal.wait("does not look like a mail address")
    terminal.type("/leave")
    assert left(terminal, "en") == 130
    assert network(tmp_path)["unfinished"]["organiser.email"] == "maja@"


def test_skipping_empties_an_answer(tmp_path):
    """/skip takes an old answer out where the question can do without."""
    terminal, answering = at(tmp_path, "en", "organiser.organisation")
    terminal.type("/back")
    terminal.wait("So far: ")
    terminal.type("/skip")
    answering.wait()
    terminal.type("/leave")
    assert left(terminal, "en") == 130
    assert network(tmp_path)["organiser"]["role"] == ""


@pytest.mark.parametrize("answer", ["/back", "?", "/unknown"])
def test_a_word_can_be_an_answer(tmp_path, answer):
    """With a blank before it, a word for the program is an answer."""
    terminal, answering = at(tmp_path, "en", "organiser.role")
    terminal.type(f" {answer}")
    answering.walk = answering.walk.answer(answer)
    answering.wait()
    terminal.type("/leave")
    assert left(terminal, "en") == 130
    assert network(tmp_path)["organiser"]["role"] == answer


def test_a_slip_in_a_word_answers_nothing(tmp_path):
    """A word with a slash that means nothing is told so."""
    terminal, _answering = at(tmp_path, "en", "organiser.role")
    terminal.type("/bakc")
    terminal.wait("“/bakc” is none of the words for the program.")
    terminal.type("/leave")
    assert left(terminal, "en") == 130
    assert "role" not in network(tmp_path)["organiser"]


@pytest.mark.parametrize("lang", LANGS)
def test_words_differ_from_each_other(lang):
    """No word means two things, and English is understood everywhere."""
    from netinvite import language

    language.activate(lang)
    spoken = words.spoken()
    assert len(set(spoken.values())) == len(spoken)
    for meaning, word in spoken.items():
        for typed in (word, word.upper() + " ", f"/{meaning}"):
            assert words.meaning(typed, spoken) == meaning
        assert words.meaning(f" {word}", spoken) == ""


# Pastes ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["", "\r"])
def test_a_paste_of_three_lines_stays_one_answer(tmp_path, end):
    """Pasted lines wait for Enter as one answer, and never answer the next question."""
    terminal, _answering = at(tmp_path, "en", "organiser.role")
    terminal.mark = len(terminal.raw)
    terminal.child.send(f"one\rtwo\rthree{end}")
    terminal.wait_for("So far: one two three")
    terminal.type("")
    terminal.wait("Where do you work?")
    terminal.type("/leave")
    assert left(terminal, "en") == 130
    assert network(tmp_path)["organiser"]["role"] == "one two three"


def test_a_paste_does_not_answer_a_menu(tmp_path):
    """Of several lines at once a menu takes none."""
    terminal, _answering = at(tmp_path, "en", "person.relation")
    terminal.mark = len(terminal.raw)
    terminal.child.send("1\r2\r")
    terminal.wait_for("none of them was taken")
    terminal.type("3")
    terminal.wait("Chosen: Only by reputation")
    terminal.type("/leave")
    assert left(terminal, "en") == 130


def test_an_empty_line_in_a_paste_belongs_to_a_long_answer(tmp_path):
    """Paragraphs pasted into a long answer stay together; the next empty line ends it."""
    terminal, answering = at(tmp_path, "en", "network.moment")
    terminal.mark = len(terminal.raw)
    terminal.child.send("One.\r\rTwo.")
    terminal.wait_for("Two.")
    terminal.type("", "")
    answering.walk = answering.walk.answer("x")
    answering.wait()
    terminal.type("/leave")
    assert left(terminal, "en") == 130
    assert network(tmp_path)["network"]["moment"] == "One.\n\nTwo."


# Leaving ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "code"),
    [("\x03", 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)],
    ids=["ctrl-c", "term", "hup"],
)
@pytest.mark.parametrize("key", ["organiser.organisation", "network.moment"])
def test_whatever_ends_it_the_half_typed_answer_is_kept(tmp_path, key, how, code):
    """Ctrl+C, SIGTERM and SIGHUP keep the line that has no Enter yet, and the next run says it."""
    terminal, _answering = at(tmp_path, "da", key)
    terminal.mark = len(terminal.raw)
    terminal.child.send("Nordby Ærø")
    terminal.wait_for("Nordby Ærø")
    terminal.interrupt(how)
    assert left(terminal, "da") == code
    assert network(tmp_path)["unfinished"][key] == "Nordby Ærø"
    again = start(tmp_path, "da")
    again.wait("Nordby Ærø")
    again.type("/leave")
    assert left(again, "da") == 130
    assert network(tmp_path)["unfinished"][key] == "Nordby Ærø"


def test_the_end_of_input_leaves_and_keeps(tmp_path):
    """Ctrl+D on an empty line is the way out too."""
    terminal, _answering = at(tmp_path, "en", "organiser.role")
    terminal.child.send("\x04")
    assert left(terminal, "en") == 130
    assert network(tmp_path)["organiser"]["name"] == "Maja Holm"


def test_a_closed_terminal_keeps_everything(tmp_path):
    """When the window goes, the answers are there, and the process is gone."""
    terminal, _answering = at(tmp_path, "en", "organiser.role")
    pid = terminal.child.pid
    os.close(terminal.child.child_fd)
    _pid, status = os.waitpid(pid, 0)
    assert os.waitstatus_to_exitcode(status) in (129, 130)
    assert network(tmp_path)["organiser"]["name"] == "Maja Holm"


# When ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        ({"NETINVITE_PLAIN": "1"}, True),
        ({"NETINVITE_PLAIN": "0"}, False),
        ({"NETINVITE_PLAIN": ""}, False),
        ({"TERM": "dumb"}, True),
        ({"TERM": "dumb", "NETINVITE_PLAIN": "0"}, False),
        ({"TERM": ""}, True),
        ({"TERM": "xterm"}, False),
    ],
)
def test_when_plain_mode_is_wanted(monkeypatch, env, expected):
    """When it is asked for, and by itself on a dumb terminal."""
    monkeypatch.delenv("NETINVITE_PLAIN", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert screen.plain() is expected


@pytest.mark.parametrize("term", ["dumb", "unknown", "", "no-such-terminal"])
def test_a_terminal_that_nobody_knows_needs_no_option(tmp_path, term):
    """A terminal whose cursor cannot be moved, or of which nothing is known, leads to lines."""
    terminal, _answering = at(tmp_path, "en", "organiser.role", TERM=term, NETINVITE_PLAIN="")
    terminal.type("/leave")
    assert left(terminal, "en") == 130
    assert unfit(terminal) == []
