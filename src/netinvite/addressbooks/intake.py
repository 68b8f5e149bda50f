"""What an import would do, and what it asks, in lines for a person to read before it is done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from netinvite.addressbooks.addressbook import Contact, label
from netinvite.addressbooks.plans import Doubt, Entry, Plan, Recognised, in_words
from netinvite.language import _, ngettext

SHOWN = 20


def told(plan: Plan, file: Path, *, asked: bool = False) -> Iterator[str]:
    """The plan, line by line; of many people the first ``SHOWN`` of each kind. ``asked``: somebody was asked
    who is meant where that was in doubt."""
    yield from _people(_("New:"), [_entry(entry) for entry in plan.new])
    filled = [entry.slug for entry in plan.filled]
    by_slug = {one.slug: one for one in reversed(plan.recognised)}
    yield from _people(
        _("Known, and given what was missing:"),
        [_entry(entry, by_slug.get(entry.slug)) for entry in plan.filled],
    )
    others = [one for one in plan.recognised if one.slug not in filled or one is not by_slug[one.slug]]
    yield from _people(_("Known already:"), [f"{_named(one)}{_how(one)}" for one in others])
    if plan.problems:
        yield _("Left out:")
    for problem in plan.problems:
        place = f"{file}:{problem.line}: " if problem.line else ""
        name = f"{problem.name}: " if problem.name else ""
        yield f"  {place}{name}{problem.text}"
    if plan.doubts and not asked:
        yield _("Import the file on a terminal without --yes to be asked who they are.")
    for email, names in plan.shared:
        yield _("Several people have the mail address %(email)s: %(people)s") % {
            "email": email,
            "people": ", ".join(names[:SHOWN]),
        }
    tried = [one for one in plan.found.contacts if one.guessed]
    yield from _people(
        _("Read as Windows-1252, not as UTF-8; look whether these are right:"),
        [f"{file}:{_letters(one)}" for one in tried],
    )
    if plan.left:
        yield _("Not taken from the file: %(fields)s") % {"fields": ", ".join(plan.left)}
    if not plan:
        yield _("There is nothing to take from %(file)s.") % {"file": file}


def done(plan: Plan) -> Iterator[str]:
    """What was done, in a sentence for each kind."""
    if new := len(plan.new):
        yield ngettext("%(count)s person is new here.", "%(count)s people are new here.", new) % {
            "count": new
        }
    if filled := len(plan.filled):
        told = ngettext(
            "%(count)s person was given what was missing.",
            "%(count)s people were given what was missing.",
            filled,
        )
        yield told % {"count": filled}


def _people(heading: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"{heading} {len(lines)}"
        yield from (f"  {line}" for line in lines[:SHOWN])
    if len(lines) > SHOWN:
        yield "  " + _("and %(count)s more") % {"count": len(lines) - SHOWN}


def _entry(entry: Entry, known: Recognised | None = None) -> str:
    others = [str(value) for key, value in entry.values.items() if key != "person.name"]
    return ", ".join([_named(known) if known else entry.name, *others]) + (_how(known) if known else "")


def _named(one: Recognised) -> str:
    return one.given if one.given == one.name else f"{one.given} = {one.name}"


def _how(one: Recognised) -> str:
    """How a person was recognised, and what the file says otherwise."""
    by = _("as you said") if one.asked else _("by the name")
    kept = _("; stays as it is: %(fields)s") % {"fields": ", ".join(map(label, one.kept))} if one.kept else ""
    return f" ({by}{kept})"


def _letters(one: Contact) -> str:
    texts = (one.name, one.role, one.organisation)
    return f"{one.line}: " + ", ".join(text for text in texts if text)


def asked(doubt: Doubt, file: Path) -> Iterator[str]:
    """The question whether a contact is somebody known, line by line."""
    told = [text for text in (doubt.name, doubt.email, doubt.phone) if text]
    yield f"{file}:{doubt.line}: {', '.join(told)}"
    by = {
        "name": _("The same name as: %(others)s"),
        "mail": _("The same mail address as: %(others)s"),
        "phone": _("The same phone number as: %(others)s"),
    }
    yield by[doubt.by] % {"others": in_words(doubt.like)}
