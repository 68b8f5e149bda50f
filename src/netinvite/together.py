"""Several files written together: all of them, or none."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path

from netinvite import files
from netinvite.errors import WorkspaceError
from netinvite.language import _


def write(texts: Mapping[Path, str]) -> None:
    """Write every file; when one fails those written are put back, and the fault is raised."""
    before = {file: file.read_bytes() if file.exists() else None for file in texts}
    begun: list[Path] = []
    try:
        for file, text in texts.items():
            begun.append(file)
            files.write(file, text)
    except BaseException as error:
        remaining = _undo(begun, before)
        if remaining:
            raise WorkspaceError(
                _("The import broke off, and these files could not be put back: %(files)s.")
                % {"files": ", ".join(str(file) for file in remaining)},
                error.message if isinstance(error, WorkspaceError) else "",
            ) from None
        raise


def _undo(begun: list[Path], before: Mapping[Path, bytes | None]) -> list[Path]:
    """Put everything back as it was, new files first (that makes room); those that would not go."""
    remaining = []
    for file in sorted(begun, key=lambda file: before[file] is not None):
        old = before[file]
        try:
            if old is None:
                file.unlink(missing_ok=True)
                with contextlib.suppress(OSError):
                    file.parent.rmdir()
            elif file.read_bytes() != old:
                files.write(file, old)
        except (OSError, WorkspaceError):
            remaining.append(file)
    return remaining
