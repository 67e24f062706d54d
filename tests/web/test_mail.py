"""Incoming mail: what waits, one mail and why, and what is done with it (web.md, page 4)."""
import re

import pytest

from lib.office import HELP, SUPPORT, reply_address


@pytest.fixture(scope="module")
def triage(office):
    """Anna has the triage right, from the seed."""
    assert office.turno("operator", "show", "anna")["has_triage"]
    return office.desk("anna")


@pytest.fixture
def waiting(office):
    """A mail of a stranger that waits: the ledger's row, with its sender and subject."""
    def do(**more):
        sender, subject = f"{office.word()}@estranei.example", f"Domanda {office.word()}"
        row = office.deliver(more.pop("sender", sender), SUPPORT, subject, more.pop("text", "Quanto costa il 730?\n"), envelope_from="mario.rossi@demo.example", **more)
        assert row["outcome"] == "triage", office.explain(row)
        return {**row, "sender": sender, "subject": subject}
    return do


def look(office, mail, login="anna", query=""):
    return office.desk(login).get(f"{office.url}/mail/{mail}{query}")


def test_r31_what_waits_is_listed_by_mailbox_and_reason(office, triage, waiting):
    row = waiting()
    page = triage.get(office.url + "/mail")
    assert page.status == 200 and row["subject"] in page.text and row["sender"] in page.text and "mittente sconosciuto" in page.text
    group = re.search(r'href="[^"]*(/mail\?tab=waiting&amp;mailbox=\d+&amp;why=unknown)"[^>]*>support: mittente sconosciuto <b>(\d+)</b></a>', page.html)
    assert int(group.group(2)) >= 1
    page = triage.get(office.url + group.group(1).replace("&amp;", "&"))
    assert row["subject"] in page.text and "Mostra tutto" in page.text
    assert row["subject"] not in triage.get(office.url + "/mail?tab=waiting&why=forged").text
    assert row["subject"] in triage.get(office.url + "/mail?tab=all").text
    for text in (row["sender"], row["sender"][:7], row["subject"].split()[1], f"<{row['message_id']}>"):
        assert row["subject"] in triage.get(f"{office.url}/mail?tab=all&text={text}").text, text
    assert 'class="empty"' in triage.get(f"{office.url}/mail?tab=all&text={office.word()}").html
    assert row["subject"] not in triage.get(f"{office.url}/mail?tab=all&before={row['id']}").text


def test_r31_of_more_than_a_thousand_the_bar_says_so(office, triage, waiting):
    row = waiting()
    rows = office.stack.postgres.query
    rows("insert into turno.mail (mailbox_id, uidvalidity, uid, received_at, blob_id, outcome, decided_at, evidence)"
         f" select mailbox_id, 7, n, received_at, blob_id, 'triage', now(), '{{}}' from turno.mail, generate_series(1, 1001) n where id = {row['id']}")
    try:
        for path in ("/ticket", "/mail"):
            assert '<span class="badge operator">1000+</span>' in triage.get(office.url + path).html
        assert 'tab=waiting" aria-current="page">Da decidere <span>1000+</span>' in triage.page.html
    finally:
        rows("delete from turno.mail where uidvalidity = 7")


def test_r31_the_number_in_the_bar_is_that_of_the_page(office, triage, waiting):
    waiting()
    ticket = office.open_ticket(f"Trattenuta {office.word()}")
    notice = office.told(ticket["number"], "acknowledgement", ticket["sender"])
    before = re.search(r'Posta in arrivo <span class="badge operator">(\d+)', triage.get(office.url + "/ticket").html).group(1)
    row = office.deliver(f"{office.word()}@elsewhere.example", reply_address(notice), "Re: " + notice["Subject"], "Zio.\n", In_Reply_To=notice["Message-ID"])
    assert row["outcome"] == "held", office.explain(row)
    page = triage.get(office.url + "/mail")
    badge = re.search(r'Posta in arrivo <span class="badge operator">(\d+)', page.html).group(1)
    assert int(badge) == int(before) + 1 and re.search(r'tab=waiting"[^>]*>Da decidere <span>(\d+)', page.html).group(1) == badge


def test_r9_mail_of_no_ticket_needs_the_triage_right(office, triage, waiting):
    row = waiting()
    for path in ("/mail", "/mail/blocked", f"/mail/{row['id']}", "/mail/99999999"):
        assert office.desk("marco").get(office.url + path).status == 404, path
    assert "/mail\"" not in office.desk("marco").get(office.url + "/ticket").html
    assert re.search(r'/mail"[^>]*>Posta in arrivo <span class="badge operator">\d+', triage.get(office.url + "/ticket").html)
    page = look(office, row["id"])
    marco = office.desk("marco")
    csrf = marco.get(office.url + "/ticket/new").form("subject").fields["csrf"]
    for path in ("open", "attach", "discard", "retry", "block"):
        answer = marco.post(f"{office.url}/mail/{row['id']}/{path}", {"csrf": csrf, "what": "open", "found": "new", "ticket": "1", "sender": "x@y.example"})
        assert answer.status == 404, path
    assert marco.post(f"{office.url}/mail/blocked", {"csrf": csrf, "sender": "x@y.example"}).status == 404
    assert office.desk("anna").submit(page.form_to("/discard"), csrf="x" * 43).status == 403
    ticket = office.open_ticket(f"Altro {office.word()}")
    guest = office.enter(office.link(office.told(ticket["number"], "acknowledgement", ticket["sender"])))
    assert "/login" in guest.get(f"{office.url}/mail/{row['id']}").url


def test_a_mail_is_shown_with_why_and_nothing_active(office, waiting):
    row = waiting(text="Ciao <script>alert(1)</script> https://x.example/l/" + "a" * 43 + "\n", Cc="altri@estranei.example")
    page = look(office, row["id"])
    assert page.status == 200 and "&lt;script&gt;" in page.html and "<script>alert" not in page.html
    assert "/l/" + "a" * 43 not in page.html and "/l/…" in page.text
    assert "altri@estranei.example" in page.text and "support@demo.example" in page.text
    assert f"Nessuno ha l’indirizzo {row['sender']}" in page.text and "Non risponde a nessuna nostra mail." in page.text
    assert office.desk("marco").get(f"{office.url}/mail/{row['id']}/original").status == 404
    answer = office.desk("anna").get(f"{office.url}/mail/{row['id']}/original")
    assert answer.status == 200 and b"alert(1)" in answer.body and answer.headers["Content-Type"] != "text/html"
    assert "Perciò attende una decisione: mittente sconosciuto." in page.text and '"step"' not in page.html


def test_r31_a_ticket_is_made_without_telling_anybody(office, waiting):
    row = waiting()
    page, browser = look(office, row["id"]), office.desk("anna")
    form = page.form_to("/open")
    assert form.fields["found"] == "new" and form.fields["subject"] == row["subject"] and form.fields["new_mail"] == row["sender"]
    page = browser.submit(form, what="open", category="", new_name="")
    assert page.status == 422 and "category-error" in page.html and "new_name-error" in page.html and "Quanto costa" in page.html
    form = page.form_to("/open")
    fields = {"what": "open", "category": page.option("CAF › 730"), "new_name": f"Nuovo {office.word()}"}
    page = browser.submit(form, **fields)
    assert re.search(r"/ticket/\d+\?done=opened", page.url), page.text
    number = int(re.search(r"/ticket/(\d+)", page.url).group(1))
    assert "Quanto costa il 730?" in page.text and office.outbox(number) == [] and office.turn(number) == "operator"
    page = look(office, row["id"])
    assert "ne ha fatto un ticket" in page.text and f"#{number}" in page.text and not any(f.action.endswith("/open") for f in page.forms)
    again = browser.submit(form, **fields)
    assert f"/ticket/{number}" in again.url  # the same form once more makes no second


def test_r31_the_contact_is_chosen_and_gets_the_address(office, waiting):
    name = office.word()
    address = office.contact(name=name)
    row, browser = waiting(), office.desk("anna")
    page = look(office, row["id"])
    page = browser.submit(page.form_to("/open"), what="find", contact_text=name)
    key = re.search(r'value="(contact-\d+)"', page.html).group(1)
    assert address in page.text and "Quanto costa" in page.html
    page = browser.submit(page.form_to("/open"), what="open", found=key, own="1", tell="1", category=page.option("CAF"))
    assert "done=opened" in page.url, page.text
    assert row["sender"] in office.turno("contact", "show", address)["addresses"]
    other = office.deliver(row["sender"], SUPPORT, f"Ancora {office.word()}", "Grazie.\n", envelope_from="mario.rossi@demo.example")
    assert other["outcome"] == "ticket"


def test_r31_a_new_contact_is_of_a_customer_that_there_is(office, waiting):
    name = f"Ditta {office.word()}"
    address = office.contact(name=name)
    row, browser = waiting(), office.desk("anna")
    page = look(office, row["id"])
    page = browser.submit(page.form_to("/open"), what="open", found="new", new_name="Ugo Nuovo", new_customer="Nessuno Qui", category=page.option("CAF"))
    assert page.status == 422 and "new_customer-error" in page.html and 'value="Nessuno Qui"' in page.html
    found = browser.get(f"{office.url}/find/customer?text={name[:12].replace(' ', '+')}")
    number = re.search(r'data-id="(\d+)" data-label="' + name + ' [^"]*"', found.html).group(1)
    assert office.desk("marco").get(f"{office.url}/find/customer?text=x").status == 200
    assert "/login" in office.browser().get(f"{office.url}/find/customer?text=x").url
    page = browser.submit(page.form_to("/open"), what="open", new_customer=name, new_customer_id=number)
    assert "done=opened" in page.url, page.text
    assert office.turno("contact", "show", row["sender"])["customer"] == office.turno("contact", "show", address)["customer"]


def test_r31_a_mail_is_added_to_a_ticket(office, waiting):
    ticket, browser = office.open_ticket(f"Aggiunte {office.word()}"), office.desk("anna")
    row = waiting()
    page = browser.submit(look(office, row["id"]).form_to("/attach"), ticket="99999999", role="note")
    assert page.status == 422 and "ticket-error" in page.html and "Quanto costa" in page.html
    page = browser.submit(page.form_to("/attach"), ticket="abc", role="note")
    assert page.status == 422 and "ticket-error" in page.html
    form = page.form_to("/attach")
    page = browser.submit(form, ticket=ticket["number"], role="contact")
    assert "done=attached" in page.url and "Quanto costa il 730?" in page.text
    assert f"/ticket/{ticket['number']}" in browser.submit(form, ticket=ticket["number"], role="contact").url
    for role in ("note", "new"):
        row = waiting()
        page = browser.submit(look(office, row["id"]).form_to("/attach"), ticket=ticket["number"], role=role)
        assert "done=attached" in page.url, page.text
    row = waiting()
    page = browser.submit(look(office, row["id"]).form_to("/attach"), ticket=ticket["number"], role="sender")
    assert page.status == 422 and "role-error" in page.html


def test_m34_discarded_found_again_and_retried(office, waiting):
    row, browser = waiting(), office.desk("anna")
    page = browser.submit(look(office, row["id"]).form_to("/discard"), reason="x" * 600)
    assert page.status == 422 and "discard-error" in page.html
    assert page.form_to("/discard").fields["reason"] == "x" * 600 and page.form_to("/block").fields.get("reason", "") == ""
    page = browser.submit(page.form_to("/discard"), reason="pubblicità")
    assert page.url.endswith("/mail?done=mail_discarded") and row["subject"] not in page.text
    assert row["subject"] in browser.get(office.url + "/mail?tab=filtered").text
    page = look(office, row["id"])
    assert "Anna Conti l’ha scartata: pubblicità." in page.text and f'/mail/{row["id"]}/original' in page.html
    original = browser.get(f"{office.url}/mail/{row['id']}/original")
    assert original.status == 200 and row["subject"].encode() in original.body
    assert office.desk("marco").get(f"{office.url}/mail/{row['id']}/original").status == 404
    page = browser.submit(page.form_to("/retry"))
    assert page.url.endswith("/mail?done=mail_retried")
    assert office.verdict(row["message_id"])["outcome"] == "triage"


def test_a_sender_is_blocked_and_unblocked(office, waiting):
    row, browser = waiting(), office.desk("anna")
    page = browser.submit(look(office, row["id"]).form_to("/block"), sender="non un indirizzo", reason="pubblicità")
    assert page.status == 422 and "sender-error" in page.html
    assert page.form_to("/block").fields["reason"] == "pubblicità" and page.form_to("/discard").fields.get("reason", "") == ""
    page = browser.submit(page.form_to("/block"), reason="x" * 2001)
    assert page.status == 422 and "block-error" in page.html and "discard-error" not in page.html
    page = browser.submit(page.form_to("/block"), sender=row["sender"], reason="spam")
    assert page.url.endswith("/mail?done=blocked")
    assert office.deliver(row["sender"], SUPPORT, f"Spam {office.word()}", "x\n", envelope_from="mario.rossi@demo.example")["outcome"] == "filtered"
    page = browser.get(office.url + "/mail/blocked")
    assert row["sender"] in page.text and "spam" in page.text and "Anna Conti" in page.text
    page = browser.submit(next(f for f in page.forms if f.fields.get("sender") == row["sender"]))
    assert page.url.endswith("/mail/blocked?done=unblocked") and row["sender"] not in page.text
    form = next(f for f in page.forms if "reason" in f.names)
    assert browser.submit(form, sender="marco@demo.example").status == 422
    page = browser.submit(form, sender=f"{office.word()}.example")
    assert "done=blocked" in page.url


def test_m18_a_held_mail_is_decided_by_who_sees_its_ticket(office):
    ticket = office.open_ticket(f"Bonus 730 {office.word()}")
    mail = office.told(ticket["number"], "acknowledgement", ticket["sender"])
    to = mail["Reply-To"].addresses[0].addr_spec
    rows = []
    for _ in range(4):
        sender = f"{office.word()}@estranei.example"
        row = office.deliver(sender, to, "Re: Bonus", f"Parlo io, {sender}.\n", envelope_from="mario.rossi@demo.example")
        assert row["outcome"] == "held", office.explain(row)
        rows.append((row["id"], sender))
    page = look(office, rows[0][0], "marco")  # without the triage right: his ticket, his mail
    assert page.status == 200 and rows[0][1] in page.text and "Posta in arrivo</a>" not in page.text
    assert "ma chi scrive non vi partecipa" in page.text
    marco = office.desk("marco")
    assert marco.submit(page.form_to("/held"), what="altro").status == 422
    page = marco.submit(page.form_to("/held"), what="accept")
    assert f"/ticket/{ticket['number']}" in page.url and rows[0][1] in page.text
    for (mail_id, sender), what in zip(rows[1:], ("add", "discard", "split")):
        page = look(office, mail_id, "marco")
        page = marco.submit(page.form_to("/held"), what=what)
        assert page.status == 200 and re.search(r"/ticket/\d+\?done=", page.url), (what, page.text)
    assert f"/ticket/{ticket['number']}?" not in page.url
    hidden = office.open_ticket(f"Permesso {office.word()}", to=HELP)
    to = office.told(hidden["number"], "acknowledgement", hidden["sender"])["Reply-To"].addresses[0].addr_spec
    row = office.deliver(f"{office.word()}@estranei.example", to, "Re: Permesso", "Io.\n", envelope_from="mario.rossi@demo.example")
    assert row["outcome"] == "held" and look(office, row["id"], "marco").status == 404


def test_m10_of_a_forward_the_first_writer_is_proposed(office):
    first = f"{office.word()}@estranei.example"
    text = ("Da inserire.\n\n-------- Messaggio inoltrato --------\nOggetto: Bolletta\nData: Fri, 20 Nov 2026 10:00:00 +0100\n"
            f"Mittente: Rita Blu <{first}>\nA: Marco Villa <marco@demo.example>\n\nHo perso la bolletta.\n")
    row = office.deliver("marco@demo.example", SUPPORT, "Fwd: Bolletta", text)
    if row["outcome"] != "triage":
        pytest.skip("operators' forwards open tickets by themselves here")
    page = look(office, row["id"])
    assert first in page.text and "Usa la mail com’è" in page.text
    assert page.form_to("/open").fields["new_mail"] == first
    page = look(office, row["id"], query="?itself=yes")
    assert "Proponi chi ha scritto per primo" in page.text
