"""The SMTP server at the far end: writes down what it takes before it says so, and keeps it."""
import asyncio
import collections
import json
import ssl
import time

KEPT_MAILS = 500


class Sink:
    """Takes mail for anybody but `gone-…`, over TLS. `accepted` is the order of the final dots."""

    def __init__(self, wire, port, pki, log):
        self.wire = wire
        self.port = port
        self.pki = pki
        self.log = log
        self.accepted = []                               # (seconds, message id, recipient)
        self.kept = collections.deque(maxlen=KEPT_MAILS) # (message id, recipient, bytes): not yet looked at by the traffic
        self.held = 0                                    # mails whose answer is being held back
        self.holding = ""                                # message id of the last of them
        self._hold_next = False
        self._release = None
        self._file = None
        self._server = None

    def open(self):
        self._file = open(self.log, "a", encoding="utf-8")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.pki.certificate, self.pki.key)

        async def listen():
            self._release = asyncio.Event()
            return await asyncio.start_server(self._serve, "127.0.0.1", self.port, ssl=context, limit=1 << 24)
        self._server = self.wire.call(listen())

    def hold_next(self):
        """The next mail is written down, but its sender learns nothing until release()."""
        def hold():
            self._release.clear()
            self._hold_next = True
        self.wire.soon(hold)

    def release(self):
        """Answers what was held back."""
        def let_go():
            self._hold_next = False
            self._release.set()
        self.wire.soon(let_go)

    async def _serve(self, reader, writer):
        try:
            await _Dialogue(self, reader, writer).run()
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
            pass
        finally:
            writer.transport.abort()

    async def accept(self, recipient, content):
        """Notes a mail on disk; gives when the sender may know."""
        message_id = _message_id(content)
        entry = (time.monotonic(), message_id, recipient)
        self._file.write(json.dumps(entry) + "\n")
        self._file.flush()
        self.accepted.append(entry)
        self.kept.append((message_id, recipient, content))
        if self._hold_next:
            self._hold_next = False
            self.holding = message_id
            self.held += 1
            try:
                await self._release.wait()
            finally:
                self.held -= 1

    def close(self):
        self._file.close()


def _message_id(content):
    for line in content.partition(b"\r\n\r\n")[0].replace(b"\r\n ", b" ").split(b"\r\n"):
        if line.lower().startswith(b"message-id:"):
            return line[11:].strip().strip(b"<>").decode("ascii", "replace")
    return ""


class _Dialogue:
    """One connection."""

    def __init__(self, sink, reader, writer):
        self.sink = sink
        self.reader = reader
        self.writer = writer
        self.recipient = ""

    async def _say(self, *lines):
        for index, line in enumerate(lines):
            mark = "-" if index < len(lines) - 1 else " "
            self.writer.write(f"{line[:3]}{mark}{line[4:]}\r\n".encode())
        await self.writer.drain()

    async def run(self):
        await self._say("220 sink.example ESMTP")
        while line := (await self.reader.readline()).decode("utf-8", "replace").rstrip("\r\n"):
            verb = line.split(" ")[0].upper()
            if verb == "QUIT":
                await self._say("221 2.0.0 bye")
                return
            await getattr(self, f"_{verb.lower()}", self._unknown)(line)

    async def _unknown(self, _line):
        await self._say("502 5.5.1 unknown command")

    async def _ehlo(self, _line):
        await self._say("250 sink.example", "250 AUTH PLAIN", "250 PIPELINING", "250 8BITMIME", "250 SMTPUTF8", "250 DSN",
                        "250 ENHANCEDSTATUSCODES", "250 SIZE 100000000")

    async def _auth(self, line):
        if len(line.split(" ")) < 3:
            await self._say("334 ")
            await self.reader.readline()
        await self._say("235 2.7.0 welcome")

    async def _mail(self, _line):
        self.recipient = ""
        await self._say("250 2.1.0 ok")

    async def _rcpt(self, line):
        address = line[line.index("<") + 1:line.index(">")]
        if address.startswith("gone-"):
            await self._say("550 5.1.1 no such user here")
            return
        self.recipient = address
        await self._say("250 2.1.5 ok")

    async def _rset(self, _line):
        self.recipient = ""
        await self._say("250 2.0.0 ok")

    async def _noop(self, _line):
        await self._say("250 2.0.0 ok")

    async def _data(self, _line):
        if not self.recipient:
            await self._say("503 5.5.1 no recipient")
            return
        await self._say("354 go on")
        content = await self.reader.readuntil(b"\r\n.\r\n")
        await self.sink.accept(self.recipient, content[:-3].replace(b"\r\n..", b"\r\n."))
        await self._say("250 2.0.0 taken")
