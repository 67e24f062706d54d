"""An answer that comes before what it answers waits for it, and nobody else does (M16)."""
import time

from lib.office import SUPPORT


def test_m16_an_answer_waits_for_a_mail_of_ours_that_is_not_here_yet(office):
    query = office.stack.postgres.query
    ticket = office.open_ticket(f"730 {office.word()}")
    number, outbox = ticket["number"], query("select nextval(pg_get_serial_sequence('turno.outbox', 'id'))")[0][0]
    message_id = query(f"select format('m.%s.%s.%s@demo.example', {number}, {outbox}, turno.token_make('message', 'm', {number}, {outbox}))")[0][0]
    early = office.send(ticket["sender"], SUPPORT, "Oggetto nuovo", "Eccola in anticipo.\n", In_Reply_To=f"<{message_id}>")
    # Another's mail is decided while it waits.
    assert office.deliver(office.contact(), SUPPORT, f"Altro {office.word()}", "Io non aspetto.\n")["outcome"] == "ticket"
    time.sleep(3)
    assert query(f"select count(*) from turno.mail where message_id = '{early.strip('<>')}' and outcome is null")[0][0] in (1, "1")
    query(f"""insert into turno.outbox (id, ticket_id, kind, mailbox_id, contact_id, recipient, language, message_id, state) overriding system value
        select {outbox}, o.ticket_id, 'reply', o.mailbox_id, o.contact_id, o.recipient, o.language, '{message_id}', 'sent'
        from turno.outbox o where o.ticket_id = {number} and o.contact_id is not null limit 1 returning id""")
    row = office.verdict(early, seconds=40)
    assert (row["outcome"], row["ticket"]) == ("post", number), office.explain(row)
