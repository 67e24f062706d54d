"""Mails in one line, and mailboxes as lists."""
import imaplib
import smtplib
import ssl
import uuid
from email import message_from_bytes, policy
from email.message import EmailMessage


def build(sender, to, subject, text, files=(), **headers):
    """A mail. `files`: (name, type, bytes) each; headers by name with _ for -: In_Reply_To="<…>"."""
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = to
    mail["Subject"] = subject
    mail["Message-ID"] = headers.pop("Message_ID", f"<{uuid.uuid4().hex}@client.example>")
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    for name, type_, content in files:
        main, _, sub = type_.partition("/")
        mail.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return mail


def send(port, mail, envelope_from=None, recipients=None):
    """Hands a mail to the office's SMTP server; gives its Message-ID without brackets."""
    content = mail if isinstance(mail, bytes) else mail.as_bytes(policy=policy.SMTP)
    parsed = message_from_bytes(content, policy=policy.default)
    sender = parsed["From"].addresses[0].addr_spec if envelope_from is None else envelope_from
    to = recipients or [address.addr_spec for address in parsed["To"].addresses]
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as server:
        server.sendmail(sender, to, content)
    return parsed["Message-ID"].strip().strip("<>")


class Inbox:
    """One person's mailbox, read over IMAP with verified TLS."""

    def __init__(self, port, authority, login, password):
        self.imap = imaplib.IMAP4_SSL("127.0.0.1", port, timeout=30,
                                      ssl_context=ssl.create_default_context(cafile=str(authority)))
        self.imap.login(login, password)
        self.imap.select("INBOX", readonly=True)

    def mails(self):
        """All mails, oldest first, as EmailMessage."""
        self.imap.noop()
        found = []
        for number in self.imap.search(None, "ALL")[1][0].split():
            answer = self.imap.fetch(number, "(BODY.PEEK[])")[1]
            found.append(message_from_bytes(answer[0][1], policy=policy.default))
        return found

    def flags(self):
        """UID → set of flags."""
        found = {}
        for line in self.imap.fetch("1:*", "(UID FLAGS)")[1]:
            if line:
                uid = int(line.split(b"UID ")[1].split()[0].rstrip(b")"))
                found[uid] = set(imaplib.ParseFlags(line))
        return found

    def close(self):
        self.imap.logout()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def text_of(mail):
    """The plain text of a mail."""
    return mail.get_body(("plain",)).get_content()


def attachments_of(mail):
    """Parts of a mail that a client would list as documents."""
    return [part for part in mail.walk() if part.get_content_disposition() == "attachment" or part.get_filename()]


def quote(text):
    """The text as clients quote it."""
    return "".join(f"> {line}\n" for line in text.splitlines())
