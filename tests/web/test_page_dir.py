"""Pages of the office (web.page_dir), and the time and the numbers of its readers."""
import datetime
import json
import re
import subprocess
import zoneinfo

import pytest


@pytest.fixture
def pages(office):
    """A folder of pages, and a turno.conf that names it."""
    folder = office.stack.host.folder("pages", office.word())
    conf = office.stack.turnod.conf.with_name(f"{folder.name}.conf")
    text = office.stack.turnod.conf.read_text()
    conf.write_text(text.replace("base_url", f'page_dir = "{folder}";\n\tbase_url'))
    return folder, conf


def cgi(office, conf, path, language="it"):
    """turno-cgi as CGI; gives exit status, answer and what it logged."""
    environment = {**office.stack.turnod.environment(), "TURNO_CONF": str(conf), "REQUEST_METHOD": "GET", "PATH_INFO": path,
                   "HTTP_ACCEPT_LANGUAGE": language, "REMOTE_ADDR": "127.0.0.1"}
    result = subprocess.run([office.stack.turnod.bin / "turno-cgi"], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                            check=False)
    return result.returncode, result.stdout, result.stderr


def test_a_file_of_the_office_takes_the_place_of_a_page(office, pages):
    folder, conf = pages
    (folder / "login.html").write_text("{{>head}}<title>x</title><h1>{{_ Sign in}} da noi</h1>{{frame.language}}\n")
    status, answer, _ = cgi(office, conf, "/login", "en")
    assert status == 0 and "<h1>Sign in da noi</h1>en" in answer and 'rel="stylesheet"' in answer
    assert "da noi" not in cgi(office, conf, "/nowhere")[1]  # the others stay
    assert "da noi" not in cgi(office, office.stack.turnod.conf, "/login")[1]
    (folder / "login.html").unlink()
    assert 'name="password"' in cgi(office, conf, "/login")[1]


@pytest.mark.parametrize("name, text, wanted", [
    ("login.html", "<h1>\n{{#frame}}\n", r"login\.html:3: \{\{#frame\}\} is never closed"),
    ("login.html", "\n{{raw:x}}", r"login\.html:2: \{\{raw:x\}\} is not known"),
    ("nowhere.html", "x", r"nowhere\.html: no page has a file of this name"),
    ("login.txt", "x", r"login\.txt: no page has a file of this name"),
])
def test_a_mistake_is_told_when_it_starts_and_by_turno_check(office, pages, name, text, wanted):
    folder, conf = pages
    (folder / name).write_text(text)
    status, answer, log = cgi(office, conf, "/login")
    assert (status, answer) == (78, "") and re.search(wanted, log), log
    result = subprocess.run([office.stack.turnod.bin / "turno", "-c", conf, "--json", "check"], capture_output=True, text=True, check=False)
    found = [finding for finding in json.loads(result.stdout) if re.search(wanted, finding["message"])]
    assert found and "turno-cgi does not start" in found[0]["advice"], result.stdout


def test_a_folder_that_is_not_there_is_told(office, pages):
    folder, conf = pages
    folder.rmdir()
    status, _, log = cgi(office, conf, "/login")
    assert status == 78 and folder.name in log


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Kolkata"])
def test_times_are_those_of_the_office(office, zone):
    ticket = office.open_ticket(f"730 ora {office.word()}")
    office.turno("setting", "set", "office.timezone", "--value", zone)
    try:
        html = office.desk("marco").get(f"{office.url}/ticket/{ticket['number']}").html
    finally:
        office.turno("setting", "remove", "office.timezone")
    at = datetime.datetime.fromisoformat(ticket["posts"][0]["at"]).astimezone(zoneinfo.ZoneInfo(zone))
    assert at.strftime("%d/%m/%Y %H:%M") in html
