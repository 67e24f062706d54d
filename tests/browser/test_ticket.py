"""The ticket in the real browser: what its script adds, an answer by keys alone, every tool on a wide screen and on a phone."""
import pytest
from selenium.webdriver.common.keys import Keys

from lib.browser import PHONE, WIDE, validity
from stack import wait_for

TOOLS = ("", "note", "move", "level", "assign", "close", "status", "priority", "tag", "describe", "merge", "link", "links", "mute")


@pytest.fixture(scope="module")
def window(chromium, office):
    window = chromium.window("it", size=WIDE).sign_in("marco", office.passwords["marco"])
    yield window
    window.close()


@pytest.fixture
def ticket(office):
    return office.open_ticket(f"730 schermo {office.word()}")


@pytest.fixture(autouse=True)
def afresh(window):
    """A wide window, and nothing typed in it that would keep it on its page."""
    yield
    window.run("unsaved = null")
    window.get("/ticket").resize(WIDE).light()


def last_post(office, ticket):
    return office.ticket(ticket["number"])["posts"][-1]


def opened(window, ticket):
    """The window with the reply box of a ticket open."""
    window.get(f"/ticket/{ticket['number']}").click('form[action$="/answer"] button')
    assert window.run("return document.activeElement.id") == "text"
    return window


def test_an_answer_by_keys_alone(office, window, ticket):
    window.get(f"/ticket/{ticket['number']}").tab_to('form[action$="/answer"] button').press(Keys.ENTER)
    window.wait(lambda: window.all("#reply"), "the reply box")
    window.press("Scritto senza mouse.").press(Keys.CONTROL, Keys.ENTER)
    window.wait(lambda: "Scritto senza mouse." in window.find(".tl").text, "the reply in the timeline")
    assert last_post(office, ticket)["text"] == "Scritto senza mouse." and office.turn(ticket["number"]) == "contact"
    window.tab_to('.tools a[href*="tool=note"]').press(Keys.ENTER)
    window.wait(lambda: window.all("#tool textarea"), "the form of a note")
    assert window.run("return document.activeElement.name") == "text"


def test_links_of_the_card_are_large_enough_whatever_they_say(window, ticket):
    """Links above each other: only how long their words are decided whether axe-core found room between them."""
    window.get(f"/ticket/{ticket['number']}")
    heights = window.run("return [...document.querySelectorAll('.kv a')].map(link => link.getBoundingClientRect().height)")
    assert len(heights) >= 2 and min(heights) >= 24, heights


def test_text_that_was_typed_asks_before_it_is_lost(window, ticket):
    leaving = "return dispatchEvent(new Event('beforeunload', {cancelable: true}))"
    opened(window, ticket)
    assert window.run(leaving) is True
    window.press("Non perdermi.")
    assert window.run(leaving) is False
    window.click('[formaction$="/preview"]')
    window.wait(lambda: window.all("#preview"), "the preview")
    assert window.run(leaving) is False  # shown again: it is still not sent


def test_r28_the_open_box_renews_its_lock_and_says_when_it_is_lost(office, window, ticket):
    number = ticket["number"]
    office.turno("setting", "set", "lock.ttl", "--value", 1)
    try:
        opened(window.hurry(10), ticket).press("Scrivo a lungo.")
        until = office.stack.postgres.query(f"select until from turno.reply_lock where ticket_id = {number}")
        wait_for(lambda: office.stack.postgres.query(f"select until from turno.reply_lock where ticket_id = {number}") != until, 60, "renewal")
        assert not window.find("[data-lost]").is_displayed()
        anna = office.desk("anna")
        anna.submit(anna.get(f"{office.url}/ticket/{number}").form_to("/takeover"))
        window.wait(lambda: window.find("[data-lost]").is_displayed(), "that the lock is lost", 60)
        assert window.find("#text").get_attribute("value") == "Scrivo a lungo."
        anna.submit(anna.get(f"{office.url}/ticket/{number}").form_to("/cancel"))
    finally:
        window.hurry(1)
        office.turno("setting", "set", "lock.ttl", "--value", 15)


def test_choices_while_one_types(office, window, ticket):
    other = office.open_ticket(f"730 collegato {office.word()}")["number"]
    window.get(f"/ticket/{ticket['number']}?tool=link")
    field = window.find("#other")
    assert field.get_attribute("role") == "combobox" and field.get_attribute("aria-expanded") == "false"
    field.send_keys(str(other) if other > 9 else f"0{other}")
    window.wait(lambda: window.all(f'#other-list [data-id="{other}"]'), "a choice")
    assert not window.axe()
    field.send_keys(Keys.ESCAPE)
    assert not window.find("#other-list").is_displayed()
    field.send_keys(Keys.BACKSPACE * 9, str(other) if other > 9 else f"0{other}")
    window.wait(lambda: window.find("#other-list").is_displayed(), "choices again")
    field.send_keys(Keys.ARROW_UP)
    assert field.get_attribute("aria-activedescendant")
    field.send_keys(Keys.ARROW_DOWN)
    while window.find("#other-list [aria-selected=true]").get_attribute("data-id") != str(other):
        field.send_keys(Keys.ARROW_DOWN)
    field.send_keys(Keys.ENTER)
    assert field.get_attribute("value") == str(other) and not window.find("#other-list").is_displayed()
    field.send_keys(Keys.ENTER)
    window.wait(lambda: f"#{other}" in window.find("aside").text, "the linked ticket")


def test_files_are_dropped_on_the_form(office, window, ticket):
    opened(window, ticket).press("Con due file.")
    drop = """
        const all = new DataTransfer();
        all.items.add(new File(["x".repeat(arguments[1])], arguments[0]));
        for (const type of ["dragover", "drop"])
            document.querySelector("#text").dispatchEvent(new DragEvent(type, {dataTransfer: all, bubbles: true, cancelable: true}));
        return [document.querySelector("#files").files.length, document.querySelector("#files").validity.valid];"""
    assert window.run(drop, "uno.txt", 3) == [1, True]
    assert window.run(drop, "due.txt", 4) == [2, True]
    window.press(Keys.CONTROL, Keys.ENTER)
    window.wait(lambda: "due.txt" in window.find(".tl").text, "the reply with its files")
    assert [(item["name"], item["size"]) for item in last_post(office, ticket)["attachments"]] == [("uno.txt", 3), ("due.txt", 4)]
    opened(window, ticket)
    assert window.run(drop, "enorme.bin", 21_000_000) == [1, False]


def test_every_tool_is_found_without_fault(window, shown):
    window.console()
    found, pages = [], {}
    for tool in TOOLS:
        window.resize(WIDE).light().get(f"/ticket/{shown['number']}?tool={tool}")
        pages[tool] = window.served
        found += [(tool, "wide", *window.axe(), *window.wider(), *window.console())]
        window.light(dark=True).resize(PHONE)
        found += [(tool, "phone", *window.axe("color-contrast"), *window.small(), *window.wider())]
    assert [faults for faults in found if len(faults) > 2] == [] and validity(pages) == []


@pytest.fixture(scope="module")
def shown(office):
    """A ticket with something of everything."""
    ticket = office.open_ticket(f"730 mostrato {office.word()}", files=[("a.pdf", "application/pdf", b"a")])
    office.answer_by_web(ticket["number"], "anna", "Ecco.")
    office.open_ticket(f"730 vicino {office.word()}", sender=ticket["sender"])
    return ticket


def test_the_reply_box_and_a_lock_are_found_without_fault(office, window, ticket):
    window.console()
    opened(window, ticket)
    assert not window.axe() and not window.wider() and not window.console()
    window.press("x").click('[formaction$="/preview"]')
    assert not window.axe() and not window.wider()
    anna = office.desk("anna")
    anna.submit(anna.get(f"{office.url}/ticket/{ticket['number']}").form_to("/takeover"))
    window.run("unsaved = null")
    window.get(f"/ticket/{ticket['number']}")
    assert not window.axe() and not window.wider() and "sta rispondendo" in window.text
    anna.submit(anna.get(f"{office.url}/ticket/{ticket['number']}").form_to("/cancel"))
