"""Real programs in pseudo-terminals that need not be loaded first: forks of a process that has them loaded.

Loading takes half a second of each, and is nothing that a walk through the questions is to show. With
``--whole`` a command starts as a user starts it where a file first tests it, in each front, and is such a
fork from then on, as the cases of a sampled test beyond its sample are from the first. Programs start as a
user starts them, too, where their environment changes how Python starts, and where there is no Linux.
"""

from __future__ import annotations

import gc
import os
import pickle
import pkgutil
import socket
import struct
import subprocess
import sys
import time
from functools import cache
from importlib import import_module

# Longest request: arguments and environment.
LONGEST = 1 << 20
# What Python and its libraries ask for as they are loaded.
_OF_START = ("LANG", "LC_", "PYTHON", "TZ", "PROMPT_TOOLKIT", "ASYNCIO")
# What the program loads at first use.
_LATE = ("babel.dates", "holidays", "icalendar", "slugify", "email_validator", "prompt_toolkit.input.vt100")

# Set by conftest.py, for each test: the file whose commands are to start as a user starts them, once each.
first_in = None
_started = set()


def fits(arguments, env) -> bool:
    """Whether a program with these arguments and the environment ``env`` is to be such a fork."""
    if sys.platform != "linux" or _of_start(env) != _of_start(os.environ):
        return False
    command = (first_in, *arguments[:1], env.get("NETINVITE_PLAIN"))
    if first_in is None or command in _started:
        return True
    _started.add(command)
    return False


def _of_start(env):
    return {name: env[name] for name in env if name.startswith(_OF_START) and name != "LANGUAGE"}


def spawn(*arguments, **options):
    """As ``pexpect.spawn``, for a command that begins with Python, ``-m``, ``netinvite``."""
    import pexpect
    from ptyprocess import PtyProcess

    class Fork(PtyProcess):
        """Its parent knows how it ended."""

        def isalive(self):
            end = time.monotonic() + (5 if self.flag_eof else 0)
            while not self.terminated:
                pid, status = _asked("status", self.pid)
                if pid:
                    code = os.waitstatus_to_exitcode(status)
                    self.status, self.terminated = status, True
                    self.exitstatus, self.signalstatus = (code, None) if code >= 0 else (None, -code)
                elif time.monotonic() > end:
                    break
                else:
                    time.sleep(0.005)
            return not self.terminated

        def wait(self):
            while self.isalive():
                time.sleep(0.005)
            return self.exitstatus

    class Spawn(pexpect.spawn):
        def _spawnpty(self, args, *, env, cwd, dimensions, **_more):
            return Fork(*_asked("start", args[3:], env, cwd, dimensions))

    return Spawn(*arguments, **options)


@cache
def _parent():
    """The process that is forked, and the socket to it."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command, number = [sys.executable, __file__], theirs.fileno()
    with theirs:
        process = subprocess.Popen(
            [*command, str(number)], stdin=subprocess.DEVNULL, pass_fds=[number], start_new_session=True
        )
    return process, ours


def end():
    """The process that is forked ends, where there is one."""
    if _parent.cache_info().currsize:
        process, channel = _parent()
        _parent.cache_clear()
        channel.close()
        process.wait()


def _asked(*request):
    """The answer, and the terminal that came with it."""
    _process, channel = _parent()
    channel.send(pickle.dumps(request))
    data, descriptors, _flags, _address = socket.recv_fds(channel, LONGEST, 1)
    return (*pickle.loads(data), *descriptors)


# In the process that is forked --------------------------------------------------------------------


def main() -> None:
    """Answer requests until nobody makes them; in a fork, be the program."""
    import pty

    import sparing

    import netinvite

    before = set(os.environ)
    for module in pkgutil.walk_packages(netinvite.__path__, "netinvite."):
        import_module(module.name)
    for name in _LATE:
        dir(import_module(name))
    sparing.repetition()
    import_module("prompt_toolkit.application.application").load_key_bindings()
    set_by_import = {name: os.environ[name] for name in os.environ.keys() - before}
    gc.collect()
    gc.freeze()
    channel = socket.socket(fileno=int(sys.argv[1]))
    while data := channel.recv(LONGEST):
        what, *given = pickle.loads(data)
        if what == "status":
            channel.send(pickle.dumps(os.waitpid(*given, os.WNOHANG)))
            continue
        pid, terminal = pty.fork()
        if not pid:
            channel.close()
            _become(*given, set_by_import)
            return
        socket.send_fds(channel, [pickle.dumps((pid,))], [terminal])
        os.close(terminal)


def _become(arguments, env, cwd, dimensions, set_by_import):
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", *dimensions, 0, 0))
    os.chdir(cwd)
    os.environ.clear()
    os.environ |= {**set_by_import, **env}
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        old = getattr(sys, name)
        mode = "w" if number else "r"
        new = open(number, mode, encoding=old.encoding, errors=old.errors, closefd=False)  # noqa: SIM115
        setattr(sys, name, new)
        setattr(sys, f"__{name}__", new)
    program = sys.modules["netinvite.__main__"]
    sys.argv[:] = [program.__file__, *arguments]
    program.main()


if __name__ == "__main__":
    main()
