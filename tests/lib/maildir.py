"""A mailbox of the office into which mails are laid as files, as fast as a disk takes them."""
import hashlib
import re
import uuid

from stack import wait_for


class Maildir:
    """A mailbox of turno of its own, with Dovecot's folder of it. What is laid in is found again by its SHA-256."""

    def __init__(self, office, name, domain="demo.example", turno=None, **settings):
        """turno: the command of another office that fetches it from the mail server of this one."""
        self.office, self.name = office, name
        self.address = f"{name}@{domain}"
        home = office.stack.dovecot.conf.parent
        names = home.relative_to(office.stack.host.state).parts + ("mail", domain, name, "Maildir")
        self.new, self.tmp = (office.stack.host.folder(*names, part) for part in ("new", "tmp"))
        office.stack.host.folder(*names, "cur")
        words = [word for key, value in settings.items() for word in (f"--{key.replace('_', '-')}", value)]
        (turno or office.turno)("mailbox", "add", name, "--address", self.address, "--imap-host", "127.0.0.1", "--imap-port",
                                office.ports["imaps"], "--imap-tls", "implicit", "--imap-login", self.address, "--imap-secret",
                                "imap", *words)

    def put(self, *contents):
        """Lays mails in, all of them at once."""
        files = []
        for number, content in enumerate(contents):
            path = self.tmp / f"{uuid.uuid4().hex}.{number:06}"
            path.write_bytes(content)
            self.office.stack.host.give(path)
            files.append(path)
        for path in files:
            path.rename(self.new / path.name)

    def rows(self):
        """SHA-256 of what the ledger holds (computed by the database from the bytes) → row of the mail."""
        rows = self.office.stack.postgres.query(
            "select encode(sha256(coalesce((select string_agg(c.bytes, '' order by c.seq) from turno.blob_chunk c"
            " where c.blob_id = m.blob_id), '')), 'hex'), m.id, m.outcome, m.reason, m.ticket_id, array_to_string(m.notices, ' '),"
            " coalesce(length(m.evidence ->> 'body_text'), (select length(p.text) from turno.post p where p.mail_id = m.id))"
            f" from turno.mail m join turno.mailbox b on b.id = m.mailbox_id where b.name = '{self.name}'")
        return {row[0]: {"id": int(row[1]), "outcome": row[2], "reason": row[3], "ticket": int(row[4] or 0),
                         "notices": row[5].split(), "text_length": int(row[6] or 0)} for row in rows}

    def count(self):
        """How many mails of it have an outcome."""
        return int(self.office.stack.postgres.query(
            "select count(*) from turno.mail m join turno.mailbox b on b.id = m.mailbox_id"
            f" where b.name = '{self.name}' and m.outcome is not null")[0][0])

    def deliver(self, contents, seconds):
        """Lays mails in and waits until all of them have an outcome."""
        wanted = self.count() + len(contents)
        self.put(*contents)
        wait_for(lambda: self.count() >= wanted, seconds, f"outcome of {len(contents)} mails of {self.name}")

    @staticmethod
    def name_of(content):
        """The SHA-256 of a mail as Dovecot hands it out: lines end with CRLF, and a NUL, which cannot travel in
        IMAP, becomes 0x80."""
        return hashlib.sha256(re.sub(rb"(?<!\r)\n", b"\r\n", content).replace(b"\0", b"\x80")).hexdigest()
