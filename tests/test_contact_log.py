"""The contact log: what is read of it and written to it, and where that leaves a person."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, datetime

import pytest
from extent import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from readyexample import EXAMPLE

from netinvite import language
from netinvite.app import people
from netinvite.app.entries import Source
from netinvite.cli import app
from netinvite.errors import UsageError, WorkspaceError
from netinvite.model import contacts
from netinvite.model.contacts import (
    BOUNCED,
    HOWS,
    MESSAGE,
    MET,
    MOVED,
    NO_ANSWER,
    NOTED,
    REPLIED,
    SENT,
    TALKED,
    WHATS,
    Entry,
)
from netinvite.model.promises import Step, next_step, standing
from netinvite.model.standing import (
    Facts,
    Talk,
    last_contact,
    last_words,
    since,
    state,
)
from netinvite.store import contacts as log
from netinvite.store import drafts, inventory
from netinvite.store.takenback import take_back
from netinvite.store.workspace import Workspace

NOW = datetime(2026, 11, 25, 12)
TODAY = NOW.date()


def day(number, month=11):
    return date(2026, month, number)


# Read and written --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "entry"),
    [
        ({"when": "2026-11-20", "what": "sent"}, Entry(day(20), SENT, "mail")),
        (
            {"when": "2026-11-20 14:30", "what": "no-answer"},
            Entry(datetime(2026, 11, 20, 14, 30), NO_ANSWER, "call"),
        ),
        ({"when": date(2026, 11, 20), "what": "met"}, Entry(day(20), MET, "met")),
        (
            {"when": datetime(2026, 11, 20, 9), "what": "talked", "how": "met"},
            Entry(datetime(2026, 11, 20, 9), TALKED, "met"),
        ),
        ({"when": "2026-11-20", "note": "ring"}, Entry(day(20), NOTED, note="ring")),
        (
            {"when": "2026-11-20", "what": "moved", "until": "2026-12-01"},
            Entry(day(20), MOVED, until=day(1, 12)),
        ),
        (
            {"when": "2026-11-20", "what": "moved", "until": datetime(2026, 12, 1, 9)},
            Entry(day(20), MOVED, until=day(1, 12)),
        ),
        ({"when": "2026-11-20", "what": "moved", "until": ""}, Entry(day(20), MOVED)),
        (
            {"when": "2026-11-20", "what": "sent", "times": ["2026-12-01 10:00"], "by": "maja", "colour": 3},
            Entry(day(20), SENT, "mail", "maja", times=(datetime(2026, 12, 1, 10),)),
        ),
    ],
)
def test_an_entry_is_read_as_it_may_be_written(table, entry):
    """Days and times as texts or TOML's own; what nobody says is what it usually is; other keys stay."""
    assert contacts.read({"contact_log": [table]}) == ([entry], [])


@pytest.mark.parametrize(
    ("found", "path", "told"),
    [
        (3, (), "must be a list of tables"),
        ({"when": "2026-11-20"}, (), "must be a list of tables"),
        ([3], (0,), "must be a list of tables"),
        ([{}], (0, "when"), "must be a day"),
        ([{"when": "yesterday"}], (0, "when"), "must be a day"),
        ([{"when": 3}], (0, "when"), "must be a day"),
        ([{"when": "2026-11-20", "what": 3}], (0, "what"), "must be a text"),
        ([{"when": "2026-11-20", "what": "no answer"}], (0, "what"), "Did you mean “no-answer”?"),
        ([{"when": "2026-11-20", "what": "x"}], (0, "what"), "Choose one of: no-answer, talked"),
        ([{"when": "2026-11-20", "what": "sent", "how": "pigeon"}], (0, "how"), "Choose one of: call"),
        ([{"when": "2026-11-20", "note": ["x"]}], (0, "note"), "must be a text"),
        ([{"when": "2026-11-20", "times": "10"}], (0, "times"), "must be a list of times"),
        ([{"when": "2026-11-20", "times": ["2026-12-01"]}], (0, "times"), "must be a list of times"),
        ([{"when": "2026-11-20", "what": "moved", "until": "soon"}], (0, "until"), "must be a day"),
    ],
)
def test_what_does_not_fit_is_passed_over_and_said(found, path, told):
    """With the place where it stands, and what would do."""
    entries, (unfit,) = contacts.read({"contact_log": found})
    assert (entries, unfit.path) == ([], path)
    assert told in unfit.problem


def test_all_that_does_not_fit_in_an_entry_is_said():
    """Not the first of it alone, to be found wrong again once that is mended."""
    wrong = {"what": "x", "how": "y", "by": 3, "note": 4, "times": "10", "until": "soon"}
    tables = [{"when": "2026-11-19", "what": "met"}, {"when": "2026-11-20", **wrong}]
    entries, unfit = contacts.read({"contact_log": tables})
    assert [one.what for one in entries] == [MET]
    assert [one.path for one in unfit] == [(1, key) for key in wrong]
    assert {one.day for one in unfit} == {day(20)}


def test_what_fits_beside_what_does_not_counts():
    """The place is that in the file."""
    tables = [{"when": "2026-11-20", "what": "sent"}, 3, {"when": 3}, {"when": "2026-11-19", "what": "met"}]
    entries, unfit = contacts.read({"contact_log": tables})
    assert [one.what for one in entries] == [MET, SENT]
    assert [one.path for one in unfit] == [(1,), (2, "when")]


@pytest.mark.parametrize("invited", ["2026-11-20", day(20), {"date": "2026-11-20"}, {"date": day(20)}])
def test_an_invited_day_of_before_is_an_entry(invited):
    """Once, also where the log has that day; in its place among the others."""
    before = Entry(day(20), SENT, "mail")
    assert contacts.read({"invited": invited})[0] == [before]
    later = [{"when": "2026-11-22", "what": "replied"}, {"when": "2026-11-20 10:00", "what": "sent"}]
    found = contacts.read({"invited": invited, "contact_log": later[:1]})[0]
    assert [(one.day, one.what) for one in found] == [(day(20), SENT), (day(22), REPLIED)]
    assert [one.what for one in contacts.read({"invited": invited, "contact_log": later})[0]] == [
        SENT,
        REPLIED,
    ]


MOMENTS = st.datetimes(datetime(1000, 1, 1), datetime(2999, 1, 1)).map(
    lambda found: found.replace(second=0, microsecond=0)
)
DAYS = st.dates(date(1000, 1, 1), date(2999, 1, 1))
ENTRIES = st.builds(
    Entry,
    st.one_of(MOMENTS, DAYS),
    st.sampled_from(WHATS),
    st.sampled_from(HOWS),
    st.text(),
    st.text(),
    st.lists(MOMENTS).map(tuple),
    st.one_of(st.none(), DAYS),
)


@settings(max_examples=examples(100), deadline=None)
@given(st.lists(ENTRIES))
def test_what_is_written_is_read_again(entries):
    """As TOML and in the index; in the order in which it happened."""
    found, unfit = contacts.read({"contact_log": [contacts.written(one) for one in entries]})
    assert (found, unfit) == (sorted(entries, key=lambda one: one.moment), [])
    assert contacts.unpacked(json.loads(json.dumps(contacts.packed(found)))) == found


@pytest.mark.parametrize(
    ("what", "more", "told"),
    [
        ("noanswer", {}, "Did you mean “no-answer”?"),
        ("x", {}, "Choose one of"),
        ("talked", {"how": "cal"}, "Did you mean “call”?"),
        ("talked", {"when": day(26)}, "lies in the future"),
        ("talked", {"when": datetime(2026, 11, 25, 12, 1)}, "lies in the future"),
    ],
)
def test_a_wrong_entry_is_not_made(what, more, told):
    """Exit 2, and what would do."""
    with pytest.raises(UsageError) as error:
        contacts.made(what, NOW, **more)
    assert told in f"{error.value.message} {error.value.hint}"


def test_an_entry_is_made_of_now():
    """Unless somebody says when, and how."""
    assert contacts.made(NO_ANSWER, NOW, note=" ring \n") == Entry(NOW, NO_ANSWER, "call", note="ring")
    assert contacts.made(TALKED, NOW, how="met", when=day(25)) == Entry(TODAY, TALKED, "met")


# Where it leaves a person ------------------------------------------------------------------------


def entries(*found):
    return tuple(Entry(day(number), what) for number, what in found)


@pytest.mark.parametrize(
    ("log", "talks", "expected", "began", "contact"),
    [
        ((), (), "ready", day(1), None),
        (entries((3, NOTED)), (), "ready", day(1), None),
        (entries((3, MOVED)), (), "ready", day(1), None),
        (entries((3, NO_ANSWER)), (), "tried", day(3), day(3)),
        (entries((3, NO_ANSWER), (5, NO_ANSWER), (6, MOVED)), (), "tried", day(3), day(5)),
        (entries((3, NO_ANSWER), (5, SENT)), (), "invited", day(5), day(5)),
        (entries((3, SENT), (5, SENT), (6, NOTED)), (), "invited", day(3), day(5)),
        (entries((3, SENT), (5, NO_ANSWER)), (), "tried", day(5), day(5)),
        (entries((3, SENT), (5, BOUNCED)), (), "tried", day(5), day(5)),
        (entries((3, SENT), (5, NO_ANSWER), (7, MESSAGE)), (), "invited", day(7), day(7)),
        (entries((3, SENT), (5, REPLIED)), (), "answered", day(5), day(5)),
        (entries((3, REPLIED), (5, NO_ANSWER)), (), "tried", day(5), day(5)),
        (entries((3, REPLIED), (5, MOVED)), (), "invited", day(5), day(3)),
        (entries((3, SENT), (4, REPLIED), (5, MOVED), (6, MOVED)), (), "invited", day(5), day(4)),
        (entries((3, TALKED), (5, NO_ANSWER)), (), "talked", day(3), day(5)),
        (entries((3, MET), (5, SENT), (7, TALKED)), (), "talked", day(3), day(7)),
        (entries((3, SENT)), (Talk(day(5)),), "talked", day(5), day(5)),
        (entries((3, TALKED)), (Talk(day(5)),), "talked", day(3), day(5)),
        ((), (Talk(day(5), "considers"), Talk(day(9), "considers")), "considers", day(5), day(9)),
        ((), (Talk(day(5), "considers"), Talk(day(9), "joins")), "joins", day(9), day(9)),
        (entries((20, REPLIED)), (Talk(day(5), "declines"),), "declines", day(5), day(20)),
        ((), (Talk(None, "later"),), "later", None, None),
        ((), (Talk(day(5), "later"), Talk(None, "later")), "later", day(5), day(5)),
    ],
)
def test_state_since_and_last_contact(log, talks, expected, began, contact):
    """All worked out; whoever was spoken with stays so, whatever is tried or written afterwards."""
    facts = Facts("a", "A", finished=True, ready=day(1), log=log, talks=talks)
    assert (state(facts), since(facts), last_contact(facts)) == (expected, began, contact)


def test_whoever_is_only_in_mind_is_so_since_nobody_knows_when():
    """Nothing says when somebody was thought of."""
    assert since(Facts("a", "A", ready=day(1))) is None


@pytest.mark.parametrize(
    ("log", "step"),
    [
        ((), Step("send it", day(20))),
        (entries((3, MOVED)), Step("send it", day(20))),
        (entries((19, SENT)), Step("send it", day(20))),
        (entries((20, SENT)), Step()),
        (entries((21, TALKED)), Step()),
        (entries((21, NO_ANSWER)), Step("send it", day(20))),
        (entries((21, REPLIED)), Step("send it", day(20))),
        (entries((10, MOVED)), Step()),
        ((Entry(day(10), MOVED, until=day(5, 12)),), Step("send it", day(5, 12))),
        ((Entry(day(10), MOVED, until=day(5, 12)), Entry(day(25), SENT)), Step("send it", day(5, 12))),
    ],
)
def test_a_promised_step_is_put_off_done_or_settled(log, step):
    """A contact settles it once its day has come; an attempt does not."""
    facts = Facts("a", "A", log=log, talks=(Talk(day(5), "considers", "send it", day(20)),))
    assert next_step(facts) == step
    found = standing(facts, TODAY)
    assert (found.next_step, found.next_date) == (step.words, step.day)
    assert found.overdue == (step.day == day(20))


@pytest.mark.parametrize(
    ("log", "words"),
    [
        (entries((10, MOVED)), ""),
        (entries((8, REPLIED), (10, MOVED)), "send it"),
        (entries((8, REPLIED), (10, MOVED), (11, MOVED)), ""),
        ((Entry(day(8), REPLIED), Entry(day(10), MOVED, until=day(12)), Entry(day(12), MOVED)), "send it"),
    ],
)
def test_a_promise_without_a_day_outlives_an_answer_that_is_done(log, words):
    """It is the answer that is done, or put off."""
    facts = Facts("a", "A", log=log, talks=(Talk(day(5), "considers", "send it"),))
    assert next_step(facts) == Step(words)


def test_the_last_words_are_those_noted_or_said_last():
    """A note, or what the other said in a conversation."""
    talk, noted = Talk(day(5), changes="more users"), Entry(day(7), NO_ANSWER, note="ring Friday")
    assert last_words(Facts("a", "A"))[:2] == ("", None)
    assert last_words(Facts("a", "A", talks=(talk,)))[:2] == ("more users", day(5))
    assert last_words(Facts("a", "A", talks=(talk,), log=(noted,)))[:2] == ("ring Friday", day(7))
    assert last_words(Facts("a", "A", talks=(talk._replace(day=day(9)),), log=(noted,)))[:2] == (
        "more users",
        day(9),
    )


# In a workspace ----------------------------------------------------------------------------------


def jonas(folder):
    command = ["prepare", "-w", str(folder), "--lang", "en", "--answers", EXAMPLE, "--no-input"]
    assert app.run([*command, "--set=person.organisation=Night Café", "--set=person.phone=12 34 56 78"]) == 0


@pytest.fixture
def net(once, capsys):
    """Jonas Østergård, ready to be written to, with times to propose."""
    folder = once(jonas)
    capsys.readouterr()
    return Workspace(folder)


@pytest.fixture
def file(net):
    return net.answers_file("jonas-oestergaard")


def rows(net):
    return people.read(net)


def only(net):
    return standing(known(net), TODAY)


def known(net):
    return rows(net).everyone[0]


def test_entries_are_added_and_comments_stay(net, file):
    """At the end of the file; the draft is still current."""
    text = f"# mine\n{file.read_text('utf-8').rstrip()}\n[[contact_log]]  # the first\nwhen = 2026-11-20\n"
    file.write_text(text, encoding="utf-8")
    net.update(net.answers_file("jonas-oestergaard"), {})
    log.append(net, "jonas-oestergaard", Entry(NOW, NO_ANSWER, "call", note="ring\nFriday"))
    after = file.read_text("utf-8")
    assert after.startswith(text)
    assert log.of(net, "jonas-oestergaard") == [
        Entry(day(20)),
        Entry(NOW, NO_ANSWER, "call", note="ring\nFriday"),
    ]


def test_a_draft_is_not_out_of_date_for_an_entry(net):
    """No text is made of the log."""
    log.append(net, "jonas-oestergaard", Entry(NOW, NO_ANSWER, "call"))
    assert drafts.look(net, "jonas-oestergaard", "invitation").current


@pytest.mark.parametrize("odd", ["3", '"x"', "{ when = 2026-11-20 }"])
def test_nothing_is_recorded_in_a_log_that_is_none(net, file, odd):
    """The file stays as it is; the fault is told."""
    text = f"contact_log = {odd}\n{file.read_text('utf-8')}"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(WorkspaceError):
        log.append(net, "jonas-oestergaard", Entry(NOW, NO_ANSWER))
    assert file.read_text("utf-8") == text


def test_two_at_once_give_two_entries(net):
    """The place is found by a fresh read under the lock."""
    code = (
        "import sys; from datetime import datetime; from pathlib import Path\n"
        "from netinvite.store.workspace import Workspace; from netinvite.store.contacts import append\n"
        "from netinvite.model.contacts import made\n"
        "net = Workspace(Path(sys.argv[1])); now = datetime(2026, 11, 25, 12)\n"
        "for n in range(5):\n"
        "    append(net, 'jonas-oestergaard', made('no-answer', now, note=f'{sys.argv[2]}{n}'))\n"
    )
    started = [subprocess.Popen([sys.executable, "-c", code, str(net.root), name]) for name in "ab"]
    assert [one.wait(60) for one in started] == [0, 0]
    notes = [one.note for one in log.of(net, "jonas-oestergaard")]
    assert sorted(notes) == sorted(f"{name}{n}" for name in "ab" for n in range(5))


def sent(net, *more):
    return app.run(["mail", "jonas", "--sent", *more, "-w", str(net.root)])


def test_sent_is_an_entry_with_the_times_proposed(net, file):
    """Those of the draft as it lies there; the file of today's form needs no [invited]."""
    assert sent(net) == 0
    (entry,) = log.of(net, "jonas-oestergaard")
    assert (entry.when, entry.what, entry.how) == (NOW, SENT, "mail")
    assert entry.times and all(time > NOW for time in entry.times)
    assert "[invited]" not in file.read_text("utf-8")
    assert only(net).state == "invited"


def test_a_day_gone_by_is_recorded_as_a_day(net):
    """And a day to come is refused, with nothing recorded."""
    assert sent(net, "2026-11-20") == 0
    assert sent(net, "2026-12-20") == 2
    assert [one.when for one in log.of(net, "jonas-oestergaard")] == [day(20)]


def test_without_a_draft_no_times_are_known(net):
    """Sent it was all the same."""
    drafts.look(net, "jonas-oestergaard", "invitation").file.unlink()
    assert sent(net) == 0
    assert log.of(net, "jonas-oestergaard")[0].times == ()


def test_the_mail_of_a_day_is_recorded_once(net):
    """Whoever says it again, after a fault, finds it there; another day or a note makes another entry."""
    assert [sent(net), sent(net)] == [0, 0]
    assert [one.day for one in log.of(net, "jonas-oestergaard")] == [TODAY]
    assert sent(net, "2026-11-20") == 0
    log.append(net, "jonas-oestergaard", contacts.made(SENT, NOW, note="to the new address"))
    assert [one.day for one in log.of(net, "jonas-oestergaard")] == [day(20), TODAY, TODAY]


def test_a_mail_that_came_back_may_go_again_on_the_same_day(net):
    """To another address; it is the one that counts."""
    assert sent(net) == 0
    log.append(net, "jonas-oestergaard", contacts.made(BOUNCED, NOW))
    assert [sent(net), sent(net)] == [0, 0]
    assert [one.what for one in log.of(net, "jonas-oestergaard")] == [SENT, BOUNCED, SENT]


def test_a_file_of_before_gets_its_invited_day_back(net, file):
    """What an older netinvite reads there goes with what is taken back."""
    text = f'[invited]\ndate = "2026-11-01"\n\n{file.read_text("utf-8")}'.replace("schema = 2\n", "")
    file.write_text(f"schema = 1\n{text}", encoding="utf-8")
    assert sent(net) == 0
    assert net.read(file)["invited"] == {"date": TODAY.isoformat()}
    assert take_back(net, "jonas-oestergaard").entry.day == TODAY
    assert net.read(file)["invited"] == {"date": "2026-11-01"}
    assert [one.day for one in log.of(net, "jonas-oestergaard")] == [day(1)]


def test_a_draft_that_cannot_be_read_is_said(net, capsys):
    """The mail is not recorded as one that proposed nothing."""
    file = drafts.look(net, "jonas-oestergaard", "invitation").file
    file.write_bytes(b"\xff\xfe\x00")
    assert sent(net) == 1
    assert file.name in capsys.readouterr().err
    assert log.of(net, "jonas-oestergaard") == []


def test_a_file_of_before_keeps_its_invited_day(net, file):
    """An earlier netinvite goes on reading it; the day of before becomes an entry."""
    text = file.read_text("utf-8").replace("schema = 2", "schema = 1")
    file.write_text(f'{text.rstrip()}\n[invited]\ndate = "2026-11-20"\n', encoding="utf-8")
    assert sent(net) == 0
    assert net.read(file)["invited"]["date"] == "2026-11-25"
    assert [one.day for one in log.of(net, "jonas-oestergaard")] == [day(20), day(25)]


@pytest.mark.parametrize(
    ("odd", "line", "told"),
    [
        ("[[contact_log]]\nwhen = 2026-11-20\nwhat = 'sendt'\n", 3, "Did you mean “sent”?"),
        ("[[contact_log]]\nwhen = 'soon'\n", 2, "must be a day"),
        ("[[contact_log]]\nwhat = 'sent'\n", 1, "must be a day"),
        ("[[contact_log]]\nwhen = 2027-11-20\nwhat = 'sent'\n", 0, "lies in the future"),
    ],
)
def test_an_odd_entry_is_told_with_file_and_line(net, file, capsys, odd, line, told):
    """Each time, also when the index knows it; whoever is listed stays listed."""
    text = f"{file.read_text('utf-8').rstrip()}\n"
    file.write_text(f"{text}{odd}", encoding="utf-8")
    for _time in range(2):
        assert app.run(["status", "-w", str(net.root)]) == 1
        captured = capsys.readouterr()
        err = " ".join(captured.err.split())
        assert "Jonas" in captured.out
        assert told in err
        assert str(file) in captured.err.replace("\n", "")
        assert not line or f"line {text.count(chr(10)) + line}:" in err


def test_an_entry_to_come_is_told_with_the_file_that_holds_it(net, file, capsys):
    """An organiser's own, where several record."""
    own = file.parent / "log" / "bo-krag.toml"
    own.parent.mkdir()
    own.write_text(
        'contact_log = [\n    { when = "2027-11-20", what = "sent", by = "bo-krag" },\n]\n', "utf-8"
    )
    app.run(["status", "-w", str(net.root)])
    told = capsys.readouterr().err.replace("\n", " ")
    assert f"{own}: 2027-11-20 lies in the future" in told and f"{file}: " not in told


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "line %s: contact on 20 November 2026: “note” must be a text."),
        ("da", "linje %s: kontakten den 20. november 2026: ”note” skal være en tekst."),
    ],
)
@pytest.mark.parametrize("command", ["status", "check"])
def test_what_is_wrong_with_an_entry_is_told_by_its_day_each_on_its_line(
    net, file, capsys, lang, told, command
):
    """In the language in use, whichever it was when the index came to know it."""
    text = f"{file.read_text('utf-8').rstrip()}\n"
    odd = "[[contact_log]]\nwhen = 2026-11-20\nwhat = 'sendt'\nnote = 3\n"
    file.write_text(f"{text}{odd}", encoding="utf-8")
    for which in ("da" if lang == "en" else "en", lang):
        capsys.readouterr()
        language.activate(which)
        assert app.run([command, "-w", str(net.root)]) == 1
    err = " ".join(capsys.readouterr().err.split())
    assert told % (text.count("\n") + 4) in err and f" {text.count(chr(10)) + 3}: " in err


def test_nobody_is_written_to_twice_for_a_typing_mistake(net, file, capsys):
    """An entry that cannot be read may be the invitation."""
    text = f"{file.read_text('utf-8').rstrip()}\n[[contact_log]]\nwhen = 'soon'\nwhat = 'sent'\n"
    file.write_text(text, encoding="utf-8")
    assert app.run(["mail", "--all", "--format", "mbox", "-w", str(net.root)]) == 0
    assert "0 emails" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("no-answer", "tried to reach"),
        ("sent", "invited"),
        ("replied", "has answered"),
        ("talked", "talked with"),
    ],
)
def test_a_mail_says_what_was_before(net, capsys, what, told):
    """To whoever writes; and everyone's mails leave them out."""
    log.append(net, "jonas-oestergaard", contacts.made(what, NOW))
    assert app.run(["mail", "jonas", "--format", "text", "-w", str(net.root)]) == 0
    assert told in " ".join(capsys.readouterr().err.split())
    assert app.run(["mail", "--all", "--format", "mbox", "-w", str(net.root)]) == 0
    assert "0 emails" in capsys.readouterr().err


def test_rows_hold_what_one_needs_before_dialling(net):
    """Also out of the index."""
    log.append(net, "jonas-oestergaard", contacts.made(NO_ANSWER, NOW, note="ring Friday"))
    for _time in range(2):
        found = only(net)
        assert (found.state, found.since, found.last_contact) == ("tried", TODAY, TODAY)
        facts = known(net)
        assert last_words(facts)[:2] == ("ring Friday", TODAY)
        assert (facts.phone, facts.email) == ("12 34 56 78", "jonas@example.org")
        assert found.organisation == "Night Café"
        assert facts.log == (Entry(NOW, NO_ANSWER, "call", note="ring Friday"),)


def test_ready_since_the_day_of_the_first_drafts(net, monkeypatch):
    """Made anew, they are as old as they were."""
    monkeypatch.setenv("NETINVITE_NOW", "2026-11-30T12:00")
    assert only(net).since == TODAY
    assert (
        app.run(["prepare", "jonas", "-w", str(net.root), "--no-input", "--set", "contact.subject=Other"])
        == 0
    )
    assert only(net).since == TODAY


def test_ready_since_is_said_of_drafts_of_before(net):
    """By the time of their files, where nothing was noted."""
    notes = net.folder("jonas-oestergaard") / inventory.DRAFTS
    notes.unlink()
    assert isinstance(only(net).since, date)


def test_an_index_of_before_is_made_anew(net, monkeypatch):
    """Whatever its entries look like."""
    monkeypatch.setattr("netinvite.app.index.FORM", 1)
    before = rows(net)
    monkeypatch.undo()
    read = []
    entry = Source.entry
    monkeypatch.setattr(Source, "entry", lambda *given: read.append(1) or entry(*given))
    assert rows(net).everyone == before.everyone
    assert read == [1]


FORGOTTEN = """
[[conversation]]
date = "2026-11-04"
outcome = "declines"
next = "call Signe"
next_date = "2026-11-20"
referrals = [{ name = "Signe Bro", gives = "much", mention = true }]
"""


def test_whoever_was_named_and_not_contacted_is_due(net, file):
    """Also somebody of whom nothing else is known; a contact ends it."""
    file.write_text(f"{file.read_text('utf-8').rstrip()}\n{FORGOTTEN}", encoding="utf-8")
    signe = net.folder("signe-bro")
    signe.mkdir()
    text = '[person]\nname = "Signe Bro"\n[referral]\nby = "Jonas Østergård"\n'
    (signe / "answers.toml").write_text(text, encoding="utf-8")
    for _time in range(2):
        found = [(one.id, one.reason, one.day) for one in people.due(rows(net), NOW)]
        assert found == [("jonas-oestergaard", "step", day(20)), ("signe-bro", "named", day(19))]
    log.append(net, "signe-bro", contacts.made(SENT, NOW))
    assert [one.id for one in people.due(rows(net), NOW)] == ["jonas-oestergaard"]


def followup(net, text):
    with net.network_file.open("a", encoding="utf-8") as stream:
        stream.write(f"\n[followup]\n{text}")


def test_the_network_sets_the_days(net):
    """At once, and out of the index."""
    log.append(net, "jonas-oestergaard", Entry(day(20), SENT))
    assert people.due(rows(net), NOW) == []
    followup(net, "invited = 5\n")
    for _time in range(2):
        assert [one.reason for one in people.due(rows(net), NOW)] == ["invited"]


def test_days_that_are_none_are_refused_with_file_and_line(net, capsys):
    """Wherever they are wanted; status goes on without, and names them."""
    followup(net, "# mine\ninvited = 'a week'\n")
    line = net.network_file.read_text("utf-8").count("\n")
    for _time in range(2):
        with pytest.raises(UsageError, match=rf"network\.toml, line {line}: “invited” must be a number"):
            people.due(rows(net), NOW)
        assert app.run(["status", "-w", str(net.root)]) == 1
        assert "must be a number" in capsys.readouterr().err


# Given out and erased ----------------------------------------------------------------------------

MENTIONS = """
[[contact_log]]
when = "2026-11-20 10:00"
what = "talked"
how = "call"
by = "Signe Bro"
note = "Signe Bro was there too; ring Friday" # asked by Signe Bro
"""


@pytest.fixture
def mentioned(net, file):
    """Jonas's log mentions Signe, who has one of her own."""
    file.write_text(f"{file.read_text('utf-8').rstrip()}\n{MENTIONS}", encoding="utf-8")
    folder = net.folder("signe-bro")
    folder.mkdir()
    text = '[person]\nname = "Signe Bro"\n[[contact_log]]\nwhen = 2026-11-20\nnote = "her own"\n'
    (folder / "answers.toml").write_text(text, encoding="utf-8")
    return net


def test_export_gives_the_log_and_where_others_logs_mention_one(mentioned, capsys):
    """Her own entries, and the note, the name and the comment in Jonas's."""
    assert app.run(["export", "signe", "-w", str(mentioned.root), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["answers"]["contact_log"][0]["note"] == "her own"
    places = {one["key"] for one in found["mention"] if one["file"].endswith("answers.toml")}
    assert {"contact_log[0].by", "contact_log[0].note"} <= places
    assert any(place.startswith("line ") for place in places)


@pytest.mark.parametrize(
    "words", [["export", "signe"], ["forget", "signe", "--yes", "--confirm", "Signe Bro"]]
)
def test_an_entry_that_mentions_one_is_told_by_its_day_and_line(mentioned, file, capsys, words):
    """And not by the number that it has in the file."""
    lines = file.read_text("utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if text.startswith("note = "))
    assert app.run([*words, "-w", str(mentioned.root)]) == 0
    told = "".join(capsys.readouterr())
    assert f"answers.toml, contact on 20 November 2026, line {line}: " in " ".join(told.split())
    assert "contact_log[" not in told


def test_forget_takes_one_out_of_others_logs(mentioned, file):
    """What happened stays, and the other entry's words."""
    assert app.run(["forget", "signe", "--yes", "--confirm", "Signe Bro", "-w", str(mentioned.root)]) == 0
    assert "Signe" not in file.read_text("utf-8")
    (entry,) = log.of(mentioned, "jonas-oestergaard")
    assert entry.what == TALKED
    assert entry.note == "someone was there too; ring Friday"
    rows(mentioned)
    assert "Signe" not in (mentioned.root / ".index.json").read_text("utf-8")


def test_forget_takes_ones_own_log_along(mentioned):
    """With all else; also what the index knew of it."""
    log.append(mentioned, "jonas-oestergaard", contacts.made(NO_ANSWER, NOW, note="a note on Jonas"))
    rows(mentioned)
    assert (
        app.run(["forget", "jonas", "--yes", "--confirm", "Jonas Østergård", "-w", str(mentioned.root)]) == 0
    )
    left = [one for one in mentioned.root.rglob("*") if one.is_file()]
    assert not any(b"a note on Jonas" in one.read_bytes() for one in left)
