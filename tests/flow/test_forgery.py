"""Forged mail: whatever it says of itself, nothing of it reaches a contact or stands as an operator's word, and none is lost (M15-M21).

Each variant is the header of a mail, as bytes, put into the mailbox by the door of turno ingest, where no server adds or takes away
anything; all are stored at once. {word} is the sentinel of each.
"""
import re
import uuid

import pytest

from lib.mail import text_of
from lib.office import SUPPORT, reply_address
from stack import wait_for

OPERATOR, COLLEAGUE, EVIL = "marco@demo.example", "riccardo@demo.example", "evil@altrove.example"
SERVER = "mx.demo.example"
PASS = f"{SERVER}; dmarc=pass header.from=demo.example"


def header(sender=OPERATOR, to=SUPPORT, **more):
    """Lines of a header; sender may be several lines, more by name with _ for -, a list for several fields."""
    lines = [sender if ":" in sender.split(" ")[0] else f"From: {sender}", f"To: {to}"]
    for name, value in {"Subject": "Re: pratica", **more}.items():
        lines += [f"{name.replace('_', '-')}: {each}" for each in (value if isinstance(value, list) else [value])]
    return [line for line in lines if not line.endswith(": -")]


def change(address, place, value):
    """A signed address with one of its parts (role, ticket, recipient, key, mac) replaced."""
    local, domain = address.split("@")
    base, parts = local.split("+")[0], local.split("+")[1].split(".")
    parts[place] = value if not callable(value) else value(parts[place])
    return f"{base}+{'.'.join(parts)}@{domain}"


def without_token(t):
    """His From alone, with whatever names the ticket but his own signed address (M16, M20)."""
    r, ack, notice = t["reply"], t["acknowledgement"], t["notification"]
    yield "From alone", header()
    yield "contact's subject token", header(Subject=ack["Subject"])
    yield "bare number", header(Subject=f"Re: [#{t['number']}] pratica")
    yield "cut subject token", header(Subject=t["subject_token"][:-4] + "]")
    yield "notification's Message-ID", header(In_Reply_To=notice["Message-ID"])
    yield "notification's Message-ID in References", header(References="<a@b.example> " + notice["Message-ID"])
    yield "acknowledgement's Message-ID", header(In_Reply_To=ack["Message-ID"])
    yield "In-Reply-To without MAC", header(In_Reply_To=re.sub(r"\.[a-z2-7]{16}@", "@", notice["Message-ID"]))
    yield "In-Reply-To with another MAC", header(In_Reply_To=re.sub(r"\.[a-z2-7]{16}@", ".aaaaaaaaaaaaaaaa@", notice["Message-ID"]))
    yield "In-Reply-To with another ticket's number", header(In_Reply_To=notice["Message-ID"].replace(f".{t['number']}.", f".{t['other']}.", 1))
    yield "the contact's first Message-ID", header(In_Reply_To=t["first_id"])
    for field in ("Reply-To", "Sender", "Bcc", "Return-Path", "X-Forwarded-To", "Resent-To", "X-Turno-Loop", "Comments", "Message-ID", "List-Post"):
        yield f"his address in {field}", header(**{field: r})
    yield "his address as a name in To", header(to=f'"{r}" <{SUPPORT}>')
    yield "his address in a comment of To", header(to=f"{SUPPORT} ({r})")
    yield "his address in the subject", header(Subject=r)
    yield "his address as his own name", header(f'"{r}" <{OPERATOR}>')


def with_changed_token(t):
    """His From, and a signed address that is not his or not whole (M17)."""
    r, n, c = t["reply"], change(t["note_mac"], 0, "n"), t["contact_address"]
    recipient = r.split("+")[1].split(".")[2]
    last = "b" if r.split("@")[0].endswith("a") else "a"
    for name, address in {
            "mac cut by one": change(r, 4, lambda mac: mac[:-1]), "mac cut to half": change(r, 4, lambda mac: mac[:8]),
            "mac one longer": change(r, 4, lambda mac: mac + "a"), "mac's last letter": change(r, 4, lambda mac: mac[:-1] + last),
            "mac's first letter": change(r, 4, lambda mac: ("b" if mac[0] == "a" else "a") + mac[1:]), "mac turned round": change(r, 4, lambda mac: mac[::-1]),
            "mac of a's": change(r, 4, "a" * 16), "no mac": change(r, 4, ""), "reply's mac on the note address": change(r, 0, "n"),
            "note's mac on the reply address": change(n, 0, "r"), "contact's mac on the reply address": change(c, 0, "r"),
            "contact's mac on the note address": change(c, 0, "n"), "his mac on a contact's address": change(r, 0, "c"),
            "unknown role": change(r, 0, "x"), "no role": change(r, 0, ""), "another ticket": change(r, 1, str(t["other"])),
            "no such ticket": change(r, 1, "999999"), "ticket 0": change(r, 1, "0"), "negative ticket": change(r, 1, "-1"),
            "ticket of 30 digits": change(r, 1, "9" * 30), "colleague's number": change(r, 2, str(t["colleague_id"])),
            "no such operator": change(r, 2, "999999"), "another key": change(r, 3, "999"), "key 0": change(r, 3, "0"), "no key": change(r, 3, ""),
            "key of 30 digits": change(r, 3, "9" * 30), "colleague's own address": t["colleague_reply"], "contact's own address": c,
            "expired key": t["expired"], "blanks within": r.replace("+r.", "+r. "), "a part more": r.replace("@", ".1@"),
            "percent for plus": r.replace("+", "%2b"), "dashes for dots": r.replace(".", "-", 5)}.items():
        assert address != r, name
        yield f"token: {name}", header(to=address)
    yield "token: two halves", header(to=f"{r[:30]}, {r[30:]}")
    yield "token: number with his own behind it", header(to=change(r, 2, recipient + "1"))


def from_another(t):
    """His own signed address in the hands of others: From, Sender, Reply-To, names, several authors (M20, M22)."""
    r = t["reply"]
    for name, sender in {
            "a stranger": EVIL, "his name": f"Marco Verdi <{EVIL}>", "his address as name": f'"{OPERATOR}" <{EVIL}>',
            "his whole From as name": f'"Marco <{OPERATOR}>" <{EVIL}>', "his address in a comment": f"{EVIL} ({OPERATOR})",
            "his address encoded as name": f"=?utf-8?q?marco=40demo.example?= <{EVIL}>", "his address as name in base64": f"=?utf-8?b?bWFyY29AZGVtby5leGFtcGxl?= <{EVIL}>",
            "a longer domain": "marco@demo.example.altrove.example", "a shorter domain": "marco@demo.exampl", "a domain above": "marco@example",
            "a domain below": "marco@mail.demo.example", "a longer name": "marcoo@demo.example", "his detail": "marco+x@demo.example",
            "a Cyrillic letter": "m\u0430rco@demo.example", "a full-width letter": "\uff4darco@demo.example", "a soft hyphen": "mar\u00adco@demo.example",
            "two ats": f"{OPERATOR}@altrove.example", "a percent route": "marco%demo.example@altrove.example", "a source route": f"<@demo.example:{EVIL}>",
            "a group of his name": f"{OPERATOR}: {EVIL};", "an address with an end": f"<{EVIL}> <{OPERATOR}>",
            "two authors": f"{EVIL}, {OPERATOR}", "himself first": f"{OPERATOR}, {EVIL}",
            "no address": "Marco", "nobody": "<>"}.items():
        yield f"From: {name}", header(sender, r)
    yield "two fields From, his first", header(f"From: {OPERATOR}\r\nFrom: {EVIL}", r)
    yield "two fields From, his last", header(f"From: {EVIL}\r\nFrom: {OPERATOR}", r)
    yield "his From twice", header(f"From: {OPERATOR}\r\nfrom: {OPERATOR}", r)
    yield "his From behind a carriage return", header(f"From: {EVIL}\rFrom: {OPERATOR}", r)
    yield "his From folded behind", header(f"From: {EVIL}\r\n {OPERATOR}", r)
    yield "a blank before the colon", header(f"From : {OPERATOR}\r\nFrom: {EVIL}", r)
    yield "no From", header("X-From: " + OPERATOR, r)
    yield "he is Sender", header(EVIL, r, Sender=OPERATOR)
    yield "he is Sender of two authors", header(f"{EVIL}, {OPERATOR}", r, Sender=OPERATOR)
    yield "he is Sender without From", header("X-From: " + EVIL, r, Sender=OPERATOR)
    for field in ("Reply-To", "Resent-From", "Return-Path", "X-Sender", "X-Original-Sender", "Envelope-From", "Disposition-Notification-To", "X-Original-From"):
        yield f"he is {field}", header(EVIL, r, **{field: OPERATOR})
    yield "named by a list", header(EVIL, r, **{"X-Original-From": OPERATOR, "Reply-To": OPERATOR, "List-Id": "<x.altrove.example>"})
    yield "the contact with his address", header(t["sender"], r)
    yield "the contact with his note address", header(t["sender"], t["note"])
    yield "a colleague with his address", header(COLLEAGUE, r)
    yield "another contact with the contact's address", header(t["other_sender"], t["contact_address"])
    yield "a stranger with the contact's address", header(EVIL, t["contact_address"])
    yield "a stranger with the contact's Message-ID", header(EVIL, In_Reply_To=t["acknowledgement"]["Message-ID"])


def not_by_a_person(t):
    """His own address and token, but a machine answers (M11, M25)."""
    r, notice = t["reply"], t["notification"]
    for name, more in {
            "auto-replied": {"Auto-Submitted": "auto-replied"}, "auto-generated": {"Auto-Submitted": "auto-generated"},
            "auto-notified": {"Auto-Submitted": "auto-notified"}, "Precedence bulk": {"Precedence": "bulk"}, "Precedence junk": {"Precedence": "junk"},
            "X-Autoreply": {"X-Autoreply": "yes"}, "X-Autorespond": {"X-Autorespond": "ferie"}, "Preference auto_reply": {"Precedence": "auto_reply"},
            "absence in Italian": {"Subject": "Risposta automatica: pratica", "In-Reply-To": notice["Message-ID"]},
            "absence in English": {"Subject": "Out of Office: pratica", "In-Reply-To": notice["Message-ID"], "X-Auto-Response-Suppress": "All"}}.items():
        yield f"machine: {name}", header(to=r, **more)
    yield "a loop of ours", header(to=r, X_Turno_Loop=notice["X-Turno-Loop"])


def floods(t):
    """More than a reader takes in, the token or the author behind it (M5)."""
    r = t["reply"]
    many = ", ".join(f"x{n}@altrove.example" for n in range(400))
    yield "token behind 400 addresses", header(to=f"{many}, {r}")
    yield "token behind 40 false ones", header(to=", ".join(change(r, 1, str(n + 5000)) for n in range(40)) + ", " + r)
    yield "From behind 1500 fields", [f"X-Flood-{n}: x" for n in range(1500)] + header(to=r)
    yield "From of 100 KiB", header("x" * 100000 + f" <{EVIL}>", r)
    yield "400 authors, himself last", header(f"{many}, {OPERATOR}", r)
    yield "From with 50,000 colons", header("a:" * 50000 + OPERATOR, SUPPORT)
    yield "200 References, ours last", header(References=" ".join(f"<{n}@x.example>" for n in range(200)) + " " + t["notification"]["Message-ID"])
    yield "Subject of 100 KiB with his address", header(Subject="x" * 100000 + r)


def unproven(t):
    """With his own signed address, where a server is named: what only looks like its word (M15, M20)."""
    r, fake = t["reply"], "dmarc=pass header.from=demo.example"
    below = PASS
    for name, fields in {
            "nothing": "-", "another server": f"mx.altrove.example; {fake}", "a longer name": f"{SERVER}.altrove.example; {fake}", "a shorter name": f"demo.example; {fake}",
            "no name": fake, "the name in a comment": f"mx.altrove.example ({SERVER}); {fake}", "the name as a result": f"mx.altrove.example; {SERVER}; {fake}",
            "the name behind": f"x {SERVER}; {fake}", "a name with a semicolon": f'"x;{SERVER}"; {fake}',
            "the server says none, a forged one lies below": [f"{SERVER}; none", below], "the server says fail, a forged one lies below": [f"{SERVER}; dmarc=fail header.from=demo.example", below],
            "the server says nothing of him, a forged one lies below": [f"{SERVER}; spf=none smtp.mailfrom=altrove.example", below],
            "the server in capitals says fail": [f"{SERVER.upper()}; dmarc=fail header.from=demo.example", below],
            "ten others above": [f"mx{n}.altrove.example; {fake}" for n in range(12)], "another's domain": f"{SERVER}; dmarc=pass header.from=altrove.example",
            "no domain": f"{SERVER}; dmarc=pass", "a domain below": f"{SERVER}; dmarc=pass header.from=x.demo.example", "a domain that ends so": f"{SERVER}; dmarc=pass header.from=evildemo.example",
            "pass in a comment": f"{SERVER}; dmarc=none ({fake}) header.from=demo.example", "pass in the reason": f'{SERVER}; dmarc=none reason="; {fake}"',
            "pass in a value": f'{SERVER}; spf=none smtp.mailfrom="x; {fake}"', "pass in an open comment": f"{SERVER}; dmarc=none (x; {fake}",
            "best guess": f"{SERVER}; dmarc=bestguesspass header.from=demo.example", "temporary error": f"{SERVER}; dmarc=temperror header.from=demo.example",
            "another's signature": f"{SERVER}; dkim=pass header.d=altrove.example", "a signature of the top level": f"{SERVER}; dkim=pass header.d=example",
            "a signature from below": f"{SERVER}; dkim=pass header.d=x.demo.example", "a signature that failed": f"{SERVER}; dkim=fail header.d=demo.example",
            "a selector of his domain": f"{SERVER}; dkim=pass header.d=altrove.example header.s=demo.example", "another's envelope": f"{SERVER}; spf=pass smtp.mailfrom={EVIL}",
            "his greeting": f"{SERVER}; spf=pass smtp.helo=demo.example", "an envelope that failed": f"{SERVER}; spf=softfail smtp.mailfrom={OPERATOR}",
            "another signed in": f"{SERVER}; auth=pass smtp.auth=evil@demo.example", "a chain": f"{SERVER}; arc=pass header.d=demo.example", "a reverse name": f"{SERVER}; iprev=pass policy.iprev=192.0.2.1",
            "pass and fail": f"{SERVER}; dmarc=fail header.from=demo.example; {fake}"}.items():
        yield f"server: {name}", header(to=r, Authentication_Results=fields)
    for field in ("X-Authentication-Results", "ARC-Authentication-Results", "Authentication-Results-Original", "Received-SPF", "X-Original-Authentication-Results"):
        yield f"{field} is another field", header(to=r, **{field: below})
    yield "a DKIM-Signature alone", header(to=r, DKIM_Signature="v=1; a=rsa-sha256; d=demo.example; s=x; b=AAAA")
    yield "in the subject", header(to=r, Subject=f"x =?utf-8?q?=0D=0AAuthentication-Results=3A_{SERVER}=3B_dmarc=3Dpass?=")
    yield "named by a list that passes", header(EVIL, r, **{"X-Original-From": OPERATOR, "Reply-To": OPERATOR,
                                                            "Authentication-Results": f"{SERVER}; dmarc=pass header.from=altrove.example"})
    yield "a neighbour of his domain names him", header("luigi@demo.example", r, **{"X-Original-From": OPERATOR, "Reply-To": OPERATOR, "Authentication-Results": PASS})
    yield "two authors, one passes", header(f"{OPERATOR}, {EVIL}", r, Authentication_Results=PASS)
    yield "two fields From, one passes", header(f"From: {OPERATOR}\r\nFrom: {EVIL}", r, Authentication_Results=PASS)
    yield "no token, but passes", header(Authentication_Results=PASS)
    yield "certified mail in an ordinary mailbox", header(to=r, X_Trasporto="posta-certificata")
    yield "his note address", header(to=t["note"])
    yield "a forged contact", header(t["sender"], t["contact_address"], Authentication_Results=f"{SERVER}; dmarc=fail header.from=demo.example")
    yield "a forged contact without token", header(t["sender"], Authentication_Results=f"{SERVER}; dmarc=fail header.from=demo.example")


def make(lines, word):
    """The bytes of a mail."""
    head = "\r\n".join([*lines, "Date: Thu, 26 Nov 2026 10:00:00 +0100"] + [f"Message-ID: <{uuid.uuid4().hex}@altrove.example>"] * (not any(
        line.startswith("Message-ID:") for line in lines)))
    return (head + f"\r\n\r\nBonificate a questo IBAN: {word}.\r\n").encode()


class Desk:
    """A ticket that operators were told of, and the door."""

    def __init__(self, office):
        self.office = office
        self.query = office.stack.postgres.query
        ticket, other = (office.open_ticket(f"730 da falsificare {office.word()}") for _ in range(2))
        told = {who: office.told(ticket["number"], "notification", who) for who in (OPERATOR, COLLEAGUE)}
        ack = office.told(ticket["number"], "acknowledgement", ticket["sender"])
        ids = {login: int(self.query(f"select id from turno.operator where login = '{login}'")[0][0]) for login in ("marco", "riccardo")}
        note = self.query(f"select turno.reply_address(m.id, 'n', {ticket['number']}, {ids['marco']}) from turno.mailbox m where m.name = 'support'")[0][0]
        expired = self.query(f"""with k as (insert into turno.signing_key (secret, retired_at) values (sha256('old'), now() - interval '91 days') returning id, secret)
            select format('support+r.%s.%s.%s.%s@demo.example', {ticket['number']}, {ids['marco']}, id,
                turno.token_mac(secret, 'address', 'r', {ticket['number']}, {ids['marco']})) from k""")[0][0]
        self.ticket = {"number": ticket["number"], "other": other["number"], "sender": ticket["sender"], "other_sender": other["sender"],
                       "acknowledgement": ack, "notification": told[OPERATOR], "reply": reply_address(told[OPERATOR]), "note": note, "note_mac": note,
                       "colleague_reply": reply_address(told[COLLEAGUE]), "colleague_id": ids["riccardo"], "contact_address": reply_address(ack),
                       "subject_token": re.search(r"\[#[^\]]+\]", ack["Subject"]).group(), "expired": expired,
                       "first_id": "<" + self.query(f"select message_id from turno.mail where ticket_id = {ticket['number']} and outcome = 'ticket'")[0][0] + ">"}

    def take(self, mails):
        """Stores mails and waits until all are decided; gives their rows in order: id, outcome, reason, post, trust."""
        before = self.query("select coalesce(max(id), 0) from turno.mail")[0][0]
        sql = "".join(f"select turno.mail_store(m.id, null, null, now(), sha256(x.b), octet_length(x.b), x.b, null, null) "
                      f"from turno.mailbox m, (select decode('{mail.hex()}', 'hex') as b) x where m.name = 'support';\n" for mail in mails)
        postgres = self.office.stack.postgres
        postgres.host.run(postgres.bin / "psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-h", postgres.sockets, "-p", postgres.port,
                          "-U", "turno_owner", "-d", "turno", input=sql, stdin=None)

        def decided():
            rows = self.query(f"""select m.id, m.outcome, coalesce(m.reason, ''), coalesce(p.kind || ' of ' || p.author_kind, ''), m.trust
                from turno.mail m left join turno.post p on p.mail_id = m.id where m.id > {before} and m.uid is null order by m.id""")
            return rows if len(rows) == len(mails) and all(row[1] for row in rows) else None
        return wait_for(decided, 300, f"{len(mails)} mails decided")

    def check(self, variants):
        """None of the variants (name, header) may act; what became of each is shown when one does."""
        words = [self.office.word() for _ in variants]
        rows = self.take([make(lines, word) for (_, lines), word in zip(variants, words)])
        number, other = self.ticket["number"], self.ticket["other"]
        wrong = [f"{name}: {row}" for (name, _), row in zip(variants, rows) if row[1] not in ("held", "triage", "filtered", "event") or row[3]]
        assert wrong == [], "\n".join(wrong)
        silent = [name for (name, _), row in zip(variants, rows) if row[1] in ("filtered", "event") and not name.startswith(("machine", "a loop"))]
        assert silent == [], f"nobody is shown these: {silent}"
        assert self.query(f"select count(*) from turno.outbox where kind = 'reply' and ticket_id in ({number}, {other})") == [["0"]]
        assert self.query(f"select count(*) from turno.post where ticket_id in ({number}, {other}) and author_kind = 'operator'") == [["0"]]
        assert self.query(f"select count(*) from turno.ticket where id in ({number}, {other}) and turn = 'operator'") == [["2"]]
        seen = "\n".join(text_of(mail) for who in (self.ticket["sender"], self.ticket["other_sender"]) for mail in self.office.mails_of(who))
        assert [word for word in words if word in seen] == []
        return rows


@pytest.fixture(scope="module", name="desk")
def fixture_desk(office):
    return Desk(office)


@pytest.fixture(name="server")
def fixture_server(desk):
    """The mailbox names its mail server."""
    desk.office.turno("mailbox", "set", "support", "--authserv-id", SERVER)
    yield
    desk.office.turno("mailbox", "set", "support", "--authserv-id", "")


PLAIN = (without_token, with_changed_token, from_another, not_by_a_person, floods)
COUNTED = []


def test_m20_forged_without_a_server(desk):
    variants = [variant for family in PLAIN for variant in family(desk.ticket)]
    COUNTED.extend(variants)
    desk.check(variants)


def test_m15_forged_with_a_server(desk, server):
    variants = [*unproven(desk.ticket), *from_another(desk.ticket)]
    COUNTED.extend(unproven(desk.ticket))
    rows = desk.check(variants)
    assert not {row[4] for row in rows} & {"signed", "authenticated"} or [
        name for (name, _), row in zip(variants, rows) if row[4] in ("signed", "authenticated")] == ["no token, but passes"]


def test_forgery_suite_is_large():
    names = [name for name, _ in COUNTED]
    assert len(set(names)) == len(names) >= 100, len(names)


def test_m22_reply_to_makes_no_operator(desk):
    desk.office.turno("mailbox", "set", "support", "--reply-to", "always")
    try:
        desk.check([("Reply-To", header(EVIL, desk.ticket["reply"], Reply_To=OPERATOR)),
                    ("Reply-To of two", header(EVIL, desk.ticket["reply"], Reply_To=f"{OPERATOR}, {EVIL}")),
                    ("Reply-To is ours", header(EVIL, desk.ticket["reply"], Reply_To=SUPPORT))])
    finally:
        desk.office.turno("mailbox", "set", "support", "--reply-to", "never")


def test_m17_true_ones_act(desk, server):
    """The suite could pass by refusing everything: these are his, and one of them in capitals."""
    reply = desk.ticket["reply"]
    local, domain = reply.split("@")
    rows = desk.take([make(header(to=reply, Authentication_Results=PASS), "w1"), make(header(to=desk.ticket["note"], Authentication_Results=PASS), "w2"),
                      make(header(to=f"{local.upper()}@{domain}", Authentication_Results=PASS), "w3"),
                      make(header(OPERATOR.upper(), reply, Authentication_Results=["x.altrove.example; dmarc=fail", PASS]), "w4"),
                      make(header(desk.ticket["sender"], desk.ticket["contact_address"].upper()), "w5")])
    assert [(row[1], row[3]) for row in rows] == [("post", "message of operator"), ("post", "note of operator"), ("post", "message of operator"),
                                                  ("post", "message of operator"), ("post", "message of contact")], rows
