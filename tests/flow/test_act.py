"""What operators do to a ticket by the command line, under the rules of the web."""
import json
import subprocess


def act(office, *words, status=0):
    """turno ticket …: its JSON, or with a status other than 0 the sentence on stderr."""
    done = subprocess.run([*office.stack.turnod.command(), "--json", "ticket", *map(str, words)], capture_output=True, text=True, check=False)
    assert done.returncode == status, (words, done.stdout, done.stderr)
    return json.loads(done.stdout) if status == 0 else done.stderr.strip()


def last_event(ticket):
    event = ticket["events"][-1]
    return event["type"], event["old"], event["new"], event["actor"], event["channel"]


def test_r12_a_move_keeps_the_turn_and_may_hide_the_ticket_from_the_mover(office):
    ticket = office.open_ticket(f"Un 730 {office.word()}")
    number = ticket["number"]
    assert act(office, "move", number, "--category", ticket["category"], "--note", "Per voi", "--as", "marco",
               status=65) == "turno: --category: it is there already, and the note would be lost: turno ticket note"
    assert act(office, "move", number, "--category", ticket["category"], "--as", "marco")["done"] == "unchanged"
    assert [post["kind"] for post in office.ticket(number)["posts"]] == ["message"]  # nothing was written
    done = act(office, "move", number, "--category", "Immigrazione", "--note", "Non è un 730", "--tell", "anna", "--as", "marco")
    assert done == {"ok": True, "done": "moved", "ticket": number, "seen": False}
    after = office.ticket(number)
    assert (after["category"], after["turn"], after["level"]) == ("Immigrazione", "operator", "base")
    assert ("category", "CAF › 730", "Immigrazione", "Marco", "desk") in [
        (e["type"], e["old"], e["new"], e["actor"].split()[0] if e["actor"] else None, e["channel"]) for e in after["events"]]
    assert after["posts"][-1]["kind"] == "note" and [name.split()[0] for name in after["posts"][-1]["notified"]] == ["Anna"]
    assert [row["to"] for row in office.outbox(number, "notification")].count("anna@demo.example") == 2
    assert "There is no such ticket" in act(office, "move", number, "--category", "CAF", "--as", "marco", status=65)


def test_r11_r40_what_a_raise_takes_from_sight_is_nobodys(office):
    number = office.open_ticket(f"Un 730 {office.word()}")["number"]
    assert act(office, "take", number, "--as", "marco")["done"] == "taken"
    assert act(office, "level", number, "--level", "advanced", "--as", "marco")["seen"] is False
    after = office.ticket(number)
    assert (after["level"], after["assignee"], after["turn"]) == ("advanced", None, "operator")
    assert act(office, "level", number, "--level", "base", "--as", "riccardo")["done"] == "lowered"
    assert act(office, "level", number, "--level", "base", "--note", "Per voi", "--as", "anna",
               status=65) == "turno: --level: it has that level already, and the note would be lost: turno ticket note"
    assert act(office, "assign", number, "--operator", "marco", "--as", "anna")["done"] == "assigned"
    assert act(office, "assign", number, "--nobody", "--as", "anna")["done"] == "assigned"


def test_r16_r17_status_close_note_and_reopen(office):
    number = office.open_ticket()["number"]
    assert act(office, "status", number, "--turn", "contact", "--as", "anna")["done"] == "status"
    assert office.turn(number) == "contact"
    done = act(office, "close", number, "--note", "Per telefono", "--effective", "yes", "--improve", "Chiedere subito l'IBAN", "--as", "anna")
    assert done["done"] == "closed_alone"
    assert "reopen it first" in act(office, "priority", number, "--priority", "Alta", "--as", "anna", status=65)
    assert act(office, "note", number, "--text", "Ha richiamato", "--as", "anna")["done"] == "noted"
    assert (office.turn(number), office.ticket(number)["effective"]) == ("closed", "yes")
    assert act(office, "reopen", number, "--as", "anna")["done"] == "reopened"
    assert act(office, "priority", number, "--priority", "High", "--as", "anna")["done"] == "priority"
    assert last_event(office.ticket(number))[:3] == ("priority", "Normale", "Alta")


def test_r32_r33_describe_and_what_it_refuses(office):
    number = office.open_ticket()["number"]
    word = office.word()
    assert act(office, "describe", number, "--reference", f"PRA-{word}", "--due", "2998-12-31", "--address", "Via Roma 1", "--latitude", "45.07",
               "--longitude", "7.68", "--as", "anna")["done"] == "described"
    after = office.ticket(number)
    assert (after["reference"], after["timing"], after["due_on"]) == (f"PRA-{word}", "planned", "2998-12-31")
    assert after["place"] == {"address": "Via Roma 1", "latitude": 45.07, "longitude": 7.68}
    assert act(office, "describe", number, "--due", "2020-01-01", "--as", "anna", status=65) == "turno: --due: that day is over"
    assert act(office, "describe", office.open_ticket()["number"], "--reference", f"PRA-{word}", "--as", "anna",
               status=65) == "turno: --reference: another ticket has it already"
    assert "no priority" in act(office, "priority", number, "--priority", "Altissima", "--as", "anna", status=65)
    assert "needs --as" in act(office, "take", number, status=64)
    assert "no operator" in act(office, "take", number, "--as", "nobody", status=65).lower()


def test_r26_drafts_and_what_waits_for_long_are_listed_apart(office):
    sender = office.open_ticket()["sender"]
    draft = act(office, "draft", "--contact", sender, "--category", "CAF", "--subject", "Bozza", "--as", "anna")["ticket"]
    office.stack.postgres.query(f"update turno.ticket set waiting_since = now() - interval '49 hours' where id = {draft}")

    def listed(*filters):
        return {row["number"]: row["number"] == draft for row in act(office, "list", "--contact", sender, *filters)}.values()

    assert sorted(listed()) == [False, True] and list(listed("--draft", "none")) == [False] and list(listed("--draft", "only")) == [True]
    assert list(listed("--waiting", 2)) == [True] and list(listed("--waiting", 3)) == []
    assert "Days of waiting are a number" in act(office, "list", "--waiting", "long", status=65)
    assert "none" in act(office, "list", "--draft", "some", status=65)
