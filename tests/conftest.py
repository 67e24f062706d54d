"""One private office per test session: real servers, seed data, turnod of the build in TURNO_BUILD."""
import os
import sys
import tempfile
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TOP / "contrib"), str(TOP / "tests")]

from lib.office import Office  # noqa: E402
from stack import open_folder  # noqa: E402


@pytest.fixture(scope="session")
def office():
    """The office, running. TURNO_KEEP=1 leaves its folder for a look."""
    state = Path(tempfile.mkdtemp(prefix="turno-office-", dir="/tmp"))
    build = Path(os.environ.get("TURNO_BUILD", TOP / "var/check"))
    office = Office(open_folder(state), TOP / "var/root")
    try:
        office.open(build)
        yield office
    finally:
        if os.environ.get("TURNO_KEEP"):
            office.stack.stop()
        else:
            office.stack.destroy()


@pytest.fixture(autouse=True)
def servers_run(request):
    """Every test begins with all servers up, whatever the one before did."""
    if "office" in request.fixturenames:
        office = request.getfixturevalue("office")
        for server in office.stack.servers:
            server.start()
    yield


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """A failed test shows what turnod said last."""
    outcome = yield
    report = outcome.get_result()
    office = item.funcargs.get("office") if report.failed and hasattr(item, "funcargs") else None
    if office is not None:
        for name in ("turnod", "lighttpd"):
            report.sections.append((f"{name}.log", office.stack.host.log_tail(name, 40)))
