"""A person who was written to in one language and is to be written to in another.

What is a fact stays. What stands in a text would mix languages: it is taken out of the answers and waits in
its field, as half typed, to be put into the other language.
"""

from __future__ import annotations

from collections.abc import Mapping

from netinvite.app.preparation import Preparation
from netinvite.errors import UsageError
from netinvite.language import _, active
from netinvite.model.dates import language_name
from netinvite.model.people import Person
from netinvite.model.questions import Question, Value
from netinvite.model.walk import Walk
from netinvite.store.inventory import language_of
from netinvite.store.network import Network
from netinvite.store.transaction import as_typed
from netinvite.values import NamedTuple, replace

# Kinds of question whose answers are in a language.
WORDED = ("sentence", "line", "lines", "long", "list")


class Turn(NamedTuple):
    """From one language to another: the answers that are taken out, as they would be typed; "" for one that
    was only proposed."""

    before: str
    after: str
    texts: Mapping[str, str]


def own_language(workspace: Network, person: Person) -> str:
    """The language that a person is written to in; "" where nobody has said."""
    return person.lang or language_of(workspace.root)


def turn(preparation: Preparation, person: Person, before: str) -> Turn | None:
    """What it takes to write to ``person`` in the language of ``preparation``; ``None`` for no other one."""
    after = preparation.guide.lang
    if before in ("", after):
        return None
    walk = Preparation.open(preparation.workspace, before, person).walk
    bound = (question for question in walk.guide.questions("person") if _is_bound(question))
    texts = {
        question.key: _kept(walk, question, value)
        for question in bound
        if (value := walk.answers.get(question.key)) not in (None, ())
    }
    return Turn(before, after, texts)


def _is_bound(question: Question) -> bool:
    return question.kind in WORDED and not question.private and not question.any_language


def _kept(walk: Walk, question: Question, value: Value | None) -> str:
    return "" if value == walk.proposed(question) else as_typed(value, question)


def apply(preparation: Preparation, turned: Turn) -> None:
    """Take out what is in the other language, and let it wait in its fields."""
    answers = {key: value for key, value in preparation.walk.answers.items() if key not in turned.texts}
    preparation.unfinished.update({key: text for key, text in turned.texts.items() if text})
    preparation.speak(turned.after)
    preparation.walk = replace(preparation.walk, answers=answers).waiting(preparation.unfinished)


def told(name: str, turned: Turn) -> str:
    """What it means to write to somebody in another language."""
    return _(
        "%(name)s is written to in %(before)s. To write in %(after)s, the sentences are asked again: each "
        "stands in its field in %(before)s, to be put into %(after)s. Names, addresses, choices and private "
        "notes stay, and so do the texts that are saved, until they are written anew."
    ) % _words(name, turned.before, turned.after)


def refused(name: str, before: str, after: str) -> UsageError:
    """For answers in a language that the person is not written to in."""
    words = _words(name, before, after) | {"lang": after}
    return UsageError(
        _("%(name)s is written to in %(before)s, and these answers are in %(after)s.") % words,
        _("Add --lang %(lang)s to write in %(after)s from now on.") % words,
    )


def _words(name: str, before: str, after: str) -> dict[str, str]:
    return {
        "name": name,
        "before": language_name(before, active()),
        "after": language_name(after, active()),
    }
