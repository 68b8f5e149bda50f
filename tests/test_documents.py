"""The texts: the model texts word for word, every variant without a seam, private answers kept out."""

from __future__ import annotations

import re
import tomllib
from copy import deepcopy
from datetime import datetime
from itertools import product
from pathlib import Path

import pytest
from faults.running import thorough
from hypothesis import given, settings
from hypothesis import strategies as st

from netinvite import documents, guide, wording
from netinvite.errors import TemplateError
from netinvite.wording import Wording

SNAPSHOTS = Path(__file__).parent / "snapshots"
LANGS = ("da", "en")
GUIDES = {lang: guide.load(lang) for lang in LANGS}
TIMES = tuple(datetime(2026, 12, day, hour, 0) for day, hour in ((1, 10), (3, 14), (4, 9)))
OUTGOING = [name for name, document in documents.DOCUMENTS.items() if document.outgoing]


def example(lang, **changes):
    """The ready example, with ``step__name=value`` laid over it; None takes an answer out."""
    values = tomllib.loads((guide.templates_dir() / lang / "example.toml").read_text(encoding="utf-8"))
    values.pop("lang")
    values["contact"]["times"] = tuple(datetime.fromisoformat(time) for time in values["contact"]["times"])
    for key, value in changes.items():
        step, name = key.split("__")
        values[step][name] = value
    return values


def render(document, lang, values=None, own=None):
    loaded = GUIDES[lang]
    values = example(lang) if values is None else values
    chosen = values.get("plan", {}).get("questions") or ()
    return documents.render(
        document,
        lang,
        values,
        [item.ask for item in loaded.open_questions if item.key in chosen],
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
        r"\b((?i:\w+)) (?i:\1)\b|(\.\.|,,| [,.?:;]|None|  |\n\n\n|!|[ \t]\n|\{\{|\( *\))", text
    )
    wrong = [a or b for a, b in found]
    if text.startswith("\n") or not text.endswith("\n") or text.endswith("\n\n"):
        wrong.append("ends")
    return wrong + [line for line in body_lines(text) if not re.search(r"[.?:…]\**$", line)]


def body_lines(text):
    """Lines that must be closed by a mark: no header, greeting, heading, list or signature."""
    text = re.sub(r"\n(Venlig hilsen|Kind regards,)\n.*", "", text, flags=re.S)
    text = re.sub(r"^To:.*\nSubject:.*\n\n.*\n", "", text)
    labels = r"- |\d+\. |# |\*\*Spørg åbent\*\*|\*\*Ask openly\*\*|\*Kun til dig:\*|\*For you alone:\*"
    return [line for line in text.splitlines() if line and not re.match(labels, line)]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("document", documents.DOCUMENTS)
def test_reads_like_the_model_text(document, lang):
    """The ready example gives the model text, word for word."""
    expected = (SNAPSHOTS / f"{document}.{lang}.txt").read_text(encoding="utf-8")
    assert render(document, lang) == expected


RELATIONS = [("well", ""), ("met", ""), ("heard", ""), ("referred", "yes"), ("referred", "no")]
VARIANTS = list(
    product(
        RELATIONS,
        ("several", "once", "no", None),
        ("phone", "video", "theirs", "coffee", None),
        range(4),
        ("15", None),
    )
)[:: 1 if thorough() else 7]


@pytest.mark.parametrize("lang", LANGS)
def test_every_variant_of_the_mail_is_without_a_seam(lang):
    """Relation, attempts, place, number of times and minutes, in every combination."""
    for (relation, mention), tried, talk, times, minutes in VARIANTS:
        values = example(
            lang,
            person__relation=relation,
            person__mention_referrer=mention,
            person__referred_by="Signe Bro",
            contact__tried=tried,
            contact__talk=talk,
            contact__times=TIMES[:times],
            contact__minutes=minutes,
        )
        text = render("invitation", lang, values)
        assert not seams(text), text
        assert 80 <= length(text) <= 150, text
        assert ("Signe Bro" in text) is (mention == "yes")


def length(mail):
    """Words of the mail itself: no headers, no signature."""
    body = re.split(r"\n(?:Venlig hilsen|Kind regards,)\n", mail.split("\n\n", 1)[1])[0]
    return len(re.findall(r"[\w.:'’]+", body))


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
@settings(max_examples=150 if thorough() else 30, deadline=None)
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
@settings(max_examples=50 if thorough() else 15, deadline=None)
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
    assert "Signe Bro" in render("guide", lang, values)
    for key in GUIDES[lang].private():
        values["reflection"].pop(key.split(".")[1])
    text = render("guide", lang, values)
    assert "Kun til dig" not in text and "For you alone" not in text


@pytest.mark.parametrize("typed", ["{{ 7*7 }}", "[bold]x[/bold]", "{% raw %}", "<b>&amp;</b>", "{# no #}"])
def test_answers_come_out_literally(typed):
    """What looks like a template, a mark-up or HTML is text."""
    values = example("en", network__moment=f"Look: {typed}", network__topic=typed)
    values["reflection"]["why"] = typed
    assert f"Look: {typed}" in render("pitch", "en", values)
    for document in documents.DOCUMENTS:
        assert f"because {typed}." in render(document, "en", values)


def test_line_breaks_do_not_break_a_header():
    """An answer cannot add a header line to the mail."""
    values = example(
        "en",
        person__name="Jonas\nBcc: all@example.org",
        network__topic="loneliness\r\nBcc: all@example.org\x00",
        person__greeting="Jonas",
    )
    head = render("invitation", "en", values).split("\n\n")[0].splitlines()
    assert [line.split(":")[0] for line in head] == ["To", "Subject"]
    assert "\x00" not in head[1]


SUBJECTS = {
    ("da", "unge og ensomhed"): "Må jeg høre dit syn på unge og ensomhed?",
    ("da", "Hvordan vi får øje på unge"): "Må jeg høre dit syn på, hvordan vi får øje på unge?",
    ("da", "overgangen fra skole til arbejde"): "Dit syn på overgangen fra skole til arbejde?",
    (
        "da",
        "overgangen fra skole til arbejde og uddannelse",
    ): "Overgangen fra skole til arbejde og uddannelse",
    ("en", "young people and loneliness"): "Your view on young people and loneliness?",
    ("en", "loneliness."): "May I hear your view on loneliness?",
    ("en", "the way from school to work and training in town"): (
        "The way from school to work and training in town"
    ),
}


@pytest.mark.parametrize(("lang", "topic"), SUBJECTS)
def test_the_subject_is_short(lang, topic):
    """At most 50 characters, by a shorter wording where the topic is long."""
    subject = render("invitation", lang, example(lang, network__topic=topic)).splitlines()[1]
    wanted = SUBJECTS[lang, topic]
    assert subject == f"Subject: {wanted}" or len(wanted) > 50


GREETINGS = [
    ("da", "met", "", "Kære Jonas"),
    ("da", "well", "", "Hej Jonas"),
    ("da", "well", "Kære Jo,", "Hej Jo"),
    ("en", "met", "", "Dear Jonas,"),
    ("en", "well", None, "Hi Jonas,"),
]


@pytest.mark.parametrize(("lang", "relation", "called", "wanted"), GREETINGS)
def test_greets_as_people_who_know_each_other_do(lang, relation, called, wanted):
    """The greeting follows how well the two know each other and what one calls the other."""
    values = example(lang, person__relation=relation, person__greeting=called)
    assert render("invitation", lang, values).split("\n\n")[1] == wanted


SENTENCES = [
    ("da", "det blev for sent.", "Det er vigtigt, fordi", "Det er vigtigt, fordi det blev for sent."),
    ("da", "Fordi jeg så det...", "Det er vigtigt, fordi", "Det er vigtigt, fordi jeg så det…"),
    ("da", "fordi at jeg så det", "Det er vigtigt, fordi", "Det er vigtigt, fordi jeg så det."),
    ("da", "Det er vigtigt, fordi du kan", "Det er vigtigt, fordi", "Det er vigtigt, fordi du kan."),
    ("da", "Jeg så det. Ingen kom.", "Det er vigtigt, fordi", "Det er vigtigt, fordi jeg så det. Ingen kom."),
    ("da", "I kender dem alle", "Jeg skriver, fordi", "Jeg skriver, fordi I kender dem alle."),
    ("da", "Jonas Østergård kan det", "Jeg skriver, fordi", "Jeg skriver, fordi Jonas Østergård kan det."),
    ("da", "unge og ensomhed", "Det handler om", "Det handler om unge og ensomhed."),
    ("da", "om, hvordan vi gør", "Det handler om", "Det handler om, hvordan vi gør."),
    ("da", "om I har tid?", "Jeg vil gerne høre", "Jeg vil gerne høre, om I har tid."),
    ("da", "om jeres natcafé", "Jeg vil gerne høre", "Jeg vil gerne høre om jeres natcafé."),
    ("da", "… har alle\nen ven", "Når det lykkes,", "Når det lykkes, har alle en ven."),
    ("da", " ... ", "Når det lykkes,", ""),
    ("da", None, "Når det lykkes,", ""),
    ("en", "Because I saw it!", "It matters because", "It matters because I saw it."),
    ("en", "I've seen it", "It matters because", "It matters because I've seen it."),
    ("en", "You've seen it", "It matters because", "It matters because you've seen it."),
    ("en", "Every child counts.", "When it succeeds,", "When it succeeds, every child counts."),
    ("en", "NHS staff know it", "It matters because", "It matters because NHS staff know it."),
    ("en", "she said “stop.”", "It matters because", "It matters because she said “stop.”"),
    ("da", "At vi ser dem", "Det handler om", "Det handler om, at vi ser dem."),
    ("da", "at hjælpe unge", "Det handler om", "Det handler om at hjælpe unge."),
    ("da", "Ensomhed blandt unge", "Det handler om", "Det handler om ensomhed blandt unge."),
    ("da", "At du kender dem", "Jeg skriver, fordi", "Jeg skriver, fordi du kender dem."),
    ("da", "At alle får hjælp.", "Når det lykkes,", "Det lykkes, når alle får hjælp."),
    ("da", "familierne får hjælp", "Når det lykkes,", "Det lykkes, når familierne får hjælp."),
    ("da", "Vi kender hinanden", "Når det lykkes,", "Det lykkes, når vi kender hinanden."),
    ("da", "færre anbringelser", "Når det lykkes,", "Når det lykkes, får vi færre anbringelser."),
    ("da", "at hjælpe unge", "Når det lykkes,", "Når det lykkes, kan vi hjælpe unge."),
    ("da", "Din viden om unge", "Jeg skriver, fordi", "Jeg skriver på grund af din viden om unge."),
    ("da", "din viden rækker langt", "Jeg skriver, fordi", "Jeg skriver, fordi din viden rækker langt."),
    ("da", "du deler din viden", "Som deltager", "Du deler din viden."),
    ("da", "At dele din viden", "Som deltager", "Som deltager bidrager du med at dele din viden."),
    ("da", "din tid", "Som deltager", "Som deltager bidrager du med din tid."),
    ("da", "At du møder andre", "Du får", "Du møder andre."),
    ("da", "at vide, hvad der sker", "Du får", "Du får at vide, hvad der sker."),
    ("en", "That we see them", "It is about", "The idea is that we see them."),
    ("en", "that all get help", "When it succeeds,", "When it succeeds, all get help."),
    ("en", "Your work with mothers", "I write because", "I write because of your work with mothers."),
    ("en", "your work has helped", "I write because", "I write because your work has helped."),
    ("en", "your time", "As a participant you", "As a participant you bring your time."),
]


@pytest.mark.parametrize(("lang", "typed", "lead", "wanted"), SENTENCES)
def test_an_answer_completes_its_sentence(lang, typed, lead, wanted):
    """No doubled conjunction, no doubled stop, no capital in the middle, no text from nothing."""
    assert Wording(lang, ("Jonas Østergård",)).completes(typed, lead) == wanted


def test_lists_are_joined_as_people_say_them():
    """Commas, and the language's own word before the last."""
    assert Wording("da").joined(["Nysgerrighed", "ligeværd", "mod."]) == "nysgerrighed, ligeværd og mod"
    assert Wording("en").joined(["curiosity", "equal footing"]) == "curiosity and equal footing"
    assert Wording("en").joined(["courage"]) == "courage"
    assert Wording("en").joined(()) == ""


ROLES_SAID = {
    "Development consultant.": "a development consultant",
    "I am an architect": "an architect",
    "HR manager": "an HR manager",
    "university lecturer": "a university lecturer",
    "Danish teacher": "a Danish teacher",
    "Head of service": "head of service",
    "in charge of youth work": "in charge of youth work",
}


def test_a_role_is_said_and_signed():
    """An article in the sentence, none in the signature; the workplace only once."""
    words = Wording("en")
    assert words.byline("a development consultant", "at Northby Council") == (
        "development consultant, Northby Council"
    )
    assert words.byline("consultant at Northby Council", "Northby Council") == "consultant at Northby Council"
    for role, said in ROLES_SAID.items():
        assert words.clause(role, "I am") == said
    assert Wording("da").clause("Sundhedsplejerske.", "Jeg er") == "sundhedsplejerske"
    assert words.workplace("Northby Council", "consultant at Northby Council") == ""
    assert Wording("da").workplace("Nordby Skole") == "på Nordby Skole"
    assert Wording("da").workplace("hos Holm") == "hos Holm"


@pytest.mark.parametrize("name", ["Jonas Østergård", "Østergård, Jonas", "Dr. Jonas Holm", "Jonas"])
def test_first_name(name):
    """However the name is written, the first name is found."""
    assert wording.first_name(name) == "Jonas"


@pytest.mark.parametrize("count", range(4))
@pytest.mark.parametrize("lang", LANGS)
def test_values_are_counted(lang, count):
    """No values, one, two or three."""
    values = example(lang)
    values["network"]["values"] = values["network"]["values"][:count]
    said = {
        "da": ("på sporet", "Ét ord", "To ord", "Tre ord"),
        "en": ("on course", "One w", "Two w", "Three w"),
    }
    text = render("pitch", lang, values)
    assert (said[lang][count] in text) is (count > 0)


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
    ("{% for a in range(9999) %}{{ network.moment }}{{ network.moment }}{% endfor %}", "1000000", "", ""),
    ("{% include 'none.j2' %}", "none.j2", "", ""),
]


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
    own = own_template(tmp_path, "{{ reflection.barrier }}", "guide.md.j2")
    assert render("guide", "en", own=own) == "Few hands in the afternoon.\n"


def test_ones_own_templates_win_file_by_file(tmp_path):
    """A template of one's own replaces the shipped one; the others stay."""
    own = own_template(tmp_path, "Hi {{ person.name | first_name }}\n\n\n\nBye  \n")
    assert render("pitch", "en", own=own) == "Hi Jonas\n\nBye\n"
    assert render("guide", "en", own=own) == render("guide", "en")


def test_rendering_changes_no_answer():
    """Answers go in and stay as they were."""
    values = example("da")
    before = deepcopy(values)
    render("guide", "da", values)
    assert values == before


def test_lines_of_a_long_answer_become_sentences():
    """A new line that begins a sentence closes the one before it, and none is left open."""
    words = Wording("da")
    assert words.sentence("vi så det sent\nDet gjorde ondt") == "Vi så det sent. Det gjorde ondt."
    assert words.sentence("") == ""
