"""Practices on the web: the list, the card with checklist, documents and fields, and a ticket that becomes one (web.md, page 10)."""
import json
import re

import pytest

CHECKS, ASKED = ["CU ricevuta", "Firma"], ["Ricevuta"]
FIELDS = [{"name": "reddito", "label_it": "Reddito", "label_en": "Income", "type": "number", "is_required": True},
          {"name": "figli", "label_it": "Figli a carico", "label_en": "Children", "type": "yes-no"},
          {"name": "regime", "label_it": "Regime", "label_en": "Scheme", "type": "choice", "choices": ["ordinario", "forfettario"]},
          {"name": "nascita", "label_it": "Nascita", "label_en": "Birth", "type": "date"}]


@pytest.fixture(scope="module")
def model(office):
    """A model of CAF › 730; gives its name."""
    name = "Modello " + office.word()
    office.turno("model", "add", name, "--category", "CAF › 730", "--file", "-", "--due-days", 30,
                 stdin=json.dumps({"checks": CHECKS, "documents": ASKED, "fields": FIELDS}).encode())
    yield name
    office.turno("model", "set", name, "--no-active")


@pytest.fixture
def ticket(office):
    return office.open_ticket(f"730 pratica {office.word()}", files=[("cu.pdf", "application/pdf", b"%PDF-1.4 cu")])


@pytest.fixture
def practice(office, model, ticket):
    """The page of a practice of a ticket, as Anna has just made it."""
    browser = office.desk("anna")
    page = browser.get(f"{office.url}/practice/new?ticket={ticket['number']}")
    page = browser.submit(page.form("subject", "documents"))
    assert page.status == 200 and re.search(r"/practice/\d+\?done=practice_made$", page.url), page.text
    return page


def test_r37_a_ticket_fills_the_form(office, model, ticket):
    page = office.desk("anna").get(f"{office.url}/practice/new?ticket={ticket['number']}")
    form = page.form("subject", "description", "due_on", "fields.reddito", "fields.figli", "fields.nascita")
    assert form.fields["subject"] == ticket["subject"] and "ho una domanda" in form.fields["description"]
    assert form.fields["due_on"] and form.fields["documents"] and "cu.pdf" in page.text
    assert "Ricevuta" in page.text and "CU ricevuta" in page.text and model in page.text
    page = office.desk("anna").submit(page.form("chosen", "model"), model="")
    assert "fields.reddito" not in page.form("subject", "assignee").names


def test_r20_converting_moves_no_turn(office, practice, ticket):
    assert office.ticket(ticket["number"])["turn"] == "operator"
    assert "cu.pdf" in practice.text and f"#{ticket['number']}" in practice.text
    number = re.search(r"/practice/(\d+)", practice.url).group(1)
    assert f"P{number}" in office.desk("anna").get(f"{office.url}/practice/new?ticket={ticket['number']}").text


def test_wrong_fields_stay_as_typed(office, model, ticket):
    browser = office.desk("anna")
    page = browser.get(f"{office.url}/practice/new?ticket={ticket['number']}")
    page = browser.submit(page.form("subject", "documents"), subject="", **{"fields.reddito": "molto", "fields.nascita": "31/02/2020", "due_on": "domani"})
    assert page.status == 422 and 'value="molto"' in page.html and 'value="31/02/2020"' in page.html
    for name in ("subject-error", "due_on-error", "field-reddito-error", "field-nascita-error"):
        assert f'id="{name}"' in page.html
    form = page.form("subject", "fields.reddito")
    fields = {"subject": "Giusta", "fields.reddito": "12000,50", "fields.nascita": "28/02/2020", "fields.figli": "yes", "fields.regime": "forfettario", "due_on": ""}
    page = browser.submit(form, **fields)
    assert page.status == 200, page.text
    shown = page.form("fields.reddito").fields
    assert shown["fields.reddito"] == "12000.50" and shown["fields.nascita"] == "2020-02-28"
    assert '<option value="forfettario" selected>' in page.html and '<option value="yes" selected>' in page.html
    there = page.url
    browser.get(f"{office.url}/practice/new?ticket={ticket['number']}")
    assert browser.submit(form, **fields).url == there  # the same form makes no second


def test_r9_who_does_not_see_the_ticket_sees_no_practice(office, model, ticket, practice):
    number = re.search(r"/practice/(\d+)", practice.url).group(1)
    other = office.open_ticket(f"Immigrazione {office.word()}")  # Amministrazione: Marco has no part in it
    browser = office.desk("marco")
    assert browser.get(f"{office.url}/practice/new?ticket={other['number']}").status == 404
    assert browser.get(f"{office.url}/practice/{number}").status == 200  # CAF › 730, base
    assert office.desk("riccardo").get(f"{office.url}/practice/99999999").status == 404
    guest = office.enter(office.link(office.told(ticket["number"], "acknowledgement", ticket["sender"])))
    for path in ("/practice", f"/practice/{number}", "/knowledge"):
        assert "/login" in guest.get(office.url + path).url


def test_the_list_is_narrowed(office, model, practice):
    browser, subject = office.desk("anna"), re.search(r"<h1>P\d+ ([^<]+)", practice.html).group(1)
    nobody = browser.submit(browser.get(practice.url).form_to("/set"), assignee="")
    assert nobody.status == 200 and subject not in browser.get(office.url + "/practice?assignee=me").text
    me = practice.option("Anna Conti")
    browser.get(practice.url)
    browser.submit(practice.form_to("/set"), assignee=me)
    page = browser.get(office.url + "/practice?assignee=me")
    assert subject in page.text
    form = page.form("state", "model", "due_before")
    chosen = page.option(model)
    page = browser.submit(form, model=chosen, assignee="")
    assert subject in page.text and f'<option value="{chosen}" selected>' in page.html
    assert subject not in browser.get(office.url + "/practice?tab=closed").text
    assert subject not in browser.get(office.url + "/practice?due_before=2020-01-01").text
    assert subject in browser.get(office.url + "/practice?due_before=2100-01-01&sort=recent").text
    assert browser.get(office.url + "/practice?after=x&state=99999999&tab=nowhere").status == 200


def test_checklist_fields_and_documents_until_it_is_done(office, model, practice):
    browser, page = office.desk("anna"), practice
    there = page.url.split("?")[0]
    complete = re.search(r'<select id="end".*?<option value="(\d+)">', page.html).group(1)
    refused = browser.submit(page.form_to("/close"), state=complete)
    assert refused.status == 422 and "La lista dei controlli non è finita." in refused.text and "Mancano documenti" in refused.text
    assert "Campi necessari sono vuoti" in refused.text and "field-reddito-error" in refused.html
    page = browser.get(there)
    for n in ("1", "2"):
        page = browser.submit(page.form_to("/check", n=n), done="true")
        assert page.status == 200
    assert "2/2" in page.text
    page = browser.submit(page.form_to("/check", n="2"), done="false")
    assert "1/2" in page.text
    page = browser.submit(page.form_to("/check", n="2"), done="true")
    page = browser.submit(page.form_to("/document", action="fulfil"))
    assert page.status == 422 and 'role="alert"' in page.html
    page = browser.submit(page.form_to("/document", action="fulfil"), files=[("files", "ricevuta.pdf", "application/pdf", b"%PDF ricevuta")])
    assert page.status == 200 and "ricevuta.pdf" in page.text
    page = browser.submit(page.form_to("/set"), **{"fields.reddito": "100"})
    assert page.status == 200
    page = browser.submit(page.form_to("/close"), state=complete)
    assert "done=practice_closed" in page.url and "Riapri" in page.text and "/check" not in "".join(f.action for f in page.forms)
    page = browser.submit(page.form_to("/reopen"))
    assert "done=practice_reopened" in page.url and page.form_to("/set")


def test_r25_documents_by_reference_are_delivered_and_taken_out(office, practice, ticket):
    browser, page = office.desk("anna"), practice
    document = next(f for f in page.forms if f.action.endswith("/document") and f.names >= {"document", "action"} and "files" not in f.names)
    page = browser.submit(document, action="share")
    assert page.status == 200 and "Non consegnare più" in page.text
    page = browser.submit(page.form_to("/document", document=document.fields["document"]), action="unshare")
    page = browser.submit(page.form_to("/document", document=document.fields["document"]), action="remove")
    assert page.status == 200
    asked = page.form_to("/document", action="fulfil")
    there = re.search(r'<option value="(\d+)">cu.pdf', page.html).group(1)
    page = browser.submit(asked, attachments=there)
    assert page.status == 200 and "manca" not in page.text
    page = browser.submit(page.form_to("/document", action="add"), files=[("files", "nota.txt", "text/plain", b"nota")])
    assert "nota.txt" in page.text and f"#{ticket['number']}" in page.text
    assert browser.submit(page.form_to("/document", document=asked.fields["document"]), action="zap").status == 422


def test_it_is_tied_to_tickets_of_its_customer(office, practice, ticket):
    browser, page = office.desk("anna"), practice
    other = office.open_ticket(f"Altro {office.word()}")
    own = office.open_ticket(f"730 secondo {office.word()}", sender=ticket["sender"])
    for number, words in ((99999999, "nessun ticket visibile"), (other["number"], "di un altro cliente"), ("", "nessun ticket visibile")):
        page = browser.submit(page.form_to("/link"), ticket=number)
        assert page.status == 422 and words in page.text
    page = browser.submit(page.form_to("/link"), ticket=own["number"])
    assert page.status == 200 and own["subject"] in page.text


def test_a_practice_for_a_contact_without_a_ticket(office, model):
    browser, name = office.desk("anna"), office.word()
    office.contact(name=name)
    card = re.search(r"/contact/\d+", browser.get(f"{office.url}/contact?text={name}").html).group()
    page = browser.get(office.url + re.search(r"/practice/new\?contact=\d+", browser.get(office.url + card).html).group())
    assert "subject" not in {n for form in page.forms for n in form.names}
    category = page.option("CAF › 730")
    page = browser.submit(page.form("chosen", "category"), category=category)
    chosen = page.option(model)
    page = browser.submit(page.form("chosen", "model"), category=category, model=chosen)
    page = browser.submit(page.form("subject", "fields.reddito"), subject="Senza ticket", assignee="")
    assert page.status == 200 and "Senza ticket" in page.text and name in page.text
    assert "Senza ticket" in browser.get(office.url + card).text
    assert browser.get(office.url + "/practice/new?contact=99999999").status == 404
    assert browser.get(office.url + "/practice/new").status == 200


def test_a_value_that_no_form_sends_is_refused_with_a_sentence(office):
    page = office.desk("anna").get(office.url + "/practice?assignee=somebody")
    assert page.status == 400 and "Un valore non è tra quelli previsti" in page.text


def test_moved_it_may_be_out_of_sight(office, practice):
    browser, there = office.desk("marco"), practice.url.split("?")[0]
    page = browser.get(there)
    away = page.option("Interna")
    page = browser.submit(page.form_to("/move"), category=away)
    assert page.url.endswith("/practice?done=practice_moved")
    assert browser.get(there).status == 404 and office.desk("anna").get(there).status == 200


def test_forms_of_other_sites_change_nothing(office, practice):
    browser, page = office.desk("anna"), practice
    for ending in ("/set", "/check", "/close", "/document", "/link", "/move"):
        assert browser.submit(page.form_to(ending), csrf="x" * 43).status == 403
        browser.get(practice.url)
