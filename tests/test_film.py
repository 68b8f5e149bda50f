"""The moving picture in README: small, closed in itself, and still where motion is not wanted."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from readyexample import example

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "docs"))

from film import Piece, Shot, svg  # noqa: E402  # it lies beside the pictures

LANGS = ("da", "en")
# Octets; a page with both pictures is read on a phone, too.
MOST = 300_000
SVG = "{http://www.w3.org/2000/svg}"
README = {"da": "README.da.md", "en": "README.md"}


def walk(lang):
    return (ROOT / "docs" / f"walk.{lang}.svg").read_text(encoding="utf-8")


def parts(picture):
    """The style without what holds where motion is wanted, that, and the words of each shot by its name."""
    root = ElementTree.fromstring(picture)
    style = root.find(f"{SVG}style").text
    always, _, moving = style.partition("@media (prefers-reduced-motion: no-preference) {")
    rows = {row.get("id"): "".join(row.itertext()) for row in root.find(f"{SVG}defs")}
    shots = [group for group in root.iter(f"{SVG}g") if (group.get("class") or "").startswith("s")]
    words = {
        group.get("id"): " ".join(rows[use.get("href")[1:]] for use in group.iter(f"{SVG}use"))
        for group in shots
    }
    still = [group.get("id") for group in shots if "still" in group.get("class").split()]
    return always, moving, words, still


@pytest.mark.parametrize("lang", LANGS)
def test_the_walk_is_small_and_fetches_nothing(lang):
    """README in this language shows it."""
    picture = walk(lang)
    assert len(picture.encode()) < MOST
    assert not re.search(r"https?:(?!//www\.w3\.org/2000/svg)|@import|url\(|<script|<image", picture)
    assert f"(docs/walk.{lang}.svg)" in (ROOT / README[lang]).read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", LANGS)
def test_where_motion_is_not_wanted_one_page_is_seen(lang):
    """A sentence that is typed, and the paragraph that it stands in; nothing else, and nothing moves."""
    always, moving, words, still = parts(walk(lang))
    assert "animation" not in always and "animation" in moving
    assert ".s { opacity: 0 } .still { opacity: 1 }" in always
    (one,) = still
    assert words[one].count(example(lang)["reflection.why"].split()[-1]) > 1


def test_the_shots_follow_one_another():
    """One is seen at a time, each for its seconds; the same shots give the same picture."""
    shots = [
        Shot(((Piece(2, f"<{number}>", bold=True, colour="#87d7ff"),),), (0, 2), 1.0) for number in range(4)
    ]
    picture = svg(shots, "A & B", still=2)
    assert picture == svg(shots, "A & B", still=2)
    _always, moving, words, still = parts(picture)
    assert still == ["s2"] and list(words.values()) == ["<0>", "<1>", "<2>", "<3>"]
    seen = re.findall(r"(\d+)\.000% \{ opacity: 1 \} (\d+)\.000% \{ opacity: 0 \}", moving)
    assert seen == [("0", "25"), ("25", "50"), ("50", "75"), ("75", "100")]
    assert "4s step-end infinite" in moving


def test_what_stands_in_several_shots_stands_in_the_file_once():
    """That keeps it small."""
    row = (Piece(0, "the same words"),)
    shots = [Shot((row, (Piece(0, f"{number}"),)), (1, 1), 1.0) for number in range(9)]
    assert svg(shots, "", still=0).count("the same words") == 1
