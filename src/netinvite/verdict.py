"""Whether a draft may go: the errors that the rules of the method find in it, told but never in the way.

That a text has none is remembered beside it, so that printing a mail does not pay for the rules each time.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from netinvite import clock, drafts
from netinvite.errors import NetinviteError
from netinvite.workspace import Workspace

if TYPE_CHECKING:
    from netinvite.checking import Checker
    from netinvite.checks import Finding
    from netinvite.preparation import Preparation


class Verdict(NamedTuple):
    """The error-level findings in texts; ``clean_until`` is when an invitation without any may get one.

    ``inputs``: the digest of the answers, as they lay there before the invitation was held against them.
    """

    errors: list[Finding]
    clean_until: datetime | None = None
    inputs: str = ""


class Verdicts:
    """The verdicts on a workspace's texts; what the rules need is read once, when one is not known yet."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.now = clock.now()

    @cached_property
    def _checker(self) -> Checker:
        from netinvite.checking import Checker

        return Checker(self.workspace)

    def errors(self, slug: str, draft: drafts.Draft) -> list[Finding]:
        """The error-level findings in a saved invitation."""
        if self.now.isoformat() < draft.clean_until:
            return []
        verdict = self.on(slug, {"invitation": draft.text})
        self.note(slug, draft, verdict)
        return verdict.errors

    def on(self, slug: str, texts: Mapping[str, str]) -> Verdict:
        """The verdict on texts, by document, that may not be saved yet; own documents have no rules.

        Where what they are held against cannot be read there is none: nobody is held up by a check.
        """
        ours = {document: text for document, text in texts.items() if document in drafts.FILES}
        try:
            return Verdict(*self._checker.errors(slug, ours))
        except NetinviteError:
            return Verdict([])

    def note(self, slug: str, draft: drafts.Draft, verdict: Verdict) -> None:
        """Remember, beside a saved invitation, that it has no error."""
        if verdict.clean_until:
            drafts.note_clean(self.workspace, slug, draft, verdict.clean_until)


def judge(preparation: Preparation, texts: Mapping[str, str]) -> Verdict:
    """The verdict on texts that a preparation is about to save."""
    workspace, slug = preparation.workspace, preparation.slug
    # Before the rules read the answers: what is changed in between is judged again.
    made = drafts.Looks(workspace).inputs(slug, preparation.guide.lang, "invitation")
    return Verdicts(workspace).on(slug, texts)._replace(inputs=made)


def save(preparation: Preparation, texts: Mapping[str, str], verdict: Verdict | None = None) -> None:
    """Save drafts, with the verdict on the invitation: the mail that is printed next knows it already."""
    preparation.save_drafts(texts)
    if "invitation" in texts:
        workspace, slug = preparation.workspace, preparation.slug
        verdict = verdict or judge(preparation, {"invitation": texts["invitation"]})
        draft = drafts.look(workspace, slug, "invitation")
        judged = draft._replace(text=texts["invitation"], inputs=verdict.inputs)
        Verdicts(workspace).note(slug, judged, verdict)


def told(findings: list[Finding]) -> str:
    """Findings as ``check`` writes them, harmless on a terminal."""
    from netinvite import checking
    from netinvite.checks.forms import as_text

    return as_text([checking.harmless(finding) for finding in findings])
