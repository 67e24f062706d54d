"""IMAP servers that break every rule, each a mailbox of one turnod: an error in time, a right ledger, and mail again."""
import os
import re
import signal
import time
from dataclasses import dataclass, field

import pytest

from fault.scripted import ImapServer, close, drip, flood, say, say_and_close, stall
from fault.wild import Wild, mail
from stack import wait_for

HALF = b"* 1 FETCH (UID 1 BODY[] {100000}\r\n" + b"From: half@demo.example\r\n" * 200
TIME = "time limit reached"
PARSE = "cannot be understood"
GIVEN_UP = r"UID \d cannot be fetched"


def half_and(then):
    """Half a mail, then nothing good."""
    def behaviour(session, command, usual):
        session.send(HALF)
        then(session, command, usual)
    return behaviour


def literal(length, then=stall):
    """A literal of an announced length, of which some bytes come."""
    def behaviour(session, command, usual):
        session.send(f"* 1 FETCH (UID 1 BODY[] {{{length}}}\r\n" + "x" * 5000)
        then(session, command, usual)
    return behaviour


def parentheses(count):
    return say("* 1 FETCH (BODYSTRUCTURE " + "(" * count, "TAG OK done")


def answer(session, uid, content, number=1):
    session.send(f"* {number} FETCH (UID {uid} BODY[] {{{len(content)}}}\r\n".encode() + content + b")\r\n")


def wrong_uid(session, command, _usual):
    """Another mail than the one asked for, under its own UID."""
    answer(session, 999, b"From: evil@demo.example\r\nSubject: wrong\r\n\r\nEvil.\r\n")
    session.done(command)


def no_uid(session, command, _usual):
    """A body that does not say whose it is."""
    content = b"From: evil@demo.example\r\nSubject: whose\r\n\r\nEvil.\r\n"
    session.send(f"* 1 FETCH (BODY[] {{{len(content)}}}\r\n".encode() + content + b")\r\n")
    session.done(command)


def uid_twice(session, command, usual):
    """Every mail, and once more with other bytes."""
    usual_line, session.line = session.line, lambda text: None  # the tagged OK comes later
    try:
        usual()
    finally:
        session.line = usual_line
    for found in session.mails(command):
        answer(session, found.uid, b"From: evil@demo.example\r\nSubject: twice\r\n\r\nEvil.\r\n")
    session.done(command)


def stale_then_no(session, command, _usual):
    for found in session.mails(command):
        answer(session, found.uid, b"From: stale@demo.example\r\nSubject: stale\r\n\r\nStale.\r\n")
    session.refuse(command, "[SERVERBUG] these were stale")


def expunged_meanwhile(session, _command, usual):
    """Somebody else removes mail 2 between the list and the bodies."""
    with session.server.lock:
        session.server.inbox.mails.pop(2, None)
    usual()


def deaf_idle(session, _command, _usual):
    """Agrees to idle, then floods."""
    flood("* 1 EXISTS\r\n", begin="+ idling\r\n")(session, _command, _usual)


@dataclass
class Mode:
    """One hostile behaviour: steps → what is done there, what the mailbox says of it, what becomes of its mails."""

    steps: dict
    says: str = ""  # pattern of poll_error; "": nothing is wrong
    heals: bool = True  # once it was said, the server behaves and its mails arrive
    arrives: tuple = (1, 2, 3)  # the UIDs that do
    mailbox: dict = field(default_factory=dict)
    server: dict = field(default_factory=dict)


MODES = {
    "greeting-missing": Mode({"connect": stall}, TIME),
    "greeting-bye": Mode({"connect": say_and_close("* BYE come back never")}, "takes no connection"),
    "greeting-of-smtp": Mode({"connect": say("220 mail.example ESMTP")}, "greeting"),
    "greeting-dripped": Mode({"connect": drip("* OK " + "x" * 500)}, TIME),
    "sign-in-refused": Mode({"sign_in": say("TAG NO [AUTHENTICATIONFAILED] wrong")}, "refuses LOGIN: .*wrong"),
    "sign-in-closed": Mode({"sign_in": close}, "LOGIN: .*closed"),
    "capability-stalled": Mode({"capability": stall}, TIME),
    "select-refused": Mode({"select": say("TAG NO no such thing")}, "folder INBOX: .*refuses SELECT"),
    "select-without-uidvalidity": Mode({"select": say("* 3 EXISTS", "TAG OK [READ-WRITE] done")}, "no UIDVALIDITY"),
    "search-refused": Mode({"search": say("TAG NO later")}, "refuses SEARCH: .*later"),
    "search-of-no-numbers": Mode({"search": say("* SEARCH 1 two -3 99999999999999999999", "TAG OK done")}, PARSE),
    "search-flood": Mode({"search": flood("1 ", begin="* SEARCH ")}, "too many words"),
    "list-flood": Mode({"list": flood("* 1 FETCH (UID 1 FLAGS ())\r\n")}, f"too many (words|lines)|{TIME}"),
    "list-never-answered": Mode({"list": stall}, TIME),
    "list-empty-lies": Mode({"list": say("TAG OK nothing there")}, heals=False, arrives=()),
    "literal-dropped": Mode({"body": half_and(close)}, "closed the connection"),
    "literal-stalled": Mode({"body": half_and(stall)}, TIME),
    "literal-dripped": Mode({"body": half_and(drip("x"))}, TIME),
    "literal-4294967290": Mode({"body": literal(4294967290)}, TIME),
    "literal-beyond-64-bits": Mode({"body": literal(99999999999999999999)}, "more bytes than a literal can have"),
    "literal-negative": Mode({"body": literal(-5)}, f"{PARSE}|{TIME}"),
    "literal-with-nul": Mode({}),  # see NUL below
    "line-of-400-mb": Mode({"body": flood("x" * 4096, begin='* 1 FETCH (UID 1 BODY[] "')}, f"sent too much|{TIME}"),
    "parentheses-20000": Mode({"list": parentheses(20000)}, "nests its answer too deeply"),
    "parentheses-2000000": Mode({"body": parentheses(2000000)}, "nests its answer too deeply"),
    "wrong-uid": Mode({"body": wrong_uid}, GIVEN_UP),
    "no-uid": Mode({"body": no_uid}, GIVEN_UP),
    "uid-twice": Mode({"body": uid_twice}, heals=False),
    "nil-body": Mode({"body": say("* 1 FETCH (UID 1 BODY[] NIL)", "TAG OK done")}, GIVEN_UP),
    "no-after-stale-data": Mode({"body": stale_then_no}, "refuses FETCH: .*stale"),
    "bye-in-the-middle": Mode({"body": say_and_close("* BYE shutting down")}, "BYE|closed the connection"),
    "untagged-junk": Mode({"body": say("* 2 WIBBLE (foo)", "TAG OK done")}, f"{PARSE}|{GIVEN_UP}"),
    "unknown-fetch-item": Mode(
        {"body": say('* 1 FETCH (UID 1 XYZZY (foo "bar") BODY[] {3}', "abc)", "TAG OK done")}, PARSE),
    "wrong-tag": Mode({"body": say("zzz OK done")}, f"answers another|{TIME}"),
    "tagged-bad": Mode({"body": say("TAG BAD what?")}, "FETCH"),
    "uids-go-away": Mode({"body": expunged_meanwhile}, heals=False, arrives=(1, 3)),
    "idle-flood": Mode({"idle": deaf_idle}, f"too many lines|{TIME}"),
    "store-refused": Mode({"store": say("TAG NO read only")}, "refuses STORE", mailbox={"after": "flag"}),
    "store-stalled": Mode({"store": stall}, TIME, mailbox={"after": "flag"}),
    "no-idle": Mode({}, heals=False, server={"capabilities": ("IMAP4rev1",)}),
    "no-uidplus": Mode({}, "UIDPLUS", heals=False, mailbox={"after": "delete"},
                       server={"capabilities": ("IMAP4rev1", "IDLE")}),
    "no-move": Mode({}, heals=False, mailbox={"after": "move", "after_folder": "Archive"},
                    server={"capabilities": ("IMAP4rev1", "IDLE", "UIDPLUS")}),
    "move-agrees-and-does-nothing": Mode({"move": say("TAG OK moved")}, "still in the folder",
                                         mailbox={"after": "move", "after_folder": "Archive"}),
}
STAYS_HOSTILE = "stays-hostile"
CONTROL = "control"
RENUMBERED = "renumbered"


class Field:
    """All servers of the module, and what their mailboxes said before they were healed."""

    def __init__(self, office):
        self.wild = Wild(office)
        self.servers, self.mails, self.said = {}, {}, {}
        mailboxes = {}
        for name, mode in MODES.items():
            mailboxes[name] = (self.serve(name, **mode.server), mode.mailbox)
            for step, behaviour in mode.steps.items():
                self.servers[name].on(step, behaviour)
        mailboxes[STAYS_HOSTILE] = (self.serve(STAYS_HOSTILE).on("body", half_and(drip("x"))), {})
        mailboxes[CONTROL] = (self.serve(CONTROL), {})
        mailboxes[RENUMBERED] = (self.serve(RENUMBERED), {})
        self.mailboxes = mailboxes

    def serve(self, name, **more):
        server = self.servers[name] = ImapServer("implicit", self.wild.context, **more)
        contents = [mail(self.wild.office) for _ in range(3)]
        if name == "literal-with-nul":
            contents[0] = contents[0].replace(b"Buongiorno", b"Buon\0giorno")
        self.mails[name] = dict(zip(server.put(*contents), contents))
        return server

    def run(self, seconds=60):
        """Starts, and heals each server as soon as its mailbox said what is wrong."""
        self.wild.open()
        self.wild.add_mailboxes(self.mailboxes)
        wanted = {name for name, mode in MODES.items() if mode.says}
        deadline = time.monotonic() + seconds
        while wanted and time.monotonic() < deadline:
            for name, problem in self.wild.problems().items():
                if name not in wanted:
                    continue
                self.said[name] = problem  # on a busy machine perhaps first that time ran out
                if re.search(MODES[name].says, problem):
                    wanted.remove(name)
                    if MODES[name].heals:
                        self.servers[name].behave()

    def close(self):
        self.wild.close()
        for server in self.servers.values():
            server.close()


@pytest.fixture(scope="module")
def hostile(office):
    hostile = Field(office)
    try:
        hostile.run()
        yield hostile
    finally:
        hostile.close()


@pytest.mark.parametrize("name", MODES)
def test_mode(hostile, name):
    mode = MODES[name]
    if mode.says:
        assert name in hostile.said, "no problem was reported in time"
        assert re.search(mode.says, hostile.said[name]), hostile.said[name]
    else:
        assert name not in hostile.wild.problems()
    hostile.wild.wait_ledger(name, [(uid, hostile.mails[name][uid], "ticket") for uid in mode.arrives])


def test_m1_mails_that_never_come_are_named(hostile):
    """A server that names mails and never lists them says nothing wrong: they are missing all the same."""
    def folder(name):
        def compared():
            found = hostile.wild.office.turno("mailbox", "show", name)["folders"]
            return found[0] if found else None
        return wait_for(compared, 60, f"comparison of the folder of {name}")
    row = folder("list-empty-lies")
    assert (row["on_server"], row["missing"], row["missing_uids"]) == (3, 3, "1-3")
    assert sum(row["accounted"].values()) == 0
    calm = folder(CONTROL)
    assert calm["on_server"] == sum(calm["accounted"].values()) and calm["missing"] == 0


def test_others_go_on_meanwhile(hostile):
    """A mailbox whose server never behaves costs the others nothing."""
    sent = [mail(hostile.wild.office) for _ in range(2)]
    before = hostile.servers[STAYS_HOSTILE].count("body")
    assert before > 0
    for content in sent:
        uid, = hostile.servers[CONTROL].put(content)
        hostile.mails[CONTROL][uid] = content
    hostile.wild.wait_ledger(CONTROL, [(uid, content, "ticket") for uid, content in hostile.mails[CONTROL].items()])
    assert hostile.wild.ledger(STAYS_HOSTILE) == []
    assert hostile.wild.problem(STAYS_HOSTILE, TIME)


def test_m1_uidvalidity_changes_between_sessions(hostile):
    """The server numbers its mails anew: known ones are recognised by their bytes, the one that came is taken."""
    server, old = hostile.servers[RENUMBERED], list(hostile.mails[RENUMBERED].values())
    hostile.wild.wait_ledger(RENUMBERED, [(uid, content, "ticket") for uid, content in enumerate(old, 1)])
    new = mail(hostile.wild.office)
    with server.lock:
        server.inbox.uidvalidity += 1
        server.inbox.mails.clear()
        server.inbox.next_uid = 1
        for content in (old[2], new, old[0], old[1]):
            server.inbox.add(content)
    server.drop_all()
    before = {(uid, content, "ticket") for uid, content in enumerate(old, 1)}
    after = {(1, old[2], "duplicate"), (2, new, "ticket"), (3, old[0], "duplicate"), (4, old[1], "duplicate")}
    hostile.wild.wait_ledger(RENUMBERED, sorted(before | after, key=lambda row: (row[0], row[2] == "duplicate" or row[1] == new)))


def test_no_process_died(hostile):
    assert hostile.wild.deaths() == []


def test_a_process_that_dies_is_the_problem_of_its_mailbox(hostile):
    """And starts again."""
    os.kill(hostile.wild.fetchers()[STAYS_HOSTILE], signal.SIGSEGV)
    hostile.wild.problem(STAYS_HOSTILE, "the process that fetches it ended by signal")
    hostile.wild.problem(STAYS_HOSTILE, TIME)
