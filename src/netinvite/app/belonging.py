"""To whom a person belongs: taken over, or worked on in another's name."""

from __future__ import annotations

import shlex
from collections.abc import Container, Iterator, Mapping

from netinvite import clock
from netinvite.app import sitting, team
from netinvite.app.preparation import Preparation
from netinvite.language import _
from netinvite.model import keys
from netinvite.model.contacts import NOTED, made
from netinvite.model.people import Person
from netinvite.store import drafts, inventory, logs, namesakes, organisers, owners
from netinvite.store.network import Network
from netinvite.store.organisers import Organiser
from netinvite.store.transaction import as_typed
from netinvite.store.workspace import Workspace
from netinvite.values import replace

# What was said of the organiser and the person, and need not be true of whoever takes over.
OF_THE_OWNER = (keys.RELATION, keys.MET, keys.SUGGESTED, keys.SEEN, keys.WHY, keys.TRIED, keys.OPENING)


def is_another(preparation: Preparation, me: Organiser | None) -> bool:
    """Whether the person at hand belongs to somebody else than whoever sits here."""
    if not (preparation.slug and me):
        return False
    return is_lost(preparation) or preparation.organiser != me.further


def to_look_at(workspace: Workspace, slug: str, document: str) -> str:
    """What is to be done with a text that somebody edited before the person was taken over."""
    told = _("edited by hand; it goes nowhere until you have looked at it: %(command)s")
    if document != inventory.INVITATION:
        # It is printed as it lies there, for whoever brings it along.
        told = _("edited by hand, perhaps before the person was taken over; look at it: %(command)s")
    return told % {"command": look_at(workspace, slug, document)}


def look_at(workspace: Network, slug: str, document: str) -> str:
    """The command with which a text is looked at."""
    names = {"invitation": "mail"}
    text = [names.get(document, document)] if document in inventory.FILES else []
    return workspace.command("edit", slug, *text)


def held(preparation: Preparation) -> list[str]:
    """What is said of the texts that somebody edited before the person was taken over, and nobody has looked
    at since."""
    workspace, slug = preparation.workspace, preparation.slug
    looks = drafts.Looks(workspace)
    found = [(one, looks.look(slug, one)) for one in preparation.documents()]
    return [
        _("%(file)s: %(problem)s") % {"file": draft.file, "problem": to_look_at(workspace, slug, one)}
        for one, draft in found
        if draft.held and draft.edited
    ]


def is_lost(preparation: Preparation) -> bool:
    """Whether nobody knows to whom the person at hand belongs."""
    workspace, owner = preparation.workspace, preparation.owner
    if owner in ("", preparation.organiser):
        return False
    return owner != owners.first(workspace)


def told(preparation: Preparation, me: Organiser) -> str:
    """The sentence that says so."""
    return sitting.of_another(preparation.workspace, _person(preparation), me)[1]


def _person(preparation: Preparation) -> Person:
    return Person(preparation.slug, preparation.name)


def without_asking(
    preparation: Preparation, me: Organiser | None, *, take_over: bool, given: Container[str] = ()
) -> list[str]:
    """Make sure that a person may be worked on without asking: one's own; with ``take_over`` somebody else's,
    who belongs to ``me`` once it is saved. Else a ``UsageError``, also where nobody knows who sits here. What
    is said of answers that may be true of the one before alone; those ``given`` are new."""
    workspace = preparation.workspace
    if me is None and sitting.concerns(workspace, None):
        me = sitting.needed(workspace, None)
    if me is None or not is_another(preparation, me):
        return []
    if not take_over:
        sitting.refuse_another(workspace, _person(preparation), me)
    _hand_over(preparation, me)
    found = {key: text for key, text in of_the_owner(preparation).items() if key not in given}
    return list(_to_look_at(preparation, found))


def _to_look_at(preparation: Preparation, found: Mapping[str, str]) -> Iterator[str]:
    if found:
        command = preparation.workspace.command("prepare", preparation.slug, "--no-input")
        yield (
            _(
                "These answers were given before you took over. See whether they are true of you too; change "
                "those that are not with %(command)s and:"
            )
            % {"command": command}
        )
        yield from (f"  --set {shlex.quote(f'{key}={text}')}" for key, text in found.items())


def shared(preparation: Preparation, key: str) -> list[str]:
    """What two organisers share and one alone may have, in sentences, once the question ``key`` about name or
    address is answered."""
    workspace = preparation.workspace
    several = key in (keys.OWN_NAME, keys.OWN_EMAIL) and inventory.organisers(workspace.root)
    return organisers.shared(workspace) if several else []


def introduce(preparation: Preparation, me: Organiser) -> None:
    """Take the name of somebody new who organises as given."""
    if me.name and preparation.walk.answers.get(keys.OWN_NAME) is None:
        preparation.put({keys.OWN_NAME: me.name})


def take_over(preparation: Preparation, me: Organiser) -> str:
    """Let the person belong to ``me`` from now on, and note it in the contact log; what is said of it."""
    name = namesakes.told(preparation.workspace, preparation.slug, preparation.name)
    words = {"name": name, "owner": owner_name(preparation)}
    before = preparation.owner or owners.first(preparation.workspace)
    _hand_over(preparation, me)
    told = _("%(name)s belonged to %(owner)s, and belongs to you now.") % words
    if ask_again(preparation, before):
        again = _("What was answered about %(owner)s and %(name)s is asked again; it stands in the fields.")
        told = f"{told} {again % words}"
    preparation.save()
    return told


def ask_again(preparation: Preparation, before: str) -> bool:
    """Let what may be true of the one ``before`` alone wait in its fields; whether there is any."""
    found = of_the_owner(preparation)
    preparation.noted_by |= dict.fromkeys(found, before)
    # What was proposed of them follows, and does so again when they are answered.
    without = preparation.walk.along(dict.fromkeys(found))
    answers = {key: value for key, value in without.answers.items() if key not in found}
    preparation.unfinished |= found
    waiting = {**preparation.unfit, **preparation.unfinished}
    preparation.walk = replace(preparation.walk, answers=answers).waiting(waiting)
    return bool(found)


def of_the_owner(preparation: Preparation) -> dict[str, str]:
    """What the one before answered of themselves and the person, as it would be typed, by key. What was
    only proposed is not theirs."""
    walk, found = preparation.walk, {}
    said = walk.rendered()
    for question in preparation.guide.questions("person"):
        key = question.key
        if key in OF_THE_OWNER and walk.answers.get(key) and said.get(key) != walk.proposed(question):
            found[key] = as_typed(said.get(key), question)
    return {key: text for key, text in found.items() if text}


def _hand_over(preparation: Preparation, me: Organiser) -> None:
    """Let the person belong to ``me`` once it is saved, with a note in the contact log: who, and when."""
    name = owner_name(preparation)
    before = preparation.owner or owners.first(preparation.workspace)
    # Thoughts of one whom the answers do not name stay that one's.
    preparation.keep_whose((me.slug, name))
    with team.in_its_language(preparation.workspace):
        entry = made(NOTED, clock.now(), by=me.slug, note=team.taken_over_from(name))
    preparation.hand_to(me.further, entry._replace(taken_from=name), before)
    introduce(preparation, me)


def owner_before(workspace: Workspace, slug: str) -> str:
    """From whom a person was taken over last, as the log says; "" where it says nobody's name."""
    nobody = {"", *team.nobodies(workspace.own_templates)}
    recorded = logs.read(workspace, slug, workspace.read(workspace.answers_file(slug)))
    found = [team.handed_over(entry, workspace.own_templates) for entry in recorded.entries]
    last = next((whom for whom in reversed(found) if whom is not None), "")
    return "" if last in nobody else last


def owner_name(preparation: Preparation) -> str:
    """What the organiser is called in whose name the person is written to; what the file says where nobody
    knows."""
    if is_lost(preparation):
        return preparation.owner
    name = preparation.walk.answers.get(keys.OWN_NAME)
    return str(name or organisers.name_of(preparation.workspace, preparation.organiser))


def in_their_name(preparation: Preparation, me: Organiser) -> None:
    """Ask nothing of what is the owner's own to say; who goes on in that name is noted in the contact log as
    soon as something is changed."""
    name = owner_name(preparation)
    with team.in_its_language(preparation.workspace):
        entry = made(NOTED, clock.now(), by=me.slug, note=team.in_the_name_of(name))
    preparation.note_with_change(entry._replace(name_of=name))
    walk = preparation.walk
    personal = {one.key for one in preparation.guide.questions("network") if keys.is_personal(one.key)}
    walk = replace(walk, unasked=walk.unasked | personal)
    preparation.walk = walk.waiting(walk.half - personal)
