"""What cannot be delivered comes back to the operator."""
import pytest

from stack import wait_for


@pytest.fixture
def ticket(office):
    """A ticket whose acknowledgement has arrived: the contact's address still works."""
    ticket = office.open_ticket(f"730 che fallirà {office.word()}")
    office.settled(ticket["number"])
    return ticket


def failed_reply(office, number):
    """The ticket once the operator's reply has failed and the turn is back."""
    def back():
        ticket = office.ticket(number)
        states = [delivery["state"] for delivery in ticket["posts"][-1]["delivery"]]
        return ticket if ticket["turn"] == "operator" and "failed" in states else None
    return wait_for(back, 40, f"failure on ticket {number}")


def test_m12_r15_returned_mail_fails_that_post_and_gives_the_turn_back(office, ticket):
    office.stack.exim.forget(ticket["sender"].split("@")[0])
    office.answer_by_web(ticket["number"], "marco", "Le rispondo subito.")
    after = failed_reply(office, ticket["number"])
    assert [post["author_kind"] for post in after["posts"]] == ["contact", "operator"]
    assert any("fail" in event["type"] or "fail" in (event["new"] or "") for event in after["events"])
    returned = [row for row in office.turno("mail", "list") if row["ticket"] == ticket["number"] and row["outcome"] == "event"]
    assert len(returned) == 1


def test_r15_refused_recipient_fails_that_post_and_gives_the_turn_back(office, ticket):
    office.stack.exim.refuse(ticket["sender"].split("@")[0])
    office.answer_by_web(ticket["number"], "marco", "Le rispondo subito.")
    failed_reply(office, ticket["number"])
    reply, = office.outbox(ticket["number"], "reply")
    assert reply["state"] == "failed" and "5.1.1" in reply["last_reply"]


def test_m12_forged_bounce_changes_nothing(office, ticket):
    office.answer_by_web(ticket["number"], "marco", "Le rispondo subito.")
    office.told(ticket["number"], "reply", ticket["sender"])
    row = office.deliver("mailer-daemon@altrove.example", "support@demo.example", "Undelivered Mail Returned to Sender",
                         f"{ticket['sender']}: 5.1.1 no such user\n", envelope_from="", Auto_Submitted="auto-replied")
    assert row["outcome"] in ("event", "filtered", "triage") and row["ticket"] is None, office.explain(row)
    after = office.ticket(ticket["number"])
    assert after["turn"] == "contact"
    assert [delivery["state"] for delivery in after["posts"][-1]["delivery"]] == ["sent"]



def test_m31_greylisted_mail_is_tried_again(office):
    ticket = office.open_ticket(sender=slow_contact(office))

    def deferred():
        rows = office.outbox(ticket["number"], "acknowledgement")
        return rows[0] if rows and rows[0]["attempts"] > 0 and "4.7.1" in (rows[0]["last_reply"] or "") else None
    row = wait_for(deferred, 20, "deferred acknowledgement")
    assert row["state"] == "queued"
    assert office.turn(ticket["number"]) == "operator"


def slow_contact(office):
    """slow@ is one address: made a contact once."""
    address = "slow@demo.example"
    known = {one for row in office.turno("contact", "list") for one in row["addresses"]}
    return address if address in known else office.contact(address=address)
