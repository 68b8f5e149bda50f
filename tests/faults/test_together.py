"""Many commands at once in one workspace: every accepted change is there once, and nothing is mixed."""

from __future__ import annotations

import contextlib
import io
import json
import multiprocessing
import random
import sys
import time
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from readyexample import EXAMPLES

from netinvite.app.preparation import Preparation
from netinvite.cli import app
from netinvite.store import drafts
from netinvite.store.workspace import Workspace

pytestmark = [
    pytest.mark.whole,
    pytest.mark.alone,
    pytest.mark.timeout(600),
    pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot fork"),
]
PROCESSES = 20
# For as long.
SECONDS = 15
# They stay; of those with the other names some are forgotten, and a slug is given again.
STEADY = ("Jonas Bro", "Ida Holm", "Signe Dahl")
KEYS = ("person.greeting", "person.role", "person.organisation", "person.met", "reflection.motive")
KEYS += ("reflection.barrier", "reflection.alternative", "reflection.assumption", "plan.own")
CONTENDED = "reflection.curious"
SPOKEN = ("busy", "view", "worthwhile", "next")


def name_of(number):
    """Names that differ, and that all give the same folder name."""
    return "Åse Lund " + "".join("!?"[number >> bit & 1] for bit in range(20))


class Worker:
    """Gives commands, each with a marker of its own, and writes down what became of them."""

    def __init__(self, folder, number):
        self.folder, self.number, self.count = folder, number, 0
        self.random = random.Random(number)
        self.log = (folder.parent / f"log-{number}.jsonl").open("w", encoding="utf-8")

    def go_on(self):
        actions = [self.set_own, self.set_contended, self.new, self.new, self.interview, self.interview]
        actions += [self.talk_to_some, self.forget, self.bring_in, self.sent, self.look, self.print]
        end = time.monotonic() + SECONDS
        while True:
            for action in self.random.sample(actions, len(actions)):
                self.count += 1
                self.unique = self.number + self.count * 32
                self.marker = f"mark{self.unique}x"
                action()
            if time.monotonic() >= end:
                return self.log.close()

    def run(self, kind, arguments, **about):
        """One command line; its end is written down."""
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = app.run([*arguments, "-w", str(self.folder)])
        err.flush()
        said = err.buffer.getvalue().decode()
        entry = {"kind": kind, "code": code, "said": said, "marker": self.marker, **about}
        self.log.write(json.dumps(entry) + "\n")

    def some(self):
        """Somebody's full name as it stands just now."""
        found = list(self.folder.glob("people/aase-lund*/answers.toml"))
        with contextlib.suppress(OSError, IndexError, KeyError):
            return tomllib.loads(self.random.choice(found).read_text("utf-8"))["person"]["name"]
        return name_of(self.unique)

    def set_own(self):
        pairs = [(name, key) for name in STEADY for key in KEYS]
        mine = pairs[self.number % len(pairs) :: PROCESSES] or pairs[:1]
        name, key = self.random.choice(mine)
        self.run("own", ["prepare", name, f"--set={key}={self.marker}", "--no-input"], name=name, key=key)

    def set_contended(self):
        name = self.random.choice(STEADY)
        arguments = ["prepare", name, f"--set={CONTENDED}={self.marker}", "--no-input"]
        self.run("contended", arguments, name=name)

    def new(self):
        name = name_of(self.unique)
        given = [f"--set=person.name={name}", f"--set=reflection.barrier={self.marker}"]
        self.run("new", ["prepare", "--new", "--answers", EXAMPLES["en"], *given, "--no-input"], name=name)

    def interview(self):
        self.talk("talk", self.random.choice(STEADY))

    def talk_to_some(self):
        self.talk("talk", self.some())

    def talk(self, kind, name):
        said = [f"--set=conversation.{key}={self.marker}" for key in SPOKEN]
        referral = f'[{{ name = "Pia {self.random.choice("-+*")} Bro", gives = "{self.marker}" }}]'
        said += ["--set=conversation.date=2026-11-24", "--set=conversation.outcome=declines"]
        said += [f"--set=conversation.referrals={referral}"]
        self.run(kind, ["interview", name, *said, "--no-input"], name=name)

    def forget(self):
        name = self.some()
        self.run("forget", ["forget", name, "--yes", "--confirm", name], name=name)

    def bring_in(self):
        numbers = [self.unique + (place << 18) for place in (1, 2)]
        cards = [
            f"BEGIN:VCARD\nVERSION:3.0\nFN:{name_of(n)}\nTITLE:{self.marker}\nEND:VCARD\n" for n in numbers
        ]
        file = self.folder.parent / f"cards-{self.number}.vcf"
        file.write_text("".join(cards), encoding="utf-8")
        self.run("import", ["import", str(file), "--yes"], names=[name_of(n) for n in numbers])

    def sent(self):
        name, day = self.random.choice(STEADY), f"2026-11-{self.random.randint(1, 25):02d}"
        self.run("sent", ["mail", name, "--sent", day], name=name, day=day)

    def look(self):
        self.run("look", ["status", "--json"])

    def print(self):
        self.run("look", ["mail", self.random.choice(STEADY), "--format", "text"])


def work(folder, number, start):
    start.wait()
    Worker(folder, number).go_on()


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """The workspace after all that, and the log."""
    folder = tmp_path_factory.mktemp("together") / "net"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NETINVITE_NOW", "2026-11-25T12:00")
        for name in STEADY:
            given = ["--lang", "en", "--answers", EXAMPLES["en"], f"--set=person.name={name}", "--no-input"]
            assert app.run(["prepare", "-w", str(folder), *given]) == 0
        fork = multiprocessing.get_context("fork")
        start = fork.Barrier(PROCESSES)
        workers = [fork.Process(target=work, args=(folder, n, start)) for n in range(PROCESSES)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        assert [worker.exitcode for worker in workers] == [0] * PROCESSES
    logs = [file.read_text("utf-8").splitlines() for file in sorted(folder.parent.glob("log-*.jsonl"))]
    log = [json.loads(line) for lines in logs for line in lines]
    ends = Counter(f"{entry['kind']} {entry['code']}" for entry in log)
    sys.stderr.write(f"{len(log)} commands: {dict(sorted(ends.items()))}\n")
    return folder, log


@pytest.fixture(scope="module")
def people(done):
    """Everybody's parsed answers by full name."""
    folder, _log = done
    found = [tomllib.loads(file.read_text("utf-8")) for file in folder.glob("people/*/answers.toml")]
    names = [data["person"]["name"] for data in found]
    assert len(set(names)) == len(names)
    return dict(zip(names, found, strict=True))


def accepted(log, *kinds):
    return [entry for entry in log if entry["kind"] in kinds and entry["code"] == 0]


def forgotten(log):
    return {entry["name"] for entry in accepted(log, "forget")}


def test_every_command_ends_well(done):
    """Done, or refused with a sentence: no fault of the program's own, no traceback."""
    wrong = [
        entry
        for entry in done[1]
        if entry["code"] not in (0, 1, 2)
        or "Traceback" in entry["said"]
        or (entry["code"] and not entry["said"].strip())
    ]
    assert wrong == []
    kinds = {entry["kind"] for entry in done[1] if not entry["code"]}
    # Of four imports all may come after somebody whose name is too like theirs, and then leave them out.
    assert kinds >= {"own", "new", "talk", "sent", "import"}


def test_every_file_is_whole(done):
    """All parse, nothing is left over, and everybody's folder holds a person with a name."""
    folder = done[0]
    for file in folder.rglob("*.json"):
        json.loads(file.read_text("utf-8"))
    for person in (folder / "people").iterdir():
        assert tomllib.loads((person / "answers.toml").read_text("utf-8"))["person"]["name"]
    assert not list(folder.rglob("*.tmp"))
    assert not list(folder.glob("kept-*"))


def test_new_people_are_all_there(done, people):
    """Names of one folder name are as many people, each with the private answer given for them."""
    for entry in accepted(done[1], "new"):
        if entry["name"] in forgotten(done[1]):
            assert entry["name"] not in people
        else:
            assert people[entry["name"]]["reflection"]["barrier"] == entry["marker"]


def test_imports_are_all_or_nothing(done, people):
    """Everybody of an accepted file is there with their own answers."""
    for entry in accepted(done[1], "import"):
        for name in set(entry["names"]) - forgotten(done[1]):
            assert people[name]["person"]["role"] == entry["marker"]


def test_every_conversation_is_there_once_and_whole(done, people):
    """Each under the person it was with, all its answers of one sitting, none of another's."""
    wanted = Counter(
        (entry["name"], entry["marker"])
        for entry in accepted(done[1], "talk")
        if entry["name"] not in forgotten(done[1])
    )
    found = Counter()
    for name, data in people.items():
        for talk in data.get("conversation", []):
            assert len({talk[key] for key in SPOKEN} | {talk["referrals"][0]["gives"]}) == 1
            found[name, talk["busy"]] += 1
    assert found == wanted


def test_whoever_was_named_is_there_once(done, people):
    """A name of a referral is one candidate, however many named it at once."""
    named = {
        talk["referrals"][0]["name"] for data in people.values() for talk in data.get("conversation", [])
    }
    assert named <= people.keys()


def test_every_answer_set_is_there(done, people):
    """The last accepted value of whoever alone sets that answer."""
    last = {(entry["name"], entry["key"]): entry["marker"] for entry in accepted(done[1], "own")}
    for (name, key), marker in last.items():
        step, field = key.split(".")
        # A sentence stands behind its first words, closed by a mark.
        assert people[name][step][field].rstrip(".?").rpartition(" ")[2] == marker


def test_what_several_set_is_one_of_theirs(done, people):
    """Of those who set the same answer, somebody accepted has the last word; each day of sending stays."""
    for name in STEADY:
        mine = [entry for entry in done[1] if entry.get("name") == name]
        if markers := {entry["marker"] for entry in accepted(mine, "contended")}:
            # It stands behind the first words, closed by a mark.
            sentence = people[name]["reflection"]["curious"]
            assert sentence.removesuffix(".").rpartition(" ")[2] in markers
        if days := {entry["day"] for entry in accepted(mine, "sent")}:
            assert {str(entry["when"])[:10] for entry in people[name]["contact_log"]} >= days


def test_what_was_refused_is_nowhere(done):
    """A command that did not end with 0 changed nothing."""
    folder, log = done
    texts = "\n".join(file.read_text("utf-8") for file in folder.rglob("*.toml"))
    refused = [entry for entry in log if entry["code"] and entry["marker"] in texts]
    assert refused == []


def test_a_current_draft_says_what_the_answers_say(done):
    """No draft counts as current that was rendered from other answers."""
    place = Workspace(done[0])
    looked = 0
    for slug in place.slugs():
        draft = drafts.look(place, slug, "invitation")
        if draft.current and not draft.edited:
            looked += 1
            assert draft.text == Preparation.open(place, "en", place.person(slug)).render("invitation")
    assert looked


def test_the_index_tells_of_nobody_forgotten(done):
    """Who is gone stands in no index either."""
    folder, log = done
    index = Path(folder / ".index.json")
    text = index.read_text("utf-8") if index.exists() else ""
    assert not [name for name in forgotten(log) if name in text]
