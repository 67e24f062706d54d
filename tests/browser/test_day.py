"""The stories of the desk in a real browser, in both languages: who writes, whose turn it is, who sees what."""
import re

import pytest

from lib.browser import PHONE


def opened(window):
    return int(window.find("dl.tiles:nth-of-type(2) dd").text)


@pytest.fixture(scope="module")
def ticket(people, words):
    """A request that the contact has opened on the web, and what he wrote."""
    contact = people["contact"]
    before = opened(people["admin"].get("/statistics"))
    contact.get("/t/new")
    contact.click_text("ul.choose a", "CAF")
    contact.click_text("ul.choose a", "730")
    word = f"{words.language}730"
    contact.submit("main form.card", subject=f"Detrazioni {word}", text=f"Buongiorno, {word} chiede.")
    number = int(re.search(r"/t/(\d+)", contact.route)[1])
    assert opened(people["admin"].get("/statistics")) == before + 1, "the figures do not count it"
    return number, word


def see(window, number):
    return window.get(f"/ticket/{number}")


def badge(window):
    return window.find(".bar .badge").text


def test_contact_opens_on_the_web_and_the_operator_has_the_turn(people, words, ticket):
    number, word = ticket
    assert words.your_turn.lower() not in people["contact"].text.lower()
    base = people["base"].get("/ticket")
    row = next(row for row in base.all("table.tickets tbody tr") if word in row.text)
    base.click(row.find_element("css selector", "a"))
    assert re.match(rf"/ticket/{number}\b", base.route) and badge(base) == words.ours


def test_operator_answers_and_the_turn_passes(people, words, ticket):
    number, word = ticket
    base = see(people["base"], number)
    base.click('nav.tools form[action$="/answer"] button')
    base.submit("form#reply", text=f"Risposta {word}")
    assert badge(base) == words.theirs and f"Risposta {word}" in base.text
    contact = people["contact"].get(f"/t/{number}")
    assert f"Risposta {word}" in contact.text and words.your_turn.lower() in contact.text.lower()


def test_note_stays_inside(people, words, ticket):
    number, word = ticket
    see(people["base"], number).get(f"/ticket/{number}?tool=note")
    people["base"].submit("#tool form", text=f"Segreto {word}")
    assert f"Segreto {word}" in people["base"].text and badge(people["base"]) == words.theirs
    contact = people["contact"].get(f"/t/{number}")
    assert f"Segreto {word}" not in contact.served and f"Risposta {word}" in contact.served
    contact.submit("form#answer", text=f"Grazie {word}")
    assert badge(see(people["base"], number)) == words.ours


def test_two_operators_and_the_lock(people, words, ticket):
    number, word = ticket
    base, advanced = people["base"], people["advanced"]
    see(base, number).click('nav.tools form[action$="/answer"] button')
    base.fill("form#reply", text=f"Prima {word}")
    see(advanced, number)
    assert words.held_by in advanced.find("form.lock").text and not advanced.all('nav.tools form[action$="/answer"]')
    advanced.click("form.lock button")
    base.click("form#reply .does button")
    assert base.all('main [role="alert"]') and f"Prima {word}" in base.find("main").get_attribute("innerHTML"), base.text
    advanced.submit("form#reply", text=f"Seconda {word}", pass_turn=False)
    assert f"Seconda {word}" in advanced.text and f"Prima {word}" not in advanced.served, "what was written without the lock was sent"


def test_level_is_raised_and_the_ticket_vanishes(people, words, ticket):
    number, word = ticket
    advanced = people["advanced"].get(f"/ticket/{number}?tool=level")
    advanced.submit("#tool form", note=f"Serve la firma {word}")
    assert see(advanced, number).find("h1").text.startswith(f"#{number}")
    base = see(people["base"], number)
    assert str(number) not in base.find("h1").text and word not in base.served
    assert word not in base.get("/ticket?tab=all").served
    advanced.get(f"/ticket/{number}?tool=level").submit("#tool form")
    assert f"#{number}" in see(base, number).find("h1").text


def test_category_is_moved_and_somebody_else_sees_it(people, words, ticket):
    number, word = ticket
    admin, base, advanced = (people[role] for role in ("admin", "base", "advanced"))
    admin.get(f"/ticket/{number}?tool=move")
    admin.choose("#tool form", "category", "Immigrazione")
    admin.submit("#tool form", note="")
    assert "Immigrazione" in see(admin, number).text
    assert word not in see(base, number).served and word not in base.get("/ticket?tab=all").served
    assert word in advanced.get("/ticket?tab=all").served
    assert word in people["contact"].get(f"/t/{number}").text
    admin.get(f"/ticket/{number}?tool=move").choose("#tool form", "category", "CAF › 730")
    admin.submit("#tool form", note="")
    assert f"#{number}" in see(base, number).find("h1").text


def test_ticket_becomes_a_practice_and_keeps_its_turn(people, words, ticket):
    number, _ = ticket
    base = see(people["base"], number)
    turn = badge(base)
    base.click("nav.tools summary").click_text("nav.tools a", words.convert)
    if not base.all('form[action$="/practice/new"][method=post]'):
        base.click("main form.card button")
    base.submit('form[action$="/practice/new"][method=post]')
    assert base.route.startswith("/practice/"), base.text
    assert badge(see(base, number)) == turn and base.all('aside a[href*="/practice/"]')


def test_closed_ticket_is_read_and_no_more_written(people, words, ticket):
    number, word = ticket
    contact = people["contact"].get(f"/t/{number}")
    contact.fill("form#answer", text=f"Troppo tardi {word}")
    base = people["base"].get(f"/ticket/{number}?tool=close")
    base.submit("#tool form", note="Fatto", effective="yes", improve=f"Chiedere subito {word}")
    assert badge(see(base, number)) == words.closed
    contact.click("form#answer button:not([type=button])")
    assert contact.find('main [role="alert"]').is_displayed() and f"Troppo tardi {word}" in contact.find("section.card").text
    assert f"Troppo tardi {word}" not in see(base, number).served
    contact.get(f"/t/{number}")
    assert words.no_more in contact.text and not contact.all("form#answer") and f"Risposta {word}" in contact.text
    assert badge(see(base, number)) == words.closed and word in base.get("/knowledge").text


def test_magic_link_on_a_phone(office, world, chromium, words):
    """The mail's link on a phone: what it is, one button, the conversation, an answer."""
    address = office.contact("Telefono Prova")
    office.turno("contact", "set", address, "--language", words.language)
    ticket = office.open_ticket(f"730 al telefono {office.word()}", sender=address)
    link = office.link(office.told(ticket["number"], "acknowledgement", address))
    phone = chromium.window(words.language, size=PHONE)
    phone.console()
    phone.get(link)
    assert phone.wider() == [] and len(phone.all("main button")) == 1
    phone.enter(link)
    assert link.rpartition("/")[2] not in phone.driver.current_url and phone.wider() == []
    phone.submit("form#answer", text="Dal telefono")
    assert "Dal telefono" in phone.text and phone.console() == []
    phone.close()
