"""A person's rights: all that is kept is shown, and forgotten without a byte of the name left."""

from __future__ import annotations

import json
import os
import stat
import tomllib
import unicodedata
from email.message import EmailMessage

import pytest

from netinvite import language
from netinvite.cli.logwords import how_names, what_names
from netinvite.errors import UsageError
from netinvite.language import guide_file
from netinvite.model.people import Person
from netinvite.privacy.export import FORMATS, everyone, everything
from netinvite.privacy.forget import forget, plan_forget, require_confirmed
from netinvite.privacy.names import Name, put_in
from netinvite.privacy.texts import strings, without
from netinvite.store import drafts
from netinvite.store.workspace import Workspace

NAME = "Åse Lund"
SLUG = "aase-lund"
SPELLINGS = [
    NAME,
    NAME.upper(),
    NAME.lower(),
    unicodedata.normalize("NFD", NAME),
    unicodedata.normalize("NFD", NAME.upper()),
    "Åse\u00a0Lund",
    "Åse\nLund",
]
ABOUT_BO = """\
# Bo's file.
schema = 1

[person]
name = "Bo Dahl"   # as he writes it
referred_by = "Åse Lund"  # on the phone
greeting = "Åse og Bo"

[reflection]
alternative = "ÅSE LUND eller \\u00c5se Lunds søster"

[[conversation]]
date = "2026-11-24"
# What she said.
referrals = [
  { name = "A\u030ase Lund", gives = "forsker", kind = "knowledge", mention = false },  # a comment
  { name = "Signe Bro", gives = "kender de unge", kind = "access", mention = true },
]
"""
ABOUT_AASE = """\
schema = 1
[person]
name = "Åse Lund"
organisation = "Uni"
[[conversation]]
date = 2026-11-24
referrals = [{ name = "Bo Dahl", gives = "x" }]
outcome = "joins"
"""


def replaced(name, text):
    """A text without the mentions of a name that are certain."""
    return put_in(text, name.hits(text), "nogen")


def put(file, text):
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    file.chmod(0o600)
    return file


@pytest.fixture
def place(tmp_path):
    """A workspace with Åse Lund, and Bo Dahl, whose files mention her."""
    workspace = Workspace(tmp_path / "net")
    put(workspace.network_file, '# Åse Lund helped.\nschema = 1\n[organiser]\nname = "Eva"\n')
    put(workspace.answers_file(SLUG), ABOUT_AASE)
    put(workspace.folder(SLUG) / "pitch.md", "Kære ``` Åse\n")
    put(workspace.folder(SLUG) / "card.bin", b"\xff\xfe\x00Lund")
    put(workspace.folder(SLUG) / ".netinvite-x.tmp", "Åse Lund")
    put(workspace.answers_file("bo-dahl"), ABOUT_BO)
    drafts.save(workspace, "bo-dahl", "da", {"invitation": "Kære Bo\nÅse\nLund og Åse Lunds hold\n"})
    put(workspace.folder("bo-dahl") / ".netinvite-y.tmp", "Åse Lund")
    return workspace


def names_in(root, name=NAME):
    """Every file and name below ``root`` where the name stands, in whatever spelling."""

    def plain(text):
        return " ".join(unicodedata.normalize("NFC", text).casefold().split())

    found = []
    for path in root.rglob("*"):
        said = path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
        if plain(name) in plain(f"{path.name}\n{said}"):
            found.append(path.relative_to(root).as_posix())
    return sorted(found)


def aase(place):
    return place.person(SLUG)


@pytest.mark.parametrize("spelled", SPELLINGS)
def test_every_spelling_is_a_mention(spelled):
    """Composed, decomposed, upper and lower case, wrapped: found and replaced whole."""
    name = Name(NAME)
    assert replaced(name, f"Tal med {spelled}, tak") == "Tal med nogen, tak"
    assert replaced(name, f"{spelled}s hold") == "nogens hold"


@pytest.mark.parametrize("text", ["Åse", "Lund", "Måse Lund", "Åse Lundgren", "Åse Lundé", "Åse Lund Holm"])
def test_other_names_are_no_mentions(text):
    """A part of the name, and another person's name, stay."""
    assert replaced(Name(NAME, ("Åse Lund Holm",)), text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a.x = "Åse Lund"\n[b]\nc = 1\n[a.y]\nz = "Åse Lund"\n', 2),
        ("x = \"Åse Lund\"\r\n# c\r\ny = '''\r\nHos Åse\r\nLund''' # d\r\n", 2),
        ('x = [\n  "Åse Lund", # c\n  ["\\u00c5se Lund"],\n] # Åse\nLund = 1\n', 2),
        ('[a]\nx = 1\n[b]\n[a.c]\ny = "Åse Lund"\n[[b.d]]\nn = "Åse Lund" # c\n', 2),
    ],
)
def test_toml_stays_toml(text, expected):
    """Whatever way it is written: the same data with the word put in, and all comments."""
    new = without(text, lambda said: replaced(Name(NAME), said))
    swapped = str(tomllib.loads(text)).replace("Åse Lund", "nogen").replace("Åse\\nLund", "nogen")
    assert str(tomllib.loads(new)) == swapped
    assert new.count("nogen") == expected
    assert new.count("#") == text.count("#")


def test_mentions_are_found_with_file_and_key(place):
    """Values, escapes, comments and drafts of other people, each with its place."""
    found = {(mention.file, mention.key) for mention in everything(place, aase(place)).mentions}
    assert found == {
        ("network.toml", "line 1"),
        ("people/bo-dahl/answers.toml", "person.referred_by"),
        ("people/bo-dahl/answers.toml", "reflection.alternative"),
        ("people/bo-dahl/answers.toml", "conversation[0].referrals[0].name"),
        ("people/bo-dahl/invitation.txt", "line 2"),
        ("people/bo-dahl/invitation.txt", "line 3"),
        ("people/bo-dahl/.netinvite-y.tmp", "line 1"),
    }


def test_toml_and_json_parse_back(place):
    """The machine forms hold answers, conversations, files and mentions."""
    kept = everything(place, aase(place))
    as_toml = tomllib.loads(FORMATS["toml"](kept))
    as_json = json.loads(FORMATS["json"](kept))
    assert as_toml["answers"] == tomllib.loads(ABOUT_AASE)
    assert as_json["answers"]["conversation"][0]["outcome"] == "joins"
    assert as_json["file"] == as_toml["file"]
    assert {file["path"].split("/")[-1] for file in as_toml["file"]} >= {
        "pitch.md",
        "card.bin",
        "answers.toml",
    }
    assert as_json["mention"] == as_toml["mention"] != []


def test_the_page_contains_all(place):
    """The readable form holds every answer in words, text and mention, and names the files."""
    kept = everything(place, aase(place))
    text = FORMATS["md"](kept)
    tables = [file for file in kept.files if file.path.endswith(".toml")]
    assert tables and all(file.path in text for file in kept.files)
    assert all(file.text.rstrip("\n") in text for file in kept.files if file not in tables)
    assert all(f"- {mention.file}, " in text for mention in kept.mentions)
    assert "- How did it end? Will take part\n" in text and "24 November 2026" in text
    assert "“Who did the person suggest could take part?”: " in text
    assert "Name: Bo Dahl; What they bring: x" in text
    assert "\n````\nKære ``` Åse\n````\n" in text and "outcome" not in text


EVERY_SIGN = """\
# Ring ikke før kl. 9.
schema = 2
taken_back = 1
strange = "et ord af ingen"
[person]
name = "Åse Lund"
owner = "bo-krag"
relation = "well"
unknown_key = "noget uden spørgsmål"
[reflection]
why = '''
Jeg spørger dig,
  fordi du ved det.'''
motive = "en privat tanke"
[plan]
questions = ["day", "tried"]
[set_aside]
"person.met" = "til et møde engang"
[unfinished]
"contact.times" = "på tors"
[noted_by]
"reflection.motive" = "bo-krag"
[[conversation]]
date = 2026-11-24
recorded-at = "2026-11-24 12:01"
recorded-in-minute = 2
to-confirm = true
outcome = "considers"
referrals = [{ name = "Signe Bro", gives = "kender de unge", kind = "access", mention = true }]
[[contact_log]]
when = "2026-11-23 09:05"
what = "no-answer"
how = "call"
note = "hun er på ferie"
[[contact_log]]
when = "2026-11-24 09:05"
what = "moved"
until = 2026-12-24
"""
KINDS = (".drafts", ".drafts.json", ".index.json", ".checked.json", ".rehearsals.json")
# What a key stands for is said in words.
IN_WORDS = {"well", "day", "tried", "considers", "access", "no-answer", "call", "moved"}


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_page_leaves_nothing_out_and_says_it_in_words(place, lang):
    """Answers, what was set aside, half typed, noted by whom, conversations, the log, comments, and what no
    question asks; days as days."""
    put(place.answers_file(SLUG), EVERY_SIGN)
    put(place.organiser_file("bo-krag"), 'schema = 2\n[organiser]\nname = "Bo Krag"\n')
    language.activate(lang)
    kept, words = everything(place, aase(place)), {"what": what_names(), "how": how_names()}
    text = FORMATS["md"](kept, words)
    page = text.partition("people/aase-lund/pitch.md")[0]
    said = [str(value) for _keys, value in strings(tomllib.loads(EVERY_SIGN))]
    days = [one for one in said if one[:3] == "202"]
    others = [one for one in said if one not in (*IN_WORDS, *days, "bo-krag")]
    assert [one for one in others for line in one.splitlines() if line.strip() not in page] == []
    assert "Bo Krag" in page and "2026-" not in page.replace("people/", "")
    for day in ("23 November 2026 at 09:05", "24 December 2026") if lang == "en" else ("24. december 2026",):
        assert day in page
    rows = [line.partition(" ")[2] for line in page.splitlines() if line.startswith("- ")]
    keys_left = IN_WORDS | {"owner", "recorded-at", "outcome", "until", "note", "reflection.why", "bo-krag"}
    assert not [row for row in rows for key in keys_left if row.endswith(f" {key}") or row.startswith(key)]
    assert ("en privat tanke" in page) and ("(private)" in page or "(privat)" in page)
    assert "Ring ikke før kl. 9." in page and "--format toml" in text


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_programs_own_notes_stand_last_behind_a_paragraph_that_says_what_they_are(place, lang):
    """All of them, and no hidden file that may hold somebody's words."""
    folder = place.folder(SLUG)
    notes = {name: put(folder / name, f"{{{number}: 0}}") for number, name in enumerate(KINDS)}
    put(folder / ".netinvite-y.tmp", "half a sentence")
    put(folder / ".mine", "a word of mine")
    language.activate(lang)
    text = FORMATS["md"](everything(place, aase(place)))
    read, _heading, rest = text.partition(
        "## The program's notes as they are (" if lang == "en" else "## Programmets notater, som de er ("
    )
    for name, file in notes.items():
        assert f"\n- {name}: " in read and file.read_text("utf-8") not in read
        assert f"### people/{SLUG}/{name}\n" in rest and file.read_text("utf-8") in rest
    assert "half a sentence" in read and "a word of mine" in read and "--format toml" in read


@pytest.mark.parametrize("lang", ["da", "en"])
def test_an_own_question_of_one_language_is_marked_as_private_in_the_other(place, lang):
    """By the guide in which it stands; of one that none has any more it is said that nobody knows."""
    own = place.root / "templates" / "en" / "guide.toml"
    own.parent.mkdir(parents=True)
    mine = '[[step.question]]\nkey = "doubt"\nkind = "long"\ndepth = "full"\nask = "What do I doubt?"\n'
    shipped = guide_file("en").read_text("utf-8")
    before, title, after = shipped.partition('[[step.question]]\nkey = "covers"')
    own.write_text(f"{before}{mine}private = true\n\n{title}{after}", encoding="utf-8")
    more = {("reflection", "doubt"): "whether he stays", ("reflection", "gone"): "what was asked once"}
    place.update(place.answers_file(SLUG), more)
    language.activate(lang)
    text = FORMATS["md"](everything(place, aase(place)), {"what": what_names()})
    private = {"da": "(privat)", "en": "(private)"}[lang]
    assert f"What do I doubt? {private} whether he stays" in text
    nobody = {"da": "gone (intet spørgsmål; om det er privat, ved ingen):"}
    assert nobody.get(lang, "gone (no question; whether it is private, nobody knows):") in text


@pytest.mark.parametrize("form", FORMATS)
def test_everyone_is_written(place, form):
    """--all: both people in one text."""
    text = FORMATS[form](everyone(place))
    assert "Uni" in text and "as he writes it" in text


def test_a_damaged_file_stops_nothing(place):
    """Another person's damaged answers are named, searched as text, and left as they are."""
    damaged = put(place.answers_file("cara"), '<<<<<<< HEAD\nname = "Åse Lund"\n')
    kept = everything(place, aase(place))
    assert any("cara" in problem for problem in kept.problems)
    assert ("people/cara/answers.toml", "line 2") in {(m.file, m.key) for m in kept.mentions}
    done = forget(place, plan_forget(place, aase(place)))
    assert [left.path for left in done.left] == ["people/cara/answers.toml"]
    assert damaged.read_text().startswith("<<<<<<<")


def test_a_plan_changes_nothing(place):
    """What will go is said first: files, mentions, the word put in."""
    before = names_in(place.root)
    plan = plan_forget(place, aase(place))
    assert names_in(place.root) == before
    assert plan.someone == "someone"
    assert plan.removed[-1] == f"people/{SLUG}/answers.toml"
    assert "people/bo-dahl/.netinvite-y.tmp" in plan.removed
    assert ("people/bo-dahl/answers.toml", "person.referred_by") in {(m.file, m.key) for m in plan.mentions}
    assert plan.left == ()


def test_forget_leaves_no_byte_of_the_name(place):
    """No file and no file name of the workspace holds it afterwards."""
    done = forget(place, plan_forget(place, aase(place)))
    assert names_in(place.root) == []
    assert done.left == ()
    assert not place.folder(SLUG).exists()


def test_others_keep_their_comments_and_words(place):
    """In Bo's file only the name is replaced; the first name alone stays."""
    forget(place, plan_forget(place, aase(place)))
    text = place.answers_file("bo-dahl").read_text(encoding="utf-8")
    for kept in ("# Bo's file.", "# as he writes it", "# on the phone", "# What she said.", "# a comment"):
        assert kept in text
    assert 'greeting = "Åse og Bo"' in text
    data = tomllib.loads(text)
    assert data["person"]["referred_by"] == "someone"
    assert data["reflection"]["alternative"] == "someone eller someones søster"
    assert [r["name"] for r in data["conversation"][0]["referrals"]] == ["someone", "Signe Bro"]


def test_the_word_is_danish_for_danes(place, monkeypatch):
    """The word put in is the program's own."""
    monkeypatch.setattr("netinvite.privacy.forget._", lambda text: {"someone": "nogen"}.get(text, text))
    forget(place, plan_forget(place, aase(place)))
    assert place.read(place.answers_file("bo-dahl"))["person"]["referred_by"] == "nogen"


def test_an_unedited_draft_stays_unedited(place):
    """Taking the name out of Bo's draft is no edit by hand."""
    forget(place, plan_forget(place, aase(place)))
    draft = drafts.look(place, "bo-dahl", "invitation")
    assert draft.text == "Kære Bo\nsomeone og someones hold\n"
    assert not draft.edited


def test_an_encoded_mail_of_another_goes(place):
    """.invitation.eml is made anew by the next mail; encoded, it cannot be mended."""
    mail = EmailMessage()
    mail["Subject"] = "Om Åse Lund"
    mail.set_content("Kære Bo\n")
    file = put(place.folder("bo-dahl") / ".invitation.eml", mail.as_bytes())
    forget(place, plan_forget(place, aase(place)))
    assert not file.exists()


def test_an_index_with_the_person_goes(place):
    """Hidden JSON beside the people is a cache, escapes or not."""
    file = put(place.root / ".people.json", json.dumps({"x": NAME}))
    other = put(place.root / ".other.json", "{}")
    forget(place, plan_forget(place, aase(place)))
    assert not file.exists()
    assert other.exists()


def test_private_modes_are_kept(place):
    """Whatever the umask, rewritten files are 0600."""
    before = os.umask(0)
    try:
        forget(place, plan_forget(place, aase(place)))
    finally:
        os.umask(before)
    for name in ("answers.toml", "invitation.txt", ".drafts", ".index.json"):
        assert stat.S_IMODE((place.folder("bo-dahl") / name).stat().st_mode) == 0o600
    assert stat.S_IMODE(place.network_file.stat().st_mode) == 0o600


def test_a_linked_folder_is_not_followed(place, tmp_path):
    """Of a link in people/ only the link goes; what it leads to stays, unread."""
    outside = put(tmp_path / "outside" / "answers.toml", '[person]\nname = "Ib Kjær"\nrole = "secret"\n')
    link = place.people_folder / "ib-kjaer"
    link.symlink_to(outside.parent, target_is_directory=True)
    person = Person("ib-kjaer", "Ib Kjær")
    kept = everything(place, person)
    assert (kept.answers, kept.files) == ({}, ())
    forget(place, plan_forget(place, person))
    assert not link.is_symlink()
    assert "secret" in outside.read_text()


def test_links_in_the_folder_are_not_followed(place, tmp_path):
    """A linked folder and file inside the person's folder: the links go, their targets stay."""
    outside = put(tmp_path / "outside" / "notes.txt", "secret")
    (place.folder(SLUG) / "folder").symlink_to(outside.parent, target_is_directory=True)
    (place.folder(SLUG) / "file").symlink_to(outside)
    assert "secret" not in FORMATS["json"](everything(place, aase(place)))
    forget(place, plan_forget(place, aase(place)))
    assert not place.folder(SLUG).exists()
    assert outside.read_text() == "secret"


def test_git_is_named_and_left(place):
    """Earlier versions that git keeps are named, not searched and not changed."""
    put(place.root / ".git" / "COMMIT_EDITMSG", NAME)
    done = forget(place, plan_forget(place, aase(place)))
    assert [left.path for left in done.left] == [".git"]
    assert names_in(place.root) == [".git/COMMIT_EDITMSG"]
    assert "git" in done.copies and "synced" in done.copies


def test_what_is_left_is_named(place):
    """The user's own templates, binary files and file names are named, never changed."""
    put(place.root / "templates" / "da" / "pitch.md.j2", "Åse Lund")
    put(place.root / "Åse Lund.txt", "")
    put(place.folder("bo-dahl") / "list.csv", "Åse Lund".encode("cp1252"))
    put(place.folder("bo-dahl") / "list.txt", "Åse Lund".encode("utf-16"))
    done = forget(place, plan_forget(place, aase(place)))
    assert {left.path for left in done.left} == {
        "templates/da/pitch.md.j2",
        "Åse Lund.txt",
        "people/bo-dahl/list.csv",
        "people/bo-dahl/list.txt",
    }


def test_names_of_others_that_contain_it_stay(place):
    """A namesake keeps everything, also with others; a longer name stays whole; all are named."""
    put(place.answers_file("aase-lund-2"), '[person]\nname = "Åse Lund"\n')
    put(place.answers_file("aase-lund-holm"), '[person]\nname = "Åse Lund Holm"\n')
    put(place.answers_file("maase-lund"), '[person]\nname = "Måse Lund"\n')
    done = forget(place, plan_forget(place, aase(place)))
    names = {person.name for person in place.people()}
    assert names == {"Bo Dahl", "Åse Lund", "Åse Lund Holm", "Måse Lund"}
    assert {left.path for left in done.left} == {
        "network.toml",
        "people/bo-dahl/answers.toml",
        "people/bo-dahl/invitation.txt",
        "people/aase-lund-2/answers.toml",
        "people/aase-lund-holm/answers.toml",
        "people/maase-lund/answers.toml",
    }


def test_a_damaged_person_can_be_forgotten(place):
    """The name is read from the damaged file, so that the mentions go too."""
    put(place.answers_file(SLUG), '[person]\nname = "Åse Lund"\nrole = \n')
    forget(place, plan_forget(place, aase(place)))
    assert names_in(place.root) == []


def test_a_fault_leaves_the_person_findable(place, monkeypatch):
    """When a file cannot be removed, the same command goes on later."""
    plan = plan_forget(place, aase(place))
    monkeypatch.setattr("netinvite.store.files.write", lambda *_: (_ for _ in ()).throw(UsageError("full")))
    with pytest.raises(UsageError):
        forget(place, plan)
    monkeypatch.undo()
    language.activate("en")
    forget(place, plan_forget(place, place.find(NAME)))
    assert names_in(place.root) == []


@pytest.mark.parametrize("typed", SPELLINGS)
def test_the_name_confirms_in_every_spelling(place, typed):
    """What is typed is compared as names are."""
    require_confirmed(plan_forget(place, aase(place)), typed)


@pytest.mark.parametrize("typed", ["", "Åse", "aase-lund", "y"])
def test_less_than_the_name_does_not_confirm(place, typed):
    """A bare Enter, a yes or a part of the name changes nothing, and the error is silent on the name."""
    with pytest.raises(UsageError) as caught:
        require_confirmed(plan_forget(place, aase(place)), typed)
    assert NAME not in str(caught.value)


def test_the_programs_own_words_among_the_users_texts_mention_nobody(place):
    """A catalogue's sentences and the shipped texts that were copied have made-up people; a translation is a
    user's own, and named with its line."""
    words = place.root / "templates" / "sv" / "LC_MESSAGES" / "netinvite.po"
    said = 'msgid ""\n"Åse Lund "\n"is here."\nmsgstr "Hon är här."\n'
    put(words, f'{said}\nmsgid "To: Åse Lund"\nmsgid_plural "Åse Lund"\nmsgstr[0] "Åse Lund"\n')
    put(place.root / "templates" / ".shipped.json", '{"sv/x": {"text": "Åse Lund"}}')
    left = plan_forget(place, place.find(SLUG)).left
    assert [(one.path, one.places) for one in left if one.path.startswith("templates")] == [
        ("templates/sv/LC_MESSAGES/netinvite.po", ("line 8",))
    ]
