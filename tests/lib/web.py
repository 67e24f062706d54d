"""A small browser: cookies, forms, verified TLS on a connection that is kept; no scripts."""
import html
import http.client
import re
import ssl
import urllib.error
import urllib.parse
import urllib.request
import uuid
from functools import cached_property
from html.parser import HTMLParser
from http.cookiejar import CookieJar


class Form:
    """One form of a page: where it goes and what it holds."""

    def __init__(self, attributes):
        self.action = attributes.get("action") or ""
        self.method = (attributes.get("method") or "get").upper()
        self.multipart = attributes.get("enctype") == "multipart/form-data"
        self.fields = {}
        self.names = set()
        self.texts = set()  # names of the fields that take any words
        self.buttons = {}  # name → value of the first button that has one


class _Forms(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms, self.texts = [], []
        self._form, self._area, self._select = None, None, None

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "option" and self._select and ("selected" in attributes or self._select not in self._form.fields):
            self._form.fields[self._select] = attributes.get("value") or ""
        if tag == "form":
            self._form = Form(attributes)
            self.forms.append(self._form)
        name = attributes.get("name")
        if self._form is None or name is None or tag not in ("input", "textarea", "select", "button"):
            return
        self._form.names.add(name)
        kind = attributes.get("type", "text")
        if tag == "textarea" or tag == "input" and kind in ("text", "search", "email", "tel", "url"):
            self._form.texts.add(name)
        if tag == "button":
            self._form.buttons.setdefault(name, attributes.get("value") or "")
        elif tag == "textarea":
            self._form.fields[name], self._area = "", name
        elif tag == "select":
            self._select = name
        elif tag == "input" and kind != "file" and (kind not in ("checkbox", "radio") or "checked" in attributes):
            self._form.fields[name] = attributes.get("value", "on" if kind == "checkbox" else "")

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        if tag == "select":
            self._select = None
        if tag == "textarea":
            self._area = None

    def handle_data(self, data):
        self.texts.append(data)
        if self._area is not None:
            self._form.fields[self._area] += data


class Page:
    """An answer: status, headers, body, forms."""

    def __init__(self, url, status, headers, body):
        self.url, self.status, self.headers, self.body = url, status, headers, body
        self.html = body.decode("utf-8", "replace") if "html" in headers.get("Content-Type", "") else ""

    @cached_property
    def _parsed(self):
        parser = _Forms()
        parser.feed(self.html)
        return parser

    @property
    def forms(self):
        return self._parsed.forms

    @cached_property
    def text(self):
        return " ".join(" ".join(self._parsed.texts).split())

    def form(self, *names):
        """The form that has fields of these names."""
        for form in self.forms:
            if set(names) <= form.names:
                return form
        raise AssertionError(f"{self.url} ({self.status}): no form with {names}; has {[f.names for f in self.forms]}")

    def form_to(self, end, **fields):
        """The form that goes to an address that ends so, and holds these values."""
        for form in self.forms:
            if form.action.endswith(end) and fields.items() <= form.fields.items():
                return form
        raise AssertionError(f"{self.url} ({self.status}): no form to {end} with {fields}; has {[f.action for f in self.forms]}")

    def option(self, text):
        """The value of the choice that is called so."""
        return re.search(r'<option value="([^"]*)"[^>]*>' + re.escape(html.escape(text)) + "<", self.html).group(1)


class _Kept(urllib.request.HTTPSHandler):
    """Asks on one connection for as long as the server keeps it: signing in to TLS costs more than most pages."""

    def __init__(self, context):
        super().__init__(context=context)
        self._context, self._connection, self._host = context, None, None

    def https_open(self, request):
        if request.host != self._host:
            self._connection, self._host = None, request.host
        if self._connection is not None:
            try:
                return self._ask(request)
            except (http.client.HTTPException, ConnectionError, ssl.SSLError):
                pass  # the server ended it meanwhile
        self._connection = http.client.HTTPSConnection(request.host, context=self._context, timeout=request.timeout)
        try:
            return self._ask(request)
        except OSError as error:
            self._connection = None
            raise urllib.error.URLError(error) from error

    def _ask(self, request):
        self._connection.request(request.get_method(), request.selector, request.data, {**request.unredirected_hdrs, **request.headers})
        answer = self._connection.getresponse()
        answer.url, answer.msg = request.full_url, answer.reason
        return answer


class Browser:
    """Follows redirects and keeps cookies, as a person's browser does."""

    def __init__(self, authority):
        self.cookies = CookieJar()
        self._opener = urllib.request.build_opener(
            _Kept(ssl.create_default_context(cafile=str(authority))),
            urllib.request.HTTPCookieProcessor(self.cookies))
        self.page = None
        self.language = None

    def _open(self, request):
        if self.language:
            request.add_header("Accept-Language", self.language)
        try:
            answer = self._opener.open(request, timeout=30)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            self.page = Page(answer.url, answer.status, answer.headers, answer.read())
        return self.page

    def get(self, url):
        """The page at an absolute URL, or at one relative to the page before."""
        return self._open(urllib.request.Request(urllib.parse.urljoin(self.page.url if self.page else "", url)))

    def post(self, url, fields, **headers):
        """Sends fields (a mapping, or (name, value) pairs; texts or bytes) to a URL, without a form."""
        return self._open(urllib.request.Request(url, data=urllib.parse.urlencode(fields).encode(),
                                                 headers={"Content-Type": "application/x-www-form-urlencoded", **headers}))

    def submit(self, form, files=(), **values):
        """Sends a form; files: (field, name, type, bytes) each. A value of None leaves the field out."""
        fields = {name: value for name, value in {**form.fields, **values}.items() if value is not None}
        url = urllib.parse.urljoin(self.page.url, form.action)
        if form.method == "GET":
            return self.get(f"{url}?{urllib.parse.urlencode(fields)}")
        if form.multipart:
            body, kind = self._multipart(fields, files)
        else:
            body, kind = urllib.parse.urlencode(fields).encode(), "application/x-www-form-urlencoded"
        return self._open(urllib.request.Request(url, data=body, headers={"Content-Type": kind, "Referer": self.page.url}))

    @staticmethod
    def _multipart(fields, files):
        boundary = uuid.uuid4().hex
        body = b""
        for name, value in fields.items():
            body += f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for field, name, kind, content in files:
            body += (f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
                     f"Content-Type: {kind}\r\n\r\n").encode() + content + b"\r\n"
        return body + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


def connect(url, authority):
    """A connection to whoever serves that address, for requests without a browser's help."""
    address = urllib.parse.urlsplit(url)
    return http.client.HTTPSConnection(address.hostname, address.port, context=ssl.create_default_context(cafile=str(authority)), timeout=60)


def ask(url, authority, method, path, body=None, **headers):
    """One request without a browser's help; gives (status, headers, body)."""
    connection = connect(url, authority)
    try:
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()
