"""Everyone as ``status`` has them: where they stand, what is open; whom one asks for, in which order."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from netinvite.app import today
from netinvite.app.people import Needed, Register
from netinvite.app.team import Known
from netinvite.errors import UsageError, did_you_mean, nearest
from netinvite.language import _, active
from netinvite.model import due as model
from netinvite.model.alphabet import order
from netinvite.model.due import Due
from netinvite.model.people import fold, shortened
from netinvite.model.promises import Standing, standing
from netinvite.model.standing import DECLINES, STATES, Facts
from netinvite.values import NamedTuple


class One(NamedTuple):
    """A person: what is known, where that leaves them, what is open with them first, if anything, and what
    the organiser is called to whom they belong."""

    facts: Facts
    standing: Standing
    next: Due | None
    owner: str = ""


class Wish(NamedTuple):
    """Whom to show: in one of ``states``, noted for one of ``needs``, with all words of ``text`` in name,
    role or organisation; "" and () for everyone. ``sort`` is one of ``SORTS``."""

    states: Collection[str] = ()
    needs: Collection[str] = ()
    text: str = ""
    sort: str = "next"

    @property
    def is_narrow(self) -> bool:
        """Whether it leaves anybody out."""
        return bool(self.states or self.needs or self.text)


def everyone(register: Register, now: datetime) -> list[One]:
    """Everyone who could be read and is asked about. Where ``[followup]`` is wrong, which is said elsewhere,
    the usual days count."""
    day, names = now.date(), register.names
    return [
        One(
            facts,
            _called(standing(facts, day), names),
            model.of(facts, now, register.days),
            register.team.name(facts.owner),
        )
        for facts in register.meant
    ]


def _called(stands: Standing, names: Mapping[str, str]) -> Standing:
    """With the name by which two of one name are told apart."""
    name = names[stands.id]
    return stands if name == stands.name else stands._replace(name=name)


def chosen(people: Iterable[One], wish: Wish) -> list[One]:
    """Whom the wish means, in its order; equals by name."""
    fits = _fitting(wish.text)
    found = [
        one
        for one in people
        if (not wish.states or one.standing.state in wish.states)
        and (not wish.needs or _may_cover(one, wish))
        and (not wish.text or fits(one.standing))
    ]
    found.sort(key=_by_name)
    return found if wish.sort == "name" else sorted(found, key=SORTS[wish.sort])


def _may_cover(one: One, wish: Wish) -> bool:
    """Whether somebody covers one of the needs, or may still; of those who said no only who asks for them."""
    asked = one.standing.state != DECLINES or DECLINES in wish.states
    return asked and any(need in wish.needs for need in one.standing.covers)


def due(people: Iterable[One], register: Register, *, ordered: bool) -> list[One]:
    """Those of ``people`` whom ``today`` names as due, the most urgent first; ``ordered``: in the order they
    are in. A ``UsageError`` where ``[followup]`` is wrong, as there."""
    if register.unset:
        raise register.unset
    found = [
        (model.urgency(one.next, one.facts.name), one) for one in people if one.next and one.next.overdue >= 0
    ]
    return [one for _key, one in (found if ordered else sorted(found, key=lambda pair: pair[0]))]


def _by_name(one: One) -> tuple[str, str]:
    return order(one.standing.name, active())


def _by(day: date | None) -> tuple[bool, date]:
    """The longest ago first, and last what is not known."""
    return day is None, day or date.max


# A key for each order.
SORTS: Mapping[str, Callable[[One], Any]] = {
    "name": _by_name,
    "state": lambda one: STATES.index(one.standing.state),
    "since": lambda one: _by(one.standing.since),
    "last": lambda one: _by(one.standing.last_contact),
    "next": lambda one: _by(one.next.day if one.next else None),
}


# What is asked for, read -------------------------------------------------------------------------


def read_states(typed: Iterable[str], names: Mapping[str, str]) -> list[str]:
    """States by their keys, or as ``names`` has them in the language in use; with commas between several. A
    ``UsageError`` for any other word."""
    known = {**{fold(name): state for state, name in names.items()}, **{state: state for state in STATES}}
    return [_known(word, known, STATES, _("There is no state “%(word)s”.")) for word in _parts(typed)]


def read_sort(typed: str) -> str:
    """An order; a ``UsageError`` where there is none of that name."""
    return _known(typed, {name: name for name in SORTS}, SORTS, _("There is no order “%(word)s”."))


def _parts(typed: Iterable[str]) -> list[str]:
    return [part.strip() for text in typed for part in text.split(",")]


def _known(word: str, known: Mapping[str, str], named: Iterable[str], told: str) -> str:
    if found := known.get(fold(word)):
        return found
    hint = did_you_mean(nearest(fold(word), known)) or _("Choose one of: %(names)s") % {
        "names": ", ".join(named)
    }
    raise UsageError(told % {"word": word}, hint)


def read_needs(typed: Iterable[str], needs: Sequence[Needed]) -> list[str]:
    """Needs of the network by their names, or by a part that one alone has; else a ``UsageError``."""
    return [_need(word, [need.name for need in needs]) for word in typed]


def _need(word: str, needs: Sequence[str]) -> str:
    wanted = fold(word)
    found = [name for name in needs if fold(name) == wanted] or [
        name for name in needs if wanted and wanted in fold(name)
    ]
    if len(found) == 1:
        return found[0]
    told = _("“%(word)s” can mean several needs.") if found else _("The network has no need “%(word)s”.")
    names = found or needs
    hint = _("Choose one of: %(names)s") % {"names": shortened(names, "; ")} if names else ""
    raise UsageError(told % {"word": word}, hint)


# Letters that are no letter with a mark on it.
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
# As Danish writes them without their marks.
_DANISH = str.maketrans({"å": "aa", "ø": "oe", "ä": "ae", "ö": "oe", "ü": "ue"})


def _fitting(text: str) -> Callable[[Standing], bool]:
    """Whether somebody has all words of ``text``, with their marks or without."""
    plain, danish = _bare(text).split(), _bare(text, _DANISH).split()

    def fits(one: Standing) -> bool:
        known = f"{one.name} {one.role} {one.organisation}"
        return _has(_bare(known), plain) or (not known.isascii() and _has(_bare(known, _DANISH), danish))

    return fits


def _has(text: str, words: Iterable[str]) -> bool:
    return all(word in text for word in words)


def _bare(text: str, first: Mapping[int, str] | None = None) -> str:
    """``text`` without case and marks."""
    if text.isascii():
        return text.casefold()
    text = unicodedata.normalize("NFC", text).casefold()
    apart = unicodedata.normalize("NFD", text.translate(dict(first)) if first else text)
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).translate(_LETTERS)


# For programs ------------------------------------------------------------------------------------


def row(one: One, now: datetime, known: Known) -> dict[str, Any]:
    """A person as programs read them: what ``today`` gives of them (``why`` also of what is to come), and
    what ``status`` alone says."""
    stands = one.standing
    return {
        **today.row(one.facts, stands, one.next, now, known),
        "next": stands.next_step or None,
        "next_date": stands.next_date.isoformat() if stands.next_date else None,
        "overdue": stands.overdue,
        "covers": list(stands.covers),
        "referred_by": stands.referred_by or None,
    }
