"""Makes what the benchmarks work on: ``people FOLDER COUNT``, ``followed FOLDER COUNT``, ``questions FOLDER
ANSWERED ASKED``, ``cards FILE COUNT``. Runs in netinvite's environment; people are made up.
"""

from __future__ import annotations

import os
import shutil
import sys
import tomllib
from datetime import timedelta
from pathlib import Path

from netinvite import clock
from netinvite.app import check
from netinvite.app.preparation import Preparation
from netinvite.cli import app
from netinvite.language import templates_dir
from netinvite.store import checked, drafts
from netinvite.store.workspace import Workspace

FIRST = ("Anna", "Bo", "Cecilie", "Dag", "Ea", "Finn", "Gro", "Hans", "Iben", "Jonas")
LAST = ("Østergård", "Holm", "Lund", "Krogh", "Bæk", "Dahl", "Skov", "Vang", "Friis", "Åberg")
LANG = "en"


def name_of(number: int) -> str:
    """A made-up name that nobody else here has."""
    return f"{FIRST[number % 10]} {LAST[number // 10 % 10]} {number:05}"


def people(folder: Path, count: int) -> None:
    """``count`` people, prepared as the example is, with current drafts in which the rules find no error."""
    workspace = Workspace(folder)
    example = templates_dir() / LANG / "example.toml"
    assert app.run(["prepare", "--no-input", "--answers", str(example), "-w", str(folder)]) == 0
    (first,) = workspace.people()
    person = workspace.answers_file(first.slug).read_text(encoding="utf-8")
    preparation = Preparation.open(workspace, LANG, first)
    texts = {document: preparation.render(document) for document in preparation.documents()}
    verdict = check.Checker(workspace).verdict(first.slug, {"invitation": texts["invitation"]})
    shutil.rmtree(workspace.folder(first.slug))
    email = tomllib.loads(person)["person"]["email"]
    for number in range(count):
        slug, name = f"person-{number:05}", name_of(number)
        # All differ in name and address only, so that one is rendered and judged for all.
        told = {first.name: name, email: f"{slug}@example.org", first.name.split()[0]: name.split()[0]}
        _add(workspace, slug, _put_in(told, person))
        drafts.save(
            workspace, slug, LANG, {document: _put_in(told, text) for document, text in texts.items()}
        )
        if verdict.clean_until:
            draft = drafts.look(workspace, slug, "invitation")
            checked.note_clean(workspace, slug, draft, verdict.clean_until)


def _add(workspace: Workspace, slug: str, answers: str) -> None:
    workspace.folder(slug).mkdir()
    workspace.answers_file(slug).write_text(answers, encoding="utf-8")


def _put_in(told: dict[str, str], text: str) -> str:
    for old, new in told.items():
        text = text.replace(old, new)
    return text


# What was recorded of every fifth person; the first is only ready.
RECORDED = (
    "",
    """
[[contact_log]]
when = "{past} 10:15"
what = "sent"
how = "mail"
times = ["{past} 14:00"]
""",
    """
[[contact_log]]
when = "{past} 15:40"
what = "no-answer"
how = "call"
note = "The desk said: before nine."
""",
    """
[[contact_log]]
when = "{past} 10:15"
what = "sent"
how = "mail"

[[contact_log]]
when = "{past} 19:02"
what = "replied"
how = "mail"
""",
    """
[[conversation]]
date = "{past}"
importance = 8
readiness = 5
changes = "Meetings in the morning."
outcome = "considers"
next = "I call again."
next_date = "{past}"
""",
)


def followed(folder: Path, count: int) -> None:
    """``people``, with what was tried with each of them a fortnight ago."""
    people(folder, count)
    workspace, past = Workspace(folder), clock.now().date() - timedelta(14)
    for number, slug in enumerate(workspace.slugs()):
        with workspace.answers_file(slug).open("a", encoding="utf-8") as answers:
            answers.write(RECORDED[number % len(RECORDED)].format(past=past))


def questions(folder: Path, answered: int, asked: int) -> None:
    """A guide of short questions of which ``answered`` are answered and ``asked`` are not."""
    guide = folder / "templates" / LANG / "guide.toml"
    guide.parent.mkdir(parents=True)
    lines = ["schema = 2", f'lang = "{LANG}"', 'title = "Many questions"']
    lines += _step("network", "network", ["What is it called?"])
    lines += _step("person", "person", ["Who is it?"], "name")
    numbers = range(answered + asked)
    lines += _step("many", "person", [_ask(number) for number in numbers])
    guide.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "network.toml").write_text(
        'schema = 2\nlang = "en"\n[network]\nq0000 = "Ours"\n', encoding="utf-8"
    )
    record = [f'q{number:04} = "answer {number}"' for number in range(answered)]
    file = folder / "people" / "anna" / "answers.toml"
    file.parent.mkdir(parents=True)
    head = ["schema = 2", "[person]", 'name = "Anna"', "[many]"]
    file.write_text("\n".join([*head, *record]) + "\n", encoding="utf-8")


def _ask(number: int) -> str:
    """Its number stands elsewhere than the one before: a terminal is sent what changes on a page, no more."""
    return f"Question number {number:04}?" if number % 2 else f"Now number {number:04}, the question?"


def _step(key: str, about: str, asks: list[str], name: str = "") -> list[str]:
    lines = ["[[step]]", f'key = "{key}"', f'about = "{about}"', f'title = "{key}"']
    for number, ask in enumerate(asks):
        lines += [
            "[[step.question]]",
            f'key = "{name or f"q{number:04}"}"',
            'kind = "text"',
            'depth = "short"',
            f'ask = "{ask}"',
        ]
        lines += ["required = true"]
    return lines


def cards(file: Path, count: int) -> None:
    """A file of vCards."""
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nN:{name};;;;\nEMAIL:card-{number}@example.org\nEND:VCARD\n"
    text = "".join(card.format(name=name_of(number), number=number) for number in range(count))
    file.write_text(text, encoding="utf-8")


def main() -> None:
    # What is made here need not outlive a power cut, and confirming each file would take an hour.
    os.fsync = lambda handle: None
    what, place, *counts = sys.argv[1:]
    {"people": people, "followed": followed, "questions": questions, "cards": cards}[what](
        Path(place), *map(int, counts)
    )


if __name__ == "__main__":
    main()
