"""The times that a text proposes, read from running text, lists and odd spellings."""

from __future__ import annotations

from datetime import datetime

import pytest

from netinvite.app.wordlists import words_for
from netinvite.checks import times
from netinvite.checks.text import lines_of, sentences

NOW = datetime(2026, 11, 25, 12, 0)


def proposed(lang, text):
    words = words_for(lang)
    found = tuple(sentences(lines_of(text), frozenset(words.lists["abbreviations"])))
    told = times.proposals(found, words, NOW)
    return [f"{proposal.moment:%m-%d %H:%M}" for proposal in told if proposal.sure]


READ = [
    (
        "da",
        "Jeg foreslår tirsdag den 1. december kl. 10.00 eller torsdag den 3. december kl. 14.30.",
        ["12-01 10:00", "12-03 14:30"],
    ),
    (
        "da",
        "- tirsdag den 1. december kl. 10.00\n- torsdag den 3. december kl. 14.30-15.00",
        ["12-01 10:00", "12-03 14:30"],
    ),
    (
        "da",
        "tors 3. dec 0830 / fre 4. dec 0830. hvis ingen passer, så sig til.",
        ["12-03 08:30", "12-04 08:30"],
    ),
    ("en", "thu 3 dec 0830 / fri 4 dec 0830. if neither suits you, say so.", ["12-03 08:30", "12-04 08:30"]),
    ("en", "Tuesday 1 December 10 to 12 or Thursday 3 December 2 to 3 pm?", ["12-01 10:00", "12-03 14:00"]),
    ("en", "Would 10 to 12 on Tuesday 1 December suit you?", ["12-01 10:00"]),
    ("en", "Tuesday 1 December at ten to twelve", ["12-01 11:50"]),
    ("en", "Tuesday 1 December at 20 to 3", ["12-01 14:40"]),
    ("da", "Passer tirsdag eller torsdag kl. 10 dig?", ["12-01 10:00", "11-26 10:00"]),
    ("da", "tirsdag den 1. eller torsdag den 3. december, begge dage kl. 10", ["12-01 10:00", "12-03 10:00"]),
    ("da", "Jeg kan tirsdag kl. 10 eller 14.", ["12-01 10:00", "12-01 14:00"]),
    ("da", "Kan du i morgen kl. 9 eller fredag halv ti?", ["11-26 09:00", "11-27 09:30"]),
    ("da", "kl. 10 på tirsdag eller kl. 14 på torsdag", ["12-01 10:00", "11-26 14:00"]),
    ("da", "tirsdag formiddag", []),
    ("da", "Jeg kan træffes mandag til fredag kl. 9-15.", []),
    ("da", "mandag den 30/11 klokken ti", ["11-30 10:00"]),
    ("da", "tirsdag den 2. december kl. 10", ["12-02 10:00"]),
    ("da", "Tirsdag den 1. december:\n- kl. 10\n- kl. 14", ["12-01 10:00", "12-01 14:00"]),
    ("da", "Jeg hørte dig tale tirsdag den 6. oktober kl. 19.", []),
    ("da", "Svar senest fredag den 27. november kl. 12.", []),
    ("da", "næste torsdag kl. 13", ["11-26 13:00"]),
    ("da", "mellem kl. 10 og 12 på onsdag", ["12-02 10:00"]),
    ("da", "Jeg foreslår mandag den 16. november kl. 10.", ["11-16 10:00"]),
    ("da", "lørdag d. 5. december kl. 10 eller 1/12 kl. 9.15", ["12-05 10:00", "12-01 09:15"]),
    (
        "en",
        "I suggest Tuesday 1 December at 10:00 or Thursday 3 December at 14:30.",
        ["12-01 10:00", "12-03 14:30"],
    ),
    (
        "en",
        "at 10:00 on Tuesday 1 December or at 14:30 on Thursday 3 December",
        ["12-01 10:00", "12-03 14:30"],
    ),
    ("en", "Tuesday at 10am or Thursday at 2.30 pm", ["12-01 10:00", "11-26 14:30"]),
    ("en", "How about Tuesday, December 1st, at 10 or 11 am?", ["12-01 10:00", "12-01 11:00"]),
    (
        "en",
        "Could you do Tuesday 1 December, 10:00–10:30, or Wednesday 2 December, 13:00?",
        ["12-01 10:00", "12-02 13:00"],
    ),
    ("en", "Tuesday or Thursday at half past two", ["12-01 14:30", "11-26 14:30"]),
    ("en", "noon on Friday, or Monday 9-10am", ["11-27 12:00", "11-30 09:00"]),
    ("en", "next Thursday at 1pm", ["11-26 13:00"]),
    ("en", "tomorrow at 9 or Friday 4 December at three o'clock", ["11-26 09:00", "12-04 15:00"]),
    ("en", "A mother called at four different places on Monday.", []),
    ("en", "Between 10 and 11 on Monday 30 November", ["11-30 10:00"]),
    ("en", "I am in the office Monday to Friday, 9:00 to 15:00.", []),
    ("en", "Please answer by Friday 27 November at noon.", []),
    ("en", "On Friday the café is open from noon to midnight, and on Monday at midnight too.", []),
    ("en", "Tue 1 Dec at 10:00", ["12-01 10:00"]),
    (
        "en",
        "Tuesday 1 December, 1 pm to 2 pm, or Wednesday 2 December, 1.30 pm to 2.30 pm",
        ["12-01 13:00", "12-02 13:30"],
    ),
    ("en", "tomorrow, Thursday 26 November, at 9:00 or Friday at 10", ["11-26 09:00", "11-27 10:00"]),
    ("da", "i morgen, torsdag den 26. november, kl. 9 eller fredag kl. 10", ["11-26 09:00", "11-27 10:00"]),
    # Two lines with no mark; each has its own.
    ("en", "Tuesday 1 December, 15.45\nThursday 3 December, 16.15", ["12-01 15:45", "12-03 16:15"]),
    ("en", "2pm on Tuesday 1 December, 3pm on Thursday 3 December?", ["12-01 14:00", "12-03 15:00"]),
    # What is told of beside what is proposed, in a sentence of its own or in a quotation.
    (
        "da",
        "Du har åbent lørdag 10-13. Hvad med tirsdag den 1. december kl. 8, torsdag den 3. december kl. 8?",
        ["12-01 08:00", "12-03 08:00"],
    ),
    (
        "en",
        "You stopped a job one Friday at 4.15. I could do Tuesday 1 Dec, 12.30, or Thursday 3 Dec, 12.30.",
        ["12-01 12:30", "12-03 12:30"],
    ),
    (
        "da",
        '"Deadline er onsdag kl. 23," sagde han. Kan vi tale tirsdag den 1. december kl. 9?',
        ["12-01 09:00"],
    ),
    ("en", "Could you do Tuesday at 10? The choir meets on Saturday at 8 pm.", ["12-01 10:00"]),
    ("en", "Could you do Tuesday at seven, no, at nine?", []),
    # Where no sentence asks or leaves a choice, each proposes.
    ("en", "I am in on Tuesday at 10. I am also in on Thursday at 2 pm.", ["12-01 10:00", "11-26 14:00"]),
]


@pytest.mark.parametrize(("lang", "text", "moments"), READ)
def test_reads_the_times_that_a_text_proposes(lang, text, moments):
    assert proposed(lang, text) == moments


def test_a_day_that_comes_every_week_is_no_proposal():
    assert proposed("da", "Du holder café hver torsdag kl. 14.") == []
    assert proposed("en", "You run a café every Thursday at 14:00.") == []


def test_a_weekday_that_does_not_fit_is_said():
    words = words_for("en")
    found = tuple(sentences(lines_of("Tuesday 2 December at 10:00"), frozenset()))
    (proposal,) = times.proposals(found, words, NOW)
    assert proposal.moment == datetime(2026, 12, 2, 10, 0)
    assert "Wednesday" in proposal.wrong


@pytest.mark.parametrize(
    ("lang", "text", "minutes"),
    [
        ("da", "Har du 20 minutter?", 20),
        ("da", "Har du en halv time?", 30),
        ("da", "Har du et kvarter?", 15),
        ("da", "Har du en times tid?", 60),
        ("en", "Would you have 45 minutes?", 45),
        ("en", "Would you have half an hour?", 30),
        ("en", "A 15-minute call?", 15),
        ("en", "Would you have time?", 0),
    ],
)
def test_reads_how_long_the_conversation_takes(lang, text, minutes):
    found = tuple(sentences(lines_of(text), frozenset()))
    assert times.minutes(found, words_for(lang)) == minutes
