"""Another way to say a sentence, where an answer does not fit behind the words that lead to it."""

from __future__ import annotations

import re


def set_of(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


SUBJECTS = set_of("jeg du han hun den det vi i de man der")
# What a clause begins with that the Danish word order after "Når …," has no place for.
_BEFORE_ITS_VERB = (SUBJECTS - {"i"}) | set_of("""
        I alle ingen hver hvert begge nogen nogle mange få flere færre bedre mere mindre større hurtigere
        tættere stærkere en et denne dette disse børn unge ældre borgere mennesker familier forældre folk
        vores deres""")
# Enough to tell "din viden rækker langt" from "din viden om unge".
_VERBS = {
    "da": set_of("""
        er var har havde kan kunne skal skulle vil ville må bør ved får fik gør gjorde ser så kender går
        kommer bliver giver tager finder oplever møder taler arbejder står trives lykkes findes føles mødes
        hjælpes lærer hører når tør lever bor begynder siger ringer betyder rækker"""),
    "en": set_of("""
        is are was were has have had can could will would may might must do does did makes make made gives
        give shows show knows know helps counts count matters brings bring inspires moves reaches"""),
}
_PLURAL_NOUN = re.compile(r".+(?:elser|ninger|heder|tioner|skaber|teter|inger|lier|ere)")
_INFINITIVE = re.compile(r".+e|få|gå|se|stå|nå|bo|tro|gøre")
_YOURS = {"da": set_of("din dit dine jeres"), "en": set_of("your")}


def word_of(text: str) -> str:
    """A word without the marks around it and without case."""
    return text.strip(" .,:;…").casefold()


def _says_verb(lang: str, text: str) -> bool:
    """Whether a common verb stands in the clause that ``text`` begins with."""
    words = text.partition(",")[0].split()
    return any(word_of(word) in _VERBS.get(lang, frozenset()) for word in words)


def _told(text: str) -> bool:
    """Whether the Danish ``text`` begins with a clause; else it names a thing."""
    words = text.partition(",")[0].split()[1:]
    present = any(word.endswith("r") and not _PLURAL_NOUN.fullmatch(word) for word in map(word_of, words))
    return present or _says_verb("da", text)


def is_infinitive(text: str) -> bool:
    """Whether what follows "at" is an infinitive: "hjælpe flere unge", and not "familier får hjælp"."""
    first = word_of(text.partition(" ")[0])
    return bool(_INFINITIVE.fullmatch(first)) and not _subject_first(text) and not _told(text)


def _subject_first(text: str) -> bool:
    """Whether a Danish clause begins with its subject: "vi kender hinanden", "familierne får hjælp"."""
    first = text.partition(" ")[0].strip(".,:;…")
    return first in _BEFORE_ITS_VERB or re.fullmatch(r".{3,}(?:erne|nene)", first) is not None


def _after_when(lang: str, lead: str, body: str) -> str:
    """Behind "Når det lykkes,": an answer with its subject first, "at …", or a thing."""
    first, _blank, rest = body.partition(" ")
    if lang == "en" and lead.startswith("When ") and first == "that":
        return f"{lead} {rest}"
    if lang != "da" or not (lead.startswith("Når ") and lead.endswith(",")):
        return ""
    turned = f"{lead[4:-1]}, når "
    if first == "at" and rest:
        return f"{lead} kan vi {rest}" if is_infinitive(rest) else turned + rest
    if not _subject_first(body):
        return ""
    return turned + body if _told(body) else f"{lead} får vi {body}"


def _after_because(lang: str, lead: str, body: str) -> str:
    """Behind "fordi" and "because": "your experience with …", which is no clause."""
    if body.partition(" ")[0] not in _YOURS.get(lang, frozenset()) or _says_verb(lang, body):
        return ""
    if lead.endswith(", fordi"):
        return f"{lead.removesuffix(', fordi')} på grund af {body}"
    return f"{lead} of {body}" if lead.endswith(" because") else ""


def _after_about(lang: str, lead: str, body: str) -> str:
    """Behind "about" nobody says "that we …"."""
    return (
        f"The idea is {body}" if lang == "en" and lead.endswith(" about") and body.startswith("that ") else ""
    )


def _of_a_reader(lang: str, lead: str, body: str) -> str:
    """Behind "Som deltager" and "Du får": an answer that is a sentence on the reader already."""
    first, _blank, rest = body.partition(" ")
    if lang == "en":
        return f"{lead} bring {body}" if lead.endswith(" participant you") and first == "your" else ""
    if lang != "da" or not (lead.startswith("Som ") or lead == "Du får"):
        return ""
    clause = rest if first == "at" else body
    if clause.startswith(("du ", "I ")) and (first == "at" or lead != "Du får"):
        return clause
    if lead != "Du får" and (first == "at" or first in _YOURS["da"]):
        return f"{lead} bidrager du med {body}"
    return ""


def recast(lang: str, lead: str, body: str) -> str:
    """The sentence of ``lead`` and the answer ``body`` said in another way; "" where they fit together."""
    for says in (_after_when, _after_because, _after_about, _of_a_reader):
        if told := says(lang, lead, body):
            return told[:1].upper() + told[1:]
    return ""
