"""Values with named parts, as data classes have them, for what every start loads; most nobody changes.

``dataclasses`` writes and compiles source for each of its classes whenever a program starts: 2 ms apiece, a
tenth of a mail's rendering. So does ``typing.NamedTuple``, a line for each part: half a millisecond apiece.
Here a named tuple, which is a tuple where a tuple is an answer, is made without.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, dataclass_transform

from netinvite.libraries import dataclasses

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    try:
        # As ``namedtuple`` has it.
        from collections import _tuplegetter
    except ImportError:

        def _tuplegetter(place: int, _name: str) -> property:
            return property(itemgetter(place))

    class _Named(type):
        """Makes the classes below ``NamedTuple``, whose own are all alike."""

        def __new__(cls, name: str, bases: tuple[type, ...], said: dict[str, Any]) -> type:
            names = tuple(said.get("__annotations__", ()))
            usual = {one: said.pop(one) for one in names if one in said}
            parts = {one: _tuplegetter(place, one) for place, one in enumerate(names)}
            own = {"_fields": names, "_field_defaults": usual, "__match_args__": names, "__slots__": ()}
            return super().__new__(cls, name, bases, {**said, **parts, **own})

    class NamedTuple(tuple, metaclass=_Named):
        """As ``typing.NamedTuple``, without source that is written and compiled."""

        def __new__(cls, *given: Any, **named: Any) -> Any:
            if named or len(given) != len(cls._fields):
                given = _filled(cls, given, named)
            return tuple.__new__(cls, given)

        def __repr__(self) -> str:
            told = ", ".join(f"{name}={part!r}" for name, part in self._asdict().items())
            return f"{type(self).__name__}({told})"

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def _replace(self, **changes: Any) -> Any:
            return type(self)(**{**self._asdict(), **changes})


def _filled(of: Any, given: tuple[Any, ...], named: dict[str, Any]) -> list[Any]:
    """Each part of a named tuple in its place; a ``TypeError`` for one missing, unknown or given twice."""
    names = of._fields
    said = {**of._field_defaults, **dict(zip(names, given, strict=False)), **named}
    twice = not named.keys().isdisjoint(names[: len(given)])
    if said.keys() != set(names) or len(given) > len(names) or twice:
        raise TypeError(f"{of.__name__} takes {', '.join(names)}, each once")
    return [said[name] for name in names]


_Any = TypeVar("_Any")


class _Parted:
    """Its parts are what the class annotates, in that order, with what holds where one is not given."""

    _parts: ClassVar[tuple[str, ...]] = ()
    _usual: ClassVar[dict[str, Any]] = {}

    def __init_subclass__(cls) -> None:
        own = [name for name, kind in cls.__annotations__.items() if "ClassVar" not in str(kind)]
        cls._parts = tuple(dict.fromkeys((*cls._parts, *own)))
        # A function would become a method, were it looked up in the class.
        said = {name: vars(cls)[name] for name in own if name in vars(cls)}
        cls._usual = {**cls._usual, **said}

    def __init__(self, *given: Any, **named: Any) -> None:
        names, said = self._parts, self.__dict__
        said.update(self._usual)
        said.update(zip(names, given, strict=False))
        said.update(named)
        if (
            len(said) != len(names)
            or len(given) > len(names)
            or not named.keys().isdisjoint(names[: len(given)])
        ):
            raise TypeError(f"{type(self).__name__} takes {', '.join(names)}, each once")


@dataclass_transform()
class Changing(_Parted):
    """One whose parts change; what holds where one is not given is no list and no dictionary, for all of the
    class would share it."""


@dataclass_transform(frozen_default=True)
class Frozen(_Parted):
    """One that nobody changes, equal to one of the same class with the same parts, those in ``_apart``
    aside."""

    _apart: ClassVar[frozenset[str]] = frozenset()

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{name} of a {type(self).__name__} stays as it is")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{name} of a {type(self).__name__} stays as it is")

    def __eq__(self, other: object) -> bool:
        return _compared(self) == _compared(other) if type(self) is type(other) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(_compared(self).values()))

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in parts(self).items())
        return f"{type(self).__name__}({told})"


def parts(value: Frozen) -> dict[str, Any]:
    """The parts of a value by name, in their order; what is inside them stays what it is."""
    return {name: getattr(value, name) for name in value._parts}


def replace(value: _Any, /, **changes: Any) -> _Any:
    """The value, one of a data class too, with other parts in the place of these."""
    if isinstance(value, Frozen):
        return type(value)(**{**parts(value), **changes})
    return dataclasses.replace(value, **changes)  # type: ignore[type-var]  # whatever is none is refused


def _compared(value: Any) -> dict[str, Any]:
    return {name: part for name, part in parts(value).items() if name not in value._apart}
