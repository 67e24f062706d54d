"""Rounds: some mails, some progress, one fault; checkpoints when all is quiet."""
import random
import time

import psycopg2

from stack import wait_for

from . import checker
from .fault import Faults
from .history import History
from .site import Site
from .traffic import Traffic
from .view import View, take_view

CONTACTS = 20
STEPS_MAX = 40           # of progress before a fault
PATIENCE_SECONDS = 3     # a fault that lasts may hold up everything: then the next comes anyway
QUIET_SECONDS = 120

STEPS = """select (select last_value from turno.mail_id_seq) * 2 - (select count(*) from turno.mail_job)
    + (select last_value from turno.outbox_id_seq) * 2 - (select count(*) from turno.outbox_job)"""
NOISE = """select (select count(*) from turno.mail_job) + (select count(*) from turno.outbox_job)
    + (select count(*) from turno.mail where not is_after_done), (select count(*) from turno.mail)"""
UNKNOWN = "select m from unnest(%s) m where not exists (select from turno.outbox o where o.message_id = m)"
UNSTORED = """select s from unnest(%s) s where not exists (select from turno.blob b join turno.mail m on m.blob_id = b.id
    where b.sha256 = decode(s, 'hex'))"""


class Broken(AssertionError):
    """The checker found something: name of the check → its sentences."""

    def __init__(self, problems, round_number, path):
        super().__init__(f"after {round_number} rounds: " + "; ".join(
            f"{name}: {', '.join(sentences[:5])} ({len(sentences)} in all)" for name, sentences in problems.items())
            + f" [history: {path}]")
        self.problems = problems
        self.round_number = round_number


class Run:
    """One run on a build. Use as a context: all servers end with it."""

    def __init__(self, top, build, weights, seed=None, *, mails_per_round=10, outage_seconds=3, disk_mib=256, say=print):
        self.seed = seed if seed is not None else random.SystemRandom().randrange(1 << 32)
        self.say = say
        say(f"seed {self.seed} (TURNO_SEED={self.seed} repeats it)")
        self.dice = random.Random(self.seed)
        self.history = History(self.seed, weights)
        self.history_file = top / f"var/fault-{self.seed}.json"
        self.mails_per_round = mails_per_round
        self.site = Site(top, build, disk_mib)
        self.weights = dict(weights)
        self.faults = Faults(self.site, self.dice, self.history, outage_seconds)
        self.traffic = None
        self.rounds = 0
        self.epochs = {}
        self._looked_at = 0        # of sink.accepted
        self._seen_touched = set()

    def __enter__(self):
        try:
            self.site.open()
            self.traffic = Traffic(self.site, self.dice, self.history, self.site.add_contacts(CONTACTS))
            for gateway in self.site.gateways:
                gateway.start()
        except BaseException:
            self.site.close()
            raise
        if self.site.disk.why_not and self.weights.pop("disk_full", None):
            self.say(f"no disk is filled: {self.site.disk.why_not}")
        return self

    def __exit__(self, kind, _error, _trace):
        if kind is not None:
            self.say(self.site.logs())
        self.site.close()

    # Rounds

    def play(self, rounds, checkpoint_every=50):
        """So many rounds, with a checkpoint now and then and one at the end. Raises Broken."""
        for number in range(rounds):
            self.round()
            if (number + 1) % checkpoint_every == 0 or number + 1 == rounds:
                self.checkpoint()

    def round(self):
        """Mails, progress, a fault, and a look at what must hold even in the middle of it."""
        self.rounds += 1
        self.faults.end_due()
        self.site.revive()
        self.site.look()
        self.traffic.send(self.mails_per_round)
        self._await_steps(self.dice.randint(1, STEPS_MAX))
        self.faults.strike(self.dice.choices(list(self.weights), list(self.weights.values()))[0])
        self.look()

    def _steps(self):
        try:
            return int(self.site.postgres.rows(STEPS)[0][0]) + len(self.site.sink.accepted)
        except psycopg2.Error:
            return None

    def _await_steps(self, count):
        base = self._steps()
        if base is None:
            return
        try:
            wait_for(lambda: (self._steps() or 0) >= base + count, PATIENCE_SECONDS, f"{count} steps")
        except TimeoutError:
            self.history.note("impatient", round=self.rounds, steps=count)

    def look(self):
        """What never may be, quiet or not: a mail that left without a row, a mail touched before it was stored."""
        accepted = self.site.sink.accepted[self._looked_at:]
        touched = self.traffic.touched() - self._seen_touched
        try:
            unknown = self.site.postgres.rows(UNKNOWN, [entry[1] for entry in accepted])
            unstored = self.site.postgres.rows(UNSTORED, [sha256 for _, sha256 in touched])
            for name, epoch in self.site.postgres.rows("select name, epoch from turno.lease"):
                self.epochs[name] = max(epoch, self.epochs.get(name, 0))
        except psycopg2.Error:
            return
        self._looked_at += len(accepted)
        self._seen_touched |= touched
        self._fail_if({"what_arrived_was_sent": [f"message {row[0]} left without a row in the outbox" for row in unknown],
                       "only_stored_mail_is_touched": [f"mail {row[0]} was touched before it was stored" for row in unstored],
                       "no_copy_too_many": list(checker.no_copy_too_many(
                           View(accepted=self.site.sink.accepted, submit_kills=self.history.submit_kills)))})

    def _fail_if(self, problems):
        problems = {name: sentences for name, sentences in problems.items() if sentences}
        if problems:
            sentences = [f"{name}: {sentence}" for name, found in problems.items() for sentence in found]
            raise Broken(problems, self.rounds, self.history.save(self.history_file, sentences))

    # Checkpoints

    def settle(self):
        """Ends every fault and waits until nothing is under way any more."""
        self.faults.end_all()
        begun = time.monotonic()
        try:
            wait_for(self._is_quiet, QUIET_SECONDS, "quiet")
        except TimeoutError as error:
            raise TimeoutError(f"{error}: {self._noise()} [history: {self.history.save(self.history_file)}]") from error
        self.history.note("quiet", seconds=round(time.monotonic() - begun, 1))

    def _noise(self):
        rows = self.site.postgres.rows
        return {"mail_job": rows("select * from turno.mail_job limit 5"), "outbox_job": rows("select * from turno.outbox_job limit 5"),
                "after": rows("select mailbox_id, count(*) from turno.mail where not is_after_done group by 1"),
                "ledger": rows("select count(*) from turno.mail"), "sent": len(self.history.mails),
                "lease": rows("select name, owner, expires_at - clock_timestamp() from turno.lease")}

    def _is_quiet(self):
        self.site.revive()
        try:
            # Mail that was put off for minutes is sent now, as an admin would: the run has no minutes.
            self.site.postgres.rows("""select turno.outbox_retry(outbox_id) from turno.outbox_job
                where step = 'waiting' and run_after > clock_timestamp() + interval '1 second'""")
            self.site.postgres.rows("""select turno.account_resume(jsonb_build_object('name', name)) from turno.account
                where paused_until > clock_timestamp() + interval '3 seconds' and probed_by is null""")
            noise, ledger = self.site.postgres.rows(NOISE)[0]
        except psycopg2.Error:
            return False
        return noise == 0 and ledger >= len(self.history.mails) and all(gateway.pid() for gateway in self.site.gateways) \
            and self._leases_are_held()

    def _leases_are_held(self):
        view = View(leases=self.site.postgres.rows("select name, owner, epoch, 1.0 from turno.lease where expires_at > clock_timestamp()"),
                    wanted_leases=["writer"], living=[gateway.pid() for gateway in self.site.gateways])
        return not list(checker.leases_are_sane(view))

    def checkpoint(self):
        """Quiet, and every check; one line says how far the run is."""
        self.settle()
        self.check_all()
        self.say(self.figures())

    def check_all(self):
        """Every check, when all is quiet. Raises Broken."""
        self._fail_if(checker.check(take_view(self.site, self.traffic, self.history, self.epochs)))

    def finish(self):
        """Both turnod end; nothing of them may be left, and the timeline is whole."""
        self.site.look()
        self.site.stop_gateways()
        self._fail_if(checker.check(View(leftovers=self.site.leftovers()), (checker.no_process_is_left,)))
        self.site.turno("verify")

    def figures(self):
        """One line."""
        faults = sum(self.history.faults.values())
        states = dict(self.site.postgres.rows("select state, count(*) from turno.outbox group by 1"))
        kinds = " ".join(f"{kind}={count}" for kind, count in sorted(self.history.faults.items()))
        return (f"rounds={self.rounds} seconds={time.monotonic() - self.history.began:.0f} mails={len(self.history.mails)}"
                f" sent={states.get('sent', 0)} uncertain={states.get('uncertain', 0)} failed={states.get('failed', 0)}"
                f" accepted={len(self.site.sink.accepted)} copies={checker.most_copies(View(accepted=self.site.sink.accepted))}"
                f" kills_of_submit={len(self.history.submit_kills)} faults={faults} {kinds}")
