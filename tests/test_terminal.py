"""``netinvite prepare`` in a real terminal: from the first question to saved drafts."""

from __future__ import annotations

import re
import signal
import tomllib
from pathlib import Path

import pytest
from readyexample import SLUG, example, open_at, prepared
from terminal import REVIEW, SAVED, Answering, Terminal, saved, without_terminal

from netinvite.store.records import load_guide

SNAPSHOTS = Path(__file__).parent / "snapshots"
TO = {"da": "Til", "en": "To"}


def start(folder, lang, *words, columns=80, rows=24, **env):
    arguments = ["prepare", *words, "--workspace", str(folder / "net"), "--lang", lang]
    return Terminal(arguments, folder, columns=columns, rows=rows, **env)


def leave(terminal, lang):
    terminal.send("\x03")
    terminal.wait(SAVED[lang])
    assert terminal.end() == 130


@pytest.mark.sampled(1)
@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("lang", ["da", "en"])
def test_from_the_first_question_to_saved_drafts(tmp_path, lang, columns):
    """The example's answers typed in lead to the example's texts, however wide the terminal is."""
    terminal = start(tmp_path, lang, "--full", columns=columns)
    answering = Answering(terminal, lang, depth="full")
    terminal.go_on_to(answering.walk.current.ask)
    answering.until()
    terminal.go_on_to(REVIEW[lang], "Enter")
    terminal.send("1\r")
    assert terminal.end() == 0
    for name in ("pitch", "conversation"):
        assert saved(tmp_path / "net", f"{name}.md") == (SNAPSHOTS / f"{name}.{lang}.txt").read_text("utf-8")
    mail = saved(tmp_path / "net", "invitation.txt")
    assert mail.startswith(f"{TO[lang]}: Jonas Østergård <jonas@example.org>\n")
    assert "netinvite mail jonas-oestergaard" in terminal.text


def test_no_line_is_cut_in_a_word_at_forty_columns(tmp_path):
    """What the wizard prints above a field wraps at words."""
    terminal = start(tmp_path, "da", columns=40)
    answering = Answering(terminal, "da")
    terminal.go_on_to(answering.walk.current.ask)
    answering.until("organiser.motivation")
    answering.wait()
    question = answering.walk.current
    words = set(re.findall(r"\w+", f"{question.ask} {question.help} {question.example}"))
    on_screen = {word for line in terminal.display for word in re.findall(r"\w+", line)}
    assert words <= on_screen


@pytest.mark.whole
def test_back_over_a_branch(tmp_path):
    """Going back and choosing otherwise hides the branch and takes its answers out."""
    open_at(prepared(tmp_path / "net"), "person.relation")
    terminal = start(tmp_path, "en", SLUG)
    answering = Answering(terminal, "en")
    answering.begin_at("person.relation")
    answering.answer("referred")
    answering.answer("Signe Bro")
    answering.answer("yes")
    answering.wait()
    for again in ("2) No, or I do not know", "▌ Signe Bro", "4) Somebody recommended"):
        terminal.send("\x1b")
        answering.walk = answering.walk.back()
        terminal.wait(answering.walk.current.ask, again)
    assert answering.walk.position == "person.relation"
    answering.answer("met")
    assert answering.walk.position == "person.met"
    answering.wait()
    leave(terminal, "en")
    data = tomllib.loads(saved(tmp_path / "net", "answers.toml"))
    assert "referred_by" not in data["person"]
    assert data["set_aside"]["person.referred_by"] == "Signe Bro"


def test_back_shows_the_old_answer(tmp_path):
    """Shift+Tab brings the answer back into its field, to be changed."""
    terminal = start(tmp_path, "da")
    answering = Answering(terminal, "da")
    answering.after("organiser.introduction")
    asked, stands = answering.walk.current.ask, example("da")["organiser.introduction"]
    terminal.send("\x1b[Z")
    terminal.wait(f"▌ {stands.removesuffix('.')}")
    terminal.send(" på barsel\r")
    terminal.wait(asked, "Enter")
    leave(terminal, "da")
    changed = f"{stands.removesuffix('.')} på barsel."
    assert f'introduction = "{changed}"' in (tmp_path / "net/network.toml").read_text("utf-8")


@pytest.mark.sampled(1)
@pytest.mark.parametrize("key", ["organiser.name", "person.email", "reflection.curious"])
def test_leaving_and_going_on(tmp_path, key):
    """Ctrl+C saves what is half typed too; the next run asks that question, not the answered ones."""
    open_at(prepared(tmp_path / "net", "da"), key)
    asked = load_guide("da").question(key).ask
    terminal = start(tmp_path, "da", SLUG)
    terminal.wait(asked, "Enter")
    terminal.send("halvt æøå")
    terminal.wait("halvt æøå")
    leave(terminal, "da")
    again = start(tmp_path, "da", SLUG)
    again.wait(asked, "halvt æøå", "Enter")
    assert "Hvad hedder du?" not in again.text or key == "organiser.name"
    leave(again, "da")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_saves_what_is_half_typed(tmp_path, number, code):
    """Told to end, the wizard keeps the half-typed answer and says so with its exit code."""
    terminal = start(tmp_path, "da")
    answering = Answering(terminal, "da")
    answering.until("organiser.introduction")
    answering.wait()
    terminal.send("leder i Nordby Kom")
    terminal.wait("▌ Jeg hedder Maja Holm og er leder i Nordby Kom")
    terminal.child.kill(number)
    assert terminal.end() == code
    half = '"organiser.introduction" = "Jeg hedder Maja Holm og er leder i Nordby Kom"'
    assert half in (tmp_path / "net/network.toml").read_text("utf-8")


def test_a_paste_of_three_lines_stays_one_answer(tmp_path):
    """Pasted lines become blanks in a one-line question, and never answer the next one."""
    terminal = start(tmp_path, "da")
    Answering(terminal, "da").wait()
    terminal.send("\x1b[200~Maja\nvon\nHolm\x1b[201~\r")
    terminal.wait("Jeg hedder Maja von Holm og er", "Enter")
    leave(terminal, "da")
    assert 'name = "Maja von Holm"' in (tmp_path / "net/network.toml").read_text("utf-8")


def test_an_unbracketed_paste_stays_one_answer_too(tmp_path):
    """Lines that come in one breath do not run through the questions."""
    terminal = start(tmp_path, "da")
    Answering(terminal, "da").wait()
    terminal.send("Maja\rvon\rHolm\r")
    terminal.wait("Jeg hedder Maja von Holm og er", "Enter")
    leave(terminal, "da")


def test_what_does_not_fit_is_said_under_the_field(tmp_path):
    """A wrong answer keeps its place and its text, and is told why."""
    open_at(prepared(tmp_path / "net"), "organiser.email")
    terminal = start(tmp_path, "en", SLUG)
    terminal.wait(load_guide("en").question("organiser.email").ask, "Enter")
    terminal.send("maja@\r")
    terminal.wait("maja@", "does not look like an email address")
    leave(terminal, "en")


def test_no_colour_without_colours(tmp_path):
    """With NO_COLOR no colour reaches the terminal, and the wizard works."""
    terminal = start(tmp_path, "da", NO_COLOR="1")
    Answering(terminal, "da").wait()
    terminal.send("Maja\r")
    terminal.wait("Jeg hedder Maja og er", "Enter")
    leave(terminal, "da")
    colours = [code for codes in re.findall(rb"\x1b\[([0-9;]*)m", terminal.raw) for code in codes.split(b";")]
    assert not [code for code in colours if code and (30 <= int(code) <= 48 or int(code) >= 90)]


@pytest.mark.whole
def test_a_call_needs_no_times_and_no_mail(tmp_path):
    """For a call the result is the pitch and the guide; the mail is written when asked for."""
    open_at(prepared(tmp_path / "net"), "contact.way")
    for name in ("pitch.md", "invitation.txt", "conversation.md", ".drafts", ".index.json"):
        (tmp_path / "net" / "people" / SLUG / name).unlink()
    terminal = start(tmp_path, "en", SLUG)
    answering = Answering(terminal, "en")
    answering.begin_at("contact.way")
    answering.answer("call")
    answering.until()
    terminal.go_on_to(REVIEW["en"], "write the email as well")
    terminal.send("1\r")
    assert terminal.end() == 0
    assert sorted(path.name for path in (tmp_path / "net").glob("people/*/[!.]*")) == [
        "answers.toml",
        "conversation.md",
        "pitch.md",
    ]


def test_a_changed_answer_leads_back_to_the_review(tmp_path):
    """At the review one answer can be picked and changed."""
    open_at(prepared(tmp_path / "net"), "")
    terminal = start(tmp_path, "en", SLUG, rows=100)
    terminal.go_on_to(REVIEW["en"], "Enter")
    terminal.send("2\r")
    asked = load_guide("en").question("organiser.introduction").ask
    terminal.wait("Which answer?", asked)
    terminal.send("2\r")
    terminal.wait(asked, "▌ I am Maja Holm", "Enter: next")
    terminal.send("\x15\x15I am Mia Holm, and I build networks\r")
    terminal.wait("What has changed is bold", "I am Mia Holm, and I build networks")
    terminal.go_on_to(REVIEW["en"], "Enter")
    terminal.send("1\r")
    assert terminal.end() == 0
    assert "I am Mia Holm, and I build networks." in saved(tmp_path / "net", "pitch.md")


def test_without_a_terminal_one_line_and_nothing_written(tmp_path):
    """``prepare </dev/null`` says in one line what to use instead."""
    outcome = without_terminal("prepare", "-w", str(tmp_path / "net"))
    assert outcome.returncode == 2
    assert outcome.stdout == ""
    assert len(outcome.stderr.splitlines()) == 1
    assert "--answers" in outcome.stderr
    assert not (tmp_path / "net").exists()
