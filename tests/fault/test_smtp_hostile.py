"""SMTP servers that refuse, stall, lie and close at every step: the outbox knows what happened, and nothing goes twice."""
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from fault.scripted import SmtpServer, close, drip, flood, hold, say, say_and_close, stall
from fault.wild import Wild
from stack import wait_for

LANES = 12
TIME = "time limit reached"
CLOSED = "closed the connection"
NONSENSE = "cannot be understood"


def after_354(then):
    """Takes DATA, then does this instead of reading the message."""
    def behaviour(session, command, usual):
        session.line("354 go on")
        then(session, command, usual)
    return behaviour


def late(session, _command, usual):
    """Answers a whole message long after DATA, but in time: the next look of the client is a look later."""
    session.pause(1)
    usual()


def never_in_time(session, command, usual):
    """Answers, but only when the client has gone."""
    stall_until_closed(session)
    hold(threading.Event())(session, command, usual)


def stall_until_closed(session):
    while session.wire.receive():
        pass


@dataclass
class Mode:
    """step and behaviour of the first try, the row's state and last_reply after it, messages the server got whole."""

    step: str
    behaviour: object
    state: str
    reply: str
    whole: int = 0


MODES = {
    "connect-4xx": Mode("connect", say_and_close("421 4.3.2 not now"), "queued", "refuses the connection: 421 4.3.2"),
    "connect-5xx": Mode("connect", say_and_close("554 5.7.1 no service"), "queued", "refuses the connection: 554 5.7.1"),
    "connect-garbage": Mode("connect", say("* OK IMAP4rev1 ready"), "queued", NONSENSE),
    "connect-closed": Mode("connect", close, "queued", CLOSED),
    "connect-stalled": Mode("connect", stall, "queued", TIME),
    "connect-dripped": Mode("connect", drip("220-" + "x" * 500), "queued", TIME),
    "connect-endless-line": Mode("connect", flood("x" * 4096, begin="220-"), "queued", "sent too much"),
    "connect-endless-lines": Mode("connect", flood("220-more\r\n"), "queued", f"{NONSENSE}|sent too much"),
    "ehlo-4xx": Mode("ehlo", say("451 4.3.0 later"), "queued", "refuses EHLO: 451 4.3.0 later"),
    "ehlo-5xx": Mode("ehlo", say("550 5.7.1 not you"), "queued", "refuses EHLO: 550 5.7.1 not you"),
    "ehlo-closed": Mode("ehlo", close, "queued", CLOSED),
    "ehlo-stalled": Mode("ehlo", stall, "queued", TIME),
    "ehlo-endless-lines": Mode("ehlo", flood("250-X\r\n"), "queued", f"{NONSENSE}|sent too much"),
    "ehlo-without-auth": Mode("ehlo", say("250 scripted.example"), "queued", "no way to sign in"),
    "auth-4xx": Mode("auth", say("454 4.7.0 later"), "queued", "refuses the sign-in: 454 4.7.0 later"),
    "auth-5xx": Mode("auth", say("535 5.7.8 wrong"), "queued", "refuses the sign-in: 535 5.7.8 wrong"),
    "auth-wrong-class": Mode("auth", say("334 go on for ever"), "queued", "refuses the sign-in: 334"),
    "auth-closed": Mode("auth", close, "queued", CLOSED),
    "auth-stalled": Mode("auth", stall, "queued", TIME),
    "mail-4xx": Mode("mail", say("450 4.7.1 greylisted"), "queued", "^4.7.1 greylisted$"),
    "mail-421": Mode("mail", say_and_close("421 4.7.0 slow down"), "queued", "^4.7.0 slow down$"),
    "mail-5xx": Mode("mail", say("550 5.1.0 not you"), "failed", "^5.1.0 not you$"),
    "mail-530": Mode("mail", say("530 5.7.0 sign in first"), "queued", "^5.7.0 sign in first$"),
    "mail-closed": Mode("mail", close, "queued", CLOSED),
    "mail-stalled": Mode("mail", stall, "queued", TIME),
    "mail-garbage": Mode("mail", say("go away!"), "queued", NONSENSE),
    "mail-wrong-class": Mode("mail", say("354 go on"), "queued", "unexpected reply 354"),
    "mail-two-codes": Mode("mail", say("250-yes", "550 no"), "queued", NONSENSE),
    "mail-multi-line": Mode("mail", say("450-4.7.1 not", "450-4.7.1 yet,", "450 4.7.1 dear"), "queued",
                            "^4.7.1 not yet, dear$"),
    "mail-control-characters": Mode("mail", say("450 4.2.0 a\x1b[31m\x7f\xff"), "queued", r"^4\.2\.0 a[^\x00-\x1f\x7f]+$"),
    "mail-nul": Mode("mail", say("450 4.2.0 a\x00b"), "queued", "^4.2.0 a$"),
    "mail-long-line": Mode("mail", say("450 4.2.0 " + "y" * 3000), "queued", "^4.2.0 y{400,505}$"),
    "rcpt-4xx": Mode("rcpt", say("451 4.3.0 later"), "queued", "^4.3.0 later$"),
    "rcpt-5xx": Mode("rcpt", say("550 5.1.1 no such user"), "failed", "^5.1.1 no such user$"),
    "rcpt-closed": Mode("rcpt", close, "queued", CLOSED),
    "rcpt-stalled": Mode("rcpt", stall, "queued", TIME),
    "rcpt-flood": Mode("rcpt", flood("y" * 4096), "queued", f"{NONSENSE}|sent too much"),
    "data-4xx": Mode("data", say("451 4.3.0 later"), "queued", "^4.3.0 later$"),
    "data-5xx": Mode("data", say("554 5.5.1 no valid recipients"), "failed", "^5.5.1 no valid recipients$"),
    "data-250": Mode("data", say("250 2.0.0 taken already"), "queued", "unexpected reply 250"),
    "data-closed": Mode("data", close, "queued", CLOSED),
    "data-stalled": Mode("data", stall, "queued", TIME),
    "message-closed": Mode("data", after_354(close), "queued|uncertain", f"{CLOSED}|reset|pipe"),
    "message-stalled": Mode("data", after_354(stall), "uncertain", TIME),
    "dot-4xx": Mode("dot", say("451 4.3.0 try again"), "queued", "^4.3.0 try again$", whole=1),
    "dot-5xx": Mode("dot", say("550 5.7.1 looks like spam"), "failed", "^5.7.1 looks like spam$", whole=1),
    "dot-closed": Mode("dot", close, "uncertain", f"no answer after the message was sent: .*{CLOSED}", whole=1),
    "dot-stalled": Mode("dot", stall, "uncertain", f"no answer after the message was sent: .*{TIME}", whole=1),
    "dot-answered-too-late": Mode("dot", never_in_time, "uncertain", "no answer after the message was sent", whole=1),
    "dot-answered-late": Mode("dot", late, "sent", "^2.0.0 taken$", whole=1),
    "dot-garbage": Mode("dot", say("well done"), "uncertain", NONSENSE, whole=1),
    "dot-wrong-class": Mode("dot", say("354 more please"), "uncertain", "unexpected reply 354", whole=1),
    "dot-endless-line": Mode("dot", flood("y" * 4096, begin="250 "), "uncertain", "sent too much", whole=1),
    "dot-multi-line": Mode("dot", say("250-2.0.0 taken", "250 2.0.0 as 4711"), "sent", "^2.0.0 taken as 4711$", whole=1),
    "dot-421": Mode("dot", say_and_close("421 4.3.0 shutting down"), "queued", "^4.3.0 shutting down$", whole=1),
    "quit-closed": Mode("quit", close, "sent", "^2.0.0 taken$", whole=1),
}


class Lanes:
    """Some servers, each with its account; the modes run on them side by side."""

    def __init__(self, office):
        self.wild = Wild(office)
        self.servers = [SmtpServer("implicit", self.wild.context) for _ in range(LANES)]
        self.pool = ThreadPoolExecutor(LANES)
        self.results = {}

    def open(self):
        self.wild.ticket()
        names = [f"lane{number}" for number in range(LANES)]
        self.wild.open(groups="".join(map(self.wild.group, names, self.servers)))
        self.wild.add_mailboxes({name: (server, {"imap_host": "", "submission": name})
                                 for name, server in zip(names, self.servers)})
        for number in range(LANES):
            modes = list(MODES)[number::LANES]
            for name in modes:
                self.results[name] = None
            done = self.pool.submit(self.run_lane, number, modes)
            self.results.update(dict.fromkeys(modes, done))

    def run_lane(self, number, modes):
        """Mode → what is to be judged; the first that raises ends the lane."""
        return {name: self.try_mode(f"lane{number}", self.servers[number], name) for name in modes}

    def try_mode(self, lane, server, name):
        mode = MODES[name]
        server.drop_all()  # a session that is open is past the first steps
        server.on(mode.step, mode.behaviour)
        first = self.wild.send(lane, f"{name}@client.example")
        state, reply, message_id = self.wild.settled(first)
        whole = server.copies(message_id)
        server.behave()
        second = self.wild.send(lane, f"{name}-next@client.example")
        self.wild.delivered(second)
        if state == "queued":
            self.wild.delivered(first)
        return {"state": state, "reply": reply, "whole": whole, "end": self.wild.sent(first)[0],
                "accepted": [m.message_id for m in server.accepted].count(message_id),
                "copies": server.copies(message_id),
                "next": [m.message_id for m in server.accepted].count(self.wild.sent(second)[2])}

    def close(self):
        for server in self.servers:
            server.close()
        self.pool.shutdown()
        self.wild.close()


@pytest.fixture(scope="module")
def lanes(office):
    lanes = Lanes(office)
    try:
        lanes.open()
        yield lanes
    finally:
        lanes.close()


@pytest.mark.parametrize("name", MODES)
def test_m31_mode(lanes, name):
    mode, result = MODES[name], lanes.results[name].result(timeout=120)[name]
    assert re.fullmatch(mode.state, result["state"]) and result["whole"] == mode.whole, result
    assert re.search(mode.reply, result["reply"]), result["reply"]
    assert result["next"] == 1, "the next mail did not go out once"
    if result["state"] == "queued":
        assert (result["end"], result["accepted"], result["copies"]) == ("sent", 1, mode.whole + 1), result
    else:
        assert (result["end"], result["copies"]) == (result["state"], mode.whole), "a mail was sent again"


def test_no_process_died(lanes):
    wait_for(lambda: all(done.done() for done in lanes.results.values()), 120, "end of all lanes")
    assert lanes.wild.deaths() == []
