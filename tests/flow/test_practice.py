"""Practices and documents by the command line (R13, R20, R25, R37)."""
import json

import pytest

DEFINITION = {
    "checks": ["CU ricevuta"],
    "documents": [],
    "fields": [{"name": "redditi", "label_it": "Redditi", "type": "number", "is_required": True},
               {"name": "figlio", "type": "tax code"}],
}


@pytest.fixture
def model(office, tmp_path):
    """A model of practices in a category of its own."""
    path = tmp_path / "model.json"
    path.write_text(json.dumps(DEFINITION), encoding="utf-8")
    word = office.word()
    office.turno("category", "add", f"Pratiche {word}")
    return office.turno("model", "add", f"Modello {word}", "--category", f"Pratiche {word}", "--due-days", 30, "--file", path,
                        "--instructions", "Porta la CU.")


def refused(office, *args, **more):
    with pytest.raises(RuntimeError) as error:
        office.turno(*args, **more)
    return str(error.value)


def test_r37_model_from_a_file(office, model, tmp_path):
    assert model["checks"] == ["CU ricevuta"] and [field["name"] for field in model["fields"]] == ["redditi", "figlio"]
    assert model["fields"][1]["label_it"] == "figlio" and model["is_active"] and model["practices"] == 0
    changed = office.turno("model", "set", model["name"], "--file", "-", "--no-active", stdin=b'{"documents": ["Modello 730"]}')
    assert (changed["documents"], changed["checks"], changed["is_active"]) == (["Modello 730"], ["CU ricevuta"], False)
    broken = tmp_path / "broken.json"
    broken.write_text('{"checks": [', encoding="utf-8")
    assert "broken.json, line 1" in refused(office, "model", "set", model["name"], "--file", broken)
    assert "known are" in refused(office, "model", "set", model["name"], "--file", "-", stdin=b'{"check": []}')
    assert "choices belong" in refused(office, "model", "set", model["name"], "--file", "-",
                                       stdin=b'{"fields": [{"name": "x", "type": "choice"}]}')
    assert model["name"] in [row["name"] for row in office.turno("model", "list")]


def test_r20_r37_practice_of_a_ticket(office, model):
    ticket = office.open_ticket(f"Il 730 {office.word()}", text="Vorrei fare il 730.\n")
    practice = office.turno("practice", "add", "--ticket", ticket["number"], "--model", model["name"], "--field", "figlio=rssmra80a01h501u")
    assert (practice["subject"], practice["description"].strip()) == (ticket["subject"], "Vorrei fare il 730.")
    assert practice["tickets"][0]["number"] == ticket["number"] and practice["due_on"] > practice["created_at"][:10]
    assert practice["fields"][1]["value"] == "RSSMRA80A01H501U"
    after = office.ticket(ticket["number"])
    assert (after["turn"], after["status"]) == (ticket["turn"], ticket["status"])
    assert after["practices"][0]["reference"] == practice["reference"]
    assert [event["type"] for event in after["events"]][-1] == "converted"
    reference = practice["reference"]
    words = refused(office, "practice", "set", reference, "--state", "Conclusa")
    assert "field redditi must be filled in" in words and "checks are not all ticked" in words
    done = office.turno("practice", "set", reference, "--check", 1, "--field", "redditi=12.500,00".replace(".", ""), "--state", "Done")
    assert done["is_closed"] and done["fields"][0]["value"] == "12500.00"
    assert "reopen it first" in refused(office, "practice", "set", reference, "--subject", "x")
    assert "in use: 1 practice" in refused(office, "model", "remove", model["name"])
    assert "in use: " in refused(office, "progress", "remove", "Conclusa")
    rows = office.turno("practice", "list", "--model", model["name"], "--closed")
    assert [row["reference"] for row in rows] == [reference]
    assert office.turno("practice", "list", "--model", model["name"], "--no-closed") == []


def test_r37_practice_of_no_ticket(office, model):
    contact = office.contact()
    practice = office.turno("practice", "add", "--contact", contact, "--category", model["categories"][0], "--subject", "Da zero",
                            "--model", model["name"], "--assignee", "")
    assert (practice["contact"]["address"], practice["tickets"]) == (contact, [])
    shown = office.turno("practice", "show", practice["number"])
    assert shown["events"][0]["type"] == "opened"
    assert "cannot see it" in refused(office, "practice", "set", practice["reference"], "--assignee", "marco")
    assert "needs a ticket" in refused(office, "practice", "add", "--contact", contact)
    assert "There is no practice" in refused(office, "practice", "show", "P0")


def test_r25_documents_of_a_contact(office):
    ticket = office.open_ticket(text="Ecco il documento.\n", files=[("carta.pdf", "application/pdf", b"%PDF-1.4 carta")])
    rows = office.turno("documents", ticket["sender"])
    assert [(row["kind"], row["name"], row["ticket"]["number"]) for row in rows] == [("sent", "carta.pdf", ticket["number"])]
    assert rows[0]["downloads"] == []
    assert office.turno("documents", ticket["sender"], "--name", "altro") == []
    assert "kind can be" in refused(office, "documents", ticket["sender"], "--kind", "letter")
