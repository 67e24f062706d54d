"""Exim: takes any mail on loopback and hands it to Dovecot; nothing leaves the machine."""
from .port import listens
from .server import Server

# bounce@ and slow@ are refused in the SMTP dialogue; mail to gone@ is taken and comes back as a DSN.
# The files refused and gone hold further local parts, one a line. On the way to bare.example a mail loses all that says that a machine
# wrote it or what it answers: the loop suite.
CONF = """\
exim_user = {uid}
exim_group = {gid}
exim_path = {folder}/exim.sh
never_users =
deliver_drop_privilege = true
spool_directory = {folder}/spool
log_file_path = {folder}/log/%slog
pid_file_path = {folder}/exim.pid
primary_hostname = mail.demo.example
qualify_domain = demo.example
local_interfaces = 127.0.0.1
daemon_startup_retries = 0
daemon_smtp_ports = {smtp} : {submission} : {smtps}
tls_on_connect_ports = {smtps}
tls_advertise_hosts = *
tls_certificate = {certificate}
tls_privatekey = {key}
auth_advertise_hosts = *
dsn_advertise_hosts = *
smtputf8_advertise_hosts = *
pipelining_advertise_hosts = *
message_size_limit = 120M
host_lookup =
rfc1413_query_timeout = 0s
smtp_accept_max = 0
smtp_accept_queue_per_connection = 0
smtp_accept_reserve = 0
check_spool_space = 0
timeout_frozen_after = 1d
keep_environment =
acl_smtp_rcpt = acl_rcpt
acl_smtp_data = accept

begin acl
acl_rcpt:
  deny    condition = ${{if eq{{$received_port}}{{{smtps}}}}}
          ! authenticated = *
          message = 5.7.1 sign in first
  deny    local_parts = bounce : lsearch;{folder}/refused
          message = 5.1.1 no such user here
  defer   local_parts = slow
          message = 4.7.1 greylisted, try again later
  accept

begin routers
gone:
  driver = redirect
  local_parts = gone : lsearch;{folder}/gone
  allow_fail
  data = :fail: 5.1.1 mailbox is gone
edilnord:
  driver = redirect
  domains = edilnord.example
  data = edilnord@demo.example
bare:
  driver = manualroute
  domains = bare.example
  local_part_suffix = +*
  local_part_suffix_optional
  transport = dovecot_bare
  route_list = * 127.0.0.1 byname
  self = send
everybody:
  driver = manualroute
  domains = *
  local_part_suffix = +*
  local_part_suffix_optional
  transport = dovecot
  route_list = * 127.0.0.1 byname
  self = send

begin transports
dovecot:
  driver = smtp
  protocol = lmtp
  port = {lmtp}
  max_rcpt = 1
  rcpt_include_affixes
  envelope_to_add
  hosts_try_fastopen =
  hosts_avoid_tls = *

dovecot_bare:
  driver = smtp
  protocol = lmtp
  port = {lmtp}
  max_rcpt = 1
  rcpt_include_affixes
  envelope_to_add
  hosts_try_fastopen =
  hosts_avoid_tls = *
  headers_remove = X-Turno-Loop:Auto-Submitted:X-Auto-Response-Suppress:Precedence:In-Reply-To:References:Reply-To

begin retry
*  *  F,1h,1s

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if eq{{$auth3}}{{{password}}}}}
  server_set_id = $auth2
  server_advertise_condition = ${{if def:tls_in_cipher}}
login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = Username:: : Password::
  server_condition = ${{if eq{{$auth2}}{{{password}}}}}
  server_set_id = $auth1
  server_advertise_condition = ${{if def:tls_in_cipher}}
"""

# Exim has the user Debian-exim compiled in; libnss-wrapper gives it one without adding it to the machine.
SCRIPT = """\
#!/bin/sh
export LD_PRELOAD=libnss_wrapper.so NSS_WRAPPER_PASSWD={folder}/passwd NSS_WRAPPER_GROUP={folder}/group
exec {root}/usr/sbin/exim4 -C {folder}/exim.conf "$@"
"""


class Exim(Server):
    """SMTP without authentication, a submission port with STARTTLS and AUTH PLAIN or LOGIN, and one with TLS from the start that wants AUTH."""

    name = "exim"

    def __init__(self, host, ports, pki, password):
        super().__init__(host, ports)
        self.pki = pki
        self.password = password
        self.folder = host.folder("exim")

    def prepare(self):
        user = self.host.user
        for name in ("spool", "log"):
            self.host.folder("exim", name)
        self.host.write(self.folder / "exim.conf", CONF.format(
            uid=user.pw_uid, gid=user.pw_gid, folder=self.folder, certificate=self.pki.certificate, key=self.pki.key,
            password=self.password, smtp=self.ports["smtp"], submission=self.ports["submission"],
            smtps=self.ports["smtps"], lmtp=self.ports["lmtp"]))
        for name in ("refused", "gone"):
            if not (self.folder / name).exists():
                self.host.write(self.folder / name, "")
        self.host.write(self.folder / "passwd", "".join(
            f"{name}:x:{uid}:{gid}::/:/bin/sh\n"
            for name, uid, gid in (("root", 0, 0), ("Debian-exim", user.pw_uid, user.pw_gid),
                                   (user.pw_name, user.pw_uid, user.pw_gid))))
        self.host.write(self.folder / "group", f"root:x:0:\nDebian-exim:x:{user.pw_gid}:\n")
        self.host.write(self.folder / "exim.sh", SCRIPT.format(folder=self.folder, root=self.host.root), mode=0o700)

    def launch(self):
        self.host.spawn(self.name, self.folder / "exim.sh", "-bdf", "-q2s")

    def is_ready(self):
        return all(listens(self.ports[name]) for name in ("smtp", "submission", "smtps"))

    def refuse(self, local_part):
        """From now on mail to this local part is refused with 550."""
        self._add("refused", local_part)

    def forget(self, local_part):
        """From now on mail to this local part is taken and comes back as a DSN."""
        self._add("gone", local_part)

    def _add(self, name, local_part):
        path = self.folder / name
        self.host.write(path, f"{path.read_text()}{local_part}\n")
