"""In whose name everybody's texts are written: the organiser's answers, changed only where somebody says so.

A workspace may be shared; whoever comes later and answers for themselves would write in everyone's texts.
"""

from __future__ import annotations

from collections.abc import Mapping

from netinvite.errors import UsageError
from netinvite.language import _, ngettext
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
    changes = [
        _("%(key)s = %(new)s (now %(old)s)") % {"key": key, "new": values[key] or "–", "old": known[key]}
        for key in keys
    ]
    count = len(preparation.workspace.slugs())
    told = ngettext(
        "%(name)s is the organiser here, in whose name one person's texts are written. This would change it: "
        "%(changes)s.",
        "%(name)s is the organiser here, in whose name %(count)s people's texts are written. This would "
        "change it: %(changes)s.",
        count,
    )
    return told % {"name": known.get(NAME) or "–", "count": count, "changes": ", ".join(changes)}


def refuse_changed(preparation: Preparation, values: Mapping[str, Value | None]) -> None:
    """``UsageError`` where the organiser's answers would change."""
    if keys := changed(preparation, values):
        raise UsageError(
            concerns(preparation, values, keys),
            _("Leave them out to keep what is there, or allow it with --change-organiser."),
        )
