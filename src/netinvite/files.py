"""Files that are never half written: atomic replacement, private modes, leftovers swept."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from netinvite.errors import WorkspaceError
from netinvite.language import _

PREFIX = ".netinvite-"
SUFFIX = ".tmp"


def make_folder(folder: Path) -> None:
    """Create ``folder`` (and what is above it) readable for its owner alone."""
    if folder.is_dir():
        return
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        raise unwritable(folder, error) from None


def write(file: Path, content: str | bytes) -> None:
    """Replace ``file`` (text as UTF-8): temporary file beside it, fsync, rename, fsync of the folder.

    After a fault the old file stands unchanged; the fault is a ``WorkspaceError``.
    """
    make_folder(file.parent)
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=PREFIX, suffix=SUFFIX)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content.encode("utf-8") if isinstance(content, str) else content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).replace(file)
        _sync(file.parent)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise unwritable(file, error) from None
    except BaseException:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise


def _sync(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read(file: Path) -> str:
    """The text of ``file``; a ``WorkspaceError`` says why it cannot be read."""
    try:
        return file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise WorkspaceError(
            _("%(file)s is not UTF-8 text.") % {"file": file},
            _("Save it again as UTF-8 in your editor."),
        ) from None
    except OSError as error:
        raise WorkspaceError(
            _("%(file)s cannot be read: %(reason)s.") % {"file": file, "reason": error.strerror}
        ) from None


def sweep(folders: list[Path]) -> None:
    """Remove temporary files that a killed run left; call it under the workspace's lock only."""
    for folder in folders:
        for leftover in folder.glob(f"{PREFIX}*{SUFFIX}"):
            with contextlib.suppress(OSError):
                leftover.unlink()


def unwritable(path: Path, error: OSError) -> WorkspaceError:
    """The sentence for a file or folder that cannot be written."""
    return WorkspaceError(
        _("%(path)s cannot be written: %(reason)s.") % {"path": path, "reason": error.strerror or str(error)},
        _("Nothing was changed there. Make room or choose another folder with --workspace."),
    )
