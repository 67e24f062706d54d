"""The operator's answer, by mail and by web; and what only looks like one."""
import re

import pytest

from lib.mail import attachments_of, text_of
from lib.office import SUPPORT, reply_address


@pytest.fixture
def ticket(office):
    """A new ticket of CAF: marco, riccardo and anna are told."""
    return office.open_ticket(f"730 da rispondere {office.word()}", text="Quanto costa la pratica?\n")


def check_reply_reached(office, ticket, text, operator):
    after = office.ticket(ticket["number"])
    assert after["turn"] == "contact"
    last = after["posts"][-1]
    assert (last["kind"], last["author_kind"], last["visible_text"].strip()) == ("message", "operator", text)
    assert operator in last["author"]
    mail = office.told(ticket["number"], "reply", ticket["sender"])
    assert text in text_of(mail) and attachments_of(mail) == []
    assert office.link(mail)
    assert "Auto-Submitted" not in mail
    assert "+r." not in str(mail) and "+n." not in str(mail)
    assert f"{office.url}/ticket/" not in text_of(mail)


def test_m20_answer_by_mail_from_the_notification(office, ticket):
    row = office.answer_by_mail(ticket["number"], "marco", "La pratica costa trenta euro.")
    assert (row["outcome"], row["ticket"]) == ("post", ticket["number"]), office.explain(row)
    check_reply_reached(office, ticket, "La pratica costa trenta euro.", "Marco")


def test_r14_answer_by_web(office, ticket):
    page = office.answer_by_web(ticket["number"], "riccardo", "Trenta euro, su appuntamento.")
    assert page.status == 200, page.text
    check_reply_reached(office, ticket, "Trenta euro, su appuntamento.", "Riccardo")


def test_r14_answer_by_web_may_keep_the_turn(office, ticket):
    office.answer_by_web(ticket["number"], "riccardo", "Ci stiamo guardando.", pass_turn=None)
    assert office.turn(ticket["number"]) == "operator"
    assert "Ci stiamo guardando." in text_of(office.told(ticket["number"], "reply", ticket["sender"]))


def test_m23_notification_carries_marker_and_signed_address(office, ticket):
    notice = office.told(ticket["number"], "notification", "marco@demo.example")
    text = text_of(notice)
    assert "--- turno: rispondi sopra questa riga / reply above this line ---" in text
    assert "Quanto costa la pratica?" in text
    assert f"{office.url}/ticket/{ticket['number']}" in text
    assert re.fullmatch(r"support\+r\.%d\.\d+\.\d+\.[a-z2-7]{16}@demo\.example" % ticket["number"], reply_address(notice))


def check_nothing_sent(office, ticket, row):
    assert row["outcome"] in ("held", "triage"), office.explain(row)
    after = office.ticket(ticket["number"])
    assert after["turn"] == "operator"
    assert [post["author_kind"] for post in after["posts"]] == ["contact"]
    assert office.outbox(ticket["number"], "reply") == []


def forged_by_from_alone(office, ticket):
    token = re.search(r"\[#[^\]]+\]", office.told(ticket["number"], "acknowledgement", ticket["sender"])["Subject"]).group()
    return SUPPORT, f"Re: {token}", {}


def forged_by_contacts_address(office, ticket):
    return reply_address(office.told(ticket["number"], "acknowledgement", ticket["sender"])), "Re: pratica", {}


def forged_by_message_id(office, ticket):
    notice = office.told(ticket["number"], "notification", "marco@demo.example")
    return SUPPORT, "Re: pratica", {"In_Reply_To": notice["Message-ID"]}


def forged_by_colleagues_address(office, ticket):
    return reply_address(office.told(ticket["number"], "notification", "riccardo@demo.example")), "Re: pratica", {}


def forged_by_changed_role(office, ticket):
    address = reply_address(office.told(ticket["number"], "acknowledgement", ticket["sender"]))
    return address.replace("+c.", "+r."), "Re: pratica", {}


@pytest.mark.parametrize("forge", [forged_by_from_alone, forged_by_contacts_address, forged_by_message_id,
                                   forged_by_colleagues_address, forged_by_changed_role])
def test_m20_forged_operator_sends_nothing(office, ticket, forge):
    to, subject, headers = forge(office, ticket)
    row = office.deliver("marco@demo.example", to, subject, "Bonificate a questo IBAN.\n", **headers)
    check_nothing_sent(office, ticket, row)
    assert not any("IBAN" in text_of(mail) for mail in office.mails_of(ticket["sender"]))


def test_m20_operators_token_from_another_address_sends_nothing(office, ticket):
    notice = office.told(ticket["number"], "notification", "marco@demo.example")
    row = office.deliver(f"{office.word()}@altrove.example", reply_address(notice), "Re: pratica", "Bonificate qui.\n")
    check_nothing_sent(office, ticket, row)


def test_m11_operators_absence_notice_goes_nowhere(office, ticket):
    notice = office.told(ticket["number"], "notification", "marco@demo.example")
    row = office.deliver("marco@demo.example", reply_address(notice), "Assente: " + notice["Subject"], "Sono in ferie.\n",
                         Auto_Submitted="auto-replied")
    assert row["outcome"] in ("event", "filtered"), office.explain(row)
    assert office.turn(ticket["number"]) == "operator"
    assert office.outbox(ticket["number"], "reply") == []
