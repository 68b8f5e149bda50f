"""How other libraries are used otherwise than they expect: loaded at first use, and by names that they do not
promise, each with its reason and what breaks when it changes.

``_curses``: the module around it takes twice as long to load. Without it every terminal counts as one to be
drawn on, unless it says that it is "dumb".

``_sha2`` (``_sha256`` before Python 3.12): SHA-256 without OpenSSL, whose loading takes longer than all that
is hashed here; the standard library's ``random`` does the same. Without it hashing comes from ``hashlib``,
and the start is slower. ``_blake2``: likewise.

``hashlib._Hash``: what type checkers call a digest that is being made.

``holidays.countries``: a package that loads all of its 250 modules, a country each, before it gives one of
them: three quarters of the time and 8 MB for whoever asks about one country. Where its modules move elsewhere
all are loaded as before.

``re._compiler``, ``_sre``: what compiles a pattern, and makes one of what that wrote. Patterns compiled when
the package was built are taken up for it: the program's own and those of modules that every start loads, a
tenth of a mail's rendering. On another version of ``re`` each is compiled anew.

``asyncio``: loaded as if there were no ``ssl``, which nothing here needs; ``asyncio`` provides for that.
``prompt_toolkit``: its modules one by one, without ready prompts and dialogs; in the place of its keys for
vi, which wait for a mode that no page has, there are none. ``wcwidth``, and with it OpenSSL, when a letter
comes of which it is not plain how wide it is. Together that is a fifth of what it takes to the first
question.

``_flag_needs_value``: that an option of Click's may stand without its value, for which Typer has no word.
Without it ``mail --sent`` has to be written ``mail --sent today``.
"""

from __future__ import annotations

import gc
import marshal
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module, util
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, AnyStr, TypeAlias

if TYPE_CHECKING:
    from hashlib import _Hash

    Hash: TypeAlias = _Hash

__all__ = [
    "at_first_use",
    "babel",
    "babel_dates",
    "blake2",
    "curses",
    "dataclasses",
    "let_stand_alone",
    "load",
    "regex",
    "sha256",
    "take_up_terminal",
    "unswept",
]


@contextmanager
def unswept() -> Iterator[None]:
    """While much is loaded that stays, no garbage is looked for in it: it would take 15 ms of each start."""
    before = len(sys.modules)
    gc.disable()
    try:
        yield
    finally:
        if len(sys.modules) > before:
            gc.freeze()
        gc.enable()


class _Late(ModuleType):
    """A module that is loaded when something in it is asked for; ``import`` alone asks for nothing. Modules
    of a package can be loaded before it, without what the package itself would load."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name not in ("__all__", "__version__"):
            raise AttributeError(name)
        load(self)
        return getattr(self, name)


def at_first_use(name: str, kind: type[ModuleType] = _Late) -> ModuleType:
    """The module ``name``, loaded when something in it is asked for: most commands never ask."""
    if name in sys.modules:
        return sys.modules[name]
    spec = util.find_spec(name)
    if spec is None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    module = sys.modules[name] = util.module_from_spec(spec)
    module.__class__ = kind
    above, _dot, own = name.rpartition(".")
    if above:
        # As loading does; whoever imports it from there would load it else.
        setattr(sys.modules[above], own, module)
    return module


def load(module: ModuleType) -> None:
    """Load one that is to be loaded at its first use, where it is not loaded yet."""
    if isinstance(module, _Late) and module.__spec__ and module.__spec__.loader:
        module.__class__ = ModuleType  # type: ignore[assignment]  # what it is from now on
        module.__spec__.loader.exec_module(module)


# The letters of Western Europe, its marks, and what a page is drawn with, from one to another: a cell each in
# every version of Unicode.
NARROW = ((" ", "~"), ("¡", "¬"), ("®", "˿"), ("‐", "‧"), ("‰", "›"), ("←", "↓"), ("─", "■"))


class _Widths(_Late):
    """``wcwidth``, loaded when a letter comes that is none of these."""

    @staticmethod
    def wcwidth(letter: str) -> int:
        """As the package's."""
        if any(first <= letter <= last for first, last in NARROW):
            return 1
        module = import_module("wcwidth")
        load(module)
        found: int = module.wcwidth(letter)
        return found


def _load_without(name: str, without: str) -> None:
    """Load the module ``name`` as if this computer did not have the module ``without``."""
    gone: dict[str, Any] = vars(sys)["modules"]
    gone[without] = None
    try:
        import_module(name)
    finally:
        del gone[without]


def take_up_terminal() -> None:
    """Let prompt_toolkit be loaded module by module, and without what no page of ours has."""
    at_first_use("prompt_toolkit")
    at_first_use("wcwidth", _Widths)
    keys = ModuleType("prompt_toolkit.key_binding.bindings.vi")
    keys.__getattr__ = _loader_of_none  # type: ignore[method-assign]
    sys.modules.setdefault(keys.__name__, keys)
    if not sys.modules.keys() & {"asyncio", "ssl"}:
        _load_without("asyncio", "ssl")
    try:
        # What the others need in this order.
        import_module("prompt_toolkit.application")
    except ImportError:
        _take_whole("prompt_toolkit")


def _take_whole(name: str) -> None:
    """Load a package as it loads itself, for a version of it of which the modules cannot stand alone."""
    for one in [one for one in sys.modules if one == name or one.startswith(f"{name}.")]:
        del sys.modules[one]
    import_module(name)


def _loader_of_none(name: str) -> Callable[[], Any]:
    if name.startswith("load_"):
        return _no_keys
    raise AttributeError(name)


def _no_keys() -> Any:
    return import_module("prompt_toolkit.key_binding").KeyBindings()


class _Later(ModuleType):
    """A module of a package that takes long to load: both are loaded when something in it is asked for."""

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self.__name__), name)


if TYPE_CHECKING:
    import dataclasses

    import babel
    from babel import dates as babel_dates
else:
    # 50 ms together, for whoever writes or reads a day.
    babel, babel_dates = _Later("babel"), _Later("babel.dates")
    dataclasses = _Later("dataclasses")


# Written by ``render.patterns``.
PATTERNS = Path(__file__).with_name("compiled") / "patterns"


def engine() -> list[Any]:
    """What compiled patterns are made for, as compiled modules are for a version of Python."""
    of: Any = sys.modules["re._compiler"]
    return [sys.implementation.cache_tag, sys.byteorder, of._sre.MAGIC, of._sre.CODESIZE]


def asked(text: str | bytes, flags: int) -> tuple[bool, str | bytes, int]:
    """By what a compiled pattern is found."""
    return isinstance(text, str), text, flags


def take_up_patterns(file: Path = PATTERNS) -> None:
    """From now on ``re`` compiles no pattern that was compiled when the package was built."""
    with suppress(OSError, EOFError, ValueError, TypeError, LookupError, AttributeError):
        made_for, known = marshal.loads(file.read_bytes())
        if made_for == engine() and isinstance(known, dict):
            _take_up(sys.modules["re._compiler"], known)


def _take_up(compiler: Any, known: dict[Any, Any]) -> None:
    compile_, make = compiler.compile, compiler._sre.compile
    if taken_up := getattr(compile_, "known", None):
        taken_up.update(known)
        return

    def compiled(text: Any, flags: int = 0) -> Any:
        told = known.get(asked(text, flags)) if type(text) in (str, bytes) else None
        if told is not None:
            # A file that was damaged since.
            with suppress(RuntimeError, ValueError, TypeError):
                found, code, *more = told
                return make(text, found, memoryview(code).cast("I").tolist(), *more)
        return compile_(text, flags)

    compiled.known = known  # type: ignore[attr-defined]
    compiler.compile = compiled


class Pattern:
    """See ``regex``."""

    def __init__(self, text: Any, flags: int, needs: str) -> None:
        self.of, self.needs = (text, flags), needs

    def compiled(self) -> Any:
        """What ``re.compile`` gives."""
        return re.compile(*self.of)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.compiled(), name)
        # Asked for once.
        setattr(self, name, found)
        return found


class _Needing(Pattern):
    """One that finds nothing in a text without a certain sign, and is not compiled for one."""

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As ``re.Pattern``."""
        return self.compiled().finditer(text) if self._may_match(text) else iter(())

    def sub(self, new: Any, text: str) -> str:
        """As ``re.Pattern``."""
        return self.compiled().sub(new, text) if self._may_match(text) else text

    def _may_match(self, text: str) -> bool:
        return any(sign in text for sign in self.needs)


def regex(text: AnyStr, flags: int = 0, *, needs: str = "") -> re.Pattern[AnyStr]:
    """What ``re.compile`` gives, compiled when something is first looked for: a start would pay half a
    millisecond for each of its hundred patterns, of which it needs a few. ``needs``: signs of which one
    stands in whatever it finds."""
    made: Any = (_Needing if needs else Pattern)(text, flags, needs)
    found: re.Pattern[AnyStr] = made
    return found


def curses() -> Any:
    """What knows this computer's terminals; ``None`` where nothing does. Most commands never ask."""
    with suppress(ImportError):
        return import_module("_curses")
    return None


def _hashing(name: str, *modules: str) -> Callable[[bytes], Hash]:
    for module in (*modules, "hashlib"):
        with suppress(ImportError, AttributeError):
            made: Callable[[bytes], Hash] = getattr(import_module(module), name)
            return made
    raise AssertionError


sha256 = _hashing("sha256", "_sha2", "_sha256")


def blake2() -> Callable[[bytes], Hash]:
    """What makes digests of much for caches: where SHA-256 comes without OpenSSL it takes a fifth of it."""
    return _hashing("blake2b", "_blake2")


def let_stand_alone(option: Any, value: str) -> None:
    """Let an option of Click's stand without its value, which is ``value`` then."""
    option._flag_needs_value, option.flag_value = True, value
