"""The servers of one run: PostgreSQL on a small disk, Dovecot, the sink, proxies in between, two turnod."""
import os
import shutil
import signal
import tempfile
from pathlib import Path

from stack import Host, open_folder, wait_for
from stack.dovecot import Dovecot
from stack.pki import Pki
from stack.port import free_port
from stack.seed import seed
from stack.turno import Turnod

from .database import SmallPostgres
from .disk import SmallDisk
from .proxy import Proxy
from .sink import Sink
from .wire import Wire

PORTS = ("postgres", "imap", "imaps", "lmtp", "sink", "https", "proxy_imap", "proxy_smtp", "proxy_database")
FAKETIME = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1")
PASSWORD = "sesamo"
DOMAIN = "demo.example"
LEASE_SECONDS = 3
NAME_BYTES = 15
# No budget for a busy month in four minutes, and no pause that outlasts them.
SETTINGS = {"mail.ack_budget": "1000000", "mail.ack_domain_budget": "1000000", "mail.automatic_per_hour": "0", "outbox.pause_seconds": "1"}


class LongPki(Pki):
    """Certificates that are good a year ago and in a year, for clocks that jump."""

    def _openssl(self, *args):
        days = args.index("-days") + 1 if "-days" in args else None
        words = [*args[:days], "3650", *args[days + 1:]] if days else args
        self.host.run("faketime", "-f", "-730d", "openssl", *words, cwd=self.folder)


class Gateway(Turnod):
    """One of the two turnod: its own configuration, a clock of its own, everything behind proxies."""

    def __init__(self, site, name):
        super().__init__(site.host, site.seen_ports, site.postgres, site.pki, PASSWORD, LEASE_SECONDS)
        self.name = name
        self.conf = self.folder / f"{name}.conf"
        self.also_read = self.host.folder("turno", "clock")  # by libfaketime, in every process
        self.clock = self.also_read / f"{name}.clock"
        self.wrapper = []       # words in front of the command: strace
        self.has_clock = True   # of its own
        self.launched = []      # process ids

    def values(self):
        ports = self.ports
        return {**super().values(), "submission_tls": "implicit",
                "gateway": f"host=127.0.0.1 port={ports['proxy_database']} dbname=turno user=turno_gateway"}

    def prepare(self):
        super().prepare()
        self.set_clock(0)

    def set_clock(self, days):
        """Puts the wall clock of this turnod's host so many days from the real one."""
        fresh = self.clock.with_suffix(".new")
        self.host.write(fresh, f"{days:+d}d\n")
        fresh.rename(self.clock)

    def environment(self):
        if not self.has_clock:
            return super().environment()
        return {**super().environment(), "LD_PRELOAD": str(FAKETIME), "FAKETIME_TIMESTAMP_FILE": str(self.clock),
                "FAKETIME_CACHE_DURATION": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}

    def launch(self):
        self.launched.append(self.host.spawn(self.name, *self.wrapper, self.bin / "turnod", "-c", self.conf,
                                             env=self.host.environment(**self.environment())))

    def is_ready(self):
        """It said so since it was started."""
        return f":{self.pid()}:" in self.host.log_tail(self.name, 50)

    def roles(self):
        """Process id → what it does: turnod, deliver, turno-reader, fetch …, submit …, tidy."""
        found = {}
        for pid in self.processes():
            try:
                found[pid] = (Path("/proc") / str(pid) / "comm").read_text().strip()
            except OSError:
                continue
        return found

    def kill_whole(self):
        """SIGKILL to all of its processes."""
        for pid in self.processes():
            send_signal(pid, signal.SIGKILL)

    def process_of(self, role):
        """Process id of the one that does this; None when it is gone. The kernel keeps so many bytes of a name."""
        return next((pid for pid, name in self.roles().items() if name == role[:NAME_BYTES].strip()), None)


class Site:
    """Everything, in a folder that goes when it is closed. TURNO_KEEP=1 leaves it for a look."""

    def __init__(self, top, build, disk_mib):
        self.build = Path(build)
        self.host = Host(open_folder(tempfile.mkdtemp(prefix="turno-fault-", dir="/tmp")), top / "var/root")
        ports = {name: free_port() for name in PORTS}
        sockets = self.host.folder("s")
        self.disk = SmallDisk(self.host, "disk", disk_mib)
        self.pki = LongPki(self.host)
        self.postgres = SmallPostgres(self.host, ports, sockets, self.disk)
        self.dovecot = Dovecot(self.host, ports, sockets, self.pki, PASSWORD)
        self.wire = Wire()
        self.sink = Sink(self.wire, ports["sink"], self.pki, self.host.folder("log") / "sink.jsonl")
        self.proxies = {
            "imap": Proxy(self.wire, "imap", ports["proxy_imap"], ports["imaps"]),
            "smtp": Proxy(self.wire, "smtp", ports["proxy_smtp"], ports["sink"]),
            "database": Proxy(self.wire, "database", ports["proxy_database"], sockets / f".s.PGSQL.{ports['postgres']}"),
        }
        # What turnod sees, and what the mailboxes name as their server: the proxies.
        self.seen_ports = {**ports, "imaps": ports["proxy_imap"], "submission": ports["proxy_smtp"]}
        self.gateways = (Gateway(self, "turnod-a"), Gateway(self, "turnod-b"))
        self.turno = self.gateways[0].call
        self.seen_processes = set()

    def open(self):
        """Starts all but turnod."""
        self.pki.prepare()
        self.gateways[0].install(self.build)
        self.disk.mount()
        for server in (self.postgres, self.dovecot, *self.gateways):
            server.prepare()
        self.postgres.start()
        self.postgres.create_database()
        self.turno("migrate")
        self.dovecot.start()
        self.sink.open()
        for proxy in self.proxies.values():
            proxy.open()
        self._people()

    def _people(self):
        seed(self.gateways[0], {"anna": "x" * 12, "marco": "x" * 12, "riccardo": "x" * 12})
        for key, value in SETTINGS.items():
            self.turno("setting", "set", key, "--value", value)
        self.turno("mailbox", "set", "support", "--after", "flag")
        self.turno("mailbox", "set", "help", "--after", "move", "--after-folder", "Archive")

    def add_contacts(self, count):
        """New contacts; every tenth cannot be reached: the sink refuses him. Gives their addresses."""
        addresses = []
        for number in range(count):
            address = f"{'gone' if number % 10 == 9 else 'contact'}-{number}@{DOMAIN}"
            self.turno("customer", "add", f"Cliente {number}", "--kind", "person")
            self.turno("contact", "add", address, "--name", f"Cliente {number}", "--customer", f"Cliente {number}")
            addresses.append(address)
        return addresses

    def maildir(self, mailbox):
        """The folder of a mailbox, as Dovecot has it."""
        return self.dovecot.conf.parent / "mail" / DOMAIN / mailbox / "Maildir"

    def revive(self):
        """Starts each turnod that ended."""
        for gateway in self.gateways:
            if gateway.pid() is None:
                gateway.launch()

    def look(self):
        """Remembers every process of turnod that is there."""
        for gateway in self.gateways:
            self.seen_processes.update(gateway.processes())

    def leftovers(self):
        """Processes of either turnod, though both have ended."""
        self.look()
        return sorted(pid for pid in self.seen_processes if any(pid in gateway.processes() for gateway in self.gateways))

    def stop_gateways(self):
        """Asks both to end and waits for it."""
        for gateway in self.gateways:
            gateway.host.signal(gateway.name, signal.SIGTERM)
        for gateway in self.gateways:
            self.host.wait_gone(gateway.name, 40)

    def logs(self, lines=40):
        """The last words of every server."""
        names = (*(gateway.name for gateway in self.gateways), "postgres", "dovecot")
        return "\n".join(f"--- {name}\n{self.host.log_tail(name, lines)}" for name in names)

    def close(self):
        """Ends everything the hard way and removes the folder."""
        for gateway in self.gateways:
            wait_for(lambda gateway=gateway: gateway.kill_whole() or not gateway.processes(), 10, f"end of {gateway.name}")
        self.postgres.forget()
        for server in (self.dovecot, self.postgres):
            server.kill()
        self.host.sweep(signal.SIGKILL)
        self.disk.close()
        self.wire.close()
        for gateway in self.gateways:
            _forget_clocks(gateway.launched)
        if not os.environ.get("TURNO_KEEP"):
            shutil.rmtree(self.host.state, ignore_errors=True)


def send_signal(pid, number):
    """To a process that may have ended."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


def _forget_clocks(pids):
    """libfaketime leaves its shared memory behind when its process is killed."""
    for pid in pids:
        for name in (f"faketime_shm_{pid}", f"sem.faketime_sem_{pid}"):
            (Path("/dev/shm") / name).unlink(missing_ok=True)
