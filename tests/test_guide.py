"""The guide files: the same in every language, and refused with file, question and what is allowed."""

from __future__ import annotations

from copy import deepcopy

import pytest

from netinvite.errors import GuideError
from netinvite.language import languages, templates_dir
from netinvite.model import guide
from netinvite.model.proposals import keys_in
from netinvite.model.questions import Condition
from netinvite.store.records import load_guide

LANGS = ("da", "en")
GUIDES = {lang: load_guide(lang) for lang in LANGS}
WHERE = "my/guide.toml"

SMALL = {
    "schema": 2,
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
                    "depth": "short",
                    "ask": "How well?",
                    "choices": [{"key": "well", "label": "Well"}, {"key": "met", "label": "A little"}],
                },
                {"key": "note", "kind": "text", "depth": "short", "ask": "A note"},
                {
                    "key": "name",
                    "kind": "text",
                    "depth": "short",
                    "ask": "What is the name?",
                    "required": True,
                },
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
    [
        *("key", "kind", "required", "private", "any_language", "when", "choices_from", "min", "max"),
        *("default", "asked_in", "depth", "short_when", "asked_when"),
    ],
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


def test_languages_begin_and_propose_the_same():
    """The same questions have first words and proposals, with the same answers in them and conditions."""
    danish, english = ([shape(question) for question in GUIDES[lang].questions()] for lang in LANGS)
    assert danish == english


def shape(question):
    """What of first words and proposals no language decides."""
    proposed = [(sorted(keys_in(one.text)), one.when, one.longest) for one in question.propose]
    return question.key, bool(question.first), sorted(keys_in(question.first)), proposed


@pytest.mark.parametrize("lang", LANGS)
def test_an_example_goes_on_from_the_first_words(lang):
    """Whoever reads the example behind the first words reads a sentence, and no word of it twice."""
    for question in GUIDES[lang].questions():
        if question.first and question.example:
            last = question.first.split()[-1].strip(",").casefold()
            assert question.example.split()[0].casefold() != last, question.key
            assert not question.example.startswith(question.first), question.key


@pytest.mark.parametrize("lang", LANGS)
def test_file_states_its_language(lang):
    """A shipped guide says which language it is in."""
    assert GUIDES[lang].lang == lang


def test_shipped_languages():
    """Danish and English are shipped."""
    assert languages() == LANGS


def test_private_questions_are_known_by_key():
    """The guide lists the keys of what never leaves the folder."""
    assert "reflection.motive" in GUIDES["en"].private()


def test_an_answer_belongs_to_the_step_that_its_key_names():
    """A question may be asked in another step; where its answer is kept its key decides."""
    asked = {question.key: question for question in GUIDES["en"].questions()}
    motivation, greeting = asked["organiser.motivation"], asked["person.greeting"]
    assert (motivation.step, motivation.asked_in) == ("organiser", "network")
    assert (greeting.step, greeting.asked_in) == ("person", "contact")
    assert GUIDES["en"].about(motivation) == "network"


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
    "a proposal with a place for no question": (
        small(1, propose="{person.relatio}"),
        "person.note",
        "“{person.relatio}” is no question",
        "“person.relation”",
    ),
    "first words with a place for what is asked later": (
        small(1, kind="sentence", first="I ask {person.name} because"),
        "person.note",
        "“{person.name}” is asked only later",
        "person.relation",
    ),
    "unknown key in a proposal": (
        small(1, propose=[{"text": "x", "if": "y"}]),
        "person.note",
        "“if”",
        "longest",
    ),
    "a short way that depends on what is asked later": (
        small(1, depth="full", short_when={"key": "person.name", "answered": True}),
        "person.note",
        "points ahead to “person.name”",
        "person.relation",
    ),
    "the second of two conditions": (
        small(
            1,
            when=[{"key": "person.relation", "is": ["met"]}, {"key": "person.relation", "is": ["metz"]}],
        ),
        "person.note",
        "“metz”, which is no choice",
        "“met”",
    ),
    "unknown depth": (small(1, depth="shrt"), "person.note", "“shrt”", "“short”"),
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
        (small(schema=3), "schema must be 2"),
        (small(schema="2"), "schema must be 2"),
        (small(1, depth=None), "“depth”"),
        (small(1, depth="long"), "“long”"),
        (small(1, first=3), "“first” must be a text"),
        (small(1, first="I think"), "a text has no first words (first)"),
        (small(1, kind="sentence", lead="you"), "lead goes on from first, and there is none"),
        (small(1, propose=3), "“propose” must be a list of tables"),
        (small(1, propose=[{"text": "x", "longest": "50"}]), "“longest” must be a whole number"),
        (small(1, key="elsewhere.note"), "there is no step “elsewhere”"),
        (small(1, when=["always"]), "“when” must be a table"),
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


def test_a_guide_of_before_is_refused_with_what_is_new():
    """Whoever has an own guide of an earlier netinvite is told where what changed is shown."""
    error = refusal(small(schema=1))
    assert "schema must be 2" in error.message
    assert "netinvite templates diff guide.toml" in error.hint


def of_step(**changes):
    """The small guide with another step."""
    return small(step=[{**SMALL["step"][0], **changes}])


@pytest.mark.parametrize(
    ("data", "key", "problem", "allowed"),
    [
        (
            small(2, kind="scale"),
            "person.name",
            "cannot be of the kind “scale”",
            "Allowed: line, person, sentence, text.",
        ),
        (small(0, kind="text", choices=[]), "person.relation", "kind “text”", "Allowed: choice."),
        (small(2, required=False), "person.name", "asked of everybody", ""),
        (small(2, when={"key": "person.note", "answered": True}), "person.name", "asked of everybody", ""),
        (small(2, key="nickname"), "person.name", "missing", ""),
        (of_step(about="network"), "person", "must be about “person”", ""),
        (of_step(key="after", about="conversation"), "after", "in the step “conversation”", ""),
    ],
)
def test_what_the_program_relies_on_is_there(data, key, problem, allowed):
    """A question or step that code counts on, changed so that it cannot, is refused by its key."""
    error = refusal(data)
    assert f"{WHERE}, {key}: " in error.message and problem in error.message
    assert error.hint == allowed


@pytest.mark.parametrize("kind", ["long", "choice", "person"])
def test_a_text_may_be_of_any_kind_that_gives_one(kind):
    """A role may be typed on several lines, or be one of a few."""
    choices = [{"key": "teacher", "label": "Teacher"}] if kind == "choice" else []
    assert guide.parse(small(1, key="role", kind=kind, choices=choices), WHERE).question("person.role")


def test_an_error_in_an_own_guide_names_its_line(tmp_path):
    """The line at which the question stands; of one that is missing, that of its step."""
    text = (templates_dir() / "en" / "guide.toml").read_text("utf-8")
    # Else what is proposed for the greeting is the first to be without a name.
    text = text.replace("{person.name:first}", "you")
    file = tmp_path / "en" / "guide.toml"
    file.parent.mkdir()
    for old, new, key in (
        ('key = "way"\nkind = "choice"', 'key = "way"\nkind = "scale"', 'key = "way"'),
        (
            'key = "name"\nkind = "text"\ndepth = "short"\nask = "What is the person',
            'key = "title"\nkind = "text"\ndepth = "short"\nask = "What is the person',
            'key = "person"',
        ),
    ):
        changed = text.replace(old, new)
        file.write_text(changed, encoding="utf-8")
        line = changed[: changed.index(key)].count("\n") + 1
        with pytest.raises(GuideError) as caught:
            load_guide("en", tmp_path)
        assert f"{file}, line {line}: " in caught.value.message


def test_own_guide_wins(tmp_path):
    """A guide in the user's own templates folder replaces the shipped one."""
    (tmp_path / "en").mkdir()
    step = '[[step]]\nkey = "person"\nabout = "person"\ntitle = "Whom?"\n'
    name = '[[step.question]]\nkey = "name"\nkind = "text"\ndepth = "short"\nask = "Who?"\nrequired = true\n'
    text = f'schema = 2\nlang = "en"\ntitle = "Mine"\n{step}{name}'
    (tmp_path / "en" / "guide.toml").write_text(text, encoding="utf-8")
    assert load_guide("en", tmp_path).title == "Mine"


def test_own_language_is_listed(tmp_path):
    """A language that only the user's own templates have is a language."""
    (tmp_path / "fo").mkdir()
    (tmp_path / "fo" / "guide.toml").write_text('schema = 2\nlang = "fo"\n', encoding="utf-8")
    assert languages(tmp_path) == ("da", "en", "fo")


def test_missing_language_names_those_there_are():
    """A language without a guide is refused with the languages that have one."""
    with pytest.raises(GuideError) as caught:
        load_guide("xx")
    assert "da, en" in caught.value.hint


@pytest.mark.parametrize("content", [b"schema = = 2", b"lang = '\xff'"])
def test_broken_file_is_named(tmp_path, content):
    """A guide file that is no TOML is refused by its name."""
    file = tmp_path / "en" / "guide.toml"
    file.parent.mkdir()
    file.write_bytes(content)
    with pytest.raises(GuideError, match=r"is not (valid TOML|UTF-8 text)") as caught:
        load_guide("en", tmp_path)
    assert str(file) in caught.value.message


@pytest.mark.parametrize(
    "where", ['first = "May I hear {reflection.motive}"', 'propose = "Why {reflection.motive}?"']
)
def test_a_private_answer_is_proposed_for_no_other(tmp_path, where):
    """It would stand in the field, and from there in the email."""
    shipped = (templates_dir() / "en" / "guide.toml").read_text(encoding="utf-8")
    begin = shipped.index('key = "subject"')
    end = shipped.index("[[step", begin)
    asked = f'key = "subject"\nkind = "line"\ndepth = "short"\nask = "Subject?"\n{where}\n\n'
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "guide.toml").write_text(shipped[:begin] + asked + shipped[end:], encoding="utf-8")
    with pytest.raises(GuideError, match=r"contact\.subject.*reflection\.motive.*private"):
        load_guide("en", tmp_path)
