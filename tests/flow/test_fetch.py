"""What the fetch does on the server, what it keeps of large mail, and turno ingest."""
import hashlib
import subprocess
from contextlib import contextmanager
from email import policy

import pytest

from lib import mail as mails
from lib.office import HELP, SUPPORT
from stack import wait_for


@contextmanager
def after_action(office, *words):
    """The mailbox help with an after action, for the time of one test."""
    office.turno("mailbox", "set", "help", "--after", *words)
    try:
        yield
    finally:
        office.turno("mailbox", "set", "help", "--after", "leave")


def ids_in(office, folder):
    """Message-IDs in a folder of help."""
    with office.inbox(HELP) as inbox:
        inbox.imap.select(folder, readonly=True)
        return {mail["Message-ID"].strip("<>") for mail in inbox.mails()}


def raw(office, mail):
    """The stored bytes of a mail."""
    return subprocess.run([*office.stack.turnod.command(), "mail", "raw", str(mail)], stdout=subprocess.PIPE,
                          check=True).stdout


def large(to, megabytes):
    return mails.build("mario.rossi@demo.example", to, "Molto materiale", "In allegato.\n",
                       files=[("scansione.bin", "application/octet-stream", bytes(range(256)) * 4096 * megabytes)])


def test_m2_moved_after_it_is_stored(office):
    with after_action(office, "move", "--after-folder", "Archive"):
        message_id = office.send(office.contact(), HELP, f"Da spostare {office.word()}", "Ciao.\n")
        assert office.verdict(message_id)["outcome"] == "ticket"
        wait_for(lambda: message_id in ids_in(office, "Archive"), 20, "mail in Archive")
        assert message_id not in ids_in(office, "INBOX")


def test_m2_deleted_after_it_is_stored(office):
    with after_action(office, "delete"):
        message_id = office.send(office.contact(), HELP, f"Da cancellare {office.word()}", "Ciao.\n")
        row = office.verdict(message_id)
        wait_for(lambda: message_id not in ids_in(office, "INBOX"), 20, "deletion")
        assert message_id.encode() in raw(office, row["id"])


def test_m2_missing_folder_is_said_and_repeats_nothing(office):
    with after_action(office, "move", "--after-folder", "Non esiste"):
        message_id = office.send(office.contact(), HELP, f"Senza cartella {office.word()}", "Ciao.\n")
        assert office.verdict(message_id)["outcome"] == "ticket"
        wait_for(lambda: office.turno("mailbox", "show", "help")["poll_error"], 20, "problem of the mailbox")
        assert message_id in ids_in(office, "INBOX")
    rows = [row for row in office.turno("mail", "list") if row["message_id"] == message_id]
    assert len(rows) == 1


@pytest.mark.parametrize("megabytes", [1, 6])
def test_m5_large_mail_is_kept_whole(office, megabytes):
    mail = large(SUPPORT, megabytes)
    row = office.verdict(mails.send(office.ports["smtp"], mail), 60)
    assert row["outcome"] == "ticket", office.explain(row)
    stored = raw(office, row["id"])
    assert stored.endswith(mail.as_bytes(policy=policy.SMTP).split(b"\r\n\r\n", 1)[1])
    assert (len(stored), hashlib.sha256(stored).hexdigest()) == (row["size"], row["sha256"])
    attachment, = office.ticket(row["ticket"])["posts"][0]["attachments"]
    assert attachment["size"] == megabytes << 20


def test_m5_above_the_raw_limit_the_header_is_kept_and_the_mail_flagged(office):
    conf = office.stack.turnod.conf
    text = conf.read_text()
    conf.write_text("limit_raw_mib = 1;\n" + text)
    try:
        office.stack.turnod.restart()
        message_id = mails.send(office.ports["smtp"], large(HELP, 2))
        row = office.verdict(message_id, 60)
        assert row["outcome"] == "ticket", office.explain(row)
        stored = raw(office, row["id"])
        assert message_id.encode() in stored and b"In allegato" not in stored
        assert row["notices"] == ["raw"] and row["server_size"] > 2 << 20
        assert office.turno("explain", row["id"])["trace"][0] == {"step": "raw", "kept": "header",
                                                                  "server_size": row["server_size"]}
        page = office.desk("anna").get(f"{office.url}/ticket/{row['ticket']}")
        assert "Di questa mail è stata presa solo l'intestazione" in page.text
        notification = office.told(row["ticket"], "notification", "anna@demo.example")
        assert "La mail intera resta nella casella di posta, contrassegnata." in mails.text_of(notification)
        with office.inbox(HELP) as inbox:
            assert message_id in {mail["Message-ID"].strip("<>") for mail in inbox.mails()}
            assert inbox.flags()[row["uid"]] - {b"\\Recent"}
    finally:
        conf.write_text(text)
        office.stack.turnod.restart()


def ingest(office):
    mail = mails.build("mario.rossi@demo.example", SUPPORT, f"A mano {office.word()}", "Ciao.\n")
    return office.turno("ingest", "--mailbox", "support", stdin=mail.as_bytes(policy=policy.SMTP))


def test_ingest_while_turnod_runs(office):
    row = ingest(office)
    assert row["outcome"] == "ticket" and row["uid"] is None
    assert len(office.ticket(row["ticket"])["posts"]) == 1


def test_ingest_without_turnod(office):
    office.stack.turnod.stop()
    row = ingest(office)
    assert row["outcome"] == "ticket"
    held = office.stack.postgres.query("select count(*) from turno.lease where expires_at > clock_timestamp()")
    assert int(held[0][0]) == 0


def test_ingest_says_75_while_the_database_is_away(office):
    office.stack.turnod.stop()
    office.stack.postgres.stop()
    result = subprocess.run([*office.stack.turnod.command(), "ingest", "--mailbox", "support"],
                            input=b"Subject: x\r\n\r\nx\r\n", stderr=subprocess.PIPE, check=False)
    assert result.returncode == 75 and result.stderr.startswith(b"turno: ")


def test_second_turnod_takes_over(office):
    turnod = office.stack.turnod
    office.stack.host.spawn("turnod2", turnod.bin / "turnod", "-c", turnod.conf,
                            env=office.stack.host.environment(**turnod.environment()))
    try:
        row = office.deliver(office.contact(), SUPPORT, f"In due {office.word()}", "Ciao.\n")
        turnod.kill()
        message_id = office.send(office.contact(), SUPPORT, f"Da solo {office.word()}", "Ciao.\n")
        assert office.verdict(message_id, 60)["outcome"] == row["outcome"] == "ticket"
        counts = office.stack.postgres.query("select count(*) from turno.mail group by mailbox_id, uidvalidity, uid"
                                             " having uid is not null and count(*) > 1")
        assert counts == []
    finally:
        office.stack.host.signal_all("turnod2", 15)
        office.stack.host.wait_gone("turnod2", 40)
