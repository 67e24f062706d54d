"""A proxy before a unix socket that lets every answer take its time."""
import socket
import threading


class SlowProxy:
    """Listens on 127.0.0.1:port; hands on each piece of an answer delay_seconds after it came. `pieces` counts them."""

    def __init__(self, path, delay_seconds):
        self.path = str(path)
        self.delay_seconds = delay_seconds
        self.pieces = 0
        self._closing = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            server.connect(self.path)
            threading.Thread(target=self._hand_on, args=(client, server, 0), daemon=True).start()
            threading.Thread(target=self._hand_on, args=(server, client, self.delay_seconds), daemon=True).start()

    def _hand_on(self, source, target, delay_seconds):
        try:
            while piece := source.recv(65536):
                if delay_seconds > 0:
                    self.pieces += 1
                    self._closing.wait(delay_seconds)
                target.sendall(piece)
        except OSError:
            pass
        for each in (source, target):
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def close(self):
        """Takes no more connections; those that are open end without delay when turnod ends them."""
        self._closing.set()
        self._listener.close()
