"""The command line: which commands there are, and how every outcome becomes a sentence and an exit code.

A command's module is imported when the command is called, so that printing a mail does not pay for the rest.
"""

import contextlib
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from io import UnsupportedOperation
from keyword import iskeyword
from typing import Annotated, Any

import click
import typer
from click.shell_completion import CompletionItem
from typer.core import TyperGroup

from netinvite import __version__, clock, commands
from netinvite.cli import completion
from netinvite.cli.fullnames import WithName
from netinvite.cli.options import SETTINGS, AnyLanguage
from netinvite.errors import NetinviteError, UsageError, no_language
from netinvite.language import _, refusal, unknown
from netinvite.leaving import BrokenError
from netinvite.ui import screen

# In the order in which a person meets them; the module has the command's name ("_" after a word of Python's).
COMMANDS = {
    "prepare": "Prepare the first contact to a person. It asks about you and the network (once), about the "
    "person, the contact and the conversation, and writes pitch, email and conversation guide. "
    "Everything is saved at once; Ctrl+C leaves, and the same command goes on where you were.",
    "pitch": "Print the pitch, the short talk about why. Or rehearse it with --rehearse.",
    "mail": "Print the invitation for your email program. On a terminal it is readable, on a pipe a MIME "
    "message, as in: netinvite mail anna | sendmail -t. It is sent by nobody but you.",
    "edit": "Read a person's texts once more and change them. Each sentence of yours has a number that leads "
    "to its question; or the whole text is edited in place.",
    "interview": "Record a conversation, or print the conversation guide for it. What the person said in the "
    "person's own words, how it ended, whom they named, what you do next: everything is saved at once.",
    "today": "What to do today. Who is due and why, with all you need before dialling; then the coming seven "
    "days, and what the network still lacks. On a terminal you pick somebody, and one key records what you "
    "did and goes on to the next.",
    "log": "Record a contact, or that nobody answered. As in: netinvite log anna no-answer. It says where "
    "the person stands now and when they are due.",
    "later": "Put off what is due with somebody. As in: netinvite later anna in two weeks.",
    "status": "Everyone at a glance. Where they stand, since when, what comes next, which needs are covered, "
    "who named whom.",
    "templates": "The texts, and your own versions of them. Questions and templates are files that you can "
    "copy into the network's folder and change; yours are used from then on.",
    "check": "Check the drafts against the method. Each finding has the place, a rule and a better way; exit "
    "1 with an error or a warning.",
    "times": "Show how times in words are understood. Each on a line of its own; exit 2 where words are "
    "refused or can be read in two ways.",
    "leaflet": "Write the leaflet for participants. One A4 page on what taking part means, from your answers "
    "about the network: as Markdown, HTML or PDF.",
    "import": "Bring people in from a vCard or CSV file. It shows what it would do, asks, and does all of it "
    "or nothing.",
    "export": "Print all that is kept on a person. Answers, drafts, conversations, and where others mention "
    "them.",
    "forget": "Erase all that is kept on a person. Mentions in what is kept on others become “someone”.",
    "doctor": "Look at what works on this computer. Terminal, network's folder, clipboard, email program and "
    "more, each with what to do; exit 1 where something does not work. None of your names and folders stands "
    "in it, so that it can be sent to whoever helps.",
}
INTERRUPTED = 130
WELCOME = """\
netinvite helps you make the first contact to somebody you would like to have in your network.

Begin here:       %(netinvite)s prepare
See an example:   %(netinvite)s prepare --example
All commands:     %(netinvite)s --help"""
SHOWN = ("help", "metavar", "options_metavar", "subcommand_metavar")
# The commands of ``templates``.
INNER = ("list", "copy", "diff", "check")
# The commands that share a module.
MODULES = {"later": "log", "export": "privacy", "forget": "privacy"}


class Commands(TyperGroup):
    """The commands of ``COMMANDS``, each built when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return translate(build(cmd_name)) if cmd_name in COMMANDS else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, short(name)) for name in COMMANDS])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem[str]]":
        named = [CompletionItem(name, help=short(name)) for name in COMMANDS if name.startswith(incomplete)]
        return [*named, *click.Command.shell_complete(self, ctx, incomplete)]


def short(name: str) -> str:
    """What a command does, in one sentence."""
    return _(COMMANDS[name]).split(". ")[0].rstrip(".") + "."


def build(name: str) -> click.Command:
    """The command ``name``: its module's function of that name, or its ``app`` with commands inside."""
    function = f"{name}_" if iskeyword(name) else name
    module = import_module(f"netinvite.cli.{MODULES.get(name, function)}")
    app = getattr(module, "app", None)
    if app is None:
        app = typer.Typer(**SETTINGS)
        app.command(name, cls=WithName)(getattr(module, function))
    command = typer.main.get_command(app)
    command.help = COMMANDS[name]
    getattr(module, "amend", lambda command: None)(command)
    return command


def translate(command: Any) -> Any:
    """Put the help of a command, its options and its sub-commands into the language in use."""
    for thing in (command, *command.params):
        for words in SHOWN:
            if text := getattr(thing, words, None):
                setattr(thing, words, _(text))
    for inner in getattr(command, "commands", {}).values():
        translate(inner)
    return command


app = typer.Typer(
    name="netinvite",
    cls=Commands,
    help="From somebody in mind to a first contact: reflection, pitch, invitation and conversation guide.",
    subcommand_metavar="COMMAND [ARGS]...",
    **SETTINGS,
)


def _version(context: typer.Context, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        screen.put(f"netinvite {__version__}")
        raise typer.Exit


def _completion(context: typer.Context, shell: str | None) -> None:
    if shell is None or context.resilient_parsing:
        return
    if shell not in completion.SCRIPTS:
        raise UsageError(
            _("There is no completion for “%(shell)s”.") % {"shell": shell},
            _("Choose one of: %(names)s") % {"names": ", ".join(completion.SCRIPTS)},
        )
    screen.put(completion.script(shell).rstrip("\n"))
    raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
    show_completion: Annotated[
        str | None,
        typer.Option(
            "--show-completion",
            metavar="bash|zsh|fish",
            click_type=completion.SHELL,
            callback=_completion,
            is_eager=True,
            help="Print what a shell needs to complete commands, options and names with the Tab key.",
            show_default=False,
        ),
    ] = None,
    lang: AnyLanguage = None,
) -> None:
    if lang:
        # Before the command or after it: the language is the same; so for the commands of a command.
        defaults: dict[str, Any] = {name: {"lang": lang} for name in COMMANDS}
        defaults["templates"] |= {name: {"lang": lang} for name in INNER}
        context.default_map = defaults
    if context.invoked_subcommand is None:
        if lang and unknown(lang):
            raise no_language(lang)
        screen.put(screen.wrap(_(WELCOME) % {"netinvite": commands.program()}))


def program() -> Any:
    """The command tree in the language in use."""
    return translate(typer.main.get_command(app))


def run(arguments: Sequence[str]) -> int:
    """Run a command line; the one place where an error becomes a sentence and an exit code."""
    # A network that another command line named is not meant by this one.
    commands.speak_of(())
    commands.sit_as("")
    clock.count_in(None)
    try:
        return _run(arguments)
    except KeyboardInterrupt:  # one more, while the first was being told
        return INTERRUPTED


def _run(arguments: Sequence[str]) -> int:
    try:
        if completion.asked():
            screen.put(completion.answer(program()))
            return 0
        code = program().main(list(arguments), prog_name="netinvite", standalone_mode=False)
        sys.stdout.flush()
    except BrokenError as error:
        status = _broken(error.fault)
        screen.tell(error.message)
        return status
    except NetinviteError as error:
        return _told(error)
    except click.exceptions.Exit as leave:
        return _interrupted() if leave.exit_code == INTERRUPTED else leave.exit_code
    except click.ClickException as error:
        with contextlib.suppress(OSError):
            error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _interrupted()
    except BrokenPipeError:
        return _reader_gone()
    except SystemExit as leave:
        # Click makes an exit of its own of a reader that went away.
        return _reader_gone() if isinstance(leave.__context__, BrokenPipeError) else _status_of(leave)
    except OSError as error:
        return _refused(error)
    except Exception as error:
        return _own_fault(error)
    return code if isinstance(code, int) else 0


def _told(error: NetinviteError) -> int:
    between = "\n" if "\n" in error.message else " "
    screen.tell(f"{error.message}{between}{error.hint}".strip())
    _drop_unwritten()
    return error.exit_code


def _broken(fault: Exception) -> int:
    if isinstance(fault, NetinviteError):
        return _told(fault)
    return _refused(fault) if isinstance(fault, OSError) else _own_fault(fault)


def _interrupted() -> int:
    """Say so; a second Ctrl+C says nothing new, also not while Python shuts down."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    screen.tell(_("Interrupted."))
    return INTERRUPTED


def _drop_unwritten() -> None:
    """What a terminal that went away did not take is no fault of its own at the very end."""
    # Where they were closed from the start there are none.
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _status_of(leave: SystemExit) -> int:
    return leave.code if isinstance(leave.code, int) else int(bool(leave.code))


def _reader_gone() -> int:
    """As a program that the signal ended (``| head -1``): nothing is said."""
    _write_no_more()
    return 141


def _refused(error: OSError) -> int:
    """What the system refused: a file by its name; without one it was the output."""
    if error.filename and not isinstance(error.filename, int):
        words = {"file": os.fsdecode(error.filename), "reason": refusal(error)}
        screen.tell(_("%(file)s cannot be used: %(reason)s.") % words)
        return 1
    reason = _("it is closed") if isinstance(error, UnsupportedOperation) else refusal(error)
    screen.tell(_("The output cannot be written: %(reason)s.") % {"reason": reason})
    _write_no_more()
    return 1


def _write_no_more() -> None:
    """A second complaint, at shutdown, is kept out of sight."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _own_fault(error: Exception) -> int:
    # 10 ms.
    from netinvite.cli import crash

    screen.tell(crash.told(crash.report(error)))
    return crash.EXIT_CODE
