"""One Chromium, one office and one world for all browser tests, and an office beside it in which nothing has happened."""
import os
from pathlib import Path

import pytest

from lib.browser import Chromium
from lib.crawl import Crawls
from lib.office import running_office
from lib.routes import read_routes
from lib.story import ENGLISH, ITALIAN, People
from lib.world import World

BUILD = Path(os.environ.get("TURNO_BUILD", Path(__file__).resolve().parents[2] / "var/check"))


@pytest.fixture(scope="session")
def chromium(office):
    """The browser; windows made of it have cookies of their own."""
    chromium = Chromium(office.url, office.stack.pki.certificate)
    yield chromium
    chromium.quit()


@pytest.fixture(scope="session")
def fresh():
    """An office as the demo makes it: a newcomer sets it up, then it is filled with texts that want to be active."""
    with running_office(BUILD) as office:
        yield office


@pytest.fixture(scope="session")
def fresh_chromium(fresh):
    """The browser of the fresh office, whose certificate is another."""
    chromium = Chromium(fresh.url, fresh.stack.pki.certificate)
    yield chromium
    chromium.quit()


@pytest.fixture(scope="session")
def world(office):
    """An office with one of everything; tests change nothing in it."""
    return World(office)


@pytest.fixture(params=[ITALIAN, ENGLISH], ids=lambda words: words.language, scope="module")
def words(request):
    """Each story in each language."""
    return request.param


@pytest.fixture(scope="module")
def people(words, world, chromium):
    """role → window: who takes part in the stories of a language."""
    people = People(words, world, chromium)
    yield people
    people.close()


@pytest.fixture(scope="session")
def routes():
    """The table of routes of the build that is tested."""
    return read_routes(BUILD)


@pytest.fixture(scope="session")
def crawls(world, routes):
    """{name of a person: what he can come to}, asked for once."""
    return Crawls(world, routes)
