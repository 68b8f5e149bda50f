"""One's own texts: listed, copied, compared with the shipped ones, and checked by file and line."""

from __future__ import annotations

import importlib.util
import json
import re
import tomllib
from pathlib import Path

import pytest
import typer

from netinvite import language
from netinvite.cli.templates import app
from netinvite.customise import copies, shelf, trials
from netinvite.customise.lint import check
from netinvite.errors import GuideError, NetinviteError, TemplateError, UsageError
from netinvite.language import languages, templates_dir
from netinvite.model.tables import Lines
from netinvite.render import documents
from netinvite.store import drafts, inventory
from netinvite.store.records import load_guide
from netinvite.store.workspace import Workspace

pytestmark = pytest.mark.usefixtures("rendered_here")
LANGS = ("da", "en")


@pytest.fixture
def place(tmp_path, monkeypatch):
    """An empty workspace, as the current folder."""
    root = tmp_path / "net"
    root.mkdir()
    (root / "network.toml").write_text("schema = 1\n", encoding="ascii")
    monkeypatch.chdir(root)
    return Workspace(root)


@pytest.fixture
def own(place):
    """Write one of the user's own texts."""

    def write(name, text, lang="en"):
        file = place.root / "templates" / lang / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    return write


@pytest.fixture
def change(place):
    """Copy a shipped text and replace something in it, or all that matches a pattern."""

    def copy(name, old, new, lang="en"):
        if not (file := shelf.own_place(place, lang, name)).exists():
            copies.copy(place, name, lang)
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        return file

    return copy


@pytest.fixture
def run(place, capsys):
    """Run ``netinvite templates …``; gives exit code, standard output and standard error."""

    def call(*arguments):
        capsys.readouterr()
        command = typer.main.get_command(app)
        try:
            code = command.main(list(arguments), prog_name="netinvite templates", standalone_mode=False)
        except NetinviteError as error:
            return error.exit_code, "", f"{error.message} {error.hint}"
        return code or 0, *capsys.readouterr()

    return call


def told(place):
    """What ``check`` finds: (file's name, line, message, hint)."""
    return [(problem.file.name, problem.line, problem.message, problem.hint) for problem in check(place)]


def shipped(name, lang="en"):
    return (templates_dir() / lang / name).read_text(encoding="utf-8")


# list ----------------------------------------------------------------------------------------------


def test_list_names_every_text_of_every_language(run):
    """Guides, templates and word lists, the shipped ones of both languages."""
    code, out, _err = run("list")
    assert code == 0
    for lang in LANGS:
        for name in shelf.shipped_files(lang):
            assert re.search(rf"^  {re.escape(name)} +shipped$", out, re.MULTILINE)


def test_list_says_which_are_ones_own(run, own, change):
    """A copy, a changed copy, and a text that is only one's own."""
    run("copy", "invitation")
    change("pitch.md.j2", "How does it look", "How is it")
    own("reminder.txt.j2", "Hello\n")
    out = run("list")[1]
    assert re.search(r"^  invitation.txt.j2 +your own, still as shipped$", out, re.MULTILINE)
    assert re.search(r"^  pitch.md.j2 +your own$", out, re.MULTILINE)
    assert re.search(r"^  reminder.txt.j2 +your own$", out, re.MULTILINE)


def test_list_survives_a_file_that_cannot_be_read(run, own):
    """A text that is no UTF-8 is named as such, and the others are listed."""
    own("pitch.md.j2", b"\xff\xfe")
    code, out, _err = run("list")
    assert code == 0 and "is not UTF-8" in out and "conversation.md.j2" in out


# copy ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["pitch.md.j2", "pitch.md", "pitch"])
def test_copy_puts_the_shipped_text_into_the_workspace(run, place, name):
    """By its whole name or the beginning of it."""
    code, out, err = run("copy", name)
    file = place.root / "templates" / "en" / "pitch.md.j2"
    assert (code, out) == (0, "") and "templates/en/pitch.md.j2" in err
    assert file.read_text(encoding="utf-8") == shipped("pitch.md.j2")


def test_copy_in_the_language_asked_for(run, place):
    """The text of the language that ``--lang`` names."""
    run("copy", "pitch", "--lang", "da")
    copied = (place.root / "templates/da/pitch.md.j2").read_text(encoding="utf-8")
    assert copied == shipped("pitch.md.j2", "da")


def test_copy_never_writes_over_a_file(run, own):
    """A file that is there stays as it is, and one hears how to compare."""
    file = own("pitch.md.j2", "Mine\n")
    code, _out, err = run("copy", "pitch")
    assert code == 1 and file.read_text() == "Mine\n" and "templates diff" in err


@pytest.mark.parametrize("name", ["../../network.toml", "/etc/passwd", "pitch.md.j2/.."])
def test_copy_opens_no_path(run, place, name):
    """A name is compared with those there are, and never leads anywhere."""
    assert run("copy", name)[0] == 2
    assert not (place.root / "templates").exists()


@pytest.mark.parametrize("lang", ["../x", "..", "Swedish", "xx"])
def test_copy_makes_no_folder_of_what_is_no_language(run, place, lang):
    """What is no language's code is refused, with examples."""
    code, _out, err = run("copy", "pitch", "--lang", lang)
    assert code == 2 and "“sv”" in err and not (place.root / "templates").exists()


def test_copy_names_the_nearest(run):
    """A misspelled name is answered with the nearest one."""
    code, _out, err = run("copy", "invitasion")
    assert code == 2 and "Did you mean “invitation.txt.j2”?" in err


def test_copy_asks_which_of_two(run):
    """A name that can mean several is refused with all of them."""
    err = run("copy", "leaflet")[2]
    assert "leaflet.md.j2" in err and "leaflet.html.j2" in err


def test_copy_a_whole_language_into_a_new_one(run, place):
    """Every text of it, saying the new language, and one hears how to go on."""
    code, _out, err = run("copy", "sv", "--from", "da")
    folder = place.root / "templates" / "sv"
    assert code == 0 and "Swedish" in err and "prepare --lang sv" in err
    assert {file.name for file in folder.iterdir()} == {*shelf.shipped_files("da"), "LC_MESSAGES"}
    assert languages(place.own_templates) == ("da", "en", "sv")
    assert load_guide("sv", place.own_templates).lang == "sv"


def test_copy_a_language_keeps_what_is_there(run, own):
    """The files that are there stay, and are named; the others come beside them."""
    file = own("pitch.md.j2", "Min\n", lang="sv")
    code, _out, err = run("copy", "sv")
    assert code == 0 and file.read_text() == "Min\n"
    assert re.search(r"kept: templates/sv/pitch.md.j2", err)
    assert (file.parent / "guide.toml").is_file()


def test_copy_from_a_language_that_is_not_shipped(run):
    """Refused with those that are."""
    code, _out, err = run("copy", "sv", "--from", "fr")
    assert code == 2 and "da, en" in err


def test_a_text_added_to_a_copied_language_comes_from_where_the_others_did(run, place):
    """A language that was copied from Danish gets its missing text from Danish."""
    run("copy", "sv", "--from", "da")
    file = place.root / "templates/sv/pitch.md.j2"
    file.unlink()
    run("copy", "pitch", "--lang", "sv")
    assert file.read_text(encoding="utf-8") == shipped("pitch.md.j2", "da")


def test_files_are_for_their_owner_alone(run, place):
    """As everything in the workspace."""
    run("copy", "pitch")
    assert (place.root / "templates/en/pitch.md.j2").stat().st_mode & 0o077 == 0


# diff ----------------------------------------------------------------------------------------------


def test_diff_shows_what_one_changed(run, change):
    """Minus for the shipped line, plus for one's own."""
    change("pitch.md.j2", "How does it look", "How is it")
    code, out, _err = run("diff")
    assert code == 0
    assert "-How does it look from where you stand?\n+How is it from where you stand?\n" in out


def test_diff_of_an_untouched_copy_is_empty(run):
    """Nothing on standard output, and a word that nothing differs."""
    run("copy", "pitch")
    assert run("diff")[1] == "" and "Nothing differs" in run("diff")[2]


def test_diff_of_one_text_only(run, change):
    """The others are left out."""
    change("pitch.md.j2", "How does it look", "How is it")
    change("invitation.txt.j2", "Kind regards", "Yours")
    out = run("diff", "pitch")[1]
    assert "How is it" in out and "Yours" not in out


def test_diff_of_a_text_that_is_not_ones_own(run):
    """One hears how to have one."""
    code, _out, err = run("diff", "pitch")
    assert code == 2 and "netinvite templates copy pitch.md.j2" in err


def upgrade(place, where="en/pitch.md.j2"):
    """As if the copy had been made from an older version, whose text began otherwise."""
    file = place.root / "templates" / inventory.REMEMBERED
    memory = json.loads(file.read_text(encoding="utf-8"))
    memory[where]["version"] = "0.0.9"
    memory[where]["text"] = "An older first line\n" + memory[where]["text"]
    file.write_text(json.dumps(memory), encoding="utf-8")


def test_diff_tells_what_the_shipped_text_has_become(run, place):
    """After an upgrade: what changed there since one copied it, apart from one's own changes."""
    run("copy", "pitch")
    upgrade(place)
    _code, out, err = run("diff")
    assert "-An older first line" in out and "changed since you copied it from 0.0.9" in err
    assert "has changed since you copied it" in run("list")[1]


def test_diff_of_a_translated_language_tells_only_what_the_original_has_become(run, place):
    """A translation differs in every line; what matters is what to translate anew."""
    run("copy", "sv", "--from", "da")
    assert run("diff")[1] == ""
    upgrade(place, "sv/pitch.md.j2")
    assert run("diff")[1].count("\n-") == 1


@pytest.mark.parametrize(
    "content", ["", "[]", "{", '{"en/pitch.md.j2": 1}', '{"en/pitch.md.j2": {"from": 2}}']
)
def test_what_was_remembered_may_be_damaged(run, place, change, content):
    """Then one's own text is compared with what is shipped now."""
    change("pitch.md.j2", "How does it look", "How is it")
    (place.root / "templates" / inventory.REMEMBERED).write_text(content)
    assert "+How is it from" in run("diff")[1]


# check ---------------------------------------------------------------------------------------------


def test_nothing_of_ones_own_is_in_order(run):
    """A workspace without texts of its own has nothing to check."""
    code, out, err = run("check")
    assert (code, out) == (0, "") and "no texts of your own" in err


@pytest.mark.parametrize("lang", LANGS)
def test_the_shipped_texts_are_in_order(place, lang):
    """A copy of every text passes, parts and leaflet included."""
    copies.copy(place, lang, lang)
    assert check(place) == []


def test_a_copied_language_is_in_order(place):
    """Danish texts under a Swedish name pass, until they are translated."""
    copies.copy(place, "sv", "en", "da")
    assert check(place) == []


def test_check_prints_file_line_and_hint_and_ends_with_1(run, own):
    """As other checkers do, so that an editor can jump there."""
    own("pitch.md.j2", "Hello\n{{ network.theem }}\n")
    code, out, err = run("check")
    assert code == 1 and "1 thing to fix" in err
    assert out == (
        "templates/en/pitch.md.j2:2: “network.theem” is not known.\n  Did you mean “network.theme”?\n"
    )


STATIC = [
    ("{{ network.theem }}", "“network.theem” is not known", "network.theme"),
    ("{{ network['theem'] }}", "“network.theem” is not known", "network.theme"),
    ("{% if organiser.name == 'Bo' %}{{ network.theem }}{% endif %}", "“network.theem”", "network.theme"),
    ("{% set n = network %}{{ n.theem }}", "“network.theem”", "network.theme"),
    ("{{ netwrk.theme }}", "“netwrk” is not known", "network"),
    ("{{ network.theme | close }}", "There is no filter “close”", "closed"),
    ("{{ network.theme | clause }}", "“clause” is gone", "{{ person.referred_by }}"),
    ("{{ byline(network.theme, 1) }}", "“byline” is gone", "{{ organiser.signature }}"),
    ("{% if false %}{{ network.topic }}{% endif %}", "“network.topic” is gone", "{{ contact.subject }}"),
    ("{{ 'x' if network.theme is emty }}", "There is no test “emty”", ""),
    ("{% if %}", "Expected an expression", ""),
    ("{% if network.theme %}", "Unexpected end of template", ""),
    ("{{ network.theme.__class__ }}", "not allowed in a template: __class__", ""),
    ("{% include 'ptch.md.j2' %}", "no template “ptch.md.j2”", "pitch.md.j2"),
    ("{{ conversation.outcome }}", "“conversation” is not known", ""),
]


@pytest.mark.parametrize(("text", "message", "near"), STATIC)
def test_check_finds_it_without_running(place, own, text, message, near):
    """Whatever is misspelled or forbidden, in any branch, with the line and the nearest name."""
    own("pitch.md.j2", f"Hello\n\n{text}\n")
    found = told(place)
    assert [(name, line > 2) for name, line, *_rest in found] == [("pitch.md.j2", True)]
    assert message in found[0][2] and near in found[0][3]


def test_check_is_not_ended_by_a_template_that_is_nested_too_deeply(place, own):
    """What Python cannot read is told, and the rest is checked."""
    own("pitch.md.j2", "{{ " + "(" * 2000 + " }}")
    own("conversation.md.j2", "{{ network.theem }}")
    assert [name for name, *_rest in told(place)] == ["conversation.md.j2", "pitch.md.j2"]


PRIVATE = [
    "{{ reflection.barrier }}",
    "{{ reflection['barrier'] }}",
    "{{ reflection | attr('barrier') }}",
    "{% if person.relation == 'never' %}{{ reflection.barrier }}{% endif %}",
    "{{ '' if true else reflection.barrier | closed }}",
    "{% set r = reflection %}{% if false %}{{ r.barrier }}{% endif %}",
    "{% with r = reflection %}{% if false %}{{ r.barrier }}{% endif %}{% endwith %}",
    "{% for step in [] %}{{ step.barrier }}{% endfor %}",
    "{{ [reflection] | map(attribute='barrier') | join if false }}",
    "{% macro m() %}{{ reflection.barrier }}{% endmacro %}",
    "{% block b %}{% if false %}{{ reflection.barrier }}{% endif %}{% endblock %}",
]


@pytest.mark.parametrize("text", PRIVATE)
@pytest.mark.parametrize("name", ["pitch.md.j2", "invitation.txt.j2", "reminder.txt.j2", "leaflet.md.j2"])
def test_check_finds_every_private_name_in_an_outgoing_text(place, own, name, text):
    """In whatever branch and whatever form, also in a text that the user added."""
    own(name, f"To: x@example.org\nSubject: Hello\n\n{text}\n")
    assert (name, 4) in [(file, line) for file, line, message, _hint in told(place) if "private" in message]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("conversation.md.j2", "{{ reflection.barrier }}\n"),
        ("notes.md.j2", "{# private #}\n{{ reflection.barrier }}\n"),
    ],
)
def test_a_text_for_the_organiser_alone_may_name_private_answers(place, own, name, text):
    """The conversation guide, and a text of one's own whose first line says so."""
    own(name, text)
    assert check(place) == []


def test_check_reads_what_an_outgoing_text_includes(place, own):
    """A private name in a part is found there when an outgoing text includes it."""
    own("_about.j2", "Hello\n{{ reflection.barrier }}\n")
    own("conversation.md.j2", "{% include '_about.j2' %}\n")
    assert check(place) == []
    own("pitch.md.j2", "{% include '_about.j2' %}\n")
    assert [(name, line) for name, line, *_rest in told(place)] == [("_about.j2", 2)]


def test_an_added_text_is_named_by_its_file(place, own):
    """A name that makes no document is told, and so is how to write it."""
    own("reminder.j2", "Hello\n")
    ((name, _line, _message, hint),) = told(place)
    assert name == "reminder.j2" and "reminder.txt.j2" in hint


def test_reading_a_template_computes_nothing(place, own):
    """What is constant in a template is not made while it is checked, however huge."""
    own("_part.j2", "{{ 'x' | center(100000000000) }}{{ '%100000000000d' % 1 }}\n")
    assert check(place) == []


# A trial


TRIALS = [
    ("{{ contact.times[0] | moment }}", "nothing answered"),
    ("{{ network.values | first | upper if network.values | length < 1 }}", "nothing answered"),
    ("{% if network.theme %}{{ network.theme + 1 }}{% endif %}", "every question answered"),
    ("{{ 1 / 0 }}", "nothing answered"),
]


@pytest.mark.parametrize(("text", "setting"), TRIALS)
def test_a_trial_finds_what_only_happens_with_some_answers(place, own, text, setting):
    """With nothing, with everything, with anything answered; file and line as ever."""
    own("pitch.md.j2", f"Hello\n{text}\n")
    ((name, line, message, _hint),) = told(place)
    assert (name, line) == ("pitch.md.j2", 2) and setting in message


def test_a_trial_draws_answers_that_neither_none_nor_all_are(place, own):
    """A fault that needs one answer given and another one missing is found by chance."""
    own("pitch.md.j2", "{% if organiser.email and not organiser.phone %}{{ 1 / 0 }}{% endif %}\n")
    ((_name, line, message, _hint),) = told(place)
    assert line == 1 and "made-up answers" in message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Dear {{ person.name }}\n", "Subject:"),
        ("To: {{ person.name }}\nSubject: Hello\nDear Bo\n", "Dear Bo"),
    ],
)
def test_a_mail_that_no_mail_can_be_made_of_is_told(place, own, text, message):
    """The invitation begins with To and Subject, or ``netinvite mail`` could not read it."""
    own("invitation.txt.j2", text)
    found = told(place)
    assert len(found) == 1 and found[0][0] == "invitation.txt.j2"


def test_made_up_answers_are_the_same_in_every_run():
    """So that what was found is found again."""
    english = load_guide("en")
    assert trials.drawn(english, 3) == trials.drawn(english, 3) != trials.drawn(english, 4)


def test_made_up_answers_fit_their_questions():
    """Every question is answered by a value of its kind, and choices by a choice."""
    english = load_guide("en")
    answers = trials.filled(english)
    for question in english.questions("network", "person"):
        assert answers[question.key]
        if question.choices:
            assert answers[question.key] in [choice.key for choice in question.choices]


# Guides


def test_check_names_the_line_of_a_syntax_error_in_toml(place, change):
    """The line of the file that is no TOML."""
    file = change("guide.toml", 'ask = "Who are you?"', "ask = Who are you?")
    line = file.read_text(encoding="utf-8").splitlines().index("ask = Who are you?") + 1
    assert [(name, at) for name, at, *_rest in told(place)] == [("guide.toml", line)]


def test_check_names_the_line_of_each_question_that_is_wrong(place, change):
    """All of them at once, each where it stands, with what is allowed."""
    change("guide.toml", 'kind = "email"', 'kind = "mail"')
    file = change("guide.toml", 'kind = "phone"', 'knd = "phone"')
    text = file.read_text(encoding="utf-8").splitlines()
    found = told(place)
    assert [text[line - 1] for _name, line, *_rest in found] == ['knd = "phone"', 'kind = "mail"']
    assert "“kind”" in found[0][3] and "“email”" in found[1][3]


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("old", "new", "misspelt"),
    [
        ('key = "why"\n', 'kye = "why"\n', "kye"),
        ('key = "name"\n', 'kee = "name"\n', "kee"),
        ('key = "network"\n', 'kee = "network"\n', "kee"),
        ('\ngroup = "', '\ngruop = "', "gruop"),
        ('{ is = ["', '{ si = ["', "si"),
        ('when = { key = "person.relation"', 'when = { kee = "person.relation"', "kee"),
        ('{ key = "met", label = ', '{ key = "met", lable = ', "lable"),
        ("\nintro = ", "\nintor = ", "intor"),
    ],
)
def test_a_misspelt_key_is_told_at_its_own_line(place, change, old, new, misspelt):
    """In a step, a question, an open question, and inside a table of these."""
    file = change("guide.toml", old, new)
    lines = file.read_text("utf-8").splitlines()
    wanted = next(number for number, line in enumerate(lines, 1) if re.search(rf"\b{misspelt} = ", line))
    assert wanted in {line for _name, line, *_rest in told(place)}
    with pytest.raises(GuideError, match=f"line {wanted}: "):
        load_guide("en", place.own_templates)


def test_a_guide_of_before_names_every_key_that_is_gone(place, own):
    """With what is asked in its place; also where only the number of its form was changed."""
    asked = 'kind = "text"\nask = "?"\ndepth = "short"\n'
    questions = "".join(f'[[step.question]]\nkey = "{key}"\n{asked}' for key in ("role", "organisation"))
    step = f'[[step]]\nkey = "organiser"\nabout = "network"\ntitle = "You"\n{questions}'
    name = '[[step]]\nkey = "person"\nabout = "person"\ntitle = "W"\n[[step.question]]\nkey = "name"\n'
    for schema in (1, 2):
        own("guide.toml", f'schema = {schema}\nlang = "en"\n{step}{name}{asked}required = true\n')
        said = " ".join(" ".join(map(str, problem)) for problem in told(place))
        assert all(
            key in said for key in ("organiser.role", "organiser.organisation", "organiser.introduction")
        )


def test_a_guide_in_the_wrong_folder_is_told(place, own):
    """A guide that was copied by hand says so until its own line is changed, and is refused when used."""
    own("guide.toml", "# Mine\n" + shipped("guide.toml", "da"), lang="sv")
    own("pitch.md.j2", "Hej\n", lang="sv")
    found = [problem for problem in told(place) if "“da”" in problem[2]]
    assert len(found) == 1 and 'lang = "sv"' in found[0][3] and found[0][1] > 1
    with pytest.raises(GuideError, match="folder “sv”"):
        load_guide("sv", place.own_templates)


def test_a_guide_saved_by_notepad_is_read(place, own):
    """With a byte order mark and Windows' line ends."""
    own("guide.toml", b"\xef\xbb\xbf" + shipped("guide.toml").replace("\n", "\r\n").encode())
    assert load_guide("en", place.own_templates).title and check(place) == []


@pytest.mark.parametrize("key", ["my-note", "2nd", "_note", "påmindelse"])
def test_a_key_that_no_template_can_name_is_told(place, change, key):
    """With how to write it."""
    change("guide.toml", 'key = "role"', f'key = "{key}"')
    assert any("cannot be used" in message and "a to z" in hint for _n, _l, message, hint in told(place))


def test_a_step_that_means_something_else_is_told(place, own):
    """The files of the workspace, and the templates, use some names themselves."""
    more = '\n[[step]]\nkey = "unfinished"\nabout = "person"\ntitle = "More"\n'
    text = shipped("guide.toml")
    own("guide.toml", text.replace("\n# Questions for", more + "\n# Questions for", 1))
    assert [message for _n, _l, message, _h in told(place)] == [
        "“unfinished” is used for something else already."
    ]


def test_a_question_that_the_program_needs_must_stay(place, own):
    """Without a person's name nothing can be saved."""
    text = re.sub(r'(key = "person"\n[\s\S]*?)\[\[step.question\]\]\nkey = "name"[\s\S]*?\n\n', r"\1",
                  shipped("guide.toml"), count=1)  # fmt: skip
    # What names it would be told first.
    own("guide.toml", re.sub(r"\npropose = (\[\n[\s\S]*?\n\]|.*)", "", text))
    assert any("person.name: this question is missing" in message for _n, _l, message, _h in told(place))


def test_a_question_that_a_shipped_template_needs_is_told(place, own):
    """The guide can be changed, the shipped template cannot: the guide is named, and both ways out."""
    own(
        "guide.toml", re.sub(r'\[\[step.question\]\]\nkey = "minutes"[\s\S]*?\n\n', "", shipped("guide.toml"))
    )
    found = [problem for problem in told(place) if "contact.minutes" in problem[2]]
    assert (
        found[0][0] == "guide.toml"
        and "invitation.txt.j2" in found[0][2]
        and "copy that template" in found[0][3]
    )


WORDS = [("greetings = 3", "must be a list"), ("x = 1\ngreetngs = ['hi']", ""), ("lix = ", "")]


@pytest.mark.parametrize(("text", "message"), WORDS)
def test_word_lists_are_checked(place, own, text, message):
    """What ``netinvite check`` could not use, and what is no TOML."""
    own("words.toml", text + "\n")
    ((name, line, said, _hint),) = told(place)
    assert (name, line) == ("words.toml", 1) and message in said and "/" not in said


def test_an_example_of_ones_own_is_checked(place, change):
    """Answers that do not fit their questions are named by key."""
    change("example.toml", 'relation = "met"', 'relation = "friend"')
    assert ["person.relation" in message for _name, _line, message, _hint in told(place)] == [True]


def test_the_leaflet_is_about_no_person(place, own):
    """It is handed to anybody, so that a person's answers are not known there."""
    own("leaflet.md.j2", "{{ person.name }}\n")
    assert [(name, "“person” is not known." in message) for name, _l, message, _h in told(place)] == [
        ("leaflet.md.j2", True)
    ]


# Languages


MORE = (
    '[[step.question]]\nkey = "person.hobby"\nkind = "sentence"\ndepth = "full"\n'
    'ask = "What do you have in common?"\nfirst = "Like me, you"\n\n'
)
PLACE = '[[step.question]]\nkey = "person.greeting"'


def with_hobby(text):
    assert PLACE in text
    return text.replace(PLACE, MORE + PLACE, 1)


def test_a_question_of_ones_own_is_asked_and_can_be_written(place, own):
    """Added to the guide, named in a template: in order, and it renders."""
    own("guide.toml", with_hobby(shipped("guide.toml")))
    own("pitch.md.j2", "{{ person.hobby }}\n")
    assert check(place) == []
    loaded = load_guide("en", place.own_templates)
    keys = [question.key for question in loaded.questions()]
    values = {"person": {"hobby": "Like me, you row."}}
    assert (
        documents.render("pitch", "en", values, [], place.own_templates, keys=keys) == "Like me, you row.\n"
    )


def test_languages_that_drifted_apart_are_told(place, own):
    """A question that one own language has and the other lacks, at its line, and where it is missing."""
    file = own("guide.toml", with_hobby(shipped("guide.toml")))
    own("guide.toml", shipped("guide.toml", "da"), lang="da")
    line = file.read_text(encoding="utf-8").splitlines().index('key = "person.hobby"') + 1
    ((_name, at, message, hint),) = told(place)
    assert (
        at == line
        and message == "“person.hobby” is in en and not in da."
        and "templates/da/guide.toml" in hint
    )


def test_a_language_that_nobody_uses_is_not_compared(place, own):
    """Somebody who only works in English need not change the Danish guide."""
    own("guide.toml", with_hobby(shipped("guide.toml")))
    assert check(place) == []


def test_a_language_that_the_workspace_uses_is_compared(place, own):
    """A person who is prepared in Danish would not be asked the new question."""
    own("guide.toml", with_hobby(shipped("guide.toml")))
    place.update(place.answers_file("bo"), {("person", "name"): "Bo", ("person", "lang"): "da"})
    ((_name, _line, message, hint),) = told(place)
    assert "not in da" in message and "copy guide.toml --lang da" in hint


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('organiser.phone"\nkind = "phone"', 'organiser.phone"\nkind = "text"', "kind of “organiser.phone”"),
        ('first = "Vi mødtes"\n', "", "first of “person.met”"),
        ('depth = "full"\nask = "Hvad laver', 'depth = "short"\nask = "Hvad laver', "depth of “person.role”"),
        ("\nprivate = true", "\nprivate = false", "private of “reflection.motive”"),
        ('{ key = "no", label = "Nej, eller', '{ key = "nej", label = "Nej, eller', "choices of"),
    ],
)
def test_questions_that_differ_are_told(place, own, old, new, what):
    """Kind, privacy, choices and conditions are the same in every language."""
    own("guide.toml", shipped("guide.toml"))
    text = shipped("guide.toml", "da")
    assert old in text
    own("guide.toml", text.replace(old, new, 1), lang="da")
    assert any(what in message and "da" in message for _n, _l, message, _h in told(place))


def test_a_language_without_a_guide_is_none_yet(place, own):
    """A folder with a template alone is told, with what is missing."""
    own("pitch.md.j2", "Hej\n", lang="sv")
    assert "copy guide.toml --lang sv" in told(place)[0][3]


def test_a_language_that_lacks_a_template_is_told(place):
    """A text that cannot be written there, and how to get it."""
    copies.copy(place, "sv", "en")
    (place.root / "templates/sv/pitch.md.j2").unlink()
    ((_name, _line, message, hint),) = told(place)
    assert "pitch.md.j2" in message and "copy pitch.md.j2 --lang sv" in hint


def test_lines_of_a_guide():
    """Every step, question and open question of the shipped guides stands at its own line."""
    for lang in LANGS:
        text = shipped("guide.toml", lang)
        lines = Lines(tomllib.loads(text), text).keys
        loaded = load_guide(lang)
        wanted = [step.key for step in loaded.steps] + [question.key for question in loaded.questions()]
        wanted += [f"questions.{question.key}" for question in loaded.open_questions]
        assert list(lines) and set(lines) == set(wanted)
        for key, line in lines.items():
            named = (f'key = "{key.rpartition(".")[2]}"', f'key = "{key}"')
            assert text.splitlines()[line - 1] in named


# Documents of one's own ----------------------------------------------------------------------------


def test_a_template_of_ones_own_makes_a_document(place, own):
    """``reminder.txt.j2`` is ``reminder.txt``, outgoing; a first line makes it private."""
    own("reminder.txt.j2", "Hello\n")
    own("notes.md.j2", "{#- private -#}\n")
    assert drafts.added(place, "en") == ("notes.md", "reminder.txt")
    assert [document.outgoing for document in inventory.added(place.own_templates, "en").values()] == [
        False,
        True,
    ]
    assert drafts.added(place, "da") == ()


@pytest.mark.parametrize(
    "name",
    ["answers.toml.j2", ".hidden.txt.j2", "_part.txt.j2", "a.new.txt.j2", "x.exe.j2", "pitch.md.j2",
     "leaflet.md.j2", "invitation.txt.j2", "reminder.j2", "reminder.txt"],
)  # fmt: skip
def test_no_template_writes_over_what_is_not_its_own(place, own, name):
    """Answers, drafts and hidden files are never the output of a template that somebody added."""
    own(name, "Hello\n")
    assert drafts.added(place, "en") == ()


def test_a_document_of_ones_own_is_saved_and_kept_when_edited(place, own):
    """It is a draft like the others: written, current, and known as edited when somebody changed it."""
    file = own("reminder.txt.j2", "Hello\n")
    place.update(place.answers_file("bo"), {("person", "name"): "Bo"})
    text = documents.render("reminder.txt", "en", {}, [], place.own_templates)
    drafts.save(place, "bo", "en", {"reminder.txt": text})
    draft = drafts.look(place, "bo", "reminder.txt")
    assert draft.file == place.folder("bo") / "reminder.txt"
    assert (draft.text, draft.edited, draft.current) == ("Hello\n", False, True)
    draft.file.write_text("Hello you\n")
    assert drafts.look(place, "bo", "reminder.txt").edited
    file.write_text("Hi\n")
    assert not drafts.look(place, "bo", "reminder.txt").current


def test_an_html_document_is_escaped(place, own):
    """Answers are text in HTML too."""
    own("letter.html.j2", "<p>{{ network.theme }}</p>\n")
    values = {"network": {"theme": "<b>&"}}
    text = documents.render("letter.html", "en", values, [], place.own_templates)
    assert text == "<p>&lt;b&gt;&amp;</p>\n"


def test_an_unknown_document_is_told(place):
    """A text that nobody has a template of."""
    with pytest.raises(TemplateError, match=r"reminder.txt.j2"):
        documents.render("reminder.txt", "en", {}, [], place.own_templates)


# Words ---------------------------------------------------------------------------------------------


def test_a_language_of_ones_own_has_english_words(place):
    """The program's own words fall back to English."""
    language.activate("sv")
    with pytest.raises(UsageError, match="There is no text"):
        shelf.resolve("nothing", ["pitch.md.j2"])


def test_differences_are_data(place, change):
    """The commands print what the functions return."""
    change("pitch.md.j2", "How does it look", "How is it")
    (found,) = copies.differences(place)
    assert found.text.name == "pitch.md.j2" and found.own and not found.since


def test_the_reference_is_current():
    """The tables of docs/templates.md are what the guide, the documents and the filters say today."""
    file = Path(__file__).parents[1] / "docs" / "reference.py"
    spec = importlib.util.spec_from_file_location("reference", file)
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    text = reference.PAGE.read_text(encoding="utf-8")
    assert reference.page(text) == text
    stale = text.replace("| `organiser.name` |", "| `organiser.nam` |")
    assert stale != text and reference.page(stale) == text


def test_the_reminder_of_the_reference_is_in_order(place, own):
    """The example that the page tells to save is taken from the page, and passes."""
    page = (Path(__file__).parents[1] / "docs" / "templates.md").read_text(encoding="utf-8")
    example = page.partition("templates/en/reminder.txt.j2`:\n\n")[2].partition("\n\nWhen")[0]
    own("reminder.txt.j2", re.sub("^    ", "", example, flags=re.MULTILINE) + "\n")
    assert example and check(place) == []
