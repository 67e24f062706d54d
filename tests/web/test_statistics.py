"""The figures of the desk on their page: what it sums, what it links to, its file."""
import csv
import datetime
import html
import io
import re

import pytest


def tile(page, label):
    """The figure that stands under a label."""
    return re.search(rf"<dt>{label}[^<]*</dt><dd>(?:<a[^>]*>)?([^<]*)<", page.html).group(1)


def table(page, caption):
    """Rows of a table, the sum last: [name, count, …]."""
    text = re.search(rf"<table[^>]*><caption>{caption}</caption>.*?</table>", page.html, re.S).group()
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", text, re.S)
    return [[html.unescape(re.sub("<[^>]*>", "", cell)) for cell in re.split(r'<td class="(?:num|graph)">', row) if "<svg" not in cell and cell != "</td>"]
            for row in rows]


@pytest.fixture(scope="module")
def clerk(office):
    """An operator who alone sees a category of 4 open and 3 closed tickets, and one of 2 below it; gives his browser and its name."""
    login, category = office.operator("Chi conta"), office.word()
    office.turno("category", "add", category)
    office.turno("category", "add", f"{category} › Sotto")
    office.turno("operator", "set", login, "--category", category, "--level", "base", "--below")
    number = office.open_ticket()["number"]
    office.stack.postgres.query(
        "insert into turno.ticket (reference, customer_id, contact_id, category_id, level, turn, status_id, priority_id, channel, subject,"
        " opened_at, closed_at, updated_at, waiting_since)"
        f" select '{category}-' || n, t.customer_id, t.contact_id, (select id from turno.category where path = '{category}' || case when n > 7 then ' › Sotto' else '' end),"
        " 'base', s.turn, s.id, t.priority_id, 'web', 'cifre', now() - interval '5 days', case when s.turn = 'closed' then now() - interval '3 days' end, now(),"
        " now() - n * interval '1 day'"
        f" from turno.ticket t, generate_series(1, 9) n join turno.status s on s.is_default and s.turn = case when n between 5 and 7 then 'closed' when n = 1 then 'contact' else 'operator' end"
        f" where t.id = {number}")
    yield office.sign_in(login), category
    office.stack.postgres.query(f"delete from turno.ticket where reference like '{category}-%'")


def test_r38_figures_are_of_what_he_sees_and_add_up(office, clerk):
    browser, category = clerk
    page = browser.get(f"{office.url}/statistics")
    assert (tile(page, "Ticket aperti"), tile(page, "In attesa di noi"), tile(page, "Ticket nuovi"), tile(page, "Chiusi")) == ("6", "4", "9", "3")
    assert tile(page, "Tempo medio di chiusura") == "2 giorni"
    assert table(page, "Ticket aperti per categoria") == [[category, "4", "67"], [f"{category} › Sotto", "2", "33"], ["Somma", "6", "100"]]
    assert table(page, "Ticket chiusi per categoria") == [[category, "3", "2 giorni"], ["Somma", "3", "2 giorni"]]
    for caption in ("Ticket aperti per stato", "Ticket aperti per priorità"):
        *rows, total = table(page, caption)
        assert sum(int(row[1]) for row in rows) == int(total[1]) == 6
    bars = re.findall(r'<rect width="(\d+)"', page.html)
    assert bars[:2] == ["100", "50"] and " style=" not in page.html
    assert "Operatori</caption>" not in page.html  # figures per operator are off by default


def test_r38_period_and_category_narrow(office, clerk):
    browser, category = clerk
    page = browser.get(f"{office.url}/statistics")
    below = office.stack.postgres.query(f"select id from turno.category where path = '{category} › Sotto'")[0][0]
    form = page.form("from", "to", "category")
    page = browser.submit(form, category=below)
    assert tile(page, "Ticket aperti") == "2" and f"· {category} › Sotto</h1>" in page.html
    day = datetime.date.today()
    page = browser.submit(form, **{"from": str(day), "to": str(day)})
    assert (tile(page, "Ticket aperti"), tile(page, "Ticket nuovi"), tile(page, "Chiusi")) == ("6", "0", "0")
    assert browser.get(f"{office.url}/statistics?from=never&to=2026-13-40&category=x").status == 200
    link = html.unescape(re.search(r'<a href="([^"]*)">30 giorni', page.html).group(1))
    assert tile(browser.get(link), "Ticket nuovi") == "9"


def test_r38_figures_lead_to_the_tickets_that_they_count(office, clerk):
    browser, category = clerk
    office.stack.postgres.query(f"update turno.ticket set is_draft = true where reference = '{category}-9'")
    try:
        page = browser.get(f"{office.url}/statistics")
        links = re.findall(r'href="([^"]*/ticket\?[^"]*)">(\d+)</a>', page.html)  # the tiles, then the statuses and priorities of the tables
        links += [(link, count) for link, count in re.findall(r'href="([^"]*/ticket\?[^"]*)">[^<]*</a></th>.*?<td class="num">(\d+)</td>', page.html)]
        assert [int(count) for _, count in links[:2]] == [5, 3] and len(links) > 4
        for link, count in links:
            rows = re.findall(r'<td class="n">\d+</td>', browser.get(html.unescape(link)).html)
            assert len(rows) == int(count), link
        assert "Bozze: <b>Escluse</b>" in browser.page.html  # and says so
    finally:
        office.stack.postgres.query(f"update turno.ticket set is_draft = false where reference = '{category}-9'")


def test_r38_as_a_file(office, clerk):
    browser, category = clerk
    page = browser.get(f"{office.url}/statistics")
    page = browser.get(html.unescape(re.search(r'href="([^"]*/statistics\.csv[^"]*)"', page.html).group(1)))
    assert page.status == 200 and page.headers["Content-Disposition"].startswith('attachment; filename="statistics-')
    rows = list(csv.DictReader(io.StringIO(page.body.decode("utf-8-sig"), newline="")))
    assert {"section": "open by category", "name": category, "figure": "count", "value": "4"} in rows
    assert {"section": "open", "name": "", "figure": "count", "value": "6"} in rows


def test_r9_others_have_their_own_figures_and_nobody_none(office, clerk):
    _, category = clerk
    assert category not in office.sign_in("marco").get(f"{office.url}/statistics").html
    browser = office.browser()
    for path in ("statistics", "statistics.csv"):
        assert f"/login?next=/{path}" in browser.get(f"{office.url}/{path}").url
    ticket = office.open_ticket()
    contact = office.enter(office.link(office.told(ticket["number"], "acknowledgement", ticket["sender"])))
    assert "/login" in contact.get(f"{office.url}/statistics").url
