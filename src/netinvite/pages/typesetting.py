"""The child that sets a leaflet, without sockets: an order as JSON in, the PDF as JSON out."""

from __future__ import annotations

import base64
import contextlib
import ctypes
import errno
import json
import platform
import struct
import sys
from functools import cache
from typing import Any

import typst

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
    known = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or known is None:
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
# Bytes of address space: far more than a leaflet needs, far less than would hurt the computer.
MEMORY = 4 * 1024**3


def main() -> None:
    """Set one leaflet."""
    _bound()
    json.dump(typeset(json.load(sys.stdin)), sys.stdout)


def _bound() -> None:
    """No packages from the network, and so much memory and no more."""
    with contextlib.suppress(OSError, AttributeError):
        refuse_sockets()
    if resource:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def typeset(order: dict[str, str]) -> dict[str, Any]:
    """The PDF in the largest letters that keep it to one page, else in the smallest."""
    try:
        for size in SIZES:
            pages = _pages(order, size)
            if pages == 1:
                break
        pdf, unmarked = _marked(order, size)
    except typst.TypstError as error:
        return {"error": _said(error)}
    return {"pdf": base64.b64encode(pdf).decode("ascii"), "pages": pages, "unmarked": unmarked}


@cache
def _fonts() -> typst.Fonts:
    """Typst's own and the system's, looked for once: at each size that takes longer than setting it."""
    return typst.Fonts()


def _compile(order: dict[str, str], size: float, **how: Any) -> Any:
    inputs = {"size": str(size), "logo": order["logo"]}
    # The types of its stub know one page only; of several it gives a list.
    compiler: Any = typst.compile
    more = {"root": order["root"], "sys_inputs": inputs, "font_paths": _fonts(), **how}
    return compiler(order["source"].encode(), **more)


def _pages(order: dict[str, str], size: float) -> int:
    pages = _compile(order, size, format="svg")
    return len(pages) if isinstance(pages, list) else 1


def _marked(order: dict[str, str], size: float) -> tuple[bytes, str]:
    """The PDF by the standard; where that refuses it, as tagged as before, and why it is unmarked."""
    try:
        return _compile(order, size, format="pdf", pdf_standards=STANDARD), ""
    # A typst from before the standard says so with a ValueError.
    except (typst.TypstError, ValueError) as error:
        return _compile(order, size, format="pdf"), _said(error)


def _said(error: Exception) -> str:
    return str(getattr(error, "message", "") or error)


if __name__ == "__main__":
    main()
