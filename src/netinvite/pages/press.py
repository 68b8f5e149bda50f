"""From a template's text to the bytes of a file: Markdown, one HTML file, a PDF set by typst."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
import tempfile
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from netinvite.errors import NetinviteError, TemplateError, UsageError
from netinvite.language import _
from netinvite.libraries import regex
from netinvite.pages.logo import Logo
from netinvite.values import NamedTuple

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


class Pressed(NamedTuple):
    """A file's bytes, and what its maker should be told."""

    data: bytes
    notes: tuple[str, ...] = ()


class LeafletError(NetinviteError):
    """The leaflet cannot be made in this form."""


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
    return _length(unescape(_TAGS.sub(" ", text)))


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
        outcome = _typeset({"source": source, "root": folder, "logo": logo.name if logo else ""})
    if "package" in outcome.get("error", "") and "@" in source:
        raise _wants_package("@…")
    if "error" in outcome:
        raise TemplateError(
            _("%(file)s: %(reason)s") % {"file": "leaflet.typ.j2", "reason": outcome["error"]}
        )
    return Pressed(base64.b64decode(outcome["pdf"]), tuple(_notes(outcome)))


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


def _notes(outcome: dict[str, Any]) -> list[str]:
    notes = []
    if outcome["pages"] > 1:
        note = _("The leaflet runs over to %(count)s pages, even in small letters: shorten the answers.")
        notes.append(note % {"count": outcome["pages"]})
    if outcome["unmarked"]:
        notes.append(
            _("The PDF is not marked as accessible (PDF/UA): %(reason)s.") % {"reason": outcome["unmarked"]}
        )
    return notes


def _typeset(order: dict[str, str]) -> dict[str, Any]:
    """Typst in a process of its own: bounded in time, without the network, and a crash ends only that."""
    # -P: nothing in the current folder, which may be shared, is ever imported.
    command = [sys.executable, "-P", "-m", "netinvite.pages.typesetting"]
    try:
        done = subprocess.run(
            command,
            input=json.dumps(order).encode(),
            capture_output=True,
            timeout=SECONDS,
            env=_without_network(),
            check=True,
        )
        return dict(json.loads(done.stdout))
    except subprocess.TimeoutExpired:
        return {"error": _("this takes longer than a leaflet may take, and was ended.")}
    except (subprocess.CalledProcessError, ValueError):
        return {"error": _("typst ended without a PDF.")}


def _without_network() -> dict[str, str]:
    """The environment, with a proxy that nobody answers at: a template that asks for a package gets none."""
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return {**kept, **dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9")}
