"""``netinvite log`` and ``later``: what was tried is recorded, and said back with what follows from it."""

from __future__ import annotations

import shlex
import subprocess
import sys
import tomllib
from contextlib import suppress
from datetime import date

import pytest
from plainterminal import PlainTerminal
from readyexample import EXAMPLE
from terminal import Terminal

from netinvite import language
from netinvite.cli import app, asking

SLUG = "aase-lund"


def add(folder, name):
    command = ["prepare", "--answers", EXAMPLE, "--no-input", f"--set=person.name={name}", "--lang", "en"]
    assert app.run([*command, "-w", str(folder)]) == 0


def two_people(folder):
    add(folder, "Åse Lund")
    add(folder, "Bo Bro")


@pytest.fixture
def net(once, capsys):
    """Two people who are ready."""
    folder = once(two_people)
    capsys.readouterr()
    return folder


@pytest.fixture
def run(net, capsys):
    """Run a command in the workspace: exit code and what it says on standard error."""

    def call(*arguments):
        code = app.run([*arguments, "-w", str(net)])
        return code, capsys.readouterr().err

    return call


def entries(folder, slug=SLUG):
    file = folder / "people" / slug / "answers.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")).get("contact_log", [])


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (["no-answer"], {"what": "no-answer", "how": "call"}),
        (["no-answer", "--how", "met"], {"what": "no-answer", "how": "met"}),
        (["talked", "--note", "ring  fredag"], {"what": "talked", "how": "call", "note": "ring  fredag"}),
        (["met"], {"what": "met", "how": "met"}),
        (["message"], {"what": "message", "how": "message"}),
        (["post"], {"what": "post", "how": "post"}),
        (["sent", "--how", "post"], {"what": "sent", "how": "post"}),
        (["bounced"], {"what": "bounced", "how": "mail"}),
        (["replied"], {"what": "replied", "how": "mail"}),
        (["MOVED"], {"what": "moved"}),
        (["--note", "a new boss"], {"note": "a new boss"}),
        (["met", "--note", "a\x1b[2Jb\x00"], {"what": "met", "how": "met", "note": "a[2Jb"}),
    ],
)
def test_what_there_was_is_recorded(run, net, words, kept):
    """Each word with the way that is usual, unless another is given; a note alone too."""
    assert run("log", SLUG, *words)[0] == 0
    assert entries(net) == [{"when": "2026-11-25 12:00", **kept}]


def test_what_was_recorded_is_said_back(run):
    """With where the person stands now and when they are due."""
    told = (
        "Recorded for Åse Lund: no answer (by phone), Wednesday 25 November at 12:00; now “tried”, and due "
    )
    code, err = run("log", "åse", "no-answer")
    assert (code, err.splitlines()[0]) == (0, f"{told}on Monday 30 November, in 5 days.")


def test_it_is_said_in_danish_while_the_words_stay(run):
    """The words are the same in every language."""
    language.activate("da")
    _code, told = run("log", "åse", "talked", "--date", "i går kl. 14")
    assert told.startswith(
        "Noteret om Åse Lund: I talte sammen (i telefonen), tirsdag den 24. november kl. 14;"
    )
    assert "nu ”talt sammen”, og på tur tirsdag den 8. december" in told


@pytest.mark.parametrize(
    ("typed", "when"),
    [
        ("yesterday", "2026-11-24"),
        ("yesterday at 3pm", "2026-11-24 15:00"),
        ("last Monday 9-10", "2026-11-23 09:00"),
        ("today", "2026-11-25"),
        ("2026-11-20 14:30", "2026-11-20 14:30"),
    ],
)
def test_when_it_was_is_read_as_people_write_it(run, net, typed, when):
    """A day, or a time of day with it."""
    assert run("log", SLUG, "met", "--date", typed)[0] == 0
    assert entries(net)[0]["when"] == when


def test_an_invitation_takes_along_its_times(run, net):
    """As with mail --sent."""
    assert run("log", SLUG, "sent")[0] == 0
    assert run("mail", "bo-bro", "--sent")[0] == 0
    assert entries(net)[0]["times"] == entries(net, "bo-bro")[0]["times"] != []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["log", SLUG, "noanswer"], "Did you mean “no-answer”?"),
        (["log", SLUG, "xyz"], "  no-answer: you tried, and reached nobody"),
        (["log", SLUG, "met", "--how", "fax"], "Choose one of: call, mail, met, message, post"),
        (["log", SLUG, "met", "--how", "mail"], "Choose one of: met"),
        (["log", SLUG, "talked", "--how", "post"], "“talked” and --how post do not go together."),
        (["log", SLUG, "bounced", "--how", "met"], "“bounced” and --how met do not go together."),
        (["log", SLUG, "bounced", "--how", "call"], "Choose one of: mail, message, post"),
        (["log", SLUG, "moved", "--how", "post"], "Leave --how out."),
        (["log", SLUG, "met", "--date", "tomorrow"], "is still to come"),
        (["log", SLUG, "met", "--date", "today at 13"], "is still to come"),
        (["log", SLUG, "met", "--date", "some day"], "does not say which day"),
        (["log", SLUG, "met", "--date", ""], "No time stands there"),
        (["log", SLUG, "met", "--date", "yesterday at 9 or 10"], "These are 2 times"),
        (["log", SLUG], "no-answer, talked, met, message, post, sent, bounced, replied, moved"),
        (["log", SLUG, ""], "nothing was recorded"),
        (["log", SLUG, "--how", "call"], "nothing was recorded"),
        (["log", "no-answer"], "Whom do you mean"),
        (["log"], "Whom do you mean"),
        (["log", "carl", "met"], "Nobody here is called “carl”"),
        (["later", SLUG, "yesterday"], "has gone by"),
        (["later", SLUG, "next", "Wednesday", "and", "Friday"], ""),
        (["later", SLUG], "The day is missing"),
        (["later", "carl", "tomorrow"], "Nobody here is called “carl”"),
    ],
)
def test_what_is_not_clear_is_refused(run, net, arguments, told):
    """A sentence, exit 2, and nothing is recorded."""
    code, err = run(*arguments)
    assert code == 2
    assert told in err
    assert entries(net) == entries(net, "bo-bro") == []


LEFT_OPEN = [
    ("en", "in a week or so"),
    ("en", "in a couple of days"),
    ("en", "after New Year"),
    ("en", "next month"),
    ("en", "next week"),
    ("da", "om en uges tid"),
    ("da", "om et par dage"),
    ("da", "efter nytår"),
    ("da", "næste måned"),
    ("da", "i næste uge"),
]
SAYS_NO_DAY = {"en": "“%s” does not say which day", "da": "”%s” siger ikke, hvilken dag det er"}


@pytest.mark.parametrize(("lang", "typed"), LEFT_OPEN)
def test_words_that_leave_the_day_open_are_named_as_a_whole(run, net, lang, typed):
    """And not one of them, as if the others could be read."""
    language.activate(lang)
    code, err = run("later", SLUG, typed)
    assert code == 2 and SAYS_NO_DAY[lang] % typed in err
    assert entries(net) == []


def test_on_a_terminal_the_day_that_was_left_open_is_asked_for(run, net, monkeypatch):
    """Below the words that left it open."""
    monkeypatch.setattr(asking, "on_terminal", lambda: True)
    monkeypatch.setattr(asking, "day", lambda ask, nothing: date(2026, 12, 4))
    code, err = run("later", SLUG, "next week")
    assert code == 0 and "“next week” does not say which day" in err
    assert entries(net)[-1]["until"] == "2026-12-04"


def test_what_can_be_read_in_two_ways_is_said(run, net, monkeypatch):
    """Both days; on a Sunday “next Wednesday” has two."""
    monkeypatch.setenv("NETINVITE_NOW", "2026-11-29T12:00")
    code, err = run("later", SLUG, "next Wednesday")
    assert code == 2
    assert "two ways: Wednesday 2 December; Wednesday 9 December" in err
    assert entries(net) == []


def test_what_is_due_is_put_off(run, net):
    """Said back in full, in words typed with quotation marks or without."""
    told = "Recorded for Åse Lund: put off until Wednesday 9 December, in 14 days; the state stays “ready”."
    code, err = run("later", "åse", "in two weeks")
    assert (code, err.splitlines()[0]) == (0, told)
    code, err = run("later", "bo", "in", "two", "weeks")
    assert (code, err.splitlines()[0]) == (0, told.replace("Åse Lund", "Bo Bro"))
    assert [(one["what"], one["until"]) for one in entries(net)] == [("moved", "2026-12-09")]


# The second line and those after it, without the network's folder.
NEXT = {
    ("no-answer",): ("Try to call Åse Lund", "again on Monday 30 November", "log {} no-answer", "later {}"),
    ("sent",): ("If nothing has come by", "netinvite log {} replied", "netinvite interview {}"),
    ("bounced",): ("another way to reach Åse Lund", "netinvite prepare {}", "log {} no-answer"),
    ("replied",): ("waits for you now", "netinvite interview {}", "netinvite later {}"),
    ("talked",): ("reminds you of Åse Lund on Wednesday 9 December", "netinvite interview {}", "later {}"),
}


@pytest.mark.parametrize("words", NEXT)
def test_it_ends_with_what_comes_next(run, words):
    """As prepare, interview and mail --sent do: what fits the state that follows."""
    _code, err = run("log", SLUG, *words)
    told, place = err.partition("\n")[2], 0
    for part in NEXT[words]:
        place = told.find(part.format(SLUG), place)
        assert place >= 0, (part, told)


def test_nothing_follows_from_a_note_alone(run):
    """Nobody has called, or asked what to do."""
    _code, err = run("log", SLUG, "--note", "a new boss")
    assert [line.split(":")[0] for line in err.splitlines()] == [
        "Recorded for Åse Lund",
        "A slip? This takes it back",
    ]


def test_no_mail_is_offered_to_the_address_that_it_came_back_from(run):
    """By post it can have been anything else; then the email is another way."""
    run("log", SLUG, "sent")
    assert "Or write instead" not in run("log", SLUG, "bounced")[1]
    assert "Or write instead" in run("log", "bo-bro", "bounced", "--how", "post")[1]


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "now “tried”, and due on Monday 4 January 2027, in 40 days, to which it was put off."),
        ("da", "nu ”forsøgt”, og på tur mandag den 4. januar 2027, om 40 dage, som det er udskudt til."),
    ],
)
def test_a_try_leaves_the_day_that_was_named_as_it_is(run, net, lang, told):
    """And it is said whose day it is."""
    language.activate(lang)
    run("later", SLUG, "2027-01-04")
    assert told in run("log", SLUG, "no-answer")[1]


@pytest.mark.parametrize("outcome", ["joins", "considers", "later", "declines"])
def test_whoever_was_talked_with_is_to_be_noted(run, net, outcome):
    """What was said belongs in the interview, wherever somebody stands by then."""
    file = net / "people" / SLUG / "answers.toml"
    talk = f'\n[[conversation]]\ndate = "2026-11-20"\noutcome = "{outcome}"\n'
    file.write_text(file.read_text("utf-8") + talk, "utf-8")
    for what in ("talked", "met"):
        assert f"netinvite interview {SLUG} --workspace {net}\n" in run("log", SLUG, what)[1]


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "netinvite today{} reminds you of Åse Lund on Wednesday 9 December."),
        ("da", "netinvite today{} minder dig om Åse Lund onsdag den 9. december."),
    ],
)
def test_what_is_put_off_waits_for_its_day(run, net, lang, told):
    """Nobody is told to rehearse a pitch, or to call, who has just put that off."""
    language.activate(lang)
    _code, err = run("later", SLUG, "2026-12-09")
    assert err.splitlines()[1] == told.format(f" --workspace {net}")
    assert run("log", SLUG, "moved")[1].count("\n") == 3
    assert "netinvite pitch" in run("later", SLUG, "2026-11-25")[1]


def test_a_day_in_another_year_is_said_with_it(run):
    """However near it is."""
    assert "Monday 4 January 2027" in run("later", SLUG, "4 January")[1]


ESC, DOWN = "\x1b", "\x1b[B"


def asked(folder, *words, ask, keys):
    """On a terminal: once ``ask`` stands there these keys, one after the other; the program, at its end."""
    program = Terminal([*words, "-w", str(folder)], folder)
    program.wait(ask, "F1")
    for key in keys:
        program.send(key)
        program.read(0.3)
    return program, program.end()


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    ("keys", "what"),
    [(["\r", DOWN, "\r"], "no-answer"), ([DOWN, DOWN, "\r"], "talked"), (["3\r"], "met")],
)
def test_what_there_was_is_chosen_on_a_terminal(net, keys, what):
    """In a menu as elsewhere: arrows and numbers; Enter alone says nothing."""
    program, code = asked(net, "log", SLUG, ask="What happened?", keys=keys)
    assert code == 0 and b"^[[B" not in program.raw
    assert [one["what"] for one in entries(net)] == [what]


def test_where_nothing_was_said_no_conversation_is_named(net, capsys):
    """A command that would be refused is not named."""
    assert app.run(["log", SLUG, "--undo", "-w", str(net), "--lang", "en"]) == 2
    told = capsys.readouterr().err
    assert "could be taken back" in told and "interview" not in told


@pytest.mark.sampled(2)
@pytest.mark.parametrize(("command", "ask"), [("log", "What happened?"), ("later", "Until when?")])
@pytest.mark.parametrize("key", [ESC, "\x03"])
def test_whoever_goes_back_records_nothing(net, command, ask, key):
    """Esc and Ctrl+C leave, and it is said."""
    program, code = asked(net, command, SLUG, ask=ask, keys=[key])
    assert code == 130 and "Nothing was recorded." in program.text
    assert entries(net) == []


def test_until_when_is_asked_until_it_can_be_read(net):
    """What cannot be, or has gone by, stays in the field with the reason."""
    program = Terminal(["later", SLUG, "-w", str(net)], net)
    program.wait("Until when?", "F1")
    for typed, told in (("yesterday", "has gone by"), ("some day", "some day")):
        program.send(f"{typed}\r")
        program.wait(told)
        program.send("\x15")
        program.read(0.3)
    program.send("in two weeks\r")
    assert program.end() == 0
    assert entries(net)[0]["until"] == "2026-12-09"


def test_line_by_line_it_is_asked_too(net):
    """The word's number, and the day."""
    program = PlainTerminal(["log", SLUG, "-w", str(net), "--lang", "en"], net)
    program.wait("no answer (no-answer)")
    program.type("2")
    assert program.end() == 0
    program = PlainTerminal(["later", SLUG, "-w", str(net), "--lang", "en"], net)
    program.wait("Until when?")
    program.type("in two weeks")
    assert program.end() == 0
    assert [one["what"] for one in entries(net)] == ["talked", "moved"]


def test_one_person_needs_no_name(once, capsys):
    """As with every command; a word of the log alone is what there was."""
    folder = once(lambda folder, name: add(folder, name), "Åse Lund")
    assert app.run(["log", "met", "-w", str(folder)]) == 0
    assert [one["what"] for one in entries(folder)] == ["met"]


@pytest.mark.whole
def test_two_at_once_are_two_entries(net):
    """Real processes, begun together."""
    begun = [
        subprocess.Popen(
            [sys.executable, "-m", "netinvite", "log", SLUG, "no-answer", "--note", str(n), "-w", str(net)],
            stderr=subprocess.PIPE,
        )
        for n in range(3)
    ]
    assert [one.wait(60) for one in begun if one.communicate()] == [0, 0, 0]
    assert sorted(one["note"] for one in entries(net)) == ["0", "1", "2"]


def test_somebody_forgotten_meanwhile_is_not_made_anew(net, capsys, monkeypatch):
    """A sentence, and no folder."""
    from netinvite.app import contact

    def forgotten(*given, **more):
        app.run(["forget", SLUG, "--yes", "--confirm", "Åse Lund", "-w", str(net)])
        return append(*given, **more)

    append = contact.contacts.append
    monkeypatch.setattr(contact.contacts, "append", forgotten)
    assert app.run(["log", SLUG, "met", "-w", str(net)]) == 1
    assert not (net / "people" / SLUG).exists()


def test_wrong_days_in_the_network_spoil_nothing(run, net):
    """What was recorded is recorded; status and today say what is wrong."""
    with (net / "network.toml").open("a", encoding="utf-8") as stream:
        stream.write("\n[followup]\ntried = -1\n")
    assert run("log", SLUG, "no-answer")[0] == 0
    assert len(entries(net)) == 1


# Twice, and taken back ---------------------------------------------------------------------------


@pytest.fixture
def at(run, monkeypatch):
    """Run a command at a time of the day: what it says, its lines apart."""

    def call(time, *arguments):
        monkeypatch.setenv("NETINVITE_NOW", f"2026-11-25T{time}")
        code, err = run(*arguments)
        assert code == 0
        return err.splitlines()

    return call


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ["log", SLUG, "no-answer"],
            "Noted already at 10:03 for Åse Lund: no answer (by phone); now “tried”",
        ),
        (["log", SLUG, "replied"], "Noted already at 10:03 for Åse Lund: an answer came; now “answered”"),
        (["log", SLUG, "moved"], "Noted already at 10:03 for Åse Lund: done for now; now “ready”"),
        (["log", SLUG, "sent"], "Noted already at 10:03 for Åse Lund: the invitation went; now “invited”"),
        (
            ["log", SLUG, "--note", "a boss"],
            "Noted already at 10:03 for Åse Lund: note “a boss”; now “ready”",
        ),
        (
            ["later", SLUG, "2026-12-09"],
            "Noted already at 10:03 for Åse Lund: put off until Wednesday 9 December, in 14 days; now",
        ),
    ],
)
def test_the_same_within_ten_minutes_is_noted_once(at, net, words, told):
    """It is said when it was noted, and nothing new is recorded."""
    at("10:03", *words)
    assert at("10:12", *words)[0].startswith(told)
    assert len(entries(net)) == 1


def test_two_days_do_not_stand_in_a_row(at):
    """To which it was put off, and when that was recorded."""
    at("10:03", "later", SLUG, "2026-12-09")
    told = at("10:04", "log", SLUG, "--undo")[0]
    assert "until Wednesday 9 December, in 14 days (recorded Wednesday 25 November at 10:03); now" in told


@pytest.mark.parametrize(
    ("named", "proposed"),
    [
        ("yesterday", "2026-11-24 10:04"),
        ("2026-11-20 14:30", "2026-11-20 10:04"),
        ("today", "2026-11-25 10:04"),
    ],
)
def test_another_one_is_proposed_on_the_day_that_was_named(at, net, named, proposed):
    """And is recorded so, beside the first."""
    words = ("log", SLUG, "no-answer", "--date", named)
    at("10:03", *words)
    told = at("10:04", *words)
    assert any(f"say when it was: netinvite log {SLUG} no-answer --date '{proposed}'" in one for one in told)
    at("10:04", "log", SLUG, "no-answer", "--date", proposed)
    assert len(entries(net)) == 2


def test_what_is_noted_already_is_said_in_danish(at):
    """As a Dane says it."""
    language.activate("da")
    at("10:03", "log", SLUG, "no-answer")
    told = at("10:04", "log", SLUG, "no-answer")
    assert told[0].startswith(
        "Allerede noteret kl. 10.03 om Åse Lund: intet svar (i telefonen); nu ”forsøgt”"
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("10:03", "log", SLUG, "no-answer"), ("10:14", "log", SLUG, "no-answer")),
        (("10:03", "log", SLUG, "no-answer"), ("10:04", "log", SLUG, "no-answer", "--how", "met")),
        (("10:03", "log", SLUG, "no-answer"), ("10:04", "log", SLUG, "no-answer", "--note", "the desk")),
        (("10:03", "log", SLUG, "no-answer"), ("10:04", "log", SLUG, "no-answer", "--date", "today at 9:58")),
        (("10:03", "log", SLUG, "no-answer", "--date", "today"), ("10:04", "log", SLUG, "no-answer")),
        (("10:03", "later", SLUG, "tomorrow"), ("10:04", "later", SLUG, "2026-12-01")),
    ],
)
def test_what_differs_is_noted_too(at, net, first, second):
    """Later, in another way, with a note, or where somebody says when it was."""
    at(*first)
    at(*second)
    assert len(entries(net)) == 2


def test_what_came_in_between_makes_it_another(at, net):
    """Put off, put off to another day, and put off to the first one again."""
    for day in ("2026-12-09", "2026-12-01", "2026-12-09"):
        at("10:03", "later", SLUG, day)
    assert [one["until"] for one in entries(net)] == ["2026-12-09", "2026-12-01", "2026-12-09"]


def test_a_promise_in_between_makes_it_another(at, net):
    """What was put off before it counts no more."""
    at("10:03", "later", SLUG, "2026-12-30")
    given = {
        "outcome": "considers",
        "importance": 8,
        "readiness": 5,
        "next": "call",
        "next_date": "2026-12-04",
    }
    at("10:04", "interview", SLUG, "--no-input", *(f"--set=conversation.{k}={v}" for k, v in given.items()))
    assert "30 December" in at("10:05", "later", SLUG, "2026-12-30")[0]
    assert len(entries(net)) == 2


def test_one_try_with_a_note_after_it_is_one_try(at, net):
    """The note is kept; three of them would ask for another way."""
    for note in ("", "the desk says", "before nine"):
        told = at("10:03", "log", SLUG, "no-answer", "--note", note)
    assert len(entries(net)) == 3
    assert "another way" not in " ".join(told)
    assert "due on Monday 30 November" in told[0]


@pytest.mark.parametrize("words", [["log", SLUG, "no-answer"], ["later", SLUG, "tomorrow"]])
def test_what_was_recorded_names_how_to_take_it_back(at, net, words):
    """And the command does so."""
    before = (net / "people" / SLUG / "answers.toml").read_text("utf-8")
    told = at("10:03", *words)
    assert told[-1] == f"A slip? This takes it back: netinvite log aase-lund --undo --workspace {net}"
    assert at("10:04", "log", SLUG, "--undo")[0].startswith("Taken back for Åse Lund: ")
    assert entries(net) == []
    after = (net / "people" / SLUG / "answers.toml").read_text("utf-8")
    assert tomllib.loads(after) == {**tomllib.loads(before), "taken_back": 1}


def test_what_was_taken_back_is_said_with_where_that_leaves_the_person(at):
    """In both languages."""
    at("09:00", "log", SLUG, "sent")
    at("10:03", "log", SLUG, "replied")
    (told, *_more) = at("10:04", "log", SLUG, "--undo")
    assert told.startswith(
        "Taken back for Åse Lund: an answer came, Wednesday 25 November at 10:03; now “invited”"
    )
    language.activate("da")
    assert at("10:05", "log", SLUG, "--undo")[0].startswith(
        "Slettet igen for Åse Lund: invitationen blev sendt, "
    )


def test_what_was_recorded_last_is_taken_back_not_what_happened_last(at, net):
    """An entry of an earlier day that was recorded just now; comments and the others stay."""
    at("10:03", "log", SLUG, "no-answer")
    file = net / "people" / SLUG / "answers.toml"
    file.write_text(file.read_text("utf-8").replace("[[contact_log]]", "# mine\n[[contact_log]]"), "utf-8")
    at("10:04", "log", SLUG, "met", "--date", "yesterday")
    assert "you met" in at("10:05", "log", SLUG, "--undo")[0]
    assert [one["what"] for one in entries(net)] == ["no-answer"]
    assert "# mine" in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "Nothing is recorded for Åse Lund that could be taken back."),
        (["met"], "--undo and WHAT do not go together"),
        (["--note", "x"], "--undo and --note do not go together"),
    ],
)
def test_what_cannot_be_taken_back_is_said(run, net, arguments, told):
    """Exit 2, and the file stays."""
    before = (net / "people" / SLUG / "answers.toml").read_bytes()
    code, err = run("log", SLUG, *arguments, "--undo")
    assert code == 2
    assert told in err
    assert (net / "people" / SLUG / "answers.toml").read_bytes() == before


def test_an_entry_that_cannot_be_read_is_not_taken_back(run, net):
    """File and line are named; it may be the invitation."""
    file = net / "people" / SLUG / "answers.toml"
    text = file.read_text("utf-8").rstrip() + "\n\n[[contact_log]]\nwhen = 'soon'\nwhat = 'sent'\n"
    file.write_text(text, "utf-8")
    code, err = run("log", SLUG, "--undo")
    assert code == 1
    assert f"answers.toml, line {text.count(chr(10)) - 1}: “when” must be a day" in err
    assert file.read_text("utf-8") == text


# Times that somebody edited -------------------------------------------------------------------------


def edit(folder, *changes):
    """The invitation, changed by hand."""
    file = folder / "people" / SLUG / "invitation.txt"
    text = file.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, "utf-8")


SOONER = ("Tuesday 1 December at 10:00", "Monday 30 November at 9:00")
ROUGHLY = ("Thursday 3 December at 14:30", "Thursday around 14:30 or so")


def test_until_it_goes_the_times_of_the_edited_email_count(net, run, capsys, monkeypatch):
    """Also where everybody was read before: what was kept of them holds for the email of then."""
    monkeypatch.setenv("NETINVITE_NOW", "2026-11-27T12:00")
    run("today")
    edit(net, SOONER)
    app.run(["status", "--due", "--lang", "en", "-w", str(net)])
    out = capsys.readouterr().out
    assert "Åse Lund: The invitation has not gone yet; the first time it proposes is 30 November" in out
    edit(net, ROUGHLY)
    app.run(["status", "--due", "--lang", "en", "-w", str(net)])
    assert "Åse Lund" not in capsys.readouterr().out


@pytest.mark.parametrize("words", [["log", "åse", "sent"], ["mail", "åse", "--sent"]])
def test_the_email_went_with_the_times_that_stand_in_it(net, run, words):
    edit(net, SOONER)
    assert run(*words)[0] == 0
    assert entries(net)[-1]["times"] == ["2026-11-30 09:00", "2026-12-03 14:30"]


def test_an_email_that_went_is_read_as_on_that_day(net, run, monkeypatch):
    """Its times may have gone by since."""
    edit(net, SOONER)
    monkeypatch.setenv("NETINVITE_NOW", "2026-12-02T12:00")
    assert run("log", "åse", "sent", "--date", "2026-11-26")[0] == 0
    assert entries(net)[-1]["times"] == ["2026-11-30 09:00", "2026-12-03 14:30"]


@pytest.mark.parametrize("words", [["log", "åse", "sent"], ["mail", "åse", "--sent"]])
def test_of_an_email_that_would_not_have_gone_it_is_said_what_is_wrong_in_it(net, run, words, monkeypatch):
    """It may have gone another way, or another one did: it is recorded, and not without a word."""
    monkeypatch.setenv("NETINVITE_NOW", "2026-12-05T12:00")
    code, err = run(*words)
    assert code == 0 and entries(net)[-1]["what"] == "sent"
    assert "In the email that is kept here this is wrong:" in err
    assert "“Tuesday 1 December at 10:00” has gone by." in err and "edit aase-lund mail" in err


@pytest.mark.parametrize("words", [["log", "åse", "sent", "--date"], ["mail", "åse", "--sent"]])
def test_of_one_that_went_while_its_times_were_ahead_nothing_is_said(net, run, words, monkeypatch):
    monkeypatch.setenv("NETINVITE_NOW", "2026-12-05T12:00")
    code, err = run(*words, "2026-11-27")
    assert code == 0 and "wrong" not in err and "gone by" not in err


@pytest.mark.parametrize("words", [["log", "åse", "sent"], ["mail", "åse", "--sent"]])
def test_times_that_cannot_be_read_are_shown_and_not_guessed(net, run, words):
    edit(net, SOONER, ROUGHLY)
    code, err = run(*words)
    assert code == 0 and "the times in “- Thursday around 14:30 or so” cannot be read for certain" in err
    assert "Recorded without the times" in err
    assert "times" not in entries(net)[-1]


@pytest.mark.parametrize("line", ["Tuesday the 8th at 9 or Friday at 10", "the 8th at 9 or Friday at 10"])
def test_a_weekday_behind_a_day_without_its_month_is_not_guessed(net, run, line):
    """This week's, or the one right behind the day that is named."""
    edit(net, (SOONER[0], line))
    code, err = run("mail", "åse", "--sent")
    assert code == 0 and "can be read in two ways" in err
    assert "times" not in entries(net)[-1]


@pytest.mark.parametrize("words", [["log", "åse", "sent"], ["mail", "åse", "--sent"]])
def test_on_a_terminal_they_are_asked_for_until_they_can_be_read(net, run, words, monkeypatch):
    edit(net, ROUGHLY)
    typed = ["sometime", "Thursday 3 December at 15"]
    monkeypatch.setattr(asking, "on_terminal", lambda: True)
    monkeypatch.setattr(asking, "type_in", lambda question, otherwise: typed.pop(0))
    code, err = run(*words)
    assert (code, typed) == (0, []) and "cannot be read for certain" in err
    assert entries(net)[-1]["times"] == ["2026-12-03 15:00"]


def test_nobody_has_to_know_them(net, run, monkeypatch):
    """Enter alone records the email without them."""
    edit(net, ROUGHLY)
    monkeypatch.setattr(asking, "on_terminal", lambda: True)
    monkeypatch.setattr(asking, "type_in", lambda question, otherwise: "")
    assert run("log", "åse", "sent")[0] == 0
    assert "times" not in entries(net)[-1]


# Recorded again -----------------------------------------------------------------------------------


def without_when_noted(folder):
    """The entries, but for when they were noted."""
    return [{key: value for key, value in one.items() if key != "recorded-at"} for one in entries(folder)]


def shell_words(text):
    """The words of the command that a text begins with, as a shell takes them; [] for none."""
    lines = text.splitlines()
    for count in range(1, len(lines) + 1):
        with suppress(ValueError):
            return shlex.split("\n".join(lines[:count]))
    return []


@pytest.mark.parametrize("lang", ["en", "da"])
@pytest.mark.parametrize(
    "words",
    [
        ["log", SLUG, "no-answer"],
        ["log", SLUG, "no-answer", "--how", "met", "--note", "it's “odd” $HOME `id`; -x \\"],
        ["log", SLUG, "talked", "--note", "første linje\n\n  anden linje"],
        ["log", SLUG, "--note", "-- only this"],
        ["log", SLUG, "message", "--date", "2026-11-03"],
        ["log", SLUG, "sent"],
        ["log", SLUG, "sent", "--how", "post"],
        ["log", SLUG, "bounced"],
        ["log", SLUG, "replied", "--how", "call", "--date", "2026-11-24 9:05"],
        ["log", SLUG, "moved"],
        ["later", SLUG, "2026-12-24"],
    ],
)
def test_what_was_taken_back_is_recorded_again_by_the_command_that_is_named(net, run, words, lang):
    """As it stood there, in a shell as it is printed."""
    language.activate(lang)
    assert run(*words)[0] == 0
    before = without_when_noted(net)
    code, told = run("log", SLUG, "--undo")
    again = "To record it again:" if lang == "en" else "Notér det igen med:"
    typed = shell_words(told.partition(again)[2])
    assert code == 0 and not entries(net) and typed[:1] == ["netinvite"], told
    assert app.run(typed[1:]) == 0
    assert without_when_noted(net) == before


def test_a_day_that_has_gone_by_is_not_put_off_to_again(net, run, monkeypatch):
    """Nobody can."""
    assert run("later", SLUG, "2026-12-24")[0] == 0
    monkeypatch.setenv("NETINVITE_NOW", "2026-12-27T12:00")
    assert "To record it again" not in run("log", SLUG, "--undo", "--lang", "en")[1]


def test_a_note_of_which_a_letter_cannot_be_read_is_refused(net, run):
    """None of its letters is dropped in silence."""
    code, told = run("log", SLUG, "talked", "--note", "the caf\udce9 owner")
    assert code == 2 and "behind “the caf”" in told
    assert not entries(net)


@pytest.mark.parametrize("word", ["answered", "declined", "called", "joins", "nope"])
def test_another_word_is_told_all_there_are_and_what_each_is_for(run, net, word):
    """No other one is proposed for it; what none of them says has a command of its own."""
    code, told = run("log", "åse", word)
    assert code == 2 and not entries(net) and "Did you mean" not in told
    assert "replied: an answer came" in told and "no-answer: you tried" in told
    for command in (f"interview {SLUG}", f"later {SLUG}", f"log {SLUG} --note"):
        assert command in told


@pytest.mark.parametrize(
    ("word", "meant"),
    [("sendt", "sent"), ("tlaked", "talked"), ("noanswer", "no-answer"), ("mesage", "message")],
)
def test_a_slip_of_the_finger_is_told_what_was_meant(run, net, word, meant):
    """A letter or two."""
    code, told = run("log", "åse", word)
    assert code == 2 and not entries(net) and f"Did you mean “{meant}”?" in told


@pytest.mark.parametrize("typed", ["6.11", "6.11.", "6/11", "6.11.2026", "06.11"])
@pytest.mark.parametrize("lang", ["da", "en"])
def test_a_day_in_figures_is_a_day(run, net, monkeypatch, typed, lang):
    """As wherever a day is asked for, and no time of day without one."""
    monkeypatch.setenv("NETINVITE_NOW", "2026-11-20T16:00")
    code, told = run("log", "åse", "met", "--date", typed, "--lang", lang)
    assert code == 0, told
    assert entries(net)[-1]["when"] == "2026-11-06"


def test_a_time_of_day_alone_lacks_its_day(run, net):
    """And that is said."""
    code, told = run("log", "åse", "met", "--date", "14.30")
    assert code == 2 and "The day of “14.30” is missing" in told and not entries(net)


@pytest.mark.parametrize(
    ("now", "until"), [("2026-12-01T09:00", "2026-12-01"), ("2026-12-01T16:00", "2026-12-08")]
)
@pytest.mark.parametrize("lang", ["en", "da"])
def test_an_hour_that_later_does_not_keep_is_said(run, net, monkeypatch, lang, now, until):
    """And of a Tuesday it says which one is meant: this one, as long as the hour is to come."""
    monkeypatch.setenv("NETINVITE_NOW", now)
    typed, said = {
        "en": ("Tuesday at 15", "Of “Tuesday at 15” only the day is kept"),
        "da": ("tirsdag kl. 15", "Af ”tirsdag kl. 15” bliver kun dagen gemt"),
    }[lang]
    language.activate(lang)
    code, told = run("later", "åse", typed)
    assert code == 0, told
    assert said in told
    assert entries(net)[-1]["until"] == until
    assert said.split("”")[0] not in run("later", "åse", "2026-12-20")[1]
