"""The drafts of a network as mails: for files, pipes and the desktop's programs, with notes on each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netinvite import clock, errors, mail
from netinvite.app import addressee, going
from netinvite.app.judging import Judging
from netinvite.errors import UnfinishedError, UsageError
from netinvite.language import _, active
from netinvite.mail import Mail
from netinvite.mail.forms import ENDINGS, FORMS, form_of
from netinvite.model.keys import OWN_EMAIL, OWNER
from netinvite.model.people import Person
from netinvite.store import drafts
from netinvite.store.inventory import INVITATION
from netinvite.store.network import Network
from netinvite.store.owners import told_for
from netinvite.store.reading import at, text_at
from netinvite.values import NamedTuple

if TYPE_CHECKING:
    from netinvite.app.cleared import Cleared
    from netinvite.app.enclosed import Enclosed
    from netinvite.app.entries import Source
    from netinvite.mail.attachments import Attachment

# The forms that files can go with.
CARRYING = ("mime", "eml", "mbox")


class Order(NamedTuple):
    """What the command line says: ``form`` is "" where it follows from where the mail goes.

    ``folder``: the output is a folder, even if it is not there yet. Of everyone those in one of ``states``,
    () for whoever is ready, who are noted for one of ``needs``, if any. ``sits``: what ``--as`` says.
    ``looked``: somebody looks at it just now. ``leaves``: it is handed on, and not only read.
    """

    form: str = ""
    output: Path | None = None
    force: bool = False
    invite: bool = False
    attach: tuple[str, ...] = ()
    everyone: bool = False
    folder: bool = False
    states: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    sits: str = ""
    looked: bool = False
    leaves: bool = False


class Post(Judging):
    """The drafts of a network, ready to go. ``draft`` gives a person's (by folder name) saved or freshly
    rendered draft. What their sender should know is noted, to be told by whoever asks: ``take_notes``."""

    def __init__(
        self, workspace: Network, order: Order, draft: Callable[[drafts.Looks, str], drafts.Draft]
    ) -> None:
        super().__init__(workspace, order)
        self.network = workspace.read(workspace.network_file)
        self._sender = mail.sender_of(self.network)
        # The mail and its calendar entries are made of the same draft, and what is told of it is told once.
        self._draft = lru_cache(maxsize=1)(self._seen)
        self._draft_of, self._looks = draft, drafts.Looks(workspace)
        self._enclosed = _enclosed(workspace, order.attach) if order.attach else None
        self._noted = set[str]()
        self._last: tuple[str, Mail] | None = None
        self._who: addressee.Addressee | None = None

    def _seen(self, slug: str) -> drafts.Draft:
        # Before it is written anew.
        going.refuse_unseen(self._looks, slug, self.network, looked=self.order.looked)
        draft = self._draft_of(self._looks, slug)
        errors.refuse_conflict(draft.file, draft.text)
        return draft

    def letter(self, slug: str) -> Mail:
        """The draft as a mail, with its sender and the one recipient that was understood.

        What speaks against this recipient is noted. With an error against the method it is a ``DraftError``
        where it goes out, unless somebody ``insists``; where it is only read, it is what is ``held``.
        """
        if self._last is None or self._last[0] != slug:
            self._last = slug, self._read(slug)
        return self._last[1]

    @cached_property
    def cleared(self) -> Cleared | None:
        """Which of everyone's may go as they lie there, as far as that is known: of those who are ready, in a
        network that one organises."""
        order = self.order
        if not order.everyone or order.states or order.needs or order.attach or order.invite:
            return None
        # One mail needs none of it.
        from netinvite.app.cleared import Cleared

        return Cleared.of(self._looks, self._now.isoformat())

    def _read(self, slug: str) -> Mail:
        if self.cleared and (text := self.cleared.text(slug)):
            return mail.parse_draft(text, drafts.path(self.workspace, slug, INVITATION), self._sender)
        draft = self._draft(slug)
        if self.order.everyone and draft.edited and not draft.current:
            self._refuse_unfinished(slug)
        if not draft.current:
            self._refuse_unfit(slug)
        who, told = self.addressee(slug), self._told(slug)
        going.refuse_draft(self.workspace, slug, draft)
        written = mail.from_sender(mail.parse_draft(draft.text, str(draft.file)), told)
        letter, notes = addressee.addressed(written, who, text_at(told, *OWN_EMAIL.path))
        if draft.edited or not draft.current:
            self._refuse_anothers(letter, who)
        if self.order.everyone and not letter.to:
            raise addressee.unknown(who)
        if not self.order.everyone:
            notes += addressee.doubts(letter, who, clock.now().date())
        self._notes += [*notes, *self._others_in(who, draft)]
        self._judge(slug, draft, letter.to)
        same = letter == written and told is self.network and not self._notes
        if self.cleared and same and draft.current and not draft.edited:
            self.cleared.note(slug, draft)
        return letter

    def _others_in(self, who: addressee.Addressee, draft: drafts.Draft) -> list[str]:
        """Which other organisers stand in a text that somebody edited; each may be a colleague."""
        told = _("%(other)s stands in the email to %(name)s, which was edited by hand.")
        if not draft.edited:
            return []
        found = going.names_in(self.workspace, at(who.data, *OWNER), draft.text)
        found += going.left_in(self.workspace, who.slug, draft.text)
        return [told % {"other": other, "name": who.called} for other in found]

    def _told(self, slug: str) -> Mapping[str, Any]:
        """The network's answers as the organiser tells them in whose name the person is written to."""
        who = self.addressee(slug)
        # To parse what a person is known by takes as long as most of the rest.
        if OWNER[1].encode() not in who.answers:
            return self.network
        return told_for(self.workspace, slug, who.data, self.network)

    def addressee(self, slug: str) -> addressee.Addressee:
        """The person as their answers tell of them; read once for one mail."""
        if self._who is None or self._who.slug != slug:
            self._who = addressee.Addressee(self.workspace, slug)
        return self._who

    def to_record(self, slug: str) -> list[str]:
        """How to record that the mail has gone; nothing where it is known that one went today."""
        return addressee.to_record(self.addressee(slug), self._now.date(), self.order.sits)

    def _refuse_unfinished(self, slug: str) -> None:
        if not self._source.entry(slug).get("finished"):
            raise UnfinishedError(_("%(slug)s is not prepared to the end.") % {"slug": slug})

    @cached_property
    def _source(self) -> Source:
        # Guides and their rules take 6 ms to load; only drafts that are edited and out of date need them.
        from netinvite.app.entries import Source

        return Source(self.workspace)

    def build(self, slug: str, default: str) -> bytes:
        """Every byte of the mail, before any of them is written."""
        form = self.order.form or default
        errors.refuse_unknown(form, FORMS)
        self._refuse_to_drop_files(form)
        files_with_it = self.attachments(slug)
        letter = self.letter(slug)
        if not letter.to and form != "text":
            raise self._unknown(slug)
        return FORMS[form](letter, files_with_it, self._now)

    def _unknown(self, slug: str) -> mail.MailError:
        return addressee.unknown(self.addressee(slug))

    def text(self, slug: str) -> str:
        """The mail as one reads it, its headers in words of the language that the program speaks."""
        return mail.format_draft(self.letter(slug), (_("To"), _("Subject"))).rstrip("\n")

    def no_recipient(self, slug: str) -> str:
        """A sentence on a mail that can go to nobody yet; "" where it has a recipient."""
        if self.letter(slug).to:
            return ""
        return self._unknown(slug).in_full

    def _refuse_to_drop_files(self, form: str) -> None:
        if form not in CARRYING and (self.order.attach or self.order.invite):
            raise UsageError(
                _("The form “%(form)s” cannot carry files.") % {"form": form},
                _("Use --format mime or eml for them."),
            )

    def attachments(self, slug: str) -> list[Attachment]:
        """The files that go with the mail."""
        found: list[Attachment] = []
        if self._enclosed:
            lang = self._lang(self.workspace.person(slug))
            found = self._enclosed.of(slug, lang, self._notes)
            self._ask_of_files(slug)
        return found + self.calendar(slug) if self.order.invite else found

    def _ask_of_files(self, slug: str) -> None:
        """Private thoughts in the files that go with it."""
        if self._enclosed and (told := self._enclosed.doubts()):
            # Below what holds back the mail itself, where it is only read.
            self.letter(slug)
            self._hold(told, self._enclosed.held_back)

    def _lang(self, person: Person) -> str:
        return person.lang or text_at(self.network, "lang") or active()

    def calendar(self, slug: str) -> list[Attachment]:
        """The proposed times as calendar entries; what their sender should know is noted once."""
        # 60 ms: calendars and the rules.
        from netinvite.app import appointments

        person = self.workspace.person(slug)
        found = appointments.entries(self.workspace, person, self._lang(person), self._draft(slug))
        for note in found.notes:
            if note not in self._noted:
                self._noted.add(note)
                self._notes.append(note)
        return found.files

    # To a file -------------------------------------------------------------------------------------

    def files(self, slug: str) -> dict[Path, bytes]:
        """The files that the order asks for and what is in them: the mail, and where it is a folder, the
        calendar entries."""
        output = self.order.output
        assert output is not None
        folder = self.order.folder or output.is_dir()
        file = output / f"{slug}{_ending(self.order.form)}" if folder else output
        content = {file: self.build(slug, self.order.form or form_of(file))}
        if folder and self.order.invite:
            content.update({file.parent / f"{slug}-{a.name}": a.data for a in self.calendar(slug)})
        return content


def _ending(form: str) -> str:
    """How a file of this form is called; a program goes by it."""
    known = {known: ending for ending, known in ENDINGS.items()}
    return known.get(form) or (".eml" if form in ("", "mime") else ".txt")


def _enclosed(workspace: Network, names: Sequence[str]) -> Enclosed:
    # Most mails take no file along: saves 40 ms.
    from netinvite.app.enclosed import Enclosed

    return Enclosed(workspace, names)
