"""What the desk does with a mail, told in the text files of tests/scenario: all of them are played at once, as real mail."""
import os
from pathlib import Path

import pytest
from lib.scenario import Player, Wrong, read_folder, read_text

FOLDER = Path(os.environ.get("TURNO_SCENARIOS", Path(__file__).resolve().parents[1] / "scenario"))
SCENARIOS = {scenario.name: scenario for scenario in read_folder(FOLDER)}


@pytest.fixture(scope="module", name="results")
def fixture_results(request):
    """Scenario → what went wrong, of those that were asked for. The office is not named: no test would use it any more."""
    asked = {item.callspec.params.get("name") for item in request.session.items
             if item.module is request.module and hasattr(item, "callspec")}
    with Player(request.getfixturevalue("office")) as player:
        player.play([SCENARIOS[name] for name in SCENARIOS if name in asked])
    return player.results


@pytest.mark.parametrize("name", SCENARIOS)
def test_scenario(results, name):
    if results[name]:
        pytest.fail(results[name], pytrace=False)


def test_every_rule_about_mail_has_its_scenarios():
    wanted = {f"M{number}" for number in (4, *range(11, 35))} | {f"R{number}" for number in (*range(14, 19), 21, 22, 23, 28, 29, 34, 35, 41)}
    assert wanted - {rule for scenario in SCENARIOS.values() for rule in scenario.rules} == set()
    assert len(SCENARIOS) >= 150


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_says_all(name):
    """Outcome, outbox and trace; of a ticket, whose turn it is, what was said, and what happened."""
    said = {(each.word.rpartition(".")[2], each.rest) for step in SCENARIOS[name].steps for each in step.expectations}
    words = {word for word, _ in said}
    has_ticket = words & {"turn", "posts"} or {rest for word, rest in said if word == "ticket"} - {"none"}
    wanted = {"outcome", "outbox", "trace"} | ({"ticket", "turn", "posts", "events"} if has_ticket else set())
    assert wanted - words == set()


# Every expectation can fail: each of these is wrong, and what is found is said.
MAIL = """\
== M16: {}
contact Luca
operator Olga
operator Carla none
mail question from Luca to support
| Una domanda.
    ticket T
{}
"""
LIES = {
    "outcome post": "wanted “post”, found “ticket”",
    "reason closed": "reason: “closed” is not in",
    "trust signed": "wanted “signed”, found “none”",
    "trace thread way=address": "trace: no step",
    "ticket new": "wanted a new one",
    "ticket none": "ticket: wanted “none”",
    "turn contact": "wanted “contact”, found “operator”",
    "level advanced": "wanted “advanced”, found “base”",
    "status Chiuso": "wanted “Chiuso”",
    "assignee Olga": "wanted “Olga”, found “none”",
    "subject Altro": "wanted “Altro”",
    "contact Olga": "contact: wanted",
    "category Tasse": "wanted “Tasse”, found “own”",
    "posts Luca, Olga": "wanted “Luca, Olga”, found “Luca”",
    "text Altro.": "found “Una domanda.”",
    "documents a.pdf": "wanted “a.pdf”, found “none”",
    "events opened": "wanted “opened”, found “opened contact_message”",
    "event opened actor=Olga": "event: no “opened actor=Olga”",
    "seen by Carla": "Carla does not see",
    "hidden from Olga": "Olga sees",
    "outbox none": "found “acknowledgement to Luca, notification to Olga”",
    "letter acknowledgement to Luca says Arrivederci": "it reads:",
    "letter acknowledgement to Luca lacks Sportello": "it reads:",
    "letter reply to Luca says Sì": "turno has written no reply to Luca",
    "header acknowledgement to Luca Auto-Submitted none": "found “auto-replied”",
    "header acknowledgement to Luca Auto-Submitted auto-generated": "found “auto-replied”",
    "delivery reply to Luca sent": "found []",
    "refused TU003": "wanted “TU003”, found “done”",
    "json mail.evidence.automatic response": "wanted “response”, found “no”",
    "N.turn operator": "no ticket is called “N”",
    "colour red": "is no expectation",
}


@pytest.fixture(scope="module", name="lies")
def fixture_lies(request):
    with Player(request.getfixturevalue("office")) as player:
        player.play([read_text("lie", MAIL.format(lie, "    " + lie))[0] for lie in LIES])
    return player.results


@pytest.mark.parametrize("lie", LIES)
def test_what_is_not_so_is_found(lies, lie):
    assert lies[f"lie: M16: {lie}"] is not None
    assert LIES[lie] in lies[f"lie: M16: {lie}"]
    assert "lie:8: " in lies[f"lie: M16: {lie}"]


@pytest.mark.parametrize("text, sentence", [
    ("contact Luca\n", "bad:1: a scenario begins with"),
    ("== no rule\n", "bad:1: the title names the rules"),
    ("== M1: x\n    turn operator\n", "bad:2: an expectation belongs below a step"),
    ("== M1: x\n| text\n", "bad:2: a text belongs below a step"),
    ("== M1: x\n== M1: x\n", "bad:1: another scenario of this file"),
])
def test_what_cannot_be_read_is_said(text, sentence):
    with pytest.raises(Wrong, match=sentence):
        read_text("bad", text)
