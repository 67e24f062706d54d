"""TCP ports of 127.0.0.1 for servers that start later than their ports are chosen."""
import fcntl
import os
import random
import socket
import tempfile
from pathlib import Path

FIRST = 10000
RANGE = Path("/proc/sys/net/ipv4/ip_local_port_range")
_given = set()  # a lock does not keep out its own process
_book = None


def _claim(port):
    """Keeps other processes of this user from choosing the port while this one lives: a locked byte of one file."""
    global _book
    if _book is None:
        _book = os.open(Path(tempfile.gettempdir()) / f"turno-ports-{os.geteuid()}",
                        os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.lockf(_book, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, port)
    except OSError:
        return False
    return True


def _is_free(port):
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port():
    """A port that nobody uses, and that nobody else is given while this process lives.

    It lies below those that the kernel takes for the near end of any outgoing connection: one of these may be gone a
    moment after it was found free.
    """
    first_of_connections = int(RANGE.read_text().split()[0])
    for _ in range(10 * (first_of_connections - FIRST)):
        port = random.randrange(FIRST, first_of_connections)
        if port not in _given and _is_free(port) and _claim(port):
            _given.add(port)
            return port
    raise RuntimeError(f"no free TCP port from {FIRST} to {first_of_connections - 1}")


def listens(port):
    """Whether somebody accepts connections on the port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
