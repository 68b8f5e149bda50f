"""Another time in the place of one that has gone by, asked for one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
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
from netinvite.errors import AnswerError, WorkspaceError
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


class _Email(NamedTuple):
    """A person's email as it was read."""

    checker: Checker
    file: Path
    material: Material

    @property
    def text(self) -> str:
        """As it lies there."""
        return self.material.raw


def pick_anew(workspace: Workspace, person: Person, ask: Callable[[str], str]) -> Iterator[str]:
    """For each time of a person's email that has gone by, another one that ``ask`` gets of its words; ""
    leaves it. Says what became of each; where the answer cannot stand there, why, and asks again. An email
    that was changed while somebody was asked is read anew, which is said, and what was typed put there if the
    time it is for still is."""
    left: set[str] = set()
    typed: dict[str, str] = {}
    email, before = _read(workspace, person), ""
    while email:
        gone = [item for item in gone_by(email.material) if item.text not in left]
        item = next((one for one in gone if one.text in typed), gone[0] if gone else None)
        if item is None:
            for old, said in typed.items():
                words = {"typed": said, "old": old}
                yield _("“%(typed)s” was put nowhere: “%(old)s” does not stand there any more.") % words
            return
        before = email.text
        if answer := typed.pop(item.text, "") or ask(item.text):
            try:
                told = _answered(workspace, person, email, item, answer)
                before = _text(email.file) if told else before
                typed |= {} if told else {item.text: answer}
                yield from [told] if told else []
            except AnswerError as error:
                yield error.in_full
        else:
            left.add(item.text)
        file, email = email.file, _read(workspace, person)
        if before != (email.text if email else ""):
            yield asread.changed(file)


def _read(workspace: Workspace, person: Person) -> _Email | None:
    checker = Checker(workspace)
    found = (one for one in checker.materials(person.slug) if one[1].about == FIRST)
    return next((_Email(checker, *one) for one in found), None)


def _text(file: Path) -> str:
    with suppress(WorkspaceError):
        return drafts.text_of(file)
    return ""


def _answered(workspace: Workspace, person: Person, email: _Email, item: Item, typed: str) -> str:
    """What is said of a time that was put in an item's place as it was ``typed``; "" where the email is not
    what was read any more. An ``AnswerError`` where it cannot stand there."""
    moment = _moment(typed, email.material)
    text = with_time(email.material, item, moment)
    _refuse_new_errors(email, person, text)
    if not (told := _put(workspace, person, email, item, moment, text)):
        return ""
    new = format_time(moment, email.material.lang)
    # The answers put it in its order.
    lines = enumerate(_text(email.file).splitlines(), 1)
    line = next((number for number, line in lines if new in line), item.line)
    return f"{files.shown(email.file)}:{line}: " + told % {"old": item.text, "new": new}


def _moment(typed: str, material: Material) -> datetime:
    """The one time that was typed; an ``AnswerError`` for none, and for several."""
    found = read_times(typed, material.lang, material.now)
    if len(found) > 1:
        raise AnswerError(_("These are several times; one alone can stand in the place of another."))
    return found[0].start


def _put(workspace: Workspace, person: Person, email: _Email, item: Item, moment: datetime, text: str) -> str:
    """Put the time where the one that has gone by stands: into the answers, where the email was made of them
    and nobody edited it, else into the email, which is ``text`` then. What is said of it; "" where the email
    is not what was read any more."""
    with holding(workspace, person.slug, person.name):
        if not asread.is_as_read(email.file, email.text):
            return ""
        if _is_in_the_answers(workspace, person, email, item, moment):
            return _("%(old)s is now %(new)s, in your answers as well.")
        files.write(email.file, text)
    return _("%(old)s is now %(new)s.")


def _is_in_the_answers(
    workspace: Workspace, person: Person, email: _Email, item: Item, moment: datetime
) -> bool:
    """Whether the answers have the time now, and the texts that nobody edited were written of them; an
    ``AnswerError`` where it does not fit there. Of several organisers, each answers for themselves."""
    draft = drafts.look(workspace, person.slug, FIRST)
    if draft.edited or not draft.current or organisers(workspace.root):
        return False
    preparation = Preparation.open(workspace, email.material.lang, person)
    question, times = preparation.guide.question(keys.TIMES), preparation.walk.answers.get(keys.TIMES)
    old = next(said.moment for said in email.material.proposals if said.line == item.line)
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


def _refuse_new_errors(email: _Email, person: Person, text: str) -> None:
    """An ``AnswerError`` where the email would have an error with the new time that it has not now."""
    lang = drafts.language(email.checker.workspace, person.slug, FIRST)

    def found(text: str) -> Counter[str]:
        errors = email.checker.verdict(person.slug, {FIRST: text}, lang=lang).errors
        return Counter(one.message for one in errors)

    if new := found(text) - found(email.text):
        raise AnswerError(next(iter(new)))
