"""What a template is given, here and now or in a child: answers as data, filters, functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from netinvite import mail
from netinvite.model import dates, phones, sentences, wording
from netinvite.model.questions import OpenQuestion
from netinvite.store.inventory import Document
from netinvite.values import Frozen


class Job(Frozen):
    """All that a text is made of. ``values`` holds the typed answers by step and name, ``keys`` every key
    of the guide (``step.name``), ``own`` the user's folder of templates."""

    document: Document
    lang: str
    values: Mapping[str, Mapping[str, object]]
    questions: tuple[OpenQuestion, ...]
    own: Path | None
    private: frozenset[str]
    keys: tuple[str, ...]

    @property
    def template(self) -> str:
        """The name of the document's template."""
        return f"{self.document.file}.j2"

    @property
    def hidden(self) -> frozenset[str]:
        """The keys that the document must not show."""
        return self.private if self.document.outgoing else frozenset()


class Step(SimpleNamespace):
    """The answers of one step; plain attributes, so that ``network.values`` is the answer, not a method."""


class Asked(str):
    """An open question as a template sees it: its text."""

    __slots__ = ("then",)

    then: str

    def __new__(cls, question: OpenQuestion) -> Asked:
        made = super().__new__(cls, question.ask)
        made.then = question.then
        return made


def steps_of(
    values: Mapping[str, Mapping[str, object]], keys: set[str], hidden: frozenset[str]
) -> dict[str, Step]:
    answered = {f"{step}.{name}": value for step, named in values.items() for name, value in named.items()}
    steps: dict[str, Step] = {}
    for key in sorted(keys | answered.keys()):
        step, name = key.split(".", 1)
        space = steps.setdefault(step, Step(step_=step))
        if key not in hidden:
            value = answered.get(key)
            setattr(space, name, "" if value is None else value)
    return steps


def filters(lang: str) -> dict[str, Callable[..., Any]]:
    """What a template may write behind a ``|``, besides Jinja's own."""
    plain = (
        sentences.closed,
        wording.one_line,
        wording.listed,
        wording.header,
        wording.typst,
        phones.dialled,
    )

    def moment(value: Any) -> str:
        return dates.format_time(value, lang)

    moment.__doc__ = dates.format_time.__doc__
    return {**{function.__name__: function for function in plain}, "moment": moment}


def functions() -> dict[str, Callable[..., Any]]:
    """What a template may call, besides Jinja's own."""

    def address(name: object, email: object) -> str:
        return mail.address(wording.header(name), wording.header(email))

    address.__doc__ = mail.address.__doc__
    return {"address": address, "prose": wording.prose}
