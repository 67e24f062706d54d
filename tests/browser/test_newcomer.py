"""A newcomer's way from the first sign-in to his own category, operator, mailbox and the first answered ticket, as doc/guide-admin.*.md shows it.

TURNO_WRITE_GUIDE=1 writes the pictures of the guides (make update-pictures): the way, and the key pages of the desk.
"""
import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from lib.browser import Chromium
from lib.office import running_office
from stack import wait_for

TOP = Path(__file__).resolve().parents[2]
PICTURES = TOP / "doc/guide"
SIZE, PHONE = (1100, 700), (390, 844)


@dataclass(frozen=True)
class Words:
    """What a newcomer types."""
    language: str
    category: str
    instructions: str
    operator: tuple  # login, name
    mailbox: str
    contact: str
    subject: str
    question: str
    answer: str


ITALIAN = Words("it", "Tributi", "Serve il numero dell'avviso.", ("olga.ferri", "Olga Ferri"), "tributi", "Mario Bianchi", "Importo della TARI",
                "Buongiorno,\nl'avviso di quest'anno è il doppio dell'anno scorso. È giusto?\nMario Bianchi\n",
                "Buongiorno signor Bianchi,\nquanti metri quadri ha la casa, e da quando ci abita?\nOlga Ferri")
ENGLISH = Words("en", "Taxes", "We need the number of the bill.", ("helen.moore", "Helen Moore"), "taxes", "Mary White", "Amount of the waste tax",
                "Good morning,\nthis year's bill is twice that of last year. Is it right?\nMary White\n",
                "Good morning Mrs White,\nhow many square metres has your home, and since when do you live there?\nHelen Moore")


@pytest.fixture(scope="module")
def fresh():
    """An office as the demo makes it, in which nothing has happened."""
    with running_office(Path(os.environ.get("TURNO_BUILD", TOP / "var/check"))) as office:
        yield office


@pytest.fixture(scope="module")
def browser(fresh):
    chromium = Chromium(fresh.url, fresh.stack.pki.certificate)
    yield chromium
    chromium.quit()


class Album:
    """Takes a picture where the guides are written, else only looks whether the page could be in one; test_axe.py looks at every page."""

    def __init__(self, language):
        self.language = language

    def take(self, window, name):
        assert window.wider() == [], (window.route, window.wider())
        if os.environ.get("TURNO_WRITE_GUIDE"):
            assert window.axe() == [], window.route
            PICTURES.mkdir(exist_ok=True)
            window.picture(PICTURES / f"{name}.{self.language}.png", full=False)


@pytest.mark.parametrize("words", [ITALIAN, ENGLISH], ids=["it", "en"])
def test_from_the_first_sign_in_to_the_first_answered_ticket(fresh, browser, words):
    album, login, name = Album(words.language), *words.operator
    fresh.turno("operator", "set", "anna", "--language", words.language)
    admin = browser.window(words.language, size=SIZE)
    album.take(admin.get("/login"), "sign-in")
    admin.sign_in("anna", fresh.passwords["anna"])
    album.take(admin.get("/office"), "office")

    admin.get("/office/category/add")
    admin.fill("form.set", **{"values.path": words.category, "values.instructions": words.instructions})
    album.take(admin, "category")
    admin.submit("form.set")
    assert words.category in admin.get("/office/category").text

    admin.get("/office/operator/add")
    admin.fill("form.set", **{"values.login": login, "values.name": name, "values.password": "una parola lunga e nuova",
                              "values.addresses": f"{login}@demo.example", "confirm": fresh.passwords["anna"]})
    admin.choose("form.set", "values.language", {"it": "Italiano", "en": "English"}[words.language])
    album.take(admin, "operator")
    admin.submit("form.set")
    assert name in admin.get("/office/operator").text
    admin.get(f"/office/right/add?values.operators={login}")
    admin.choose("form.set", "values.category", words.category)
    album.take(admin, "right")
    admin.submit("form.set")
    album.take(admin.get("/office/right"), "rights")

    admin.get("/office/mailbox/add")
    admin.fill("form.set", **{"values.name": words.mailbox, "values.address": f"{words.mailbox}@demo.example", "values.accept_new": "anyone"})
    admin.choose("form.set", "values.category", words.category)
    album.take(admin, "mailbox")
    admin.submit("form.set")
    admin.get(f"/office/mailbox/server?key={words.mailbox}")
    admin.fill("form.set", **{"values.imap_host": "127.0.0.1", "values.imap_port": str(fresh.ports["imaps"]),
                              "values.imap_login": f"{words.mailbox}@demo.example", "values.secret": fresh.passwords["mail"],
                              "confirm": fresh.passwords["anna"]})
    album.take(admin.resize((SIZE[0], 1060)), "server")  # both servers and both passwords
    admin.resize(SIZE)
    admin.submit("form.set")
    admin.click('form[action$="/mailbox/test"] button')
    def said():
        admin.get(f"/office/mailbox/edit?key={words.mailbox}")
        return admin.all("#try .badge")
    assert len(wait_for(said, 60, "what turnod says of the server")) == len(admin.all("#try .badge.ok")) == 9, admin.text
    album.take(admin.get("/office/mailbox"), "mailboxes")

    address = f"{words.contact.lower().replace(' ', '.')}@demo.example"
    row = fresh.deliver(f"{words.contact} <{address}>", f"{words.mailbox}@demo.example", words.subject, words.question)
    assert row["outcome"] == "ticket", fresh.explain(row)
    operator = browser.window(words.language, size=SIZE).sign_in(login, "una parola lunga e nuova")
    album.take(operator.get("/ticket"), "list")
    operator.click_text("table.tickets a", words.subject)
    album.take(operator, "ticket")
    operator.click('nav.tools form[action$="/answer"] button')
    operator.fill("form#reply", text=words.answer)
    album.take(operator, "answer")
    operator.submit("form#reply")
    assert words.answer.splitlines()[1] in operator.text
    album.take(operator, "answered")

    told = fresh.told(row["ticket"], "reply", address)
    phone = browser.window(words.language, size=PHONE).enter(fresh.link(told))
    assert words.answer.splitlines()[1] in phone.text
    album.take(phone, "phone")
    for page, picture in (("/ticket/new", "new"), ("/contact", "contacts"), ("/practice", "practices"), ("/statistics", "statistics")):
        album.take(operator.get(page), picture)
    fresh.deliver(f"{words.contact} <{words.language}@elsewhere.example>", "support@demo.example", words.subject, words.question)
    album.take(admin.get("/mail"), "incoming")
    for window in (admin, operator, phone):
        window.close()


@pytest.mark.parametrize("language", ["it", "en"])
def test_guide_shows_pictures_that_there_are(language):
    for guide in ("admin", "desk"):
        text = (TOP / f"doc/guide-{guide}.{language}.md").read_text(encoding="utf-8")
        shown = re.findall(r"!\[[^\]]+\]\((guide/[\w-]+\.\w+\.png)\)", text)
        assert len(shown) >= 4 and all((TOP / "doc" / name).exists() and name.endswith(f".{language}.png") for name in shown), shown
