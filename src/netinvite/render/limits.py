"""Rendering in a process of its own that may take so much time and memory and no more.

A sandbox alone does not stop a template that only counts, or that makes one very long word. Where a
template in force is a user's own, a child renders it: it interrupts itself when a text has had its time,
and names the line; where it cannot (a single long step of Python's), it is killed from outside. Jobs go in
pickled (ours to trust); what comes back is JSON, so that nothing a template made is ever unpickled. Where
several texts are made, one child makes them (``one_child``).
"""

from __future__ import annotations

import _thread
import contextlib
import json
import pickle
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from netinvite import commands, leaving
from netinvite.errors import LanguageError, TemplateError
from netinvite.language import _, activate, active, look_in
from netinvite.render import engine, faults
from netinvite.render.faults import PlacedError
from netinvite.render.jobs import Job

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

SECONDS = 5.0
MEMORY = 300 * 1024 * 1024
# A child that must be killed from outside gets this much longer; one that starts, on a busy machine, this.
GRACE = 1.0
STARTING = 60.0


# The child that is free, while somebody keeps one.
_kept: list[_Child] | None = None


def render(job: Job) -> str:
    """The text of the job's document; a ``TemplateError`` says what is wrong with a template."""
    outcome = next(render_all([job]))
    if isinstance(outcome, TemplateError):
        raise outcome
    return outcome


def render_all(jobs: Sequence[Job], seconds: float = SECONDS) -> Iterator[str | TemplateError]:
    """The outcome of each job in turn, each with ``seconds`` to take; one that ends its child is the last."""
    child = _kept.pop() if _kept else _Child()
    try:
        for job in jobs:
            # One job is a text for somebody; several are a trial.
            payload = pickle.dumps((active(), commands.network(), seconds, job, len(jobs) > 1))
            line = child.answer(payload, seconds + GRACE)
            yield _outcome(line) if line else PlacedError(job.template, 0, *child.cause())
            if not line:
                return
    finally:
        if _kept is not None and child.free:
            _kept.append(child)
        else:
            child.end()


@contextlib.contextmanager
def one_child() -> Iterator[None]:
    """Within it one child renders whatever is to be rendered, for as long as it lasts."""
    global _kept
    if _kept is not None:
        yield
        return
    kept = _kept = []
    try:
        yield
    finally:
        _kept = None
        for child in kept:
            child.end()


def _not_started() -> TemplateError:
    return TemplateError(
        _("Your own templates are rendered by a second Python, and it could not be started."),
        _("Start netinvite again; if it stays so, take your templates out of the workspace."),
    )


class _Child:
    """A running child, what it is given and the lines that it writes; ``free`` while it has nothing to do."""

    def __init__(self) -> None:
        # -P: nothing in the current folder, which may be shared, is ever imported.
        command = [sys.executable, "-P", "-m", "netinvite.render.limits"]
        pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
        try:
            # In a session of its own: Ctrl+C is for the one who asks, and no template that takes too long.
            self.process = subprocess.Popen(
                command, stdin=pipe, stdout=pipe, stderr=nothing, start_new_session=True
            )
        except OSError:
            raise _not_started() from None
        # One that a signal handler may put something into.
        self.lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self.given: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self.started = self.late = self.free = False
        self.threads = [
            threading.Thread(target=self._write, daemon=True),
            threading.Thread(target=self._read, daemon=True),
        ]
        for thread in self.threads:
            thread.start()

    def end(self) -> None:
        """Whatever it does, it is gone."""
        self.given.put(b"")
        self.process.kill()
        self.process.wait()
        for thread in self.threads:
            thread.join()
        for stream in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                _given(stream).close()

    def _write(self) -> None:
        with contextlib.suppress(OSError):
            while payload := self.given.get():
                _given(self.process.stdin).write(payload)
                _given(self.process.stdin).flush()

    def _read(self) -> None:
        for line in _given(self.process.stdout):
            self.lines.put(line)
        self.lines.put(b"")

    def answer(self, payload: bytes, seconds: float) -> bytes | None:
        """What it writes for ``payload``; as ``line``."""
        if not self.started and self.line(STARTING) is None:
            raise _not_started()
        self.started, self.free = True, False
        self.given.put(payload)
        line = self.line(seconds)
        self.free = line is not None
        return line

    def line(self, seconds: float) -> bytes | None:
        """The next line; ``None`` when the child ended, or wrote none in time. ``Ended`` in a sitting that is
        to end: nobody waits for a text any more."""
        try:
            with leaving.woken_by(lambda: self.lines.put(b"")):
                leaving.end_if_noted()
                line = self.lines.get(timeout=seconds)
        except queue.Empty:
            self.late = True
            return None
        leaving.end_if_noted()
        return line or None

    def cause(self) -> tuple[str, str]:
        """Why there is no line: too slow, or ended by the system for its memory."""
        return faults.out_of_time() if self.late else faults.out_of_memory()


def _given(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise OSError
    return stream


def _outcome(line: bytes) -> str | TemplateError:
    data = json.loads(line)
    if "text" in data:
        return str(data["text"])
    if "file" in data:
        return PlacedError(data["file"], data["line"], data["reason"], data["hint"])
    if "table" in data:
        return LanguageError(data["table"], data["line"], data["problem"], data["hint"])
    return TemplateError(data["message"], data["hint"])


# In the child --------------------------------------------------------------------------------------


def main() -> None:
    """Read jobs, write an outcome a line."""
    out, compiled = sys.stdout.buffer, engine.Compiled()
    _bound_memory()
    _say(out, {})
    with contextlib.suppress(EOFError):
        while True:
            lang, network, seconds, job, trial = pickle.load(sys.stdin.buffer)
            look_in(job.own)
            activate(lang)
            commands.speak_of(network)
            _bound_time(seconds)
            signal.signal(signal.SIGINT, _stop)
            outcome = _timed(job, seconds, compiled if trial else None)
            # A moment too late it would end the child.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            _say(out, outcome)


def _stop(_number: int, _frame: object) -> None:
    raise engine.TooLong


def _say(out: IO[bytes], data: dict[str, Any]) -> None:
    out.write(json.dumps(data).encode("ascii") + b"\n")
    out.flush()


def _timed(job: Job, seconds: float, compiled: engine.Compiled | None) -> dict[str, Any]:
    timer = threading.Timer(seconds, _thread.interrupt_main)
    timer.daemon = True
    timer.start()
    try:
        return {"text": engine.render(job, compiled)}
    except PlacedError as fault:
        return {"file": fault.file, "line": fault.line, "reason": fault.reason, "hint": fault.hint}
    except LanguageError as error:
        return {"table": str(error.file), "line": error.line, "problem": error.problem, "hint": error.hint}
    except TemplateError as error:
        return {"message": error.message, "hint": error.hint}
    except engine.TooLong:
        reason, hint = faults.out_of_time()
        return {"file": job.template, "line": 0, "reason": reason, "hint": hint}
    finally:
        timer.cancel()


def _bound_memory() -> None:
    """Bound memory where the system can (not on Windows)."""
    if resource is not None:
        most = _size() + MEMORY
        # macOS knows it and does not keep it; a stricter limit that stands already may stay.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _bound_time(seconds: float) -> None:
    """Bound the computing time of the next job too, so that a child whose parent was killed ends."""
    if resource is not None:
        with contextlib.suppress(ValueError, OSError):
            _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
            resource.setrlimit(resource.RLIMIT_CPU, (int(seconds + GRACE) + 1 + _used(), hard))


def _used() -> int:
    return int(time.process_time()) + 1


def _size() -> int:
    """The address space taken already, in bytes."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        return 1024 * 1024 * 1024


if __name__ == "__main__":
    main()
