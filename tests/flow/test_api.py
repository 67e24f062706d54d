"""POST /api/ticket by the real web server (R36)."""
import base64
import json
import ssl
import threading
import urllib.error
import urllib.request
import uuid

import pytest


@pytest.fixture(scope="module")
def key(office):
    """A key that opens tickets in CAF for known contacts."""
    return office.turno("api-key", "add", office.word(), "--category", "CAF", "--per-minute", 6000)["key"]


def post(office, body, key=None, idempotency=None, method="POST", **fields):
    """(status, header, value) of a request; body: a value, or bytes as they are."""
    header = {"Content-Type": "application/json", "Idempotency-Key": idempotency or str(uuid.uuid4())}
    if key is not None:
        header["Authorization"] = f"Bearer {key}"
    header.update({name.replace("_", "-"): value for name, value in fields.items()})
    data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{office.url}/api/ticket", data, {k: v for k, v in header.items() if v is not None}, method=method)
    try:
        with urllib.request.urlopen(request, context=ssl.create_default_context(cafile=office.stack.pki.ca), timeout=30) as answer:
            return answer.status, answer.headers, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, json.load(error)


def body_for(address, **more):
    return {"contact": {"address": address}, "category": "CAF › 730", "subject": "Dal sito", "text": "Buongiorno, città.", **more}


def test_r36_opens_a_ticket_that_is_acknowledged(office, key):
    address = office.contact()
    status, header, value = post(office, body_for(address, files=[{"name": "à.txt", "type": "text/plain",
                                                                  "content": base64.b64encode("ciao".encode()).decode()}]), key)
    assert status == 201 and header["Content-Type"] == "application/json" and "Set-Cookie" not in header
    assert value["link"] == f"{office.url}/ticket/{value['number']}" and value["turn"] == "operator"
    ticket = office.ticket(value["number"])
    post_, = ticket["posts"]
    assert post_["channel"] == "api" and post_["text"] == "Buongiorno, città."
    assert [file["name"] for file in post_["attachments"]] == ["à.txt"]
    browser = office.enter(office.link(office.told(value["number"], "acknowledgement", address)))
    assert "Buongiorno, città." in browser.get(f"{office.url}/t").text


def test_r36_same_request_is_done_once(office, key):
    body, again = body_for(office.contact()), str(uuid.uuid4())
    first, second = post(office, body, key, again), post(office, body, key, again)
    assert first[0] == second[0] == 201 and first[2] == second[2]
    assert first[1]["Idempotency-Replayed"] is None and second[1]["Idempotency-Replayed"] == "true"
    status, _, value = post(office, {**body, "text": "Altro."}, key, again)
    assert status == 409 and "Idempotency-Key" in value["error"]


def test_r36_same_request_at_the_same_time_is_done_once(office, key):
    body, again, answers = body_for(office.contact()), str(uuid.uuid4()), []
    threads = [threading.Thread(target=lambda: answers.append(post(office, body, key, again))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {status for status, *_ in answers} == {201}
    assert len({value["number"] for *_, value in answers}) == 1


def test_r36_adds_to_its_own_ticket_only(office, key):
    _, _, opened = post(office, body_for(office.contact()), key)
    status, _, value = post(office, {"ticket": opened["number"], "text": "Ancora."}, key)
    assert status == 201 and value["number"] == opened["number"]
    assert [p["text"] for p in office.ticket(opened["number"])["posts"]] == ["Buongiorno, città.", "Ancora."]
    other = office.turno("api-key", "add", office.word(), "--category", "CAF")["key"]
    assert post(office, {"ticket": opened["number"], "text": "x"}, other)[0] == 404
    mailed = office.open_ticket()["number"]
    assert post(office, {"ticket": mailed, "text": "x"}, key)[0] == 404


@pytest.mark.parametrize("change, status", [
    ({"key": None}, 401), ({"key": "turno_" + "x" * 43}, 401), ({"Authorization": "Basic eDp5"}, 401),
    ({"Content_Type": "text/plain"}, 415), ({"Content_Type": None}, 415), ({"Idempotency_Key": ""}, 400),
    ({"body": b"{"}, 400), ({"body": b"[]"}, 400), ({"body": b'{"a": 1, "a": 2}'}, 400), ({"body": b'{"text": "\\u0000"}'}, 400),
    ({"body": b'{"text": "\xff"}'}, 400), ({"body": b""}, 400), ({"body": b"[" * 100000}, 400), ({"body": b'"' + b"x" * (8 << 20) + b'"'}, 413),
    ({"body": b"x" * (30 << 20)}, 413), ({"body": {}}, 422), ({"method": "GET", "body": None}, 405), ({"method": "PUT"}, 405)])
def test_r36_refusals_are_json_with_a_sentence(office, key, change, status):
    arguments = {"body": {}, "key": key, **change}
    got, header, value = post(office, **arguments)
    assert got == status, value
    assert header["Content-Type"] == "application/json" and value["error"].endswith("."), value
    assert (header["WWW-Authenticate"] == "Bearer") == (status == 401)


def test_r36_errors_by_field_in_the_language_asked_for(office, key):
    body = body_for("nobody", category="Amministrazione", colour=1)
    status, _, value = post(office, body, key, Accept_Language="en")
    assert status == 422 and value["errors"] == {"colour": "There is no such member here: see the manual page turno-api."}
    del body["colour"]
    status, _, value = post(office, body, key, Accept_Language="it")
    assert status == 403 and set(value["errors"]) == {"contact.address", "category"}
    assert value["errors"]["contact.address"] == "Questo non è un indirizzo e-mail."


def test_r36_too_many_are_told_to_wait(office):
    key = office.turno("api-key", "add", office.word(), "--category", "CAF", "--per-minute", 6)["key"]
    assert post(office, {}, key)[0] == 422
    status, header, _ = post(office, {}, key)
    assert status == 429 and 1 <= int(header["Retry-After"]) <= 10


def test_r36_cookies_and_sessions_mean_nothing(office):
    browser = office.sign_in("anna")
    cookie = "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies)
    assert "__Host-turno=" in cookie
    assert post(office, body_for(office.contact()), None, Cookie=cookie)[0] == 401


def test_r36_key_is_not_logged(office, key):
    post(office, body_for(office.contact()), key)
    for name in ("lighttpd", "lighttpd-access", "turnod"):
        assert key not in office.stack.host.log_tail(name, 2000)
