"""Writes the tables of ``docs/templates.md`` from the guide, the documents and the filters themselves.

``python docs/reference.py`` after a change of those; ``--check`` only says whether the page is current.
"""

from __future__ import annotations

import inspect
import re
import sys
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from netinvite.language import templates_dir
from netinvite.model import guide, keys, kinds, proposals, sentences
from netinvite.model.questions import Question, Value, by_step
from netinvite.render import engine
from netinvite.store import inventory
from netinvite.store.records import ABOUT, load_guide, record_of

PAGE = Path(__file__).parent / "templates.md"
LANG = "en"

# What a template gets for an answer of each kind.
KINDS = {
    "text": "a text, one line",
    "sentence": "a whole sentence, with its closing mark, as it was typed",
    "line": "a text of one line, as it was typed",
    "lines": "a text of several lines, as they were typed",
    "long": "a text, perhaps of several lines",
    "email": "a text: an email address",
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
    "key": "the name of the answer; small letters a to z, digits and `_`. With a dot (`organiser.email`) it "
    "belongs to the step that it names, and is only asked here",
    "kind": "what may be answered, from the table of kinds",
    "ask": "the question",
    "help": "shown below the question",
    "example": "an answer as somebody might write it; where there are first words, what stands behind them",
    "required": "`true`: no text is written before this is answered",
    "private": "`true`: for the organiser alone; never stands in a text that others see",
    "any_language": "`true`, about the network: the answer is the same in every language, asked once",
    "choices": 'for `choice` and `choices`: a list of `{ key = "…", label = "…" }`',
    "choices_from": "instead of `choices`: `network.needs` or `questions`; for a `text` `person.name`, "
    "whose words are offered where it leaves open what somebody is called, and others can be typed",
    "min": "how many at least, where several are given",
    "max": "how many at most",
    "default": "what Enter answers",
    "when": 'asked only if `{ key = "person.relation", is = ["met"] }`, or `at_least = 1`, `at_most = 9`, or '
    "`answered = true`",
    "note": 'said after certain answers: `{ is = ["no"], text = "…" }`',
    "first": "for `sentence` and `line`: the words that the answer begins with; they stand in the field, to "
    "be kept or changed",
    "lead": "more words in the field behind `first`, which an answer need not begin with",
    "depth": 'needed: `"short"` is asked in the short way too, `"full"` only with `--full`',
    "short_when": 'with `depth = "full"`: where this holds, as in `when`, the short way asks it too',
    "asked_when": "asked only where this holds, as in `when`; but an answer that is there always counts",
    "propose": "a whole answer, taken with Enter: a text, or a list of "
    '`{ text = "…", when = { … }, longest = 50 }`, of which the first that can be made is taken',
}
# An example for each filter and function, written out with the ready example's answers.
EXAMPLES = {
    "closed": "{{ plan.own | closed }}",
    "header": "{{ contact.subject | header }}",
    "listed": "{{ reflection.covers | listed }}",
    "moment": "{{ contact.times[0] | moment }}",
    "one_line": "{{ organiser.signature | one_line }}",
    "typst": "{{ network.theme | typst }}",
    "dialled": "{{ organiser.phone | dialled }}",
    "address": "{{ address(person.name, person.email) }}",
    "prose": "{{ prose(network.theme, person.role, network.purpose) }}",
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
    asked = load_guide(LANG)
    for step in asked.steps:
        lines += ["", f"**`{step.key}`** – {step.title} ({_ABOUT[step.about]})", ""]
        rows = [
            (f"`{question.key}`", question.kind, question.ask, _remarks(question))
            for question in asked.questions()
            if question.step == step.key
        ]
        lines += _table(("name", "kind", "question", ""), rows)
    return [*lines[1:], ""]


_ABOUT = {
    "network": "once for the network",
    "person": "for each person",
    "conversation": "after the conversation; not in the templates",
}


def _remarks(question: Question) -> str:
    marks = ["needed"] * question.required + ["**private**"] * question.private
    marks += [f"begins with “{question.first}”"] * bool(question.first)
    marks += [f"one of {', '.join(f'`{choice.key}`' for choice in question.choices)}"] * bool(
        question.choices
    )
    relied_on = next((key for key in keys.ALL if key == question.key and key.holds), None)
    if relied_on:
        fitting = [name for name, kind in kinds.KINDS.items() if set(kind.holds) & set(relied_on.holds)]
        marks.append("kind " + " or ".join(f"`{name}`" for name in fitting))
    return "; ".join(marks)


def _kinds() -> list[str]:
    return _table(("kind", "in a template"), ((f"`{kind}`", KINDS[kind]) for kind in kinds.KINDS))


def _fields() -> list[str]:
    return _table(("in a question", "means"), ((f"`{name}`", FIELDS[name]) for name in guide.QUESTION_KEYS))


def _filters() -> list[str]:
    return _tools(engine.filters(LANG))


def _functions() -> list[str]:
    return _tools(engine.functions())


def _tools(tools: dict[str, Callable[..., Any]]) -> list[str]:
    rows = [(f"`{name}`", _said(tools[name]), f"`{EXAMPLES[name]}`", _shown(name)) for name in sorted(tools)]
    return _table(("name", "gives", "for example", "which reads"), rows)


def _said(function: Callable[..., Any]) -> str:
    first = inspect.cleandoc(function.__doc__ or "").split("\n\n")[0]
    return " ".join(first.replace("``", "`").split())


def _shown(name: str) -> str:
    steps: dict[str, SimpleNamespace] = {}
    for question in load_guide(LANG).questions():
        setattr(steps.setdefault(question.step, SimpleNamespace()), question.name, "")
    for step, named in by_step(_example()).items():
        vars(steps[step]).update(named)
    return engine.environment(LANG, None).from_string(EXAMPLES[name]).render(steps)


def _example() -> dict[str, Value]:
    """The ready example's answers, each sentence whole."""
    data = tomllib.loads((templates_dir() / LANG / "example.toml").read_text(encoding="utf-8"))
    asked, answers = load_guide(LANG), dict[str, Value | None]()
    for key, value in record_of(data, asked, *ABOUT).answers.items():
        question = asked.question(key)
        first = proposals.first_words(question, answers, asked) if question else ""
        made = sentences.completed(first, value) if first and isinstance(value, str) else None
        answers[key] = made.text if isinstance(made, sentences.Whole) else value
    return {key: value for key, value in answers.items() if value is not None}


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
