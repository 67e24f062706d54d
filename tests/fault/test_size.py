"""Mails of 30 and 100 MB in, their documents out in pieces, and servers that lie about sizes: what it costs is shown.

Memory is that of all processes of turnod in a build without sanitizers: their PSS, and what of a mail lies in
shared memory (memfd) counted once, whether a process maps it or not.
"""
import hashlib
import http.client
import os
import re
import ssl
import threading
import urllib.parse
from pathlib import Path

import pytest

from fault.scripted import ImapServer
from fault.wild import Wild
from lib import mail as mails
from lib.maildir import Maildir
from stack import wait_for

MIB = 1 << 20
SENDER = "mario.rossi@demo.example"
SECONDS = 120
# 30 and 100 MB as they lie in the mailbox; base64 makes 4 of 3 and adds line ends.
SIZES = {"30 MB": 21 * MIB, "100 MB": 72 * MIB}
GOAL_MIB = {"30 MB": 64, "100 MB": 160}


def rollup(pid):
    """PSS of a process, and the part of it that is shared memory; in bytes."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0, 0
    found = {name: int(size) << 10 for name, size in re.findall(r"^(Pss|Pss_Shmem): +(\d+) kB", text, re.M)}
    return found.get("Pss", 0), found.get("Pss_Shmem", 0)


def memfds(pid):
    """The anonymous files of a process: inode → bytes."""
    found = {}
    try:
        for entry in Path(f"/proc/{pid}/fd").iterdir():
            if "memfd:turno-mail" in os.readlink(entry):
                status = os.stat(entry)
                found[status.st_ino] = status.st_blocks * 512
    except OSError:
        pass
    return found


class Meter:
    """Samples the memory of a set of processes while it is entered."""

    def __init__(self, pids):
        self.pids, self.peak, self.samples = pids, 0, 0
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def now(self):
        total, files = 0, {}
        for pid in self.pids():
            pss, shared = rollup(pid)
            total += pss - shared
            files.update(memfds(pid))
        return total + sum(files.values())

    def _run(self):
        while True:
            self.peak = max(self.peak, self.now())
            self.samples += 1
            if self._end.wait(0.01):
                return

    def __enter__(self):
        self.before = self.now()
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._end.set()
        self._thread.join()

    @property
    def grown_mib(self):
        return (self.peak - self.before) / MIB


def programs(office, name):
    """Process ids of one of turno's programs."""
    wanted, found = str(office.stack.turnod.bin / name), []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and os.readlink(entry / "exe").removesuffix(" (deleted)") == wanted:
                found.append(int(entry.name))
        except OSError:
            continue
    return found


@pytest.fixture(scope="module")
def box(plain_office):
    box = Maildir(plain_office, "large", accept_new="known")
    # Everything is started, and has read one mail.
    box.deliver([mails.build(SENDER, box.address, "Prima", "Ciao.\n").as_bytes(policy=mails.policy.SMTP)], SECONDS)
    return box


@pytest.fixture(scope="module")
def large(plain_office, box):
    """size → mail of the ledger, document and bytes; measured on the way in."""
    found = {}
    for size, document_bytes in SIZES.items():
        document = os.urandom(document_bytes)
        sender = plain_office.contact()
        content = mails.build(sender, box.address, size, "In allegato.\n", files=[
            ("scansione.bin", "application/octet-stream", document)]).as_bytes(policy=mails.policy.SMTP)
        with Meter(plain_office.stack.turnod.processes) as meter:
            box.deliver([content], SECONDS)
        found[size] = {"content": content, "document": document, "sender": sender, "meter": meter,
                       **box.rows()[Maildir.name_of(content)]}
    return found


@pytest.mark.parametrize("size", SIZES)
def test_m5_large_mail_in_is_kept_whole_and_costs_little(plain_office, large, size):
    mail = large[size]
    assert mail["outcome"] == "ticket", plain_office.turno("explain", mail["id"])
    attachment, = plain_office.ticket(mail["ticket"])["posts"][0]["attachments"]
    assert attachment["size"] == len(mail["document"])
    assert attachment["sha256"] == hashlib.sha256(mail["document"]).hexdigest()
    meter = mail["meter"]
    print(f"{len(mail['content']) / 1e6:.0f} MB in: turnod {meter.before / MIB:.0f} MiB, at most {meter.grown_mib:+.0f} MiB"
          f" ({meter.samples} samples)")
    assert meter.grown_mib <= GOAL_MIB[size]


class Contact:
    """A contact's browser, with no more help than HTTP needs."""

    def __init__(self, office, mail):
        browser = office.enter(office.link(office.told(mail["ticket"], "acknowledgement", mail["sender"])))
        self.path = re.search(r'href="(/t/attachment/\d+)"', browser.page.html)[1]
        self.cookie = "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies)
        self.office = office

    def ask(self, method="GET", most=None, **fields):
        """Status, fields and at most `most` bytes of the body; then the connection is dropped."""
        address = urllib.parse.urlsplit(self.office.url)
        context = ssl.create_default_context(cafile=str(self.office.stack.pki.ca))
        connection = http.client.HTTPSConnection(address.hostname, address.port, context=context, timeout=60)
        try:
            connection.request(method, self.path, headers={"Cookie": self.cookie, **{
                name.replace("_", "-"): value for name, value in fields.items()}})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read(most)
        finally:
            connection.close()


@pytest.fixture(scope="module")
def contact(plain_office, large):
    return Contact(plain_office, large["30 MB"])


@pytest.mark.parametrize("size", SIZES)
def test_r35_document_out_is_streamed(plain_office, large, size):
    mail = large[size]
    contact = Contact(plain_office, mail)
    with Meter(lambda: programs(plain_office, "turno-cgi")) as meter:
        status, fields, body = contact.ask()
    assert status == 200 and int(fields["Content-Length"]) == len(mail["document"])
    assert hashlib.sha256(body).digest() == hashlib.sha256(mail["document"]).digest()
    print(f"{len(body) / 1e6:.0f} MB out: turno-cgi {meter.before / MIB:.0f} MiB, at most {meter.grown_mib:+.0f} MiB")
    assert meter.grown_mib <= 16


def test_rfc9110_download_goes_on_where_it_broke(plain_office, large, contact):
    document = large["30 MB"]["document"]
    events = [event["type"] for event in plain_office.ticket(large["30 MB"]["ticket"])["events"]]
    status, fields, body = contact.ask(most=3_000_001)
    assert (status, fields["Accept-Ranges"]) == (200, "bytes")
    etag = fields["ETag"]
    assert etag == f'"{hashlib.sha256(document).hexdigest()}"'
    pieces = 0
    while len(body) < len(document):
        status, fields, more = contact.ask(most=4_000_003, Range=f"bytes={len(body)}-", If_Range=etag)
        assert status == 206 and more
        assert fields["Content-Range"] == f"bytes {len(body)}-{len(document) - 1}/{len(document)}"
        assert int(fields["Content-Length"]) == len(document) - len(body)
        body += more
        pieces += 1
    assert pieces > 3 and body == document
    after = [event["type"] for event in plain_office.ticket(large["30 MB"]["ticket"])["events"]]
    assert after.count("downloaded") == events.count("downloaded") + 1, "R25: its pieces are one download"


@pytest.mark.parametrize("asked,first,last", [
    ("bytes=0-0", 0, 0), ("bytes=1-1", 1, 1), ("bytes=2-10", 2, 10), ("bytes=56-58", 56, 58), ("bytes=57-57", 57, 57),
    ("bytes=1048575-1048577", 1048575, 1048577), ("bytes=-1", -1, -1), ("bytes=-100000", -100000, -1)])
def test_rfc9110_one_range(large, contact, asked, first, last):
    document = large["30 MB"]["document"]
    size = len(document)
    first, last = first % size, last % size
    status, fields, body = contact.ask(Range=asked)
    assert (status, fields["Content-Range"]) == (206, f"bytes {first}-{last}/{size}")
    assert body == document[first:last + 1]


def test_rfc9110_what_is_no_range_of_it(large, contact):
    size = len(large["30 MB"]["document"])
    status, fields, body = contact.ask(Range=f"bytes={size}-")
    assert (status, fields["Content-Range"], body) == (416, f"bytes */{size}", b"")
    for whole in ({"Range": "bytes=0-1,5-6"}, {"Range": "lines=1-2"}, {"Range": "bytes=5-9", "If_Range": '"other"'},
                  {"Range": "bytes=5-9", "If_Range": "Mon, 02 Nov 2026 10:00:00 GMT"}):
        status, fields, body = contact.ask(most=10, **whole)
        assert (status, int(fields["Content-Length"]), len(body)) == (200, size, 10)
    status, fields, body = contact.ask("HEAD", Range="bytes=5-9")
    assert (status, int(fields["Content-Length"]), fields["Accept-Ranges"], body) == (200, size, "bytes", b"")


def test_rfc9110_ranges_of_documents_that_cannot_be_computed(plain_office, box):
    """Quoted-printable, and base64 whose lines differ: decoded from the beginning, and right all the same."""
    sender = plain_office.contact()
    text = ("perché città più\r\n" * 200000).encode()
    quoted = text.replace(b"=", b"=3D").replace("é".encode(), b"=C3=A9").replace("à".encode(), b"=C3=A0").replace(
        "ù".encode(), b"=C3=B9")
    content = (f"From: {sender}\r\nTo: {box.address}\r\nSubject: Storte\r\nMessage-ID: <{plain_office.word()}@x.example>\r\n"
               "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
               "--x\r\nContent-Type: text/plain\r\n\r\nCiao.\r\n"
               "--x\r\nContent-Type: text/csv; name=a.csv\r\nContent-Disposition: attachment\r\n"
               "Content-Transfer-Encoding: quoted-printable\r\n\r\n").encode() + quoted + (
                   b"\r\n--x\r\nContent-Type: application/x-a; name=b.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                   + b"QUJDREVG\r\nR0hJ\r\nSktMTU5P\r\n" * 1000 + b"\r\n--x--\r\n")
    box.deliver([content], SECONDS)
    mail = {**box.rows()[Maildir.name_of(content)], "sender": sender}
    contact = Contact(plain_office, mail)
    _, fields, whole = contact.ask()
    assert int(fields["Content-Length"]) == len(whole) and whole == text
    for first in (0, 1, 1_000_003, len(text) - 1):
        assert contact.ask(Range=f"bytes={first}-{first + 999}")[2] == text[first:first + 1000]
    contact.path = re.sub(r"\d+$", lambda number: str(int(number[0]) + 1), contact.path)
    assert contact.ask()[2] == b"ABCDEFGHIJKLMNO" * 1000
    assert contact.ask(Range="bytes=7000-7010")[2] == (b"ABCDEFGHIJKLMNO" * 1000)[7000:7011]


# Servers that lie about sizes

def announcing(size):
    """The list of mails with this size, whatever they have."""
    def behaviour(session, command, _usual):
        for found in session.mails(command):
            with session.server.lock:
                number = session.folder.number(found.uid)
            session.send(f"* {number} FETCH (UID {found.uid} RFC822.SIZE {size} INTERNALDATE"
                         ' "26-Nov-2026 10:00:00 +0000")\r\n')
        session.done(command)
    return behaviour


def body_of(size, header):
    """A body of so many bytes, and the byte behind a place when that is asked for."""
    def behaviour(session, command, _usual):
        partial = re.search(rb"<(\d+)\.(\d+)>", command.rest)
        start = int(partial[1]) if partial else 0
        length = max(0, min(size - start, int(partial[2]) if partial else size))
        origin = f"<{start}>" if partial else ""
        begin = header[start:start + length]
        session.send(f"* 1 FETCH (UID 1 BODY[]{origin} {{{length}}}\r\n".encode() + begin)
        rest, line = length - len(begin), (b"x" * 70 + b"\r\n") * 1000
        while rest > 0:
            session.send(line[:rest])
            rest -= len(line)
        session.send(b")\r\n")
        session.done(command)
    return behaviour


def header_of(header):
    def behaviour(session, command, _usual):
        session.send(f"* 1 FETCH (UID 1 BODY[HEADER]<0> {{{len(header)}}}\r\n".encode() + header + b")\r\n")
        session.done(command)
    return behaviour


LIES = {  # announced, sent, notices of the mail
    "announces-1-kb-sends-200-mb": (1024, 200 * MIB, ["raw"]),
    "announces-1-gb-sends-1-kb": (1 << 30, 1024, []),
    "announces-200-mb-sends-200-mb": (200 * MIB, 200 * MIB, ["raw"]),
    "announces-0-sends-1-kb": (0, 1024, []),
}


@pytest.fixture(scope="module")
def lies(plain_office):
    """name → (server, header); all at once, each a mailbox."""
    wild, servers = Wild(plain_office), {}
    try:
        wild.open(command=60)
        for name, (announced, sent, _) in LIES.items():
            word = plain_office.word()
            header = (f"From: {word}@demo.example\r\nTo: a@b.example\r\nSubject: {name}\r\nMessage-ID: <{word}@x.example>\r\n"
                      "\r\n").encode()
            server = ImapServer("implicit", wild.context)
            server.on("list", announcing(announced)).on("body", body_of(sent, header)).on("header", header_of(header))
            server.put(header + b"x")
            servers[name] = (server, header)
        with Meter(plain_office.stack.turnod.processes) as meter:
            wild.add_mailboxes({name: (server, {}) for name, (server, _) in servers.items()})
            for name in LIES:
                wait_for(lambda name=name: [row for row in wild.ledger(name) if row[2]], SECONDS, f"outcome of {name}")
        print(f"four servers that lie: at most {meter.grown_mib:+.0f} MiB for all processes")
        yield wild, servers
    finally:
        wild.close()
        for server, _ in servers.values():
            server.close()


@pytest.mark.parametrize("name", LIES)
def test_m5_announced_size_is_not_believed(plain_office, lies, name):
    wild, servers = lies
    server, header = servers[name]
    _, sent, notices = LIES[name]
    (uid, _, outcome), = wild.ledger(name)
    row, = [row for row in plain_office.turno("mail", "list", "--mailbox", name)]
    assert (uid, outcome, row["notices"]) == (1, "ticket", notices), row
    assert row["size"] == (len(header) if notices else sent)
    assert ("$Turno" in server.inbox.mails[1].flags) == bool(notices)
    if notices:
        assert plain_office.turno("explain", row["id"])["trace"][0]["step"] == "raw"
        post, = plain_office.ticket(row["ticket"])["posts"]
        assert post["notices"] == ["raw"]
