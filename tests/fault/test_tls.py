"""TLS of IMAP and SMTP, from the first byte and by STARTTLS: who is not verified hears no password (F4, F5)."""
import re
import ssl
from dataclasses import dataclass, field

import pytest

from fault.pki import IDN, BadPki
from fault.scripted import ImapServer, SmtpServer, say, tls_context
from fault.wild import Wild, mail
from stack import wait_for

pytestmark = pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1:DeprecationWarning")

SERVERS = {"imap": ImapServer, "smtp": SmtpServer}
NAME = "name in the certificate does not match"
UNKNOWN = "issuer is unknown"


@dataclass
class Case:
    """says: why the server is refused, "" when it is good. certificate: see BadPki.make(). pin: whose public key."""

    says: str
    certificate: dict = field(default_factory=dict)
    host: str = "localhost"
    pin: str = ""
    newest: object = None
    modes: tuple = ("implicit", "starttls")
    behaviours: dict = field(default_factory=dict)  # protocol → step → what is done there


def injected(session, command, _usual):
    """Agrees to STARTTLS and has more to say before the handshake (CVE-2020-15953)."""
    yes = command.tag + b" OK begin\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n" if command.tag else b"220 go\r\n250 AUTH PLAIN\r\n"
    session.send(yes)
    session.wire.start_tls(session.server.context)


def stripped(session, command, _usual):
    """Knows nothing of STARTTLS, as when somebody took it out of the answer."""
    if command.tag:
        say("* CAPABILITY IMAP4rev1 AUTH=PLAIN", "TAG OK done")(session, command, None)
    else:
        say("250-scripted.example", "250 AUTH PLAIN LOGIN")(session, command, None)


CASES = {
    "good": Case(""),
    "good-by-address": Case("", host="127.0.0.1"),
    "wrong-host": Case(NAME, {"names": "DNS:imap.example", "common_name": "imap.example"}),
    "expired": Case("expired certificate", {"begin": -30, "end": -1}),
    "not-yet-valid": Case("not yet valid", {"begin": 1}),
    "self-signed": Case(UNKNOWN, {"issuer": "self"}),
    "unknown-authority": Case(UNKNOWN, {"issuer": "stranger"}),
    "tls-1.1": Case("protocol version", newest=ssl.TLSVersion.TLSv1_1),
    "address-only-as-name": Case(NAME, {"names": "DNS:127.0.0.1", "common_name": "127.0.0.1"}, host="127.0.0.1"),
    "address-of-another": Case(NAME, {"names": "DNS:localhost,IP:127.0.0.2"}, host="127.0.0.1"),
    "idn-good": Case("", {"names": f"DNS:{IDN}"}, host="münchen.localhost"),
    "idn-bad": Case(NAME, {"names": "DNS:munchen.localhost"}, host="münchen.localhost"),
    "pin-right": Case("", {"issuer": "self", "begin": -30, "end": -1, "names": "DNS:other.example"}, pin="own"),
    "pin-wrong": Case("does not match the pin", pin="another"),
    "starttls-refused": Case("refuses STARTTLS", modes=("starttls",), behaviours={
        "imap": {"starttls": say("TAG NO not today")}, "smtp": {"starttls": say("454 4.7.0 not today")}}),
    "starttls-stripped": Case("STARTTLS", modes=("starttls",), behaviours={
        "imap": {"capability": stripped, "starttls": say("TAG BAD what?")}, "smtp": {"ehlo": stripped}}),
    "starttls-injected": Case("between its answer to STARTTLS and the handshake", modes=("starttls",),
                              behaviours={"imap": {"starttls": injected}, "smtp": {"starttls": injected}}),
    "preauth-before-tls": Case("PREAUTH before TLS", modes=("starttls",), behaviours={
        "imap": {"connect": say("* PREAUTH welcome back")}}),
}
ALL = {f"{protocol}-{mode}-{name}": (protocol, mode, name) for name, case in CASES.items() for mode in case.modes
       for protocol in SERVERS if not case.behaviours or protocol in case.behaviours}


def ident(key):
    """A name for mailboxes and groups of turno.conf."""
    return re.sub(r"[^a-z0-9]", "-", key)


class World:
    """A server per case, mailboxes for those of IMAP and accounts for those of SMTP, all of one turnod."""

    def __init__(self, office, folder):
        self.wild = Wild(office)
        self.office = office
        self.pki = BadPki(folder, office.stack.pki.folder)
        self.made = {name: self.pki.make(ident(name), **case.certificate) for name, case in CASES.items()}
        self.servers = {key: self.serve(*parts) for key, parts in ALL.items()}
        self.mails, self.rows = {}, {}

    def serve(self, protocol, mode, name):
        case = CASES[name]
        weak = "DEFAULT:@SECLEVEL=0" if case.newest else None
        oldest = case.newest and ssl.TLSVersion.TLSv1
        context = tls_context(*self.made[name], oldest, case.newest, weak)
        server = SERVERS[protocol](mode, context)
        for step, behaviour in case.behaviours.get(protocol, {}).items():
            server.on(step, behaviour)
        return server

    def pin_of(self, name):
        whose = {"own": name, "another": "self-signed"}.get(CASES[name].pin)
        return self.pki.pin(self.made[whose][0]) if whose else ""

    def open(self):
        self.wild.ticket()
        groups = ""
        for key, (protocol, _, name) in ALL.items():
            if protocol == "smtp":
                groups += self.wild.group(ident(key), self.servers[key], host=CASES[name].host, pin_sha256=self.pin_of(name))
        self.wild.open(connect=8, command=8, data=8, groups=groups)
        self.add_mailboxes()

    def add_mailboxes(self):
        plain = {}
        for key, (protocol, mode, name) in ALL.items():
            server, case = self.servers[key], CASES[name]
            if protocol == "smtp":
                plain[ident(key)] = (server, {"imap_host": "", "submission": ident(key)})
                continue
            content = mail(self.office)
            self.mails[key] = content
            server.put(content)
            pin = self.pin_of(name)
            self.office.turno("mailbox", "add", ident(key), "--address", f"{ident(key)}@office.example", "--imap-host",
                              case.host, "--imap-port", server.port, "--imap-tls", mode, "--imap-login", "turno",
                              "--imap-secret", "imap", "--accept-new", "anyone", *(("--imap-pin", pin) if pin else ()))
            self.wild.names.append(ident(key))
        self.wild.add_mailboxes(plain)
        for key in ALL:
            if ident(key) in plain:
                self.rows[key] = self.wild.send(ident(key), f"{ident(key)}@client.example")

    def close(self):
        self.wild.close()
        for server in self.servers.values():
            server.close()


@pytest.fixture(scope="module")
def world(office, tmp_path_factory):
    world = World(office, tmp_path_factory.mktemp("pki"))
    try:
        world.open()
        yield world
    finally:
        world.close()


def signs_in(server):
    """Commands of a sign-in, whatever came of them."""
    words = (b"LOGIN", b"AUTHENTICATE", b"AUTH")
    return [line for line in server.commands() if any(word in line.split()[:2] for word in words)]


def outcome(world, key):
    """What turnod says of the server: the problem of the mailbox, or the answer in the outbox; "" when all went well."""
    if key in world.rows:
        state, reply, _ = world.wild.settled(world.rows[key])
        return "" if state == "sent" else reply
    def known():
        problem = world.wild.problems().get(ident(key))
        return problem or (world.wild.ledger(ident(key)) and " ")
    return wait_for(known, 60, f"outcome of {key}").strip()


@pytest.mark.parametrize("key", ALL)
def test_f4_f5_server(world, key):
    says, server = CASES[ALL[key][2]].says, world.servers[key]
    told = outcome(world, key)
    password = world.office.passwords["mail"]
    print(told)
    if says:
        assert re.search(says, told), told or "it was believed"
        assert signs_in(server) == [] and not server.saw(password), "a secret left before the server was verified"
        assert server.sessions, "nobody ever came"
        assert ALL[key][1] == "starttls" or server.commands() == [], "something was said before the server was verified"
    else:
        assert told == ""
        assert all(session.encrypted for session in server.sessions if session.steps)
        assert signs_in(server) and server.saw(password), "the record does not show what it should"
        if key in world.mails:
            world.wild.wait_ledger(ident(key), [(1, world.mails[key], "ticket")])


def test_malformed_pin_is_refused(world):
    with pytest.raises(RuntimeError, match="64 hex digits"):
        world.office.turno("mailbox", "set", "help", "--imap-pin", "12:34")


def test_the_password_is_nowhere_in_the_log(world):
    assert world.office.passwords["mail"] not in world.wild.log()
    assert world.wild.deaths() == []
