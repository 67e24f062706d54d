"""The contact's side: his link, his requests, a new one step by step, his documents and himself."""
import re

import pytest

from lib import mail as mails

LONG = "quattro parole lunghe insieme"


def with_password(office, address):
    """Gives a contact a password by the office, and returns the browser in which he has signed in with it."""
    office.turno("contact", "set", address, "--password-file", "-", stdin=LONG.encode() + b"\n")
    browser = office.browser()
    page = browser.get(f"{office.url}/login")
    page = browser.submit(page.form("login", "password"), login=address, password=LONG)
    assert page.status == 200, page.text
    return browser


def number_of(page):
    return int(re.search(r"/t/(\d+)", page.url).group(1))


@pytest.fixture
def ticket(office):
    return office.open_ticket(f"730 contatto {office.word()}", files=[("cud.pdf", "application/pdf", b"%PDF-1.4 cud")])


@pytest.fixture
def contact(office, ticket):
    """His browser, signed in with a password."""
    return with_password(office, ticket["sender"])


@pytest.fixture(scope="module")
def tree(office):
    """Categories for contacts: a parent with instructions, a leaf, a leaf that asks for a place, and a hidden one."""
    top = office.word()
    office.turno("category", "add", top, "--instructions", "Leggere prima <questo>.")
    for name, more in (("Foglia", ()), ("Buca", ("--asks-place",)), ("Nascosta", ("--hidden",))):
        office.turno("category", "add", f"{top} › {name}", *more)
    return top


def follow(browser, text):
    """The page behind the link that reads so."""
    href = re.search(rf'<a href="([^"]+)"[^>]*>\s*{re.escape(text)}', browser.page.html)
    assert href, browser.page.text
    return browser.get(href.group(1).replace("&amp;", "&"))


# By link

def test_m33_a_link_shows_one_ticket_whose_turn_it_is_and_no_more(office, ticket):
    guest = office.enter(office.link(office.told(ticket["number"], "acknowledgement", ticket["sender"])))
    page = guest.page
    assert page.url == f"{office.url}/t/{ticket['number']}" and "Stiamo rispondendo" in page.text and "non deve fare nulla" in page.text
    assert "/t/documents" not in page.html and "/login?next=/t/list" in page.html
    office.answer_by_web(ticket["number"], "marco", "Manca la delega.")
    assert "Attendiamo la sua risposta" in guest.get(f"{office.url}/t").text
    other = office.open_ticket(f"730 altro {office.word()}", sender=ticket["sender"])
    assert guest.get(f"{office.url}/t/{other['number']}").status == 404
    page = guest.get(f"{office.url}/t/list")
    assert page.status == 200 and other["subject"] not in page.text and ticket["subject"] in page.text
    assert guest.get(f"{office.url}/t/profile").status == 404
    page = guest.get(f"{office.url}/t/new")
    assert page.status == 409 and 'role="alert"' in page.html  # R3: not by a link


def test_nobody_is_asked_to_sign_in(office):
    for path in ("/t", "/t/list", "/t/new", "/t/documents", "/t/profile", "/t/1"):
        page = office.browser().get(office.url + path)
        assert page.status == 403 and "/login?next=" in page.html, path


# His requests

def test_r24_he_sees_his_requests_by_turn_and_words_and_no_others(office, ticket, contact):
    word = office.word()
    second = office.open_ticket(f"730 secondo {word}", sender=ticket["sender"])
    foreign = office.open_ticket(f"730 altrui {office.word()}")
    office.answer_by_web(ticket["number"], "marco", "Manca la delega.")
    page = contact.get(f"{office.url}/t")
    assert page.url == f"{office.url}/t/list"
    assert page.text.index(ticket["subject"]) < page.text.index(second["subject"]), "his turn comes first"
    assert foreign["subject"] not in page.text
    page = contact.get(f"{office.url}/t/list?turn=contact")
    assert ticket["subject"] in page.text and second["subject"] not in page.text
    page = contact.submit(page.form("text"), turn="", text=word)
    assert second["subject"] in page.text and ticket["subject"] not in page.text
    page = contact.submit(page.form("text"), turn="", text=foreign["subject"])
    assert foreign["subject"] not in page.html.replace(f'value="{foreign["subject"]}"', "") and "Nessuna sua richiesta" in page.text
    assert contact.get(f"{office.url}/t/{foreign['number']}").status == 404
    page = contact.get(f"{office.url}/t/{second['number']}")
    assert page.status == 200
    page = contact.submit(page.form("text"), text="Aggiungo una cosa.")
    assert page.status == 200 and office.ticket(second["number"])["posts"][-1]["text"] == "Aggiungo una cosa."


def test_an_operator_has_no_page_of_contacts(office):
    for path in ("/t/list", "/t/new", "/t/profile"):
        assert office.desk("marco").get(office.url + path).status == 403


# A new one

def test_r7_r30_a_new_request_step_by_step(office, ticket, contact, tree):
    page = contact.get(f"{office.url}/t/new")
    assert tree in page.text and "Interna" not in page.text  # R7: hidden ones are not offered
    page = follow(contact, tree)
    assert "Leggere prima <questo>." in page.text and "Nascosta" not in page.text
    assert not any("subject" in form.names for form in page.forms)  # one below must be chosen
    page = follow(contact, "Foglia")
    form = page.form("subject", "text", "form_key")
    page = contact.submit(form, subject="", text="")
    assert page.status == 422 and 'aria-describedby="subject-error"' in page.html and "Foglia" in page.text
    page = contact.submit(page.form("subject"), subject="Serve il 730", text="Buongiorno.\n<b>Grazie</b>",
                          files=[("files", "cu.pdf", "application/pdf", b"%PDF cu")])
    assert page.status == 200 and "Abbiamo la sua richiesta" in page.text, page.text
    made = office.ticket(number_of(page))
    assert (made["subject"], made["category"], made["level"], made["turn"]) == ("Serve il 730", f"{tree} › Foglia", "base", "operator")
    assert [item["name"] for item in made["posts"][0]["attachments"]] == ["cu.pdf"] and made["contact"]["address"] == ticket["sender"]
    assert "<b>Grazie</b>" in page.text


def test_r30_the_same_form_twice_opens_one_ticket(office, contact, tree):
    contact.get(f"{office.url}/t/new")
    follow(contact, tree)
    form = follow(contact, "Foglia").form("subject")
    first = number_of(contact.submit(form, subject="Una volta", text="x"))
    assert number_of(contact.submit(form, subject="Una volta", text="x")) == first
    assert contact.submit(form, subject="x", text="x", csrf="A" * 64).status == 403


def test_r7_what_is_hidden_or_not_a_leaf_takes_nothing(office, contact, tree):
    ids = dict(office.stack.postgres.query(f"select name, id from turno.category where path like '{tree}%'"))
    assert contact.get(f"{office.url}/t/new/{ids['Nascosta']}").status == 404
    contact.get(f"{office.url}/t/new/{ids['Foglia']}")
    form = contact.page.form("subject")
    form.action = f"/t/new/{ids['Nascosta']}"
    assert contact.submit(form, subject="x", text="x").status in (404, 422)
    contact.get(f"{office.url}/t/new/{ids['Foglia']}")
    form.action = f"/t/new/{ids[tree]}"
    page = contact.submit(form, subject="x", text="x")
    assert page.status == 422 and 'role="alert"' in page.html


def test_r33_a_place_is_asked_for_and_kept(office, contact, tree):
    contact.get(f"{office.url}/t/new")
    follow(contact, tree)
    page = follow(contact, "Buca")
    page = contact.submit(page.form("address", "latitude"), subject="Buca", text="Profonda", address="via Roma 1", latitude="91", longitude="9,2")
    assert page.status == 422 and 'aria-describedby="latitude-error"' in page.html and page.form("address").fields["address"] == "via Roma 1"
    page = contact.submit(page.form("address"), latitude="45,4")
    assert page.status == 200 and "via Roma 1" in page.text, page.text


def test_r39_the_privacy_notice_is_acknowledged(office, contact, tree):
    office.turno("setting", "set", "privacy.notice.it", "--value", "Trattiamo i dati <così>.")
    try:
        contact.get(f"{office.url}/t/new")
        follow(contact, tree)
        page = follow(contact, "Foglia")
        assert "Trattiamo i dati <così>." in page.text
        page = contact.submit(page.form("subject"), subject="Con informativa", text="x")
        assert page.status == 422 and 'aria-describedby="privacy-error"' in page.html
        page = contact.submit(page.form("subject"), privacy="1")
        assert page.status == 200
        assert office.stack.postgres.query(f"select count(*) from turno.consent where ticket_id = {number_of(page)}") == [["1"]]
        page = office.browser().get(f"{office.url}/privacy")
        assert page.status == 200 and "Trattiamo i dati <così>." in page.text
    finally:
        office.turno("setting", "remove", "privacy.notice.it")


# Documents, himself

def test_r25_documents_are_his_and_come_whole(office, ticket, contact):
    office.answer_by_web(ticket["number"], "marco", "Ecco.", files=[("files", "delega.pdf", "application/pdf", b"%PDF delega")])
    page = contact.get(f"{office.url}/t/documents")
    assert "cud.pdf" in page.text and "delega.pdf" in page.text
    page = contact.submit(page.form("kind"), kind="delivered")
    assert "cud.pdf" not in page.text and "delega.pdf" in page.text
    page = contact.submit(page.form("kind"), kind="", name="CUD")
    assert "cud.pdf" in page.text and "delega.pdf" not in page.text
    href = re.search(r'href="(/t/attachment/\d+)">cud\.pdf', page.html).group(1)
    assert contact.get(office.url + href).body == b"%PDF-1.4 cud"
    stranger = with_password(office, office.contact())
    assert "cud.pdf" not in stranger.get(f"{office.url}/t/documents").text
    assert stranger.get(office.url + href).status == 404


def test_r1_he_sets_language_phone_and_password(office, ticket, contact):
    page = contact.get(f"{office.url}/t/profile")
    assert ticket["sender"] in page.text
    page = contact.submit(page.form("phone"), phone="casa")
    assert page.status == 422 and 'aria-describedby="phone-error"' in page.html and page.form("phone").fields["phone"] == "casa"
    page = contact.submit(page.form("phone"), phone="02 12.34", language="en")
    assert page.status == 200 and 'lang="en"' in page.html and page.form("phone").fields["phone"] == "021234"
    page = contact.submit(page.form("old_password"), old_password=LONG, password=LONG + " due", again=LONG + " due")
    assert page.status == 200 and "?done=password" in page.url
    assert contact.get(f"{office.url}/t/list").status == 200


def test_leaving_ends_the_visit(office, contact):
    page = contact.get(f"{office.url}/t/list")
    contact.submit(page.form_to("/t/leave"))
    assert contact.get(f"{office.url}/t/list").status == 403


# Without credentials

def test_r3_anyone_asks_where_the_office_lets_him_and_confirms_by_mail(office, tree):
    browser = office.browser()
    assert browser.get(f"{office.url}/ask").status == 403 or "/login" in browser.page.url
    office.turno("setting", "set", "web.open", "--value", "anyone")
    try:
        address = f"{office.word()}@demo.example"
        office.turno("setting", "set", "office.phone", "--value", "0547 123456")
        page = browser.get(f"{office.url}/ask")
        name = next(row["value"] for row in office.turno("setting", "list") if row["key"] == "office.name")
        assert f"<b>{name}</b>" in page.html and f"<title>Ci scriva · {name}</title>" in page.html and "Telefono 0547 123456" in page.text
        follow(browser, tree)
        page = follow(browser, "Foglia")
        page = browser.submit(page.form("name", "email"), name="Ada", surname="", tax_code="?", email="no", subject="s", text="t")
        assert page.status == 422 and all(f'{name}-error"' in page.html for name in ("surname", "tax", "email"))
        page = browser.submit(page.form("name", "email"), surname="Bassi", tax_code="BSSDAA80A41F205K", email=address, subject="Prima volta", text="Salve")
        assert page.status == 200 and "La sua richiesta è in attesa" in page.text and f"<b>{name}</b>" in page.html, page.text
        row = next(row for row in office.turno("outbox", "list") if row["to"] == address)
        text = mails.text_of(office.received(address, row["message_id"], 30))
        link = re.search(re.escape(office.url) + r"/confirm/[A-Za-z0-9_-]{43}", text).group()
        page = browser.get(link)
        page = browser.submit(page.forms[0])
        assert page.status == 200 and "Prima volta" in page.text and f"{office.url}/t" in page.url
    finally:
        office.turno("setting", "remove", "web.open")
        office.turno("setting", "remove", "office.phone")


# What operators see of it

def test_the_original_of_his_mail_is_a_file_for_operators(office, ticket):
    page = office.desk("marco").get(f"{office.url}/ticket/{ticket['number']}")
    href = re.search(r'href="(/mail/\d+/original)"', page.html).group(1)
    answer = office.desk("marco").get(office.url + href)
    assert answer.status == 200 and ticket["subject"].encode() in answer.body and b"cud.pdf" in answer.body
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert re.match(r'attachment; filename="mail-\d+\.eml"', answer.headers["Content-Disposition"])
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    guest = office.enter(office.link(office.told(ticket["number"], "acknowledgement", ticket["sender"])))
    assert "/original" not in guest.page.html
    assert "/login" in guest.get(office.url + href).url
    hidden = office.open_ticket(f"Altro {office.word()}")
    page = office.desk("anna").get(f"{office.url}/ticket/{hidden['number']}")
    href = re.search(r'href="(/mail/\d+/original)"', page.html).group(1)
    assert office.desk("marco").get(office.url + href).status == 404


HTML = """<html><head><meta http-equiv="refresh" content="0;url=https://evil.example/"><script>document.title = 'ran'</script></head>
<body onload="document.title='ran'"><h1>Perch\xe9 il 730?</h1><img src="https://evil.example/pixel.png"><a href="javascript:alert(1)">x</a></body></html>
"""


def test_the_html_of_a_mail_is_shown_in_a_sandbox_of_its_own(office):
    sender = office.contact()
    mail = mails.build(sender, "support@demo.example", f"730 html {office.word()}", "Solo testo.\n")
    mail.add_alternative(HTML, subtype="html", charset="iso-8859-1", cte="quoted-printable")
    row = office.verdict(mails.send(office.ports["smtp"], mail))
    page = office.desk("marco").get(f"{office.url}/ticket/{row['ticket']}")
    assert "Solo testo." in page.text and "evil.example" not in page.html  # text by default
    href = re.search(r'href="(/mail/\d+/html)"', page.html).group(1)
    answer = office.desk("marco").get(office.url + href)
    assert answer.status == 200 and answer.body.decode("iso-8859-1").replace("\r\n", "\n") == HTML
    assert answer.headers["Content-Type"] == "text/html; charset=iso-8859-1"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'none'"
    assert answer.headers["Content-Disposition"].startswith("inline;") and answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer" and answer.headers["Cache-Control"] == "no-store"
    guest = office.enter(office.link(office.told(row["ticket"], "acknowledgement", sender)))
    assert '/html"' not in guest.page.html and "/login" in guest.get(office.url + href).url
    plain = office.open_ticket(f"730 piano {office.word()}")
    page = office.desk("marco").get(f"{office.url}/ticket/{plain['number']}")
    original = re.search(r'href="(/mail/\d+)/original"', page.html).group(1)
    assert f"{original}/html" not in page.html and office.desk("marco").get(f"{office.url}{original}/html").status == 404
