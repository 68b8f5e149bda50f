"""Answers: from TOML and as typed, refused with the way to write them, and back to TOML unchanged."""

from __future__ import annotations

from datetime import date, datetime

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from netinvite.errors import AnswerError
from netinvite.model.answers import (
    LONGEST,
    LONGEST_LINE,
    check_characters,
)
from netinvite.model.kinds import KINDS, TYPED, of
from netinvite.model.phones import dialled
from netinvite.model.questions import NEED_KINDS, Choice, Need, Question, Referral

CHOICES = (Choice("well", "Well"), Choice("met", "A little"), Choice("20", "20 minutes"))
CONTROLS = ["\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\u2028", "\u202e", "\u2066"]


def question(kind, **more):
    """A question of this kind, with the choices of this file where it takes any."""
    choices = CHOICES if kind in ("choice", "choices") else ()
    return Question(step="step", name="name", kind=kind, ask="What?", choices=choices, **more)


def read(kind, raw, **more):
    asked = question(kind, **more)
    return of(asked).from_toml(asked, raw, asked.choices)


# From TOML -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("text", "  a drop-in centre ", "a drop-in centre"),
        ("text", "A\u030arhus", "\u00c5rhus"),
        ("long", "one\r\ntwo\tthree", "one\ntwo\tthree"),
        ("email", "jonas@example.org", "jonas@example.org"),
        ("email", "jørgen@blåbær.example", "jørgen@blåbær.example"),
        ("phone", "+45 12 34 56 78", "+45 12 34 56 78"),
        ("list", ["mod", " ligeværd", "mod"], ("mod", "ligeværd")),
        ("list", "mod, ligeværd, mod", ("mod", "ligeværd")),
        ("list", "en, der kan regne; mod; mod", ("en, der kan regne", "mod")),
        ("list", "en, der kan regne;", ("en, der kan regne",)),
        ("choice", "met", "met"),
        ("choice", 20, "20"),
        ("choices", ["met", "well"], ("met", "well")),
        ("scale", 0, 0),
        ("scale", 10, 10),
        ("date", "2027-01-31", date(2027, 1, 31)),
        ("date", date(2027, 1, 31), date(2027, 1, 31)),
        ("date", datetime(2027, 1, 31, 9), date(2027, 1, 31)),
        ("times", ["2027-01-12 10:00"], (datetime(2027, 1, 12, 10),)),
        ("times", [datetime(2027, 1, 12, 10, 0, 30)], (datetime(2027, 1, 12, 10),)),
        ("needs", [{"name": " rooms ", "kind": "resource"}], (Need("rooms", "resource"),)),
        ("needs", [{"name": "rooms"}], (Need("rooms", ""),)),
        ("sentence", "We meet here", "We meet here"),
        ("sentence", " We meet here. ", "We meet here."),
        ("line", "a drop-in centre", "a drop-in centre"),
        ("lines", "Maja\r\nNorthby", "Maja\nNorthby"),
        ("person", "Signe \n Bro".replace("\n ", ""), "Signe Bro"),
        ("referrals", [{"name": "Ali"}], (Referral("Ali"),)),
        (
            "referrals",
            [{"name": "Ali", "gives": "rooms", "kind": "resource", "mention": True}],
            (Referral("Ali", "rooms", "resource", True),),
        ),
    ],
)
def test_from_toml(kind, raw, value):
    """A value of each kind is read from what a TOML file holds."""
    assert read(kind, raw) == value


@pytest.mark.parametrize(
    ("kind", "raw", "says"),
    [
        ("text", 7, '"…"'),
        ("long", ["a"], '"…"'),
        ("email", "jonas at example", "name@example.org"),
        ("email", "jonas@", "name@example.org"),
        ("phone", "call me", "12 34 56 78"),
        ("phone", "12", "12 34 56 78"),
        ("list", [1, 2], '["…", "…"]'),
        ("choice", "friend", "well, met, 20"),
        ("choice", True, '"…"'),
        ("choices", ["met", "friend"], "“friend”"),
        ("choices", "met", '["…", "…"]'),
        ("scale", 11, "0 to 10"),
        ("scale", -1, "0 to 10"),
        ("scale", True, "0 to 10"),
        ("scale", "7", "0 to 10"),
        ("date", "31 January", "2027-01-31"),
        ("date", "2027-02-31", "2027-01-31"),
        ("date", 7, "2027-01-31"),
        ("times", "2027-01-12 10:00", "2027-01-12 10:00"),
        ("times", ["Tuesday"], "2027-01-12 10:00"),
        ("times", ["2027-01-12 10:00", "2027-01-12T10:00"], "twice"),
        ("needs", ["rooms"], "name ="),
        ("needs", [{"kind": "skill"}], "name ="),
        ("needs", [{"name": "  "}], "name ="),
        ("needs", [{"name": "rooms", "colour": "red"}], "name ="),
        ("needs", [{"name": "rooms", "kind": "money"}], "knowledge, skill, access, resource"),
        ("needs", [{"name": "rooms"}, {"name": "Rooms"}], "twice"),
        ("referrals", [{"name": "Ali", "mention": "yes"}], "mention = true"),
        ("person", ["Ali"], '"…"'),
    ],
)
def test_from_toml_refuses(kind, raw, says):
    """What does not fit is refused with the way to write it."""
    with pytest.raises(AnswerError) as caught:
        read(kind, raw)
    assert says in caught.value.message


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("raw", ["", []])
def test_empty_is_skipped(kind, raw):
    """An empty text or list says that the question was skipped."""
    assert read(kind, raw) is None


@pytest.mark.parametrize("kind", KINDS)
def test_required_is_not_skipped(kind):
    """A question that is needed takes no empty answer."""
    with pytest.raises(AnswerError, match="needed"):
        read(kind, "", required=True)


@pytest.mark.parametrize(
    ("kind", "raw", "bounds", "says"),
    [
        ("list", ["a", "b", "c", "d"], {"max": 3}, "At most 3"),
        ("choices", ["met"], {"min": 2}, "At least 2"),
        ("times", ["2027-01-12 10:00"], {"min": 2, "max": 3}, "At least 2"),
        ("needs", [{"name": "a"}, {"name": "b"}], {"max": 1}, "you have 2"),
    ],
)
def test_counts_are_kept(kind, raw, bounds, says):
    """Too many or too few are refused with the number allowed and the number given."""
    with pytest.raises(AnswerError, match=says):
        read(kind, raw, **bounds)


@pytest.mark.parametrize(
    ("phone", "number"),
    [
        ("+45 12 34 56 78", "+4512345678"),
        ("(+45) 12345678", "+4512345678"),
        ("+44 (0)1463 704000", "+441463704000"),
        ("01463 704000 ward 7A", "01463704000"),
        ("Ward 7A: 01463-704000 ext. 12", "01463704000"),
        ("12 34 56 78 / 87 65 43 21", "12345678"),
        ('1234"><script>', "1234"),
        ("call me", ""),
        ("", ""),
    ],
)
def test_a_telephone_dials_the_number_alone(phone, number):
    """Digits and a plus, whatever else is said beside it, so that a link can hold it."""
    assert dialled(phone) == number


# As typed ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("text", " a drop-in centre\t", "a drop-in centre"),
        ("long", "one\rtwo", "one\ntwo"),
        ("email", " jonas@example.org ", "jonas@example.org"),
        ("phone", "(12) 34-56.78", "(12) 34-56.78"),
        ("phone", "01463 704000 ward 7A", "01463 704000 ward 7A"),
        ("phone", "Ward 7A: 01463 704000", "Ward 7A: 01463 704000"),
        ("phone", "12 34 56 78 / 87 65 43 21", "12 34 56 78 / 87 65 43 21"),
        ("list", "courage, equal footing", ("courage", "equal footing")),
        ("list", "courage, trust and patience", ("courage", "trust", "patience")),
        ("list", "mod, tillid, og tålmod", ("mod", "tillid", "tålmod")),
        ("list", "give and take", ("give and take",)),
        ("person", "Signe   Bro", "Signe Bro"),
        ("sentence", " We meet here ", "We meet here."),
        ("sentence", "Do we meet?", "Do we meet?"),
        ("line", "Dear Jonas,", "Dear Jonas,"),
        ("lines", "Maja\rNorthby", "Maja\nNorthby"),
    ],
)
def test_typed(kind, typed, value):
    """What is typed is taken as the value meant."""
    assert TYPED[kind].parse(question(kind), typed) == value


@pytest.mark.parametrize("kind", TYPED)
def test_typed_nothing_is_skipped(kind):
    """Blanks alone skip a question."""
    assert TYPED[kind].parse(question(kind), "  ") is None


@pytest.mark.parametrize(("kind", "limit"), [("text", LONGEST_LINE), ("long", LONGEST)])
def test_longest_is_taken(kind, limit):
    """A text of the greatest length is taken."""
    assert TYPED[kind].parse(question(kind), "x" * limit) == "x" * limit


@pytest.mark.parametrize(("kind", "limit"), [("text", LONGEST_LINE), ("long", LONGEST)])
def test_too_long_is_refused(kind, limit):
    """A longer text is refused with the limit."""
    with pytest.raises(AnswerError, match=f"At most {limit}"):
        TYPED[kind].parse(question(kind), "x" * (limit + 1))


@pytest.mark.parametrize("kind", TYPED)
@pytest.mark.parametrize("control", CONTROLS)
def test_typed_control_characters_are_refused(kind, control):
    """A control character in what is typed is refused by its code."""
    with pytest.raises(AnswerError, match=r"control character .*U\+"):
        TYPED[kind].parse(question(kind), f"a{control}b")


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("text", "a\x1bb"),
        ("text", "a\nb"),
        ("long", "a\x1bb"),
        ("list", ["a\x1bb"]),
        ("choices", ["a\x1bb"]),
        ("needs", [{"name": "a\u202eb"}]),
        ("referrals", [{"name": "Ali", "gives": "a\nb"}]),
    ],
)
def test_control_characters_in_toml_are_refused(kind, raw):
    """A control character in a file is refused as one that is typed."""
    with pytest.raises(AnswerError, match=r"control character|line break"):
        read(kind, raw)


def test_long_texts_have_lines():
    """Newline and tab are allowed in a long text."""
    assert check_characters("a\n\tb", lines=True) is None


@pytest.mark.parametrize("text", ["👩\u200d👩\u200d👧", "æøå", "a\u00a0b", "می\u200cخواهم"])
def test_letters_of_all_kinds_pass(text):
    """Emoji joined from several, and letters of other scripts, are no control characters."""
    assert TYPED["text"].parse(question("text"), text) == text


def test_validate_uses_the_choices_of_now():
    """A choice is checked against those that apply at present."""
    with pytest.raises(AnswerError, match="choose among met"):
        KINDS["choice"].validate(question("choice"), "well", (CHOICES[1],))


# There and back ------------------------------------------------------------------------------------

ANSWERS = {
    "text": "a drop-in centre",
    "long": 'one\ntwo "three" \\ four',
    "sentence": "It matters to me because I was there",
    "line": "Dear Jonas,",
    "lines": "Maja Holm\nNorthby",
    "email": "jonas@example.org",
    "phone": "12 34 56 78",
    "list": ("mod", "ligeværd"),
    "choice": "met",
    "choices": ("well", "met"),
    "scale": 7,
    "date": date(2027, 1, 31),
    "times": (datetime(2027, 1, 12, 10), datetime(2027, 1, 14, 14, 30)),
    "needs": (Need("rooms", "resource"), Need("research", "knowledge")),
    "person": "Signe Bro",
    "referrals": (Referral("Ali", "knows everybody", "access", True), Referral("Bo")),
}


def through_a_file(kind, value):
    """``value`` written into a TOML document, its text parsed, and read again."""
    text = tomlkit.dumps({"value": KINDS[kind].to_toml(value)})
    return read(kind, tomlkit.parse(text).unwrap()["value"])


@pytest.mark.parametrize("kind", KINDS)
def test_round_trip(kind):
    """A value of each kind comes back from a TOML file as it was."""
    assert through_a_file(kind, ANSWERS[kind]) == ANSWERS[kind]


@pytest.mark.parametrize(
    "value",
    [("mod", "tillid"), ("en, der kan regne", "mod"), ("en, der kan regne",), ("regne og skrive", "mod, ro")],
)
def test_a_list_that_stands_in_its_field_is_the_same_when_it_is_taken(value):
    """A comma in one of several parts nothing."""
    kind = KINDS["list"]
    assert kind.parse(question("list"), kind.half_typed(kind.to_toml(value))) == value


@pytest.mark.parametrize("kind", KINDS)
def test_skipped_round_trip(kind):
    """A skipped question is still skipped when it comes back from a TOML file."""
    assert through_a_file(kind, None) is None


@given(st.text(max_size=80))
def test_any_text_that_is_taken_round_trips(text):
    """Whatever text is accepted is the same after a TOML file."""
    try:
        value = TYPED["long"].parse(question("long"), text)
    except AnswerError:
        return
    assert through_a_file("long", value) == value


@given(st.lists(st.builds(Need, st.text("abcæøå -", min_size=1), st.sampled_from(NEED_KINDS)), max_size=4))
def test_any_needs_that_are_taken_round_trip(needs):
    """Whatever needs are accepted are the same after a TOML file."""
    try:
        value = read("needs", KINDS["needs"].to_toml(tuple(needs)))
    except AnswerError:
        return
    assert through_a_file("needs", value) == value
