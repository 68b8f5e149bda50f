"""To whom those belong who are imported, where several organise."""

from __future__ import annotations

from netinvite.errors import UsageError
from netinvite.importing.contact import FIELDS, Contact
from netinvite.language import _
from netinvite.model.keys import OWNER
from netinvite.store import inventory, organisers
from netinvite.store.organisers import Organiser
from netinvite.store.workspace import Workspace


class Owners:
    """``several``: whether there is more than one organiser, so that it matters; ``fields``: those of a
    contact to be looked at one by one; ``heading``: that of the column which names them."""

    def __init__(self, workspace: Workspace, heading: str = "") -> None:
        self.workspace, self.heading = workspace, heading
        self.several = bool(inventory.organisers(workspace.root))
        # What nobody asks for is named as not taken.
        self.fields = FIELDS if self.several else (*FIELDS, "owner")
        self._found: dict[str, Organiser | str] = {}

    def of(self, contact: Contact) -> dict[str, str]:
        """What the file of somebody new says of it: the organiser whom the address book names, else whoever
        brings them in; nothing for the first."""
        found = self._find(contact)
        further = found.further if isinstance(found, Organiser) else ""
        return {".".join(OWNER): further} if further else {}

    def problem(self, contact: Contact) -> str:
        """Why a contact is left out: nobody knows its owner; "" where somebody does."""
        found = self._find(contact) if contact.owner else ""
        return found if isinstance(found, str) else ""

    def _find(self, contact: Contact) -> Organiser | str:
        name = contact.owner or self.workspace.by
        if not self.several or not name:
            return ""
        if name not in self._found:
            try:
                self._found[name] = organisers.find(self.workspace, name)
            except UsageError as error:
                words = {"reason": f"{error.message} {error.hint}", "heading": self.heading}
                told = _("skipped: “%(heading)s”: %(reason)s") if self.heading else _("skipped: %(reason)s")
                self._found[name] = told % words
        return self._found[name]
