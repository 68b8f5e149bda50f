"""Forgetting changes what is certain, names what is not, and finds addresses as well as names."""

from __future__ import annotations

import io
import json
import os
import pty
import stat
import sys
import time
import tomllib
from datetime import date, datetime
from pathlib import Path

import pytest
from readyexample import EXAMPLE

from netinvite.app import people
from netinvite.cli import app, privacy
from netinvite.errors import WorkspaceError
from netinvite.language import templates_dir
from netinvite.model import due
from netinvite.privacy.alone import names_alone, standing_alone
from netinvite.privacy.export import everything
from netinvite.privacy.forget import forget, plan_forget
from netinvite.privacy.names import Name, put_in
from netinvite.privacy.reached import Address, phones
from netinvite.store import drafts, files, inventory
from netinvite.store.workspace import Workspace

PREPARE = ["prepare", "--no-input", "--change-organiser", "--answers", EXAMPLE]


@pytest.fixture
def place(tmp_path):
    return Workspace(tmp_path / "net")


def prepare(place, name, **answers):
    """Somebody prepared as the example is, with answers of their own; a slug is returned."""
    own = {"person__email": f"{name.encode().hex()}@example.org", **answers}
    given = [f"--set={key.replace('__', '.')}={value}" for key, value in own.items()]
    named = ["--new", f"--set=person.name={name}"]
    assert app.run([*PREPARE, *named, *given, "-w", str(place.root)]) == 0
    return next(person.slug for person in place.people() if person.name == name)


def gone(place, slug):
    """Forget somebody; what was done, and what is left by path."""
    done = forget(place, plan_forget(place, place.person(slug)))
    return done, {left.path: left for left in done.left}


def answers_of(place, slug):
    return tomllib.loads(place.answers_file(slug).read_text(encoding="utf-8"))


def why_of(place):
    """What Ida is asked for, in the writer's own words."""
    why = answers_of(place, "ida-orsted")["reflection"]["why"]
    assert why.startswith("I am asking you because ") and why.endswith(".")
    return why.removeprefix("I am asking you because ").removesuffix(".")


def replaced(name, text):
    """A text without the mentions of a name that are certain."""
    return put_in(text, name.hits(text), "someone")


# A name of one word --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "I will go, and so WILL they",
        "Will you come? Will it do. “Will that be all?”",
        "Note: Will is late\nWill comes later",
        "we met Will Smith, and Uncle Will",
        "write to Will@example.org or see /home/Will/x, or the Will-House",
        "good-will, goodwill, Willow, Willing",
    ],
)
def test_a_word_that_may_be_no_name_stays(text):
    """Other capitals, the beginning of a sentence, part of a longer name or word."""
    assert replaced(Name("Will"), text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I spoke with Will, and Will's wife", "I spoke with someone, and someone's wife"),
        ("if Will will, we will", "if someone will, we will"),
        ("(yes) and Will.", "(yes) and someone."),
        ("Anna, Will and Bo", "Anna, someone and Bo"),
    ],
)
def test_a_word_that_is_certainly_the_name_goes(text, expected):
    """The very same capitals, inside a sentence, with no other capital beside it."""
    assert replaced(Name("Will"), text) == expected


@pytest.mark.parametrize("name", ["will", "أمل", "X"])
def test_a_word_without_a_capital_is_never_certain(name):
    """What was written without one, cannot have one, or is a letter is only named."""
    text = f"and {name}, with {name.title()} there"
    assert replaced(Name(name, doubtful=len(name) < 2), text) == text
    assert Name(name).hits(text)


@pytest.mark.parametrize(
    ("name", "text"), [("李小龍", "李小龍s project"), ("Anne-Lise", "Anne-Lise said so")]
)
def test_what_no_common_word_is_like_is_certain_everywhere(name, text):
    """A whole Chinese name, a name with a capital inside: also where a sentence begins."""
    assert "someone" in replaced(Name(name), text)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("name", ["Will", "Hope", "Bo", "An", "Ask", "Meet", "Mail", "Well", "Access", "Day"])
def test_everybody_elses_words_and_choices_stay(place, name):
    """Forgetting somebody known by one word leaves others' answers and drafts byte for byte."""
    slug = prepare(place, name, person__email="gone@example.org")
    prepare(place, "Ida Orsted", reflection__why="an ask will hope to be well known and meet by mail")
    files = [file for file in place.folder("ida-orsted").iterdir() if file.is_file()]
    before = {file: file.read_bytes() for file in [*files, place.network_file]}
    gone(place, slug)
    assert {file: file.read_bytes() for file in before} == before


def test_fields_that_name_people_lose_the_word_in_any_case(place):
    """referred_by, alternative, who named them, and whom somebody named in a conversation."""
    slug = prepare(place, "Will")
    prepare(
        place,
        "Ida Orsted",
        person__relation="referred",
        person__referred_by="Will",
        reflection__alternative="WILL",
    )
    file = place.answers_file("ida-orsted")
    talk = '\n[referral]\nby = "Will"\nkind = "access"\n[[conversation]]\nreferrals = [{ name = "Will", '
    file.write_text(file.read_text() + talk + 'gives = "will help Will", kind = "skill" }]\n')
    gone(place, slug)
    data = answers_of(place, "ida-orsted")
    assert data["person"]["referred_by"] == data["reflection"]["alternative"] == "someone"
    assert data["referral"] == {"by": "someone", "kind": "access"}
    referral = {"name": "someone", "gives": "will help someone", "kind": "skill"}
    assert data["conversation"][0]["referrals"] == [referral]


def test_a_doubtful_word_is_named_with_its_place(place):
    """At the beginning of a sentence it stays, and the key tells where; in a comment the line does."""
    slug = prepare(place, "Will")
    prepare(place, "Ida Orsted", reflection__barrier="Will told me so.")
    file = place.answers_file("ida-orsted")
    file.write_text("# Will knows.\n" + file.read_text())
    _done, left = gone(place, slug)
    assert left["people/ida-orsted/answers.toml"].places == ("reflection.barrier", "line 1")
    assert "Will told me so." in file.read_text()


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    "more", [{"person__greeting": "Will"}, {"person__called": "Will"}, {"person__organisation": "Will House"}]
)
def test_a_word_that_others_are_called_by_is_only_named(place, more):
    """Somebody's greeting, or the name of a place: the word may mean that."""
    slug = prepare(place, "Will")
    prepare(place, "William Holm", **more)
    prepare(place, "Ida Orsted", reflection__why="you know Will")
    _done, left = gone(place, slug)
    assert why_of(place) == "you know Will"
    assert left["people/ida-orsted/answers.toml"].places == ("reflection.why",)


@pytest.mark.parametrize("name", ["May", "Jordan", "August"])
def test_months_and_countries_are_only_named(place, name):
    """Their capital says nothing."""
    slug = prepare(place, name)
    prepare(place, "Ida Orsted", reflection__why=f"because we meet in {name}")
    assert "people/ida-orsted/answers.toml" in gone(place, slug)[1]
    assert why_of(place) == f"we meet in {name}"


def test_choices_of_ones_own_guide_and_keys_stay(place):
    """A choice, set aside or not, and the key of a table are no words."""
    slug = prepare(place, "Call Me")
    prepare(place, "Ida Orsted")
    guide = place.root / "templates" / "en" / "guide.toml"
    guide.parent.mkdir(parents=True)
    extra = '[[step]]\nkey = "extra"\nabout = "person"\ntitle = "More"\n[[step.question]]\nkey = "how"\n'
    extra += 'kind = "choice"\ndepth = "full"\nask = "?"\nchoices = [{ key = "call me", label = "Call" }]\n'
    shipped = (templates_dir() / "en" / "guide.toml").read_text(encoding="utf-8")
    guide.write_text(shipped + extra, encoding="utf-8")
    file = place.answers_file("ida-orsted")
    aside = '\n[extra]\nhow = "call me"\n[set_aside]\n"extra.how" = "call me"\n["call me"]\nx = "call me"\n'
    file.write_text(file.read_text() + aside)
    _done, left = gone(place, slug)
    data = answers_of(place, "ida-orsted")
    assert data["extra"]["how"] == data["set_aside"]["extra.how"] == "call me"
    assert data["call me"] == {"x": "someone"}
    assert "extra.how" in left["people/ida-orsted/answers.toml"].places


@pytest.mark.parametrize(
    "tail",
    [
        '[[a]]\n[a.b]\nc = "Anna Holm"\n[[a]]\nb = { c = "Anna Holm" }\n',
        'x = """\n\n  Anna Holm\n"""\n# Anna Holm """\n',
        'n = nan # Anna Holm\nt = [1.0, 2026-01-01T10:00:00Z, "Anna Holm"]\n',
        '"k\\u0041".d = \'Anna Holm\'\r\ny = """Anna \\\r\n  Holm"""\r\n',
    ],
)
def test_every_shape_of_toml_loses_the_name_alone(place, tail):
    """Tables, strings of all kinds, comments, Windows' line ends."""
    slug = prepare(place, "Anna Holm")
    prepare(place, "Ida Orsted")
    file = place.answers_file("ida-orsted")
    file.write_bytes(file.read_bytes() + f"[more]\n{tail}".encode())
    before = repr(tomllib.loads(file.read_text(encoding="utf-8")))
    assert gone(place, slug)[1] == {}
    found = file.read_text(encoding="utf-8")
    assert repr(tomllib.loads(found)) == before.replace("Anna Holm", "someone")
    assert "Anna" not in found


@pytest.mark.parametrize(
    "tail",
    [f"[{'.'.join('a' * 3000)}]\nx = 'Anna Holm'\n", f"x = {'[' * 150}'Anna Holm'{']' * 150}\n"],
    ids=["tables", "lists"],
)
def test_what_is_nested_too_deeply_is_named(place, tail):
    """It stays as it is, and the line is told."""
    slug = prepare(place, "Anna Holm")
    prepare(place, "Ida Orsted")
    file = place.answers_file("ida-orsted")
    file.write_bytes(before := file.read_bytes() + b"[more]\n" + tail.encode())
    assert gone(place, slug)[1]["people/ida-orsted/answers.toml"].places
    assert file.read_bytes() == before


# Namesakes -----------------------------------------------------------------------------------------


def test_what_may_mean_a_namesake_stays_and_is_named(place):
    """Two people of one name: a third one's notes keep it, and say where."""
    first = prepare(place, "Anna Holm", person__phone="23 45 67 89")
    file = place.answers_file("anna-holm-2")
    file.parent.mkdir()
    file.write_text(place.answers_file(first).read_text().replace("23 45 67 89", "87 65 43 21"))
    prepare(place, "Ida Orsted", reflection__alternative="Anna Holm, phone 23456789")
    notes = place.folder("ida-orsted") / "notes.md"
    notes.write_text("Met anna holm.\n")
    _done, left = gone(place, first)
    assert answers_of(place, "ida-orsted")["reflection"]["alternative"] == "Anna Holm, phone someone"
    assert left["people/ida-orsted/answers.toml"].places == ("reflection.alternative",)
    assert left["people/ida-orsted/notes.md"].places == ("line 1",)
    assert "anna-holm-2" in place.slugs() and "Anna Holm" in file.read_text()


def test_the_organiser_can_be_the_namesake(place):
    """Then a mention may mean them."""
    prepare(place, "Ida Orsted", reflection__why="you know Anna Holm")
    slug = prepare(place, "Anna Holm", organiser__name="Anna Holm")
    _done, left = gone(place, slug)
    assert why_of(place) == "you know Anna Holm"
    assert {"network.toml", "people/ida-orsted/answers.toml"} <= set(left)


def test_a_link_by_folder_is_never_a_namesakes(place):
    """What names the folder means the one person, whoever is called the same."""
    first = prepare(place, "Anna Holm")
    file = place.answers_file("anna-holm-2")
    file.parent.mkdir()
    file.write_text(place.answers_file(first).read_text())
    prepare(place, "Ida Orsted")
    other = place.answers_file("ida-orsted")
    other.write_text(other.read_text() + '\n[referral]\nby = "anna-holm"\ngives = "anna-holm-2"\n')
    gone(place, first)
    assert answers_of(place, "ida-orsted")["referral"] == {"by": "someone", "gives": "anna-holm-2"}


# Addresses -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "12345678",
        "12 34 56 78",
        "12-34-56-78",
        "12.34.56.78",
        "1234\u00a05678",
        "+45 12 34 56 78",
        "(+45) 12345678",
        "0045 1234 5678",
        "+4512345678",
    ],
)
@pytest.mark.parametrize("typed", ["12 34 56 78", "+45 12345678"])
def test_a_number_is_found_however_it_is_written(typed, text):
    """Blanks, hyphens, dots, brackets, with its country or without."""
    (phone,) = phones(typed)
    whole = f"ring {text}, or 5"
    assert [whole[hit.start : hit.end] for hit in phone.hits(whole) if hit.sure] == [text]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("01463 704000 ward 7A", ["01463 704000"]),
        ("Ward 7A: 01463 704000 or 01463 705000 at home", ["01463 704000", "01463 705000"]),
        ("01463 704000, lok. 12", ["01463 704000"]),
    ],
)
def test_a_number_is_found_without_what_is_said_beside_it(typed, found):
    """A ward or an extension is no part of it, and each of two numbers is sought."""
    for phone, text in zip(phones(typed), found, strict=True):
        assert [hit.sure for hit in phone.hits(f"ring {text} now")] == [True]


@pytest.mark.parametrize("text", ["912345678", "123456789", "+46 12 34 56 78", "12 34 56 7", "1234567890"])
def test_another_number_is_none(text):
    """More digits, fewer, another country."""
    (phone,) = phones("+45 12 34 56 78")
    assert not [hit for hit in phone.hits(f"ring {text} now") if hit.sure]


@pytest.mark.parametrize(("typed", "text"), [("24 12 20 26", "24.12.2026"), ("2026", "in 2026")])
def test_a_date_or_a_year_is_not_certainly_a_number(typed, text):
    """They are for a person to look at."""
    (phone,) = phones(typed)
    assert [hit.sure for hit in phone.hits(text)] == [False]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("<ANNA@Example.org>, mailto:anna@example.org.", 2),
        ("hanna@example.org x.anna@example.org anna@example.org.uk anna@example.orgs", 0),
        ("anna@example.org,\nanna@example.org", 2),
    ],
)
def test_an_address_is_found_as_a_whole(text, count):
    """In any case, not inside another one."""
    assert len(list(Address("anna@example.org").hits(text))) == count


@pytest.mark.parametrize(
    "text", ["søren@gård.dk", "SØREN@gård.dk", "søren@ga\u030ard.dk", "søren@xn--grd-ula.dk"]
)
def test_an_address_with_danish_letters_is_found(text):
    """Composed, decomposed, and as mail programs write its domain."""
    assert list(Address("søren@gård.dk").hits(text))


def test_addresses_go_and_export_lists_them_too(place):
    """Of the person alone: in answers, comments, notes and drafts of others."""
    slug = prepare(place, "Anna Holm", person__email="anna@example.org", person__phone="12 34 56 78")
    prepare(place, "Ida Orsted", reflection__why="you sit beside ANNA@example.org", organiser__phone="")
    notes = place.folder("ida-orsted") / "notes.md"
    notes.write_text("ring +45 12-34-56-78\n")
    listed = {(m.file, m.key) for m in everything(place, place.person(slug)).mentions}
    assert ("people/ida-orsted/answers.toml", "reflection.why") in listed
    assert ("people/ida-orsted/notes.md", "line 1") in listed
    gone(place, slug)
    assert why_of(place) == "you sit beside someone"
    assert notes.read_text() == "ring someone\n"
    assert "someone" in (place.folder("ida-orsted") / "pitch.md").read_text(encoding="utf-8")


@pytest.mark.sampled(1)
@pytest.mark.parametrize("key", ["organiser__email", "person__email"])
def test_an_address_that_is_somebody_elses_too_stays(place, key):
    """The organiser's, or another person's: they keep it, and it is said."""
    slug = prepare(place, "Anna Holm", person__email="info@example.org")
    prepare(place, "Ida Orsted", reflection__why="you read info@example.org", **{key: "INFO@example.org"})
    _done, left = gone(place, slug)
    assert why_of(place) == "you read info@example.org"
    owner = "network.toml" if key.startswith("organiser") else "people/ida-orsted/answers.toml"
    assert "stays" in left[owner].reason


# Drafts --------------------------------------------------------------------------------------------


def test_a_draft_that_nobody_edited_is_rendered_afresh(place):
    """From the changed answers: current, and not edited."""
    slug = prepare(place, "Anna Holm")
    prepare(place, "Ida Orsted", reflection__why="you know Anna Holm")
    done, left = gone(place, slug)
    draft = drafts.look(place, "ida-orsted", "pitch")
    assert "you know someone" in draft.text and draft.current and not draft.edited
    assert "people/ida-orsted/pitch.md" in done.drafts and left == {}


REFERRED = {
    "person__relation": "referred",
    "person__referred_by": "Anna Holm",
    "person__mention_referrer": "yes",
    "person__suggested": "Anna Holm suggested that I get in touch with you.",
}


def test_the_sentence_that_says_who_suggested_it_goes_altogether(place):
    """Nobody else suggested it: it is not asked for again, and an unedited draft loses it."""
    slug = prepare(place, "Anna Holm")
    prepare(place, "Ida Orsted", **REFERRED)
    assert "Anna Holm suggested" in drafts.look(place, "ida-orsted", "invitation").text
    done, left = gone(place, slug)
    draft = drafts.look(place, "ida-orsted", "invitation")
    assert draft.current and not draft.edited
    assert "suggested" not in draft.text and "omeone" not in draft.text
    person = answers_of(place, "ida-orsted")["person"]
    assert not person["suggested"] and person["referred_by"] == "someone"
    assert [mention.key for mention in done.taken_out] == ["person.suggested"]
    assert "person.suggested" not in {mention.key for mention in done.mentions} and left == {}
    assert app.run(["prepare", "ida-orsted", "--no-input", "-w", str(place.root)]) == 0
    assert "omeone" not in drafts.look(place, "ida-orsted", "invitation").text


def test_it_goes_where_the_referrer_is_known_by_one_word_too(place):
    """The answer that names the referrer says whom the sentence means."""
    slug = prepare(place, "Anna")
    told = {
        "person__referred_by": "Anna",
        "person__suggested": "Anna suggested that I get in touch with you.",
    }
    prepare(place, "Ida Orsted", **{**REFERRED, **told})
    _done, left = gone(place, slug)
    assert not answers_of(place, "ida-orsted")["person"]["suggested"] and left == {}
    assert "suggested" not in drafts.look(place, "ida-orsted", "invitation").text


def test_it_goes_out_of_what_is_said_first_as_well(place):
    """The rest of the words stay as they are."""
    slug = prepare(place, "Anna Holm")
    said = f"Hello Ida. {REFERRED['person__suggested']} Is this a good moment?"
    prepare(place, "Ida Orsted", **REFERRED, contact__way="call", contact__opening=said)
    gone(place, slug)
    assert answers_of(place, "ida-orsted")["contact"]["opening"] == "Hello Ida. Is this a good moment?"


def test_an_edited_draft_with_that_sentence_is_named(place):
    slug = prepare(place, "Anna Holm")
    prepare(place, "Ida Orsted", **REFERRED)
    file = place.folder("ida-orsted") / "invitation.txt"
    file.write_text(text := file.read_text(encoding="utf-8") + "P.S. Bring a friend.\n", encoding="utf-8")
    _done, left = gone(place, slug)
    assert file.read_text(encoding="utf-8") == text
    assert "people/ida-orsted/invitation.txt" in left


def named_by_anna(place):
    """Anna, who named Ida in a conversation of Monday and agreed to be mentioned; nothing else of Ida."""
    slug = prepare(place, "Anna Holm")
    told = ["conversation.date=2026-11-23", "conversation.outcome=declines"]
    named = 'conversation.referrals=[{name = "Ida Orsted", mention = true}]'
    given = [f"--set={one}" for one in (*told, named)]
    assert app.run(["interview", slug, "--no-input", *given, "-w", str(place.root)]) == 0
    return slug


def test_whom_the_person_had_named_stays_due_and_nobody_suggested_them(place):
    """The day of that conversation is kept; no sentence on a someone is proposed, or goes in unseen."""
    slug = named_by_anna(place)
    before = {facts.name: facts.named_on for facts in people.read(place).everyone}
    gone(place, slug)
    [ida] = people.read(place).everyone
    assert ida.named_on == before["Ida Orsted"] == date(2026, 11, 23) and ida.referred_by == ""
    assert due.of(ida, datetime(2026, 12, 10)).reason == due.NAMED
    given = ["--set=person.email=ida@example.org", "--set=contact.way=mail", "--set=contact.tried=no"]
    words = [*PREPARE, "--set=person.name=Ida Orsted", "--set=person.relation=referred", *given]
    app.run([*words, "--set=person.referred_by=someone", "-w", str(place.root)])
    assert "suggested" not in drafts.look(place, "ida-orsted", "invitation").text


def test_somebody_elses_suggestion_keeps_its_sentence(place):
    slug = prepare(place, "Anna Holm")
    suggested = "Signe Bro suggested at Anna Holm's that I get in touch with you."
    prepare(
        place,
        "Ida Orsted",
        **{**REFERRED, "person__referred_by": "Signe Bro", "person__suggested": suggested},
    )
    gone(place, slug)
    person = answers_of(place, "ida-orsted")["person"]
    assert person["suggested"] == suggested.replace("Anna Holm", "someone")


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna Holm showed me your book.", "Someone showed me your book."),
        ("I read your book. Anna Holm has too.", "I read your book. Someone has too."),
        ("I read your book, and Anna Holm has too.", "I read your book, and someone has too."),
        ("“Anna Holm is right.” So you said.", "“Someone is right.” So you said."),
    ],
)
def test_a_sentence_begins_with_a_capital_still(place, text, expected):
    """Texts take it letter by letter."""
    slug = prepare(place, "Anna Holm")
    prepare(place, "Ida Orsted", person__met=text, reflection__barrier="Anna Holm may say no")
    gone(place, slug)
    told = answers_of(place, "ida-orsted")
    assert (told["person"]["met"], told["reflection"]["barrier"]) == (expected, "someone may say no")


def test_words_of_templates_are_no_mentions(place):
    """Of a name of one word, export lists neither them nor other people's words."""
    slug = prepare(place, "Thank")
    prepare(place, "Ida Orsted", reflection__alternative="Thank")
    assert "Thank" in (place.folder("ida-orsted") / "conversation.md").read_text(encoding="utf-8")
    listed = {(mention.file, mention.key) for mention in everything(place, place.person(slug)).mentions}
    assert ("people/ida-orsted/answers.toml", "reflection.alternative") in listed
    assert all("invitation" not in file and "pitch" not in file for file, _key in listed)
    gone(place, slug)
    assert "Thank" in (place.folder("ida-orsted") / "conversation.md").read_text(encoding="utf-8")


def test_a_draft_edited_by_hand_is_named_and_left(place):
    """With the lines; so is a newer one beside it."""
    slug = prepare(place, "Anna Holm")
    prepare(place, "Ida Orsted")
    file = place.folder("ida-orsted") / "invitation.txt"
    file.write_text(text := file.read_text(encoding="utf-8") + "Ask Anna Holm.\n", encoding="utf-8")
    files.write(inventory.beside(file), "Anna Holm\n")
    _done, left = gone(place, slug)
    assert file.read_text(encoding="utf-8") == text
    assert left["people/ida-orsted/invitation.txt"].places == (f"line {len(text.splitlines())}",)
    assert "people/ida-orsted/invitation.new.txt" in left


def test_a_draft_that_cannot_be_rendered_loses_the_full_name(place):
    """Nobody edited it and nobody can print it; a word that may be no name is named instead."""
    slug = prepare(place, "Anna Holm")
    prepare(place, "Ida Orsted", reflection__why="you know Anna Holm")
    own = place.root / "templates" / "en" / "pitch.md.j2"
    own.parent.mkdir(parents=True)
    own.write_text("{{ nothing.known }}")
    gone(place, slug)
    draft = drafts.look(place, "ida-orsted", "pitch")
    assert "you know someone" in draft.text and not draft.edited


# What else lies about ------------------------------------------------------------------------------


def test_what_output_left_is_found(place):
    """A temporary file of a killed run anywhere in the workspace goes; mails and calendars are named."""
    slug = prepare(place, "Anna Holm")
    folder = place.root / "mails" / "deep"
    folder.mkdir(parents=True)
    left_over = folder / ".netinvite-x.tmp"
    left_over.write_text("VGlsIEFubmE=")
    for name in ("anna-holm.eml", "anna-holm-2026-12-01-1000.ics", "kept-anna-holm.toml"):
        (folder / name).write_text("x")
    (folder / "anna-holmes.eml").write_text("x")
    (place.root / ".netinvite-edit").mkdir()
    (place.root / ".netinvite-edit" / "answer.txt").write_text("She is shy.")
    (place.root / "steps.ics").write_bytes(b"SUMMARY:Anna Hol\r\n m: call\r\n")
    _done, left = gone(place, slug)
    assert not left_over.exists()
    assert set(left) == {
        "steps.ics",
        *(f"mails/deep/{name}" for name in ("anna-holm.eml", "kept-anna-holm.toml")),
        "mails/deep/anna-holm-2026-12-01-1000.ics",
        ".netinvite-edit/answer.txt",
    }


def test_a_temporary_file_that_is_being_written_stays(place):
    """Another run's output is not taken away under its hands."""
    fcntl = pytest.importorskip("fcntl")
    slug = prepare(place, "Anna Holm")
    (place.root / "mails").mkdir()
    with (place.root / "mails" / ".netinvite-x.tmp").open("w") as living:
        fcntl.flock(living, fcntl.LOCK_EX)
        gone(place, slug)
        assert (place.root / "mails" / ".netinvite-x.tmp").exists()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b'person = "Bodil"\n', b'[person]\nname = "Bodil"'])
def test_whoever_has_a_damaged_file_can_be_forgotten(place, content):
    """Whatever it holds, nothing or no text: the folder goes."""
    prepare(place, "Ida Orsted")
    place.folder("bodil").mkdir()
    place.answers_file("bodil").write_bytes(content)
    person = Workspace(place.root).person("ida-orsted")._replace(slug="bodil", name="bodil")
    forget(place, plan_forget(place, person))
    assert place.slugs() == ["ida-orsted"]


@pytest.mark.whole
def test_a_large_text_is_searched_in_time(place):
    """A word on every line of a long note: no quadratic counting of lines."""
    slug = prepare(place, "Will")
    prepare(place, "Ida Orsted")
    notes = place.folder("ida-orsted") / "notes.md"
    notes.write_text("Will it be? with Will here\n" * 20_000)
    begun = time.monotonic()
    gone(place, slug)
    assert time.monotonic() - begun < 30
    assert notes.read_text() == "Will it be? with someone here\n" * 20_000


# Durability ----------------------------------------------------------------------------------------


class Recorder:
    """What was removed, by folder, and not confirmed since."""

    def __init__(self, monkeypatch, root):
        self.root, self.pending, self.removed = str(root), {}, 0
        for name in ("unlink", "rmdir"):
            monkeypatch.setattr(os, name, self._removing(getattr(os, name)))
        real = os.fsync

        def fsync(handle):
            real(handle)
            found = os.fstat(handle)
            if stat.S_ISDIR(found.st_mode):
                self.pending.pop(str(Path(f"/proc/self/fd/{handle}").readlink()), None)

        monkeypatch.setattr(os, "fsync", fsync)

    def _removing(self, real):
        def remove(path, *, dir_fd=None):
            real(path, dir_fd=dir_fd)
            folder = os.path.realpath(Path(path).parent)
            if dir_fd is None and folder.startswith(self.root):
                self.removed += 1
                self.pending[folder] = str(path)
            self.pending.pop(os.path.realpath(os.fspath(path)), None)

        return remove


@pytest.mark.sampled(1)
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux which folder is confirmed")
@pytest.mark.parametrize(
    ("arguments", "least"),
    [
        (("forget", "anna-holm", "--yes", "--confirm", "Anna Holm"), 6),
        (("import", "people.csv", "--yes"), 2),
        (("mail", "ida-orsted", "--output", "out/x.eml", "--force"), 1),
        (("prepare", "ida-orsted", "--no-input", "--set=person.role=leads"), 1),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else str(value),
)
def test_what_is_removed_does_not_come_back_after_a_power_cut(place, monkeypatch, tmp_path, arguments, least):
    """After every removal the folder is confirmed to the disk, whichever command removes."""
    prepare(place, "Anna Holm", person__email="")
    prepare(place, "Ida Orsted", reflection__alternative="Anna Holm", person__phone="")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text("Name;Phone\nIda Orsted;12 34 56 78\n")
    for folder in (place.folder("ida-orsted"), place.folder("anna-holm") / "deep", tmp_path / "out"):
        folder.mkdir(exist_ok=True)
        (folder / ".netinvite-x.tmp").write_text("Anna Holm")
    (place.people_folder / "empty").mkdir()
    recorder = Recorder(monkeypatch, tmp_path.resolve())
    from netinvite.store import files

    files.look_through.cache_clear()
    assert app.run([*arguments, "-w", str(place.root)]) == 0
    assert recorder.removed >= least
    assert recorder.pending == {}


def test_forgetting_again_goes_on(place, monkeypatch):
    """Whatever breaks off, the same command gets there; what is done is not done twice."""
    prepare(place, "Anna Holm")
    prepare(place, "Ida Orsted", reflection__why="you know Anna Holm")
    monkeypatch.setattr(os, "rmdir", lambda *_a, **_k: (_ for _ in ()).throw(OSError(13, "no")))
    command = ["forget", "anna-holm", "--yes", "--confirm", "Anna Holm", "-w", str(place.root)]
    assert app.run(command) == 1
    monkeypatch.undo()
    monkeypatch.setenv("NETINVITE_NOW", "2026-11-25T12:00")
    Workspace(place.root).tidy()
    assert not place.folder("anna-holm").exists()
    assert "Anna Holm" not in json.dumps(answers_of(place, "ida-orsted"))


# The question --------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
def test_only_the_first_line_of_a_paste_is_read(place):
    """The rest is not left for the shell to run."""
    prepare(place, "Anna Holm")
    parent, child = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "LANGUAGE": "en"}
    pid = os.fork()
    if not pid:
        os.setsid()
        for number in (0, 1, 2):
            os.dup2(child, number)
        os.closerange(3, 64)
        program = [sys.executable, "-m", "netinvite", "forget", "anna-holm", "-w", str(place.root)]
        os.execve(program[0], program, environment)
    said = b""
    while b"Write the full name" not in said:
        said += os.read(parent, 65536)
    os.write(parent, b"Anna Holm\ntouch pwned\nrm -rf x\nhalf a line")
    while b"is gone" not in said:
        said += os.read(parent, 65536)
    os.waitpid(pid, 0)
    os.set_blocking(child, False)
    with pytest.raises(BlockingIOError):
        os.read(child, 1000)
    assert place.slugs() == []


@pytest.mark.sampled(1)
@pytest.mark.parametrize(("folder", "stops"), [("people/ida-orsted", True), ("mails", False)])
def test_what_may_not_be_looked_at_is_told(place, monkeypatch, folder, stops):
    """Of another person it ends the search before anything is changed; elsewhere it is named."""
    slug = prepare(place, "Anna Holm")
    prepare(place, "Ida Orsted")
    hidden = place.root / folder / "x.eml"
    hidden.parent.mkdir(exist_ok=True)
    hidden.write_text("Anna Holm")
    plan = plan_forget(place, place.person(slug))
    for name in ("lstat", "read_bytes"):
        real = getattr(Path, name)
        monkeypatch.setattr(Path, name, lambda self, real=real: _refused(self, hidden, real))
    if stops:
        with pytest.raises(WorkspaceError, match="cannot be searched"):
            forget(place, plan)
        assert place.answers_file(slug).exists()
    else:
        assert f"{folder}/x.eml" in {left.path for left in forget(place, plan).left}


def _refused(path, hidden, real):
    if path == hidden:
        raise PermissionError(13, "Permission denied", str(path))
    return real(path)


# Written in another way ----------------------------------------------------------------------------


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    "text",
    [
        "Østergård, Jonas",
        "see the folder jonas-oestergaard",
        "Jonas Oestergaard",
        "JonasØstergård",
        "Jonas-Østergård",
        "Jonas \u00d8ster\u00adgård",
        "Jo\u200bnas Østergård",
        "jonas @ example.org",
        "jonas (at) example dot org",
        "mailto:jonas%40example.org",
    ],
)
def test_what_is_written_in_another_way_is_named(place, text):
    """It may be the person: it stays, and somebody is told to look."""
    slug = prepare(place, "Jonas Østergård", person__email="jonas@example.org")
    other = prepare(place, "Eva Lund", reflection__barrier=f"ask {text} first")
    _done, left = gone(place, slug)
    assert f"people/{other}/answers.toml" in left
    assert text in answers_of(place, other)["reflection"]["barrier"]


@pytest.mark.sampled(1)
@pytest.mark.parametrize("text", ["nothing of him", "jonas@example.organic"])
def test_nobody_else_is_named(place, text):
    """Longer names and other addresses are no other way of writing this one."""
    slug = prepare(place, "Jonas Østergård", person__email="jonas@example.org")
    other = prepare(place, "Eva Lund", reflection__barrier=f"ask {text} first")
    assert f"people/{other}/answers.toml" not in gone(place, slug)[1]


# Under another name ---------------------------------------------------------------------------------

FORMER, LATER = "Jonas Østergård", "Jonas Lund"


@pytest.fixture
def renamed(place, capsys):
    """Jonas, whose name was corrected after Ida's notes mentioned him."""
    slug = prepare(place, FORMER)
    prepare(place, "Ida Orsted", reflection__why=f"you know Mads and {FORMER} well")
    place.update(place.answers_file("ida-orsted"), {("reflection", "motive"): "knows Jojo's wife"})
    (place.folder("ida-orsted") / "note.txt").write_text("Met, once, Jojo\nand Jonas Oestergaard.\n", "utf-8")
    name = f"--set=person.name={LATER}"
    assert app.run(["prepare", slug, name, "--rename", "--no-input", "-w", str(place.root)]) == 0
    capsys.readouterr()
    return slug


def everywhere(place):
    """All that stands in the workspace, and the names of all that lies there."""
    found = [file for file in place.root.rglob("*") if file.is_file()]
    return "\n".join(f"{file}\n{file.read_text('utf-8', 'replace')}" for file in found)


def forgotten(place, slug, capsys, *more):
    words = ["forget", slug, *more, "--yes", "--confirm", LATER, "-w", str(place.root)]
    assert app.run(words) == 0
    return capsys.readouterr().err


def test_a_name_of_before_is_asked_for_and_where_it_may_stand_is_named(place, renamed, capsys):
    """The folder is still called by it; nothing of others is changed for that alone."""
    told = forgotten(place, renamed, capsys)
    assert f"netinvite forget {renamed} --also NAME" in told
    [answers] = (line for line in told.splitlines() if "people/ida-orsted/answers.toml" in line)
    assert "perhaps the person" in answers and "line" in answers
    assert "people/ida-orsted/note.txt, line 2" in told
    assert FORMER in why_of(place)


def test_a_name_of_before_that_is_given_is_forgotten_too(place, renamed, capsys):
    """And a nickname; nothing of either is kept anywhere."""
    told = forgotten(place, renamed, capsys, "--also", FORMER.upper(), "--also", "Jojo", "--also", " ")
    assert "Looked for under these names too: JONAS ØSTERGÅRD, Jojo." in told and "--also NAME" not in told
    assert why_of(place) == "you know Mads and someone well"
    assert answers_of(place, "ida-orsted")["reflection"]["motive"].endswith("knows someone's wife")
    note = (place.folder("ida-orsted") / "note.txt").read_text("utf-8")
    assert note == "Met, once, someone\nand Jonas Oestergaard.\n" and "people/ida-orsted/note.txt" in told
    assert FORMER.casefold() not in everywhere(place).casefold()


def test_the_name_under_which_something_was_kept_is_known(place, renamed, capsys):
    """As it stands in the person's own folder, and goes with that."""
    kept = place.folder(renamed) / "kept-1.toml"
    kept.write_text(f'# {FORMER}\n# 2026-11-24 12:00\n\n[conversation]\nbusy = "x"\n', "utf-8")
    told = forgotten(place, renamed, capsys)
    assert f"Looked for under these names too: {FORMER}." in told and "--also NAME" in told
    assert why_of(place) == "you know Mads and someone well" and FORMER not in everywhere(place)


def test_a_name_of_before_that_somebody_else_has_now_is_only_named(place, renamed, capsys, monkeypatch):
    """Whom a mention means nobody but a person knows, and is asked first."""
    other = prepare(place, FORMER)
    monkeypatch.setattr(privacy, "on_terminal", lambda: True)
    asked, answers = [], ["yes", LATER]

    def type_in(question, _otherwise):
        asked.append(question)
        return answers[len(asked) - 1]

    monkeypatch.setattr(privacy, "type_in", type_in)
    assert app.run(["forget", renamed, "--also", FORMER, "-w", str(place.root)]) == 0
    told = capsys.readouterr().err
    assert FORMER in why_of(place) and "people/ida-orsted/answers.toml" in told
    assert f"“{FORMER}” is also somebody who is here ({other})" in " ".join(told.split())
    assert asked[0].startswith("Go on?") and len(asked) == 2


@pytest.mark.parametrize("also", ["signe bro", "signe-bro", "Maja Holm"])
def test_a_name_of_somebody_else_who_is_here_is_refused_without_asking(place, renamed, capsys, also):
    """Where nobody can be asked nothing goes, on account of a name that was perhaps mistyped."""
    prepare(place, "Signe Bro")
    before = everywhere(place)
    words = ["forget", renamed, "--also", also, "--yes", "--confirm", LATER, "-w", str(place.root)]
    assert app.run(words) == 2
    told = " ".join(capsys.readouterr().err.split())
    assert "is also somebody who is here (" in told and "leave that name out of --also" in told
    assert everywhere(place) == before


def test_whoever_says_no_to_the_name_of_somebody_else_changes_nothing(place, renamed, capsys, monkeypatch):
    prepare(place, "Signe Bro")
    before = everywhere(place)
    monkeypatch.setattr(privacy, "on_terminal", lambda: True)
    monkeypatch.setattr(privacy, "type_in", lambda _question, _otherwise: "")
    assert app.run(["forget", renamed, "--also", "Signe Bro", "-w", str(place.root)]) == 2
    assert everywhere(place) == before


def test_only_a_person_has_other_names(place, renamed, capsys):
    """An organiser who leaves is found by the file."""
    words = ["forget", "--organiser", "maja-holm", "--also", "Maja", "-w", str(place.root)]
    assert app.run(words) == 2 and "--also" in capsys.readouterr().err


# By the first name alone ----------------------------------------------------------------------------


@pytest.fixture
def told_of_per(place, capsys):
    """Per Holm, and Ida's answers and notes, in which he is Per."""
    slug = prepare(place, "Per Holm")
    prepare(place, "Ida Orsted", reflection__why="you know Per and Per Holm's wife")
    place.update(place.answers_file("ida-orsted"), {("reflection", "motive"): "Per says that she is ill"})
    (place.folder("ida-orsted") / "note.txt").write_text(
        "Per cried. Per Olsen came.\nOne per day.\n", "utf-8"
    )
    capsys.readouterr()
    return slug


def test_where_the_first_name_alone_stands_is_named_and_stays_unasked(place, told_of_per, capsys):
    """With file, place and words, before and after; a word that is no name is none."""
    words = ["forget", "per", "--yes", "--confirm", "Per Holm", "-w", str(place.root)]
    assert app.run(words) == 0
    before, after = capsys.readouterr().err.split("What was kept under the full name is gone.")
    for told in (before, after):
        assert "people/ida-orsted/answers.toml, reflection.motive: Per says that she is ill" in told
        assert "people/ida-orsted/note.txt, line 1: Per cried." in told and "per day" not in told
    assert "--also Per looks for it too" in before and "“Per” alone stands here still" in after
    assert why_of(place) == "you know Per and someone's wife"


def test_a_note_in_the_log_is_named_by_its_day_before_and_after(place, told_of_per, capsys):
    """As a mention of the full name is: nobody knows a key of a file."""
    entry = ("contact_log", 0)
    noted = {(*entry, "when"): "2026-11-20", (*entry, "what"): "note", (*entry, "note"): "Per rang"}
    place.update(place.answers_file("ida-orsted"), noted)
    assert app.run(["forget", "per", "--yes", "--confirm", "Per Holm", "-w", str(place.root)]) == 0
    err = capsys.readouterr().err
    assert err.count("contact on 20 November 2026, line ") == 2 and "contact_log[0]" not in err


@pytest.mark.parametrize(("said", "motive"), [("yes", "someone says that"), ("", "Per says that")])
def test_whoever_saw_where_the_first_name_stands_says_whether_it_goes(
    place, told_of_per, capsys, monkeypatch, said, motive
):
    """Also where a sentence begins; another's surname behind it stays."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{said}\nPer Holm\n"))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    assert app.run(["forget", "per", "-w", str(place.root)]) == 0
    told = capsys.readouterr().err
    assert "“Per” alone stands here, and may mean Per Holm" in told
    assert motive in answers_of(place, "ida-orsted")["reflection"]["motive"]
    note = (place.folder("ida-orsted") / "note.txt").read_text("utf-8")
    assert note.startswith("someone cried. Per Olsen came." if said else "Per cried.")
    assert ("“Per” alone stands here still" in told) == (not said)


def test_what_is_called_so_in_another_persons_own_file_is_theirs(place, told_of_per, capsys):
    """Of somebody else called Per, their own notes are no mention."""
    slug = prepare(place, "Per Lund")
    (place.folder(slug) / "note.txt").write_text("Per laughed.\n", "utf-8")
    plan = plan_forget(place, place.person(told_of_per))
    found = standing_alone(place, plan, names_alone(place, plan))
    assert {one.file for one in found["Per"]} == {
        "people/ida-orsted/answers.toml",
        "people/ida-orsted/note.txt",
        *(f"people/ida-orsted/{name}" for name in ("conversation.md", "invitation.txt", "pitch.md")),
    }
