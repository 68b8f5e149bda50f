"""``netinvite today``: who is due, why, and what is done about it."""

from __future__ import annotations

import json
import shlex
import shutil
from datetime import date, datetime
from types import SimpleNamespace

import pytest
from pages import F1
from readyexample import EXAMPLES, SLUG
from scriptedfront import ScriptedFront
from terminal import PATIENCE, Terminal
from test_due import CASES, NOW

from netinvite import language
from netinvite.app.reasons import why
from netinvite.cli import app, today
from netinvite.errors import NetinviteError
from netinvite.leaving import LeftError
from netinvite.model import keys
from netinvite.model.due import of
from netinvite.model.questions import Question
from netinvite.store import contacts, files
from netinvite.store.conversations import Interview
from netinvite.store.network import Network
from netinvite.store.workspace import Workspace
from netinvite.ui.days import ask_date
from netinvite.ui.parts import Asked, Back, Left
from netinvite.wizard.today import TodayDesk


@pytest.mark.parametrize("lang", ["en", "da"])
@pytest.mark.parametrize("case", [name for name, (_facts, open_) in CASES.items() if open_])
def test_everyone_with_whom_something_is_open_has_a_sentence_that_says_why(case, lang):
    """Each reason is told in full, whatever was recorded before it."""
    language.activate(lang)
    facts, _open = CASES[case]
    told = why(of(facts, NOW), facts, NOW)
    assert told and "%(" not in told and "None" not in told


# The command ---------------------------------------------------------------------------------------

LATER = "2026-12-05T12:00"
LOGGED = """
[[contact_log]]
when = "2026-11-26 10:00"
what = "no-answer"
note = "Back on Monday"
"""
FIELDS = ["id", "name", "state", "due", "why", "since", "last_contact", "phone", "email", "owner", "by"]


def in_play(folder, lang="en"):
    """Jonas is ready and his times have gone by, Anna was called in vain, Bo is ready."""
    for name in ("Jonas Østergård", "Anna Holm", "Bo Bro"):
        more = ["--new", "--lang", lang, f"--set=person.name={name}", "--set=person.phone=+45 12 34 56 78"]
        assert app.run(["prepare", "-w", str(folder), "--answers", EXAMPLES[lang], "--no-input", *more]) == 0
    with (folder / "people" / "anna-holm" / "answers.toml").open("a", encoding="utf-8") as file:
        file.write(LOGGED)


@pytest.fixture
def play(once, capsys, monkeypatch):
    folder = once(in_play)
    capsys.readouterr()
    monkeypatch.setenv("NETINVITE_NOW", LATER)
    return folder


@pytest.fixture
def told(play, capsys):
    """Run ``today`` there: exit code, output, messages."""

    def call(*words):
        code = app.run(["today", "-w", str(play), *words])
        return code, *capsys.readouterr()

    return call


def log_of(folder, slug):
    return contacts.of(Workspace(folder), slug)


def test_everyone_who_is_due_is_told_with_all_that_is_needed_before_dialling(told):
    """Name, why, phone, mail and last words, line by line; the most urgent first."""
    code, out, err = told()
    assert (code, err) == (0, "")
    page = out[out.index("Anna Holm") :]
    for line in (
        "  You called on 26 November and got no answer.",
        "  Phone: +45 12 34 56 78",
        "  Email: jonas@example.org",
        "  Last noted (26 November): Back on Monday",
        "  Next step: try again",
    ):
        assert line in page
    assert out.index("Jonas Østergård\n") < out.index("Anna Holm\n")
    assert "\x1b" not in out and "Not covered yet" in out


def test_the_list_says_how_what_came_of_it_is_recorded(told, play):
    """Two commands that work as they stand there."""
    out = told()[1]
    for line in ("What came of it, for example: ", "Put off: "):
        words = shlex.split(out.partition(line)[2].splitlines()[0])
        assert app.run(words[1:]) == 0
    assert [one.what for one in log_of(play, "bo-bro")] == ["no-answer", "moved"]


def test_in_json_there_are_due_and_coming_with_the_same_fields(told, monkeypatch):
    """Days as ISO dates; null for what nobody knows and for the owner."""
    found = json.loads(told("--json")[1])
    assert list(found) == ["due", "coming"]
    anna = next(one for one in found["due"] if one["id"] == "anna-holm")
    assert [list(one) for one in found["due"]] == [FIELDS] * 3
    assert (anna["state"], anna["last_contact"], anna["since"]) == ("tried", "2026-11-26", "2026-11-26")
    assert (
        anna["due"] == "2026-11-30"
        and anna["owner"] is None
        and anna["why"] == "You called on 26 November and got no answer."
    )
    monkeypatch.setenv("NETINVITE_NOW", "2026-11-26T12:00")
    early = json.loads(told("--json")[1])
    assert early["due"] == [] and {one["id"] for one in early["coming"]} >= {"anna-holm"}


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "Nobody is due today."), ("da", "Der venter ingen i dag.")]
)
def test_where_nobody_is_due_it_says_so_and_what_could_be_done(told, monkeypatch, lang, words):
    """One sentence, and a command that works as it stands there."""
    monkeypatch.setenv("NETINVITE_NOW", "2026-11-26T12:00")
    language.activate(lang)
    out = told()[1]
    assert out.startswith(words) and "netinvite mail" in out.splitlines()[1]


def test_whoever_is_to_be_called_has_a_pitch_and_no_mail(tmp_path, capsys):
    """The command that is named works there."""
    more = ["--set=person.name=Bo Bro", "--set=contact.way=call", "--set=person.phone=+45 12 34 56 78"]
    folder = ["-w", str(tmp_path / "net")]
    assert app.run(["prepare", *folder, "--answers", EXAMPLES["en"], "--no-input", *more]) == 0
    capsys.readouterr()
    assert app.run(["today", *folder]) == 0
    assert "netinvite pitch bo-bro" in capsys.readouterr().out
    assert app.run(["pitch", "bo-bro", *folder]) == 0


def test_whoever_is_due_first_is_next(told, play):
    """First in time, whoever else was promised something; with the year of another one."""
    Workspace(play).update(play / "network.toml", {("network", "needs"): []})
    february = 'next = "Call again"\nnext_date = "2027-02-08"\n'
    for slug in ("jonas-oestergaard", "anna-holm", "bo-bro"):
        add(play, slug, a_talk("later", february))
    assert "Next is Anna Holm, 8 February 2027." in told()[1]
    add(play, "bo-bro", '\n[[contact_log]]\nwhen = "2026-12-05"\nwhat = "moved"\nuntil = "2026-12-20"\n')
    add(play, "jonas-oestergaard", '\n[[contact_log]]\nwhen = "2026-12-05"\nwhat = "replied"\n')
    assert "Next is Jonas Østergård, 7 December." in told()[1]
    add(play, "jonas-oestergaard", '\n[[contact_log]]\nwhen = "2026-12-05 10:00"\nwhat = "moved"\n')
    assert "Next is Bo Bro, 20 December." in told()[1]


def test_in_an_empty_network_it_says_how_to_begin(tmp_path, capsys):
    """Nobody is there: that is no fault."""
    (tmp_path / "none").mkdir()
    assert app.run(["today", "-w", str(tmp_path / "none")]) == 0
    assert "netinvite prepare" in capsys.readouterr().out


def test_whoever_cannot_be_read_is_a_line_on_its_own_and_the_others_go_on(told, play):
    """Exit 1; the damaged file is named and stays."""
    file = play / "people" / "bo-bro" / "answers.toml"
    file.write_text("x = [", encoding="utf-8")
    code, out, err = told()
    assert code == 1 and str(file) in err and "Anna Holm" in out


def test_nothing_is_parsed_while_the_index_holds(told, monkeypatch):
    """What today needs comes out of the index."""
    told()
    monkeypatch.setattr(Network, "read", lambda *_args: pytest.fail("a file was read"))
    assert "Anna Holm" in told()[1]


def test_an_index_of_many_people_holds_too(told, play, monkeypatch):
    """It may be larger than any file that somebody writes."""
    told()
    monkeypatch.setattr(files, "LARGEST", 100)
    monkeypatch.setattr(files.read_bytes, "__defaults__", (100,))
    monkeypatch.setattr(files.read_json, "__defaults__", (100,))
    monkeypatch.setattr(Network, "read", lambda *_args: pytest.fail("a file was read"))
    assert "Anna Holm" in told()[1]


# The desk ------------------------------------------------------------------------------------------


def desk_at(folder, *answers):
    desk = TodayDesk(Workspace(folder), lambda slug: f"mail to {slug}", lambda slug: f"opened {slug}")
    desk.front = ScriptedFront(*answers)
    return desk


def sat(folder, *answers):
    desk = desk_at(folder, *answers, Back(), Back())
    desk.begin()
    assert desk.walk() == ""
    return desk


def test_no_answer_is_recorded_and_the_next_one_comes(play):
    """Two keys; the one behind in the list is shown without being picked."""
    desk = sat(play, "anna-holm", "called", "no answer")
    assert [one.what for one in log_of(play, "anna-holm")] == ["no-answer", "no-answer"]
    assert "Anna Holm is due again: Tuesday 8 December, in 3 days." in desk.front.said
    assert "<tel:+4512345678>" in desk.front.said
    desk = sat(play, "bo-bro", "called", "no answer")
    assert desk.front.asked.count("What did you do?") == 2 and "Jonas Østergård" in desk.front.said


@pytest.mark.parametrize(
    ("answers", "what", "until"),
    [
        (["postpone", date(2026, 12, 20)], "moved", date(2026, 12, 20)),
        (["done"], "moved", None),
        (["mail", "read", "open", "sent"], "sent", None),
    ],
)
def test_each_key_records_what_it_says(play, answers, what, until):
    """With the moment of now."""
    desk = sat(play, "bo-bro", *answers)
    entry = log_of(play, "bo-bro")[-1]
    assert (entry.what, entry.until, entry.when) == (what, until, datetime(2026, 12, 5, 12))
    assert what != "sent" or "mail to bo-bro" in desk.front.said


@pytest.mark.parametrize(("typed", "said"), [("20 December at 10", True), ("20 December", False)])
def test_of_a_day_with_a_time_of_day_it_is_said_that_the_day_alone_is_kept(typed, said):
    """As ``later`` says it."""
    lines = []
    terminal = SimpleNamespace(
        say=lambda text, *_style: lines.append(text), type_in=lambda field: field.parse(typed)
    )
    question = Question("menu", "until", "date", "Until when?", required=True, example="x")
    assert ask_date(Asked(question, (), None, "", "en", NOW), terminal) == date(2026, 12, 20)
    assert (f"Of “{typed}” only the day is kept, not the time of day." in "\n".join(lines)) is said


def test_of_an_email_that_would_not_have_gone_it_is_said(play):
    """Its times have gone by: another one may have gone."""
    desk = sat(play, "bo-bro", "mail", "sent")
    assert log_of(play, "bo-bro")[-1].what == "sent"
    assert "In the email that is kept here this is wrong:" in desk.front.said
    assert "has gone by" in desk.front.said


def test_times_of_an_edited_email_that_cannot_be_read_are_asked_for(play):
    """Until they can be; nothing of it is left for a note."""
    file = play / "people" / "bo-bro" / "invitation.txt"
    (time,) = (line for line in file.read_text("utf-8").splitlines() if line.startswith("- Thursday"))
    file.write_text(file.read_text("utf-8").replace(time, "- Thursday or so"), "utf-8")
    desk = sat(play, "bo-bro", "mail", "sent", "some day", "Thursday 17 December at 10")
    assert "cannot be read for certain" in desk.front.said
    assert log_of(play, "bo-bro")[-1].times == (datetime(2026, 12, 17, 10),)


@pytest.mark.parametrize(
    ("lines", "first"),
    [
        ("- Thursday 3 December at 9:00\n- Friday 4 December at 14:30", "was 3 December, 2 days ago"),
        ("- Thursday 3 December at 9:00\n- Tuesday 8 December at 14:30", "was 3 December, 2 days ago"),
        ("- the day after tomorrow at 9\n- in three days at 10", "ready since 25 November"),
    ],
)
def test_of_an_edited_email_the_same_is_told_without_an_index(net, capsys, monkeypatch, lines, first):
    """Its times may have gone by since the index was made: an email that proposes them cannot go, and is no
    reason to make contact as if nothing were wrong."""
    file = net / "people" / SLUG / "invitation.txt"
    old = "- Tuesday 1 December at 10:00\n- Thursday 3 December at 14:30"
    assert old in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace(old, lines), "utf-8")
    commands = (["today", "--json"], ["status", "--json"], ["status"], ["today"])

    def shown():
        capsys.readouterr()
        for words in commands:
            assert app.run([*words, "-w", str(net)]) == 0
        return capsys.readouterr().out

    shown()
    monkeypatch.setenv("NETINVITE_NOW", LATER)
    found = shown()
    (net / ".index.json").unlink()
    assert shown() == found
    # Any new edit has it read anew.
    file.write_text(file.read_text("utf-8").replace("Dear Jonas", "Dear old Jonas"), "utf-8")
    assert shown() == found
    assert first in found


def add(folder, slug, text):
    file = folder / "people" / slug / "answers.toml"
    file.write_text(file.read_text("utf-8") + text, "utf-8")


def a_talk(outcome, more=""):
    return f'\n[[conversation]]\ndate = "2026-11-26"\noutcome = "{outcome}"\n{more}'


STEP = 'next = "Send the programme"\nnext_date = "2026-12-04"\n'
REPLIED = '\n[[contact_log]]\nwhen = "2026-12-01 10:00"\nwhat = "replied"\n'


@pytest.mark.parametrize(
    "there",
    [REPLIED, a_talk("joins", STEP), a_talk("considers", STEP), a_talk("later", STEP)],
    ids=["answered", "joins", "considers", "later"],
)
@pytest.mark.parametrize("how", ["mail", "message"])
def test_whoever_is_past_the_invitation_gets_a_message(play, there, how):
    """With the address; what is recorded is that something was written, never the invitation once more."""
    add(play, "bo-bro", there)
    before = len(log_of(play, "bo-bro"))
    desk = sat(play, "bo-bro", "mail", how)
    entries = log_of(play, "bo-bro")
    assert [(one.what, one.how, one.times) for one in entries[before:]] == [("message", how, ())]
    assert "The invitation to" not in " ".join(desk.front.asked)
    assert "Email: jonas@example.org You write it yourself" in desk.front.said


@pytest.mark.parametrize("there", ["", LOGGED, LOGGED.replace("no-answer", "sent")])
def test_to_whoever_has_not_answered_the_invitation_may_go(play, there):
    """Ready, tried, and invited without an answer."""
    add(play, "bo-bro", there)
    sat(play, "bo-bro", "mail", "sent")
    assert log_of(play, "bo-bro")[-1].what == "sent"


def test_whoever_said_no_is_offered_no_mail(play):
    """What is still to be asked is asked in person."""
    add(play, "bo-bro", a_talk("declines"))
    desk = sat(play, "bo-bro")
    assert desk.front.choices[1] == ["called", "postpone", "done", "note"]


def met(folder, lang):
    """Van is met: no address, and no email was written for him; Ada is not prepared to the end."""
    given = ["--new", "--lang", lang, "--answers", EXAMPLES[lang], "--no-input"]
    van = ["--set=person.name=Van Bro", "--set=person.email=", "--set=contact.way=meet"]
    assert app.run(["prepare", "-w", str(folder), *given, *van]) == 0
    ada = folder / "people" / "ada-lund"
    ada.mkdir()
    (ada / "answers.toml").write_text('schema = 2\n\n[person]\nname = "Ada Lund"\n' + MOVED, "utf-8")


MOVED = '\n[[contact_log]]\nwhen = "2026-12-01"\nwhat = "moved"\nuntil = "2026-12-04"\n'
UNWRITTEN = {
    ("van-bro", "en"): "No email was written for Van Bro: you meet or call.",
    ("van-bro", "da"): "Der er ikke skrevet en mail til Van Bro: I mødes, eller du ringer.",
    ("ada-lund", "en"): "No email to Ada Lund is written yet.",
    ("ada-lund", "da"): "Der er ikke skrevet nogen mail til Ada Lund endnu.",
}


@pytest.mark.parametrize(("slug", "lang"), UNWRITTEN)
def test_an_invitation_that_nobody_wrote_has_not_gone(once, monkeypatch, slug, lang):
    """The key leads to what one wrote oneself, as it says; why, and how one from elsewhere is noted, is
    said; nothing is recorded as sent."""
    folder = once(met, lang)
    monkeypatch.setenv("NETINVITE_NOW", LATER)
    language.activate(lang)
    desk = sat(folder, slug, "mail", "message")
    assert UNWRITTEN[slug, lang] in desk.front.said and f"log {slug} sent" in desk.front.said
    assert ["read", "open", "sent"] not in desk.front.choices
    assert [one.what for one in log_of(folder, slug) if one.what != "moved"] == ["message"]


def test_an_invitation_that_is_taken_away_meanwhile_has_not_gone(once, monkeypatch):
    """While the menu stood there another way was chosen."""
    folder = once(in_play)
    monkeypatch.setenv("NETINVITE_NOW", LATER)

    class Meanwhile(ScriptedFront):
        def ask(self, asked):
            if self.answers[0] == "sent":
                (folder / "people" / "bo-bro" / "invitation.txt").unlink()
                more = ["-w", str(folder), "--no-input", "--set=contact.way=meet"]
                assert app.run(["prepare", "bo-bro", *more]) == 0
            return super().ask(asked)

    desk = desk_at(folder)
    desk.front = Meanwhile("bo-bro", "mail", "sent", Back(), Back())
    desk.begin()
    assert desk.walk() == ""
    assert log_of(folder, "bo-bro") == [] and "Recorded." not in desk.front.said


def test_an_email_of_ones_own_is_told_as_a_message(play, told, monkeypatch):
    """Not as the invitation, which it was not."""
    add(play, "bo-bro", REPLIED)
    sat(play, "bo-bro", "mail", "mail")
    monkeypatch.setenv("NETINVITE_NOW", "2026-12-20T12:00")
    assert "You sent a message" in told()[1]


def test_a_note_is_recorded_and_the_person_stays(play):
    """Whoever is to be called is still to be called."""
    desk = sat(play, "bo-bro", "note", "Ring before noon")
    assert log_of(play, "bo-bro")[-1].note == "Ring before noon"
    assert desk.front.said.count("Bo Bro The invitation") == 2
    assert "Ring before noon" in desk.front.said


def test_talked_leads_into_the_interview(play):
    """Nothing is recorded before what was said is."""
    desk = desk_at(play, "bo-bro", "called", "talked")
    assert desk.walk() == "bo-bro" and log_of(play, "bo-bro") == []


@pytest.fixture
def interviewed(play, monkeypatch):
    """Sit at the desk with Bo, whom one talked with, and then in the interview: both fronts."""

    def sit(*answers):
        inner = ScriptedFront(*answers)
        monkeypatch.setattr("netinvite.wizard.desk.paged_front", lambda: inner)
        desk = desk_at(play, "bo-bro", "called", "talked", Back(), Back())
        desk.run()
        return desk.front, inner

    return sit


def test_esc_at_the_first_question_goes_back_and_records_nothing(play, interviewed):
    """Somebody pressed the wrong key: the person's page once more."""
    outer, inner = interviewed(Back())
    assert inner.asked == ["conversation.date"] and "Esc at the first question" in inner.said
    assert outer.asked[-2] == "What did you do?" and outer.said.count("Bo Bro The invitation") == 2
    assert log_of(play, "bo-bro") == []
    assert "conversation" not in Workspace(play).read(play / "people" / "bo-bro" / "answers.toml")


def test_where_the_interview_cannot_be_held_the_talk_is_recorded(play, interviewed, monkeypatch):
    """Why, and that at least the talk is kept; the next person comes."""
    broken = NetinviteError("The guide is broken.", "Mend it.")
    monkeypatch.setattr("netinvite.wizard.talked.take_up_interview", lambda *_a, **_m: raised(broken))
    outer, _inner = interviewed()
    assert "The guide is broken. Mend it. That you talked with Bo Bro is recorded." in outer.said
    assert [(one.what, one.how) for one in log_of(play, "bo-bro")] == [("talked", "call")]
    assert outer.said.count("Bo Bro The invitation") == 1 and "Jonas Østergård" in outer.said


def raised(error):
    raise error


@pytest.mark.whole
@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "That you talked with Anna Holm is recorded. Everything you typed is saved"),
        ("da", "Det er noteret, at du har talt med Anna Holm. Alt, hvad du har skrevet, er gemt"),
    ],
)
def test_ctrl_c_at_the_first_question_keeps_the_talk_and_says_so(once, monkeypatch, lang, told):
    """Nobody calls again tomorrow because what was said is not noted yet. The language that was chosen stays,
    whatever the network's is."""
    folder = once(in_play)
    monkeypatch.setenv("NETINVITE_NOW", LATER)
    called, talked = ON_THE_WAY[lang][:2]
    program = Terminal(["today", "-w", str(folder), "--lang", lang], folder)
    program.wait("3)", "F1")
    program.send("3\r")
    program.wait(f"{called}: ", "F1")
    program.send(called)
    program.wait(talked, "F1")
    program.send("t")
    place = Workspace(folder)
    program.go_on_to(Interview.open(place, lang, place.person("anna-holm")).walk.current.ask, "Enter")
    program.send("\x03")
    assert program.end() == 130
    assert told in " ".join(program.text.split())
    assert [one.what for one in log_of(folder, "anna-holm")] == ["no-answer", "talked"]


def test_what_was_half_typed_is_kept(play):
    """A note that somebody left stands there again, and is recorded at the end."""
    desk = desk_at(play, "bo-bro", "note", Back("Ring bef"), Back(), Back())
    assert desk.walk() == ""
    desk.front = ScriptedFront()
    assert "Kept as a note on Bo Bro: Ring bef" in " ".join(desk._keep_notes())
    assert log_of(play, "bo-bro")[-1].note == "Ring bef"


@pytest.mark.parametrize(
    ("answers", "recorded"),
    [
        ([], False),
        (["bo-bro", "mail", "read", Back()], False),
        (["bo-bro", "done"], True),
        (["bo-bro", "note", "Ring"], True),
        (["bo-bro", "note", Left("Ring bef")], True),
        (["bo-bro", "postpone", Left("in two we")], False),
    ],
)
@pytest.mark.parametrize(
    ("lang", "told"), [("en", "What you did is recorded; go on with: "), ("da", "Det, du gjorde, er noteret")]
)
def test_whoever_leaves_is_told_of_a_record_where_there_is_one(play, answers, recorded, lang, told):
    """Not of one where nothing was done; how to go on in either case."""
    language.activate(lang)
    desk = desk_at(play, *answers, Left(""))
    ask = desk.front.ask

    def leave(asked):
        if isinstance(outcome := ask(asked), Left):
            raise outcome
        return outcome

    desk.front.ask = leave
    with pytest.raises(LeftError) as left:
        desk.run()
    last = left.value.message.splitlines()[-1]
    assert (told in last) == recorded == bool(log_of(play, "bo-bro"))
    assert last.endswith(f"netinvite today --workspace {play}")


def test_what_cannot_be_recorded_is_said_and_the_desk_goes_on(play):
    """Whoever was erased meanwhile: the sentence, and the others."""
    desk = desk_at(play, "bo-bro", "done", Back())
    ask = desk.front.ask

    def erase(asked):
        if asked.question.ask == "What did you do?":
            shutil.rmtree(play / "people" / "bo-bro")
        return ask(asked)

    desk.front.ask = erase
    assert desk.walk() == ""
    assert "answers.toml is gone" in desk.front.said and "Recorded" not in desk.front.said


def meanwhile(desk, play, text):
    """While the list stands there, somebody else records ``text`` about Bo."""
    ask = desk.front.ask

    def asked(asking):
        if "due" in asking.question.ask and text not in (play / "people/bo-bro/answers.toml").read_text(
            "utf-8"
        ):
            add(play, "bo-bro", text)
        return ask(asking)

    desk.front.ask = asked


def test_one_of_many_is_looked_for(play):
    """As in the menu of people; of a few the number is enough."""
    assert not searched(desk_at(play, Back()))
    for number in range(20):
        shutil.copytree(play / "people" / "bo-bro", play / "people" / f"bo-{number}")
    assert searched(desk_at(play, Back()))


def searched(desk):
    seen, ask = [], desk.front.ask
    desk.front.ask = lambda asked: (seen.append(asked.searched), ask(asked))[1]
    desk.walk()
    return seen[0]


def test_a_page_has_what_others_recorded_while_the_list_stood_there(play):
    """Why now, as it is when the page is opened."""
    desk = desk_at(play, "bo-bro", Back(), Back())
    meanwhile(desk, play, LOGGED)
    assert desk.walk() == ""
    assert "Bo Bro You called on 26 November and got no answer." in desk.front.said


def test_whoever_is_not_due_any_more_is_not_called_again(play):
    """It is said, with the day on which they are due again, and the list comes once more."""
    desk = desk_at(play, "bo-bro", Back())
    meanwhile(desk, play, '\n[[contact_log]]\nwhen = "2026-12-05 11:00"\nwhat = "talked"\n')
    assert desk.walk() == ""
    told = "Bo Bro is not due any more; something was recorded meanwhile. Bo Bro is due again: "
    assert told in desk.front.said and "What did you do?" not in desk.front.asked


@pytest.mark.parametrize("lang", ["en", "da"])
def test_no_two_keys_of_a_page_are_the_same(play, lang):
    """In each language a letter means one thing."""
    language.activate(lang)
    desk = desk_at(play, "bo-bro", "mail", Back(), "called", Back(), Back(), Back())
    seen = []
    ask = desk.front.ask
    desk.front.ask = lambda asked: (seen.append([one.letter for one in asked.choices]), ask(asked))[1]
    desk.walk()
    letters = [found for found in seen if any(found)]
    assert len(letters) == 5
    assert all(len(set(found)) == len(found) and all(found) for found in letters)


@pytest.mark.parametrize("lang", ["en", "da"])
def test_f1_tells_what_each_letter_leads_to(play, lang):
    """Of every menu of letters, in the language; of a mail it says which one it is."""
    language.activate(lang)
    add(play, "anna-holm", '\n[[contact_log]]\nwhen = "2026-11-27 10:00"\nwhat = "replied"\n')
    walked = ["bo-bro", "mail", Back(), "called", Back(), Back(), "anna-holm", "mail", Back(), Back()]
    desk = desk_at(play, *walked, Back(), Back())
    told, ask = [], desk.front.ask
    desk.front.ask = lambda asked: (told.append({one.label: one.does for one in asked.choices}), ask(asked))[
        1
    ]
    desk.walk()
    menus = [one for one in told if any(one.values())]
    assert len(menus) == 8 and all(does for menu in menus for does in menu.values())
    assert menus[0]["m: mail"] != menus[-1]["m: mail"]


def test_enter_alone_asks_for_a_letter(play):
    """No line is pointed to, and there is no number to type."""
    program = Terminal(["today", "-w", str(play), "--lang", "en"], play)
    program.wait("3)")
    program.send("3\r")
    program.wait("What did you do?")
    program.send("\r")
    program.wait("Choose first: one of the letters, or a line with the arrows.")
    program.send("\x03")
    assert program.end() == 130


def test_another_letter_is_told_so_and_esc_closes_the_help_alone(play):
    """The words of Enter stand below it; the sitting goes on until Esc is pressed where no help is open."""
    program = Terminal(["today", "-w", str(play), "--lang", "en"], play)
    program.wait("3)")
    program.send("3\r")
    program.wait("What did you do?")
    program.send("z")
    program.wait("Choose first: one of the letters, or a line with the arrows.")
    program.send(F1)
    program.wait("F1, ? or Esc takes these lines away.")
    assert "Choose first" not in program.text
    program.send("\x1b")
    program.wait("Enter: next · Esc: back")
    assert "What did you do?" in program.text and "takes these lines away" not in program.text
    program.send("\x1b")
    program.wait("Arrows or digits, then Enter", "3)", "Enter: next · Esc: back")
    program.send(F1)
    program.wait("takes these lines away.")
    program.send("\x1b")
    program.wait("Enter: next · Esc: back")
    program.send("\x1b")
    assert program.end() == 0


def test_what_holds_an_email_back_stands_between_it_and_the_keys(play):
    """Its times have gone by: said once, below the text."""
    program = Terminal(["today", "-w", str(play), "--lang", "en"], play, rows=50)
    program.wait("2) Jonas", "3)")
    program.send("2\r")
    program.wait("What did you do?", "F1")
    program.send("m")
    program.wait("r: read it", "F1")
    program.send("r")
    program.wait("Kind regards", "M003 error", "M003 error", "r: read it", "F1")
    assert program.text.count("M003 error") == 2
    program.send("\x03")
    assert program.end() == 130


@pytest.mark.parametrize(
    ("lang", "foot", "does"),
    [
        ("en", "Ctrl+C: save and leave · F1: help", ("c: called – say", "p: postpone – name a day;")),
        ("da", "Ctrl+C: gem og stop · F1: hjælp", ("r: ringede – sig", "u: udskyd – vælg en dag;")),
    ],
)
def test_in_a_narrow_window_the_keys_stand_whole_and_f1_has_room(play, lang, foot, does):
    """No line of the foot is broken inside of what a key does; the letters stand above all other keys."""
    program = Terminal(["today", "-w", str(play), "--lang", lang], play, columns=40)
    program.wait("3)", foot)
    assert f" {foot}" in [line.rstrip() for line in program.display]
    program.child.send("3\r")
    program.wait(does[0].partition(" –")[0], foot)
    program.child.send(F1)
    program.wait(*does, "Ctrl+Z")
    program.child.send("?")
    program.wait(foot)
    program.child.send("\x03")
    assert program.end() == 130


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    ("columns", "lang", "keys"),
    [(80, "en", ("c: called", "n: no answer")), (40, "da", ("r: ringede", "i: intet svar"))],
)
def test_in_a_terminal_one_key_does_it(play, columns, lang, keys):
    """The list, a page that fits the screen with its keys in sight, recorded with two letters."""
    program = Terminal(["today", "-w", str(play), "--lang", lang], play, columns=columns)
    program.wait("1)", "3)")
    program.child.send("3\r")
    program.wait(keys[0], "F1")
    assert "Anna Holm" in program.text and "+45 12 34 56 78" in program.text
    assert "26. november" in program.text or "26 November" in program.text
    assert b"\x1b]8;;tel:+4512345678\x1b\\" in program.raw
    program.child.send(keys[0][0])
    program.wait(keys[1])
    program.child.send(keys[1][0])
    program.wait("1)", "2)", "F1")
    program.child.send("\x03")
    assert program.end() == 130
    assert [one.what for one in log_of(play, "anna-holm")] == ["no-answer", "no-answer"]


# The keys on the way, and the words that stand there, in each language.
ON_THE_WAY = {
    "en": ("c", "t: talked", "Is this what was said?", "Send the minutes", "people are due"),
    "da": ("r", "t: vi talte sammen", "Er det det, der blev sagt?", "Send referatet", "personer venter"),
}


def record_talk(program, walk, step):
    """Answer what has to be answered: that Anna joins, and what is promised for 20 December."""
    day = date(2026, 12, 20)
    talked = {keys.OUTCOME: ("1", "joins"), keys.NEXT: (step, step), keys.NEXT_DATE: (f"{day}", day)}
    question = walk.current
    while question.key != keys.NEXT_DATE:
        question = walk.current
        typed, value = talked.get(question.key, ("", walk.proposed(question)))
        program.go_on_to(question.ask, "Enter")
        program.send(f"{typed}\r")
        walk = walk.answer(value)


@pytest.mark.whole
@pytest.mark.parametrize("lang", ["en", "da"])
def test_talked_in_a_terminal_is_the_interview_and_then_the_list_again(once, monkeypatch, lang):
    """Two keys lead into it; at its end whoever joined is gone from the list, the others stand there."""
    called, talked, said, step, due = ON_THE_WAY[lang]
    folder = once(in_play, lang)
    monkeypatch.setenv("NETINVITE_NOW", LATER)
    place = Workspace(folder)
    walk = Interview.open(place, lang, place.person("anna-holm")).walk
    program = Terminal(["today", "-w", str(folder), "--lang", lang], folder)
    program.wait(f"3 {due}", "3)", "F1")
    program.send("3\r")
    program.wait(f"{called}: ", "F1")
    program.send(called)
    program.wait(talked, "F1")
    program.send("t")
    record_talk(program, walk, step)
    program.go_on_to(said, "1)", "F1")
    program.send("\r")
    program.wait(step, f"2 {due}", "2)", "F1")
    assert "Anna Holm:" not in program.text
    program.send("\x03")
    assert program.end() == 130
    found = place.read(place.answers_file("anna-holm"))["conversation"]
    assert [(one["outcome"], one["next"]) for one in found] == [("joins", step)]


def test_what_stands_in_a_field_at_ctrl_c_is_not_lost(play):
    """A half-typed note becomes one; a half-typed day is told as the command that would record it."""
    program = Terminal(["today", "-w", str(play)], play)
    program.wait("1)")
    program.child.send("\r")
    program.wait("o: note", "F1")
    program.child.send("o")
    program.wait("remember?", "F1")
    program.child.send("Ring bef")
    program.wait("Ring bef")
    program.child.send("\x03")
    assert program.end() == 130 and "Kept as a note" in program.text
    program = Terminal(["today", "-w", str(play)], play)
    program.wait("1)")
    program.child.send("\r")
    program.wait("p: postpone", "F1")
    program.child.send("p")
    program.wait("Until when?", "F1")
    program.child.send("in two weeks")
    program.wait("in two weeks")
    program.child.send("\x03")
    assert program.end() == 130 and "'in two weeks'" in program.text


@pytest.mark.parametrize("typed", ["in two we", "Thursday 4 December", "yesterday"])
def test_a_half_typed_day_that_is_none_yet_is_told_and_no_command_with_it(play, typed):
    """What is told can be run."""
    desk = desk_at(play, "bo-bro", "postpone", Back(typed), Back(), Back())
    assert desk.walk() == ""
    desk.front = ScriptedFront()
    told = " ".join(desk._keep_notes())
    assert f"Not recorded: {typed}" in told and "netinvite later" not in told


def test_a_paste_into_a_menu_of_letters_does_nothing(play):
    """Letters that come at once are no keys."""
    program = Terminal(["today", "-w", str(play)], play)
    program.wait("1)")
    program.child.send("\r")
    program.wait("c: called", "F1")
    program.child.send("dcd")
    program.taken()
    for _attempt in range(PATIENCE * 5):
        # What follows while the paste is still looked at belongs to it.
        program.child.send("p")
        program.taken()
        if "Until when?" in program.text:
            break
    program.wait("Until when?", "F1")
    program.child.send("\x03")
    program.end()
    assert all(log_of(play, slug) == [] for slug in ("bo-bro", "jonas-oestergaard"))


@pytest.mark.parametrize("words", [["--plain"], ["--no-input"]])
def test_on_a_terminal_too_it_can_be_printed(play, words):
    """Nothing is asked."""
    program = Terminal(["today", "-w", str(play), *words], play, rows=50)
    assert program.end() == 0
    assert "3 people are due:" in program.text and "Within" not in program.text


def test_what_waits_for_a_yes_is_said_once_above_the_list(play, monkeypatch, capsys):
    """Not before the list as well."""
    add(play, "bo-bro", '\n[[conversation]]\ndate = 2026-12-01\noutcome = "considers"\nto-confirm = true\n')
    monkeypatch.setattr(today, "_can_ask", lambda: True)
    monkeypatch.setattr("netinvite.wizard.keyed.Drawn", lambda: ScriptedFront(Back(), Back()))
    capsys.readouterr()
    app.run(["today", "-w", str(play)])
    assert "not noted to the end" not in capsys.readouterr().err
    desk = desk_at(play, Back())
    desk.begin()
    assert str(desk.front.said).count("not noted to the end") == 1
