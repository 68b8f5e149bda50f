"""What every test stands on: a home of its own, a fixed moment, English words, no network."""

from __future__ import annotations

import contextlib
import gc
import itertools
import os
import shutil
import signal
import socket
import sys
import tempfile
from pathlib import Path

import extent
import preloaded
import pytest
import sparing

from netinvite import clock, commands, language

# A shell lets what it starts in the background ignore Ctrl+C, and so would every program under test.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, signal.default_int_handler)

# What a test starts takes the program's modules as compiled ones, as every user's computer does.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# What a shell, a desktop or another terminal says of this computer.
OF_THIS_COMPUTER = (
    *("NETINVITE_LANG", "NETINVITE_WORKSPACE", "NETINVITE_PLAIN", "NETINVITE_CALENDAR", "NETINVITE_AS"),
    *("LANGUAGE", "LC_ALL", "LC_MESSAGES"),
    *("DISPLAY", "WAYLAND_DISPLAY", "XDG_CURRENT_DESKTOP", "DESKTOP_SESSION", "WSL_DISTRO_NAME"),
    *("TMUX", "STY", "SSH_TTY", "SSH_CONNECTION", "VISUAL", "EDITOR", "BROWSER", "NO_COLOR", "FORCE_COLOR"),
)

XDG = ("CONFIG_HOME", "DATA_HOME", "CACHE_HOME", "STATE_HOME", "DOCUMENTS_DIR", "DATA_DIRS", "CONFIG_DIRS")
NOW = "2026-11-25T12:00"
CORES = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)
# What runs programs that happen to be on this computer, or not, and so only where it is asked for.
FOREIGN = ("mailclients", "browser")
ASKED_FOR = (*FOREIGN, "whole")
# The cases that ``--whole`` has more of a test.
MORE = pytest.StashKey[set]()
# Where the tests' folders lie, if in memory.
FOLDER = pytest.StashKey[str]()
# Files in memory take a sixth of the work out of the tests. There are 0.3 GB of them, with ``--whole`` 3 GB.
MEMORY = Path("/dev/shm")


def pytest_addoption(parser):
    """``--mailclients``, ``--browser``: real programs too; ``--whole``: everything. ``.ci/run`` has all."""
    for name in FOREIGN:
        parser.addoption(f"--{name}", action="store_true", help=f"run the tests marked {name}, too")
    parser.addoption("--whole", action="store_true", help="every example and combination, not a few of each")


def pytest_configure(config):
    """Tests know from here on how much is tried, and where their folders lie."""
    extent.ask(config.getoption("--whole"))
    if not any(config.getoption(f"--{name}") for name in FOREIGN):
        _settle_in_memory(config)


def _settle_in_memory(config):
    """Where there is room in it and nobody said where; the processes that share the tests follow."""
    if "TMPDIR" in os.environ or config.option.basetemp or not MEMORY.is_dir():
        return
    room = 4 * 10**9 if extent.whole() else 10**9
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > room:
        folder = tempfile.mkdtemp("", "netinvite-", MEMORY)
        os.environ["TMPDIR"] = tempfile.tempdir = config.stash[FOLDER] = folder


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers():
    """One more than there are cores: whoever waits for a program in a terminal needs none."""
    asked_for = os.environ.get("PYTEST_XDIST_AUTO_NUM_WORKERS")
    return None if asked_for else len(CORES) + 1


def pytest_collection_modifyitems(config, items):
    """Take out what was not asked for: which programs are here decides nothing."""
    unasked = [name for name in ASKED_FOR if not config.getoption(f"--{name}")]
    away = {item for item in items if any(item.get_closest_marker(name) for name in unasked)}
    more = extent.left_out([item for item in items if item not in away])
    if not extent.whole():
        away |= more
    config.stash[MORE] = more
    config.hook.pytest_deselected(items=[item for item in items if item in away])
    items[:] = [item for item in items if item not in away]


def pytest_collection_finish():
    """What is loaded by now stays: no garbage is looked for in it."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure(config):
    """No process outlasts the tests, and no folder in memory."""
    preloaded.end()
    if FOLDER in config.stash:
        shutil.rmtree(config.stash[FOLDER], ignore_errors=True)


def pytest_sessionfinish(session):
    """Where no property was tried, Hypothesis would be imported to sum up nothing: 0.2 s of each run."""
    plugins = session.config.pluginmanager
    hypothesis = plugins.get_plugin("hypothesispytest")
    if hypothesis and "hypothesis" not in sys.modules and not session.config.getoption("numprocesses", None):
        plugins.unregister(hypothesis)


@pytest.fixture(scope="session")
def homes(tmp_path_factory):
    """The folder of all homes, their numbers, those in which nothing was put; the environment at first."""
    return tmp_path_factory.mktemp("homes"), itertools.count(), [], dict(os.environ)


@pytest.fixture(autouse=True)
def home(homes, request):
    """A temporary home folder, a fixed clock and a neutral locale; nothing of the user's is in reach."""
    everyones, numbers, empty, before = homes
    if empty:
        folder = empty.pop()
    else:
        folder = everyones / str(next(numbers))
        folder.mkdir()
    for name in OF_THIS_COMPUTER:
        os.environ.pop(name, None)
    os.environ |= {
        **{f"XDG_{name}": str(folder / name.lower()) for name in XDG},
        **{name: str(folder) for name in ("HOME", "USERPROFILE")},
        "LANG": "C.UTF-8",
        "NETINVITE_NOW": NOW,
        "COLUMNS": "80",
        "TERM": "xterm",
    }
    beyond = not extent.whole() or request.node in request.config.stash[MORE]
    preloaded.first_in = None if beyond else request.node.path
    language.look_in(None)
    language.activate("en")
    sparing.repetition()
    yield folder
    now = dict(os.environ)
    for name in now.keys() - before.keys():
        del os.environ[name]
    os.environ |= dict(before.items() - now.items())
    with contextlib.suppress(OSError):
        if not any(folder.iterdir()):
            empty.append(folder)


@pytest.fixture(scope="session")
def ready(tmp_path_factory):
    """A workspace with the ready English example, made once: for reading, or to be copied."""
    from readyexample import prepared

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        patch.setenv("NETINVITE_NOW", NOW)
        return prepared(tmp_path_factory.mktemp("ready") / "net")


@pytest.fixture
def net(ready, tmp_path):
    """A copy of it."""
    return shutil.copytree(ready, tmp_path / "net")


@pytest.fixture(scope="session")
def made_once():
    """Folders by what made them."""
    return {}


@pytest.fixture
def once(made_once, tmp_path, tmp_path_factory):
    """``once(make, *given)``: a copy of the folder that ``make(folder, *given)`` made when first asked."""

    def copied(make, *given):
        if (make, given) not in made_once:
            folder = tmp_path_factory.mktemp("made") / "net"
            make(folder, *given)
            made_once[make, given] = folder
        return shutil.copytree(made_once[make, given], tmp_path / "net")

    return copied


@pytest.fixture
def in_this_python(monkeypatch):
    """One's own templates are rendered by this Python. The second one that renders them is tried in
    test_template_limits.py.
    """
    from netinvite.errors import TemplateError
    from netinvite.render import engine, limits

    def render_all(jobs):
        for job in jobs:
            try:
                yield engine.render(job)
            except TemplateError as error:
                yield error

    monkeypatch.setattr(limits, "render_all", render_all)


@pytest.fixture
def rendered_here(request, monkeypatch):
    """So it is without ``--whole`` alone, and they are checked with fewer made-up answers."""
    from netinvite.customise import trials

    if not extent.whole():
        monkeypatch.setattr(trials, "SEEDS", 1)
        request.getfixturevalue("in_this_python")


@pytest.fixture(autouse=True)
def nobody_said_who_they_are():
    """What a command line said of network and organiser does not reach the next test."""
    commands.speak_of(())
    commands.sit_as("")
    clock.count_in(None)


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


# netinvite needs no network. Tests of mail programs and browsers have their own sockets.
ALLOWED = {
    name: getattr(socket, name) for name in ("socket", "getaddrinfo", "gethostbyname", "gethostbyaddr")
}
REFUSED = {**dict.fromkeys(ALLOWED, _no_names), "socket": LocalSocket}


def pytest_runtest_setup(item):
    """A network for those alone whose programs need one."""
    foreign = any(item.get_closest_marker(name) for name in FOREIGN)
    for name, what in (ALLOWED if foreign else REFUSED).items():
        setattr(socket, name, what)
