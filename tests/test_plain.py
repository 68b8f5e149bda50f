"""Plain mode: every question line by line, without one escape sequence."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import threading
import time
import tomllib
from pathlib import Path

import pytest
from plainterminal import PlainAnswering, PlainTerminal, unfit
from readyexample import SLUG, example, open_at, prepared
from terminal import REVIEW, SAVED, saved

from netinvite import leaving
from netinvite.model.questions import FULL
from netinvite.store import conversations, records
from netinvite.store.records import load_guide
from netinvite.store.workspace import Workspace
from netinvite.ui import lines, screen

DATA = Path(__file__).parent / "data"
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
    assert SAVED[lang] in terminal.new, (code, terminal.child.signalstatus, terminal.child.flag_eof)
    return code


def network(folder):
    return tomllib.loads((folder / "net" / "network.toml").read_text("utf-8"))


def person(folder):
    return tomllib.loads((folder / "net" / "people" / SLUG / "answers.toml").read_text("utf-8"))


# The whole way ---------------------------------------------------------------------------------------


@pytest.mark.sampled(1)
@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("lang", LANGS)
def test_from_the_first_question_to_saved_drafts(tmp_path, lang, columns):
    """The example's answers, typed line by line, lead to the example's texts without an escape sequence."""
    terminal = start(tmp_path, lang, "prepare", "--full", columns=columns)
    PlainAnswering(terminal, lang, depth=FULL).until()
    terminal.wait(REVIEW[lang])
    terminal.type("1")
    assert terminal.end() == 0
    prepared(tmp_path / "given", lang)
    for name in ("pitch.md", "invitation.txt"):
        assert saved(tmp_path / "net", name) == saved(tmp_path / "given", name)
    assert unfit(terminal) == []


@pytest.mark.whole
@pytest.mark.parametrize("lang", LANGS)
def test_an_interview_to_its_end(tmp_path, lang):
    """With a way back, help, a wrong answer and a second sitting, and without an escape sequence."""
    prepared(tmp_path / "net", lang)
    talk = tomllib.loads((DATA / "conversation.da.toml").read_text("utf-8"))
    answers = records.record_of(talk, load_guide(lang), conversations.STEP).answers
    terminal = start(tmp_path, lang, "interview")
    # Of the two scales, one was on the guide.
    asked = {"unasked": ["conversation.readiness", "conversation.readiness_up"]}
    answering = PlainAnswering(terminal, lang, conversations.ABOUT, answers, **asked)
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


@pytest.mark.sampled(1)
@pytest.mark.parametrize("lang", LANGS)
def test_an_edited_draft_is_asked_about(tmp_path, lang):
    """The difference and the three ways out are words and numbers; a bare Enter decides nothing."""
    prepared(tmp_path / "net", lang)
    pitch = next((tmp_path / "net").glob("people/*/pitch.md"))
    pitch.write_text("Min egen.\n", "utf-8")
    terminal = start(tmp_path, lang, "prepare", "jonas")
    terminal.wait(REVIEW[lang])
    terminal.type("1")
    terminal.wait("pitch.new.md")
    terminal.type("")
    terminal.wait()
    terminal.type("3")
    assert terminal.end() == 0
    assert pitch.read_text("utf-8") == "Min egen.\n"
    assert pitch.with_name("pitch.new.md").read_text("utf-8").startswith(("Vi mødtes", "We met"))
    assert unfit(terminal) == []


# Words -----------------------------------------------------------------------------------------------


def test_edit_shows_one_text_and_changes_an_answer(tmp_path):
    """Line by line as prepare does it, and that text alone is written."""
    net = prepared(tmp_path / "net")
    before = (net / "people" / SLUG / "pitch.md").read_text(encoding="utf-8")
    terminal = start(tmp_path, "en", "edit", SLUG, "mail")
    terminal.wait("2. Change an answer")
    assert "Here begins invitation.txt." in said(terminal) and "pitch.md" not in said(terminal)
    assert "write the email as well" not in said(terminal)
    terminal.type("2")
    terminal.wait("Which answer?")
    number = re.search(r"(\d+)\. How will you greet the person\?", said(terminal))[1]
    terminal.type(number)
    terminal.wait("Enter alone keeps it.")
    terminal.type("Hello Jonas,")
    terminal.wait("2. Change an answer")
    terminal.type("1")
    assert terminal.end() == 0
    assert "Hello Jonas," in (net / "people" / SLUG / "invitation.txt").read_text(encoding="utf-8")
    assert (net / "people" / SLUG / "pitch.md").read_text(encoding="utf-8") == before


def test_the_prompt_names_the_words(tmp_path):
    """Each prompt says how to go back, skip, get help and leave; a needed question offers no skipping."""
    terminal, _answering = at(tmp_path, "en", "network.values")
    invited = "Go on from there or type the whole sentence, or /back, /skip, /help, /leave:"
    assert invited in " ".join(terminal.new.split())
    assert "Answer, or /back, /help, /leave:" in terminal.raw[: terminal.mark].decode()
    terminal.type("/leave")
    assert left(terminal, "en") == 130


def test_back_shows_the_old_answer_and_enter_keeps_it(tmp_path):
    """What was answered is said again; Enter alone keeps it."""
    terminal, answering = at(tmp_path, "en", "network.theme")
    terminal.type("/back")
    terminal.wait("So far: I am Maja Holm, a development consultant")
    terminal.type("")
    answering.wait()
    terminal.type("/leave")
    assert left(terminal, "en") == 130
    assert network(tmp_path)["organiser"]["introduction"] == example("en")["organiser.introduction"]


def test_help_puts_the_question_once_more(tmp_path):
    """The question, its help, and what each word does."""
    terminal, _answering = at(tmp_path, "en", "organiser.introduction")
    terminal.type("?")
    terminal.wait("Who are you? As you would say it to somebody who does not know you.")
    assert "/leave saves and leaves" in terminal.new
    terminal.type("/leave")
    assert left(terminal, "en") == 130


def test_a_wrong_answer_is_told_why_and_asked_again(tmp_path):
    """The reason is a sentence; what was refused is kept for whoever leaves then."""
    open_at(prepared(tmp_path / "net"), "organiser.email")
    terminal = start(tmp_path, "en", "prepare", SLUG)
    terminal.wait("What is your own email address?")
    terminal.type("maja@")
    terminal.wait("does not look like an email address")
    terminal.type("/leave")
    assert left(terminal, "en") == 130
    assert network(tmp_path)["unfinished"]["organiser.email"] == "maja@"


def test_skipping_empties_an_answer(tmp_path):
    """/skip takes an old answer out where the question can do without."""
    terminal, answering = at(tmp_path, "en", "person.name")
    terminal.type("/back")
    terminal.wait("So far: ")
    terminal.type("/skip")
    answering.wait()
    terminal.type("/leave")
    assert left(terminal, "en") == 130
    assert network(tmp_path)["network"]["values"] == ""


@pytest.mark.parametrize("answer", ["/back", "?", "/unknown"])
def test_a_word_can_be_an_answer(tmp_path, answer):
    """With a blank before it, a word for the program is an answer."""
    terminal, answering = at(tmp_path, "en", "organiser.name")
    terminal.type(f" {answer}")
    answering.walk = answering.walk.answer(answer)
    answering.wait()
    terminal.type("/leave")
    assert left(terminal, "en") == 130
    assert network(tmp_path)["organiser"]["name"] == answer


def test_a_slip_in_a_word_answers_nothing(tmp_path):
    """A word with a slash that means nothing is told so."""
    terminal, _answering = at(tmp_path, "en", "organiser.introduction")
    terminal.type("/bakc")
    terminal.wait("“/bakc” is none of the words for the program.")
    terminal.type("/leave")
    assert left(terminal, "en") == 130
    assert "introduction" not in network(tmp_path)["organiser"]


@pytest.mark.parametrize("lang", LANGS)
def test_words_differ_from_each_other(lang):
    """No word means two things, and English is understood everywhere."""
    from netinvite import language

    language.activate(lang)
    spoken = lines.spoken()
    assert len(set(spoken.values())) == len(spoken)
    for meaning, word in spoken.items():
        for typed in (word, word.upper() + " ", f"/{meaning}"):
            assert lines.meaning(typed, spoken) == meaning
        assert lines.meaning(f" {word}", spoken) == ""


# Sentences -------------------------------------------------------------------------------------------


def said(terminal):
    return " ".join(terminal.new.split())


def test_a_sentence_is_said_whole_and_kept_with_enter(tmp_path):
    """The first words are printed; what goes on from them is completed, and can be typed anew."""
    terminal, answering = at(tmp_path, "en", "organiser.introduction")
    assert "It begins: I am Maja Holm, …" in said(terminal)
    terminal.type("a consultant")
    terminal.wait("So far: I am Maja Holm, a consultant. Enter alone keeps it.")
    assert "Enter, or the whole sentence anew, or /back" in said(terminal)
    terminal.type("a cook in Northby")
    terminal.wait("So far: I am Maja Holm, a cook in Northby.")
    terminal.type("")
    answering.walk = answering.walk.answer("I am Maja Holm, a cook in Northby.")
    answering.wait()
    terminal.type("/leave")
    assert left(terminal, "en") == 130
    assert network(tmp_path)["organiser"]["introduction"] == "I am Maja Holm, a cook in Northby."


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("1", "Northby has more volunteers."),
        ("2", "We will know it works when Northby has more volunteers."),
        ("nobody is alone", "We will know it works when nobody is alone."),
    ],
)
def test_two_readings_are_asked(tmp_path, typed, stands):
    """Both stand there by number; one of them is chosen, or the sentence typed anew; Enter is no choice."""
    open_at(prepared(tmp_path / "net"), "network.purpose")
    terminal = start(tmp_path, "en", "prepare", SLUG)
    terminal.wait("How will you know")
    terminal.type("Northby has more volunteers")
    terminal.wait(
        "1. Northby has more volunteers. 2. We will know it works when Northby has more volunteers."
    )
    terminal.type("")
    terminal.wait("Type one of the numbers, or the sentence anew.")
    terminal.type(typed)
    if not typed.isdecimal():
        terminal.wait(f"So far: {stands}")
        terminal.type("")
    terminal.wait("What should guide the network?")
    terminal.type("/leave")
    assert left(terminal, "en") == 130
    assert network(tmp_path)["network"]["purpose"] == stands


def test_the_last_first_words_can_go_on_or_begin_a_sentence(tmp_path):
    """Closed by a mark, too; what is chosen is not asked about again."""
    terminal, _answering = at(tmp_path, "en", "network.purpose")
    terminal.type("When all are there.")
    terminal.wait("1. When all are there. 2. We will know it works when all are there.")
    terminal.type("1")
    terminal.wait("What should guide the network?")
    terminal.type("/leave")
    assert left(terminal, "en") == 130
    assert network(tmp_path)["network"]["purpose"] == "When all are there."


def test_first_words_alone_are_no_answer(tmp_path):
    """Typed once more, or with Enter alone, they are refused where the sentence is needed."""
    terminal, _answering = at(tmp_path, "en", "organiser.introduction")
    for typed in ("I am Maja Holm,", ""):
        terminal.type(typed)
        terminal.wait("This one is needed")
    terminal.type("/leave")
    assert left(terminal, "en") == 130
    assert "introduction" not in network(tmp_path)["organiser"]


def test_a_proposal_is_taken_with_enter(tmp_path):
    """It is said what is proposed, and Enter takes it; a line that could go on from the first words, which
    nobody was shown, is asked about."""
    open_at(prepared(tmp_path / "net"), "person.greeting")
    terminal = start(tmp_path, "en", "prepare", SLUG)
    terminal.wait("Proposed: Dear Jonas, Enter alone takes it.")
    terminal.type("")
    terminal.wait("Proposed: Your view on young people and loneliness?")
    terminal.type("the drop-in centre?")
    terminal.wait("1. the drop-in centre? 2. May I hear your view on the drop-in centre?")
    terminal.type("2")
    terminal.wait("your own email address")
    terminal.type("/leave")
    assert left(terminal, "en") == 130
    assert person(tmp_path)["person"]["greeting"] == "Dear Jonas,"
    assert person(tmp_path)["contact"]["subject"] == "May I hear your view on the drop-in centre?"


def test_what_is_odd_in_a_sentence_is_said_with_it(tmp_path):
    """Line by line, too: a list, words that stand twice; Enter keeps it all the same."""
    terminal, _answering = at(tmp_path, "en", "organiser.motivation")
    terminal.type("1. nobody asked 2. nobody cared")
    terminal.wait("“1.” begins a list in mid-sentence. Enter once more keeps it.")
    terminal.type("")
    terminal.type("/leave")
    assert left(terminal, "en") == 130
    kept = network(tmp_path)["organiser"]["motivation"]
    assert kept == "It matters to me because 1. nobody asked 2. nobody cared."


def test_a_half_typed_sentence_is_kept_behind_its_first_words(tmp_path):
    """So it stands in the field, wherever it is gone on with; the next time Enter keeps it, said whole."""
    terminal, answering = at(tmp_path, "en", "organiser.introduction")
    terminal.mark = len(terminal.raw)
    terminal.child.send("a cook")
    terminal.wait_for("a cook")
    terminal.interrupt("\x03")
    assert left(terminal, "en") == 130
    assert network(tmp_path)["unfinished"]["organiser.introduction"] == "I am Maja Holm, a cook"
    again = start(tmp_path, "en")
    again.wait("So far: I am Maja Holm, a cook")
    again.type("")
    answering.terminal = again
    answering.walk = answering.walk.answer("I am Maja Holm, a cook.")
    answering.wait()
    again.type("/leave")
    assert left(again, "en") == 130
    assert network(tmp_path)["organiser"]["introduction"] == "I am Maja Holm, a cook."


def test_leaving_where_a_sentence_was_said_whole_keeps_it(tmp_path):
    """Nobody has kept it yet, so it is half typed."""
    terminal, _answering = at(tmp_path, "en", "organiser.introduction")
    terminal.type("a cook")
    terminal.wait("So far: I am Maja Holm, a cook.")
    terminal.type("/leave")
    assert left(terminal, "en") == 130
    assert network(tmp_path)["unfinished"]["organiser.introduction"] == "I am Maja Holm, a cook."


def test_an_answer_without_its_first_words_is_kept_as_it_is(tmp_path):
    """What was changed where it could be seen is not completed by Enter."""
    folder = tmp_path / "net"
    prepared(folder)
    Workspace(folder).update(folder / "network.toml", {("network", "theme"): "loneliness and youth."})
    open_at(folder, "organiser.motivation")
    terminal = start(tmp_path, "en", "prepare", SLUG)
    terminal.wait("Why does it matter to you?")
    terminal.type("/back")
    terminal.wait("So far: loneliness and youth.")
    terminal.type("")
    terminal.wait("Why does it matter to you?")
    terminal.type("/leave")
    assert left(terminal, "en") == 130
    assert network(tmp_path)["network"]["theme"] == "loneliness and youth."


def test_a_paste_of_three_lines_becomes_one_sentence(tmp_path):
    """Said whole before it counts."""
    terminal, answering = at(tmp_path, "en", "organiser.introduction")
    terminal.mark = len(terminal.raw)
    terminal.child.send("a cook\rin Northby\rand a neighbour\r")
    terminal.wait_for("So far: I am Maja Holm, a cook in Northby and a neighbour.")
    terminal.type("")
    answering.walk = answering.walk.answer("x")
    answering.wait()
    terminal.type("/leave")
    assert left(terminal, "en") == 130


# Times -----------------------------------------------------------------------------------------------


def at_times(tmp_path):
    """A wizard at the question for times, and the answers that it keeps; the talk takes 20 minutes."""
    open_at(prepared(tmp_path / "net"), "contact.times")
    terminal = start(tmp_path, "en", "prepare", SLUG, NETINVITE_NOW="2026-11-25T09:00")
    terminal.wait("Which two or three times do you propose?")
    return terminal


def contact(tmp_path, terminal):
    """The answers about the contact, once somebody has left at the question behind the times."""
    terminal.wait("How will you greet the person?")
    terminal.type("/leave")
    assert left(terminal, "en") == 130
    return person(tmp_path)["contact"]


def test_proposed_times_are_printed_a_line_each_and_taken_with_enter(tmp_path):
    """No menu comes before them."""
    terminal = at_times(tmp_path)
    proposed = re.search(r"Proposed: (\w+ \d+ \w+ at \d\d:\d\d\r\n){3}Enter alone takes them\.", terminal.new)
    assert proposed and "One on each line, then an empty line, or /back" in said(terminal)
    terminal.type("")
    terminal.wait("Understood: - ")
    told = said(terminal).partition("Understood: ")[2]
    assert told.count(" in ") == 3
    assert len(contact(tmp_path, terminal)["times"]) == 3


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    "lines",
    [
        ("Thursday 3 December at 14", "1 December at 10"),
        ("3/12 at 14, 1/12 at 10",),
        ("Tue 10am; 3 Dec 2pm",),
    ],
)
def test_typed_times_take_the_place_of_those_that_are_proposed(tmp_path, lines):
    """A line each or several on one; said back in full and in order."""
    terminal = at_times(tmp_path)
    terminal.type(*lines, "")
    terminal.wait("- Tuesday 1 December at 10:00, in 6 days - Thursday 3 December at 14:00, in 8 days")
    assert contact(tmp_path, terminal)["times"] == ["2026-12-01 10:00", "2026-12-03 14:00"]


def test_a_refused_time_is_told_with_its_word_and_kept(tmp_path):
    """Whoever leaves then finds it again."""
    terminal = at_times(tmp_path)
    terminal.type("Tuesday at 10, Blursday at 11", "")
    terminal.wait("“Blursday” cannot be read as a time; write it as “Tuesday at 10”.")
    terminal.type("/leave")
    assert left(terminal, "en") == 130
    assert person(tmp_path)["unfinished"]["contact.times"] == "Tuesday at 10, Blursday at 11"


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    "again",
    [("Thursday at 2",), ("Tuesday at 10", "Thursday at 2"), ("Tuesday 1 December at 10:00", "Thu 2pm")],
    ids=["the other line alone", "both, letter by letter", "both, in other words"],
)
def test_the_lines_before_a_refused_one_are_kept(tmp_path, again):
    """Only the refused one is to be typed again; whoever types all of them has said them once."""
    terminal = at_times(tmp_path)
    terminal.type("Tuesday at 10", "Blursday at 11", "")
    terminal.wait("Kept so far: Tuesday at 10. Type only what is missing.")
    terminal.type(*again, "")
    assert contact(tmp_path, terminal)["times"] == ["2026-11-26 14:00", "2026-12-01 10:00"]


def test_whoever_leaves_behind_a_refused_line_keeps_the_others(tmp_path):
    """What was typed since stands behind what was kept."""
    terminal = at_times(tmp_path)
    terminal.type("Tuesday at 10", "Blursday at 11", "")
    terminal.wait("Kept so far: Tuesday at 10.")
    terminal.type("Thursday at 2", "/leave")
    assert left(terminal, "en") == 130
    assert person(tmp_path)["unfinished"]["contact.times"] == "Tuesday at 10\nThursday at 2"


@pytest.mark.whole
def test_a_range_that_the_talk_cannot_last_is_told(tmp_path):
    """Its end is not dropped without a word."""
    terminal = at_times(tmp_path)
    terminal.type("Tuesday at 10-11", "Thursday at 14", "")
    terminal.wait("10:00–11:00: the conversation takes 20 minutes, and the email says when it begins alone.")
    terminal.type("")
    assert contact(tmp_path, terminal)["times"] == ["2026-11-26 14:00", "2026-12-01 10:00"]


def test_what_speaks_against_a_time_is_said_once_and_kept_with_enter(tmp_path):
    """A Saturday, and after working hours."""
    terminal = at_times(tmp_path)
    terminal.type("Saturday at 10", "Tuesday at 19", "")
    terminal.wait("few are at work then: after 18:00. Enter once more keeps it.")
    assert "few are at work then: Saturday." in said(terminal)
    terminal.type("")
    assert contact(tmp_path, terminal)["times"] == ["2026-11-28 10:00", "2026-12-01 19:00"]


def test_two_readings_of_a_time_are_a_menu(tmp_path):
    """The one that is meant is then what is there, and Enter keeps it."""
    terminal = at_times(tmp_path)
    terminal.type("next Friday at 10 and 14", "")
    terminal.wait("2. Friday 4 December at 10:00; Friday 4 December at 14:00")
    terminal.type("2")
    terminal.wait("So far: Friday 4 December at 10:00 Friday 4 December at 14:00 Enter alone keeps it.")
    terminal.type("")
    assert contact(tmp_path, terminal)["times"] == ["2026-12-04 10:00", "2026-12-04 14:00"]


@pytest.mark.sampled(1)
@pytest.mark.parametrize(("number", "minutes"), [("1", "45"), ("2", "20")])
def test_another_length_becomes_the_talk_s_where_that_is_said(tmp_path, number, minutes):
    """It is the answer to how long the talk takes."""
    terminal = at_times(tmp_path)
    terminal.type("Tuesday 10:00-10:45, Thursday 3 December at 14", "")
    terminal.wait("1. The conversation takes 45 minutes 2. 20 minutes, as in the answers")
    terminal.type(number)
    found = contact(tmp_path, terminal)
    assert found["times"] == ["2026-12-01 10:00", "2026-12-03 14:00"]
    assert found.get("minutes", "20") == minutes


# Pastes ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["", "\r"])
def test_a_paste_of_three_lines_stays_one_answer(tmp_path, end):
    """Pasted lines wait for Enter as one answer, and never answer the next question."""
    terminal, _answering = at(tmp_path, "en", "organiser.name")
    terminal.mark = len(terminal.raw)
    terminal.child.send(f"One\rtwo\rThree{end}")
    terminal.wait_for("So far: One two Three")
    terminal.type("")
    terminal.wait("Who are you?")
    terminal.type("/leave")
    assert left(terminal, "en") == 130
    assert network(tmp_path)["organiser"]["name"] == "One two Three"


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
    terminal, answering = at(tmp_path, "en", "reflection.motive")
    terminal.mark = len(terminal.raw)
    terminal.child.send("One.\r\rTwo.")
    terminal.wait_for("Two.")
    terminal.type("", "")
    answering.walk = answering.walk.answer("x")
    answering.wait()
    terminal.type("/leave")
    assert left(terminal, "en") == 130
    assert person(tmp_path)["reflection"]["motive"] == "One.\n\nTwo."


# Leaving ---------------------------------------------------------------------------------------------


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    ("how", "code"),
    [("\x03", 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)],
    ids=["ctrl-c", "term", "hup"],
)
@pytest.mark.parametrize("key", ["organiser.introduction", "reflection.motive"])
def test_whatever_ends_it_the_half_typed_answer_is_kept(tmp_path, key, how, code):
    """Ctrl+C, SIGTERM and SIGHUP keep the line that has no Enter yet, and the next run says it."""
    folder = tmp_path / "net"
    open_at(prepared(folder, "da"), key)
    terminal = start(tmp_path, "da", "prepare", SLUG)
    terminal.wait(load_guide("da").question(key).ask)
    terminal.mark = len(terminal.raw)
    terminal.child.send("Nordby Ærø")
    terminal.wait_for("Nordby Ærø")
    terminal.interrupt(how)
    assert left(terminal, "da") == code
    found = network if key.startswith("organiser.") else person
    assert found(tmp_path)["unfinished"][key] == "Nordby Ærø"
    again = start(tmp_path, "da", "prepare", SLUG)
    again.wait("Nordby Ærø")
    again.type("/leave")
    assert left(again, "da") == 130
    assert found(tmp_path)["unfinished"][key] == "Nordby Ærø"


@contextlib.contextmanager
def unseen(number, then):
    """A signal that interrupts no waiting here, as one does that comes just before the waiting begins;
    ``then`` is called a while later, unless all is over."""
    begun, over = threading.Event(), threading.Event()

    def send():
        begun.wait()
        time.sleep(0.1)
        signal.pthread_kill(threading.get_ident(), number)
        if not over.wait(2):
            then()

    thread = threading.Thread(target=send, daemon=True)
    thread.start()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [number])
    begun.set()
    try:
        yield
    finally:
        over.set()
        thread.join()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def test_letters_that_are_no_utf8_are_read_and_said_back(capsys):
    """A line, and what is half typed; none is lost."""
    source, typed = os.pipe()
    os.write(typed, b"caf\xe9 og \xc3\xa6\n\xe9n")
    reading = lines.Lines(lines.Keyboard(source))
    assert (reading.line(), reading.keyboard.half()) == ("café og æ", "én")
    told = " ".join(capsys.readouterr().out.split())
    assert told.endswith("not as UTF-8; look whether they are right. café og æ")


def test_a_signal_that_comes_as_the_waiting_begins_ends_it():
    """Nobody need press Ctrl+C twice."""
    source, typed = os.pipe()
    waiting = unseen(signal.SIGTERM, lambda: os.write(typed, b"too late\n"))
    with waiting, pytest.raises(leaving.Ended) as caught, leaving.listening():
        lines.Keyboard(source).line()
    assert caught.value.error is leaving.TerminatedError


def test_a_signal_that_ends_nothing_leaves_it_waiting():
    """What is typed afterwards is the answer."""
    source, typed = os.pipe()
    before = signal.signal(signal.SIGUSR1, lambda *_given: None)
    try:
        with unseen(signal.SIGUSR1, lambda: os.write(typed, b"typed\n")), leaving.listening():
            assert lines.Keyboard(source).line() == "typed"
    finally:
        signal.signal(signal.SIGUSR1, before)


def test_the_end_of_input_leaves_and_keeps(tmp_path):
    """Ctrl+D on an empty line is the way out too."""
    terminal, _answering = at(tmp_path, "en", "organiser.introduction")
    terminal.child.send("\x04")
    assert left(terminal, "en") == 130
    assert network(tmp_path)["organiser"]["name"] == "Maja Holm"


def test_a_closed_terminal_keeps_everything(tmp_path):
    """When the window goes, the answers are there, and the process is gone."""
    terminal, _answering = at(tmp_path, "en", "organiser.introduction")
    assert terminal.hang_up() in (129, 130)
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


@pytest.mark.sampled(2)
@pytest.mark.parametrize("term", ["dumb", "unknown", "", "no-such-terminal"])
def test_a_terminal_that_nobody_knows_needs_no_option(tmp_path, term):
    """A terminal whose cursor cannot be moved, or of which nothing is known, leads to lines."""
    terminal, _answering = at(tmp_path, "en", "organiser.introduction", TERM=term, NETINVITE_PLAIN="")
    terminal.type("/leave")
    assert left(terminal, "en") == 130
    assert unfit(terminal) == []


@pytest.mark.parametrize(
    ("typed", "told", "covers"),
    [
        ("2, a singing voice", "research on loneliness; a singing voice", ["a singing voice"]),
        (
            "2, someone calm, with time",
            "research on loneliness; someone calm, with time",
            ["someone calm, with time"],
        ),
        ("2; a lawyer; a voice", "research on loneliness; a lawyer; a voice", ["a lawyer", "a voice"]),
    ],
)
def test_what_is_missing_is_typed_by_its_name(tmp_path, typed, told, covers):
    """Among the numbers of what is known, or alone where nothing is known yet; no comma in it parts it."""
    prepared(tmp_path / "net", "en")
    open_at(tmp_path / "net", "reflection.covers")
    terminal = start(tmp_path, "en", "prepare", "jonas")
    terminal.wait("or the name of something new")
    terminal.type(typed)
    terminal.wait(f"Chosen: {told}")
    terminal.interrupt("\x03")
    assert left(terminal, "en") == 130
    assert person(tmp_path)["reflection"]["covers"] == ["research on loneliness", *covers]
    assert network(tmp_path)["network"]["needs"][-len(covers) :] == [{"name": name} for name in covers]


def test_where_nothing_is_known_yet_each_need_has_a_line(tmp_path):
    """And is said back as one of so many."""
    terminal, _answering = at(tmp_path, "en", "reflection.covers")
    terminal.type("Rooms. In the evening, too", "Money", "")
    for words in ("As 2 needs of the network", "- Rooms. In the evening, too", "- Money"):
        terminal.wait(words)
    terminal.interrupt("\x03")
    assert left(terminal, "en") == 130
    assert person(tmp_path)["reflection"]["covers"] == ["Rooms. In the evening, too", "Money"]
