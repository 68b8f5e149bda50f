"""Texts in parsed TOML. Nothing here trusts its shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def at(data: Mapping[str, Any], *path: str) -> str:
    """What stands at a path of keys, as text whatever it is; "" where there is nothing."""
    return str(_found(data, path))


def text_at(data: Mapping[str, Any], *path: str) -> str:
    """The text at a path of keys; "" where there is none."""
    found = _found(data, path)
    return found if isinstance(found, str) else ""


def texts_at(data: Mapping[str, Any], *path: str) -> list[str]:
    """The texts in the list at a path of keys; none where there is no list."""
    found = _found(data, path)
    return [item for item in found if isinstance(item, str)] if isinstance(found, list) else []


def _found(data: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    found: Any = data
    for part in path:
        found = found.get(part, "") if isinstance(found, dict) else ""
    return found
