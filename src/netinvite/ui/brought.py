"""What somebody brings of what is needed: some of it, or something that nobody has named yet."""

from __future__ import annotations

from functools import partial

from netinvite.language import _, ngettext
from netinvite.model import kinds
from netinvite.model.questions import Value
from netinvite.ui.doubts import of_a_thing
from netinvite.ui.parts import OTHER, Asked, Field, Item, Menu, Terminal, WentBack, numbered
from netinvite.values import replace


def ask_what_is_missing(asked: Asked, terminal: Terminal) -> Value | None:
    """Some of what the network needs, or something that nobody has named yet."""
    kind, known = kinds.of(asked.question), [(choice.key, choice.label) for choice in asked.choices]
    given = asked.value if isinstance(asked.value, tuple) else ()
    ticked = asked.unfinished.split("\n") if asked.unfinished else [str(item) for item in given]
    if not known:
        return _ask_new(asked, terminal, [], "\n".join(ticked))
    typed = [name for name in ticked if asked.unfinished and name not in dict(known)]
    while True:
        items = [*numbered([*known, *((name, name) for name in typed)])]
        items.append(Item(OTHER, _("Something else …"), len(items) + 1))
        menu = Menu(
            items,
            ticked=frozenset(place for place, item in enumerate(items) if item.value in ticked),
            parse=lambda keys: kind.validate(asked.question, keys),
            whole=lambda ticked: "" if ticked == "\n".join(map(str, given)) else ticked,
            named=lambda typed: kinds.TEXT.parse(asked.question, typed),
        )
        chosen: tuple[str, ...] | None = terminal.tick(menu)
        if chosen is None or OTHER not in chosen:
            return chosen
        ticked = [name for name in chosen if name != OTHER]
        try:
            return _ask_new(asked, terminal, ticked)
        except WentBack:
            continue


def _ask_new(asked: Asked, terminal: Terminal, others: list[str], start: str = "") -> Value | None:
    """More, each typed by its name on a line of its own; none where nothing is typed."""
    kind, name = kinds.of(asked.question), replace(asked.question, required=False)

    def parse(typed: str) -> Value | None:
        names = [str(kinds.TEXT.parse(name, line)) for line in _lines_of(typed)]
        return kind.validate(asked.question, tuple(dict.fromkeys([*others, *names])))

    def whole(typed: str) -> str:
        return "\n".join([*others, *_lines_of(typed)])

    doubt = partial(of_a_thing, start)
    field = Field(parse, start, lines=True, items=True, whole=whole, listed=_as_needs, doubt=doubt)
    value: Value | None = terminal.type_in(field)
    return value


def _lines_of(typed: str) -> list[str]:
    return [line.strip() for line in typed.split("\n") if line.strip()]


def _as_needs(typed: str) -> list[str]:
    """How many needs a text is, and each as it will be listed."""
    names = list(dict.fromkeys(_lines_of(typed)))
    told = ngettext("As one need of the network", "As %(count)s needs of the network", len(names))
    return [told % {"count": len(names)}, *(f"- {name}" for name in names)] if names else []
