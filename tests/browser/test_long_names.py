"""Names as long as somebody makes them push nothing out of a wide page, nor a tool of a ticket out of a phone; what test_axe lays out on a phone is not
opened again."""
import pytest

from lib.browser import PHONE, WIDE
from lib.routes import may, paths_of

NAMES = {"status": ("name_it", "name_en"), "priority": ("name_it", "name_en"), "practice_state": ("name_it", "name_en"), "category": ("name",),
         "customer": ("name",), "contact": ("name",), "operator": ("name",), "practice_model": ("name",)}
LONG = "W" * 112  # and the number of the row, which keeps them apart
TAG = "W" * 40  # as long as one may be
TOOLS = ("note", "move", "level", "assign", "status", "priority", "tag", "describe", "close", "merge", "link", "contact", "links", "mute", "delete", "reply")

@pytest.fixture(scope="module")
def long_world(world):
    """The world with long names for a while."""
    for table, columns in NAMES.items():
        world.rows(f"create temporary table kept_{table} as select * from turno.{table}")
        world.rows(f"update turno.{table} set " + ", ".join(f"{column} = '{LONG}' || lpad(id::text, 8, '0')" for column in columns))
    world.rows("insert into turno.ticket_tag (ticket_id, tag) values (%s, %s)", world.plain, TAG)
    world.rows("insert into turno.saved_filter (operator_id, name, filter) select id, %s, jsonb_build_object('tag', jsonb_build_array(%s)) from turno.operator"
               " where login = 'anna'", LONG[:60], TAG)
    yield world
    world.rows("delete from turno.saved_filter where name = %s", LONG[:60])
    world.rows("delete from turno.ticket_tag where tag = %s", TAG)
    for table, columns in NAMES.items():
        world.rows(f"update turno.{table} t set " + ", ".join(f"{column} = k.{column}" for column in columns) + f" from kept_{table} k where k.id = t.id")
        world.rows(f"drop table kept_{table}")


def pages(world, routes, person):
    """One of each page that he may see."""
    return [path for route in routes if route.method == "GET" and route.page and route.role != "anybody" and not route.pattern.startswith("/find/")
            and may(person, route) for path in paths_of(route, world, most=1)]


def tools(world):
    return [f"/ticket/{world.plain}?tool={tool}" for tool in TOOLS] + [f"/ticket?tab=all&filters.status=1&filters.tag={TAG}"]


@pytest.mark.parametrize("role", ["admin", "contact"])
def test_long_names_push_nothing_out(long_world, routes, chromium, role):
    person, found = long_world.person(role), []
    window = long_world.window(chromium, person, size=WIDE)
    for path in pages(long_world, routes, person):
        found += [f"{path}, wide: {text}" for text in window.get(path).wider()]
    for path in tools(long_world) if role == "admin" else ():
        window.resize(WIDE).get(path)
        found += [f"{path}, wide: {text}" for text in window.wider()] + [f"{path}, phone: {text}" for text in window.resize(PHONE).wider()]
    window.close()
    assert found == [], "\n".join(found)
