"""Whose somebody is, said wherever that matters: in the reader's words, with a way on that works."""

from __future__ import annotations

import re
import shlex

import pytest
from organisers import BO, JONAS, told, write
from scriptedfront import ScriptedFront
from terminal import Program
from test_mine import SIGRID, made
from test_sitting import git

from netinvite import clock, language
from netinvite.app import overview, people
from netinvite.app.prepare import Order, take_up
from netinvite.cli import app, roster, sheet
from netinvite.store import ownconfig
from netinvite.store.workspace import Workspace
from netinvite.wizard.prepare import PreparationDesk

pytestmark = pytest.mark.whole

BOS = ("--as", "bo-krag")


@pytest.fixture
def two(once, monkeypatch):
    """Jonas belongs to Maja Holm, Sigrid to Bo Krag."""
    net = once(made)
    monkeypatch.setenv("PATH", "/nowhere")
    return net


# Ways on ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Say it with --as NAME: maja-holm, bo-krag or eva-lund."),
        ("da", "Sig det med --as NAVN: maja-holm, bo-krag eller eva-lund."),
    ],
)
def test_who_one_can_be_is_listed_whole(two, capfd, lang, said):
    """No one of them stands there as the example, to be copied by another."""
    write(two, "eva-lund", BO.replace("Bo Krag", "Eva Lund").replace("bo.krag", "eva"))
    language.activate(lang)
    code, out, err = told(capfd, two, "mail", JONAS)
    assert (code, out) == (2, "") and said in err


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "To write as Maja Holm: --as maja-holm. To take Jonas Østergård over: "),
        ("da", "Vil du skrive som Maja Holm: --as maja-holm. Vil du overtage Jonas Østergård: "),
    ],
)
def test_the_two_ways_with_somebody_elses_mail(two, capfd, lang, said):
    """Named by whose it is."""
    language.activate(lang)
    code, out, err = told(capfd, two, "mail", JONAS, *BOS)
    assert (code, out) == (2, "") and said in err


@pytest.mark.parametrize(
    ("command", "lang", "hint"),
    [
        (
            ("edit", JONAS, "mail"),
            "en",
            f"an answer is changed with: netinvite prepare {JONAS} --no-input --set KEY=VALUE",
        ),
        (
            ("edit", JONAS),
            "da",
            f"bliver et svar ændret med: netinvite prepare {JONAS} --no-input --set 'NØGLE=VÆRDI'",
        ),
        (("leaflet", "--edit"), "en", "without --edit the leaflet is printed."),
        (("leaflet", "--edit"), "da", "uden --edit bliver pjecen skrevet ud."),
    ],
)
def test_where_there_is_no_terminal_no_option_is_named_that_there_is_not(two, capfd, command, lang, hint):
    """But what can be done without one."""
    language.activate(lang)
    code, _out, err = told(capfd, two, *command)
    assert code == 2 and hint in re.sub(r" --workspace \S+", "", " ".join(err.split())), err
    assert "--answers" not in err


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "two organisers are called Bo Krag; give one of them another name."),
        ("da", "to organisatorer hedder Bo Krag; giv den ene et andet navn."),
    ],
)
def test_two_of_one_name_are_named_as_they_are_written(two, capfd, lang, said):
    """With both files."""
    write(two, "bo-lund", BO.replace("bo.krag", "bo"))
    language.activate(lang)
    err = told(capfd, two, "check")[2]
    assert said in err and "bo-krag.toml" in err and "bo-lund.toml" in err


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "Fix that line in an editor"), ("da", "Ret linjen i en editor")]
)
@pytest.mark.parametrize("text", ["[organiser\n", "organisator = 1\n"])
def test_a_config_that_is_not_in_order_is_to_be_mended(two, capfd, lang, said, text):
    """Nothing is said of calendars to whoever asked for no time."""
    file = ownconfig.file()
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    language.activate(lang)
    code, _out, err = told(capfd, two, "mail", JONAS)
    assert code == 1 and "config.toml" in err and "calendar" not in err
    assert said in err or "organiser" in err


@pytest.fixture
def terminal(monkeypatch):
    """Somebody sits at one."""
    monkeypatch.setattr("netinvite.cli.asking.on_terminal", lambda: True)


GIT = {
    "en": "git says that you are Bo Krag (user.email). If you are somebody else: --as NAME",
    "da": "git siger, at du er Bo Krag (user.email). Er du en anden: --as NAVN",
}


@pytest.mark.parametrize("lang", ["en", "da"])
@pytest.mark.parametrize(
    "command", [("today", "--no-input"), ("status", "--due"), ("log", SIGRID, "talked"), ("status", "--mine")]
)
def test_whoever_git_alone_knows_is_told_once(two, terminal, monkeypatch, tmp_path, capfd, command, lang):
    """A folder that several share may have the address of one of them."""
    git(monkeypatch, tmp_path, "bo.krag@example.org")
    language.activate(lang)
    assert told(capfd, two, *command)[2].count(GIT[lang]) == 1


@pytest.mark.parametrize("how", ["option", "environment", "pipe", "one"])
def test_nothing_is_said_where_that_is_said_otherwise(two, monkeypatch, tmp_path, capfd, how):
    """Or where nobody reads it, or one organises."""
    git(monkeypatch, tmp_path, "bo.krag@example.org")
    if how != "pipe":
        monkeypatch.setattr("netinvite.cli.asking.on_terminal", lambda: True)
    if how == "environment":
        monkeypatch.setenv("NETINVITE_AS", "bo-krag")
    if how == "one":
        (two / "organisers" / "bo-krag.toml").unlink()
    err = told(capfd, two, "today", "--no-input", *(BOS if how == "option" else ()))[2]
    assert "git says" not in err


def test_the_wizard_says_it_too(two, monkeypatch, tmp_path):
    """Whoever is new there will belong to them."""
    git(monkeypatch, tmp_path, "bo.krag@example.org")
    desk = PreparationDesk(take_up(Workspace(two), Order(SIGRID)))
    desk.front = ScriptedFront()
    desk.begin()
    assert GIT["en"] in desk.front.said
    desk = PreparationDesk(take_up(Workspace(two), Order(SIGRID, sits="bo-krag")))
    desk.front = ScriptedFront()
    desk.begin()
    assert GIT["en"] not in desk.front.said


def test_a_mail_that_is_only_shown_is_nobodys_deed(two, monkeypatch, capfd):
    """On a terminal it is said whose it is, and nothing of what would be recorded."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    code, out, err = told(capfd, two, "mail", JONAS, *BOS)
    assert code == 0 and "Maja Holm" in out
    assert ENGLISH in err and "recorded" not in err


@pytest.mark.parametrize("what", ["no-answer", "talked"])
@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", {"no-answer": "Bo Krag has tried to reach Jonas", "talked": "Bo Krag has talked with Jonas"}),
        ("da", {"no-answer": "Bo Krag har allerede prøvet", "talked": "Bo Krag har allerede talt med Jonas"}),
    ],
)
def test_a_mail_tells_who_was_in_contact_before(two, capfd, lang, said, what):
    """Another one by name; oneself with “you”."""
    language.activate(lang)
    told(capfd, two, "log", JONAS, what, *BOS)
    assert said[what] in told(capfd, two, "mail", JONAS, "--as", "maja-holm")[2]
    told(capfd, two, "log", SIGRID, what, *BOS)
    assert {"en": "You have", "da": "Du har"}[lang] in told(capfd, two, "mail", SIGRID, *BOS)[2]


# In the reader's language -------------------------------------------------------------------------

DANISH = "Jonas Østergård hører til Maja Holm, og du er Bo Krag."
ENGLISH = "Jonas Østergård belongs to Maja Holm, and you are Bo Krag."


@pytest.mark.parametrize(("reader", "said"), [("da", DANISH), ("en", ENGLISH)])
def test_a_refusal_is_in_the_language_of_whoever_reads_it(two, capfd, reader, said):
    """Whatever the person is written to in, who is English here."""
    language.activate(reader)
    code, _out, err = told(capfd, two, "prepare", JONAS, "--no-input", *BOS)
    assert code == 2 and said in err


@pytest.mark.parametrize(("reader", "said"), [("da", DANISH), ("en", ENGLISH)])
def test_so_is_what_is_asked_about_somebody_elses_person(two, reader, said):
    """The three choices too; the preparation itself is in the person's language."""
    language.activate(reader)
    desk = PreparationDesk(take_up(Workspace(two), Order(JONAS, sits="bo-krag")))
    labels = []

    class Front(ScriptedFront):
        def ask(self, asked):
            labels.extend(choice.label for choice in asked.choices)
            return super().ask(asked)

    desk.front = Front("in their name")
    desk.begin()
    assert said in desk.front.said
    assert labels[0] == {"da": "Lad det være", "en": "Leave it as it is"}[reader]
    assert language.active() == "en"


# Forgetting ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "da"])
def test_whoever_forgets_somebody_elses_person_is_told_whose_it_is(two, monkeypatch, capfd, lang):
    """Before the name is asked for; of one's own nothing is said."""
    language.activate(lang)
    said = {"en": "Jonas Østergård belongs to Maja Holm.", "da": "Jonas Østergård hører til Maja Holm."}[lang]
    for sits, there in (("bo-krag", True), ("maja-holm", False)):
        monkeypatch.setenv("NETINVITE_AS", sits)
        code, _out, err = told(capfd, two, "forget", JONAS, "--yes", "--confirm", "Nobody")
        assert code == 2 and err.startswith(said) == there and (said in err) == there


# The leaflet --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("sits", "slug"), [("bo-krag", SIGRID), ("maja-holm", JONAS)])
def test_what_a_leaflet_lacks_is_answered_with_a_person_of_ones_own(two, monkeypatch, capfd, sits, slug):
    """The command that is named works for whoever reads it."""
    place = Workspace(two)
    place.update(place.network_file, {("practical", "place"): ""})
    monkeypatch.setenv("NETINVITE_AS", sits)
    err = " ".join(told(capfd, two, "leaflet")[2].split())
    command = shlex.split(re.search(r"netinvite (prepare .*), or in", err)[1])
    assert command[1] == slug
    assert app.run([word.replace("…", "At the library.") for word in command]) == 0


def test_what_a_leaflet_says_of_the_first_nobody_else_answers_for(two, monkeypatch, capfd):
    """A person of one's own would change what is said of oneself."""
    place = Workspace(two)
    place.update(place.network_file, {("organiser", "phone"): ""})
    monkeypatch.setenv("NETINVITE_AS", "bo-krag")
    err = told(capfd, two, "leaflet")[2]
    assert "organiser.phone" in err and "network.toml" in err and "--set organiser.phone" not in err


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "The leaflet asks its readers to call Maja Holm, the first organiser."),
        ("da", "Pjecen beder læserne ringe til Maja Holm, den første organisator."),
    ],
)
def test_a_leaflet_that_goes_with_a_mail_of_another_organiser_names_the_first(two, capfd, lang, said):
    """It is said beside the mail; of the first one's own mail nothing is."""
    language.activate(lang)
    for slug, sits, there in ((SIGRID, "bo-krag", True), (JONAS, "maja-holm", False)):
        code, out, err = told(capfd, two, "mail", slug, "--attach", "leaflet", "--as", sits)
        assert code == 0 and (said in err) == there and said not in out


def test_two_organisers_of_one_name_are_told_apart_in_lists(two, monkeypatch, capfd):
    """By the names of their files, which stand in brackets."""
    write(two, "bo-krag-2", BO.replace("bo.krag", "krag"))
    monkeypatch.setenv("COLUMNS", "120")
    out = told(capfd, two, "status", "--long")[1]
    assert "Bo Krag (bo-krag)" in out
    err = told(capfd, two, "mail", "--all", "--as", "bo-krag-2", "-f", "mbox")[2]
    assert "belongs to Bo Krag (bo-krag)" in err


def test_what_is_refused_does_not_say_that_it_was_recorded(two, capfd):
    """Only what is recorded bears a name."""
    code, _out, err = told(capfd, two, "log", JONAS, "nonsense", "--as", "bo-krag")
    assert code == 2 and "It is recorded that" not in err


# Two of one name ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("email", "called"),
    [("bo@example.org", "Bo Krag <bo@example.org>"), ("bo.krag@example.org", "Bo Krag (bo-krag-2)")],
)
def test_two_organisers_of_one_name_are_told_apart(two, capfd, email, called):
    """By their addresses, or else by their files: whose somebody is, and who works here."""
    write(two, "bo-krag-2", BO.replace("bo.krag@example.org", email))
    own = called.replace(email, "bo.krag@example.org").replace("-2", "")
    for words in (("mail", SIGRID), ("log", SIGRID, "no-answer")):
        err = " ".join(told(capfd, two, *words, "--as", "bo-krag-2")[2].split())
        assert f"Sigrid Lund belongs to {own}, and you are {called}." in err, err
    desk = PreparationDesk(take_up(Workspace(two), Order(SIGRID, sits="bo-krag-2")))
    desk.front = ScriptedFront("in their name")
    desk.begin()
    assert f"Sigrid Lund belongs to {own}, and you are {called}." in desk.front.said


# In forty columns ---------------------------------------------------------------------------------


def test_whose_somebody_is_stands_below_the_name_where_there_is_little_room(two):
    """As in the whole list; within the columns, and within the lines of the terminal."""
    register = people.read(Workspace(two))
    found = overview.everyone(register, clock.now())
    shown = roster.sheet(found, clock.now().date())
    lines = "\n".join(sheet.lines(shown, 40)).splitlines()
    # Name and state, to whom they belong, what to do.
    assert len(lines) == 1 + 3 * len(found) and max(map(len, lines)) <= 40
    for one in found:
        place = next(at for at, line in enumerate(lines) if line.startswith(one.standing.name[:10]))
        assert lines[place + 1] == f"  belongs to {one.owner}"
    assert not any("belongs to" in line for line in sheet.lines(shown, 80))


@pytest.mark.sampled(1)
@pytest.mark.parametrize("rows", [8, 12, 24])
def test_no_line_is_lost_in_forty_columns(two, rows):
    """However low the terminal is."""
    program = Program(["status"], two, columns=40, rows=rows, NO_COLOR="1")
    assert program.end() == 0
    lines = program.raw.decode().replace("\x1b[1m", "").replace("\x1b[0m", "").rstrip().split("\r\n")
    assert len(lines) < rows and lines[0].startswith("Name")
    assert sum("belongs to" in line for line in lines) >= 1


@pytest.mark.parametrize(
    ("lang", "sits", "said"),
    [
        ("en", "maja-holm", "Last noted by Bo Krag (17 November): She writes very long mails"),
        ("da", "maja-holm", "Sidst noteret af Bo Krag (17. november): She writes very long mails"),
        ("en", "bo-krag", "Last noted (17 November): She writes very long mails"),
    ],
)
def test_the_last_words_of_another_one_bear_a_name(two, capfd, monkeypatch, lang, sits, said):
    note = ("--note", "She writes very long mails", "--date", "2026-11-17", "--as", "bo-krag")
    assert told(capfd, two, "log", JONAS, "no-answer", *note)[0] == 0
    language.activate(lang)
    monkeypatch.setenv("NETINVITE_AS", sits)
    assert said in told(capfd, two, "today")[1]
