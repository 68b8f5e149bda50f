"""A finding that is accepted, what is put right, and the questions that only the writer can answer."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace

import pytest
from scriptedfront import ScriptedFront
from terminal import Terminal

from netinvite import language
from netinvite.app import checking
from netinvite.app.given import Given
from netinvite.app.preparation import Preparation
from netinvite.app.prepare import Opened
from netinvite.cli import app as cli
from netinvite.cli import asking
from netinvite.store import drafts
from netinvite.store.inventory import CHECKED
from netinvite.store.workspace import Workspace
from netinvite.wizard.prepare import PreparationDesk

JONAS = "jonas-oestergaard"


@pytest.fixture
def here(tmp_path, capsys):
    """The example, prepared; the folder of the person."""
    example = ["--answers", str(language.templates_dir() / "en" / "example.toml"), "--no-input"]
    assert cli.run(["prepare", "-w", str(tmp_path), *example]) == 0
    capsys.readouterr()
    return tmp_path / "people" / JONAS


CAUSE = "I am writing to you in particular because you joined every group in town, and soon knew everyone."


@pytest.fixture
def with_cause(here, capsys):
    """The email says a word of joining, and one that can press."""
    cause = ["--set", f"reflection.why={CAUSE}"]
    assert cli.run(["prepare", "jonas", "-w", str(here.parents[1]), "--no-input", *cause]) == 0
    capsys.readouterr()
    return here


@pytest.fixture
def run(here, capsys):
    """``netinvite check``: exit code, standard output, standard error."""

    def call(*arguments):
        code = cli.run(["check", "-w", str(here.parents[1]), *arguments])
        return (code, *capsys.readouterr())

    return call


@pytest.fixture
def answers(monkeypatch):
    """Whoever sits at a terminal types these, one after the other."""

    def sit(*typed):
        left = list(typed)
        monkeypatch.setattr(asking, "on_terminal", lambda: True)
        monkeypatch.setattr(asking, "type_in", lambda question, otherwise: left.pop(0))
        monkeypatch.setattr(asking, "_drop_typed", lambda: None)
        monkeypatch.setattr("sys.stdin", SimpleNamespace(readline=lambda: f"{left.pop(0)}\n"))

    return sit


def found(run):
    return [one["rule"] for one in json.loads(run("jonas", "-f", "json")[1])]


def add(folder, sentence, name="invitation.txt"):
    """A sentence behind the one of the way out."""
    file = folder / name
    text = file.read_text("utf-8")
    assert "commits you to nothing." in text
    file.write_text(text.replace("commits you to nothing.", f"commits you to nothing. {sentence}"), "utf-8")


# Accepted --------------------------------------------------------------------------------------------


def test_an_accepted_finding_is_not_found_again(run, here):
    """Nor when something else in the text changes."""
    add(here, "You should join us.")
    assert found(run) == ["M008"]
    code, out, err = run("jonas", "--accept", "m008")
    assert (code, out) == (0, "") and "M008" in err
    assert found(run) == []
    file = here / "invitation.txt"
    file.write_text(file.read_text("utf-8").replace("We met at", "We met once, at"), "utf-8")
    assert found(run) == []


def test_another_finding_of_the_rule_and_another_place_are_found(run, here):
    """What is accepted is one finding in one place."""
    add(here, "You should join us.")
    run("jonas", "--accept", "M008")
    add(here, "Please confirm your participation.")
    assert found(run) == ["M008", "M008"]


def test_what_was_accepted_hides_no_other_fault(run, here):
    """A private answer that may stand still asks for a yes."""
    answers = here / "answers.toml"
    line = next(one for one in answers.read_text("utf-8").splitlines() if one.startswith("motive"))
    answers.write_text(
        answers.read_text("utf-8").replace(line, 'motive = "You should join our group."'), "utf-8"
    )
    add(here, "You should join our group.")
    assert found(run) == ["M017"]
    assert run("jonas", "--accept", "M017")[0] == 0
    assert found(run) == ["M008"]


def test_what_is_missing_is_accepted_for_this_text_alone(run, here):
    """There is no place to know it by but the whole text."""
    file = here / "invitation.txt"
    kept = [line for line in file.read_text("utf-8").splitlines() if "December" not in line]
    file.write_text("\n".join(kept), "utf-8")
    assert found(run) == ["M001"]
    run("jonas", "--accept", "M001")
    assert found(run) == []
    file.write_text("\n".join(kept).replace("We met", "Once we met"), "utf-8")
    assert found(run) == ["M001"]


def test_several_findings_of_a_rule_are_told_apart_by_line(run, here):
    """A rule alone names none of them."""
    add(here, "You should join us.\n\nPlease confirm your participation.")
    code, _out, err = run("jonas", "--accept", "M008")
    assert code == 2 and "M008:17" in err and "M008:19" in err
    assert run("jonas", "--accept", "M008:19")[0] == 0
    assert found(run) == ["M008"]


def test_two_on_one_line_are_told_apart_by_column(run, here):
    """What is accepted is one of them, also where both have the same words."""
    add(here, "A [title], [name], [title].")
    line = (here / "invitation.txt").read_text("utf-8").splitlines()[16]
    first, other, last = (found.start() + 1 for found in re.finditer(r"\[", line))
    code, _out, err = run("jonas", "--accept", "M015")
    assert code == 2 and all(f"M015:17:{column} " in err for column in (first, other, last))
    assert run("jonas", "--accept", "M015:17")[0] == 2
    assert run("jonas", "--accept", f"M015:17:{last}")[0] == 0
    assert found(run) == ["M015", "M015"]
    assert run("jonas", "--accept", f"M015:17:{first}")[0] == 0
    assert found(run) == ["M015"]


TIMES = "- Monday 1 December at 10:00\n- Thursday 3 December at 14:30\n- Thursday 3 December at 14:45"


def with_times(folder, times=TIMES):
    """The invitation proposes these, a line each."""
    file = folder / "invitation.txt"
    said = re.sub(r"(?m)^- \w+day .*\n- \w+day .*$", times, file.read_text("utf-8"))
    assert times in said
    file.write_text(said, "utf-8")


def places(run):
    """Line and message of what M003 finds."""
    told = json.loads(run("jonas", "-f", "json")[1])
    return [(one["line"], one["message"]) for one in told if one["rule"] == "M003"]


def test_what_was_accepted_hides_nothing_else_of_its_rule(run, here, monkeypatch, capsys):
    """A wrong weekday and an overlap that may stand are no times that have gone by; nothing of it goes."""
    with_times(here)
    wrong, overlap = places(run)
    assert "is a Tuesday" in wrong[1] and "overlap" in overlap[1]
    for line in (wrong[0], overlap[0]):
        assert run("jonas", "--accept", f"M003:{line}")[0] == 0
    assert places(run) == []
    monkeypatch.setenv("NETINVITE_NOW", "2026-12-05T12:00")
    assert ["has gone by" in told for _line, told in places(run)] == [True, True, True]
    assert cli.run(["mail", "--all", "--format", "mbox", "-w", str(here.parents[1])]) == 1
    assert "Dear Jonas" not in capsys.readouterr().out


def test_another_overlap_in_the_same_line_is_found(run, here):
    """With whichever time it is."""
    with_times(here)
    ((line, _told),) = [one for one in places(run) if "overlap" in one[1]]
    assert run("jonas", "--accept", f"M003:{line}")[0] == 0
    text = (here / "invitation.txt").read_text("utf-8")
    (here / "invitation.txt").write_text(text.replace("3 December at 14:30", "3 December at 14:40"), "utf-8")
    assert [told for _line, told in places(run) if "overlap" in told] != []


def test_what_is_found_of_the_same_words_is_accepted_together(run, here, monkeypatch):
    """No place tells them apart, and both were shown."""
    with_times(here)
    monkeypatch.setenv("NETINVITE_NOW", "2026-12-05T12:00")
    (line,) = {line for line, told in places(run) if "overlap" in told}
    code, _out, err = run("jonas", "--accept", "M003")
    assert code == 2 and err.count(f"M003:{line}:3 ") == 1
    assert run("jonas", "--accept", f"M003:{line}:3")[0] == 0
    assert line not in {line for line, _told in places(run)}
    assert len(places(run)) == 2


def test_accepted_in_one_language_it_stands_in_the_other(run, here):
    with_times(here)
    for line in {line for line, _told in places(run)}:
        assert run("jonas", "--accept", f"M003:{line}", "--lang", "da")[0] == 0
    assert places(run) == []


def test_what_was_accepted_before_stands_where_it_hides_nothing(run, here):
    """Of a rule that finds several things of the same words nothing said which: it is found again."""
    add(here, "You should join us.")
    with_times(here)
    lines = (here / "invitation.txt").read_text("utf-8").splitlines()
    of_before = {"M003": [], "M008": []}
    for one in json.loads(run("jonas", "-f", "json")[1]):
        place = f"invitation\n{lines[one['line'] - 1]} | {one['words']}"
        of_before[one["rule"]].append(drafts.digest(place))
    (here / CHECKED).write_text(json.dumps({"accepted": of_before}), "utf-8")
    assert set(found(run)) == {"M003"} and len(places(run)) == 2


@pytest.mark.parametrize("typed", ["M011", "M008:3", "M008:17:2", "M008:x:", "X1", ""])
def test_a_finding_that_is_none_is_refused(run, here, typed):
    add(here, "You should join us.")
    assert run("jonas", "--accept", typed)[0] == 2


def test_a_line_in_which_nothing_is_found_is_told_with_those_in_which_something_is(run, here):
    """Of one finding, too: it is not several, and its line is offered."""
    add(here, "You should join us.")
    (line,) = [one["line"] for one in json.loads(run("jonas", "-f", "json")[1]) if one["rule"] == "M008"]
    code, _out, err = run("jonas", "--accept", "M008:999")
    assert code == 2 and "M008:999: nothing is found there" in err and "several" not in err
    assert f"Name one by its line: M008:{line} (invitation.txt)" in " ".join(err.split())


def test_what_is_remembered_is_no_word_of_anybody(run, here):
    """Rules and digests alone, in a file that forgetting the person takes away and export shows."""
    add(here, "You should join us, Jonas.")
    run("jonas", "--accept", "M008")
    kept = json.loads((here / CHECKED).read_text("utf-8"))
    ((rule, (digest,)),) = kept["accepted"].items()
    assert rule == "M008" and len(digest) == 64 and set(digest) <= set("0123456789abcdef")
    root = str(here.parents[1])
    assert cli.run(["export", "-w", root, "jonas"]) == 0
    assert cli.run(["forget", "-w", root, "Jonas Østergård", "--yes", "--confirm", "Jonas Østergård"]) == 0
    assert not here.exists()


def test_an_accepted_error_holds_no_mail_back(run, here, capsys):
    """``mail --all`` leaves out drafts with errors; this one is none any more."""
    add(here, "Your text [title] lies here.")
    root = str(here.parents[1])
    assert cli.run(["mail", "-w", root, "--all", "--format", "mbox"]) != 0
    run("jonas", "--accept", "M015")
    capsys.readouterr()
    assert cli.run(["mail", "-w", root, "--all", "--format", "mbox"]) == 0


@pytest.mark.sampled(2)
@pytest.mark.parametrize("content", ["", "[]", "{", '{"accepted": []}', '{"accepted": {"M008": 1}}'])
def test_a_damaged_memory_is_none(run, here, content):
    """Everything is found again."""
    add(here, "You should join us.")
    (here / CHECKED).write_text(content, "utf-8")
    assert found(run) == ["M008"]


# Put right -------------------------------------------------------------------------------------------


def test_fix_puts_right_what_is_certain_and_tells_of_the_rest(run, here):
    """Each with its place; the findings that are left follow."""
    add(here, "This is because because I know you. You should join us.")
    code, out, err = run("jonas", "--fix")
    assert code == 1
    assert "invitation.txt:17: " in err and "M008" in out
    assert "because because" not in (here / "invitation.txt").read_text("utf-8")


def test_a_draft_named_by_its_file_is_its_persons(run, here):
    """What is done about it is done to that draft alone, and remembered."""
    for name in ("invitation.txt", "pitch.md"):
        text = (here / name).read_text("utf-8")
        (here / name).write_text(text.replace("because", "because because", 1), "utf-8")
    run(str(here / "pitch.md"), "--fix")
    assert "because because" not in (here / "pitch.md").read_text("utf-8")
    assert "because because" in (here / "invitation.txt").read_text("utf-8")
    add(here, "You must sign up.")
    assert run(str(here / "pitch.md"), "--accept", "M008")[0] == 2
    assert run(str(here / "invitation.txt"), "--accept", "M008")[0] == 0
    assert "M008" not in found(run)


def test_fix_leaves_a_text_without_certain_faults_as_it_is(run, here):
    before = (here / "invitation.txt").read_bytes()
    assert run("jonas", "--fix")[0] == 0
    assert (here / "invitation.txt").read_bytes() == before


def test_on_a_terminal_a_time_that_has_gone_by_is_picked_anew(run, here, answers, monkeypatch):
    """The others stay, and Enter leaves one."""
    monkeypatch.setenv("NETINVITE_NOW", "2026-12-02T09:00")
    answers("Friday 4 December at 9am")
    told = " ".join(run("jonas", "--fix")[2].split())
    assert "invitation.txt:15: Tuesday 1 December at 10:00 is now Friday 4 December at 09:00" in told
    lines = (here / "invitation.txt").read_text("utf-8").splitlines()
    assert lines[13:15] == ["- Thursday 3 December at 14:30", "- Friday 4 December at 09:00"]
    assert "M003" not in run("jonas")[1]
    monkeypatch.setenv("NETINVITE_NOW", "2026-12-05T09:00")
    answers("", "")
    assert run("jonas", "--fix")[0] == 1


def test_enter_leaves_one_time_and_the_next_is_asked_about(run, here, answers, monkeypatch):
    """Of two that have gone by."""
    monkeypatch.setenv("NETINVITE_NOW", "2026-12-05T09:00")
    answers("", "Friday 11 December at 9am")
    assert "is now Friday 11 December at 09:00" in " ".join(run("jonas", "--fix")[2].split())


@pytest.mark.parametrize("typed", ["last Friday at 10", "soon"])
def test_no_time_and_one_that_is_past_are_asked_for_again(run, here, answers, monkeypatch, typed):
    """With the reason; nothing is changed by them."""
    monkeypatch.setenv("NETINVITE_NOW", "2026-12-02T09:00")
    before = (here / "invitation.txt").read_bytes()
    answers(typed, "")
    err = run("jonas", "--fix")[2]
    assert "gone by" in err or "cannot be read" in err
    assert (here / "invitation.txt").read_bytes() == before


# Questions -------------------------------------------------------------------------------------------


def test_questions_stand_beside_the_text_with_examples(run, here):
    """Without a terminal they are shown and remembered by nobody."""
    add(here, "See you soon.")
    code, out, _err = run("jonas", "--read")
    assert code == 0
    assert "17  Otherwise" in out and "M011 Line 17: Does “See you soon.” press for an answer?" in out
    assert "Instead of: Please answer by Friday" in out and "Better: " in out
    assert not (here / CHECKED).exists()


def test_a_question_on_an_answer_shows_it_instead_of_a_made_up_example(run, here):
    """Where some of its words stand in the text, and not enough."""
    file = here / "invitation.txt"
    text = file.read_text("utf-8")
    why = next(line for line in text.splitlines() if "because you" in line)
    met = "We met at the open day in March, where you talked about your night café. "
    text = text.replace(met, "").replace(why, "All managers of a centre get this by name.")
    file.write_text(text, "utf-8")
    out = run("jonas", "--read")[1]
    assert "Which sentence says why you write to precisely Jonas?" in out
    assert "You answered: “I am asking you because you" in out


def test_an_answered_question_is_not_asked_again_of_the_same_text(run, with_cause, answers):
    """One that was put off is, and all are when the text changes."""
    here = with_cause
    first = run("jonas", "--read")[1].count("Instead of: ")
    assert 0 < first <= 5
    answers("n", *[""] * 4)
    assert str(first - 1) in run("jonas", "--read")[2]
    answers("n")
    assert run("jonas", "--read")[1].count("Instead of: ") == 1
    add(here, "See you.")
    answers(*["n"] * 5)
    assert run("jonas", "--read")[1].count("Instead of: ") >= 2


TWICE = "It is is a long way. We are are here. It was was a long way there, and nobody got lost on it."


def test_each_question_of_a_rule_has_its_line_and_its_own_answer(run, here, answers):
    """The examples stand there once; what is typed and is no answer is asked for again."""
    add(here, TWICE)
    answers("1", "", "n", "", *["n"] * 2)
    _code, out, err = run("jonas", "--read")
    told = [line for line in out.splitlines() if line.startswith("S001 Line 17: Is “")]
    assert [line.split("“")[1].split("”")[0] for line in told] == ["is is", "are are", "was was"]
    assert out.count("Instead of: It matters") == 1
    assert "2 questions answered" in err and "Enter: I have looked. n: not yet.\nEnter: I have" in err
    out = run("jonas", "--read")[1]
    assert "are are" in out and "“is is” meant" not in out


def test_a_long_line_is_broken_between_words(run, here):
    """What stands below goes on in the same column."""
    add(here, TWICE)
    rows = run("jonas", "--read")[1].splitlines()
    start = next(place for place, row in enumerate(rows) if row.startswith("  17  "))
    end = next(place for place, row in enumerate(rows) if row.startswith("  18"))
    assert all(len(row) <= 80 for row in rows) and end - start > 1
    assert all(row.startswith("      ") and row[6] != " " for row in rows[start + 1 : end])
    whole = " ".join(row[6:] for row in rows[start:end])
    assert whole in (here / "invitation.txt").read_text("utf-8")


def test_what_is_asked_of_several_texts_is_asked_once(run, here, answers):
    """And answered for all of them."""
    for name in ("invitation.txt", "pitch.md"):
        file = here / name
        file.write_text(file.read_text("utf-8").replace("talked about", "talked talked about", 1), "utf-8")
    answers(*[""] * 5)
    assert run("jonas", "--read")[1].count("Is “talked talked” meant") == 1
    assert "talked talked" not in run("jonas", "--read")[1]


def test_a_question_is_pointed_to_beside_a_finding(run, here, answers):
    """As where nothing is found; once it is answered, no more."""
    add(here, "We are are here. Is the the answer soon?")
    told = "What only you know: netinvite check jonas-oestergaard --read"
    _code, out, err = run("jonas")
    assert "S001 warning" in out and told in err and "Nothing to fix" not in err
    assert told not in run("jonas", "-f", "json")[2]
    answers(*[""] * 5)
    run("jonas", "--read")
    assert told not in run("jonas")[2]


def test_the_review_does_not_ask_what_was_asked_at_the_field(run, here, capsys):
    """``check --read`` does, for a script saw no field."""
    net = here.parents[1]
    met = ["--set", "person.met=we met when we met again at the library"]
    assert cli.run(["prepare", "jonas", "-w", str(net), "--no-input", *met]) == 0
    assert "repeats how the sentence begins" in capsys.readouterr().err
    assert not any("repeats" in one for one in reviewed(net, "save"))
    assert "repeats how the sentence begins. Is it meant so?" in run("jonas", "--read")[1]


def test_there_are_only_so_many_the_email_first(run, here, monkeypatch):
    """Those of the email are asked before those of what one reads oneself."""
    (here / "invitation.txt").write_text(
        "To: a@example.org\nSubject: Hi\n\nDear Jonas,\n\nYou soon joined.\n", "utf-8"
    )
    assert checking.MOST == 5
    monkeypatch.setattr(checking, "MOST", 2)
    out = run("jonas", "--read")[1]
    assert out.count("Instead of: ") == 2
    assert out.startswith("invitation.txt") and "conversation.md" not in out


def reviewed(net, *answers):
    """The review of what was prepared, where one line follows the other, and what it said."""
    place = Workspace(net)
    desk = PreparationDesk(Opened(Preparation.open(place, "en", place.person(JONAS)), Given(), chosen=True))
    desk.front = ScriptedFront(*answers)
    assert desk.review()
    return desk.front.said


def test_the_review_asks_two_of_the_email_and_saving_answers_them(run, with_cause):
    """They are asked again neither there nor by --read, as long as the text stays as it is."""
    here, net = with_cause, with_cause.parents[1]
    asks = [one.asks for one in checking.questions(Workspace(net), Workspace(net).person(JONAS))]
    said = reviewed(net, "leave")
    assert all(one in said for one in asks[:2]) and said.count("Instead of: ") == 2
    assert not (here / CHECKED).exists()
    assert reviewed(net, "save").count("Instead of: ") == 2
    assert "Instead of: " not in reviewed(net, "save")
    out = run("jonas", "--read")[1]
    assert not any(one in out for one in asks[:2])


def test_an_email_that_gives_no_cause_is_not_asked_about(here):
    """The ready example says no word of joining, and none that presses."""
    assert "Instead of: " not in reviewed(here.parents[1], "save")


def test_another_email_is_asked_about_anew(with_cause):
    """The answer that changed stands in it."""
    net = with_cause.parents[1]
    reviewed(net, "save")
    theme = ["--set", "network.theme=I am putting together a network on night work."]
    assert cli.run(["prepare", "jonas", "-w", str(net), "--no-input", *theme]) == 0
    assert reviewed(net, "save").count("Instead of: ") == 2


def test_where_nothing_can_be_held_against_a_text_nothing_is_asked(here, monkeypatch):
    """A misspelt rule in network.toml keeps nobody from saving."""
    net = here.parents[1]
    file = net / "network.toml"
    file.write_text(file.read_text("utf-8") + '\n[check]\noff = ["M999"]\n', "utf-8")
    assert "Instead of: " not in reviewed(net, "save")


def test_on_a_page_the_questions_stand_behind_the_email(with_cause):
    """Enter alone passes them; what was passed is not asked again."""
    here, asked = with_cause, "press for an answer?"
    for known in (False, True):
        terminal = Terminal(["edit", "jonas", "mail", "-w", str(here.parents[1])], here)
        terminal.wait("The email", "Enter: next")
        terminal.press("\x1b[F")
        assert (asked in terminal.text) is not known
        assert known or "Better: " in terminal.text
        for _turn in range(4):
            terminal.press("\r")
        assert terminal.end() == 0
        assert (here / CHECKED).exists()


def test_a_broken_head_is_no_empty_subject(run, here):
    """What ``mail`` says of it stands in the place of that, with its line."""
    text = (here / "invitation.txt").read_text("utf-8")
    (here / "invitation.txt").write_text(f"Hello there. {text}", "utf-8")
    (found,) = [one for one in json.loads(run("jonas", "-f", "json")[1]) if one["rule"] == "M013"]
    assert (found["line"], found["message"]) == (2, "Subject is not read here.")
    assert found["hint"].startswith("To and Subject stand at the very top of a draft")


def test_questions_are_no_findings(run):
    """They have no exit code and do not stand in what programs read."""
    code, out, err = run("jonas", "-f", "json")
    assert (code, out) == (0, "[]\n")
    assert "Nothing to fix. What only you know: netinvite check jonas-oestergaard --read" in err


@pytest.mark.parametrize(
    "arguments", [("--read",), ("--accept", "M008"), ("--fix",), ("jonas", "--read", "--fix")]
)
def test_what_is_done_about_findings_is_about_one_person(run, arguments):
    """And one thing at a time."""
    assert run(*arguments)[0] == 2
