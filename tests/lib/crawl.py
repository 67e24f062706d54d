"""What one person can come to: by the table of routes, and from there by links; the forms that stand there."""
import re
import urllib.parse
from html.parser import HTMLParser

from .routes import may, paths_of

MOST = 4  # addresses of one shape that are opened, two where only its query differs
SKIPPED = ("/static/*name", "/api/ticket")  # no pages


class _Links(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        if tag == "a":
            self.found += [value for name, value in attributes if name == "href" and value and not value.startswith("#")]


def shape_of(path):
    """An address without its values: its path with 0 for numbers and tokens, and the names in its query."""
    parts = urllib.parse.urlsplit(path)
    names = sorted(name for name, _ in urllib.parse.parse_qsl(parts.query, keep_blank_values=True))
    return re.sub(r"\d+|(?<=/l/).*|(?<=/confirm/).*", "0", parts.path), tuple(dict.fromkeys(names))


class Crawl:
    """pages: {path: page}; forms: {(method, shape, names): (path of the page, form)}; dead: links that lead nowhere."""

    def __init__(self, world, routes, person, most=MOST):
        self._most = most
        self.person, self.pages, self.forms, self.dead = person, {}, {}, []
        self._url, self._browser, self._count = world.office.url, world.browser(person), {}
        for route in routes:
            if route.method == "GET" and route.pattern not in SKIPPED and may(person, route):
                for path in paths_of(route, world, most):
                    self._open(path, None)

    def _open(self, first, origin):
        waiting = [(first, origin)]
        while waiting:
            path, origin = waiting.pop(0)
            shape = shape_of(path)
            if path in self.pages or self._count.get(shape, 0) >= (self._most if not shape[1] else 2):
                continue
            self._count[shape] = self._count.get(shape, 0) + 1
            page = self._browser.get(self._url + path)
            self.pages[path] = page
            assert page.status < 500, (self.person.name, path, origin, page.status, page.text[:300])
            if origin and page.status != 200:
                self.dead.append(f"{origin} leads to {path}: {page.status}")
            here = urllib.parse.urlsplit(page.url)
            if here.path.startswith("/login") and not path.startswith("/login"):
                continue
            if "sandbox" in page.headers.get("Content-Security-Policy", ""):
                continue  # somebody else's document
            for form in page.forms:
                action = urllib.parse.urljoin(page.url, form.action)
                self.forms.setdefault((form.method, shape_of(action.removeprefix(self._url)), tuple(sorted(form.names))), (path, form))
            for href in _Links(page.html).found:
                target = urllib.parse.urlsplit(urllib.parse.urljoin(page.url, href))
                if f"{target.scheme}://{target.netloc}" == self._url and target.path != "/logout":
                    waiting.append((target.path + (f"?{target.query}" if target.query else ""), path))


def person_of(world, role):
    return next(person for person in world.people if person.role == role)


def keys_seen(world, person, table):
    """Keys of a table's rows that the person's session reads; only an administrator reads a table that the web may not."""
    key = "contact_id" if table == "contact_note" else "id"
    grants = world.one("select has_column_privilege('turno_web', %s, %s, 'select')", f"turno.{table}", key)
    if not grants:
        return {row[0] for row in world.rows(f"select {key} from turno.{table}")} if person.role == "admin" else set()
    return {row[0] for row in world.seen_by(person, f"select {key} from turno.{table}")}


class Seen(dict):
    """Table → keys of the rows that the person's session reads; without a person none."""

    def __init__(self, world, person=None):
        super().__init__()
        self._world, self._person = world, person

    def __missing__(self, table):
        self[table] = keys_seen(self._world, self._person, table) if self._person else set()
        return self[table]


# By name what by its kind alone would be refused.
FITTING = {"action": "add", "role": "contact", "channel": "phone", "effective": "partly", "what": "add", "due_on": "2027-03-01", "latitude": "45.1", "longitude": "7.7",
           "kind": "person", "done": "true", "wants_mail": "true", "language": "it", "contact_language": "it", "tab": "open"}


def filled(route, key):
    """Fields of a form that could pass."""
    value = {"flag": "1", "number": str(key), "numbers": str(key), "word": "base", "key": "k", "secret": "una parola lunga"}
    return {name: FITTING.get(name, value.get(kind, "Prova"))[:limit] for name, kind, limit in route.fields}


def csrf_of(browser, world, person):
    """The token that the person's forms carry."""
    own = keys_seen(world, person, "ticket") if person.is_contact else ()
    page = browser.get(world.office.url + (f"/t/{max(own)}" if own else "/"))
    token = next((form.fields["csrf"] for form in page.forms if "csrf" in form.fields), "")
    assert token or not person.token, f"{page.url}: no form with a token for {person.name}"
    return token


def said(page):
    """What an answer tells, without what differs in each."""
    text = re.sub(rb'name="form_key" value="[^"]*"', b"", page.body)
    return page.status, re.sub(r"\d+", "0", urllib.parse.urlsplit(page.url).path), re.sub(rb"\d+", b"0", text)


class Crawls(dict):
    """{name of a person: what he can come to}, asked for once."""

    def __init__(self, world, routes):
        super().__init__()
        self._world, self._routes = world, routes

    def __missing__(self, name):
        person = next(person for person in self._world.people if person.name == name)
        self[name] = Crawl(self._world, self._routes, person)
        return self[name]
