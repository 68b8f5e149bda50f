"""The commands, run as from a command line: what is written, what is printed, how it ends."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from email import message_from_bytes, policy

import pytest
import readyexample
import tomlkit

from netinvite import __version__
from netinvite.cli import app, place
from netinvite.language import templates_dir
from netinvite.model.walk import Walk
from netinvite.store.records import ABOUT, load_guide
from netinvite.store.workspace import Workspace

LANGS = ("da", "en")
SLUG = "jonas-oestergaard"
HEAVY = {"jinja2", "questionary", "rich", "prompt_toolkit"}
MODULES_USED = """
import sys
from netinvite.__main__ import main
try:
    main()
finally:
    print(*{name.partition(".")[0] for name in sys.modules}, file=sys.stderr)
"""


@pytest.fixture
def root(tmp_path):
    return tmp_path / "net"


@pytest.fixture
def run(root, capsys):
    """Run a command in the workspace; gives exit code, standard output and standard error."""

    def call(*arguments):
        capsys.readouterr()
        code = app.run([*arguments, "--workspace", str(root)])
        return code, *capsys.readouterr()

    return call


@pytest.fixture
def prepared(ready, root):
    """The workspace after the English example was taken."""
    return Workspace(shutil.copytree(ready, root))


def example(lang):
    return templates_dir() / lang / "example.toml"


def prepare(run, *more, lang="en"):
    return run("prepare", "--no-input", "--answers", str(example(lang)), *more)


def program(*arguments, code=("-m", "netinvite")):
    """The program in a process of its own, with nothing to read from."""
    return subprocess.run(
        [sys.executable, *code, *arguments], stdin=subprocess.DEVNULL, capture_output=True, check=False
    )


def contents(root):
    """Every file below ``root`` with its bytes, but for the lock."""
    return {
        file.relative_to(root).as_posix(): file.read_bytes()
        for file in root.rglob("*")
        if file.is_file() and file.name != ".lock"
    }


def edit(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def invitation(place):
    return place.folder(SLUG) / "invitation.txt"


# Preparing without being asked ---------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
def test_prepare_writes_all_files(run, root, lang):
    """Complete answers give the network, the person and the three texts."""
    prepare(run, lang=lang)
    texts = ("answers.toml", "invitation.txt", "pitch.md", "conversation.md", ".drafts", ".index.json")
    assert set(contents(root)) == {".gitignore", "network.toml", *(f"people/{SLUG}/{name}" for name in texts)}


@pytest.mark.parametrize("lang", LANGS)
def test_prepare_tells_what_it_wrote(run, root, lang):
    """Every text written is named on standard error, and nothing is printed on standard output."""
    code, out, err = prepare(run, lang=lang)
    named = [
        str(root / "people" / SLUG / name) in err
        for name in ("invitation.txt", "pitch.md", "conversation.md")
    ]
    assert (code, out, named) == (0, "", [True] * 3)


def answered(lang):
    """The example as it is kept: each sentence whole."""
    data = tomllib.loads(example(lang).read_text(encoding="utf-8"))
    for key, value in readyexample.example(lang).items():
        step, name = key.split(".")
        if isinstance(value, str):
            data[step][name] = value
    return data


@pytest.mark.parametrize("lang", LANGS)
def test_prepare_keeps_the_answers(run, root, lang):
    """The files of the workspace hold what was answered."""
    prepare(run, lang=lang)
    place = Workspace(root)
    saved = {**place.read(place.network_file), **place.read(place.answers_file(SLUG))}
    assert saved == {"schema": 2, **answered(lang)}


@pytest.mark.parametrize(("lang", "words"), [("da", "Kære Jonas"), ("en", "Dear Jonas")])
def test_prepare_writes_in_the_language_of_the_answers(run, root, lang, words):
    """The language that the answers file asks for is that of the texts."""
    prepare(run, lang=lang)
    assert words in invitation(Workspace(root)).read_text(encoding="utf-8")


def test_prepare_again_is_the_same_person(run, prepared):
    """The same name means the same person."""
    prepare(run)
    assert prepared.slugs() == [SLUG]


def test_prepare_again_changes_nothing(run, prepared):
    """The same answers give the same files."""
    before = contents(prepared.root)
    prepare(run)
    assert contents(prepared.root) == before


def test_new_is_another_person(run, prepared):
    """With --new, somebody of the same name is a person of their own."""
    prepare(run, "--new")
    assert prepared.slugs() == [SLUG, f"{SLUG}-2"]


def test_person_named_on_the_command_line(run, root):
    """A new name on the command line is the new person's, where no file names one."""
    data = tomlkit.parse(example("en").read_text(encoding="utf-8"))
    del data["person"]["name"]
    file = root.with_name("mine.toml")
    file.write_text(tomlkit.dumps(data), encoding="utf-8")
    run("prepare", "Signe Bro", "--no-input", "--answers", str(file))
    assert Workspace(root).slugs() == ["signe-bro"]


def test_setting_wins_over_the_file(run, root):
    """A setting counts before the answers file."""
    prepare(run, "--set", "person.name=Anna Jensen")
    assert Workspace(root).slugs() == ["anna-jensen"]


def test_answers_from_standard_input(run, root, monkeypatch):
    """A dash takes the answers from standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(example("en").read_bytes())))
    run("prepare", "--no-input", "--answers", "-")
    assert Workspace(root).slugs() == [SLUG]


def test_comment_of_a_person_survives(run, prepared):
    """What somebody wrote into a file by hand is still there after the next run."""
    file = prepared.answers_file(SLUG)
    file.write_text("# Call after four.\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    prepare(run, "--set", "person.role=a cook")
    assert file.read_text(encoding="utf-8").startswith("# Call after four.\n")


BAD = [
    ("--set", "person.relation=friend"),
    ("--set", "person.nmae=Bo"),
    ("--set", "contact.times=Tuesday"),
    ("--set", "nonsense"),
    ("--answers", "/nowhere/answers.toml"),
    ("--lang", "xx"),
]


@pytest.mark.parametrize("more", BAD)
def test_bad_answers_end_with_2(run, more):
    """Answers that cannot be taken are wrong usage, said on standard error alone."""
    code, out, err = prepare(run, *more)
    assert (code, out, bool(err)) == (2, "", True)


@pytest.mark.parametrize("more", BAD)
def test_bad_answers_write_nothing(run, root, more):
    """Answers that cannot be taken leave no trace."""
    prepare(run, *more)
    assert not root.exists()


@pytest.mark.parametrize("more", BAD)
def test_bad_answers_change_nothing(run, prepared, more):
    """Answers that cannot be taken leave an existing workspace as it is."""
    before = contents(prepared.root)
    prepare(run, "--set", "person.role=a cook", *more)
    assert contents(prepared.root) == before


def test_missing_answers_are_listed(run):
    """Without a terminal, everything missing is said at once."""
    _code, _out, err = run("prepare", "--no-input", "--set", "person.name=Bo")
    walk = Walk.start(load_guide("en"), ABOUT, {"person.name": "Bo"}).take_proposals()
    missing = [question.key for question in walk.open_questions() if question.required]
    assert "network.purpose" in missing and "contact.way" in missing
    assert re.findall(r"([a-z_.]+) is missing \(", err) == missing


def test_missing_answers_write_nothing(run, root):
    """An incomplete set of answers leaves no trace."""
    run("prepare", "--no-input", "--set", "person.name=Bo")
    assert not root.exists()


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "a\\b", " "])
def test_prepare_takes_no_path_for_a_person(run, root, name):
    """What looks like a path is nobody's name."""
    assert (run("prepare", name, "--no-input")[0], root.exists()) == (2, False)


def test_prepare_needs_a_terminal(root):
    """Without a terminal and without --no-input, one line says what to do."""
    ended = program("prepare", "--workspace", str(root))
    assert (ended.returncode, ended.stdout, len(ended.stderr.splitlines())) == (2, b"", 1)


def test_prepare_without_a_terminal_writes_nothing(root):
    """Without a terminal and without --no-input, no file is made."""
    program("prepare", "--workspace", str(root))
    assert not root.exists()


# Edited and stale ----------------------------------------------------------------------------------


def test_edited_draft_is_kept(run, prepared):
    """A text that was edited by hand is not overwritten."""
    edit(invitation(prepared), "Kind regards", "Warm regards")
    prepare(run, "--change-organiser", "--set", "organiser.name=Mia Holm")
    assert "Warm regards" in invitation(prepared).read_text(encoding="utf-8")


def test_keeping_an_edited_draft_is_said(run, prepared):
    """That an edited text was kept is said with its file."""
    edit(invitation(prepared), "Kind regards", "Warm regards")
    _code, _out, err = prepare(run, "--change-organiser", "--set", "organiser.name=Mia Holm")
    assert f"Kept, because it was edited by hand: {invitation(prepared)}" in err


def test_other_drafts_are_written(run, prepared):
    """Beside an edited text, the others are still made anew."""
    edit(invitation(prepared), "Kind regards", "Warm regards")
    prepare(run, "--change-organiser", "--set", "organiser.introduction=I am Mia Holm.")
    assert "Mia Holm" in (prepared.folder(SLUG) / "pitch.md").read_text(encoding="utf-8")


def test_edited_mail_is_printed(run, prepared):
    """An edited mail is printed as edited."""
    edit(invitation(prepared), "Kind regards", "Warm regards")
    assert "Warm regards" in run("mail")[1]


def test_edited_current_mail_needs_no_word(run, prepared):
    """An edited mail whose answers stand needs no remark."""
    edit(invitation(prepared), "Kind regards", "Warm regards")
    assert "by hand" not in run("mail")[2]


def test_edited_stale_mail_is_printed_with_a_word(run, prepared):
    """An edited mail whose answers have changed is printed, and that is said."""
    edit(invitation(prepared), "Kind regards", "Warm regards")
    edit(prepared.network_file, "Maja Holm", "Mia Holm")
    _code, out, err = run("mail")
    assert ("Warm regards" in out, "was edited by hand and is printed as it is" in err) == (True, True)


@pytest.mark.parametrize("command", ["mail", "pitch"])
def test_stale_draft_is_made_afresh(run, prepared, command):
    """A text that nobody edited follows the answers."""
    edit(prepared.network_file, "Maja Holm", "Mia Holm")
    _code, out, _err = run(command)
    assert ("Mia Holm" in out, "Maja Holm" in out) == (True, False)


def test_draft_made_afresh_is_saved(run, prepared):
    """What is printed afresh is also what the file then holds."""
    edit(prepared.network_file, "Maja Holm", "Mia Holm")
    run("mail")
    assert "Mia Holm" in invitation(prepared).read_text(encoding="utf-8")


def test_printing_writes_nothing(run, prepared):
    """Printing a current text changes no file."""
    before = contents(prepared.root)
    run("mail")
    assert contents(prepared.root) == before


def test_unfinished_preparation_has_no_mail(run, prepared):
    """Without an answer that a text needs, the way to go on is named."""
    edit(prepared.answers_file(SLUG), 'talk = "phone"', "")
    code, out, err = run("mail")
    assert (code, out, f"netinvite prepare {SLUG}" in err) == (2, "", True)


# Printing ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "subject"),
    [
        ("da", "Må jeg høre dit syn på unge og ensomhed?"),
        ("en", "Your view on young people and loneliness?"),
    ],
)
def test_mail_on_a_pipe_has_headers(run, lang, subject):
    """On a pipe, the mail has the headers that a mail program needs."""
    prepare(run, lang=lang)
    message = message_from_bytes(run("mail", "jonas")[1].encode(), policy=policy.default)
    assert (message["Subject"], message["To"], message["From"]) == (
        subject,
        "Jonas Østergård <jonas@example.org>",
        "Maja Holm <maja.holm@example.org>",
    )


@pytest.mark.parametrize("lang", LANGS)
def test_mail_on_a_pipe_has_the_text(run, root, lang):
    """On a pipe, the mail's text is that of the file."""
    prepare(run, lang=lang)
    message = message_from_bytes(run("mail", "jonas")[1].encode(), policy=policy.default)
    _headers, text = invitation(Workspace(root)).read_text(encoding="utf-8").split("\n\n", 1)
    assert message.get_content().replace("\r\n", "\n") == text


def test_mail_on_a_terminal_is_readable(run, prepared, monkeypatch):
    """On a terminal, the mail is shown as a person reads it."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert run("mail")[1].startswith("To: Jonas Østergård <jonas@example.org>\n")


def test_mail_on_a_terminal_is_wrapped(run, prepared, monkeypatch):
    """On a terminal, no line is wider than it."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert max(map(len, run("mail")[1].splitlines())) <= 80


def test_pitch_on_a_pipe_is_the_file(run, prepared):
    """On a pipe, the pitch is printed as it is saved."""
    assert run("pitch")[1] == (prepared.folder(SLUG) / "pitch.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["mail", "pitch"])
@pytest.mark.parametrize("name", ["Zacharias", "../../etc/passwd", "", "\x1b[31m"])
def test_unknown_person_ends_with_2(run, prepared, command, name):
    """A person who is not there is wrong usage, said with who is."""
    code, out, err = run(command, name)
    assert (code, out, SLUG in err) == (2, "", True)


@pytest.mark.parametrize("command", ["mail", "pitch"])
def test_empty_workspace_ends_with_2(run, root, command):
    """Where nobody is prepared, the way to begin is named and nothing is made."""
    code, out, err = run(command)
    assert (code, out, "netinvite prepare" in err, root.exists()) == (2, "", True, False)


def test_control_characters_never_reach_the_terminal(run, prepared):
    """A control character in an argument is shown, not sent."""
    assert "\x1b" not in run("mail", "\x1b[31m")[2]


def test_broken_file_ends_with_1(run, prepared):
    """A damaged file is a failed job, said with its name."""
    prepared.network_file.write_text("= broken", encoding="utf-8")
    code, out, err = run("mail")
    assert (code, out, f"{prepared.network_file} is not valid TOML" in err) == (1, "", True)


def test_mail_needs_little(prepared):
    """Printing a current mail loads neither the template engine nor the wizard."""
    ended = program("mail", "--workspace", str(prepared.root), code=("-c", MODULES_USED))
    assert (ended.returncode, HEAVY & set(ended.stderr.decode().split())) == (0, set())


# Languages -----------------------------------------------------------------------------------------


def danish_answers(root, *left_out):
    """A file with the Danish example's answers about somebody new, without the tables ``left_out``."""
    data = tomllib.loads(example("da").read_text(encoding="utf-8"))
    for step in ("lang", *left_out):
        del data[step]
    # What the network needs is the same in every language; its names are English here.
    del data["reflection"]["covers"]
    data.get("network", {}).pop("needs", None)
    # The greeting is proposed.
    del data["person"]["greeting"]
    data["person"] |= {"name": "Anna Jensen", "lang": "da"}
    file = root.with_name("anna.toml")
    file.write_text(tomlkit.dumps(data), encoding="utf-8")
    return str(file)


@pytest.fixture
def danish_guest(run, prepared):
    """In the English workspace, a person who is written to in Danish."""
    assert run("prepare", "--no-input", "--answers", danish_answers(prepared.root))[0] == 0
    return prepared


def test_the_network_is_told_in_the_language_of_the_person(run, prepared):
    """An answer that became part of an English sentence cannot stand in a Danish one: it is asked for."""
    file = danish_answers(prepared.root, "organiser", "network", "practical")
    code, _out, err = run("prepare", "--no-input", "--answers", file)
    assert code == 2
    assert "organiser.motivation" in err
    assert "organiser.phone" not in err


def test_each_language_keeps_its_own_answers(danish_guest):
    """The network's first answers stay; those in the other language stand in a table of their own."""
    data = danish_guest.read(danish_guest.network_file)
    assert data["network"]["theme"].startswith("I am putting together")
    assert data["languages"]["da"]["network"]["theme"].startswith("Jeg er ved at samle")
    assert "phone" not in data["languages"]["da"]["organiser"]
    text = (danish_guest.folder("anna-jensen") / "invitation.txt").read_text(encoding="utf-8")
    assert "loneliness" not in text
    assert "ensomhed" in text
    english = (danish_guest.folder(SLUG) / "invitation.txt").read_text(encoding="utf-8")
    assert "ensomhed" not in english


def test_the_third_person_costs_no_answers_about_the_network(run, danish_guest):
    """A language is asked for once."""
    file = danish_answers(danish_guest.root, "organiser", "network", "practical")
    assert run("prepare", "--no-input", "--answers", file, "--set", "person.name=Bo Friis")[0] == 0
    code, out, _err = run("status", "--json")
    assert (code, out.count('"ready"')) == (0, 3)


def test_person_is_written_to_in_their_language(danish_guest):
    """A person's own language is that of their texts."""
    text = (danish_guest.folder("anna-jensen") / "invitation.txt").read_text(encoding="utf-8")
    assert "Kære Anna" in text


def test_language_of_a_person_is_remembered(danish_guest):
    """A person's own language stands with their answers."""
    assert danish_guest.person("anna-jensen").lang == "da"


def test_language_of_the_network_stays(danish_guest):
    """A person's own language leaves that of the network as it is."""
    assert danish_guest.read(danish_guest.network_file)["lang"] == "en"


def test_draft_made_afresh_is_in_the_language_of_the_person(run, danish_guest):
    """A text made afresh later is in the person's language too."""
    edit(danish_guest.network_file, "Maja Holm", "Mia Holm")
    assert "Jeg hedder Mia Holm" in run("pitch", "anna")[1]


def test_lang_wins_over_the_answers(run, root):
    """The option decides before the answers file."""
    prepare(run, "--lang", "da")
    assert "Venlig hilsen" in invitation(Workspace(root)).read_text(encoding="utf-8")


def test_environment_decides_where_nothing_else_does(run, root, monkeypatch):
    """NETINVITE_LANG decides where neither option nor file does."""
    monkeypatch.setenv("NETINVITE_LANG", "da")
    data = example("en").read_text(encoding="utf-8").replace('lang = "en"', "")
    file = root.with_name("mine.toml")
    file.write_text(data, encoding="utf-8")
    run("prepare", "--no-input", "--answers", str(file))
    assert "Venlig hilsen" in invitation(Workspace(root)).read_text(encoding="utf-8")


# The program ---------------------------------------------------------------------------------------


def test_welcome(capsys):
    """Without a command, the way to begin is named."""
    code = app.run([])
    assert (code, "netinvite prepare" in capsys.readouterr().out) == (0, True)


def test_version(capsys):
    """The version is printed."""
    code = app.run(["--version"])
    assert (code, capsys.readouterr().out) == (0, f"netinvite {__version__}\n")


@pytest.mark.parametrize("command", [[], ["prepare"], ["mail"], ["pitch"]])
def test_help(capsys, command):
    """Every command explains itself."""
    code = app.run([*command, "--help"])
    assert (code, "Usage: netinvite" in capsys.readouterr().out) == (0, True)


@pytest.mark.parametrize("arguments", [["prepar"], ["mail", "--nonsense"], ["pitch", "a", "b"]])
def test_wrong_usage_ends_with_2(capsys, arguments):
    """A command line that cannot be understood is wrong usage, without a traceback."""
    code = app.run(arguments)
    assert (code, "Traceback" in capsys.readouterr().err) == (2, False)


def test_example_shows_the_texts(capsys, tmp_path, monkeypatch):
    """The example prints the texts made from the answers that are shipped."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    code = app.run(["prepare", "--example"])
    assert (code, "Dear Jonas" in capsys.readouterr().out) == (0, True)


def test_example_leaves_the_workspace_alone(run, root, tmp_path, monkeypatch):
    """The example is made in a temporary folder."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    run("prepare", "--example")
    assert not root.exists()


def test_interrupted(run, monkeypatch):
    """Ctrl+C ends with 130 and without a traceback."""

    def interrupt(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(place, "locate", interrupt)
    code, _out, err = run("mail")
    assert (code, "Traceback" in err) == (130, False)


def test_the_language_may_stand_before_the_command(run, tmp_path):
    """``netinvite --lang da prepare`` writes in Danish, as ``netinvite prepare --lang da`` does."""
    answers = templates_dir() / "da" / "example.toml"
    assert run("--lang", "da", "prepare", "--no-input", "--answers", str(answers))[0] == 0
    texts = [file.read_text("utf-8") for file in tmp_path.rglob("invitation.txt")]
    assert len(texts) == 1 and "Kære Jonas" in texts[0]
    (network,) = tmp_path.rglob("network.toml")
    assert 'lang = "da"' in network.read_text("utf-8")


def run_in(root, *arguments):
    return app.run([*arguments, "--workspace", str(root)])


SPOKEN = [
    ("today",),
    ("status",),
    ("mail", "jonas"),
    ("pitch", "jonas"),
    ("check",),
    ("export", "jonas"),
    ("log", "jonas", "no-answer"),
    ("later", "jonas", "in two weeks"),
    ("interview", "jonas", "--guide"),
    ("leaflet",),
    ("templates", "list"),
    ("doctor",),
    ("times", "Tuesday at 10"),
]


@pytest.mark.parametrize("before", [False, True])
@pytest.mark.parametrize("words", SPOKEN, ids=" ".join)
def test_a_language_that_there_is_not_is_refused_before_anything_is_done(prepared, capsys, words, before):
    """Every command says so, wherever the option stands, and changes nothing."""
    there = contents(prepared.root)
    line = ("--lang", "dk", *words) if before else (*words, "--lang", "dk")
    assert run_in(prepared.root, *line) == 2
    told = "There is no language “dk”. Choose one of: da, en"
    assert capsys.readouterr() == ("", f"{told}\n")
    assert contents(prepared.root) == there


def test_a_language_of_the_networks_own_is_one(prepared, capsys):
    """Where its folder is begun it can be spoken, in the words that it has."""
    assert run_in(prepared.root, "templates", "copy", "sv") == 0
    assert run_in(prepared.root, "status", "--lang", "sv") == 0
    assert run_in(prepared.root, "status", "--lang", "fr") == 2
    assert "Choose one of: da, en, sv" in capsys.readouterr().err


def test_the_environments_language_is_told_and_left_aside_where_there_is_none_such(prepared, monkeypatch):
    """The command goes on in the language that would hold without it."""
    monkeypatch.setenv("NETINVITE_LANG", "dk")
    done = program("status", "--workspace", str(prepared.root))
    told = "NETINVITE_LANG: There is no language “dk”. Choose one of: da, en"
    assert (done.returncode, done.stderr.decode().strip()) == (0, told)
