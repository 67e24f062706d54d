"""Knowledge notes on the web: search, read, write, remove (R17)."""
import re

import pytest


@pytest.fixture
def note(office):
    """A note of Anna's in CAF, base; gives its title and page."""
    browser, title = office.desk("anna"), "Nota " + office.word()
    page = browser.get(office.url + "/knowledge/new")
    caf = page.option("CAF")
    page = browser.submit(page.form("title", "category"), title=title, category=caf, level="base", text="Le ricevute si scansionano fronte e retro.")
    assert page.status == 200 and re.search(r"/knowledge/\d+\?done=kept$", page.url), page.text
    return title, page


def test_r17_written_found_and_read(office, note):
    title, page = note
    assert "fronte e retro" in page.text and title in page.text
    browser = office.desk("marco")
    assert title in browser.get(office.url + "/knowledge?text=scansionare").text  # another form of the word
    assert title in browser.get(office.url + "/knowledge?text=" + title.split()[1]).text
    assert title not in browser.get(office.url + "/knowledge?text=" + office.word()).text
    category = page_of_form(office).option("CAF › 730")
    assert title not in browser.get(office.url + f"/knowledge?category={category}").text
    page = browser.get(page.url.split("?")[0])
    assert page.status == 200 and "/edit" not in page.html and "/remove" not in page.html


def page_of_form(office):
    return office.desk("anna").get(office.url + "/knowledge/new")


def test_r17_changed_and_removed_by_its_author_only(office, note):
    title, page = note
    there = page.url.split("?")[0]
    browser = office.desk("anna")
    page = browser.get(there + "/edit")
    form = page.form("title", "text")
    page = browser.submit(form, title="", text="", category=selected(page))
    assert page.status == 422 and "title-error" in page.html and "text-error" in page.html
    page = browser.submit(page.form("title", "text"), title=title + " bis", text="Altro.", category=selected(page), level="base")
    assert page.status == 200 and title + " bis" in page.text and "Altro." in page.text
    other = office.desk("marco")
    form = other.get(there + "/edit").form("title", "text")
    assert other.submit(form, title="x", text="y", category=selected(other.page), level="base").status == 409
    page = browser.get(there)
    form = next(f for f in page.forms if f.action.endswith("/remove"))
    assert browser.submit(form, csrf="x" * 43).status == 403
    browser.get(there)
    page = browser.submit(form)
    assert page.url.endswith("/knowledge?done=removed")
    assert browser.get(there).status == 404


def selected(page):
    return re.search(r'<option value="(\d+)" selected>CAF<', page.html).group(1)


def test_r9_a_note_is_seen_where_its_tickets_are(office):
    browser, title = office.desk("anna"), "Riservata " + office.word()
    page = page_of_form(office)
    admin = page.option("Amministrazione")
    page = browser.submit(page.form("title", "category"), title=title, category=admin, level="base", text="Solo qui.")
    there = page.url.split("?")[0]
    marco = office.desk("marco")
    assert marco.get(there).status == 404 and marco.get(there + "/edit").status == 404
    assert title not in marco.get(office.url + "/knowledge?text=riservata").text
    page = marco.get(office.url + "/knowledge/new")
    page = marco.submit(page.form("title", "category"), title="x", category=admin, level="base", text="y")
    assert page.status == 422 and "category-error" in page.html
