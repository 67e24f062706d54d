"""A submission server that does as the script says and keeps what it was handed."""
import email
import email.policy
from dataclasses import dataclass, field

from .server import Command, Server, Session

KEYWORDS = ("PIPELINING", "SIZE 52428800", "8BITMIME", "SMTPUTF8", "DSN", "AUTH PLAIN LOGIN")


@dataclass
class Message:
    """One message whose final dot arrived. reply: what the server answered, "" when it did not."""

    sender: str
    recipients: list = field(default_factory=list)
    content: bytes = b""
    reply: str = ""

    @property
    def message_id(self):
        """Without brackets."""
        return email.message_from_bytes(self.content, policy=email.policy.default)["Message-ID"].strip("<> ")


class SmtpSession(Session):
    """The commands that submission needs (RFC 6409), one method each."""

    def __init__(self, server, wire):
        super().__init__(server, wire)
        self.message = None
        self._open = True

    def run(self):
        self.step("connect", Command(b""), lambda: self.line("220 scripted.example ESMTP"))
        while self._open:
            line = self.wire.line()
            self.commands.append(line)
            verb, _, rest = line.partition(b" ")
            name = verb.upper().decode("ascii", "replace")
            method = getattr(self, f"do_{name.lower()}", None)
            if method is None:
                self.line("500 5.5.1 no such command")
                continue
            step = "ehlo" if name == "HELO" else name.lower()
            command = Command(line, name=name, rest=rest)
            self.step(step, command, lambda method=method, command=command: method(command))

    def do_ehlo(self, _command):
        keywords = list(self.server.keywords)
        if self.server.tls == "starttls" and not self.encrypted:
            keywords.append("STARTTLS")
        lines = ["scripted.example", *keywords]
        for line in lines[:-1]:
            self.line(f"250-{line}")
        self.line(f"250 {lines[-1]}")

    do_helo = do_ehlo

    def do_starttls(self, _command):
        self.line("220 2.0.0 go ahead")
        self.wire.start_tls(self.server.context)

    def do_auth(self, command):
        mechanism, _, initial = command.rest.partition(b" ")
        if mechanism.upper() == b"LOGIN":
            for prompt in ("VXNlcm5hbWU6", "UGFzc3dvcmQ6"):
                self.line(f"334 {prompt}")
                self.commands.append(self.wire.line())
        elif not initial:
            self.line("334 ")
            self.commands.append(self.wire.line())
        self.line("235 2.7.0 welcome")

    def do_mail(self, command):
        self.message = Message(command.rest.partition(b"<")[2].partition(b">")[0].decode(errors="replace"))
        self.line("250 2.1.0 ok")

    def do_rcpt(self, command):
        if self.message is None:
            self.line("503 5.5.1 MAIL first")
            return
        self.message.recipients.append(command.rest.partition(b"<")[2].partition(b">")[0].decode(errors="replace"))
        self.line("250 2.1.5 ok")

    def do_data(self, _command):
        if self.message is None or not self.message.recipients:
            self.line("503 5.5.1 RCPT first")
            return
        self.line("354 go on")
        self.take_message()

    def take_message(self):
        """Reads to the final dot, notes the message and answers. For behaviours of data too, after their 354."""
        lines = []
        while (line := self.wire.line()) != b".":
            lines.append(line.removeprefix(b".") if line.startswith(b".") else line)
        message, self.message = self.message, None
        message.content = b"\r\n".join(lines) + b"\r\n"
        with self.server.lock:
            self.server.messages.append(message)
        before = len(self.said)
        try:
            self.step("dot", Command(b"."), lambda: self.line("250 2.0.0 taken"))
        finally:
            message.reply = self.said[before:].decode(errors="replace").strip()

    def do_rset(self, _command):
        self.message = None
        self.line("250 2.0.0 forgotten")

    def do_noop(self, _command):
        self.line("250 2.0.0 ok")

    def do_quit(self, _command):
        self.line("221 2.0.0 bye")
        self._open = False


class SmtpServer(Server):
    """keywords: what EHLO tells, STARTTLS apart. messages: every one whose final dot arrived, in that order."""

    session_class = SmtpSession

    def __init__(self, tls="implicit", context=None, keywords=KEYWORDS):
        self.keywords = keywords
        self.messages = []
        super().__init__(tls, context)

    @property
    def accepted(self):
        """The messages that were answered with 2xx."""
        return [message for message in list(self.messages) if message.reply.startswith("2")]

    def copies(self, message_id):
        """How many times a message arrived whole, whatever was answered."""
        return sum(message.message_id == message_id for message in list(self.messages))
