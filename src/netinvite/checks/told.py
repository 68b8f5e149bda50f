"""What the rules find, and the rules themselves, in writing: for people and for programs.

Pure: text out, as lines, as JSON, as annotations of GitHub Actions, as SARIF.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

from netinvite import __version__
from netinvite.checks.rule import ERROR, EVIDENCE, FACT, HINT, QUESTION, WARNING, Finding, Rule
from netinvite.checks.table import RULES, by_id
from netinvite.language import _
from netinvite.model.characters import one_line
from netinvite.values import parts

INDENT = "    "
# Bold and underline stand out on black and on white; no ANSI colour has the contrast on both.
_STYLES = {ERROR: "1", WARNING: "4"}
_COMMANDS = {ERROR: "error", WARNING: "warning", HINT: "notice"}
_LEVELS = {ERROR: "error", WARNING: "warning", HINT: "note", QUESTION: "none"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def severity_word(severity: str) -> str:
    """A severity in the language in use."""
    words = {ERROR: _("error"), WARNING: _("warning"), HINT: _("hint"), QUESTION: _("question")}
    return words[severity]


def as_text(findings: Sequence[Finding]) -> str:
    """``file:line:column: id severity: message``, the hint indented on the next line; no line break at the
    end."""
    return "\n".join(_entry(finding) for finding in findings)


def _entry(finding: Finding) -> str:
    severity = severity_word(finding.severity)
    place = f"{finding.file}:{finding.line}:{finding.column}"
    head = f"{place}: {finding.rule} {severity}: {one_line(finding.message)}"
    return f"{head}\n{INDENT}{one_line(finding.hint)}" if finding.hint else head


def in_style(text: str) -> str:
    """What ``as_text`` made, wrapped perhaps, with errors in bold and warnings underlined."""
    styles = {severity_word(severity): style for severity, style in _STYLES.items()}
    found = re.compile(rf"(:\d+:\s+[A-Z]\d{{3}}\s+)({'|'.join(map(re.escape, styles))})(?=:)")
    return found.sub(lambda m: f"{m[1]}\x1b[{styles[m[2]]}m{m[2]}\x1b[0m", text)


def as_json(findings: Sequence[Finding]) -> str:
    """A list of objects: rule, severity, file, line, column, words, message, hint."""
    return json.dumps([_told(finding) for finding in findings], ensure_ascii=False, indent=1)


def _told(finding: Finding) -> dict[str, Any]:
    return {key: value for key, value in parts(finding).items() if key != "place"}


def as_github(findings: Sequence[Finding]) -> str:
    """Workflow commands, escaped as GitHub's toolkit does it (``command.ts``)."""
    return "\n".join(map(_annotation, findings))


def _annotation(finding: Finding) -> str:
    place = f"file={_property(finding.file)},line={finding.line},col={finding.column}"
    place += f",title={_property(finding.rule)}"
    return f"::{_COMMANDS[finding.severity]} {place}::{_data(f'{finding.message} {finding.hint}'.strip())}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(findings: Sequence[Finding]) -> str:
    """SARIF 2.1.0, as code scanning services and editors read it; a finding keeps its fingerprint as long as
    its place reads the same."""
    broken = dict.fromkeys(finding.rule for finding in findings)
    driver = {
        "name": "netinvite",
        "version": __version__,
        "rules": [_descriptor(by_id(name)) for name in broken],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding) for finding in findings],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _descriptor(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": _(rule.text.title)},
        "fullDescription": {"text": _(rule.text.why)},
        "help": {"text": _(rule.text.hint)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(finding: Finding) -> dict[str, Any]:
    region = {"startLine": finding.line, "startColumn": finding.column}
    if finding.words:
        region["endColumn"] = finding.column + len(finding.words)
    location = {"artifactLocation": {"uri": quote(finding.file)}, "region": region}
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message} {finding.hint}".strip()},
        "locations": [{"physicalLocation": location}],
    }
    if finding.place:
        result["partialFingerprints"] = {"netinvitePlace/v1": finding.place}
    return result


FORMS: dict[str, Callable[[Sequence[Finding]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}


def explanation(rule: Rule) -> str:
    """Why a rule exists, a sentence that breaks it and one that does not."""
    return "\n".join(
        (
            f"{rule.id} {severity_word(rule.severity)} ({_about(rule)}): {_(rule.text.title)}",
            "",
            _(rule.text.why),
            "",
            _grounds(rule),
            "",
            _("Instead of: %(sentence)s") % {"sentence": _(rule.text.bad)},
            _("Better: %(sentence)s") % {"sentence": _(rule.text.good)},
            "",
            _(rule.text.hint),
        )
    )


def _grounds(rule: Rule) -> str:
    """What a rule leans on, in a sentence."""
    sentences = {
        FACT: _("A fact: the text itself says so."),
        EVIDENCE: _(
            "Evidence: what you answered is looked for in the text; without an answer you are asked."
        ),
        QUESTION: _("A question: nobody but you can know, so it is asked and never found."),
    }
    asks = rule.asks and rule.sort == FACT
    return sentences[rule.sort] + (" " + _("Where it does not, you are asked.") if asks else "")


def sort_word(rule: Rule) -> str:
    """What a rule leans on, in the language in use."""
    word = {FACT: _("fact"), EVIDENCE: _("evidence"), QUESTION: _("question")}[rule.sort]
    return _("%(sort)s, else asked") % {"sort": word} if rule.asks and rule.sort != QUESTION else word


def row(rule: Rule) -> str:
    """A rule as one line of the list of all: what it leans on, how grave it is, what it is about."""
    sort, severity = sort_word(rule), severity_word(rule.severity)
    return f"{rule.id}  {sort:25}  {severity:10}  {_about(rule)}: {_(rule.text.title)}"


def rules_as_json() -> str:
    """All rules as a list of objects; ``question`` is ``None`` for one that never asks."""
    return json.dumps([_rule(rule) for rule in RULES], ensure_ascii=False, indent=1)


def _rule(rule: Rule) -> dict[str, Any]:
    text = {key: _(value) for key, value in parts(rule.text).items()}
    return {
        "rule": rule.id,
        "sort": rule.sort,
        "severity": rule.severity,
        "about": list(rule.about),
        **text,
        "question": text["question"] or None,
    }


def _about(rule: Rule) -> str:
    if "answers" in rule.about:
        return _("every text, and the answers")
    names = {
        "pitch": _("pitch"),
        "invitation": _("invitation"),
        "conversation": _("conversation guide"),
        "reflection": _("reflection"),
        "leaflet": _("leaflet"),
    }
    return ", ".join(names[one] for one in rule.about)
