"""Measures the M-rules on ``tests/corpus``: how much of what they find is right, and how much they find.

``python tests/rule_report.py`` writes ``docs/rules-measured.md``; ``--check`` fails when the file is not
current, or when a figure fell below the floor that the file names. ``--even`` writes nothing and shows what
is wrong on the even numbers alone: for work on the rules, which is not to see the others. The corpus was
written by somebody who had not seen the rules. The rules were then tuned on its even numbers; the odd ones
are held out, and counted by themselves.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from netinvite.checking import words_for
from netinvite.checks import RULES, Known, Material, judge

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "tests" / "corpus"
WRITTEN = ROOT / "docs" / "rules-measured.md"
LANGS = ("da", "en")
AIM = 0.95
NOW = datetime(2026, 11, 25, 12, 0)
DEFAULTS = {"name": "", "person": "", "way": "mail", "tried": "several"}


@dataclass
class Score:
    """Right findings, false alarms, and faults that were missed; ``wrong`` names the texts."""

    right: int = 0
    false: int = 0
    missed: int = 0
    wrong: list[str] = field(default_factory=list)

    def precision(self) -> float | None:
        """Of the findings, how many are right; None without findings."""
        found = self.right + self.false
        return self.right / found if found else None

    def recall(self) -> float | None:
        """Of the faults, how many are found; None where there is none in the corpus."""
        planted = self.right + self.missed
        return self.right / planted if planted else None


@dataclass(frozen=True)
class Text:
    """One labelled mail of the corpus."""

    file: Path
    lang: str
    expected: frozenset[str]
    found: frozenset[str]

    @property
    def held_out(self) -> bool:
        """Whether the rules were not tuned on it: an odd number."""
        return int(self.file.stem) % 2 == 1


def texts() -> Iterator[Text]:
    """Every mail of the corpus, with what is expected and what the rules find."""
    for lang in LANGS:
        for file in sorted((CORPUS / lang).glob("*.toml")):
            data = tomllib.loads(file.read_text(encoding="utf-8"))
            yield Text(file, lang, frozenset(data["expected"]), found_in(data, lang))


def found_in(data: dict[str, object], lang: str) -> frozenset[str]:
    """The ids of the rules that find something in a mail."""
    given = dict(data.get("given", {}))
    now = datetime.fromisoformat(given.pop("now")) if "now" in given else NOW
    given.pop("email", None)
    facts = {**DEFAULTS, **{key: tuple(v) if isinstance(v, list) else v for key, v in given.items()}}
    if isinstance(facts["tried"], bool):
        facts["tried"] = "several" if facts["tried"] else "no"
    facts["mention_referrer"] = facts.get("mention_referrer") in (True, "yes")
    material = Material("invitation", data["text"], words_for(lang), now, Known(**facts))
    return frozenset(rule.id for rule, _spot in judge(material))


def scores(measured: list[Text]) -> dict[str, Score]:
    """The score of each rule over these texts."""
    out = {rule.id: Score() for rule in RULES if rule.about == "invitation"}
    for text in measured:
        for rule, score in out.items():
            expected, found = rule in text.expected, rule in text.found
            score.right += expected and found
            score.false += found and not expected
            score.missed += expected and not found
            if expected != found:
                score.wrong.append(f"{text.lang}/{text.file.stem}{'+' if found else '-'}")
    return out


def figure(value: float | None) -> str:
    """A share with two decimals, a dash for none; one below the aim is set off."""
    if value is None:
        return "–"
    return f"{value:.2f}" if value >= AIM else f"**{value:.2f}**"


def table(lang: str, measured: list[Text]) -> list[str]:
    """The Markdown table of one language."""
    own = [text for text in measured if text.lang == lang]
    all_of, held_out = scores(own), scores([text for text in own if text.held_out])
    lines = [
        "| rule | faults | precision | recall | held out: faults | precision | recall |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for rule, score in all_of.items():
        other = held_out[rule]
        cells = [rule, str(score.right + score.missed), figure(score.precision()), figure(score.recall())]
        cells += [str(other.right + other.missed), figure(other.precision()), figure(other.recall())]
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
    """A line for each figure below the aim, with the texts that were judged wrongly; odd ones are counted."""
    wrong = {lang: scores([text for text in measured if text.lang == lang]) for lang in LANGS}
    marks = {"precision": "+", "recall": "-"}
    return [
        f"- {rule} {lang} {name}: {value:.2f} "
        f"({_named([text for text in wrong[lang][rule].wrong if text.endswith(marks[name])])})"
        for (rule, lang, name), value in figures(measured).items()
        if value < AIM
    ] or ["None."]


def _named(wrong: list[str]) -> str:
    """Even texts by name; of the odd ones only how many, so that whoever tunes does not learn them."""
    even = [text for text in wrong if int(text[:-1].rpartition("/")[2]) % 2 == 0]
    odd = len(wrong) - len(even)
    return ", ".join([*even, *([f"held out: {odd}"] if odd else [])])


NAMES = {"da": "Danish", "en": "English"}
HEAD = """\
# How well the rules of the mail find what they are for

Written by `python tests/rule_report.py`; do not edit. Measured on the mails of `tests/corpus/`, which were
written and labelled by somebody who had not seen the rules. *Precision*: of what a rule finds, how much is a
fault. *Recall*: of the faults, how many it finds. The aim is 0.95; figures below it are **bold**.

In both languages the rules were tuned on the even numbers of the corpus, and the odd ones were *held out*:
their texts were not read. The figures of a whole language are therefore kinder than those of its odd half,
which are the honest ones. The holding out is not quite clean. The Danish counts were seen while M009 and M012
were widened. Before the second round an earlier version of this page had named the odd texts that were judged
wrongly, English ones among them, and sentences of da/037 and da/045 were seen in a diff. While it went on, a
failing test told that Danish M005, M007 and M008 were below the aim, and M008 was reviewed for that reason.
The whole page was seen twice before its end. After the first time the lists of M006 and M009 were made
stricter on what the even mails say, which lowered the precision of the English M009 from 0.67 to 0.57.
After the second "say so" and "otherwise" at the beginning of a clause were given back to it, which changed no
figure.
"""
BELOW = """\
## Below the aim
An even text is named with + for a false alarm and - for a fault that was missed; odd ones are only counted,
so that they can be held out from the next round too. `--check` fails when one of these figures falls further,
or any other below the aim.
"""


def report(measured: list[Text]) -> str:
    """The whole document."""
    lines = [HEAD]
    counts = Counter((text.lang, bool(text.expected)) for text in measured)
    for lang in LANGS:
        faulty, good = counts[lang, True], counts[lang, False]
        title = f"## {NAMES[lang]}: {faulty + good} mails, {faulty} with faults"
        lines += [title, "", *(table(lang, measured) if faulty + good else ()), ""]
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
    measured = list(texts())
    new = report(measured)
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
