"""Setting answers into running text: sentences that an answer completes, lists, names, roles.

Pure. What differs between languages stands in the tables below; everything else is the same for all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

from netinvite.recasting import SUBJECTS, is_infinitive, recast, set_of, word_of

_LOWERED = {
    "da": set_of("""
        jeg du han hun den det vi de man der dette disse denne nogen nogle ingen intet alle alt hver hvert
        min mit mine din dit dine sin sit sine vores jeres deres hans hendes en et at og men så når hvis
        fordi da selv om for fra med mod på til ved uden under efter før ud op hvad hvem hvor hvordan
        hvorfor hvornår hvilke hvilken hvilket hvis er var har havde får fik kan kunne skal skulle vil ville
        må bør bliver blev gør går kommer ser ved unge børn ældre borgere mennesker flere færre mange få
        mindst ikke altid ofte også blandt mellem samarbejdet samarbejde arbejdet hvorvidt bedre mere mindre
        hurtigere tættere ansatte drengene enlige familier flygtninge folk forældre forældrene frivillige
        kolleger ledere livet lærere mennesket mænd pårørende pædagoger kvinder skolen skoler sårbare
        trivsel mistrivsel ungdommen unges børns udsatte ældres første anden månedligt ugentligt nye ny to
        tre fire fem seks syv otte"""),
    "en": set_of("""
        you he she it we they this that these those there my your his her its our their a an the and but so
        when if because since for from with on in at to by of about into after before without how what who
        whom whose where why when which whether every each all any some no none nobody more fewer many few
        most is was are were has have had can could shall should will would may might must do does did young
        children people citizens not always often also among between better less one two three four five six
        seven eight once twice monthly weekly families parents carers teachers students pupils schools
        services staff volunteers managers residents patients neighbours older elderly vulnerable women men
        girls boys anybody anyone everybody everyone somebody someone loneliness homelessness housing health
        wellbeing mental community communities"""),
}
# Endings of common nouns that hardly a name has: "Ensomhed", "Børnene", "Undervisningen".
_COMMON_ENDING = {
    "da": re.compile(
        r".{3,}(?:hed|heder|heden|elser|elsen|skab|skaber|tion|tioner|isme|ningen|ninger|erne|nene)"
    ),
    "en": re.compile(r".{3,}(?:tion|tions|hood|ships|ism|ations)"),
}
_AND = {"da": "og", "en": "and"}
_QUESTION_WORDS = {
    "da": set_of("hvad hvem hvor hvordan hvorfor hvornår hvilke hvilken hvilket hvis hvorvidt"),
    "en": set_of("what who whom whose where how why when which"),
}
# In Danish these open a clause that a comma comes before; "om" only where a subject follows ("om I har").
_COMMA_BEFORE = _QUESTION_WORDS["da"] | {"at", "når", "fordi"}
# Roles that are said without an article: "I am head of …", "I am working with …".
_NO_ARTICLE = re.compile(
    r"(?:an?|the|one|my|our|your|his|her|their|in|on|at|with|from|part|also|currently)\b|\w+ of\b|\w+ing\b",
    re.I,
)
_VOWEL = re.compile(r"(?!uni|use|euro|one\b|once)[aeiou]|ho(?:ur|nor|nest)|heir", re.I)
_VOWEL_LETTER = re.compile(r"[AEFHILMNORSX](?=[A-Z]|\b)")
_PEOPLES = set_of(
    "english danish french german spanish italian polish dutch swedish arabic christian muslim jewish"
)
_PREPOSITIONS = {
    "da": set_of("i på hos ved for"),
    "en": set_of("at in for with on"),
}
# Danish works "på" a school or a hospital, and "i" most other places.
_ON = re.compile(
    r"skole|hospital|sygehus|universitet|bibliotek|gymnasi|værested|plejehjem|plejecent|museum|seminari", re.I
)
_ARTICLE = re.compile(r"^(?:an?|the|en|et|den|det)\s+", re.I)
_GREETING = re.compile(r"(?:kære|hej|goddag|dear|hello|hi)\s+", re.I)
_TITLES = set_of("dr dr. prof prof. professor hr hr. fru mr mr. mrs mrs. ms ms.")
_CLOSED = re.compile(r"[.?!…][\"'”’»)]+$")
_MARKS = re.compile(r"[\s.?!…]*$")
_INNER_SENTENCE = re.compile(r"[.?!…]\s+[A-ZÆØÅ0-9]")


def one_line(text: object) -> str:
    """``text`` with every run of blanks and line breaks as one blank."""
    return " ".join(str(text or "").split())


def header(text: object) -> str:
    """``text`` for a header line: one line, no control characters."""
    return "".join(
        character for character in one_line(text) if unicodedata.category(character) not in ("Cc", "Cs")
    )


def typst(text: object) -> str:
    """``text`` as a string of the typesetting language typst, with its quotation marks: never markup."""
    escaped = header(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def fitting(limit: int, *candidates: str) -> str:
    """The first of ``candidates`` that has at most ``limit`` characters, else the last."""
    return next((text for text in candidates if text and len(text) <= limit), candidates[-1])


def prose(*sentences: str) -> str:
    """The sentences that are not empty, with a blank between."""
    return " ".join(sentence for sentence in sentences if sentence)


def tidy(text: str) -> str:
    """No doubled blank lines, no trailing blanks, one line break at the end."""
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n"


def first_name(name: object) -> str:
    """What to call somebody: "Jonas" of "Jonas Østergård", of "Østergård, Jonas" and of "Dr. Jonas Holm"."""
    family, comma, given = one_line(name).partition(",")
    words = (given if comma and given.strip() else family).split()
    if len(words) > 1 and words[0].lower() in _TITLES:
        words = words[1:]
    return words[0] if words else ""


def greeting(text: object) -> str:
    """The name in what somebody is called: no "Dear" before it, no comma after it."""
    return _GREETING.sub("", one_line(text)).rstrip(" ,.!:")


def heading(text: object) -> str:
    """An answer standing alone: capital first, no closing mark."""
    body = _end(_start(text))[0]
    return body[:1].upper() + body[1:]


def _running(text: object) -> str:
    """Several lines as one: a line that begins a sentence gets its full stop before it."""
    lines = [line.strip() for line in str(text or "").splitlines() if line.strip()]
    ended = [
        f"{line}." if following[:1].isupper() and line[-1].isalnum() else line
        for line, following in zip_longest(lines, lines[1:], fillvalue="")
    ]
    return one_line(" ".join(ended))


def _start(text: object) -> str:
    return _running(text).lstrip(" .…,;:–-")


def _end(text: str) -> tuple[str, str]:
    """The text without its closing mark, and the mark it closes with: ".", "?", "…" or "" (quoted)."""
    if _CLOSED.search(text):
        return text, ""
    core = _MARKS.sub("", text)
    marks = text[len(core) :].replace(" ", "")
    core = core.rstrip(" ,;:–-")
    if "…" in marks or "..." in marks:
        return core, "…"
    return core, "?" if "?" in marks else "."


def _without_lead(text: str, lead: str) -> str:
    """``text`` without the last words of ``lead`` at its beginning, where somebody typed them again."""
    wanted = [word_of(word) for word in lead.split()]
    words = text.split()
    for start in range(len(wanted)):
        tail = wanted[start:]
        if [word_of(word) for word in words[: len(tail)]] == tail:
            return _start(" ".join(words[len(tail) :]))
    return text


@dataclass(frozen=True, slots=True)
class Wording:
    """The wording of one language; ``names`` are what keeps its capital in the middle of a sentence."""

    lang: str
    names: tuple[str, ...] = ()

    def clause(self, text: object, *leads: str) -> str:
        """An answer as it stands inside a sentence: no closing mark, no capital, no repeated ``leads``."""
        body = _end(self._open(text, leads))[0]
        return self._as_role(body) if any(lead in ("Jeg er", "I am") for lead in leads) else body

    def after(self, text: object, lead: str, *others: str) -> str:
        """``lead`` and the answer that goes on from it, without a closing mark; "" without an answer."""
        body = self.clause(text, lead, *others)
        if not body:
            return ""
        return f"{lead}, {body}" if self._comma(lead, body) else f"{lead} {body}"

    def completes(self, text: object, lead: str, *others: str) -> str:
        """The sentence that begins with ``lead`` and that the answer completes; "" without an answer."""
        body, mark = _end(self._open(text, (lead, *others)))
        if mark == "?" and not _INNER_SENTENCE.search(body):
            mark = "."
        return (recast(self.lang, lead, body) or self.after(text, lead, *others)) + mark if body else ""

    def sentence(self, text: object) -> str:
        """An answer in full sentences: capital first, closed by a mark."""
        body, mark = _end(_start(text))
        return body[:1].upper() + body[1:] + mark if body else ""

    def question(self, text: object) -> str:
        """As ``sentence``; what begins as a question and has no closing mark gets a question mark."""
        asked = self.sentence(text)
        bare = _start(text)
        opens = word_of(bare.partition(" ")[0]) in _QUESTION_WORDS.get(self.lang, frozenset())
        return asked[:-1] + "?" if opens and not _CLOSED.search(bare) and bare[-1] not in ".?!…" else asked

    def joined(self, items: Iterable[object]) -> str:
        """ "a, b and c" of single words or short phrases."""
        texts = [self._common(_end(_start(item))[0]) for item in items]
        texts = [text for text in texts if text]
        if len(texts) < 2:
            return "".join(texts)
        return f"{', '.join(texts[:-1])} {_AND.get(self.lang, 'and')} {texts[-1]}"

    def workplace(self, organisation: object, role: object = "") -> str:
        """The organisation with its preposition ("i Nordby Kommune"); "" where the role names it already."""
        name = _end(_start(organisation))[0]
        if not name or self._named(name, role):
            return ""
        if word_of(name.partition(" ")[0]) in _PREPOSITIONS.get(self.lang, frozenset()) and name[0].islower():
            return name
        if self.lang == "da":
            return f"{'på' if _ON.search(name) else 'i'} {name}"
        return f"at {name}"

    def byline(self, role: object, organisation: object) -> str:
        """Role and organisation as below a letter: no article, no preposition."""
        title = _ARTICLE.sub("", self.clause(role, "Jeg er", "I am"), count=1)
        place = _end(_start(organisation))[0]
        first, _blank, rest = place.partition(" ")
        if rest and first in _PREPOSITIONS.get(self.lang, frozenset()):
            place = rest
        return title if self._named(place, role) else ", ".join(part for part in (title, place) if part)

    def _named(self, organisation: str, role: object) -> bool:
        return bool(organisation) and organisation.casefold() in one_line(role).casefold()

    def _open(self, text: object, leads: Iterable[str]) -> str:
        body = _start(text)
        for lead in leads:
            body = _without_lead(body, lead)
        if self.lang == "da" and any(lead.endswith("fordi") for lead in leads):
            body = re.sub(r"^at\s+", "", body, flags=re.I)
        return self._lowered(body)

    def _lowered(self, text: str) -> str:
        first = text.partition(" ")[0].strip(".,:;…")
        word = re.split("['’]", first.lower())[0]
        ending = _COMMON_ENDING.get(self.lang)
        known = word in _LOWERED.get(self.lang, frozenset()) or bool(ending and ending.fullmatch(word))
        acronym = len(first) > 1 and first.isupper()
        named = any(text.startswith(name) for name in self.names if name)
        return text[:1].lower() + text[1:] if known and not acronym and not named else text

    def _as_role(self, role: str) -> str:
        """A role as it is said: no capital, and in English with its article."""
        first = role.partition(" ")[0]
        named = any(role.startswith(name) for name in self.names if name) or first.lower() in _PEOPLES
        if first[:1].isupper() and first[1:].islower() and not named:
            role = role[:1].lower() + role[1:]
        if self.lang != "en" or not role or _NO_ARTICLE.match(role):
            return role
        return f"{'an' if (_VOWEL_LETTER if first.isupper() else _VOWEL).match(role) else 'a'} {role}"

    def _common(self, text: str) -> str:
        """A value is a common noun, whatever capital it was typed with."""
        capital = text[:1].isupper() and text[1:].islower()
        return text[:1].lower() + text[1:] if capital and text not in self.names else text

    def _comma(self, lead: str, body: str) -> bool:
        if self.lang != "da" or lead.endswith((",", "fordi")):
            return False
        first, second = (*map(word_of, body.split()[:2]), "", "")[:2]
        if first == "at":
            return not is_infinitive(body.partition(" ")[2])
        return first in _COMMA_BEFORE or (first == "om" and second in SUBJECTS)
