"""One connection as the server sees it: TLS in memory, so that what travels is noted before and after decryption."""
import socket
import ssl
import threading

RECORD_BYTES = 1 << 20


class Gone(Exception):
    """The other side closed, or the server is being closed."""


class Wire:
    """A connected socket. `raw`: bytes as they arrived; `plain`: the same, decrypted (the first RECORD_BYTES of each)."""

    def __init__(self, connection):
        self.connection = connection
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.raw, self.plain = bytearray(), bytearray()
        self.tls = None
        self._buffer = b""
        self._in = self._out = None
        self._tls_lock = threading.Lock()

    def _pull(self):
        """Some bytes from the network; b"" at the end."""
        try:
            received = self.connection.recv(65536)
        except OSError:
            return b""
        if len(self.raw) < RECORD_BYTES:
            self.raw += received
        return received

    def _push(self, content):
        try:
            self.connection.sendall(content)
        except OSError as error:
            raise Gone("write") from error

    def start_tls(self, context):
        """The server's side of the handshake. Raises Gone when the client does not want it."""
        self._in, self._out = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._in.write(self._buffer)
        self._buffer = b""
        tls = context.wrap_bio(self._in, self._out, server_side=True)
        while self.tls is None:
            try:
                tls.do_handshake()
                self.tls = tls
            except ssl.SSLWantReadError:
                self._push(self._out.read())
                received = self._pull()
                if not received:
                    raise Gone("handshake") from None
                self._in.write(received)
            except ssl.SSLError as error:
                self._push(self._out.read())
                raise Gone(f"handshake: {error.reason}") from error
        self._push(self._out.read())

    def _decrypt(self, received):
        self._in.write(received)
        plain = b""
        while True:
            try:
                part = self.tls.read(65536)
            except ssl.SSLWantReadError:
                return plain, False
            except ssl.SSLError:
                return plain, True
            if not part:
                return plain, True
            plain += part

    def receive(self):
        """Bytes of the conversation; b"" when the other side closed."""
        received, over = b"", False
        if self.tls is not None:  # perhaps they came together with the end of the handshake
            with self._tls_lock:
                received, over = self._decrypt(b"")
        while True:
            if not received and not over:
                received = self._pull()
                over = not received
                if self.tls is not None and received:
                    with self._tls_lock:
                        received, over = self._decrypt(received)
            if len(self.plain) < RECORD_BYTES:
                self.plain += received
            if received or over:
                return received

    def line(self):
        """One line without its CRLF."""
        while b"\n" not in self._buffer:
            received = self.receive()
            if not received:
                raise Gone("read")
            self._buffer += received
        line, self._buffer = self._buffer.split(b"\n", 1)
        return line.removesuffix(b"\r")

    def exactly(self, count):
        """So many bytes, of a literal."""
        while len(self._buffer) < count:
            received = self.receive()
            if not received:
                raise Gone("read")
            self._buffer += received
        content, self._buffer = self._buffer[:count], self._buffer[count:]
        return content

    def send(self, content):
        """All of content."""
        if self.tls is None:
            self._push(content)
            return
        for at in range(0, len(content), 65536):
            with self._tls_lock:
                self.tls.write(content[at:at + 65536])
                self._push(self._out.read())

    def close(self):
        """Ends the connection at once, without the courtesies of TLS."""
        try:
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.connection.close()
