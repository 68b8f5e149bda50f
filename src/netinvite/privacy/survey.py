"""What forgetting a person would do to each file of a workspace, and what stays: nothing is changed here."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from netinvite.language import _
from netinvite.libraries import blake2
from netinvite.model.keys import CONVERSATION, DATE, NAME, ORGANISER, PERSON, REFERRALS
from netinvite.model.people import Person, noted_day
from netinvite.privacy.lying import Left, feeds_of, inside, left_by_name
from netinvite.privacy.names import occurs, put_in, spelled
from netinvite.privacy.rewriting import Rewriting
from netinvite.privacy.sought import Found, Sought, hidden, hidden_in, in_places, sought
from netinvite.privacy.sources import (
    Drafted,
    Drafts,
    Source,
    answers,
    circle,
    content,
    sources,
    stop,
)
from netinvite.privacy.texts import Mention, Roles, TemplateWords
from netinvite.store import files, kept
from netinvite.store.inventory import COPY, DRAFTS, DRAFTS_BEFORE, FEEDS, TEMPLATES
from netinvite.store.reading import text_at
from netinvite.store.talks import names_in
from netinvite.store.workspace import Workspace

# Mails, calendars and cards go out, or into another program: they are looked at, not changed.
_FOR_OTHERS = {".eml", ".mbox", ".ics", ".vcf", ".json", ".toml"}
_OWN_NOTES = (DRAFTS, DRAFTS_BEFORE, FEEDS, COPY, ".lock", ".gitignore", ".gitattributes")


@dataclass(slots=True)
class Work:
    """Files to write anew with their texts, to remove, and drafts to render afresh; what is told of it. The
    next survey takes up the answers that are ``known``, and the digests of files that are ``clean``."""

    sought: Sought
    rewritten: dict[Path, str] = field(default_factory=dict)
    removed: list[Path] = field(default_factory=list)
    drafts: list[tuple[Source, Drafted]] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    taken_out: list[Mention] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    known: Mapping[Path, Source] = field(default_factory=dict)
    clean: dict[Path, bytes] = field(default_factory=dict)


def survey(
    workspace: Workspace,
    person: Person,
    someone: str,
    full: str = "",
    before: Work | None = None,
    also: Iterable[str] = (),
    seen: Iterable[str] = (),
) -> Work:
    """What is to be done about ``person``, whose full name is ``full`` where it is known already, and who is
    or was called ``also`` otherwise; ``seen``: the same, and each place was looked at.

    ``someone`` is the word for them; ``before``: the work of a survey just before, which spares looking at
    what is the same. ``WorkspaceError`` where what may hold the name cannot be read.
    """
    known = answers(workspace, content, before.known if before else {})
    found = sought(workspace, person, circle(known, roles := Roles(workspace)), full, also, seen)
    return _Survey(workspace, person, someone, Work(found, known=known), roles, before).done()


class _Survey:
    def __init__(
        self,
        workspace: Workspace,
        person: Person,
        someone: str,
        work: Work,
        roles: Roles,
        before: Work | None,
    ) -> None:
        self.workspace, self.person, self.someone = workspace, person, someone
        self.people = f"{workspace.people_folder}{os.sep}"
        self.roles, self.drafts = roles, Drafts(workspace)
        self.template_words, self.digest = TemplateWords(workspace), blake2()
        self.work, self.known, self.sought = work, work.known, work.sought
        self.clean = before.clean if before and before.sought == self.sought else {}
        # By folder; the answers of each are read before the drafts.
        self.untrue: dict[str, tuple[str, ...]] = {}

    def done(self) -> Work:
        place, slug, work, lying = self.workspace, self.person.slug, self.work, list[Path]()
        for source in sources(place, self.known, self._read, without=slug, fault=self._unlisted, lying=lying):
            if not self._is_clean(source):
                self._look_at(source)
                self._look_for_hidden(source)
        stays = _("the same email address or phone number is given there; it stays")
        work.left += [Left(path, stays) for path in self.sought.theirs]
        named = [*left_by_name(place, self.sought, {*work.removed}, lying), *feeds_of(place)]
        named += self._kept_of_whom()
        paths = {left.path for left in named}
        work.left = [left for left in work.left if left.path not in paths] + named
        return work

    # What cannot be looked at ----------------------------------------------------------------------

    def _read(self, file: Path) -> bytes | None:
        # As text: a Path takes longer than reading what is there.
        if f"{file}".startswith(self.people):
            return content(file)
        if file.parent == self.workspace.root and file.name.startswith("."):
            return content(file)
        try:
            return file.read_bytes()
        except OSError:
            self._leave(inside(self.workspace, file), _("it cannot be read; look yourself"))
            return None

    def _unlisted(self, error: OSError) -> None:
        folder = Path(str(error.filename or ""))
        if folder == self.workspace.root or folder.is_relative_to(self.workspace.people_folder):
            stop(error)
        self._leave(inside(self.workspace, folder), _("it cannot be read; look yourself"))

    def _leave(self, path: str, reason: str, found: Iterable[Found] = ()) -> None:
        places = tuple(dict.fromkeys(one.key for one in found))
        self.work.left.append(Left(path, reason, places))

    # One file after the other ----------------------------------------------------------------------

    def _look_at(self, source: Source) -> None:
        file = source.file
        if files.is_leftover(file.name):
            self._leftover(file)
        elif f"/{files.PREFIX}" in f"/{source.path}":
            # What an editor was given: it may be open still.
            self._leave(source.path, _("perhaps left by a run that broke off; look yourself"))
        elif file.name in _OWN_NOTES or not self.sought.may_stand_in(source):
            return
        elif self._is_made_anew(file) or self._is_kept(file):
            self.work.removed.append(file)
        elif source.table is not None:
            self._answers(source)
        elif draft := self.drafts.of(source):
            self._draft(source, draft)
        elif source.slug and source.text and file.suffix.lower() not in _FOR_OTHERS:
            self._note(source)
        else:
            self._other(source)

    def _is_clean(self, source: Source) -> bool:
        """Whether nothing in a file means the person, however it is written; what a run left is none."""
        file, found = source.file, self.digest(source.data).digest()
        if files.is_leftover(file.name) or f"/{files.PREFIX}" in f"/{source.path}":
            return False
        is_known = self.clean.get(file) == found
        if not is_known and (self.sought.may_stand_in(source) or hidden(self.sought, source.text)):
            return False
        self.work.clean[file] = found
        return True

    def _look_for_hidden(self, source: Source) -> None:
        """What is written in another way stays, and is named."""
        file, work = source.file, self.work
        told = file in work.removed or any(left.path == source.path for left in work.left)
        redrafted = any(source is other for other, _draft in work.drafts)
        if told or redrafted or file.name in _OWN_NOTES:
            return
        if hidden(self.sought, text := work.rewritten.get(file, source.text)):
            found = hidden_in(self.sought, text)
            self._leave(source.path, _("perhaps the person; look yourself"), found)

    def _leftover(self, file: Path) -> None:
        """What a killed run left. The lock says that nobody writes one among the answers."""
        ours = file.parent == self.workspace.root or file.is_relative_to(self.workspace.people_folder)
        if ours or not files.in_use(file):
            self.work.removed.append(file)

    def _is_made_anew(self, file: Path) -> bool:
        """A hidden mail, which can be encoded, or an index: made anew when it is not there."""
        beside = file.parent in (self.workspace.root, self.workspace.people_folder)
        return file.name.startswith(".") and (file.suffix == ".eml" or (file.suffix == ".json" and beside))

    def _is_kept(self, file: Path) -> bool:
        """What was typed about this very person after they were gone."""
        beside = file.parent == self.workspace.root and kept.is_kept(file)
        theirs = {spelled(name.full) for name in self.sought.names if not name.shared}
        return beside and spelled(kept.name_in(file)) in theirs

    def _kept_of_whom(self) -> Iterator[Left]:
        """What was typed about whoever is called otherwise by now, or is gone."""
        names = [owner.name for owner in circle(self.known, self.roles).values()]
        for file in kept.of_nobody(self.workspace, names):
            if file not in self.work.removed:
                yield Left(inside(self.workspace, file), kept.told_of_nobody())

    def _answers(self, source: Source) -> None:
        if self.sought.name.shared and self._is_namesake(source):
            self._leave(source.path, _("about somebody of the same name"))
        found = self.sought.found(source, self.roles)
        named = self._named.get(spelled(text_at(source.table or {}, *NAME.path)), "")
        rewriting = Rewriting(source, self.sought, self.someone, self.roles, named)
        new = rewriting.text() if any(one.sure for one in found) else source.text
        if new is None:
            self._leave(source.path, _("not a file that netinvite changes; look yourself"), found)
        else:
            gone = [one for one in found if rewriting.loses(one)]
            self.untrue[source.slug] = (*self.untrue.get(source.slug, ()), *rewriting.untrue)
            self.work.taken_out += [Mention(source.path, one.key, one.text) for one in gone]
            self._rewrite(source, new, [one for one in found if one not in gone])

    @cached_property
    def _named(self) -> dict[str, str]:
        """Whom the person named in a conversation, and on which day."""
        found: dict[str, str] = {}
        own = [source.table or {} for source in self.known.values() if source.slug == self.person.slug]
        lists = [talks for table in own if isinstance(talks := table.get(CONVERSATION), list)]
        for talk in (talk for talks in lists for talk in talks if isinstance(talk, dict)):
            if day := noted_day(talk.get(DATE.name)):
                found |= {spelled(name): str(day) for name in names_in(talk.get(REFERRALS.name))}
        return found

    def _is_namesake(self, source: Source) -> bool:
        about = (source.table or {}).get(PERSON if source.slug else ORGANISER, {})
        return spelled(str(about.get(NAME.name, ""))) == spelled(self.sought.name.full)

    def _note(self, source: Source) -> None:
        """Somebody's own words beside the answers."""
        mark = "\ufeff" if source.data.startswith(b"\xef\xbb\xbf") else ""
        hits = self.sought.hits(source.text)
        new = mark + put_in(source.text, hits, self.someone)
        self._rewrite(source, new, list(in_places(source.text, hits)))

    def _rewrite(self, source: Source, new: str, found: list[Found]) -> None:
        sure = [one for one in found if one.sure]
        if sure:
            self.work.rewritten[source.file] = new
            self.work.mentions += [Mention(source.path, one.key, one.text) for one in sure]
        if doubts := [one for one in found if not one.sure and not self._means_its_own(source)]:
            self._leave(source.path, self._doubt(), doubts)
        elif (not found or sure) and (reason := why_it_still_says(self.sought, new)):
            self._leave(source.path, reason)

    def _means_its_own(self, source: Source) -> bool:
        """Whether the name in a file is that of whoever the file is about."""
        if source.table is not None and self.sought.name.shared:
            return self._is_namesake(source)
        return source.slug in self.sought.bearers

    def _doubt(self) -> str:
        if self.sought.name.shared:
            return _("somebody else has the same name; look whom it means")
        return _("perhaps the person; look yourself")

    def _draft(self, source: Source, draft: Drafted) -> None:
        found = self.sought.found(source, self.roles)
        untrue = any(sentence in source.text for sentence in self.untrue.get(source.slug, ()))
        if (untrue or any(one.sure for one in found)) and not draft.edited:
            self.work.drafts.append((source, draft))
        elif not draft.edited and self.sought.one_word:
            # Its words come from templates, and from answers that are looked at themselves.
            return
        elif found and not draft.edited:
            self._leave(source.path, self._doubt(), found)
        elif found := [one for one in found if not self._is_of_a_template(one)]:
            self._leave(source.path, _("a draft edited by hand; change it yourself"), found)
        elif reason := why_it_still_says(self.sought, source.text):
            self._leave(source.path, reason)

    def _is_of_a_template(self, one: Found) -> bool:
        words = [name.full for name in self.sought.names if name.one_word]
        return not one.sure and any(self.template_words.have(word, one.text) for word in words)

    def _other(self, source: Source) -> None:
        found = self.sought.found(source, self.roles)
        if source.path.startswith(f"{TEMPLATES}/"):
            found = [one for one in found if one.sure or not self.sought.one_word]
        if found:
            self._leave(source.path, _("not a file that netinvite changes; look yourself"), found)
        elif any(spelled(name.full) in source.said for name in self.sought.names if not name.one_word):
            self._leave(source.path, _("part of somebody else's name"))


def why_it_still_says(sought: Sought, text: str) -> str:
    """Why the characters of the name stand in a text that does not mean the person; "" where they do not."""
    if any(occurs(name.full, text) for name in sought.names if not name.one_word):
        return _("part of somebody else's name")
    return ""
