"""``netinvite prepare`` in a real terminal: from the first question to saved drafts."""

from __future__ import annotations

import re
import signal
import tomllib
from pathlib import Path

import pytest
from terminal import REVIEW, SAVED, Answering, Terminal, saved, shown, without_terminal

from netinvite import guide

SNAPSHOTS = Path(__file__).parent / "snapshots"


def start(folder, lang, *, columns=80, rows=24, **env):
    arguments = ["prepare", "--workspace", str(folder / "net"), "--lang", lang]
    return Terminal(arguments, folder, columns=columns, rows=rows, **env)


def leave(terminal, lang):
    terminal.send("\x03")
    terminal.wait(SAVED[lang])
    assert terminal.end() == 130


@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("lang", ["da", "en"])
def test_from_the_first_question_to_saved_drafts(tmp_path, lang, columns):
    """The example's answers typed in lead to the example's texts, however wide the terminal is."""
    terminal = start(tmp_path, lang, columns=columns)
    answering = Answering(terminal, lang, columns=columns)
    answering.until()
    terminal.wait(REVIEW[lang], "Enter")
    terminal.send("1\r")
    assert terminal.end() == 0
    for name in ("pitch", "guide"):
        assert saved(tmp_path / "net", f"{name}.md") == (SNAPSHOTS / f"{name}.{lang}.txt").read_text("utf-8")
    assert saved(tmp_path / "net", "invitation.txt").startswith("To: Jonas Østergård <jonas@example.org>\n")
    assert "netinvite mail jonas-oestergaard" in terminal.text


def test_no_line_is_cut_in_a_word_at_forty_columns(tmp_path):
    """What the wizard prints above a field wraps at words."""
    terminal = start(tmp_path, "da", columns=40)
    answering = Answering(terminal, "da", columns=40)
    answering.until("network.moment")
    answering.wait()
    question = answering.walk.current
    words = set(re.findall(r"\w+", f"{question.ask} {question.help} {question.example}"))
    on_screen = {word for line in terminal.screen.display for word in re.findall(r"\w+", line)}
    assert words <= on_screen


def test_back_over_a_branch(tmp_path):
    """Going back and choosing otherwise hides the branch and takes its answers out."""
    terminal = start(tmp_path, "en")
    answering = Answering(terminal, "en")
    answering.until("person.relation")
    answering.answer("referred")
    answering.answer("Signe Bro")
    answering.answer("yes")
    answering.wait()
    # A menu is gone from the screen once it is left, so its lines tell that it is there again.
    for again in (("2) No, or I do not know",), ("Who pointed",) * 2, ("4) Somebody pointed me",)):
        terminal.send("\x1b")
        answering.walk = answering.walk.back()
        terminal.wait_for_all(again)
    assert answering.walk.position == "person.relation"
    answering.answer("met")
    terminal.wait("[ ] 1)")
    assert answering.walk.position == "reflection.covers"
    answering.wait()
    leave(terminal, "en")
    data = tomllib.loads(saved(tmp_path / "net", "answers.toml"))
    assert "referred_by" not in data["person"]
    assert data["set_aside"]["person.referred_by"] == "Signe Bro"


def test_back_shows_the_old_answer(tmp_path):
    """Shift+Tab brings the answer back into its field, to be changed."""
    terminal = start(tmp_path, "da")
    answering = Answering(terminal, "da")
    answering.until("organiser.organisation")
    answering.wait()
    terminal.send("\x1b[Z")
    terminal.wait("Hvor arbejder du?", "Jeg er udviklingskonsulent", "Enter")
    terminal.send(" i orlov\r")
    terminal.wait_for_all(("Hvor arbejder du?",) * 2)
    terminal.wait("Hvor arbejder du?", "Enter")
    leave(terminal, "da")
    assert 'role = "udviklingskonsulent i orlov"' in (tmp_path / "net/network.toml").read_text("utf-8")


@pytest.mark.parametrize("key", ["organiser.name", "person.email", "plan.own"])
def test_leaving_and_going_on(tmp_path, key):
    """Ctrl+C saves what is half typed too; the next run asks that question, not the answered ones."""
    terminal = start(tmp_path, "da")
    answering = Answering(terminal, "da")
    answering.until(key)
    answering.wait()
    terminal.send("halvt æøå")
    terminal.wait("halvt æøå")
    leave(terminal, "da")
    again = start(tmp_path, "da")
    again.wait(shown(guide.load("da").question(key)), "halvt æøå", "Enter")
    assert "Hvad hedder du?" not in again.text or key == "organiser.name"
    leave(again, "da")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_saves_what_is_half_typed(tmp_path, number, code):
    """Told to end, the wizard keeps the half-typed answer and says so with its exit code."""
    terminal = start(tmp_path, "da")
    answering = Answering(terminal, "da")
    answering.until("organiser.organisation")
    answering.wait()
    terminal.send("Nordby Kom")
    terminal.wait("> Nordby Kom")
    terminal.child.kill(number)
    assert terminal.end() == code
    assert '"organiser.organisation" = "Nordby Kom"' in (tmp_path / "net/network.toml").read_text("utf-8")


def test_a_paste_of_three_lines_stays_one_answer(tmp_path):
    """Pasted lines become blanks in a one-line question, and never answer the next one."""
    terminal = start(tmp_path, "da")
    Answering(terminal, "da").wait()
    terminal.send("\x1b[200~Maja\nvon\nHolm\x1b[201~\r")
    terminal.wait("Jeg er", "Enter")
    leave(terminal, "da")
    assert 'name = "Maja von Holm"' in (tmp_path / "net/network.toml").read_text("utf-8")


def test_an_unbracketed_paste_stays_one_answer_too(tmp_path):
    """Lines that come in one breath do not run through the questions."""
    terminal = start(tmp_path, "da")
    Answering(terminal, "da").wait()
    terminal.send("Maja\rvon\rHolm\r")
    terminal.wait("Maja von Holm", "Jeg er", "Enter")
    leave(terminal, "da")


def test_what_does_not_fit_is_said_under_the_field(tmp_path):
    """A wrong answer keeps its place and its text, and is told why."""
    terminal = start(tmp_path, "en")
    answering = Answering(terminal, "en")
    answering.until("organiser.email")
    answering.wait()
    terminal.send("maja@\r")
    terminal.wait("maja@", "does not look like a mail address")
    leave(terminal, "en")


def test_no_colour_without_colours(tmp_path):
    """With NO_COLOR no colour reaches the terminal, and the wizard works."""
    terminal = start(tmp_path, "da", NO_COLOR="1")
    Answering(terminal, "da").wait()
    terminal.send("Maja\r")
    terminal.wait("Jeg er", "Enter")
    leave(terminal, "da")
    colours = [code for codes in re.findall(rb"\x1b\[([0-9;]*)m", terminal.raw) for code in codes.split(b";")]
    assert not [code for code in colours if code and (30 <= int(code) <= 48 or int(code) >= 90)]


def test_a_call_needs_no_times_and_no_mail(tmp_path):
    """For a call the result is the pitch and the guide; the mail is written when asked for."""
    terminal = start(tmp_path, "en")
    answering = Answering(terminal, "en")
    answering.until("contact.way")
    answering.answer("call")
    answering.until()
    terminal.wait(REVIEW["en"], "write the mail as well")
    terminal.send("1\r")
    assert terminal.end() == 0
    assert sorted(path.name for path in (tmp_path / "net").glob("people/*/[!.]*")) == [
        "answers.toml",
        "guide.md",
        "pitch.md",
    ]


def test_a_changed_answer_leads_back_to_the_review(tmp_path):
    """At the review one answer can be picked and changed."""
    terminal = start(tmp_path, "en", rows=50)
    answering = Answering(terminal, "en")
    answering.until()
    terminal.wait(REVIEW["en"], "Enter")
    terminal.send("2\r")
    terminal.wait("Which answer?", "What is your name?")
    terminal.send("\r")
    terminal.wait("Which answer? > What is your name?", "What is your name? > Maja Holm", "Enter: next")
    terminal.send("\x15Mia Holm\r")
    terminal.wait("Mia Holm", REVIEW["en"], "Enter")
    terminal.send("1\r")
    assert terminal.end() == 0
    assert saved(tmp_path / "net", "pitch.md").startswith("My name is Mia Holm")


def test_without_a_terminal_one_line_and_nothing_written(tmp_path):
    """``prepare </dev/null`` says in one line what to use instead."""
    outcome = without_terminal("prepare", "-w", str(tmp_path / "net"))
    assert outcome.returncode == 2
    assert outcome.stdout == ""
    assert len(outcome.stderr.splitlines()) == 1
    assert "--answers" in outcome.stderr
    assert not (tmp_path / "net").exists()
