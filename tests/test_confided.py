"""What was noted for the organiser alone goes nowhere: typed into a text, or said again in an answer."""

from __future__ import annotations

import pytest

from netinvite.cli import app
from netinvite.model import confided
from netinvite.model.walk import Walk
from netinvite.store.records import ABOUT, load_guide
from netinvite.ui.doubts import doubt
from netinvite.ui.parts import Asked

THOUGHT = "Ben has been to prison for fraud."
SAID = "“Ben has been to prison for fraud” stands in what you noted on Ben Okoro for yourself alone."
OWN = "“Her husband hits her” stands in an answer that is for you alone."


@pytest.fixture
def run(net, capfd):
    """Run a command in the workspace; gives exit code, standard output and standard error."""

    def call(*arguments):
        capfd.readouterr()
        code = app.run([*map(str, arguments), "-w", str(net)])
        return code, *capfd.readouterr()

    return call


@pytest.fixture
def two(net, run):
    """Jonas, and Ben, of whom something is noted."""
    text = (net / "people" / "jonas-oestergaard" / "answers.toml").read_text("utf-8")
    file = net.parent / "ben.toml"
    text = text.replace("Jonas Østergård", "Ben Okoro").replace("jonas@example.org", "ben@okoro.example")
    file.write_text(text.replace("Jonas", "Ben"), "utf-8")
    given = ("--set", f"reflection.barrier={THOUGHT}")
    assert run("prepare", "--new", "--no-input", "--answers", file, *given)[0] == 0
    return net


def typed_into(net, name, words=THOUGHT):
    """Words put into a text of Jonas's by hand, in front of its last paragraph."""
    file = net / "people" / "jonas-oestergaard" / name
    before, last = file.read_text("utf-8").rsplit("\n\n", 1)
    file.write_text(f"{before}\n\n{words}\n\n{last}", "utf-8")


@pytest.mark.parametrize("name", ["invitation.txt", "pitch.md"])
def test_a_thought_on_another_in_an_edited_text_is_found(two, run, name):
    typed_into(two, name)
    code, out, _err = run("check", "jonas")
    assert (code, SAID in out) == (1, True)


@pytest.mark.parametrize("how", [("mail", "jonas", "-f", "text"), ("mail", "--all", "-o", "{out}/")])
def test_a_thought_on_another_holds_an_edited_email_back(two, run, tmp_path, how):
    typed_into(two, "invitation.txt")
    # Judged before, when nothing was noted.
    code, out, err = run(*(one.format(out=tmp_path / "out") for one in how))
    assert (code, THOUGHT in out, SAID in err) == (1, False, True)
    assert not (tmp_path / "out" / "jonas-oestergaard.eml").exists()


def test_a_thought_that_came_after_an_email_was_edited_holds_it_back(two, run):
    typed_into(two, "invitation.txt", "Once somebody here robbed a bank at noon.")
    assert run("mail", "jonas", "-f", "text")[0] == 0
    given = ("--set", "reflection.barrier=Once somebody here robbed a bank at noon.")
    assert run("prepare", "ben", "--no-input", *given)[0] == 0
    assert run("mail", "jonas", "-f", "text")[0] == 1


def test_a_thought_on_another_that_is_meant_so_goes(two, run):
    typed_into(two, "invitation.txt")
    assert run("check", "jonas", "--accept", "M017")[0] == 0
    assert run("mail", "jonas", "-f", "text")[0] == 0


def test_an_edited_pitch_says_so_below_it(two, run):
    typed_into(two, "pitch.md")
    code, out, err = run("pitch", "jonas")
    assert (code, THOUGHT in out, SAID in err) == (0, True, True)


def test_a_thought_that_was_typed_into_the_leaflet_is_found(two, run):
    assert run("leaflet", "--output", two / "leaflet.md")[0] == 0
    with (two / "leaflet.md").open("a", encoding="utf-8") as file:
        file.write(f"\n{THOUGHT}\n")
    code, out, _err = run("check")
    assert (code, f"leaflet.md:{out.partition('leaflet.md:')[2].splitlines()[0]}".endswith(SAID)) == (1, True)


def test_a_leaflet_that_says_a_thought_goes_with_no_email(two, run):
    assert run("prepare", "ben", "--no-input", "--set", f"practical.about={THOUGHT}")[0] == 0
    code, out, err = run("mail", "jonas", "--attach", "leaflet")
    assert (code, out) == (1, "")
    assert f": {SAID} The email was not handed on. Change an answer with: " in err


def test_an_email_that_nobody_edited_reads_nobody_elses_answers(two, run, monkeypatch):
    """It is judged by what its own answers say."""
    run("mail", "jonas", "-f", "text")
    monkeypatch.setattr("netinvite.app.noted.Noted._on", None)
    assert run("mail", "jonas", "-f", "text")[0] == 0
    assert run("check", "jonas")[0] == 0


# Said again in an answer ------------------------------------------------------------------------------


@pytest.fixture
def hits(net, run):
    """Something is noted on Jonas."""
    given = ("--set", "reflection.barrier=Time. Her husband hits her.")
    assert run("prepare", "jonas", "--no-input", *given)[0] == 0
    return net


@pytest.mark.parametrize(
    "answer", ["person.met=We met at the fair. Her husband hits her.", "contact.subject=Her husband hits her"]
)
def test_a_private_sentence_in_another_answer_is_told_and_found(hits, run, answer):
    _code, _out, err = run("prepare", "jonas", "--no-input", "--set", answer)
    assert err.count(OWN) == err.count("stands in an answer") > 0
    code, out, _err = run("check", "jonas")
    assert (code, OWN in out) == (1, True)
    assert run("mail", "jonas", "-f", "text")[0] == 1


def test_a_private_sentence_in_another_answer_is_found_in_the_pitch(hits, run):
    run("prepare", "jonas", "--no-input", "--set", "person.met=We met at the fair. Her husband hits her.")
    out = run("check", "jonas")[1]
    assert [line for line in out.splitlines() if "pitch.md" in line and OWN in line]


def test_a_private_sentence_that_no_text_takes_is_told(hits, run):
    _code, _out, err = run("prepare", "jonas", "--no-input", "--set", "practical.about=Her husband hits her.")
    assert f"- practical.about: {OWN}" in err


@pytest.mark.parametrize(
    ("text", "private", "found"),
    [
        ("We met. Her husband hits her!", "Time. Her husband hits her.", ["Her husband hits her"]),
        ("we met, HER husband\nhits her", "Her husband hits her", ["HER husband hits her"]),
        # Other words, a part of a sentence, or few words.
        ("Her husband hit her.", "Her husband hits her.", []),
        ("She has little time.", "She has little time for meetings.", []),
        ("She is busy.", "She is busy.", []),
        ("Another husband hits herself.", "other husband hits her", []),
    ],
)
def test_only_whole_sentences_in_the_same_words_are_known_again(text, private, found):
    told = [f"“{words}” stands in an answer that is for you alone." for words in found]
    assert [*confided.told(text, [private])] == told


@pytest.mark.parametrize(
    ("key", "asks"),
    [("contact.subject", True), ("practical.about", True), ("reflection.motive", False)],
)
def test_a_private_sentence_is_asked_about_where_others_would_read_it(key, asks):
    """Once, at the field; not in an answer that is private as well."""
    guide = load_guide("en")
    walk = Walk(guide, ABOUT, {"reflection.barrier": "Her husband hits her."})
    question = guide.question(key)
    asked = Asked(question, (), None, "", "en", None, private=lambda: confided.beside(walk, question))
    assert (OWN in doubt(asked, "", "Well. Her husband hits her.")) is asks
