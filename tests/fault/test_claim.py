"""M31: what a submitter had in hand does not wait long when its turnod is gone."""
import os
import signal
from pathlib import Path

import pytest

from driver.run import Run
from stack import wait_for

TOP = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def run(plain_build):
    with Run(TOP, plain_build, {}, seed=1) as run:
        yield run


def stop_all_but_a(run):
    run.faults.end_all()
    run.site.revive()
    other = run.site.gateways[1]
    other.host.signal(other.name, signal.SIGTERM)
    run.site.host.wait_gone(other.name, 40)
    return run.site.gateways[0]


def mail_in_hand(run):
    """One mail is under way: the sink has it and does not say so. Gives (outbox id, submit's process id)."""
    run.site.sink.hold_next()
    run.traffic.send(1)
    wait_for(lambda: run.site.sink.held, 20, "mail under way")
    ((outbox, owner),) = run.site.postgres.rows("""select j.outbox_id, j.owner from turno.outbox_job j
        join turno.outbox o on o.id = j.outbox_id where o.message_id = %s and j.step = 'data'""", run.site.sink.holding)
    parent, role = owner.split(":")[1], owner.split(":")[3]
    gateway = next(each for each in run.site.gateways if str(each.pid()) == parent)
    return outbox, gateway.process_of(role)


def await_uncertain(run, outbox):
    wait_for(lambda: run.site.postgres.rows("select state from turno.outbox where id = %s", outbox) == [("uncertain",)], 20,
             "end of the claim")


def test_m31_a_turnod_that_ends_gives_back_what_a_killed_submit_had(run):
    gateway = stop_all_but_a(run)
    outbox, submit = mail_in_hand(run)
    gateway.host.signal(gateway.name, signal.SIGSTOP)   # it must not start a new submit meanwhile
    os.kill(submit, signal.SIGKILL)
    gateway.host.signal(gateway.name, signal.SIGTERM)
    gateway.host.signal(gateway.name, signal.SIGCONT)
    gateway.host.wait_gone(gateway.name, 40)
    assert run.site.postgres.rows("select state from turno.outbox where id = %s", outbox) == [("uncertain",)]


def test_m31_another_turnod_takes_over_what_a_dead_one_had(run):
    run.site.revive()
    run.settle()
    outbox, submit = mail_in_hand(run)
    gateway = next(each for each in run.site.gateways if submit in each.processes())
    gateway.kill_whole()
    await_uncertain(run, outbox)


def test_m31_a_slow_server_loses_nobody_his_claim(run):
    run.settle()
    outbox, _ = mail_in_hand(run)
    ((until,),) = run.site.postgres.rows("select leased_until from turno.outbox_job where outbox_id = %s", outbox)
    wait_for(lambda: run.site.postgres.rows("select clock_timestamp() > %s + interval '1 second'", until) == [(True,)], 30, "renewal")
    assert run.site.postgres.rows("select step from turno.outbox_job where outbox_id = %s", outbox) == [("data",)]
    run.site.sink.release()
    wait_for(lambda: run.site.postgres.rows("select state from turno.outbox where id = %s", outbox) == [("sent",)], 20, "sent")
