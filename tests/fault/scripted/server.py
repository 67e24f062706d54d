"""What the scripted servers have in common: threads, sessions, steps and the behaviour that replaces them."""
import base64
import binascii
import re
import socket
import ssl
import threading

from .wire import Gone, Wire

SAID_BYTES = 1 << 16


def tls_context(certificate, key, oldest=None, newest=None, ciphers=None):
    """A server's context. oldest, newest: ssl.TLSVersion; with a TLS below 1.2 OpenSSL's floor is taken away."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    if ciphers is not None:
        context.set_ciphers(ciphers)
    if oldest is not None:
        context.minimum_version = oldest
    if newest is not None:
        context.maximum_version = newest
    return context


class Command:
    """What the client said: words after the tag, in capitals where they are the protocol's."""

    def __init__(self, line, tag=b"", name="", rest=b""):
        self.line, self.tag, self.name, self.rest = line, tag, name, rest


class Session:
    """One connection: `commands` are the lines that came, `steps` the names of what was done, `said` what was sent."""

    def __init__(self, server, wire):
        self.server = server
        self.wire = wire
        self.commands = []
        self.steps = []
        self.said = bytearray()
        self.end = None  # why the session ended

    @property
    def encrypted(self):
        return self.wire.tls is not None

    def send(self, text):
        """Sends text (str or bytes) as it is."""
        content = text.encode() if isinstance(text, str) else text
        if len(self.said) < SAID_BYTES:
            self.said += content
        self.wire.send(content)

    def line(self, text):
        """Sends one line."""
        self.send((text.encode() if isinstance(text, str) else text) + b"\r\n")

    def close(self):
        """Drops the connection."""
        self.wire.close()
        raise Gone("closed by the script")

    def pause(self, seconds):
        """Lets time pass, as a slow server does; ends early when the server is closed."""
        if self.server.closing.wait(seconds):
            raise Gone("server closed")

    def step(self, name, command, usual):
        """Does what the script says of this step, or the usual."""
        self.steps.append(name)
        behaviour = self.server.script.get(name)
        if behaviour is None:
            usual()
        else:
            behaviour(self, command, usual)

    def run(self):
        """The whole conversation."""
        raise NotImplementedError


class Server:
    """Listens on 127.0.0.1:port. tls: "implicit", "starttls" or "none"; context: from tls_context()."""

    session_class = Session

    def __init__(self, tls="implicit", context=None):
        self.tls = tls
        self.context = context
        self.script = {}
        self.sessions = []
        self.closing = threading.Event()
        self.lock = threading.RLock()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def on(self, step, behaviour):
        """From the next time on, behaviour takes the place of the step. Returns the server."""
        self.script = {**self.script, step: behaviour}
        return self

    def behave(self, *steps):
        """Forgets what on() said of these steps, of all when none is named."""
        self.script = {name: behaviour for name, behaviour in self.script.items() if steps and name not in steps}

    def count(self, step):
        """How often a step was reached, over all sessions."""
        return sum(session.steps.count(step) for session in list(self.sessions))

    def commands(self):
        """All lines of all sessions, in capitals."""
        return [line.upper() for session in list(self.sessions) for line in session.commands]

    def saw(self, secret):
        """Whether the secret came over the wire: as it is, or inside anything that is base64."""
        wanted = secret.encode()
        for session in list(self.sessions):
            for record in (bytes(session.wire.raw), bytes(session.wire.plain)):
                if wanted in record:
                    return True
                for word in re.findall(rb"[A-Za-z0-9+/]{4,}={0,2}", record):
                    try:
                        if wanted in base64.b64decode(word[:len(word) // 4 * 4] if b"=" not in word else word):
                            return True
                    except binascii.Error:
                        continue
        return False

    def drop_all(self):
        """Cuts every open connection."""
        for session in list(self.sessions):
            session.wire.close()

    def _accept(self):
        while not self.closing.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            session = self.session_class(self, Wire(connection))
            with self.lock:
                self.sessions.append(session)
                if self.closing.is_set():
                    session.wire.close()
            thread = threading.Thread(target=self._serve, args=(session,), daemon=True)
            thread.start()
            self._threads.append(thread)

    def _serve(self, session):
        try:
            if self.tls == "implicit":
                session.wire.start_tls(self.context)
            session.run()
            session.end = "done"
        except Gone as gone:
            session.end = str(gone)
        finally:
            session.wire.close()

    def close(self):
        """Ends all conversations and the listening."""
        self.closing.set()
        self._listener.shutdown(socket.SHUT_RDWR)  # wakes accept(), which close() would not
        self._listener.close()
        with self.lock:
            self.drop_all()
        for thread in self._threads:
            thread.join(10)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
