"""What is said of a template that fails: where, why, and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from netinvite.commands import command
from netinvite.errors import TemplateError, did_you_mean, nearest
from netinvite.language import _

if TYPE_CHECKING:
    from jinja2 import TemplateSyntaxError

# What templates could name before an answer was a whole sentence, and what does it now.
GONE = {
    "after": "{{ contact.subject }}",
    "byline": "{{ organiser.signature }}",
    "clause": "{{ person.referred_by }}",
    "completes": "{{ network.theme }}",
    "first_name": "{{ person.greeting }}",
    "fitting": "{{ contact.subject }}",
    "greeting": "{{ person.greeting }}",
    "heading": "{{ practical.heading }}",
    "joined": "{{ reflection.covers | listed }}",
    "question": "{{ plan.own }}",
    "sentence": "{{ organiser.moment | closed }}",
    "workplace": "{{ organiser.introduction }}",
    "network.moment": "{{ organiser.moment }}",
    "network.motivation": "{{ organiser.motivation }}",
    "network.name": "{{ practical.heading }}",
    "network.topic": "{{ contact.subject }}",
    "organiser.organisation": "{{ organiser.introduction }}",
    "organiser.role": "{{ organiser.introduction }}",
    "reflection.ease": "{{ reflection.barrier }}",
}


class PlacedError(TemplateError):
    """What is wrong in a template: ``reason``, in ``file`` at ``line`` (0 where no line is to blame)."""

    def __init__(self, file: str, line: int, reason: str, hint: str = "") -> None:
        place = _("%(file)s, line %(line)s: %(reason)s") if line else _("%(file)s: %(reason)s")
        super().__init__(place % {"file": file, "line": line, "reason": reason}, hint)
        self.file, self.line, self.reason = file, line, reason


def out_of_memory() -> tuple[str, str]:
    """What is said of a template that wants too much memory, with a hint."""
    return (
        _("this needs more memory than a text may take, and was ended."),
        _("Look for something made very long there: a width, a repetition, a text joined to itself."),
    )


def out_of_time() -> tuple[str, str]:
    """What is said of a template that does not come to an end, with a hint."""
    return (
        _("this takes longer than a text may take, and was ended."),
        _("Look for a loop (for) that goes round too many times, or one inside another."),
    )


def syntax_error(error: TemplateSyntaxError, where: str) -> PlacedError:
    """A syntax error of Jinja's as a ``PlacedError``."""
    place, message = (error.filename or error.name or where, error.lineno), error.message or ""
    missing = re.fullmatch(r"No filter named '(\w+)'\.?", message)
    return (gone(*place, missing[1]) if missing else None) or PlacedError(*place, message)


def copy_one(name: str, lang: str) -> str:
    """What to do where a language lacks a text."""
    return _("Copy one: %(command)s") % {"command": command("templates", "copy", name, "--lang", lang)}


def gone(file: str, line: int, name: str) -> PlacedError | None:
    """What is said of a filter, a function or an answer that there was before; ``None`` for any other."""
    if name not in GONE:
        return None
    reason = _("“%(name)s” is gone: an answer stands in a text as it was typed.") % {"name": name}
    return PlacedError(file, line, reason, _("Write for example: %(text)s") % {"text": GONE[name]})


def unknown_name(
    file: str, line: int, name: str, hidden: frozenset[str], known: Iterable[str]
) -> PlacedError:
    """What is said of a name that a template may not use: private, gone, or not there at all."""
    if name in hidden:
        reason = _("“%(name)s” is private and never stands in a text that others see.")
        return PlacedError(file, line, reason % {"name": name}, _("Take it out of the template."))
    if past := gone(file, line, name):
        return past
    hint = did_you_mean(nearest(name, sorted(known), cutoff=0.5))
    return PlacedError(file, line, _("“%(name)s” is not known.") % {"name": name}, hint)
