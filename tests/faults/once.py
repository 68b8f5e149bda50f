"""One run under the shim, which says what it saw: ``python -m faults.once FOLDER SAID ARGUMENTS``."""

from __future__ import annotations

import sys
from pathlib import Path

from faults.campaign import program
from faults.shim import Shim


def main() -> None:
    folder, said, arguments = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]
    sys.argv = ["netinvite", *arguments]
    shim = Shim()
    shim.arm(folder)
    code = program()
    said.write_text(" ".join(shim.journal()), encoding="ascii")
    sys.exit(code)


if __name__ == "__main__":
    main()
