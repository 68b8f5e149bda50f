"""``netinvite export`` and ``netinvite forget``: the right to see what is kept, and to be forgotten.

What its functions import takes 35 to 50 ms to load, which help does not need.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from netinvite.cli import completion, pairs, whose
from netinvite.cli.asking import agreed, on_terminal, type_in
from netinvite.cli.logwords import how_names, what_names
from netinvite.cli.options import Folder, Language, PersonTyped
from netinvite.cli.place import workspace_of
from netinvite.errors import UsageError, refuse_unknown
from netinvite.language import _, ngettext
from netinvite.model.wording import listed
from netinvite.ui import screen

if TYPE_CHECKING:
    from netinvite.privacy.forget import Plan
    from netinvite.privacy.leaving import Gone, Leave
    from netinvite.store.workspace import Workspace


def _forms() -> Iterable[str]:
    from netinvite.privacy.export import FORMATS

    return FORMATS


def export(
    person: PersonTyped = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="toml|md|json",
            click_type=completion.words(_forms),
            help="md is for reading, the others for programs.",
        ),
    ] = "md",
    everyone: Annotated[bool, typer.Option("--all", help="What is kept on everyone.")] = False,
    workspace: Folder = None,
    lang: Language = None,
) -> None:
    pairs.refuse(pairs.EXPORT)
    from netinvite.privacy import export as rights
    from netinvite.store import kept

    refuse_unknown(form, rights.FORMATS)
    place = workspace_of(workspace)
    found = rights.everyone(place) if everyone else rights.everything(place, kept.whom(place, person))
    log = [{"what": what_names(), "how": how_names()}] if form == "md" else []
    screen.put(rights.FORMATS[form](found, *log).rstrip("\n"))
    each = found if isinstance(found, list) else [found]
    named = {one.path for about in each for one in about.files}
    for file in kept.of_nobody(place, [one.name for one in place.people()]):
        if file.name not in named:
            words = {"path": file.name, "reason": kept.told_of_nobody()}
            screen.tell(_("Not printed – %(path)s: %(reason)s.") % words)
    problems = [problem for about in each for problem in about.problems]
    for problem in dict.fromkeys(problems):
        screen.tell(problem)
    raise typer.Exit(int(bool(problems)))


# A name in every line of a long file is not told line by line.
PLACES = 12


def forget(
    person: PersonTyped = None,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing; needs --confirm.")] = False,
    confirm: Annotated[
        str | None,
        typer.Option(
            "--confirm",
            metavar="NAME",
            help="The person's full name, written out; capital letters do not matter.",
            show_default=False,
        ),
    ] = None,
    also: Annotated[
        list[str] | None,
        typer.Option(
            "--also",
            metavar="NAME",
            help="Another name of the person, an earlier one or a nickname; may be given several times.",
            show_default=False,
        ),
    ] = None,
    organiser: Annotated[
        str | None,
        typer.Option(
            "--organiser",
            metavar="NAME",
            click_type=completion.ORGANISER,
            help="An organiser who leaves: the file of their own goes, and the people go to --to.",
            show_default=False,
        ),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="ORGANISER",
            click_type=completion.ORGANISER,
            help="Who takes the people over.",
            show_default=False,
        ),
    ] = None,
    workspace: Folder = None,
    lang: Language = None,
) -> None:
    pairs.refuse(pairs.FORGET)
    from netinvite.app import clone
    from netinvite.cli import alone
    from netinvite.privacy import forget as forgetting
    from netinvite.privacy.where import in_words
    from netinvite.store.kept import whom

    if yes and confirm is None:
        raise UsageError(
            _("--yes needs the person's full name again."), _('Give it as in --confirm "Full Name".')
        )
    place = workspace_of(workspace)
    if organiser is not None:
        _let_leave(place, organiser, to, confirm if yes else None)
        return
    # Where a run broke off at the very end, this is all that is left to do.
    place.tidy()
    plan = forgetting.plan_forget(place, whom(place, person), also or ())
    whose.tell_owner(place, plan.person)
    plan = plan if yes or not sys.stdin.isatty() else alone.asked(place, plan)
    stays = alone.staying(place, plan) if yes else ()
    for line in [*_told(place, plan), *stays, *_called(place, plan, is_said=bool(also))]:
        screen.tell(line)
    _let_go_on(place, plan, asks=not yes)
    forgetting.require_confirmed(plan, confirm if yes and confirm is not None else _name(plan))
    done = forgetting.forget(place, plan)
    for line in alone.done(place, plan, done):
        screen.tell(line)
    for left in done.left:
        shown = [in_words(place, left.path, key) for key in left.places[:PLACES]]
        places = ", ".join([left.path, *shown, *(["…"] if len(left.places) > PLACES else [])])
        screen.tell(_("Unchanged – %(path)s: %(reason)s.") % {"path": places, "reason": left.reason})
    screen.tell(done.copies)
    if told_of_git := clone.carries_lines(place.root):
        screen.tell(told_of_git)


def _let_go_on(place: Workspace, plan: Plan, *, asks: bool) -> None:
    """Ask where another name of the person is that of somebody else who is here; a ``UsageError`` where that
    is not meant, or nobody can be asked."""
    from netinvite.privacy.forget import also_here

    for name, slug in also_here(place, plan).items():
        words = {"name": name, "slug": slug}
        told = _(
            "“%(name)s” is also somebody who is here (%(slug)s). Where that name stands, either can be "
            "meant: it stays, and the places are named."
        )
        if asks and on_terminal():
            screen.tell(told % words)
            if agreed(type_in(_("Go on? yes, or Enter for no."), "")):
                continue
        told = _("“%(name)s” is also somebody who is here (%(slug)s); nothing was changed.")
        other = _(
            "If they are the same person, forget them by that name first; else leave that name out of --also."
        )
        raise UsageError(told % words, other)


def _name(plan: Plan) -> str:
    return _typed(plan.name.full)


def _typed(name: str) -> str:
    return type_in(
        _(
            "Write the full name, %(name)s, to erase all of it (capital letters do not matter); anything "
            "else leaves it."
        )
        % {"name": name},
        _('Without one, give --yes --confirm "Full Name".'),
    )


def _typed_slug(slug: str) -> str:
    return type_in(
        _("Write %(slug)s, as the files of whoever left are called, to go on; anything else leaves it.")
        % {"slug": slug},
        _("Without a terminal: --yes --confirm %(slug)s") % {"slug": slug},
    )


def _let_leave(place: Workspace, name: str, to: str | None, confirm: str | None) -> None:
    """Hand an organiser's people over, and take the file away."""
    from netinvite.model.people import fold, slug_of
    from netinvite.privacy import leaving, succession
    from netinvite.privacy.traces import is_gone

    if first := succession.end_what_broke_off(place):
        words = {"name": first.name, "file": place.network_file}
        screen.tell(_("%(name)s is the first organiser now, in %(file)s.") % words)
        return
    plan = leaving.plan_leave(place, name, to)
    words = {"name": plan.who.name, "file": plan.who.file, "to": plan.to.name if plan.to else ""}
    for line in _going(place, plan):
        screen.tell(line)
    if plan.people:
        screen.tell(_("From now on with %(to)s: %(people)s.") % {**words, "people": listed(plan.people)})
    is_slug_alone = is_gone(plan.who) and plan.who.name == plan.who.slug
    ask = _typed_slug if is_slug_alone else _typed
    said = fold(ask(plan.who.name) if confirm is None else confirm)
    # Of one who has left already the file's name says who it was as well.
    if said != fold(plan.who.name) and not (is_gone(plan.who) and slug_of(said) == plan.who.slug):
        raise UsageError(
            _("That is not the person's full name; nothing was changed."),
            _('Write it out, as in --confirm "Full Name".'),
        )
    done = leaving.leave(place, plan, again=confirm is None)
    screen.tell(_("%(name)s does not organise here any more.") % words)
    for line in _handed(place, done, plan.to.name if plan.to else "", again=confirm is None):
        screen.tell(line)


def _going(place: Workspace, plan: Leave) -> Iterator[str]:
    """Which files go."""
    if not plan.who.further and plan.to:
        words = {"name": plan.who.name, "to": plan.to.name, "file": plan.who.file.name}
        yield _("%(to)s takes the place of %(name)s in %(file)s, as the first organiser.") % words
        yield _("This is erased, and what it says moves there:")
        yield f"  {plan.to.file.relative_to(place.root).as_posix()}"
    elif plan.there:
        yield _("This is erased:")
        yield f"  {plan.who.file.relative_to(place.root).as_posix()}"
    if plan.logs:
        words = {"someone": _("someone")}
        yield _("What stands in these goes into the answers, with “%(someone)s” as whoever it was:") % words
    yield from (f"  {file.relative_to(place.root).as_posix()}" for file in plan.logs)


def _handed(place: Workspace, done: Gone, name: str, *, again: bool) -> Iterator[str]:
    """What became of the people's texts, and what is left to be done by hand."""
    if done.written:
        count = ngettext("%(count)s text is written anew.", "%(count)s texts are written anew.", done.written)
        yield count % {"count": done.written}
    for left in done.left:
        yield _("Unchanged – %(path)s: %(reason)s.") % {"path": left.path, "reason": left.reason}
    if done.theirs:
        told = (
            _("These answers were given before %(name)s took over, and wait in their fields to be looked at:")
            if again
            else _("These answers were given before %(name)s took over; see whether they are true now:")
        )
        yield told % {"name": name}
    for slug, (who, answers) in done.theirs.items():
        command = place.command("prepare", slug)
        yield f"  {who}: {' '.join(answers)} {command}"


def _called(place: Workspace, plan: Plan, *, is_said: bool) -> Iterator[str]:
    """Under which other names somebody is looked for; unless that ``is_said``, how to say so."""
    if plan.also:
        yield _("Looked for under these names too: %(names)s.") % {"names": listed(plan.also)}
    if not is_said:
        command = place.command("forget", plan.person.slug, "--also", _("NAME"))
        told = _("An earlier name, or a nickname, is found only where you give it: %(command)s")
        yield told % {"command": command}


def _told(place: Workspace, plan: Plan) -> Iterator[str]:
    from netinvite.privacy.where import with_place

    yield _("This is erased:")
    yield from (f"  {path}" for path in plan.removed)
    if plan.mentions:
        yield _("Here the name becomes “%(someone)s”:") % {"someone": plan.someone}
    yield from (f"  {with_place(place, one)}" for one in plan.mentions)
    if plan.taken_out:
        yield _("Here the sentence that says who suggested it is taken out:")
    yield from (f"  {with_place(place, one)}" for one in plan.taken_out)
    if plan.drafts:
        yield _("These drafts are written anew:")
    yield from (f"  {path}" for path in plan.drafts)
