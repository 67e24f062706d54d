"""The command that reads: of the build without sanitizers, which is quick, where there is one."""
import os
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def turno():
    folders = [os.environ.get(name) for name in ("TURNO_PLAIN_BUILD", "TURNO_BUILD")] + [TOP / "var/plain", TOP / "var/check"]
    built = [Path(folder) / "src/turno" for folder in folders if folder]
    return next(path for path in built if path.exists())
