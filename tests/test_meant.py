"""Whom a command is about: who is called so now, and nobody gets another name unasked."""

from __future__ import annotations

import tomllib

import pytest
from readyexample import EXAMPLE
from scriptedfront import ScriptedFront
from test_desk import SLUG

from netinvite.app.prepare import Order, take_up, take_up_interview
from netinvite.cli import app, asking
from netinvite.model.people import Person, by_folder, matches
from netinvite.model.questions import Referral
from netinvite.store.workspace import Workspace
from netinvite.ui.parts import Back
from netinvite.wizard.interview import open_desk
from netinvite.wizard.prepare import PreparationDesk

JONAS = "Jonas Østergård"
ANSWERS = ("--answers", EXAMPLE, "--no-input")


@pytest.fixture
def run(net, capsys):
    """What a command says in the network of Jonas, in one line, and its exit status."""

    def call(*words):
        code = app.run([*words, "-w", str(net)])
        return code, " ".join("".join(capsys.readouterr()).split())

    return call


@pytest.fixture
def renamed(net, run):
    """Whoever lies in Jonas's folder is called Otto Ray now."""
    assert run("prepare", SLUG, "--no-input", "--rename", "--set", "person.name=Otto Ray")[0] == 0
    return net


@pytest.fixture
def desk(net):
    """The wizard as an order takes it up, and the answers that its front gives."""

    def begun(order, *answers):
        made = PreparationDesk(take_up(Workspace(net), order))
        made.front = ScriptedFront(*answers)
        made.begin()
        made.preparation.save()
        return made

    return begun


def names(net):
    people = sorted((net / "people").iterdir())
    return [tomllib.loads((one / "answers.toml").read_text("utf-8"))["person"]["name"] for one in people]


# A name is one's own -------------------------------------------------------------------------------

OTTO, LISA = Person("jonas-reed", "Otto Ray"), Person("lisa-reed-2", "Lisa Reed")


@pytest.mark.parametrize(
    ("typed", "found", "former"),
    [
        ("Jonas Reed", [], [OTTO]),
        ("jonas-reed", [OTTO], []),
        ("Jonas", [], [OTTO]),
        ("Reed", [LISA], []),
        ("otto", [OTTO], []),
        ("Lisa-Reed", [LISA], []),
        ("reed-2", [LISA], []),
    ],
)
def test_a_folder_counts_as_far_as_its_person_is_called_so(typed, found, former):
    """Its very name is always one; what was typed as a name is held against names."""
    people = [OTTO, LISA]
    assert matches(typed, people) == found
    assert found or by_folder(typed, people) == former


def test_whoever_is_called_so_goes_before_a_folder():
    """Jonas Reed is one who came later, not Otto, in whose folder he would lie."""
    jonas = Person("jonas-reed-2", "Jonas Reed")
    assert matches("Jonas Reed", [OTTO, jonas]) == [jonas]
    assert matches("jonas", [OTTO, jonas]) == [jonas]


def test_a_former_name_is_refused_with_who_it_is(renamed, run):
    """No email to Otto goes out under another's name; the folder's own name still means him."""
    code, said = run("mail", JONAS)
    assert code == 2 and "only the folder of Otto Ray (jonas-oestergaard) is" in said and "To:" not in said
    assert "To: Otto Ray" in run("mail", SLUG)[1]


def test_a_former_name_is_asked_about_on_a_terminal(renamed, run, monkeypatch):
    """Who has the folder is named there, and Enter alone takes nobody."""
    asked = []

    def picked(ask, labels, nothing, **more):
        asked.append((ask, labels, more))
        return SLUG

    monkeypatch.setattr(asking, "on_terminal", lambda: True)
    monkeypatch.setattr(asking, "picked", picked)
    assert asking.whom(Workspace(renamed), JONAS).name == "Otto Ray"
    assert asked[0][1:] == ({SLUG: "Otto Ray (jonas-oestergaard)"}, {"claims": True})


# Answers -------------------------------------------------------------------------------------------


def test_answers_do_not_go_into_the_folder_of_a_former_name(renamed, run):
    """Otto keeps his name, and it is said how Jonas would be somebody new."""
    code, said = run("prepare", JONAS, *ANSWERS)
    assert code == 2 and "Otto Ray" in said and "--new" in said
    assert names(renamed) == ["Otto Ray"]
    assert run("prepare", JONAS, "--new", *ANSWERS)[0] == 0
    assert names(renamed) == ["Otto Ray", JONAS]


@pytest.mark.parametrize("given", [("--set", "person.name=Anna Lee"), ("--answers", "anna.toml")])
def test_answers_rename_nobody_unasked(net, run, tmp_path, monkeypatch, given):
    """Without input it is refused, with the ways; with --rename it is done."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "anna.toml").write_text('[person]\nname = "Anna Lee"\n', "utf-8")
    before = (net / "people" / SLUG / "answers.toml").read_bytes()
    code, said = run("prepare", SLUG, "--no-input", *given)
    assert code == 2 and "--rename" in said and "--new" in said and JONAS in said
    assert (net / "people" / SLUG / "answers.toml").read_bytes() == before
    assert run("prepare", SLUG, "--no-input", "--rename", *given)[0] == 0
    assert names(net) == ["Anna Lee"]


def test_answers_about_somebody_else_who_is_here_say_where(net, run):
    """Nobody becomes a second Jonas."""
    assert run("prepare", "--new", *ANSWERS, "--set", "person.name=Anna Lee")[0] == 0
    code, said = run("prepare", "anna", *ANSWERS)
    assert code == 2 and f"{JONAS} ({SLUG}) is here too" in said
    assert names(net) == ["Anna Lee", JONAS]


def test_the_same_name_written_otherwise_is_the_same(run):
    """Capitals and blanks rename nobody."""
    assert run("prepare", "jonas", "--no-input", "--set", "person.name=jonas  østergård")[0] == 0


BOTH = "[person]\nname = '{}'\nemail = '{}'\n"
HERS = "jonas.other@example.org"


@pytest.mark.parametrize("name", [JONAS, JONAS.lower(), JONAS.replace(" ", "  ")])
def test_answers_about_a_namesake_with_another_address_are_refused(net, run, tmp_path, name):
    """Nothing is replaced: both addresses are shown, and how either is meant."""
    (tmp_path / "x.toml").write_text(BOTH.format(name, HERS), "utf-8")
    before = (net / "people" / SLUG / "answers.toml").read_bytes()
    given = ("--no-input", "--answers", str(tmp_path / "x.toml"))
    code, said = run("prepare", *given)
    kept = tomllib.loads(before.decode())["person"]["email"]
    assert code == 2 and kept in said and HERS in said
    assert f"netinvite prepare {SLUG} --no-input" in said and "--new" in said
    assert (net / "people" / SLUG / "answers.toml").read_bytes() == before
    code, said = run("prepare", SLUG, *given)
    assert code == 0 and f"person.email: {kept} → {HERS}" in said


def test_without_an_address_other_answers_that_contradict_are_refused(net, run):
    """They may be a namesake's; the same answers again, and those that only add, are taken."""
    person(net, "otto-ray", "Otto Ray")
    otto = ("prepare", "--no-input", "--set", "person.name=Otto Ray", "--set")
    file = net / "people" / "otto-ray" / "answers.toml"
    file.write_text(file.read_text("utf-8") + "organisation = 'Grøn By'\n", "utf-8")
    code, said = run(*otto, "person.organisation=Blå By")
    assert code == 2 and "person.organisation: Grøn By → Blå By" in said and "otto-ray" in said
    more = ("person.organisation=Grøn By", "--set", "person.phone=12345678")
    assert "say otherwise" not in run(*otto, *more)[1]


def test_the_same_answers_twice_are_the_same_person(net, run):
    """A script may run again, and a name in other letters renames nobody."""
    before = (net / "people" / SLUG / "answers.toml").read_bytes()
    code, said = run("prepare", *ANSWERS, "--set", f"person.name={JONAS.upper()}")
    assert code == 0 and f"The name stays as it is: “{JONAS}”" in said and "Replaced" not in said
    assert (net / "people" / SLUG / "answers.toml").read_bytes() == before


def test_on_a_terminal_it_is_asked_whose_such_answers_are(net, desk):
    """Of somebody new nothing of the one who is here is touched."""
    before = (net / "people" / SLUG / "answers.toml").read_bytes()
    order = Order(settings=[f"person.name={JONAS}", f"person.email={HERS}"])
    begun = desk(order, "new person")
    assert HERS in begun.front.said and begun.front.choices == [[SLUG, "new person"]]
    assert begun.preparation.slug == f"{SLUG}-2"
    assert (net / "people" / SLUG / "answers.toml").read_bytes() == before


def test_two_names_for_somebody_new_are_refused(net, run):
    """The command line and the answers say whom it is about; a part of the name is the same one."""
    code, said = run("prepare", "Bo Bro", *ANSWERS, "--set", "person.name=Anna Lee")
    assert code == 2 and "Bo Bro" in said and "Anna Lee" in said
    assert run("prepare", "anna", *ANSWERS, "--set", "person.name=Anna Lee")[0] == 0
    assert names(net) == ["Anna Lee", JONAS]


def test_on_a_terminal_it_is_asked_who_the_answers_name(net, desk):
    """The one on the desk under a new name, or somebody new, who does not touch the one who is here."""
    order = Order(SLUG, settings=["person.name=Anna Lee", "person.email=anna@example.org"])
    assert desk(order, "renamed").preparation.slug == SLUG
    assert names(net) == ["Anna Lee"]
    begun = desk(Order(SLUG, settings=["person.name=Otto Ray", "person.email=o@example.org"]), "new person")
    assert begun.front.choices == [["renamed", "new person"]]
    assert begun.preparation.slug == "otto-ray"
    assert names(net) == ["Anna Lee", "Otto Ray"]
    assert "anna@example.org" in (net / "people" / SLUG / "answers.toml").read_text("utf-8")


def test_on_a_terminal_answers_can_be_about_another_who_is_here(net, desk, run):
    """Whoever has the name that the answers give is among the choices."""
    assert run("prepare", "--new", *ANSWERS, "--set", "person.name=Anna Lee")[0] == 0
    order = Order("anna", settings=[f"person.name={JONAS}", "person.email=j@example.org"])
    begun = desk(order, SLUG)
    assert begun.preparation.slug == SLUG and begun.preparation.name == JONAS
    assert names(net) == ["Anna Lee", JONAS]


def test_on_a_terminal_a_former_name_is_asked_about(renamed, desk):
    """Somebody new is only who is said to be."""
    begun = desk(Order(JONAS), SLUG)
    assert begun.preparation.name == "Otto Ray"


# A name that is a part of another's ----------------------------------------------------------------


def person(net, slug, name):
    (net / "people" / slug).mkdir()
    (net / "people" / slug / "answers.toml").write_text(f'schema = 2\n[person]\nname = "{name}"\n', "utf-8")


NAMED = {"conversation.referrals": (Referral("Ben", "knows all"),)}


@pytest.fixture
def talked(net):
    """A conversation in which Ben was named, and Ben Cole is here; the front gives these answers."""
    person(net, "ben-cole", "Ben Cole")

    def begun(*answers):
        given = ("date=2026-11-24", "outcome=joins", "next=Call", "next_date=2026-12-01")
        order = Order(SLUG, settings=[f"conversation.{one}" for one in given])
        opened = take_up_interview(Workspace(net), order, last=False)
        made = open_desk(opened.interview, opened.answers)
        made.interview.put(NAMED)
        made.front = ScriptedFront(*answers)
        return made

    return begun


def test_whoever_is_named_in_short_is_asked_about(net, talked):
    """Ben Cole is linked under his own name, and no new Ben is there."""
    desk = talked("ben-cole")
    assert desk.keep()
    assert desk.front.asked == ["“Ben”: is that somebody who is here already?"]
    assert "Ben Cole is linked." in desk.front.said
    assert names(net) == ["Ben Cole", JONAS]


def test_whoever_is_somebody_new_is_asked_about_once(net, talked):
    """Going back leads to the review, and nobody is new before it is said."""
    desk = talked(Back(), "new person")
    assert not desk.keep()
    assert names(net) == ["Ben Cole", JONAS]
    assert desk.keep() and desk.settle_named()
    assert "Ben is now on your list." in desk.front.said
    assert names(net) == ["Ben", "Ben Cole", JONAS]


def test_without_input_it_is_said_who_else_is_called_so(net, run):
    """With the way to take it back; whoever is named whole is no question."""
    person(net, "ben-cole", "Ben Cole")
    given = ("outcome=joins", "next=Call", 'referrals=[{name = "Ben"}, {name = "Åse Lund"}]')
    words = [f"--set=conversation.{one}" for one in given]
    said = run("interview", SLUG, "--no-input", *words)[1]
    assert "“Ben” could also be Ben Cole (ben-cole)." in said
    assert f"netinvite log {SLUG} --undo" in said and "“Åse" not in said


# One of several of the very same name -------------------------------------------------------------

PETER = "Peter Okafor"
SAYS = [f"--set=conversation.{one}" for one in ("outcome=joins", "next=Call")]


@pytest.fixture
def peters(net):
    """Two of one name."""
    for slug in ("peter-okafor", "peter-okafor-2"):
        person(net, slug, PETER)
    return net


def referral(net, slug):
    return tomllib.loads((net / "people" / slug / "answers.toml").read_text("utf-8")).get("referral")


def test_without_input_a_name_that_several_have_is_refused(peters, run):
    """With both folders; the folder's name in the place of the name is that one, and the other is let be."""
    named = '--set=conversation.referrals=[{{name="{}", gives="van keys", mention=true}}]'
    before = (peters / "people" / SLUG / "answers.toml").read_bytes()
    code, said = run("interview", SLUG, "--no-input", *SAYS, named.format(PETER))
    assert code == 2 and "(peter-okafor);" in said and "(peter-okafor-2)" in said and "--new" in said
    assert (peters / "people" / SLUG / "answers.toml").read_bytes() == before
    code, said = run("interview", SLUG, "--no-input", *SAYS, named.format("peter-okafor-2"))
    assert code == 0 and "Peter Okafor (peter-okafor-2) is linked." in said
    assert referral(peters, "peter-okafor") is None and referral(peters, "peter-okafor-2")["by"] == JONAS
    talk = tomllib.loads((peters / "people" / SLUG / "answers.toml").read_text("utf-8"))["conversation"][-1]
    assert talk["referrals"][0]["name"] == PETER
    assert "Peter Okafor (peter-okafor-2) stays on your list" in run("log", SLUG, "--undo")[1]
    assert referral(peters, "peter-okafor-2") is None


@pytest.mark.parametrize("picked", ["peter-okafor-2", "new person"])
def test_on_a_terminal_it_is_asked_which_of_one_name_was_named(peters, talked, picked):
    """Or somebody new, who is made once; the answer counts when the talk is looked at again."""
    desk = talked(Back(), picked)
    desk.interview.put({"conversation.referrals": (Referral(PETER, "van keys", mention=True),)})
    assert not desk.keep() and referral(peters, "peter-okafor") is None
    assert desk.keep() and desk.settle_named()
    desk.interview.refer()
    assert desk.front.choices[-1] == ["peter-okafor", "peter-okafor-2", "new person"]
    who = "peter-okafor-3" if picked == "new person" else picked
    assert referral(peters, who)["gives"] == "van keys" and referral(peters, "peter-okafor") is None
    assert sum(one == PETER for one in names(peters)) == (3 if picked == "new person" else 2)


def test_a_short_name_is_told_with_whom_else_it_could_mean(net, run):
    """It means the one whose whole name it is; the folder's own name of two words says nothing."""
    person(net, "ben", "Ben")
    person(net, "ben-cole", "Ben Cole")
    person(net, "hanneben", "Hanneben Dam")
    told = "“ben” was taken for Ben (ben), not for Ben Cole (ben-cole)."
    assert told in run("log", "ben", "no-answer")[1]
    assert "was taken" not in run("log", "ben-cole", "no-answer")[1]
    assert "was taken" not in run("log", "cole", "no-answer")[1]
