"""``status`` shows again what it showed, as long as nothing has changed: never anything else than is true."""

from __future__ import annotations

import json
import os

import pytest
from test_cleared import put
from test_status import PEOPLE, answers, network

from netinvite import clock, language
from netinvite.app import glance, people
from netinvite.cli import app
from netinvite.errors import UnwritableError
from netinvite.model.people import Person
from netinvite.privacy.forget import forget, plan_forget
from netinvite.store import files
from netinvite.store.inventory import INDEX
from netinvite.store.workspace import Workspace

BEGINS = b'{"glance":'
NEEDS = 'needs = [{ name = "Rooms", kind = "resource" }]\n'
NAMED = '[[conversation]]\ndate = "2026-11-02"\noutcome = "joins"\nreferrals = [{ name = "Jonas Holm" }]\n'


@pytest.fixture
def net(once, capfd, monkeypatch):
    """Four people who were shown, however few they are; one covers a need and named another."""
    monkeypatch.setattr(glance, "FROM", 1)
    folder = once(four_people)
    shown(folder, capfd)
    assert (folder / INDEX).read_bytes().startswith(BEGINS)
    return folder


def four_people(folder):
    network(folder, PEOPLE)
    put("people/bo/answers.toml", NAMED)(folder)
    put("people/jonas/answers.toml", '[referral]\nby = "Bo Bro"\n')(folder)


def shown(folder, capfd, *more):
    """Exit code, what is shown and what is told."""
    capfd.readouterr()
    code = app.run(["status", "-w", str(folder), *more])
    return code, *capfd.readouterr()


def touched(path):
    """As long as before."""

    def change(folder):
        text = (folder / path).read_text("utf-8")
        (folder / path).write_text(text.replace("Bo Bro", "Bo Bra"), encoding="utf-8")
        os.utime(folder / path, ns=(1, 1))

    return change


def added(folder):
    (folder / "people" / "eva").mkdir()
    (folder / "people" / "eva" / "answers.toml").write_text(answers("Eva Ø"), encoding="utf-8")


def recorded(folder):
    (folder / "people" / "aase" / "log").mkdir()
    put("people/aase/log/bo.toml", 'contact_log = [{ when = "2026-11-24", what = "replied" }]\n')(folder)


def renamed(folder):
    (folder / "people" / "ida").rename(folder / "people" / "ida-soerensen")


def drafts_alone(folder):
    (folder / "people" / "gone").mkdir()
    put("people/gone/pitch.md", "A pitch.")(folder)


def left_by_git(folder):
    """Of somebody who was forgotten in another copy."""
    (folder / "people" / "gone").mkdir()
    put(f"people/gone/{INDEX}", '{"name": "Ea Ea"}')(folder)


def join(folder):
    (folder / "organisers").mkdir()
    put("organisers/bo-krag.toml", 'schema = 2\n[organiser]\nname = "Bo Krag"\n')(folder)


def own_words(folder):
    (folder / "templates" / "en").mkdir(parents=True)
    (folder / "templates" / "en" / "speech.toml").write_text("x = 3", encoding="utf-8")


CHANGES = {
    "answers": put("people/bo/answers.toml", '[[contact_log]]\nwhen = "2026-11-20"\nwhat = "replied"\n'),
    "answers of before": touched("people/bo/answers.toml"),
    "answers to come": put(
        "people/ida/answers.toml", '[[contact_log]]\nwhen = "2027-01-20"\nwhat = "sent"\n'
    ),
    "answers that are damaged": put("people/ida/answers.toml", "x = ["),
    "answers that are gone": lambda folder: (folder / "people" / "ida" / "answers.toml").unlink(),
    "somebody new": added,
    "another folder": renamed,
    "recorded by another": recorded,
    "drafts alone": drafts_alone,
    "what git left of somebody": left_by_git,
    "a plain file": put("people/x", "x"),
    "the network's needs": lambda folder: (folder / "network.toml").write_text(
        f'schema = 2\nlang = "en"\n[network]\n{NEEDS}', encoding="utf-8"
    ),
    "other days": put("network.toml", "[followup]\ntried = 9\n"),
    "wrong days": put("network.toml", "[followup]\ntried = -1\n"),
    "somebody who organises too": join,
    "one's own words": own_words,
    "git": lambda folder: (folder.chmod(0o700), (folder / ".git").mkdir()),
}


@pytest.mark.sampled(6)
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_has_changed_is_looked_at(net, capfd, change):
    """What is shown is what it would be with nothing kept, also the next time."""
    change(net)
    found = shown(net, capfd)
    assert shown(net, capfd) == found
    (net / INDEX).unlink()
    assert shown(net, capfd) == found


def test_an_invitation_that_waits_counts(once, capfd, monkeypatch):
    """Its times may have been edited."""
    monkeypatch.setattr(glance, "FROM", 1)
    from test_cleared import ASE, two_people

    net = once(two_people)
    before = shown(net, capfd)
    assert "move the times" in before[1] and shown(net, capfd) == before
    file = net / "people" / ASE / "invitation.txt"
    file.write_text("\n".join(line for line in file.read_text("utf-8").splitlines() if "- " not in line))
    found = shown(net, capfd)
    assert found != before
    (net / INDEX).unlink()
    assert shown(net, capfd) == found


def test_what_is_the_same_is_not_worked_out(net, capfd, monkeypatch):
    """Nobody is read, and it is shown as before, as narrow as the terminal is by now."""
    (net / INDEX).rename(net / "kept")
    monkeypatch.setenv("COLUMNS", "40")
    before = shown(net, capfd)
    (net / "kept").rename(net / INDEX)
    monkeypatch.setattr(people, "read", lambda *_given, **_more: pytest.fail("read again"))
    assert shown(net, capfd) == before
    assert "covered by Ida" not in before[1] and "└── Jonas Holm" in before[1]


@pytest.mark.parametrize("now", ["2026-11-26T12:00", "2026-11-25T11:59", "2027-01-02T12:00"])
def test_another_day_is_worked_out(net, capfd, monkeypatch, now):
    """Who is due changes with it; and what lies ahead of a clock that was set back."""
    kept = json.loads((net / INDEX).read_bytes())
    monkeypatch.setenv("NETINVITE_NOW", now)
    found = shown(net, capfd)
    again = json.loads((net / INDEX).read_bytes())
    # The rest of the index stays as it is.
    assert again["glance"]["since"].startswith(now) and again["people"] == kept["people"]
    (net / INDEX).unlink()
    assert shown(net, capfd) == found


def test_another_language_is_worked_out(net, capfd):
    """In Danish it says something else."""
    language.activate("da")
    assert "forsøgt" in shown(net, capfd)[1]
    language.activate("en")
    assert "tried" in shown(net, capfd)[1]


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    "more", [["--long"], ["--state", "tried"], ["bo"], ["--json"], ["--sort", "name"], ["--due"], ["--mine"]]
)
def test_whatever_else_is_asked_is_worked_out(net, capfd, more):
    """As without."""
    found = shown(net, capfd, *more)
    (net / INDEX).unlink()
    assert shown(net, capfd, *more) == found


def damaged(data):
    yield from (b"", BEGINS, BEGINS + b"{},\n", BEGINS + b"[" * 9999, b"\xff" + data, data[:200])
    head, _end, rest = data.removeprefix(BEGINS).partition(b",\n")
    kept = json.loads(head)
    text, (columns, owners, overdue), count, about = kept["shown"]
    short, other = [*columns[:5], columns[5][:3]], [*columns[:5], [1, 2, 3, 4]]
    tops = [[], [columns, ["x"], overdue], [columns, owners, ["x"]], [short, owners, []], [other, owners, []]]
    shown = [None, 3, [], [3, *kept["shown"][1:]], [text, [columns, owners, overdue], 3, about]]
    shown += [[text, [columns, owners, overdue], count, [[], [], [["Bo"]]]]]
    shown += [[text, top, count, about] for top in tops]
    changes = [{"shown": one} for one in shown]
    changes += [{"digest": None}, {"of": 3}, {"since": 3}, {"drafts": 3}, {"drafts": [["aase"]]}]
    for change in changes:
        yield BEGINS + json.dumps(kept | change).encode() + b",\n" + rest


@pytest.mark.whole
def test_what_is_damaged_is_worked_out(net, capfd):
    """And made anew."""
    before, data = shown(net, capfd), (net / INDEX).read_bytes()
    for damage in damaged(data):
        (net / INDEX).write_bytes(damage)
        assert shown(net, capfd)[:2] == before[:2], damage[:400]
        assert shown(net, capfd) == before


def test_the_whole_is_one_object(net):
    """Whoever reads all of the index finds the people in it."""
    data = json.loads((net / INDEX).read_bytes())
    assert data["people"].keys() == PEOPLE.keys()


@pytest.mark.parametrize("is_there", [True, False])
def test_whoever_is_forgotten_stands_there_no_more(net, is_there):
    """Nor comes back where somebody looked meanwhile, with the index or without."""
    place = Workspace(net)
    late = glance.Glance.of(place, clock.now())
    late.show = lambda register: (forgotten(place), [facts.name for facts in register.everyone])[1]
    if not is_there:
        (net / INDEX).unlink()
    people.read(place, glance=late)
    assert "Åse Lund" in late.shown
    assert not (net / INDEX).exists() or "Lund" not in (net / INDEX).read_text("utf-8")


def forgotten(place):
    forget(place, plan_forget(place, Person("aase", "Åse Lund")))


def test_of_a_few_nothing_is_kept(net, capfd, monkeypatch):
    """It would take longer to write."""
    (net / INDEX).unlink()
    monkeypatch.setattr(glance, "FROM", 5)
    shown(net, capfd)
    assert not (net / INDEX).read_bytes().startswith(BEGINS)


def test_a_folder_that_takes_nothing_is_none_to_be_told_of(net, capfd, monkeypatch):
    """Where the rest of the index holds."""
    before = shown(net, capfd)

    def refuse(file, *_given, **_more):
        raise UnwritableError(str(file))

    monkeypatch.setenv("NETINVITE_NOW", "2026-11-25T11:00")
    monkeypatch.setattr(files, "write", refuse)
    assert shown(net, capfd) == before
