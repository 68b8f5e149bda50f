"""A person's right to be forgotten: what would go, and the going.

``plan_forget`` says beforehand what is removed, replaced and left; ``forget`` does it. The answers of others
are changed first, then the drafts that are made of them; the person's own answers go last: after a fault
the same command finds the person again and goes on. What is gone does not come back after a power cut.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from netinvite.app.preparation import Preparation
from netinvite.errors import NetinviteError, UnreadableError, UsageError, WorkspaceError
from netinvite.language import _, refusal
from netinvite.model.people import Person
from netinvite.privacy.lying import Left, inside
from netinvite.privacy.names import Name, spelling
from netinvite.privacy.sought import Sought
from netinvite.privacy.sources import Drafted, Source, stop
from netinvite.privacy.survey import Work, survey
from netinvite.privacy.texts import Mention
from netinvite.store import files, organisers, ours
from netinvite.store.inventory import ANSWERS_FILE
from netinvite.store.presence import refuse_another
from netinvite.store.workspace import Workspace

# A keyboard has few of the quotation marks that a name may have.
_STRAIGHT = str.maketrans(dict.fromkeys("‘’‛´`′", "'") | dict.fromkeys("“”„‟″", '"'))


@dataclass(frozen=True, slots=True)
class Plan:
    """What ``forget`` does: paths from the workspace's folder on; ``someone`` replaces each mention,
    sentences in ``taken_out`` go altogether, and ``drafts`` are written anew. ``work``: how it was found."""

    person: Person
    name: Name
    someone: str
    removed: tuple[str, ...]
    mentions: tuple[Mention, ...]
    taken_out: tuple[Mention, ...]
    drafts: tuple[str, ...]
    left: tuple[Left, ...]
    copies: str
    work: Work = field(compare=False, repr=False)

    @property
    def also(self) -> tuple[str, ...]:
        """The other names that are looked for."""
        return tuple(name.full for name in self.work.sought.also)

    @property
    def seen(self) -> tuple[str, ...]:
        """Those of them of which each place was looked at."""
        return tuple(name.full for name in self.work.sought.also if name.seen)


def plan_forget(
    workspace: Workspace, person: Person, also: Iterable[str] = (), seen: Iterable[str] = ()
) -> Plan:
    """What would be removed, replaced and left, of a person who is or was called ``also`` otherwise, or by a
    name whose places were ``seen``; nothing is changed."""
    return _plan(workspace, person, survey(workspace, person, _("someone"), also=also, seen=tuple(seen)))


def also_here(workspace: Workspace, plan: Plan) -> dict[str, str]:
    """The folder of each who is here and has one of the other names that the plan looks for, by the name;
    of an organiser what the file is called by."""
    known = [*((one.slug, one.name) for one in workspace.people()), *organisers.names(workspace).items()]
    others = [(slug, name) for slug, name in known if slug != plan.person.slug]
    return {
        name: slug
        for also in plan.also
        for slug, name in others
        if spelling(also).translate(_STRAIGHT) in (spelling(name).translate(_STRAIGHT), slug)
    }


def confirmed(plan: Plan, typed: str) -> bool:
    """Whether ``typed`` is the person's full name (any case, composed or decomposed, any quotation marks)."""
    return spelling(typed).translate(_STRAIGHT) == spelling(plan.name.full).translate(_STRAIGHT)


def require_confirmed(plan: Plan, typed: str) -> None:
    """``UsageError`` when ``typed`` is not the full name; it says nothing of the name itself."""
    if not confirmed(plan, typed):
        raise UsageError(
            _("That is not the person's full name; nothing was changed."),
            _('Write it out, as in --confirm "Full Name".'),
        )


def forget(workspace: Workspace, plan: Plan) -> Plan:
    """Carry the plan out under the workspace's lock; returns what was done, and what is left now.

    What came in since the plan was made goes with it. ``WorkspaceError`` when a file cannot be changed.
    """
    with workspace.lock():
        refuse_another(workspace, plan.person)
        work = survey(workspace, plan.person, _("someone"), plan.name.full, plan.work, plan.also, plan.seen)
        for file, text in work.rewritten.items():
            files.write(file, text)
        work.left += list(_redraft(workspace, work))
        own = _own(workspace.folder(plan.person.slug))
        _erase(work.removed)
        _erase([file for file in own if not _is_last(workspace, plan.person, file)])
        _erase([file for file in own if _is_last(workspace, plan.person, file)])
        _erase_folder(workspace.folder(plan.person.slug))
    return _plan(workspace, plan.person, work, own)


def _plan(workspace: Workspace, person: Person, work: Work, own: Iterable[Path] | None = None) -> Plan:
    own = _own(workspace.folder(person.slug)) if own is None else own
    return Plan(
        person,
        work.sought.name,
        _("someone"),
        tuple(inside(workspace, file) for file in (*work.removed, *own)),
        tuple(work.mentions),
        tuple(work.taken_out),
        tuple(source.path for source, _draft in work.drafts),
        tuple(dict.fromkeys(work.left)),
        _(
            "Copies that git, a synced drive, a backup or a calendar program keep are not reached from here; "
            "remove them there."
        ),
        work,
    )


def _is_last(workspace: Workspace, person: Person, file: Path) -> bool:
    return file in (workspace.answers_file(person.slug), workspace.folder(person.slug))


def _own(folder: Path) -> list[Path]:
    """All in the person's folder, the answers last; of a link only the link itself."""
    if folder.is_symlink():
        return [folder]
    if not folder.exists():
        return []
    found: list[Path] = []
    for place, inner, names in os.walk(folder, onerror=stop):
        found += [Path(place) / name for name in names]
        found += [Path(place) / name for name in inner if (Path(place) / name).is_symlink()]
    return sorted(found, key=lambda file: (file == folder / ANSWERS_FILE, file))


# Drafts of others ----------------------------------------------------------------------------------


def _redraft(workspace: Workspace, work: Work) -> Iterator[Left]:
    """Render afresh the drafts that nobody edited, of the answers as they are now; those that cannot be."""
    together: dict[tuple[str, str], list[tuple[Source, Drafted]]] = {}
    for source, draft in work.drafts:
        together.setdefault((source.slug, draft.lang), []).append((source, draft))
    for (slug, lang), group in together.items():
        preparation, texts = _opened(workspace, slug, lang), {}
        for source, draft in group:
            text = _rendered(preparation, draft.document)
            if text is not None:
                texts[draft.document] = text
            elif not work.sought.one_word:
                _put_in(source, work.sought)
            if work.sought.one_word and (text is None or _names(work.sought, text)):
                yield _not_renewed(work.sought, source)
        if preparation and texts:
            preparation.save_drafts(texts)


def _names(sought: Sought, text: str) -> bool:
    return any(one.sure for one in sought.in_text(text))


def _put_in(source: Source, sought: Sought) -> None:
    """The full name out of a draft that cannot be rendered, and that nobody can print until it can."""
    ours.rewrite(source.file, sought.without(source.text, _("someone")))


def _opened(workspace: Workspace, slug: str, lang: str) -> Preparation | None:
    """The answers that drafts are made of; ``None`` where they are damaged or not complete."""
    try:
        preparation = Preparation.open(workspace, lang, workspace.person(slug))
    except UnreadableError:
        raise
    except NetinviteError:
        return None
    return None if preparation.missing() else preparation


def _rendered(preparation: Preparation | None, document: str) -> str | None:
    try:
        return preparation.render(document) if preparation else None
    except UnreadableError:
        raise
    except NetinviteError:
        return None


def _not_renewed(sought: Sought, source: Source) -> Left:
    places = tuple(dict.fromkeys(one.key for one in sought.in_text(source.text)))
    return Left(source.path, _("a draft that cannot be written anew; change it yourself"), places)


# Removing ------------------------------------------------------------------------------------------


def _erase(gone: Iterable[Path]) -> None:
    """Remove files, and make it last."""
    folders = {}
    for file in gone:
        with _told(file):
            file.unlink(missing_ok=True)
        folders[file.parent] = file
    for folder, file in folders.items():
        with _told(file):
            files.settle(folder)


def _erase_folder(folder: Path) -> None:
    if folder.is_symlink() or not folder.is_dir():
        return
    for place, _folders, _names in os.walk(folder, topdown=False, onerror=stop):
        with _told(Path(place)):
            Path(place).rmdir()
            files.settle(Path(place).parent)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What the system refuses is said in a sentence."""
    try:
        yield
    except OSError as error:
        raise _not_removed(path, error) from None


def _not_removed(path: Path, error: OSError) -> WorkspaceError:
    words = {"path": path, "reason": refusal(error)}
    return WorkspaceError(
        _("%(path)s cannot be removed: %(reason)s.") % words,
        _("See to that and give the same command again; it goes on where it stopped."),
    )
