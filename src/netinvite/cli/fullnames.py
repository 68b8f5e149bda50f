"""A name in several words without quotation marks: ``netinvite mail Anna Lee``."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource
from typer.core import TyperCommand

from netinvite.errors import AnswerError, UsageError
from netinvite.language import _

if TYPE_CHECKING:
    from netinvite.store.network import Network

# What can stand behind a name, where something can: the argument, and its words.
TEXTS = ("pitch", "mail", "conversation")
WHAT = (
    *("no-answer", "talked", "met", "message", "post", "sent", "bounced", "replied", "moved"),
    # Without its hyphen.
    "no answer",
)
BEHIND = {"text": TEXTS, "what": WHAT}


class WithName(TyperCommand):
    """A command about a PERSON: the words that nothing else takes are the name's."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As Click; what it would refuse as too much goes on with the name."""
        if ctx.resilient_parsing or not any(one.name == "person" for one in self.params):
            return super().parse_args(ctx, args)
        ctx.allow_extra_args = True
        super().parse_args(ctx, [*args])
        ctx.allow_extra_args = False
        behind = next((name for name in BEHIND if name in ctx.params), "")
        words = [ctx.params["person"], ctx.params.get(behind), *ctx.args]
        words = [word for word in words if word is not None]
        is_clear = not ctx.args and " ".join(words) not in BEHIND.get(behind, ())
        if is_clear and not (behind == "what" and ctx.params.get("undo")):
            return []
        if _goes_beyond(words, BEHIND.get(behind, ())) or (self.name == "check" and _are_files(words)):
            return super().parse_args(ctx, args)
        self._share(ctx, behind, words)
        return []

    def _share(self, ctx: click.Context, behind: str, words: Sequence[str]) -> None:
        """Say which words are the name, and which what can stand behind it."""
        last = _last(words, BEHIND.get(behind, ()))
        name = " ".join(words[: len(words) - last])
        ctx.args, ctx.params["person"] = [], name or "-".join(words)
        if behind:
            ctx.params[behind] = "-".join(words[len(words) - last :]) if last and name else None
            if not ctx.params[behind]:
                ctx.set_parameter_source(behind, ParameterSource.DEFAULT)


def _last(words: Sequence[str], known: Collection[str]) -> int:
    """How many words at the end are one that is known."""
    return next((n for n in (2, 1) if " ".join(words[-n:]).casefold() in known), 0)


def _goes_beyond(words: Sequence[str], known: Collection[str]) -> bool:
    """Whether something follows what stands behind a name."""
    return any(word.casefold() in known for word in words[1 : len(words) - _last(words, known)])


def _are_files(words: Sequence[str]) -> bool:
    return any(word == "-" or "/" in word or Path(word).is_file() for word in words)


def goes_on(place: Network, name: str | None, more: str | None) -> bool:
    """Whether a word that stands behind a name belongs to it: somebody is called by both."""
    # 5 ms, where such a word is known to be nothing else.
    from netinvite.model.people import matches

    return bool(name and more and matches(f"{name} {more}", place.people()))


@contextmanager
def explained(place: Network, command: str, name: str | None, more: Sequence[str]) -> Iterator[None]:
    """What is wrong with ``more`` is told with how a name of several words is written, where it begins with
    some of the name."""
    try:
        yield
    except (AnswerError, UsageError) as error:
        if hint := _in_one(place, command, name, more):
            raise UsageError(error.message, hint) from None
        raise


def _in_one(place: Network, command: str, name: str | None, more: Sequence[str]) -> str:
    # See above.
    from netinvite.model.people import matches

    people = place.people() if name else []
    for count in range(len(more), 0, -1):
        found = matches(" ".join([name or "", *more[:count]]), people)
        if len(found) == 1:
            way = place.command(command, found[0].slug, *more[count:])
            told = _("A name of several words stands in quotation marks; or give the folder's: %(command)s")
            return told % {"command": way}
    return ""
