"""turno-cgi behind its web server, asked as browsers and others ask."""
import binascii
import hashlib
import os
import re
import struct
import urllib.parse
from html.parser import HTMLParser

import pytest

from lib import web
from lib.web import Browser
from stack import wait_for

TOKEN = re.compile(r"/l/([A-Za-z0-9_-]{43})")
HOSTILE = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)", "<svg/onload=alert(1)>",
    "</textarea><script>alert(1)</script>", "</title><script>alert(1)</script>", "{{frame.csrf}}", "{{>head}}", "&lt;b&gt;",
)


def raw(office, *request, **headers):
    return web.ask(office.url, office.stack.pki.ca, *request, **headers)


def cookie_of(browser):
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies)


class Active(HTMLParser):
    """Whatever in a page could run, our one script apart."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        if tag == "script" and re.fullmatch(r"/static/turno\.js\?v=[0-9a-f]{10}", dict(attributes).get("src") or ""):
            return
        if tag in ("script", "style", "iframe", "object", "embed", "base", "img") or any(
                name.startswith("on") or name in ("style", "srcdoc") or (value or "").lower().strip().startswith("javascript:")
                for name, value in attributes):
            self.found.append((tag, attributes))


@pytest.fixture
def ticket(office):
    return office.open_ticket(f"730 web {office.word()}")


@pytest.fixture
def guest(office, ticket):
    """The contact's browser on his ticket."""
    return office.enter(office.link(office.told(ticket["number"], "acknowledgement", ticket["sender"])))


def reply_form(office, browser, number):
    return office.reply_box(browser, number)


# What every answer carries

@pytest.mark.parametrize("path", ["/", "/login", "/ticket", "/ticket/1", "/t", "/l/" + "x" * 43, "/nowhere", "/attachment/1",
                                  "/static/turno.css", "/static/turno.js", "/static/nowhere", "/ticket/0", "/%00", "/ticket?tab=%zz"])
def test_safety_headers_are_on_every_answer(office, path):
    status, headers, _ = raw(office, "GET", path)
    assert status < 500
    if status == 400 and "Content-Security-Policy" not in headers:
        assert path == "/%00"  # refused by the web server before turno-cgi was asked
        return
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert (headers["Referrer-Policy"], headers["X-Content-Type-Options"], headers["X-Robots-Tag"]) == (
        "no-referrer", "nosniff", "noindex")
    assert headers["Cache-Control"].startswith("public" if path in ("/static/turno.css", "/static/turno.js") else "no-store")


def test_host_and_forwarded_headers_are_not_believed(office):
    evil = {"Host": "evil.example", "X_Forwarded_Host": "evil.example", "X_Forwarded_Proto": "http", "Proxy": "http://evil.example"}
    for path in ("/", "/ticket", "/login"):
        _, headers, body = raw(office, "GET", path, **evil)
        assert b"evil.example" not in body
        assert headers.get("Location", office.url).startswith(office.url)


def test_methods_and_lengths(office):
    assert raw(office, "PUT", "/login", b"")[0] == 405
    assert raw(office, "DELETE", "/ticket/1")[0] in (405, 501)
    assert raw(office, "POST", "/ticket", b"a=1")[0] == 405
    status, _, body = raw(office, "HEAD", "/login")
    assert (status, body) == (200, b"")
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    assert raw(office, "POST", "/login", b"login=%zz", **form)[0] == 400
    assert raw(office, "POST", "/login", b"login=%00", **form)[0] == 400
    assert raw(office, "POST", "/login", b"{}", Content_Type="application/json")[0] == 400
    assert raw(office, "POST", "/login", b"--x", Content_Type="multipart/form-data; boundary=y")[0] == 400
    assert raw(office, "POST", "/login", b"a=1&" * 1001, **form)[0] == 400


def test_language_is_the_browsers_before_it_is_a_persons(office):
    assert b'lang="en"' in raw(office, "GET", "/login", Accept_Language="en")[2]
    assert b'lang="it"' in raw(office, "GET", "/login", Accept_Language="it,en;q=0.5")[2]


# Signing in

def test_r4_sign_in_refuses_in_the_same_words(office):
    browser = office.browser()

    def words(login, password):
        page = browser.get(f"{office.url}/login")
        page = browser.submit(page.form("login", "password"), login=login, password=password)
        assert page.status == 422 and not list(browser.cookies)
        return page.text.replace(login, "")

    assert words("anna", "wrong") == words(office.word(), "wrong")
    assert 'value="anna"' in browser.submit(browser.page.form("login"), login="anna", password="no").html


def test_sign_in_from_another_site_is_refused(office):
    fields = urllib.parse.urlencode({"login": "anna", "password": office.passwords["anna"]}).encode()
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    for evil in ({"Sec_Fetch_Site": "cross-site"}, {"Origin": "https://evil.example"}):
        status, headers, _ = raw(office, "POST", "/login", fields, **form, **evil)
        assert status == 403 and "Set-Cookie" not in headers
    status, headers, _ = raw(office, "POST", "/login", fields, **form, Sec_Fetch_Site="same-origin", Origin="null")
    assert status == 303
    cookie = headers["Set-Cookie"]
    assert cookie.startswith("__Host-turno=") and all(
        word in cookie for word in ("; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax")) and "Domain" not in cookie


def test_a_new_session_at_every_sign_in(office):
    browser = office.browser()
    page = browser.get(f"{office.url}/login")
    planted = "A" * 43
    _, headers, _ = raw(office, "POST", "/login", urllib.parse.urlencode(
        {"login": "marco", "password": office.passwords["marco"]}).encode(),
        Content_Type="application/x-www-form-urlencoded", Cookie=f"__Host-turno={planted}")
    assert page.status == 200 and planted not in headers["Set-Cookie"]
    assert raw(office, "GET", "/ticket", Cookie=f"__Host-turno={planted}")[0] == 303


def test_signing_out_ends_the_session_everywhere(office):
    browser = office.sign_in("marco")
    cookie = cookie_of(browser)
    page = browser.get(f"{office.url}/ticket")
    assert raw(office, "GET", "/ticket", Cookie=cookie)[0] == 200
    browser.submit(page.form_to("/logout"))
    assert raw(office, "GET", "/ticket", Cookie=cookie)[0] == 303
    assert not list(browser.cookies)


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/t", "/l/x", "/attachment/1", "/nowhere", "https://evil.example/?/ticket", "/nowhere?a=/ticket", "?/ticket"])
def test_sign_in_leads_only_to_pages_of_operators(office, target):
    browser = office.browser()
    page = browser.get(f"{office.url}/login?next={urllib.parse.quote(target, safe='')}")
    page = browser.submit(page.form("login", "password"), login="marco", password=office.passwords["marco"])
    assert page.url == f"{office.url}/ticket"


def test_sign_in_leads_to_the_page_with_what_it_was_asked(office):
    browser = office.browser()
    page = browser.get(f"{office.url}/ticket?tab=closed&filters.text=a%26b%20%C3%A9")
    assert "/login?next=" in page.url
    page = browser.submit(page.form("login", "password"), login="marco", password="wrong")
    page = browser.submit(page.form("login", "password"), login="marco", password=office.passwords["marco"])
    assert page.status == 200 and page.url == f"{office.url}/ticket?tab=closed&filters.text=a%26b%20%C3%A9"
    page = office.browser().get(f"{office.url}/ticket?tab=closed&filters.text=" + "a" * 1500)
    assert page.url == f"{office.url}/login?next=/ticket"


# Magic links

def test_m33_link_shows_nothing_and_changes_nothing(office, ticket):
    link = office.link(office.told(ticket["number"], "acknowledgement", ticket["sender"]))
    path = urllib.parse.urlsplit(link).path
    for method in ("GET", "HEAD", "GET"):
        status, headers, body = raw(office, method, path)
        assert status == 200 and "Set-Cookie" not in headers
        assert ticket["subject"].encode() not in body and ticket["sender"].encode() not in body
        assert str(ticket["number"]).encode() not in re.sub(rb"<[^>]*>", b"", body)
    used = office.stack.postgres.query(f"select count(used_at) from turno.link where ticket_id = {ticket['number']}")
    assert used == [["0"]]


def test_m33_token_leaves_the_address_bar_and_no_log_holds_it(office, ticket):
    link = office.link(office.told(ticket["number"], "acknowledgement", ticket["sender"]))
    token = TOKEN.search(link).group(1)
    browser = office.enter(link)
    assert token not in browser.page.url and token not in browser.page.html
    assert browser.get(f"{office.url}/l/{token}").status == 200  # a scanner may have been here before
    log = office.stack.host.log_tail("lighttpd", 100000)
    assert token not in log and cookie_of(browser).split("=")[1] not in log


def test_m33_old_link_sends_a_new_one_to_the_registered_address_only(office, ticket):
    token = TOKEN.search(office.link(office.told(ticket["number"], "acknowledgement", ticket["sender"]))).group(1)
    office.stack.postgres.query(f"update turno.link set expires_at = now() - interval '1 day' where ticket_id = {ticket['number']}")

    def ask(token):
        browser = office.browser()
        page = browser.get(f"{office.url}/l/{token}")
        assert "new" in page.form("new").names
        page = browser.submit(page.form("new"), new="1")
        assert page.status == 200 and not list(browser.cookies)
        return page.text

    assert ask(token) == ask("A" * 43) == ask("x")
    mail = office.told(ticket["number"], "new_link", ticket["sender"])
    assert TOKEN.search(office.link(mail)).group(1) != token
    assert "ho una domanda" in office.enter(office.link(mail)).page.text


# Forms

def test_csrf_token_is_needed(office, ticket):
    browser = office.sign_in("marco")
    other = office.sign_in("riccardo")
    form = reply_form(office, browser, ticket["number"])
    foreign = other.get(f"{office.url}/ticket").form_to("/logout").fields["csrf"]
    for wrong in (None, "", "A" * 64, foreign):
        page = browser.submit(form, text="Falso.", csrf=wrong)
        assert page.status == 403
        browser.get(f"{office.url}/ticket/{ticket['number']}")
        page = browser.submit(form, text="Falso.", csrf=wrong, files=[("files", "x.txt", "text/plain", b"falso")])
        assert page.status == 403
        browser.get(f"{office.url}/ticket/{ticket['number']}")
    assert len(office.ticket(ticket["number"])["posts"]) == 1
    assert office.stack.postgres.query("select count(*) from turno.attachment where name = 'x.txt'") == [["0"]]


def test_r9_no_reply_on_what_is_not_seen(office):
    hidden = office.open_ticket(f"Altro {office.word()}")
    browser = office.sign_in("marco")
    form = reply_form(office, browser, office.open_ticket(f"730 {office.word()}")["number"])
    form.action = f"{office.url}/ticket/{hidden['number']}/reply"
    assert browser.submit(form, text="Non visto.").status == 404
    assert len(office.ticket(hidden["number"])["posts"]) == 1


def test_a_form_sent_twice_is_done_once(office, ticket):
    browser = office.sign_in("marco")
    form = reply_form(office, browser, ticket["number"])
    assert browser.submit(form, text="Una volta.").status == 200
    browser.get(f"{office.url}/ticket/{ticket['number']}")
    assert browser.submit(form, text="Una volta.").status == 200
    assert [post["visible_text"] for post in office.ticket(ticket["number"])["posts"]].count("Una volta.") == 1


def test_an_error_stands_beside_its_field_and_what_was_typed_is_kept(office, ticket):
    browser = office.sign_in("marco")
    form = reply_form(office, browser, ticket["number"])
    page = browser.submit(form, text=" \n ", pass_turn=None, close="1")
    assert page.status == 422 and re.search(r'<textarea id="text"[^>]* aria-describedby="[^"]*\btext-error"', page.html) and 'id="text-error"' in page.html
    again = page.form("text", "pass_turn")
    assert "pass_turn" not in again.fields and again.fields["close"] == "1"
    long = "x" * 300_000
    page = browser.submit(again, text=long, files=[("files", "resta.txt", "text/plain", b"resta")])
    assert page.status == 422
    again = page.form("text", "uploads")
    assert again.fields["text"].strip() == long
    page = browser.submit(again, text="Adesso va bene.", close=None)
    assert page.status == 200, page.text
    last = office.ticket(ticket["number"])["posts"][-1]
    assert (last["visible_text"], [item["name"] for item in last["attachments"]]) == ("Adesso va bene.", ["resta.txt"])


def test_an_expired_session_keeps_the_text(office, ticket):
    browser = office.sign_in("marco")
    form = reply_form(office, browser, ticket["number"])
    office.stack.postgres.query(
        "update turno.session set ended_at = now() where id = (select max(id) from turno.session where operator_id is not null)")
    page = browser.submit(form, text="Testo <lungo> & prezioso.", files=[("files", "x.txt", "text/plain", b"x")])
    assert page.status == 403
    page = browser.submit(page.form("login", "password", "text"), login="marco", password=office.passwords["marco"])
    assert page.status == 200, page.text
    again = page.form("text", "pass_turn")
    assert again.fields["text"].strip() == "Testo <lungo> & prezioso." and again.fields["pass_turn"] == "1"
    assert browser.submit(again).status == 200
    assert office.ticket(ticket["number"])["posts"][-1]["visible_text"] == "Testo <lungo> & prezioso."


def test_a_browser_that_forgot_the_session_is_told_what_happened(office, ticket):
    browser = office.sign_in("marco")
    form = reply_form(office, browser, ticket["number"])
    browser.cookies.clear()
    page = browser.submit(form, text="Lungo lavoro.")
    assert page.status == 403 and "La sessione è terminata" in page.text and "Lungo lavoro." in page.html
    assert "La sessione è terminata" not in office.browser().get(f"{office.url}/ticket/{ticket['number']}").text, "who opens a bookmark has lost nothing"


def test_an_expired_visit_of_a_contact_keeps_the_text(office, ticket, guest):
    form = guest.page.form("text")
    office.stack.postgres.query(f"update turno.session set ended_at = now() where ticket_id = {ticket['number']}")
    page = guest.submit(form, text="Parole di Mario.")
    assert page.status == 403 and "Parole di Mario." in page.text
    assert len(office.ticket(ticket["number"])["posts"]) == 1


def test_r17_nothing_is_added_to_a_closed_ticket(office, ticket, guest):
    form = guest.page.form("text")
    office.answer_by_web(ticket["number"], "marco", "Chiudo.", close="1")
    page = guest.submit(form, text="Ancora una cosa.")
    assert page.status == 409 and 'role="alert"' in page.html
    page = guest.get(f"{office.url}/t")
    assert page.status == 200 and "Chiudo." in page.text and not any("text" in form.names for form in page.forms)
    assert "Ancora" not in str(office.ticket(ticket["number"])["posts"])


def test_r18_reopen_shows_the_reply_box_on_the_web_too(office, ticket, guest):
    office.answer_by_web(ticket["number"], "marco", "Chiudo.", close="1")
    path = office.ticket(ticket["number"])["category"]
    office.turno("category", "set", path, "--closed-reply", "reopen")
    try:
        page = guest.get(f"{office.url}/t")
        assert "chiusa" in page.text and "si riapre" in page.text
        assert guest.submit(page.form("text"), text="Ancora una cosa.").status in (200, 303)
        again = office.ticket(ticket["number"])
        assert again["turn"] == "operator" and again["posts"][-1]["text"] == "Ancora una cosa."
        assert "chiusa" not in guest.get(f"{office.url}/t").text
    finally:
        office.turno("category", "set", path, "--closed-reply", "")


# Documents

def test_a_large_file_goes_in_and_comes_out_unchanged(office, ticket, guest):
    content = os.urandom(3_500_001) + b"\r\n--"
    page = guest.submit(guest.page.form("text"), text="Grande.", files=[
        ("files", "perché “questo”.bin", "application/x-thing", content), ("files", "vuoto.txt", "text/plain", b"")])
    assert page.status == 200, page.text
    stored = office.ticket(ticket["number"])["posts"][-1]["attachments"]
    assert [(item["name"], item["size"]) for item in stored] == [("perché “questo”.bin", len(content)), ("vuoto.txt", 0)]
    browser = office.sign_in("marco")
    page = browser.get(f"{office.url}/ticket/{ticket['number']}")
    paths = sorted(set(re.findall(r'href="(/attachment/\d+)"', page.html)), key=lambda path: int(path.split("/")[-1]))
    status, headers, body = raw(office, "GET", paths[0], Cookie=cookie_of(browser))
    assert status == 200 and hashlib.sha256(body).digest() == hashlib.sha256(content).digest()
    assert headers["Content-Type"] == "application/octet-stream" and headers["Content-Disposition"].startswith("attachment;")
    assert "filename*=UTF-8''perch%C3%A9%20%E2%80%9Cquesto%E2%80%9D.bin" in headers["Content-Disposition"]
    assert "sandbox" in headers["Content-Security-Policy"]
    assert raw(office, "GET", paths[1], Cookie=cookie_of(browser))[2] == b""
    downloaded = [event for event in office.ticket(ticket["number"])["events"] if event["type"] == "downloaded"]
    assert downloaded == []  # R25: a contact's downloads are recorded
    path = re.search(r'href="(/t/attachment/\d+)"', guest.get(f"{office.url}/t").html).group(1)
    assert guest.get(office.url + path).status == 200
    assert len([event for event in office.ticket(ticket["number"])["events"] if event["type"] == "downloaded"]) == 1


def test_too_large_a_body_is_refused_with_a_sentence(office, ticket, guest):
    page = guest.submit(guest.page.form("text"), text="Troppo.", files=[("files", "x", "a/b", bytes(23 << 20))])
    assert page.status == 413
    assert len(office.ticket(ticket["number"])["posts"]) == 1


def test_documents_of_a_mail_are_decoded_and_harmless(office):
    text = ("riga lunga " * 30 + "perché\n") * 50
    files = [("pagina.html", "text/html", b"<script>alert(1)</script>"), ("disegno.svg", "image/svg+xml", b"<svg onload='alert(1)'/>"),
             ("foto.png", "image/png", b"\x89PNG\r\n\x1a\n" + os.urandom(5000)), ("note.txt", "text/plain", text.encode())]
    ticket = office.open_ticket(f"730 documenti {office.word()}", files=files)
    browser = office.sign_in("marco")
    page = browser.get(f"{office.url}/ticket/{ticket['number']}")
    for name, _, content in files:
        path = re.search(rf'href="(/attachment/\d+)"[^>]*>{re.escape(name)}', page.html).group(1)
        status, headers, body = raw(office, "GET", path, Cookie=cookie_of(browser))
        assert (status, body) == (200, content), name
        safe = name == "foto.png"
        assert headers["Content-Type"] == ("image/png" if safe else "application/octet-stream")
        assert headers["Content-Disposition"].startswith("inline" if safe else "attachment")
        assert "sandbox" in headers["Content-Security-Policy"] and headers["X-Content-Type-Options"] == "nosniff"
        assert raw(office, "GET", path)[0] == 303
        assert raw(office, "GET", path, Cookie=cookie_of(office.sign_in("anna")))[0] == 200
        assert raw(office, "GET", path.replace("/attachment", "/t/attachment"), Cookie=cookie_of(browser))[0] == 403


def tnef_attribute(level, number, content):
    """One attribute of a winmail.dat (MS-OXTNEF §2.1.3)."""
    return struct.pack("<BII", level, number, len(content)) + content + struct.pack("<H", sum(content) & 0xffff)


def test_a_member_of_winmail_dat_comes_out_unchanged(office):
    contents = {"uno.bin": os.urandom(70_001), "due.bin": b"\r\n.\r\n" + bytes(3000)}
    file = struct.pack("<IH", 0x223e9f78, 1)
    for name, content in contents.items():
        file += tnef_attribute(2, 0x00069002, bytes(14)) + tnef_attribute(2, 0x00018010, name.encode() + b"\0")
        file += tnef_attribute(2, 0x0006800f, content)
    ticket = office.open_ticket(f"730 winmail {office.word()}", files=[("winmail.dat", "application/ms-tnef", file)])
    assert [item["name"] for item in ticket["posts"][0]["attachments"]] == list(contents)
    browser = office.sign_in("marco")
    page = browser.get(f"{office.url}/ticket/{ticket['number']}")
    for name, content in contents.items():
        path = re.search(rf'href="(/attachment/\d+)"[^>]*>{name}', page.html).group(1)
        assert raw(office, "GET", path, Cookie=cookie_of(browser))[2] == content
        status, _, body = raw(office, "GET", path, Cookie=cookie_of(browser), Range="bytes=2000-2999")
        assert (status, body) == (206, content[2000:3000])


def test_a_document_that_cannot_be_read_is_answered_by_a_page(office):
    ticket = office.open_ticket(f"730 illeggibile {office.word()}", files=[("foto.png", "image/png", b"\x89PNG")])
    browser = office.sign_in("marco")
    page = browser.get(f"{office.url}/ticket/{ticket['number']}")
    path = re.search(r'href="(/attachment/\d+)"[^>]*>foto.png', page.html).group(1)
    office.stack.postgres.query("revoke execute on function turno.attachment_chunk from turno_web")
    try:
        status, headers, body = raw(office, "GET", path, Cookie=cookie_of(browser))
    finally:
        office.stack.postgres.query("grant execute on function turno.attachment_chunk to turno_web")
    assert status == 500 and headers["Content-Type"] == "text/html; charset=utf-8" and body.rstrip().endswith(b"</html>")
    assert "Content-Disposition" not in headers and "ETag" not in headers and "sandbox" not in headers["Content-Security-Policy"]
    assert raw(office, "GET", path, Cookie=cookie_of(browser))[2] == b"\x89PNG"


def test_a_file_inside_of_a_text_comes_out_unchanged(office):
    content = os.urandom(70_001)
    lines = [binascii.b2a_uu(content[at:at + 45]).decode() for at in range(0, len(content), 45)]
    ticket = office.open_ticket(f"730 uuencode {office.word()}", text=f"Allego.\n\nbegin 644 dati.bin\n{''.join(lines)}`\nend\n\nSaluti\n")
    assert ticket["posts"][0]["text"].split() == ["Allego.", "Saluti"]
    browser = office.sign_in("marco")
    page = browser.get(f"{office.url}/ticket/{ticket['number']}")
    path = re.search(r'href="(/attachment/\d+)"[^>]*>dati.bin', page.html).group(1)
    assert raw(office, "GET", path, Cookie=cookie_of(browser))[2] == content
    status, _, body = raw(office, "GET", path, Cookie=cookie_of(browser), Range="bytes=50000-50099")
    assert (status, body) == (206, content[50000:50100])


def test_r24_a_contact_has_no_document_of_another(office, ticket, guest):
    other = office.open_ticket(f"730 altrui {office.word()}", files=[("a.txt", "text/plain", b"altrui")])
    page = office.sign_in("marco").get(f"{office.url}/ticket/{other['number']}")
    number = re.search(r'href="/attachment/(\d+)"', page.html).group(1)
    assert guest.get(f"{office.url}/t/attachment/{number}").status == 404
    assert guest.get(f"{office.url}/t/{other['number']}").status == 404


# What others wrote

@pytest.mark.parametrize("text", [" ".join(HOSTILE[:5]), " ".join(HOSTILE[5:])])
def test_nothing_that_a_mail_says_runs(office, text):
    sender = office.contact(name=f"Nome {text}")
    ticket = office.open_ticket(f"730 {text}", sender=sender, text=f"{text}\n", files=[(f"{text}.txt", "text/plain", b"x")])
    browser = office.sign_in("marco")
    pages = [browser.get(f"{office.url}/ticket/{ticket['number']}"), browser.get(f"{office.url}/ticket")]
    pages.append(office.enter(office.link(office.told(ticket["number"], "acknowledgement", sender))).page)
    for page in pages:
        assert page.status == 200 and not Active(page.html).found
    assert text in pages[0].text and text in pages[2].text


# One process, many people, and a database that goes away

def test_sessions_stay_apart_after_errors_and_a_lost_connection(office):
    seen, hidden = office.open_ticket(f"730 {office.word()}"), office.open_ticket(f"Altro {office.word()}")
    marco, anna, nobody = office.sign_in("marco"), office.sign_in("anna"), Browser(office.stack.pki.ca)
    marco_form = reply_form(office, marco, seen["number"])

    def check():
        for browser, statuses in ((anna, (200, 200)), (marco, (200, 404)), (anna, (200, 200))):
            assert tuple(browser.get(f"{office.url}/ticket/{ticket['number']}").status for ticket in (seen, hidden)) == statuses
            page = nobody.get(f"{office.url}/ticket/{seen['number']}")
            assert seen["subject"] not in page.html

    check()
    marco.page = marco.get(f"{office.url}/ticket/{seen['number']}")
    assert marco.submit(marco_form, text="").status == 422
    check()
    assert anna.get(f"{office.url}/ticket/{'9' * 15}").status == 404
    check()
    office.stack.postgres.query("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'turno_web'")
    check()
    office.stack.postgres.stop()
    try:
        assert anna.get(f"{office.url}/ticket").status == 503
        assert raw(office, "GET", "/login")[0] == 200
    finally:
        office.stack.postgres.start()
    wait_for(lambda: anna.get(f"{office.url}/ticket").status == 200, 20, "the web back with its database")
    check()
