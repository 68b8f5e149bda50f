"""However long a text is and whatever stands in it: it is judged in a time that grows with its length."""

from __future__ import annotations

import time
from datetime import datetime

import pytest

from netinvite.app.anytext import LONGEST
from netinvite.app.wordlists import words_for
from netinvite.checks import Known, Material, judge
from netinvite.checks.aside import own
from netinvite.checks.mending import mended
from netinvite.checks.table import asked

NOW = datetime(2026, 11, 28, 12, 0)
# What a search without bounds runs through again and again.
REPEATED = [
    *(
        "a",
        "[",
        "<a ",
        "<style>",
        "«",
        '"',
        "you should not ",
        "you ",
        "12 34 56 ",
        "http://a/",
        "a@",
        "x. ",
        "a ,",
    ),
    *(
        "_",
        "(",
        "- ",
        "Dear\n",
        "Kind regards\n",
        "> a:\n",
        "because because ",
        "Tuesday 1 December at 10:00 or ",
    ),
    *(
        "- Tuesday 1 December at 10:00\n",
        "Sign up by Friday. ",
        "{{",
        "&amp;",
        "-- x --\n",
        "\n",
        "É",
        "?",
        "…",
    ),
]
KNOWN = Known(
    loose=True,
    of_reader=("you have run a drop-in centre for ten years",),
    reason="because because my brother was ill",
    private=("you should not sign up by Friday",),
)


@pytest.mark.sampled(1)
@pytest.mark.parametrize("part", REPEATED)
def test_a_long_text_of_one_part_is_judged_soon(part):
    """Half of the longest text in ten seconds: if it grew with its square, the longest would take forty."""
    words = words_for("en")
    text = part * (LONGEST // 2 // len(part))
    began = time.process_time()
    material = Material("invitation", own(text, words).text, words, NOW, KNOWN)
    judge(material)
    asked(material)
    mended(material)
    assert time.process_time() - began < 10


def test_of_one_rule_at_most_a_hundred_findings_are_told():
    """Nobody reads as many."""
    words = words_for("en")
    material = Material("invitation", "Dear [name], you must sign up.\n\n" * 500, words, NOW, KNOWN)
    ids = [rule.id for rule, _spot in judge(material)]
    assert ids.count("M008") == ids.count("M015") == 100
