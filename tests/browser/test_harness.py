"""The tools of the browser tests can fail: each finds what it is there to find, and nothing leaves this machine."""
import pytest
from selenium.common.exceptions import WebDriverException

from lib.browser import PHONE, validity
from lib.keys import Keyboard

BAD = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>x</title></head><body><main><h1>a</h1>
<p>one<div>two</div></p><label for="nothere">x</label><input id="a" type="txt"><ul><p>no item</p></ul>
<svg viewBox="0 0 1 1" role="img" aria-label="x"><rect heigth="3"/></svg></main></body></html>"""


@pytest.fixture(scope="module")
def window(chromium):
    window = chromium.window("it")
    yield window
    window.close()


def test_checker_of_html_finds_errors_of_content_of_attributes_of_references_and_of_drawings():
    found = "\n".join(validity({"bad": BAD, "good": "<!doctype html><html lang=it><meta charset=utf-8><title>x</title><p>y"}))
    for word in ("“p” end tag", "“txt”", "not allowed as child of element “ul”", "“heigth”", "“for” attribute"):
        assert word in found, found
    assert "good:" not in found


def test_axe_finds_what_a_screen_reader_would_miss(window):
    window.get("/login")
    assert window.axe() == []
    window.run("document.querySelector('input[name=login]').labels[0].remove(); document.documentElement.lang = ''")
    found = "\n".join(window.axe())
    assert "html-has-lang" in found and "label" in found, found


def test_a_wide_element_is_named(window):
    window.resize(PHONE).get("/login")
    assert window.wider() == []
    window.run("document.querySelector('h1').style.width = '600px'")
    assert "h1" in window.wider()[0] and "600 px" not in window.wider()[0].partition("h1")[0]
    window.get("/login").run("document.querySelector('h1').style.overflowWrap = 'normal'; document.querySelector('h1').textContent = 'x'.repeat(99)")
    assert "h1" in window.wider()[0] and "“xxx" in window.wider()[0]


CLOSE = """<!doctype html><html lang=en><meta name=viewport content="width=device-width"><title>x</title><main><h1>x</h1>
<style>*{{margin:0;font:12px/14px sans-serif}}div a{{display:block}}</style>{}</main>"""


@pytest.mark.parametrize("body, is_small", [
    ("<div><a href=x>one</a><a href=y>two</a></div>", True),
    ("<div><a href=x>one</a><br><br><br><a href=y>two</a></div>", False),
    ("<div style='line-height:26px'><a href=x style='line-height:26px'>one</a><a href=y style='line-height:26px'>two</a></div>", False),
    ("<p>Words and <a href=x>one</a> <a href=y>two</a></p>", False),
    ("<p><a href=x>one</a> <a href=y>two</a></p>", True),
    ("<p><button style='border:0;padding:0;width:10px'>x</button><button style='border:0;padding:0;width:10px'>y</button></p>", True),
    ("<p><input type=checkbox aria-label=x><input type=checkbox aria-label=y></p>", True),
    ("<p><input type=checkbox aria-label=x></p>", False)])
def test_small_targets_are_those_of_axe(window, body, is_small):
    """…which it finds as well, a hundred times slower."""
    window.resize(PHONE).get("data:text/html," + CLOSE.format(body))
    assert bool(window.small()) == bool(window.axe("target-size")) == is_small, (window.small(), window.axe("target-size"))


def test_long_names_and_short_words_are_judged(window):
    window.resize(PHONE).get("/login")
    page = "<body><pre>{}</pre><div><a href=x>one word</a> <a href=y>two words</a></div>"
    (found,) = window.fits([(page.format("x"), page.format("x" * 99))])
    assert any(fault.startswith("with long names, ") and "“xxx" in fault for fault in found), found
    assert any(fault.startswith("with short words, target of") for fault in found), found


def test_scripts_do_not_run_where_they_are_off(window):
    """…and axe-core does all the same."""
    page = "data:text/html,<!doctype html><html lang=en><title>before</title><h1>x</h1><img src=x><script>document.title='after'</script>"
    window.script(True).get(page)
    assert window.driver.title == "after"
    window.script(False).get(page)
    assert window.driver.title == "before"
    assert "image-alt" in "\n".join(window.axe())
    window.script(True)


def test_a_focus_that_is_not_seen_or_jumps_back_is_named(window):
    body = "<a href=x>one</a> <a href=x id=two {}>two</a> <a href=x id=three>three</a>"
    for style, fault in (("", None), ("style='outline:none'", "not seen on <a href=\"x\" id=\"two\""), ("style='position:absolute;left:-99px'", "not seen on"),
                                 ("tabindex=1", "back to <a href=\"x\">one"), ("style='position:relative;top:300px'", "back to <a href=\"x\" id=\"three\"")):
        keys = Keyboard(window.get("data:text/html,<!doctype html><style>:focus{outline:3px solid red}</style><main>" + body.format(style)))
        keys.to("#two").to("#three")
        assert (fault is None) == (keys.faults == []) and (fault is None or fault in "\n".join(keys.faults)), (style, keys.faults)


def test_policy_and_missing_files_are_heard(window):
    window.get("/login").console()
    window.run("const s = document.createElement('img'); s.src = 'https://elsewhere.example/x.png'; document.body.append(s)")
    assert window.wait(lambda: [line for line in window.console() if "elsewhere.example" in line], "complaint")


def test_nothing_leaves_this_machine(window):
    for url in ("http://localhost.example/", "https://www.debian.org/", "http://debian/"):
        with pytest.raises(WebDriverException, match="ERR_NAME_NOT_RESOLVED"):
            window.get(url)


def test_windows_do_not_share_cookies(office, chromium, window):
    window.sign_in("anna", office.passwords["anna"])
    other = chromium.window("en")
    assert other.get("/ticket").route.startswith("/login") and "Sign in" in other.text
    assert window.get("/ticket").route == "/ticket" and window.served.startswith("<!doctype html>")
    other.close()
