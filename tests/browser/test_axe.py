"""Every page for each role, in both languages: valid HTML, nothing against it by axe-core, no sideways scroll on a phone, no script needed.

The table of routes says what there is, so that a page is tested the day it lands. All pages are fetched, and all are laid out on a phone as they are
without scripts: what depends on how long the words are is seen there. Those of a route that have bones (elements in their parents, classes, roles, which
hold a text) that none before had are opened, and judged by axe-core.
"""
import re
from html.parser import HTMLParser

import pytest

from lib.browser import PHONE, WIDE, validity
from lib.names import Longer

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


def pattern_of(routes, path):
    return next((route.pattern for route in routes if route.method == "GET" and route.fits(path)), "")


def different(rows, group):
    """[(person, path, …)] of which each has bones that none before it had for which group(path) is the same; those with most come first, for few have all."""
    seen, chosen = {}, []
    for row in sorted(rows, key=lambda row: -len(row[-1])):
        known = seen.setdefault(group(row[1]), set())
        if not row[-1] <= known:
            known |= row[-1]
            chosen.append(row)
    return sorted(chosen, key=lambda row: row[0].name)


def test_every_page_fits_a_phone(pages, world, chromium):
    """Without scripts, in the order of the pages; with words as short and names as long as there may be."""
    names, phone, findings, longer = list(pages), chromium.window("it", size=PHONE, scripts=False), [], Longer(world)
    phone.get("/login")
    assert len({tuple(re.findall(r'<link rel="stylesheet"[^>]*>', page.html)) for page in pages.values()}) == 1
    for start in range(0, len(names), 25):
        some = names[start:start + 25]
        for (person, path), found in zip(some, phone.fits([(pages[name].html, longer(pages[name].html)) for name in some])):
            findings += [f"{path} ({person.name}): {text}" for text in found]
    phone.close()
    assert findings == [], "\n".join(findings[:20]) + f"\n{len(findings)} in all"


def test_nothing_against_it_by_axe(pages, routes, world, chromium):
    """Wide and light, with scripts; without scripts what these change; on a phone and dark the contrasts that no other page has."""
    chosen = different([(person, path, page, Bones(page.html).seen) for (person, path), page in pages.items()], lambda path: pattern_of(routes, path))
    dark = {row[:2] for row in different(chosen, lambda path: "")}
    findings, windows, bare = [], {}, []
    for person, path, page, _ in chosen:
        if person not in windows:
            for window in windows.pop(next(iter(windows), None), ()):
                window.close()
            windows[person] = world.window(chromium, person), world.window(chromium, person, scripts=False)
        window, plain = windows[person]
        window.resize(WIDE).light().get(path)
        if window.scripted():
            bare.append((person, path))
            found = [*plain.get(path).axe(), *plain.wider(), *plain.console()]
            findings += [f"{path} ({person.name}, without scripts): {text}" for text in found]
        found = [*window.axe(), *window.wider(), *window.console(), *window.resize(PHONE).wider(), *window.small()]
        if (person, path) in dark:
            found += window.light(dark=True).axe("color-contrast")
        findings += [f"{path} ({person.name}): {text}" for text in found if f"status of {page.status}" not in text]
    for window in (window for pair in windows.values() for window in pair):
        window.close()
    print(f"{len(pages)} pages, {len(chosen)} looked at, {len(bare)} also without scripts, {len(dark)} also dark")
    assert bare and findings == [], "\n".join(findings)
