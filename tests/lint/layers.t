#!/usr/bin/python3
"""Every #include of the sources is allowed by doc/LAYERS."""
import re
import sys

sys.dont_write_bytecode = True
from lint import TOP, c_code, files, name_of, report


def rows():
    """doc/LAYERS: rooms and libraries."""
    rooms, libraries = {}, {}
    for line in (TOP / "doc/LAYERS").read_text().splitlines():
        if line and not line.startswith("#"):
            name, _, allowed = line.partition(":")
            (libraries if name.startswith("<") else rooms)[name.strip("<>")] = allowed.split()
    return rooms, libraries


def includes(path):
    """(kind, target) of each #include: kind is the quote or the bracket."""
    return re.findall(r'^\s*#\s*include\s+(["<])([^">]+)[">]', c_code(path.read_text(), strings=True), re.M)


def room_problems(rooms, libraries):
    for path in files("*.[ch]", under="src"):
        room = path.relative_to(TOP / "src").parts[0]
        if room not in rooms:
            yield f"{name_of(path)}: room {room} has no row in doc/LAYERS"
            continue
        for kind, target in includes(path):
            other, _, rest = target.partition("/")
            if kind == '"' and rest and other in rooms and other != room:
                if other not in rooms[room] and target.removesuffix(".h") not in rooms[room]:
                    yield f"{name_of(path)}: {room} must not include {target}"
            for library in (target, other):
                if kind == "<" and library in libraries and room not in libraries[library]:
                    yield f"{name_of(path)}: {room} must not see <{target}>"


def missing_headers():
    for path in files("*.[ch]", under="src"):
        for kind, target in includes(path):
            if kind == '"' and "/" in target and not (TOP / "src" / target).exists() and "page" not in target:
                yield f"{name_of(path)}: {target} does not exist"


report([
    ("a room includes only rooms and libraries of its row", sorted(room_problems(*rows()))),
    ("each included header exists", sorted(missing_headers())),
])
