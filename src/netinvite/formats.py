"""The formats that ``--format`` takes."""

from __future__ import annotations

from collections.abc import Collection

from netinvite.errors import UsageError
from netinvite.language import _


def refuse_unknown(form: str, known: Collection[str]) -> None:
    """A ``UsageError`` that names the ``known`` ones, where ``form`` is none of them."""
    if form not in known:
        raise UsageError(
            _("There is no format “%(form)s”.") % {"form": form},
            _("Choose one of: %(names)s") % {"names": ", ".join(known)},
        )
