"""The words of the contact log, said in the language in use; and what is said of any other word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netinvite.errors import UsageError, nearest
from netinvite.language import _

if TYPE_CHECKING:
    from netinvite.store.workspace import Workspace


def what_names() -> dict[str, str]:
    """The words of the contact log and what they mean, in the language in use."""
    return {
        "no-answer": _("no answer"),
        "talked": _("you talked"),
        "met": _("you met"),
        "message": _("a message went"),
        "post": _("a letter went"),
        "sent": _("the invitation went"),
        "bounced": _("what you sent came back"),
        "replied": _("an answer came"),
        "moved": _("done for now"),
    }


def how_names() -> dict[str, str]:
    """In which way there was contact, in the language in use."""
    return {
        "call": _("by phone"),
        "mail": _("by email"),
        "met": _("face to face"),
        "message": _("by message"),
        "post": _("by post"),
    }


def _what_for() -> dict[str, str]:
    """What each word is for."""
    return {
        # Of the rest, what it means says what it is for.
        **what_names(),
        "no-answer": _("you tried, and reached nobody"),
        "talked": _("you talked on the phone"),
        "met": _("you talked face to face"),
        "message": _("you sent a message of your own"),
        "post": _("you sent a letter"),
        "moved": _("nothing is to be done for now"),
    }


def refuse_unknown(place: Workspace, slug: str, typed: str, word: str) -> None:
    """A ``UsageError`` with all words, and the commands for what is none of them, where ``word`` is neither
    one nor a slip of the finger, which is answered elsewhere."""
    if not word or word in what_names() or nearest(word, what_names()):
        return
    words = {
        "said": place.command("interview", slug),
        "later": place.command("later", slug, _("in two weeks")),
        "note": place.command("log", slug, "--note", "…"),
    }
    lines = [
        *(f"  {one}: {told}" for one, told in _what_for().items()),
        _("What was said, a yes or a no too: %(said)s") % words,
        _("What is put off: %(later)s") % words,
        _("Anything else to remember: %(note)s") % words,
    ]
    told = _("“%(word)s” is not one of the words of the contact log; nothing was recorded. These are there:")
    raise UsageError("\n".join([told % {"word": typed}, *lines]))
