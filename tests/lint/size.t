#!/usr/bin/python3
"""Functions have at most 80 lines, files at most 600, the script of the web 5 KB."""
import re
import sys

sys.dont_write_bytecode = True
from lint import c_code, files, name_of, report

FUNCTION_LINES = 80
FILE_LINES = 600
SCRIPT_BYTES = 5 << 10


def long_c_functions():
    """.clang-format puts a function's name on its own line and its braces in column 0."""
    for path in files("*.[ch]", under="src") + files("*.[ch]", under="tests"):
        name, first = "", 0
        for number, line in enumerate(c_code(path.read_text()).splitlines(), 1):
            start = re.match(r"([a-z_]\w*)\(", line)
            if start:
                name, first = start.group(1), number
            if line == "}" and first:
                if number - first + 1 > FUNCTION_LINES:
                    yield f"{name_of(path)}:{first}: {name} has {number - first + 1} lines"
                first = 0


def long_python_functions():
    for path in files("*.py", "*.t"):
        lines = path.read_text().splitlines()
        if not lines or "python" not in lines[0] and path.suffix != ".py":
            continue
        name, first, indent = "", 0, 0
        for number, line in enumerate(lines + ["end"], 1):
            if first and line.strip() and len(line) - len(line.lstrip()) <= indent:
                if number - first > FUNCTION_LINES:
                    yield f"{name_of(path)}:{first}: {name} has {number - first} lines"
                first = 0
            start = re.match(r"( *)def (\w+)", line)
            if start and not first:
                indent, name, first = len(start.group(1)), start.group(2), number


def long_files():
    for path in files("*.[ch]", "*.py", "*.t", "*.sql", "*.sh", "*.awk", "*.css", "*.html"):
        count = len(path.read_text().splitlines())
        if count > FILE_LINES:
            yield f"{name_of(path)}: {count} lines"


def long_scripts():
    scripts = files("*.js", under="src")
    size = sum(path.stat().st_size for path in scripts)
    if not scripts or size > SCRIPT_BYTES:
        yield f"{len(scripts)} scripts, {size} bytes"


report([
    (f"C functions have at most {FUNCTION_LINES} lines", sorted(long_c_functions())),
    (f"Python functions have at most {FUNCTION_LINES} lines", sorted(long_python_functions())),
    (f"files have at most {FILE_LINES} lines", sorted(long_files())),
    (f"there is a script for browsers, of at most {SCRIPT_BYTES} bytes", sorted(long_scripts())),
])
