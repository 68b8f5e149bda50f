"""What ``status`` showed of everyone, kept at the head of the index and shown again as long as nothing has
changed: to work it out for thousands of people takes three times as long as all the rest."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from stat import S_ISREG
from typing import Any

from netinvite.app.index import Index, mark_of
from netinvite.errors import NetinviteError
from netinvite.language import DOMAIN, active
from netinvite.libraries import blake2
from netinvite.store import files, inventory
from netinvite.store.folders import Lying
from netinvite.store.joining import is_in_git
from netinvite.store.network import Network

TYPE_CHECKING = False
if TYPE_CHECKING:
    from netinvite.app.people import Register

# Of how many people it is kept: fewer are worked out in less time than it takes to write.
FROM = 500


class Glance:
    """What is shown ``now`` of a network that one organises. ``shown``: the same as it was made of what was
    read, by whoever shows it: lists and texts."""

    def __init__(self, network: Network, now: datetime) -> None:
        self.network, self.now = network, now
        self.lying: Lying | None = None
        self.show: Callable[[Register], Any] | None = None
        self.shown: Any = None

    @classmethod
    def of(cls, network: Network, now: datetime) -> Glance | None:
        """Of a network that one organises and no git joins; ``None`` for another: what others did, and what
        git left in texts, is looked for anew."""
        with suppress(NetinviteError):
            if not inventory.organisers(network.root) and not is_in_git(network.root):
                return cls(network, now)
        return None

    def known(self) -> Any:
        """What was shown when nothing was otherwise than it is now; else ``None``."""
        head = _head(self.network.root / inventory.INDEX)
        with suppress(ValueError, RecursionError, TypeError, KeyError):
            data = json.loads(head)
            # On the same day what was to come then may have come.
            if data["of"] == self._of() and data["since"] <= self.now.isoformat() and self._holds(data):
                return data["shown"]
        return None

    def _of(self) -> list[str]:
        """What it depends on besides the people: as the index, and the day and the words in use."""
        own = self.network.own_templates
        words = sorted(own.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")) if own else []
        return [mark_of(self.network), f"{self.now.date()}", active(), *map(files.stamp, words)]

    def _holds(self, data: Mapping[str, Any]) -> bool:
        self.lying = lying = self.network.look()
        folder = f"{self.network.people_folder}{os.sep}"
        invitation = f"{os.sep}{inventory.FILES[inventory.INVITATION]}"
        drafts = {slug: files.stamp(f"{folder}{slug}{invitation}") for slug in data["drafts"]}
        return not lying.others and data["digest"] == _digest(lying, drafts)

    def take(self, register: Register, lying: Lying, drafts: Mapping[str, str]) -> str:
        """What everyone who was read is shown as, to be kept in the index; "" where it is not to be.

        ``lying``: what was there before anything was read; ``drafts``: the stamps of the invitations that
        count of those who wait.
        """
        self.shown = self.show(register) if self.show else None
        if register.problems or lying.others or len(lying.stamps) < FROM:
            return ""
        about = {"of": self._of(), "since": self.now.isoformat(), "drafts": list(drafts)}
        data = {**about, "digest": _digest(lying, drafts), "shown": self.shown}
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _head(file: Path) -> str:
    """What stands on the first line of an index that has a head, without the comma at its end; "" where it
    has none, or cannot be read."""
    start = Index.HEAD.encode()
    try:
        found = os.stat(file)  # noqa: PTH116  # as in ``files.read_bytes``
        if not S_ISREG(found.st_mode) or found.st_size > inventory.LARGEST_INDEX:
            return ""
        with open(file, "rb") as stream:  # noqa: PTH123
            line = stream.readline() if stream.read(len(start)) == start else b""
            return line.decode().removesuffix("\n").removesuffix(",")
    except (OSError, ValueError):
        return ""


def _digest(lying: Lying, drafts: Mapping[str, str]) -> str:
    # Neither mark can stand in a folder's name or a stamp.
    columns = (part for table in (lying.stamps, drafts) for part in (table, table.values()))
    return blake2()("/".join(map("\0".join, columns)).encode()).hexdigest()
