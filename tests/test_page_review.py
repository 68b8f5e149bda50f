"""The texts read one by one before they are saved: numbers that lead to questions, and where one is then."""

from __future__ import annotations

import re
import tomllib
from functools import partial

import pytest
from keys import ENTER
from pages import Pictures, opened
from readyexample import SLUG, prepared
from scriptedfront import ScriptedFront
from terminal import Terminal

from netinvite import language
from netinvite.app.prepare import Order, take_up
from netinvite.app.reading import lacking, places, text_around
from netinvite.cli import app
from netinvite.model import kinds
from netinvite.store.parsed import ABSENT
from netinvite.store.workspace import Workspace
from netinvite.ui.fronts import Proof
from netinvite.ui.page.entry import Entry
from netinvite.ui.page.proof import numbered
from netinvite.ui.page.rows import rows
from netinvite.ui.page.sheet import Sheet
from netinvite.ui.page.words import stands
from netinvite.ui.parts import Answered, Back
from netinvite.values import replace
from netinvite.wizard.numbers import Numbers
from netinvite.wizard.prepare import PreparationDesk

ESC = "\x1b"


@pytest.fixture
def edit(net):
    """``edit(...)``: the person's texts, opened to be read; the window is high enough for all of a text."""
    opened = []

    def open_texts(*more):
        line = ["edit", SLUG, *more, "--workspace", str(net)]
        terminal = Terminal(line, net.parent, columns=100, rows=50)
        opened.append(terminal)
        terminal.wait("[1]")
        terminal.settle()
        return terminal

    yield open_texts
    for terminal in opened:
        if not terminal.child.closed:
            terminal.send("\x03")
            terminal.end()


def number_before(terminal, words):
    """The number of the sentence that begins with these words."""
    before = terminal.text.partition(f"] {words}")[0]
    return before.rpartition("[")[2]


def to(terminal, *keys_and_words):
    """Send keys, wait for words, and so on."""
    for keys, words in zip(keys_and_words[::2], keys_and_words[1::2], strict=True):
        terminal.send(keys)
        terminal.wait(*([words] if isinstance(words, str) else words))
        terminal.settle()


def test_a_number_in_the_mail_leads_back_to_the_mail(edit, net):
    """Though its sentence stands in the pitch, too; that is shown after it, and then it is saved."""
    terminal = edit("--lang", "en")
    to(terminal, "\r", ("2 of 3", "The email"))
    number = number_before(terminal, "I am Maja Holm")
    to(terminal, number, f"changes number {number}", "\r", ("Who are you?", "▌ I am Maja Holm"))
    to(terminal, " and a neighbour\r", ("2 of 3", "What has changed is bold", "neighbour. Calling"))
    to(terminal, "\r", ("1 of 3", "neighbour."), "\r", "3 of 3")
    terminal.send("\r")
    assert terminal.end() == 0
    for name in ("pitch.md", "invitation.txt"):
        text = (net / "people" / SLUG / name).read_text(encoding="utf-8")
        assert "Council and a neighbour." in " ".join(text.split())


def test_what_was_never_asked_is_not_asked_on_the_way_back(edit, net):
    """Whoever was made with --no-input has questions that nobody was asked: a number leads to its own; what
    its answer opens is asked all the same."""
    place = Workspace(net)
    gone = [("reflection", name) for name in ("motive", "barrier", "covers")] + [("contact", "tried")]
    place.update(place.answers_file(SLUG), dict.fromkeys(gone, ABSENT))
    terminal = edit("mail", "--lang", "en")
    number = number_before(terminal, "I am asking you because")
    to(terminal, f"{number}\r", ("Why this person?", "▌"), " and more\r", ("The email", "and more."))
    terminal.send("\r")
    assert terminal.end() == 0
    left = tomllib.loads(place.answers_file(SLUG).read_text("utf-8"))
    assert "motive" not in left["reflection"] and "and more" in left["reflection"]["why"]


@pytest.mark.whole
def test_esc_at_the_question_leads_back_to_the_text_as_well(edit):
    """Nothing has changed, and nothing is said to have."""
    terminal = edit("--lang", "en")
    to(terminal, "\r", "2 of 3", "1\r", ("▌", "Enter: next"), ESC, "2 of 3")
    assert "What has changed" not in terminal.text
    to(terminal, "\r", "3 of 3", ESC, "2 of 3", ESC, "1 of 3")


def test_what_is_said_of_the_texts_is_in_the_language_that_is_asked_for(edit, net):
    """The texts stay as they are, and the command that goes on says so too."""
    terminal = edit("mail", "--lang", "da")
    assert "Mailen" in terminal.text and "Kind regards" in terminal.text
    to(terminal, "1\r", ("▌", "Enter: videre"))
    terminal.send("\x03")
    assert terminal.end() == 130
    assert "--lang da" in terminal.text


def test_a_number_in_the_guide_shows_the_guide_below_the_field(net):
    """Though the sentence stands in the pitch as well: one reads on where one came from."""
    preparation = take_up(Workspace(net), Order(SLUG)).preparation
    question = preparation.guide.question("organiser.motivation")
    found = [text_around(preparation, question, first) for first in ("", "pitch", "conversation")]
    assert [one.document for one in found] == ["invitation", "pitch", "invitation"]


@pytest.mark.parametrize("length", [1, 24, 25, 26, 27, 36, 37, 38, 39, 60])
@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_theme_is_typed_below_the_subject_that_it_will_give(tmp_path, lang, length):
    """A long one gives none: what stands on the page is what the email has then."""
    preparation = take_up(Workspace(prepared(tmp_path, lang)), Order(SLUG, lang=lang)).preparation
    question, subject = (preparation.guide.question(key) for key in ("network.theme", "contact.subject"))
    typed = f"{question.first} {'a' * length}."
    answers = {**preparation.walk.answers, "network.theme": typed, "contact.subject": None}
    walk = replace(preparation.walk, answers=answers)
    wanted = walk.proposed(subject)
    del preparation.walk.answers["contact.subject"]
    letter = text_around(preparation, question)
    told, (start, end) = letter.paragraph(typed)
    assert told.partition("\n")[0].partition(": ")[2] == wanted and told[start:end] == typed
    answers["contact.subject"] = wanted
    made = preparation.rendered_with("invitation", replace(walk, answers=answers))
    assert letter.read(typed) == (made, (made.index(typed), made.index(typed) + len(typed)))


def test_a_subject_of_ones_own_does_not_follow_the_theme(net):
    """Nor does one that was left empty; one that was taken as proposed does."""
    preparation = take_up(Workspace(net), Order(SLUG)).preparation
    question, typed = preparation.guide.question("network.theme"), "I am putting together a network on bees."
    for given in ("Bees?", None):
        preparation.put({"contact.subject": given})
        assert "view on bees" not in text_around(preparation, question).read(typed)[0]
    proposed = preparation.walk.proposed(preparation.guide.question("contact.subject"))
    preparation.put({"contact.subject": proposed})
    assert "Subject: May I hear your view on bees?" in text_around(preparation, question).read(typed)[0]


FIRST = {"da": "Må jeg høre dit syn på", "en": "May I hear your view on"}
WITHOUT = {
    "da": ("Emne: Hvordan ser det ud fra din stol?", "Uden svar kommer der til at stå: Hvordan ser det ud"),
    "en": ("Subject: How does it look from where you stand?", "Without an answer it will say: How does it"),
}


@pytest.mark.parametrize("lang", ["da", "en"])
def test_an_emptied_subject_shows_what_stands_in_its_place(tmp_path, lang):
    """Of the first words alone, which are no answer, it is said: the text below has them as the field has.
    So it stands when Enter went on."""
    told, said = WITHOUT[lang]
    line = ["edit", SLUG, "mail", "--workspace", str(prepared(tmp_path, lang)), "--lang", lang]
    terminal = Terminal(line, tmp_path, columns=100, rows=50)
    terminal.wait("[1]")
    to(terminal, "2\r", "▌ ", *(["\x15"] if lang == "da" else ["\x15\x15"]), (f"▌ {FIRST[lang]}", said))
    assert f": {FIRST[lang]} …" in terminal.text and told not in terminal.text
    to(terminal, "\x15", ("Ctrl+U", told))
    assert said not in terminal.text
    to(terminal, "x", ": x", "\x7f", ("Ctrl+U", told), "\r", told.partition(": ")[2])
    terminal.send("\x03")
    assert terminal.end() == 130


@pytest.mark.parametrize("lang", ["da", "en"])
def test_a_field_and_the_text_below_it_say_the_same(tmp_path, lang):
    """Whatever is taken away at either end, down to nothing: of the first words alone too."""
    preparation = take_up(Workspace(prepared(tmp_path, lang)), Order(SLUG, lang=lang)).preparation
    tried = set()
    for question in map(preparation.walk.ready, preparation.walk.visible()):
        if not (question.first and (letter := text_around(preparation, question))):
            continue
        tried.add(question.key)
        entry = Entry("", begun=kinds.of(question).start(question))
        sheet = Sheet(entry, str, around=lambda letter=letter: letter, needed=question.required)
        sheet.closed = partial(stands, question)
        sheet.find_letter()
        words = str(preparation.walk.answers[question.key]).split()
        left = [words[begin:end] for begin in range(len(words)) for end in (begin, len(words))]
        for text in (entry.begun, *map(" ".join, [*left, *(words[:end] for end in range(len(words)))])):
            entry.buffer.text = text
            told, _place = sheet.paragraph()
            shown = " ".join(told.split())
            assert text.strip() in shown if text.strip() else question.first not in shown
    assert {"contact.subject", "network.theme", "reflection.why"} <= tried


@pytest.mark.parametrize("key", ["contact.subject", "organiser.signature"])
@pytest.mark.parametrize("lang", ["da", "en"])
def test_what_stands_in_the_place_of_an_answer_is_what_is_written_then(tmp_path, lang, key):
    """Below the field, or said where there is none."""
    preparation = take_up(Workspace(prepared(tmp_path, lang)), Order(SLUG, lang=lang)).preparation
    letter = text_around(preparation, preparation.guide.question(key))
    preparation.put({key: None})
    text, (start, end) = letter.read("")
    assert text == preparation.rendered_with("invitation", preparation.walk)
    assert text[start:end] == letter.instead() != ""


@pytest.mark.parametrize("lang", ["da", "en"])
def test_line_by_line_it_is_said(tmp_path, lang):
    """Of what is left out without anything in its place, nothing is."""
    language.activate(lang)
    desk = PreparationDesk(take_up(Workspace(prepared(tmp_path, lang)), Order(SLUG, lang=lang)))
    desk.front, walk = ScriptedFront(), desk.sitting.walk
    for key in ("network.values", "contact.subject"):
        desk.sitting.walk = walk.jump(key)
        desk.take(desk.sitting.walk.current, Answered(None))
    assert desk.front.said.count(WITHOUT[lang][1].partition(":")[0]) == 1
    assert WITHOUT[lang][1] in desk.front.said


def test_taken_out_without_a_screen_it_is_repeated(net, capsys):
    """As every sentence that nobody saw in a field."""
    app.run(["prepare", SLUG, "-w", str(net), "--no-input", "--set", "contact.subject=", "--lang", "en"])
    assert "- contact.subject: How does it look from where you stand?" in capsys.readouterr().err


def test_words_typed_after_the_warning_are_warned_of_anew(edit):
    """One Esc never throws away what was typed since Esc was pressed last."""
    terminal = edit("mail", "--lang", "en")
    to(terminal, "e", "Ctrl+S", "Hello ", "Hello", ESC, "Esc once more")
    to(terminal, "again ", "Hello again", ESC, ("Hello again", "Esc once more"))
    to(terminal, ESC, ("[1]", "Enter: next"))
    assert "Hello again" not in terminal.text


def test_whoever_edits_a_text_and_leaves_with_esc_is_told_where_it_is(edit, net):
    """On the screen that comes back."""
    terminal = edit("mail", "--lang", "en")
    to(terminal, "e", "Ctrl+S", "Hello ", "Hello", "\x13", ("Hello", "Enter: next"))
    terminal.send(ESC)
    assert terminal.end() == 0
    file = net / "people" / SLUG / "invitation.txt"
    assert f"Your text is saved in {file}"[:90] in terminal.text
    assert file.read_text(encoding="utf-8").split("\n\n")[1].startswith("Hello ")


def test_whoever_goes_on_typing_writes_in_the_text_and_not_in_the_to_line(edit, net):
    """The cursor stands below To and Subject, which stay as they are."""
    head = (net / "people" / SLUG / "invitation.txt").read_text("utf-8").splitlines()[:3]
    terminal = edit("mail", "--lang", "en")
    to(terminal, "e", "Ctrl+S", "Hello there. ", "Hello there. Dear", "\x13", ("Hello there.", "Enter: next"))
    assert (net / "people" / SLUG / "invitation.txt").read_text("utf-8").splitlines()[:3] == head


def test_a_broken_head_is_told_where_the_text_was_saved(edit):
    """In the words in which ``mail`` refuses it."""
    terminal = edit("mail", "--lang", "en")
    to(terminal, "e", "Ctrl+S", "\x1b[A" * 5 + "\x1b[H" + "Hello. ", "Hello. To:")
    to(terminal, "\x13", ("Subject is not read here.", "Enter: next"))


def numbers_in(terminal):
    """The words behind each number."""
    found = re.findall(r"\[(\d+)\]\s(\S+ \S+)", terminal.text)
    return {words: int(number) for number, words in found}


def test_numbers_stay_when_a_sentence_goes_or_comes(edit):
    """Whoever has one in mind finds the same question there; a sentence that is gone can be written again at
    its own."""
    terminal = edit("pitch")
    before = numbers_in(terminal)
    gone = before.pop("Last winter")
    to(terminal, f"{gone}\r", "▌ Last winter", "\x15\x15", "Enter: next", "\r", ("Review", "The pitch"))
    assert numbers_in(terminal) == {**before, "Which moment": gone} and max(before.values()) > gone
    assert f"Nothing yet: [{gone}] Which moment" in terminal.text.replace("\u00a0", " ")
    assert f"Number {gone} is empty now, but can still be typed." in terminal.text
    first = min(before, key=before.get)
    to(terminal, f"{before[first]}\r", f"▌ {first}", ESC, ("The pitch", "Nothing yet:"))
    assert "is empty now" not in terminal.text
    to(terminal, f"{gone}", f"▌ [{gone}]", "\r", "Which moment", "One call.\r", (f"[{gone}]", "One call."))
    assert "Nothing yet" not in terminal.text
    to(terminal, "99\r", "There is no number 99.")


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("depth", ["short", "full"])
def test_whatever_has_a_number_keeps_it_when_it_is_emptied(tmp_path, lang, depth):
    """What does not apply has none, nor has what is for oneself alone in a text for others."""
    preparation = take_up(Workspace(prepared(tmp_path, lang)), Order(SLUG, lang=lang)).preparation
    whole = preparation.walk = replace(preparation.walk, depth=depth)
    for document in ("pitch", "invitation", "conversation"):
        preparation.walk = whole
        assert lacking(preparation, document) == []
        found = places(preparation, document, preparation.rendered_with(document, whole))
        assert len(found) > 3
        for _place, key in found:
            preparation.walk = replace(whole, answers={**whole.answers, key: None})
            asked = [question.key for question in lacking(preparation, document)]
            # What is needed cannot be emptied.
            assert key in asked or preparation.guide.question(key).required
        answers = {**whole.answers, **dict.fromkeys(key for _place, key in found)}
        preparation.walk = replace(whole, answers={**answers, "person.relation": "well"})
        asked = [question.key for question in lacking(preparation, document)]
        assert "person.met" not in asked
        assert document == "conversation" or "reflection.motive" not in asked


def test_a_text_of_ones_own_that_fails_on_other_answers_can_be_read(net):
    """What would stand there is not known then, and not asked for."""
    own = net / "templates" / "en" / "pitch.md.j2"
    own.parent.mkdir(parents=True)
    met = "{% if person.met %}{{ person.met }} {{ 1 // (person.met | length - 2) }}{% endif %}"
    own.write_text(f"{met} {{{{ network.theme }}}}\n", encoding="utf-8")
    preparation = take_up(Workspace(net), Order(SLUG)).preparation
    preparation.walk = replace(preparation.walk, answers={**preparation.walk.answers, "person.met": None})
    shown = preparation.rendered_with("pitch", preparation.walk)
    assert [key for _place, key in places(preparation, "pitch", shown)] == ["network.theme"]
    assert lacking(preparation, "pitch") == []


@pytest.mark.parametrize("lang", ["da", "en"])
def test_what_was_emptied_keeps_its_number_in_the_list_too(tmp_path, lang):
    """Also where the full way asked for it, and one goes the short way now."""
    desk = PreparationDesk(take_up(Workspace(prepared(tmp_path, lang)), Order(SLUG, lang=lang)))
    listed = []
    desk.menu = lambda ask, choices: listed.append({one.key: one.number for one in choices})
    desk.change()
    desk.sitting.walk = desk.sitting.walk.jump("organiser.moment").answer(None)
    assert "organiser.moment" not in {one.key for one in desk.sitting.walk.asked()}
    desk.change()
    assert listed[0] == listed[1]


def test_words_that_stand_twice_have_a_number_where_they_are_an_answer(net):
    """A theme that another sentence has in it as well is still the theme."""
    preparation = take_up(Workspace(net), Order(SLUG)).preparation
    preparation.put({"network.theme": "Jonas.", "network.purpose": "We are many. Jonas."})
    text = preparation.rendered_with("pitch", preparation.walk)
    assert text.count("Jonas.") == 2
    ((start, end),) = [place for place, key in places(preparation, "pitch", text) if key == "network.theme"]
    assert text[start:end] == "Jonas." and text.index("Jonas.") == start


def test_the_list_of_answers_keeps_its_numbers():
    """What comes later has the next number, and what comes back has its own again."""
    numbers = Numbers()
    assert numbers.of("", "abcd") == (1, 2, 3, 4)
    assert [(one.key, one.number) for one in numbers.choices({"a": "A", "e": "E", "d": "D"})] == [
        ("a", 1),
        ("e", 5),
        ("d", 4),
    ]
    assert numbers.of("", "acd") == (1, 3, 4) and numbers.key("", 5) == "e"
    assert numbers.of("pitch", "ca") == (1, 2)


def test_numbers_within_a_sentence_repeat_nothing():
    """A place may lie within another, which begins before it."""
    text, places = numbered("Hello, we met. Bye.", [(0, 14), (7, 13), (15, 18)])
    assert text.replace("\u00a0", " ") == "[1] Hello, [2] we met. [3] Bye."
    found = [text[start:end].replace("\u00a0", " ") for start, end in places]
    assert found == ["Hello, [2] we met.", "we met", "Bye"]


def test_a_number_stands_on_the_row_of_its_sentence():
    """However narrow the window is."""
    text, _places = numbered("One two. Three four. Five six.", [(0, 8), (9, 20), (21, 30)])
    for width in range(12, 40):
        assert not [row for row in (text[start:end] for start, end in rows(text, width)) if row.endswith("]")]


@pytest.mark.sampled(1)
@pytest.mark.parametrize("size", [(80, 24), (40, 24), (40, 12)])
def test_what_is_asked_of_a_text_is_read_behind_it(net, size):
    """So that it leaves the text its room; the page ends where the questions do."""
    columns, rows = size
    asks = ["--set", "reflection.why=I am writing to you in particular because you soon joined us."]
    assert app.run(["prepare", SLUG, "--workspace", str(net), "--no-input", "--lang", "en", *asks]) == 0
    line = ["edit", SLUG, "mail", "--lang", "en", "--workspace", str(net)]
    terminal = Terminal(line, net.parent, columns=columns, rows=rows)
    terminal.wait("[1]")
    terminal.settle()
    assert "for more than a talk" not in terminal.text
    assert sum("│" in row for row in terminal.display) >= rows // 4
    terminal.send("\x1b[F")
    terminal.wait("Better:")
    terminal.send("\x03")
    terminal.end()


@pytest.mark.parametrize(
    ("lang", "named"),
    [
        ("da", ("e: ret i teksten", "Ctrl+C: gem og stop")),
        ("en", ("e: edit the text", "Ctrl+C: save and leave")),
    ],
)
def test_a_narrow_window_names_every_key_of_the_review(net, lang, named):
    """Where there are rows enough for them."""
    terminal = Terminal(
        ["edit", SLUG, "mail", "--lang", lang, "--workspace", str(net)], net.parent, columns=40, rows=24
    )
    terminal.wait("[1]", *named)
    terminal.send("\x03")
    terminal.end()


@pytest.mark.parametrize("document", ["invitation", "pitch"])
def test_a_sentence_has_its_number_though_it_begins_with_another_answer(net, document):
    """Whoever is named in it stands in it, not beside it."""
    told = {
        "person.relation": "referred",
        "person.referred_by": "Min nabo Lis",
        "person.mention_referrer": "yes",
        "person.suggested": "Min nabo Lis suggested it.",
    }
    preparation = take_up(Workspace(net), Order(SLUG)).preparation
    preparation.walk = preparation.walk.put(told)
    text = preparation.render(document)
    found = {key: text[slice(*place)] for place, key in places(preparation, document, text)}
    assert found["person.suggested"] == "Min nabo Lis suggested it."
    assert "person.referred_by" not in found


@pytest.mark.whole
def test_a_mail_that_was_never_planned_asks_for_what_it_needs(net):
    """Whoever is to be called has no address and no greeting yet; nothing goes without them."""
    told = ["--set", "contact.way=call", "--set", "person.email=", "--set", "person.phone=87654321"]
    assert app.run(["prepare", SLUG, "-w", str(net), "--no-input", *told]) == 0
    (net / "people" / SLUG / "invitation.txt").unlink()
    terminal = Terminal(["edit", SLUG, "mail", "-w", str(net)], net.parent, columns=100, rows=50)
    terminal.wait("No email is planned for Jonas Østergård: you meet or call.", "email address")
    terminal.settle()
    to(terminal, "jonas@example.org", "▌ jonas@example.org", "\r", ("Review", "The email"))
    terminal.wait("To: ", "<jonas@example.org>")
    terminal.settle()
    terminal.press("\r")
    assert terminal.end() == 0
    assert "<jonas@example.org>" in (net / "people" / SLUG / "invitation.txt").read_text(encoding="utf-8")


TWELVE = Proof(
    "pitch.md", "The pitch", "\n".join("abcdefghijkl"), tuple((at, at + 1) for at in range(0, 24, 2))
)


@pytest.mark.parametrize("number", ["0", "13", "99", "100", "999"])
def test_a_number_that_is_none_leads_nowhere(number):
    """It is named, the Enter that was meant for it goes nowhere, and the next one goes on."""
    pictures = Pictures()
    with opened(number, ENTER, ENTER, pictures=pictures) as front:
        assert front.look(TWELVE) == Answered(None)
    assert pictures.shows("[12] l", f"! There is no number {number}.")


def test_a_number_that_is_none_is_left_with_esc():
    """What is typed then is a number of its own."""
    with opened("99", ESC, "7", ENTER) as front:
        assert front.look(TWELVE) == Answered(7)


def test_numbers_may_have_gaps():
    """A number that is gone is not there, and each leads to its own sentence."""
    proof, pictures = replace(TWELVE, numbers=(1, 3, 2, *range(5, 14))), Pictures()
    with opened("4", ENTER, "13", ENTER, pictures=pictures) as front:
        assert front.look(proof) == Answered(13)
    assert pictures.shows("[1] a", "[3] b", "[2] c", "[5] d", "! There is no number 4.")


def test_the_sentence_of_a_number_comes_in_sight():
    """Whoever types one sees what will be changed."""
    pictures = Pictures(rows=12)
    with opened("12", ENTER, pictures=pictures) as front:
        assert front.look(TWELVE) == Answered(12)
    assert pictures.shows("[12] l", "Enter changes number 12") and not pictures.shows("[1] a", "[12] l")


@pytest.mark.parametrize(("key", "proof"), [("x", TWELVE), ("1", replace(TWELVE, places=()))])
def test_a_key_that_means_nothing_is_told_so(key, proof):
    """F1 tells the others."""
    pictures = Pictures()
    with opened(key, ESC, pictures=pictures) as front:
        assert front.look(proof) == Back()
    assert pictures.shows("That key does nothing here; F1 tells which ones do.")
