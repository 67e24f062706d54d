"""Lists as files for a spreadsheet: whole whatever their length, harmless, and only what the operator sees."""
import csv
import datetime
import io

import pytest


def rows_of(page):
    """The lines of an answer, each by the names of the columns."""
    assert page.status == 200 and page.headers["Content-Type"].startswith("text/csv; charset=utf-8"), page.text
    assert page.body.startswith(b"\xef\xbb\xbf") and page.body.endswith(b"\r\n")
    return list(csv.DictReader(io.StringIO(page.body.decode("utf-8-sig"), newline="")))


@pytest.fixture(scope="module")
def clerk(office):
    """An operator who alone sees a category of 1,201 tickets; gives his browser and its name."""
    login, category = office.operator("Chi elenca"), office.word()
    office.turno("category", "add", category)
    office.turno("operator", "set", login, "--category", category, "--level", "base")
    number = office.open_ticket()["number"]
    office.stack.postgres.query(
        "insert into turno.ticket (reference, customer_id, contact_id, category_id, level, turn, status_id, priority_id, channel, subject,"
        " closed_at, updated_at) select 'sheet-' || n, t.customer_id, t.contact_id, (select id from turno.category where name = '" + category + "'),"
        " 'base', 'closed', (select id from turno.status where is_closing), t.priority_id, 'web',"
        " case n when 1 then '=1+cmd|''/c calc''!A1' when 2 then 'Città \"doppie\", virgole' || e'\\n' || 'e righe' else 'n' || n end, now(),"
        f" now() - n * interval '1 second' from turno.ticket t, generate_series(1, 1201) n where t.id = {number} order by n")
    yield office.sign_in(login), category
    office.stack.postgres.query("delete from turno.ticket where reference like 'sheet-%'")


def test_r26_the_file_has_every_line_of_the_list_once(office, clerk):
    browser, category = clerk
    page = browser.get(f"{office.url}/ticket.csv?tab=closed")
    rows = rows_of(page)
    assert [row["reference"] for row in rows] == [f"sheet-{n}" for n in range(1, 1202)]
    assert {row["category"] for row in rows} == {category}
    day = datetime.date.today()
    assert page.headers["Content-Disposition"].startswith('attachment; filename="tickets-') and str(day.year) in page.headers["Content-Disposition"]
    assert page.headers["Cache-Control"] == "no-store" and "sandbox" in page.headers["Content-Security-Policy"]


def test_r26_no_cell_is_a_formula_and_words_stay_whole(office, clerk):
    browser, _ = clerk
    subjects = [row["subject"] for row in rows_of(browser.get(f"{office.url}/ticket.csv?tab=closed"))[:2]]
    assert subjects == ["'=1+cmd|'/c calc'!A1", 'Città "doppie", virgole\ne righe']


def test_r9_the_file_holds_only_what_its_operator_sees(office, clerk):
    browser, _ = clerk
    seen = office.open_ticket(f"730 {office.word()}")
    assert rows_of(browser.get(f"{office.url}/ticket.csv?tab=handle")) == []
    assert str(seen["number"]) in {row["number"] for row in rows_of(office.sign_in("marco").get(f"{office.url}/ticket.csv"))}
    assert not any(row["reference"].startswith("sheet-") for row in rows_of(office.sign_in("anna").get(f"{office.url}/ticket.csv?tab=closed")))


def test_the_file_is_for_who_is_signed_in(office):
    page = office.browser().get(f"{office.url}/ticket.csv")
    assert "/login?next=/ticket.csv" in page.url
