"""Works out, when the package is built, what would be the same at each start: see ``ready``."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from netinvite.model.dates import day_names
from netinvite.ready import DAYS, NAMED, TABLES
from netinvite.render.naming import naming


def make(templates: Path, target: Path) -> None:
    """Write all of it into ``target``; ``templates`` has a folder for each language."""
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
    _write(target, DAYS, {locale: day_names(locale) for locale in locales})


def _write(target: Path, name: str, said: Mapping[str, Any]) -> None:
    text = json.dumps(said, ensure_ascii=False)
    if json.loads(text) != said:
        raise ValueError(f"{name} says something that JSON cannot hold")
    (target / f"{name}.json").write_text(text, encoding="utf-8")
