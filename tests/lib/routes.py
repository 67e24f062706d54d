"""The table of routes, and paths of it for objects that exist."""
import itertools
import json
import re
import subprocess
from dataclasses import dataclass
from functools import cache

FAR = 1 << 52  # an id that nothing has
# The table that a parameter or a field is an id of, when it has not its name; NONE of those that are no ids.
TABLES = {"model": "practice_model", "call": "hook_call", "state": "practice_state", "assignee": "operator", "colleagues": "operator", "opened_by": "operator",
          "uploads": "attachment", "documents": "attachment", "document": "attachment", "attachments": "attachment", "remove": "attachment",
          "other": "ticket", "draft": "ticket", "contact_id": "contact", "new_customer_id": "customer", "categories": "category"}
NONE = ("n", "due_days", "before", "after", "unseen_from")
# Ids that belong together, of paths with two; those first that something can be done to.
PAIRS = {("ticket", "mail"): "select ticket_id, id from turno.mail where ticket_id is not null order by outcome = 'held' desc, id desc"}
# What may stand for a *word behind a number, and one that may not.
WORDS = {"what": ("retry", "cancel", "nothing")}


@cache
def expression(pattern):
    """What matches the addresses of a pattern."""
    shape = re.sub(r"#\w+", r"\\d+", re.sub(r"\*\w+", "[^/?]+", re.escape(pattern).replace(r"\*", "*").replace(r"\#", "#")))
    return re.compile(shape + r"(\?.*)?")


@dataclass(frozen=True)
class Route:
    """One row: method, pattern, role (anybody, operator, admin, contact), fields, template, whether files are taken."""
    method: str
    pattern: str
    role: str
    fields: tuple
    page: str
    takes_files: bool

    @property
    def parameters(self):
        return re.findall(r"[#*]\w+", self.pattern)

    @property
    def numbers(self):
        """Names of the parameters that are ids."""
        return [parameter[1:] for parameter in self.parameters if parameter[0] == "#"]

    def fits(self, path):
        """Whether a path (with or without its query) is of this pattern."""
        return expression(self.pattern).fullmatch(path) is not None

    def path(self, values):
        """The path of the pattern with #name and *name taken from values."""
        return re.sub(r"[#*](\w+)", lambda found: str(values[found[1]]), self.pattern)

    def paths(self, keys):
        """The paths with these ids, and each word that there is for a *name."""
        words = [WORDS[parameter[1:]] for parameter in self.parameters if parameter[0] == "*"]
        names = self.numbers + [parameter[1:] for parameter in self.parameters if parameter[0] == "*"]
        return [self.path(dict(zip(names, (*keys, *chosen)))) for chosen in itertools.product(*words)]


def read_routes(build):
    """All rows, from the program that has the same table as turno-cgi."""
    subprocess.run(["make", "-s", "-C", build, "tests/browser/routes"], check=True, capture_output=True)
    rows = json.loads(subprocess.run([build / "tests/browser/routes"], check=True, capture_output=True).stdout)
    return [Route(**{**row, "fields": tuple((field["name"], field["kind"], field["limit"]) for field in row["fields"])}) for row in rows]


def table_of(name, route=None):
    """The table of what a number of this name means; None: it is no id."""
    if name == "into":
        return route.numbers[0]
    return None if name in NONE else TABLES.get(name, name)


def ids_of(world, table):
    """Every id of a table, newest first."""
    return [row[0] for row in world.rows(f"select id from turno.{table} order by id desc")]


def paths_of(route, world, most=None):
    """Paths of a route with what exists in place of its parameters; at most so many, those of the newest objects."""
    if not route.parameters:
        return [route.pattern]
    if not route.numbers:
        return [value if value.startswith("/") else re.sub(r"\*\w+", value, route.pattern) for value in world.texts.get(route.pattern, ())]
    names = tuple(route.numbers)
    keys = world.rows(PAIRS[names]) if len(names) > 1 else [(key,) for key in ids_of(world, table_of(names[0]))]
    return [path for row in keys[:most] for path in route.paths(row)]


def sample(keys, most=3):
    """The first of some ids, and the last."""
    return list(dict.fromkeys([*keys[:most], *keys[-1:]]))


def strange_ids(route, world, seen):
    """Ids for a route's path of which not all are seen, or exist, or belong together: (ids, …); seen: {table: ids that are}."""
    names = tuple(route.numbers)
    lists = []
    for name in names:
        every = list(dict.fromkeys([pair[names.index(name)] for pair in world.rows(PAIRS[names])])) if len(names) > 1 else []
        every += [key for key in ids_of(world, table_of(name)) if key not in every]
        theirs = [key for key in every if key in seen[table_of(name)]]
        lists.append([*(sample(theirs) if len(names) > 1 else ()), *sample([key for key in every if key not in theirs], 5), FAR])
    whole = {row for row in world.rows(PAIRS[names]) if row[0] in seen[table_of(names[0])]} if len(names) > 1 else ()
    return [keys for keys in itertools.product(*lists) if keys not in whole]


def may(person, route):
    """Whom the table lets in."""
    return {"anybody": True, "operator": bool(person.token) and not person.is_contact, "admin": person.role == "admin",
            "contact": person.is_contact}[route.role]
