"""Figures add up: what the database counts for who reads them is what the page says, in tiles, tables and bars, in the file, and in the lists they lead to."""
import csv
import io

import pytest
from psycopg2.extensions import quote_ident

# Tickets of the page's figures, by the database's own policies: what is open now, and the last 30 days.
OPEN = "from turno.ticket t where t.turn in ('operator', 'contact') and t.deleted_at is null and not t.is_draft"
CLOSED = "from turno.ticket t where t.closed_at >= current_date - 29 and t.deleted_at is null"
OPENED = "from turno.ticket t where t.opened_at >= current_date - 29 and t.deleted_at is null and not t.is_draft"
BY = {"category": ("turno.category", "path", "path"), "status": ("turno.status", "name_it", "name_en"), "priority": ("turno.priority", "name_it", "name_en")}
# Every table with a bar: its rows (name, count, width of the bar in pixels), and its sum.
TABLES = """
return [...document.querySelectorAll("table.figures:has(svg)")].map(table => ({
  rows: [...table.tBodies[0].rows].map(row => [row.cells[0].textContent, +row.cells[2].textContent, row.querySelector("rect").getBoundingClientRect().width,
    row.querySelector("svg").getBoundingClientRect().width, parseInt(row.cells[3].textContent), row.querySelector("a")?.href ?? ""]),
  sum: [...table.tFoot.rows[0].cells].map(cell => cell.textContent)}));"""
FILE = "return fetch(arguments[0]).then(answer => answer.text())"
NO_DRAFT = ":not(:has(.s > [class=badge]))"  # one's own draft stands in the list, and is nobody's ticket yet
MEMBERS = ("open by category", "open by status", "open by priority", "closed by category")


def counts(world, person, of, by, language):
    """{name: count} as the database shows it to the person."""
    table, italian, english = BY[by]
    name = quote_ident(english if language == "en" else italian, world._web)
    return dict(world.seen_by(person, f"select x.{name}, count(*) {of.replace('where', f'join {table} x on x.id = t.{by}_id where', 1)} group by 1"))


@pytest.mark.parametrize("role", ["admin", "advanced", "base"])
def test_r38_figures_are_the_database_s_in_table_bar_file_and_list(world, people, words, role):
    window, person = people[role].get("/statistics"), people.person(role)
    expected = [counts(world, person, of, by, words.language)
                for of, by in ((OPEN, "category"), (OPEN, "status"), (OPEN, "priority"), (CLOSED, "category"))]
    shown = window.run(TABLES)
    assert [{name: count for name, count, *_ in table["rows"]} for table in shown] == expected and sum(expected[0].values()) >= 2
    tiles = [tile.text for tile in window.all("dl.tiles dd")]
    totals = [world.seen_by(person, f"select count(*) {of}")[0][0] for of in (OPEN, OPENED, CLOSED)]
    assert [int(tiles[place]) for place in (0, 2, 3)] == totals == [sum(expected[0].values()), totals[1], sum(expected[3].values())]

    links = []
    for table, is_open in zip(shown, (True, True, True, False)):
        most = max(count for _, count, *_ in table["rows"])
        for name, count, bar, whole, percent, link in table["rows"]:
            assert abs(bar / whole - count / most) < 0.011, (name, count, bar, whole)
            below = sum(other for path, other, *_ in table["rows"] if path == name or path.startswith(f"{name} › "))
            links += [(link, below)] if link else []
        assert int(table["sum"][2]) == sum(count for _, count, *_ in table["rows"])
        assert not is_open or sum(percent for *_, percent, _ in table["rows"]) == int(table["sum"][3]) == 100

    lines = list(csv.DictReader(io.StringIO(window.run(FILE, window.find('a[href*="/statistics.csv"]').get_attribute("href")).lstrip("\ufeff"))))
    in_file = {section: {line["name"]: int(line["value"]) for line in lines if (line["section"], line["figure"]) == (section, "count")} for section in MEMBERS}
    assert list(in_file.values()) == expected
    single = {(line["section"], line["figure"]): line["value"] for line in lines if not line["name"]}
    assert [int(single[key]) for key in (("open", "count"), ("period", "opened"), ("closed", "count"))] == totals
    assert [int(single["mails", key]) for key in ("in", "out", "failed")] == [int(text) for text in tiles[-3:]]

    assert len(links) >= 3
    for link, count in links:
        window.get(link)
        if window.route.startswith("/statistics"):
            assert int(window.find("dl.tiles dd").text) == count, link
        elif count < 24:  # on one page
            assert len(window.all("table.tickets tbody tr" + NO_DRAFT)) == count, link
