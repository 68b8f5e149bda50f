"""Answers given beforehand: merged, read, and everything wrong or missing said at once."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from netinvite import given, guide
from netinvite.errors import UsageError
from netinvite.given import AnswersRefusedError
from netinvite.values import Need, Referral
from netinvite.walk import Walk

NOW = datetime(2026, 11, 25, 12, 0)
TIMES = (datetime(2026, 12, 1, 10), datetime(2026, 12, 3, 14, 30))
GUIDES = {lang: guide.load(lang) for lang in ("da", "en")}
ABOUT = ("network", "person", "conversation")
WRONG = """\
[person]
name = 7
nmae = "Bo"
relation = "friend"

[network]
values = ["a", "b", "c", "d"]
"""


def read(*settings, toml="", lang="en"):
    """The values of a file and of settings, and what is wrong with them."""
    found = given.gather([("answers.toml", toml)] if toml else [], settings)
    values = given.values(found, GUIDES[lang], Walk.start(GUIDES[lang], ABOUT), NOW)
    return values, found.problems


def refusal(*settings, toml=""):
    found = given.gather([("answers.toml", toml)], settings)
    walk = Walk.start(GUIDES["en"], ("network", "person"))
    walk = walk.put(given.values(found, GUIDES["en"], walk, NOW))
    with pytest.raises(AnswersRefusedError) as caught:
        given.refuse(found, [question for question in walk.open_questions() if question.required])
    return caught.value


# Merging -------------------------------------------------------------------------------------------


def test_later_files_win():
    """Of two files that answer one question, the later one counts."""
    found = given.gather([("a", '[person]\nname = "Bo"\n'), ("b", '[person]\nname = "Ali"\n')], [])
    assert found.raw == {"person.name": "Ali"}


def test_files_add_up():
    """Files that answer different questions are taken together."""
    found = given.gather([("a", '[person]\nname = "Bo"\n'), ("b", '[person]\nrole = "cook"\n')], [])
    assert found.raw == {"person.name": "Bo", "person.role": "cook"}


def test_setting_wins_over_files():
    """A setting counts before any file."""
    values, _problems = read("person.name=Ali", toml='[person]\nname = "Bo"\n')
    assert values["person.name"] == "Ali"


def test_last_setting_wins():
    """Of two settings of one key, the last counts."""
    assert read("person.name=Bo", "person.name=Ali")[0]["person.name"] == "Ali"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ('lang = "da"\n', "da"),
        ('lang = "da"\n[person]\nlang = "en"\n', "en"),
        ('[person]\nname = "Bo"\n', ""),
        ("lang = 7\n", ""),
    ],
)
def test_language_of_a_file(text, lang):
    """A file can ask for a language, for all or for the person."""
    assert given.gather([("a", text)], []).lang == lang


def test_language_as_a_setting():
    """The person's language can be set on the command line."""
    assert given.gather([("a", 'lang = "en"\n')], ["person.lang=da"]).lang == "da"


def test_language_is_no_answer():
    """The person's language is not taken for an answer."""
    assert given.gather([("a", '[person]\nlang = "da"\n')], []).raw == {}


def test_windows_file():
    """A byte order mark and Windows line ends do no harm."""
    assert given.gather([("a", '\ufeff[person]\r\nname = "Bo"\r\n')], []).raw == {"person.name": "Bo"}


def test_saved_file_is_taken():
    """A file of the workspace can be given: its schema and what it set aside are no answers."""
    text = 'schema = 1\n[set_aside]\n"person.name" = "x"\n[unfinished]\n"person.role" = "y"\n'
    assert not given.gather([("a", text)], [])


@pytest.mark.parametrize("setting", ["person.name", "name=Bo", "=Bo", ""])
def test_no_setting(setting):
    """What is no setting is refused with the way to write one."""
    with pytest.raises(UsageError) as caught:
        given.gather([], [setting])
    assert "--set person.name=" in caught.value.hint


def test_broken_file_is_named():
    """A file that is no TOML is refused by its name."""
    with pytest.raises(UsageError, match=r"mine\.toml is not valid TOML"):
        given.gather([("mine.toml", "name = = 1")], [])


# Settings ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("person.name=Anna = Jensen", "Anna = Jensen"),
        ("person.email=anna@example.org", "anna@example.org"),
        ("person.phone=12 34 56 78", "12 34 56 78"),
        ("person.referred_by=Signe  Bro", "Signe Bro"),
        ("person.relation=met", "met"),
        ("network.moment=one\ntwo", "one\ntwo"),
        ("network.values=courage, calm", ("courage", "calm")),
        ('network.values=["a, b", "c"]', ("a, b", "c")),
        ("contact.minutes=20", "20"),
        ("contact.times=Tuesday at 10; 3 December 2.30 pm", TIMES),
        ('contact.times=["2026-12-01 10:00", "2026-12-03 14:30"]', TIMES),
        ("plan.questions=day, view, know", ("day", "view", "know")),
        ('network.needs=[{ name = "rooms", kind = "resource" }]', (Need("rooms", "resource"),)),
        ("conversation.importance=7", 7),
        ("conversation.date=8 November", date(2026, 11, 8)),
        ("conversation.next_date=8 December", date(2026, 12, 8)),
        ("conversation.date=2026-11-24", date(2026, 11, 24)),
        ('conversation.referrals=[{ name = "Ali", mention = true }]', (Referral("Ali", mention=True),)),
    ],
)
def test_setting_of_each_kind(setting, value):
    """A setting of each kind is read as it would be typed, or as TOML has it."""
    assert read(setting) == ({setting.partition("=")[0]: value}, [])


def test_times_are_read_in_the_language_of_the_guide():
    """In Danish, times are set in Danish words."""
    values, _problems = read("contact.times=tirsdag kl. 10; 3. december kl. 14.30", lang="da")
    assert values["contact.times"] == TIMES


def test_choices_follow_from_answers_given_with_them():
    """What a person covers is checked against needs given in the same file."""
    toml = '[network]\nneeds = [{ name = "rooms", kind = "resource" }]\n[reflection]\ncovers = ["rooms"]\n'
    assert read(toml=toml)[0]["reflection.covers"] == ("rooms",)


# Refusing ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("person.nmae=Bo", "person.nmae (--set): no question has this key. Did you mean “person.name”?"),
        ("person.relation=friend", "choose among well, met, heard, referred"),
        ("person.email=anna", "name@example.org"),
        ("conversation.importance=lots", "0 to 10"),
        ("contact.times=Tuesday; 3 December 2.30 pm", "time of day"),
        ("contact.times=Tuesday at 10", "At least 2"),
        ('contact.times=["2026-11-01 10:00", "2026-12-03 14:30"]', "gone by"),
        ("network.needs=[{ name = ", '[{ name = "…", kind = "knowledge" }]'),
        ("network.needs=rooms", '[{ name = "…", kind = "knowledge" }]'),
        ("person.name=a\x1bb", "control character"),
    ],
)
def test_problem_is_said(setting, says):
    """What is wrong with a setting is said with its key and the way to write it."""
    _values, (problem,) = read(setting)
    assert problem.startswith(setting.partition("=")[0]) and says in problem


def test_answer_outside_a_table():
    """An answer that stands in no table is a problem with the file's name."""
    _values, (problem,) = read(toml='name = "Bo"\n')
    assert problem.startswith("answers.toml: “name”")


@pytest.mark.parametrize("key", ["person.name", "person.nmae", "person.relation", "network.values"])
def test_every_problem_is_listed(key):
    """Everything wrong in a file is said at once, each with key and file."""
    assert f"\n  {key} (answers.toml): " in refusal(toml=WRONG).message


@pytest.mark.parametrize(
    "line",
    [
        '[network] needs = [{ name = "…", kind = "knowledge" }]',
        '[reflection] why = "…"',
        '[contact] way = "meet" | "call" | "video" | "mail"',
        '[organiser] name = "…"',
    ],
)
def test_every_missing_answer_is_listed(line):
    """Whatever is missing is said at once, with the way to write it."""
    assert line in refusal(toml=WRONG).message


def test_missing_times_show_two():
    """Where a mail is chosen and its times are missing, the way to write them is shown."""
    assert 'times = ["2027-01-12 10:00", "2027-01-14 14:30"]' in refusal("contact.way=mail").message


def test_wrong_answer_is_not_missing_too():
    """An answer that is wrong is said once."""
    assert refusal(toml=WRONG).message.count("person.name ") == 1


def test_count_is_said_first():
    """The first line says how many answers are missing or wrong."""
    head, *lines = refusal(toml=WRONG).message.split("\n")
    assert head == f"{len(lines)} answers are missing or wrong:"


def test_one_problem_is_one():
    """A single problem is said in the singular."""
    found = given.Given(problems=["x"])
    with pytest.raises(AnswersRefusedError, match=r"^1 answer is"):
        given.refuse(found, [])


def test_nothing_wrong_is_no_refusal():
    """With every answer right, nothing is refused."""
    assert given.refuse(given.Given(), []) is None


@pytest.mark.parametrize("lang", ["da", "en"])
def test_shipped_example_is_right(lang):
    """The example that is shipped has every answer that is needed, and none wrong."""
    toml = (guide.templates_dir() / lang / "example.toml").read_text(encoding="utf-8")
    values, problems = read(toml=toml, lang=lang)
    walk = Walk.start(GUIDES[lang], ("network", "person"), values)
    assert (problems, [question.key for question in walk.open_questions() if question.required]) == ([], [])


def test_defaults_fill_what_nobody_answered():
    """Where nobody answered, the guide's default counts."""
    walk = Walk.start(GUIDES["en"], ("network", "person"))
    assert given.defaults(walk)["contact.minutes"] == "20"


def test_defaults_leave_what_was_skipped():
    """A question that was skipped stays skipped."""
    walk = Walk.start(GUIDES["en"], ("network", "person"), {"contact.minutes": None})
    assert "contact.minutes" not in given.defaults(walk)
