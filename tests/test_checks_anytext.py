"""``netinvite check FILE`` and ``check -``: what is judged of any text, what left alone, what refused."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from netinvite import language
from netinvite.app.anytext import LONGEST
from netinvite.app.wordlists import words_for
from netinvite.checks.aside import own, reads_as
from netinvite.cli import app as cli

ROOT = Path(__file__).parents[1]
GOOD = {
    "en": """\
Hello Hugh,

I lost my mother last year, and you take people with dementia to the woods. What happens there?

I'll gladly ring on Wednesday 2 December at 11am or Friday 4 December at 2pm. Feel free to turn me down.

Warm regards,
Priya Nair, 12 34 56 78
""",
    "da": """\
Hej Henrik

Jeg mistede min mor sidste år, og du tager mennesker med demens med i skoven. Hvad sker der derude?

Jeg ringer gerne onsdag den 2. december kl. 11 eller fredag den 4. december kl. 14. Du må roligt takke nej.

De bedste hilsner
Lise Toft, 12 34 56 78
""",
}


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """``netinvite check`` in an empty folder; exit code, findings or text, standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NETINVITE_WORKSPACE", str(tmp_path))

    def call(*arguments, typed=b""):
        if typed:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed)))
        # As the program does before it reads its command line.
        language.activate(arguments[arguments.index("--lang") + 1] if "--lang" in arguments else "en")
        code = cli.run(["check", *arguments])
        language.activate("en")
        out, err = capsys.readouterr()
        return code, (json.loads(out) if "json" in arguments else out), err

    return call


def found(run, text, *arguments):
    """The ids of what is found in a text on standard input, with their lines."""
    _code, told, _err = run("-", "-f", "json", *arguments, typed=text.encode())
    return [(one["rule"], one["line"]) for one in told]


@pytest.mark.parametrize("lang", ["da", "en"])
def test_a_good_letter_has_no_finding(run, lang):
    """With nobody's answers beside it, and without the header of a draft."""
    code, told, err = run("-", "--lang", lang, "-f", "json", typed=GOOD[lang].encode())
    assert (code, told) == (0, [])
    assert len(err.splitlines()) == 1


ASIDE = {
    "quoted": "\nOn Tue, 3 Nov 2026 Hugh Mostyn wrote:\n> Dear [name],\n> Please join us ASAP!\n",
    "below": "\n-- \n[TODO]\nSign up at www.example.org/signup\n",
    "original": "\n-----Original Message-----\nFrom: Hugh <hugh@example.org>\n\nDear [name], join us!\n",
    "fenced": "\n```\nDear [name]\n```\n",
    "small print": "\nThis email is confidential and for the intended recipient alone; you must reply at "
    "once if it was sent to you by mistake.\n",
}


@pytest.mark.parametrize("what", ASIDE)
def test_what_is_not_the_writers_is_left_alone(run, what):
    """Wherever it stands."""
    assert found(run, GOOD["en"] + ASIDE[what]) == []


def test_a_name_above_a_long_quotation_signs(run):
    """However much was quoted below it."""
    signed = GOOD["en"].replace("Warm regards,\nPriya Nair, 12 34 56 78", "12 34 56 78\n\nPriya")
    assert found(run, f"{signed}\nOn Tue, 3 Nov 2026 Hugh wrote:\n\n" + "> a line\n" * 30) == []


def test_who_writes_small_is_not_blamed_for_it(run):
    """However short the letter."""
    assert "S001" not in {rule for rule, _line in found(run, "how about the week of the 14th?\n")}


def test_what_follows_a_quotation_keeps_its_line(run):
    """Lines are blanked out, and none is taken away."""
    text = f"> one\n> two\n\n{GOOD['en']}".replace("What happens there?", "Dear [name].")
    assert ("M015", 6) in found(run, text)


def test_links_and_html_are_no_gaps(run):
    """Nor is a Markdown link."""
    more = "See <b>this</b>, [my page](https://example.org/x), https://example.org/{id}/___ and <br/>."
    assert found(run, GOOD["en"].replace("What happens", f"{more} What happens")) == []


def test_a_page_of_html_is_read_without_its_tags(run, tmp_path):
    """As a browser shows it."""
    body = GOOD["en"].replace("\n", "<br>\n")
    (tmp_path / "mail.html").write_text(
        f"<html><head><style>p {{x}}</style></head><body>{body}</body></html>"
    )
    assert run("mail.html", "-f", "json")[1] == []


EML = """\
From: Priya Nair <priya@example.org>
To: Hugh Mostyn <hugh@example.org>
Subject: {subject}
Date: Sat, 28 Nov 2026 12:00:00 +0000
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

"""


def test_an_email_is_read_as_its_body_with_to_and_subject(run, tmp_path):
    """A finding in the body stands on its line in the file."""
    mail = EML.format(subject="!!") + GOOD["en"].replace("Hello Hugh", "Hello [name]")
    (tmp_path / "one.eml").write_text(mail, encoding="utf-8")
    told = run("one.eml", "-f", "json")[1]
    assert {one["rule"] for one in told} == {"M013", "M015"}
    lines = {one["rule"]: mail.splitlines()[one["line"] - 1] for one in told}
    assert lines == {"M013": "Subject: !!", "M015": "Hello [name],"}


@pytest.mark.parametrize(("lang", "other"), [("en", "da"), ("da", "en")])
def test_another_language_is_said_once(run, lang, other):
    """Nothing else is found in it."""
    code, told, err = run("-", "--lang", lang, "-f", "json", typed=GOOD[other].encode())
    assert (code, told) == (0, [])
    assert len(err.splitlines()) == 1 and f"--lang {other}" in err


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (
            "Liebe Anna, ich habe von deinem Projekt gehört und würde gern mit dir über die Arbeit sprechen. "
            * 2,
            "",
        ),
        ("Hej Anna, jag hörde dig tala om nattcafeet i våras och det har jag tänkt på sedan dess. " * 2, ""),
        (GOOD["da"], "da"),
        (GOOD["en"], "en"),
    ],
)
def test_a_language_is_known_by_its_most_frequent_words(text, lang):
    """Its neighbours are not taken for it."""
    assert [one for one in ("da", "en") if reads_as(text, words_for(one))] == ([lang] if lang else [])


SHORT = {
    "de": "Liebe Anna,\n\nich habe von dir gehört und würde gern mit dir sprechen.\n\nViele Grüße\nMax\n",
    "fr": "Chère Anna,\n\nJe voudrais en parler avec toi mardi, pour apprendre.\n\nBien à toi\nMax\n",
    "fi": "Hei Anna,\n\nkuulin työstäsi ja haluaisin kovasti jutella kanssasi siitä ensi viikolla.\n\nMax\n",
}


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("other", SHORT)
def test_a_language_that_no_rule_knows_is_said_once(run, lang, other):
    """Though the letter is short; none is named that it is not in."""
    code, told, err = run("-", "--lang", lang, "-f", "json", typed=SHORT[other].encode())
    assert (code, told) == (0, [])
    assert len(err.splitlines()) == 1 and "--lang" not in err


@pytest.mark.parametrize("encoding", ["utf-32", "utf-32-le", "utf-32-be"])
def test_four_bytes_a_character_are_no_text(run, tmp_path, encoding):
    (tmp_path / "one.txt").write_bytes(GOOD["en"].encode(encoding))
    code, out, err = run("./one.txt")
    assert (code, out) == (2, "") and err == "./one.txt is no text.\n"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"ab\0cd" * 30, "no text"),
        (b"... --- ...", "no text"),
        (b"word " * (LONGEST // 5 + 1), "200,000"),
        (None, "folder"),
    ],
)
def test_what_is_no_letter_is_refused_in_one_sentence(run, tmp_path, content, told):
    """With 2, the file's name and no finding."""
    name = tmp_path / "one.txt"
    name.mkdir() if content is None else name.write_bytes(content)
    code, out, err = run("./one.txt")
    assert (code, out) == (2, "")
    assert told in err and "one.txt" in err and len(err.splitlines()) == 1


def test_a_file_that_is_not_there_is_refused(run):
    """As a file, for its name says so."""
    code, _out, err = run("none.txt")
    assert code == 2 and "none.txt" in err


def test_a_person_is_meant_where_a_file_has_the_same_name(run, tmp_path, capsys):
    """A path says that the file is."""
    example = ["--answers", str(language.templates_dir() / "en" / "example.toml"), "--no-input"]
    assert cli.run(["prepare", "-w", str(tmp_path), *example]) == 0
    capsys.readouterr()
    (tmp_path / "jonas").write_text("Hello.\n", encoding="utf-8")
    assert run("jonas", "-f", "json")[1] == []
    assert {one["file"] for one in run("./jonas", "-f", "json")[1]} == {"jonas"}


def test_a_draft_named_by_its_file_is_held_against_its_persons_answers(run, tmp_path, capsys):
    """In an editor it is the file that is known."""
    example = ["--answers", str(language.templates_dir() / "en" / "example.toml"), "--no-input"]
    assert cli.run(["prepare", "-w", str(tmp_path), *example]) == 0
    capsys.readouterr()
    file = next(tmp_path.glob("people/*/invitation.txt"))
    kept = [line for line in file.read_text("utf-8").splitlines() if "It matters to me" not in line]
    file.write_text("\n".join(kept), "utf-8")
    assert [one["rule"] for one in run(str(file), "-f", "json")[1]] == ["M006"]


def test_what_is_set_aside_can_be_read_below(run):
    """The signature below "-- " signs the letter."""
    mine = own("Hello\n-- \nPriya Nair\n12 34 56 78\n", words_for("en"))
    assert (mine.text.strip(), mine.below) == ("Hello", "Priya Nair\n12 34 56 78\n")
    signed = GOOD["en"].replace(
        "Warm regards,\nPriya Nair, 12 34 56 78", "Warm regards,\n-- \nPriya Nair\n12 34 56 78"
    )
    assert found(run, signed) == []


def test_somebodys_folder_is_that_person(run, tmp_path, capsys):
    """Another folder is no text."""
    example = ["--answers", str(language.templates_dir() / "en" / "example.toml"), "--no-input"]
    assert cli.run(["prepare", "-w", str(tmp_path), *example]) == 0
    capsys.readouterr()
    slug = next((tmp_path / "people").iterdir()).name
    assert run(f"people/{slug}") == run(f"people/{slug}/") == run(slug)
    assert run(f"people/{slug}", "--read") == run(slug, "--read")
    assert run("people/")[0] == 2


# What is done about findings --------------------------------------------------------------------------

BROKEN = (
    "Dear Hugh,\r\n\r\nI write because because you know\u00a0them.\r\n\r\n> On on the day\r\n\r\n"
    "Best,\r\nPriya\r\n"
)
DANISH = (
    "Hej Jonas,\n\nJeg skriver til dig, fordi du kender dem og har set det hele, og jeg vil gerne høre the "
    "the mere om det, som ikke er på papir, og som vi ikke kan se her fra vores side.\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_fix_writes_a_file_as_it_was_but_for_what_is_certain(run, tmp_path, encoding):
    """Encoding, line ends, mode and what is quoted stay; each change is said with its line."""
    file = tmp_path / "letter.txt"
    file.write_bytes(BROKEN.encode(encoding))
    file.chmod(0o640)
    _code, _out, err = run("letter.txt", "--fix")
    assert "letter.txt:3: “because” stands there once now." in err
    assert file.read_bytes() == BROKEN.replace("because because", "because").encode(encoding)
    assert file.stat().st_mode & 0o777 == 0o640
    assert "once now" not in run("letter.txt", "--fix")[2]


def test_fix_follows_a_link_and_leaves_it_one(run, tmp_path):
    """The file that it leads to is written."""
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "letter.txt").write_text(BROKEN, "utf-8", newline="")
    (tmp_path / "near.txt").symlink_to(tmp_path / "far" / "letter.txt")
    run("near.txt", "--fix")
    assert (tmp_path / "near.txt").is_symlink()
    assert "because because" not in (tmp_path / "far" / "letter.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("mail.eml", f"To: a@example.org\r\nSubject: Hi\r\nMIME-Version: 1.0\r\n\r\n{BROKEN}"),
        ("page.html", f"<html><body>{BROKEN}</body></html>"),
        ("mine.txt", DANISH),
    ],
)
def test_what_cannot_be_written_back_is_left_as_it_is(run, tmp_path, name, text):
    """A saved email has other lines than its text; in another language nothing is certain."""
    file = tmp_path / name
    file.write_bytes(text.encode())
    code, _out, err = run(name, "--fix", "--lang", "en")
    assert file.read_bytes() == text.encode()
    assert err.strip() and (code == 2) == (name != "mine.txt")


def test_standard_input_cannot_be_put_right(run):
    """In one sentence."""
    code, _out, err = run("-", "--fix", typed=BROKEN.encode())
    assert code == 2 and "Standard input cannot be put right; name a file." in err


@pytest.mark.parametrize("option", [("--accept", "M001"), ("--read",)])
def test_of_nobodys_file_nothing_can_be_remembered(run, tmp_path, option):
    """Why is said in a sentence, and what does it instead."""
    (tmp_path / "letter.txt").write_text(GOOD["en"], "utf-8")
    code, _out, err = run("letter.txt", *option)
    assert code == 2
    assert "letter.txt is nobody's draft here" in err and "[check] off" in err
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


def test_a_rule_that_is_off_is_so_for_any_text(run, tmp_path):
    """As network.toml of the folder has it."""
    assert ("M001", 1) in found(run, "Dear Hugh,\n\nHow are things?\n")
    (tmp_path / "network.toml").write_text('schema = 2\n[check]\noff = ["M001"]\n', "utf-8")
    assert "M001" not in {rule for rule, _line in found(run, "Dear Hugh,\n\nHow are things?\n")}


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("form", ["text", "eml"])
def test_the_shipped_example_from_anywhere_has_no_finding(run, tmp_path, capsys, lang, form):
    """What is held against nobody's answers is not told what they would show."""
    net = tmp_path / "net"
    answers = str(ROOT / "templates" / lang / "example.toml")
    prepare = ["prepare", "-w", str(net), "--lang", lang, "--answers", answers, "--no-input"]
    assert cli.run(prepare) == 0
    capsys.readouterr()
    assert cli.run(["mail", "-w", str(net), "--lang", lang, "--format", form, "jonas"]) == 0
    printed = capsys.readouterr().out
    assert "12 34 56 78" in printed
    code, told, err = run("-", "--lang", lang, "-f", "json", typed=printed.encode())
    assert (code, told) == (0, []), err


@pytest.mark.parametrize("option", [(), ("--fix",)])
def test_answers_are_no_text(run, tmp_path, option):
    (tmp_path / "network.toml").write_text('lang = "en"\n[network]\npurpose = "[person]"\n', "utf-8")
    code, out, err = run("network.toml", *option)
    assert (code, out) == (2, "")
    assert "holds answers" in err and "M015" not in err


@pytest.mark.parametrize("lang", ["en", "da"])
def test_a_word_that_can_be_meant_twice_is_asked_about_beside_the_findings(run, tmp_path, lang):
    """It is no finding, and makes no exit code; a question stands on standard error, with its place."""
    word = {"en": "lost", "da": "mistede"}[lang]
    file = tmp_path / "letter.txt"
    file.write_text(GOOD[lang].replace(word, f"{word} {word}", 1), encoding="utf-8")
    code, found, err = run("letter.txt", "--lang", lang, "--format", "json")
    assert (code, found) == (0, []) and "letter.txt:3: S001 " in err and f"{word} {word}" in err


def test_no_more_than_five_questions_are_asked_of_a_text(run, tmp_path):
    """The first of them; how many more there are is said, and the text is read again after these."""
    doubled = " ".join(f"{word} {word}" for word in ("lost", "woods", "take", "people", "year", "mother"))
    (tmp_path / "letter.txt").write_text(GOOD["en"].replace("I lost", f"I {doubled}", 1), encoding="utf-8")
    _code, _found, err = run("letter.txt", "--lang", "en", "--format", "json")
    assert err.count("S001 ") == 5 and "“lost lost”" in err and "mother mother" not in err
    assert err.splitlines()[-1] == "and 1 more question"
