"""Mail that leaves by the own server of a mailbox, which wants a login: with the right password, and with a wrong one until it is mended."""
import pytest

from lib import mail as mails
from stack import wait_for


def fill(office, name, verb, **values):
    """An administrator gives a mailbox a server on its page."""
    browser = office.desk("anna")
    form = browser.get(f"{office.url}/office/mailbox/{verb}?key={name}").form_to(f"/{verb}")
    page = browser.submit(form, **{f"values.{key}": value for key, value in values.items()}, confirm=office.passwords["anna"])
    assert page.url.endswith("done=row_changed"), page.text


@pytest.fixture
def box(office):
    """A mailbox whose mail is fetched, and leaves by a server of its own with the same login and password; gives its name."""
    name = "own" + office.word()
    office.turno("mailbox", "add", name, "--address", f"{name}@demo.example", "--accept-new", "anyone", "--authserv-id", "mail.demo.example")
    fill(office, name, "server", imap_host="127.0.0.1", imap_port=str(office.ports["imaps"]), imap_tls="implicit", imap_login=f"{name}@demo.example",
         secret=office.passwords["mail"], smtp_host="127.0.0.1", smtp_port=str(office.ports["smtps"]), smtp_tls="implicit")
    yield name
    office.turno("mailbox", "set", name, "--no-active", "--smtp-host", "")


def signed_in(office, name):
    """Whether Exim says that somebody signed in with the login of the mailbox to hand in mail from it."""
    log = (office.stack.exim.folder / "log/mainlog").read_text()
    return [line for line in log.splitlines() if f"<= {name}@demo.example" in line and f":{name}@demo.example" in line and "P=esmtpsa" in line]


def account(office, name):
    return next((row for row in office.turno("outbox", "accounts") if row["name"] == f"mailbox:{name}"), None)


def test_m31_a_mail_is_answered_through_the_own_server_of_a_mailbox(office, box):
    ticket = office.open_ticket(to=f"{box}@demo.example")
    office.answer_by_web(ticket["number"], "anna", "Le rispondo dalla casella con il suo server.")
    told = office.told(ticket["number"], "reply", ticket["sender"])
    assert f"{box}@demo.example" in told["From"] and "con il suo server" in mails.text_of(told)
    assert signed_in(office, box)
    assert account(office, box)["state"] == "open"


def test_m31_a_wrong_password_keeps_the_mail_and_names_the_mailbox(office, box):
    ticket = office.open_ticket(to=f"{box}@demo.example")
    office.settled(ticket["number"])
    secret = "sbagliata-" + office.word()
    fill(office, box, "sending", smtp_host="127.0.0.1", smtp_port=str(office.ports["smtps"]), smtp_tls="implicit", smtp_login=f"{box}@demo.example", secret=secret)
    office.answer_by_web(ticket["number"], "anna", "Questa aspetta la password giusta.")

    def paused():
        row = account(office, box)
        return row if row["state"] == "paused" and row["reason"] else None
    row = wait_for(paused, 30, "the account that cannot sign in")
    assert f"mailbox {box}: 127.0.0.1 refuses the sign-in: 535" in row["reason"] and row["waiting"] > 0, row
    reply, = office.outbox(ticket["number"], "reply")
    assert reply["state"] == "queued" and f"mailbox {box}: " in reply["last_reply"]
    page = office.desk("anna").get(f"{office.url}/office/mailbox/edit?key={box}")
    assert "Non parte posta" in page.text and f"mailbox {box}: 127.0.0.1 refuses the sign-in" in page.text
    for said in (page.html, office.stack.host.log_tail("turnod", 100000), str(office.turno("outbox", "list")), str(office.turno("mailbox", "show", box))):
        assert secret not in said
    # Other mailboxes send meanwhile.
    other = office.open_ticket()
    assert office.told(other["number"], "acknowledgement", other["sender"])
    # And with the right password it leaves at once: turnod was not restarted, nobody resumed anything.
    fill(office, box, "sending", smtp_host="127.0.0.1", smtp_port=str(office.ports["smtps"]), smtp_tls="implicit", smtp_login=f"{box}@demo.example",
         secret=office.passwords["mail"])
    assert "aspetta la password giusta" in mails.text_of(office.told(ticket["number"], "reply", ticket["sender"]))


def test_mail_that_waits_goes_by_the_office_again_once_the_own_server_is_taken_away(office, box):
    ticket = office.open_ticket(to=f"{box}@demo.example")
    office.settled(ticket["number"])
    office.turno("mailbox", "set", box, "--smtp-port", "1")
    office.answer_by_web(ticket["number"], "anna", "Per la via dell'ufficio.")
    wait_for(lambda: account(office, box)["state"] == "paused", 30, "the account that cannot connect")
    before = len(signed_in(office, box))
    office.turno("mailbox", "set", box, "--submission", "default")
    assert "Per la via dell'ufficio." in mails.text_of(office.told(ticket["number"], "reply", ticket["sender"]))
    assert len(signed_in(office, box)) == before and office.turno("mailbox", "show", box)["smtp_host"] == ""
