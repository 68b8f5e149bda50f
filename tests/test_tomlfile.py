"""Keys of a TOML file, whatever shape a person or an editor gave it."""

from __future__ import annotations

from itertools import product

import pytest

from netinvite.errors import WorkspaceError
from netinvite.store import writing
from netinvite.store.parsed import ABSENT
from netinvite.store.reading import loads
from netinvite.store.writing import changed, document_of, ended

SHAPES = {
    "tables": 'schema = 1\n\n[person]\nname = "A"\nrole = "x"\n\n[contact]\nway = "mail"\n',
    "a conversation last": 'schema = 1\n\n[person]\nname = "A"\n\n[[conversation]]\ndate = "2026-11-24"\n',
    "apart": '[[conversation]]\ndate = "1"\n[person]\nname = "A"\n[[conversation]]\ndate = "2"\n',
    "a table after them": '[[conversation]]\ndate = "1"\n[invited]\ndate = "2026-11-20"\n',
    "dotted": 'schema = 1\nperson.name = "A"\nperson.role = "r"\nunfinished."contact.times" = "t"\n',
    "dotted, a conversation": 'person.name = "A"\n\n[[conversation]]\ndate = "2026-11-24"\n',
    "an inline table": 'schema = 1\nperson = { name = "A", role = "r" }\n',
    "inline conversations": 'conversation = [{ date = "1", busy = "b" }]\n\n[person]\nname = "A"\n',
    "inline, on lines": 'conversation = [\n  { date = "1" }, # first\n]\n\n[person]\nname = "A"\n',
    "no conversation": 'conversation = []\n[person]\nname = "A"\n',
    "comments": '# top\nlang = "a" # s\n[person] # p\nname = "A" # n\n# c\n[[conversation]]\ndate = "" # d\n',
    "tables in tables": '[person]\nname = "A"\n[person.own]\nx = 1\n[[conversation]]\n[conversation.own]\n',
    "quoted": '["person"]\n"name" = "A"\n[["conversation"]]\ndate = "1"\n',
    "set in": '  [person]\n  name = "A"\n  [[conversation]]\n    date = "1"\n',
    "a long text last": '[person]\nname = "A"\n[[conversation]]\nbusy = """\na\nb"""\n',
    "a table above its own": '[person.own]\nx = 1\n[person]\nname = "A"\n',
    "nan": 'x = nan\n[person]\nname = "A"\n[[conversation]]\ndate = "1"\n',
    "only a comment": "# nothing yet\n",
}
ENDS = {
    "as it is": lambda text: text,
    "no last break": lambda text: text.rstrip("\n"),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "CRLF, no last break": lambda text: text.rstrip("\n").replace("\n", "\r\n"),
    "blanks": lambda text: text.rstrip("\n") + "   ",
    "a comment": lambda text: text + "# the end",
}


def _changes(data):
    here = len(data.get("conversation", []))
    return {
        "a conversation": {
            ("conversation", here, "date"): "2026-11-26",
            ("conversation", here, "busy"): "x\ny",
        },
        "and a half": {
            ("unfinished", "conversation.busy"): "z",
            ("conversation", here, "date"): "2026-11-26",
        },
        "the last one": {("conversation", max(0, here - 1), "outcome"): "joins"},
        "an answer": {("person", "role"): "new", ("reflection", "why"): "w"},
        "a list": {("contact", "times"): ["2026-12-01 10:00"], ("invited", "date"): "2026-11-24"},
        "one out": {("person", "name"): ABSENT, ("unfinished", "contact.times"): ABSENT},
        "in another language": {("languages", "da", "network", "name"): "N", ("lang",): "da"},
    }


@pytest.mark.parametrize(("shape", "end"), list(product(SHAPES, ENDS)))
def test_a_change_says_what_was_meant(shape, end):
    """And nothing else changes: whatever the last line is, and however conversations are written."""
    text = ended(ENDS[end](SHAPES[shape]))
    data = loads(text)
    for name, wanted in _changes(data).items():
        made = loads(changed(text, document_of(text), data, wanted).text)
        for path, value in wanted.items():
            assert _at(made, path) == (None if value is ABSENT else value), name
        untouched = data.keys() - {path[0] for path in wanted}
        assert {key: str(made[key]) for key in untouched} == {key: str(data[key]) for key in untouched}, name
        for number, talk in enumerate(data.get("conversation", [])):
            assert talk.items() <= made["conversation"][number].items(), name


def _at(data, path):
    for part in path:
        known = isinstance(part, int) or (isinstance(data, dict) and part in data)
        data = data[part] if known else None
    return data


def test_comments_stay():
    """Of all that is not the value that changes."""
    text = SHAPES["comments"].rstrip()
    made = changed(
        ended(text), document_of(ended(text)), loads(text), {("conversation", 1, "date"): "2"}
    ).text
    assert [made.count(f"# {word}") for word in ("top", "s", "p", "n", "c", "d")] == [1] * 6


@pytest.mark.parametrize("table", ["unfinished", "set_aside", "noted_by"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_is_no_answer_stands_above_all_answers(table, end):
    """And what is recorded below them, so that git joins both; taken out, the file is as it was."""
    text = SHAPES["a conversation last"].replace("\n", end)
    made = changed(text, document_of(text), loads(text), {(table, "person.role"): "x"})
    assert made.text.startswith(f'schema = 1{end}{end}[{table}]{end}"person.role" = "x"')
    assert made.text.endswith(text.partition(f"{end}{end}")[2])
    gone = {(table, "person.role"): ABSENT}
    assert changed(made.text, document_of(made.text), made.data, gone).text == text


def test_a_comment_above_an_answer_is_not_parted_from_it():
    """Then it stands below."""
    text = 'schema = 1\n\n# Mine.\n[person]\nname = "A"\n'
    made = changed(text, document_of(text), loads(text), {("noted_by", "person.role"): "x"})
    assert made.text.startswith(text)
    gone = {("noted_by", "person.role"): ABSENT}
    assert changed(made.text, document_of(made.text), made.data, gone).text.rstrip() == text.rstrip()


def test_what_the_library_does_not_take_is_written_all_the_same(monkeypatch):
    """TOML that tomlkit refuses, or gets wrong: the table is written anew."""
    monkeypatch.setattr(writing, "put", lambda *_given: None)
    text = '[person]\nname = "A"\n# c\n[contact]\nway = "mail" # w\n'
    made = changed(text, document_of(text), loads(text), {("person", "name"): "B"}).text
    assert loads(made) == {"person": {"name": "B"}, "contact": {"way": "mail"}}
    assert "# w" in made
    assert loads(changed(text, None, loads(text), {("person", "name"): "B"}).text)["person"] == {"name": "B"}


@pytest.mark.parametrize(
    "path", [("person", "own", "x", "y"), ("person", 0, "x"), ("person", "own", "x", 0, "y")]
)
def test_a_value_in_the_way_of_a_table_is_refused(path):
    """The key is named."""
    text = "[person]\nown = 3\n"
    with pytest.raises(WorkspaceError, match="must be a table"):
        changed(text, document_of(text), loads(text), {path: "v"})
