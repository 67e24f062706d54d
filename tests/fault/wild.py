"""An office that fetches from scripted servers and hands mail to them, for the tests of one module."""
import hashlib
import json
import re
import time
from pathlib import Path

from fault.scripted import tls_context
from stack import wait_for

MAIL = """\
From: Prova <{sender}>
To: office@demo.example
Subject: {subject}
Message-ID: <{word}@client.example>
Date: Thu, 26 Nov 2026 10:00:00 +0100

Buongiorno, una domanda.
"""
SETTLED = ("sent", "failed", "uncertain")


def mail(office, sender=None, subject="Domanda"):
    """Bytes of a mail that is like no other."""
    word = office.word()
    text = MAIL.format(sender=sender or f"{word}@demo.example", subject=f"{subject} {word}", word=word)
    return text.replace("\n", "\r\n").encode()


def digest(content):
    return hashlib.sha256(content).hexdigest()


def sql_text(text):
    return "'" + text.replace("'", "''") + "'"


class Wild:
    """Times of turnod are short, mailboxes are added and forgotten again by close()."""

    def __init__(self, office):
        self.office = office
        self.turnod = office.stack.turnod
        self.query = office.stack.postgres.query
        self.context = tls_context(office.stack.pki.certificate, office.stack.pki.key)
        self.names = []
        self._conf = self.turnod.conf.read_text()
        self._log = Path(office.stack.host.state) / "log/turnod.log"
        self._log_at = 0

    def open(self, connect=4, command=4, data=4, poll=1, groups=""):
        """Starts turnod with these seconds, and with more groups of `submission`."""
        text = self._conf.replace("poll_seconds = 30;", f"poll_seconds = {poll};")
        text = text.replace("submission = {", "submission = {\n" + groups)
        text += f"net = {{ connect_seconds = {connect}; command_seconds = {command}; data_seconds = {data}; }};\n"
        self.turnod.conf.write_text(text)
        self._log_at = self._log.stat().st_size
        self.turnod.restart()

    def close(self):
        """The office as it was."""
        if self.names:
            self.query("update turno.mailbox set is_active = false where name in ("
                       + ", ".join(map(sql_text, self.names)) + ")")
        self.turnod.conf.write_text(self._conf)
        self.turnod.restart()

    def add_mailboxes(self, mailboxes):
        """name → (server, more keys of mailbox_add), all in one statement."""
        calls = []
        for name, (server, more) in mailboxes.items():
            self.names.append(name)
            keys = {"name": name, "address": f"{name}@office.example", "imap_host": "127.0.0.1",
                    "imap_port": server.port, "imap_tls": server.tls, "imap_login": name, "imap_secret": "imap",
                    "accept_new": "anyone", **more}
            calls.append(f"turno.mailbox_add({sql_text(json.dumps(keys))})")
        self.query("select " + ", ".join(calls))

    def problems(self):
        """name → what the last poll of a mailbox said; only those that said something."""
        return dict(self.query("select name, poll_error from turno.mailbox where poll_error is not null and is_active"))

    def problem(self, name, pattern="", seconds=60):
        """The problem of a mailbox, once it says this."""
        def said():
            problem = self.problems().get(name)
            return problem if problem and re.search(pattern, problem) else None
        return wait_for(said, seconds, f"problem of {name} like {pattern!r}; it has {self.problems().get(name)!r}")

    def ledger(self, name):
        """(UID, SHA-256, outcome) of the mails of a mailbox; outcome None while it waits."""
        rows = self.query("select m.uid, encode(b.sha256, 'hex'), coalesce(m.outcome, '') from turno.mail m"
                          " join turno.blob b on b.id = m.blob_id join turno.mailbox x on x.id = m.mailbox_id"
                          f" where x.name = {sql_text(name)} order by m.uid, m.id")
        return [(int(uid), sha256, outcome or None) for uid, sha256, outcome in rows]

    def wait_ledger(self, name, expected, seconds=60):
        """Waits until the mailbox has exactly these (UID, bytes, outcome), and nothing else."""
        wanted = [(uid, digest(content), outcome) for uid, content, outcome in expected]
        try:
            wait_for(lambda: self.ledger(name) == wanted, seconds, f"ledger of {name}")
        except TimeoutError:
            assert self.ledger(name) == wanted, f"{name}: {self.problems().get(name)}"

    def log(self):
        """What turnod said since open()."""
        with self._log.open("rb") as log:
            log.seek(self._log_at)
            return log.read().decode(errors="replace")

    def deaths(self):
        """Lines about processes that ended by themselves."""
        return re.findall(r"^.*ended (?:by signal|with status).*$", self.log(), re.M)

    def fetchers(self):
        """Mailbox → process id of the newest process that fetched it, from the log."""
        return {name: int(pid) for pid, name in re.findall(r"turno\[(\d+)\] fetch (\S+):", self.log())}


def peak_mib(pid):
    """The most memory that a process ever had."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"^VmHWM:\s+(\d+) kB", status, re.M)[1]) / 1024


def until(deadline):
    """Seconds left until a time of time.monotonic(), at least none."""
    return max(0.0, deadline - time.monotonic())
