#!/usr/bin/python3
"""Policies call functions only inside (select …): elsewhere they would run once per row."""
import re
import sys

sys.dont_write_bytecode = True
from lint import files, line_at, name_of, report, sql_code

NO_CALL = {"using", "check", "and", "or", "not", "in", "exists", "any", "all", "some", "select", "from", "where", "on",
           "case", "when", "then", "else", "coalesce", "nullif", "row", "values", "as", "is", "to", "for", "array"}


def calls_per_row(policy):
    """Names called with no enclosing (select …), each with its offset."""
    inside = []
    for match in re.finditer(r"([a-z_][\w.]*)?\s*\(|\)|\bselect\b", policy, re.I):
        word = match.group()
        if word == ")":
            if inside:
                inside.pop()
        elif word.endswith("("):
            name = (match.group(1) or "").lower()
            if name == "select" and inside:
                inside[-1] = True
            if name and name not in NO_CALL and not any(inside):
                yield name, match.start()
            inside.append(False)
        elif inside:
            inside[-1] = True


def problems():
    for path in files("*.sql", under="sql"):
        code = sql_code(path.read_text())
        for policy in re.finditer(r"\b(?:create|alter)\s+policy\b[^;]*;", code, re.I):
            body = re.search(r"\b(?:using|with\s+check)\s*\(", policy.group(), re.I)
            if body is None:
                continue
            for name, offset in calls_per_row(policy.group()[body.start():]):
                where = line_at(code, policy.start() + body.start() + offset)
                yield f"{name_of(path)}:{where}: {name}() runs once per row"


def self_test():
    found = [name for name, _ in calls_per_row("using ((a, b) in (select f(x)) and g(a) and c = (select (v()).id))")]
    return [] if found == ["g"] else [f"the scanner found {found}"]


report([
    ("the scanner tells calls per row from calls in (select …)", self_test()),
    ("policies call functions only inside (select …)", sorted(problems())),
])
