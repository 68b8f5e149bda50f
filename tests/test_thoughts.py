"""Private thoughts on somebody who was taken over are told as those of the one who had them."""

from __future__ import annotations

import tomllib

import pytest
from organisers import BO, JONAS, answers, told, write
from scriptedfront import ScriptedFront

from netinvite import language
from netinvite.app.prepare import Order, take_up
from netinvite.store import joining
from netinvite.store.parsed import ABSENT
from netinvite.store.workspace import Workspace
from netinvite.wizard.prepare import PreparationDesk

TAKEN = ("prepare", JONAS, "--take-over", "--no-input", "--as")
SAID = {"en": "Maja Holm noted: ", "da": "Maja Holm har noteret: "}
KEYS = ["reflection.motive", "reflection.barrier", "reflection.assumption", "reflection.alternative"]


@pytest.fixture
def two(net):
    """Maja Holm, to whom Jonas belongs, and Bo Krag."""
    write(net, text=BO.replace("phone", 'moment = ""\nphone'))
    return net


def private(net):
    """The private notes of the guide, a line each."""
    text = (net / "people" / JONAS / "conversation.md").read_text("utf-8")
    return [line for line in text.partition("*For you alone*")[2].splitlines() if line.startswith("- ")]


def test_the_conversation_guide_says_whose_they_are(two, capfd):
    """Each, until whoever has the person now answers that question; one's own are one's own again."""
    assert len(private(two)) > 2
    assert told(capfd, two, *TAKEN, "bo-krag")[0] == 0
    assert all(": Maja Holm noted: " in line for line in private(two))
    noted = answers(two)["noted_by"]
    assert noted == dict.fromkeys(KEYS, "maja-holm") and [*noted] == KEYS
    words = ("--no-input", "--as", "bo-krag", "--set", "reflection.assumption=That he is busy.")
    assert told(capfd, two, "prepare", JONAS, *words)[0] == 0
    assert [line for line in private(two) if "Maja" not in line] == [
        "- Do not take for granted: That he is busy."
    ]
    assert answers(two)["noted_by"]["reflection.assumption"] == "bo-krag"
    assert told(capfd, two, *TAKEN, "maja-holm")[0] == 0
    assert answers(two)["noted_by"] == {**noted, "reflection.assumption": "bo-krag"}
    assert [line for line in private(two) if "noted: " in line] == [
        "- Do not take for granted: Bo Krag noted: That he is busy."
    ]
    _code, out, _err = told(capfd, two, "interview", JONAS, "--guide", "--as", "maja")
    assert "Bo Krag noted: That he is busy." in out


def test_of_whoever_left_nothing_says_the_name(two, capfd):
    """Someone noted it."""
    write(two, "eva-lund", BO.replace("Bo Krag", "Eva Lund").replace("bo.krag", "eva"))
    assert told(capfd, two, *TAKEN, "bo-krag")[0] == 0
    words = ("forget", "--organiser", "maja", "--to", "eva", "--yes", "--confirm", "Maja Holm")
    assert told(capfd, two, *words)[0] == 0
    assert set(answers(two)["noted_by"].values()) == {"someone"}
    assert told(capfd, two, "prepare", JONAS, "--no-input", "--as", "bo-krag")[0] == 0
    assert all(": Someone noted: " in line for line in private(two))


def test_in_the_field_and_among_the_answers_too(two, capfd):
    """Whoever answers makes it their own, with the very words too."""
    assert told(capfd, two, *TAKEN, "bo-krag")[0] == 0
    desk = PreparationDesk(take_up(Workspace(two), Order(JONAS, sits="bo-krag")))
    desk.front = ScriptedFront()
    desk.begin()
    preparation = desk.preparation
    question = preparation.guide.question("reflection.motive")
    value = desk.asked(question).value
    assert "Maja Holm noted what stands in the field; Enter makes it yours." in desk.front.said
    assert desk.answer_text(question) == SAID["en"] + value
    assert preparation.said_by(question.key, value, "da") == SAID["da"] + value
    preparation.walk = preparation.walk.jump(question.key)
    preparation.answer(value)
    assert answers(two)["noted_by"][question.key] == "bo-krag" and desk.answer_text(question) == value


@pytest.mark.parametrize(
    ("lang", "all_of_them", "others"),
    [
        (
            "en",
            "and so do the private thoughts here.",
            "Jonas Østergård belongs to Bo Krag; the private thoughts here without a name are yours.",
        ),
        (
            "da",
            "og det gør de private tanker her også.",
            "Jonas Østergård hører til Bo Krag; de private tanker her, der ikke står et navn ved, er dine.",
        ),
    ],
)
def test_above_the_guide_nothing_says_otherwise(two, capfd, lang, all_of_them, others):
    """Whose the thoughts are, where each that is not the reader's says so itself."""
    guide = ("interview", JONAS, "--guide", "--as")
    language.activate(lang)
    assert all_of_them in told(capfd, two, *guide, "bo-krag")[2]
    assert told(capfd, two, *TAKEN, "bo-krag")[0] == 0
    language.activate(lang)
    err = " ".join(told(capfd, two, *guide, "maja-holm")[2].split())
    assert others in err and all_of_them not in err


def test_where_one_organises_nothing_of_it_is_written(net):
    """Nor in a text."""
    data = tomllib.loads(Workspace(net).answers_file(JONAS).read_text("utf-8"))
    assert "noted_by" not in data
    assert not [line for line in private(net) if "noted" in line]


def taken_over_at_a_desk(net):
    """Bo takes Jonas over on a terminal: what may be true of Maja alone waits."""
    desk = PreparationDesk(take_up(Workspace(net), Order(JONAS, sits="bo-krag", take_over=True)))
    desk.front = ScriptedFront()
    desk.begin()
    return desk


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Maja Holm answered what stands in the field; see whether it is true of you too."),
        ("da", "Maja Holm har svaret det, der står i feltet; se, om det også gælder for dig."),
    ],
)
def test_what_waits_in_its_field_says_whose_answer_it_was(two, lang, said):
    """Until it is answered; what is changed and left half typed is one's own."""
    desk = taken_over_at_a_desk(two)
    language.activate(lang)
    preparation = desk.preparation
    desk.asked(preparation.guide.question("reflection.why"))
    assert said in desk.front.said
    assert answers(two)["noted_by"]["reflection.why"] == "maja-holm"
    preparation.walk = preparation.walk.jump("reflection.why")
    preparation.leave("Because you")
    assert "reflection.why" not in answers(two)["noted_by"]
    preparation.answer("I ask you because you know everybody.")
    assert "noted" not in preparation.render("invitation")


def test_a_guide_as_it_was_saved_says_whose_the_thoughts_are(two, capfd):
    """While answers wait; and as many wait as are listed."""
    taken_over_at_a_desk(two)
    _code, out, err = told(capfd, two, "interview", JONAS, "--guide", "--as", "bo-krag")
    assert "noted: " not in out and "is printed as it was saved. " in err.replace("\n", " ")
    assert "Maja Holm noted the private thoughts in it." in err
    assert len(answers(two)["unfinished"]) == 4 and "4 answers wait to be looked at" in err


def test_who_answers_in_anothers_name_has_had_that_thought(two):
    """The person stays Maja's; the thought is Bo's."""
    desk = PreparationDesk(take_up(Workspace(two), Order(JONAS, sits="bo-krag")))
    desk.front = ScriptedFront("in their name")
    desk.begin()
    preparation = desk.preparation
    for key in ("reflection.motive", "reflection.curious"):
        preparation.walk = preparation.walk.jump(key)
        preparation.answer("Most of all I want to hear how you see it.")
    found = answers(two)
    assert "owner" not in found["person"] and found["noted_by"] == {"reflection.motive": "bo-krag"}


def test_a_thought_that_is_left_as_it_was_stays_whose_it_was(two, capfd):
    """In another's name; it is said beforehand whose it is, and of one's own thought nothing."""
    desk = PreparationDesk(take_up(Workspace(two), Order(JONAS, sits="bo-krag")))
    desk.front = ScriptedFront("in their name")
    desk.begin()
    preparation, key = desk.preparation, "reflection.motive"
    question = preparation.guide.question(key)
    said = "Maja Holm noted what stands in the field; it becomes yours only if you change it."
    value = desk.asked(question).value
    assert desk.front.said.count(said) == 1
    preparation.walk = preparation.walk.jump(key)
    preparation.answer(value)
    assert "noted_by" not in answers(two)
    preparation.walk = preparation.walk.jump(key)
    preparation.answer(f"{value} Or not.")
    assert answers(two)["noted_by"] == {key: "bo-krag"}
    desk.asked(question)
    assert desk.front.said.count(said) == 1


def test_a_thought_that_git_brings_after_a_taking_over_is_not_ones_own(two, capfd):
    """Whoever had the person before noted it in another copy, where nothing had to say whose it is."""
    assert told(capfd, two, *TAKEN, "bo-krag")[0] == 0
    place = Workspace(two)
    file, key = place.answers_file(JONAS), ("noted_by", "reflection.assumption")
    place.update(file, {key: ABSENT, ("reflection", "assumption"): "That he gossips."})
    out = told(capfd, two, "interview", JONAS, "--guide", "--as", "bo-krag")[1]
    assert "Someone noted: That he gossips." in out
    desk = PreparationDesk(take_up(place, Order(JONAS, sits="bo-krag")))
    desk.front = ScriptedFront()
    desk.begin()
    question = desk.preparation.guide.question("reflection.assumption")
    assert desk.asked(question).value == "That he gossips."
    assert "Someone noted what stands in the field; Enter makes it yours." in desk.front.said
    desk.preparation.walk = desk.preparation.walk.jump(question.key)
    desk.preparation.answer("That he gossips.")
    assert answers(two)["noted_by"][question.key] == "bo-krag"
    assert "Someone" not in desk.preparation.render("conversation")


@pytest.mark.parametrize(("sits", "is_named"), [("maja-holm", False), ("bo-krag", True), ("", True)])
def test_a_guide_that_another_one_reads_names_whose_thoughts_it_holds(two, capfd, sits, is_named):
    """At the words themselves, as what is said beside them does not go along to a file."""
    words = ["--as", sits] if sits else []
    _code, out, _err = told(capfd, two, "interview", JONAS, "--guide", *words)
    thoughts = [line for line in out.partition("For you alone")[2].splitlines() if line.startswith("- ")]
    assert len(thoughts) > 2
    assert [SAID["en"] in line for line in thoughts] == [is_named] * len(thoughts)
    assert "noted_by" not in answers(two) and not [line for line in private(two) if "noted" in line]


def test_an_edited_guide_says_it_above(two, capfd):
    """Where the words stand in it nobody knows."""
    file = two / "people" / JONAS / "conversation.md"
    file.write_text(file.read_text("utf-8") + "\nOne more line.\n", encoding="utf-8")
    _code, out, _err = told(capfd, two, "interview", JONAS, "--guide", "--as", "bo-krag")
    assert out.startswith("*Jonas Østergård belongs to Maja Holm, and so do the private thoughts here.*")
    assert out.rstrip().endswith("One more line.")
    # Who reads what was written before somebody else had the person is not told otherwise.
    assert told(capfd, two, *TAKEN, "bo-krag")[0] == 0
    _code, out, _err = told(capfd, two, "interview", JONAS, "--guide", "--as", "maja-holm")
    assert out.startswith(
        "*Jonas Østergård belongs to Bo Krag; some of the private thoughts here do not say whose they are.*"
    )


def asked_at_a_desk(net, sits, *keys):
    """What is said at these questions."""
    desk = PreparationDesk(take_up(Workspace(net), Order(JONAS, sits=sits)))
    desk.front = ScriptedFront()
    desk.begin()
    for key in keys:
        desk.asked(desk.preparation.guide.question(key))
    return desk.front.said


def test_the_first_private_question_says_who_can_read_it(two):
    """Where several organise, once; a question that is not private says nothing of it."""
    told_once = "stands in the folder too, where Bo Krag can read it."
    assert asked_at_a_desk(two, "maja-holm", *KEYS).count(told_once) == 1
    assert "can read it" not in asked_at_a_desk(two, "maja-holm", "reflection.why")


def test_where_git_carries_the_folder_elsewhere_that_is_said_too(net, monkeypatch):
    """Whom it goes to nobody knows here; a folder of one's own says nothing."""
    assert "can read it" not in asked_at_a_desk(net, "", *KEYS)
    monkeypatch.setattr(joining, "_git", lambda _file, *words, **_more: words == ("remote",) and "origin")
    assert "can read it" not in asked_at_a_desk(net, "", *KEYS)
    (net / ".git").mkdir()
    assert "whoever git brings it to can read it there" in asked_at_a_desk(net, "", *KEYS)
