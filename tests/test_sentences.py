"""Sentences: closed by a mark, and completed where nobody saw the first words in a field."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readyexample import example

from netinvite.app.given import Given
from netinvite.app.preparation import Preparation
from netinvite.app.prepare import Opened
from netinvite.errors import AnswerError
from netinvite.model.around import around
from netinvite.model.doubts import (
    AGAIN,
    ALONE,
    ANEW,
    CAPITAL,
    COMMA,
    LIST,
    MORE,
    QUESTION,
    doubts,
)
from netinvite.model.doubts import (
    SMALL as BEGINS_SMALL,
)
from netinvite.model.kinds import TYPED, names_in, of
from netinvite.model.questions import Question, by_step
from netinvite.model.sentences import (
    Open,
    Whole,
    closed,
    completed,
    completed_line,
    glued,
    is_alone,
    opened,
    unclosed,
)
from netinvite.model.walk import Walk
from netinvite.render import documents
from netinvite.store.records import ABOUT, load_guide
from netinvite.store.workspace import Workspace
from netinvite.values import replace
from netinvite.wizard.prepare import PreparationDesk

BECAUSE, FORDI = "It matters to me because", "Det betyder noget for mig, fordi"
WHEN, HEAR = "Vi er i mål, når", "Mest af alt vil jeg gerne høre,"
NAME, ASK = "I am Maja Holm,", "I am asking you because"


# Closing marks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("we meet here", "we meet here."),
        ("  We meet here\t", "We meet here."),
        ("We meet here.", "We meet here."),
        ("Do we meet?", "Do we meet?"),
        ("We meet!", "We meet!"),
        ("and then …", "and then …"),
        ("and then...", "and then..."),
        ("She said “yes.”", "She said “yes.”"),
        ("Hun sagde »ja!«", "Hun sagde »ja!«"),
        ("We meet here (at last.)", "We meet here (at last.)"),
        ("She said “yes”", "She said “yes”."),
        ("two  blanks", "two  blanks."),
        ("", ""),
        ("   ", ""),
    ],
)
def test_closing_mark(typed, stands):
    """A full stop is added where no mark is; nothing else is changed but blanks at the ends."""
    assert closed(typed) == stands


# Completed -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "typed", "stands"),
    [
        # Begins with the first words: whole.
        (
            FORDI,
            "Det betyder noget for mig, fordi jeg så det",
            "Det betyder noget for mig, fordi jeg så det.",
        ),
        (FORDI, "Det betyder noget for mig fordi jeg så det", "Det betyder noget for mig fordi jeg så det."),
        (FORDI, "Det  betyder\u00a0noget for mig, fordi jeg", "Det  betyder\u00a0noget for mig, fordi jeg."),
        (BECAUSE, "It matters to me because I was there!", "It matters to me because I was there!"),
        (NAME, "I am Maja Holm and I cook", "I am Maja Holm and I cook."),
        # Begins small, with a digit or with "…": behind the first words, whatever it ends in.
        (FORDI, "jeg så det", f"{FORDI} jeg så det."),
        (FORDI, "jeg så det. Og blev vred!", f"{FORDI} jeg så det. Og blev vred!"),
        (FORDI, "12 unge står alene", f"{FORDI} 12 unge står alene."),
        (FORDI, "… Vejle mangler det", f"{FORDI} Vejle mangler det."),
        (FORDI, "...jeg så det", f"{FORDI} jeg så det."),
        (FORDI, "ægte fællesskab tager tid", f"{FORDI} ægte fællesskab tager tid."),
        (FORDI, "»hjem« er et stort ord", f"{FORDI} »hjem« er et stort ord."),
        (BECAUSE, "“home” is a big word", f"{BECAUSE} “home” is a big word."),
        (BECAUSE, "(honestly) nobody else did", f"{BECAUSE} (honestly) nobody else did."),
        # Words of theirs that were typed once more stand there once.
        (FORDI, "fordi jeg så det", f"{FORDI} jeg så det."),
        (FORDI, "for mig, fordi  jeg så det", f"{FORDI} jeg så det."),
        (FORDI, "det betyder noget for mig fordi jeg så det", f"{FORDI} jeg så det."),
        (WHEN, "når fordi er væk", f"{WHEN} fordi er væk."),
        (HEAR, "høre hvad du ser", f"{HEAR} hvad du ser."),
        (HEAR, "gerne høre,\thvad du ser", f"{HEAR} hvad du ser."),
        (BECAUSE, "because because", f"{BECAUSE} because."),
        # One with an apostrophe behind it is the same word, and stays as it was typed.
        (BECAUSE, "because they've seen it", f"{BECAUSE} they've seen it."),
        ("I am asking you because you", "you’ve seen it", "I am asking you because you’ve seen it."),
        # Says the first words anew: whole.
        (
            "I am asking you because",
            "I'm asking you because you run it",
            "I'm asking you because you run it.",
        ),
        ("Vi mødtes", "Vi mødte hinanden i maj", "Vi mødte hinanden i maj."),
        (FORDI, "Det betyder noget", "Det betyder noget."),
        # Closed by a mark: whole.
        (BECAUSE, "I was there.", "I was there."),
        (WHEN, "Hver ung har nogen at ringe til!", "Hver ung har nogen at ringe til!"),
        (WHEN, "Hvem ringer de til?", "Hvem ringer de til?"),
        (WHEN, "»Vi har nogen at ringe til.«", "»Vi har nogen at ringe til.«"),
        (WHEN, "Hver ung …", "Hver ung …"),
        # No first words: as it stands.
        ("", "i foråret hørte jeg dig", "i foråret hørte jeg dig."),
        ("", "In spring I heard you", "In spring I heard you."),
    ],
)
def test_one_reading(first, typed, stands):
    """What can only be meant in one way is that, letter by letter, with a mark at its end."""
    assert completed(first, typed) == Whole(stands)


@pytest.mark.parametrize(
    ("first", "typed"),
    [
        (WHEN, "Vejle har flere frivillige"),
        (BECAUSE, "I was there"),
        (BECAUSE, "I'm tired of it"),
        (FORDI, "Åse savner det"),
        (FORDI, "»Hjem« er et stort ord"),
        (FORDI, "Det giver noget"),
        (FORDI, "🙂 giver energi"),
    ],
)
def test_two_readings(first, typed):
    """What begins with a capital and has no mark can be a sentence, or go on from the first words."""
    found = completed(first, typed)
    assert isinstance(found, Open) and found.readings[:2] == (f"{typed}.", f"{first} {typed}.")


@pytest.mark.parametrize(
    ("typed", "small"),
    [
        ("Vejle har flere", "vejle har flere"),
        ("»Hjem« er et ord", "»hjem« er et ord"),
        ("I was there", None),
        ("EU says so", None),
        ("McCoy says so", None),
        ("🙂 giver energi", None),
    ],
)
def test_the_capital_may_be_the_beginnings_alone(typed, small):
    """So the same with a small letter is to choose, too, but where the capital says more."""
    wanted = (f"{FORDI} {small}.",) if small else ()
    assert completed(FORDI, typed).readings[2:] == wanted


@pytest.mark.parametrize(
    ("first", "typed", "behind"),
    [
        (ASK, "Because you run it.", "I am asking you because you run it."),
        (ASK, "Because you run it", "I am asking you because you run it."),
        (ASK, "Because you've run it.", "I am asking you because you've run it."),
        (WHEN, "Når alle er med, er vi i mål.", f"{WHEN} alle er med, er vi i mål."),
    ],
)
def test_the_last_of_the_first_words_can_begin_a_sentence_of_its_own(first, typed, behind):
    """Closed by a mark or not, it can as well go on from those before."""
    assert completed(first, typed, "you") == Open(closed(typed), behind)


@pytest.mark.parametrize("chosen", ["alone", "behind", "small"])
def test_a_reading_written_out_is_whole(chosen):
    """Either of two readings, given as it was shown, is taken as it stands."""
    text = getattr(completed(WHEN, "Vejle har flere frivillige"), chosen)
    assert completed(WHEN, text) == Whole(text)


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("unge og ensomhed?", "Må jeg høre dit syn på unge og ensomhed?"),
        ("dit syn på unge", "Må jeg høre dit syn på unge"),
        ("Unge og ensomhed", "Unge og ensomhed"),
        ("Må jeg høre dit syn på unge", "Må jeg høre dit syn på unge"),
    ],
)
def test_a_line_needs_no_mark(typed, stands):
    """A line goes on from its first words where it begins small, and is never closed."""
    assert completed_line("Må jeg høre dit syn på", typed) == Whole(stands)


SMALL = st.characters(categories=["Ll"])
ANY = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=60)


@given(st.sampled_from([BECAUSE, FORDI, WHEN, HEAR, NAME]), SMALL, ANY)
def test_whatever_is_typed_behind_comes_out_letter_by_letter(first, letter, rest):
    """Behind the first words nothing of an answer is changed."""
    typed = f"x{letter}{rest}".rstrip()
    assert completed(first, typed) == Whole(closed(f"{first} {typed}"))


@given(st.sampled_from([BECAUSE, FORDI, WHEN, HEAR, NAME]), ANY)
def test_a_whole_sentence_stays_as_it_is(first, rest):
    """What begins with the first words, and what the rule itself makes, is taken letter by letter."""
    typed = f"{first} {rest}".rstrip()
    assert completed(first, typed) == Whole(closed(typed))
    reading = completed(first, f"x{rest}")
    assert isinstance(reading, Whole) and completed(first, reading.text) == reading


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("I am glad :)", "I am glad :)"),
        ("I am glad ;-)", "I am glad ;-)"),
        ("I am glad 😊", "I am glad 😊"),
        ("I am glad 👍🏽", "I am glad 👍🏽"),
        ("I am glad (today)", "I am glad (today)."),
        ("I am glad:)", "I am glad:)."),
        ("It costs 5 €", "It costs 5 €."),
    ],
)
def test_a_face_closes_a_sentence(typed, stands):
    """Nobody puts a full stop behind one."""
    assert closed(typed) == stands and closed(closed(typed)) == stands


# First words alone -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "Jeg spørger netop dig, fordi",
        " Jeg spørger netop dig,  fordi du ",
        "Jeg spørger netop dig, fordi …",
    ],
)
def test_first_words_alone(typed):
    """Nothing, the first words, or they with what leads on from them are no answer."""
    assert is_alone(typed, "Jeg spørger netop dig, fordi", "du")


@pytest.mark.parametrize(
    "typed", ["Jeg spørger netop dig", "Jeg spørger netop dig, fordi du er her", "fordi"]
)
def test_more_or_other_words_are_an_answer(typed):
    """Whoever types more, or changes the first words, has answered."""
    assert not is_alone(typed, "Jeg spørger netop dig, fordi", "du")


def test_the_writer_s_own_words():
    """An answer without its first words and its mark; none where it begins otherwise."""
    assert opened("Vi er i mål, når alle er med.", WHEN) == "alle er med"
    assert opened("Når alle er med.", WHEN) is None
    assert opened(f"{WHEN}.", WHEN) is None


# Kinds -----------------------------------------------------------------------------------------------


def asked(kind="sentence", **more):
    return Question("network", "purpose", kind, "When?", first=WHEN, lead="alle", **more)


def test_first_words_alone_are_no_answer_in_a_field():
    """An optional sentence is skipped with them; a needed one is refused kindly."""
    assert TYPED["sentence"].parse(asked(), f"{WHEN} alle ") is None
    with pytest.raises(AnswerError, match="needed"):
        TYPED["sentence"].parse(asked(required=True), f"{WHEN} ")


@given(ANY)
def test_what_stands_in_the_field_stands_in_the_answer(rest):
    """Letter by letter, composed, with blanks at its ends taken away and a mark added."""
    kind, typed = TYPED["sentence"], f"{WHEN} x{rest}"
    assert kind.parse(asked(), typed) == closed(kind.clean(typed))


@pytest.mark.parametrize(
    "stored", ["alle er med", f"{WHEN} alle er med", "Vejle har flere frivillige", "alle."]
)
def test_a_stored_sentence_is_read_as_it_stands(stored):
    """What a file of the workspace holds is never completed, and never closed."""
    assert of(asked()).from_toml(asked(), stored) == stored


# In the texts ----------------------------------------------------------------------------------------

DOCUMENTS = ("pitch", "invitation", "conversation")


def texts(walk):
    """The three documents of a walk."""
    values = by_step(walk.rendered())
    return [documents.render(name, walk.guide.lang, values, [], own=None) for name in DOCUMENTS]


@pytest.mark.parametrize("lang", ["da", "en"])
def test_what_the_field_held_stands_in_every_text(lang):
    """For every sentence: in pitch, mail and guide, letter by letter, wherever the example's own stands."""
    walk = Walk.start(load_guide(lang), ABOUT, example(lang))
    asked = [
        walk.ready(one) for one in walk.visible() if one.kind == "sentence" and one.key in walk.rendered()
    ]
    before = texts(walk)
    used = {one.key: [str(walk.answers[one.key]) in text for text in before] for one in asked}
    assert any(map(any, used.values()))

    @settings(max_examples=25)
    @given(ANY)
    def typed(rest):
        found = {
            one.key: TYPED["sentence"].parse(one, f"{TYPED['sentence'].start(one)}x{place} {rest}")
            for place, one in enumerate(asked)
        }
        after = texts(walk.put(found))
        assert {key: [str(value) in text for text in after] for key, value in found.items()} == used

    typed()


# In a sitting ----------------------------------------------------------------------------------------


@pytest.fixture
def sitting(tmp_path):
    """A preparation that stands at the motivation, and a function that takes it up anew."""
    workspace = Workspace(tmp_path)

    def take_up():
        return Preparation.open(workspace, "en")

    preparation = take_up()
    preparation.put({**example("en"), "organiser.motivation": None})
    preparation.walk = replace(preparation.walk, position="organiser.motivation")
    preparation.save()
    return preparation, take_up


def test_half_typed_is_kept_with_every_blank(sitting):
    """Leaving and coming back: exactly what stood in the field."""
    preparation, take_up = sitting
    preparation.leave("It matters to us  because I ")
    assert take_up().unfinished == {"organiser.motivation": "It matters to us  because I "}


def test_an_emptied_proposal_is_not_proposed_again(sitting):
    """Whoever emptied the field finds it so; what is open, or changed, is another matter."""
    preparation, _take_up = sitting
    desk = PreparationDesk(Opened(preparation, Given(), chosen=True))
    question = preparation.guide.question("contact.subject")
    preparation.put({question.key: None})
    assert desk.asked(question).proposed is None
    preparation.walk = replace(
        preparation.walk, answers={k: v for k, v in preparation.walk.answers.items() if k != question.key}
    )
    assert desk.asked(question).proposed == "Your view on young people and loneliness?"


def doubtful(text, first, lead=""):
    """What is asked about first, and its words."""
    return next(doubts(text, first, lead), None)


# What may not have been meant ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("Somebody asked my brother.", CAPITAL),
        ("Vejle has more volunteers.", CAPITAL),
        ("I know them.", None),
        ("I've seen it.", None),
        ("SOSU staff are few.", None),
        ("nobody asks us?", QUESTION),
        ("they said »Why?« and left.", None),
        ("we can. Can you?", None),
        ("", None),
        ("you know them,", COMMA),
        ("you know them;.", COMMA),
        ("you know them , ", COMMA),
        ("you know them, all.", None),
        ("at 10:30.", None),
        ("because nobody asks.", AGAIN),
        ("to many because nobody asks.", None),
        ("1. fewer of them 2. more of us", LIST),
        ("1. minister told me", None),
        ("- fewer of them", LIST),
    ],
)
def test_what_is_asked_about_at_the_joint(typed, what):
    found = doubtful(f"{BECAUSE} {typed}", BECAUSE)
    assert (found and found[0]) == what


def test_a_capital_behind_the_words_that_follow_the_first_ones_is_asked_about():
    """Whoever takes "du" over and types a sentence of their own behind it."""
    assert doubtful(f"{FORDI} du Kender de unge", FORDI, "du ") == ("capital", "Kender")
    assert doubtful(f"{FORDI} du kender de unge", FORDI, "du ") is None


@pytest.mark.parametrize(
    ("first", "lead", "behind", "asked"),
    [
        (ASK, "you", "you you've run it", (AGAIN, "you")),
        (ASK, "you", "you you’d be kind", (AGAIN, "you")),
        (ASK, "you", "you've run it", None),
        (ASK, "you", "you, of all people, know", None),
        ("Jeg spørger netop dig, fordi", "du ", "du da du driver det", (AGAIN, "du")),
        (ASK, "you", "you because you know", (AGAIN, "you because")),
        (
            "I am asking you because",
            "you",
            "I'm asking you because you run it",
            (ANEW, "I'm asking you because"),
        ),
        (ASK, "you", "I am new here", None),
        ("We met", "", "we met at the library", (AGAIN, "we met")),
        ("We met", "", "we'd met at the library", (AGAIN, "we'd met")),
        ("We met", "", "when we met again", (ANEW, "we met")),
        ("We met", "", "at the library", None),
        ("Vi mødtes", "", "vi mødte hinanden i maj", (ANEW, "vi")),
        (HEAR, "", "jeg vil gerne høre hvad du ser", (ANEW, "jeg vil gerne høre")),
        (HEAR, "", "hvad du gerne vil", None),
        ("Most of all I would like to hear", "", "I would love to hear it", (ANEW, "I would love to hear")),
        ("Most of all I would like to hear", "", "what you need to hear", None),
        ("We will know it works when", "", "we know it works when all do", (ANEW, "we know it works when")),
        ("We will know it works when", "", "people know it works", (ANEW, "know it works")),
        ("We will know it works when", "", "we all have a friend", None),
        ("We will know it works when", "", "it works for all", None),
        ("The network should be guided by", "", "it's guided by trust", (ANEW, "guided by")),
        ("The network should be guided by", "", "the needs of the young", None),
        (BECAUSE, "", "it matters because it does", (ANEW, "it matters because")),
        (BECAUSE, "", "it is late. It matters to me because I saw it", None),
        (WHEN, "", "vi er mange, og når alle er med", None),
        (WHEN, "", "vi er 20 med", None),
    ],
)
def test_first_words_that_come_again_are_asked_about(first, lead, behind, asked):
    """As they are, changed a little, or behind a word or two; what one says anyway is not."""
    assert doubtful(f"{first} {behind}", first, lead) == asked


def test_a_sentence_that_begins_with_the_last_of_the_first_words_is_asked_about():
    assert doubtful("Because you run it.", ASK) == (ALONE, "Because")
    assert doubtful("You run it.", "I am asking you because", "you") is None


def test_all_that_is_odd_is_told():
    """What comes again, a capital, and how it ends."""
    found = list(doubts(f"{FORDI} fordi Ole vil,", FORDI))
    assert found == [(AGAIN, "fordi"), (COMMA, "vil,.")]
    assert list(doubts(f"{FORDI} Ole vil,", FORDI)) == [(CAPITAL, "Ole"), (COMMA, "vil,.")]
    assert list(doubts(f"{FORDI} Oles vil.", FORDI, names=lambda: ["Ole"])) == []


def test_first_words_typed_once_more_are_asked_about():
    """Before the words that follow them, behind these, and these themselves."""
    asked = "Jeg spørger netop dig, fordi"
    assert doubtful(f"{asked} fordi du kender dem", asked, "du") == (AGAIN, "fordi")
    assert doubtful(f"{asked} du fordi man siger det", asked, "du") == (AGAIN, "fordi")
    assert doubtful(f"{asked} du fordi du kender dem", asked, "du") == (AGAIN, "fordi du")
    assert doubtful(f"{asked} du kender dem", asked, "du") is None


@pytest.mark.parametrize(
    ("typed", "there", "both"),
    [
        ("Dear Councillor,Dear Ray,", "Dear Councillor,", True),
        ("Dear Councillor, dear Ray,", "Dear Councillor,", False),
        ("Your view?Homework", "Your view?", True),
        ("Your views", "Your view", False),
        ("Homework", "", False),
        ("A network for newcomersSunday Dinners", "A network for newcomers", True),
    ],
)
def test_what_stood_there_and_what_was_typed_behind_it(typed, there, both):
    """Where no blank is between, somebody may not have seen that it stands there still."""
    assert glued(typed, there) is both


def test_behind_what_is_only_proposed_every_letter_is_asked_about():
    """Nobody has said it yet; an answer of one's own may go on in mid-word."""
    assert glued("Your views", "Your view", proposed=True)
    assert not glued("Your view on it", "Your view", proposed=True)
    assert not glued("Your view", "Your view", proposed=True)


def test_a_comma_at_the_end_is_asked_about_with_the_mark_behind_it():
    """Also where there are no first words; the mark is shown as it would stand."""
    assert doubtful("They run a night café,", "") == (COMMA, "café,.")
    assert doubtful("They run a night café.", "") is None
    assert doubtful("They run a night café :)", "") is None


def test_other_first_words_are_the_writer_s_own():
    assert doubtful("For us it matters. Really?", BECAUSE) is None


@pytest.mark.parametrize(
    ("typed", "first", "what"),
    [
        ("what helps", HEAR, (BEGINS_SMALL, "what")),
        ("»what helps«", "", (BEGINS_SMALL, "»what")),
        ("What helps", HEAR, None),
        ("iPads help", HEAR, None),
        ("7 of us do", HEAR, None),
        (f"{HEAR} what helps", HEAR, None),
    ],
)
def test_a_sentence_of_its_own_that_begins_small_is_asked_about(typed, first, what):
    """Whether it has first words or not, as long as it stands without them."""
    assert doubtful(typed, first) == what


def test_the_names_that_stand_in_the_answers():
    """All words of a name that was asked for, and a capital where no sentence begins."""
    given = {
        "person.name": "Anna-Marie Bo",
        "network.theme": "I am putting together a network on Kolding, and a part of Vejle. Others come.",
        "organiser.moment": "Sorry. They left.",
        "organiser.email": "Maja@example.org",
    }
    found = {*names_in(load_guide("en").questions(), given)}
    assert found == {"Anna", "Marie", "Bo", "Kolding", "Vejle"}


@pytest.mark.parametrize("text", ["因为我见过。", "لماذا؟", "»Hvorfor?«", "क्यों।"])
def test_the_marks_of_other_scripts_close_a_sentence(text):
    assert closed(text) == text


# Beside the text ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["It rained", "It rained.", "Did it rain?", "…"])
def test_an_answer_that_its_template_closes_is_read_with_one_mark(typed):
    """While it is typed, too."""

    def render(answer):
        return f"Before. {closed(answer)} Behind." if answer else "Before. Behind."

    found = around("pitch", render)
    assert found is not None
    text, (start, end) = found.read(typed)
    assert text == f"Before. {closed(typed)} Behind." and text[start:end] == closed(typed)
    assert found.read("")[0] == "Before. Behind."


INSTEAD = {
    "another word": (lambda answer: f"To: Bo\nSubject: {answer or 'Hello'}\n\nText", "Hello"),
    "at the end": (lambda answer: f"Regards,\n{answer or 'Maja'}\n", "Maja"),
    "at the start, of several paragraphs": (lambda answer: f"{answer or 'We met.'}\n\nText.", "We met."),
    "nothing": (lambda answer: "\n\n".join(filter(None, ("One.", answer, "Two."))), ""),
    "less of what stands around it": (lambda answer: f"One. {answer} More." if answer else "One.", ""),
    "nothing at all": (lambda answer: answer, ""),
}


@pytest.mark.parametrize(("render", "told"), INSTEAD.values(), ids=[*INSTEAD])
def test_what_a_text_says_in_the_place_of_an_answer_is_known(render, told):
    """And nothing of what stands beside it."""
    found = around("invitation", render)
    assert found is not None and found.instead() == told
    paragraph, (start, end) = found.paragraph("")
    assert paragraph[start:end] == told and bool(paragraph) == bool(told)


@given(st.text())
def test_a_full_stop_is_taken_off_where_it_would_be_set_again(text):
    """And nothing else ever is."""
    assert unclosed(text) in (text, text.removesuffix("."))
    assert closed(unclosed(closed(text))) == closed(text)
    assert closed(unclosed(text)) == closed(text)


@pytest.mark.parametrize(
    ("first", "lead", "typed", "found"),
    [
        ("I am asking you because", "you", "you you run it.", (AGAIN, "you")),
        ("I am asking you because", "you", "you BECAUSE you run it.", (MORE, "you BECAUSE")),
        ("I am asking you because", "you", "Because you run it.", (MORE, "Because")),
        ("It matters because", "I", "well I have seen it.", None),
        ("It matters because", "I", "I think I have seen it.", (AGAIN, "I")),
        ("It matters because", "I", "I I have seen it.", (AGAIN, "I")),
    ],
)
def test_what_comes_again_is_told_in_its_own_letters(first, lead, typed, found):
    """And is said to stand there twice only where both are the same."""
    told = [one for one in doubts(f"{first} {typed}", first, lead) if one[0] in (AGAIN, MORE)]
    assert told == ([found] if found else [])
