"""A command named in a sentence: it works as it stands there, in the network that is at work."""

from __future__ import annotations

import shlex
from collections.abc import Iterable

# What a command line says of the network, as ``speak_of`` was told.
_network: list[str] = []


def speak_of(network: Iterable[str]) -> None:
    """From now on commands say this to mean the network at work; nothing where it is found without."""
    _network[:] = network


def network() -> list[str]:
    """What commands say to mean the network at work."""
    return [*_network]


def command(*words: str) -> str:
    """``netinvite`` with these words, as it means the network at work."""
    return joined(*words, *_network)


def joined(*words: str) -> str:
    """``netinvite`` with these words, each quoted where a shell would cut or change it."""
    return shlex.join(["netinvite", *words])
