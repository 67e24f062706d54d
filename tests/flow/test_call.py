"""Webhooks and the app IO, to real servers on loopback (R34, R36)."""
import hashlib
import hmac
import json
import os
import signal
from pathlib import Path

import pytest

from lib.sink import Sink
from stack import wait_for

KEY = "a key of thirty-two characters!!"


@pytest.fixture
def sink(office):
    sink = Sink(office.stack.pki.certificate, office.stack.pki.key)
    yield sink
    sink.close()


@pytest.fixture
def hook(office, sink):
    """A new webhook that leads to the sink; gives its name."""
    name = office.word()
    office.stack.host.write(office.stack.turnod.folder / "secret" / name, KEY + "\n")
    office.turno("hook", "add", name, "--url", f"{sink.url}/in", "--secret", name)
    yield name
    office.turno("hook", "set", name, "--no-active")


def call_of(office, hook, state, seconds=30):
    """The newest call of a hook once it is in a state."""
    def reached():
        rows = office.turno("hook", "calls", "--hook", hook)
        return rows[0] if rows and rows[0]["state"] == state else None
    return wait_for(reached, seconds, f"{state} call of {hook}")


def tell(office, hook, number, event="message", post="null"):
    office.stack.postgres.query(f"select turno.hook_add((select id from turno.hook where name = '{hook}'), {number}, "
                                f"'{event}', '{{}}', {post})")


def is_signed(header, body):
    signed = header["Turno-Timestamp"].encode() + b"." + body
    return header["Turno-Signature"] == "sha256=" + hmac.new(KEY.encode(), signed, hashlib.sha256).hexdigest()


def test_r36_webhook_is_told_and_signed(office, sink, hook):
    ticket = office.open_ticket(f"730 webhook {office.word()}")
    number = ticket["number"]
    tell(office, hook, number, "opened", ticket["posts"][0]["id"])
    (path, header, body), = sink.wait(1)
    call = call_of(office, hook, "sent")
    assert path == "/in" and header["Content-Type"] == "application/json"
    assert header["Turno-Id"] == str(call["id"]) and header["Turno-Event"] == "opened"
    assert is_signed(header, body) and not is_signed(header, body + b" ")
    told = json.loads(body)
    assert told["ticket"]["number"] == number and told["ticket"]["turn"] == "operator"
    assert told["ticket"]["url"] == f"{office.url}/ticket/{number}"
    assert told["contact"]["address"] == ticket["sender"]
    assert told["post"]["text"].startswith("Buongiorno")
    assert call["ticket"] == number and call["last_status"] == 200 and call["last_error"] is None


def test_r34_webhook_is_told_of_what_it_asked_for(office, sink, hook):
    office.turno("hook", "set", hook, "--event", "opened")
    ticket = office.open_ticket()
    (_, header, body), = sink.wait(1)
    assert header["Turno-Event"] == "opened" and json.loads(body)["ticket"]["number"] == ticket["number"]
    office.deliver(ticket["sender"], office.turno("mailbox", "list")[0]["address"], "Altro", "Un altro.\n")
    wait_for(lambda: len(sink.calls) == 2, 20, "the next ticket")
    assert {json.loads(body)["event"] for *_, body in sink.calls} == {"opened"}


def test_r34_contact_is_told_in_the_app_io(office, sink):
    ticket = office.open_ticket()
    code = "RSSMRA80A01H501U"
    office.stack.host.write(office.stack.turnod.folder / "secret" / "io", KEY + "\n")
    office.turno("hook", "add", "io", "--kind", "app-io", "--url", f"{sink.url}/api/v1/messages", "--secret", "io")
    tell_him = ("select turno.hook_add_contact(t.id, t.contact_id, '{}', 'Risposta', 'Le abbiamo risposto.') "
                f"from turno.ticket t where t.id = {ticket['number']}")
    try:
        office.stack.postgres.query(tell_him.format("message"))
        skipped = call_of(office, "io", "skipped")
        assert skipped["last_error"] == "the contact has no fiscal code" and sink.calls == []
        office.stack.postgres.query(f"update turno.contact set tax_code = '{code}' where id = {skipped['contact']}")
        sink.answers = [(201, {})]
        office.stack.postgres.query(tell_him.format("reply"))
        (path, header, body), = sink.wait(1)
        told = json.loads(body)
        assert path == "/api/v1/messages" and header["Ocp-Apim-Subscription-Key"] == KEY
        assert told["fiscal_code"] == code and 10 <= len(told["content"]["subject"]) <= 120
        assert 80 <= len(told["content"]["markdown"]) <= 10000
        call_of(office, "io", "sent")
        browser = office.enter(office.link_in(told["content"]["markdown"]))
        assert "ho una domanda" in browser.get(f"{office.url}/t").text
        events = office.ticket(ticket["number"])["events"]
        assert [event["new"] for event in events if event["type"] == "hook"] == ["sent"]
        assert office.turn(ticket["number"]) == "operator"
    finally:
        office.turno("hook", "set", "io", "--no-active")


def test_r36_asked_again_after_503(office, sink, hook):
    sink.answers = [(503, {"Retry-After": "1"}), (200, {})]
    office.turno("hook", "test", hook)
    first, second = sink.wait(2)
    assert first[1]["Turno-Id"] == second[1]["Turno-Id"] and first[2] == second[2]
    assert call_of(office, hook, "sent")["attempts"] == 2


def test_r36_refused_is_not_asked_again(office, sink, hook):
    sink.answers = [(404, {})]
    office.turno("hook", "test", hook)
    call = call_of(office, hook, "failed")
    assert call["last_status"] == 404 and call["last_error"] == "HTTP 404" and call["attempts"] == 1
    sink.answers = [(200, {})]
    office.turno("hook", "retry", call["id"])
    assert call_of(office, hook, "sent")["attempts"] == 1
    assert len(sink.calls) == 2


def test_r36_redirect_is_not_followed(office, sink, hook):
    sink.answers = [(302, {"Location": f"{sink.url}/elsewhere"})]
    office.turno("hook", "test", hook)
    assert call_of(office, hook, "failed")["last_status"] == 302
    assert [path for path, *_ in sink.calls] == ["/in"]


def test_r36_http_is_refused(office, hook):
    with pytest.raises(RuntimeError, match="https"):
        office.turno("hook", "set", hook, "--url", "http://localhost/in")


def test_r36_wrong_certificate_is_refused(office, sink, hook):
    office.turno("hook", "set", hook, "--url", sink.url.replace("localhost", "localhost.localdomain.localhost"))
    office.turno("hook", "test", hook)
    wait_for(lambda: office.turno("hook", "calls", "--hook", hook)[0]["last_error"], 30, "an error")
    call, = office.turno("hook", "calls", "--hook", hook)
    assert call["state"] == "queued" and call["last_status"] is None and call["attempts"] == 1
    assert "certificate" in call["last_error"].lower(), call
    assert sink.calls == []


def test_r36_missing_secret_waits_for_it(office, sink, hook):
    office.turno("hook", "set", hook, "--secret", "not-there-yet")
    office.turno("hook", "test", hook)
    error = wait_for(lambda: office.turno("hook", "calls", "--hook", hook)[0]["last_error"], 30, "an error")
    assert "not-there-yet" in error and sink.calls == []
    call, = office.turno("hook", "calls", "--hook", hook)
    office.turno("hook", "set", hook, "--secret", hook)
    office.turno("hook", "retry", call["id"])
    call_of(office, hook, "sent")


def caller(office):
    """Process id of the process that makes calls."""
    found = [pid for pid in office.stack.turnod.processes() if Path(f"/proc/{pid}/comm").read_text().strip() == "call"]
    return found[0] if found else None


def test_r36_killed_between_claim_and_settle(office, sink, hook):
    sink.hold.set()
    office.turno("hook", "test", hook)
    sink.wait(1)
    assert call_of(office, hook, "sending")["attempts"] == 1
    killed = caller(office)
    os.kill(killed, signal.SIGKILL)
    sink.hold.clear()
    first, second = sink.wait(2)
    assert first[1]["Turno-Id"] == second[1]["Turno-Id"]
    assert call_of(office, hook, "sent")["attempts"] == 2
    assert caller(office) not in (None, killed)


def test_r36_slow_hook_holds_up_no_other(office, sink, hook):
    slow = Sink(office.stack.pki.certificate, office.stack.pki.key)
    slow.hold.set()
    name = office.word()
    office.turno("hook", "add", name, "--url", slow.url, "--secret", hook)
    try:
        for _ in range(12):
            office.turno("hook", "test", name)
        slow.wait(2)
        office.turno("hook", "test", hook)
        call_of(office, hook, "sent", 10)
        assert len(slow.calls) == 2
    finally:
        office.turno("hook", "set", name, "--no-active")
        slow.close()


def test_r36_private_address_is_refused_unless_allowed(office, sink, hook):
    turnod = office.stack.turnod
    try:
        turnod.allow_private = "false"
        turnod.prepare()
        turnod.restart()
        office.turno("hook", "test", hook)
        call = call_of(office, hook, "failed")
        assert call["last_status"] is None and "http.allow_private" in call["last_error"]
        assert sink.calls == []
    finally:
        turnod.allow_private = "true"
        turnod.prepare()
        turnod.restart()


def test_r36_secrets_and_addresses_are_not_logged(office, sink, hook):
    office.turno("hook", "set", hook, "--url", f"{sink.url}/in?token=Gehe1m")
    office.turno("hook", "test", hook)
    call_of(office, hook, "sent")
    log = office.stack.host.log_tail("turnod", 1000)
    assert f"hook={hook}" in log and KEY not in log and "Gehe1m" not in log
