"""Another time in the place of one that has gone by, asked for one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from netinvite.app import verdicts
from netinvite.app.check import Checker
from netinvite.app.checking import FIRST
from netinvite.app.preparation import Preparation
from netinvite.app.prepare import keep_edited
from netinvite.checks import Material
from netinvite.checks.listed import Item
from netinvite.checks.mending import gone_by, with_time
from netinvite.errors import AnswerError
from netinvite.language import _
from netinvite.model import keys, kinds
from netinvite.model.dates import format_time
from netinvite.model.people import Person
from netinvite.model.times import read_times
from netinvite.store import asread, drafts, files
from netinvite.store.inventory import organisers
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
            told = _put(workspace, person, one, moment, text)
        except AnswerError as error:
            yield error.in_full
            continue
        if not told:
            typed[words] = answer
            yield asread.changed(one.file)
            continue
        new = format_time(moment, one.material.lang)
        yield f"{files.shown(one.file)}:{_line_of(one, new)}: " + told % {"old": words, "new": new}


def _line_of(one: _Gone, new: str) -> int:
    """Where the new time stands: the answers put it in its order."""
    lines = enumerate(drafts.text_of(one.file).splitlines(), 1)
    return next((number for number, line in lines if new in line), one.item.line)


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


def _put(workspace: Workspace, person: Person, one: _Gone, moment: datetime, text: str) -> str:
    """Put the time where the one that has gone by stands: into the answers, where the email was made of them
    and nobody edited it, else into the email, which is ``text`` then. What is said of it; "" where the email
    is not what was read any more."""
    with holding(workspace, person.slug, person.name):
        if not asread.is_as_read(one.file, one.material.raw):
            return ""
        if _is_answered(workspace, person, one, moment):
            return _("%(old)s is now %(new)s, in your answers as well.")
        files.write(one.file, text)
    return _("%(old)s is now %(new)s.")


def _is_answered(workspace: Workspace, person: Person, one: _Gone, moment: datetime) -> bool:
    """Whether the answers have the time now, and the texts that nobody edited were written of them; an
    ``AnswerError`` where it does not fit there. Of several organisers, each answers for themselves."""
    draft = drafts.look(workspace, person.slug, FIRST)
    if draft.edited or not draft.current or organisers(workspace.root):
        return False
    preparation = Preparation.open(workspace, one.material.lang, person)
    question, times = preparation.guide.question(keys.TIMES), preparation.walk.answers.get(keys.TIMES)
    old = next(said.moment for said in one.material.proposals if said.line == one.item.line)
    if question is None or not isinstance(times, tuple) or old not in times or preparation.missing():
        return False
    kind = kinds.of(question)
    now = sorted(moment if time == old else time for time in times if isinstance(time, datetime))
    raw = kind.to_toml(tuple(now))
    preparation.put({question.key: kind.from_toml(question, raw, preparation.walk.choices(question))})
    documents = [each for each in preparation.documents() if drafts.look(workspace, person.slug, each).saved]
    texts = preparation.texts(tuple(documents))
    preparation.save(strict=True)
    keep_edited(preparation, texts, verdicts.verdict_on(preparation, texts))
    return True


def _refuse_new_errors(gone: _Gone, person: Person, text: str) -> None:
    """An ``AnswerError`` where the email would have an error with the new time that it has not now."""
    lang = drafts.language(gone.checker.workspace, person.slug, FIRST)

    def found(text: str) -> Counter[str]:
        errors = gone.checker.verdict(person.slug, {FIRST: text}, lang=lang).errors
        return Counter(one.message for one in errors)

    if new := found(text) - found(gone.material.raw):
        raise AnswerError(next(iter(new)))
