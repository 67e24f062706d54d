"""One Chromium, one office and one world for all browser tests that run one after the other."""
import os
from pathlib import Path

import pytest

from lib.browser import Chromium
from lib.crawl import Crawls
from lib.routes import read_routes
from lib.story import ENGLISH, ITALIAN, People
from lib.world import World

TOP = Path(__file__).resolve().parents[2]


# Files that ask for everything there is, which is asked for once; those that have offices of their own. The others tell stories.
PARTS = {"test_axe": "crawl", "test_crawl": "crawl", "test_unseen": "crawl", "test_wild_forms": "crawl", "test_newcomer": "newcomer", "test_unsafe_texts": "unsafe"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Parts that pytest-xdist runs beside each other, each in an office of its own (contrib/check: --dist loadgroup)."""
    for item in items:
        item.add_marker(pytest.mark.xdist_group(PARTS.get(item.path.stem, "stories")))


@pytest.fixture(scope="session")
def chromium(office):
    """The browser; windows made of it have cookies of their own."""
    chromium = Chromium(office.url, office.stack.pki.certificate)
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
    return read_routes(Path(os.environ.get("TURNO_BUILD", TOP / "var/check")))


@pytest.fixture(scope="session")
def crawls(world, routes):
    """{name of a person: what he can come to}, asked for once."""
    return Crawls(world, routes)
