"""What cannot be read in answers is told with its line, and never lost; what nothing reads is told too."""

from __future__ import annotations

import json
import re

import pytest
from readyexample import EXAMPLE, SLUG, TALK
from scriptedfront import ScriptedFront

from netinvite.app.prepare import Order, take_up_interview
from netinvite.app.unread import MOST, Unread
from netinvite.cli import app
from netinvite.language import templates_dir
from netinvite.store.workspace import Workspace
from netinvite.ui import asking
from netinvite.ui.parts import Left
from netinvite.wizard.interview import InterviewDesk, open_desk

# What is no answer, by the key of a conversation, and what is said of it.
DAMAGED = {
    "date": ('"Monday"', "conversation.date: Write it as a day: "),
    "busy": ("7", 'conversation.busy: Write it as a text in quotation marks: "…".'),
    "importance": ('"high"', "conversation.importance: “high”: Write it as a whole number from 0 to 10."),
    "outcome": ('"maybe"', "conversation.outcome: “maybe” is no choice here"),
    "next_date": ('"soon"', "conversation.next_date: Write it as a day: "),
    "referrals": ('"Signe Bro"', "conversation.referrals: Write it as [{ name"),
}


@pytest.fixture
def run(net, capsys):
    """Exit code, standard output, standard error, the lines of terminals joined."""

    def call(*words):
        code = app.run([*map(str, words), "-w", str(net)])
        return code, *capsys.readouterr()

    return call


def example(folder):
    assert app.run(["prepare", "-w", str(folder), "--answers", EXAMPLE, "--no-input"]) == 0


@pytest.fixture
def net(once, capsys):
    folder = once(example)
    capsys.readouterr()
    return folder


def answers(net):
    return net / "people" / SLUG / "answers.toml"


def add(file, text):
    file.write_text(file.read_text("utf-8") + text, "utf-8")


def talked(net, **damaged):
    """A conversation in which these are damaged."""
    said = {key: json.dumps(value) for key, value in TALK.items()} | damaged
    add(answers(net), "\n[[conversation]]\n" + "".join(f"{key} = {value}\n" for key, value in said.items()))


def line_of(file, begins):
    lines = file.read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.startswith(begins))


def damaged_talk(folder):
    example(folder)
    talked(folder, **{key: value for key, (value, _told) in DAMAGED.items()})


@pytest.mark.parametrize("command", ["status", "today", "today --json", "check", "check jonas"])
def test_what_is_damaged_in_a_conversation_is_named_with_its_line(run, net, command):
    """As in the contact log, wherever answers' damage is told; exit code 1."""
    talked(net, **{key: value for key, (value, _told) in DAMAGED.items()})
    code, out, err = run(*command.split())
    assert code == 1 and "Nothing to fix" not in out + err
    for key, (value, told) in DAMAGED.items():
        assert f"{answers(net)}, line {line_of(answers(net), f'{key} = {value}')}: {told}" in err


def test_what_is_damaged_in_a_log_or_an_answer_is_named_by_check_too(run, net):
    add(answers(net), '\n[[contact_log]]\nwhen = "Monday"\nwhat = "no-answer"\n')
    file = answers(net)
    file.write_text(re.sub(r"(?m)^why = .*$", "why = 7", file.read_text("utf-8")), "utf-8")
    code, _out, err = run("check", "jonas")
    assert code == 1
    assert f"{file}, line {line_of(file, 'when =')}: “when” must be a day" in err
    assert f"{file}, line {line_of(file, 'why =')}: reflection.why: Write it as a text" in err


def test_doctor_counts_what_is_damaged(run, net):
    """Without a name."""
    talked(net, busy="7", date='"Monday"')
    assert "2 things in the files are damaged or odd." in " ".join(run("doctor")[1].split())


def test_a_conversation_that_is_in_order_is_no_damage(run, net):
    talked(net)
    assert run("status")[0] == 0 and "conversation." not in run("check", "jonas")[2]


# Nothing is lost ------------------------------------------------------------------------------------


def test_without_input_nothing_takes_the_place_of_what_cannot_be_read(run, net):
    """What is to be said instead has to be given; until then all stays as it is."""
    talked(net, date='"Monday"')
    before = answers(net).read_bytes()
    code, _out, err = run("interview", "jonas", "--last", "--no-input", "--set", "conversation.next=y")
    assert code == 2 and "conversation.date does not fit" in err
    assert answers(net).read_bytes() == before
    given = ["--set", "conversation.next=y", "--set", "conversation.date=yesterday"]
    assert run("interview", "jonas", "--last", "--no-input", *given)[0] == 0
    assert 'date = "2026-11-24"' in answers(net).read_text("utf-8")


class Looking(ScriptedFront):
    """Goes on with what stands there, and notes what is shown of each question."""

    def __init__(self):
        super().__init__()
        self.shown = {}

    def ask(self, asked):
        self.shown[asked.question.key] = asked
        raise Left(None)


def shown(net, key):
    """What the page of a question of the last conversation is given, and what is said above it."""
    opened = take_up_interview(Workspace(net), Order("jonas"), last=True)
    desk = open_desk(opened.interview, opened.answers, InterviewDesk)
    desk.front = Looking()
    desk.sitting.walk = desk.sitting.walk.jump(key)
    with pytest.raises(Left):
        desk.walk()
    return desk.front.shown[key], desk.front.said


@pytest.mark.parametrize("key", DAMAGED)
def test_what_cannot_be_read_is_shown_at_its_question(net, key):
    """In its field, or above a menu in which nothing is chosen then; leaving changes nothing."""
    value, _told = DAMAGED[key]
    talked(net, **{key: value})
    before = answers(net).read_bytes()
    asked, said = shown(net, f"conversation.{key}")
    assert value.strip('"') in (said if key in ("importance", "outcome") else asked.unfinished)
    assert "does not fit this question" in said and asked.unfit
    assert answers(net).read_bytes() == before


@pytest.mark.parametrize("key", ["importance", "outcome"])
def test_enter_alone_takes_nothing_out_of_a_menu(net, key):
    talked(net, **{key: DAMAGED[key][0]})
    asked, _said = shown(net, f"conversation.{key}")
    menus = []
    stub = type("Stub", (), {"pick": lambda _self, menu: menus.append(menu), "say": lambda *_words: None})()
    asking.ask_in(stub, asked)
    assert [(menu.at, menu.kept) for menu in menus] == [(None, False)]


@pytest.mark.parametrize(
    ("written", "rows"),
    [
        ('["Per", "Ida"]', '["Per", "", "", false]\n["Ida", "", "", false]'),
        ('[{name = "Per", kind = "magic"}]', '["Per", "", "magic", false]'),
        ('[{nmae = "Per"}]', '["[{\\"nmae\\": \\"Per\\"}]"]'),
        ('[{name = "Per", mention = "yes"}]', '["[{\\"name\\": \\"Per\\", \\"mention\\": \\"yes\\"}]"]'),
    ],
)
def test_who_was_named_otherwise_stands_there_as_it_was_written(net, written, rows):
    """Nobody may be named by mistake, and no word goes."""
    talked(net, referrals=written)
    assert shown(net, "conversation.referrals")[0].unfinished == rows


# What nothing reads -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [["jonas"], []])
def test_a_key_that_nothing_reads_is_told_with_its_line(run, net, name):
    """In answers, in what was recorded and in the network's file; it stays, and stops nobody."""
    file, shared = answers(net), net / "network.toml"
    file.write_text(file.read_text("utf-8").replace("[contact]\n", '[contact]\ntallk = "phone"\n'), "utf-8")
    add(file, '\n[[contact_log]]\nwhen = "2026-11-24"\nwhat = "no-answer"\nnotes = "x"\n')
    talked(net, bussy='"Much"')
    shared.write_text(shared.read_text("utf-8").replace("[network]\n", '[network]\ntheem = "x"\n'), "utf-8")
    before = file.read_bytes(), shared.read_bytes()
    code, out, err = run("check", *name)
    for where, key, meant in (
        (file, "contact.tallk", "contact.talk"),
        (file, "contact_log.notes", "contact_log.note"),
        (file, "conversation.bussy", "conversation.busy"),
        (shared, "network.theem", "network.theme"),
    ):
        line = line_of(where, key.partition(".")[2])
        told = f"{where}, line {line}: nothing reads “{key}”; it stays where it is. Did you mean “{meant}”?"
        assert told in err
    assert code == 0 and "Nothing to fix" not in out + err
    assert run("status")[0] == 0
    assert (file.read_bytes(), shared.read_bytes()) == before
    told = " ".join(run("doctor")[1].split())
    assert "4 answers have a key that nothing reads; netinvite check says which" in told


@pytest.mark.parametrize(
    "words",
    [
        ["prepare", "jonas", "--no-input"],
        ["prepare", "jonas", "--no-input", "--set", "contact.way=mail"],
        ["mail", "jonas"],
        ["mail", "--all", "--format", "mbox"],
        ["pitch", "jonas"],
        ["interview", "jonas", "--guide"],
        ["interview", "jonas", "--no-input", "--set", "conversation.next=Call"],
    ],
)
def test_where_texts_are_written_a_mistyped_key_is_told_with_the_nearest(run, net, words):
    """What stands in its place is a proposal, or nothing."""
    file, shared = answers(net), net / "network.toml"
    file.write_text(file.read_text("utf-8").replace("minutes = ", "mintues = "), "utf-8")
    # In one text only, so that each is out of date.
    shared.write_text(shared.read_text("utf-8").replace("theme = ", 'theme = "x"\ntheem = '), "utf-8")
    for draft in ("pitch.md", "conversation.md", "invitation.txt"):
        (file.parent / draft).unlink()
    err = run(*words)[2]
    for where, key, meant in ((file, "contact.mintues", "minutes"), (shared, "network.theem", "theme")):
        told = f"line {line_of(where, key.partition('.')[2])}: nothing reads “{key}”; it stays where it is."
        assert err.count(f"{told} Did you mean “{key.partition('.')[0]}.{meant}”?") == 1


def test_a_refusal_for_what_is_missing_tells_of_the_mistyped_key_too(run, net):
    """Letters that changed places are the same ones, however short the key is."""
    file = answers(net)
    file.write_text(file.read_text("utf-8").replace("\nway = ", "\nwya = "), "utf-8")
    code, _out, err = run("prepare", "jonas", "--no-input")
    assert code == 2 and "contact.way is missing" in err
    assert "nothing reads “contact.wya”; it stays where it is. Did you mean “contact.way”?" in err


def test_the_leaflet_tells_of_the_keys_of_the_network_alone(run, net):
    shared = net / "network.toml"
    shared.write_text(shared.read_text("utf-8").replace("costs = ", "csots = "), "utf-8")
    file = answers(net)
    file.write_text(file.read_text("utf-8").replace("minutes = ", "mintues = "), "utf-8")
    err = run("leaflet")[2]
    assert "Did you mean “practical.costs”?" in err and "mintues" not in err
    assert "Did you mean “practical.costs”?" in run("mail", "jonas", "--attach", "leaflet")[2]


def test_a_mistyped_key_of_another_organiser_is_told(run, net):
    """In the file that says in whose name the person is written to."""
    own = net / "organisers" / "ida-bo.toml"
    own.parent.mkdir()
    own.write_text('schema = 2\n\n[organiser]\nname = "Ida Bo"\nphoen = "12 34 56 78"\n', "utf-8")
    file = answers(net)
    file.write_text(file.read_text("utf-8").replace("[person]\n", '[person]\nowner = "ida-bo"\n'), "utf-8")
    told = "ida-bo.toml, line 5: nothing reads “organiser.phoen”; it stays where it is."
    assert told in run("check")[2]
    assert told in run("prepare", "jonas", "--no-input", "--as", "Ida Bo")[2]
    assert "1 answer has a key that nothing reads" in " ".join(run("doctor")[1].split())


def test_what_an_own_guide_asks_for_is_no_such_key(run, net):
    """Nor what one of another language does; in other tables it is one."""
    own = net / "templates" / "da"
    own.mkdir(parents=True)
    guide = (templates_dir() / "da" / "guide.toml").read_text("utf-8")
    question = '[[step.question]]\nkey = "tree"\nkind = "text"\ndepth = "full"\nask = "Hvilket træ?"\n\n'
    way = '[[step.question]]\nkey = "way"'
    (own / "guide.toml").write_text(guide.replace(way, question + way), "utf-8")
    file, more = answers(net), '[contact]\ntree = "Oak"\nbush = "x"\n'
    file.write_text(file.read_text("utf-8").replace("[contact]\n", more), "utf-8")
    err = run("check", "jonas")[2]
    assert "nothing reads “contact.bush”; it stays where it is.\n" in err and "contact.tree" not in err


def test_as_long_as_a_guide_is_damaged_nobody_knows(run, net):
    """It may ask for just that."""
    own = net / "templates" / "da" / "guide.toml"
    own.parent.mkdir(parents=True)
    own.write_text("damaged", "utf-8")
    add(answers(net), '\n[garden]\ntree = "Oak"\n')
    assert "nothing reads" not in run("check", "jonas")[2]


def test_a_file_of_before_has_keys_of_its_own(run, net):
    file = answers(net)
    text = file.read_text("utf-8").replace("schema = 2", "schema = 1") + '\n[old]\nkey = "x"\n'
    file.write_text(text, "utf-8")
    assert "nothing reads" not in run("check", "jonas")[2]


def test_of_very_many_keys_some_are_named(run, net):
    add(answers(net), "\n[more]\n" + "".join(f"key{number} = 1\n" for number in range(MOST + 7)))
    err = run("check", "jonas")[2]
    assert err.count("nothing reads “more.") == MOST and "answers.toml: and 7 more." in err


SIGRID = "sigrid-bang"
IDA = ("--as", "Ida Bo")
MAJA = ("--as", "Maja Holm")
OF_IDA = ("organiser.name=Ida Bo", "organiser.email=ida@example.org")
OF_SIGRID = ("person.name=Sigrid Bang", "person.email=sigrid@example.org")
DANISH = str(templates_dir() / "da" / "example.toml")
GIVEN = tuple(word for one in (*OF_IDA, *OF_SIGRID) for word in ("--set", one))
SAID = tuple(word for key, told in TALK.items() for word in ("--set", f"conversation.{key}={told}"))
WRITTEN = [
    ("prepare", "--new", "--answers", EXAMPLE, "--no-input", *IDA, *GIVEN),
    ("log", "jonas", "sent", *MAJA, "--note", "by post"),
    ("log", "jonas", "no-answer", *IDA),
    ("log", "jonas", "--undo", *IDA),
    ("log", SIGRID, "no-answer", *MAJA),
    ("later", SIGRID, "in two weeks", *IDA),
    ("prepare", SIGRID, "--no-input", "--take-over", *MAJA),
    ("interview", SIGRID, "--no-input", *SAID, *MAJA),
    ("prepare", "jonas", "--lang", "da", *MAJA, "--answers", DANISH, "--no-input"),
]


def test_nothing_that_the_program_writes_itself_is_told_of(run, net):
    """By several who organise, in two languages, with conversations, whatever was taken back."""
    for words in WRITTEN:
        code, _out, err = run(*words)
        assert (code, "nothing reads" in err) == (0, False), (words, err)
    place = Workspace(net)
    assert 'id = "' in place.organiser_file("ida-bo").read_text("utf-8")
    by = Unread(place)
    told = [*by.of_everyone(), *(one for slug in (SLUG, SIGRID) for one in by.of_person(slug))]
    assert told == []
