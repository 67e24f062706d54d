"""PostgreSQL on the small disk, and a connection of the driver's own that survives its crashes."""
import psycopg2

from stack.postgres import Postgres


class SmallPostgres(Postgres):
    """PGDATA lies on a disk that can be full; small WAL segments, so that it soon is."""

    def __init__(self, host, ports, sockets, disk):
        super().__init__(host, ports, sockets)
        self.disk = disk
        self.data = disk.folder / "data"
        self._session = None

    def prepare(self):
        self.host.run(*self.disk.words, self.bin / "initdb", "-D", self.data, "-A", "trust", "-U", "turno_owner", "--no-sync",
                      "-E", "UTF8", "--locale=C.UTF-8", "--wal-segsize=1")

    def launch(self):
        settings = {"listen_addresses": "", "unix_socket_directories": self.sockets, "port": self.port,
                    "fsync": "off", "jit": "off", "max_connections": 100, "min_wal_size": "2MB", "max_wal_size": "16MB",
                    "dynamic_shared_memory_type": "mmap", "shared_buffers": "64MB", "autovacuum_naptime": "5s"}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        self.host.spawn(self.name, *self.disk.words, self.bin / "postgres", "-D", self.data, *options)

    def rows(self, sql, *values):
        """Rows of a query as tuples; raises psycopg2.Error when the server is away."""
        try:
            if self._session is None or self._session.closed:
                self._session = psycopg2.connect(host=str(self.sockets), port=self.port, dbname="turno", user="turno_owner",
                                                 connect_timeout=5)
                self._session.autocommit = True
            with self._session.cursor() as cursor:
                cursor.execute(sql, values)
                return cursor.fetchall()
        except psycopg2.Error:
            self.forget()
            raise

    def forget(self):
        """Drops the driver's connection."""
        if self._session is not None:
            self._session.close()
            self._session = None
