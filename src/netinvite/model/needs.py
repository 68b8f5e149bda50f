"""What the network needs, and what somebody covers of it, who may bring what nobody has named yet."""

from __future__ import annotations

from netinvite.language import _
from netinvite.model.questions import NEED_KINDS, Need, Value


def kind_labels() -> dict[str, str]:
    """The kinds of needs in words, in the language in use."""
    labels = (_("knowledge"), _("a skill"), _("access to users"), _("resources"))
    return dict(zip(NEED_KINDS, labels, strict=True))


def needs_in(value: Value | None) -> tuple[Need, ...]:
    """The needs in an answer about them."""
    items = value if isinstance(value, tuple) else ()
    return tuple(item for item in items if isinstance(item, Need))


def unsorted(value: Value | None) -> bool:
    """Whether needs are there only because somebody covers them: none of them has a kind."""
    needs = needs_in(value)
    return bool(needs) and not any(need.kind for need in needs)


def named(covers: tuple[object, ...], value: Value | None) -> tuple[tuple[str, ...], Value | None]:
    """What somebody covers by the names that the needs have, and the needs with what is new among it.

    The same letters name the same need, however they are capitalised.
    """
    needs = needs_in(value)
    known = {need.name.casefold(): need.name for need in needs}
    names = tuple(dict.fromkeys(known.get(str(name).casefold(), str(name)) for name in covers))
    new = tuple(Need(name) for name in names if name.casefold() not in known)
    return names, (*needs, *new) if new else value
