"""``netinvite mail``."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from netinvite.cli import asking, completion, pairs, tofile, unread, whose
from netinvite.cli import output as out
from netinvite.cli.options import As, Folder, Force, Language, PersonName, several
from netinvite.cli.output import draft_of, progress, put_bytes, tell_all
from netinvite.cli.place import network_of
from netinvite.errors import UsageError
from netinvite.language import _
from netinvite.libraries import let_stand_alone
from netinvite.model.people import Person
from netinvite.store import files
from netinvite.ui import screen

if TYPE_CHECKING:
    from netinvite.app.deliver import Order, Post
    from netinvite.app.rounds import Round
    from netinvite.store.network import Network

Put = Callable[[bytes], object]


def _forms() -> Iterable[str]:
    # 6 ms, which help does not need.
    from netinvite.mail.forms import FORMS

    return FORMS


def _states() -> Iterable[str]:
    # See above.
    from netinvite.app.rounds import TO_ALL

    return TO_ALL


def mail(
    person: PersonName = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="FORM",
            click_type=completion.words(_forms),
            help="mime (sendmail, msmtp, mutt), template (s-nail, claws-mail, alot, nmh), aerc, eml (a "
            "double click), mbox, mailto or text.",
            show_default=False,
        ),
    ] = "",
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            click_type=completion.FILE,
            help="Write to a file (its ending tells the form) or into a folder; never over a file that is "
            "there.",
            show_default=False,
        ),
    ] = None,
    force: Force = False,
    attach: Annotated[
        list[str] | None,
        typer.Option(
            "--attach",
            metavar="FILE",
            click_type=completion.FILE,
            help="Send a file along, 10 MB at most; leaflet sends the network's own.",
            show_default=False,
        ),
    ] = None,
    invite: Annotated[
        bool, typer.Option("--invite", help="Send the proposed times along as calendar entries.")
    ] = False,
    everyone: Annotated[
        bool,
        typer.Option(
            "--all",
            help="The emails of all who are ready: a file each into a folder, or one mailbox (--format "
            "mbox).",
        ),
    ] = False,
    state: Annotated[
        list[str] | None,
        several(
            "--state",
            "STATE",
            "With --all: those in this state, and not those who are ready. May be repeated.",
            completion.words(_states),
        ),
    ] = None,
    need: Annotated[
        list[str] | None,
        several(
            "--need",
            "NEED",
            "With --all: only those who may cover this need of the network. May be repeated.",
        ),
    ] = None,
    open_it: Annotated[bool, typer.Option("--open", help="Open it in your email program.")] = False,
    copy: Annotated[bool, typer.Option("--copy", help="Copy subject and text to the clipboard.")] = False,
    sent: Annotated[
        str | None,
        typer.Option(
            "--sent",
            metavar="DATE",
            click_type=completion.words(lambda: [asking.TODAY]),
            help="Record that it was sent, today or on a day gone by; nothing is sent.",
            show_default=False,
        ),
    ] = None,
    sits: As = None,
    workspace: Folder = None,
    lang: Language = None,
) -> None:
    pairs.refuse(pairs.MAIL)
    if output == "":
        raise UsageError(_("--output names no file."), _("Give the path of a file or a folder."))
    if sent is not None:
        # 50 ms: times as people write them, and what writes files.
        from netinvite.cli import sent as recording

        recording.record(workspace, person, sent, sits)
        return
    # 8 ms, which help does not need.
    from netinvite.app.deliver import Order, Post

    place = network_of(workspace)
    # A Path would lose the slash that says that it is to be a folder.
    folder = bool(output and output.endswith(("/", os.sep)))
    target = Path(output) if output and output != tofile.STANDARD else None
    order = Order(form, target, force, invite, tuple(attach or ()), everyone, folder, sits=sits or "")
    order = _narrowed(place, order, state, need) if state or need else order
    told: set[str] = set()
    post = Post(place, order, lambda looks, slug: draft_of(looks, slug, "invitation", told))
    if "leaflet" in order.attach:
        unread.tell(place, told=told)
    if everyone:
        whose.sit(place, sits)
        raise typer.Exit(int(bool(_mail_everyone(post))))
    who = asking.whom(place, person, asking.TO_WRITE_TO)
    if output or open_it or copy or not sys.stdout.isatty():
        whose.refuse_anothers(place, who, sits)
        post.order = order._replace(leaves=True)
        post.insists = partial(_insists, post)
    else:
        whose.sit(place, sits, always=False)
        whose.tell_whose(place, who, recorded=False)
    _mail_one(post, who, open_it=open_it, copy=copy)


def _narrowed(place: "Network", order: "Order", states: list[str] | None, needs: list[str] | None) -> "Order":
    """The order for those in these states, and noted for these needs."""
    # The index and the words of states, 60 ms.
    from netinvite.app import overview
    from netinvite.app.people import read
    from netinvite.app.rounds import of_all
    from netinvite.cli.roster import state_names

    meant = of_all(place, overview.read_states(states or (), state_names()))
    known = overview.read_needs(needs or (), read(place).needs)
    return order._replace(states=meant, needs=tuple(known))


@contextmanager
def _telling(post: "Post", *, above: bool = False) -> Iterator[None]:
    """Tell what was noted of a mail, also where it comes to nothing; ``above`` it behind a blank line."""
    try:
        yield
    finally:
        out.tell_between([*(notes := post.take_notes()), *([""] if notes and above else [])])


def _mail_everyone(post: "Post") -> int:
    # 5 ms.
    from netinvite.app import rounds

    target = rounds.target(post.order, terminal=sys.stdout.isatty())
    this = rounds.Round(post)
    if target == rounds.FOLDER:
        post.order = post.order._replace(folder=True)
        _go(this, lambda slug: _write(post, slug))
        if this.to_record():
            screen.tell(_("The emails lie in %(folder)s.") % {"folder": post.order.output})
    elif target == rounds.MAILBOX:
        _fill_mailbox(post, this)
    elif target == rounds.STREAM:
        _go(this, partial(_pipe, post, form="mbox", put=out.stream()))
        tell_all(this.to_record())
    else:
        _go(this, lambda slug: _show(post, slug, apart=True))
    tell_all([*this.lines(), *this.offered_twice(), *this.save()])
    return this.failed


def _go(this: "Round", give: Callable[[str], object]) -> None:
    """One mail after the other, and what is to be told of each."""
    for sentences in progress(this.go(give), len(this.slugs)):
        out.tell_between(sentences)


def _fill_mailbox(post: "Post", this: "Round") -> None:
    """All or nothing into one file."""
    file = post.order.output
    assert file is not None
    tofile.refuse_to_overwrite(post.workspace, file, force=post.order.force)
    mails: list[bytes] = []
    _go(this, lambda slug: mails.append(post.build(slug, "mbox")))
    if mails:
        tofile.write_file(file, b"".join(mails))
        screen.tell(_("Written: %(file)s") % {"file": file})


def _insists(post: "Post", told: str) -> bool | None:
    """As ``asking.all_the_same``, below what else there is to know of it."""
    tell_all(post.take_notes() if asking.on_terminal() else ())
    return asking.all_the_same(told)


def _tell_held(post: "Post") -> None:
    """What holds back a mail that was read stands below it: above a long one it is out of sight."""
    if post.held:
        out.tell_below([post.held])


def _pipe(post: "Post", slug: str, form: str, told: Iterable[str] = (), put: Put = put_bytes) -> None:
    with _telling(post):
        data = post.build(slug, form)
    # Before the mail: whoever reads it may draw on the same screen.
    tell_all(told)
    put(data)
    _tell_held(post)


def _write(post: "Post", slug: str) -> list[Path]:
    """The files of one mail; none of them where one is there already."""
    with _telling(post):
        content = post.files(slug)
    for file in content:
        tofile.refuse_to_overwrite(post.workspace, file, force=post.order.force)
    if post.order.folder and post.order.output:
        files.make_folder(post.order.output)
    for file, data in content.items():
        tofile.write_file(file, data)
    return list(content)


def _show(post: "Post", slug: str, *, apart: bool = False) -> None:
    """The mail as one reads it; what goes with it is named."""
    with _telling(post, above=sys.stderr.isatty()):
        enclosed = post.attachments(slug)
        text = post.text(slug)
    screen.put(screen.wrap(text))
    if nobody := post.no_recipient(slug):
        screen.tell(nobody)
    for one in enclosed:
        screen.tell(_("With it goes: %(file)s") % {"file": one.name})
    _tell_held(post)
    if apart:
        screen.put("-" * screen.width())


def _mail_one(post: "Post", person: Person, *, open_it: bool, copy: bool) -> None:
    slug = person.slug
    if post.order.output:
        tell_all(_("Written: %(file)s") % {"file": file} for file in _write(post, slug))
        tell_all(post.to_record(slug))
    elif open_it or copy:
        # 5 ms, see there.
        from netinvite.app import dispatch

        with _telling(post):
            told = dispatch.open_mail(post, slug) if open_it else dispatch.copy(post, slug)
        tell_all([told, *post.to_record(slug)])
    elif not sys.stdout.isatty():
        _pipe(post, slug, "mime", post.to_record(slug))
    elif post.order.form:
        _pipe(post, slug, "mime")
    else:
        _show(post, slug)
        out.tell_below([] if post.held else post.to_record(slug))


def amend(command: Any) -> None:
    """Let ``--sent`` stand alone."""
    for option in command.params:
        if option.name == "sent":
            let_stand_alone(option, asking.TODAY)
