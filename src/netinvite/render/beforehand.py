"""Works out, when the package is built, what would be the same at each start: see ``ready``, ``plain``,
``sandbox`` and ``libraries``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from netinvite import ready
from netinvite.model.dates import day_names
from netinvite.ready import DAYS, NAMED, RULES, TABLES
from netinvite.render import patterns
from netinvite.render.naming import naming
from netinvite.render.sandbox import compile_all, for_compiling


def make(templates: Path, target: Path) -> None:
    """Write all of it into ``target``, a folder each; ``templates`` has a folder for each language."""
    compile_all(templates, target)
    _ready(templates, target / ready.FOLDER.name)
    _plain(templates, target / ready.PLAIN.name)
    _patterns(templates, target)


def _patterns(templates: Path, target: Path) -> None:
    """In a process of its own, which has loaded next to nothing: what is compiled already is compiled no
    second time."""
    path = [str(Path(__file__).parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(path)}
    subprocess.run(
        [sys.executable, "-m", patterns.__name__, str(templates), str(target)], check=True, env=env
    )


def _plain(templates: Path, target: Path) -> None:
    for folder in filter(Path.is_dir, templates.iterdir()):
        made = for_compiling(folder)
        (target / folder.name).mkdir(parents=True)
        for name in made.list_templates(extensions=["j2"]):
            source = made.loader.get_source(made, name)[0] if made.loader else ""
            written = _for_plain(made.compile(source, name, raw=True, defer_init=True))
            (target / folder.name / f"{name}.py").write_text(written, encoding="utf-8")


def _for_plain(written: str) -> str:
    """What Jinja2 wrote for its own runtime, for the one of ``plain``."""
    head, _, rest = written.partition("\n")
    if not head.startswith("from jinja2.runtime import "):
        raise ValueError(head)
    return f"{head.replace('jinja2.runtime', 'netinvite.render.plain')}\n{rest}"


def _ready(templates: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    locales = []
    for folder in filter(Path.is_dir, templates.iterdir()):
        lang = folder.name
        for name in TABLES:
            text = (folder / name).read_text(encoding="utf-8")
            _write(target, f"{lang}.{name}", {"text": text, "says": tomllib.loads(text)})
        country = tomllib.loads((folder / "speech.toml").read_text(encoding="utf-8"))["country"]
        locales.append(f"{lang}_{country.partition('-')[0]}")
        sources = {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.j2"))}
        _write(target, f"{lang}.{NAMED}", {name: naming(source) for name, source in sources.items()})
    rules = Path(__file__).parents[1].joinpath("checks", RULES).read_text(encoding="utf-8")
    _write(target, RULES, {"text": rules, "says": tomllib.loads(rules)})
    _write(target, DAYS, {locale: day_names(locale) for locale in locales})


def _write(target: Path, name: str, said: Mapping[str, Any]) -> None:
    text = json.dumps(said, ensure_ascii=False)
    if json.loads(text) != said:
        raise ValueError(f"{name} says something that JSON cannot hold")
    (target / f"{name}.json").write_text(text, encoding="utf-8")
