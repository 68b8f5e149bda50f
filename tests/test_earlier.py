"""Workspaces made by a version before: no answer is lost, none goes out unseen, and nothing is changed until
somebody has looked. Those in data/before were made by that version; the names are made up."""

from __future__ import annotations

import json
import quopri
import re
import shutil
import sys
import tomllib
from pathlib import Path

import pytest
from plainterminal import PlainTerminal
from terminal import Terminal

from netinvite.app import people, refreshing
from netinvite.app.leaflet import as_file
from netinvite.app.preparation import Preparation
from netinvite.cli import app
from netinvite.errors import WaitingError
from netinvite.language import templates_dir
from netinvite.model import keys, kinds
from netinvite.model.walk import Walk
from netinvite.store import drafts, earlier
from netinvite.store.parsed import ABSENT, found, with_changes
from netinvite.store.records import guides, load_guide, network_of, person_of
from netinvite.store.workspace import Workspace

pytestmark = pytest.mark.whole

BEFORE = Path(__file__).parent / "data" / "before"
JONAS, RIE, OLE, SIGNE, PER, ANN = (
    *("jonas-oestergaard", "rie-lund", "ole-mark", "signe-bro", "per-dam", "ann-reed"),
)
WITH_MAIL = (JONAS, RIE, OLE, ANN)


@pytest.fixture
def net(tmp_path):
    """A Danish network with six people, as a version before left it."""
    return Workspace(shutil.copytree(BEFORE / "da", tmp_path / "net"))


@pytest.fixture
def run(tmp_path, capfdbinary):
    """Run a command in the workspace: its exit code, its output, and what it says beside that."""

    def run(*arguments):
        capfdbinary.readouterr()
        code = app.run([*map(str, arguments), "-w", str(tmp_path / "net")])
        out, err = capfdbinary.readouterr()
        return code, out, " ".join(err.decode().split())

    return run


def files_of(net):
    """All answers and texts."""
    return {
        file: file.read_bytes() for file in net.root.rglob("*") if file.suffix in (".toml", ".md", ".txt")
    }


def opened(net, slug=JONAS, lang="da"):
    return Preparation.open(net, lang, net.person(slug))


def look_at_all(preparation):
    """Keep whatever stands half typed, question by question, as Enter does; take what is proposed."""
    while (question := preparation.walk.current) is not None:
        if text := preparation.unfinished.get(question.key):
            preparation.answer(kinds.of(question).parse(preparation.walk.ready(question), text))
        else:
            preparation.answer(preparation.walk.proposed(question))
    return preparation


def written(file):
    return tomllib.loads(file.read_text("utf-8"))


# What becomes of each answer -----------------------------------------------------------------------

ORGANISER = {"name": "Eva Li", "role": "tømrer", "organisation": "Huset", "email": "e@example.org"}
NETWORK = {
    "name": "Netværket Nord",
    "topic": "unge uden job",
    "theme": "hvordan vi får fat i dem",
    "motivation": "jeg selv gik hjemme",
    "moment": "En dreng ringede.",
    "purpose": "har alle et job",
    "values": ["mod", "ro", "tid"],
    "needs": [{"name": "mestre", "kind": "access"}],
}
PRACTICAL = {
    "meetings": "hver uge",
    "place": "på loftet",
    "period": "fra maj",
    "contribution": "kommer du",
    "gain": "et netværk",
    "costs": "det er gratis",
}
PERSON = {
    "name": "Bo Dal",
    "greeting": "Bosse",
    "role": "mester",
    "organisation": "Dals",
    "phone": "11 22 33 44",
    "email": "bo@example.org",
    "relation": "referred",
    "referred_by": "Ib",
    "mention_referrer": "yes",
}
REFLECTION = {
    "covers": ["mestre"],
    "why": "du tager lærlinge",
    "seen": "Du fik en pris.",
    "curious": "hvad der virker",
    "motive": "Folk.",
    "barrier": "Tiden.",
    "ease": "Om aftenen.",
    "assumption": "Han vil.",
    "alternative": "Ty",
}
CONTACT = {
    "way": "mail",
    "tried": "once",
    "talk": "coffee",
    "minutes": "30",
    "times": ["2026-12-01 10:00", "2026-12-03 14:30"],
}
PLAN = {"questions": ["day", "tried", "know"], "own": "Hvornår gik det galt?"}
OF_NETWORK = {"organiser": {**ORGANISER, "phone": "22 33 44 55"}, "network": NETWORK, "practical": PRACTICAL}
OF_PERSON = {"person": PERSON, "reflection": REFLECTION, "contact": CONTACT, "plan": PLAN}
HALF = {
    "organiser.role": ("organiser.introduction", "Jeg hedder Eva Li og er tømrer, Huset"),
    "organiser.organisation": ("organiser.introduction", "Jeg hedder Eva Li og er tømrer, Huset"),
    "network.name": ("practical.heading", "Netværket Nord"),
    "network.topic": ("network.theme", "Jeg er ved at samle et netværk om unge uden job"),
    "network.theme": ("practical.about", "Netværket handler om hvordan vi får fat i dem"),
    "network.motivation": ("organiser.motivation", "Det betyder noget for mig, fordi jeg selv gik hjemme"),
    "network.moment": ("organiser.moment", "En dreng ringede."),
    "network.purpose": ("network.purpose", "Når netværket lykkes, har alle et job."),
    "network.values": ("network.values", "Netværket skal være præget af mod, ro og tid"),
    "practical.meetings": ("practical.meetings", "Vi mødes hver uge"),
    "practical.place": ("practical.place", "på loftet"),
    "practical.period": ("practical.period", "fra maj"),
    "practical.contribution": ("practical.contribution", "Som deltager kommer du."),
    "practical.gain": ("practical.gain", "Du får et netværk"),
    "practical.costs": ("practical.costs", "det er gratis"),
    "person.greeting": ("person.greeting", "Kære Bosse"),
    "reflection.why": ("reflection.why", "Jeg spørger netop dig, fordi du tager lærlinge"),
    "reflection.seen": ("reflection.seen", "Du fik en pris."),
    "reflection.curious": ("reflection.curious", "Mest af alt vil jeg gerne høre, hvad der virker"),
    "plan.own": ("plan.own", "Hvornår gik det galt?"),
}
FACTS = {
    "reflection.barrier": ("reflection.barrier", "Tiden.\nOm aftenen."),
    "reflection.ease": ("reflection.barrier", "Tiden.\nOm aftenen."),
    "contact.tried": ("contact.tried", "rung"),
}
OLD_KEYS = [
    f"{step}.{name}" for tables in (OF_NETWORK, OF_PERSON) for step in tables for name in tables[step]
]


def now(network=OF_NETWORK, person=OF_PERSON, lang="da", own=None):
    """What two files of before say today."""
    told = {"schema": 1, "lang": lang, **network}
    known = guides(own)
    theirs = {"schema": 1, **person}
    return (
        with_changes(told, earlier.network(told, known)),
        with_changes(theirs, earlier.person(theirs, known, told)),
    )


@pytest.mark.parametrize("key", OLD_KEYS)
def test_every_old_answer_stands_half_typed_or_is_a_fact(key):
    """No answer of before is lost: a sentence waits in the field of a question, all else is taken over."""
    step, name = key.split(".")
    about = OF_NETWORK if step in OF_NETWORK else OF_PERSON
    data = now()[step not in OF_NETWORK]
    if key in HALF:
        to, text = HALF[key]
        assert data["unfinished"][to] == text
        assert found(data, keys.Key(to).path) is ABSENT
    else:
        to, value = FACTS.get(key, (key, about[step][name]))
        assert found(data, keys.Key(to).path) == value
        assert to not in data["unfinished"]
    if to != key and key != "network.theme":
        assert found(data, (step, name)) is ABSENT
    assert data["schema"] == 2


def test_what_is_taken_over_fits_its_questions():
    """Facts are answers of the guide of today, and nothing that is half typed counts as one."""
    guide, (network, person) = load_guide("da"), now()
    records = network_of(network, guide), person_of(person, guide, network)
    for record in records:
        assert not record.unfit and not record.problems
        assert record.unfinished and not record.unfinished.keys() & record.answers.keys()
    assert records[1].answers["contact.minutes"] == "30"


@pytest.mark.parametrize("lang", ["da", "en"])
def test_no_text_of_a_workspace_is_lost(lang):
    """Every text that stands in a file of before stands in what is taken up of it."""
    for file in (BEFORE / lang).rglob("*.toml"):
        data, network = written(file), written(BEFORE / lang / "network.toml")
        changes = earlier.network if file.name == "network.toml" else earlier.person
        more = () if changes is earlier.network else (network,)
        told = json.dumps(with_changes(data, changes(data, guides(None), *more)), ensure_ascii=False)
        for text in _texts(data):
            assert text in told or text in ("once", "several"), (file, text)


def _texts(value):
    if isinstance(value, str):
        yield json.dumps(value, ensure_ascii=False)[1:-1]
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("du tager lærlinge", "Jeg spørger netop dig, fordi du tager lærlinge"),
        ("fordi du tager lærlinge", "Jeg spørger netop dig, fordi du tager lærlinge"),
        ("Jeg spørger netop dig, fordi du kan.", "Jeg spørger netop dig, fordi du kan."),
        ("Du er den bedste.", "Du er den bedste."),
        ("Viden om unge", "Jeg spørger netop dig, fordi Viden om unge"),
    ],
)
def test_an_old_sentence_goes_on_from_the_first_words(text, stands):
    """It is put behind them once; one that is whole stands alone."""
    _network, person = now(person={"reflection": {"why": text}})
    assert person["unfinished"] == {"reflection.why": stands}


def test_of_somebody_who_was_met_what_was_seen_tells_how():
    """Where it is not asked any more what was seen, it stands where one says how they met."""
    person = {"person": {"name": "Bo", "relation": "met"}, "reflection": {"seen": "Du holdt en tale"}}
    assert now(person=person)[1]["unfinished"] == {"person.met": "Du holdt en tale."}


def test_what_was_half_typed_stands_in_the_new_field():
    """Under the new key and behind the first words, after an answer that is there as well."""
    network = {
        "network": {"motivation": "jeg kender dem", "name": "Nord"},
        "unfinished": {
            "network.motivation": "ingen spørger",
            "network.name": "Nordpå",
            "organiser.role": "smed",
        },
    }
    half = now(network=network)[0]["unfinished"]
    assert half["organiser.motivation"] == "Det betyder noget for mig, fordi jeg kender dem ingen spørger"
    assert half["practical.heading"] == "Nordpå"
    assert half["organiser.introduction"].endswith("smed")


def test_half_typed_notes_stay_beside_the_answer():
    """What could be done about it, half typed, is looked at together with what stands in the way."""
    person = {"reflection": {"barrier": "Tiden."}, "unfinished": {"reflection.ease": "Om aftenen"}}
    data = now(person=person)[1]
    assert data["reflection"]["barrier"] == "Tiden."
    assert data["unfinished"] == {"reflection.barrier": "Tiden.\nOm aftenen"}


def test_what_was_set_aside_is_taken_over():
    """Facts stay set aside in their new form, and a sentence waits half typed."""
    aside = {"contact.tried": "several", "contact.times": CONTACT["times"], "reflection.seen": "Du vandt."}
    data = now(person={"person": {"relation": "well"}, "set_aside": aside})[1]
    assert data["set_aside"] == {"contact.tried": "rung", "contact.times": CONTACT["times"]}
    assert data["unfinished"] == {"reflection.seen": "Du vandt."}


def test_what_was_skipped_stays_skipped():
    """A question that may be left empty is not asked again."""
    network = {"network": {"moment": "", "values": [], "purpose": ""}, "practical": {"costs": ""}}
    data = now(network=network)[0]
    assert data["organiser"]["moment"] == data["network"]["values"] == data["practical"]["costs"] == ""
    assert "purpose" not in data["network"], "needed, so it is asked again"


def test_a_second_language_has_its_own_first_words(net):
    """Texts of another language stand behind the words of that one."""
    data = net.read(net.network_file)
    told = with_changes(data, earlier.network(data, guides(None)))["languages"]["en"]["unfinished"]
    assert told["organiser.introduction"] == "I am Maja Holm, a development consultant, Nordby Kommune"
    assert told["network.values"] == "The network should be guided by courage and trust"
    assert told["network.theme"].endswith(" on young people and loneliness")


def test_a_language_without_a_guide_has_no_first_words():
    """Texts of a language that nobody can be asked in wait as they are."""
    half = now(lang="fo")[0]["unfinished"]
    assert half["organiser.motivation"] == "jeg selv gik hjemme"
    assert half["organiser.introduction"] == "tømrer, Huset"


def test_what_an_own_guide_still_asks_stays(tmp_path):
    """A key of before that one's own guide asks is an answer still, and goes into the introduction too."""
    shutil.copytree(templates_dir() / "da", tmp_path / "da")
    file = tmp_path / "da" / "guide.toml"
    role = '[[step.question]]\nkey = "role"\nkind = "text"\ndepth = "full"\nask = "Din rolle?"\n\n'
    text = file.read_text("utf-8")
    file.write_text(text.replace('[[step]]\nkey = "network"', role + '[[step]]\nkey = "network"', 1), "utf-8")
    data = now(own=tmp_path)[0]
    assert data["organiser"]["role"] == "tømrer"
    assert "tømrer" in data["unfinished"]["organiser.introduction"]


@pytest.mark.parametrize(
    "data",
    [
        {"network": {"purpose": 3, "values": [1, "x"]}, "organiser": {"role": ["a"]}},
        {"languages": {"en": {"network": "x", "unfinished": 3}}},
        {"unfinished": {"network.purpose": 3}},
    ],
)
def test_a_damaged_answer_of_before_is_left_where_it_is(data):
    """What is no text where one should be stops nobody, and is told of when it is read."""
    told = now(network=data)[0]
    assert told["schema"] == 2
    kept = [told[step][name] for step, table in data.items() for name in table if name != "values"]
    assert kept == [table[name] for table in data.values() for name in table if name != "values"]


def test_what_is_of_today_is_not_touched(ready):
    """A file of this schema is read as it stands."""
    data = written(ready / "network.toml")
    assert earlier.network(data, guides(None)) == {}
    assert earlier.person(written(ready / "people" / JONAS / "answers.toml"), guides(None), data) == {}


# Nothing goes out unseen ---------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["", "text", "eml", "mbox", "template"])
@pytest.mark.parametrize("slug", WITH_MAIL)
def test_the_mail_that_lies_there_is_printed_as_it_was(net, run, slug, form):
    """Subject and body are those of the draft, and what waits is said beside it."""
    draft = net.folder(slug) / "invitation.txt"
    body = draft.read_text("utf-8").split("\n\n", 1)[1].strip()
    code, out, err = run("mail", slug, *(["--format", form] if form else []))
    assert code == 0
    assert _plain(body) in _plain(out)
    assert f"netinvite prepare {slug}" in err and "be looked at" in err


def _plain(text):
    """A body as it is read, whatever a mail makes of its letters and lines."""
    if isinstance(text, bytes):
        text = quopri.decodestring(text).decode("utf-8", "replace")
    return " ".join(text.replace("\r", "").split())


def test_everyones_mails_are_printed_as_they_were(net, run):
    """With --all too, each with its sentence; whoever has no draft gets none."""
    code, out, err = run("mail", "--all", "--format", "mbox")
    assert code == 0
    for slug in (JONAS, OLE, ANN):
        text = (net.folder(slug) / "invitation.txt").read_text("utf-8")
        assert _plain(text.split("\n\n", 1)[1]) in _plain(out)
        assert f"netinvite prepare {slug}" in err
    assert "Per Dam" in err


@pytest.mark.parametrize("slug", [JONAS, SIGNE])
def test_a_pitch_is_printed_as_it_was(net, run, slug):
    """Also one that was edited by hand, of which nobody says that its answers have changed."""
    code, out, err = run("pitch", slug)
    assert (code, out.decode().strip()) == (0, (net.folder(slug) / "pitch.md").read_text("utf-8").strip())
    assert "be looked at" in err and "have changed since" not in err


def test_the_guide_for_a_conversation_is_printed_under_its_name_of_before(net, run):
    """There is no conversation.md yet: the guide.md that lies there is printed."""
    code, out, err = run("interview", RIE, "--guide")
    assert (code, out.decode().strip()) == (0, (net.folder(RIE) / "guide.md").read_text("utf-8").strip())
    assert "be looked at" in err


def test_a_guide_of_before_holds_up_no_draft(net, run):
    """One's own guide of before is refused, with what to do; the mails that lie there are printed."""
    folder = net.root / "templates" / "da"
    folder.mkdir(parents=True)
    (folder / "guide.toml").write_text('schema = 1\nlang = "da"\n', "utf-8")
    code, out, err = run("mail", JONAS, "--format", "text")
    assert code == 0 and "templates diff guide.toml" in err
    body = (net.folder(JONAS) / "invitation.txt").read_text("utf-8").split("\n\n", 1)[1]
    assert _plain(body) in _plain(out)
    code, out, err = run("pitch", SIGNE)
    assert (code, out.decode().strip()) == (0, (net.folder(SIGNE) / "pitch.md").read_text("utf-8").strip())


@pytest.mark.parametrize("command", [("mail", PER), ("mail", SIGNE), ("pitch", PER)])
def test_without_a_draft_it_refuses(net, run, command):
    """Nothing is made of answers that nobody looked at."""
    code, out, err = run(*command)
    assert (code, out) == (2, b"")
    assert f"netinvite prepare {command[1]}" in err


def test_without_a_terminal_what_waits_is_named(net, run):
    """Each with what is proposed, and nothing is written."""
    before = files_of(net)
    code, out, err = run("prepare", JONAS, "--no-input")
    assert (code, out) == (2, b"")
    for key, text in opened(net).unfinished.items():
        asked = not key.startswith("practical.")
        assert (f"{key} " in err and " ".join(text.split()) in err) is asked, key
    assert "netinvite prepare jonas-oestergaard" in err
    assert files_of(net) == before


def test_an_answers_file_for_what_waits_does(net, run, tmp_path):
    """Given anew, each of them counts as looked at; what was proposed is not asked for any more."""
    given = {key: text for key, text in opened(net).unfinished.items() if not key.startswith("practical.")}
    settings = [f"--set={key}={' '.join(text.split())}." for key, text in given.items()]
    code, _out, err = run("prepare", JONAS, "--no-input", *settings)
    assert code == 0, err
    assert "en ældre netinvite kan ikke læse den" in err
    assert not opened(net).half_typed()
    assert drafts.look(net, JONAS, "invitation").current


@pytest.mark.sampled(1)
@pytest.mark.parametrize("slug", WITH_MAIL)
def test_nothing_is_changed_by_reading(net, run, slug):
    """Whatever prints, lists and checks leaves answers and texts as they are."""
    before = files_of(net)
    for command in (["mail"], ["pitch"], ["check"], ["export"], ["mail", "--format", "eml"]):
        run(command[0], slug, *command[1:])
    for command in (["status"], ["check"], ["leaflet"], ["status", "--json"]):
        run(*command)
    assert files_of(net) == before


def test_a_leaflet_is_not_attached_unseen(net):
    """Of answers that wait no file is made that nobody reads."""
    with pytest.raises(WaitingError):
        as_file(net, "da", net.root)


def test_status_knows_who_was_ready(net):
    """Whoever had been prepared is so still; whoever was begun is not."""
    finished = {one.id: one.finished for one in people.read(net).everyone}
    assert finished == {slug: slug != PER for slug in (JONAS, RIE, OLE, SIGNE, PER, ANN)}


def test_check_finds_no_error_in_the_drafts_of_before(net, run):
    """What lies there goes on to pass."""
    assert " error: " not in run("check", "--lang", "en")[1].decode()


# Looked at -----------------------------------------------------------------------------------------


def test_kept_with_enter_all_of_it_becomes_answers(net):
    """The files are of today then, the texts are made, and nothing waits any more."""
    news = look_at_all(preparation := opened(net)).take_news()
    assert [Path(re.match(r"\S+", line)[0]).name for line in news] == ["network.toml", "answers.toml"]
    assert written(net.network_file)["schema"] == written(net.answers_file(JONAS))["schema"] == 2
    assert not preparation.half_typed()
    answer = preparation.walk.answers
    assert answer["network.theme"] == "Jeg er ved at samle et netværk om unge og ensomhed."
    assert answer["contact.subject"] == "Må jeg høre dit syn på unge og ensomhed?"
    assert "practical.heading" in preparation.unfinished, "which the leaflet asks"


@pytest.mark.sampled(1)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminal")
@pytest.mark.parametrize("front", [PlainTerminal, Terminal])
def test_at_the_prompt_the_old_text_stands_there_and_enter_keeps_it(net, tmp_path, front):
    """Shown whole, with its first words; that the file is of today now is said once."""
    terminal = front(["prepare", JONAS, "--workspace", str(net.root)], tmp_path)
    terminal.wait("er udviklingskonsulent, Nordby Kommune")
    terminal.child.send("\r")
    terminal.wait("et netværk om unge og ensomhed")
    terminal.interrupt("\x03")
    assert terminal.end() == 130
    told = written(net.network_file)
    assert (
        told["organiser"]["introduction"] == "Jeg hedder Maja Holm og er udviklingskonsulent, Nordby Kommune."
    )
    assert told["unfinished"]["network.theme"] == "Jeg er ved at samle et netværk om unge og ensomhed"
    assert written(net.answers_file(JONAS))["schema"] == 1


def test_comments_and_ones_own_tables_stay(net):
    """What is written anew is what was answered, and where it stands."""
    look_at_all(opened(net))
    text = net.network_file.read_text("utf-8")
    assert "# Talt med chefen om det." in text
    assert written(net.network_file)["own"] == {"budget": "5.000 kr."}
    assert written(net.network_file)["network"]["needs"][0] == {"name": "kender de unge", "kind": "access"}


def test_the_first_answer_brings_the_whole_file_into_todays_form(net):
    """One answer about the network is written: nothing else of the file is lost, no other file is touched."""
    before = files_of(net)
    preparation = opened(net)
    half = dict(preparation.unfinished)
    preparation.answer("Jeg er Maja.")
    assert {file for file, data in files_of(net).items() if before[file] != data} == {net.network_file}
    data = written(net.network_file)
    assert data["organiser"]["introduction"] == "Jeg er Maja."
    waits = {
        key: text for key, text in half.items() if key.split(".")[0] in ("organiser", "network", "practical")
    }
    assert data["unfinished"] == {key: text for key, text in waits.items() if key != "organiser.introduction"}
    assert opened(net).unfinished == {
        key: text for key, text in half.items() if key != "organiser.introduction"
    }


@pytest.mark.parametrize(
    "command",
    [
        ("mail", JONAS, "--sent", "2026-11-24"),
        (
            "interview",
            JONAS,
            "--no-input",
            "--set=conversation.outcome=declines",
            "--set=conversation.next=x",
        ),
    ],
)
def test_what_both_versions_write_leaves_the_file_readable_for_the_other(net, run, command):
    """A day or a conversation is nothing new: the file stays of schema 1."""
    code, _out, err = run(*command)
    assert code == 0, err
    data = written(net.answers_file(JONAS))
    assert (data["schema"], data["reflection"]["ease"]) == (1, "Lægge møderne om formiddagen.")
    assert "older netinvite" not in err


def test_another_person_waits_still(net, run):
    """What was looked at for one is not looked at for all."""
    look_at_all(opened(net))
    assert [one.key for one in opened(net, RIE).half_typed()] == ["reflection.why", "reflection.curious"]
    before = files_of(net)
    assert "2 answers wait" in run("mail", RIE)[2]
    assert files_of(net) == before


def test_a_guide_that_nobody_edited_gives_way_to_the_conversation(net):
    """Under its name of before it is taken away, with its note, when conversation.md is written."""
    preparation = look_at_all(opened(net))
    preparation.save_drafts({"conversation": preparation.render("conversation")})
    names = {file.name for file in net.folder(JONAS).iterdir()}
    assert "conversation.md" in names and "guide.md" not in names
    assert "guide.md" not in (net.folder(JONAS) / ".drafts").read_text("utf-8")


def test_a_guide_that_somebody_edited_stays_and_is_named(net, run):
    """It is theirs, and is told of beside the new one."""
    old = net.folder(JONAS) / "guide.md"
    old.write_text("Mine egne ord.\n", "utf-8")
    look_at_all(opened(net))
    code, _out, err = run("prepare", JONAS, "--no-input", "--set=person.role=leder")
    assert code == 0, err
    assert old.read_text("utf-8") == "Mine egne ord.\n"
    assert "guide.md" in err and (net.folder(JONAS) / "conversation.md").is_file()


def test_the_short_way_asks_what_waits_and_takes_no_proposal_for_it():
    """A question that only the full way would ask is asked where its answer stands half typed."""
    guide = load_guide("da")
    walk = Walk.start(guide, ("network", "person"), {}).waiting(["plan.own", "practical.heading"])
    asked = {question.key for question in walk.asked()}
    assert "plan.own" in asked and "practical.heading" not in asked
    assert "organiser.moment" not in asked
    answered = walk.put({"network.theme": "x", "person.name": "Bo", "contact.way": "mail"})
    taken = answered.waiting(["person.greeting"]).take_proposals().answers
    assert "person.greeting" not in taken


# Two at once ---------------------------------------------------------------------------------------


def test_two_that_look_at_once_lose_nothing(net):
    """Each writes another answer first, and both files hold both and all else."""
    ours, theirs = opened(net), opened(net)
    half = dict(ours.unfinished)
    theirs.walk = theirs.walk.jump("network.purpose")
    theirs.answer("Alle har en.")
    ours.answer("Jeg er Maja.")
    data = written(net.network_file)
    assert data["organiser"]["introduction"] == "Jeg er Maja."
    assert data["network"]["purpose"] == "Alle har en."
    gone = ("organiser.introduction", "network.purpose")
    assert opened(net).unfinished == {key: text for key, text in half.items() if key not in gone}
    assert not ours.unfinished.keys() & set(gone)


def test_two_that_look_at_the_same_answer_keep_both(net):
    """Theirs stands, ours is half typed and asked again."""
    ours, theirs = opened(net), opened(net)
    theirs.answer("Jeg er Maja.")
    ours.answer("Jeg er en anden.")
    data = written(net.network_file)
    assert data["organiser"]["introduction"] == "Jeg er Maja."
    assert data["unfinished"]["organiser.introduction"] == "Jeg er en anden."
    assert ours.walk.position == "organiser.introduction"


def test_whoever_brings_a_person_into_todays_form_takes_nothing_from_others(net):
    """The person's file was converted by somebody else between reading and writing."""
    look_at_all(opened(net))
    ours, theirs = opened(net, RIE), opened(net, RIE)
    assert ours.walk.position == theirs.walk.position == "reflection.why"
    theirs.walk = theirs.walk.jump("reflection.curious")
    theirs.answer("Sig det.")
    ours.answer("Du kan det.")
    data = written(net.answers_file(RIE))
    assert (data["reflection"]["why"], data["reflection"]["curious"]) == ("Du kan det.", "Sig det.")
    assert data["contact"]["tried"] == "rung" and data["invited"] == {"date": "2026-11-20"}
    assert data["conversation"][0]["outcome"] == "joins"


# The right to see and to be forgotten ---------------------------------------------------------------


def test_an_export_shows_old_answers_and_half_typed_ones(net, run):
    """Before and after somebody began to look."""
    assert "Lade ham vælge dagen." in run("export", PER)[1].decode()
    opened(net, PER).answer("Jeg er Maja.")
    found = opened(net, PER)
    found.walk = found.walk.jump("person.relation")
    found.answer("well")
    assert written(net.answers_file(PER))["schema"] == 2
    assert "Lade ham vælge dagen." in run("export", PER)[1].decode()


@pytest.mark.parametrize("looked", [False, True], ids=["as it was", "half looked at"])
def test_who_is_forgotten_stands_in_no_text_of_before(net, run, looked):
    """A name goes out of an answer of before, of one that waits half typed, and out of a draft."""
    net.update(net.network_file, {("network", "moment"): "Ole Mark ringede til mig."})
    if looked:
        opened(net).answer("Jeg er Maja.")
    assert run("forget", OLE, "--yes", "--confirm", "Ole Mark")[0] == 0
    for file, data in files_of(net).items():
        assert "Ole Mark" not in data.decode(), file
    assert "ringede til mig" in net.network_file.read_text("utf-8")
    assert not opened(net).unfit


def test_a_later_schema_is_refused(net, run):
    """As before: a file that a newer netinvite made is left alone."""
    file = net.answers_file(RIE)
    file.write_text(file.read_text("utf-8").replace("schema = 1", "schema = 3"), "utf-8")
    code, _out, err = run("mail", RIE)
    assert code == 1 and "newer netinvite" in err


def test_a_draft_is_rendered_of_what_was_looked_at(net, run):
    """After that the mail is made anew, and says what was seen."""
    preparation = look_at_all(opened(net))
    texts = {document: preparation.render(document) for document in preparation.documents()}
    preparation.save_drafts(texts)
    code, out, err = run("mail", JONAS)
    assert code == 0 and "be looked at" not in err
    assert "Når netværket lykkes" in _plain(out)
    assert refreshing.refresh(net, JONAS, "pitch").current


def test_a_person_in_another_language_is_looked_at_in_theirs(net):
    """The network's texts of that language wait, behind its words; those of the network's own wait on."""
    preparation = look_at_all(opened(net, ANN, "en"))
    assert preparation.walk.answers["network.purpose"].startswith("We will know it works when")
    assert preparation.walk.answers["reflection.why"] == "I am asking you because you run the night shelter."
    assert preparation.render("invitation").count("young people and loneliness") == 2
    told = written(net.network_file)
    assert told["languages"]["en"]["organiser"]["motivation"].startswith(
        "It matters to me because I have met"
    )
    assert "network.purpose" in told["unfinished"] and "purpose" not in told["network"]
