"""How much is tried: a few examples and combinations, or all of them with ``--whole``, as ``.ci/run`` has it.

Of a test with parameters a few cases run: so many as its mark ``sampled(3)`` says, else each value of each
parameter once. A property says ``examples(2000)``, and what counts for itself asks ``whole()``. What runs
with ``--whole`` alone is marked ``whole``.
"""

from __future__ import annotations

from collections import defaultdict

# Cases of a test that says nothing else.
MOST = 2

_asked = False


def ask(everything: bool) -> None:
    """Set by conftest.py, before any test is imported."""
    global _asked
    _asked = everything


def whole() -> bool:
    """Whether all is to be tried; else a sample is."""
    return _asked


def examples(count: int) -> int:
    """How many of ``count`` examples of a property are made: all, or a twentieth and no fewer than ten."""
    return count if whole() else max(10, count // 20)


def spread(items: list, count: int) -> list:
    """``count`` of the items, from the first to the last at even distances."""
    if len(items) <= count:
        return items
    return [items[number * (len(items) - 1) // max(1, count - 1)] for number in range(count)]


def covering(items: list, values) -> list:
    """So many of the items that each value stands in one; ``values(item)`` is a set. The order stays."""
    open_values = set().union(*map(values, items))
    chosen = []
    while open_values:
        best = max(items, key=lambda item: len(values(item) & open_values))
        open_values -= values(best)
        chosen.append(best)
    return [item for item in items if item in chosen]


def left_out(items: list) -> set:
    """The tests that a sample goes without: of one marked ``sampled(count)`` all but ``count`` of its cases,
    of every other one all but so many that each value of each parameter stands in one, ``MOST`` at most.
    """
    cases = defaultdict(list)
    for item in items:
        if hasattr(item, "callspec"):
            cases[item.nodeid.partition("[")[0]].append(item)
    kept = {item for of_one in cases.values() for item in _sample(of_one)}
    return {item for of_one in cases.values() for item in of_one} - kept


def _sample(items: list) -> list:
    mark = items[0].get_closest_marker("sampled")
    if mark:
        return spread(items, *mark.args)
    return spread(covering(items, _values), MOST)


def _values(item) -> set:
    return {(name, repr(value)) for name, value in item.callspec.params.items()}
