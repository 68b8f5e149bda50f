"""An interview that is left, or killed, on any of its pages: the same command goes on, and nothing that was
promised is hidden meanwhile; what was begun by a slip leaves nothing, or is taken back."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import tomllib
from datetime import date

import pytest
import readyexample
from readyexample import EXAMPLE
from scriptedfront import ScriptedFront

from netinvite.app import people, whatnow
from netinvite.app.given import Given
from netinvite.app.prepare import Order, take_up, take_up_interview
from netinvite.cli import app
from netinvite.leaving import LeftError
from netinvite.model import promises, standing
from netinvite.model.contacts import made
from netinvite.model.questions import Referral
from netinvite.store import contacts
from netinvite.store.conversations import Interview
from netinvite.store.parsed import ABSENT
from netinvite.store.workspace import Workspace
from netinvite.ui.parts import Back, Left
from netinvite.wizard import interview as interviewing
from netinvite.wizard import leaflet, talked
from netinvite.wizard import prepare as preparing
from netinvite.wizard.today import TodayDesk

pytestmark = pytest.mark.whole

SLUG = readyexample.SLUG
NOW = "2026-11-24T12:00"
TODAY, FRIDAY, TUESDAY = date(2026, 11, 24), date(2026, 11, 27), date(2026, 12, 1)
# What the program notes itself.
MADE = ("recorded-at", "promised-at", "to-confirm")
SAID = {
    "conversation.date": TODAY,
    "conversation.busy": "two new hands",
    "conversation.importance": 7,
    "conversation.referrals": (Referral("Signe Bro", "knows them all", "access", mention=True),),
    "conversation.outcome": "considers",
    "conversation.next": "send the leaflet",
    "conversation.next_date": FRIDAY,
}
MENUS = {"Is this what was said?": "keep", "Whom else? Prepare one of them now:": "nobody now"}


class Pages(ScriptedFront):
    """Answers each page as ``said`` does, and skips the others; what ``ends`` is called on page ``last``."""

    def __init__(self, said, last=None, ends=None):
        super().__init__()
        self.known, self.last, self.ends = {**MENUS, **said}, last, ends

    def ask(self, asked):
        if len(self.asked) == self.last:
            self.ends()
        question = asked.question
        self.answers = [self.known.get(question.ask if question.step == "menu" else question.key)]
        return super().ask(asked)


@pytest.fixture
def net(tmp_path, monkeypatch):
    """Jonas, prepared, in English."""
    monkeypatch.setenv("NETINVITE_NOW", NOW)
    monkeypatch.setenv("NETINVITE_LANG", "en")
    folder = tmp_path / "net"
    assert app.run(["prepare", "-w", str(folder), "--answers", str(EXAMPLE), "--no-input"]) == 0
    return folder


@pytest.fixture
def sit(monkeypatch):
    """Sit at an interview; the pages that were asked."""

    def at_desk(folder, said, last=None, ends=None, *, kind=interviewing.InterviewDesk, again=False):
        front = Pages(said, last, ends)
        monkeypatch.setattr("netinvite.wizard.desk.paged_front", lambda: front)
        opened = take_up_interview(Workspace(folder), Order("jonas"), last=again)
        interviewing.open_desk(opened.interview, opened.answers, kind).run()
        return front.asked

    return at_desk


def left():
    """Ctrl+C."""
    raise Left(None)


def killed(walk):
    """Run ``walk`` in a process of its own, which ends by SIGKILL."""
    child = os.fork()
    if not child:
        try:
            walk()
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def answers(folder, slug=SLUG):
    return tomllib.loads((folder / "people" / slug / "answers.toml").read_text("utf-8"))


def kept_of(folder):
    """What was kept of a conversation that was taken back."""
    return folder / "people" / SLUG / "kept-1.toml"


def records(folder):
    """What is recorded of everyone."""
    return {one.name: answers(folder, one.name) for one in (folder / "people").iterdir() if one.is_dir()}


def promise(folder, words="call him", day=FRIDAY):
    """A conversation of the day before, with a next step."""
    settings = {"date": "2026-11-23", "outcome": "considers", "next": words, "next_date": day.isoformat()}
    given = [f"--set=conversation.{key}={value}" for key, value in settings.items()]
    assert app.run(["interview", "jonas", "-w", str(folder), *given, "--no-input"]) == 0


def jonas(folder):
    return next(one for one in people.read(Workspace(folder)).everyone if one.id == SLUG)


def told(capsys, *arguments, code=0):
    capsys.readouterr()
    assert app.run([str(one) for one in arguments]) == code
    found = capsys.readouterr()
    return " ".join((found.out + found.err).split())


# Killed -------------------------------------------------------------------------------------------


@pytest.mark.sampled(1)
@pytest.mark.skipif(sys.platform == "win32", reason="no fork")
@pytest.mark.parametrize(
    "besides", [{}, {"conversation.outcome": "declines", "conversation.next": None}], ids=["thinks", "no"]
)
@pytest.mark.parametrize("before", [False, True], ids=["first", "second"])
def test_killed_on_any_page_the_same_command_ends_in_the_same_records(net, sit, tmp_path, besides, before):
    """The last page too, with a promise from before and without one; killed at the menu after it all is
    recorded already."""
    if before:
        promise(net)
    said = SAID | besides
    whole = shutil.copytree(net, tmp_path / "whole")
    pages = sit(whole, said)
    assert pages[0] == "conversation.date" and "Is this what was said?" in pages[-2:]
    wanted = records(whole)
    assert len(wanted[SLUG]["conversation"]) == 1 + before and "signe-bro" in wanted
    for page in range(len(pages)):
        broken = shutil.copytree(net, tmp_path / f"page {page}")
        killed(lambda at=page, folder=broken: sit(folder, said, at, die))
        if page <= pages.index("Is this what was said?"):
            sit(broken, said)
        assert records(broken) == wanted, pages[page]


@pytest.mark.skipif(sys.platform == "win32", reason="no fork")
def test_killed_on_every_page_one_after_the_other_it_ends_in_the_same_records(net, sit, tmp_path):
    """However often: each time it goes on where the last one ended."""
    whole = shutil.copytree(net, tmp_path / "whole")
    pages = sit(whole, SAID)
    for page in pages:
        killed(lambda page=page: sit_until(sit, net, page))
    sit(net, SAID)
    assert records(net) == records(whole)


def sit_until(sit, folder, page):
    """Answer up to ``page``, and be killed there."""
    ask = Pages.ask

    def or_die(self, asked):
        if page in (asked.question.key, asked.question.ask):
            die()
        return ask(self, asked)

    Pages.ask = or_die
    sit(folder, SAID)


@pytest.mark.skipif(sys.platform == "win32", reason="no fork")
def test_changed_and_killed_before_the_last_page_it_is_gone_on_with_too(net, sit):
    """Whoever is named while the last conversation is changed is on the list in the end."""
    sit(net, SAID | {"conversation.referrals": ()})
    change = {"Is this what was said?": "change", "Which answer?": "conversation.referrals"}
    killed(lambda: sit(net, SAID | change, 3, die, again=True))
    assert "signe-bro" not in records(net)
    assert sit(net, SAID) == ["Is this what was said?"]
    assert "signe-bro" in records(net) and len(answers(net)["conversation"]) == 1


@pytest.mark.parametrize("outcome", ["considers", "declines"])
def test_the_day_on_which_it_goes_on_is_needed(net, outcome):
    """Its page says so, and does not lead there again from the last one."""
    place = Workspace(net)
    desk = interviewing.open_desk(Interview.open(place, "en", place.find("jonas")), Given())
    desk.interview.put({"conversation.outcome": outcome, "conversation.next": "send the leaflet"})
    question = desk.interview.guide.question("conversation.next_date")
    assert desk.asked(question).question.required == (outcome == "considers")


@pytest.mark.parametrize("step", [None, "send the leaflet"])
def test_a_day_is_asked_of_a_step_alone(net, sit, step):
    """After a no nothing more need follow; whoever promised something is not told to leave it at that."""
    said = SAID | {"conversation.outcome": "declines", "conversation.next": step}
    pages = sit(net, said)
    assert ("conversation.next_date" in pages) == bool(step)
    assert ("next_date" in answers(net)["conversation"][0]) == bool(step)
    ended = " ".join(whatnow.of(Workspace(net), SLUG))
    assert ("leave it at that" in ended) == (not step)
    assert ("do what you promised" in ended) == bool(step) == ("on Friday 27 November" in ended)
    assert promises.next_step(jonas(net)) == (promises.Step(step, FRIDAY) if step else promises.Step())


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_enter_on_every_page_says_nothing_of_how_it_ended(net, tmp_path):
    """Nothing is pointed to there; what is chosen counts once it was looked over, for everybody's sight."""
    from terminal import Terminal

    line = ["interview", "jonas", "-w", str(net), "--lang", "en"]
    terminal = Terminal(line, tmp_path, NETINVITE_NOW=NOW)
    terminal.go_on_to("How did it end?", "4) No, thank you", "Arrows or digits, then Enter")
    for _time in range(2):
        terminal.press("\r")
        terminal.wait("How did it end?", "Choose a line first")
    terminal.send("1\r")
    terminal.wait("could take part?", "1. Name:")
    assert answers(net)["conversation"][0]["outcome"] == "joins"
    terminal.send("\x03")
    assert terminal.end() == 130
    assert standing.state(jonas(net)) == "talked"


@pytest.mark.parametrize("before", [False, True], ids=["first", "second"])
def test_what_was_not_looked_over_is_no_outcome(net, sit, capsys, before):
    """Nothing is covered by it, and it is said how to go on."""
    if before:
        promise(net)
    place = Workspace(net)
    needs = [{"name": "contact with the young people", "kind": "access"}]
    place.update(place.network_file, {("network", "needs"): needs})
    covers = {("reflection", "covers"): ["contact with the young people"]}
    place.update(place.answers_file(SLUG), covers)
    said = SAID | {"conversation.outcome": "joins"}
    leave_at(net, sit, said, "Is this what was said?")
    assert [one["outcome"] for one in answers(net)["conversation"]][before:] == ["joins"]
    assert standing.state(jonas(net)) == "talked"
    shown = told(capsys, "status", "-w", net)
    assert "covered by" not in shown and "perhaps Jonas" in shown
    assert f"netinvite interview {SLUG}" in shown and f"netinvite interview {SLUG}" in told(
        capsys, "today", "-w", net
    )
    mail = told(capsys, "mail", "jonas", "-w", net)
    assert "has joined" not in mail and "You have talked with Jonas Østergård already" in mail
    sit(net, said)
    assert standing.state(jonas(net)) == "joins"
    assert "covered by" in told(capsys, "status", "-w", net)


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_the_window_closed_on_the_last_page_the_same_command_leads_there(net, tmp_path):
    """As it happened: a next step on Friday, Enter twice after that, and the promise is where it was."""
    from terminal import Terminal

    place = Workspace(net)
    said = {"outcome": "joins", "next": "send the leaflet", "next_date": "2026-11-27"}
    skipped = ("busy", "view", "worthwhile", "contribute", "conditions", "changes", "referrals")
    talk = {"date": "2026-11-24", "to-confirm": True, **dict.fromkeys(skipped, ""), **said} | {
        "referrals": []
    }
    numbers = dict.fromkeys(("importance", "importance_why", "readiness", "readiness_up"), "")
    place.update(
        place.answers_file(SLUG), {("conversation", 0, key): value for key, value in (numbers | talk).items()}
    )
    line = ["interview", "jonas", "-w", str(net), "--lang", "en"]
    windows = []
    for _time in range(2):
        terminal = Terminal(line, tmp_path, NETINVITE_NOW=NOW)
        windows.append(terminal)
        terminal.go_on_to("Is this what was said?", "Enter")
        terminal.hang_up()
        assert len(answers(net)["conversation"]) == 1
    assert promises.next_step(jonas(net)) == promises.Step("send the leaflet", FRIDAY)
    terminal = Terminal(line, tmp_path, NETINVITE_NOW=NOW)
    terminal.go_on_to("Is this what was said?", "Enter")
    terminal.send("1\r")
    assert terminal.end() == 0
    assert "to-confirm" not in answers(net)["conversation"][0]


@pytest.mark.skipif(sys.platform == "win32", reason="no fork")
@pytest.mark.parametrize("way", ["prepare", "leaflet"])
def test_of_who_was_named_and_of_the_leaflet_it_is_so_too(net, sit, tmp_path, monkeypatch, way):
    """Every page of the preparation, and of what the leaflet asks: the same files in the end."""
    if way == "prepare":
        sit(net, SAID)
    else:
        place = Workspace(net)
        place.update(place.network_file, {("practical",): ABSENT})
    known = {**readyexample.example("en"), **MENUS, "Does it read the way you would say it?": "save"}
    known |= {"person.name": "Signe Bro", "person.relation": "referred", "person.greeting": "Dear Signe,"}

    def walk(folder, last=None, ends=None):
        front = Pages(known, last, ends)
        monkeypatch.setattr("netinvite.wizard.desk.paged_front", lambda: front)
        if way == "prepare":
            preparing.PreparationDesk(take_up(Workspace(folder), Order("signe"))).run()
        else:
            leaflet.ask(Workspace(folder), "en")
        return front.asked

    whole = shutil.copytree(net, tmp_path / "whole")
    pages = walk(whole)
    assert len(pages) > 5
    for page in range(len(pages)):
        broken = shutil.copytree(net, tmp_path / f"page {page}")
        killed(lambda at=page, folder=broken: walk(folder, at, die))
        walk(broken)
        assert files(broken) == files(whole), pages[page]


def files(folder):
    """All that lies in a network's folder, but for what the program finds again by itself."""
    names = (
        one for one in folder.rglob("*") if one.is_file() and not one.name.startswith((".index", ".lock"))
    )
    return {str(one.relative_to(folder)): one.read_text("utf-8") for one in names}


# Only begun ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [0, 1, 2])
def test_leaving_before_anything_is_said_leaves_nothing(net, sit, page):
    """Enter at the day, and at what comes next, says nothing; what was promised stays."""
    promise(net)
    before = (net / "people" / SLUG / "answers.toml").read_bytes()
    with pytest.raises(LeftError) as error:
        sit(net, {"conversation.date": TODAY}, page, left)
    assert (net / "people" / SLUG / "answers.toml").read_bytes() == before
    assert "netinvite interview" in error.value.message
    assert ("nothing is kept" in error.value.message) == bool(page)


@pytest.mark.skipif(sys.platform == "win32", reason="no fork")
def test_killed_before_anything_is_said_it_counts_for_nothing(net, sit, capsys):
    """The state, the promise and its day are as before; another day the day is asked for once more."""
    promise(net)
    before = promises.standing(jonas(net), TODAY)
    killed(lambda: sit(net, {"conversation.date": TODAY}, 2, die))
    assert len(answers(net)["conversation"]) == 2
    assert promises.standing(jonas(net), TODAY) == before
    assert "not noted to the end" not in told(capsys, "status", "-w", net)
    assert "27 November" in told(capsys, "today", "-w", net)
    asked = sit(net, SAID)
    assert asked[0] == "conversation.date" and len(answers(net)["conversation"]) == 2


def test_a_day_that_somebody_typed_is_kept(net, sit):
    """It says nothing yet, and is there when the conversation is gone on with."""
    promise(net)
    with pytest.raises(LeftError):
        sit(net, {"conversation.date": date(2026, 11, 23)}, 1, left)
    assert answers(net)["conversation"][-1]["date"] == "2026-11-23"
    assert len(jonas(net).talks) == 1


def test_from_today_esc_at_the_first_question_leaves_nothing_after_its_answer_either(net, sit):
    """And Ctrl+C records that there was a talk, and no conversation in which nothing is said."""
    before = answers(net)

    class AndBack(Pages):
        def ask(self, asked):
            outcome = super().ask(asked)
            return outcome if len(self.asked) == 1 else Back()

    pages = AndBack({"conversation.date": TODAY})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("netinvite.wizard.desk.paged_front", lambda: pages)
        opened = take_up_interview(Workspace(net), Order("jonas"), last=False)
        with pytest.raises(talked.NotTalked):
            interviewing.open_desk(opened.interview, opened.answers, talked.TalkDesk).run()
    assert answers(net) == before
    with pytest.raises(LeftError):
        sit(net, {"conversation.date": TODAY}, 2, left, kind=talked.TalkDesk)
    assert [one["what"] for one in answers(net)["contact_log"]] == ["talked"]
    assert "conversation" not in answers(net)


# Not noted to the end -----------------------------------------------------------------------------


def leave_at(net, sit, said, page):
    pages = sit(shutil.copytree(net, net.parent / f"to count {len(list(net.parent.iterdir()))}"), said)
    with pytest.raises(LeftError) as error:
        sit(net, said, pages.index(page), left)
    return error.value.message


def test_status_and_today_lead_back_to_the_last_page(net, sit, capsys):
    """With who is not on the list before; afterwards nothing of it is said."""
    message = leave_at(net, sit, SAID, "Is this what was said?")
    assert f"netinvite interview {SLUG}" in message and "--last" not in message
    for command in ("status", "today"):
        said = told(capsys, command, "-w", net)
        assert "not noted to the end yet, and whoever was named" in said
        assert f"netinvite interview {SLUG}" in said
    assert sit(net, SAID) == ["Is this what was said?"]
    for command in ("status", "today"):
        assert "not noted to the end" not in told(capsys, command, "-w", net)


def test_a_yes_holds_from_the_moment_it_is_given(net, sit, capsys):
    """Though whoever gave it leaves on the page after it: nobody is asked again."""
    said = SAID | {"conversation.outcome": "declines"}
    message = leave_at(net, sit, said, "Whom else? Prepare one of them now:")
    assert "is recorded in" in message and "is now on your list" in message
    assert standing.state(jonas(net)) == "declines"
    for command in ("status", "today"):
        assert "not noted to the end" not in told(capsys, command, "-w", net)


@pytest.mark.parametrize(
    ("page", "said", "step", "why"),
    [
        ("conversation.outcome", SAID, "note how it ended", "how it ended is still open"),
        ("conversation.next", SAID, "note what comes next", "what comes next is still open"),
        (
            "conversation.next_date",
            {**SAID, "conversation.next": "call again"},
            "call again",
            "when it goes on is still open",
        ),
        (
            "Is this what was said?",
            {**SAID, "conversation.outcome": "joins", "conversation.next_date": None},
            "send the leaflet",
            "all is noted, and the last page waits for a yes",
        ),
        (
            "Is this what was said?",
            {**SAID, "conversation.outcome": "declines", "conversation.next": None},
            "read through what you noted",
            "all is noted, and the last page waits for a yes",
        ),
    ],
)
def test_what_was_answered_is_not_asked_for_again(net, sit, capsys, monkeypatch, page, said, step, why):
    """In the list, in why somebody is due, and after what was recorded: what is missing is named instead."""
    leave_at(net, sit, said, page)
    listed = told(capsys, "status", "-w", net, "--long")
    assert step in listed and (step == "note how it ended" or "how it ended" not in listed)
    monkeypatch.setenv("NETINVITE_NOW", "2027-01-30T09:00")
    assert app.run(["today", "-w", str(net), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    [jonas_due] = (one for one in found["due"] if one["id"] == SLUG)
    assert jonas_due["why"].endswith(f"{why}.")
    asks = [line for line in whatnow.of(Workspace(net), SLUG) if "When you know how it ended" in line]
    assert bool(asks) == (page == "conversation.outcome")


def test_on_the_page_of_today_too(net, sit, monkeypatch):
    """Above the list of who is due."""
    leave_at(net, sit, SAID, "Is this what was said?")
    monkeypatch.setenv("NETINVITE_NOW", "2026-11-30T09:00")
    desk = TodayDesk(Workspace(net), str, str)
    desk.front = ScriptedFront(Back())
    desk.begin()
    assert desk.walk() == ""
    assert "not noted to the end yet" in desk.front.said and desk.front.choices == [[SLUG]]


def test_a_promise_stays_until_the_conversation_says_another(net, sit):
    """While it is noted; what the conversation itself was to be is done with it."""
    promise(net)
    leave_at(net, sit, SAID, "conversation.outcome")
    found = jonas(net)
    assert standing.state(found) == "talked"
    assert promises.next_step(found) == promises.Step("call him", FRIDAY)
    contacts.append(Workspace(net), SLUG, made("moved", people.clock.now(), until=TUESDAY))
    assert promises.next_step(jonas(net)) == promises.Step("call him", TUESDAY)
    sit(net, SAID)
    assert promises.next_step(jonas(net)).words == "send the leaflet"


def test_the_day_of_a_promise_ends_with_the_conversation_of_that_day(net, sit):
    """It was what was promised."""
    promise(net, "talk once more", TODAY)
    leave_at(net, sit, SAID, "conversation.outcome")
    assert promises.next_step(jonas(net)) == promises.Step()


def test_without_input_another_conversation_is_one_of_its_own(net, sit):
    """Given answers never overwrite what waits for its last page."""
    leave_at(net, sit, SAID, "Is this what was said?")
    promise(net)
    first, second = answers(net)["conversation"]
    assert (first["busy"], second["next"]) == ("two new hands", "call him")
    assert sit(net, SAID) == ["Is this what was said?"]
    assert not any("to-confirm" in talk for talk in answers(net)["conversation"])


# Taken back ---------------------------------------------------------------------------------------


def test_a_conversation_is_taken_back(net, sit, capsys, tmp_path):
    """Its day and first words are said; what was said is kept, and is recorded again with it."""
    promise(net)
    leave_at(net, sit, SAID, "Is this what was said?")
    before = answers(net)["conversation"]
    said = told(capsys, "log", "jonas", "--undo", "-w", net)
    assert "Taken back for Jonas Østergård: the conversation “two new hands”" in said
    assert "24 November" in said and "kept-1.toml" in said
    assert answers(net)["conversation"] == before[:1] and answers(net)["taken_back"] == 1
    assert promises.next_step(jonas(net)) == promises.Step("call him", FRIDAY)
    kept = ["interview", "jonas", "-w", net, "--answers", kept_of(net), "--no-input"]
    told(capsys, *kept)
    again = {key: value for key, value in before[1].items() if key not in MADE and value not in ("", [])}
    found = answers(net)["conversation"][1]
    assert {key: found.get(key) for key in again} == again


def test_what_is_half_typed_goes_with_it(net, sit, capsys):
    """It belongs to no conversation of before, and is kept."""
    promise(net)

    def half():
        raise Left("half a th")

    with pytest.raises(LeftError):
        sit(net, SAID, 1, half)
    assert answers(net)["unfinished"] == {"conversation.busy": "half a th"}
    told(capsys, "log", "jonas", "--undo", "-w", net)
    assert "unfinished" not in answers(net)
    assert tomllib.loads(kept_of(net).read_text("utf-8"))["unfinished"] == {"conversation.busy": "half a th"}
    assert sit(net, SAID)[0] == "conversation.date"


@pytest.mark.parametrize("more", [[], ["--date", "2026-11-20"]], ids=["now", "of before"])
def test_what_was_recorded_after_a_conversation_is_taken_back_first(net, capsys, monkeypatch, more):
    """Whatever day it says that it was; then the conversation, then nothing."""
    promise(net)
    monkeypatch.setenv("NETINVITE_NOW", "2026-11-24T12:30")
    assert app.run(["log", "jonas", "no-answer", "-w", str(net), *more]) == 0
    assert "no answer" in told(capsys, "log", "jonas", "--undo", "-w", net)
    assert len(answers(net)["conversation"]) == 1
    assert "the conversation “call him”" in told(capsys, "log", "jonas", "--undo", "-w", net)
    assert "conversation" not in answers(net)
    assert "could be taken back" in told(capsys, "log", "jonas", "--undo", "-w", net, code=2)
