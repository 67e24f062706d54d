"""An operator's day without a mouse: from the sign-in to the next ticket, in one go."""
import re

from selenium.webdriver.common.keys import Keys

from lib.keys import Keyboard

NARROW = (1100, 900)  # where the filters open by a link
PASSWORD = "una chiave per i tasti"
CHOSEN = "const field = document.activeElement; return field.options[field.selectedIndex].text"


def test_operators_day_with_keys_only(office, chromium, words):
    """Sign in, filter, open, answer, note, category, close, the next one, no filter any more, sign out; the focus is seen at each stop, and goes on, never back."""
    login, word = office.word(), office.word()
    office.turno("operator", "add", login, "--name", "Chi non ha il mouse", "--language", words.language, "--password-file", "-", stdin=PASSWORD.encode() + b"\n")
    office.turno("operator", "set", login, "--category", "CAF", "--level", "base", "--below")
    numbers = [office.open_ticket(f"730 {word} {which}")["number"] for which in ("uno", "due")]
    window = chromium.window(words.language, size=NARROW)
    keys = Keyboard(window)
    window.console()

    window.get("/login")
    keys.to("#login").press(login).to("#password").press(PASSWORD).leads(Keys.ENTER)
    keys.skip().to('.tabs a[href*="tab=open"]').leads(Keys.ENTER)
    keys.to("a.to-filter").press(Keys.ENTER).to("#f-text").press(word).leads(Keys.ENTER)
    assert {int(cell.text) for cell in window.all("table.tickets td.n")} == set(numbers) and len(window.all(".chip")) == 1
    keys.skip().to("table.tickets td.s a").leads(Keys.ENTER)
    number = int(re.match(r"/ticket/(\d+)", window.route)[1])

    keys.skip().to('nav.tools form[action$="/answer"] button').leads(Keys.ENTER)
    keys.to("#reply textarea").press("Tutto con i tasti").leads(Keys.CONTROL, Keys.ENTER)
    assert "Tutto con i tasti" in window.find(".tl").text and window.find(".bar .badge").text == words.theirs
    keys.skip().to('nav.tools a[href$="tool=note"]').leads(Keys.ENTER)
    keys.to("#tool textarea").press("Nota con i tasti").to("#tool .does button").leads(Keys.ENTER)
    assert "Nota con i tasti" in window.find(".tl").text
    keys.skip().to('nav.tools a[href$="tool=move"]').leads(Keys.ENTER)
    keys.to("#tool select")
    while not window.run(CHOSEN).endswith("ISEE"):
        keys.press(Keys.ARROW_DOWN)
    keys.to("#tool .does button").leads(Keys.ENTER)
    assert "CAF › ISEE" in window.find(".bar").text and window.find(".bar .badge").text == words.theirs
    keys.skip().to('nav.tools a[href$="tool=close"]').leads(Keys.ENTER)
    keys.to("#tool [name=note]").press("Fatto").to("#tool [name=effective]").press(Keys.SPACE).to("#tool .does button").leads(Keys.ENTER)
    assert window.find(".bar .badge").text == words.closed and office.turn(number) == "closed"

    keys.skip().to("nav.quick a:not([aria-current])[href*='/ticket/']").leads(Keys.ENTER)
    assert re.match(r"/ticket/(\d+)", window.route)[1] == str(next(other for other in numbers if other != number))
    keys.skip().to("nav.quick p a").leads(Keys.ENTER).skip().to(".chips form button").leads(Keys.ENTER)
    assert not window.all(".chip")
    keys.to("header form button").leads(Keys.ENTER)
    assert window.get("/ticket").route.startswith("/login")
    assert keys.faults == [], "\n".join(keys.faults)
    assert keys.stops > 50 and window.console() == []
    window.close()
