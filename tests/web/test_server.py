"""The configurations of conf/web-server, each run by its own server: the same requests pass, and no log holds a link."""
import gzip
import os
import re
import signal
import ssl
import subprocess
import urllib.parse

import pytest

from lib import web
from lib.web_server import SERVERS
from stack import wait_for


@pytest.fixture(scope="module", params=SERVERS)
def server(request, office):
    """One of the servers, in front of the office's database."""
    server = SERVERS[request.param](office, request.param)
    server.prepare()
    server.start()
    yield server
    server.stop()


def ask(server, *request, **headers):
    return web.ask(server.url, server.office.stack.pki.ca, *request, **headers)


@pytest.fixture
def link(server, office):
    """A magic link of a new ticket, as this server would get it."""
    ticket = office.open_ticket(f"730 server {office.word()}")
    mail = office.told(ticket["number"], "acknowledgement", ticket["sender"])
    return ticket["number"], office.link(mail).replace(office.url, server.url)


def test_pages_static_files_and_what_is_not_there(server):
    status, headers, body = ask(server, "GET", "/login", Accept_Language="en")
    assert status == 200 and b'lang="en"' in body and "default-src 'none'" in headers["Content-Security-Policy"]
    sheet = re.search(rb'href="(/static/turno\.css\?v=\w+)"', body).group(1).decode()
    status, headers, body = ask(server, "GET", sheet)
    assert (status, headers["Content-Type"]) == (200, "text/css; charset=utf-8") and b"--" in body
    assert headers["Cache-Control"].startswith("public")
    plain, headers, short = body, *ask(server, "GET", sheet, Accept_Encoding="br, gzip")[1:]
    assert headers["Content-Encoding"] == "gzip" and gzip.decompress(short) == plain and len(short) < len(plain) / 2
    assert "Content-Encoding" not in ask(server, "GET", sheet, Accept_Encoding="gzip;q=0")[1]
    status, headers, body = ask(server, "GET", "/nowhere/at/all?x=%C3%A8")
    assert status == 404 and b"<h1" in body and headers["Referrer-Policy"] == "no-referrer"
    status, headers, _ = ask(server, "GET", "/ticket?tab=closed")
    assert status == 303 and headers["Location"].startswith(f"{server.url}/login?next=/ticket")
    assert ask(server, "GET", "/ticket?tab=%zz")[0] in (303, 400)


def test_head_has_no_body(server):
    status, headers, body = ask(server, "HEAD", "/login")
    assert (status, body) == (200, b"") and headers["X-Content-Type-Options"] == "nosniff"


def test_addresses_that_are_hostile_are_refused(server):
    for path in ("/static/..%2f..%2fetc%2fpasswd", "/%00", "/static/%2e%2e/turno.conf", "//evil.example/x", "/a%0d%0aX-Evil:1"):
        status, headers, body = ask(server, "GET", path, Proxy="http://evil.example")
        assert 300 <= status < 500 and "X-Evil" not in headers and b"evil.example" not in body, path
        assert headers.get("Location", server.url).startswith(server.url), path


def test_a_link_opens_and_a_file_is_posted(server, office, link):
    number, address = link
    status, headers, body = ask(server, "GET", urllib.parse.urlsplit(address).path)
    assert status == 200 and "Set-Cookie" not in headers and str(number).encode() not in re.sub(rb"<[^>]*>", b"", body)
    guest = office.browser()
    guest.get(address)
    page = guest.submit(guest.page.forms[0])
    assert page.status == 200 and page.url.startswith(f"{server.url}/t"), page.text
    content = os.urandom(700_000) + b"\r\n--"
    page = guest.submit(page.form("text"), text="Ecco perché.", files=[("files", "perché.bin", "application/x-thing", content)])
    assert page.status == 200, page.text
    post = office.ticket(number)["posts"][-1]
    assert (post["text"], [(file["name"], file["size"]) for file in post["attachments"]]) == ("Ecco perché.", [("perché.bin", len(content))])
    path = re.search(r'href="(/t/attachment/\d+)"', page.html).group(1)
    assert guest.get(server.url + path).body == content


def test_an_operator_signs_in(server, office):
    browser = office.browser()
    page = browser.get(f"{server.url}/login")
    page = browser.submit(page.form("login", "password"), login="marco", password=office.passwords["marco"])
    assert page.status == 200 and page.url == f"{server.url}/ticket"


def test_the_key_of_the_api_arrives(server):
    status, _, body = ask(server, "POST", "/api/ticket", b"{}", Content_Type="application/json")
    without = (status, body)
    status, _, body = ask(server, "POST", "/api/ticket", b"{}", Content_Type="application/json", Authorization="Bearer turno_x",
                          Idempotency_Key="k")
    assert without[0] == 401 and status == 401


def test_a_body_too_large_gets_a_sentence(server):
    for size in ((21 << 20) + 1, 23 << 20):  # refused by turno-cgi, refused by the server
        try:
            status, _, body = ask(server, "POST", "/login", bytes(size), Content_Type="application/x-www-form-urlencoded")
        except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
            continue  # it has answered and closed while we were sending
        assert status == 413 and ("grande" in body.decode() or "large" in body.decode())
    assert ask(server, "GET", "/login")[0] == 200


def test_no_log_holds_the_token_of_a_link(server, office, link):
    number, address = link
    guest = office.browser()
    guest.get(address)
    guest.submit(guest.page.forms[0])
    token = address.rpartition("/")[2]
    secrets = [token] + [f"{letter}onfirm-token-of-this-test-{n:>14}".replace(" ", "x") for n, letter in enumerate("cC")]
    for secret in secrets[1:]:
        assert ask(server, "GET", f"/confirm/{secret}")[0] in (200, 404, 409, 410)
        assert ask(server, "GET", f"/l/{secret}?x={secret}")[0] in (200, 404)
    wait_for(lambda: "/login" in server.logs() or '"GET"' in server.logs() or "/l/" in server.logs(), 10, "lines of the log")
    log = server.logs()
    assert not [secret for secret in secrets if secret in log], log
    assert [cookie.value for cookie in guest.cookies if cookie.value in log] == []


def never_answered(server, path):
    """The status of a request whose turno-cgi dies while it has it in hand."""
    wait_for(lambda: ask(server, "GET", "/login")[0] == 200, 20, "a turno-cgi that answers")
    for pid in server.worker_pids():
        os.kill(pid, signal.SIGSTOP)
    connection = web.connect(server.url, server.office.stack.pki.ca)
    connection.request("GET", path)
    with pytest.raises(TimeoutError):
        connection.sock.settimeout(0.5)
        connection.sock.recv(1)
    connection.sock.settimeout(60)
    server.kill_workers()
    answer = connection.getresponse()
    connection.close()
    server.start()
    return answer.status


def test_no_log_holds_a_link_when_turno_cgi_dies(server):
    """What servers say of an answer that never came."""
    if not server.worker_pids():
        return  # plain CGI: the process of a request is seen only when there is one
    token = "a-link-whose-answer-never-came-0123456789ab"
    assert never_answered(server, "/login") >= 500
    wait_for(lambda: re.search("error|child signalled|prematurely|response not received", server.logs()), 10, f"a word about it in {server.logs()}")
    assert never_answered(server, f"/l/{token}") >= 500
    assert token not in server.logs(), server.logs()
    wait_for(lambda: ask(server, "GET", "/login")[0] == 200, 20, "an answer of the process that came in its place")


def test_the_error_log_of_lighttpd_names_no_link(office):
    line = next(line for line in office.stack.lighttpd.conf.read_text().splitlines() if line.startswith("server.errorlog"))
    log = office.stack.host.state / "log/lighttpd.log"
    command, target = re.fullmatch(r'server\.errorlog = "\|exec (.*) >>(.*)"', line).groups()
    assert target == str(log)
    said = "(gw_backend.c.2) response not received for /l/abc_DEF-123?x=1, closing; /confirm/secret-456 /ticket/7?q=l/x\n"
    masked = subprocess.run(["sh", "-c", command], input=said, capture_output=True, text=True, check=True).stdout
    assert masked == "(gw_backend.c.2) response not received for /l/-?x=1, closing; /confirm/- /ticket/7?q=l/x\n"
    assert wait_for(lambda: "server started" in log.read_text(), 10, "the first line of the server")
