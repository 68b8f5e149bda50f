"""Who is who: nobody is given another's details; where only a part is the same, it is asked or left out."""

from __future__ import annotations

import tomllib
import unicodedata

import pytest

from netinvite.importing import plan
from netinvite.importing.contact import Contact, Found
from netinvite.importing.likeness import LEFT_OUT, SOMEBODY_ELSE, phone_key
from netinvite.mail.address import key as address_key
from netinvite.store import files
from netinvite.store.records import load_guide
from netinvite.store.workspace import Workspace

GUIDE = load_guide("en")
ANNA = Contact(1, "Anna Holm", "", "", "anna@example.org", "11 11 11 11")


@pytest.fixture
def place(tmp_path):
    return Workspace(tmp_path / "net")


def bring(place, *people, say=None):
    planned = plan.plan(place, GUIDE, Found(people), say and (lambda doubt: say))
    plan.carry_out(place, GUIDE, planned)
    return planned


def known(place):
    read = {slug: tomllib.loads(place.answers_file(slug).read_text("utf-8")) for slug in place.slugs()}
    return {slug: data["person"] for slug, data in read.items()}


DOUBTS = {
    "a namesake with another address": (ANNA, Contact(2, "anna  HOLM", email="a@example.net", phone="2222")),
    "a couple's address": (ANNA, Contact(2, "Bo Holm", email="ANNA@EXAMPLE.org", phone="22222222")),
    "the address of a secretary": (
        Contact(1, "Eva Krog", email="info@example.org"),
        Contact(2, "Leder Lund", "leder", "Nordby", "info@example.org", "22222222"),
    ),
    "one domain in two ways of writing": (
        Contact(1, "Bo", email="info@blåbær.example.org"),
        Contact(2, "Eva", phone="22222222", email="info@xn--blbr-roah.example.org"),
    ),
    "a namesake with another number": (
        Contact(1, "Anna Holm", phone="11111111"),
        Contact(2, "Anna Holm", "leder", phone="22222222"),
    ),
    "a number with another name": (
        Contact(1, "Anna Holm", phone="+45 12 34 56 78"),
        Contact(2, "Bo Holm", "leder", email="bo@example.org", phone="12345678"),
    ),
    "a name composed otherwise": (
        Contact(1, "Åse Ø", email="a@example.org"),
        Contact(2, unicodedata.normalize("NFD", "Åse Ø"), "leder", email="b@example.org"),
    ),
}


@pytest.mark.parametrize("within", [True, False], ids=["in one file", "against the workspace"])
@pytest.mark.parametrize("case", DOUBTS)
def test_in_doubt_nothing_is_filled_in_and_both_are_named(place, case, within):
    """The first stays as it is, the second is left out, and the message has both names."""
    first, second = DOUBTS[case]
    bring(place, first)
    before = known(place)
    planned = bring(place, first, second) if within else bring(place, second)
    assert known(place) == before
    assert [problem.name for problem in planned.problems] == [second.name]
    assert first.name in planned.problems[0].text
    assert len(planned.doubts) == 1


def test_the_others_of_the_file_come_in(place):
    """One couple among three hundred stops nobody else."""
    bring(place, ANNA, Contact(2, "Bo Holm", email="anna@example.org"), Contact(3, "Eva Krog"))
    assert set(known(place)) == {"anna-holm", "eva-krog"}


def test_the_same_person_is_filled_in_and_nothing_overwritten(place):
    """What was said is what happens."""
    bring(place, Contact(1, "Anna Holm", email="anna@example.org"))
    planned = bring(place, Contact(2, "Anna H.", "leder", email="anna@example.org"), say="anna-holm")
    assert known(place) == {
        "anna-holm": {"name": "Anna Holm", "email": "anna@example.org", "role": "leder"},
    }
    assert planned.recognised[0].asked
    assert planned.recognised[0].kept == ("name",)


@pytest.mark.parametrize("case", DOUBTS)
def test_somebody_else_becomes_a_person_of_their_own(place, case):
    """With their own details whole, and the first one's unchanged; a second import asks nothing of both."""
    first, second = DOUBTS[case]
    bring(place, first)
    before = known(place)
    bring(place, second, say=SOMEBODY_ELSE)
    after = known(place)
    assert len(after) == 2
    assert before.items() <= after.items()
    other = next(person for slug, person in after.items() if slug not in before)
    assert {key: other.get(key, "") for key in ("email", "phone", "role")} == {
        "email": second.email,
        "phone": second.phone,
        "role": second.role,
    }


def test_left_out_is_left_out(place):
    """And counts as a problem."""
    bring(place, ANNA)
    planned = bring(place, Contact(2, "Bo Holm", email="anna@example.org"), say=LEFT_OUT)
    assert not planned
    assert planned.problems


def test_two_who_share_an_address_are_known_apart(place):
    """By name and address together; it is said that they share it."""
    bring(place, ANNA)
    bring(place, Contact(2, "Bo Holm", email="anna@example.org"), say=SOMEBODY_ELSE)
    planned = bring(place, ANNA, Contact(2, "Bo Holm", "leder", email="anna@example.org"))
    assert not planned.problems
    assert known(place)["bo-holm"]["role"] == "leder"
    assert planned.shared == (("anna@example.org", ("Anna Holm", "Bo Holm")),)


@pytest.mark.parametrize(
    "second",
    [
        Contact(2, "Anna Holm", "leder", "Nordby", "Anna@EXAMPLE.ORG", "33333333"),
        Contact(2, "ANNA HOLM", "leder", phone="11111111"),
        Contact(2, "anna holm", "leder"),
    ],
)
def test_the_same_name_with_nothing_against_it_is_the_same_person(place, second):
    """Name and address, or a name and no other address."""
    bring(place, ANNA)
    planned = bring(place, second)
    assert not planned.problems
    assert known(place)["anna-holm"]["role"] == "leder"
    assert known(place)["anna-holm"]["phone"] == "11 11 11 11"


def test_colleagues_at_one_switchboard_are_different_people(place):
    """Two names and two addresses: nothing is in doubt."""
    planned = bring(place, ANNA, Contact(2, "Bo Bro", email="bo@example.org", phone="11 11 11 11"))
    assert not planned.problems
    assert len(known(place)) == 2


def test_a_shared_number_is_asked_about_once(place):
    """After "somebody else" it tells nothing."""
    asked = []
    people = [Contact(n, f"Bo {n}", phone="12345678") for n in range(1, 6)]
    plan.plan(place, GUIDE, Found(tuple(people)), lambda doubt: asked.append(doubt) or SOMEBODY_ELSE)
    assert len(asked) == 1


def test_an_address_that_is_set_aside_is_one_too(place):
    """It says who somebody is though its question does not apply at present."""
    files.write(
        place.answers_file("anna-holm"),
        '[person]\nname = "Anna Holm"\n\n[set_aside]\n"person.email" = "a@example.org"\n',
    )
    planned = bring(place, Contact(1, "Anna Holm", "leder", email="b@example.org"))
    assert planned.doubts


def test_what_was_said_holds_when_it_is_written(place):
    """The plan is made again under the lock with the same answers."""
    bring(place, ANNA, Contact(2, "Anna Holm", email="b@example.org"), say=SOMEBODY_ELSE)
    assert [person["email"] for person in known(place).values()] == ["anna@example.org", "b@example.org"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bo@Example.ORG", "bo@example.org"),
        ("a@blåbær.dk", "a@xn--blbr-roah.dk"),
        ("å@example.org", "a\u030a@example.org"),
    ],
)
def test_two_ways_of_writing_one_address(one, other):
    """Capitals, the domain's two forms, composed or not."""
    assert address_key(one) == address_key(other)


@pytest.mark.parametrize("number", ["12345678", "+45 12 34 56 78", "0045-12345678", "12 34 56 78 ext. 9"])
def test_ways_of_writing_one_number(number):
    """With a country's code or without; an extension is no part of it."""
    assert phone_key(number) == "12345678"
