"""A shell in tmux, in GNU screen and in script: what is typed, what is in sight, what can be scrolled to."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import pexpect
from terminal import PATIENCE, Terminal

PROMPT = "READY$"
# Not by the environment: a shell that starts this one leaves it out.
SHELL = ["env", f"PS1={PROMPT} ", "bash", "--norc", "--noprofile", "-i"]
ROWS, COLUMNS = 24, 80


class Multiplexer:
    """``folder`` is for its files; a socket's path may not be long."""

    name = ""

    def __init__(self, folder: Path) -> None:
        self.folder, self.sockets = folder, Path(tempfile.mkdtemp())
        self.env = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
        try:
            self.start()
            self.wait(PROMPT)
        except BaseException:
            self.close()
            raise

    def run(self, *words: str) -> str:
        """What it prints when it is told this."""
        done = subprocess.run(
            [self.name, *words], env=self.env, capture_output=True, text=True, timeout=PATIENCE, check=True
        )
        return done.stdout

    def wait(self, *wanted: str) -> None:
        """Until all these words are in sight."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            seen = " ".join(" ".join(self.sight()).split())
            if all(words in seen for words in wanted):
                return
            time.sleep(0.05)
        raise AssertionError(f"{wanted} never came:\n" + "\n".join(self.sight()))

    def close(self) -> None:
        """Nothing of it runs or lies there any more."""
        self.end()
        shutil.rmtree(self.sockets, ignore_errors=True)

    def shell(self) -> int:
        """The process of the shell."""
        file = self.folder / "shell"
        self.type(f"echo $$ > {shlex.quote(str(file))}\r")
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and not (file.is_file() and file.read_text("ascii").strip()):
            time.sleep(0.05)
        return int(file.read_text("ascii"))


class Tmux(Multiplexer):
    """tmux, with nobody attached."""

    name = "tmux"

    def start(self) -> None:
        self.env.pop("TMUX", None)
        self.socket = str(self.sockets / "s")
        size = ("-x", str(COLUMNS), "-y", str(ROWS))
        self.run(*self._line("-f", "/dev/null", "new-session", "-d", *size, shlex.join(SHELL)))

    def _line(self, *words: str) -> list[str]:
        return ["-S", self.socket, *words]

    def type(self, keys: str) -> None:
        self.run(*self._line("send-keys", "-l", keys))

    def sight(self) -> list[str]:
        return self.run(*self._line("capture-pane", "-p")).splitlines()

    def all(self) -> list[str]:
        return self.run(*self._line("capture-pane", "-p", "-S", "-")).splitlines()

    def is_sane(self) -> bool:
        """Whether the ordinary screen is there, with its cursor."""
        return self.run(*self._line("display-message", "-p", "#{alternate_on}#{cursor_flag}")).strip() == "01"

    def end(self) -> None:
        subprocess.run([self.name, *self._line("kill-server")], env=self.env, check=False, timeout=PATIENCE)


class Screen(Multiplexer):
    """GNU screen, with nobody attached: without a terminal it copies letters of ASCII alone as they are."""

    name = "screen"

    def start(self) -> None:
        self.env.pop("STY", None)
        self.env |= {"SCREENDIR": str(self.sockets)}
        settings = self.folder / "screenrc"
        # As most people have it set: else a program's own screen stays when it has ended.
        settings.write_text("startup_message off\ndefscrollback 500\naltscreen on\ndefutf8 on\n", "ascii")
        self.run("-c", str(settings), "-dmS", "netinvite", *SHELL)
        end = time.monotonic() + PATIENCE
        while True:
            try:
                self.run("-S", "netinvite", "-p", "0", "-X", "width", "-w", str(COLUMNS), str(ROWS))
            except subprocess.CalledProcessError:
                # It is not there yet.
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)
            else:
                break

    def type(self, keys: str) -> None:
        # These mean something to screen.
        for mark, meant in (("\\", "\\\\"), ("^", "\\^"), ("$", "\\$")):
            keys = keys.replace(mark, meant)
        self.run("-S", "netinvite", "-p", "0", "-X", "stuff", keys)

    def _copied(self, *how: str) -> list[str]:
        file = self.folder / "copy"
        file.unlink(missing_ok=True)
        self.run("-S", "netinvite", "-p", "0", "-X", "hardcopy", *how, str(file))
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and not file.is_file():
            time.sleep(0.02)
        return file.read_text("utf-8", "replace").splitlines()

    def sight(self) -> list[str]:
        return self._copied()

    def all(self) -> list[str]:
        return self._copied("-h")

    def is_sane(self) -> bool:
        """It tells nobody."""
        return True

    def end(self) -> None:
        line = [self.name, "-S", "netinvite", "-X", "quit"]
        subprocess.run(line, env=self.env, check=False, timeout=PATIENCE, capture_output=True)


class Script(Multiplexer):
    """script(1), in a terminal that nothing scrolls out of."""

    name = "script"

    def start(self) -> None:
        self.terminal = Terminal(["--version"], self.folder, rows=3 * ROWS, columns=COLUMNS)
        self.terminal.end()
        self.terminal.child = pexpect.spawn(
            self.name,
            ["-q", "-c", shlex.join(SHELL), str(self.folder / "typescript")],
            env=self.env,
            dimensions=(3 * ROWS, COLUMNS),
            timeout=PATIENCE,
        )
        self.terminal.child.delaybeforesend = None

    def type(self, keys: str) -> None:
        self.terminal.send(keys)

    def sight(self) -> list[str]:
        self.terminal.read()
        return [line.rstrip() for line in self.terminal.screen.display]

    all = sight

    def is_sane(self) -> bool:
        """Whether the ordinary screen is there, with its cursor."""
        raw = self.terminal.raw
        other = raw.rfind(b"\x1b[?1049h") < raw.rfind(b"\x1b[?1049l")
        return other and not self.terminal.screen.cursor.hidden

    def end(self) -> None:
        self.terminal.child.close(force=True)


KINDS = (Tmux, Screen, Script)


def missing() -> list[str]:
    """Those of them that are not here."""
    return [kind.name for kind in KINDS if not shutil.which(kind.name)]
