"""turno-cgi behind the web servers of conf/web-server: each file runs as it is shipped, only its names and places are ours."""
import os
import re
import signal
import socket
from pathlib import Path

from stack.port import free_port, listens
from stack.server import Server

TOP = Path(__file__).resolve().parents[2]
SHIPPED = TOP / "conf/web-server"
MODULES = "mpm_event authz_core alias setenvif ssl env cgid proxy proxy_fcgi"
APACHE = """\
ServerRoot "{folder}"
ServerName 127.0.0.1
PidFile "{folder}/apache.pid"
DefaultRuntimeDir "{folder}"
{modules}
ScriptSock "{folder}/cgid"
ErrorLog "{folder}/apache-error.log"
Listen 127.0.0.1:{port}
Include "{file}"
"""
NGINX = """\
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ }}
http {{
{temporary}	include {file};
}}
"""
LIGHTTPD = """\
server.document-root = "{folder}"
server.bind = "127.0.0.1"
server.port = {port}
server.upload-dirs = ( "{folder}" )
include "{file}"
"""


class WebServer(Server):
    """A server of its own port in front of turno-cgi, which has a configuration with that address."""

    shipped = ""
    processes = 0  # of turno-cgi, when the server starts none

    def __init__(self, office, name):
        super().__init__(office.stack.host, {"https": free_port()})
        self.name, self.office = name, office
        self.url = f"https://127.0.0.1:{self.ports['https']}"
        self.folder = self.host.folder("web-server", name)
        self.turno_conf = self.folder / "turno.conf"
        self.socket = None

    def places(self):
        """What the shipped file says, and what it says here."""
        pki = self.office.stack.pki
        return {"/etc/ssl/certs/desk.example.pem": pki.certificate, "/etc/ssl/private/desk.example.key": pki.key}

    def adapt(self):
        """The shipped file with the places of this office; each of them must be in it."""
        text = (SHIPPED / self.shipped).read_text()
        for theirs, ours in self.places().items():
            assert theirs in text, f"{self.shipped} does not say {theirs}"
            text = text.replace(theirs, str(ours))
        return self.host.write(self.folder / self.shipped, text)

    def prepare(self):
        conf = self.office.stack.turnod.conf.read_text()
        self.host.write(self.turno_conf, re.sub(r'base_url = ".*"', f'base_url = "{self.url}"', conf))
        # Where a private folder of root has the checkout, the server's user would not reach it.
        for file in SHIPPED.glob("*.html"):
            self.host.write(self.folder / file.name, file.read_text())
        self.adapt()

    @property
    def program(self):
        return self.office.stack.turnod.bin / "turno-cgi"

    def environment(self):
        return {**self.office.stack.turnod.environment(), "TURNO_CONF": str(self.turno_conf)}

    def workers(self):
        return [f"{self.name}-cgi{n}" for n in range(self.processes)]

    def start(self):
        """As systemd starts it: the socket first, then what listens on it."""
        if self.processes and self.socket is None:
            path = self.folder / "web.socket"
            path.unlink(missing_ok=True)
            self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self.socket.bind(str(path))
            self.socket.listen(512)
            self.host.give(path)
        for worker in self.workers():
            if self.host.pid(worker) is None:
                self.host.spawn(worker, self.program, env=self.host.environment(**self.environment()), stdin=self.socket)
        super().start()

    def stop(self):
        super().stop()
        for worker in self.workers():
            if self.host.signal(worker, signal.SIGUSR1):
                self.host.wait_gone(worker)
        if self.socket is not None:
            self.socket.close()
            self.socket = None

    def worker_pids(self):
        """The processes of turno-cgi that wait for requests."""
        return [self.host.pid(worker) for worker in self.workers()]

    def kill_workers(self):
        """Ends them at once, with the socket that they had."""
        for worker in self.workers():
            self.host.signal(worker, signal.SIGKILL)
            self.host.wait_gone(worker)
        if self.socket is not None:
            self.socket.close()
            self.socket = None

    def is_ready(self):
        return listens(self.ports["https"])

    def logs(self):
        """All that the server and its programs wrote."""
        files = [path for path in self.folder.rglob("*") if path.is_file() and "log" in path.name]
        files += [self.host.state / "log" / f"{name}.log" for name in (self.name, *self.workers())]
        return "\n".join(path.read_text(errors="replace") for path in files if path.exists())

    def start_program(self, name, *words):
        self.host.spawn(self.name, self.host.root / "usr/sbin" / name, *words, env=self.host.environment(**self.environment()))


class Nginx(WebServer):
    """nginx, FastCGI processes beside it."""

    shipped, processes = "nginx.conf", 2

    def places(self):
        return {**super().places(), "listen 443 ssl": f"listen 127.0.0.1:{self.ports['https']} ssl", "/run/turno": self.folder,
                "/var/log/nginx": self.folder, "/usr/share/turno/web-server": self.folder}

    def launch(self):
        temporary = "".join(f"\t{name}_temp_path {self.folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        main = self.host.write(self.folder / "main.conf", NGINX.format(folder=self.folder, file=self.folder / self.shipped, temporary=temporary))
        self.start_program("nginx", "-p", self.folder, "-c", main, "-e", self.folder / "error.log")


class Apache(WebServer):
    """Apache, FastCGI processes beside it."""

    shipped, processes = "apache.conf", 2

    def places(self):
        return {**super().places(), "*:443": f"127.0.0.1:{self.ports['https']}", "/run/turno": self.folder, "/var/log/apache2": self.folder}

    def launch(self):
        modules = "\n".join(f"LoadModule {name}_module {self.host.root}/usr/lib/apache2/modules/mod_{name}.so" for name in MODULES.split())
        main = self.host.write(self.folder / "main.conf", APACHE.format(
            folder=self.folder, port=self.ports["https"], modules=modules, file=self.folder / self.shipped))
        self.start_program("apache2", "-D", "FOREGROUND", "-f", main)


class ApacheCgi(Apache):
    """Apache with one process of turno-cgi for each request."""

    shipped, processes = "apache-cgi.conf", 0

    def places(self):
        return {**super(Apache, self).places(), "*:443": f"127.0.0.1:{self.ports['https']}", "/usr/libexec/turno": self.program.parent,
                "/etc/turno/turno.conf": self.turno_conf, "/var/log/apache2": self.folder}

    def adapt(self):
        file = super().adapt()
        more = "".join(f'SetEnv {name} "{value}"\n' for name, value in self.environment().items() if name != "TURNO_CONF")
        return self.host.write(file, file.read_text() + more)


class LighttpdShipped(WebServer):
    """lighttpd, which starts turno-cgi itself."""

    shipped = "lighttpd.conf"

    def places(self):
        return {**super().places(), "/usr/share/turno/web-server": self.folder, "/run/lighttpd": self.folder, "/var/log/lighttpd": self.folder,
                "/usr/libexec/turno": self.program.parent, "/etc/turno/turno.conf": self.turno_conf, '"max-procs" => 4': '"max-procs" => 1'}

    def launch(self):
        main = self.host.write(self.folder / "main.conf", LIGHTTPD.format(
            folder=self.folder, port=self.ports["https"], file=self.folder / self.shipped))
        self.start_program("lighttpd", "-D", "-f", main, "-m", self.host.root / "usr/lib/lighttpd")

    def worker_pids(self):
        children = Path(f"/proc/{self.pid()}/task/{self.pid()}/children").read_text().split()
        return [int(pid) for pid in children if Path(f"/proc/{pid}/comm").read_text().strip() == "turno-cgi"]

    def kill_workers(self):
        for pid in self.worker_pids():
            os.kill(pid, signal.SIGKILL)


SERVERS = {"nginx": Nginx, "apache": Apache, "apache-cgi": ApacheCgi, "lighttpd-shipped": LighttpdShipped}
