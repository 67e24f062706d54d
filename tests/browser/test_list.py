"""The ticket list, the search and the figures in the real browser: by mouse anywhere on a row, by keys alone, on a phone; nothing against them by axe-core."""
import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from lib.browser import PHONE, WIDE, validity

PASSWORD = "una-parola-molto-lunga-9"
FULL_HD, NARROW = (1920, 1080), (1100, 900)


@pytest.fixture(scope="module")
def clerk(office):
    """An operator of a category of his own with 30 tickets; gives his login and the category."""
    login, category = office.word(), office.word()
    office.turno("category", "add", category)
    office.turno("operator", "add", login, "--name", "Chi scorre", "--language", "it", "--password-file", "-", stdin=PASSWORD.encode() + b"\n")
    office.turno("operator", "set", login, "--category", category, "--level", "advanced")
    number = office.open_ticket()["number"]
    office.stack.postgres.query(
        "insert into turno.ticket (reference, customer_id, contact_id, category_id, level, turn, status_id, priority_id, channel, subject, opened_at, closed_at,"
        " updated_at, waiting_since)"
        f" select '{category}-' || n, t.customer_id, t.contact_id, (select id from turno.category where path = '{category}'),"
        " case when n % 3 = 0 then 'advanced' else 'base' end, s.turn, s.id, r.id, case n % 4 when 0 then 'pec' else 'mail' end,"
        " case n when 7 then 'Un oggetto molto lungo che non finisce mai ' || repeat('perché così è ', 20) else 'Oggetto ' || n end, now() - n * interval '1 day',"
        " case when s.turn = 'closed' then now() end, now() - n * interval '1 hour', now() - n * interval '1 hour'"
        f" from turno.ticket t, generate_series(1, 30) n join turno.status s on s.is_default and s.turn = (array['operator', 'contact', 'closed'])[greatest(1, n - 27)]"
        " join turno.priority r on r.rank = (select rank from turno.priority order by rank offset n % 4 limit 1)"
        f" where t.id = {number}")
    yield login, category
    office.stack.postgres.query(f"delete from turno.ticket where reference like '{category}-%'")


@pytest.fixture(scope="module")
def window(chromium, clerk):
    window = chromium.window("it", size=WIDE).sign_in(clerk[0], PASSWORD)
    yield window
    window.close()


@pytest.fixture(autouse=True)
def afresh(office, window, clerk):
    """No filter in force, a wide window."""
    yield
    office.stack.postgres.query("delete from turno.saved_filter")
    window.resize(WIDE).script(True).light()


def test_r26_25_rows_fit_on_a_screen_of_1080_lines(window):
    window.resize(FULL_HD).get("/ticket?tab=open")
    rows = window.all(".tickets tbody tr")
    assert len(rows) == 25
    assert window.run("return arguments[0].getBoundingClientRect().bottom", rows[-1]) <= 1080 - 100  # what the browser's own bars take


def test_tabs_of_a_phone_stand_beside_each_other(window):
    window.resize(PHONE).get("/ticket")
    cut = window.run("return [...document.querySelectorAll('.tabs a')].filter(tab => tab.scrollWidth > tab.clientWidth).map(tab => tab.textContent)")
    assert cut == []


def test_a_click_anywhere_on_a_row_opens_the_ticket_without_scripts(window):
    window.script(False).get("/ticket?tab=open")
    row = window.all(".tickets tbody tr")[3]
    number = row.find_element("css selector", "td.n").text
    ActionChains(window.driver).click(row.find_element("css selector", "td.w-u")).perform()
    window.wait(lambda: window.route == f"/ticket/{number}", "the ticket")


def test_the_list_by_keys_alone(window):
    window.get("/ticket?tab=open")
    window.tab_to('.tabs a[href*="tab=all"]').press(Keys.ENTER)
    window.wait(lambda: "tab=all" in window.route, "the other tab")
    window.tab_to('th a[href*="sort=subject"]').press(Keys.ENTER)
    window.wait(lambda: "sort=subject" in window.route, "sorted")
    assert window.find('th[aria-sort="ascending"]').text.startswith("Oggetto")
    window.tab_to('a[rel="next"]').press(Keys.ENTER)
    window.wait(lambda: "after=" in window.route, "the next page")
    first = window.find(".tickets td.s a")
    number = window.find(".tickets td.n").text
    window.tab_to(".tickets td.s a")
    assert window.run("return document.activeElement === arguments[0]", first)
    window.press(Keys.ENTER)
    window.wait(lambda: window.route == f"/ticket/{number}", "the ticket")


def test_r26_the_panel_opens_where_there_is_no_room_beside_the_list(window):
    window.resize(NARROW).get("/ticket?tab=open")
    assert not window.find("#filter").is_displayed()
    window.click(".to-filter")
    assert window.find("#filter").is_displayed() and window.wider() == []
    assert window.axe() == []
    window.fill("form.filter", **{"filters.text": "oggetto", "filters.level": True}).click("form.filter p button")
    window.wait(lambda: len(window.all(".chip")) == 2, "both filters")
    assert "Il filtro resta attivo" in window.text
    window.resize(FULL_HD)
    assert window.find("#filter").is_displayed() and not window.find(".to-filter").is_displayed()
    window.click(".chip")
    window.wait(lambda: len(window.all(".chip")) == 1, "one filter left")


def test_r26_a_contact_is_chosen_while_one_types(window, office):
    name = f"Zenobia {office.word()}"
    office.contact(name)
    window.resize(FULL_HD).get("/ticket?tab=all")
    field = window.find("#f-contact")
    field.send_keys(name[:12])
    window.wait(lambda: window.all("#f-contact-list [role=option][data-id]"), "a choice")
    field.send_keys(Keys.ARROW_DOWN, Keys.ENTER)
    assert field.get_attribute("value").startswith(name)
    window.click("form.filter p button")
    assert name in window.find(".chips").text and "Nessun ticket corrisponde" in window.text


PAGES = ("/ticket?tab=open", "/ticket?tab=all&filters.text=oggetto&filters.level=base&filters.created_from=2020-01-01&filters.assignee=none&sort=contact&direction=desc",
         "/ticket?tab=closed&filters.channel=desk", "/search?q=oggetto", "/search?q=nothing-of-the-kind", "/search", "/statistics",
         "/statistics?from=2026-01-01&to=2026-01-02")


def test_nothing_against_it_wide_on_a_phone_dark_or_magnified(window):
    window.console()
    found, pages = [], {}
    for route in PAGES:
        window.get(route)
        pages[route] = window.served
        for size, dark, judge in ((FULL_HD, False, window.axe), (NARROW, True, lambda: window.axe("color-contrast")), (PHONE, False, window.small),
                                  ((640, 450), False, window.small)):
            window.resize(size).light(dark)
            found += [(route, size, *judge(), *window.wider())]
    assert [faults for faults in found if len(faults) > 2] == [] and window.console() == [] and validity(pages) == []


def test_r26_kept_filters_and_saved_ones_are_accessible_too(window):
    window.resize(FULL_HD).get("/ticket?tab=open")
    window.submit("form.filter", **{"filters.text": "oggetto"})
    window.submit('.saved form:has([name="name"]:not(button))', name="I miei <b>")
    window.get("/ticket?tab=open")
    assert window.axe() == []
    kept = window.served
    window.resize(PHONE).get("/ticket?tab=open#filter")
    assert window.axe() == [] and window.wider() == [] and validity({"kept": kept}) == []


def test_r38_bars_are_as_long_as_their_figures(window):
    window.get("/statistics")
    for figures in window.all(".figures:has(svg)"):
        rows = [(int(row.find_element("css selector", ".num").text), row.find_element("css selector", "rect").rect["width"])
                for row in figures.find_elements("css selector", "tbody tr")]
        longest = max(width for _, width in rows)
        most = max(count for count, _ in rows)
        assert most and all(abs(width / longest - count / most) < 0.02 for count, width in rows), rows
        assert sum(count for count, _ in rows) == int(figures.find_element("css selector", "tfoot .num").text)
