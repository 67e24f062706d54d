"""Secrets stay where they are (safety.md row 40, M32): everything fails in every way, then everything is searched."""
import base64
import os
import re
import secrets
import stat
import subprocess
from pathlib import Path

import pytest

from fault import processes
from fault.scripted import ImapServer, SmtpServer, tls_context
from fault.wild import Wild, sql_text
from lib import mail as mails
from stack import wait_for

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="the processes hide from everybody but root")


def needles_of(secret):
    """A secret as it might be written down: itself, in base64 at any offset, in hex, quoted for a URL."""
    plain = secret.encode()
    found = {secret, plain.hex()}
    for offset in range(3):
        skip = (3 - offset) % 3
        found.add(base64.b64encode(plain[skip:skip + (len(plain) - skip) // 3 * 3]).decode())
    return found


class Leaks:
    """An office in which sign-ins failed and worked; what it wrote down, by place; the secrets by name."""

    def __init__(self, office):
        self.office = office
        self.turnod = office.stack.turnod
        self.folder = self.turnod.folder / "secret"
        self.secrets = {"mail password": office.passwords["mail"], "operator's password": office.passwords["anna"]}
        self.said = []  # what the commands printed
        self.environments = []

    def canary(self, name):
        """A new secret, to be searched for."""
        self.secrets[name] = f"Canary-{secrets.token_urlsafe(18)}"
        return self.secrets[name]

    def write(self, name, text, mode=0o600):
        path = self.folder / name
        self.office.stack.host.write(path, text, mode)
        return path

    def run(self, *words, conf=None):
        """turno, whatever becomes of it."""
        command = [str(self.turnod.bin / "turno"), "-c", str(conf or self.turnod.conf), *words]
        result = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                errors="replace", check=False)
        self.said.append(result.stdout)
        return result

    def log(self, name="turnod"):
        return (Path(self.office.stack.host.state) / "log" / f"{name}.log").read_text(errors="replace")

    def found_in(self, text, *but):
        """Names of the secrets that a text holds, in any form; those in `but` may be there."""
        return sorted(name for name, secret in self.secrets.items()
                      if name not in but and any(needle in text for needle in needles_of(secret)))


def fail_to_fetch(leaks, wild):
    """Passwords that a server refuses, repeats, never gets; files that are not to be read."""
    echo = ImapServer(context=wild.context)
    echo.on("sign_in", lambda session, command, usual: session.line(command.tag + b" NO no: " + command.line))
    closed = ImapServer(context=wild.context)
    closed.close()
    leaks.write("echo", leaks.canary("password that the server repeats") + "\n")
    leaks.write("wrong", leaks.canary("password that the server refuses") + "\n")
    leaks.write("unsent", leaks.canary("password for a server that is away") + "\n")
    leaks.write("open", leaks.canary("password in a file for all") + "\n", 0o644)
    leaks.write("lines", leaks.canary("password of two lines") + "\nand more\n")
    leaks.write("long", leaks.canary("password that is too long") * 200)
    real = {"imap_port": leaks.office.ports["imaps"], "imap_login": "support@demo.example"}
    wild.add_mailboxes({"echo": (echo, {"imap_secret": "echo"}), "refused": (echo, {**real, "imap_secret": "wrong"}),
                        "away": (closed, {"imap_secret": "unsent"}), "forall": (echo, {**real, "imap_secret": "open"}),
                        "lines": (echo, {**real, "imap_secret": "lines"}), "long": (echo, {**real, "imap_secret": "long"})})
    for name, pattern in (("echo", "repeats the password"), ("refused", "refuses"), ("away", "refused|closed"),
                          ("forall", "chmod 0640"), ("lines", "control characters"), ("long", "longer than")):
        wild.problem(name, pattern)
    leaks.said.append(str(wild.problems()))
    echo.close()


def fail_to_submit(leaks, wild, groups):
    """Mail that waits because the account is refused, and what the outbox says of it."""
    leaks.office.settled(wild.ticket())
    for name in groups:
        wild.query(f"update turno.mailbox set submission = {sql_text(name)} where name = 'support'")
        wild.send("support", f"{name}@demo.example")
        wait_for(lambda name=name: re.search(f"submit {name} 1: outbox=.*refuses the sign-in", leaks.log()), 60, f"a refusal of {name}")
    wild.query("update turno.mailbox set submission = 'default' where name = 'support'")
    leaks.said += [leaks.run("outbox", "list").stdout, leaks.run("--json", "outbox", "list").stdout]


def fail_at_the_database(leaks):
    """Connection strings with a password in them, good and broken; secret files of a wrong kind."""
    office, text = leaks.office, leaks.turnod.conf.read_text()
    password = leaks.canary("password of the database")
    for name, change in {
            "away": ('gateway = "[^"]*"', f'gateway = "host=/nowhere user=x password={password}"'),
            "malformed": ('gateway = "[^"]*"', f'gateway = "host=/nowhere password=my {password}"'),
            "uri": ('admin = "[^"]*"', f'admin = "postgresql://x:{password}@[::1/y"'),
            "syntax": ('admin = "[^"]*";', f'admin = "password={password}'),
            "type": ('admin = "[^"]*";', f'admin = {{ password = "{password}"; }};'),
            "secret": ('gateway = "', 'gateway_secret = "open";\n\tgateway = "'),
    }.items():
        conf = office.stack.host.write(leaks.turnod.folder / f"{name}.conf", re.sub(*change, text, count=1))
        for words in (("check",), ("mailbox", "list"), ("verify",)):
            leaks.run(*words, conf=conf)
        result = subprocess.run(["timeout", "-s", "TERM", "3", leaks.turnod.bin / "turnod", "-c", conf], stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", check=False,
                                user=office.stack.host.user.pw_uid, group=office.stack.host.user.pw_gid, extra_groups=[],
                                env=office.stack.host.environment(**leaks.turnod.environment()))
        leaks.said.append(result.stdout)


def sign_in_and_fail_to(leaks):
    """Operators with right and wrong passwords, contacts with right and wrong links."""
    office = leaks.office
    ticket = office.open_ticket()
    office.answer_by_web(ticket["number"], "anna", "Ecco.")
    link = office.link(office.told(ticket["number"], "reply", ticket["sender"]))
    leaks.secrets["token of a magic link"] = link.rpartition("/")[2]
    wrong = leaks.canary("operator's wrong password")
    browser = office.browser()
    page = browser.get(f"{office.url}/login")
    pages = [browser.submit(page.form("login", "password"), login="anna", password=wrong).html]
    contact = office.enter(link)
    pages.append(office.browser().get(link[:-1] + ("A" if link[-1] != "A" else "B")).html)
    for name, someone in (("session of an operator", office.sign_in("anna")), ("session of a contact", contact)):
        cookie = next(cookie for cookie in someone.cookies if cookie.name.startswith("__Host-turno"))
        leaks.secrets[name] = cookie.value
        pages.append(someone.get(f"{office.url}/nowhere").html)
    leaks.said += pages


@pytest.fixture(scope="module")
def leaks(office):
    wild = Wild(office)
    leaks = Leaks(office)
    leaks.write("smtp-echo", leaks.canary("password that the SMTP server repeats") + "\n")
    leaks.write("smtp-wrong", leaks.canary("password that the SMTP server refuses") + "\n")
    smtp = SmtpServer(context=wild.context)
    smtp.on("auth", lambda session, command, usual: session.line(b"535 5.7.8 no: " + command.line))
    real = type("Real", (), {"port": office.ports["smtps"], "tls": "implicit"})
    try:
        wild.open(groups=wild.group("echo", smtp, secret="smtp-echo") + wild.group("wrong", real, secret="smtp-wrong"))
        sign_in_and_fail_to(leaks)
        fail_to_fetch(leaks, wild)
        fail_to_submit(leaks, wild, ("echo", "wrong"))
        fail_at_the_database(leaks)
        leaks.run("check")
        leaks.environments = gather_environments(office)
        yield leaks
    finally:
        smtp.close()
        wild.close()


def gather_environments(office):
    """Command line and environment of every process of ours."""
    found = []
    for role, some in processes.of_office(office).items():
        for process in some:
            found.append((f"{role} {process.pid}", " ".join(process.words()) + process.environment()))
    return found


def test_the_search_finds_secrets(leaks):
    """The tests below could fail."""
    for name, secret in leaks.secrets.items():
        for text in (f"x{secret}y", base64.b64encode(f"\0anna\0{secret}\0".encode()).decode(), secret.encode().hex()):
            assert leaks.found_in(text) == [name]
    assert len(leaks.secrets) >= 14


def test_what_failed_did_fail(leaks):
    """Each kind of failure left its words: there was something to leak."""
    text = leaks.log() + "\n".join(leaks.said)
    for words in ("repeats the password", "chmod 0640", "connection string in turno.conf is malformed", "control characters"):
        assert words in text, words


def test_commands_and_pages_tell_no_secret(leaks):
    for text in leaks.said:
        assert leaks.found_in(text) == [], text


@pytest.mark.parametrize("name", ("turnod", "lighttpd", "lighttpd-access", "postgres"))
def test_logs_tell_no_secret(leaks, name):
    text = leaks.log(name)
    assert name in ("lighttpd", "postgres") or text != ""
    assert leaks.found_in(text) == [], [line for line in text.splitlines() if leaks.found_in(line)]


def test_web_server_logs_requests(leaks):
    """The log in which no link stands is written, in the format of conf/web-server."""
    assert re.search(r'"GET" 200 ', leaks.log("lighttpd-access"))


def test_command_lines_and_environments_hold_no_secret(leaks):
    assert len(leaks.environments) >= 8
    for who, text in leaks.environments:
        assert leaks.found_in(text) == [], who


def test_database_holds_no_secret(leaks):
    """Every row of every table, as pg_dump writes it: digests only."""
    stack = leaks.office.stack
    dump = stack.host.run(stack.postgres.bin / "pg_dump", "-h", stack.postgres.sockets, "-p", stack.postgres.port, "-U",
                          "turno_owner", "turno")
    assert "COPY turno.outbox" in dump and "COPY turno.session" in dump
    assert leaks.found_in(dump) == [], [line[:300] for line in dump.splitlines() if leaks.found_in(line)]


def test_mails_hold_no_secret_but_the_link_of_their_recipient(leaks):
    """Everything that arrived anywhere."""
    for address in ("anna@demo.example", "marco@demo.example", "support@demo.example", "echo@demo.example", "wrong@demo.example"):
        for mail in leaks.office.mails_of(address):
            assert leaks.found_in(mail.as_string() + mails.text_of(mail)) == [], address


def test_nobody_else_can_read_a_file_with_a_secret(leaks):
    """Whatever lies below the office's folder and holds one is for its owner alone (the test's own open file excepted)."""
    for path in Path(leaks.turnod.folder).rglob("*"):
        if path.is_file() and path.name != "open" and leaks.found_in(path.read_text(errors="replace")):
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_secrets_do_not_stay_in_memory(leaks, plain_office):
    """Who has signed in keeps no password: not the fetch process, not the submitter; nobody else ever had one."""
    office = plain_office
    ticket = office.open_ticket()
    office.answer_by_web(ticket["number"], "anna", "Ecco.")
    office.settled(ticket["number"])
    password = office.passwords["mail"]
    needles = [needle.encode() for needle in needles_of(password)]
    for role, some in processes.of_office(office).items():
        for process in some:
            assert process.memory_holds(needles) == set(), f"{role} {process.pid}"
