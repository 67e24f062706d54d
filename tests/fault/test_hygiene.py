"""What each running process of turno may do and holds, as the kernel tells of it (safety.md 4, 5; row 40)."""
import os
import subprocess
import sys

import pytest

from stack import wait_for

from fault import processes

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="the processes hide from everybody but root")

ROLES = ("turnod", "fetch", "deliver", "submit", "call", "probe", "tidy", "reader", "web")
DESCRIPTORS = {"turnod": 256, "fetch": 64, "deliver": 256, "submit": 64, "call": 64, "probe": 64, "tidy": 32, "reader": 4, "web": 64}


@pytest.fixture(scope="module")
def busy(office):
    """An office in which every kind of process has worked and still runs."""
    office.stack.turnod.start()
    ticket = office.open_ticket()
    office.answer_by_web(ticket["number"], "anna", "Va bene.")
    office.settled(ticket["number"])
    return wait_for(lambda: all((found := processes.of_office(office)).values()) and found, 20, "a process of each kind")


def each(busy):
    return [(role, process) for role in ROLES for process in busy[role]]


def test_every_kind_of_process_is_there(busy):
    assert {role for role, _ in each(busy)} == set(ROLES)
    assert len(busy["fetch"]) >= 2 and len(busy["deliver"]) == 1


@pytest.mark.parametrize("role", ROLES)
def test_limits(busy, role):
    for process in busy[role]:
        assert process.limit("Max core file size") == (0, 0), process
        soft, hard = process.limit("Max open files")
        assert soft == hard == DESCRIPTORS[role], process
        if role in ("reader", "web"):
            assert process.limit("Max processes") == (0, 0), process
        if role == "reader":
            assert process.limit("Max file size") == (0, 0), process
            assert process.limit("Max cpu time")[1] is not None, process


@pytest.mark.parametrize("role", ROLES)
def test_privileges(busy, role):
    for process in busy[role]:
        assert process.status("NoNewPrivs") == "1", process
        assert "0" not in process.status("Uid").split(), process
        for kind in ("CapPrm", "CapEff", "CapInh", "CapAmb"):
            assert int(process.status(kind), 16) == 0, process
        if role != "web" and role != "turnod":
            assert process.status("Seccomp") == "2", process


def test_daemon_has_no_place_and_no_files_for_others(busy):
    for role in ROLES[:-1]:
        for process in busy[role]:
            assert os.readlink(process.path / "cwd") == "/", process
            assert process.status("Umask") == "0077", process
            assert process.descriptors()[0] == "/dev/null" or role == "reader", process


SPY = """
import ctypes, os, sys
libc = ctypes.CDLL(None, use_errno=True)
seen = []
for pid in map(int, sys.argv[1:]):
    for name in ("environ", "maps", "mem", "auxv", "stack", "syscall"):
        try:
            os.close(os.open(f"/proc/{pid}/{name}", os.O_RDONLY))
            seen.append(f"{pid}/{name}")
        except OSError:
            pass
    for name in ("cwd", "root", "exe", "fd/0"):
        try:
            os.readlink(f"/proc/{pid}/{name}")
            seen.append(f"{pid}/{name}")
        except OSError:
            pass
    if libc.ptrace(16, pid, None, None) == 0:  # PTRACE_ATTACH
        os.waitpid(pid, 0x40000000)
        libc.ptrace(17, pid, None, None)
        seen.append(f"{pid}/ptrace")
print(" ".join(seen))
"""


def spy_on(office, pids):
    """What somebody of the same user can see of processes."""
    return office.stack.host.run(sys.executable, "-c", SPY, *pids).split()


def test_same_user_sees_nothing(busy, office):
    pids = [process.pid for _, process in each(busy)]
    assert spy_on(office, pids) == []


def test_spy_can_see(office):
    """The test above could fail: the same spy sees a process that does not hide."""
    user = office.stack.host.user
    with subprocess.Popen(["sleep", "60"], user=user.pw_uid, group=user.pw_gid, extra_groups=[]) as child:
        wait_for(lambda: "sleep" in os.readlink(f"/proc/{child.pid}/exe") or "coreutils" in os.readlink(f"/proc/{child.pid}/exe"),
                 10, "sleep")
        seen = spy_on(office, [child.pid])
        child.kill()
    assert {f"{child.pid}/environ", f"{child.pid}/mem", f"{child.pid}/fd/0"} <= set(seen)


def kind_of(target):
    return target.partition(":")[0] if target.startswith(("socket:", "pipe:", "anon_inode:")) else target


def test_descriptors_are_known(busy, office):
    """Standard ones, a signalfd, own sockets; the lock of the heir; nothing else, however long it ran."""
    spool = str(office.stack.turnod.folder / "spool")
    for role, process in each(busy):
        if role == "web":
            continue
        for number, target in process.descriptors().items():
            what = kind_of(target)
            allowed = what == "/dev/null" or what == "socket" or what == "anon_inode" and "signalfd" in target
            if number in (1, 2) and target.endswith("/log/turnod.log"):
                allowed = True
            if role != "reader" and target.startswith(spool) and target.removesuffix(" (deleted)").endswith(".owner"):
                allowed = True
            assert allowed, f"{process}: {number} → {target}"


def test_nobody_holds_anothers_socket(busy):
    """No socket and no pipe of a process is open in another: not the parent's database, not a sibling's server."""
    holders = {}
    for role, process in each(busy):
        for target in process.descriptors().values():
            if kind_of(target) in ("socket", "pipe"):
                holders.setdefault(target, set()).add((role, process.pid))
    shared = {target: who for target, who in holders.items() if len({pid for _, pid in who}) > 1}
    # what the web server gives its FastCGI processes to listen on is theirs together
    shared = {target: who for target, who in shared.items() if {role for role, _ in who} != {"web"}}
    assert shared == {}


def test_descriptors_do_not_grow(busy, office):
    """After more work of every kind each process has as many as before, give or take one connection."""
    before = {process.pid: len(process.descriptors()) for role, process in each(busy) if role in ("turnod", "fetch", "deliver", "tidy")}
    for _ in range(3):
        ticket = office.open_ticket()
        office.answer_by_web(ticket["number"], "anna", "Fatto.")
        office.settled(ticket["number"])
    found = {process.pid: len(process.descriptors()) for role, process in each(busy) if process.pid in before}
    assert all(abs(found[pid] - count) <= 2 for pid, count in before.items()), (before, found)


def test_readers_know_nothing_of_the_machine(busy):
    known = {"LC_ALL", "ASAN_OPTIONS", "TURNO_PEC_CA_FILE"}
    for process in busy["reader"]:
        assert {part.partition("=")[0] for part in process.environment().split("\0") if part} <= known


def test_turnod_will_not_run_as_root(office):
    turnod = office.stack.turnod
    result = subprocess.run([turnod.bin / "turnod", "-c", turnod.conf], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, text=True, check=False)
    assert result.returncode == 78
    assert result.stdout == "turnod: will not run as root: start it as a user of its own, as turnod.service does\n"


def test_turnod_starts_with_closed_descriptors_and_holds_none_of_its_callers(office, tmp_path):
    """Started with stdin closed and a stranger's file open: the one is /dev/null, the other gone."""
    turnod = office.stack.turnod
    turnod.stop()
    script = 'exec <&- 7</etc/passwd 9>/dev/zero; exec "$0" -c "$1"'
    office.stack.host.spawn(turnod.name, "/bin/sh", "-c", script, turnod.bin / "turnod", turnod.conf,
                            env=office.stack.host.environment(**turnod.environment()))
    turnod.start()
    for role, found in processes.of_office(office).items():
        for process in found if role not in ("web",) else []:
            targets = process.descriptors()
            assert targets[0] == "/dev/null" or role == "reader", process
            assert not {"/etc/passwd", "/dev/zero"} & set(targets.values()), process


def test_turno_hides_too(office):
    """The command, which connects as the owner of everything, while it waits for a mail on stdin."""
    host = office.stack.host
    with subprocess.Popen([*office.stack.turnod.command(), "ingest", "--mailbox", "support"], stdin=subprocess.PIPE,
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, user=host.user.pw_uid,
                          group=host.user.pw_gid, extra_groups=[], env=host.environment(ASAN_OPTIONS="detect_leaks=0")) as child:
        process = processes.Process(child.pid)
        wait_for(lambda: process.status("NoNewPrivs") == "1", 10, "turno")
        assert process.limit("Max core file size") == (0, 0)
        assert spy_on(office, [child.pid]) == []
        child.kill()
