"""Receipts of certified mail on the page of their ticket, as the providers signed them (M28)."""
import html
import re

import pytest

from lib.pec import CITED, CLIENT, OURS, certified_desk


@pytest.fixture(scope="module", name="desk")
def fixture_desk(office):
    with certified_desk(office) as desk:
        yield desk


def links(page):
    """What is told of the delivery of a reply: [(kind, address of the receipt)]."""
    return [(kind, html.unescape(link)) for kind, link in
            re.findall(r'<li class="sub">([^<]*?) \d\d/\d\d/\d{4} \d\d:\d\d · <a href="[^"]*?(/mail/\d+/original)" download>ricevuta \(\.eml\)</a>', page.html)]


def test_m28_each_receipt_is_had_on_its_ticket_as_it_came(office, desk):
    envelope, = desk.take_all(OURS, "busta_in_base64")
    ticket, marco = envelope["ticket"], office.desk("marco")
    desk.reply(ticket, "Ecco il modulo.", CITED)
    assert links(marco.get(f"{office.url}/ticket/{ticket}")) == []
    desk.take_all(OURS, "accettazione", "consegna_completa")
    page = marco.get(f"{office.url}/ticket/{ticket}")
    assert re.search(rf'<span class="badge delivered">Consegnata \d\d/\d\d/\d{{4}} \d\d:\d\d</span> <span class="sub">{CLIENT}</span>', page.html), page.html
    found = links(page)
    assert [kind for kind, _ in found] == ["Ricevuta di accettazione", "Ricevuta di avvenuta consegna"]
    for (_, link), name in zip(found, ("accettazione", "consegna_completa")):
        answer = marco.get(office.url + link)
        assert answer.status == 200 and answer.headers["Content-Disposition"].startswith("attachment;")
        assert answer.body == (OURS / f"{name}.eml").read_bytes()  # byte by byte, so that its signature proves it

    # Who does not see the ticket has no receipt of it, nor has its contact.
    office.turno("ticket", "move", ticket, "--category", "Interna", "--as", "anna")
    for _, link in found:
        assert marco.get(office.url + link).status == 404
        assert office.desk("anna").get(office.url + link).status == 200
    person = office.enter(office.link(office.mails_of(CLIENT)[-1]))
    assert "ricevuta" not in person.page.html and "/login" in person.get(office.url + found[0][1]).url
