"""Which keys of answers nothing reads, told wherever texts are written of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netinvite.ui import screen

if TYPE_CHECKING:
    from netinvite.store.network import Network


def tell(network: Network, slug: str = "", told: set[str] | None = None) -> None:
    """Those of a person's answers, or of the network's alone; not what was ``told`` already."""
    # 10 ms: guides and questions.
    from netinvite.app.unread import sentences

    told = set() if told is None else told
    for sentence in sentences(network, slug):
        if sentence not in told:
            told.add(sentence)
            screen.tell(sentence)
