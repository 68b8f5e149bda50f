"""A screen that nobody sees (Xvfb), with keys pressed in its windows (xdotool)."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import contextmanager

PATIENCE = 30


class Desktop:
    """An X display by its name, as in ``:7``."""

    def __init__(self, display):
        self.env = {**os.environ, "DISPLAY": display, "NO_AT_BRIDGE": "1"}
        # A desktop's programs look for pictures and kinds of file where this computer has them.
        for name in ("WAYLAND_DISPLAY", "XDG_DATA_DIRS", "XDG_CONFIG_DIRS"):
            self.env.pop(name, None)

    @contextmanager
    def running(self, command, folder):
        """The command in the folder; it and what it started are ended afterwards."""
        program = subprocess.Popen(
            command,
            cwd=folder,
            env=self.env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            yield program
        finally:
            for how in (signal.SIGTERM, signal.SIGKILL):
                try:
                    os.killpg(program.pid, how)
                    program.wait(3)
                except (ProcessLookupError, subprocess.TimeoutExpired):
                    continue

    def window(self, title, patience=PATIENCE):
        """The window with that in its title, or None where none comes."""
        end = time.monotonic() + patience
        while True:
            found = self._xdotool("search", "--onlyvisible", "--name", title).split()
            if found or time.monotonic() > end:
                return found[-1] if found else None
            time.sleep(0.1)

    def press(self, window, key):
        self._xdotool("windowfocus", "--sync", window)
        self._xdotool("key", "--clearmodifiers", key)

    def _xdotool(self, *arguments):
        return subprocess.run(
            ["xdotool", *arguments],
            env=self.env,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        ).stdout


@contextmanager
def desktop(size="1000x760"):
    """A running screen; X looks for a free number by itself."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as number:
            yield Desktop(f":{number.readline().strip()}")
    finally:
        server.terminate()
        server.wait(PATIENCE)
