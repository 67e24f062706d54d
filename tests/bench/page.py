#!/usr/bin/python3
"""What pages cost with many tickets, in one run with a trivial page: tests/sql/run --with tests/bench/page.py --build FOLDER [--tickets N]

Fills the database that PG* name (fill.sql; one that is filled stays as it is) and asks turno-cgi over FastCGI, each page in turn, and
between them bench-page: 25 rows of one table, nothing else. Prints one JSON line for each page: {name, person, p50_ms, p99_ms, cpu_p50_ms,
cpu_p99_ms, database_ms, web_ms, kb, n, goal}. p50 and p99 are times of the server: from the request's first byte to the answer's last. cpu
is what turno-cgi and its process of the database spent on the processor, which counts nobody else's load; database and web are their
medians. {name: first_visit, kb} is what a browser loads that has nothing yet: a page and all that it names.
"""
import argparse
import hashlib
import json
import os
import random
import re
import sys
import tempfile
from pathlib import Path

from desk import Desk, line, percentiles
from fcgi import Program, spent_ms

GOAL = "p50 <= 5, p99 <= 20"
FEW, MANY = 6, 50  # posts of a ticket
LIST = "__Host-turno-list=tab=handle"  # the list that a ticket was opened from: it stands beside it
CONF = """database: {{ web = "host={host} dbname={name} user=turno_web"; }};
web: {{ base_url = "https://desk.example"; }};
submission: {{ mail: {{ host = "127.0.0.1"; }}; }};
"""


class Office:
    """Who asks, and for what: people signed in, tickets of each kind that each of them sees."""

    def __init__(self, desk):
        self.desk = desk
        few, all_of_them = (self._operator(n) for n in (2, 1))
        self.contact_ticket, contact = desk.run("""select t.id, t.contact_id from turno.ticket t where t.turn = 'contact'
            and t.contact_id is not null order by t.id limit 1""")[0]
        self.people = {
            "operator of 33 categories": self._sign_in("operator_id", few, "__Host-turno"),
            "operator of 2,000 categories": self._sign_in("operator_id", all_of_them, "__Host-turno"),
            "contact": self._sign_in("contact_id", contact, "__Host-turno-contact")}
        self.tickets = {person: {posts: self._tickets(operator, posts) for posts in (FEW, MANY)}
                        for person, operator in zip(self.people, (few, all_of_them))}

    def _operator(self, n):
        return self.desk.value("select operator_id from fill.clerk where n = %s", n)

    def _sign_in(self, column, person, cookie):
        token = f"{column}-{person}".ljust(43, "x")
        digest = hashlib.sha256(token.encode()).digest()
        self.desk.run("delete from turno.session where token_sha256 = %s", digest)
        self.desk.run(f"insert into turno.session (token_sha256, {column}) values (%s, %s)", digest, person)
        return f"{cookie}={token}"

    def _tickets(self, operator, posts):
        """Some open tickets in his scope with at most FEW posts, or one that has MANY."""
        seen = self.desk.run("""select t.id, t.contact_id, n.count from turno.ticket t
            join turno.operator_scope s on s.operator_id = %s and s.category_id = t.category_id and s.level = t.level
            cross join lateral (select count(*) from turno.post p where p.ticket_id = t.id) n
            where t.turn <> 'closed' and t.contact_id is not null order by t.id""", operator)
        if posts == FEW:
            return [ticket for ticket, _, count in seen if count <= FEW][:100]
        ticket, contact, count = max(seen, key=lambda row: row[2])
        for n in range(count, MANY):
            self.desk.run("select turno.post_add(%s, 'message', %s, %s, 'web', p.text, p.text) from fill.phrase p where p.id = %s",
                          ticket, "operator" if n % 2 else "contact", operator if n % 2 else contact, n + 1)
        return [ticket]

    def pages(self):
        """Name and person → path, query and cookie of one request."""
        dice = self.desk.dice
        for person, tickets in self.tickets.items():
            cookie = self.people[person]
            category = self.desk.value("select category_id from turno.ticket where id = %s", tickets[FEW][0])
            filtered = f"tab=all&filters.category={category}"
            for tab in ("handle", "all"):
                yield f"list_{tab}", person, lambda tab=tab, cookie=cookie: ("/ticket", f"tab={tab}", cookie)
            yield "list_deep", person, lambda cookie=cookie: ("/ticket", f"tab=all&after={self.desk.place()}", cookie)
            yield "list_category", person, lambda query=filtered, cookie=cookie: ("/ticket", query, cookie)
            for name, posts in (("ticket_few", FEW), ("ticket_50", MANY)):
                yield name, person, lambda cookie=cookie, ids=tickets[posts]: (f"/ticket/{dice.choice(ids)}", "", cookie)
            yield "ticket_quick", person, lambda cookie=f"{cookie}; {LIST}", ids=tickets[FEW]: (f"/ticket/{dice.choice(ids)}", "", cookie)
        yield "conversation", "contact", lambda: (f"/t/{self.contact_ticket}", "", self.people["contact"])


class Measured:
    """A program and its process of the database."""

    def __init__(self, desk, path, realtime, first, **environment):
        before = {pid for pid, in desk.run("select pid from pg_stat_activity")}
        self.program = Program(path, **environment)
        self.first = self.program.get(*first)
        self.pids = [self.program.pid] + [pid for pid, in desk.run("select pid from pg_stat_activity where backend_type = 'client backend'")
                                          if pid not in before]
        if len(self.pids) != 2:
            sys.exit(f"page: {path} has {len(self.pids) - 1} processes of the database, not one")
        if realtime:
            for pid in self.pids:
                os.sched_setscheduler(pid, os.SCHED_RR, os.sched_param(5))

    def ask(self, request):
        """One row of figures: time, processor time of the program and of the database, size."""
        before = [spent_ms(pid) for pid in self.pids]
        answer = self.program.get(*request)
        if answer.status != 200:
            sys.exit(f"page: {request[:2]} answered {answer.status}")
        web, database = (spent_ms(pid) - spent for pid, spent in zip(self.pids, before))
        return answer.took_ms, web + database, web, database, answer.size


def report(name, person, rows, goal):
    took, cpu, web, database, size = zip(*rows)
    (p50, p99), (cpu_p50, cpu_p99) = percentiles(took), percentiles(cpu)
    line(name=name, person=person, p50_ms=p50, p99_ms=p99, cpu_p50_ms=cpu_p50, cpu_p99_ms=cpu_p99, database_ms=percentiles(database)[0],
         web_ms=percentiles(web)[0], kb=round(max(size) / 1000, 1), n=len(rows), goal=goal)


def first_visit(program, request):
    """Bytes of a page and of everything of ours that it names."""
    page = program.get(*request)
    names = set(re.findall(rb'(?:href|src)="(/static/[^"?]+)', page.body))
    parts = {name.decode(): program.get(name.decode()).size for name in names}
    line(name="first_visit", kb=round((page.size + sum(parts.values())) / 1000, 1), page=page.size, **parts, goal="<= 60")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--tickets", type=int, default=100000)
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--only", default="")
    parser.add_argument("--realtime", action="store_true", help="measured processes go before others (root)")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    arguments = parser.parse_args()
    line(seed=arguments.seed, processors=os.cpu_count(), load=os.getloadavg()[0])
    desk = Desk(random.Random(arguments.seed))
    line(name="fill", tickets=arguments.tickets, seconds=round(desk.grow(arguments.tickets), 1))
    office = Office(desk)
    pages = [page for page in office.pages() if re.search(arguments.only, f"{page[0]} {page[1]}")]
    with tempfile.NamedTemporaryFile("w", suffix=".conf") as conf:
        conf.write(CONF.format(host=os.environ["PGHOST"], name=os.environ["PGDATABASE"]))
        conf.flush()
        build = arguments.build.resolve()
        web = Measured(desk, build / "src/turno-cgi", arguments.realtime, pages[0][2](), TURNO_CONF=conf.name)
        trivial = Measured(desk, build / "tests/bench/bench-page", arguments.realtime, ("/",))
        rows = {page[:2]: [] for page in pages}
        floor = []
        for n in range(arguments.rounds + 10):
            for name, person, request in pages:
                rows[name, person].append(web.ask(request()))
            floor.append(trivial.ask(("/",)))
        report("trivial", "nobody", floor[10:], "")
        for (name, person), values in rows.items():
            report(name, person, values[10:], GOAL)
        for _, person, request in pages:
            first_visit(web.program, request())
            break
        for each in (web, trivial):
            each.program.close()


if __name__ == "__main__":
    main()
