"""Private offices, one per test session and build: real servers, seed data, turnod.

`office` runs the build with sanitizers (TURNO_BUILD, else var/check). `plain_office` runs one
without (TURNO_PLAIN_BUILD, else var/plain, which is made first): for tests that measure memory
or need many mails.
"""
import os
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TOP / "contrib"), str(TOP / "tests")]

from lib.office import running_office  # noqa: E402
from stack.build import build  # noqa: E402


OFFICES = ("office", "plain_office")


@pytest.fixture(scope="session")
def plain_build():
    """The folder of the build without sanitizers."""
    named = os.environ.get("TURNO_PLAIN_BUILD")
    return Path(named) if named else build(TOP, TOP / "var/plain", "--enable-werror")


@pytest.fixture(scope="session")
def office():
    """The office whose turnod was built with sanitizers."""
    with running_office(Path(os.environ.get("TURNO_BUILD", TOP / "var/check"))) as office:
        yield office


@pytest.fixture(scope="session")
def plain_office(plain_build):
    """The office whose turnod was built without: memory as an installed one has it, and its speed."""
    with running_office(plain_build) as office:
        yield office


@pytest.fixture(autouse=True)
def servers_run(request):
    """Every test leaves all servers of its office up, whatever it did: the next one may begin with a fixture of its module."""
    yield
    for name in OFFICES:
        if name in request.fixturenames:
            for server in request.getfixturevalue(name).stack.servers:
                server.start()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """A failed test shows what turnod said last, unless it has said all by itself."""
    outcome = yield
    report = outcome.get_result()
    if not report.failed or not hasattr(item, "funcargs") or call.excinfo and call.excinfo.errisinstance(pytest.fail.Exception):
        return
    for office in filter(None, map(item.funcargs.get, OFFICES)):
        for name in ("turnod", "lighttpd"):
            report.sections.append((f"{name}.log", office.stack.host.log_tail(name, 40)))
