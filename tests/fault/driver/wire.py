"""The network: an event loop in a thread of its own, on which the proxies and the sink live."""
import asyncio
import threading


class Wire:
    """Runs coroutines for a driver that is not one itself."""

    def __init__(self):
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, name="wire", daemon=True)
        self._thread.start()

    def call(self, coroutine, seconds=30):
        """What the coroutine gives."""
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(seconds)

    def soon(self, function, *args):
        """Has the loop call a function."""
        self.loop.call_soon_threadsafe(function, *args)

    def close(self):
        """Ends every connection and the thread."""
        async def end():
            while tasks := asyncio.all_tasks() - {asyncio.current_task()}:
                for task in tasks:
                    task.cancel()
                await asyncio.wait(tasks)
        self.call(end())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(10)
        self.loop.close()
