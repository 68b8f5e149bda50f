"""A language and a document of one's own, from the first copy to the drafts."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime

import pytest

from netinvite import cli, dates, drafts, schedule
from netinvite.privacy import forgetting
from netinvite.texts import copies, shelf
from netinvite.workspace import Workspace

TIMES = 'contact.times=["2027-01-12 10:00", "2027-01-14 14:30"]'
REMINDER = "{{ person.name | first_name }}, {{ contact.times[0] | moment if contact.times }}\n"


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A workspace in Swedish: English texts, of which one sentence is translated, and a reminder."""
    place = Workspace(tmp_path / "net")
    monkeypatch.setenv("NETINVITE_WORKSPACE", str(place.root))
    copies.copy(place, "sv", "en", "en")
    invitation = shelf.own_place(place, "sv", "invitation.txt.j2")
    text = invitation.read_text(encoding="utf-8").replace("Kind regards,", "Vänliga hälsningar,")
    invitation.write_text(text, encoding="utf-8")
    shelf.own_place(place, "sv", "reminder.txt.j2").write_text(REMINDER, encoding="utf-8")
    return place


def prepare(place, *more):
    example = str(shelf.own_place(place, "sv", "example.toml"))
    return cli.run(["prepare", "--lang", "sv", "--no-input", "--answers", example, "--set", TIMES, *more])


def text_of(place, file):
    return (place.folder("jonas-oestergaard") / file).read_text(encoding="utf-8")


def test_prepare_writes_drafts_in_the_new_language(place):
    """Every draft, with the words of the copied templates and the days of the language."""
    assert prepare(place) == 0
    mail = text_of(place, "invitation.txt")
    assert "Vänliga hälsningar,\nMaja Holm" in mail
    assert "- tisdag 12 januari 10:00\n- torsdag 14 januari 14:30" in mail
    assert text_of(place, "pitch.md") and text_of(place, "guide.md")


def test_the_network_keeps_the_language(place):
    """A network begun in a language of one's own goes on in it."""
    prepare(place)
    assert 'lang = "sv"' in place.network_file.read_text(encoding="utf-8")


def test_a_document_of_ones_own_is_written_with_the_drafts(place, capsys):
    """It lies beside them, and the closing words name it."""
    assert prepare(place) == 0
    assert text_of(place, "reminder.txt") == "Jonas, tisdag 12 januari 10:00\n"
    assert "jonas-oestergaard/reminder.txt" in capsys.readouterr().err


def test_an_edited_document_of_ones_own_is_kept(place, capsys):
    """As every draft that somebody changed."""
    prepare(place)
    file = place.folder("jonas-oestergaard") / "reminder.txt"
    file.write_text("Mitt eget\n", encoding="utf-8")
    assert prepare(place) == 0 and file.read_text(encoding="utf-8") == "Mitt eget\n"
    assert "Kept, because it was edited by hand" in capsys.readouterr().err


def test_no_draft_is_written_when_a_document_of_ones_own_fails(place):
    """All texts are made before the first is written."""
    shelf.own_place(place, "sv", "reminder.txt.j2").write_text("{{ network.theem }}", encoding="utf-8")
    assert prepare(place) == 1
    assert not place.people_folder.exists()


def test_forgetting_somebody_leaves_other_peoples_documents_unedited(place):
    """A name that is taken out of somebody else's text is no edit."""
    shelf.own_place(place, "sv", "reminder.txt.j2").write_text("{{ person.referred_by }}\n", encoding="utf-8")
    assert prepare(place, "--set", "person.relation=referred", "--set", "person.referred_by=Bo Lund") == 0
    assert text_of(place, "reminder.txt") == "Bo Lund\n"
    place.update(place.answers_file("bo-lund"), {("person", "name"): "Bo Lund"})
    forgetting.forget(place, forgetting.plan_forget(place, place.person("bo-lund")))
    draft = drafts.look(place, "jonas-oestergaard", "reminder.txt")
    assert "Bo Lund" not in draft.text and not draft.edited


def test_the_program_speaks_english_in_a_language_of_ones_own(place):
    """In a process of its own: the language is known before help is written."""
    done = subprocess.run(
        [sys.executable, "-m", "netinvite", "templates", "list", "--lang", "sv"],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0 and b"To change one" in done.stderr


@pytest.mark.parametrize(("lang", "said"), [("sv", "tisdag 12 januari"), ("de", "Dienstag, 12. Januar"),
                                            ("xx", "Tuesday 12 January at")])  # fmt: skip
def test_days_in_a_language_that_is_not_shipped(lang, said):
    """As Babel writes them; English where Babel knows no such language."""
    assert dates.format_time(datetime(2027, 1, 12, 10, 0), lang).startswith(said)


@pytest.mark.parametrize(("lang", "typed"), [("sv", "torsdag 10:00"), ("xx", "Thursday at 10")])
def test_times_are_read_in_a_language_that_is_not_shipped(lang, typed):
    """Weekdays of the language, or English ones."""
    now = datetime(2026, 11, 25, 12, 0)
    assert schedule.parse_time(typed, lang, now) == datetime(2026, 11, 26, 10, 0)
