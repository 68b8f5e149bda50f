"""A need of the network that is worded anew takes along who was noted for it, or says whom it concerns."""

from __future__ import annotations

import json
import tomllib

import pytest
from readyexample import EXAMPLE, prepared
from scriptedfront import ScriptedFront

from netinvite import language
from netinvite.app.given import Given
from netinvite.app.preparation import Preparation
from netinvite.app.prepare import Opened
from netinvite.cli import app, asking, versions
from netinvite.model.people import Person
from netinvite.model.questions import Need
from netinvite.store.parsed import ABSENT
from netinvite.store.workspace import Workspace
from netinvite.wizard import prepare

SLUG = "jonas-oestergaard"
OLD, NEW = "contact with the young people", "contact with young people"


@pytest.fixture
def net(once):
    """A network in which Jonas and Sigrid are noted for the same need, and Bo for another one."""
    return once(three_people)


def three_people(folder):
    prepared(folder)
    for name, covers in (("Sigrid Lund", OLD), ("Bo Bro", needs_of(folder)[1])):
        more = ["--set", f"person.name={name}", "--set", f'reflection.covers=["{covers}"]']
        assert (
            app.run(["prepare", "--new", "--no-input", "-w", str(folder), "--answers", EXAMPLE, *more]) == 0
        )


def needs_of(net):
    return [
        need["name"] for need in tomllib.loads((net / "network.toml").read_text("utf-8"))["network"]["needs"]
    ]


def covers(net, slug):
    return tomllib.loads((net / "people" / slug / "answers.toml").read_text("utf-8"))["reflection"]["covers"]


def worded_anew(net):
    """The needs with the first one in new words."""
    return tuple(Need(NEW if name == OLD else name, "knowledge") for name in needs_of(net))


def at_the_desk(net, *chosen):
    """The wizard with Jonas, when the needs are answered anew and then the menus as ``chosen``."""
    place = Workspace(net)
    preparation = Preparation.open(place, "en", Person(SLUG, "Jonas Østergård"))
    desk = prepare.PreparationDesk(Opened(preparation, Given(), chosen=True))
    desk.front = front = ScriptedFront(worded_anew(net), *chosen)
    preparation.walk = preparation.walk.jump("network.needs")
    question = preparation.walk.current
    desk.take(question, front.ask(desk.asked(question)))
    return front


def test_a_need_in_new_words_takes_everyone_along(net):
    """Whoever was noted for it is noted for the new words, the one at the desk too; nobody else is."""
    others = covers(net, "bo-bro")
    front = at_the_desk(net, NEW)
    assert "no longer among the needs" in front.said and "Jonas Østergård, Sigrid Lund" in front.said
    assert NEW in covers(net, SLUG) and OLD not in covers(net, SLUG)
    assert covers(net, "sigrid-lund") == [NEW]
    assert covers(net, "bo-bro") == others


def test_a_need_that_is_gone_is_left_noted(net):
    """Nothing is renamed unasked, and what was noted stays in the file."""
    at_the_desk(net, "none of these")
    assert covers(net, "sigrid-lund") == [OLD]


def test_needs_that_nobody_covers_are_asked_nothing(net):
    """Where nobody is concerned there is no question."""
    for slug in (SLUG, "sigrid-lund"):
        Workspace(net).update(net / "people" / slug / "answers.toml", {("reflection", "covers"): []})
    assert "no longer" not in at_the_desk(net).said


def test_without_a_terminal_it_is_said_whom_it_concerns(net, capsys):
    """A script that words a need anew is told who was noted for the old words."""
    needs = ", ".join(f'{{ name = "{need.name}", kind = "knowledge" }}' for need in worded_anew(net))
    capsys.readouterr()
    code = app.run(["prepare", SLUG, "--no-input", "--set", f"network.needs=[{needs}]", "-w", str(net)])
    err = capsys.readouterr().err
    said = f"“{OLD}” is no longer among the needs; it was noted for: Jonas Østergård, Sigrid Lund."
    assert code == 0 and said in err


@pytest.mark.parametrize("index", ["read anew", "kept"])
def test_the_overview_names_what_is_no_need_any_more(net, capsys, index):
    """Words changed in an editor are seen in status, with the people they were noted for."""
    file = net / "network.toml"
    file.write_text(file.read_text("utf-8").replace(OLD, NEW), encoding="utf-8")
    if index == "kept":
        app.run(["status", "-w", str(net)])
    capsys.readouterr()
    assert app.run(["status", "-w", str(net)]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert f"{OLD}, noted for Jonas Østergård, Sigrid Lund, is not among the needs any more" in shown
    app.run(["status", "--json", "-w", str(net)])
    (former,) = json.loads(capsys.readouterr().out)["former_needs"]
    assert former["name"] == OLD and set(former["people"]) == {SLUG, "sigrid-lund"}


MISTAKE = "he is always short of money"


def ticked(net, *rows):
    """A desk with Jonas, at which what he has of the needs is answered, once for each of ``rows``."""
    preparation = Preparation.open(Workspace(net), "en", Person(SLUG, "Jonas Østergård"))
    desk = prepare.PreparationDesk(Opened(preparation, Given(), chosen=True))
    desk.front = ScriptedFront(*rows)
    for _row in rows:
        desk.preparation.walk = desk.preparation.walk.jump("reflection.covers")
        question = desk.preparation.walk.current
        desk.take(question, desk.front.ask(desk.asked(question)))
    return desk


def test_what_was_typed_and_unticked_again_is_no_need(net):
    """Nobody else is offered a thought that stood there by mistake; that it is gone is said."""
    before = needs_of(net)
    ticked(net, (OLD, MISTAKE))
    assert needs_of(net) == [*before, MISTAKE]
    desk = ticked(net, (OLD, MISTAKE, "a van"), (OLD, "a van"))
    assert needs_of(net) == [*before, MISTAKE, "a van"]
    desk = ticked(net, ("a bus",), ("a van",))
    assert needs_of(net) == [*before, MISTAKE, "a van"]
    assert "Not among what the network needs any more: a bus." in desk.front.said


def test_what_was_there_before_stays_a_need(net):
    """Unticked, it is lacking all the more."""
    before = needs_of(net)
    ticked(net, (OLD,), ())
    assert needs_of(net) == before


def test_what_somebody_else_is_noted_for_meanwhile_stays(net):
    """Another one may have ticked it at the same time."""
    desk = ticked(net, (MISTAKE,))
    place = Workspace(net)
    place.update(place.answers_file("bo-bro"), {("reflection", "covers"): [MISTAKE]})
    desk.front = ScriptedFront((OLD,))
    desk.preparation.walk = desk.preparation.walk.jump("reflection.covers")
    question = desk.preparation.walk.current
    desk.take(question, desk.front.ask(desk.asked(question)))
    assert MISTAKE in needs_of(net)


def test_the_last_one_leaves_no_trace(net):
    """As if nothing had ever been said of needs: they are asked about when they are wanted."""
    place = Workspace(net)
    place.update(place.network_file, {("network", "needs"): ABSENT})
    desk = ticked(net, (MISTAKE,), ())
    told = tomllib.loads((net / "network.toml").read_text("utf-8"))["network"]
    assert "needs" not in told and "network.needs" not in desk.preparation.walk.answers


def in_two_versions(net, key, *lines):
    """The network's file with marks where the line of ``key`` stands: one of ``lines`` on each side."""
    file = net / "network.toml"
    text = file.read_text("utf-8")
    before = next(line for line in text.splitlines(keepends=True) if line.startswith(f"{key} = "))
    one, other = (f"{line}\n" for line in lines)
    marked = f"<<<<<<< HEAD\n{one}=======\n{other}>>>>>>> theirs\n"
    file.write_text(text.replace(before, marked), encoding="utf-8")
    return file


def with_needs(net):
    """Needs in two versions, each of which adds one."""
    place = Workspace(net)
    place.update(place.network_file, {("network", "needs"): [{"name": OLD}]})
    old = f'{{name = "{OLD}"}}'
    file = net / "network.toml"
    text = file.read_text("utf-8")
    start = text.index("needs = [")
    end = text.index("]", start) + 1
    file.write_text(text[:start] + "needs = 0" + text[end:], encoding="utf-8")
    sides = [f'needs = [{old}, {{name = "{new}"}}]' for new in ("a van", "a bus")]
    return in_two_versions(net, "needs", *sides)


@pytest.mark.parametrize("lang", ["en", "da"])
@pytest.mark.parametrize("command", [("status",), ("today", "--no-input"), ("log", SLUG, "no-answer")])
def test_needs_that_two_copies_added_stand_there_together(net, capfd, monkeypatch, command, lang):
    """Whatever is asked first; nobody has to open a file, no need is lost, and it is said once."""
    monkeypatch.setenv("NETINVITE_LANG", lang)
    file = with_needs(net)
    capfd.readouterr()
    told = {"en": "What either copy added", "da": "Det, hver af kopierne har føjet til"}[lang]
    for count in (1, 0):
        language.activate(lang)
        assert app.run([*command, "-w", str(net)]) == 0
        err = " ".join(capfd.readouterr().err.split())
        assert err.count(told) == count and err.count("a van") == count == err.count("a bus")
    assert needs_of(net) == [OLD, "a van", "a bus"] and "<<<" not in file.read_text("utf-8")


def test_what_is_left_is_asked_by_prepare(net, capfd, monkeypatch):
    """Any other answer of the network's of which both copies have another version."""
    in_two_versions(net, "theme", 'theme = "young people"', 'theme = "young adults"')
    capfd.readouterr()
    assert app.run(["status", "-w", str(net)]) != 0
    assert "Choose, answer by answer: netinvite prepare" in " ".join(capfd.readouterr().err.split())
    picked = []
    monkeypatch.setattr(asking, "picked", lambda ask, labels, *_more, **_words: picked.append(labels) or "1")
    versions.settle(Workspace(net), None, "en")
    assert [*picked[0].values()] == [
        "young people – in this copy",
        "young adults – in the other copy",
    ]
    told = tomllib.loads((net / "network.toml").read_text("utf-8"))
    assert told["network"]["theme"] == "young adults"
