"""Values with named parts that nobody changes, as frozen data classes are, for what every start loads.

``dataclasses`` writes and compiles source for each of its classes whenever a program starts: 2 ms apiece, a
tenth of a mail's rendering; a ``NamedTuple`` is a quarter of it, and is a tuple where a tuple is an answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, dataclass_transform

from netinvite.libraries import at_first_use

if TYPE_CHECKING:
    import dataclasses
else:
    dataclasses = at_first_use("dataclasses")

_Any = TypeVar("_Any")


@dataclass_transform(frozen_default=True)
class Frozen:
    """Its parts are what the class annotates, in that order, with what holds where one is not given.

    Equal to one of the same class with the same parts, those in ``_apart`` aside.
    """

    _parts: ClassVar[tuple[str, ...]] = ()
    _usual: ClassVar[dict[str, Any]] = {}
    _apart: ClassVar[frozenset[str]] = frozenset()

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
