"""The programs that bear the name ``sendmail``, each with settings that send to the test's server.

Debian lets only one of them be installed. ``.ci/mailclients`` installs dma and unpacks the others below the
folder that NETINVITE_TRANSPORTS names, each into one of its own. What they look for in /etc and /var is laid
over those folders for the test's own command alone.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

ME = "maja.holm@example.org"
UNPACKED = os.environ.get("NETINVITE_TRANSPORTS", "")

# As Debian's settings for a machine that hands all its mail on, with the check of headers switched on.
EXIM = """exim_path = $PROGRAM
spool_directory = /var/spool/exim4
log_file_path = /var/spool/exim4/%slog
primary_hostname = sender.example.org
keep_environment =
acl_not_smtp = checked
begin acl
checked:
  require verify = header_syntax
  accept
begin routers
out:
  driver = manualroute
  transport = out
  route_list = * 127.0.0.1
  self = send
begin transports
out:
  driver = smtp
  port = $PORT
  hosts_avoid_tls = *
begin rewrite
*@sender.example.org $ME F
"""
# The queue is sent while this runs; a daemon does that elsewhere.
NULLMAILER = """export NULLMAILER_TEST_PREFIX=$HOME/nullmailer
[ -p "$NULLMAILER_TEST_PREFIX/queue/trigger" ] || mkfifo "$NULLMAILER_TEST_PREFIX/queue/trigger"
for folder in bin sbin; do ln -sfn "$ROOT/usr/$folder" "$NULLMAILER_TEST_PREFIX/$folder"; done
ln -sfn "$ROOT/usr/lib/nullmailer" "$NULLMAILER_TEST_PREFIX/protocols"
"$PROGRAM" -f $ME "$@" || exit
timeout 5 "$ROOT/usr/sbin/nullmailer-send" >"$HOME/nullmailer.log" 2>&1 &
"""


def inside(mounts):
    """A line of shell that runs the rest of it where the files of $HOME lie over those of the machine."""
    binds = " && ".join(f'mount --bind "$HOME/{file}" {place}' for file, place in mounts.items())
    return f"exec unshare --mount sh -c '{binds} && exec \"$@\"' sh"


@dataclass(frozen=True)
class Transport:
    """``files`` are settings below $HOME, ``script`` is ``sendmail``; $PROGRAM and others are filled in.

    ``owner``: whose the folder of that name has to be, and the group.
    """

    name: str
    program: str
    script: str
    files: dict[str, str] = field(default_factory=dict)
    owner: tuple[str, str, str] | None = None
    needs: tuple[str, ...] = ()

    @property
    def root(self):
        return Path(UNPACKED) / self.name if UNPACKED and self.name != "dma" else Path("/")

    @property
    def path(self):
        return shutil.which(
            self.program, path=os.pathsep.join(str(self.root / "usr" / f) for f in ("sbin", "bin"))
        )

    def filled_in(self, text, home, port):
        values = {"$PROGRAM": self.path, "$ROOT": self.root, "$HOME": home, "$PORT": port, "$ME": ME}
        for name, value in values.items():
            text = text.replace(name, str(value))
        return text

    def set_up(self, desk, port):
        for name, text in self.files.items():
            file = desk.home / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(self.filled_in(text, desk.home, port), encoding="utf-8")
            file.chmod(0o600 if name == ".esmtprc" else 0o644)
        if self.owner:
            folder, user, group = self.owner
            shutil.chown(desk.home / folder, user, group)
            (desk.home / folder).chmod(0o2770)
        desk.program("sendmail", self.filled_in(self.script, desk.home, port))


def _with(line, file):
    return f"{Path(file).read_text(encoding='utf-8')}{line}\n"


def transports():
    """All of them; what each needs of the machine is looked up here."""
    exim = {"passwd": "/etc/passwd", "group": "/etc/group", "spool": "/var/spool"}
    dma = {"dma": "/etc/dma", "spool": "/var/spool/dma"}
    return [
        Transport(
            "dma",
            "dma",
            f'{inside(dma)} "$PROGRAM" "$@"',
            {
                "dma/dma.conf": "SMARTHOST 127.0.0.1\nPORT $PORT\nMASQUERADE $ME\nNULLCLIENT\n",
                "dma/auth.conf": "",
                "spool/.keep": "",
            },
            ("spool", "root", "mail"),
            ("unshare", "mount"),
        ),
        Transport(
            "exim4",
            "exim4",
            f'{inside(exim)} "$PROGRAM" -C /var/spool/exim.conf "$@"',
            {
                "spool/exim.conf": EXIM,
                # It wants a user of this name, and takes mail's number here.
                "passwd": _with("Debian-exim:x:8:8::/var/spool/exim4:/usr/sbin/nologin", "/etc/passwd"),
                "group": _with("Debian-exim:x:8:", "/etc/group"),
            },
            ("spool", "mail", "mail"),
            ("unshare", "mount"),
        ),
        Transport(
            "nullmailer",
            "sendmail",
            NULLMAILER,
            {
                "nullmailer/conf/remotes": "127.0.0.1 smtp --port=$PORT\n",
                "nullmailer/mailname": "sender.example.org\n",
                **{f"nullmailer/queue/{folder}/.keep": "" for folder in ("queue", "tmp", "failed")},
            },
            needs=("mkfifo", "timeout"),
        ),
        Transport(
            "esmtp",
            "esmtp",
            'exec "$PROGRAM" "$@"',
            {".esmtprc": "hostname = 127.0.0.1:$PORT\nstarttls = disabled\n"},
        ),
    ]
