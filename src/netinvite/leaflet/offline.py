"""No sockets for this process: the system itself refuses them, whatever a library would like to load.

Linux alone can (seccomp, filter mode: linux/Documentation/userspace-api/seccomp_filter.rst); elsewhere
nothing is changed.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
import sys

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
