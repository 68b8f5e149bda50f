"""Errors in a mail are told before a mail is saved or shown, and hold it back unless somebody insists."""

from __future__ import annotations

import json
import re

import pytest
from readyexample import EXAMPLE, SLUG, prepared
from terminal import Terminal

from netinvite.app import check, turning
from netinvite.app.preparation import Preparation
from netinvite.app.verdicts import Verdicts
from netinvite.cli import app, asking
from netinvite.store import drafts, inventory
from netinvite.store.workspace import Workspace


@pytest.fixture
def run(tmp_path, capsys):
    """Run a command in the workspace; gives exit code, standard output and standard error."""

    def call(*arguments):
        code = app.run([*map(str, arguments), "-w", str(tmp_path / "net")])
        return code, *capsys.readouterr()

    return call


@pytest.fixture
def net(run, tmp_path):
    for name in ("Jonas Bro", "Ida Lund"):
        command = ["prepare", "--lang", "en", "--answers", EXAMPLE, "--no-input"]
        greeting = f"Dear {name.partition(' ')[0]},"
        who = [
            *(f"--set=person.name={name}", f"--set=person.email={name[:2]}@example.org"),
            f"--set=person.greeting={greeting}",
        ]
        code, _out, err = run(*command, *who)
        assert code == 0, err
    return Workspace(tmp_path / "net")


def break_it(net, slug="jonas-bro"):
    """Take the times out of a saved invitation."""
    file = net.folder(slug) / "invitation.txt"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if "December" not in line), encoding="utf-8")


def test_a_good_draft_says_nothing(run, net):
    """Standard error names but the command that records it."""
    (told,) = run("mail", "jonas", "--format", "text")[2].splitlines()
    assert told.startswith("When it has gone: netinvite mail jonas-bro --sent")


def test_with_an_error_no_mail_is_handed_on(run, net):
    """What everyone's leaves out, a pipe does not get either: the place, the rule and what leads on, exit 1;
    what is accepted then goes as it is."""
    break_it(net)
    code, out, err = run("mail", "jonas", "--format", "text")
    assert (code, out) == (1, "")
    assert "invitation.txt" in err and "M001" in err
    assert "netinvite edit jonas-bro mail" in err and "was not handed on." in err
    assert "--fix" not in err
    assert run("check", "jonas", "--accept", "M001")[0] == 0
    code, out, err = run("mail", "jonas", "--format", "text")
    assert code == 0 and "Dear Jonas" in out


@pytest.mark.parametrize("way", ["--copy", "--open", "--output"])
def test_no_other_way_leads_out_either(run, net, tmp_path, way):
    """Nothing is copied, opened or written."""
    break_it(net)
    code, _out, err = run("mail", "jonas", way, *([tmp_path / "mail.eml"] if way == "--output" else []))
    assert code == 1 and "M001" in err
    assert not (tmp_path / "mail.eml").exists()
    assert not (net.folder("jonas-bro") / "opened.eml").exists()


@pytest.mark.parametrize(("typed", "code"), [("yes", 0), ("", 1), ("no", 1)])
def test_on_a_terminal_it_is_asked(run, net, tmp_path, monkeypatch, typed, code):
    """Enter alone hands nothing on; whoever insists is told what speaks against it."""
    break_it(net)
    monkeypatch.setattr(asking, "on_terminal", lambda: True)
    monkeypatch.setattr(asking, "type_in", lambda _question, _otherwise: typed)
    found = run("mail", "jonas", "--output", tmp_path / "mail.eml")
    assert found[0] == code and found[2].count("M001 error") == 1
    assert ("The email was not handed on." in found[2]) == (code == 1)
    assert (tmp_path / "mail.eml").exists() == (code == 0)


def test_on_a_terminal_it_is_shown_with_what_is_found(net, tmp_path):
    """Whoever reads it sees both."""
    break_it(net)
    terminal = Terminal(["mail", "jonas", "-w", str(net.root), "--lang", "en"], tmp_path, rows=60)
    assert terminal.end() == 0
    assert "M001" in terminal.text and "Dear Jonas" in terminal.text


@pytest.mark.parametrize("form", [[], ["--format", "text"]])
def test_what_holds_it_back_is_the_last_of_it(net, tmp_path, form):
    """A long email leaves nothing above it in sight; it is said once."""
    break_it(net)
    file = net.folder("jonas-bro") / "invitation.txt"
    file.write_text(file.read_text("utf-8") + "\nOne more line.\n" * 30, encoding="utf-8")
    terminal = Terminal(["mail", "jonas", *form, "-w", str(net.root), "--lang", "en"], tmp_path)
    assert terminal.end() == 0
    lines = [line.strip() for line in terminal.display if line.strip()]
    found = next(place for place, line in enumerate(lines) if "M001 error" in line)
    assert lines[found - 1] == "One more line." and "One more line." not in lines[found:]
    assert terminal.raw.decode().count("M001 error") == 1


def test_where_an_address_is_given_is_told_with_the_name(run, net):
    """Where the answers have none; the command works as it stands there."""
    assert (
        run("prepare", "jonas", "--no-input", "--set", "contact.way=meet", "--set", "person.email=")[0] == 0
    )
    text = "To:\nSubject: x\n\nDear Jonas,\n"
    (missing,) = [
        one for one in Verdicts(net).on("jonas-bro", {"invitation": text}).errors if one.rule == "M016"
    ]
    assert "netinvite prepare jonas-bro --no-input" in missing.hint


def test_a_mail_in_two_versions_goes_nowhere(run, net):
    """What git could not join is named with its line, by check too."""
    file = net.folder("jonas-bro") / "invitation.txt"
    text = file.read_text("utf-8")
    file.write_text(
        text.replace("Otherwise,", "<<<<<<< HEAD\nOtherwise,\n=======\nIf not,\n>>>>>>> theirs\n"), "utf-8"
    )
    line = file.read_text("utf-8").splitlines().index("<<<<<<< HEAD") + 1
    code, out, err = run("mail", "jonas")
    assert (code, out) == (1, "")
    assert f"invitation.txt, line {line}: git left two versions here" in err
    code, out, _err = run("mail", "--all", "--format", "mbox")
    assert code == 1 and "<<<<<<<" not in out and "Dear Ida" in out
    assert "git left two versions here" in run("check", "jonas")[2]


def test_with_everyones_it_is_left_out(run, net):
    """The others go, the one with an error is named, exit 1."""
    break_it(net)
    code, out, err = run("mail", "--all", "--format", "mbox")
    assert code == 1
    assert "Dear Ida" in out
    assert "Dear Jonas" not in out
    assert "jonas-bro:" in err
    assert "1 email." in err


def test_a_time_that_has_gone_by_is_told(run, net, monkeypatch):
    """What was without errors when it was saved is judged again once the first time is there; it is held
    back, and it is said how another one is proposed."""
    monkeypatch.setenv("NETINVITE_NOW", "2026-12-02T12:00")
    code, out, err = run("mail", "jonas")
    assert (code, out) == (1, "")
    assert "M003" in err and "netinvite check jonas-bro --fix" in err


def test_each_of_several_can_be_accepted_with_the_commands_that_are_named(run, net, monkeypatch):
    """Two times that have gone by are two findings of one rule: each by its line."""
    monkeypatch.setenv("NETINVITE_NOW", "2026-12-05T12:00")
    err = run("mail", "jonas")[2]
    named = re.findall(r"--accept (M\d+\S*)", " ".join(err.split()))
    assert len(named) == 2 and all(":" in one for one in named)
    for one in named:
        assert run("check", "jonas", "--accept", one.rstrip(";"))[0] == 0
    assert run("mail", "jonas")[0] == 0


def test_what_cannot_be_held_against_the_answers_is_not_handed_on(run, net):
    """Damaged answers stop an email with an error in it, and one without."""
    break_it(net)
    file = net.answers_file("jonas-bro")
    file.write_text(f"{file.read_text('utf-8')}\nx = [\n", encoding="utf-8")
    code, out, err = run("mail", "jonas-bro", "--format", "text")
    assert (code, out) == (1, "") and "not valid TOML" in err


def test_a_verdict_is_remembered(run, net, monkeypatch):
    """A draft that was found without errors is not judged each time it is printed."""
    monkeypatch.setattr(check, "Checker", lambda *arguments: pytest.fail("judged again"))
    assert run("mail", "jonas", "--format", "text")[0] == 0


def test_preparing_tells_errors_and_saves(run, net, tmp_path, monkeypatch):
    """What was left to be filled in is said on standard error; the drafts are written."""
    own = tmp_path / "net" / "templates" / "en"
    own.mkdir(parents=True)
    (own / "pitch.md.j2").write_text("Hello TODO.\n", encoding="utf-8")
    (own / "invitation.txt.j2").write_text(
        "To: {{ address(person.name, person.email) }}\nSubject: Hello\n\nHello TODO\n", encoding="utf-8"
    )
    code, _out, err = run("prepare", "jonas", "--no-input")
    assert code == 0
    assert "M015" in err
    assert "TODO" in (net.folder("jonas-bro") / "invitation.txt").read_text(encoding="utf-8")


def turned(folder, lang="en"):
    """The Danish example, prepared to its end and then turned; nothing is answered in the other language."""
    place = Workspace(prepared(folder, "da"))
    person = place.person(SLUG)
    preparation = Preparation.open(place, lang, person)
    turning.apply(preparation, turning.turn(preparation, person, "da"))
    preparation.save()
    return place


def test_a_draft_is_judged_in_the_language_that_it_was_written_in(tmp_path):
    """Nothing is found in the Danish drafts of a person who is to be written to in English from now on."""
    place = turned(tmp_path / "net")
    assert drafts.language(place, SLUG, "invitation") == "da" and place.person(SLUG).lang == "en"
    assert vars(check.check(check.Checker(place))) == vars(check.Report())


def test_a_draft_of_before_still_goes(tmp_path, run):
    """It is ready, no error is told of, and it goes with everyone's."""
    place = turned(tmp_path / "net")
    assert "Jonas Østergård  klar" in run("status")[1]
    assert Verdicts(place).of_saved(SLUG, drafts.look(place, SLUG, "invitation")).errors == []
    assert "M001" not in run("mail", "jonas", "--format", "text")[2]
    assert run("mail", "--all", "--format", "mbox")[0] == 0


def test_what_is_wrong_with_a_draft_of_before_is_found(tmp_path):
    """By the rules of its own language."""
    place = turned(tmp_path / "net")
    file = place.folder(SLUG) / "invitation.txt"
    kept = [line for line in file.read_text("utf-8").splitlines() if "december" not in line]
    file.write_text("\n".join(kept), "utf-8")
    assert "M001" in {finding.rule for finding in check.check(check.Checker(place)).findings}


def test_a_draft_of_no_known_language_is_judged_in_the_persons(tmp_path):
    """Where its entry is gone, as before."""
    place = turned(tmp_path / "net")
    for name in (inventory.DRAFTS, inventory.INDEX):
        (place.folder(SLUG) / name).unlink()
    (note,) = [one for one in check.check(check.Checker(place)).notes if "invitation.txt" in one]
    assert "does not read as" in note or "ligner ikke" in note


# An email by hand, to whoever is met or called too: as it was written, what it lacks, and what it has.
BY_HAND = "To: van@example.org\nSubject: Coffee\n\nDear Van,\n\n{}\n\nBest regards\nMaja Holm\n"
SAID = {
    "no time": "Shall we have a coffee some day?",
    "a time that has gone by": "Shall we meet on Tuesday 24 November at 10:00?",
    "a gap": "Shall we meet on Tuesday 1 December at 10:00 in [place]?",
    "a private answer": "Your colleague said: he has nobody to share the hard cases with.",
}


@pytest.fixture
def by_hand(run, tmp_path):
    """Van, who is reached in a ``way``, and an email to him that the program never wrote."""

    def write(way, said):
        given = ["--lang", "en", "--answers", EXAMPLE, "--no-input", "--set=person.name=Van Bro"]
        given += [f"--set=contact.way={way}", "--set=person.greeting=Dear Van,"]
        assert run("prepare", *given)[0] == 0
        net = Workspace(tmp_path / "net")
        (net.folder("van-bro") / "invitation.txt").write_text(BY_HAND.format(said), "utf-8")
        return net

    return write


@pytest.mark.parametrize("said", SAID.values(), ids=SAID)
@pytest.mark.parametrize("way", ["meet", "call", "video", "mail"])
def test_what_holds_an_email_back_is_what_check_finds(run, by_hand, way, said):
    """One judgement for both: whatever is refused can be accepted, and goes then; so does everyone's."""
    net = by_hand(way, said)
    found = json.loads(run("check", "van", "--format", "json")[1])
    errors = {one["rule"] for one in found if one["severity"] == "error"}
    draft = drafts.look(net, "van-bro", inventory.INVITATION)
    assert {one.rule for one in Verdicts(net).of_saved("van-bro", draft).errors} == errors
    assert run("mail", "van", "--format", "text")[0] == int(bool(errors))
    for rule in sorted(errors):
        assert run("check", "van", "--accept", rule)[0] == 0
    assert "Dear Van," in run("mail", "van", "--format", "text")[1]
    assert "Dear Van," in run("mail", "--all", "--format", "mbox")[1]


@pytest.mark.parametrize("way", ["meet", "call", "mail"])
def test_only_whom_an_email_invites_is_proposed_a_time_in_it(run, by_hand, way):
    by_hand(way, SAID["no time"])
    assert ("M001" in run("check", "van")[1]) == (way == "mail")


@pytest.mark.parametrize("way", ["meet", "mail"])
def test_of_an_email_by_hand_no_change_of_answers_is_told(run, by_hand, way):
    """The answers never gave one to whoever is met; where they gave it they have to change first."""
    by_hand(way, "Shall we meet on Tuesday 1 December at 10:00?")
    told = [run("mail", "van", "--format", "text")[2]]
    assert run("prepare", "van", "--no-input", "--set=person.met=We met on the train.")[0] == 0
    told.append(run("mail", "van", "--format", "text")[2])
    assert ["the answers have changed since" in err for err in told] == [False, way == "mail"]
    assert ("is printed as it is." in told[0]) == (way == "meet")


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("If neither suits you, I could also do Thursday 4 December at 10.", "4 December is a Friday."),
        ("I suggest yesterday at 10:00.", "“yesterday at 10:00” has gone by."),
        ("I could also do Friday 4 December at 10.", ""),
        ("Thank you for yesterday at 10, it was good to hear you.", ""),
        ("The café opened on Tuesday 3 November at 9.", ""),
    ],
)
def test_a_wrong_time_in_a_sentence_is_found_beside_a_list_too(run, net, sentence, told):
    """As without one; what is told of, and not proposed, may have been."""
    file = net.folder("jonas-bro") / "invitation.txt"
    lines = file.read_text(encoding="utf-8").splitlines()
    place = max(number for number, line in enumerate(lines) if line.startswith("- "))
    lines[place + 1 : place + 1] = ["", sentence]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    code, _out, err = run("mail", "jonas", "--format", "text")
    assert (code == 0, "M003 error" in err) == (not told, bool(told))
    assert told in err


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("31 November at 10:00", "There is no such day: 31 November."),
        ("30 February at 10", "There is no such day: 30 February."),
        ("Thursday 10 December at 25:00", "There is no such time of day: 25:00."),
        (
            "Thursday 10 December at 24:00",
            "“24:00” can be of two days; write the one that begins at midnight,",
        ),
    ],
)
def test_a_time_that_there_is_not_holds_an_email_back(run, net, item, told):
    """With its line, its words and the rule, though another time beside it can be kept."""
    file = net.folder("jonas-bro") / "invitation.txt"
    lines = file.read_text(encoding="utf-8").splitlines()
    place = next(number for number, line in enumerate(lines) if line.startswith("- "))
    lines[place] = f"- {item}"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    code, out, err = run("mail", "jonas", "--format", "text")
    assert (code, out) == (1, "")
    assert f"invitation.txt:{place + 1}:3: M003 error: {told}" in err
