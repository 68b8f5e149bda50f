"""Another time in the place of one that has gone by, asked for one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from netinvite.app.check import Checker
from netinvite.app.checking import FIRST
from netinvite.checks import Material
from netinvite.checks.listed import Item
from netinvite.checks.mending import gone_by, with_time
from netinvite.errors import AnswerError
from netinvite.language import _
from netinvite.model.dates import format_time
from netinvite.model.people import Person
from netinvite.model.times import read_times
from netinvite.store import asread, drafts, files
from netinvite.store.presence import holding
from netinvite.store.workspace import Workspace
from netinvite.values import NamedTuple


class _Gone(NamedTuple):
    """A time that has gone by, and the email in whose list it stands as it was read."""

    checker: Checker
    file: Path
    material: Material
    item: Item


def pick_anew(workspace: Workspace, person: Person, ask: Callable[[str], str]) -> Iterator[str]:
    """For each time of a person's email that has gone by, another one that ``ask`` gets of its words; ""
    leaves it. Says what became of each; where the answer cannot stand there, why, and asks again. An email
    that was changed while somebody was asked is read anew, and what was typed put there if the time it is
    for still is."""
    left: set[str] = set()
    typed: dict[str, str] = {}
    while gone := [one for one in _all_gone(workspace, person) if one.item.text not in left]:
        one = next((one for one in gone if one.item.text in typed), gone[0])
        words = one.item.text
        answer = typed.pop(words, "") or ask(words)
        if not answer:
            left.add(words)
            continue
        try:
            moment = _moment(answer, one.material)
            text = with_time(one.material, one.item, moment)
            _refuse_new_errors(one, person, text)
        except AnswerError as error:
            yield error.in_full
            continue
        with holding(workspace, person.slug, person.name):
            is_written = asread.write(one.file, text, one.material.raw)
        if not is_written:
            typed[words] = answer
            yield asread.changed(one.file)
            continue
        told = _("%(old)s is now %(new)s.") % {"old": words, "new": format_time(moment, one.material.lang)}
        yield f"{files.shown(one.file)}:{one.item.line}: {told}"


def _all_gone(workspace: Workspace, person: Person) -> Iterator[_Gone]:
    checker = Checker(workspace)
    for file, material in checker.materials(person.slug):
        if material.about == FIRST:
            yield from (_Gone(checker, file, material, item) for item in gone_by(material))


def _moment(typed: str, material: Material) -> datetime:
    """The one time that was typed; an ``AnswerError`` for none, and for several."""
    found = read_times(typed, material.lang, material.now)
    if len(found) > 1:
        raise AnswerError(_("These are several times; one alone can stand in the place of another."))
    return found[0].start


def _refuse_new_errors(gone: _Gone, person: Person, text: str) -> None:
    """An ``AnswerError`` where the email would have an error with the new time that it has not now."""
    lang = drafts.language(gone.checker.workspace, person.slug, FIRST)

    def found(text: str) -> Counter[str]:
        errors = gone.checker.verdict(person.slug, {FIRST: text}, lang=lang).errors
        return Counter(one.message for one in errors)

    if new := found(text) - found(gone.material.raw):
        raise AnswerError(next(iter(new)))
