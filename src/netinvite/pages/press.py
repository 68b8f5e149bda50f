"""From a template's text to the bytes of a file: Markdown, one HTML file, a PDF set by typst."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from netinvite import errors
from netinvite.errors import NetinviteError, TemplateError, UsageError
from netinvite.language import _
from netinvite.libraries import at_first_use, regex
from netinvite.pages.logo import Logo
from netinvite.values import NamedTuple

if TYPE_CHECKING:
    import html as markup
else:
    # 7 ms, for whoever makes a page.
    markup = at_first_use("html")

HERE = Path(__file__).parent
# Printed from HTML: letters of so many points up to so many characters of text. Measured in Chromium with a
# wide font (DejaVu Sans) and a logo, less a twelfth.
PRINTED = ((12.0, 1150), (11.0, 1560), (10.0, 2000), (9.0, 2650))
# A leaflet takes well under a second; a user's own template may not take for ever.
SECONDS = 30.0
_STYLE = regex(r'<link\b[^>]*\bhref="cid:style"[^>]*>')
_LOGO = regex(r'[ \t]*<img\b[^>]*\bsrc="cid:logo"[^>]*>\n?')
# In an answer, which is a string there, the quotation mark has a backslash before it.
_PACKAGE = regex(r'\b(?:import|include)\s*\(?\s*"(@[^"]*)')
_TAGS = regex(r"<(?:head|style)\b.*?</(?:head|style)>|<[^>]*>", re.DOTALL)


ENDINGS = {".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".pdf": "pdf"}
FORMS = tuple(dict.fromkeys(ENDINGS.values()))


class Pressed(NamedTuple):
    """A file's bytes, and what its maker should be told."""

    data: bytes
    notes: tuple[str, ...] = ()


class LeafletError(NetinviteError):
    """The leaflet cannot be made in this form."""


def form_of(form: str, output: Path | None) -> str:
    """The form that is asked for: by name, else by the file's ending, else Markdown."""
    if form:
        errors.refuse_unknown(form, FORMS)
    if form or output is None or output.is_dir():
        return form or FORMS[0]
    if output.suffix.lower() not in ENDINGS:
        raise UsageError(
            _("The ending of %(file)s names no form of the leaflet.") % {"file": output},
            _("End it with .md, .html or .pdf, or add --format."),
        )
    return ENDINGS[output.suffix.lower()]


def markdown(text: str, logo: Logo | None) -> Pressed:
    """As the template wrote it; a logo has no place in it."""
    if logo:
        raise UsageError(
            _("A leaflet in Markdown carries no logo."), _("Choose --format html or --format pdf.")
        )
    return Pressed(text.encode(), _too_long(_length(text)))


def html(text: str, logo: Logo | None) -> Pressed:
    """One file: style sheet and logo put in where the template names ``cid:style`` and ``cid:logo``."""
    length = page_length(text)
    size = next((size for size, most in PRINTED if length <= most), PRINTED[-1][0])
    sheet = (HERE / "style.css").read_text(encoding="utf-8")
    style = f"<style>\n:root {{ --print-size: {size}pt; }}\n{sheet}</style>"
    text = _STYLE.sub(lambda _found: style, text)
    # An answer cannot be taken for the place: its quotation marks are escaped.
    text = text.replace('src="cid:logo"', f'src="{logo.uri}"') if logo else _LOGO.sub("", text)
    return Pressed(text.encode(), _too_long(length))


def page_length(text: str) -> int:
    """How many characters a reader of an HTML page sees, blanks between words counted once."""
    return _length(markup.unescape(_TAGS.sub(" ", text)))


def _length(text: str) -> int:
    return len(" ".join(text.split()))


def _too_long(length: int) -> tuple[str, ...]:
    if length <= PRINTED[-1][1]:
        return ()
    note = _("The leaflet may run over one page in print: shorten the answers by about %(count)s characters.")
    return (note % {"count": length - PRINTED[-1][1]},)


def pdf(source: str, logo: Logo | None) -> Pressed:
    """A tagged PDF, marked PDF/UA-1 where every character has a font; letters as large as one page allows."""
    if find_spec("typst") is None:
        raise LeafletError(_("A PDF needs typst, which is not installed."), how_to_have_typst())
    if found := _PACKAGE.search(source):
        raise _wants_package(found[1])
    with tempfile.TemporaryDirectory(prefix="netinvite-") as folder:
        root = Path(folder)
        (root / "layout.typ").write_bytes((HERE / "layout.typ").read_bytes())
        if logo:
            (root / logo.name).write_bytes(logo.data)
        outcome = _typeset(source, folder, logo.name if logo else "")
    if "package" in outcome.error and "@" in source:
        raise _wants_package("@…")
    if outcome.error:
        raise TemplateError(_("%(file)s: %(reason)s") % {"file": "leaflet.typ.j2", "reason": outcome.error})
    return Pressed(outcome.pdf, tuple(_notes(outcome)))


def how_to_have_typst() -> str:
    """The sentence that says how netinvite is given what sets a PDF, however it was installed."""
    told = _(
        'In netinvite\'s own folder: %(pip)s install ".[pdf]"; installed with pipx: pipx inject netinvite '
        'typst; with uv: uv tool install ".[pdf]"'
    )
    return told % {"pip": r".venv\Scripts\pip" if sys.platform == "win32" else ".venv/bin/pip"}


def _wants_package(name: str) -> TemplateError:
    return TemplateError(
        _("leaflet.typ.j2 asks for the package %(name)s; netinvite loads nothing from the internet.")
        % {"name": name},
        _("Copy what you need of it into the template."),
    )


class _Outcome(NamedTuple):
    """A PDF of so many pages, and why it is ``unmarked``; or the ``error``."""

    pages: int = 0
    unmarked: str = ""
    pdf: bytes = b""
    error: str = ""


def _notes(outcome: _Outcome) -> list[str]:
    notes = []
    if outcome.pages > 1:
        note = _("The leaflet runs over to %(count)s pages, even in small letters: shorten the answers.")
        notes.append(note % {"count": outcome.pages})
    if outcome.unmarked:
        notes.append(
            _("The PDF is not marked as accessible (PDF/UA): %(reason)s.") % {"reason": outcome.unmarked}
        )
    return notes


# The child that gets ready, while somebody makes a text for it.
_begun: list[subprocess.Popen[bytes]] | None = None


@contextlib.contextmanager
def ahead(*, own: bool = True) -> Iterator[None]:
    """Within it the child that sets a PDF starts, and loads typst and its fonts, while the text is made; the
    system's fonts, where a layout of the user's ``own`` may name one, else where the text needs others."""
    global _begun
    if _begun is not None or find_spec("typst") is None:
        yield
        return
    begun = _begun = [_started(own=own)]
    try:
        yield
    finally:
        _begun = None
        for child in begun:
            _end(child)


def _started(*, own: bool = True) -> subprocess.Popen[bytes]:
    # -P: nothing in the current folder, which may be shared, is ever imported.
    command = [sys.executable, "-P", "-c", "from netinvite.pages.typesetting import main; main()"]
    command += [] if own else ["plain"]
    pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nothing, env=_without_network())


def _end(child: subprocess.Popen[bytes]) -> None:
    """Whatever it does, it is gone."""
    child.kill()
    child.communicate()


def _typeset(source: str, root: str, logo: str) -> _Outcome:
    """Typst in a process of its own: bounded in time, without the network, and a crash ends only that."""
    child = _begun.pop() if _begun else _started()
    order = b"\0".join((os.fsencode(root), os.fsencode(logo), source.encode("utf-8", "surrogatepass")))
    try:
        told, _nothing = child.communicate(order, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return _Outcome(error=_("this takes longer than a leaflet may take, and was ended."))
    finally:
        if child.poll() is None:
            _end(child)
    if child.returncode or b"\0" not in told:
        return _Outcome(error=_("typst ended without a PDF."))
    pages, unmarked, *pdf = told.split(b"\0", 2)
    if not pages:
        return _Outcome(error=unmarked.decode())
    return _Outcome(int(pages), unmarked.decode(), pdf[0])


def _without_network() -> dict[str, str]:
    """The environment, with a proxy that nobody answers at: a template that asks for a package gets none."""
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return {**kept, **dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9")}
