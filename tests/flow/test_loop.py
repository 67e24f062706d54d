"""Two offices on turno, each a contact of the other: whatever begins between them comes to rest (M13). And floods: of thousands of mails
of one sender and one of another, that one is decided among the next hundred.

What is counted is mails. In bare.example the mail server takes away whatever says that a machine wrote a mail, and whatever leads it back
to a ticket.
"""
import contextlib
import os
import re
import signal
import tempfile
from email import policy
from pathlib import Path

import pytest

from lib import mail as mails
from lib.maildir import Maildir
from stack import Stack, open_folder, wait_for

MARKED, BARE = "loop.example", "bare.example"
# Acknowledgements that a known contact gets in a row: half of mail.ack_budget.
BURST = 10
# TURNO_FLOOD=10000 is what the rule was once measured with; a thousand are fetched in seconds.
FLOOD = int(os.environ.get("TURNO_FLOOD", "1000"))


class Other:
    """A second office with a database and a turnod of its own, on the mail servers of the first."""

    def __init__(self, office, state):
        ours = office.stack
        self.stack = Stack(state, ours.host.root, lease_seconds=3)
        self.turnod, self.postgres = self.stack.turnod, self.stack.postgres
        self.turnod.pki, self.turnod.password = ours.pki, ours.memo["passwords"]["mail"]
        self.turnod.ports = {**self.stack.memo["ports"], "submission": ours.memo["ports"]["submission"]}
        self.turno = self.turnod.call
        for program in ours.turnod.bin.iterdir():
            self.stack.host.install(program, self.turnod.bin / program.name)

    def open(self):
        for server in (self.postgres, self.turnod):
            server.prepare()
        self.postgres.start()
        self.postgres.create_database()
        self.turno("migrate")
        self.turno("category", "add", "Posta", "--fallback")
        self.turnod.start()


class Pair:
    """The two offices, and mailboxes of theirs that write to each other."""

    def __init__(self, office, other):
        self.office = office
        self.sides = {"a": office.stack, "b": other.stack}
        self.calls = {"a": office.turno, "b": other.turno}
        self.mailboxes = {}

    def address(self, side):
        return self.mailboxes[side]

    def connect(self, domain, are_known):
        """A new mailbox in each; each is a contact of the other office, or will be one."""
        word = self.office.word()
        self.mailboxes = {side: f"{side}{word}@{domain}" for side in "ab"}
        for side, call in self.calls.items():
            address = self.mailboxes[side]
            call("mailbox", "add", address.split("@")[0], "--address", address, "--imap-host", "127.0.0.1", "--imap-port", self.office.ports["imaps"],
                 "--imap-tls", "implicit", "--imap-login", address, "--imap-secret", "imap", "--accept-new", "anyone")
            if are_known:
                call("contact", "add", self.mailboxes["b" if side == "a" else "a"], "--name", "Altro ufficio")

    def query(self, side, sql):
        return self.sides[side].postgres.query(sql)

    def number(self, side, sql):
        return int(self.query(side, sql)[0][0])

    def taken(self, side):
        """Mails that an office has decided."""
        return self.number(side, "select count(*) from turno.mail m join turno.mailbox b on b.id = m.mailbox_id where m.outcome is not null"
                                 f" and b.address = '{self.address(side)}'")

    def sent(self, side):
        """Mails that it has written to the other."""
        other = self.address("b" if side == "a" else "a")
        return self.number(side, f"select count(*) from turno.outbox where lower(recipient) like '{other.split('@')[0]}%'")

    def waiting(self, side):
        """What the two have between them: other mailboxes of an office may wait for something else."""
        other = self.address("b" if side == "a" else "a")
        return self.number(side, "select (select count(*) from turno.mail_job j join turno.mailbox b on b.id = j.mailbox_id"
                                 f" where b.address = '{self.address(side)}') + (select count(*) from turno.outbox_job j"
                                 f" join turno.outbox o on o.id = j.outbox_id where lower(o.recipient) like '{other.split('@')[0]}%')")

    def at_rest(self, begun):
        """Nothing is under way: what each has written the other has decided. `begun`: mails that came from outside."""
        counts = self.counts()
        waiting = sum(self.waiting(side) for side in "ab")
        arrived = counts["b"][0] == counts["a"][1] + begun.get("b", 0) and counts["a"][0] == counts["b"][1] + begun.get("a", 0)
        return counts if arrived and waiting == 0 else None

    def counts(self):
        """side → mails decided, mails written."""
        return {side: (self.taken(side), self.sent(side)) for side in "ab"}

    def rest(self, begun):
        return wait_for(lambda: self.at_rest(begun), 120, f"rest: {self.counts()}")

    def begin(self, subject="Chi comincia?"):
        """A mail in the name of b reaches a, as if b had written it."""
        mails.send(self.office.ports["smtp"], mails.build(self.address("b"), self.address("a"), subject, "Buongiorno.\n"))

    def ticket(self, side):
        """The newest ticket of its mailbox."""
        return self.number(side, "select max(m.ticket_id) from turno.mail m join turno.mailbox b on b.id = m.mailbox_id"
                                 f" where b.address = '{self.address(side)}'")

    def reply(self, side, ticket):
        """A person of the office answers."""
        self.query(side, f"select turno.turn_apply({ticket}, 'reply', 'operator', o.id, 'web', turno.post_add({ticket}, 'message', 'operator', o.id,"
                         " 'web', 'Ecco la risposta.', 'Ecco la risposta.')) from turno.operator o where o.login = 'anna'")


@pytest.fixture(scope="module")
def other(office):
    state = Path(tempfile.mkdtemp(prefix="turno-other-", dir="/tmp"))
    with contextlib.ExitStack() as stack:
        second = Other(office, open_folder(state))
        stack.callback(second.stack.destroy)
        second.open()
        second.turno("operator", "add", "anna", "--name", "Anna", "--address", "anna@second.example", "--no-mail")
        yield second


@pytest.fixture(scope="module")
def pair(office, other):
    return Pair(office, other)


def reasons(pair, side):
    rows = pair.query(side, "select distinct m.outcome || ' ' || coalesce(m.reason, '') from turno.mail m join turno.mailbox b on b.id = m.mailbox_id"
                            f" where b.address = '{pair.address(side)}' order by 1")
    return {row[0].strip() for row in rows}


@pytest.mark.parametrize("are_known", [False, True])
def test_m13_marks_end_it_with_the_first_answer(pair, are_known):
    pair.connect(MARKED, are_known)
    pair.begin()
    counts = pair.rest({"a": 1})
    assert counts == {"a": (1, 1), "b": (1, 0)}, "a acknowledges, b takes that for a loop and says nothing"
    assert reasons(pair, "b") == {"filtered loop: mail sent by turno came back"}


def test_m13_without_marks_strangers_are_answered_once(pair):
    pair.connect(BARE, are_known=False)
    pair.begin()
    counts = pair.rest({"a": 1})
    assert counts["a"][1] == 1 and counts["b"][1] == 1, f"each acknowledges a stranger once a day: {counts}"


def test_m13_without_marks_known_contacts_come_to_rest_by_the_budget(pair):
    pair.connect(BARE, are_known=True)
    pair.begin()
    counts = pair.rest({"a": 1})
    assert 1 <= counts["a"][1] <= BURST and 1 <= counts["b"][1] <= BURST, f"the budget of acknowledgements bounds each: {counts}"
    pair.begin("Ancora")
    again = pair.rest({"a": 2})
    assert sum(side[1] for side in again.values()) <= 2 * BURST, f"a second beginning adds nothing to a budget that is spent: {again}"


@pytest.mark.parametrize("domain", [MARKED, BARE])
def test_m13_a_person_is_heard_and_the_machines_stop(pair, domain):
    pair.connect(domain, are_known=True)
    pair.begin()
    pair.rest({"a": 1})
    before = pair.counts()
    pair.reply("a", pair.ticket("a"))
    counts = pair.rest({"a": 1})
    assert counts["a"][1] > before["a"][1], "the reply was written"
    assert pair.number("b", "select count(*) from turno.post p join turno.mail m on m.id = p.mail_id join turno.mailbox b on b.id = m.mailbox_id"
                            f" where b.address = '{pair.address('b')}' and p.text like 'Ecco la risposta.%'") == 1, "M13: what a person wrote is heard"
    assert sum(side[1] for side in counts.values()) <= 2 * BURST + 1, f"and the two come to rest: {counts}"


def test_m13_r18_refusals_of_closed_tickets_come_to_rest(pair):
    for side in "ab":
        pair.query(side, "update turno.category set closed_reply = 'reject_notice'")
    pair.connect(BARE, are_known=True)
    pair.begin()
    pair.rest({"a": 1})
    before = sum(side[1] for side in pair.counts().values())
    anna = pair.number("a", "select id from turno.operator where login = 'anna'")
    ticket = pair.ticket("a")
    pair.query("a", "delete from turno.throttle")
    pair.query("a", f"select turno.ticket_close({ticket}, {anna}, 'web')")
    address = pair.query("a", f"select turno.reply_address(t.mailbox_id, 'c', t.id, t.contact_id) from turno.ticket t where t.id = {ticket}")[0][0]
    mails.send(pair.office.ports["smtp"], mails.build(pair.address("b"), address, "Re: chiuso", "Ancora una cosa.\n"))
    counts = pair.rest({"a": 2})
    assert "event the ticket is closed" in reasons(pair, "a")
    assert before < sum(side[1] for side in counts.values()) <= before + 2 * BURST, f"{counts}"
    for side in "ab":
        pair.query(side, "update turno.category set closed_reply = null")


def test_m13_absence_notices_of_an_office_stop(pair):
    pair.connect(BARE, are_known=True)
    mail = mails.build(pair.address("b"), pair.address("a"), "Risposta automatica: ferie", "Torno lunedì.\n", X_Autoreply="yes")
    mails.send(pair.office.ports["smtp"], mail)
    assert pair.rest({"a": 1}) == {"a": (1, 0), "b": (0, 0)}, "M11: it opens nothing and is not answered"


@contextlib.contextmanager
def deciding_stopped(pair, side):
    """The process of an office that decides stands still; it has decided a mail before, so the log knows it."""
    pids = re.findall(r"turno\[(\d+)\] deliver:", pair.sides[side].host.log_tail("turnod", 1000))
    os.kill(int(pids[-1]), signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(int(pids[-1]), signal.SIGCONT)


def test_the_other_of_two_senders_is_decided_among_the_next_hundred(pair):
    turno = pair.calls["b"]
    turno("setting", "set", "mail.backlog", "--value", 2 * FLOOD)
    turno("contact", "add", "other@elsewhere.example", "--name", "Altro")

    def mail(sender, number):
        return mails.build(sender, f"flooded@{MARKED}", f"Domanda {number}", "Una domanda.\n").as_bytes(policy=policy.SMTP)
    stored = "select count(*) from turno.mail m join turno.mailbox b on b.id = m.mailbox_id where b.name = 'flooded'"
    with deciding_stopped(pair, "b"):
        flooded = Maildir(pair.office, "flooded", domain=MARKED, turno=turno, accept_new="anyone")
        flooded.put(*(mail("flood@elsewhere.example", number) for number in range(FLOOD)))
        wait_for(lambda: pair.number("b", stored) == FLOOD, 300, "all mails of the flood fetched")
        flooded.put(mail("other@elsewhere.example", FLOOD))
        wait_for(lambda: pair.number("b", stored) == FLOOD + 1, 60, "the other's mail fetched")
        before = pair.number("b", f"{stored} and m.outcome is not null")
    assert before <= 1, "what the process had in hand when it was stopped"
    other = "select m.id, m.decided_at from turno.mail m where m.from_address = 'other@elsewhere.example' and m.outcome is not null"
    wait_for(lambda: pair.query("b", other), 300, "decision of the other's mail")
    between = pair.number("b", f"select count(*) from turno.mail m, ({other}) o where m.from_address = 'flood@elsewhere.example'"
                               " and m.decided_at < o.decided_at")
    assert between < 100, f"{between} mails of the flood were decided before the other's"
    assert pair.number("b", "select count(*) from turno.mail_job") > 0, "the flood still waits"
