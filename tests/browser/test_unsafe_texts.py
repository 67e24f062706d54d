"""Whatever people write stays text: in no page does it become a script, an event, a foreign picture or a frame (safety: XSS).

The texts go through every field that takes words: those of all forms and queries of the table of routes (lib/filling.py), of mails (names,
subjects, names of files, words, HTML), of a CSV file and of the API. What was sent is found again where it is shown, each page is judged in the
browser, and those that hold most are opened in it.
"""
import base64
import json
import os
import re
import ssl
import urllib.error
import urllib.parse
import urllib.request
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path

import pytest

from lib.active import ACTIVE, active_texts
from lib.browser import Chromium
from lib.crawl import Crawl, Crawls
from lib.filling import WORDY, Filler, Marks, fill_all, flat, forms_in
from lib.mail import send
from lib.office import running_office
from lib.world import World

TOP = Path(__file__).resolve().parents[2]
TEXTS = active_texts()
ROOM = 230  # of one line in a mail or a name
NOUNS = ("status", "priority", "progress", "category", "operator", "automation", "hook", "apikey", "mailbox", "route")
GROUPS = "select distinct split_part(key, '.', 1) from turno.setting_known order by 1"
# What no page shows: choices that are looked up, places in a list, what was agreed to; and of a mail who else got it.
UNSHOWN = {*((pattern, f"filters.{name}") for pattern in ("/ticket", "/ticket/filter") for name in (
               "assignee", "category", "channel", "contact", "customer", "level", "opened_by", "priority", "status", "tag", "turn", "waiting",
               "created_from", "created_to", "updated_from", "updated_to")),
           ("/statistics", "from"), ("/statistics", "to"),
           ("/contact/#contact", "after"), ("/customer/#customer", "after"), ("/find/contact", "text"), ("/find/customer", "text"), ("/find/ticket", "text"),
           ("/ask/#category", "privacy"), ("/t/new/#category", "privacy"), ("/contact/#contact/edit", "mail"), ("/practice/#practice/set", "fields.prova"),
           ("/office/notice/*event", "on"), ("/office/notice/*event", "rows"), ("/ticket/#ticket/tag", "remove"), ("/ticket/filter", "from"),
           ("/ticket/filter/remove", "name"), ("/ticket/filter/remove", "value"), ("mail", "cc")}


def batches(texts, room):
    """The texts in as few lines of so many characters as they fit into."""
    line = ""
    for text in map(flat, texts):
        if line and len(line) + len(text) > room:
            yield line
            line = ""
        line = f"{line} {text}".strip()
    yield line


LINES = list(batches(TEXTS, ROOM))


class Written:
    """Everything is filled in. pages: {what was sent or asked: page}; marks; reached: (pattern, field) that a form took or refused."""

    def __init__(self, office, world, routes, crawls):
        self.office, self.world, self.routes, self.marks = office, world, routes, Marks()
        self.pages, self.reached = {}, set()
        self._mails()
        self._file_and_api()
        office.stack.turnod.stop()
        world.rows("update turno.category set asks_place = true")
        self._forms(crawls)
        for name in ("admin-it", "contact-it"):
            person = next(person for person in world.people if person.name == name)
            self.pages.update({f"{path} ({name})": page for path, page in Crawl(world, routes, person, most=6).pages.items()})
        card = world.one("select contact_id from turno.address where address = 'csv0@demo.example'")
        self.pages[f"/contact/{card} (admin-it)"] = world.browser(world.person("admin")).get(f"{office.url}/contact/{card}")
        print(len(self.pages), "pages,", len(self.marks.of), "texts")

    def _mails(self):
        sent = [self._mail(line, n) for n, line in enumerate(LINES)]
        for mail in sent:
            send(self.office.ports["smtp"], mail, "chi.sa@elsewhere.example", [mail["To"]])
        self.office.verdict(sent[-1]["Message-ID"].strip("<>"), 60)

    def _mail(self, line, number):
        """A mail that says line wherever a mail can say something."""
        mark, texts = self.marks.put, "\n".join(TEXTS[number::20]).replace("\0", "")
        mail = EmailMessage()
        mail["From"] = Address(display_name=mark("mail", "from", line)[:150], addr_spec=self.world.first if number % 2 else "chi.sa@elsewhere.example")
        mail["To"] = "support@demo.example" if number % 3 else "help@demo.example"
        mail["Cc"] = Address(display_name=mark("mail", "cc", line)[:150], addr_spec="altri@elsewhere.example")
        mail["Subject"] = mark("mail", "subject", line)
        mail["Message-ID"] = f"<active-{number}@client.example>"
        mail.set_content(mark("mail", "text", texts) + "\n")
        mail.add_alternative("<html><body>" + mark("mail", "html", texts) + "</body></html>", subtype="html")
        mail.add_attachment(b"x", maintype="text", subtype="html", filename=mark("mail", "file", line)[:100] + ".html")
        return mail

    def _file_and_api(self):
        mark, office = self.marks.put, self.office
        columns = {"Nominativo": "name", "Cliente": "customer", "Note": "notes"}
        rows = [[mark("csv", name, LINES[n + k]).replace('"', '""')[:190 if name == "name" else 60] for k, name in enumerate(columns.values())] for n in range(8)]
        lines = [";".join(('E-mail', *columns))] + [";".join((f"csv{n}@demo.example", *(f'"{value.rstrip(chr(34))}"' for value in row))) for n, row in enumerate(rows)]
        office.turno("import", "contacts", "-", stdin="\n".join(lines).encode())
        key = office.turno("api-key", "add", office.word(), "--category", "CAF", "--per-minute", 6000)["key"]
        body = {"contact": {"address": self.world.first}, "category": "CAF › 730", "subject": mark("api", "subject", LINES[0]), "text": mark("api", "text", LINES[2]),
                "files": [{"name": mark("api", "file", LINES[1].replace("/", "")).replace("\\", "")[:100] + ".html", "type": "text/html", "content": base64.b64encode(b"x").decode()}]}
        request = urllib.request.Request(f"{office.url}/api/ticket", json.dumps(body).encode(),
                                         {"Content-Type": "application/json", "Authorization": f"Bearer {key}", "Idempotency-Key": office.word()})
        try:
            urllib.request.urlopen(request, context=ssl.create_default_context(cafile=office.stack.pki.ca), timeout=30).close()
        except urllib.error.HTTPError as error:
            raise AssertionError(error.read().decode()) from error

    def _forms(self, crawls):
        known = {"confirm": self.office.passwords["anna"], "old_password": "-"}
        for name, roles in (("nobody-it", ("anybody",)), ("contact-it", ("contact",)), ("admin-it", ("operator", "admin"))):
            filler = Filler(self.world, crawls[name].person, self.marks, TEXTS, LINES, known)
            forms = forms_in(crawls[name])
            if name == "admin-it":
                forms = [(path, form) for path, form in forms if not re.fullmatch(r"/office/\w+/(edit|remove|password)|/mail/\d+/.*", path)]
            fill_all(filler, [route for route in self.routes if not (name == "admin-it" and route.pattern.startswith("/mail/#"))], self.world, forms, roles)
            if name == "admin-it":
                own = self._forms_of_own(crawls[name].person)
                fill_all(filler, [route for route in self.routes if route.method == "POST" and re.match("/(office|mail/#)", route.pattern)], self.world, own, roles)
            self.pages.update({f"{sent} ({name})": page for sent, page in filler.answers.items()})
            self.reached |= filler.reached

    def _forms_of_own(self, person):
        """Forms of what the forms have just added, of all settings, and of mails that wait."""
        browser, url, found = self.world.browser(person), self.office.url, []
        for noun in NOUNS:
            links = re.findall(rf'href="[^"]*(/office/{noun}/edit\?key=[^"]*)"', browser.get(f"{url}/office/{noun}").html)
            own = [link for link in links if re.search(r"zq\d+q|prova", link, re.IGNORECASE)] or links[-1:]
            found += [f"{own[0].replace('&amp;', '&')}"]
        found += [f"/office/setting/{row[0]}" for row in self.world.rows(GROUPS)]
        # What is done with one mail ends what could be done with it: each is tried with another.
        waiting = zip(("open", "block", "discard"), self.world.rows("select id from turno.mail where outcome = 'triage' order by id desc limit 3"))
        mails = {f"/mail/{key}": verb for verb, (key,) in waiting}
        mails.update({f"/mail/{row[0]}": "held" for row in self.world.rows("select id from turno.mail where outcome = 'held'")})
        return [(urllib.parse.urlsplit(form.action).path, form) for path in (*found, *mails) for form in browser.get(url + path).forms
                if form.method == "POST" and form.action.endswith(mails.get(path, ""))]


# An office of its own: neither do the texts fill that of the stories, nor do these use up what forms are about.


@pytest.fixture(scope="module")
def office():
    with running_office(Path(os.environ.get("TURNO_BUILD", TOP / "var/check"))) as office:
        yield office


@pytest.fixture(scope="module")
def chromium(office):
    chromium = Chromium(office.url, office.stack.pki.certificate)
    yield chromium
    chromium.quit()


@pytest.fixture(scope="module")
def world(office):
    return World(office)


@pytest.fixture(scope="module")
def crawls(world, routes):
    return Crawls(world, routes)


@pytest.fixture(scope="module")
def written(office, world, routes, crawls):
    return Written(office, world, routes, crawls)


def test_there_are_enough_texts():
    assert len(TEXTS) >= 200


def test_every_field_that_takes_words_is_filled(written, routes):
    fields = {(route.pattern, name) for route in routes for name, kind, _ in route.fields if kind in WORDY and "*" not in name}
    left = sorted(fields - written.reached)
    assert left == [], left
    stars = {pattern for pattern, _ in written.reached}
    assert {route.pattern for route in routes if route.method == "POST" and "*noun" in route.pattern or "*group" in route.pattern} <= stars


def test_what_was_filled_in_is_shown(written):
    shown = written.marks.found_in(page.html for page in written.pages.values())
    unshown = set(written.marks.of.values()) - shown
    print(len(shown), "fields shown,", len(unshown), "not")
    unshown = {(where, field) for where, field in unshown if not where.endswith(".csv")} - UNSHOWN
    assert unshown == set(), "\n".join(map(str, sorted(unshown)))


def test_no_text_becomes_active(written, world, chromium):
    pages = written.pages
    judge = world.window(chromium, world.person("admin"))
    judge.get("/login").console()
    foreign = {name for name, page in pages.items() if page.html and page.headers.get("Content-Security-Policy", "").startswith("sandbox; default-src 'none'")}
    assert foreign and all("/html" in name for name in foreign), foreign
    whole = {name: page.html for name, page in pages.items() if page.html and name not in foreign}
    names, found = list(whole), []
    for start in range(0, len(names), 20):
        some = names[start:start + 20]
        found += [f"{name}: {node}" for name, nodes in zip(some, judge.run(ACTIVE, [whole[name] for name in some])) for node in nodes]
    print(len(whole), "pages judged")
    assert found == [], "\n".join(found[:20]) + f"\n{len(found)} in {len(whole)} pages"
    seen = [name for name, html in whole.items() if "turnoRan" in html]
    assert len(seen) > 20, seen
    opened = [name.partition(" (admin-it)")[0] for name in seen if name.startswith("/") and name.endswith("(admin-it)")]
    for path in opened[:12] + [name.partition(" (")[0] for name in foreign if "/html" in name][:5]:
        judge.get(path)
        wrong = [*([] if "/html" in path else [*judge.run(ACTIVE, None), *judge.console()]), *(["it ran"] if judge.run("return window.turnoRan") else [])]
        assert wrong == [], (path, wrong[:5])
    judge.close()
