#!/usr/bin/python3
"""Fixtures of mail have what is expected of them beside them; doc/VIOLATIONS.md names proofs that exist."""
import json
import re
import sys

sys.dont_write_bytecode = True
from lint import TOP, files, name_of, report

FIXTURES = 150
MAILS = TOP / "tests/mail"


def without_its_half():
    for path in files("*.eml", "*.expected", under="tests/mail"):
        if not path.with_suffix(".expected" if path.suffix == ".eml" else ".eml").exists():
            yield name_of(path)


def nothing_expected():
    for path in files("*.expected", under="tests/mail"):
        try:
            if not json.loads(path.read_text()):
                yield f"{name_of(path)}: expects nothing"
        except ValueError as error:
            yield f"{name_of(path)}: {error}"


def too_few():
    count = len(files("*.eml", under="tests/mail"))
    if count < FIXTURES:
        yield f"{count} mails, {FIXTURES} are wanted"


def exists(proof):
    """A test of the tree, or a fixture by kind and name; a star stands for several."""
    return any(TOP.glob(proof)) if proof.startswith("tests/") else any(MAILS.glob(proof + ".eml"))


def unproved():
    path = TOP / "doc/VIOLATIONS.md"
    rows = [line for line in path.read_text().splitlines() if line.startswith("|")] if path.exists() else []
    for number, row in enumerate(rows[2:], 1):
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", row.strip("|"))]
        proofs = re.findall(r"`([^`]+)`", cells[-1])
        if len(cells) != 4 or not all(cells) or not proofs:
            yield f"{name_of(path)}: row {number} does not say violation, standard, what is done and proof"
        for proof in proofs:
            if not exists(proof):
                yield f"{name_of(path)}: row {number}: {proof} is not there"


report([
    ("each mail has its expectation, each expectation its mail", list(without_its_half())),
    ("each expectation expects something", list(nothing_expected())),
    (f"there are {FIXTURES} mails", list(too_few())),
    ("each violation has its proof", list(unproved())),
])
