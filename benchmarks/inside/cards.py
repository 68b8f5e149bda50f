"""Read every card of a file with vobject, and do nothing with them."""

import sys
from pathlib import Path

import vobject

for _card in vobject.readComponents(Path(sys.argv[1]).read_text(encoding="utf-8")):
    pass
