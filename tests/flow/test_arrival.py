"""A mail that starts something: ticket, triage, new contact, event."""
import hashlib
import re

from lib.mail import attachments_of, text_of
from lib.office import HELP, SUPPORT, reply_address
from stack import wait_for


def types(ticket):
    return [event["type"] for event in ticket["events"]]


def test_m14_r14_mail_becomes_ticket_in_the_category_of_the_rule(office):
    ticket = office.open_ticket(f"Domanda sul 730 {office.word()}", text="Quali documenti servono?\n")
    assert ticket["category"] == "CAF › 730"
    assert (ticket["turn"], ticket["level"]) == ("operator", "base")
    assert ticket["contact"]["address"] == ticket["sender"]
    assert [(post["kind"], post["author_kind"], post["channel"]) for post in ticket["posts"]] == [
        ("message", "contact", "mail")]
    assert ticket["posts"][0]["visible_text"].strip() == "Quali documenti servono?"


def test_r10_mail_without_rule_goes_to_the_fallback(office):
    assert office.open_ticket()["category"] == "Amministrazione"


def test_r34_r35_acknowledgement_has_a_link_and_no_attachment(office):
    ticket = office.open_ticket(files=[("bolletta.pdf", "application/pdf", b"%PDF-1.4 prova")])
    mail = office.told(ticket["number"], "acknowledgement", ticket["sender"])
    assert office.link(mail)
    assert attachments_of(mail) == []
    assert mail.get_content_type() == "text/plain"
    assert mail["Auto-Submitted"] == "auto-replied"
    assert re.search(r"\[#%d\.\d+\.[a-z2-7]{16}\]" % ticket["number"], mail["Subject"])
    assert re.fullmatch(r"support\+c\.%d\.\d+\.\d+\.[a-z2-7]{16}@demo\.example" % ticket["number"], reply_address(mail))
    assert ticket["category"] not in text_of(mail)


def test_r25_attachment_of_a_mail_keeps_name_size_and_bytes(office):
    content = bytes(range(256)) * 40
    ticket = office.open_ticket(files=[("perché no.bin", "application/octet-stream", content)])
    attachment, = ticket["posts"][0]["attachments"]
    assert (attachment["name"], attachment["size"]) == ("perché no.bin", len(content))
    assert attachment["sha256"] == hashlib.sha256(content).hexdigest()


def test_r9_r34_only_operators_who_see_the_ticket_are_told(office):
    ticket = office.open_ticket(f"730 di prova {office.word()}")
    office.settled(ticket["number"])
    told = {row["to"] for row in office.outbox(ticket["number"], "notification")}
    assert told == {"anna@demo.example", "marco@demo.example", "riccardo@demo.example"}
    other = office.open_ticket()
    office.settled(other["number"])
    assert {row["to"] for row in office.outbox(other["number"], "notification")} == {"anna@demo.example"}


def test_r9_invisible_ticket_is_not_found(office):
    number = office.open_ticket()["number"]
    assert number in [row["number"] for row in office.turno("ticket", "list", "--as", "anna")]
    assert number not in [row["number"] for row in office.turno("ticket", "list", "--as", "marco")]
    browser = office.desk("marco")
    assert browser.get(f"{office.url}/ticket/{number}").status == 404
    assert browser.get(f"{office.url}/ticket/999999999").status == 404


def test_r3_unknown_sender_waits_in_triage_and_hears_nothing(office):
    stranger = f"{office.word()}@altrove.example"
    row = office.deliver(stranger, SUPPORT, "Chi sono", "Non mi conoscete.\n")
    assert (row["outcome"], row["ticket"]) == ("triage", None), office.explain(row)
    assert stranger not in {mail["to"] for mail in office.turno("outbox", "list")}


def test_r3_unknown_sender_on_help_becomes_a_contact(office):
    stranger = f"{office.word()}@altrove.example"
    ticket = office.open_ticket(sender=stranger, to=HELP)
    assert ticket["contact"]["address"] == stranger
    assert office.link(office.told(ticket["number"], "acknowledgement", stranger))
    assert stranger in [address for row in office.turno("contact", "list") for address in row["addresses"]]


def test_m11_absence_notice_is_an_event_only(office):
    ticket = office.open_ticket()
    mail = office.told(ticket["number"], "acknowledgement", ticket["sender"])
    before = office.ticket(ticket["number"])
    row = office.deliver(ticket["sender"], reply_address(mail), "Assenza: " + mail["Subject"], "Torno lunedì.\n",
                         In_Reply_To=mail["Message-ID"], Auto_Submitted="auto-replied", envelope_from="")
    assert (row["outcome"], row["ticket"]) == ("event", ticket["number"]), office.explain(row)
    after = office.ticket(ticket["number"])
    assert len(after["posts"]) == len(before["posts"]) and after["turn"] == before["turn"]
    assert len(after["events"]) == len(before["events"]) + 1
    assert len(office.outbox(ticket["number"], "acknowledgement")) == 1


def test_m11_absence_notice_opens_no_ticket(office):
    row = office.deliver(office.contact(), SUPPORT, "Fuori ufficio", "Torno lunedì.\n", Auto_Submitted="auto-replied")
    assert row["ticket"] is None and row["outcome"] in ("event", "filtered"), office.explain(row)


def test_m4_the_same_mail_twice_is_one_ticket(office):
    sender, subject, identity = office.contact(), f"Doppia {office.word()}", f"<{office.word()}@client.example>"
    date = "Mon, 02 Nov 2026 10:00:00 +0000"
    first = office.deliver(sender, SUPPORT, subject, "Una volta sola.\n", Message_ID=identity, Date=date)
    office.send(sender, HELP, subject, "Una volta sola.\n", Message_ID=identity, Date=date)

    def second():
        rows = [row for row in office.turno("mail", "list")
                if row["message_id"] == first["message_id"] and row["id"] != first["id"] and row["outcome"]]
        return rows[0] if rows else None
    assert wait_for(second, 20, "outcome of the copy")["outcome"] == "duplicate"
    assert [row["subject"] for row in office.turno("ticket", "list")].count(subject) == 1


def test_r23_timeline_verifies(office):
    ticket = office.open_ticket()
    assert types(office.ticket(ticket["number"]))[0] == "opened"
    office.turno("verify")
