"""The desk: whom it is about, what is still asked for, and what is said on leaving."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path

import pytest
from readyexample import EXAMPLES
from scriptedfront import ScriptedFront

from netinvite import clock
from netinvite.app import given
from netinvite.app.preparation import Preparation
from netinvite.app.prepare import Opened
from netinvite.cli import app
from netinvite.leaving import LeftError
from netinvite.model.people import Person
from netinvite.model.questions import Value
from netinvite.store.conversations import Interview
from netinvite.store.parsed import ABSENT
from netinvite.store.workspace import Workspace
from netinvite.ui.parts import Answered, Back
from netinvite.wizard import interview as interviewing
from netinvite.wizard import prepare as wizard

SLUG = "jonas-oestergaard"


def desk_at(net, *answers, person=SLUG, lang="en", chosen=True):
    """The wizard with a person, and the answers that its front gives."""
    place = Workspace(net)
    who = place.person(person) if person else None
    desk = wizard.PreparationDesk(Opened(Preparation.open(place, lang, who), given.Given(), chosen=chosen))
    desk.front = ScriptedFront(*answers)
    return desk


def prepare(net, *words):
    assert app.run(["prepare", "--no-input", "-w", str(net), *words]) == 0


def drafts_of(net, slug=SLUG):
    return sorted(file.name for file in (net / "people" / slug).iterdir() if not file.name.startswith("."))


# A mail as well ------------------------------------------------------------------------------------


@pytest.fixture
def called(net):
    """Jonas is to be called, and has no address; nothing that a mail needs was ever asked."""
    prepare(net, SLUG, "--set", "contact.way=call", "--set", "person.email=")
    file = net / "people" / SLUG / "answers.toml"
    Workspace(net).update(
        file, {("set_aside", "contact.times"): ABSENT, ("set_aside", "contact.tried"): ABSENT}
    )
    (net / "people" / SLUG / "invitation.txt").unlink()
    return net


def test_a_mail_as_well_asks_for_what_a_mail_needs(called):
    """Address, times and whether one has tried to call are asked before a mail is written."""
    times: Value = given.values(
        given.gather([], ["contact.way=mail", "contact.times=1 December at 10; 3 December at 14.30"]),
        Preparation.open(Workspace(called), "en").guide,
        Preparation.open(Workspace(called), "en", Person(SLUG, "")).walk,
        clock.now(),
    )["contact.times"]
    desk = desk_at(called, "mail", "rung", "jonas@example.org", times, "save")
    walk = desk.preparation.walk
    desk.preparation.walk = walk.put({question.key: None for question in walk.open_questions()})
    desk.walk()
    assert desk.front.asked[1:4] == ["contact.tried", "person.email", "contact.times"]
    text = (called / "people" / SLUG / "invitation.txt").read_text("utf-8")
    assert "To: Jonas Østergård <jonas@example.org>" in text and "1 December" in text


def test_a_mail_as_well_is_still_wanted_the_next_time(called):
    """Whoever had the mail written sees it at the next review too."""
    test_a_mail_as_well_asks_for_what_a_mail_needs(called)
    again = desk_at(called).preparation
    assert "invitation" in again.documents() and not again.missing()


def test_another_way_leaves_no_mail_to_be_blamed(net, capsys):
    """Once the person is to be called, nobody wants the mail, and check does not look for times in it."""
    prepare(net, SLUG, "--set", "contact.way=call")
    assert app.run(["mail", SLUG, "-w", str(net), "--format", "text"]) == 0
    capsys.readouterr()
    app.run(["check", SLUG, "-w", str(net)])
    assert "M001" not in capsys.readouterr().out
    assert "invitation" not in desk_at(net).preparation.documents()


# Whom ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kept", ["", "pitch.md", "invitation.txt"])
def test_who_was_left_before_the_texts_were_saved_is_gone_on_with(net, kept):
    """After leaving at the review the same command goes on there, and offers nobody new; so it does where one
    of the texts was edited in the review, and is kept."""
    prepare(net, "--new", "--answers", EXAMPLES["en"], "--set", "person.name=Sigrid Lund")
    for name in {"pitch.md", "invitation.txt", "conversation.md"} - {kept}:
        (net / "people" / "sigrid-lund" / name).unlink()
    desk = desk_at(net, person="", chosen=False)
    desk.begin()
    assert desk.preparation.slug == "sigrid-lund" and not desk.front.asked


def test_whose_answer_was_changed_in_the_review_is_gone_on_with(net):
    """After leaving there before the texts are saved; what the network says is everybody's, and changes
    nothing in whom somebody was at."""
    network, person = Workspace(net).network_file, Workspace(net).answers_file(SLUG)
    Workspace(net).update(network, {("network", "theme"): "We are putting together another network."})
    desk = desk_at(net, "new person", person="", chosen=False)
    desk.begin()
    assert desk.front.choices == [["new person", SLUG]]
    Workspace(net).update(person, {("reflection", "why"): "I am asking you because you know them all."})
    desk = desk_at(net, person="", chosen=False)
    desk.begin()
    assert desk.preparation.slug == SLUG and not desk.front.asked


def test_where_nobody_is_unfinished_somebody_new_comes_first(net):
    """The usual wish is the first choice."""
    desk = desk_at(net, "new person", person="", chosen=False)
    desk.begin()
    assert desk.front.choices == [["new person", SLUG]]


def test_where_several_are_unfinished_they_come_first(net):
    """Whoever waits is offered before somebody new."""
    for name in ("Bo Bro", "Ida Ø"):
        Workspace(net).update(
            net / "people" / name.split()[0].lower() / "answers.toml", {("person", "name"): name}
        )
    desk = desk_at(net, "new person", person="", chosen=False)
    desk.begin()
    assert desk.front.choices == [["bo", "ida", "new person"]]


# Leaving -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "file"),
    [("network.theme", "network.toml"), ("reflection.why", "answers.toml"), ("", "answers.toml")],
)
def test_leaving_names_the_file_that_holds_the_answer(net, key, file):
    """What is half typed about the network is not looked for in a person's file."""
    desk = desk_at(net)
    if key:
        desk.preparation.walk = desk.preparation.walk.jump(key)
    with pytest.raises(LeftError) as left:
        desk.leave("half typed")
    assert f"{file};" in left.value.message
    if key:
        named = left.value.message.partition("saved in ")[2].partition(";")[0]
        assert "half typed" in Path(named).read_text("utf-8")


@pytest.mark.parametrize(("lang", "said"), [("en", False), ("da", True)])
def test_the_way_back_names_the_language_where_it_is_another(net, lang, said):
    """The command that goes on goes on in the same language."""
    desk = desk_at(net, person="", lang=lang)
    with pytest.raises(LeftError) as left:
        desk.leave("")
    assert ("--lang da" in left.value.message) is said


def test_a_changed_answer_left_half_typed_is_gone_on_with(net):
    """Whoever left while changing an answer at the review is brought back there, with what was typed."""
    desk = desk_at(net)
    walk = desk.preparation.walk
    desk.preparation.walk = walk.put({question.key: None for question in walk.open_questions()})
    desk.preparation.walk = desk.preparation.walk.jump("organiser.phone")
    with pytest.raises(LeftError):
        desk.leave("half typed")
    again = desk_at(net)
    again.begin()
    assert again.preparation.walk.position == "organiser.phone"
    assert again.preparation.unfinished["organiser.phone"] == "half typed"


@pytest.mark.parametrize(
    ("lang", "more"), [("da", ", og jeg synger i kor"), ("en", ", and I sing in a choir")]
)
def test_an_accepted_proposal_that_follows_is_shown_old_and_new(net, lang, more):
    """A signature that was taken as proposed follows who one is, and loses no line; one that was typed stays,
    and nothing is said."""
    desk = desk_at(net, lang=lang)
    signature = desk.sitting.guide.question("organiser.signature")
    who = desk.sitting.guide.question("organiser.introduction")
    first = {"da": "Jeg hedder Maja Holm og er", "en": "I am Maja Holm,"}[lang]
    desk.sitting.walk = desk.sitting.walk.put({who.key: f"{first} konsulent."})
    taken = desk.sitting.walk.proposed(signature)
    for value, tells in ((taken, True), ("Maja", False)):
        desk.sitting.walk = desk.sitting.walk.put({signature.key: value}).jump(who.key)
        desk.front = ScriptedFront()
        desk.take(who, Answered(f"{first} konsulent{more}."))
        told = desk.front.said
        assert (signature.ask in told and f"konsulent{more} / " in told) is tells
        desk.sitting.walk = desk.sitting.walk.put({who.key: f"{first} konsulent."})


# Follow-ups ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("skipped", "follow_up"),
    [("person.referred_by", "person.mention_referrer"), ("person.mention_referrer", "person.suggested")],
)
@pytest.mark.parametrize("lang", ["da", "en"])
def test_nothing_follows_a_skipped_question(net, lang, skipped, follow_up):
    """A question that only makes sense after an answer is not asked without it."""
    told = {"person.relation": "referred", "person.referred_by": "Signe Bro", skipped: "yes"}
    walk = desk_at(net, lang=lang).preparation.walk.put(told)
    assert follow_up in {question.key for question in walk.visible()}
    assert follow_up not in {question.key for question in walk.put({skipped: None}).visible()}


# Words on the way ----------------------------------------------------------------------------------


def test_a_new_version_beside_an_edited_draft_is_named(net):
    """Whoever keeps both is told where the new one lies."""
    file = net / "people" / SLUG / "pitch.md"
    file.write_text("My own words.\n", encoding="utf-8")
    prepare(net, SLUG, "--set=reflection.curious=Most of all I would like to hear what keeps you going.")
    desk = desk_at(net, "beside")
    desk.write(("pitch",))
    assert f"Written: {file.with_name('pitch.new.md')}" in desk.front.said


def test_a_new_version_is_put_beside_over_nothing_that_lies_there(net):
    """What somebody may have written there since."""
    file = net / "people" / SLUG / "pitch.md"
    file.write_text("My own words.\n", encoding="utf-8")
    first = file.with_name("pitch.new.md")
    first.write_text("My own words, too.\n", encoding="utf-8")
    prepare(net, SLUG, "--set=reflection.curious=Most of all I would like to hear what keeps you going.")
    desk = desk_at(net, "beside")
    desk.write(("pitch",))
    assert first.read_text("utf-8") == "My own words, too.\n"
    assert "keeps you going" in file.with_name("pitch.new-2.md").read_text("utf-8")


def test_a_text_edited_with_these_answers_is_not_asked_about(net):
    """Nothing changed since: it is kept, and whoever goes back from the question writes nothing."""
    file = net / "people" / SLUG / "pitch.md"
    file.write_text("My own words.\n", encoding="utf-8")
    desk = desk_at(net)
    desk.front.follows = True
    assert desk.write(("pitch",)) and file.read_text("utf-8") == "My own words.\n"
    prepare(net, SLUG, "--set=reflection.curious=Most of all I would like to hear what keeps you going.")
    desk = desk_at(net, Back())
    desk.front.follows = True
    assert not desk.write(("pitch", "conversation")) and file.read_text("utf-8") == "My own words.\n"
    assert "keeps you going" not in (file.parent / "conversation.md").read_text("utf-8")


def test_the_head_of_an_interview_has_the_question_for_this_person(net):
    """What only this organiser would ask only this person is shown with the other questions."""
    prepare(net, SLUG, "--set", "plan.own=What did the café teach you?")
    place = Workspace(net)
    interview = Interview.open(place, "en", place.person(SLUG))
    desk = interviewing.open_desk(interview, given.Given())
    desk.front = ScriptedFront()
    desk.begin()
    assert "- What did the café teach you?" in desk.front.said


# How long the conversation is ----------------------------------------------------------------------


def asked_for_times(desk):
    return desk.asked(desk.sitting.guide.question("contact.times"))


def test_the_question_for_times_knows_how_long_the_talk_is(net):
    """As the answers say, and what else they can say; where it is still to be asked, it knows nothing."""
    prepare(net, SLUG, "--set", "contact.minutes=45")
    talk = asked_for_times(desk_at(net)).talk
    assert (talk.minutes, talk.lengths) == (45, (15, 20, 30, 45))
    Workspace(net).update(net / "people" / SLUG / "answers.toml", {("contact", "minutes"): ABSENT})
    assert asked_for_times(desk_at(net)).talk is None


def test_another_length_is_saved_with_the_times(net):
    """The walk goes on from the times as it would have."""
    desk = desk_at(net)
    desk.sitting.walk = desk.sitting.walk.jump("contact.times")
    asked_for_times(desk).talk.settle(45)
    assert desk.sitting.walk.position == "contact.times"
    desk.sitting.answer((datetime(2027, 1, 12, 10), datetime(2027, 1, 14, 10)))
    saved = tomllib.loads((net / "people" / SLUG / "answers.toml").read_text("utf-8"))["contact"]
    assert (saved["minutes"], saved["times"]) == ("45", ["2027-01-12 10:00", "2027-01-14 10:00"])
