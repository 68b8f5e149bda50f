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
        f'{HEAD}<<<<<<< HEAD\nlang = "da"\n=======\n>>>>>>> x\n'.replace(HEAD, "") + HEAD,
    ],
)
def test_what_cannot_be_told_apart_answer_by_answer_is_left_alone(text):
    """Nothing of git's, no TOML, half of the marks, and what is no answer."""
    assert versions.of(text) is None


def log(*days):
    """Entries of a contact log, a day in November each."""
    return "".join(f'[[contact_log]]\nwhen = "2026-11-{day}"\nwhat = "talked"\n' for day in days)


def talk(*said):
    return "".join(f'[[conversation]]\nrecorded-at = "2026-11-20 10:00"\nnext = "{one}"\n' for one in said)


def whole(recorded):
    """A file in which that was recorded, what belongs to no table first."""
    top, mark, tables = recorded.partition("[[")
    return f"{top}{HEAD}{mark}{tables}"


def conflict(here, there):
    found = versions.of(f"<<<<<<< HEAD\n{whole(here)}=======\n{whole(there)}>>>>>>> x\n")
    assert found and not found.differ
    return found


@pytest.mark.parametrize(
    ("here", "there", "before", "together"),
    [
        (log(24), "", "", log(24)),
        ("", log(24), "", log(24)),
        (log(24), log(23), "", log(23, 24)),
        (log(20, 24), log(20, 23), log(20), log(20, 23, 24)),
        # What one of them took back does not come back.
        (log(20), log(20, 21, 24), log(20, 21), log(20, 24)),
        (log(20, 21, 24), "taken_back = 1\n" + log(20), log(20, 21), "taken_back = 1\n" + log(20, 24)),
        ("taken_back = 2\n", "taken_back = 3\n", "taken_back = 1\n", "taken_back = 4\n"),
        # One says it in other words, and the other records something.
        (talk("Call"), talk("Rung") + log(24), talk("Call"), talk("Rung") + log(24)),
    ],
)
def test_what_was_recorded_in_either_stands_there_together(here, there, before, together):
    """In the order in which it happened, where it is known what both had before."""
    found = conflict(here, there)
    recorded = versions.recorded(found, whole(before))
    text = versions.joined(found, {}, together=recorded)
    assert tomllib.loads(text) == tomllib.loads(whole(together)) and "# Ours." in text


@pytest.mark.parametrize(
    ("here", "there", "before"),
    [
        (log(24), "", None),
        (log(24), "", "half = "),
        (talk("Rung"), talk("Written"), talk("Call")),
        (log(24), log(23), log(20)),
        ('contact_log = "x"\n', "", ""),
    ],
)
def test_what_was_recorded_is_not_guessed(here, there, before):
    """Nobody knows what both had before, both changed the same, or it is nothing that was recorded."""
    assert versions.recorded(conflict(here, there), "" if before is None else whole(before)) is None


def needs(*names):
    """A network's file that needs these, of a kind each after a colon."""
    rows = [name.partition(":") for name in names]
    told = [f'  {{name = "{name}", kind = "{kind}"}},\n' for name, _colon, kind in rows]
    rows_told = "".join(told).replace(', kind = ""', "")
    return f"[network]\nneeds = [\n{rows_told}]\n"


@pytest.mark.parametrize(
    ("here", "there", "before", "together"),
    [
        (["a", "b"], ["a", "c"], ["a"], ["a", "b", "c"]),
        (["a", "b"], ["a", "c"], None, ["a", "b", "c"]),
        (["b"], ["a", "c"], ["a"], ["b", "c"]),
        (["a:skill", "b"], ["a", "c"], ["a"], ["a:skill", "b", "c"]),
        (["a", "b"], ["a", "B"], ["a"], None),
        (["a:skill"], ["a:access"], ["a"], None),
        (["a:skill"], ["b"], ["a"], None),
    ],
)
def test_what_either_added_to_the_needs_stands_there_together(here, there, before, together):
    """What one took out stays away; where both say different things of one, somebody chooses."""
    found = versions.of(f"<<<<<<< HEAD\n{needs(*here)}=======\n{needs(*there)}>>>>>>> x\n")
    both = versions.added(found, needs(*before) if before is not None else "", "network.needs", "name")
    assert both == (tomllib.loads(needs(*together))["network"]["needs"] if together else None)
