"""docs/mail.md says what is there: each line to copy is run by a test, each form and option is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from mailrecipes import COMMANDS, DOCUMENT, RECIPES

from netinvite.cli import app
from netinvite.mail.forms import ENDINGS, FORMS

README = Path(__file__).parents[1] / "README.md"


@pytest.fixture(scope="module")
def document():
    return DOCUMENT.read_text(encoding="utf-8")


def rows(document, heading):
    """The first cell of each row of the table below the heading."""
    section = document.partition(f"\n## {heading}")[2].partition("\n## ")[0]
    return [cell for cell in re.findall(r"^\| (.+?) \|", section, flags=re.MULTILINE) if "`" in cell]


def test_each_recipe_is_run_by_a_test():
    """A recipe without a test, or a test without its recipe, is seen here."""
    assert sorted(COMMANDS) == sorted({recipe.name for recipe in RECIPES})


def test_each_line_to_copy_belongs_to_a_recipe(document):
    """No command stands in the document that no test reads."""
    assert re.findall(r"^ {4}(.+)$", document, flags=re.MULTILINE) == list(COMMANDS.values())


def test_each_form_is_described(document):
    """One row for each form, and the ending that leads to it."""
    assert rows(document, "The forms") == [f"`{form}`" for form in FORMS]
    for ending, form in ENDINGS.items():
        assert re.search(rf"^\| `{form}` \|.*`{re.escape(ending)}`", document, flags=re.MULTILINE)


def test_each_option_is_described(document):
    """One row for each option of the command."""
    cells = " ".join(rows(document, "The options"))
    described = set(re.findall(r"`?(--?[a-z]+)", cells))
    command = app.build("mail")
    assert described == {name for option in command.params for name in option.opts if name[0] == "-"}


def test_the_recipes_of_the_readme_stand_in_the_document():
    """What README shows of mail programs was run, too."""
    section = (
        README.read_text(encoding="utf-8").partition("\n## Into your email program")[2].partition("\n## ")[0]
    )
    lines = re.findall(r"^ {4}(.+)$", section, flags=re.MULTILINE)
    assert lines
    assert set(lines) <= set(COMMANDS.values())


def test_the_pictures_of_the_document_are_there_and_small(document):
    """A picture that is missing or heavy is seen here."""
    pictures = re.findall(r"!\[.+?\]\((.+?)\)", document)
    assert pictures
    for picture in pictures:
        assert 5_000 < (DOCUMENT.parent / picture).stat().st_size < 150_000
