"""The private mail office itself: its servers find the ports that were chosen for them free, or say why not."""
import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from stack import Host, open_folder
from stack.exim import Exim
from stack.pki import Pki
from stack.port import RANGE, free_port

TOP = Path(__file__).resolve().parents[2]
CHOOSE = "from stack.port import free_port; print(*(free_port() for _ in range(200)), flush=True); input()"


def test_a_port_is_given_once():
    choosing = [subprocess.Popen([sys.executable, "-c", CHOOSE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                 env={**os.environ, "PYTHONPATH": str(TOP / "contrib")}) for _ in range(4)]
    given = [int(port) for process in choosing for port in process.stdout.readline().split()]
    given += [free_port() for _ in range(200)]
    for process in choosing:
        process.communicate("\n")
    assert len(set(given)) == 1000
    assert max(given) < int(RANGE.read_text().split()[0])


@pytest.fixture
def host():
    with tempfile.TemporaryDirectory(prefix="turno-office-", dir="/tmp") as state:
        yield Host(open_folder(state), TOP / "var/root")


def test_exim_says_that_its_port_is_taken(host):
    pki = Pki(host)
    pki.prepare()
    ports = {name: free_port() for name in ("smtp", "submission", "smtps", "lmtp")}
    exim = Exim(host, ports, pki, "secret")
    exim.prepare()
    with socket.create_server(("127.0.0.1", ports["submission"])):
        with pytest.raises(RuntimeError, match=f"exim ended at once:(?s:.*)port {ports['submission']}.*Address already in use"):
            exim.start()
    exim.start()
    exim.kill()
