"""Three wrong builds, each made from the source and a patch: the driver must see what is wrong with them."""
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from driver.profile import DELIVERING, FETCHING, SENDING
from driver.run import Broken, Run
from stack.build import build

TOP = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).parent / "defect"
ROUNDS_MAX = 60
# patch → faults that aim at it, and the check that must complain
DEFECTS = {
    "flag-before-commit": (FETCHING, {"only_stored_mail_is_touched", "nothing_is_lost"}),
    "send-in-transaction": (DELIVERING, {"what_arrived_was_sent"}),
    "claim-without-lease": (SENDING, {"no_copy_too_many"}),
}


def copy_source(to):
    """The source as it is, without what was built from it."""
    def built(folder, names):
        at_top = Path(folder) == TOP
        return {name for name in names if name == "__pycache__" or at_top and (
            name in ("var", ".git", "autom4te.cache") or name.startswith("build") and name != "build-aux")}
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(TOP, to, symlinks=True, ignore=built)


def apply(name, folder, *options):
    patch = FOLDER / f"{name}.patch"
    result = subprocess.run(["patch", "-p1", "--no-backup-if-mismatch", *options, "-i", patch], cwd=folder, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, text=True, check=False)
    assert result.returncode == 0, f"{patch.name} fits the source no more: make the same mistake in the new code\n{result.stdout}"


def wrong_build(name):
    """Builds the source with the patch in var/defect-NAME, at the depth of the plain build so that ccache helps."""
    copy = TOP / f"var/defect-{name}"
    copy_source(copy)
    apply(name, copy)
    return build(copy, copy / "var/plain", "--enable-werror")


@pytest.mark.parametrize("name", DEFECTS)
def test_the_patch_fits_the_source(name):
    apply(name, TOP, "--dry-run")


@pytest.mark.parametrize("name", DEFECTS)
def test_a_wrong_build_is_caught(name):
    faults, checks = DEFECTS[name]
    seed = os.environ.get("TURNO_SEED")
    with Run(TOP, wrong_build(name), faults, int(seed) if seed else None) as run:
        with pytest.raises(Broken) as caught:
            run.play(ROUNDS_MAX, checkpoint_every=20)
        print(f"{name}: caught after {caught.value.round_number} rounds by {', '.join(caught.value.problems)}")
    assert checks & set(caught.value.problems), caught.value
