"""``netinvite import``: what it would do, in lines for a person to read, then the doing.

What reads address books is loaded by who needs it: help, Tab and a wrong command line save 70 ms.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated

import typer

from netinvite.cli import pairs
from netinvite.cli.asking import agreed, chosen, type_in
from netinvite.cli.options import As, Folder, Language
from netinvite.cli.output import put_text
from netinvite.cli.place import workspace_of
from netinvite.cli.whose import sit
from netinvite.errors import UsageError
from netinvite.language import _, active, ngettext
from netinvite.model.keys import CALLED, NAME, OWNER
from netinvite.model.wording import listed
from netinvite.store.inventory import organisers
from netinvite.ui import screen

if TYPE_CHECKING:
    from netinvite.importing.contact import Contact
    from netinvite.importing.likeness import Doubt
    from netinvite.importing.plan import Entry, Plan, Recognised
    from netinvite.store.workspace import Workspace

SHOWN = 20


def told(
    plan: Plan, file: Path, *, asked: bool = False, owners: Mapping[str, str] = MappingProxyType({})
) -> Iterator[str]:
    """The plan, line by line; of many people the first ``SHOWN`` of each kind. ``asked``: somebody was asked
    who is meant where that was in doubt; ``owners``: where several organise, what each is called, by the name
    of their file."""
    # 60 ms, for import alone.
    from netinvite.model.typed import as_one

    whose = {entry.slug: owners.get(str(entry.values.get(".".join(OWNER), "")), "") for entry in plan.new}
    yield from _people(_("New:"), [_entry(entry, owner=whose[entry.slug]) for entry in plan.new])
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
    for entry in plan.new:
        yield from as_one(entry.name)
    for email, names in plan.shared:
        yield _("Several people have the email address %(email)s: %(people)s") % {
            "email": email,
            "people": listed(names[:SHOWN]),
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


def _entry(entry: Entry, known: Recognised | None = None, owner: str = "") -> str:
    others = [
        _("greeted as %(name)s") % {"name": value} if key == CALLED else str(value)
        for key, value in entry.values.items()
        if key not in (NAME, ".".join(OWNER))
    ]
    others += [_("with %(owner)s") % {"owner": owner}] if owner else []
    return listed([_named(known) if known else entry.name, *others]) + (_how(known) if known else "")


def _named(one: Recognised) -> str:
    return one.given if one.given == one.name else f"{one.given} = {one.name}"


def _how(one: Recognised) -> str:
    """How a person was recognised, and what the file says otherwise."""
    from netinvite.importing.contact import label

    by = _("as you said") if one.asked else _("by the name")
    kept = _("; stays as it is: %(fields)s") % {"fields": ", ".join(map(label, one.kept))} if one.kept else ""
    return f" ({by}{kept})"


def _letters(one: Contact) -> str:
    texts = (one.name, one.role, one.organisation)
    return f"{one.line}: " + ", ".join(text for text in texts if text)


def asked(doubt: Doubt, file: Path) -> Iterator[str]:
    """The question whether a contact is somebody known, line by line."""
    from netinvite.importing.likeness import in_words

    told = [text for text in (doubt.name, doubt.email, doubt.phone) if text]
    yield f"{file}:{doubt.line}: {', '.join(told)}"
    by = {
        "name": _("The same name as: %(others)s"),
        "mail": _("The same email address as: %(others)s"),
        "phone": _("The same phone number as: %(others)s"),
    }
    yield by[doubt.by] % {"others": in_words(doubt.like)}


def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A vCard (.vcf) or a table (.csv).", show_default=False)
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what it would do, and stop.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")] = False,
    sits: As = None,
    workspace: Folder = None,
    lang: Language = None,
) -> None:
    pairs.refuse(pairs.IMPORT)
    # 30 ms.
    from netinvite.app import whatnow
    from netinvite.importing import plan, read
    from netinvite.store import ownfiles
    from netinvite.store.records import load_guide

    place = workspace_of(workspace, begins=True)
    if not dry_run:
        place.tidy()
    guide = load_guide(active(), place.own_templates)
    asking = sys.stdin.isatty() and not (yes or dry_run)
    if ownfiles.is_kept(place, file):
        raise UsageError(
            _("%(file)s is a file of netinvite's own, and no address book.") % {"file": file},
            _("Give the path of a vCard or CSV file."),
        )
    found = read.read(file)
    # Whoever brings somebody in is whose the person is, unless the file says so.
    sit(place, sits, always=not all(contact.owner for contact in found.contacts))
    planned = plan.plan(place, guide, found, partial(_meant, file) if asking else None)
    for line in told(planned, file, asked=asking, owners=_owners(place)):
        put_text(screen.visible(line), marked=False)
    if dry_run or not planned:
        raise typer.Exit(int(bool(planned.problems)))
    if found.alone and yes:
        told_alone = _(
            "“%(heading)s” stands above the only column of %(file)s. Nothing was changed: look whether these "
            "are names, and give the command without --yes, or call the column Name."
        )
        screen.tell(told_alone % {"heading": found.alone, "file": file})
        raise typer.Exit(1)
    if planned.doubts and not (yes or asking):
        screen.tell(_("Nothing was changed; --yes takes all but those who are left out."))
        raise typer.Exit(1)
    if not yes and not agreed(type_in(_("Write yes to do this."), _("Give --yes to do it without asking."))):
        screen.tell(_("Nothing was changed."))
        raise typer.Exit(1)
    plan.carry_out(place, guide, planned)
    for line in (*done(planned), *whatnow.to_prepare(place, [entry.slug for entry in planned.new])):
        screen.tell(line)
    raise typer.Exit(int(bool(planned.problems)))


def _owners(place: Workspace) -> dict[str, str]:
    if not organisers(place.root):
        return {}
    # 3 ms, where several organise.
    from netinvite.store.organisers import everyone

    return {one.further: one.name for one in everyone(place)[0]}


def _meant(file: Path, doubt: Doubt) -> str:
    """Ask who a contact is; at the end of input the import ends."""
    from netinvite.importing.likeness import LEFT_OUT, SOMEBODY_ELSE, in_words

    for line in asked(doubt, file):
        screen.tell(line)
    several = len(doubt.like) > 1
    ways = [(in_words((one,)) if several else _("the same person"), one.slug) for one in doubt.like]
    ways += [(_("somebody else"), SOMEBODY_ELSE), (_("leave it out"), LEFT_OUT)]
    for number, (what, _said) in enumerate(ways, 1):
        screen.tell(f"  {number}. {what}")
    words = {str(number): said for number, (_what, said) in enumerate(ways, 1)}
    # Who writes the words, as they stood there before.
    slugs = [one.slug for one in doubt.like]
    words |= {slug: slug for slug in slugs} if several else {_("same"): slugs[0], "same": slugs[0]}
    words |= {_("other"): SOMEBODY_ELSE, "other": SOMEBODY_ELSE, _("out"): LEFT_OUT, "out": LEFT_OUT}
    told = _("Which is it? A number from 1 to %(most)s. Esc ends it, and nothing is changed.")
    if (said := chosen(told % {"most": len(ways)}, words)) is None:
        screen.tell(_("Nothing was changed."))
        raise typer.Exit(1)
    return said
