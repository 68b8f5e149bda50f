"""How much is tried: a few examples and combinations, or all of them with ``--whole``, as ``.ci/run`` has it.

A test says it in one of three ways: ``examples(2000)`` of a property, a mark ``sampled`` on a test with many
parameters, ``whole()`` where it counts for itself. What runs with ``--whole`` alone is marked ``whole``.
"""

from __future__ import annotations

from collections import defaultdict

_asked = False


def ask(everything: bool) -> None:
    """Set by conftest.py, before any test is imported."""
    global _asked
    _asked = everything


def whole() -> bool:
    """Whether all is to be tried; else a sample is."""
    return _asked


def examples(count: int) -> int:
    """How many of ``count`` examples of a property are made: all, or a tenth and no fewer than ten."""
    return count if whole() else max(10, count // 10)


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
    of one marked ``sampled`` all but so many that each value of each parameter stands in one.
    """
    cases = defaultdict(list)
    for item in items:
        if item.get_closest_marker("sampled"):
            cases[item.nodeid.partition("[")[0]].append(item)
    kept = {item for of_one in cases.values() for item in _sample(of_one)}
    return {item for of_one in cases.values() for item in of_one} - kept


def _sample(items: list) -> list:
    count = items[0].get_closest_marker("sampled").args
    if count:
        return spread(items, *count)
    return covering(items, lambda item: {(name, repr(value)) for name, value in item.callspec.params.items()})
