"""Read every person's answers as TOML, and do nothing with them."""

import sys
import tomllib
from pathlib import Path

for file in Path(sys.argv[1]).glob("people/*/answers.toml"):
    tomllib.loads(file.read_text(encoding="utf-8"))
