"""A Dovecot of its own on the loopback address, run by nobody in particular, with one mailbox."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from string import Template

PATIENCE = 20
COMMON = """
protocols = imap
listen = 127.0.0.1
base_dir = $folder/run
state_dir = $folder/state
log_path = $folder/log
ssl = no
default_internal_user = $user
default_internal_group = $group
default_login_user = $user
first_valid_uid = 1
service anvil {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    port = $port
  }
  inet_listener imaps {
    port = 0
  }
}
"""
BEFORE_2_4 = """
disable_plaintext_auth = no
mail_location = maildir:$folder/Maildir
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=$user gid=$group home=$folder
}
"""
# The version of the settings has to stand in the first line.
FROM_2_4 = """dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
auth_allow_cleartext = yes
mail_driver = maildir
mail_path = $folder/Maildir
passdb static {
  password = secret
}
userdb static {
  fields {
    uid = $user
    gid = $group
    home = $folder
  }
}
"""


class Server:
    """Where it listens, and the mails in the inbox."""

    def __init__(self, folder, port):
        self.folder, self.port = folder, port

    def mails(self):
        inbox = self.folder / "Maildir"
        return [file.read_bytes() for kind in ("new", "cur") for file in sorted((inbox / kind).glob("*"))]


@contextmanager
def dovecot():
    """A running server; a root user runs it as "nobody", for Dovecot gives root no mail."""
    # Not pytest's folder: only its owner may pass through that one.
    folder = Path(tempfile.mkdtemp(prefix="netinvite-imap-"))
    port, (user, group) = _free_port(), _who()
    program = shutil.which("dovecot")
    settings = Template(_settings(program)).substitute(folder=folder, user=user, group=group, port=port)
    (folder / "dovecot.conf").write_text(settings, encoding="utf-8")
    other = {"user": user, "group": group, "extra_groups": []} if os.getuid() == 0 else {}
    if other:
        shutil.chown(folder, user, group)
    with (folder / "errors").open("wb") as errors:
        server = subprocess.Popen([program, "-F", "-c", folder / "dovecot.conf"], stderr=errors, **other)
    try:
        _wait(port, server, folder)
        yield Server(folder, port)
    finally:
        server.terminate()
        server.wait(PATIENCE)
        shutil.rmtree(folder, ignore_errors=True)


def _settings(program):
    """The settings in the words of this Dovecot ("2.3.19.1 (9b53102964)")."""
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    major, minor = said.split(".")[:2]
    return FROM_2_4 + COMMON if (int(major), int(minor)) >= (2, 4) else COMMON + BEFORE_2_4


def _who():
    import grp
    import pwd

    user = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
    return user.pw_name, grp.getgrgid(user.pw_gid).gr_name


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(port, server, folder):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    said = [file.read_text() for file in (folder / "errors", folder / "log") if file.exists()]
    raise AssertionError("dovecot does not start:\n" + "\n".join(said))
