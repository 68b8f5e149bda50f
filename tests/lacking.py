"""netinvite as on Windows, as far as its own code can tell: run as ``python -m lacking ARGUMENTS``.

Its modules get ``os``, ``signal`` and ``sys`` without the names that POSIX alone has and with the names of
Windows, and do not find the POSIX-only modules; the libraries below keep what they need on this computer. A
file that is opened in the computer's own encoding is an error.
"""

from __future__ import annotations

import builtins
import os
import signal
import sys
import types
import warnings

MODULES = {"fcntl", "termios", "resource", "pwd", "grp", "pty", "tty", "syslog", "readline", "curses"}
GONE = {
    "os": {
        *(
            "fork",
            "getuid",
            "geteuid",
            "getgid",
            "getegid",
            "getpgid",
            "getpgrp",
            "killpg",
            "setsid",
            "setpgid",
        ),
        *("mkfifo", "mknod", "chown", "lchown", "fchown", "statvfs", "ttyname", "openpty", "wait3", "wait4"),
        *("O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC", "sched_getaffinity", "getloadavg", "nice", "uname"),
        "set_blocking",
    },
    "signal": {
        *("SIGHUP", "SIGTSTP", "SIGKILL", "SIGWINCH", "SIGCONT", "SIGUSR1", "SIGUSR2", "SIGPIPE", "SIGCHLD"),
        *("SIGALRM", "SIGQUIT", "SIGTTOU", "SIGTTIN", "alarm", "setitimer", "pthread_sigmask", "pause"),
    },
    "sys": set(),
}
SAID = {"os": {"name": "nt"}, "signal": {}, "sys": {"platform": "win32"}}


class Part(types.ModuleType):
    """A module of the standard library as Windows has it."""

    def __init__(self, module: types.ModuleType) -> None:
        super().__init__(module.__name__)
        self.__dict__["_whole"] = module
        self.__dict__.update(SAID[module.__name__])

    def __getattr__(self, name: str) -> object:
        if name in GONE[self.__name__]:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r} on Windows")
        return getattr(self.__dict__["_whole"], name)

    def __setattr__(self, name: str, value: object) -> None:
        setattr(self.__dict__["_whole"], name, value)


def take_away() -> None:
    """From now on netinvite's modules find what Windows has."""
    parts = {module.__name__: Part(module) for module in (os, signal, sys)}
    original = builtins.__import__

    def without(name, globals=None, locals=None, fromlist=(), level=0):
        if not (globals or {}).get("__name__", "").startswith("netinvite"):
            return original(name, globals, locals, fromlist, level)
        if name in MODULES:
            raise ModuleNotFoundError(f"No module named {name!r}")
        return parts.get(name) or original(name, globals, locals, fromlist, level)

    builtins.__import__ = without
    warnings.filterwarnings("error", category=EncodingWarning, module=r"netinvite(\.|$)")


if __name__ == "__main__":
    take_away()
    from netinvite.__main__ import main

    sys.argv[0] = "netinvite"
    main()
