"""Forms as no browser of ours sends them: missing, huge, wrong, repeated, broken fields and bodies, to every form there is.

The programs are those with sanitizers. Each answer is a page or a redirect or a refusal with a sentence, never a failure, and no process ends.
TURNO_SEED repeats a run.
"""
import dataclasses
import hashlib
import http.client
import os
import random
import re
import secrets
import ssl
import urllib.parse

import pytest

from lib.routes import paths_of

REQUESTS = 5200
ANSWERS = {200, 303, 400, 401, 403, 404, 405, 409, 411, 413, 415, 422, 429}
WILD = (
    b"", b" ", b"0", b"-1", b"1.5", b"9007199254740993", b"9223372036854775808", b"1e400", b"NaN", b"0x10", b"true", b"null", b"[]", b"{}", b"on",
    b"\xff\xfe", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x00", b"a\x00b", b"\r\nSet-Cookie: x=y", b"\x1b[31m", "\u202etxt.exe".encode(),
    "\ufeff".encode(), "e\u0301".encode() * 50, "😀".encode() * 70, b"'; drop table turno.ticket; --", b"\\", b"$1", b"{{csrf}}", b"{{>head}}", b"%s%n%n",
    b"<script>alert(1)</script>", b"../../../etc/passwd", b"2027-02-30", b"2027-01-31", b"99999-01-01", b"25:61", b"#gggggg", b"http://[::1", b"x@y", b"a,b;c\td",
    b"CAF \xe2\x80\xba 730", b"base", b"advanced", b"none", b"operator", b"closed", b"it", b"en", b"anna", b"xx", b"1", b"2", b"3",
)
TEXTS = tuple(value for value in WILD if value.decode("utf-8", "ignore").encode() == value and b"\0" not in value)
NAMES = (b"", b"csrf", b"form_key", b"a.b.c", b"__proto__", b"uploads", b"ticket", b"viewer", b"language", b"values", b"x" * 5000)


def escaped(value):
    return urllib.parse.quote_from_bytes(value, safe="").encode()


class Sender:
    """One kept connection, as an administrator or as a contact, whose session is begun anew when a form has ended it."""

    def __init__(self, world, role):
        self.world, self.role = world, role
        self.context = ssl.create_default_context(cafile=world.office.stack.pki.ca)
        self.connection = None
        self.begin()

    def begin(self):
        world, self.token = self.world, secrets.token_urlsafe(32)
        if self.role == "contact":
            person = world.one("select contact_id from turno.address where address = %s", world.first)
        else:
            person = world.one("update turno.operator set is_admin = true, is_active = true where login = 'helen' returning id")
        column = "contact_id" if self.role == "contact" else "operator_id"
        world.rows(f"insert into turno.session (token_sha256, {column}) values (%s, %s)", hashlib.sha256(self.token.encode()).digest(), person)
        found = re.search(rb'name="csrf" value="([^"]+)"', self.send("GET", f"/t/{world.plain}" if self.role == "contact" else "/ticket")[1])
        assert found, f"no form for the {self.role}"
        self.csrf = found[1]

    def is_over(self):
        """Whether a form has ended the session, or what the person may."""
        return self.world.one("select not exists (select from turno.session s left join turno.operator o on o.id = s.operator_id"
                              " where s.token_sha256 = %s and s.ended_at is null and (o.id is null or (o.is_admin and o.is_active)))", hashlib.sha256(self.token.encode()).digest())

    def send(self, method, path, body=None, kind="application/x-www-form-urlencoded"):
        """(status, body); None for status when the connection broke."""
        cookie = "__Host-turno-contact" if self.role == "contact" else "__Host-turno"
        for _ in range(2):  # the server ends a kept connection now and then
            if self.connection is None:
                self.connection = http.client.HTTPSConnection("127.0.0.1", self.world.office.ports["https"], context=self.context, timeout=60)
            try:
                self.connection.request(method, path, body, {"Cookie": f"{cookie}={self.token}", "Content-Type": kind})
                answer = self.connection.getresponse()
                return answer.status, answer.read()
            except (http.client.HTTPException, OSError):
                self.connection = None
        return None, b""


class Maker:
    """Makes bodies for a route."""

    def __init__(self, rng, ids):
        self.rng, self.ids, self.is_text = rng, ids, True

    def value(self, kind, limit):
        """One that fits, or one that does not."""
        if self.rng.random() < 0.4:
            return {"flag": b"1", "number": str(self.rng.choice(self.ids)).encode(), "numbers": str(self.rng.choice(self.ids)).encode(),
                    "word": b"base", "key": b"k1", "secret": b"una parola lunga"}.get(kind, b"Prova")
        if self.rng.random() < 0.1:
            return b"a" * (min(limit, 300000) + self.rng.choice((-1, 0, 1, 1000)))
        return self.wild()

    def wild(self):
        """Any value; bytes that are no text only where the form is to have such."""
        if self.is_text:
            return self.rng.choice(TEXTS)
        return self.rng.choice(WILD) if self.rng.random() < 0.8 else self.rng.randbytes(self.rng.randrange(60))

    def fields(self, route, csrf):
        pairs = [(b"csrf", csrf)] if self.rng.random() < 0.97 else []
        pairs += [(b"form_key", f"w{self.rng.getrandbits(64)}".encode())] if self.rng.random() < 0.9 else []
        for name, kind, limit in route.fields:
            times = self.rng.choice((0, 1, 1, 1, 1, 1, 2, 30))
            pairs += [(name.encode(), self.value(kind, limit)) for _ in range(times)]
        if self.rng.random() < 0.2:
            pairs += [(self.rng.choice(NAMES), self.wild()) for _ in range(self.rng.choice((1, 3, 250)))]
        self.rng.shuffle(pairs)
        return pairs

    def encoded(self, pairs):
        body = b"&".join(escaped(name) + b"=" + escaped(value) for name, value in pairs)
        broken = self.rng.random() * 2
        if broken < 0.03:
            body = body.replace(b"%", b"%z", 1)
        elif broken < 0.06:
            body = body[:self.rng.randrange(len(body) + 1)]
        elif broken < 0.08:
            body += b"&x=" + b"y" * (1 << 20)
        elif broken < 0.1:
            body = body.replace(b"=", b"").replace(b"&", b"&&")
        return body, self.rng.choice(("application/x-www-form-urlencoded",) * 40 + ("text/plain", "application/json", "", "multipart/form-data"))

    def multipart(self, pairs):
        edge = self.rng.choice((b"edge", b"edge", b"e" * 70, b"e" * 500))
        parts = [b'Content-Disposition: form-data; name="' + name.replace(b'"', b"%22") + b'"\r\n\r\n' + value for name, value in pairs]
        if self.rng.random() < 0.6:
            name = self.rng.choice((b"a.pdf", b"", b"../../x", b"a\x00b", b"\xff", b"x" * 3000, b'a"; name="csrf'))
            parts.append(b'Content-Disposition: form-data; name="files"; filename="' + name + b'"\r\nContent-Type: ' +
                         self.rng.choice((b"text/plain", b"text/html", b"", b"x" * 2000)) + b"\r\n\r\n" + self.rng.randbytes(self.rng.choice((0, 1, 70000))))
        body = b"".join(b"--" + edge + b"\r\n" + part + b"\r\n" for part in parts) + b"--" + edge + b"--\r\n"
        if self.rng.random() < 0.3:
            body = body[:self.rng.randrange(len(body) + 1)]
        return body, f"multipart/form-data; boundary={self.rng.choice((edge, edge, edge, b'other')).decode()}"

    def body(self, route, csrf):
        self.is_text = self.rng.random() < 0.85
        pairs = self.fields(route, csrf)
        return self.multipart(pairs) if self.rng.random() < (0.5 if route.takes_files else 0.1) else self.encoded(pairs)


def drawn_forms(routes, crawl):
    """{pattern: [route of each form]}: where the table of routes does not say which fields there are, the pages do."""
    found = {}
    for (method, _, _), (_, form) in crawl.forms.items():
        path = urllib.parse.urlsplit(form.action).path
        for route in routes:
            if route.method == method == "POST" and re.search(r"\*(?!token)", route.pattern) and route.fits(path):
                fields = tuple((name, "line", 1000) for name in sorted(form.names - {"csrf", "form_key"}))
                found.setdefault(route.pattern, []).append(dataclasses.replace(route, pattern=path, fields=fields))
    return found


def says_why(status, body):
    """Whether a refusal has a sentence for who reads it."""
    if body.startswith(b"{"):
        return b'"error' in body
    main = re.sub(r"<[^>]*>", " ", body.decode("utf-8", "replace").partition("<main")[2])
    return status < 400 or len(main.split()) >= 4


@pytest.fixture(scope="module")
def rng():
    seed = int(os.environ.get("TURNO_SEED", secrets.randbelow(1 << 32)))
    print(f"TURNO_SEED={seed}")
    return random.Random(seed)


def test_forms_that_nobody_sends_are_answered_with_a_sentence(world, routes, crawls, rng):
    forms = [route for route in routes if route.method == "POST"]
    drawn = drawn_forms(routes, crawls["admin-it"])
    forms = [route for route in forms if route.pattern not in drawn] + [route for each in drawn.values() for route in each]
    ids = [*range(1, 12), 10 ** 9]
    maker, wrong, counts = Maker(rng, ids), [], {}
    log = world.office.stack.host.state / "log/lighttpd.log"
    begin = log.stat().st_size
    senders = {role: Sender(world, role) for role in ("admin", "contact")}
    each = -(-REQUESTS // len(forms))
    for route in forms:
        paths = paths_of(route, world, 6) or [re.sub(r"[#*]\w+", "1", route.pattern)]
        sender = senders["contact" if route.role == "contact" else "admin"]
        for _ in range(each):
            body, kind = maker.body(route, sender.csrf)
            path = rng.choice(paths)
            status, answer = sender.send("POST", path, body, kind)
            counts[status] = counts.get(status, 0) + 1
            if status not in ANSWERS or not says_why(status, answer):
                wrong.append(f"{path}: {status} to {kind} {body[:300]!r}\n    {answer[:200]!r}")
            if status in (303, 401, 403) and sender.is_over():
                sender.begin()
    print(sum(counts.values()), "requests to", len(forms), "forms:", dict(sorted(counts.items(), key=str)))
    assert wrong == [], "\n".join(wrong[:10]) + f"\n{len(wrong)} in all"
    with open(log, "rb") as said:
        said.seek(begin)
        found = [line for line in said.read().decode(errors="replace").splitlines() if re.search(r"Sanitizer|runtime error|LeakSan|killed|exited", line)]
    assert found == []
    assert sum(counts.values()) >= 5000 and {303, 422} <= set(counts), counts
