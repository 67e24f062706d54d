#!/usr/bin/python3
"""Every unit test runs in make check: a program that is only built tells nothing."""
import re
import sys

sys.dont_write_bytecode = True
from lint import files, name_of, report


def words_of(makefile):
    """What TESTS holds after the makefile, its variables replaced, as a set of words."""
    values = {}
    for name, value in re.findall(r"^(\w+)\s*\+?=[ \t]*(.*)$", makefile, re.M):
        values[name] = f"{values.get(name, '')} {value}"
    return set(re.sub(r"\$\((\w+)\)", lambda match: values.get(match.group(1), ""), values.get("TESTS", "")).split())


def left_out():
    run = set()
    for path in (*files("Makefile.am"), *files("*.mk", under="tests/unit")):
        run |= words_of(path.read_text().replace("\\\n", " "))
    for path in files("test-*.c", "test-*.t", under="tests/unit"):
        if not run & {name_of(path.with_suffix("")), name_of(path.with_suffix(".t"))}:
            yield name_of(path)


def self_test():
    found = words_of("A = a b\ncheck_PROGRAMS += $(A) d\nTESTS += $(A)\nTESTS += c\n")
    return [] if found == {"a", "b", "c"} else [f"the scanner found {found}"]


report([
    ("the scanner finds what TESTS holds", self_test()),
    ("every unit test runs in make check", sorted(left_out())),
])
