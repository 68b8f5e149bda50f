"""What commands print."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from netinvite.cli import unread
from netinvite.errors import (
    GuideError,
    NetinviteError,
    UnfitError,
    WaitingError,
    conflict_in,
    refuse_conflict,
)
from netinvite.language import _
from netinvite.ui import screen

if TYPE_CHECKING:
    from netinvite.store import drafts

# More people than these are not waited for without a sign of life.
PROGRESS_FROM = 50


def draft_of(looks: drafts.Looks, slug: str, document: str, told: set[str] | None = None) -> drafts.Draft:
    """A person's draft to print: as saved when it is current or edited, else rendered afresh; what was
    ``told`` of its answers is not told again. A ``WorkspaceError`` for one in which git left two versions
    that are not both the program's own, or where it did in the answers."""
    # As they may be what the draft is made of, or what it was said in already.
    # TOML takes 5 ms, and Tab needs none.
    from netinvite.store.logfiles import refuse_two_versions

    refuse_two_versions(looks.workspace, slug)
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
            held = _(
                "%(file)s was edited by hand, perhaps before the person was taken over; look at it first."
            )
            from netinvite.app import halftyped

            half = halftyped.told(looks.workspace, slug, document, draft)
            screen.tell(half or held % {"file": draft.file})
    elif draft.saved and draft.edited and not draft.current:
        screen.tell(_why_stale(looks, slug, draft))
    if draft.saved and (draft.edited or draft.current) and not _names_nobody(looks, slug, draft, document):
        return draft
    # Guides, questions, what writes files: 80 ms.
    from netinvite.app.refreshing import refresh

    unread.tell(looks.workspace, slug, told)
    try:
        return refresh(looks.workspace, slug, document)
    except (UnfitError, WaitingError, GuideError) as error:
        draft = looks.look_back(slug, document)
        # A guide of before is refused; what was made with it lies there all the same.
        if not draft.saved or (isinstance(error, GuideError) and not _may_wait(looks, slug)):
            raise
        from netinvite.app.misfits import in_email  # see above

        if document == "invitation" and (draft.held or in_email(looks.workspace, slug)):
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
