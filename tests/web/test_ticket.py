"""The ticket's page: every act that its toolbar offers, and the choices while one types."""
import urllib.parse

import pytest


@pytest.fixture
def ticket(office):
    return office.open_ticket(f"730 pagina {office.word()}")


def find(office, browser, what, text):
    return browser.get(f"{office.url}/find/{what}?text={urllib.parse.quote(text)}")


# The script, and what it asks for

def test_the_script_is_of_the_page_and_kept_by_browsers(office):
    browser = office.desk("marco")
    page = browser.get(f"{office.url}/ticket")
    assert '<script src="/static/turno.js?v=' in page.html and " defer></script>" in page.html
    page = browser.get(f"{office.url}/static/turno.js")
    assert page.headers["Content-Type"] == "text/javascript; charset=utf-8" and len(page.body) <= 5 << 10
    assert "immutable" in page.headers["Cache-Control"] or "max-age" in page.headers["Cache-Control"]


def test_contacts_while_one_types(office):
    word = office.word()
    address = office.contact(name=f"Nome <b>{word}</b>")
    page = find(office, office.desk("marco"), "contact", word[:8])
    assert page.status == 200 and page.html.count('role="option"') == 1 and address in page.text and "<b>" + word not in page.html
    assert "<html" not in page.html
    assert "data-id" not in find(office, office.desk("marco"), "contact", f"x{office.word()}").html
    assert "data-id" not in find(office, office.desk("marco"), "contact", "").html
    assert "/login" in find(office, office.browser(), "contact", word).url


def test_r9_tickets_while_one_types_are_those_that_one_sees(office, ticket):
    hidden = office.open_ticket(f"Altro {office.word()}")
    for number, count in ((ticket["number"], 1), (hidden["number"], 0)):
        page = find(office, office.desk("marco"), "ticket", str(number))
        assert page.html.count(f'data-id="{number}"') == count


def test_a_contact_finds_nobody(office, ticket):
    guest = office.enter(office.link(office.told(ticket["number"], "acknowledgement", ticket["sender"])))
    assert "/login" in guest.get(f"{office.url}/find/contact?text=mario").url
