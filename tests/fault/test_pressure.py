"""Back-pressure: too much mail, too slow or too strict servers. What is counted is order and number, never time."""
import json
import os
import re
import signal
import subprocess
import threading
from contextlib import contextmanager

import pytest

from fault.scripted import ImapServer, SmtpServer, close, first, hold, say, say_and_close
from fault.slow_proxy import SlowProxy
from fault.wild import Wild, mail, sql_text
from stack import wait_for

FLOOD = 300
GROUP = """\t{name} = {{ host = "127.0.0.1"; port = {port}; login = "{name}"; secret = "submission"; {more} }};\n"""
SETTINGS = {"outbox.pause_seconds": 1, "mail.sender_burst": 10, "mail.sender_per_minute": 0}
RANKS = {"reply": 1, "new_link": 1, "notification": 2, "acknowledgement": 3}


class Pressed(Wild):
    """The office with submission servers that do as they are told, and what the outbox says of them."""

    def __init__(self, office):
        super().__init__(office)
        self.warm = None
        self.servers = {name: SmtpServer(context=self.context) for name in ("calm", "vast", "slow", "strict", "few")}
        self.groups = "".join(GROUP.format(name=name, port=server.port, more="per_minute = 1;" if name == "few" else "")
                              for name, server in self.servers.items())

    def open(self, **more):
        super().open(groups=self.groups, **more)

    def mailbox(self, name, submission, content=()):
        """A mailbox whose mail leaves by a submission; gives its IMAP server."""
        server = ImapServer(context=self.context)
        for each in content:
            server.put(each)
        self.add_mailboxes({name: (server, {"submission": submission})})
        return server

    def outbox(self, submission):
        """What leaves by a submission, in the order in which it was queued."""
        ids = {int(row[0]) for row in self.query("select o.id from turno.outbox o join turno.mailbox b on b.id = o.mailbox_id"
                                                 f" where b.submission = {sql_text(submission)}")}
        rows = self.office.turno("outbox", "list", "--limit", 1000)
        return sorted((row for row in rows if row["id"] in ids), key=lambda row: row["id"])

    def wait_outbox(self, submission, condition, what, seconds=60):
        """The outbox of a submission once the condition holds of it."""
        def holds():
            rows = self.outbox(submission)
            return rows if rows and condition(rows) else None
        return wait_for(holds, seconds, what)

    def all_sent(self, submission):
        return self.wait_outbox(submission, lambda rows: all(row["state"] == "sent" for row in rows), f"empty queue of {submission}")

    def retry_all(self, submission):
        """What was put off by its server is tried now."""
        for row in self.outbox(submission):
            if row["waits"] == "retry":
                self.office.turno("outbox", "retry", row["id"])

    def kinds(self, submission):
        """Kind by Message-ID."""
        return {row["message_id"]: row["kind"] for row in self.outbox(submission)}

    def account(self, name):
        found = [row for row in self.office.turno("outbox", "accounts") if row["name"] == name]
        return found[0] if found else {"state": None}

    def wait_state(self, name, state):
        return wait_for(lambda: self.account(name) if self.account(name)["state"] == state else None, 30, f"account {name} {state}")

    def check(self):
        """What turno check finds."""
        done = subprocess.run([*self.turnod.command(), "--json", "check"], stdout=subprocess.PIPE, check=False)
        return json.loads(done.stdout)

    def decided(self, name):
        """How many mails of a mailbox have an outcome."""
        return sum(outcome is not None for _uid, _sha256, outcome in self.ledger(name))

    @contextmanager
    def deliver_stopped(self):
        """The process that decides stands still. It has just decided a mail of the mailbox warm, so the log knows it."""
        if self.warm is None:
            self.warm = self.mailbox("warm", "calm")
        self.warm.put(mail(self.office))
        number = len(self.warm.inbox.mails)
        wait_for(lambda: self.decided("warm") == number, 30, "warm mail")
        pids = re.findall(r"turno\[(\d+)\] deliver:", self.log())
        os.kill(int(pids[-1]), signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(int(pids[-1]), signal.SIGCONT)

    def reply(self, number, text="Ecco la risposta."):
        """anna answers on the web, by her act in the database."""
        self.query(f"select turno.turn_apply({number}, 'reply', 'operator', o.id, 'web', turno.post_add({number}, 'message',"
                   f" 'operator', o.id, 'web', {sql_text(text)}, {sql_text(text)})) from turno.operator o where o.login = 'anna'")


@pytest.fixture(scope="module")
def pressed(office):
    pressed = Pressed(office)
    pressed.query("delete from turno.throttle")  # the budgets of strangers, which other files use up
    before = {row["key"]: row["value"] for row in office.turno("setting", "list")}
    for key, value in SETTINGS.items():
        office.turno("setting", "set", key, "--value", value)
    pressed.open()
    yield pressed
    pressed.close()
    for key in SETTINGS:
        office.turno("setting", "set", key, *(["--value", before[key]] if key in before else []))
    for server in pressed.servers.values():
        server.close()


def ticket_of(pressed, name):
    """The number of the newest ticket of a mailbox."""
    def found():
        rows = pressed.query(f"select max(m.ticket_id) from turno.mail m join turno.mailbox b on b.id = m.mailbox_id where b.name = {sql_text(name)}")
        return rows and rows[0][0]
    return int(wait_for(found, 30, f"ticket of {name}"))


def test_a_flood_from_one_sender_holds_up_nobody(pressed):
    pressed.office.turno("setting", "set", "mail.automatic_per_hour")
    with pressed.deliver_stopped():
        flood = pressed.mailbox("flooded", "vast", [mail(pressed.office, "flood@demo.example", "Piena") for _ in range(FLOOD)])
        wait_for(lambda: len(pressed.ledger("flooded")) == FLOOD, 60, "flood")
        flood.put(mail(pressed.office, "somebody@demo.example"))
        wait_for(lambda: len(pressed.ledger("flooded")) == FLOOD + 1, 30, "mail of somebody else")
        pressed.warm.put(mail(pressed.office))
        wait_for(lambda: len(pressed.ledger("warm")) == 2, 30, "mail in another mailbox")
    wait_for(lambda: pressed.decided("flooded") == FLOOD + 1, 120, "end of the flood")
    order = [row[0] for row in pressed.query(
        "select case when m.mailbox_id <> b.id then 'warm' else m.from_address end from turno.mail m, turno.mailbox b"
        " where b.name = 'flooded' and m.mailbox_id in (b.id, (select id from turno.mailbox where name = 'warm')) and m.decided_at is not null"
        " order by m.decided_at, m.id")][1:]
    assert order.index("warm") <= 3, "another mailbox has its turn at once"
    after = order[order.index("somebody@demo.example"):].count("flood@demo.example")
    assert after >= FLOOD - 40, f"only {after} mails of the flood waited when the other was decided"
    uids = [int(row[0]) for row in pressed.query(
        "select m.uid from turno.mail m join turno.mailbox b on b.id = m.mailbox_id where b.name = 'flooded'"
        " and m.from_address = 'flood@demo.example' order by m.decided_at, m.id")]
    assert uids == sorted(uids), "M16: the sender's mails are decided in their order"
    assert {outcome for _uid, _sha256, outcome in pressed.ledger("flooded")} == {"ticket"}
    acknowledged = [row for row in pressed.outbox("vast") if row["to"] == "flood@demo.example"]
    assert len(acknowledged) == 1, "M13: a stranger is acknowledged once a day"
    rows = pressed.wait_outbox("vast", lambda rows: all(row["state"] == "sent" or row["waits"] == "throttled" for row in rows), "idle queue")
    to_anna = [row for row in rows if row["to"] == "anna@demo.example"]
    sent = sum(row["state"] == "sent" for row in to_anna)
    assert len(to_anna) == FLOOD + 1 and 10 <= sent <= 15, f"M13: {sent} notices at once, the others later"
    assert {row["attempts"] for row in to_anna if row["state"] == "queued"} == {0}
    other = pressed.query("select ticket_id from turno.mail where from_address = 'somebody@demo.example'")[0][0]
    assert [row["state"] for row in to_anna if row["ticket"] == int(other)] == ["sent"], "the notice of the other's mail is not among those"
    pressed.office.turno("setting", "set", "mail.automatic_per_hour", "--value", 0)
    pressed.query("update turno.outbox_job set run_after = now(); select pg_notify('turno_outbox', '')")
    pressed.all_sent("vast")
    assert pressed.query("select count(*) from turno.mail_job") == [["0"]]


def test_replies_leave_first_and_a_slow_server_holds_up_only_its_account(pressed):
    go_on = threading.Event()
    slow = pressed.servers["slow"]
    slow.on("dot", first(1, hold(go_on)))
    box = pressed.mailbox("sluggish", "slow", [mail(pressed.office)])
    wait_for(lambda: slow.count("dot") == 1, 30, "mail that the slow server has in hand")
    for _ in range(3):
        box.put(mail(pressed.office))
    wait_for(lambda: pressed.decided("sluggish") == 4, 30, "four tickets")
    pressed.reply(ticket_of(pressed, "sluggish"))
    queued = pressed.outbox("slow")
    assert {row["kind"] for row in queued} == {"reply", "notification", "acknowledgement"}
    assert queued[-1]["kind"] == "reply", "the reply is the youngest"
    pressed.mailbox("brisk", "calm", [mail(pressed.office)])
    wait_for(lambda: ticket_of(pressed, "brisk"), 30, "ticket")
    wait_for(lambda: all(row["state"] == "sent" for row in pressed.outbox("calm") if row["ticket"] == ticket_of(pressed, "brisk")), 60,
             "mail of another account")
    assert len(slow.accepted) == 0, "the slow server still has its first"
    go_on.set()
    pressed.all_sent("slow")
    kinds = pressed.kinds("slow")
    ranks = [RANKS[kinds[message.message_id]] for message in slow.accepted[1:]]
    assert ranks == sorted(ranks) and ranks[0] == 1 and ranks[-1] == 3, "replies, then notices, then acknowledgements"
    assert all(row["attempts"] == 1 for row in pressed.outbox("slow"))


def test_421_pauses_the_account_and_one_mail_probes_it(pressed):
    strict = pressed.servers["strict"]
    strict.on("mail", say_and_close("421 4.3.2 closing down"))
    pressed.mailbox("stern", "strict", [mail(pressed.office) for _ in range(3)])
    account = pressed.wait_state("strict", "paused")
    assert account["reason"].startswith("4.3.2") and account["failing_since"]
    wait_for(lambda: pressed.decided("stern") == 3 and strict.count("mail") >= 2, 60, "a probe")
    rows = pressed.outbox("strict")
    assert len(rows) >= 6 and all(row["state"] in ("queued", "sending") for row in rows)
    assert max(row["attempts"] for row in rows if row["state"] == "queued") == 0, "M31: nothing was tried, nothing counts"
    assert strict.count("mail") <= 8, "a probe at a time, not a mail at a time"
    assert any(row["kind"] == "submission" and row["name"] == "strict" for row in pressed.check())
    strict.behave()
    pressed.office.turno("outbox", "resume", "strict")
    wait_for(lambda: pressed.account("strict")["state"] == "open", 30, "end of the pause")
    pressed.retry_all("strict")
    rows = pressed.all_sent("strict")
    assert [row["attempts"] for row in rows] == [1] * len(rows)
    assert all(strict.copies(row["message_id"]) == 1 for row in rows), "M31: each once"
    assert pressed.account("strict")["state"] == "open"


@pytest.mark.parametrize("step,behaviour", [("connect", close), ("auth", say("535 5.7.8 who are you"))], ids=["no connection", "no sign-in"])
def test_an_account_that_cannot_be_used_costs_no_attempts(pressed, step, behaviour):
    strict = pressed.servers["strict"]
    before = len(strict.messages)
    strict.on(step, behaviour)
    pressed.mailbox(f"shut-{step}", "strict", [mail(pressed.office)])
    pressed.wait_state("strict", "paused")
    wait_for(lambda: pressed.decided(f"shut-{step}") == 1, 30, "ticket")
    rows = [row for row in pressed.outbox("strict") if row["state"] == "queued"]
    assert rows and {(row["attempts"], row["waits"]) for row in rows} <= {(0, "paused")}
    strict.behave()
    pressed.office.turno("outbox", "resume", "strict")
    rows = pressed.all_sent("strict")
    assert {row["attempts"] for row in rows} == {1}
    assert len(strict.messages) - before == len([row for row in rows if row["ticket"] == ticket_of(pressed, f"shut-{step}")])


def test_one_greylisted_recipient_stops_nothing(pressed):
    strict = pressed.servers["strict"]

    def greylist(session, command, usual):
        session.line("451 4.7.1 greylisted") if b"grey@" in command.rest else usual()
    strict.on("rcpt", greylist)
    pressed.mailbox("grey", "strict", [mail(pressed.office, "grey@demo.example"), mail(pressed.office)])
    rows = pressed.wait_outbox("strict", lambda rows: [row for row in rows if row["waits"] == "retry"]
                               and all(row["state"] == "sent" or row["to"] == "grey@demo.example" for row in rows), "all but one")
    assert pressed.account("strict")["state"] == "open"
    grey, = (row for row in rows if row["to"] == "grey@demo.example")
    assert grey["attempts"] == 1 and grey["last_reply"].startswith("4.7.1") and grey["until"]
    strict.behave()
    pressed.office.turno("outbox", "retry", grey["id"])
    pressed.all_sent("strict")


def test_three_recipients_in_a_row_stop_the_account(pressed):
    strict = pressed.servers["strict"]
    strict.on("rcpt", say("451 4.7.0 too much mail from you"))
    sent_before = len(strict.accepted)
    pressed.mailbox("crowd", "strict", [mail(pressed.office) for _ in range(4)])
    pressed.wait_state("strict", "paused")
    wait_for(lambda: pressed.decided("crowd") == 4, 30, "tickets")
    waiting = [row for row in pressed.outbox("strict") if row["state"] == "queued"]
    assert len(waiting) >= 8 and len(strict.accepted) == sent_before
    assert sum(row["attempts"] for row in waiting) < len(waiting), "most were not tried at all"
    strict.behave()
    pressed.office.turno("outbox", "resume", "strict")
    wait_for(lambda: pressed.account("strict")["state"] == "open", 30, "end of the pause")
    pressed.retry_all("strict")
    assert all(strict.copies(row["message_id"]) == 1 for row in pressed.all_sent("strict"))


def test_the_limit_of_an_account_outlives_a_restart(pressed):
    few = pressed.servers["few"]
    pressed.mailbox("rare", "few", [mail(pressed.office) for _ in range(2)])
    pressed.wait_outbox("few", lambda rows: len(rows) >= 4 and sum(row["state"] == "sent" for row in rows) == 1, "one mail")
    pressed.turnod.restart()
    rows = pressed.wait_outbox("few", lambda rows: {row["waits"] for row in rows if row["state"] == "queued"} == {"throttled"}, "throttled mail")
    assert len(few.messages) == 1, "one a minute"
    assert all(row["until"] for row in rows if row["state"] == "queued") and pressed.account("few")["state"] == "throttled"
    pressed.turnod.conf.write_text(pressed.turnod.conf.read_text().replace("per_minute = 1;", ""))
    pressed.turnod.restart()
    rows = pressed.all_sent("few")
    assert {row["attempts"] for row in rows} == {1} and len(few.messages) == len(rows), "none is lost"


def test_the_mail_server_is_the_queue_when_too_many_wait(pressed):
    pressed.office.turno("setting", "set", "mail.backlog", "--value", "20")
    try:
        with pressed.deliver_stopped():
            pressed.mailbox("heap", "calm", [mail(pressed.office, f"heap{n}@demo.example") for n in range(60)])
            pressed.problem("heap", "too many mails wait")
            assert len(pressed.ledger("heap")) == 20
            found = [row for row in pressed.check() if row["kind"] == "mailbox" and row["name"] == "heap"]
            assert any("too many mails wait" in row["message"] for row in found), found
        wait_for(lambda: pressed.decided("heap") == 60, 90, "all mail")
        wait_for(lambda: "heap" not in pressed.problems(), 30, "end of the problem")
        assert sorted(uid for uid, _sha256, _outcome in pressed.ledger("heap")) == list(range(1, 61))
    finally:
        pressed.office.turno("setting", "set", "mail.backlog")


def test_a_slow_database_makes_everything_later_and_nothing_else(pressed):
    postgres = pressed.office.stack.postgres
    proxy = SlowProxy(postgres.sockets / f".s.PGSQL.{postgres.port}", 0.03)
    conf = pressed.turnod.conf.read_text()
    pressed.turnod.conf.write_text(conf.replace(f"host={postgres.sockets} port={postgres.port} dbname=turno user=turno_gateway",
                                                f"host=127.0.0.1 port={proxy.port} dbname=turno user=turno_gateway"))
    try:
        pressed.turnod.restart()
        epochs = pressed.query("select name, epoch from turno.lease where expires_at > clock_timestamp() order by name")
        content = [mail(pressed.office, f"late{n}@demo.example") for n in range(15)]
        pressed.mailbox("late", "calm", content)
        pressed.wait_ledger("late", [(n + 1, each, "ticket") for n, each in enumerate(content)])
        pressed.all_sent("calm")
        assert proxy.pieces > 100, "(it was slow)"
        assert pressed.query("select name, epoch from turno.lease where name <> (select 'mailbox:' || id from turno.mailbox where name = 'late')"
                             " and expires_at > clock_timestamp() order by name") == epochs, "no lease changed hands"
        posts = pressed.query("select count(*) from turno.mail m join turno.mailbox b on b.id = m.mailbox_id left join turno.post p on p.mail_id = m.id"
                              " where b.name = 'late'")
        assert posts == [["15"]]
        calm = pressed.servers["calm"]
        assert all(calm.copies(row["message_id"]) == 1 for row in pressed.outbox("calm"))
        assert pressed.deaths() == []
    finally:
        pressed.turnod.conf.write_text(conf)
        proxy.close()
        pressed.turnod.restart()
    assert pressed.query("select count(*) from turno.mail where outcome = 'quarantine' and mailbox_id in"
                         " (select id from turno.mailbox where name = 'late')") == [["0"]]
