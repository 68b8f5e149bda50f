"""The desk: whom it is about, what is still asked for, and what is said on leaving."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from readyexample import EXAMPLES, prepared
from scriptedfront import ScriptedFront

from netinvite import cli, clock, given, interviewing, wizard
from netinvite.interview import Interview
from netinvite.leaving import LeftError
from netinvite.names import Person
from netinvite.preparation import Preparation
from netinvite.prepare import Opened
from netinvite.tomlfile import ABSENT
from netinvite.values import Value
from netinvite.workspace import Workspace

SLUG = "jonas-oestergaard"


@pytest.fixture(scope="module")
def ready(tmp_path_factory):
    """A workspace in which Jonas is prepared by mail."""
    folder = tmp_path_factory.mktemp("ready") / "net"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NETINVITE_NOW", "2026-11-25T12:00")
        return prepared(folder)


@pytest.fixture
def net(ready, tmp_path):
    return shutil.copytree(ready, tmp_path / "net")


def desk_at(net, *answers, person=SLUG, lang="en", chosen=True):
    """The wizard with a person, and the answers that its front gives."""
    place = Workspace(net)
    who = place.person(person) if person else None
    desk = wizard.PreparationDesk(Opened(Preparation.open(place, lang, who), given.Given(), chosen=chosen))
    desk.front = ScriptedFront(*answers)
    return desk


def prepare(net, *words):
    assert cli.run(["prepare", "--no-input", "-w", str(net), *words]) == 0


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
    desk = desk_at(called, "mail", "jonas@example.org", "once", times, "save")
    walk = desk.preparation.walk
    desk.preparation.walk = walk.put({question.key: None for question in walk.open_questions()})
    desk.walk()
    assert desk.front.asked[1:4] == ["person.email", "contact.tried", "contact.times"]
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
    assert cli.run(["mail", SLUG, "-w", str(net), "--format", "text"]) == 0
    capsys.readouterr()
    cli.run(["check", SLUG, "-w", str(net)])
    assert "M001" not in capsys.readouterr().out
    assert "invitation" not in desk_at(net).preparation.documents()


# Whom ----------------------------------------------------------------------------------------------


def test_who_was_left_before_the_texts_were_saved_is_gone_on_with(net):
    """After leaving at the review the same command goes on there, and offers nobody new."""
    prepare(net, "--new", "--answers", EXAMPLES["en"], "--set", "person.name=Sigrid Lund")
    for name in ("pitch.md", "invitation.txt", "guide.md"):
        (net / "people" / "sigrid-lund" / name).unlink()
    desk = desk_at(net, person="", chosen=False)
    desk.begin()
    assert desk.preparation.slug == "sigrid-lund" and not desk.front.asked


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


# Follow-ups ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("skipped", "follow_up"),
    [("person.referred_by", "person.mention_referrer"), ("reflection.barrier", "reflection.ease")],
)
@pytest.mark.parametrize("lang", ["da", "en"])
def test_nothing_follows_a_skipped_question(net, lang, skipped, follow_up):
    """A question that only makes sense after an answer is not asked without it."""
    walk = desk_at(net, lang=lang).preparation.walk.put({"person.relation": "referred", skipped: "words"})
    assert follow_up in {question.key for question in walk.visible()}
    assert follow_up not in {question.key for question in walk.put({skipped: None}).visible()}


# Words on the way ----------------------------------------------------------------------------------


def test_a_new_version_beside_an_edited_draft_is_named(net):
    """Whoever keeps both is told where the new one lies."""
    file = net / "people" / SLUG / "pitch.md"
    file.write_text("My own words.\n", encoding="utf-8")
    desk = desk_at(net, "beside")
    desk.write(("pitch",))
    assert f"Written: {file.with_name('pitch.new.md')}" in desk.front.said


def test_the_head_of_an_interview_has_the_question_for_this_person(net):
    """What only this organiser would ask only this person is shown with the other questions."""
    prepare(net, SLUG, "--set", "plan.own=What did the café teach you?")
    place = Workspace(net)
    interview = Interview.open(place, "en", place.person(SLUG))
    desk = interviewing.open_desk(interview, given.Given())
    desk.front = ScriptedFront()
    desk.begin()
    assert "- What did the café teach you?" in desk.front.said
