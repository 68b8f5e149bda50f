"""Command lines to type next."""

from __future__ import annotations

import os
import shlex

from netinvite.workspace import Workspace, locate


def command(workspace: Workspace, *words: str) -> str:
    """``netinvite`` with these words, as it means ``workspace`` from the present folder."""
    found = locate(None, os.environ) == workspace.root
    return shlex.join(["netinvite", *words, *([] if found else ["--workspace", str(workspace.root)])])
