"""New tickets of operators and their drafts (web.md, page 5)."""
import re

import pytest


@pytest.fixture
def begin(office):
    """The page of a new ticket as somebody has it, and his browser."""
    def do(login="anna", query=""):
        browser = office.desk(login)
        return browser, browser.get(f"{office.url}/ticket/new{query}")
    return do


@pytest.fixture
def person(office):
    """A new contact: his name, the value that ticks him, his address."""
    name = office.word()
    address = office.contact(name=name)
    page = office.desk("anna").get(f"{office.url}/find/contact?text={address}")
    return name, "contact-" + re.search(r'data-id="(\d+)"', page.html).group(1), address


def form_of(page):
    return page.form("subject", "found")


def number_of(page):
    return int(re.search(r"/ticket/(\d+)", page.url).group(1))


def test_r30_a_ticket_is_opened_with_message_files_and_note(office, begin, person):
    browser, page = begin()
    subject = f"Sportello {office.word()}"
    form = form_of(page)
    fields = {"what": "open", "found": person[1], "category": page.option("CAF › 730"), "channel": "phone", "subject": subject, "text": "Serve la CU.",
              "note": "Richiama lunedì.", "reference": f"P-{office.word()}", "due_on": "2099-12-31", "place": "Via Roma 1, Napoli", "latitude": "40.85",
              "longitude": "14.27", "pass_turn": "1"}
    page = browser.submit(form, files=[("files", "modulo.txt", "text/plain", b"da firmare")], **fields)
    assert re.search(r"/ticket/\d+\?done=opened", page.url), (page.status, page.text)
    number = number_of(page)
    assert subject in page.text and "Serve la CU." in page.text and "Richiama lunedì." in page.text and "modulo.txt" in page.text
    assert office.turn(number) == "contact"
    mail = office.told(number, "reply", person[2])
    assert "Richiama" not in mail.as_string()
    browser.get(f"{office.url}/ticket/new")
    again = browser.submit(form, **fields)  # the same form once more makes no second
    assert number_of(again) == number


def test_r19_closed_after_sending(office, begin, person):
    browser, page = begin()
    page = browser.submit(form_of(page), what="open", found=person[1], category=page.option("CAF"), subject="Chiusa subito", text="", close="1")
    assert page.status == 422 and 'id="text-error"' in page.html and re.search(rf'value="{person[1]}" checked', page.html)
    page = browser.submit(form_of(page), what="open", text="Ecco la risposta.")
    assert "done=closed" in page.url and office.turn(number_of(page)) == "closed"


def test_r30_people_are_found_without_a_script(office, begin, person):
    browser, page = begin()
    page = browser.submit(form_of(page), what="find", contact_text=person[0], subject="Resta scritto")
    assert 'value="Resta scritto"' in page.html and 'class="error"' not in page.html
    assert f'value="{person[1]}"' in page.html and person[2] in page.text
    page = browser.submit(form_of(page), what="open", contact_text=office.word(), found=person[1], category=page.option("CAF"))
    assert page.status == 422 and "nessuno." in page.text  # words not chosen are a search, whatever is ticked
    page = browser.submit(form_of(page), what="open", found=person[1], category=page.option("CAF"))
    assert "done=opened" in page.url and office.turn(number_of(page)) == "operator"
    _, page = begin()
    page = browser.submit(form_of(page), what="find", contact_text="edil nord")
    company = re.search(r'value="(customer-\d+)"', page.html).group(1)
    page = browser.submit(form_of(page), what="open", found=company, category=page.option("CAF"), subject="Di tutta l’azienda")
    assert "done=opened" in page.url and "Edil Nord S.r.l." in page.text


def test_r1_a_new_contact_comes_with_the_ticket(office, begin, person):
    browser, page = begin("marco")
    form = form_of(page)
    base = {"what": "open", "found": "new", "category": page.option("CAF"), "subject": "Al telefono"}
    page = browser.submit(form, **base, new_name="", new_mail=person[2])
    assert page.status == 422 and "new_name-error" in page.html and "new_mail-error" in page.html
    name = office.word()
    page = browser.submit(form_of(page), **base, new_name=name, new_mail=f"{name}@x.example")
    assert "done=opened" in page.url and name in page.text
    assert office.turno("contact", "show", f"{name}@x.example")["name"] == name


@pytest.mark.parametrize("field, value, where", [
    ("subject", "", "subject"), ("category", "", "category"), ("category", "999999", "category"), ("found", "contact-999999", "contact"),
    ("found", "", "contact"), ("found", "altro", "contact"), ("due_on", "ieri", "due_on"), ("due_on", "2001-01-01", "due_on"), ("latitude", "99", "latitude"),
    ("reference", "12", "reference"), ("channel", "piccione", "channel"), ("priority", "999999", "priority"), ("new_name", "x" * 900, "new_name")])
def test_wrong_fields_are_said_and_the_rest_stays(begin, person, field, value, where):
    browser, page = begin()
    fields = {"what": "open", "found": person[1], "category": page.option("CAF"), "subject": "Oggetto rimasto", "note": "Nota rimasta"}
    page = browser.submit(form_of(page), **{**fields, field: value})
    assert page.status == 422 and f'id="{where}-error"' in page.html and "Nota rimasta" in page.text


def test_r7_his_own_categories_only(office, begin, person):
    browser, page = begin("marco")
    assert "Immigrazione" not in page.text and "CAF › 730" in page.text
    foreign = begin("anna")[1].option("Immigrazione")
    page = browser.get(f"{office.url}/ticket/new")
    page = browser.submit(form_of(page), what="open", found=person[1], category=foreign, subject="Altrui")
    assert page.status == 422 and "category-error" in page.html


def test_r24_contacts_and_strangers_open_none_here(office, person):
    assert "/login" in office.browser().get(office.url + "/ticket/new").url
    ticket = office.open_ticket(f"Altro {office.word()}")
    guest = office.enter(office.link(office.told(ticket["number"], "acknowledgement", ticket["sender"])))
    assert "/login" in guest.get(office.url + "/ticket/new").url
    browser = office.desk("anna")
    form = form_of(browser.get(office.url + "/ticket/new"))
    page = browser.submit(form, csrf="x" * 43, what="open", found=person[1], subject="Falso")
    assert page.status == 403


def test_r32_a_draft_is_saved_gone_on_with_and_sent(office, begin, person):
    browser, page = begin()
    subject = f"Bozza {office.word()}"
    form = form_of(page)
    page = browser.submit(form, what="draft", found=person[1], category=page.option("CAF › 730"), subject=subject, text="", pass_turn="1",
                          files=[("files", "a.txt", "text/plain", b"a"), ("files", "b.txt", "text/plain", b"b")])
    assert "done=drafted" in page.url, page.text
    number = number_of(page)
    assert office.outbox(number) == []
    _, page = begin("marco", f"?draft={number}")  # a colleague goes on
    assert page.status == 200 and subject in page.html and "a.txt" in page.text
    remove = re.search(r'name="remove" value="(\d+)"', page.html).group(1)
    marco = office.desk("marco")
    page = marco.submit(form_of(page), what="draft", text="Quasi pronta.", remove=remove)
    assert "done=drafted" in page.url
    _, page = begin("anna", f"?draft={number}")
    assert "Quasi pronta." in page.text and "a.txt" not in page.text and "b.txt" in page.text
    page = browser.submit(form_of(page), what="open", subject="")
    assert page.status == 422 and "subject-error" in page.html and office.outbox(number) == []
    form = form_of(page)
    page = browser.submit(form, what="open", subject=subject, text="Pronta.")
    assert "done=opened" in page.url and number_of(page) == number and office.turn(number) == "contact"
    assert "Pronta." in office.told(number, "reply", person[2]).as_string()
    page = browser.get(f"{office.url}/ticket/new?draft={number}")
    assert page.status == 404


def test_r32_a_draft_out_of_sight_is_not_there(office, begin, person):
    browser, page = begin()
    page = browser.submit(form_of(page), what="draft", found=person[1], category=page.option("Immigrazione"), subject="Riservata")
    number = number_of(page)
    assert begin("marco", f"?draft={number}")[1].status == 404
    _, page = begin("marco")
    page = office.desk("marco").submit(form_of(page), what="draft", draft=number, found=person[1], category=page.option("CAF"), subject="Presa")
    assert page.status == 404 and begin("anna", "?draft=99999999")[1].status == 404


def test_the_form_begins_with_whom_it_was_asked_for(office, begin, person):
    number = person[1].split("-")[1]
    page = begin("anna", f"?contact={number}")[1]
    assert re.search(rf'value="{person[1]}" checked', page.html) and person[2] in page.text
    assert "checked" not in begin("anna", "?contact=99999999")[1].html.split("</fieldset>")[0]
