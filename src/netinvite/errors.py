"""The one base error, what each kind of fault owes its reader, and the sentences that many faults share."""

from __future__ import annotations

import errno
import re
from collections.abc import Collection, Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any, ClassVar

from netinvite.language import _, folders, languages, later, refusal

# Letters from which two slips are still one word.
_LONG = 7


class NetinviteError(Exception):
    """What went wrong in one sentence, with a hint on what to do.

    ``exit_code`` is what the program ends with: 1 a failed job, 2 wrong usage, 130 interrupted.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    @property
    def in_full(self) -> str:
        """What went wrong and what to do, one behind the other."""
        return f"{self.message} {self.hint}".strip()


class UsageError(NetinviteError):
    """The command cannot be carried out as it was written."""

    exit_code = 2


class OnlyFolderError(UsageError):
    """Nobody is called as somebody was named, and folders are: those of ``people``, who had that name
    before."""

    def __init__(self, message: str, hint: str, people: Iterable[Any]) -> None:
        super().__init__(message, hint)
        self.people = tuple(people)


class UnfinishedError(UsageError):
    """A text is asked for before the answers that it cannot do without are there."""


class WaitingError(UnfinishedError):
    """Answers that a text needs stand half typed and wait to be looked at."""


class GuideError(NetinviteError):
    """A guide file says something that cannot be asked."""

    exit_code = 2


class AnswerError(NetinviteError):
    """A value does not fit its question; the message is shown at the field."""

    exit_code = 2


class MistypedError(AnswerError):
    """A file holds something else than what the question takes: a number where text belongs."""


class WorkspaceError(NetinviteError):
    """A file of the workspace cannot be read or written."""


class UnreadableError(WorkspaceError):
    """A file is there and the system does not give it; whether it is damaged is not known.

    ``of_this_file``: the reason lies in the file and not in the moment, so that others can be read.
    """

    def __init__(self, message: str, hint: str = "", *, of_this_file: bool = True) -> None:
        super().__init__(message, hint)
        self.of_this_file = of_this_file


class UnwritableError(WorkspaceError):
    """A file or folder cannot be written: for want of room, or of permission. ``number``: the system's own
    for the reason, as ``errno`` names them; ``None`` for one that it has none for."""

    def __init__(self, message: str, hint: str = "", number: int | None = None) -> None:
        super().__init__(message, hint)
        self.number = number


class UnfitError(WorkspaceError):
    """An answer does not fit its question any more: the guide was changed after it was given."""


class OwnerError(WorkspaceError):
    """Answers (the names of their ``files``) belong to an ``owner`` whom nobody knows: ``known`` names who is
    there, ``lost`` the file that is not, "" where there can be none of that name; ``way``: the sentence that
    says how somebody else becomes the owner."""

    def __init__(self, files: str, owner: str, known: str, lost: str, way: str = "") -> None:
        self.owner, self.known, self.lost = owner, known, lost
        words = {"files": files, "owner": owner, "known": known, "lost": lost}
        told = _("%(files)s: no organiser here is called “%(owner)s”.") % words
        hint = _("Write one of these after “owner”: %(known)s. Without that line it is the first.") % words
        back = _("Put %(lost)s back.") % words if lost else ""
        super().__init__(told, " ".join(filter(None, (back, way, hint))))


class GoneError(WorkspaceError):
    """Whom a change is about is not in the workspace any more."""


class ChangedError(WorkspaceError):
    """Somebody else has changed the same thing meanwhile; nothing was written."""


class TemplateError(NetinviteError):
    """A text cannot be made from its template."""


class TableError(TemplateError):
    """A table of a language cannot be read."""

    exit_code = 2


class LanguageError(TableError):
    """A table of a language says something that cannot be used: ``problem``, in ``line`` of its file."""

    def __init__(self, file: object, line: int, problem: str, hint: str = "") -> None:
        super().__init__(on_line(file, line, problem), hint)
        self.file, self.line, self.problem = file, line, problem


def nearest(typed: str, known: Iterable[str], cutoff: float | None = None) -> str:
    """The one of ``known`` of which ``typed`` is a slip of the finger: a letter that is wrong, missing, too
    much or in the place of its neighbour, in seven letters and more two; "" where it is none. ``cutoff``: the
    one that is like it, as in difflib, where that is asked about, or is only a key of a file."""
    if cutoff is not None:
        return next(iter(get_close_matches(typed, list(known), n=1, cutoff=cutoff)), "")
    most = 2 if len(typed) >= _LONG else 1
    near = (one for one in known if abs(len(one) - len(typed)) <= most)
    found = min(((_slips(typed, one), one) for one in near), default=(most + 1, ""))
    return found[1] if found[0] <= most else ""


def _slips(typed: str, meant: str) -> int:
    """How many slips lie between two words."""
    before, row = list[int](), list(range(len(meant) + 1))
    for i, letter in enumerate(typed, 1):
        rows, before, row = before, row, [i]
        for j, other in enumerate(meant, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and (letter, typed[i - 2]) == (meant[j - 2], other):
                cost = min(cost, rows[j - 2] + 1)
            row.append(cost)
    return row[-1]


def did_you_mean(name: object) -> str:
    """The sentence that offers ``name`` instead of what was typed; "" for nothing."""
    return _("Did you mean “%(name)s”?") % {"name": name} if name else ""


def damaged_line(text: str, fault: Exception) -> int:
    """The line, from 1, that ``tomllib`` means; its own words are English whatever the language."""
    place = re.search(r"\(at line (\d+), column \d+\)$", str(fault))
    if place:
        return int(place[1])
    return text.rstrip().count("\n") + 1 if "end of document" in str(fault) else 1


def on_line(file: object, line: int, problem: str) -> str:
    """The sentence for what is wrong on a line of a file."""
    return _("%(file)s, line %(line)s: %(problem)s") % {"file": file, "line": line, "problem": problem}


# What git leaves around the two versions of a line that it could not join.
_OURS, _THEIRS = (re.compile(rf"^{mark}{{7}} ", re.MULTILINE) for mark in "<>")


def conflict_in(text: str) -> int:
    """The line, from 1, on which git left two versions of what two people changed; 0 where it did not."""
    # Most have nothing like it, which is seen sooner than that no line begins with it.
    ours = _OURS.search(text) if "<<<<<<< " in text else None
    if ours is None or not _THEIRS.search(text, ours.end()):
        return 0
    return text.count("\n", 0, ours.start()) + 1


def conflict_left(file: str | Path, line: int) -> str:
    """The sentence for it, with what to do."""
    return _(
        "%(file)s, line %(line)s: git left two versions here. Keep one of them, or what both say, and take "
        "away the lines that begin with <<<<<<<, ======= and >>>>>>>."
    ) % {"file": file, "line": line}


def no_language(lang: str) -> UsageError:
    """What is said of a language that there is not, with those that there are."""
    told = _("There is no language “%(lang)s”.") % {"lang": lang}
    return UsageError(told, _("Choose one of: %(names)s") % {"names": ", ".join(languages(folders()[-1]))})


def conflict_told(file: str | Path, text: str) -> str:
    """The sentence for a ``text`` in which git left two versions; "" for any other."""
    line = conflict_in(text)
    return conflict_left(file, line) if line else ""


def refuse_conflict(file: Path, text: str) -> None:
    """A ``WorkspaceError`` for a text in which git left two versions: none of them goes anywhere."""
    if told := conflict_told(file, text):
        raise WorkspaceError(told)


def line_of(file: Path, key: str) -> int:
    """The line, from 1, on which a table says ``key``; 1 where it does not."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError):
        return 1
    said = re.compile(rf"""\s*(?:\[+\s*)?["']?{re.escape(key)}["']?\s*[=\]]""")
    return next((number for number, line in enumerate(lines, 1) if key and said.match(line)), 1)


def cannot_be_read(file: str | Path, error: OSError) -> str:
    """The sentence for a file that the system does not give."""
    return _("%(file)s cannot be read: %(reason)s.") % {"file": file, "reason": refusal(error)}


# The system's own number for a share that is used up; Windows has none.
EDQUOT = getattr(errno, "EDQUOT", errno.ENOSPC)
# What to do, by the reason that the system gives.
_NO_RIGHT = later("Give yourself the right to write there, or ask whoever has it.")
_NO_ROOM = later("Make room on that disk.")
_WAYS = {
    errno.ENOSPC: _NO_ROOM,
    EDQUOT: _NO_ROOM,
    errno.EROFS: later("Copy the network's folder to another disk, and name the copy with --workspace."),
    errno.EACCES: _NO_RIGHT,
    errno.EPERM: _NO_RIGHT,
    errno.EISDIR: later("A folder has that name: move it away or give it another one."),
}


def cannot_be_written(path: str | Path, error: OSError) -> UnwritableError:
    """The sentence for a file or folder that cannot be written, with what helps against that reason."""
    told = _("%(path)s cannot be written: %(reason)s.") % {"path": path, "reason": refusal(error)}
    ways = [_("Nothing was changed there."), _(_WAYS.get(error.errno or 0, ""))]
    return UnwritableError(told, " ".join(filter(None, ways)), error.errno)


def no_folder(path: str | Path) -> UnwritableError:
    """What is said where a folder is needed and something else has its name."""
    return UnwritableError(
        _("%(path)s is no folder, and a folder is needed there.") % {"path": path},
        _("Nothing was changed. Choose another name."),
    )


def refuse_unknown(form: str, known: Collection[str]) -> None:
    """A ``UsageError`` that names the ``known`` ones, where ``form`` is none of them."""
    if form not in known:
        raise UsageError(
            _("There is no format “%(form)s”.") % {"form": form},
            _("Choose one of: %(names)s") % {"names": ", ".join(known)},
        )
