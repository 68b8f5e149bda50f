"""A language made of the English one: every word of its texts, tables and messages stands in brackets.

The brackets are letters, so that a word with them is one word to whatever looks for words. What a program
that speaks this language says without them it has from somewhere else.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from io import BytesIO
from shutil import copy

import catalogue
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from netinvite.language import templates_dir

LANG = "xx"
_WORD = r"[^\W\d_]+(?:['’.-][^\W\d_]+)*"
# What is put into a message, a template's tags, options: no words of the language.
_KEPT = r"%\(\w+\)s|%s|\{[^{}]*\}|--[\w-]+|%%|\\n"
_TOML_TEXT = re.compile(
    r"(\b(?:title|intro|ask|help|example|label|text|first|lead|then|propose) = )"
    r'(\["[^{}]*\]|"(?:[^"\\]|\\.)*")'
)
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_ENDINGS = re.compile(
    r"\w*ending\w*|ordinals|plural|vowel\w*|no_vowels|country|day|plain|clock|weekdays|months"
)


def bracketed(text, star=""):
    """Every word of ``text`` in brackets; a ``star`` beside one is the rest of it."""
    pieces = re.split(f"({_KEPT})", text)
    return "".join(piece if place % 2 else _words(piece, star) for place, piece in enumerate(pieces))


def _words(text, star=""):
    return re.sub(rf"({star})({_WORD})({star})", _bracket, text)


def _bracket(found):
    return f"{found[1] or 'ǁ'}{found[2]}{found[3] or 'ǁ'}"


def _strings(text, star=""):
    return _STRING.sub(lambda found: bracketed(found[0], star), text)


def _guide(text):
    # Of a choice, its key is proposed.
    keys = _choice_keys(text)

    def said(found):
        return found[0] if found[2].strip('"') in keys else found[1] + _strings(found[2])

    made = _TOML_TEXT.sub(said, text)
    return made.replace('lang = "en"', f'lang = "{LANG}"')


def _table(text):
    out = []
    for line in text.splitlines():
        key, equals, value = line.partition("=")
        kept = line.startswith("#") or (equals and _ENDINGS.fullmatch(key.strip().strip('"')))
        value, mark, comment = value.partition(" #")
        names = key if not equals or '"' not in key else _strings(key)
        out.append(
            line if kept else names + equals + _within(value) + mark + comment if equals else _within(line)
        )
    return "\n".join(out).replace("'at' HH:mm", "'ǁatǁ' HH:mm") + "\n"


def _within(text):
    """Words between quotation marks, also of a text of several lines; keys of a table in braces."""
    if '"' in text:
        inner = re.sub(r"(?<=[{,] )([a-z]+)(?= =)", r'"\1"', text)
        return _strings(inner.replace('"""', "\0"), r"\*?").replace("\0", '"""')
    return _words(text) if text.startswith("  ") else text


def _template(text, keys):
    text = re.sub(r"\{#.*?#\}\n?", "", text, flags=re.S)
    pieces = re.split(r"(\{%.*?%\}|\{\{.*?\}\}|<[^<>]*>|&\w+;)", text, flags=re.S)
    return "".join(_tag(piece, keys) if place % 2 else _head(piece) for place, piece in enumerate(pieces))


def _head(text):
    return re.sub(r"ǁ(To|Subject)ǁ:", r"\1:", bracketed(text))


def _tag(tag, keys):
    def said(found):
        text = found[0][1:-1]
        is_key = text in keys and not re.search(r"set \w+ = $", tag[: found.start()])
        is_key = is_key or text in ("en", "typ") or text.endswith(".j2")
        # A test or filter of Jinja's, by its name.
        is_key = is_key or tag[: found.start()].endswith(("select(", "reject(", "map("))
        return found[0] if is_key else f'"{bracketed(text)}"'

    return tag if tag.startswith("<") else _STRING.sub(said, tag).replace('lang = "en"', f'lang = "{LANG}"')


def _answers(text):
    """What a person types: words of their own, each with a q before it."""
    data = tomllib.loads(text)
    keep = re.compile(
        r"(email|phone|lang|relation|way|tried|talk|minutes|kind|key|times|date|outcome|questions)\b"
    )
    lines, inside = [], False
    for line in text.splitlines():
        if inside or line.endswith('"""'):
            lines.append(re.sub(_WORD, r"q\g<0>", line) if inside else line)
            inside = inside != line.endswith('"""')
            continue
        if line.startswith("#") or keep.match(line.strip()) or not data:
            lines.append(line.replace('lang = "en"', f'lang = "{LANG}"'))
            continue
        head, equals, value = line.partition("=")
        lines.append(head + equals + _STRING.sub(_typed, value) if equals else _STRING.sub(_typed, line))
    return "\n".join(lines) + "\n"


def _typed(found):
    text = found[0]
    return text if text.strip('"') in KINDS else re.sub(_WORD, lambda word: f"q{word[0]}", text)


KINDS = frozenset(("access", "knowledge", "skill", "resource"))


def _choice_keys(guide):
    return {found[1] for found in re.finditer(r'key = "(\w+)", label', guide)} | {"yes", "no"}


def make(templates):
    """Make the language's folder in a user's folder of templates."""
    shipped, folder = templates_dir() / "en", templates / LANG
    folder.mkdir(parents=True)
    guide = (shipped / "guide.toml").read_text("utf-8")
    (folder / "guide.toml").write_text(_guide(guide), "utf-8")
    for name in ("words.toml", "speech.toml"):
        (folder / name).write_text(_table((shipped / name).read_text("utf-8")), "utf-8")
    (folder / "example.toml").write_text(_answers((shipped / "example.toml").read_text("utf-8")), "utf-8")
    for file in shipped.glob("*.j2"):
        # They settle how the leaflet is laid out; its words stand in ``_leaflet.j2``.
        if file.name.startswith(("leaflet.html", "leaflet.typ")):
            copy(file, folder)
            continue
        (folder / file.name).write_text(_template(file.read_text("utf-8"), _choice_keys(guide)), "utf-8")
    words(folder / "LC_MESSAGES" / "netinvite.mo")
    return folder


def words(file):
    """The catalogue: each message in brackets but for what is put into it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(_compiled())


@cache
def _compiled():
    made = Catalog(locale="en", domain="netinvite")
    for message in catalogue.template():
        if message.id:
            one = message.id
            made.add(one, tuple(map(bracketed, one)) if isinstance(one, tuple) else bracketed(one))
    stream = BytesIO()
    write_mo(stream, made)
    return stream.getvalue()


_NO_WORDS = (
    r"ǁ[^ǁ]*ǁ",
    r"[\w.+-]+@[\w.-]+",
    r"--?[A-Za-z][\w-]*",
    r"https?://\S+|www\.\S+",
    # Files and folders.
    r"(?<![\w])[~\w.-]*/[\w./{}-]*",
    r"\b[\w-]+\.(?:toml|txt|md|html|eml|pdf|vcf|csv|ics|mo|po|j2|json)\b",
    r"\b[qQ]\w+",
    # Names of answers, rules, environment.
    r"\b[a-z_]+\.[a-z_]+\b",
    r"\b[MPGRFL]\d{3}\b",
    r"\bNETINVITE_\w+",
)


def unbracketed(text, *allowed):
    """The words of ``text`` that are in no brackets and are no names."""
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07", "", text)
    for pattern in (*_NO_WORDS, *allowed):
        text = re.sub(pattern, " ", text)
    return list(re.findall(r"[^\W\d_]{2,}", text))
