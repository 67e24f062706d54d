"""Every page for each role, in both languages: valid HTML, nothing against it by axe-core, no sideways scroll on a phone, no script needed.

The table of routes says what there is, so that a page is tested the day it lands. All pages are fetched; those of a route that have bones (elements in
their parents, classes, roles, which hold a text) that none before had are opened in the real browser: texts differ, and of what axe-core judges only
the room between links does with them.
"""
import re
from html.parser import HTMLParser

import pytest

from lib.browser import PHONE, WIDE, validity

ALIKE = ("base-it", "advanced-en", "none-en")  # see what one of the same role in the other language sees
OF_A_TOKEN = ("/l/", "/confirm/")  # in the language of whom the token was sent to
EMPTY = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
BONES = ("class", "id", "role", "type", "name", "for", "href", "aria-label", "aria-labelledby", "aria-describedby", "aria-invalid", "alt", "title", "lang")
JUDGED = ("class", "role", "type", "aria-invalid")  # by their values, the others only by whether they are there


class Bones(HTMLParser):
    """What a page is made of, without its words and numbers."""

    def __init__(self, html):
        super().__init__()
        self.seen, self._open = set(), [("html",)]
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        known = {name: re.sub(r"\d+", "0", value or "") for name, value in attributes if name in BONES}
        known = {name: value if name in JUDGED else bool(value) for name, value in known.items()}
        bone = (tag, *sorted(known.items()))
        self.seen.add((self._open[-1], bone))
        if tag not in EMPTY:
            self._open.append(bone)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in EMPTY:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if len(self._open) > 1 and tag not in EMPTY:
            self._open.pop()

    def handle_data(self, data):
        if data.strip():
            self.seen.add((self._open[-1], "text"))


@pytest.fixture(scope="module")
def pages(world, crawls):
    """{(person, path): page} of every answer that is a whole page; others are pieces that a page takes in."""
    return {(person, path): page for person in world.people if person.name not in ALIKE
            for path, page in crawls[person.name].pages.items() if page.html.startswith("<!doctype html>")}


def test_every_route_gives_a_page_to_somebody(pages, routes):
    shown = [path for (_, path), page in pages.items() if page.status == 200]
    for route in routes:
        if route.method == "GET" and route.page and not route.pattern.startswith("/find/"):
            assert any(map(route.fits, shown)), f"{route.pattern}: nobody gets a page; what exists is made in lib/world.py"


def test_no_link_leads_nowhere(pages, crawls):
    dead = [f"{name}: {link}" for name, crawl in crawls.items() for link in crawl.dead]
    assert dead == [], "\n".join(dead)


def test_html_is_valid(pages):
    different = {}
    for (person, path), page in pages.items():
        different.setdefault(page.html, f"{path} ({person.name}, {page.status})")
    assert validity({name: html for html, name in different.items()}) == []


def test_pages_are_in_the_language_of_who_reads_them(pages):
    wrong = [(person.name, path) for (person, path), page in pages.items()
             if f'<html lang="{person.language}"' not in page.html and not path.startswith(OF_A_TOKEN)]
    assert wrong == []


def different(pages, routes):
    """[(person, path, page)] of which each has bones that no page of the same route before it had; those with most come first, for few have all."""
    seen, chosen = {}, []
    rows = [(person, path, page, Bones(page.html).seen) for (person, path), page in pages.items()]
    for person, path, page, bones in sorted(rows, key=lambda row: -len(row[3])):
        known = seen.setdefault(next((route.pattern for route in routes if route.method == "GET" and route.fits(path)), ""), set())
        if not bones <= known:
            known |= bones
            chosen.append((person, path, page))
    return sorted(chosen, key=lambda row: row[0].name)


def test_accessible_on_a_phone_and_without_scripts(pages, routes, world, chromium):
    """Once wide, light and with scripts, by all rules; once 390 px wide, dark and without scripts, by those that this changes."""
    chosen, findings, windows = different(pages, routes), [], {}
    for person, path, page in chosen:
        if person not in windows:
            for window in windows.pop(next(iter(windows), None), ()):
                window.close()
            windows[person] = (world.window(chromium, person, size=WIDE),
                               world.window(chromium, person, size=PHONE, scripts=False, dark=True))
        wide, phone = windows[person]
        found = {"wide": [*wide.get(path).axe(), *wide.wider(), *wide.console()],
                 "phone": [*phone.get(path).axe("color-contrast", "target-size"), *phone.wider(), *phone.console()]}
        findings += [f"{path} ({person.name}, {how}): {text}" for how, texts in found.items() for text in texts if f"status of {page.status}" not in text]
    for window in (window for pair in windows.values() for window in pair):
        window.close()
    print(f"{len(pages)} pages, {len(chosen)} looked at")
    assert findings == [], "\n".join(findings)
