"""The recipes of docs/mail.md: what a person types, and the settings of the program for a test.

The program sends to the test's SMTP server on the loopback address. All settings are files in a temporary
home folder.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

ME = "maja.holm@example.org"


@dataclass(frozen=True)
class Recipe:
    """``command`` as in docs/mail.md; ``settings`` gives the text of each file under the home folder."""

    name: str
    program: str
    command: str
    settings: Callable[[int], dict[str, str]] = lambda port: {}
    needs: tuple[str, ...] = ()


def _mutt(port):
    return {
        ".muttrc": f"""set smtp_url="smtp://127.0.0.1:{port}"
set ssl_starttls=no
set from="{ME}" use_envelope_from=yes hostname=example.org
set copy=no folder="~/Mail" record="" move=no
set editor="~/bin/edit"
set abort_unmodified=no
"""
    }


def _neomutt(port):
    return {".neomuttrc": _mutt(port)[".muttrc"]}


def _s_nail(port):
    return {
        ".mailrc": f"""set v15-compat=yes
set mta=smtp://127.0.0.1:{port} smtp-auth=none smtp-hostname=example.org
set from={ME} sendwait
set ttycharset=utf-8 sendcharsets=utf-8
"""
    }


def _mailutils(port):
    return {".mailutils": f'mailer {{ url "smtp://127.0.0.1:{port}"; }};\n'}


def _msmtp(port):
    return {".msmtprc": f"account default\nhost 127.0.0.1\nport {port}\nfrom {ME}\ntls off\nauth off\n"}


def _bsd_mailx(port):
    return {**_msmtp(port), ".mailrc": "set sendmail=/usr/bin/msmtp\n"}


def _nmh(port):
    return {
        ".mh_profile": f"Path: Mail\nsend: -mts smtp -server 127.0.0.1 -port {port} -notls -nosasl\n",
        "Mail/.keep": "",
    }


def _curl(port):
    return {".curlrc": f"connect-to = mail.example.org::127.0.0.1:{port}\n"}


# Each sends on its own: no key is pressed.
SENDING = [
    Recipe("mutt", "mutt", "netinvite mail jonas | mutt -H -", _mutt),
    Recipe("neomutt", "neomutt", "netinvite mail jonas | neomutt -H -", _neomutt),
    Recipe("msmtp", "msmtp", "netinvite mail jonas | msmtp -t", _msmtp),
    Recipe("s-nail", "s-nail", "netinvite mail jonas --format template | s-nail -t", _s_nail),
    Recipe("mailutils", "mail.mailutils", "netinvite mail jonas | mail.mailutils -t", _mailutils),
    Recipe("bsd-mailx", "bsd-mailx", "netinvite mail jonas | bsd-mailx -t", _bsd_mailx, ("msmtp",)),
    Recipe(
        "nmh",
        "/usr/bin/mh/send",
        "netinvite mail jonas --format template >draft && /usr/bin/mh/send ./draft",
        _nmh,
    ),
    Recipe(
        "mblaze",
        "mmime",
        "netinvite mail jonas --format template | mmime | msmtp -t",
        _msmtp,
        ("msmtp",),
    ),
    Recipe(
        "curl",
        "curl",
        "netinvite mail jonas --format eml | curl --upload-file - --mail-from maja.holm@example.org "
        "--mail-rcpt jonas@example.org smtp://mail.example.org",
        _curl,
    ),
]
RECIPES = [*SENDING]
