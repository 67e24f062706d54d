"""Each system call of each process fails once, at its first, second, third … use; then nothing may be wrong.

strace counts the uses for each process by itself, so that one run with when=N reaches every
process of turnod. The points are counted from what strace wrote down. Readers are left alone:
their seccomp filter kills them for what strace puts in place of a call that fails, and a mail that
kills two readers is put aside by rule (M3).
"""
import collections
import re
import signal
import time

import psycopg2

from stack import wait_for

from .run import NOISE
from .site import send_signal

# (system call, what happens to it); a short count that the kernel did not keep would be a lie no program can survive.
ACTIONS = (
    ("write", "error=EIO"), ("write", "error=ENOSPC"), ("write", "signal=SIGKILL"),
    ("sendto", "error=ECONNRESET"), ("sendto", "error=EINTR"), ("sendto", "signal=SIGKILL"),
    ("recvfrom", "error=ECONNRESET"), ("recvfrom", "retval=0"), ("recvfrom", "signal=SIGKILL"),
    ("sendmsg", "error=EPIPE"), ("sendmsg", "signal=SIGKILL"),
    ("connect", "error=ECONNREFUSED"), ("connect", "error=ETIMEDOUT"), ("connect", "signal=SIGKILL"),
    ("fsync", "error=EIO"), ("pwrite64", "error=ENOSPC"), ("memfd_create", "error=EMFILE"), ("clone", "error=EAGAIN"),
    ("poll", "error=EINTR"), ("poll", "error=ENOMEM"), ("poll", "signal=SIGKILL"),
    ("read", "error=EIO"), ("read", "retval=0"), ("read", "signal=SIGKILL"),
    ("openat", "error=EMFILE"),
)
MAILS = 3
FAULTY_SECONDS = 4       # for the turnod under strace to get through, or not
STOP_SECONDS = 10
DENSE = 20               # every N up to here; then ever wider steps


def counts():
    """1, 2, 3 … 20, 22, 24, 26, 28, 30, 33 …: which use of the call fails."""
    number = 1
    while True:
        yield number
        number += 1 if number < DENSE else max(1, number // 10)


class Sweep:
    """On the first turnod of a run; the other one is not needed."""

    def __init__(self, run):
        self.run = run
        self.gateway = run.site.gateways[0]
        self.gateway.has_clock = False
        self.points = collections.Counter()       # (system call, process) → injected
        self.roles = {}                           # process id, as strace writes it → what it did
        self.log = self.gateway.folder / "strace.log"
        run.site.gateways = run.site.gateways[:1]

    def all(self, say=print):
        """Every action at every count, until nothing is injected any more. Raises Broken."""
        for syscall, action in ACTIONS:
            total = 0
            for count in counts():
                found = self.once(syscall, action, count)
                total += found
                if found == 0:
                    break
            say(f"{syscall} {action}: {total} points, none at use {count}")

    def once(self, syscall, action, count):
        """One run with the fault, one without, and the checker. Gives how many points were injected."""
        self.run.rounds += 1
        self.run.history.note("inject", syscall=syscall, action=action, count=count)
        self._run_faulty(syscall, action, count)
        points = read_points(self.log.read_text(errors="replace"), syscall, action, count, self.roles)
        self.points.update({(syscall, process): number for process, number in points.items()})
        self.gateway.launch()
        self.run.settle()
        self.run.check_all()
        self._stop()
        return sum(points.values())

    def _run_faulty(self, syscall, action, count):
        self.run.site.host.write(self.log, "")
        self.roles = {}
        self.gateway.wrapper = ["strace", "-f", "-b", "execve", "-q", "-s", "32", "-o", self.log, "-e", f"trace={syscall}", "-e", "signal=none",
                                "-e", f"inject={syscall}:{action}:when={count}"]
        try:
            self.gateway.launch()
        finally:
            self.gateway.wrapper = []
        self.run.traffic.send(MAILS)
        try:
            wait_for(self._is_through, FAULTY_SECONDS, "end of the work")
        except TimeoutError:
            pass
        self._stop()

    def _is_through(self):
        """All is done, or the turnod is gone."""
        self.roles.update((str(pid), role.split(" ")[0]) for pid, role in self.gateway.roles().items())
        if self.gateway.pid() is None:
            return True
        try:
            noise, ledger = self.run.site.postgres.rows(NOISE)[0]
        except psycopg2.Error:
            return False
        return noise == 0 and ledger >= len(self.run.history.mails)

    def _stop(self):
        """Ends the turnod, whether strace is around it or not; the hard way when it does not hear."""
        supervisors = [pid for pid, role in self.gateway.roles().items() if role == "turnod"]
        for pid in supervisors:
            send_signal(pid, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        while self.gateway.processes() or self.gateway.pid() is not None:
            if time.monotonic() > deadline:
                self.gateway.kill_whole()
            try:
                wait_for(lambda: not self.gateway.processes() and self.gateway.pid() is None, 2, "end of turnod")
            except TimeoutError:
                continue


def read_points(text, syscall, action, count, roles):
    """Role → points, from strace's log: what it marked, or, as a signal is not marked, whoever got to that use."""
    begun = re.compile(rf"^(\d+) +{syscall}\(")
    uses, points = collections.Counter(), collections.Counter()
    for line in text.splitlines():
        pid = line.partition(" ")[0]
        uses[pid] += bool(begun.match(line))
        if "(INJECTED)" in line:
            points[roles.get(pid, "unnamed")] += 1
    if action.startswith("signal="):
        points.update(roles.get(pid, "unnamed") for pid, number in uses.items() if number >= count)
    return points
