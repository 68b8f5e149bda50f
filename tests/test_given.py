"""Answers given beforehand: merged, read, and everything wrong or missing said at once."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from netinvite.app import given, repeated
from netinvite.app.given import AnswersRefusedError
from netinvite.errors import UsageError
from netinvite.language import templates_dir
from netinvite.model import kinds
from netinvite.model.questions import Guide, Need, Question, Referral, Step
from netinvite.model.walk import Walk
from netinvite.store.network import Network
from netinvite.store.records import load_guide

NOW = datetime(2026, 11, 25, 12, 0)
TIMES = (datetime(2026, 12, 1, 10), datetime(2026, 12, 3, 14, 30))
GUIDES = {lang: load_guide(lang) for lang in ("da", "en")}
ABOUT = ("network", "person", "conversation")
WRONG = """\
[person]
name = 7
nmae = "Bo"
relation = "friend"

[network]
values = ["a", "b"]
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


def test_a_key_half_typed_in_a_file_that_no_question_has_is_refused_too():
    """What stands there would be dropped without a word."""
    _values, problems = read(toml='[unfinished]\n"contact.wya" = "I ring"\n"contact.way" = "x"\n')
    assert problems == ["contact.wya (answers.toml): no question has this key. Did you mean “contact.way”?"]


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
        ("organiser.moment=one\ntwo", "one\ntwo"),
        ("organiser.signature=Maja\nNorthby", "Maja\nNorthby"),
        ("network.values=courage, calm", "The network should be guided by courage, calm."),
        ('network.values=["courage"] is a word', 'The network should be guided by ["courage"] is a word.'),
        ("contact.subject=young people?", "May I hear your view on young people?"),
        ("contact.subject=Young people", "Young people"),
        ("person.greeting=hi Jonas", "hi Jonas"),
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


@pytest.mark.parametrize(
    ("lang", "line", "times"),
    [
        ("da", 'times = ["tirsdag kl. 10", "2027-01-14 14:30"]', ((2026, 12, 1, 10), (2027, 1, 14, 14, 30))),
        ("da", 'times = ["2027-01-14 14:30", "tirsdag kl. 10"]', ((2026, 12, 1, 10), (2027, 1, 14, 14, 30))),
        ("da", 'times = "tirsdag kl. 10 eller 14"', ((2026, 12, 1, 10), (2026, 12, 1, 14))),
        ("da", 'times = ["tirsdag kl. 10 eller 14"]', ((2026, 12, 1, 10), (2026, 12, 1, 14))),
        ("en", 'times = """Tuesday at 10\nThursday 2pm"""', ((2026, 11, 26, 14), (2026, 12, 1, 10))),
        (
            "en",
            "times = [2026-12-01T10:00:00, 2026-12-03T14:30:00]",
            ((2026, 12, 1, 10), (2026, 12, 3, 14, 30)),
        ),
        ("en", 'times = ["2026-12-01T10:00", "Thursday 2pm"]', ((2026, 11, 26, 14), (2026, 12, 1, 10))),
    ],
)
def test_times_in_a_file_may_be_words(lang, line, times):
    """In a list, several on a line, or as one text, beside the form in which they are kept; in order."""
    values, problems = read(toml=f"[contact]\n{line}\n", lang=lang)
    assert (values.get("contact.times"), problems) == (tuple(datetime(*time) for time in times), [])


@pytest.mark.parametrize(
    ("given_times", "told"),
    [
        ('["Tuesday at 10-12", "Thursday 2pm"]', ["The conversation takes 20 minutes, as in the answers."]),
        ('["Tuesday at 10-10.20", "Thursday 2pm for 20 minutes"]', []),
        ('["Tuesday at 10", "Thursday 2pm"]', []),
    ],
)
def test_a_length_that_is_not_the_conversations_is_told(given_times, told):
    """Nobody is asked which holds: the answer does."""
    toml = f'[contact]\nway = "mail"\nminutes = "20"\ntimes = {given_times}\n'
    found = given.gather([("answers.toml", toml)], [])
    walk = Walk.start(GUIDES["en"], ABOUT)
    assert repeated.lengths(found, walk.put(given.values(found, GUIDES["en"], walk, NOW))) == told


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ('date = "yesterday"', date(2026, 11, 24)),
        ('date = "Monday"', date(2026, 11, 23)),
        ('date = "2026-11-24"', date(2026, 11, 24)),
        ("date = 2026-11-24", date(2026, 11, 24)),
        ('next_date = "Monday"', date(2026, 11, 30)),
        ('next_date = "8 December"', date(2026, 12, 8)),
    ],
)
def test_days_in_a_file_may_be_words(line, day):
    """Gone by where the question is about what has been, else to come."""
    assert read(toml=f"[conversation]\n{line}\n") == ({f"conversation.{line.split(' ')[0]}": day}, [])


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ('[contact]\ntimes = ["Tuesday at 10", "soonish"]', "“soonish” cannot be read"),
        ('[contact]\ntimes = ["2027-01-14", "Tuesday at 10"]', "time of day"),
        ('[contact]\ntimes = ["next Friday at 10", "Tuesday at 10"]', "two ways"),
        ('[contact]\ntimes = ["Tuesday at 10", "Tuesday 10am"]', "twice"),
        ("[contact]\ntimes = [1, 2]", "2027-01-12 10:00"),
        ('[contact]\ntimes = ["2027-01-12T10:00Z", "Tuesday at 10"]', "“Z” cannot be read"),
        ("[contact]\ntimes = [2027-01-12T10:00:00+02:00, 2027-01-14T10:00:00]", "“+” cannot be read"),
        ('[contact]\ntimes = ["2026-11-01 10:00", "Tuesday at 10"]', "gone by"),
        ('[conversation]\ndate = "tomorrow"', "still to come"),
        ('[conversation]\ndate = "2026-11-26"', "still to come"),
        ("[conversation]\ndate = 3", "2027-01-31"),
    ],
)
def test_words_in_a_file_that_are_no_time(toml, says):
    """Named with the key, the file and the reason."""
    values, (problem,) = read(toml=f"{toml}\n")
    assert values == {} and "(answers.toml)" in problem and says in problem


def test_choices_follow_from_answers_given_with_them():
    """What a person covers is checked against needs given in the same file."""
    toml = '[network]\nneeds = [{ name = "rooms", kind = "resource" }]\n[reflection]\ncovers = ["rooms"]\n'
    assert read(toml=toml)[0]["reflection.covers"] == ("rooms",)


# Several things ------------------------------------------------------------------------------------

NEEDS = """\
[network]
needs = [{ name = "rooms, in the evening" }, { name = "a lawyer" }, { name = "money" }]
"""
OWN = Guide(
    "en", "", (Step("network", "network", "", "", (Question("network", "words", "list", "Which?"),)),), ()
)


@pytest.mark.parametrize(
    ("typed", "covers"),
    [
        ("a driver", ("a driver",)),
        ("a driver; a cook", ("a driver; a cook",)),
        ('["a driver, with a van", "a cook"]', ("a driver, with a van", "a cook")),
        ('["a driver, with a van"]', ("a driver, with a van",)),
        ("rooms, in the evening", ("rooms, in the evening",)),
        ("a lawyer, money", ("a lawyer", "money")),
    ],
)
def test_things_behind_a_setting_are_taken_where_they_can_mean_but_one(typed, covers):
    """A list; one without a comma; what the network is known to need."""
    values, problems = read(f"reflection.covers={typed}", toml=NEEDS)
    assert (values["reflection.covers"], problems) == (covers, [])


@pytest.mark.parametrize(
    ("typed", "ways"),
    [
        ("a driver, with a van", ('["a driver, with a van"]', '["a driver", "with a van"]')),
        ("money, a “car”", ('["money, a “car”"]', '["money", "a “car”"]')),
        ('say "ja", or no', ('["say \\"ja\\", or no"]', '["say \\"ja\\"", "or no"]')),
    ],
)
def test_no_comma_parts_words_that_nobody_said_are_two(typed, ways):
    """Both lists are shown, as they can be given; each of them is taken so."""
    values, (problem,) = read(f"reflection.covers={typed}", toml=NEEDS)
    assert "reflection.covers" not in values and problem.endswith("\n    ".join(["", *ways]))
    for way, count in zip(ways, (1, 2), strict=True):
        values, problems = read(f"reflection.covers={way}", toml=NEEDS)
        assert len(values["reflection.covers"]) == count and problems == []


@pytest.mark.parametrize("toml", [False, True])
@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("courage", ("courage",)),
        ("give and take", ("give and take",)),
        ("courage; calm, and time", ("courage", "calm, and time")),
        ("calm, and time", None),
    ],
)
def test_a_list_of_a_guide_of_ones_own_is_not_parted_either(typed, value, toml):
    """In a file, where a text stands in place of a list, or behind a setting."""
    text = f'[network]\nwords = "{typed}"\n'
    found = given.gather([("a", text)], []) if toml else given.gather([], [f"network.words={typed}"])
    values = given.values(found, OWN, Walk.start(OWN, ("network",)), NOW)
    assert values.get("network.words") == value
    assert bool(found.problems) is (value is None)


# Sentences -----------------------------------------------------------------------------------------

SENTENCES = """\
[reflection]
why = "you know everyone there"
curious = "Most of all I would like to hear what you see"
[network]
purpose = "Every child has somebody to call."
theme = "on young people and loneliness."
[organiser]
motivation = "… I was there!"
introduction = "a cook in Northby"
moment = "it was winter"
name = "Maja Holm"
"""
WHOLE = {
    "organiser.introduction": "I am Maja Holm, a cook in Northby.",
    "network.theme": "I am putting together a network on young people and loneliness.",
    "organiser.motivation": "It matters to me because I was there!",
    "network.purpose": "Every child has somebody to call.",
    "reflection.why": "I am asking you because you know everyone there.",
    "reflection.curious": "Most of all I would like to hear what you see.",
}


@pytest.mark.parametrize("key", WHOLE)
def test_a_sentence_is_completed(key):
    """By its first words, filled from answers that may stand further below in the file."""
    assert read(toml=SENTENCES)[0][key] == WHOLE[key]


def test_sentences_are_repeated_whole():
    """Each in the guide's order, with its key; own words that are no sentence are not."""
    found = given.gather([("a", SENTENCES)], [])
    given.values(found, GUIDES["en"], Walk.start(GUIDES["en"], ABOUT), NOW)
    head, *rows = repeated.sentences(found)
    assert rows == [f"- {key}: {text}" for key, text in WHOLE.items()]
    assert not head.startswith("-") and repeated.sentences(given.Given()) == []


def test_an_address_that_was_given_with_a_name_is_repeated_without_it():
    """One that was given alone is not: nothing became of it."""
    for typed, rows in (("Bo <bo@example.org>", ["- person.email: bo@example.org"]), ("bo@example.org", [])):
        found = given.gather([], [f"person.email={typed}"])
        values = given.values(found, GUIDES["en"], Walk.start(GUIDES["en"], ABOUT), NOW)
        assert values == {"person.email": "bo@example.org"} and repeated.sentences(found)[1:] == rows


def test_first_words_come_from_answers_that_are_there_already():
    """A name that is known completes an introduction that is given alone."""
    walk = Walk.start(GUIDES["en"], ABOUT, {"organiser.name": "Bo Lund"})
    found = given.gather([], ["organiser.introduction=a cook"])
    assert given.values(found, GUIDES["en"], walk, NOW) == {"organiser.introduction": "I am Bo Lund, a cook."}


NAMED = {"organiser.name": "Bo Lund", "person.name": "Jonas Holm"}


def begun_with_first_words():
    """Every question whose answer begins with words of the guide, as it is asked, in each language."""
    for lang in ("da", "en"):
        walk = Walk.start(GUIDES[lang], ABOUT, NAMED)
        asked = map(walk.ready, walk.guide.questions(*ABOUT))
        yield from (pytest.param(lang, one, id=f"{lang} {one.key}") for one in asked if one.first)


@pytest.mark.parametrize(("lang", "asked"), [*begun_with_first_words()])
def test_what_is_given_goes_on_from_the_words_in_the_field(lang, asked):
    """All of them, whichever of them are typed once more; from the first words alone where somebody typed
    some of these and went on otherwise."""
    kind = kinds.of(asked)
    walk = Walk.start(GUIDES[lang], ABOUT, NAMED)

    def taken(typed):
        found = given.gather([], [f"{asked.key}={typed}"])
        values = given.values(found, GUIDES[lang], walk, NOW)
        assert found.problems == []
        return values[asked.key]

    in_field = kind.parse(asked, f"{kind.start(asked)}zebra 7")
    words, known = kind.start(asked).split(), len(asked.first.split())
    # What begins with another capital can be a sentence of its own, and is asked about.
    begins = [n for n, word in enumerate(words) if not n or word[0].islower()]
    assert all(taken(" ".join([*words[n:], "zebra 7"])) == in_field for n in [*begins, len(words)])
    otherwise = kind.parse(asked, f"{asked.first} zebra 7")
    assert all(taken(" ".join([*words[n:known], "zebra 7"])) == otherwise for n in begins if n < known)


@pytest.mark.parametrize(
    ("lang", "typed", "value"),
    [
        ("da", "har tid", "Jeg spørger netop dig, fordi du har tid."),
        ("da", "du har tid", "Jeg spørger netop dig, fordi du har tid."),
        ("da", "fordi du har tid", "Jeg spørger netop dig, fordi du har tid."),
        ("da", "fordi dine elever har tid", "Jeg spørger netop dig, fordi dine elever har tid."),
        ("en", "know the men", "I am asking you because you know the men."),
        ("en", "because your men know it", "I am asking you because your men know it."),
    ],
)
def test_the_word_behind_the_first_words_is_not_lost(lang, typed, value):
    assert read(f"reflection.why={typed}", lang=lang) == ({"reflection.why": value}, [])


@pytest.mark.parametrize("typed", ["I am asking you because", "I am asking you because you ", "because"])
def test_first_words_alone_are_missing(typed):
    """They are no answer: a needed sentence is refused, an optional one is skipped."""
    assert "needed" in read(f"reflection.why={typed}")[1][0]
    assert read("network.values=The network should be guided by") == ({"network.values": None}, [])


def test_first_words_alone_take_no_answer_out():
    """What is there is not emptied by words that say nothing; an empty answer empties it."""
    walk = Walk.start(GUIDES["en"], ABOUT, {"network.values": "The network should be guided by trust."})
    found = given.gather([], ["network.values=The network should be guided by"])
    assert given.values(found, GUIDES["en"], walk, NOW) == {}
    assert "Nothing follows" in found.problems[0]
    assert given.values(given.gather([], ["network.values="]), GUIDES["en"], walk, NOW) == {
        "network.values": None
    }


@pytest.mark.parametrize("where", ["--set", "answers.toml"])
def test_several_readings_are_refused_with_all(where):
    """A capital and no mark: each sentence stands in one message with the key, one with a small letter, too;
    and nothing is taken."""
    text = "Vejle has more volunteers"
    toml = f'[network]\npurpose = "{text}"\n'
    values, (problem,) = read(f"network.purpose={text}") if where == "--set" else read(toml=toml)
    first, *ways = problem.split("\n")
    assert first.startswith(f"network.purpose ({where}): ")
    assert [way.strip() for way in ways] == [
        f"{text}.",
        f"We will know it works when {text}.",
        "We will know it works when vejle has more volunteers.",
    ]
    assert values == {}


@pytest.mark.parametrize(
    ("key", "value", "new"),
    [
        ("organiser.role", '"cook"', "organiser.introduction"),
        ("organiser.organisation", '"Northby"', "organiser.introduction"),
        ("network.name", '"Network"', "practical.heading"),
        ("network.topic", '"loneliness"', "network.theme"),
        ("network.motivation", '"I was there"', "organiser.motivation"),
        ("network.moment", '"I was there"', "organiser.moment"),
        ("reflection.ease", '"cake"', "reflection.barrier"),
        ("network.values", '["a", "b"]', "network.values"),
        ("contact.tried", '"once"', "contact.tried"),
    ],
)
def test_a_key_of_before_is_named_with_the_new_one(key, value, new):
    """An answers file of before is refused, and says where each answer belongs now."""
    step, name = key.split(".")
    _values, (problem,) = read(toml=f"[{step}]\n{name} = {value}\n")
    assert problem.startswith(f"{key} (answers.toml): ") and new in problem


def test_keys_of_before_are_refused_all_at_once():
    """With one refusal, in which what takes their place is not called missing as well."""
    message = refusal(toml='[network]\nname = "N"\ntopic = "T"\n[organiser]\nrole = "cook"\n').message
    assert message.count("in its place there is") == 3
    assert "network.theme is missing" not in message and "reflection.why is missing" in message


def test_what_is_too_much_is_not_to_be_put_into_the_file():
    """The way out fits what is wrong."""
    assert "add --set" in refusal(toml=WRONG).hint
    with pytest.raises(AnswersRefusedError) as caught:
        found = given.gather([("a", '[person]\nnmae = "Bo"\n')], [])
        given.values(found, GUIDES["en"], Walk.start(GUIDES["en"], ABOUT), NOW)
        given.refuse(found, ())
    assert "add --set" not in caught.value.hint


PRIVATE = Question("reflection", "why", "sentence", "Why?", private=True, first="I ask because")


@pytest.mark.parametrize("typed", ["Secret", "secret"])
def test_a_private_sentence_is_not_repeated(typed):
    """Neither where it can be read in two ways, nor when it is taken."""
    step = Step("reflection", "person", "", "", (PRIVATE,))
    guide = Guide("en", "", (step,), ())
    found = given.gather([], [f"reflection.why={typed}"])
    given.values(found, guide, Walk.start(guide, ("person",)), NOW)
    assert "ecret" not in "".join([*found.problems, *repeated.sentences(found)])


# Refusing ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("person.nmae=Bo", "person.nmae (--set): no question has this key. Did you mean “person.name”?"),
        ("person.relation=friend", "choose among well, met, heard, referred"),
        ("person.email=anna", "name@example.org"),
        ("conversation.importance=lots", "0 to 10"),
        ("contact.times=Tuesday; 3 December", "time of day"),
        ("contact.times=Tuesday at 10", "At least 2"),
        ('contact.times=["2026-11-01 10:00", "2026-12-03 14:30"]', "gone by"),
        ("network.needs=[{ name = ", '[{ name = "…", kind = "knowledge" }]'),
        ("network.needs=rooms", '[{ name = "…", kind = "knowledge" }]'),
        ("person.name=a\x1bb", "control character"),
        ("reflection.why=you\x07", "control character"),
        ("reflection.why=you\ncan", "line break"),
        ("contact.subject=a\nb", "line break"),
        ('network.values=["a, b", "c"]', "one sentence now, not a list"),
        ("organiser.introduction=a cook", "“I am {organiser.name},”"),
        ("organiser.introduction=Maja, a cook", "“I am {organiser.name},”"),
        ("contact.tried=several", "choose among rung, came-by, both, no"),
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
        '[network] theme = "I am putting together a network on …"',
        '[reflection] why = "I am asking you because …"',
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
    found = given.Given()
    found.problems.append("x")
    with pytest.raises(AnswersRefusedError, match=r"^1 answer is"):
        given.refuse(found, [])


def test_nothing_wrong_is_no_refusal():
    """With every answer right, nothing is refused."""
    assert given.refuse(given.Given(), []) is None


@pytest.mark.parametrize("lang", ["da", "en"])
def test_shipped_example_is_right(lang):
    """The example that is shipped has every answer that is needed, and none wrong."""
    toml = (templates_dir() / lang / "example.toml").read_text(encoding="utf-8")
    values, problems = read(toml=toml, lang=lang)
    walk = Walk.start(GUIDES[lang], ("network", "person"), values)
    assert (problems, [question.key for question in walk.open_questions() if question.required]) == ([], [])


def test_defaults_fill_what_nobody_answered():
    """Where nobody answered, the guide's default counts."""
    walk = Walk.start(GUIDES["en"], ("network", "person"))
    assert given.defaults(walk)["plan.questions"] == ("day", "tried", "importance", "worthwhile", "know")


def test_defaults_leave_what_was_skipped():
    """A question that was skipped stays skipped."""
    walk = Walk.start(GUIDES["en"], ("network", "person"), {"plan.questions": None})
    assert "plan.questions" not in given.defaults(walk)


def test_a_file_that_is_no_toml_is_told_where_one_is_that_is():
    """The ready example's answers, as a file that is there."""
    with pytest.raises(UsageError) as caught:
        given.gather([("a.toml", "x = [")], [])
    assert Path(caught.value.hint.partition(": ")[2]).is_file()


def test_what_its_field_would_ask_about_is_told(tmp_path):
    """Of each sentence that was given; a capital that stands in another answer is a name."""
    told = doubted(
        tmp_path,
        "person.name=Ole Berg",
        "person.met=we met at the library,",
        "reflection.why=I am asking you because Ole's book says so.",
        "reflection.curious=Hear what they say.",
        "network.purpose=We will know it works when Vejle says so.",
        "network.theme=young people",
        "contact.subject=may I hear your thoughts",
    )
    assert told[1:] == [
        "- network.purpose: “Vejle” begins with a capital in mid-sentence.",
        "- person.met: It ends in “library,.”.",
        "- reflection.curious: “Hear” stands without the words before it.",
        "- contact.subject: “may I hear your” repeats how the sentence begins.",
    ]
    assert doubted(tmp_path, "network.theme=young people") == []


def doubted(folder, *settings):
    """What is told of the sentences that were set."""
    found = given.gather([], settings)
    walk = Walk.start(GUIDES["en"], ABOUT)
    walk = walk.put(given.values(found, GUIDES["en"], walk, NOW))
    return repeated.doubts(found, walk, Network(folder))
