"""The whole product runs without a network, and the suite watches over it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys

import pytest
from readyexample import EXAMPLE

CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Ida\nPHOTO:http://example.org/x.png\nEND:VCARD\n"
COMMANDS = (
    ("prepare", "--no-input", "--answers", EXAMPLE),
    ("pitch", "jonas"),
    ("mail", "jonas", "--invite", "--format", "eml"),
    ("interview", "jonas", "--guide"),
    ("status",),
    ("check",),
    ("leaflet", "--format", "html"),
    ("templates", "list"),
    ("import", "ida.vcf", "--yes"),
    ("export", "jonas"),
    ("forget", "jonas", "--yes", "--confirm", "Jonas Østergård"),
)


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_the_suite_refuses_sockets(family):
    """A test that reached for a network would fail."""
    with pytest.raises(PermissionError):
        socket.socket(family, socket.SOCK_STREAM)
    with pytest.raises(PermissionError):
        socket.create_connection(("192.0.2.1", 80), timeout=0.1)


def test_the_suite_allows_local_sockets():
    """Event loops wake themselves through a pair of local sockets."""
    left, right = socket.socketpair()
    left.close()
    right.close()


@pytest.mark.whole
@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
def test_no_command_opens_a_socket(tmp_path):
    """Seen from the kernel: none of the commands asks for a socket of the internet."""
    (tmp_path / "ida.vcf").write_text(CARD, encoding="utf-8")
    log = tmp_path / "log"
    for arguments in COMMANDS:
        under = ["strace", "-f", "-qq", "-A", "-o", str(log), "-e", "trace=socket,connect,sendto"]
        command = [*under, sys.executable, "-P", "-m", "netinvite", *arguments, "-w", "net"]
        environment = {**os.environ, "NETINVITE_LANG": "en"}
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
        assert done.returncode in (0, 1), (arguments, done.stderr)
        assert b"Traceback" not in done.stderr
    assert "AF_INET" not in log.read_text(encoding="utf-8")
