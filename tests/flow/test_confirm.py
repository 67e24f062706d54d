"""A mail in an operator's name that nothing proves: parked, and sent by his click on the link in the mail that tells him (M20)."""
import re
import urllib.error
import urllib.request

import pytest

from lib.mail import text_of
from lib.office import SUPPORT


@pytest.fixture
def parked(office):
    """marco answers his notification, but to the office's plain address: the ticket and the link in the mail to him."""
    ticket = office.open_ticket(f"730 da confermare {office.word()}")
    notice = office.told(ticket["number"], "notification", "marco@demo.example")
    row = office.deliver("marco@demo.example", SUPPORT, "Re: pratica", "Costa trenta euro.\n", In_Reply_To=notice["Message-ID"])
    assert (row["outcome"], row["ticket"]) == ("held", ticket["number"]), office.explain(row)
    mail = office.told(ticket["number"], "parked", "marco@demo.example")
    link = re.search(re.escape(office.url) + r"/confirm/[A-Za-z0-9_-]{43}", text_of(mail))
    assert link, text_of(mail)
    return ticket, link.group(), row


def test_m20_get_shows_and_post_sends_once(office, parked):
    ticket, link, row = parked
    browser = office.browser()
    for _ in range(3):  # a scanner of links, a look, another look
        page = browser.get(link)
        assert page.status == 200 and "Costa trenta euro." in page.text
        assert not list(browser.cookies)
    assert office.outbox(ticket["number"], "reply") == []
    assert "no-store" in page.headers["Cache-Control"] and page.headers["Referrer-Policy"] == "no-referrer"
    assert browser.submit(page.forms[0]).status == 200
    assert "Costa trenta euro." in text_of(office.told(ticket["number"], "reply", ticket["sender"]))
    after = office.ticket(ticket["number"])
    assert after["turn"] == "contact"
    assert [(post["kind"], post["author_kind"]) for post in after["posts"]] == [("message", "contact"), ("message", "operator")]
    assert office.turno("mail", "show", row["id"])["outcome"] == "post"
    again = browser.submit(page.forms[0])
    assert again.status == 200 and not again.forms and "Quanto appena confermato è fatto" in again.text  # of two clicks the second is shown
    assert len(office.outbox(ticket["number"], "reply")) == 1


def test_m20_page_speaks_the_operators_language(office, parked):
    _, link, _ = parked
    for language in ("en", "it", "de"):
        request = urllib.request.Request(link, headers={"Accept-Language": language})
        page = office.browser()._opener.open(request).read().decode()
        assert 'lang="it"' in page and "Hai scritto tu questa mail?" in page


def test_m20_post_from_another_site_sends_nothing(office, parked):
    ticket, link, _ = parked
    request = urllib.request.Request(link, data=b"", headers={"Origin": "https://evil.example"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        office.browser()._opener.open(request)
    assert refused.value.code == 403
    assert office.outbox(ticket["number"], "reply") == []


def test_m20_late_or_made_up_link_confirms_nothing(office, parked):
    ticket, link, _ = parked
    office.stack.postgres.query("update turno.confirmation set expires_at = now() - interval '1 second'")
    texts = set()
    for each in (link, f"{office.url}/confirm/{'A' * 43}", f"{office.url}/confirm/x"):
        page = office.browser().get(each)
        assert page.status == 200 and not page.forms
        texts.add(page.text)
    assert len(texts) == 1
    assert office.outbox(ticket["number"], "reply") == []


def test_m20_token_is_in_no_log(office, parked):
    _, link, _ = parked
    token = link.rsplit("/", 1)[1]
    browser = office.browser()
    browser.submit(browser.get(link).forms[0])
    for log in ("lighttpd", "turnod"):
        assert token not in office.stack.host.log_tail(log, 100000)


def test_r3_link_of_a_request_confirms_it_on_the_same_page(office):
    address = f"{office.word()}@demo.example"
    office.turno("setting", "set", "web.open", "--value", "anyone")
    try:
        category = office.stack.postgres.query("select id from turno.category where not is_hidden and not exists "
                                               "(select from turno.category c where c.parent_id = category.id) limit 1")[0][0]
        office.stack.postgres.query("select turno.request_open(jsonb_build_object('name', 'Lucia', 'surname', 'Neri', 'tax_code', 'nrelcu80a41h501x',"
                                    f"'email', '{address}', 'category', {category}, 'subject', 'Vorrei sapere', 'text', 'Quando aprite?'))")
        message_id = office.stack.postgres.query(f"select message_id from turno.outbox where kind = 'confirm' and recipient = '{address}'")[0][0]
        link = re.search(re.escape(office.url) + r"/confirm/\S+", text_of(office.received(address, message_id))).group()
        browser = office.browser()
        page = browser.get(link)
        assert page.status == 200 and "Vorrei sapere" not in page.text
        page = browser.submit(page.forms[0])
        assert page.status == 200 and re.search(r"/t/\d+$", page.url) and "Quando aprite?" in page.text, page.text
    finally:
        office.turno("setting", "remove", "web.open")
