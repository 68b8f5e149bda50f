"""What somebody is called in a greeting: shown, or asked, and not made out of a name that leaves it open."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest
from keys import ENTER, ESC
from pages import Pictures, answer, asked, opened
from plainterminal import PlainTerminal
from readyexample import SLUG, example, prepared
from terminal import Answering, Terminal

from netinvite.app import turning
from netinvite.app.preparation import Preparation
from netinvite.cli import app
from netinvite.model.keys import CALLED, GREETING, NAME
from netinvite.model.proposals import called, ways_to_call
from netinvite.model.walk import Walk
from netinvite.store.records import ABOUT, load_guide
from netinvite.store.workspace import Workspace
from netinvite.ui.breath import SOON
from netinvite.ui.parts import Answered, Back

TITLED = "Overlæge Signe Bro"
WAYS = (TITLED, "Overlæge Bro", "Overlæge", "Overlæge Signe", "Signe", "Signe Bro", "Bro")
GUIDES = {lang: load_guide(lang) for lang in ("da", "en")}
HALLO = {"da": "Kære {}", "en": "Dear {},"}
HI = {"da": "Hej {}", "en": "Hi {},"}
OPENING = "contact.opening"


def walk(lang="en", name=TITLED, way="mail", **more):
    """A walk at what is open once everything but what follows a name is answered as in the example."""
    known = {key: value for key, value in example(lang).items() if key not in (GREETING, OPENING)}
    known |= {NAME: name, "contact.way": way, "person.phone": "87 65 43 21"}
    return Walk.start(GUIDES[lang], ABOUT, {**known, **more})


# What a name leaves open -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Signe Bro", "Anne-Mette O'Hara", "Signe", "李明", "Signe,"])
def test_one_word_or_two_leave_nothing_open(name):
    """There is nothing to choose, or the first of two is one's own."""
    assert ways_to_call(name) == () and called(name) == name.split()[0]


@pytest.mark.parametrize(
    ("name", "ways"),
    [
        (TITLED, WAYS),
        ("Bro, Signe", ("Bro, Signe", "Bro", "Signe")),
        ("Dr. Bro", ("Dr. Bro", "Bro")),
        ("signe bro", ("signe bro", "signe", "bro")),
        ("A & B", ("A & B", "A", "B")),
        (
            "Jonas Bjerg Holm",
            ("Jonas Bjerg Holm", "Jonas Holm", *["Jonas", "Jonas Bjerg", "Bjerg", "Bjerg Holm", "Holm"]),
        ),
        (
            "Dr. Ida Bro Holm",
            (
                "Dr. Ida Bro Holm",
                *["Dr. Holm", "Dr. Ida Holm", "Dr. Ida", "Ida", "Ida Bro", "Bro", "Bro Holm", "Holm"],
            ),
        ),
        (
            "Jens É. Østergaard-Høegh",
            ("Jens É. Østergaard-Høegh", "Jens Østergaard-Høegh", "Jens", "Østergaard-Høegh"),
        ),
        (
            "sognepræst Åse Nygård",
            ("sognepræst Åse Nygård", "sognepræst Nygård", "Åse", "Åse Nygård", "Nygård"),
        ),
        ("Anna von Hagen", ("Anna von Hagen", "Anna Hagen", "Anna", "von Hagen", "Hagen")),
        (
            "Signe Bro; Ungehuset",
            ("Signe Bro; Ungehuset", "Signe", "Signe Bro", "Bro", "Ungehuset"),
        ),
    ],
)
def test_any_other_name_is_called_whole_until_somebody_chooses(name, ways):
    """All of it first, then how a title and the last name stand together, its words, and two of them where no
    mark parts them."""
    assert ways_to_call(name) == ways and called(name) == name


@pytest.mark.parametrize("lang", GUIDES)
@pytest.mark.parametrize("way", ["mail", "call", "video"])
def test_it_is_asked_where_a_name_leaves_it_open(lang, way):
    """Before what takes it up, which then says what was chosen."""
    at = walk(lang, way=way)
    assert at.position == CALLED and [choice.key for choice in at.choices(at.current)] == [*WAYS]
    at = at.answer("Signe")
    takes = GREETING if way == "mail" else OPENING
    assert at.position == takes and " Signe" in at.proposed(at.current)
    assert "Overlæge" not in at.proposed(at.current)


@pytest.mark.parametrize("depth", ["short", "full"])
@pytest.mark.parametrize(("name", "way"), [("Signe Bro", "mail"), ("Signe Bro", "call"), (TITLED, "meet")])
def test_it_is_not_asked_where_nothing_is_open_or_nothing_takes_it_up(name, way, depth):
    """Two words show the greeting itself; face to face nothing is begun with a name."""
    at = walk(name=name, way=way)
    at = Walk(at.guide, ABOUT, at.answers, depth=depth).at_open()
    assert CALLED not in [question.key for question in (*at.asked(), *at.more())]


def test_a_greeting_that_is_there_is_left_and_nothing_asked():
    """A record of before has a greeting, and no word of what somebody is called."""
    at = walk(**{GREETING: "Dear Overlæge,"})
    assert CALLED not in [question.key for question in at.asked()]
    assert at.answers[GREETING] == at.rendered()[GREETING] == "Dear Overlæge,"
    assert at.put({"person.role": "a doctor"}).answers[GREETING] == "Dear Overlæge,"


# Two words, which may be a person's or not -------------------------------------------------------------


def greeted(lang="en", name="Foreningen Nordhavn", **more):
    """A walk at the greeting."""
    at = walk(lang, name=name, **more)
    assert at.position == GREETING
    return at


@pytest.mark.parametrize("lang", GUIDES)
@pytest.mark.parametrize("name", ["Foreningen Nordhavn", "Jonas Holm", "Fru Holm", "Overlæge Bro"])
def test_by_which_of_two_words_one_greets_is_chosen(lang, name):
    """The first one is pointed to, as it is proposed; both, and either in the other words, stand below; a
    last name alone greets nobody."""
    at = greeted(lang, name)
    found = [choice.key for choice in at.greetings(at.current)]
    assert found == [said[lang].format(way) for said in (HALLO, HI) for way in (name.split()[0], name)]
    assert found[0] == at.proposed(at.current)
    well = greeted(lang, name, **{"person.relation": "well"})
    found = [choice.key for choice in well.greetings(well.current)]
    assert found == [said[lang].format(way) for said in (HI, HALLO) for way in (name.split()[0], name)]


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("Signe", {}),
        (TITLED, {CALLED: "Signe"}),
        ("Foreningen Nordhavn", {CALLED: "Foreningen Nordhavn"}),
    ],
)
def test_where_it_is_known_what_somebody_is_called_the_greeting_is_typed(name, more):
    """One word; and what was chosen, or an address book says."""
    at = greeted(name=name, **more)
    assert at.greetings(at.current) == ()


def test_a_greeting_of_ones_own_stands_in_its_field():
    """One that could be chosen is pointed to in the list."""
    for given, offered in (("Hi you", 0), ("Hi Foreningen Nordhavn,", 4), ("Dear Nordhavn,", 0)):
        at = greeted().answer(given).jump(GREETING)
        assert len(at.greetings(at.current)) == offered


@pytest.mark.parametrize(
    ("was", "name", "chosen", "greeting"),
    [
        ("Foreningen Nordhavn", "Foreningen Nordhavnen", "{was}", "Dear Foreningen Nordhavnen,"),
        ("Fru Holm", "Fru Ida Holm", "{was}", "Dear Fru Holm,"),
        ("Fru Holm", "Ida", "{was}", "Dear Ida,"),
    ],
)
def test_a_name_put_right_keeps_the_way_one_greets_by_it(was, name, chosen, greeting):
    """Never by another part of it than was chosen, where that can be told."""
    at = greeted(name=was).answer(HALLO["en"].format(chosen.format(was=was)))
    assert at.jump(NAME).answer(name).answers[GREETING] == greeting


@pytest.mark.parametrize("chosen", ["Jonnas", "Jonnas Holm"])
def test_a_name_put_right_keeps_the_words_one_greets_with(chosen):
    """Also where they are not those that are proposed."""
    at = greeted(name="Jonnas Holm").answer(HI["en"].format(chosen))
    told = HI["en"].format(chosen.replace("nn", "n"))
    assert at.jump(NAME).answer("Jonas Holm").answers[GREETING] == told


def of_two(**given):
    choices = [HALLO["en"].format(way) for way in ("Jonas", "Jonas Holm", "Holm")]
    given = {"proposed": choices[0], **given}
    return asked("line", choices=choices, required=True, **given)


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ((ENTER,), "Dear Jonas,"),
        (("2", ENTER), "Dear Jonas Holm,"),
        (("Hi Jonas", ENTER), "Hi Jonas"),
        (("4", ENTER, ENTER), "Dear Jonas,"),
        (("4", ENTER, "\x7f", "!", ENTER), "Dear Jonas!"),
        (("Hi", ESC, ENTER, " you", ENTER), "Hi you"),
    ],
)
def test_a_greeting_is_one_key_or_typed(keys, value):
    """Whoever types begins anew; whoever asks for something else has what is proposed to change."""
    assert answer(of_two(), *keys) == Answered(value)


@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("lang", GUIDES)
def test_the_email_follows_what_is_pointed_to(tmp_path, lang, columns):
    """Below the list stands how it will begin."""
    net = prepared(tmp_path / "net", lang)
    told = Workspace(net).answers_file(SLUG)
    lines = told.read_text("utf-8").replace("Jonas Østergård", "Foreningen Nordhavn", 1).splitlines(True)
    told.write_text("".join(line for line in lines if not line.startswith("greeting")), "utf-8")
    terminal = Terminal(["prepare", SLUG, "--lang", lang, "-w", str(net)], tmp_path, columns=columns)
    for keys, way in (("", "Foreningen"), ("2", "Foreningen Nordhavn"), ("3", "")):
        terminal.send(keys)
        terminal.wait(f"│ {HALLO[lang].format(way) if way else HI[lang].format('Foreningen')}")
        # What comes at once goes on with the same number.
        time.sleep(SOON)
    terminal.send("\x03")
    terminal.end()


# A name that is given anew ---------------------------------------------------------------------------


def test_a_name_that_leaves_it_open_once_it_is_given_anew_asks():
    """What follows the name is whole at first, and as it is chosen then."""
    at = walk(name="Signe Bro").put({GREETING: "Dear Signe,"})
    at = at.jump(NAME).answer(TITLED)
    assert (at.position, at.answers[GREETING]) == (CALLED, f"Dear {TITLED},")
    assert at.answer("Signe").answers[GREETING] == "Dear Signe,"


@pytest.mark.parametrize(
    ("chosen", "name", "greeting"),
    [
        ("Signe", "Peter Bro", "Dear Peter,"),
        ("Signe", "Signe Bro", "Dear Signe,"),
        ("Overlæge", "Signe Bro", "Dear Signe,"),
        (TITLED, "Signe Bro", "Dear Signe,"),
        ("Sigge", "Peter Bro", "Dear Sigge,"),
    ],
)
def test_what_was_chosen_goes_with_the_name_that_it_was_chosen_from(chosen, name, greeting):
    """What was typed instead stays."""
    at = walk().answer(chosen)
    at = at.answer(at.proposed(at.current))
    assert at.answers[GREETING] == f"Dear {chosen},"
    assert at.jump(NAME).answer(name).answers[GREETING] == greeting


def test_another_language_greets_by_the_same_name(tmp_path):
    """The greeting is written anew; what somebody is called is a fact."""
    net = Workspace(prepared(tmp_path / "net"))
    changes = {
        ("person", "name"): TITLED,
        ("person", "called"): "Signe",
        ("person", "greeting"): "Dear Signe,",
    }
    net.update(net.answers_file(SLUG), changes)
    preparation = Preparation.open(net, "da", net.person(SLUG))
    turning.apply(preparation, turning.turn(preparation, net.person(SLUG), "en"))
    assert preparation.walk.proposed(GUIDES["da"].question(GREETING)) == "Kære Signe"
    assert GREETING not in preparation.unfinished


@pytest.mark.parametrize(
    ("name", "greeting", "asks"),
    [
        ("Jonas Bjerg Holm", "Dear Jonas Bjerg Holm,", True),
        ("Jonas Holm", "Dear Jonas,", False),
        ("Jonnas Holm", "Dear Jonnas,", False),
    ],
)
def test_a_greeting_of_before_goes_with_the_name_it_was_made_of(name, greeting, asks):
    """Whoever rights a name does not greet by the wrong one; a word that stays in it stays."""
    at = walk(name="Jonnas Bjerg Holm", **{GREETING: "Dear Jonnas,"})
    at = at.jump(NAME).answer(name)
    assert (at.answers[GREETING], at.position == CALLED) == (greeting, asks)


# Without asking --------------------------------------------------------------------------------------


@pytest.fixture
def net(tmp_path, capsys):
    folder = prepared(tmp_path / "net")
    capsys.readouterr()
    return folder


def run(capsys, *arguments):
    """What was said on standard error."""
    assert app.run([*arguments]) == 0
    return capsys.readouterr().err


def answers_of(net, slug=SLUG):
    return tomllib.loads(Path(net, "people", slug, "answers.toml").read_text("utf-8"))["person"]


def test_without_asking_it_is_said_and_can_be_given(net, capsys):
    """The whole name, in the list of what was proposed; the next run gives another."""
    told = Workspace(net).answers_file(SLUG)
    told.write_text(told.read_text("utf-8").replace("Jonas Østergård", TITLED, 1), "utf-8")
    Workspace(net).update(told, {("person", "greeting"): ""})
    text = told.read_text("utf-8").replace('greeting = ""\n', "")
    told.write_text(text, "utf-8")
    said = run(capsys, "prepare", SLUG, "-w", str(net), "--no-input")
    assert f"- person.called: {TITLED}\n" in said and f"- person.greeting: Dear {TITLED},\n" in said
    said = run(capsys, "prepare", SLUG, "-w", str(net), "--set", "person.called=Signe", "--no-input")
    assert "- person.greeting: Dear Signe,\n" in said
    assert (answers_of(net)["called"], answers_of(net)["greeting"]) == ("Signe", "Dear Signe,")
    assert "\nDear Signe,\n" in Path(net, "people", SLUG, "invitation.txt").read_text("utf-8")


def test_who_is_prepared_already_is_not_greeted_otherwise(net, capsys):
    """A greeting that a version before made out of three words stays, whatever else is changed."""
    told = Workspace(net).answers_file(SLUG)
    text = told.read_text("utf-8").replace("Jonas Østergård", "Jonas Bjerg Østergård", 1)
    told.write_text(text, "utf-8")
    before = answers_of(net)["greeting"]
    said = run(capsys, "prepare", SLUG, "-w", str(net), "--set", "reflection.why=you can cook", "--no-input")
    assert answers_of(net)["greeting"] == before == "Dear Jonas,"
    assert "person." not in said


# On a page, line by line -----------------------------------------------------------------------------


def names(**given):
    return asked("text", choices=WAYS, choices_from=NAME, required=True, proposed=TITLED, **given)


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ((ENTER,), TITLED),
        (("5", ENTER), "Signe"),
        (("8", ENTER, "Sigge", ENTER), "Sigge"),
        (("Sigge", ENTER), "Sigge"),
        (("Sig", ESC, "5", ENTER), "Signe"),
    ],
)
def test_a_page_offers_the_words_and_takes_others(keys, value):
    """A letter that is typed begins something else; Esc leads back to the words."""
    assert answer(names(), *keys) == Answered(value)


def test_a_page_shows_what_is_chosen_from():
    """The whole name is pointed to."""
    pictures = Pictures()
    answer(names(), ENTER, pictures=pictures)
    shown = next(text for text in pictures.texts if "Something else" in text)
    assert f"› 1) {TITLED} 2) Overlæge Bro 3) Overlæge 4) Overlæge Signe 5) Signe" in shown


def test_what_was_typed_is_kept_by_whoever_goes_back():
    """It stands in the field again."""
    with opened("Sig", ESC, ESC) as front:
        back = front.ask(names())
    assert back == Back("Sig")
    assert answer(names(unfinished="Sig"), ENTER, "ge", ENTER) == Answered("Sigge")


@pytest.mark.parametrize("lang", GUIDES)
def test_the_program_asks_on_a_page_and_greets_so(tmp_path, lang):
    """From the name to the greeting in its field."""
    terminal = Terminal(["prepare", "--lang", lang, "-w", "net"], tmp_path, rows=40, HOME=str(tmp_path))
    answering = Answering(terminal, lang)
    answering.until(NAME)
    answering.answer(TITLED)
    answering.until(CALLED)
    answering.wait()
    terminal.wait(f"1) {TITLED}", "5) Signe")
    terminal.send("5\r")
    answering.walk = answering.walk.answer("Signe")
    answering.until(GREETING)
    answering.wait()
    terminal.wait(HALLO[lang].format("Signe"))
    terminal.send("\x03")
    terminal.end()


@pytest.mark.parametrize(("typed", "value"), [("", TITLED), ("5", "Signe"), ("Sigge", "Sigge")])
def test_line_by_line_a_number_or_words_of_ones_own(tmp_path, typed, value):
    """Enter takes the whole name."""
    net = prepared(tmp_path / "net")
    told = Workspace(net).answers_file(SLUG)
    text = told.read_text("utf-8").replace("Jonas Østergård", TITLED, 1)
    told.write_text(text.replace('greeting = "Dear Jonas,"\n', ""), "utf-8")
    terminal = PlainTerminal(["prepare", SLUG, "-w", str(net)], tmp_path)
    terminal.wait_for("A number from 1 to 7, or words of your own")
    terminal.type(typed)
    terminal.wait_for(f"Dear {value},")
    terminal.end()
    assert answers_of(net)["called"] == value


# From an address book --------------------------------------------------------------------------------


def card(*lines):
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""])


@pytest.mark.parametrize(
    ("name", "lines", "greeted"),
    [
        (TITLED, (f"FN:{TITLED}", "N:Bro;Signe;;Overlæge;"), "Signe"),
        (TITLED, (f"FN:{TITLED}",), None),
        (TITLED, (f"FN:{TITLED}", "N:Bro;Sigrid;;Overlæge;"), None),
        ("Jonas Holm", ("FN:Jonas Holm", "N:Holm;Jonas;;;"), None),
        ("Anne Marie Bro", ("FN:Anne Marie Bro", "N:Bro;Anne Marie;;;", "ORG:Ungehuset"), "Anne Marie"),
        ("Foreningen Nordhavn", ("FN:Foreningen Nordhavn", "ORG:Foreningen Nordhavn"), "Foreningen Nordhavn"),
        ("Ungehuset", ("FN:Ungehuset", "ORG:Ungehuset"), None),
    ],
)
def test_a_card_that_says_what_is_given_of_a_name_settles_it(tmp_path, capsys, name, lines, greeted):
    """Of an organisation, all of it; where the card does not say it, it is asked later."""
    (tmp_path / "one.vcf").write_text(card(*lines), "utf-8")
    assert app.run(["import", str(tmp_path / "one.vcf"), "-w", str(tmp_path / "net"), "--yes"]) == 0
    said = capsys.readouterr().out
    (slug,) = Workspace(tmp_path / "net").slugs()
    found = answers_of(tmp_path / "net", slug)
    assert (found["name"], found.get("called")) == (name, greeted)
    assert (f"greeted as {greeted}" in said) is bool(greeted)


def test_a_table_says_it_in_its_column_of_first_names(tmp_path, capsys):
    """As a card does."""
    file = tmp_path / "people.csv"
    file.write_text("First Name;Last Name;Company\nAnne Marie;Bro;\n;;Foreningen Nordhavn\n", "utf-8")
    app.run(["import", str(file), "-w", str(tmp_path / "net"), "--yes"])
    capsys.readouterr()
    net = Workspace(tmp_path / "net")
    found = {answers_of(net.root, slug)["called"] for slug in net.slugs()}
    assert found == {"Anne Marie", "Foreningen Nordhavn"}


def test_a_card_of_somebody_who_is_here_changes_no_greeting(net, tmp_path, capsys):
    """It fills what is empty; the greeting was accepted already."""
    told = Workspace(net).answers_file(SLUG)
    text = told.read_text("utf-8").replace("Jonas Østergård", "Jonas Bjerg Østergård", 1)
    told.write_text(text.replace("Dear Jonas,", "Dear Jonas Bjerg,"), "utf-8")
    email = answers_of(net)["email"]
    lines = ("FN:Jonas Bjerg Østergård", "N:Østergård;Jonas;Bjerg;;", f"EMAIL:{email}")
    (tmp_path / "one.vcf").write_text(card(*lines), "utf-8")
    assert app.run(["import", str(tmp_path / "one.vcf"), "-w", str(net), "--yes"]) == 0
    capsys.readouterr()
    run(capsys, "prepare", SLUG, "-w", str(net), "--set", "reflection.why=you can cook", "--no-input")
    found = answers_of(net)
    assert (found["called"], found["greeting"]) == ("Jonas", "Dear Jonas Bjerg,")
