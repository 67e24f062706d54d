"""A FastCGI program under measurement: started on a socket of its own, asked as a web server asks it."""
import os
import re
import socket
import struct
import subprocess
import tempfile
import time
from pathlib import Path

BEGIN, END, PARAMS, STDIN, STDOUT, STDERR = 1, 3, 4, 5, 6, 7


def _record(kind, content):
    return struct.pack(">BBHHBx", 1, kind, 1, len(content), 0) + content


def _pair(name, value):
    name, value = name.encode(), value.encode()
    sizes = b"".join(bytes([len(each)]) if len(each) < 128 else struct.pack(">I", len(each) | 1 << 31) for each in (name, value))
    return sizes + name + value


def spent_ms(pid):
    """What a process has spent on the processor, all its threads."""
    return sum(int(Path(task, "schedstat").read_text().split()[0]) for task in Path(f"/proc/{pid}/task").iterdir()) / 1e6


class Answer:
    """Status, body, and how long it took from the first byte sent to the last one read."""

    def __init__(self, text, took_ms):
        head, _, self.body = text.partition(b"\r\n\r\n")
        status = re.search(rb"^Status: (\d+)", head, re.M)
        self.status, self.took_ms, self.size = int(status[1]) if status else 200, took_ms, len(text)


class Program:
    """One process; the database's process that serves it is found by the time of its start."""

    def __init__(self, path, **environment):
        self._folder = tempfile.TemporaryDirectory(prefix="turno-bench-")
        self._address = f"{self._folder.name}/socket"
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(self._address)
            listener.listen(16)
            self._process = subprocess.Popen([path], stdin=listener, env={**os.environ, **environment})
        self.pid = self._process.pid

    def get(self, path, query="", cookie=""):
        params = b"".join(_pair(name, value) for name, value in {
            "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": query, "HTTP_COOKIE": cookie,
            "HTTP_ACCEPT_LANGUAGE": "it", "HTTP_ACCEPT_ENCODING": "gzip, br", "REMOTE_ADDR": "127.0.0.1", "SERVER_PROTOCOL": "HTTP/1.1"}.items())
        message = (_record(BEGIN, struct.pack(">HB5x", 1, 0)) + _record(PARAMS, params) + _record(PARAMS, b"") + _record(STDIN, b""))
        start = time.perf_counter()
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(self._address)
            connection.sendall(message)
            raw = bytearray()
            while chunk := connection.recv(1 << 16):
                raw += chunk
        took_ms = (time.perf_counter() - start) * 1000
        at, text = 0, bytearray()
        while at < len(raw):
            _, kind, _, size, padding = struct.unpack_from(">BBHHB", raw, at)
            if kind == STDOUT:
                text += raw[at + 8:at + 8 + size]
            at += 8 + size + padding
        return Answer(bytes(text), took_ms)

    def close(self):
        self._process.terminate()
        self._process.wait()
        self._folder.cleanup()
