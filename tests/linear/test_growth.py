"""Twice the mail costs at most 2.5 times the instructions, whatever it is made of (safety row 32, M5).

Three mails of each kind, n, 2n and 4n; what reading costs at least is subtracted, so that it hides nothing. Kinds that a limit
bounds are measured below it, where all of the mail is read, and beyond it, where most of it must only be passed over: the step
where it is crossed is no growth.
"""
import pytest

from count import WARM_UP, count
from lib import hostile
from lib.hostile_reading import READING

SENDER = "mario.rossi@demo.example"
KIB = 1 << 10
FACTOR = 2.5
NOISE = 100_000  # instructions below which nothing is said: reading an empty mail costs about as many

# n of kinds that are bounded by a number, so that 4n is within the limit.
BELOW = {"nested_multipart": 12, "nested_rfc822": 12, "same_boundary": 12, "many_parts": 245, "many_attachments": 245,
         "alternatives": 120, "many_headers": 245, "many_received": 245, "many_from": 245, "many_addresses": 24,
         "many_references": 24, "many_parameters": 200, "many_words": 200, "many_continuations": 200, "delivery_status": 245,
         "groups": 4 * KIB, "groups_from": 4 * KIB, "colons_in_digest": 4 * KIB, "embedded_groups": 4 * KIB,
         "comments": 4 * KIB, "angles": 4 * KIB, "quotes_open": 4 * KIB, "long_header": 15 * KIB, "long_subject": 15 * KIB,
         "folded_subject": 15 * KIB}
SMALL = ("one_byte", "no_body", "charset_f1", "zip_bomb", "evil_names")  # they have no scale that reading could feel


def scale(mode):
    """About 16 KiB to 256 KiB: enough that a square would show."""
    return max(mode.n // 32, 20)


def kinds():
    for name, mode in hostile.MODES.items():
        if name in BELOW:
            yield f"{name}-below", mode.make, BELOW[name]
            yield f"{name}-beyond", mode.make, BELOW[name] * (4 if 100 < BELOW[name] < KIB else 16)
        elif name not in SMALL:
            yield name, mode.make, scale(mode)
    for name, make in READING.items():
        yield name, make, 12 * KIB


KINDS = {name: (make, n) for name, make, n in kinds()}


@pytest.fixture(scope="module")
def counted(plain_build, tmp_path_factory):
    mails = {(name, times): make(SENDER, n * times) for name, (make, n) in KINDS.items() for times in (1, 2, 4)}
    mails["least", 1] = WARM_UP
    return count(plain_build, tmp_path_factory.mktemp("growth"), mails)


@pytest.mark.parametrize("name", KINDS)
def test_row_32_twice_the_mail_is_not_twice_the_square(counted, name):
    least = counted["least", 1]
    cost = {times: max(counted[name, times] - least, NOISE) for times in (1, 2, 4)}
    print(f"{name}: n {KINDS[name][1]}: {cost[1]}, {cost[2]}, {cost[4]}")
    assert cost[2] < FACTOR * cost[1] and cost[4] < FACTOR * cost[2], cost
