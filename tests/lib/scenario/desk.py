"""The desk as scenarios use it: one connection, one SMTP session, mailboxes read where Dovecot keeps them."""
import json
import smtplib
import subprocess
import tempfile
from contextlib import contextmanager
from email import message_from_bytes, policy

import psycopg2

# Processes at once: the machine has few processors, and each may be a build with sanitizers.
AT_ONCE = 3


class Refused(Exception):
    """The database refused what somebody asked: SQLSTATE and sentence."""

    def __init__(self, error):
        self.state = error.pgcode or ""
        super().__init__(f"{self.state} {(error.pgerror or str(error)).splitlines()[0]}")


class Desk:
    """An office's servers, used at once by many scenarios."""

    def __init__(self, office):
        self.office = office
        self._db = psycopg2.connect(office.stack.postgres.dsn("turno_owner"))
        self._db.autocommit = True
        self._smtp = None
        self._letters = {}
        self._running = set()

    def close(self):
        self._db.close()
        if self._smtp:
            self._smtp.close()

    # The database

    def rows(self, sql, *values):
        """Rows of a statement of the owner; none of one that gives none."""
        with self._db.cursor() as cursor:
            try:
                cursor.execute(sql, values or None)
            except psycopg2.Error as error:
                raise Refused(error) from None
            return cursor.fetchall() if cursor.description else []

    def value(self, sql, *values):
        rows = self.rows(sql, *values)
        return rows[0][0] if rows else None

    def call(self, function, **p):
        """A function of the administration, as the command line calls it."""
        return self.value(f"select turno.{function}(%s::jsonb)", json.dumps(p))

    @contextmanager
    def session(self, login=None, address=None):
        """Statements in here are those of turno_web, in a session of an operator or a contact (as turno --as does), or of nobody."""
        self.rows("begin")
        try:
            token = self.value("select turno.session_for(%s, %s)", login, address) if login or address else ""
            self.rows("select set_config('turno.session', %s, true), set_config('role', 'turno_web', true)", token)
            yield
            self.rows("commit")
        except BaseException:
            self.rows("rollback")
            raise

    def as_person(self, sql, value, login=None, address=None):
        """One statement of an operator or a contact."""
        with self.session(login, address):
            return self.value(sql, *([] if value is None else [value]))

    def try_value(self, sql, *values):
        """As value(), within a session that goes on when it is refused: then the refusal."""
        self.rows("savepoint try")
        try:
            return self.value(sql, *values)
        except Refused as refusal:
            self.rows("rollback to savepoint try")
            return str(refusal)

    # Mail in

    def send(self, sender, recipients, content):
        """Hands a mail to Exim."""
        for attempt in (1, 2):
            try:
                if self._smtp is None:
                    self._smtp = smtplib.SMTP("127.0.0.1", self.office.ports["smtp"], timeout=30)
                self._smtp.sendmail(sender, recipients, content, ["BODY=8BITMIME"])
                return
            except smtplib.SMTPServerDisconnected:
                self._smtp = None
                if attempt == 2:
                    raise

    def verdict(self, message_id, known):
        """The id of a decided mail with this Message-ID that is not among the known ones."""
        rows = self.rows("select m.id from turno.mail m where m.message_id = %s and m.outcome is not null order by m.id", message_id)
        return next((row[0] for row in rows if row[0] not in known), None)

    # Mail out

    def letters(self, address):
        """Mails in somebody's mailbox: Message-ID → mail, as Exim and Dovecot brought them."""
        local, _, domain = address.rpartition("@")
        kept = self._letters.setdefault(address, {"files": set(), "mails": {}})
        home = self.office.stack.dovecot.conf.parent / "mail" / domain / local / "Maildir"
        for folder in ("new", "cur"):
            for path in (home / folder).glob("*"):
                if path.name.partition(":")[0] not in kept["files"]:
                    kept["files"].add(path.name.partition(":")[0])
                    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
                    kept["mails"][(mail["Message-ID"] or "").strip("<> ")] = mail
        return kept["mails"]

    # Commands

    def start(self, *words, stdin=b""):
        """Runs `turno --json WORDS` once few enough run: a function that gives (status, stdout, stderr) when it has ended."""
        files = [tempfile.TemporaryFile() for _ in range(3)]
        files[0].write(stdin)
        process = None

        def ended():
            nonlocal process
            if process is None and len(self._running) < AT_ONCE:
                files[0].seek(0)
                process = subprocess.Popen([*self.office.stack.turnod.command(), "--json", *words], stdin=files[0],
                                           stdout=files[1], stderr=files[2])
                self._running.add(process)
            if process is None or process.poll() is None:
                return None
            self._running.discard(process)
            for file in files:
                file.seek(0)
            texts = [file.read().decode(errors="replace") for file in files]
            for file in files:
                file.close()
            return process.returncode, texts[1], texts[2]
        return ended
