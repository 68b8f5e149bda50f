"""``netinvite templates``: one's own versions of the texts.

What its functions import takes 8 ms (copies) to 100 ms (check) to load, which help does not need.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from netinvite.cli.options import SETTINGS, AnyLanguage, Folder, Language
from netinvite.cli.output import put_text
from netinvite.cli.place import workspace_of
from netinvite.errors import UsageError
from netinvite.language import _, active, ngettext, templates_dir
from netinvite.store import files
from netinvite.store.inventory import TEMPLATES
from netinvite.ui import screen

if TYPE_CHECKING:
    from netinvite.customise.copies import Copied, Difference
    from netinvite.store.workspace import Workspace

app = typer.Typer(name="templates", no_args_is_help=True, **SETTINGS)

TextName = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help="A text as the list names it, such as pitch. The code of a language, such as sv, means all of "
        "its texts.",
    ),
]


@app.command("list", help="Show which texts are your own. The others are the shipped ones.")
def list_texts(workspace: Folder = None, lang: Language = None) -> None:
    from netinvite.customise.copies import states

    place = workspace_of(workspace)
    shown = ""
    for text, state in states(place):
        if text.lang != shown:
            shown = text.lang
            screen.put(shown)
        screen.put(screen.visible(f"  {text.name:<20} {state}"))
    words = {"own": place.root / TEMPLATES, "shipped": templates_dir()}
    screen.tell(_("Your own lie in %(own)s, the shipped ones in %(shipped)s.") % words)
    screen.tell(_("To change one: %(command)s") % {"command": place.command("templates", "copy", _("NAME"))})


@app.command(
    "copy",
    help="Copy a shipped text, for you to change. It goes into the network's folder, never over a file.",
)
def copy(
    name: TextName,
    origin: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="LANGUAGE",
            help="The language to copy from, when you make texts in a new one.",
            show_default=False,
        ),
    ] = None,
    workspace: Folder = None,
    lang: AnyLanguage = None,
) -> None:
    from netinvite.customise import copies

    place = workspace_of(workspace, begins=True)
    _tell_copied(place, copies.copy(place, name, lang or active(), origin or ""))


def _tell_copied(place: Workspace, copied: Copied) -> None:
    from netinvite.model.dates import language_name

    for file in copied.written:
        screen.tell(_("Written: %(file)s") % {"file": files.shown(file)})
    for file in copied.kept:
        screen.tell(_("There already, and kept: %(file)s") % {"file": files.shown(file)})
    if copied.lang and copied.written:
        name = language_name(copied.lang, active())
        screen.tell(
            _("Now put these files into %(language)s, in an editor. After that:") % {"language": name}
        )
        screen.tell(f"  {place.command('templates', 'check')}")
        screen.tell(f"  {place.command('prepare', '--lang', copied.lang)}")
    else:
        check_it = place.command("templates", "check")
        screen.tell(_("Change it in an editor; then: %(command)s") % {"command": check_it})


@app.command(
    "diff",
    help="Compare your own texts with the shipped ones. It also shows what has changed in those since you "
    "copied them.",
)
def diff(
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="One text only.", show_default=False),
    ] = None,
    workspace: Folder = None,
    lang: Language = None,
) -> None:
    from netinvite.customise.copies import differences

    found = differences(workspace_of(workspace), name or "")
    for difference in found:
        _show(difference)
    if not any(difference.own or difference.since for difference in found):
        screen.tell(_("Nothing differs from the shipped texts."))


def _show(difference: Difference) -> None:
    if difference.own:
        screen.put(screen.visible(difference.own))
    if difference.since:
        words = {"name": difference.text.name, "version": difference.version}
        screen.tell(_("The shipped %(name)s has changed since you copied it from %(version)s:") % words)
        screen.put(screen.visible(difference.since))


@app.command(
    "check",
    help="Check your own questions and templates. It finds what is misspelled, what would show a private "
    "answer, what differs between languages and what a new language lacks, and tries them with made-up "
    "answers. Exit 1 when something is wrong.",
)
def check(
    code: Annotated[
        str | None,
        typer.Argument(metavar="LANGUAGE", help="One language only, such as sv.", show_default=False),
    ] = None,
    workspace: Folder = None,
    lang: Language = None,
) -> None:
    from netinvite.customise.lint import check as problems_of
    from netinvite.customise.lint import concerned
    from netinvite.customise.shelf import own_languages

    place = workspace_of(workspace)
    own = place.own_templates
    if code and code not in own_languages(own):
        raise UsageError(
            _("You have no texts of your own in “%(lang)s”.") % {"lang": code},
            _("To make some: %(command)s") % {"command": place.command("templates", "copy", code)},
        )
    problems = [
        one for one in problems_of(place) if not code or (own and one.file.is_relative_to(own / code))
    ]
    for problem in problems:
        put_text(screen.visible(str(problem)), marked=False)
        if problem.hint:
            put_text(screen.visible(f"  {problem.hint}"), marked=False)
    for note in concerned(place):
        screen.tell(str(note))
    is_lacking = _tell_lacks(place, [code] if code else own_languages(own))
    if problems:
        told = ngettext("%(count)s thing to fix.", "%(count)s things to fix.", len(problems))
        screen.tell(told % {"count": len(problems)})
        raise typer.Exit(1)
    if is_lacking:
        screen.tell(_("Nothing in your own texts is wrong; what is listed above is yet to be translated."))
    elif own_languages(own):
        screen.tell(_("Your own texts are in order."))
    else:
        words = {"folder": place.root}
        screen.tell(_("You have no texts of your own in %(folder)s; all are the shipped ones.") % words)


def _tell_lacks(place: Workspace, langs: Sequence[str]) -> bool:
    """What each language of one's own still lacks; whether it is anything."""
    from netinvite.customise.copies import untranslated
    from netinvite.customise.lacking import lacks
    from netinvite.model.dates import language_name

    is_lacking = False
    for lang in langs:
        words: dict[str, object] = {"language": language_name(lang, active())}
        if names := untranslated(place, lang):
            words |= {"names": ", ".join(names)}
            screen.tell(_("Word for word as they were copied, not yet in %(language)s: %(names)s") % words)
        if found := lacks(place.own_templates, lang) if place.own_templates else []:
            screen.tell(_("Not yet in %(language)s; where it has nothing, English stands in:") % words)
            for lack in found:
                screen.tell(f"{lack.number:6}  {lack.said}")
        is_lacking |= bool(names or found)
    return is_lacking
