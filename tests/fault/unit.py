"""Starts a program as a systemd unit would restrict it, where systemd itself does not run: unit.py FILE PROGRAM…

FILE holds JSON: the system calls to let through and the address families. Anything else fails with EPERM, as do
mappings that are written and executed (MemoryDenyWriteExecute=) and name spaces (RestrictNamespaces=).
"""
import ctypes
import errno
import json
import os
import socket
import sys
import tempfile
from pathlib import Path

ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
COMPARE_EQUAL, COMPARE_MASKED = 4, 7
PROT_WRITE_EXEC, PROT_EXEC = 6, 4


class Comparison(ctypes.Structure):
    """struct scmp_arg_cmp."""
    _fields_ = [("arg", ctypes.c_uint), ("op", ctypes.c_int), ("a", ctypes.c_uint64), ("b", ctypes.c_uint64)]


class Filter:
    """A seccomp filter, by libseccomp."""

    def __init__(self, default):
        self.library = ctypes.CDLL("libseccomp.so.2")
        self.library.seccomp_init.restype = ctypes.c_void_p
        self.library.seccomp_rule_add_array.argtypes = [ctypes.c_void_p, ctypes.c_uint32, ctypes.c_int, ctypes.c_uint,
                                                        ctypes.POINTER(Comparison)]
        self.library.seccomp_load.argtypes = [ctypes.c_void_p]
        self.context = self.library.seccomp_init(ctypes.c_uint32(default))

    def add(self, action, name, *comparisons):
        """True when this machine has a system call of the name."""
        number = self.library.seccomp_syscall_resolve_name(name.encode())
        array = (Comparison * max(len(comparisons), 1))(*comparisons)
        return self.library.seccomp_rule_add_array(self.context, action, number, len(comparisons), array) == 0

    def load(self):
        if self.library.seccomp_load(self.context) != 0:
            raise OSError("the filter was not loaded")


class Unit:
    """The restrictions of a unit, and the words that start a program under them."""

    def __init__(self, calls, families):
        with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as file:
            json.dump({"calls": sorted(calls), "families": families}, file)
        os.chmod(file.name, 0o644)
        self.file = file.name

    def command(self):
        return [sys.executable, "-B", self.copy(), self.file]

    def copy(self):
        """This file where an ordinary user can read it."""
        target = Path(self.file).with_suffix(".py")
        target.write_bytes(Path(__file__).read_bytes())
        target.chmod(0o644)
        return target


def restrict(calls, families):
    ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS
    rest = Filter(ALLOW)
    both = Comparison(2, COMPARE_MASKED, PROT_WRITE_EXEC, PROT_WRITE_EXEC)
    assert rest.add(REFUSE, "mmap", both)
    assert rest.add(REFUSE, "mprotect", Comparison(2, COMPARE_MASKED, PROT_EXEC, PROT_EXEC))
    assert rest.add(REFUSE, "setns") and rest.add(REFUSE, "unshare")
    for family in set(range(46)) - {getattr(socket, name) for name in families}:
        assert rest.add(REFUSE, "socket", Comparison(0, COMPARE_EQUAL, family, 0))
    rest.load()
    listed = Filter(REFUSE)
    assert sum(listed.add(ALLOW, name) for name in calls) > 200
    listed.load()


if __name__ == "__main__":
    LIMITS = json.loads(Path(sys.argv[1]).read_text())
    restrict(LIMITS["calls"], LIMITS["families"])
    os.execv(sys.argv[2], sys.argv[2:])
