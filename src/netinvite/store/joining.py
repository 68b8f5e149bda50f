"""The folder in git: what is said there of how git is to join two copies of its files.

In ``.gitattributes`` beside the network's file, once: where each line stands for itself, git keeps the lines
of both. That is said of nothing that somebody answered or recorded: two answers to one question are for
people to join, and a line that was taken back, or from which a name was taken out, would come back.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Container
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from netinvite.errors import WorkspaceError
from netinvite.libraries import at_first_use, regex
from netinvite.store import files
from netinvite.store.inventory import COPY, DRAFTS, PEOPLE

if TYPE_CHECKING:
    import subprocess
else:
    # 10 ms, for whoever has git to be asked.
    subprocess = at_first_use("subprocess")

# Seconds that git may take for one answer.
PATIENCE = 5.0
# What git calls the other side, however it was asked to join the two.
_JOINED = ("MERGE_HEAD", "REBASE_HEAD", "CHERRY_PICK_HEAD")
ATTRIBUTES = ".gitattributes"
# What a file of answers says in which nobody has answered anything.
NOTHING_YET = "schema = 2\n"
_COPY = regex(r"[0-9a-f]{6}")
# Of a line: the commit, its author and when that was.
_BLAMED = regex(r"^([0-9a-f]{40,64}) [^\n]*\nauthor ([^\n]*)\n(?:[^\n]+\n)*?author-time (\d+)$", re.MULTILINE)
# Each line says one thing, whatever stands above or below it.
_UNITED = f"{PEOPLE}/*/{DRAFTS}"
_SAID = f"# netinvite: of these, git keeps the lines of both sides.\n{_UNITED} merge=union\n"


def is_in_git(root: Path) -> bool:
    """Whether a folder is a git repository, or lies in one."""
    return any((place / ".git").exists() for place in (root, *root.parents))


def git_of(root: Path) -> Path | None:
    """Where git keeps what it knows of a folder, which carries it; ``None`` where none does, or elsewhere."""
    return next((git for place in (root, *root.parents) if (git := place / ".git").is_dir()), None)


def is_sent_on(root: Path) -> bool:
    """Whether git knows another place that a folder goes to, or comes from."""
    return is_in_git(root) and bool(_git(root / COPY, "remote"))


def copy_id(root: Path) -> str:
    """What tells this copy of the folder from other ones, made where there is none yet: whoever works in two
    copies records in two files. "" where no git carries it, or nothing can be written."""
    file, ignore = root / COPY, root / ".gitignore"
    with suppress(WorkspaceError, OSError):
        if not is_in_git(root):
            return ""
        if not files.is_there(file):
            # Of a folder of before: shared, it would tell no copy from another.
            if files.is_there(ignore) and COPY not in (text := files.read(ignore)):
                files.write(ignore, f"{text.rstrip()}\n{COPY}\n")
            files.write(file, f"{os.urandom(3).hex()}\n")
        found = _COPY.fullmatch(files.read(file).strip())
        return found[0] if found else ""
    return ""


def setting(root: Path, key: str) -> str:
    """One line of git's config, as it holds in a folder; "" where there is none, or no git."""
    return _git(root / COPY, "config", "--get", key)


def is_changed_here(file: Path, known: Container[str], digest: Callable[[str], str]) -> bool:
    """Whether all that was changed in a file since a version whose ``digest`` is ``known`` was written in
    this copy of the folder, as far as git tells: each version is of whoever commits here, and joined nothing,
    and what is not committed yet does not come from another copy that is being joined with this one. Where
    no git carries the file, or there is none to be asked, it was."""
    if not is_in_git(file.parent) or not _git(file, "rev-parse", "--verify", "-q", "HEAD"):
        return True
    if _git(file, "status", "--porcelain", "--", file.name) and _is_joining(file):
        return False
    told, me = _git(file, "log", "--format=%H %P %ae", "--", file.name), setting(file.parent, "user.email")
    for version in told.splitlines():
        commit, *parents, author = version.split(" ")
        if digest(_git(file, "show", f"{commit}:./{file.name}", whole=True)) in known:
            return True
        if len(parents) > 1 or author != me:
            return False
    return True


def _is_joining(file: Path) -> bool:
    return any(_git(file, "rev-parse", "--verify", "-q", name) for name in _JOINED)


def was_said(root: Path, folder: str, words: str) -> bool:
    """Whether a file in a folder below ``root`` said these words once, as far as git tells."""
    return is_in_git(root) and bool(
        _git(root / folder, "log", "-1", "--format=%h", "-S", words, "--", folder)
    )


def was_never(file: Path, root: Path) -> bool:
    """Whether git, which knows the folder ``root``, never had this file in it."""
    place = root / file.name
    return bool(_git(place, "rev-parse", "--verify", "-q", "HEAD")) and not _git(
        place, "log", "-1", "--format=%h", "--", str(file.relative_to(root))
    )


def authors(file: Path) -> tuple[str, str]:
    """Who changed a file last in this copy, and in the one that is being joined with it; "" where git does
    not tell."""
    other = next((name for name in _JOINED if _git(file, "rev-parse", "--verify", "-q", name)), "")
    told = [
        _git(file, "log", "-1", "--format=%an", one, "--", file.name) if one else ""
        for one in ("HEAD", other)
    ]
    return told[0], told[1]


def author(file: Path) -> str:
    """Who committed what a file says now, as git has it; "" for what is not committed, or where git does not
    tell."""
    if not is_in_git(file.parent) or _git(file, "status", "--porcelain", "--", file.name):
        return ""
    return _git(file, "log", "-1", "--format=%an", "--", file.name)


def author_of(file: Path, first: int, last: int) -> str:
    """Who changed these lines of a file last, as git has it; "" for what is not committed, or where git does
    not tell."""
    if not is_in_git(file.parent):
        return ""
    told = _git(file, "blame", "--line-porcelain", "-L", f"{first},{last}", "--", file.name)
    found = _BLAMED.findall(told)
    return (
        max(found, key=lambda one: int(one[2]))[1] if found and all(int(one[0], 16) for one in found) else ""
    )


def base(file: Path) -> str:
    """What a file said in the version that both copies changed, as long as they are being joined, or nobody
    changed it since; of one that each of them began, ``NOTHING_YET``; "" where git does not tell."""
    if text := _git(file, "show", f":1:./{file.name}"):
        return text
    if _git(file, "ls-files", "-u", "--", file.name):
        return NOTHING_YET
    joined = _git(file, "log", "-1", "--format=%P", "--", file.name).split()
    pairs = [("HEAD", one) for one in _JOINED] + ([(joined[0], joined[1])] if len(joined) == 2 else [])
    found = (_git(file, "merge-base", *pair) for pair in pairs)
    if not (before := next((one for one in found if one), "")):
        return ""
    there = _git(file, "ls-tree", before, "--", file.name)
    return _git(file, "show", f"{before}:./{file.name}") if there else NOTHING_YET


def sides(file: Path) -> tuple[str, str]:
    """What a file said in this copy, and in the one that is being joined with it; "" where git does not
    tell."""
    other = next((name for name in _JOINED if _git(file, "rev-parse", "--verify", "-q", name)), "")
    here, there = (_git(file, "show", f":{stage}:./{file.name}") for stage in (2, 3))
    committed = [_git(file, "show", f"{one}:./{file.name}") if one else "" for one in ("HEAD", other)]
    return here or committed[0], there or committed[1]


def _git(file: Path, *words: str, whole: bool = False) -> str:
    """What git says of a file; "" for nothing, or no git. ``whole``: with the blanks around it."""
    with suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run(
            ["git", *words],
            cwd=file.parent,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        said = done.stdout.decode("utf-8", "replace")
        return said if whole else said.strip()
    return ""


def say(root: Path) -> None:
    """Say it where nothing says it yet, below what somebody else wrote there; whoever wants it otherwise
    writes another line about these files, or a # before this one. A file that cannot be read or written, or
    is a link, is left alone: git asks, then, where it could have joined."""
    file = root / ATTRIBUTES
    with suppress(WorkspaceError, OSError):
        if file.is_symlink() or not is_in_git(root):
            return
        text = files.read(file) if files.is_there(file) else ""
        if _UNITED not in text:
            files.write(file, f"{text.rstrip()}\n\n{_SAID}" if text.strip() else _SAID)
