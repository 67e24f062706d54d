"""Where the servers keep their files, and as whom they run."""
import hashlib
import os
import pwd
import shutil
import stat
import subprocess
from pathlib import Path

from .wait import wait_for

# Who runs the servers when root starts the stack: PostgreSQL refuses root, and nothing here needs it.
ORDINARY_USER = "nobody"


def _ordinary_user():
    if os.geteuid() == 0:
        return pwd.getpwnam(ORDINARY_USER)
    return pwd.getpwuid(os.geteuid())


def _may_enter(folder, user):
    for part in [folder, *folder.parents]:
        mode = part.stat()
        if mode.st_uid == user.pw_uid and mode.st_mode & stat.S_IXUSR:
            continue
        if not mode.st_mode & stat.S_IXOTH:
            return False
    return True


def open_folder(wanted):
    """Makes the folder `wanted`, owned by whom the servers run as, and returns where it is.

    When that user could not enter it (a checkout below /root), it becomes a link to a folder
    below /var/tmp.
    """
    wanted = Path(wanted)
    user = _ordinary_user()
    wanted.parent.mkdir(parents=True, exist_ok=True)
    if wanted.is_symlink() and not wanted.exists():
        wanted.unlink()
    if not wanted.exists():
        if _may_enter(wanted.parent.resolve(), user):
            wanted.mkdir(mode=0o700)
        else:
            name = hashlib.sha256(str(wanted).encode()).hexdigest()[:12]
            elsewhere = Path("/var/tmp") / f"turno-{wanted.name}-{name}"
            elsewhere.mkdir(mode=0o700, exist_ok=True)
            wanted.symlink_to(elsewhere)
    folder = wanted.resolve()
    if os.geteuid() == 0:
        os.chown(folder, user.pw_uid, user.pw_gid)
    return folder


def _start_time(pid):
    """When the process began, in clock ticks; None when it is gone or a zombie."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if fields[0] in "ZX" else fields[19]


class Host:
    """One state folder, one ordinary user, the unpacked servers."""

    def __init__(self, state, root):
        self.state = Path(state)
        self.root = Path(root).resolve()
        self.user = _ordinary_user()
        self._children = {}

    def folder(self, *names, mode=0o700):
        """A folder below the state folder, made if missing."""
        path = self.state
        for name in names:
            path = path / name
            if not path.is_dir():
                path.mkdir()
                path.chmod(mode)
                self.give(path)
        return path

    def give(self, path):
        """Makes a path belong to the servers' user."""
        if os.geteuid() == 0:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)

    def write(self, path, text, mode=0o600):
        """Writes a file of the servers' user."""
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)
        self.give(path)
        return path

    def install(self, source, path):
        """Copies a program to where the servers' user can run it; a running one is left whole."""
        fresh = path.with_suffix(".new")
        shutil.copyfile(source, fresh)
        fresh.chmod(0o755)
        self.give(fresh)
        fresh.rename(path)
        return path

    def _options(self, env):
        options = {"cwd": self.state, "env": env or self.environment(), "stdin": subprocess.DEVNULL}
        if os.geteuid() == 0:
            options.update(user=self.user.pw_uid, group=self.user.pw_gid, extra_groups=[])
        return options

    def environment(self, **more):
        """What servers see: no variable of the caller but the search path."""
        return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8",
                "HOME": str(self.state), "USER": self.user.pw_name, **more}

    def run(self, *args, env=None, **options):
        """Runs a command as the servers' user to its end; raises with its output when it fails."""
        result = subprocess.run([str(a) for a in args], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                text=True, **{**self._options(env), **options})
        if result.returncode != 0:
            raise RuntimeError(f"{args[0]} failed ({result.returncode}): {result.stdout.strip()[-2000:]}")
        return result.stdout

    def _pid_file(self, name):
        return self.folder("run") / f"{name}.pid"

    def spawn(self, name, *args, env=None, stdin=subprocess.DEVNULL):
        """Starts a server in the foreground of its own session; its output goes to log/NAME.log."""
        log = self.folder("log") / f"{name}.log"
        with open(log, "ab") as output:
            self.give(log)
            child = subprocess.Popen([str(a) for a in args], stdout=output, stderr=output,
                                     start_new_session=True, **{**self._options(env), "stdin": stdin})
        self._children[name] = child
        self.write(self._pid_file(name), f"{child.pid} {_start_time(child.pid)}\n")
        return child.pid

    def pid(self, name):
        """Process id of a server that runs, else None."""
        child = self._children.get(name)
        if child is not None:
            child.poll()
        try:
            pid, started = self._pid_file(name).read_text().split()
        except (FileNotFoundError, ValueError):
            return None
        return int(pid) if _start_time(pid) == started else None

    def signal(self, name, number):
        """Sends a signal to a server; False when it does not run."""
        pid = self.pid(name)
        if pid is None:
            return False
        os.kill(pid, number)
        return True

    def signal_all(self, name, number):
        """Sends a signal to a server and the processes of its group."""
        pid = self.pid(name)
        if pid is None:
            return False
        os.killpg(pid, number)
        return True

    def wait_gone(self, name, seconds=20):
        """Waits until a server has ended."""
        wait_for(lambda: self.pid(name) is None, seconds, f"end of {name}")

    def log_tail(self, name, lines=20):
        """The last lines that a server said."""
        try:
            text = (self.state / "log" / f"{name}.log").read_text(errors="replace")
        except FileNotFoundError:
            return ""
        return "\n".join(text.splitlines()[-lines:])

    def sweep(self, number):
        """Signals whatever the servers left behind: unpacked or copied programs that name the state folder."""
        ours = (str(self.root) + "/", str(self.state) + "/bin/")
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                program = os.readlink(entry / "exe")
                words = (entry / "cmdline").read_bytes().decode(errors="replace")
            except OSError:
                continue
            if program.startswith(ours) and str(self.state) in words:
                os.kill(int(entry.name), number)
