"""Contacts and customers on the web: lists, cards, and what administrators change (web.md, page 6)."""
import io
import re
import zipfile

import pytest


def card(office, login, path):
    return office.desk(login).get(office.url + path)


def number_of(office, name):
    """The number of the contact who is called so."""
    page = card(office, "anna", f"/contact?text={name}")
    return int(re.search(r'/contact/(\d+)">' + name, page.html).group(1))


@pytest.fixture
def person(office):
    """A new contact: his name, number and address."""
    name = office.word()
    address = office.contact(name=name)
    return name, number_of(office, name), address


def test_r26_contacts_are_found_by_name_company_and_address(office, person):
    name, number, address = person
    for text in (name, name[:6], address, address.upper()):
        assert f"/contact/{number}" in card(office, "marco", f"/contact?text={text}").html
    page = card(office, "marco", "/contact?text=edil")
    assert "Geometra Sala" in page.text and "Edil Nord S.r.l." in page.text and name not in page.text
    assert "class=\"empty\"" in card(office, "marco", "/contact?text=" + office.word()).html
    assert "Edil Nord" in card(office, "marco", "/customer?text=edil+nord").text
    assert card(office, "marco", "/contact?after=99999999").status == 200
    assert card(office, "marco", "/contact?after=x").status == 200


def test_r24_only_operators_see_contacts(office, person):
    ticket = office.open_ticket(f"Contatti {office.word()}")
    guest = office.enter(office.link(office.told(ticket["number"], "acknowledgement", ticket["sender"])))
    for path in ("/contact", f"/contact/{person[1]}", "/customer", "/customer/1", f"/contact/{person[1]}/document"):
        page = guest.get(office.url + path)
        assert "/login" in page.url and person[0] not in page.text


def test_r9_the_card_shows_what_its_reader_sees(office):
    subject = f"Scheda {office.word()}"
    ticket = office.open_ticket(subject)
    page = card(office, "anna", f"/contact?text={ticket['sender']}")
    path = re.search(r"/contact/\d+", page.html).group()
    assert subject in card(office, "anna", path).text
    assert path + '"' in card(office, "anna", f"/ticket/{ticket['number']}").html  # the ticket leads to the card
    page = card(office, "marco", path)
    assert page.status == 200 and subject not in page.text
    assert "/edit" not in page.html and "/address" not in page.html
    assert subject in card(office, "anna", re.search(r"/customer/\d+", card(office, "anna", path).html).group()).text


@pytest.mark.parametrize("path", ["/contact/new", "/customer/new", "/contact/{}/edit", "/contact/{}/merge", "/contact/{}/erase", "/customer/1/edit"])
def test_r4_administrators_change_and_others_find_nothing(office, person, path):
    path = path.format(person[1])
    assert card(office, "anna", path).status == 200
    assert card(office, "marco", path).status == 404
    assert card(office, "anna", path.replace(str(person[1]), "99999999")).status in (200, 404)


def test_r1_a_contact_is_added_and_changed(office):
    browser, name = office.desk("anna"), office.word()
    page = browser.get(office.url + "/contact/new")
    form = page.form("name", "mail")
    page = browser.submit(form, name="", mail="no address", customer="Zorro", phone="x")
    assert page.status == 422 and page.html.count('class="error"') == 4 and 'value="no address"' in page.html
    form = page.form("name", "mail")
    page = browser.submit(form, name=name, mail=f"{name}@x.example", customer="Edil Nord S.r.l.", tax_code="rssmra80a01h501x", phone="x",
                          contact_language="it")
    assert page.status == 422 and "phone-error" in page.html
    form = page.form("name", "mail")
    fields = {"name": name, "mail": f"{name}@x.example", "customer": "Edil Nord S.r.l.", "tax_code": "rssmra80a01h501x", "phone": "06 1234",
              "contact_language": "it"}
    page = browser.submit(form, **fields)
    assert page.status == 200 and re.search(r"/contact/\d+\?done=contact_added", page.url), page.text
    assert "RSSMRA80A01H501X" in page.text and "carattere di controllo" in page.text and "Geometra Sala" in page.text
    there = page.url.split("?")[0]
    browser.get(office.url + "/contact/new")
    again = browser.submit(form, **fields)  # the same form once more makes no second
    assert again.url.split("?")[0] == there
    page = browser.get(there + "/edit")
    page = browser.submit(page.form("name", "notes"), name=name + " bis", notes="chiamare di mattina", contact_language="en")
    assert name + " bis" in page.text and "chiamare di mattina" in page.text and "Inglese" in page.text
    assert "chiamare di mattina" not in card(office, "marco", "/contact?text=" + name).text
    page = browser.get(there)
    page = browser.submit(page.form_to("/remove"))
    assert page.url.endswith("/contact?done=removed")
    assert browser.get(there).status == 404


def test_r1_addresses(office, person):
    browser, (_, number, address) = office.desk("anna"), person
    there = f"{office.url}/contact/{number}"
    other = f"{office.word()}@x.example"
    page = browser.get(there)
    page = browser.submit(page.form("mail", "is_pec"), mail="info@edilnord.example")
    assert page.status == 422 and "mail-error" in page.html and "info@edilnord.example" in page.html
    page = browser.submit(page.form("mail", "is_pec"), mail=other, is_pec="1")
    assert page.status == 200 and other in page.text
    row = next(f for f in page.forms if f.fields.get("mail") == other and "action" in f.names)
    page = browser.submit(row, action="main")
    assert office.turno("contact", "show", address)["addresses"][0] == other
    row = next(f for f in page.forms if f.fields.get("mail") == address)
    page = browser.submit(row, action="remove")
    assert office.turno("contact", "show", other)["addresses"] == [other]
    row = next(f for f in page.forms if f.fields.get("mail") == other)
    page = browser.submit(row, action="remove")
    assert page.status == 409 and "Un contatto deve avere un indirizzo." in page.text


def test_r1_two_contacts_become_one(office, person):
    browser, word = office.desk("anna"), office.word()
    for n in (1, 2):
        office.turno("contact", "add", f"{word}{n}@x.example", "--name", f"{word}{n}", "--customer", "Edil Nord S.r.l.")
    one, two = number_of(office, word + "1"), number_of(office, word + "2")
    page = browser.get(f"{office.url}/contact/{one}/merge")
    form = page.form("into")
    assert browser.submit(form, into=person[1]).status == 422
    browser.get(f"{office.url}/contact/{one}/merge")
    page = browser.submit(form, into=two)
    assert page.url.startswith(f"{office.url}/contact/{two}?") and f"{word}1@x.example" in page.text
    assert f"/contact/{two}" in browser.get(f"{office.url}/contact/{one}").html


def test_r3_a_code_for_the_own_area(office, person):
    browser, (_, number, address) = office.desk("marco"), person
    page = browser.get(f"{office.url}/contact/{number}")
    page = browser.submit(page.form_to("/code"))
    assert page.status == 200 and "done=code_sent" in page.url
    assert [row["to"] for row in office.turno("outbox", "list") if row["kind"] == "password_code" and row["to"] == address] == [address]


def test_r39_erased_after_it_was_said_what_goes(office):
    ticket = office.open_ticket(f"Cancella {office.word()}")
    browser = office.desk("anna")
    path = re.search(r"/contact/\d+", browser.get(f"{office.url}/contact?text={ticket['sender']}").html).group()
    page = browser.get(office.url + path + "/erase")
    assert "1 ticket visibile" in page.text
    form = page.form("reason", "sure")
    page = browser.submit(form)
    assert page.status == 422 and "sure-error" in page.html
    page = browser.submit(form, sure="1", reason="richiesta")
    assert page.status == 200 and "erased-" in page.text and ticket["sender"] not in page.text
    assert office.ticket(ticket["number"])["contact"]["name"].startswith("erased-")


def test_r25_documents_of_a_contact_with_who_took_them(office):
    office_word = office.word()
    ticket = office.open_ticket(f"Documenti {office_word}", files=[("cu.pdf", "application/pdf", b"%PDF-1.4 x")])
    browser = office.desk("anna")
    path = re.search(r"/contact/\d+", browser.get(f"{office.url}/contact?text={ticket['sender']}").html).group()
    page = browser.get(office.url + path + "/document")
    assert "cu.pdf" in page.text and "Scaricamenti" in page.text
    browser.get(office.url + re.search(r"/attachment/\d+", page.html).group())
    assert "Anna Conti" in browser.get(office.url + path + "/document?kind=sent&name=cu").text
    assert "cu.pdf" not in browser.get(office.url + path + "/document?kind=delivered").text
    assert "cu.pdf" in card(office, "anna", path).text
    assert "cu.pdf" not in card(office, "marco", path + "/document").text


def test_customers_are_added_changed_and_removed(office):
    browser, name = office.desk("anna"), "Ditta " + office.word()
    page = browser.get(office.url + "/customer/new")
    page = browser.submit(page.form("kind", "vat_number"), name="Edil Nord S.r.l.", kind="company")
    assert page.status == 422 and "name-error" in page.html
    page = browser.submit(page.form("kind", "vat_number"), name=name, kind="company", vat_number="IT 07643520567")
    assert page.status == 200 and "07643520567" in page.text
    there = page.url.split("?")[0]
    page = browser.get(there + "/edit")
    page = browser.submit(page.form("kind", "vat_number"), name=name + " S.r.l.", kind="company")
    assert name + " S.r.l." in page.text
    page = browser.get(re.search(r'/contact/new\?customer=\d+', page.html).group())
    assert page.form("customer").fields["customer"] == name + " S.r.l."
    page = browser.get(there)
    assert browser.submit(page.form_to("/remove")).url.endswith("/customer?done=removed")


def test_forms_of_other_sites_change_nothing(office, person):
    browser = office.desk("anna")
    page = browser.get(f"{office.url}/contact/{person[1]}")
    for ending in ("/remove", "/code"):
        assert browser.submit(page.form_to(ending), csrf="x" * 43).status == 403
        browser.get(f"{office.url}/contact/{person[1]}")
    page = browser.get(f"{office.url}/contact/{person[1]}/edit")
    assert browser.submit(page.form("name"), csrf=None, name="x").status == 403


def test_operators_send_nothing_to_pages_of_administrators(office, person):
    browser = office.desk("marco")
    page = browser.get(f"{office.url}/contact/{person[1]}")
    form = page.form_to("/code")
    for ending, fields in (("address", {"action": "add", "mail": "a@x.example"}), ("remove", {}), ("lock", {}), ("merge", {"into": "1"}),
                           ("erase", {"sure": "1"}), ("edit", {"name": "x", "contact_language": "it"})):
        form.action = f"{office.url}/contact/{person[1]}/{ending}"
        browser.get(f"{office.url}/contact/{person[1]}")
        assert browser.submit(form, **fields).status == 404


def names_in(page):
    """Files of a ZIP file, without the folder that holds all."""
    assert page.status == 200 and page.headers["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(page.body)) as archive:
        assert archive.testzip() is None
        return archive.namelist(), b"".join(archive.read(name) for name in archive.namelist())


def test_r39_exported_as_far_as_one_sees_and_all_by_himself(office):
    subject, note = f"Esporta {office.word()}", office.word()
    ticket = office.open_ticket(subject, files=[("cu.pdf", "application/pdf", b"%PDF-1.4 cu")])
    office.turno("ticket", "note", ticket["number"], "--text", note, "--as", "anna")
    browser = office.desk("anna")
    path = re.search(r"/contact/\d+", browser.get(f"{office.url}/contact?text={ticket['sender']}").html).group()
    page = browser.get(office.url + path + "/export")
    assert f'{path[1:].replace("/", "-")}.zip' in page.headers["Content-Disposition"]
    names, content = names_in(page)
    assert any(name.endswith("cu.pdf") for name in names) and subject.encode() in content
    assert note.encode() not in content and not any(name.endswith(".eml") for name in names)
    for login in ("marco", "riccardo"):
        assert office.desk(login).get(office.url + path + "/export").status == 404
    office.turno("contact", "set", ticket["sender"], "--password-file", "-", stdin=b"una frase lunga\n")
    contact = office.browser()
    page = contact.get(office.url + "/login")
    page = contact.submit(page.form("login", "password"), login=ticket["sender"], password="una frase lunga")
    assert "/t/export" in contact.get(office.url + "/t/profile").html
    names, content = names_in(contact.get(office.url + "/t/export"))
    assert any(name.endswith("cu.pdf") for name in names) and subject.encode() in content and note.encode() not in content
    guest = office.enter(office.link(office.told(ticket["number"], "acknowledgement", ticket["sender"])))
    assert guest.get(office.url + "/t/export").status == 404
