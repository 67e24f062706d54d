"""Coming in and going out: tries that are counted, a password that was lost, one's own profile."""
import re
import time
import urllib.parse
import urllib.request

import pytest

from lib import mail as mails

LONG = "quattro parole lunghe insieme"


@pytest.fixture
def operator(office):
    """A new operator with a password; gives (login, password)."""
    login, password = office.word(), f"{LONG} {office.word()}"
    return office.operator(f"Operatore {login}", "--address", f"{login}@demo.example", login=login, password=password), password


def enter(office, login, password, browser=None):
    """The page after a try to sign in."""
    browser = browser or office.browser()
    page = browser.get(f"{office.url}/login")
    return browser, browser.submit(page.form("login", "password"), login=login, password=password)


def code_for(office, address):
    """The code in the newest mail to an address."""
    row = max((row for row in office.turno("outbox", "list") if row["to"] == address and row["kind"] == "password_code"), key=lambda row: row["id"])
    mail = office.received(address, row["message_id"], 30)
    return re.search(r"\b[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}\b", mails.text_of(mail)).group()


def ask_code(office, browser, login):
    """The page that comes after a code was asked for."""
    page = browser.get(f"{office.url}/password")
    return browser.submit(page.form("login"), login=login)


# Tries

def test_r4_too_many_tries_are_refused_before_they_cost(office, operator):
    login, password = operator
    slow, fast = [], []
    words = set()
    for n in range(13):
        begun = time.monotonic()
        browser, page = enter(office, login, "sbagliata")
        (slow if n < 10 else fast).append(time.monotonic() - begun)
        words.add(page.text)
        assert page.status == 422 and not list(browser.cookies)
    browser, page = enter(office, login, password)
    assert page.status == 422 and not list(browser.cookies), "the right one is refused too, for a while"
    words.add(page.text)
    assert len(words) == 1
    assert min(fast) < min(slow) * 0.7, (slow, fast)
    office.stack.postgres.query("update turno.throttle set filled_at = filled_at - interval '1 minute'")
    assert enter(office, login, password)[1].status == 200


def test_r4_who_does_not_exist_is_refused_alike(office, operator):
    unknown = office.word()

    def answers(login):
        found = []
        for _ in range(12):
            _, page = enter(office, login, "sbagliata")
            found.append((page.status, page.text.replace(login, "")))
        return found
    assert answers(operator[0]) == answers(unknown)
    office.stack.postgres.query("delete from turno.throttle where key ~ '(signin|challenge):address'")


# A password that was lost

def test_r4_a_code_by_mail_sets_a_new_password_and_ends_the_sessions(office, operator):
    login, password = operator
    old, page = enter(office, login, password)
    assert page.status == 200
    browser = office.browser()
    page = ask_code(office, browser, f"{login}@demo.example")
    assert page.status == 200
    code = code_for(office, f"{login}@demo.example")
    form = page.form("code", "password", "again")
    for fields, error in (({"code": code, "password": "corta", "again": "corta"}, "password"), ({"code": code, "password": LONG, "again": "altro " + LONG}, "again"),
                          ({"code": "AAAA-AAAA", "password": LONG, "again": LONG}, "code")):
        page = browser.submit(form, **fields)
        assert page.status == 422 and f'aria-describedby="{error}-error"' in page.html.replace("password-help ", "")
        assert LONG not in page.html and page.form("code").fields["login"] == f"{login}@demo.example"
    page = browser.submit(form, code=code.lower(), password=LONG, again=LONG)
    assert page.status == 200 and "/login?done=password" in page.url
    assert "/login" in old.get(f"{office.url}/ticket").url
    assert enter(office, login, password)[1].status == 422
    assert enter(office, login, LONG)[1].status == 200
    assert browser.submit(form, code=code, password=LONG + "x", again=LONG + "x").status == 422  # good once


def test_r3_a_contact_gets_his_first_password_so_and_sees_his_requests(office):
    ticket = office.open_ticket(f"730 password {office.word()}")
    browser = office.browser()
    page = ask_code(office, browser, ticket["sender"])
    page = browser.submit(page.form("code"), code=code_for(office, ticket["sender"]), password=LONG, again=LONG)
    browser, page = enter(office, ticket["sender"], LONG, browser)
    assert page.status == 200 and page.url.startswith(f"{office.url}/t"), page.url
    assert [cookie.name for cookie in browser.cookies] == ["__Host-turno-contact"]
    assert "/login" in browser.get(f"{office.url}/ticket").url  # it opens no desk


def test_r3_the_same_words_whoever_is_named(office, operator):
    unknown = office.word()
    pages = [ask_code(office, office.browser(), login) for login in (operator[0], unknown, f"{unknown}@demo.example")]
    assert len({re.sub(r"\bw[0-9a-f]{10}\S*", "", page.text) for page in pages}) == 1
    assert [row for row in office.turno("outbox", "list") if unknown in row["to"]] == []


def test_forms_of_another_site_ask_for_nothing(office, operator):
    browser = office.browser()
    page = browser.get(f"{office.url}/password")
    assert ask_code(office, browser, "").status == 422
    before = len(office.turno("outbox", "list"))
    form = page.form("login")
    request = urllib.parse.urlencode({"login": operator[0]}).encode()
    evil = urllib.request.Request(f"{office.url}{form.action}", data=request, headers={"Origin": "https://evil.example"})
    assert browser._open(evil).status == 403
    assert len(office.turno("outbox", "list")) == before


# One's own

def test_r4_a_password_is_changed_by_who_knows_the_old_one(office, operator):
    login, password = operator
    browser, _ = enter(office, login, password)
    other, _ = enter(office, login, password)
    page = browser.get(f"{office.url}/profile")
    form = page.form("old_password")
    page = browser.submit(form, old_password="sbagliata", password=LONG, again=LONG)
    assert page.status == 422 and 'aria-describedby="old-error"' in page.html and LONG not in page.html
    assert browser.submit(form, old_password=password, password=LONG, again=LONG, csrf="A" * 64).status == 403
    cookie = next(iter(browser.cookies)).value
    page = browser.submit(form, old_password=password, password=LONG, again=LONG)
    assert page.status == 200 and page.url == f"{office.url}/profile?done=password"
    assert next(iter(browser.cookies)).value != cookie
    assert "/login" in other.get(f"{office.url}/profile").url
    assert enter(office, login, LONG)[1].status == 200


def test_r4_an_operator_sets_language_signature_and_mail(office, operator):
    browser, _ = enter(office, *operator)
    page = browser.get(f"{office.url}/profile")
    page = browser.submit(page.form("language", "signature"), language="en", signature="Saluti\n<b>Op</b>", wants_mail="false")
    assert page.status == 200 and 'lang="en"' in page.html and "&lt;b&gt;Op" in page.html and 'role="status"' in page.html
    assert re.search(r'value="false" checked', page.html) and "<option value=\"en\" selected" in page.html
    page = browser.submit(page.form("language", "signature"), language="fr")
    assert page.status == 422
    found = office.stack.postgres.query(f"select language, wants_mail from turno.operator where login = '{operator[0]}'")
    assert found == [["en", "f"]]


def test_the_profile_is_for_who_is_signed_in(office):
    ticket = office.open_ticket(f"730 profilo {office.word()}")
    assert "/login?next=/profile" in office.browser().get(f"{office.url}/profile").url
    guest = office.enter(office.link(office.told(ticket["number"], "acknowledgement", ticket["sender"])))
    assert "/login" in guest.get(f"{office.url}/profile").url


def test_r34_an_operator_is_spared_mails_and_gets_them_again(office, operator):
    browser, _ = enter(office, *operator)

    def muted():
        return office.stack.postgres.query("select event from turno.notice_mute m join turno.operator o on o.id = m.operator_id"
                                           f" where o.login = '{operator[0]}'")

    page = browser.get(f"{office.url}/profile")
    form = next(form for form in page.forms if form.fields.get("event") == "opened" and form.fields.get("is_muted"))
    assert browser.submit(form).url == f"{office.url}/profile" and muted() == [["opened"]]
    form = next(form for form in browser.page.forms if form.fields.get("event") == "opened")
    assert "is_muted" not in form.fields and browser.submit(form, csrf="A" * 64).status == 403 and muted() == [["opened"]]
    browser.get(f"{office.url}/profile")
    assert browser.submit(form).status == 200 and muted() == []


# Whose door it is

def test_every_page_before_signing_in_names_the_office(office):
    name = next(row["value"] for row in office.turno("setting", "list") if row["key"] == "office.name")
    browser = office.browser()
    pages = [browser.get(f"{office.url}{path}") for path in ("/login", "/password", "/password/code", "/t")]
    pages += [enter(office, "nessuno", "sbagliata")[1], ask_code(office, browser, "nessuno@demo.example")]
    assert [page.status for page in pages] == [200, 200, 200, 403, 422, 200]
    for page in pages:
        assert f"<b>{name}</b></header>" in page.html, page.html
