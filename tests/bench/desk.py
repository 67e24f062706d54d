#!/usr/bin/python3
"""What the desk costs as it grows: tests/sql/run --with tests/bench/desk.py [--sizes 0 100000 1000000] [--rounds N]

Fills the database that PG* name (fill.sql), measures at each size what people and mails ask for, and prints one JSON line for each:
{name, tickets, p50_ms, p99_ms, goal_ms, cpu_p50_ms, cpu_p99_ms, n}, at the end {name, ratio, cpu_ratio, of, goal}: p99 at the largest size over that
at the one before. What the server's process spent on the processor (cpu) counts nobody else's load.
A line {name, tickets, scans} follows when a statement read one of the growing tables from end to end. Seeds are printed.
"""
import argparse
import collections
import json
import os
import random
import re
import sys
import time
from pathlib import Path

import psycopg2

HERE = Path(__file__).resolve().parent
BATCH = 10000
GROWING = ("ticket", "post", "event", "mail", "attachment", "outbox", "blob", "blob_chunk", "link", "contact", "customer", "address")
TABS = ("handle", "open", "contact", "closed", "all")
WORDS = ("documento", "scadenza", "università", "payment", "rimborso permesso", "pratica familiare", "perche", "prati", "allegato -firma")


def line(**members):
    print(json.dumps(members, ensure_ascii=False), flush=True)


class Desk:
    """The database, and the people who ask it."""

    def __init__(self, dice):
        self.db = psycopg2.connect("")
        self.db.autocommit = True
        self.dice = dice
        self.cursor = self.db.cursor()
        self.stat = Path(f"/proc/{self.value('select pg_backend_pid()')}/schedstat")

    def timed(self, sql, *values):
        """Runs a statement; gives the milliseconds that passed and those that the server's process was running."""
        spent, start = int(self.stat.read_text().split()[0]), time.perf_counter()
        self.run(sql, *values)
        took = (time.perf_counter() - start) * 1000
        return took, (int(self.stat.read_text().split()[0]) - spent) / 1e6

    def run(self, sql, *values):
        self.cursor.execute(sql, values or None)
        return self.cursor.fetchall() if self.cursor.description else []

    def value(self, sql, *values):
        return self.run(sql, *values)[0][0]

    def as_web(self, token, sql, *values):
        """What the web asks, in a transaction of its own; gives the times of the statement."""
        self.run("begin")
        self.run("select set_config('turno.session', %s, true), set_config('role', 'turno_web', true)", token)
        took = self.timed(sql, *values)
        self.run("rollback")
        return took

    def ask(self, page, argument, token=None):
        return self.as_web(token or self.operator(), f"select turno.{page}(%s)", json.dumps({"language": "it", **argument}))

    def operator(self):
        """The one who sees everything asks as often as twenty others together."""
        return f"op{self.dice.choice([1] * 20 + list(range(2, 201)))}"

    def ticket(self):
        low, high = self.bounds
        return self.dice.randint(low, high)

    def grow(self, tickets):
        """Fills up to so many tickets; gives the seconds. A database that has them stays as it is."""
        start = time.monotonic()
        is_new = not self.value("select to_regnamespace('fill') is not null")
        if is_new:
            self.run((HERE / "fill.sql").read_text())
            self.run("select fill.people(200, 2000, %s)", 100000)
        missing = tickets - self.value("select count(*) from turno.ticket")
        if is_new or missing > 0:
            self.run("select fill.drop_indexes()")
            for batch in range(0, missing, BATCH):
                self.run("select fill.tickets(%s)", min(BATCH, missing - batch))
            self.run("select fill.make_indexes()")
            self.run("vacuum analyze")
            self.run("vacuum full analyze turno.operator")  # was written once for each category
        self.bounds = self.run("select coalesce(min(id), 0), coalesce(max(id), 0) from turno.ticket")[0]
        return time.monotonic() - start

    # What is asked

    def list_first(self):
        return self.ask("page_ticket_list", {"tab": self.dice.choice(TABS)})

    def place(self):
        """A place deep in the list by last message."""
        return f"0_{int((time.time() - self.dice.randrange(50, 900) * 86400) * 1e6)}_1"

    def list_deep(self):
        return self.ask("page_ticket_list", {"tab": self.dice.choice(("closed", "all")), "after": self.place()})

    def counts(self):
        return self.as_web(self.operator(), "select turn, count from turno.ticket_counts('{}')")

    def ticket_page(self):
        return self.ask("page_ticket", {"ticket": self.ticket(), "page": True}, "op1")

    def search(self):
        return self.ask("page_search", {"q": self.dice.choice(WORDS + (f"rif{self.dice.randrange(100000)}", str(self.ticket())))})

    def token(self, ticket):
        """A contact's answer to the signed address of his ticket, as the reader gives it."""
        contact = self.value("select contact_id from turno.ticket where id = %s", ticket)
        address = self.value("select turno.reply_address((select id from turno.mailbox where name = 'fill'), 'c', %s, %s)", ticket, contact)
        role, number, recipient, key, mac = re.search(r"\+([crn])\.(\d+)\.(\d+)\.(\d+)\.([a-z2-7]{16})@", address).groups()
        return contact, {"role": role, "ticket": int(number), "recipient": int(recipient), "key": int(key), "mac": mac, "base": "fill@office.example"}

    def evidence(self, answers):
        contact, tokens = None, []
        if answers:
            contact, token = self.token(self.ticket())
            tokens = [token]
        sender = self.value("select address from turno.address where contact_id = %s limit 1", contact) if contact else \
            f"c{self.dice.randint(1, 100000)}@client.example"
        return {"version": 1, "size": 100, "message_id": f"{self.dice.random()}@client.example", "in_reply_to": "", "references": [],
                "date": "2026-05-04T10:00:00+02:00", "from_address": sender, "from_name": "Contatto", "to": ["fill@office.example"], "cc": [],
                "reply_to": "", "delivered_to": [], "return_path": None, "subject": "Una domanda", "body_text": "Buongiorno, una domanda.",
                "reply_visible_text": "Buongiorno, una domanda.", "quoted_text": "", "signature_text": "", "attachments": [],
                "body_sha256": f"{self.dice.getrandbits(256):064x}", "automatic": "no", "is_bounce": False, "is_delayed": False,
                "is_delivery_success": False, "is_feedback_report": False, "bounced_recipients": [], "bounce_status": [], "bounce_permanent": None,
                "bounce_diagnostic": "", "tokens": {"address": tokens, "message": [], "subject": [], "loop": []}, "notices": []}

    def thread(self):
        evidence = self.evidence(answers=True)
        sender = json.dumps({"kind": "contact", "contact": evidence["tokens"]["address"][0]["recipient"]})
        return self.timed("select turno.deliver_thread(%s, %s)", json.dumps(evidence), sender)

    def deliver(self):
        """One mail of a batch, from the ledger to the verdict, in the transaction of its batch; three of four are answers."""
        evidence = self.evidence(answers=self.bounds[1] > 0 and self.dice.random() < 0.75)
        mail = self.value("""select turno.mail_store((select id from turno.mailbox where name = 'fill'), null, null, now(), sha256(x), 100, x, null, null)
            from (select convert_to(%s, 'UTF8')) y(x)""", evidence["message_id"])
        epoch = self.value("select turno.lease_take('writer', 'bench', 600)")
        took = self.timed("select turno.deliver(%s, %s, 'bench', %s)", mail, json.dumps(evidence), epoch)
        outcome = self.value("select outcome from turno.mail where id = %s", mail)
        if outcome not in ("ticket", "post"):
            sys.exit(f"desk: a mail of the bench became {outcome}")
        return took

    def scans(self, name):
        """Growing tables that a statement reads from end to end, by the plans of everything it runs."""
        self.run("load 'auto_explain'")
        for setting, value in (("log_min_duration", "0"), ("log_nested_statements", "on"), ("log_level", "notice"),
                               ("log_analyze", "on"), ("log_timing", "off")):
            self.run(f"set auto_explain.{setting} = {value}")
        self.db.notices = collections.deque()
        getattr(self, name)()
        plans = "".join(self.db.notices)
        self.run("set auto_explain.log_min_duration = -1")
        return sorted(table for table in GROWING if re.search(rf"Seq Scan on (turno\.)?{table}\b(?!.*never executed)", plans))


GOALS = {"list_first": 50, "list_deep": 50, "counts": 50, "ticket_page": 50, "thread": 2, "search": 300, "deliver": None}


def percentiles(values):
    values = sorted(values)
    return round(values[len(values) // 2], 2), round(values[max(int(len(values) * 0.99) - 1, 0)], 2)


def measure(desk, tickets, rounds):
    """All operations in turn, so that each meets the same caches; gives p99 by name."""
    times = {name: [] for name in GOALS if tickets or name in ("list_first", "counts", "search", "deliver")}
    for _ in range(rounds + 10):
        for name, values in times.items():
            values.append(getattr(desk, name)())
    result = {}
    for name, values in times.items():
        (p50, p99), (cpu_p50, cpu_p99) = (percentiles(column) for column in zip(*values[10:]))
        result[name] = (p99, cpu_p99)
        line(name=name, tickets=tickets, p50_ms=p50, p99_ms=p99, goal_ms=GOALS[name], cpu_p50_ms=cpu_p50, cpu_p99_ms=cpu_p99, n=rounds)
        if tickets >= 100000 and (scans := desk.scans(name)):
            line(name=name, tickets=tickets, scans=scans)
    return result


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="+", default=[0, 100000])
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    arguments = parser.parse_args()
    line(seed=arguments.seed, processors=os.cpu_count(), load=os.getloadavg()[0])
    desk = Desk(random.Random(arguments.seed))
    before = result = None
    for tickets in arguments.sizes:
        line(name="fill", tickets=tickets, seconds=round(desk.grow(tickets), 1), posts=desk.value("select count(*) from turno.post"))
        before, result = result, measure(desk, tickets, arguments.rounds)
    if len(arguments.sizes) > 1 and before:
        for name in result:
            if name in before:
                wall, cpu = (round(large / small, 2) for large, small in zip(result[name], before[name]))
                line(name=name, ratio=wall, cpu_ratio=cpu, of=arguments.sizes[-2:], goal="<= 1.5")


if __name__ == "__main__":
    main()
