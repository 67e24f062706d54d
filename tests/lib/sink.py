"""A program that turno calls: https on loopback, answers as it is told, keeps what came."""
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from stack.wait import wait_for


class Sink:
    """Requests in `calls` as (path, header, body). `answers`: (status, header fields) to give, the last one for ever.

    While `hold` is set a request is kept without an answer.
    """

    def __init__(self, certificate, key):
        self.calls = []
        self.answers = [(200, {})]
        self.hold = threading.Event()
        self.go_on = threading.Event()
        sink = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                sink.calls.append((self.path, dict(self.headers), body))
                if sink.hold.is_set():
                    sink.go_on.wait(60)
                status, fields = sink.answers.pop(0) if len(sink.answers) > 1 else sink.answers[0]
                self.send_response(status)
                for name, value in {**fields, "Content-Length": "0"}.items():
                    self.send_header(name, value)
                self.end_headers()

            def log_message(self, *args):
                pass

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        self.url = f"https://localhost:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.hold.clear()
        self.go_on.set()
        self.server.shutdown()
        self.server.server_close()

    def wait(self, count, seconds=30):
        """The calls, once there are so many."""
        return wait_for(lambda: self.calls if len(self.calls) >= count else None, seconds, f"{count} calls")
