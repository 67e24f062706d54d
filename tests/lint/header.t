#!/usr/bin/python3
"""Each header compiles alone, has one .c or none, and says what its functions do."""
import os
import re
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

sys.dont_write_bytecode = True
from lint import TOP, c_code, files, name_of, report

HEADERS = files("*.h", under="src")


def compiler():
    """The compiler and flags of this build, as words."""
    words = [word for word in shlex.split(os.environ.get("CC", "gcc")) if word != "ccache"]
    flags = os.environ.get("TURNO_CPPFLAGS")
    if flags is None:
        libraries = ["gmime-3.0", "libpq", "libconfig", "libsodium", "jansson", "uchardet", "libseccomp", "gnutls"]
        flags = f"-I{TOP}/src " + subprocess.run(["pkg-config", "--cflags", *libraries], text=True,
                                                 stdout=subprocess.PIPE, check=True).stdout
    return [*words, "-std=gnu11", "-Wall", "-Werror", "-fsyntax-only", *shlex.split(flags)]


def compile_alone(header):
    source = f'#include "{os.path.abspath(header)}"\n#include "{os.path.abspath(header)}"\n'
    result = subprocess.run([*compiler(), "-x", "c", "-"], input=source, text=True, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, check=False)
    if result.returncode == 0:
        return []
    errors = [line for line in result.stdout.splitlines() if "error" in line]
    return [f"{name_of(header)}: {(errors or [result.stdout])[0]}"]


def dependent():
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return [problem for problems in pool.map(compile_alone, HEADERS) for problem in problems]


def undocumented():
    """Declarations of functions, each in a paragraph that begins with a comment.

    X_free() says it all by its name, and turno(1) documents the sub-commands."""
    for header in HEADERS:
        text = header.read_text()
        code = c_code(text)
        original, blanked = text.splitlines(), code.splitlines()
        documented, depth, continued = False, 0, False
        for number, line in enumerate(blanked, 1):
            was = original[number - 1].strip()
            if not was:
                documented = False
            elif not line.strip() and depth == 0:
                documented = True
            elif depth == 0 and not continued and re.match(r"[a-z].*(?<!_free)\(", line) and not re.match(
                    r"(typedef|static|int cli_\w+\(struct cli|struct \w+ \{|enum|extern \"C\"|return)\b", line):
                if not documented:
                    yield f"{name_of(header)}:{number}: {line.strip()}"
            depth += line.count("{") - line.count("}")
            continued = bool(line.strip()) and not line.rstrip().endswith((";", "}", "{")) and not line.startswith("#")


def guards():
    for header in HEADERS:
        text = c_code(header.read_text())
        if not re.search(r"^#ifndef TURNO_\w+_H\n#define TURNO_\w+_H", text, re.M):
            yield f"{name_of(header)}: no include guard TURNO_…_H"


report([
    ("each header compiles alone and twice", dependent()),
    ("each public function is documented", sorted(undocumented())),
    ("each header is guarded", sorted(guards())),
])
