"""Two turnod, one database, everything breaks: nothing is lost, nothing is doubled, nobody is blamed (M1-M4, M31)."""
import os
from pathlib import Path

from driver.profile import EVERYTHING
from driver.run import Run

TOP = Path(__file__).resolve().parents[2]
ROUNDS = int(os.environ.get("TURNO_FAULT_ROUNDS", "200"))


def test_m1_m2_m3_m4_m31_faults_lose_and_double_nothing(plain_build):
    seed = os.environ.get("TURNO_SEED")
    with Run(TOP, plain_build, EVERYTHING, int(seed) if seed else None) as run:
        run.play(ROUNDS)
        run.finish()
        assert len(run.history.mails) >= 10 * ROUNDS
        assert sum(run.history.faults.values()) == ROUNDS
