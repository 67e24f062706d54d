"""turno's own programs: configuration, the command, the daemon."""
import json
import os
import subprocess
from pathlib import Path

from .server import Server

CONF = """\
# Written by contrib/stack.
secret_dir = "{folder}/secret";
spool_dir = "{folder}/spool";
readers = 2;
submitters = 1;
poll_seconds = 30;
lease_seconds = {lease};
log_level = "{level}";
confine_also_read = "{also_read}";
database = {{
	gateway = "{gateway}";
	web = "{web}";
	admin = "{admin}";
}};
tls = {{
	ca_file = "{ca}";
	allow_plain_on_loopback = false;
}};
http = {{
	ca_file = "{ca}";
	allow_private = {allow_private};
}};
pec = {{
	ca_file = "{pec_ca}";
}};
web = {{
	base_url = "{url}";
}};
submission = {{
	default = {{
		host = "127.0.0.1";
		port = {submission};
		tls = "{submission_tls}";
		login = "turno";
		secret = "submission";
	}};
}};
"""
PROGRAMS = ("turnod", "turno", "turno-cgi")


def _executes(entry, program):
    """Whether a process of /proc is known to execute the program."""
    try:
        return os.readlink(entry / "exe").removesuffix(" (deleted)") == str(program)
    except OSError:
        return False


class Turnod(Server):
    """The daemon, with programs copied from a build folder and a configuration of its own."""

    name = "turnod"
    also_read = ""  # folders, by colons
    allow_private = "false"  # whether webhooks may go to this machine
    pec_ca = ""  # file of the authorities by which certified mail is checked

    def __init__(self, host, ports, postgres, pki, password, lease_seconds=10):
        super().__init__(host, ports)
        self.postgres = postgres
        self.pki = pki
        self.password = password
        self.lease_seconds = lease_seconds
        self.folder = host.folder("turno")
        self.bin = host.folder("bin", mode=0o755)
        self.conf = self.folder / "turno.conf"
        self.url = f"https://127.0.0.1:{ports['https']}"

    def install(self, build):
        """Copies the programs of a build folder; True when one of them changed."""
        changed = False
        for name in PROGRAMS:
            source, target = Path(build) / "src" / name, self.bin / name
            if not target.exists() or target.read_bytes() != source.read_bytes():
                self.host.install(source, target)
                changed = True
        return changed

    def prepare(self):
        secret = self.host.folder("turno", "secret")
        self.host.folder("turno", "spool")
        for name in ("submission", "imap"):
            self.host.write(secret / name, self.password + "\n")
        self.host.write(self.conf, CONF.format(**self.values()))

    def values(self):
        """What the configuration says, by the names in CONF."""
        return {"folder": self.folder, "also_read": self.also_read, "allow_private": self.allow_private,
                "pec_ca": self.pec_ca, "lease": self.lease_seconds,
                "level": os.environ.get("TURNO_LOG_LEVEL", "info"), "gateway": self.postgres.dsn("turno_gateway"),
                "web": self.postgres.dsn("turno_web"), "admin": self.postgres.dsn("turno_owner"), "ca": self.pki.ca, "url": self.url,
                "submission": self.ports["submission"], "submission_tls": "starttls"}

    def environment(self):
        """Of the daemon and the CGI: a sanitizer's report ends the process and lies in the log."""
        return {"TURNO_CONF": str(self.conf), "ASAN_OPTIONS": "abort_on_error=1:detect_leaks=0",
                "UBSAN_OPTIONS": "print_stacktrace=1"}

    def launch(self):
        self.host.spawn(self.name, self.bin / "turnod", "-c", self.conf,
                        env=self.host.environment(**self.environment()))

    def is_ready(self):
        """It holds the leases of the writer and of every mailbox."""
        held = self.postgres.query(
            "select (select count(*) from turno.lease where expires_at > clock_timestamp()"
            f" and owner like '%:{self.pid()}:%') > (select count(*) from turno.mailbox where is_active and imap_host <> '')")
        return held == [["t"]]

    def processes(self):
        """Process ids of the daemon and of everything it started.

        turnod's processes are not dumpable, so that only root may ask what they execute: children are
        known by the command line they share with their parent, readers by their parent, or by their
        program when that died.
        """
        found, others, readers = set(), set(), {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    words = (entry / "cmdline").read_bytes().decode(errors="replace").split("\0")
                    parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
                except OSError:
                    continue
                if words[0] == str(self.bin / "turnod"):
                    (found if str(self.conf) in words else others).add(int(entry.name))
                elif words[0] == "turno-reader":
                    readers[int(entry.name)] = int(parent), _executes(entry, self.bin / "turnod")
        return sorted(found | {pid for pid, (parent, is_ours) in readers.items()
                               if parent in found or is_ours and parent not in others})

    def command(self):
        """The command with its configuration, as words."""
        return [str(self.bin / "turno"), "-c", str(self.conf)]

    def call(self, *args, stdin=None):
        """Runs `turno --json ARGS` and returns the JSON value it prints (None when it prints nothing)."""
        result = subprocess.run([*self.command(), "--json", *map(str, args)], input=stdin, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, check=False)
        if result.returncode != 0:
            raise RuntimeError(f"turno {' '.join(map(str, args))}: exit {result.returncode}: "
                               f"{(result.stderr + result.stdout).decode(errors='replace').strip()}")
        return json.loads(result.stdout) if result.stdout.strip() else None
