"""Rendering in a process of its own that may take so much time and memory and no more.

A sandbox alone does not stop a template that only counts, or that makes one very long word. Where a
template in force is a user's own, a child renders it: it interrupts itself when a text has had its time,
and names the line; where it cannot (a single long step of Python's), it is killed from outside. Jobs go in
pickled (ours to trust); what comes back is JSON, so that nothing a template made is ever unpickled.
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
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from netinvite import leaving, rendering
from netinvite.errors import TemplateError
from netinvite.language import _, activate, active
from netinvite.rendering import Job, PlacedError

SECONDS = 5.0
MEMORY = 300 * 1024 * 1024
# A child that must be killed from outside gets this much longer; one that starts, on a busy machine, this.
GRACE = 1.0
STARTING = 60.0


def render(job: Job) -> str:
    """The text of the job's document; a ``TemplateError`` says what is wrong with a template."""
    outcome = next(render_all([job]))
    if isinstance(outcome, TemplateError):
        raise outcome
    return outcome


def render_all(jobs: Sequence[Job], seconds: float = SECONDS) -> Iterator[str | TemplateError]:
    """The outcome of each job in turn, each with ``seconds`` to take; one that ends its child is the last."""
    with _Child(pickle.dumps((active(), seconds, list(jobs)))) as child:
        if child.line(STARTING) is None:
            raise _not_started()
        for job in jobs:
            line = child.line(seconds + GRACE)
            yield _outcome(line) if line else PlacedError(job.template, 0, *child.cause())
            if not line:
                return


def _not_started() -> TemplateError:
    return TemplateError(
        _("Your own templates are rendered by a second Python, and it could not be started."),
        _("Start netinvite again; if it stays so, take your templates out of the workspace."),
    )


class _Child:
    """A running child, and the lines that it writes."""

    def __init__(self, payload: bytes) -> None:
        # -P: nothing in the current folder, which may be shared, is ever imported.
        command = [sys.executable, "-P", "-m", "netinvite.confined"]
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
        self.late = False
        self.threads = [
            threading.Thread(target=self._write, args=(payload,), daemon=True),
            threading.Thread(target=self._read, daemon=True),
        ]

    def __enter__(self) -> _Child:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.kill()
        self.process.wait()
        for thread in self.threads:
            thread.join()
        for stream in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                _given(stream).close()

    def _write(self, payload: bytes) -> None:
        with contextlib.suppress(OSError):
            _given(self.process.stdin).write(payload)
            _given(self.process.stdin).close()

    def _read(self) -> None:
        for line in _given(self.process.stdout):
            self.lines.put(line)
        self.lines.put(b"")

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
        return rendering.out_of_time() if self.late else rendering.out_of_memory()


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
    return TemplateError(data["message"], data["hint"])


# In the child --------------------------------------------------------------------------------------


def main() -> None:
    """Read jobs, write an outcome a line."""
    out = sys.stdout.buffer
    lang, seconds, jobs = pickle.loads(sys.stdin.buffer.read())
    activate(lang)
    signal.signal(signal.SIGINT, _stop)
    _limit(seconds * len(jobs))
    _say(out, {})
    for job in jobs:
        _say(out, _timed(job, seconds))


def _stop(_number: int, _frame: object) -> None:
    raise rendering.TooLong


def _say(out: IO[bytes], data: dict[str, Any]) -> None:
    out.write(json.dumps(data).encode("ascii") + b"\n")
    out.flush()


def _timed(job: Job, seconds: float) -> dict[str, Any]:
    timer = threading.Timer(seconds, _thread.interrupt_main)
    timer.daemon = True
    timer.start()
    try:
        return {"text": rendering.render(job)}
    except PlacedError as fault:
        return {"file": fault.file, "line": fault.line, "reason": fault.reason, "hint": fault.hint}
    except TemplateError as error:
        return {"message": error.message, "hint": error.hint}
    except rendering.TooLong:
        reason, hint = rendering.out_of_time()
        return {"file": job.template, "line": 0, "reason": reason, "hint": hint}
    finally:
        timer.cancel()


def _limit(seconds: float) -> None:
    """Bound memory and computing time where the system can (not on Windows); the latter so that a child
    whose parent was killed ends too."""
    try:
        import resource
    except ImportError:
        return
    time = int(seconds + GRACE) + 1
    for what, most in ((resource.RLIMIT_AS, _size() + MEMORY), (resource.RLIMIT_CPU, time + _used())):
        # macOS knows the first and does not keep it; a stricter limit that stands already may stay.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def _used() -> int:
    import time

    return int(time.process_time()) + 1


def _size() -> int:
    """The address space taken already, in bytes."""
    import resource

    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        return 1024 * 1024 * 1024


if __name__ == "__main__":
    main()
