"""What breaks. Each fault begins at once; those that last end by themselves in a later round."""
import signal
import time

import psycopg2

from stack import wait_for

from .proxy import Break
from .site import send_signal

YEAR_DAYS = 365
HOLD_SECONDS = 3           # for a mail that should be under way
BITE_SECONDS = 10          # for PostgreSQL to notice that the disk is full


class Faults:
    """The faults of one run, by name. `endings` is what has still to be undone, and when."""

    def __init__(self, site, dice, history, outage_seconds):
        self.site = site
        self.dice = dice
        self.history = history
        self.outage_seconds = outage_seconds
        self.endings = []      # (monotonic seconds, function)

    def strike(self, kind):
        """Has a fault of this kind happen, and notes it."""
        detail = getattr(self, kind)()
        self.history.note_fault(kind, detail=detail)

    def later(self, seconds, function, *args):
        """Has the function called in the first round after so many seconds."""
        self.endings.append((time.monotonic() + seconds, lambda: function(*args)))

    def end_due(self):
        """Ends what has lasted long enough."""
        due = [ending for ending in self.endings if ending[0] <= time.monotonic()]
        for ending in due:
            self.endings.remove(ending)
            ending[1]()

    def end_all(self):
        """Ends everything now."""
        while self.endings:
            self.endings.pop(0)[1]()
        for proxy in self.site.proxies.values():
            proxy.disarm()
        self.site.sink.release()

    # Processes

    def _victims(self):
        """Role → process ids, of both turnod; a reader only while no mail has lost one already (M3 counts two)."""
        found = {}
        for gateway in self.site.gateways:
            for pid, role in gateway.roles().items():
                found.setdefault(role.split(" ")[0], []).append((gateway, pid))
        if "turno-reader" in found and not self._readers_may_die():
            del found["turno-reader"]
        return found

    def _readers_may_die(self):
        try:
            return not self.site.postgres.rows("select 1 from turno.mail_job where reader_deaths > 0")
        except psycopg2.Error:
            return False

    def _kill(self, pid, role):
        if role in ("submit", "turnod"):
            self.history.submit_kills.append(time.monotonic())
        send_signal(pid, signal.SIGKILL)

    def kill(self):
        """kill -9 of one process, each role as likely as any other."""
        victims = self._victims()
        if not victims:
            return "nobody there"
        role = self.dice.choice(sorted(victims))
        gateway, pid = self.dice.choice(victims[role])
        self._kill(pid, role)
        return f"{gateway.name} {role} {pid}"

    def _kill_role(self, role):
        victims = self._victims().get(role)
        if not victims:
            return "nobody there"
        gateway, pid = self.dice.choice(victims)
        self._kill(pid, role)
        return f"{gateway.name} {role} {pid}"

    def kill_fetch(self):
        """kill -9 of a fetch."""
        return self._kill_role("fetch")

    def kill_deliver(self):
        """kill -9 of a deliver."""
        return self._kill_role("deliver")

    def kill_whole(self):
        """A turnod dies with all its children at once, as when its host loses power."""
        gateway = self.dice.choice(self.site.gateways)
        self.history.submit_kills.append(time.monotonic())
        gateway.kill_whole()
        return gateway.name

    def kill_sending(self):
        """kill -9 of the submit whose mail was taken by the server that has not said so yet (M31)."""
        sink = self.site.sink
        sink.hold_next()
        try:
            wait_for(lambda: sink.held, HOLD_SECONDS, "mail under way")
            pid = self._sender()
            if pid is None:
                return "its submit is gone already"
            self._kill(pid, "submit")
            return f"submit {pid}"
        except (TimeoutError, psycopg2.Error) as error:
            return str(error)
        finally:
            sink.release()

    def _sender(self):
        """The process of the job that has begun DATA; its owner names the turnod and the submit."""
        for (owner,) in self.site.postgres.rows("""select j.owner from turno.outbox_job j join turno.outbox o on o.id = j.outbox_id
                where o.message_id = %s and j.step = 'data'""", self.site.sink.holding):
            parent, role = owner.split(":")[1], owner.split(":")[3]
            for gateway in self.site.gateways:
                if str(gateway.pid()) == parent:
                    return gateway.process_of(role)
        return None

    def freeze(self):
        """SIGSTOP of one process for longer than a lease."""
        victims = self._victims()
        if not victims:
            return "nobody there"
        role = self.dice.choice(sorted(victims))
        gateway, pid = self.dice.choice(victims[role])
        send_signal(pid, signal.SIGSTOP)
        self.later(self._longer_than_a_lease(), send_signal, pid, signal.SIGCONT)
        return f"{gateway.name} {role} {pid}"

    def freeze_whole(self):
        """SIGSTOP of a whole turnod for longer than a lease: it wakes up and believes to be the writer."""
        gateway = self.dice.choice(self.site.gateways)
        pids = gateway.processes()
        for pid in pids:
            send_signal(pid, signal.SIGSTOP)
        self.later(self._longer_than_a_lease(), lambda: [send_signal(pid, signal.SIGCONT) for pid in pids])
        return gateway.name

    def _longer_than_a_lease(self):
        return self.site.gateways[0].lease_seconds * self.dice.uniform(1.2, 2)

    def restart_turnod(self):
        """A turnod is asked to stop, and started when it has ended."""
        gateway = self.dice.choice(self.site.gateways)
        self.history.submit_kills.append(time.monotonic())
        gateway.host.signal(gateway.name, signal.SIGTERM)
        return gateway.name

    # Database

    def crash_database(self):
        """pg_ctl -m immediate, and started again."""
        self.site.postgres.crash()
        self.site.postgres.start()
        return ""

    def database_away(self):
        """PostgreSQL is stopped for a while."""
        self.site.postgres.stop()
        until = time.monotonic() + self.outage_seconds
        wait_for(lambda: time.monotonic() >= until, self.outage_seconds + 5, "end of the outage")
        self.site.postgres.start()
        return f"{self.outage_seconds} s"

    def disk_full(self):
        """Not a byte is free for PGDATA until PostgreSQL complains; then there is room again."""
        before = self._complaints()
        self.site.disk.fill()
        try:
            wait_for(lambda: self._complaints() > before, BITE_SECONDS, "complaint about the disk")
            bite = "PostgreSQL complained"
        except TimeoutError:
            bite = "nothing was written meanwhile"
        finally:
            self.site.disk.release()
        if self.site.postgres.pid() is None:
            bite += " and gave up"
        self.site.postgres.start()
        return bite

    def _complaints(self):
        return (self.site.host.state / "log/postgres.log").read_bytes().count(b"No space left on device")

    # Network

    def _break(self, name, farthest_bytes):
        after = int(10 ** self.dice.uniform(0, len(str(farthest_bytes))))
        fault = Break(self.dice.choice(("cut", "half", "stall", "split")), after, self.dice.choice(("up", "down")),
                      self.dice.uniform(0.2, self.site.gateways[0].lease_seconds * 1.5))
        self.site.proxies[name].arm(fault)
        return f"{fault.kind} {fault.direction} at byte {after}"

    def break_imap(self):
        """A connection to the mail server breaks."""
        return self._break("imap", 9999)

    def break_smtp(self):
        """A connection to the submission server breaks."""
        return self._break("smtp", 9999)

    def break_database(self):
        """A connection to the database breaks."""
        return self._break("database", 9999)

    # Clock

    def jump_clock(self):
        """The wall clock of a turnod's host jumps a year, and back again later."""
        gateway = self.dice.choice(self.site.gateways)
        days = self.dice.choice((YEAR_DAYS, -YEAR_DAYS))
        gateway.set_clock(days)
        self.later(self._longer_than_a_lease(), gateway.set_clock, 0)
        return f"{gateway.name} {days:+d} d"
