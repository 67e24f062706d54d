"""What an administrator gives the office besides its nouns: its logo, and the servers of its mailboxes with sealed passwords."""
import re

import pytest
from stack import wait_for
from test_office import add, edit_address, error_beside, form_of, list_of

# The logo

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script><circle r="4"/></svg>'


def give_logo(office, kind, content):
    browser = office.desk("anna")
    return browser.submit(form_of(browser.get(f"{office.url}/office/logo"), "logo"), files=[("files", "logo", kind, content)])


def test_r34_the_office_shows_its_logo(office):
    page = give_logo(office, "image/png", PNG)
    assert page.url.endswith("/office/logo?done=row_changed"), page.text
    somebody = office.browser()
    address = re.search(r'src="([^"]*/logo\?v=[0-9a-f]{12})"', somebody.get(f"{office.url}/login").html)[1]
    picture = somebody.get(address)
    assert (picture.status, picture.headers["Content-Type"], picture.body) == (200, "image/png", PNG)
    assert "immutable" in picture.headers["Cache-Control"] and picture.headers["X-Content-Type-Options"] == "nosniff"
    ticket = office.open_ticket()
    contact = office.browser()
    link = office.link(office.told(ticket["number"], "acknowledgement", ticket["sender"]))
    page = contact.get(link)
    assert address in page.html
    assert address in contact.submit(page.forms[0]).html
    assert give_logo(office, "image/svg+xml", SVG).url.endswith("?done=row_changed")
    other = re.search(r'src="([^"]*/logo\?v=[0-9a-f]{12})"', somebody.get(f"{office.url}/login").html)[1]
    picture = somebody.get(other)
    assert other != address and picture.headers["Content-Type"] == "image/svg+xml"
    assert picture.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")  # nothing in it runs
    for kind, content, words in (("image/png", b"<html><script>alert(1)</script></html>", "Questa non è un’immagine PNG, JPEG o SVG."),
                                 ("image/png", PNG + bytes(20480), "L’immagine è troppo grande."), ("image/gif", b"GIF89a" + bytes(9), "Questa non è")):
        page = give_logo(office, kind, content)
        assert page.status == 422 and words in page.text
    assert somebody.get(other).body == SVG
    browser = office.desk("anna")
    assert browser.submit(form_of(browser.get(f"{office.url}/office/logo"), "logo/remove")).url.endswith("?done=row_changed")
    assert "/logo?v=" not in somebody.get(f"{office.url}/login").html and somebody.get(other).status == 404
    marco = office.sign_in("marco")
    assert marco.get(f"{office.url}/office/logo").status == 404


# Servers of mailboxes

def server_form(office, name, **values):
    """The form that says which server a mailbox has, filled with the mail server of the tests."""
    form = form_of(office.desk("anna").get(f"{list_of(office, 'mailbox')}/server?key={name}"), "server")
    form.fields.update({"values.imap_host": "127.0.0.1", "values.imap_port": str(office.ports["imaps"]), "values.imap_tls": "implicit",
                        "values.imap_login": f"{name}@demo.example", "values.secret": office.passwords["mail"],
                        "confirm": office.passwords["anna"], **values})
    return form


def tried(office, name):
    """Has turnod try the server; the page with what it said."""
    browser = office.desk("anna")
    page = browser.submit(form_of(browser.get(edit_address(office, "mailbox", name)), "test"))
    assert page.url.endswith("&done=trying"), page.text
    page = wait_for(lambda: (page := browser.get(edit_address(office, "mailbox", name))) and "Provata il" in page.text and page, 60, "an answer")
    section = page.html[page.html.index('id="try"'):page.html.index("</section>", page.html.index('id="try"'))]
    return re.sub(r"<[^>]+>", " ", section)


def test_an_administrator_gives_a_mailbox_its_server_and_has_it_tried(office):
    browser = office.desk("anna")
    name = add(office, "mailbox", office.word())
    assert browser.page.url.endswith(f"/edit?key={name}&done=row_added")  # where the server is missing
    assert "Non ha ancora un server" in browser.page.text or "Spenta" in browser.page.text
    shown = form_of(browser.get(f"{list_of(office, 'mailbox')}/server?key={name}"), "server")
    assert (shown.fields["values.imap_login"], shown.fields["values.imap_port"]) == (f"{name[3:]}@demo.example", "993")  # what most servers want
    page = browser.submit(server_form(office, name))
    assert page.url.endswith(f"/edit?key={name}&done=row_changed") and "sigillata, data il" in page.text, page.text
    assert "Chiesta il" in page.text or "Provata il" in page.text  # it is tried at once
    said = tried(office, name)
    for step in ("Il nome del server è noto", "Il server risponde a questa porta", "Il suo certificato è valido", "L’accesso riesce", "La cartella c’è",
                 "Il nome del server per l’invio è noto", "Il server per l’invio risponde a questa porta", "L’accesso per l’invio riesce",
                 "Accetta posta da questo indirizzo"):
        assert step in said, said
    assert " no " not in said
    row = office.turno("mailbox", "show", name)
    assert (row["imap_secret"], row["imap_port"]) == ("", office.ports["imaps"]) and row["sealed_at"]
    browser.submit(form_of(browser.get(edit_address(office, "mailbox", name)), "edit"), **{"values.is_active": "1"})
    subject = office.word()
    office.send("Mario Rossi <mario.rossi@demo.example>", f"{name}@demo.example", subject, "Buongiorno")
    wait_for(lambda: subject in str(office.turno("ticket", "list")), 60, "a ticket of mail that was fetched with the sealed password")
    office.turno("mailbox", "set", name, "--no-active")


def test_mail_of_a_mailbox_leaves_by_a_server_of_the_configuration(office):
    browser = office.desk("anna")
    name = add(office, "mailbox", office.word())
    page = browser.get(edit_address(office, "mailbox", name))
    assert form_of(page, "edit").fields["values.submission"] == "default" and "default (127.0.0.1)" in page.text
    page = browser.submit(form_of(page, "edit"), **{"values.submission": "nowhere"})
    assert page.status == 422 and office.turno("mailbox", "show", name)["submission"] == "default"
    page = browser.submit(form_of(browser.get(edit_address(office, "mailbox", name)), "edit"), **{"values.submission": "default"})
    assert page.url.endswith("?done=row_changed")


def test_a_password_of_a_mailbox_stays_sealed(office):
    browser = office.desk("anna")
    name, secret = add(office, "mailbox", office.word()), "segreta-" + office.word()
    assert browser.submit(server_form(office, name, **{"values.secret": secret})).status == 200
    for page in (browser.page, browser.get(edit_address(office, "mailbox", name)), browser.get(f"{list_of(office, 'mailbox')}/server?key={name}"),
                 browser.get(f"{office.url}/office/log")):
        assert secret not in page.html
    dump = office.stack.postgres.query("select to_jsonb(s)::text from turno.mailbox_secret s union all select to_jsonb(f)::text from turno.form_key f")
    assert not any(secret in row[0] or secret.encode().hex() in row[0] for row in dump)
    assert secret not in office.stack.host.log_tail("lighttpd", 100000) + office.stack.host.log_tail("turnod", 100000)


@pytest.mark.parametrize("change, step, words", [
    ({"values.imap_host": "nessuno.invalid"}, "Il nome del server è noto", "Guardare come è scritto il server."),
    ({"values.imap_port": "1"}, "Il server risponde a questa porta", "Guardare la porta"),
    ({"values.imap_host": "localhost.localdomain"}, None, "Guardare"),
    ({"values.secret": "sbagliata"}, "L’accesso riesce", "Dare di nuovo login e password."),
])
def test_what_a_server_refuses_is_said(office, change, step, words):
    name = add(office, "mailbox", office.word())
    office.desk("anna").submit(server_form(office, name, **change))
    said = tried(office, name)
    assert words in said and (step is None or step in said) and "La cartella c’è" not in said and "sbagliata" not in said, said


def test_a_sealed_password_goes_to_no_other_server(office):
    browser = office.desk("anna")
    name = add(office, "mailbox", office.word())
    browser.submit(server_form(office, name))
    form = server_form(office, name, **{"values.imap_host": "evil.example", "values.secret": ""})
    page = browser.submit(form)
    assert page.status == 422 and "Scrivere la password della casella" in error_beside(page, "secret")
    for confirm in ("", "sbagliata"):
        page = browser.submit(server_form(office, name, confirm=confirm))
        assert page.status == 422 and "Non è la propria password" in error_beside(page, "confirm")
        assert office.passwords["mail"] not in page.html
    assert office.turno("mailbox", "show", name)["imap_host"] == "127.0.0.1"
    office.stack.postgres.query(f"update turno.mailbox set imap_login = 'other@demo.example' where name = '{name}'")
    assert "the password was given for another server or login" in tried(office, name)
    form = form_of(browser.get(edit_address(office, "mailbox", name)), "edit")
    assert not any("imap" in field for field in form.names)
    browser.submit(form, **{"values.imap_host": "evil.example", "values.imap_secret": "submission"})
    assert (office.turno("mailbox", "show", name)["imap_host"], office.turno("mailbox", "show", name)["imap_secret"]) == ("127.0.0.1", "")
    assert browser.get(f"{list_of(office, 'mailbox')}/test?key={name}").status == 405
    assert office.sign_in("marco").get(f"{list_of(office, 'mailbox')}/server?key={name}").status == 404


def test_without_a_key_the_page_says_who_makes_one(office):
    browser = office.desk("anna")
    name = add(office, "mailbox", office.word())
    key = office.stack.postgres.query("select encode(public_key, 'hex') from turno.seal")[0][0]
    office.stack.postgres.query("delete from turno.seal")
    try:
        page = browser.get(edit_address(office, "mailbox", name))
        assert "turno seal" in page.text and "/office/mailbox/server" not in page.html
        page = browser.submit(server_form(office, name))
        assert page.status == 422 and "turno seal" in error_beside(page, "secret")
    finally:
        assert office.turno("seal")["key"] == key  # the file is the same: so is the key
    with pytest.raises(RuntimeError, match="another key"):
        office.stack.postgres.query("update turno.seal set public_key = decode(repeat('01', 32), 'hex')")
        office.turno("seal")
    assert office.turno("seal", "--new")["key"] != key
