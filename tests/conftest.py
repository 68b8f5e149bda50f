"""What every test stands on: a home of its own, a fixed moment, English words, no network."""

from __future__ import annotations

import contextlib
import signal
import socket

import pytest

from netinvite import language

# A shell lets what it starts in the background ignore Ctrl+C, and so would every program under test.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, signal.default_int_handler)

NOW = "2026-11-25T12:00"


@pytest.fixture(autouse=True)
def home(tmp_path_factory, monkeypatch):
    """A temporary home folder, a fixed clock and a neutral locale; nothing of the user's is in reach."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    for name in ("CONFIG_HOME", "DATA_HOME", "CACHE_HOME", "STATE_HOME", "DOCUMENTS_DIR"):
        monkeypatch.setenv(f"XDG_{name}", str(folder / name.lower()))
    for name in ("NETINVITE_LANG", "NETINVITE_WORKSPACE", "LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        # Set before it is taken out: what a test puts there is then gone again after it.
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("NETINVITE_NOW", NOW)
    monkeypatch.setenv("COLUMNS", "80")
    language.activate("en")
    return folder


@pytest.fixture(autouse=True)
def signals():
    """What a test left to signals does not reach the next one, nor the programs that it starts."""
    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    yield
    for number, handler in before.items():
        if signal.getsignal(number) != handler:
            signal.signal(number, handler)


class LocalSocket(socket.socket):
    """A socket within this machine's own files; every other one is refused."""

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        local = getattr(socket, "AF_UNIX", None)
        if fileno is None and family != local:
            raise PermissionError("a test wanted to reach a network")
        super().__init__(family, type, proto, fileno)


def _no_names(*_arguments, **_more):
    raise PermissionError("a test wanted to look up a name in a network")


@pytest.fixture(autouse=True)
def no_network(request, monkeypatch):
    """No sockets but local ones: netinvite needs none. Tests of mail programs and browsers have their own."""
    if any(request.node.get_closest_marker(name) for name in ("mailclients", "browser")):
        return
    monkeypatch.setattr(socket, "socket", LocalSocket)
    for name in ("getaddrinfo", "gethostbyname", "gethostbyaddr"):
        monkeypatch.setattr(socket, name, _no_names)
