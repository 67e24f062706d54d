"""Mails of contacts and operators, put into the mailboxes as a delivery agent does, and what they answer."""
import hashlib
import os
import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import formatdate

MAILBOXES = ("support", "help")
OPERATORS = ("anna", "marco", "riccardo")
LARGE_BYTES = 1_300_000    # above what fetch takes in batches
LARGE_EVERY = 150

# kind of mail → what must become of it
OUTCOME = {"new": "ticket", "answer": "post", "reply": "post", "copy": "duplicate"}


class Traffic:
    """Every mail is noted in history.mails: kind, message_id, mailbox, sha256 of the bytes as IMAP gives them."""

    def __init__(self, site, dice, history, contacts):
        self.site = site
        self.dice = dice
        self.history = history
        self.contacts = contacts
        self.count = 0
        self.by_inode = {}     # inode of the file → its entry in history.mails
        self._folders = {}

    def send(self, count):
        """So many mails, as they come in a busy hour."""
        for _ in range(count):
            roll = self.dice.random()
            if roll < 0.5 and self._answer():
                continue
            mail = self._new()
            mailbox = self.dice.choice(MAILBOXES)
            self._drop("new", mailbox, mail)
            if roll > 0.95:
                self._drop("copy", MAILBOXES[1 - MAILBOXES.index(mailbox)], mail)

    def _build(self, sender, to, subject, **headers):
        self.count += 1
        mail = EmailMessage(policy=policy.SMTP)
        mail["From"] = sender
        mail["To"] = to
        mail["Subject"] = subject
        mail["Date"] = formatdate()
        mail["Message-ID"] = f"<{self.history.seed}.{self.count}@client.example>"
        for name, value in headers.items():
            mail[name.replace("_", "-")] = value
        mail.set_content(f"Messaggio numero {self.count}.\n\nCordiali saluti\n")
        return mail

    def _new(self):
        word = self.dice.choice(("730", "ISEE", "domanda"))
        mail = self._build(self.dice.choice(self.contacts), f"{self.dice.choice(MAILBOXES)}@demo.example", f"Richiesta {word} {self.count}")
        if self.count % LARGE_EVERY == LARGE_EVERY // 2:
            mail.add_attachment(self.dice.randbytes(LARGE_BYTES * 3 // 4), maintype="application", subtype="pdf", filename="cud.pdf")
        return mail

    def _answer(self):
        """Somebody answers a mail that the sink has taken. False when there is none."""
        try:
            message_id, recipient, content = self.site.sink.kept.popleft()
        except IndexError:
            return False
        got = message_from_bytes(content, policy=policy.default)
        is_operator = recipient.partition("@")[0] in OPERATORS
        to = got["Reply-To"].addresses[0].addr_spec
        mail = self._build(recipient, to, f"Re: {got['Subject']}", In_Reply_To=f"<{message_id}>", References=f"<{message_id}>")
        self._drop("reply" if is_operator else "answer", to.partition("+")[0], mail)
        return True

    def _folder(self, mailbox):
        """The maildir, made when Dovecot has not done so yet."""
        if mailbox not in self._folders:
            folder = self.site.maildir(mailbox)
            base = self.site.dovecot.conf.parent
            parents = [part for part in folder.parents if base in part.parents][::-1]
            for part in (*parents, folder, folder / "tmp", folder / "new", folder / "cur"):
                part.mkdir(mode=0o700, exist_ok=True)
                self.site.host.give(part)
            self._folders[mailbox] = folder
        return self._folders[mailbox]

    def _drop(self, kind, mailbox, mail):
        content = mail.as_bytes()
        folder = self._folder(mailbox)
        name = f"{time.time_ns()}.{len(self.history.mails)}.driver"
        path = folder / "tmp" / name
        path.write_bytes(content.replace(b"\r\n", b"\n"))
        self.site.host.give(path)
        entry = {"kind": kind, "message_id": mail["Message-ID"].strip("<>"), "mailbox": mailbox,
                 "sha256": hashlib.sha256(content).hexdigest()}
        self.history.mails.append(entry)
        self.by_inode[path.stat().st_ino] = entry
        path.rename(folder / "new" / name)

    def touched(self):
        """(mailbox, sha256) of every mail that turnod flagged or moved on the server."""
        found = set()
        for mailbox in MAILBOXES:
            folder = self._folder(mailbox)
            for path in _entries(folder / "cur"):
                if path.name.rpartition(":2,")[2].strip("S"):
                    found.add((mailbox, self._entry_of(path)))
            for part in ("new", "cur"):
                found.update((mailbox, self._entry_of(path)) for path in _entries(folder / ".Archive" / part))
        return found

    def _entry_of(self, path):
        """sha256 of a file's mail as IMAP gives it; a moved one keeps its inode or has a new one."""
        inode = path.inode()
        if inode not in self.by_inode:
            with open(path, "rb") as file:
                self.by_inode[inode] = {"sha256": hashlib.sha256(file.read().replace(b"\n", b"\r\n")).hexdigest()}
        return self.by_inode[inode]["sha256"]


def _entries(folder):
    return os.scandir(folder) if folder.exists() else ()
