"""Tickets that operators open, draft, merge and delete by the command line, under the rules of the web."""
from test_act import act


def test_r16_r19_r30_an_operator_opens_a_ticket_and_its_contact_hears_of_it(office):
    subject = f"Pratica {office.word()}"
    done = act(office, "open", "--contact", "mario.rossi@demo.example", "--category", "CAF", "--subject", subject, "--text", "Servono i documenti.",
               "--note", "Ha chiamato.", "--channel", "phone", "--as", "marco")
    ticket = office.ticket(done["ticket"])
    assert (done["done"], ticket["subject"], ticket["turn"], ticket["category"]) == ("opened", subject, "contact", "CAF")
    assert [(post["kind"], post["visible_text"]) for post in ticket["posts"]] == [("message", "Servono i documenti."), ("note", "Ha chiamato.")]
    assert [row["to"] for row in office.outbox(done["ticket"], "reply")] == ["mario.rossi@demo.example"]
    done = act(office, "open", "--contact", "mario.rossi@demo.example", "--category", "CAF", "--subject", "Fatto", "--text", "Ecco.", "--close", "--as", "marco")
    assert (done["done"], office.turn(done["ticket"])) == ("closed", "closed")
    assert act(office, "open", "--contact", "mario.rossi@demo.example", "--category", "Immigrazione > Rinnovo permesso", "--subject", "x", "--as", "marco",
               status=65) == "turno: --category: is none of this operator's categories"
    assert "takes options only" in act(office, "open", 1, "--as", "marco", status=64)
    assert "no contact" in act(office, "open", "--contact", "nobody@demo.example", "--category", "CAF", "--subject", "x", "--as", "marco", status=65)


def test_r32_a_draft_sends_nothing_until_it_is_sent(office):
    options = ["--contact", "mario.rossi@demo.example", "--category", "CAF", "--subject", "Bozza", "--as", "marco"]
    number = act(office, "draft", *options)["ticket"]
    assert act(office, "draft", number, *options, "--text", "Ecco.")["done"] == "drafted"
    assert office.outbox(number, "reply") == [] and "no such ticket" in act(office, "show", number, "--as-contact", "mario.rossi@demo.example", status=65)
    assert act(office, "send", number, "--as", "riccardo")["done"] == "opened"
    assert len(office.outbox(number, "reply")) == 1
    assert "is no draft" in act(office, "discard", number, "--as", "marco", status=65)


def test_r41_r27_merge_link_and_delete(office):
    source, target = (act(office, "open", "--contact", "mario.rossi@demo.example", "--category", "CAF", "--subject", "Uno", "--text", "Ecco.", "--as",
                          "anna")["ticket"] for _ in range(2))
    assert act(office, "link", source, "--other", target, "--as", "anna")["done"] == "linked"
    assert act(office, "unlink", source, "--other", target, "--as", "anna")["done"] == "unlinked"
    assert act(office, "unlink", source, "--other", target, "--as", "anna", status=65) == "turno: --other: they are not linked"
    assert act(office, "merge", source, "--into", target, "--as", "anna") == {"ok": True, "done": "merged", "ticket": target}
    assert office.turn(source) == "closed" and len(office.ticket(target)["posts"]) == 2 and office.ticket(source)["posts"] == []
    assert "was merged" in act(office, "delete", source, "--as", "anna", status=65)
    number = office.open_ticket(f"Un 730 {office.word()}")["number"]
    assert "Only an administrator" in act(office, "delete", number, "--as", "riccardo", status=65)
    assert act(office, "delete", number, "--as", "anna")["done"] == "deleted"
    assert "no such ticket" in act(office, "show", number, "--as", "anna", status=65)
    assert act(office, "restore", number)["number"] == number
    assert "no deleted ticket" in act(office, "restore", number, status=65)
