"""An own guide that has become stricter concerns the question alone: whoever was prepared before stays."""

from __future__ import annotations

import json
import re
import shutil

import pytest
from readyexample import example

from netinvite.app.preparation import Preparation
from netinvite.cli import app
from netinvite.language import templates_dir
from netinvite.model import kinds
from netinvite.model.people import Person
from netinvite.store.workspace import Workspace

SLUG = "jonas-oestergaard"
GUIDE = (templates_dir() / "en" / "guide.toml").read_text("utf-8")
SIGNED = re.compile(r"propose = \[\n  \{ text = \"\{organiser\.name\}.*?\n\]\n", re.DOTALL)
CURIOUS = 'key = "curious"\nkind = "sentence"\n'
OTHER_KIND = 'key = "curious"\nkind = "choice"\nchoices = [{ key = "all", label = "All of it" }]\n'
SIGNATURE = 'key = "organiser.signature"\nkind = "{}"\n'
SUBJECT = 'key = "subject"\nkind = "line"\n'
NEEDS = 'key = "needs"\nkind = "needs"\n'
# Of the key, what stands in the shipped guide and what in the own one.
STRICTER = {
    "fewer at most": ("plan.questions", "min = 3\nmax = 6", "min = 3\nmax = 4"),
    "more at least": ("plan.questions", "min = 3\nmax = 6", "min = 6\nmax = 6"),
    "fewer things, asked by the full way": ("network.needs", NEEDS, f"{NEEDS}max = 1\n"),
    "a choice taken out": ("contact.minutes", '  { key = "20", label = "20 minutes" },\n', ""),
    "another kind": ("reflection.curious", CURIOUS, OTHER_KIND),
    "one line wanted": ("organiser.signature", SIGNATURE.format("lines"), SIGNATURE.format("line")),
    "needed, and was skipped": ("contact.subject", SUBJECT, f"{SUBJECT}required = true\n"),
}
# What cannot stand beside that: first words of a choice, a proposal that would be taken.
AWAY = {
    "reflection.curious": 'first = "Most of all I would like to hear"\n',
    "contact.minutes": '  { text = "20" },\n',
    "organiser.signature": SIGNED.search(GUIDE)[0],
}


@pytest.fixture(scope="module")
def skipped(ready, tmp_path_factory):
    """A network with one person, prepared with the shipped guide but for one question."""
    folder = shutil.copytree(ready, tmp_path_factory.mktemp("skipped") / "net")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NETINVITE_NOW", "2026-11-25T12:00")
        # As somebody does with Enter.
        assert app.run(["prepare", SLUG, "--no-input", "--set", "contact.subject=", "-w", str(folder)]) == 0
    return folder


@pytest.fixture(params=STRICTER, ids=str)
def stricter(request, skipped, tmp_path):
    """The network with an own guide that no longer takes one answer, and that question's key."""
    net = shutil.copytree(skipped, tmp_path / "net")
    key, old, new = STRICTER[request.param]
    assert old in GUIDE
    text = GUIDE.replace(old, new, 1)
    away = AWAY.get(key, "")
    assert away in text
    text = text.replace(away, "", 1)
    own = net / "templates" / "en" / "guide.toml"
    own.parent.mkdir(parents=True)
    own.write_text(text, encoding="utf-8")
    return net, key


def run(capsys, *words):
    code = app.run([str(word) for word in words])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_person_stays_in_the_overview(stricter, capsys):
    """Nobody drops out of status, and nobody prepared becomes unprepared, because a guide was changed."""
    net, key = stricter
    code, out, err = run(capsys, "status", "--json", "-w", net)
    (person,) = json.loads(out)["people"]
    assert (person["name"], person["state"]) == ("Jonas Østergård", "ready")
    if key != "reflection.curious":
        assert (code, err) == (0, "")


def test_the_saved_mail_is_still_printed(stricter, capsys):
    """The draft that lies there is printed as it is, and what waits is said."""
    net, _key = stricter
    saved = (net / "people" / SLUG / "invitation.txt").read_text("utf-8")
    code, out, err = run(capsys, "mail", SLUG, "--format", "template", "-w", net)
    assert code == 0 and out.endswith(saved.partition("\n\n")[2])
    assert "does not fit any more" in err and f"netinvite prepare {SLUG}" in err


def test_only_that_question_is_asked_again(stricter):
    """Whoever prepares the person again is asked this one question."""
    net, key = stricter
    place = Workspace(net)
    preparation = Preparation.open(place, "en", Person(SLUG, "Jonas Østergård"))
    assert [question.key for question in preparation.missing()] == [key]


def test_what_was_typed_stands_in_the_field_again(stricter):
    """An answer that was typed is not lost: it waits in its field."""
    net, key = stricter
    place = Workspace(net)
    preparation = Preparation.open(place, "en", Person(SLUG, "Jonas Østergård"))
    typed = {
        "organiser.signature": example("en")["organiser.signature"],
        "reflection.curious": "Most of all I would like to hear what you see that the rest of us miss.",
        "network.needs": "\n".join(
            json.dumps([need.name, need.kind], ensure_ascii=False) for need in example("en")["network.needs"]
        ),
        "contact.times": "2026-12-01 10:00; 2026-12-03 14:30",
    }
    # Nothing is typed to a question of another kind, such as a scale.
    field = kinds.of(preparation.guide.question(key)).way not in kinds.MENUS
    assert preparation.unfinished.get(key, "") == (typed.get(key, "") if field else "")


def test_without_a_terminal_the_question_is_named(stricter, capsys):
    """Nothing is written where an answer does not fit, not even a default in its place."""
    net, key = stricter
    file = net / "people" / SLUG / "answers.toml"
    before = file.read_bytes()
    code, _out, err = run(capsys, "prepare", SLUG, "--no-input", "--set", "person.phone=12345678", "-w", net)
    assert code == 2 and key in err and err.count("\n  ") == 1 and file.read_bytes() == before


@pytest.mark.sampled(2)
def test_the_check_of_ones_templates_counts_the_people(stricter, rendered_here, capsys):
    """Whoever changes a guide learns whom it concerns."""
    net, key = stricter
    _code, _out, err = run(capsys, "templates", "check", "-w", net)
    who = "network.toml" if key.startswith(("organiser", "network")) else "Jonas Østergård"
    assert f"one answer to “{key}” does not fit and is asked again: {who}" in err
