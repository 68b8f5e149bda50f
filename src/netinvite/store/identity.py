"""What tells two organisers of one name apart, whose files git takes for one: a random id in each file, and
how an organiser is named where that is noted: ``bo-krag.3f9a2c01``."""

from __future__ import annotations

import os
import re

_ID = re.compile(r'(?m)^id = "([0-9a-f]{8})"$')


def new_id() -> str:
    """A random id for the file of somebody who begins to organise."""
    return os.urandom(4).hex()


def id_in(text: str) -> str:
    """The id in an organiser's file, whose ``text`` this is; "" for none, as in one made by hand."""
    found = _ID.search(text)
    return found[1] if found else ""


def named(slug: str, its_id: str) -> str:
    """An organiser as these lines name one: by slug, and by the id of the file where it has one."""
    return f"{slug}.{its_id}" if its_id else slug


def slug_in(by: str) -> str:
    """The slug in what ``named`` made."""
    return by.partition(".")[0]


def is_one(by: str, other: str) -> bool:
    """Whether two names that ``named`` made mean one organiser: by their ids where both have one."""
    (slug, _dot, its_id), (another, _dot, anothers) = by.partition("."), other.partition(".")
    return its_id == anothers if its_id and anothers else slug == another


def are_namesakes(by: str, other: str) -> bool:
    """Whether two names that ``named`` made mean two organisers of one slug."""
    return slug_in(by) == slug_in(other) and not is_one(by, other)
