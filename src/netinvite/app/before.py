"""What was answered for the person who was prepared last: proposed again where the guide says so."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from netinvite.errors import NetinviteError
from netinvite.language import DEFAULT
from netinvite.model.questions import Value
from netinvite.store import drafts
from netinvite.store.network import Network
from netinvite.store.records import Told


def of_those(those: Container[str], of: Mapping[str, str], other: Mapping[str, str]) -> dict[str, str]:
    """The texts ``of`` all keys, ``those`` from the other ones."""
    out = {key: text for key, text in of.items() if key not in those}
    return out | {key: text for key, text in other.items() if key in those}


class LastTime(Mapping[str, Value]):
    """The answers by key, read when the first of them is wanted; ``slug`` is whom it is about now."""

    def __init__(self, workspace: Network, slug: str) -> None:
        self.workspace, self.slug = workspace, slug

    @cached_property
    def _answers(self) -> Mapping[str, Value]:
        """A proposal is no place to complain of a damaged file: then nothing is proposed."""
        with suppress(NetinviteError):
            others = [slug for slug in self.workspace.slugs() if slug != self.slug]
            last = max(others, key=self._saved, default="")
            if last and self._saved(last):
                data = self.workspace.read(self.workspace.answers_file(last))
                return Told(self.workspace, DEFAULT).walk(last, data).rendered()
        return {}

    def _saved(self, slug: str) -> int:
        """When the person's texts were saved, 0 where they never were."""
        with suppress(OSError):
            return Path(drafts.path(self.workspace, slug, "pitch")).stat().st_mtime_ns
        return 0

    def __getitem__(self, key: str) -> Value:
        return self._answers[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._answers)

    def __len__(self) -> int:
        return len(self._answers)
