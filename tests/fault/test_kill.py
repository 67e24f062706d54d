"""kill -9 of random turno processes while mail flows: nothing lost, nothing twice, nobody blamed."""
import os
import random
import signal

from lib.office import HELP, SUPPORT
from stack import wait_for

ROUNDS = int(os.environ.get("TURNO_KILL_ROUNDS", "20"))
MAILS_PER_ROUND = 5
CONTACTS = 8


def progress(office):
    """A number that grows with every step of any mail."""
    return int(office.stack.postgres.query(
        "select (select count(*) from turno.mail) + (select count(*) from turno.mail where outcome is not null)"
        " + (select count(*) from turno.outbox) + (select count(*) from turno.outbox where state <> 'queued')")[0][0])


def kill_one(office, dice):
    """Kills one process of turnod's, any of them, and starts the daemon again when it was the parent."""
    victim = dice.choice(office.stack.turnod.processes())
    parent = office.stack.turnod.pid()
    try:
        os.kill(victim, signal.SIGKILL)
    except ProcessLookupError:
        return
    wait_for(lambda: victim not in office.stack.turnod.processes(), 10, f"end of {victim}")
    if victim == parent:
        office.stack.host.wait_gone("turnod")
    office.stack.turnod.start()


def play_round(office, dice, senders):
    """Sends mails and kills after a random number of steps; gives Message-ID → mailbox."""
    sent = {}
    base = progress(office)
    for _ in range(MAILS_PER_ROUND):
        to = dice.choice((SUPPORT, HELP))
        sent[office.send(dice.choice(senders), to, f"Colpo {office.word()}", "Resisti.\n")] = to
    steps = dice.randint(0, 4 * MAILS_PER_ROUND)
    wait_for(lambda: progress(office) >= base + steps, 60, f"{steps} steps")
    kill_one(office, dice)
    return sent


def check_ledger(office, sent):
    for message_id in sent:
        office.verdict(message_id, 60)
    rows = [row for row in office.turno("mail", "list") if row["message_id"] in sent]
    assert sorted(row["message_id"] for row in rows) == sorted(sent), "lost or stored twice"
    wrong = [row for row in rows if row["outcome"] != "ticket"]
    assert not wrong, [office.explain(row) for row in wrong]
    doubled = office.stack.postgres.query(
        "select m.id, count(p.id) from turno.mail m left join turno.post p on p.mail_id = m.id"
        " where m.outcome in ('ticket', 'post') group by m.id having count(p.id) <> 1")
    assert doubled == []
    assert office.stack.postgres.query("select id from turno.mail where outcome = 'quarantine'") == []


def check_flags(office):
    """The after action touched only UIDs whose bytes are stored."""
    with office.inbox(HELP) as inbox:
        validity = int(inbox.imap.untagged_responses["UIDVALIDITY"][0])
        touched = {uid for uid, flags in inbox.flags().items() if flags - {b"\\Recent"}}
    stored = {int(row[0]) for row in office.stack.postgres.query(
        "select m.uid from turno.mail m join turno.mailbox b on b.id = m.mailbox_id"
        f" where b.name = 'help' and m.uidvalidity = {validity}")}
    assert touched and touched <= stored


def check_copies(office, kills):
    """Nobody got more copies of one mail than one and the kills, and no message left under two names."""
    copies = 0
    for address in {row["to"] for row in office.turno("outbox", "list") if row["kind"] == "acknowledgement"}:
        ids = [mail["Message-ID"] for mail in office.mails_of(address) if mail["X-Turno-Loop"]]
        copies += len(ids) - len(set(ids))
    assert copies <= kills


def test_m2_m3_m31_random_kills_lose_and_double_nothing(office):
    seed = int(os.environ.get("TURNO_SEED", random.SystemRandom().randrange(1 << 32)))
    print(f"seed {seed} (TURNO_SEED={seed} repeats it)")
    dice = random.Random(seed)
    office.turno("mailbox", "set", "help", "--after", "flag")
    senders = [office.contact() for _ in range(CONTACTS)]
    sent = {}
    for _ in range(ROUNDS):
        sent.update(play_round(office, dice, senders))
    check_ledger(office, sent)
    wait_for(lambda: not office.stack.postgres.query("select 1 from turno.mail where not is_after_done and mailbox_id ="
                                                     " (select id from turno.mailbox where name = 'help')"), 60, "flags")
    wait_for(lambda: not office.stack.postgres.query("select 1 from turno.outbox where state in ('queued', 'sending')"
                                                     " and recipient <> 'slow@demo.example'"), 60, "quiet outbox")
    check_flags(office)
    check_copies(office, ROUNDS)
    office.turno("verify")
