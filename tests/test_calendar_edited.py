"""The calendar entries of a draft that was edited by hand: the times that stand there, or none."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest
from extent import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from readyexample import EXAMPLES

from netinvite import language
from netinvite.app import appointments
from netinvite.app import edited as reading
from netinvite.cli import app
from netinvite.errors import NetinviteError
from netinvite.model.dates import format_time
from netinvite.store import drafts
from netinvite.store.workspace import Workspace

SLUG = "jonas-oestergaard"
LISTS = {
    "en": ("- Tuesday 1 December at 10:00", "- Thursday 3 December at 14:30"),
    "da": ("- tirsdag den 1. december kl. 10", "- torsdag den 3. december kl. 14.30"),
}


def prepared(folder, lang, *more):
    given = ["--lang", lang, "--answers", EXAMPLES[lang], "--no-input", *more]
    assert app.run(["prepare", "-w", str(folder), *given]) == 0
    file = folder / "network.toml"
    file.write_text(f'timezone = "Europe/Copenhagen"\n{file.read_text("utf-8")}', encoding="utf-8")
    return Workspace(folder)


@pytest.fixture
def edited(once):
    """The entries (begin and minutes) and notes of a draft in which something was replaced."""

    def made(lang, old, new):
        workspace = Workspace(once(prepared, lang))
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


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("lang", "lines", "begins"),
    [
        ("en", ["- Tuesday 1 December at 11:00", None], ["12-01 11:00", "12-03 14:30"]),
        ("en", [None], ["12-03 14:30"]),
        ("en", ["- Wednesday 2 December at 9:15 (at the library)."], ["12-02 09:15"]),
        ("en", ["* Tuesday, 1 Dec, 10 am", "* Thursday 3 Dec 2.30 pm"], ["12-01 10:00", "12-03 14:30"]),
        ("en", ["- Tuesday 1 December at 10:00 or 14:00"], ["12-01 10:00", "12-01 14:00"]),
        ("en", ["Tuesday 1 December:", "", "- 10:00", "- 14:30"], ["12-01 10:00", "12-01 14:30"]),
        ("en", ["- Tuesday 1 December at 10:00-10:20", None], ["12-01 10:00", "12-03 14:30"]),
        (
            "en",
            ["1. Tuesday 1 December at 11:00,", "2. Thursday 3 December at 14:30"],
            ["12-01 11:00", "12-03 14:30"],
        ),
        ("en", ["- Week 50: Tuesday or Wednesday at 10"], ["12-08 10:00", "12-09 10:00"]),
        ("en", ["- Next week: Tuesday at 10 or Wednesday at 2pm"], ["12-01 10:00", "12-02 14:00"]),
        (
            "en",
            ["In week 50:", "", "- Tuesday at 10", "- Wednesday at 14:30"],
            ["12-08 10:00", "12-09 14:30"],
        ),
        ("en", ["In week 50 I could do:", "", "- Tuesday 8 December at 10"], ["12-08 10:00"]),
        ("da", ["- uge 50: tirsdag eller onsdag kl. 10"], ["12-08 10:00", "12-09 10:00"]),
        ("da", ["- I uge 50: tirsdag kl. 10 eller onsdag kl. 14"], ["12-08 10:00", "12-09 14:00"]),
        ("en", [None, "", "I cannot do Thursday 10 December at 10:00."], ["12-03 14:30"]),
        ("en", [None, "", "Any time but Thursday 10 December at 10:00."], ["12-03 14:30"]),
        ("en", [None, "", "I will ring you on Friday 4 December at 10 to hear."], ["12-03 14:30"]),
        ("da", [None, "", "Undtagen torsdag den 10. december kl. 10."], ["12-03 14:30"]),
        ("en", [None, "", "Let me know by Friday at 12:00."], ["12-03 14:30"]),
        ("en", [None, "", "I bring:", "", "- coffee", "- time"], ["12-03 14:30"]),
        ("da", ["- tirsdag den 1. december kl. 11.15", None], ["12-01 11:15", "12-03 14:30"]),
        ("da", ["- tirs. d. 1/12 kl. 10", None], ["12-01 10:00", "12-03 14:30"]),
        ("da", ["- tirsdag den 1. december kl. 10.00", None], ["12-01 10:00", "12-03 14:30"]),
        ("da", ["- tirsdag den 1. december kl. 10.15", None], ["12-01 10:15", "12-03 14:30"]),
        ("da", ["- i morgen klokken halv ti"], ["11-26 09:30"]),
        (
            "da",
            ["- tirsdag i uge 49 kl. 10", "- den 3. og 4. december kl. 14"],
            ["12-01 10:00", "12-03 14:00", "12-04 14:00"],
        ),
        ("da", ["- tirsdag den 1. og torsdag den 3. december kl. 10"], ["12-01 10:00", "12-03 10:00"]),
    ],
)
def test_the_times_that_stand_there_go_along(edited, lang, lines, begins):
    """A changed time, one taken out, one more, another form of the same; None keeps the second line."""
    new = "\n".join(LISTS[lang][1] if line is None else line for line in lines)
    read, _notes = edited(lang, "\n".join(LISTS[lang]), new)
    assert [begin for begin, _minutes in read] == begins


@pytest.mark.sampled(8)
@pytest.mark.parametrize(
    ("lang", "line"),
    [
        *(("en", f"- {line}") for line in (
            "Wednesday at lunch", "Friday morning", "10:00", "my office hours", "next Thursday at 10",
            "Monday 1 December at 10:00", "Tuesday 1 December at 25:00", "30 February at 10:00",
            "~~Wednesday 9 December at 14:30~~", "Tuesday at 10 the week after",
            "Any time but Thursday 10 December at 10:00",
            "between 10 and 12 on Tuesday 1 December",
            "Tuesday 1 December before 10:00", "Tuesday 1 December after 10:00",
            "Tuesday 1 December at 10:00 CET",
            "Tuesday 1 December at 10:00 or Wednesday", "Tuesday 1 December, around 2",
        )),
        *(("da", f"- {line}") for line in (
            "onsdag ved frokosttid", "fredag formiddag", "næste torsdag kl. 9",
            "mandag den 1. december kl. 10",
            "tirsdag den 1. december efter kl. 10", "tirsdag kl. 10 i ugen efter",
            "undtagen torsdag den 10. december kl. 10",
            "tirsdag den 1. december ved 10-tiden", "tirsdag 10.12",
        )),
    ],
)  # fmt: skip
def test_what_cannot_be_read_for_certain_is_refused(edited, lang, line):
    """With the line, its place, and what the answers say; the times of the answers are never sent instead."""
    with pytest.raises(NetinviteError) as caught:
        edited(lang, LISTS[lang][0], line)
    assert caught.value.exit_code == 1
    assert f"invitation.txt:14: the times in “{line}”" in caught.value.message
    said = caught.value.message.partition("The answers have: ")[2]
    assert said == "Tuesday 1 December at 10:00; Thursday 3 December at 14:30."
    assert SLUG in caught.value.hint


@pytest.mark.parametrize(
    ("lang", "line", "gone"),
    [
        ("en", "- Tuesday 24 November at 10:00", "24 November 2026"),
        ("en", "- today at 8", "Wednesday 25 November at 08:00"),
        ("en", "- Thursday 20 November 2025 at 10:00", "Thursday 20 November 2025 at 10:00"),
        ("da", "- tirsdag den 24. november kl. 10", "24. november 2026"),
        ("da", "- i dag kl. 8", "Onsdag den 25. november kl. 8"),
    ],
)
def test_another_is_to_be_proposed_where_one_has_gone_by(edited, lang, line, gone):
    """Nobody who writes a mail means the day a year later."""
    with pytest.raises(NetinviteError) as caught:
        edited(lang, LISTS[lang][0], line)
    assert caught.value.message.endswith(f"invitation.txt:14: {gone} has gone by. Propose another.")
    assert SLUG in caught.value.hint


@pytest.mark.parametrize(
    ("lang", "line", "told"),
    [
        ("en", "- Tuesday the 8th at 9 or Friday at 10", "can be read in two ways"),
        ("da", "- tirsdag d. 8. kl. 9 eller fredag kl. 10", "can be read in two ways"),
    ],
)
def test_a_weekday_behind_a_day_without_its_month_is_not_guessed(edited, lang, line, told):
    """This week's, or the one right behind the day that is named."""
    with pytest.raises(NetinviteError, match=told):
        edited(lang, LISTS[lang][0], line)


@pytest.mark.parametrize(
    ("lang", "line", "word"),
    [
        ("en", "- Wednesday at lunch", "lunch"),
        ("en", "- Tuesday at 10 the week after", "after"),
        ("en", "- Tuesday 1 December, around 2", "around"),
        ("da", "- tirsdag kl. 10 i ugen efter", "ugen"),
        ("da", "- undtagen torsdag den 10. december kl. 10", "undtagen"),
    ],
)
def test_the_word_that_was_not_understood_is_named(edited, lang, line, word):
    """As it is where a time is typed."""
    with pytest.raises(NetinviteError, match=f"“{word}”"):
        edited(lang, LISTS[lang][0], line)


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        ("en", ["I suggest Wednesday 2 December at 9:15."]),
        ("en", ["I cannot do Thursday 10 December at 10:00."]),
        ("en", ["I am away from Monday 14 December at 9."]),
        ("en", ["Tuesday 1 December at 11:00"]),
        ("da", ["Vores første møde er den 12. januar kl. 16."]),
    ],
)
def test_times_in_a_sentence_are_refused(edited, lang, lines):
    """Nobody can tell whether they are proposed; it says how they are written."""
    with pytest.raises(NetinviteError, match="stand in a sentence") as caught:
        edited(lang, "\n".join(LISTS[lang]), "\n".join(lines))
    assert "begins with “- ”" in caught.value.hint


@pytest.mark.parametrize(
    ("lang", "lines", "word"),
    [
        ("en", ["In week 50 I could do:", "", "- Tuesday at 10"], "I"),
        ("en", ["Next week would be best.", "", "- Tuesday at 10"], ""),
        ("en", ["- Tuesday at 10", "", "All of them in week 50."], ""),
        ("en", ["In January, perhaps.", "", "- the 3rd at 10"], ""),
        ("da", ["I ugen efter kan jeg:", "", "- tirsdag kl. 10"], "ugen"),
    ],
)
def test_a_week_beside_the_list_is_not_passed_over(edited, lang, lines, word):
    """A weekday alone may be one of that week."""
    with pytest.raises(NetinviteError, match=f"“{word}”" if word else "has no date"):
        edited(lang, "\n".join(LISTS[lang]), "\n".join(lines))


@pytest.mark.parametrize("lang", LISTS)
def test_what_sentences_say_besides_is_told(edited, lang):
    """That no entry was made of it."""
    said = {"en": "Or Friday 4 December at 9:00.", "da": "Eller fredag den 4. december kl. 9."}[lang]
    _read, notes = edited(lang, "\n".join(LISTS[lang]), "\n".join([*LISTS[lang], "", said]))
    assert any("No calendar entry is made" in note and "4" in note for note in notes)


@pytest.mark.parametrize(
    ("lang", "line", "minutes"),
    [
        ("en", "- Tuesday 1 December at 10:00–11:30", 90),
        ("en", "- Tuesday 1 December at 10:00 to 11:00", 60),
        ("da", "- tirsdag den 1. december kl. 10-11", 60),
    ],
)
def test_a_time_ends_where_the_line_says(edited, lang, line, minutes):
    """The others are as long as the talk."""
    read, _notes = edited(lang, LISTS[lang][0], line)
    assert read == [("12-01 10:00", minutes), THURSDAY]


SENTENCES = {
    "en": "Could you spare 20 minutes? Tuesday 1 December at 10:00 would work.",
    "da": "Har du 20 minutter? Det kunne være tirsdag den 1. december kl. 10.",
}


def read_in(lang, text, times, rendered=""):
    """What is proposed in a draft with this body."""
    whole = "To: \nSubject: x\n\nHej Jonas\n\n%s\n\nMaja Holm\n"
    draft = drafts.Draft(Path("invitation.txt"), whole % text, edited=True, current=False)
    answered = reading.Proposed(times, 20)
    material = reading.material(None, draft, lang, times, "", datetime(2026, 11, 25, 12))
    return reading.in_the_draft(material, draft, answered, "", lambda: whole % rendered)


@pytest.mark.parametrize("lang", LISTS)
def test_one_time_in_the_sentence_of_the_template(lang):
    """It is known where nobody changed that sentence, whatever stands in others."""
    time, said = datetime(2026, 12, 1, 10), SENTENCES[lang]
    more = {"en": "I am away on 2 December at 9.", "da": "Jeg er væk den 2. december kl. 9."}[lang]
    assert read_in(lang, f"{said} {more}", [time], said).times == [time]
    for changed in (said.replace("20", "30"), said):
        found = read_in(lang, changed, [time], said)
        assert found.times == [time]
    with pytest.raises(NetinviteError, match="stand in a sentence"):
        read_in(lang, said.replace("December", "December not").replace("være", "ikke være"), [time], said)


@pytest.mark.parametrize("lang", LISTS)
def test_a_draft_without_times_is_refused(edited, lang):
    """Taking them all out does not bring back those of the answers."""
    with pytest.raises(NetinviteError, match="no time can be read"):
        edited(lang, "\n".join(LISTS[lang]), "Hvornår / when?")


def test_other_times_are_told_and_the_same_are_not(edited):
    """Whoever sends it sees which entries go along."""
    read, notes = edited("en", "Could you spare", "Dear me, could you spare")
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
@settings(max_examples=examples(60), deadline=None)
@given(times=st.lists(moments, min_size=1, max_size=3, unique=True))
def test_a_time_left_as_it_was_written_is_that_time(lang, times):
    """Also one of the year after next, which a reader without a year takes for another."""
    listed = "\n".join(f"- {format_time(moment, lang)}" for moment in times)
    found = read_in(lang, f"Jeg foreslår / I suggest:\n\n{listed}", times)
    assert found == reading.Proposed(times, 20)
