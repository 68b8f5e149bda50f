"""Whether a draft may go: the errors that the rules of the method find in it, told but never in the way.

That a text has none is remembered beside it, so that printing a mail does not pay for the rules each time.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from netinvite import clock, drafts
from netinvite.errors import NetinviteError
from netinvite.names import Person
from netinvite.workspace import Workspace

if TYPE_CHECKING:
    from netinvite.checking import Checker
    from netinvite.checks import Finding
    from netinvite.preparation import Preparation


class Verdicts:
    """The verdicts on a workspace's invitations; what the rules need is read once, when one is not known."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.now = clock.now()

    @cached_property
    def _checker(self) -> Checker:
        from netinvite.checking import Checker

        return Checker(self.workspace)

    def errors(self, slug: str, draft: drafts.Draft) -> list[Finding]:
        """The error-level findings in a saved invitation; none where what it is held against cannot be
        read, for nobody's mail is held up by its check."""
        if self.now.isoformat() < draft.clean_until:
            return []
        try:
            found, until = self._checker.invitation(slug, draft.text)
        except NetinviteError:
            return []
        if not found and until:
            drafts.note_clean(self.workspace, slug, draft, until)
        return found


def errors_in(workspace: Workspace, person: Person, texts: Mapping[str, str]) -> list[Finding]:
    """The error-level findings in texts that are not saved yet, by document; own documents have no rules."""
    from netinvite import checking

    ours = {document: text for document, text in texts.items() if document in drafts.FILES}
    return checking.errors_in(workspace, person, ours)


def save(preparation: Preparation, texts: Mapping[str, str]) -> None:
    """Save drafts, with the verdict on the invitation: the mail that is printed next knows it already."""
    preparation.save_drafts(texts)
    if "invitation" in texts:
        workspace, slug = preparation.workspace, preparation.slug
        Verdicts(workspace).errors(slug, drafts.look(workspace, slug, "invitation"))


def told(findings: list[Finding]) -> str:
    """Findings as ``check`` writes them, harmless on a terminal."""
    from netinvite import checking
    from netinvite.checks.forms import as_text

    return as_text([checking.harmless(finding) for finding in findings])
