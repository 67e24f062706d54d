"""An office with one of everything, and people of every role in both languages.

Every text that belongs to an object has a word of its own, so that a test can tell from any answer whose texts it shows.
"""
import hashlib
import json
import re
import secrets
from dataclasses import dataclass
from http.cookiejar import Cookie

import psycopg2

from .mail import text_of

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
MODEL = {"checks": ["CU ricevuta", "Firma"], "documents": ["Ricevuta"],
         "fields": [{"name": "reddito", "label_it": "Reddito", "label_en": "Income", "type": "number", "is_required": True},
                    {"name": "figli", "label_it": "Figli", "label_en": "Children", "type": "choice", "choices": ["sì", "no"]}]}

# What administrators set up by plain forms: noun → the key of one that each office has.
NOUNS = {"status": "Chiuso", "priority": "Normale", "progress": "Conclusa", "category": "CAF", "operator": "marco", "route": "1", "mailbox": "support"}


@dataclass(frozen=True)
class Person:
    """Who looks. role: admin, base, advanced, none; contact and other (signed in), link (the contact by magic link); nobody."""
    role: str
    language: str
    token: str = ""

    @property
    def name(self):
        return f"{self.role}-{self.language}"

    @property
    def is_contact(self):
        return self.role in ("contact", "other", "link")

    @property
    def cookie(self):
        return "__Host-turno-contact" if self.is_contact else "__Host-turno"


class World:
    """What there is, who there is, and which word belongs to what."""

    def __init__(self, office):
        self.office, self.turno = office, office.turno
        self.words = {}  # word → (table, id)
        # pattern → what stands for its *name, or the whole path
        self.texts = {"/static/*name": ["turno.css", "turno.svg"], "/office/*noun": [*NOUNS, "right", "setting", "automation", "hook", "apikey", "hold", "mute", "key"], "/office/setting/*group": ["office", "mail", "web"], "/office/notice/*event": ["reply", "status"],
                      "/office/template/*name": ["/office/template/reply?language=it", "/office/template/notification?language=en"], "/office/*noun/*verb":
                      [f"/office/{noun}/{verb}" for noun, key in NOUNS.items() for verb in ("add", f"edit?key={key}", f"remove?key={key}")]
                      + ["/office/right/add?values.operators=marco&values.category=CAF&values.level=base", "/office/operator/password?key=marco"]
                      + [f"/office/{noun}/add" for noun in ("automation", "hook", "apikey", "hold", "mute", "key")]
                      + ["/office/mute/remove?key=marco%20opened", "/office/key/remove?key=1"]}
        sockets, port = office.stack.postgres.sockets, office.ports["postgres"]
        self._owner = psycopg2.connect(host=str(sockets), port=port, dbname="turno", user="turno_owner")
        self._owner.autocommit = True
        self._web = psycopg2.connect(host=str(sockets), port=port, dbname="turno", user="turno_web")
        self._operators()
        self._setup()
        self._tickets()
        self._triage()
        self.people = [*self._sessions(), Person("nobody", "it"), Person("nobody", "en")]

    # Asking

    def rows(self, sql, *values):
        """What the owner of the database reads."""
        with self._owner.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall() if cursor.description else []

    def one(self, sql, *values):
        found = self.rows(sql, *values)
        return found[0][0] if found else None

    def seen_by(self, person, sql, *values):
        """What the database shows the web with this person's session: its policies decide."""
        with self._web, self._web.cursor() as cursor:
            cursor.execute("select set_config('turno.session', %s, true)", (person.token,))
            cursor.execute(sql, values)
            return cursor.fetchall()

    def person(self, role, language="it"):
        return next(person for person in self.people if (person.role, person.language) == (role, language))

    # Looking

    def browser(self, person):
        """A small browser in which the person is signed in."""
        browser = self.office.browser()
        browser.language = person.language
        if person.token:
            browser.cookies.set_cookie(Cookie(0, person.cookie, person.token, None, False, "127.0.0.1", False, False, "/", True, True, None,
                                              False, None, None, {}))
        return browser

    def window(self, chromium, person, **look):
        """A window of the real browser in which the person is signed in."""
        window = chromium.window(person.language, **look)
        if person.token:
            window.take_cookie(person.cookie, person.token)
        return window

    # Making

    def word(self, table=None, key=None):
        word = self.office.word()
        if table:
            self.words[word] = (table, key)
        return word

    def mark(self, word, table, key):
        """Tells whose word it is, once the object is there."""
        self.words[word] = (table, key)
        return word

    def _operators(self):
        for login, name, language, switches in (("helen", "Helen Moore", "en", ("--admin", "--triage")), ("brian", "Brian Cole", "en", ()),
                                                ("alice", "Alice Reed", "en", ()), ("nora", "Nora Bassi", "it", ()), ("noel", "Noel Dean", "en", ())):
            self.turno("operator", "add", login, "--name", name, "--language", language, "--address", f"{login}@demo.example", *switches)
        for login, category, level in (("helen", "CAF", "advanced"), ("helen", "Immigrazione", "advanced"), ("helen", "Amministrazione", "advanced"),
                                       ("brian", "CAF", "base"), ("alice", "CAF", "advanced"), ("alice", "Immigrazione", "base")):
            self.turno("operator", "set", login, "--category", category, "--level", level, "--below")

    def _setup(self):
        turno, word = self.turno, self.office.word
        self.model = turno("model", "add", "Dichiarazione", "--category", "CAF › 730", "--due-days", 30, "--file", "-", "--instructions",
                           "Porta la CU.", stdin=json.dumps(MODEL).encode())["name"]
        turno("category", "set", "CAF › ISEE", "--instructions", "Serve la DSU.")
        turno("setting", "set", "web.open", "--value", "anyone")
        turno("status", "add", "In attesa dell'ente", "--name-en", "Waiting for the agency", "--turn", "contact", "--colour", "#7a1fa2")
        turno("automation", "add", "Sollecito", "--trigger", "waiting", "--after-hours", 48, "--if", "turn is operator", "--then", "remind")
        turno("hook", "add", "gestionale", "--url", f"{self.office.url}/none", "--event", "opened", "--secret", "imap", "--no-active")
        turno("api-key", "add", "sito", "--category", "CAF", "--per-minute", 60)
        turno("mute", "add", "marco", "--event", "opened")
        self.first, self.second = (self.office.contact(name) for name in ("Prima Contatto", "Second Contact"))
        turno("contact", "set", self.second, "--language", "en")
        for address in (self.first, self.second):
            turno("contact", "set", address, "--password-file", "-", stdin=b"una parola lunga\n")
            found = self.one("select contact_id from turno.address where address = %s", address)
            turno("contact", "set", address, "--notes", self.mark(word(), "contact_note", found))

    def _ticket(self, sender, category, level="base", to="support@demo.example"):
        """A ticket by mail with a document, moved to where it belongs; its words are marked."""
        subject, text, name = (self.office.word() for _ in range(3))
        ticket = self.office.open_ticket(f"730 {subject}", sender=sender, to=to, text=f"Buongiorno,\nchiedo {text}.\nGrazie\n",
                                         files=[(f"{name}.pdf", "application/pdf", PDF)])
        number = ticket["number"]
        self.mark(subject, "ticket", number)
        for word in (text, name):
            self.mark(word, "post", self.one("select min(id) from turno.post where ticket_id = %s", number))
        if category != "CAF › 730":
            self.turno("ticket", "move", number, "--category", category, "--as", "anna")
        if level != "base":
            self.turno("ticket", "level", number, "--level", level, "--confirm", "--as", "anna")
        note = self.office.word()
        self.turno("ticket", "note", number, "--text", f"Nota {note}", "--as", "anna")
        self.mark(note, "post", self.one("select max(id) from turno.post where ticket_id = %s", number))
        return number

    def _tickets(self):
        turno = self.turno
        self.plain = self._ticket(self.first, "CAF › 730")
        self.raised = self._ticket(self.first, "CAF › 730", "advanced")
        self.elsewhere = self._ticket(self.first, "Immigrazione › Rinnovo permesso")
        self.hidden = self._ticket(self.second, "Interna")
        self.closed = self._ticket(self.second, "CAF › ISEE")
        self.others = self._ticket(self.second, "CAF › 730")
        self.office.answer_by_web(self.plain, "anna", f"Ecco: {self.office.word()}", pass_turn=None)
        knowledge = self.office.word()
        turno("ticket", "close", self.closed, "--note", "fatto", "--effective", "partly", "--improve", f"Chiedere prima {knowledge}",
              "--title", "DSU", "--as", "anna")
        self.mark(knowledge, "knowledge", self.one("select max(id) from turno.knowledge"))
        turno("ticket", "tag", self.plain, "--add", "urgente", "--as", "anna")
        turno("ticket", "assign", self.plain, "--operator", "riccardo", "--as", "anna")
        turno("ticket", "describe", self.plain, "--timing", "planned", "--due", "2027-01-31", "--address", "Via Roma 1", "--latitude", "45.07",
              "--longitude", "7.68", "--as", "anna")
        turno("ticket", "link", self.plain, "--other", self.raised, "--as", "anna")
        self.draft = turno("ticket", "draft", "--contact", self.first, "--category", "CAF › 730", "--subject", "Bozza", "--text", "Testo", "--as", "anna")["ticket"]
        self.practice = turno("practice", "add", "--ticket", self.plain, "--model", self.model, "--field", "reddito=100")
        turno("practice", "add", "--ticket", self.elsewhere)
        turno("hold", "add", self.raised, "--reason", "contenzioso")
        self.texts["/office/*noun/*verb"].append(f"/office/hold/remove?key={self.raised}")
        notice = self.office.told(self.plain, "acknowledgement", self.first)
        self.texts["/l/*token"] = [self.office.link(notice).removeprefix(self.office.url), "/l/" + "A" * 43]
        self.office.verdict(self.office.send("estranea@elsewhere.example", notice["Reply-To"].addresses[0].addr_spec, "Re: 730", "Anch'io vorrei…\n",
                                             In_Reply_To=notice["Message-ID"]))

    def _triage(self):
        """Mail that waits, for each reason that is easily had."""
        word = self.mark(self.office.word(), "mail", 0)
        row = self.office.deliver("Chi Sa <chi.sa@elsewhere.example>", "support@demo.example", f"Informazione {word}", "Buongiorno, chi siete?\n")
        self.mark(word, "mail", row["id"])
        notice = self.office.told(self.plain, "notification", "marco@demo.example")
        self.office.deliver("marco@demo.example", "support@demo.example", "Re: pratica", "Costa trenta euro.\n", In_Reply_To=notice["Message-ID"])
        parked = self.office.told(self.plain, "parked", "marco@demo.example")
        self.texts["/confirm/*token"] = [re.search(r"/confirm/[A-Za-z0-9_-]{43}", text_of(parked))[0], "/confirm/" + "A" * 43]
        self.turno("mail", "block", "--address", "spam@elsewhere.example", "--as", "anna")

    def _sessions(self):
        for role, language, column, key in (
                ("admin", "it", "operator", "anna"), ("admin", "en", "operator", "helen"), ("base", "it", "operator", "marco"),
                ("base", "en", "operator", "brian"), ("advanced", "it", "operator", "riccardo"), ("advanced", "en", "operator", "alice"),
                ("none", "it", "operator", "nora"), ("none", "en", "operator", "noel"), ("contact", "it", "contact", self.first),
                ("other", "en", "contact", self.second), ("link", "it", "contact", self.first)):
            token = secrets.token_urlsafe(32)
            find = ("select id from turno.operator where login = %s" if column == "operator"
                    else "select contact_id from turno.address where address = %s")
            self.rows(f"insert into turno.session (token_sha256, {column}_id, ticket_id) values (%s, %s, %s)",
                      hashlib.sha256(token.encode()).digest(), self.one(find, key), self.plain if role == "link" else None)
            yield Person(role, language, token)
