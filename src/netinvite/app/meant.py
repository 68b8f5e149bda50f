"""Whom answers given beforehand are about: the names on the command line, in the answers and in the folder
are held against each other, and nobody gets another name unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netinvite.errors import UsageError
from netinvite.language import _
from netinvite.model import keys
from netinvite.model.people import (
    Person,
    alike,
    by_folder,
    fold,
    is_part,
    matches,
    only_folder,
    shortened,
    slug_of,
    unknown,
    with_more,
)
from netinvite.store import files
from netinvite.store.inventory import people_folded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netinvite.app.given import Given
    from netinvite.app.preparation import Preparation
    from netinvite.model.questions import Value
    from netinvite.store.network import Network


def person(network: Network, typed: str | None, answers: Given) -> Person | None:
    """Who is meant by what was typed, or else named in the answers; ``None`` for somebody new, or for whoever
    the wizard finds."""
    if typed is not None:
        if typed in network.slugs() or matches(typed, network.people()):
            return network.find(typed)
        if any(mark in typed for mark in "/\\") or not typed.strip():
            raise unknown(typed, network.people(), network.command("prepare"))
        network.refuse_odd(typed)
        return None
    name = name_in(answers)
    same = network.called(name) if name else []
    return network.find(name) if len(same) > 1 else next(iter(same), None)


def new_name(typed: str | None, found: Person | None, answers: Given) -> str:
    """What somebody is called of whom nobody knows whether they are here; "" for one who is ``found``."""
    return "" if found else name_in(answers) or typed or ""


def taken_for(network: Network, typed: str | None, who: Person) -> str:
    """The sentence for a word that is all of the name of ``who``, and a part of others' names; "" else. What
    folders are called says whose file is worth reading."""
    slug = slug_of(typed) if typed and "-" not in typed else ""
    if not typed or not slug or fold(typed) not in (fold(who.name), who.slug):
        return ""
    words = {*slug.split("-")}
    near = [one for one in people_folded(network.root) if words < {*one.split("-")} and one != who.slug]
    there = [network.person(one) for one in sorted(near) if files.is_there(network.answers_file(one))]
    others = with_more(typed, there)
    told = {"name": typed, "person": who, "people": shortened([str(one) for one in others], "; ")}
    return _("“%(name)s” was taken for %(person)s, not for %(people)s.") % told if others else ""


def name_in(answers: Given) -> str:
    """The person's name as the answers give it; "" where they give none."""
    name = answers.typed.get(keys.NAME) or answers.raw.get(keys.NAME)
    return name.strip() if isinstance(name, str) else ""


def other_name(preparation: Preparation, answers: Given) -> str:
    """The name in the answers, where somebody who is here is called otherwise; "" else."""
    name, known = name_in(answers), preparation.name
    return name if preparation.slug and known and name and fold(name) != fold(known) else ""


def refuse_two_names(typed: str, answers: Given) -> None:
    """A ``UsageError`` where the command line names somebody new in this way and the answers another one; a
    part of the name is the same one."""
    name = name_in(answers)
    if typed and name and not is_part(typed, name):
        raise UsageError(
            _("The command line names “%(typed)s”, the answers “%(name)s”. Nothing was written.")
            % {"typed": typed, "name": name},
            _("Leave out the one who is not meant."),
        )


def refuse_doubts(preparation: Preparation, answers: Given, typed: str, *, rename: bool) -> None:
    """A ``UsageError`` where it is not sure whom answers are about, and nobody is asked. ``typed``: how
    somebody new is named; ``rename``: the answers may give somebody who is here another name."""
    _refuse_former(preparation.workspace, typed)
    _refuse_nearly(preparation.workspace, typed)
    if not rename:
        _refuse_rename(preparation, answers)


def _refuse_rename(preparation: Preparation, answers: Given) -> None:
    if not (name := other_name(preparation, answers)):
        return
    words = {"name": name, "person": preparation.name, "slug": preparation.slug}
    told = _("The answers are about “%(name)s”, but %(slug)s is %(person)s. Nothing was written.") % words
    ways = [_("If %(person)s is called %(name)s now, add --rename.") % words]
    here = preparation.workspace.called(name)
    for one in here:
        command = preparation.workspace.command("prepare", one.slug)
        ways.append(_("%(person)s is here too: %(command)s") % {"person": one, "command": command})
    raise UsageError(told, "\n".join([*ways, *([] if here else [_("If it is somebody new, add --new.")])]))


def keep_name(preparation: Preparation, answers: Given, *, rename: bool) -> list[str]:
    """Take a name out of the answers that is the person's own in other capitals or blanks, which is said,
    unless somebody says so with ``rename``."""
    name, known = name_in(answers), preparation.name
    if rename or name == known or fold(name) != fold(known):
        return []
    for by_key in (answers.raw, answers.typed, answers.where):
        by_key.pop(keys.NAME, None)
    told = _("The name stays as it is: “%(person)s”; --rename writes it “%(name)s”.")
    return [told % {"person": known, "name": name}]


def refuse_another(preparation: Preparation, values: Mapping[str, Value | None]) -> None:
    """A ``UsageError`` where answers that only name somebody who is here may be those of another one."""
    if told := of_another(preparation, values):
        command = preparation.workspace.command("prepare", preparation.slug, "--no-input")
        raise UsageError(
            told + "\n" + _("Nothing was written."),
            _("If it is the same person, name the folder: %(command)s. For somebody new, add --new.")
            % {"command": command},
        )


def of_another(preparation: Preparation, values: Mapping[str, Value | None]) -> str:
    """The sentence where ``values`` say otherwise than what is kept of the person, so that they may be those
    of another one of this name; "" where they may not: the address is the same, or they only add."""
    there = preparation.walk.answers
    address, given = there.get(keys.EMAIL), values.get(keys.EMAIL)
    words = {"person": Person(preparation.slug, preparation.name)}
    if address and given:
        told = _("%(person)s has the address %(there)s, the answers have %(given)s.")
        is_same = fold(str(address)) == fold(str(given))
        return "" if is_same else told % {**words, "there": address, "given": given}
    others = [
        question
        for question in preparation.guide.questions("person")
        if question.key != keys.NAME
        and question.key in values
        and there.get(question.key) not in (None, values[question.key])
    ]
    if not others:
        return ""
    # 5 ms: questions and their answers.
    from netinvite.app.repeated import changed

    told = _("The answers say otherwise than what is kept of %(person)s:") % words
    rows = (changed(preparation.walk, one, there.get(one.key), values[one.key]) for one in others)
    return "\n  ".join([told, *rows])


def _refuse_former(network: Network, typed: str) -> None:
    if typed and (people := by_folder(typed, network.people())):
        error = only_folder(typed, people)
        raise UsageError(error.message, f"{error.hint} " + _("If it is somebody new, add --new."))


def _refuse_nearly(network: Network, name: str) -> None:
    if found := alike(name, network.people()):
        who = shortened([str(one) for one in found], "; ")
        command = network.command("prepare", found[0].slug, "--no-input")
        same = _("If so, name the folder: %(command)s") % {"command": command}
        raise UsageError(
            _("“%(name)s” may be somebody who is here already: %(who)s.") % {"name": name, "who": who},
            "\n".join([same, _("If it is somebody new, add --new.")]),
        )
