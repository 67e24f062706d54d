#!/usr/bin/python3
"""Scripts name their interpreter, functions in SQL stand one per file, nothing is left unfinished."""
import os
import re
import sys

sys.dont_write_bytecode = True
from lint import TOP, files, name_of, report

INTERPRETERS = ("#!/bin/sh", "#!/bin/bash", "#!/usr/bin/python3", "#!/usr/bin/perl")
UNFINISHED = ["TO" + "DO", "FIX" + "ME", "X" * 3, "for " + "now", "st" + "ub", "/wo" + "rk/", "/tmp/" + "wt"]
TEXTS = ("*.[ch]", "*.py", "*.t", "*.sql", "*.sh", "*.awk", "*.mk", "*.am", "*.ac", "*.md", "*.conf", "*.[1578]", "LAYERS")


def scripts():
    for path in files("*"):
        if os.access(path, os.X_OK) and path.is_file() and not path.is_symlink() and path.name.rstrip("~") not in ("configure", "config.status"):
            head = path.open("rb").readline().decode(errors="replace").rstrip()
            if not head.startswith("#!"):
                yield f"{name_of(path)}: executable, but no script"
            elif head.split(" -")[0] not in INTERPRETERS:
                yield f"{name_of(path)}: {head}"
    for path in files("*.t"):
        if not os.access(path, os.X_OK):
            yield f"{name_of(path)}: not executable"


def unfinished():
    words = re.compile("|".join(r"(?<!\w)" + re.escape(word) + r"(?!\w)" for word in UNFINISHED))
    for path in files(*TEXTS):
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            match = words.search(line)
            if match:
                yield f"{name_of(path)}:{number}: {match.group()}"


def several_functions():
    for path in files("*.sql", under="sql/function"):
        made = re.findall(r"^create or replace function\s+(?:turno\.)?(\w+)", path.read_text(), re.M | re.I)
        if made != [path.stem]:
            yield f"{name_of(path)}: makes {', '.join(made) or 'nothing'}"


def trailing_blanks():
    for path in files(*TEXTS):
        if re.search(r"[ \t]+$", path.read_text(errors="replace"), re.M):
            yield name_of(path)


report([
    ("scripts name a known interpreter", sorted(scripts())),
    ("nothing is left unfinished, no place of ours is named", sorted(unfinished())),
    ("one SQL function per file, named like it", sorted(several_functions())),
    ("no blanks at line ends", sorted(trailing_blanks())),
])
