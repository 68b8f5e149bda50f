"""A language and a document of one's own, from the first copy to the drafts."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from netinvite import language
from netinvite.cli import app
from netinvite.customise import copies, shelf
from netinvite.model import dates, times
from netinvite.privacy import forget
from netinvite.store import drafts
from netinvite.store.workspace import Workspace

pytestmark = [pytest.mark.whole, pytest.mark.usefixtures("rendered_here")]
TIMES = 'contact.times=["2027-01-12 10:00", "2027-01-14 14:30"]'
REMINDER = "{{ person.name }}, {{ contact.times[0] | moment if contact.times }}\n"


def swedish(folder):
    """English texts, of which one sentence is translated, and a reminder."""
    place = Workspace(folder)
    copies.copy(place, "sv", "en", "en")
    invitation = shelf.own_place(place, "sv", "invitation.txt.j2")
    text = invitation.read_text(encoding="utf-8").replace("Kind regards,", "Vänliga hälsningar,")
    invitation.write_text(text, encoding="utf-8")
    shelf.own_place(place, "sv", "reminder.txt.j2").write_text(REMINDER, encoding="utf-8")


@pytest.fixture
def place(once, monkeypatch):
    """A workspace in Swedish."""
    place = Workspace(once(swedish))
    monkeypatch.setenv("NETINVITE_WORKSPACE", str(place.root))
    return place


def prepare(place, *more):
    example = str(shelf.own_place(place, "sv", "example.toml"))
    return app.run(["prepare", "--lang", "sv", "--no-input", "--answers", example, "--set", TIMES, *more])


def text_of(place, file):
    return (place.folder("jonas-oestergaard") / file).read_text(encoding="utf-8")


def test_prepare_writes_drafts_in_the_new_language(place):
    """Every draft, with the words of the copied templates and the days of the language."""
    assert prepare(place) == 0
    mail = text_of(place, "invitation.txt")
    assert "Vänliga hälsningar,\nMaja Holm" in mail
    assert "- tisdag 12 januari 10:00\n- torsdag 14 januari 14:30" in mail
    assert text_of(place, "pitch.md") and text_of(place, "conversation.md")


def test_the_network_keeps_the_language(place):
    """A network begun in a language of one's own goes on in it."""
    prepare(place)
    assert 'lang = "sv"' in place.network_file.read_text(encoding="utf-8")


def test_a_document_of_ones_own_is_written_with_the_drafts(place, capsys):
    """It lies beside them, and the closing words name it."""
    assert prepare(place) == 0
    assert text_of(place, "reminder.txt") == "Jonas Østergård, tisdag 12 januari 10:00\n"
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
    forget.forget(place, forget.plan_forget(place, place.person("bo-lund")))
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
    assert times.read_times(typed, lang, now) == (times.Moment(datetime(2026, 11, 26, 10, 0)),)


@pytest.mark.parametrize(
    ("code", "name"),
    [("sv", "svensk"), ("pt-BR", "portugisisk (Brasilien)"), ("qya", "qya"), ("../da", "../da")],
)
def test_a_language_is_called_by_its_name_or_else_its_code(code, name):
    """What Babel does not know is no reason to end."""
    assert dates.language_name(code, "da") == name


def test_check_counts_what_a_new_language_lacks(place, capsys):
    """Files, questions, keys of its tables, and sentences of the program."""
    folder = place.own_templates / "sv"
    (folder / "words.toml").unlink()
    speech = (folder / "speech.toml").read_text("utf-8")
    (folder / "speech.toml").write_text(speech.replace("\nnoon =", "\n# noon ="), encoding="utf-8")
    assert app.run(["templates", "check", "sv"]) == 0
    said = capsys.readouterr().err
    assert "Not yet in Swedish; where it has nothing, English stands in:" in said
    assert "     1  files: words.toml\n" in said and "     1  speech.toml: times.noon\n" in said
    assert "of the sentences that netinvite itself says" in said


def test_check_names_the_texts_that_are_still_as_they_were_copied(place, capsys):
    """Not one in which a word was changed, and none that has no words; nothing is said to be in order."""
    assert app.run(["templates", "check", "sv"]) == 0
    said = capsys.readouterr().err
    names = said.partition("not yet in Swedish: ")[2].partition("\n")[0].split(", ")
    assert {"guide.toml", "pitch.md.j2", "_leaflet.j2", "speech.toml"} <= {*names}
    assert not {"invitation.txt.j2", "leaflet.html.j2", "leaflet.typ.j2"} & {*names}
    assert "in order" not in said and "yet to be translated" in said


def test_a_text_that_cannot_be_read_is_told_as_that_alone(place, capsys):
    """Whether it is translated nobody knows."""
    (place.own_templates / "sv" / "words.toml").write_bytes(b"\xff")
    assert app.run(["templates", "check", "sv"]) == 1
    assert "words.toml" not in capsys.readouterr().err.partition("\n")[0]


@pytest.mark.parametrize("lang", ["sv", "de", "pl"])
def test_the_example_of_a_time_is_one_that_is_read_in_the_language(place, lang, capsys):
    """Also where its table is still the English one; the check names that."""
    if lang != "sv":
        copies.copy(place, lang, "en", "en")
    assert app.run(["times", "Tuesday at 10", "--lang", lang]) == 2
    told = capsys.readouterr().err
    assert app.run(["times", told.partition("write it as “")[2].partition("”")[0], "--lang", lang]) == 0
    app.run(["templates", "check", lang])
    assert "the example “Tuesday at 10” is no time as it is typed in this language" in capsys.readouterr().err


def test_the_program_speaks_a_language_of_ones_own(place, capsys):
    """Its sentences are compiled by the check; those that are not translated stay English."""
    words = place.own_templates / "sv" / "LC_MESSAGES" / "netinvite.po"
    end = "Nothing in your own texts is wrong; what is listed above is yet to be translated."
    empty = f'msgid "{end}"\nmsgstr ""'
    text = words.read_text("utf-8")
    assert empty in text
    words.write_text(text.replace(empty, empty[:-1] + 'Allt är bra."'), encoding="utf-8")
    assert app.run(["templates", "check"]) == 0
    done = subprocess.run(
        [sys.executable, "-m", "netinvite", "templates", "check", "--lang", "sv"],
        capture_output=True,
        check=False,
    )
    assert "Allt är bra." in done.stderr.decode() and "where it has nothing" in done.stderr.decode()


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("speech.toml", 'joins = "and"', "joins = 3", "“joins” must be written as in the English file"),
        ("speech.toml", 'joins = "and"', 'join = "and"', "Did you mean “joins”?"),
        ("speech.toml", 'joins = "and"', 'articles = ["a"]', "“articles” is gone"),
        ("speech.toml", "[wording]", "[recasting]", "“recasting” is gone"),
        ("speech.toml", 'country = "GB-ENG"', 'country = "QQ"', "“QQ” is no country"),
        ("speech.toml", "[times]", "[times", "this is not valid TOML"),
        (
            "LC_MESSAGES/netinvite.po",
            'msgid "%(day)s is still to come."\nmsgstr ""',
            'msgid "%(day)s is still to come."\nmsgstr "%(dag)s"',
            "“dag” is no value of this sentence",
        ),
    ],
)
def test_what_is_wrong_in_a_language_is_named(place, capsys, name, old, new, said):
    """File, line and what to do, by the check and by whatever command needs it."""
    file = place.own_templates / "sv" / name
    text = file.read_text("utf-8")
    assert old in text
    line = text[: text.index(old)].count("\n") + 1
    file.write_text(text.replace(old, new), encoding="utf-8")
    assert app.run(["templates", "check"]) == 1
    told = capsys.readouterr().out
    assert said in told and f"{name}:{line}" in told
    # Days off are looked up where a time is suggested, and so is their country.
    if name == "speech.toml" and "country" not in old:
        assert prepare(place) == 2
        assert f"{file}, line {line}: " in capsys.readouterr().err


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    ("section", "line", "said"),
    [
        ("dates", 'day = "EEEE dag d MMMM"', "“ag” writes nothing here"),
        ("dates", 'day = "EEEE"', "lacks “d”"),
        ("dates", 'plain = "d \'de MMMM"', "a ' is not closed"),
        ("dates", 'plain = "d MMMMMMM"', "is no pattern"),
        ("dates", 'clock = "dd:mm"', "“dd” writes nothing here"),
        ("dates", 'hour = "mm"', "lacks “HH”"),
        ("days_off", '"13-40" = "No day"', "“13-40” is no day"),
        ("days_off", '"6-5" = "No day"', "“6-5” is no day"),
    ],
)
def test_a_pattern_that_writes_no_day_is_named(place, capsys, section, line, said):
    """Also one that Babel takes, and that no command writes at this hour."""
    dates_too = "" if section == "dates" and "day =" in line else 'day = "EEEE d MMMM"\n'
    text = f"[dates]\n{dates_too}" + (f"{line}\n" if section == "dates" else f"[{section}]\n{line}\n")
    (place.own_templates / "sv" / "speech.toml").write_text(text, encoding="utf-8")
    assert app.run(["templates", "check"]) == 1
    number = text.splitlines().index(line) + 1
    assert f"speech.toml:{number}: " in (told := capsys.readouterr().out) and said in told


@pytest.mark.sampled(1)
@pytest.mark.parametrize("line", ['msgstr "Sparat.', "msgstr Sparat.", 'msgstr "Spa"rat."', "msgstr"])
def test_a_line_of_a_catalogue_that_is_not_closed_is_named(place, capsys, line):
    """Babel would take what stands there, and the program would say it."""
    words = place.own_templates / "sv" / "LC_MESSAGES" / "netinvite.po"
    said = 'msgid "Your own texts are in order."\n'
    text = words.read_text("utf-8").replace(f'{said}msgstr ""', f"{said}{line}")
    words.write_text(text, "utf-8")
    assert app.run(["templates", "check"]) == 1
    assert f"netinvite.po:{text.splitlines().index(line) + 1}: " in capsys.readouterr().out


def test_a_sentence_with_a_wrong_value_is_said_in_english(place):
    """A catalogue that another program compiled may hold one."""
    words = place.own_templates / "sv" / "LC_MESSAGES" / "netinvite.mo"
    made = Catalog(locale="sv", domain="netinvite")
    made.add("Written: %(file)s", "Skrev: %(fil)s")
    made.add("Saved.", "Sparat.")
    with words.open("wb") as stream:
        write_mo(stream, made)
    language.look_in(place.own_templates)
    with language.speaking("sv"):
        assert language._("Written: %(file)s") == "Written: %(file)s"
        assert language._("Saved.") == "Sparat."
