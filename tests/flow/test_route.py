"""The office's rules for mail, from the command line: what they do to the next mail, and what they would have done to those that came."""
import subprocess

import pytest


@pytest.fixture(name="rules")
def fixture_rules(office):
    """Adds a rule; all that were added are gone afterwards."""
    added = []

    def add(*words):
        rule = office.turno("route", "add", "--rank", 1, *words)
        added.append(rule["id"])
        return rule
    yield add
    for number in added:
        office.turno("route", "remove", number)


def shown(office, *words):
    """What a person at the terminal reads."""
    return subprocess.run([*office.stack.turnod.command(), *map(str, words)], stdout=subprocess.PIPE, check=True).stdout.decode()


def replay(office, mail):
    """What would be otherwise of a mail."""
    return [change for change in office.turno("replay", "--limit", 50) if change["mail"] == mail]


def test_m14_a_rule_of_several_conditions_gives_several_things(office, rules):
    word = office.word()
    rule = rules("--name", "Fatture", "--if", f"header X-Ufficio is {word}", "--if", "attachment ends .pdf", "--then", "category Immigrazione",
                 "--then", "priority Urgente", "--then", f"tag {word}")
    assert rule["if"] == [f"header x-ufficio equals {word}", "attachment ends .pdf"]
    ticket = office.open_ticket(files=[("bolletta.PDF", "application/pdf", b"%PDF")], X_Ufficio=word)
    assert (ticket["category"], ticket["priority"], ticket["tags"]) == ("Immigrazione", "Urgente", [word])
    assert office.open_ticket(X_Ufficio=word)["category"] == "Amministrazione", "one condition does not hold"
    assert [row["number"] for row in office.turno("ticket", "list", "--tag", word)] == [ticket["number"]]
    office.turno("ticket", "tag", ticket["number"], "--add", "Da vedere", "--remove", word, "--as", "anna")
    assert office.ticket(ticket["number"])["tags"] == ["da vedere"]
    assert "Fatture" in shown(office, "route", "list")


def test_m14_replay_shows_what_todays_rules_would_do_and_writes_nothing(office, rules):
    word = office.word()
    ticket = office.open_ticket(f"Rimborso {word}", text=f"Una domanda sul rimborso {word}.\n")
    row = next(row for row in office.turno("mail", "list") if row["ticket"] == ticket["number"])
    assert replay(office, row["id"]) == []
    rules("--if", f"body word rimborso {word}", "--then", "category CAF › 730", "--then", "tag rimborsi")
    before = office.stack.postgres.query("select (select count(*) from turno.event), (select count(*) from turno.outbox), (select count(*) from turno.mail_job)")
    change, = replay(office, row["id"])
    assert (change["ticket"], change["changes"]) == (ticket["number"], [
        {"what": "category", "was": "Amministrazione", "now": "CAF › 730"}, {"what": "tags", "was": None, "now": "rimborsi"}])
    lines = shown(office, "replay", "--limit", 50).splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith(f"mail {row['id']} "))
    assert lines[at].endswith(f"Rimborso {word}")
    assert lines[at + 1:at + 4] == ["- category Amministrazione", "+ category CAF › 730", "+ tags rimborsi"]
    assert lines[-1].endswith("mails would be otherwise")
    assert office.stack.postgres.query("select (select count(*) from turno.event), (select count(*) from turno.outbox), (select count(*) from turno.mail_job)") == before
    assert office.ticket(ticket["number"])["category"] == "Amministrazione"
