"""An office of the tests: the stack with its seed data, and what people do there in one line each."""
import contextlib
import os
import re
import tempfile
import uuid
from pathlib import Path

from stack import Stack, open_folder, wait_for
from stack.seed import seed

from . import mail as mails
from .web import Browser

SUPPORT = "support@demo.example"
HELP = "help@demo.example"
TOP = Path(__file__).resolve().parents[2]


def reply_address(mail):
    """Where an answer to a mail goes."""
    return mail["Reply-To"].addresses[0].addr_spec


class Office:
    """Servers and shorthands. Addresses and subjects made here are new each time, so tests do not meet."""

    def __init__(self, state, root):
        self.stack = Stack(state, root, web_processes=1, lease_seconds=3)
        self.stack.turnod.allow_private = "true"
        self.turno = self.stack.turnod.call
        self.ports = self.stack.memo["ports"]
        self.passwords = self.stack.memo["passwords"]
        self.url = self.stack.turnod.url
        self._desks = {}

    def open(self, build):
        """Starts everything."""
        self.stack.prepare(build)
        seed(self.stack.turnod, self.passwords)
        # A year of an office in minutes, and all its people have addresses of one domain.
        self.turno("setting", "set", "mail.automatic_per_hour", "--value", 0)
        self.turno("setting", "set", "mail.ack_domain_budget", "--value", 1000000)
        self.stack.turnod.start()

    # People

    @staticmethod
    def word():
        """A word that nobody used before, without digits: a filter looks for "730"."""
        return "w" + uuid.uuid4().hex[:10].translate(str.maketrans("0123456789", "ghijklmnop"))

    def contact(self, name="Prova Contatto", address=None):
        """A new contact of a customer of his own; gives the address."""
        address = address or f"{self.word()}@demo.example"
        customer = f"{name} {self.word()}"
        self.turno("customer", "add", customer, "--kind", "person")
        self.turno("contact", "add", address, "--name", name, "--customer", customer)
        return address

    def operator(self, name, *more, login=None, password="una password lunga"):
        """A new operator who can sign in; gives his login."""
        login = login or self.word()
        self.turno("operator", "add", login, "--name", name, *more, "--password-file", "-", stdin=password.encode() + b"\n")
        self.passwords[login] = password
        return login

    # Mail in

    def send(self, sender, to, subject, text, envelope_from=None, **more):
        """Somebody sends a mail; gives its Message-ID."""
        return mails.send(self.ports["smtp"], mails.build(sender, to, subject, text, **more), envelope_from)

    def verdict(self, message_id, seconds=20):
        """The ledger's row of a mail, once it is decided."""
        def decided():
            rows = [row for row in self.turno("mail", "list")
                    if row["message_id"] == message_id and row["outcome"] is not None]
            return rows[0] if rows else None
        return wait_for(decided, seconds, f"outcome of {message_id}")

    def deliver(self, sender, to, subject, text, **more):
        """Sends a mail and waits for its outcome; gives the ledger's row."""
        return self.verdict(self.send(sender, to, subject, text, **more))

    def open_ticket(self, subject=None, sender=None, to=SUPPORT, text="Buongiorno, ho una domanda.\n", **more):
        """A new ticket by mail of a (new) contact; gives the ticket, with `sender` the address."""
        sender = sender or self.contact()
        row = self.deliver(sender, to, subject or f"Domanda {self.word()}", text, **more)
        assert row["outcome"] == "ticket", self.explain(row)
        return {**self.ticket(row["ticket"]), "sender": sender}

    def answer_by_mail(self, number, login, text, to=None, **more):
        """An operator answers the notification that he got; gives the ledger's row."""
        address = f"{login}@demo.example"
        notice = self.told(number, "notification", address)
        body = f"{text}\n\nIl giorno gio 12 nov 2026 alle ore 09:41 Ufficio ha scritto:\n{mails.quote(mails.text_of(notice))}"
        return self.deliver(address, to or reply_address(notice), "Re: " + notice["Subject"], body,
                            In_Reply_To=notice["Message-ID"], References=notice["Message-ID"], **more)

    # What turno says

    def ticket(self, number):
        """The ticket as the admin sees it."""
        return self.turno("ticket", "show", number)

    def turn(self, number):
        return self.ticket(number)["turn"]

    def explain(self, row):
        """Why a mail went where it went, for messages of assertions."""
        return f"{row['outcome']} ({row['reason']}): {self.turno('explain', row['id'])}"

    def outbox(self, number, kind=None):
        """Mails that turno sends about a ticket."""
        return [row for row in self.turno("outbox", "list")
                if row["ticket"] == number and kind in (None, row["kind"])]

    def settled(self, number, seconds=30):
        """The ticket's outbox once nothing of it waits any more."""
        def done():
            rows = self.outbox(number)
            return rows if rows and all(row["state"] in ("sent", "failed", "uncertain") for row in rows) else None
        return wait_for(done, seconds, f"quiet outbox of ticket {number}")

    # Mail out

    def inbox(self, address):
        return mails.Inbox(self.ports["imaps"], self.stack.pki.ca, address, self.passwords["mail"])

    def mails_of(self, address):
        with self.inbox(address) as inbox:
            return inbox.mails()

    def received(self, address, message_id, seconds=20):
        """The mail with this Message-ID in somebody's mailbox, once it is there."""
        def arrived():
            found = [mail for mail in self.mails_of(address) if mail["Message-ID"].strip("<> ") == message_id]
            return found[0] if found else None
        return wait_for(arrived, seconds, f"mail {message_id} for {address}")

    def told(self, number, kind, address, seconds=30):
        """The newest mail of a kind that turno sent to somebody about a ticket, as he received it."""
        def sent():
            rows = [row for row in self.outbox(number, kind) if row["to"] == address and row["state"] == "sent"]
            return rows[-1] if rows else None
        row = wait_for(sent, seconds, f"{kind} of ticket {number} to {address}")
        return self.received(address, row["message_id"])

    def link(self, mail):
        """The magic link in a mail."""
        return self.link_in(mails.text_of(mail))

    def link_in(self, text):
        """The magic link in a text."""
        found = re.search(re.escape(self.url) + r"/l/[A-Za-z0-9_-]{43}", text)
        assert found, text
        return found.group()

    # Web

    def browser(self):
        return Browser(self.stack.pki.ca)

    def sign_in(self, login):
        """A browser in which an operator has signed in."""
        browser = self.browser()
        page = browser.get(f"{self.url}/login")
        page = browser.submit(page.form("login", "password"), login=login, password=self.passwords[login])
        assert page.status == 200 and "/login" not in page.url, page.text
        return browser

    def enter(self, link):
        """A browser in which a contact has used his magic link."""
        browser = self.browser()
        page = browser.get(link)
        assert page.status == 200, page.text
        page = browser.submit(page.forms[0])
        assert page.status == 200 and "/t" in page.url, page.text
        return browser

    def desk(self, login):
        """The browser in which an operator has been signed in since he was first asked for."""
        if login not in self._desks:
            self._desks[login] = self.sign_in(login)
        return self._desks[login]

    def answer_by_web(self, number, login, text, **fields):
        """An operator answers on the ticket's page; gives the page after."""
        browser = self.desk(login)
        return browser.submit(self.reply_box(browser, number), text=text, **fields)

    def reply_box(self, browser, number):
        """The form of a reply, which an operator opens on the ticket's page."""
        page = browser.get(f"{self.url}/ticket/{number}")
        assert page.status == 200, page.text
        if not any(form.action.endswith("/reply") for form in page.forms):
            page = browser.submit(page.form_to("/answer"))
        return page.form_to("/reply")


@contextlib.contextmanager
def running_office(build_folder):
    """An office on the programs of a build folder. TURNO_KEEP=1 leaves its folder for a look."""
    state = Path(tempfile.mkdtemp(prefix="turno-office-", dir="/tmp"))
    office = Office(open_folder(state), TOP / "var/root")
    try:
        office.open(build_folder)
        yield office
    finally:
        if os.environ.get("TURNO_KEEP"):
            office.stack.stop()
        else:
            office.stack.destroy()
