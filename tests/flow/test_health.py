"""What turno tells of the health of mailboxes, what turno check finds, and the nightly summary."""
import json
import subprocess
from contextlib import contextmanager
from datetime import datetime, timezone

import pytest

from lib import mail as mails
from lib.office import HELP
from stack import wait_for

OK, CONFIG = 0, 78


def check(office, *words):
    """(exit status, findings) of turno check."""
    done = subprocess.run([*office.stack.turnod.command(), "--json", "check", *words], stdout=subprocess.PIPE, check=False)
    return done.returncode, json.loads(done.stdout)


@contextmanager
def conf(office, old, new):
    """turno.conf with a text replaced; gives the number of the line where it stands now."""
    path = office.stack.turnod.conf
    text = path.read_text()
    assert old in text
    changed = text.replace(old, new, 1)
    path.write_text(changed)
    try:
        yield changed[:changed.index(new)].count("\n") + 1
    finally:
        path.write_text(text)


def found(findings, where):
    return [row for row in findings if row["where"] == where]


def box(office, name="help"):
    return office.turno("mailbox", "show", name)


def test_m1_uids_on_the_server_are_accounted_for(office):
    office.verdict(office.send(office.contact(), HELP, f"Da contare {office.word()}", "Ciao.\n"))
    office.stack.turnod.restart()

    def counted():
        folder = box(office)["folders"][0]
        with office.inbox(HELP) as inbox:
            on_server = len(inbox.mails())
        return folder if folder["on_server"] == on_server else None
    folder = wait_for(counted, 30, "comparison of the folder")
    assert folder["missing"] == 0 and folder["missing_uids"] == ""
    assert sum(folder["accounted"].values()) == folder["on_server"] > 0
    assert box(office)["state"] == "ok"
    row = next(row for row in office.turno("health")["mailboxes"] if row["name"] == "help")
    assert row["arrived"] > 0 and row["missing"] == 0


def test_a_refused_login_is_found_and_the_last_good_fetch_stays(office):
    before = wait_for(lambda: box(office)["fetched_at"], 20, "a fetch")
    secret = office.stack.turnod.folder / "secret" / "wrong"
    office.stack.host.write(secret, "wrong\n")
    usual = box(office)["imap_secret"]
    office.turno("mailbox", "set", "help", "--imap-secret", secret.name)
    try:
        state = wait_for(lambda: box(office) if box(office)["state"] == "failing" else None, 30, "failure")
        assert state["fetched_at"] >= before and state["failing_since"] and state["poll_error"]
        status, findings = check(office)
        messages = [row["message"] for row in found(findings, 'mailbox "help"')]
        assert status == CONFIG
        assert any(text.startswith("Signing in at") for text in messages), messages
        assert any(text.startswith("Cannot be fetched since") for text in messages), messages
        assert not [row for row in check(office, "--offline")[1] if row["message"].startswith("Signing in at")]
    finally:
        office.turno("mailbox", "set", "help", "--imap-secret", usual)
        secret.unlink()
    wait_for(lambda: box(office)["state"] == "ok", 60, "all is well again")


def test_where_all_is_well_only_warnings_are_found(office):
    wait_for(lambda: box(office)["state"] == "ok", 60, "a fetch")
    status, findings = check(office)
    assert not [row for row in findings if row["is_error"]] and status == OK
    assert found(findings, 'mailbox "help"')[0]["message"].startswith("No name of a mail server is trusted")
    text = subprocess.run([*office.stack.turnod.command(), "check"], stdout=subprocess.PIPE, check=True).stdout.decode()
    assert 'warning: mailbox "help": No name of a mail server is trusted' in text and "\n    turno mailbox set help --authserv-id" in text


@pytest.mark.parametrize("old, new, message", [
    ('base_url = "', 'base_url = "http://127.0.0.1:1"; # "', "Is an address of this machine alone"),
    ('ca_file = "";', 'ca_file = "/nowhere.pem";', "Failed to open file"),
    ('spool_dir = "', 'spool_dir = "/nowhere"; # "', "Is no folder that can be written."),
])
def test_findings_in_turno_conf_name_file_and_line(office, old, new, message):
    with conf(office, old, new) as line:
        path = office.stack.turnod.conf
        _, findings = check(office, "--offline")
        row, = [row for row in found(findings, f"{path}:{line}") if row["message"].startswith(message)]
        assert row["advice"]


def test_a_submission_that_refuses_is_found_by_its_line(office):
    with conf(office, 'port = ', 'port = 1; # '):
        _, findings = check(office)
    row = next(row for row in findings if row["kind"] == "submission")
    path, _, line = row["where"].rpartition(":")
    assert path == str(office.stack.turnod.conf) and int(line) > 0 and row["message"].startswith("Signing in at") and row["is_error"]


def test_the_summary_leaves_once_a_night(office):
    office.turno("setting", "set", "office.timezone", "--value", "UTC")
    office.turno("setting", "set", "office.language", "--value", "en")
    office.turno("setting", "set", "summary.hour", "--value", datetime.now(timezone.utc).hour)
    office.turno("setting", "set", "notice.admin_address", "--value", "anna@demo.example")
    office.turno("notice", "set", "summary", "--audience", "admin", "--on")
    try:
        def arrived():
            got = [mail for mail in office.mails_of("anna@demo.example") if "Summary of the mail" in mail["Subject"]]
            return got or None
        mail, = wait_for(arrived, 60, "summary")
        text = mails.text_of(mail)
        assert "help <help@demo.example>" in text and "Waiting for a person: triage" in text and "Size of the database:" in text
        assert mail["Auto-Submitted"] == "auto-generated"
        office.stack.turnod.restart()
        wait_for(lambda: box(office)["state"] == "ok", 30, "turnod is back")
        assert len(arrived()) == 1
    finally:
        office.turno("notice", "set", "summary", "--audience", "admin", "--no-on")
        for key in ("office.timezone", "office.language", "summary.hour", "notice.admin_address"):
            office.turno("setting", "set", key)
