"""lighttpd: https, with turno-cgi as a FastCGI program."""
from pathlib import Path

from .port import listens
from .server import Server

CONF = """\
server.document-root = "{www}"
server.bind = "127.0.0.1"
server.port = {https}
server.modules = ( "mod_openssl", "mod_setenv", "mod_fastcgi", "mod_accesslog" )
server.stream-response-body = 1
server.upload-dirs = ( "{tmp}" )
{errors}
accesslog.filename = "{access}"
{format}
ssl.engine = "enable"
ssl.pemfile = "{certificate}"
ssl.privkey = "{key}"
fastcgi.server = ( "/" => ((
  "socket" => "{sockets}/turno-cgi",
  "bin-path" => "{program}",
  "bin-environment" => ( {environment} ),
  "check-local" => "disable",
  "fix-root-scriptname" => "enable",
  "max-procs" => {processes}
)) )
"""


def advised(name):
    """The line that begins with name in the configuration that conf/web-server advises."""
    lines = (Path(__file__).resolve().parents[2] / "conf/web-server/lighttpd.conf").read_text().splitlines()
    return next(line for line in lines if line.startswith(name))


class Lighttpd(Server):
    """One virtual host: everything below / is turno-cgi."""

    name = "lighttpd"

    def __init__(self, host, ports, sockets, pki, program, environment, processes):
        super().__init__(host, ports)
        self.sockets = sockets
        self.pki = pki
        self.program = program
        self.environment = environment
        self.processes = processes
        self.conf = host.folder("web") / "lighttpd.conf"

    def prepare(self):
        self.host.folder("log")
        words = ", ".join(f'"{name}" => "{value}"' for name, value in self.environment.items())
        self.host.write(self.conf, CONF.format(
            www=self.host.folder("web", "www"), tmp=self.host.folder("web", "tmp"),
            errors=advised("server.errorlog").replace("/var/log/lighttpd/error.log", str(self.host.state / "log/lighttpd.log")),
            access=self.host.state / "log/lighttpd-access.log",
            format=advised("accesslog.format"), https=self.ports["https"], certificate=self.pki.certificate,
            key=self.pki.key, sockets=self.sockets, program=self.program, environment=words,
            processes=self.processes))

    def launch(self):
        self.host.spawn(self.name, self.host.root / "usr/sbin/lighttpd", "-D", "-f", self.conf,
                        "-m", self.host.root / "usr/lib/lighttpd")

    def is_ready(self):
        return listens(self.ports["https"])
