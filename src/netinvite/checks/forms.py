"""Findings in writing: for people, as JSON, as annotations of GitHub Actions. Pure: text out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict

from netinvite.checks.rule import ERROR, HINT, WARNING, Finding, Rule
from netinvite.language import _

INDENT = "    "
# Bold and underline stand out on black and on white; no ANSI colour has the contrast on both.
_STYLES = {ERROR: "1", WARNING: "4"}
_COMMANDS = {ERROR: "error", WARNING: "warning", HINT: "notice"}


def severity_word(severity: str) -> str:
    """A severity in the language in use."""
    return {ERROR: _("error"), WARNING: _("warning"), HINT: _("hint")}[severity]


def as_text(findings: Sequence[Finding]) -> str:
    """``file:line: id severity: message``, the hint indented on the next line; no line break at the end."""
    return "\n".join(_entry(finding) for finding in findings)


def _entry(finding: Finding) -> str:
    severity = severity_word(finding.severity)
    head = f"{finding.file}:{finding.line}: {finding.rule} {severity}: {_one_line(finding.message)}"
    return f"{head}\n{INDENT}{_one_line(finding.hint)}" if finding.hint else head


def in_style(text: str) -> str:
    """What ``as_text`` made, wrapped perhaps, with errors in bold and warnings underlined."""
    styles = {severity_word(severity): style for severity, style in _STYLES.items()}
    found = re.compile(rf"(:\d+:\s+[A-Z]\d{{3}}\s+)({'|'.join(map(re.escape, styles))})(?=:)")
    return found.sub(lambda m: f"{m[1]}\x1b[{styles[m[2]]}m{m[2]}\x1b[0m", text)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def as_json(findings: Sequence[Finding]) -> str:
    """A list of objects: rule, severity, file, line, message, hint."""
    return json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1)


def as_github(findings: Sequence[Finding]) -> str:
    """Workflow commands, escaped as GitHub's toolkit does it (``command.ts``)."""
    return "\n".join(map(_annotation, findings))


def _annotation(finding: Finding) -> str:
    place = f"file={_property(finding.file)},line={finding.line},title={_property(finding.rule)}"
    return f"::{_COMMANDS[finding.severity]} {place}::{_data(f'{finding.message} {finding.hint}'.strip())}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMS: dict[str, Callable[[Sequence[Finding]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}


def explanation(rule: Rule) -> str:
    """Why a rule exists, a sentence that breaks it and one that does not."""
    return "\n".join(
        (
            f"{rule.id} {severity_word(rule.severity)} ({_about(rule)}): {_(rule.title)}",
            "",
            _(rule.why),
            "",
            _("Instead of: %(sentence)s") % {"sentence": _(rule.bad)},
            _("Better: %(sentence)s") % {"sentence": _(rule.good)},
            "",
            _(rule.hint),
        )
    )


def row(rule: Rule) -> str:
    """A rule as one line of the list of all."""
    return f"{rule.id}  {severity_word(rule.severity):8}  {_about(rule)}: {_(rule.title)}"


def _about(rule: Rule) -> str:
    return {
        "pitch": _("pitch"),
        "invitation": _("invitation"),
        "guide": _("conversation guide"),
        "reflection": _("reflection"),
        "followup": _("follow-up"),
        "leaflet": _("leaflet"),
    }[rule.about]
