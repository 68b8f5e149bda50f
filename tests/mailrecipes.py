"""The recipes of docs/mail.md, and the settings that a program needs to run one in a test.

A recipe's command is read from the document: the line that people copy is the line that runs. The program
sends to the test's SMTP server on the loopback address. All settings are files in a temporary home folder.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mailtransports import ME, Transport, transports

DOCUMENT = Path(__file__).parents[1] / "docs" / "mail.md"
# Where programs are looked for: servers, and nmh, lie off the path of most people.
SEARCHED = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin", "/usr/bin/mh"])


def commands(document):
    """Each recipe's bold name and its command, the indented line below it."""
    found = re.findall(r"^\*\*(.+?)\*\*.*\n\n {4}(.+)\n(?=\n)", document, flags=re.MULTILINE)
    assert len(dict(found)) == len(found), "two recipes of one name"
    return dict(found)


COMMANDS = commands(DOCUMENT.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Recipe:
    """``name`` as in docs/mail.md; ``settings`` gives the text of each file under $HOME.

    ``able`` succeeds where the program is built with what the test needs. ``refusal`` is what older ones
    answer. ``by_link``: a mailto link has no name beside the address. ``form`` decides how a name is
    written; ``spells`` is what the program makes of a name, ``keeps`` of a text. ``loose_end``: it adds blank
    lines to the end of the text, or takes the last line end off.
    """

    name: str
    program: str
    settings: Callable[[int], dict[str, str]] = lambda port: {}
    needs: tuple[str, ...] = ()
    able: str = ""
    refusal: bytes = b""
    by_link: bool = False
    form: str = "mime"
    spells: Callable[[str], str] = lambda name: name
    loose_end: bool = False
    keeps: Callable[[str], str] = lambda text: text
    shells: tuple[str, ...] = ("bash", "zsh", "fish")
    transport: Transport | None = None

    @property
    def command(self):
        return COMMANDS[self.name]

    @property
    def missing(self):
        if self.transport:
            absent = [] if self.transport.path else [self.transport.name]
            return absent + [name for name in self.transport.needs if not shutil.which(name, path=SEARCHED)]
        return [name for name in (self.program, *self.needs) if not shutil.which(name, path=SEARCHED)]


def _mutt(port):
    return {
        ".muttrc": f"""set smtp_url="smtp://127.0.0.1:{port}"
set ssl_starttls=no ssl_force_tls=no
set from="{ME}" use_envelope_from=yes hostname=example.org
set copy=no folder="~" record="" move=no
set editor="~/bin/edit"
set abort_unmodified=no
"""
    }


def _neomutt(port):
    return {".neomuttrc": _mutt(port)[".muttrc"]}


def _s_nail(port):
    return {
        ".mailrc": f"""set v15-compat=yes
set mta=smtp://127.0.0.1:{port} smtp-auth=none
set from={ME} sendwait
set ttycharset=utf-8 sendcharsets=utf-8
"""
    }


def _msmtp(port):
    return {".msmtprc": f"account default\nhost 127.0.0.1\nport {port}\nfrom {ME}\ntls off\nauth off\n"}


def _nmh(port):
    return {
        ".mh_profile": f"Path: Mail\nsend: -mts smtp -server 127.0.0.1 -port {port} -notls -nosasl\n",
        "Mail/.keep": "",
    }


def _git(port):
    # The folder last: git 2.46 to 2.49 forgets it at the next key ("no imap store specified").
    return {
        ".gitconfig": f"""[imap]
    host = imap://127.0.0.1
    port = {port}
    user = maja
    pass = secret
    authMethod = PLAIN
    folder = INBOX
"""
    }


def _alot(port):
    return {
        **_msmtp(port),
        ".config/alot/config": f"""editor_cmd = edit
[accounts]
[[maja]]
realname = Maja Holm
address = {ME}
sendmail_command = msmtp -t
""",
        ".notmuch-config": f"[database]\npath=$HOME/Mail\n[user]\nname=Maja Holm\nprimary_email={ME}\n",
        "Mail/.keep": "",
    }


def _aerc(port):
    program = shutil.which("msmtp", path=SEARCHED)
    return {
        **_msmtp(port),
        ".config/aerc/accounts.conf": f"""[maja]
source = maildir://$HOME/Mail
outgoing = {program}
from = Maja Holm <{ME}>
""",
        ".config/aerc/aerc.conf": "[compose]\neditor = edit\n",
        **{f"Mail/INBOX/{folder}/.keep": "" for folder in ("cur", "new", "tmp")},
    }


def _claws(port):
    kinds = ("inbox", "outbox", "draft", "queue", "trash")
    folders = "".join(f'<folderitem type="{kind}" name="{kind}" path="{kind}"/>' for kind in kinds)
    return {
        ".claws-mail/accountrc": f"""[Account: 1]
account_name=maja
is_default=1
name=Maja Holm
address={ME}
protocol=0
receive_server=localhost
smtp_server=127.0.0.1
set_smtpport=1
smtp_port={port}
ssl_smtp=0
use_smtp_auth=0
auto_signature=0
""",
        ".claws-mail/clawsrc": "[Common]\nenable_aspell=0\nlinewrap_auto=0\n"
        "compose_width=760\ncompose_height=740\ncompose_notebook_height=205\n",
        ".claws-mail/folderlist.xml": '<?xml version="1.0" encoding="UTF-8"?>\n<folderlist>'
        f'<folder type="mh" name="Mailbox" path="Mail">{folders}</folder></folderlist>\n',
        **{f"Mail/{kind}/.keep": "" for kind in kinds},
        ".config/mimeapps.list": "[Default Applications]\nx-scheme-handler/mailto=claws-mail.desktop\n",
    }


_MUTT_SMTP = "mutt -v | grep -F +USE_SMTP"
_IMAP_SEND = 'test -x "$(git --exec-path)/git-imap-send"'
_REFUSED = b"Refusing to send an empty email"
_SCREEN = ("Xvfb", "xdotool")


def sendmails():
    """The recipe for ``sendmail`` once for each program of that name."""
    return [Recipe("sendmail", each.name, transport=each) for each in transports()]


_BASH_AND_ZSH = ("bash", "zsh")

# Each sends on its own: no key is pressed.
SENDING = [
    *sendmails(),
    Recipe("msmtp", "msmtp", _msmtp),
    Recipe("mutt, at once", "mutt", _mutt, able=_MUTT_SMTP),
    Recipe("NeoMutt, at once", "neomutt", _neomutt, refusal=_REFUSED),
    Recipe("NeoMutt of 2022, at once", "neomutt", _neomutt, loose_end=True),
    Recipe("s-nail", "s-nail", _s_nail, able="s-nail -:/ -Xversion -Xexit | grep -F +smtp", form="template"),
    Recipe("nmh", "/usr/bin/mh/send", _nmh, form="template"),
]
# Here the mail is read and edited first, and sent with a key: in a pseudo-terminal.
EDITING = [
    Recipe("mutt", "mutt", _mutt, able=_MUTT_SMTP, shells=_BASH_AND_ZSH),
    Recipe("mutt in fish", "mutt", _mutt, able=_MUTT_SMTP, shells=("fish",)),
    Recipe("NeoMutt", "neomutt", _neomutt, shells=_BASH_AND_ZSH),
    Recipe("NeoMutt in fish", "neomutt", _neomutt, shells=("fish",)),
]
ALOT = Recipe("alot", "alot", _alot, ("msmtp", "notmuch"), form="template")
AERC = Recipe("aerc", "aerc", _aerc, ("msmtp",), form="aerc", spells=lambda name: name.replace('"', "'"))
IN_AERC = ":compose -T jonas"
# The same in a window. claws-mail adds a line for the cursor.
WINDOWS = [
    Recipe("Claws Mail", "claws-mail", _claws, _SCREEN, loose_end=True, form="template"),
    Recipe(
        "Your usual email program",
        "xdg-open",
        _claws,
        ("claws-mail", *_SCREEN),
        by_link=True,
        loose_end=True,
    ),
]
CLIPBOARD = Recipe("Webmail", "xclip", needs=_SCREEN)
# Files travel in the MIME forms.
CARRYING = [
    Recipe("mutt, with files", "mutt", _mutt, able=_MUTT_SMTP),
    Recipe("msmtp, with files", "msmtp", _msmtp),
]
SHOW = Recipe("mblaze", "mshow")
DOUBLE_CLICK = Recipe("A file to double-click", "mshow")
CALENDAR = Recipe("The calendar entries as files of their own", "bash")
# git keeps the blank line that ends each mail of a mailbox file.
DRAFTS = [
    Recipe("Drafts folder", "git", _git, ("dovecot",), able=_IMAP_SEND, loose_end=True),
    Recipe("Drafts folder, for everyone", "git", _git, ("dovecot",), able=_IMAP_SEND, loose_end=True),
]
RECIPES = [
    *(*SENDING, *EDITING, ALOT, AERC, *WINDOWS, CLIPBOARD, *CARRYING),
    *(SHOW, DOUBLE_CLICK, CALENDAR, *DRAFTS),
]
