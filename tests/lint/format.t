#!/usr/bin/python3
"""clang-format 14 has nothing to say, and man pages please mandoc."""
import re
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
from lint import files, name_of, report, TOP


def output(*words):
    return subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, cwd=TOP).stdout


def formatting():
    paths = [str(path) for path in files("*.[ch]")]
    said = output("clang-format", "--dry-run", "--style=file", *paths)
    return sorted(set(re.findall(r"^(?:%s/)?([^\n:]+:\d+):\d+: (?:warning|error)" % re.escape(str(TOP)), said, re.M)))


def manuals():
    for path in files("*.[1578]", under="doc"):
        for line in output("mandoc", "-T", "lint", "-W", "warning", str(path)).splitlines():
            yield f"{name_of(path)}: {line}"


def test(name, tool, problems):
    return (name, sorted(problems())) if shutil.which(tool) else (name, None, f"{tool} is not installed")


report([
    test("C is formatted", "clang-format", formatting),
    test("man pages are clean", "mandoc", manuals),
])
