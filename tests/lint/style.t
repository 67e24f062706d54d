#!/usr/bin/python3
"""The style sheet is made of one file per part of the web: a class has its meaning in one of them, or in base.css for all."""
import collections
import re
import sys

sys.dont_write_bytecode = True
from lint import files, report


def heads(text):
    """The classes with which selectors begin."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    for selectors in re.findall(r"([^{}]+)\{", text):
        for selector in selectors.split(","):
            found = re.match(r"[\s\w]*\.([A-Za-z][\w-]*)", selector)
            if found:
                yield found.group(1)


def shared():
    """Classes that two parts give a meaning each."""
    of_all, homes = set(), collections.defaultdict(set)
    for path in files("*.css", under="src/web/style"):
        for name in heads(path.read_text()):
            if path.name == "base.css":
                of_all.add(name)
            else:
                homes[name].add(path.name)
    for name, parts in sorted(homes.items()):
        if len(parts) > 1 and name not in of_all:
            yield f".{name}: {', '.join(sorted(parts))}"


def self_test():
    found = set(heads(".a .b,p.c>d{x:y}@media(z){ .e:hover{x:y}}/* .f{} */ i{x:y}"))
    return [] if found == {"a", "c", "e"} else [f"the scanner found {found}"]


report([
    ("the scanner finds with which classes selectors begin", self_test()),
    ("a class has one home", list(shared())),
])
