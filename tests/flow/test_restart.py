"""Whatever is restarted, whenever: every mail is taken once and every answer leaves."""
import pytest

from lib.office import SUPPORT


def check_all_arrive(office, sent):
    """Each Message-ID is one ledger row and one ticket with one post."""
    for message_id in sent:
        row = office.verdict(message_id, 60)
        assert row["outcome"] == "ticket", office.explain(row)
        assert len(office.ticket(row["ticket"])["posts"]) == 1
    rows = [row["message_id"] for row in office.turno("mail", "list")]
    assert all(rows.count(message_id) == 1 for message_id in sent)


def send_some(office, count=3):
    sender = office.contact()
    return [office.send(sender, SUPPORT, f"Prima e dopo {office.word()}", "Ciao.\n") for _ in range(count)]


@pytest.mark.parametrize("end", ["stop", "kill"])
def test_m1_mail_that_came_while_turnod_was_away(office, end):
    getattr(office.stack.turnod, end)()
    sent = send_some(office)
    office.stack.turnod.start()
    check_all_arrive(office, sent)


@pytest.mark.parametrize("end", ["stop", "kill"])
def test_m2_turnod_ends_while_mail_flows(office, end):
    sent = send_some(office, 6)
    office.verdict(sent[0])
    getattr(office.stack.turnod, end)()
    office.stack.turnod.start()
    check_all_arrive(office, sent)


def test_m2_database_crash_while_mail_flows(office):
    sent = send_some(office, 4)
    office.verdict(sent[0])
    office.stack.postgres.crash()
    sent += [office.send("mario.rossi@demo.example", SUPPORT, f"Senza banca dati {office.word()}", "Ciao.\n")]
    office.stack.postgres.start()
    check_all_arrive(office, sent)


def test_m1_imap_server_restarts(office):
    sent = send_some(office, 2)
    office.stack.dovecot.restart()
    sent += send_some(office, 2)
    check_all_arrive(office, sent)


def test_m31_answer_leaves_after_a_restart_of_turnod(office):
    ticket = office.open_ticket(f"730 riavvio {office.word()}")
    office.settled(ticket["number"])
    office.stack.turnod.stop()
    office.answer_by_web(ticket["number"], "marco", "Rispondo mentre il demone è fermo.")
    assert [row["state"] for row in office.outbox(ticket["number"], "reply")] == ["queued"]
    office.stack.turnod.start()
    office.told(ticket["number"], "reply", ticket["sender"])
    assert office.turn(ticket["number"]) == "contact"


def test_web_answers_after_the_database_came_back(office):
    browser = office.desk("marco")
    office.stack.postgres.crash()
    office.stack.postgres.start()
    assert browser.get(f"{office.url}/ticket").status == 200
