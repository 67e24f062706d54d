"""All servers together."""
import json
import secrets
import shutil
import signal
import tempfile
from pathlib import Path

from .dovecot import Dovecot
from .exim import Exim
from .host import Host
from .lighttpd import Lighttpd
from .pki import Pki
from .port import free_port, listens
from .postgres import Postgres
from .turno import Turnod

PORTS = ("postgres", "imap", "imaps", "lmtp", "smtp", "submission", "smtps", "https")
# A unix socket's path holds at most 107 bytes, and Dovecot appends names of its own.
LONGEST_SOCKET_FOLDER = 60


class Stack:
    """The servers of one state folder; what was chosen for them is kept in stack.json."""

    def __init__(self, state, root, web_processes=2, lease_seconds=10):
        self.host = Host(state, root)
        self.memo_file = self.host.state / "stack.json"
        self.memo = self._recall()
        ports, sockets = self.memo["ports"], Path(self.memo["sockets"])
        password = self.memo["passwords"]["mail"]
        self.pki = Pki(self.host)
        self.postgres = Postgres(self.host, ports, sockets)
        self.dovecot = Dovecot(self.host, ports, sockets, self.pki, password)
        self.exim = Exim(self.host, ports, self.pki, password)
        self.turnod = Turnod(self.host, ports, self.postgres, self.pki, password, lease_seconds)
        self.lighttpd = Lighttpd(self.host, ports, sockets, self.pki, self.turnod.bin / "turno-cgi",
                                 self.turnod.environment(), web_processes)

    def _recall(self):
        if self.memo_file.exists():
            return json.loads(self.memo_file.read_text())
        memo = {"ports": {name: free_port() for name in PORTS},
                "passwords": {name: secrets.token_urlsafe(12) for name in ("mail", "anna", "marco", "riccardo")}}
        sockets = self.host.folder("socket")
        if len(str(sockets)) > LONGEST_SOCKET_FOLDER:
            sockets = Path(tempfile.mkdtemp(prefix="turno-", dir="/tmp"))
            self.host.give(sockets)
        memo["sockets"] = str(sockets)
        self._remember(memo)
        return memo

    def _remember(self, memo):
        self.host.write(self.memo_file, json.dumps(memo, indent=1))

    @property
    def servers(self):
        """In the order in which they start."""
        return (self.postgres, self.dovecot, self.exim, self.lighttpd, self.turnod)

    def _replace_taken_ports(self):
        running = any(server.pid() for server in self.servers)
        ports = self.memo["ports"]
        for name in PORTS:
            if not running and listens(ports[name]):
                ports[name] = free_port()
        self._remember(self.memo)

    def prepare(self, build):
        """Files of all servers and the database with today's schema; turnod is not started."""
        self._replace_taken_ports()
        self.pki.prepare()
        if self.turnod.install(build):
            self.lighttpd.stop()
            self.turnod.stop()
        for server in self.servers:
            server.prepare()
        self.postgres.start()
        self.postgres.create_database()
        self.turnod.call("migrate")
        self.turnod.call("seal")
        self.dovecot.start()
        self.exim.start()
        self.lighttpd.start()

    def stop(self):
        """Ends every server, last started first."""
        for server in reversed(self.servers):
            server.stop()

    def destroy(self):
        """Ends everything the hard way and removes the folders."""
        for server in reversed(self.servers):
            server.kill()
        self.host.sweep(signal.SIGKILL)
        shutil.rmtree(self.memo["sockets"], ignore_errors=True)
        shutil.rmtree(self.host.state, ignore_errors=True)

    def environment(self):
        """What scripts need to know, by the names of contrib/demo env."""
        ports, passwords = self.memo["ports"], self.memo["passwords"]
        return {
            "TURNO": " ".join(self.turnod.command()),
            "TURNO_URL": self.turnod.url,
            "TURNO_LOGIN_URL": f"{self.turnod.url}/login",
            "IMAP_HOST": "127.0.0.1", "IMAP_PORT": ports["imap"], "IMAPS_PORT": ports["imaps"],
            "SMTP_HOST": "127.0.0.1", "SMTP_PORT": ports["smtp"], "MAIL_PASSWORD": passwords["mail"],
            "CA_FILE": self.pki.ca,
            "PGHOST": self.postgres.sockets, "PGPORT": ports["postgres"], "PGDATABASE": "turno", "PGUSER": "turno_owner",
            "MAIL_DOMAIN": "demo.example", "SUPPORT_ADDRESS": "support@demo.example",
            "ADMIN_LOGIN": "anna", "ADMIN_PASSWORD": passwords["anna"],
            "MARCO_PASSWORD": passwords["marco"], "RICCARDO_PASSWORD": passwords["riccardo"],
            "TURNOD_PID": self.turnod.pid() or "",
        }
