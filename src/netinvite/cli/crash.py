"""A fault of the program itself: a report for whoever mends it, without a word that somebody typed."""

from __future__ import annotations

import platform
import tempfile
import traceback
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from platformdirs import user_log_path

from netinvite import __version__
from netinvite.errors import NetinviteError
from netinvite.language import _
from netinvite.store import files

EXIT_CODE = 70


def report(error: BaseException) -> Path | None:
    """Write where it happened (places in code and the kind of error, no messages, no values); the file.

    It lies in the user's folder for logs, or among the temporary files where that cannot be written; ``None``
    where neither can.
    """
    lines = [
        f"netinvite {__version__}, Python {platform.python_version()}, {platform.system()}",
        _("More about this computer: %(command)s") % {"command": "netinvite doctor"},
        *_places(error),
    ]
    text = "\n".join(lines) + "\n"
    # Not the program's own clock: what is wrong may be the moment that it was set to.
    name = f"netinvite-fault-{datetime.now():%Y%m%d-%H%M%S}.txt"
    for folder in _folders():
        try:
            file = folder / name
            files.write(file, text)
        except (NetinviteError, OSError):
            continue
        return file
    return None


def told(file: Path | None) -> str:
    """What is said of a fault whose report lies in ``file``."""
    words = {"file": file, "command": "netinvite doctor"}
    if file is None:
        return (
            _(
                "Something went wrong in netinvite itself. What you typed is saved as far as you had come. A "
                "report could not be written anywhere; please tell whoever gave you netinvite, and send what "
                "%(command)s says of this computer."
            )
            % words
        )
    return (
        _(
            "Something went wrong in netinvite itself. What you typed is saved as far as you had come. A "
            "report without your answers lies in %(file)s; please send it to whoever gave you netinvite, "
            "with what %(command)s says of this computer."
        )
        % words
    )


def _folders() -> list[Path]:
    folders = []
    # No home and no folder for temporary files are errors of their own.
    with suppress(OSError, RuntimeError):
        folders.append(user_log_path("netinvite"))
    with suppress(OSError):
        folders.append(Path(tempfile.gettempdir()))
    # An older platformdirs gives a path that begins with "~", which is no folder.
    return [folder for folder in folders if folder.is_absolute()]


def _places(error: BaseException) -> list[str]:
    """The chain of errors: each one's kind and where it came through, by module and line."""
    lines: list[str] = []
    seen: BaseException | None = error
    while seen is not None:
        lines.append(type(seen).__name__)
        frames = traceback.extract_tb(seen.__traceback__)
        lines += [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
        seen = seen.__cause__ or seen.__context__
    return lines
