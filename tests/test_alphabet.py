"""Names stand in the order in which people look for them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from netinvite import language
from netinvite.model.alphabet import order
from netinvite.model.due import all_open
from netinvite.model.standing import Facts

NAMES = ["Zita", "Åse", "anna", "Øjvind", "Ærø", "Aase", "Élodie", "Erik", "Ole", "Anna"]


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ["Aase", "Ærø", "Anna", "anna", "Åse", "Élodie", "Erik", "Øjvind", "Ole", "Zita"]),
        ("da", ["Anna", "anna", "Élodie", "Erik", "Ole", "Zita", "Ærø", "Øjvind", "Aase", "Åse"]),
        ("sv", ["Aase", "Anna", "anna", "Élodie", "Erik", "Ole", "Zita", "Åse", "Ærø", "Øjvind"]),
    ],
)
def test_names_are_sorted_as_in_a_language(lang, expected):
    """Letters after z are that in Danish and Swedish, and letters with marks in English."""
    assert sorted(sorted(NAMES), key=lambda name: order(name, lang)) == expected


@pytest.mark.parametrize(("lang", "expected"), [("en", ["Anna", "Åse", "Bo"]), ("da", ["Anna", "Bo", "Åse"])])
def test_who_is_due_on_one_day_stands_by_name(lang, expected):
    """Not by folder."""
    language.activate(lang)
    folders = {"aase": "Åse", "bo": "Bo", "c": "Anna"}
    everyone = [Facts(id, name, finished=True, ready=date(2026, 11, 1)) for id, name in folders.items()]
    found = all_open(everyone, datetime(2026, 11, 25, 12))
    assert [folders[one.id] for one in found] == expected
