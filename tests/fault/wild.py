"""An office that fetches from scripted servers and hands mail to them, for the tests of one module."""
import hashlib
import json
import re
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
        self._ticket = None
        self._accounts = None

    def open(self, connect=5, command=5, data=5, poll=1, groups=""):
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

    # The way out

    @staticmethod
    def group(name, server, **more):
        """A group of `submission` that leads to a scripted server."""
        keys = {"host": "127.0.0.1", "port": server.port, "tls": server.tls, "login": "turno", "secret": "submission",
                **more}
        text = " ".join(f"{key} = {value};" if isinstance(value, int) else f'{key} = "{value}";'
                        for key, value in keys.items())
        return f"\t{name} = {{ {text} }};\n"

    def send(self, mailbox, recipient):
        """Puts a mail of a mailbox in the outbox; gives its id. Needs a ticket, see ticket()."""
        return int(self.query("select turno.outbox_add(t.id, null, 'new_link', t.contact_id, null,"
                              f" {sql_text(recipient)}, 'it', '{{}}', b.id) from turno.ticket t, turno.mailbox b"
                              f" where t.id = {self.ticket()} and b.name = {sql_text(mailbox)}")[0][0])

    def ticket(self):
        """The ticket about which mails go out."""
        if self._ticket is None:
            self._ticket = self.office.open_ticket()["number"]
        return self._ticket

    def sent(self, outbox):
        """state, last_reply, Message-ID of a row of the outbox."""
        row, = self.query(f"select state, coalesce(last_reply, ''), message_id from turno.outbox where id = {outbox}")
        return tuple(row)

    def poke(self, outbox):
        """What waits for its next try is tried now, whatever the server did to its account."""
        self.query(f"update turno.outbox_job set run_after = clock_timestamp() where outbox_id = {outbox} and step = 'waiting';"
                   + ("update turno.account set paused_until = clock_timestamp() where probed_by is null and"
                      " paused_until is not null;" if self._has_accounts() else "")
                   + "notify turno_outbox")

    def _has_accounts(self):
        if self._accounts is None:
            self._accounts = self.query("select to_regclass('turno.account') is not null") == [["t"]]
        return self._accounts

    def settled(self, outbox, seconds=60):
        """What became of the first try of a mail: state, last_reply, Message-ID."""
        def settled():
            row = self.sent(outbox)
            return row if row[0] != "sending" and row[1] else None
        return wait_for(settled, seconds, f"end of the first try of mail {outbox}")

    def delivered(self, outbox, seconds=60):
        """Waits until a mail is sent, trying it again as often as it takes."""
        def sent():
            if self.sent(outbox)[0] == "queued":
                self.poke(outbox)
            return self.sent(outbox)[0] == "sent"
        return wait_for(sent, seconds, f"mail {outbox} to be sent")

    def log(self):
        """What turnod said since open()."""
        with self._log.open("rb") as log:
            log.seek(self._log_at)
            return log.read().decode(errors="replace")

    def deaths(self):
        """Lines about processes that ended by themselves, and what a sanitizer found."""
        return re.findall(r"^.*(?:ended (?:by signal|with status)|Sanitizer|runtime error:).*$", self.log(), re.M)

    def fetchers(self):
        """Mailbox → process id of the newest process that fetched it, from the log."""
        return {name: int(pid) for pid, name in re.findall(r"turno\[(\d+)\] fetch (\S+):", self.log())}


def peak_mib(pid):
    """The most memory that a process ever had."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"^VmHWM:\s+(\d+) kB", status, re.M)[1]) / 1024
