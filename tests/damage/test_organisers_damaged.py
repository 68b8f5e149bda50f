"""Three who organise and four people: what is wrong with one organiser's file stays with that one's people.

Every damage with ``--whole``, each with some of the commands; else a sample of them.
"""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import sys
from pathlib import Path

import pytest
from extent import spread
from fuzz.watching import in_time
from organisers import BO, give, write

from damage import damages, desk
from netinvite.store import files

pytestmark = [
    pytest.mark.whole,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files"),
]
FILE = "organisers/bo-krag.toml"
ANSWERS = f"people/{desk.SLUG}/answers.toml"
RECORDED = f"people/{desk.SLUG}/log/bo-krag.toml"
EVA = BO.replace("Bo Krag", "Eva Lund").replace("bo.krag", "eva")
BOS, AS_BO = ("--as", "bo-krag"), ("--as", "Bo Krag")
# A file that reads otherwise and holds the same.
HARMLESS = ("crlf", "mixed ends", "mark", "no last break", "comment last")
KEYS = ("name", "introduction", "motivation", "email", "phone", "signature")
FULL_NAME = ("--yes", "--confirm", "Bo Krag")
# In whose name, and what is done with organisers as such.
ORGANISERS = (
    ("prepare", desk.SLUG, "--take-over", "--no-input"),
    ("prepare", "caj-dam", "--take-over", "--no-input"),
    ("prepare", "bo-bro", "--take-over", "--no-input", *BOS),
    ("prepare", "bo-bro", "--no-input", "--as", "Bo Krag"),
    ("prepare", "bo-bro", "--no-input", "--as", "Gro Dal"),
    ("prepare", desk.SLUG, "--no-input", *BOS),
    ("mail", desk.SLUG, *BOS),
    ("mail", "--all", "--format", "mbox", *BOS),
    ("mail", "--all", "--format", "mbox", "--as", "Eva"),
    ("status", "--mine", *BOS),
    ("status", "--mine", "--json"),
    ("today", "--mine", *BOS),
    ("check", "--mine", *BOS),
    ("log", desk.SLUG, "no-answer", *BOS),
    ("import", "../in/owners.csv", "--yes"),
    ("forget", "--organiser", "bo-krag", "--to", "eva-lund", *FULL_NAME),
    ("forget", "--organiser", "bo", "--to", "maja", *FULL_NAME),
    ("forget", "--organiser", "eva-lund", "--to", "bo-krag", "--yes", "--confirm", "Eva Lund"),
    ("forget", "--organiser", "eva-lund", "--to", "maja-holm", "--yes", "--confirm", "Eva Lund"),
)
OWNERS = "Name;Email;Owner\nGry Holt;gry@example.org;Bo Krag\nIb Holt;ib@example.org;Eva Lund\n"


def _huge(file: Path) -> None:
    file.write_text(file.read_text("utf-8") + "# and on\n" * HUGE, "utf-8")


OF_THE_FILE = damages.FILE_DAMAGES | {"huge": _huge}
WRONG = damages.wrong_types(("organiser", "languages", "set_aside", "unfinished"))
WRONG |= damages.wrong_keys("organiser", KEYS)
PLACES = ("a folder", "a link to nowhere", "a link to itself", "a link outside", "a pipe", "gone")
OWNERS_THERE_ARE_NOT = ("nobody", "../../x", "BO-KRAG", "bo-krag.toml", " ", "x" * 300)
OWNER = damages.wrong_keys("person", ("owner",))
HUGE = 60_000


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    """Åse Lund belongs to Bo Krag, Caj Dam to Eva Lund, Bo Bro and Tove Friis to Maja Holm."""
    folder = tmp_path_factory.mktemp("model") / "made"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NETINVITE_NOW", desk.NOW)
        patch.setenv("NETINVITE_LANG", "en")
        net = desk.model_in(folder)
    # A letter that is no ASCII: else Latin-1 is no damage.
    write(net, text=BO.replace("Northby", "Nørby"))
    write(net, "eva-lund", EVA)
    give(net, "bo-krag", desk.SLUG)
    give(net, "eva-lund", "caj-dam")
    (folder / "in/owners.csv").write_text(OWNERS, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NETINVITE_NOW", desk.NOW)
        assert desk.give(net, "log", desk.SLUG, "no-answer", *BOS).code == 0
    return folder


@pytest.fixture
def fresh(model, tmp_path, monkeypatch):
    """Makes the workspace anew; whoever is not named otherwise is Maja Holm."""
    monkeypatch.setenv("NETINVITE_AS", "maja-holm")

    def made() -> Path:
        monkeypatch.chdir(tmp_path)
        shutil.rmtree(tmp_path / "desk", ignore_errors=True)
        shutil.copytree(model, tmp_path / "desk", symlinks=True)
        monkeypatch.chdir(tmp_path / "desk/net")
        return tmp_path / "desk/net"

    return made


def _tried(net: Path, arguments: tuple[str, ...]) -> desk.Said:
    with in_time():
        return desk.give(net, *arguments)


def _held(file: Path) -> object:
    """What lies there, without following a link."""
    if file.is_symlink():
        return file.readlink()
    return file.read_bytes() if file.is_file() else file.exists()


def _commands(name: str) -> list[tuple[str, ...]]:
    chosen = random.Random(name)
    everyone = [*desk.TOLERANT, *desk.EVERYONE, *desk.PERSONS]
    groups = (desk.OTHERS, ORGANISERS, everyone)
    return [one for group in groups for one in chosen.sample(group, 2 if group is ORGANISERS else 1)]


def _wrong(arguments: tuple[str, ...], said: desk.Said) -> str:
    if said.code not in (0, 1, 2) or "Traceback" in said.err:
        return f"{arguments}: {said.code} {said.err}"
    # A check finds something, and says it on its other output.
    if said.code and not said.err.strip() and arguments[0] not in ("check", "status", "today"):
        return f"{arguments}: {said.code} without a word"
    if said.code and arguments in desk.OTHERS:
        return f"{arguments} was stopped: {said.err}"
    return ""


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("name", "damage"),
    [*OF_THE_FILE.items(), *spread(list(WRONG.items()), 40)],
    ids=lambda it: "made" if callable(it) else str(it)[:40],
)
def test_a_damaged_organiser_stops_nobody_else(fresh, name, damage):
    """No traceback; people of others are written to; the file stays as it is, unless its owner has left."""
    problems = []
    for arguments in _commands(name):
        net = fresh()
        damage(net / FILE)
        before = _held(net / FILE)
        said = _tried(net, arguments)
        problems.append(_wrong(arguments, said))
        gone = arguments[:3] == ("forget", "--organiser", "bo-krag") or "bo" in arguments
        if name != "gone" and _held(net / FILE) != before and not (said.code == 0 and gone):
            problems.append(f"{arguments} changed the file")
    assert [problem for problem in problems if problem] == []


# A log as the program writes it, but each entry a table, as answers have them: so damages find it.
LOG_IN_TABLES = """\
schema = 2

[[contact_log]]
when = "2026-11-25 12:00"
what = "no-answer"
how = "call"
by = "bo-krag"
"""


def _in_tables(damage: damages.Damage) -> damages.Damage:
    def made(file: Path) -> None:
        file.write_text(LOG_IN_TABLES, encoding="utf-8")
        damage(file)
        assert file.read_text(encoding="utf-8") != LOG_IN_TABLES

    return made


WITHIN_THE_LOG = damages.wrong_types(("contact_log",))
WITHIN_THE_LOG |= damages.wrong_keys("contact_log", ("when", "what", "by"))
OF_THE_LOG = {name: _in_tables(damage) for name, damage in WITHIN_THE_LOG.items()}
ON_THE_LOG = (
    ("log", desk.SLUG, "--undo", *BOS),
    ("log", desk.SLUG, "no-answer", *BOS),
    ("mail", desk.SLUG, *BOS),
    ("export", desk.SLUG),
    ("forget", "tove-friis", "--yes", "--confirm", "Tove Friis"),
    ("forget", desk.SLUG, "--yes", "--confirm", "Åse Lund"),
    ORGANISERS[-4],
)


def _on_the_log(name: str) -> list[tuple[str, ...]]:
    """All commands for what is done to the whole file; within it each key and each value meets all."""
    if name in OF_THE_FILE:
        return [*ON_THE_LOG, *desk.OTHERS]
    return [
        *damages.by_turns(name, OF_THE_LOG, ON_THE_LOG, 2),
        *damages.by_turns(name, OF_THE_LOG, desk.OTHERS, 6),
    ]


def test_each_key_and_each_value_meets_each_command():
    """Where a damage of the log is tried with some of the commands."""
    met = {
        (part, arguments)
        for name in OF_THE_LOG
        for arguments in _on_the_log(name)
        for part in name.split(" = ", 1)
    }
    parts = {part for name in OF_THE_LOG for part in name.split(" = ", 1)}
    assert met == {(part, one) for part in parts for one in (*ON_THE_LOG, *desk.OTHERS)}


@pytest.mark.sampled(1)
@pytest.mark.parametrize("name", [*OF_THE_FILE, *(OF_THE_LOG)])
def test_a_damaged_log_is_that_persons_alone(fresh, name):
    """No traceback, nobody else is stopped, and it stays as it is where nothing of it goes."""
    problems = []
    for arguments in _on_the_log(name):
        net = fresh()
        (OF_THE_FILE | OF_THE_LOG)[name](net / RECORDED)
        before = _held(net / RECORDED)
        said = _tried(net, arguments)
        problems.append(_wrong(arguments, said))
        goes = arguments[0] in ("forget", "log") and said.code == 0
        if name != "gone" and not goes and _held(net / RECORDED) != before:
            problems.append(f"{arguments} changed the file")
    assert [problem for problem in problems if problem] == []


@pytest.mark.sampled(5)
@pytest.mark.parametrize("name", [name for name in OF_THE_FILE if name not in HARMLESS])
def test_what_is_wrong_is_named_and_all_others_are_shown(fresh, name):
    """In the list, and to whoever asks for that organiser's mail: a file to look into, and a way out."""
    net = fresh()
    OF_THE_FILE[name](net / FILE)
    said = _tried(net, ("status", "--json"))
    assert {"bo-bro", "caj-dam", "tove-friis"} <= {one["id"] for one in json.loads(said.out)["people"]}
    assert said.code == 1 and (FILE in said.err or ANSWERS in said.err)
    said = _tried(net, ("pitch", desk.SLUG))
    assert said.code in (1, 2) and (FILE in said.err or ANSWERS in said.err)


def test_whoever_has_a_damaged_file_is_nobody_new(fresh):
    """Called by the full name: the file is named, and no second one of that name begins."""
    net = fresh()
    damages.FILE_DAMAGES["conflict"](net / FILE)
    said = _tried(net, ("prepare", "Gry Holt", "--no-input", "--answers", "../in/dorte.toml", *AS_BO))
    assert said.code == 1 and FILE in said.err
    assert {file.name for file in (net / "organisers").iterdir()} == {"bo-krag.toml", "eva-lund.toml"}


@pytest.mark.sampled(2)
@pytest.mark.parametrize("name", PLACES)
def test_without_the_folder_the_first_ones_people_are_written_to(fresh, name):
    """A link, a file, or nothing in the place of organisers/: nobody is written to in another's name."""
    net = fresh()
    damages.FILE_DAMAGES[name](net / "organisers")
    said = _tried(net, ("mail", "bo-bro"))
    assert said.code == 0, said.err
    said = _tried(net, ("pitch", desk.SLUG))
    assert said.code in (1, 2) and "bo-krag" in said.err


@pytest.mark.sampled(2)
@pytest.mark.parametrize("owner", OWNERS_THERE_ARE_NOT)
def test_an_owner_who_is_nobody_is_that_persons_alone(fresh, owner):
    """Others are written to; the person's file is named, with whom one can write there, and stays until
    somebody takes the person over."""
    net = fresh()
    file = net / ANSWERS
    file.write_text(file.read_text("utf-8").replace('owner = "bo-krag"', f'owner = "{owner}"'), "utf-8")
    before = file.read_bytes()
    assert _tried(net, ("mail", "bo-bro")).code == 0
    said = _tried(net, ("mail", desk.SLUG, *BOS))
    assert (said.code, said.out) == (1, "") and ANSWERS in said.err and "maja-holm, bo-krag" in said.err
    assert file.read_bytes() == before
    way = ("prepare", desk.SLUG, "--take-over", "--no-input")
    assert " ".join(way[:3]) in said.err
    said = _tried(net, way)
    assert said.code == 0, said.err
    assert "owner" not in file.read_text("utf-8")
    # Whose email it was nobody knows, and nobody has looked; unless the file's name was meant.
    said = _tried(net, ("mail", desk.SLUG))
    assert said.code == 0 if owner == "bo-krag.toml" else "edit aase-lund mail" in said.err


@pytest.mark.sampled(1)
@pytest.mark.parametrize("name", OWNER)
def test_an_owner_of_any_shape_ends_in_a_sentence(fresh, name):
    """As a list, a number or a table too."""
    net = fresh()
    OWNER[name](net / ANSWERS)
    for arguments in (("mail", "bo-bro"), ("status",), ("mail", desk.SLUG, *BOS), ORGANISERS[-1]):
        assert _wrong(arguments, _tried(net, arguments)) == ""


def test_a_file_without_rights_is_named(fresh, monkeypatch):
    """Nobody else is stopped by it; root may read everything, so that the refusal is made here."""
    net, read = fresh(), files.read_bytes

    def refuse(file, *most):
        if str(file).endswith(FILE):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(file))
        return read(file, *most)

    monkeypatch.setattr(files, "read_bytes", refuse)
    assert _tried(net, ("mail", "bo-bro")).code == 0
    said = _tried(net, ("mail", desk.SLUG, *BOS))
    assert said.code == 1 and FILE in said.err
