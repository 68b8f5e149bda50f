"""Which network: one that is named and not there, or whose file is gone, is told of, never guessed."""

from __future__ import annotations

import json

import pytest
from readyexample import EXAMPLE

from netinvite.cli import app
from netinvite.store.inventory import nearest

# Each without its network.
READING = (
    ["status"],
    ["status", "--json"],
    ["status", "--due"],
    ["status", "--ics", "-"],
    ["status", "--feed", "feed.ics"],
    ["today"],
    ["today", "--json"],
    ["mail", "jonas"],
    ["mail", "--all"],
    ["pitch"],
    ["log", "jonas", "talked"],
    ["later", "jonas", "tomorrow"],
    ["interview", "jonas", "--no-input"],
    ["check"],
    ["leaflet"],
    ["export", "--all"],
    ["forget", "jonas"],
    ["templates", "list"],
)


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    """What a command says on each stream, and its exit status."""
    monkeypatch.chdir(tmp_path)

    def call(*words):
        return app.run([str(word) for word in words]), *capsys.readouterr()

    return call


@pytest.mark.parametrize("words", READING, ids=" ".join)
@pytest.mark.parametrize("how", ["option", "variable", "file"])
def test_a_network_that_is_named_and_not_there_is_an_error(run, tmp_path, monkeypatch, words, how):
    """Nothing is printed for programs, and nothing is made."""
    place, more = tmp_path / "nosuch", []
    if how == "file":
        place = tmp_path / "file.toml"
        place.write_text("", "utf-8")
    if how == "variable":
        monkeypatch.setenv("NETINVITE_WORKSPACE", str(place))
    else:
        more = ["-w", place]
    before = sorted(tmp_path.iterdir())
    code, out, err = run(*words, *more)
    assert (code, out) == (2, "") and f"There is no network in {place}." in err
    assert ("NETINVITE_WORKSPACE names it." in err) == (how == "variable")
    assert ("netinvite prepare" in err) == (how != "file")
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    "words", [["prepare", "--answers", EXAMPLE, "--no-input"], ["templates", "copy", "pitch"]]
)
def test_what_begins_a_network_begins_it_there(run, tmp_path, words):
    """It is the place where it is to lie."""
    assert run(*words, "-w", tmp_path / "new")[0] == 0
    assert (tmp_path / "new").is_dir()


@pytest.mark.parametrize("words", [["status", "--json"], ["status", "--ics", "-"], ["today", "--json"]])
def test_programs_get_no_empty_answer_where_nobody_has_begun(run, words):
    """People are told how to begin."""
    code, out, err = run(*words)
    assert (code, out) == (2, "") and "There is no network in" in err
    assert run("today")[0] == run("status")[0] == 0


@pytest.fixture
def lacking(net):
    """Jonas is there, and the network's file is gone."""
    (net / "network.toml").unlink()
    return net


@pytest.mark.parametrize("words", [["status"], ["status", "--json"], ["today", "--no-input"]], ids=" ".join)
def test_where_the_networks_file_is_gone_it_is_said_beside_the_people(run, lacking, monkeypatch, words):
    """Once, with what to do; also where the folder is found from within it."""
    monkeypatch.chdir(lacking)
    code, out, err = run(*words)
    assert code == 1 and "Jonas" in out
    assert err.count("network.toml is missing") == 1 and "Put it back" in err


def test_other_commands_say_it_too(run, lacking):
    """Before what else they say; what is kept on somebody is printed all the same."""
    code, out, err = run("export", "jonas", "-w", lacking)
    assert code == 0 and "Jonas" in out and err.count("network.toml is missing") == 1
    code, out, err = run("prepare", "jonas", "--no-input", "-w", lacking)
    assert code == 2 and err.count("network.toml is missing") == 1


def test_doctor_says_it_without_a_name(run, lacking, tmp_path):
    """And that a named folder is not there."""
    code, out, _err = run("doctor", "--json", "-w", lacking)
    (row,) = (one for one in json.loads(out)["rows"] if one["name"] == "workspace")
    assert (code, row["state"]) == (1, "fails") and "network.toml is missing" in row["told"]
    _code, out, _err = run("doctor", "--json", "-w", tmp_path / "nosuch")
    (row,) = (one for one in json.loads(out)["rows"] if one["name"] == "workspace")
    assert row["state"] == "fails" and str(tmp_path) not in out


def test_a_folder_of_people_who_are_somebody_elses_is_no_network(tmp_path):
    """Only answers make one."""
    (tmp_path / "people" / "ann").mkdir(parents=True)
    (tmp_path / "people" / "ann" / "notes.txt").write_text("", "utf-8")
    assert nearest({}, tmp_path) is None
