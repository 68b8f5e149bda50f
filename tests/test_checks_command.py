"""``netinvite check``: what it says, where, in which form, and how it ends."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from netinvite import language
from netinvite.app.verdicts import Verdicts
from netinvite.checks import RULES, Finding, by_id
from netinvite.checks.told import as_github, as_text, in_style
from netinvite.cli import app as cli
from netinvite.cli.check import check
from netinvite.errors import NetinviteError, UsageError
from netinvite.store.inventory import FILES
from netinvite.store.workspace import Workspace
from netinvite.ui import screen

ROOT = Path(__file__).parents[1]
LANGS = ("da", "en")
TO_WRITE = "Write it as name@example.org or Name <name@example.org>."


@pytest.fixture
def run(monkeypatch, tmp_path, capsys):
    """Run the command in a workspace of its own; exit code, standard output, standard error."""
    app = typer.Typer()
    app.command()(check)
    command = typer.main.get_command(app)
    monkeypatch.setenv("NETINVITE_WORKSPACE", str(tmp_path))
    monkeypatch.chdir(tmp_path)

    def call(*arguments):
        try:
            code = command.main(list(arguments), standalone_mode=False) or 0
        except typer.Exit as leave:
            code = leave.exit_code
        except NetinviteError as error:
            screen.tell(f"{error.message} {error.hint}")
            code = error.exit_code
        return (code, *capsys.readouterr())

    return call


def prepared(tmp_path, capsys, lang="en", **settings):
    """The example, prepared in the workspace."""
    changes = [f"--set={key.replace('__', '.')}={value}" for key, value in settings.items()]
    answers = str(ROOT / "templates" / lang / "example.toml")
    arguments = ["prepare", "-w", str(tmp_path), "--lang", lang, "--answers", answers, "--no-input", *changes]
    assert cli.run(arguments) == 0
    language.activate("en")
    capsys.readouterr()
    return tmp_path / "people" / "jonas-oestergaard"


def change(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("lang", LANGS)
def test_the_shipped_example_has_no_error_and_no_warning(run, tmp_path, capsys, lang):
    prepared(tmp_path, capsys, lang)
    code, out, _err = run("--format", "json")
    assert code == 0
    assert {finding["severity"] for finding in json.loads(out)} <= {"hint"}


@pytest.mark.parametrize("lang", LANGS)
def test_the_model_texts_have_no_error_and_no_warning(run, tmp_path, capsys, lang):
    folder = prepared(tmp_path, capsys, lang)
    for name, file in FILES.items():
        model = (ROOT / "tests" / "snapshots" / f"{name}.{lang}.txt").read_text(encoding="utf-8")
        (folder / file).write_text(model, encoding="utf-8")
    assert run("--format", "json")[0] == 0


def test_a_sentence_taken_out_by_hand_is_found_with_file_and_line(run, tmp_path, capsys):
    folder = prepared(tmp_path, capsys)
    change(
        folder / "invitation.txt",
        " It matters to me because I have sat across from young people who got help only when it was late.",
        "",
    )
    code, out, _err = run("jonas")
    assert code == 1
    place = "people/jonas-oestergaard/invitation.txt:4:1"
    told = "    You answered: “It matters to me because I have sat across from young people"
    assert f"{place}: M006 warning: It does not say why this matters to you.\n{told}" in out


def test_a_time_edited_by_hand_is_judged_as_it_stands(run, tmp_path, capsys):
    folder = prepared(tmp_path, capsys)
    change(folder / "invitation.txt", "Tuesday 1 December at 10:00", "Saturday 5 December at 22:00")
    line = (folder / "invitation.txt").read_text(encoding="utf-8").split("- Saturday")[0].count("\n") + 1
    (found,) = [one for one in json.loads(run("--format", "json")[1]) if one["rule"] == "M004"]
    assert found["line"] == line
    assert "Saturday" in found["message"]


def test_json_has_the_keys_promised(run, tmp_path, capsys):
    folder = prepared(tmp_path, capsys)
    change(folder / "invitation.txt", "jonas@example.org", "jonas")
    (found,) = [one for one in json.loads(run("-f", "json")[1]) if one["rule"] == "M016"]
    assert list(found) == ["rule", "severity", "file", "line", "column", "words", "message", "hint"]
    assert (found["severity"], found["line"], found["hint"]) == ("error", 1, TO_WRITE)


def test_json_without_findings_is_an_empty_list(run, tmp_path, capsys):
    prepared(tmp_path, capsys, "da")
    (tmp_path / "people" / "jonas-oestergaard" / "pitch.md").unlink()
    code, out, err = run("-f", "json")
    assert (code, json.loads(out)) == (0, [])
    assert "Nothing to fix" in err


def test_hints_alone_end_in_0_and_with_strict_in_1(run, tmp_path, capsys):
    prepared(tmp_path, capsys, contact__tried="no")
    code, out, _err = run()
    assert (code, "M018 hint" in out) == (0, True)
    assert run("--strict")[0] == 1


def test_nothing_found_is_one_kind_sentence_on_standard_error(run, tmp_path, capsys):
    folder = prepared(tmp_path, capsys)
    (folder / "pitch.md").unlink()
    told = "Nothing to fix. What only you know: netinvite check jonas-oestergaard --read\n"
    assert run() == (0, "", f"{told}Not written yet: jonas-oestergaard/pitch.md.\n")


def test_what_fix_would_put_right_is_said_at_the_end(run, tmp_path, capsys):
    """Also where nothing is found; nothing is written."""
    folder = prepared(tmp_path, capsys)
    assert "--fix" not in run()[2]
    file = folder / "invitation.txt"
    change(file, "We met", "Because because I know: we met")
    before = file.read_bytes()
    line = "--fix would put right: a doubled word."
    assert run()[2].splitlines()[-1] == f"netinvite check jonas-oestergaard {line}"
    assert run(str(file))[2].splitlines()[-1] == f"netinvite check jonas-oestergaard {line}"
    assert file.read_bytes() == before
    assert line not in run("-f", "json")[2]
    loose = tmp_path / "letter.txt"
    loose.write_text("Dear Hugh,\n\nIt is because because I know the hall.\n", "utf-8")
    assert run("letter.txt")[2].splitlines()[-1] == f"netinvite check letter.txt {line}"


def test_a_rule_switched_off_finds_nothing(run, tmp_path, capsys):
    folder = prepared(tmp_path, capsys)
    change(folder / "invitation.txt", "jonas@example.org", "jonas")
    network = tmp_path / "network.toml"
    network.write_text(
        network.read_text(encoding="utf-8") + '\n[check]\noff = ["M016", "p007"]\n', encoding="utf-8"
    )
    assert run()[:2] == (0, "")


@pytest.mark.parametrize("off", ['["M016x"]', '"M016"', "[1]"])
def test_a_faulty_list_of_rules_to_switch_off_is_refused(run, tmp_path, capsys, off):
    prepared(tmp_path, capsys)
    network = tmp_path / "network.toml"
    network.write_text(network.read_text(encoding="utf-8") + f"\n[check]\noff = {off}\n", encoding="utf-8")
    assert run()[0] == 2


def test_a_damaged_person_is_named_and_the_others_are_checked(run, tmp_path, capsys):
    folder = prepared(tmp_path, capsys)
    change(folder / "invitation.txt", "jonas@example.org", "jonas")
    other = tmp_path / "people" / "anna"
    other.mkdir()
    (other / "answers.toml").write_text("<<<<<<< HEAD\n", encoding="utf-8")
    code, out, err = run()
    assert code == 1
    assert "M016" in out
    assert str(other / "answers.toml") in err


def test_nobody_here_says_where_to_begin(run):
    code, _out, err = run()
    assert code == 2
    assert "netinvite prepare" in err


def test_for_one_person_check_repeats_why_they_are_due(run, tmp_path, capsys, monkeypatch):
    """What ``today`` says, on standard error; it is no finding and gives no exit code."""
    prepared(tmp_path, capsys)
    assert run("jonas")[2].count("\n") == 1
    assert cli.run(["log", "-w", str(tmp_path), "jonas", "talked", "--note", "He asked for more."]) == 0
    monkeypatch.setenv("NETINVITE_NOW", "2026-12-28T12:00")
    capsys.readouterr()
    err = run("jonas", "-f", "json")[2]
    assert err.splitlines()[-1].startswith("Jonas Østergård: ")
    assert "Jonas Østergård: " not in run("-f", "json")[2]


@pytest.mark.parametrize("words", [("sent",), ("replied",)])
def test_times_of_an_email_that_has_gone_are_left_as_they_are(run, tmp_path, capsys, monkeypatch, words):
    """No error for ever, and why is said; what came back is to be mended still."""
    prepared(tmp_path, capsys)
    assert cli.run(["log", "-w", str(tmp_path), "jonas", *words]) == 0
    monkeypatch.setenv("NETINVITE_NOW", "2027-02-01T12:00")
    capsys.readouterr()
    code, out, err = run("jonas")
    assert code == 0 and "M003" not in out and "so the times in it are left as they are" in err
    assert run()[0] == 0
    assert cli.run(["log", "-w", str(tmp_path), "jonas", "bounced"]) == 0
    capsys.readouterr()
    code, out, err = run("jonas")
    assert code == 1 and "M003" in out and "left as they are" not in err


def test_an_unknown_person_is_refused(run, tmp_path, capsys):
    prepared(tmp_path, capsys)
    assert run("gerda")[0] == 2


def test_an_unknown_form_is_refused(run):
    code, _out, err = run("--format", "xml")
    assert code == 2
    assert "github" in err


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_explain_says_why_with_a_bad_and_a_good_sentence(run, rule):
    code, out, _err = run("--explain", rule.id.lower())
    said = " ".join(out.split())
    assert code == 0
    for part in (rule.id, rule.text.title, rule.text.why, rule.text.bad, rule.text.good, rule.text.hint):
        assert part in said


def test_an_unknown_rule_is_told_the_nearest():
    with pytest.raises(UsageError) as refused:
        by_id("M11")
    assert refused.value.exit_code == 2
    assert "M011" in refused.value.hint


def test_list_has_a_line_for_each_rule(run):
    lines = run("--list")[1].splitlines()
    assert [line[:4] for line in lines] == [rule.id for rule in RULES]


def test_own_words_count_in_the_workspace(run, tmp_path, capsys):
    folder = prepared(tmp_path, capsys)
    own = tmp_path / "templates" / "en"
    own.mkdir(parents=True)
    (own / "words.toml").write_text('pressure = ["pronto"]\n', encoding="utf-8")
    change(
        folder / "invitation.txt",
        "A conversation commits you",
        "Answer pronto, as soon as possible. A conversation commits you",
    )
    (found,) = [one for one in json.loads(run("-f", "json")[1]) if one["rule"] == "M011"]
    assert found["message"] == "“pronto” presses."


SEAM = "It matters to me because because nobody cares."
ASKED = "Most of all I would like to hear how did you do it?"


def test_a_seam_is_found_in_the_network_s_answer_and_once_where_it_stands(run, tmp_path, capsys):
    """The same sentence in pitch, email and answers is one finding of a person's."""
    prepared(tmp_path, capsys, organiser__motivation=SEAM, reflection__curious=ASKED)
    found = [one for one in json.loads(run("-f", "json")[1]) if one["rule"] == "S001"]
    files = [one["file"] for one in found]
    assert sorted(files) == ["network.toml", *["people/jonas-oestergaard/pitch.md"] * 2]
    told = [one["message"] for one in found if one["file"] != "network.toml"]
    assert all("Also in invitation.txt:8" in one or "Also in invitation.txt:10" in one for one in told)
    (line,) = [one["line"] for one in found if one["file"] == "network.toml"]
    assert SEAM in (tmp_path / "network.toml").read_text("utf-8").splitlines()[line - 1]
    assert not [one for one in json.loads(run("jonas", "-f", "json")[1]) if one["file"] == "network.toml"]


def test_an_answer_that_is_only_proposed_is_not_judged_in_the_file(run, tmp_path, capsys):
    """Every finding in a file of answers stands on the line of its answer."""
    theme = "I am putting together a network on about loneliness."
    prepared(tmp_path, capsys, network__theme=theme)
    file = tmp_path / "network.toml"
    told = file.read_text("utf-8")
    file.write_text(re.sub(r"(?ms)^\[practical\].*?(?=^\[|\Z)", "", told), encoding="utf-8")
    found = [one for one in json.loads(run("-f", "json")[1]) if one["file"] == "network.toml"]
    lines = file.read_text("utf-8").splitlines()
    assert found and "[practical]" not in lines
    assert all("on about loneliness" in lines[one["line"] - 1] for one in found)


def test_the_organiser_s_own_address_is_found(run, tmp_path, capsys):
    prepared(
        tmp_path, capsys, organiser__email="maja.holm@example.org", person__email="MAJA.holm@example.org"
    )
    assert [one["line"] for one in json.loads(run("-f", "json")[1]) if one["rule"] == "M021"] == [1]


def test_an_address_of_two_people_is_found_with_both_names(run, tmp_path, capsys):
    prepared(tmp_path, capsys)
    signe = tmp_path / "people" / "signe-bro"
    signe.mkdir()
    text = 'schema = 2\n[person]\nname = "Signe Bro"\nemail = "Jonas@example.org"\n'
    (signe / "answers.toml").write_text(text, encoding="utf-8")
    (found,) = [one for one in json.loads(run("jonas", "-f", "json")[1]) if one["rule"] == "M021"]
    assert (found["line"], "Signe Bro" in found["message"]) == (1, True)


def test_a_rule_that_is_gone_may_stay_switched_off(run, tmp_path, capsys):
    prepared(tmp_path, capsys)
    with (tmp_path / "network.toml").open("a", encoding="utf-8") as file:
        file.write('\n[check]\noff = ["M012", "f003"]\n')
    assert run()[:2] == (0, "")


def test_a_guide_that_cannot_be_asked_is_wrong_usage_and_told_once(run, tmp_path, capsys):
    """As in every other command, and the same for everyone and the network."""
    prepared(tmp_path, capsys)
    own = tmp_path / "templates" / "en"
    own.mkdir(parents=True)
    (own / "guide.toml").write_text('schema = 2\nlang = "en"\nsteps = 1\n', encoding="utf-8")
    code, _out, err = run()
    assert code == 2
    assert err.count("“steps” is not known here.") == 1


def test_a_misspelt_word_list_is_named_with_its_file(run, tmp_path, capsys):
    prepared(tmp_path, capsys)
    own = tmp_path / "templates" / "en"
    own.mkdir(parents=True)
    (own / "words.toml").write_text('presure = ["pronto"]\n', encoding="utf-8")
    code, _out, err = run()
    assert code == 2
    assert "words.toml" in err
    assert "presure" in err


def test_the_leaflet_is_checked_with_everyone(run, tmp_path, capsys):
    prepared(tmp_path, capsys)
    (tmp_path / "leaflet.md").write_text("# Join\n\nJonas Østergård is with us.\n", encoding="utf-8")
    found = {one["rule"]: one for one in json.loads(run("-f", "json")[1])}
    assert found["L002"]["line"] == 3
    assert "whom to ask" in found["L001"]["message"]
    assert "L001" not in run("jonas", "-f", "json")[1]


def test_a_private_answer_that_got_into_the_mail_is_found(run, tmp_path, capsys):
    folder = prepared(tmp_path, capsys)
    said = "I know that you find the council slow."
    change(folder / "invitation.txt", "A conversation", f"{said} A conversation")
    change(folder / "answers.toml", "That he finds the council slow.", "That you find the council slow.")
    assert "M017 error" in run()[1]


# Forms ---------------------------------------------------------------------------------------------

ODD = Finding("M015", "error", "a,b:c.txt", 3, 7, "[na me]", "50% [na\nme]", "Fill\rit")


def test_github_annotations_are_escaped_as_the_toolkit_does():
    assert as_github([ODD]) == "::error file=a%2Cb%3Ac.txt,line=3,col=7,title=M015::50%25 [na%0Ame] Fill%0Dit"


@pytest.mark.parametrize(
    ("severity", "command"), [("error", "error"), ("warning", "warning"), ("hint", "notice")]
)
def test_github_knows_three_levels(severity, command):
    assert (
        as_github([Finding("M001", severity, "f", 1, 2, "", "m", "h")])
        == f"::{command} file=f,line=1,col=2,title=M001::m h"
    )


def test_text_is_one_line_and_the_hint_indented():
    assert as_text([ODD]) == "a,b:c.txt:3:7: M015 error: 50% [na me]\n    Fill it"


def test_on_a_terminal_severities_are_bold_or_underlined_and_never_coloured():
    shown = in_style(as_text([ODD, Finding("M011", "warning", "f", 1, 2, "", "m", "h")]))
    assert "\x1b[1merror\x1b[0m" in shown
    assert "\x1b[4mwarning\x1b[0m" in shown
    assert "\x1b[3" not in shown


def test_a_terminal_gets_the_style_and_never_the_letters_of_it(run, tmp_path, capsys, monkeypatch):
    """What netinvite puts in bold is not made visible, what a text brings along is."""
    folder = prepared(tmp_path, capsys)
    change(folder / "invitation.txt", "Dear Jonas,", "Dear [\x1b[31mred],")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    shown = run()[1]
    assert "\x1b[1merror\x1b[0m" in shown and "\\x1b[1m" not in shown
    assert "\x1b[31m" not in shown


def test_control_characters_of_a_text_are_shown_not_sent(run, tmp_path, capsys):
    folder = prepared(tmp_path, capsys)
    change(folder / "invitation.txt", "Dear Jonas,", "Dear [\x1b[31mred],")
    for form in ("text", "json", "github"):
        assert "\x1b" not in run("-f", form)[1]


# Before saving and printing -----------------------------------------------------------------------


def errors_in(workspace, slug, texts):
    return Verdicts(workspace).on(slug, texts).errors


def test_errors_in_texts_that_are_not_saved_yet(tmp_path, capsys):
    folder = prepared(tmp_path, capsys)
    workspace = Workspace(tmp_path)
    text = (folder / "invitation.txt").read_text(encoding="utf-8").replace("Dear Jonas", "Dear [name]")
    found = errors_in(workspace, folder.name, {"invitation": text, "pitch": "Hello.\n"})
    assert [finding.rule for finding in found] == ["M015"]
    assert errors_in(workspace, folder.name, {}) == []


def test_errors_in_never_stands_in_the_way(tmp_path, capsys):
    folder = prepared(tmp_path, capsys)
    workspace = Workspace(tmp_path)
    (folder / "answers.toml").write_text("not toml", encoding="utf-8")
    assert errors_in(workspace, folder.name, {"pitch": "Hello.\n"}) == []


def imported_by(code):
    names = [
        "jinja2",
        "tomlkit",
        "rich",
        "questionary",
        "prompt_toolkit",
        "holidays.registry",
    ]
    script = f"import sys; {code}; print(*(name for name in {names!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_the_rules_load_no_terminal_and_no_templates():
    assert imported_by("import netinvite.checks") == []


def test_errors_in_is_quick_for_it_loads_no_templates(tmp_path, capsys):
    folder = prepared(tmp_path, capsys)
    code = (
        "from netinvite.app.verdicts import Verdicts; from netinvite.store.network import Network;"
        "from pathlib import Path;"
        f"place = Network(Path({str(tmp_path)!r}));"
        f"text = Path({str(folder / 'invitation.txt')!r}).read_text(encoding='utf-8');"
        f"assert Verdicts(place).on({folder.name!r}, {{'invitation': text}}).errors == []"
    )
    assert imported_by(code) == []


def test_the_reference_of_the_rules_is_current():
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "rules.py", "--check"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("lang", LANGS)
def test_the_shipped_leaflet_says_all_and_without_answers_is_told_all_that_is_missing(
    run, tmp_path, capsys, lang
):
    prepared(tmp_path, capsys, lang)
    assert cli.run(["leaflet", "-w", str(tmp_path), "--lang", lang, "-o", str(tmp_path / "leaflet.md")]) == 0
    language.activate("en")
    assert "L00" not in run()[1]
    network = tmp_path / "network.toml"
    text = re.sub(
        r'(?ms)^(?:(?:meetings|place|period|costs|phone|email) = "[^\n]*"\n|signature = """.*?"""\n)',
        "",
        network.read_text("utf-8"),
    )
    network.write_text(text, encoding="utf-8")
    (tmp_path / "leaflet.md").unlink()
    assert cli.run(["leaflet", "-w", str(tmp_path), "--lang", lang, "-o", str(tmp_path / "leaflet.md")]) == 0
    language.activate("en")
    (found,) = [one for one in json.loads(run("-f", "json")[1]) if one["rule"] == "L001"]
    for part in ("when it is", "where you meet", "how much time it takes", "whom to ask"):
        assert part in found["message"]


def test_a_seam_is_told_before_a_text_is_saved(tmp_path, capsys):
    """Once, though it will stand in two texts; it holds nothing up."""
    example = str(ROOT / "templates" / "en" / "example.toml")
    more = [f"--set=organiser.motivation={SEAM}", "--no-input"]
    assert cli.run(["prepare", "-w", str(tmp_path), "--answers", example, *more]) == 0
    assert capsys.readouterr().err.count("S001 warning") == 1


def test_what_is_found_in_the_networks_own_sentence_is_told_of_once(run, tmp_path, capsys):
    """With the places in the others' texts; programs get a finding for each text still."""
    own = "It matters to me because because nobody asked my brother."
    for name in ("Ida Lund", "Per Holm"):
        person = {"person__name": name, "person__email": f"{name[:3].lower()}@example.org"}
        prepared(tmp_path, capsys, **person, organiser__motivation=own)
    _code, out, _err = run()
    told = [
        line for line in out.splitlines() if "“because” stands there twice" in line and "pitch.md" in line
    ]
    assert len(told) == 1
    assert re.search(r"ida-lund.pitch\.md:\d.*Also in .*per-holm.pitch\.md:\d+\.$", told[0])
    _code, out, _err = run("--format", "json")
    assert sum("twice" in one["message"] and "pitch" in one["file"] for one in json.loads(out)) == 2
