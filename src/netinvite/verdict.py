"""Whether a draft may go: the errors that the rules of the method find in it, told but never in the way.

That a text has none is remembered beside it, so that printing a mail does not pay for the rules each time.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from netinvite import clock, drafts
from netinvite.workspace import Person, Workspace

if TYPE_CHECKING:
    from netinvite.checks import Finding
    from netinvite.preparation import Preparation


def errors(workspace: Workspace, person: Person, draft: drafts.Draft) -> list[Finding]:
    """The error-level findings in a saved invitation."""
    now = clock.now()
    if drafts.is_clean(workspace, person.slug, draft, now):
        return []
    from netinvite import checking

    found = errors_in(workspace, person, {"invitation": draft.text})
    until = checking.clean_until(workspace, person, draft.text)
    if not found and until:
        drafts.note_clean(workspace, person.slug, draft, until)
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
        errors(workspace, workspace.person(slug), drafts.look(workspace, slug, "invitation"))


def told(findings: list[Finding]) -> str:
    """Findings as ``check`` writes them, harmless on a terminal."""
    from netinvite import checking
    from netinvite.checks.forms import as_text

    return as_text([checking.harmless(finding) for finding in findings])
