"""Another time in the place of one that has gone by, asked for one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from netinvite.app import verdicts
from netinvite.app.check import Checker
from netinvite.app.checking import FIRST
from netinvite.app.preparation import Preparation
from netinvite.app.prepare import keep_edited
from netinvite.checks import Material
from netinvite.checks.mending import Gone, gone_by, with_time
from netinvite.errors import AnswerError, WorkspaceError
from netinvite.language import _
from netinvite.model import keys, kinds
from netinvite.model.dates import format_range, format_time
from netinvite.model.moments import Moment
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
    yield from _in_sentences(workspace, person, email) if email else ()
    while email:
        gone = [one for one in gone_by(email.material) if one.item.text not in left]
        one = next((one for one in gone if one.item.text in typed), gone[0] if gone else None)
        if one is None:
            for old, said in typed.items():
                words = {"typed": said, "old": old}
                yield _("“%(typed)s” was put nowhere: “%(old)s” does not stand there any more.") % words
            return
        before, item = email.text, one.item.text
        if not one.end:
            left.add(item)
            yield _left(workspace, person, email, one)
        elif answer := typed.pop(item, "") or ask(one.words):
            try:
                told = _answered(workspace, person, email, one, answer)
                before = _text(email.file) if told else before
                typed |= {} if told else {item: answer}
                yield from [told] if told else []
            except AnswerError as error:
                yield error.in_full
        else:
            left.add(item)
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


def _in_sentences(workspace: Workspace, person: Person, email: _Email) -> Iterator[str]:
    """What is said of times that have gone by and stand in no list."""
    listed = {item.line + more for item in email.material.items for more in range(item.lines)}
    words = {"command": workspace.command("edit", person.slug, "mail")}
    for one in (*email.material.proposals, *email.material.beside):
        if one.sure and one.moment <= email.material.now and one.line not in listed:
            told = _("“%(time)s” has gone by and is left: it stands in a sentence. To change it: %(command)s")
            yield f"{files.shown(email.file)}:{one.line}: {told % {**words, 'time': one.words}}"


def _left(workspace: Workspace, person: Person, email: _Email, gone: Gone) -> str:
    """What is said of a time whose words cannot be told from those beside it."""
    words = {"time": gone.words, "command": workspace.command("edit", person.slug, "mail")}
    told = _(
        "“%(time)s” is left: a time in it has gone by, but which of these words are the time cannot be told "
        "for certain. To change it: %(command)s"
    )
    return f"{files.shown(email.file)}:{gone.line}: {told % words}"


def _answered(workspace: Workspace, person: Person, email: _Email, gone: Gone, typed: str) -> str:
    """What is said of a time that was put in the place of one that has gone by, as it was ``typed``; "" where
    the email is not what was read any more. An ``AnswerError`` where it cannot stand there."""
    lang, moment = email.material.lang, _moment(typed, email.material)
    # How long it lasts stays as it stands there, where nothing else was typed.
    end = moment.end or (moment.start + gone.lasts if gone.lasts else None)
    new = format_range(moment.start, end, lang) if end else format_time(moment.start, lang)
    text = with_time(email.material, gone, new)
    _refuse_new_errors(email, person, text)
    if not (told := _put(workspace, person, email, gone, moment.start, text)):
        return ""
    # The answers put it in its order, and keep its beginning.
    begins = format_time(moment.start, lang)
    lines = [(number, line.casefold()) for number, line in enumerate(_text(email.file).splitlines(), 1)]
    found = ((number, one) for one in (new, begins) for number, line in lines if one.casefold() in line)
    line, now = next(found, (gone.line, new))
    minutes = email.material.minutes
    if moment.end and now == begins and moment.end - moment.start != timedelta(minutes=minutes):
        as_answered = _("The conversation takes %(count)s minutes, as in the answers.")
        told = f"{told} {as_answered % {'count': minutes}}"
    return f"{files.shown(email.file)}:{line}: " + told % {"old": gone.words, "new": now}


def _moment(typed: str, material: Material) -> Moment:
    """The one time that was typed; an ``AnswerError`` for none, and for several."""
    found = read_times(typed, material.lang, material.now)
    if len(found) > 1:
        raise AnswerError(_("These are several times; one alone can stand in the place of another."))
    return found[0]


def _put(workspace: Workspace, person: Person, email: _Email, gone: Gone, moment: datetime, text: str) -> str:
    """Put the time where the one that has gone by stands: into the answers, where the email was made of them
    and nobody edited it, else into the email, which is ``text`` then. What is said of it; "" where the email
    is not what was read any more."""
    with holding(workspace, person.slug, person.name):
        if not asread.is_as_read(email.file, email.text):
            return ""
        if _is_in_the_answers(workspace, person, email, gone, moment):
            return _("%(old)s is now %(new)s, in your answers as well.")
        files.write(email.file, text)
    return _("%(old)s is now %(new)s.")


def _is_in_the_answers(
    workspace: Workspace, person: Person, email: _Email, gone: Gone, moment: datetime
) -> bool:
    """Whether the answers have the time now, and the texts that nobody edited were written of them; an
    ``AnswerError`` where it does not fit there. Of several organisers, each answers for themselves."""
    draft = drafts.look(workspace, person.slug, FIRST)
    if draft.edited or not draft.current or organisers(workspace.root):
        return False
    preparation = Preparation.open(workspace, email.material.lang, person)
    question, times = preparation.guide.question(keys.TIMES), preparation.walk.answers.get(keys.TIMES)
    if question is None or not isinstance(times, tuple) or gone.moment not in times or preparation.missing():
        return False
    kind = kinds.of(question)
    now = sorted(moment if time == gone.moment else time for time in times if isinstance(time, datetime))
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
