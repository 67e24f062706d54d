"""A long run: make fault N=ROUNDS. TURNO_SEED repeats one."""
import os
import sys
import time
from pathlib import Path

TOP = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(TOP / "contrib"), str(TOP / "tests"), str(TOP / "tests/fault")]

from driver.profile import EVERYTHING  # noqa: E402
from driver.run import Run  # noqa: E402
from stack.build import build  # noqa: E402

MIB_PER_ROUND = 0.6
CHECKPOINTS = 50        # in a long run, and none before so many rounds:
ROUNDS_MIN = 25


def main():
    rounds = int(sys.argv[1])
    seed = int(os.environ["TURNO_SEED"]) if "TURNO_SEED" in os.environ else None
    folder = os.environ.get("TURNO_PLAIN_BUILD") or build(TOP, TOP / "var/plain", "--enable-werror")
    with Run(TOP, folder, EVERYTHING, seed, outage_seconds=60, disk_mib=int(256 + rounds * MIB_PER_ROUND),
             say=lambda text: print(time.strftime("%H:%M:%S"), text, flush=True)) as run:
        run.play(rounds, checkpoint_every=max(ROUNDS_MIN, rounds // CHECKPOINTS))
        run.finish()
        print(run.figures())


main()
