"""A long run: make fault N=ROUNDS MAILS=PER_ROUND. TURNO_SEED repeats one."""
import os
import sys
import time
from pathlib import Path

TOP = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(TOP / "contrib"), str(TOP / "tests"), str(TOP / "tests/fault")]

from driver.profile import EVERYTHING  # noqa: E402
from driver.run import Run  # noqa: E402
from stack.build import build  # noqa: E402

MIB_PER_MAIL = 0.06
CHECKPOINTS = 50        # in a long run, and none before so many rounds:
ROUNDS_MIN = 25


def main():
    rounds, mails = int(sys.argv[1]), int(sys.argv[2])
    seed = int(os.environ["TURNO_SEED"]) if "TURNO_SEED" in os.environ else None
    folder = os.environ.get("TURNO_PLAIN_BUILD") or build(TOP, TOP / "var/plain", "--enable-werror")
    with Run(TOP, folder, EVERYTHING, seed, mails_per_round=mails, outage_seconds=60,
             disk_mib=int(256 + rounds * mails * MIB_PER_MAIL),
             say=lambda text: print(time.strftime("%H:%M:%S"), text, flush=True)) as run:
        run.play(rounds, checkpoint_every=max(ROUNDS_MIN, rounds // CHECKPOINTS))
        run.finish()
        print(run.figures())


main()
