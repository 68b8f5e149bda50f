"""The child that sets a leaflet: an order as JSON on standard input, the PDF as JSON on standard output.

``{"source", "root", "logo"}`` in; ``{"pdf" (base64), "pages", "unmarked"}`` or ``{"error"}`` out. Typst reads
no file outside ``root``.
"""

from __future__ import annotations

import base64
import contextlib
import json
import sys
from typing import Any

from netinvite.leaflet.offline import refuse_sockets

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
    try:
        import resource
    except ImportError:
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def typeset(order: dict[str, str]) -> dict[str, Any]:
    """The PDF in the largest letters that keep it to one page, else in the smallest."""
    import typst

    try:
        for size in SIZES:
            pages = _pages(order, size)
            if pages == 1:
                break
        pdf, unmarked = _marked(order, size)
    except typst.TypstError as error:
        return {"error": _said(error)}
    return {"pdf": base64.b64encode(pdf).decode("ascii"), "pages": pages, "unmarked": unmarked}


def _compile(order: dict[str, str], size: float, **how: str) -> Any:
    import typst

    inputs = {"size": str(size), "logo": order["logo"]}
    # The types of its stub know one page only; of several it gives a list.
    compiler: Any = typst.compile
    return compiler(order["source"].encode(), root=order["root"], sys_inputs=inputs, **how)


def _pages(order: dict[str, str], size: float) -> int:
    pages = _compile(order, size, format="svg")
    return len(pages) if isinstance(pages, list) else 1


def _marked(order: dict[str, str], size: float) -> tuple[bytes, str]:
    """The PDF by the standard; where that refuses it, as tagged as before, and why it is unmarked."""
    import typst

    try:
        return _compile(order, size, format="pdf", pdf_standards=STANDARD), ""
    # A typst from before the standard says so with a ValueError.
    except (typst.TypstError, ValueError) as error:
        return _compile(order, size, format="pdf"), _said(error)


def _said(error: Exception) -> str:
    return str(getattr(error, "message", "") or error)


if __name__ == "__main__":
    main()
