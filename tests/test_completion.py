"""The Tab key: what is offered where, and in real bash, zsh and fish."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import netinvite
from netinvite.cli import app, completion

pytestmark = pytest.mark.whole

SHELLS = list(completion.SCRIPTS)
# The shells themselves; not every computer has them all.
REAL = ["bash", *(pytest.param(name, marks=pytest.mark.whole) for name in SHELLS if name != "bash")]
PATIENCE = 20
ANSWERS = 'schema = 1\n[person]\nname = "{}"\n'
PEOPLE = {"anna-jensen": "Anna Jensen", "bo-aagaard": "Bo Ågård", "anne-lund": "Anne Lund"}


@pytest.fixture
def net(tmp_path):
    """A network of three people."""
    folder = tmp_path / "net"
    (folder / "people").mkdir(parents=True)
    (folder / "network.toml").write_text('schema = 1\nlang = "en"\n', encoding="utf-8")
    for slug, name in PEOPLE.items():
        (folder / "people" / slug).mkdir()
        (folder / "people" / slug / "answers.toml").write_text(ANSWERS.format(name), encoding="utf-8")
    return folder


@pytest.fixture
def named(net, capsys):
    """The same network, whose index knows full names."""
    app.run(["status", "-w", str(net)])
    capsys.readouterr()
    return net


@pytest.fixture
def tab(net, monkeypatch, capsys):
    """What a shell gets for a command line: values, in order."""
    monkeypatch.setenv("NETINVITE_WORKSPACE", str(net))

    def offered(*words, shell="bash"):
        monkeypatch.setenv("_NETINVITE_COMPLETE", f"{shell}_complete")
        monkeypatch.setenv("COMP_WORDS", "\n".join(["netinvite", *words]))
        monkeypatch.setenv("COMP_CWORD", words[-1] if shell == "fish" else str(len(words)))
        assert app.run([]) == 0
        lines = capsys.readouterr().out.strip("\n").splitlines()
        return (
            lines[1::3] if shell == "zsh" else [line.partition(",")[2].partition("\t")[0] for line in lines]
        )

    return offered


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("p", ["prepare", "pitch"]),
        ("templates c", ["copy", "check"]),
        ("mail --fo", ["--format", "--force"]),
        ("mail an", ["anna-jensen", "anne-lund"]),
        ("mail --format m", ["mime", "mbox", "mailto"]),
        ("mail --format=ma", ["mailto"]),
        ("mail --sent t", ["today"]),
        ("log bo no", ["no-answer"]),
        ("log bo met --how m", ["mail", "met", "message"]),
        ("log bo met --date t", ["today"]),
        ("status --state t", ["thinking", "tried", "talked"]),
        ("status --sort n", ["name", "next"]),
        ("export --format j", ["json"]),
        ("check --format g", ["github"]),
        ("leaflet -f p", ["pdf"]),
        (
            "check --explain m01",
            ["M010", "M011", "M013", "M014", "M015", "M016", "M017", "M018", "M019"],
        ),
        ("--lang d", ["da"]),
        ("--show-completion z", ["zsh"]),
    ],
)
def test_each_place_offers_what_it_takes(tab, line, wanted):
    """Commands, options, people, forms, rules, languages."""
    found = tab(*line.split(" "))
    assert found == wanted if "explain" not in line else set(found) <= set(wanted) and "M011" in found


@pytest.mark.parametrize(
    "command", ["prepare", "pitch", "mail", "interview", "log", "later", "check", "export", "forget"]
)
def test_people_are_offered_wherever_one_is_named(tab, command):
    """Every command that is about a person."""
    assert tab(command, "bo") == ["bo-aagaard"]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("typed", ["jen", "Jen", "jensen"])
def test_any_word_of_a_folder_finds_the_person(tab, shell, typed):
    """The surname alone is enough."""
    assert tab("mail", typed, shell=shell) == ["anna-jensen"]


def test_a_full_name_finds_the_person(tab, named):
    """As the name is written, once status has read it."""
    assert tab("mail", "Ågå") == tab("mail", "Ågå", shell="zsh") == ["bo-aagaard"]


def test_fish_is_given_what_it_would_not_throw_away(tab, named):
    """fish shows only what holds the letters typed."""
    assert tab("mail", "Ågå", shell="fish") == ["Bo Ågård"]


@pytest.mark.parametrize("where", ["-w", "--workspace"])
def test_the_workspace_on_the_line_counts(tab, net, monkeypatch, where):
    """People of the network that the command names."""
    monkeypatch.setenv("NETINVITE_WORKSPACE", str(net / "elsewhere"))
    assert tab("mail", "bo") == []
    assert tab("mail", where, str(net), "bo") == ["bo-aagaard"]


@pytest.mark.parametrize(
    "name", ["$(touch pwned)", "a;b", "a`b`", "a'b", 'a"b', "a,b", "a\nb", "-rf", "a\x1b[2Jb"]
)
def test_a_name_that_a_shell_could_take_for_a_command_is_left_out(tab, net, name):
    """A folder that came with a shared network is no more than a name."""
    folder = net / "people" / name
    folder.mkdir()
    (folder / "answers.toml").write_text(ANSWERS.format("Anna"), encoding="utf-8")
    for shell in SHELLS:
        assert set(tab("mail", "a", shell=shell)) == {"anna-jensen", "anne-lund"}


def test_a_damaged_network_offers_nothing_and_says_nothing(tab, net):
    """The line that is typed stays as it is."""
    shutil.rmtree(net / "people")
    (net / "people").write_text("no folder", encoding="utf-8")
    assert tab("mail", "a") == []


@pytest.mark.parametrize("line", ["--version", "--show-completion zsh", "mail --plain"])
def test_an_option_on_the_line_is_not_carried_out(tab, line):
    """Tab only asks."""
    assert "netinvite 0" not in "".join(tab(*line.split(), ""))


def test_another_shell_is_refused(capsys):
    """With the names of those that are there."""
    assert app.run(["--show-completion", "tcsh"]) == 2
    assert "bash, zsh, fish" in capsys.readouterr().err


# In real shells ------------------------------------------------------------------------------------

START = {
    "bash": ["--norc", "--noprofile", "-i"],
    "zsh": ["-f", "-i"],
    "fish": ["--no-config", "-i"],
}
BEGIN = {
    "bash": "PS1='ready> '; bind 'set bell-style none'; source <(netinvite --show-completion bash)",
    "zsh": "PS1='ready> '; unsetopt beep; autoload -Uz compinit; compinit -u -D; "
    "source <(netinvite --show-completion zsh)",
    "fish": "function fish_prompt; echo 'ready> '; end; netinvite --show-completion fish | source",
}


SOURCE = Path(netinvite.__file__).parents[1]
# Stands in for netinvite on the line that was completed, and shows what it would have got.
STAND_IN = """#!/bin/sh
if [ -n "$_NETINVITE_COMPLETE" ] || [ "$1" = --show-completion ]; then exec "{python}" -m netinvite "$@"; fi
printf '<'; printf '%s|' "$@"; printf '>\\n'
"""


@pytest.fixture(params=REAL)
def shell(request, net, tmp_path):
    """A real shell in a terminal, where netinvite's completion is loaded; a line and Tab give its words."""
    pexpect = pytest.importorskip("pexpect")
    program = shutil.which(request.param)
    if not program or sys.platform == "win32":
        pytest.skip(f"{request.param} is not here")
    stand_in = tmp_path / "bin" / "netinvite"
    stand_in.parent.mkdir()
    stand_in.write_text(STAND_IN.format(python=sys.executable), encoding="utf-8")
    stand_in.chmod(0o755)
    env = {**os.environ, "NETINVITE_WORKSPACE": str(net), "TERM": "xterm", "NETINVITE_LANG": "en"}
    env["PATH"] = f"{stand_in.parent}{os.pathsep}{env['PATH']}"
    child = pexpect.spawn(
        program, START[request.param], env=env, cwd=tmp_path, encoding="utf-8", timeout=PATIENCE
    )
    child.setwinsize(40, 120)
    child.sendline(f"{BEGIN[request.param]}; printf 'LOAD%s\\n' ED")
    child.expect("LOADED")

    def completed(line):
        child.send(f"netinvite {line}\t\r")
        child.expect("<([^>]*)>")
        # A slash that was put behind a folder goes or stays as the shell likes it.
        return [word.rstrip("/") for word in child.match[1].rstrip("|").split("|")]

    yield completed
    child.close(force=True)


DOCUMENT = Path(__file__).parents[1] / "docs" / "shell.md"
# The line of each shell.
LINES = {
    shell: line
    for line, shell in re.findall(r"(?m)^ {4}(.*--show-completion (\w+) .*)$", DOCUMENT.read_text("utf-8"))
}


@pytest.fixture(params=REAL)
def new_user(request, net, tmp_path, home):
    """The shell of somebody whose home is empty, begun anew each time, with its own files alone."""
    pexpect = pytest.importorskip("pexpect")
    program = shutil.which(request.param)
    if not program or sys.platform == "win32":
        pytest.skip(f"{request.param} is not here")
    stand_in = tmp_path / "bin" / "netinvite"
    stand_in.parent.mkdir()
    stand_in.write_text(STAND_IN.format(python=sys.executable), encoding="utf-8")
    stand_in.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    env = {**kept, "HOME": str(home), "NETINVITE_WORKSPACE": str(net), "TERM": "xterm", "LANG": "C.UTF-8"}
    env["PATH"] = f"{stand_in.parent}{os.pathsep}{env['PATH']}"
    env["PYTHONPATH"] = os.pathsep.join(filter(None, [str(SOURCE), os.environ.get("PYTHONPATH", "")]))

    def begun():
        child = pexpect.spawn(program, ["-i"], env=env, cwd=tmp_path, encoding="utf-8", timeout=PATIENCE)
        child.setwinsize(40, 200)
        return child

    opened = []

    def typed(line):
        opened.append(child := begun())
        child.sendline(line + "; printf 'DO%s\\n' NE")
        child.expect("DONE")
        child.sendline("exit")
        child.expect(pexpect.EOF)

    def completed(line):
        opened.append(child := begun())
        child.sendline("printf 'READ%s\\n' Y")
        child.expect("READY")
        child.send(f"{line}\t\r")
        child.expect("<([^>]*)>")
        return child.match[1].rstrip("|").split("|")

    yield request.param, typed, completed
    for child in opened:
        child.close(force=True)


def test_the_one_line_of_the_page_is_enough(new_user):
    """Typed by a new user into their shell, Tab completes in the next window."""
    name, typed, completed = new_user
    if name == "zsh":
        # Without a file of its own, zsh asks a new user what should stand in it.
        (Path(os.environ["HOME"]) / ".zshrc").touch()
    typed(LINES[name])
    assert completed("bin/netinvite mail jens") == ["mail", "anna-jensen"]
    assert completed("netinvite mail jens") == ["mail", "anna-jensen"]
    assert completed("netinvite stat") == ["status"]


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("stat", ["status"]),
        ("templates dif", ["templates", "diff"]),
        ("mail --inv", ["mail", "--invite"]),
        ("mail bo", ["mail", "bo-aagaard"]),
        ("mail jens", ["mail", "anna-jensen"]),
        ("mail --format mailt", ["mail", "--format", "mailto"]),
        ("mail --format=mailt", ["mail", "--format=mailto"]),
        ("check --explain M01", ["check", "--explain", "M01"]),
        ("check --explain M011", ["check", "--explain", "M011"]),
        ("mail -o some", ["mail", "-o", "some thing.txt"]),
        ("mail -w ne", ["mail", "-w", "net"]),
    ],
)
def test_a_real_shell_completes(shell, tmp_path, line, wanted):
    """One Tab and Enter; a word that may become several stays as it is."""
    (tmp_path / "some thing.txt").write_text("", encoding="utf-8")
    assert shell(line) == wanted


def test_a_shell_is_told_nothing_where_nothing_fits(shell):
    """What was typed stays as it was."""
    assert shell("mail xyz") == ["mail", "xyz"]


@pytest.mark.parametrize("name", REAL)
def test_the_script_is_good_grammar(name):
    """Each shell reads its script without running it."""
    program = shutil.which(name)
    if not program:
        pytest.skip(f"{name} is not here")
    script = completion.script(name)
    done = subprocess.run([program, "-n"], input=script, text=True, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
