"""What all servers of the stack have in common."""
import signal

from .wait import wait_for


class Server:
    """A server that runs in the foreground. Sub-classes say how it is prepared and started."""

    name = ""
    stop_signal = signal.SIGTERM

    def __init__(self, host, ports):
        self.host = host
        self.ports = ports

    def prepare(self):
        """Writes the files that the server needs; repeats without harm."""

    def launch(self):
        """Starts the process."""
        raise NotImplementedError

    def is_ready(self):
        """Whether it answers."""
        raise NotImplementedError

    def start(self):
        """Starts it unless it runs, and waits until it answers."""
        if self.pid() is None:
            self.launch()
        wait_for(self._ready_or_dead, 30, f"answer of {self.name}")

    def _ready_or_dead(self):
        if self.pid() is None:
            raise RuntimeError(f"{self.name} ended at once:\n{self.host.log_tail(self.name)}")
        return self.is_ready()

    def stop(self):
        """Asks it to end and waits until it has."""
        if self.host.signal(self.name, self.stop_signal):
            self.host.wait_gone(self.name)

    def kill(self):
        """Ends it and its group the hard way (SIGKILL)."""
        if self.host.signal_all(self.name, signal.SIGKILL):
            self.host.wait_gone(self.name)

    def restart(self):
        """Stops and starts it."""
        self.stop()
        self.start()

    def pid(self):
        """Its process id, None when it does not run."""
        return self.host.pid(self.name)
