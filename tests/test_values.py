"""Values that nobody changes: they behave as frozen data classes do."""

import pickle
import re
import typing
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from dataclasses import replace as replace_of_dataclasses
from functools import cached_property

import pytest

from netinvite.libraries import regex
from netinvite.values import Frozen, NamedTuple, parts, replace


class Place(Frozen):
    """A place."""

    line: int
    words: str = ""
    note: str = ""

    _apart = frozenset(("note",))


class Hall(Place):
    """A place with seats."""

    seats: int = 0


@dataclass(frozen=True)
class Twin:
    """What ``Place`` would be as a data class."""

    line: int
    words: str = ""


def test_parts_are_given_by_place_or_by_name_and_default_where_they_are_not():
    assert parts(Place(3, words="a")) == {"line": 3, "words": "a", "note": ""}
    assert parts(Hall(3, seats=2)) == {"line": 3, "words": "", "note": "", "seats": 2}
    assert repr(Twin(3, "a")).replace("Twin", "Place")[:-1] in repr(Place(3, "a"))


@pytest.mark.parametrize(
    ("given", "named"),
    [((), {}), ((), {"words": "a"}), ((1, "a", "b", 4), {}), ((1,), {"line": 2}), ((1,), {"other": 2})],
)
def test_a_part_that_is_missing_unknown_or_given_twice_is_refused(given, named):
    with pytest.raises(TypeError):
        Place(*given, **named)
    with pytest.raises(TypeError):
        Twin(*given, **named)


def test_equal_are_those_of_one_class_with_equal_parts_but_for_what_stands_apart():
    assert Place(1, "a", "x") == Place(1, "a", "y")
    assert hash(Place(1, "a", "x")) == hash(Place(1, "a", "y"))
    assert Place(1) != Place(2)
    assert Place(1) != Hall(1)
    assert Place(1) != (1, "", "")


def test_nothing_changes_one_but_another_can_be_made_of_it():
    place = Place(1, "a")
    with pytest.raises(AttributeError):
        place.line = 2
    with pytest.raises(AttributeError):
        del place.line
    assert replace(place, line=2) == Place(2, "a")
    assert parts(place)["line"] == replace_of_dataclasses(Twin(5), line=1).line
    with pytest.raises(TypeError):
        replace(place, seats=2)


def test_one_travels_to_another_process_and_back():
    place = Hall(1, "a", seats=3)
    assert pickle.loads(pickle.dumps(place)) == place == deepcopy(place)


class Asked(Frozen):
    """What holds a function, and what is worked out from it once."""

    tell: Callable[[str], str] = str.upper
    word: str = ""

    @cached_property
    def told(self) -> str:
        """The word, told."""
        return self.tell(self.word)


def test_a_function_that_holds_by_default_is_no_method():
    assert Asked(word="a").told == "A"
    assert replace(Asked(word="a"), tell=str.title, word="bc").told == "Bc"
    assert Asked(word="a") == Asked(str.upper, "a")


@pytest.mark.parametrize("text", ["", "plain", "a [gap] and {one}", "[", "]"])
def test_a_pattern_that_needs_a_sign_finds_what_it_finds_without_saying_so(text):
    plain, needing = regex(r"\[\w*\]|\{\w*\}"), regex(r"\[\w*\]|\{\w*\}", needs="[{")
    assert [one.span() for one in needing.finditer(text)] == [one.span() for one in plain.finditer(text)]
    assert needing.sub("_", text) == plain.sub("_", text) == re.sub(r"\[\w*\]|\{\w*\}", "_", text)
    assert bool(needing.search(text)) is bool(plain.search(text))


class Seat(NamedTuple):
    """A seat."""

    row: int
    number: int = 1
    note: str = ""

    @property
    def told(self) -> str:
        """How it is called."""
        return f"{self.row}-{self.number}"


class SeatOfTyping(typing.NamedTuple):
    """What ``Seat`` would be as Python has it."""

    row: int
    number: int = 1
    note: str = ""


def test_a_named_tuple_is_what_typing_makes_of_the_same():
    ours, theirs = Seat(3, note="a"), SeatOfTyping(3, note="a")
    row, *others = ours
    assert (row, others) == (3, [1, "a"])
    assert ours == theirs == (3, 1, "a") == (ours.row, ours.number, ours.note)
    assert hash(ours) == hash(theirs)
    assert repr(ours) == repr(theirs).replace("SeatOfTyping", "Seat")
    assert ours._asdict() == theirs._asdict()
    assert ours._fields == theirs._fields and ours._field_defaults == theirs._field_defaults
    assert type(ours._replace(row=4)) is Seat and ours._replace(row=4) == theirs._replace(row=4)
    assert sorted([ours, Seat(1, 2)]) == [(1, 2, ""), (3, 1, "a")]
    assert pickle.loads(pickle.dumps(ours)) == deepcopy(ours) == ours
    assert type(deepcopy(ours)) is Seat
    assert ours.told == "3-1"
    with pytest.raises(AttributeError):
        ours.row = 4
    with pytest.raises(AttributeError):
        ours.other = 4
    match ours:
        case Seat(row, number):
            assert (row, number) == (3, 1)


@pytest.mark.parametrize(
    ("given", "named"),
    [((), {}), ((), {"number": 1}), ((1, 2, "b", 4), {}), ((1,), {"row": 2}), ((1,), {"other": 2})],
)
@pytest.mark.parametrize("of", [Seat, SeatOfTyping])
def test_a_part_of_a_named_tuple_that_is_missing_unknown_or_given_twice_is_refused(of, given, named):
    with pytest.raises(TypeError):
        of(*given, **named)


def test_no_named_tuple_takes_the_place_of_an_unknown_part():
    with pytest.raises(TypeError):
        Seat(1)._replace(other=2)
