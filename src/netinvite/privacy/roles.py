"""What a text in a file of answers is: a choice, a person, the name of something, or words.

The guides tell it by the kinds of their questions; a few tables are netinvite's own.
"""

from __future__ import annotations

from contextlib import suppress
from enum import Enum

from netinvite.errors import NetinviteError
from netinvite.guide import load
from netinvite.privacy.mentions import Keys
from netinvite.questions import Question
from netinvite.records import LANGUAGES, SET_ASIDE, UNFINISHED
from netinvite.shipped import languages
from netinvite.workspace import Workspace


class Role(Enum):
    """``CLOSED``: chosen, never words. ``OWN``: whose file it is. ``PERSON``: names somebody.

    ``TITLE``: the name of something, or a key that no guide knows. ``ADDRESS``: a mail address or a phone
    number of whoever the file is about.
    """

    CLOSED = "closed"
    OWN = "own"
    ADDRESS = "address"
    PERSON = "person"
    TITLE = "title"
    TEXT = "text"


_KINDS = {
    **dict.fromkeys(("choice", "choices", "scale", "date", "times"), Role.CLOSED),
    **dict.fromkeys(("email", "phone"), Role.ADDRESS),
    "person": Role.PERSON,
}
_OWN = {
    ("person", "name"): Role.OWN,
    ("organiser", "name"): Role.OWN,
    ("referral", "by"): Role.PERSON,
    ("person", "owner"): Role.PERSON,
    ("contact_log", "by"): Role.PERSON,
    ("contact_log", "note"): Role.TEXT,
    ("referral", "gives"): Role.TEXT,
    ("referral", "kind"): Role.CLOSED,
    ("contact_log", "how"): Role.CLOSED,
    ("contact_log", "what"): Role.CLOSED,
    ("person", "lang"): Role.CLOSED,
    ("person", "greeting"): Role.TITLE,
    ("network", "name"): Role.TITLE,
}
_LISTED = {"needs": {"name": Role.TEXT}, "referrals": {"name": Role.PERSON, "gives": Role.TEXT}}


class Roles:
    """The roles of the texts in files of answers, by all guides of a workspace and the shipped ones."""

    def __init__(self, workspace: Workspace) -> None:
        self._questions: dict[tuple[str, str], list[Question]] = {}
        self._roles: dict[tuple[str, ...], Role] = {}
        for own in dict.fromkeys((None, workspace.own_templates)):
            for lang in languages(own):
                # A guide that is damaged is told where it is used.
                with suppress(NetinviteError):
                    for question in load(lang, own).questions():
                        self._questions.setdefault((question.step, question.name), []).append(question)

    def of(self, keys: Keys) -> Role:
        """The role of the string that stands at ``keys``."""
        path = tuple(key for key in keys if isinstance(key, str))
        if path not in self._roles:
            self._roles[path] = self._of(path)
        return self._roles[path]

    def _of(self, path: tuple[str, ...]) -> Role:
        if path[:1] == (LANGUAGES,):
            path = path[2:]
        if path[:1] in ((SET_ASIDE,), (UNFINISHED,)) and len(path) > 1:
            path = (*path[1].split(".", 1), *path[2:])
        if len(path) < 2:
            return Role.CLOSED
        if role := _OWN.get((path[0], path[1])):
            return role
        if path[1] == "organisation":
            return Role.TITLE
        found = {self._role(question, path[2:]) for question in self._questions.get((path[0], path[1]), ())}
        return next((role for role in Role if role in found), Role.TITLE)

    def _role(self, question: Question, inner: tuple[str, ...]) -> Role:
        if question.kind in _LISTED:
            return _LISTED[question.kind].get(inner[0] if inner else "name", Role.CLOSED)
        # The needs of the network are its own words, chosen again by those words.
        if question.choices_from == "network.needs":
            return Role.TEXT
        return _KINDS.get(question.kind, Role.TEXT)
