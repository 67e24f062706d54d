#!/usr/bin/python3
"""Calls that this tree does not make. A waiver is a comment `lint: NAME because …` in the same line."""
import re
import sys

sys.dont_write_bytecode = True
from lint import c_code, files, line_at, name_of, report, sql_code

UNSAFE = r"strcpy|strcat|sprintf|vsprintf|gets|atoi|atol|atoll|strtok|system|popen|alloca|g_alloca|g_newa|tmpnam|mktemp"
ETPAN = r"(?:mailimap|mailsmtp|mailstream)_(?:ssl|socket|cfssl|cfstream)_?\w*|mailstream_wait_idle|mailstream_low_wait_idle"


def calls(pattern, paths):
    for path in paths:
        text = path.read_text()
        lines = text.splitlines()
        code = c_code(text)
        for match in re.finditer(rf"(?<![\w.>])({pattern})\s*\(", code):
            number = line_at(code, match.start())
            if f"lint: {match.group(1)} because" not in lines[number - 1]:
                yield f"{name_of(path)}:{number}: {match.group(1)}"


def session_settings_in_c(paths):
    for path in paths:
        code = c_code(path.read_text(), strings=True)
        for match in re.finditer(r'"\s*set\s+(?!local\b|transaction\b|constraints\b)[\w.]+\s*(=|to\b)', code, re.I):
            yield f"{name_of(path)}:{line_at(code, match.start())}: session-level SET"


def session_settings_in_sql(paths):
    for path in paths:
        text = path.read_text()
        code = sql_code(text)
        # A clause of create/alter function or role ends without a semicolon before it; a statement begins after one.
        for match in re.finditer(r"(?:^|;|\bbegin\b|\bthen\b|\$\w*\$)\s*set\s+(?!local\b|transaction\b|constraints\b)", code, re.I):
            yield f"{name_of(path)}:{line_at(code, match.end())}: session-level SET"
        for match in re.finditer(r"set_config\s*\([^;]*?,\s*false\s*\)", code, re.I):
            yield f"{name_of(path)}:{line_at(code, match.start())}: set_config(…, false)"


c_files = files("*.[ch]", under="src")
sql_files = files("*.sql", under="sql")
report([
    ("no unsafe C call", sorted(calls(UNSAFE, c_files + files("*.[ch]", under="tests")))),
    ("libetpan's own sockets and TLS are not used", sorted(calls(ETPAN, c_files))),
    ("compose builds with GMime and never parses",
     sorted(calls(r"g_mime_parser_\w+|g_mime_stream_\w*parse\w*", [p for p in c_files if "compose" in p.parts]))),
    ("no session-level SET from C", sorted(session_settings_in_c(c_files))),
    ("no session-level SET in SQL", sorted(session_settings_in_sql(sql_files))),
])
