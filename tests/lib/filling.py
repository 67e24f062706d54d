"""Fills every field that takes words, of every form and query of the table of routes, with texts that are found again.

Each text that is sent begins with a mark of its own. All fields of a form at once get all texts, which is more than most may hold: the form is shown
again with what was typed. Then each field alone gets a short one, beside what was drawn: that is kept where the field can hold any words.
"""
import re
import secrets
import urllib.parse

from .crawl import csrf_of, filled
from .routes import paths_of

WORDY = ("line", "text", "lines")
# What a form asks for before it looks at anything else.
NEEDED = {**dict.fromkeys(("text", "subject", "name", "title", "note", "reason", "surname", "name_it", "path"), "Prova {}"), "login": "prova{}",
          "email": "prova{}@elsewhere.example", "address": "prova{}@demo.example", "mail": "prova{}@elsewhere.example", "sender": "prova{}@elsewhere.example",
          "url": "https://elsewhere.example/{}", "folder": "INBOX", "new_name": "Prova {}"}
LAST = ("new_name", "name", "name_it", "path", "login")  # by which the row is found
AT_ONCE = 20  # fields with all texts in one form: it may be so large
STAR = re.compile(r"\*(?!token)")


def flat(text):
    """A text as one line can hold it."""
    return " ".join("".join(letter for letter in text if letter.isprintable() or letter == "\t").split())


def cut(text, limit):
    return text.encode()[:limit].decode("utf-8", "ignore")


class Marks:
    """of: {mark: (where, field)}."""

    def __init__(self):
        self.of = {}

    def put(self, where, field, text):
        mark = f"zq{len(self.of)}q"
        self.of[mark] = (where, field)
        return f"{mark}{text}"

    def found_in(self, pages):
        """(where, field) of all whose mark one of the pages shows."""
        seen = {mark for html in pages for mark in re.findall(r"zq\d+q", html)}
        return {self.of[mark] for mark in seen if mark in self.of}


class Filler:
    """What one person fills in. answers: {what was sent: page}; refused: what came to nobody's form."""

    def __init__(self, world, person, marks, texts, lines, known):
        self._world, self._person, self._marks = world, person, marks
        self._all, self._raw, self._lines, self._known = flat(" ".join(texts)), "\n".join(texts).replace("\0", ""), lines, known
        self._browser = world.browser(person)
        self._csrf = csrf_of(self._browser, world, person)
        self._category = world.one("select max(id) from turno.category where not is_hidden")
        self.answers, self.reached, self._sent, self._filled = {}, set(), 0, set()

    def _post(self, route, path, fields, name):
        url = self._world.office.url
        fields = {**fields, **({"csrf": self._csrf} if self._csrf else {}), "form_key": secrets.token_urlsafe(12)}
        page = self._browser.post(url + path, fields, Referer=url + path, Origin=url)
        assert page.status < 500, (name, page.status)
        self.answers[f"POST {path} {name} ({len(self.answers)})"] = page
        return page

    def _short(self, route, name, limit):
        self._sent += 1
        return cut(self._marks.put(route.pattern, name, self._lines[self._sent % len(self._lines)]), min(limit, 200))

    def form(self, route, path, drawn, names):
        """One form: names: {field: (kind, limit)} of those that take words."""
        category = {"category": self._category} if ("category", "number") in [field[:2] for field in route.fields] else {}
        place = path if STAR.search(route.pattern) and not route.fields else route.pattern
        order = sorted((name for name in names if (place, name) not in self._filled), key=lambda name: (name in LAST, name))
        self._filled |= {(place, name) for name in order}
        for start in range(0, len(order), AT_ONCE):
            some = order[start:start + AT_ONCE]
            long = {name: self._marks.put(route.pattern, name, self._raw if names[name][0] == "text" else self._all) for name in some}
            self._reach(route, some, self._post(route, path, {**drawn, **category, **long}, "all"))
        for name in order:
            short = self._short(route, name, names[name][1])
            whole = {name: value or NEEDED.get(name, "").format(self._sent) for name, value in drawn.items()}
            self._reach(route, [name], self._post(route, path, {**whole, **self._known, **category, name: short}, name))

    def _reach(self, route, names, page):
        if page.status in (200, 409, 422):
            self.reached |= {(route.pattern, name) for name in names}

    def query(self, route, path):
        """An address with a query: each field alone, and all at once."""
        names = [name for name, kind, _ in route.fields if kind in WORDY]
        for some in ([name] for name in names), [names]:
            for fields in some:
                query = {name: self._marks.put(route.pattern, name, self._all[:1200] if len(fields) == 1 else self._lines[0][:60]) for name in fields}
                page = self._browser.get(f"{self._world.office.url}{path}?{urllib.parse.urlencode(query)}")
                assert page.status < 500, (path, page.status)
                self.answers[f"GET {path} ({len(self.answers)})"] = page
                self._reach(route, fields, page)


def words_of(route, form=None):
    """{field: (kind, limit)} of the fields of a route that take words, those of the form that the office has named too."""
    names = {name: (kind, limit) for name, kind, limit in route.fields if kind in WORDY and "*" not in name}
    own = [(name.removesuffix("*"), kind, limit) for name, kind, limit in route.fields if kind in WORDY and "*" in name]
    for stem, kind, limit in own:
        drawn = [name for name in (form.texts if form else ()) if name.startswith(stem)]
        names.update({name: (kind, limit) for name in drawn or [f"{stem}prova"]})
    if form and not route.fields and STAR.search(route.pattern):
        names.update({name: ("line", 2000) for name in form.texts})
    return names


def fill_all(filler, routes, world, forms, roles):
    """All forms and queries of some roles: as they are drawn ([(address, form)]), and where none is drawn as the table has them; each once."""
    for route in routes:
        if route.role not in roles or route.pattern == "/api/ticket":
            continue
        paths = paths_of(route, world, 1)
        if route.method == "GET":
            if paths and any(kind in WORDY for _, kind, _ in route.fields):
                filler.query(route, paths[0])
            continue
        drawn = [(path, form) for path, form in forms if owner(routes, path) == route and words_of(route, form)]
        for path, form in drawn:
            filler.form(route, path, {**form.buttons, **form.fields}, words_of(route, form))
        if words_of(route) and not drawn and paths:
            filler.form(route, paths[0], filled(route, 1), words_of(route))


def forms_in(crawl):
    """[(address, form)] of the forms that somebody comes to, each shape once."""
    return [(urllib.parse.urlsplit(urllib.parse.urljoin(path, form.action)).path, form) for (method, _, _), (path, form) in crawl.forms.items() if method == "POST"]


def owner(routes, path):
    """The row of the table that a form's address belongs to."""
    return next((route for route in routes if route.method == "POST" and route.fits(path)), None)
