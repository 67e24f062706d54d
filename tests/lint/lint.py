"""What the lint tests share: the source tree, C without comments, TAP output."""
import os
import re
from pathlib import Path

TOP = Path(os.environ.get("top_srcdir") or Path(__file__).parents[2]).resolve()
SKIPPED = {".git", "_build", "_inst", "_sub", "autom4te.cache", "build-aux", "m4", "var", "__pycache__"}


def files(*patterns, under="."):
    """Files of the tree by name pattern, in order; build folders left out."""
    found = []
    for folder, folders, names in os.walk(TOP / under):
        folders[:] = [name for name in folders
                      if name not in SKIPPED and not name.startswith(("build", "turno-"))]
        found += [Path(folder) / name for name in names if any(Path(name).match(p) for p in patterns)]
    return sorted(found)


def name_of(path):
    """Path as people say it: from the top of the tree."""
    return os.path.relpath(path, TOP)


def blank(text):
    """Same length and lines, only blanks."""
    return re.sub(r"[^\n]", " ", text)


def c_code(text, strings=False):
    """C with comments blanked, and string contents too unless strings is true; lines keep their numbers."""
    token = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)

    def replace(match):
        word = match.group()
        if word[0] in "\"'":
            return word if strings else word[0] + blank(word[1:-1]) + word[0]
        return blank(word)

    return token.sub(replace, text)


def sql_code(text):
    """SQL with comments and quoted strings blanked; bodies in dollar quotes stay."""
    token = re.compile(r"/\*.*?\*/|--[^\n]*|'(?:''|[^'])*'", re.S)
    return token.sub(lambda match: blank(match.group()), text)


def line_at(text, offset):
    """Number of the line that holds the offset."""
    return text.count("\n", 0, offset) + 1


def report(tests):
    """Prints TAP for (name, list of problems) pairs, or (name, None, reason) when skipped."""
    tests = list(tests)
    print(f"1..{len(tests)}")

    for number, (name, problems, *reason) in enumerate(tests, 1):
        if problems is None:
            print(f"ok {number} - {name} # SKIP {reason[0]}")
            continue
        for problem in problems:
            print(f"# {problem}")
        print(f"{'not ' if problems else ''}ok {number} - {name}")
