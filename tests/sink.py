"""A small SMTP server on the loopback address: it keeps what it is sent and delivers nothing."""

from __future__ import annotations

import re
import socketserver
import threading
import time
from dataclasses import dataclass, field

PATIENCE = 30


@dataclass
class Delivery:
    """One mail as it came over the wire: the envelope, and the message with its line ends as sent."""

    sender: str = ""
    recipients: list[str] = field(default_factory=list)
    data: bytes = b""


class Sink:
    """``with Sink() as sink``: a server on ``sink.port``; ``sink.wait()`` gives what came."""

    def __init__(self):
        self.deliveries = []
        self._server = _Server(("127.0.0.1", 0), _Session)
        self._server.sink = self
        self.port = self._server.server_address[1]

    def __enter__(self):
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        ).start()
        return self

    def __exit__(self, *_error):
        self._server.shutdown()
        self._server.server_close()

    def wait(self, count=1, patience=PATIENCE):
        """The deliveries, once there are ``count`` of them or the time is up."""
        end = time.monotonic() + patience
        while len(self.deliveries) < count and time.monotonic() < end:
            time.sleep(0.02)
        return list(self.deliveries)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


class _Session(socketserver.StreamRequestHandler):
    timeout = PATIENCE

    def handle(self):
        self._say("220 sink.example.org ESMTP")
        mail = Delivery()
        while line := self.rfile.readline():
            verb, argument = line[:4].upper(), line[4:].decode("ascii", "replace").strip()
            if verb == b"EHLO":
                self._say("250-sink.example.org\r\n250-8BITMIME\r\n250 SIZE 20000000")
            elif verb == b"MAIL":
                mail = Delivery(sender=_address(argument))
                self._say("250 ok")
            elif verb == b"RCPT":
                mail.recipients.append(_address(argument))
                self._say("250 ok")
            elif verb == b"DATA":
                self._say("354 go on")
                mail.data = self._message()
                self.server.sink.deliveries.append(mail)
                self._say("250 kept")
            elif verb == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok" if verb in (b"HELO", b"RSET", b"NOOP") else "502 unknown")

    def _message(self):
        """All up to the lone dot, which only CRLF line ends make; doubled dots are single again."""
        lines = []
        while (line := self.rfile.readline()) and line != b".\r\n":
            lines.append(line[1:] if line.startswith(b"..") else line)
        return b"".join(lines)

    def _say(self, line):
        self.wfile.write(line.encode("ascii") + b"\r\n")


def _address(argument):
    found = re.search(r"<([^>]*)>", argument)
    return found.group(1) if found else argument
