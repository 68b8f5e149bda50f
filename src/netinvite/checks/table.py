"""All rules, and how they are held against a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from netinvite.checks import form, invitation, others, proposed, reader, seams, urging
from netinvite.checks.found import placed
from netinvite.checks.rule import HINT, MARKED, Finding, Material, Rule, Spot
from netinvite.errors import NetinviteError, UsageError, did_you_mean, nearest
from netinvite.language import _

# Each marks its rules when it is loaded.
HOLDERS = (invitation, urging, form, reader, proposed, others, seams)
ORDER = "MSPGRL"
RULES = tuple(sorted(MARKED.values(), key=lambda rule: (ORDER.index(rule.id[0]), rule.id)))
# Rules of before; whoever switched one off need not know that it is gone.
GONE = ("M012", "R002", "R003", "F001", "F002", "F003")
# Findings of one rule in one text; nobody reads as many.
MOST = 100
# Questions about texts, at a time.
MOST_ASKED = 5
# Those that look for no words of a language.
FREE = frozenset(("M013", "M015", "M016", "M017", "M020", "M021", "P001", "P007", "L002", "R001"))


class Report:
    """What was found, what could not be read and why, and the exit code of the ``worst`` of those. ``notes``
    say what was left out."""

    # No dataclass, for every start would pay for making it.
    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.problems: list[str] = []
        self.notes: list[str] = []
        self.worst = 0

    def exit_code(self, *, strict: bool = False) -> int:
        """That of a problem, 1 with an error or a warning, and with a hint where ``strict``; else 0."""
        counted = [one for one in self.findings if strict or one.severity != HINT]
        return self.worst or int(bool(counted))

    def take(self, findings: Callable[[], Iterable[Finding]]) -> None:
        """What is found, or what keeps it from being found."""
        try:
            self.findings += findings()
        except NetinviteError as error:
            self.add(error)

    def add(self, error: NetinviteError) -> None:
        """What keeps a text from being judged, once: a guide keeps everyone's."""
        told = error.in_full
        if told not in self.problems:
            self.problems.append(told)
        self.worst = max(self.worst, error.exit_code)


def by_id(typed: str) -> Rule:
    """The rule with this id, whatever its case; else a ``UsageError`` that names the nearest."""
    if rule := MARKED.get(typed.upper()):
        return rule
    near = did_you_mean(nearest(typed.upper(), MARKED))
    told = _("All rules: netinvite check --list")
    raise UsageError(_("There is no rule “%(id)s”.") % {"id": typed}, f"{near} {told}".strip())


def judge(
    material: Material,
    off: Iterable[str] = (),
    *,
    wanted: Callable[[Rule], bool] = lambda rule: True,
    stands: Callable[[Rule, Spot], bool] = lambda rule, spot: False,
) -> list[tuple[Rule, Spot]]:
    """What the rules about this kind of text find in it, in its order, but those that are ``off`` or not
    ``wanted``, and what ``stands`` as it is; one finding a fault, and no questions."""
    judged = _judged(material, off, wanted)
    return placed(material, ((rule, spot) for rule, spot in judged if not spot.asks), stands)


def asked(material: Material, off: Iterable[str] = ()) -> list[tuple[Rule, Spot]]:
    """What the rules about this kind of text ask the writer."""
    judged = _judged(material, off, lambda rule: rule.asks)
    return placed(material, ((rule, spot) for rule, spot in judged if spot.asks))


def _judged(
    material: Material, off: Iterable[str], wanted: Callable[[Rule], bool]
) -> Iterator[tuple[Rule, Spot]]:
    silent = set(off)
    for rule in RULES:
        if material.about in rule.about and rule.id not in silent and wanted(rule):
            for spot in islice(rule.find(material, material.words), MOST):
                yield rule, spot
