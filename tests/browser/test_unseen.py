"""An id in a field, of what is there but not for who sends it, is answered as one that nobody has made, and gives and changes nothing.

Every number in every query and form of the table of routes, below objects that the person sees, for each role. After the tests of
stories, for what may be done is done.
"""
import pytest

from lib.crawl import Seen, csrf_of, filled, person_of, said
from lib.routes import FAR, ids_of, may, sample, table_of

ROLES = ("base", "advanced", "none", "contact", "other", "link")
# What has policies of its own: nobody comes to see more of it, nor changes what he does not see.
KINDS = ("ticket", "post", "mail", "attachment", "contact", "customer", "practice", "knowledge", "event")


def seen_paths(route, world, seen):
    """A path below an object that is seen, for each of the newest."""
    if not route.parameters:
        return [route.pattern]
    if len(route.numbers) != 1 or len(route.parameters) != 1:
        return []
    return [path for key in sample([key for key in ids_of(world, table_of(route.numbers[0])) if key in seen[table_of(route.numbers[0])]], 1)
            for path in route.paths([key])]


def ids_in(route, tables):
    """(field, table) of the fields that hold ids of something."""
    for name, kind, _ in route.fields:
        if kind in ("number", "numbers") or kind == "lines" and name.startswith("filters."):
            table = table_of(name.rpartition(".")[2], route)
            assert table in tables or kind == "lines" or table is None, f"{route.pattern}: of which table is {name}? See TABLES of lib/routes.py"
            if table in tables:
                yield name, table


def rows_of(world, table, keys):
    return dict(world.rows(f"select id, md5(t::text) from turno.{table} t where id = any(%s)", list(keys)))


@pytest.mark.parametrize("role", ROLES)
def test_r9_no_field_tells_or_takes_what_is_not_seen(world, routes, role):
    person, wrong, asked = person_of(world, role), [], 0
    tables = {row[0] for row in world.rows("select relname from pg_class where relnamespace = 'turno'::regnamespace and relkind = 'r'")}
    browser, seen = world.browser(person), Seen(world, person)
    csrf = csrf_of(browser, world, person)
    hidden = {table: set(ids_of(world, table)) - seen[table] for table in KINDS}
    before = {table: rows_of(world, table, keys) for table, keys in hidden.items()}
    world.office.stack.turnod.stop()

    def answer(route, path, name, key):
        nonlocal asked
        asked += 1
        others = {field: str(next(iter(sorted(seen[table], reverse=True)), FAR)) for field, table in ids_in(route, tables)}
        fields = {**filled(route, 1), **others, name: str(key)}
        if route.method == "GET":
            return browser.get(f"{world.office.url}{path}?{name}={key}")
        return browser.post(world.office.url + path, {**fields, "csrf": csrf, "form_key": f"unseen-{role}-{asked}"})

    for route in routes:
        if not may(person, route) or route.role == "anybody":
            continue
        for name, table in ids_in(route, tables):
            strange = sample([key for key in ids_of(world, table) if key not in seen[table]], 2)
            for path in seen_paths(route, world, seen) if strange else ():
                first, *theirs, last = [answer(route, path, name, key) for key in (FAR, *strange, FAR)]
                for key, page in zip(strange, theirs):
                    alike = said(page) in (said(first), said(last)) or said(first) != said(last) and said(page)[:2] == said(first)[:2]
                    if not alike or page.status >= 500:
                        wrong.append(f"{route.method} {path} with {name}={key}: {said(page)[:2]}; with {FAR}: {said(first)[:2]}")
    now = Seen(world, person)
    wrong += [f"{table}: {sorted(now[table] & keys)} came into sight" for table, keys in hidden.items() if now[table] & keys]
    for table, keys in hidden.items():
        after = rows_of(world, table, keys)
        wrong += [f"{table} {key}: changed" for key, row in before[table].items() if after.get(key) != row]
    print(f"{role}: {asked} requests")
    assert asked > 0 and wrong == [], "\n".join(wrong)
