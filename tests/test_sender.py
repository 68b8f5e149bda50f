"""In whose name texts are written changes only where somebody says so."""

from __future__ import annotations

import tomllib

import pytest
from readyexample import EXAMPLE
from scriptedfront import ScriptedFront

from netinvite.app import given
from netinvite.app.preparation import Preparation
from netinvite.app.prepare import Opened
from netinvite.cli import app
from netinvite.model.people import Person
from netinvite.store.workspace import Workspace
from netinvite.ui.parts import Back, Left
from netinvite.wizard import prepare

SLUG = "jonas-oestergaard"
OTHER = {
    "organiser.name": "Bo Lund",
    "organiser.email": "bo@example.org",
    "organiser.introduction": "I am Bo Lund, a librarian.",
}


def organiser(net):
    return tomllib.loads((net / "network.toml").read_text("utf-8"))["organiser"]


def told(capsys, net, *words):
    code = app.run(["prepare", SLUG, "-w", str(net), "--no-input", *words])
    return code, capsys.readouterr().err


def answers(tmp_path, **organiser):
    file = tmp_path / "mine.toml"
    lines = [f'{key} = "{value}"\n' for key, value in organiser.items()]
    file.write_text("".join(["[organiser]\n", *lines]), encoding="utf-8")
    return "--answers", str(file)


@pytest.mark.parametrize("key", OTHER)
@pytest.mark.parametrize("way", ["--set", "--answers"])
def test_another_organisers_answers_are_refused(net, tmp_path, capsys, key, way):
    """Without somebody to ask nothing changes under everybody's texts, and the way to allow it is named."""
    before = (net / "network.toml").read_bytes()
    name = key.partition(".")[2]
    words = ("--set", f"{key}={OTHER[key]}") if way == "--set" else answers(tmp_path, **{name: OTHER[key]})
    code, err = told(capsys, net, *words)
    assert code == 2 and "in the name of Maja Holm" in err and "--change-organiser" in err
    assert OTHER[key] in err and (net / "network.toml").read_bytes() == before


def test_taking_an_answer_of_the_organisers_out_is_a_change_too(net, capsys):
    """An empty answer would leave everybody's mails without a number."""
    code, err = told(capsys, net, "--set", "organiser.phone=")
    assert code == 2 and "organiser.phone" in err


def test_it_can_be_allowed(net, tmp_path, capsys):
    """Whoever means it says so."""
    code, _err = told(capsys, net, *answers(tmp_path, name="Bo Lund"), "--change-organiser")
    assert (code, organiser(net)["name"]) == (0, "Bo Lund")


def test_the_same_answers_change_nothing(net, tmp_path, capsys):
    """A file that says what is known already is taken."""
    code, _err = told(capsys, net, *answers(tmp_path, name="Maja Holm"))
    assert code == 0


def test_the_first_persons_answers_may_say_anything(tmp_path, capsys):
    """Where nobody is there yet, nobody's texts are concerned."""
    net = tmp_path / "net"
    file = tmp_path / "first.toml"
    file.write_text('lang = "en"\n[organiser]\nname = "Maja Holm"\n', encoding="utf-8")
    Workspace(net).update(net / "network.toml", {("lang",): "en", ("organiser", "name"): "Old Name"})
    _code, err = told(capsys, net, "--answers", str(file))
    assert "written in the name" not in err


def desk_of(net, front, answers_given=None):
    preparation = Preparation.open(Workspace(net), "en", Person(SLUG, "Jonas Østergård"))
    desk = prepare.PreparationDesk(Opened(preparation, answers_given or given.Given(), chosen=True))
    desk.front = front
    return desk


@pytest.mark.parametrize(("chosen", "name"), [("keep", "Maja Holm"), ("change", "Bo Lund")])
def test_on_a_terminal_it_is_asked(net, chosen, name):
    """Answers of a file that would change the organiser are shown beside what is there, and asked about."""
    front = ScriptedFront(chosen)
    desk = desk_of(net, front, given.gather([], ["organiser.name=Bo Lund", "person.phone=20 30 40 50"]))
    desk.begin()
    desk.preparation.save()
    assert "What is your name? “Bo Lund” instead of “Maja Holm”" in front.said
    assert organiser(net)["name"] == name
    assert desk.preparation.walk.answers["person.phone"] == "20 30 40 50"


@pytest.mark.parametrize(("chosen", "name"), [("keep", "Maja Holm"), ("change", "Bo Lund")])
def test_an_answer_changed_by_hand_is_asked_about_once(net, chosen, name):
    """Whoever types another name over the organiser's is asked; a yes holds for the whole sitting."""
    more = ("--set", "person.name=Sigrid Lund")
    assert app.run(["prepare", "--new", "--no-input", "--answers", EXAMPLE, "-w", str(net), *more]) == 0
    front = ScriptedFront("Bo Lund", chosen, "I am Bo Lund, a librarian.")
    desk = desk_of(net, front)
    for key in ("organiser.name", *(["organiser.introduction"] if chosen == "change" else [])):
        desk.preparation.walk = desk.preparation.walk.jump(key)
        question = desk.preparation.walk.current
        desk.take(question, front.ask(desk.asked(question)))
    assert organiser(net)["name"] == name
    assert front.asked.count("Which should stand in the texts?") == 1


def test_what_was_typed_is_kept_while_it_is_asked_about(net):
    """Leaving at that question loses nothing: the new answer stands half typed, the old one holds."""
    more = ("--set", "person.name=Sigrid Lund")
    assert app.run(["prepare", "--new", "--no-input", "--answers", EXAMPLE, "-w", str(net), *more]) == 0
    desk = desk_of(net, ScriptedFront("Bo Lund"))
    desk.menu = leaving
    desk.preparation.walk = desk.preparation.walk.jump("organiser.name")
    question = desk.preparation.walk.current
    with pytest.raises(Left):
        desk.take(question, desk.front.ask(desk.asked(question)))
    desk.preparation.leave(None)
    data = tomllib.loads((net / "network.toml").read_text("utf-8"))
    assert data["organiser"]["name"] == "Maja Holm"
    assert data["unfinished"]["organiser.name"] == "Bo Lund"


def leaving(*_words, **_more):
    raise Left(None)


def test_ones_own_name_is_corrected_unasked_while_nobody_else_is_there(net):
    """Who is at work on the first person changes no one else's texts."""
    front = ScriptedFront("Maja Holm-Lund")
    desk = desk_of(net, front)
    desk.preparation.walk = desk.preparation.walk.jump("organiser.name")
    question = desk.preparation.walk.current
    desk.take(question, front.ask(desk.asked(question)))
    assert organiser(net)["name"] == "Maja Holm-Lund"


def beside_another(net, *answers_given):
    """A desk at which one of two people lies, who both have texts."""
    more = ("--set", "person.name=Sigrid Lund")
    assert app.run(["prepare", "--new", "--no-input", "--answers", EXAMPLE, "-w", str(net), *more]) == 0
    return desk_of(net, ScriptedFront(*answers_given))


def taken(desk, key):
    desk.preparation.walk = desk.preparation.walk.jump(key)
    question = desk.preparation.walk.current
    desk.take(question, desk.front.ask(desk.asked(question)))


@pytest.mark.parametrize("key", ["introduction", "motivation", "signature"])
def test_ones_own_answers_are_corrected_unasked(net, key):
    """Nothing but a name tells that somebody else sits there; others' texts follow, and that is said once."""
    desk = beside_another(net, "Words that are better.", "Words that are best.")
    for _time in range(2):
        taken(desk, f"organiser.{key}")
    assert organiser(net)[key] == "Words that are best."
    assert desk.front.said.count("are written anew when they are next printed") == 1


def test_a_name_is_corrected_unasked_where_nobody_has_texts_yet(net):
    """Whom one has only begun to prepare has none that could change."""
    desk = beside_another(net, "Maja Holm-Lund")
    for file in ("pitch.md", "invitation.txt"):
        (net / "people" / "sigrid-lund" / file).unlink()
    taken(desk, "organiser.name")
    assert organiser(net)["name"] == "Maja Holm-Lund"


def test_going_back_from_it_leaves_what_was_typed_in_the_field(net):
    """Neither Enter nor Esc throws it away; the question comes again."""
    desk = beside_another(net, "Bo Lund", Back(""))
    taken(desk, "organiser.name")
    question = desk.preparation.walk.current
    assert question.key == "organiser.name" and organiser(net)["name"] == "Maja Holm"
    assert desk.asked(question).unfinished == "Bo Lund"
    assert "prepare --as 'Bo Lund'" in desk.front.said
