"""``docs/reliability.md`` is the harness's own, and of the present form."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent.parent / "docs"


@pytest.fixture(scope="module")
def report():
    spec = importlib.util.spec_from_file_location("reliability", DOCS / "reliability.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def page():
    return (DOCS / "reliability.md").read_text(encoding="utf-8")


def test_the_page_has_the_present_form(report, page):
    """Every scenario and every kind of input stands there, with nothing lost."""
    assert report.wrong_with(page) == ""


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("Losses: **0**", "Losses: **1**", "losses"),
        ("Harm done: **0**", "Harm done: **2**", "losses"),
        ("| forget |", "| forgotten |", "form"),
        ("| vCards |", "| cards |", "form"),
    ],
)
def test_a_page_that_tells_something_else_is_seen(report, page, old, new, wrong):
    """A loss, a scenario or an input that is missing."""
    assert old in page
    assert wrong in report.wrong_with(page.replace(old, new))


def test_a_page_of_a_small_run_is_seen(report, page):
    """Figures of a sample do not count."""
    assert "too few" in report.wrong_with(re.sub(r"\*\*\d+,\d+\*\*", "**7**", page))
