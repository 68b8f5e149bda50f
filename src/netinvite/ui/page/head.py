"""The head of a page: whom it is about, the step, and how far one is."""

from __future__ import annotations

from prompt_toolkit.formatted_text import StyleAndTextTuples

from netinvite.ui.page.rows import cells, drawn
from netinvite.ui.page.sheet import Where
from netinvite.ui.page.signs import Signs


def rows(where: Where, width: int, signs: Signs, *, is_tall: bool) -> list[StyleAndTextTuples]:
    """Whom it is about and the step on the left, how far on the right. What has no room beside the rest is in
    a row of its own, where the window ``is_tall``; else whom it is about goes before the number of the step,
    which the bar says."""
    about = drawn(where.about)
    if not about:
        return _step(where, width, signs)
    if row := _barred(where, _words(signs, about, where.title, where.place), width, signs):
        return [row]
    if is_tall:
        return [[("class:help", f" {about}")], *_step(where, width, signs)]
    row = _barred(where, _words(signs, about, where.title), width, signs)
    return [row] if row else _step(where, width, signs)


def _words(signs: Signs, *words: str) -> str:
    return " " + signs.dot.join(filter(None, words))


def _barred(where: Where, words: str, width: int, signs: Signs) -> StyleAndTextTuples:
    """``words`` and how far one is, in one row; nothing where they do not fit."""
    if not where.place:
        return [("class:help", words)] if words.strip() and cells(words) <= width else []
    on, off = signs.bar
    graph = [("class:bar", on * where.step), ("class:bar.rest", off * (where.steps - where.step)), ("", " ")]
    room = width - cells(words) - where.steps - 1
    return [("class:help", words), ("", " " * room), *graph] if room > 1 else []


def _step(where: Where, width: int, signs: Signs) -> list[StyleAndTextTuples]:
    if not where.place:
        return [[("class:help", f" {where.title}")]] if where.title else []
    told = _words(signs, where.title, where.place)
    if cells(told) <= width < cells(told) + where.steps + 3:
        return [[("class:help", told)]]
    # In a narrow window the bar alone says how far one is; else the words do.
    found = (_barred(where, words, width, signs) for words in (told, f" {where.title}", f" {where.place}"))
    return [next(filter(None, found), [("class:help", f" {where.place}")])]
