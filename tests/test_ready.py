"""What is worked out when the package is built says the same as what it is worked out of."""

import marshal
import sys
import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from readyexample import example
from test_documents import answers

from netinvite import libraries, ready
from netinvite.checks import form, rule, text
from netinvite.errors import TemplateError
from netinvite.language import templates_dir
from netinvite.model import dates
from netinvite.model.questions import ABOUT, by_step
from netinvite.model.timewords import lexicon
from netinvite.render import beforehand, documents, jobs, plain, uses
from netinvite.speech import speech
from netinvite.store.inventory import DOCUMENTS, find, others
from netinvite.store.records import load_guide

pytestmark = pytest.mark.whole

LANGS = ("da", "en")
KEPT = (
    *(ready._kept, dates._locale, uses._naming),
    *(lexicon.__globals__["_lexicon"], speech.__globals__["_speech"]),
)


def forget():
    """Nothing is kept from before."""
    for kept in KEPT:
        kept.cache_clear()


def made(folder):
    """What a package has when it was built."""
    folder.mkdir()
    beforehand.make(templates_dir(), folder)


@pytest.fixture
def built(once, monkeypatch):
    """As in a package that was built."""
    package = once(made)
    folder = package / "ready"
    monkeypatch.setattr(ready, "FOLDER", folder)
    monkeypatch.setattr(ready, "PLAIN", package / "plain")
    forget()
    yield folder
    forget()


@pytest.mark.parametrize("lang", LANGS)
def test_a_shipped_table_is_what_its_toml_says(lang, built):
    for name in ready.TABLES:
        file = templates_dir() / lang / name
        text = file.read_text(encoding="utf-8")
        assert ready.table(file, text) == ready.table(str(file), text) == tomllib.loads(text)


def test_the_rules_words_are_what_their_toml_says(built):
    told = (Path(rule.__file__).parent / ready.RULES).read_text(encoding="utf-8")
    assert ready.rules(told) == tomllib.loads(told)
    assert ready.rules(f"{told}\n") is None


def test_a_pattern_is_what_re_makes_of_the_same(tmp_path, monkeypatch):
    compiler = sys.modules["re._compiler"]
    beforehand._patterns(templates_dir(), tmp_path)
    made_for, known = marshal.loads((tmp_path / "patterns").read_bytes())
    assert made_for == libraries.engine()
    assert {libraries.asked(*pattern.of) for pattern in (text.MARK, form._LINKS)} <= known.keys()
    # Of Python's own, what every start loads.
    assert any("WHITESPACES" in str(key[1]) for key in known)
    expected = {key: compiler.compile(*key[1:]) for key in known}
    monkeypatch.setattr(compiler, "compile", compiler.compile)
    libraries.take_up_patterns(tmp_path / "patterns")
    assert {key: compiler.compile(*key[1:]) for key in known} == expected
    assert compiler.compile("not beforehand").fullmatch("not beforehand")


@pytest.mark.parametrize(
    "written",
    [b"", b"N", b"nonsense", marshal.dumps((["another"], {})), marshal.dumps((libraries.engine(), []))],
)
def test_patterns_that_are_damaged_or_of_another_python_are_compiled_anew(written, tmp_path, monkeypatch):
    compiler, file = sys.modules["re._compiler"], tmp_path / "patterns"
    before = compiler.compile
    monkeypatch.setattr(compiler, "compile", before)
    libraries.take_up_patterns(file)
    file.write_bytes(written)
    libraries.take_up_patterns(file)
    assert compiler.compile is before


def test_a_table_that_says_something_else_or_lies_elsewhere_is_read_anew(built, tmp_path):
    file = templates_dir() / "en" / "guide.toml"
    text = file.read_text(encoding="utf-8")
    assert ready.table(file, f"{text}\n") is None
    assert ready.table(tmp_path / "en" / "guide.toml", text) is None
    assert ready.table(templates_dir() / "en" / "example.toml", text) is None


@pytest.mark.parametrize("damage", ["", "[", "[]", "{}", '{"says": 1'])
def test_what_is_damaged_is_worked_out_anew(damage, built):
    file = templates_dir() / "en" / "words.toml"
    for name in ("en.words.toml", "en.named", "days"):
        (built / f"{name}.json").write_text(damage, encoding="utf-8")
    assert ready.table(file, file.read_text(encoding="utf-8")) is None
    assert ready.named("en") == {}
    assert ready.days("en_GB") is None
    assert dates.format_time(datetime(2026, 12, 1, 9, 30), "en") == "Tuesday 1 December at 09:30"


MOMENTS = [
    datetime(2026, 11, 25, hour, minute) + timedelta(days=11 * hour)
    for hour in range(24)
    for minute in (0, 5)
]


def said(lang):
    """Every way in which days and moments are told."""
    of_days = (dates.format_date, dates.plain_day, dates.weekday_name)
    of_moments = (dates.format_time, dates.format_clock)
    days = [date(2026, 1, 1) + timedelta(days=day) for day in range(0, 800, 3)]
    told = [tell(day, lang) for tell in of_days for day in days]
    told += [tell(moment, lang) for tell in of_moments for moment in MOMENTS]
    return told + [dates.format_range(one, one + timedelta(minutes=45), lang) for one in MOMENTS]


@pytest.mark.parametrize("lang", LANGS)
def test_days_are_told_and_understood_as_babel_has_them(lang, built, monkeypatch):
    now, words = said(lang), lexicon(lang)
    with monkeypatch.context() as without:
        without.setattr(ready, "days", lambda locale: None)
        forget()
        assert said(lang) == now
        assert lexicon(lang) == words
    forget()
    # Were Babel asked, this would say so.
    monkeypatch.setattr(dates, "babel_dates", None)
    monkeypatch.setattr(dates, "babel", None)
    assert said(lang) == now
    assert lexicon(lang) == words


@pytest.mark.parametrize(
    "pattern", ["EEE d MMM", "d. MMMM ''yy", "''d", "d 'of", "HH", "EEEE d MMMM G", "'at' d"]
)
def test_a_pattern_of_ones_own_is_written_as_babel_writes_it(pattern, built, monkeypatch):
    def told():
        try:
            return dates._formatted(date(2026, 12, 1), pattern, "en")
        except dates.speech.__globals__["LanguageError"] as error:
            return str(error)

    now = told()
    monkeypatch.setattr(ready, "days", lambda locale: None)
    assert told() == now


@pytest.mark.parametrize("lang", LANGS)
def test_what_the_shipped_templates_name_is_known_without_reading_them(lang, built, monkeypatch, tmp_path):
    guide = load_guide(lang)
    keys = [question.key for question in guide.questions(*ABOUT)]
    documents = [find(name, None, lang) for name in (*DOCUMENTS, *others(lang))]
    with monkeypatch.context() as anew:
        anew.setattr(ready, "named", lambda lang: {})
        read = [uses.uses(document, lang, None, keys) for document in documents]
    monkeypatch.setattr(uses, "_naming", None)
    assert [uses.uses(document, lang, None, keys) for document in documents] == read
    assert all(read)


def test_a_template_of_ones_own_is_read(built, tmp_path):
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "pitch.md.j2").write_text("{{ person.name }}", encoding="utf-8")
    assert uses.uses(DOCUMENTS["pitch"], "en", tmp_path, ["person.name", "person.email"]) == {"person.name"}


# Answers on which the shipped texts turn; None takes one out.
ASKED = (
    {},
    {"person.relation": "well"},
    {
        "person.relation": "referred",
        "person.mention_referrer": "yes",
        "person.suggested": "Bo said you know it.",
    },
    {"person.relation": "heard", "contact.tried": "both", "contact.times": None},
    {"contact.times": (datetime(2026, 12, 1, 9, 30),), "contact.talk": "phone", "contact.minutes": "20"},
    {"contact.minutes": "25", "contact.talk": None, "contact.tried": "rung"},
    {"contact.minutes": None, "person.email": None, "contact.subject": None, "person.greeting": None},
    {"organiser.signature": "A {{ b }} %s <i>&amp;</i> {% c %}", "network.theme": "100 % {{ x }}\\n$1 'å'"},
    {"contact.way": "call", "contact.opening": None, "person.name": "Łukasz “X” Ø"},
)


@pytest.mark.parametrize("answered", ASKED)
@pytest.mark.parametrize("lang", LANGS)
def test_the_email_and_the_pitch_are_written_without_jinja_to_the_letter(lang, answered, built, monkeypatch):
    guide = load_guide(lang)
    known = {key: value for key, value in {**answers(lang), **answered}.items() if value is not None}
    keys = [question.key for question in guide.questions(*ABOUT)]

    def written(document):
        return documents.render(document, lang, by_step(known), (), private=guide.private(), keys=keys)

    with monkeypatch.context() as without:
        without.setattr(plain, "rendered", lambda job: None)
        expected = [written(document) for document in DOCUMENTS]
    assert [written(document) for document in DOCUMENTS] == expected
    # Were Jinja2 asked, this would say so.
    monkeypatch.setattr(documents, "engine", None)
    assert [written(document) for document in ("invitation", "pitch")] == [expected[1], expected[0]]


# None takes an answer out.
OF_A_LEAFLET = (
    {},
    {"practical.heading": None, "organiser.moment": None, "practical.meetings": None},
    {"practical.about": None, "network.purpose": None, "practical.gain": None, "organiser.email": None},
    {"organiser.signature": "  Bo Krag \n\n\t leads \n maja.holm@example.org", "practical.place": None},
    {"organiser.signature": None, "organiser.phone": None, "organiser.moment": " a\n b "},
    {
        "practical.costs": '{{ 7*7 }} <b>x</b> #set page() *x* "q" \\n \\ $z$ %s {% c %}',
        "organiser.name": None,
    },
)


@pytest.mark.parametrize("answered", OF_A_LEAFLET)
@pytest.mark.parametrize("lang", LANGS)
def test_the_leaflet_is_written_without_jinja_to_the_letter(lang, answered, built, monkeypatch):
    known = {key: value for key, value in {**example(lang), **answered}.items() if value is not None}
    keys = [question.key for question in load_guide(lang).questions("network")]

    def written():
        return [
            documents.render_found(find(name, None, lang), lang, by_step(known), keys=keys)
            for name in LEAFLETS
        ]

    with monkeypatch.context() as without:
        without.setattr(plain, "rendered", lambda job: None)
        expected = written()
    # Were Jinja2 asked, this would say so.
    monkeypatch.setattr(documents, "engine", None)
    assert written() == expected


LEAFLETS = ("leaflet.md", "leaflet.typ")


def test_what_plain_cannot_do_is_left_to_jinja(built):
    """A guide of one's own without a question that the text names; what the text does not reckon with."""
    job = jobs.Job(DOCUMENTS["invitation"], "en", {"person": {"name": "Bo"}}, (), None, frozenset(), ())
    assert plain.rendered(job) is None
    assert plain.rendered(jobs.Job(DOCUMENTS["invitation"], "sv", {}, (), None, frozenset(), ())) is None
    with pytest.raises(TemplateError):
        documents.render_found(DOCUMENTS["invitation"], "en", {"person": {"name": "Bo"}})
