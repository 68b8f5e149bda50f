"""Works out, when the package is built, what is the same at each start: the shipped templates compiled, the
shipped tables read. At each start that would take 100 ms."""

from __future__ import annotations

import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Beforehand(BuildHookInterface):  # type: ignore[type-arg]
    """Puts it into the wheel, the templates as modules of the Jinja2 that is there now."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Work it out; an editable installation works out what it finds, as it is then."""
        if version == "editable":
            return
        self.made = tempfile.TemporaryDirectory()
        root = Path(self.root)
        # Of the program what needs nothing but Jinja2 and Babel; prompt_toolkit and Typer for their patterns.
        sys.path.insert(0, str(root / "src"))
        import_module("netinvite.render.beforehand").make(root / "templates", Path(self.made.name))
        build_data["force_include"][self.made.name] = "netinvite/compiled"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take away what was made."""
        if version != "editable":
            self.made.cleanup()
