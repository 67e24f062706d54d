"""The mails that hurt, as large as the design names them and a mailbox may hold them, through the sandbox: each is read within the
time and the memory of a reader, and what was left out is named (M5).

A build with sanitizers has no limit of memory; this one has, and a reader that exceeds it, or its time, gives no evidence.
"""
import json
import subprocess
import time

import pytest

from lib import hostile
from lib.hostile import MIB
from lib.hostile_reading import READING

SENDER = "mario.rossi@demo.example"


def parse(build, name, mail):
    """What turno parse says of a mail."""
    begun = time.monotonic()
    result = subprocess.run([build / "src/turno", "parse"], input=mail, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    assert result.returncode == 0, result.stderr.decode()
    evidence = json.loads(result.stdout)
    print(f"{name}: {len(mail) / MIB:.1f} MiB read in {time.monotonic() - begun:.2f} s, {evidence['notices']}")
    return evidence


@pytest.mark.parametrize("name", hostile.MODES)
def test_m5_what_is_beyond_a_limit_is_named(plain_build, name):
    mode = hostile.MODES[name]
    evidence = parse(plain_build, name, mode.make(SENDER, mode.full))
    assert set(mode.notices) <= set(evidence["notices"])


@pytest.mark.parametrize("name", READING)
def test_m5_text_is_cut_where_its_limit_is(plain_build, name):
    evidence = parse(plain_build, name, READING[name](SENDER, 4 * MIB))
    texts = [len(evidence[key].encode()) for key in ("body_text", "reply_visible_text", "quoted_text", "signature_text")]
    assert max(texts) <= MIB
    assert ("text" in evidence["notices"]) == evidence["text_truncated"]
