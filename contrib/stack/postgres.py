"""PostgreSQL on a unix socket that only the stack's user can reach."""
import signal
import subprocess

from .server import Server


class Postgres(Server):
    """The database turno, superuser turno_owner, no password: the socket's folder is closed."""

    name = "postgres"
    stop_signal = signal.SIGINT

    def __init__(self, host, ports, sockets):
        super().__init__(host, ports)
        self.bin = host.root / "usr/lib/postgresql/15/bin"
        self.data = host.state / "postgres"
        self.sockets = sockets
        self.port = ports["postgres"]

    def prepare(self):
        if self.data.exists():
            return
        self.host.run(self.bin / "initdb", "-D", self.data, "-A", "trust", "-U", "turno_owner", "--no-sync",
                      "-E", "UTF8", "--locale=C.UTF-8")

    def launch(self):
        settings = {"listen_addresses": "", "unix_socket_directories": self.sockets, "port": self.port,
                    "fsync": "off", "jit": "off", "max_connections": 100}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        self.host.spawn(self.name, self.bin / "postgres", "-D", self.data, *options)

    def is_ready(self):
        return subprocess.run([self.bin / "pg_isready", "-q", "-U", "turno_owner", "-d", "postgres", "-h", self.sockets, "-p", str(self.port)],
                              check=False).returncode == 0

    def crash(self):
        """Ends it without a checkpoint: all connections break, nothing is flushed."""
        if self.host.signal(self.name, signal.SIGQUIT):
            self.host.wait_gone(self.name)

    def create_database(self):
        """Creates the database turno unless it is there; True when it was made now."""
        if self.query("select 1 from pg_database where datname = 'turno'", database="postgres"):
            return False
        self.query("create database turno", database="postgres")
        return True

    def query(self, sql, database="turno", user="turno_owner"):
        """Rows of a query as lists of texts."""
        text = self.host.run(self.bin / "psql", "-X", "-q", "-A", "-t", "-F", "\x1f", "-R", "\x1e", "-v", "ON_ERROR_STOP=1",
                             "-h", self.sockets, "-p", self.port, "-U", user, "-d", database, "-c", sql)
        text = text.removesuffix("\n").removesuffix("\x1e")
        return [row.split("\x1f") for row in text.split("\x1e")] if text else []

    def dsn(self, user):
        """libpq connection string for a role."""
        return f"host={self.sockets} port={self.port} dbname=turno user={user}"
