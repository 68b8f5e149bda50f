"""What a draft is made of, as digests: version, guide and templates, and answers, all of them or those that
it uses. Needs no template engine, so that ``mail`` is quick.

And what the network's file says in the name of an organiser who is not the first.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Any

from netinvite import __version__
from netinvite.errors import NetinviteError
from netinvite.language import guide_file, templates_dir
from netinvite.libraries import regex, sha256
from netinvite.model import keys
from netinvite.model.keys import LANGUAGES, SET_ASIDE, UNFINISHED
from netinvite.store.files import LARGEST, stamp
from netinvite.store.inventory import ANSWERS_FILE, FILES, NETWORK_FILE, ORGANISERS, is_slug

if TYPE_CHECKING:
    from netinvite.libraries import Hash
    from netinvite.store.network import Network

# Only where a line begins, and with no more brackets than TOML has: in a line of brackets it looks once.
_AFTERWARDS = regex(rb"^\[{1,2}[ \t]*(?:conversation|contact_log|invited)[ \t]*[].]", re.MULTILINE)

_NO_ANSWERS = ("schema", "conversation", "contact_log", "taken_back", "invited", UNFINISHED)


def sources(workspace: Network, lang: str, document: str) -> Hash:
    """The digest, so far, of what is no answer: version, guide and templates."""
    own = workspace.own_templates
    mine = sorted(f for f in (own / lang).rglob("*") if f.suffix in (".j2", ".toml")) if own else []
    guide = guide_file(lang, own)
    shipped = templates_dir() / lang / f"{FILES.get(document, document)}.j2"
    if not mine:
        return _of_shipped(guide, stamp(guide), shipped, stamp(shipped)).copy()
    return _of([guide, shipped, *mine])


# One command asks for the same a dozen times.
@lru_cache(maxsize=8)
def _of_shipped(guide: Path, _its: str, shipped: Path, _stamp: str) -> Hash:
    return _of([guide, shipped])


def _of(files: Iterable[Path]) -> Hash:
    total = sha256(__version__.encode())
    for file in files:
        take(total, file.name, content(file))
    return total


def content(file: str | Path) -> bytes:
    """What an ordinary file holds; nothing where there is none, or one far too large to be of ours."""
    try:
        found = os.stat(file)  # noqa: PTH116  # see path
        if S_ISREG(found.st_mode) and found.st_size <= LARGEST:
            with open(file, "rb", buffering=0) as stream:  # noqa: PTH123
                return stream.read()
    except OSError:
        pass
    return b""


def made_of(answers: bytes) -> bytes:
    """A file of answers without the tables that no draft is made of: what came after the invitation.

    Read by lines, not as TOML: ``mail`` has to be quick, and the rest counts as it is written.
    """
    if not _AFTERWARDS.search(answers):
        return answers.rstrip()
    kept, skipped, quoted = [], False, False
    for line in answers.splitlines(keepends=True):
        if not quoted and line.startswith(b"["):
            skipped = bool(_AFTERWARDS.match(line))
        if not skipped:
            kept.append(line)
        quoted ^= (line.count(b'"""') + line.count(b"'''")) % 2 == 1
    return b"".join(kept).rstrip()


def used(
    shared: Hash,
    uses: Iterable[str],
    lang: str,
    network: Mapping[str, Any],
    answers: Mapping[str, Any],
) -> str:
    """The digest of what a draft in ``lang`` is made of, when of all answers it uses those to ``uses``:
    ``sources``, and what both files, parsed, hold of them wherever they may stand."""
    languages = network.get(LANGUAGES)
    told = languages.get(lang, {}) if isinstance(languages, dict) else {}
    tables = [table for table in (network, told, answers) if isinstance(table, dict)]
    held = [[key, *(_held(table, key) for table in tables)] for key in sorted(uses)]
    total = shared.copy()
    take(total, NETWORK_FILE, json.dumps([network.get("lang"), held], default=str).encode())
    return total.hexdigest()


def answered(uses: Iterable[str], answers: Mapping[str, Any], by: str) -> str:
    """The digest of what a person's answers alone, parsed, hold of those that a draft ``uses``, and of the
    organiser ``by`` whom it is signed."""
    held = [by, *([key, _held(answers, key)] for key in sorted(uses))]
    return sha256(json.dumps(held, default=str).encode()).hexdigest()


def each_answered(uses: Iterable[str], answers: Mapping[str, Any]) -> str:
    """Of those answers, parsed, the digest of each, shortened, in the order of their keys."""
    held = (json.dumps(_held(answers, key), default=str) for key in sorted(uses))
    return " ".join(sha256(one.encode()).hexdigest()[:8] for one in held)


def all_answers(answers: Mapping[str, Any]) -> str:
    """The digest of a person's parsed answers, but for what came after the invitation, what is half typed,
    and whose the person is."""
    person = {key: one for key, one in _table(answers, keys.PERSON).items() if key != keys.OWNER[1]}
    told = {key: one for key, one in answers.items() if key not in _NO_ANSWERS} | {keys.PERSON: person}
    return sha256(json.dumps(told, default=str, sort_keys=True).encode()).hexdigest()


def _held(table: Mapping[str, Any], key: str) -> list[Any]:
    """An answer where it counts, and where it lies as long as it does not apply."""
    step, _dot, name = key.partition(".")
    places = ((step, name), (SET_ASIDE, key))
    held = [of.get(name) if isinstance(of := table.get(part), dict) else None for part, name in places]
    # Whose it is, where it is another's: told in the texts for oneself.
    return held + [by for by in [_table(table, keys.NOTED_BY).get(key)] if by]


def take(total: Hash, name: str, content: bytes) -> None:
    """Add what is called ``name`` to a digest."""
    total.update(name.encode() + b"\0")
    total.update(content)


def inputs(shared: Hash, network: str, answers: str, organiser: str = "") -> str:
    """The digest of all that a draft is made of: ``sources``, and the files of answers as texts;
    ``organiser``: of one who is not the first."""
    total = shared.copy()
    take(total, NETWORK_FILE, made_of(network.encode()))
    return with_answers(total, organiser.encode(), answers.encode())


def with_answers(shared: Hash, organiser: bytes, answers: bytes) -> str:
    """The digest of what is ``shared``, the file of the organiser who is not the first, and one's answers."""
    total = shared.copy()
    if organiser:
        take(total, ORGANISERS, made_of(organiser))
    take(total, ANSWERS_FILE, made_of(answers))
    return total.hexdigest()


def organiser(workspace: Network, slug: str, answers: bytes) -> bytes:
    """The file of the organiser in whose name somebody, of these answers, is written to; nothing for the
    first, or one nobody knows."""
    if keys.OWNER[1].encode() not in answers:
        return b""
    with suppress(NetinviteError, ValueError):
        table = _table(workspace.parse(workspace.answers_file(slug), answers.decode()), keys.PERSON)
        owner = str(table.get(keys.OWNER[1], ""))
        return content(workspace.organiser_file(owner)) if is_slug(owner) else b""
    return b""


# In whose name --------------------------------------------------------------------------------------


def told_by(network: Mapping[str, Any], organiser: Mapping[str, Any]) -> dict[str, Any]:
    """What the network's file says, with all that a further organiser's file says of them in the place of
    what it says of the first; nothing of the first is left."""
    first, own = _table(network, LANGUAGES), _table(organiser, LANGUAGES)
    told = {lang: _told_by(_table(first, lang), _table(own, lang)) for lang in {**first, **own}}
    return {**_told_by(network, organiser), **({LANGUAGES: told} if told else {})}


def is_told_by(network: Mapping[str, Any], organiser: Mapping[str, Any]) -> bool:
    """Whether the network's file says of the first organiser what a further one's file says of them."""
    told = told_by(network, organiser)
    first, then = _table(network, LANGUAGES), _table(told, LANGUAGES)
    places = [(network, told), *((_table(first, lang), _table(then, lang)) for lang in then)]
    names = (keys.ORGANISER, SET_ASIDE, UNFINISHED)
    return all(_table(one, name) == _table(other, name) for one, other in places for name in names)


def _told_by(network: Mapping[str, Any], organiser: Mapping[str, Any]) -> dict[str, Any]:
    out = {**network, keys.ORGANISER: organiser.get(keys.ORGANISER, {})}
    for name in (SET_ASIDE, UNFINISHED):
        theirs = {key: one for key, one in _table(network, name).items() if not keys.is_personal(key)}
        own = {key: one for key, one in _table(organiser, name).items() if keys.is_personal(key)}
        out[name] = {**theirs, **own}
    return out


def _table(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = data.get(name)
    return found if isinstance(found, dict) else {}
