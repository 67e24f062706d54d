"""A real Chromium for tests: windows of several people at once, what axe-core and the Nu checker say of a page.

It is the same engine without a browser's own windows, which take a third of the time. One process serves a whole run. It reaches 127.0.0.1 and nothing else, trusts one server by the key of its
certificate, and forgets everything at its end. Each window has cookies of its own, so several people work beside
each other; language, size, scripts and colours are a window's, and may change under way.
"""
import base64
import json
import os
import shutil
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

import trio
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select
from trio_websocket import open_websocket_url

NPM = Path(__file__).resolve().parents[2] / "var/npm"
SWITCHES = (
    "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--hide-scrollbars",
    "--no-first-run", "--no-default-browser-check", "--disable-sync", "--disable-extensions",
    "--disable-background-networking", "--disable-component-update", "--disable-domain-reliability", "--disable-client-side-phishing-detection",
    "--disable-default-apps", "--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication",
    "--disable-back-forward-cache", "--metrics-recording-only", "--password-store=basic", "--use-mock-keychain", "--force-color-profile=srgb",
    # Whatever a page or Chromium itself asks for, no name but this machine's has an address.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1", "--no-proxy-server",
)
HELD = {Keys.CONTROL, Keys.ALT, Keys.SHIFT}
WIDE, PHONE = (1280, 900), (390, 844)
# WCAG 2.1 AA, what axe-core calls best practice, and targets of 24 px (WCAG 2.2).
AXE = """
const done = arguments[arguments.length - 1], only = arguments[0];
const options = {resultTypes: ["violations"], preload: false, rules: {"target-size": {enabled: true}}};
if (only.length) options.runOnly = {type: "rule", values: only};
axe.run(document, options).then(
  found => done(found.violations.map(rule => rule.id + ": " + rule.help + "\\n" +
    rule.nodes.map(node => "    " + node.target.join(" ") + "  " + node.html.slice(0, 200) + "\\n      " +
      [...node.any, ...node.all, ...node.none].map(check => check.message).join("; ")).join("\\n"))),
  error => done(["axe: " + error]));
"""
# Whether a click leads to another page, and which page is there before.
LEADS = """
const what = arguments[0].closest("a[href], button, input[type=submit]"), form = what?.form;
const leads = what?.tagName === "A"
  ? !what.hasAttribute("download") && what.target !== "_blank" && !(what.hash && what.href.split("#")[0] === location.href.split("#")[0])
  : what?.type === "submit" && form && (what.formNoValidate || form.noValidate || form.checkValidity());
return leads ? performance.timeOrigin : null;
"""
HURRY = "{ const every = setInterval; setInterval = (act, ms) => every(act, ms / %d); }"
# What is wider than the window: the innermost elements and words that stick out, but for what scrolls by itself.
WIDER = """
const root = document.scrollingElement, width = root.clientWidth, found = new Map();
if (root.scrollWidth <= width) return [];
const range = document.createRange(), scrolls = element => {
  for (; element && element !== document.body; element = element.parentElement)
    if (getComputedStyle(element).overflowX !== "visible") return true;
  return false;
};
const named = element => element.localName + (element.id && "#" + element.id) + [...element.classList].map(name => "." + name).join("");
const all = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
for (let node = all.nextNode(); node; node = all.nextNode()) {
  range.selectNode(node);
  const box = node.nodeType === Node.TEXT_NODE ? range.getBoundingClientRect() : node.getBoundingClientRect();
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  if (box.right <= width + 1 || scrolls(element.parentElement)) continue;
  for (let above = element.parentElement; above; above = above.parentElement) found.delete(above);
  found.set(element, Math.round(box.left) + " to " + Math.round(box.right) + " px");
}
return [root.scrollWidth + " px of content in " + width + " px: " + ([...found].slice(0, 5).map(([element, place]) =>
  [element.parentElement.parentElement, element.parentElement, element].filter(Boolean).map(named).join(" > ") + " " + place + ", “" +
  element.textContent.trim().slice(0, 60) + "”").join("; ") || "nothing that has a box")];
"""
# Targets under 24 px without that much room around them (WCAG 2.5.8), as axe-core's target-size has it, in a hundredth of its time.
SMALL = """
const targets = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")].filter(
  element => element.checkVisibility({visibilityProperty: true}) && !element.disabled && !element.closest("[aria-hidden=true]")).map(
  element => ({element, box: element.getBoundingClientRect()})).filter(({box}) => box.width > 1 && box.height > 1);
const isInSentence = element => {
  if (getComputedStyle(element).display !== "inline") return false;
  let block = element.parentElement;
  while (getComputedStyle(block).display === "inline") block = block.parentElement;
  const words = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  for (let node = words.nextNode(); node; node = words.nextNode())
    if (/[\\p{L}\\p{N}]/u.test(node.data) && !node.parentElement.closest("a, button, select, textarea, .sr")) return true;
  return false;
};
const isSmall = box => box.width < 23.9 || box.height < 23.9;
const middle = box => [box.left + box.width / 2, box.top + box.height / 2];
return targets.filter(({element, box}) => isSmall(box) && !isInSentence(element)).flatMap(({element, box}) => {
  const [x, y] = middle(box);
  const near = targets.find(other => {
    if (other.element === element || other.element.contains(element) || element.contains(other.element)) return false;
    if (isSmall(other.box) && Math.hypot(middle(other.box)[0] - x, middle(other.box)[1] - y) < 23.9) return true;
    const dx = Math.max(other.box.left - x, 0, x - other.box.right), dy = Math.max(other.box.top - y, 0, y - other.box.bottom);
    return Math.hypot(dx, dy) < 11.9;
  });
  return near ? ["target of " + Math.round(box.width) + " × " + Math.round(box.height) + " px: " + element.outerHTML.slice(0, 120) +
    " beside " + near.element.outerHTML.slice(0, 120)] : [];
});
"""
# Shows bodies of pages in the page that is open, whose styles are theirs too: as they are, with a letter for each text, and as they are with long
# names. What is wider than the window, which targets are small.
FITS = """
const wider = () => { WIDER }, small = () => { SMALL };
const show = html => document.documentElement.replaceChild(document.adoptNode(new DOMParser().parseFromString(html, "text/html").body), document.body);
return arguments[0].map(([html, long]) => {
  show(html);
  const found = [...wider(), ...small()], words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = words.nextNode(); node; node = words.nextNode())
    if (/\\S/.test(node.data)) node.data = "a";
  found.push(...small().map(fault => "with short words, " + fault));
  show(long);
  return [...found, ...wider().map(fault => "with long names, " + fault)];
});
""".replace("WIDER", WIDER).replace("SMALL", SMALL)


def key_pin(certificate):
    """The public key of a certificate's file as Chromium names it."""
    key = subprocess.run(["openssl", "x509", "-in", certificate, "-noout", "-pubkey"], check=True, capture_output=True).stdout
    der = subprocess.run(["openssl", "pkey", "-pubin", "-outform", "der"], input=key, check=True, capture_output=True).stdout
    digest = subprocess.run(["openssl", "dgst", "-sha256", "-binary"], input=der, check=True, capture_output=True).stdout
    return base64.b64encode(digest).decode()


def validity(pages):
    """What the Nu HTML checker finds in pages ({name: HTML}), a line each; empty: all are valid.

    It is the checker of the HTML standard: content models, attributes and their values, ids and what points to them, ARIA,
    inline SVG. Of twelve errors planted in one page html5lib saw two, tidy eight, it all.
    """
    with tempfile.TemporaryDirectory(prefix="turno-html-") as folder:
        names = {}
        for number, (name, html) in enumerate(pages.items()):
            path = Path(folder) / f"{number}.html"
            path.write_text(html, encoding="utf-8")
            names[f"file:{path}"] = name
        if not names:
            return []
        result = subprocess.run(["java", "-Xss2m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", NPM / "vnu-jar/build/dist/vnu.jar", "--format", "json", "--exit-zero-always", folder],
                                stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        try:
            messages = json.loads(result.stderr)["messages"]
        except (ValueError, KeyError):
            return [f"the checker failed ({result.returncode}): {result.stderr[-2000:]}"]
        return [f"{names.get(found.get('url'), found.get('url'))}:{found.get('lastLine')}: {found['message']}  "
                f"{' '.join(found.get('extract', '').split())[:160]}"
                for found in messages if found["type"] != "info"]


class Window:
    """What one person sees. Routes are relative to the office's URL."""

    def __init__(self, chromium, handle, url, size, language, scripts, dark):
        self._chromium, self._handle, self._url = chromium, handle, url
        self.language, self._runs, self._hurried = language, scripts, None
        self._command("Network.enable")
        self._command("Page.enable")
        self.resize(size)
        self.speak(language)
        self.script(scripts)
        self.light(dark)

    @property
    def driver(self):
        """Selenium's driver, looking at this window."""
        return self._chromium.look_at(self._handle)

    def _command(self, command, /, **words):
        return self.driver.execute_cdp_cmd(command, words)

    # How it is seen

    def resize(self, size):
        """(width, height) in CSS pixels."""
        width, height = size
        self._command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        return self

    def speak(self, language):
        """The language that the person prefers, as the browser tells it."""
        self.language = language
        self._command("Emulation.setUserAgentOverride", userAgent=self._chromium.agent, acceptLanguage=language)
        return self

    def script(self, runs):
        """Whether pages loaded from now on may run scripts."""
        self._runs = runs
        self._command("Emulation.setScriptExecutionDisabled", value=not runs)
        return self

    def light(self, dark=False, media=""):
        """Whether the person likes it dark; media "print" shows what a printer gets."""
        self._command("Emulation.setEmulatedMedia", media=media,
                      features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        return self

    # Pages

    def get(self, route):
        """Opens a route of the office, or a whole URL."""
        self.driver.get(urllib.parse.urljoin(self._url, route))
        return self

    @property
    def route(self):
        """Path and query of the page."""
        parts = urllib.parse.urlsplit(self.driver.current_url)
        return parts.path + (f"?{parts.query}" if parts.query else "")

    @property
    def text(self):
        """What the page shows, as one line."""
        return " ".join(self.find("body").text.split())

    @property
    def served(self):
        """The HTML as the server gave it."""
        frame = self._command("Page.getFrameTree")["frameTree"]["frame"]
        answer = self._command("Network.getResponseBody", requestId=frame["loaderId"])
        return base64.b64decode(answer["body"]).decode("utf-8", "replace") if answer["base64Encoded"] else answer["body"]

    def find(self, selector):
        """The first element of a CSS selector."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def run(self, code, *values):
        """Runs JavaScript in the page, also where its own scripts may not run."""
        return self.driver.execute_script(code, *values)

    def wait(self, condition, what, seconds=30):
        """Waits until condition() gives something; gives it."""
        deadline, pause = time.monotonic() + seconds, 0.02
        while True:
            try:
                value = condition()
            except WebDriverException:
                value = None
            if value:
                return value
            if time.monotonic() > deadline:
                raise TimeoutError(f"{what}: not within {seconds} s; {self.driver.current_url}: {self.text[:600]}")
            time.sleep(pause)
            pause = min(pause * 1.5, 0.2)

    # Forms

    def fill(self, form, **values):
        """Fills fields of a form (a CSS selector) as a person does: text, ticks (bool), choices, files (Path)."""
        for name, value in values.items():
            field = self.find(f'{form} [name="{name}"]')
            kind = field.get_attribute("type")
            if field.tag_name == "select":
                Select(field).select_by_value(str(value))
            elif kind == "radio":
                self.click(f'{form} [name="{name}"][value="{value}"]')
            elif kind == "checkbox":
                if field.is_selected() != value:
                    field.click()
            elif kind == "file":
                field.send_keys(str(value))
            elif field.tag_name == "textarea":
                field.clear()
                field.click()
                self._command("Input.insertText", text=value)  # as from the clipboard: a key for each letter takes its time
            else:
                field.clear()
                field.send_keys(value)
        return self

    def submit(self, form, **values):
        """Fills a form, presses its button and waits for the page that answers."""
        self.fill(form, **values)
        return self.click(f"{form} button:not([type=button]):not([hidden])")

    def click(self, what):
        """Clicks an element, or the first of a selector; where that leads to another page, waits for it."""
        element = self.find(what) if isinstance(what, str) else what
        before = self.run(LEADS, element)
        element.click()
        if before:
            self.wait(lambda: self.run("return performance.timeOrigin > arguments[0] && document.readyState === 'complete'", before),
                      "page after a click", 60)
        return self

    def click_text(self, selector, text):
        """Clicks the element of a selector that says text."""
        found = [element for element in self.all(selector) if element.text.strip() == text]
        assert found, f"{self.route}: no {selector} says {text}: {[element.text for element in self.all(selector)]}"
        return self.click(found[0])

    def choose(self, form, name, text):
        """Chooses what a select offers in these words."""
        Select(self.find(f'{form} select[name="{name}"]')).select_by_visible_text(text)
        return self

    def press(self, *keys):
        """Keys for whatever has the focus; Control, Alt or Shift among them is held until the last."""
        chain = ActionChains(self.driver)
        for key in keys:
            (chain.key_down if key in HELD else chain.send_keys)(key)
        for key in HELD.intersection(keys):
            chain.key_up(key)
        chain.perform()
        return self

    def tab_to(self, selector, most=200):
        """Presses Tab until the focus is on an element of the selector."""
        for _ in range(most):
            if self.run("return document.activeElement.matches(arguments[0])", selector):
                return self
            self.press(Keys.TAB)
        raise AssertionError(f"{self.route}: {selector} is not reached in {most} tabs")

    # People

    def sign_in(self, login, password):
        """Signs an operator in by the form."""
        self.get("/login").submit('form:has([name="password"])', login=login, password=password)
        assert not self.route.startswith("/login"), self.text
        return self

    def enter(self, link):
        """Follows a magic link and presses its button."""
        self.get(link).click('main form button')
        assert self.route.startswith("/t"), self.text
        return self

    def take_cookie(self, name, value):
        """Holds a cookie that the office gave elsewhere: a person who has signed in before."""
        self._command("Network.setCookie", name=name, value=value, url=self._url, secure=True, httpOnly=True, path="/", sameSite="Lax")

    def hurry(self, times):
        """Whether clocks of pages loaded from now on strike so many times as often: what a page does by itself every minute is seen in seconds."""
        if self._hurried:
            self._command("Page.removeScriptToEvaluateOnNewDocument", identifier=self._hurried)
        self._hurried = times > 1 and self._command("Page.addScriptToEvaluateOnNewDocument", source=HURRY % times)["identifier"]
        return self

    # Findings

    def axe(self, *rules):
        """What axe-core finds wrong in the page, a text each; by all rules, or by those named. Where scripts may not run, it alone does, once the page is there."""
        runs = self._runs
        if not runs:
            self.script(True)
        try:
            if not self.run("return typeof axe === 'object'"):
                self.run(self._chromium.axe)
            return self.driver.execute_async_script(AXE, rules)
        finally:
            if not runs:
                self.script(False)

    def wider(self):
        """What makes the page scroll sideways; empty: it does not, once it has settled in a size that it was given just now."""
        deadline = time.monotonic() + 1
        while found := self.run(WIDER):
            if time.monotonic() > deadline:
                break
            time.sleep(0.1)
        return found

    def small(self):
        """Targets of a finger that are too small, and have others beside them."""
        return self.run(SMALL)

    def fits(self, pages):
        """[what wider() and small() find] of each of some pages [(HTML, HTML with long names)], in the styles of the page that is open."""
        return self.run(FITS, pages)

    def scripted(self):
        """Whether scripts have made the page another one than was served."""
        return self.run("return new DOMParser().parseFromString(arguments[0], 'text/html').body.outerHTML !== document.body.outerHTML", self.served)

    def console(self):
        """What the browser complained of since it was asked last: errors of scripts, refused by the policy, not found."""
        return [f"{line['level']}: {line['message']}" for line in self.driver.get_log("browser") if line["level"] != "INFO"]

    def picture(self, path, full=True):
        """Writes a PNG of the page: all of it, or what the window shows."""
        answer = self._command("Page.captureScreenshot", format="png", captureBeyondViewport=full, **self._clip(full))
        Path(path).write_bytes(base64.b64decode(answer["data"]))
        return self

    def _clip(self, full):
        if not full:
            return {}
        size = self.run("const r = document.documentElement; return [r.clientWidth, Math.max(r.scrollHeight, innerHeight)]")
        return {"clip": {"x": 0, "y": 0, "width": size[0], "height": size[1], "scale": 1}}

    def close(self):
        self._chromium.close(self._handle)


class Chromium:
    """The browser's process, for one office: its URL and the file of its certificate."""

    def __init__(self, url, certificate):
        self._url = url
        self._folder = tempfile.mkdtemp(prefix="turno-chromium-", dir="/tmp")
        self.axe = (NPM / "axe-core/axe.min.js").read_text(encoding="utf-8")
        options = Options()
        options.binary_location = "/usr/bin/chromium-headless-shell"
        options.set_capability("browserName", "chrome-headless-shell")
        for switch in (*SWITCHES, f"--user-data-dir={self._folder}", f"--ignore-certificate-errors-spki-list={key_pin(certificate)}"):
            options.add_argument(switch)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        options.set_capability("unhandledPromptBehavior", "ignore")
        environment = {**os.environ, "HOME": self._folder}
        self._driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver", env=environment), options=options)
        self._driver.set_page_load_timeout(30)
        self._driver.set_script_timeout(60)
        self.agent = self._driver.execute_script("return navigator.userAgent").replace("Headless", "")
        self._seen = self._driver.current_window_handle

    def _ask(self, method, **words):
        """A command to the browser itself: chromedriver speaks to its pages only."""
        address = self._driver.capabilities["goog:chromeOptions"]["debuggerAddress"]
        with urllib.request.urlopen(f"http://{address}/json/version", timeout=10) as answer:
            url = json.load(answer)["webSocketDebuggerUrl"]

        async def ask():
            async with open_websocket_url(url, max_message_size=1 << 24) as socket:
                await socket.send_message(json.dumps({"id": 1, "method": method, "params": words}))
                while True:
                    said = json.loads(await socket.get_message())
                    if said.get("id") == 1:
                        return said["result"]
        return trio.run(ask)

    def look_at(self, handle):
        if self._seen != handle:
            self._driver.switch_to.window(handle)
            self._seen = handle
        return self._driver

    def window(self, language="it", size=WIDE, scripts=True, dark=False):
        """A window of somebody new: no cookie of the others."""
        context = self._ask("Target.createBrowserContext")["browserContextId"]
        target = self._ask("Target.createTarget", url="about:blank", browserContextId=context)
        return Window(self, target["targetId"], self._url, size, language, scripts, dark)

    def close(self, handle):
        self.look_at(handle).close()
        self._seen = None

    def quit(self):
        self._driver.quit()
        shutil.rmtree(self._folder, ignore_errors=True)
