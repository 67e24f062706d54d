"""System calls that fail, one at a time: a sample; make fault-sweep takes every call at every use."""
import os
from pathlib import Path

from driver.run import Run
from driver.sweep import Sweep, read_points

TOP = Path(__file__).resolve().parents[2]
SAMPLE = (("connect", "error=ECONNREFUSED", 1), ("sendto", "error=ECONNRESET", 5), ("recvfrom", "retval=0", 4),
          ("write", "error=ENOSPC", 2), ("sendmsg", "error=EPIPE", 3), ("recvfrom", "signal=SIGKILL", 6))

LOG = """\
10 write(2, "x", 1) = 1
11 write(2, "x", 1) = -1 EIO (Input/output error) (INJECTED)
12 write(2, "x", 1 <unfinished ...>
11 write(2, "x", 1) = 1
12 <... write resumed>) = -1 EIO (Input/output error) (INJECTED)
13 write(3, "x", 1) = 1
13 +++ killed by SIGKILL +++
14 +++ killed by SIGKILL +++
"""


def test_points_are_counted_by_process():
    roles = {"10": "turnod", "11": "fetch", "12": "submit"}
    assert read_points(LOG, "write", "error=EIO", 1, roles) == {"fetch": 1, "submit": 1}
    assert read_points(LOG.replace(" (INJECTED)", ""), "write", "signal=SIGKILL", 1, roles) == {
        "turnod": 1, "fetch": 1, "submit": 1, "unnamed": 1}
    assert read_points(LOG.replace(" (INJECTED)", ""), "write", "signal=SIGKILL", 2, roles) == {"fetch": 1}


def test_m2_m31_a_system_call_that_fails_loses_and_doubles_nothing(plain_build):
    with Run(TOP, plain_build, {}) as run:
        run.site.stop_gateways()
        sweep = Sweep(run)
        if os.environ.get("TURNO_SWEEP") == "all":
            sweep.all()
            assert sum(sweep.points.values()) >= 500
        else:
            found = [sweep.once(*each) for each in SAMPLE]
            assert all(found), list(zip(SAMPLE, found))
        for (syscall, process), points in sorted(sweep.points.items()):
            print(f"{syscall} of {process}: {points}")
        print(f"{sum(sweep.points.values())} points in {run.rounds} runs")
