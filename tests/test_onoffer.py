"""Times that are offered to somebody already: proposed to nobody else, and told of where they are typed."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime

import pytest
from readyexample import EXAMPLE
from scriptedfront import ScriptedFront

from netinvite.app import given as givens
from netinvite.app import onoffer, people
from netinvite.app.people import Register
from netinvite.app.preparation import Preparation
from netinvite.app.prepare import Opened
from netinvite.app.team import Team
from netinvite.cli import app
from netinvite.model import offers
from netinvite.model.contacts import BOUNCED, NO_ANSWER, REPLIED, SENT, Entry
from netinvite.model.standing import Facts, Talk
from netinvite.store.workspace import Workspace
from netinvite.wizard.prepare import PreparationDesk

TEN, HALF_PAST_TWO = datetime(2026, 12, 1, 10), datetime(2026, 12, 3, 14, 30)
OTHER = datetime(2026, 12, 8, 9)
DAY = datetime(2026, 11, 24, 9)
# The example's own times.
BOTH = "Tuesday 1 December at 10:00 or Thursday 3 December at 14:30"


@pytest.fixture
def run(tmp_path, capsys):
    """Run a command in the workspace; gives exit code, standard output and standard error in one line."""

    def call(*arguments):
        code = app.run([*map(str, arguments), "-w", str(tmp_path / "net")])
        out, err = capsys.readouterr()
        return code, out, " ".join(err.split())

    return call


@pytest.fixture
def prepared(run):
    """Prepare somebody by name, with the example's answers and these times."""

    def call(name, times=BOTH, *more):
        first = name.partition(" ")[0]
        who = [f"person.name={name}", f"person.email={first}@example.org", f"person.greeting=Dear {first},"]
        settings = [f"--set={one}" for one in (*who, f"contact.times={times}")]
        return run("prepare", "--lang", "en", "--answers", EXAMPLE, "--no-input", *settings, *more)[2]

    return call


def sent(*times):
    return Entry(DAY, SENT, times=times)


@pytest.mark.parametrize(
    ("facts", "times"),
    [
        (Facts("xan", "Xan", True, times=(TEN,)), (TEN,)),
        (Facts("xan", "Xan", False, times=(TEN,)), ()),
        (Facts("xan", "Xan", True, (Entry(DAY, NO_ANSWER),), times=(TEN,)), (TEN,)),
        (Facts("xan", "Xan", True, (sent(OTHER),), times=(TEN,)), (OTHER,)),
        (Facts("xan", "Xan", True, (sent(OTHER), Entry(DAY, NO_ANSWER)), times=(TEN,)), (OTHER,)),
        (Facts("xan", "Xan", True, (sent(TEN), sent(OTHER))), (OTHER,)),
        (Facts("xan", "Xan", True, (sent(TEN), Entry(DAY, BOUNCED)), times=(TEN,)), ()),
        (Facts("xan", "Xan", True, (sent(TEN), Entry(DAY, REPLIED)), times=(TEN,)), ()),
        (Facts("xan", "Xan", True, (sent(TEN),), (Talk(DAY.date(), "joins"),), times=(TEN,)), ()),
    ],
)
def test_on_offer_is_what_nobody_has_answered_yet(facts, times):
    """Of an email that is ready, or that went last; what did not arrive, was answered or talked about is
    not."""
    assert offers.offered(facts) == times


@pytest.mark.parametrize(("organiser", "whose"), [("", ["xan", "zoe"]), ("bo-krag", ["yul"]), ("nobody", [])])
def test_each_organiser_has_hours_of_their_own(net, monkeypatch, organiser, whose):
    """The first one is named by no file, and by some people."""
    owners = {"xan": "maja-holm", "yul": "bo-krag", "zoe": ""}
    each = [Facts(slug, slug, True, times=(TEN, DAY), owner=owner) for slug, owner in owners.items()]
    everyone = Register(each, (), [], team=Team(first="maja-holm"))
    monkeypatch.setattr(onoffer, "read", lambda network: everyone)
    found = onoffer.of(Workspace(net), organiser).offers
    assert [(one.start, one.slug) for one in found] == [(TEN, slug) for slug in whose]


def desk(root, slug):
    network = Workspace(root)
    made = PreparationDesk(
        Opened(Preparation.open(network, "en", network.person(slug)), givens.Given(), chosen=True)
    )
    made.front = ScriptedFront()
    return made


def asked(made, key="contact.times"):
    return made.asked(next(one for one in made.sitting.guide.questions() if one.key == key))


def test_what_is_offered_to_one_is_not_proposed_to_another(prepared, tmp_path):
    """Each gets hours of their own; one's own times stand in nobody's way."""
    prepared("Xan Vale")
    mine = asked(desk(tmp_path / "net", "xan-vale")).suggestions
    assert mine[0] == TEN
    prepared("Yul Moss", "Tuesday 8 December at 9:00 or Thursday 10 December at 11:00")
    given = asked(desk(tmp_path / "net", "yul-moss"))
    assert TEN not in given.suggestions and len(given.suggestions) == len(mine)
    assert given.offered(TEN, 20) == "Xan Vale"
    assert given.offered(datetime(2026, 12, 1, 10, 19), 20) == "Xan Vale"
    assert given.offered(datetime(2026, 12, 1, 10, 20), 20) == ""
    assert given.offered(OTHER, 20) == ""


def test_everyone_is_read_while_questions_are(prepared, tmp_path, monkeypatch):
    """A piece each, so that the times question waits for nobody's files."""
    for name in ("Xan Vale", "Yul Moss", "Anna Beck"):
        prepared(name)
    (tmp_path / "net" / ".index.json").unlink(missing_ok=True)
    assert len([*people.ahead(Workspace(tmp_path / "net"))]) == 2 + 3
    monkeypatch.setattr(people.Source, "entry", None)
    assert len(onoffer.of(Workspace(tmp_path / "net")).offers) == 3 * 2
    assert len([*people.ahead(Workspace(tmp_path / "net"))]) == 2


def test_a_conversation_lasts_as_long_as_it_was_asked_for(prepared, tmp_path):
    """The other's is half an hour, whatever one's own."""
    prepared("Xan Vale", BOTH, "--set=contact.minutes=30")
    prepared("Yul Moss", "Tuesday 8 December at 9:00 or Thursday 10 December at 11:00")
    given = asked(desk(tmp_path / "net", "yul-moss"))
    assert given.offered(datetime(2026, 12, 1, 10, 29), 20) == "Xan Vale"
    assert given.offered(datetime(2026, 12, 1, 10, 30), 20) == ""


def test_a_typed_time_that_others_have_is_told_with_their_names(prepared):
    """It is kept: several can be invited to one conversation."""
    assert "is offered to" not in prepared("Xan Vale")
    told = prepared("Yul Moss")
    assert "Tuesday 1 December at 10:00 is offered to Xan Vale as well." in told
    assert "Tuesday 1 December at 10:00 is offered to Xan Vale and Yul Moss as well." in prepared("Anna Beck")


def test_once_answered_a_time_is_free_again(prepared, run):
    """A no, an answer or a talk gives it back."""
    prepared("Xan Vale")
    assert run("mail", "xan", "--sent")[0] == 0
    assert "is offered to Xan Vale" in prepared("Yul Moss")
    assert run("log", "xan", "replied")[0] == 0
    assert "is offered to Xan Vale" not in prepared("Anna Beck")


def test_everyones_mails_say_once_that_times_are_offered_twice(prepared, run):
    """On standard error; the emails go all the same, and where each time is offered once nothing is said."""
    prepared("Xan Vale")
    assert "offered to several" not in run("mail", "--all", "--format", "mbox")[2]
    prepared("Yul Moss", "Tuesday 1 December at 10:00 or Thursday 10 December at 11:00")
    code, out, err = run("mail", "--all", "--format", "mbox")
    assert code == 0 and out.count("Subject:") == 2
    told = "The same time is offered to several people: Tuesday 1 December at 10:00 (Xan Vale and Yul Moss)."
    assert err.count("offered to several") == 1 and told in err


def test_one_persons_mail_reads_nobody_else(prepared, tmp_path):
    """What is offered to others is loaded where times are asked for, or everyone's mails go."""
    prepared("Xan Vale")
    code = (
        "import sys; from netinvite.cli import app; "
        f"assert app.run(['mail', 'xan', '-w', {str(tmp_path / 'net')!r}]) == 0; "
        "assert 'netinvite.app.onoffer' not in sys.modules and 'netinvite.app.people' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL, timeout=60)


def test_days_off_among_given_times_are_told_in_the_words_of_the_field(prepared):
    """Where nobody saw them in it."""
    told = prepared("Xan Vale", "25 December at 10 or Saturday 26 December at 10")
    assert "Friday 25 December at 10:00, in 30 days; few are at work then: Christmas Day." in told
    assert "Saturday 26 December at 10:00, in 31 days; few are at work then: Saturday." in told
    assert "few are at work" not in prepared("Yul Moss")


def test_check_says_of_given_days_off_what_their_field_says(prepared, run):
    """Also of answers that nobody saw in it; with ``--strict`` the hint counts."""
    prepared("Xan Vale", "25 December at 10 or Monday 28 December at 10")
    code, out, _err = run("check", "xan", "--strict")
    assert (
        code == 1 and "M004 hint: “Friday 25 December at 10:00”: few are at work then: Christmas Day." in out
    )
