"""The ready example that is shipped: its file, its answers, a network made of it."""

from __future__ import annotations

import tomllib
from pathlib import Path

from netinvite.cli import app
from netinvite.language import templates_dir
from netinvite.model.proposals import first_words
from netinvite.model.sentences import Whole, completed
from netinvite.store import records
from netinvite.store.parsed import ABSENT
from netinvite.store.records import ABOUT, load_guide
from netinvite.store.workspace import Workspace

EXAMPLES = {lang: str(templates_dir() / lang / "example.toml") for lang in ("da", "en")}
EXAMPLE = EXAMPLES["en"]
SLUG = "jonas-oestergaard"
TALK = {
    "date": "2026-11-24",
    "importance": 8,
    "readiness": 5,
    "outcome": "considers",
    "next": "I call again.",
}


def example(lang):
    """The example's answers by key, as values: sentences are whole, with their first words."""
    data = tomllib.loads(Path(EXAMPLES[lang]).read_text(encoding="utf-8"))
    return whole(records.record_of(data, load_guide(lang), *ABOUT).answers, load_guide(lang))


def whole(answers, guide):
    """Answers as a file has them, each sentence behind the first words of its question."""
    out = dict(answers)
    for question in guide.questions():
        if question.kind == "sentence" and out.get(question.key):
            made = completed(first_words(question, out, guide), out[question.key])
            assert isinstance(made, Whole), question.key
            out[question.key] = made.text
    return out


def prepared(folder, lang="en"):
    """The folder, with the example prepared in it."""
    given = ["--lang", lang, "--answers", EXAMPLES[lang], "--no-input"]
    assert app.run(["prepare", "-w", str(folder), *given]) == 0
    return folder


def open_at(net, key):
    """Take the answer to ``key`` and to all after it out, so that the program begins there."""
    about = ("conversation",) if key.startswith("conversation.") else ("network", "person")
    place, known = Workspace(net), load_guide("en")
    found, reached = {}, False
    for question in known.questions(*about):
        reached |= question.key == key
        file = place.network_file
        path = (question.step, question.name)
        if question.step == "conversation":
            file, path = place.answers_file(SLUG), ("conversation", 0, question.name)
            answer = TALK.get(question.name, "")
        else:
            file = file if known.about(question) == "network" else place.answers_file(SLUG)
            answer = tomllib.loads(file.read_text("utf-8")).get(path[0], {}).get(path[1], "")
        found.setdefault(file, {})[path] = ABSENT if reached and key else answer
    for file, changes in found.items():
        place.update(file, changes)
