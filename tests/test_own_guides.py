"""Guides of one's own, whatever is left out or changed in them: a sentence and an exit code, never a crash.

Questions and choices are taken out, keys that the program relies on are given other kinds, questions are made
private, needed and unneeded: ``MOST`` of each. All of them (some 760) take half an hour of one core:
``MOST = 1000``.
"""

from __future__ import annotations

import random
import shutil
import tomllib
from contextlib import suppress
from copy import deepcopy
from datetime import date

import pytest
import tomlkit
from readyexample import prepared

from netinvite.app import given
from netinvite.app.preparation import Preparation
from netinvite.app.prepare import Opened
from netinvite.cli import app
from netinvite.customise import lint, trials
from netinvite.errors import GuideError, NetinviteError
from netinvite.language import templates_dir
from netinvite.model import keys, kinds
from netinvite.store.conversations import Interview
from netinvite.store.records import load_guide
from netinvite.store.workspace import Workspace
from netinvite.ui.parts import Answered
from netinvite.ui.printed import Printed
from netinvite.wizard.interview import InterviewDesk
from netinvite.wizard.prepare import PreparationDesk

pytestmark = pytest.mark.whole

MOST = 3
SLUG, CRASH = "jonas-oestergaard", 70
SHIPPED = tomllib.loads((templates_dir() / "en" / "guide.toml").read_text("utf-8"))
CARD = """BEGIN:VCARD
VERSION:3.0
FN:Bo Lund
EMAIL:bo@example.org
TEL:12345678
ORG:Northby
TITLE:head
END:VCARD
"""
TALK = {
    "conversation": {
        "date": "2026-11-24",
        "outcome": "considers",
        "next": "call",
        "next_date": "2026-12-08",
        "referrals": [{"name": "Signe Bro", "gives": "knows the young", "kind": "access", "mention": True}],
    }
}


# Guides changed -----------------------------------------------------------------------------------


def _all(data):
    """Each question with the step that asks it."""
    return [(step, question) for step in data["step"] for question in step.get("question", [])]


def _key(step, question):
    return question["key"] if "." in question["key"] else f"{step['key']}.{question['key']}"


def _question(data, key):
    return next(((step, q) for step, q in _all(data) if _key(step, q) == key), (None, None))


def _forget(data, key, value=None):
    """Take out every condition that looks at ``key``, or at one of its choices, and what names its answer."""
    for _step, question in _all(data):
        for name in ("when", "short_when", "asked_when"):
            _forget_in(question, name, key, value)
        if value is not None:
            continue
        if f"{{{key}" in question.get("first", ""):
            del question["first"]
            question.pop("lead", None)
        _unpropose(question, key)


def _unpropose(question, key):
    given = question.get("propose", [])
    several = [{"text": given}] if isinstance(given, str) else given
    left = [one for one in several if f"{{{key}" not in one["text"]]
    for one in left:
        _forget_in(one, "when", key)
    if several:
        question["propose"] = left
    if several and not left:
        del question["propose"]


def _forget_in(table, name, key, value=None):
    found = table.get(name, [])
    conditions = [found] if isinstance(found, dict) else found
    left = [one for one in conditions if one["key"] != key or (value and value not in one.get("is", []))]
    if len(left) < len(conditions):
        del table[name]
        if left:
            table[name] = left


def without(key):
    data = deepcopy(SHIPPED)
    step, question = _question(data, key)
    step["question"].remove(question)
    _forget(data, key)
    return data


def without_step(name):
    data = deepcopy(SHIPPED)
    (step,) = [step for step in data["step"] if step["key"] == name]
    data["step"].remove(step)
    for key in {_key(*one) for one in _all(SHIPPED)} - {_key(*one) for one in _all(data)}:
        _forget(data, key)
    return data


def without_all_but(key):
    data = deepcopy(SHIPPED)
    data["questions"] = []
    step, question = _question(data, key)
    data["step"], step["question"] = [step], [question]
    return data


def of_kind(key, kind):
    data = deepcopy(SHIPPED)
    _step, question = _question(data, key)
    for name in ("choices", "choices_from", "default", "note", "min", "max", "example", "propose"):
        question.pop(name, None)
    if not kinds.KINDS[kind].begins:
        question.pop("first", None)
        question.pop("lead", None)
    question["kind"] = kind
    if kinds.KINDS[kind].chosen:
        question["choices"] = [{"key": "a", "label": "A"}, {"key": "a b/c", "label": "B"}]
    _forget(data, key)
    return data


def without_choice(key, value):
    data = deepcopy(SHIPPED)
    _step, question = _question(data, key)
    question["choices"] = [choice for choice in question["choices"] if choice["key"] != value]
    if question.get("default") == value:
        del question["default"]
    if value in question.get("note", {}).get("is", []):
        del question["note"]
    _forget(data, key, value)
    return data


def changed(key, data=None, **settings):
    data = deepcopy(data or SHIPPED)
    _step, question = _question(data, key)
    question.update(settings)
    return data


def about(name, what):
    data = deepcopy(SHIPPED)
    (step,) = [step for step in data["step"] if step["key"] == name]
    step["about"] = what
    return data


SHIPPED_KINDS = {_key(step, question): question["kind"] for step, question in _all(SHIPPED)}
CHOICES = [
    (key, choice["key"]) for key in SHIPPED_KINDS for choice in _question(SHIPPED, key)[1].get("choices", ())
]
ABOUT = ("network", "person", "conversation")
OTHER_CHOICES = {"choices": [{"key": "pigeon", "label": "By pigeon"}, {"key": "mail", "label": "By mail"}]}
FAMILIES = {
    "without": (without, [(key,) for key in SHIPPED_KINDS]),
    "without step": (without_step, [(step["key"],) for step in SHIPPED["step"]]),
    "without all but": (without_all_but, [(keys.NAME,)]),
    "of kind": (
        of_kind,
        [(key, kind) for key in keys.ALL for kind in kinds.KINDS if kind != SHIPPED_KINDS[key]],
    ),
    "without choice": (without_choice, CHOICES),
    "private": (lambda key: changed(key, private=True), [(key,) for key in SHIPPED_KINDS]),
    "needed": (lambda key: changed(key, required=True), [(key,) for key in SHIPPED_KINDS]),
    "unneeded": (lambda key: changed(key, required=False), [(key,) for key in SHIPPED_KINDS]),
    "at most one": (
        lambda key: changed(key, min=0, max=1),
        [(key,) for key, kind in SHIPPED_KINDS.items() if kinds.KINDS[kind].several],
    ),
    "other choices": (
        lambda key: changed(key, of_kind(key, "choice"), **OTHER_CHOICES),
        [(keys.WAY,), (keys.OUTCOME,), (keys.RELATION,)],
    ),
    "about": (
        about,
        [(step["key"], what) for step in SHIPPED["step"] for what in ABOUT if what != step["about"]],
    ),
}


# What once ended in a crash is always tried.
KNOWN = {"of kind": [("contact.minutes", "text")], "without step": [("conversation",)]}


def _sampled():
    """Family and case."""
    dice = random.Random(14)
    for family, (_make, cases) in FAMILIES.items():
        tried = dice.sample(cases, min(MOST, len(cases)))
        for case in dict.fromkeys([*tried, *KNOWN.get(family, [])]):
            yield pytest.param(family, case, id=" ".join((family, *case)))


# What is done with each ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def complete(tmp_path_factory):
    """A network with one person, prepared and talked with, by the shipped guide."""
    folder = tmp_path_factory.mktemp("complete") / "net"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NETINVITE_NOW", "2026-11-25T12:00")
        prepared(folder)
        talked = ["interview", SLUG, "--no-input", "--answers", file_of(folder, TALK), "-w", str(folder)]
        assert app.run(talked) == 0
    return folder


def file_of(place, data):
    file = place.with_name(f"{place.name}.answers.toml")
    file.write_text(tomlkit.dumps(data), encoding="utf-8")
    return str(file)


def answers_to(guide, *about):
    """A made-up answer to every question, as a file of answers has it."""
    chance, out = random.Random(1), {}
    for question in guide.questions(*about):
        known = {keys.NAME: "Åse Lund", keys.DATE: date(2026, 11, 24)}
        value = known.get(question.key) or trials.sample(question, guide, chance)
        raw = [] if question.choices_from == keys.NEEDS else kinds.of(question).to_toml(value)
        out.setdefault(question.step, {})[question.name] = raw
    return out


class Front(Printed):
    """Gives a made-up answer to every question, and takes the first item of a menu that does not go back."""

    def __init__(self, guide):
        self.guide, self.chance, self.asked = guide, random.Random(2), 0

    def ask(self, asked):
        self.asked += 1
        assert self.asked < 300, f"{asked.question.key} is asked without end"
        there, kind = [choice.key for choice in asked.choices], kinds.of(asked.question)
        if asked.question.step == "menu":
            return Answered(next(key for key in there if key != "back"))
        if kind.chosen:
            return Answered(tuple(there[: asked.question.max or 3]) if kind.several else there[0])
        return Answered(trials.sample(asked.question, self.guide, self.chance))

    def say(self, text, style="", indent=0):
        assert isinstance(text, str)

    def heading(self, *parts):
        assert all(isinstance(part, str) for part in parts)

    def show(self, name, text):
        assert isinstance(text, str)


def sit(net):
    """Both wizards, all the way through; anything but what netinvite says itself is a crash."""
    place = Workspace(net)
    person = place.person(SLUG)

    def preparing(who):
        return PreparationDesk(Opened(Preparation.open(place, "en", who), given.Given(), chosen=True))

    def talking():
        return InterviewDesk(Interview.open(place, "en", person), Preparation.open(place, "en", person))

    for begin in (lambda: preparing(None), lambda: preparing(person), talking):
        with suppress(NetinviteError):
            desk = begin()
            desk.front = Front(desk.sitting.guide)
            desk.run()


def commands(tmp_path, fresh, talk):
    """Every command that asks a guide something."""
    out, card = tmp_path / "out", tmp_path / "people.vcf"
    out.mkdir()
    card.write_text(CARD, encoding="utf-8")
    yield "status"
    yield "mail", SLUG
    yield "prepare", SLUG, "--no-input"
    yield "prepare", "--new", "--no-input", "--answers", fresh, "--change-organiser"
    yield "prepare", SLUG, "--no-input", "--answers", fresh, "--change-organiser"
    yield "interview", SLUG, "--no-input", "--answers", talk
    yield "interview", SLUG, "--no-input", "--last", "--set", "conversation.next=write"
    for form in ("text", "eml", "mailto"):
        yield "mail", SLUG, "--format", form
    yield "mail", SLUG, "--invite", "--output", out, "--force"
    yield "mail", SLUG, "--attach", "leaflet", "--output", out, "--force"
    yield "mail", "--all", "--format", "mbox"
    yield "pitch", SLUG
    yield "check"
    yield "leaflet"
    yield "leaflet", "--format", "html"
    yield "import", card, "--yes"
    yield "status", "--ics", out / "next.ics"
    yield "status", "--json"
    yield "export", SLUG
    yield "forget", SLUG, "--yes", "--confirm", "Jonas Østergård"


# What is tried where the guide is refused: what asks by it, and what does without.
REFUSED = (
    *(("prepare", SLUG, "--no-input"), ("interview", SLUG, "--no-input"), ("pitch", SLUG), ("mail", SLUG)),
    *(("status",), ("check",), ("forget", SLUG, "--yes", "--confirm", "Jonas Østergård")),
)


def with_guide(complete, tmp_path, data, *, texts):
    """A copy of the network with an own guide, and own texts that name no question (``texts``)."""
    net = shutil.copytree(complete, tmp_path / "net")
    own = net / "templates" / "en"
    own.mkdir(parents=True)
    (own / "guide.toml").write_text(tomlkit.dumps(data), encoding="utf-8")
    for name in ("invitation.txt.j2", "conversation.md.j2", "pitch.md.j2") if texts else ():
        (own / name).write_text("To: jonas@example.org\nSubject: x\n\nMay I?\n", encoding="utf-8")
    return net


@pytest.mark.sampled(1)
@pytest.mark.usefixtures("in_this_python")
@pytest.mark.parametrize(("family", "case"), list(_sampled()))
def test_no_guide_of_ones_own_ends_in_a_crash(complete, tmp_path, capfd, monkeypatch, family, case):
    """Every command and both wizards end by themselves; one that is refused is named with key and line."""
    # What the shipped texts make of made-up answers has tests of its own, and takes long.
    monkeypatch.setattr(lint, "trial", lambda *_given, **_more: ())
    make, _cases = FAMILIES[family]
    net = with_guide(complete, tmp_path, make(*case), texts=family.startswith("without"))
    refused = None
    try:
        guide = load_guide("en", net / "templates")
    except GuideError as error:
        refused = error
        # A question that is asked in a step can belong to another one.
        assert case[0] in error.message or family == "about"
        assert "guide.toml, line " in error.message
    if refused:
        wanted = REFUSED
    else:
        fresh = file_of(tmp_path / "fresh", answers_to(guide, *ABOUT[:2]))
        talk = file_of(tmp_path / "talk", answers_to(guide, ABOUT[2]))
        sit(shutil.copytree(net, tmp_path / "sat" / "net"))
        wanted = commands(tmp_path, fresh, talk)
    for words in [("templates", "check"), *wanted]:
        code = app.run([*map(str, words), "-w", str(net)])
        said = capfd.readouterr()
        assert code in (0, 1, 2), (words, said.err)
        if refused and words == ("templates", "check"):
            assert code == 1 and case[0] in said.out
        if refused and words[0] in ("prepare", "interview", "pitch"):
            assert code == 2 and case[0] in said.err, (words, said.err)
