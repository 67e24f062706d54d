"""Whatever people write stays text: in no page does it become a script, an event, a foreign picture or a frame (safety: XSS).

The texts go through every field that a mail, a contact or an operator can fill: by mail (names, subjects, names of files, words, HTML), and by
every form of the office, which also shows refused ones again. Then every page is judged in the browser, and those that hold most are opened in it.
"""
from email.message import EmailMessage
from email.headerregistry import Address

import pytest

from lib.active import ACTIVE, active_texts
from lib.crawl import Crawl
from lib.mail import send

TEXTS = active_texts()
ROOM = 230  # of one line in a mail or a name


def batches(texts, room):
    """The texts in as few lines of so many characters as they fit into."""
    line = ""
    for text in texts:
        flat = " ".join("".join(letter for letter in text if letter.isprintable() or letter == "\t").split())
        if line and len(line) + len(flat) > room:
            yield line
            line = ""
        line = f"{line} {flat}".strip()
    yield line


@pytest.fixture(scope="module")
def written(office, world, crawls):
    """Everything is filled in; gives the pages that answered the forms, {what was sent: page}."""
    lines = list(batches(TEXTS, ROOM))
    sent = [mail_of(world, line, n) for n, line in enumerate(lines)]
    for mail in sent:
        send(office.ports["smtp"], mail, "chi.sa@elsewhere.example", [mail["To"]])
    office.verdict(sent[-1]["Message-ID"].strip("<>"), 60)
    answers = {}
    for name in ("admin-it", "contact-it"):
        browser = world.browser(crawls[name].person)
        for n, ((method, shape, names), (path, form)) in enumerate(list(crawls[name].forms.items())):
            typed = form.names & form.texts
            if typed and not any(word in shape[0] for word in ("password", "/l/", "/confirm/", "setting", "/login", "/profile")):
                answers.update(fill(browser, world, path, form, typed, lines[n % len(lines)], f"{method} {shape[0]} from {path} ({n})"))
    return answers


def mail_of(world, line, number):
    """A mail of a contact that says line wherever a mail can say something."""
    mail = EmailMessage()
    mail["From"] = Address(display_name=line[:150], addr_spec=world.first if number % 2 else "chi.sa@elsewhere.example")
    mail["To"] = "support@demo.example" if number % 3 else "help@demo.example"
    mail["Subject"] = line
    mail["Message-ID"] = f"<active-{number}@client.example>"
    mail.set_content("\n".join(TEXTS[number::20]).replace("\0", "") + "\n")
    mail.add_alternative("<html><body>" + "".join(TEXTS[number::20]).replace("\0", "") + "</body></html>", subtype="html")
    mail.add_attachment(b"x", maintype="text", subtype="html", filename=line[:100] + ".html")
    return mail


def fill(browser, world, path, form, typed, line, name):
    """Sends a form with the line in each field that takes words; as it was drawn otherwise."""
    browser.get(world.office.url + path)
    fields = {**form.fields, **{field: line for field in typed}}
    fresh = next((other for other in browser.page.forms if other.names == form.names and other.action == form.action), form)
    fields.update({key: fresh.fields[key] for key in ("csrf", "form_key") if key in fresh.fields})
    page = browser.submit(fresh, **fields)
    assert page.status and page.status < 500, (name, page.url, page.status)
    return {name: page}


def test_there_are_enough_texts():
    assert len(TEXTS) >= 200


def test_no_text_becomes_active(written, world, routes, chromium):
    pages = dict(written)
    for name in ("admin-it", "contact-it"):
        person = next(person for person in world.people if person.name == name)
        pages.update({f"{path} ({name})": page for path, page in Crawl(world, routes, person, most=6).pages.items()})
    judge = world.window(chromium, world.person("admin"))
    judge.get("/login").console()
    foreign = {name for name, page in pages.items()
               if page.html and page.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")}
    assert foreign and all("/html" in name for name in foreign), foreign
    whole = {name: page.html for name, page in pages.items() if page.html and name not in foreign}
    found = [f"{name}: {node}" for name, html in whole.items() for node in judge.run(ACTIVE, html)]
    assert found == [], "\n".join(found[:20]) + f"\n{len(found)} in {len(whole)} pages"
    seen = [name for name, html in whole.items() if "turnoRan" in html]
    assert len(seen) > 20, seen
    opened = [name.partition(" (admin-it)")[0] for name in seen if name.endswith("(admin-it)")]
    for path in opened[:12] + [name.partition(" (")[0] for name in foreign if "/html" in name][:5]:
        judge.get(path)
        wrong = [*([] if "/html" in path else [*judge.run(ACTIVE, None), *judge.console()]), *(["it ran"] if judge.run("return window.turnoRan") else [])]
        assert wrong == [], (path, wrong[:5])
    judge.close()
