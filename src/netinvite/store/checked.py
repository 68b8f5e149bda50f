"""What somebody said of a finding or a question of ``check``: that it stands as it is, or was looked at.

``people/<slug>/.checked.json`` keeps rules and digests of places and texts, never their words. It can be
deleted: then everything is found and asked again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netinvite.errors import NetinviteError
from netinvite.store import files, ours
from netinvite.store.inventory import CHECKED
from netinvite.store.presence import holding

if TYPE_CHECKING:
    from netinvite.store.drafts import Draft
    from netinvite.store.network import Network
    from netinvite.store.workspace import Workspace

ACCEPTED, READ = "accepted", "read"


def accepted(workspace: Network, slug: str) -> frozenset[tuple[str, str]]:
    """The findings that stand as they are: rule, and digest of what was found where."""
    return _pairs(_all(workspace, slug).get(ACCEPTED))


def looked_at(workspace: Network, slug: str) -> frozenset[tuple[str, str]]:
    """The questions that were answered: rule, and digest of the text."""
    return _pairs(_all(workspace, slug).get(READ))


def accept(workspace: Workspace, slug: str, rule: str, places: Iterable[str]) -> None:
    """Remember that findings of a rule stand as they are, each by the digest of what was found where."""
    _add(workspace, slug, ACCEPTED, [(rule, place) for place in places])


def answer(workspace: Workspace, slug: str, answered: Iterable[tuple[str, str]]) -> None:
    """Remember that questions were answered, each of a text."""
    _add(workspace, slug, READ, answered)


def _add(workspace: Workspace, slug: str, kind: str, pairs: Iterable[tuple[str, str]]) -> None:
    with holding(workspace, slug):
        data = _all(workspace, slug)
        table = _table(data.get(kind))
        for rule, digest in pairs:
            table[rule] = sorted({*table.get(rule, ()), digest})
        files.write(_file(workspace, slug), json.dumps({**data, kind: table}, indent=1) + "\n")


def _pairs(value: Any) -> frozenset[tuple[str, str]]:
    return frozenset((rule, digest) for rule, digests in _table(value).items() for digest in digests)


def _table(value: Any) -> dict[str, list[str]]:
    """The digests by rule; what has another shape is nothing."""
    if not isinstance(value, Mapping):
        return {}
    return {
        str(rule): [one for one in digests if isinstance(one, str)]
        for rule, digests in value.items()
        if isinstance(digests, list)
    }


def _all(workspace: Network, slug: str) -> dict[str, Any]:
    return files.read_json(_file(workspace, slug))


def _file(workspace: Network, slug: str) -> Path:
    return workspace.folder(slug) / CHECKED


def clean(text: str, inputs: str, until: datetime) -> dict[str, str]:
    """That the rules found no error in a text until then, held against what ``inputs`` are of."""
    return {"digest": ours.digest(text), "inputs": inputs, "until": until.isoformat()}


def note_clean(workspace: Workspace, slug: str, draft: Draft, until: datetime) -> None:
    """Remember that the rules found no error in the draft, held against what its ``inputs`` are of.

    Not waited for: a folder that somebody else holds, or that cannot be written to, is left alone.
    """
    if not draft.inputs:
        return
    with suppress(NetinviteError), holding(workspace, slug, seconds=0):
        folder = workspace.folder(slug)
        index = ours.index(folder)
        index.setdefault(draft.file.name, {})["clean"] = clean(draft.text, draft.inputs, until)
        ours.keep(folder, index)
