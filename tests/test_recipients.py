"""To whom a mail goes: the one recipient that was understood, or nobody, and a sentence says why."""

from __future__ import annotations

import email
import json
import mailbox
import os
import re
import shutil
import sys
from email import policy
from email.header import decode_header, make_header
from email.utils import getaddresses
from urllib.parse import unquote, urlsplit

import pytest
from readyexample import EXAMPLE
from terminal import Terminal

from netinvite.app.addressee import whose
from netinvite.cli import app
from netinvite.mail import MailError, parse_draft
from netinvite.mail.address import key
from netinvite.store.workspace import Workspace

MAJA = "maja@example.org"
FORMS = ("mime", "template", "eml", "mbox", "mailto", "text")
STATES = {
    "ready": "",
    "invited": '[invited]\ndate = "2026-11-20"\n',
    "talked": '[[conversation]]\ndate = "2026-11-21"\n',
    "joins": '[[conversation]]\ndate = "2026-11-21"\noutcome = "joins"\n',
    "considers": '[[conversation]]\ndate = "2026-11-21"\noutcome = "considers"\n',
    "later": '[[conversation]]\ndate = "2026-11-21"\noutcome = "later"\n',
    "declines": '[invited]\ndate = "2025-11-20"\n'
    '[[conversation]]\ndate = "2025-11-21"\noutcome = "declines"\n',
}
# What may stand in a draft's head, and the recipient understood; "" where nothing may go out.
HEADS = [
    ("To: Lund, Maja <maja@example.org>", "Lund, Maja"),
    ('To: "Lund, Maja" <maja@example.org>', "Lund, Maja"),
    ("To: root, Maja <maja@example.org>", "root, Maja"),
    ("Til: Maja Lund <maja@example.org>", "Maja Lund"),
    ("TO:maja@example.org", None),
    ("To:\n maja@example.org", None),
    ("To: Maja\n Lund\n <maja@example.org>", "Maja Lund"),
    ("To: maja@example.org,", None),
    ("To: maja@example.org <maja@example.org>", None),
    ("To: Maja (home) <maja@example.org>", "Maja (home)"),
    ('To: Maja "Mia" Lund <maja@example.org>', 'Maja "Mia" Lund'),
    ('To: "Lund, Maja <maja@example.org>', '"Lund, Maja'),
    (
        "To: =?utf-8?q?Eva_=3Ceva=40example=2Enet=3E?= <maja@example.org>",
        "=?utf-8?q?Eva_=3Ceva=40example=2Enet=3E?=",
    ),
    ("To: Ma\x00ja\x1b <maja@example.org>", "Maja"),
    ("\ufeff\ufeffTo: Maja <maja@example.org>", "Maja"),
    ("\u200bTo: Maja <maja@example.org>", "Maja"),
    ("To: root, maja@example.org", ""),
    ("To: maja@example.org, eva@example.net", ""),
    ("To: maja@example.org eva@example.net", ""),
    ("To: maja@example.org\n eva@example.net", ""),
    ("To: Maja <maja@example.org>; Eva <eva@example.net>", ""),
    ("To: <maja@example.org> <eva@example.net>", ""),
    ("To: eva@example.net <maja@example.org>", ""),
    ('To: Maja "Mia <maja@example.org>, Eva "x" <eva@example.net>', ""),
    ("To: friends: maja@example.org, eva@example.net;", ""),
    ("To: friends: maja@example.org;", ""),
    ("To: undisclosed-recipients:;", ""),
    ("To: <@relay.example.net:maja@example.org>", ""),
    ("To: <@a.example,@b.example:maja@example.org>", ""),
    ("To: maja@example.org (Maja Lund)", ""),
    ("To: maja(x)@example.org", ""),
    ("To: Maja <maja@example.org> (home)", ""),
    ("To: =?utf-8?q?maja=40example=2Eorg?=", ""),
    ("To: =?utf-8?q?maja?=@example.org", ""),
    ("To: Maja <ma\u200bja@example.org>", ""),
    ("To: Maja <maja@exam\u00adple.org>", ""),
    ("To: \u202amaja@example.org\u202c", ""),
    ("To: Maja <maja@example\ufe0f.org>", ""),
    ("To: maja\uff20example.org", ""),
    ("To: Eva <eva@example.net>\uff0cMaja <maja@example.org>", ""),
    ("To: -oQ/tmp/x@example.org", ""),
    ("To: |sh@example.org", ""),
    ("To: /etc/passwd@example.org", ""),
    ("To: maja", ""),
    ("To: Maja <>", ""),
    ("To: maja@example.org\nTo: eva@example.net", ""),
    ("To: maja@example.org\nTil: eva@example.net", ""),
    ("To: maja@example.org\nCc: eva@example.net", ""),
    ("To: maja@example.org\nBcc: eva@example.net", ""),
    ("To: maja@example.org\x0bBcc: eva@example.net", ""),
    ("To: maja@example.org\u2028Bcc: eva@example.net", ""),
    ("Second try\nTo: eva@example.net", ""),
    ("To:\nSubject: x\n\nTo: eva@example.net", ""),
    ("\u200bBcc: eva@example.net\nTo: maja@example.org", ""),
]


def add(folder, name, *more):
    command = ["prepare", "-w", str(folder), "--lang", "en", "--answers", EXAMPLE, "--no-input", "--new"]
    who = f"--set=person.name={name}", f"--set=person.greeting=Dear {name.partition(' ')[0]},"
    assert app.run([*command, *who, *more]) == 0


def answers(folder, slug):
    return folder / "people" / slug / "answers.toml"


def tell(folder, slug, text):
    """Write something more into a person's answers."""
    file = answers(folder, slug)
    file.write_text(f"{file.read_text(encoding='utf-8').rstrip()}\n{text}", encoding="utf-8")


def draft(folder, slug="maja-lund"):
    return folder / "people" / slug / "invitation.txt"


@pytest.fixture(scope="module")
def maja(tmp_path_factory):
    """A workspace with Maja and her address."""
    folder = tmp_path_factory.mktemp("maja") / "net"
    add(folder, "Maja Lund", f"--set=person.email={MAJA}")
    return folder


@pytest.fixture
def net(maja, tmp_path):
    """Maja's, to be changed; what else is wrong with a draft is nothing here."""
    shutil.copytree(maja, tmp_path / "net")
    with (tmp_path / "net" / "network.toml").open("a", encoding="utf-8") as file:
        file.write('\n[check]\noff = ["M001", "M003", "M015"]\n')
    return tmp_path / "net"


@pytest.fixture
def run(net, capsysbinary):
    def call(*arguments):
        capsysbinary.readouterr()
        code = app.run([*map(str, arguments), "-w", str(net)])
        out, err = capsysbinary.readouterr()
        return code, out, err.decode()

    return call


@pytest.fixture(scope="module")
def everyone(tmp_path_factory):
    """One person of each state, one unfinished and one to be called."""
    folder = tmp_path_factory.mktemp("everyone") / "net"
    for state, text in STATES.items():
        add(folder, f"{state.title()} Person", f"--set=person.email={state}@example.org")
        tell(folder, f"{state}-person", text)
    add(folder, "Called Person", "--set=contact.way=call", "--set=person.email=called@example.org")
    answers(folder, "thinking-person").parent.mkdir()
    answers(folder, "thinking-person").write_text('[person]\nname = "Thinking Person"\n', encoding="utf-8")
    return folder


# One draft, every form -------------------------------------------------------------------------------


def recipients_of(form, data):
    """Everybody whom a form names: by Python's two parsers, and by a strict reading of our own."""
    if form == "mailto":
        return [unquote(urlsplit(data.decode().strip()).path)]
    if form == "text":
        return [MAJA]
    message = data.partition(b"\n")[2] if form == "mbox" else data
    found = set()
    heads = message.replace(b"\r\n", b"\n").partition(b"\n\n")[0].decode("utf-8")
    unfolded = re.sub(r"\n[ \t]", " ", heads)
    names = [line.partition(":")[0].lower() for line in unfolded.split("\n")]
    assert names.count("to") == 1
    assert not {"cc", "bcc", "resent-to"} & set(names)
    (line,) = [line.partition(":")[2] for line in unfolded.split("\n") if line.lower().startswith("to:")]
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', "", line)
    assert bare.count("@") == 1
    assert not re.search("[,;:()]", bare)
    found.add(re.search(r"[^<>\s]+@[^<>\s]+", bare)[0])
    old = email.message_from_string(heads + "\n\n")
    found.update(address for _name, address in getaddresses(old.get_all("To")))
    if form != "template":
        new = email.message_from_bytes(message, policy=policy.default)
        found.update(address.addr_spec for address in new["To"].addresses)
    return sorted(found)


@pytest.mark.sampled(6)
@pytest.mark.parametrize(("head", "name"), HEADS)
def test_one_recipient_or_none(run, net, head, name):
    """Whatever stands in the head of a draft, each form has the one recipient that was understood."""
    subject = "" if "Subject" in head else "Subject: Hello\n"
    draft(net).write_text(f"{head}\n{subject}\nDear Maja\n", encoding="utf-8")
    for form in FORMS:
        check_form(run, form, name)


def check_form(run, form, name):
    """The form has Maja alone; nothing, where ``name`` is ""."""
    code, out, err = run("mail", "maja", "--format", form)
    if name == "":
        assert (code, out) == (1, b"")
        assert "invitation.txt" in err
        return
    assert code == 0
    assert recipients_of(form, out) == [MAJA]
    if form == "mime" and name:
        (spoken, _address) = email.utils.parseaddr(email.message_from_bytes(out)["To"])
        assert str(make_header(decode_header(spoken))) == name


@pytest.mark.parametrize(
    "way", [["--copy"], ["--open"], ["--output", "x.eml"], ["--all", "--output", "all.mbox"]]
)
def test_no_way_goes_past_a_draft_that_is_refused(run, net, way, tmp_path, monkeypatch):
    """Nothing is opened, copied or written for a draft to two people."""
    monkeypatch.chdir(tmp_path)
    draft(net).write_text(f"To: {MAJA}, eva@example.net\n\nDear Maja\n", encoding="utf-8")
    person = [] if "--all" in way else ["maja"]
    code, out, err = run("mail", *person, *way)
    assert (code, out) == (1, b"")
    assert "more than one address" in err
    assert not list(tmp_path.glob("*.eml")) + list(tmp_path.glob("*.mbox"))


@pytest.mark.parametrize(
    "head", ["Subject: Hello\n\n", "To:\nSubject: Hello\n\n", "", "To: \x00\nSubject: Hello\n\n"]
)
def test_a_draft_without_a_recipient_goes_to_the_known_address(run, net, head):
    """The answers know where; and it is said."""
    draft(net).write_text(f"{head}Dear Maja\n", encoding="utf-8")
    code, out, err = run("mail", "maja", "--format", "mime")
    assert code == 0
    assert recipients_of("mime", out) == [MAJA]
    assert "The draft has no recipient; the answers have one, Maja Lund <maja@example.org>." in err
    assert "M016" not in err
    assert run("mail", "--all", "--format", "mbox")[0] in (0, 1)


def test_nobody_knows_an_address(run, net):
    """The reason, and how to give it, by the person's own name."""
    add(net, "Bo Bro", "--set=person.email=")
    for form in ("mime", "template", "eml", "mbox", "mailto"):
        code, out, err = run("mail", "bo", "--format", form)
        assert (code, out) == (1, b"")
        assert "No email address of Bo Bro is known" in err
        assert "netinvite prepare bo-bro --no-input --set person.email=" in err
    assert run("mail", "bo", "--format", "text")[0] == 0


def test_an_address_in_the_answers_that_is_none_is_named_with_its_file(run, net):
    """Edited by hand; the draft has none."""
    file = answers(net, "maja-lund")
    file.write_text(file.read_text("utf-8").replace(MAJA, "maja@x, eva@y"), encoding="utf-8")
    draft(net).write_text("Subject: Hello\n\nDear Maja\n", encoding="utf-8")
    code, out, err = run("mail", "maja", "--format", "mime")
    assert (code, out) == (1, b"")
    assert str(file) in err


def test_another_address_than_the_answers_is_said(run, net):
    """It goes where the draft says."""
    draft(net).write_text("To: maja@work.example.net\nSubject: x\n\nDear Maja\n", encoding="utf-8")
    code, out, err = run("mail", "maja", "--format", "mime")
    assert code == 0
    assert b"To: maja@work.example.net" in out
    assert "It goes to maja@work.example.net, as the draft says; the answers say maja@example.org." in err


@pytest.mark.parametrize("typed", ["MAJA@Example.ORG", "Maja <maja@example.org>"])
def test_the_same_address_in_other_letters_is_no_other(run, net, typed):
    """Capitals say nothing."""
    draft(net).write_text(f"To: {typed}\nSubject: x\n\nDear Maja\n", encoding="utf-8")
    assert "as the draft says" not in run("mail", "maja", "--format", "mime")[2]


def test_a_mail_to_oneself_is_said(run, net):
    """The organiser's own address."""
    network = net / "network.toml"
    own = re.search(r'^email = "(.+)"', network.read_text("utf-8"), re.MULTILINE)[1]
    draft(net).write_text(f"To: {own.upper()}\nSubject: x\n\nDear Maja\n", encoding="utf-8")
    assert f"It is addressed to you yourself: {own}" in run("mail", "maja", "--format", "mime")[2]


# Where the person stands ------------------------------------------------------------------------------


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("ready", ""),
        ("invited", "Invited Person has been invited already (Friday 20 November)."),
        ("talked", "You have talked with Talked Person already (Saturday 21 November)."),
        ("joins", "Joins Person has joined already (Saturday 21 November)."),
        ("considers", "Considers Person has not decided yet (Saturday 21 November)."),
        ("later", "Later Person has asked to wait (Saturday 21 November)."),
        ("declines", "Declines Person has declined (Friday 21 November 2025)."),
    ],
)
def test_whoever_got_one_already_is_said(everyone, capsys, state, said):
    """On standard error, before how to record that it went; and the mail is printed."""
    assert app.run(["mail", f"{state}-person", "--format", "text", "-w", str(everyone)]) == 0
    captured = capsys.readouterr()
    assert captured.out
    *told, last = captured.err.splitlines()
    assert "\n".join(told) == said and last.startswith("When it has gone: netinvite mail")


@pytest.mark.parametrize(
    "text",
    [
        'invited.date = "2026-11-20"\n',
        'invited = { date = "2026-11-20" }\n',
        "['invited']\ndate = 2026-11-20\n",
        '  [ "invited" ]\ndate = "20 November"\n',
        '[["conversation"]]\noutcome = "declines"\n',
    ],
)
def test_an_invitation_is_one_however_it_is_written(run, net, text):
    """Nobody gets a second mail for the way in which a file was edited."""
    file = answers(net, "maja-lund")
    whole = file.read_text("utf-8")
    top = text if not text.lstrip().startswith("[") else ""
    below = "" if top else text
    file.write_text(f"{top}{whole.rstrip()}\n{below}", encoding="utf-8")
    code, out, err = run("mail", "--all", "--format", "mbox")
    assert (code, out) == (0, b"")
    assert "Maja Lund" in err and "0 emails." in err


def test_everyone_is_whoever_is_ready(everyone, tmp_path, capsys):
    """Of all states one gets a mail; the others are named, with the reason; exit 0."""
    assert app.run(["mail", "--all", "--output", f"{tmp_path}/out/", "-w", str(everyone)]) == 0
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["ready-person.eml"]
    err = capsys.readouterr().err
    lines = [line for line in err.splitlines() if line.startswith("No email")]
    assert len(lines) == len(STATES) + 1
    for state in STATES:
        assert state == "ready" or sum(f"{state.title()} Person" in line for line in lines) == 1
    assert "No email to Thinking Person: not prepared to the end." in lines
    assert "No email to Called Person: to be met or called." in lines
    assert err.endswith("1 email.\n")


def test_after_everyones_how_to_record_each(everyone, capfdbinary):
    """On a pipe, where they went to a program."""
    assert app.run(["mail", "--all", "--format", "mbox", "-w", str(everyone)]) == 0
    err = " ".join(capfdbinary.readouterr().err.decode().split())
    assert f"When they have gone, for each: netinvite mail NAME --sent --workspace {everyone}" in err


def test_the_states_are_those_of_status(everyone, capsys):
    """What mail takes for ready is what status calls so."""
    assert app.run(["status", "--json", "-w", str(everyone)]) == 0
    found = {one["id"]: one["state"] for one in json.loads(capsys.readouterr().out)["people"]}
    assert {f"{state}-person": state for state in STATES}.items() <= found.items()
    assert found["thinking-person"] == "thinking"


def test_many_are_grouped_by_reason(net, run):
    """A screenful of lines is read by nobody; every name is there all the same."""
    for number in range(15):
        folder = answers(net, f"p{number}").parent
        folder.mkdir()
        answers(net, f"p{number}").write_text(f'[person]\nname = "Person {number}"\n', encoding="utf-8")
    code, _out, err = run("mail", "--all", "--format", "mbox")
    assert code == 0
    (line,) = [line for line in err.splitlines() if line.startswith("No email")]
    assert "(15)" in line
    assert all(f"Person {number}" in line for number in range(15))


def test_an_edited_draft_of_somebody_unfinished_stays(net, run):
    """A draft alone makes nobody ready."""
    draft(net).write_text(f"To: {MAJA}\nSubject: x\n\nDear Maja\n", encoding="utf-8")
    file = answers(net, "maja-lund")
    kept = re.sub(r"^why = .*$", "", file.read_text("utf-8"), flags=re.MULTILINE)
    file.write_text(kept, encoding="utf-8")
    code, out, err = run("mail", "--all", "--format", "mbox")
    assert (code, out) == (0, b"")
    assert "No email to Maja Lund: not prepared to the end." in err


def test_a_damaged_file_is_that_persons_alone(net, run):
    """The others get theirs; exit 1."""
    add(net, "Bo Bro", "--set=person.email=bo@example.org")
    file = answers(net, "bo-bro")
    file.write_text(f"conversation = 3\n{file.read_text(encoding='utf-8')}", encoding="utf-8")
    code, out, err = run("mail", "--all", "--format", "mbox")
    assert code == 1
    assert out.count(b"\nTo: ") == 1
    assert "bo-bro:" in err


@pytest.mark.parametrize(
    ("more", "files"),
    [
        (["--state", "invited"], ["invited-person"]),
        (["--state", "invited,considers"], ["considers-person", "invited-person"]),
        (["--state", "undecided", "--state", "ready"], ["considers-person", "ready-person"]),
    ],
)
def test_other_states_are_chosen(everyone, tmp_path, capsys, more, files):
    """By their keys or as they are shown; whoever is in another one is named with the reason."""
    assert app.run(["mail", "--all", *more, "-o", f"{tmp_path}/out/", "-w", str(everyone)]) == 0
    assert sorted(file.stem for file in (tmp_path / "out").iterdir()) == files
    err = capsys.readouterr().err
    assert "No email: Declines Person has declined (Friday 21 November 2025)." in err
    assert ("No email to Ready Person: ready, and not written to yet." in err) != ("ready-person" in files)


def test_only_whom_a_need_concerns(everyone, tmp_path, capsys):
    """Of those who are ready; the others are named."""
    place = Workspace(everyone)
    need = place.read(place.network_file)["network"]["needs"][0]["name"]
    add(everyone, "Eva Eg", "--set=person.email=eva@example.org", f'--set=reflection.covers=["{need}"]')
    ready = place.answers_file("ready-person")
    place.update(ready, {("reflection", "covers"): []})
    out = f"{tmp_path}/out/"
    assert app.run(["mail", "--all", "--need", need.upper(), "-o", out, "-w", str(everyone)]) == 0
    assert [file.stem for file in (tmp_path / "out").iterdir()] == ["eva-eg"]
    assert "No email to Ready Person: noted for another need, or for none." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--all", "--state", "redy"], "ready"),
        (["--all", "--state", "declines"], "netinvite mail NAME"),
        (["--all", "--state", "ready", "--state", "joins"], "netinvite mail NAME"),
        (["--all", "--need", "a need that there is not"], "Choose one of"),
        (["maja", "--state", "ready"], "--all"),
        (["maja", "--need", "x"], "--all"),
    ],
)
def test_what_cannot_be_chosen_is_refused(run, more, said):
    """Exit 2, with what can; nobody who said yes or no gets everyone's mail."""
    code, out, err = run("mail", *more, "--format", "mbox")
    assert (code, out) == (2, b"")
    assert said in " ".join(err.split())


# Everyone's, and where they go -----------------------------------------------------------------------


@pytest.mark.parametrize("more", [[], *(["--format", form] for form in FORMS if form != "mbox")])
def test_a_pipe_takes_a_mailbox_alone(run, more):
    """Everybody's texts are never one message."""
    code, out, err = run("mail", "--all", *more)
    assert (code, out) == (2, b"")
    assert "--format mbox" in err


@pytest.mark.parametrize(
    "more",
    [
        ["-o", "all.eml"],
        ["-o", "all.txt"],
        ["-o", "mails.2026"],
        ["-o", "all.mbox", "-f", "mime"],
        ["-o", "x.eml", "-f", "mbox"],
    ],
)
def test_one_file_of_another_kind_is_refused(run, more, tmp_path, monkeypatch):
    """Many mails and one file: only a mailbox."""
    monkeypatch.chdir(tmp_path)
    code, _out, err = run("mail", "--all", *more)
    assert code == 2
    assert ".mbox" in err
    assert [file.name for file in tmp_path.iterdir()] == ["net"]


@pytest.mark.parametrize("more", [["-o", "all.mbox"], ["-o", "ALL.MBOX"], ["-o", "all", "-f", "mbox"]])
def test_a_mailbox_is_one_file(run, net, more, tmp_path, monkeypatch):
    """It is a mailbox, for its owner alone, and never written over."""
    add(net, "Bo Bro", "--set=person.email=bo@example.org")
    monkeypatch.chdir(tmp_path)
    assert run("mail", "--all", *more)[0] == 0
    file = tmp_path / more[1]
    assert [message["To"] for message in mailbox.mbox(file)] == [
        "Bo Bro <bo@example.org>",
        "Maja Lund <maja@example.org>",
    ]
    assert run("mail", "--all", *more)[0] == 2


@pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal")
def test_a_terminal_shows_them_one_after_the_other(net):
    """To read, as one mail is shown."""
    add(net, "Bo Bro", "--set=person.email=bo@example.org")
    shown = Terminal(["mail", "--all", "-w", str(net)], net.parent, rows=120)
    assert shown.end() == 0
    text = shown.raw.decode()
    assert text.index("To: Bo Bro") < text.index("To: Maja Lund")
    assert "MIME-Version" not in text and "2 emails." in text


# One address, two people -------------------------------------------------------------------------------


def test_one_address_gets_one_mail(run, net):
    """The first gets it, the other is named; exit 1."""
    add(net, "Bo Bro", "--set=person.email=MAJA@example.org")
    code, out, err = run("mail", "--all", "--format", "mbox")
    assert code == 1
    assert out.count(b"\nTo: ") == 1
    assert "maja-lund: bo-bro got an email at the same address, maja@example.org." in err


def test_the_address_of_somebody_left_out_is_said(run, net):
    """A couple with one address, and one of them declined."""
    add(net, "Bo Bro", f"--set=person.email={MAJA}")
    tell(net, "bo-bro", STATES["declines"])
    code, _out, err = run("mail", "--all", "--format", "mbox")
    assert code == 0
    assert "Bo Bro has the address that maja-lund was written to: maja@example.org." in err


def test_a_shared_address_is_said_at_prepare_and_mail(run, net):
    """Who else has it, by name and folder."""
    command = ["prepare", "--answers", EXAMPLE, "--no-input", "--set=person.name=Bo Bro"]
    said = "The address Maja@Example.org is also that of Maja Lund"
    assert said in run(*command, "--set=person.email=Maja@Example.org")[2]
    assert "is also that of Bo Bro" in run("mail", "maja", "--format", "text")[2]


@pytest.mark.parametrize(
    ("kept", "asked", "same"),
    [
        ("maja@example.org", "MAJA@EXAMPLE.ORG", True),
        ("Maja@Example.org", "maja@example.org", True),
        ("maja@ærø.example", "maja@xn--r-3fa9c.example", True),
        ("maja@xn--r-3fa9c.example", "maja@ÆRØ.example", True),
        ("xmaja@example.org", "maja@example.org", False),
        ("maja@example.org.dk", "maja@example.org", False),
        ("", "maja@example.org", False),
        ("maja@example.org", "", False),
        ("maja@example.org", "maja", False),
    ],
)
def test_whose_an_address_is(tmp_path, kept, asked, same):
    """Capitals and the form of the domain do not count; a part of an address is none."""
    workspace = Workspace(tmp_path)
    answers(tmp_path, "maja").parent.mkdir(parents=True)
    answers(tmp_path, "maja").write_text(f'[person]\nname = "Maja"\nemail = "{kept}"\n', encoding="utf-8")
    assert [person.name for person in whose(workspace, asked)] == (["Maja"] if same else [])
    assert whose(workspace, asked, but="maja") == []


def test_an_address_elsewhere_in_a_file_is_nobodys(tmp_path):
    """A note that holds it; a damaged file; a pipe that nobody writes to."""
    for slug, text in (("note", f'[person]\nphone = "{MAJA}"\n'), ("broken", f'[person\nemail = "{MAJA}"\n')):
        answers(tmp_path, slug).parent.mkdir(parents=True)
        answers(tmp_path, slug).write_text(text, encoding="utf-8")
    if sys.platform != "win32":
        answers(tmp_path, "pipe").parent.mkdir()
        os.mkfifo(answers(tmp_path, "pipe"))
    assert whose(Workspace(tmp_path), MAJA) == []


@pytest.mark.parametrize("typed", ["", "maja", "@", "maja@", "a@b@c", "ø@ø..ø", "x" * 10_000, "\x00@\ud800"])
def test_a_key_is_never_an_error(typed):
    """Whatever stands in a file can be compared."""
    assert isinstance(key(typed), str)


def test_a_to_line_is_kept_as_it_was_understood():
    """What is read of a draft is what every form writes."""
    assert parse_draft("To: Lund, Maja <maja@example.org>\n\nx", "d").to == '"Lund, Maja" <maja@example.org>'
    with pytest.raises(MailError, match=r"U\+200B"):
        parse_draft("To: ma\u200bja@example.org\n\nx", "d")
