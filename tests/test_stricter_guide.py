"""An own guide that has become stricter concerns the question alone: whoever was prepared before stays."""

from __future__ import annotations

import json
import shutil

import pytest
from readyexample import prepared

from netinvite import cli, guide
from netinvite.names import Person
from netinvite.preparation import Preparation
from netinvite.workspace import Workspace

SLUG = "jonas-oestergaard"
STRICTER = {
    "fewer at most": ("network.values", "max = 3", "max = 1"),
    "more at least": ("plan.questions", "min = 3\nmax = 6", "min = 6\nmax = 6"),
    "a choice taken out": ("contact.minutes", '  { key = "20", label = "20 minutes" },\n', ""),
    "another kind": ("reflection.why", 'key = "why"\nkind = "text"', 'key = "why"\nkind = "scale"'),
    "an address wanted": (
        "person.role",
        'key = "role"\nkind = "text"\nask = "What',
        'key = "role"\nkind = "email"\nask = "What',
    ),
    "needed, and was skipped": (
        "person.greeting",
        'key = "greeting"\nkind = "text"\n',
        'key = "greeting"\nkind = "text"\nrequired = true\n',
    ),
}


@pytest.fixture(scope="module")
def complete(tmp_path_factory):
    """A network with one person, prepared with the shipped guide."""
    folder = tmp_path_factory.mktemp("complete") / "net"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NETINVITE_NOW", "2026-11-25T12:00")
        prepared(folder)
        # Skipped, as somebody does with Enter.
        assert cli.run(["prepare", SLUG, "--no-input", "--set", "person.greeting=", "-w", str(folder)]) == 0
    return folder


@pytest.fixture(params=STRICTER, ids=str)
def stricter(request, complete, tmp_path):
    """The network with an own guide that no longer takes one answer, and that question's key."""
    net = shutil.copytree(complete, tmp_path / "net")
    key, old, new = STRICTER[request.param]
    text = (guide.templates_dir() / "en" / "guide.toml").read_text("utf-8")
    assert old in text
    text = text.replace(old, new, 1)
    if key == "contact.minutes":
        text = text.replace('default = "20"\n', "", 1)
    own = net / "templates" / "en" / "guide.toml"
    own.parent.mkdir(parents=True)
    own.write_text(text, encoding="utf-8")
    return net, key


def run(capsys, *words):
    code = cli.run([str(word) for word in words])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_person_stays_in_the_overview(stricter, capsys):
    """Nobody drops out of status, and nobody prepared becomes unprepared, because a guide was changed."""
    net, key = stricter
    code, out, err = run(capsys, "status", "--json", "-w", net)
    (person,) = json.loads(out)["people"]
    assert (person["name"], person["state"]) == ("Jonas Østergård", "ready")
    if key != "reflection.why":
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
        "network.values": "curiosity, equal footing, courage",
        "person.role": "runs a drop-in centre",
    }
    assert preparation.unfinished.get(key, "") == typed.get(key, "")


def test_without_a_terminal_the_question_is_named(stricter, capsys):
    """Nothing is written where an answer does not fit, not even a default in its place."""
    net, key = stricter
    file = net / "people" / SLUG / "answers.toml"
    before = file.read_bytes()
    code, _out, err = run(capsys, "prepare", SLUG, "--no-input", "--set", "person.phone=12345678", "-w", net)
    assert code == 2 and key in err and err.count("\n  ") == 1 and file.read_bytes() == before


def test_the_check_of_ones_templates_counts_the_people(stricter, capsys):
    """Whoever changes a guide learns whom it concerns."""
    net, key = stricter
    _code, _out, err = run(capsys, "templates", "check", "-w", net)
    who = "network.toml" if key.startswith("network") else "Jonas Østergård"
    assert f"one answer to “{key}” does not fit and is asked again: {who}" in err
