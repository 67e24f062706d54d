#!/usr/bin/python3
"""The C is silent under clang as well: gcc alone sees only half of what is odd."""
import os
import shlex
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

sys.dont_write_bytecode = True
from lint import TOP, files, name_of, report

SOURCES = files("*.c", under="src") + files("*.c", under="tests/unit")
WARNINGS = ["-Wall", "-Wextra", "-Wshadow", "-Wstrict-prototypes", "-Wmissing-prototypes", "-Wvla", "-Wformat=2",
            "-Wswitch-enum", "-Wwrite-strings", "-Werror"]


def complaints(source):
    flags = shlex.split(os.environ.get("TURNO_CPPFLAGS", ""))
    build = os.environ.get("top_builddir", ".")
    result = subprocess.run(["clang", "-std=gnu11", "-fsyntax-only", *WARNINGS, f"-I{build}", *flags, f"-I{TOP}/src",
                             f"-I{TOP}/tests/unit", str(source)], text=True, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, check=False)
    return [f"{name_of(source)}: {line}" for line in result.stdout.splitlines() if "error:" in line]


def all_complaints():
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return [problem for problems in pool.map(complaints, SOURCES) for problem in problems]


if shutil.which("clang"):
    report([("clang warns of nothing", all_complaints())])
else:
    report([("clang warns of nothing", None, "no clang here: see contrib/packages")])
