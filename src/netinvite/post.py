"""The ``mail`` command: one draft or all, in a form, to a file, a pipe, the screen, a program."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from netinvite import clock, drafts, files, formats, mail, screen, verdict
from netinvite.errors import NetinviteError, UsageError
from netinvite.language import _, active, ngettext, refusal
from netinvite.mail import Attachment, Mail
from netinvite.names import Person
from netinvite.parsed import text_at
from netinvite.workspace import Workspace

LARGEST_ATTACHMENT = 10_000_000
PROGRESS_FROM = 50
# What --attach takes for the network's own leaflet; a file of that name is ./leaflet.
LEAFLET = "leaflet"
# How long a conversation is where nobody said, as the guide proposes.
MINUTES = 20


class Order(NamedTuple):
    """What the command line says: ``form`` is "" where it follows from where the mail goes.

    ``folder``: the output is a folder, even if it is not there yet.
    """

    form: str = ""
    output: Path | None = None
    force: bool = False
    invite: bool = False
    attach: tuple[str, ...] = ()
    everyone: bool = False
    folder: bool = False


class DraftError(NetinviteError):
    """A draft that breaks the method, so that it does not go out unread with everyone's."""


class Post:
    """The drafts of a workspace, ready to go. ``draft`` gives a person's (by folder name) saved or freshly
    rendered draft."""

    def __init__(self, workspace: Workspace, order: Order, draft: Callable[[str], drafts.Draft]) -> None:
        self.workspace = workspace
        self.order = order
        self.network = workspace.read(workspace.network_file)
        self._draft = draft
        self._files = {name: attachment(Path(name)) for name in order.attach if name != LEAFLET}
        self._leaflets: dict[str, Attachment] = {}
        self._verdicts = verdict.Verdicts(workspace)
        self._told: set[str] = set()

    def letter(self, slug: str) -> Mail:
        """The draft as a mail, with its sender; errors against the method are told and block nothing.

        With everyone's at once somebody whose draft has one is left out instead: a ``DraftError``.
        """
        draft = self._draft(slug)
        letter = mail.from_sender(mail.parse_draft(draft.text, str(draft.file)), self.network)
        if slug not in self._told and (found := self._verdicts.errors(slug, draft)):
            self._told.add(slug)
            if self.order.everyone:
                raise DraftError(verdict.told(found))
            screen.tell(verdict.told(found))
        return letter

    def build(self, slug: str, default: str) -> bytes:
        """Every byte of the mail, before any of them is written."""
        from netinvite.mail.forms import FORMS

        form = self.order.form or default
        formats.refuse_unknown(form, FORMS)
        attachments = [self._files.get(name) or self._leaflet(slug) for name in self.order.attach]
        if self.order.invite:
            attachments += self.calendar(slug)
        return FORMS[form](self.letter(slug), attachments, clock.now())

    def _leaflet(self, slug: str) -> Attachment:
        """The leaflet in the person's language, made once for all."""
        lang = self._lang(self.workspace.person(slug))
        if lang not in self._leaflets:
            from netinvite.leaflet import making

            if doubt := making.also_a_file(Path.cwd()):
                screen.tell(doubt)
            self._leaflets[lang] = _typed(*making.as_file(self.workspace, lang))
        return self._leaflets[lang]

    def _lang(self, person: Person) -> str:
        return person.lang or self._text("lang") or active()

    def calendar(self, slug: str) -> list[Attachment]:
        """The proposed times as calendar entries."""
        from netinvite import invite
        from netinvite.preparation import Preparation

        person = self.workspace.person(slug)
        answers = Preparation.open(self.workspace, self._lang(person), person).walk.rendered()
        proposed = answers.get("contact.times", ())
        times = (
            [time for time in proposed if isinstance(time, datetime)] if isinstance(proposed, tuple) else []
        )
        if not times:
            raise UsageError(
                _("No times are proposed to %(name)s.") % {"name": person.name},
                _("Propose some: netinvite prepare %(slug)s") % {"slug": person.slug},
            )
        summary = _("Conversation with %(name)s") % {"name": self._text("organiser", "name")}
        zone = invite.zone(self._text("timezone"))
        minutes = int(str(answers.get("contact.minutes") or MINUTES))
        return invite.invitations(times, minutes, summary, zone, clock.now())

    def _text(self, *path: str) -> str:
        return text_at(self.network, *path)

    # To a file -------------------------------------------------------------------------------------

    def write(self, slug: str) -> list[Path]:
        """Write the mail (and the calendar files, into a folder) where the order says."""
        output = self.order.output
        assert output is not None
        folder = self.order.folder or output.is_dir()
        file = output / f"{slug}.eml" if folder else output
        from netinvite import outputs
        from netinvite.mail.forms import ENDINGS

        content = {file: self.build(slug, ENDINGS.get(file.suffix.lower(), "mime"))}
        if folder and self.order.invite:
            content.update({file.parent / f"{slug}-{a.name}": a.data for a in self.calendar(slug)})
        for path in content:
            outputs.refuse_to_overwrite(path, force=self.order.force)
        if folder:
            files.make_folder(output)
        for path, data in content.items():
            outputs.write(path, data)
        return list(content)

    # To everyone -----------------------------------------------------------------------------------

    def everyone(self, give: Callable[[str], object]) -> int:
        """``give`` each person's mail; who has none that can go is named. How many failed."""
        done = failed = 0
        for slug in self._progress([slug for slug in self.workspace.slugs() if self._gets_mail(slug)]):
            try:
                give(slug)
                done += 1
            except NetinviteError as error:
                failed += 1
                screen.tell(f"{slug}: {error.message} {error.hint}".strip())
        screen.tell(ngettext("%(count)s mail.", "%(count)s mails.", done) % {"count": done})
        return failed

    def _gets_mail(self, slug: str) -> bool:
        """Whoever has a draft, or is to get one; for a meeting or a call there is none to be missed."""
        if os.path.exists(drafts.path(self.workspace, slug, "invitation")):  # noqa: PTH110  # see there
            return True
        try:
            contact = self.workspace.read(self.workspace.answers_file(slug)).get("contact", {})
        except NetinviteError:
            return True
        return not isinstance(contact, dict) or contact.get("way", "mail") == "mail"

    def _progress(self, slugs: list[str]) -> Iterator[str]:
        if len(slugs) < PROGRESS_FROM or not sys.stderr.isatty():
            yield from slugs
            return
        from rich.console import Console
        from rich.progress import track

        yield from track(slugs, description="", console=Console(stderr=True), transient=True)

    # To a program ----------------------------------------------------------------------------------

    def open(self, slug: str) -> None:
        """Open the mail in the desktop's mail program."""
        from netinvite import handover
        from netinvite.mail.forms import FORMS

        file = self.workspace.folder(slug) / ".invitation.eml"
        files.write(file, self.build(slug, "eml"))
        try:
            handover.open_file(str(file))
        except handover.HandoverError:
            if self.order.invite or self.order.attach:
                raise
            handover.open_file(FORMS["mailto"](self.letter(slug), [], clock.now()).decode().strip())

    def copy(self, slug: str) -> str:
        """Subject and text to the clipboard; which one was used."""
        from netinvite import handover

        letter = self.letter(slug)
        return handover.copy(f"{letter.subject}\n\n{letter.body}")


def attachment(file: Path) -> Attachment:
    """A file to go with the mail, its type by its name; at most ten megabytes."""
    try:
        if not file.is_file():
            raise UsageError(
                _("%(file)s is no file that could be attached.") % {"file": file},
                _("Give the path of a file."),
            )
        size = file.stat().st_size
        if size > LARGEST_ATTACHMENT:
            raise UsageError(
                _("%(file)s has %(size)s MB; many servers refuse more than 10 MB.")
                % {"file": file, "size": -(-size // 1_000_000)},
                _("Make it smaller, or send a link to it."),
            )
        data = file.read_bytes()
    except OSError as error:
        raise UsageError(
            _("%(file)s cannot be read: %(reason)s.") % {"file": file, "reason": refusal(error)}
        ) from None
    return _typed(file.name, data)


def _typed(name: str, data: bytes) -> Attachment:
    import mimetypes

    return Attachment(name, mimetypes.guess_type(name)[0] or "application/octet-stream", data)


def record_sent(workspace: Workspace, person: Person, day: date) -> None:
    """Remember that the invitation was sent; netinvite itself sends nothing."""
    workspace.update(workspace.answers_file(person.slug), {("invited", "date"): day.isoformat()})
