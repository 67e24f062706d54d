"""A normal mail taken for a bounce, for an automatic mail or for a forward (M11, M12, M13) is worse than one that is missed: every mail
that is flagged was looked at, and stands in flagged.list with the reason; no other may be flagged, and none of these may be lost.
"""
from pathlib import Path

import pytest

import peer

ABSENT = pytest.param("corpus", marks=pytest.mark.skip(reason="the corpus of real mails is not here"))
SETS = ("npm_mail", "python_email", "ruby_mail", "stalwart", "zammad") if peer.folder() else (ABSENT,)
LIST = Path(__file__).with_name("flagged.list")
FIXTURES = peer.TOP / "tests/mail"


def allowed():
    """"SET ID" → flags. A line: flags, set and id between tabs, then why."""
    entries = {}
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            flags, name, identity, reason = line.split("\t")
            assert reason.strip(), line
            assert (name, identity) not in entries, line
            entries[name, identity] = flags
    return entries


def flags(evidence):
    """What the mail is taken for, in one word; "" for a letter of a person."""
    said = ["bounce"] if evidence["is_bounce"] else []
    said += ["delayed"] if evidence["is_delayed"] else []
    said += [evidence["automatic"]] if evidence["automatic"] != "no" else []
    said += ["forwarded"] if evidence["forwarded"]["is_forwarded"] else []
    return "+".join(said)


def flagged(turno, name, mails):
    found = {(name, identity): flags(evidence) for identity, evidence in peer.parse_all(turno, mails).items()}
    return {key: value for key, value in found.items() if value}


def check(name, found):
    """The two differences, so that a failure says what to look at."""
    expected = {key: value for key, value in allowed().items() if key[0] == name}
    assert {key: value for key, value in found.items() if expected.get(key) != value} == {}
    assert {key: value for key, value in expected.items() if key not in found} == {}


@pytest.mark.parametrize("name", SETS)
def test_m11_m12_m13_of_peers_mails_only_those_listed_are_flagged(turno, name):
    check(name, flagged(turno, name, peer.cases(name)))


def test_m11_m12_m13_of_our_fixtures_only_those_listed_are_flagged(turno):
    mails = {str(path.relative_to(FIXTURES)): path for path in sorted(FIXTURES.rglob("*.eml"))}
    check("fixture", flagged(turno, "fixture", mails))
