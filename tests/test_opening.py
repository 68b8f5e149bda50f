"""``--open`` on the desktops of Linux: a mail program gets the mail, an editor never; nothing is claimed."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import time

import pytest
from desktop import desktop
from readyexample import prepared

from netinvite.mail import desktop as desktops

MAIL = "[Desktop Entry]\nType=Application\nName=Mail\nMimeType=message/rfc822;x-scheme-handler/mailto;\n"
EDITOR = "[Desktop Entry]\nType=Application\nMimeType=text/plain;message/rfc822;\nCategories=Utility;\n"
ACTION = "\n[Desktop Action x]\nCategories=Email;\n"


@pytest.fixture
def asked(tmp_path, monkeypatch):
    """A desktop whose xdg-mime gives these answers, and whose programs have these entries."""

    def made(kind, default, entries, status=0):
        folder = tmp_path / "bin"
        folder.mkdir()
        program = folder / "xdg-mime"
        program.write_text(
            f'#!/bin/sh\n[ "$2" = filetype ] && echo "{kind}" || echo "{default}"\nexit {status}\n'
        )
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
        monkeypatch.setenv("DISPLAY", ":7")
        for name, text in entries.items():
            file = tmp_path / "applications" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)

    return made


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
@pytest.mark.parametrize(
    ("kind", "default", "entries", "known"),
    [
        ("message/rfc822", "m.desktop", {"m.desktop": MAIL}, True),
        ("message/rfc822; charset=utf-8", "m.desktop", {"m.desktop": MAIL}, True),
        ("message/rfc822", "org-m.desktop", {"org/m.desktop": MAIL}, True),
        ("message/rfc822", "m.desktop", {"m.desktop": EDITOR + "Categories=Email;\n"}, True),
        ("message/rfc822", "e.desktop", {"e.desktop": EDITOR}, False),
        (
            "message/rfc822",
            "e.desktop",
            {"e.desktop": EDITOR + ACTION},
            False,
        ),
        ("text/plain", "e.desktop", {"e.desktop": EDITOR}, False),
        ("text/x-mail", "m.desktop", {"m.desktop": MAIL}, False),
        ("message/rfc822", "", {}, False),
        ("", "m.desktop", {"m.desktop": MAIL}, True),
        ("message/rfc822", "gone.desktop", {}, None),
        ("message/rfc822", "t.desktop", {"t.desktop": MAIL + "Terminal=true\n"}, None),
        ("message/rfc822", "../m.desktop", {"m.desktop": MAIL}, None),
    ],
)
def test_a_mail_program_is_known_by_its_entry(asked, kind, default, entries, known):
    """What answers mailto links, or says that it is for mail; None where nobody can tell."""
    asked(kind, default, entries)
    assert desktops.opens_as_mail("a.eml") is known


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_a_desktop_that_cannot_be_asked_is_not_known(asked):
    """xdg-mime fails."""
    asked("", "", {}, status=3)
    assert desktops.opens_as_mail("a.eml") is None


# With the real programs ----------------------------------------------------------------------------

needed = [
    name for name in ("Xvfb", "xdg-open", "xdg-mime", "exo-open", "gio", "file") if not shutil.which(name)
]
real = pytest.mark.skipif(bool(needed), reason=f"without {', '.join(needed)}")
# What a desktop opens, by the kind of file or link.
HANDLERS = {
    "mail": {"message/rfc822": "mail", "x-scheme-handler/mailto": "mail", "text/plain": "editor"},
    "editor": {"message/rfc822": "editor", "x-scheme-handler/mailto": "mail", "text/plain": "editor"},
    "links": {"x-scheme-handler/mailto": "mail", "text/plain": "editor"},
    "none": {"text/plain": "editor"},
}


@pytest.fixture
def screen():
    with desktop() as found:
        yield found


def opened(home, net, screen, session, handlers):
    """What each program was given by ``--open`` on such a desktop, and what was said."""
    files = home / "data" / "applications"
    files.mkdir(parents=True)
    kinds_of = {"mail": "message/rfc822;x-scheme-handler/mailto;", "editor": "text/plain;"}
    for name in set(handlers.values()):
        program = home / name
        program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >> {home}/{name}.got\n')
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        entry = (
            f"[Desktop Entry]\nType=Application\nName={name}\nExec={program} %u\nMimeType={kinds_of[name]}\n"
        )
        (files / f"{name}.desktop").write_text(entry)
    (home / "config").mkdir()
    chosen = "".join(f"{kind}={name}.desktop\n" for kind, name in handlers.items())
    (home / "config" / "mimeapps.list").write_text(f"[Default Applications]\n{chosen}")
    env = {
        name: value for name, value in screen.env.items() if not name.startswith(("DBUS", "XDG", "DESKTOP"))
    }
    env |= {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CONFIG_DIRS": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        # The kinds of files of this system, without its programs.
        "XDG_DATA_DIRS": str(home / "share"),
        "XDG_CURRENT_DESKTOP": session,
        "BROWSER": str(home / "browser"),
    }
    (home / "share").mkdir()
    (home / "share" / "mime").symlink_to("/usr/share/mime")
    done = subprocess.run(
        [sys.executable, "-m", "netinvite", "mail", "-w", str(net), "--open"],
        env=env, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    end = time.monotonic() + 10
    while time.monotonic() < end and not (home / "mail.got").exists() and "mail" in handlers.values():
        time.sleep(0.1)
    got = {name: file.read_text() for name in ("mail", "editor") if (file := home / f"{name}.got").exists()}
    return got, done


@pytest.mark.mailclients
@real
@pytest.mark.parametrize("session", ["", "i3", "openbox", "X-Generic", "XFCE", "GNOME", "MATE"])
@pytest.mark.parametrize("handlers", ["mail", "editor", "links"])
def test_the_mail_program_gets_it(tmp_path, screen, session, handlers):
    """As a file where it takes files, else as a link; the editor gets nothing."""
    net = prepared(tmp_path / "net")
    home = tmp_path / "home"
    home.mkdir()
    got, done = opened(home, net, screen, session, HANDLERS[handlers])
    assert done.returncode == 0, done.stderr
    assert set(got) == {"mail"}
    (given,) = got["mail"].splitlines()
    assert given.startswith("mailto:jonas@example.org") or given.endswith(".invitation.eml")
    assert handlers != "editor" or given.startswith("mailto:")
    assert "is open in your email program" in done.stderr


@pytest.mark.mailclients
@real
@pytest.mark.parametrize("session", ["", "XFCE", "GNOME"])
def test_where_there_is_none_nothing_is_claimed(tmp_path, screen, session):
    """The editor is not asked; a way out is named."""
    net = prepared(tmp_path / "net")
    home = tmp_path / "home"
    home.mkdir()
    got, done = opened(home, net, screen, session, HANDLERS["none"])
    assert not got
    assert "is open in your email program" not in done.stderr and "--output" in done.stderr
