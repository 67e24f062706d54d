#!/usr/bin/python3
"""What turno costs beside the least that the same work costs, measured in one run: bench.py --build FOLDER [NAME…]

Prints one JSON line for each figure: {name, ratio, ours, floor, unit, n, goal, spread, machine}. `ours` and `floor` are medians of
rounds in which both take turns, `ratio` is the median of their ratios and `spread` the least and the greatest.
"""
import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROUNDS = 5


def machine():
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())
    return f"{model}, {os.cpu_count()} processors, {platform.system()} {platform.release()}, load {os.getloadavg()[0]:.1f}"


def corpus(build, name, *options):
    """A folder of mails, made once."""
    folder = build / name
    if not (folder / "done").exists():
        subprocess.run([HERE / "mkcorpus.py", "--out", folder / "mail", *options], check=True)
        (folder / "done").touch()
    return folder / "mail"


def figure(name, ours, floor, unit, count, goal):
    """One line; ours and floor are lists, one value for each round."""
    ratios = [mine / least for mine, least in zip(ours, floor)]
    return {"name": name, "ratio": round(statistics.median(ratios), 3), "ours": round(statistics.median(ours), 4),
            "floor": round(statistics.median(floor), 4), "unit": unit, "n": count, "goal": goal,
            "spread": [round(min(ratios), 3), round(max(ratios), 3)], "machine": machine()}


def read(build, name, goal, *options):
    """From the bytes of a mail in memory to checked evidence; the floor is GMime (floor.c)."""
    words = [build / "bench-read", corpus(build, name, *options), str(ROUNDS)]
    result = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=False)
    if result.returncode != 0:
        sys.exit(f"bench-read: exit {result.returncode}")
    rounds = [json.loads(line) for line in result.stdout.splitlines()]
    count = rounds[0]["n"]
    ours, parsed, floor = ([row[key] for row in rounds] for key in ("reader_ms", "parse_ms", "floor_ms"))
    yield figure(f"read_{name}", ours, floor, "ms/mail", count, goal)
    yield figure(f"parse_{name}", parsed, floor, "ms/mail", count, "")
    # What the sandbox adds, beside what would be spent without it.
    yield figure(f"sandbox_{name}", [whole - part for whole, part in zip(ours, parsed)], parsed, "ms/mail", count, "ours <= 0.30")


def page(build):
    """Pages over FastCGI with 100,000 tickets, between them a trivial page (page.py)."""
    options = {**os.environ, "BUILD": str(build.parents[1]),
               "TURNO_SQL_OPTIONS": "-c fsync=on -c jit=on -c shared_buffers=2GB -c max_wal_size=8GB"}
    words = [HERE.parent / "sql/run", "--with", HERE / "page.py", "--build", build.parents[1]]
    with subprocess.Popen(words, env=options, stdout=subprocess.PIPE, text=True) as process:
        for row in filter(lambda row: row.startswith("{"), process.stdout):
            yield {**json.loads(row), "machine": machine()}
    if process.returncode != 0:
        sys.exit(f"page.py: exit {process.returncode}")


BENCHES = {
    "page": page,
    "c2000": lambda build: read(build, "c2000", "<= 2.5", "--seed", "1", "--count", "2000", "--token", "[T#{token}]"),
    "cna": lambda build: read(build, "cna", "", "--seed", "3", "--count", "4000", "--attach", "0", "--token", "[T#{token}]"),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("name", nargs="*", help=" ".join(BENCHES))
    options = parser.parse_args()
    for name in options.name or BENCHES:
        for line in BENCHES[name](options.build.resolve()):
            print(json.dumps(line), flush=True)


main()
