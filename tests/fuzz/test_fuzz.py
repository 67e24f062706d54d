"""A short run of each fuzz target, so that none rots between the long ones (make fuzz)."""
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("TURNO_BUILD", TOP / "var/check"))
TARGETS = sorted(path.stem.removeprefix("fuzz-") for path in (TOP / "tests/fuzz").glob("fuzz-*.c"))
SECONDS = os.environ.get("FUZZ_SECONDS", "2")

pytestmark = pytest.mark.skipif(shutil.which("clang") is None, reason="no clang here: see contrib/packages")


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    """What make fuzz prints when it runs all targets, from nothing but their seeds."""
    words = ["make", "-s", "-C", BUILD, "fuzz", "FUZZ_CC=ccache clang", f"FUZZ_SECONDS={SECONDS}",
             f"FUZZ_CORPUS={tmp_path_factory.mktemp('corpus')}"]
    return subprocess.run(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          errors="replace", check=False).stdout


@pytest.mark.parametrize("target", TARGETS)
def test_target_finds_nothing(target, output):
    found = re.search(rf"^{target}: (\d+) inputs, \d+/s, (\d+) edges, no finding$", output, re.M)
    assert found, output
    assert int(found.group(1)) > 100, output
    assert int(found.group(2)) > 50, f"the seeds reach next to nothing: {output}"


def test_every_target_has_seeds_and_words():
    for target in TARGETS:
        folder = TOP / "tests/fuzz/seed" / target
        if target not in ("mail", "text", "field"):  # these have the fixtures of tests/mail
            assert len(list(folder.iterdir())) >= 5, target
        assert (TOP / "tests/fuzz/dict" / f"{target}.dict").is_file(), target
