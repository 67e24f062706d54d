"""One Chromium for all browser tests, on the office of the session."""
import pytest

from lib.browser import Chromium


@pytest.fixture(scope="session")
def chromium(office):
    """The browser; windows made of it have cookies of their own."""
    chromium = Chromium(office.url, office.stack.pki.certificate)
    yield chromium
    chromium.quit()
