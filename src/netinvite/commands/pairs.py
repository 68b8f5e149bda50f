"""Options that do not go together: refused by name, for what is dropped in silence surprises later.

Whatever two options of a command stand in no table here, are both carried out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click
from click.core import ParameterSource

from netinvite.errors import UsageError
from netinvite.language import _


class Apart:
    """``one`` goes with none of ``others`` (named as on the command line); ``why`` is a msgid."""

    # No NamedTuple, for every start would pay for making it.
    def __init__(self, one: str, others: tuple[str, ...], why: str) -> None:
        self.one, self.others, self.why = one, others, why


class Belongs:
    """``one`` says something about ``other``, and nothing without it."""

    def __init__(self, one: str, other: str) -> None:
        self.one, self.other = one, other


Rule = Apart | Belongs


def later(message: str) -> str:
    """Marks a text for the catalogue; it is translated when it is shown."""
    return message


MAIL: tuple[Rule, ...] = (
    Apart("PERSON", ("--all",), later("--all is for everyone; leave one of them out.")),
    Apart(
        "--sent",
        ("--format", "--output", "--force", "--attach", "--invite", "--all", "--open", "--copy"),
        later("--sent writes no mail, it only records that one person's was sent."),
    ),
    Apart("--all", ("--open", "--copy"), later("Only one mail at a time can be opened or copied.")),
    Apart(
        "--open",
        ("--copy", "--format", "--output", "--force"),
        later("--open hands the mail to your mail program, in the form that it takes."),
    ),
    Apart(
        "--copy",
        ("--format", "--output", "--force", "--attach", "--invite"),
        later("--copy takes subject and text, nothing else."),
    ),
    Belongs("--force", "--output"),
)
PREPARE: tuple[Rule, ...] = (
    Apart(
        "--example",
        ("PERSON", "--answers", "--set", "--new", "--change-organiser"),
        later("--example shows answers of its own, about a person of its own."),
    ),
)
INTERVIEW: tuple[Rule, ...] = (
    Apart(
        "--guide", ("--last", "--answers", "--set"), later("--guide prints questions and records nothing.")
    ),
)
STATUS: tuple[Rule, ...] = (
    Apart("--ics", ("--json", "--due"), later("--ics writes a calendar file and prints nothing.")),
    Apart("--json", ("--due",), later("--json prints everyone; what is overdue is marked in it.")),
)
CHECK: tuple[Rule, ...] = (
    Apart(
        "--explain",
        ("PERSON", "--format", "--strict", "--list"),
        later("--explain tells of one rule and looks at no text."),
    ),
    Apart(
        "--list", ("PERSON", "--format", "--strict"), later("--list tells of the rules and looks at no text.")
    ),
)
PITCH: tuple[Rule, ...] = (Belongs("--pace", "--rehearse"),)
LEAFLET: tuple[Rule, ...] = (Belongs("--force", "--output"),)
EXPORT: tuple[Rule, ...] = (
    Apart("PERSON", ("--all",), later("--all is for everyone; leave one of them out.")),
)
IMPORT: tuple[Rule, ...] = (
    Apart("--dry-run", ("--yes",), later("--dry-run changes nothing, whatever is answered.")),
)
FORGET: tuple[Rule, ...] = (Belongs("--confirm", "--yes"),)


def refuse(rules: Sequence[Rule]) -> None:
    """A ``UsageError`` for the first two of the options given to this command that break a rule."""
    given = set(_given(click.get_current_context()))
    for rule in rules:
        if rule.one not in given:
            continue
        if isinstance(rule, Belongs):
            if rule.other not in given:
                raise _lonely(rule)
        elif other := next((name for name in rule.others if name in given), ""):
            words = {"one": rule.one, "other": other}
            raise UsageError(_("%(one)s and %(other)s do not go together.") % words, _(rule.why))


def _lonely(rule: Belongs) -> UsageError:
    words = {"one": rule.one, "other": rule.other}
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
