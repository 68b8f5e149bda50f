"""Several files written together: all of them, or none."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from secrets import token_hex
from typing import Any

from netinvite import files
from netinvite.errors import WorkspaceError
from netinvite.language import _
from netinvite.workspace import SCHEMA


def write(texts: Mapping[Path, str]) -> None:
    """Write every file; when one fails those written are put back, and the fault is raised.

    The old files keep a second name meanwhile: putting them back needs no room on a full disk.
    """
    before = {file: _read(file) if file.exists() else None for file in texts}
    begun: list[Path] = []
    kept: dict[Path, Path] = {}
    try:
        kept.update(_second_names([file for file in texts if before[file] is not None]))
        for file, text in texts.items():
            begun.append(file)
            files.write(file, text)
    except BaseException as error:
        remaining = _undo(begun, before, kept)
        if remaining:
            raise WorkspaceError(
                _("The import broke off, and these files could not be put back: %(files)s.")
                % {"files": ", ".join(str(file) for file in remaining)},
                error.message if isinstance(error, WorkspaceError) else "",
            ) from None
        raise
    finally:
        for name in kept.values():
            with contextlib.suppress(OSError):
                files.remove(name)


def _second_names(existing: list[Path]) -> Iterator[tuple[Path, Path]]:
    """A hard link beside each file, where the file system has them; swept like any temporary file."""
    for file in existing:
        files.look_through(file.parent)
        name = file.with_name(f"{files.PREFIX}{token_hex(8)}{files.SUFFIX}")
        with contextlib.suppress(OSError):
            name.hardlink_to(file)
            yield file, name


def _read(file: Path) -> bytes:
    try:
        return files.read_bytes(file)
    except OSError as error:
        raise files.unreadable(file, error) from None


def _undo(begun: list[Path], before: Mapping[Path, bytes | None], kept: Mapping[Path, Path]) -> list[Path]:
    """Put everything back as it was, new files first (that makes room); those that would not go."""
    remaining = []
    for file in sorted(begun, key=lambda file: before[file] is not None):
        old = before[file]
        try:
            if old is None:
                files.remove(file)
                with contextlib.suppress(OSError):
                    file.parent.rmdir()
                    files.settle(file.parent.parent)
            elif file.read_bytes() != old:
                _put_back(file, old, kept.get(file))
        except (OSError, WorkspaceError):
            remaining.append(file)
    return remaining


def _put_back(file: Path, old: bytes, kept: Path | None) -> None:
    if kept:
        with contextlib.suppress(OSError):
            kept.replace(file)
            return
    files.write(file, old)


def filled(file: Path, values: Mapping[str, Any]) -> str:
    """What ``file`` is to hold: as it is, comments too, and these values."""
    if not file.exists():
        return _anew(values)
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document: Any = tomlkit.parse(files.read(file).removeprefix("\ufeff"))
        for key, value in values.items():
            step, name = key.split(".", 1)
            if step not in document:
                document[step] = tomlkit.table()
            document[step][name] = value
        return tomlkit.dumps(document)
    except TOMLKitError:
        raise WorkspaceError(
            _("%(file)s cannot be added to.") % {"file": file},
            _("Mend it in an editor; nothing was changed."),
        ) from None


def _anew(values: Mapping[str, Any]) -> str:
    """A file of these values alone; of thousands, a document of each takes longer than all the rest."""
    from tomlkit import item, key

    steps: dict[str, list[str]] = {}
    for name, value in values.items():
        step, word = name.split(".", 1)
        steps.setdefault(step, []).append(f"{key(word).as_string()} = {item(value).as_string()}\n")
    tables = (f"\n[{key(step).as_string()}]\n{''.join(lines)}" for step, lines in steps.items())
    return f"schema = {SCHEMA}\n{''.join(tables)}"
