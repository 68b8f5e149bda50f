"""The short way and the full one: what each asks, in which order, and that all of it is used."""

from __future__ import annotations

from datetime import datetime
from itertools import product
from pathlib import Path

import pytest
import readyexample
import walk_counts
from readyexample import EXAMPLES, SLUG, example, prepared
from scriptedfront import ScriptedFront

from netinvite.app import meant
from netinvite.app.given import Given
from netinvite.app.knowledge import Knowledge
from netinvite.app.people import read
from netinvite.app.preparation import Preparation
from netinvite.app.prepare import Opened, Order, take_up
from netinvite.cli import app
from netinvite.errors import UsageError
from netinvite.leaving import LeftError
from netinvite.model.people import Person, alike
from netinvite.model.questions import FULL, SHORT, Need, by_step
from netinvite.model.walk import Walk
from netinvite.render import documents
from netinvite.store import drafts
from netinvite.store.inventory import Document
from netinvite.store.records import ABOUT, Told, load_guide
from netinvite.store.workspace import Workspace
from netinvite.ui.parts import Answered, Back, Left, Turned
from netinvite.values import replace
from netinvite.wizard.prepare import PreparationDesk

GUIDE, EXAMPLE = load_guide("en"), example("en")
WAYS, RELATIONS = ("mail", "call", "video", "meet"), ("well", "met", "heard", "referred")
OTHERS = {
    "person.referred_by": "Signe Bro",
    "person.mention_referrer": "yes",
    "person.phone": "87 65 43 21",
    "person.role": "head of a drop-in centre",
    "person.organisation": "The Stream",
    "reflection.seen": "In spring I heard you talk about your night café.",
}
# What the checks look at beyond the words of the texts, by the names that ``Known`` has for it.
LOOKED_AT = ("considered", "way", "tried", "minutes", "referrer", "mention_referrer")

ONCE = [
    *("organiser.name", "organiser.introduction", "network.theme", "organiser.motivation"),
    *("network.purpose", "network.values"),
]
WHOM = {
    "well": ["person.name", "person.relation"],
    "met": ["person.name", "person.relation", "person.met"],
    "heard": ["person.name", "person.relation", "reflection.seen"],
    "referred": [
        *("person.name", "person.relation", "person.referred_by", "person.mention_referrer"),
        "person.suggested",
    ],
}
THINK = [
    *("reflection.why", "reflection.covers", "reflection.motive", "reflection.barrier", "reflection.curious"),
    "contact.way",
]
CONTACT = {
    "call": ["person.phone", "contact.opening"],
    "video": ["contact.opening"],
    "meet": [],
    "mail": [
        *("contact.tried", "person.email", "contact.talk", "contact.minutes", "contact.times"),
        *("person.greeting", "contact.subject"),
        *("organiser.email", "organiser.phone", "organiser.signature"),
    ],
}


def walked(way, relation, depth=SHORT, answers=None):
    """A walk that everything was answered in, and the keys in the order they were asked."""
    walk = replace(Walk(GUIDE, ABOUT, dict(answers or {})), depth=depth).at_open()
    asked = []
    while walk.current:
        asked.append(walk.position)
        fixed = {"contact.way": way, "person.relation": relation}
        known = {**EXAMPLE, **OTHERS, **fixed}
        value = known.get(walk.position) if walk.position in fixed else walk.proposed(walk.current)
        walk = walk.answer(value if value is not None else known[walk.position])
    return walk, asked


@pytest.mark.parametrize(("way", "relation"), list(product(WAYS, RELATIONS)))
def test_the_short_way_asks_what_the_contact_needs(way, relation):
    """The questions of the method's table, in its order; of the next person what is not asked once."""
    walk, asked = walked(way, relation)
    of_person = [*WHOM[relation], *THINK, *CONTACT[way], "plan.questions"]
    assert asked == [*ONCE, *of_person]
    network = {question.key for question in GUIDE.questions("network")}
    told = {key: value for key, value in walk.answers.items() if key in network}
    assert walked(way, relation, answers=told)[1] == [key for key in of_person if key not in network]


def other_values(question, walk):
    """Other answers to a question."""
    value = walk.answers[question.key]
    if question.kind == "choice":
        return [choice.key for choice in question.choices if choice.key != value]
    also = [f"{value.rstrip('.')} and more."] if question.kind == "sentence" else []
    return [
        {
            "choices": ("know",) if question.name == "questions" else (),
            "times": (datetime(2026, 12, 9, 9), datetime(2026, 12, 10, 9)),
            "needs": (Need("rooms in the evening"),),
            "email": "other@example.org",
            "phone": "11 22 33 44",
        }.get(question.kind, f"{value} And more."),
        *also,
    ]


def texts(walk):
    """All texts that belong to the way chosen, and the leaflet, which may be handed out whatever it is."""
    mail = ["invitation"] if walk.answers["contact.way"] == "mail" else []
    known = {item.key: item for item in GUIDE.open_questions}
    chosen = [known[key] for key in walk.rendered().get("plan.questions", ())]
    answers = by_step(walk.rendered())
    keys = [question.key for question in GUIDE.questions(*ABOUT)]
    made = [
        documents.render(name, "en", answers, chosen, private=GUIDE.private(), keys=keys)
        for name in ("pitch", *mail, "conversation")
    ]
    leaflet = Document("leaflet.md", outgoing=True)
    return [*made, documents.render_found(leaflet, "en", answers, private=GUIDE.private(), keys=keys)]


def shown(walk, folder):
    """What status tells of the person and the needs, what is said at the end of the preparation, and what the
    checks know; none of it names the folder."""
    place = Workspace(folder)
    preparation = Preparation(place, GUIDE, walk, "", {"network": ""})
    desk = PreparationDesk(Opened(preparation, Given(), chosen=True))
    desk.front = ScriptedFront()
    preparation.save()
    desk.what_next()
    told = read(place)
    said = desk.front.said.replace(str(folder), "").replace(preparation.slug, "")
    data = place.read(place.answers_file(preparation.slug))
    known = Knowledge(Told(place, "en")).of(preparation.slug, data)
    everyone = [one._replace(id="") for one in told.everyone]
    return said, told.needs, everyone, [getattr(known, name) for name in LOOKED_AT]


@pytest.mark.sampled(4)
@pytest.mark.parametrize(("way", "relation", "depth"), list(product(WAYS, RELATIONS, (SHORT, FULL))))
def test_every_question_is_used(way, relation, depth, tmp_path):
    """Whatever is asked changes a text, what status or the last words say, or what is checked."""
    walk, asked = walked(way, relation, depth)
    before = texts(walk)
    unused = []
    for key in asked:
        question = GUIDE.question(key)
        for value in other_values(question, walk):
            other = replace(walk, answers=walk._with({key: value}))
            if texts(other) != before:
                break
            if shown(other, tmp_path / f"{key}-other") != shown(walk, tmp_path / key):
                break
        else:
            unused.append(key)
    assert unused == []


def test_what_is_not_asked_is_as_proposed():
    """Talk and length follow from the way where nobody is asked, and follow it when it is changed."""
    walk, _asked = walked("call", "well")
    assert "contact.talk" not in walk.answers
    assert (walk.rendered()["contact.talk"], walk.rendered()["contact.minutes"]) == ("phone", "20")
    for way, talk, minutes in (("video", "video", "30"), ("meet", "coffee", "30")):
        found = walk.jump("contact.way").answer(way).rendered()
        assert (found["contact.talk"], found["contact.minutes"]) == (talk, minutes)


def test_a_proposal_that_was_changed_stays():
    """What somebody has chosen follows nothing any more."""
    walk, _asked = walked("mail", "met")
    assert walk.answers["person.greeting"] == "Dear Jonas,"
    assert walk.put({"person.name": "Bo Bro"}).answers["person.greeting"] == "Dear Bo,"
    own = walk.put({"person.greeting": "Dear all"})
    assert own.put({"person.name": "Bo Bro"}).answers["person.greeting"] == "Dear all"


def test_the_full_way_asks_the_rest():
    """Nothing that was answered is asked again, and the count at the end of the short way is right."""
    walk, _asked = walked("call", "met")
    full, more = walked("call", "met", FULL, walk.answers)
    assert [question.key for question in walk.more()] == more
    assert more == [
        *("organiser.moment", "network.needs", "person.role", "person.organisation"),
        *("reflection.assumption", "reflection.alternative", "contact.talk", "contact.minutes", "plan.own"),
    ]
    assert full.more() == ()


def figures(way, relation="well"):
    """Shown and answered, of the first person and of the next one."""
    _walk, asked = walked(way, relation)
    network = {question.key for question in GUIDE.questions("network")}
    return [(len(keys), sum(map(typed, keys))) for keys in (asked, [k for k in asked if k not in network])]


def typed(key):
    """Whether an answer is typed or chosen, not proposed; the organiser's own address and number are not
    counted."""
    question = GUIDE.question(key)
    proposed = question.propose or question.default or question.kind == "times"
    return not proposed and key not in ("organiser.email", "organiser.phone")


@pytest.mark.parametrize(
    ("way", "label", "goal"),
    [("mail", "mail", (16, 10)), ("call", "phone", (15, 9)), ("meet", "face to face", (14, 8))],
)
def test_the_short_way_is_as_short_as_promised(way, label, goal):
    """The answers that it takes are those of the method's table, and those of the documentation."""
    written = (Path(__file__).parents[1] / "docs" / "ways.md").read_text(encoding="utf-8")
    for who, (shown, answered), most in zip(("first", "next"), figures(way), goal, strict=True):
        assert answered == most
        assert f"| {label} | {who} person | {shown} | {answered} " in written


@pytest.mark.whole
def test_the_program_itself_asks_no_more():
    """In a real terminal, from the first question to the texts, it is what the documentation says."""
    first, following = walk_counts.both("call")
    assert [(one.shown, one.answered) for one in (first, following)] == figures("call")


# On a terminal ----------------------------------------------------------------------------------


def desk_of(folder, *front, lang="en", slug=SLUG, depth=SHORT):
    place = Workspace(folder)
    person = place.person(slug) if slug else None
    desk = PreparationDesk(
        Opened(Preparation.open(place, lang, person, depth), Given(), chosen=person is not None)
    )
    desk.front = ScriptedFront(*front)
    return desk


@pytest.fixture
def net(tmp_path, capsys):
    """Jonas, prepared; his role, workplace and phone number were never asked for."""
    folder = prepared(tmp_path / "net")
    capsys.readouterr()
    return folder


def test_the_end_of_the_short_way_names_the_rest(net):
    """How many questions there are besides, and the command that asks them."""
    desk = desk_of(net)
    desk.what_next()
    count = len(desk.preparation.walk.more())
    assert count == 3
    assert f"Jonas Østergård, there are {count} more questions: netinvite prepare {SLUG} --full" in (
        desk.front.said.replace(f" --workspace {net}", "")
    )
    for question in desk.preparation.walk.more()[1:]:
        desk.preparation.put({question.key: None})
    desk.what_next()
    assert "there is one more question: netinvite prepare" in desk.front.said


def answered(desk, *keys):
    """Answer the questions ``keys`` as they come, with what the front has ready."""
    for key in keys:
        question = desk.preparation.walk.current
        assert question.key == key
        desk.take(question, desk.front.ask(desk.asked(question)))


def test_a_mail_as_well_asks_for_all_that_it_needs(tmp_path):
    """Who chose to call and wants the mail too is asked for what only a mail needs, in its order."""
    given = "\n".join(f"[{step}]\n{rows}" for step, rows in CALLING.items())
    file = tmp_path / "calling.toml"
    file.write_text(f'lang = "en"\n{given}', encoding="utf-8")
    assert app.run(["prepare", "--no-input", "-w", str(tmp_path / "net"), "--answers", str(file)]) == 0
    desk = desk_of(tmp_path / "net", slug="jonas-oestergaard")
    desk.preparation.put(dict.fromkeys(q.key for q in desk.preparation.walk.open_questions()))
    assert desk.preparation.walk.done and not desk.preparation.wants_mail
    assert desk.save_with_mail() is False
    wanted = [question.key for question in desk.preparation.walk.open_questions()]
    assert wanted == [*CONTACT["mail"]]
    assert desk.preparation.walk.position == "contact.tried"


CALLING = {
    "organiser": 'name = "Maja Holm"\nintroduction = "Maja Holm, a nurse."\nmotivation = "I have seen it."',
    "network": 'theme = "loneliness"\npurpose = "every young person has somebody to call"',
    "person": 'name = "Jonas Østergård"\nrelation = "well"\nphone = "87 65 43 21"',
    "reflection": 'why = "you know everyone"\ncurious = "what you see"',
    "contact": 'way = "call"',
    "plan": 'questions = ["day", "tried", "know"]',
}


def test_the_number_is_at_hand_when_it_is_time_to_call(net):
    """The last words name the phone number that was asked for."""
    desk = desk_of(net)
    desk.preparation.put({"person.phone": "87 65 43 21"})
    desk.preparation.save()
    desk.what_next()
    assert "Try to call Jonas Østergård (87 65 43 21) once more" in desk.front.said


@pytest.mark.parametrize(("tried", "words"), [("rung", "once more"), ("no", "first")])
def test_the_last_words_follow_what_was_tried(net, tried, words):
    """Once more for whoever has rung, first for whoever has not."""
    desk = desk_of(net)
    desk.preparation.put({"contact.tried": tried})
    desk.preparation.save()
    desk.what_next()
    assert f"Try to call Jonas Østergård {words}" in desk.front.said


def test_a_mail_proposes_talk_and_length_as_the_last_time(net):
    """Of the person whose texts were saved last, whatever the guide says otherwise."""
    place = Workspace(net)
    place.update(place.answers_file(SLUG), {("contact", "talk"): "video", ("contact", "minutes"): "45"})
    walk = Preparation.open(place, "en").walk.put({"contact.way": "mail"})
    talk, minutes = (walk.guide.question(f"contact.{name}") for name in ("talk", "minutes"))
    assert (walk.proposed(talk), walk.proposed(minutes)) == ("video", "45")
    called = walk.put({"contact.way": "call"})
    assert (called.proposed(talk), called.proposed(minutes)) == ("phone", "20")


# What somebody covers ---------------------------------------------------------------------------


def test_what_somebody_covers_becomes_a_need(net, capsys):
    """Something new is a need of the network at once, of no kind, and that is said."""
    settings = ["--set", 'reflection.covers=["contact with the young people", "a singing voice"]']
    assert app.run(["prepare", "jonas", "--no-input", "-w", str(net), *settings]) == 0
    assert "New among what the network needs: a singing voice." in capsys.readouterr().err
    needs = Workspace(net).read(net / "network.toml")["network"]["needs"]
    assert needs[-1] == {"name": "a singing voice"}
    assert app.run(["status", "-w", str(net)]) == 0
    assert "a singing voice: perhaps Jonas Østergård" in capsys.readouterr().out


def test_a_need_is_known_again_by_its_letters(net):
    """Capitals make no new need of it."""
    walk = Preparation.open(Workspace(net), "en", Person(SLUG, "")).walk
    after = walk.put({"reflection.covers": ("Contact with the Young People",)})
    assert after.answers["reflection.covers"] == ("contact with the young people",)
    assert after.answers["network.needs"] == walk.answers["network.needs"]


def test_the_full_way_asks_what_kind_a_need_is():
    """Where needs are only there because somebody covers them; once, and whoever does not know goes on."""
    walk, _asked = walked("call", "met")
    walk = walk.put({"network.needs": (Need("a singing voice"),), "reflection.covers": ("a singing voice",)})
    assert walk.done and "network.needs" in [question.key for question in walk.more()]
    full = replace(walk, depth=FULL).at_open()
    while full.position != "network.needs":
        full = full.answer(None)
    told = full.answer(full.answers["network.needs"])
    assert "network.needs" not in [question.key for question in told.open_questions()]
    assert not replace(walk.put({"network.needs": (Need("a", "skill"),)}), depth=FULL).is_open(
        GUIDE.question("network.needs")
    )


# Drafts -----------------------------------------------------------------------------------------


def test_a_text_stays_current_that_uses_none_of_the_new_answers(net):
    """What is thought about afterwards makes the conversation guide stale, not pitch and mail."""
    desk = desk_of(net)
    desk.preparation.put({"reflection.alternative": "Bo Bro"})
    desk.preparation.save()
    current = {name: drafts.look(Workspace(net), SLUG, name).current for name in drafts.FILES}
    assert current == {"pitch": True, "invitation": True, "conversation": False}


def test_a_changed_answer_makes_every_text_stale_that_names_it(net):
    """The other way round: what a template names counts, in any branch."""
    desk = desk_of(net)
    desk.preparation.put({"reflection.why": "I am asking you because you know everyone."})
    desk.preparation.save()
    assert not any(drafts.look(Workspace(net), SLUG, name).current for name in drafts.FILES)


# Languages --------------------------------------------------------------------------------------


@pytest.fixture
def danish(tmp_path, capsys):
    """Jonas, prepared in Danish."""
    folder = prepared(tmp_path / "net", "da")
    capsys.readouterr()
    return folder


def test_another_language_asks_whom_and_offers_somebody_new_first(danish):
    """Nobody's texts change their language because somebody asks for English."""
    desk = desk_of(danish, "new person", slug="", lang="en")
    desk.choose_person()
    assert desk.front.choices == [["new person", SLUG]]
    assert (desk.preparation.slug, desk.preparation.guide.lang) == ("", "en")


@pytest.mark.parametrize(("answer", "lang"), [("stay", "da"), ("turn", "en")])
def test_whoever_is_chosen_from_the_list_is_asked_about_as_by_name(danish, answer, lang):
    """Nobody's language changes unasked, and none that was asked for is dropped."""
    desk = PreparationDesk(take_up(Workspace(danish), Order(lang="en")))
    desk.front = ScriptedFront(SLUG, answer)
    desk.begin()
    assert desk.preparation.guide.lang == lang
    assert (Workspace(danish).person(SLUG).lang or "da") == lang


def test_a_person_keeps_their_language(danish, monkeypatch):
    """Where the command line asks for none: what the screen speaks says nothing of the person."""
    monkeypatch.setenv("NETINVITE_LANG", "en")
    desk = PreparationDesk(take_up(Workspace(danish), Order()))
    desk.front = ScriptedFront(SLUG)
    desk.begin()
    assert desk.preparation.guide.lang == "da" and desk.preparation.own_lang == ""


@pytest.mark.parametrize("name", ["Jonas Ostergard", "Jonas Østergaard", "jonas  østergårds"])
def test_somebody_new_of_nearly_the_same_name_is_asked_about(danish, name):
    """Before anything is kept of them; whoever it is then is gone on with, under the name they have."""
    desk = PreparationDesk(take_up(Workspace(danish), Order(name)))
    desk.front = ScriptedFront(SLUG)
    desk.begin()
    assert (desk.preparation.slug, desk.preparation.name) == (SLUG, "Jonas Østergård")
    assert Workspace(danish).slugs() == [SLUG]


def test_who_is_new_all_the_same_is_begun(danish):
    """As by somebody who said so on the command line, who is not asked."""
    for order, front in (
        (Order("Jonas Ostergard"), ["new person"]),
        (Order("Jonas Ostergard", new=True), []),
    ):
        desk = PreparationDesk(take_up(Workspace(danish), order))
        desk.front = ScriptedFront(*front)
        desk.begin()
        assert (desk.preparation.slug, desk.preparation.name) == ("", "Jonas Ostergard")


def refuse_doubts(opened):
    meant.refuse_doubts(opened.preparation, opened.answers, opened.named, rename=opened.rename)


@pytest.mark.parametrize(
    "given",
    [
        {"person": "Jonas Ostergard"},
        {"settings": ["person.name=Jonas Ostergard"]},
        {"answers": [("a.toml", '[person]\nname = "Jonas Ostergard"\n')]},
    ],
)
def test_where_nobody_can_be_asked_nearly_the_same_name_is_refused(danish, given):
    """With whoever it may be, and how to say which of the two is meant; nothing is kept."""
    with pytest.raises(UsageError) as refused:
        refuse_doubts(take_up(Workspace(danish), Order(**given)))
    told = refused.value.in_full
    assert f"({SLUG})" in told and f"prepare {SLUG} --no-input" in told and "--new" in told
    assert Workspace(danish).slugs() == [SLUG]
    opened = take_up(Workspace(danish), Order(**given, new=True))
    assert opened.preparation.slug == ""


def test_a_name_that_nobody_has_nearly_begins_somebody_unasked(danish):
    opened = take_up(Workspace(danish), Order("Signe Bro"))
    refuse_doubts(opened)
    assert opened.preparation.slug == ""


def test_nearly_the_same_name_in_given_answers_is_asked_about(danish):
    """As one on the command line; whoever it is keeps the name they have."""
    desk = PreparationDesk(take_up(Workspace(danish), Order(settings=["person.name=Jonas Ostergard"])))
    desk.front = ScriptedFront(SLUG)
    desk.begin()
    assert (desk.preparation.slug, desk.preparation.name) == (SLUG, "Jonas Østergård")


@pytest.mark.parametrize("how", [Back(""), Left(None)])
def test_whoever_leaves_there_begins_nobody_and_is_led_back(danish, how):
    """By the name that was given, which is kept nowhere else."""
    desk = PreparationDesk(take_up(Workspace(danish), Order("Jonas Ostergard")))
    desk.front = ScriptedFront(how)
    with pytest.raises(LeftError) as left:
        desk.run()
    assert "prepare 'Jonas Ostergard'" in left.value.message
    assert Workspace(danish).slugs() == [SLUG]


def test_a_name_that_is_typed_on_the_page_is_asked_about_too(danish):
    """Going back from that leads to the name, which stands in its field."""
    desk = desk_of(danish, Back(""), SLUG, slug="", lang="da")
    question = desk.preparation.guide.question("person.name")
    desk.take(question, Answered("Jonas Ostergard"))
    assert desk.preparation.slug == "" and desk.preparation.unfinished == {"person.name": "Jonas Ostergard"}
    desk.take(question, Answered("Jonas Ostergard"))
    assert desk.preparation.slug == SLUG and not desk.preparation.unfinished


def test_other_names_are_not_asked_about():
    """Two first names, or two last names, are no slip of the pen."""
    people = [Person("ida-holm", "Ida Holm"), Person("jonas-bro", "Jonas Bro")]
    for name in ("Ida Holme", "Holm, Ida", "Ida Lund Holm"):
        assert alike(name, people) == [people[0]]
    for name in ("Ida Lund", "Jens Bro", "Bo Holm", "Jonas", "Ida"):
        assert alike(name, people) == []


def test_an_unfinished_person_of_another_language_is_asked_about(danish):
    """Only whoever is written to in the language asked for is gone on with unasked."""
    place = Workspace(danish)
    place.update(place.answers_file(SLUG), {("reflection", "why"): ""})
    desk = desk_of(danish, "new person", slug="", lang="en")
    desk.choose_person()
    assert desk.front.choices == [[SLUG, "new person"]]


def turning(folder, *front):
    order = Order("jonas", lang="en")
    desk = PreparationDesk(take_up(Workspace(folder), order))
    desk.front = ScriptedFront(*front)
    desk.begin()
    return desk


def test_another_language_by_name_says_what_it_does(danish):
    """The sentences wait in their fields to be put into it; facts and private notes stay."""
    before = desk_of(danish, lang="da").preparation.walk.answers
    desk = turning(danish, "turn")
    found = desk.preparation
    # In the language of whoever sits here.
    assert "Jonas Østergård får sine tekster på dansk" in desk.front.said
    assert found.unfinished["reflection.why"] == before["reflection.why"]
    assert "reflection.why" not in found.walk.answers and "person.greeting" not in found.unfinished
    assert found.walk.answers["reflection.motive"] == before["reflection.motive"]
    assert found.walk.answers["person.email"] == before["person.email"]
    assert Workspace(danish).person(SLUG).lang == "en"


def test_another_language_can_be_declined(danish):
    """Then everything is as it was, and the sitting goes on in the person's own."""
    file = Workspace(danish).answers_file(SLUG)
    before = file.read_bytes()
    desk = turning(danish, "stay")
    assert desk.preparation.guide.lang == "da" and file.read_bytes() == before


def test_a_script_names_the_language_or_is_refused(danish, capsys):
    """Answers in English for somebody who is written to in Danish want an explicit --lang."""
    given = ["prepare", "jonas", "-w", str(danish), "--no-input", "--answers", EXAMPLES["en"]]
    before = (danish / "people" / SLUG / "answers.toml").read_bytes()
    assert app.run(given) == 2
    assert "--lang en" in capsys.readouterr().err
    assert (danish / "people" / SLUG / "answers.toml").read_bytes() == before
    assert app.run([*given, "--lang", "en"]) == 0
    pitch = (danish / "people" / SLUG / "pitch.md").read_text(encoding="utf-8")
    assert "I am asking you because" in pitch and "Jeg" not in pitch
    assert Workspace(danish).person(SLUG).lang == "en"


def test_a_script_without_the_sentences_is_led_to_where_they_are_asked(danish, capsys):
    """With the language that was named, or the way would lead back to the other one."""
    assert app.run(["prepare", "jonas", "-w", str(danish), "--no-input", "--lang", "en"]) == 2
    err = " ".join(capsys.readouterr().err.split())
    assert "reflection.why" in err and f"netinvite prepare {SLUG} --lang en" in err


def test_whoever_is_hard_to_reach_gets_a_mail_by_way_of_the_review(net):
    """Where no mail was wanted yet, the last words lead to where it is asked for."""
    desk = desk_of(net)
    desk.preparation.put({"contact.way": "call"})
    desk.preparation.save()
    (net / "people" / SLUG / "invitation.txt").unlink()
    desk.what_next()
    assert f"hard to reach: netinvite prepare {SLUG}" in desk.front.said


def test_an_email_that_was_never_asked_for_is_not_made_up(tmp_path, capsys):
    """For somebody who is to be called there is no greeting, no time and no way out: it is refused."""
    folder, calling = str(tmp_path / "net"), "--set=contact.way=call"
    assert app.run(["prepare", "-w", folder, "--answers", EXAMPLES["en"], "--no-input", calling]) == 0
    capsys.readouterr()
    assert app.run(["mail", SLUG, "--workspace", folder]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "you meet or call" in err


# F2 --------------------------------------------------------------------------------------------------------


def test_the_other_way_says_what_it_asks_further_back(net):
    """How many of its questions come at the end; and there, that it is an earlier step again."""
    readyexample.open_at(net, "reflection.why")
    desk = desk_of(net)
    walk = desk.sitting.walk
    kept = {
        key: value for key, value in walk.answers.items() if key not in ("organiser.moment", "network.needs")
    }
    desk.sitting.walk = replace(walk, answers=kept)
    assert walk.position == "reflection.why"
    behind = [
        one for one in desk.sitting.walk.more() if GUIDE.places[one.key] < GUIDE.places["reflection.why"]
    ]
    assert len(behind) > 1
    desk.announce(desk.sitting.walk.current)
    desk.take(desk.sitting.walk.current, Turned("half"))
    assert f"{len(behind)} of them belong before this question, and come at the end." in desk.front.said
    asked = []
    while question := desk.sitting.walk.current:
        desk.announce(question)
        asked.append((question.key, "An earlier step once more" in desk.front.said))
        desk.take(question, Answered(_any(desk, question)))
    first = next(number for number, (key, _said) in enumerate(asked) if key == behind[0].key)
    assert [said for _key, said in asked] == [False] * first + [True] * (len(asked) - first)
    assert {one.key for one in behind} == {key for key, _said in asked[first:]}


def _any(desk, question):
    """Some answer to it, or none where it can be left out."""
    if not question.required:
        return None
    proposed = desk.sitting.walk.proposed(question)
    return proposed if proposed is not None else EXAMPLE[question.key]


# What the rules find ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("follows", [True, False])
def test_what_is_found_is_named_by_the_number_and_not_by_a_path(net, follows):
    """Where texts have numbers; and where an address is missing, by its question."""
    desk = desk_of(net)
    desk.front.follows = follows
    heard = desk.preparation.walk.answers["reflection.curious"]
    desk.preparation.put({"reflection.curious": f"{heard.removesuffix('.')}?", "person.email": None})
    desk.preparation.save()
    told = desk.found_in(desk.preparation.texts(("invitation",)))
    assert "There is no address to send it to.\n    What" in told
    assert "netinvite" not in told and "invitation.txt" not in told and ":1:" not in told
    numbered = [line for line in told.splitlines() if line.startswith("The email [")]
    assert bool(numbered) is follows
