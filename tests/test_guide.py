"""The guide files: the same in every language, and refused with file, question and what is allowed."""

from __future__ import annotations

from copy import deepcopy

import pytest

from netinvite import guide
from netinvite.errors import GuideError
from netinvite.questions import Condition

LANGS = ("da", "en")
GUIDES = {lang: guide.load(lang) for lang in LANGS}
WHERE = "my/guide.toml"

SMALL = {
    "schema": 1,
    "lang": "en",
    "step": [
        {
            "key": "person",
            "about": "person",
            "title": "Whom?",
            "question": [
                {
                    "key": "relation",
                    "kind": "choice",
                    "ask": "How well?",
                    "choices": [{"key": "well", "label": "Well"}, {"key": "met", "label": "A little"}],
                },
                {"key": "note", "kind": "text", "ask": "A note"},
                {"key": "name", "kind": "text", "ask": "What is the name?"},
            ],
        }
    ],
    "questions": [{"key": "day", "group": "person", "ask": "What takes up your day?"}],
}


def small(place=None, **changes):
    """The small guide with ``changes`` laid over the question at ``place``, or over the whole file."""
    data = deepcopy(SMALL)
    (data if place is None else data["step"][0]["question"][place]).update(changes)
    return data


def refusal(data):
    with pytest.raises(GuideError) as caught:
        guide.parse(data, WHERE)
    return caught.value


# The shipped guides --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "part",
    ["key", "kind", "required", "private", "when", "choices_from", "min", "max", "default"],
)
def test_languages_agree(part):
    """Questions are the same, in the same order, in both languages."""
    danish, english = ([getattr(q, part) for q in GUIDES[lang].questions()] for lang in LANGS)
    assert danish == english


def test_languages_have_the_same_choices():
    """Every question offers the same choice keys in both languages."""
    danish, english = (
        {q.key: [choice.key for choice in q.choices] for q in GUIDES[lang].questions()} for lang in LANGS
    )
    assert danish == english


def test_languages_have_the_same_steps():
    """Steps have the same keys and are about the same in both languages."""
    danish, english = ([(step.key, step.about) for step in GUIDES[lang].steps] for lang in LANGS)
    assert danish == english


def test_languages_have_the_same_open_questions():
    """The questions to bring along have the same keys and groups in both languages."""
    danish, english = ([(q.key, q.group) for q in GUIDES[lang].open_questions] for lang in LANGS)
    assert danish == english


def test_languages_note_the_same_answers():
    """A note follows the same answers in both languages."""
    danish, english = ({q.key: q.note.one_of for q in GUIDES[lang].questions() if q.note} for lang in LANGS)
    assert danish == english


@pytest.mark.parametrize("lang", LANGS)
def test_file_states_its_language(lang):
    """A shipped guide says which language it is in."""
    assert GUIDES[lang].lang == lang


def test_shipped_languages():
    """Danish and English are shipped."""
    assert guide.languages() == LANGS


def test_private_questions_are_known_by_key():
    """The guide lists the keys of what never leaves the folder."""
    assert "reflection.motive" in GUIDES["en"].private()


def test_stem_is_the_beginning_of_the_sentence():
    """A question that ends in dots gives the beginning of the answer's sentence."""
    assert GUIDES["en"].question("network.motivation").stem == "It matters to me because"


def test_no_stem_without_dots():
    """An ordinary question begins no sentence."""
    assert GUIDES["en"].question("person.name").stem == ""


def test_unknown_step_is_a_key_error():
    """A step that is not there is no step."""
    with pytest.raises(KeyError):
        GUIDES["en"].step("nowhere")


@pytest.mark.parametrize(
    ("condition", "value", "holds"),
    [
        (Condition("a.b", one_of=("x", "y")), "y", True),
        (Condition("a.b", one_of=("x", "y")), "z", False),
        (Condition("a.b", one_of=("x",)), None, False),
        (Condition("a.b", at_least=1), 1, True),
        (Condition("a.b", at_least=1), 0, False),
        (Condition("a.b", at_most=9), 9, True),
        (Condition("a.b", at_most=9), 10, False),
        (Condition("a.b", at_least=1, at_most=9), 5, True),
        (Condition("a.b", at_most=9), None, False),
    ],
)
def test_condition(condition, value, holds):
    """A condition holds for the answers it names and the numbers in its range."""
    assert condition.holds(value) is holds


# A file of one's own -------------------------------------------------------------------------------

REFUSED = {
    "unknown key in the file": (small(colour="red"), WHERE, "“colour”", "schema"),
    "unknown key in a question": (small(1, requird=True), "person.note", "“requird”", "“required”"),
    "unknown kind": (small(1, kind="txt"), "person.note", "“txt”", "“text”"),
    "unknown about": (
        small(step=[{"key": "s", "about": "nobody", "title": "S"}]),
        f"{WHERE}, s",
        "“nobody”",
        "network",
    ),
    "unknown key in a choice": (
        small(0, choices=[{"key": "a", "label": "A", "text": "B"}]),
        "person.relation",
        "“text”",
        "label",
    ),
    "unknown source of choices": (
        small(1, kind="choices", choices_from="network.neds"),
        "person.note",
        "“network.neds”",
        "“network.needs”",
    ),
    "default that is no choice": (small(0, default="wel"), "person.relation", "“wel”", "“well”"),
    "default that is no open question": (
        small(1, kind="choices", choices_from="questions", default=["dai"]),
        "person.note",
        "“dai”",
        "“day”",
    ),
    "when that points nowhere": (
        small(1, when={"key": "person.relatio", "is": ["met"]}),
        "person.note",
        "“person.relatio”, which is no question",
        "“person.relation”",
    ),
    "when that points ahead": (
        small(1, when={"key": "person.name", "is": ["x"]}),
        "person.note",
        "points ahead to “person.name”",
        "person.relation",
    ),
    "when that points to itself": (
        small(1, when={"key": "person.note", "is": ["x"]}),
        "person.note",
        "“person.note”",
        "person.relation",
    ),
    "when that names no choice": (
        small(1, when={"key": "person.relation", "is": ["metz"]}),
        "person.note",
        "“metz”, which is no choice of person.relation",
        "“met”",
    ),
    "unknown key in when": (
        small(1, when={"key": "person.relation", "in": ["met"]}),
        "person.note",
        "“in”",
        "is",
    ),
    "unknown key in note": (small(1, note={"when": ["met"], "text": "t"}), "person.note", "“when”", "is"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refusal_names_file_and_place(case):
    """What a guide file may not say is refused by file and question."""
    data, place, _problem, _allowed = REFUSED[case]
    message = refusal(data).message
    assert message.startswith(WHERE) and place in message


@pytest.mark.parametrize("case", REFUSED)
def test_refusal_says_what_is_wrong(case):
    """The refusal quotes what stands there."""
    data, _place, problem, _allowed = REFUSED[case]
    assert problem in refusal(data).message


@pytest.mark.parametrize("case", REFUSED)
def test_refusal_says_what_is_allowed(case):
    """The hint of the refusal names what would be accepted."""
    data, _place, _problem, allowed = REFUSED[case]
    assert allowed in refusal(data).hint


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (small(schema=2), "schema must be 1"),
        (small(lang=""), "“lang” must be a text"),
        (small(step=3), "“step” must be a list of tables"),
        (small(0, choices=[]), "a choice needs choices"),
        (small(1, choices=[{"key": "a", "label": "A"}]), "a text has no choices"),
        (small(1, required="yes"), "“required” must be true or false"),
        (small(1, min="two"), "“min” must be a whole number"),
        (small(1, min=True), "“min” must be a whole number"),
        (small(1, min=3, max=2), "min is larger than max"),
        (small(1, ask=" "), "“ask” must be a text"),
        (small(1, when="always"), "“when” must be a table"),
        (small(1, when={"key": "person.relation"}), "when needs is, at_least, at_most or answered"),
        (small(1, note="kind words"), "“note” must be a table"),
        (small(1, key="relation"), "this key stands twice"),
        (small(0, choices=[{"key": "a", "label": "A"}, {"key": "a", "label": "B"}]), "this key stands twice"),
        (small(questions=[SMALL["questions"][0]] * 2), "this key stands twice"),
    ],
)
def test_refuses(data, problem):
    """A guide that cannot be asked is refused with the reason."""
    assert problem in refusal(data).message


def test_own_guide_wins(tmp_path):
    """A guide in the user's own templates folder replaces the shipped one."""
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "guide.toml").write_text('schema = 1\nlang = "en"\ntitle = "Mine"\n', encoding="utf-8")
    assert guide.load("en", tmp_path).title == "Mine"


def test_own_language_is_listed(tmp_path):
    """A language that only the user's own templates have is a language."""
    (tmp_path / "fo").mkdir()
    (tmp_path / "fo" / "guide.toml").write_text('schema = 1\nlang = "fo"\n', encoding="utf-8")
    assert guide.languages(tmp_path) == ("da", "en", "fo")


def test_missing_language_names_those_there_are():
    """A language without a guide is refused with the languages that have one."""
    with pytest.raises(GuideError) as caught:
        guide.load("xx")
    assert "da, en" in caught.value.hint


@pytest.mark.parametrize("content", [b"schema = = 1", b"lang = '\xff'"])
def test_broken_file_is_named(tmp_path, content):
    """A guide file that is no TOML is refused by its name."""
    file = tmp_path / "en" / "guide.toml"
    file.parent.mkdir()
    file.write_bytes(content)
    with pytest.raises(GuideError, match=r"is not (valid TOML|UTF-8 text)") as caught:
        guide.load("en", tmp_path)
    assert str(file) in caught.value.message
