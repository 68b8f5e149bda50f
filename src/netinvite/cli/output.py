"""What commands print, and files that they write where ``--output`` leads: an ordinary file is replaced
whole, a device or a pipe is written to.

A link is followed, as ``>`` follows it: what it leads to is written, and the link stays.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from netinvite.errors import (
    GuideError,
    NetinviteError,
    UnfitError,
    UsageError,
    WaitingError,
    WorkspaceError,
    conflict_in,
    refuse_conflict,
)
from netinvite.language import _, refusal
from netinvite.store import files
from netinvite.ui import screen

if TYPE_CHECKING:
    from netinvite.store import drafts

# More people than these are not waited for without a sign of life.
PROGRESS_FROM = 50
# As elsewhere on a command line: standard output in the place of a file.
STANDARD = "-"
# Seconds in which the reader of a named pipe may come; and how often it is looked for.
PATIENCE, LOOK_AGAIN = 2.0, 0.05
# The only files of their kind; the rest is made from them.
_ANSWERS = ("network.toml", "answers.toml")
# This process's own outputs: replaced, what the shell opened would be another file than the one written.
_OWN = ("/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/")


def draft_of(looks: drafts.Looks, slug: str, document: str) -> drafts.Draft:
    """A person's draft to print: as saved when it is current or edited, else rendered afresh. A
    ``WorkspaceError`` for one in which git left two versions that are not both the program's own."""
    draft = looks.look(slug, document)
    if conflict_in(draft.text):
        from netinvite.app.clone import make_whole  # TOML, as below

        draft = looks.look(slug, document) if make_whole(looks.workspace, slug, draft.file) else draft
    refuse_conflict(draft.file, draft.text)
    if draft.saved and draft.edited and not draft.current:
        from netinvite.app.refreshing import settled  # see below

        draft = settled(looks.workspace, slug, draft, document)
    if draft.edited and draft.held:
        # Of a mail it is said where it is refused.
        if document != "invitation":
            told = _(
                "%(file)s was edited by hand, perhaps before the person was taken over; look at it first."
            )
            screen.tell(told % {"file": draft.file})
    elif draft.saved and draft.edited and not draft.current:
        screen.tell(_why_stale(looks, slug, draft))
    if draft.saved and (draft.edited or draft.current) and not _names_nobody(looks, slug, draft, document):
        return draft
    # Guides, questions and what writes files take 80 ms to load.
    from netinvite.app.refreshing import refresh

    try:
        return refresh(looks.workspace, slug, document)
    except (UnfitError, WaitingError, GuideError) as error:
        draft = looks.look_back(slug, document)
        # A guide of before is refused; what was made with it lies there all the same.
        if not draft.saved or (isinstance(error, GuideError) and not _may_wait(looks, slug)):
            raise
        if draft.held and document == "invitation":
            # It is refused, and that is said.
            return draft
        screen.tell(error.in_full)
        screen.tell(_("%(file)s is printed as it was saved.") % {"file": draft.file})
        if document == "conversation":
            from netinvite.app.thoughts import in_print  # see above

            tell_all(filter(None, [in_print(looks.workspace, slug)]))
        return draft


def _names_nobody(looks: drafts.Looks, slug: str, draft: drafts.Draft, document: str) -> bool:
    """Whether a text that nobody edited has thoughts of another one in it, and does not say whose."""
    if document != "conversation" or draft.edited:
        return False
    from netinvite.app.thinkers import is_open  # TOML, as below

    return is_open(looks.workspace, slug)


def _why_stale(looks: drafts.Looks, slug: str, draft: drafts.Draft) -> str:
    """What is said of an edited draft that was made of other answers than those of today."""
    place = {"file": draft.file}
    told = _("%(file)s was edited by hand and is printed as it is.") % place
    if _may_wait(looks, slug):
        # See below.
        from netinvite.app import waiting

        try:
            wait: NetinviteError | None = waiting.of(looks.workspace, slug)
        except NetinviteError as error:
            wait = error
        if wait:
            return f"{told} {wait.in_full}"
    later = _("%(file)s was edited by hand and is printed as it is; the answers have changed since.") % place
    return later if draft.of_answers else told


def _may_wait(looks: drafts.Looks, slug: str) -> bool:
    # TOML takes 5 ms, and Tab needs none.
    from netinvite.app.unseen import may_wait_of

    return may_wait_of(looks.workspace, slug)


def tell_all(sentences: Iterable[str]) -> None:
    """Each on standard error."""
    for sentence in sentences:
        screen.tell(sentence)


def tell_below(sentences: Sequence[str]) -> None:
    """``tell_all`` below what was put; on one screen a blank line parts them."""
    one = sentences and sys.stdout.isatty() and sys.stderr.isatty()
    tell_all(["", *sentences] if one else sentences)


def print_draft(draft: drafts.Draft) -> None:
    """Wrapped at words on a terminal; elsewhere as it is."""
    put_text(draft.text.rstrip("\n"), marked=draft.file.suffix == ".md")


def put_text(text: str, *, marked: bool) -> None:
    """A text: on a terminal wrapped at words, and Markdown (``marked``) as it will be read, with headings and
    whatever is bold in bold; elsewhere as it is."""
    if not sys.stdout.isatty():
        screen.put(text)
        return
    styled = marked and screen.colours()
    if styled:
        text = screen.wrap(_with_bold(screen.visible(text).translate(_NO_MARKS)))
        text = text.replace(_ON, "\x1b[1m").replace(_OFF, "\x1b[0m")
    screen.put(text if styled else screen.wrap(text), styled=styled)


def title(words: str) -> str:
    """Words above a list that ``screen.put`` prints as ``styled``: bold where somebody sees them."""
    told = screen.visible(words)
    return f"\x1b[1m{told}\x1b[0m" if sys.stdout.isatty() and screen.colours() else told


# Stand for the beginning and the end of what is bold while lines are broken: nobody types them.
_ON, _OFF = "\ue001", "\ue002"
_NO_MARKS = dict.fromkeys(map(ord, (_ON, _OFF)))


def _with_bold(text: str) -> str:
    # dataclasses, 10 ms, where somebody reads.
    from netinvite.ui.page.markdown import readable

    read = readable(text)
    parts, done = [], 0
    for (start, end), _style in sorted(read.styled):
        # What is bold within a heading is so already.
        if start >= done:
            parts += [read.text[done:start], _ON, read.text[start:end], _OFF]
            done = end
    return "".join([*parts, read.text[done:]])


def put_bytes(data: bytes) -> None:
    """Onto standard output, at once; on a terminal with control characters made visible."""
    if sys.stdout.isatty():
        data = screen.visible(data.decode("utf-8", "replace").replace("\r\n", "\n")).encode()
    sys.stdout.buffer.write(data)
    sys.stdout.flush()


def stream() -> Callable[[bytes], object]:
    """As ``put_bytes``, for many, with ``tell_between``: to ask of each whether there is a terminal, and to
    write it at once, takes a tenth of a round of mails."""
    return put_bytes if sys.stdout.isatty() else sys.stdout.buffer.write


def tell_between(sentences: Sequence[str]) -> None:
    """``tell_all``, in their place among what is put."""
    if sentences:
        sys.stdout.flush()
        tell_all(sentences)


def progress(outcomes: Iterator[list[str]], people: int) -> Iterable[list[str]]:
    """The outcomes of so many people, with a bar where somebody sits and waits for them."""
    if people < PROGRESS_FROM or not sys.stderr.isatty():
        return outcomes
    # 40 ms.
    from rich.console import Console
    from rich.progress import track

    return track(outcomes, description="", total=people + 1, console=Console(stderr=True), transient=True)


# Files --------------------------------------------------------------------------------------------


def refuse_to_overwrite(file: Path, *, force: bool) -> None:
    """A ``UsageError`` where ``file`` is there already and ``--force`` is not given; into a device or a pipe
    nothing is written over. A file of answers is not written over with ``--force`` either."""
    if _target(file).name in _ANSWERS:
        raise UsageError(
            _("%(file)s would be a file of answers.") % {"file": file}, _("Choose another name.")
        )
    if not force and not _is_stream(file) and files.is_there(_target(file)):
        raise UsageError(
            _("%(file)s is there already.") % {"file": file},
            _("Choose another name, or overwrite it with --force."),
        )


def write_file(file: Path, content: bytes, *, public: bool = False) -> None:
    """Write all of ``content``; a ``WorkspaceError`` says why it cannot be written.

    ``public``: others may read it. ``STANDARD`` is no file.
    """
    if str(file) == STANDARD:
        put_bytes(content)
        return
    if not _is_stream(file):
        files.write(_target(file), content, public=public)
        return
    try:
        with os.fdopen(_opened(file), "wb") as stream:
            stream.write(content)
    except OSError as error:
        raise _unwritable(file, error) from None


def _target(file: Path) -> Path:
    """What a link leads to; a ``WorkspaceError`` where it leads to itself."""
    if not file.is_symlink():
        return file
    try:
        target = file.resolve(strict=False)
        # From Python 3.13 on, a link that leads to itself is resolved to itself.
        if not target.is_symlink():
            return target
        raise OSError
    except (RuntimeError, OSError):
        raise _unwritable(file, OSError(errno.ELOOP, os.strerror(errno.ELOOP))) from None


def _is_stream(file: Path) -> bool:
    """Whether it is anything but a file, a folder, or not there."""
    try:
        mode = os.stat(file).st_mode  # noqa: PTH116  # a Path asks three times
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)) or str(file.absolute()).startswith(_OWN)


def _opened(file: Path) -> int:
    """A handle to write to; a pipe that nobody reads is not waited for without end."""
    mode = file.stat().st_mode
    if stat.S_ISBLK(mode):
        raise OSError(errno.EINVAL, _("it is no ordinary file"))
    flags = os.O_WRONLY | os.O_APPEND | getattr(os, "O_NOCTTY", 0)
    if not stat.S_ISFIFO(mode):
        return os.open(file, flags)
    until = time.monotonic() + PATIENCE
    while True:
        try:
            handle = os.open(file, flags | os.O_NONBLOCK)
        except OSError as error:
            if error.errno != errno.ENXIO:
                raise
            if time.monotonic() > until:
                raise OSError(errno.ENXIO, _("it is a pipe that nobody reads")) from None
            time.sleep(LOOK_AGAIN)
        else:
            os.set_blocking(handle, True)
            return handle


def _unwritable(file: Path, error: OSError) -> WorkspaceError:
    return WorkspaceError(
        _("%(path)s cannot be written: %(reason)s.") % {"path": file, "reason": refusal(error)},
        _("Choose another place."),
    )
