"""What goes out, and what does not: an email, a pitch, a file of which netinvite cannot know that it may."""

from __future__ import annotations

import pytest
from readyexample import EXAMPLE

from netinvite.cli import app, asking
from netinvite.store.workspace import Workspace

CONTACT = '\n[[contact_log]]\nwhen = "2026-11-24 10:00"\nwhat = "no-answer"\n'
MARKS = '<<<<<<< HEAD\nnote = "in vain"\n=======\nnote = "busy"\n>>>>>>> theirs\n'


def two_people(folder):
    """Anna Lee and Jonas Reed, prepared to the end."""
    for name in ("Anna Lee", "Jonas Reed"):
        first = name.partition(" ")[0]
        who = {"name": name, "email": f"{first.lower()}@example.org", "greeting": f"Dear {first},"}
        given = [f"--set=person.{key}={value}" for key, value in who.items()]
        command = ["prepare", "--lang", "en", "--answers", EXAMPLE, "--no-input", *given]
        assert app.run([*command, "-w", str(folder)]) == 0


@pytest.fixture
def net(once):
    return Workspace(once(two_people))


@pytest.fixture
def run(net, capfd):
    """Run a command in the workspace; gives exit code, standard output and standard error."""

    def call(*arguments):
        capfd.readouterr()
        code = app.run([*map(str, arguments), "-w", str(net.root)])
        return code, *capfd.readouterr()

    return call


def change(file, before, after):
    """Put other words into a file, as an editor does."""
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


# What git could not join -----------------------------------------------------------------------------


def in_an_entry(file):
    """Two versions of a note in the contact log."""
    file.write_text(file.read_text("utf-8") + CONTACT + MARKS, encoding="utf-8")


def in_a_text(file):
    """Two versions of a line of a text of several, which is TOML all the same."""
    change(file, 'alternative = "Signe Bro"', f'alternative = """\n{MARKS}"""')


@pytest.mark.parametrize("where", [in_an_entry, in_a_text])
def test_where_git_left_two_versions_of_an_answer_nothing_on_that_person_is_handed_on(
    net, run, tmp_path, where
):
    """Email, pitch, conversation guide: the file and the line are named, exit 1; of others all goes on."""
    where(net.answers_file("jonas-reed"))
    forms = (["mail"], ["mail", "--format", "eml"], ["mail", "-o", tmp_path / "x.eml"], ["mail", "--sent"])
    for command, *options in (*forms, ["mail", "--copy"], ["pitch"], ["interview", "--guide"], ["check"]):
        code, out, err = run(command, "jonas", *options)
        assert (code, out) == (1, ""), command
        assert "jonas-reed/answers.toml, line " in err and "git left two versions" in err, command
    assert not (tmp_path / "x.eml").exists()
    code, out, err = run("mail", "--all", "--format", "mbox")
    assert code == 1 and "anna@example.org" in out and "jonas@example.org" not in out
    assert run("mail", "anna")[0] == run("pitch", "anna")[0] == 0


# Files that go along ---------------------------------------------------------------------------------

# What Anna's answers hold for nobody else.
PRIVATE = "He has nobody to share the hard cases with."
KEPT = (
    "network.toml",
    ".gitignore",
    *(f"people/anna-lee/{name}" for name in ("answers.toml", "conversation.md", ".drafts")),
    *(f"people/jonas-reed/{name}" for name in ("pitch.md", "invitation.txt", "conversation.md")),
)


def enclosed(net):
    """The command that writes an email with a file into one."""
    return "mail", "anna", "--output", net.root.parent / "x.eml", "--attach"


@pytest.mark.parametrize("name", KEPT)
def test_what_netinvite_keeps_goes_along_with_no_email(net, run, name):
    """Neither what is private nor what is about somebody else; what can go along is said, exit 2."""
    code, out, err = run(*enclosed(net), net.root / name)
    assert (code, out) == (2, "") and name in err and "--attach leaflet" in err
    assert not (net.root.parent / "x.eml").exists()


def test_a_link_to_what_is_kept_and_a_printed_export_are_kept_too(net, run):
    """Whatever they are called."""
    link, page = net.root.parent / "notes.md", net.root / "about.txt"
    link.symlink_to(net.folder("anna-lee") / "conversation.md")
    page.write_text(run("export", "anna")[1], encoding="utf-8")
    for file in (link, page):
        assert run(*enclosed(net), file)[0] == 2


def test_ones_own_file_goes_along_wherever_it_lies(net, run):
    """In the workspace, in the person's folder, and what was written to the person."""
    for place in (net.root / "plan.txt", net.folder("anna-lee") / "plan.txt"):
        place.write_text("Six meetings a year.", encoding="utf-8")
        assert run(*enclosed(net), place, "--force")[0] == 0
    assert run(*enclosed(net), net.folder("anna-lee") / "pitch.md", "--force")[0] == 0


@pytest.mark.parametrize("slug", ["anna-lee", "jonas-reed"])
def test_a_file_with_a_private_thought_goes_nowhere_unasked(net, run, slug):
    """Whoever it is about: file, words and person are named, exit 1; for everyone's emails too."""
    change(net.answers_file(slug), PRIVATE, "Everyone there is tired of the endless forms.")
    file = net.root.parent / "plan.md"
    file.write_text("# Plan\nThey say everyone there is\ntired of the endless forms, too.", encoding="utf-8")
    code, out, err = run("mail", "anna", "--format", "eml", "--attach", file)
    assert (code, out) == (1, "") and "plan.md" in err and "was not handed on" in err
    assert "“everyone there is tired of the endless forms”" in err
    code, out, err = run("mail", "--all", "--format", "mbox", "--attach", file)
    assert code == 1 and "From: " not in out and "plan.md" in err


def test_what_was_said_in_a_conversation_is_private_too(net, run):
    """A sentence of it, not a word or two."""
    said = ("busy=The boiler has been out for weeks.", "outcome=considers", "next=I call again.")
    given = [f"--set=conversation.{one}" for one in said]
    assert run("interview", "anna", "--no-input", *given)[0] == 0
    file = net.root.parent / "plan.md"
    file.write_text("The boiler has been out for weeks, I hear.", encoding="utf-8")
    assert run(*enclosed(net), file)[0] == 1
    file.write_text("I call again when the boiler is mended.", encoding="utf-8")
    assert run(*enclosed(net), file)[0] == 0


@pytest.mark.parametrize(("typed", "code"), [("yes", 0), ("", 1)])
def test_on_a_terminal_it_is_asked_whether_the_file_goes_along(net, run, monkeypatch, typed, code):
    """Enter alone hands nothing on; it is told once."""
    monkeypatch.setattr(asking, "on_terminal", lambda: True)
    monkeypatch.setattr(asking, "type_in", lambda _question, _otherwise: typed)
    file = net.root.parent / "plan.md"
    file.write_text(PRIVATE, encoding="utf-8")
    found, _out, err = run(*enclosed(net), file)
    assert found == code and err.count("has nobody to share the hard cases with") == 2
    assert (net.root.parent / "x.eml").exists() == (code == 0)


# Answers that cannot be read -------------------------------------------------------------------------

UNREAD = {
    "person.email": ('"anna@example.org"', '"anna.new@work"'),
    "contact.times": ('"2026-12-01 10:00"', '"soonish"'),
    "person.greeting": ('greeting = "Dear Anna,"', "greeting = 5"),
}


@pytest.mark.parametrize("edited", [False, True])
@pytest.mark.parametrize("key", UNREAD)
def test_an_answer_that_cannot_be_read_holds_the_email_back(net, run, tmp_path, key, edited):
    """It would say what was answered before: file, line and command are named, exit 1, by each way out."""
    change(net.answers_file("anna-lee"), *UNREAD[key])
    if edited:
        change(net.folder("anna-lee") / "invitation.txt", "Could you", "Can you")
    for way in ([], ["--format", "eml"], ["--copy"], ["-o", tmp_path / "x.eml"]):
        code, out, err = run("mail", "anna", *way)
        assert (code, out) == (1, "") and "answers.toml, line " in err and key in err, way
        assert "netinvite prepare anna-lee" in err and "as it was saved" not in err
    code, out, err = run("mail", "--all", "--format", "mbox")
    assert code == 1 and "anna@example.org" not in out and "jonas@example.org" in out and key in err


def test_check_and_status_name_an_answer_that_cannot_be_read(net, run):
    """Once, with file and line; two addresses are none."""
    change(net.answers_file("anna-lee"), '"anna@example.org"', '"anna@example.org, a@example.org"')
    for command in (["check"], ["check", "anna"], ["status"], ["today", "--no-input"]):
        code, _out, err = run(*command)
        assert code == 1 and err.count("person.email: That does not look like") == 1, command
    assert "Nothing to fix" not in run("check", "anna")[1]


def test_check_names_what_cannot_be_read_in_the_networks_answers(net, run):
    """The writer's own address, and what is no text."""
    change(net.network_file, '"maja.holm@example.org"', '"maja"')
    change(net.network_file, 'phone = "12 34 56 78"', "phone = 5")
    code, out, err = run("check")
    assert code == 1 and "Nothing to fix" not in out
    for key in ("organiser.email", "organiser.phone"):
        assert err.count(f"{key}: ") == 1 and "network.toml, line " in err


# To whom ---------------------------------------------------------------------------------------------


def draft(net, slug):
    """The file of somebody's email."""
    return net.folder(slug) / "invitation.txt"


def test_a_greeting_of_somebody_else_is_told(net, run, tmp_path):
    """On standard error, with the place, each time; accepted, it is not."""
    change(draft(net, "anna-lee"), "Dear Anna,", "Dear Jonas,")
    ways = (["anna"], ["anna"], ["anna", "-o", tmp_path / "x.eml"], ["--all", "--format", "mbox"])
    for way in ways:
        code, _out, err = run("mail", *way)
        assert code == 0 and err.count("“Dear Jonas,” does not greet Anna Lee.") == 1, way
        assert "invitation.txt:4:1: M021" in err
    assert run("check", "anna", "--accept", "M021")[0] == 0
    assert "M021" not in run("mail", "anna")[2]


@pytest.mark.parametrize(("typed", "code"), [("yes", 0), ("", 1)])
def test_on_a_terminal_a_greeting_of_somebody_else_is_asked_about(net, run, monkeypatch, typed, code):
    """Enter alone hands nothing on."""
    monkeypatch.setattr(asking, "on_terminal", lambda: True)
    monkeypatch.setattr(asking, "type_in", lambda _question, _otherwise: typed)
    change(draft(net, "anna-lee"), "Dear Anna,", "Dear Jonas,")
    found, _out, err = run("mail", "anna", "--output", net.root.parent / "x.eml")
    assert found == code and err.count("does not greet Anna Lee") == 1
    assert (net.root.parent / "x.eml").exists() == (code == 0)


def test_an_email_to_somebody_else_who_is_here_is_held_back(net, run, tmp_path):
    """Whose it is stands in neither file; the way on does. Everyone's goes to that one once."""
    draft(net, "anna-lee").write_text(draft(net, "jonas-reed").read_text("utf-8"), encoding="utf-8")
    for way in ([], ["--format", "text"], ["--copy"], ["-o", tmp_path / "x.eml"]):
        code, out, err = run("mail", "anna", *way)
        assert (code, out) == (1, "") and "Anna Lee is addressed to Jonas Reed" in err, way
        assert "edit anna-lee mail" in err and "--set person.email=jonas@example.org" in err
    code, out, err = run("mail", "--all", "--format", "mbox")
    assert code == 1 and out.count("To: Jonas Reed") == 1 and "addressed to Jonas Reed" in err
    given = "--no-input", "--set", "person.email=jonas@example.org"
    assert run("prepare", "anna", *given)[0] in (0, 1)
    code, _out, err = run("mail", "anna")
    assert code == 0 and "is also that of Jonas Reed" in err


def test_an_email_to_the_name_of_somebody_else_who_is_here_is_held_back(net, run):
    """Their name over the right address; nobody else's name, and one's own in other letters, are nothing."""
    own = "Anna Lee <anna@example.org>"
    change(draft(net, "anna-lee"), own, "Jonas  REED <anna@example.org>")
    code, out, err = run("mail", "anna", "--format", "text")
    assert (code, out) == (1, "")
    assert "The To line of the email to Anna Lee names Jonas Reed" in err and "edit anna-lee mail" in err
    assert "--set person.email" not in err
    assert "“Jonas REED” is somebody else here: Jonas Reed (jonas-reed)." in run("check", "anna")[1]
    for name in ("Anna's office", "anna lee"):
        text = draft(net, "anna-lee").read_text("utf-8").partition("\n")[2]
        draft(net, "anna-lee").write_text(f"To: {name} <anna@example.org>\n{text}", encoding="utf-8")
        assert run("mail", "anna", "--format", "text")[0] == 0
        assert "somebody else here" not in run("check", "anna")[1]


def test_check_and_mail_agree_on_the_recipient(net, run):
    """A draft without one goes to the address in the answers, and nothing is found; an address that cannot
    be one is found, and holds the email back until it is accepted."""
    change(draft(net, "anna-lee"), "To: Anna Lee <anna@example.org>\n", "")
    assert "M016" not in run("check", "anna")[1]
    code, out, _err = run("mail", "anna")
    assert code == 0 and "To: Anna Lee <anna@example.org>" in out
    change(draft(net, "jonas-reed"), "Jonas Reed <jonas@example.org>", "jonas@localhost")
    assert "M016 error" in run("check", "jonas")[1]
    code, out, err = run("mail", "jonas", "--format", "eml")
    assert (code, out) == (1, "") and "M016 error" in err and "--accept M016" in err
    assert run("check", "jonas", "--accept", "M016")[0] == 0
    code, out, _err = run("mail", "jonas", "--format", "eml")
    assert code == 0 and "To: jonas@localhost" in out


# Links out of the workspace --------------------------------------------------------------------------

DIARY = "The the diary of somebody else."


@pytest.fixture
def link(net, tmp_path):
    """Make a text of Anna's, or the leaflet, a link to a file outside of the workspace; gives that file."""

    def make(name):
        diary = tmp_path / "diary.md"
        diary.write_text(DIARY, encoding="utf-8")
        file = net.root / name if name == "leaflet.md" else net.folder("anna-lee") / name
        file.unlink(missing_ok=True)
        file.symlink_to(diary)
        return file

    return make


@pytest.mark.parametrize("name", ["pitch.md", "invitation.txt", "conversation.md", "leaflet.md"])
def test_no_text_is_read_or_written_through_a_link_out_of_the_workspace(net, run, tmp_path, name, link):
    """Whoever shares the folder can put one there: it is named, and nothing of what it leads to is shown; it
    stays as it is."""
    file = link(name)
    looks = (["check"], ["check", file], ["check", file, "--fix"], ["check", "--format", "json"])
    hers = (["check", "anna"], ["check", "anna", "--fix"], ["prepare", "anna", "--no-input"])
    for command in (*looks, *(hers if name != "leaflet.md" else ())):
        code, out, err = run(*command)
        assert code == 1 and "diary" not in out and "is a link out of the workspace" in err, command
        assert err.count("is a link out") == 1, command
    assert "diary" not in run("check", "anna", "--read")[1] + run("export", "anna")[1]
    assert file.is_symlink() and (tmp_path / "diary.md").read_text("utf-8") == DIARY
    assert run("check", "jonas")[0] == 0


def test_a_link_within_the_workspace_is_read(net, run):
    """As before."""
    file = net.folder("anna-lee") / "pitch.md"
    file.rename(net.root / "pitch.md")
    file.symlink_to(net.root / "pitch.md")
    assert run("pitch", "anna")[0] == run("check", "anna")[0] == 0


# Outputs ---------------------------------------------------------------------------------------------

OUTPUTS = (
    ["mail", "jonas", "-o"],
    ["leaflet", "--format", "md", "-o"],
    ["status", "--ics"],
    ["status", "--feed"],
)
OWN = (
    *(
        f"people/anna-lee/{name}"
        for name in ("invitation.txt", "pitch.md", "conversation.md", "pitch.new.md")
    ),
    *(".gitignore", "people/anna-lee/.drafts", "people/anna-lee/answers.toml", "network.toml"),
    *("templates/en/pitch.md.j2", "organisers/bo-krag.toml"),
)


@pytest.mark.parametrize("name", OWN)
def test_what_netinvite_keeps_is_written_over_by_no_output(net, run, name):
    """Not with --force either; exit 2, and the file is as it was, be it there or not."""
    file = net.root / name
    before = file.read_bytes() if file.exists() else None
    for command in OUTPUTS:
        code, _out, err = run(*command, file, "--force")
        # An ending that names no form of an email is refused for that.
        assert code == 2 and ("Choose another name." in err or "names no form" in err), command
    assert (file.read_bytes() if file.exists() else None) == before


def test_an_output_goes_through_no_link_out_of_the_workspace(net, run, link, tmp_path):
    """Somebody else may have put it into the folder."""
    file = link("leaflet.md")
    for command in OUTPUTS[:3]:
        assert run(*command, file, "--force")[0] == 2
    assert (tmp_path / "diary.md").read_text("utf-8") == DIARY


def test_an_output_of_another_name_lies_in_the_workspace(net, run):
    """Beside the texts, and over what lay there, with --force."""
    file = net.folder("jonas-reed") / "jonas.eml"
    for _time in range(2):
        assert run("mail", "jonas", "-o", file, "--force")[0] == 0
        assert run("leaflet", "--format", "md", "-o", net.root / "leaflet.md", "--force")[0] == 0


# Who suggested somebody ------------------------------------------------------------------------------


def referred(by, mention="no"):
    """Settings for somebody who was suggested."""
    said = ("relation=referred", f"referred_by={by}", f"mention_referrer={mention}")
    return [f"--set=person.{one}" for one in said]


@pytest.mark.parametrize("by", ["Jonas Reed", "jonas-reed"])
@pytest.mark.parametrize("by_hand", [False, True])
def test_who_suggested_somebody_is_known_by_name_and_by_id(net, run, by, by_hand):
    """As `status --json` gives it, typed or written into the file: not agreed, no email names them."""
    assert run("prepare", "anna", "--no-input", *referred("Jonas Reed" if by_hand else by))[0] == 0
    if by_hand:
        change(net.answers_file("anna-lee"), '"Jonas Reed"', f'"{by}"')
    change(draft(net, "anna-lee"), "Could you", "Jonas Reed gave me your name. Could you")
    assert "M020 error: “Jonas Reed” is named" in run("check", "anna")[1]
    code, out, err = run("mail", "anna", "--format", "text")
    assert (code, out) == (1, "") and "M020" in err
    assert '"referred_by": "jonas-reed"' in run("status", "--json")[1]


def test_an_id_is_said_by_its_name(net, run):
    """In the sentence that is proposed, and in every text; an id of nobody is what it is."""
    assert run("prepare", "anna", "--no-input", *referred("jonas-reed", "yes"))[0] == 0
    assert "Jonas Reed suggested that I get in touch" in draft(net, "anna-lee").read_text("utf-8")
    assert 'referred_by = "Jonas Reed"' in net.answers_file("anna-lee").read_text("utf-8")
    assert run("prepare", "jonas", "--no-input", *referred("nobody-here"))[0] == 0
    assert 'referred_by = "nobody-here"' in net.answers_file("jonas-reed").read_text("utf-8")
