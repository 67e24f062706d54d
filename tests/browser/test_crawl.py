"""Each role asks for everything that exists, and tries to do everything to what it does not see.

What may be seen is asked of the database: under the same session, by its own policies. A page of an object is there exactly when its row
is; no answer holds a word that belongs to a row that is not; and what is not seen is not changed.
"""
import re
import urllib.parse

import pytest

from lib.crawl import Seen, csrf_of, filled, keys_seen, person_of, said
from lib.routes import FAR, may, paths_of, strange_ids, table_of

ROLES = ("admin", "base", "advanced", "none", "contact", "other", "link", "nobody")
# What changes by itself while pages are read: who is here, what was answered, how often somebody tried.
RESTLESS = ("session", "form_key", "throttle", "lease", "link", "mailbox", "mailbox_folder", "request_log", "reply_lock")
# Forms without a session, judged in tests of their own.
OPEN = ("/login", "/l/*token", "/confirm/*token", "/api/ticket", "/password", "/password/code", "/ask/#category")
# Of a table's rows some only, and others than a select of the web shows: judged in tests/web/test_contact.py.
OWN_RULES = ("/t/new/#category", "/ask/#category", "/mail/#mail/original", "/mail/#mail/html")

BEARER = ("/l/*token", "/confirm/*token")  # who has the token sees what it is for


def foreign_words(world, person):
    """Words of what the person does not see → whose they are."""
    seen = {table: keys_seen(world, person, table) for table in {table for table, _ in world.words.values()}}
    return {word: whose for word, whose in world.words.items() if whose[1] not in seen[whose[0]]}


def is_asked_to_sign_in(page):
    return urllib.parse.urlsplit(page.url).path == "/login"


@pytest.mark.parametrize("role", ROLES)
def test_r9_no_page_shows_more_than_the_database(world, routes, crawls, role):
    person = person_of(world, role)
    browser, foreign, wrong, asked = world.browser(person), foreign_words(world, person), [], 0
    for route in routes:
        if route.method != "GET":
            continue
        number = next(iter(route.numbers), None)
        seen = keys_seen(world, person, table_of(number)) if number else None
        paths = paths_of(route, world) + (route.paths([FAR] * len(route.numbers)) if number else [])
        linked = [path for path in crawls["admin-it"].pages if route.fits(path) and path not in paths]
        for path in paths + queries_of(route, paths, world) + linked:
            page = browser.get(world.office.url + path)
            asked += 1
            is_there = page.status == 200 and not is_asked_to_sign_in(page)
            if page.status >= 500:
                wrong.append(f"{path}: {page.status}")
            elif is_there and not may(person, route):
                wrong.append(f"{path}: shown to a {role}, is for {route.role}")
            elif number and may(person, route) and "?" not in path and route.pattern not in OWN_RULES:
                key = int(re.search(r"/(\d+)", path)[1])
                if is_there != (key in seen):
                    wrong.append(f"{path}: answers {page.status}, the database shows {'it' if key in seen else 'nothing'}")
            if route.pattern in BEARER:
                continue
            text = page.body.decode("utf-8", "replace")
            wrong += [f"{path}: shows a word of {whose}" for word, whose in foreign.items() if word in text]
    assert asked > 10 and wrong == [], "\n".join(wrong)


def queries_of(route, paths, world):
    """The first path with each number of its query set to every id that there is."""
    numbers = [name for name, kind, _ in route.fields if kind in ("number", "numbers")]
    ids = range(1, 1 + world.one("select max(id) from turno.ticket"))
    return [f"{paths[0]}?{urllib.parse.quote(name)}={key}" for name in numbers for key in ids] if paths else []


def digest(world):
    """Table → digest of all its rows."""
    tables = [row[0] for row in world.rows("select relname from pg_class where relnamespace = 'turno'::regnamespace and relkind = 'r' order by 1")]
    return {table: world.one(f"select md5(string_agg(t::text, chr(10) order by t::text)) from turno.{table} t")
            for table in tables if table not in RESTLESS}


def changed(before, after):
    return [table for table, value in after.items() if before[table] != value]


def attempts(world, routes, crawls, person):
    """(route, path, fields) of all that the person must not be able to do."""
    for route in routes:
        if route.method != "POST" or route.pattern in OPEN or may(person, route) and (route.pattern in OWN_RULES or not route.numbers):
            continue
        if route.numbers:
            for keys in strange_ids(route, world, Seen(world, person if may(person, route) else None)):
                for path in route.paths(keys):
                    yield route, path, filled(route, keys[0])
        elif not route.parameters:
            yield route, route.pattern, filled(route, 1)
        else:
            for (method, _, _), (_, form) in crawls["admin-it"].forms.items():
                path = urllib.parse.urlsplit(form.action).path
                if method == "POST" and next((other for other in routes if other.method == "POST" and other.fits(path)), None) == route:
                    yield route, path, {**form.fields, **{name: "Prova" for name in form.names - set(form.fields)}}


@pytest.mark.parametrize("role", ROLES)
def test_r9_nothing_is_done_to_what_is_not_seen(world, routes, crawls, role):
    """…and of what is there, but not for him, the answer tells as little as of what nobody has made."""
    person = person_of(world, role)
    browser = world.browser(person)
    csrf = csrf_of(browser, world, person)
    world.office.stack.turnod.stop()
    tried = list(attempts(world, routes, crawls, person))
    before, wrong, answers = digest(world), [], {}
    for n, (route, path, fields) in enumerate(tried):
        page = browser.post(world.office.url + path, {**fields, "csrf": csrf, "form_key": f"crawl-{role}-{n}"})
        if page.status != 404 and not (is_asked_to_sign_in(page) or page.status in (401, 403) and not may(person, route)):
            wrong.append(f"POST {path}: {page.status} {page.text[:200]}")
        if route.numbers:
            answers.setdefault(re.sub(r"\d+", "0", path), {}).setdefault(said(page), path)
    wrong += [f"POST {' and '.join(paths.values())}: answers that differ" for paths in answers.values() if len(paths) > 1]
    forbidden = {route.pattern for route in routes if route.method == "POST" and route.pattern not in OPEN and
                 not (may(person, route) and (route.pattern in OWN_RULES or not route.numbers))}
    print(f"{role}: {len(tried)} forms to {len(forbidden)} routes")
    assert forbidden == {route.pattern for route, _, _ in tried}
    assert wrong == [] and changed(before, digest(world)) == [], "\n".join(wrong)


def test_r9_a_forged_form_changes_nothing(world, routes):
    """An administrator is led to another site, which sends forms to ours from his browser."""
    browser = world.browser(person_of(world, "admin"))
    world.office.stack.turnod.stop()
    before, wrong = digest(world), []
    for route in routes:
        if route.method == "POST" and route.pattern not in OPEN and route.role != "contact":
            for path in paths_of(route, world)[:1]:
                for token in (None, "", "A" * 43):
                    fields = {**filled(route, 1), "form_key": "forged", **({"csrf": token} if token is not None else {})}
                    page = browser.post(world.office.url + path, fields)
                    if page.status != 403:
                        wrong.append(f"POST {path}: {page.status} with csrf {token!r}")
    assert wrong == [] and changed(before, digest(world)) == [], "\n".join(wrong)
