"""turnod and turno-cgi as services: what turnod tells systemd, and that units and AppArmor profiles allow what they do and little more."""
import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import urllib.parse
from pathlib import Path

import pytest

from fault.processes import Process
from fault.unit import Unit
from stack import wait_for
from stack.build import make

TOP = Path(__file__).resolve().parents[2]
ROOT = TOP / "var/root"
UNIT = TOP / "contrib/systemd/turnod.service"
WEB_UNIT = TOP / "contrib/systemd/turno-cgi@.service"
UNITS = {"turnod.service": UNIT, "turno-cgi@1.service": WEB_UNIT}
PROFILES = sorted((TOP / "contrib/apparmor").iterdir())


def tool(name):
    """A program of the machine, or the unpacked one, with what it needs of its environment."""
    for folder in ("usr/bin", "bin", "usr/sbin", "sbin"):
        if (ROOT / folder / name).exists():
            libraries = f"{ROOT}/usr/lib/x86_64-linux-gnu/systemd:{ROOT}/lib/x86_64-linux-gnu"
            return str(ROOT / folder / name), {**os.environ, "LD_LIBRARY_PATH": libraries}
    assert shutil.which(name), f"{name} is missing: contrib/install-packages"
    return name, dict(os.environ)


def call(name, *words, **options):
    program, environment = tool(name)
    return subprocess.run([program, *map(str, words)], env={**environment, "SYSTEMD_PAGER": "cat", "SYSTEMD_COLORS": "0"},
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **options)


# The unit, as systemd reads it

@pytest.mark.parametrize("name", UNITS)
def test_exposure_is_small(name, tmp_path):
    result = call("systemd-analyze", "security", "--offline=true", shutil.copy(UNITS[name], tmp_path / name))
    level = re.search(rf"Overall exposure level for {name}: ([\d.]+)", result.stdout)
    assert level, result.stdout
    assert float(level.group(1)) <= 1.5, result.stdout
    assert "Unknown" not in result.stdout and "ignoring" not in result.stdout, result.stdout


def verify(root):
    """systemd-analyze verify of all units on a root that has the installed programs, and the targets that every system has."""
    units = root / "etc/systemd/system"
    units.mkdir(parents=True)
    for unit in (TOP / "contrib/systemd").iterdir():
        shutil.copy(unit, units)
    for name in ("sysinit", "basic", "shutdown", "network-online", "multi-user", "umount", "sockets", "-"):
        (units / f"{name}.{'slice' if name == '-' else 'target'}").write_text("[Unit]\nDefaultDependencies=no\n")
    for slice_name in ("system.slice", "system-turno\\x2dcgi.slice"):
        (units / slice_name).write_text("[Unit]\nDefaultDependencies=no\n")
    for program in ("usr/sbin/turnod", "usr/libexec/turno/turno-cgi", "bin/kill"):
        (root / program).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy("/bin/true", root / program)
    (root / "etc/group").write_text("www-data:x:33:\n")
    return units, lambda: call("systemd-analyze", "verify", f"--root={root}", "--man=no", "turnod.service", "turno-cgi.socket", "turno-cgi@1.service")


def test_units_verify(tmp_path):
    _, run = verify(tmp_path)
    result = run()
    assert result.returncode == 0 and result.stdout.strip() == "", result.stdout


def test_a_socket_that_nobody_serves_is_noticed(tmp_path):
    """The test above could fail."""
    units, run = verify(tmp_path)
    (units / "turno-cgi@.service").unlink()
    assert run().stdout.strip() != ""


def test_a_broken_unit_is_noticed(tmp_path):
    """The two tests above could fail."""
    broken = tmp_path / "turnod.service"
    broken.write_text(re.sub(r"^(ProtectSystem|NoNewPrivileges|CapabilityBoundingSet|SystemCallFilter)=.*$", "",
                             UNIT.read_text(), flags=re.M))
    level = re.search(r"exposure level[^:]*: ([\d.]+)", call("systemd-analyze", "security", "--offline=true", broken).stdout)
    assert float(level.group(1)) > 1.5


# The unit's filter, against what turnod really calls

def filter_sets():
    """Name of a set → its system calls, nested sets taken apart."""
    raw, name = {}, None
    for line in call("systemd-analyze", "syscall-filter").stdout.splitlines():
        if line.startswith("@"):
            name = line.strip()
            raw[name] = []
        elif name and line.startswith(" ") and not line.strip().startswith("#"):
            raw[name].append(line.strip())

    def expand(word):
        return set().union(*map(expand, raw[word])) if word.startswith("@") else {word}
    return {name: expand(name) for name in raw}


def calls_of(unit):
    """The system calls that a unit lets through."""
    sets, found = filter_sets(), set()
    for line in re.findall(r"^SystemCallFilter=(.*)$", unit.read_text(), re.M):
        words = set()
        for word in line.lstrip("~").split():
            words |= sets[word] if word.startswith("@") else {word}
        found = found - words if line.startswith("~") else found | words
    return found


@pytest.fixture(scope="module")
def allowed():
    """The system calls that turnod's unit lets through."""
    return calls_of(UNIT)


@pytest.fixture(scope="module")
def trace(plain_office):
    """Everything that a turnod and its readers called while mail came, was answered and sent: strace's lines."""
    office = plain_office
    turnod = office.stack.turnod
    turnod.stop()
    log = office.stack.host.folder("log") / "strace.log"
    office.stack.host.spawn(turnod.name, "strace", "-f", "-qq", "-y", "-s", "200", "-o", log, turnod.bin / "turnod", "-c",
                            turnod.conf, env=office.stack.host.environment(**turnod.environment()))
    tracer = str(office.stack.host.pid(turnod.name))
    parent = wait_for(lambda: [pid for pid in turnod.processes() if Process(pid).status("PPid") == tracer], 40, "traced turnod")[0]
    wait_for(lambda: f":{parent}:" in str(office.stack.postgres.query("select owner from turno.lease")), 40, "its leases")
    ticket = office.open_ticket()
    office.answer_by_web(ticket["number"], "anna", "Eccomi.")
    office.settled(ticket["number"])
    os.kill(parent, signal.SIGTERM)
    office.stack.host.wait_gone(turnod.name)
    turnod.start()
    return log.read_text(errors="replace").splitlines()


def test_every_system_call_is_in_the_units_filter(trace, allowed):
    called = {match.group(1) for line in trace if (match := re.match(r"\d+ +(?:<\.\.\. )?(\w+)(?:\(| resumed)", line))}
    assert {"seccomp", "landlock_restrict_self", "memfd_create", "execve", "recvmsg"} <= called, sorted(called)
    assert called <= allowed, sorted(called - allowed)


def test_mail_passes_under_the_units_restrictions(plain_office, allowed):
    """turnod with the filter of the unit, no memory that is written and executed, three address families, no capabilities:
    Landlock, seccomp, memfd and the readers work."""
    office = plain_office
    turnod = office.stack.turnod
    turnod.stop()
    unit = Unit(allowed, ("AF_UNIX", "AF_INET", "AF_INET6"))
    office.stack.host.spawn(turnod.name, *unit.command(), turnod.bin / "turnod", "-c", turnod.conf,
                            env=office.stack.host.environment(**turnod.environment()))
    turnod.start()
    ticket = office.open_ticket()
    office.answer_by_web(ticket["number"], "anna", "Si può.")
    assert {row["state"] for row in office.settled(ticket["number"])} == {"sent"}
    seccomp = {(Path("/proc") / str(pid) / "status").read_text().partition("Seccomp_filters:")[2].split()[0]
               for pid in turnod.processes()}
    assert min(map(int, seccomp)) >= 1 and max(map(int, seccomp)) >= 3, seccomp
    turnod.restart()


# turno-cgi under its unit, asked as a web server asks

def record(kind, content=b""):
    """One record of FastCGI, request 1."""
    return struct.pack(">BBHHBx", 1, kind, 1, len(content), 0) + content


def ask(path, body=b"", **variables):
    """One request to the socket by FastCGI; gives the answer's text."""
    variables = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "SCRIPT_NAME": "", "QUERY_STRING": "", "REMOTE_ADDR": "127.0.0.1", **variables}
    pairs = b"".join(struct.pack(">II", len(name) | 1 << 31, len(value) | 1 << 31) + name.encode() + value.encode() for name, value in variables.items())
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(60)
        connection.connect(str(ask.socket))
        connection.sendall(record(1, struct.pack(">HB5x", 1, 0)) + record(4, pairs) + record(4) + (record(5, body) if body else b"") + record(5))
        answer, out = b"", b""
        while chunk := connection.recv(65536):
            answer += chunk
    while answer:
        _, kind, _, size, padding = struct.unpack(">BBHHBx", answer[:8])
        out += answer[8:8 + size] if kind == 6 else b""
        answer = answer[8 + size + padding:]
    return out.decode()


@pytest.fixture
def web(plain_office):
    """A turno-cgi with the socket as systemd gives it, and as its unit restricts it; gives its name among the processes."""
    host, turnod = plain_office.stack.host, plain_office.stack.turnod
    ask.socket = host.folder("run") / "web.socket"
    ask.socket.unlink(missing_ok=True)
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(ask.socket))
    listening.listen(8)
    unit = Unit(calls_of(WEB_UNIT), ("AF_UNIX", "AF_INET", "AF_INET6"))
    host.spawn("web", *unit.command(), turnod.bin / "turno-cgi", env=host.environment(**turnod.environment()), stdin=listening)
    yield "web"
    if host.signal("web", signal.SIGKILL):
        host.wait_gone("web")
    listening.close()


def test_pages_pass_under_the_units_restrictions(plain_office, web):
    assert ask("/login").startswith("Status: 200")
    password = plain_office.passwords["marco"]
    form = f"login=marco&password={urllib.parse.quote(password)}".encode()
    answer = ask("/login", form, REQUEST_METHOD="POST", CONTENT_LENGTH=str(len(form)), CONTENT_TYPE="application/x-www-form-urlencoded")
    assert answer.startswith("Status: 303"), answer
    cookie = re.search(r"Set-Cookie: ([^;]+)", answer).group(1)
    assert ask("/ticket", HTTP_COOKIE=cookie).startswith("Status: 200")
    seccomp = (Path("/proc") / str(plain_office.stack.host.pid(web)) / "status").read_text().partition("Seccomp_filters:")[2].split()[0]
    assert int(seccomp) >= 2


def test_it_ends_when_it_is_asked_to(plain_office, web):
    """With the unit's KillSignal, at once while nobody asks."""
    number = getattr(signal, re.search(r"^KillSignal=(\w+)$", WEB_UNIT.read_text(), re.M).group(1))
    assert ask("/login").startswith("Status: 200")
    plain_office.stack.host.signal(web, number)
    plain_office.stack.host.wait_gone(web, 10)


# What it tells systemd

class Manager:
    """The end of a notification socket that systemd holds."""

    def __init__(self, host):
        self.path = host.folder("run") / "notify"
        self.path.unlink(missing_ok=True)
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(str(self.path))
        host.give(self.path)

    def hear(self, seconds=20):
        """The next message; None when there is none for so long."""
        self.socket.settimeout(seconds)
        try:
            return self.socket.recv(4096).decode()
        except TimeoutError:
            return None

    def forget(self):
        """Takes what has come already."""
        self.socket.setblocking(False)
        try:
            while self.socket.recv(4096):
                pass
        except BlockingIOError:
            pass


@pytest.fixture
def manager(office):
    """A turnod that was started by a service manager with a watchdog of one second."""
    turnod = office.stack.turnod
    turnod.stop()
    manager = Manager(office.stack.host)
    environment = {**turnod.environment(), "NOTIFY_SOCKET": str(manager.path), "WATCHDOG_USEC": "1000000"}
    office.stack.host.spawn(turnod.name, turnod.bin / "turnod", "-c", turnod.conf,
                            env=office.stack.host.environment(**environment))
    yield manager
    turnod.stop()
    manager.socket.close()
    turnod.start()


def test_ready_comes_with_the_leases_and_pings_follow(office, manager):
    """READY=1 when the leases are held and not before; WATCHDOG=1 again and again; STOPPING=1 at the end."""
    turnod = office.stack.turnod
    heard = []
    while "READY=1" not in heard:
        message = manager.hear(40)
        assert message in ("READY=1", "WATCHDOG=1"), heard
        heard.append(message)
    assert turnod.is_ready()
    for _ in range(4):
        assert manager.hear() == "WATCHDOG=1"
    os.kill(turnod.pid(), signal.SIGTERM)
    last = iter(lambda: manager.hear(40), None)
    assert next(message for message in last if message != "WATCHDOG=1") == "STOPPING=1"


def test_a_supervisor_that_hangs_is_noticed(office, manager):
    """No ping comes from a stopped parent, though its children live on; it pings again when it goes on."""
    turnod = office.stack.turnod
    turnod.start()
    assert manager.hear() is not None
    os.kill(turnod.pid(), signal.SIGSTOP)
    try:
        wait_for(lambda: (Path("/proc") / str(turnod.pid()) / "stat").read_text().rpartition(")")[2].split()[0] == "T", 10, "stop")
        manager.forget()
        assert len(turnod.processes()) > 1
        assert manager.hear(3) is None
    finally:
        os.kill(turnod.pid(), signal.SIGCONT)
    assert manager.hear() == "WATCHDOG=1"


# AppArmor

@pytest.mark.parametrize("profile", PROFILES, ids=lambda path: path.name)
def test_profile_is_understood(profile, tmp_path):
    base = ROOT / "etc/apparmor.d"
    words = ("-Q", "-K", "-T", "--base", base if base.is_dir() else "/etc/apparmor.d")
    result = call("apparmor_parser", *words, profile)
    assert result.returncode == 0, result.stdout
    broken = tmp_path / profile.name
    broken.write_text(profile.read_text().replace(" mr", " mrz"))
    assert call("apparmor_parser", *words, broken).returncode != 0


def test_places_are_those_of_make_install(plain_build, tmp_path):
    """The programs that unit and profiles name are where make install puts them below /usr."""
    make(plain_build, "install", f"DESTDIR={tmp_path}", "prefix=/usr", "sysconfdir=/etc")
    named = {word for profile in PROFILES for word in re.findall(r"^profile \S+ (\S+) \{", profile.read_text(), re.M)}
    named |= {re.search(r"^ExecStart=(\S+)", unit.read_text(), re.M).group(1) for unit in UNITS.values()}
    assert named == {"/usr/sbin/turnod", "/usr/libexec/turno/turno-cgi"}
    for program in named:
        assert os.access(tmp_path / program.lstrip("/"), os.X_OK), program


def profile_rules(profile):
    """(regular expression, modes) of the file rules of a profile with all that it includes."""
    base = ROOT / "etc/apparmor.d"
    text = call("apparmor_parser", "-p", "-Q", "-K", "-T", "--base", base if base.is_dir() else "/etc/apparmor.d", profile).stdout
    variables = {name: values.split() for name, values in re.findall(r"^\s*(@\{\w+\})\s*\+?=\s*(.*)$", text, re.M)}
    rules = []
    for path, modes in re.findall(r'^\s*(?:owner\s+)?((?:/|@\{|"/)\S+)\s+([rwmklix]+),', text, re.M):
        rules += [(re.compile(expression), modes) for expression in map(glob_to_regex, expand_variables(path.strip('"'), variables))]
    return rules


def expand_variables(path, variables):
    match = re.search(r"@\{\w+\}", path)
    if not match:
        return [path]
    values = variables.get(match.group(), ["[^/]+"])
    return [more for value in values for more in expand_variables(path[:match.start()] + value + path[match.end():], variables)]


def glob_to_regex(glob):
    out, depth, at = "", 0, 0
    glob = re.sub(r"/+", "/", glob)
    while at < len(glob):
        char = glob[at]
        if glob.startswith("**", at):
            out, at = out + ".*", at + 1
        elif char == "*":
            out += "[^/]*"
        elif char == "?":
            out += "[^/]"
        elif char == "{":
            out, depth = out + "(?:", depth + 1
        elif char == "}":
            out, depth = out + ")", depth - 1
        elif char == "," and depth:
            out += "|"
        elif char == "[":
            end = glob.index("]", at)
            out, at = out + glob[at:end + 1], end
        else:
            out += re.escape(char)
        at += 1
    return f"^{out}$"


def test_profile_allows_what_turnod_opens(trace, plain_office):
    """Every file that was opened, in the place that an installation has it, is in the profile with its mode."""
    rules = profile_rules(TOP / "contrib/apparmor/usr.sbin.turnod")
    assert len(rules) > 50
    turnod, state = plain_office.stack.turnod, str(plain_office.stack.host.state)
    places = ((f"{turnod.folder}/spool", "/var/lib/turno"), (str(turnod.folder), "/etc/turno"), (str(turnod.bin), "/usr/sbin"),
              (f"{state}/pki", "/etc/ssl/certs"))
    missing = set()
    for line in trace:
        match = re.search(r"openat\(AT_FDCWD(?:<[^>]*>)?, \"([^\"]+)\", (O_\w+[^,)]*).*\) = \d+<([^>]*)>", line)
        if not match or "O_PATH" in match.group(2):
            continue
        flags, path = match.group(2), match.group(3).removesuffix(" (deleted)")
        for ours, theirs in places:
            path = path.replace(ours, theirs, 1) if path.startswith(ours) else path
        path = re.sub(r"^/proc/\d+/", "/proc/1/", path)
        wanted = "w" if re.search(r"O_WRONLY|O_RDWR", flags) else "r"
        if not any(wanted in modes and rule.match(path) for rule, modes in rules):
            missing.add((path, wanted))
    assert not missing, sorted(missing)
