"""How mail is sent from a mailbox: by the office's server, or by one of its own that an administrator gives with its password."""
import pytest
from test_office import add, edit_address, error_beside, form_of, list_of
from test_office_server import server_form, tried

from fault.pki import BadPki
from fault.scripted import SmtpServer, tls_context


def sending_form(office, name, **values):
    """The form of the server by which mail of a mailbox leaves, filled with the mail server of the tests that wants a login."""
    form = form_of(office.desk("anna").get(f"{list_of(office, 'mailbox')}/sending?key={name}"), "sending")
    form.fields.update({"values.smtp_host": "127.0.0.1", "values.smtp_port": str(office.ports["smtps"]), "values.smtp_tls": "implicit",
                        "values.smtp_login": f"{name}@demo.example", "values.secret": office.passwords["mail"],
                        "confirm": office.passwords["anna"], **values})
    return form


@pytest.fixture
def box(office):
    """A new mailbox; gives its name."""
    return add(office, "mailbox", office.word())


def test_an_administrator_gives_a_mailbox_a_server_of_its_own_for_sending(office, box):
    browser = office.desk("anna")
    page = browser.get(edit_address(office, "mailbox", box))
    assert "Come parte la posta di questa casella" in page.text and "Darle un server suo" in page.text and "La posta può partire" in page.text
    shown = form_of(browser.get(f"{list_of(office, 'mailbox')}/sending?key={box}"), "sending")
    assert (shown.fields["values.smtp_login"], shown.fields["values.smtp_port"]) == (f"{box[3:]}@demo.example", "465")  # what most servers want
    page = browser.submit(sending_form(office, box))
    assert page.url.endswith(f"/edit?key={box}&done=row_changed") and "sigillata, data il" in page.text, page.text
    said = tried(office, box)  # though nothing is fetched yet
    for step in ("Il nome del server per l’invio è noto", "Il server per l’invio risponde a questa porta", "Il certificato del server per l’invio è valido",
                 "L’accesso per l’invio riesce", "Accetta posta da questo indirizzo"):
        assert step in said, said
    assert " no " not in said and "La cartella c’è" not in said
    row = office.turno("mailbox", "show", box)
    assert (row["smtp_host"], row["smtp_port"], row["smtp_secret"], row["account"]) == ("127.0.0.1", office.ports["smtps"], "", f"mailbox:{box}")
    assert row["sending"]["state"] == "ok" and row["sending"]["sealed_at"] and row["imap_host"] == ""
    form = form_of(browser.get(edit_address(office, "mailbox", box)), "edit")
    assert form.fields["values.submission"] == f"mailbox:{box}" and "un server suo (127.0.0.1)" in browser.page.text
    assert browser.submit(form).url.endswith("?done=row_changed")
    assert office.turno("mailbox", "show", box)["account"] == f"mailbox:{box}"  # what was not touched stays
    page = browser.submit(form_of(browser.get(edit_address(office, "mailbox", box)), "edit"), **{"values.submission": "default"})
    assert page.url.endswith("?done=row_changed")
    row = office.turno("mailbox", "show", box)
    assert (row["smtp_host"], row["account"], row["sending"]["sealed_at"]) == ("", "default", None)
    page = browser.submit(form_of(browser.get(edit_address(office, "mailbox", box)), "edit"), **{"values.submission": "mailbox:help"})
    assert page.status == 422 and "Un server suo si dà con il suo login e la sua password" in error_beside(page, "submission")


def test_both_servers_are_given_at_once_with_the_same_password(office, box):
    browser = office.desk("anna")
    page = browser.submit(server_form(office, box, **{"values.smtp_host": "127.0.0.1", "values.smtp_port": str(office.ports["submission"]),
                                                      "values.smtp_tls": "starttls"}))
    assert page.url.endswith(f"/edit?key={box}&done=row_changed"), page.text
    said = tried(office, box)
    assert "La cartella c’è" in said and "L’accesso per l’invio riesce" in said and "Accetta posta da questo indirizzo" in said and " no " not in said
    row = office.turno("mailbox", "show", box)
    assert (row["smtp_login"], row["smtp_tls"], row["account"]) == (f"{box}@demo.example", "starttls", f"mailbox:{box}")
    shown = form_of(browser.get(f"{list_of(office, 'mailbox')}/server?key={box}"), "server")
    assert shown.fields["values.smtp_host"] == "127.0.0.1"  # a new password is one for both
    browser.submit(sending_form(office, box, **{"values.smtp_login": "altro@demo.example"}))
    shown = form_of(browser.get(f"{list_of(office, 'mailbox')}/server?key={box}"), "server")
    assert shown.fields["values.smtp_host"] == ""  # with another login they are two things
    browser.submit(server_form(office, box))
    assert office.turno("mailbox", "show", box)["smtp_login"] == "altro@demo.example"


def test_a_password_for_sending_stays_sealed(office, box):
    browser, secret = office.desk("anna"), "segreta-" + office.word()
    assert browser.submit(sending_form(office, box, **{"values.secret": secret})).status == 200
    assert "L’accesso per l’invio riesce" in tried(office, box) and "Dare di nuovo login e password per l’invio" in browser.page.text
    assert f"mailbox {box}: 127.0.0.1 refuses the sign-in" in browser.page.text and "L’ultima prova non è riuscita" in browser.page.text
    for page in (browser.page, browser.get(f"{list_of(office, 'mailbox')}/sending?key={box}"), browser.get(f"{office.url}/office/log")):
        assert secret not in page.html
    dump = office.stack.postgres.query("select to_jsonb(s)::text from turno.mailbox_secret s union all select to_jsonb(f)::text from turno.form_key f "
                                       "union all select to_jsonb(t)::text from turno.mailbox_test t")
    assert not any(secret in row[0] or secret.encode().hex() in row[0] for row in dump)
    assert secret not in office.stack.host.log_tail("lighttpd", 100000) + office.stack.host.log_tail("turnod", 100000)
    office.stack.postgres.query(f"update turno.mailbox set smtp_host = 'localhost' where name = '{box}'")
    assert "the password was given for another server or login" in tried(office, box)  # and goes nowhere else


@pytest.mark.parametrize("change, field, words", [
    ({"values.smtp_host": "https://smtp.example.it"}, "smtp_host", "Un server si scrive così: smtp.example.it."),
    ({"values.smtp_port": "70000"}, "smtp_port", "Una porta è un numero da 1 a 65535: 465 con TLS, 587 con STARTTLS."),
    ({"values.smtp_port": "abc"}, "smtp_port", "Questo non è un numero."),
    ({"values.smtp_login": ""}, "smtp_login", "Il nome con cui"),
    ({"values.secret": ""}, "secret", "Scrivere la password della casella"),
    ({"confirm": "sbagliata"}, "confirm", "Non è la propria password"),
    ({"confirm": ""}, "confirm", "Non è la propria password"),
])
def test_what_is_wrong_stands_beside_its_field(office, box, change, field, words):
    secret = "segreta-" + office.word()
    form = sending_form(office, box, **{"values.smtp_login": "mia@casella.example", "values.secret": secret, "values.smtp_tls": "starttls", **change})
    page = office.desk("anna").submit(form)
    assert page.status == 422 and words in error_beside(page, field)
    again = form_of(page, "sending").fields
    for name in ("values.smtp_host", "values.smtp_port", "values.smtp_login", "values.smtp_tls"):
        assert again[name] == form.fields[name]  # nothing that was typed is lost
    assert secret not in page.html and office.passwords["anna"] not in page.html  # but the secrets
    assert office.turno("mailbox", "show", box)["smtp_host"] == ""


def test_a_wrong_certificate_hears_no_password(office, box, tmp_path):
    pki = BadPki(tmp_path, office.stack.pki.folder)
    server = SmtpServer(context=tls_context(*pki.make("wrong", "DNS:smtp.example", common_name="smtp.example")))
    try:
        office.desk("anna").submit(sending_form(office, box, **{"values.smtp_port": str(server.port)}))
        said = tried(office, box)
        assert "Usare il nome che sta nel suo certificato" in said and "name in the certificate does not match" in said, said
        assert "L’accesso per l’invio riesce" not in said
        assert not any(session.commands for session in server.sessions)
    finally:
        server.close()


def test_a_sender_that_the_server_does_not_take_is_said(office, box):
    server = SmtpServer(context=tls_context(office.stack.pki.certificate, office.stack.pki.key))
    server.on("mail", lambda session, command, usual: session.line("553 5.1.8 not your address"))
    try:
        office.desk("anna").submit(sending_form(office, box, **{"values.smtp_port": str(server.port)}))
        said = tried(office, box)
        assert "L’accesso per l’invio riesce" in said and "5.1.8 not your address" in said and "Chiedere al fornitore" in said
    finally:
        server.close()


def test_r4_the_server_for_sending_is_for_administrators_and_asks_their_password(office, box):
    marco = office.sign_in("marco")
    assert marco.get(f"{list_of(office, 'mailbox')}/sending?key={box}").status == 404
    form = sending_form(office, box)
    form.fields["csrf"] = "0" * 43
    assert office.desk("anna").submit(form).status == 403
    form = sending_form(office, box)
    for _ in range(2):  # twice the same form is once
        assert office.desk("anna").submit(form).url.endswith("done=row_changed")
    form = form_of(office.desk("anna").get(edit_address(office, "mailbox", box)), "edit")
    office.desk("anna").submit(form, **{"values.smtp_host": "evil.example", "values.smtp_secret": "submission"})
    row = office.turno("mailbox", "show", box)
    assert (row["smtp_host"], row["smtp_secret"]) == ("127.0.0.1", "")
    rows = office.stack.postgres.query("select count(*) from turno.admin_log where noun = 'mailbox' and verb = 'sending' and key = '" + box + "'")
    assert int(rows[0][0]) == 1
