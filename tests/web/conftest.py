"""What a browser does when its button is pressed twice: each kind of form that these tests carry out is sent a second time, the first time."""
import re
import urllib.parse

import pytest

from lib.web import Browser

# A second time means something else where people come and go: signing in, links and codes that are used up, a password that ends its session.
ONCE = re.compile(r"/(login|logout|l/.*|confirm/.*|password.*|ask/.*|t/leave|(t/)?profile/password)")


def kind_of(form, path, end):
    """The route, its fields and where it led, without the numbers."""
    return re.sub(r"\d+", "#", path), tuple(sorted(form.fields)), re.sub(r"\d+", "#", end)


@pytest.fixture(autouse=True, scope="session")
def forms_sent_twice():
    """A form that was carried out answers the same when it is sent again."""
    once, known = Browser.submit, set()

    def submit(self, form, files=(), **values):
        before = self.page
        page = once(self, form, files, **values)
        url = urllib.parse.urljoin(before.url, form.action)
        path = urllib.parse.urlsplit(url).path
        kind = kind_of(form, path, page.url)
        if "form_key" in form.fields and page.url != url and kind not in known and not ONCE.fullmatch(path):
            known.add(kind)
            self.page = before
            again = once(self, form, files, **values)
            assert (again.status, again.url) == (page.status, page.url), f"{path} sent again: {again.status} {again.url}, first {page.url}: {again.text}"
            self.page = page
        return page

    Browser.submit = submit
    yield
    Browser.submit = once
