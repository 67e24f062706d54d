"""Dovecot: IMAP for every address, LMTP for Exim."""
import grp
from pathlib import Path

from .port import listens
from .server import Server

CONF = """\
base_dir = {run}
state_dir = {folder}/state
libexec_dir = {root}/usr/lib/dovecot
mail_plugin_dir = {root}/usr/lib/dovecot/modules
import_environment = $import_environment LD_LIBRARY_PATH LD_PRELOAD DOVECOT_MODULES
log_path = {log}
protocols = imap lmtp
listen = 127.0.0.1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
mail_uid = {user}
mail_gid = {group}
first_valid_uid = 1
first_valid_gid = 1
auth_default_realm = demo.example
auth_mechanisms = plain login
disable_plaintext_auth = no
mail_location = maildir:~/Maildir
mail_fsync = never
lmtp_save_to_detail_mailbox = no
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail/%Ld/%Ln allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    auto = subscribe
    special_use = \\Sent
  }}
  mailbox Archive {{
    auto = create
    special_use = \\Archive
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service imap {{
  process_limit = 300
}}
service lmtp {{
  chroot =
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
  unix_listener lmtp {{
    mode = 0
  }}
}}
protocol lmtp {{
  postmaster_address = postmaster@demo.example
}}
protocol imap {{
  mail_max_userip_connections = 300
}}
"""


class Dovecot(Server):
    """Any address logs in with the one password; a bare local part means @demo.example."""

    name = "dovecot"

    def __init__(self, host, ports, sockets, pki, password):
        super().__init__(host, ports)
        self.sockets = sockets
        self.pki = pki
        self.password = password
        self.conf = host.folder("dovecot") / "dovecot.conf"
        self.shim = self.conf.parent / "modules.so"

    def prepare(self):
        self.host.folder("log")
        if not self.shim.exists():
            source = (Path(__file__).parent / "dovecot-modules.c").read_text()
            self.host.run("gcc", "-O", "-shared", "-fPIC", "-o", self.shim, self.host.write(self.shim.with_suffix(".c"), source))
        self.host.write(self.conf, CONF.format(
            run=f"{self.sockets}/dovecot", folder=self.conf.parent, root=self.host.root,
            log=self.host.state / "log/dovecot.log", user=self.host.user.pw_name,
            group=grp.getgrgid(self.host.user.pw_gid).gr_name, certificate=self.pki.certificate, key=self.pki.key,
            password=self.password, imap=self.ports["imap"], imaps=self.ports["imaps"], lmtp=self.ports["lmtp"]))

    def launch(self):
        # dovecot would run /usr/bin/doveconf to read its configuration; here the unpacked one runs dovecot.
        library = self.host.root / "usr/lib/dovecot"
        environment = self.host.environment(LD_LIBRARY_PATH=f"{library}:{library}/modules/old-stats", LD_PRELOAD=self.shim,
                                            DOVECOT_MODULES=library / "modules")
        self.host.spawn(self.name, self.host.root / "usr/bin/doveconf", "-f", "service=master", "-c", self.conf, "-p",
                        "-e", self.host.root / "usr/sbin/dovecot", "-F", "-c", self.conf, env=environment)

    def is_ready(self):
        return all(listens(self.ports[name]) for name in ("imap", "imaps", "lmtp"))
