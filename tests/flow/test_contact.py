"""The contact's answer finds its ticket by any one sign, and gives the turn to the operator."""
import hashlib
import re

import pytest

from lib.mail import text_of
from lib.office import SUPPORT, reply_address


@pytest.fixture
def waiting(office):
    """A ticket whose turn is the contact's, and the operator's reply that he received."""
    ticket = office.open_ticket(f"730 in attesa {office.word()}")
    office.answer_by_web(ticket["number"], "marco", "Ci mandi la certificazione unica.")
    assert office.turn(ticket["number"]) == "contact"
    ticket["reply"] = office.told(ticket["number"], "reply", ticket["sender"])
    return ticket


def check_answer(office, ticket, row, text):
    assert (row["outcome"], row["ticket"]) == ("post", ticket["number"]), office.explain(row)
    after = office.ticket(ticket["number"])
    assert after["turn"] == "operator"
    last = after["posts"][-1]
    assert (last["author_kind"], last["visible_text"].strip()) == ("contact", text)


def test_m16_5_subject_token_alone(office, waiting):
    token = re.search(r"\[#[^\]]+\]", waiting["reply"]["Subject"]).group()
    row = office.deliver(waiting["sender"], SUPPORT, f"Altro oggetto {token}", "Eccola dal token.\n")
    check_answer(office, waiting, row, "Eccola dal token.")


def test_m16_2_in_reply_to_alone(office, waiting):
    row = office.deliver(waiting["sender"], SUPPORT, "Oggetto nuovo", "Eccola dalla citazione.\n",
                         In_Reply_To=waiting["reply"]["Message-ID"])
    check_answer(office, waiting, row, "Eccola dalla citazione.")


def test_m16_2_references_alone(office, waiting):
    row = office.deliver(waiting["sender"], SUPPORT, "Oggetto nuovo", "Eccola dalle referenze.\n",
                         References=f"<altro@client.example> {waiting['reply']['Message-ID']}")
    check_answer(office, waiting, row, "Eccola dalle referenze.")


def test_m16_1_reply_address_alone(office, waiting):
    row = office.deliver(waiting["sender"], reply_address(waiting["reply"]), "Oggetto nuovo", "Eccola dall'indirizzo.\n")
    check_answer(office, waiting, row, "Eccola dall'indirizzo.")


def test_m16_bare_number_never_threads(office, waiting):
    row = office.deliver(waiting["sender"], SUPPORT, f"Re: [#{waiting['number']}] pratica", "Numero nudo.\n")
    assert row["ticket"] != waiting["number"]


def test_m17_changed_mac_never_threads(office, waiting):
    address = reply_address(waiting["reply"])
    local, domain = address.split("@")
    changed = local[:-1] + ("a" if local[-1] != "a" else "b")
    row = office.deliver(waiting["sender"], f"{changed}@{domain}", "Oggetto nuovo", "Firma sbagliata.\n")
    assert row["ticket"] != waiting["number"]
    assert office.turn(waiting["number"]) == "contact"


def test_m18_stranger_with_a_right_token_is_held(office, waiting):
    stranger = f"{office.word()}@altrove.example"
    row = office.deliver(stranger, reply_address(waiting["reply"]), "Re: pratica", "Rispondo io per lui.\n")
    assert (row["outcome"], row["ticket"]) == ("held", waiting["number"]), office.explain(row)
    assert office.turn(waiting["number"]) == "contact"
    assert stranger not in {mail["to"] for mail in office.turno("outbox", "list")}


def test_m33_magic_link_page_with_a_file(office, waiting):
    link = office.link(waiting["reply"])
    browser = office.browser()
    page = browser.get(link)
    assert page.status == 200 and "Rossi" not in page.text and waiting["subject"] not in page.text
    assert office.turn(waiting["number"]) == "contact" and "link_opened" not in [
        event["type"] for event in office.ticket(waiting["number"])["events"]]
    browser = office.enter(link)
    assert "Ci mandi la certificazione unica." in browser.page.text
    content = b"%PDF-1.4 certificazione " + office.word().encode()
    page = browser.submit(browser.page.form("text"), text="Eccola in allegato.",
                          files=[(file_field(browser.page), "cu.pdf", "application/pdf", content)])
    assert page.status == 200, page.text
    after = office.ticket(waiting["number"])
    assert after["turn"] == "operator"
    last = after["posts"][-1]
    assert (last["author_kind"], last["channel"], last["visible_text"].strip()) == ("contact", "web", "Eccola in allegato.")
    assert [(item["name"], item["size"], item["sha256"]) for item in last["attachments"]] == [
        ("cu.pdf", len(content), hashlib.sha256(content).hexdigest())]
    assert "link_opened" in [event["type"] for event in after["events"]]


def file_field(page):
    return re.search(r'<input[^>]*type="file"[^>]*name="([^"]+)"|<input[^>]*name="([^"]+)"[^>]*type="file"',
                     page.html).group(1) or "file"


def test_r24_contact_never_reads_category_level_or_note(office, waiting):
    browser = office.enter(office.link(waiting["reply"]))
    assert "CAF" not in browser.page.html and "base" not in browser.page.text.lower().split()
    assert "CAF" not in text_of(waiting["reply"])


def test_r18_answer_to_a_closed_ticket_opens_a_linked_one(office):
    ticket = office.open_ticket(f"730 da chiudere {office.word()}")
    office.answer_by_web(ticket["number"], "marco", "Fatto, chiudiamo.", close="1")
    assert office.turn(ticket["number"]) == "closed"
    reply = office.told(ticket["number"], "reply", ticket["sender"])
    row = office.deliver(ticket["sender"], reply_address(reply), "Re: " + reply["Subject"], "Un'altra cosa.\n")
    assert row["outcome"] == "ticket" and row["ticket"] not in (None, ticket["number"]), office.explain(row)
    assert office.turn(ticket["number"]) == "closed"
    new = office.ticket(row["ticket"])
    assert (new["category"], new["contact"]["address"], new["turn"]) == ("CAF › 730", ticket["sender"], "operator")
