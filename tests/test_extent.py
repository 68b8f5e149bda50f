"""Small runs leave out combinations, and no value."""

from __future__ import annotations

import os
import sys
from itertools import product

import preloaded
import pytest
from extent import covering, spread


@pytest.mark.parametrize(("count", "chosen"), [(1, [0]), (2, [0, 9]), (4, [0, 3, 6, 9]), (20, [*range(10)])])
def test_a_sample_is_spread_from_end_to_end(count, chosen):
    """The first, the last, and what lies between them."""
    assert spread([*range(10)], count) == chosen


@pytest.mark.parametrize("sizes", [(2, 3), (2, 2, 2), (4, 1), (5, 4, 3)])
def test_every_value_has_a_place_in_as_few_cases_as_can_be(sizes):
    """As many cases as the longest parameter has values, in their own order."""
    cases = list(product(*(range(size) for size in sizes)))
    found = covering(cases, lambda case: set(enumerate(case)))
    assert len(found) == max(sizes)
    assert found == sorted(found)
    assert {value for case in found for value in enumerate(case)} == {
        value for case in cases for value in enumerate(case)
    }


@pytest.mark.skipif(sys.platform != "linux", reason="forks on Linux alone")
def test_a_command_starts_as_a_user_starts_it_once_in_each_file_and_front(monkeypatch):
    """With ``--whole``; whatever comes later is a fork, unless Python itself would start otherwise."""
    monkeypatch.setattr(preloaded, "_started", set())
    lines, drawn = {"NETINVITE_PLAIN": "1"}, {}
    starts = [("a", "edit", lines), ("a", "edit", lines), ("a", "edit", drawn), ("a", "mail", lines)]
    starts += [("b", "edit", lines), ("b", "edit", {**lines, "PYTHONUTF8": "0"}), (None, "edit", lines)]
    found = []
    for file, command, more in starts:
        monkeypatch.setattr(preloaded, "first_in", file)
        found.append(preloaded.fits([command, "jonas"], {**os.environ, **more}))
    assert found == [False, True, False, False, False, False, True]
