"""The suites of turno: contrib/check [--quick | --all]

Installs what is missing, builds with sanitizers in var/check, then runs unit tests and lint
(make check), pgTAP, peers' own mails where they are at hand (corpus), and the flow, web, browser
and fault tests against real servers; the linear tests count what reading costs. Three suites run
side by side. --quick leaves out browser, fault, linear and fuzz suites, and with them the build
without sanitizers in var/plain: those suites measure memory, count mails by the thousand and open
pages by the hundred. --all adds what a release is worth but not each change (SWEEPS): every page and
form of every role in the browser, and wrong builds that the fault driver must catch. The last line
counts; exit 0 only if nothing failed.
"""
import os
import re
import subprocess
import sys
import time
import xml.etree.ElementTree
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.dont_write_bytecode = True
TOP = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TOP / "contrib"))
from stack.build import build  # noqa: E402

BUILD = TOP / "var/check"
PLAIN_BUILD = TOP / "var/plain"
ROOT = TOP / "var/root"
# In the order in which they begin, so many side by side: what takes longest first.
SUITES = ("flow", "web", "fault", "browser", "unit and lint", "fuzz", "sql", "linear", "corpus")
BESIDE = 3
# Whose tests run beside each other, each part in an office of its own, and what is a part: those wait for servers that stall, or for a browser.
PARTS = {"fault": "loadfile", "browser": "loadgroup"}
SLOW = ("browser", "fault", "linear", "fuzz")
SWEEPS = {"browser": ("axe", "crawl", "unsafe_texts", "wild_forms"), "fault": ("defect",)}
SWEEPS = {"browser": ("axe", "crawl", "unsafe_texts", "wild_forms"), "fault": ("defect",)}
SHARED = ("tests/sql/migrate", "tests/browser/routes")  # programs of more than one suite, which two of them shall not make at once
ENVIRONMENT = {**os.environ, "TURNO_BUILD": str(BUILD), "TURNO_PLAIN_BUILD": str(PLAIN_BUILD), "BUILD": str(BUILD),
               "PYTHONDONTWRITEBYTECODE": "1", "CCACHE_NOHASHDIR": "1",
               "PATH": f"{ROOT}/usr/lib/postgresql/15/bin:{os.environ.get('PATH', '/usr/bin:/bin')}"}


class Count:
    """Passed, failed, skipped."""

    def __init__(self, passed=0, failed=0, skipped=0):
        self.passed, self.failed, self.skipped = passed, failed, skipped

    def __add__(self, other):
        return Count(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self):
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def run(words, folder=TOP):
    """Runs a command; gives its exit code and output, which is also shown when it failed."""
    result = subprocess.run(list(map(str, words)), cwd=folder, env=ENVIRONMENT, text=True, errors="replace",
                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if result.returncode != 0:
        print(result.stdout[-30000:], flush=True)
    return result.returncode, result.stdout


def count_prove(code, output):
    """What prove says at its end; a run that failed without a failed test counts as one failure."""
    tests = re.search(r"^Files=\d+, Tests=(\d+)", output, re.M)
    total = int(tests.group(1)) if tests else 0
    failed = sum(int(number) for number in re.findall(r"Tests: \d+ Failed: (\d+)\)", output))
    return Count(total - failed, failed or int(code != 0))


def make_check():
    """Unit tests and lint."""
    code, output = run(["make", "-k", f"-j{os.cpu_count()}", "check"], BUILD)
    found = {key: int(number) for key, number in re.findall(r"^# (\w+): +(\d+)$", output, re.M)}
    failed = found.get("FAIL", 0) + found.get("ERROR", 0) + found.get("XPASS", 0)
    return Count(found.get("PASS", 0), failed or int(code != 0), found.get("SKIP", 0))


def pgtap():
    """The rules in the database."""
    return count_prove(*run([TOP / "tests/sql/run"]))


def pytest(suite, sweeps):
    """One folder of Python tests."""
    report = BUILD / f"{suite}.xml"
    report.unlink(missing_ok=True)
    beside = ["-n", str(os.cpu_count()), "--dist", PARTS[suite]] if suite in PARTS else []
    left_out = [] if sweeps else [f"--ignore=tests/{suite}/test_{name}.py" for name in SWEEPS.get(suite, ())]
    code, output = run(["/usr/bin/python3", "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}", *beside, *left_out,
                        f"tests/{suite}"])
    if not report.exists():
        return Count(0, 1, 0)
    total = Count()
    for element in xml.etree.ElementTree.parse(report).iter("testsuite"):
        failed = int(element.get("failures")) + int(element.get("errors"))
        skipped = int(element.get("skipped"))
        total += Count(int(element.get("tests")) - failed - skipped, failed, skipped)
    if code not in (0, 1, 5) or total.failed == 0 and code == 1:
        total += Count(0, 1, 0)
    return total


def function_of(name, sweeps):
    """What runs the suite of that name."""
    return {"unit and lint": make_check, "sql": pgtap}.get(name, lambda: pytest(name, sweeps))


def suites(quick):
    """The suites that there are, in the order in which they begin."""
    return [name for name in SUITES if not (quick and name in SLOW)
            and (name in ("unit and lint", "sql") or any((TOP / "tests" / name).glob("test_*.py")))]


def run_suite(name, sweeps):
    """Runs a suite and says what it counts."""
    before = time.monotonic()
    count = function_of(name, sweeps)()
    print(f"{name}: {count} ({time.monotonic() - before:.0f} s)", flush=True)
    return count


def main():
    if sys.argv[1:] not in ([], ["--quick"], ["--all"]):
        sys.exit(__doc__)
    quick = "--quick" in sys.argv
    sweeps = "--all" in sys.argv
    begun = time.monotonic()
    subprocess.run([TOP / "contrib/install-packages"], check=True, stdin=subprocess.DEVNULL)
    try:
        build(TOP, BUILD, "--enable-sanitizers", "--enable-werror")
        if not quick:
            build(TOP, PLAIN_BUILD, "--enable-werror")
    except RuntimeError as error:
        print(error, "0 passed, 1 failed", sep="\n")
        sys.exit(1)
    run(["make", "-s", f"-j{os.cpu_count()}", *SHARED], BUILD)
    print(f"built in {time.monotonic() - begun:.0f} s", flush=True)
    with ThreadPoolExecutor(BESIDE) as pool:
        total = sum(pool.map(lambda name: run_suite(name, sweeps), suites(quick)), Count())
    print(f"all in {time.monotonic() - begun:.0f} s")
    print(total)
    sys.exit(0 if total.failed == 0 and total.passed > 0 else 1)


main()
