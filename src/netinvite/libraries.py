"""How other libraries are used otherwise than they expect: loaded at first use, and by names that they do not
promise, each with its reason and what breaks when it changes.

``_curses``: the module around it takes twice as long to load. Without it every terminal counts as one to be
drawn on, unless it says that it is "dumb".

``_sha2`` (``_sha256`` before Python 3.12): SHA-256 without OpenSSL, whose loading takes longer than all that
is hashed here; the standard library's ``random`` does the same. Without it hashing comes from ``hashlib``,
and the start is slower.

``hashlib._Hash``: what type checkers call a digest that is being made.

``_flag_needs_value``: that an option of Click's may stand without its value, for which Typer has no word.
Without it ``mail --sent`` has to be written ``mail --sent today``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module, util
from types import ModuleType
from typing import TYPE_CHECKING, Any, AnyStr, TypeAlias

if TYPE_CHECKING:
    from hashlib import _Hash

    Hash: TypeAlias = _Hash

__all__ = ["at_first_use", "babel", "babel_dates", "curses", "let_stand_alone", "regex", "sha256"]


def at_first_use(name: str) -> ModuleType:
    """The module ``name``, read when something in it is asked for: most commands never ask."""
    if name in sys.modules:
        return sys.modules[name]
    spec = util.find_spec(name)
    assert spec is not None and spec.loader is not None
    spec.loader = util.LazyLoader(spec.loader)
    module = sys.modules[name] = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class _Later(ModuleType):
    """A module of a package that takes long to load: both are loaded when something in it is asked for."""

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self.__name__), name)


if TYPE_CHECKING:
    import babel
    from babel import dates as babel_dates
else:
    # 50 ms together, for whoever writes or reads a day.
    babel, babel_dates = _Later("babel"), _Later("babel.dates")


class _Pattern:
    """See ``regex``."""

    def __init__(self, text: Any, flags: int, needs: str) -> None:
        self.of, self.needs = (text, flags), needs

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self.of), name)
        # Asked for once.
        setattr(self, name, found)
        return found


class _Needing(_Pattern):
    """One that finds nothing in a text without a certain sign, and is not compiled for one."""

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As ``re.Pattern``."""
        return re.compile(*self.of).finditer(text) if self._may_match(text) else iter(())

    def sub(self, new: Any, text: str) -> str:
        """As ``re.Pattern``."""
        return re.compile(*self.of).sub(new, text) if self._may_match(text) else text

    def _may_match(self, text: str) -> bool:
        return any(sign in text for sign in self.needs)


def regex(text: AnyStr, flags: int = 0, *, needs: str = "") -> re.Pattern[AnyStr]:
    """What ``re.compile`` gives, compiled when something is first looked for: a start would pay half a
    millisecond for each of its hundred patterns, of which it needs a few. ``needs``: signs of which one
    stands in whatever it finds."""
    made: Any = (_Needing if needs else _Pattern)(text, flags, needs)
    found: re.Pattern[AnyStr] = made
    return found


def curses() -> Any:
    """What knows this computer's terminals; ``None`` where nothing does. Most commands never ask."""
    with suppress(ImportError):
        return import_module("_curses")
    return None


def _sha256() -> Callable[[bytes], Hash]:
    for module in ("_sha2", "_sha256", "hashlib"):
        with suppress(ImportError):
            made: Callable[[bytes], Hash] = import_module(module).sha256
            return made
    raise AssertionError


sha256 = _sha256()


def let_stand_alone(option: Any, value: str) -> None:
    """Let an option of Click's stand without its value, which is ``value`` then."""
    option._flag_needs_value, option.flag_value = True, value
