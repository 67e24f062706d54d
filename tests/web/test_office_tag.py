"""Tags of the office: how much each is used, a new name, two that become one, and away with one."""
import pytest
from test_office import edit_address, error_beside, form_of, list_of


@pytest.fixture
def tags(office):
    """Two tags that nobody used before, on one ticket each and the first in a filter of mail too; gives them and the tickets."""
    one, two = office.word(), office.word()
    tickets = [office.open_ticket()["number"] for _ in range(2)]
    office.turno("ticket", "tag", tickets[0], "--add", one, "--as", "anna")
    office.turno("ticket", "tag", tickets[1], "--add", two, "--as", "anna")
    rule = office.turno("route", "add", "--if", f"subject contains {office.word()}", "--then", f"tag {one}")
    yield one, two, tickets, rule["id"]
    office.turno("route", "remove", str(rule["id"]))


def used(office, tag):
    """The row of a tag in the list: its cells."""
    page = office.desk("anna").get(list_of(office, "tag"))
    row = page.html[page.html.index(f"edit?key={tag}"):]
    return row[:row.index("</tr>")]


def tagged(office, number):
    return office.ticket(number)["tags"]


def test_m14_a_tag_gets_another_name(office, tags):
    one, two, tickets, rule = tags
    browser, new = office.desk("anna"), f"{office.word()} 2026"
    assert 'data-label="Ticket">1</td>' in used(office, one) and 'data-label="Filtri che la danno">1</td>' in used(office, one)
    form = form_of(browser.get(edit_address(office, "tag", one)), "edit")
    assert form.fields["values.new_name"] == one
    for wrong, words in (("<b>", "non è un’etichetta"), (two, f"C’è già un’etichetta «{two}»: unire questa a quella.")):
        page = browser.submit(form_of(browser.get(edit_address(office, "tag", one)), "edit"), **{"values.new_name": wrong})
        assert page.status == 422 and words in error_beside(page, "new_name"), page.text
        assert form_of(page, "edit").fields["values.new_name"] == wrong
    assert tagged(office, tickets[0]) == [one]
    page = browser.submit(form_of(browser.get(edit_address(office, "tag", one)), "edit"), **{"values.new_name": new})
    assert page.url.endswith("/office/tag?done=row_changed") and new in page.text and f"key={one}" not in page.html
    assert tagged(office, tickets[0]) == [new] and f"tag {new}" in office.turno("route", "show", str(rule))["then"]
    assert browser.get(edit_address(office, "tag", one)).status == 404
    assert f"{one} → {new}" in browser.get(f"{office.url}/office/log").text


def test_m14_two_tags_become_one(office, tags):
    one, two, tickets, rule = tags
    browser = office.desk("anna")
    page = browser.get(edit_address(office, "tag", one))
    assert f"/office/tag/merge?key={one}" in page.html
    address = f"{list_of(office, 'tag')}/merge?key={one}"
    for wrong, words in (("", "Indicare l’etichetta che resta."), (one, "non a sé stessa")):
        page = browser.submit(form_of(browser.get(address), "merge"), **{"values.into": wrong})
        assert page.status == 422 and words in error_beside(page, "into"), page.text
    form = form_of(browser.get(address), "merge")
    for _ in range(2):  # twice the same form is once
        page = browser.submit(form, **{"values.into": two})
        assert page.url.endswith("/office/tag?done=row_merged") and "Le due ora sono una sola." in page.text, page.text
    assert tagged(office, tickets[0]) == tagged(office, tickets[1]) == [two]
    assert 'data-label="Ticket">2</td>' in used(office, two) and f"tag {two}" in office.turno("route", "show", str(rule))["then"]


def test_m14_a_tag_is_removed_once_no_filter_gives_it(office, tags):
    one, two, tickets, _ = tags
    browser = office.desk("anna")
    page = browser.get(f"{list_of(office, 'tag')}/remove?key={one}")
    assert "da tutti i ticket" in page.text and tagged(office, tickets[0]) == [one]  # the question alone removes nothing
    page = browser.submit(form_of(page, "remove"))
    assert page.status == 422 and f"L’etichetta {one} è in uso: 1 filtro" in page.text, page.text
    page = browser.submit(form_of(browser.get(f"{list_of(office, 'tag')}/remove?key={two}"), "remove"))
    assert page.url.endswith("/office/tag?done=removed") and two not in page.text, page.text
    assert tagged(office, tickets[1]) == []
    with pytest.raises(RuntimeError, match="There is no tag"):
        office.turno("tag", "show", two)


def test_r4_tags_are_put_in_order_by_administrators(office, tags):
    one, _, tickets, _ = tags
    marco = office.sign_in("marco")
    for path in ("", f"/edit?key={one}", f"/merge?key={one}", f"/remove?key={one}"):
        assert marco.get(list_of(office, "tag") + path).status == 404
    form = form_of(office.desk("anna").get(f"{list_of(office, 'tag')}/remove?key={one}"), "remove")
    form.fields["csrf"] = "0" * 43
    assert office.desk("anna").submit(form).status == 403 and tagged(office, tickets[0]) == [one]
    assert office.desk("anna").get(f"{list_of(office, 'tag')}/add").status == 404  # one is made by giving it


def test_m14_the_command_line_does_the_same(office, tags):
    one, two, tickets, _ = tags
    new = office.word()
    assert office.turno("tag", "set", one, "--new-name", new)["was"] == one
    assert office.turno("tag", "merge", two, "--into", new)["tickets"] == 2
    assert tagged(office, tickets[1]) == [new] and new in [row["tag"] for row in office.turno("tag", "list")]
    with pytest.raises(RuntimeError, match="is in use: 1 route"):
        office.turno("tag", "remove", new)
