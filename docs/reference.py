"""Writes the tables of ``docs/templates.md`` from the guide, the documents and the filters themselves.

``python docs/reference.py`` after a change of those; ``--check`` only says whether the page is current.
"""

from __future__ import annotations

import inspect
import re
import sys
import tomllib
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from netinvite import guide, inventory, questions, rendering
from netinvite.wording import Wording

PAGE = Path(__file__).parent / "templates.md"
LANG = "en"

# What a template gets for an answer of each kind.
KINDS = {
    "text": "a text, one line",
    "long": "a text, perhaps of several lines",
    "email": "a text: a mail address",
    "phone": "a text: a phone number",
    "list": "several texts",
    "choice": "the `key` of the choice",
    "choices": "several `key`s, or the names of needs",
    "scale": "a number from 0 to 10",
    "date": "a day",
    "times": "several moments; write each with `moment`",
    "needs": "several needs, each with `name` and `kind`",
    "person": "a text: a name",
    "referrals": "several people, each with `name`, `gives`, `kind` and `mention`",
}
FIELDS = {
    "key": "the name of the answer; small letters a to z, digits and `_`",
    "kind": "what may be answered, from the table of kinds",
    "ask": "the question; one that ends in `...` is the beginning of a sentence that the answer completes",
    "help": "shown below the question",
    "example": "an answer as somebody might write it",
    "required": "`true`: no text is written before this is answered",
    "private": "`true`: for the organiser alone; never stands in a text that others see",
    "any_language": "`true`, about the network: the answer is the same in every language, asked once",
    "choices": 'for `choice` and `choices`: a list of `{ key = "…", label = "…" }`',
    "choices_from": "instead of `choices`: `network.needs` or `questions`",
    "min": "how many at least, where several are given",
    "max": "how many at most",
    "default": "what Enter answers",
    "when": 'asked only if `{ key = "person.relation", is = ["met"] }`, or `at_least = 1`, `at_most = 9`, or '
    "`answered = true`",
    "note": 'said after certain answers: `{ is = ["no"], text = "…" }`',
}
# An example for each filter and function, written out with the ready example's answers.
EXAMPLES = {
    "after": '{{ network.topic | after("May I hear your view on") }}?',
    "clause": '{{ organiser.role | clause("I am") }}',
    "completes": '{{ network.theme | completes("It is about") }}',
    "first_name": "{{ person.name | first_name }}",
    "greeting": '{{ "Dear Jo," | greeting }}',
    "header": "{{ network.topic | header }}",
    "heading": "{{ network.topic | heading }}",
    "joined": "{{ network.values | joined }}",
    "moment": "{{ contact.times[0] | moment }}",
    "one_line": "{{ organiser.name | one_line }}",
    "question": '{{ "what helps" | question }}',
    "sentence": "{{ network.purpose | sentence }}",
    "typst": "{{ network.name | typst }}",
    "workplace": "{{ organiser.organisation | workplace(organiser.role) }}",
    "address": "{{ address(person.name, person.email) }}",
    "byline": "{{ byline(organiser.role, organiser.organisation) }}",
    "fitting": '{{ fitting(30, "a wording that is too long for a subject", "a short one") }}',
    "prose": '{{ prose("One.", "", "Another.") }}',
}


def page(text: str) -> str:
    """The page with each table between its marks written anew."""
    for name, rows in TABLES.items():
        marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end -->)", re.DOTALL)
        if len(marks.findall(text)) != 1:
            raise ValueError(f"{PAGE.name} must have the mark {name} once")
        table = "\n".join(rows())
        text = marks.sub(lambda found, table=table: f"{found[1]}{table}\n{found[2]}", text)
    return text


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    titles = list(head)
    lines = [titles, ["---"] * len(titles), *map(list, rows)]
    return ["| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines]


def _documents() -> list[str]:
    drafts = inventory.DOCUMENTS.values()
    rows = [
        (f"`{found.file}.j2`", f"`{found.file}`", "yes" if found.outgoing else "no, for you alone")
        for found in (*drafts, *inventory.others(LANG).values())
    ]
    return _table(("template", "makes", "seen by others"), rows)


def _questions() -> list[str]:
    lines: list[str] = []
    for step in guide.load(LANG).steps:
        lines += ["", f"**`{step.key}`** – {step.title} ({_ABOUT[step.about]})", ""]
        rows = [
            (f"`{question.key}`", question.kind, question.ask, _remarks(question))
            for question in step.questions
        ]
        lines += _table(("name", "kind", "question", ""), rows)
    return [*lines[1:], ""]


_ABOUT = {
    "network": "once for the network",
    "person": "for each person",
    "conversation": "after the conversation; not in the templates",
}


def _remarks(question: questions.Question) -> str:
    marks = ["needed"] * question.required + ["**private**"] * question.private
    marks += [f"one of {', '.join(f'`{choice.key}`' for choice in question.choices)}"] * bool(
        question.choices
    )
    return "; ".join(marks)


def _kinds() -> list[str]:
    return _table(("kind", "in a template"), ((f"`{kind}`", KINDS[kind]) for kind in questions.KINDS))


def _fields() -> list[str]:
    return _table(("in a question", "means"), ((f"`{name}`", FIELDS[name]) for name in guide.QUESTION_KEYS))


def _filters() -> list[str]:
    return _tools(rendering.filters(Wording(LANG)))


def _functions() -> list[str]:
    return _tools(rendering.functions(Wording(LANG)))


def _tools(tools: dict[str, Callable[..., Any]]) -> list[str]:
    rows = [(f"`{name}`", _said(tools[name]), f"`{EXAMPLES[name]}`", _shown(name)) for name in sorted(tools)]
    return _table(("name", "gives", "for example", "which reads"), rows)


def _said(function: Callable[..., Any]) -> str:
    first = inspect.cleandoc(function.__doc__ or "").split("\n\n")[0]
    return " ".join(first.replace("``", "`").split())


def _shown(name: str) -> str:
    values = tomllib.loads((guide.templates_dir() / LANG / "example.toml").read_text(encoding="utf-8"))
    values = {step: named for step, named in values.items() if isinstance(named, dict)}
    values["contact"]["times"] = tuple(map(datetime.fromisoformat, values["contact"]["times"]))
    steps = {step: SimpleNamespace(**named) for step, named in values.items()}
    return rendering.environment(LANG, values, None).from_string(EXAMPLES[name]).render(steps)


TABLES: dict[str, Callable[[], list[str]]] = {
    "documents": _documents,
    "questions": _questions,
    "kinds": _kinds,
    "fields": _fields,
    "filters": _filters,
    "functions": _functions,
}


def main() -> None:
    text = PAGE.read_text(encoding="utf-8")
    if "--check" in sys.argv:
        sys.exit(0 if page(text) == text else f"{PAGE.name} is out of date: python docs/reference.py")
    PAGE.write_text(page(text), encoding="utf-8")


if __name__ == "__main__":
    main()
