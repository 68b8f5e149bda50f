"""What a template of a user's own may take: time, memory, length; and what is said of one that takes more."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from netinvite import language
from netinvite.errors import TemplateError
from netinvite.language import templates_dir
from netinvite.render import documents, limits
from netinvite.render.jobs import Job
from netinvite.store.records import load_guide

pytestmark = pytest.mark.whole

GUIDE = load_guide("en")
VALUES = {"network": {"theme": "how we notice young people"}, "reflection": {"barrier": "Few hands."}}
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of memory for a process")
ENDLESS = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
# Each squares a number that fills its memory: one step of Python's that nothing interrupts.
ONE_LONG_STEP = "{% set n = namespace(v=3) %}{% for a in range(40) %}{% set n.v = n.v * n.v %}{% endfor %}"


@pytest.fixture
def own(tmp_path):
    """A folder of own templates; writes one and gives the folder."""

    def write(text, name="pitch.md.j2", lang="en"):
        (tmp_path / lang).mkdir(exist_ok=True)
        (tmp_path / lang / name).write_text(text, encoding="utf-8")
        return tmp_path

    return write


def render(own, document="pitch", lang="en"):
    keys = [question.key for question in GUIDE.questions()]
    return documents.render(document, lang, VALUES, [], own, private=GUIDE.private(), keys=keys)


def job(own, document="pitch"):
    found = documents.DOCUMENTS[document]
    return Job(found, "en", VALUES, (), own, GUIDE.private(), ("network.theme",))


def refusal(own, **more):
    with pytest.raises(TemplateError) as caught:
        render(own, **more)
    return caught.value


HUGE = [
    "{{ 'x'.rjust(1000000000) }}",
    "{{ 'x' | center(1000000000) }}",
    "{{ '%1000000000d' | format(1) }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ '{:>1000000000}'.format(1) }}",
    "{{ 'a\\nb' | indent(1000000000) }}",
    "{{ [1] | batch(1000000000, 'x') | list | length }}",
    "{% set n = namespace(t='xx') %}{% for a in range(60) %}{% set n.t = n.t ~ n.t %}{% endfor %}",
]


@pytest.mark.sampled(2)
@POSIX
@pytest.mark.parametrize("text", HUGE)
def test_something_huge_is_ended_and_its_line_named(own, text):
    """A width, a repetition or a doubling that would fill the memory is stopped where it stands."""
    error = refusal(own(f"Hello\n\n{text}\n"))
    assert "pitch.md.j2, line 3: this needs more memory" in error.message
    assert "very long" in error.hint


@pytest.mark.parametrize("text", ["{{ 10**10**8 }}", "{{ 'x' * 1000000000 }}", "{{ [0] * 1000000000 }}"])
def test_powers_and_repetition_are_not_allowed(own, text):
    """These are refused before anything is computed."""
    assert "pitch.md.j2, line 1: not allowed in a template" in refusal(own(text)).message


def test_loops_without_end_are_ended_and_their_line_named(own):
    """A text that goes on for more than its five seconds is ended, and the line that was at work is named."""
    folder, began = own(f"Hello\n{ENDLESS}\n"), time.monotonic()
    assert "pitch.md.j2, line 2: this takes longer" in refusal(folder).message
    assert limits.SECONDS <= time.monotonic() - began < limits.SECONDS + 10


def test_one_long_step_is_killed_from_outside(own):
    """What cannot be interrupted is killed, and its template named."""
    (outcome,) = limits.render_all([job(own(ONE_LONG_STEP))], seconds=0.5)
    assert isinstance(outcome, TemplateError)
    assert "pitch.md.j2" in outcome.message and "longer" in outcome.message


def test_a_text_in_time_is_not_kept_from_the_next(own):
    """Each text has its own time; one that was interrupted does not spoil the one after it."""
    slow, quick = job(own(ENDLESS)), job(own("Hello\n", "conversation.md.j2"), "conversation")
    first, second = limits.render_all([slow, quick], seconds=0.5)
    assert isinstance(first, TemplateError) and second == "Hello\n"


def test_a_text_of_more_than_a_million_characters_is_refused(own):
    """However it comes about."""
    long = "{% for a in range(20) %}{{ 'x'.rjust(100000) }}{% endfor %}"
    assert "1000000 characters" in refusal(own(long)).message


@pytest.mark.parametrize(
    "text",
    [
        "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
        "{% include 'pitch.md.j2' %}",
        "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    ],
)
def test_no_end_of_calls(own, text):
    """A template that calls or includes itself, or is nested too deeply, is told so in words."""
    assert "without end" in refusal(own(text)).message


def test_says_it_in_danish_too(own):
    """The child speaks the language of the program."""
    language.activate("da")
    folder = own("{{ network.theem }}\n", lang="da")
    assert "linje 1: ”network.theem” kendes ikke" in refusal(folder, lang="da").message


def test_an_own_template_renders_as_before(own):
    """What a user's template says comes out, with typed answers."""
    assert render(own("{{ network.theme | closed }}\n")) == "how we notice young people.\n"


def test_what_is_gone_is_named_there_too(own):
    """By the child as by the program itself."""
    error = refusal(own("{{ network.theme | sentence }}\n"))
    assert "“sentence” is gone" in error.message and "{{ organiser.moment | closed }}" in error.hint


def test_the_open_questions_go_along(own):
    """Each is its text there too, with its second breath beside it."""
    folder = own("{% for one in questions %}{{ one }} {{ one.then }}\n{% endfor %}")
    scale = next(item for item in GUIDE.open_questions if item.then)
    assert documents.render("pitch", "en", VALUES, [scale], folder) == f"{scale.ask} {scale.then}\n"


def test_private_answers_stay_out(own):
    """A child is given no more for an outgoing text than the program itself would."""
    error = refusal(own("{% for step in [reflection] %}{{ step['barrier'] }}{% endfor %}"))
    assert "private" in error.message


def test_what_is_included_is_confined_too(own):
    """A part of the user's own in an otherwise shipped language is rendered by the child as well."""
    own("{{ 'x'.rjust(1000000000) }}", "_part.j2")
    assert refusal(own("Hello\n{% include '_part.j2' %}")).message


def test_shipped_templates_start_no_process(monkeypatch, tmp_path):
    """They are trusted: rendering them costs no second Python, with or without a guide of one's own."""

    def refuse(*_arguments, **_named):
        raise AssertionError("a process was started")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "guide.toml").write_bytes((templates_dir() / "en" / "guide.toml").read_bytes())
    assert render(tmp_path) == render(None)


def test_nothing_in_the_current_folder_is_imported(own, tmp_path, monkeypatch):
    """A shared folder cannot put code into the child by a file named as a library."""
    (tmp_path / "jinja2.py").write_text("raise SystemExit('imported')", encoding="ascii")
    folder = own("Hello\n")
    monkeypatch.chdir(tmp_path)
    assert render(folder) == "Hello\n"


@pytest.mark.parametrize("python", ["/bin/false", "/nowhere/python"])
def test_says_so_when_there_is_no_second_python(own, monkeypatch, python):
    """A child that ends at once, or cannot begin, is an error in words."""
    monkeypatch.setattr(sys, "executable", python)
    assert "second Python" in refusal(own("Hello\n")).message


@pytest.fixture
def children(monkeypatch):
    """All that are started from now on."""
    found, opened = [], subprocess.Popen

    def remember(*arguments, **named):
        found.append(opened(*arguments, **named))
        return found[-1]

    monkeypatch.setattr(subprocess, "Popen", remember)
    return found


def test_no_child_is_left(own, children):
    """Whatever happens, the child is gone when the text or the error is there."""
    list(limits.render_all([job(own(ONE_LONG_STEP))], seconds=0.2))
    render(own("Hello\n"))
    assert len(children) == 2 and all(child.returncode is not None for child in children)


def test_several_texts_are_made_by_one_child(own, children):
    """It lasts as long as they need it; one that was ended is followed by another."""
    with limits.one_child():
        assert [render(own(f"{text}\n")) for text in ("one", "two", "three")] == ["one\n", "two\n", "three\n"]
        assert len(children) == 1 and children[0].returncode is None
        children[0].kill()
        assert "ended" in refusal(own("never\n")).message
        assert render(own("four\n")) == "four\n"
        assert len(children) == 2
    assert all(child.returncode is not None for child in children)
