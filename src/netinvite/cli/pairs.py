"""Which options go together, command by command; two that do not are refused with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click
from click.core import ParameterSource

from netinvite.errors import UsageError
from netinvite.language import _, later


class Apart:
    """``one`` goes with none of ``others`` (named as on the command line); ``why`` is a msgid."""

    # No NamedTuple, for every start would pay for making it.
    def __init__(self, one: str, others: tuple[str, ...], why: str) -> None:
        self.one, self.others, self.why = one, others, why


class Belongs:
    """``one`` says something about one of ``others``, and nothing without."""

    def __init__(self, one: str, *others: str) -> None:
        self.one, self.others = one, others


Rule = Apart | Belongs


MAIL: tuple[Rule, ...] = (
    Apart("PERSON", ("--all",), later("--all is for everyone; leave one of them out.")),
    Apart(
        "--sent",
        ("--format", "--output", "--force", "--attach", "--invite", "--all", "--open", "--copy"),
        later("--sent writes no email, it only records that one person's was sent."),
    ),
    Apart("--all", ("--open", "--copy"), later("Only one email at a time can be opened or copied.")),
    Apart(
        "--open",
        ("--copy", "--format", "--output", "--force"),
        later("--open hands the email to your email program, in the form that it takes."),
    ),
    Apart(
        "--copy",
        ("--format", "--output", "--force", "--attach", "--invite"),
        later("--copy takes subject and text, nothing else."),
    ),
    Belongs("--force", "--output"),
    Belongs("--state", "--all"),
    Belongs("--need", "--all"),
)
PREPARE: tuple[Rule, ...] = (
    Apart(
        "--example",
        (
            "PERSON",
            "--answers",
            "--set",
            "--new",
            "--rename",
            "--change-organiser",
            "--calendar",
            "--as",
            "--take-over",
        ),
        later("--example shows answers of its own, about a person of its own."),
    ),
    Apart("--take-over", ("--new",), later("Whoever is new belongs to you already.")),
    Apart("--new", ("--rename",), later("Whoever is new has no name yet.")),
    Apart("--short", ("--full",), later("--short asks less than --full; give one of them.")),
)
INTERVIEW: tuple[Rule, ...] = (
    Apart(
        "--guide",
        ("--last", "--answers", "--set"),
        later("--guide prints the conversation guide and records nothing."),
    ),
)
STATUS: tuple[Rule, ...] = (
    Apart("--ics", ("--feed", "--json", "--due"), later("--ics writes a calendar file and prints nothing.")),
    Apart("--feed", ("--json", "--due"), later("--feed writes a calendar file and prints nothing.")),
    Belongs("--force", "--feed", "--ics"),
    Apart(
        "--ics",
        ("TEXT", "--state", "--need", "--sort", "--long", "--mine"),
        later("--ics writes the entries of everyone."),
    ),
    Apart(
        "--feed",
        ("TEXT", "--state", "--need", "--sort", "--long", "--mine"),
        later("--feed writes the entries of everyone."),
    ),
    Apart("--long", ("--json", "--due"), later("--long is for the screen.")),
)
TODAY: tuple[Rule, ...] = (
    Apart("--json", ("--plain",), later("--json is for programs; leave one of them out.")),
)
CHECK: tuple[Rule, ...] = (
    Apart(
        "--explain",
        ("PERSON", "--format", "--strict", "--list", "--mine", "--read", "--accept", "--fix"),
        later("--explain tells of one rule and looks at no text."),
    ),
    Apart(
        "--list",
        ("PERSON", "--strict", "--mine", "--read", "--accept", "--fix"),
        later("--list tells of the rules and looks at no text."),
    ),
    Apart(
        "--read",
        ("--accept", "--fix", "--format", "--strict", "--mine"),
        later("--read goes through questions and finds nothing."),
    ),
    Apart(
        "--accept",
        ("--fix", "--format", "--strict", "--mine"),
        later("--accept leaves one finding as it is and looks for no others."),
    ),
    Belongs("--read", "PERSON"),
    Belongs("--accept", "PERSON"),
    Belongs("--fix", "PERSON"),
    Belongs("--as", "--mine"),
    Apart("PERSON", ("--mine",), later("--mine is for all of yours; leave one of them out.")),
)
PITCH: tuple[Rule, ...] = (Belongs("--pace", "--rehearse"),)
LEAFLET: tuple[Rule, ...] = (Belongs("--force", "--output"),)
EXPORT: tuple[Rule, ...] = (
    Apart("PERSON", ("--all",), later("--all is for everyone; leave one of them out.")),
)
IMPORT: tuple[Rule, ...] = (
    Apart("--dry-run", ("--yes",), later("--dry-run changes nothing, whatever is answered.")),
)
LOG: tuple[Rule, ...] = (
    Apart(
        "--undo",
        ("WHAT", "--how", "--note", "--date"),
        later("--undo takes back what was recorded last, and records nothing."),
    ),
)
FORGET: tuple[Rule, ...] = (
    Belongs("--confirm", "--yes"),
    Belongs("--to", "--organiser"),
    Apart("--organiser", ("PERSON", "--also"), later("--organiser forgets one who organises, not a person.")),
)


def refuse(rules: Sequence[Rule]) -> None:
    """A ``UsageError`` for the first two of the options given to this command that break a rule."""
    given = set(_given(click.get_current_context()))
    for rule in rules:
        if rule.one not in given:
            continue
        if isinstance(rule, Belongs):
            if not any(other in given for other in rule.others):
                raise _lonely(rule)
        elif other := next((name for name in rule.others if name in given), ""):
            words = {"one": rule.one, "other": other}
            raise UsageError(_("%(one)s and %(other)s do not go together.") % words, _(rule.why))


def _lonely(rule: Belongs) -> UsageError:
    words = {"one": rule.one, "other": " / ".join(rule.others)}
    return UsageError(
        _("%(one)s belongs to %(other)s.") % words, _("Add %(other)s, or leave %(one)s out.") % words
    )


def _given(context: click.Context) -> Iterable[str]:
    """What stands on the command line, by its long name or, for an argument, the word in the help."""
    for parameter in context.command.params:
        if context.get_parameter_source(str(parameter.name)) is ParameterSource.COMMANDLINE:
            yield name_of(parameter)


def name_of(parameter: click.Parameter) -> str:
    """``--output``, or ``PERSON`` for the argument."""
    if isinstance(parameter, click.Argument):
        return str(parameter.name).upper()
    return max(parameter.opts, key=len)
