#!/usr/bin/python3
"""How much of src/parse its own tests run: coverage.py --build FOLDER

Builds with gcov below FOLDER, runs the unit tests of the parsers, the fixtures of tests/mail and the seeds of the fuzz targets, and
prints for each file the lines and branches that were run and the lines that were not. Exit 1 below the goals.
"""
import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
ROOM = "src/parse/"
TESTS = ("tests/unit/test-parse-*.c", "tests/unit/test-mail-*.c", "tests/fuzz/fuzz-*.c")
LINES, BRANCHES = 95.0, 85.0


def run(words, folder, **more):
    subprocess.run(list(map(str, words)), cwd=folder, check=True, **more)


def build(folder):
    """A configured and fresh build with counters at zero; gives the tests that it ran."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "Makefile").exists():
        run([TOP / "configure", "-q", "CC=gcc", "CFLAGS=-O0 -g --coverage"], folder)
    for counters in folder.rglob("*.gcda"):
        counters.unlink()
    tests = sorted(str(path.relative_to(TOP).with_suffix(".t")) for pattern in TESTS for path in TOP.glob(pattern))
    with (folder / "check.log").open("wb") as log:
        run(["make", "-s", "-k", f"-j{os.cpu_count()}", "check", f"TESTS={' '.join(tests)}"], folder, stdout=log, stderr=log)
    return tests


def ranges(numbers):
    """12, 13, 14, 20 as 12-14 20."""
    said = []
    for number in sorted(numbers):
        if said and number == said[-1][1] + 1:
            said[-1][1] = number
        else:
            said.append([number, number])
    return " ".join(f"{first}-{last}" if last > first else str(first) for first, last in said)


def percent(part, whole):
    return 100.0 * part / whole if whole else 100.0


def look(file):
    """lines run, lines, branches run, branches, lines not run, lines with a branch not taken."""
    lines = [line for line in file["lines"] if not line.get("gcovr/noncode")]
    branches = [(line, branch) for line in lines for branch in line.get("branches", [])]
    return (sum(line["count"] > 0 for line in lines), len(lines), sum(branch["count"] > 0 for _, branch in branches), len(branches),
            {line["line_number"] for line in lines if line["count"] == 0},
            {line["line_number"] for line, branch in branches if branch["count"] == 0 and line["count"] > 0})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--branches", action="store_true", help="also name the lines that have a branch that was not taken")
    options = parser.parse_args()
    folder = options.build.resolve()
    print(f"{len(build(folder))} test programs")
    run(["gcovr", "-r", TOP, "--object-directory", folder, "-f", f"{TOP}/{ROOM}.*\\.c", "--exclude-unreachable-branches", "--json",
         folder / "coverage.json", folder / "src/parse"], folder, stderr=subprocess.DEVNULL)
    total = [0, 0, 0, 0]
    for file in sorted(json.loads((folder / "coverage.json").read_text())["files"], key=lambda file: file["file"]):
        *numbers, missed, half = look(file)
        total = [sum(pair) for pair in zip(total, numbers)]
        print(f"{file['file']:34} lines {percent(*numbers[:2]):5.1f} %  branches {percent(*numbers[2:]):5.1f} %  {ranges(missed)}")
        if options.branches and half:
            print(f"{'':34} half: {ranges(half)}")
    lines, branches = percent(*total[:2]), percent(*total[2:])
    print(f"{ROOM:34} lines {lines:5.1f} %  branches {branches:5.1f} %  (goals {LINES:.0f} %, {BRANCHES:.0f} %)")
    sys.exit(0 if lines >= LINES and branches >= BRANCHES else 1)


main()
