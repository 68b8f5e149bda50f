"""Two versions of answers that git left in a file: what is taken apart, and what is not."""

from __future__ import annotations

import tomllib

import pytest

from netinvite.store import versions

HEAD = 'schema = 2\n\n# Ours.\n[person]\nname = "Jonas"\n'
BOTH = f"""\
{HEAD}<<<<<<< HEAD
role = "is a head" # sure
=======
role = "is a cook"
phone = "12 34 56 78"
>>>>>>> 6fccbe3
[reflection]
why = "Why."
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_each_answer_is_chosen_and_what_both_say_stays(ends):
    """Comments too; what one of them alone says is in both or in none."""
    found = versions.of(BOTH.replace("\n", ends))
    assert list(found.differ) == ["person.role", "person.phone"]
    text = versions.joined(found, {"person.role": 0, "person.phone": 1})
    assert "# Ours." in text and "# sure" in text and "<<<<" not in text
    assert tomllib.loads(text) == {
        "schema": 2,
        "person": {"name": "Jonas", "role": "is a head", "phone": "12 34 56 78"},
        "reflection": {"why": "Why."},
    }


def test_what_stood_there_before_both_is_no_version():
    """As git writes it in its form of three."""
    three = BOTH.replace("=======\n", '||||||| 1234\nrole = "was"\n=======\n')
    assert versions.of(three) == versions.of(BOTH)


def test_an_answer_takes_the_place_of_what_was_to_be_looked_at():
    """Which only the other one had."""
    text = (
        f'{HEAD}<<<<<<< HEAD\n=======\nrole = "is a cook"\n>>>>>>> x\n[unfinished]\n"person.role" = "head"\n'
    )
    found = versions.of(text)
    assert "unfinished" not in tomllib.loads(versions.joined(found, {"person.role": 1}))
    assert tomllib.loads(versions.joined(found, {"person.role": 0}))["unfinished"] == {"person.role": "head"}


@pytest.mark.parametrize(
    "text",
    [
        HEAD,
        BOTH.replace('"is a cook"', "is a cook"),
        BOTH.replace(">>>>>>> 6fccbe3\n", ""),
        f'{HEAD}<<<<<<< HEAD\n[[contact_log]]\nwhat = "met"\n=======\n>>>>>>> x\n',
    ],
)
def test_what_cannot_be_told_apart_answer_by_answer_is_left_alone(text):
    """Nothing of git's, no TOML, half of the marks, and what was recorded."""
    assert versions.of(text) is None
