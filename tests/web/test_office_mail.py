"""The administration of what turno sends: words, who is told, deliveries, calls; health and log."""
import re

import pytest


def form_to(page, *words):
    """The form whose action holds all of these."""
    return next(form for form in page.forms if all(word in form.action for word in words))


def beside(page, field):
    start = page.html.index(f'id="h-{field}"')
    return page.html[start:page.html.index("</p>", start)]


# Words of mails

def test_r34_words_of_a_mail_are_previewed_kept_and_taken_back(office):
    browser = office.desk("anna")
    page = browser.get(f"{office.url}/office/template")
    assert page.status == 200 and "Conferma di arrivo" in page.text
    address = f"{office.url}/office/template/acknowledgement?language=en&status="
    page = browser.get(address)
    form = page.form("subject", "body")
    assert "{{link}}" in form.fields["body"] and "reset" not in form.names  # those that turno brings
    word = office.word()
    page = browser.submit(form, subject=f"{word} {{{{reference}}}}", body=f"Hello {word}\n{{{{link}}}}\n", preview="1")
    assert page.status == 200 and f"{word} 142" in page.text and f"{office.url}/l/" in page.text
    assert word not in str(office.turno("template", "show", "acknowledgement", "--language", "en"))  # a preview keeps nothing
    page = browser.submit(page.form("subject", "body"))
    assert page.url.endswith("/office/template?done=row_changed")
    assert word in str(office.turno("template", "show", "acknowledgement", "--language", "en"))
    page = browser.get(address)
    assert word in page.form("subject").fields["body"] and "reset" in page.form("subject").names
    assert browser.submit(page.form("subject"), reset="1").url.endswith("?done=row_changed")
    assert not office.turno("template", "show", "acknowledgement", "--language", "en")["is_own"]


@pytest.mark.parametrize("action", [{}, {"preview": "1"}])
@pytest.mark.parametrize("body, sentence", [
    ("Ciao {{level}} {{link}}", "Il segnaposto {{level}} non è noto in «reply»"), ("Ciao", "scrivere {{link}}"),
    ("{{#text}} {{link}}", "non è chiusa"), ("", "Servono un oggetto e un testo.")])
def test_r34_placeholders_are_checked(office, body, sentence, action):
    browser = office.desk("anna")
    page = browser.get(f"{office.url}/office/template/reply?language=it")
    page = browser.submit(page.form("subject", "body"), subject="{{subject}}", body=body, **action)
    assert page.status == 422 and sentence in beside(page, "body").replace("&#39;", "'")
    assert page.form("subject").fields["body"].strip() == body
    assert not office.turno("template", "show", "reply", "--language", "it")["is_own"]


def test_words_that_there_are_not(office):
    browser = office.desk("anna")
    for path in ("nothing", "reply?language=fr", "status?status=Nessuno"):
        assert browser.get(f"{office.url}/office/template/{path}").status == 404, path


# Who is told

def test_r34_who_is_told_of_an_event(office):
    browser = office.desk("anna")
    page = browser.get(f"{office.url}/office/notice")
    assert page.status == 200 and "Un ticket si chiude" in page.text
    page = browser.get(f"{office.url}/office/notice/closed")

    def told():
        return {(row["audience"], row["channel"]): row["is_on"] for row in office.turno("notice", "list") if row["event"] == "closed"}

    before = told()
    rows = [row for row in re.findall(r'name="rows" value="([^"]+)"', page.html)]
    templates = re.findall(r'<option value="([^"]+)" selected', page.html)
    form = form_to(page, "/office/notice/closed")
    fields = [("csrf", form.fields["csrf"]), ("form_key", form.fields["form_key"]), *(("rows", row) for row in rows),
              *(("templates", name) for name in templates), ("on", "operators/mail/"), ("on", "colleagues/mail/")]
    assert browser.post(office.url + form.action, fields).url.endswith("?done=row_changed")
    assert {key for key, is_on in told().items() if is_on} == {("operators", "mail"), ("colleagues", "mail")}
    for (audience, channel), is_on in before.items():
        office.turno("notice", "set", "closed", "--audience", audience, "--channel", channel, "--on" if is_on else "--no-on")


def test_r34_a_reply_must_reach_its_contact(office):
    browser = office.desk("anna")
    page = browser.get(f"{office.url}/office/notice/reply")
    form = form_to(page, "/office/notice/reply")
    rows = re.findall(r'name="rows" value="([^"]+)"', page.html)
    templates = re.findall(r'<option value="([^"]+)" selected', page.html)
    fields = [("csrf", form.fields["csrf"]), *(("rows", row) for row in rows), *(("templates", name) for name in templates)]
    page = browser.post(office.url + form.action, fields)
    assert page.status == 409 and "Una risposta deve raggiungere il contatto" in page.text
    assert any(row["is_on"] for row in office.turno("notice", "list") if (row["event"], row["audience"]) == ("reply", "contact"))
    assert browser.get(f"{office.url}/office/notice/nothing").status == 404


# Deliveries

@pytest.fixture
def waiting(office):
    """A reply whose mail waits, and its row of the outbox."""
    ticket = office.open_ticket(f"730 {office.word()}")
    office.settled(ticket["number"])
    query = office.stack.postgres.query
    outbox = query(f"select max(id) from turno.outbox where ticket_id = {ticket['number']} and kind = 'acknowledgement'")[0][0]
    query(f"update turno.outbox set state = 'failed', sent_at = null where id = {outbox}")
    return ticket, outbox


def test_m31_a_mail_that_failed_is_sent_again(office, waiting):
    ticket, outbox = waiting
    browser = office.desk("anna")
    page = browser.get(f"{office.url}/office/delivery?state=failed")
    assert page.status == 200 and ticket["sender"] in page.text
    assert browser.submit(form_to(page, f"/{outbox}/retry")).url.endswith("?done=retried")
    row = next(row for row in office.settled(ticket["number"]) if str(row["id"]) == outbox)
    assert row["state"] == "sent"
    other = office.sign_in("marco")
    form = form_to(page, f"/{outbox}/retry")
    form.fields["csrf"] = other.get(f"{office.url}/ticket").forms[-1].fields["csrf"]
    assert other.submit(form).status == 404 and other.get(f"{office.url}/office/delivery").status == 404
    form.fields["csrf"] = browser.get(f"{office.url}/office/delivery").forms[0].fields["csrf"]
    form.fields["form_key"] = office.word()
    page = browser.submit(form)
    assert page.status == 409 and "non si può più fare" in page.text


def test_r15_a_mail_that_waits_is_stopped(office, waiting):
    ticket, outbox = waiting
    browser = office.desk("anna")
    query = office.stack.postgres.query
    query(f"update turno.outbox set state = 'queued' where id = {outbox}")
    query("insert into turno.outbox_job (outbox_id, run_after, account, rank) values "
          f"({outbox}, now() + interval '1 hour', 'default', 3)")
    page = browser.get(f"{office.url}/office/delivery?state=queued")
    assert "di nuovo il" in page.text
    assert browser.submit(form_to(page, f"/{outbox}/cancel")).url.endswith("?done=stopped")
    assert query(f"select state, last_reply from turno.outbox where id = {outbox}") == [["failed", "stopped by Anna Conti"]]
    assert query(f"select count(*) from turno.outbox_job where outbox_id = {outbox}") == [["0"]]
    assert office.ticket(ticket["number"])["events"][-1]["type"] == "delivery_failed"


def test_r9_deliveries_of_tickets_that_an_administrator_does_not_see(office, waiting):
    ticket, outbox = waiting
    login = office.operator("Chi amministra", "--admin")
    browser = office.sign_in(login)
    page = browser.get(f"{office.url}/office/delivery")
    assert page.status == 200 and ticket["sender"] not in page.text and f"/delivery/{outbox}/" not in page.html
    office.turno("operator", "set", login, "--no-admin", "--no-active")


# Health, log, calls, receipts

def test_m1_health_says_what_became_of_the_mails_of_each_mailbox(office):
    browser = office.desk("anna")
    page = browser.get(f"{office.url}/office/health")
    assert page.status == 200 and "support@demo.example" in page.text and "mail sul server hanno un esito" in page.text
    assert "Funziona" in page.text


def test_r4_the_log_says_who_did_what(office):
    browser = office.desk("anna")
    word = office.word()
    page = browser.get(f"{office.url}/office/priority/add")
    browser.submit(page.form("values.name_it"), **{"values.name_it": word})
    page = browser.get(f"{office.url}/office/log")
    row = next(part for part in page.html.split("<tr") if word in part)
    assert "anna" in row and "aggiunto" in row and "name_it" in row
    office.turno("priority", "remove", word)


def test_pages_that_list_are_there_for_administrators_only(office):
    browser, other = office.desk("anna"), office.desk("marco")
    for name in ("delivery", "call", "receipt", "health", "log", "notice", "notice/reply", "template", "template/reply"):
        assert browser.get(f"{office.url}/office/{name}").status == 200, name
        assert other.get(f"{office.url}/office/{name}").status == 404, name
