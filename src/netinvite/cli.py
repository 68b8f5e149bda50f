"""The commands: parse, call one function, print. Whatever a command needs is imported where it is used,
so that printing a mail does not pay for the wizard."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from netinvite import __version__, drafts, screen
from netinvite.errors import NetinviteError
from netinvite.language import _, active
from netinvite.workspace import Person, Workspace, locate

app = typer.Typer(
    name="netinvite",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="From somebody in mind to a first contact: reflection, pitch, invitation and conversation guide.",
)

PersonName = Annotated[
    str | None,
    typer.Argument(
        metavar="PERSON",
        help="A name, a part of a name, or the name of the person's folder. With one person only it can be "
        "left out.",
        show_default=False,
    ),
]
Folder = Annotated[
    str | None,
    typer.Option(
        "--workspace",
        "-w",
        metavar="FOLDER",
        help="The network's folder. Else NETINVITE_WORKSPACE, the current folder or one above it, or "
        "netinvite in your documents.",
        show_default=False,
    ),
]
Language = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="da|en",
        help="The language. Else NETINVITE_LANG, the workspace's own, or your computer's.",
        show_default=False,
    ),
]

Answers = Annotated[
    list[str] | None,
    typer.Option(
        "--answers",
        "-a",
        metavar="FILE",
        help="Take answers from a TOML file (- for standard input) and ask only for the rest. Several "
        "may be given; later ones win.",
        show_default=False,
    ),
]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="KEY=VALUE",
        help='Set one answer, as in --set person.name="Anna Jensen". May be repeated.',
        show_default=False,
    ),
]
NoInput = Annotated[
    bool, typer.Option("--no-input", help="Ask nothing; say all that is missing or wrong at once.")
]

INTERRUPTED = 130
TODAY = "today"
WELCOME = """\
netinvite helps you make the first contact to somebody you would like to have in your network.

Begin here:       netinvite prepare
See an example:   netinvite prepare --example
All commands:     netinvite --help"""


def _version(wanted: bool) -> None:
    if wanted:
        screen.put(f"netinvite {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
    lang: Language = None,
) -> None:
    if context.invoked_subcommand is None:
        screen.put(_(WELCOME))


@app.command(
    help="Prepare the first contact to a person: questions about you and the network (once), about the "
    "person, the contact and the conversation. Everything is saved at once; Ctrl+C leaves, and the same "
    "command goes on where you were."
)
def prepare(
    person: PersonName = None,
    answers: Answers = None,
    settings: Settings = None,
    no_input: NoInput = False,
    example: Annotated[
        bool,
        typer.Option("--example", help="Show the whole result on a ready example, in a temporary folder."),
    ] = False,
    new: Annotated[
        bool, typer.Option("--new", help="Somebody new, even if there is a person of the same name.")
    ] = False,
    workspace: Folder = None,
    lang: Language = None,
) -> None:
    from netinvite import prepare as command

    order = command.Order(person, answers or [], settings or [], new, lang or "", no_input)
    if example:
        command.example(order)
        return
    opened = command.take_up(_workspace(workspace), order)
    if no_input:
        command.run_scripted(opened)
    else:
        from netinvite import wizard

        wizard.run(opened)


@app.command(
    help="Print the invitation: readable on a terminal, a MIME message on a pipe, as in: netinvite mail anna "
    "| sendmail -t. It is sent by nobody but you."
)
def mail(
    person: PersonName = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="FORM",
            help="mime (sendmail, msmtp, mutt), template (s-nail, claws-mail, alot, aerc, nmh), eml (a "
            "double click), mbox, mailto or text.",
            show_default=False,
        ),
    ] = "",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write to a file (its ending tells the form) or into a folder; never over a file that is "
            "there.",
            show_default=False,
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    attach: Annotated[
        list[Path] | None,
        typer.Option(
            "--attach", metavar="FILE", help="Send a file along, 10 MB at most.", show_default=False
        ),
    ] = None,
    invite: Annotated[
        bool, typer.Option("--invite", help="Send the proposed times along as calendar entries.")
    ] = False,
    everyone: Annotated[
        bool, typer.Option("--all", help="Everyone's: one mailbox on a pipe, or a file each into a folder.")
    ] = False,
    open_it: Annotated[bool, typer.Option("--open", help="Open it in your mail program.")] = False,
    copy: Annotated[bool, typer.Option("--copy", help="Copy subject and text to the clipboard.")] = False,
    sent: Annotated[
        str | None,
        typer.Option(
            "--sent",
            metavar="DATE",
            help="Record that it was sent, today or on the date given; nothing is sent.",
            show_default=False,
        ),
    ] = None,
    workspace: Folder = None,
    lang: Language = None,
) -> None:
    from netinvite.post import Order, Post

    place = _workspace(workspace)
    order = Order(form, output, force, invite, attach or [])
    post = Post(place, order, lambda place, person: _draft_of(place, person, "invitation"))
    if everyone:
        raise typer.Exit(int(bool(_mail_everyone(post))))
    _mail_one(post, place.find(person), open_it=open_it, copy=copy, sent=sent)


def _mail_everyone(post: Any) -> int:
    if post.order.output:
        post.order.output.mkdir(parents=True, exist_ok=True)
        return int(post.everyone(post.write))
    return int(post.everyone(lambda person: _bytes_out(post.build(person, "mbox"))))


def _mail_one(post: Any, person: Person, *, open_it: bool, copy: bool, sent: str | None) -> None:
    if sent is not None:
        _record_sent(post.workspace, person, sent)
    elif post.order.output:
        for file in post.write(person):
            screen.tell(_("Written: %(file)s") % {"file": file})
    elif open_it:
        screen.tell(_("The mail to %(name)s is open in your mail program.") % {"name": post.open(person)})
    elif copy:
        screen.tell(_("Copied to %(place)s.") % {"place": post.copy(person)})
    elif post.order.form or not sys.stdout.isatty():
        _bytes_out(post.build(person, "mime"))
    else:
        from netinvite.mail import format_draft

        screen.put(screen.wrap(format_draft(post.letter(person)).rstrip("\n")))


def _record_sent(workspace: Workspace, person: Person, typed: str) -> None:
    from netinvite import clock, post
    from netinvite.schedule import format_date, parse_date

    now, lang = clock.now(), active()
    day = now.date() if typed == TODAY else parse_date(typed, lang, now)
    post.record_sent(workspace, person, day)
    words = {"name": person.name, "day": format_date(day, lang)}
    screen.tell(_("Recorded: the invitation to %(name)s was sent %(day)s.") % words)


def _bytes_out(data: bytes) -> None:
    sys.stdout.buffer.write(data)
    sys.stdout.flush()


@app.command(help="Print the pitch: a short spoken talk about why, and what the network is for.")
def pitch(person: PersonName = None, workspace: Folder = None, lang: Language = None) -> None:
    _print(_draft(_workspace(workspace), person, "pitch"))


def _print(draft: drafts.Draft) -> None:
    text = draft.text.rstrip("\n")
    screen.put(screen.wrap(text) if sys.stdout.isatty() else text)


@app.command(
    help="Record a conversation: what the person said, in the person's own words, how it ended, whom they "
    "named, what you do next. Everything is saved at once."
)
def interview(
    person: PersonName = None,
    guide: Annotated[bool, typer.Option("--guide", help="Print the questions to bring along.")] = False,
    last: Annotated[bool, typer.Option("--last", help="Change the last conversation.")] = False,
    answers: Answers = None,
    settings: Settings = None,
    no_input: NoInput = False,
    workspace: Folder = None,
    lang: Language = None,
) -> None:
    place = _workspace(workspace)
    if guide:
        _print(_draft(place, person, "guide"))
        return
    from netinvite import prepare as command

    order = command.Order(person, answers or [], settings or [], False, lang or "", no_input)
    opened = command.take_up_interview(place, order, last=last)
    if no_input:
        from netinvite import clock, interviewing

        interviewing.scripted(opened.interview, opened.answers, clock.now())
        return
    from netinvite import interviewing, wizard

    desk = interviewing.open_desk(opened.interview, opened.answers)
    desk.run()
    if desk.prepare_next:
        wizard.run(command.take_up(place, command.Order(desk.prepare_next, [], [], False, lang or "", False)))


@app.command(help="Everyone at a glance: where they stand, what comes next, which needs are covered.")
def status(
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON, for programs.")] = False,
    due: Annotated[
        bool,
        typer.Option("--due", help="Only what is due today or overdue; exit 1 when there is something."),
    ] = False,
    ics: Annotated[
        Path | None,
        typer.Option(
            "--ics", metavar="FILE", help="Write the next steps as calendar entries.", show_default=False
        ),
    ] = None,
    workspace: Folder = None,
    lang: Language = None,
) -> None:
    from netinvite import clock, overview, people, register

    found = register.read(_workspace(workspace))
    today = clock.now().date()
    if ics:
        overview.write_calendar(found, ics, clock.now())
        screen.tell(_("Written: %(file)s") % {"file": ics})
        raise typer.Exit(int(bool(found.problems)))
    if due:
        steps = people.due(people.overview(found.everyone, today), today)
        for line in overview.steps(steps, active()):
            screen.put(screen.visible(line))
        raise typer.Exit(int(bool(steps or found.problems)))
    if as_json:
        screen.put(overview.as_json(found, today))
    else:
        overview.show(found, today, active())
    for problem in found.problems:
        screen.tell(problem)
    raise typer.Exit(int(bool(found.problems)))


def _workspace(option: str | None) -> Workspace:
    return Workspace(locate(option, os.environ, Path.cwd()))


def _draft(workspace: Workspace, name: str | None, document: str) -> drafts.Draft:
    """The draft to print: as saved when it is current or edited, else rendered afresh."""
    return _draft_of(workspace, workspace.find(name), document)


def _draft_of(workspace: Workspace, person: Person, document: str) -> drafts.Draft:
    draft = drafts.look(workspace, person.slug, document)
    if draft.saved and draft.edited and not draft.current:
        screen.tell(
            _("%(file)s was edited by hand and is printed as it is; the answers have changed since.")
            % {"file": draft.file}
        )
    if draft.saved and (draft.edited or draft.current):
        return draft
    from netinvite.prepare import refresh

    return refresh(workspace, person, document)


SHOWN = ("help", "metavar", "options_metavar", "subcommand_metavar")


def translate(command: Any) -> Any:
    """Put the help of a command, its options and its sub-commands into the language in use."""
    for thing in (command, *command.params):
        for words in SHOWN:
            if text := getattr(thing, words, None):
                setattr(thing, words, _(text))
    for inner in getattr(command, "commands", {}).values():
        translate(inner)
    return command


def program() -> Any:
    """The command tree, with the one option whose value can be left out."""
    tree = typer.main.get_command(app)
    for option in tree.commands["mail"].params:  # type: ignore[attr-defined]  # it is a group
        if option.name == "sent":
            # Typer has no word for it: alone, --sent means today.
            option._flag_needs_value, option.flag_value = True, TODAY
    return translate(tree)


def run(arguments: Sequence[str]) -> int:
    """Run a command line; the one place where an error becomes a sentence and an exit code."""
    import click

    try:
        code = program().main(list(arguments), prog_name="netinvite", standalone_mode=False)
        sys.stdout.flush()
    except NetinviteError as error:
        between = "\n" if "\n" in error.message else " "
        screen.tell(f"{error.message}{between}{error.hint}".strip())
        return error.exit_code
    except click.exceptions.Exit as leave:
        if leave.exit_code == INTERRUPTED:
            screen.tell(_("Interrupted."))
        return leave.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        screen.tell(_("Interrupted."))
        return INTERRUPTED
    except BrokenPipeError:
        # The reader went away; a second complaint at shutdown is kept out of sight.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except OSError as error:
        screen.tell(_("The output cannot be written: %(reason)s.") % {"reason": error.strerror})
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code if isinstance(code, int) else 0
