"""Hands on the keyboard only: every stop of the Tab key is looked at on the way."""
from selenium.webdriver.common.keys import Keys

# The element with the focus: what it is, where it is on the screen, whether a person sees that it has the focus.
STOP = """
const element = document.activeElement, style = getComputedStyle(element), box = element.getBoundingClientRect();
const at = document.elementFromPoint(Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1), Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1));
const inside = box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight && box.width > 0 && box.height > 0;
const shown = inside && at && (element.contains(at) || at.contains(element) || [...element.labels ?? []].some(label => label.contains(at)));
const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== "none";
const all = [...document.querySelectorAll("*")];
return {place: all.indexOf(element), is: element.outerHTML.slice(0, 120), body: element === document.body, sees: ring && shown,
  block: all.indexOf(element.closest("header, nav, form, table, aside, .bar, main")), left: box.left, top: box.top + scrollY, right: box.right, bottom: box.bottom + scrollY,
  here: element.matches(arguments[0])};
"""


class Keyboard:
    """A window that is worked with by keys alone; faults: stops where the focus is not seen, or where it jumps back."""

    def __init__(self, window):
        self.window, self.faults, self.stops = window, [], 0

    def to(self, selector, most=150):
        """Presses Tab until the focus is on an element of the selector."""
        before = None
        for _ in range(most):
            stop = self.window.run(STOP, selector)
            self._judge(before, stop)
            if stop["here"]:
                return self
            before = stop
            self.window.press(Keys.TAB)
        raise AssertionError(f"{self.window.route}: {selector} is not reached in {most} tabs")

    def _judge(self, before, stop):
        if stop["body"]:
            return
        self.stops += 1
        if not stop["sees"]:
            self.faults.append(f"{self.window.route}: the focus is not seen on {stop['is']}")
        if before is None or before["body"]:
            return
        is_back = stop["bottom"] <= before["top"] or stop["right"] <= before["left"] and stop["top"] < before["bottom"]
        if stop["place"] <= before["place"] or is_back and stop["block"] == before["block"]:
            self.faults.append(f"{self.window.route}: from {before['is']} back to {stop['is']}")

    def skip(self):
        """From the top of a page to its content, by the link that is there for it."""
        self.to("a.skip").press(Keys.ENTER)
        return self

    def press(self, *keys):
        self.window.press(*keys)
        return self

    def leads(self, *keys):
        """Presses keys that lead to another page, and waits for it."""
        before = self.window.run("return performance.timeOrigin")
        self.window.press(*keys)
        self.window.wait(lambda: self.window.run("return performance.timeOrigin > arguments[0] && document.readyState === 'complete'", before),
                         f"page after {keys!r}", 60)
        return self
