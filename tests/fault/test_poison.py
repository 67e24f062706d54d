"""Mails that hurt who reads them, through the whole product: only readers die, and nothing is lost (M3, M5).

The suite runs the modes at a scale that fits it; TURNO_FULL=1 runs them as large as the design names them, and
every charset name of iconv(1) instead of a sample. Seeds are printed; TURNO_SEED repeats one.
"""
import os
import random
import re
import signal
import subprocess
from pathlib import Path

import pytest

from lib import hostile
from lib import mail as mails
from lib.maildir import Maildir
from stack import wait_for

FULL = bool(os.environ.get("TURNO_FULL"))
SENDER = "mario.rossi@demo.example"
# These open tickets, the others wait in triage: the mails about seventy tickets would only be slow.
TICKETS = ("many_parts", "many_attachments", "zip_bomb", "evil_names", "accents", "no_body", "long_line")
STRANGER = "nessuno@altrove.example"
CHARSETS = 1200 if FULL else 150
FRAGMENTS = 2000 if FULL else 60
SECONDS = 900 if FULL else 120


def corpus():
    """The folder of real mails, None where it is absent."""
    folder = Path(os.environ.get("TURNO_CORPUS", Path(__file__).resolve().parents[2] / "../shared/corpus"))
    return folder if folder.is_dir() else None


def charset_names():
    """Every name that the C library knows."""
    words = subprocess.run(["iconv", "-l"], stdout=subprocess.PIPE, check=True).stdout.split()
    return sorted({word.rstrip(b"/").split(b"//")[0] for word in words} - {b""})


def innocent(number):
    return mails.build(SENDER, "poison@demo.example", f"Innocente {number}", "Tutto bene?\n").as_bytes(
        policy=mails.policy.SMTP)


def is_reader(pid):
    try:
        return Path(f"/proc/{pid}/comm").read_text() == "turno-reader\n"
    except OSError:
        return True


def processes(office):
    """Every process of turnod that is no reader."""
    return [pid for pid in office.stack.turnod.processes() if not is_reader(pid)]


def log_of(office):
    return (office.stack.host.state / "log/turnod.log").read_text(errors="replace")


class Watch:
    """What must not change while mails are read: the processes, and what the sanitizers say."""

    def __init__(self, office):
        self.office = office
        wait_for(lambda: len(processes(office)) >= 6, 30, "processes of turnod")
        self.before, self.said = processes(office), len(log_of(office))

    def log(self):
        return log_of(self.office)[self.said:]

    def check(self):
        assert processes(self.office) == self.before, self.log()[-4000:]
        for sign in ("AddressSanitizer", "runtime error:", "Assertion"):
            assert sign not in self.log(), self.log()[-4000:]
        print(f"readers that died or stalled: {self.log().count('will be read again alone')}")


@pytest.fixture(scope="module")
def box(office):
    return Maildir(office, "poison", accept_new="known")


@pytest.fixture(scope="module")
def seed():
    value = int(os.environ.get("TURNO_SEED", random.SystemRandom().randrange(1 << 32)))
    print(f"seed {value} (TURNO_SEED={value} repeats it)")
    return value


def deliver(office, box, batch):
    """Lays a batch (name → mail) in with innocent mails between; gives name → row, after all that must hold for all."""
    watch = Watch(office)
    good = [innocent(n) for n in range(1 + len(batch) // 20)]
    contents = list(batch.values())
    for number, content in enumerate(good):
        contents.insert(number * 20, content)
    box.deliver(contents, SECONDS)
    watch.check()
    rows = box.rows()
    changed = [name for name, content in batch.items() if Maildir.name_of(content) not in rows]
    assert changed == [], "raw bytes are not those that were laid in"
    for content in good:
        row = rows[Maildir.name_of(content)]
        assert row["outcome"] == "ticket", f"innocent mail {row}"
    return {name: rows[Maildir.name_of(content)] for name, content in batch.items()}


@pytest.fixture(scope="module")
def generated(office, box):
    batch = {name: mode.make(SENDER if FULL or name in TICKETS else STRANGER, mode.full if FULL else mode.n)
             for name, mode in hostile.MODES.items()}
    return deliver(office, box, batch)


@pytest.mark.parametrize("name", hostile.MODES)
def test_m5_readable_rest_with_a_notice(office, generated, name):
    row, mode = generated[name], hostile.MODES[name]
    wanted = mode.outcome if FULL or name in TICKETS or mode.outcome != "ticket" else "triage"
    assert row["outcome"] == wanted, office.turno("explain", row["id"])
    assert set(mode.notices) <= set(row["notices"]), row


def test_m5_operator_reads_what_is_missing(office, generated):
    row = generated["many_parts"]
    page = office.desk("anna").get(f"{office.url}/ticket/{row['ticket']}")
    assert "Alcune parti di questa mail mancano: sono più di 1000." in page.text
    assert f"«turno mail raw {row['id']}»" in page.text
    assert "Testo leggibile." in page.text
    shown = office.turno("ticket", "show", row["ticket"])["posts"][0]
    assert (shown["notices"], shown["mail"]) == (["parts"], row["id"])
    text = subprocess.run([*office.stack.turnod.command(), "ticket", "show", str(row["ticket"])], stdout=subprocess.PIPE,
                          text=True, check=True).stdout
    assert f"(left out: parts; the original is mail {row['id']})" in text
    contacts = office.turno("ticket", "show", row["ticket"], "--as-contact", SENDER)["posts"][0]
    assert not {"notices", "mail"} & contacts.keys()
    notification = office.told(row["ticket"], "notification", "anna@demo.example", SECONDS)
    assert "! Alcune parti di questa mail mancano" in mails.text_of(notification)


def test_zip_bomb_is_a_document_and_never_unpacked(office, generated):
    names = {entry["name"]: entry["size"] for entry in office.ticket(generated["zip_bomb"]["ticket"])["posts"][0]["attachments"]}
    assert set(names) == {"bomba.zip", "bomba.gz"} and max(names.values()) < 2 << 20


def test_row_19_names_are_no_paths(office, generated):
    entries = office.ticket(generated["evil_names"]["ticket"])["posts"][0]["attachments"]
    assert len(entries) >= 10
    for entry in entries:
        assert not re.search(r"[/\\\0-\x1f\x7f\u202e]", entry["name"].replace(entry["type"], "")), entry
        assert len(entry["name"].encode()) <= 255


@pytest.fixture(scope="module")
def charsets(office, box, seed):
    names = charset_names()
    if len(names) > CHARSETS:
        names = sorted({b"ISO-2022-CN-EXT", *random.Random(seed).sample(names, CHARSETS)})
    print(f"{len(names)} of {len(charset_names())} names")
    return deliver(office, box, {name: hostile.charset(STRANGER, name) for name in names})


def test_f1_f10_every_charset_is_read(office, charsets):
    """As part, header and parameter: the reader neither dies nor wants a file, and there is text."""
    assert {row["outcome"] for row in charsets.values()} == {"triage"}
    assert min(row["text_length"] for row in charsets.values()) > 0


def test_m3_fixtures_cut_and_changed(office, box, seed):
    """Fragments of our own fixtures through the mailbox; test-job-hostile.c reads thousands of them."""
    dice = random.Random(seed)
    contents = [content for content in hostile.fixtures().values() if content]
    batch = {}
    for number in range(FRAGMENTS):
        content = dice.choice(contents).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        cut = content[:dice.randrange(1, len(content))]
        batch[f"cut {number}"] = cut
        changed = hostile.mutate(content, dice).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        batch[f"changed {number}"] = changed if changed else b"x"
    rows = deliver(office, box, batch)
    quarantined = {name: row for name, row in rows.items() if row["outcome"] == "quarantine"}
    assert quarantined == {}


@pytest.mark.skipif(corpus() is None, reason="the corpus of real mails is not here")
@pytest.mark.parametrize("name", ["crash-group-recursion.eml", "crash-iso2022cnext.eml"])
def test_f1_f2_mails_of_the_corpus(office, box, name):
    content = (corpus() / "poison" / name).read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    row = deliver(office, box, {name: content})[name]
    assert row["outcome"] in ("ticket", "triage"), row


@pytest.fixture
def tight_readers(office, monkeypatch):
    """turnod whose readers may not have 8 MiB in one piece: what a mail costs decides whether they live."""
    turnod = office.stack.turnod
    if b"__asan_init" not in (turnod.bin / "turnod").read_bytes():
        pytest.skip("only a build with sanitizers can be told to be short of memory")
    usual = turnod.environment()
    tight = {**usual, "ASAN_OPTIONS": usual["ASAN_OPTIONS"] + ":max_allocation_size_mb=8"}
    monkeypatch.setattr(turnod, "environment", lambda: tight)
    turnod.restart()
    # Anna's mails leave at a pace by now; somebody else is told too.
    office.turno("operator", "set", "riccardo", "--triage")
    yield
    office.turno("operator", "set", "riccardo", "--no-triage")
    monkeypatch.undo()
    turnod.restart()


def quarantine(office, box, content):
    """Lays in a mail that the readers cannot bear; gives its row once it was put aside."""
    watch = Watch(office)
    box.put(content)

    def aside():
        row = box.rows().get(Maildir.name_of(content))
        return row if row and row["outcome"] else None
    row = wait_for(aside, SECONDS, "outcome of the poison")
    assert row["outcome"] == "quarantine", row
    assert processes(office) == watch.before
    assert watch.log().count(f"mail={row['id']} will be read again alone") == 1
    assert watch.log().count(f"mail={row['id']} outcome=quarantine") == 1
    return row


@pytest.fixture
def put_aside(office, box, tight_readers):
    # Mail of old Macs is copied to be read: more than a tight reader may have.
    content = hostile.bare_cr(SENDER, 2 * hostile.MIB)
    row = quarantine(office, box, content)
    good = innocent("dopo")
    box.put(good)
    wait_for(lambda: box.rows().get(Maildir.name_of(good), {}).get("outcome") == "ticket", SECONDS, "the next mail")
    return {**row, "content": content}


def test_m3_twice_dead_is_quarantine_with_raw_and_try_again(office, put_aside):
    mail = put_aside["id"]
    assert [row["id"] for row in office.turno("mail", "list", "--outcome", "quarantine")] == [mail]
    command = office.stack.turnod.command()
    raw = subprocess.run([*command, "mail", "raw", str(mail)], stdout=subprocess.PIPE, check=True).stdout
    assert raw == put_aside["content"] and len(raw) > 8 * hostile.MIB
    finding, = [row for row in office.turno("check") if row["kind"] == "mail"]
    assert finding["message"].startswith("1 mail is in quarantine") and not finding["is_error"]

    def notice():
        found = [mail for mail in office.mails_of("riccardo@demo.example") if "quarantena" in mail["Subject"]]
        return found[-1] if found else None
    told = mails.text_of(wait_for(notice, 60, "mail about the quarantine"))
    assert f"La mail n. {mail} della casella poison è in quarantena" in told and f"turno mail retry {mail}" in told
    # The cause is still there: it comes back, and nobody is mailed again within the hour.
    office.turno("mail", "retry", mail)
    wait_for(lambda: office.turno("mail", "show", mail)["outcome"] == "quarantine", SECONDS, "quarantine again")
    told = [row for row in office.turno("outbox", "list") if row["kind"] == "quarantine"]
    assert sorted(row["to"] for row in told) == ["anna@demo.example", "riccardo@demo.example"]
    # The cause goes.
    turnod = office.stack.turnod
    turnod.stop()
    office.stack.host.spawn("turnod", turnod.bin / "turnod", "-c", turnod.conf,
                            env=office.stack.host.environment(**type(turnod).environment(turnod)))
    turnod.start()
    office.turno("mail", "retry", mail)
    row = wait_for(lambda: (row := office.turno("mail", "show", mail))["outcome"] and row, SECONDS, "outcome after the retry")
    assert (row["outcome"], row["notices"]) == ("ticket", ["text"])
    assert office.turno("mail", "list", "--outcome", "quarantine") == []


def test_m3_a_reader_that_stalls_costs_one_try(office, box):
    """Stopped readers: the mail is read again by another, and nothing waits for ever."""
    deliver(office, box, {})
    frozen = [pid for pid in office.stack.turnod.processes() if is_reader(pid)]
    assert frozen
    for pid in frozen:
        os.kill(pid, signal.SIGSTOP)
    watch = Watch(office)
    deliver(office, box, {})
    assert watch.log().count("the reader took too long") == 1
    assert not set(frozen) <= set(office.stack.turnod.processes())
