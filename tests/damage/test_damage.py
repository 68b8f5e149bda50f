"""Whatever happens to a file of one person: it is told, and nobody else's command stops.

Every file and every damage with ``--whole``, each with some of the commands; else a sample of them.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from faults.scenarios import LOG_KEYS
from fuzz.watching import in_time

from damage import damages, desk

pytestmark = [
    pytest.mark.whole,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files"),
]
PERSON = f"people/{desk.SLUG}"
NOTES = (".drafts", ".drafts.json", ".index.json", ".rehearsals.json")
FILES = ("answers.toml", *NOTES, "pitch.md", "invitation.txt", "conversation.md")
# A file that reads otherwise and holds the same.
HARMLESS = ("crlf", "mixed ends", "mark", "no last break", "comment last")
WRITES = ("prepare", "import", "forget", "interview")
RECORDS = ("prepare", "import", "log", "later")
# Commands that a damage meets: of a whole file, and within one, where there are more than a thousand.
OF_A_FILE, WITHIN = 6, 1
LOG_DAMAGES = damages.wrong_keys("contact_log", LOG_KEYS)


def _cases() -> Iterator[tuple[str, str, damages.Damage]]:
    for file in FILES:
        yield from ((f"{PERSON}/{file}", name, damage) for name, damage in damages.FILE_DAMAGES.items())
    for name in ("a folder", "a link to nowhere", "a link to itself", "a link outside", "a pipe"):
        yield PERSON, name, damages.FILE_DAMAGES[name]
    wrong = damages.wrong_types(damages.PERSON_TABLES) | LOG_DAMAGES
    yield from ((f"{PERSON}/answers.toml", name, damage) for name, damage in wrong.items())


def _network_cases() -> Iterator[tuple[str, str, damages.Damage]]:
    found = damages.FILE_DAMAGES | damages.wrong_types(damages.NETWORK_TABLES)
    yield from (("network.toml", name, damage) for name, damage in found.items())


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    folder = tmp_path_factory.mktemp("model") / "made"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NETINVITE_NOW", desk.NOW)
        patch.setenv("NETINVITE_LANG", "en")
        net = desk.model_in(folder)
    # As a version before left it.
    entry = {"since": "2026-11-20", "digest": "0" * 64, "inputs": "", "lang": "en"}
    (net / PERSON / ".drafts.json").write_text(json.dumps({"pitch.md": entry}), encoding="utf-8")
    return folder


@pytest.fixture
def net(model, tmp_path, monkeypatch):
    return _fresh(model, tmp_path, monkeypatch)


def _fresh(model, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.rmtree(tmp_path / "desk", ignore_errors=True)
    shutil.copytree(model, tmp_path / "desk", symlinks=True)
    monkeypatch.chdir(tmp_path / "desk/net")
    return tmp_path / "desk/net"


def _commands(place: str, name: str) -> list[tuple[str, ...]]:
    everything = [*desk.OTHERS, *desk.TOLERANT, *desk.EVERYONE, *desk.PERSONS]
    count = OF_A_FILE if name in damages.FILE_DAMAGES else WITHIN
    return random.Random(f"{place} {name}").sample(everything, count)


def _wrong(arguments: tuple[str, ...], said: desk.Said, *, of_network: bool) -> str:
    if said.code not in (0, 1, 2) or "Traceback" in said.err:
        return f"{arguments}: {said.code} {said.err}"
    if arguments in desk.OTHERS and said.code and not of_network:
        return f"{arguments} was stopped: {said.err}"
    return ""


def _tried(net: Path, arguments: tuple[str, ...]) -> desk.Said:
    with in_time():
        return desk.give(net, *arguments)


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    ("place", "name", "damage"),
    [*_cases(), *_network_cases()],
    ids=lambda it: "made" if callable(it) else str(it)[:40],
)
def test_a_damage_stays_where_it_is(model, tmp_path, monkeypatch, place, name, damage):
    """Never exit 70 or a traceback, nor a stop for somebody else; what is damaged is not written over."""
    problems = []
    for arguments in _commands(place, name):
        net = _fresh(model, tmp_path, monkeypatch)
        damage(net / place)
        said = _tried(net, arguments)
        problems.append(_wrong(arguments, said, of_network=place == "network.toml"))
    if name in damages.FILE_DAMAGES:
        problems.append(_wrong(("Tab",), desk.tab(net), of_network=True))
    assert [problem for problem in problems if problem] == []


@pytest.mark.sampled(6)
@pytest.mark.parametrize("name", [name for name in damages.FILE_DAMAGES if name not in HARMLESS])
def test_status_names_what_is_damaged_and_shows_all_others(net, name):
    """Path and reason on standard error, exit 1, and both others in the list."""
    file = net / PERSON / "answers.toml"
    damages.FILE_DAMAGES[name](file)
    before = desk.everything(net / PERSON)
    said = _tried(net, ("status", "--json"))
    assert {"bo-bro", "caj-dam"} <= {one["id"] for one in json.loads(said.out)["people"]}
    assert said.code == 1
    assert f"{PERSON}/answers.toml" in said.err
    assert desk.everything(net / PERSON) == before


@pytest.mark.sampled(6)
@pytest.mark.parametrize("name", [name for name in damages.FILE_DAMAGES if name not in (*HARMLESS, "gone")])
@pytest.mark.parametrize(
    "arguments",
    [
        ("prepare", desk.SLUG, "--no-input", "--set=person.role=is head of a school"),
        ("interview", desk.SLUG, "--no-input", "--answers", "../in/talk.toml"),
        ("mail", desk.SLUG, "--sent"),
        ("log", desk.SLUG, "no-answer"),
        ("later", desk.SLUG, "in", "two", "weeks"),
    ],
    ids=lambda it: it[0],
)
def test_what_is_damaged_is_never_written_over(net, name, arguments):
    """A change to that person is refused with the file's name, and every byte stays."""
    file = net / PERSON / "answers.toml"
    damages.FILE_DAMAGES[name](file)
    before = desk.everything(net / PERSON)
    said = _tried(net, arguments)
    assert said.code in (1, 2)
    assert PERSON in said.err or desk.SLUG in said.err
    assert desk.everything(net / PERSON) == before


@pytest.mark.sampled(4)
@pytest.mark.parametrize("name", LOG_DAMAGES)
def test_no_word_of_a_damaged_log_is_lost(net, name):
    """Whoever records something more, or changes an answer, finds every line of the log as it was; what does
    not fit is named with its file, and the person still stands with everyone."""
    file = net / PERSON / "answers.toml"
    LOG_DAMAGES[name](file)
    log = file.read_text("utf-8").partition("[[contact_log]]")[2]
    recording = [one for one in desk.PERSONS if one[0] in RECORDS or "--sent" in one]
    for arguments in random.Random(name).sample(recording, 3):
        said = _tried(net, arguments)
        assert said.code in (0, 1, 2), said.err
        assert log.strip() in file.read_text("utf-8")
    said = _tried(net, ("status", "--json"))
    assert desk.SLUG in {one["id"] for one in json.loads(said.out)["people"]}
    assert (said.code == 1) == (f"{PERSON}/answers.toml" in said.err)


@pytest.mark.parametrize("name", HARMLESS)
def test_what_an_editor_does_is_no_damage(net, name):
    """Other line ends, a mark, no last line break: the next conversation is recorded beside the first."""
    damages.FILE_DAMAGES[name](net / PERSON / "answers.toml")
    talk = net.parent / "in/talk.toml"
    talk.write_text(talk.read_text("utf-8").replace("sends the leaflet", "calls again"), "utf-8")
    said = _tried(net, ("interview", desk.SLUG, "--no-input", "--answers", "../in/talk.toml"))
    assert said.code == 0, said.err
    told = json.loads(desk.give(net, "export", desk.SLUG, "--format", "json").out)
    assert [talk["outcome"] for talk in told["answers"]["conversation"]] == ["considers", "considers"]


@pytest.mark.parametrize("name", ["empty", "blank"])
def test_an_empty_network_is_told(net, name):
    """It is not taken for one that was never begun, and stays."""
    damages.FILE_DAMAGES[name](net / "network.toml")
    for arguments in (("status",), ("mail", "bo-bro"), ("prepare", "bo-bro", "--no-input"), ("leaflet",)):
        said = _tried(net, arguments)
        assert (said.code, "network.toml is empty" in said.err) == (1, True), arguments
    assert (net / "network.toml").read_bytes().strip() == b""


@pytest.mark.sampled(1)
@pytest.mark.parametrize("name", damages.odd_folders())
def test_an_odd_folder_stops_nobody(net, name):
    """Not UTF-8, with a line break, a dot first, very long: status shows everyone, or names the folder."""
    people = os.fsencode(net / "people")
    try:
        os.mkdir(os.path.join(people, name))  # noqa: PTH102, PTH118  # bytes
    except OSError:
        pytest.skip("this file system has no such names")
    shutil.copy(net / PERSON / "answers.toml", os.path.join(people, name, b"answers.toml"))  # noqa: PTH118
    said = _tried(net, ("status", "--json"))
    found = {one["id"] for one in json.loads(said.out)["people"]}
    others = {desk.SLUG, "bo-bro", "caj-dam", "tove-friis"}
    assert others <= found
    # Shown as somebody, or named as a folder that is nobody's.
    assert (len(found - others), said.code) in ((1, 0), (0, 1))
    for arguments in (*desk.EVERYONE, *desk.OTHERS, ("forget", "caj-dam", "--yes", "--confirm", "Caj Dam")):
        assert _wrong(arguments, _tried(net, arguments), of_network=arguments[0] in WRITES) == ""


def test_somebody_whose_folder_is_odd_is_told(net):
    """Asked for by the name of a folder that cannot be read, one is told of the folder."""
    (net / "people/eva-krog").symlink_to(net / "nowhere")
    said = _tried(net, ("mail", "Eva Krog"))
    assert said.code == 1
    assert "people/eva-krog is a link that leads nowhere" in said.err


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1970-01-01", "2999-12-31"])
def test_days_at_the_end_of_time(net, day):
    """A next step or a time there: calendars, checks and mails are made, or refused with a sentence."""
    file = net / PERSON / "answers.toml"
    given = [given for given in (*desk.EVERYONE, *desk.PERSONS) if given[0] != "forget"]
    text = file.read_text(encoding="utf-8").replace("2026-12-08", day)
    lines = [line for line in text.splitlines() if not line.startswith("times")]
    moments = f'times = ["{day} 00:00", "{day} 23:59"]'
    for changed in (text, "\n".join(lines).replace("[contact]", f"[contact]\n{moments}", 1)):
        file.write_text(changed, encoding="utf-8")
        for arguments in given:
            assert _wrong(arguments, _tried(net, arguments), of_network=True) == ""


@pytest.mark.parametrize("document", ["invitation.txt", "pitch.md"])
def test_a_text_that_is_far_too_long_is_no_letter(net, document):
    """Over 200,000 characters: one sentence, exit 1, and the file stays."""
    file = net / PERSON / document
    long = file.read_text(encoding="utf-8") + "Tirsdag kl. 10. " * 13_000
    file.write_text(long, encoding="utf-8")
    command = "mail" if document == "invitation.txt" else "pitch"
    for arguments in ((command, desk.SLUG), ("check", desk.SLUG)):
        said = _tried(net, arguments)
        assert (said.code, f"{document} has more than 200,000 characters" in said.err) == (1, True)
    assert file.read_text(encoding="utf-8") == long


def test_no_conversation_lies_ahead(net):
    """The day of a conversation is one that has been."""
    said = _tried(net, ("interview", "bo-bro", "--no-input", "--set", "conversation.date=2026-11-26"))
    assert (said.code, "is still to come" in said.err) == (2, True)


def test_a_name_is_found_beside_somebody_who_cannot_be_read(net, monkeypatch):
    """One file that the system refuses is that person's alone."""
    shutil.rmtree(net / PERSON)
    (net / PERSON).mkdir()
    (net / PERSON / "answers.toml").symlink_to(net / "nowhere")
    assert _tried(net, ("mail", "Bo Bro")).code == 0
    said = _tried(net, ("mail", desk.SLUG))
    assert (said.code, f"{PERSON}/answers.toml" in said.err) == (1, True)
