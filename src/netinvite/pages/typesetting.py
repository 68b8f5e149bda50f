"""The child that sets a leaflet, without sockets: an order in, the PDF out, their parts with NULs between.

It loads little besides typst: loading is most of what it takes.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys

import typst

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

# The machine's name: its number in the kernel (AUDIT_ARCH_…), and the number of its call ``socket``.
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
_LOAD, _EQUALS, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def refuse_sockets() -> bool:
    """From now on ``socket`` fails with EACCES, for all threads and children to come; whether it does."""
    if sys.platform != "linux" or (known := _MACHINES.get(os.uname().machine)) is None:
        return False
    machine, call = known
    steps = (
        (_LOAD, 0, 0, 4),
        (_EQUALS, 0, 3, machine),
        (_LOAD, 0, 0, 0),
        (_EQUALS, 0, 1, call),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    )
    program = _Program(len(steps), b"".join(struct.pack("=HBBI", *step) for step in steps))
    system = ctypes.CDLL(None)
    if system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    return bool(system.prctl(_SECCOMP, _FILTER, ctypes.byref(program)) == 0)


# Points, the largest first; smaller than nine is hard to read.
SIZES = (13.5, 13.0, 12.5, 12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0)
STANDARD = "ua-1"
# How typst begins the file of one page; where another version does otherwise, pages are counted.
_ONE_PAGE, _HEAD = b"1 0 obj\n<</Type/Pages/Count 1/", 64
# Bytes of address space: far more than a leaflet needs, far less than would hurt the computer.
MEMORY = 4 * 1024**3


def main() -> None:
    """Set one leaflet. All but the setting is done before the order comes."""
    _bound()
    fonts = _own_fonts() if sys.argv[1:] == ["plain"] else None
    system = None if fonts else typst.Fonts()
    if order := sys.stdin.buffer.read():
        sys.stdout.buffer.write(typeset(order, fonts, system))
        sys.stdout.flush()
    # 10 ms: to give back what typst holds, piece by piece.
    os._exit(0)


def _own_fonts() -> typst.Fonts:
    """Those that typst brings along; all that a system has may take longer than all the rest."""
    return typst.Fonts(include_system_fonts=False)


def _bound() -> None:
    """No packages from the network, and so much memory and no more, where the system can."""
    for bound in (refuse_sockets, _bound_memory):
        try:
            bound()
        except (OSError, AttributeError, ValueError):
            continue


def _bound_memory() -> None:
    if resource:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def typeset(order: bytes, own: typst.Fonts | None, system: typst.Fonts | None = None) -> bytes:
    """The PDF in the largest letters that keep it to one page, else in the smallest; before it stand how many
    pages it has, and why it is not marked as accessible. Where there is none, "" and what is wrong.

    ``order``: the folder that typst may read, the file of the logo in it or "", typst's text. ``own``:
    typst's own fonts, where these may do; the ``system``'s are looked for where they do not.
    """
    root, logo, source = order.split(b"\0", 2)
    leaflet = _Leaflet(source, os.fsdecode(root), os.fsdecode(logo))
    # A drawing may hold text in any font.
    if own and not logo.endswith(b".svg") and (told := leaflet.told(own, fallback="no")):
        return told
    return leaflet.told(system or typst.Fonts())


class _Leaflet:
    """What is set, as often as it takes."""

    def __init__(self, source: bytes, root: str, logo: str) -> None:
        self.source, self.root, self.logo = source, root, logo

    def told(self, fonts: typst.Fonts, fallback: str = "yes") -> bytes:
        """As ``typeset``; without ``fallback`` nothing, where a letter would be taken from another font."""
        self.fonts, self.fallback = fonts, fallback
        try:
            pages, pdf, unmarked = self.fitted()
        except (typst.TypstError, ValueError) as error:
            return b"" if fallback == "no" else b"\0" + _said(error).encode()
        return b"\0".join((str(pages).encode(), unmarked.encode(), pdf))

    def fitted(self) -> tuple[int, bytes, str]:
        """Pages, PDF, and why it is unmarked."""
        pdf, unmarked = self.marked(SIZES[0])
        if _ONE_PAGE in pdf[:_HEAD]:
            return 1, pdf, unmarked
        for size in SIZES:
            if (pages := self.pages(size)) == 1:
                break
        return (pages, *self.marked(size))

    def compiled(self, size: float, **how: Any) -> Any:
        # The types of its stub know one page only; of several it gives a list.
        compiler: Any = typst.compile
        inputs = {"size": str(size), "logo": self.logo, "fallback": self.fallback}
        more = {"root": self.root, "sys_inputs": inputs, "font_paths": self.fonts, **how}
        return compiler(self.source, **more)

    def pages(self, size: float) -> int:
        pages = self.compiled(size, format="svg")
        return len(pages) if isinstance(pages, list) else 1

    def marked(self, size: float) -> tuple[bytes, str]:
        """The PDF by the standard; where that refuses it, as tagged as before, and why it is unmarked."""
        try:
            return self.compiled(size, format="pdf", pdf_standards=STANDARD), ""
        # A typst from before the standard says so with a ValueError.
        except (typst.TypstError, ValueError) as error:
            if self.fallback == "no":
                raise
            return self.compiled(size, format="pdf"), _said(error)


def _said(error: Exception) -> str:
    return str(getattr(error, "message", "") or error).replace("\0", "")
