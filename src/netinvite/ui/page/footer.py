"""The keys that a page names at its foot, and those that F1 tells of."""

from __future__ import annotations

from netinvite.language import _
from netinvite.ui.asking import common_help
from netinvite.ui.digits import moves
from netinvite.ui.fronts import Proof
from netinvite.ui.page.choosing import Choosing
from netinvite.ui.page.sheet import Key
from netinvite.ui.parts import Field, takes

Foot = tuple[tuple[Key, ...], tuple[str, ...]]


def for_field(field: Field, *, turns: str, alone: bool = False, back: bool = True) -> Foot:
    """Those of a field."""
    optional = takes(field.parse, "")
    keys = [Key(_("Commas between"), 3)] if field.items and not field.lines else []
    if field.items and field.lines:
        keys.append(Key(_("Ctrl+J: one more"), 4))
    keys.append(Key(_("Enter: next, or skip") if optional and not field.start else _("Enter: next")))
    more = [_("Arrows move; Home and End go to the ends of the row.")]
    if field.begun:
        more.append(
            _(
                "Ctrl+U takes away what stands before the cursor, but not the words that the field began "
                "with; once more those too, and once more brings them back."
            )
        )
    else:
        more.append(_("Ctrl+U takes away what stands before the cursor."))
    if field.lines:
        more.append(_("Ctrl+J or Alt+Enter begins a new line."))
    else:
        more.append(_("The answer stands in one line: Ctrl+J goes on as Enter does."))
    if optional:
        more.append(_("Enter in an empty field skips the question."))
    if field.editor:
        more.append(_("Ctrl+E opens an editor."))
    if field.names:
        more.append(_("Tab completes a name that is known here."))
    return _foot(keys, more, turns=turns, alone=alone, back=back, field=True)


def for_menu(control: Choosing, *, turns: str, alone: bool = False, back: bool = True) -> Foot:
    """Those of a menu."""
    one = _("Enter: next") if control.menu.at is not None else _("Arrows or digits, then Enter")
    keys = [Key(_("Space ticks, Enter goes on") if control.ticks else one)]
    more = [*control.menu.explained(), moves(ticks=control.ticks)]
    if control.menu.across:
        keys = [Key(_("Arrows or digits, then Enter"))]
    if control.letters:
        keys = [Key(_("One letter, or arrows and Enter"))]
    if control.seeks:
        keys.append(Key(_("Type to find"), 4))
        more.append(_("What you type leaves the lines that have it in them; Backspace takes a letter back."))
    return _foot(keys, more, turns=turns, alone=alone, back=back)


def for_reading() -> Foot:
    """Those of a text that is only read."""
    return _foot([Key(_("Enter: next"))], [_("Arrows and Page Down move the text.")], turns="")


def for_proof(proof: Proof) -> Foot:
    """Those of a text that is looked at before it is saved."""
    keys = [Key(_("Enter: next"))]
    if proof.places or proof.lacking:
        keys.append(Key(_("a number: change it"), 2))
    if proof.whole:
        keys.append(Key(_("e: edit the text"), 4))
    more = [_("Arrows and Page Down move the text.")]
    if proof.places or proof.lacking:
        more.append(_("The number before a sentence, and Enter, lead to its question and back."))
    if proof.whole:
        more.append(_("e edits the whole text, which is yours from then on: answers change it no more."))
    return _foot(keys, more, turns="")


def for_editing() -> Foot:
    """Those of a whole text that is being changed."""
    more = [
        _("Enter begins a new line; Ctrl+S keeps the text as it is now."),
        _("Arrows move; Home and End go to the ends of the row."),
        _("Ctrl+U takes away what stands before the cursor."),
        _("Ctrl+E opens an editor."),
    ]
    leaving = [
        _("Esc goes back to the text as it was; where something was changed, it warns first."),
        _("Ctrl+C keeps the text half typed, and leaves; it waits until you have looked at it."),
    ]
    return _foot([Key(_("Ctrl+S: keep it"))], more, turns="", field=True, leaving=leaving)


def _foot(
    keys: list[Key],
    more: list[str],
    *,
    turns: str,
    alone: bool = False,
    back: bool = True,
    field: bool = False,
    leaving: list[str] | None = None,
) -> Foot:
    """``alone``: nothing is saved here but by the answer; ``back``: there is something to go back to;
    ``leaving``: what Esc and Ctrl+C do, where they do otherwise."""
    if back:
        keys.append(Key(_("Esc: back"), 2))
    if turns:
        keys.append(Key(f"F2: {turns}", 5))
        more.append(_("F2 goes on with %(questions)s.") % {"questions": turns})
    keys.append(Key(_("Ctrl+C: leave") if alone else _("Ctrl+C: save and leave"), 3))
    keys.append(Key(_("F1: help"), 1))
    more += [
        "",
        *common_help(saves=not alone, field=field, leaving=leaving),
        "",
        _("A screen reader reads better line by line: NETINVITE_PLAIN=1."),
    ]
    return tuple(keys), tuple(more)
