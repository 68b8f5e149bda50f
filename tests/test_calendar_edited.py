"""The calendar entries of a draft that was edited by hand: the times that stand there, or none."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from readyexample import EXAMPLES

from netinvite import appointments, cli, drafts, language
from netinvite.dates import format_time
from netinvite.errors import NetinviteError
from netinvite.names import Person
from netinvite.workspace import Workspace

SLUG = "jonas-oestergaard"
LISTS = {
    "en": ("- Tuesday 1 December at 10:00", "- Thursday 3 December at 14:30"),
    "da": ("- tirsdag den 1. december kl. 10.00", "- torsdag den 3. december kl. 14.30"),
}


def prepared(folder, lang, *more):
    given = ["--lang", lang, "--answers", EXAMPLES[lang], "--no-input", *more]
    assert cli.run(["prepare", "-w", str(folder), *given]) == 0
    file = folder / "network.toml"
    file.write_text(f'timezone = "Europe/Copenhagen"\n{file.read_text("utf-8")}', encoding="utf-8")
    return Workspace(folder)


@pytest.fixture
def edited(tmp_path):
    """The entries (begin and minutes) and notes of a draft in which something was replaced."""

    def made(lang, old, new):
        workspace = prepared(tmp_path / "net", lang)
        file = workspace.folder(SLUG) / "invitation.txt"
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
        return found_in(workspace, lang)

    return made


def found_in(workspace, lang):
    draft = drafts.look(workspace, SLUG, "invitation")
    assert draft.edited
    language.activate("en")
    entries = appointments.entries(workspace, workspace.person(SLUG), lang, draft)
    events = [Calendar.from_ical(file.data).walk("VEVENT")[0] for file in entries.files]
    read = [
        (f"{event['DTSTART'].dt:%m-%d %H:%M}", int((event["DTEND"].dt - event["DTSTART"].dt).seconds / 60))
        for event in events
    ]
    return read, entries.notes


TUESDAY, THURSDAY = ("12-01 10:00", 20), ("12-03 14:30", 20)


@pytest.mark.parametrize(
    ("lang", "lines", "begins"),
    [
        ("en", ["- Tuesday 1 December at 11:00", None], ["12-01 11:00", "12-03 14:30"]),
        ("en", [None], ["12-03 14:30"]),
        ("en", ["I suggest Wednesday 2 December at 9:15."], ["12-02 09:15"]),
        ("en", ["* Tuesday, 1 Dec, 10 am", "* Thursday 3 Dec 2.30 pm"], ["12-01 10:00", "12-03 14:30"]),
        ("en", ["Tuesday 1 December at 10:00 or 14:00"], ["12-01 10:00", "12-01 14:00"]),
        ("en", ["Tuesday 1 December:", "", "- 10:00", "- 14:30"], ["12-01 10:00", "12-01 14:30"]),
        ("en", ["- Tuesday 1 December at 10:00-10:20", None], ["12-01 10:00", "12-03 14:30"]),
        ("en", [None, "", "Let me know by Friday at 12:00."], ["12-03 14:30"]),
        ("en", [None, "", "I bring:", "", "- coffee", "- time"], ["12-03 14:30"]),
        ("da", ["- tirsdag den 1. december kl. 11.15", None], ["12-01 11:15", "12-03 14:30"]),
        ("da", ["- tirs. d. 1/12 kl. 10", None], ["12-01 10:00", "12-03 14:30"]),
        ("da", ["- i morgen klokken halv ti"], ["11-26 09:30"]),
        ("da", ["tirsdag den 1. og torsdag den 3. december kl. 10"], ["12-01 10:00", "12-03 10:00"]),
    ],
)
def test_the_times_that_stand_there_go_along(edited, lang, lines, begins):
    """A changed time, one taken out, one more, another form of the same; None keeps the second line."""
    new = "\n".join(LISTS[lang][1] if line is None else line for line in lines)
    read, _notes = edited(lang, "\n".join(LISTS[lang]), new)
    assert [begin for begin, _minutes in read] == begins


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        *(("en", f"- {line}") for line in (
            "Wednesday at lunch", "Friday morning", "10:00", "my office hours", "next Thursday at 10",
            "Monday 1 December at 10:00", "Tuesday 1 December at 25:00", "30 February at 10:00",
            "Tuesday 1 December at 10:00-11:00", "between 10 and 12 on Tuesday 1 December",
            "Tuesday 1 December before 10:00", "Tuesday 1 December after 10:00",
            "Tuesday 1 December at 10:00 CET",
            "Tuesday 1 December at 10:00 or Wednesday", "Tuesday 1 December, around 2",
        )),
        *(("da", f"- {line}") for line in (
            "onsdag ved frokosttid", "fredag formiddag", "næste torsdag kl. 9",
            "mandag den 1. december kl. 10", "tirsdag i uge 49 kl. 10",
            "tirsdag den 1. december kl. 10-11", "tirsdag den 1. december efter kl. 10",
            "tirsdag den 1. december ved 10-tiden", "tirsdag 10.12", "den 1. og 3. december kl. 10",
        )),
    ],
)  # fmt: skip
def test_what_cannot_be_read_for_certain_is_refused(edited, lang, line):
    """With the line, its place, and what the answers say; the times of the answers are never sent instead."""
    with pytest.raises(NetinviteError) as caught:
        edited(lang, LISTS[lang][0], line)
    assert caught.value.exit_code == 1
    assert f"invitation.txt:14: the times in “{line}”" in caught.value.message
    said = caught.value.message.partition("the answers have: ")[2]
    assert said == "Tuesday 1 December at 10:00; Thursday 3 December at 14:30."
    assert SLUG in caught.value.hint


@pytest.mark.parametrize("lang", LISTS)
def test_a_draft_without_times_is_refused(edited, lang):
    """Taking them all out does not bring back those of the answers."""
    with pytest.raises(NetinviteError, match="no time can be read"):
        edited(lang, "\n".join(LISTS[lang]), "Hvornår / when?")


def test_other_times_are_told_and_the_same_are_not(edited):
    """Whoever sends it sees which entries go along."""
    read, notes = edited("en", "Would you have", "Dear me, would you have")
    assert (read, notes) == ([TUESDAY, THURSDAY], [])


def test_changed_times_are_told(edited):
    """All of them, not only what changed."""
    _read, (note,) = edited("en", "at 10:00", "at 11:00")
    assert "Tuesday 1 December at 11:00; Thursday 3 December at 14:30" in note


@pytest.mark.parametrize(
    ("said", "minutes"), [("30 minutes", 30), ("half an hour", 30), ("a little time", 20)]
)
def test_an_entry_is_as_long_as_the_mail_says(edited, said, minutes):
    """Where it says so."""
    read, _notes = edited("en", "20 minutes", said)
    assert {length for _begin, length in read} == {minutes}


days = st.dates(date(2026, 11, 26), date(2028, 11, 20))
hours = st.builds(time, st.integers(7, 18), st.sampled_from([0, 15, 30, 45]))
moments = st.builds(datetime.combine, days, hours)


@pytest.mark.parametrize("lang", LISTS)
@settings(max_examples=60, deadline=None)
@given(times=st.lists(moments, min_size=1, max_size=3, unique=True))
def test_a_time_left_as_it_was_written_is_that_time(lang, times):
    """Also one of the year after next, which a reader without a year takes for another."""
    listed = "\n".join(f"- {format_time(moment, lang)}" for moment in times)
    text = f"To: \nSubject: x\n\nHej Jonas\n\nJeg foreslår / I suggest:\n\n{listed}\n\nMaja Holm\n"
    draft = drafts.Draft(Path("invitation.txt"), text, edited=True, current=False)
    answered = appointments.Proposed(times, 20)
    material = appointments._material(None, draft, lang, times, {}, datetime(2026, 11, 25, 12))
    found = appointments._in_the_draft(material, draft, answered, Person(SLUG, "Jonas", "", ""))
    assert found == answered
