"""What a scenario has brought about so far: people, tickets, mails; and what its placeholders mean."""
import re
from dataclasses import dataclass

from .letter import quoted
from .text import Wrong

MAILBOXES = ("support", "help")


@dataclass
class Person:
    """Somebody of a scenario."""
    name: str
    kind: str
    address: str
    login: str = ""
    id: int = 0
    level: str = "none"


@dataclass
class Sent:
    """A mail that a step sent, and what became of it."""
    message_id: str
    sender: str
    content: bytes
    id: int = 0


class Story:
    """Names of one scenario. Methods that may have to wait are generators: they yield what they wait for (see play)."""

    def __init__(self, desk, scenario):
        self.desk = desk
        self.scenario = scenario
        self.tag = desk.office.word()[:9]
        self.category = f"Scenario {self.tag}"
        self.people, self.tickets, self.mails, self.mailboxes = {}, {}, {}, {}
        self.ticket, self.mail, self.result, self.trouble = None, None, None, ""
        self.touched = set()
        self.known_mails = set()
        self.outbox_mark = desk.value("select coalesce(max(id), 0) from turno.outbox")
        self.event_marks = {}

    def address(self, name, domain="demo.example"):
        """An address of nobody else."""
        return f"{name.lower()}.{self.tag}@{domain}"

    def where(self, word):
        """The address that a word names: a person, a mailbox, or an address itself."""
        if word in self.people:
            return self.people[word].address
        if word in MAILBOXES:
            return f"{word}@demo.example"
        if word in self.mailboxes:
            return self.mailboxes[word]
        if "@" in word:
            return word
        raise KeyError(f"nobody is called “{word}”: declare contact, operator, stranger or mailbox {word}, or write an address")

    def leave(self):
        """Mailboxes of its own are not fetched any more."""
        for address in self.mailboxes.values():
            self.desk.call("mailbox_set", name=address.partition("@")[0], is_active=False)

    def person(self, name):
        if name not in self.people:
            raise KeyError(f"nobody is called “{name}”")
        return self.people[name]

    def addresses(self):
        return [person.address for person in self.people.values()]

    # What turno sent

    def rows_to(self, kind, name, ticket=None):
        """Outbox rows of a kind to somebody, oldest first."""
        return self.desk.rows("select o.id, o.message_id, o.state, o.last_reply from turno.outbox o where o.recipient = %s and o.kind = %s"
                              " and (%s::bigint is null or o.ticket_id = %s) order by o.id", self.where(name), kind, ticket, ticket)

    def letter(self, words):
        """The newest mail “[first] KIND to WHO [about T]”, as it lies in the mailbox."""
        match = re.fullmatch(r"(first )?([a-z_]+) to (\S+)(?: about (\w+))?", words)
        if not match:
            raise KeyError(f"“{words}” is no mail of turno: write “reply to Luca”, “first notification to Olga about T”")
        first, kind, name, ticket = match.groups()
        if ticket and ticket not in self.tickets:
            raise KeyError(f"no ticket is called “{ticket}”")
        rows = self.rows_to(kind, name, self.tickets.get(ticket))
        # One that its reader must not have any more was not sent (R9).
        rows = [row for row in rows if row[2] != "failed"] or rows
        if not rows:
            raise KeyError(f"turno has written no {kind} to {name}{' about ' + ticket if ticket else ''}")
        message_id = rows[0 if first else -1][1]
        letter = yield (lambda: self.desk.letters(self.where(name)).get(message_id)), f"{words} in the mailbox"
        return letter

    def about_letter(self, what, letter):
        """A part of a mail that turno sent."""
        text = letter.get_body(("plain",)).get_content()
        if what == "note-address":
            found = re.search(r"[\w.+-]+\+n\.[\w.]+@[\w.-]+", f"{letter['Reply-To']} {text}")
        elif what == "token":
            found = re.search(r"\[#[^\]]+\]", letter["Subject"])
        elif what == "confirm":
            found = re.search(r"(?<=/confirm/)[A-Za-z0-9_-]{20,}", text)
        elif what == "link":
            found = re.search(r"https://\S+/l/[A-Za-z0-9_-]{43}", text)
        else:
            parts = {"address": lambda: letter["Reply-To"].addresses[0].addr_spec, "message-id": lambda: letter["Message-ID"].strip(),
                     "subject": lambda: letter["Subject"], "text": lambda: text, "quote": lambda: quoted(letter, text),
                     "loop": lambda: letter["X-Turno-Loop"]}
            if what not in parts:
                raise KeyError(f"a mail has no “{what}”: there are note-address, token, link, confirm, {', '.join(parts)}")
            return parts[what]()
        if not found:
            raise KeyError(f"the mail has no {what}:\n{text}")
        return found.group()

    # Placeholders

    def meaning(self, words):
        """What stands for {words}."""
        first, _, rest = words.partition(" ")
        what, of, which = words.partition(" of ")
        if of and " to " in which:
            return self.about_letter(what, (yield from self.letter(which)))
        if of and which in self.mails and what == "message-id":
            return f"<{self.mails[which].message_id}>"
        if words in self.tickets:
            return str(self.tickets[words])
        simple = {"address": lambda: self.address(rest), "elsewhere": lambda: self.address(rest, "altrove.example"),
                  "login": lambda: self.person(rest).login, "id": lambda: str(self.person(rest).id),
                  "mail": lambda: str(self.mails[rest].id), "mailbox": lambda: self.where(rest).partition("@")[0],
                  "category": lambda: f"{self.category} › {rest}" if rest else self.category,
                  "category-id": lambda: str(self.desk.value("select id from turno.category where path = %s",
                                                             f"{self.category} › {rest}" if rest else self.category)),
                  "tag": lambda: self.tag, "result": lambda: str(self.result)}
        return simple[first]() if first in simple else self.where(words)

    def fill(self, text, line):
        """The text with its placeholders replaced."""
        done, end = [], 0
        for match in re.finditer(r"\{([A-Za-z][^{}\n]*)\}", text):
            try:
                value = yield from self.meaning(match[1])
            except KeyError as error:
                raise Wrong(line, f"{match[0]}: {error.args[0]}") from None
            done += [text[end:match.start()], value]
            end = match.end()
        return "".join(done) + text[end:]
