"""Files that go along with an email: of what netinvite keeps, nothing does that is not meant for its reader;
where a private thought stands in another one, that is told. The leaflet is made for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from netinvite.app import leaflet
from netinvite.checks import private
from netinvite.errors import NetinviteError, UsageError
from netinvite.language import _, languages, speaking
from netinvite.mail.attachments import Attachment, kind_of, of_file
from netinvite.model.keys import OWN_NAME, OWNER
from netinvite.store import ownfiles
from netinvite.store.inventory import PEOPLE
from netinvite.store.network import Network
from netinvite.store.reading import at, text_at

# What --attach takes for the network's own leaflet; a file of that name is ./leaflet.
LEAFLET = "leaflet"
# So many places of one file are told.
MOST = 3


class Enclosed:
    """What ``--attach`` names, read once for all who are written to."""

    def __init__(self, network: Network, names: Sequence[str]) -> None:
        self.network, self.names = network, names
        self.files = {name: of_file(Path(name)) for name in names if name != LEAFLET}
        self._leaflets: dict[str, Attachment] = {}
        # By the leaflets beside the files.
        self._doubts: dict[tuple[str, ...], str] = {}

    def of(self, slug: str, lang: str, notes: list[str]) -> list[Attachment]:
        """What goes along to somebody who is written to in ``lang``; what the sender should know of the
        leaflet is put to the ``notes``. A ``UsageError`` for what is not meant for this reader."""
        for name in self.files:
            _refuse_kept(self.network, slug, name)
        return [self.files.get(name) or self._leaflet(slug, lang, notes) for name in self.names]

    def _leaflet(self, slug: str, lang: str, notes: list[str]) -> Attachment:
        """The leaflet in this language, made once for all."""
        if lang not in self._leaflets:
            name, data, told_of = leaflet.as_file(self.network, lang, Path.cwd())
            notes += told_of
            self._leaflets[lang] = Attachment(name, kind_of(name), data)
            first = text_at(self.network.read(self.network.network_file), *OWN_NAME.path)
            if first and at(self.network.read(self.network.answers_file(slug)), *OWNER):
                told = _("The leaflet asks its readers to call %(first)s, the first organiser.")
                notes.append(told % {"first": first})
        return self._leaflets[lang]

    def doubts(self) -> str:
        """What stands in the files, and in the leaflets made so far, that was written down for nobody else,
        whoever it is about; "" for nothing. Of a file that is no text nothing is known."""
        made = tuple(self._leaflets)
        if made not in self._doubts:
            texts = {name: _text(one) for name, one in self.files.items()}
            texts |= {one.name: leaflet.as_text(self.network, lang) for lang, one in self._leaflets.items()}
            found = _of_each(self.network, {name: text for name, text in texts.items() if text})
            self._doubts[made] = "\n".join(dict.fromkeys(found))
        return self._doubts[made]

    def held_back(self, asked: bool) -> NetinviteError:
        """For an email that is not handed on for its files: why, unless somebody was ``asked`` about it just
        now, and what leads on."""
        gone = _("The email was not handed on.")
        if asked:
            return NetinviteError(gone)
        way = _("Take the words out of the file; or say --output FILE on a terminal, where you are asked.")
        if self._leaflets:
            words = {"command": self.network.command("leaflet", "--edit")}
            way = "\n".join([*([way] if self.files else []), _("Change an answer with: %(command)s") % words])
        return NetinviteError(self.doubts(), f"{gone} {way}")


# What netinvite keeps --------------------------------------------------------------------------------


def _refuse_kept(network: Network, slug: str, name: str) -> None:
    """A ``UsageError`` for a file in which netinvite keeps something, unless it is this person's own text."""
    words = {"file": name}
    way = _("You can send along a file of your own, or the leaflet (--attach leaflet).")
    path = ownfiles.path_in(network, Path(name))
    if len(path) > 2 and path[0] == PEOPLE and path[1] != slug and path[1] in network.slugs():
        told = _("%(file)s is about %(other)s, and goes along to nobody else.")
        raise UsageError(told % {**words, "other": network.person(path[1]).name}, way)
    text = ownfiles.text_at(network, path)
    if path and (ownfiles.is_settings(path) or (text and not text.outgoing) or _is_export(Path(name))):
        raise UsageError(_("%(file)s is kept for you alone, and goes along to nobody.") % words, way)


def _is_export(file: Path) -> bool:
    """Whether it is a page that ``export`` printed, in any language."""
    with file.open("rb") as stream:
        line = stream.readline(1000).decode("utf-8", "replace")
    return any(line.startswith(begin) for begin in _begins_of_exports())


def _begins_of_exports() -> Iterator[str]:
    for lang in languages():
        with speaking(lang):
            yield "# " + _("All that is kept on %(name)s").partition("%(name)s")[0]


# What stands in a file -------------------------------------------------------------------------------


def _text(one: Attachment) -> str:
    """What can be read in a file; "" for what is no text."""
    # Mails and pages of HTML, with the rules, 60 ms.
    from netinvite.app import anytext

    with suppress(UsageError):
        return anytext.read(one.data, one.name).text
    return "" if b"\0" in one.data else one.data.decode("utf-8", "ignore")


def _of_each(network: Network, texts: dict[str, str]) -> Iterator[str]:
    """By file and person, what is told of private thoughts in the ``texts``."""
    if not texts:
        return
    # See above.
    from netinvite.app.check import Checker

    for one in Checker(network).noted.on_everyone():
        runs = [*one.runs, *private.whole(one.whole)]
        for file, text in texts.items():
            for start, end in private.stretches(text, runs)[:MOST]:
                said = " ".join(text[start:end].split())
                yield _stands({"file": file, "words": said, "name": one.name})


def _stands(words: Mapping[str, str]) -> str:
    told = _("%(file)s: “%(words)s” stands in what you noted on %(name)s for yourself alone.")
    return told % words
