"""The ``mail`` command: a draft in a form, to a file, a pipe, the screen, a program."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from netinvite import addressee, clock, drafts, files, formats, mail, screen, verdict
from netinvite.errors import NetinviteError, UnfinishedError, UsageError
from netinvite.language import _, active, refusal
from netinvite.mail import Attachment, Mail
from netinvite.names import Person
from netinvite.parsed import text_at
from netinvite.workspace import Workspace

if TYPE_CHECKING:
    from netinvite.everyone.facts import Source

LARGEST_ATTACHMENT = 10_000_000
# The forms that files can go with.
CARRYING = ("mime", "eml", "mbox")
# The rule that finds no recipient in a draft; the answers may know one.
NO_RECIPIENT = "M016"
# What --attach takes for the network's own leaflet; a file of that name is ./leaflet.
LEAFLET = "leaflet"


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
        # The mail and its calendar entries are made of the same draft, and what is told of it is told once.
        self._draft = lru_cache(maxsize=1)(draft)
        self._files = {name: attachment(Path(name)) for name in order.attach if name != LEAFLET}
        self._leaflets: dict[str, Attachment] = {}
        self._verdicts = verdict.Verdicts(workspace)
        self._noted: set[str] = set()
        self._last: tuple[str, Mail] | None = None
        self._who: addressee.Addressee | None = None

    def letter(self, slug: str) -> Mail:
        """The draft as a mail, with its sender and the one recipient that was understood.

        Errors against the method, and what speaks against this recipient, are told and block nothing. With
        everyone's at once somebody whose draft has an error is left out instead: a ``DraftError``.
        """
        if self._last is None or self._last[0] != slug:
            self._last = slug, self._read(slug)
        return self._last[1]

    def _read(self, slug: str) -> Mail:
        draft = self._draft(slug)
        if self.order.everyone and draft.edited and not draft.current:
            self._refuse_unfinished(slug)
        written = mail.from_sender(mail.parse_draft(draft.text, str(draft.file)), self.network)
        who = self.addressee(slug)
        letter, notes = addressee.addressed(written, who, self._text("organiser", "email"))
        if self.order.everyone and not letter.to:
            raise addressee.unknown(who)
        if not self.order.everyone:
            notes += addressee.doubts(letter, who, clock.now().date())
        for note in notes:
            screen.tell(note)
        self._judge(slug, draft, letter.to != written.to)
        return letter

    def addressee(self, slug: str) -> addressee.Addressee:
        """The person as their answers tell of them; read once for one mail."""
        if self._who is None or self._who.slug != slug:
            self._who = addressee.Addressee(self.workspace, slug)
        return self._who

    def _refuse_unfinished(self, slug: str) -> None:
        if not self._source.entry(slug)["finished"]:
            raise UnfinishedError(_("%(slug)s is not prepared to the end.") % {"slug": slug})

    @cached_property
    def _source(self) -> Source:
        from netinvite.everyone.facts import Source

        return Source(self.workspace)

    def _judge(self, slug: str, draft: drafts.Draft, to_known: bool) -> None:
        """Tell, or refuse, errors; ``to_known``: the recipient that the draft lacks is known."""
        found = [
            one for one in self._verdicts.errors(slug, draft) if not (to_known and one.rule == NO_RECIPIENT)
        ]
        if not found:
            return
        if self.order.everyone:
            raise DraftError(verdict.told(found))
        screen.tell(verdict.told(found))

    def build(self, slug: str, default: str) -> bytes:
        """Every byte of the mail, before any of them is written."""
        from netinvite.mail.forms import FORMS

        form = self.order.form or default
        formats.refuse_unknown(form, FORMS)
        self._refuse_to_drop_files(form)
        files_with_it = self.attachments(slug)
        letter = self.letter(slug)
        if not letter.to and form != "text":
            raise self._unknown(slug)
        return FORMS[form](letter, files_with_it, clock.now())

    def _unknown(self, slug: str) -> mail.MailError:
        return addressee.unknown(self.addressee(slug))

    def tell_unknown(self, slug: str) -> None:
        """Say that the mail that was shown can go to nobody yet."""
        unknown = self._unknown(slug)
        screen.tell(f"{unknown.message} {unknown.hint}")

    def _refuse_to_drop_files(self, form: str) -> None:
        if form not in CARRYING and (self.order.attach or self.order.invite):
            raise UsageError(
                _("The form “%(form)s” cannot carry files.") % {"form": form},
                _("Use --format mime or eml for them."),
            )

    def attachments(self, slug: str) -> list[Attachment]:
        """The files that go with the mail."""
        found = [self._files.get(name) or self._leaflet(slug) for name in self.order.attach]
        return found + self.calendar(slug) if self.order.invite else found

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
        """The proposed times as calendar entries; what their sender should know is told once."""
        from netinvite import appointments

        person = self.workspace.person(slug)
        found = appointments.entries(self.workspace, person, self._lang(person), self._draft(slug))
        for note in found.notes:
            if note not in self._noted:
                self._noted.add(note)
                screen.tell(note)
        return found.files

    def _text(self, *path: str) -> str:
        return text_at(self.network, *path)

    # To a file -------------------------------------------------------------------------------------

    def write(self, slug: str) -> list[Path]:
        """Write the mail (and the calendar files, into a folder) where the order says."""
        output = self.order.output
        assert output is not None
        folder = self.order.folder or output.is_dir()
        file = output / f"{slug}{_ending(self.order.form)}" if folder else output
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

    # To a program ----------------------------------------------------------------------------------

    def open(self, slug: str) -> str:
        """Open the mail in the desktop's mail program; a sentence that says how far that is certain."""
        from netinvite import handover
        from netinvite.mail.forms import FORMS
        from netinvite.presence import holding

        file = self.workspace.folder(slug) / ".invitation.eml"
        content = self.build(slug, "eml")
        with holding(self.workspace, slug):
            files.write(file, content)
        try:
            known = handover.open_file(str(file))
        except handover.HandoverError:
            if self.order.invite or self.order.attach:
                raise
            link = FORMS["mailto"](self.letter(slug), [], clock.now()).decode().strip()
            known = handover.open_file(link)
        words = {"name": self.workspace.person(slug).name, "slug": slug}
        if known:
            return _("The mail to %(name)s is open in your mail program.") % words
        return (
            _(
                "The mail to %(name)s was handed to this desktop, which does not say what it opens it with. "
                "If no mail program comes up: netinvite mail %(slug)s --output %(slug)s.eml"
            )
            % words
        )

    def copy(self, slug: str) -> str:
        """Subject and text to the clipboard; a sentence that says to which."""
        from netinvite import clipboard

        letter = self.letter(slug)
        return clipboard.copy(f"{letter.subject}\n\n{letter.body}")


def _ending(form: str) -> str:
    """How a file of this form is called; a program goes by it."""
    from netinvite.mail.forms import ENDINGS

    known = {known: ending for ending, known in ENDINGS.items()}
    return known.get(form) or (".eml" if form in ("", "mime") else ".txt")


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
    from netinvite.mail.attached import kind_of

    return Attachment(name, kind_of(name), data)


def record_sent(workspace: Workspace, person: Person, day: date) -> None:
    """Remember that the invitation was sent; netinvite itself sends nothing."""
    from netinvite.presence import holding

    with holding(workspace, person.slug, person.name):
        workspace.update(workspace.answers_file(person.slug), {("invited", "date"): day.isoformat()})
