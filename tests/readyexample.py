"""The ready example that is shipped: its file, its answers, a network made of it."""

from __future__ import annotations

import tomllib
from pathlib import Path

from netinvite import cli, guide, records
from netinvite.told import ABOUT

EXAMPLES = {lang: str(guide.templates_dir() / lang / "example.toml") for lang in ("da", "en")}
EXAMPLE = EXAMPLES["en"]


def example(lang):
    """The example's answers by key, as values."""
    data = tomllib.loads(Path(EXAMPLES[lang]).read_text(encoding="utf-8"))
    return records.record_of(data, guide.load(lang), *ABOUT).answers


def prepared(folder, lang="en"):
    """The folder, with the example prepared in it."""
    given = ["--lang", lang, "--answers", EXAMPLES[lang], "--no-input"]
    assert cli.run(["prepare", "-w", str(folder), *given]) == 0
    return folder
