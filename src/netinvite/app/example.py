"""The ready example that is shipped: what comes of it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from netinvite import clock
from netinvite.app import given
from netinvite.app.preparation import Preparation
from netinvite.app.prepare import Saved, scripted
from netinvite.language import DEFAULT, activate, choose, of_environment, templates_dir
from netinvite.model import keys
from netinvite.model.workdays import suggest_times
from netinvite.store.workspace import Workspace


def example(lang: str) -> Saved:
    """The whole result on a ready example, in a temporary workspace."""
    lang = choose(lang, of_environment(os.environ), env=os.environ)
    activate(lang)
    folder = Path(tempfile.mkdtemp(prefix="netinvite-example-"))
    # Its texts are shown; nobody has to look over its answers.
    return scripted(Preparation.open(Workspace(folder), lang), example_answers(lang), repeat=False)


def example_answers(lang: str) -> given.Given:
    """The shipped example answers, with proposed times that lie ahead."""
    file = templates_dir() / lang / "example.toml"
    if not file.is_file():
        file = templates_dir() / DEFAULT / "example.toml"
    answers = given.gather([(file.name, file.read_text(encoding="utf-8"))], [])
    answers.raw[keys.TIMES] = list(suggest_times(clock.now(), lang, count=2))
    return answers
