"""A FastCGI process that has done its requests begins anew, and nobody notices."""
import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[1] / "bench"))
from fcgi import Program  # noqa: E402


@pytest.fixture
def program(office):
    """turno-cgi, which begins anew after each third request."""
    program = Program(office.stack.turnod.bin / "turno-cgi", **office.stack.turnod.environment(), TURNO_REQUESTS="3")
    yield program
    os.kill(program.pid, signal.SIGKILL)  # one that is just beginning may miss SIGTERM
    program.close()


def test_no_request_is_lost_when_a_process_begins_anew(office, program):
    with ThreadPoolExecutor(6) as people:
        answers = list(people.map(lambda _: program.get("/login"), range(60)))
    assert {answer.status for answer in answers} == {200} and all(b"<h1" in answer.body for answer in answers)
    assert os.waitpid(program.pid, os.WNOHANG) == (0, 0)
    assert len(list(Path(f"/proc/{program.pid}/fd").iterdir())) < 12, "each beginning leaves files open"
