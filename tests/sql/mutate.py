#!/usr/bin/python3
"""Does a test notice when a wall of the database is gone? tests/sql/run --with tests/sql/mutate.py [--opened] [--sample N] [--seed S] [--only TEXT] [--write]

Takes away in turn each policy, constraint, unique index and trigger of schema turno and each row of the tables of rules, each in a
copy of the database, and runs pgTAP files there until one fails. tests/sql/mutation.list remembers which file it was, so that
it goes first next time; --write writes that list anew. The files that only compare the catalogue are left out: they would
notice everything and prove nothing. --opened opens each policy to all whom its roles serve instead: what is taken away is missed by who
may see, what is opened by a test of who may not. Exit 1 when something was missed by all.
"""
import argparse
import concurrent.futures
import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
LIST = HERE / "mutation.list"
BLIND = {"catalogue", "picture"}
RULES = ("turn_rule", "notice_rule")
MADE_FOR = {"constraint": "constraint", "index": "constraint", "row turn_rule": "rule", "row notice_rule": "tell-rule"}
TESTS = sorted(path.stem for path in (HERE / "t").glob("*.sql") if path.stem not in BLIND)
OPTIONS = "-c search_path=tap -c client_min_messages=warning -c lc_messages=C -c synchronous_commit=off"

WALLS = """
select 'policy ' || tablename || '.' || policyname, tablename, format('drop policy %I on turno.%I', policyname, tablename)
from pg_policies where schemaname = 'turno'
union all
select 'constraint ' || c.relname || '.' || n.conname, c.relname, format('alter table turno.%I drop constraint %I cascade', c.relname, n.conname)
from pg_constraint n join pg_class c on c.oid = n.conrelid
where n.connamespace = 'turno'::regnamespace and n.contype in ('c', 'f', 'p', 'u', 'x') and not c.relispartition
union all
select 'index ' || t.relname || '.' || c.relname, t.relname, format('drop index turno.%I', c.relname)
from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
where c.relnamespace = 'turno'::regnamespace and i.indisunique and not exists (select from pg_constraint n where n.conindid = c.oid)
union all
select 'trigger ' || c.relname || '.' || t.tgname, c.relname, format('drop trigger %I on turno.%I', t.tgname, c.relname)
from pg_trigger t join pg_class c on c.oid = t.tgrelid
where c.relnamespace = 'turno'::regnamespace and not t.tgisinternal and t.tgparentid = 0
order by 1
"""

OPENED = """
select 'opened ' || tablename || '.' || policyname, tablename, format('alter policy %I on turno.%I', policyname, tablename)
    || case when qual is not null then ' using (true)' else '' end || case when with_check is not null then ' with check (true)' else '' end
from pg_policies where schemaname = 'turno' and (qual <> 'true' or with_check <> 'true')
order by 1
"""


def psql(database, *words, text=None):
    return subprocess.run(["psql", "-qXAt", "-F", "\t", "-d", database, *words], input=text, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, env={**os.environ, "PGOPTIONS": OPTIONS}, cwd=HERE.parents[1], check=False)


def must(database, statement):
    result = psql(database, "-v", "ON_ERROR_STOP=1", "-c", statement)
    if result.returncode != 0:
        sys.exit(f"mutate: {statement}: {result.stdout}")
    return result.stdout


def fails(home, name, test, statement="select"):
    """One file, after the statement, in a copy of its own since some leave rows: the first line that tells of a failure, else None."""
    must("postgres", f"create database {name} template {home}")
    try:
        must(name, statement)
        result = psql(name, "-f", f"tests/sql/t/{test}.sql")
    finally:
        must("postgres", f"drop database if exists {name} with (force)")
    found = re.search(r"^(not ok|# Looks like).*|^(.*: )?(ERROR|FATAL|PANIC):.*", result.stdout, re.M)
    return found.group(0) if found else f"psql: exit {result.returncode}" if result.returncode != 0 else None


def rules(home):
    """Each row of the tables of rules, by what is unique in it besides an id."""
    for table in RULES:
        key = must(home, f"""select string_agg(quote_ident(a.attname), ',' order by array_position(i.indkey::smallint[], a.attnum))
            from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
            where i.indexrelid = (select x.indexrelid from pg_index x where x.indrelid = 'turno.{table}'::regclass and x.indisunique
                order by x.indisprimary, x.indexrelid limit 1)""").strip()
        for row in must(home, f"select concat_ws(' ', {key}) from turno.{table} order by 1").splitlines():
            yield f"row {table} {row}", table, f"delete from turno.{table} where concat_ws(' ', {key}) = '{row}'"


def remembered():
    if not LIST.exists():
        return {}
    return dict(line.split("\t") for line in LIST.read_text().splitlines() if line and not line.startswith("#"))


def remember(noticed):
    LIST.write_text("# Which test notices that a wall is gone; written by tests/sql/mutate.py --write.\n"
                    + "".join(f"{wall}\t{test}\n" for wall, test in sorted(noticed.items())))


def order(wall, table, known, cost):
    """The file that noticed it last time or is made for it, then those that name the table, then the others, the quick ones first."""
    kind = next((kind for kind in MADE_FOR if wall.startswith(kind)), None)
    told = [test for test in TESTS if re.search(rf"\b{table}\b", (HERE / f"t/{test}.sql").read_text())]
    first = [known[wall]] if known.get(wall) in TESTS else [MADE_FOR[kind]] if kind else []
    rest = sorted(set(TESTS) - set(first), key=lambda test: (test not in told, cost[test]))
    return first + rest


def judge(home, number, statement, tests):
    """Name of the file that notices, or None."""
    return next((test for test in tests if fails(home, f"{home}_m{number}", test, statement)), None)


def time_whole(home):
    """Seconds of each file with nothing taken away, where none may fail: else it would notice everything."""
    cost = {}
    for test in TESTS:
        start = time.monotonic()
        if failure := fails(home, f"{home}_whole", test):
            sys.exit(f"mutate: {test} fails with nothing taken away: {failure}")
        cost[test] = time.monotonic() - start
    return cost


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--opened", action="store_true", help="policies, opened to everybody")
    parser.add_argument("--sample", type=int, help="so many walls, chosen by the seed")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    parser.add_argument("--only", default="", help="walls whose name contains this")
    parser.add_argument("--write", action="store_true", help="write mutation.list anew")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    arguments = parser.parse_args()
    home = os.environ["PGDATABASE"]
    walls = [tuple(line.split("\t")) for line in must(home, OPENED if arguments.opened else WALLS).splitlines()]
    walls += [] if arguments.opened else rules(home)
    walls = [wall for wall in walls if arguments.only in wall[0]]
    if arguments.sample:
        print(f"# seed {arguments.seed}")
        walls = random.Random(arguments.seed).sample(walls, min(arguments.sample, len(walls)))
    known, cost = remembered(), dict.fromkeys(TESTS, 0)
    is_part = arguments.opened or arguments.only or arguments.sample
    kept = {wall: test for wall, test in known.items() if is_part or wall.startswith("opened ")}
    if not arguments.sample:
        cost = time_whole(home)
    missed, noticed = [], {}
    print(f"1..{len(walls)}", flush=True)
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        jobs = {pool.submit(judge, home, number, wall[2], order(wall[0], wall[1], known, cost)): wall[0]
                for number, wall in enumerate(walls, 1)}
        for number, job in enumerate(concurrent.futures.as_completed(jobs), 1):
            wall, test = jobs[job], job.result()
            print(f"{'ok' if test else 'not ok'} {number} - {wall}: {'noticed by ' + test if test else 'nobody notices'}", flush=True)
            if test:
                noticed[wall] = test
                if arguments.write:
                    remember({**kept, **noticed})
            else:
                missed.append(wall)
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
