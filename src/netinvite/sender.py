"""In whose name everybody's texts are written: the organiser's answers, changed only where somebody says so.

A workspace may be shared; whoever comes later and answers for themselves would write in everyone's texts.
"""

from __future__ import annotations

from collections.abc import Mapping

from netinvite.errors import UsageError
from netinvite.language import _
from netinvite.preparation import Preparation
from netinvite.values import Value

STEP = "organiser"
NAME = f"{STEP}.name"


def changed(preparation: Preparation, values: Mapping[str, Value | None]) -> list[str]:
    """The keys of the organiser's answers that ``values`` would change, where people are there already.

    What was never answered, or skipped, is not changed by an answer.
    """
    if not preparation.workspace.slugs():
        return []
    known = preparation.walk.answers
    return [
        key
        for key, value in values.items()
        if key.startswith(f"{STEP}.") and known.get(key) is not None and known[key] != value
    ]


def concerns(preparation: Preparation, values: Mapping[str, Value | None], keys: list[str]) -> str:
    """What would stand under everybody's texts, and what stands there."""
    known = preparation.walk.answers
    lines = [
        _("%(key)s: “%(new)s” instead of “%(old)s”")
        % {"key": key, "new": values[key] or "–", "old": known[key]}
        for key in keys
    ]
    told = _("Everybody's texts here are written in the name of %(name)s. This would change it: %(changes)s.")
    return told % {"name": known.get(NAME) or "–", "changes": "; ".join(lines)}


def refuse_changed(preparation: Preparation, values: Mapping[str, Value | None]) -> None:
    """``UsageError`` where the organiser's answers would change."""
    if keys := changed(preparation, values):
        raise UsageError(
            concerns(preparation, values, keys),
            _("Leave them out to keep what is there, or allow it with --change-organiser."),
        )
