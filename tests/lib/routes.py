"""The table of routes, and paths of it for objects that exist."""
import json
import re
import subprocess
from dataclasses import dataclass

# The table that a parameter is an id of, when it has not its name.
TABLES = {"model": "practice_model", "call": "hook_call"}
# Ids that belong together, of paths with two.
PAIRS = {("ticket", "mail"): "select ticket_id, id from turno.mail where ticket_id is not null order by id desc"}


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

    def fits(self, path):
        """Whether a path (with or without its query) is of this pattern."""
        shape = re.sub(r"#\w+", r"\\d+", re.sub(r"\*\w+", "[^/?]+", re.escape(self.pattern).replace(r"\*", "*").replace(r"\#", "#")))
        return re.fullmatch(shape + r"(\?.*)?", path) is not None

    def path(self, values):
        """The path of the pattern with #name and *name taken from values."""
        return re.sub(r"[#*](\w+)", lambda found: str(values[found[1]]), self.pattern)


def read_routes(build):
    """All rows, from the program that has the same table as turno-cgi."""
    subprocess.run(["make", "-s", "-C", build, "tests/browser/routes"], check=True, capture_output=True)
    rows = json.loads(subprocess.run([build / "tests/browser/routes"], check=True, capture_output=True).stdout)
    return [Route(**{**row, "fields": tuple((field["name"], field["kind"], field["limit"]) for field in row["fields"])}) for row in rows]


def table_of(name):
    """The table of what a number of this name means."""
    return TABLES.get(name, name)


def ids_of(world, name):
    """Every id that a number of this name may have, newest first."""
    return [row[0] for row in world.rows(f"select id from turno.{table_of(name)} order by id desc")]


def paths_of(route, world, most=None):
    """Paths of a route with what exists in place of its parameters; at most so many, those of the newest objects."""
    if not route.parameters:
        return [route.pattern]
    if any(parameter[0] == "*" for parameter in route.parameters):
        return [value if value.startswith("/") else re.sub(r"\*\w+", value, route.pattern) for value in world.texts.get(route.pattern, ())]
    names = [parameter[1:] for parameter in route.parameters]
    keys = world.rows(PAIRS[tuple(names)]) if len(names) > 1 else [(key,) for key in ids_of(world, names[0])]
    return [route.path(dict(zip(names, row))) for row in keys[:most]]


def may(person, route):
    """Whom the table lets in."""
    return {"anybody": True, "operator": bool(person.token) and not person.is_contact, "admin": person.role == "admin",
            "contact": person.is_contact}[route.role]
