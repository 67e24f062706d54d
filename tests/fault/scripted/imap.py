"""An IMAP4rev1 server with folders in memory that does as the script says."""
import re
from dataclasses import dataclass, field

from .server import Command, Server, Session
from .wire import Gone

CAPABILITIES = ("IMAP4rev1", "SASL-IR", "AUTH=PLAIN", "IDLE", "UIDPLUS", "MOVE")
DATE = "26-Nov-2026 10:00:00 +0000"


@dataclass
class Mail:
    uid: int
    content: bytes
    flags: set = field(default_factory=set)


class Folder:
    """uidvalidity, and the mails by UID. Everything under the server's lock."""

    def __init__(self, uidvalidity=7):
        self.uidvalidity = uidvalidity
        self.next_uid = 1
        self.mails = {}
        self.permanent_flags = r"\Answered \Flagged \Deleted \Seen \Draft \*"

    def add(self, content, uid=None):
        """Gives the UID."""
        uid = uid or self.next_uid
        self.mails[uid] = Mail(uid, content)
        self.next_uid = max(self.next_uid, uid + 1)
        return uid

    def chosen(self, text):
        """The mails of a set like 4:6,9 or 3:*, ascending."""
        last = max(self.mails, default=0)
        found = set()
        for part in text.split(","):
            first, _, end = part.partition(":")
            first = last if first == "*" else int(first)
            end = first if not end else last if end == "*" else int(end)
            found |= {uid for uid in self.mails if min(first, end) <= uid <= max(first, end)}
        return [self.mails[uid] for uid in sorted(found)]

    def number(self, uid):
        """The sequence number of a UID."""
        return sorted(self.mails).index(uid) + 1


class ImapSession(Session):
    """The commands that turno uses, one method each; commands of UID without the word UID."""

    STEPS = {"LOGIN": "sign_in", "AUTHENTICATE": "sign_in"}

    def __init__(self, server, wire):
        super().__init__(server, wire)
        self.folder = None
        self.told = 0  # mails announced by EXISTS
        self._open = True

    def run(self):
        self.step("connect", Command(b""), lambda: self.line("* OK scripted"))
        while self._open:
            command = self.read_command()
            step = self.STEPS.get(command.name, command.name.lower())
            if command.name == "FETCH":
                step = self.kind_of_fetch(command)
            method = getattr(self, f"do_{command.name.lower()}", None)
            if method is None:
                self.line(command.tag + b" BAD no such command")
                continue
            self.step(step, command, lambda method=method, command=command: method(command))

    def read_command(self):
        line = self.wire.line()
        while literal := re.search(rb"\{(\d+)(\+?)\}$", line):
            if not literal[2]:
                self.line("+ go on")
            line = line[:literal.start()] + self.wire.exactly(int(literal[1])) + self.wire.line()
        self.commands.append(line)
        tag, _, rest = line.partition(b" ")
        name, _, rest = rest.partition(b" ")
        if name.upper() == b"UID":
            name, _, rest = rest.partition(b" ")
        return Command(line, tag, name.upper().decode("ascii", "replace"), rest)

    @staticmethod
    def kind_of_fetch(command):
        if b"[HEADER]" in command.rest:
            return "header"
        return "body" if b"BODY.PEEK[" in command.rest else "list"

    def done(self, command, text="done"):
        self.line(command.tag + b" OK " + text.encode())

    def refuse(self, command, text="no"):
        self.line(command.tag + b" NO " + text.encode())

    def announce(self):
        """Tells of mails that came since it was last told."""
        with self.server.lock:
            count = len(self.folder.mails) if self.folder else 0
            if self.folder and count != self.told:
                self.told = count
                self.line(f"* {count} EXISTS")

    def do_capability(self, command):
        words = list(self.server.capabilities)
        if self.server.tls == "starttls" and not self.encrypted:
            words.append("STARTTLS")
        self.line("* CAPABILITY " + " ".join(words))
        self.done(command)

    def do_starttls(self, command):
        self.done(command)
        self.wire.start_tls(self.server.context)

    def do_login(self, command):
        self.done(command)

    def do_authenticate(self, command):
        if command.rest.count(b" ") == 0:
            self.line("+ ")
            self.commands.append(self.wire.line())
        self.done(command)

    def do_noop(self, command):
        self.announce()
        self.done(command)

    def do_select(self, command):
        with self.server.lock:
            self.folder = self.server.folders.get(command.rest.decode().strip('"'))
            if self.folder is None:
                self.refuse(command, "no such folder")
                return
            self.told = len(self.folder.mails)
            lines = [f"* {self.told} EXISTS", "* 0 RECENT", r"* FLAGS (\Answered \Flagged \Deleted \Seen \Draft)",
                     f"* OK [PERMANENTFLAGS ({self.folder.permanent_flags})] flags",
                     f"* OK [UIDVALIDITY {self.folder.uidvalidity}] valid",
                     f"* OK [UIDNEXT {self.folder.next_uid}] next"]
        for line in lines:
            self.line(line)
        self.done(command, "[READ-WRITE] selected")

    def do_search(self, command):
        with self.server.lock:
            uids = [mail.uid for mail in self.folder.chosen(command.rest.decode().split()[-1])]
        self.line(" ".join(["* SEARCH", *map(str, uids)]))
        self.done(command)

    def mails(self, command):
        """The mails that a command names."""
        with self.server.lock:
            return self.folder.chosen(command.rest.decode().split()[0])

    def do_fetch(self, command):
        with self.server.lock:
            found = [(self.folder.number(mail.uid), mail) for mail in self.mails(command)]
        kind = self.kind_of_fetch(command)
        for number, mail in found:
            self.send_mail(number, mail, kind)
        self.done(command)

    def send_mail(self, number, mail, kind):
        if kind == "list":
            self.line(f'* {number} FETCH (UID {mail.uid} RFC822.SIZE {len(mail.content)} INTERNALDATE "{DATE}")')
            return
        name, content = "BODY[]", mail.content
        if kind == "header":
            name, content = "BODY[HEADER]<0>", mail.content.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        self.send(f"* {number} FETCH (UID {mail.uid} {name} {{{len(content)}}}\r\n".encode() + content + b")\r\n")

    def do_store(self, command):
        flags = set(re.search(rb"\((.*)\)", command.rest)[1].decode().split())
        with self.server.lock:
            for mail in self.mails(command):
                mail.flags |= flags
        self.done(command)

    def target(self, command):
        return self.server.folders.get(command.rest.decode().split(" ", 1)[1].strip('"'))

    def do_copy(self, command, gone=False):
        with self.server.lock:
            target = self.target(command)
            if target is None:
                self.refuse(command, "[TRYCREATE] no such folder")
                return
            for mail in self.mails(command):
                target.mails[target.add(mail.content)].flags |= mail.flags
                if gone:
                    self.folder.mails.pop(mail.uid)
        self.done(command)

    def do_move(self, command):
        self.do_copy(command, gone=True)

    def do_expunge(self, command):
        with self.server.lock:
            for mail in self.mails(command):
                if r"\Deleted" in mail.flags:
                    self.folder.mails.pop(mail.uid)
        self.done(command)

    def do_idle(self, command):
        self.line("+ idling")
        with self.server.lock:
            self.server.idlers.add(self)
        try:
            self.announce()
            self.wire.line()
        finally:
            with self.server.lock:
                self.server.idlers.discard(self)
        self.done(command)

    def do_logout(self, command):
        self.line("* BYE")
        self.done(command)
        self._open = False


class ImapServer(Server):
    """folders: INBOX and Archive. put() lays a mail into INBOX and tells whoever idles."""

    session_class = ImapSession

    def __init__(self, tls="implicit", context=None, capabilities=CAPABILITIES, uidvalidity=7):
        self.capabilities = capabilities
        self.folders = {"INBOX": Folder(uidvalidity), "Archive": Folder(uidvalidity)}
        self.idlers = set()
        super().__init__(tls, context)

    @property
    def inbox(self):
        return self.folders["INBOX"]

    def put(self, *contents):
        """Lays mails (bytes with CRLF) into INBOX, all at once; gives their UIDs."""
        with self.lock:
            uids = [self.inbox.add(content) for content in contents]
            idlers = list(self.idlers)
        for session in idlers:
            try:
                session.announce()
            except Gone:
                continue
        return uids
