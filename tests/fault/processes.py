"""The processes of an office's turnod and web, as /proc tells of them. Needs root: they hide from everybody else."""
import os
from pathlib import Path


class Process:
    """One process by id."""

    def __init__(self, pid):
        self.pid = pid
        self.path = Path("/proc") / str(pid)

    def __repr__(self):
        return f"{self.name} ({self.pid})"

    @property
    def name(self):
        return (self.path / "comm").read_text().strip()

    def status(self, key):
        """A line of /proc/PID/status."""
        for line in (self.path / "status").read_text().splitlines():
            if line.startswith(f"{key}:"):
                return line.partition(":")[2].strip()
        raise KeyError(key)

    def limit(self, name):
        """(soft, hard) of a line of /proc/PID/limits, None for unlimited."""
        for line in (self.path / "limits").read_text().splitlines():
            if line.startswith(name):
                return tuple(None if word == "unlimited" else int(word) for word in line[len(name):].split()[:2])
        raise KeyError(name)

    def descriptors(self):
        """Number → what it leads to."""
        found = {}
        for entry in (self.path / "fd").iterdir():
            try:
                found[int(entry.name)] = os.readlink(entry)
            except FileNotFoundError:
                continue
        return found

    def words(self):
        return (self.path / "cmdline").read_bytes().decode(errors="replace").split("\0")

    def environment(self):
        return (self.path / "environ").read_bytes().decode(errors="replace")

    def memory_holds(self, needles):
        """Which of the byte strings stand somewhere in its writable memory."""
        found = set()
        with open(self.path / "mem", "rb", buffering=0) as memory:
            for line in (self.path / "maps").read_text().splitlines():
                span, mode = line.split()[:2]
                if "rw" not in mode:
                    continue
                start, end = (int(word, 16) for word in span.split("-"))
                found |= self._search(memory, start, end, needles)
        return found

    @staticmethod
    def _search(memory, start, end, needles):
        found, overlap, piece = set(), max(map(len, needles)), b""
        for at in range(start, end, 1 << 20):
            try:
                memory.seek(at)
                piece = piece[-overlap:] + memory.read(min(1 << 20, end - at))
            except OSError:
                piece = b""
            found |= {needle for needle in needles if needle in piece}
        return found


def of_office(office):
    """Role → processes: turnod (the parent), fetch, deliver, submit, call, tidy, reader, web."""
    roles = {role: [] for role in ("turnod", "fetch", "deliver", "submit", "call", "probe", "tidy", "reader", "web")}
    for pid in office.stack.turnod.processes():
        process = Process(pid)
        roles["reader" if "--reader" in process.words() else process.name.split()[0]].append(process)
    program = str(office.stack.turnod.bin / "turno-cgi")
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and os.readlink(entry / "exe") == program:
                roles["web"].append(Process(int(entry.name)))
        except OSError:
            continue
    return roles
