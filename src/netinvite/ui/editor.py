"""An editor of one's own for what is typed into a field; what stands in it is never lost."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from prompt_toolkit.application import get_app, in_terminal
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.eventloop import run_in_executor_with_context

from netinvite import leaving
from netinvite.language import _, refusal
from netinvite.libraries import at_first_use
from netinvite.mail import desktop
from netinvite.model.characters import read_bytes, read_otherwise
from netinvite.store.files import PREFIX, SUFFIX
from netinvite.ui.parts import in_one_line

if TYPE_CHECKING:
    import tempfile
else:
    # Where somebody opens one.
    tempfile = at_first_use("tempfile")

# Seconds until an editor that does not end when it is told to is ended.
PATIENCE = 3.0
NAME = "answer.txt"
# Where nano and emacs put what nobody saved when they are told to end.
RESCUED = (f"{NAME}.save", f"#{NAME}#")


_place: Path | None = None


def edit_in(folder: Path) -> None:
    """Let what an editor is given lie in a folder of its own in this one, as private, and found there."""
    global _place
    _place = folder


class Editing:
    """The editor for one field."""

    def __init__(self, buffer: Buffer, *, lines: bool = True) -> None:
        self.buffer, self.lines = buffer, lines
        self.complain: Callable[[str], None] = lambda reason: None
        self._process: subprocess.Popen[bytes] | None = None
        self._told = False
        self._text: str | None = None
        self.is_open = False

    def text(self) -> str:
        """What stands in the field, or in the editor where it ended too late to be put there."""
        return self.buffer.text if self._text is None else self._text

    def start(self) -> None:
        """Open the editor; the prompt goes on when it ends."""
        get_app().create_background_task(self._run())

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        self._process, self.is_open = None, True

        def end_soon() -> None:
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(self.end, loop)

        async with in_terminal():
            try:
                with leaving.woken_by(end_soon):
                    self._told = leaving.noted() is not None
                    await run_in_executor_with_context(self._edit)
            except OSError as error:
                self.complain(_("No editor can be opened: %(reason)s.") % {"reason": refusal(error)})
            text = self.text()
            self.buffer.document = Document(text, len(text))
            self._text = None

    def end(self, loop: asyncio.AbstractEventLoop) -> None:
        """Tell the editor to end; ``loop`` ends one that does not."""
        self._told = True
        if self._process:
            self._process.terminate()
            loop.call_later(PATIENCE, self._process.kill)

    def _edit(self) -> None:
        """In a thread of its own."""
        try:
            self._written()
        finally:
            self.is_open = False

    def _written(self) -> None:
        with tempfile.TemporaryDirectory(prefix=PREFIX, suffix=SUFFIX, dir=_place) as folder:
            file = Path(folder, NAME)
            file.write_bytes(self.buffer.text.encode("utf-8", "surrogateescape"))
            wanted = list(desktop.editors().values())
            # Whoever names one is told where it cannot be started, and not left in one they do not know.
            for editor in wanted or desktop.EDITORS:
                with contextlib.suppress(OSError, ValueError):
                    self._process = process = subprocess.Popen([*shlex.split(editor), str(file)])
                    break
            else:
                raise OSError(errno.ENOENT, _none(wanted))
            code = self._waited(process)
            if code == 0 or self._told:
                self._take(_read(file))
            else:
                self.complain(_("The editor ended with a fault; nothing was changed."))

    def _take(self, data: bytes | None) -> None:
        """What the editor saved; where it is no UTF-8 it is said how it was read, and shown in the field."""
        if data is None:
            return
        text, is_tried = read_bytes(data)
        text = text.replace("\r\n", "\n").removesuffix("\n")
        self._text = text if self.lines else in_one_line(text)
        if is_tried:
            self.complain(read_otherwise())

    def _waited(self, process: subprocess.Popen[bytes]) -> int:
        if self._told:
            # It was told to end while it was being started.
            process.kill()
        return process.wait()


def _none(wanted: list[str]) -> str:
    if wanted:
        return _("“%(name)s” cannot be started; set EDITOR to the one you want") % {"name": wanted[-1]}
    return _("there is none; set EDITOR to the one you want")


def _read(file: Path) -> bytes | None:
    """The newest text of the editor's; ``None`` where there is none."""
    found = [place for place in (file, *map(file.with_name, RESCUED)) if place.is_file()]
    if not found:
        return None
    newest = max(found, key=lambda place: place.stat().st_mtime_ns)
    return newest.read_bytes()
