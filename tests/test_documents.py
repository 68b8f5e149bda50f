"""The texts: the model texts letter by letter, every variant without a seam, private answers kept out."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import datetime
from functools import cache
from itertools import product
from pathlib import Path

import pytest
import readyexample
from extent import examples, whole
from hypothesis import given, settings
from hypothesis import strategies as st

from netinvite.errors import AnswerError, TemplateError
from netinvite.language import templates_dir
from netinvite.model import kinds
from netinvite.model.proposals import first_words, proposal
from netinvite.model.questions import by_step
from netinvite.render import documents, engine, faults, sandbox
from netinvite.render.jobs import Asked
from netinvite.store import inventory
from netinvite.store.records import load_guide

SNAPSHOTS = Path(__file__).parent / "snapshots"
LANGS = ("da", "en")
GUIDES = {lang: load_guide(lang) for lang in LANGS}
TIMES = tuple(datetime(2026, 12, day, hour, 0) for day, hour in ((1, 10), (3, 14), (4, 9)))
OUTGOING = [name for name, document in documents.DOCUMENTS.items() if document.outgoing]
SEEN = {
    "da": "I foråret hørte jeg dig fortælle om jeres natcafé.",
    "en": "In spring I heard you talk about your night café.",
}
PROPOSED = ("person.suggested", "contact.opening", "person.greeting", "contact.subject")


@cache
def answers(lang):
    """The ready example's answers by key."""
    return readyexample.example(lang)


def example(lang, **changes):
    """The ready example by step and name, with ``step__name=value`` laid over it; None takes one out."""
    return by_step({**answers(lang), **{key.replace("__", "."): value for key, value in changes.items()}})


def with_proposals(lang, *wanted, **changes):
    """As ``example``, with the guide's own proposals for these questions."""
    found = {**answers(lang), **{key.replace("__", "."): value for key, value in changes.items()}}
    for key in wanted:
        found[key] = proposal(GUIDES[lang].question(key), found, GUIDES[lang])
    return by_step(found)


def render(document, lang, values=None, own=None):
    loaded = GUIDES[lang]
    values = example(lang) if values is None else values
    known = {item.key: item for item in loaded.open_questions}
    return documents.render(
        document,
        lang,
        values,
        [known[key] for key in values.get("plan", {}).get("questions") or ()],
        own,
        private=loaded.private(),
        keys=[question.key for question in loaded.questions()],
    )


def own_template(folder, text, name="pitch.md.j2", lang="en"):
    (folder / lang).mkdir(exist_ok=True)
    (folder / lang / name).write_text(text, encoding="utf-8")
    return folder


def seams(text):
    """What is wrong with a text that is put together from answers; [] when it reads as one."""
    found = re.findall(
        r"\b((?i:\w+)) (?i:\1)\b|(\.\.|,,| [,.?:;]|None|  |\n\n\n|!|[ \t]\n|\{\{|\( *\))",
        re.sub(r"^   – ", "", text, flags=re.M),
    )
    wrong = [a or b for a, b in found]
    if text.startswith("\n") or not text.endswith("\n") or text.endswith("\n\n"):
        wrong.append("ends")
    return wrong + [line for line in body_lines(text) if not re.search(r"[.?:…]\**$", line)]


def body_lines(text):
    """Lines that must be closed by a mark: no header, greeting, heading, list or signature."""
    text = re.sub(r"\n(Venlig hilsen|Kind regards,)\n.*", "", text, flags=re.S)
    text = re.sub(r"^(?:To|Til):.*\n(?:Subject|Emne):.*\n\n.*\n", "", text)
    labels = r"- |\d+\. |# |\*\*[\w ]+\*\*$|\*[\w ]+\*$|---$|\*Det, du håbede på:|\*What you hoped for:"
    return [line for line in text.splitlines() if line and not re.match(labels, line)]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("document", documents.DOCUMENTS)
def test_reads_like_the_model_text(document, lang):
    """The ready example gives the model text, letter by letter."""
    expected = (SNAPSHOTS / f"{document}.{lang}.txt").read_text(encoding="utf-8")
    assert render(document, lang) == expected


@pytest.mark.parametrize("lang", LANGS)
def test_a_moment_ends_in_a_mark(lang):
    """As every sentence does; one that stands there already stays alone."""
    for typed, said in (("One of them cried", "One of them cried."), ("Who asks? ", "Who asks?")):
        assert said in render("pitch", lang, example(lang, organiser__moment=typed)).splitlines()


@pytest.mark.parametrize("lang", LANGS)
def test_a_pitch_on_the_phone_reads_like_the_model_text(lang):
    """The opening stands in it as it was proposed, and the ask is one that a caller makes."""
    values = with_proposals(lang, "contact.opening", contact__way="call")
    assert render("pitch", lang, values) == (SNAPSHOTS / f"pitch-phone.{lang}.txt").read_text("utf-8")


RELATIONS = [("well", None), ("met", None), ("heard", None), ("referred", "yes"), ("referred", "no")]
VARIANTS = list(
    product(
        RELATIONS,
        ("rung", "came-by", "both", "no", None),
        ("phone", "video", "theirs", "coffee", None),
        range(4),
        ("20", "30", "60", None),
    )
)[:: 1 if whole() else 41]


def varied(lang, variant, way="mail"):
    """The example as one of ``VARIANTS``, with what is proposed then."""
    (relation, mention), tried, talk, times, minutes = variant
    return with_proposals(
        lang,
        *PROPOSED,
        person__relation=relation,
        person__met=answers(lang)["person.met"] if relation == "met" else None,
        person__mention_referrer=mention,
        person__referred_by="Signe Bro" if relation == "referred" else None,
        reflection__seen=SEEN[lang] if relation == "heard" else None,
        contact__way=way,
        contact__tried=tried,
        contact__talk=talk,
        contact__times=TIMES[:times],
        contact__minutes=minutes,
    )


@pytest.mark.parametrize("lang", LANGS)
def test_every_variant_of_the_mail_is_without_a_seam(lang):
    """Relation, attempts, place, number of times and minutes, in every combination; none too long."""
    for variant in VARIANTS:
        (_relation, mention), *_more = variant
        text = render("invitation", lang, varied(lang, variant))
        assert not seams(text), text
        assert 80 <= length(text) <= 150, text
        assert ("Signe Bro" in text) is (mention == "yes")


@pytest.mark.parametrize("lang", LANGS)
def test_every_variant_of_the_pitch_is_without_a_seam(lang):
    """Relation, way of contact, place and minutes."""
    for variant, way in product(VARIANTS[::3], ("call", "video", "meet", "mail", None)):
        text = render("pitch", lang, varied(lang, variant, way))
        assert not seams(text), text
        assert ("Signe Bro" in text) is (variant[0][1] == "yes")


def length(mail):
    """Words of the mail itself: no headers, no greeting, no line of a time, no signature."""
    body = re.split(r"\n(?:Venlig hilsen|Kind regards,)\n", mail.split("\n\n", 2)[2])[0]
    lines = [line for line in body.splitlines() if not re.match(r"- |.*(kunne være |would work\.)", line)]
    return len(re.findall(r"[\w.:'’-]+", "\n".join(lines)))


TRIED = {
    "da": "Det lykkedes ikke at komme igennem på telefonen, så her kommer en mail.",
    "en": "Calling has not worked out, so here is an email.",
}
FIRST_PARAGRAPHS = [
    ("well", None, None, ["tried"]),
    ("well", None, "seen", ["tried"]),
    ("met", None, None, ["met", "introduction", "tried"]),
    ("heard", None, "seen", ["seen", "introduction", "tried"]),
    ("heard", None, None, ["introduction", "tried"]),
    ("referred", "yes", "seen", ["suggested", "introduction", "tried"]),
    ("referred", "no", "seen", ["introduction", "tried"]),
]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("relation", "mention", "seen", "order"), FIRST_PARAGRAPHS)
def test_the_first_paragraph_says_how_the_two_know_each_other(lang, relation, mention, seen, order):
    """In the order of the relation; what was seen of somebody known well, or recommended, is in the third."""
    values = with_proposals(
        lang,
        "person.suggested",
        person__relation=relation,
        person__met=answers(lang)["person.met"] if relation == "met" else None,
        person__referred_by="Signe Bro" if relation == "referred" else None,
        person__mention_referrer=mention,
        reflection__seen=SEEN[lang] if seen else None,
    )
    said = {
        "met": values["person"]["met"],
        "suggested": values["person"]["suggested"],
        "seen": SEEN[lang],
        "introduction": values["organiser"]["introduction"],
        "tried": TRIED[lang],
    }
    paragraphs = render("invitation", lang, values).split("\n\n")
    assert paragraphs[2] == " ".join(said[part] for part in order)
    opens = relation in ("referred", "well") and bool(seen)
    assert paragraphs[4].startswith(SEEN[lang]) is opens


EVERY_WAY_TRIED = {
    "da": {
        "rung": "Det lykkedes ikke at komme igennem på telefonen, så her kommer en mail.",
        "came-by": "Det lykkedes ikke at træffe dig, så her kommer en mail.",
        "both": "Det lykkedes ikke at få fat i dig, så her kommer en mail.",
    },
    "en": {
        "rung": "Calling has not worked out, so here is an email.",
        "came-by": "Catching you in person has not worked, so here is an email.",
        "both": "Neither calling nor coming by has worked, so here is an email.",
    },
}


@pytest.mark.parametrize(("lang", "tried"), list(product(LANGS, ("rung", "came-by", "both"))))
def test_what_was_tried_is_a_whole_sentence_that_denies_no_earlier_meeting(lang, tried):
    """“We met at the fair. We have not managed to meet” said two things."""
    values = example(lang, contact__tried=tried, person__relation="met")
    first = render("invitation", lang, values).split("\n\n")[2]
    assert first.endswith(EVERY_WAY_TRIED[lang][tried])


@pytest.mark.parametrize(
    ("lang", "again"), [("da", "Hvornår kan vi tale sammen igen?"), ("en", "When could we talk again?")]
)
def test_whoever_is_on_video_is_not_asked_for_video(lang, again):
    """They see each other already: when they talk again is the question."""
    for talk in ("video", None):
        pitch = render(
            "pitch", lang, example(lang, contact__way="video", contact__talk=talk, contact__minutes="30")
        )
        assert again in pitch and "video" not in pitch.rpartition("*(")[2]


ASKS = list(product(("phone", "video", "theirs", "coffee"), ("15", "20", "30", "45")))


def asks(lang, talk, minutes):
    """The ask in the mail, at the end of a pitch in person, and on the phone."""
    changes = {"contact__talk": talk, "contact__minutes": minutes, "contact__times": ()}
    mail = render("invitation", lang, example(lang, **changes))
    pitches = [render("pitch", lang, example(lang, contact__way=way, **changes)) for way in ("meet", "call")]
    of_mail = mail.split("\n\n")[5].removesuffix(
        {"da": " Hvornår passer det?", "en": " When would suit you?"}[lang]
    )
    return [of_mail, *(text.rpartition(":)* ")[2].rstrip() for text in pitches)]


@pytest.mark.parametrize("lang", LANGS)
def test_each_ask_is_written_out(lang):
    """Sixteen of them, three sentences each, as they stand in the list."""
    wanted = (SNAPSHOTS / f"asks.{lang}.txt").read_text(encoding="utf-8").splitlines()
    found = [" | ".join((talk, minutes, *asks(lang, talk, minutes))) for talk, minutes in ASKS]
    assert found == wanted


OTHER_ASKS = [
    ("da", "theirs", 60, "Kan vi mødes hos jer til en snak på 60 minutter?"),
    ("da", "coffee", None, "Kan vi finde tid til en kop kaffe og en snak?"),
    ("da", None, "10", "Kan vi finde 10 minutter til en snak?"),
    ("da", "walk", "short", "Kan vi finde tid til en snak?"),
    ("en", "video", "60", "Could you spare 60 minutes for a video call?"),
    ("en", None, None, "Could you spare the time for a conversation?"),
]


@pytest.mark.parametrize(("lang", "talk", "minutes", "wanted"), OTHER_ASKS)
def test_an_ask_that_nobody_wrote_out_is_one_all_the_same(lang, talk, minutes, wanted):
    """Minutes and talks of a guide of one's own, and none at all."""
    assert asks(lang, talk, minutes)[0] == wanted


BY_WAY = [
    ("call", "phone", "20"),
    ("video", "video", "30"),
    ("meet", "coffee", "30"),
]


@pytest.mark.parametrize(("way", "talk", "minutes"), BY_WAY)
def test_where_nobody_asked_how_long_the_way_of_contact_tells(way, talk, minutes):
    """The short way does not ask: the pitch ends as if what is proposed had been taken."""
    unasked = example("en", contact__way=way, contact__talk=None, contact__minutes=None)
    taken = example("en", contact__way=way, contact__talk=talk, contact__minutes=minutes)
    assert render("pitch", "en", unasked) == render("pitch", "en", taken)


@pytest.mark.parametrize("mention", ["yes", "no"])
def test_an_opening_names_nobody_without_leave(mention):
    """Not even where somebody had given leave, and a sentence for it is there."""
    values = with_proposals(
        "en",
        "contact.opening",
        person__relation="referred",
        person__referred_by="Signe Bro",
        person__suggested="Signe Bro suggested it.",
        person__mention_referrer=mention,
        contact__way="call",
    )
    for document in OUTGOING:
        assert ("Signe Bro" in render(document, "en", values)) is (mention == "yes")


def answered(lang):
    """Every key the example answers, as (step, name)."""
    return [(step, name) for step, named in example(lang).items() for name in named]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("document", documents.DOCUMENTS)
def test_any_answer_may_be_missing(document, lang):
    """Each answer in turn left out, skipped or empty leaves no seam."""
    for step, name in answered(lang):
        for relation in ("met", "heard"):
            values = example(lang, person__relation=relation)
            values[step][name] = None
            assert not seams(render(document, lang, values)), (step, name)
            del values[step][name]
            assert not seams(render(document, lang, values)), (step, name)


@given(data=st.data())
@settings(max_examples=examples(150), deadline=None)
def test_any_set_of_answers_may_be_missing(data):
    """Any subset of the answers gives a text without a seam."""
    lang = data.draw(st.sampled_from(LANGS))
    values = example(lang)
    values["person"]["relation"] = data.draw(st.sampled_from(("well", "met", "heard", "referred")))
    for step, name in data.draw(st.sets(st.sampled_from(answered(lang)))):
        values[step].pop(name)
    for document in documents.DOCUMENTS:
        text = render(document, lang, values)
        assert not seams(text), text


def test_nothing_answered_yet_gives_a_text_all_the_same():
    """A look at the text is possible before the first answer."""
    for document, lang in product(documents.DOCUMENTS, LANGS):
        assert not seams(render(document, lang, {}))


@given(secret=st.text(min_size=1))
@settings(max_examples=examples(50), deadline=None)
def test_private_answers_stay_out_of_outgoing_texts(secret):
    """Whatever a private answer says, texts that others see do not change by it."""
    for lang, document in product(LANGS, OUTGOING):
        values = example(lang)
        for key in GUIDES[lang].private():
            step, name = key.split(".")
            values[step][name] = secret
        assert render(document, lang, values) == render(document, lang)


@pytest.mark.parametrize("lang", LANGS)
def test_the_conversation_guide_shows_them_to_the_organiser(lang):
    """The guide is for the organiser alone; without private answers that part is left out."""
    values = example(lang)
    assert "Signe Bro" in render("conversation", lang, values)
    for key in GUIDES[lang].private():
        values["reflection"].pop(key.split(".")[1])
    text = render("conversation", lang, values)
    assert "Kun til dig" not in text and "For you alone" not in text


@pytest.mark.parametrize("typed", ["{{ 7*7 }}", "[bold]x[/bold]", "{% raw %}", "<b>&amp;</b>", "{# no #}"])
def test_answers_come_out_literally(typed):
    """What looks like a template, a mark-up or HTML is text."""
    values = example("en", organiser__moment=f"Look: {typed}", reflection__why=f"It is because {typed}.")
    assert f"Look: {typed}" in render("pitch", "en", values)
    for document in documents.DOCUMENTS:
        assert f"because {typed}." in render(document, "en", values)


def test_line_breaks_do_not_break_a_header():
    """An answer cannot add a header line to the mail."""
    values = example(
        "en",
        person__name="Jonas\nBcc: all@example.org",
        contact__subject="loneliness\r\nBcc: all@example.org\x00",
    )
    head = render("invitation", "en", values).split("\n\n")[0].splitlines()
    assert [line.split(":")[0] for line in head] == ["To", "Subject"]
    assert "\x00" not in head[1]


SENTENCES = [
    question.key
    for question in GUIDES["en"].questions("network", "person")
    if question.kind == "sentence" and question.asked_in != "practical"
]
# Where each sentence stands, for the relation and the way of contact that ask for it.
STANDS = {
    "organiser.introduction": ("pitch", "invitation"),
    "network.theme": ("pitch", "invitation"),
    "organiser.motivation": ("pitch", "invitation"),
    "network.purpose": ("pitch", "invitation"),
    "network.values": ("pitch",),
    "person.met": ("pitch", "invitation"),
    "person.suggested": ("pitch", "invitation"),
    "reflection.seen": ("pitch", "invitation"),
    "reflection.why": ("pitch", "invitation", "conversation"),
    "reflection.curious": ("pitch", "invitation"),
}
FITTING = {
    "person.met": {"person__relation": "met"},
    "person.suggested": {
        "person__relation": "referred",
        "person__referred_by": "Signe Bro",
        "person__mention_referrer": "yes",
    },
    "reflection.seen": {"person__relation": "heard"},
}
TYPED = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp", "Cn")), min_size=1, max_size=80
)


def test_every_sentence_of_the_guide_has_its_place():
    """None is asked for nothing."""
    assert set(SENTENCES) == set(STANDS)


@given(data=st.data())
@settings(max_examples=examples(60), deadline=None)
def test_a_sentence_stands_as_it_was_typed(data):
    """Whatever is typed behind the first words, it stands in every text letter by letter."""
    lang, key = data.draw(st.sampled_from(LANGS)), data.draw(st.sampled_from(SENTENCES))
    question = GUIDES[lang].question(key)
    first = first_words(question, answers(lang), GUIDES[lang]) if data.draw(st.booleans()) else ""
    typed = data.draw(TYPED)
    try:
        value = kinds.of(question).parse(question, f"{first} {typed}")
    except AnswerError:
        value = None
    if value is None:
        assert not any(map(str.isalnum, typed))
    else:
        values = example(lang, **FITTING.get(key, {}), **{key.replace(".", "__"): value})
        for document in STANDS[key]:
            assert value in render(document, lang, values)


LINES = ["{{ 7*7 }} * _x_", "a  b", "Kære alle,", "hej", "»Ja«"]


@pytest.mark.parametrize("typed", LINES)
def test_lines_stand_as_they_were_typed(typed):
    """Greeting, opening and signature get no mark, no capital and no other blanks."""
    values = example("da", person__greeting=typed, contact__opening=typed, contact__way="call")
    values["organiser"]["signature"] = f"{typed}\nog mere"
    mail = render("invitation", "da", values)
    assert mail.split("\n\n")[1] == typed and mail.endswith(f"\nVenlig hilsen\n{typed}\nog mere\n")
    assert render("pitch", "da", values).startswith(f"{typed}\n\n")


def test_without_a_signature_the_name_stands_there():
    """Whoever was never asked for one still signs."""
    assert render("invitation", "en", example("en", organiser__signature=None)).endswith(
        "regards,\nMaja Holm\n"
    )


@pytest.mark.parametrize("lang", LANGS)
def test_no_question_is_asked_twice(lang):
    """What the conversation guide opens with is no further question; what was chosen has its number, and
    stands with a no only where nobody chose it; a scale is asked in two breaths."""
    known = {item.key: item for item in GUIDES[lang].open_questions}
    scale, onward = known["importance"], known["know"].ask
    values = example(lang, plan__questions=("view", "importance", "know"), plan__own=None)
    text = render("conversation", lang, values)
    assert text.count(known["view"].ask) == 1
    assert f"\n1. {scale.ask}\n   – {scale.then}\n2. {onward}\n" in text and "\n3. " not in text
    assert text.casefold().count(onward.casefold()[1:]) == 1
    values = example(lang, plan__questions=("view", "importance"), plan__own=None)
    text = render("conversation", lang, values)
    assert text.casefold().count(onward.casefold()[1:]) == 1 and "\n2. " not in text


def test_a_line_break_in_a_private_answer_stays_in_its_point():
    """An answer of several lines goes on below its label."""
    text = render("conversation", "en", example("en", reflection__motive="One.\nTwo."))
    assert "- What may move them: One.\n  Two.\n" in text


def test_the_old_way_of_naming_a_question_still_reads():
    """A question is its text; the second breath is beside it."""
    asked = Asked(next(one for one in GUIDES["en"].open_questions if one.key == "importance"))
    assert (f"{asked}", asked.then) == (
        "How important is this to you, from 0 to 10?",
        "Why not a lower number?",
    )


GONE = [
    ('{{ network.theme | completes("It is about") }}', "completes", "{{ network.theme }}"),
    ("{{ person.name | first_name }}", "first_name", "{{ person.greeting }}"),
    ("{{ byline(organiser.name, organiser.phone) }}", "byline", "{{ organiser.signature }}"),
    ("{{ network.topic }}", "network.topic", "{{ contact.subject }}"),
]


@pytest.mark.parametrize(("text", "name", "instead"), GONE)
def test_what_is_gone_is_named_with_what_to_write(tmp_path, text, name, instead):
    """Filters, functions and answers that there were before."""
    with pytest.raises(TemplateError) as caught:
        render("pitch", "en", own=own_template(tmp_path, f"Hello\n{text}\n"))
    assert f"“{name}” is gone" in caught.value.message and "line 2" in caught.value.message
    assert instead in caught.value.hint


@pytest.mark.usefixtures("in_this_python")
def test_what_to_write_instead_can_be_written(tmp_path):
    """Each of the hints is a template that renders."""
    for instead in set(faults.GONE.values()):
        own = own_template(tmp_path, instead, "conversation.md.j2")
        assert render("conversation", "en", own=own).strip() or instead == "{{ person.referred_by }}"


BROKEN = [
    ("{{ network.theem }}", "line 2", "network.theem", "network.theme"),
    ("{{ netwrk.theme }}", "line 2", "netwrk", "network"),
    ("{% if network.theem %}x{% endif %}", "line 2", "network.theem", "network.theme"),
    ("{{ reflection.barrier }}", "line 2", "private", ""),
    ("{% if %}", "line 2", "", ""),
    ("{{ network.theme | claus }}", "line 2", "claus", ""),
    ("{{ network.theme.__class__.__mro__ }}", "line 2", "", ""),
    ("{{ network.theme + 1 }}", "line 2", "", ""),
    ("{{ 9 ** 9 ** 9 }}", "line 2", "", ""),
    ("{% for a in range(9999) %}{{ organiser.moment }}{{ organiser.moment }}{% endfor %}", "1000000", "", ""),
    ("{% include 'none.j2' %}", "none.j2", "", ""),
]


@pytest.mark.sampled(4)
@pytest.mark.parametrize(("text", "place", "named", "near"), BROKEN)
def test_says_what_is_wrong_with_a_template(tmp_path, text, place, named, near):
    """File, line, the unknown name and the nearest known one."""
    own = own_template(tmp_path, f"Hello\n{text}\n")
    with pytest.raises(TemplateError) as caught:
        render("pitch", "en", own=own)
    assert place in caught.value.message and named in caught.value.message
    assert near in caught.value.hint
    assert ".j2" in caught.value.message


def test_the_organisers_own_template_may_name_private_answers_in_the_guide(tmp_path):
    """Only outgoing texts are without them."""
    own = own_template(tmp_path, "{{ reflection.barrier }}", "conversation.md.j2")
    assert (
        render("conversation", "en", own=own)
        == "Few hands in the afternoon. Hold the meetings in the morning.\n"
    )


def test_ones_own_templates_win_file_by_file(tmp_path):
    """A template of one's own replaces the shipped one; the others stay."""
    own = own_template(tmp_path, "Hi {{ person.name }}\n\n\n\nBye  \n")
    assert render("pitch", "en", own=own) == "Hi Jonas Østergård\n\nBye\n"
    assert render("conversation", "en", own=own) == render("conversation", "en")


def test_rendering_changes_no_answer():
    """Answers go in and stay as they were."""
    values = example("da")
    before = deepcopy(values)
    render("conversation", "da", values)
    assert values == before


def test_a_template_by_its_name_of_before_is_not_passed_over_in_silence(tmp_path):
    """The shipped text would stand in for it, and a private one be taken for one that goes out."""
    own = tmp_path / "templates"
    (own / "en").mkdir(parents=True)
    (own / "en" / "guide.md.j2").write_text("Mine {{ reflection.motive }}\n", encoding="utf-8")
    with pytest.raises(TemplateError, match=r"conversation\.md\.j2"):
        render("conversation", "en", own=own)
    assert inventory.added(own, "en") == {}


@pytest.mark.parametrize("lang", LANGS)
def test_the_pitch_asks_for_nothing_before_a_way_was_chosen(lang):
    """What is proposed for later questions makes no ask."""
    answered = example(lang)
    assert "*(" in render("pitch", lang, answered)
    del answered["contact"]["way"]
    assert "*(" not in render("pitch", lang, answered)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("mark", "asked"), [("?", 0), ("?”", 0), ("?)", 0), (".", 1), ("? Say.", 1)])
def test_a_pitch_asks_one_question_at_its_end(lang, mark, asked):
    """Where the sentence before asks already, the fixed question is left out; the guide keeps it."""
    first = next(one.ask for one in GUIDES[lang].open_questions if one.key == "view")
    values = example(lang, reflection__curious=f"What do you see{mark}")
    assert render("pitch", lang, values).count(first) == asked
    assert first in render("conversation", lang, values)


OWN_WORDS = {"da": r"\b(?:jeg|mig|min|mit|mine)\b", "en": r"\b(?:I|me|my|mine)\b"}
ASKING = list(
    product(("rung", "came-by", "both", None), ("phone", "video", "theirs", "coffee", None), range(3))
)


@pytest.mark.parametrize("lang", LANGS)
def test_fixed_sentences_hold_for_one_and_for_several(lang):
    """Where every sentence of the writer says "we", no sentence of the template says "I"."""
    for (tried, talk, times), way in product(ASKING, ("meet", "call")):
        values = example(
            lang,
            **{key.replace(".", "__"): "We are two." for key in SENTENCES},
            organiser__moment=None,
            contact__subject=None,
            contact__tried=tried,
            contact__talk=talk,
            contact__times=TIMES[:times],
            contact__minutes="20" if times else None,
            contact__way=way,
            plan__questions=[one.key for one in GUIDES[lang].open_questions],
        )
        for document in documents.DOCUMENTS:
            text = render(document, lang, values)
            assert not re.findall(OWN_WORDS[lang], text), text


@pytest.mark.parametrize("lang", LANGS)
def test_templates_compiled_when_the_package_was_built_give_the_same_texts(lang, tmp_path, monkeypatch):
    """To the letter, and through the templates that they take in; one's own go before them."""
    own = own_template(tmp_path, "Mine.", lang=lang)
    before = {document: render(document, lang) for document in ("pitch", "invitation", "conversation")}
    sandbox.compile_all(templates_dir(), tmp_path / "compiled")
    made = tmp_path / "compiled" / sandbox.MADE_BY
    # Were anything compiled while it is rendered, this would say so.
    monkeypatch.setattr(engine.Sandbox, "compile", None)
    monkeypatch.setattr(engine, "compiled", made.joinpath)
    monkeypatch.setattr(engine, "_kept", engine._kept.__wrapped__)
    assert {document: render(document, lang) for document in before} == before
    monkeypatch.undo()
    monkeypatch.setattr(engine, "compiled", made.joinpath)
    assert render("pitch", lang, own=own) == "Mine.\n"


def test_templates_compiled_for_another_jinja_are_not_taken(tmp_path, monkeypatch):
    """Nor any where none were compiled, as in a checkout."""
    monkeypatch.setattr(sandbox, "__file__", str(tmp_path / "render" / "sandbox.py"))
    (tmp_path / "compiled" / "jinja2-2.0" / "en").mkdir(parents=True)
    assert sandbox.compiled("en") is None
    (tmp_path / "compiled" / sandbox.MADE_BY / "en").mkdir(parents=True)
    assert sandbox.compiled("en") is not None
