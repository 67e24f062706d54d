"""Certified mail as providers signed it, byte by byte, in an office that knows their authorities (M27-M30)."""
import hashlib

import pytest

from lib.mail import text_of
from lib.pec import CITED, CLIENT, CORPUS, OURS, certified_desk

PDF = b"%PDF-1.4 modulo da firmare"


@pytest.fixture(scope="module", name="desk")
def fixture_desk(office):
    with certified_desk(office) as desk:
        yield desk


@pytest.fixture(scope="module", name="ticket")
def fixture_ticket(desk):
    """A ticket by certified mail."""
    row, = desk.take_all(OURS, "busta_in_base64")
    assert (row["outcome"], row["trust"], row["evidence"]["pec"]["signature"]) == ("ticket", "signed", "valid"), row
    return row["ticket"]


@pytest.mark.parametrize("name, reason", [("busta", "PEC envelope that proves nothing"), ("accettazione", "PEC receipt that no provider signed")])
def test_m30_what_was_altered_on_its_way_proves_nothing(desk, name, reason):
    row = desk.take((OURS / f"{name}.eml").read_bytes().replace(b"Messaggio di", b"messaggio di").replace(b"Il messaggio", b"il messaggio"))
    assert (row["outcome"], row["reason"], row["ticket"]) == ("filtered" if name == "accettazione" else "triage", reason, None), row
    assert row["evidence"]["pec"]["signature"] == "invalid"


def test_m30_what_nobody_signed_proves_nothing(desk):
    row, = desk.take_all(OURS, "busta_falsa_non_firmata")
    assert (row["outcome"], row["ticket"]) == ("triage", None), row


def test_m28_m29_answer_receipts_and_the_answer_to_it(desk, ticket):
    office = desk.office
    row = desk.reply(ticket, "Ecco il modulo.", CITED,
                     files=[("files", "modulo.pdf", "application/pdf", PDF)])
    assert row["to"] == CLIENT
    letter = office.received(CLIENT, row["message_id"])
    assert hashlib.sha256(PDF).hexdigest() in text_of(letter) and "modulo.pdf" in text_of(letter)
    assert letter["From"].addresses[0].addr_spec == "sportello@pec.caf.example"
    assert letter["Return-Path"].strip("<> ") == "sportello@pec.caf.example"
    assert letter["Bcc"] is None and "+" not in str(letter["Reply-To"])
    states = []
    for name in ("accettazione", "presa_in_carico", "preavviso_12h", "consegna_completa", "mancata_consegna"):
        told, = desk.take_all(OURS, name)
        assert (told["outcome"], told["ticket"], told["evidence"]["pec"]["signature"]) == ("event", ticket, "valid"), told
        states.append(desk.delivery(row))
    assert states == ["accepted", "accepted", "doubtful", "delivered", "delivered"]
    assert [event["type"] for event in office.ticket(ticket)["events"]][-5:] == [
        "delivery_accepted", "delivery_taken", "delivery_doubtful", "delivered", "delivery_failed"]
    assert office.turn(ticket) == "contact"
    answer, = desk.take_all(OURS, "busta")
    assert (answer["outcome"], answer["ticket"], answer["trust"]) == ("post", ticket, "signed"), answer
    assert office.turn(ticket) == "operator"


@pytest.mark.parametrize("name, note", [("non_accettazione", "altro"), ("non_accettazione_virus", "virus"), ("rilevazione_virus", "virus")])
def test_r15_a_failure_gives_the_turn_back(desk, ticket, name, note):
    row = desk.reply(ticket, f"Di nuovo, {name}.", CITED)
    assert desk.office.turn(ticket) == "contact"
    told, = desk.take_all(OURS, name)
    assert (told["outcome"], told["ticket"], desk.delivery(row)) == ("event", ticket, "failed"), told
    failed = [event for event in desk.office.ticket(ticket)["events"] if event["type"] == "delivery_failed"][-1]
    assert failed["note"].startswith(note) and desk.office.turn(ticket) == "operator"


@pytest.mark.skipif(not (CORPUS / "pec_synthetic").exists(), reason="the corpus of mails is not here (TURNO_CORPUS)")
def test_m28_the_eleven_mails_of_the_corpus(desk):
    cited, folder, states = "turno.7f3a.42.1@studio.test", CORPUS / "pec_synthetic", {}
    first = None
    person = desk.office.contact("Mario Rossi", "mario.rossi@pec.cliente.test")
    for names in (("01-accettazione", "07-preavviso-12h", "08-preavviso-24h", "04-avvenuta-consegna"),
                  ("02-non-accettazione",), ("03-non-accettazione-virus",), ("05-errore-consegna",), ("06-errore-consegna-virus",)):
        desk.query("update turno.address set dead_at = null")
        ticket = desk.office.open_ticket(f"Il 730 {desk.office.word()}", person)["number"]
        first = first or ticket
        row = desk.reply(ticket, f"Risposta {names[0]}.", cited)
        for name in names:
            told, = desk.take_all(folder, name)
            assert (told["outcome"], told["ticket"]) == ("event", ticket), told
            states[name] = desk.delivery(row), desk.office.turn(ticket)
    assert states == {
        "01-accettazione": ("accepted", "contact"), "07-preavviso-12h": ("doubtful", "contact"), "08-preavviso-24h": ("failed", "operator"),
        "04-avvenuta-consegna": ("delivered", "operator"), "02-non-accettazione": ("failed", "operator"),
        "03-non-accettazione-virus": ("failed", "operator"), "05-errore-consegna": ("failed", "operator"),
        "06-errore-consegna-virus": ("failed", "operator")}
    reply, anomaly, forged = desk.take_all(folder, "10-busta-trasporto-risposta", "11-busta-anomalia", "12-busta-falsa-non-firmata")
    assert (reply["outcome"], reply["ticket"], reply["trust"]) == ("post", first, "signed"), reply
    assert (anomaly["outcome"], anomaly["from"]) == ("ticket", "anna@gmail.test"), anomaly
    assert forged["outcome"] in ("triage", "duplicate") and forged["trust"] != "signed", forged


@pytest.mark.skipif(not (CORPUS / "pec").exists(), reason="the corpus of mails is not here (TURNO_CORPUS)")
def test_m28_receipts_of_others_stand_in_the_log(desk):
    before = desk.query("select count(*) from turno.ticket")
    rows = [desk.take(path.read_bytes()) for path in sorted((CORPUS / "pec/mails").glob("*.eml"))]
    assert {row["outcome"] for row in rows} <= {"filtered", "triage"}, [row["outcome"] for row in rows]
    assert desk.query("select count(*) from turno.ticket") == before
    orphans = {row["mail"] for row in desk.office.turno("receipt", "list", "--orphan")}
    receipts = {row["id"] for row in rows if row["evidence"]["pec"]["kind"] in ("accettazione", "avvenuta-consegna", "errore-consegna")}
    assert len(receipts) == 3 and receipts <= orphans
