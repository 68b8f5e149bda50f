"""Measures the rules of mail and pitch on ``tests/corpus``: how much of what they find is right, how much
they find, and how many good letters come through unblamed.

``python tests/rule_report.py`` writes ``docs/rules-measured.md``; ``--check`` fails when the file is not
current, or when a figure fell below the floor that the file names. ``--even`` writes nothing and shows what
is wrong in what was worked with: for work on the rules, which is not to see the rest.

The *first* corpus are the numbered mails, of which the even ones were worked with. The *second* to the
*tenth* (``second.<lang>.toml`` and so on) were worked with whole. The *eleventh* and the *unseen* one, of the
same shape, are written by somebody who has seen ``check --list`` alone, and nobody works with them.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from netinvite.app.knowledge import first_words_of
from netinvite.app.wordlists import words_for
from netinvite.checks import RULES, Known, Material, alike, by_id, evidence, judge
from netinvite.checks.rule import EVIDENCE, FACT, HINT, QUESTION, First
from netinvite.checks.table import GONE, asked
from netinvite.model.walk import Walk
from netinvite.store.records import ABOUT, load_guide

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "tests" / "corpus"
PEERS = ROOT / "tests" / "data" / "peers.toml"
SEAMS = ROOT / "tests" / "data" / "seams.toml"
WRITTEN = ROOT / "docs" / "rules-measured.md"
LANGS = ("da", "en")
AIM = 0.95
NOW = datetime(2026, 11, 25, 12, 0)
DEFAULTS = {"name": "", "person": "", "way": "mail", "tried": "both"}
# Found since the letters were labelled, so that nobody said of them whether it should be.
UNLABELLED = ("M022",)
JUDGED = [
    rule for rule in RULES if rule.id[0] in "MSP" and rule.sort != QUESTION and rule.id not in UNLABELLED
]
# The rule whose threshold was chosen by its figures; what a rule does with a sentence.
CHOSEN, FOUND, ASKED = "M005", "found", "asked"
FIRST, SECOND, THIRD, FOURTH, FIFTH, UNSEEN = "first", "second", "third", "fourth", "fifth", "unseen"
SIXTH, SEVENTH, EIGHTH, NINTH = "sixth", "seventh", "eighth", "ninth"
TENTH, ELEVENTH = "tenth", "eleventh"
# Nobody worked with these.
LEFT_ALONE = (ELEVENTH, UNSEEN)
CORPORA = (SECOND, THIRD, FOURTH, FIFTH, SIXTH, SEVENTH, EIGHTH, NINTH, TENTH, *LEFT_ALONE)


@dataclass
class Score:
    """Right findings, false alarms, and faults that were missed, those that were ``asked`` about among them;
    ``wrong`` names the texts."""

    right: int = 0
    false: int = 0
    missed: int = 0
    asked: int = 0
    wrong: list[str] = field(default_factory=list)

    def precision(self) -> float | None:
        """Of the findings, how many are right; None without findings."""
        found = self.right + self.false
        return self.right / found if found else None

    def recall(self) -> float | None:
        """Of the faults, how many are found; None where there is none in the corpus."""
        return self.right / self.planted if self.planted else None

    def noticed(self) -> float | None:
        """Of the faults, how many are found or asked about; None where there is none."""
        return (self.right + self.asked) / self.planted if self.planted else None

    @property
    def planted(self) -> int:
        """The faults in the corpus."""
        return self.right + self.missed


@dataclass(frozen=True)
class Text:
    """One labelled mail or pitch; ``asked`` are the rules that ask there, ``arguable`` those left out of the
    count."""

    name: str
    lang: str
    expected: frozenset[str]
    found: frozenset[str]
    corpus: str = FIRST
    arguable: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()

    @property
    def held_out(self) -> bool:
        """Whether the rules were not tuned on it: an odd number of the first corpus, or unseen."""
        return self.corpus in LEFT_ALONE or (self.corpus == FIRST and int(self.name) % 2 == 1)

    @property
    def good(self) -> bool:
        """Whether it is a letter in which nothing is to be found."""
        return not counted(self.expected) and self.is_mail

    @property
    def is_mail(self) -> bool:
        """Whether it is no pitch."""
        return not self.name.startswith("p")

    @property
    def clean(self) -> bool:
        """Whether it has neither an error nor a warning that is wrong."""
        false = self.found - self.expected - self.arguable
        return all(by_id(rule).severity == HINT for rule in false)


def counted(rules: frozenset[str]) -> frozenset[str]:
    """These without rules that are gone, and those that only ask."""
    return frozenset(rule for rule in rules if rule not in GONE and by_id(rule).sort != QUESTION)


def texts() -> Iterator[Text]:
    """Every text of the corpora, with what is expected and what the rules find."""
    return (text for text, _material in with_materials())


def with_materials() -> Iterator[tuple[Text, Material]]:
    """Every text, and as the rules read it."""
    for lang in LANGS:
        for file in sorted((CORPUS / lang).glob("*.toml")):
            data = tomllib.loads(file.read_text(encoding="utf-8"))
            material = numbered(data, lang)
            expected = counted(frozenset(data["expected"]))
            yield Text(file.stem, lang, expected, found_in(material), asked=asked_in(material)), material
        for corpus in CORPORA:
            if (CORPUS / f"{corpus}.{lang}.toml").is_file():
                yield from of_corpus(corpus, lang)


def of_corpus(corpus: str, lang: str) -> Iterator[tuple[Text, Material]]:
    """Those of a corpus in one file."""
    data = tomllib.loads((CORPUS / f"{corpus}.{lang}.toml").read_text(encoding="utf-8"))
    now = datetime.fromisoformat(data["now"])
    for about, kind in (("invitation", "mail"), ("pitch", "pitch")):
        for one in data.get(kind, ()):
            material = _material(about, one, lang, now)
            expected, arguable = (counted(frozenset(one.get(key, ()))) for key in ("expected", "arguable"))
            found, asks = found_in(material), asked_in(material)
            yield Text(one["id"], lang, expected, found, corpus, arguable, asks), material


def _material(about: str, one: Mapping[str, Any], lang: str, now: datetime) -> Material:
    given = one.get("given", {})
    known = Known(
        name=one.get("sender", ""),
        phone=one.get("phone", ""),
        person=_addressee(one.get("to", "")),
        firsts=firsts(lang),
        way="mail" if about == "invitation" else "",
        tried=given.get("tried", "both"),
        of_reader=(one["why"],),
        curious=one.get("curious", ""),
        reason=one.get("reason", ""),
        purpose=one.get("purpose", ""),
        values=", ".join(one.get("values", ())),
        referrer=given.get("referred_by", ""),
        mention_referrer=given.get("mention") == "yes",
        private=tuple(given[key] for key in ("motive", "barrier", "assumption") if key in given),
    )
    head = f"To: {one['to']}\nSubject: {one['subject']}\n\n" if about == "invitation" else ""
    return Material(about, head + one["text"], words_for(lang), now, known)


def _addressee(to: str) -> str:
    """Whose name a To line gives; "" where it is an address alone, or what was to be one."""
    name, address, _rest = to.partition(" <")
    return name if address or not re.search(r"[@.]", to) else ""


def found_in(material: Material) -> frozenset[str]:
    """The ids of the rules that find something."""
    return frozenset(rule.id for rule, _spot in judge(material, UNLABELLED))


def asked_in(material: Material) -> frozenset[str]:
    """The ids of the rules that ask the writer something."""
    return frozenset(rule.id for rule, _spot in asked(material, UNLABELLED))


def numbered(data: dict[str, Any], lang: str) -> Material:
    """A mail of the first corpus as the rules read it."""
    given = dict(data.get("given", {}))
    now = datetime.fromisoformat(given.pop("now")) if "now" in given else NOW
    given.pop("email", None)
    given["of_reader"] = given.pop("brings", ())
    facts = {**DEFAULTS, **{key: tuple(v) if isinstance(v, list) else v for key, v in given.items()}}
    if isinstance(facts["tried"], bool):
        facts["tried"] = "both" if facts["tried"] else "no"
    facts["mention_referrer"] = facts.get("mention_referrer") in (True, "yes")
    known = Known(firsts=firsts(lang), **facts)
    return Material("invitation", data["text"], words_for(lang), now, known)


@cache
def firsts(lang: str) -> tuple[First, ...]:
    """The first words of the shipped guide, which every text in a workspace is held against."""
    return tuple(first_words_of(Walk.start(load_guide(lang), ABOUT, {})).values())


def scores(measured: list[Text]) -> dict[str, Score]:
    """The score of each rule over these texts."""
    out = {rule.id: Score() for rule in JUDGED}
    for text in measured:
        for rule, score in out.items():
            expected, found = rule in text.expected, rule in text.found
            if rule in text.arguable:
                continue
            score.right += expected and found
            score.false += found and not expected
            score.missed += expected and not found
            score.asked += expected and not found and rule in text.asked
            if expected != found:
                score.wrong.append(f"{text.lang}/{text.name}{'+' if found else '-'}")
    return out


def total(measured: list[Text], *sorts: str) -> Score:
    """One score of all rules of these sorts."""
    whole = Score()
    for rule, score in scores(measured).items():
        if by_id(rule).sort in sorts:
            whole.right, whole.false = whole.right + score.right, whole.false + score.false
            whole.missed, whole.asked = whole.missed + score.missed, whole.asked + score.asked
    return whole


def figure(value: float | None) -> str:
    """A share with two decimals, a dash for none; one below the aim is set off."""
    if value is None:
        return "–"
    return f"{value:.2f}" if value >= AIM else f"**{value:.2f}**"


PARTS = (
    ("first corpus, worked with", lambda text: text.corpus == FIRST and not text.held_out),
    ("first corpus, held out", lambda text: text.corpus == FIRST and text.held_out),
    ("second corpus, worked with", lambda text: text.corpus == SECOND),
    ("third corpus, worked with", lambda text: text.corpus == THIRD),
    ("fourth corpus, worked with", lambda text: text.corpus == FOURTH),
    ("fifth corpus, worked with", lambda text: text.corpus == FIFTH),
    ("sixth corpus, worked with", lambda text: text.corpus == SIXTH),
    ("seventh corpus, worked with", lambda text: text.corpus == SEVENTH),
    ("eighth corpus, mended from", lambda text: text.corpus == EIGHTH),
    ("ninth corpus, mended from", lambda text: text.corpus == NINTH),
    ("tenth corpus, mended from", lambda text: text.corpus == TENTH),
    ("eleventh corpus, as it came", lambda text: text.corpus == ELEVENTH),
    ("written afterwards, unseen", lambda text: text.corpus == UNSEEN),
)


def summary(measured: list[Text]) -> list[str]:
    """The Markdown table of sorts and good letters, by language and part."""
    lines = [
        "| texts | | facts: precision | recall | evidence: precision | recall | together: precision | recall "
        "| found or asked | good letters clean |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for lang in LANGS:
        for name, belongs in PARTS:
            own = [text for text in measured if text.lang == lang and belongs(text)]
            if own:
                lines.append(_summed(f"{NAMES[lang]}, {name}", own))
    lines.append(_summed("both, not worked with", [text for text in measured if text.held_out]))
    return lines


def _summed(name: str, own: list[Text]) -> str:
    cells = [name, str(len(own))]
    for sorts in ((FACT,), (EVIDENCE,), (FACT, EVIDENCE)):
        score = total(own, *sorts)
        cells += [
            _of(score.precision(), score.right, score.right + score.false),
            _of(score.recall(), score.right, score.planted),
        ]
    cells.append(_of(score.noticed(), score.right + score.asked, score.planted))
    good = [text for text in own if text.good]
    cells.append(f"{sum(text.clean for text in good)} of {len(good)}")
    return f"| {' | '.join(cells)} |"


def _of(value: float | None, part: int, whole: int) -> str:
    """A share and what it is the share of."""
    return f"{figure(value)} ({part}/{whole})"


def table(lang: str, measured: list[Text]) -> list[str]:
    """The Markdown table of one language."""
    own = [text for text in measured if text.lang == lang]
    all_of, held_out = scores(own), scores([text for text in own if text.held_out])
    lines = [
        "| rule | faults | found | asked about | false alarms | precision | recall "
        "| not worked with: faults | false alarms | precision | recall |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for rule, score in all_of.items():
        other = held_out[rule]
        cells = [rule, *map(str, (score.planted, score.right, score.asked, score.false))]
        cells += [figure(score.precision()), figure(score.recall())]
        cells += [str(other.planted), str(other.false), figure(other.precision()), figure(other.recall())]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


Figure = tuple[str, str, str]


def figures(measured: list[Text]) -> dict[Figure, float]:
    """Precision and recall by rule, language and name, where there is one."""
    return {
        (rule, lang, name): value
        for lang in LANGS
        for rule, score in scores([text for text in measured if text.lang == lang]).items()
        for name, value in (("precision", score.precision()), ("recall", score.recall()))
        if value is not None
    }


def not_reached(measured: list[Text]) -> list[str]:
    """A line for each figure below the aim, with the texts that were judged wrongly; of those that are not
    worked with only how many."""
    wrong = {lang: scores([text for text in measured if text.lang == lang]) for lang in LANGS}
    held_out = {f"{text.lang}/{text.name}" for text in measured if text.held_out}
    marks = {"precision": "+", "recall": "-"}
    return [
        f"- {rule} {lang} {name}: {value:.2f} "
        f"({_named([text for text in wrong[lang][rule].wrong if text.endswith(marks[name])], held_out)})"
        for (rule, lang, name), value in figures(measured).items()
        if value < AIM
    ] or ["None."]


def _named(wrong: list[str], held_out: set[str]) -> str:
    """Texts that are worked with by name; of the others only how many, so that whoever tunes does not learn
    them."""
    told = [text for text in wrong if text[:-1] not in held_out]
    others = len(wrong) - len(told)
    return ", ".join([*told, *([f"held out: {others}"] if others else [])])


def on_cases() -> list[str]:
    """How many of the single sentences of ``cases.toml`` the two rules with word lists judge rightly."""
    data = tomllib.loads((CORPUS / "cases.toml").read_text(encoding="utf-8"))
    lines = [
        "| rule | | sentences that do it: found | asked about | that do not: not found | nor asked about |",
        "|---|---|--:|--:|--:|--:|",
    ]
    for rule in ("M008", "M011"):
        for lang in LANGS:
            bad, good = (
                [_said_of(text, lang, rule) for text in data[lang][key]] for key in (rule, f"{rule}ok")
            )
            counts = (bad.count(FOUND), bad.count(ASKED), len(good) - good.count(FOUND), good.count(""))
            cells = [f"{count} of {len(bad)}" for count in counts]
            lines.append(f"| {rule} | {NAMES[lang]} | {' | '.join(cells)} |")
    return lines


def _said_of(sentence: str, lang: str, rule: str) -> str:
    """What a rule does with a sentence, as an email: finds it, asks about it, or "" for neither."""
    material = Material("invitation", f"Subject: .\n\n{sentence}\n", words_for(lang), NOW, Known())
    spots = list(by_id(rule).find(material, material.words))
    return (ASKED if all(spot.asks for spot in spots) else FOUND) if spots else ""


def by_chance(measured: list[tuple[Text, Material]]) -> list[str]:
    """The Markdown table of how right M005 is, by how many words of an answer may stand there by chance."""
    lines = [
        "| words at most | worked with: found | right | not worked with: found | right |",
        "|--:|--:|--:|--:|--:|",
    ]
    chosen = evidence.BY_CHANCE
    for most in (0, 1, 2, 3, alike.MOST):
        evidence.BY_CHANCE = most
        found = [text for text, material in measured if _is_found(CHOSEN, text, material)]
        counts = [
            sum(text.held_out is held for text in found if right <= text.expected)
            for held in (False, True)
            for right in (frozenset(), frozenset([CHOSEN]))
        ]
        said = "any number" if most == alike.MOST else str(most)
        lines.append(f"| {said}{' (chosen)' if most == chosen else ''} | {' | '.join(map(str, counts))} |")
    evidence.BY_CHANCE = chosen
    return lines


def _is_found(rule: str, text: Text, material: Material) -> bool:
    if not text.is_mail or rule in text.arguable:
        return False
    return any(not spot.asks for spot in by_id(rule).find(material, material.words))


def on_seams() -> list[str]:
    """How S001 judges the single sentences of ``seams.toml``, each a paragraph of its own."""
    data = tomllib.loads(SEAMS.read_text(encoding="utf-8"))
    lines = [
        "| rule | | broken, with a sign: found | broken, without one: left to a reader | whole: left alone |",
        "|---|---|--:|--:|--:|",
    ]
    for lang in LANGS:
        cells = ["S001", NAMES[lang]]
        for kind, wanted in (("seam", True), ("grammar", False), ("whole", False)):
            sentences = data[lang][kind]
            right = sum(_is_seam(text, lang) == wanted for text in sentences)
            cells.append(f"{right} of {len(sentences)}")
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _is_seam(sentence: str, lang: str) -> bool:
    material = Material("pitch", f"{sentence}\n", words_for(lang), NOW, Known(firsts=firsts(lang)))
    return "S001" in found_in(material)


def beside_others(measured: list[Text]) -> list[str]:
    """The Markdown table of what other tools find in the English mails."""
    data = tomllib.loads(PEERS.read_text(encoding="utf-8"))
    own = [text for text in measured if text.lang == "en" and text.corpus not in LEFT_ALONE and text.is_mail]
    good = [text for text in own if text.good]
    lines = [
        "| tool | findings | that help | that do not | in good letters | good letters without one |",
        "|---|--:|--:|--:|--:|--:|",
        _beside(
            "netinvite check (rules, hints too)",
            len(good),
            findings=sum(len(text.found) for text in own),
            helps=sum(len(text.found & text.expected) for text in own),
            in_good=sum(len(text.found) for text in good),
            good_clean=sum(not text.found for text in good),
        ),
    ]
    tools = {tool: counts for tool, counts in data.items() if isinstance(counts, dict)}
    return [*lines, *(_beside(tool, data["good"], **counts) for tool, counts in tools.items())]


def _beside(tool: str, good: int, *, findings: int, helps: int, in_good: int, good_clean: int) -> str:
    cells = [tool, *map(str, (findings, helps, findings - helps, in_good)), f"{good_clean} of {good}"]
    return f"| {' | '.join(cells)} |"


NAMES = {"da": "Danish", "en": "English"}
HEAD = """\
# How well the rules of mail and pitch find what they are for

Written by `python tests/rule_report.py`; do not edit. *Precision*: of what a rule finds, how much is a fault.
*Recall*: of the faults, how many it finds. The aim is 0.95; figures below it are **bold**. A *good letter* is
clean when it has neither an error nor a warning. Rules that only ask (M009, G003) find nothing, and are not
measured; nor is M022, which came when the letters were labelled. What M005 to M008, M011, P002, P003 and P005
ask where they do not know is no finding either: a fault that is only asked about counts as missed, *found or
asked* says how many were one or the other. M008 and M011 ask where they find nothing and a word of joining,
or one that can press, is said to the reader.

S001 is in the count of facts: none of the first and second corpus was labelled with it, so that all it finds
in them is a false alarm; what it finds is measured on single sentences below, too.

On texts and on what was tuned on what:
- The **first corpus** (`tests/corpus/da`, `en`) was written and labelled by somebody who had not seen the
  rules. The rules of before were tuned on its even numbers. When the rules of now were written, its even
  numbers and the second corpus were read; of its odd ones only the figures were seen, but several times.
  When M005 and M006 were measured anew, sentences and answers of odd ones were read too, so that for those
  two rules they are held out no more.
- The **second corpus** (`tests/corpus/second.*.toml`) is half of a set that was labelled before any rule
  was run on it; the rules of before had 0.72 (Danish) and 0.77 (English) precision there, 0.98 and 0.95
  recall, and 6 and 7 of 12 good letters clean. This half was worked with, so its figures say what was
  reached, not what to expect.
- The **third corpus** (`tests/corpus/third.*.toml`) was written and labelled by somebody who saw `netinvite
  check --list` alone and was told that a mail may say an answer wholly in other words. At first the rules had
  0.74 (Danish) and 0.84 (English) precision there, 0.91 and 0.95 recall, 5 and 8 of 9 good letters clean;
  what was wrong (M005 on answers in other words, “??”, “(a)”, kisses, brackets in earnest) was mended.
- The **fourth corpus** (`tests/corpus/fourth.*.toml`) was written in the same way, after that. At first the
  rules had 0.92 (Danish) and 0.91 (English) precision there, 0.96 and 0.84 recall, 7 and 8 of 9 good letters
  clean; what was wrong (M005 again, a remark in brackets, “because because” within a sentence, a name that
  was none) was mended.
- The **fifth corpus** (`tests/corpus/fifth.*.toml`) was written in the same way, when the rules were done. At
  first these had 0.91 (Danish) and 0.78 (English) precision there, 0.91 and 0.75 recall, 9 of 10 and 6 of 9
  good letters clean: what to expect of letters like these. What was wrong (“Des” for Desmond, “[I looked]”,
  “the” of a head teacher, the “by” of “lay-by”, a greeting that the letter goes on behind) was mended.
- The **sixth** and **seventh corpus** were written to make the rules blame good letters: three of four are
  good, with odd near-misses on purpose (a talk on TODO in old code, volume XXX, a shop open on Saturdays) and
  with those that come by themselves (a nickname, a time that is taken back, the network's own meeting told of
  beside the times). At first the rules had 0.77 and 0.64 (Danish and English), then, half mended, 0.61 and
  0.72 precision there. M005 asks since where one word of the answer stands and something is said of the
  reader.
- The **eighth** and **ninth corpus** were written after that, one after the other, as the third to the
  fifth were, 20 letters a language, and judged as they came. The eighth: facts 0.97 precision (39 of 40)
  and 1.00 recall, evidence 0.88 (7 of 8) and 0.54, together 0.96 (46 of 48) and 0.88; all 18 good letters
  clean. The ninth: facts 0.94 (33 of 35) and 0.94, evidence 1.00 (8 of 8) and 0.67, together 0.95 (41 of
  43) and 0.87; all 18 good letters clean. So both: facts 0.96 and 0.97, evidence 0.94 and 0.60, together
  0.96 (87 of 91) and 0.88, 36 of 36 clean. All four false alarms were in faulty letters (“lade være med”,
  an answer of one word, a time on its own line in small letters, kisses behind a sentence) and were
  mended, as was a referrer with a title; the figures below are of after.
- The **tenth** and **eleventh corpus** were written when that was done, in the same way and as many, and
  judged as they came. The tenth: facts 0.98 precision (39 of 40) and 1.00 recall, evidence 1.00 (11 of
  11) and 0.92, together 0.98 (50 of 51) and 0.98; 17 of 18 good letters clean. The eleventh: facts 0.98
  (39 of 40) and 1.00, evidence 1.00 (9 of 9) and 0.75, together 0.98 (48 of 49) and 0.94; 18 of 18 clean.
  So both: facts 0.98 and 1.00, evidence 1.00 and 0.83, together 0.98 (98 of 100) and 0.96, 35 of 36
  clean: that is what to expect of letters like these. One false alarm was mended (four joints of a
  sentence that a private answer has too); the other, 21 words a sentence in a breathless letter, was
  left. Nothing was mended from the eleventh.
- What was **written afterwards** in the same way is in `tests/corpus/unseen.*.toml`, and was never worked
  with. Its figures are the honest ones; they were seen several times, and the texts never.

Beside half of the words of the answer in one paragraph, this keeps the rules of evidence silent, because the
words alone blamed letters that say it in others. M006 and P002: a sentence in the first person has a word
that the answer on the reason has and no other answer, or the heart of its first words (“… matters to me”);
M006 asks where the writer states something of themselves that no other answer says.
M005 and P005 look in sentences that speak of the reader, or stand beside one that does. They find only where
nothing of what was answered on the reader stands anywhere, in whatever form, or one word of it and nothing
else is said of them; they ask where more than that does, where a third of the words that the answer alone
has stand elsewhere, or where the reader is the subject of a full verb (“You taught eighty residents …”).
"""
THIN = """\
## Where M005 finds, and where it asks
How many words, names and numbers of an answer on the reader may stand in an email that says nothing of them,
by chance, where nothing else is said of the reader; where more do, M005 asks. The number was chosen on the
texts that were worked with: with one more, letters that say it in other words are blamed.
"""
OTHERS = """\
## Beside other tools
Run over the English mails of all corpora but the eleventh and the unseen one by `python tests/peers.py`
(subject, greeting, body and signature of each). A finding *helps* when its check is about a fault that its
letter is labelled with: of write-good passive voice, wordiness and verbiage count for M014 (hard to read), of
proselint exclamation marks for M013 and a TODO for M015; nothing that alex finds is about a fault of the
labels. A tool counts each place, `check` a rule once a letter. The other tools are made for prose at large,
and none for letters: the figures say what somebody gets who runs them over an invitation, not how good they
are at what they are for. vale could not be had: what npm and PyPI have of it fetches the program itself from
elsewhere. Two of three of these letters were worked with when the rules were written, so that their own row
says what was reached, not what to expect.

In words: write-good names words like “really” and “only”, “it is”, and passive voice, which a letter may
have; alex each “he”, “mother” and “boy”, where a letter speaks of somebody; nine of ten findings of
proselint are about how “10am” is written.
"""
BELOW = """\
## Below the aim
A text that was worked with is named with + for a false alarm and - for a fault that was missed; the others
are only counted, so that they can be held out from the next round too. `--check` fails when one of these
figures falls further, or any other below the aim.
"""


def report(with_texts: list[tuple[Text, Material]]) -> str:
    """The whole document."""
    measured = [text for text, _material in with_texts]
    lines = [HEAD, "## Sorts of rule, and good letters", "", *summary(measured), ""]
    lines += [THIN, *by_chance(with_texts), ""]
    lines += ["## Single sentences", "", *on_cases(), "", *on_seams(), ""]
    for lang in LANGS:
        own = [text for text in measured if text.lang == lang]
        faulty = sum(bool(text.expected) for text in own)
        lines += [f"## {NAMES[lang]}: {len(own)} texts, {faulty} with faults", "", *table(lang, measured), ""]
    lines += [OTHERS, *beside_others(measured), ""]
    lines += [BELOW, *not_reached(measured)]
    return "\n".join(lines) + "\n"


def fallen(measured: list[Text], written: str) -> list[str]:
    """The figures below their floor: what the written report says of them, else the aim."""
    listed = re.findall(r"^- (\w+) (\w+) (\w+): ([\d.]+)", written, re.MULTILINE)
    floors = {(rule, lang, name): float(value) for rule, lang, name, value in listed}
    return [
        f"{' '.join(figure)}: {value:.2f} is below the floor of {floors.get(figure, AIM)}"
        for figure, value in figures(measured).items()
        if round(value, 2) < floors.get(figure, AIM)
    ]


def main() -> None:
    if "--even" in sys.argv:
        sys.stdout.write("\n".join(not_reached([text for text in texts() if not text.held_out])) + "\n")
        return
    with_texts = list(with_materials())
    measured, new = [text for text, _material in with_texts], report(with_texts)
    if "--check" not in sys.argv:
        WRITTEN.write_text(new, encoding="utf-8")
        sys.stdout.write(new)
        return
    written = WRITTEN.read_text(encoding="utf-8")
    problems = fallen(measured, written)
    if new != written:
        problems.append(f"{WRITTEN.name} is not current; run python tests/rule_report.py")
    sys.exit("\n".join(problems) or 0)


if __name__ == "__main__":
    main()
