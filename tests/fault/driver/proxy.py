"""A TCP proxy that breaks connections at a chosen byte."""
import asyncio
import socket
from dataclasses import dataclass

CHUNK_BYTES = 65536


@dataclass
class Break:
    """What happens to the connection that carries the n-th byte from now on."""

    kind: str        # cut: both sides are reset; half: the receiver sees the end; stall: nothing for a while; split: byte by byte
    after_bytes: int
    direction: str   # "up" to the server, "down" from it
    seconds: float = 0
    is_done: bool = False


class Proxy:
    """Listens on a port of loopback; every connection goes to a TCP port or a unix socket."""

    def __init__(self, wire, name, port, target):
        self.wire = wire
        self.name = name
        self.port = port
        self.target = target
        self.breaks = []
        self._server = None
        self._connections = set()

    def open(self):
        async def listen():
            return await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self._server = self.wire.call(listen())

    def arm(self, fault):
        """Has the break happen to whichever connection gets to it."""
        self.wire.soon(self.breaks.append, fault)

    def disarm(self):
        """Forgets breaks that did not happen."""
        self.wire.soon(self.breaks.clear)

    async def _connect(self):
        if isinstance(self.target, int):
            return await asyncio.open_connection("127.0.0.1", self.target)
        return await asyncio.open_unix_connection(str(self.target))

    async def _serve(self, reader, writer):
        task = asyncio.current_task()
        self._connections.add(task)   # a loop alone keeps no task alive
        task.add_done_callback(self._connections.discard)
        try:
            far_reader, far_writer = await self._connect()
        except OSError:
            writer.transport.abort()
            return
        ends = (writer, far_writer)
        for end in ends:
            sock = end.get_extra_info("socket")
            if sock.family == socket.AF_INET:
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            await asyncio.gather(self._pump(reader, far_writer, "up", ends), self._pump(far_reader, writer, "down", ends))
        finally:
            for end in ends:
                end.transport.abort()

    async def _pump(self, source, sink, direction, ends):
        while True:
            try:
                data = await source.read(CHUNK_BYTES)
                if not data:
                    if sink.can_write_eof():
                        sink.write_eof()
                    return
                if not await self._pass(data, sink, direction, ends):
                    return
            except (OSError, RuntimeError):
                for end in ends:
                    end.transport.abort()
                return

    async def _pass(self, data, sink, direction, ends):
        """Hands data on; False when this direction is over."""
        fault = next((each for each in self.breaks if each.direction == direction), None)
        if fault is None or len(data) < fault.after_bytes:
            if fault is not None:
                fault.after_bytes -= len(data)
            sink.write(data)
            await sink.drain()
            return True
        self.breaks.remove(fault)
        fault.is_done = True
        sink.write(data[:fault.after_bytes])
        rest = data[fault.after_bytes:]
        if fault.kind == "cut":
            await sink.drain()
            for end in ends:
                end.transport.abort()
            return False
        if fault.kind == "half":
            if sink.can_write_eof():
                sink.write_eof()
            return False
        if fault.kind == "stall":
            await sink.drain()
            await asyncio.sleep(fault.seconds)
            sink.write(rest)
        else:
            for at in range(len(rest)):
                sink.write(rest[at:at + 1])
                await sink.drain()
        await sink.drain()
        return True
